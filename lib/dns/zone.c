/* SPDX-License-Identifier: MIT */
/*
 * Zones. Takes names, follows the referrals (RFC 1034 section 4.3.2) that lead
 * to them label by label (RFC 9156), from the root or from the servers that
 * the caller added, and produces the zones that have them, with their servers.
 */
#include <string.h>

#include "dns.h"

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

/* Turn a name into a zone. */
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
            sesd_dns_hosts_given(dns, all[i],
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
        sesd_dns_hosts_given(dns, zone, &dns->given);
    }
    zone = sesd_dns_zone(dns, "");
    if (zone && zone->cut != CUT_ZONE &&
        (dns->roots.count || dns->resolvers.count)) {
        zone_begin(dns, zone);
        sesd_dns_hosts_given(dns, zone, &dns->roots);
    }
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
            sesd_dns_hosts_referral(dns, zone, m);
        else
            sesd_dns_hosts_child(dns, zone, m);
    }
    return news;
}

/* Ask the zone above whether a name is a zone. Return whether it has
 * answered. */
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

/* Compare the servers of the zone that has the domain, if it is a larger one;
 * not those of the root or of a top-level domain. */
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

/* ---- until a zone is ready ---------------------------------------------- */

/* Find the servers of the root, by the resolver if they were not added. */
static bool zone_find_root(struct sesdomain_dns *dns,
                           struct sesdomain_dns_zone *root)
{
    const struct message *m;

    if (*root->name || root->servers.count || root->hosts.count)
        return true;
    if (!sesd_dns_hosts_look_up(dns, &root->ns, "", SESDOMAIN_TYPE_NS))
        return false;
    m = sesd_dns_ask_message(root->ns);
    if (m && zone_is_ns_answer(m))
        sesd_dns_hosts_child(dns, root, m);
    return true;
}

/* Look up a zone's own NS and SOA. Return whether they are known; *more: it
 * has another host. */
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
            sesd_dns_hosts_child(dns, zone, &reply->message))
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
        if (!zone_find_root(dns, zone) || !sesd_dns_hosts_resolve(dns, zone))
            return false;
        sesd_dns_hosts_servers(dns, zone);
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

/* ---- the chain of trust ------------------------------------------------- */

/* Return who has the DS RRset of a zone: the zone above, or a resolver if the
 * caller gave the servers, so that the delegation is not followed. */
static struct sesdomain_dns_zone *zone_above(struct sesdomain_dns *dns,
                                             struct sesdomain_dns_zone *zone)
{
    if (zone->given)
        return dns->resolver.servers.count ? &dns->resolver : NULL;
    return zone->cut_ask ? zone->cut_ask->zone : NULL;
}

/* Ask whether there is a DS RRset, and if so, for the keys. Return whether
 * that is done. */
static bool zone_ask_ds(struct sesdomain_dns *dns,
                        struct sesdomain_dns_zone *zone)
{
    struct sesdomain_dns_zone *above = zone_above(dns, zone);
    const struct message *m;

    if (!zone->every || !above || zone->state != ZONE_READY)
        return true;
    if (!zone->ds)
        zone->ds =
            sesd_dns_ask(dns, above, zone->name, SESD_DNS_TYPE_DS, false);
    if (!zone->ds || !sesd_dns_ask_step(dns, zone->ds))
        return false;
    m = sesd_dns_ask_message(zone->ds);
    if (!m || m->outcome != SESDOMAIN_DNS_OUTCOME_ANSWER)
        return true;
    if (!zone->dnskey)
        zone->dnskey =
            sesd_dns_ask(dns, zone, zone->name, SESD_DNS_TYPE_DNSKEY, false);
    return zone->dnskey && sesd_dns_ask_step(dns, zone->dnskey);
}

bool sesd_dns_zone_all_done(const struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->zone_list.count; i++) {
        const struct sesdomain_dns_zone *zone = dns->zone_list.items[i];

        if ((zone->ds && !zone->ds->done) ||
            (zone->dnskey && !zone->dnskey->done))
            return false;
    }
    return true;
}

void sesd_dns_zone_step(struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->zone_list.count && !dns->pool.failed; i++) {
        struct sesdomain_dns_zone *zone = dns->zone_list.items[i];

        if (zone_step(dns, zone))
            dns->moved = true;
        zone_ask_ds(dns, zone);
    }
}
