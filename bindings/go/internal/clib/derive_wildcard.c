//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Wildcards (RFC 4592). Takes the names that the plan adds, and reports every
 * new name for which a wildcard answers today: the name itself, and the empty
 * non-terminals above it (section 2.2.2). A wildcard does not answer for a
 * name that exists (section 2.2.1).
 */
#include "derive_derive.h"

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

/* Whether the plan has records of a type; the owner may be NULL. */
static bool wildcard_is_planned(const struct owner *owner, uint32_t type)
{
    return owner && !owner->conflict && sesd_live_want(owner, type);
}

#define LOST_MAX 1000 /* records for the runbook */

/* Of the types at a wildcard, a finding lists five: no more than three others
 * are planned at a name, and a last one shows that there are more. */
#define WILDCARD_LISTED 5
#define WILDCARD_TYPES (WILDCARD_LISTED + 4)

/* The first types of a wildcard, in order. */
struct wildcard_types {
    struct entry entry; /* key: its name */
    struct {
        uint32_t number;
        struct text name;
    } of[WILDCARD_TYPES];
    size_t count;
};

static struct wildcard_types *wildcard_types(struct derivation *d,
                                             const struct known *wildcard)
{
    const struct text name = wildcard->name;
    struct wildcard_types *types = (struct wildcard_types *)sesd_index_find(
        &d->wildcard.types, name.s, name.n);

    if (types)
        return types;
    types = sesd_alloc_zero(&d->scratch, sizeof(*types));
    if (!types)
        return NULL;
    types->entry = (struct entry){ name.s, name.n, NULL };
    for (const struct record *r = sesd_first_record(wildcard);
         r && types->count < WILDCARD_TYPES; r = sesd_following_record(r))
        if (!types->count || types->of[types->count - 1].number != r->type) {
            types->of[types->count].number = r->type;
            types->of[types->count++].name = sesd_type_text(d, r->type);
        }
    return sesd_index_add(&d->wildcard.types, &d->scratch, &types->entry);
}

/* Return the types that a name loses, "A and MX" or "A, MX and others"; NULL:
 * none, as at a planned CNAME, which answers for all of them. */
static struct text wildcard_lost(struct derivation *d, struct text name,
                                 const struct known *wildcard)
{
    const struct wildcard_types *types = wildcard_types(d, wildcard);
    const struct owner *owner = sesd_owner(d, name);
    struct text lost[WILDCARD_TYPES], list = none;
    size_t count = 0;

    if (wildcard_is_planned(owner, SESDOMAIN_TYPE_CNAME))
        return none;
    for (size_t i = 0; types && i < types->count; i++)
        if (!wildcard_is_planned(owner, types->of[i].number))
            lost[count++] = types->of[i].name;
    if (count > WILDCARD_LISTED) {
        count = WILDCARD_LISTED + 1;
        lost[WILDCARD_LISTED] = sesd_text("others");
    }
    for (size_t i = 0; i < count; i++)
        list =
            i ? sesd_concat(&d->scratch, list,
                            sesd_text(i + 1 < count ? ", " : " and "), lost[i])
              : lost[i];
    return list;
}

/* Whether only programs that look for special records look up a name. */
static bool wildcard_is_technical(struct text name)
{
    return *name.s == '_' || sesd_text_contains(name, sesd_text("._"));
}

/* List the records that a name loses. One that needs other records cannot have
 * the CNAME of the wildcard (RFC 1034 section 3.6.2). More than LOST_MAX are
 * not listed; the findings name the types. */
