/* SPDX-License-Identifier: MIT */
/* The questions of a plan, the further questions after some answers, and the
 * effect of the answers. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define KEY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2"
#define SETUP                                                                 \
    "{\"domain\":\"a.b.example\",\"zone\":\"b.example\","                     \
    "\"from_domains\":[\"news.a.b.example\"],"                                \
    "\"dmarc\":\"v=DMARC1; p=none; rua=mailto:x@reports.example.net\","       \
    "\"instances\":[{\"account\":\"1\",\"region\":\"us-east-1\","             \
    "\"dkim_tokens\":[\"" KEY "\"],"                                          \
    "\"mail_from\":\"m.a.b.example\"}]}"

/* Whether a plan has a question. Questions about all names below have no
 * type. */
static bool asks(const struct sesdomain_plan *plan, const char *name,
                 uint32_t type)
{
    enum sesdomain_question_scope scope;
    const char *asked;
    uint32_t of;

    for (size_t i = 0; sesdomain_plan_question(plan, i, &asked, &of, &scope);
         i++)
        if (strcmp(asked, name) == 0 && of == type) {
            ck_assert_int_eq(scope, type ? SESDOMAIN_QUESTION_SCOPE_NAME
                                         : SESDOMAIN_QUESTION_SCOPE_BELOW);
            return true;
        }
    return false;
}

