/* SPDX-License-Identifier: MIT */
#include "call.h"

#define KEY                                                                   \
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg" \
    "1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT94"  \
    "7qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QI"  \
    "DAQAB"

/* ---- decisions of the input ---- */

unsigned choose(struct choices *c, unsigned limit)
{
    return c->at < c->end ? *c->at++ % limit : 0;
}

static const char *const texts[] = {
    D,
    "m." D,
    "x.m." D,
    "_dmarc." D,
    "_amazonses." D,
    "s._domainkey." D,
    "*." D,
    "example",
    "B\303\274cher.example.",
    "\\000\\255.\\." D,
    "other.test",
    "us-east-1",
    "eu-south-1",
    "xx-moon-9",
    "AWS_SES",
    "AWS_SES_US_EAST_1",
    "EXTERNAL",
    "abcdefghijabcdefghijabcdefghijab",
    "s",
    "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=",
    "amazonses:BBBBw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=",
    "dkim.amazonses.com",
    "r.us-east-1.awstrack.me.",
    "abcdefghijabcdefghijabcdefghijab.dkim.amazonses.com.",
    "10 feedback-smtp.us-east-1.amazonses.com.",
    "10 feedback-smtp.eu-south-1.amazonses.com.",
    "10 inbound-smtp.us-east-1.amazonaws.com.",
    "0 .",
    "\"v=spf1 include:amazonses.com ~all\"",
    "\"v=spf1 a mx exists:%{i}.x include:m." D " redirect=" D "\"",
    "\"v=DMARC1; p=reject; psd=y; rua=mailto:a@other.test\"",
    "v=DMARC1; p=none; rua=mailto:a@other.test!10m",
    "v=DMARC1; p=quarantine; sp=reject; adkim=s; aspf=s; psd=n; t=y",
    "\"AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=\"",
    "\"p=" KEY "\"",
    KEY,
    "\"$(touch x)`id`;\\\"|<img src=x>'\\\\\"",
    "\"\" \"a\" \"\\010\\027[31m\\200\"",
    "192.0.2.1",
    "=HYPERLINK(\"x\")",
    "\342\200\256a\314\201\302\255 b|c",
    "-----BEGIN PRIVATE KEY-----",
    "always",
    "yes",
    "300",
    "plain",
    "",
    "dns.txt-forbidden",
    "{\"domain\":\"" D "\",\"instances\":[{\"account\":\"1\",\"region\":"
    "\"us-east-1\",\"verification_token\":\"t\"}],\"existing\":[{\"name\":\"" D
    "\",\"type\":\"TXT\",\"rdata\":\"x\"}],\"existing_complete\":true}",
    "{\"ResourceRecordSets\":[{\"Name\":\"" D ".\",\"Type\":\"SOA\",\"TTL\":"
    "900,\"ResourceRecords\":[{\"Value\":\"a. b. 1 2 3 4 5\"}]},{\"Name\":"
    "\"m." D ".\",\"Type\":\"TXT\",\"TTL\":9,\"ResourceRecords\":[{\"Value\":"
    "\"\\\"v=spf1 -all\\\"\"}]}],\"IsTruncated\":false}",
    "{\"VerificationAttributes\":{\"" D "\":{\"VerificationStatus\":"
    "\"Success\",\"VerificationToken\":\"t\"}}}",
    "{\"MailFromAttributes\":{\"MailFromDomain\":\"m." D
    "\",\"MailFromDomainStatus\":\"SUCCESS\"},\"DkimAttributes\":{\"Tokens\":"
    "[\"a\",\"b\",\"c\"],\"Status\":\"SUCCESS\"}}",
    "abcdefghijabcdefghijabcdefghijab._domainkey." D,
    "abcdefghijabcdefghijabcdefghijab._domainkey." D "." D,
    "_amazonses." D "." D,
    "\"amazonses:AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE\"",
    "\"v=spf1 ip4:192.0.2.1 ?all\"",
    "\"v=spf1 include:amazonses.com a:x.m." D " mx ptr exists:y." D " -all\"",
    "\"v=DMARC1; p=none; rua=mailto:b@other.test; sp=none\"",
    "20 inbound-smtp.us-east-1.amazonaws.com",
    "customer",
    "propose",
    "replace",
    "merge-rua",
    "one",
    "no",
    "route53",
    "cloudflare",
    "$ORIGIN " D ".\n$TTL 1h\n@ SOA a b 1 2 3 4 (\n5 ) ; c\n"
    "$GENERATE 1-2 n$ A 192.0.2.$\nm MX 10 feedback-smtp\n"
    "_dmarc TXT v=DMARC1\\;p=none\nt TYPE65280 \\# 2 0001\n",
    "{\"DkimAttributes\":{\"Status\":\"PENDING\",\"Tokens\":[\"a\",\"b\","
    "\"c\"],\"SigningAttributesOrigin\":\"AWS_SES\"},\"VerificationInfo\":{"
    "\"LastCheckedTimestamp\":\"2026-11-20T10:20:11+01:00\","
    "\"SOARecord\":{\"SerialNumber\":7}},\"VerificationStatus\":\"FAILED\"}",
};
#define TEXTS (sizeof(texts) / sizeof(*texts))

