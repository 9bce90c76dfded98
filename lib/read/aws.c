/* SPDX-License-Identifier: MIT */
/*
 * What AWS commands and SDKs print about the domain, the account, or other
 * identities. Takes a document, finds by its keys which answers or parts of
 * answers it holds, and sets what they say on the instance. Keys that are not
 * known here are passed over, since AWS adds some all the time; a document of
 * which nothing is known, or whose parts have no certain meaning, is refused.
 */
#include "read.h"

/* ---- as other tools print it ---- */

/* Go and .NET print "" where nothing is set.
 * The recursion is as deep as the document, which json.c limits. */
static void aws_tidy(struct json *value)
{
    struct json *m = value->kind & (JSON_KIND_ARRAY | JSON_KIND_OBJECT)
                         ? value->first
                         : NULL;

    *value = sesd_json_unwrap(value);
    if (value->kind == JSON_KIND_STRING)
        m = NULL;
    for (; m; m = m->next)
        aws_tidy(m);
    if (value->kind == JSON_KIND_STRING && value->key && !value->string.n)
        value->kind = JSON_KIND_NULL;
}

const char sesd_aws_expected[] =
    "the output of an SES command in JSON (--output json), or a CSV file of "
    "the SES console was expected";

/* ---- the account ---- */

static enum sesdomain_status aws_take_production(struct reader *r,
                                                 const struct json *value)
{
    r->inst->ses.sandbox =
        value->integer ? SESDOMAIN_TRISTATE_NO : SESDOMAIN_TRISTATE_YES;
    return SESDOMAIN_OK;
}

static enum sesdomain_status aws_take_sending(struct reader *r,
                                              const struct json *value)
{
    r->inst->ses.sending_enabled =
        value->integer ? SESDOMAIN_TRISTATE_YES : SESDOMAIN_TRISTATE_NO;
    return SESDOMAIN_OK;
}

/* API_GetAccount: an account on PROBATION can still send. */
static enum sesdomain_status aws_take_enforcement(struct reader *r,
                                                  const struct json *value)
{
    if (sesd_text_equal(value->string, sesd_text("SHUTDOWN")))
        r->inst->ses.sending_enabled = SESDOMAIN_TRISTATE_NO;
    return SESDOMAIN_OK;
}

/* ---- a multi-region endpoint ---- */

/* API_GetMultiRegionEndpoint: mail is divided between two regions. */
static enum sesdomain_status aws_take_route(struct reader *r,
                                            const struct json *value)
{
    const struct json region = sesd_json_member(value, "Region");
    const struct region_use *own = r->inst->region;

    if (region.kind != JSON_KIND_STRING ||
        !sesd_region_is_well_formed(region.string))
        return sesd_wrong(r, none, "a route with its region was expected");
    if (sesd_text_equal(region.string,
                        (struct text){ own->entry.key, own->entry.length }))
        return SESDOMAIN_OK;
    return sesd_string_set(&r->sd->arena, &r->inst->text[SLOT_ENDPOINT],
                           region.string)
               ? SESDOMAIN_OK
               : sesd_fail_memory(r->sd);
}

static enum sesdomain_status aws_take_routes(struct reader *r,
                                             const struct json *value)
{
    r->inst->text[SLOT_ENDPOINT].set = false;
    return sesd_take_array(r, value, JSON_KIND_OBJECT, aws_take_route);
}

/* ---- other identities ---- */

/* The domain's own identity is no other one, and addresses have no records. */
static enum sesdomain_status aws_take_identity(struct reader *r,
                                               const struct json *value)
{
    if (memchr(value->string.s, '@', value->string.n) ||
        sesd_v1_is_domain(r, value->string.s))
        return SESDOMAIN_OK;
    return sesdomain_add_identity(r->sd, value->string.s);
}

static enum sesdomain_status aws_take_listed(struct reader *r,
                                             const struct json *value)
{
    static const struct key other[] = {
        { "IdentityName", JSON_KIND_STRING, .take = aws_take_identity },
    };
    static const struct key own[] = {
        { "SendingEnabled", JSON_KIND_BOOLEAN, .take = sesd_take_verified },
        { "VerificationStatus", JSON_KIND_STRING,
          .take = sesd_take_verification_status },
    };
    const struct json name = sesd_json_member(value, "IdentityName");

    if (name.kind == JSON_KIND_STRING && sesd_v1_is_domain(r, name.string.s))
        return sesd_take_object(r, value, own, COUNT(own), false, NULL);
    return sesd_take_object(r, value, other, COUNT(other), false, NULL);
}

