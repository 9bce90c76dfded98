/* SPDX-License-Identifier: MIT */
/* What the programs of the benchmark measure with. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>

/* End the program with a message, unless all is well. */
void require(int well, const char *what);

/* Nanoseconds of processor time. */
uint64_t processor_time(void);

/* The kilobytes that the process had at most; 0 where Linux does not say. */
long peak_kilobytes(void);

/* Do a job within a function that a profiler can be told of: it stays one of
 * its own, and nothing else calls it. */
void measured(void (*job)(void *user), void *user);

#endif
