/* SPDX-License-Identifier: MIT */
/* Setups of one to three instances, in every combination of region, account,
 * DKIM, MAIL FROM domain, token and lifecycle state. */
#ifndef COMBINATIONS_H
#define COMBINATIONS_H

#include <sesdomain.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMBINED_MAX 3
#define D "d.example" /* their domain */

enum combined_dkim {
    DKIM_NONE,
    DKIM_EASY,
    DKIM_OWN_KEY, /* the selector is the same, the key one an account */
    DKIM_REPLICA, /* of the first other region in use, or of none in use */
    DKIM_REPLICA_OF_LAST,
    DKIM_COUNT,
};

enum combined_mail_from { MAIL_NONE, MAIL_SHARED, MAIL_OWN, MAIL_COUNT };

struct combined {
    unsigned account, region; /* numbered in the order they are used */
    enum combined_dkim dkim;
    enum combined_mail_from mail_from;
    bool token;
    enum sesdomain_instance_state state;
};

struct combination {
    size_t count;
    bool sharing, remove; /* of MAIL FROM names, at once */
    struct combined of[COMBINED_MAX];
};

/* Call visit with every combination of so many instances, each once for all
 * orders of its instances: the order is for the visitor to change. Accounts
 * and regions count by which of them are the same. */
void each_combination(size_t count,
                      void (*visit)(const struct combination *c));

/* Settings for a combination, its instances added in that order: labels,
 * tokens and names go with the instance. In memory that the next but one
 * takes back, so none of it need be freed. */
struct sesdomain *settings_for(const struct combination *c,
                               const size_t *order);

/* Begin a combination: the memory of earlier ones is freed. */
void begin_turn(void);

/* What SES issued to the instance with a number. */
const char *token_of(size_t i);
const char *key_of(const struct combined *instance);
const char *mail_from_of(const struct combined *instance, size_t i);
const char *region_of(const struct combined *instance);

/* Describe a combination for people; valid until the next call. */
const char *describe(const struct combination *c);

/* ---- invariants.c: what holds for all of them ---- */

/* The current combination. */
extern const struct combination *now;

/* check's own assertions are too slow here */
#define HOLDS(what, where)                                                    \
    do                                                                        \
        if (!(what))                                                          \
            ck_abort_msg("%s: %s: %s", describe(now), where, #what);          \
    while (0)

/* Fail unless no name holds what DNS or SES forbids, every need of an active
 * instance is met or reported, and no foreign value is lost. */
void check_plan(const struct sesdomain_plan *plan);

/* A hash of all that a plan says, in which instances are numbered as in the
 * combination, whatever the order they were added in. */
uint64_t digest(const struct sesdomain_plan *plan, const size_t *order);

#endif
