/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* Most are one or two; what grows leaves its old room behind. */
static bool grow(struct builder *b, struct claims *claims)
{
    const size_t room = claims->room ? 2 * claims->room : 2;
    uint32_t *of = sesd_alloc(&b->plan->arena, room * sizeof(*of));

    if (!of)
        return false;
    if (claims->count)
        memcpy(of, claims->of, claims->count * sizeof(*of));
    claims->of = of;
    claims->room = room;
    return true;
}

void sesd_claim(struct builder *b, struct claims *claims, uint32_t instance)
{
    if (claims->count && claims->of[claims->count - 1] == instance)
        return;
    if (claims->count == claims->room && !grow(b, claims))
        return;
    claims->of[claims->count++] = instance;
}

void sesd_claims_merge(struct builder *b, struct claims *claims,
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
