/* SPDX-License-Identifier: MIT */
/*
 * Conclusions. Takes the replies of all servers to a question, decides what
 * they prove, and adds it to the settings.
 *
 * - If all servers that answer agree, their answer is true. - Where they
 * differ, the servers with the newest serial are right (RFC 1982, RFC 1996),
 * if all servers have their zone from the same primary: the others are behind.
 * Otherwise nothing is known. - A record is absent only if no server that
 * serves the zone failed to answer that question: it may have the record. - A
 * name does not exist if all answer that, and no server has it or a name below
 * it (RFC 8020).
 */
#include <stdio.h>
#include <string.h>

#include "dns.h"

/* ---- which replies count ------------------------------------------------ */

static bool conclude_is_delegation(const struct question *q,
                                   const struct message *m)
{
    return q->type == SESDOMAIN_TYPE_NS &&
           m->outcome == SESDOMAIN_DNS_OUTCOME_REFERRAL &&
           strcmp(m->cut, q->name) == 0;
}

/* Return the message of reply i if it is conclusive. Of a delegation, the NS
 * RRset of the zone above counts, if it was received. */
static const struct message *conclude_message(const struct question *q,
                                              size_t i, bool delegated)
{
    const struct sesdomain_dns_reply *reply = q->ask->replies.items[i];
    const struct message *m = &reply->message;

    if (delegated ? conclude_is_delegation(q, m)
                  : sesd_dns_is_determined(m->outcome))
        return m;
    return NULL;
}

static bool conclude_is_delegated(const struct question *q)
{
    for (size_t i = 0; i < q->ask->replies.count; i++)
        if (conclude_message(q, i, true))
            return true;
    return false;
}

/* Whether two messages have the same RRset. */
static bool conclude_same(const struct message *a, const struct message *b)
{
    if (a->values.count != b->values.count ||
        (a->values.count && a->type != b->type))
        return false;
    for (size_t i = 0; i < a->values.count; i++)
        if (strcmp(a->values.items[i], b->values.items[i]) != 0)
            return false;
    return true;
}

/* ---- servers that differ ------------------------------------------------ */

/* Return the SOA of the server that gave a reply; NULL if it is unknown. */
static const struct soa *conclude_soa(const struct sesdomain_dns_reply *reply)
{
    const struct ask *ask = reply->ask->zone->soa;

    for (size_t i = 0; ask && i < ask->replies.count; i++) {
        const struct sesdomain_dns_reply *soa = ask->replies.items[i];

        if (soa->at == reply->at)
            return soa->message.soa.mname ? &soa->message.soa : NULL;
    }
    return NULL;
}

/* RFC 1982 section 3.2. */
static bool conclude_is_newer(uint32_t serial, uint32_t than)
{
    return serial != than && serial - than < UINT32_C(0x80000000);
}

/* Whether no server that answered has a newer SOA than one of them, or one of
 * another primary. Serials may be without an order (RFC 1982 section 3.2). */
static bool conclude_is_newest(const struct question *q, bool delegated,
                               const struct soa *newest)
{
    for (size_t i = 0; i < q->ask->replies.count; i++) {
        const struct soa *soa = conclude_soa(q->ask->replies.items[i]);

        if (!conclude_message(q, i, delegated))
            continue;
        if (!soa || strcmp(soa->mname, newest->mname) != 0 ||
            (soa->serial != newest->serial &&
             !conclude_is_newer(newest->serial, soa->serial)))
            return false;
    }
    return true;
}

/* Return the newest SOA of the servers that answered; NULL if there is no such
 * one. */
static const struct soa *conclude_newest(const struct question *q,
                                         bool delegated)
{
    for (size_t i = 0; i < q->ask->replies.count; i++) {
        const struct soa *soa = conclude_soa(q->ask->replies.items[i]);

        if (conclude_message(q, i, delegated) && soa &&
            conclude_is_newest(q, delegated, soa))
            return soa;
    }
    return NULL;
}

static bool conclude_has_serial(const struct sesdomain_dns_reply *reply,
                                const struct soa *newest)
{
    const struct soa *soa = conclude_soa(reply);

    return soa && soa->serial == newest->serial;
}

/* Return a reply on which all servers with a serial, or with any if it is
 * NULL, agree. NULL if they differ. */
static const struct sesdomain_dns_reply *
conclude_agreed(const struct question *q, bool delegated,
                const struct soa *newest)
{
    const struct sesdomain_dns_reply *agreed = NULL;

    for (size_t i = 0; i < q->ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = q->ask->replies.items[i];
        const struct message *m = conclude_message(q, i, delegated);

        if (!m || (newest && !conclude_has_serial(reply, newest)))
            continue;
        if (!agreed)
            agreed = reply;
        else if (!conclude_same(&agreed->message, m))
            return NULL;
        else if (m->outcome == SESDOMAIN_DNS_OUTCOME_NODATA)
            agreed = reply; /* it has precedence over NXDOMAIN */
    }
    return agreed;
}

