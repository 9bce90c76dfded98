/* SPDX-License-Identifier: MIT */
/*
 * Wildcards (RFC 4592). Takes the names that the plan adds, and reports every
 * new name for which a wildcard answers today: the name itself, and the empty
 * non-terminals above it (section 2.2.2). Lists the records that they lose. A
 * wildcard does not answer for a name that exists (section 2.2.1).
 */
#include "derive.h"

static const struct text none = { NULL, 0 };

/* Whether a name is known to exist; false if its records may be synthesised
 * from a wildcard. */
static bool wildcard_name_exists(struct derivation *d, struct text name)
{
    return (d->sd->exact || sesd_complete(d->sd, d->zone)) &&
           (sesd_has_records_within(d->sd, name) ||
            sesd_has_below(d->sd, name, d->zone));
}

/* Return the wildcard that answers for a nonexistent name: the one right below
 * its closest encloser (RFC 4592 section 3.3.1); or NULL. */
static const struct known *wildcard_over(struct derivation *d,
                                         struct text name)
{
    for (name = sesd_name_parent(name);
         name.n >= d->zone.n && sesd_name_within(name, d->zone);
         name = sesd_name_parent(name)) {
        const struct known *wildcard = sesd_wildcard(d, name);
        const struct known *known = sesd_known(d->sd, name);

        if (wildcard && wildcard->records.count)
            return wildcard;
        if ((known && known->records.count) || wildcard_name_exists(d, name))
            break;
    }
    return NULL;
}

/* Whether the plan has records of a type at a name. */
static bool wildcard_is_planned(struct derivation *d, struct text name,
                                uint32_t type)
{
    const struct owner *owner = sesd_owner(d, name);

    return owner && !owner->conflict && sesd_live_want(owner, type);
}

/* Return the types that a name loses, "A and MX"; NULL: none, as at a planned
 * CNAME, which answers for all of them. */
static struct text wildcard_lost(struct derivation *d, struct text name,
                                 const struct known *wildcard)
{
    struct text lost = none, next = none;
    uint32_t last = 0;

    if (wildcard_is_planned(d, name, SESDOMAIN_TYPE_CNAME))
        return none;
    for (const struct record *r = sesd_first_record(wildcard); r;
         r = sesd_following_record(r)) {
        if (r->type == last || wildcard_is_planned(d, name, r->type))
            continue;
        last = r->type;
        if (next.s)
            lost = lost.s
                       ? sesd_concat(&d->scratch, lost, sesd_text(", "), next)
                       : next;
        next = sesd_type_text(d, r->type);
    }
    return lost.s ? sesd_concat(&d->scratch, lost, sesd_text(" and "), next)
                  : next;
}

/* Whether only programs that look for special records look up a name. */
static bool wildcard_is_technical(struct text name)
{
    return *name.s == '_' || sesd_text_contains(name, sesd_text("._"));
}

/* List the records that a name loses. One that needs other records cannot have
 * the CNAME of the wildcard (RFC 1034 section 3.6.2). */
static void wildcard_list(struct derivation *d, struct text name,
                          const struct known *wildcard)
{
    struct wildcard_stage *stage = &d->wildcard;
    const struct owner *owner = sesd_owner(d, name);
    struct entry *entry = sesd_alloc(&d->scratch, sizeof(*entry));

    if (!entry || sesd_index_find(&stage->names, name.s, name.n))
        return;
    *entry = (struct entry){ name.s, name.n, NULL };
    sesd_index_add(&stage->names, &d->scratch, entry);
    for (const struct record *r = sesd_first_record(wildcard); r;
         r = sesd_following_record(r)) {
        struct lost *lost;

        if (wildcard_is_planned(d, name, r->type) ||
            (r->type == SESDOMAIN_TYPE_CNAME && owner))
            continue;
        lost = sesd_alloc(&d->scratch, sizeof(*lost));
        if (!lost)
            return;
        *lost = (struct lost){ NULL, name, r };
        *stage->end = lost;
        stage->end = &lost->next;
        stage->count++;
    }
}

static void wildcard_report(struct derivation *d, struct text name,
                            const struct known *wildcard)
{
    const struct text lost = wildcard_lost(d, name, wildcard);

    if (!lost.s || wildcard_is_technical(name))
        sesd_add_name(d,
                      sesd_report_cause(d, FINDING_WILDCARD_SHADOWED,
                                        wildcard->name, wildcard->name, name,
                                        none),
                      name);
    else {
        sesd_report(d,
                    sesd_text_equal(name, d->domain)
                        ? FINDING_WILDCARD_LOST_BY_DOMAIN
                        : FINDING_WILDCARD_LOST,
                    name, lost, wildcard->name);
        wildcard_list(d, name, wildcard);
    }
}

static bool wildcard_is_added(const struct owner *owner)
{
    const struct want *w = sesd_first_want(owner);

    while (w && w->op != SESDOMAIN_VALUE_OP_ADD)
        w = sesd_next_want(w);
    return w && !owner->conflict && !owner->elsewhere;
}

static void wildcard_check(struct derivation *d, const struct owner *owner)
{
    const bool exists =
        owner->known && owner->known->records.count && !owner->synthesised;
    const struct known *wildcard = NULL;
    struct text encloser = none, name = owner->name;

    if (wildcard_is_added(owner) && !exists &&
        !wildcard_name_exists(d, owner->name))
        wildcard = wildcard_over(d, owner->name);
    if (wildcard)
        encloser = sesd_name_parent(wildcard->name);
    for (; wildcard && name.n > encloser.n; name = sesd_name_parent(name))
        if (!wildcard_is_technical(name) ||
            sesd_name_parent(name).n == encloser.n)
            wildcard_report(d, name, wildcard);
}

void sesd_derive_wildcards(struct derivation *d)
{
    d->wildcard.end = &d->wildcard.first;
    for (size_t i = 0; i < d->want.count && d->has_existing; i++)
        wildcard_check(d, d->want.sorted[i]);
}
