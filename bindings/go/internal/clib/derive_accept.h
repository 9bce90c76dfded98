//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Records that work instead of desired values: accept.c. */
#ifndef SESD_ACCEPT_H
#define SESD_ACCEPT_H

#include "derive_derive.h"

/* Accept what differs from the desired values of a name and works. */
void sesd_accept(struct derivation *d, struct owner *owner);

/* Whether SES vouches for all values of a name, which may be hidden. */
bool sesd_accept_unseen(struct derivation *d, struct owner *owner);

/* Note a record beside the one that SES has verified. */
void sesd_accept_beside(struct derivation *d, const struct owner *owner,
                        const struct want *w, const struct record *r);

/* Return the rest of a name or target after the label of a DKIM name. */
struct text sesd_without_label(const struct owner *owner, struct text target);

#endif
