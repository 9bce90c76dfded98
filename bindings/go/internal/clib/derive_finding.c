//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Findings. Takes rows of the table in ses/findings.c with their subjects,
 * collects them in order, and writes their sentences to the plan. */
#include "derive_derive.h"

#define LISTED_SHOWN 2 /* of more than LISTED_MAX */

/* ---- collecting ---- */

/* Write the key: severity, code, name, and the texts that distinguish two
 * causes. */
static void finding_key(struct out *key, const struct finding_row *row,
                        struct text name, struct text value, struct text other)
{
    char buf[SESD_KEY_MAX];
    const size_t n = sesd_name_key(name, buf, sizeof(buf));

    sesd_out_char(key, (char)row->severity);
    sesd_out_mem(key, row->code, strlen(row->code) + 1);
    sesd_out_mem(key, buf, n);
    sesd_out_char(key, '\0');
    sesd_out_text(key, value);
    sesd_out_char(key, '\0');
    sesd_out_text(key, other);
}

/* Return a copy without secrets, which existing records may contain. */
static struct text finding_keep(struct derivation *d, struct text t)
{
    if (sesd_secret(t))
        return sesd_text("(a secret)");
    return sesd_keep(&d->scratch, t);
}

/* Return the finding of a key, which is in reserved memory. */
static struct found *finding_add(struct derivation *d, const char *key,
                                 size_t n, const struct found *texts)
{
    struct entry *there = sesd_index_find(&d->finding.found, key, n);
    struct found *found;

    if (there)
        return (struct found *)there;
    d->scratch.next += n + 1;
    found = sesd_alloc(&d->scratch, sizeof(*found));
    if (!found)
        return NULL;
    *found = (struct found){
        .entry = { key, n, NULL },
        .row = texts->row,
        .name = finding_keep(d, texts->name),
        .value = finding_keep(d, texts->value),
        .other = finding_keep(d, texts->other),
    };
    return sesd_index_add(&d->finding.found, &d->scratch, &found->entry);
}

static struct found *finding_report(struct derivation *d,
                                    const struct found *texts,
                                    struct text name, struct text value,
                                    struct text other)
{
    const size_t size =
        strlen(texts->row->code) + SESD_KEY_MAX + value.n + other.n + 8;
    struct out key;

    if (!sesd_arena_reserve(&d->scratch, size))
        return NULL;
    key = sesd_out(d->scratch.next, size);
    finding_key(&key, texts->row, name, value, other);
    return finding_add(d, key.buf, key.length, texts);
}

struct found *sesd_report(struct derivation *d, enum finding finding,
                          struct text name, struct text value,
                          struct text other)
{
    const struct found texts = { .row = sesd_finding_row(finding),
                                 .name = name,
                                 .value = value,
                                 .other = other };

    return finding_report(d, &texts, name, value, other);
}

void sesd_add_name(struct derivation *d, struct found *found, struct text name)
{
    struct names *names = found ? &found->names : NULL;

    if (!names)
        return;
    for (size_t i = 0; i < names->count && i <= LISTED_MAX; i++)
        if (sesd_text_equal(names->of[i], name))
            return;
    if (names->count == names->capacity) {
        const size_t capacity = names->capacity ? 2 * names->capacity : 4;
        struct text *of = sesd_alloc_array(&d->scratch, capacity, sizeof(*of));

        if (!of)
            return;
        if (names->count)
            memcpy(of, names->of, names->count * sizeof(*of));
        names->of = of;
        names->capacity = capacity;
    }
    names->of[names->count++] = sesd_keep(&d->scratch, name);
}

struct found *sesd_report_cause(struct derivation *d, enum finding finding,
                                struct text cause, struct text name,
                                struct text value, struct text other)
{
    const struct found texts = { .row = sesd_finding_row(finding),
                                 .name = name,
                                 .value = value,
                                 .other = other };

    return finding_report(d, &texts, d->domain, cause, none);
}

void sesd_concern(struct derivation *d, struct found *found, uint32_t instance)
{
    if (found)
        sesd_claim(d, &found->claims, instance);
}

/* The union is made once, since a cause may have as many sets as names. */
void sesd_concern_all(struct derivation *d, struct found *found,
                      const struct claims *claims)
{
    if (!found || !claims->count)
        return;
    if (found->set_count == found->set_capacity) {
        const size_t capacity =
            found->set_capacity ? 2 * found->set_capacity : 1;
        struct claims *sets =
            sesd_alloc_array(&d->scratch, capacity, sizeof(*sets));

        if (!sets)
            return;
        if (found->set_count)
            memcpy(sets, found->sets, found->set_count * sizeof(*sets));
        found->sets = sets;
        found->set_capacity = capacity;
    }
    found->sets[found->set_count++] = *claims;
}

