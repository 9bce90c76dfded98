/* SPDX-License-Identifier: MIT */
/* Numbers by chance, the same in every run (xorshift, G. Marsaglia 2003). */
#ifndef CHANCE_H
#define CHANCE_H

#include <stddef.h>
#include <stdint.h>

static uint64_t chance_state = 0x9e3779b97f4a7c15;

/* A number below most. */
static inline size_t chance(size_t most)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (size_t)(chance_state >> 16) % most;
}

#endif
