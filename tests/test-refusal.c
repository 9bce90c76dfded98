/* SPDX-License-Identifier: MIT */
/* Refusals of each format, their reasons, and the most similar plan that is
 * accepted: limits on both sides, unknown existing records, and texts that a
 * consumer would change. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define TOKEN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

/* One instance with a token, so that _amazonses.d.test changes. */
#define TOKENS "'verification_token':'" TOKEN "'"
/* One instance with a MAIL FROM domain: m.d.test has an MX and an SPF. */
#define MAIL "'mail_from':'m.d.test'"

/* DKIM that SES has verified: in a region whose zone of the keys is not known,
 * and with a key that is not known. */
#define MOON                                                                  \
    "},{'label':'b','account':'2','region':'xx-moon-1','dkim_status':"        \
    "'success','dkim_tokens':['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2']"
#define OWN_KEY                                                               \
    "'aws':[{'DkimAttributes':{'SigningAttributesOrigin':'EXTERNAL',"         \
    "'Status':'SUCCESS','SigningEnabled':true,'Tokens':['s1']}}]"

#define RECORD(name, type, ttl, rdata, id)                                    \
    "{'name':'" name "','type':'" type "','ttl':" ttl ",'rdata':'" rdata      \
    "','id':'" id "'}"
#define FOREIGN(text) RECORD("_amazonses.d.test", "TXT", "300", text, "r1")
#define QUOTED(text) "\\\"" text "\\\""
#define SPF(ttl, id)                                                          \
    RECORD("m.d.test", "TXT", ttl, QUOTED("v=spf1 mx ~all"), id)

/* what the MAIL FROM domain needs */
#define THERE                                                                 \
    RECORD("m.d.test", "MX", "300",                                           \
           "10 feedback-smtp.us-east-1.amazonses.com.", "r1")                 \
    "," RECORD("m.d.test", "TXT", "300",                                      \
               QUOTED("v=spf1 include:amazonses.com ~all"), "r2")
#define ADDRESS "'plan.mail-from-address':'192.0.2.1'"
#define NO_ADDRESS ",{'name':'m.d.test','type':'A','absent':true}"

#define OK SESDOMAIN_OK
#define INX SESDOMAIN_E_INEXPRESSIBLE
#define UNKNOWN SESDOMAIN_E_PRIOR_UNKNOWN

