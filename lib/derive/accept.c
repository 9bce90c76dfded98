/* SPDX-License-Identifier: MIT */
/*
 * Records that differ from the desired ones and work. Takes the desired values
 * of an owner name and its existing records, and accepts a record instead of a
 * desired value: if SES reports SUCCESS, if the zone of the DKIM keys is only
 * assumed, or if a CNAME may point to SES through another zone (RFC 1034
 * section 3.6.2). Such a record is kept.
 */
#include "accept.h"
#include "slip.h"

struct text sesd_without_label(const struct owner *owner, struct text target)
{
    const char *dot = memchr(owner->name.s, '.', owner->name.n);
    const size_t n = dot ? (size_t)(dot - owner->name.s) + 1 : 0;

    return n && target.n > n && memcmp(target.s, owner->name.s, n) == 0
               ? sesd_text_after(target, n)
               : target;
}

static void accept_report(struct derivation *d, enum finding finding,
                          const struct owner *owner, const struct want *w,
                          const struct record *r)
{
    struct found *found =
        sesd_report_cause(d, finding, sesd_without_label(owner, r->text),
                          owner->name, r->text, w->text);

    sesd_add_name(d, found, owner->name);
    sesd_concern_all(d, found, &w->claims);
}

static void accept_record(struct owner *owner, struct want *w,
                          const struct record *r, enum held held)
{
    w->there = r;
    w->held = held;
    owner->accepted = r;
    owner->accepted_for = w;
}

/* Whether the zone of the keys is set for no instance that needs a CNAME. */
static bool accept_zone_is_assumed(const struct derivation *d,
                                   const struct want *w)
{
    for (size_t k = 0; k < w->claims.count; k++)
        if (d->sd->instances[w->claims.of[k]]->text[SLOT_DKIM_ZONE].set)
            return false;
    return true;
}

/* Whether a target is the same token in another zone of SES. */
static bool accept_is_cell(const struct derivation *d,
                           const struct owner *owner, const struct want *w,
                           struct text target)
{
    return w->rule->need == NEED_EASY_DKIM &&
           sesd_without_label(owner, target).n < target.n &&
           sesd_name_within(target, sesd_text(SES_DOMAIN)) &&
           accept_zone_is_assumed(d, w);
}

/* Whether a name has the key that is wanted. */
static bool accept_has_key(struct derivation *d, struct text name,
                           const struct want *w)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    struct key_record wanted, there;

    if (w->rule->match != MATCH_KEY || !sesd_key_record(w->text, &wanted))
        return false;
    while (r && !(sesd_key_record(r->text, &there) &&
                  sesd_key_same(there.p, wanted.p)))
        r = sesd_next_record(r);
    return r != NULL;
}

/* Check a CNAME at a DKIM name, which may point to SES, or to a key in another
 * zone, through further CNAMEs; a result that is certain follows from the
 * records given. */
static void accept_chain(struct derivation *d, struct owner *owner,
                         struct want *w, const struct record *r)
{
    const struct text end = sesd_follow_cnames(d, owner->name);

    if ((w->rule->type == SESDOMAIN_TYPE_CNAME &&
         sesd_text_equal(end, w->text)) ||
        accept_has_key(d, end, w)) {
        accept_record(owner, w, r, HELD_PUBLISHED);
        return;
    }
    if (!sesd_text_equal(end, r->text) ||
        sesd_prior(d->sd, end, SESDOMAIN_TYPE_TXT, d->zone) ==
            SESDOMAIN_RECORDSET_PRIOR_ABSENT ||
        sesd_text_contains(end, sesd_text(SES_DOMAIN)) ||
        sesd_text_contains(end, sesd_text(AWS_DOMAIN)))
        return;
    accept_report(d, FINDING_DKIM_CHAIN, owner, w, r);
    accept_record(owner, w, r, HELD_UNKNOWN);
}

static void accept_cname(struct derivation *d, struct owner *owner,
                         struct want *w, const struct record *r)
{
    if (w->rule->purpose != SESDOMAIN_PURPOSE_DKIM ||
        sesd_slip(d, owner, w, r).s)
        return;
    if (!accept_is_cell(d, owner, w, r->text)) {
        accept_chain(d, owner, w, r);
        return;
    }
    accept_report(d, FINDING_DKIM_ZONE_ASSUMED, owner, w, r);
    accept_record(owner, w, r, HELD_PUBLISHED);
}

/* What name servers answer that resolve a CNAME themselves. */
static const uint32_t flattened[] = {
    SESDOMAIN_TYPE_A,
    SESDOMAIN_TYPE_AAAA,
    SESDOMAIN_TYPE_TXT,
};

/* Return the record that replaces a value that SES has verified. */
static const struct record *accept_find(struct derivation *d,
                                        const struct owner *owner,
                                        const struct want *w)
{
    const struct record *r = sesd_records(owner->known, w->rule->type);

    while (r && sesd_want_for(d, owner, r)) /* it satisfies another value */
        r = sesd_next_record(r);
    if (!r)
        r = sesd_records(owner->known, SESDOMAIN_TYPE_CNAME);
    if (!r && w->rule->type == SESDOMAIN_TYPE_CNAME &&
        w->rule->purpose == SESDOMAIN_PURPOSE_DKIM)
        for (size_t i = 0; i < COUNT(flattened) && !r; i++)
            r = sesd_records(owner->known, flattened[i]);
    return r;
}

static void accept_want(struct derivation *d, struct owner *owner,
                        struct want *w)
{
    const struct record *cname =
        sesd_records(owner->known, SESDOMAIN_TYPE_CNAME);
    const struct record *r = NULL;

    if (sesd_is_vouched(d, w))
        r = accept_find(d, owner, w);
    if (r && !r->special &&
        !(r->type == SESDOMAIN_TYPE_CNAME &&
          accept_is_cell(d, owner, w, r->text))) {
        accept_report(d, FINDING_VERIFIED_BUT_DIFFERENT, owner, w, r);
        accept_record(owner, w, r, HELD_PUBLISHED);
    } else if (cname && !cname->special) {
        accept_cname(d, owner, w, cname);
    }
}

/* Whether a TXT of several may be at the name that a CNAME points to. */
static bool accept_is_elsewhere(const struct owner *owner,
                                const struct want *w)
{
    return (w->rule->match == MATCH_SPF || w->rule->match == MATCH_TOKEN) &&
           sesd_records(owner->known, SESDOMAIN_TYPE_CNAME);
}

void sesd_accept(struct derivation *d, struct owner *owner)
{
    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (!w->there && (w->active || w->draining) &&
            (w->rule->match == MATCH_HOST || w->rule->match == MATCH_KEY ||
             accept_is_elsewhere(owner, w)))
            accept_want(d, owner, w);
}

bool sesd_accept_unseen(struct derivation *d, struct owner *owner)
{
    struct want *w = sesd_first_live_want(owner);

    while (w && sesd_is_vouched(d, w))
        w = sesd_next_live_want(w);
    if (w)
        return false;
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        w->held = HELD_UNKNOWN;
    return true;
}

void sesd_accept_beside(struct derivation *d, const struct owner *owner,
                        const struct want *w, const struct record *r)
{
    struct found *found = sesd_report(d, FINDING_VERIFIED_BUT_DIFFERENT,
                                      owner->name, r->text, w->text);

    sesd_concern_all(d, found, &w->claims);
}
