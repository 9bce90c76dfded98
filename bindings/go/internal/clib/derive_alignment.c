//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Alignment. Takes the policy of each From domain and the aligned identifiers
 * of each instance (RFC 9989 section 4.4), and reports mail that has none, now
 * or once the plan is applied. Only an identifier that SES has verified counts
 * now.
 */
#include "derive_policy.h"

/* Whether a name is in relaxed alignment with a From domain of an
 * organization. If no record is known, receivers use lists of public suffixes,
 * and the domain and names below it belong to one organization. */
static bool alignment_is_aligned(struct derivation *d, struct text name,
                                 struct text from,
                                 struct text organization_of_from)
{
    struct text one;

    if (sesd_text_equal(name, from))
        return true;
    one = sesd_organization(d, name);
    return (!one.s && !organization_of_from.s) ||
           sesd_text_equal(one, organization_of_from);
}

/* ---- the policy for a From domain ---- */

/* A From domain, its policy, and its alignment. */
struct from {
    struct text name, organization;
    struct policy policy;
    enum dmarc_policy effective;
    bool strong; /* receivers quarantine or reject unaligned mail, or would */
    bool in_force;  /* the record exists */
    bool dkim, spf; /* DKIM as the domain is aligned; relaxed SPF */
};

/* Return the policy of a name: below the domain of the record, sp applies (RFC
 * 9989 section 4.7). */
static enum dmarc_policy alignment_policy(const struct policy *policy,
                                          struct text from)
{
    const struct dmarc *tags = &policy->tags;

    if (!policy->record.s)
        return DMARC_ABSENT;
    return tags->sp != DMARC_ABSENT && tags->sp != DMARC_INVALID &&
                   !sesd_text_equal(policy->domain, from)
               ? tags->sp
               : tags->p;
}

static struct from alignment_from(struct derivation *d, struct text name)
{
    struct from from = { .name = name,
                         .organization = sesd_organization(d, name),
                         .policy = sesd_policy_applied(d, name) };
    const struct dmarc *tags = &from.policy.tags;
    const bool found = from.policy.record.s != NULL;
    const bool same = sesd_text_equal(name, d->domain);

    from.effective = alignment_policy(&from.policy, name);
    from.strong = found && sesd_policy_is_strong(tags, from.effective);
    if (from.strong && tags->t == 'y') /* one step less (section 4.7) */
        from.effective = DMARC_QUARANTINE;
    from.in_force = from.policy.count > 0;
    from.dkim =
        same || (!(found && tags->adkim == 's') &&
                 alignment_is_aligned(d, d->domain, name, from.organization));
    from.spf = !(found && tags->aspf == 's');
    if (found && tags->adkim == 's' && !same)
        sesd_report(d, FINDING_DMARC_STRICT_DKIM, d->domain, name, none);
    return from;
}

/* ---- the mail of an instance ---- */

static void alignment_report(struct derivation *d, uint32_t i,
                             enum finding finding, const struct from *from,
                             struct text other)
{
    sesd_concern(d, sesd_report(d, finding, d->domain, from->name, other), i);
}

/* Whether an instance sends, or is to. */
static bool alignment_is_active(const struct sesdomain_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
           sesd_is_sending(inst);
}

/* Whether SES lets an instance send as the domain now. */
static bool alignment_may_send(const struct sesdomain_instance *inst)
{
    return inst->ses.sending_enabled != SESDOMAIN_TRISTATE_NO &&
           (inst->ses.verification == SESDOMAIN_SES_SUCCESS ||
            (!inst->ses.verification &&
             inst->ses.dkim == SESDOMAIN_SES_TEMPORARY_FAILURE));
}

/* Whether an identity exists, or will exist once its records are published. */
static bool alignment_is_set_up(const struct sesdomain_instance *inst)
{
    return inst->text[SLOT_TOKEN].set || sesd_uses_dkim(inst) ||
           inst->text[SLOT_MAIL_FROM].set || alignment_may_send(inst);
}

