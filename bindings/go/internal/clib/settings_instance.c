//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The setters of an instance. They take the values that SES issued and
 * reports, check them and keep copies.
 */
#include "settings_settings.h"

#define TOKEN_MAX 255

static enum sesdomain_status instance_set_text(struct sesdomain_instance *inst,
                                               enum slot slot, struct text t)
{
    struct sesdomain *sd = inst->sd;

    return sesd_string_set(&sd->arena, &inst->text[slot], t)
               ? SESDOMAIN_OK
               : sesd_fail_memory(sd);
}

static enum sesdomain_status set_name(struct sesdomain_instance *inst,
                                      enum slot slot, const char *place,
                                      const char *name, enum name_class class)
{
    return sesd_set_name(inst->sd, &inst->text[slot], place, name, class);
}

static enum sesdomain_status no_such(struct sesdomain_instance *inst,
                                     const char *place)
{
    return sesd_fail(inst->sd, SESDOMAIN_E_VALUE, place, none,
                     "not a value of this enumeration");
}

static enum sesdomain_status set_status(struct sesdomain_instance *inst,
                                        enum sesdomain_ses_status *fact,
                                        const char *place,
                                        enum sesdomain_ses_status status)
{
    sesd_begin(inst->sd);
    if (!sesdomain_ses_status_name(status))
        return no_such(inst, place);
    *fact = status;
    return SESDOMAIN_OK;
}

static enum sesdomain_status set_tristate(struct sesdomain_instance *inst,
                                          enum sesdomain_tristate *fact,
                                          const char *place,
                                          enum sesdomain_tristate value)
{
    sesd_begin(inst->sd);
    if (!sesdomain_tristate_name(value))
        return no_such(inst, place);
    *fact = value;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_instance_set_state(struct sesdomain_instance *inst,
                             enum sesdomain_instance_state state)
{
    sesd_begin(inst->sd);
    if (!state || !sesdomain_instance_state_name(state))
        return no_such(inst, "state");
    inst->state = state;
    return SESDOMAIN_OK;
}

/* No API documents the form of a token; all known ones are Base64. The prefix
 * that AWS allows is optional (developer guide of 2021, "dns-txt-records"). */
enum sesdomain_status
sesdomain_instance_set_verification_token(struct sesdomain_instance *inst,
                                          const char *token)
{
    const struct text prefix = sesd_text(TOKEN_PREFIX);
    struct text t = sesd_text(token);

    sesd_begin(inst->sd);
    if (t.s && sesd_text_starts(t, prefix))
        t.s += prefix.n, t.n -= prefix.n;
    if (t.s &&
        (t.n == 0 || !sesd_text_all(t, sesd_is_token) || sesd_secret(t)))
        return sesd_fail(inst->sd, SESDOMAIN_E_VALUE, "verification_token", t,
                         "Base64 characters were expected");
    if (t.n > TOKEN_MAX)
        return sesd_fail(inst->sd, SESDOMAIN_E_LIMIT, "verification_token", t,
                         "at most 255 characters were expected");
    return instance_set_text(inst, SLOT_TOKEN, t);
}

enum sesdomain_status
sesdomain_instance_set_verification_status(struct sesdomain_instance *inst,
                                           enum sesdomain_ses_status status)
{
    return set_status(inst, &inst->ses.verification, "verification_status",
                      status);
}

/* DNS allows one label; AWS's examples have 31 to 42 letters and digits. */
enum sesdomain_status
sesdomain_instance_add_dkim_token(struct sesdomain_instance *inst,
                                  const char *token)
{
    struct string *slot = &inst->text[SLOT_DKIM_1];
    char room[SESD_LABEL_MAX];
    struct text t;

    sesd_begin(inst->sd);
    if (!token)
        return sesd_fail(inst->sd, SESDOMAIN_E_MISSING, "dkim_tokens", none,
                         "it is required");
    t = sesd_fold_label(sesd_text(token), room, sizeof(room));
    if (!t.s || sesd_secret(sesd_text(token)))
        return sesd_fail(
            inst->sd, SESDOMAIN_E_VALUE, "dkim_tokens", sesd_text(token),
            "the token alone was expected: 1 to 63 letters, digits "
            "and inner hyphens");
    for (int i = 0; i < DKIM_TOKENS; i++, slot++) {
        if (!slot->set)
            return instance_set_text(inst, SLOT_DKIM_1 + (enum slot)i, t);
        if (sesd_text_equal(sesd_string_text(slot), t))
            return SESDOMAIN_OK;
    }
    return sesd_fail(inst->sd, SESDOMAIN_E_LIMIT, "dkim_tokens", t,
                     "an instance has three DKIM tokens; this is a fourth");
}

void sesdomain_instance_clear_dkim_tokens(struct sesdomain_instance *inst)
{
    sesd_begin(inst->sd);
    for (int i = 0; i < DKIM_TOKENS; i++)
        inst->text[SLOT_DKIM_1 + i].set = false;
}

enum sesdomain_status
sesdomain_instance_set_dkim_hosted_zone(struct sesdomain_instance *inst,
                                        const char *zone)
{
    sesd_begin(inst->sd);
    return set_name(inst, SLOT_DKIM_ZONE, "dkim_hosted_zone", zone, NAME_HOST);
}

/* "AWS_SES_US_EAST_1" to "us-east-1". */
static bool origin_region(struct text t, char *region, size_t *n)
{
    const struct text prefix = sesd_text("AWS_SES_");

    if (!sesd_text_starts(t, prefix) || t.n - prefix.n > 32)
        return false;
    for (*n = 0; *n < t.n - prefix.n; ++*n) {
        char c = t.s[prefix.n + *n];

        region[*n] = c == '_' ? '-' : sesd_lower(c);
        if (c >= 'a' && c <= 'z')
            return false;
    }
    return sesd_region_is_well_formed((struct text){ region, *n });
}

enum sesdomain_status
sesdomain_instance_set_dkim_origin(struct sesdomain_instance *inst,
                                   const char *origin)
{
    const struct text t = sesd_text(origin);
    char region[32];
    size_t n = 0;

    sesd_begin(inst->sd);
    if (!origin || sesd_text_equal(t, sesd_text("AWS_SES")) ||
        sesd_text_equal(t, sesd_text("EXTERNAL")))
        return instance_set_text(inst, SLOT_ORIGIN,
                                 origin && *origin == 'E' ? t : none);
    if (!origin_region(t, region, &n))
        return sesd_fail(inst->sd, SESDOMAIN_E_VALUE, "dkim_origin", t,
                         "AWS_SES, EXTERNAL or AWS_SES_ and a region, as in "
                         "AWS_SES_US_EAST_1, was expected");
    return instance_set_text(inst, SLOT_ORIGIN, (struct text){ region, n });
}

enum sesdomain_status
sesdomain_instance_set_dkim_status(struct sesdomain_instance *inst,
                                   enum sesdomain_ses_status status)
{
    return set_status(inst, &inst->ses.dkim, "dkim_status", status);
}

enum sesdomain_status
sesdomain_instance_set_dkim_signing(struct sesdomain_instance *inst,
                                    enum sesdomain_tristate signing)
{
    return set_tristate(inst, &inst->ses.signing, "dkim_signing", signing);
}

enum sesdomain_status
sesdomain_instance_set_mail_from(struct sesdomain_instance *inst,
                                 const char *name)
{
    sesd_begin(inst->sd);
    return set_name(inst, SLOT_MAIL_FROM, "mail_from", name, NAME_MAIL);
}

enum sesdomain_status
sesdomain_instance_set_feedback_host(struct sesdomain_instance *inst,
                                     const char *host)
{
    sesd_begin(inst->sd);
    return set_name(inst, SLOT_FEEDBACK_HOST, "feedback_host", host,
                    NAME_HOST);
}

enum sesdomain_status
sesdomain_instance_set_mail_from_status(struct sesdomain_instance *inst,
                                        enum sesdomain_ses_status status)
{
    return set_status(inst, &inst->ses.mail_from, "mail_from_status", status);
}

enum sesdomain_status
sesdomain_instance_set_on_mx_failure(struct sesdomain_instance *inst,
                                     enum sesdomain_mx_failure failure)
{
    sesd_begin(inst->sd);
    if (!sesdomain_mx_failure_name(failure))
        return no_such(inst, "on_mx_failure");
    inst->ses.mx_failure = failure;
    return SESDOMAIN_OK;
}

/* Set a name and the host of its record, both or none. */
static enum sesdomain_status
set_name_and_host(struct sesdomain_instance *inst, enum slot slot,
                  const char *place, const char *name, const char *host)
{
    struct sesdomain *sd = inst->sd;
    struct string name_kept = { 0 }, host_kept = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    sesd_begin(sd);
    if (host && !name)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, place, none,
                         "a host needs a name");
    if (name)
        status = sesd_set_name(sd, &name_kept, place, name, NAME_MAIL);
    if (status == SESDOMAIN_OK && host)
        status = sesd_set_name(sd, &host_kept, place, host, NAME_HOST);
    if (status != SESDOMAIN_OK)
        return status;
    inst->text[slot] = name_kept;
    inst->text[slot + 1] = host_kept;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_instance_set_receiving(struct sesdomain_instance *inst,
                                 const char *name, const char *host)
{
    return set_name_and_host(inst, SLOT_RECEIVING, "receiving", name, host);
}

enum sesdomain_status
sesdomain_instance_set_tracking(struct sesdomain_instance *inst,
                                const char *name, const char *host)
{
    return set_name_and_host(inst, SLOT_TRACKING, "tracking", name, host);
}

enum sesdomain_status
sesdomain_instance_set_sending(struct sesdomain_instance *inst,
                               enum sesdomain_tristate sending)
{
    return set_tristate(inst, &inst->sending, "sending", sending);
}

bool sesd_mail_from_candidate(const struct sesdomain_instance *inst, size_t n,
                              struct out *o)
{
    const struct entry *region = &inst->region->entry;

