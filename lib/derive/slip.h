/* SPDX-License-Identifier: MIT */
/* Values of ours that were entered wrongly: slip.c. */
#ifndef SESD_SLIP_H
#define SESD_SLIP_H

#include "derive.h"

/* Remove what was pasted along at both ends. Return what it was, or NULL. */
const char *sesd_slip_strip(struct text *t);

/* Report such a record as a conflict; false: it is none. */
bool sesd_slip_conflict(struct derivation *d, struct owner *owner,
                        const struct want *w, const struct record *r);

#endif
