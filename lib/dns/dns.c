/* SPDX-License-Identifier: MIT */
/*
 * The client: options, servers that the caller adds, and its life. Takes the
 * settings of the caller; keeps answers until they are cleared.
 */
#define _POSIX_C_SOURCE 200809L
#include <sys/select.h>
/* c-ares needs fd_set */
#define CARES_NO_DEPRECATED /* 1.34 deprecates what 1.18 has instead */
#include <ares.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dns.h"

enum {
    DNS_PORT = 53,
    TIMEOUT = 1000,
    TIMEOUT_LEAST = 10,
    TIMEOUT_MOST = 60000,
    QUERY_LIMIT = 20000,
    PORT_MAX = 65535,
};

enum sesdomain_status sesd_dns_fail(struct sesdomain_dns *dns,
                                    enum sesdomain_status status,
                                    const char *message)
{
    snprintf(dns->error, sizeof(dns->error), "%s", message);
    return status;
}

/* Begin a call of a setter. */
static enum sesdomain_status dns_begin(struct sesdomain_dns *dns)
{
    *dns->error = '\0';
    if (dns->running)
        return sesd_dns_fail(dns, SESDOMAIN_E_STATE,
                             "a lookup is in progress");
    return SESDOMAIN_OK;
}

/* ---- the trees ---------------------------------------------------------- */

static int dns_compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int dns_compare_asks(const void *a, const void *b)
{
    const struct ask *x = a, *y = b;

    if (x->zone != y->zone)
        return (uintptr_t)x->zone < (uintptr_t)y->zone ? -1 : 1;
    if (x->key.type != y->key.type)
        return x->key.type < y->key.type ? -1 : 1;
    return strcmp(x->key.name, y->key.name);
}