    sesd_out_str(o, "mail-");
    sesd_out_mem(o, region->key, region->length);
    if (n) {
        sesd_out_char(o, '-');
        sesd_out_uint(o, n + 1);
    }
    sesd_out_char(o, '.');
    sesd_out_text(o, sesd_string_text(&inst->sd->domain));
    return o->length <= 253; /* characters of a name without escapes */
}

/* An instance that receives, and has neither DKIM nor a custom MAIL FROM
 * domain, only receives, unless the settings state that it sends. */
bool sesd_is_sending(const struct sesdomain_instance *inst)
{
    if (inst->sending)
        return inst->sending == SESDOMAIN_TRISTATE_YES;
    return !inst->text[SLOT_RECEIVING].set || inst->text[SLOT_DKIM_1].set ||
           inst->text[SLOT_ORIGIN].set || inst->text[SLOT_MAIL_FROM].set ||
           sesd_first_key(inst);
}

enum sesdomain_status
sesdomain_instance_set_sending_enabled(struct sesdomain_instance *inst,
                                       enum sesdomain_tristate enabled)
{
    return set_tristate(inst, &inst->ses.sending_enabled, "sending_enabled",
                        enabled);
}

enum sesdomain_status
sesdomain_instance_set_sandbox(struct sesdomain_instance *inst,
                               enum sesdomain_tristate sandbox)
{
    return set_tristate(inst, &inst->ses.sandbox, "sandbox", sandbox);
}
