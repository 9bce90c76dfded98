/* SPDX-License-Identifier: MIT */
/* What several test programs need. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <sesdomain.h>
#include <stdio.h>

/* All of a file, terminated; NULL if there is none. Free it. */
char *read_file(const char *path, size_t *length);

/* A path below the source directory; good until the next call but three. */
const char *source_path(const char *format, ...);

/* Settings and a plan from a setup document; what fails, fails the test. */
struct sesdomain *settings_of(const char *json);
struct sesdomain_plan *plan_of(const char *json);

/* A document of a plan in a format; free it. */
char *document(const struct sesdomain_plan *plan, const char *format,
               size_t i);

/* An allocator that counts what is held, and gives so many times. */
struct budget {
    long left; /* -1: for ever */
    size_t held, peak, calls;
};

void *budget_alloc(void *user, void *ptr, size_t old_size, size_t new_size);

/* Run the tests of a suite; answers the exit status. */
struct Suite;
int run_suite(struct Suite *suite);

#endif
