/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* How many of an aspect's values are in which state. */
struct needed {
    uint32_t wanted, conflict;
};

static enum sesdomain_dns_fact dns_fact(const struct needed *t)
{
    return t->conflict ? SESDOMAIN_DNS_CONFLICT : SESDOMAIN_DNS_UNKNOWN;
}

/* The first that holds. */
static enum sesdomain_readiness state(bool used, enum sesdomain_dns_fact dns,
                                      enum sesdomain_ses_status ses)
{
    bool gone = dns == SESDOMAIN_DNS_MISSING || dns == SESDOMAIN_DNS_PARTIAL;

    if (!used)
        return SESDOMAIN_READINESS_NOT_USED;
    if (dns == SESDOMAIN_DNS_CONFLICT)
        return SESDOMAIN_READINESS_CONFLICT;
    if (ses == SESDOMAIN_SES_FAILED)
        return SESDOMAIN_READINESS_FAILED;
    if (ses == SESDOMAIN_SES_UNSTEADY ||
        (ses == SESDOMAIN_SES_VERIFIED && gone))
        return SESDOMAIN_READINESS_AT_RISK;
    if (gone)
        return SESDOMAIN_READINESS_MISSING;
    if (ses == SESDOMAIN_SES_VERIFIED)
        return SESDOMAIN_READINESS_VERIFIED;
    if (dns == SESDOMAIN_DNS_PUBLISHED)
        return SESDOMAIN_READINESS_PUBLISHED;
    return SESDOMAIN_READINESS_UNKNOWN;
}

static enum sesdomain_ses_status ses_fact(const struct ses_facts *ses,
                                          enum sesdomain_aspect aspect)
{
    switch (aspect) {
    case SESDOMAIN_ASPECT_VERIFICATION:
        return ses->verification;
    case SESDOMAIN_ASPECT_DKIM:
        return ses->dkim;
    case SESDOMAIN_ASPECT_MAIL_FROM:
        return ses->mail_from;
    case SESDOMAIN_ASPECT_SPF:
    case SESDOMAIN_ASPECT_DMARC:
        break;
    }
    return SESDOMAIN_SES_UNKNOWN;
}

static void count(struct needed *tally, const struct owner *owner)
{
    tally->wanted++;
    tally->conflict += owner->conflict;
}

static void judge(struct plan_instance *to,
                  const struct sesdomain_instance *inst,
                  const struct needed *tallies)
{
    /* Without a token, DKIM verifies the identity (SES v2). */
    const bool token = tallies[SESDOMAIN_ASPECT_VERIFICATION].wanted;
    bool ready = inst->state == SESDOMAIN_STATE_ACTIVE;

    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
        int from = a == SESDOMAIN_ASPECT_VERIFICATION && !token
                       ? SESDOMAIN_ASPECT_DKIM
                       : a;
        struct readiness *r = &to->aspects[a];

        r->dns = dns_fact(&tallies[from]);
        r->ses = ses_fact(&inst->ses, (enum sesdomain_aspect)a);
        r->state = state(tallies[from].wanted, r->dns, r->ses);
        if (r->state != SESDOMAIN_READINESS_VERIFIED &&
            r->state != SESDOMAIN_READINESS_PUBLISHED &&
            r->state != SESDOMAIN_READINESS_NOT_USED)
            ready = false;
    }
    to->ready = ready && to->aspects[SESDOMAIN_ASPECT_DKIM].state ==
                             SESDOMAIN_READINESS_VERIFIED;
}

void sesd_plan_readiness(struct builder *b)
{
    struct sesdomain_plan *plan = b->plan;
    struct needed(*tallies)[ASPECTS], domain[ASPECTS] = { { 0 } };
    bool ready = plan->scenario != SESDOMAIN_SCENARIO_NONE;

    tallies =
        sesd_alloc_zero(&b->scratch, plan->instance_count * sizeof(*tallies));
    if (!tallies)
        return;
    for (struct owner *o = sesd_first_owner(b); o; o = sesd_next_owner(o))
        for (struct want *w = sesd_first_want(o); w; w = sesd_next_want(w)) {
            enum sesdomain_aspect aspect = w->rule->aspect;

            for (const struct claim *c = w->claims.first; c && aspect;
                 c = c->next)
                count(&tallies[c->instance][aspect], o);
            if (!w->claims.first)
                count(&domain[aspect], o);
        }
    for (size_t i = 0; i < plan->instance_count; i++) {
        tallies[i][SESDOMAIN_ASPECT_DMARC] = domain[SESDOMAIN_ASPECT_DMARC];
        judge(&plan->instances[i], b->sd->instances[i], tallies[i]);
        if (plan->instances[i].state == SESDOMAIN_STATE_ACTIVE)
            ready = ready && plan->instances[i].ready;
    }
    plan->ready = ready;
}
