//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
#include "read_read.h"

/*
 * What AWS commands and SDKs print about an identity: one file, since v1 and
 * v2 tell the same things and share what takes them. The documents are told
 * apart by their keys; keys that are not known here are passed over, since
 * AWS adds some all the time. Shapes:
 * v1 https://docs.aws.amazon.com/ses/latest/APIReference/Welcome.html
 * v2 https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html
 */

/* ---- words ---- */

/* Return a status as SES spells it, v1 or v2; an unknown word counts as
 * SESDOMAIN_SES_UNKNOWN. */
static enum sesdomain_ses_status to_status(const struct json *value)
{
    static const struct {
        const char *v1, *v2;
        enum sesdomain_ses_status status;
    } words[] = {
        { "Pending", "PENDING", SESDOMAIN_SES_PENDING },
        { "Success", "SUCCESS", SESDOMAIN_SES_SUCCESS },
        { "Failed", "FAILED", SESDOMAIN_SES_FAILED },
        { "TemporaryFailure", "TEMPORARY_FAILURE",
          SESDOMAIN_SES_TEMPORARY_FAILURE },
        { "NotStarted", "NOT_STARTED", SESDOMAIN_SES_NOT_STARTED },
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(value->string.s, words[i].v1) == 0 ||
            strcmp(value->string.s, words[i].v2) == 0)
            return words[i].status;
    return SESDOMAIN_SES_UNKNOWN;
}

static enum sesdomain_status take_verification_status(struct reader *r,
                                                      const struct json *value)
{
    r->inst->ses.verification = to_status(value);
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_dkim_status(struct reader *r,
                                              const struct json *value)
{
    r->inst->ses.dkim = to_status(value);
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_mail_from_status(struct reader *r,
                                                   const struct json *value)
{
    r->inst->ses.mail_from = to_status(value);
    return SESDOMAIN_OK;
}

/* ---- verification ---- */

static enum sesdomain_status take_verification_token(struct reader *r,
                                                     const struct json *value)
{
    return sesdomain_instance_set_verification_token(r->inst, value->string.s);
}

/* Only true says something: false may mean pending or failed. */
static enum sesdomain_status take_verified(struct reader *r,
                                           const struct json *value)
{
    if (value->integer)
        r->inst->ses.verification = SESDOMAIN_SES_SUCCESS;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_identity_type(struct reader *r,
                                                const struct json *value)
{
    if (sesd_text_equal(value->string, sesd_text("EMAIL_ADDRESS")))
        return sesd_wrong(
            r, value->string,
            "this is about an address; the domain's identity was "
            "expected");
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_production(struct reader *r,
                                             const struct json *value)
{
    r->inst->ses.sandbox =
        value->integer ? SESDOMAIN_TRISTATE_NO : SESDOMAIN_TRISTATE_YES;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_sending(struct reader *r,
                                          const struct json *value)
{
    r->inst->ses.sending_enabled =
        value->integer ? SESDOMAIN_TRISTATE_YES : SESDOMAIN_TRISTATE_NO;
    return SESDOMAIN_OK;
}

/* ---- what SES saw last ---- */

static enum sesdomain_status take_error_type(struct reader *r,
                                             const struct json *value)
{
    if (!sesd_text_all(value->string, sesd_is_token) ||
        value->string.n > 100 || sesd_key_is_secret(value->string))
        return SESDOMAIN_OK;
    return sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_ERROR_TYPE],
                           value->string)
               ? SESDOMAIN_OK
               : sesd_fail_memory(r->sd);
}

/* A name that cannot be read tells nothing. */
static enum sesdomain_status take_primary(struct reader *r,
                                          const struct json *value)
{
    struct name name;
    const char *why;

    if (sesd_name_parse(value->string, NAME_GIVEN, &name, &why))
        return SESDOMAIN_OK;
    return sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_SOA],
                           (struct text){ name.s, name.n })
               ? SESDOMAIN_OK
               : sesd_fail_memory(r->sd);
}

static enum sesdomain_status take_soa(struct reader *r,
                                      const struct json *value)
{
    static const struct key keys[] = {
        { "PrimaryNameServer", JSON_KIND_STRING, .take = take_primary },
    };

    return sesd_take_object(r, value, keys, COUNT(keys), false, NULL);
}

static enum sesdomain_status take_info(struct reader *r,
                                       const struct json *value)
{
    static const struct key keys[] = {
        { "ErrorType", JSON_KIND_STRING, .take = take_error_type },
        { "SOARecord", JSON_KIND_OBJECT, .take = take_soa },
    };

    r->inst->text[SLOT_ERROR_TYPE].set = false;
    r->inst->text[SLOT_SOA].set = false;
    return sesd_take_object(r, value, keys, COUNT(keys), false, NULL);
}

/* ---- DKIM ---- */

static enum sesdomain_status take_dkim_token(struct reader *r,
                                             const struct json *value)
{
    return sesdomain_instance_add_dkim_token(r->inst, value->string.s);
}

static enum sesdomain_status take_dkim_tokens(struct reader *r,
                                              const struct json *value)
{
    sesdomain_instance_clear_dkim_tokens(r->inst);
    return sesd_take_array(r, value, JSON_KIND_STRING, take_dkim_token);
}

static enum sesdomain_status take_dkim_zone(struct reader *r,
                                            const struct json *value)
{
    return sesdomain_instance_set_dkim_hosted_zone(r->inst, value->string.s);
}

static enum sesdomain_status take_signing(struct reader *r,
                                          const struct json *value)
{
    r->inst->ses.signing =
        value->integer ? SESDOMAIN_TRISTATE_YES : SESDOMAIN_TRISTATE_NO;
    return SESDOMAIN_OK;
}

/* With BYODKIM, "Tokens" holds the selector that SES signs with, or nothing,
 * and no API returns the key: one that the caller gave is kept. */
static enum sesdomain_status take_own_key(struct reader *r)
{
    char selector[64] = "";
    const struct string *token = &r->inst->text[SLOT_DKIM_1];

    if (token->set && !r->inst->text[SLOT_DKIM_2].set)
        memcpy(selector, token->s, token->n + 1);
    sesdomain_instance_clear_dkim_tokens(r->inst);
    sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_DKIM_ZONE],
                    (struct text){ 0 });
    if (!*selector || sesd_find_key(r->inst, sesd_text(selector)))
        return SESDOMAIN_OK;
    sesd_drop_unknown_keys(r->inst);
    return sesdomain_instance_add_dkim_key(r->inst, selector, NULL);
}

