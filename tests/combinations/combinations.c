/* SPDX-License-Identifier: MIT */
/* Enumerates the combinations of instances, and creates settings from each. */
#include "combinations.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "../rules/keys.h"

static const char *const accounts[] = { "1", "2", "3" };

/* The second region has a DKIM zone of its own. */
static const char *const regions[] = { "us-east-1", "eu-south-1",
                                       "eu-west-1" };
static const char *const origins[] = { "AWS_SES_US_EAST_1",
                                       "AWS_SES_EU_SOUTH_1",
                                       "AWS_SES_EU_WEST_1" };
static const char *const labels[] = { "a", "b", "c" };

const char *token_of(size_t i)
{
    static const char *const tokens[] = {
        "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=",
        "BBBBw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=",
        "CCCCw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE=",
    };

    return tokens[i];
}

const char *key_of(const struct combined *instance)
{
    static const char *const keys[] = { RSA_1024, RSA_1024_OTHER, RSA_2048 };

    return keys[instance->account];
}

const char *mail_from_of(const struct combined *instance, size_t i)
{
    static const char *const own[] = { "a." D, "b." D, "c." D };

    switch (instance->mail_from) {
    case MAIL_SHARED:
        return "m." D;
    case MAIL_OWN:
        return own[i];
    default:
        return NULL;
    }
}

const char *region_of(const struct combined *instance)
{
    return regions[instance->region];
}

/* ---- all combinations ---- */

#define KINDS (DKIM_COUNT * MAIL_COUNT * 2 * 3)

static void set_kind(struct combined *instance, unsigned kind)
{
    instance->dkim = kind % DKIM_COUNT;
    kind /= DKIM_COUNT;
    instance->mail_from = kind % MAIL_COUNT;
    kind /= MAIL_COUNT;
    instance->token = kind % 2;
    instance->state = SESDOMAIN_INSTANCE_STATE_ACTIVE + kind / 2;
}

/* Whether the combination has the second kind of replica although there is
 * only one possible parent region, so that it equals the first kind. */
static bool is_double(const struct combination *c)
{
    unsigned used = 0;

    for (size_t i = 0; i < c->count; i++)
        if (c->of[i].region >= used)
            used = c->of[i].region + 1;
    for (size_t i = 0; i < c->count; i++)
        if (c->of[i].dkim == DKIM_REPLICA_OF_LAST && used < 3)
            return true;
    return false;
}

/* Enumerate accounts and regions from instance i on. A new account or region
 * gets the next number. */
static void place(struct combination *c, size_t i, unsigned account,
                  unsigned region, void (*visit)(const struct combination *))
{
    if (i == c->count) {
        if (!is_double(c))
            visit(c);
        return;
    }
    for (unsigned a = 0; a <= account; a++)
        for (unsigned r = 0; r <= region; r++) {
            c->of[i].account = a;
            c->of[i].region = r;
            place(c, i + 1, account + (a == account), region + (r == region),
                  visit);
        }
}

/* Enumerate kinds from instance i on, none before that of the previous
 * instance. */
static void choose(struct combination *c, size_t i, unsigned least,
                   void (*visit)(const struct combination *))
{
    if (i == c->count) {
        place(c, 0, 0, 0, visit);
        return;
    }
    for (unsigned kind = least; kind < KINDS; kind++) {
        set_kind(&c->of[i], kind);
        choose(c, i + 1, kind, visit);
    }
}

void each_combination(size_t count, void (*visit)(const struct combination *))
{
    struct combination c = { .count = count };

    choose(&c, 0, 0, visit);
}

/* ---- settings ---- */

/* Memory that is freed as a whole. */
static union {
    char octets[1 << 21];
    long double aligned;
} memory;
static size_t taken;

void begin_turn(void)
{
    taken = 0;
}

