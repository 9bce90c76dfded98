/* SPDX-License-Identifier: MIT */
/* Private keys are refused everywhere, and never repeated in an error or in
 * output. The tests have only the beginning of each key. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"
#include "rules/keys.h"
#include "support.h"

static const char *const privates[] = {
    /* PKCS#1, as "openssl rsa -traditional" writes it */
    "MIICXQIBAAKBgQDT+Ll6H9gdy5YI/R/32I4+DAM5O/QKe9Re49qlNekSSgK1MWIM",
    "MIIEpAIBAAKCAQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    /* PKCS#8, as "openssl genpkey" does: RSA, EC, Ed25519 */
    "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANP4uXof2B3Llgj9",
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQAAAAAAAAAAAAAA",
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAAAAAAAAAAAAAAA",
    "MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    /* encrypted: PBES2 of PKCS#5, PBE-SHA1-3DES of PKCS#12 */
    "MIIC3TBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIcgwKKtELaXECAggA",
    "MIICojAcBgoqhkiG9w0BDAEDMA4ECMAYaynsuPnaAgIIAASCAoCNtaWnugDQeDwk",
    /* SEC 1, as "openssl ec" does */
    "MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAoAoGCCqGSM49AwEH",
    /* PKCS#12, and OpenSSH */
    "MIIGfwIBAzCCBjUGCSqGSIb3DQEHAaCCBiYEggYiMIIGHjCCAuIGCSqGSIb3DQEH",
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAABFwAAAAdz",
};
#define PRIVATES (sizeof(privates) / sizeof(*privates))

/* Texts around a key; "%" is its place. */
static const char *const around[] = {
    "%",
    " \t%\n",
    "-----BEGIN RSA PRIVATE KEY-----\n%\n-----END RSA PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----\\n%\\n-----END PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n%\n-----END PUBLIC KEY-----", /* a lie */
    "-----BEGIN PUBLIC KEY-----%-----END PUBLIC KEY-----",
    "-----BEGIN PUBLIC KEY-----\\n%\\n-----END PUBLIC KEY-----",
    "p=%",
    "v=DKIM1; k=rsa; p=%",
    "v=DMARC1; p=none; rua=mailto:%@d.example",
    "v=spf1 % ~all",
    "\"%\"",
    "'%'",
    "{\"DomainSigningSelector\":\"s1\",\"DomainSigningPrivateKey\":\"%\"}",
    "private_key=%",
    "key: % (do not lose it)",
};
#define AROUND (sizeof(around) / sizeof(*around))

/* Keys that are recognised by the text around the Base64. */
static const char *const marked[] = {
    ("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
     "DEK-Info: AES-128-CBC,00\n\nq83vEjRWeJCrze8SNFZ4kA=="),
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBGV4YW1wbGUBCADEXAMPLE=",
    "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: dkim\n",
    "Private-key-format: v1.3\nAlgorithm: 8 (RSASHA256)\nModulus: AAAA\n",
    "{\"kty\":\"RSA\",\"n\":\"xAmPlE\",\"e\":\"AQAB\",\"d\":\"xAmPlE\"}",
    "<RSAKeyValue><Modulus>xAmPlE</Modulus><D>xAmPlE</D></RSAKeyValue>",
};
#define MARKED (sizeof(marked) / sizeof(*marked))

#define SECRETS (PRIVATES * AROUND * 2 + MARKED)

/* Return a secret by its number: unchanged, or with blanks. */
static char *secret(size_t number, char part[13])
{
    const char *key, *pattern, *at;
    char *text = calloc(1, 1000), *to = text;

    if (number >= PRIVATES * AROUND * 2) {
        number -= PRIVATES * AROUND * 2;
        strcpy(part, "xAmPlE");
        return strcpy(text, marked[number]);
    }
    key = privates[number / 2 % PRIVATES];
    pattern = around[number / 2 / PRIVATES];
    at = strchr(pattern, '%');
    memcpy(part, key, 12);
    part[12] = '\0';
    memcpy(to, pattern, (size_t)(at - pattern));
    to += at - pattern;
    for (size_t i = 0; key[i]; i++) {
        if (number % 2 && i % 16 == 15)
            *to++ = i % 32 == 15 ? ' ' : '\n';
        *to++ = key[i];
    }
    strcpy(to, at + 1);
    return text;
}

