/* SPDX-License-Identifier: MIT */
/**
 * @file sesdomain-dns.h
 * The companion of sesdomain.h: looks up the questions of a plan at the
 * authoritative name servers and adds the answers to the settings.
 *
 * The name servers of a name are found by following the delegations from the
 * root; every server of the domain's zone is asked at every address. What a
 * server answered can be read afterwards. Only the questions of the plan, the
 * targets of CNAMEs of TXT records, and the delegations that lead to them are
 * looked up.
 *
 * What sesdomain.h states of strings, names, handles and failures is true
 * here as well. In addition:
 * - This library uses the network and the clock, and reads no file or
 *   environment except where the comment says so.
 * - The handle is for one thread at a time, except for sesdomain_dns_cancel().
 * - Memory is taken from malloc(). c-ares and ldns, which this library uses,
 *   do the same.
 * - Zones, servers, replies and their strings live until
 *   sesdomain_dns_clear(); their indices change with each lookup.
 * - A function without @since has been there since version 0.9.
 */
#ifndef SESDOMAIN_DNS_H
#define SESDOMAIN_DNS_H

#include "sesdomain.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- objects and enumerations ------------------------------------------- */

/** A client of DNS: options, and what servers have answered. */
struct sesdomain_dns;

/** A zone, as its delegation and its servers describe it. */
struct sesdomain_dns_zone;

/** A name server of a zone at one address. */
struct sesdomain_dns_server;

/** What one server answered to one question. */
struct sesdomain_dns_reply;

/** What a descriptor is waited for; the values are added. */
enum sesdomain_dns_event {
    SESDOMAIN_DNS_EVENT_NONE = 0,
    SESDOMAIN_DNS_EVENT_READ = 1,
    SESDOMAIN_DNS_EVENT_WRITE = 2,
};

/** How a lookup ended. */
enum sesdomain_dns_end {
    SESDOMAIN_DNS_END_NONE = 0,     /**< none has ended */
    SESDOMAIN_DNS_END_COMPLETE = 1, /**< no new question is asked */
    SESDOMAIN_DNS_END_DEADLINE = 2,
    SESDOMAIN_DNS_END_CANCELLED = 3,
    SESDOMAIN_DNS_END_LIMIT = 4, /**< of queries, rounds or servers */
};

/** The outcome of one question at one server. Only an answer, NODATA and
 *  NXDOMAIN say something about records. */
enum sesdomain_dns_outcome {
    SESDOMAIN_DNS_OUTCOME_NONE = 0,     /**< not asked, or cut short */
    SESDOMAIN_DNS_OUTCOME_ANSWER = 1,   /**< records or an alias */
    SESDOMAIN_DNS_OUTCOME_NODATA = 2,   /**< no records of the type */
    SESDOMAIN_DNS_OUTCOME_NXDOMAIN = 3, /**< no such name */
    SESDOMAIN_DNS_OUTCOME_REFERRAL = 4, /**< to servers of a zone below */
    SESDOMAIN_DNS_OUTCOME_LAME = 5,     /**< not authoritative, or a
                                             referral upwards */
    SESDOMAIN_DNS_OUTCOME_REFUSED = 6,
    SESDOMAIN_DNS_OUTCOME_SERVFAIL = 7,
    SESDOMAIN_DNS_OUTCOME_RCODE = 8,  /**< another response code */
    SESDOMAIN_DNS_OUTCOME_NO_SOA = 9, /**< a negative answer without an
                                           SOA (RFC 2308 section 5) */
    SESDOMAIN_DNS_OUTCOME_MALFORMED = 10,
    SESDOMAIN_DNS_OUTCOME_TRUNCATED = 11, /**< and TCP does not work */
    SESDOMAIN_DNS_OUTCOME_TIMED_OUT = 12,
    SESDOMAIN_DNS_OUTCOME_UNREACHABLE = 13,
};

