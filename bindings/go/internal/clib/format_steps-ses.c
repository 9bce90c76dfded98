//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The steps of the runbook in SES. Takes the instances of a plan, produces
 * calls of the AWS CLI:
 * https://docs.aws.amazon.com/cli/latest/reference/sesv2/.
 */
#include "format_format.h"

typedef bool applies(const struct sesdomain_plan *plan,
                     const struct plan_instance *inst);

/* ---- commands ---- */

static void steps_argument(struct book *b, const char *flag, struct text t)
{
    sesd_out_char(b->o, ' ');
    sesd_out_str(b->o, flag);
    sesd_out_char(b->o, '=');
    sesd_out_shell(b->o, t);
}

/* Write aws API VERB FLAG=DOMAIN --region=R --profile=LABEL */
static void steps_aws_of(struct book *b, const struct plan_instance *inst,
                         const char *api, const char *verb, const char *flag)
{
    sesd_out_str(b->o, "     aws ");
    sesd_out_str(b->o, api);
    sesd_out_char(b->o, ' ');
    sesd_out_str(b->o, verb);
    steps_argument(b, flag, b->plan->domain);
    steps_argument(b, "--region", sesd_text(inst->region));
    steps_argument(b, "--profile", inst->label);
}

static void steps_aws(struct book *b, const struct plan_instance *inst,
                      const char *verb)
{
    steps_aws_of(b, inst, "sesv2", verb, "--email-identity");
}

static void steps_aws_line(struct book *b, const struct plan_instance *inst,
                           const char *verb)
{
    steps_aws(b, inst, verb);
    sesd_out_char(b->o, '\n');
}

static bool steps_any(const struct book *b, applies *is)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(b->plan, &b->plan->instances[i]))
            return true;
    return false;
}

static void steps_for_each(struct book *b, applies *is, const char *verb)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(b->plan, &b->plan->instances[i]))
            steps_aws_line(b, &b->plan->instances[i], verb);
}

/* ---- kinds of instances ---- */

static bool instance_is_active(const struct sesdomain_plan *plan,
                               const struct plan_instance *inst)
{
    (void)plan;
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE;
}

/* Whether an active instance has the same identity: this one stands for a key
 * that is being replaced. */
static bool instance_has_old_key(const struct sesdomain_plan *plan,
                                 const struct plan_instance *inst)
{
    if (inst->state != SESDOMAIN_INSTANCE_STATE_DRAINING)
        return false;
    for (size_t i = 0; i < plan->instance_count; i++) {
        const struct plan_instance *other = &plan->instances[i];

        if (instance_is_active(plan, other) &&
            strcmp(other->account, inst->account) == 0 &&
            strcmp(other->region, inst->region) == 0)
            return true;
    }
    return false;
}

static bool instance_is_draining(const struct sesdomain_plan *plan,
                                 const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_DRAINING &&
           !instance_has_old_key(plan, inst);
}

/* Whether something that SES issued or reported is known. */
static bool instance_is_known(const struct sesdomain_plan *plan,
                              const struct plan_instance *inst)
{
    (void)plan;
    return inst->uses_token || inst->has_tokens || inst->ses.verification ||
           inst->ses.dkim;
}

/* Whether SES has the identity: in an account and region there is one, of
 * which another instance may tell. */
static bool instance_exists(const struct sesdomain_plan *plan,
                            const struct plan_instance *inst)
{
    for (size_t i = 0; i < plan->instance_count; i++) {
        const struct plan_instance *other = &plan->instances[i];

        if (other->state != SESDOMAIN_INSTANCE_STATE_RETIRED &&
            strcmp(other->account, inst->account) == 0 &&
            strcmp(other->region, inst->region) == 0 &&
            (other->state == SESDOMAIN_INSTANCE_STATE_DRAINING ||
             instance_is_known(plan, other)))
            return true;
    }
    return false;
}

static bool instance_is_new(const struct sesdomain_plan *plan,
                            const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) && !instance_exists(plan, inst);
}

/* Whether SES has the identity, and has issued no DKIM tokens for it: it was
 * verified by its TXT record, or not at all. */
