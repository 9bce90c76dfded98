/* SPDX-License-Identifier: MIT */
/*
 * The questions of plans. Takes their names and types, finds the zone of each,
 * and queries its servers; a referral names the zone below.
 */
#include <stdio.h>
#include <string.h>

#include "dns.h"

#define SIBLING_LENGTH 16

struct question *sesd_dns_question_find(const struct sesdomain_dns *dns,
                                        const char *name, uint32_t type)
{
    const struct question wanted = { .name = name, .type = type };

    return (struct question *)ldns_rbtree_search(dns->questions, &wanted);
}

static struct question *question_add(struct sesdomain_dns *dns,
                                     const char *name, uint32_t type)
{
    struct question *q = sesd_dns_take(&dns->pool, sizeof(*q));

    name = sesd_dns_keep(&dns->pool, name, strlen(name));
    if (!q || !name || !sesd_dns_append(&dns->pool, &dns->question_list, q))
        return NULL;
    q->name = name;
    q->type = type;
    q->node.key = q;
    ldns_rbtree_insert(dns->questions, &q->node);
    return q;
}

bool sesd_dns_question_want(struct sesdomain_dns *dns, const char *name,
                            uint32_t type, unsigned links)
{
    struct question *q = sesd_dns_question_find(dns, name, type);

    if (!q)
        q = question_add(dns, name, type);
    if (!q || q->wanted == dns->run)
        return false;
    q->wanted = dns->run;
    q->links = links;
    return sesd_dns_append(&dns->pool, &dns->wanted, q);
}

static void question_fail(struct question *q, const char *reason)
{
    q->done = true;
    q->conclusion = SESDOMAIN_DNS_CONCLUSION_FAILED;
    memcpy(q->reason, reason, strlen(reason) + 1);
}

/* Look up again the questions in a zone that was found only now. */
static void question_ask_again(struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->wanted.count; i++) {
        struct question *q = dns->wanted.items[i];

        if (q->added == dns->run)
            continue;
        q->done = false;
        q->ask = NULL;
    }
}

/* ---- validation --------------------------------------------------------- */

/* Whether a server has records, or a delegation. What is absent is not asked
 * of resolvers: they would remember that it is (RFC 2308). */
static bool question_has_records(const struct ask *ask)
{
    for (size_t i = 0; i < ask->replies.count; i++)
        if (((const struct sesdomain_dns_reply *)ask->replies.items[i])
                ->message.values.count)
            return true;
    return false;
}

/* Return the validator's reply: one that says something, else SERVFAIL. */
static const struct sesdomain_dns_reply *
question_checked(const struct ask *ask)
{
    const struct sesdomain_dns_reply *failed = NULL;

    for (size_t i = 0; i < ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = ask->replies.items[i];

        if (sesd_dns_is_determined(reply->message.outcome))
            return reply;
        if (reply->message.outcome == SESDOMAIN_DNS_OUTCOME_SERVFAIL)
            failed = reply;
    }
    return failed;
}

/* Ask the validating resolver, too; where it fails, without validation
 * (RFC 4035 section 3.2.2). Return whether that is done. */
static bool question_validate(struct sesdomain_dns *dns, struct question *q)
{
    const char *name = q->ask->key.name;
    struct ask *ask;

    if (!dns->validators.count || !sesd_dns_is_compared(dns, q->name) ||
        !question_has_records(q->ask))
        return true;
    ask = sesd_dns_ask(dns, &dns->validator, name, q->type, false);
    if (!ask || !sesd_dns_ask_step(dns, ask))
        return false;
    q->checked = question_checked(ask);
    if (!q->checked)
        return true;
    if (q->checked->message.outcome != SESDOMAIN_DNS_OUTCOME_SERVFAIL) {
        q->validation = q->checked->message.authenticated
                            ? SESDOMAIN_DNS_VALIDATION_SECURE
                            : SESDOMAIN_DNS_VALIDATION_INSECURE;
        return true;
    }
    ask = sesd_dns_ask(dns, &dns->unchecked, name, q->type, false);
    if (!ask || !sesd_dns_ask_step(dns, ask))
        return false;
    if (sesd_dns_ask_message(ask))
        q->validation = SESDOMAIN_DNS_VALIDATION_BOGUS;
    return true;
}

/* ---- the servers of a question ------------------------------------------ */

void sesd_dns_question_choose_sibling(struct sesdomain_dns *dns)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";

    for (size_t i = 0; i < SIBLING_LENGTH; i++)
        dns->sibling[i] = letters[ldns_get_random() % (sizeof(letters) - 1)];
}

/* Return the name to ask for: in the place of a wildcard's owner name, a
 * random one that it covers. A server that makes up answers for any name
 * answers that as well. */
static const char *question_asked_name(struct sesdomain_dns *dns,
                                       const char *name)
{
    char text[LDNS_MAX_DOMAINLEN];
    int n;

    if (strncmp(name, "*.", 2) != 0)
        return name;
    n = snprintf(text, sizeof(text), "%s%s", dns->sibling, name + 1);
    if (n >= (int)sizeof(text) - 1)
        return name;
    return sesd_dns_keep(&dns->pool, text, (size_t)n);
}

/* Find the servers to query. Return whether they are known. */
static bool question_place(struct sesdomain_dns *dns, struct question *q)
{
    /* the zone above has the NS RRset of a delegation */
    const bool itself =
        q->type != SESDOMAIN_TYPE_NS || strcmp(q->name, dns->domain_zone) == 0;
    struct sesdomain_dns_zone *zone;
    const char *name = NULL;
    bool dead;

    if (q->ask)
        return true;
    zone = sesd_dns_zone_find(dns, q->name, itself, &dead);
    if (dead &&
        (dns->roots.count || dns->resolvers.count || dns->given.count) &&
        sesd_dns_is_compared(dns, q->name))
        question_fail(q, "the delegation could not be followed");
    else if (dead)
        q->done = true;
    if (zone)
        name = question_asked_name(dns, q->name);
    if (name)
        q->ask =
            sesd_dns_ask(dns, zone, name, q->type,
                         sesd_dns_is_compared(dns, q->name) && zone->every);
    return q->ask != NULL;
}

/* Advance a question. Return whether it is done now, or found a zone. */
static bool question_step(struct sesdomain_dns *dns, struct question *q)
{
    if (!question_place(dns, q))
        return q->done;
    if (!sesd_dns_ask_step(dns, q->ask))
        return false;
    if (sesd_dns_zone_learn(dns, q->ask)) {
        question_ask_again(dns);
        return true;
    }
    q->done = question_validate(dns, q);
    return q->done;
}

void sesd_dns_question_step(struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->wanted.count && !dns->pool.failed; i++) {
        struct question *q = dns->wanted.items[i];

        if (!q->done && question_step(dns, q))
            dns->moved = true;
    }
}

void sesd_dns_question_give_up(struct sesdomain_dns *dns, const char *reason)
{
    for (size_t i = 0; i < dns->wanted.count; i++) {
        struct question *q = dns->wanted.items[i];

        if (q->done)
            continue;
        q->done = true;
        if (!q->ask)
            question_fail(q, reason);
    }
}

bool sesd_dns_question_all_done(const struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->wanted.count; i++) {
        const struct question *q = dns->wanted.items[i];

        if (!q->done)
            return false;
    }
    return true;
}
