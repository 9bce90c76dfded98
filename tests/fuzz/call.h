/* SPDX-License-Identifier: MIT */
/* Calls that the input of the target api chooses, with hostile texts. */
#ifndef SESD_FUZZ_CALL_H
#define SESD_FUZZ_CALL_H

#include "fuzz.h"

#define D "d.example" /* the domain */

/* What is left of the input. */
struct choices {
    const uint8_t *at, *end;
};

/* Return a number below the limit; 0 at the end of the input. */
unsigned choose(struct choices *c, unsigned limit);

#define TEXT_MAX 1200

/* A function with its arguments; buf has the texts. */
struct call {
    unsigned what, number;
    char buf[3][TEXT_MAX];
    const char *text[3];
    bool done;  /* it succeeded */
    bool added; /* an instance, and no document */
};

enum {
    CALL_SETUP = 18,
    CALL_REMOVE = 19,
    CALL_INSTANCE = 22, /* up to CALL_RECORD */
    CALL_RECORD = 30,
    CALL_COUNT = 46,
};

void choose_call(struct choices *c, struct call *call);

/* Add the instance of such a call; inst may be NULL. */
enum sesdomain_status call_new_instance(struct sesdomain *sd,
                                        const struct call *c,
                                        struct sesdomain_instance **inst);

enum sesdomain_status call_settings(struct sesdomain *sd,
                                    const struct call *c);
enum sesdomain_status call_instance(struct sesdomain_instance *inst,
                                    const struct call *c);

/* Call either of them, as the call says. */
enum sesdomain_status make_call(struct sesdomain *sd, const struct call *c);

#endif
