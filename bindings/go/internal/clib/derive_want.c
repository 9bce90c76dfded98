//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* From rules to desired values. Takes a need and the fields of its templates
 * (ses/rules.c), produces owner names in canonical order (RFC 4034 section
 * 6.1) and the desired values at each. Equal values are one, with all
 * instances that need it. */
#include "derive_derive.h"

/* ---- owners ---- */

struct owner *sesd_owner(const struct derivation *d, struct text name)
{
    return (struct owner *)sesd_name_find(&d->want.owners, name);
}

static struct owner *owner_make(struct derivation *d, struct text name)
{
    struct arena *a = &d->scratch;
    struct owner *owner;
    char *key;
    size_t n;

    if (!sesd_arena_reserve(a, SESD_KEY_MAX))
        return NULL;
    key = a->next;
    n = sesd_name_key(name, key, SESD_KEY_MAX);
    owner = (struct owner *)sesd_index_find(&d->want.owners, key, n);
    if (owner)
        return owner;
    a->next += n;
    owner = sesd_alloc(a, sizeof(*owner));
    if (!owner)
        return NULL;
    *owner = (struct owner){
        .entry = { key, n, NULL },
        .name = sesd_keep(&d->plan->arena, name),
        .known = sesd_known(d->sd, name),
        .in_zone = sesd_name_within(name, d->zone),
    };
    return sesd_index_add(&d->want.owners, a, &owner->entry);
}

void sesd_derive_order(struct derivation *d)
{
    struct want_stage *stage = &d->want;
    struct entry *e = sesd_index_first(&stage->owners);

    stage->sorted = sesd_alloc_array(&d->scratch, stage->owners.count,
                                     sizeof(struct owner *));
    for (; e && stage->sorted; e = sesd_index_next(e))
        stage->sorted[stage->count++] = (struct owner *)e;
}

/* ---- the values of an owner ---- */

/* Return the key of a value: the type in two octets, and the rdata, so that
 * values of a type are consecutive. */
static struct text want_make_key(struct derivation *d, uint32_t type,
                                 struct text rdata)
{
    const char octets[2] = { (char)(type >> 8), (char)type };

    return sesd_concat(&d->scratch, (struct text){ octets, sizeof(octets) },
                       rdata, none);
}

static struct want *want_undropped(struct entry *e)
{
    while (e && ((struct want *)e)->dropped)
        e = sesd_index_next(e);
    return (struct want *)e;
}

struct want *sesd_first_want(const struct owner *owner)
{
    return want_undropped(sesd_index_first(&owner->wants));
}

struct want *sesd_next_want(const struct want *w)
{
    return want_undropped(sesd_index_next(&w->entry));
}

static struct want *want_live(struct want *w)
{
    while (w && !w->active)
        w = sesd_next_want(w);
    return w;
}

struct want *sesd_first_live_want(const struct owner *owner)
{
    return want_live(sesd_first_want(owner));
}

struct want *sesd_next_live_want(const struct want *w)
{
    return want_live(sesd_next_want(w));
}

struct want *sesd_live_want(const struct owner *owner, uint32_t type)
{
    struct want *w = sesd_first_live_want(owner);

    while (w && type && w->rule->type != type)
        w = sesd_next_live_want(w);
    return w;
}

struct want *sesd_wanted_address(const struct owner *owner, uint32_t type)
{
    struct want *w = sesd_first_want(owner);

    while (w && (w->rule->match != MATCH_TYPE || w->rule->type != type))
        w = sesd_next_want(w);
    return w;
}

/* ---- applying rules ---- */

/* Check that a name from the templates is within the limits of DNS. */
static bool want_name_fits(struct derivation *d, struct text name,
                           uint32_t instance)
{
    struct found *found;

    if (sesd_name_fits(name))
        return true;
    found = sesd_report(d, FINDING_NAME_TOO_LONG, d->domain, name, none);
    if (instance != NO_INSTANCE)
        sesd_concern(d, found, instance);
    return false;
}

/* Return the labels of the template, joined by dots. */
static struct text want_name(struct derivation *d,
                             const struct name_template *template,
                             const struct fields *fields)
{
    const struct text dot = TEXT(".");
    const struct text own = fields->of[template->own];
    struct text name = none; /* gcc 12's analyzer needs it */

    name = fields->of[template->above];
    if (template->label.n)
        name = sesd_concat(&d->scratch, template->label, dot, name);
    if (own.n)
        name = sesd_concat(&d->scratch, own, dot, name);
    return d->scratch.failed ? none : name;
}

struct text sesd_make_rdata(struct arena *a, uint32_t type, struct text text)
{
    struct out measure = sesd_out(NULL, 0), o;
    char *s;

    sesd_rdata_print(&measure, type, text);
    s = sesd_alloc(a, measure.length + 1);
    if (!s)
        return none;
    o = sesd_out(s, measure.length + 1);
    sesd_rdata_print(&o, type, text);
    return (struct text){ s, o.length };
}

struct want *sesd_find_want(struct derivation *d, const struct owner *owner,
                            uint32_t type, struct text rdata)
{
    const struct text key = want_make_key(d, type, rdata);

    return (struct want *)sesd_index_find(&owner->wants, key.s, key.n);
}

static struct want *want_make(struct derivation *d, struct owner *owner,
                              const struct rule *rule, struct text text)
{
    const struct text rdata = sesd_make_rdata(&d->scratch, rule->type, text);
    const struct text key = want_make_key(d, rule->type, rdata);
    struct want *want =
        (struct want *)sesd_index_find(&owner->wants, key.s, key.n);

    if (want || d->scratch.failed)
        return want;
    want = sesd_alloc(&d->scratch, sizeof(*want));
    if (!want)
        return NULL;
    if (rule->match == MATCH_KEY || rule->match == MATCH_SPF)
        owner->has_texts = true;
    *want = (struct want){ .entry = { key.s, key.n, NULL },
                           .rule = rule,
                           .text = sesd_keep(&d->plan->arena, text),
                           .rdata = sesd_keep(&d->plan->arena, rdata) };
    return sesd_index_add(&owner->wants, &d->scratch, &want->entry);
}

static void want_claim(struct derivation *d, struct want *want,
                       uint32_t instance)
{
    if (instance == NO_INSTANCE) {
        want->active++;
        return;
    }
    switch (d->sd->instances[instance]->state) {
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
    sesd_claim(d, &want->claims, instance);
}

static void want_apply_rule(struct derivation *d, const struct rule *rule,
                            struct text name, const struct fields *fields,
                            uint32_t instance)
{
    const struct text text =
        sesd_concat(&d->scratch, fields->of[rule->value.front],
                    rule->value.middle, fields->of[rule->value.back]);
    struct owner *owner;
    struct want *want;

    if (rule->type == SESDOMAIN_TYPE_CNAME &&
        !want_name_fits(d, text, instance))
        return;
    owner = owner_make(d, name);
    want = owner ? want_make(d, owner, rule, text) : NULL;
    if (want)
        want_claim(d, want, instance);
}

void sesd_apply(struct derivation *d, enum need need,
                const struct fields *fields, uint32_t instance)
{
    const struct rule *rule = sesd_first_rule(need);
    const struct text name = want_name(d, &rule->name, fields);

    if (!name.s || !want_name_fits(d, name, instance))
        return;
    for (; rule->need == need; rule++)
        want_apply_rule(d, rule, name, fields, instance);
}
