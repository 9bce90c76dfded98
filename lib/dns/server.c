/* SPDX-License-Identifier: MIT */
/*
 * The servers, each an address and a port, and their queries. Takes queries,
 * sends them over UDP with EDNS (RFC 6891), without EDNS to servers that do
 * not support it, and over TCP if an answer is truncated (RFC 7766); keeps the
 * rate and the limits; produces the replies.
 */
#include <string.h>

#include "dns.h"

#define UDP_MAX 64 /* pending queries to one address */
#define TCP_MAX 1  /* some servers close a connection after one answer */
#define LOST_MAX 2 /* unanswered queries until a silent server is given up */
#define SMALL 512  /* octets: a larger answer may have been cut */
#define REPEATS 2  /* of a query that a server drops, as by a rate limit */

enum { RCODE_FORMERR = 1, RCODE_NOTIMP = 4, RCODE_BADVERS = 16 };

struct server *sesd_dns_server(struct sesdomain_dns *dns, const char *address,
                               uint32_t port)
{
    struct server *server;

    for (size_t i = 0; i < dns->servers.count; i++) {
        server = dns->servers.items[i];
        if (server->port == port && strcmp(server->address, address) == 0)
            return server;
    }
    server = sesd_dns_take(&dns->pool, sizeof(*server));
    if (!server || !sesd_dns_append(&dns->pool, &dns->servers, server) ||
        !sesd_dns_address_parse(address, server->address,
                                sizeof(server->address), &server->ipv6))
        return NULL;
    server->port = port;
    return server;
}

/* ---- queues ------------------------------------------------------------- */

static struct queue *server_queue(const struct sesdomain_dns_reply *reply)
{
    struct server *server = reply->at->server;

    return reply->attempt == ATTEMPT_TCP ? &server->tcp : &server->udp;
}

static void server_enqueue(struct sesdomain_dns_reply *reply,
                           enum attempt attempt)
{
    struct queue *queue;

    reply->state = EXCHANGE_NEW;
    reply->attempt = attempt;
    queue = server_queue(reply);
    if (queue->last)
        queue->last->next = reply;
    else
        queue->first = reply;
    queue->last = reply;
}

static struct sesdomain_dns_reply *server_dequeue(struct queue *queue)
{
    struct sesdomain_dns_reply *reply = queue->first;

    queue->first = reply->next;
    if (!queue->first)
        queue->last = NULL;
    reply->next = NULL;
    return reply;
}

void sesd_dns_server_enqueue(struct sesdomain_dns_reply *reply)
{
    server_enqueue(reply,
                   reply->at->server->is_plain ? ATTEMPT_PLAIN : ATTEMPT_EDNS);
}

/* ---- the end of a query ------------------------------------------------- */

void sesd_dns_server_end(struct sesdomain_dns_reply *reply,
                         enum sesdomain_dns_outcome outcome)
{
    reply->dns->moved = true;
    reply->state = EXCHANGE_DONE;
    reply->message.outcome = outcome;
    if (outcome != SESDOMAIN_DNS_OUTCOME_NONE && !reply->time)
        reply->time = sesd_dns_date();
    if (sesd_dns_is_useful(outcome))
        reply->at->alive = true;
}

void sesd_dns_server_silence(struct sesdomain_dns_reply *reply,
                             enum sesdomain_dns_outcome outcome)
{
    struct server *server = reply->at->server;

    if (reply->attempt == ATTEMPT_TCP) {
        sesd_dns_server_end(reply, SESDOMAIN_DNS_OUTCOME_TRUNCATED);
    } else if (outcome == SESDOMAIN_DNS_OUTCOME_TIMED_OUT &&
               reply->attempt == ATTEMPT_EDNS && !server->speaks_edns) {
        server_enqueue(reply, ATTEMPT_PLAIN);
    } else if (outcome == SESDOMAIN_DNS_OUTCOME_TIMED_OUT && server->heard &&
               reply->repeats < REPEATS) {
        reply->repeats++;
        server_enqueue(reply, reply->attempt);
    } else {
        server->lost++;
        server->silence = outcome;
        sesd_dns_server_end(reply, outcome);
    }
}

static bool server_lacks_edns(const struct message *m)
{
    return m->rcode == RCODE_FORMERR || m->rcode == RCODE_NOTIMP ||
           m->rcode == RCODE_BADVERS;
}

/* Whether an answer is truncated, or c-ares may have cut it. */
static bool server_is_cut(const struct message *m, const uint8_t *wire,
                          size_t length)
{
    return LDNS_TC_WIRE(wire) ||
           (m->outcome == SESDOMAIN_DNS_OUTCOME_MALFORMED && length >= SMALL);
}

