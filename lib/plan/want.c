/* SPDX-License-Identifier: MIT */
#include "plan.h"

#define NAME_LIMIT 253 /* characters without the final dot, RFC 1035 2.3.4 */

static struct text expand(struct builder *b, const char *pattern,
                          const struct fields *fields)
{
    struct arena *a = &b->plan->arena;
    char *s, *end;

    if (!sesd_arena_reserve(a, b->longest))
        return (struct text){ "", 0 };
    s = end = a->next;
    for (;;) {
        unsigned char c;

        while ((c = (unsigned char)*pattern++) >= FIELD_COUNT)
            *end++ = (char)c;
        if (!c)
            break;
        memcpy(end, fields->of[c].s, fields->of[c].n);
        end += fields->of[c].n;
    }
    *end = '\0';
    a->next = end + 1;
    return (struct text){ s, (size_t)(end - s) };
}

/* A name that the templates made may be longer than DNS allows. */
static bool too_long(struct builder *b, struct text name, uint32_t instance)
{
    struct found *found;

    if (name.n <= NAME_LIMIT)
        return false;
    found = sesd_find(b, FINDING_NAME_TOO_LONG, b->domain, name,
                      (struct text){ 0 });
    if (instance != NOBODY)
        sesd_concern(b, found, instance);
    return true;
}

struct spot sesd_spot(struct builder *b, struct text name)
{
    char *key;
    size_t n;

    if (!sesd_arena_reserve(&b->scratch, SESD_KEY_MAX))
        return (struct spot){ { "", 0 }, { "", 0 } };
    key = b->scratch.next;
    n = sesd_name_key(name, key);
    b->scratch.next += n;
    return (struct spot){ name, { key, n } };
}

/* The key of a name; most have the domain above them, or the same name as the
 * one before. *above is what is above it. */
static size_t make_key(struct builder *b, struct text name, char *key,
                       struct spot *above)
{
    *above = (struct spot){ .name = sesd_name_parent(name) };
    if (sesd_text_equal(above->name, b->domain))
        above->key = b->at_domain.key;
    else if (sesd_text_equal(above->name, b->above.name))
        above->key = b->above.key;
    else
        above->key = (struct text){ key, sesd_name_key(above->name, key) };
    if (above->key.s != key)
        memcpy(key, above->key.s, above->key.n);
    if (above->name.n)
        name.n -= above->name.n + 1;
    return above->key.n + sesd_label_key(name, key + above->key.n);
}

/* The owner of that name; NULL if it is too long, or memory is out. */
static struct owner *owner_of(struct builder *b, const char *pattern,
                              const struct fields *fields, uint32_t instance)
{
    char *mark = b->plan->arena.next, *scratch_mark = b->scratch.next, *key;
    struct text name = expand(b, pattern, fields);
    struct owner *owner, *found;
    struct spot above;
    size_t n;

    if (too_long(b, name, instance) ||
        !sesd_arena_reserve(&b->scratch, SESD_KEY_MAX))
        return NULL;
    key = b->scratch.next;
    n = make_key(b, name, key, &above);
    b->scratch.next += n;
    owner = sesd_alloc(&b->scratch, sizeof(*owner));
    if (!owner)
        return NULL;
    *owner = (struct owner){ .entry = { key, n, NULL }, .name = name };
    found = sesd_index_add(&b->owners, &b->scratch, &owner->entry);
    if (found != owner) {
        sesd_arena_rewind(&b->plan->arena, mark);
        sesd_arena_rewind(&b->scratch, scratch_mark);
    } else {
        b->above = above;
        owner->known = sesd_known(b->sd, name);
    }
    return found;
}

/* Print text as rdata, with the type in two octets before it: a key. */
static struct text print(struct builder *b, uint32_t type, struct text text)
{
    struct arena *a = &b->plan->arena;
    const size_t most = 4 * text.n + text.n / 64 + 10;
    struct out o;
    char *key;

    if (!sesd_arena_reserve(a, most))
        return (struct text){ "\0\0", 2 };
    key = a->next;
    key[0] = (char)(type >> 8);
    key[1] = (char)type;
    o = sesd_out(key + 2, most - 2);
    sesd_rdata_print(&o, type, text);
    a->next += 2 + o.length + 1;
    return (struct text){ key, 2 + o.length };
}

static struct want *want_of(struct builder *b, struct owner *owner,
                            const struct rule *rule,
                            const struct fields *fields, uint32_t instance)
{
    char *mark = b->plan->arena.next, *scratch_mark = b->scratch.next;
    struct text text = expand(b, rule->value, fields), key;
    struct want *want, *found;

    if (rule->type == SESDOMAIN_TYPE_CNAME && too_long(b, text, instance))
        return NULL;
    key = print(b, rule->type, text);
    want = sesd_alloc(&b->scratch, sizeof(*want));
    if (!want || b->plan->arena.failed)
        return NULL;
    *want = (struct want){ .entry = { key.s, key.n, NULL },
                           .rule = rule,
                           .text = text,
                           .rdata = { key.s + 2, key.n - 2 } };
    found = sesd_index_add(&owner->wants, &b->scratch, &want->entry);
    if (found != want) {
        sesd_arena_rewind(&b->plan->arena, mark);
        sesd_arena_rewind(&b->scratch, scratch_mark);
    }
    return found;
}

static void claim(struct builder *b, struct want *want, uint32_t instance)
{
    if (instance == NOBODY) {
        want->active++;
        return;
    }
    switch (b->sd->instances[instance]->state) {
    case SESDOMAIN_STATE_ACTIVE:
        want->active++;
        break;
    case SESDOMAIN_STATE_DRAINING:
        want->draining++;
        break;
    case SESDOMAIN_STATE_RETIRED:
        break;
    }
    sesd_claim(b, &want->claims, instance);
}

void sesd_apply(struct builder *b, enum need need, const struct fields *fields,
                uint32_t instance)
{
    const struct rule *last = NULL;
    struct owner *owner = NULL;

    for (size_t i = 0; i < sesd_rule_count; i++) {
        const struct rule *rule = &sesd_rules[i];
        struct want *want;

        if (rule->need < need)
            continue;
        if (rule->need > need)
            return; /* they are in that order */
        if (!last || strcmp(rule->name, last->name) != 0)
            owner = owner_of(b, rule->name, fields, instance);
        last = rule;
        if (!owner)
            continue;
        want = want_of(b, owner, rule, fields, instance);
        if (want)
            claim(b, want, instance);
    }
}

void sesd_plan_order(struct builder *b)
{
    struct owner **owner = &b->first;

    for (struct entry *e = sesd_index_first(&b->owners); e;
         e = sesd_index_next(e)) {
        struct want **want;

        *owner = (struct owner *)e;
        want = &(*owner)->first;
        owner = &(*owner)->next;
        for (struct entry *w = sesd_index_first(&((struct owner *)e)->wants);
             w; w = sesd_index_next(w)) {
            *want = (struct want *)w;
            want = &(*want)->next;
        }
    }
}