static const struct {
    const char *format;
    const char *option; /* a member of "options", may be empty */
    const char *instance, *existing;
    int complete, ttl;
    enum sesdomain_status status;
    const char *reason; /* part of the reason */
} rows[] = {
    /* the existing records are not known */
    { "route53", "", TOKENS, "", 0, 300, OK, NULL },
    { "route53", "", TOKENS, FOREIGN(QUOTED("x")), 1, 300, OK, NULL },
    { "route53", "", MAIL, SPF("-1", "r1"), 1, 300, UNKNOWN, "the TTL" },
    { "gcloud", "", MAIL, SPF("-1", "r1"), 1, 300, UNKNOWN, "the TTL" },
    { "gcloud", "", MAIL, SPF("300", "r1"), 1, 300, OK, NULL },
    { "nsupdate", "", MAIL, "", 0, 300, OK, NULL },
    { "powerdns", "", TOKENS, "", 0, 300, UNKNOWN, "REPLACE" },
    { "powerdns", "'powerdns.value-ops':'yes'", TOKENS, "", 0, 300, OK, NULL },
    { "powerdns", "'powerdns.value-ops':'yes'", MAIL, "", 0, 300, UNKNOWN,
      "REPLACE" },
    { "powerdns", "", TOKENS, "", 1, 300, OK, NULL },
    { "cloudflare", "", MAIL, "", 0, 300, UNKNOWN, "accept a second" },
    { "cloudflare", "", MAIL, "", 1, 300, OK, NULL },
    { "cloudflare", ADDRESS, MAIL, THERE, 0, 300, UNKNOWN, "accept a second" },
    { "cloudflare", ADDRESS, MAIL, THERE NO_ADDRESS, 0, 300, OK, NULL },
    { "cloudformation", "", TOKENS, "", 0, 300, UNKNOWN, "delete them" },
    { "cloudformation", "", MAIL, "", 0, 300, OK, NULL },
    { "octodns", "", MAIL, "", 0, 300, UNKNOWN, "delete them" },
    { "octodns", "", MAIL, "", 1, 300, OK, NULL },
    { "octodns", "", TOKENS,
      RECORD("_amazonses.d.test", "CNAME", "300", "x.test.", "r1"), 1, 300,
      SESDOMAIN_E_CONFLICT, "without them would delete" },
    { "octodns", "", TOKENS MOON, "", 1, 300, SESDOMAIN_E_CONFLICT,
      "without them would delete" },
    { "external-dns", "", TOKENS MOON, "", 1, 300, SESDOMAIN_E_CONFLICT,
      "without them would delete" },
    { "octodns", "", TOKENS MOON ",'dkim_hosted_zone':'dkim.amazonses.com'",
      "", 1, 300, OK, NULL },
    { "route53", "", TOKENS MOON, "", 1, 300, OK, NULL },
    { "octodns", "", OWN_KEY, "", 1, 300, SESDOMAIN_E_CONFLICT,
      "without them would delete" },
    { "terraform", "'terraform.provider':'azurerm'", TOKENS,
      FOREIGN(QUOTED("")), 1, 300, INX, "1 to 4096" },
    { "terraform", "'terraform.provider':'azurerm'", TOKENS,
      FOREIGN(QUOTED("x")), 1, 300, OK, NULL },
    { "terraform", "'terraform.provider':'google'", MAIL, "", 0, 300, UNKNOWN,
      "overwrite" },
    { "terraform", "'terraform.provider':'google'", MAIL, "", 1, 300, OK,
      NULL },
    { "terraform", "'terraform.provider':'aws'", MAIL, "", 0, 300, OK, NULL },

    /* ids */
    { "cloudflare", "", MAIL, SPF("300", ""), 1, 300, UNKNOWN, "the id" },
    { "cloudflare", "", MAIL, SPF("300", "0123456789abcdef0123456789abcdef"),
      1, 300, OK, NULL },
    { "cloudflare", "", MAIL, SPF("300", "0123456789abcdef0123456789abcdef0"),
      1, 300, INX, "at most 32" },
    { "terraform", "'terraform.provider':'cloudflare'", MAIL, SPF("300", ""),
      1, 300, UNKNOWN, "the id" },
    { "terraform", "'terraform.provider':'cloudflare'", TOKENS,
      RECORD("_amazonses.d.test", "TXT", "300", QUOTED("x"), ""), 1, 300,
      UNKNOWN, "the id" },
    { "terraform", "'terraform.provider':'cloudflare'", MAIL, SPF("300", "r"),
      1, 300, OK, NULL },
    { "terraform", "'terraform.provider':'aws'", MAIL, SPF("300", ""), 1, 300,
      OK, NULL },
    { "terraform", "'terraform.provider':'cloudflare'", MAIL,
      SPF("300", "a{b"), 1, 300, INX, "the id" },

    /* TTLs */
    { "cloudflare", "", MAIL, "", 1, 29, INX, "TTL" },
    { "cloudflare", "", MAIL, "", 1, 30, OK, NULL },
    { "cloudflare", "", MAIL, "", 1, 86400, OK, NULL },
    { "cloudflare", "", MAIL, "", 1, 86401, INX, "TTL" },
    { "cloudflare", "", MAIL, "", 1, 1, INX, "TTL" },
    { "azure", "", MAIL, "", 1, 0, INX, "TTL of 0" },
    { "azure", "", MAIL, "", 1, 1, OK, NULL },
    { "external-dns", "", MAIL, "", 1, 0, INX, "TTL of 0" },
    { "external-dns", "", MAIL, "", 1, 1, OK, NULL },
    { "terraform", "'terraform.provider':'cloudflare'", MAIL, "", 1, 1, INX,
      "automatic" },
    { "terraform", "'terraform.provider':'cloudflare'", MAIL, "", 1, 2, OK,
      NULL },

    /* texts */
    { "octodns", "", TOKENS, FOREIGN(QUOTED("a;\\u0027b${c}")), 1, 300, OK,
      NULL },
    { "octodns", "", TOKENS, FOREIGN(QUOTED("")), 1, 300, INX, "empty" },
    { "octodns", "", TOKENS, FOREIGN(QUOTED("a\\\\\\\"b")), 1, 300, INX,
      "consistently" },
    { "octodns", "", TOKENS, FOREIGN(QUOTED("a\\\\127b")), 1, 300, INX,
      "consistently" },
    { "dnscontrol", "", TOKENS, FOREIGN(QUOTED("a\\\\\\\"b")), 1, 300, OK,
      NULL },
    { "dnscontrol", "", TOKENS, FOREIGN(QUOTED("a\\\\200b")), 1, 300, INX,
      "ASCII" },
    { "azure", "", TOKENS, FOREIGN(QUOTED("a\\\\031b")), 1, 300, INX,
      "not documented" },
    { "azure", "", TOKENS, FOREIGN(QUOTED("")), 1, 300, INX, "1 to 4096" },
    { "cloudformation", "", TOKENS, FOREIGN(QUOTED("{{resolve:x}}")), 1, 300,
      INX, "resolve" },
    { "cloudformation", "", TOKENS, FOREIGN(QUOTED("{{resolve}}")), 1, 300, OK,
      NULL },
    { "terraform", "", TOKENS, FOREIGN(QUOTED("a${b}%{c}$")), 1, 300, OK,
      NULL },
    { "terraform", "", TOKENS, FOREIGN(QUOTED("$${b}")), 1, 300, INX,
      "disagree" },
    { "terraform", "", TOKENS, FOREIGN(QUOTED("%%{b}")), 1, 300, INX,
      "disagree" },
    { "terraform", "", TOKENS, FOREIGN(QUOTED("$%{b}")), 1, 300, OK, NULL },
    { "terraform", "", TOKENS, FOREIGN(QUOTED("a\\\\200b")), 1, 300, INX,
      "non-ASCII" },
    { "terraform", "'terraform.provider':'google'", TOKENS,
      FOREIGN(QUOTED("a\\\\200b")), 1, 300, OK, NULL },
    { "external-dns", "'external-dns.provider':'azure'", TOKENS, "", 1, 300,
      OK, NULL },
    { "external-dns", "'external-dns.provider':'azure'", TOKENS,
      FOREIGN(QUOTED("x")), 1, 300, INX, "only the first" },
    { "external-dns", "'external-dns.provider':'cloudflare'", TOKENS,
      FOREIGN(QUOTED("a\\\\\\\"b")), 1, 300, INX, "reliably" },
    { "external-dns", "'external-dns.provider':'google'", TOKENS,
      FOREIGN(QUOTED("a\\\\\\\"b")), 1, 300, OK, NULL },
};

