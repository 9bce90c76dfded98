/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* Ceilings of those who serve or hold a set. */
#define BIND_SET 100     /* max-records-per-type, BIND 9.18.28 and later */
#define UDP_ANSWER 1232  /* what servers send over UDP since 2020 */
#define ANSWER_MAX 65535 /* RFC 1035 section 4.2.2 */
#define SMALL_ANSWER 900 /* not worth a closer look */

static const struct text none = { NULL, 0 };

/* ---- sizes ---- */

/* The octets of an answer with this set: header, question, OPT (RFC 6891
 * section 6.1.2), and the records with compressed owner names. */
static size_t answer_length(const struct sesdomain_recordset *set)
{
    size_t length = 12 + sesd_name_wire_length(set->name) + 4 + 11;

    for (size_t i = 0; i < set->value_count; i++)
        if (set->values[i].op != SESDOMAIN_VALUE_OP_REMOVE)
            length += 12 + sesd_rdata_length(set->type, set->values[i].text);
    return length;
}

static void report_size(struct derivation *b, enum finding finding,
                        const struct sesdomain_recordset *set, size_t n)
{
    sesd_find(b, finding, set->name, set->type_name, sesd_number(b, n));
}

/* Whether the set can be served at all. */
static bool check_size(struct derivation *b,
                       const struct sesdomain_recordset *set)
{
    size_t answer, wanted = 0, octets = set->name.n;

    for (size_t i = 0; i < set->value_count; i++)
        octets += set->values[i].rdata.n + 16;
    if (octets < SMALL_ANSWER)
        return true;
    for (size_t i = 0; i < set->value_count; i++)
        wanted += set->values[i].op != SESDOMAIN_VALUE_OP_REMOVE;
    if (wanted > BIND_SET)
        report_size(b, FINDING_RRSET_OVER_BIND_LIMIT, set, wanted);
    if (wanted > ROUTE53_SET_RECORDS)
        report_size(b, FINDING_RRSET_OVER_ROUTE53_LIMIT, set, wanted);
    answer = answer_length(set);
    if (answer > ANSWER_MAX)
        report_size(b, FINDING_RESPONSE_TOO_LARGE, set, answer);
    else if (answer > UDP_ANSWER)
        report_size(b, FINDING_RESPONSE_LARGE, set, answer);
    return answer <= ANSWER_MAX;
}

static bool has_any(struct text t, struct text of)
{
    for (size_t i = 0; i < of.n; i++)
        if (memchr(t.s, of.s[i], t.n))
            return true;
    return false;
}

/* Whether the provider takes what is to be added. */
static bool check_provider(struct derivation *b,
                           const struct sesdomain_recordset *set)
{
    const struct quirks *q = &b->quirks;
    bool fits = true;

    if (set->type != SESDOMAIN_TYPE_TXT || (!q->txt_max && !q->txt_refuses.n))
        return true;
    for (size_t i = 0; i < set->value_count; i++) {
        const struct value *v = &set->values[i];
        struct found *found = NULL;

        if (v->op != SESDOMAIN_VALUE_OP_ADD)
            continue;
        if (q->txt_max && v->text.n > q->txt_max)
            found = sesd_find(b, FINDING_TXT_TOO_LONG, set->name,
                              sesd_number(b, v->text.n),
                              sesd_number(b, q->txt_max));
        else if (has_any(v->text, q->txt_refuses))
            found = sesd_find(b, FINDING_TXT_CHARACTER_NOT_ALLOWED, set->name,
                              v->text, none);
        for (size_t k = 0; found && k < v->instance_count; k++)
            sesd_concern(b, found, v->instances[k]);
        fits = fits && !found;
    }
    return fits;
}

/* ---- what is to happen to a value ---- */

/* Whether an active instance has another value in mind for its place. */
static bool is_replaced(const struct owner *owner, const struct want *w)
{
    struct want *other = sesd_live_want(sesd_first_want(owner));

    for (; other; other = sesd_live_want(sesd_next_want(other)))
        if (other != w && other->rule->type == w->rule->type &&
            w->rule->manner != MANNER_TOKEN && w->rule->manner != MANNER_SPF)
            return true;
    return false;
}

/* Whether the MX that an SPF goes with is to go, and no other is there. */
static bool loses_mx(struct derivation *b, const struct owner *owner)
{
    const struct record *r =
        owner->absent ? NULL : sesd_records(owner->known, SESDOMAIN_TYPE_MX);

    for (const struct want *w = sesd_first_want(owner); w;
         w = sesd_next_want(w))
        if (w->rule->type == SESDOMAIN_TYPE_MX && (w->active || w->draining))
            return false;
    for (; r; r = sesd_next_record(r))
        if (!sesd_want_for(b, owner, r))
            return false;
    return true;
}