static void wildcard_list(struct derivation *d, struct text name,
                          const struct known *wildcard)
{
    struct wildcard_stage *stage = &d->wildcard;
    const struct owner *owner = sesd_owner(d, name);
    const struct record *r = sesd_first_record(wildcard);

    for (; r && stage->count < LOST_MAX; r = sesd_following_record(r)) {
        struct lost *lost;

        if (wildcard_is_planned(owner, r->type) ||
            (!r->text.n && r->type != SESDOMAIN_TYPE_TXT) || /* not read */
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

/* Report what a name loses; the empty non-terminals that lose the same, in one
 * finding. */
static void wildcard_report_lost(struct derivation *d,
                                 const struct owner *owner, struct text name,
                                 const struct known *wildcard,
                                 struct text lost)
{
    struct found *found;

    if (sesd_text_equal(name, d->domain))
        found = sesd_report(d, FINDING_WILDCARD_LOST_BY_DOMAIN, name, lost,
                            wildcard->name);
    else if (name.n == owner->name.n)
        found =
            sesd_report(d, FINDING_WILDCARD_LOST, name, lost, wildcard->name);
    else
        found = sesd_report_cause(
            d, FINDING_WILDCARD_LOST,
            sesd_concat(&d->scratch, wildcard->name, sesd_text(" "), lost),
            name, lost, wildcard->name);
    sesd_add_name(d, found, name);
    wildcard_list(d, name, wildcard);
}

/* Return a host that receives mail by a wildcard, and is not that of an MX; or
 * NULL. Aliases have no text, and "." accepts no mail (RFC 7505). */
static struct text wildcard_mail_host(const struct known *wildcard,
                                      struct text planned)
{
    const struct record *mx = sesd_records(wildcard, SESDOMAIN_TYPE_MX);

    for (; mx; mx = sesd_next_record(mx))
        if (mx->text.n && !sesd_text_ends(mx->text, sesd_text(" .")) &&
            !sesd_text_equal(sesd_mx_host(mx->text, NULL),
                             sesd_mx_host(planned, NULL)))
            return sesd_mx_host(mx->text, NULL);
    return none;
}

/* Report mail that the planned MX takes away from the wildcard's; return
 * whether it does. */
static bool wildcard_check_mail(struct derivation *d, struct text name,
                                const struct known *wildcard)
{
    const struct owner *owner = sesd_owner(d, name);
    const struct want *w =
        owner ? sesd_live_want(owner, SESDOMAIN_TYPE_MX) : NULL;
    const struct text host = w ? wildcard_mail_host(wildcard, w->text) : none;

    if (host.s)
        sesd_concern_all(d,
                         sesd_report(d, FINDING_WILDCARD_MX_REPLACED, name,
                                     host, wildcard->name),
                         &w->claims);
    return host.s != NULL;
}

static void wildcard_report(struct derivation *d, const struct owner *owner,
                            struct text name, const struct known *wildcard)
{
    const struct text lost = wildcard_lost(d, name, wildcard);
    const struct record *cname = sesd_records(wildcard, SESDOMAIN_TYPE_CNAME);
    const bool replaced = wildcard_check_mail(d, name, wildcard);

    if (lost.s && cname && sesd_owner(d, name) && !wildcard_is_technical(name))
        sesd_report(d, FINDING_WILDCARD_CNAME_LOST, name, cname->text,
                    wildcard->name);
    else if (lost.s && !wildcard_is_technical(name))
        wildcard_report_lost(d, owner, name, wildcard, lost);
    else if (!replaced)
        sesd_add_name(d,
                      sesd_report_cause(d, FINDING_WILDCARD_SHADOWED,
                                        wildcard->name, wildcard->name, name,
                                        none),
                      name);
}

/* Whether a name was not looked at before. */
static bool wildcard_is_new(struct derivation *d, struct text name)
{
    struct entry *e = sesd_alloc(&d->scratch, sizeof(*e));

    if (!e)
        return false;
    *e = (struct entry){ name.s, name.n, NULL };
    return sesd_index_add(&d->wildcard.names, &d->scratch, e) == e;
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
    for (; wildcard && name.n > encloser.n && wildcard_is_new(d, name);
         name = sesd_name_parent(name))
        if (!wildcard_is_technical(name) ||
            sesd_name_parent(name).n == encloser.n)
            wildcard_report(d, owner, name, wildcard);
}

void sesd_derive_wildcards(struct derivation *d)
{
    d->wildcard.end = &d->wildcard.first;
    for (size_t i = 0; i < d->want.count && d->sd->known.count; i++)
        wildcard_check(d, d->want.sorted[i]);
}