static bool instance_lacks_tokens(const struct sesdomain_plan *plan,
                                  const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) && instance_exists(plan, inst) &&
           !inst->has_tokens && !inst->selector.s && !inst->origin.s &&
           inst->ses.dkim <= SESDOMAIN_SES_NOT_STARTED &&
           (inst->ses.dkim || inst->ses.verification);
}

/* Whether a key of the domain's own is planned while SES signs with another:
 * SES is switched once DNS has the key. */
static bool instance_switches(const struct sesdomain_plan *plan,
                              const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) && inst->selector.s &&
           !sesd_text_equal(inst->origin, sesd_text("EXTERNAL")) &&
           (inst->has_tokens ||
            (!inst->ses.dkim && instance_exists(plan, inst)));
}

/* Whether SES signs with Easy DKIM until it is switched. */
static bool instance_leaves_easy_dkim(const struct sesdomain_plan *plan,
                                      const struct plan_instance *inst)
{
    return instance_switches(plan, inst) && inst->has_tokens;
}

static bool instance_has_signing_disabled(const struct sesdomain_plan *plan,
                                          const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) &&
           !instance_lacks_tokens(plan, inst) &&
           inst->ses.signing == SESDOMAIN_TRISTATE_NO;
}

/* Whether the plan has records for its custom MAIL FROM domain: no conflict,
 * and not in another zone. */
static bool instance_has_mx(const struct sesdomain_plan *plan,
                            const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) && inst->mail_from.s &&
           inst->values[SESDOMAIN_PURPOSE_MAIL_FROM];
}

/* Whether the custom MAIL FROM domain has to be set in SES, or set again. */
static bool instance_needs_mail_from(const struct sesdomain_plan *plan,
                                     const struct plan_instance *inst)
{
    return instance_has_mx(plan, inst) &&
           (!inst->mail_from_set ||
            (inst->ses.mail_from == SESDOMAIN_SES_FAILED &&
             !inst->mx_elsewhere));
}

static bool instance_has_failed(const struct sesdomain_plan *plan,
                                const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) &&
           (inst->uses_dkim ? inst->ses.dkim : inst->ses.verification) ==
               SESDOMAIN_SES_FAILED;
}

static bool instance_is_waiting(const struct sesdomain_plan *plan,
                                const struct plan_instance *inst)
{
    return instance_is_active(plan, inst) &&
           (inst->uses_dkim ? inst->ses.dkim != SESDOMAIN_SES_SUCCESS
                            : inst->ses.verification != SESDOMAIN_SES_SUCCESS);
}

/* Whether the MX is that of another region: AWS does not document what SES
 * reports then. */
static bool instance_mail_from_waits(const struct sesdomain_plan *plan,
                                     const struct plan_instance *inst)
{
    return instance_has_mx(plan, inst) && !inst->mx_elsewhere &&
           inst->ses.mail_from != SESDOMAIN_SES_SUCCESS;
}

static bool instance_waits(const struct sesdomain_plan *plan,
                           const struct plan_instance *inst)
{
    return !instance_is_new(plan, inst) &&
           ((instance_is_waiting(plan, inst) &&
             !instance_lacks_tokens(plan, inst)) ||
            instance_switches(plan, inst) ||
            instance_mail_from_waits(plan, inst));
}

static bool instance_may_reject(const struct sesdomain_plan *plan,
                                const struct plan_instance *inst)
{
    return instance_has_mx(plan, inst) && !instance_is_new(plan, inst) &&
           !inst->mx_elsewhere &&
           inst->ses.mx_failure != SESDOMAIN_MX_FAILURE_REJECT_MESSAGE;
}

static bool instance_is_deleted(const struct sesdomain_plan *plan,
                                const struct plan_instance *inst)
{
    (void)plan;
    return inst->deletes_identity;
}

/* ---- SES ---- */

static void steps_origin(struct book *b, const char *flag, struct text region)
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

/* A private key must not be on a command line: other users can read it. */
#define KEY_FILE "file://dkim.json"