/* Return one of the texts, sometimes with a changed character. */
static const char *choose_text(struct choices *c, char *buf)
{
    const unsigned which = choose(c, 256);
    const char *text = texts[which % TEXTS];
    size_t n = strlen(text);

    if (which == 255)
        return NULL;
    REQUIRE(n < TEXT_MAX);
    memcpy(buf, text, n + 1);
    if (which < 2 * TEXTS) /* most texts are not changed */
        return buf;
    if (n)
        buf[choose(c, 256) % n] = (char)(1 + choose(c, 255));
    return buf;
}

/* ---- one call ---- */

static const uint32_t types[] = {
    SESDOMAIN_TYPE_TXT,
    SESDOMAIN_TYPE_MX,
    SESDOMAIN_TYPE_CNAME,
    SESDOMAIN_TYPE_NS,
    SESDOMAIN_TYPE_A,
    SESDOMAIN_TYPE_DNAME,
    SESDOMAIN_TYPE_SOA,
    SESDOMAIN_TYPE_TXT,
    65280,
    0,
};

void choose_call(struct choices *c, struct call *call)
{
    static const unsigned most[] = { [CALL_RECORD] = 3 };

    call->what = choose(c, CALL_COUNT);
    if (call->what > CALL_RECORD + 9) /* most calls add a record */
        call->what = CALL_RECORD;
    call->number = choose(c, 256);
    call->done = false;
    for (unsigned i = 0; i < 3; i++)
        call->text[i] =
            i < 2 || most[call->what < CALL_RECORD ? 0 : CALL_RECORD] > i
                ? choose_text(c, call->buf[i])
                : NULL;
}

enum sesdomain_status call_new_instance(struct sesdomain *sd,
                                        const struct call *c,
                                        struct sesdomain_instance **inst)
{
    return sesdomain_add_instance(sd, c->number & 1 ? "1" : c->text[0],
                                  c->number & 2 ? "us-east-1" : c->text[1],
                                  NULL, inst);
}

enum sesdomain_status call_settings(struct sesdomain *sd, const struct call *c)
{
    static enum sesdomain_status (*const setters[])(struct sesdomain *,
                                                    const char *) = {
        sesdomain_set_domain,      sesdomain_set_zone,
        sesdomain_set_reference,   sesdomain_set_dmarc,
        sesdomain_add_from_domain, sesdomain_set_provider,
        sesdomain_add_identity,    sesdomain_add_ignored,
        sesdomain_add_nonexistent, sesdomain_set_shared_mail_from_region,
    };
    const uint32_t type = types[c->number % (sizeof(types) / sizeof(*types))];
    const char *one = c->text[0], *two = c->text[1];