/** What follows for the settings from what all servers answered. */
enum sesdomain_dns_conclusion {
    SESDOMAIN_DNS_CONCLUSION_NONE = 0, /**< there was no one to ask, or
                                            the lookup was cancelled:
                                            nothing was added */
    SESDOMAIN_DNS_CONCLUSION_PRESENT = 1,
    SESDOMAIN_DNS_CONCLUSION_ABSENT = 2,
    SESDOMAIN_DNS_CONCLUSION_NONEXISTENT = 3, /**< absent, and so is the
                                                   name (NXDOMAIN) */
    SESDOMAIN_DNS_CONCLUSION_FAILED = 4,      /**< could not be determined */
};

/** What a DNSSEC-validating resolver makes of an RRset. */
enum sesdomain_dns_validation {
    SESDOMAIN_DNS_VALIDATION_UNKNOWN = 0,  /**< none was asked, or it failed */
    SESDOMAIN_DNS_VALIDATION_INSECURE = 1, /**< not signed */
    SESDOMAIN_DNS_VALIDATION_SECURE = 2,
    SESDOMAIN_DNS_VALIDATION_BOGUS = 3, /**< validating receivers do
                                             not see it */
};

/** Whether DS records of the zone above name keys of a zone (RFC 4035 section
 *  5.2). */
enum sesdomain_dns_ds {
    SESDOMAIN_DNS_DS_UNKNOWN = 0, /**< the zone, or the zone above, did
                                        not answer */
    SESDOMAIN_DNS_DS_ABSENT = 1,  /**< there are no DS records */
    SESDOMAIN_DNS_DS_MATCHED = 2,
    SESDOMAIN_DNS_DS_UNMATCHED = 3, /**< validating resolvers fail */
};

/* ---- the client and its options ----------------------------------------- */

/**
 * Create a client.
 *
 * @param out  receives the client, NULL on failure; free it with
 *             sesdomain_dns_free()
 * @return SESDOMAIN_OK or SESDOMAIN_E_MEMORY
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_new(struct sesdomain_dns **out);

/** Free a client. A lookup that is in progress ends. */
SESDOMAIN_API void sesdomain_dns_free(struct sesdomain_dns *dns);

/**
 * Return the message of the last call on dns that returns a status, if that
 * call failed.
 *
 * @return one line of printable text, empty after success; valid until the
 *         next call on dns
 */
SESDOMAIN_API const char *sesdomain_dns_error(const struct sesdomain_dns *dns);

/**
 * Add a resolver. It is asked for the addresses of name servers, and for the
 * root servers if none were added. Several are tried in order.
 *
 * @param address  IPv4 or IPv6
 * @param port     1 to 65535
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL), SESDOMAIN_E_VALUE,
 *         SESDOMAIN_E_LIMIT or SESDOMAIN_E_STATE (a lookup is in progress)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_add_resolver(struct sesdomain_dns *dns, const char *address,
                           uint32_t port);

/**
 * Add the resolvers that the system is configured to use. Reads files and the
 * environment as c-ares does.
 *
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (there are none),
 *         SESDOMAIN_E_LIMIT or SESDOMAIN_E_STATE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_add_system_resolvers(struct sesdomain_dns *dns);

/**
 * Add a DNSSEC-validating resolver. It is asked each question in the domain's
 * zone that a server answered with records. Where it fails, it is asked again
 * with checking disabled (RFC 4035 section 3.2.2).
 *
 * @return as sesdomain_dns_add_resolver()
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_add_validator(struct sesdomain_dns *dns, const char *address,
                            uint32_t port);

/**
 * Add a server of the root zone. Without one, the resolver is asked for the
 * root servers.
 *
 * @return as sesdomain_dns_add_resolver()
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_add_root(struct sesdomain_dns *dns, const char *address,
                       uint32_t port);

/**
 * Add a name server of the domain's zone. Once one is added, the delegation
 * of that zone is not followed, and only the servers added are asked for it.
 *
 * @return as sesdomain_dns_add_resolver()
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_add_server(struct sesdomain_dns *dns, const char *address,
                         uint32_t port);

/**
 * Set the port of the name servers that delegations name; 53 by default.
 *
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_STATE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_set_port(struct sesdomain_dns *dns, uint32_t port);

/** Set whether the IPv4 addresses of name servers are asked; true by
 *  default. */
SESDOMAIN_API void sesdomain_dns_set_ipv4(struct sesdomain_dns *dns,
                                          bool ipv4);

