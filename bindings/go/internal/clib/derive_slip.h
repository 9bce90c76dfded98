//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Values of ours that were entered wrongly. */
#ifndef SESD_SLIP_H
#define SESD_SLIP_H

#include "derive_derive.h"

/* Return what is wrong with a text that has the right one in it; a NULL text
 * if it has not, or if nothing is wrong. */
struct text sesd_slip_around(struct derivation *d, struct text t, bool name,
                             struct text right);

/* Whether a TXT at a name has a text in it, in any letter case. */
bool sesd_slip_is_near(struct derivation *d, struct text name,
                       struct text right);

/* Return what is wrong with a record that is meant to be a desired value; a
 * NULL text if it is not. */
struct text sesd_slip(struct derivation *d, const struct owner *owner,
                      const struct want *w, const struct record *r);

/* Report such a record as a conflict; false: it is none. */
bool sesd_slip_conflict(struct derivation *d, struct owner *owner,
                        const struct want *w, const struct record *r);

#endif
