//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Existing records. Takes the desired values of each owner name and the
 * records that exist there, and finds which values are published and which
 * records conflict: those that cannot coexist with ours (RFC 1034 section
 * 3.6.2), or hide them (RFC 1034 section 4.2, RFC 6672). */
#include "derive_accept.h"
#include "derive_policy.h"
#include "derive_slip.h"

#define TYPE_RRSIG 46
#define TYPE_NSEC 47

/* ---- conflicting records ---- */

#define EXISTING_LISTED 8 /* values that a finding quotes */

static void existing_write_list(struct out *o, const struct record *r)
{
    for (int n = 0; r && n <= EXISTING_LISTED; r = sesd_next_record(r), n++) {
        if (n)
            sesd_out_str(o, n < EXISTING_LISTED ? ", " : " and others");
        if (n < EXISTING_LISTED)
            sesd_out_text(o, r->text);
    }
}

/* Return the values of the records of a type, "a, b" or "a, b and others". */
static struct text existing_list(struct derivation *d, struct text name,
                                 uint32_t type)
{
    const struct record *r = sesd_records(sesd_known(d->sd, name), type);
    struct out o = sesd_out(NULL, 0);
    char *list;

    existing_write_list(&o, r);
    list = sesd_alloc(&d->scratch, o.length + 1);
    if (!list)
        return none;
    o = sesd_out(list, o.length + 1);
    existing_write_list(&o, r);
    return (struct text){ list, o.length };
}

/* Report what keeps names of the zone from being served, once for all names
 * below it. */
static void existing_report_above(struct derivation *d, struct owner *owner,
                                  enum finding finding, struct text above,
                                  uint32_t type)
{
    sesd_conflict_for(d, owner,
                      sesd_report_cause(d, finding, above, above,
                                        existing_list(d, above, type), none));
}

/* Whether all that is wanted at a name below a zone cut was looked up, and has
 * an answer of the zone below or none. Data of this zone, as of a file or a
 * listing, is not served there (RFC 1034 section 4.2.1). */
static bool existing_is_below(const struct derivation *d,
                              const struct owner *owner)
{
    struct want *w = sesd_first_live_want(owner);

    if (d->sd->complete || d->sd->exact || d->sd->listings)
        return false;
    while (w &&
           (w->there || sesd_lookup_failure(owner->known, w->rule->type).s))
        w = sesd_next_live_want(w);
    return !w;
}

/* Whether the name is in the zone at all. Names in other zones that only
 * draining or retired instances need are left to the operators of those
 * zones. */
static bool existing_check_zone(struct derivation *d, struct owner *owner)
{
    struct text cut = { 0 }, dname = { 0 };

    if (d->has_existing && owner->in_zone) {
        cut = sesd_zone_cut(d->sd, owner->name, d->zone);
        dname = sesd_zone_dname(d->sd, owner->name, d->zone);
    }
    if (owner->in_zone && !cut.s && !dname.s)
        return true;
    if (!sesd_live_want(owner, 0) || (cut.s && existing_is_below(d, owner)) ||
        sesd_accept_unseen(d, owner))
        owner->elsewhere = true;
    else if (cut.n == owner->name.n &&
             sesd_slip_conflict(d, owner, sesd_first_live_want(owner),
                                sesd_records(owner->known, SESDOMAIN_TYPE_NS)))
        return false;
    else if (!owner->in_zone)
        sesd_conflict(d, owner, FINDING_OUTSIDE_ZONE, d->zone, none);
    else if (cut.s)
        existing_report_above(d, owner, FINDING_BELOW_DELEGATION, cut,
                              SESDOMAIN_TYPE_NS);
    else
        existing_report_above(d, owner, FINDING_BELOW_DNAME, dname,
                              SESDOMAIN_TYPE_DNAME);
    return false;
}

/* Report names whose DKIM CNAME DNS answers with something else. */
static void existing_report_proxied(struct derivation *d, struct owner *owner,
                                    struct text types)
{
    sesd_conflict_for(d, owner,
                      sesd_report_cause(d, FINDING_DKIM_PROXIED, types,
                                        owner->name, types, none));
}

