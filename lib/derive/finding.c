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
    n += sesd_name_key(name, key + n);
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

struct text sesd_join(struct derivation *b, const char *front,
                      const char *between, struct text back)
{
    const size_t n = strlen(front), m = strlen(between);
    char *s = sesd_alloc(&b->scratch, n + m + back.n + 1);

    if (!s)
        return (struct text){ "", 0 };
    memcpy(s, front, n);
    memcpy(s + n, between, m);
    memcpy(s + n + m, back.s, back.n);
    s[n + m + back.n] = '\0';
    return (struct text){ s, n + m + back.n };
}

/* A pattern of the table, with what it names put in; one line. */
static const char *fill(struct derivation *b, const char *pattern,
                        const struct found *found)
{
    const struct {
        struct text mark, text;
    } fields[] = {
        { sesd_text("{name}"), found->name },
        { sesd_text("{value}"), found->value },
        { sesd_text("{other}"), found->other },
    };
    size_t most = strlen(pattern) + 1;
    struct out o;

    for (size_t i = 0; i < COUNT(fields); i++)
        most += 2 * 4 * fields[i].text.n; /* each may stand there twice */
    if (!sesd_arena_reserve(&b->plan->arena, most))
        return "";
    o = sesd_out(b->plan->arena.next, most);
    while (*pattern) {
        const size_t n = strcspn(pattern, "{");
        size_t i = 0;

        sesd_out_mem(&o, pattern, n);
        pattern += n;
        while (i < COUNT(fields) &&
               strncmp(pattern, fields[i].mark.s, fields[i].mark.n) != 0)
            i++;
        if (i == COUNT(fields))
            continue; /* the end: the table has no other marks */
        sesd_out_visible(&o, fields[i].text, SIZE_MAX);
        pattern += fields[i].mark.n;
    }
    b->plan->arena.next += o.length + 1;
    return o.buf;
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
