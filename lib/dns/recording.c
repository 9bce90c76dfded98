/* SPDX-License-Identifier: MIT */
/*
 * Recordings of answers, as text: a line for each server that was added and
 * each option that decides who is asked, then a line for each query, with the
 * server, the question, the time, and the message in hexadecimal digits or
 * the outcome where there was none.
 *
 *   sesdomain-dns 1
 *   ! resolver 192.0.2.53 53
 *   ! ipv6 0
 *   ! sibling k3x7
 *   192.0.2.1 53 - 16 example.com. 1767225600 udp 8f3a81800001...
 *   192.0.2.2 53 rd 1 ns1.example.net. 1767225604 timed-out -
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dns.h"

static const char title[] = "sesdomain-dns 1\n";

enum { FIELDS = 8 };
enum { ADDRESS, PORT, FLAGS, TYPE, NAME, TIME, HOW, WIRE };

/* One line. */
struct recorded {
    ldns_rbnode_t node; /* key: "ADDRESS PORT FLAGS TYPE NAME" */
    uint64_t time;
    enum sesdomain_dns_outcome outcome; /* if there is no message */
    bool tcp;
    const uint8_t *wire;
    size_t length;
};

static const char *recording_flags(const struct question_key *key)
{
    if (key->unchecked)
        return "rd+cd";
    return key->recursive ? "rd" : "-";
}

/* ---- writing ------------------------------------------------------------ */

/* Text that is counted, and written as far as it fits. */
struct recording_out {
    char *buf;
    size_t size, length;
};

static void recording_put(struct recording_out *o, const char *s)
{
    for (; *s; s++, o->length++)
        if (o->length + 1 < o->size)
            o->buf[o->length] = *s;
}

static void recording_put_wire(struct recording_out *o,
                               const struct sesdomain_dns_reply *reply)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < reply->length; i++) {
        const char pair[] = { digits[reply->wire[i] >> 4],
                              digits[reply->wire[i] & 15], '\0' };

        recording_put(o, pair);
    }
    if (!reply->length)
        recording_put(o, "-");
}

static void recording_put_reply(struct recording_out *o,
                                const struct sesdomain_dns_reply *reply)
{
    const struct question_key *key = &reply->ask->key;
    const char *how = sesdomain_dns_outcome_name(reply->message.outcome);
    char text[96];

    if (reply->wire)
        how = reply->tcp ? "tcp" : "udp";
    snprintf(text, sizeof(text), "%s %lu %s %lu ", reply->at->server->address,
             (unsigned long)reply->at->server->port, recording_flags(key),
             (unsigned long)key->type);
    recording_put(o, text);
    recording_put(o, key->name);
    snprintf(text, sizeof(text), ". %llu %s ", (unsigned long long)reply->time,
             how);
    recording_put(o, text);
    recording_put_wire(o, reply);
    recording_put(o, "\n");
}

static int recording_compare(const void *a, const void *b)
{
    const struct ask *x = *(const struct ask *const *)a;
    const struct ask *y = *(const struct ask *const *)b;
    int order = sesd_dns_name_compare(x->key.name, y->key.name);

    if (order)
        return order;
    if (x->key.type != y->key.type)
        return x->key.type < y->key.type ? -1 : 1;
    order = strcmp(recording_flags(&x->key), recording_flags(&y->key));
    return order ? order : strcmp(x->zone->name, y->zone->name);
}

static void recording_put_given(struct recording_out *o, const char *what,
                                const struct given_list *list)
{
    char text[96];

    for (size_t i = 0; i < list->count; i++) {
        snprintf(text, sizeof(text), "! %s %s %lu\n", what,
                 list->items[i].address, (unsigned long)list->items[i].port);
        recording_put(o, text);
    }
}

static void recording_put_options(struct recording_out *o,
                                  const struct sesdomain_dns *dns)
{
    char text[96];

    recording_put_given(o, "resolver", &dns->resolvers);
    recording_put_given(o, "validator", &dns->validators);
    recording_put_given(o, "root", &dns->roots);
    recording_put_given(o, "server", &dns->given);
    snprintf(text, sizeof(text),
             "! ipv4 %d\n! ipv6 %d\n! private %d\n! port %lu\n", dns->ipv4,
             dns->ipv6, dns->allow_private, (unsigned long)dns->port);
    recording_put(o, text);
    if (*dns->sibling) {
        snprintf(text, sizeof(text), "! sibling %s\n", dns->sibling);
        recording_put(o, text);
    }
}

