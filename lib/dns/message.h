/* SPDX-License-Identifier: MIT */
/* Messages of DNS, and what they are made of: memory, names, addresses. ldns
 * is used in wire.c and name.c. */
#ifndef SESD_DNS_MESSAGE_H
#define SESD_DNS_MESSAGE_H

#include <ldns/ldns.h>
#include <sesdomain-dns.h>

enum {
    SESD_DNS_ADDRESS_MAX = 46, /* the text of an address, with its NUL */
    SESD_DNS_HOSTS_MAX = 32,   /* queried name servers of a zone */
    SESD_DNS_SERVERS_MAX = 64, /* their addresses */
    SESD_DNS_GIVEN_MAX = 16,   /* addresses that the caller may add */
    SESD_DNS_TRIES_MAX = 6,    /* servers tried until one answers */
    SESD_DNS_CHAIN_MAX = 16,   /* CNAMEs followed */
    SESD_DNS_ROUNDS_MAX = 24,  /* plans of a lookup */
    SESD_DNS_LABEL_MAX = 64,   /* a label, with its NUL */
    SESD_DNS_EDE_NONE = 65536,
};

/* Types that the core does not name. */
enum { SESD_DNS_TYPE_DS = 43, SESD_DNS_TYPE_DNSKEY = 48 };

/* ---- memory.c ----------------------------------------------------------- */

/* Memory that is freed together. A failure is remembered. */
struct pool {
    struct chunk *chunks;
    bool failed;
};

/* Return zeroed memory, NULL if there is none. */
void *sesd_dns_take(struct pool *pool, size_t size);

/* Return a copy of n characters, terminated. */
char *sesd_dns_keep(struct pool *pool, const char *s, size_t n);

/* An array that grows within a pool; its elements are pointers. */
struct list {
    void **items;
    size_t count, capacity;
};

bool sesd_dns_append(struct pool *pool, struct list *list, void *item);

void sesd_dns_pool_free(struct pool *pool);

/* ---- name.c: names as text, lower case, without the final dot; "" for the
 * root ------------------------------------------------------------------- */

/* Return the name after its first label; the root's is NULL. */
const char *sesd_dns_name_parent(const char *name);

/* Return the number of labels. */
size_t sesd_dns_name_labels(const char *name);

/* Return the name that consists of the last labels of another. */
const char *sesd_dns_name_suffix(const char *name, size_t labels);

/* Whether a name is another or below it. */
bool sesd_dns_name_is_within(const char *name, const char *zone);

/* Compare two names in canonical order (RFC 4034 section 6.1). */
int sesd_dns_name_compare(const char *a, const char *b);

/* Return a name of a message as text. A host, which has to consist of letters,
 * digits, hyphens and underscores, is NULL if it does not. */
char *sesd_dns_name_keep(struct pool *pool, const ldns_rdf *name);
char *sesd_dns_host_keep(struct pool *pool, const ldns_rdf *name);

/* ---- wire.c: messages --------------------------------------------------- */

struct soa {
    const char *mname; /* NULL: not known */
    uint32_t serial;
};

/* The address of a name server, as a referral has it. */
struct glue {
    const char *host, *address;
};

/* A question as it is sent. */
struct question_key {
    const char *name;
    uint32_t type;
    const char *zone;          /* the zone that the server is queried for */
    bool is_loose;             /* its apex may be above that */
    bool recursive, unchecked; /* bits RD and CD */
};

/* The content of a message. */
struct message {
    enum sesdomain_dns_outcome outcome;
    uint32_t rcode, extended_error, ttl, type;
    const char *extended_text;         /* NULL: none */
    bool authoritative, authenticated; /* bits AA and AD */
    struct list values;                /* char *, sorted */
    struct soa soa;
    const char *cut;   /* of a referral: the zone, a suffix of the name */
    struct list hosts; /* char *: the servers of that zone */
    struct list glue;  /* struct glue * */
    bool limited;      /* more hosts than are kept */
};

/* Write a query; free *wire with free(). */
bool sesd_dns_wire_write(const struct question_key *key, bool edns,
                         uint8_t **wire, size_t *length);

/* Read the answer to a question. */
void sesd_dns_wire_read(struct pool *pool, const struct question_key *key,
                        const uint8_t *wire, size_t length,
                        struct message *out);

/* ---- address.c ---------------------------------------------------------- */

/* Write an address in its normal form. */
bool sesd_dns_address_parse(const char *text, char *out, size_t size,
                            bool *ipv6);

/* Whether no host on the Internet can have an address. */
bool sesd_dns_address_is_private(const char *address);

int sesd_dns_address_compare(const char *a, const char *b);

#endif
