/* SPDX-License-Identifier: MIT */
/* Are the documents that AWS prints read correctly? One row for each shape of
 * the SES v1 and v2 APIs, of parts of their answers, of tools that print them
 * in another spelling, and of stacks, with the errors that were seen in
 * practice. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "aws-rows.h"
#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static char *copy(const char *s, size_t n, char from, char to)
{
    char *t = malloc(n + 1);

    ck_assert_ptr_nonnull(t);
    for (size_t i = 0; i < n; i++)
        t[i] = s[i] == from ? to : s[i];
    t[n] = '\0';
    return t;
}

static struct sesdomain_instance *instance(struct sesdomain **sd)
{
    struct sesdomain_instance *inst;

    ck_assert_int_eq(sesdomain_new(sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(*sd, "example.com"), 0);
    ck_assert_int_eq(
        sesdomain_add_instance(*sd, "1", "us-east-1", NULL, &inst), 0);
    return inst;
}

static enum sesdomain_status load(struct sesdomain_instance *inst,
                                  const char *s, size_t n)
{
    char *json = copy(s, n, '\'', '"');
    enum sesdomain_status status = sesdomain_instance_load_aws(inst, json, n);

    free(json);
    return status;
}

/* Check that the text has each line, except those that begin with '!'. */
static void tells(const char *text, const char *lines)
{
    char *wanted = copy(lines, strlen(lines), '\'', '"'), *line;

    for (line = strtok(wanted, "\n"); line; line = strtok(NULL, "\n")) {
        bool no = *line == '!';

        ck_assert_msg(!strstr(text, line + no) == no, "%s: %s\n%s",
                      no ? "is there" : "is missing", line + no, text);
    }
    free(wanted);
}

