/* SPDX-License-Identifier: MIT */
/* Time and memory grow linearly with the number of instances, even if all of
 * them are in the same conflict. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define MANY 20000

/* A quadratic algorithm needs more than twice as much. */
#define ROOM ((size_t)500 << 20)

static size_t held;

static void *limited(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    if (held - old_size + new_size > ROOM)
        return NULL;
    held += new_size - old_size;
    if (new_size)
        return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

static struct sesdomain *settings(void)
{
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new_alloc(&sd, limited, NULL), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_set_domain(sd, "a.example"), SESDOMAIN_OK);
    return sd;
}

/* Return the number of instances that a finding concerns. */
static size_t concerned(struct sesdomain *sd, const char *code)
{
    struct sesdomain_plan *plan;
    size_t count = 0;

    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);

        if (strcmp(sesdomain_finding_code(f), code) != 0)
            continue;
        count = sesdomain_finding_instance_count(f);
        for (size_t k = 0; k < count; k++)
            ck_assert_uint_eq(sesdomain_finding_instance(f, k), k);
    }
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
    return count;
}

START_TEST(tokens)
{
    struct sesdomain *sd = settings();

    for (uint32_t i = 0; i < MANY; i++) {
        struct sesdomain_instance *inst;
        char account[16], token[32];

        snprintf(account, sizeof(account), "%u", (unsigned)i);
        snprintf(token, sizeof(token), "%08x", (unsigned)(i * 2654435761u));
        sesdomain_add_instance(sd, account, "us-east-1", NULL, &inst);
        sesdomain_instance_set_verification_token(inst, token);
    }
    ck_assert_int_eq(sesdomain_add_record(sd, "_amazonses.a.example",
                                          SESDOMAIN_TYPE_CNAME, 300,
                                          "other.example.", NULL),
                     SESDOMAIN_OK);
    ck_assert_uint_eq(concerned(sd, "cname-conflict"), MANY);
}
END_TEST

START_TEST(regions)
{
    struct sesdomain *sd = settings();

    for (uint32_t i = 0; i < MANY; i++) {
        const uint32_t scattered = i * 2654435761u % 1000000007u;
        struct sesdomain_instance *inst;
        char region[32], host[64];

        snprintf(region, sizeof(region), "xx-moon-%u",
                 i ? (unsigned)scattered : 0);
        sesdomain_add_instance(sd, "1", region, NULL, &inst);
        sesdomain_instance_set_mail_from(inst, "mail.a.example");
        snprintf(host, sizeof(host), "feedback.%s.example", region);
        sesdomain_instance_set_feedback_host(inst, host);
        sesdomain_instance_set_on_mx_failure(
            inst, SESDOMAIN_MX_FAILURE_REJECT_MESSAGE);
    }
    ck_assert_int_eq(sesdomain_set_shared_mail_from_region(sd, "xx-moon-0"),
                     SESDOMAIN_OK);
    ck_assert_uint_eq(concerned(sd, "mail-from-shared"), MANY);
}
END_TEST

