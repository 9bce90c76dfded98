/* SPDX-License-Identifier: MIT */
/* Zone files as existing records. */
#include <check.h>
#include <sesdomain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define D "d.example"
#define TOKEN "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="
#define LABEL "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2"
#define SOA "@ 3600 IN SOA ns." D ". h." D ". 1 2 3 4 5\n"
#define HEAD "$ORIGIN " D ".\n$TTL 300\n" SOA

static struct sesdomain *sd;

static void setup(void)
{
    struct sesdomain_instance *inst;

    ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
    sesdomain_set_domain(sd, D);
    sesdomain_set_dmarc(sd, "v=DMARC1; p=none");
    sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst);
    sesdomain_instance_set_verification_token(inst, TOKEN);
    sesdomain_instance_add_dkim_token(inst, LABEL);
    sesdomain_instance_set_mail_from(inst, "m." D);
}

static void teardown(void)
{
    sesdomain_free(sd);
}

static enum sesdomain_status load(const char *text)
{
    return sesdomain_load_existing(sd, NULL, text, strlen(text));
}

static struct sesdomain_plan *plan(void)
{
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_plan_new(sd, &p), SESDOMAIN_OK);
    return p;
}

/* Print the sets as lines: op, name, type, rdata. Added values are omitted,
 * since these tests do not concern them. */
static void print(const struct sesdomain_plan *p, char *text)
{
    static const char ops[] = "?=+-";

    *text = '\0';
    for (size_t i = 0; i < sesdomain_plan_recordset_count(p); i++) {
        const struct sesdomain_recordset *rs = sesdomain_plan_recordset(p, i);

        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++)
            if (sesdomain_recordset_value_op(rs, j) != SESDOMAIN_VALUE_OP_ADD)
                text += sprintf(text, "%c %s %u %s\n",
                                ops[sesdomain_recordset_value_op(rs, j)],
                                sesdomain_recordset_name(rs),
                                sesdomain_recordset_ttl(rs),
                                sesdomain_recordset_value_rdata(rs, j));
    }
}

static int has(const struct sesdomain_plan *p, const char *code)
{
    for (size_t i = 0; i < sesdomain_plan_finding_count(p); i++)
        if (strcmp(sesdomain_finding_code(sesdomain_plan_finding(p, i)),
                   code) == 0)
            return 1;
    return 0;
}

/* Return the prior state of a record set in the plan. */
static enum sesdomain_recordset_prior prior_of(const struct sesdomain_plan *p,
                                               const char *name, uint32_t type)
{
    for (size_t i = 0; i < sesdomain_plan_recordset_count(p); i++) {
        const struct sesdomain_recordset *rs = sesdomain_plan_recordset(p, i);

        if (strcmp(sesdomain_recordset_name(rs), name) == 0 &&
            sesdomain_recordset_type(rs) == type)
            return sesdomain_recordset_prior(rs);
    }
    ck_abort_msg("%s is not in the plan", name);
}

/* ---- records that the plan keeps ---- */

#define TOKENS "_amazonses." D " "

static const struct {
    const char *text, *kept, *finding;
} files[] = {
    { HEAD "_amazonses TXT \"x\"\n", "= " TOKENS "300 \"x\"\n", NULL },
    { HEAD "_amazonses 60 IN TXT \"" TOKEN "\"\n",
      "= " TOKENS "60 \"" TOKEN "\"\n", NULL },
    { HEAD "_AMAZONSES.D.EXAMPLE. TXT x\n", "= " TOKENS "300 \"x\"\n", NULL },
    { HEAD "$ORIGIN _amazonses." D ".\n@ TXT x\n", "= " TOKENS "300 \"x\"\n",
      NULL },
    { HEAD "$TTL 77\n_amazonses TXT x\n", "= " TOKENS "77 \"x\"\n", NULL },
    { HEAD "_amazonses TXT ( \"a\" ; a remark\n \"b\" )\n",
      "= " TOKENS "300 \"a\" \"b\"\n", NULL },
    { HEAD "_amazonses TXT \"\\065;\\\"\\\\\\000\\255\"\n",
      "= " TOKENS "300 \"A;\\\"\\\\\\000\\255\"\n", NULL },
    { HEAD "_amazonses TXT a\n TXT b\n",
      "= " TOKENS "300 \"a\"\n= " TOKENS "300 \"b\"\n", NULL },
    { HEAD "m MX 10 FEEDBACK-SMTP.us-east-1.amazonses.com.\n",
      "= m." D " 300 10 feedback-smtp.us-east-1.amazonses.com.\n", NULL },
    { HEAD LABEL "._domainkey CNAME " LABEL ".dkim.amazonses.com.\n",
      "= " LABEL "._domainkey." D " 300 " LABEL ".dkim.amazonses.com.\n",
      NULL },
    /* without the final dot: the zone name is repeated */
    { HEAD LABEL "._domainkey CNAME " LABEL ".dkim.amazonses.com\n", "",
      "value-mistyped" },
    { HEAD "_amazonses." D " TXT x\n", "", "name-suffix-doubled" },
    { HEAD "x._domainkey CNAME x.dkim.amazonses.com.\n", "", "unknown-dkim" },
    { HEAD "_domainkey NS ns.example.\n", "", "below-delegation" },
    { HEAD "_domainkey DNAME x.example.\n", "", "below-dname" },
    { HEAD "* A 192.0.2.1\n", "", "wildcard-shadowed" },
    { HEAD "m CNAME x.example.\n", "", "cname-conflict" },
    { HEAD "_dmarc TXT \"v=DMARC1; p=reject\"\n", "", "dmarc-kept" },
    { HEAD "m TXT \"v=spf1 mx include:x.example -all\"\n"
           "x TXT \"v=spf1 -all\"\n",
      "- m." D " 300 \"v=spf1 mx include:x.example -all\"\n", "spf-merged" },
    /* irrelevant to the plan */
    { HEAD "www A 192.0.2.1\nx.www TXT y\n", "", NULL },
    { "", "", NULL },
    { "; a remark alone", "", NULL },
};

