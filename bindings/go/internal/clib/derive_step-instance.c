//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The part of an instance in the runbook. Takes what SES reports of an
 * instance and what DNS holds, and produces the steps that concern it. The
 * calls are those of SES v2:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Operations.html.
 */
#include "derive_step.h"

#define IN(kind) (UINT32_C(1) << (kind))
#define WAITS(aspect) (UINT32_C(1) << (aspect))

/* An instance, as the settings and the plan have it. */
struct part {
    const struct sesdomain_instance *inst;
    const struct plan_instance *planned;
    const struct identity *identity;
    uint32_t number;
    bool enforced; /* receivers act on the DMARC policy now */
};

/* ---- identities: SES has one in each account and region ---- */

/* Whether something that SES issued or reported is known. */
static bool part_is_known(const struct sesdomain_instance *inst)
{
    return inst->text[SLOT_TOKEN].set || inst->text[SLOT_DKIM_1].set ||
           inst->ses.verification || inst->ses.dkim;
}

/* Mark the identity of which an instance is a replica. */
static void part_mark_parent(struct derivation *d,
                             const struct sesdomain_instance *inst)
{
    const struct text region = sesd_string_text(&inst->text[SLOT_ORIGIN]);
    const struct region_use *use = (const struct region_use *)sesd_index_find(
        &d->sd->regions, region.s ? region.s : "", region.n);
    struct identity *parent =
        use ? sesd_identity(d, inst->account->id, use->id) : NULL;

    if (parent)
        parent->has_replicas = true;
}

void sesd_find_identities(struct derivation *d)
{
    for (size_t i = 0; i < d->sd->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];
        struct identity *identity = d->instances.identity_of[i];
        const bool draining = inst->state == SESDOMAIN_INSTANCE_STATE_DRAINING;

        if (inst->state == SESDOMAIN_INSTANCE_STATE_RETIRED)
            continue;
        if (draining || part_is_known(inst))
            identity->exists = true;
        if (draining && sesd_first_key(inst))
            identity->signs_with_old_key = true;
        part_mark_parent(d, inst);
    }
}

/* ---- DKIM ---- */

static bool part_is_external(const struct part *p)
{
    return sesd_text_equal(sesd_string_text(&p->inst->text[SLOT_ORIGIN]),
                           sesd_text("EXTERNAL"));
}

/* Whether SES signs with the key of the settings, as far as it says so: while
 * a draining instance has another key, what it reports may be of that.
 */
static bool part_has_switched(const struct part *p)
{
    const struct text selector =
        sesd_string_text(&p->inst->text[SLOT_SES_SELECTOR]);

    return part_is_external(p) &&
           (selector.s ? sesd_text_equal_nocase(selector, p->planned->selector)
                       : !p->identity->signs_with_old_key);
}

/* Whether a key of the domain's own is planned while SES signs with
 * another. */
static bool part_switches_key(const struct part *p)
{
    if (!p->planned->selector.s || !p->identity->exists ||
        part_has_switched(p))
        return false;
    return p->planned->has_tokens || !p->inst->ses.dkim ||
           p->identity->signs_with_old_key ||
           p->inst->text[SLOT_SES_SELECTOR].set;
}

/* Whether SES has the identity, and has issued no DKIM tokens for it. */
static bool part_lacks_tokens(const struct part *p)
{
    return p->identity->exists && !p->planned->has_tokens &&
           !p->planned->selector.s && !p->planned->origin.s &&
           (p->inst->ses.dkim <= SESDOMAIN_SES_NOT_STARTED ||
            p->inst->ses.dkim == SESDOMAIN_SES_FAILED);
}

static bool part_has_failed(const struct part *p)
{
    if (!p->planned->uses_dkim)
        return p->inst->ses.verification == SESDOMAIN_SES_FAILED;
    /* What replicates keys anew is creating the identity again
     * (send-email-authentication-dkim-deed.html): not if it can send. */
    return p->inst->ses.dkim == SESDOMAIN_SES_FAILED &&
           (!p->planned->origin.s || part_is_external(p) ||
            p->inst->ses.verification != SESDOMAIN_SES_SUCCESS);
}

/* Return the steps about DKIM. While SES changes from one way of signing to
 * another, mail may be unsigned (send-email-authentication-dkim-easy.html). */
static uint32_t part_dkim(struct derivation *d, struct part *p)
{
    uint32_t in = 0;

    if (part_lacks_tokens(p) && p->identity->signs_with_old_key)
        in |= IN(STEP_SWITCH_EASY);
    else if (part_lacks_tokens(p) &&
             (p->inst->ses.dkim || p->inst->ses.verification))
        in |= IN(STEP_ISSUE_TOKENS);
    if (part_switches_key(p))
        in |= IN(STEP_SWITCH_KEY);
    else if (part_has_failed(p))
        in |= IN(STEP_RESTART);
    if (p->planned->selector.s && p->planned->has_tokens &&
        !sesd_easy_is_missing(
            &d->evidence.of[p->number][SESDOMAIN_ASPECT_DKIM]))
        in |= IN(STEP_REMOVE_EASY);
    if (p->inst->ses.signing == SESDOMAIN_TRISTATE_NO &&
        !part_lacks_tokens(p) && sesd_is_sending(p->inst))
        in |= IN(STEP_ENABLE_SIGNING);
    return in;
}