static enum sesdomain_status aws_take_list(struct reader *r,
                                           const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, aws_take_listed);
}

static enum sesdomain_status aws_take_v1_list(struct reader *r,
                                              const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_STRING, aws_take_identity);
}

/* The identity of an address has a DKIM switch of its own (developer guide,
 * "troubleshoot-dkim"). The answer does not name the address, and says nothing
 * of the domain. */
static enum sesdomain_status aws_take_address(struct reader *r,
                                              const struct json *top)
{
    struct string *slot = &r->inst->text[SLOT_UNSIGNED];
    const struct json dkim = sesd_json_member(top, "DkimAttributes");
    const struct json signing = sesd_json_member(&dkim, "SigningEnabled");
    char text[SESD_NAME_MAX + 32];
    struct out o = sesd_out(text, sizeof(text));

    if (signing.kind != JSON_KIND_BOOLEAN || signing.integer || slot->set)
        return SESDOMAIN_OK;
    sesd_out_str(&o, "An address at ");
    sesd_out_text(&o, r->domain);
    return sesd_string_set(&r->sd->arena, slot,
                           (struct text){ o.buf, o.length })
               ? SESDOMAIN_OK
               : sesd_fail_memory(r->sd);
}

/* ---- v1: maps by identity ---- */

static enum sesdomain_status aws_take_v1_token(struct reader *r,
                                               const struct json *value)
{
    static const struct key keys[] = {
        { "VerificationStatus", JSON_KIND_STRING,
          .take = sesd_take_verification_status },
        { "VerificationToken", JSON_KIND_STRING,
          .take = sesd_take_verification_token },
    };

    return sesd_take_object(r, value, keys, COUNT(keys), false, NULL);
}

/* A map that is empty says that SES does not know the domain. */
static enum sesdomain_status aws_take_v1_tokens(struct reader *r,
                                                const struct json *value)
{
    if (!value->first)
        r->inst->ses.verification = SESDOMAIN_SES_NOT_STARTED;
    return sesd_take_v1_entry(r, value, aws_take_v1_token);
}

static enum sesdomain_status aws_take_v1_mail_from(struct reader *r,
                                                   const struct json *value)
{
    if (!value->first)
        sesd_begin_mail_from(r);
    return sesd_take_v1_entry(r, value, sesd_take_mail_from_attributes);
}

static enum sesdomain_status aws_take_v1_dkim(struct reader *r,
                                              const struct json *value)
{
    const enum sesdomain_status status = sesd_take_v1_addresses(r, value);

    if (!value->first)
        r->inst->ses.dkim = SESDOMAIN_SES_NOT_STARTED;
    return status ? status
                  : sesd_take_v1_entry(r, value, sesd_take_v1_dkim_attributes);
}

/* v1 has a map here, v2 the attributes themselves. */
static enum sesdomain_status aws_take_dkim(struct reader *r,
                                           const struct json *value)
{
    struct json m = { 0 };

    while (sesd_json_next(value, &m))
        if (m.kind != JSON_KIND_OBJECT)
            return sesd_take_dkim_attributes(r, value);
    return aws_take_v1_dkim(r, value);
}

/* ---- the document ---- */