/* ---- failures ----------------------------------------------------------- */

static const char *conclude_outcome_text(enum sesdomain_dns_outcome outcome)
{
    switch (outcome) {
    case SESDOMAIN_DNS_OUTCOME_NONE:
    case SESDOMAIN_DNS_OUTCOME_ANSWER:
    case SESDOMAIN_DNS_OUTCOME_NODATA:
    case SESDOMAIN_DNS_OUTCOME_NXDOMAIN:
        break;
    case SESDOMAIN_DNS_OUTCOME_REFERRAL:
        return "a referral that leads to no server";
    case SESDOMAIN_DNS_OUTCOME_LAME:
        return "an answer that is not authoritative";
    case SESDOMAIN_DNS_OUTCOME_REFUSED:
        return "REFUSED";
    case SESDOMAIN_DNS_OUTCOME_SERVFAIL:
        return "SERVFAIL";
    case SESDOMAIN_DNS_OUTCOME_RCODE:
        return "an unusual response code";
    case SESDOMAIN_DNS_OUTCOME_NO_SOA:
        return "a negative answer without an SOA";
    case SESDOMAIN_DNS_OUTCOME_MALFORMED:
        return "a malformed answer";
    case SESDOMAIN_DNS_OUTCOME_TRUNCATED:
        return "a truncated answer, and no TCP";
    case SESDOMAIN_DNS_OUTCOME_TIMED_OUT:
        return "no answer";
    case SESDOMAIN_DNS_OUTCOME_UNREACHABLE:
        return "an ICMP error";
    }
    return "no answer before the lookup ended";
}

static void conclude_fail(struct question *q,
                          const struct sesdomain_dns_reply *reply)
{
    const char *what = conclude_outcome_text(reply->message.outcome);

    snprintf(q->reason, sizeof(q->reason), "%s from %s", what,
             reply->at->server->address);
    q->conclusion = SESDOMAIN_DNS_CONCLUSION_FAILED;
}

/* Return the first inconclusive reply; if requested, of servers that have the
 * zone. */
static const struct sesdomain_dns_reply *
conclude_first_failure(const struct question *q, bool alive)
{
    for (size_t i = 0; i < q->ask->replies.count; i++) {
        const struct sesdomain_dns_reply *reply = q->ask->replies.items[i];

        if (!sesd_dns_is_determined(reply->message.outcome) &&
            (!alive || reply->at->alive))
            return reply;
    }
    return NULL;
}

/* ---- one question ------------------------------------------------------- */

/* Set the result of a question that no server answered. */
static void conclude_nothing(struct question *q)
{
    const struct sesdomain_dns_reply *reply = conclude_first_failure(q, false);

    q->conclusion = SESDOMAIN_DNS_CONCLUSION_FAILED;
    if (reply)
        conclude_fail(q, reply);
    else
        snprintf(q->reason, sizeof(q->reason),
                 "no name server with an address that may be asked");
}

/* Note that a name and the names above it exist. */
static void conclude_exists(struct sesdomain_dns *dns, const char *name)
{
    for (; name && *name; name = sesd_dns_name_parent(name)) {
        struct sesdomain_dns_zone *entry = sesd_dns_zone(dns, name);

        if (!entry || entry->exists)
            return;
        entry->exists = true;
    }
}

static void conclude_absence(struct question *q)
{
    const struct sesdomain_dns_reply *reply = conclude_first_failure(q, true);

    q->conclusion = SESDOMAIN_DNS_CONCLUSION_ABSENT;
    /* an alias has no records of other types (RFC 1034 section 3.6.2) */
    if (q->chosen->message.values.count)
        return;
    if (reply)
        conclude_fail(q, reply);
    else if (q->chosen->message.outcome == SESDOMAIN_DNS_OUTCOME_NXDOMAIN)
        q->conclusion = SESDOMAIN_DNS_CONCLUSION_NONEXISTENT;
}

static void conclude_question(struct sesdomain_dns *dns, struct question *q)
{
    const bool delegated = conclude_is_delegated(q);
    const struct soa *newest;
    bool any = false;

    for (size_t i = 0; i < q->ask->replies.count; i++) {
        const struct message *m = conclude_message(q, i, delegated);

        if (m && m->outcome != SESDOMAIN_DNS_OUTCOME_NXDOMAIN)
            conclude_exists(dns, q->name);
        any = any || m;
    }
    if (!any) {
        conclude_nothing(q);
        return;
    }
    q->chosen = conclude_agreed(q, delegated, NULL);
    if (!q->chosen) {
        q->differs = true;
        newest = conclude_newest(q, delegated);
        q->chosen = newest ? conclude_agreed(q, delegated, newest) : NULL;
    }
    if (!q->chosen) {
        q->conclusion = SESDOMAIN_DNS_CONCLUSION_FAILED;
        snprintf(q->reason, sizeof(q->reason), "the name servers differ");
    } else if (q->chosen->message.values.count &&
               q->chosen->message.type == q->type) {
        q->conclusion = SESDOMAIN_DNS_CONCLUSION_PRESENT;
    } else {
        conclude_absence(q);
    }
}