/** Set whether the IPv6 addresses of name servers are asked; true by
 *  default. */
SESDOMAIN_API void sesdomain_dns_set_ipv6(struct sesdomain_dns *dns,
                                          bool ipv6);

/** Set whether name servers may have private, loopback and other addresses
 *  that SES cannot reach; false by default. Addresses that were added are
 *  always allowed. */
SESDOMAIN_API void sesdomain_dns_set_private(struct sesdomain_dns *dns,
                                             bool allowed);

/**
 * Set how long the first attempt waits for a server; 1,000 ms by default. A
 * server that never answers costs four times that. One that answers other
 * queries and drops one, as by a rate limit, costs nine times that.
 *
 * @param milliseconds  10 to 60,000
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_STATE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_set_timeout(struct sesdomain_dns *dns, uint32_t milliseconds);

/** Set how many queries one address receives in a second at most; 0, the
 *  default, for as many as it answers. */
SESDOMAIN_API void sesdomain_dns_set_rate(struct sesdomain_dns *dns,
                                          uint32_t per_second);

/** Set the number of queries after which a lookup ends; 20,000 by default. */
SESDOMAIN_API void sesdomain_dns_set_query_limit(struct sesdomain_dns *dns,
                                                 size_t queries);

/** Remove all servers and resolvers that were added. Has no effect while a
 *  lookup is in progress. */
SESDOMAIN_API void sesdomain_dns_clear_servers(struct sesdomain_dns *dns);

/** Remove all answers of servers. Until then, lookups share them, so that
 *  several settings are looked up at the same point in time. Has no effect
 *  while a lookup is in progress. */
SESDOMAIN_API void sesdomain_dns_clear(struct sesdomain_dns *dns);

/* ---- looking up --------------------------------------------------------- */

/**
 * Look up the questions of the settings' plan, add the answers to the
 * settings, and repeat that until no new question is asked. What cannot be
 * determined is added as failed, never as absent.
 *
 * The servers of a zone may differ. Then the answer of those that have the
 * newest serial is added if all name the same primary server; otherwise the
 * lookup of that RRset counts as failed.
 *
 * @param sd        settings with domain and instances, and without existing
 *                  records; they may be partly filled if the call fails
 * @param deadline  milliseconds from now; 0 for none
 * @return SESDOMAIN_OK however the lookup ended, SESDOMAIN_E_MISSING (there
 *         is no one to ask), SESDOMAIN_E_STATE (a lookup is in progress, or
 *         an answer contradicts the existing records) or what
 *         sesdomain_plan_new() returns
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_lookup(struct sesdomain_dns *dns, struct sesdomain *sd,
                     uint32_t deadline);

/** End the lookup that is in progress or, if there is none, the next one.
 *  This function may be called from any thread and from a signal handler. */
SESDOMAIN_API void sesdomain_dns_cancel(struct sesdomain_dns *dns);

/**
 * Start a lookup for an event loop. Until it is done, wait for the
 * descriptors or the timeout, and call sesdomain_dns_process().
 *
 * @param sd        as in sesdomain_dns_lookup(); must not be used by others
 *                  until the lookup is done
 * @param deadline  as in sesdomain_dns_lookup()
 * @return as sesdomain_dns_lookup()
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_start(struct sesdomain_dns *dns, struct sesdomain *sd,
                    uint32_t deadline);

/**
 * Get the descriptors to wait for. They change with each call of
 * sesdomain_dns_process().
 *
 * @param fds     receives the descriptors; may be NULL if size is 0
 * @param events  receives for each the sum of enum sesdomain_dns_event; may
 *                be NULL if size is 0
 * @param size    the number of elements of both arrays
 * @return the number of descriptors, whether they fit or not
 */
SESDOMAIN_API size_t sesdomain_dns_fds(struct sesdomain_dns *dns, int *fds,
                                       uint32_t *events, size_t size);

/** Return the milliseconds after which sesdomain_dns_process() is due; 0 if no
 *  lookup is in progress. */
SESDOMAIN_API uint32_t sesdomain_dns_timeout(struct sesdomain_dns *dns);

