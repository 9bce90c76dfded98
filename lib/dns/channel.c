/* SPDX-License-Identifier: MIT */
/*
 * Sending and receiving, by c-ares. Takes a query, sends it over UDP or TCP,
 * and produces the answer, or the reason of the failure.
 *
 * Each server has a channel of its own for each way of sending: sockets with
 * source ports of their own, which are connected, so that they receive nothing
 * from other addresses and ports (RFC 5452). c-ares compares the id and the
 * question.
 */
#define _POSIX_C_SOURCE 200809L
#include <sys/select.h>
/* c-ares needs fd_set */
#define CARES_NO_DEPRECATED /* 1.34 deprecates what 1.18 has instead */
#include <ares.h>
#include <arpa/inet.h>
#include <stdlib.h>

#include "dns.h"

#define ACCEPTED_MAX 4096 /* octets of UDP, the most that c-ares reads */
#define POLL_MAX 1000     /* milliseconds, for c-ares's own timers */
#define SOCKETS 2         /* of a channel with one server: UDP and TCP */

/* ---- channels ----------------------------------------------------------- */

/* Create a channel. Every option is set, so that c-ares reads no file. */
static ares_channel channel_new(const struct sesdomain_dns *dns,
                                enum attempt attempt)
{
    static const int flags[ATTEMPTS] = {
        ARES_FLAG_IGNTC | ARES_FLAG_EDNS,
        ARES_FLAG_IGNTC,
        ARES_FLAG_USEVC,
    };
    char lookups[] = "b";
    ares_channel channel;
    struct ares_options options = {
        .flags = flags[attempt] | ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOSEARCH |
                 ARES_FLAG_NOALIASES,
        .timeout = (int)dns->timeout,
        .tries = attempt == ATTEMPT_PLAIN ? 1 : 2,
        .ndots = 1,
        .lookups = lookups,
        .ednspsz = ACCEPTED_MAX,
    };

    if (ares_init_options(&channel, &options,
                          ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS |
                              ARES_OPT_TRIES | ARES_OPT_NDOTS |
                              ARES_OPT_SERVERS | ARES_OPT_DOMAINS |
                              ARES_OPT_LOOKUPS | ARES_OPT_SORTLIST |
                              ARES_OPT_EDNSPSZ | ARES_OPT_NOROTATE))
        return NULL;
    return channel;
}

static ares_channel channel_of(const struct sesdomain_dns *dns,
                               struct server *server, enum attempt attempt)
{
    struct ares_addr_port_node node = {
        .family = server->ipv6 ? AF_INET6 : AF_INET,
        .udp_port = (int)server->port,
        .tcp_port = (int)server->port,
    };
    ares_channel channel = server->channels[attempt];

    if (channel)
        return channel;
    channel = channel_new(dns, attempt);
    if (!channel)
        return NULL;
    inet_pton(node.family, server->address, &node.addr);
    if (ares_set_servers_ports(channel, &node)) {
        ares_destroy(channel);
        return NULL;
    }
    server->channels[attempt] = channel;
    return channel;
}

/* ---- queries ------------------------------------------------------------ */

static void channel_done(void *user, int status, int timeouts,
                         unsigned char *wire, int length)
{
    struct sesdomain_dns_reply *reply = user;

    (void)timeouts;
    reply->at->server->in_flight[reply->attempt]--;
    switch (status) {
    case ARES_SUCCESS:
        sesd_dns_server_answer(reply, wire, (size_t)length);
        break;
    case ARES_ENOMEM:
        reply->dns->pool.failed = true;
        sesd_dns_server_end(reply, SESDOMAIN_DNS_OUTCOME_NONE);
        break;
    case ARES_ECANCELLED:
    case ARES_EDESTRUCTION:
        sesd_dns_server_end(reply, SESDOMAIN_DNS_OUTCOME_NONE);
        break;
    case ARES_ETIMEOUT:
        sesd_dns_server_silence(reply, SESDOMAIN_DNS_OUTCOME_TIMED_OUT);
        break;
    case ARES_EBADRESP: /* 1.34 reads the answer, and tries once more */
        sesd_dns_server_silence(reply, SESDOMAIN_DNS_OUTCOME_MALFORMED);
        break;
    default:
        sesd_dns_server_silence(reply, SESDOMAIN_DNS_OUTCOME_UNREACHABLE);
    }
}