START_TEST(is_found)
{
    char part[13], buf[1000], *text = secret((size_t)_i, part);
    struct out out = sesd_out(buf, sizeof(buf));
    const char *why = NULL;
    size_t bits;

    ck_assert_msg(sesd_key_is_secret(sesd_text(text)), "%s", text);
    ck_assert_int_eq(sesd_key_read(sesd_text(text), &out, &bits, &why),
                     SESDOMAIN_E_SECRET);
    ck_assert(!strstr(why, part) && !*buf);
    free(text);
}
END_TEST

/* ---- credentials of AWS ---- */

/* The examples of the IAM User Guide, and what resembles them. */
static const struct {
    const char *text;
    bool secret;
} credentials[] = {
    { "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", true },
    { "AKIAIOSFODNN7EXAMPLE", true },
    { "ASIAIOSFODNN7EXAMPLE", true },
    { "arn AKIAIOSFODNN7EXAMPLE/us-east-1", true },
    { "xAKIAIOSFODNN7EXAMPLE", false },
    { "AKIAIOSFODNN7EXAMPLEX", false },
    { "AKIAIOSFODNN7example", false },
    { "AIDACKCEVSQ6C2EXAMPLE", false }, /* a user, which is no secret */
    { "IQoJb3JpZ2luX2VjEIj//////////wEaCXVzLWVhc3QtMSJGMEQCIB5k", true },
    { "FwoGZXIvYXdzEBYaDKFPUuj6ODK9VcPVSyKpAdn6c5bT8cQzJRZm", true },
    { "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE", false },
    { "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYY", false },
    { "da39a3ee5e6b4b0d3255bfef95601890afd80709", false },     /* SHA-1 */
    { "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc=", false }, /* of SES */
};

START_TEST(credential)
{
    const char *text = credentials[_i].text;
    struct sesdomain_instance *in;
    struct sesdomain *sd;
    enum sesdomain_status status[5];

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &in),
                     0);
    status[0] = sesdomain_instance_set_verification_token(in, text);
    ck_assert(!status[0] || !strstr(sesdomain_error(sd), text));
    status[1] = sesdomain_add_instance(sd, text, "us-east-1", NULL, NULL);
    ck_assert(!status[1] || !strstr(sesdomain_error(sd), text));
    status[2] = sesdomain_add_instance(sd, "1", "us-east-2", text, NULL);
    ck_assert(!status[2] || !strstr(sesdomain_error(sd), text));
    status[3] = sesdomain_set_reference(sd, text);
    ck_assert(!status[3] || !strstr(sesdomain_error(sd), text));
    status[4] = sesdomain_add_record(sd, "d.example", SESDOMAIN_TYPE_TXT, 1,
                                     "x", text);
    ck_assert(!status[4] || !strstr(sesdomain_error(sd), text));
    for (size_t i = 0; i < 5; i++)
        ck_assert_msg((status[i] == SESDOMAIN_E_SECRET) ==
                          credentials[_i].secret,
                      "%u: %d", (unsigned)i, status[i]);
    sesdomain_free(sd);
}
END_TEST

/* A label has at most 63 octets: too few for a whole key. */
START_TEST(dkim_token)
{
    struct sesdomain_instance *in;
    struct sesdomain *sd;
    char token[64] = "";

    memcpy(token, privates[_i], 63);
    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &in),
                     0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_token(in, token),
                     SESDOMAIN_E_SECRET);
    ck_assert(!strstr(sesdomain_error(sd), token));
    sesdomain_free(sd);
}
END_TEST

/* ---- every function that takes a text ---- */

static struct sesdomain_instance *inst;

static enum sesdomain_status set_key(struct sesdomain *sd, const char *text)
{
    (void)sd;
    return sesdomain_instance_add_dkim_key(inst, "s1", text);
}

static enum sesdomain_status set_selector(struct sesdomain *sd,
                                          const char *text)
{
    (void)sd;
    return sesdomain_instance_add_dkim_key(inst, text, NULL);
}

#define OF_INSTANCE(name)                                                     \
    static enum sesdomain_status inst_##name(struct sesdomain *sd,            \
                                             const char *text)                \
    {                                                                         \
        (void)sd;                                                             \
        return sesdomain_instance_##name(inst, text);                         \
    }
