/* SPDX-License-Identifier: MIT */
/* Ask a plan everything there is to ask. */
#ifndef PLAN_DUMP_H
#define PLAN_DUMP_H

#include <sesdomain.h>
#include <stdio.h>

/* Write what every accessor answers, out of range as well. */
void plan_dump(const struct sesdomain_plan *plan, FILE *f);

#endif
