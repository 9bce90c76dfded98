/* SPDX-License-Identifier: MIT */
/* Errors in setup documents: each has one message with its place, and leaves
 * the settings unchanged. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* clang-format off */
#define DOMAIN "'domain':'a.example'"
#define WITH(more) "{" DOMAIN "," more "}"
#define INSTANCE(more) \
    "{" DOMAIN ",'instances':[{'account':'1','region':'us-east-1'" more "}]}"
#define TOKENS(tokens) INSTANCE(",'dkim_tokens':[" tokens "]")
/* clang-format on */

static const struct {
    const char *document; /* with ' for " */
    enum sesdomain_status status;
    const char *message; /* beginning of the message */
} bad[] = {
    /* ---- not JSON, or more than one ---- */
    { "", SESDOMAIN_E_SYNTAX, "line 1, column 1: " },
    { " \n ", SESDOMAIN_E_SYNTAX, "line 2" },
    { "{'domain':'a.example'", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{\n'domain':\n'a.exam", SESDOMAIN_E_SYNTAX, "line 3" },
    { "{" DOMAIN "}{" DOMAIN "}", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{" DOMAIN "} x", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{" DOMAIN ",}", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{domain:'a.example'}", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{'domain':'a\xff.example'}", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{'domain':'a\\u0000.example'}", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{'domain':'a\\ud800.example'}", SESDOMAIN_E_SYNTAX, "line 1" },
    { "{" DOMAIN "," DOMAIN "}", SESDOMAIN_E_SYNTAX, "line 1" },
    { WITH("'ttl':99999999999999999999"), SESDOMAIN_E_SYNTAX, "line 1" },
    { "\xff\xfe{", SESDOMAIN_E_SYNTAX, "line 1, column 1: half a character" },

    /* ---- not a setup document ---- */
    { "[]", SESDOMAIN_E_DOCUMENT, "document: an object" },
    { "{}", SESDOMAIN_E_MISSING, "domain: " },
    { WITH("'ttl':1e999"), SESDOMAIN_E_DOCUMENT, "ttl: a whole number" },
    { WITH("'version':2"), SESDOMAIN_E_DOCUMENT, "version: " },
    { WITH("'version':'1'"), SESDOMAIN_E_DOCUMENT, "version: " },
    { WITH("'domian':'x'"), SESDOMAIN_E_DOCUMENT, "domian: " },
    { WITH("'reference':5"), SESDOMAIN_E_DOCUMENT, "reference: a string" },
    { WITH("'reference':null"), SESDOMAIN_E_DOCUMENT, "reference: " },
    { WITH("'instances':{}"), SESDOMAIN_E_DOCUMENT, "instances: an array" },
    { WITH("'instances':[5]"), SESDOMAIN_E_DOCUMENT, "instances[0]: " },
    { WITH("'instances':[{}]"), SESDOMAIN_E_MISSING, "instances[0]" },
    { WITH("'instances':[{'account':'1'}]"), SESDOMAIN_E_MISSING,
      "instances[0].region: " },
    { INSTANCE(",'lable':'x'"), SESDOMAIN_E_DOCUMENT, "instances[0].lable: " },
    { INSTANCE(",'state':'asleep'"), SESDOMAIN_E_DOCUMENT,
      "instances[0].state: 'asleep'" },
    { INSTANCE(",'verification_status':'OK'"), SESDOMAIN_E_DOCUMENT,
      "instances[0].verification_status: 'OK'" },
    { INSTANCE(",'sandbox':'no'"), SESDOMAIN_E_DOCUMENT,
      "instances[0].sandbox: " },
    { INSTANCE(",'dkim':[]"), SESDOMAIN_E_DOCUMENT, "instances[0].dkim: " },
    { INSTANCE(",'mail_from':5"), SESDOMAIN_E_DOCUMENT,
      "instances[0].mail_from: a string" },
    { INSTANCE(",'on_mx_failure':'X'"), SESDOMAIN_E_DOCUMENT,
      "instances[0].on_mx_failure: 'X'" },
    { INSTANCE(",'receiving':5"), SESDOMAIN_E_DOCUMENT,
      "instances[0].receiving: " },
    { WITH("'':1"), SESDOMAIN_E_DOCUMENT, "\"\": " },
    { "'x'", SESDOMAIN_E_DOCUMENT, "document: an object" },
    { INSTANCE(",'aws':{}"), SESDOMAIN_E_DOCUMENT, "instances[0].aws: " },
    { INSTANCE(",'aws':[{},5]"), SESDOMAIN_E_DOCUMENT, "instances[0].aws[" },

    /* ---- values ---- */
    { "{'domain':''}", SESDOMAIN_E_NAME, "domain: ''" },
    { "{'domain':'a..example'}", SESDOMAIN_E_NAME, "domain: 'a..example'" },
    { "{'domain':'a\\\\example.com'}", SESDOMAIN_E_NAME, "domain: " },
    { "{'domain':'a\\nb.example'}", SESDOMAIN_E_NAME,
      "domain: 'a\\x0ab.example'" },
    { "{'domain':'$(id).example'}", SESDOMAIN_E_NAME, "domain: " },
    { WITH("'zone':'${x}.example'"), SESDOMAIN_E_NAME, "zone: " },
    { WITH("'zone':'a;b.example'"), SESDOMAIN_E_NAME, "zone: " },
    { WITH("'zone':'other.example'"), SESDOMAIN_OK, "" }, /* plan error */
    { WITH("'ttl':-1"), SESDOMAIN_E_VALUE, "ttl: " },
    { WITH("'ttl':2147483648"), SESDOMAIN_E_VALUE, "ttl: " },
    { WITH("'ttl':1.5"), SESDOMAIN_E_DOCUMENT, "ttl: " },
    { WITH("'ttl':'5'"), SESDOMAIN_E_DOCUMENT, "ttl: " },
    { WITH("'reference':'a\\u001b[31m'"), SESDOMAIN_E_VALUE,
      "reference: 'a\\x1b[31m'" },
    { WITH("'dmarc':'v=DMARC1; p=none\\u0022; x'"), SESDOMAIN_E_VALUE,
      "dmarc: " },
    { WITH("'dmarc':'v=DMARC1; p=none\\\\'"), SESDOMAIN_E_VALUE, "dmarc: " },
    { WITH("'dmarc':'v=DMARC1; p=none\\n'"), SESDOMAIN_E_VALUE, "dmarc: " },
    { WITH("'dmarc':'p=none'"), SESDOMAIN_E_VALUE, "dmarc: " },
    { WITH("'dmarc':'v=DMARC1; p=nono'"), SESDOMAIN_E_VALUE, "dmarc: " },
    { WITH("'dmarc':'v=DMARC1; p=none; p=none'"), SESDOMAIN_E_VALUE,
      "dmarc: " },
    { WITH("'shared_mail_from_region':'us east'"), SESDOMAIN_E_VALUE,
      "shared_mail_from_region: " },
    { WITH("'provider':'nobody'"), SESDOMAIN_E_VALUE, "provider: 'nobody'" },
    { WITH("'from_domains':['a.example','b_.example']"), SESDOMAIN_E_NAME,
      "from_domains[1]: " },
    { WITH("'options':{'zone.colour':'x'}"), SESDOMAIN_E_OPTION,
      "options.zone.colour: " },
    { WITH("'options':{'dns.underscore':'maybe'}"), SESDOMAIN_E_VALUE,
      "options.dns.underscore: " },
    { WITH("'options':{'dig.server':'-x'}"), SESDOMAIN_E_VALUE,
      "options.dig.server: " },
    { WITH("'options':{'dig.server':'a#b'}"), SESDOMAIN_E_VALUE,
      "options.dig.server: " },
    { WITH("'instances':[{'account':'','region':'us-east-1'}]"),
      SESDOMAIN_E_VALUE, "instances[0].account: " },
    { WITH("'instances':[{'account':'1','region':'us-east-1;x'}]"),
      SESDOMAIN_E_VALUE, "instances[0].region: 'us-east-1;x'" },
    { WITH("'instances':[{'account':'1','region':'US-EAST-1'}]"),
      SESDOMAIN_E_VALUE, "instances[0].region: " },
    { INSTANCE(",'verification_token':'a b'"), SESDOMAIN_E_VALUE,
      "instances[0].verification_token: 'a b'" },
    { INSTANCE(",'verification_token':'$(x)'"), SESDOMAIN_E_VALUE,
      "instances[0].verification_token: " },
    { TOKENS("'a','b','c','d'"), SESDOMAIN_E_LIMIT,
      "instances[0].dkim_tokens[3]: 'd'" },
    { TOKENS("'a.b'"), SESDOMAIN_E_VALUE, "instances[0].dkim_tokens[0]: " },
    { TOKENS("''"), SESDOMAIN_E_VALUE, "instances[0].dkim_tokens[0]: " },
    { INSTANCE(",'dkim_keys':[{'public_key':'MIIB'}]"), SESDOMAIN_E_MISSING,
      "instances[0].dkim_keys[0].selector: " },
    { INSTANCE(",'mail_from':'m_.a.example'"), SESDOMAIN_E_NAME,
      "instances[0].mail_from: " },
    { WITH("'instances':[{'account':'1','region':'us-east-1','label':'x'},"
           "{'account':'2','region':'us-east-1','label':'x'}]"),
      SESDOMAIN_E_DUPLICATE, "instances[1].label: 'x'" },

    /* ---- existing records ---- */
    { WITH("'existing':[{'type':'TXT','rdata':'x'}]"), SESDOMAIN_E_MISSING,
      "existing[0].name: " },
    { WITH("'existing':[{'name':'a.example','type':'TXT'}]"),
      SESDOMAIN_E_MISSING, "existing[0]" },
    { WITH("'existing':[{'name':'a.example','type':'TXTX','rdata':'x'}]"),
      SESDOMAIN_E_DOCUMENT, "existing[0].type: 'TXTX'" },
    { WITH("'existing':[{'name':'a..b','type':'A','rdata':'192.0.2.1'}]"),
      SESDOMAIN_E_NAME, "existing[0].name: 'a..b'" },
    { WITH("'existing':[{'name':'a.example','type':'TXT','rdata':"
           "'\\u0022a'}]"),
      SESDOMAIN_E_VALUE, "existing[0].rdata: " },
    { WITH("'existing':[{'name':'a.example','type':'MX','rdata':'x m.'}]"),
      SESDOMAIN_E_VALUE, "existing[0].rdata: 'x m.'" },
    { WITH("'existing':[{'name':'a.example','type':'A','ttl':-2,"
           "'rdata':'192.0.2.1'}]"),
      SESDOMAIN_E_DOCUMENT, "existing[0].ttl: " },
    { WITH("'existing':[{'name':'a.example','type':'A','rdata':'192.0.2.1'},"
           "{'name':'a.example','type':'A','absent':true}]"),
      SESDOMAIN_E_STATE, "existing[1]" },
    { WITH("'existing_complete':1"), SESDOMAIN_E_DOCUMENT,
      "existing_complete: " },
    { WITH("'existing':[{'name':'a.example','absent':true}]"),
      SESDOMAIN_E_MISSING, "existing[0].type: " },
    { WITH("'existing':[{'name':'a.example','type':'A','absent':true,"
           "'nonexistent':true}]"),
      SESDOMAIN_E_DOCUMENT, "existing[0].name: one of" },
    { WITH("'existing':[{'name':'a.example','type':'A','nonexistent':true}]"),
      SESDOMAIN_E_DOCUMENT, "existing[0].type: " },
    { WITH("'existing':[{'name':'a.example','nonexistent':true},"
           "{'name':'x.a.example','type':'A','rdata':'192.0.2.1'}]"),
      SESDOMAIN_E_STATE, "existing[1].name: 'x.a.example'" },
    { WITH("'existing':[{'name':'x.a.example','type':'A','rdata':"
           "'192.0.2.1'},{'name':'a.example','nonexistent':true}]"),
      SESDOMAIN_E_STATE, "existing[1].name: 'a.example'" },
    { WITH("'existing':[{'name':'a.example','type':'A','failed':''}]"),
      SESDOMAIN_E_VALUE, "existing[0].reason: " },
    { INSTANCE(",'receiving':{'host':'h.example'}"), SESDOMAIN_E_MISSING,
      "instances[0].receiving.name: " },
    { INSTANCE(",'tracking':{'name':'t.a.example','host':'h..example'}"),
      SESDOMAIN_E_NAME, "instances[0].tracking.host: 'h..example'" },
    { INSTANCE(",'sending':'no'"), SESDOMAIN_E_DOCUMENT,
      "instances[0].sending: true or false" },
    { INSTANCE(",'verification_status':'Success'"), SESDOMAIN_E_DOCUMENT,
      "instances[0].verification_status: 'Success': unknown, " },
    { WITH("'identities':['x']"), SESDOMAIN_E_NAME, "identities[0]: " },
    { WITH("'ignored':['']"), SESDOMAIN_E_VALUE, "ignored[0]: " },
};

static char *to_json(const char *s)
{
    char *json = strdup(s);

    ck_assert_ptr_nonnull(json);
    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    return json;
}

static void fresh(struct sesdomain *sd)
{
    const char right[] = "{\"domain\":\"b.example\"}";

    ck_assert_msg(sesdomain_load_setup(sd, right, strlen(right)) == 0, "%s",
                  sesdomain_error(sd));
}

START_TEST(refuses)
{
    char *json = to_json(bad[_i].document);
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_msg(sesdomain_load_setup(sd, json, strlen(json)) ==
                      bad[_i].status,
                  "%s: %s", json, sesdomain_error(sd));
    ck_assert_msg(strncmp(sesdomain_error(sd), bad[_i].message,
                          strlen(bad[_i].message)) == 0,
                  "%s: %s", json, sesdomain_error(sd));
    for (const char *c = sesdomain_error(sd); *c; c++)
        ck_assert_msg((unsigned char)*c >= ' ', "more than a line");
    if (bad[_i].status)
        fresh(sd);
    sesdomain_free(sd);
    free(json);
}
END_TEST

/* ---- limits ---- */

static enum sesdomain_status load(const char *before, const char *piece,
                                  size_t times, const char *after)
{
    const size_t size =
        strlen(before) + times * strlen(piece) + strlen(after) + 1;
    char *json = malloc(size);
    enum sesdomain_status status;
    struct sesdomain *sd;

    ck_assert_ptr_nonnull(json);
    strcpy(json, before);
    for (size_t i = 0; i < times; i++)
        memcpy(json + strlen(before) + i * strlen(piece), piece,
               strlen(piece) + 1);
    strcat(json, after);
    ck_assert_int_eq(sesdomain_new(&sd), 0);
    status = sesdomain_load_setup(sd, json, strlen(json));
    ck_assert(status == SESDOMAIN_OK || *sesdomain_error(sd));
    ck_assert_uint_lt(strlen(sesdomain_error(sd)), 400);
    if (status != SESDOMAIN_OK)
        fresh(sd);
    sesdomain_free(sd);
    free(json);
    return status;
}

static const struct {
    const char *before, *piece, *after;
    size_t times;
    enum sesdomain_status status;
} large[] = {
    { "", "[", "", 10000, SESDOMAIN_E_SYNTAX },
    { "", "{\"a\":", "1", 10000, SESDOMAIN_E_SYNTAX },
    { "{\"domain\":\"a.example\",\"instances\":[{\"account\":\"1\","
      "\"region\":\"us-east-1\",\"aws\":[",
      "{\"Stacks\":[", "", 1000, SESDOMAIN_E_SYNTAX },
    { "{\"domain\":\"", "a.", "example\"}", 150, SESDOMAIN_E_NAME },
    { "{\"domain\":\"", "a", ".example\"}", 64, SESDOMAIN_E_NAME },
    { "{\"domain\":\"", "a", ".example\"}", 63, SESDOMAIN_OK },
    { "{\"domain\":\"", "\xc3\xbc", ".example\"}", 100000, SESDOMAIN_E_NAME },
    { "{\"domain\":\"a.example\",\"reference\":\"", "x", "\"}", 128,
      SESDOMAIN_OK },
    { "{\"domain\":\"a.example\",\"reference\":\"", "x", "\"}", 129,
      SESDOMAIN_E_LIMIT },
    { "{\"domain\":\"a.example\",\"instances\":[{\"account\":\"1\","
      "\"region\":\"us-",
      "a", "-1\"}]}", 1000, SESDOMAIN_E_VALUE },
    { "{\"domain\":\"a.example\",\"instances\":[{\"account\":\"", "x",
      "\",\"region\":\"us-east-1\"}]}", 65, SESDOMAIN_E_LIMIT },
    { "{\"domain\":\"a.example\",\"instances\":[{\"account\":\"1\","
      "\"region\":\"us-east-1\",\"verification_token\":\"",
      "x", "\"}]}", 256, SESDOMAIN_E_LIMIT },
};

START_TEST(too_large)
{
    enum sesdomain_status status = load(large[_i].before, large[_i].piece,
                                        large[_i].times, large[_i].after);

    if (strstr(large[_i].before, "\"domain\":\"\"") == NULL &&
        !sesdomain_has_feature("idn") && *large[_i].piece == '\xc3')
        ck_assert_int_eq(status, SESDOMAIN_E_UNSUPPORTED);
    else
        ck_assert_int_eq(status, large[_i].status);
}
END_TEST

static enum sesdomain_status set_ttl(struct sesdomain *sd)
{
    return sesdomain_set_ttl(sd, 1800);
}

static enum sesdomain_status set_option(struct sesdomain *sd)
{
    return sesdomain_set_option(sd, "text.colour", "yes");
}

static enum sesdomain_status add_instance(struct sesdomain *sd)
{
    return sesdomain_add_instance(sd, "1", "us-east-1", NULL, NULL);
}

static enum sesdomain_status add_absent(struct sesdomain *sd)
{
    return sesdomain_add_absent(sd, "a.example", SESDOMAIN_TYPE_TXT);
}

static enum sesdomain_status add_failed(struct sesdomain *sd)
{
    return sesdomain_add_failed(sd, "a.example", SESDOMAIN_TYPE_TXT,
                                "timed out");
}

static enum sesdomain_status add_record(struct sesdomain *sd)
{
    return sesdomain_add_record(sd, "a.example", SESDOMAIN_TYPE_TXT, 300,
                                "\"a\"", NULL);
}

static enum sesdomain_status set_complete(struct sesdomain *sd)
{
    sesdomain_set_complete(sd, true);
    return SESDOMAIN_OK;
}

static enum sesdomain_status set_authoritative(struct sesdomain *sd)
{
    sesdomain_set_authoritative(sd, true);
    return SESDOMAIN_OK;
}

/* All that can be set before the domain is. */
static const struct {
    enum sesdomain_status (*set)(struct sesdomain *sd, const char *text);
    const char *text;
    enum sesdomain_status (*call)(struct sesdomain *sd);
} settings[] = {
    { sesdomain_set_domain, "a.example", NULL },
    { sesdomain_set_reference, "a ticket", NULL },
    { sesdomain_set_contact, "a name", NULL },
    { sesdomain_set_due, "a day", NULL },
    { sesdomain_set_zone, "a.example", NULL },
    { sesdomain_set_dmarc, "v=DMARC1; p=none", NULL },
    { sesdomain_set_provider, "route53", NULL },
    { sesdomain_set_shared_mail_from_region, "us-east-1", NULL },
    { sesdomain_add_from_domain, "a.example", NULL },
    { sesdomain_add_nonexistent, "a.example", NULL },
    { sesdomain_add_identity, "a.example", NULL },
    { sesdomain_add_ignored, "a token", NULL },
    { NULL, NULL, set_ttl },
    { NULL, NULL, set_option },
    { NULL, NULL, add_instance },
    { NULL, NULL, add_absent },
    { NULL, NULL, add_failed },
    { NULL, NULL, add_record },
    { NULL, NULL, set_complete },
    { NULL, NULL, set_authoritative },
};

/* Neither a setup nor one that fails replaces what has been set. */
START_TEST(only_into_fresh_settings)
{
    static const char *const json[] = { "{\"domain\":\"a.example\"}", "{}" };
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    if (settings[_i].set)
        ck_assert_int_eq(settings[_i].set(sd, settings[_i].text), 0);
    else
        ck_assert_int_eq(settings[_i].call(sd), 0);
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(sesdomain_load_setup(sd, json[i], strlen(json[i])),
                         SESDOMAIN_E_STATE);
    sesdomain_free(sd);
}
END_TEST

START_TEST(only_once)
{
    const char json[] = "{\"domain\":\"a.example\"}";
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_load_setup(sd, json, strlen(json)), 0);
    ck_assert_int_eq(sesdomain_load_setup(sd, json, strlen(json)),
                     SESDOMAIN_E_STATE);
    sesdomain_free(sd);
}
END_TEST

/* A call that fails changes nothing. */
START_TEST(still_fresh)
{
    static const char json[] = "{\"domain\":\"a.example\"}";
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert(sesdomain_set_domain(sd, "a..example"));
    ck_assert(sesdomain_set_reference(sd, "\n"));
    ck_assert(sesdomain_set_zone(sd, "-"));
    ck_assert(sesdomain_set_ttl(sd, UINT32_MAX));
    ck_assert(sesdomain_set_dmarc(sd, "v=DMARC1; p"));
    ck_assert(sesdomain_add_from_domain(sd, "a"));
    ck_assert(sesdomain_set_provider(sd, "nobody"));
    ck_assert(sesdomain_set_shared_mail_from_region(sd, "us"));
    ck_assert(sesdomain_set_option(sd, "dns.ttl-min", "-1"));
    ck_assert(sesdomain_add_instance(sd, "", "us-east-1", NULL, &inst));
    ck_assert(sesdomain_add_instance(sd, "1", "us", NULL, &inst));
    ck_assert(sesdomain_add_record(sd, "a.example", SESDOMAIN_TYPE_TXT, 300,
                                   "\"", NULL));
    ck_assert(sesdomain_add_record(sd, "a.example", SESDOMAIN_TYPE_MX, 300,
                                   "70000 a.", NULL));
    ck_assert(sesdomain_add_absent(sd, "a.example", UINT32_MAX));
    ck_assert(sesdomain_add_absent(sd, "a.example", 0));
    ck_assert(sesdomain_add_failed(sd, "a.example", SESDOMAIN_TYPE_TXT, ""));
    ck_assert(sesdomain_add_from_domain(sd, NULL));
    ck_assert(sesdomain_add_ignored(sd, ""));
    ck_assert(sesdomain_load_existing(sd, "route53", "{}", 2));
    ck_assert(sesdomain_load_existing(sd, NULL, "x", 1));
    ck_assert(sesdomain_load_setup(sd, "{}", 2));
    ck_assert_int_eq(sesdomain_load_setup(sd, NULL, 0), SESDOMAIN_E_MISSING);
    sesdomain_set_complete(sd, false);
    sesdomain_clear_from_domains(sd);
    ck_assert_int_eq(sesdomain_load_setup(sd, json, strlen(json)), 0);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("setup");
    TCase *t = tcase_create("setup");

    tcase_add_loop_test(t, refuses, 0, (int)COUNT(bad));
    tcase_add_loop_test(t, too_large, 0, (int)COUNT(large));
    tcase_add_loop_test(t, only_into_fresh_settings, 0, (int)COUNT(settings));
    tcase_add_test(t, only_once);
    tcase_add_test(t, still_fresh);
    suite_add_tcase(s, t);
    return run_suite(s);
}
