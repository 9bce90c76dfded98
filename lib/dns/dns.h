/* SPDX-License-Identifier: MIT */
/* Common declarations of the companion. They use the public functions of the
 * core only; ldns is used in wire.c and name.c, c-ares in channel.c. */
#ifndef SESD_DNS_H
#define SESD_DNS_H

#include "message.h"

struct ares_channeldata;

#define SESD_DNS_NEVER UINT64_MAX /* a time that is never reached */

/* ---- server.c: queries ------------------------------------------------- */

/* The ways to send a query. */
enum attempt {
    ATTEMPT_EDNS,
    ATTEMPT_PLAIN,
    ATTEMPT_TCP,
    ATTEMPTS,
};

/* Queries that wait to be sent. */
struct queue {
    struct sesdomain_dns_reply *first, *last;
};

/* One address and port, shared by all zones. */
struct server {
    char address[SESD_DNS_ADDRESS_MAX];
    uint32_t port;
    bool ipv6;
    struct ares_channeldata *channels[ATTEMPTS];
    struct queue udp, tcp;
    size_t in_flight[ATTEMPTS];
    bool heard;       /* has answered something */
    bool speaks_edns; /* has answered a query with EDNS */
    bool is_plain;    /* has answered only queries without EDNS */
    unsigned lost;    /* queries without an answer, while not heard */
    enum sesdomain_dns_outcome silence; /* how the last of them ended */
    uint64_t due; /* the time from which the rate allows a query */
};

struct sesdomain_dns_server {
    struct sesdomain_dns_zone *zone;
    struct server *server;   /* NULL: no address was found */
    const struct host *host; /* NULL: its address was added */
    bool skipped;
    bool alive; /* has given an authoritative answer */
};

enum exchange_state { EXCHANGE_NEW, EXCHANGE_SENT, EXCHANGE_DONE };

struct sesdomain_dns_reply {
    struct sesdomain_dns *dns;
    struct sesdomain_dns_server *at;
    struct ask *ask;
    enum exchange_state state;
    enum attempt attempt;
    unsigned repeats; /* after time-outs of a server that answers others */
    struct sesdomain_dns_reply *next; /* in the queue of its server */
    struct message message;
    bool tcp;
    uint64_t time;
    const uint8_t *wire; /* as received; NULL: nothing was */
    size_t length;
};

/* Return the server with an address, NULL without memory. */
struct server *sesd_dns_server(struct sesdomain_dns *dns, const char *address,
                               uint32_t port);

/* End a query. */
void sesd_dns_server_end(struct sesdomain_dns_reply *reply,
                         enum sesdomain_dns_outcome outcome);

/* Handle the answer to a query. */
void sesd_dns_server_answer(struct sesdomain_dns_reply *reply,
                            const uint8_t *wire, size_t length);

/* Handle a missing answer: the server timed out, or is unreachable. */
void sesd_dns_server_silence(struct sesdomain_dns_reply *reply,
                             enum sesdomain_dns_outcome outcome);

/* Append a query to the queue of its server. */
void sesd_dns_server_enqueue(struct sesdomain_dns_reply *reply);

/* Send the queries that may be sent. */
void sesd_dns_server_pump(struct sesdomain_dns *dns, uint64_t now);

/* Read from and write to ready sockets, and end queries that have timed
 * out. */
void sesd_dns_server_process(struct sesdomain_dns *dns, const int *fds,
                             const uint32_t *events, size_t count);

size_t sesd_dns_server_fds(struct sesdomain_dns *dns, int *fds,
                           uint32_t *events, size_t size);

/* Whether no query is pending. */
bool sesd_dns_server_is_idle(const struct sesdomain_dns *dns);

/* Return the next time at which something is due. */
uint64_t sesd_dns_server_due(struct sesdomain_dns *dns, uint64_t now);

/* End all queries without an outcome, and close all sockets. */
void sesd_dns_server_close(struct sesdomain_dns *dns);

/* ---- channel.c: c-ares -------------------------------------------------- */

/* Send a query; it may end at once. Return false without memory. */
bool sesd_dns_channel_send(struct sesdomain_dns_reply *reply);

/* Append the descriptors of a server to a list. Return their total number,
 * whether they fit or not. */
size_t sesd_dns_channel_fds(const struct server *server, int *fds,
                            uint32_t *events, size_t size, size_t count);

void sesd_dns_channel_process(const struct server *server, const int *fds,
                              const uint32_t *events, size_t count);

uint64_t sesd_dns_channel_due(const struct server *server, uint64_t now);

/* Close the sockets of a server. Its queries end. */
void sesd_dns_channel_close(struct server *server);

/* ---- recording.c -------------------------------------------------------- */

/* Answer a query from the recording, instead of a server. */
void sesd_dns_replay(struct sesdomain_dns_reply *reply);

/* ---- ask.c: one question at the servers of one zone --------------------- */