/* ---- into the settings -------------------------------------------------- */

static enum sesdomain_status conclude_add_values(struct sesdomain *sd,
                                                 const struct question *q)
{
    const struct message *m = &q->chosen->message;
    enum sesdomain_status status = SESDOMAIN_OK;

    for (size_t i = 0; i < m->values.count && status == SESDOMAIN_OK; i++)
        status = sesdomain_add_record(sd, q->name, m->type, (int32_t)m->ttl,
                                      m->values.items[i], NULL);
    return status;
}

/* Whether the core accepts an RRset, which is added as a whole or not at
 * all. */
static bool conclude_is_accepted(struct sesdomain_dns *dns, struct question *q)
{
    if (conclude_add_values(dns->probe, q) == SESDOMAIN_OK)
        return true;
    q->conclusion = SESDOMAIN_DNS_CONCLUSION_FAILED;
    snprintf(q->reason, sizeof(q->reason), "records that are not valid");
    return false;
}

/* Add an alias: the type is absent at its name. For TXT, the target is looked
 * up; the CNAME is, too, unless the plan has that question. */
static enum sesdomain_status conclude_add_alias(struct sesdomain_dns *dns,
                                                struct question *q, bool *more)
{
    const struct message *m = &q->chosen->message;
    const struct question *cname =
        sesd_dns_question_find(dns, q->name, SESDOMAIN_TYPE_CNAME);
    const char *target = m->values.items[0];
    const size_t n = strlen(target);

    if (m->type != SESDOMAIN_TYPE_CNAME)
        return SESDOMAIN_OK;
    if (q->type == SESDOMAIN_TYPE_TXT && q->links < SESD_DNS_CHAIN_MAX &&
        n > 1) {
        char *name = sesd_dns_keep(&dns->pool, target, n - 1);

        if (name && sesd_dns_question_want(dns, name, q->type, q->links + 1))
            *more = true;
    }
    if (cname && cname->wanted == dns->run)
        return SESDOMAIN_OK;
    return conclude_is_accepted(dns, q) ? conclude_add_values(dns->sd, q)
                                        : SESDOMAIN_OK;
}

static enum sesdomain_status conclude_add(struct sesdomain_dns *dns,
                                          struct question *q, bool *more)
{
    enum sesdomain_status status = SESDOMAIN_OK;

    if (q->conclusion == SESDOMAIN_DNS_CONCLUSION_PRESENT &&
        conclude_is_accepted(dns, q))
        return conclude_add_values(dns->sd, q);
    switch (q->conclusion) {
    case SESDOMAIN_DNS_CONCLUSION_NONE:
    case SESDOMAIN_DNS_CONCLUSION_PRESENT:
        return SESDOMAIN_OK;
    case SESDOMAIN_DNS_CONCLUSION_ABSENT:
    case SESDOMAIN_DNS_CONCLUSION_NONEXISTENT:
        if (q->chosen->message.values.count)
            status = conclude_add_alias(dns, q, more);
        if (status != SESDOMAIN_OK)
            return status;
        if (q->conclusion != SESDOMAIN_DNS_CONCLUSION_FAILED)
            return sesdomain_add_absent(dns->sd, q->name, q->type);
        break;
    case SESDOMAIN_DNS_CONCLUSION_FAILED:
        break;
    }
    return sesdomain_add_failed(dns->sd, q->name, q->type, q->reason);
}

enum sesdomain_status sesd_dns_conclude(struct sesdomain_dns *dns, bool *more)
{
    const size_t count = dns->wanted.count;

    *more = false;
    for (size_t i = 0; i < count; i++) {
        struct question *q = dns->wanted.items[i];
        enum sesdomain_status status;

        if (q->added == dns->run)
            continue;
        q->done = true;
        if (q->ask && q->conclusion == SESDOMAIN_DNS_CONCLUSION_NONE)
            conclude_question(dns, q);
        q->added = dns->run;
        status = conclude_add(dns, q, more);
        if (status != SESDOMAIN_OK)
            return status;
    }
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_dns_conclude_names(struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < dns->wanted.count; i++) {
        struct question *q = dns->wanted.items[i];
        const struct sesdomain_dns_zone *entry;
        enum sesdomain_status status;

        if (q->added != dns->run ||
            q->conclusion != SESDOMAIN_DNS_CONCLUSION_NONEXISTENT)
            continue;
        entry = sesd_dns_zone(dns, q->name);
        if (!entry || entry->exists) {
            q->conclusion = SESDOMAIN_DNS_CONCLUSION_ABSENT;
            continue;
        }
        status = sesdomain_add_nonexistent(dns->sd, q->name);
        if (status != SESDOMAIN_OK && status != SESDOMAIN_E_STATE)
            return status;
    }
    return SESDOMAIN_OK;
}