static void steps_key_file(struct book *b, const struct plan_instance *inst)
{
    sesd_say(b, "  dkim.json contains the private key in Base64, without PEM "
                "lines:");
    sesd_out_str(b->o, "     {\"DomainSigningSelector\": ");
    sesd_out_json(b->o, inst->selector);
    sesd_out_str(b->o, ", \"DomainSigningPrivateKey\": \"...\"}\n");
}

static void steps_create_one(struct book *b, const struct plan_instance *inst)
{
    steps_aws(b, inst, "create-email-identity");
    if (inst->selector.s)
        sesd_out_str(b->o, " --dkim-signing-attributes=" KEY_FILE);
    else if (inst->origin.s)
        steps_origin(b,
                     "dkim-signing-attributes=DomainSigningAttributesOrigin=",
                     inst->origin);
    sesd_out_char(b->o, '\n');
    if (inst->selector.s)
        steps_key_file(b, inst);
}

/* Write the step that creates identities. Replicas follow their parents. */
/* Have SES issue DKIM tokens for identities that exist
 * (API_PutEmailIdentityDkimSigningAttributes). */
static void steps_issue(struct book *b)
{
    if (!steps_any(b, instance_lacks_tokens))
        return;
    sesd_step(b, "Have SES issue DKIM tokens, and add them to the settings");
    steps_for_each(b, instance_lacks_tokens,
                   "put-email-identity-dkim-signing-attributes "
                   "--signing-attributes-origin=AWS_SES");
    sesd_say(b,
             "Add its output to \"aws\" of the instance, and run this again: "
             "the DKIM records follow.");
}

void sesd_steps_create(struct book *b)
{
    steps_issue(b);
    if (!steps_any(b, instance_is_new))
        return;
    sesd_step(b, "Create the identity, and add its tokens to the settings");
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (instance_is_new(b->plan, &b->plan->instances[i]) &&
            !b->plan->instances[i].origin.s)
            steps_create_one(b, &b->plan->instances[i]);
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (instance_is_new(b->plan, &b->plan->instances[i]) &&
            b->plan->instances[i].origin.s)
            steps_create_one(b, &b->plan->instances[i]);
    sesd_say(b,
             "Add its output to \"aws\" of the instance, and run this again.");
}

/* Write a call that restarts verification. That of the SES v1 API prints the
 * expected records (API_VerifyDomainIdentity); with BYODKIM, the key is given
 * again. */
static void steps_look_again(struct book *b, const struct plan_instance *inst)
{
    if (inst->selector.s) {
        steps_aws(b, inst, "put-email-identity-dkim-signing-attributes");
        sesd_out_str(b->o, " --signing-attributes-origin=EXTERNAL"
                           " --signing-attributes=" KEY_FILE "\n");
        steps_key_file(b, inst);
        return;
    }
    if (inst->origin.s) {
        steps_aws(b, inst, "put-email-identity-dkim-signing-attributes");
        steps_origin(b, "signing-attributes-origin=", inst->origin);
    } else {
        steps_aws_of(b, inst, "ses",
                     inst->uses_dkim ? "verify-domain-dkim"
                                     : "verify-domain-identity",
                     "--domain");
    }
    sesd_out_char(b->o, '\n');
}

static void steps_mail_from(struct book *b, applies *is, const char *behaviour)
{
    for (size_t i = 0; i < b->plan->instance_count; i++) {
        const struct plan_instance *inst = &b->plan->instances[i];

        if (!is(b->plan, inst))
            continue;
        steps_aws(b, inst, "put-email-identity-mail-from-attributes");
        steps_argument(b, "--mail-from-domain", inst->mail_from);
        steps_argument(b, "--behavior-on-mx-failure", sesd_text(behaviour));
        sesd_out_char(b->o, '\n');
    }
}

/* https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-
 * bring-your-own.html: mail goes unsigned unless DNS has the key first. */
static void steps_switch(struct book *b)
{
    if (!steps_any(b, instance_switches))
        return;
    sesd_step(b, "Check that every name server of the zone has the new key");
    sesd_say(b, "The format \"dig\" prints the commands.");
    sesd_step(b, "Switch SES to the key of the domain's own");
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (instance_switches(b->plan, &b->plan->instances[i]))
            steps_look_again(b, &b->plan->instances[i]);
}