/* Return all asks in an order that does not depend on timing; free it. */
static struct ask **recording_sort(const struct sesdomain_dns *dns)
{
    const size_t count = dns->asks->count;
    struct ask **asks = calloc(count + 1, sizeof(*asks));
    size_t n = 0;

    if (!asks)
        return NULL;
    for (ldns_rbnode_t *node = ldns_rbtree_first(dns->asks);
         node != LDNS_RBTREE_NULL && n < count; node = ldns_rbtree_next(node))
        asks[n++] = (struct ask *)node;
    if (n > 1)
        qsort(asks, n, sizeof(*asks), recording_compare);
    return asks;
}

enum sesdomain_status
sesdomain_dns_write_recording(const struct sesdomain_dns *dns, char *buf,
                              size_t size, size_t *length)
{
    struct recording_out o = { buf, size, 0 };
    struct ask **asks = recording_sort(dns);

    if (!asks)
        return SESDOMAIN_E_MEMORY;
    recording_put(&o, title);
    recording_put_options(&o, dns);
    for (size_t i = 0; asks[i]; i++)
        for (size_t k = 0; k < asks[i]->replies.count; k++)
            recording_put_reply(&o, asks[i]->replies.items[k]);
    free(asks);
    if (size)
        buf[o.length < size ? o.length : 0] = '\0';
    if (length)
        *length = o.length;
    return o.length < size ? SESDOMAIN_OK : SESDOMAIN_E_SPACE;
}

/* ---- reading ------------------------------------------------------------ */

/* A label of lower-case letters and digits, or "*". */
static bool recording_read_sibling(struct sesdomain_dns *dns,
                                   const char *value)
{
    memcpy(dns->sibling, value, strlen(value) + 1);
    return strcmp(value, "*") == 0 ||
           !value[strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789")];
}

/* Read "! WORD VALUE" or "! WORD ADDRESS PORT". */
static bool recording_read_option(struct sesdomain_dns *dns, char *line)
{
    char word[16], value[SESD_DNS_LABEL_MAX];
    unsigned long port = 0;
    const int n = sscanf(line, "! %15s %63s %lu", word, value, &port);
    const bool yes = strcmp(value, "1") == 0;

    if (n == 3 && strcmp(word, "resolver") == 0)
        return !sesdomain_dns_add_resolver(dns, value, (uint32_t)port);
    if (n == 3 && strcmp(word, "validator") == 0)
        return !sesdomain_dns_add_validator(dns, value, (uint32_t)port);
    if (n == 3 && strcmp(word, "root") == 0)
        return !sesdomain_dns_add_root(dns, value, (uint32_t)port);
    if (n == 3 && strcmp(word, "server") == 0)
        return !sesdomain_dns_add_server(dns, value, (uint32_t)port);
    if (n == 2 && strcmp(word, "ipv4") == 0)
        dns->ipv4 = yes;
    else if (n == 2 && strcmp(word, "ipv6") == 0)
        dns->ipv6 = yes;
    else if (n == 2 && strcmp(word, "private") == 0)
        dns->allow_private = yes;
    else if (n == 2 && strcmp(word, "sibling") == 0)
        return recording_read_sibling(dns, value);
    else if (n == 2 && strcmp(word, "port") == 0)
        return !sesdomain_dns_set_port(dns,
                                       (uint32_t)strtoul(value, NULL, 10));
    else
        return false;
    return true;
}

static int recording_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool recording_read_wire(struct pool *pool, struct recorded *r,
                                const char *s, size_t n)
{
    uint8_t *wire = sesd_dns_take(pool, n / 2);

    for (size_t i = 0; wire && i + 1 < n; i += 2) {
        const int high = recording_digit(s[i]);
        const int low = recording_digit(s[i + 1]);

        if (high < 0 || low < 0)
            return false;
        wire[i / 2] = (uint8_t)(high << 4 | low);
    }
    r->wire = wire;
    r->length = n / 2;
    return wire && n % 2 == 0 && n / 2 >= LDNS_HEADER_SIZE &&
           n / 2 <= UINT16_MAX;
}

/* Read the fields after the key. */
static bool recording_read_reply(struct pool *pool, struct recorded *r,
                                 char **fields)
{
    char *end;

    r->time = strtoull(fields[TIME], &end, 10);
    if (*end || end == fields[TIME])
        return false;
    r->tcp = strcmp(fields[HOW], "tcp") == 0;
    if (r->tcp || strcmp(fields[HOW], "udp") == 0)
        return recording_read_wire(pool, r, fields[WIRE],
                                   strlen(fields[WIRE]));
    return sesdomain_dns_outcome_from_name(fields[HOW], &r->outcome) ==
               SESDOMAIN_OK &&
           strcmp(fields[WIRE], "-") == 0;
}

/* Divide a line into its fields. */
static bool recording_split(char *line, char **fields)
{
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = line;
        line = strchr(line, ' ');
        if (!line)
            return i == FIELDS - 1;
        if (i == FIELDS - 1)
            return false;
        if (i >= NAME)
            *line = '\0';
        line++;
    }
    return false;
}

