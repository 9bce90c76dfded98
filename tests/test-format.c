/* SPDX-License-Identifier: MIT */
/* Golden files of every format, buffers of every size, documents and
 * refusals. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* The cases: a setup document each, in tests/golden or examples/data. The last
 * has U-labels. */
static const char *const cases[] = {
    "examples/data/same-region", "examples/data/cross-region",
    "examples/data/one-account", "tests/golden/single",
    "tests/golden/nobody",       "tests/golden/edit",
    "tests/golden/retired",      "tests/golden/conflict",
    "tests/golden/parent-zone",  "tests/golden/customer",
    "tests/golden/address",      "tests/golden/new",
    "tests/golden/odd",
};

/* Return how many cases this library can read. */
static size_t case_count(void)
{
    return sizeof(cases) / sizeof(*cases) - !sesdomain_has_feature("idn");
}

static struct sesdomain *settings_of_case(const char *name)
{
    char *json = read_file(source_path("%s/setup.json", name), NULL);
    struct sesdomain *sd;

    ck_assert_msg(json != NULL, "no setup of %s", name);
    sd = settings_of(json);
    free(json);
    return sd;
}

static struct sesdomain_plan *plan_of_case(const char *name)
{
    struct sesdomain *sd = settings_of_case(name);
    struct sesdomain_plan *plan;

    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    sesdomain_free(sd);
    return plan;
}

/* ---- golden files ---- */

static void add(FILE *f, const char *text)
{
    ck_assert(fputs(text, f) >= 0);
}

/* Return all documents, or the refusal. */
static char *all_of(const struct sesdomain_plan *plan, const char *format,
                    size_t *length)
{
    const size_t count = sesdomain_plan_document_count(plan, format);
    size_t i, j;
    const char *reason;
    char *text = NULL, *part;
    enum sesdomain_status status;
    FILE *f = open_memstream(&text, length);

    ck_assert(f != NULL);
    status = sesdomain_plan_refusal(plan, format, &i, &j, &reason);
    if (status != SESDOMAIN_OK) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        ck_assert_uint_eq(count, 0);
        fprintf(f, "refused: %s\n%s\n", sesdomain_status_name(status), reason);
        ck_assert_int_eq(rs == NULL, status == SESDOMAIN_E_CONFLICT);
        if (rs)
            fprintf(f, "%s %s\n", sesdomain_recordset_name(rs),
                    sesdomain_type_name(sesdomain_recordset_type(rs)));
        if (j != SESDOMAIN_NONE)
            fprintf(f, "%s\n", sesdomain_recordset_value_rdata(rs, j));
    }
    ck_assert_int_eq(status == SESDOMAIN_OK, count > 0);
    for (i = 0; i < count; i++) {
        if (i)
            add(f, "=== next document ===\n");
        part = document(plan, format, i);
        add(f, part);
        free(part);
    }
    fclose(f);
    return text;
}

/* Return the first line of a text that differs from another. */
static const char *first_difference(const char *text, const char *other)
{
    const char *line = text;

    for (; *text && *text == *other; text++, other++)
        if (*text == '\n')
            line = text + 1;
    return line;
}

START_TEST(golden)
{
    const char *name = cases[(size_t)_i / sesdomain_format_count()];
    const char *format =
        sesdomain_format_name((size_t)_i % sesdomain_format_count());
    const char *base = strrchr(name, '/') + 1;
    const char *path = source_path("tests/golden/%s/%s.txt", base, format);
    struct sesdomain_plan *plan = plan_of_case(name);
    size_t length;
    char *got = all_of(plan, format, &length), *want = read_file(path, NULL);
    const char *difference;

    if (!want && getenv("UPDATE_GOLDEN")) {
        FILE *f = fopen(path, "wb");

        ck_assert_msg(f != NULL, "cannot write %s", path);
        ck_assert_uint_eq(fwrite(got, 1, length, f), length);
        fclose(f);
        want = read_file(path, NULL);
    }
    ck_assert_msg(want != NULL, "no golden file %s", path);
    difference = first_difference(got, want);
    ck_assert_msg(strcmp(got, want) == 0, "%s: %s: got '%.*s'", name, format,
                  (int)strcspn(difference, "\n"), difference);
    free(want);
    free(got);
    sesdomain_plan_free(plan);
}
END_TEST

