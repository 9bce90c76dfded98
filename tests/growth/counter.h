/* SPDX-License-Identifier: MIT */
/* How much work was done. */
#ifndef COUNTER_H
#define COUNTER_H

#include <stddef.h>

extern size_t steps;

#endif
