/* SPDX-License-Identifier: MIT */
/*
 * Zones and their servers. Takes referrals (RFC 1034 section 4.3.2) and the
 * NS RRset of the zone itself, finds the addresses of the hosts by glue and
 * resolver, and produces the servers to ask. Names are tried label by label
 * (RFC 9156), from the root or from the servers that the caller added.
 */
#include <stdlib.h>
#include <string.h>

#include "dns.h"

#define GLUE_ENOUGH 2  /* addresses, if one that answers is enough */
#define RESOLVED_MAX 4 /* hosts looked up in that case */
#define HOST_ADDRESSES_MAX 16

struct sesdomain_dns_zone *sesd_dns_zone(struct sesdomain_dns *dns,
                                         const char *name)
{
    struct sesdomain_dns_zone *zone =
        (struct sesdomain_dns_zone *)ldns_rbtree_search(dns->zones, name);

    if (zone)
        return zone;
    zone = sesd_dns_take(&dns->pool, sizeof(*zone));
    name = sesd_dns_keep(&dns->pool, name, strlen(name));
    if (!zone || !name)
        return NULL;
    zone->name = name;
    zone->node.key = name;
    ldns_rbtree_insert(dns->zones, &zone->node);
    return zone;
}

bool sesd_dns_is_compared(const struct sesdomain_dns *dns, const char *name)
{
    return sesd_dns_name_is_within(name, dns->domain_zone);
}

/* ---- servers ------------------------------------------------------------ */

