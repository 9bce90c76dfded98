/* SPDX-License-Identifier: MIT */
/*
 * Read access to the answers, and the order in which they are listed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dns.h"

/* ---- order -------------------------------------------------------------- */

static int view_compare_zones(const void *a, const void *b)
{
    const struct sesdomain_dns_zone *x = *(void *const *)a;
    const struct sesdomain_dns_zone *y = *(void *const *)b;

    return sesd_dns_name_compare(x->name, y->name);
}

static int view_compare_questions(const void *a, const void *b)
{
    const struct question *x = *(void *const *)a, *y = *(void *const *)b;
    const int order = sesd_dns_name_compare(x->name, y->name);

    if (order)
        return order;
    return (x->type > y->type) - (x->type < y->type);
}

static int view_compare_places(const struct sesdomain_dns_server *x,
                               const struct sesdomain_dns_server *y)
{
    int order = 0;

    if (x->host && y->host)
        order = sesd_dns_name_compare(x->host->name, y->host->name);
    if (order || !x->server || !y->server)
        return order;
    return sesd_dns_address_compare(x->server->address, y->server->address);
}

static int view_compare_servers(const void *a, const void *b)
{
    return view_compare_places(*(void *const *)a, *(void *const *)b);
}

static int view_compare_replies(const void *a, const void *b)
{
    const struct sesdomain_dns_reply *x = *(void *const *)a;
    const struct sesdomain_dns_reply *y = *(void *const *)b;

    return view_compare_places(x->at, y->at);
}

static void view_sort(struct list *list, size_t from,
                      int (*compare)(const void *, const void *))
{
    if (list->count > from + 1)
        qsort(list->items + from, list->count - from, sizeof(*list->items),
              compare);
}

void sesd_dns_sort(struct sesdomain_dns *dns)
{
    view_sort(&dns->zone_list, dns->old_zones, view_compare_zones);
    view_sort(&dns->question_list, dns->old_questions, view_compare_questions);
    for (size_t i = 0; i < dns->zone_list.count; i++) {
        struct sesdomain_dns_zone *zone = dns->zone_list.items[i];

        if (!zone->given)
            view_sort(&zone->servers, 0, view_compare_servers);
    }
    for (size_t i = dns->old_questions; i < dns->question_list.count; i++) {
        struct question *q = dns->question_list.items[i];

        q->index = i;
        if (q->ask && !q->ask->zone->given)
            view_sort(&q->ask->replies, 0, view_compare_replies);
    }
}

/* ---- zones -------------------------------------------------------------- */

size_t sesdomain_dns_zone_count(const struct sesdomain_dns *dns)
{
    return dns ? dns->zone_list.count : 0;
}

const struct sesdomain_dns_zone *
sesdomain_dns_zone_at(const struct sesdomain_dns *dns, size_t i)
{
    return i < sesdomain_dns_zone_count(dns) ? dns->zone_list.items[i] : NULL;
}

const char *sesdomain_dns_zone_name(const struct sesdomain_dns_zone *zone)
{
    return zone ? zone->name : NULL;
}

bool sesdomain_dns_zone_compared(const struct sesdomain_dns_zone *zone)
{
    return zone && zone->every;
}

static const struct message *view_message(const struct ask *ask)
{
    return ask ? sesd_dns_ask_message(ask) : NULL;
}

/* Whether the type of a DS record's digest is one of those in wire.c. */
static bool view_is_supported(const char *ds)
{
    unsigned digest;

    return sscanf(ds, "%*u %*u %u", &digest) == 1 &&
           (digest == LDNS_SHA1 || digest == LDNS_SHA256 ||
            digest == LDNS_SHA384);
}

static bool view_has_value(const struct message *m, const char *value)
{
    for (size_t i = 0; i < m->values.count; i++)
        if (strcmp(m->values.items[i], value) == 0)
            return true;
    return false;
}

/* RFC 4035 section 5.2: a DS record has to name a key of the zone. */
enum sesdomain_dns_ds
sesdomain_dns_zone_ds(const struct sesdomain_dns_zone *zone)
{
    const struct message *ds = view_message(zone ? zone->ds : NULL);
    const struct message *keys = view_message(zone ? zone->dnskey : NULL);
    bool supported = false;

    if (!ds || !sesd_dns_is_determined(ds->outcome))
        return SESDOMAIN_DNS_DS_UNKNOWN;
    if (ds->type != SESD_DNS_TYPE_DS || !ds->values.count)
        return SESDOMAIN_DNS_DS_ABSENT;
    if (!keys || !sesd_dns_is_determined(keys->outcome))
        return SESDOMAIN_DNS_DS_UNKNOWN;
    for (size_t i = 0; i < ds->values.count; i++) {
        const char *value = ds->values.items[i];

        if (view_has_value(keys, value))
            return SESDOMAIN_DNS_DS_MATCHED;
        supported = supported || view_is_supported(value);
    }
    return supported ? SESDOMAIN_DNS_DS_UNMATCHED : SESDOMAIN_DNS_DS_UNKNOWN;
}