OF_INSTANCE(set_verification_token)
OF_INSTANCE(add_dkim_token)
OF_INSTANCE(set_dkim_hosted_zone)
OF_INSTANCE(set_dkim_origin)
OF_INSTANCE(set_mail_from)
OF_INSTANCE(set_feedback_host)

static enum sesdomain_status set_receiving(struct sesdomain *sd,
                                           const char *text)
{
    (void)sd;
    return sesdomain_instance_set_receiving(inst, text, NULL);
}

static enum sesdomain_status set_tracking(struct sesdomain *sd,
                                          const char *text)
{
    (void)sd;
    return sesdomain_instance_set_tracking(inst, text, NULL);
}

static enum sesdomain_status set_host(struct sesdomain *sd, const char *text)
{
    (void)sd;
    return sesdomain_instance_set_tracking(inst, "t.a.example", text);
}

static enum sesdomain_status add_failed(struct sesdomain *sd, const char *text)
{
    return sesdomain_add_failed(sd, "d.example", SESDOMAIN_TYPE_A, text);
}

static enum sesdomain_status add_label(struct sesdomain *sd, const char *text)
{
    return sesdomain_add_instance(sd, "1", "us-east-1", text, NULL);
}

static enum sesdomain_status add_account(struct sesdomain *sd,
                                         const char *text)
{
    return sesdomain_add_instance(sd, text, "us-east-1", NULL, NULL);
}

static enum sesdomain_status add_region(struct sesdomain *sd, const char *text)
{
    return sesdomain_add_instance(sd, "1", text, NULL, NULL);
}

static enum sesdomain_status set_comment(struct sesdomain *sd,
                                         const char *text)
{
    return sesdomain_set_option(sd, "route53.comment", text);
}

static enum sesdomain_status set_refuses(struct sesdomain *sd,
                                         const char *text)
{
    return sesdomain_set_option(sd, "dns.txt-forbidden", text);
}

static enum sesdomain_status set_option(struct sesdomain *sd, const char *text)
{
    return sesdomain_set_option(sd, text, "x");
}

static enum sesdomain_status zone_id(struct sesdomain *sd, const char *text)
{
    return sesdomain_add_record(sd, "d.example", SESDOMAIN_TYPE_TXT, 1, "x",
                                text);
}

static enum sesdomain_status load(struct sesdomain *sd, const char *before,
                                  const char *text, const char *after)
{
    char json[3000] = "", *to;
    enum sesdomain_status status;

    strcpy(json, before);
    to = json + strlen(json);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\' || *text < ' ')
            *to++ = '\\';
        *to++ = *text == '\n'   ? 'n'
                : *text == '\r' ? 'r'
                : *text == '\t' ? 't'
                                : *text;
    }
    strcpy(to, after);
    status = *before == '@'
                 ? sesdomain_load_setup(sd, json + 1, strlen(json + 1))
                 : sesdomain_instance_load_aws(inst, json, strlen(json));
    return status;
}

static enum sesdomain_status aws_attribute(struct sesdomain *sd,
                                           const char *text)
{
    return load(sd,
                "{\"DkimAttributes\":{\"Status\":\"SUCCESS\",\"New\":[{\"k\":"
                "\"",
                text, "\"}]}}");
}

static enum sesdomain_status aws_input(struct sesdomain *sd, const char *text)
{
    return load(sd,
                "{\"EmailIdentity\":\"d.example\",\"DkimSigningAttributes\":"
                "{\"DomainSigningPrivateKey\":\"",
                text, "\"}}");
}