static const struct key top_keys[] = {
    { "VerificationToken", JSON_KIND_STRING,
      .take = sesd_take_verification_token },
    { "VerificationAttributes", JSON_KIND_OBJECT, .take = aws_take_v1_tokens },
    { "VerifiedForSendingStatus", JSON_KIND_BOOLEAN,
      .take = sesd_take_verified },
    { "VerificationStatus", JSON_KIND_STRING,
      .take = sesd_take_verification_status },
    { "VerificationInfo", JSON_KIND_OBJECT,
      .take = sesd_take_verification_info },
    { "DkimTokens", JSON_KIND_ARRAY, .take = sesd_take_dkim_tokens },
    { "DkimStatus", JSON_KIND_STRING, .take = sesd_take_dkim_status },
    { "SigningHostedZone", JSON_KIND_STRING, .take = sesd_take_dkim_zone },
    { "DkimAttributes", JSON_KIND_OBJECT, .take = aws_take_dkim },
    { "MailFromDomainAttributes", JSON_KIND_OBJECT,
      .take = aws_take_v1_mail_from },
    { "MailFromAttributes", JSON_KIND_OBJECT,
      .take = sesd_take_mail_from_attributes },
    { "ProductionAccessEnabled", JSON_KIND_BOOLEAN,
      .take = aws_take_production },
    { "SendingEnabled", JSON_KIND_BOOLEAN, .take = aws_take_sending },
    { "EnforcementStatus", JSON_KIND_STRING, .take = aws_take_enforcement },
    { "EmailIdentities", JSON_KIND_ARRAY, .take = aws_take_list },
    { "Identities", JSON_KIND_ARRAY, .take = aws_take_v1_list },
    { "Routes", JSON_KIND_ARRAY, .take = aws_take_routes },
};

/* What --query cuts out of an answer: the keys that only such a part has, and
 * what takes all of it. */
static const struct part {
    const char *keys[5];
    sesd_take *take, *take_map; /* the part, and a v1 map of such parts */
} parts[] = {
    { { "SigningEnabled", "Tokens", "SigningAttributesOrigin",
        "CurrentSigningKeyLength" },
      sesd_take_dkim_attributes,
      NULL },
    { { "DkimEnabled", "DkimVerificationStatus" },
      sesd_take_v1_dkim_attributes,
      aws_take_v1_dkim },
    { { "MailFromDomain", "MailFromDomainStatus", "BehaviorOnMxFailure",
        "BehaviorOnMXFailure" },
      sesd_take_mail_from_attributes,
      aws_take_v1_mail_from },
    { { "ErrorType", "SOARecord", "LastCheckedTimestamp",
        "LastSuccessTimestamp" },
      sesd_take_verification_info,
      NULL },
    { { "VerificationStatus", "VerificationToken" },
      NULL, /* they are among the top keys */
      aws_take_v1_tokens },
};

static bool aws_is_part(const struct part *part, const struct json *object)
{
    for (size_t i = 0; part->keys[i]; i++)
        if (sesd_json_member(object, part->keys[i]).kind)
            return true;
    return false;
}

static enum sesdomain_status
aws_take_parts(struct reader *r, const struct json *top, size_t *taken)
{
    const size_t before = *taken;
    const struct json status_of = sesd_json_member(top, "Status");
    enum sesdomain_status status = SESDOMAIN_OK;

    for (size_t i = 0; i < COUNT(parts) && status == SESDOMAIN_OK; i++) {
        if (!parts[i].take || !aws_is_part(&parts[i], top))
            continue;
        ++*taken;
        status = parts[i].take(r, top);
    }
    if (*taken == before && status_of.kind &&
        sesd_json_member(top, "SigningHostedZone").kind)
        return sesd_wrong(r, sesd_text("Status"),
                          "without SigningEnabled beside it, it is not "
                          "certain what this is the status of");
    return status;
}

/* A map by identity that was cut out: all members are parts of one kind. */
static enum sesdomain_status
aws_take_map(struct reader *r, const struct json *top, size_t *taken)
{
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct json m = { 0 };
        bool any = false, all = parts[i].take_map != NULL;

        while (all && sesd_json_next(top, &m)) {
            any = true;
            all = aws_is_part(&parts[i], &m);
        }
        if (any && all) {
            ++*taken;
            return parts[i].take_map(r, top);
        }
    }
    return SESDOMAIN_OK;
}

bool sesd_is_tokens(const struct json *top)
{
    struct json e = { 0 };
    size_t count = 0;

    while (sesd_json_next(top, &e) && e.kind == JSON_KIND_STRING &&
           e.string.n == 32 && sesd_text_all(e.string, sesd_is_base32))
        count++;
    return top->kind == JSON_KIND_ARRAY && count == DKIM_TOKENS && !e.next;
}