/* A quadratic number of comparisons would exceed the time limit of a test. */
START_TEST(records_at_one_name)
{
    struct sesdomain *sd = settings();
    struct sesdomain_plan *plan;
    char rdata[32];

    for (unsigned i = 0; i < 5 * MANY; i++) {
        snprintf(rdata, sizeof(rdata), "\"%u\"", i);
        ck_assert_int_eq(sesdomain_add_record(sd, "_amazonses.a.example",
                                              SESDOMAIN_TYPE_TXT, 60, rdata,
                                              NULL),
                         SESDOMAIN_OK);
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* The same in a zone file. */
START_TEST(lines_at_one_name)
{
    static const char head[] = "a.example. 60 IN SOA a. b. 1 2 3 4 5\n"
                               "_amazonses.a.example. 60 IN TXT x\n";
    struct sesdomain *sd = settings();
    struct sesdomain_plan *plan;
    char *text = malloc(sizeof(head) + (size_t)5 * MANY * 32);
    size_t n = sizeof(head) - 1;

    ck_assert_ptr_nonnull(text);
    memcpy(text, head, n);
    for (unsigned i = 0; i < 5 * MANY; i++)
        n += (size_t)sprintf(text + n, " 60 IN TXT \"%u\"\n", i);
    ck_assert_int_eq(sesdomain_load_existing(sd, "zone", text, n),
                     SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
    free(text);
}
END_TEST

/* A text has many zones, and in each a CNAME and an SPF record that are
 * followed. */
START_TEST(zones_of_one_text)
{
    struct sesdomain *sd = settings();
    struct sesdomain_plan *plan;
    char *text = malloc((size_t)5 * MANY * 160);
    size_t n = 0;

    ck_assert_ptr_nonnull(text);
    for (unsigned i = 0; i < 5 * MANY; i++)
        n += (size_t)sprintf(
            text + n,
            "z%u.example. 60 IN SOA a. b. 1 2 3 4 5\n"
            "*.z%u.example. 60 IN CNAME a.b.c.\n"
            "_dmarc.z%u.example. 60 IN TXT \"v=spf1 include:d.e.f\"\n",
            i, i, i);
    ck_assert_int_eq(sesdomain_load_existing(sd, "zone", text, n),
                     SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
    free(text);
}
END_TEST

/* A short text makes many records, which are limited as a long one is. */
START_TEST(generated_records)
{
    static const char most[] = "a.example. 60 IN SOA a. b. 1 2 3 4 5\n"
                               "$GENERATE 1-65536 _amazonses TXT t\n";
    static const char more[] = "a.example. 60 IN SOA a. b. 1 2 3 4 5\n"
                               "$GENERATE 0-65536 _amazonses TXT t\n";
    struct sesdomain *sd = settings();

    sesdomain_set_option(sd, "read.limit",
                         "16842752"); /* 257 octets of each */
    ck_assert_int_eq(
        sesdomain_load_existing(sd, "zone", more, sizeof(more) - 1),
        SESDOMAIN_E_LIMIT);
    ck_assert_uint_eq(sesdomain_error_line(sd), 2);
    ck_assert_int_eq(
        sesdomain_load_existing(sd, "zone", most, sizeof(most) - 1),
        SESDOMAIN_OK);
    sesdomain_free(sd);
}
END_TEST

/* The hosts of 512 networks, whose addresses no plan needs, take no memory.
 */
START_TEST(generated_networks)
{
    struct sesdomain *sd = settings();
    char *text = malloc((size_t)512 * 64);
    size_t n = (size_t)sprintf(text, "a.example. 60 IN SOA a. b. 1 2 3 4 5\n");
    const size_t before = held;

    for (unsigned i = 0; i < 512; i++)
        n += (size_t)sprintf(text + n, "$GENERATE 1-254 h-%u-$ A 10.%u.%u.$\n",
                             i, i / 256, i % 256);
    ck_assert_int_eq(sesdomain_load_existing(sd, "zone", text, n),
                     SESDOMAIN_OK);
    ck_assert_uint_lt(held - before, 1000000);
    sesdomain_free(sd);
    free(text);
}
END_TEST

/* Many records include a record of 60 KB, up to the limit of lookups. */
START_TEST(spf_included_by_many)
{
    static char big[61000], rdata[2000];
    struct sesdomain *sd = settings();
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    char name[32];

    strcpy(big, "\"v=spf1\"");
    for (size_t i = 0; i < 700; i++)
        strcat(big, " \" ip4:192.0.2.1 ip4:192.0.2.1 ip4:192.0.2.1 ip4:192.0."
                    "2.1 ip4:192.0.2.1\"");
    strcpy(rdata, "\"v=spf1 include:amazonses.com\"");
    for (size_t i = 0; i < 50; i++)
        strcat(rdata, " \" include:big.a.example\"");
    ck_assert_int_eq(sesdomain_add_record(sd, "big.a.example",
                                          SESDOMAIN_TYPE_TXT, 60, big, NULL),
                     SESDOMAIN_OK);
    for (unsigned i = 0; i < 500; i++) {
        snprintf(name, sizeof(name), "m%u.a.example", i);
        sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst);
        sesdomain_instance_set_mail_from(inst, name);
        ck_assert_int_eq(sesdomain_add_record(sd, name, SESDOMAIN_TYPE_TXT, 60,
                                              rdata, NULL),
                         SESDOMAIN_OK);
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* Each document is written as if it were the only one. */
START_TEST(documents)
{
    struct sesdomain *sd = settings();
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    char name[32];
    size_t count;

    for (unsigned i = 0; i < 3 * MANY / 2; i++) {
        snprintf(name, sizeof(name), "m%u.a.example", i);
        sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst);
        sesdomain_instance_set_mail_from(inst, name);
    }
    sesdomain_set_complete(sd, true);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), SESDOMAIN_OK);
    count = sesdomain_plan_document_count(plan, "cloudflare");
    ck_assert_uint_ge(count, 2 * (3 * MANY / 2) / 200);
    for (size_t i = 0; i < count; i++) {
        size_t length;

        sesdomain_plan_write(plan, "cloudflare", i, NULL, 0, &length);
        ck_assert_uint_gt(length, 0);
    }
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("scaling");
    TCase *t = tcase_create("scaling");

    tcase_add_test(t, tokens);
    tcase_add_test(t, regions);
    tcase_add_test(t, records_at_one_name);
    tcase_add_test(t, lines_at_one_name);
    tcase_add_test(t, zones_of_one_text);
    tcase_add_test(t, generated_records);
    tcase_add_test(t, generated_networks);
    tcase_add_test(t, spf_included_by_many);
    tcase_add_test(t, documents);
    suite_add_tcase(s, t);
    return run_suite(s);
}