/* An origin that is newer than this library counts as none. */
static enum sesdomain_status take_origin(struct reader *r,
                                         const struct json *value)
{
    enum sesdomain_status status =
        sesdomain_instance_set_dkim_origin(r->inst, value->string.s);

    if (status == SESDOMAIN_E_VALUE)
        status = sesdomain_instance_set_dkim_origin(r->inst, NULL);
    if (status == SESDOMAIN_OK &&
        sesd_text_equal(value->string, sesd_text("EXTERNAL")))
        return take_own_key(r);
    return status;
}

static enum sesdomain_status take_key_length(struct reader *r,
                                             const struct json *value)
{
    r->inst->ses.short_key =
        sesd_text_equal(value->string, sesd_text("RSA_1024_BIT"));
    return SESDOMAIN_OK;
}

static const struct key dkim_keys[] = {
    { "SigningEnabled", JSON_KIND_BOOLEAN, .take = take_signing },
    { "Status", JSON_KIND_STRING, .take = take_dkim_status },
    { "Tokens", JSON_KIND_ARRAY, .take = take_dkim_tokens },
    { "SigningHostedZone", JSON_KIND_STRING, .take = take_dkim_zone },
    { "SigningAttributesOrigin", JSON_KIND_STRING, .take = take_origin },
    { "CurrentSigningKeyLength", JSON_KIND_STRING, .take = take_key_length },
};

static const struct key v1_dkim_keys[] = {
    { "DkimEnabled", JSON_KIND_BOOLEAN, .take = take_signing },
    { "DkimVerificationStatus", JSON_KIND_STRING, .take = take_dkim_status },
    { "DkimTokens", JSON_KIND_ARRAY, .take = take_dkim_tokens },
};

/* ---- MAIL FROM ---- */

static enum sesdomain_status take_mail_from_name(struct reader *r,
                                                 const struct json *value)
{
    enum sesdomain_status status =
        sesdomain_instance_set_mail_from(r->inst, value->string.s);

    if (status == SESDOMAIN_OK &&
        !sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_SES_MAIL_FROM],
                         sesd_string_text(&r->inst->text[SLOT_MAIL_FROM])))
        return sesd_fail_memory(r->sd);
    return status;
}

/* From here on it is known whether SES has a MAIL FROM domain. */
static void begin_mail_from(struct reader *r)
{
    r->inst->ses.mail_from = SESDOMAIN_SES_NOT_STARTED;
    r->inst->ses.mail_from_reported = true;
    r->inst->text[SLOT_SES_MAIL_FROM].set = false;
}

