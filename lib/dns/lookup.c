/* SPDX-License-Identifier: MIT */
/*
 * The lookup. Takes the settings, looks up the questions of their plan, adds
 * the answers, and plans again until there is no new question; in one call, or
 * step by step for an event loop.
 */
#define _POSIX_C_SOURCE 200809L
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "dns.h"

#define WAIT_MOST 60000 /* milliseconds */

/* ---- the end ------------------------------------------------------------ */

static enum sesdomain_status lookup_fail(struct sesdomain_dns *dns,
                                         enum sesdomain_status status)
{
    return sesd_dns_fail(dns, status,
                         status == SESDOMAIN_E_MEMORY
                             ? sesdomain_strerror(status)
                             : sesdomain_error(dns->sd));
}

static enum sesdomain_status lookup_end(struct sesdomain_dns *dns,
                                        enum sesdomain_dns_end end,
                                        enum sesdomain_status status)
{
    sesd_dns_server_close(dns);
    if (status == SESDOMAIN_OK && end != SESDOMAIN_DNS_END_CANCELLED)
        status = sesd_dns_conclude_names(dns);
    if (status != SESDOMAIN_OK && !*dns->error)
        lookup_fail(dns, status);
    sesd_dns_sort(dns);
    sesdomain_free(dns->probe);
    dns->probe = NULL;
    dns->sd = NULL;
    dns->running = false;
    if (end == SESDOMAIN_DNS_END_COMPLETE && dns->limited)
        end = SESDOMAIN_DNS_END_LIMIT;
    dns->end = end;
    return status;
}

/* Stop early; the questions that are not done could not be determined. */
static enum sesdomain_status lookup_stop(struct sesdomain_dns *dns,
                                         enum sesdomain_dns_end end)
{
    bool more;
    enum sesdomain_status status = SESDOMAIN_OK;

    sesd_dns_server_close(dns);
    if (end == SESDOMAIN_DNS_END_DEADLINE) {
        sesd_dns_question_give_up(dns, "no answer before the deadline");
        status = sesd_dns_conclude(dns, &more);
    }
    return lookup_end(dns, end, status);
}

/* ---- rounds ------------------------------------------------------------- */

/* Look up the questions of the plan. *more: some of them are new. */
static enum sesdomain_status lookup_plan(struct sesdomain_dns *dns, bool *more)
{
    struct sesdomain_plan *plan;
    enum sesdomain_status status = sesdomain_plan_new(dns->sd, &plan);
    enum sesdomain_question_scope scope;
    const char *name;
    uint32_t type;

    if (status != SESDOMAIN_OK)
        return lookup_fail(dns, status);
    if (!dns->domain_zone) {
        name = sesdomain_plan_zone(plan);
        dns->domain_zone = sesd_dns_keep(&dns->pool, name, strlen(name));
        if (dns->domain_zone)
            sesd_dns_zone_begin(dns);
    }
    for (size_t i = 0; dns->domain_zone &&
                       sesdomain_plan_question(plan, i, &name, &type, &scope);
         i++)
        if (scope == SESDOMAIN_QUESTION_SCOPE_NAME && type &&
            sesd_dns_question_want(dns, name, type, 0))
            *more = true;
    sesdomain_plan_free(plan);
    return dns->pool.failed ? lookup_fail(dns, SESDOMAIN_E_MEMORY)
                            : SESDOMAIN_OK;
}

/* Add the answers, once all are there, and plan again. */
static enum sesdomain_status lookup_round(struct sesdomain_dns *dns)
{
    bool more;
    enum sesdomain_status status = sesd_dns_conclude(dns, &more);

    if (status == SESDOMAIN_OK)
        status = lookup_plan(dns, &more);
    if (status != SESDOMAIN_OK)
        return lookup_end(dns, SESDOMAIN_DNS_END_NONE, status);
    if (more && ++dns->rounds >= SESD_DNS_ROUNDS_MAX) {
        dns->limited = true;
        sesd_dns_question_give_up(dns, "the lookup has too many rounds");
        status = sesd_dns_conclude(dns, &more);
        more = false;
    }
    return more ? SESDOMAIN_OK
                : lookup_end(dns, SESDOMAIN_DNS_END_COMPLETE, status);
}

