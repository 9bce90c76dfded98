/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share. Each is one function of octets; a program by
 * libFuzzer, and by replay.c over the corpus, which is kept. */
#ifndef FUZZ_H
#define FUZZ_H

#include <sesdomain.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What has to hold. */
#define REQUIRE(what) require((what), #what, __FILE__, __LINE__)
void require(bool holds, const char *what, const char *file, int line);

/* A copy of just that many octets, so that reading one more is seen. */
char *copy_of(const uint8_t *data, size_t size);

/* The same with NUL behind it. */
char *string_of(const uint8_t *data, size_t size);

/* A failure has a text: one line, printable. */
void check_error(const struct sesdomain *sd);

/* The settings have a plan, or say why not; it answers all questions and
 * writes itself in every format that does not refuse. */
void check_plan(struct sesdomain *sd);

/* All there is to know of what settings say now; NULL if no plan. */
char *json_of(struct sesdomain *sd);

#endif