/* Whether the CNAME that a DKIM CNAME of ours would be is flattened: DNS then
 * answers with addresses instead. */
static bool existing_check_flattened(struct derivation *d, struct owner *owner)
{
    const struct want *w = sesd_live_want(owner, SESDOMAIN_TYPE_CNAME);
    const struct record *r =
        w ? sesd_records(owner->known, SESDOMAIN_TYPE_CNAME) : NULL;

    if (!r || r->special != SPECIAL_FLATTENED ||
        w->rule->purpose != SESDOMAIN_PURPOSE_DKIM || sesd_is_vouched(d, w))
        return true;
    existing_report_proxied(d, owner, sesd_text("A and AAAA"));
    return false;
}

bool sesd_is_hidden(const struct want *w, const struct record *r)
{
    return r->special == SPECIAL_PROXIED && w->active &&
           w->rule->purpose == SESDOMAIN_PURPOSE_DKIM;
}

/* Whether no special record of Route 53 conflicts: an RRset of ours cannot
 * replace one. */
static bool existing_check_special(struct derivation *d, struct owner *owner)
{
    const bool cname = sesd_live_want(owner, SESDOMAIN_TYPE_CNAME) != NULL;

    for (const struct record *r = sesd_first_record(owner->known); r;
         r = sesd_following_record(r)) {
        if (r->special >= SPECIAL_PROXIED || !r->special ||
            (!cname && r->type != SESDOMAIN_TYPE_CNAME &&
             !sesd_live_want(owner, r->type)))
            continue;
        sesd_conflict(d, owner,
                      r->special == SPECIAL_ALIAS
                          ? FINDING_ALIAS_CONFLICT
                          : FINDING_ROUTING_POLICY_CONFLICT,
                      sesd_type_text(d, r->type), none);
        return false;
    }
    return true;
}

/* Whether a type may not coexist with a CNAME; records of DNSSEC may (RFC 4035
 * section 2.5). */
static bool existing_is_data(uint32_t type)
{
    return type != SESDOMAIN_TYPE_CNAME && type != TYPE_RRSIG &&
           type != TYPE_NSEC;
}

/* Report a CNAME that differs; the names of one set of tokens have one cause.
 */
static void existing_report_cname(struct derivation *d, struct owner *owner,
                                  const struct want *w, const struct record *r)
{
    sesd_conflict_for(
        d, owner,
        sesd_report_cause(d,
                          w ? FINDING_CNAME_DIFFERS : FINDING_CNAME_CONFLICT,
                          w ? sesd_without_label(owner, r->text) : owner->name,
                          owner->name, r->text, w ? w->text : none));
}

/* Whether a CNAME is ours, kept or about to be removed, or was accepted. */
static bool existing_is_accepted(struct derivation *d,
                                 const struct owner *owner,
                                 const struct record *r)
{
    const struct want *w = sesd_want_for(d, owner, r);

    return w && (w->there == r || sesd_live_want(owner, r->type));
}

static bool existing_check_data(struct derivation *d, struct owner *owner,
                                const struct want *w, const struct record *r)
{
    const bool address = sesd_is_address(r->type);
    const struct text type = sesd_type_text(d, r->type);

    if (!existing_is_data(r->type) || existing_is_accepted(d, owner, r) ||
        (owner->accepted && sesd_is_vouched(d, w)))
        return true;
    if (w->there && sesd_is_vouched(d, w)) {
        sesd_accept_beside(d, owner, w, r);
        return true;
    }
    if (sesd_slip_conflict(d, owner, w, r))
        return false;
    if (address && w->rule->purpose == SESDOMAIN_PURPOSE_DKIM)
        existing_report_proxied(d, owner, type);
    else
        sesd_conflict_for(
            d, owner,
            sesd_report_cause(d, FINDING_DATA_CONFLICT,
                              w->rule->purpose == SESDOMAIN_PURPOSE_DKIM
                                  ? type
                                  : owner->name,
                              owner->name, type, none));
    return false;
}