/* Report that neither identifier is planned. If one is in conflict, a finding
 * says why. */
static void alignment_report_none(struct derivation *d, uint32_t i,
                                  const struct from *from, bool broken)
{
    d->dmarc.unaligned[i] = true;
    if (broken || !alignment_is_set_up(d->sd->instances[i]))
        return;
    if (from->strong)
        alignment_report(d, i, FINDING_NO_ALIGNED_IDENTIFIER, from,
                         sesd_policy_word(from->effective));
    else
        alignment_report(d, i, FINDING_NOT_ALIGNED, from, none);
}

static void alignment_report_one(struct derivation *d, uint32_t i,
                                 const struct from *from, enum mail_path path,
                                 struct text words)
{
    alignment_report(d, i,
                     path == PATH_WORKING ? FINDING_ONE_ALIGNED_IDENTIFIER
                                          : FINDING_ONE_ALIGNED_PLANNED,
                     from, words);
}

/* Report a change between the ways of signing, during which mail may be
 * unsigned. */
static void alignment_check_change(struct derivation *d, uint32_t i,
                                   const struct from *from, enum mail_path spf)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];

    if (!inst->text[SLOT_DKIM_1].set || !sesd_first_key(inst))
        return;
    sesd_concern(
        d,
        sesd_report(d,
                    from->strong && from->in_force && spf != PATH_WORKING
                        ? FINDING_DKIM_CHANGE_REJECTED
                        : FINDING_EASY_DKIM_AND_BYODKIM,
                    d->domain, none, none),
        i);
}

/* Whether SES does not sign, although the instance has DKIM. */
static bool alignment_is_unsigned(const struct sesdomain_instance *inst)
{
    return inst->ses.signing == SESDOMAIN_TRISTATE_NO && sesd_uses_dkim(inst);
}

/* Report mail that receivers refuse because SES does not sign it; return
 * whether they do. */
static bool alignment_check_unsigned(struct derivation *d, uint32_t i,
                                     const struct from *from,
                                     enum mail_path spf)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];

    if (!alignment_is_unsigned(inst) || !alignment_may_send(inst) ||
        !from->strong || !from->in_force || !from->dkim || spf >= PATH_UNKNOWN)
        return false;
    alignment_report(d, i, FINDING_UNSIGNED_MAIL_LOST, from,
                     sesd_policy_word(from->effective));
    d->dmarc.unsigned_lost[i] = true;
    return true;
}

/* Report other instances for which SES does not sign. */
static void alignment_check_signing(struct derivation *d)
{
    for (uint32_t i = 0; i < d->plan->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];

        if (alignment_is_active(inst) && alignment_is_unsigned(inst) &&
            !d->dmarc.unsigned_lost[i])
            sesd_concern(d,
                         sesd_report(d, FINDING_DKIM_SIGNING_DISABLED,
                                     d->domain, none, none),
                         i);
    }
}

static void alignment_check(struct derivation *d, uint32_t i,
                            const struct from *from)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct text m = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    enum mail_path dkim = sesd_path(d, i, SESDOMAIN_ASPECT_DKIM);
    enum mail_path spf = sesd_path(d, i, SESDOMAIN_ASPECT_MAIL_FROM);
    const bool broken = dkim == PATH_BROKEN || spf == PATH_BROKEN;
    enum mail_path best;

    if (!from->dkim)
        dkim = PATH_NONE;
    if (!from->spf || !m.s ||
        !alignment_is_aligned(d, m, from->name, from->organization))
        spf = PATH_NONE;
    best = dkim > spf ? dkim : spf;
    if (best <= PATH_BROKEN)
        alignment_report_none(d, i, from, broken);
    else if (dkim <= PATH_BROKEN || spf <= PATH_BROKEN)
        alignment_report_one(d, i, from, best,
                             sesd_text(dkim > spf ? "DKIM" : "SPF"));
    if (!alignment_check_unsigned(d, i, from, spf) && best == PATH_WAITING &&
        from->strong && from->in_force && alignment_may_send(inst) &&
        (!from->dkim || inst->ses.dkim != SESDOMAIN_SES_SUCCESS))
        alignment_report(d, i, FINDING_MAIL_LOST, from,
                         sesd_policy_word(from->effective));
    alignment_check_change(d, i, from, spf);
}

