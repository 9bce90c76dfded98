/* SPDX-License-Identifier: MIT */
/* Functions that several test programs share. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <sesdomain.h>
#include <stdint.h>
#include <stdio.h>

/* Return the content of a file, terminated, or NULL. The caller frees it. */
char *read_file(const char *path, size_t *length);

/* Return a path below the source directory, valid for four calls. */
const char *source_path(const char *format, ...);

/* Create settings or a plan from a setup document; a failure fails the
 * test. */
struct sesdomain *settings_of(const char *json);
struct sesdomain_plan *plan_of(const char *json);

/* Return a document of a plan in a format. The caller frees it. */
char *document(const struct sesdomain_plan *plan, const char *format,
               size_t i);

/* An allocator that counts memory, and fails after a number of calls. */
struct budget {
    long left; /* calls until it fails; -1: never */
    size_t held, peak, calls;
};

void *budget_alloc(void *user, void *ptr, size_t old_size, size_t new_size);

/* For slow tools: the number in the environment variable SPARSE, or 1. A test
 * of many cases tries one in so many, a limit of time is so many times as
 * long. */
uint32_t sparse(void);

/* Run the tests of a suite. Return the exit status. */
struct Suite;
int run_suite(struct Suite *suite);

#endif