static bool existing_check_cname(struct derivation *d, struct owner *owner)
{
    const struct want *w = sesd_live_want(owner, SESDOMAIN_TYPE_CNAME);
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_CNAME);

    if (r && !existing_is_accepted(d, owner, r)) {
        const struct want *any = w ? w : sesd_first_live_want(owner);

        if (!sesd_slip_conflict(d, owner, any, r))
            existing_report_cname(d, owner, w, r);
        return false;
    }
    for (r = w ? sesd_first_record(owner->known) : NULL; r;
         r = sesd_following_record(r))
        if (!existing_check_data(d, owner, w, r))
            return false;
    return true;
}

/* Report a foreign MX, or that of another instance. */
static void existing_report_mx(struct derivation *d, struct owner *owner,
                               const struct want *w, const struct record *r)
{
    const struct text host = sesd_mx_host(r->text, NULL);
    struct text region = host;
    const char *vendor = sesd_vendor(host);
    struct text shown =
        sesd_concat(&d->scratch, sesd_text("'"), r->text, sesd_text("'"));

    if (vendor)
        shown = sesd_concat(&d->scratch, shown, sesd_text(" of "),
                            sesd_text(vendor));

    sesd_text_cut(&region, '.');
    region = sesd_text_cut(&region, '.');
    if (sesd_is_region_host(host, HOST_FEEDBACK) ||
        sesd_is_region_host(host, HOST_INBOUND))
        sesd_conflict(d, owner, FINDING_MX_OF_OTHER_REGION, r->text, region);
    else
        sesd_conflict(d, owner,
                      w->rule->purpose == SESDOMAIN_PURPOSE_RECEIVING
                          ? FINDING_MX_OF_OTHER_HOST
                          : FINDING_MX_CONFLICT,
                      shown, w->text);
}

static bool existing_check_mx(struct derivation *d, struct owner *owner)
{
    const struct want *w = sesd_live_want(owner, SESDOMAIN_TYPE_MX);
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_MX);

    for (; w && r; r = sesd_next_record(r)) {
        if (sesd_want_for(d, owner, r))
            continue;
        if (sesd_is_vouched(d, w)) {
            sesd_accept_beside(d, owner, w, r);
            continue;
        }
        if (r->text.n >= 2 && sesd_text_ends(r->text, sesd_text(" .")))
            sesd_conflict(d, owner, FINDING_NULL_MX, none, none);
        else if (!sesd_slip_conflict(d, owner, w, r))
            existing_report_mx(d, owner, w, r);
        return false;
    }
    return true;
}

/* ---- values of inactive instances ---- */

static bool existing_is_lone(const struct want *w)
{
    return w->rule->match == MATCH_HOST || w->rule->match == MATCH_KEY;
}

static struct rivals existing_rivals(const struct owner *owner)
{
    struct rivals rivals = { .any = sesd_first_live_want(owner) };

    for (const struct want *w = rivals.any; w; w = sesd_next_live_want(w)) {
        if (w->rule->type == SESDOMAIN_TYPE_CNAME && !rivals.cname)
            rivals.cname = w;
        if (w->rule->type == SESDOMAIN_TYPE_MX && !rivals.mx)
            rivals.mx = w;
        if (w->rule->match == MATCH_KEY && !rivals.key)
            rivals.key = w;
    }
    return rivals;
}

const struct want *sesd_rival(const struct owner *owner, const struct want *w)
{
    const struct rivals *rivals = &owner->rivals;

    if (w->rule->type == SESDOMAIN_TYPE_CNAME)
        return rivals->any;
    if (rivals->cname || !existing_is_lone(w))
        return rivals->cname;
    return w->rule->match == MATCH_KEY ? rivals->key : rivals->mx;
}

/* Whether no value of a draining instance excludes a live one. */
static bool existing_check_draining(struct derivation *d, struct owner *owner)
{
    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        const struct want *mine;

        if (w->active || !w->draining || w->held == HELD_MISSING)
            continue;
        mine = sesd_rival(owner, w);
        if (!mine)
            continue;
        sesd_conflict(d, owner, FINDING_DRAINING_CONFLICT, mine->text,
                      w->text);
        return false;
    }
    return true;
}

