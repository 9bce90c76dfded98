//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The part of an instance in the runbook: step-instance.c. */
#ifndef SESD_STEP_H
#define SESD_STEP_H

#include "derive_derive.h"

/* Return the steps that concern an instance: bit 1 << kind. Sets what the plan
 * waits for. */
uint32_t sesd_steps_of(struct derivation *d, uint32_t instance);

/* Find what is known of each identity. */
void sesd_find_identities(struct derivation *d);

#endif