static struct sesdomain_plan *plan_of_parts(const char *option,
                                            const char *instance,
                                            const char *existing, int complete,
                                            int ttl)
{
    static char json[2000000];

    snprintf(json, sizeof(json),
             "{'domain':'d.test','ttl':%d,'options':{%s},'existing':[%s],"
             "'existing_complete':%s,'instances':[{'account':'1','region':"
             "'us-east-1',%s}]}",
             ttl, option, existing, complete ? "true" : "false", instance);
    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    return plan_of(json);
}

static void check_refusal(const struct sesdomain_plan *plan,
                          const char *format, enum sesdomain_status status,
                          const char *part)
{
    const char *reason;
    enum sesdomain_status got =
        sesdomain_plan_refusal(plan, format, NULL, NULL, &reason);

    ck_assert_msg(got == status, "%s: got %d: %s", format, got,
                  reason ? reason : "");
    ck_assert_int_eq(sesdomain_plan_document_count(plan, format) > 0,
                     status == SESDOMAIN_OK);
    if (part)
        ck_assert_msg(reason && strstr(reason, part), "%s: %s", format,
                      reason ? reason : "no reason");
    else
        ck_assert_ptr_null(reason);
}

START_TEST(row)
{
    struct sesdomain_plan *plan =
        plan_of_parts(rows[_i].option, rows[_i].instance, rows[_i].existing,
                      rows[_i].complete, rows[_i].ttl);

    check_refusal(plan, rows[_i].format, rows[_i].status, rows[_i].reason);
    sesdomain_plan_free(plan);
}
END_TEST

/* ---- limits: foreign values of a count and length, beside a token ---- */

static const struct {
    const char *format, *option;
    size_t count, length; /* of the texts */
    enum sesdomain_status status;
    const char *reason;
} limits[] = {
    { "route53", "", 399, 4, OK, NULL },
    { "route53", "", 400, 4, INX, "400 records" },
    { "route53", "", 1, 3953, OK, NULL }, /* in presentation format, 4000 */
    { "route53", "", 1, 3954, INX, "4000 characters" },
    { "route53", "", 399, 36, OK, NULL },
    { "route53", "", 399, 40, INX, "1000 records and 32000 characters" },
    { "cloudformation", "", 399, 4, OK, NULL },
    { "cloudformation", "", 400, 4, INX, "400 records" },
    { "cloudformation", "", 1, 3953, OK, NULL },
    { "cloudformation", "", 1, 3954, INX, "4000 characters" },
    { "external-dns", "", 1, 3953, OK, NULL },
    { "external-dns", "", 1, 3954, INX, "4000 characters" },
    { "azure", "", 1, 4096, OK, NULL },
    { "azure", "", 1, 4097, INX, "4096" },
    { "terraform", "'terraform.provider':'azurerm'", 1, 4096, OK, NULL },
    { "terraform", "'terraform.provider':'azurerm'", 1, 4097, INX, "4096" },
    { "gcloud", "", 10, 4900, OK, NULL },
    { "gcloud", "", 10, 5000, INX, "100000 octets" },
    { "nsupdate", "", 30, 700, OK, NULL },
    { "nsupdate", "", 30, 900, INX, "DNS message" },
};