static void *bump(void *user, void *ptr, size_t old_size, size_t new_size)
{
    const size_t align = sizeof(long double);
    char *to = memory.octets + taken;

    (void)user;
    if (new_size == 0 || sizeof(memory.octets) - taken < new_size + align)
        return NULL;
    taken += (new_size + align - 1) / align * align;
    if (ptr)
        memcpy(to, ptr, old_size < new_size ? old_size : new_size);
    return to;
}

static void must(enum sesdomain_status status)
{
    if (status != SESDOMAIN_OK)
        ck_abort_msg("%s", sesdomain_strerror(status));
}

static const char *origin_of(const struct combination *c,
                             const struct combined *replica)
{
    unsigned origin = replica->region == 2 ? 0 : replica->region + 1;
    bool found = false;

    for (size_t i = 0; i < c->count; i++) {
        if (c->of[i].region == replica->region ||
            (found && replica->dkim == DKIM_REPLICA))
            continue;
        origin = c->of[i].region;
        found = true;
    }
    return origins[origin];
}

static void add_dkim(const struct combination *c,
                     const struct combined *instance, size_t i,
                     struct sesdomain_instance *inst)
{
    char token[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2";

    switch (instance->dkim) {
    case DKIM_EASY:
        token[0] = (char)('a' + i);
        for (int k = 0; k < 3; k++) {
            token[31] = (char)('2' + k);
            must(sesdomain_instance_add_dkim_token(inst, token));
        }
        break;
    case DKIM_OWN_KEY:
        must(sesdomain_instance_add_dkim_key(inst, "s1", key_of(instance)));
        break;
    case DKIM_REPLICA:
    case DKIM_REPLICA_OF_LAST:
        must(sesdomain_instance_set_dkim_origin(inst, origin_of(c, instance)));
        break;
    default:
        break;
    }
}

struct sesdomain *settings_for(const struct combination *c,
                               const size_t *order)
{
    struct sesdomain *sd;

    must(sesdomain_new_alloc(&sd, bump, NULL));
    must(sesdomain_set_domain(sd, D));
    must(sesdomain_set_dmarc(sd, "v=DMARC1; p=none"));
    if (c->sharing)
        must(sesdomain_set_shared_mail_from_region(sd, regions[0]));
    if (c->remove)
        must(sesdomain_set_option(sd, "plan.removal", "always"));
    for (size_t k = 0; k < c->count; k++) {
        const size_t i = order[k];
        const struct combined *instance = &c->of[i];
        struct sesdomain_instance *inst;

        must(sesdomain_add_instance(sd, accounts[instance->account],
                                    regions[instance->region], labels[i],
                                    &inst));
        must(sesdomain_instance_set_state(inst, instance->state));
        must(
            sesdomain_instance_set_mail_from(inst, mail_from_of(instance, i)));
        if (instance->token)
            must(sesdomain_instance_set_verification_token(inst, token_of(i)));
        add_dkim(c, instance, i, inst);
    }
    return sd;
}

/* ---- descriptions ---- */

const char *describe(const struct combination *c)
{
    static const char *const dkim[] = { "no DKIM", "Easy DKIM", "own key",
                                        "replica", "replica of the last" };
    static const char *const mail[] = { "no MAIL FROM", "shared MAIL FROM",
                                        "own MAIL FROM" };
    static char text[1000];
    size_t n = 0;

    for (size_t i = 0; i < c->count; i++) {
        const struct combined *in = &c->of[i];

        n += (size_t)snprintf(
            text + n, sizeof(text) - n, "%s%s: %s/%s, %s, %s, %s, %s",
            i ? "; " : "", labels[i], accounts[in->account],
            regions[in->region], dkim[in->dkim], mail[in->mail_from],
            in->token ? "token" : "no token",
            sesdomain_instance_state_name(in->state));
    }
    snprintf(text + n, sizeof(text) - n, "%s%s", c->sharing ? "; sharing" : "",
             c->remove ? "; removal at once" : "");
    return text;
}
