/* SPDX-License-Identifier: MIT */
/*
 * The hosts that serve a zone, and their addresses. Takes the NS records of
 * the zone above and of the zone itself (RFC 1034 section 4.2), finds the
 * addresses by glue and by the resolver, and produces the servers to query.
 */
#include <stdlib.h>
#include <string.h>

#include "dns.h"

#define GLUE_ENOUGH 2  /* addresses, if one that answers is enough */
#define RESOLVED_MAX 4 /* hosts looked up in that case */
#define HOST_ADDRESSES_MAX 16

/* ---- servers ------------------------------------------------------------ */

static bool hosts_have_server(const struct sesdomain_dns_zone *zone,
                              const struct host *host, const char *address)
{
    for (size_t i = 0; i < zone->servers.count; i++) {
        const struct sesdomain_dns_server *at = zone->servers.items[i];

        if (at->host == host &&
            (!address ||
             (at->server && strcmp(at->server->address, address) == 0)))
            return true;
    }
    return false;
}

static void hosts_add_server(struct sesdomain_dns *dns,
                             struct sesdomain_dns_zone *zone,
                             const struct host *host, const char *address,
                             uint32_t port)
{
    struct sesdomain_dns_server *at;

    if (hosts_have_server(zone, host, address))
        return;
    if (zone->servers.count >= SESD_DNS_SERVERS_MAX) {
        zone->limited = true;
        return;
    }
    at = sesd_dns_take(&dns->pool, sizeof(*at));
    if (!at)
        return;
    *at = (struct sesdomain_dns_server){ .zone = zone, .host = host };
    if (address)
        at->server = sesd_dns_server(dns, address, port);
    if (at->server && host)
        at->skipped =
            (!dns->allow_private && sesd_dns_address_is_private(address)) ||
            !(at->server->ipv6 ? dns->ipv6 : dns->ipv4);
    sesd_dns_append(&dns->pool, &zone->servers, at);
}

void sesd_dns_hosts_given(struct sesdomain_dns *dns,
                          struct sesdomain_dns_zone *zone,
                          const struct given_list *given)
{
    for (size_t i = 0; i < given->count; i++)
        hosts_add_server(dns, zone, NULL, given->items[i].address,
                         given->items[i].port);
}

/* ---- hosts -------------------------------------------------------------- */

static struct host *hosts_find(struct sesdomain_dns *dns,
                               struct sesdomain_dns_zone *zone,
                               const char *name)
{
    struct host *host;

    for (size_t i = 0; i < zone->hosts.count; i++) {
        host = zone->hosts.items[i];
        if (strcmp(host->name, name) == 0)
            return host;
    }
    if (zone->hosts.count >= SESD_DNS_HOSTS_MAX) {
        zone->limited = true;
        return NULL;
    }
    host = sesd_dns_take(&dns->pool, sizeof(*host));
    if (!host)
        return NULL;
    host->name = name;
    sesd_dns_append(&dns->pool, &zone->hosts, host);
    return host;
}

static int hosts_compare(const void *a, const void *b)
{
    const struct host *x = *(void *const *)a, *y = *(void *const *)b;

    return sesd_dns_name_compare(x->name, y->name);
}

static void hosts_sort(struct sesdomain_dns_zone *zone)
{
    if (zone->hosts.count > 1)
        qsort(zone->hosts.items, zone->hosts.count, sizeof(*zone->hosts.items),
              hosts_compare);
}

struct address *sesd_dns_host_address(const struct host *host,
                                      const char *text)
{
    for (size_t i = 0; i < host->addresses.count; i++) {
        struct address *address = host->addresses.items[i];

        if (strcmp(address->text, text) == 0)
            return address;
    }
    return NULL;
}

/* Take over an address, as it is named by glue or by the resolver. */
static void hosts_add_address(struct sesdomain_dns *dns, struct host *host,
                              const char *text, bool in_glue)
{
    struct address parsed = { 0 }, *address;

    if (!sesd_dns_address_parse(text, parsed.text, sizeof(parsed.text),
                                &parsed.ipv6))
        return;
    address = sesd_dns_host_address(host, parsed.text);
    if (!address && host->addresses.count < HOST_ADDRESSES_MAX) {
        address = sesd_dns_take(&dns->pool, sizeof(*address));
        if (!sesd_dns_append(&dns->pool, &host->addresses, address))
            return;
        *address = parsed;
    }
    if (address && in_glue)
        address->in_glue = true;
    else if (address)
        address->resolved = true;
}