void sesd_steps_set(struct book *b)
{
    steps_switch(b);
    if (steps_any(b, instance_has_signing_disabled)) {
        sesd_step(b, "Enable DKIM signing");
        steps_for_each(b, instance_has_signing_disabled,
                       "put-email-identity-dkim-attributes --signing-enabled");
    }
    if (steps_any(b, instance_has_failed)) {
        sesd_step(b, "Start verification again, once the records exist");
        for (size_t i = 0; i < b->plan->instance_count; i++)
            if (instance_has_failed(b->plan, &b->plan->instances[i]))
                steps_look_again(b, &b->plan->instances[i]);
        sesd_say(b, "Add its output to \"aws\" of the instance.");
    }
    if (steps_any(b, instance_needs_mail_from)) {
        sesd_step(
            b, "Set the custom MAIL FROM domain in SES, once its MX exists");
        steps_mail_from(b, instance_needs_mail_from, "USE_DEFAULT_VALUE");
        sesd_say(
            b, "Until SES has verified it, mail is sent as amazonses.com, and "
               "none is rejected.");
    }
}

void sesd_steps_wait(struct book *b)
{
    if (!steps_any(b, instance_waits))
        return;
    sesd_step(b,
              "Wait until SES reports SUCCESS; it looks for up to 72 hours");
    steps_for_each(b, instance_waits, "get-email-identity");
}

bool sesd_steps_reject(struct book *b)
{
    if (strcmp(sesd_plan_option(b->plan, "steps.reject"), "yes") != 0 ||
        !steps_any(b, instance_may_reject))
        return false;
    sesd_step(b, "Once SES reports SUCCESS for the custom MAIL FROM domain, "
                 "reject mail if its MX is missing");
    steps_mail_from(b, instance_may_reject, "REJECT_MESSAGE");
    return true;
}

/* ---- draining and retired instances ---- */

static void steps_list(struct book *b, applies *is)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(b->plan, &b->plan->instances[i])) {
            sesd_out_str(b->o, "     instance ");
            sesd_out_text(b->o, b->plan->instances[i].label);
            sesd_out_char(b->o, '\n');
        }
}

/* The old key signs mail in transit: its records are removed later. */
static void steps_leave_easy_dkim(struct book *b)
{
    if (!steps_any(b, instance_leaves_easy_dkim))
        return;
    sesd_step(b, "After " DRAIN ", remove the CNAMEs of Easy DKIM");
    sesd_say(b, "Remove the tokens from the settings of these instances then, "
                "and plan again:");
    steps_list(b, instance_leaves_easy_dkim);
}

void sesd_steps_drain(struct book *b)
{
    steps_leave_easy_dkim(b);
    if (steps_any(b, instance_has_old_key)) {
        sesd_step(b, "After " DRAIN ", set the instances with the old key to "
                     "retired");
        steps_list(b, instance_has_old_key);
    }
    if (!steps_any(b, instance_is_draining))
        return;
    sesd_step(b, "Wait until the draining instances have no mail in transit");
    steps_list(b, instance_is_draining);
    sesd_say(b, "Check that nothing sends through them. " SES_RETRIES ",");
    sesd_say(b, "others for days: after " DRAIN " set them to retired.");
}

static bool steps_removal_waits(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < plan->finding_count; i++)
        if (plan->findings[i].row->finding == FINDING_REMOVAL_DEFERRED)
            return true;
    return false;
}

/* Write the step that deletes identities, except those that another instance
 * uses. */
void sesd_steps_delete(struct book *b)
{
    if (steps_removal_waits(b->plan)) {
        sesd_step(b, "Run this again once SES reports SUCCESS for the active "
                     "instances");
        sesd_say(
            b,
            "It then lists the records of the retired instances to remove.");
        return;
    }
    if (!steps_any(b, instance_is_deleted))
        return;
    sesd_step(b, "Last, delete the identities of retired instances");
    steps_for_each(b, instance_is_deleted, "delete-email-identity");
    sesd_say(b,
             "Wait until their records are removed, and no replica uses their "
             "keys.");
}
