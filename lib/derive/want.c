/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* A name that the templates made may be longer than DNS allows. */
static bool too_long(struct derivation *b, struct text name, uint32_t instance)
{
    struct found *found;

    if (sesd_name_fits(name))
        return false;
    found = sesd_find(b, FINDING_NAME_TOO_LONG, b->domain, name,
                      (struct text){ 0 });
    if (instance != NO_INSTANCE)
        sesd_concern(b, found, instance);
    return true;
}

/* ---- the tree of names ---- */

/* LABEL.ABOVE, in the plan. */
static struct text join(struct derivation *b, struct text label,
                        struct text above)
{
    const struct text dot = { ".", 1 };

    if (!above.n)
        return sesd_keep(&b->plan->arena, label);
    return sesd_concat(&b->plan->arena, label, dot, above);
}

struct owner *sesd_owner_below(struct derivation *b, struct owner *above,
                               struct text label)
{
    char *mark = b->scratch.next;
    struct owner *owner = sesd_alloc(&b->scratch, sizeof(*owner)), *found;

    if (!owner)
        return NULL;
    owner->entry = (struct entry){ label.s, label.n, NULL };
    found = sesd_index_add(&above->below, &b->scratch, &owner->entry);
    if (found != owner) {
        sesd_arena_rewind(&b->scratch, mark);
        return found;
    }
    *owner = (struct owner){
        .entry = owner->entry,
        .above = above,
        .name = join(b, label, above->name),
    };
    owner->in_zone = above->in_zone || sesd_text_equal(owner->name, b->zone);
    return owner;
}

struct owner *sesd_make_owner(struct derivation *b, struct owner *top,
                              struct text name)
{
    struct text above;

    if (top == &b->root && b->at_domain && sesd_text_equal(name, b->domain))
        return b->at_domain;
    above = sesd_name_parent(name);
    if (above.n)
        top = sesd_make_owner(b, top, above);
    name.n -= above.n + (above.n > 0);
    return top ? sesd_owner_below(b, top, name) : NULL;
}

struct owner *sesd_owner(struct derivation *b, struct text name)
{
    struct owner *owner = &b->root;
    struct text above;

    if (sesd_text_equal(name, b->domain))
        return b->at_domain;
    above = sesd_name_parent(name);
    if (above.n)
        owner = sesd_owner(b, above);
    name.n -= above.n + (above.n > 0);
    return owner
               ? (struct owner *)sesd_index_find(&owner->below, name.s, name.n)
               : NULL;
}

/* ---- from rules to wants ---- */

/* What the uses of a need have in common. */
static const struct site *site_of(struct derivation *b, enum need need)
{
    struct site *site = &b->sites[need];
    const struct name_template *name;

    if (site->rule)
        return site;
    site->rule = sesd_first_rule(need);
    name = &site->rule->name;
    if (name->above == FIELD_DOMAIN)
        site->at = name->label.n
                       ? sesd_owner_below(b, b->at_domain, name->label)
                       : b->at_domain;
    return site;
}

struct owner *sesd_site(struct derivation *b, enum need need)
{
    return site_of(b, need)->at;
}

/* The owner that a need is for; NULL if its name is too long, or memory is
 * out. */
static struct owner *owner_of(struct derivation *b, const struct site *site,
                              const struct fields *fields, uint32_t instance)
{
    const struct name_template *name = &site->rule->name;
    struct owner *owner = site->at;

    if (!owner)
        owner = sesd_make_owner(b, &b->root, fields->of[name->above]);
    if (owner && name->own)
        owner = sesd_owner_below(b, owner, fields->of[name->own]);
    return owner && !too_long(b, owner->name, instance) ? owner : NULL;
}

/* Print text as rdata, with the type in two octets before it: a key. */
static struct text print(struct derivation *b, uint32_t type, struct text text)
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

/* The want whose text and key another of the rule has too, once there is one;
 * NULL if the value names something. */
