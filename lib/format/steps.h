/* SPDX-License-Identifier: MIT */
/* The runbook is two files: steps.c has the order and the DNS, steps-ses.c
 * what is said to SES. */
#ifndef SESD_STEPS_H
#define SESD_STEPS_H

#include "format.h"

#define SES_RETRIES "SES alone retries mail for up to 14 hours"
#define DRAIN "7 days and the longest TTL"

struct book {
    const struct sesdomain_plan *plan;
    struct out *o;
    unsigned step;
    const char *next; /* the title of a step, once there is something in it */
};

void sesd_say(struct book *b, const char *words);
void sesd_step(struct book *b, const char *title);

/* ---- steps-ses.c ---- */
void sesd_steps_create(struct book *b);
void sesd_steps_tell(struct book *b);
void sesd_steps_wait(struct book *b);
void sesd_steps_drain(struct book *b);
void sesd_steps_delete(struct book *b);

/* Answers whether there is such a step. */
bool sesd_steps_reject(struct book *b);

#endif
