/* SPDX-License-Identifier: MIT */
/* Ask a plan everything there is to ask. */
#ifndef VISIT_H
#define VISIT_H

#include <sesdomain.h>
#include <stdio.h>

/* Write what every accessor answers, out of range as well. */
void visit(const struct sesdomain_plan *plan, FILE *f);

#endif