static const struct want **alike(struct derivation *b, const struct rule *rule)
{
    return rule->value.front || rule->value.back ? NULL
                                                 : &b->sites[rule->need].alike;
}

static struct want *want_of(struct derivation *b, struct owner *owner,
                            const struct rule *rule,
                            const struct fields *fields, uint32_t instance)
{
    char *mark = b->plan->arena.next, *scratch_mark = b->scratch.next;
    const struct want **same = alike(b, rule);
    struct want *want, *found;
    struct text text, key;

    if (same && *same) {
        text = (*same)->text;
        key = (struct text){ (*same)->entry.key, (*same)->entry.length };
    } else {
        text = sesd_concat(&b->plan->arena, fields->of[rule->value.front],
                           rule->value.middle, fields->of[rule->value.back]);
        key = print(b, rule->type, text);
    }
    if (rule->type == SESDOMAIN_TYPE_CNAME && too_long(b, text, instance))
        return NULL;
    want = sesd_alloc(&b->scratch, sizeof(*want));
    if (!want || b->plan->arena.failed)
        return NULL;
    *want = (struct want){ .entry = { key.s, key.n, NULL },
                           .rule = rule,
                           .text = text,
                           .rdata = { key.s + 2, key.n - 2 } };
    found = sesd_index_add(&owner->wants, &b->scratch, &want->entry);
    if (!owner->first) {
        owner->first = found;
        owner->next = b->first;
        b->first = owner;
    }
    if (found != want) {
        sesd_arena_rewind(&b->plan->arena, mark);
        sesd_arena_rewind(&b->scratch, scratch_mark);
    } else if (same) {
        *same = want;
    }
    return found;
}

static void claim(struct derivation *b, struct want *want, uint32_t instance)
{
    if (instance == NO_INSTANCE) {
        want->active++;
        return;
    }
    switch (b->sd->instances[instance]->state) {
    case SESDOMAIN_INSTANCE_STATE_ACTIVE:
        want->active++;
        break;
    case SESDOMAIN_INSTANCE_STATE_DRAINING:
        want->draining++;
        break;
    case SESDOMAIN_INSTANCE_STATE_RETIRED:
    case SESDOMAIN_INSTANCE_STATE_NONE:
        break;
    }
    sesd_claim(b, &want->claims, instance);
}

void sesd_apply(struct derivation *b, enum need need,
                const struct fields *fields, uint32_t instance)
{
    const struct site *site = site_of(b, need);
    struct owner *owner = owner_of(b, site, fields, instance);
    const struct rule *rule = site->rule;

    for (; owner && rule->need == need; rule++) {
        struct want *want = want_of(b, owner, rule, fields, instance);

        if (want)
            claim(b, want, instance);
    }
}

/* The one after, names above before those below; NULL at the end. */
static struct owner *next_owner(const struct owner *owner)
{
    struct entry *e = NULL;

    if (owner->below.count)
        return (struct owner *)sesd_index_first(&owner->below);
    for (; owner->above && !e; owner = owner->above)
        e = sesd_index_next(&owner->entry);
    return (struct owner *)e;
}

static void order_wants(struct owner *owner)
{
    struct want **last = &owner->first;

    for (struct entry *e = sesd_index_first(&owner->wants); e;
         e = sesd_index_next(e)) {
        *last = (struct want *)e;
        last = &(*last)->next;
    }
}

void sesd_plan_order(struct derivation *b)
{
    struct owner **last = &b->first, **asked = &b->first_asked;

    for (struct owner *o = next_owner(&b->root); o; o = next_owner(o)) {
        if (o->asked) {
            *asked = o;
            asked = &o->next_asked;
            b->asked_count++;
        }
        if (!o->wants.count)
            continue;
        if (o->wants.count > 1)
            order_wants(o);
        o->known = sesd_known(b->sd, o->name);
        *last = o;
        last = &o->next;
    }
    *last = NULL;
}