/* Write a foreign text of a length; all texts differ. */
static void write_foreign(FILE *f, size_t i, size_t length)
{
    fputs("{'name':'_amazonses.d.test','type':'TXT','ttl':300,'rdata':'", f);
    for (size_t k = 0; k < length; k++) {
        if (k % 255 == 0)
            fputs(k ? "\\\" \\\"" : "\\\"", f);
        if (k + 4 > length)
            fputc('0' + (int)(i /
                              (k + 3 == length   ? 100
                               : k + 2 == length ? 10
                                                 : 1) %
                              10),
                  f);
        else
            fputc('x', f);
    }
    fprintf(f, "\\\"','id':'r%zu'}", i);
}

START_TEST(limit)
{
    struct sesdomain_plan *plan;
    char *existing = NULL;
    size_t length;
    FILE *f = open_memstream(&existing, &length);

    for (size_t i = 0; i < limits[_i].count; i++) {
        fputs(i ? "," : "", f);
        write_foreign(f, i, limits[_i].length);
    }
    fclose(f);
    plan = plan_of_parts(limits[_i].option, TOKENS, existing, 1, 300);
    check_refusal(plan, limits[_i].format, limits[_i].status,
                  limits[_i].reason);
    sesdomain_plan_free(plan);
    free(existing);
}
END_TEST

/* Cloudflare allows 2048 characters in a TXT record. */
START_TEST(cloudflare_txt)
{
    const int length = 2048 + _i, rest = length - 32;
    struct sesdomain_plan *plan;
    char json[3000];

    snprintf(json, sizeof(json),
             "{\"domain\":\"d.test\",\"existing_complete\":true,"
             "\"dmarc\":\"v=DMARC1; p=none; rua=https://x/%0*d\"}",
             rest, 0);
    plan = plan_of(json);
    check_refusal(plan, "cloudflare", _i ? INX : OK, _i ? "2048" : NULL);
    sesdomain_plan_free(plan);
}
END_TEST

/* A patch is one operation of a batch, which has at most 200: each MAIL FROM
 * domain has its MX, and an SPF record that is patched. */
START_TEST(cloudflare_patches)
{
    struct sesdomain_plan *plan;
    char *json = NULL;
    size_t length;
    FILE *f = open_memstream(&json, &length);

    fputs("{'domain':'d.test','existing_complete':true,'instances':[", f);
    for (int i = 0; i < 200 + _i; i++)
        fprintf(f,
                "%s{'account':'%d','region':'us-east-1','mail_from':"
                "'m%d.d.test'}",
                i ? "," : "", i, i);
    fputs("],'existing':[", f);
    for (int i = 0; i < 200 + _i; i++)
        fprintf(f,
                "%s{'name':'m%d.d.test','type':'MX','ttl':300,'rdata':"
                "'10 feedback-smtp.us-east-1.amazonses.com.','id':'m%d'},"
                "{'name':'m%d.d.test','type':'TXT','ttl':300,'rdata':"
                "'\\\"v=spf1 mx ~all\\\"','id':'t%d'}",
                i ? "," : "", i, i, i, i);
    fputs("]}", f);
    fclose(f);
    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    plan = plan_of(json);
    ck_assert_uint_eq(sesdomain_plan_document_count(plan, "cloudflare"),
                      (size_t)1 + (size_t)_i);
    sesdomain_plan_free(plan);
    free(json);
}
END_TEST

/* ---- a refusal names the set and the value ---- */

