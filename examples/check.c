/* SPDX-License-Identifier: MIT */
/*
 * The model of sesdomain-check. Takes a setup and a client of DNS, looks the
 * domain up, and compares its servers: for each of them, the plan is computed
 * as if all servers answered as it does.
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "io.h"

/* ---- settings ----------------------------------------------------------- */

int check_load(const struct setup *setup, struct sesdomain *sd)
{
    size_t count = 0;

    if (sesdomain_load_setup(sd, setup->text, setup->length) != SESDOMAIN_OK)
        return io_fail(setup->path, sesdomain_error(sd));
    while (setup->options[count])
        count++;
    return io_set_options(sd, (const char *const *)setup->options, count);
}

/* ---- the plan of one server --------------------------------------------- */

static enum sesdomain_status
check_add_values(struct sesdomain *sd, const char *name,
                 const struct sesdomain_dns_reply *reply)
{
    enum sesdomain_status status = SESDOMAIN_OK;

    for (size_t k = 0;
         k < sesdomain_dns_reply_value_count(reply) && status == SESDOMAIN_OK;
         k++)
        status =
            sesdomain_add_record(sd, name, sesdomain_dns_reply_type(reply),
                                 (int32_t)sesdomain_dns_reply_ttl(reply),
                                 sesdomain_dns_reply_value(reply, k), NULL);
    return status;
}

/* Add the content of a reply, or that the lookup failed. */
static void check_add_reply(struct sesdomain *sd, const char *name,
                            uint32_t type,
                            const struct sesdomain_dns_reply *reply)
{
    const enum sesdomain_dns_outcome outcome =
        sesdomain_dns_reply_outcome(reply);
    const bool has_values = sesdomain_dns_reply_value_count(reply) &&
                            sesdomain_dns_reply_type(reply) == type;

    switch (outcome) {
    case SESDOMAIN_DNS_OUTCOME_REFERRAL:
    case SESDOMAIN_DNS_OUTCOME_ANSWER:
        if (has_values && check_add_values(sd, name, reply) == SESDOMAIN_OK)
            return;
        break;
    case SESDOMAIN_DNS_OUTCOME_NODATA:
    case SESDOMAIN_DNS_OUTCOME_NXDOMAIN:
        break;
    default:
        sesdomain_add_failed(sd, name, type,
                             sesdomain_dns_outcome_name(outcome));
        return;
    }
    if (!has_values)
        sesdomain_add_absent(sd, name, type);
}

/* Return the reply of a server to question i, or the conclusion if it is not a
 * server of that name. */
static const struct sesdomain_dns_reply *
check_reply(const struct sesdomain_dns *dns, size_t i,
            const struct sesdomain_dns_server *server)
{
    for (size_t j = 0; j < sesdomain_dns_reply_count(dns, i); j++) {
        const struct sesdomain_dns_reply *reply =
            sesdomain_dns_reply_at(dns, i, j);

        if (sesdomain_dns_reply_server(reply) == server)
            return reply;
    }
    return sesdomain_dns_question_reply(dns, i);
}

size_t check_question(const struct check *c, size_t k, const char **name,
                      uint32_t *type)
{
    enum sesdomain_question_scope scope;

    if (!sesdomain_plan_question(c->plan, k, name, type, &scope) ||
        scope != SESDOMAIN_QUESTION_SCOPE_NAME)
        return SESDOMAIN_NONE;
    return sesdomain_dns_find_question(c->dns, *name, *type);
}

static int check_plan_view(struct check *c, const struct setup *setup,
                           struct view *view)
{
    struct sesdomain *sd;
    const char *name;
    uint32_t type;
    int result;

    if (sesdomain_new(&sd) != SESDOMAIN_OK)
        return io_fail(c->path, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    result = check_load(setup, sd);
    for (size_t k = 0; !result && k < sesdomain_plan_question_count(c->plan);
         k++) {
        const size_t i = check_question(c, k, &name, &type);
        const struct sesdomain_dns_reply *reply =
            check_reply(c->dns, i, view->server);
        const char *reason = sesdomain_dns_question_reason(c->dns, i);

        if (reply)
            check_add_reply(sd, name, type, reply);
        else if (reason)
            sesdomain_add_failed(sd, name, type, reason);
    }
    if (!result && sesdomain_plan_new(sd, &view->plan) != SESDOMAIN_OK)
        result = io_fail(c->path, sesdomain_error(sd));
    sesdomain_free(sd);
    return result;
}

/* ---- servers ------------------------------------------------------------ */

/* RFC 1982 section 3.2. */
static bool check_is_newer(uint32_t serial, uint32_t than)
{
    return serial != than && serial - than < UINT32_C(0x80000000);
}

static bool check_is_behind(const struct sesdomain_dns_zone *zone,
                            const struct sesdomain_dns_server *server)
{
    uint32_t serial, other;

    if (!sesdomain_dns_server_serial(server, &serial))
        return false;
    for (size_t j = 0; j < sesdomain_dns_zone_server_count(zone); j++)
        if (sesdomain_dns_server_serial(sesdomain_dns_zone_server(zone, j),
                                        &other) &&
            check_is_newer(other, serial))
            return true;
    return false;
}

enum seen check_seen(const struct check *c, size_t i, uint32_t *served)
{
    uint32_t serial, other;

