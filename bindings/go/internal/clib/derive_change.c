//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Changes. Takes the desired values and existing records of each owner name,
 * and produces the RRsets of the plan: each value with its operation, each set
 * with its TTL, and what reports count. All RRsets of a name are made, or
 * none. */
#include "derive_derive.h"

/* ---- the operation on a value ---- */

/* Whether the MX that an SPF belongs to would be removed, and there is no
 * other. */
static bool change_loses_mx(struct derivation *d, const struct owner *owner)
{
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_MX);

    for (const struct want *w = sesd_first_want(owner); w;
         w = sesd_next_want(w))
        if (w->rule->type == SESDOMAIN_TYPE_MX && (w->active || w->draining))
            return false;
    for (; r; r = sesd_next_record(r))
        if (!sesd_want_for(d, owner, r))
            return false;
    return true;
}

static bool change_must_keep(struct derivation *d, const struct owner *owner,
                             const struct want *w)
{
    return !w->rule->removable ||
           (w->rule->match == MATCH_SPF && !change_loses_mx(d, owner));
}

/* Return the operation on a value that only retired instances need. */
static enum sesdomain_value_op change_retire(struct derivation *d,
                                             const struct owner *owner,
                                             const struct want *w)
{
    if (sesd_rival(owner, w)) /* an active instance needs its place */
        return SESDOMAIN_VALUE_OP_REMOVE;
    if (change_must_keep(d, owner, w)) {
        sesd_concern_all(d,
                         sesd_report(d, FINDING_RETIRED_RECORD_KEPT,
                                     owner->name, sesd_type(w->rule->type),
                                     none),
                         &w->claims);
        return SESDOMAIN_VALUE_OP_KEEP;
    }
    d->change.removal_waits = d->change.removal_waits || !d->change.may_remove;
    return d->change.may_remove ? SESDOMAIN_VALUE_OP_REMOVE
                                : SESDOMAIN_VALUE_OP_KEEP;
}

/* Return the operation on a value that is present, or presumed present. */
static enum sesdomain_value_op change_op_present(struct derivation *d,
                                                 const struct owner *owner,
                                                 const struct want *w)
{
    if (w->active || w->draining)
        return SESDOMAIN_VALUE_OP_KEEP;
    return change_retire(d, owner, w);
}

/* ---- record sets ---- */

static struct value value_of_want(const struct want *w)
{
    return (struct value){
        .text = w->text,
        .rdata = w->rdata,
        .op = w->op,
        .purpose = w->rule->purpose,
        .instances = w->claims.of,
        .instance_count = w->claims.count,
    };
}

/* An existing record keeps its own text, and the boundaries of its strings. */
static struct value value_of_record(struct derivation *d,
                                    const struct owner *owner,
                                    const struct record *r,
                                    const struct want *merged)
{
    const struct want *w = sesd_want_for(d, owner, r);
    struct value value = { .op = SESDOMAIN_VALUE_OP_KEEP };

    if (merged && merged->replaces == r) {
        value.op = SESDOMAIN_VALUE_OP_REMOVE;
        value.purpose = merged->rule->purpose;
    }
    if (w)
        value = value_of_want(w);
    if (w &&
        w->dropped) { /* a policy is kept; an MX is replaced by the other MX */
        if (w->rule->match == MATCH_POLICY)
            value = (struct value){ .op = SESDOMAIN_VALUE_OP_KEEP };
        else
            value.op = SESDOMAIN_VALUE_OP_REMOVE;
    }
    if (w && sesd_is_hidden(w, r))
        value.op = SESDOMAIN_VALUE_OP_REMOVE;
    value.text = sesd_keep(&d->plan->arena, r->text);
    value.rdata = sesd_keep(&d->plan->arena, r->rdata);
    value.listed = sesd_keep(&d->plan->arena, r->listed);
    value.id = sesd_keep(&d->plan->arena, r->id);
    return value;
}

/* Return the value after the last one of the same type. */
static struct want *change_past_set(struct want *first)
{
    struct want *w = first;

    while (w && w->rule->type == first->rule->type)
        w = sesd_next_want(w);
    return w;
}

/* Whether the desired value is added to the existing records. */
static bool change_adds_value(const struct want *w)
{
    return !w->there && (w->active || w->held != HELD_MISSING);
}

/* Decide the operation on each value, before sets are made: a record may be
 * accepted in the place of a value of another type. */