/* Return the number of the part that a value is; COUNT(parts) for tokens,
 * and more for any other value. */
static size_t aws_part(const struct json *value)
{
    size_t i = 0;

    if (sesd_is_tokens(value))
        return COUNT(parts);
    while (i < COUNT(parts) &&
           (!parts[i].take || !aws_is_part(&parts[i], value)))
        i++;
    return i < COUNT(parts) ? i : COUNT(parts) + 1;
}

/* Parts that --query puts side by side, in an array or by other names: all of
 * them are taken, or none. */
static enum sesdomain_status
aws_take_members(struct reader *r, const struct json *top, size_t *taken)
{
    enum sesdomain_status status = SESDOMAIN_OK;
    bool seen[COUNT(parts) + 2] = { false };
    struct json m = { 0 };
    size_t count = 0;

    seen[COUNT(parts) + 1] = true;
    while (sesd_json_next(top, &m)) {
        if (m.kind == JSON_KIND_NULL)
            continue;
        if (seen[aws_part(&m)])
            return SESDOMAIN_OK;
        seen[aws_part(&m)] = true;
        count++;
    }
    m = (struct json){ 0 };
    while (count > 1 && !status && sesd_json_next(top, &m)) {
        const size_t i = aws_part(&m);

        ++*taken;
        if (m.kind != JSON_KIND_NULL)
            status = i < COUNT(parts) ? parts[i].take(r, &m)
                                      : sesd_take_dkim_tokens(r, &m);
    }
    return status;
}

/* An endpoint sends nothing while it is deleted, or if it was not created
 * (API_GetMultiRegionEndpoint). */
static void aws_forget_endpoint(struct reader *r, const struct json *top)
{
    const struct json status = sesd_json_member(top, "Status");

    if (sesd_json_member(top, "Routes").kind &&
        status.kind == JSON_KIND_STRING &&
        (sesd_text_equal(status.string, sesd_text("DELETING")) ||
         sesd_text_equal(status.string, sesd_text("FAILED"))))
        r->inst->text[SLOT_ENDPOINT].set = false;
}

static enum sesdomain_status
aws_take_object(struct reader *r, const struct json *top, size_t *taken)
{
    enum sesdomain_status status =
        sesd_take_object(r, top, top_keys, COUNT(top_keys), false, taken);

    if (status == SESDOMAIN_OK)
        aws_forget_endpoint(r, top);
    if (status == SESDOMAIN_OK)
        status = aws_take_parts(r, top, taken);
    if (status == SESDOMAIN_OK && *taken == 0)
        status = aws_take_map(r, top, taken);
    return status;
}

static bool aws_is_address(const struct json *top)
{
    const struct json type = sesd_json_member(top, "IdentityType");

    return type.kind == JSON_KIND_STRING &&
           sesd_text_equal(type.string, sesd_text("EMAIL_ADDRESS"));
}

enum sesdomain_status sesd_take_aws(struct reader *r, const struct json *value)
{
    struct json top = *value;
    size_t taken = 0;
    enum sesdomain_status status = SESDOMAIN_OK;

    if (top.kind == JSON_KIND_STRING)
        return sesd_is_console(top.string)
                   ? sesd_take_console(r, top.string)
                   : sesd_wrong(r, none, sesd_aws_expected);
    aws_tidy(&top);
    if (aws_is_address(&top))
        return aws_take_address(r, &top);
    if (sesd_is_tokens(&top))
        return sesd_take_dkim_tokens(r, &top);
    if (top.kind == JSON_KIND_OBJECT)
        status = aws_take_object(r, &top, &taken);
    else if (sesd_holds_secret(&top))
        return sesd_fail(r->sd, SESDOMAIN_E_SECRET, "document", none,
                         "there is a private key");
    if (status == SESDOMAIN_OK && taken == 0)
        status = aws_take_members(r, &top, &taken);
    if (status == SESDOMAIN_OK)
        status = sesd_take_outputs(r, &top, &taken);
    if (status == SESDOMAIN_OK && taken == 0)
        return sesd_wrong(
            r, none,
            "no output of an SES command is recognised in it, such "
            "as that of 'aws sesv2 get-email-identity'");
    return status;
}
