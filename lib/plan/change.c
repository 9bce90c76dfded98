/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* Ceilings of those who serve or hold a set. */
#define BIND_SET 100      /* max-records-per-type, BIND 9.18.28 and later */
#define ROUTE53_SET 400   /* DNSLimitations, "records in a record set" */
#define UDP_ANSWER 1232   /* what servers send over UDP since 2020 */
#define SMALL_ANSWER 1000 /* with more records than fit, it is not small */
#define ANSWER_MAX 65535  /* RFC 1035 section 4.2.2 */

/* The octets of an answer with this set: header, question, OPT (RFC 6891
 * section 6.1.2), and the records with compressed owner names. */
static size_t answer_length(const struct sesdomain_recordset *set)
{
    size_t length = 12 + sesd_name_wire_length(set->name) + 4 + 11;

    for (size_t i = 0; i < set->value_count; i++)
        if (set->values[i].op != SESDOMAIN_OP_REMOVE)
            length += 12 + sesd_rdata_length(set->type, set->values[i].text);
    return length;
}

static struct text number(struct builder *b, size_t n)
{
    char digits[24];
    struct out o = sesd_out(digits, sizeof(digits));

    sesd_out_uint(&o, n);
    return (struct text){
        sesd_copy(&b->scratch, (struct text){ digits, o.length }), o.length
    };
}

static void report_size(struct builder *b, enum finding finding,
                        const struct sesdomain_recordset *set, size_t n)
{
    sesd_find(b, finding, set->name, set->type_name, number(b, n));
}

/* Whether the set can be served at all. */
static bool check_size(struct builder *b,
                       const struct sesdomain_recordset *set)
{
    size_t answer, wanted = 0, octets = 0;

    for (size_t i = 0; i < set->value_count; i++) {
        wanted += set->values[i].op != SESDOMAIN_OP_REMOVE;
        octets += set->values[i].rdata.n + 16;
    }
    if (octets + set->name.n < SMALL_ANSWER)
        return true; /* most of the time */
    if (wanted > BIND_SET)
        report_size(b, FINDING_LARGE_SET, set, wanted);
    if (wanted > ROUTE53_SET)
        report_size(b, FINDING_SET_OVER_ROUTE53, set, wanted);
    answer = answer_length(set);
    if (answer > ANSWER_MAX)
        report_size(b, FINDING_ANSWER_TOO_LARGE, set, answer);
    else if (answer > UDP_ANSWER)
        report_size(b, FINDING_LARGE_ANSWER, set, answer);
    return answer <= ANSWER_MAX;
}

static enum sesdomain_op op_of(const struct want *w)
{
    if (w->active)
        return SESDOMAIN_OP_ADD;
    return w->draining ? SESDOMAIN_OP_KEEP : SESDOMAIN_OP_REMOVE;
}

/* The want after the last one of the same type. */
static const struct want *past_set(const struct want *first)
{
    const struct want *w = first;

    while (w && w->rule->type == first->rule->type)
        w = sesd_next_want(w);
    return w;
}

/* Wanted before removed; by rdata within each, as they come. */
static void fill_values(struct builder *b, struct value *values,
                        const struct want *first, const struct want *end)
{
    for (int removed = 0; removed <= 1; removed++)
        for (const struct want *w = first; w != end; w = sesd_next_want(w)) {
            enum sesdomain_op op = op_of(w);

            if ((op == SESDOMAIN_OP_REMOVE) != removed)
                continue;
            *values++ = (struct value){
                .text = w->text,
                .rdata = w->rdata,
                .op = op,
                .purpose = w->rule->purpose,
                .instances = sesd_claims_array(b, &w->claims),
                .instance_count = w->claims.count,
            };
        }
}

/* Whether there is one that can be served. */
static bool make_set(struct builder *b, struct text name,
                     const struct want *first, const struct want *end,
                     struct sesdomain_recordset *set)
{
    size_t count = 0;

    for (const struct want *w = first; w != end; w = sesd_next_want(w))
        count++;
    *set = (struct sesdomain_recordset){
        .name = name,
        .type = first->rule->type,
        .ttl = b->sd->ttl,
        .type_name = sesd_text(sesdomain_type_name(first->rule->type)),
        .values = sesd_alloc(&b->plan->arena, count * sizeof(struct value)),
        .value_count = count,
    };
    if (!set->values)
        return false;
    fill_values(b, set->values, first, end);
    return check_size(b, set);
}

static void make_sets(struct builder *b, struct owner *owner)
{
    struct sesdomain_plan *plan = b->plan;
    const struct want *w = sesd_first_want(owner), *end;
    size_t made = 0, all = 0;

    for (; w; w = end, all++) {
        end = past_set(w);
        if (!owner->conflict && make_set(b, owner->name, w, end,
                                         &plan->sets[plan->set_count + made]))
            made++;
    }
    owner->conflict = made < all; /* all sets of a name, or none */
    if (!owner->conflict) {
        plan->set_count += made;
        return;
    }
    for (w = sesd_first_want(owner); w; w = past_set(w))
        plan->tallies[w->rule->purpose].conflicts++;
    plan->conflict_count += all;
}

void sesd_plan_change(struct builder *b)
{
    struct sesdomain_plan *plan = b->plan;
    size_t count = 0;

    for (struct owner *o = sesd_first_owner(b); o; o = sesd_next_owner(o))
        count += o->wants.count;
    plan->sets = sesd_alloc(&plan->arena, count * sizeof(*plan->sets));
    if (!plan->sets)
        return;
    for (struct owner *o = sesd_first_owner(b); o; o = sesd_next_owner(o))
        make_sets(b, o);
}