/* Whether a step changes the way of signing of an identity that signs. */
static bool part_interrupts_dkim(uint32_t in)
{
    return in & (IN(STEP_SWITCH_KEY) | IN(STEP_SWITCH_EASY));
}

/* ---- MAIL FROM ---- */

/* Whether the plan has records for its custom MAIL FROM domain: no conflict,
 * and not in another zone. */
static bool part_has_mx(const struct part *p)
{
    return p->planned->mail_from.s &&
           p->planned->values[SESDOMAIN_PURPOSE_MAIL_FROM];
}

static bool part_is_rejecting(const struct part *p)
{
    return p->inst->ses.mx_failure == SESDOMAIN_MX_FAILURE_REJECT_MESSAGE;
}

/* Return the steps about MAIL FROM. A name that SES uses now is replaced only
 * while DKIM works, if the policy is enforced. */
static uint32_t part_mail_from(struct derivation *d, const struct part *p)
{
    const enum sesdomain_ses_status status =
        sesd_reported(p->inst, SESDOMAIN_ASPECT_MAIL_FROM);
    const bool moves = p->inst->text[SLOT_SES_MAIL_FROM].set &&
                       !p->planned->mail_from_set &&
                       p->inst->ses.mail_from == SESDOMAIN_SES_SUCCESS;
    uint32_t in = 0;

    if (!part_has_mx(p))
        return 0;
    if (part_is_rejecting(p) && p->planned->mail_from_set &&
        (p->planned->mx_elsewhere || status != SESDOMAIN_SES_SUCCESS))
        in |= IN(STEP_FALL_BACK);
    if (!p->planned->mail_from_set ||
        (status == SESDOMAIN_SES_FAILED && !p->planned->mx_elsewhere))
        in |= moves && p->enforced &&
                      sesd_path(d, p->number, SESDOMAIN_ASPECT_DKIM) !=
                          PATH_WORKING
                  ? IN(STEP_MOVE_MAIL_FROM)
                  : IN(STEP_SET_MAIL_FROM);
    if (!p->planned->mx_elsewhere && !part_is_rejecting(p))
        in |= IN(STEP_REJECT);
    return in;
}

/* ---- what the plan waits for ---- */

static uint32_t part_awaits(const struct part *p, uint32_t in)
{
    const enum sesdomain_aspect aspect = p->planned->uses_dkim
                                             ? SESDOMAIN_ASPECT_DKIM
                                             : SESDOMAIN_ASPECT_VERIFICATION;
    const enum sesdomain_ses_status status = sesd_reported(p->inst, aspect);
    const enum sesdomain_publication dns = p->planned->aspects[aspect].dns;
    uint32_t awaits = 0;

    if ((status != SESDOMAIN_SES_SUCCESS || (in & IN(STEP_SWITCH_KEY))) &&
        (dns != SESDOMAIN_PUBLICATION_CONFLICT ||
         status == SESDOMAIN_SES_PENDING) && /* it goes on looking */
        !part_lacks_tokens(p) &&
        (p->planned->uses_dkim || p->planned->uses_token ||
         p->planned->aspects[aspect].state != SESDOMAIN_READINESS_NOT_USED))
        awaits |= WAITS(aspect);
    if (part_has_mx(p) && !p->planned->mx_elsewhere &&
        !(in & IN(STEP_MOVE_MAIL_FROM)) &&
        sesd_reported(p->inst, SESDOMAIN_ASPECT_MAIL_FROM) !=
            SESDOMAIN_SES_SUCCESS)
        awaits |= WAITS(SESDOMAIN_ASPECT_MAIL_FROM);
    return awaits;
}

/* ---- all steps ---- */

static uint32_t part_of_active(struct derivation *d, struct part *p)
{
    struct plan_instance *planned = &d->plan->instances[p->number];
    uint32_t in;

    if (!p->identity->exists)
        return IN(STEP_CREATE);
    in = part_dkim(d, p) | part_mail_from(d, p);
    if (part_interrupts_dkim(in) && p->enforced && !p->planned->mail_from.s &&
        sesd_is_sending(p->inst))
        in |= IN(STEP_ADD_MAIL_FROM);
    planned->awaited = part_awaits(p, in);
    if (planned->awaited)
        in |= IN(STEP_WAIT);
    if ((planned->awaited & WAITS(SESDOMAIN_ASPECT_MAIL_FROM)) &&
        part_interrupts_dkim(in))
        in |= IN(STEP_WAIT_MAIL_FROM);
    return in;
}

uint32_t sesd_steps_of(struct derivation *d, uint32_t instance)
{
    struct part p = {
        .inst = d->sd->instances[instance],
        .planned = &d->plan->instances[instance],
        .identity = d->instances.identity_of[instance],
        .number = instance,
        .enforced = d->dmarc.enforced,
    };

    switch (p.inst->state) {
    case SESDOMAIN_INSTANCE_STATE_ACTIVE:
        return part_of_active(d, &p);
    case SESDOMAIN_INSTANCE_STATE_DRAINING:
        return IN(p.identity->active ? STEP_RETIRE_KEY : STEP_DRAIN);
    case SESDOMAIN_INSTANCE_STATE_RETIRED:
        return p.planned->deletes_identity && !d->change.removal_waits &&
                       !p.identity->has_replicas
                   ? IN(STEP_DELETE)
                   : 0;
    default:
        return 0;
    }
}
