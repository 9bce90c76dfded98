/* SPDX-License-Identifier: MIT */
/* Random numbers, the same in every run (xorshift64, G. Marsaglia 2003). */
#ifndef RANDOM_H
#define RANDOM_H

#include <stddef.h>
#include <stdint.h>

#define RANDOM_FACTOR 0x9e3779b97f4a7c15u /* odd: no state is 0 */

static uint64_t random_state = RANDOM_FACTOR;

/* Start the sequence of a seed. The default seed is 0. */
static inline void random_seed(uint32_t seed)
{
    random_state = ((uint64_t)seed + 1) * RANDOM_FACTOR;
}

/* Return a number less than limit, which must not be 0. */
static inline size_t random_below(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state >> 16) % limit;
}

#endif
