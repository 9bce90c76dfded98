/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* ---- what was found ---- */

void sesd_plan_evidence(struct derivation *b)
{
    b->evidence = sesd_alloc_zero(&b->scratch, b->plan->instance_count *
                                                   sizeof(*b->evidence));
    if (!b->evidence)
        return;
    for (struct owner *o = b->first; o; o = o->next)
        for (struct want *w = sesd_first_want(o); w; w = sesd_next_want(w)) {
            const enum sesdomain_aspect aspect = w->rule->aspect;

            for (size_t k = 0; k < w->claims.count && aspect; k++)
                b->evidence[w->claims.of[k]][aspect].held[w->held]++;
        }
}

static uint32_t all_of(const struct evidence *seen)
{
    return seen->held[HELD_UNKNOWN] + seen->held[HELD_MISSING] +
           seen->held[HELD_PUBLISHED] + seen->held[HELD_CONFLICT];
}

bool sesd_usable(const struct evidence *evidence)
{
    return all_of(evidence) && !evidence->held[HELD_CONFLICT];
}

static enum sesdomain_publication dns_fact(const struct evidence *seen)
{
    if (seen->held[HELD_CONFLICT])
        return SESDOMAIN_PUBLICATION_CONFLICT;
    if (seen->held[HELD_UNKNOWN] || !all_of(seen))
        return SESDOMAIN_PUBLICATION_UNKNOWN;
    if (!seen->held[HELD_MISSING])
        return SESDOMAIN_PUBLICATION_PUBLISHED;
    return seen->held[HELD_PUBLISHED] ? SESDOMAIN_PUBLICATION_PARTIAL
                                      : SESDOMAIN_PUBLICATION_MISSING;
}

/* ---- how far it is ---- */

/* The first that holds. */
static enum sesdomain_readiness
state(bool used, enum sesdomain_publication dns, enum sesdomain_ses_status ses)
{
    bool gone = dns == SESDOMAIN_PUBLICATION_MISSING ||
                dns == SESDOMAIN_PUBLICATION_PARTIAL;

    if (!used)
        return SESDOMAIN_READINESS_NOT_USED;
    if (dns == SESDOMAIN_PUBLICATION_CONFLICT)
        return SESDOMAIN_READINESS_CONFLICT;
    if (ses == SESDOMAIN_SES_FAILED)
        return SESDOMAIN_READINESS_FAILED;
    if (ses == SESDOMAIN_SES_TEMPORARY_FAILURE ||
        (ses == SESDOMAIN_SES_SUCCESS && gone))
        return SESDOMAIN_READINESS_AT_RISK;
    if (gone)
        return SESDOMAIN_READINESS_MISSING;
    if (ses == SESDOMAIN_SES_SUCCESS)
        return SESDOMAIN_READINESS_VERIFIED;
    if (dns == SESDOMAIN_PUBLICATION_PUBLISHED)
        return SESDOMAIN_READINESS_PUBLISHED;
    return SESDOMAIN_READINESS_UNKNOWN;
}

static bool is_set(const struct sesdomain_instance *inst, enum slot slot)
{
    return inst->text[slot].set;
}

bool sesd_uses_dkim(const struct sesdomain_instance *inst)
{
    return is_set(inst, SLOT_DKIM_1) || sesd_first_key(inst) ||
           is_set(inst, SLOT_ORIGIN);
}

bool sesd_verified(const struct sesdomain_instance *inst)
{
    const struct ses_facts *ses = &inst->ses;

    if ((sesd_uses_dkim(inst) ? ses->dkim : ses->verification) !=
        SESDOMAIN_SES_SUCCESS)
        return false;
    return !is_set(inst, SLOT_MAIL_FROM) ||
           ses->mail_from == SESDOMAIN_SES_SUCCESS;
}

/* Without a token, DKIM verifies the identity (SES v2). */
static struct readiness verification(const struct sesdomain_instance *inst,
                                     const struct evidence *seen)
{
    const bool token = is_set(inst, SLOT_TOKEN);
    const enum sesdomain_publication dns = dns_fact(
        &seen[token ? SESDOMAIN_ASPECT_VERIFICATION : SESDOMAIN_ASPECT_DKIM]);

    return (struct readiness){ state(token || sesd_uses_dkim(inst), dns,
                                     inst->ses.verification),
                               dns, inst->ses.verification };
}

static struct readiness aspect(bool used, const struct evidence *seen,
                               enum sesdomain_ses_status ses)
{
    const enum sesdomain_publication dns = used && !all_of(seen)
                                               ? SESDOMAIN_PUBLICATION_CONFLICT
                                               : dns_fact(seen);

    return (struct readiness){ state(used, used ? dns : 0, ses),
                               used ? dns : SESDOMAIN_PUBLICATION_UNKNOWN,
                               ses };
}

static struct readiness dmarc(const struct derivation *b)
{
    static const enum sesdomain_publication facts[] = {
        [HELD_UNKNOWN] = SESDOMAIN_PUBLICATION_UNKNOWN,
        [HELD_MISSING] = SESDOMAIN_PUBLICATION_MISSING,
        [HELD_PUBLISHED] = SESDOMAIN_PUBLICATION_PUBLISHED,
        [HELD_CONFLICT] = SESDOMAIN_PUBLICATION_CONFLICT,
    };
    const enum sesdomain_publication dns = facts[b->dmarc];

    return (struct readiness){ state(b->dmarc_used, dns, 0), dns, 0 };
}

static bool is_ready(const struct plan_instance *inst)
{
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
        const enum sesdomain_readiness wanted =
            a < SESDOMAIN_ASPECT_SPF ? SESDOMAIN_READINESS_VERIFIED
                                     : SESDOMAIN_READINESS_PUBLISHED;

        if (inst->aspects[a].state != wanted &&
            inst->aspects[a].state != SESDOMAIN_READINESS_NOT_USED)
            return false;
    }
    return true;
}

static void judge(const struct derivation *b, uint32_t i,
                  struct readiness of_dmarc)
{
    const struct sesdomain_instance *inst = b->sd->instances[i];
    const struct evidence *seen = b->evidence[i];
    struct plan_instance *to = &b->plan->instances[i];
    const bool mail_from = is_set(inst, SLOT_MAIL_FROM);

    to->aspects[SESDOMAIN_ASPECT_VERIFICATION] = verification(inst, seen);
    to->aspects[SESDOMAIN_ASPECT_DKIM] = aspect(
        sesd_uses_dkim(inst), &seen[SESDOMAIN_ASPECT_DKIM], inst->ses.dkim);
    to->aspects[SESDOMAIN_ASPECT_MAIL_FROM] = aspect(
        mail_from, &seen[SESDOMAIN_ASPECT_MAIL_FROM], inst->ses.mail_from);
    to->aspects[SESDOMAIN_ASPECT_SPF] =
        aspect(mail_from, &seen[SESDOMAIN_ASPECT_SPF], 0);
    to->aspects[SESDOMAIN_ASPECT_DMARC] = of_dmarc;
    to->ready = !b->unaligned[i] && is_ready(to);
}

void sesd_plan_readiness(struct derivation *b)
{
    struct sesdomain_plan *plan = b->plan;
    const struct readiness of_dmarc = dmarc(b);

    plan->ready = plan->scenario != SESDOMAIN_SCENARIO_NONE;
    for (uint32_t i = 0; i < plan->instance_count; i++) {
        judge(b, i, of_dmarc);
        if (plan->instances[i].state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            !plan->instances[i].ready)
            plan->ready = false;
    }
}
