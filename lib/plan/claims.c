/* SPDX-License-Identifier: MIT */
#include "plan.h"

void sesd_claim(struct builder *b, struct claims *claims, uint32_t instance)
{
    struct claim *claim;

    if (claims->first && claims->last->instance == instance)
        return;
    claim = sesd_alloc(&b->scratch, sizeof(*claim));
    if (!claim)
        return;
    *claim = (struct claim){ NULL, instance };
    if (claims->first)
        claims->last->next = claim;
    else
        claims->first = claim;
    claims->last = claim;
    claims->count++;
}

void sesd_claims_merge(struct builder *b, struct claims *claims,
                       const struct claims *other)
{
    const struct claim *x = claims->first, *y = other->first;
    struct claims both = { 0 };

    while (x || y) {
        bool first = x && (!y || x->instance < y->instance);
        const struct claim **next = first ? &x : &y;

        sesd_claim(b, &both, (*next)->instance);
        *next = (*next)->next;
    }
    *claims = both;
}

const uint32_t *sesd_claims_array(struct builder *b,
                                  const struct claims *claims)
{
    uint32_t *array, n = 0;

    array = sesd_alloc(&b->plan->arena, claims->count * sizeof(*array));
    for (const struct claim *c = claims->first; array && c; c = c->next)
        array[n++] = c->instance;
    return array;
}