/**
 * Continue a lookup. Does not wait.
 *
 * @param fds     the descriptors that are ready; may be NULL if count is 0
 * @param events  what each is ready for
 * @param count   the number of elements of both arrays
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (none was started) or what
 *         sesdomain_dns_lookup() returns; after a failure it is done
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_process(struct sesdomain_dns *dns, const int *fds,
                      const uint32_t *events, size_t count);

/** Return whether no lookup is in progress. */
SESDOMAIN_API bool sesdomain_dns_done(const struct sesdomain_dns *dns);

/** Return how the last lookup ended. */
SESDOMAIN_API enum sesdomain_dns_end
sesdomain_dns_end(const struct sesdomain_dns *dns);

/** Return the number of questions that were answered or given up. */
SESDOMAIN_API size_t sesdomain_dns_answered(const struct sesdomain_dns *dns);

/** Return the number of queries that were sent; retransmissions are not
 *  counted. */
SESDOMAIN_API size_t sesdomain_dns_queries(const struct sesdomain_dns *dns);

/* ---- what was found: zones ---------------------------------------------- */

/** Return the number of zones that were asked, in the order of lookups, then
 *  in canonical order of their names. */
SESDOMAIN_API size_t sesdomain_dns_zone_count(const struct sesdomain_dns *dns);

/** Return zone i. */
SESDOMAIN_API const struct sesdomain_dns_zone *
sesdomain_dns_zone_at(const struct sesdomain_dns *dns, size_t i);

/** Return the apex of a zone, empty for the root. */
SESDOMAIN_API const char *
sesdomain_dns_zone_name(const struct sesdomain_dns_zone *zone);

/** Return whether the servers of a zone were compared: each was asked at each
 *  address. Of zones that do not hold the domain, one server that answers is
 *  enough. */
SESDOMAIN_API bool
sesdomain_dns_zone_compared(const struct sesdomain_dns_zone *zone);

/** Return whether DS records name keys of a zone that was compared. If its
 *  servers were added, a resolver is asked for the DS records. */
SESDOMAIN_API enum sesdomain_dns_ds
sesdomain_dns_zone_ds(const struct sesdomain_dns_zone *zone);

/** Return whether a zone has more servers than this library asks. */
SESDOMAIN_API bool
sesdomain_dns_zone_limited(const struct sesdomain_dns_zone *zone);

/** Return the number of servers of a zone, in the order of their names, then
 *  addresses. A server of which no address was found is listed, too. */
SESDOMAIN_API size_t
sesdomain_dns_zone_server_count(const struct sesdomain_dns_zone *zone);

/** Return server j of a zone. */
SESDOMAIN_API const struct sesdomain_dns_server *
sesdomain_dns_zone_server(const struct sesdomain_dns_zone *zone, size_t j);

/** Return the host name of a server, or NULL if its address was added. */
SESDOMAIN_API const char *
sesdomain_dns_server_host(const struct sesdomain_dns_server *server);

/** Return the address of a server, or NULL if none was found. */
SESDOMAIN_API const char *
sesdomain_dns_server_address(const struct sesdomain_dns_server *server);

/** Return the port of a server. */
SESDOMAIN_API uint32_t
sesdomain_dns_server_port(const struct sesdomain_dns_server *server);

/** Return whether the parent zone lists the host of a server; unknown if no
 *  server of the parent alone was asked. */
SESDOMAIN_API enum sesdomain_tristate
sesdomain_dns_server_in_parent(const struct sesdomain_dns_server *server);

/** Return whether the zone itself lists the host of a server; unknown if its
 *  servers did not answer that. */
SESDOMAIN_API enum sesdomain_tristate
sesdomain_dns_server_in_child(const struct sesdomain_dns_server *server);

/** Return whether the address of a server is glue in the parent zone; unknown
 *  if there is none of that family for its host. */
SESDOMAIN_API enum sesdomain_tristate
sesdomain_dns_server_in_glue(const struct sesdomain_dns_server *server);

/** Return whether a resolver has the address for the host of a server;
 *  unknown if it has none of that family, or was not asked. */
SESDOMAIN_API enum sesdomain_tristate
sesdomain_dns_server_resolved(const struct sesdomain_dns_server *server);

/** Return whether a server is not asked because of its address: a private
 *  one, or of an address family that is not used. */
