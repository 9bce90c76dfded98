//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Conflicts. Takes the desired values of each owner name and finds those that
 * cannot coexist (RFC 1034 section 3.6.2, ses/rules.c). Values of draining and
 * retired instances are ignored. A conflict withholds all RRsets of the name,
 * and no other. */
#include "derive_derive.h"

/* ---- reporting ---- */

static struct claims conflict_active(struct derivation *d,
                                     const struct claims *claims)
{
    struct claims active = { 0 };

    for (size_t i = 0; i < claims->count; i++)
        if (d->sd->instances[claims->of[i]]->state ==
            SESDOMAIN_INSTANCE_STATE_ACTIVE)
            sesd_claim(d, &active, claims->of[i]);
    return active;
}

/* Return the active instances that need any value of an owner. */
static struct claims conflict_concerned(struct derivation *d,
                                        const struct owner *owner)
{
    struct claims *sets =
        sesd_alloc_array(&d->scratch, owner->wants.count, sizeof(*sets));
    struct want *w = sets ? sesd_first_live_want(owner) : NULL;
    size_t count = 0;

    for (; w; w = sesd_next_live_want(w))
        sets[count++] = conflict_active(d, &w->claims);
    return sesd_claims_union(d, sets, count);
}

void sesd_withhold(struct owner *owner, const struct found *reason)
{
    owner->conflict = true;
    owner->reason = reason;
}

void sesd_conflict_for(struct derivation *d, struct owner *owner,
                       struct found *found)
{
    const struct claims concerned = conflict_concerned(d, owner);

    sesd_add_name(d, found, owner->name);
    sesd_withhold(owner, found);
    sesd_concern_all(d, found, &concerned);
}

void sesd_conflict(struct derivation *d, struct owner *owner,
                   enum finding finding, struct text value, struct text other)
{
    sesd_conflict_for(d, owner,
                      sesd_report(d, finding, owner->name, value, other));
}

/* ---- desired values among themselves ---- */

static bool conflict_is_mail_from(const struct want *w)
{
    return w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM ||
           w->rule->purpose == SESDOMAIN_PURPOSE_SPF;
}

/* Report the first pair that cannot coexist; one is enough. Types are in
 * order, CNAME before the others. */
static void conflict_check_coexistence(struct derivation *d,
                                       struct owner *owner)
{
    struct want *one = sesd_first_live_want(owner), *two;

    for (; one && !owner->conflict; one = two) {
        const struct rule *rule = one->rule;

        two = sesd_next_live_want(one);
        if (!two)
            return;
        if (rule->type == SESDOMAIN_TYPE_CNAME &&
            two->rule->type != rule->type)
            sesd_conflict(d, owner, FINDING_CNAME_AND_OTHER_DATA, one->text,
                          two->text);
        else if (conflict_is_mail_from(one) != conflict_is_mail_from(two))
            sesd_conflict(d, owner, FINDING_MAIL_FROM_NOT_DEDICATED, none,
                          none);
        else if (two->rule->type == rule->type && rule->match != MATCH_TOKEN)
            sesd_conflict(d, owner, rule->conflict, one->text, two->text);
    }
}

/* ---- newcomers: what an instance uses already stays its own ---- */

static bool conflict_may_be_used(const struct want *w)
{
    return !w->dropped &&
           (w->active || (w->draining && conflict_is_mail_from(w)));
}

/* Return the only value of a type that is in use; NULL if there is none or
 * more. A value is in use if SES has verified it, or DNS has it. */
static const struct want *conflict_incumbent(struct derivation *d,
                                             const struct owner *owner,
                                             uint32_t type)
{
    const struct want *one = NULL;

    for (const struct want *w = sesd_first_want(owner); w;
         w = sesd_next_want(w)) {
        if (w->rule->type != type || !conflict_may_be_used(w) ||
            !sesd_is_vouched(d, w))
            continue;
        if (one)
            return NULL;
        one = w;
    }
    if (sesd_is_synthesised(d, owner))
        return one;
    for (const struct record *r = sesd_records(owner->known, type); r;
         r = sesd_next_record(r)) {
        const struct want *w = sesd_want_for(d, owner, r);

        if (!w || w == one || !conflict_may_be_used(w))
            continue;
        if (one)
            return NULL;
        one = w;
    }
    return one;
}

static void conflict_reject(struct derivation *d, const struct owner *owner,
                            struct want *w, const struct want *one)
{
    const struct claims concerned = conflict_active(d, &w->claims);

    w->dropped = w->rejected = true;
    sesd_concern_all(
        d,
        sesd_report(d, FINDING_NAME_IN_USE, owner->name, one->text, w->text),
        &concerned);
}

static void conflict_reject_newcomers(struct derivation *d,
                                      const struct owner *owner)
{
    struct want *w = sesd_first_live_want(owner), *next;
    const struct want *one = NULL;
    uint32_t type = 0; /* that one is the incumbent of */

    if (!w || owner->wants.count == 1)
        return;
    for (; w; w = next) {
        next = sesd_next_live_want(w);
        if (w->rule->match != MATCH_HOST && w->rule->match != MATCH_KEY)
            continue;
        if (w->rule->type != type) {
            type = w->rule->type;
            one = conflict_incumbent(d, owner, type);
        }
        if (one && one != w)
            conflict_reject(d, owner, w, one);
    }
}

void sesd_derive_conflicts(struct derivation *d)
{
    for (size_t i = 0; i < d->want.count; i++) {
        conflict_reject_newcomers(d, d->want.sorted[i]);
        conflict_check_coexistence(d, d->want.sorted[i]);
    }
}

/* ---- withheld sets ---- */

static void conflict_list(struct derivation *d, const struct owner *owner)
{
    struct sesdomain_plan *plan = d->plan;
    uint32_t last = 0;

    for (const struct want *w = sesd_first_want(owner); w;
         w = sesd_next_want(w)) {
        if (w->rule->type == last)
            continue;
        last = w->rule->type;
        plan->withheld[plan->withheld_count++] = (struct withheld){
            .name = owner->name.s,
            .type = last,
            .finding =
                owner->reason ? owner->reason->position : SESDOMAIN_NONE,
        };
    }
}

void sesd_derive_withheld(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    size_t most = 0;

    for (size_t p = 0; p < PURPOSES; p++)
        most += plan->tallies[p].conflicts;
    plan->withheld =
        sesd_alloc_array(&plan->arena, most, sizeof(*plan->withheld));
    for (size_t i = 0; plan->withheld && i < d->want.count; i++)
        if (d->want.sorted[i]->conflict)
            conflict_list(d, d->want.sorted[i]);
}
