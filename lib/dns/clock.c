/* SPDX-License-Identifier: MIT */
/*
 * The two clocks of the companion: one for deadlines, one for the times of
 * answers.
 */
#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include "dns.h"

uint64_t sesd_dns_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

uint64_t sesd_dns_date(void)
{
    return (uint64_t)time(NULL);
}
