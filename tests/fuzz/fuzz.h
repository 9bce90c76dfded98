/* SPDX-License-Identifier: MIT */
/* Common functions of the fuzz targets. Each target is a function that takes
 * octets; libFuzzer runs it, and replay.c runs it over the corpus. */
#ifndef FUZZ_H
#define FUZZ_H

#include <sesdomain.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Abort unless a condition holds. */
#define REQUIRE(what) require((what), #what, __FILE__, __LINE__)
void require(bool holds, const char *what, const char *file, int line);

/* Return a copy without a terminator, so that ASan sees an overrun. */
char *copy_of(const uint8_t *data, size_t size);

/* Return a terminated copy. */
char *string_of(const uint8_t *data, size_t size);

/* Check that an error has a text: one printable line. */
void check_error(const struct sesdomain *sd);

/* Check that the settings have a plan or an error. The plan answers every
 * accessor, and every format writes it or refuses. */
void check_plan(struct sesdomain *sd);

/* Return the plan of the settings in the json format, or NULL. */
char *json_of(struct sesdomain *sd);

/* ---- plan.c ---- */

/* Check what is true of every plan: no CNAME beside other data, no two MX of
 * ours, and no SPF or DMARC record of ours beside another. */
void check_invariants(const struct sesdomain_plan *plan);

/* Check that two texts are equal; otherwise print them. */
void require_same(const char *a, const char *b);

/* Check that the plans of two settings differ in lists of instances only. */
void check_same(struct sesdomain *one, struct sesdomain *two);

/* Apply a plan that only adds to its settings, and check that nothing is
 * left to do. */
void check_applied(struct sesdomain *sd, const struct sesdomain_plan *plan);

#endif