/* Whether a value is presumed present, although the caller did not give it. */
static bool existing_is_presumed(const struct want *w)
{
    return !w->active && w->held == HELD_UNKNOWN;
}

/* Whether the values that are presumed present exclude each other. They are in
 * the order of their types, CNAME before the others. */
static bool existing_contradict(const struct owner *owner)
{
    const struct want *first = NULL, *lone = NULL;

    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        if (!existing_is_presumed(w))
            continue;
        if (first && first->rule->type == SESDOMAIN_TYPE_CNAME)
            return true;
        if (lone && existing_is_lone(w) && lone->rule->type == w->rule->type)
            return true;
        first = first ? first : w;
        lone = existing_is_lone(w) ? w : lone;
    }
    return false;
}

/* Drop the values that are presumed present if they exclude each other, or
 * cannot coexist with existing records. */
static void existing_drop_presumed(const struct owner *owner)
{
    const struct known *known = owner->synthesised ? NULL : owner->known;
    const bool all = existing_contradict(owner);
    const bool cname = sesd_records(known, SESDOMAIN_TYPE_CNAME) != NULL;
    const struct record *r = sesd_first_record(known);

    while (r && !existing_is_data(r->type))
        r = sesd_following_record(r);
    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (existing_is_presumed(w) &&
            (all ||
             (w->rule->type == SESDOMAIN_TYPE_CNAME ? r != NULL : cname)))
            w->held = HELD_MISSING;
}

/* ---- one owner name ---- */

/* Find the values that are already published. */
static void existing_match(struct derivation *d, struct owner *owner)
{
    const struct record *r =
        owner->synthesised ? NULL : sesd_first_record(owner->known);
    struct want *w;

    for (; r; r = sesd_following_record(r)) {
        w = NULL;
        if (!r->special || r->special >= SPECIAL_PROXIED)
            w = sesd_want_for(d, owner, r);
        if (w && sesd_is_hidden(w, r))
            sesd_concern_all(d,
                             sesd_report_cause(d, FINDING_RECORD_PROXIED, none,
                                               owner->name, none, none),
                             &w->claims);
        else if (w && !w->there) {
            w->there = r;
            w->held = HELD_PUBLISHED;
        }
    }
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (!w->there && sesd_owner_prior(d, owner, w->rule->type) !=
                             SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
            w->held = HELD_MISSING;
    if (!owner->synthesised)
        sesd_accept(d, owner);
}

static void existing_check(struct derivation *d, struct owner *owner)
{
    struct want *w;

    if (d->has_existing) {
        owner->synthesised = sesd_is_synthesised(d, owner);
        existing_match(d, owner);
    }
    if (d->instances.has_inactive)
        existing_drop_presumed(owner);
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (w->rule->match == MATCH_POLICY)
            sesd_check_dmarc(d, owner, w);
    owner->rivals = existing_rivals(owner);
    w = sesd_first_live_want(owner);
    if (owner->conflict || !existing_check_zone(d, owner) || !w)
        return;
    if (!owner->synthesised && sesd_accept_cdn(d, owner))
        return;
    if (owner->known && !owner->synthesised &&
        (!existing_check_special(d, owner) ||
         !existing_check_flattened(d, owner) ||
         !existing_check_cname(d, owner) || !existing_check_mx(d, owner) ||
         !sesd_check_key(d, owner)))
        return;
    if (d->instances.has_inactive && !existing_check_draining(d, owner))
        return;
    /* without other records, ours is right, and not too long */
    for (; w && owner->known; w = sesd_next_live_want(w))
        if (w->rule->match == MATCH_SPF && !sesd_check_spf(d, owner, w))
            return;
}

void sesd_derive_existing(struct derivation *d)
{
    for (size_t i = 0; i < d->want.count; i++) {
        struct owner *o = d->want.sorted[i];
        struct want *w;

        existing_check(d, o);
        for (w = sesd_first_want(o); w && o->conflict; w = sesd_next_want(w))
            w->held = HELD_CONFLICT;
    }
}