bool sesdomain_dns_zone_limited(const struct sesdomain_dns_zone *zone)
{
    return zone && zone->limited;
}

size_t sesdomain_dns_zone_server_count(const struct sesdomain_dns_zone *zone)
{
    return zone ? zone->servers.count : 0;
}

const struct sesdomain_dns_server *
sesdomain_dns_zone_server(const struct sesdomain_dns_zone *zone, size_t j)
{
    return j < sesdomain_dns_zone_server_count(zone) ? zone->servers.items[j]
                                                     : NULL;
}

const char *
sesdomain_dns_server_host(const struct sesdomain_dns_server *server)
{
    return server && server->host ? server->host->name : NULL;
}

const char *
sesdomain_dns_server_address(const struct sesdomain_dns_server *server)
{
    return server && server->server ? server->server->address : NULL;
}

uint32_t sesdomain_dns_server_port(const struct sesdomain_dns_server *server)
{
    return server && server->server ? server->server->port : 0;
}

static enum sesdomain_tristate view_tristate(bool known, bool yes)
{
    if (!known)
        return SESDOMAIN_TRISTATE_UNKNOWN;
    return yes ? SESDOMAIN_TRISTATE_YES : SESDOMAIN_TRISTATE_NO;
}

enum sesdomain_tristate
sesdomain_dns_server_in_parent(const struct sesdomain_dns_server *server)
{
    return view_tristate(server && server->host && server->zone->saw_parent,
                         server && server->host && server->host->in_parent);
}

enum sesdomain_tristate
sesdomain_dns_server_in_child(const struct sesdomain_dns_server *server)
{
    return view_tristate(server && server->host && server->zone->saw_child,
                         server && server->host && server->host->in_child);
}

/* Return the address of a server, as its host has it. */
static const struct address *
view_address(const struct sesdomain_dns_server *server)
{
    return server && server->host && server->server
               ? sesd_dns_host_address(server->host, server->server->address)
               : NULL;
}

/* Whether any address of the same family is glue, or was resolved. */
static bool view_has_any(const struct sesdomain_dns_server *server, bool glue)
{
    const struct list *list = &server->host->addresses;

    for (size_t i = 0; i < list->count; i++) {
        const struct address *address = list->items[i];

        if (address->ipv6 == server->server->ipv6 &&
            (glue ? address->in_glue : address->resolved))
            return true;
    }
    return false;
}

enum sesdomain_tristate
sesdomain_dns_server_in_glue(const struct sesdomain_dns_server *server)
{
    const struct address *address = view_address(server);

    return view_tristate(address && view_has_any(server, true),
                         address && address->in_glue);
}

enum sesdomain_tristate
sesdomain_dns_server_resolved(const struct sesdomain_dns_server *server)
{
    const struct address *address = view_address(server);

    return view_tristate(address && view_has_any(server, false),
                         address && address->resolved);
}

bool sesdomain_dns_server_skipped(const struct sesdomain_dns_server *server)
{
    return server && server->skipped;
}

/* Return the reply of a server to the question for the SOA. */
static const struct sesdomain_dns_reply *
view_soa(const struct sesdomain_dns_server *server)
{
    const struct ask *ask = server ? server->zone->soa : NULL;

    for (size_t i = 0; ask && i < ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = ask->replies.items[i];

        if (reply->at == server)
            return reply;
    }
    return NULL;
}

enum sesdomain_dns_outcome
sesdomain_dns_server_outcome(const struct sesdomain_dns_server *server)
{
    return sesdomain_dns_reply_outcome(view_soa(server));
}

bool sesdomain_dns_server_serial(const struct sesdomain_dns_server *server,
                                 uint32_t *serial)
{
    const struct sesdomain_dns_reply *reply = view_soa(server);
    const bool known = reply && reply->message.soa.mname;

    if (serial)
        *serial = known ? reply->message.soa.serial : 0;
    return known;
}

/* ---- questions ---------------------------------------------------------- */

static const struct question *view_question(const struct sesdomain_dns *dns,
                                            size_t i)
{
    return dns && i < dns->question_list.count ? dns->question_list.items[i]
                                               : NULL;
}

size_t sesdomain_dns_question_count(const struct sesdomain_dns *dns)
{
    return dns ? dns->question_list.count : 0;
}

