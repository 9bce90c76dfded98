//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Lookups. Takes existing records, and finds the desired value that each
 * satisfies, the wildcard that it may come from (RFC 4592), and the end of a
 * chain of CNAMEs (RFC 1034 section 3.6.2). */
#include "derive_derive.h"

#define CNAMES_MAX 10 /* in a chain, which may be a loop */

static const struct text prefix = TEXT(TOKEN_PREFIX);

/* ---- a record and the desired value it satisfies ---- */

struct text sesd_bare_token(struct text t)
{
    if (sesd_text_starts(t, prefix)) {
        t.s += prefix.n;
        t.n -= prefix.n;
    }
    return t;
}

struct text sesd_write_token(struct derivation *d, struct text token)
{
    if (!d->quirks.prefix)
        return token;
    return sesd_concat(&d->scratch, prefix, token, (struct text){ 0 });
}

/* Return the desired value with the same token, prefixed or not. */
static struct want *lookup_token(struct derivation *d,
                                 const struct owner *owner,
                                 const struct record *r)
{
    const struct text token = sesd_write_token(d, sesd_bare_token(r->text));

    return sesd_find_want(d, owner, r->type,
                          sesd_make_rdata(&d->scratch, r->type, token));
}

/* Whether a TXT is the desired key, compared by its tags. */
static bool lookup_is_key(const struct want *w, const struct record *r)
{
    struct key_record desired, there;

    return w->rule->match == MATCH_KEY && sesd_key_record(w->text, &desired) &&
           sesd_key_record(r->text, &there) &&
           sesd_key_same(desired.p, there.p);
}

static bool lookup_authorises(const struct want *w, const struct record *r)
{
    return w->rule->match == MATCH_SPF && (w->active || w->draining) &&
           sesd_spf_is(r->text) && !sesd_spf_wrong(r->text) &&
           sesd_spf_authorises(r->text, sesd_text(SES_DOMAIN));
}

/* Where there is one MX, its preference means nothing (RFC 5321 section 5.1).
 */
static bool lookup_is_host(const struct want *w, const struct record *r)
{
    return w->rule->type == SESDOMAIN_TYPE_MX &&
           sesd_text_equal(sesd_mx_host(w->text, NULL),
                           sesd_mx_host(r->text, NULL));
}

struct want *sesd_want_for(struct derivation *d, const struct owner *owner,
                           const struct record *r)
{
    struct want *w;

    if (r == owner->accepted)
        return owner->accepted_for;
    w = sesd_find_want(d, owner, r->type, r->rdata);
    if (w)
        return w;
    if (r->type == SESDOMAIN_TYPE_TXT) {
        w = lookup_token(d, owner, r);
        if (w && w->rule->match == MATCH_TOKEN)
            return w;
        if (!owner->has_texts)
            return NULL;
    }
    for (struct entry *e = sesd_index_first(&owner->wants); e;
         e = sesd_index_next(e)) {
        w = (struct want *)e;
        if (w->rule->type == r->type &&
            (lookup_is_host(w, r) || lookup_is_key(w, r) ||
             (!w->dropped && lookup_authorises(w, r))))
            return w;
    }
    return NULL;
}

/* ---- wildcards ---- */

struct text sesd_below(struct derivation *d, const char *label,
                       struct text above)
{
    return sesd_name_join(&d->scratch, sesd_text(label), sesd_text("."),
                          above);
}

const struct known *sesd_wildcard(struct derivation *d, struct text above)
{
    return sesd_known(d->sd, sesd_below(d, "*", above));
}

static bool lookup_has(struct derivation *d, const struct known *known,
                       const struct record *record)
{
    const struct record *r =
        sesd_find_record(known, &d->scratch, record->type, record->text);

    while (r && !sesd_text_equal(r->rdata, record->rdata))
        r = sesd_next_record(r);
    return r != NULL;
}

bool sesd_is_synthesised(struct derivation *d, const struct owner *owner)
{
    const struct known *wildcard = NULL;
    struct text above = owner->name;

    if (d->sd->exact || sesd_complete(d->sd, d->zone) || !owner->known ||
        !owner->known->records.count)
        return false;
    while (!wildcard && above.n > d->zone.n) {
        above = sesd_name_parent(above);
        wildcard = sesd_wildcard(d, above);
    }
    for (const struct record *r = sesd_first_record(owner->known); r;
         r = sesd_following_record(r))
        if (!lookup_has(d, wildcard, r))
            return false;
    return true;
}

/* ---- the records of a name ---- */

enum sesdomain_recordset_prior sesd_owner_prior(const struct derivation *d,
                                                const struct owner *owner,
                                                uint32_t type)
{
    if (owner->synthesised)
        return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    if (!d->has_existing)
        return SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
    return sesd_prior(d->sd, owner->name, type, d->zone);
}

const struct record *sesd_owner_records(const struct owner *owner,
                                        uint32_t type)
{
    return owner->synthesised ? NULL : sesd_records(owner->known, type);
}

struct text sesd_follow_cnames(const struct derivation *d, struct text name)
{
    for (int hops = 0; hops < CNAMES_MAX; hops++) {
        const struct record *cname =
            sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_CNAME);

        if (!cname)
            break;
        name = cname->text;
    }
    return name;
}
