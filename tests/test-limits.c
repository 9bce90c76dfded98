/* SPDX-License-Identifier: MIT */
/* Names near the longest that DNS allows (RFC 1035 section 2.3.4), on both
 * sides of every join: every name that is looked up or published is valid. */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define NAME_MAX_LENGTH 253 /* characters, without the final dot */
#define REPORT "._report._dmarc."

/* Return a name of n characters that ends with ".example". */
static const char *name_of(char *buf, size_t size, char c, size_t n)
{
    const char end[] = ".example";
    const size_t front = n - (sizeof(end) - 1);

    ck_assert(n > sizeof(end) && n < size);
    memset(buf, c, front);
    for (size_t i = 60; i + 1 < front; i += 61)
        buf[i] = '.';
    memcpy(buf + front, end, sizeof(end));
    return buf;
}

static struct sesdomain *settings(void)
{
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
    return sd;
}

/* Check that a name is valid: settings refuse names that exceed the limits of
 * DNS. */
static void check_name(const char *name)
{
    struct sesdomain *sd = settings();

    ck_assert_msg(!sesdomain_add_absent(sd, name, SESDOMAIN_TYPE_TXT), "%s",
                  name);
    sesdomain_free(sd);
}

static const char *question_name(const struct sesdomain_plan *plan, size_t i)
{
    const char *name;

    ck_assert(sesdomain_plan_question(plan, i, &name, NULL, NULL));
    return name;
}

static void check_names(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        check_name(
            sesdomain_recordset_name(sesdomain_plan_recordset(plan, i)));
    for (size_t i = 0; i < sesdomain_plan_question_count(plan); i++)
        check_name(question_name(plan, i));
}

static struct sesdomain_plan *checked_plan(struct sesdomain *sd)
{
    struct sesdomain_plan *plan;

    ck_assert_msg(!sesdomain_plan_new(sd, &plan), "%s", sesdomain_error(sd));
    sesdomain_free(sd);
    check_names(plan);
    return plan;
}

static bool has_finding(const struct sesdomain_plan *plan, const char *code)
{
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++)
        if (strcmp(sesdomain_finding_code(sesdomain_plan_finding(plan, i)),
                   code) == 0)
            return true;
    return false;
}

static bool is_asked(const struct sesdomain_plan *plan, const char *name)
{
    for (size_t i = 0; i < sesdomain_plan_question_count(plan); i++)
        if (strcmp(question_name(plan, i), name) == 0)
            return true;
    return false;
}

/* ---- DOMAIN._report._dmarc.HOST ---- */

enum where { IN_THE_SETTINGS, IN_THE_ZONE };

static void check_report(size_t domain_length, size_t host_length,
                         enum where where)
{
    char domain[256], host[256], name[600], text[600];
    struct sesdomain *sd = settings();
    struct sesdomain_plan *plan;
    bool fits;

    name_of(domain, sizeof(domain), 'd', domain_length);
    name_of(host, sizeof(host), 'h', host_length);
    ck_assert_int_eq(sesdomain_set_domain(sd, domain), SESDOMAIN_OK);
    snprintf(name, sizeof(name), "%s" REPORT "%s", domain, host);
    fits = strlen(name) <= NAME_MAX_LENGTH;
    snprintf(text, sizeof(text), "v=DMARC1; p=none; rua=mailto:x@%s", host);
    if (where == IN_THE_SETTINGS) {
        ck_assert_int_eq(sesdomain_set_dmarc(sd, text), SESDOMAIN_OK);
    } else {
        char owner[300], rdata[700];

        snprintf(owner, sizeof(owner), "_dmarc.%s", domain);
        snprintf(rdata, sizeof(rdata), "\"%.200s\" \"%s\"", text,
                 strlen(text) > 200 ? text + 200 : "");
        if (sesdomain_add_record(sd, owner, SESDOMAIN_TYPE_TXT, 300, rdata,
                                 NULL)) { /* the name itself is too long */
            sesdomain_free(sd);
            return;
        }
    }
    plan = checked_plan(sd);
    if (domain_length + strlen("_dmarc.") <= NAME_MAX_LENGTH) {
        ck_assert_int_eq(is_asked(plan, name), fits);
        ck_assert_int_eq(has_finding(plan, "dmarc-report-name-too-long"),
                         !fits);
        ck_assert_int_eq(has_finding(plan, "dmarc-external-unknown"), fits);
    }
    sesdomain_plan_free(plan);
}

START_TEST(reports)
{
    static const size_t hosts[] = { 20,  100, 109, 110, 111, 112, 113, 127,
                                    128, 200, 240, 246, 251, 252, 253 };
    const size_t domain = (size_t)_i;

    for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++) {
        check_report(domain, hosts[i], IN_THE_SETTINGS);
        check_report(domain, hosts[i], IN_THE_ZONE);
    }
}
END_TEST

/* The longest name that fits, and one character more. */
START_TEST(report_at_the_limit)
{
    const size_t rest = NAME_MAX_LENGTH - strlen(REPORT);

    for (size_t host = 20; host < 200; host++) {
        check_report(rest - host, host, IN_THE_ZONE);
        check_report(rest - host + 1, host, IN_THE_ZONE);
    }
}
END_TEST

/* ---- every other name ---- */