static const struct {
    const char *name;
    enum sesdomain_status (*take)(struct sesdomain *sd, const char *text);
} places[] = {
    { "domain", sesdomain_set_domain },
    { "id", sesdomain_set_reference },
    { "contact", sesdomain_set_contact },
    { "due", sesdomain_set_due },
    { "zone", sesdomain_set_zone },
    { "dmarc", sesdomain_set_dmarc },
    { "from", sesdomain_add_from_domain },
    { "provider", sesdomain_set_provider },
    { "mail_from_sharing", sesdomain_set_shared_mail_from_region },
    { "option", set_option },
    { "route53.comment", set_comment },
    { "dns.txt-forbidden", set_refuses },
    { "account", add_account },
    { "region", add_region },
    { "label", add_label },
    { "verification_token", inst_set_verification_token },
    { "dkim_token", inst_add_dkim_token },
    { "dkim_zone", inst_set_dkim_hosted_zone },
    { "selector", set_selector },
    { "public_key", set_key },
    { "origin", inst_set_dkim_origin },
    { "mail_from", inst_set_mail_from },
    { "feedback_host", inst_set_feedback_host },
    { "receiving", set_receiving },
    { "tracking", set_tracking },
    { "host", set_host },
    { "identity", sesdomain_add_identity },
    { "ignored", sesdomain_add_ignored },
    { "reason", add_failed },
    { "id of a record", zone_id },
    { "an attribute that is not known", aws_attribute },
    { "what a command was given", aws_input },
};
#define PLACES (sizeof(places) / sizeof(*places))

START_TEST(is_refused)
{
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, "d.example"), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    for (size_t n = 0; n < SECRETS; n++) {
        char part[13], *text = secret(n, part);
        enum sesdomain_status status = places[_i].take(sd, text);

        ck_assert_msg(status == SESDOMAIN_E_SECRET, "%s: %s: %d: %s",
                      places[_i].name, text, status, sesdomain_error(sd));
        ck_assert_msg(!strstr(sesdomain_error(sd), part), "%s: %s",
                      places[_i].name, sesdomain_error(sd));
        free(text);
    }
    sesdomain_free(sd);
}
END_TEST

/* What has no other characters than a name has. */
START_TEST(is_no_label)
{
    static const char *const labels[] = {
        "MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBAKNwapOQ6rQJHet",
        "AKIAIOSFODNN7EXAMPLE",
    };
    static const struct {
        const char *place, *front, *back;
    } names[] = {
        { "domain", "", ".example" },
        { "zone", "", "" },
        { "zone", "a.", ".example" },
        { "from", "", ".d.example" },
        { "dkim_token", "", "" },
        { "dkim_zone", "dkim.", "" },
        { "selector", "", "" },
        { "mail_from", "", ".d.example" },
        { "feedback_host", "", ".example" },
        { "receiving", "", ".d.example" },
        { "tracking", "", ".d.example" },
        { "host", "", ".example" },
        { "identity", "", ".d.example" },
    };
    const char *label = labels[_i];
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++) {
        size_t p = 0;
        char text[100];

        snprintf(text, sizeof(text), "%s%s%s", names[n].front, label,
                 names[n].back);
        while (strcmp(places[p].name, names[n].place) != 0)
            p++;
        ck_assert_msg(places[p].take(sd, text) == SESDOMAIN_E_SECRET, "%s",
                      places[p].name);
        ck_assert_msg(!strstr(sesdomain_error(sd), "IBADANBg") &&
                          !strstr(sesdomain_error(sd), "ibadanbg"),
                      "%s", sesdomain_error(sd));
    }
    sesdomain_free(sd);
}
END_TEST

/* As a key of a document, and in a malformed document. */
START_TEST(is_not_repeated)
{
    static const char *const documents[] = {
        "{\"domain\":\"d.example\",\"%\":1}",
        "{\"domain\":\"d.example\",\"options\":{\"%\":\"1\"}}",
        "{\"domain\":\"d.example\",\"%\":1,\"%\":2}",
        "{\"domain\":\"d.example\" \"%\"}",
        "{\"domain\":\"%",
        "%",
        "{\"domain\":\"d.example\",\"instances\":[{\"account\":\"1\","
        "\"region\":\"us-east-1\",\"state\":\"%\"}]}",
        "{\"domain\":\"d.example\",\"existing\":[{\"name\":\"d.example\","
        "\"type\":\"MX\",\"rdata\":\"%\"}]}",
    };
    const char *key = privates[_i];
    char part[13] = "";

    memcpy(part, key, 12);
    for (size_t d = 0; d < sizeof(documents) / sizeof(*documents); d++) {
        char json[1000] = "";
        struct sesdomain *sd;

        for (const char *c = documents[d]; *c; c++)
            if (*c == '%')
                strcat(json, key);
            else
                strncat(json, c, 1);
        ck_assert_int_eq(sesdomain_new(&sd), 0);
        ck_assert_int_ne(sesdomain_load_setup(sd, json, strlen(json)), 0);
        ck_assert_msg(!strstr(sesdomain_error(sd), part), "%s",
                      sesdomain_error(sd));
        sesdomain_free(sd);
    }
}
END_TEST