SESDOMAIN_API bool
sesdomain_dns_server_skipped(const struct sesdomain_dns_server *server);

/** Return the outcome of the question for the SOA at a server of a zone that
 *  was compared. */
SESDOMAIN_API enum sesdomain_dns_outcome
sesdomain_dns_server_outcome(const struct sesdomain_dns_server *server);

/**
 * Get the serial of the SOA at a server.
 *
 * @param serial  receives the serial, 0 if there is none; may be NULL
 * @return whether it is known
 */
SESDOMAIN_API bool
sesdomain_dns_server_serial(const struct sesdomain_dns_server *server,
                            uint32_t *serial);

/* ---- what was found: questions ------------------------------------------ */

/** Return the number of questions that were looked up, in the order of
 *  lookups, then in canonical order of their names, then by type. */
SESDOMAIN_API size_t
sesdomain_dns_question_count(const struct sesdomain_dns *dns);

/**
 * Get question i.
 *
 * @param name  receives the name, NULL if there is no such question; may be
 *              NULL
 * @param type  receives the type, IANA's number; may be NULL
 * @return whether there is such a question
 */
SESDOMAIN_API bool sesdomain_dns_question(const struct sesdomain_dns *dns,
                                          size_t i, const char **name,
                                          uint32_t *type);

/** Return the index of a question, or SESDOMAIN_NONE. */
SESDOMAIN_API size_t sesdomain_dns_find_question(
    const struct sesdomain_dns *dns, const char *name, uint32_t type);

/** Return the zone in which question i was looked up; NULL if it was not
 *  found. */
SESDOMAIN_API const struct sesdomain_dns_zone *
sesdomain_dns_question_zone(const struct sesdomain_dns *dns, size_t i);

/** Return what was concluded of question i. */
SESDOMAIN_API enum sesdomain_dns_conclusion
sesdomain_dns_question_conclusion(const struct sesdomain_dns *dns, size_t i);

/** Return why question i could not be determined; NULL if it could. */
SESDOMAIN_API const char *
sesdomain_dns_question_reason(const struct sesdomain_dns *dns, size_t i);

/** Return whether servers answered question i differently. */
SESDOMAIN_API bool
sesdomain_dns_question_differs(const struct sesdomain_dns *dns, size_t i);

/** Return the reply whose records were added for question i, or the absence
 *  that it states; NULL if it could not be determined. */
SESDOMAIN_API const struct sesdomain_dns_reply *
sesdomain_dns_question_reply(const struct sesdomain_dns *dns, size_t i);

/** Return what a validating resolver makes of question i. */
SESDOMAIN_API enum sesdomain_dns_validation
sesdomain_dns_question_validation(const struct sesdomain_dns *dns, size_t i);

/** Return the reply of the validating resolver to question i, NULL if there is
 *  none. Its TTL is how long it may repeat that reply. */
SESDOMAIN_API const struct sesdomain_dns_reply *
sesdomain_dns_question_validator_reply(const struct sesdomain_dns *dns,
                                       size_t i);

/** Return the number of replies to question i, in the order of servers. */
SESDOMAIN_API size_t sesdomain_dns_reply_count(const struct sesdomain_dns *dns,
                                               size_t i);

/** Return reply j to question i. */
SESDOMAIN_API const struct sesdomain_dns_reply *
sesdomain_dns_reply_at(const struct sesdomain_dns *dns, size_t i, size_t j);

/** Return the server that was asked. */
SESDOMAIN_API const struct sesdomain_dns_server *
sesdomain_dns_reply_server(const struct sesdomain_dns_reply *reply);

/** Return the outcome of a reply. */
SESDOMAIN_API enum sesdomain_dns_outcome
sesdomain_dns_reply_outcome(const struct sesdomain_dns_reply *reply);

/** Return the response code of a reply, EDNS's included (IANA). */
SESDOMAIN_API uint32_t
sesdomain_dns_reply_rcode(const struct sesdomain_dns_reply *reply);

/**
 * Get the extended error of a reply (RFC 8914).
 *
 * @param code  receives IANA's number; may be NULL
 * @return whether there is one
 */