static bool stays_behind(struct derivation *b, const struct owner *owner,
                         const struct want *w)
{
    return !w->rule->removable ||
           (w->rule->manner == MANNER_SPF && !loses_mx(b, owner));
}

/* What becomes of a value that only retired instances need. */
static enum sesdomain_value_op
retire(struct derivation *b, const struct owner *owner, const struct want *w)
{
    if (is_replaced(owner, w))
        return SESDOMAIN_VALUE_OP_REMOVE;
    if (stays_behind(b, owner, w)) {
        sesd_concern_all(b,
                         sesd_find(b, FINDING_RETIRED_RECORD_KEPT, owner->name,
                                   sesd_type(w->rule->type), none),
                         &w->claims);
        return SESDOMAIN_VALUE_OP_KEEP;
    }
    b->removal_waits = b->removal_waits || !b->may_remove;
    return b->may_remove ? SESDOMAIN_VALUE_OP_REMOVE : SESDOMAIN_VALUE_OP_KEEP;
}

/* The op of a want that is there, or believed to be. */
static enum sesdomain_value_op
op_there(struct derivation *b, const struct owner *owner, const struct want *w)
{
    if (w->active || w->draining)
        return SESDOMAIN_VALUE_OP_KEEP;
    return retire(b, owner, w);
}

/* ---- record sets ---- */

static struct value from_want(const struct want *w)
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

/* A record that is there: it keeps its own text and cut. */
static struct value from_record(struct derivation *b,
                                const struct owner *owner,
                                const struct record *r)
{
    const struct want *w = sesd_want_for(b, owner, r);
    struct value value = { .op = SESDOMAIN_VALUE_OP_KEEP };

    for (const struct want *x = sesd_first_want(owner); x;
         x = sesd_next_want(x))
        if (x->replaces == r) {
            value.op = SESDOMAIN_VALUE_OP_REMOVE;
            value.purpose = x->rule->purpose;
        }
    if (w)
        value = from_want(w);
    if (w && w->dropped) { /* a policy stays; an MX goes for the one MX */
        if (w->rule->manner == MANNER_POLICY)
            value = (struct value){ .op = SESDOMAIN_VALUE_OP_KEEP };
        else
            value.op = SESDOMAIN_VALUE_OP_REMOVE;
    }
    value.text = sesd_keep(&b->plan->arena, r->text);
    value.rdata = sesd_keep(&b->plan->arena, r->rdata);
    value.listed = sesd_keep(&b->plan->arena, r->listed);
    value.id = sesd_keep(&b->plan->arena, r->id);
    return value;
}

/* The want after the last one of the same type. */
static struct want *past_set(struct want *first)
{
    struct want *w = first;

    while (w && w->rule->type == first->rule->type)
        w = sesd_next_want(w);
    return w;
}

/* Whether it has a place in the set besides the records that are there. */
static bool comes_along(const struct want *w)
{
    return !w->there && (w->active || w->held != HELD_MISSING);
}

/* Say what is to happen to the wants of a set; answer how many come along. */
static size_t decide(struct derivation *b, const struct owner *owner,
                     struct want *first, const struct want *end)
{
    size_t n = 0;

    for (struct want *w = first; w != end; w = sesd_next_want(w)) {
        w->op = w->active && !w->there ? SESDOMAIN_VALUE_OP_ADD
                                       : op_there(b, owner, w);
        n += comes_along(w);
    }
    return n;
}

/* Take those that are wanted, or those that are to go. */
static void take_wants(struct want *first, const struct want *end,
                       bool removed, struct sesdomain_recordset *set)
{
    for (const struct want *w = first; w != end; w = sesd_next_want(w))
        if (comes_along(w) && (w->op == SESDOMAIN_VALUE_OP_REMOVE) == removed)
            set->values[set->value_count++] = from_want(w);
}

/* A value on its way into a set. */
struct draft {
    struct entry entry; /* key: whether it goes, its rdata */
    struct value value;
};

static void add_draft(struct derivation *b, struct index *drafts,
                      struct value value)
{
    const size_t n = value.rdata.n + 1;
    struct draft *draft = sesd_alloc(&b->scratch, sizeof(*draft));
    char *key = sesd_alloc(&b->scratch, n);

    if (!draft || !key)
        return;
    key[0] = value.op == SESDOMAIN_VALUE_OP_REMOVE;
    memcpy(key + 1, value.rdata.s, value.rdata.n);
    *draft = (struct draft){ .entry = { key, n, NULL }, .value = value };
    sesd_index_add(drafts, &b->scratch, &draft->entry);
}

/* The set as it is there, from its first record on. Answers whether something
 * of it is ours. */