/* Add the hosts of a referral to a zone. */
void sesd_dns_hosts_referral(struct sesdomain_dns *dns,
                             struct sesdomain_dns_zone *zone,
                             const struct message *m)
{
    zone->saw_parent = true;
    zone->limited = zone->limited || m->limited;
    for (size_t i = 0; i < m->hosts.count; i++) {
        struct host *host = hosts_find(dns, zone, m->hosts.items[i]);

        if (host)
            host->in_parent = true;
    }
    for (size_t i = 0; i < m->glue.count; i++) {
        const struct glue *glue = m->glue.items[i];
        struct host *host = hosts_find(dns, zone, glue->host);

        if (host)
            hosts_add_address(dns, host, glue->address, true);
    }
    hosts_sort(zone);
}

/* Add the hosts that the zone itself has. Return whether one is new. */
bool sesd_dns_hosts_child(struct sesdomain_dns *dns,
                          struct sesdomain_dns_zone *zone,
                          const struct message *m)
{
    const size_t before = zone->hosts.count;

    zone->saw_child = true;
    for (size_t i = 0; i < m->values.count; i++) {
        const char *text = m->values.items[i];
        const size_t n = strlen(text);
        struct host *host;

        if (n < 2 || strchr(text, '\\'))
            continue;
        host = hosts_find(dns, zone, sesd_dns_keep(&dns->pool, text, n - 1));
        if (host)
            host->in_child = true;
    }
    hosts_sort(zone);
    return zone->hosts.count > before;
}

/* ---- from hosts to servers ---------------------------------------------- */

bool sesd_dns_hosts_look_up(struct sesdomain_dns *dns, struct ask **ask,
                            const char *name, uint32_t type)
{
    if (!*ask)
        *ask = sesd_dns_ask(dns, &dns->resolver, name, type, false);
    return *ask && sesd_dns_ask_step(dns, *ask);
}

static void hosts_take_addresses(struct sesdomain_dns *dns, struct host *host,
                                 const struct ask *ask)
{
    const struct message *m = ask ? sesd_dns_ask_message(ask) : NULL;

    for (size_t i = 0; m && m->type == ask->key.type && i < m->values.count;
         i++)
        hosts_add_address(dns, host, m->values.items[i], false);
}

/* Look up the addresses of a host. Return whether they are known. */
static bool hosts_resolve_one(struct sesdomain_dns *dns, struct host *host)
{
    bool known = true;

    if (dns->ipv4)
        known = sesd_dns_hosts_look_up(dns, &host->a, host->name,
                                       SESDOMAIN_TYPE_A);
    if (dns->ipv6 && !sesd_dns_hosts_look_up(dns, &host->aaaa, host->name,
                                             SESDOMAIN_TYPE_AAAA))
        known = false;
    if (known) {
        hosts_take_addresses(dns, host, host->a);
        hosts_take_addresses(dns, host, host->aaaa);
    }
    return known;
}

static size_t hosts_address_count(const struct sesdomain_dns_zone *zone)
{
    size_t count = 0;

    for (size_t i = 0; i < zone->hosts.count; i++)
        count += ((const struct host *)zone->hosts.items[i])->addresses.count;
    return count;
}

/* Return whether the addresses of all hosts are known. */
bool sesd_dns_hosts_resolve(struct sesdomain_dns *dns,
                            struct sesdomain_dns_zone *zone)
{
    bool known = true;

    if (!dns->resolvers.count ||
        (!zone->every && hosts_address_count(zone) >= GLUE_ENOUGH))
        return true;
    for (size_t i = 0;
         i < zone->hosts.count && (zone->every || i < RESOLVED_MAX); i++)
        if (!hosts_resolve_one(dns, zone->hosts.items[i]))
            known = false;
    return known;
}

void sesd_dns_hosts_servers(struct sesdomain_dns *dns,
                            struct sesdomain_dns_zone *zone)
{
    for (size_t i = 0; i < zone->hosts.count; i++) {
        const struct host *host = zone->hosts.items[i];

        for (size_t k = 0; k < host->addresses.count; k++) {
            const struct address *address = host->addresses.items[k];

            hosts_add_server(dns, zone, host, address->text, dns->port);
        }
        if (!host->addresses.count)
            hosts_add_server(dns, zone, host, NULL, dns->port);
    }
}