static bool alignment_is_spf_aligned(struct derivation *d, struct text m,
                                     struct text from)
{
    const struct policy policy = sesd_policy_applied(d, from);

    return !(policy.record.s && policy.tags.aspf == 's') &&
           alignment_is_aligned(d, m, from, sesd_organization(d, from));
}

bool sesd_is_aligned_by_spf(struct derivation *d,
                            const struct sesdomain_instance *inst)
{
    const struct text m = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    bool aligned = m.s != NULL;

    if (aligned && !d->sd->from_domains.count)
        return alignment_is_spf_aligned(d, m, d->domain);
    for (const struct entry *e = sesd_index_first(&d->sd->from_domains);
         aligned && e; e = sesd_index_next(e))
        aligned =
            alignment_is_spf_aligned(d, m, (struct text){ e->key, e->length });
    return aligned;
}

static void alignment_check_from(struct derivation *d, struct text name)
{
    const struct from from = alignment_from(d, name);

    d->dmarc.enforced = d->dmarc.enforced || (from.strong && from.in_force);
    for (uint32_t i = 0; i < d->plan->instance_count; i++)
        if (alignment_is_active(d->sd->instances[i]))
            alignment_check(d, i, &from);
}

/* ---- moving from one instance to another ---- */

/* Report a draining instance that SES has verified while no active one is. */
static void alignment_check_draining(struct derivation *d)
{
    struct found *found = NULL;
    struct text first = none; /* independent of the order of the instances */

    for (uint32_t i = 0; i < d->plan->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];

        if (alignment_is_active(inst) &&
            (!inst->ses.verification || alignment_may_send(inst)))
            return;
    }
    for (uint32_t i = 0; i < d->plan->instance_count; i++) {
        const struct text label = d->plan->instances[i].label;

        if (d->sd->instances[i]->state == SESDOMAIN_INSTANCE_STATE_DRAINING &&
            alignment_may_send(d->sd->instances[i]) &&
            (!first.s || strcmp(label.s, first.s) < 0))
            first = label;
    }
    if (first.s)
        found = sesd_report(d, FINDING_ONLY_DRAINING_SENDS, d->domain, first,
                            none);
    for (uint32_t i = 0; i < d->plan->instance_count; i++)
        if (d->sd->instances[i]->state == SESDOMAIN_INSTANCE_STATE_ACTIVE)
            sesd_concern(d, found, i);
}

void sesd_derive_alignment(struct derivation *d)
{
    const struct sesdomain *sd = d->sd;

    d->dmarc.unaligned = sesd_alloc_array(&d->scratch, d->plan->instance_count,
                                          sizeof(*d->dmarc.unaligned));
    d->dmarc.unsigned_lost = sesd_alloc_array(
        &d->scratch, d->plan->instance_count, sizeof(*d->dmarc.unsigned_lost));
    if (!d->dmarc.unaligned || !d->dmarc.unsigned_lost)
        return;
    if (!sd->from_domains.count)
        alignment_check_from(d, d->domain);
    for (const struct entry *e = sesd_index_first(&sd->from_domains); e;
         e = sesd_index_next(e)) {
        const struct text from = { e->key, e->length };

        if (sesd_name_within(from, d->domain))
            alignment_check_from(d, from);
        else
            sesd_report(d, FINDING_FROM_NOT_COVERED, d->domain, from, none);
    }
    alignment_check_signing(d);
    alignment_check_draining(d);
}