static void add_instance(struct sesdomain *sd, const char *domain)
{
    static const char *const tokens[] = {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    struct sesdomain_instance *inst;
    char below[300];

    ck_assert_int_eq(
        sesdomain_add_instance(sd, "1", "eu-south-1", NULL, &inst), 0);
    sesdomain_instance_set_verification_token(
        inst, "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=");
    for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++)
        ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, tokens[i]),
                         0);
    sesdomain_instance_add_dkim_key(inst, tokens[2], NULL);
    snprintf(below, sizeof(below), "m.%s", domain);
    sesdomain_instance_set_mail_from(inst, below); /* if it is valid */
    sesdomain_instance_set_receiving(inst, domain, NULL);
    sesdomain_instance_set_tracking(inst, below, NULL);
    snprintf(below, sizeof(below), "f.%s", domain);
    sesdomain_add_from_domain(sd, below);
    sesdomain_add_from_domain(sd, domain);
}

/* Add targets of the greatest length: where SES publishes the keys, and the
 * mail servers of existing MX records. */
static void add_long_targets(struct sesdomain *sd, const char *domain)
{
    char name[300], host[256], rdata[700];

    name_of(host, sizeof(host), 'h', NAME_MAX_LENGTH);
    snprintf(name, sizeof(name), "_dmarc.%s", domain);
    sesdomain_add_record(sd, name, SESDOMAIN_TYPE_CNAME, 300, host, NULL);
    sesdomain_add_record(sd, host, SESDOMAIN_TYPE_CNAME, 300, domain, NULL);
    snprintf(name, sizeof(name), "m.%s", domain);
    snprintf(rdata, sizeof(rdata), "\"v=spf1 include:%.200s\" \"%s -all\"",
             host, host + 200);
    sesdomain_add_record(sd, name, SESDOMAIN_TYPE_TXT, 300, rdata, NULL);
    sesdomain_set_option(sd, "plan.dkim-targets", "yes");
}

START_TEST(others)
{
    char domain[256];
    const char *zones[] = { NULL, "example" };

    name_of(domain, sizeof(domain), 'd', (size_t)_i);
    for (int told = 0; told < 2; told++)
        for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
            struct sesdomain *sd = settings();

            ck_assert_int_eq(sesdomain_set_domain(sd, domain), SESDOMAIN_OK);
            ck_assert_int_eq(sesdomain_set_zone(sd, zones[i]), SESDOMAIN_OK);
            add_instance(sd, domain);
            if (told)
                add_long_targets(sd, domain);
            sesdomain_plan_free(checked_plan(sd));
        }
}
END_TEST

/* A name without its final dot becomes DOMAIN.DOMAIN in a zone file: it is a
 * question as long as it is a valid name. */
START_TEST(doubled)
{
    char domain[256], twice[600];
    struct sesdomain *sd = settings();
    struct sesdomain_plan *plan;

    name_of(domain, sizeof(domain), 'd', (size_t)_i);
    snprintf(twice, sizeof(twice), "%s.%s", domain, domain);
    ck_assert_int_eq(sesdomain_set_domain(sd, domain), SESDOMAIN_OK);
    plan = checked_plan(sd);
    ck_assert_int_eq(is_asked(plan, twice), 2 * _i + 1 <= NAME_MAX_LENGTH);
    sesdomain_plan_free(plan);
}
END_TEST

/* Each label of a name is a name to look up: 50000 in all, without the first
 * ten of each. */
START_TEST(labels)
{
    char name[256];
    struct sesdomain_plan *p;
    struct sesdomain_instance *inst;
    struct sesdomain *sd = settings();

    ck_assert_int_eq(sesdomain_set_domain(sd, "d.example"), 0);
    for (int i = 0; i < 1000; i++) {
        snprintf(
            name, sizeof(name),
            "m.%d.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.22."
            "23.24.25.26.27.28.29.30.31.32.33.34.35.36.37.38.39.40.41."
            "42.43.44.45.46.47.48.49.50.51.52.53.54.55.56.57.58.d.example",
            i);
        ck_assert_int_eq(
            sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst), 0);
        ck_assert_int_eq(sesdomain_instance_set_mail_from(inst, name), 0);
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &p), 0);
    sesdomain_plan_free(p);
    ck_assert_int_eq(sesdomain_instance_set_tracking(
                         inst, "a.b.c.d.e.f.g.h.i.d.example", NULL),
                     0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &p), SESDOMAIN_E_LIMIT);
    ck_assert_str_eq(sesdomain_error_path(sd), "instances");
    ck_assert_ptr_null(p);
    ck_assert_int_eq(sesdomain_instance_set_tracking(
                         inst, "b.c.d.e.f.g.h.i.d.example", NULL),
                     0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &p), 0);
    sesdomain_plan_free(p);
    sesdomain_free(sd);
}
END_TEST

/* A document may repeat the value of an option with every record. */
START_TEST(options)
{
    static const char ends[] = "a0. ";
    static char value[1025];
    struct sesdomain *sd = settings();

    for (size_t i = 0; i < sesdomain_option_count(); i++)
        for (size_t k = 0; k < 95 * (sizeof(ends) - 1); k++) {
            memset(value, ' ' + (char)(k / (sizeof(ends) - 1)), 1024);
            value[0] = value[1023] = ends[k % (sizeof(ends) - 1)];
            ck_assert_msg(sesdomain_set_option(sd, sesdomain_option_name(i),
                                               value) == SESDOMAIN_E_LIMIT,
                          "%s: %s", sesdomain_option_name(i), value);
        }
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("limits");
    TCase *t = tcase_create("limits");

    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, reports, 120, 130);
    tcase_add_loop_test(t, reports, 236, NAME_MAX_LENGTH + 1);
    tcase_add_test(t, report_at_the_limit);
    tcase_add_loop_test(t, others, 100, NAME_MAX_LENGTH + 1);
    tcase_add_loop_test(t, doubled, 120, 132);
    tcase_add_test(t, labels);
    tcase_add_test(t, options);
    suite_add_tcase(s, t);
    return run_suite(s);
}
