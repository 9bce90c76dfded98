/* SPDX-License-Identifier: MIT */
/* Time and memory, as the benchmarks measure them. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>

/* Exit with a message, unless a condition holds. */
void require(int well, const char *what);

/* Return the processor time in nanoseconds. */
uint64_t processor_time(void);

/* Return the peak memory in kilobytes; 0 where Linux does not report it. */
long peak_kilobytes(void);

/* Call a job from a function that a profiler can select: it is not inlined,
 * and nothing else calls it. */
void measured(void (*job)(void *user), void *user);

#endif
