/* SPDX-License-Identifier: MIT */
/* Reading the output of "aws route53 list-resource-record-sets". */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define D "d.example"
#define TOKEN "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="
#define SETUP                                                                 \
    "{'domain':'" D "','instances':[{'account':'1','region':'us-east-1',"     \
    "'verification_token':'" TOKEN "'}]}"
#define SOA                                                                   \
    "{'Name':'" D ".','Type':'SOA','TTL':900,'ResourceRecords':"              \
    "[{'Value':'ns.example. h.example. 1 2 3 4 5'}]}"
#define SET(name, type, value)                                                \
    "{'ResourceRecords':[{'Value':'" value "'}],'TTL':60,'Type':'" type       \
    "','Name':'" name "'}"
#define PAGE(sets) "{'ResourceRecordSets':[" sets "]}"
#define TOKENS(value) SET("_amazonses." D ".", "TXT", value)

static struct sesdomain *sd;

static void setup(void)
{
    char json[] = SETUP;

    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    sd = settings_of(json);
}

static void teardown(void)
{
    sesdomain_free(sd);
}

/* Rows are written with ' for ". */
static enum sesdomain_status load(const char *text)
{
    char *json = strdup(text);
    enum sesdomain_status status;

    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    status = sesdomain_load_existing(sd, "route53", json, strlen(json));
    free(json);
    return status;
}

static struct sesdomain_plan *plan(void)
{
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_plan_new(sd, &p), SESDOMAIN_OK);
    return p;
}

/* Return the set of tokens, which every plan has. */
static const struct sesdomain_recordset *tokens(const struct sesdomain_plan *p)
{
    ck_assert_uint_eq(sesdomain_plan_recordset_count(p), 1);
    return sesdomain_plan_recordset(p, 0);
}

/* ---- values as listed, and as presentation format ---- */

static const struct {
    const char *listed, *rdata;
    size_t length; /* of the text */
} values[] = {
    { "\\\"plain\\\"", "\"plain\"", 5 },
    { "\\\"a\\\" \\\"b\\\"", "\"a\" \"b\"", 2 },
    { "\\\"a\\\"\\\"b\\\"", "\"a\" \"b\"", 2 }, /* without the space */
    { "\\\"\\\"", "\"\"", 0 },
    { "\\\"x\\\\052y\\\"", "\"x*y\"", 3 },             /* octal */
    { "\\\"\\\\000\\\\377\\\"", "\"\\000\\255\"", 2 }, /* decimal here */
    { "\\\"\\\\\\\"\\\\\\\\\\\"", "\"\\\"\\\\\"", 2 },
    { "\\\"a;b\\\"", "\"a;b\"", 3 },
    { "\\\"\\\\\\\\052\\\"", "\"\\\\052\"", 4 }, /* a backslash, and 052 */
};

START_TEST(a_value)
{
    const struct sesdomain_recordset *rs;
    struct sesdomain_plan *p;
    char page[400];
    size_t length = 99, i = 0;

    snprintf(page, sizeof(page), PAGE(TOKENS("%s")), values[_i].listed);
    ck_assert_msg(load(page) == SESDOMAIN_OK, "%s", sesdomain_error(sd));
    p = plan();
    rs = tokens(p);
    ck_assert_uint_eq(sesdomain_recordset_value_count(rs), 2);
    if (sesdomain_recordset_value_op(rs, 0) != SESDOMAIN_VALUE_OP_KEEP)
        i = 1;
    ck_assert_int_eq(sesdomain_recordset_value_op(rs, i),
                     SESDOMAIN_VALUE_OP_KEEP);
    ck_assert_str_eq(sesdomain_recordset_value_rdata(rs, i), values[_i].rdata);
    sesdomain_recordset_value_text(rs, i, &length);
    ck_assert_uint_eq(length, values[_i].length);
    ck_assert_uint_eq(sesdomain_recordset_ttl(rs), 60);
    sesdomain_plan_free(p);
}
END_TEST

