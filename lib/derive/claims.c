/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* What grows leaves its old room behind. */
static bool grow(struct derivation *b, struct claims *claims)
{
    const size_t room = claims->room ? 2 * claims->room : 4;
    uint32_t *of = sesd_alloc(&b->plan->arena, room * sizeof(*of));

    if (!of)
        return false;
    memcpy(of, claims->of, claims->count * sizeof(*of));
    claims->of = of;
    claims->room = room;
    return true;
}

void sesd_claim(struct derivation *b, struct claims *claims, uint32_t instance)
{
    if (!claims->count) { /* most stay alone */
        *claims = (struct claims){ &b->everyone[instance], 1, 0 };
        return;
    }
    if (claims->of[claims->count - 1] == instance)
        return;
    if (claims->count >= claims->room && !grow(b, claims))
        return;
    claims->of[claims->count++] = instance;
}

void sesd_claims_merge(struct derivation *b, struct claims *claims,
                       const struct claims *other)
{
    struct claims both = { 0 };
    size_t i = 0, k = 0;

    while (i < claims->count || k < other->count)
        if (k == other->count ||
            (i < claims->count && claims->of[i] < other->of[k]))
            sesd_claim(b, &both, claims->of[i++]);
        else
            sesd_claim(b, &both, other->of[k++]);
    *claims = both;
}

void sesd_gather(struct derivation *b, struct gathering *g,
                 const struct claims *claims)
{
    struct claims sum = *claims;
    size_t i = 0;

    if (!sum.count)
        return;
    for (; g->parts[i].count; i++) {
        sesd_claims_merge(b, &sum, &g->parts[i]);
        g->parts[i].count = 0;
    }
    g->parts[i] = sum;
}

struct claims sesd_gathered(struct derivation *b, const struct gathering *g)
{
    struct claims sum = { 0 };

    for (size_t i = 0; i < COUNT(g->parts); i++)
        if (g->parts[i].count)
            sesd_claims_merge(b, &sum, &g->parts[i]);
    return sum;
}
