/* SPDX-License-Identifier: MIT */
/* Calls every accessor of a plan. */
#ifndef PLAN_DUMP_H
#define PLAN_DUMP_H

#include <sesdomain.h>
#include <stdio.h>

/* Write the results of every accessor, also for indices out of range. */
void plan_dump(const struct sesdomain_plan *plan, FILE *f);

#endif