/* A deletion repeats the listed text of a set. */
START_TEST(a_deletion_repeats_the_listed_text)
{
    struct sesdomain_plan *p;
    char *text;

    ck_assert_int_eq(load(PAGE(TOKENS("\\\"\\\\170\\\"\\\"y\\\""))),
                     SESDOMAIN_OK);
    p = plan();
    text = document(p, "route53", 0);
    ck_assert_msg(strstr(text, "{\"Action\": \"DELETE\"") != NULL, "%s", text);
    ck_assert_msg(strstr(text, "\"\\\"\\\\170\\\"\\\"y\\\"\"") != NULL, "%s",
                  text);
    free(text);
    sesdomain_plan_free(p);
}
END_TEST

/* Its control characters are escaped where YAML repeats it. */
START_TEST(controls_of_the_listed_text_are_escaped)
{
    static const char *const formats[] = { "cloudformation", "external-dns" };
    struct sesdomain_plan *p;

    ck_assert_int_eq(
        load(PAGE(SOA "," TOKENS("\\\"a\\nb\\u001b[31mc\302\205d\\\""))),
        SESDOMAIN_OK);
    p = plan();
    for (size_t i = 0; i < 2; i++) {
        char *text = document(p, formats[i], 0);

        ck_assert_msg(strstr(text, "a\\x0ab\\x1b[31mc") != NULL, "%s", text);
        for (const char *c = text; *c; c++)
            ck_assert((*c >= ' ' && *c <= '~') || *c == '\n');
        free(text);
    }
    sesdomain_plan_free(p);
}
END_TEST

/* The limit applies to the listed text, not to RDATA: 4 strings of 249
 * escapes, with quotation marks and blanks, and the rest, in 4000 characters
 * (Quotas). */
START_TEST(the_listed_text_has_a_limit)
{
    char page[8000];
    int rest = 4000 - 4 * (249 * 4 + 2) - 3 + _i;
    struct sesdomain_plan *p;
    FILE *f = fmemopen(page, sizeof(page), "w");

    fprintf(f, "{'ResourceRecordSets':[{'Name':'_amazonses." D ".','Type':"
               "'TXT','TTL':60,'ResourceRecords':[{'Value':'");
    for (int k = 0; k < 4; k++) {
        fputs(k ? " \\\"" : "\\\"", f);
        for (int i = 0; i < 249; i++)
            fputs("\\\\170", f);
        for (; rest; rest--)
            fputc('x', f);
        fputs("\\\"", f);
    }
    fputs("'}]}]}", f);
    fclose(f);
    ck_assert_msg(load(page) == SESDOMAIN_OK, "%s", sesdomain_error(sd));
    p = plan();
    ck_assert_int_eq(sesdomain_plan_refusal(p, "route53", NULL, NULL, NULL),
                     _i ? SESDOMAIN_E_INEXPRESSIBLE : SESDOMAIN_OK);
    sesdomain_plan_free(p);
}
END_TEST

/* ---- complete listings ---- */

#define MORE                                                                  \
    ",'IsTruncated':true,'MaxItems':'1','NextRecordName':'www." D ".'}"
#define LAST ",'IsTruncated':false,'MaxItems':'300'}"
#define SETS(sets) "{'ResourceRecordSets':[" sets "]"
#define OTHER SET("www." D ".", "A", "192.0.2.1")