static bool zone_has_server(const struct sesdomain_dns_zone *zone,
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

static void zone_add_server(struct sesdomain_dns *dns,
                            struct sesdomain_dns_zone *zone,
                            const struct host *host, const char *address,
                            uint32_t port)
{
    struct sesdomain_dns_server *at;

    if (zone_has_server(zone, host, address))
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

static void zone_add_given(struct sesdomain_dns *dns,
                           struct sesdomain_dns_zone *zone,
                           const struct given_list *given)
{
    for (size_t i = 0; i < given->count; i++)
        zone_add_server(dns, zone, NULL, given->items[i].address,
                        given->items[i].port);
}

/* Let a name be a zone. */
static void zone_begin(struct sesdomain_dns *dns,
                       struct sesdomain_dns_zone *zone)
{
    dns->moved = true;
    zone->cut = CUT_ZONE;
    zone->state = ZONE_HOSTS;
    zone->every = sesd_dns_is_compared(dns, zone->name);
    sesd_dns_append(&dns->pool, &dns->zone_list, zone);
}

static void zone_begin_resolvers(struct sesdomain_dns *dns)
{
    struct sesdomain_dns_zone *all[] = { &dns->resolver, &dns->validator,
                                         &dns->unchecked };

    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        all[i]->name = "";
        all[i]->cut = CUT_ZONE;
        all[i]->state = ZONE_READY;
        if (!all[i]->servers.count)
            zone_add_given(dns, all[i],
                           i ? &dns->validators : &dns->resolvers);
    }
}

void sesd_dns_zone_begin(struct sesdomain_dns *dns)
{
    struct sesdomain_dns_zone *zone;

    zone_begin_resolvers(dns);
    zone = sesd_dns_zone(dns, dns->domain_zone);
    if (zone && dns->given.count && zone->cut != CUT_ZONE) {
        zone->given = true;
        zone_begin(dns, zone);
        zone_add_given(dns, zone, &dns->given);
    }
    zone = sesd_dns_zone(dns, "");
    if (zone && zone->cut != CUT_ZONE &&
        (dns->roots.count || dns->resolvers.count)) {
        zone_begin(dns, zone);
        zone_add_given(dns, zone, &dns->roots);
    }
}

/* ---- hosts -------------------------------------------------------------- */

static struct host *zone_host(struct sesdomain_dns *dns,
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

static int zone_compare_hosts(const void *a, const void *b)
{
    const struct host *x = *(void *const *)a, *y = *(void *const *)b;

    return sesd_dns_name_compare(x->name, y->name);
}

static void zone_sort_hosts(struct sesdomain_dns_zone *zone)
{
    if (zone->hosts.count > 1)
        qsort(zone->hosts.items, zone->hosts.count, sizeof(*zone->hosts.items),
              zone_compare_hosts);
}

static void zone_add_address(struct sesdomain_dns *dns, struct host *host,
                             const char *address)
{
    char text[SESD_DNS_ADDRESS_MAX];
    bool ipv6;

    if (host->addresses.count >= HOST_ADDRESSES_MAX ||
        !sesd_dns_address_parse(address, text, sizeof(text), &ipv6))
        return;
    for (size_t i = 0; i < host->addresses.count; i++)
        if (strcmp(host->addresses.items[i], text) == 0)
            return;
    sesd_dns_append(&dns->pool, &host->addresses,
                    sesd_dns_keep(&dns->pool, text, strlen(text)));
}

/* Take over the hosts that the zone above names. */
static void zone_take_referral(struct sesdomain_dns *dns,
                               struct sesdomain_dns_zone *zone,
                               const struct message *m)
{
    zone->saw_parent = true;
    zone->limited = zone->limited || m->limited;
    for (size_t i = 0; i < m->hosts.count; i++) {
        struct host *host = zone_host(dns, zone, m->hosts.items[i]);

        if (host)
            host->in_parent = true;
    }
    for (size_t i = 0; i < m->glue.count; i++) {
        const struct glue *glue = m->glue.items[i];
        struct host *host = zone_host(dns, zone, glue->host);

        if (host)
            zone_add_address(dns, host, glue->address);
    }
    zone_sort_hosts(zone);
}

/* Take over the hosts that the zone itself names. Return whether one is
 * new. */
static bool zone_take_child(struct sesdomain_dns *dns,
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
        host = zone_host(dns, zone, sesd_dns_keep(&dns->pool, text, n - 1));
        if (host)
            host->in_child = true;
    }
    zone_sort_hosts(zone);
    return zone->hosts.count > before;
}

/* ---- cuts --------------------------------------------------------------- */

static bool zone_is_ns_answer(const struct message *m)
{
    return m->outcome == SESDOMAIN_DNS_OUTCOME_ANSWER &&
           m->type == SESDOMAIN_TYPE_NS;
}

bool sesd_dns_zone_learn(struct sesdomain_dns *dns, const struct ask *ask)
{
    bool news = false;

    for (size_t i = 0; i < ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = ask->replies.items[i];
        const struct message *m = &reply->message;
        const bool refers = m->outcome == SESDOMAIN_DNS_OUTCOME_REFERRAL;
        struct sesdomain_dns_zone *zone;

        if (!refers && !(zone_is_ns_answer(m) &&
                         strcmp(ask->key.name, ask->zone->name) != 0))
            continue;
        zone = sesd_dns_zone(dns, refers ? m->cut : ask->key.name);
        if (!zone || (zone->cut == CUT_ZONE && zone->cut_ask != ask))
            continue;
        if (zone->cut != CUT_ZONE) {
            zone_begin(dns, zone);
            zone->cut_ask = ask;
            news = true;
        }
        if (refers)
            zone_take_referral(dns, zone, m);
        else
            zone_take_child(dns, zone, m);
    }
    return news;
}

/* Ask the zone above whether a name is a zone. Return whether it is known. */
static bool zone_look(struct sesdomain_dns *dns,
                      struct sesdomain_dns_zone *above,
                      struct sesdomain_dns_zone *zone)
{
    const bool every = above->every && sesd_dns_is_compared(dns, zone->name) &&
                       strcmp(zone->name, dns->domain_zone) != 0;
    struct ask *ask;

    if (zone->cut != CUT_UNKNOWN)
        return true;
    ask = sesd_dns_ask(dns, above, zone->name, SESDOMAIN_TYPE_NS, every);
    if (!ask || !sesd_dns_ask_step(dns, ask))
        return false;
    sesd_dns_zone_learn(dns, ask);
    if (zone->cut == CUT_UNKNOWN)
        zone->cut = sesd_dns_ask_message(ask) ? CUT_NONE : CUT_FAILED;
    return true;
}

/* The domain may lie within a larger zone, whose servers are then compared.
 * Those of the root and of a top-level domain are not. */
static bool zone_compare(struct sesdomain_dns *dns, const char *name,
                         struct sesdomain_dns_zone *zone)
{
    if (zone->every || !sesd_dns_is_compared(dns, name) ||
        sesd_dns_name_labels(zone->name) < 2)
        return false;
    dns->moved = true;
    zone->every = true;
    zone->state = ZONE_HOSTS;
    return true;
}

struct sesdomain_dns_zone *sesd_dns_zone_find(struct sesdomain_dns *dns,
                                              const char *name, bool itself,
                                              bool *dead)
{
    const bool given = dns->given.count && sesd_dns_is_compared(dns, name);
    const size_t labels = sesd_dns_name_labels(name);
    struct sesdomain_dns_zone *zone =
        sesd_dns_zone(dns, given ? dns->domain_zone : "");

    *dead = zone && zone->cut != CUT_ZONE;
    if (!zone || *dead || zone->state != ZONE_READY)
        return NULL;
    for (size_t n = sesd_dns_name_labels(zone->name) + 1;
         n < labels + (itself ? 1 : 0); n++) {
        const char *suffix = sesd_dns_name_suffix(name, n);
        struct sesdomain_dns_zone *next = sesd_dns_zone(dns, suffix);

        if (!next)
            return NULL;
        /* below the domain, the question itself shows a cut at its name */
        if (n == labels && next->cut == CUT_UNKNOWN &&
            strcmp(name, dns->domain_zone) != 0)
            break;
        if (!zone_look(dns, zone, next))
            return NULL;
        *dead = next->cut == CUT_FAILED &&
                sesd_dns_name_is_within(dns->domain_zone, suffix);
        if (*dead || (next->cut == CUT_ZONE && next->state != ZONE_READY))
            return NULL;
        if (next->cut == CUT_ZONE)
            zone = next;
    }
    return zone_compare(dns, name, zone) ? NULL : zone;
}

/* ---- from hosts to servers ---------------------------------------------- */

static bool zone_resolve(struct sesdomain_dns *dns, struct ask **ask,
                         const char *name, uint32_t type)
{
    if (!*ask)
        *ask = sesd_dns_ask(dns, &dns->resolver, name, type, false);
    return *ask && sesd_dns_ask_step(dns, *ask);
}

static void zone_take_addresses(struct sesdomain_dns *dns, struct host *host,
                                const struct ask *ask)
{
    const struct message *m = ask ? sesd_dns_ask_message(ask) : NULL;

    for (size_t i = 0; m && m->type == ask->key.type && i < m->values.count;
         i++)
        zone_add_address(dns, host, m->values.items[i]);
}

/* Look up the addresses of a host. Return whether they are known. */
static bool zone_resolve_host(struct sesdomain_dns *dns, struct host *host)
{
    bool known = true;

    if (dns->ipv4)
        known = zone_resolve(dns, &host->a, host->name, SESDOMAIN_TYPE_A);
    if (dns->ipv6 &&
        !zone_resolve(dns, &host->aaaa, host->name, SESDOMAIN_TYPE_AAAA))
        known = false;
    if (known) {
        zone_take_addresses(dns, host, host->a);
        zone_take_addresses(dns, host, host->aaaa);
    }
    return known;
}

static size_t zone_address_count(const struct sesdomain_dns_zone *zone)
{
    size_t count = 0;

    for (size_t i = 0; i < zone->hosts.count; i++)
        count += ((const struct host *)zone->hosts.items[i])->addresses.count;
    return count;
}

/* Return whether the addresses of all hosts are known. */
static bool zone_resolve_hosts(struct sesdomain_dns *dns,
                               struct sesdomain_dns_zone *zone)
{
    bool known = true;

    if (!dns->resolvers.count ||
        (!zone->every && zone_address_count(zone) >= GLUE_ENOUGH))
        return true;
    for (size_t i = 0;
         i < zone->hosts.count && (zone->every || i < RESOLVED_MAX); i++)
        if (!zone_resolve_host(dns, zone->hosts.items[i]))
            known = false;
    return known;
}

static void zone_make_servers(struct sesdomain_dns *dns,
                              struct sesdomain_dns_zone *zone)
{
    for (size_t i = 0; i < zone->hosts.count; i++) {
        const struct host *host = zone->hosts.items[i];

        for (size_t k = 0; k < host->addresses.count; k++)
            zone_add_server(dns, zone, host, host->addresses.items[k],
                            dns->port);
        if (!host->addresses.count)
            zone_add_server(dns, zone, host, NULL, dns->port);
    }
}

/* The servers of the root, by the resolver if they were not added. */
static bool zone_find_root(struct sesdomain_dns *dns,
                           struct sesdomain_dns_zone *root)
{
    const struct message *m;

    if (*root->name || root->servers.count || root->hosts.count)
        return true;
    if (!zone_resolve(dns, &root->ns, "", SESDOMAIN_TYPE_NS))
        return false;
    m = sesd_dns_ask_message(root->ns);
    if (m && zone_is_ns_answer(m))
        zone_take_child(dns, root, m);
    return true;
}

/* Ask a zone for its own NS and SOA. Return whether they are known; *more
 * says that it named another host. */
static bool zone_ask_child(struct sesdomain_dns *dns,
                           struct sesdomain_dns_zone *zone, bool *more)
{
    bool known;

    *more = false;
    zone->ns = sesd_dns_ask(dns, zone, zone->name, SESDOMAIN_TYPE_NS, true);
    zone->soa = sesd_dns_ask(dns, zone, zone->name, SESDOMAIN_TYPE_SOA, true);
    if (!zone->ns || !zone->soa)
        return false;
    known = sesd_dns_ask_step(dns, zone->soa);
    if (!sesd_dns_ask_step(dns, zone->ns) || !known)
        return false;
    for (size_t i = 0; i < zone->ns->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = zone->ns->replies.items[i];

        if (zone_is_ns_answer(&reply->message) && !zone->given &&
            zone_take_child(dns, zone, &reply->message))
            *more = true;
    }
    return true;
}

static bool zone_step(struct sesdomain_dns *dns,
                      struct sesdomain_dns_zone *zone)
{
    bool more;

    switch (zone->state) {
    case ZONE_HOSTS:
        if (!zone_find_root(dns, zone) || !zone_resolve_hosts(dns, zone))
            return false;
        zone_make_servers(dns, zone);
        zone->state = zone->every ? ZONE_CHILD : ZONE_READY;
        if (zone->ns && zone->soa)
            zone->ns->done = zone->soa->done = false;
        return true;
    case ZONE_CHILD:
        if (!zone_ask_child(dns, zone, &more))
            return false;
        zone->state = more ? ZONE_HOSTS : ZONE_READY;
        return true;
    case ZONE_READY:
        break;
    }
    return false;
}

void sesd_dns_zone_step(struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->zone_list.count && !dns->pool.failed; i++)
        if (zone_step(dns, dns->zone_list.items[i]))
            dns->moved = true;
}
