/* SPDX-License-Identifier: MIT */
/*
 * Evidence. Takes what SES reports of each instance and what DNS holds of each
 * desired value, and produces, for each instance and aspect, how many values
 * are published, missing, in conflict or not known, and whether mail can rely
 * on it. What SES has verified outranks what the tables expect
 * (https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html).
 */
#include "derive.h"

/* ---- what SES reports ---- */

/* Whether SES has another custom MAIL FROM domain, which its status is of. */
static bool evidence_is_of_other_name(const struct sesdomain_instance *inst)
{
    const struct text ours = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    const struct text ses = sesd_string_text(&inst->text[SLOT_SES_MAIL_FROM]);

    return inst->ses.mail_from_reported && ours.s && ses.s &&
           !sesd_text_equal(ours, ses);
}

enum sesdomain_ses_status sesd_reported(const struct sesdomain_instance *inst,
                                        enum sesdomain_aspect aspect)
{
    switch (aspect) {
    case SESDOMAIN_ASPECT_VERIFICATION:
        return inst->ses.verification;
    case SESDOMAIN_ASPECT_DKIM:
        return inst->ses.dkim;
    case SESDOMAIN_ASPECT_MAIL_FROM:
        return evidence_is_of_other_name(inst) ? SESDOMAIN_SES_NOT_STARTED
                                               : inst->ses.mail_from;
    default:
        return SESDOMAIN_SES_UNKNOWN;
    }
}

bool sesd_is_vouched(const struct derivation *d, const struct want *w)
{
    enum sesdomain_aspect aspect = w->rule->aspect;

    if (aspect == SESDOMAIN_ASPECT_SPF) /* at the same name */
        aspect = SESDOMAIN_ASPECT_MAIL_FROM;
    for (size_t k = 0; k < w->claims.count; k++) {
        const struct sesdomain_instance *inst =
            d->sd->instances[w->claims.of[k]];

        if (inst->state != SESDOMAIN_INSTANCE_STATE_RETIRED &&
            sesd_reported(inst, aspect) == SESDOMAIN_SES_SUCCESS)
            return true;
    }
    return false;
}

/* ---- what DNS holds ---- */

bool sesd_is_ses_token(struct text t)
{
    t = sesd_bare_token(t);
    return t.n == 44 && t.s[43] == '=' &&
           sesd_text_all((struct text){ t.s, 43 }, sesd_is_base64);
}

/* The tokens of the instances. */
static struct index evidence_tokens(struct derivation *d)
{
    struct index tokens = { NULL, 0 };

    for (size_t i = 0; i < d->sd->instance_count; i++) {
        const struct text t =
            sesd_string_text(&d->sd->instances[i]->text[SLOT_TOKEN]);
        struct entry *e = t.s ? sesd_alloc(&d->scratch, sizeof(*e)) : NULL;

        if (!e)
            continue;
        *e = (struct entry){ t.s, t.n, NULL };
        sesd_index_add(&tokens, &d->scratch, e);
    }
    return tokens;
}

/* Return a token at a name that no instance of the settings has. */
static const struct record *evidence_token_at(const struct derivation *d,
                                              const struct index *tokens,
                                              struct text name)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);

    for (; r; r = sesd_next_record(r)) {
        const struct text t = sesd_bare_token(r->text);

        if (sesd_is_ses_token(t) && !sesd_index_find(tokens, t.s, t.n))
            break;
    }
    return r;
}

static void evidence_find_token(struct derivation *d)
{
    const struct text names[] = { sesd_below(d, LABEL_TOKEN, d->domain),
                                  d->domain,
                                  sesd_below(d, LABEL_OLD_TOKEN, d->domain) };
    const struct index tokens = evidence_tokens(d);

    for (size_t i = 0; i < COUNT(names) && !d->evidence.token; i++) {
        d->evidence.token = evidence_token_at(d, &tokens, names[i]);
        d->evidence.token_at = names[i];
    }
}

/* An own key signs alone, and so do the three names of Easy DKIM. */
static void evidence_add_way(struct evidence *evidence, const struct want *w)
{
    if (w->rule->need == NEED_OWN_KEY)
        evidence->has_key = evidence->has_key || w->held == HELD_PUBLISHED;
    else if (w->rule->need == NEED_EASY_DKIM)
        evidence->easy[w->held]++;
}