static int dns_compare_questions(const void *a, const void *b)
{
    const struct question *x = a, *y = b;

    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Forget all answers. The nodes of the trees are in the pool. */
static bool dns_reset(struct sesdomain_dns *dns)
{
    sesd_dns_server_close(dns);
    sesd_dns_pool_free(&dns->pool);
    free(dns->zones);
    free(dns->asks);
    free(dns->questions);
    dns->zones = ldns_rbtree_create(dns_compare_names);
    dns->asks = ldns_rbtree_create(dns_compare_asks);
    dns->questions = ldns_rbtree_create(dns_compare_questions);
    dns->servers = dns->question_list = dns->zone_list = (struct list){ 0 };
    dns->wanted = (struct list){ 0 };
    dns->resolver = dns->validator = dns->unchecked =
        (struct sesdomain_dns_zone){ 0 };
    dns->domain_zone = NULL;
    dns->queries = dns->old_queries = 0;
    dns->end = SESDOMAIN_DNS_END_NONE;
    dns->run = 0;
    return dns->zones && dns->asks && dns->questions;
}

/* ---- life --------------------------------------------------------------- */

enum sesdomain_status sesdomain_dns_new(struct sesdomain_dns **out)
{
    struct sesdomain_dns *dns = calloc(1, sizeof(*dns));

    *out = NULL;
    if (!dns)
        return SESDOMAIN_E_MEMORY;
    dns->port = DNS_PORT;
    dns->timeout = TIMEOUT;
    dns->query_limit = QUERY_LIMIT;
    dns->ipv4 = dns->ipv6 = true;
    dns->wake = sesd_dns_wake_new();
    if (!dns_reset(dns) || !dns->wake) {
        sesdomain_dns_free(dns);
        return SESDOMAIN_E_MEMORY;
    }
    *out = dns;
    return SESDOMAIN_OK;
}

void sesdomain_dns_free(struct sesdomain_dns *dns)
{
    if (!dns)
        return;
    sesd_dns_server_close(dns);
    sesd_dns_pool_free(&dns->pool);
    sesd_dns_pool_free(&dns->tape);
    free(dns->zones);
    free(dns->asks);
    free(dns->questions);
    free(dns->recorded);
    sesdomain_free(dns->probe);
    sesd_dns_wake_free(dns->wake);
    free(dns);
}

const char *sesdomain_dns_error(const struct sesdomain_dns *dns)
{
    return dns ? dns->error : NULL;
}

void sesdomain_dns_clear(struct sesdomain_dns *dns)
{
    if (!dns->running && !dns_reset(dns))
        dns->pool.failed = true;
}

/* ---- servers ------------------------------------------------------------ */

static enum sesdomain_status dns_add(struct sesdomain_dns *dns,
                                     struct given_list *list,
                                     const char *address, uint32_t port)
{
    enum sesdomain_status status = dns_begin(dns);
    struct given *given = &list->items[list->count];
    bool ipv6;

    if (status != SESDOMAIN_OK)
        return status;
    if (!address)
        return sesd_dns_fail(dns, SESDOMAIN_E_MISSING,
                             "address: it is required");
    if (list->count >= SESD_DNS_GIVEN_MAX)
        return sesd_dns_fail(dns, SESDOMAIN_E_LIMIT,
                             "address: at most 16 are allowed");
    if (!sesd_dns_address_parse(address, given->address,
                                sizeof(given->address), &ipv6))
        return sesd_dns_fail(dns, SESDOMAIN_E_VALUE,
                             "address: an IPv4 or IPv6 address was expected");
    if (port < 1 || port > PORT_MAX)
        return sesd_dns_fail(dns, SESDOMAIN_E_VALUE,
                             "port: 1 to 65535 was expected");
    given->port = port;
    list->count++;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_dns_add_resolver(struct sesdomain_dns *dns,
                                                 const char *address,
                                                 uint32_t port)
{
    return dns_add(dns, &dns->resolvers, address, port);
}

enum sesdomain_status sesdomain_dns_add_validator(struct sesdomain_dns *dns,
                                                  const char *address,
                                                  uint32_t port)
{
    return dns_add(dns, &dns->validators, address, port);
}

enum sesdomain_status sesdomain_dns_add_root(struct sesdomain_dns *dns,
                                             const char *address,
                                             uint32_t port)
{
    return dns_add(dns, &dns->roots, address, port);
}

enum sesdomain_status sesdomain_dns_add_server(struct sesdomain_dns *dns,
                                               const char *address,
                                               uint32_t port)
{
    return dns_add(dns, &dns->given, address, port);
}

static enum sesdomain_status
dns_add_nodes(struct sesdomain_dns *dns,
              const struct ares_addr_port_node *nodes)
{
    enum sesdomain_status status = SESDOMAIN_E_MISSING;

    for (; nodes && dns->resolvers.count < SESD_DNS_GIVEN_MAX;
         nodes = nodes->next) {
        char text[SESD_DNS_ADDRESS_MAX];

        if (!inet_ntop(nodes->family, &nodes->addr, text, sizeof(text)))
            continue;
        status = dns_add(dns, &dns->resolvers, text,
                         nodes->udp_port ? (uint32_t)nodes->udp_port
                                         : (uint32_t)DNS_PORT);
        if (status != SESDOMAIN_OK)
            return status;
    }
    return status == SESDOMAIN_E_MISSING
               ? sesd_dns_fail(dns, status,
                               "the system has no resolver configured")
               : status;
}

enum sesdomain_status
sesdomain_dns_add_system_resolvers(struct sesdomain_dns *dns)
{
    enum sesdomain_status status = dns_begin(dns);
    struct ares_addr_port_node *nodes = NULL;
    ares_channel channel;

    if (status != SESDOMAIN_OK)
        return status;
    if (dns->resolvers.count >= SESD_DNS_GIVEN_MAX)
        return sesd_dns_fail(dns, SESDOMAIN_E_LIMIT,
                             "address: at most 16 are allowed");
    if (ares_init(&channel))
        return sesd_dns_fail(dns, SESDOMAIN_E_MEMORY, "out of memory");
    if (ares_get_servers_ports(channel, &nodes))
        nodes = NULL;
    status = dns_add_nodes(dns, nodes);
    if (nodes)
        ares_free_data(nodes);
    ares_destroy(channel);
    return status;
}

void sesdomain_dns_clear_servers(struct sesdomain_dns *dns)
{
    if (dns->running)
        return;
    dns->resolvers.count = dns->validators.count = 0;
    dns->roots.count = dns->given.count = 0;
}

/* ---- options ------------------------------------------------------------ */

enum sesdomain_status sesdomain_dns_set_port(struct sesdomain_dns *dns,
                                             uint32_t port)
{
    enum sesdomain_status status = dns_begin(dns);

    if (status != SESDOMAIN_OK)
        return status;
    if (port < 1 || port > PORT_MAX)
        return sesd_dns_fail(dns, SESDOMAIN_E_VALUE,
                             "port: 1 to 65535 was expected");
    dns->port = port;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_dns_set_timeout(struct sesdomain_dns *dns,
                                                uint32_t milliseconds)
{
    enum sesdomain_status status = dns_begin(dns);

    if (status != SESDOMAIN_OK)
        return status;
    if (milliseconds < TIMEOUT_LEAST || milliseconds > TIMEOUT_MOST)
        return sesd_dns_fail(dns, SESDOMAIN_E_VALUE,
                             "timeout: 10 to 60000 ms was expected");
    dns->timeout = milliseconds;
    return SESDOMAIN_OK;
}

void sesdomain_dns_set_ipv4(struct sesdomain_dns *dns, bool ipv4)
{
    dns->ipv4 = ipv4;
}

void sesdomain_dns_set_ipv6(struct sesdomain_dns *dns, bool ipv6)
{
    dns->ipv6 = ipv6;
}

void sesdomain_dns_set_private(struct sesdomain_dns *dns, bool allowed)
{
    dns->allow_private = allowed;
}

void sesdomain_dns_set_rate(struct sesdomain_dns *dns, uint32_t per_second)
{
    dns->rate = per_second;
}

void sesdomain_dns_set_query_limit(struct sesdomain_dns *dns, size_t queries)
{
    dns->query_limit = queries;
}

size_t sesdomain_dns_answered(const struct sesdomain_dns *dns)
{
    size_t count = 0;

    for (size_t i = 0; dns && i < dns->question_list.count; i++)
        if (((const struct question *)dns->question_list.items[i])->done)
            count++;
    return count;
}

size_t sesdomain_dns_queries(const struct sesdomain_dns *dns)
{
    return dns ? dns->queries : 0;
}
