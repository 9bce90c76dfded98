/* SPDX-License-Identifier: MIT */
/*
 * The zones of listings. Takes the listings that were read, and reports one
 * that is of another zone, is incomplete, or may have been read with a wrong
 * origin: none of them makes a name absent. Reports as well that nothing is
 * known, and that the zone is a guess.
 */
#include "derive.h"

/* The newest listing that has an apex; NULL: none has. */
static const struct listed *listing_of_zone(const struct sesdomain *sd)
{
    const struct listed *l = sd->listings;

    while (l && !l->apex.s)
        l = l->next;
    return l;
}

/* Return why a listing is not that of the whole zone. */
static struct text listing_lacks(const struct sesdomain *sd,
                                 const struct listed *of_zone)
{
    if (of_zone)
        return sesd_text(of_zone->gap
                             ? "pages or records are missing in it"
                             : "there are more pages, or there may be");
    return sesd_text(sd->listings->empty ? "it has no records"
                                         : "the SOA of the zone is missing");
}

void sesd_derive_listing(struct derivation *d)
{
    const struct listed *l = sesd_listed(d->sd, d->zone);
    const struct listed *other = listing_of_zone(d->sd);

    if (!d->has_existing && !d->sd->failed_lookups)
        sesd_report(d, FINDING_NOTHING_KNOWN, d->zone, none, none);
    if (sesd_zone_is_assumed(d->sd) && (l || !other))
        sesd_report(d, FINDING_ZONE_ASSUMED, d->domain, d->zone, none);
    if (!d->sd->listings)
        return;
    if (l && l->misplaced.s)
        sesd_report(d, FINDING_ORIGIN_ASSUMED, d->domain, d->zone,
                    l->misplaced);
    if (!l && other)
        sesd_report(d, FINDING_LISTING_OF_OTHER_ZONE, d->domain, other->apex,
                    d->zone);
    else if (!sesd_complete(d->sd, d->zone))
        sesd_report(d, FINDING_LISTING_INCOMPLETE, d->domain,
                    listing_lacks(d->sd, l), none);
}