/* Do everything that needs no waiting. */
static enum sesdomain_status lookup_advance(struct sesdomain_dns *dns)
{
    enum sesdomain_status status = SESDOMAIN_OK;

    while (dns->running && status == SESDOMAIN_OK) {
        dns->moved = false;
        sesd_dns_zone_step(dns);
        sesd_dns_question_step(dns);
        sesd_dns_server_pump(dns, sesd_dns_now());
        if (dns->pool.failed)
            return lookup_end(dns, SESDOMAIN_DNS_END_NONE, SESDOMAIN_E_MEMORY);
        if (sesd_dns_question_all_done(dns) && sesd_dns_zone_all_done(dns))
            status = lookup_round(dns);
        else if (dns->moved)
            continue;
        else if (!sesd_dns_server_is_idle(dns))
            break;
        else if (sesd_dns_question_all_done(dns))
            status = lookup_round(dns);
        else
            sesd_dns_question_give_up(dns, "no way to a name server");
    }
    return status;
}

/* ---- the step form ------------------------------------------------------ */

static bool lookup_has_servers(const struct sesdomain_dns *dns)
{
    return dns->resolvers.count || dns->roots.count || dns->given.count;
}

enum sesdomain_status sesdomain_dns_start(struct sesdomain_dns *dns,
                                          struct sesdomain *sd,
                                          uint32_t deadline)
{
    bool more = false;
    enum sesdomain_status status;

    *dns->error = '\0';
    if (dns->running)
        return sesd_dns_fail(dns, SESDOMAIN_E_STATE,
                             "a lookup is in progress");
    if (!lookup_has_servers(dns))
        return sesd_dns_fail(dns, SESDOMAIN_E_MISSING,
                             "there is no resolver and no server to ask");
    if (dns->pool.failed || sesdomain_new(&dns->probe))
        return sesd_dns_fail(dns, SESDOMAIN_E_MEMORY,
                             sesdomain_strerror(SESDOMAIN_E_MEMORY));
    if (!*dns->sibling)
        sesd_dns_question_choose_sibling(dns);
    dns->sd = sd;
    dns->run++;
    dns->rounds = 0;
    dns->wanted.count = 0;
    dns->old_questions = dns->question_list.count;
    dns->old_queries = dns->queries;
    dns->old_zones = dns->zone_list.count;
    dns->limited = false;
    dns->domain_zone = NULL;
    dns->end = SESDOMAIN_DNS_END_NONE;
    dns->deadline = deadline ? sesd_dns_now() + deadline : SESD_DNS_NEVER;
    dns->running = true;
    status = lookup_plan(dns, &more);
    if (status != SESDOMAIN_OK)
        return lookup_end(dns, SESDOMAIN_DNS_END_NONE, status);
    return sesdomain_dns_process(dns, NULL, NULL, 0);
}

enum sesdomain_status sesdomain_dns_process(struct sesdomain_dns *dns,
                                            const int *fds,
                                            const uint32_t *events,
                                            size_t count)
{
    *dns->error = '\0';
    if (!dns->running)
        return sesd_dns_fail(dns, SESDOMAIN_E_MISSING,
                             "no lookup is in progress");
    if (sesd_dns_wake_take(dns->wake))
        return lookup_stop(dns, SESDOMAIN_DNS_END_CANCELLED);
    sesd_dns_server_process(dns, fds, events, count);
    if (sesd_dns_now() >= dns->deadline)
        return lookup_stop(dns, SESDOMAIN_DNS_END_DEADLINE);
    return lookup_advance(dns);
}