static bool take_all(struct derivation *b, const struct owner *owner,
                     const struct record *r, struct want *first,
                     const struct want *end, struct sesdomain_recordset *set)
{
    struct index drafts = { 0 };
    bool ours = false;

    for (; r; r = sesd_next_record(r))
        add_draft(b, &drafts, from_record(b, owner, r));
    for (const struct want *w = first; w != end; w = sesd_next_want(w))
        if (comes_along(w))
            add_draft(b, &drafts, from_want(w));

    set->values =
        sesd_alloc(&b->plan->arena, drafts.count * sizeof(*set->values));
    for (struct entry *e = sesd_index_first(&drafts); e && set->values;
         e = sesd_index_next(e)) {
        const struct value *value = &((struct draft *)e)->value;

        set->values[set->value_count++] = *value;
        ours = ours || value->purpose != SESDOMAIN_PURPOSE_NONE;
    }
    return ours;
}

/* A set that is there keeps its TTL: the lowest, if there are several (RFC
 * 2181 section 5.2). */
static void set_ttl(struct derivation *b, const struct record *r,
                    struct sesdomain_recordset *set)
{
    bool differ = false;

    set->ttl = b->ttl;
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
        sesd_find(b, FINDING_TTLS_DIFFER, set->name, set->type_name, none);
}

/* Answers whether something of the set is ours. */
static bool fill(struct derivation *b, const struct owner *owner,
                 struct want *first, const struct want *end,
                 struct sesdomain_recordset *set)
{
    const struct record *r = owner->known && !owner->absent
                                 ? sesd_records(owner->known, set->type)
                                 : NULL;
    const size_t n = decide(b, owner, first, end);

    set_ttl(b, r, set);
    if (r)
        return take_all(b, owner, r, first, end, set);
    set->values = sesd_alloc(&b->plan->arena, n * sizeof(*set->values));
    if (!set->values)
        return false;
    for (bool removed = false; set->value_count < n; removed = true)
        take_wants(first, end, removed, set);
    return n > 0;
}

/* Whether there is a set with something of ours in it, that can be served. */
enum made { MADE, NOT_OURS, IMPOSSIBLE };

static enum made make_set(struct derivation *b, const struct owner *owner,
                          struct want *first, const struct want *end,
                          struct sesdomain_recordset *set)
{
    *set = (struct sesdomain_recordset){
        .name = owner->name,
        .type = first->rule->type,
        .type_name = sesd_type(first->rule->type),
        .prior = sesd_owner_prior(b, owner, first->rule->type),
        .single = first->rule->manner != MANNER_TOKEN,
    };
    if (!fill(b, owner, first, end, set))
        return NOT_OURS;
    return check_size(b, set) && check_provider(b, set) ? MADE : IMPOSSIBLE;
}

static void make_sets(struct derivation *b, struct owner *owner)
{
    struct sesdomain_plan *plan = b->plan;
    struct want *w, *end;
    size_t made = 0;

    if (owner->elsewhere)
        return;
    for (w = sesd_first_want(owner); w && !owner->conflict; w = end) {
        end = past_set(w);
        switch (
            make_set(b, owner, w, end, &plan->sets[plan->set_count + made])) {
        case MADE:
            made++;
            break;
        case NOT_OURS:
            break;
        case IMPOSSIBLE:
            owner->conflict = true;
            break;
        }
    }
    if (!owner->conflict) { /* all sets of a name, or none */
        plan->set_count += made;
        return;
    }
    for (w = sesd_first_want(owner); w; w = past_set(w)) {
        plan->tallies[w->rule->purpose].conflicts++;
        plan->withheld[plan->withheld_count++] =
            (struct withheld){ owner->name.s, w->rule->type, SESDOMAIN_NONE };
    }
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        w->held = HELD_CONFLICT;
}

/* The active instances that are not verified: what the removals wait for. */
static void tell_waiting(struct derivation *b)
{
    for (uint32_t i = 0; i < b->sd->instance_count; i++)
        if (b->sd->instances[i]->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            !sesd_verified(b->sd->instances[i]))
            sesd_concern(
                b,
                sesd_find(b, FINDING_REMOVAL_DEFERRED, b->domain, none, none),
                i);
}

void sesd_plan_change(struct derivation *b)
{
    struct sesdomain_plan *plan = b->plan;
    size_t count = 0;

    for (struct owner *o = b->first; o; o = o->next)
        count += o->wants.count;
    plan->sets = sesd_alloc(&plan->arena, count * sizeof(*plan->sets));
    plan->withheld = sesd_alloc(&plan->arena, count * sizeof(*plan->withheld));
    if (!plan->sets || !plan->withheld)
        return;
    for (struct owner *o = b->first; o; o = o->next)
        make_sets(b, o);
    if (b->removal_waits)
        tell_waiting(b);
}