bool sesdomain_dns_question(const struct sesdomain_dns *dns, size_t i,
                            const char **name, uint32_t *type)
{
    const struct question *q = view_question(dns, i);

    if (name)
        *name = q ? q->name : NULL;
    if (type)
        *type = q ? q->type : 0;
    return q != NULL;
}

size_t sesdomain_dns_find_question(const struct sesdomain_dns *dns,
                                   const char *name, uint32_t type)
{
    const struct question *q =
        dns && name ? sesd_dns_question_find(dns, name, type) : NULL;

    return q ? q->index : SESDOMAIN_NONE;
}

const struct sesdomain_dns_zone *
sesdomain_dns_question_zone(const struct sesdomain_dns *dns, size_t i)
{
    const struct question *q = view_question(dns, i);

    return q && q->ask ? q->ask->zone : NULL;
}

enum sesdomain_dns_conclusion
sesdomain_dns_question_conclusion(const struct sesdomain_dns *dns, size_t i)
{
    const struct question *q = view_question(dns, i);

    return q ? q->conclusion : SESDOMAIN_DNS_CONCLUSION_NONE;
}

const char *sesdomain_dns_question_reason(const struct sesdomain_dns *dns,
                                          size_t i)
{
    const struct question *q = view_question(dns, i);

    return q && q->conclusion == SESDOMAIN_DNS_CONCLUSION_FAILED ? q->reason
                                                                 : NULL;
}

bool sesdomain_dns_question_differs(const struct sesdomain_dns *dns, size_t i)
{
    const struct question *q = view_question(dns, i);

    return q && q->differs;
}

const struct sesdomain_dns_reply *
sesdomain_dns_question_reply(const struct sesdomain_dns *dns, size_t i)
{
    const struct question *q = view_question(dns, i);

    return q && q->conclusion != SESDOMAIN_DNS_CONCLUSION_FAILED ? q->chosen
                                                                 : NULL;
}

enum sesdomain_dns_validation
sesdomain_dns_question_validation(const struct sesdomain_dns *dns, size_t i)
{
    const struct question *q = view_question(dns, i);

    return q ? q->validation : SESDOMAIN_DNS_VALIDATION_UNKNOWN;
}

const struct sesdomain_dns_reply *
sesdomain_dns_question_validator_reply(const struct sesdomain_dns *dns,
                                       size_t i)
{
    const struct question *q = view_question(dns, i);

    return q ? q->checked : NULL;
}

/* ---- replies ------------------------------------------------------------ */

size_t sesdomain_dns_reply_count(const struct sesdomain_dns *dns, size_t i)
{
    const struct question *q = view_question(dns, i);

    return q && q->ask ? q->ask->replies.count : 0;
}

const struct sesdomain_dns_reply *
sesdomain_dns_reply_at(const struct sesdomain_dns *dns, size_t i, size_t j)
{
    const struct question *q = view_question(dns, i);

    return q && q->ask && j < q->ask->replies.count ? q->ask->replies.items[j]
                                                    : NULL;
}

const struct sesdomain_dns_server *
sesdomain_dns_reply_server(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->at : NULL;
}

enum sesdomain_dns_outcome
sesdomain_dns_reply_outcome(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->message.outcome : SESDOMAIN_DNS_OUTCOME_NONE;
}

uint32_t sesdomain_dns_reply_rcode(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->message.rcode : 0;
}

bool sesdomain_dns_reply_extended_error(
    const struct sesdomain_dns_reply *reply, uint32_t *code)
{
    const bool known =
        reply && reply->message.extended_error != SESD_DNS_EDE_NONE;

    if (code)
        *code = known ? reply->message.extended_error : 0;
    return known;
}

const char *
sesdomain_dns_reply_extended_text(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->message.extended_text : NULL;
}

bool sesdomain_dns_reply_authoritative(const struct sesdomain_dns_reply *reply)
{
    return reply && reply->message.authoritative;
}

bool sesdomain_dns_reply_tcp(const struct sesdomain_dns_reply *reply)
{
    return reply && reply->tcp;
}

uint32_t sesdomain_dns_reply_ttl(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->message.ttl : 0;
}

uint32_t sesdomain_dns_reply_type(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->message.type : 0;
}

size_t sesdomain_dns_reply_value_count(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->message.values.count : 0;
}

const char *sesdomain_dns_reply_value(const struct sesdomain_dns_reply *reply,
                                      size_t k)
{
    return k < sesdomain_dns_reply_value_count(reply)
               ? reply->message.values.items[k]
               : NULL;
}

uint64_t sesdomain_dns_reply_time(const struct sesdomain_dns_reply *reply)
{
    return reply ? reply->time : 0;
}