struct ask {
    ldns_rbnode_t node; /* key: the ask itself */
    struct sesdomain_dns_zone *zone;
    struct question_key key;
    bool every; /* all servers are queried, not only until the first answers */
    bool done;
    struct list replies; /* struct sesdomain_dns_reply * */
    size_t next;         /* the server to query next */
};

/* Return the ask for a question at a zone; there is one of each. NULL without
 * memory. */
struct ask *sesd_dns_ask(struct sesdomain_dns *dns,
                         struct sesdomain_dns_zone *zone, const char *name,
                         uint32_t type, bool every);

/* Send the queries that remain. Return whether the ask is done. */
bool sesd_dns_ask_step(struct sesdomain_dns *dns, struct ask *ask);

/* Return the first reply with a conclusive outcome. */
const struct message *sesd_dns_ask_message(const struct ask *ask);

/* Whether an outcome is conclusive about records. */
bool sesd_dns_is_determined(enum sesdomain_dns_outcome outcome);

/* Whether an outcome is useful: conclusive, or a referral. */
bool sesd_dns_is_useful(enum sesdomain_dns_outcome outcome);

/* Addresses that the caller added. */
struct given {
    char address[SESD_DNS_ADDRESS_MAX];
    uint32_t port;
};

struct given_list {
    struct given items[SESD_DNS_GIVEN_MAX];
    size_t count;
};

/* ---- zone.c: delegations ------------------------------------------------ */

/* Failed: no server answered whether there is a zone cut. */
enum cut { CUT_UNKNOWN, CUT_NONE, CUT_FAILED, CUT_ZONE };

enum zone_state {
    ZONE_HOSTS, /* the addresses of its hosts are looked up */
    ZONE_CHILD, /* its own NS and SOA are looked up */
    ZONE_READY,
};

/* An address of a host, and who names it: the zone above, the resolver. */
struct address {
    char text[SESD_DNS_ADDRESS_MAX];
    bool ipv6, in_glue, resolved;
};

/* A host that serves a zone. */
struct host {
    const char *name;
    bool in_parent, in_child;
    struct list addresses; /* struct address * */
    struct ask *a, *aaaa;  /* at the resolver; NULL: not looked up */
};

/* A name that may be a zone. */
struct sesdomain_dns_zone {
    ldns_rbnode_t node; /* key: name */
    const char *name;
    enum cut cut;
    enum zone_state state;
    bool given; /* its servers were added */
    bool every; /* all its servers are compared */
    bool saw_parent, saw_child;
    bool limited;              /* it has more servers than are queried */
    bool exists;               /* a server has the name, or one below it */
    const struct ask *cut_ask; /* the ask that found the zone */
    struct ask *ns, *soa;
    struct ask *ds, *dnskey; /* at the zone above, and its own */
    struct list hosts;       /* struct host *, by name */
    struct list servers; /* struct sesdomain_dns_server *, by host, address */
};

/* Return the entry of a name; NULL without memory. */
struct sesdomain_dns_zone *sesd_dns_zone(struct sesdomain_dns *dns,
                                         const char *name);

/* Create the zones of the servers that the caller added. */
void sesd_dns_zone_begin(struct sesdomain_dns *dns);

/* Whether the servers of a name are compared. */
bool sesd_dns_is_compared(const struct sesdomain_dns *dns, const char *name);

/* Find the zone that has a name; if not itself, the zone that may delegate it.
 * Return NULL while it is unknown; *dead: it will remain so. */
struct sesdomain_dns_zone *sesd_dns_zone_find(struct sesdomain_dns *dns,
                                              const char *name, bool itself,
                                              bool *dead);

/* Learn of a zone below from the replies to a question. Return whether it is
 * new. */
bool sesd_dns_zone_learn(struct sesdomain_dns *dns, const struct ask *ask);

/* Advance all zones that are not ready. */
void sesd_dns_zone_step(struct sesdomain_dns *dns);

/* Whether nothing is awaited of the zones of this lookup. */
bool sesd_dns_zone_all_done(const struct sesdomain_dns *dns);

/* ---- hosts.c ------------------------------------------------------------ */

/* Add the servers that the caller gave to a zone. */
void sesd_dns_hosts_given(struct sesdomain_dns *dns,
                          struct sesdomain_dns_zone *zone,
                          const struct given_list *given);

/* Add the hosts of a referral to a zone. */
void sesd_dns_hosts_referral(struct sesdomain_dns *dns,
                             struct sesdomain_dns_zone *zone,
                             const struct message *m);

/* Add the hosts that the zone itself has. Return whether one is new. */
bool sesd_dns_hosts_child(struct sesdomain_dns *dns,
                          struct sesdomain_dns_zone *zone,
                          const struct message *m);

/* Look a name up at the resolver. Return whether it has answered. */
bool sesd_dns_hosts_look_up(struct sesdomain_dns *dns, struct ask **ask,
                            const char *name, uint32_t type);