    if (c->what < 10)
        return setters[c->what](sd, one);
    switch (c->what) {
    case 10:
        return sesdomain_set_ttl(sd, c->number << 24);
    case 11:
        return sesdomain_set_option(
            sd,
            c->number == 255
                ? one
                : sesdomain_option_name(c->number % sesdomain_option_count()),
            two);
    case 12:
        sesdomain_clear_from_domains(sd);
        return SESDOMAIN_OK;
    case 13:
        return sesdomain_add_absent(sd, one, type);
    case 14:
        return sesdomain_add_failed(sd, one, type, two);
    case 15:
        sesdomain_set_complete(sd, c->number & 1);
        return SESDOMAIN_OK;
    case 16:
        sesdomain_set_authoritative(sd, c->number & 1);
        return SESDOMAIN_OK;
    case 17:
        return sesdomain_load_existing(sd, c->number & 1 ? "route53" : NULL,
                                       one ? one : "", one ? strlen(one) : 0);
    case CALL_SETUP:
        return sesdomain_load_setup(sd, one ? one : "", one ? strlen(one) : 0);
    case CALL_REMOVE:
        if (c->number % 4 >= sesdomain_instance_count(sd))
            return sesdomain_set_reference(sd, NULL);
        sesdomain_remove_instance(sesdomain_instance_at(sd, c->number % 4));
        return SESDOMAIN_OK;
    case CALL_RECORD:
        return sesdomain_add_record(sd, one, type, (int32_t)c->number - 2, two,
                                    c->text[2]);
    case 38:
        return sesdomain_set_contact(sd, one);
    case 39:
        return sesdomain_set_due(sd, one);
    default:
        return call_new_instance(sd, c, NULL);
    }
}

enum sesdomain_status call_instance(struct sesdomain_instance *inst,
                                    const struct call *c)
{
    static enum sesdomain_status (*const setters[])(
        struct sesdomain_instance *, const char *) = {
        sesdomain_instance_set_verification_token,
        sesdomain_instance_add_dkim_token,
        sesdomain_instance_set_dkim_hosted_zone,
        sesdomain_instance_set_dkim_origin,
        sesdomain_instance_set_mail_from,
        sesdomain_instance_set_feedback_host,
    };
    const int n = (int)(c->number % 8) - 1;

    if (c->number >= 128)
        return setters[c->number % 6](inst, c->text[0]);
    switch (c->number / 8) {
    case 0:
        return sesdomain_instance_set_state(inst,
                                            (enum sesdomain_instance_state)n);
    case 1:
        return sesdomain_instance_set_verification_status(
            inst, (enum sesdomain_ses_status)n);
    case 2:
        return sesdomain_instance_set_dkim_status(
            inst, (enum sesdomain_ses_status)n);
    case 3:
        return sesdomain_instance_set_dkim_signing(inst,
                                                   (enum sesdomain_tristate)n);
    case 4:
        return sesdomain_instance_set_mail_from_status(
            inst, (enum sesdomain_ses_status)n);
    case 5:
        return sesdomain_instance_set_on_mx_failure(
            inst, (enum sesdomain_mx_failure)n);
    case 6:
        return sesdomain_instance_set_sending(inst,
                                              (enum sesdomain_tristate)n);
    case 7:
        return sesdomain_instance_set_sending_enabled(
            inst, (enum sesdomain_tristate)n);
    case 8:
        return sesdomain_instance_set_sandbox(inst,
                                              (enum sesdomain_tristate)n);
    case 9:
        sesdomain_instance_clear_dkim_tokens(inst);
        return SESDOMAIN_OK;
    case 10:
        sesdomain_instance_clear_dkim_keys(inst);
        return SESDOMAIN_OK;
    case 11:
        return sesdomain_instance_set_receiving(inst, c->text[0], c->text[1]);
    case 12:
        return sesdomain_instance_set_tracking(inst, c->text[0], c->text[1]);
    case 13:
        return sesdomain_instance_add_dkim_key(inst, c->text[0], c->text[1]);
    default:
        return sesdomain_instance_load_aws(inst, c->text[0] ? c->text[0] : "",
                                           c->text[0] ? strlen(c->text[0])
                                                      : 0);
    }
}

enum sesdomain_status make_call(struct sesdomain *sd, const struct call *c)
{
    const size_t count = sesdomain_instance_count(sd);

    if (c->what >= CALL_INSTANCE && c->what < CALL_RECORD && count)
        return call_instance(sesdomain_instance_at(sd, c->what % count), c);
    return call_settings(sd, c);
}