static void change_decide(struct derivation *d, const struct owner *owner)
{
    struct want *w = sesd_first_want(owner);

    for (; w; w = sesd_next_want(w))
        w->op = w->active && !w->there ? SESDOMAIN_VALUE_OP_ADD
                                       : change_op_present(d, owner, w);
}

/* Take the desired values, or those that are removed. */
static void change_take_wants(struct want *first, const struct want *end,
                              bool removed, struct sesdomain_recordset *set)
{
    for (const struct want *w = first; w != end; w = sesd_next_want(w))
        if (change_adds_value(w) &&
            (w->op == SESDOMAIN_VALUE_OP_REMOVE) == removed)
            set->values[set->value_count++] = value_of_want(w);
}

/* A value while it is added to a set. */
struct draft {
    struct entry entry; /* key: whether it is removed, its rdata */
    struct value value;
};

static void draft_add(struct derivation *d, struct index *drafts,
                      struct value value)
{
    const size_t n = value.rdata.n + 1;
    struct draft *draft = sesd_alloc(&d->scratch, sizeof(*draft));
    char *key = sesd_alloc(&d->scratch, n);

    if (!draft || !key)
        return;
    key[0] = value.op == SESDOMAIN_VALUE_OP_REMOVE;
    memcpy(key + 1, value.rdata.s, value.rdata.n);
    *draft = (struct draft){ .entry = { key, n, NULL }, .value = value };
    sesd_index_add(drafts, &d->scratch, &draft->entry);
}

/* Take the existing set, from its first record on, and the added values.
 * Return whether the set has a value of ours. */
static bool change_take_all(struct derivation *d, const struct owner *owner,
                            const struct record *r, struct want *first,
                            const struct want *end,
                            struct sesdomain_recordset *set)
{
    const struct want *merged = first; /* the SPF or DMARC that replaces one */
    struct index drafts = { 0 };
    bool ours = false;

    while (merged && !merged->replaces)
        merged = sesd_next_want(merged);
    for (; r; r = sesd_next_record(r))
        draft_add(d, &drafts, value_of_record(d, owner, r, merged));
    for (const struct want *w = first; w != end; w = sesd_next_want(w))
        if (change_adds_value(w))
            draft_add(d, &drafts, value_of_want(w));

    set->values =
        sesd_alloc_array(&d->plan->arena, drafts.count, sizeof(*set->values));
    for (struct entry *e = sesd_index_first(&drafts); e && set->values;
         e = sesd_index_next(e)) {
        const struct value *value = &((struct draft *)e)->value;

        set->values[set->value_count++] = *value;
        ours = ours || value->purpose != SESDOMAIN_PURPOSE_NONE;
    }
    return ours;
}

/* An existing set keeps its TTL: the lowest, if there are several (RFC
 * 2181 section 5.2). */
static void change_set_ttl(struct derivation *d, const struct record *r,
                           struct sesdomain_recordset *set)
{
    bool differ = false;

    set->ttl = d->ttl;
    for (; r; r = sesd_next_record(r)) {
        const uint32_t ttl = (uint32_t)r->ttl;

        if (r->ttl < 0)
            continue;
        differ = differ || (set->ttl_known && ttl != set->ttl);
        if (!set->ttl_known || ttl < set->ttl)
            set->ttl = ttl;
        set->ttl_known = true;
    }
    if (differ)
        sesd_report(d, FINDING_TTLS_DIFFER, set->name, set->type_name, none);
}

/* Fill a set. Return whether it has a value of ours. */
static bool change_fill(struct derivation *d, const struct owner *owner,
                        struct want *first, const struct want *end,
                        struct sesdomain_recordset *set)
{
    const struct record *r = sesd_owner_records(owner, set->type);
    size_t n = 0;

    for (const struct want *w = first; w != end; w = sesd_next_want(w))
        n += change_adds_value(w);
    change_set_ttl(d, r, set);
    if (r)
        return change_take_all(d, owner, r, first, end, set);
    set->values = sesd_alloc_array(&d->plan->arena, n, sizeof(*set->values));
    if (!set->values)
        return false;
    for (bool removed = false; set->value_count < n; removed = true)
        change_take_wants(first, end, removed, set);
    return n > 0;
}

/* Whether no other value of its kind may be beside ours. Addresses may have
 * others, but are wanted only where there is none. */
static bool change_is_single(const struct rule *rule,
                             enum sesdomain_recordset_prior prior)
{
    if (rule->match == MATCH_TYPE)
        return prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
    return rule->match != MATCH_TOKEN;
}

/* Make a set at an owner, if it has a value of ours. Return false if it cannot
 * be served: everything at the name is withheld then. */
