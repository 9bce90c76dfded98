/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* Severity, code, name, and the texts that tell two causes apart. */
static size_t make_key(char *key, const struct finding_row *row,
                       struct text name, struct text value, struct text other)
{
    size_t n = strlen(row->code);

    key[0] = (char)row->severity;
    memcpy(key + 1, row->code, n + 1);
    n += 2;
    n += sesd_name_key(name, key + n, SESD_KEY_MAX);
    key[n++] = '\0';
    if (value.n)
        memcpy(key + n, value.s, value.n);
    n += value.n;
    key[n++] = '\0';
    if (other.n)
        memcpy(key + n, other.s, other.n);
    return n + other.n;
}

/* A copy; what is in DNS may hold what nobody is to repeat. */
static struct text keep(struct derivation *b, struct text t)
{
    if (sesd_key_is_secret(t))
        return sesd_text("(a private key)");
    return sesd_keep(&b->scratch, t);
}

struct found *sesd_find(struct derivation *b, enum finding finding,
                        struct text name, struct text value, struct text other)
{
    const struct finding_row *row = sesd_finding_row(finding);
    size_t most = strlen(row->code) + SESD_KEY_MAX + value.n + other.n + 8;
    struct found *found;
    struct entry *there;
    char *key;
    size_t n;

    if (!sesd_arena_reserve(&b->scratch, most))
        return NULL;
    key = b->scratch.next;
    n = make_key(key, row, name, value, other);
    there = sesd_index_find(&b->found, key, n);
    if (there)
        return (struct found *)there;

    b->scratch.next += n;
    found = sesd_alloc(&b->scratch, sizeof(*found));
    if (!found)
        return NULL;
    *found = (struct found){
        .entry = { key, n, NULL },
        .row = row,
        .name = keep(b, name),
        .value = keep(b, value),
        .other = keep(b, other),
    };
    return sesd_index_add(&b->found, &b->scratch, &found->entry);
}

void sesd_concern(struct derivation *b, struct found *found, uint32_t instance)
{
    if (found)
        sesd_claim(b, &found->claims, instance);
}

void sesd_concern_all(struct derivation *b, struct found *found,
                      const struct claims *claims)
{
    if (found)
        sesd_claims_merge(b, &found->claims, claims);
}

struct text sesd_number(struct derivation *b, size_t n)
{
    char digits[24];
    struct out o = sesd_out(digits, sizeof(digits));

    sesd_out_uint(&o, n);
    return keep(b, (struct text){ digits, o.length });
}

struct text sesd_below(struct derivation *b, const char *label,
                       struct text above)
{
    return sesd_name_join(&b->scratch, sesd_text(label), sesd_text("."),
                          above);
}

/* ---- the marks of a text ---- */

#define LABELS_MAX 5   /* instances that are all listed */
#define LABELS_SHOWN 2 /* of more than that */

/* Return the first label after another; a NULL text is before all. They are
 * unique, so none is left out. */
static struct text finding_next_label(const struct sesdomain_plan *plan,
                                      const struct claims *claims,
                                      struct text last)
{
    struct text next = { 0 };

    for (size_t i = 0; i < claims->count; i++) {
        const struct text label = plan->instances[claims->of[i]].label;

        if ((!last.s || strcmp(label.s, last.s) > 0) &&
            (!next.s || strcmp(label.s, next.s) < 0))
            next = label;
    }
    return next;
}

/* Write the labels of instances: "a", "a and b", "a, b and 7 others". They are
 * sorted, since no text depends on the order of the instances. */
static void finding_write_labels(struct out *o,
                                 const struct sesdomain_plan *plan,
                                 const struct claims *claims)
{
    const size_t count = claims->count;
    const size_t shown = count > LABELS_MAX ? LABELS_SHOWN : count;
    struct text label = { 0 };

    for (size_t i = 0; i < shown; i++) {
        label = finding_next_label(plan, claims, label);
        if (i)
            sesd_out_str(o, i + 1 < count ? ", " : " and ");
        sesd_out_visible(o, label, SIZE_MAX);
    }
    if (shown == count)
        return;
    sesd_out_str(o, " and ");
    sesd_out_uint(o, count - shown);
    sesd_out_str(o, " others");
}

void sesd_finding_write(struct out *o, const struct sesdomain_plan *plan,
                        const char *pattern, const struct found *found)
{
    const struct {
        struct text mark, text;
    } fields[] = {
        { sesd_text("{name}"), found->name },
        { sesd_text("{value}"), found->value },
        { sesd_text("{other}"), found->other },
        { sesd_text("{instances}"), { 0 } }, /* the last: the labels */
    };

    while (*pattern) {
        const size_t n = strcspn(pattern, "{");
        size_t i = 0;

        sesd_out_mem(o, pattern, n);
        pattern += n;
        while (i < COUNT(fields) &&
               strncmp(pattern, fields[i].mark.s, fields[i].mark.n) != 0)
            i++;
        if (i == COUNT(fields))
            continue; /* the end: the table has no other marks */
        if (i + 1 == COUNT(fields))
            finding_write_labels(o, plan, &found->claims);
        else
            sesd_out_visible(o, fields[i].text, SIZE_MAX);
        pattern += fields[i].mark.n;
    }
}

/* Return a pattern of the table with its marks replaced, in the plan. */
static const char *fill(struct derivation *b, const char *pattern,
                        const struct found *found)
{
    char none[1];
    struct out o = sesd_out(none, sizeof(none)); /* counts */
    char *s;

    sesd_finding_write(&o, b->plan, pattern, found);
    s = sesd_alloc(&b->plan->arena, o.length + 1);
    if (!s)
        return "";
    o = sesd_out(s, o.length + 1);
    sesd_finding_write(&o, b->plan, pattern, found);
    return s;
}

void sesd_plan_findings(struct derivation *b)
{
    struct sesdomain_plan *plan = b->plan;
    struct entry *e = sesd_index_first(&b->found);
    struct sesdomain_finding *f;

    f = sesd_alloc(&plan->arena, b->found.count * sizeof(*f));
    if (!f)
        return;
    plan->findings = f;
    plan->finding_count = b->found.count;
    for (; e; e = sesd_index_next(e), f++) {
        const struct found *found = (const struct found *)e;

        *f = (struct sesdomain_finding){
            .row = found->row,
            .name = sesd_copy(&plan->arena, found->name),
            .message = fill(b, found->row->message, found),
            .hint = fill(b, found->row->hint, found),
            .instances = found->claims.of,
            .instance_count = found->claims.count,
        };
    }
}
