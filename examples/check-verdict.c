/* SPDX-License-Identifier: MIT */
/*
 * The verdicts of sesdomain-check. Takes the plans of all servers, and
 * produces the places of the records of each aspect, and a verdict.
 */
#include <string.h>

#include "check.h"

/* ---- verdicts ----------------------------------------------------------- */

enum place check_place(const struct check *c, size_t i,
                       enum sesdomain_aspect aspect)
{
    size_t plans = 0, counts[SESDOMAIN_PUBLICATION_PUBLISHED + 1] = { 0 };
    enum sesdomain_publication publication;

    if (sesdomain_plan_readiness(c->plan, i, aspect) ==
        SESDOMAIN_READINESS_NOT_USED)
        return PLACE_UNUSED;
    for (size_t k = 0; k < c->view_count; k++) {
        if (!c->views[k].plan)
            continue;
        publication =
            sesdomain_plan_readiness_dns(c->views[k].plan, i, aspect);
        /* the next transfer of the zone replaces what conflicts */
        if (publication == SESDOMAIN_PUBLICATION_CONFLICT &&
            c->views[k].behind &&
            sesdomain_plan_readiness_dns(c->plan, i, aspect) ==
                SESDOMAIN_PUBLICATION_PUBLISHED)
            publication = SESDOMAIN_PUBLICATION_MISSING;
        counts[publication <= SESDOMAIN_PUBLICATION_PUBLISHED
                   ? publication
                   : SESDOMAIN_PUBLICATION_UNKNOWN]++;
        plans++;
    }
    if (!plans || counts[SESDOMAIN_PUBLICATION_UNKNOWN])
        return PLACE_UNKNOWN;
    if (counts[SESDOMAIN_PUBLICATION_CONFLICT])
        return PLACE_CONFLICT;
    if (counts[SESDOMAIN_PUBLICATION_PUBLISHED] == plans)
        return PLACE_EVERYWHERE;
    if (counts[SESDOMAIN_PUBLICATION_MISSING] == plans)
        return PLACE_NOWHERE;
    return counts[SESDOMAIN_PUBLICATION_PARTIAL] == plans ? PLACE_PART
                                                          : PLACE_SOME;
}

/* Return the verdict of SES on an aspect whose records are all in DNS. */
static enum verdict check_ses(const struct check *c, size_t i,
                              enum sesdomain_aspect aspect)
{
    switch (sesdomain_plan_readiness_ses(c->plan, i, aspect)) {
    case SESDOMAIN_SES_NOT_STARTED:
    case SESDOMAIN_SES_PENDING:
    case SESDOMAIN_SES_TEMPORARY_FAILURE:
        return VERDICT_WAITING;
    case SESDOMAIN_SES_FAILED:
        return VERDICT_WRONG; /* SES has stopped looking */
    case SESDOMAIN_SES_UNKNOWN:
    case SESDOMAIN_SES_SUCCESS:
        break;
    }
    return VERDICT_READY;
}

enum verdict check_aspect(const struct check *c, size_t i,
                          enum sesdomain_aspect aspect)
{
    switch (check_place(c, i, aspect)) {
    case PLACE_UNUSED:
        return VERDICT_READY;
    case PLACE_EVERYWHERE:
        return check_ses(c, i, aspect);
    case PLACE_SOME:
        return VERDICT_WAITING;
    case PLACE_PART:
    case PLACE_NOWHERE:
        return VERDICT_MISSING;
    case PLACE_CONFLICT:
        return VERDICT_WRONG;
    case PLACE_UNKNOWN:
        break;
    }
    return VERDICT_UNKNOWN;
}

bool check_is_published(const struct check *c, size_t i)
{
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a <= SESDOMAIN_ASPECT_DMARC;
         a++) {
        const enum place place = check_place(c, i, (enum sesdomain_aspect)a);

        if (place != PLACE_UNUSED && place != PLACE_EVERYWHERE)
            return false;
    }
    return true;
}