static const struct {
    const char *text;
    enum sesdomain_recordset_prior prior; /* of sets that are not listed */
} listings[] = {
    { PAGE(SOA), SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    { SETS(SOA) LAST, SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    { SETS(SOA) MORE, SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { SETS(SOA) ",'NextToken':'e30='}", SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { SETS(SOA) ",'NextToken':''}", SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    { PAGE(OTHER), SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { PAGE(""), SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { SETS(SOA) MORE "\n" SETS(OTHER) LAST, SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    { SETS(SOA) MORE SETS(OTHER) MORE, SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { "[" SETS(SOA) MORE "," SETS(OTHER) LAST "]",
      SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    { "[" SETS(SOA) MORE "," SETS(OTHER) MORE "]",
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { PAGE(SOA "," TOKENS("\\\"x\\\"")), SESDOMAIN_RECORDSET_PRIOR_PRESENT },
    /* a page in the middle is missing; another zone follows; one page twice */
    { SETS(SOA) MORE SETS(SET("x." D ".", "A", "192.0.2.1")) LAST,
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { SETS(SOA) ",'IsTruncated':true}" SETS(
          SET("example.net.", "SOA", "a. b. 1 2 3 4 5")) LAST,
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { SETS(SOA) MORE SETS(SOA) MORE SETS(OTHER) LAST,
      SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { SETS(SOA) MORE SETS(SET("WWW." D, "A", "192.0.2.1")) LAST,
      SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    /* PowerShell's enumerations */
    { PAGE("{'Name':'" D ".','Type':{'Value':'SOA'},'TTL':60,"
           "'ResourceRecords':[{'Value':'a. b. 1 2 3 4 5'}]}"),
      SESDOMAIN_RECORDSET_PRIOR_ABSENT },
    /* --query ResourceRecordSets: there may be more */
    { "[" SOA "," OTHER "]", SESDOMAIN_RECORDSET_PRIOR_UNKNOWN },
    { "[" SOA "," TOKENS("\\\"x\\\"") "]", SESDOMAIN_RECORDSET_PRIOR_PRESENT },
};

START_TEST(a_listing)
{
    struct sesdomain_plan *p;

    ck_assert_msg(load(listings[_i].text) == SESDOMAIN_OK, "%s",
                  sesdomain_error(sd));
    p = plan();
    ck_assert_int_eq(sesdomain_recordset_prior(tokens(p)), listings[_i].prior);
    sesdomain_plan_free(p);
}
END_TEST

/* Read a page, and a text of another zone, for which memory runs out after a
 * number of calls; then the last page. Whether memory ran out. */
static bool page_after_failure(long calls)
{
    struct budget budget = { .left = -1 };
    struct sesdomain_instance *inst;
    enum sesdomain_status status;
    const struct sesdomain_recordset *set;
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_new_alloc(&sd, budget_alloc, &budget),
                     SESDOMAIN_OK);
    sesdomain_set_domain(sd, D);
    ck_assert_int_eq(load(SETS(SOA "," SET("m." D ".", "MX", "1 a.")) MORE),
                     SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     SESDOMAIN_OK);
    sesdomain_instance_set_mail_from(inst, "m." D);
    budget.left = calls;
    status = load(PAGE(SET("example.net.", "SOA", "a. b. 1 2 3 4 5")));
    budget.left = -1;
    if (status == SESDOMAIN_E_MEMORY) {
        ck_assert_int_eq(load(SETS(OTHER) LAST), SESDOMAIN_OK);
        p = plan();
        set = sesdomain_plan_recordset(p, 0);
        ck_assert_str_eq(sesdomain_recordset_name(set), "m." D);
        ck_assert_int_eq(sesdomain_recordset_prior(set),
                         SESDOMAIN_RECORDSET_PRIOR_UNKNOWN);
        sesdomain_plan_free(p);
    }
    sesdomain_free(sd);
    sd = NULL;
    return status == SESDOMAIN_E_MEMORY;
}

/* A name that was set after the first page was not looked for in it. */
START_TEST(a_name_set_between_pages)
{
    long calls = 0;

    sesdomain_free(sd);
    while (page_after_failure(calls))
        calls++;
    ck_assert_int_gt(calls, 1);
}
END_TEST

/* ---- features of Route 53 alone ---- */

#define ALIAS(name, type)                                                     \
    "{'Name':'" name "','Type':'" type "','AliasTarget':{'HostedZoneId':"     \
    "'Z1','DNSName':'x.example.','EvaluateTargetHealth':false}}"

static const struct {
    const char *set, *finding;
} special[] = {
    { ALIAS("_amazonses." D ".", "TXT"), "alias-conflict" },
    { ALIAS("_amazonses." D ".", "A"), NULL },
    { ALIAS(D ".", "A"), NULL },
    { "{'Name':'_amazonses." D ".','Type':'TXT','TTL':60,'SetIdentifier':'a',"
      "'Weight':1,'ResourceRecords':[{'Value':'\\\"x\\\"'}]}",
      "routing-policy-conflict" },
    { "{'Name':'_amazonses." D ".','Type':'TXT','SetIdentifier':'a',"
      "'Region':'us-east-1','AliasTarget':{'HostedZoneId':'Z1','DNSName':"
      "'x.example.','EvaluateTargetHealth':false}}",
      "alias-conflict" },
    { "{'Name':'_amazonses." D ".','Type':'TXT','TTL':60,'SetIdentifier':'',"
      "'HealthCheckId':'','ResourceRecords':[{'Value':'\\\"x\\\"'}]}",
      NULL },
    { SET("_amazonses." D ".", "CAA", "0 issue \\\"x\\\""), NULL },
    { SET("_amazonses." D ".", "NEWTYPE", "anything"), NULL },
    { SET("\\\\052." D ".", "A", "192.0.2.1"), "wildcard-shadowed" },
};

static bool has_finding(const struct sesdomain_plan *p, const char *code)
{
    size_t i = sesdomain_plan_finding_count(p);

    while (i-- > 0)
        if (strcmp(sesdomain_finding_code(sesdomain_plan_finding(p, i)),
                   code) == 0)
            return true;
    return false;
}

START_TEST(a_special_set)
{
    struct sesdomain_plan *p;
    char page[1000];
    int found = 0;

    snprintf(page, sizeof(page), PAGE(SOA ",%s"), special[_i].set);
    ck_assert_msg(load(page) == SESDOMAIN_OK, "%s", sesdomain_error(sd));
    p = plan();
    for (size_t i = 0; i < sesdomain_plan_finding_count(p); i++) {
        const char *code =
            sesdomain_finding_code(sesdomain_plan_finding(p, i));

        found |= special[_i].finding && strcmp(code, special[_i].finding) == 0;
        ck_assert_msg(special[_i].finding || !strstr(code, "-conflict"), "%s",
                      code);
    }
    ck_assert(found == (special[_i].finding != NULL));
    sesdomain_plan_free(p);
}
END_TEST

/* An alias has no host that a finding could name. */
START_TEST(a_wildcard_that_is_an_alias)
{
    struct sesdomain_instance *inst;
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", "b", &inst),
                     SESDOMAIN_OK);
    sesdomain_instance_set_mail_from(inst, "m." D);
    ck_assert_int_eq(load(PAGE(SOA "," ALIAS("\\\\052." D ".", "MX"))),
                     SESDOMAIN_OK);
    p = plan();
    ck_assert(has_finding(p, "wildcard-shadowed"));
    ck_assert(!has_finding(p, "wildcard-mx-replaced"));
    sesdomain_plan_free(p);
}
END_TEST

/* ---- documents that are not listings ---- */

static const struct {
    const char *text;
    enum sesdomain_status status;
    const char *place; /* beginning of the message */
} bad[] = {
    { "", SESDOMAIN_E_SYNTAX, "line 1, column " },
    { "{", SESDOMAIN_E_SYNTAX, "line 1, column " },
    { PAGE(SOA) "{", SESDOMAIN_E_SYNTAX, "line 1, column " },
    { "7", SESDOMAIN_E_DOCUMENT, "document: " },
    { "{}", SESDOMAIN_E_MISSING, "ResourceRecordSets: " },
    { "[7]", SESDOMAIN_E_DOCUMENT, "[0]: " },
    { "{'ResourceRecordSets':{}}", SESDOMAIN_E_DOCUMENT,
      "ResourceRecordSets: " },
    { PAGE("{'Type':'A'}"), SESDOMAIN_E_MISSING,
      "ResourceRecordSets[0].Name: " },
    { PAGE("{'Name':'d.example.'}"), SESDOMAIN_E_MISSING,
      "ResourceRecordSets[0].Type: " },
    { PAGE(SOA ",{'Name':'a..b.','Type':'A'}"), SESDOMAIN_E_NAME,
      "ResourceRecordSets[1].Name: " },
    { PAGE("{'Name':'d.example.','Type':'A','TTL':-1,'ResourceRecords':[]}"),
      SESDOMAIN_E_DOCUMENT, "ResourceRecordSets[0].TTL: " },
    { PAGE("{'Name':'d.example.','Type':'A','TTL':2147483648}"),
      SESDOMAIN_E_DOCUMENT, "ResourceRecordSets[0].TTL: " },
    { PAGE("{'Name':'d.example.','Type':'A','TTL':1.5}"), SESDOMAIN_E_DOCUMENT,
      "ResourceRecordSets[0].TTL: " },
    { PAGE("{'Name':'d.example.','Type':'A','ResourceRecords':[{}]}"),
      SESDOMAIN_E_DOCUMENT, "ResourceRecordSets[0].ResourceRecords[0]: " },
    { PAGE(SET(D ".", "TXT", "no quotes")), SESDOMAIN_E_VALUE,
      "ResourceRecordSets[0].ResourceRecords[0]: " },
    { PAGE(SET(D ".", "TXT", "\\\"open")), SESDOMAIN_E_VALUE,
      "ResourceRecordSets[0].ResourceRecords[0]: " },
    { PAGE(SET(D ".", "MX", "ten mail.example.")), SESDOMAIN_E_VALUE,
      "ResourceRecordSets[0].ResourceRecords[0]: " },
    { PAGE(SET(D ".", "CNAME", "a..b")), SESDOMAIN_E_VALUE,
      "ResourceRecordSets[0].ResourceRecords[0]: " },
};

START_TEST(not_a_listing)
{
    struct sesdomain_plan *p = plan();
    char *before = document(p, "json", 0), *after;

    sesdomain_plan_free(p);
    ck_assert_msg(load(bad[_i].text) == bad[_i].status, "%d: %s",
                  load(bad[_i].text), sesdomain_error(sd));
    ck_assert_msg(strncmp(sesdomain_error(sd), bad[_i].place,
                          strlen(bad[_i].place)) == 0,
                  "%s", sesdomain_error(sd));
    p = plan(); /* nothing was loaded */
    after = document(p, "json", 0);
    ck_assert_str_eq(before, after);
    free(before);
    free(after);
    sesdomain_plan_free(p);
}
END_TEST

START_TEST(what_is_absent_is_not_listed)
{
    ck_assert_int_eq(
        sesdomain_add_absent(sd, "_amazonses." D, SESDOMAIN_TYPE_TXT),
        SESDOMAIN_OK);
    ck_assert_int_eq(load(PAGE(TOKENS("\\\"x\\\""))), SESDOMAIN_E_STATE);
}
END_TEST

/* Names in a refused listing are still unknown: a wildcard may answer for
 * them. */
START_TEST(a_refused_listing_leaves_no_names)
{
    struct sesdomain_instance *inst;
    char *before, *after;
    struct sesdomain_plan *p;

    sesdomain_add_instance(sd, "1", "us-east-1", "b", &inst);
    sesdomain_instance_set_mail_from(inst, "m." D);
    sesdomain_set_complete(sd, true);
    ck_assert_int_eq(sesdomain_add_record(sd, "*." D, SESDOMAIN_TYPE_TXT, 60,
                                          "\"x\"", NULL),
                     SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_add_record(sd, "m." D, SESDOMAIN_TYPE_TXT, 60,
                                          "\"v=spf1 a:x." D " a:y." D " a:z." D
                                          " include:amazonses.com ~all\"",
                                          NULL),
                     SESDOMAIN_OK);
    p = plan();
    before = document(p, "json", 0);
    sesdomain_plan_free(p);
    ck_assert_int_eq(
        load(PAGE(SET("x." D ".", "MX", "1 a.") "," SET(
            "y." D ".", "MX", "1 a.") "," SET("z." D ".", "MX", "none"))),
        SESDOMAIN_E_VALUE);
    p = plan();
    after = document(p, "json", 0);
    ck_assert(strcmp(before, after) == 0);
    free(before);
    free(after);
    sesdomain_plan_free(p);
}
END_TEST

#define LOOP(t, test, rows)                                                   \
    tcase_add_loop_test(t, test, 0, (int)(sizeof(rows) / sizeof(*rows)))

int main(void)
{
    Suite *s = suite_create("route53");
    TCase *t = tcase_create("route53");

    tcase_add_checked_fixture(t, setup, teardown);
    LOOP(t, a_value, values);
    tcase_add_test(t, a_deletion_repeats_the_listed_text);
    tcase_add_test(t, controls_of_the_listed_text_are_escaped);
    tcase_add_loop_test(t, the_listed_text_has_a_limit, 0, 2);
    LOOP(t, a_listing, listings);
    tcase_add_test(t, a_name_set_between_pages);
    LOOP(t, a_special_set, special);
    tcase_add_test(t, a_wildcard_that_is_an_alias);
    LOOP(t, not_a_listing, bad);
    tcase_add_test(t, what_is_absent_is_not_listed);
    tcase_add_test(t, a_refused_listing_leaves_no_names);
    suite_add_tcase(s, t);
    return run_suite(s);
}
