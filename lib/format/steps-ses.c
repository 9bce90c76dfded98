/* SPDX-License-Identifier: MIT */
#include "format.h"

typedef bool applies(const struct plan_instance *inst);

/* ---- commands ---- */

static void word(struct book *b, const char *flag, struct text t)
{
    sesd_out_char(b->o, ' ');
    sesd_out_str(b->o, flag);
    sesd_out_char(b->o, '=');
    sesd_out_shell(b->o, t);
}

/* aws API VERB FLAG=DOMAIN --region=R --profile=LABEL */
static void aws_of(struct book *b, const struct plan_instance *inst,
                   const char *api, const char *verb, const char *flag)
{
    sesd_out_str(b->o, "     aws ");
    sesd_out_str(b->o, api);
    sesd_out_char(b->o, ' ');
    sesd_out_str(b->o, verb);
    word(b, flag, b->plan->domain);
    word(b, "--region", sesd_text(inst->region));
    word(b, "--profile", inst->label);
}

static void aws(struct book *b, const struct plan_instance *inst,
                const char *verb)
{
    aws_of(b, inst, "sesv2", verb, "--email-identity");
}

static void aws_line(struct book *b, const struct plan_instance *inst,
                     const char *verb)
{
    aws(b, inst, verb);
    sesd_out_char(b->o, '\n');
}

static bool any(const struct book *b, applies *is)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(&b->plan->instances[i]))
            return true;
    return false;
}

static void for_each(struct book *b, applies *is, const char *verb)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(&b->plan->instances[i]))
            aws_line(b, &b->plan->instances[i], verb);
}

/* ---- who is where ---- */

static bool is_active(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE;
}

static bool is_draining(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_DRAINING;
}

/* Nothing that SES has issued or said is known. */
static bool is_new(const struct plan_instance *inst)
{
    return is_active(inst) && !inst->uses_token && !inst->has_tokens &&
           !inst->ses.verification && !inst->ses.dkim;
}

static bool signs_not(const struct plan_instance *inst)
{
    return is_active(inst) && inst->ses.signing == SESDOMAIN_TRISTATE_NO;
}

/* The plan has records for its MAIL FROM name: no conflict, no other zone. */
static bool has_mx(const struct plan_instance *inst)
{
    return is_active(inst) && inst->mail_from.s &&
           inst->values[SESDOMAIN_PURPOSE_MAIL_FROM];
}

/* SES has to be told of the MAIL FROM name, or told again. */
static bool needs_mail_from(const struct plan_instance *inst)
{
    return has_mx(inst) && (!inst->mail_from_set ||
                            inst->ses.mail_from == SESDOMAIN_SES_FAILED);
}

static bool has_failed(const struct plan_instance *inst)
{
    return is_active(inst) &&
           (inst->uses_dkim ? inst->ses.dkim : inst->ses.verification) ==
               SESDOMAIN_SES_FAILED;
}

static bool is_waiting(const struct plan_instance *inst)
{
    return is_active(inst) &&
           (inst->uses_dkim ? inst->ses.dkim != SESDOMAIN_SES_SUCCESS
                            : inst->ses.verification != SESDOMAIN_SES_SUCCESS);
}

/* What SES says in a region whose MX is not the one is not documented. */
static bool mail_from_waits(const struct plan_instance *inst)
{
    return has_mx(inst) && !inst->mx_elsewhere &&
           inst->ses.mail_from != SESDOMAIN_SES_SUCCESS;
}

static bool waits(const struct plan_instance *inst)
{
    return !is_new(inst) && (is_waiting(inst) || mail_from_waits(inst));
}

static bool may_reject(const struct plan_instance *inst)
{
    return has_mx(inst) && !is_new(inst) && !inst->mx_elsewhere &&
           inst->ses.mx_failure != SESDOMAIN_MX_FAILURE_REJECT_MESSAGE;
}

static bool leaves(const struct plan_instance *inst)
{
    return inst->leaves;
}

/* ---- SES ---- */

static void origin(struct book *b, const char *flag, struct text region)
{
    sesd_out_str(b->o, " --");
    sesd_out_str(b->o, flag);
    sesd_out_str(b->o, "AWS_SES_");
    for (size_t i = 0; i < region.n; i++) {
        char c = region.s[i];

        sesd_out_char(b->o, c == '-'               ? '_'
                            : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A')
                                                   : c);
    }
}

/* The private key is for no command line: others of the machine read those. */
#define KEY_FILE "file://dkim.json"

static void key_file(struct book *b, const struct plan_instance *inst)
{
    sesd_say(b, "  dkim.json has the private key in Base64, without its PEM "
                "lines:");
    sesd_out_str(b->o, "     {\"DomainSigningSelector\": ");
    sesd_out_json(b->o, inst->selector);
    sesd_out_str(b->o, ", \"DomainSigningPrivateKey\": \"...\"}\n");
}

