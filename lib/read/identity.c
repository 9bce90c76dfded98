/* SPDX-License-Identifier: MIT */
/*
 * The state of one identity. Takes the values of the v1 and v2 APIs, which
 * have the same facts under different names, and sets them on the instance.
 * Shapes: v1 https://docs.aws.amazon.com/ses/latest/APIReference/Welcome.html
 * v2 https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html
 */
#include "read.h"

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

enum sesdomain_status sesd_take_verification_status(struct reader *r,
                                                    const struct json *value)
{
    r->inst->ses.verification = to_status(value);
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_take_dkim_status(struct reader *r,
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

enum sesdomain_status sesd_take_verification_token(struct reader *r,
                                                   const struct json *value)
{
    return sesdomain_instance_set_verification_token(r->inst, value->string.s);
}

/* Only true is conclusive: false may mean pending or failed. */
enum sesdomain_status sesd_take_verified(struct reader *r,
                                         const struct json *value)
{
    if (value->integer)
        r->inst->ses.verification = SESDOMAIN_SES_SUCCESS;
    return SESDOMAIN_OK;
}

/* ---- the last check of SES ---- */

enum { KIND_TIME = JSON_KIND_INTEGER | JSON_KIND_FRACTION | JSON_KIND_STRING };

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

/* A name that cannot be parsed is ignored. */
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

static enum sesdomain_status take_serial(struct reader *r,
                                         const struct json *value)
{
    r->inst->ses.serial_reported =
        value->integer >= 0 && value->integer <= UINT32_MAX;
    r->inst->ses.serial =
        r->inst->ses.serial_reported ? (uint32_t)value->integer : 0;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_checked(struct reader *r,
                                          const struct json *value)
{
    r->inst->ses.checked = sesd_read_time(value);
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_succeeded(struct reader *r,
                                            const struct json *value)
{
    r->inst->ses.succeeded = sesd_read_time(value);
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_soa(struct reader *r,
                                      const struct json *value)
{
    static const struct key keys[] = {
        { "PrimaryNameServer", JSON_KIND_STRING, .take = take_primary },
        { "SerialNumber", JSON_KIND_INTEGER, .take = take_serial },
    };

    return sesd_take_object(r, value, keys, COUNT(keys), false, NULL);
}

enum sesdomain_status sesd_take_verification_info(struct reader *r,
                                                  const struct json *value)
{
    static const struct key keys[] = {
        { "ErrorType", JSON_KIND_STRING, .take = take_error_type },
        { "SOARecord", JSON_KIND_OBJECT, .take = take_soa },
        { "LastCheckedTimestamp", KIND_TIME, .take = take_checked },
        { "LastSuccessTimestamp", KIND_TIME, .take = take_succeeded },
    };

    r->inst->ses.serial_reported = false;
    r->inst->ses.serial = 0;
    r->inst->ses.checked = r->inst->ses.succeeded = 0;
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

enum sesdomain_status sesd_take_dkim_tokens(struct reader *r,
                                            const struct json *value)
{
    sesdomain_instance_clear_dkim_tokens(r->inst);
    return sesd_take_array(r, value, JSON_KIND_STRING, take_dkim_token);
}

enum sesdomain_status sesd_take_dkim_zone(struct reader *r,
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

/* With BYODKIM, "Tokens" has the selector that SES signs with, or is empty,
 * and no API returns the key: a key that the caller gave is kept. */
static enum sesdomain_status take_own_key(struct reader *r)
{
    char selector[64] = "";
    const struct string *token = &r->inst->text[SLOT_DKIM_1];

    if (token->set && !r->inst->text[SLOT_DKIM_2].set)
        memcpy(selector, token->s, token->n + 1);
    sesdomain_instance_clear_dkim_tokens(r->inst);
    sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_DKIM_ZONE], none);
    if (!sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_SES_SELECTOR],
                         *selector ? sesd_text(selector) : none))
        return sesd_fail_memory(r->sd);
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
    { "Status", JSON_KIND_STRING, .take = sesd_take_dkim_status },
    { "Tokens", JSON_KIND_ARRAY, .take = sesd_take_dkim_tokens },
    { "SigningHostedZone", JSON_KIND_STRING, .take = sesd_take_dkim_zone },
    { "SigningAttributesOrigin", JSON_KIND_STRING, .take = take_origin },
    { "CurrentSigningKeyLength", JSON_KIND_STRING, .take = take_key_length },
};

static const struct key v1_dkim_keys[] = {
    { "DkimEnabled", JSON_KIND_BOOLEAN, .take = take_signing },
    { "DkimVerificationStatus", JSON_KIND_STRING,
      .take = sesd_take_dkim_status },
    { "DkimTokens", JSON_KIND_ARRAY, .take = sesd_take_dkim_tokens },
};

enum sesdomain_status sesd_take_dkim_attributes(struct reader *r,
                                                const struct json *value)
{
    return sesd_take_object(r, value, dkim_keys, COUNT(dkim_keys), false,
                            NULL);
}

enum sesdomain_status sesd_take_v1_dkim_attributes(struct reader *r,
                                                   const struct json *value)
{
    return sesd_take_object(r, value, v1_dkim_keys, COUNT(v1_dkim_keys), false,
                            NULL);
}

/* ---- MAIL FROM ---- */

enum sesdomain_status sesd_take_mail_from_name(struct reader *r,
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

/* From here on it is known whether SES has a custom MAIL FROM domain. */
void sesd_begin_mail_from(struct reader *r)
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

/* Take the domain. Its status, which is unknown until then, is a member of its
 * own, which a --query may have left out. */
static enum sesdomain_status take_mail_from_domain(struct reader *r,
                                                   const struct json *value)
{
    r->inst->ses.mail_from = SESDOMAIN_SES_UNKNOWN;
    return sesd_take_mail_from_name(r, value);
}

static const struct key mail_from_keys[] = {
    { "MailFromDomain", JSON_KIND_STRING, .take = take_mail_from_domain },
    { "MailFromDomainStatus", JSON_KIND_STRING,
      .take = take_mail_from_status },
    { "BehaviorOnMxFailure", JSON_KIND_STRING,
      .take = take_mx_failure }, /* v2 */
    { "BehaviorOnMXFailure", JSON_KIND_STRING,
      .take = take_mx_failure }, /* v1 */
};

/* Without a custom MAIL FROM domain there is only the behaviour. A name in the
 * settings is kept: it is not set in SES. */
enum sesdomain_status sesd_take_mail_from_attributes(struct reader *r,
                                                     const struct json *value)
{
    sesd_begin_mail_from(r);
    return sesd_take_object(r, value, mail_from_keys, COUNT(mail_from_keys),
                            false, NULL);
}