static bool change_make_set(struct derivation *d, struct owner *owner,
                            struct want *first, const struct want *end,
                            size_t *made)
{
    struct sesdomain_recordset *set =
        &d->plan->sets[d->plan->set_count + *made];
    const struct found *reason;

    *set = (struct sesdomain_recordset){
        .name = owner->name,
        .type = first->rule->type,
        .type_name = sesd_type(first->rule->type),
        .prior = sesd_owner_prior(d, owner, first->rule->type),
    };
    set->single = change_is_single(first->rule, set->prior);
    if (!change_fill(d, owner, first, end, set))
        return true;
    reason = sesd_check_limits(d, set);
    if (reason)
        sesd_withhold(owner, reason);
    else
        ++*made;
    return !reason;
}

/* ---- values that cannot coexist ---- */

/* The values that a name will have, the first of each kind. */
struct change_kinds {
    const struct value *cname, *other, *mx, *spf, *dmarc;
};

/* Return the pointer to the first value of a kind that allows only one; NULL:
 * the kind allows several. */
static const struct value **change_kind(struct change_kinds *kinds,
                                        uint32_t type, const struct value *v)
{
    if (type == SESDOMAIN_TYPE_CNAME)
        return &kinds->cname;
    kinds->other = v;
    if (type == SESDOMAIN_TYPE_MX && v->purpose)
        return &kinds->mx;
    if (type == SESDOMAIN_TYPE_TXT && sesd_spf_is(v->text))
        return &kinds->spf;
    if (type == SESDOMAIN_TYPE_TXT && sesd_dmarc_is(v->text))
        return &kinds->dmarc;
    return NULL;
}

/* Whether a set can coexist with those before it. Two foreign SPF or DMARC
 * records are not changed. */
static bool change_set_fits(struct derivation *d, struct owner *owner,
                            const struct sesdomain_recordset *set,
                            struct change_kinds *kinds)
{
    for (size_t i = 0; i < set->value_count; i++) {
        const struct value *v = &set->values[i], **kind, *first;

        if (v->op == SESDOMAIN_VALUE_OP_REMOVE)
            continue;
        kind = change_kind(kinds, set->type, v);
        first = kind ? *kind : NULL;
        if (kind && !first)
            *kind = v;
        if (kinds->cname && (kinds->other || first == kinds->cname))
            sesd_conflict(d, owner, FINDING_CNAME_AND_OTHER_DATA,
                          kinds->cname->text,
                          kinds->other ? kinds->other->text : v->text);
        else if (!first || (!first->purpose && !v->purpose))
            continue;
        else if (kind == &kinds->mx &&
                 sesd_text_equal(sesd_mx_host(first->text, NULL),
                                 sesd_mx_host(v->text, NULL)))
            continue;
        else if (kind == &kinds->mx)
            sesd_conflict(d, owner, FINDING_MX_CONFLICT, first->text, v->text);
        else
            sesd_conflict(d, owner,
                          kind == &kinds->spf ? FINDING_SPF_MULTIPLE_RECORDS
                                              : FINDING_DMARC_MULTIPLE_RECORDS,
                          none, none);
        return false;
    }
    return true;
}

/* Check every set of a plan, whatever earlier stages have decided: a name with
 * a CNAME has no other records (RFC 1034 section 3.6.2), and at most one MX of
 * ours, one SPF and one DMARC record. */
static void change_check_name(struct derivation *d, struct owner *owner,
                              const struct sesdomain_recordset *sets,
                              size_t count)
{
    struct change_kinds kinds = { 0 };

    for (size_t i = 0; i < count; i++)
        if (!change_set_fits(d, owner, &sets[i], &kinds))
            return;
}

static void change_make_sets(struct derivation *d, struct owner *owner)
{
    struct sesdomain_plan *plan = d->plan;
    struct want *w, *end;
    size_t made = 0;

    if (owner->elsewhere)
        return;
    if (!owner->conflict)
        change_decide(d, owner);
    for (w = sesd_first_want(owner); w && !owner->conflict; w = end) {
        end = change_past_set(w);
        if (!change_make_set(d, owner, w, end, &made))
            break;
    }
    if (!owner->conflict)
        change_check_name(d, owner, &plan->sets[plan->set_count], made);
    if (!owner->conflict) {
        plan->set_count += made;
        return;
    }
    for (w = sesd_first_want(owner); w; w = change_past_set(w))
        plan->tallies[w->rule->purpose].conflicts++;
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        w->held = HELD_CONFLICT;
}