static struct sesdomain_plan *plan_beside(const char *name, const char *rdata)
{
    struct sesdomain_plan *plan;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, "d.example"), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, "s1", RSA_1024), 0);
    ck_assert_int_eq(sesdomain_instance_set_mail_from(inst, "m.d.example"), 0);
    ck_assert_int_eq(
        sesdomain_add_record(sd, name, SESDOMAIN_TYPE_TXT, 300, rdata, NULL),
        0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    sesdomain_free(sd);
    return plan;
}

/* Anyone can read DNS, but findings do not repeat keys from there either. */
START_TEST(no_finding)
{
    static const char *const zones[][2] = {
        { "s1._domainkey.d.example", "p=" },
        { "s1._domainkey.d.example", "" },
        { "m.d.example", "v=spf1 " },
        { "_dmarc.d.example", "v=DMARC1; p=none; rua=" },
        { "_dmarc.d.example", "v=DMARC1; p=" },
        { "_amazonses.d.example", "amazonses:" },
    };
    char part[13] = "";

    memcpy(part, privates[_i], 12);
    for (size_t z = 0; z < sizeof(zones) / sizeof(*zones); z++) {
        struct sesdomain_plan *plan;
        char rdata[300];

        snprintf(rdata, sizeof(rdata), "\"%s%s\"", zones[z][1], privates[_i]);
        plan = plan_beside(zones[z][0], rdata);
        for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
            const struct sesdomain_finding *f =
                sesdomain_plan_finding(plan, i);

            ck_assert_msg(!strstr(sesdomain_finding_message(f), part) &&
                              !strstr(sesdomain_finding_hint(f), part),
                          "%s", sesdomain_finding_message(f));
        }
        sesdomain_plan_free(plan);
    }
}
END_TEST

/* What somebody else has published is reported at each name that is known, and
 * no report repeats it; what states whole record sets has to. */
START_TEST(foreign)
{
    static const char *const names[] = {
        "_amazonses.d.example",
        "m.d.example",
        "d.example",
        "s2._domainkey.d.example",
    };
    char part[13] = "", rdata[300];

    memcpy(part, privates[_i], 12);
    snprintf(rdata, sizeof(rdata), "\"%s\"", privates[_i]);
    for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++) {
        struct sesdomain_plan *plan = plan_beside(names[n], rdata);
        size_t found = 0;

        for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
            const struct sesdomain_finding *f =
                sesdomain_plan_finding(plan, i);

            found += strcmp(sesdomain_finding_code(f),
                            "private-key-published") == 0 &&
                     strcmp(sesdomain_finding_name(f), names[n]) == 0;
        }
        ck_assert_msg(found == 1, "%s: %u", names[n], (unsigned)found);
        for (size_t i = 0; i < sesdomain_format_count(); i++) {
            const char *format = sesdomain_format_name(i);
            char *text;

            if (sesdomain_format_kind(i) != SESDOMAIN_FORMAT_KIND_REPORT ||
                strcmp(format, "json") == 0)
                continue;
            text = document(plan, format, 0);
            ck_assert_msg(!strstr(text, part), "%s", format);
            free(text);
        }
        sesdomain_plan_free(plan);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("secret");
    TCase *t = tcase_create("secret");

    tcase_add_loop_test(t, is_found, 0, (int)SECRETS);
    tcase_add_loop_test(t, is_refused, 0, (int)PLACES);
    tcase_add_loop_test(t, is_no_label, 0, 2);
    tcase_add_loop_test(t, is_not_repeated, 0, (int)PRIVATES);
    tcase_add_loop_test(t, no_finding, 0, (int)PRIVATES);
    tcase_add_loop_test(t, credential, 0,
                        (int)(sizeof(credentials) / sizeof(*credentials)));
    tcase_add_loop_test(t, dkim_token, 0, (int)PRIVATES);
    tcase_add_loop_test(t, foreign, 0, (int)PRIVATES);
    suite_add_tcase(s, t);
    return run_suite(s);
}