static void finding_unite(struct derivation *d, struct found *found)
{
    const struct claims claims = found->claims;

    if (!found->set_count)
        return;
    sesd_concern_all(d, found, &claims);
    found->claims = sesd_claims_union(d, found->sets, found->set_count);
}

void sesd_report_instance(struct derivation *d, const struct subject *subject,
                          enum finding finding, struct text name,
                          struct text value, struct text other)
{
    if (subject->active)
        sesd_concern(d, sesd_report(d, finding, name, value, other),
                     subject->number);
}

struct text sesd_number(struct derivation *d, size_t n)
{
    char digits[24];
    struct out o = sesd_out(digits, sizeof(digits));

    sesd_out_uint(&o, n);
    return sesd_keep(&d->scratch, (struct text){ digits, o.length });
}

struct text sesd_type_text(struct derivation *d, uint32_t type)
{
    const struct text name = sesd_type(type);

    return name.s ? name
                  : sesd_concat(&d->scratch, sesd_text("TYPE"),
                                sesd_number(d, type), none);
}

/* ---- the marks of a text ---- */

/* Return the first label after another; a NULL text is before all. Labels are
 * unique, so none is omitted. */
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

/* Write one of several texts, and what is before and after it: "a", "a and b",
 * "a, b and 7 others". */
static void finding_write_item(struct out *o, struct text item, size_t i,
                               size_t count)
{
    const size_t shown = count > LISTED_MAX ? LISTED_SHOWN : count;

    if (i >= shown)
        return;
    if (i)
        sesd_out_str(o, i + 1 < count ? ", " : " and ");
    sesd_out_visible(o, item, SIZE_MAX);
    if (i + 1 < shown || shown == count)
        return;
    sesd_out_str(o, " and ");
    sesd_out_uint(o, count - shown);
    sesd_out_str(o, " others");
}

/* The labels are sorted, since no text depends on the order of the instances.
 */
static void finding_write_labels(struct out *o,
                                 const struct sesdomain_plan *plan,
                                 const struct claims *claims)
{
    struct text label = { 0 };

    for (size_t i = 0; i < claims->count && i < LISTED_MAX; i++) {
        label = finding_next_label(plan, claims, label);
        finding_write_item(o, label, i, claims->count);
    }
}

static void finding_write_names(struct out *o, const struct found *found)
{
    if (!found->names.count)
        sesd_out_visible(o, found->name, SIZE_MAX);
    for (size_t i = 0; i < found->names.count && i < LISTED_MAX; i++)
        finding_write_item(o, found->names.of[i], i, found->names.count);
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
        { sesd_text("{names}"), { 0 } }, /* lists and their length are last */
        { sesd_text("{count}"), { 0 } },
        { sesd_text("{instances}"), { 0 } },
    };
    const size_t lists = COUNT(fields) - 3;

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
        if (i == lists)
            finding_write_names(o, found);
        else if (i == lists + 1)
            sesd_out_uint(o, found->names.count);
        else if (i > lists)
            finding_write_labels(o, plan, &found->claims);
        else
            sesd_out_visible(o, fields[i].text, SIZE_MAX);
        pattern += fields[i].mark.n;
    }
}

/* Return a pattern of the table with its marks replaced, in the plan. */
static const char *finding_sentence(struct derivation *d, const char *pattern,
                                    const struct found *found)
{
    char none_yet[1];
    struct out o = sesd_out(none_yet, sizeof(none_yet)); /* counts */
    char *s;

    sesd_finding_write(&o, d->plan, pattern, found);
    s = sesd_alloc(&d->plan->arena, o.length + 1);
    if (!s)
        return "";
    o = sesd_out(s, o.length + 1);
    sesd_finding_write(&o, d->plan, pattern, found);
    return s;
}

void sesd_derive_findings(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    struct entry *e = sesd_index_first(&d->finding.found);

    plan->findings = sesd_alloc_array(&plan->arena, d->finding.found.count,
                                      sizeof(*plan->findings));
    for (; e && plan->findings; e = sesd_index_next(e)) {
        struct found *found = (struct found *)e;

        finding_unite(d, found);
        found->position = plan->finding_count++;
        plan->findings[found->position] = (struct sesdomain_finding){
            .row = found->row,
            .name = sesd_copy(&plan->arena, found->name),
            .message = finding_sentence(d, found->row->message, found),
            .hint = finding_sentence(d, found->row->hint, found),
            .instances = found->claims.of,
            .instance_count = found->claims.count,
        };
    }
}