bool sesd_dns_channel_send(struct sesdomain_dns_reply *reply)
{
    struct server *server = reply->at->server;
    ares_channel channel = channel_of(reply->dns, server, reply->attempt);
    const bool edns = reply->attempt == ATTEMPT_EDNS ||
                      (reply->attempt == ATTEMPT_TCP && server->speaks_edns);
    uint8_t *wire = NULL;
    size_t length;

    if (!channel ||
        !sesd_dns_wire_write(&reply->ask->key, edns, &wire, &length))
        return false;
    server->in_flight[reply->attempt]++;
    ares_send(channel, wire, (int)length, channel_done, reply);
    free(wire);
    return true;
}

/* ---- descriptors and time ----------------------------------------------- */

static uint32_t channel_events(int mask, int i)
{
    return (ARES_GETSOCK_READABLE(mask, i) ? SESDOMAIN_DNS_EVENT_READ : 0u) |
           (ARES_GETSOCK_WRITABLE(mask, i) ? SESDOMAIN_DNS_EVENT_WRITE : 0u);
}

static size_t channel_list(ares_channel channel, int *fds, uint32_t *events,
                           size_t size, size_t count)
{
    ares_socket_t sockets[SOCKETS];
    const int mask = ares_getsock(channel, sockets, SOCKETS);

    for (int i = 0; i < SOCKETS; i++) {
        const uint32_t wanted = channel_events(mask, i);

        if (!wanted)
            continue;
        if (count < size) {
            fds[count] = sockets[i];
            events[count] = wanted;
        }
        count++;
    }
    return count;
}

size_t sesd_dns_channel_fds(const struct server *server, int *fds,
                            uint32_t *events, size_t size, size_t count)
{
    for (int k = 0; k < ATTEMPTS; k++)
        if (server->channels[k] && server->in_flight[k])
            count =
                channel_list(server->channels[k], fds, events, size, count);
    return count;
}

static void channel_process(ares_channel channel, const int *fds,
                            const uint32_t *events, size_t count)
{
    ares_socket_t sockets[SOCKETS];
    const int mask = ares_getsock(channel, sockets, SOCKETS);

    for (int i = 0; i < SOCKETS; i++)
        for (size_t k = 0; channel_events(mask, i) && k < count; k++)
            if (fds[k] == sockets[i])
                ares_process_fd(
                    channel,
                    events[k] & SESDOMAIN_DNS_EVENT_READ ? sockets[i]
                                                         : ARES_SOCKET_BAD,
                    events[k] & SESDOMAIN_DNS_EVENT_WRITE ? sockets[i]
                                                          : ARES_SOCKET_BAD);
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

void sesd_dns_channel_process(const struct server *server, const int *fds,
                              const uint32_t *events, size_t count)
{
    for (int k = 0; k < ATTEMPTS; k++)
        if (server->channels[k] && server->in_flight[k])
            channel_process(server->channels[k], fds, events, count);
}

uint64_t sesd_dns_channel_due(const struct server *server, uint64_t now)
{
    uint64_t due = SESD_DNS_NEVER;

    for (int k = 0; k < ATTEMPTS; k++) {
        struct timeval most = { POLL_MAX / 1000, 0 }, wait;
        const struct timeval *next;
        uint64_t at;

        if (!server->channels[k] || !server->in_flight[k])
            continue;
        next = ares_timeout(server->channels[k], &most, &wait);
        at = now + (uint64_t)next->tv_sec * 1000 +
             ((uint64_t)next->tv_usec + 999) / 1000;
        due = at < due ? at : due;
    }
    return due;
}

void sesd_dns_channel_close(struct server *server)
{
    for (int k = 0; k < ATTEMPTS; k++) {
        if (server->channels[k])
            ares_destroy(server->channels[k]);
        server->channels[k] = NULL;
    }
}