static void evidence_add(struct derivation *d, const struct owner *owner)
{
    for (struct entry *e = sesd_index_first(&owner->wants); e;
         e = sesd_index_next(e)) {
        const struct want *w = (const struct want *)e;
        const enum sesdomain_aspect aspect = w->rule->aspect;
        enum held held = w->rejected ? HELD_CONFLICT : w->held;

        /* what SES has verified works, whatever else is at the name */
        if (w->there && aspect != SESDOMAIN_ASPECT_SPF &&
            sesd_is_vouched(d, w))
            held = HELD_PUBLISHED;
        for (size_t k = 0; k < w->claims.count && aspect; k++) {
            struct evidence *evidence =
                &d->evidence.of[w->claims.of[k]][aspect];

            if (!w->dropped || w->rejected)
                evidence->held[held]++;
            if (!w->dropped)
                evidence_add_way(evidence, w);
        }
    }
}

void sesd_derive_evidence(struct derivation *d)
{
    d->evidence.of = sesd_alloc_array(&d->scratch, d->plan->instance_count,
                                      sizeof(*d->evidence.of));
    for (size_t i = 0; d->evidence.of && i < d->want.count; i++)
        evidence_add(d, d->want.sorted[i]);
    if (d->has_existing)
        evidence_find_token(d);
}

static uint32_t evidence_sum(const uint32_t held[HELD_CONFLICT + 1])
{
    uint32_t sum = 0;

    for (size_t i = 0; i <= HELD_CONFLICT; i++)
        sum += held[i];
    return sum;
}

/* Whether all values of Easy DKIM are in one state; false if there are none.
 */
static bool evidence_easy_is(const struct evidence *evidence, enum held held)
{
    return evidence->easy[held] &&
           evidence->easy[held] == evidence_sum(evidence->easy);
}

bool sesd_easy_is_missing(const struct evidence *evidence)
{
    return evidence_easy_is(evidence, HELD_MISSING);
}

/* Whether one way of signing is published as a whole. */
static bool evidence_has_way(const struct evidence *evidence)
{
    return evidence->has_key || evidence_easy_is(evidence, HELD_PUBLISHED);
}

enum sesdomain_publication sesd_publication(const struct evidence *evidence,
                                            enum sesdomain_ses_status ses)
{
    if (ses == SESDOMAIN_SES_SUCCESS && evidence_has_way(evidence))
        return SESDOMAIN_PUBLICATION_PUBLISHED;
    if (evidence->held[HELD_CONFLICT])
        return SESDOMAIN_PUBLICATION_CONFLICT;
    if (evidence->held[HELD_UNKNOWN] || !evidence_sum(evidence->held))
        return SESDOMAIN_PUBLICATION_UNKNOWN;
    if (!evidence->held[HELD_MISSING])
        return SESDOMAIN_PUBLICATION_PUBLISHED;
    return evidence->held[HELD_PUBLISHED] ? SESDOMAIN_PUBLICATION_PARTIAL
                                          : SESDOMAIN_PUBLICATION_MISSING;
}

/* ---- whether mail can rely on it ---- */

static bool evidence_is_used(const struct sesdomain_instance *inst,
                             enum sesdomain_aspect aspect)
{
    return aspect == SESDOMAIN_ASPECT_DKIM ? sesd_uses_dkim(inst)
                                           : inst->text[SLOT_MAIL_FROM].set;
}

enum mail_path sesd_path(const struct derivation *d, uint32_t i,
                         enum sesdomain_aspect aspect)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct evidence *evidence = &d->evidence.of[i][aspect];
    const enum sesdomain_ses_status ses = sesd_reported(inst, aspect);
    const enum sesdomain_publication dns = sesd_publication(evidence, ses);
    enum sesdomain_publication spf = SESDOMAIN_PUBLICATION_PUBLISHED;

    if (!evidence_is_used(inst, aspect))
        return PATH_NONE;
    if (aspect == SESDOMAIN_ASPECT_MAIL_FROM)
        spf = sesd_publication(&d->evidence.of[i][SESDOMAIN_ASPECT_SPF],
                               SESDOMAIN_SES_UNKNOWN);
    if (aspect == SESDOMAIN_ASPECT_DKIM &&
        inst->ses.signing == SESDOMAIN_TRISTATE_NO)
        return PATH_BROKEN;
    if (spf == SESDOMAIN_PUBLICATION_CONFLICT)
        return PATH_BROKEN;
    if (ses == SESDOMAIN_SES_SUCCESS && spf != SESDOMAIN_PUBLICATION_MISSING &&
        (dns == SESDOMAIN_PUBLICATION_PUBLISHED ||
         dns == SESDOMAIN_PUBLICATION_UNKNOWN))
        return PATH_WORKING;
    if (dns == SESDOMAIN_PUBLICATION_CONFLICT ||
        (!evidence_sum(evidence->held) && ses != SESDOMAIN_SES_SUCCESS))
        return PATH_BROKEN;
    return ses == SESDOMAIN_SES_UNKNOWN ? PATH_UNKNOWN : PATH_WAITING;
}