enum verdict check_instance(const struct check *c, size_t i)
{
    enum verdict worst = VERDICT_READY, verdict;

    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a <= SESDOMAIN_ASPECT_DMARC;
         a++) {
        verdict = check_aspect(c, i, (enum sesdomain_aspect)a);
        if (verdict > worst)
            worst = verdict;
    }
    return worst;
}

const struct sesdomain_dns_reply *check_failure(const struct check *c,
                                                size_t i, size_t j)
{
    const struct sesdomain_dns_reply *reply =
        sesdomain_dns_reply_at(c->dns, i, j);
    const struct sesdomain_dns_server *server =
        sesdomain_dns_reply_server(reply);

    switch (sesdomain_dns_reply_outcome(reply)) {
    case SESDOMAIN_DNS_OUTCOME_ANSWER:
    case SESDOMAIN_DNS_OUTCOME_NODATA:
    case SESDOMAIN_DNS_OUTCOME_NXDOMAIN:
    case SESDOMAIN_DNS_OUTCOME_REFERRAL:
        return NULL;
    default:
        return check_is_alive(server) ? reply : NULL;
    }
}

static enum verdict check_question_verdict(const struct check *c, size_t i)
{
    if (sesdomain_dns_question_validation(c->dns, i) ==
        SESDOMAIN_DNS_VALIDATION_BOGUS)
        return VERDICT_WRONG;
    /* where servers differ, the aspects say what they have */
    if (sesdomain_dns_question_reason(c->dns, i) &&
        !sesdomain_dns_question_differs(c->dns, i))
        return VERDICT_UNKNOWN;
    for (size_t j = 0; j < sesdomain_dns_reply_count(c->dns, i); j++)
        if (check_failure(c, i, j))
            return VERDICT_UNKNOWN;
    return VERDICT_READY;
}

/* The delegations, and what resolvers remember. */
static enum verdict check_resolvers(const struct check *c)
{
    for (size_t i = 0; i < sesdomain_dns_zone_count(c->dns); i++) {
        const struct sesdomain_dns_zone *zone =
            sesdomain_dns_zone_at(c->dns, i);

        if (check_is_ours(c, zone) &&
            sesdomain_dns_zone_ds(zone) == SESDOMAIN_DNS_DS_UNMATCHED)
            return VERDICT_WRONG;
    }
    for (size_t i = 0; i < sesdomain_plan_recordset_count(c->plan); i++)
        if (check_stale(c, sesdomain_plan_recordset(c->plan, i)))
            return VERDICT_WAITING;
    return VERDICT_READY;
}

enum verdict check_domain(const struct check *c)
{
    enum verdict worst = check_resolvers(c), verdict;
    const char *name;
    uint32_t type;

    for (size_t i = 0; i < sesdomain_plan_instance_count(c->plan); i++) {
        verdict = check_instance(c, i);
        if (sesdomain_plan_instance_state(c->plan, i) ==
                SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            verdict > worst)
            worst = verdict;
    }
    for (size_t k = 0; k < sesdomain_plan_question_count(c->plan); k++) {
        const size_t i = check_question(c, k, &name, &type);
        const struct sesdomain_dns_zone *zone =
            sesdomain_dns_question_zone(c->dns, i);

        /* without a zone: the way to a name of the domain was not found */
        if (zone && !check_is_ours(c, zone))
            continue;
        verdict = check_question_verdict(c, i);
        if (verdict > worst)
            worst = verdict;
    }
    return worst;
}

/* ---- records ------------------------------------------------------------ */

/* Return the question for an RRset, or SESDOMAIN_NONE. */
static size_t check_find(const struct check *c,
                         const struct sesdomain_recordset *rs)
{
    return sesdomain_dns_find_question(c->dns, sesdomain_recordset_name(rs),
                                       sesdomain_recordset_type(rs));
}