/* ---- counts for reports ---- */

/* Count a value. seen marks each region in which such a value was counted. */
static void change_count_value(struct derivation *d, const struct value *value,
                               bool *seen)
{
    struct sesdomain_plan *plan = d->plan;
    struct tally *tally = &plan->tallies[value->purpose];

    tally->values++;
    for (size_t k = 0; k < value->instance_count; k++) {
        const uint32_t i = value->instances[k];
        bool *mark = &seen[d->sd->instances[i]->region->id];

        plan->instances[i].values[value->purpose]++;
        tally->regions += !*mark;
        *mark = true;
    }
}

static void change_count(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    const size_t regions = d->sd->regions.count;
    bool *seen = sesd_alloc_array(&d->scratch, regions, PURPOSES);

    for (size_t i = 0; seen && i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];
        enum sesdomain_purpose last = SESDOMAIN_PURPOSE_NONE;

        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *value = &set->values[j];

            if (!value->purpose || value->op == SESDOMAIN_VALUE_OP_REMOVE)
                continue;
            plan->tallies[value->purpose].sets += value->purpose != last;
            last = value->purpose;
            change_count_value(d, value, seen + value->purpose * regions);
        }
    }
}

/* Whether mail can leave another instance for this one: SES has verified all
 * that it uses, and lets it send, with signatures or a MAIL FROM domain by
 * which its mail passes DMARC. */
static bool change_can_replace(struct derivation *d,
                               const struct sesdomain_instance *inst)
{
    const struct ses_facts *ses = &inst->ses;

    if (sesd_is_sending(inst) &&
        (ses->sending_enabled == SESDOMAIN_TRISTATE_NO ||
         (sesd_uses_dkim(inst) && ses->signing == SESDOMAIN_TRISTATE_NO &&
          !sesd_is_aligned_by_spf(d, inst))))
        return false;
    if ((sesd_uses_dkim(inst) ? ses->dkim : ses->verification) !=
        SESDOMAIN_SES_SUCCESS)
        return false;
    return !inst->text[SLOT_MAIL_FROM].set ||
           sesd_reported(inst, SESDOMAIN_ASPECT_MAIL_FROM) ==
               SESDOMAIN_SES_SUCCESS;
}

/* Mark the active instances that removals wait for: they cannot take over the
 * mail, or DNS is known to lack what they need. */
static bool *change_unfinished(struct derivation *d)
{
    const size_t count = d->sd->instance_count;
    bool *unfinished =
        sesd_alloc_array(&d->scratch, count, sizeof(*unfinished));

    if (!unfinished)
        return NULL;
    for (size_t i = 0; i < count; i++)
        unfinished[i] = !change_can_replace(d, d->sd->instances[i]);
    for (size_t i = 0; i < d->want.count; i++)
        for (const struct want *w = sesd_first_live_want(d->want.sorted[i]); w;
             w = sesd_next_live_want(w))
            for (size_t k = 0; k < w->claims.count; k++)
                if (w->rule->aspect &&
                    (w->held == HELD_MISSING || w->held == HELD_CONFLICT))
                    unfinished[w->claims.of[k]] = true;
    for (size_t i = 0; i < count; i++)
        unfinished[i] = unfinished[i] && d->sd->instances[i]->state ==
                                             SESDOMAIN_INSTANCE_STATE_ACTIVE;
    return unfinished;
}

static void change_report_waiting(struct derivation *d, const bool *unfinished)
{
    for (uint32_t i = 0; i < d->sd->instance_count; i++)
        if (unfinished[i])
            sesd_concern(d,
                         sesd_report(d, FINDING_REMOVAL_DEFERRED, d->domain,
                                     none, none),
                         i);
}

void sesd_derive_change(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    const bool *unfinished = change_unfinished(d);
    size_t count = 0;

    if (!unfinished)
        return;
    d->change.may_remove = true;
    for (size_t i = 0; i < d->sd->instance_count && !d->quirks.remove_always;
         i++)
        d->change.may_remove = d->change.may_remove && !unfinished[i];
    for (size_t i = 0; i < d->want.count; i++)
        count += d->want.sorted[i]->wants.count;
    plan->sets = sesd_alloc_array(&plan->arena, count, sizeof(*plan->sets));
    if (!plan->sets)
        return;
    for (size_t i = 0; i < d->want.count; i++)
        change_make_sets(d, d->want.sorted[i]);
    if (d->change.removal_waits)
        change_report_waiting(d, unfinished);
    change_count(d);
}
