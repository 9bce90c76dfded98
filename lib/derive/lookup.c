/* SPDX-License-Identifier: MIT */
/* Lookups. Takes existing records, and finds the desired value that each
 * satisfies, the wildcard that it may come from (RFC 4592), and the end of a
 * chain of CNAMEs (RFC 1034 section 3.6.2). */
#include "derive.h"

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
    return sesd_concat(&d->scratch, prefix, token, none);
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

/* The value that is desired in the form that ours have. */
static struct want *lookup_form(struct derivation *d,
                                const struct owner *owner, uint32_t type,
                                struct text front, struct text back)
{
    const struct text text = sesd_concat(&d->scratch, front, back, none);

    return sesd_find_want(d, owner, type,
                          sesd_make_rdata(&d->scratch, type, text));
}

/* The key that a TXT is, compared by its tags. */
static struct want *lookup_key(struct derivation *d, const struct owner *owner,
                               const struct record *r)
{
    struct key_record there;
    struct want *w;
    struct out o;
    char *s;

    if (!sesd_key_record(r->text, &there))
        return NULL;
    s = sesd_alloc(&d->scratch, there.p.n + 1);
    if (!s)
        return NULL;
    o = sesd_out(s, there.p.n + 1);
    for (size_t i = 0; i < there.p.n; i++)
        if (!sesd_is_space(there.p.s[i]))
            sesd_out_char(&o, there.p.s[i]);
    w = lookup_form(d, owner, SESDOMAIN_TYPE_TXT, sesd_text("p="),
                    (struct text){ s, o.length });
    return w && w->rule->match == MATCH_KEY ? w : NULL;
}

/* The SPF that is desired at a name. */
static struct want *lookup_spf(struct derivation *d, const struct owner *owner)
{
    struct want *w = NULL;

    if (owner->has_texts)
        w = lookup_form(d, owner, SESDOMAIN_TYPE_TXT, sesd_text(SES_SPF),
                        none);
    return w && !w->dropped && w->rule->match == MATCH_SPF ? w : NULL;
}

static bool lookup_authorises(const struct want *w, const struct record *r)
{
    return (w->active || w->draining) && sesd_spf_is(r->text) &&
           !sesd_spf_wrong(r->text) &&
           sesd_spf_authorises(r->text, sesd_text(SES_DOMAIN));
}

static struct want *lookup_txt(struct derivation *d, const struct owner *owner,
                               const struct record *r)
{
    struct want *w = lookup_token(d, owner, r);

    if (w && w->rule->match == MATCH_TOKEN)
        return w;
    w = owner->has_texts ? lookup_key(d, owner, r) : NULL;
    if (w)
        return w;
    w = lookup_spf(d, owner);
    return w && lookup_authorises(w, r) ? w : NULL;
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
    if (r->type == SESDOMAIN_TYPE_TXT)
        return lookup_txt(d, owner, r);
    if (sesd_is_address(r->type)) /* any address is accepted */
        return sesd_wanted_address(owner, r->type);
    /* where there is one MX, its preference means nothing (RFC 5321 section
     * 5.1): ours is 10 */
    return r->type == SESDOMAIN_TYPE_MX
               ? lookup_form(d, owner, r->type, sesd_text("10 "),
                             sesd_mx_host(r->text, NULL))
               : NULL;
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
