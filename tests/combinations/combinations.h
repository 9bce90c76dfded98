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
    DKIM_OWN_KEY, /* same selector; each account has its own key */
    DKIM_REPLICA, /* of the first other used region, or of an unused */
    DKIM_REPLICA_OF_LAST,
    DKIM_COUNT,
};

enum combined_mail_from { MAIL_NONE, MAIL_SHARED, MAIL_OWN, MAIL_COUNT };

struct combined {
    unsigned account, region; /* numbered in the order of their first use */
    enum combined_dkim dkim;
    enum combined_mail_from mail_from;
    bool token;
    enum sesdomain_instance_state state;
};

struct combination {
    size_t count;
    bool sharing, remove; /* of MAIL FROM domains; without waiting */
    struct combined of[COMBINED_MAX];
};

/* Call visit with every combination of count instances, but with one order of
 * each: the visitor permutes the instances. Accounts and regions differ only
 * in which of them are equal. */
void each_combination(size_t count,
                      void (*visit)(const struct combination *c));

/* Create settings for a combination, with its instances added in an order.
 * Labels, tokens and names do not depend on the order. begin_turn() frees the
 * memory. */
struct sesdomain *settings_for(const struct combination *c,
                               const size_t *order);

/* Begin a combination: the memory of earlier ones is freed. */
void begin_turn(void);

/* Return the token that SES issued to instance i. */
const char *token_of(size_t i);
const char *key_of(const struct combined *instance);
const char *mail_from_of(const struct combined *instance, size_t i);
const char *region_of(const struct combined *instance);

/* Return a description of a combination, valid until the next call. */
const char *describe(const struct combination *c);

/* ---- invariants.c: properties of every plan ---- */

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

/* Return a hash of the contents of a plan, in which the instances have the
 * numbers of the combination, whatever their order. */
uint64_t digest(const struct sesdomain_plan *plan, const size_t *order);

#endif