START_TEST(takes)
{
    const char *s = good[_i].documents, *end;
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    struct sesdomain *sd;
    char *json;

    inst = instance(&sd);
    for (; s; s = end ? end + 2 : NULL) {
        end = strstr(s, "@@");
        ck_assert_msg(load(inst, s, end ? (size_t)(end - s) : strlen(s)) == 0,
                      "%s: %s", good[_i].title, sesdomain_error(sd));
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    json = document(plan, "json", 0);
    tells(json, good[_i].told);
    free(json);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* PowerShell 5 writes UTF-16 with a byte order mark. */
static char *utf16(const char *s, size_t *n, bool big)
{
    char *t = malloc(2 * *n + 2);

    ck_assert_ptr_nonnull(t);
    memcpy(t, big ? "\xfe\xff" : "\xff\xfe", 2);
    for (size_t i = 0; i < *n; i++) {
        t[2 * i + 2 + big] = s[i] == '\'' ? '"' : s[i];
        t[2 * i + 2 + !big] = 0;
    }
    *n = 2 * *n + 2;
    return t;
}

START_TEST(takes_utf16)
{
    static const char text[] = "{'DkimTokens':" TOKENS "}";
    struct sesdomain *sd;
    struct sesdomain_instance *inst = instance(&sd);
    struct sesdomain_plan *plan;
    size_t n = strlen(text);
    char *wide = utf16(text, &n, _i), *json;

    ck_assert_int_eq(sesdomain_instance_load_aws(inst, wide, n - 1),
                     SESDOMAIN_E_SYNTAX);
    ck_assert_str_eq(sesdomain_error(sd),
                     "line 1, column 121: half a character of UTF-16");
    ck_assert_int_eq(sesdomain_instance_load_aws(inst, wide, n), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    json = document(plan, "json", 0);
    tells(json, CNAMES);
    free(json);
    free(wide);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* Characters outside of the first plane, and halves of them. */
START_TEST(takes_surrogates)
{
    static const struct {
        const char *units; /* of UTF-16, as they are read */
        size_t n;
        enum sesdomain_status status;
    } rows[] = {
        { "\xd8\x3d\xde\x00", 4, SESDOMAIN_OK },
        { "\xd8\x3d\x00\x41", 4, SESDOMAIN_E_SYNTAX },
        { "\xde\x00\xd8\x3d", 4, SESDOMAIN_E_SYNTAX },
        { "\xd8\x3d", 2, SESDOMAIN_E_SYNTAX },
    };
    static const char head[] =
        "\xfe\xff\0{\0\"\0E\0n\0f\0o\0r\0c\0e\0m\0e\0n\0t\0S\0t\0a\0t\0u\0s"
        "\0\"\0:\0\"";
    struct sesdomain *sd;
    struct sesdomain_instance *inst = instance(&sd);
    char text[128];
    size_t n = sizeof(head) - 1;

    memcpy(text, head, n);
    memcpy(text + n, rows[_i].units, rows[_i].n);
    n += rows[_i].n;
    memcpy(text + n, "\0\"\0}", 4);
    ck_assert_int_eq(sesdomain_instance_load_aws(inst, text, n + 4),
                     rows[_i].status);
    sesdomain_free(sd);
}
END_TEST

/* Identities of a list are others of the zone, not strangers. */
START_TEST(lists_identities)
{
    static const char *const lists[] = {
        "{'EmailIdentities':[{'IdentityType':'DOMAIN','IdentityName':"
        "'news.example.com'},{'IdentityName':'news.example.com'}]}",
        "{'Identities':['u@example.com','example.com','NEWS.example.com']}",
    };
    struct sesdomain *sd;
    struct sesdomain_instance *inst = instance(&sd);

    sesdomain_add_record(sd, "_amazonses.news.example.com", SESDOMAIN_TYPE_TXT,
                         60, "\"" TOKEN "\"", NULL);
    for (int listed = 0; listed < 2; listed++) {
        struct sesdomain_plan *plan;
        char *json;

        if (listed)
            ck_assert_int_eq(load(inst, lists[_i], strlen(lists[_i])), 0);
        ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
        json = document(plan, "json", 0);
        tells(json, listed ? "!other-identity" : "other-identity");
        free(json);
        sesdomain_plan_free(plan);
    }
    sesdomain_free(sd);
}
END_TEST

/* A refused document changes nothing. */
START_TEST(refuses)
{
    static const char before[] =
        "{'DkimTokens':" TOKENS ",'SigningHostedZone':'z.example'}";
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    struct sesdomain *sd;
    char *json;

    inst = instance(&sd);
    ck_assert_int_eq(load(inst, before, strlen(before)), 0);
    ck_assert_int_eq(load(inst, bad[_i].document, strlen(bad[_i].document)),
                     bad[_i].status);
    ck_assert_msg(strncmp(sesdomain_error(sd), bad[_i].message,
                          strlen(bad[_i].message)) == 0,
                  "%s: %s", bad[_i].title, sesdomain_error(sd));
    ck_assert_str_ne(sesdomain_error(sd), "");
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    json = document(plan, "json", 0);
    tells(json, T1 ".z.example.\n" T2 ".z.example.\n" T3 ".z.example.");
    free(json);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

START_TEST(needs_domain)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    ck_assert_int_eq(sesdomain_instance_load_aws(inst, "{}", 2),
                     SESDOMAIN_E_MISSING);
    sesdomain_free(sd);
}
END_TEST

static const struct {
    const char *text;
    uint64_t seconds; /* 0: it says nothing */
} times[] = {
    { "'2026-11-20T09:20:11.020000+00:00'", 1795166411 },
    { "'2026-11-20 09:20:11.020000+00:00'", 1795166411 }, /* Python */
    { "'2026-11-20T18:50:11+09:30'", 1795166411 },
    { "'2026-11-20T02:20:11-07:00'", 1795166411 },
    { "'2026-11-20T09:20:11Z'", 1795166411 },
    { "'2024-02-29T00:00:00Z'", 1709164800 },
    { "'2100-03-01T00:00:00Z'", 4107542400 },
    { "1795166411", 1795166411 },
    { "1795166411.5", 0 },
    { "-1", 0 },
    { "''", 0 },
    { "'2026-11-20'", 0 },
    { "'2026-11-20T09:20'", 0 },
    { "'2026-11-20T09:20:11x'", 0 },
    { "'2026-11-20T09:20:11+0000'", 0 },
    { "'2026-11-20T09:20:11+00:0'", 0 },
    { "'2026-13-20T09:20:11Z'", 0 },
    { "'2026-00-20T09:20:11Z'", 0 },
    { "'1969-12-31T23:59:59Z'", 0 },
    { "'1970-01-01T00:00:00+23:00'", 0 },
    { "'Fri Nov 20 2026'", 0 },
};

START_TEST(when_ses_looked)
{
    struct sesdomain *sd;
    struct sesdomain_instance *inst = instance(&sd);
    struct sesdomain_plan *plan;
    static const char without[] =
        "{'VerificationInfo':{},'VerificationStatus':'PENDING'}";
    uint32_t serial = 7;
    char json[300];

    snprintf(json, sizeof(json),
             "{'VerificationInfo':{'LastCheckedTimestamp':%s,"
             "'LastSuccessTimestamp':%s,'SOARecord':{'SerialNumber':"
             "4294967295}},'VerificationStatus':'PENDING'}",
             times[_i].text, times[_i].text);
    ck_assert_int_eq(load(inst, json, strlen(json)), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    ck_assert_uint_eq(sesdomain_plan_instance_ses_checked(plan, 0),
                      times[_i].seconds);
    ck_assert_uint_eq(sesdomain_plan_instance_ses_succeeded(plan, 0),
                      times[_i].seconds);
    ck_assert(sesdomain_plan_instance_ses_serial(plan, 0, &serial));
    ck_assert_uint_eq(serial, 4294967295);
    sesdomain_plan_free(plan);
    /* a later output that does not say replaces it */
    ck_assert_int_eq(load(inst, without, strlen(without)), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    ck_assert_uint_eq(sesdomain_plan_instance_ses_checked(plan, 0), 0);
    ck_assert(!sesdomain_plan_instance_ses_serial(plan, 0, &serial));
    ck_assert_uint_eq(serial, 0);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("aws");
    TCase *t = tcase_create("aws");

    tcase_add_loop_test(t, takes, 0, (int)COUNT(good));
    tcase_add_loop_test(t, refuses, 0, (int)COUNT(bad));
    tcase_add_loop_test(t, takes_utf16, 0, 2);
    tcase_add_loop_test(t, takes_surrogates, 0, 4);
    tcase_add_loop_test(t, lists_identities, 0, 2);
    tcase_add_test(t, needs_domain);
    tcase_add_loop_test(t, when_ses_looked, 0, (int)COUNT(times));
    suite_add_tcase(s, t);
    return run_suite(s);
}