/* ---- audience ---- */

static void tells_no(const struct sesdomain_plan *plan, const char *format)
{
    char *text = document(plan, format, 0);

    for (size_t i = 0; i < sesdomain_plan_instance_count(plan); i++) {
        ck_assert_ptr_null(
            strstr(text, sesdomain_plan_instance_account(plan, i)));
        ck_assert_ptr_null(
            strstr(text, sesdomain_plan_instance_label(plan, i)));
    }
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        ck_assert_ptr_nonnull(strstr(
            text,
            sesdomain_recordset_name(sesdomain_plan_recordset(plan, i))));
    free(text);
}

/* The DNS operator sees neither accounts nor labels. */
START_TEST(customer_reads_no_accounts)
{
    static const char *const formats[] = { "text", "markdown", "html", "csv" };
    struct sesdomain *sd = settings_of_case(cases[_i]);
    struct sesdomain_plan *plan;

    ck_assert_int_eq(sesdomain_set_option(sd, "audience", "customer"), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
        tells_no(plan, formats[i]);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* ---- buffers ---- */

/* Write a document into a buffer of a size: all of it, or nothing. */
static void check_size(const struct sesdomain_plan *plan, const char *format,
                       size_t i, const char *want, size_t size)
{
    const size_t whole = strlen(want);
    enum sesdomain_status status;
    char *buf = malloc(size + 1);
    size_t length;

    memset(buf, 'x', size + 1);
    status = sesdomain_plan_write(plan, format, i, buf, size, &length);
    ck_assert_uint_eq(length, whole);
    ck_assert_int_eq(buf[size], 'x');
    if (size > whole) {
        ck_assert_int_eq(status, SESDOMAIN_OK);
        ck_assert_str_eq(buf, want);
    } else {
        ck_assert_int_eq(status, SESDOMAIN_E_SPACE);
        ck_assert(size == 0 || buf[0] == '\0');
    }
    free(buf);
}

/* Return the first case that a format does not refuse. */
static struct sesdomain_plan *accepted(const char *format)
{
    for (size_t i = case_count(); i-- > 0;) {
        struct sesdomain_plan *plan = plan_of_case(cases[i]);

        if (!sesdomain_plan_refusal(plan, format, NULL, NULL, NULL))
            return plan;
        sesdomain_plan_free(plan);
    }
    ck_abort_msg("%s refuses every case", format);
    return NULL;
}

START_TEST(every_size)
{
    const char *format = sesdomain_format_name((size_t)_i);
    struct sesdomain_plan *plan = accepted(format);
    char *want = document(plan, format, 0);

    for (size_t size = 0; size <= strlen(want) + 2; size++)
        check_size(plan, format, 0, want, size);
    free(want);
    sesdomain_plan_free(plan);
}
END_TEST

/* A need of a sending instance that the plan cannot write: a document without
 * the record would delete it. */
static const struct {
    const char *instance;
    enum sesdomain_status status; /* of every state format */
} lacking[] = {
    { "'region':'us-east-1','dkim_tokens':['a','b','c']", SESDOMAIN_OK },
    { "'region':'xx-moon-1','dkim_tokens':['a','b','c']",
      SESDOMAIN_E_CONFLICT },
    { "'region':'xx-moon-1','dkim_tokens':['a','b','c'],"
      "'dkim_hosted_zone':'dkim.amazonses.com'",
      SESDOMAIN_OK },
    { "'region':'xx-moon-1','dkim_tokens':['a','b','c'],"
      "'state':'draining'",
      SESDOMAIN_OK },
    { "'region':'eu-west-1','dkim_origin':'AWS_SES_US_EAST_1'",
      SESDOMAIN_E_CONFLICT },
    { "'region':'us-east-1','mail_from':'m.other.example'",
      SESDOMAIN_E_CONFLICT },
};

START_TEST(what_is_lacking_is_not_left_out)
{
    char json[500];
    struct sesdomain_plan *plan;

    snprintf(json, sizeof(json),
             "{'domain':'d.example','existing_complete':true,'instances':"
             "[{'account':'1',%s}]}",
             lacking[_i].instance);
    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    plan = plan_of(json);
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        if (sesdomain_format_kind(i) == SESDOMAIN_FORMAT_KIND_STATE)
            ck_assert_int_eq(sesdomain_plan_refusal(plan,
                                                    sesdomain_format_name(i),
                                                    NULL, NULL, NULL),
                             lacking[_i].status);
    sesdomain_plan_free(plan);
}
END_TEST

START_TEST(no_such_format)
{
    struct sesdomain_plan *plan = plan_of_case("tests/golden/single");
    const char *reason = "left";
    size_t length = 7, i = 7, j = 7;
    char buf[4] = "abc";

    ck_assert_int_eq(sesdomain_plan_write(plan, "zones", 0, buf, 4, &length),
                     SESDOMAIN_E_FORMAT);
    ck_assert_uint_eq(sesdomain_plan_document_count(plan, "zones"), 0);
    ck_assert_uint_eq(sesdomain_plan_document_count(plan, NULL), 0);
    ck_assert_str_eq(buf, "");
    ck_assert_uint_eq(length, 0);
    ck_assert_int_eq(sesdomain_plan_write(plan, NULL, 0, NULL, 0, NULL),
                     SESDOMAIN_E_FORMAT);
    ck_assert_int_eq(sesdomain_plan_refusal(plan, "", &i, &j, &reason),
                     SESDOMAIN_E_FORMAT);
    ck_assert(i == SESDOMAIN_NONE && j == SESDOMAIN_NONE && reason == NULL);
    sesdomain_plan_free(plan);
}
END_TEST

/* The index of a document that a plan does not have is an error; nothing is
 * written. */
START_TEST(no_such_document)
{
    const char *format = sesdomain_format_name((size_t)_i);
    struct sesdomain_plan *plan = accepted(format);
    const size_t count = sesdomain_plan_document_count(plan, format);
    const size_t missing[] = { count, count + 1, SIZE_MAX };

    for (size_t k = 0; k < sizeof(missing) / sizeof(*missing); k++) {
        char buf[4] = "abc";
        size_t length = 7;

        ck_assert_int_eq(
            sesdomain_plan_write(plan, format, missing[k], buf, 4, &length),
            SESDOMAIN_E_MISSING);
        ck_assert_str_eq(buf, "");
        ck_assert_uint_eq(length, 0);
    }
    sesdomain_plan_free(plan);
}
END_TEST

START_TEST(formats_are_described)
{
    for (size_t i = 0; i < sesdomain_format_count(); i++) {
        ck_assert(*sesdomain_format_name(i));
        ck_assert(*sesdomain_format_description(i));
        ck_assert(strchr(sesdomain_format_media_type(i), '/') != NULL);
        ck_assert(sesdomain_format_kind(i) != SESDOMAIN_FORMAT_KIND_NONE);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(sesdomain_format_name(i),
                             sesdomain_format_name(k));
    }
    ck_assert(sesdomain_format_name(sesdomain_format_count()) == NULL);
    ck_assert(sesdomain_format_description(SIZE_MAX) == NULL);
    ck_assert_int_eq(sesdomain_format_kind(SIZE_MAX),
                     SESDOMAIN_FORMAT_KIND_NONE);
}
END_TEST

/* ---- documents by limits ---- */

static char *many_instances(size_t count)
{
    char *json = NULL;
    size_t length;
    FILE *f = open_memstream(&json, &length);

    fputs("{\"domain\":\"d.example\",\"instances\":[", f);
    for (size_t i = 0; i < count; i++)
        fprintf(
            f,
            "%s{\"account\":\"%zu\",\"region\":\"us-east-1\",\"dkim_tokens\":[\"a%zu\",\"b%zu\",\"c%zu\"]}",
            i ? "," : "", i, i, i, i);
    fputs("]}", f);
    fclose(f);
    return json;
}

/* Each document of a plan is written completely or not at all. */
START_TEST(every_document)
{
    const char *format = sesdomain_format_name((size_t)_i);
    char *json = many_instances(1000), *text;
    struct sesdomain_plan *plan = plan_of(json);
    const size_t count = sesdomain_plan_document_count(plan, format);

    for (size_t i = 0; i < count; i++) {
        text = document(plan, format, i);
        check_size(plan, format, i, text, 1);
        for (size_t less = 0; less < 3; less++)
            check_size(plan, format, i, text, strlen(text) + 2 - less);
        free(text);
    }
    sesdomain_plan_free(plan);
    free(json);
}
END_TEST

static size_t occurrences(const char *text, const char *of)
{
    size_t n = 0;

    for (; (text = strstr(text, of)); text += strlen(of))
        n++;
    return n;
}

START_TEST(route53_in_batches)
{
    char *json = many_instances(1000), *text;
    struct sesdomain_plan *plan = plan_of(json);
    const size_t count = sesdomain_plan_document_count(plan, "route53");
    size_t all = 0;

    ck_assert_uint_eq(count, 3);
    for (size_t i = 0; i < count; i++) {
        text = document(plan, "route53", i);
        ck_assert_uint_le(occurrences(text, "\"Value\""), 1000);
        ck_assert_uint_eq(occurrences(text, "\"Changes\""), 1);
        all += occurrences(text, "\"CREATE\"");
        free(text);
    }
    ck_assert_uint_eq(all, 3000);
    sesdomain_plan_free(plan);
    free(json);
}
END_TEST

/* 1,002 CNAMEs of retired instances. */
static char *many_removals(void)
{
    char *json = NULL;
    size_t length;
    FILE *f = open_memstream(&json, &length);

    fputs("{\"domain\":\"d.example\",\"existing_complete\":true,"
          "\"options\":{\"plan.removal\":\"always\"},\"instances\":[",
          f);
    for (int i = 0; i < 334; i++)
        fprintf(f,
                "%s{\"account\":\"%d\",\"region\":\"us-east-1\",\"state\":"
                "\"retired\",\"dkim_tokens\":[\"a%d\",\"b%d\",\"c%d\"]}",
                i ? "," : "", i, i, i, i);
    fputs("],\"existing\":[", f);
    for (int i = 0; i < 3 * 334; i++)
        fprintf(f,
                "%s{\"name\":\"%c%d._domainkey.d.example\",\"type\":\"CNAME\","
                "\"ttl\":60,\"rdata\":\"%c%d.dkim.amazonses.com.\"}",
                i ? "," : "", 'a' + i % 3, i / 3, 'a' + i % 3, i / 3);
    fputs("]}", f);
    fclose(f);
    return json;
}

/* Cloud DNS allows 1,000 deletions in a change, not counting additions. */
START_TEST(gcloud_in_batches)
{
    char *json = many_removals(), *text;
    struct sesdomain_plan *plan = plan_of(json);

    ck_assert_uint_eq(sesdomain_plan_document_count(plan, "gcloud"), 2);
    text = document(plan, "gcloud", 0);
    ck_assert_uint_eq(occurrences(text, "\n- kind: "), 1000);
    free(text);
    text = document(plan, "gcloud", 1);
    ck_assert_uint_eq(occurrences(text, "\n- kind: "), 2);
    free(text);
    sesdomain_plan_free(plan);
    free(json);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("format");
    TCase *g = tcase_create("golden"), *t = tcase_create("format");
    const int formats = (int)sesdomain_format_count();

    tcase_set_timeout(g, 60);
    tcase_add_loop_test(g, golden, 0, (int)case_count() * formats);
    suite_add_tcase(s, g);
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, customer_reads_no_accounts, 0, (int)case_count());
    tcase_add_loop_test(t, every_size, 0, formats);
    tcase_add_loop_test(t, every_document, 0, formats);
    tcase_add_loop_test(t, no_such_document, 0, formats);
    tcase_add_loop_test(t, what_is_lacking_is_not_left_out, 0,
                        (int)(sizeof(lacking) / sizeof(*lacking)));
    tcase_add_test(t, no_such_format);
    tcase_add_test(t, formats_are_described);
    tcase_add_test(t, route53_in_batches);
    tcase_add_test(t, gcloud_in_batches);
    suite_add_tcase(s, t);
    return run_suite(s);
}