SESDOMAIN_API bool
sesdomain_dns_reply_extended_error(const struct sesdomain_dns_reply *reply,
                                   uint32_t *code);

/** Return the text of that error, at most 255 characters of ASCII; NULL if
 *  there is none. */
SESDOMAIN_API const char *
sesdomain_dns_reply_extended_text(const struct sesdomain_dns_reply *reply);

/** Return whether a reply has the bit AA: it is authoritative. */
SESDOMAIN_API bool
sesdomain_dns_reply_authoritative(const struct sesdomain_dns_reply *reply);

/** Return whether a reply came over TCP. */
SESDOMAIN_API bool
sesdomain_dns_reply_tcp(const struct sesdomain_dns_reply *reply);

/** Return the TTL of the records of a reply in seconds; with NODATA and
 *  NXDOMAIN, for how long resolvers may repeat that (RFC 2308 section 5). */
SESDOMAIN_API uint32_t
sesdomain_dns_reply_ttl(const struct sesdomain_dns_reply *reply);

/** Return the type of the records of a reply: the type asked for, or
 *  SESDOMAIN_TYPE_CNAME or SESDOMAIN_TYPE_DNAME for an alias. */
SESDOMAIN_API uint32_t
sesdomain_dns_reply_type(const struct sesdomain_dns_reply *reply);

/** Return the number of records of a reply, in the order of their octets. */
SESDOMAIN_API size_t
sesdomain_dns_reply_value_count(const struct sesdomain_dns_reply *reply);

/** Return record k of a reply in presentation format. */
SESDOMAIN_API const char *
sesdomain_dns_reply_value(const struct sesdomain_dns_reply *reply, size_t k);

/** Return the time of a reply in seconds since 1970; 0 if there was none. */
SESDOMAIN_API uint64_t
sesdomain_dns_reply_time(const struct sesdomain_dns_reply *reply);

/* ---- recordings --------------------------------------------------------- */

/**
 * Write all answers of servers, unchanged, so that a lookup can be repeated
 * without a network.
 *
 * @param buf     receives the text, always terminated; may be NULL if size is
 *                0
 * @param size    the size of buf in octets
 * @param length  receives the length of the whole text without the
 *                terminator, whether it fits or not; may be NULL
 * @return SESDOMAIN_OK or SESDOMAIN_E_SPACE (buf is empty)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_write_recording(const struct sesdomain_dns *dns, char *buf,
                              size_t size, size_t *length);

/**
 * Load a recording. From then on, the client uses it instead of the network;
 * what is not in it was not answered. The servers that were added, and the
 * options that decide which servers are asked, are replaced by those of the
 * recording. After a failure they are undefined.
 *
 * @param text    need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL), SESDOMAIN_E_SYNTAX or
 *         SESDOMAIN_E_STATE (something was looked up, or a recording loaded)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_load_recording(struct sesdomain_dns *dns, const char *text,
                             size_t length);

/* ---- words of the enumerations, as in sesdomain.h ----------------------- */

/** Return the word of an end: "deadline". */
SESDOMAIN_API const char *sesdomain_dns_end_name(enum sesdomain_dns_end value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_end_from_name(const char *name, enum sesdomain_dns_end *value);

/** Return the word of an outcome: "timed-out". */
SESDOMAIN_API const char *
sesdomain_dns_outcome_name(enum sesdomain_dns_outcome value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_outcome_from_name(const char *name,
                                enum sesdomain_dns_outcome *value);

/** Return the word of a conclusion: "absent". */
SESDOMAIN_API const char *
sesdomain_dns_conclusion_name(enum sesdomain_dns_conclusion value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_conclusion_from_name(const char *name,
                                   enum sesdomain_dns_conclusion *value);

/** Return the word of a validation: "bogus". */
SESDOMAIN_API const char *
sesdomain_dns_validation_name(enum sesdomain_dns_validation value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_validation_from_name(const char *name,
                                   enum sesdomain_dns_validation *value);

/** Return the word of a state of DS records: "matched". */
SESDOMAIN_API const char *sesdomain_dns_ds_name(enum sesdomain_dns_ds value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_ds_from_name(const char *name, enum sesdomain_dns_ds *value);

#ifdef __cplusplus
}
#endif

#endif