/* Return whether the addresses of all hosts are known. */
bool sesd_dns_hosts_resolve(struct sesdomain_dns *dns,
                            struct sesdomain_dns_zone *zone);

/* Return an address of a host in its one form, or NULL. */
struct address *sesd_dns_host_address(const struct host *host,
                                      const char *text);

/* Create the servers of a zone from its hosts and their addresses. */
void sesd_dns_hosts_servers(struct sesdomain_dns *dns,
                            struct sesdomain_dns_zone *zone);

/* ---- question.c --------------------------------------------------------- */

struct question {
    ldns_rbnode_t node; /* key: the question itself */
    const char *name;
    uint32_t type;
    size_t index;           /* in the list, once it is sorted */
    unsigned links;         /* of the chain of CNAMEs that led to it */
    unsigned wanted, added; /* the last lookups that needed and added it */
    bool done;              /* no further query will change it */
    bool differs;           /* the servers differ */
    struct ask *ask;        /* NULL: no server is known */
    const struct sesdomain_dns_reply *checked; /* of the validator */
    const struct sesdomain_dns_reply *chosen;  /* the reply that is added */
    enum sesdomain_dns_conclusion conclusion;
    enum sesdomain_dns_validation validation;
    char reason[96]; /* why it could not be determined */
};

/* Add a question to this lookup. Return whether it is new. */
bool sesd_dns_question_want(struct sesdomain_dns *dns, const char *name,
                            uint32_t type, unsigned links);

/* Choose a label at random, which no zone has. */
void sesd_dns_question_choose_sibling(struct sesdomain_dns *dns);

/* Advance all questions that are not done. */
void sesd_dns_question_step(struct sesdomain_dns *dns);

/* End all questions that are not done, since no server can be queried. */
void sesd_dns_question_give_up(struct sesdomain_dns *dns, const char *reason);

bool sesd_dns_question_all_done(const struct sesdomain_dns *dns);

/* Return the question, or NULL. */
struct question *sesd_dns_question_find(const struct sesdomain_dns *dns,
                                        const char *name, uint32_t type);

/* ---- conclude.c --------------------------------------------------------- */

/* Conclude from the replies of all servers, and add the results to the
 * settings. *more: targets of CNAMEs are looked up now. */
enum sesdomain_status sesd_dns_conclude(struct sesdomain_dns *dns, bool *more);

/* Add the names that do not exist, once all questions are done. */
enum sesdomain_status sesd_dns_conclude_names(struct sesdomain_dns *dns);

/* ---- dns.c -------------------------------------------------------------- */

struct sesdomain_dns {
    char error[192];

    /* options */
    struct given_list resolvers, validators, roots, given;
    uint32_t port, timeout, rate;
    bool ipv4, ipv6, allow_private;
    size_t query_limit;
    char sibling[SESD_DNS_LABEL_MAX]; /* asked in the place of "*" */

    /* owns all that servers have answered */
    struct pool pool;
    struct list servers; /* struct server * */
    ldns_rbtree_t *zones, *asks, *questions;
    struct list question_list; /* struct question *, in listed order */
    struct list zone_list;     /* those that are zones, in listed order */
    /* resolvers, as servers of a zone; queries to the last have bit CD */
    struct sesdomain_dns_zone resolver, validator, unchecked;
    struct pool tape; /* a recording that is replayed instead */
    ldns_rbtree_t *recorded;
    bool replays;

    /* the lookup in progress */
    struct sesdomain *sd;
    struct sesdomain *probe; /* tests whether a record is accepted */
    const char *domain_zone; /* of the plan */
    unsigned run;            /* the number of the lookup */
    bool running;
    bool moved; /* something has changed, on which others may wait */
    enum sesdomain_dns_end end;
    bool limited;
    uint64_t deadline;
    unsigned rounds;
    struct list wanted;              /* struct question *: of this lookup */
    size_t old_questions, old_zones; /* those that are sorted already */
    size_t queries, old_queries;     /* sent in all, and before this lookup */
    struct wake *wake;
};

/* ---- wake.c: cancellation from another thread or a signal handler ------- */

struct wake *sesd_dns_wake_new(void);
void sesd_dns_wake_free(struct wake *wake);
void sesd_dns_wake_raise(struct wake *wake);

/* Return whether it was raised, and reset it. */
bool sesd_dns_wake_take(struct wake *wake);

/* Return the descriptor that is readable once it was raised. */
int sesd_dns_wake_fd(const struct wake *wake);

enum sesdomain_status sesd_dns_fail(struct sesdomain_dns *dns,
                                    enum sesdomain_status status,
                                    const char *message);

/* ---- view.c ------------------------------------------------------------- */

/* Sort all lists of results. */
void sesd_dns_sort(struct sesdomain_dns *dns);

/* ---- clock.c ------------------------------------------------------------ */

/* Return the milliseconds of a monotonic clock. */
uint64_t sesd_dns_now(void);

/* Return seconds since 1970. */
uint64_t sesd_dns_date(void);

#endif