START_TEST(a_file)
{
    struct sesdomain_plan *p;
    char text[5000];

    ck_assert_msg(load(files[_i].text) == SESDOMAIN_OK, "%s",
                  sesdomain_error(sd));
    p = plan();
    print(p, text);
    ck_assert_str_eq(text, files[_i].kept);
    ck_assert_msg(!files[_i].finding || has(p, files[_i].finding), "no %s",
                  files[_i].finding);
    sesdomain_plan_free(p);
}
END_TEST

/* ---- absent records ---- */

static const struct {
    const char *text;
    enum sesdomain_recordset_prior tokens, policy;
} priors[] = {
    { HEAD, SESDOMAIN_RECORDSET_PRIOR_ABSENT,
      SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    { HEAD "_amazonses TXT x\n", SESDOMAIN_RECORDSET_PRIOR_PRESENT,
      SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    /* a part of a zone, and another zone */
    { "_amazonses." D ". 60 TXT x\n", SESDOMAIN_RECORDSET_PRIOR_PRESENT,
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { "$ORIGIN other.example.\n" SOA, SESDOMAIN_RECORDSET_PRIOR_UNKNOWN,
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { "", SESDOMAIN_RECORDSET_PRIOR_UNKNOWN,
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
};

START_TEST(what_is_absent)
{
    const enum sesdomain_recordset_prior wanted[] = { priors[_i].tokens,
                                                      priors[_i].policy };
    struct sesdomain_plan *p;

    ck_assert_int_eq(load(priors[_i].text), SESDOMAIN_OK);
    p = plan();
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(
            sesdomain_recordset_prior(sesdomain_plan_recordset(p, i)),
            wanted[i]);
    sesdomain_plan_free(p);
}
END_TEST

/* A zone file has no data below a delegation, so records there are unknown. */
START_TEST(below_a_delegation_nothing_is_known)
{
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_set_zone(sd, "example"), SESDOMAIN_OK);
    ck_assert_int_eq(load("$ORIGIN example.\n$TTL 300\n"
                          "@ SOA ns.example. h.example. 1 2 3 4 5\n"
                          "d NS ns.d\nns.d A 192.0.2.1\n"),
                     SESDOMAIN_OK);
    p = plan();
    ck_assert(has(p, "below-delegation"));
    ck_assert_uint_eq(sesdomain_plan_recordset_count(p), 0);
    ck_assert_int_eq(sesdomain_plan_readiness_dns(p, 0, SESDOMAIN_ASPECT_DKIM),
                     SESDOMAIN_PUBLICATION_CONFLICT);
    sesdomain_plan_free(p);
    ck_assert_int_eq(sesdomain_add_record(sd, "_amazonses." D,
                                          SESDOMAIN_TYPE_TXT, 60, "\"x\"",
                                          NULL),
                     SESDOMAIN_OK);
}
END_TEST

/* ---- refused files ---- */

static const struct {
    const char *text;
    enum sesdomain_status status;
    const char *message; /* part of the message */
} bad[] = {
    { HEAD "$INCLUDE other.zone\n", SESDOMAIN_E_SYNTAX, "line 4: '$INCLUDE'" },
    { HEAD "_amazonses MX ten x.example.\n", SESDOMAIN_E_SYNTAX, "line 4: " },
    { HEAD "a..b A 192.0.2.1\n", SESDOMAIN_E_SYNTAX, "line 4: " },
    { HEAD "nonsense\n", SESDOMAIN_E_SYNTAX, "line 4: " },
    { HEAD "_amazonses CH TXT x\n", SESDOMAIN_E_SYNTAX, "line 4: 'CH'" },
    { "; <<>> DiG 9.18 <<>> axfr d.example\n; Transfer failed.\n",
      SESDOMAIN_E_SYNTAX, "line 2: " },
    { "{\"domain\": \"d.example\"}", SESDOMAIN_E_FORMAT,
      "no reader recognises the text" },
};

START_TEST(a_bad_file)
{
    struct sesdomain_plan *p = plan();
    char *before = document(p, "json", 0), *after;

    sesdomain_plan_free(p);
    ck_assert_int_eq(load(bad[_i].text), bad[_i].status);
    ck_assert_msg(strstr(sesdomain_error(sd), bad[_i].message) != NULL, "%s",
                  sesdomain_error(sd));
    p = plan();
    after = document(p, "json", 0);
    ck_assert_str_eq(before, after);
    free(before);
    free(after);
    sesdomain_plan_free(p);
}
END_TEST

START_TEST(no_domain)
{
    struct sesdomain *empty;

    ck_assert_int_eq(sesdomain_new(&empty), SESDOMAIN_OK);
    ck_assert_int_eq(
        sesdomain_load_existing(empty, "zone", HEAD, strlen(HEAD)),
        SESDOMAIN_E_MISSING);
    sesdomain_free(empty);
}
END_TEST

START_TEST(a_limit)
{
    ck_assert_int_eq(sesdomain_set_option(sd, "read.limit", "10"),
                     SESDOMAIN_OK);
    ck_assert_int_eq(load("; 7 octets"), SESDOMAIN_OK);
    ck_assert_int_eq(load("; 8 octets."), SESDOMAIN_E_LIMIT);
    ck_assert_int_eq(sesdomain_set_option(sd, "read.limit", ""), SESDOMAIN_OK);
    ck_assert_int_eq(load(HEAD), SESDOMAIN_OK);
}
END_TEST

/* The names that a listing mentions are looked for in it until there are no
 * new ones: here one more each time, to the end of the chain. Reading the same
 * file again finds nothing new. */
START_TEST(again)
{
    static const char zone[] = HEAD LABEL "._domainkey CNAME c\n"
                                          "* CNAME @\n"
                                          "_dmarc CNAME c\n"
                                          "@ TXT \"" TOKEN "\"\n"
                                          "i TXT \"v=DMARC1; p=none\"\n"
                                          "h CNAME i\n"
                                          "g CNAME h\n"
                                          "f CNAME g\n"
                                          "e CNAME f\n"
                                          "c CNAME e\n";
    char *once, *twice;
    struct sesdomain_plan *p;

    ck_assert_int_eq(load(zone), SESDOMAIN_OK);
    p = plan();
    once = document(p, "json", 0);
    ck_assert(has(p, "dmarc-no-reports")); /* the policy is found */
    sesdomain_plan_free(p);
    ck_assert_int_eq(load(zone), SESDOMAIN_OK);
    p = plan();
    twice = document(p, "json", 0);
    sesdomain_plan_free(p);
    ck_assert_str_eq(once, twice);
    free(once);
    free(twice);
}
END_TEST

START_TEST(told_otherwise)
{
    ck_assert_int_eq(
        sesdomain_add_absent(sd, "_amazonses." D, SESDOMAIN_TYPE_TXT),
        SESDOMAIN_OK);
    ck_assert_int_eq(load(HEAD "_amazonses TXT x\n"), SESDOMAIN_E_STATE);
}
END_TEST

/* Records of settings that were added after the listing was loaded are
 * unknown, never absent, until the listing is loaded again. */
START_TEST(what_comes_late_is_not_absent)
{
    static const char zone[] = HEAD "late MX 1 mx.example.\n"
                                    "below.late A 192.0.2.1\n";
    struct sesdomain_instance *inst;
    struct sesdomain_plan *p;

    ck_assert_int_eq(load(zone), SESDOMAIN_OK);
    sesdomain_add_instance(sd, "2", "eu-west-1", NULL, &inst);
    sesdomain_instance_set_mail_from(inst, "late." D);
    p = plan();
    ck_assert_int_eq(prior_of(p, "late." D, SESDOMAIN_TYPE_MX),
                     SESDOMAIN_RECORDSET_PRIOR_UNKNOWN);
    ck_assert_int_eq(prior_of(p, "m." D, SESDOMAIN_TYPE_MX),
                     SESDOMAIN_RECORDSET_PRIOR_ABSENT);
    sesdomain_plan_free(p);
    ck_assert_int_eq(load(zone), SESDOMAIN_OK);
    p = plan();
    ck_assert(has(p, "mx-conflict"));
    sesdomain_plan_free(p);
}
END_TEST

#define LOOP(t, test, rows)                                                   \
    tcase_add_loop_test(t, test, 0, (int)(sizeof(rows) / sizeof(*rows)))

int main(void)
{
    Suite *s = suite_create("zonefile");
    TCase *t = tcase_create("zonefile");

    tcase_add_checked_fixture(t, setup, teardown);
    LOOP(t, a_file, files);
    LOOP(t, what_is_absent, priors);
    tcase_add_test(t, below_a_delegation_nothing_is_known);
    LOOP(t, a_bad_file, bad);
    tcase_add_test(t, what_comes_late_is_not_absent);
    tcase_add_test(t, no_domain);
    tcase_add_test(t, a_limit);
    tcase_add_test(t, again);
    tcase_add_test(t, told_otherwise);
    suite_add_tcase(s, t);
    return run_suite(s);
}