static bool recording_read_line(struct sesdomain_dns *dns, const char *text,
                                size_t length)
{
    struct recorded *r = sesd_dns_take(&dns->tape, sizeof(*r));
    char *line = sesd_dns_keep(&dns->tape, text, length);
    char *fields[FIELDS];

    if (line && *line == '!')
        return recording_read_option(dns, line);
    if (!r || !line || !recording_split(line, fields) ||
        !recording_read_reply(&dns->tape, r, fields))
        return false;
    r->node.key = line; /* up to the name, whose end was cut */
    ldns_rbtree_insert(dns->recorded, &r->node);
    return true;
}

static int recording_compare_keys(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Read all lines. Return whether each is well-formed. */
static bool recording_read(struct sesdomain_dns *dns, const char *text,
                           size_t length)
{
    const size_t start = sizeof(title) - 1;

    if (length < start || memcmp(text, title, start) != 0)
        return false;
    for (text += start, length -= start; length;) {
        const char *end = memchr(text, '\n', length);
        const size_t n = end ? (size_t)(end - text) : 0;

        if (!end || memchr(text, '\0', n) ||
            !recording_read_line(dns, text, n))
            return false;
        text = end + 1;
        length -= n + 1;
    }
    return true;
}

enum sesdomain_status sesdomain_dns_load_recording(struct sesdomain_dns *dns,
                                                   const char *text,
                                                   size_t length)
{
    bool failed;

    *dns->error = '\0';
    if (!text)
        return sesd_dns_fail(dns, SESDOMAIN_E_MISSING, "text: it is required");
    if (dns->running || dns->run || dns->replays)
        return sesd_dns_fail(dns, SESDOMAIN_E_STATE,
                             "something was looked up or loaded");
    sesdomain_dns_clear_servers(dns);
    memcpy(dns->sibling, "*", 2); /* unless the recording has another */
    dns->recorded = ldns_rbtree_create(recording_compare_keys);
    dns->replays = dns->recorded && recording_read(dns, text, length);
    if (dns->replays)
        return SESDOMAIN_OK;
    failed = dns->tape.failed || !dns->recorded;
    free(dns->recorded);
    dns->recorded = NULL;
    sesd_dns_pool_free(&dns->tape);
    return failed ? sesd_dns_fail(dns, SESDOMAIN_E_MEMORY,
                                  sesdomain_strerror(SESDOMAIN_E_MEMORY))
                  : sesd_dns_fail(dns, SESDOMAIN_E_SYNTAX,
                                  "a recording was expected");
}

void sesd_dns_replay(struct sesdomain_dns_reply *reply)
{
    const struct server *server = reply->at->server;
    const struct question_key *key = &reply->ask->key;
    char wanted[LDNS_MAX_DOMAINLEN * 4 + 96];
    const struct recorded *r;

    snprintf(wanted, sizeof(wanted), "%s %lu %s %lu %s.", server->address,
             (unsigned long)server->port, recording_flags(key),
             (unsigned long)key->type, key->name);
    r = (const struct recorded *)ldns_rbtree_search(reply->dns->recorded,
                                                    wanted);
    sesd_dns_server_end(reply, SESDOMAIN_DNS_OUTCOME_NONE);
    if (!r)
        return;
    reply->dns->queries++;
    reply->time = r->time;
    reply->tcp = r->tcp;
    reply->wire = r->wire;
    reply->length = r->length;
    if (r->wire)
        sesd_dns_wire_read(&reply->dns->pool, key, r->wire, r->length,
                           &reply->message);
    sesd_dns_server_end(reply, r->wire ? reply->message.outcome : r->outcome);
}
