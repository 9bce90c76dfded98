/* SPDX-License-Identifier: MIT */
#ifndef JSON_DUMP_H
#define JSON_DUMP_H

#include <stdio.h>

#include "read/read.h"

/* Print a value as JSON, in ASCII and without white space. Fractions have no
 * value: each is printed as 0.5. */
void json_dump(FILE *f, const struct json *value);

#endif