    *served = 0;
    for (size_t k = 0; k < c->view_count; k++) {
        const struct view *view = &c->views[k];

        if (strcmp(view->zone, sesdomain_plan_zone(c->plan)) == 0 &&
            !view->behind && sesdomain_dns_server_serial(view->server, &other))
            *served = other;
    }
    if (!*served || !sesdomain_plan_instance_ses_serial(c->plan, i, &serial))
        return SEEN_UNKNOWN;
    if (serial == *served)
        return SEEN_PRESENT;
    return check_is_newer(*served, serial) ? SEEN_BEFORE : SEEN_OTHER;
}

const char *check_time(uint64_t seconds, char *buf, size_t size)
{
    const time_t when = (time_t)seconds;
    struct tm utc;

    if (!gmtime_r(&when, &utc) ||
        !strftime(buf, size, "%Y-%m-%dT%H:%M:%SZ", &utc))
        return "?";
    return buf;
}

bool check_is_alive(const struct sesdomain_dns_server *server)
{
    const enum sesdomain_dns_outcome outcome =
        sesdomain_dns_server_outcome(server);

    return outcome == SESDOMAIN_DNS_OUTCOME_ANSWER ||
           outcome == SESDOMAIN_DNS_OUTCOME_NODATA ||
           outcome == SESDOMAIN_DNS_OUTCOME_NXDOMAIN;
}

/* Whether a zone has names of the domain's zone. */
bool check_is_ours(const struct check *c,
                   const struct sesdomain_dns_zone *zone)
{
    const char *name = zone ? sesdomain_dns_zone_name(zone) : "";
    const char *domain = sesdomain_plan_domain(c->plan);
    const size_t n = strlen(name), m = strlen(domain);
    const char *longer = n > m ? name : domain;
    const char *shorter = n > m ? domain : name;
    const size_t gap = n > m ? n - m : m - n;

    return sesdomain_dns_zone_compared(zone) &&
           strcmp(longer + gap, shorter) == 0 &&
           (gap == 0 || longer[gap - 1] == '.');
}

static int check_views(struct check *c, const struct setup *setup)
{
    size_t most = 0;

    for (size_t i = 0; i < sesdomain_dns_zone_count(c->dns); i++)
        most +=
            sesdomain_dns_zone_server_count(sesdomain_dns_zone_at(c->dns, i));
    c->views = calloc(most + 1, sizeof(*c->views));
    if (!c->views)
        return io_fail(c->path, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    for (size_t i = 0; i < sesdomain_dns_zone_count(c->dns); i++) {
        const struct sesdomain_dns_zone *zone =
            sesdomain_dns_zone_at(c->dns, i);

        for (size_t j = 0; check_is_ours(c, zone) &&
                           j < sesdomain_dns_zone_server_count(zone);
             j++) {
            struct view *view = &c->views[c->view_count++];

            view->zone = sesdomain_dns_zone_name(zone);
            view->server = sesdomain_dns_zone_server(zone, j);
            view->behind = check_is_behind(zone, view->server);
            if (check_is_alive(view->server) &&
                check_plan_view(c, setup, view))
                return 2;
        }
    }
    return 0;
}

/* ---- a check ------------------------------------------------------------ */

int check_run(struct check *c, const struct setup *setup,
              struct sesdomain_dns *dns, uint32_t deadline)
{
    struct sesdomain *sd;
    int result;

    *c = (struct check){ .path = setup->path, .dns = dns };
    if (sesdomain_new(&sd) != SESDOMAIN_OK)
        return io_fail(c->path, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    result = check_load(setup, sd);
    if (!result && sesdomain_dns_lookup(dns, sd, deadline) != SESDOMAIN_OK)
        result = io_fail(c->path, sesdomain_dns_error(dns));
    if (!result && sesdomain_plan_new(sd, &c->plan) != SESDOMAIN_OK)
        result = io_fail(c->path, sesdomain_error(sd));
    sesdomain_free(sd);
    if (!result)
        result = check_views(c, setup);
    if (!result) {
        c->verdict = check_domain(c);
        c->wait = check_wait(c);
    }
    return result;
}

void check_free(struct check *c)
{
    for (size_t i = 0; i < c->view_count; i++)
        sesdomain_plan_free(c->views[i].plan);
    free(c->views);
    sesdomain_plan_free(c->plan);
    *c = (struct check){ 0 };
}
