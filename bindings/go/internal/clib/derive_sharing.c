//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* One MAIL FROM domain for several regions. Takes the region whose MX all
 * instances share, if the settings name one, and drops the MX records of the
 * others: SES requires exactly one MX there
 * (https://docs.aws.amazon.com/ses/latest/dg/mail-from.html). */
#include "derive_derive.h"

static bool sharing_is_mx(const struct want *w)
{
    return w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM;
}

/* Whether an instance of a region needs a value, and is not retired. */
static bool sharing_is_of(const struct derivation *d, const struct want *w,
                          struct text region)
{
    for (size_t k = 0; k < w->claims.count; k++) {
        const struct sesdomain_instance *inst =
            d->sd->instances[w->claims.of[k]];
        const struct entry *entry = &inst->region->entry;

        if (inst->state != SESDOMAIN_INSTANCE_STATE_RETIRED &&
            sesd_text_equal((struct text){ entry->key, entry->length },
                            region))
            return true;
    }
    return false;
}

/* The MX of a region, if an instance there still sends. */
static struct want *sharing_find(const struct derivation *d,
                                 const struct owner *owner, struct text region)
{
    struct want *w = sesd_first_want(owner);

    while (w && !(sharing_is_mx(w) && sharing_is_of(d, w, region)))
        w = sesd_next_want(w);
    return w;
}

/* Drop an MX, and return those of its instances that reject mail unless SES
 * finds their MX. */
static struct claims sharing_drop(struct derivation *d, struct want *w)
{
    struct claims rejecting = { 0 };

    w->dropped = true;
    for (size_t k = 0; k < w->claims.count; k++) {
        const uint32_t i = w->claims.of[k];
        const struct sesdomain_instance *inst = d->sd->instances[i];

        d->plan->instances[i].mx_elsewhere = true;
        if (inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            inst->ses.mx_failure == SESDOMAIN_MX_FAILURE_REJECT_MESSAGE)
            sesd_claim(d, &rejecting, i);
    }
    return rejecting;
}

static void sharing_report(struct derivation *d, const struct owner *owner,
                           const struct want *one,
                           const struct claims *rejecting)
{
    const struct text region = sesd_string_text(&d->sd->sharing);
    struct found *found = sesd_report(d, FINDING_MAIL_FROM_SHARED, owner->name,
                                      region, one->text);

    sesd_concern_all(d, found, &one->claims);
    if (!rejecting->count)
        return;
    found = sesd_report(d, FINDING_MAIL_FROM_SHARED_REJECTS, owner->name,
                        one->text, none);
    sesd_concern_all(d, found, rejecting);
}

/* Keep one MX, and drop all others that active instances need. */
static void sharing_apply(struct derivation *d, const struct owner *owner,
                          struct want *one)
{
    const size_t most = owner->wants.count;
    struct claims *sets = sesd_alloc_array(&d->scratch, most, sizeof(*sets));
    struct claims *rejecting =
        sesd_alloc_array(&d->scratch, most, sizeof(*rejecting));
    struct claims all;
    size_t count = 0;

    if (!sets || !rejecting)
        return;
    sets[count++] = one->claims;
    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        if (w == one || !w->active || !sharing_is_mx(w))
            continue;
        one->active += w->active;
        one->draining += w->draining;
        sets[count] = w->claims;
        rejecting[count++] = sharing_drop(d, w);
    }
    if (count == 1)
        return;
    one->claims = sesd_claims_union(d, sets, count);
    all = sesd_claims_union(d, rejecting, count);
    sharing_report(d, owner, one, &all);
}

void sesd_derive_sharing(struct derivation *d)
{
    const struct text region = sesd_string_text(&d->sd->sharing);

    if (!region.s)
        return;
    for (size_t i = 0; i < d->want.count; i++) {
        struct owner *o = d->want.sorted[i];
        struct want *one = sharing_find(d, o, region);

        if (one)
            sharing_apply(d, o, one);
    }
}