size_t sesdomain_dns_fds(struct sesdomain_dns *dns, int *fds, uint32_t *events,
                         size_t size)
{
    if (!dns->running)
        return 0;
    if (size) {
        fds[0] = sesd_dns_wake_fd(dns->wake);
        events[0] = SESDOMAIN_DNS_EVENT_READ;
    }
    return 1 + sesd_dns_server_fds(dns, size ? fds + 1 : NULL,
                                   size ? events + 1 : NULL,
                                   size ? size - 1 : 0);
}

uint32_t sesdomain_dns_timeout(struct sesdomain_dns *dns)
{
    const uint64_t now = sesd_dns_now();
    uint64_t due;

    if (!dns->running)
        return 0;
    due = sesd_dns_server_due(dns, now);
    if (dns->deadline < due)
        due = dns->deadline;
    if (due <= now)
        return 0;
    return due - now > WAIT_MOST ? WAIT_MOST : (uint32_t)(due - now);
}

void sesdomain_dns_cancel(struct sesdomain_dns *dns)
{
    sesd_dns_wake_raise(dns->wake);
}

bool sesdomain_dns_done(const struct sesdomain_dns *dns)
{
    return !dns || !dns->running;
}

enum sesdomain_dns_end sesdomain_dns_end(const struct sesdomain_dns *dns)
{
    return dns ? dns->end : SESDOMAIN_DNS_END_NONE;
}

/* ---- the blocking form -------------------------------------------------- */

/* The arrays of a wait: as many elements as descriptors have been seen. */
struct waiting {
    struct pollfd *polled;
    int *fds;
    uint32_t *events;
    size_t size;
};

static bool lookup_reserve(struct waiting *w, size_t size)
{
    if (size > w->size) {
        free(w->polled);
        free(w->fds);
        free(w->events);
        w->polled = calloc(size, sizeof(*w->polled));
        w->fds = calloc(size, sizeof(*w->fds));
        w->events = calloc(size, sizeof(*w->events));
        w->size = size;
    }
    return w->polled && w->fds && w->events;
}

/* Wait until a descriptor is ready or the time is over. Return the number of
 * ready descriptors. */
static size_t lookup_poll(struct waiting *w, size_t count, uint32_t timeout)
{
    size_t ready = 0;

    for (size_t i = 0; i < count; i++)
        w->polled[i] = (struct pollfd){
            .fd = w->fds[i],
            .events =
                (short)((w->events[i] & SESDOMAIN_DNS_EVENT_READ ? POLLIN
                                                                 : 0) |
                        (w->events[i] & SESDOMAIN_DNS_EVENT_WRITE ? POLLOUT
                                                                  : 0)),
        };
    if (poll(w->polled, (nfds_t)count, (int)timeout) <= 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const short found = w->polled[i].revents;

        if (!found)
            continue;
        w->fds[ready] = w->polled[i].fd;
        /* an error is found by reading or writing */
        w->events[ready++] =
            (found & ~POLLOUT ? SESDOMAIN_DNS_EVENT_READ : 0u) |
            (found & ~POLLIN ? SESDOMAIN_DNS_EVENT_WRITE : 0u);
    }
    return ready;
}

enum sesdomain_status sesdomain_dns_lookup(struct sesdomain_dns *dns,
                                           struct sesdomain *sd,
                                           uint32_t deadline)
{
    enum sesdomain_status status = sesdomain_dns_start(dns, sd, deadline);
    struct waiting w = { 0 };

    while (status == SESDOMAIN_OK && dns->running) {
        const size_t count = sesdomain_dns_fds(dns, NULL, NULL, 0);
        size_t ready;

        if (!lookup_reserve(&w, count)) {
            status =
                lookup_end(dns, SESDOMAIN_DNS_END_NONE, SESDOMAIN_E_MEMORY);
            break;
        }
        sesdomain_dns_fds(dns, w.fds, w.events, count);
        ready = lookup_poll(&w, count, sesdomain_dns_timeout(dns));
        status = sesdomain_dns_process(dns, w.fds, w.events, ready);
    }
    free(w.polled);
    free(w.fds);
    free(w.events);
    return status;
}