static void create_one(struct book *b, const struct plan_instance *inst)
{
    aws(b, inst, "create-email-identity");
    if (inst->selector.s)
        sesd_out_str(b->o, " --dkim-signing-attributes=" KEY_FILE);
    else if (inst->origin.s)
        origin(b, "dkim-signing-attributes=DomainSigningAttributesOrigin=",
               inst->origin);
    sesd_out_char(b->o, '\n');
    if (inst->selector.s)
        key_file(b, inst);
}

/* Replicas come after those whose keys they have. */
void sesd_steps_create(struct book *b)
{
    if (!any(b, is_new))
        return;
    sesd_step(b, "Create the identity, and give its tokens to the settings");
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is_new(&b->plan->instances[i]) && !b->plan->instances[i].origin.s)
            create_one(b, &b->plan->instances[i]);
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is_new(&b->plan->instances[i]) && b->plan->instances[i].origin.s)
            create_one(b, &b->plan->instances[i]);
    sesd_say(b,
             "What it prints goes into \"aws\" of the instance; then run this "
             "again.");
}

/* Version 1 of the API begins anew when it is told again, and prints what it
 * looks for (API_VerifyDomainIdentity); with the keys of somebody else SES is
 * given them again. */
static void look_again(struct book *b, const struct plan_instance *inst)
{
    if (inst->selector.s) {
        aws(b, inst, "put-email-identity-dkim-signing-attributes");
        sesd_out_str(b->o, " --signing-attributes-origin=EXTERNAL"
                           " --signing-attributes=" KEY_FILE "\n");
        key_file(b, inst);
        return;
    }
    if (inst->origin.s) {
        aws(b, inst, "put-email-identity-dkim-signing-attributes");
        origin(b, "signing-attributes-origin=", inst->origin);
    } else {
        aws_of(b, inst, "ses",
               inst->uses_dkim ? "verify-domain-dkim"
                               : "verify-domain-identity",
               "--domain");
    }
    sesd_out_char(b->o, '\n');
}

static void mail_from(struct book *b, applies *is, const char *behaviour)
{
    for (size_t i = 0; i < b->plan->instance_count; i++) {
        const struct plan_instance *inst = &b->plan->instances[i];

        if (!is(inst))
            continue;
        aws(b, inst, "put-email-identity-mail-from-attributes");
        word(b, "--mail-from-domain", inst->mail_from);
        word(b, "--behavior-on-mx-failure", sesd_text(behaviour));
        sesd_out_char(b->o, '\n');
    }
}

void sesd_steps_tell(struct book *b)
{
    if (any(b, signs_not)) {
        sesd_step(b, "Switch DKIM signing on");
        for_each(b, signs_not,
                 "put-email-identity-dkim-attributes --signing-enabled");
    }
    if (any(b, has_failed)) {
        sesd_step(b, "Let SES look again, once the records are there");
        for (size_t i = 0; i < b->plan->instance_count; i++)
            if (has_failed(&b->plan->instances[i]))
                look_again(b, &b->plan->instances[i]);
        sesd_say(b, "What it prints goes into \"aws\" of the instance.");
    }
    if (any(b, needs_mail_from)) {
        sesd_step(b, "Tell SES of the MAIL FROM name, once its MX is there");
        mail_from(b, needs_mail_from, "USE_DEFAULT_VALUE");
        sesd_say(
            b, "Until it is verified, SES sends as amazonses.com, and rejects "
               "nothing.");
    }
}

void sesd_steps_wait(struct book *b)
{
    if (!any(b, waits))
        return;
    sesd_step(b, "Wait until SES says SUCCESS; it looks for up to 72 hours");
    for_each(b, waits, "get-email-identity");
}

bool sesd_steps_reject(struct book *b)
{
    if (!any(b, may_reject))
        return false;
    sesd_step(b, "Only then, if you want it: reject mail whose MAIL FROM is "
                 "broken");
    mail_from(b, may_reject, "REJECT_MESSAGE");
    return true;
}

/* ---- those who go ---- */

void sesd_steps_drain(struct book *b)
{
    if (!any(b, is_draining))
        return;
    sesd_step(b, "Let those that are draining run dry");
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is_draining(&b->plan->instances[i])) {
            sesd_out_str(b->o, "     ");
            sesd_out_text(b->o, b->plan->instances[i].label);
            sesd_out_char(b->o, '\n');
        }
    sesd_say(b, "See that nothing sends through them. " SES_RETRIES ",");
    sesd_say(b, "others for days: after " DRAIN " set them to retired.");
}

static bool removal_waits(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < plan->finding_count; i++)
        if (plan->findings[i].row->finding == FINDING_REMOVAL_DEFERRED)
            return true;
    return false;
}

/* An identity that another instance has, too, is not theirs to delete. */
void sesd_steps_delete(struct book *b)
{
    if (removal_waits(b->plan)) {
        sesd_step(b,
                  "Run this again once SES says SUCCESS for those that stay");
        sesd_say(b, "It then says what of the retired instances is to be "
                    "removed, and where.");
        return;
    }
    if (!any(b, leaves))
        return;
    sesd_step(b, "Last, delete the identities that are retired");
    for_each(b, leaves, "delete-email-identity");
    sesd_say(b,
             "Not before their records are gone, and not while a replica uses "
             "their keys.");
}
