//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Evidence. Takes what DNS holds of each desired value, and produces, for each
 * instance and aspect, how many values are published, missing, in conflict or
 * not known. */
#include "derive_derive.h"

static void evidence_add(struct derivation *d, const struct owner *owner)
{
    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        const enum sesdomain_aspect aspect = w->rule->aspect;

        for (size_t k = 0; k < w->claims.count && aspect; k++)
            d->evidence.of[w->claims.of[k]][aspect].held[w->held]++;
    }
}

void sesd_derive_evidence(struct derivation *d)
{
    d->evidence.of = sesd_alloc_array(&d->scratch, d->plan->instance_count,
                                      sizeof(*d->evidence.of));
    for (size_t i = 0; d->evidence.of && i < d->want.count; i++)
        evidence_add(d, d->want.sorted[i]);
}

static uint32_t evidence_count(const struct evidence *evidence)
{
    uint32_t count = 0;

    for (size_t i = 0; i < COUNT(evidence->held); i++)
        count += evidence->held[i];
    return count;
}

bool sesd_is_usable(const struct evidence *evidence)
{
    return evidence_count(evidence) && !evidence->held[HELD_CONFLICT];
}

enum sesdomain_publication sesd_publication(const struct evidence *evidence)
{
    if (evidence->held[HELD_CONFLICT])
        return SESDOMAIN_PUBLICATION_CONFLICT;
    if (evidence->held[HELD_UNKNOWN] || !evidence_count(evidence))
        return SESDOMAIN_PUBLICATION_UNKNOWN;
    if (!evidence->held[HELD_MISSING])
        return SESDOMAIN_PUBLICATION_PUBLISHED;
    return evidence->held[HELD_PUBLISHED] ? SESDOMAIN_PUBLICATION_PARTIAL
                                          : SESDOMAIN_PUBLICATION_MISSING;
}