/* Whether two replies have the same records. */
static bool check_same(const struct sesdomain_dns_reply *a,
                       const struct sesdomain_dns_reply *b)
{
    const size_t n = sesdomain_dns_reply_value_count(a);

    if (n != sesdomain_dns_reply_value_count(b))
        return false;
    for (size_t k = 0; k < n; k++)
        if (strcmp(sesdomain_dns_reply_value(a, k),
                   sesdomain_dns_reply_value(b, k)) != 0)
            return false;
    return true;
}

bool check_has(const struct view *view, const struct sesdomain_recordset *rs)
{
    for (size_t i = 0; i < sesdomain_plan_recordset_count(view->plan); i++) {
        const struct sesdomain_recordset *other =
            sesdomain_plan_recordset(view->plan, i);

        if (sesdomain_recordset_type(other) == sesdomain_recordset_type(rs) &&
            strcmp(sesdomain_recordset_name(other),
                   sesdomain_recordset_name(rs)) == 0)
            return sesdomain_recordset_todo(other) ==
                   SESDOMAIN_RECORDSET_TODO_NONE;
    }
    return false;
}

bool check_serves(const struct check *c, const struct view *view,
                  const struct sesdomain_recordset *rs)
{
    const size_t i = check_find(c, rs);

    for (size_t j = 0; j < sesdomain_dns_reply_count(c->dns, i); j++)
        if (sesdomain_dns_reply_server(sesdomain_dns_reply_at(c->dns, i, j)) ==
            view->server)
            return true;
    return false;
}

const struct sesdomain_dns_reply *
check_stale(const struct check *c, const struct sesdomain_recordset *rs)
{
    const size_t i = check_find(c, rs);
    const struct sesdomain_dns_reply *reply =
        sesdomain_dns_question_validator_reply(c->dns, i);
    const enum sesdomain_dns_outcome outcome =
        sesdomain_dns_reply_outcome(reply);

    if (sesdomain_dns_question_conclusion(c->dns, i) !=
            SESDOMAIN_DNS_CONCLUSION_PRESENT ||
        (outcome != SESDOMAIN_DNS_OUTCOME_ANSWER &&
         outcome != SESDOMAIN_DNS_OUTCOME_NODATA &&
         outcome != SESDOMAIN_DNS_OUTCOME_NXDOMAIN) ||
        check_same(reply, sesdomain_dns_question_reply(c->dns, i)))
        return NULL;
    return reply;
}

/* Return for how long a resolver may report that the records of question i are
 * missing, or are as they were before. */
static uint32_t check_wait_question(const struct check *c, size_t i)
{
    const struct sesdomain_dns_reply *right =
        sesdomain_dns_question_reply(c->dns, i);
    uint32_t most = 0;

    for (size_t j = 0; j < sesdomain_dns_reply_count(c->dns, i); j++) {
        const struct sesdomain_dns_reply *reply =
            sesdomain_dns_reply_at(c->dns, i, j);
        const uint32_t ttl = sesdomain_dns_reply_ttl(reply);

        if (ttl > most && (!right || !sesdomain_dns_reply_value_count(right) ||
                           !check_same(right, reply)))
            most = ttl;
    }
    return most;
}

uint32_t check_wait(const struct check *c)
{
    uint32_t most = 0;

    for (size_t i = 0; i < sesdomain_plan_recordset_count(c->plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(c->plan, i);
        const uint32_t stale = sesdomain_dns_reply_ttl(check_stale(c, rs));
        const uint32_t wait = check_wait_question(c, check_find(c, rs));

        most = wait > most ? wait : most;
        most = stale > most ? stale : most;
    }
    return most;
}

int check_exit(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_READY:
        return 0;
    case VERDICT_WAITING:
        return 3;
    case VERDICT_UNKNOWN:
        return 4;
    case VERDICT_MISSING:
    case VERDICT_WRONG:
        break;
    }
    return 1;
}
