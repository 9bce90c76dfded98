//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* DMARC: the policies in DNS and in the settings. */
#ifndef SESD_POLICY_H
#define SESD_POLICY_H

#include "derive_derive.h"

/* ---- dmarc.c ---- */

/* The DMARC record that applies to a name, or would apply. */
struct policy {
    struct text domain, record; /* NULL: none is known */
    struct dmarc tags;
    size_t count; /* number of existing records */
};

/* Return the policy for mail from a name (RFC 9989 section 4.10.1). */
struct policy sesd_policy_applied(struct derivation *d, struct text from);

/* Whether a policy affects mail; t=y lowers it (RFC 9989 section 4.7). */
bool sesd_policy_is_strong(const struct dmarc *tags, enum dmarc_policy policy);

struct text sesd_policy_word(enum dmarc_policy policy);

/* Return the organizational domain (RFC 9989 section 4.10.2), or NULL. */
struct text sesd_organization(struct derivation *d, struct text name);

/* Check the existing policy, and drop the desired one if there is any. */
void sesd_check_dmarc(struct derivation *d, struct owner *owner,
                      struct want *w);

void sesd_derive_dmarc(struct derivation *d);

/* ---- policy.c: the option plan.dmarc ---- */

/* Replace the existing policy by the desired one; false if it is kept. */
bool sesd_replace_policy(struct derivation *d, const struct owner *owner,
                         struct want *w, const struct record *r);

/* ---- mistyped.c: records that are almost policies ---- */

/* Report what is almost a policy of the domain; false: nothing is. */
bool sesd_check_mistyped_dmarc(struct derivation *d);

#endif