static struct sesdomain_plan *plan_with(const char *const zone[][2],
                                        size_t count)
{
    struct sesdomain *sd = settings_of(SETUP);
    struct sesdomain_plan *plan;

    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(sesdomain_add_record(sd, zone[i][0],
                                              SESDOMAIN_TYPE_TXT, -1,
                                              zone[i][1], NULL),
                         0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    sesdomain_free(sd);
    return plan;
}

static const struct {
    const char *name;
    uint32_t type;
} always[] = {
    { "m.a.b.example", SESDOMAIN_TYPE_MX },
    { "m.a.b.example", SESDOMAIN_TYPE_TXT },
    { "m.a.b.example", SESDOMAIN_TYPE_CNAME },
    { "m.a.b.example", SESDOMAIN_TYPE_NS },
    { KEY "._domainkey.a.b.example", SESDOMAIN_TYPE_A }, /* proxied */
    { KEY "._domainkey.a.b.example", SESDOMAIN_TYPE_AAAA },
    { KEY "._domainkey.a.b.example", SESDOMAIN_TYPE_TXT },
    { "_domainkey.a.b.example", 0 }, /* records of earlier identities */
    { "a.b.example.b.example", 0 },  /* the domain is repeated */
    { "_domainkey.a.b.example", SESDOMAIN_TYPE_NS },
    { "_domainkey.a.b.example", SESDOMAIN_TYPE_DNAME },
    { "a.b.example", SESDOMAIN_TYPE_DNAME },
    { "b.example", SESDOMAIN_TYPE_DNAME },
    { "*._domainkey.a.b.example", SESDOMAIN_TYPE_CNAME }, /* to the apex */
    { "*.a.b.example", SESDOMAIN_TYPE_A },
    { "*.a.b.example", SESDOMAIN_TYPE_AAAA },
    { "*.b.example", SESDOMAIN_TYPE_MX },
    { "_dmarc.a.b.example", SESDOMAIN_TYPE_TXT },
    { "_dmarc.b.example", SESDOMAIN_TYPE_TXT }, /* policies above */
    { "_dmarc.example", SESDOMAIN_TYPE_TXT },
    { "_dmarc.news.a.b.example", SESDOMAIN_TYPE_TXT },
    { "a.b.example._report._dmarc.reports.example.net", SESDOMAIN_TYPE_TXT },
    { "a.b.example", SESDOMAIN_TYPE_TXT }, /* a token may exist */
    { "b.example", SESDOMAIN_TYPE_SOA },
    { "a.b.example", SESDOMAIN_TYPE_NS }, /* a delegation */
    { "*.a.b.example", SESDOMAIN_TYPE_TXT },
};

START_TEST(from_the_start)
{
    struct sesdomain_plan *plan = plan_with(NULL, 0);

    ck_assert_msg(asks(plan, always[_i].name, always[_i].type), "%s",
                  always[_i].name);
    sesdomain_plan_free(plan);
}
END_TEST

/* Questions that no plan has. */
static const struct {
    const char *name;
    uint32_t type;
} never[] = {
    { "b.example", SESDOMAIN_TYPE_NS }, /* the zone's own */
    { "example", SESDOMAIN_TYPE_DNAME },
    { "*.example", SESDOMAIN_TYPE_TXT },
    { KEY ".dkim.amazonses.com", SESDOMAIN_TYPE_TXT }, /* on request */
};

START_TEST(not_asked)
{
    struct sesdomain_plan *plan = plan_with(NULL, 0);

    ck_assert_msg(!asks(plan, never[_i].name, never[_i].type), "%s",
                  never[_i].name);
    sesdomain_plan_free(plan);
}
END_TEST

START_TEST(on_request)
{
    struct sesdomain *sd = settings_of(SETUP);
    struct sesdomain_plan *plan;

    ck_assert_int_eq(sesdomain_set_option(sd, "plan.dkim-targets", "yes"), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    ck_assert(asks(plan, KEY ".dkim.amazonses.com", SESDOMAIN_TYPE_TXT));
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* Which zone is a.b.example in? Its SOA answers, or that of a name above. */
START_TEST(which_zone)
{
    static const char soa[] = "a. b. 1 2 3 4 5";
    struct sesdomain *sd = settings_of(SETUP);
    struct sesdomain_plan *plan;

    ck_assert_int_eq(sesdomain_set_zone(sd, NULL), 0);
    for (int known = 0; known < 2; known++) {
        if (known) {
            ck_assert_int_eq(
                sesdomain_add_absent(sd, "a.b.example", SESDOMAIN_TYPE_SOA),
                0);
            ck_assert_int_eq(sesdomain_add_record(sd, "b.example",
                                                  SESDOMAIN_TYPE_SOA, 60, soa,
                                                  NULL),
                             0);
        }
        ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
        ck_assert_str_eq(sesdomain_plan_zone(plan),
                         known ? "b.example" : "a.b.example");
        ck_assert(asks(plan, "a.b.example", SESDOMAIN_TYPE_SOA) == !known);
        ck_assert(asks(plan, "b.example", SESDOMAIN_TYPE_SOA));
        ck_assert(!asks(plan, "example", SESDOMAIN_TYPE_SOA));
        sesdomain_plan_free(plan);
    }
    sesdomain_free(sd);
}
END_TEST

/* Each answer causes the next question. */
static const char *const chain[][2] = {
    { "m.a.b.example", "\"v=spf1 a include:One.example. ~all\"" },
    { "one.example", "\"v=spf1 redirect=two.example\"" },
    { "two.example", "\"v=spf1 include:%{d}.x.example include:three.example "
                     "include:one.example -all\"" },
    { "three.example", "\"v=spf1 include:three.example -all\"" },
};
#define CHAIN (sizeof(chain) / sizeof(*chain))

START_TEST(includes)
{
    for (size_t told = 0; told <= CHAIN; told++) {
        struct sesdomain_plan *plan = plan_with(chain, told);

        for (size_t i = 1; i < CHAIN; i++)
            ck_assert_msg(asks(plan, chain[i][0], SESDOMAIN_TYPE_TXT) ==
                              (i <= told),
                          "%s, %zu told", chain[i][0], told);
        sesdomain_plan_free(plan);
    }
}
END_TEST

/* The answer for a name that is a question anyway causes one, too. */
static const char *const by_the_domain[][2] = {
    { "m.a.b.example", "\"v=spf1 include:a.b.example ~all\"" },
    { "a.b.example", "\"v=spf1 include:one.example -all\"" },
};

/* ---- a chain that is longer than SPF allows (RFC 7208 section 4.6.4) ---- */

#define LINKS 15
#define LOOKUPS 10

static void add_link(struct sesdomain *sd, const char *name, int next)
{
    char rdata[80];

    snprintf(rdata, sizeof(rdata), "\"v=spf1 include:link%d.example ~all\"",
             next);
    ck_assert_int_eq(
        sesdomain_add_record(sd, name, SESDOMAIN_TYPE_TXT, -1, rdata, NULL),
        0);
}

static struct sesdomain_plan *plan_chain(void)
{
    struct sesdomain *sd = settings_of(SETUP);
    struct sesdomain_plan *plan;
    char name[40];

    add_link(sd, "m.a.b.example", 0);
    for (int i = 0; i < LINKS; i++) {
        snprintf(name, sizeof(name), "link%d.example", i);
        add_link(sd, name, i + 1);
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    sesdomain_free(sd);
    return plan;
}

START_TEST(chain_is_followed_to_the_limit)
{
    struct sesdomain_plan *plan = plan_chain();
    char name[40];

    for (int i = 0; i <= LINKS; i++) {
        snprintf(name, sizeof(name), "link%d.example", i);
        ck_assert_msg(asks(plan, name, SESDOMAIN_TYPE_TXT) == (i <= LOOKUPS),
                      "%s", name);
    }
    sesdomain_plan_free(plan);
}
END_TEST

/* The include of SES and 11 of the chain: lookups beyond the limit are not
 * counted. */
START_TEST(chain_is_counted_to_the_limit)
{
    struct sesdomain_plan *plan = plan_chain();
    const char *message = NULL;

    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);

        if (strcmp(sesdomain_finding_code(f), "spf-too-many-lookups") == 0)
            message = sesdomain_finding_message(f);
    }
    ck_assert_ptr_nonnull(message);
    ck_assert_msg(strstr(message, " 12 ") != NULL, "%s", message);
    sesdomain_plan_free(plan);
}
END_TEST

START_TEST(includes_the_domain)
{
    for (size_t told = 0; told <= 2; told++) {
        struct sesdomain_plan *plan = plan_with(by_the_domain, told);

        ck_assert(asks(plan, "a.b.example", SESDOMAIN_TYPE_TXT));
        ck_assert_int_eq(asks(plan, "one.example", SESDOMAIN_TYPE_TXT),
                         told == 2);
        sesdomain_plan_free(plan);
    }
}
END_TEST

/* ---- the names in canonical order (RFC 4034 section 6.1), each once ---- */

static const char *const leads[][2] = {
    { "m.a.b.example", "\"v=spf1 include:a.b.example include:m.a.b.example "
                       "include:!.a.b.example include:+.a.b.example "
                       "include:x.news.a.b.example include:x.org "
                       "include:*.b.example ~all\"" },
};

static const char *const in_order[] = {
    "_dmarc.example",
    "b.example",
    "*.b.example",
    "_dmarc.b.example",
    "a.b.example",
    "!.a.b.example",
    "*.a.b.example",
    "+.a.b.example",
    "_amazonses.a.b.example",
    "_dmarc.a.b.example",
    "_domainkey.a.b.example",
    "*._domainkey.a.b.example",
    KEY "._domainkey.a.b.example",
    "m.a.b.example",
    "_dmarc.news.a.b.example",
    "x.news.a.b.example",
    "a.b.example.b.example",
    "a.b.example._report._dmarc.reports.example.net",
    "x.org",
};
#define NAMES (sizeof(in_order) / sizeof(*in_order))

START_TEST(order)
{
    struct sesdomain_plan *plan = plan_with(leads, 1);
    uint32_t last = 0;
    size_t n = 0;

    for (size_t i = 0; i < sesdomain_plan_question_count(plan); i++) {
        const char *name;
        uint32_t type;

        ck_assert(sesdomain_plan_question(plan, i, &name, &type, NULL));
        if (n && strcmp(name, in_order[n - 1]) == 0) {
            ck_assert_uint_gt(type, last); /* types in order, each once */
        } else {
            ck_assert_uint_lt(n, NAMES);
            ck_assert_str_eq(name, in_order[n++]);
        }
        last = type;
    }
    ck_assert_uint_eq(n, NAMES);
    ck_assert(asks(plan, "m.a.b.example", SESDOMAIN_TYPE_TXT));
    ck_assert(asks(plan, "*.b.example", SESDOMAIN_TYPE_TXT));
    sesdomain_plan_free(plan);
}
END_TEST

/* ---- answers that change nothing ---- */

/* A plan with one irrelevant record has the findings of a plan without it,
 * except "nothing-known": the searches that are skipped if nothing is known
 * would find nothing. */
static const char *const policies[] = {
    "v=DMARC1; p=none",        "v=DMARC1; p=reject; psd=y",
    "v=DMARC1; p=none; psd=n", "v=DMARC1; p=none; psd=u; adkim=s; aspf=s",
    "v=DMARC1; p=none; psd=y", NULL,
};

static void add_codes(const struct sesdomain_plan *plan, char *text)
{
    *text = '\0';
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);

        if (strcmp(sesdomain_finding_code(f), "nothing-known") == 0)
            continue;
        strcat(strcat(text, sesdomain_finding_code(f)), " ");
        strcat(strcat(text, sesdomain_finding_name(f)), "\n");
    }
}

