/* SPDX-License-Identifier: MIT */
/*
 * One question to the servers of one zone. Takes the servers, sends the
 * question to each of them or to one after the other until one answers, and
 * keeps the replies.
 */
#include <string.h>

#include "dns.h"

bool sesd_dns_is_determined(enum sesdomain_dns_outcome outcome)
{
    return outcome == SESDOMAIN_DNS_OUTCOME_ANSWER ||
           outcome == SESDOMAIN_DNS_OUTCOME_NODATA ||
           outcome == SESDOMAIN_DNS_OUTCOME_NXDOMAIN;
}

bool sesd_dns_is_useful(enum sesdomain_dns_outcome outcome)
{
    return sesd_dns_is_determined(outcome) ||
           outcome == SESDOMAIN_DNS_OUTCOME_REFERRAL;
}

struct ask *sesd_dns_ask(struct sesdomain_dns *dns,
                         struct sesdomain_dns_zone *zone, const char *name,
                         uint32_t type, bool every)
{
    const struct ask wanted = { .zone = zone,
                                .key = { .name = name, .type = type } };
    struct ask *ask = (struct ask *)ldns_rbtree_search(dns->asks, &wanted);

    if (!ask) {
        ask = sesd_dns_take(&dns->pool, sizeof(*ask));
        if (!ask)
            return NULL;
        *ask = wanted;
        ask->key.zone = zone->name;
        ask->key.is_loose = zone->given;
        ask->key.recursive = zone == &dns->resolver ||
                             zone == &dns->validator ||
                             zone == &dns->unchecked;
        ask->key.unchecked = zone == &dns->unchecked;
        ask->node.key = ask;
        ldns_rbtree_insert(dns->asks, &ask->node);
    }
    if (every && !ask->every) {
        ask->every = true;
        ask->done = false;
    }
    return ask;
}

static struct sesdomain_dns_reply *ask_start(struct sesdomain_dns *dns,
                                             struct ask *ask,
                                             struct sesdomain_dns_server *at)
{
    struct sesdomain_dns_reply *reply =
        sesd_dns_take(&dns->pool, sizeof(*reply));

    if (!reply || !sesd_dns_append(&dns->pool, &ask->replies, reply))
        return NULL;
    reply->dns = dns;
    reply->at = at;
    reply->ask = ask;
    reply->message.extended_error = SESD_DNS_EDE_NONE;
    sesd_dns_server_enqueue(reply);
    return reply;
}

/* Return whether a reply is awaited; *useful: whether one is useful. */
static bool ask_look(struct sesdomain_dns *dns, struct ask *ask, bool *useful)
{
    bool open = false;

    *useful = false;
    for (size_t i = 0; i < ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = ask->replies.items[i];

        open = open || reply->state != EXCHANGE_DONE;
        *useful = *useful || sesd_dns_is_useful(reply->message.outcome);
    }
    return open || dns->pool.failed;
}

/* Return the next server with an address that may be queried. */
static struct sesdomain_dns_server *ask_next(struct ask *ask)
{
    while (ask->next < ask->zone->servers.count) {
        struct sesdomain_dns_server *at =
            ask->zone->servers.items[ask->next++];

        if (at->server && !at->skipped)
            return at;
    }
    return NULL;
}

bool sesd_dns_ask_step(struct sesdomain_dns *dns, struct ask *ask)
{
    struct sesdomain_dns_server *at = NULL;
    bool useful, open;

    if (ask->done)
        return true;
    open = ask_look(dns, ask, &useful);
    if (ask->every) {
        while (!dns->pool.failed && (at = ask_next(ask)) != NULL) {
            ask_start(dns, ask, at);
            open = true;
        }
    } else if (!open && !useful && ask->replies.count < SESD_DNS_TRIES_MAX) {
        at = ask_next(ask);
        if (at)
            ask_start(dns, ask, at);
        open = at != NULL;
    }
    ask->done = !open;
    return ask->done;
}

const struct message *sesd_dns_ask_message(const struct ask *ask)
{
    for (size_t i = 0; i < ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = ask->replies.items[i];

        if (sesd_dns_is_useful(reply->message.outcome))
            return &reply->message;
    }
    return NULL;
}