static enum sesdomain_status take_mx_failure(struct reader *r,
                                             const struct json *value)
{
    static const struct {
        const char *v1, *v2;
        enum sesdomain_mx_failure failure;
    } words[] = {
        { "UseDefaultValue", "USE_DEFAULT_VALUE",
          SESDOMAIN_MX_FAILURE_USE_DEFAULT_VALUE },
        { "RejectMessage", "REJECT_MESSAGE",
          SESDOMAIN_MX_FAILURE_REJECT_MESSAGE },
    };

    r->inst->ses.mx_failure = SESDOMAIN_MX_FAILURE_UNKNOWN;
    for (size_t i = 0; i < COUNT(words); i++)
        if (sesd_text_equal(value->string, sesd_text(words[i].v1)) ||
            sesd_text_equal(value->string, sesd_text(words[i].v2)))
            r->inst->ses.mx_failure = words[i].failure;
    return SESDOMAIN_OK;
}

static const struct key mail_from_keys[] = {
    { "MailFromDomain", JSON_KIND_STRING, .take = take_mail_from_name },
    { "MailFromDomainStatus", JSON_KIND_STRING,
      .take = take_mail_from_status },
    { "BehaviorOnMxFailure", JSON_KIND_STRING,
      .take = take_mx_failure }, /* v2 */
    { "BehaviorOnMXFailure", JSON_KIND_STRING,
      .take = take_mx_failure }, /* v1 */
};

/* Without a MAIL FROM domain only the behaviour is there. A name that was
 * given otherwise stays: SES has not been told of it. */
static enum sesdomain_status take_mail_from(struct reader *r,
                                            const struct json *value)
{
    begin_mail_from(r);
    return sesd_take_object(r, value, mail_from_keys, COUNT(mail_from_keys),
                            false, NULL);
}

/* ---- v1: maps by identity ---- */

/* The entry of this domain. A map without any says that SES does not know
 * it; one with others only is not what was meant. */
static enum sesdomain_status pick(struct reader *r, const struct json *map,
                                  struct json *entry)
{
    const char *other = NULL, *why;
    struct name name;

    *entry = (struct json){ 0 };
    while (sesd_json_next(map, entry)) {
        if (!sesd_name_parse(sesd_text(entry->key), NAME_MAIL, &name, &why) &&
            sesd_text_equal((struct text){ name.s, name.n }, r->domain))
            return sesd_expect(r, entry, JSON_KIND_OBJECT);
        if (!other)
            other = entry->key;
    }
    *entry = (struct json){ 0 };
    if (!other)
        return SESDOMAIN_OK;
    return sesd_wrong(
        r, sesd_text(other),
        "this is another identity; the domain is not in this map");
}

static enum sesdomain_status take_picked(struct reader *r,
                                         const struct json *map,
                                         const struct key *keys, size_t count)
{
    struct json entry;
    enum sesdomain_status status = pick(r, map, &entry);
    struct path path = { .up = r->sd->at,
                         .key = entry.key,
                         .octets = entry.at };

    if (status != SESDOMAIN_OK || !entry.kind)
        return status;
    r->sd->at = &path;
    status = sesd_take_object(r, &entry, keys, count, false, NULL);
    r->sd->at = path.up;
    return status;
}

static enum sesdomain_status take_v1_verification(struct reader *r,
                                                  const struct json *value)
{
    static const struct key keys[] = {
        { "VerificationStatus", JSON_KIND_STRING,
          .take = take_verification_status },
        { "VerificationToken", JSON_KIND_STRING,
          .take = take_verification_token },
    };

    r->inst->ses.verification = SESDOMAIN_SES_NOT_STARTED;
    return take_picked(r, value, keys, COUNT(keys));
}

static enum sesdomain_status take_v1_mail_from(struct reader *r,
                                               const struct json *value)
{
    begin_mail_from(r);
    return take_picked(r, value, mail_from_keys, COUNT(mail_from_keys));
}

/* v1 has a map here, v2 the attributes themselves. */
static enum sesdomain_status take_dkim(struct reader *r,
                                       const struct json *value)
{
    struct json m = { 0 };
    enum sesdomain_status status;

    while (sesd_json_next(value, &m))
        if (m.kind != JSON_KIND_OBJECT)
            return sesd_take_object(r, value, dkim_keys, COUNT(dkim_keys),
                                    false, NULL);
    r->inst->ses.dkim = SESDOMAIN_SES_NOT_STARTED;
    status = sesd_take_addresses(r, value);
    return status ? status
                  : take_picked(r, value, v1_dkim_keys, COUNT(v1_dkim_keys));
}

/* ---- the document ---- */