START_TEST(nothing_known)
{
    struct sesdomain *sd = settings_of(SETUP);
    struct sesdomain_plan *plan;
    char without[4000], with[4000];

    ck_assert_int_eq(sesdomain_set_dmarc(sd, policies[_i]), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    add_codes(plan, without);
    sesdomain_plan_free(plan);
    ck_assert_int_eq(
        sesdomain_add_absent(sd, "x.b.example", SESDOMAIN_TYPE_TXT), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    add_codes(plan, with);
    ck_assert_str_eq(with, without);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* ---- existing RRsets ---- */

/* The lowest TTL counts (RFC 2181 section 5.2); -1 is not known. */
static const struct {
    int32_t one, other;
    uint32_t ttl;
} ttls[] = {
    { 300, 300, 300 }, { 300, 60, 60 },  { 60, 300, 60 }, { -1, 60, 60 },
    { 60, -1, 60 },    { -1, -1, 1800 }, { 0, 60, 0 },
};

START_TEST(lowest_ttl)
{
    struct sesdomain *sd = settings_of(SETUP);
    const char *name = "m.a.b.example";
    struct sesdomain_plan *plan;
    size_t found = 0;

    sesdomain_add_record(sd, name, SESDOMAIN_TYPE_TXT, ttls[_i].one, "one",
                         NULL);
    sesdomain_add_record(sd, name, SESDOMAIN_TYPE_TXT, ttls[_i].other, "other",
                         NULL);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        if (strcmp(sesdomain_recordset_name(rs), name) != 0 ||
            sesdomain_recordset_type(rs) != SESDOMAIN_TYPE_TXT)
            continue;
        ck_assert_uint_eq(sesdomain_recordset_ttl(rs), ttls[_i].ttl);
        found++;
    }
    ck_assert_uint_eq(found, 1);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("question");
    TCase *t = tcase_create("question");

    tcase_add_loop_test(t, from_the_start, 0,
                        (int)(sizeof(always) / sizeof(*always)));
    tcase_add_loop_test(t, not_asked, 0,
                        (int)(sizeof(never) / sizeof(*never)));
    tcase_add_test(t, on_request);
    tcase_add_test(t, which_zone);
    tcase_add_test(t, includes);
    tcase_add_test(t, includes_the_domain);
    tcase_add_test(t, chain_is_followed_to_the_limit);
    tcase_add_test(t, chain_is_counted_to_the_limit);
    tcase_add_test(t, order);
    tcase_add_loop_test(t, nothing_known, 0,
                        (int)(sizeof(policies) / sizeof(*policies)));
    tcase_add_loop_test(t, lowest_ttl, 0, (int)(sizeof(ttls) / sizeof(*ttls)));
    suite_add_tcase(s, t);
    return run_suite(s);
}
