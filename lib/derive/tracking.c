/* SPDX-License-Identifier: MIT */
/* Tracking domains over HTTPS. Takes the existing records of the name, and
 * accepts a CDN of the domain, whose origin is the tracking host of the
 * region:
 * https://docs.aws.amazon.com/ses/latest/dg/configure-custom-open-click-
 * domains.html, "HTTPS domain". */
#include "derive.h"

/* Whether a record may be that of a CDN: a CNAME to a host outside SES, an
 * alias record, or the addresses of a proxy. */
static bool tracking_is_cdn(const struct record *r)
{
    switch (r->type) {
    case SESDOMAIN_TYPE_CNAME:
        return !sesd_text_contains(r->text, sesd_text(TRACKING_DOMAIN));
    case SESDOMAIN_TYPE_A:
    case SESDOMAIN_TYPE_AAAA:
        return true;
    default:
        return false;
    }
}

/* Return a description of a record: "a CNAME to cdn.example.net" */
static struct text tracking_describe(struct derivation *d,
                                     const struct record *r)
{
    if (r->type == SESDOMAIN_TYPE_CNAME)
        return sesd_concat(&d->plan->arena, sesd_text("a CNAME to "), r->text,
                           none);
    return r->special == SPECIAL_ALIAS ? sesd_text("an alias record")
                                       : sesd_text("addresses of its own");
}

bool sesd_accept_cdn(struct derivation *d, struct owner *owner)
{
    struct want *w = sesd_first_live_want(owner);
    const struct record *first = sesd_first_record(owner->known), *r = first;

    if (!w || sesd_next_live_want(w) || !first || w->there ||
        w->rule->purpose != SESDOMAIN_PURPOSE_TRACKING)
        return false;
    while (r && tracking_is_cdn(r))
        r = sesd_following_record(r);
    if (r)
        return false;
    w->dropped = true;
    sesd_concern_all(d,
                     sesd_report(d, FINDING_TRACKING_BEHIND_CDN, owner->name,
                                 tracking_describe(d, first), w->text),
                     &w->claims);
    return true;
}