static const struct key top_keys[] = {
    { "IdentityType", JSON_KIND_STRING, .take = take_identity_type },
    { "VerificationToken", JSON_KIND_STRING, .take = take_verification_token },
    { "VerificationAttributes", JSON_KIND_OBJECT,
      .take = take_v1_verification },
    { "VerifiedForSendingStatus", JSON_KIND_BOOLEAN, .take = take_verified },
    { "VerificationStatus", JSON_KIND_STRING,
      .take = take_verification_status },
    { "VerificationInfo", JSON_KIND_OBJECT, .take = take_info },
    { "DkimTokens", JSON_KIND_ARRAY, .take = take_dkim_tokens },
    { "DkimStatus", JSON_KIND_STRING, .take = take_dkim_status },
    { "SigningHostedZone", JSON_KIND_STRING, .take = take_dkim_zone },
    { "DkimAttributes", JSON_KIND_OBJECT, .take = take_dkim },
    { "MailFromDomainAttributes", JSON_KIND_OBJECT,
      .take = take_v1_mail_from },
    { "MailFromAttributes", JSON_KIND_OBJECT, .take = take_mail_from },
    { "ProductionAccessEnabled", JSON_KIND_BOOLEAN, .take = take_production },
    { "SendingEnabled", JSON_KIND_BOOLEAN, .take = take_sending },
};

enum sesdomain_status sesd_take_aws(struct reader *r, const struct json *top)
{
    size_t known = 0, outputs = 0;
    enum sesdomain_status status = SESDOMAIN_OK;

    if (top->kind == JSON_KIND_OBJECT)
        status =
            sesd_take_object(r, top, top_keys, COUNT(top_keys), false, &known);
    if (status == SESDOMAIN_OK)
        status = sesd_take_cfn(r, top, &outputs);
    if (status == SESDOMAIN_OK && known + outputs == 0)
        return sesd_wrong(
            r, (struct text){ 0 },
            "no output of an SES command is recognised in it, such "
            "as that of 'aws sesv2 get-email-identity'");
    return status;
}

/* Make the facts of one instance those of another, or change nothing. */
static enum sesdomain_status commit(struct sesdomain_instance *to,
                                    const struct sesdomain_instance *from)
{
    struct arena *a = &to->sd->arena;
    enum sesdomain_status status;

    for (size_t i = 0; i < SLOT_COUNT; i++)
        if (from->text[i].set &&
            !sesd_string_reserve(a, &to->text[i], from->text[i].n))
            return sesd_fail_memory(to->sd);
    status = sesd_copy_keys(to, from);
    if (status != SESDOMAIN_OK)
        return status;
    for (size_t i = 0; i < SLOT_COUNT; i++)
        sesd_string_set(a, &to->text[i], sesd_string_text(&from->text[i]));
    to->ses = from->ses;
    return SESDOMAIN_OK;
}

/* What is right is known only at the end: the document goes into a copy. */
static enum sesdomain_status load(struct sesdomain_instance *inst,
                                  const struct json *top)
{
    struct sesdomain *sd = inst->sd;
    struct sesdomain aside = { .arena.mem = sd->arena.mem,
                               .source = sd->source };
    struct sesdomain_instance copy = { .sd = &aside };
    struct reader r = { .sd = &aside,
                        .inst = &copy,
                        .domain = sesd_string_text(&sd->domain) };
    enum sesdomain_status status = commit(&copy, inst);

    if (status == SESDOMAIN_OK)
        status = sesd_take_aws(&r, top);
    if (status != SESDOMAIN_OK)
        sd->failure = aside.failure;
    else
        status = commit(inst, &copy);
    sesd_arena_free(&aside.arena);
    return status;
}

enum sesdomain_status
sesdomain_instance_load_aws(struct sesdomain_instance *inst, const char *text,
                            size_t length)
{
    struct sesdomain *sd = inst->sd;
    struct arena memory = { .mem = sd->arena.mem };
    struct reader r = { .sd = sd };
    struct json top;
    enum sesdomain_status status;

    sesd_begin(sd);
    if (!sd->domain.set)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "domain", (struct text){ 0 },
                         "it is required before AWS documents are loaded");
    status = sesd_json_read(sd, &memory, (struct text){ text, length }, &top);
    if (status == SESDOMAIN_OK)
        status = sesd_expect(&r, &top, JSON_KIND_OBJECT | JSON_KIND_ARRAY);
    if (status == SESDOMAIN_OK)
        status = load(inst, &top);
    sd->source = (struct text){ 0 };
    sesd_arena_free(&memory);
    return status;
}