void sesd_dns_server_answer(struct sesdomain_dns_reply *reply,
                            const uint8_t *wire, size_t length)
{
    struct pool *pool = &reply->dns->pool;
    struct server *server = reply->at->server;
    struct message *m = &reply->message;

    server->heard = true;
    sesd_dns_wire_read(pool, &reply->ask->key, wire, length, m);
    if (reply->attempt == ATTEMPT_EDNS && server_lacks_edns(m)) {
        server_enqueue(reply, ATTEMPT_PLAIN);
        return;
    }
    if (reply->attempt == ATTEMPT_EDNS)
        server->speaks_edns = true;
    else if (reply->attempt == ATTEMPT_PLAIN && !server->speaks_edns)
        server->is_plain = true;
    if (reply->attempt != ATTEMPT_TCP && server_is_cut(m, wire, length)) {
        server_enqueue(reply, ATTEMPT_TCP);
        return;
    }
    reply->tcp = reply->attempt == ATTEMPT_TCP;
    reply->wire = (uint8_t *)sesd_dns_keep(pool, (const char *)wire, length);
    reply->length = length;
    sesd_dns_server_end(reply, m->outcome);
}

/* ---- sending ------------------------------------------------------------ */

/* End a query that must not be sent. Return whether it was ended. */
static bool server_refuse(struct sesdomain_dns_reply *reply)
{
    struct sesdomain_dns *dns = reply->dns;
    const struct server *server = reply->at->server;

    if (dns->replays) {
        sesd_dns_replay(reply);
    } else if (!server->heard && server->lost >= LOST_MAX) {
        sesd_dns_server_end(reply, server->silence);
    } else if (dns->queries - dns->old_queries >= dns->query_limit) {
        dns->limited = true;
        sesd_dns_server_end(reply, SESDOMAIN_DNS_OUTCOME_NONE);
    } else {
        return false;
    }
    return true;
}

static void server_send(struct sesdomain_dns_reply *reply, uint64_t now)
{
    struct sesdomain_dns *dns = reply->dns;

    dns->queries++;
    if (dns->rate)
        reply->at->server->due = now + (1000 + dns->rate - 1) / dns->rate;
    reply->state = EXCHANGE_SENT;
    if (sesd_dns_channel_send(reply))
        return;
    dns->pool.failed = true;
    sesd_dns_server_end(reply, SESDOMAIN_DNS_OUTCOME_NONE);
}

/* Return the queue from which a query may be sent, depending on what the
 * server has answered so far; NULL if there is none. */
static struct queue *server_next(struct server *server)
{
    if (server->tcp.first && server->in_flight[ATTEMPT_TCP] < TCP_MAX)
        return &server->tcp;
    if (server->udp.first &&
        server->in_flight[ATTEMPT_EDNS] + server->in_flight[ATTEMPT_PLAIN] <
            UDP_MAX)
        return &server->udp;
    return NULL;
}

void sesd_dns_server_pump(struct sesdomain_dns *dns, uint64_t now)
{
    for (size_t i = 0; i < dns->servers.count; i++) {
        struct server *server = dns->servers.items[i];
        struct queue *queue;

        while ((now >= server->due || dns->replays) &&
               (queue = server_next(server)) != NULL) {
            struct sesdomain_dns_reply *reply = server_dequeue(queue);

            if (!server_refuse(reply))
                server_send(reply, now);
        }
    }
}

/* ---- all servers -------------------------------------------------------- */

size_t sesd_dns_server_fds(struct sesdomain_dns *dns, int *fds,
                           uint32_t *events, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < dns->servers.count; i++)
        count = sesd_dns_channel_fds(dns->servers.items[i], fds, events, size,
                                     count);
    return count;
}

void sesd_dns_server_process(struct sesdomain_dns *dns, const int *fds,
                             const uint32_t *events, size_t count)
{
    for (size_t i = 0; i < dns->servers.count; i++)
        sesd_dns_channel_process(dns->servers.items[i], fds, events, count);
}

bool sesd_dns_server_is_idle(const struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->servers.count; i++) {
        const struct server *server = dns->servers.items[i];

        if (server->udp.first || server->tcp.first)
            return false;
        for (int k = 0; k < ATTEMPTS; k++)
            if (server->in_flight[k])
                return false;
    }
    return true;
}

uint64_t sesd_dns_server_due(struct sesdomain_dns *dns, uint64_t now)
{
    uint64_t due = SESD_DNS_NEVER;

    for (size_t i = 0; i < dns->servers.count; i++) {
        struct server *server = dns->servers.items[i];
        const uint64_t at = sesd_dns_channel_due(server, now);

        if (server_next(server) && server->due < due)
            due = server->due;
        due = at < due ? at : due;
    }
    return due;
}

void sesd_dns_server_close(struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->servers.count; i++) {
        struct server *server = dns->servers.items[i];

        sesd_dns_channel_close(server);
        while (server->udp.first)
            sesd_dns_server_end(server_dequeue(&server->udp),
                                SESDOMAIN_DNS_OUTCOME_NONE);
        while (server->tcp.first)
            sesd_dns_server_end(server_dequeue(&server->tcp),
                                SESDOMAIN_DNS_OUTCOME_NONE);
    }
}