START_TEST(the_value)
{
    struct sesdomain_plan *plan = plan_of_parts(
        "", TOKENS, FOREIGN(QUOTED("a")) "," FOREIGN(QUOTED("b\\\\200")), 1,
        300);
    const struct sesdomain_recordset *rs;
    size_t i = 9, j = 9, length;

    ck_assert_int_eq(sesdomain_plan_refusal(plan, "dnscontrol", &i, &j, NULL),
                     SESDOMAIN_E_INEXPRESSIBLE);
    rs = sesdomain_plan_recordset(plan, i);
    ck_assert_str_eq(sesdomain_recordset_name(rs), "_amazonses.d.test");
    ck_assert_str_eq(sesdomain_recordset_value_rdata(rs, j), "\"b\\200\"");
    ck_assert_int_eq(
        sesdomain_plan_write(plan, "dnscontrol", 0, NULL, 0, &length),
        SESDOMAIN_E_INEXPRESSIBLE);
    ck_assert_uint_eq(length, 0);
    sesdomain_plan_free(plan);
}
END_TEST

/* ---- texts that some languages would interpret ---- */

static const struct {
    const char *format, *option, *existing;
    const char *part; /* of the document */
} texts[] = {
    { "terraform", "", FOREIGN(QUOTED("a${b}%{c}$d%")), "\"a$${b}%%{c}$d%\"" },
    { "terraform", "", FOREIGN(QUOTED("{$}${")), "\"{$}$${\"" },
    { "terraform", "'terraform.syntax':'json'", FOREIGN(QUOTED("x")),
      "}}}],\n \"import\": [" },
    { "octodns", "", FOREIGN(QUOTED("a;;b;")), "'a\\;\\;b\\;'" },
    { "octodns", "'octodns.semicolons':'plain'", FOREIGN(QUOTED("a;b")),
      "'a;b'" },
    { "csv", "", FOREIGN(QUOTED("=1+1")), "\"'=1+1\"" },
    { "csv", "'csv.formula-safe':'yes'", FOREIGN(QUOTED("-1,1")),
      "\"'-1,1\"" },
    { "csv", "'csv.formula-safe':'no'", FOREIGN(QUOTED("=1+1")), ",=1+1," },
    { "csv", "'csv.formula-safe':'yes'", FOREIGN(QUOTED("1=1")), ",1=1," },
    { "csv", "", FOREIGN(QUOTED("a,b")), ",\"a,b\"," },
    { "csv", "", FOREIGN(QUOTED("a;=1")), ",\"a;=1\"," },
    { "cloudformation", "", FOREIGN(QUOTED("it\\u0027s")), "'\"it''s\"'" },
    { "json", "", FOREIGN(QUOTED("a\\\\\\\"b\\\\\\\\c")),
      "\"text\": \"a\\\"b\\\\c\"" },
    { "route53", "", FOREIGN(QUOTED("a\\\\200\\\\\\\\9b")),
      "\"\\\"a\\\\310\\\\\\\\9b\\\"\"" },
    { "html", "", FOREIGN(QUOTED("<&>\\u0027")), "&lt;&amp;&gt;&#39;" },
    { "steps", "", FOREIGN(QUOTED("x")), "1. " },
};

START_TEST(text)
{
    struct sesdomain_plan *plan =
        plan_of_parts(texts[_i].option, TOKENS, texts[_i].existing, 1, 300);
    char *got = document(plan, texts[_i].format, 0);

    ck_assert_msg(strstr(got, texts[_i].part), "%s: no '%s' in %s",
                  texts[_i].format, texts[_i].part, got);
    free(got);
    sesdomain_plan_free(plan);
}
END_TEST

/* octoDNS sorts digits in keys as numbers. */
START_TEST(octodns_order)
{
    static const char *const order[] = {
        "'a9._domainkey':", "'a010._domainkey':", "'a11b._domainkey':"
    };
    struct sesdomain_plan *plan =
        plan_of_parts("", "'dkim_tokens':['a11b','a010','a9']", "", 1, 300);
    char *got = document(plan, "octodns", 0), *last = got;

    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
        char *at = strstr(got, order[i]);

        ck_assert_msg(at && at >= last, "%s: %s", order[i], got);
        last = at;
    }
    free(got);
    sesdomain_plan_free(plan);
}
END_TEST

#define COUNT_OF(table) (int)(sizeof(table) / sizeof(*(table)))

int main(void)
{
    Suite *s = suite_create("refusal");
    TCase *t = tcase_create("refusal");

    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, row, 0, COUNT_OF(rows));
    tcase_add_loop_test(t, limit, 0, COUNT_OF(limits));
    tcase_add_loop_test(t, cloudflare_txt, 0, 2);
    tcase_add_loop_test(t, cloudflare_patches, 0, 2);
    tcase_add_test(t, the_value);
    tcase_add_loop_test(t, text, 0, COUNT_OF(texts));
    tcase_add_test(t, octodns_order);
    suite_add_tcase(s, t);
    return run_suite(s);
}
