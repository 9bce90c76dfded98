/* SPDX-License-Identifier: MIT */
/*
 * The output of sesdomain-check: text for people, and the line of a Nagios
 * plug-in.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

const char *check_verdict_word(enum verdict verdict)
{
    static const char *const words[] = { "ready", "waiting", "unknown",
                                         "missing", "wrong" };

    return words[verdict];
}

const char *check_place_word(enum place place)
{
    static const char *const words[] = {
        "not used",
        "on all servers",
        "on some servers",
        "some of the records",
        "missing",
        "in conflict",
        "could not be determined",
    };

    return words[place];
}

/* ---- text --------------------------------------------------------------- */

static void text_server(const struct view *view)
{
    const struct sesdomain_dns_server *server = view->server;
    const char *host = sesdomain_dns_server_host(server);
    const char *address = sesdomain_dns_server_address(server);
    uint32_t serial;

    printf("    %s%s%s: ", host ? host : "", host && address ? " " : "",
           address ? address : "");
    if (!address)
        printf("no address was found");
    else if (sesdomain_dns_server_skipped(server))
        printf("not asked, because of its address");
    else if (sesdomain_dns_server_serial(server, &serial))
        printf("serial %" PRIu32 "%s", serial,
               view->behind ? ", behind the others" : "");
    else if (sesdomain_dns_server_outcome(server) ==
             SESDOMAIN_DNS_OUTCOME_ANSWER)
        /* RFC 1034 section 3.6.2 allows no CNAME beside it */
        printf("a CNAME or DNAME instead of the SOA record of the zone");
    else
        printf("%s", sesdomain_dns_outcome_name(
                         sesdomain_dns_server_outcome(server)));
    if (sesdomain_dns_server_in_parent(server) == SESDOMAIN_TRISTATE_NO)
        printf(", not listed in the parent zone");
    if (sesdomain_dns_server_in_child(server) == SESDOMAIN_TRISTATE_NO)
        printf(", not listed in the zone itself");
    if (sesdomain_dns_server_in_glue(server) == SESDOMAIN_TRISTATE_NO)
        printf(", not in the glue of the parent zone");
    if (sesdomain_dns_server_resolved(server) == SESDOMAIN_TRISTATE_NO)
        printf(", in the glue of the parent zone alone");
    putchar('\n');
}

static void text_servers(const struct check *c)
{
    printf("  servers\n");
    for (size_t k = 0; k < c->view_count; k++)
        text_server(&c->views[k]);
    for (size_t i = 0; i < sesdomain_dns_zone_count(c->dns); i++) {
        const struct sesdomain_dns_zone *zone =
            sesdomain_dns_zone_at(c->dns, i);

        if (!check_is_ours(c, zone))
            continue;
        if (sesdomain_dns_zone_ds(zone) == SESDOMAIN_DNS_DS_UNMATCHED)
            printf("    %s: no DNSKEY matches the DS records of the parent "
                   "zone: validating resolvers fail\n",
                   sesdomain_dns_zone_name(zone));
        if (sesdomain_dns_zone_limited(zone))
            printf("    %s: it has more servers than were asked\n",
                   sesdomain_dns_zone_name(zone));
    }
}

/* Print when SES looked, beside what is served. */
static void text_look(const struct check *c, size_t i)
{
    static const char *const words[] = {
        [SEEN_UNKNOWN] = "",
        [SEEN_BEFORE] = ", before the present serial",
        [SEEN_PRESENT] = ", as it is now",
        [SEEN_OTHER] =
            (", which is newer than that of all servers: SES may see another "
             "zone"),
    };
    const uint64_t checked = sesdomain_plan_instance_ses_checked(c->plan, i);
    uint32_t serial, served;
    const bool known = sesdomain_plan_instance_ses_serial(c->plan, i, &serial);
    const enum seen seen = check_seen(c, i, &served);
    char text[32];

    if (!checked && !known)
        return;
    printf("    ");
    if (seen == SEEN_BEFORE && check_is_published(c, i))
        printf("right at all servers since serial %" PRIu32 " at the latest; ",
               served);
    printf("SES last looked");
    if (checked)
        printf(" at %s", check_time(checked, text, sizeof(text)));
    if (known)
        printf(" (serial %" PRIu32 ")", serial);
    printf("%s\n", words[seen]);
}

static void text_instance(const struct check *c, size_t i)
{
    printf("  %s: %s\n", sesdomain_plan_instance_label(c->plan, i),
           check_verdict_word(check_instance(c, i)));
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a <= SESDOMAIN_ASPECT_DMARC;
         a++) {
        const enum sesdomain_aspect aspect = (enum sesdomain_aspect)a;
        const enum sesdomain_ses_status ses =
            sesdomain_plan_readiness_ses(c->plan, i, aspect);
        const enum place place = check_place(c, i, aspect);

        if (place == PLACE_UNUSED)
            continue;
        printf("    %s: %s", sesdomain_aspect_name(aspect),
               check_place_word(place));
        if (ses != SESDOMAIN_SES_UNKNOWN)
            printf(", SES: %s", sesdomain_ses_status_name(ses));
        putchar('\n');
    }
    text_look(c, i);
}

/* Print a server in the list of those that lack an RRset. */
static void text_lacking(const struct view *view, bool first)
{
    const char *host = sesdomain_dns_server_host(view->server);
    uint32_t serial;

    printf("%s%s%s%s", first ? "not on " : ", ", host ? host : "",
           host ? " " : "", sesdomain_dns_server_address(view->server));
    if (!view->plan)
        printf(" (%s)", sesdomain_dns_outcome_name(
                            sesdomain_dns_server_outcome(view->server)));
    else if (sesdomain_dns_server_serial(view->server, &serial))
        printf(" (serial %" PRIu32 ")", serial);
}

static void text_recordset(const struct check *c,
                           const struct sesdomain_recordset *rs)
{
    const char *type = sesdomain_type_name(sesdomain_recordset_type(rs));
    const struct sesdomain_dns_reply *stale = check_stale(c, rs);
    size_t having = 0, lacking = 0;

    printf("    %s %s: ", sesdomain_recordset_name(rs), type ? type : "?");
    for (size_t k = 0; k < c->view_count; k++) {
        const struct view *view = &c->views[k];

        if (!check_serves(c, view, rs))
            continue;
        if (view->plan && check_has(view, rs)) {
            having++;
            continue;
        }
        text_lacking(view, !lacking++);
    }
    if (!lacking)
        printf("%s", having ? "on all servers" : "no server was asked");
    else if (!having)
        printf("; on no server");
    if (stale)
        printf("; %s repeats an earlier answer for up to %" PRIu32 " s",
               sesdomain_dns_server_address(sesdomain_dns_reply_server(stale)),
               sesdomain_dns_reply_ttl(stale));
    putchar('\n');
}

static void text_findings(const struct check *c)
{
    for (size_t i = 0; i < sesdomain_plan_finding_count(c->plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(c->plan, i);

        if (sesdomain_finding_severity(f) == SESDOMAIN_SEVERITY_NOTE)
            continue;
        printf("  %s: %s: %s\n",
               sesdomain_severity_name(sesdomain_finding_severity(f)),
               sesdomain_finding_code(f), sesdomain_finding_message(f));
    }
}

/* RFC 8914 section 4. */
static const char *const extended_errors[] = {
    "Other",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest Type",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
};

/* Print the extended error of a reply, if there is one. */
static void text_extended_error(const struct sesdomain_dns_reply *reply)
{
    const char *text = sesdomain_dns_reply_extended_text(reply);
    uint32_t code;

    if (!sesdomain_dns_reply_extended_error(reply, &code))
        return;
    printf(" (extended error %" PRIu32, code);
    if (code < sizeof(extended_errors) / sizeof(*extended_errors))
        printf(", %s", extended_errors[code]);
    printf("%s%s)", text ? ": " : "", text ? text : "");
}

/* Print the servers that have the zone, and did not answer a question. */
static void text_question(const struct check *c, size_t i, const char *name,
                          const char *type)
{
    for (size_t j = 0; j < sesdomain_dns_reply_count(c->dns, i); j++) {
        const struct sesdomain_dns_reply *reply = check_failure(c, i, j);
        const struct sesdomain_dns_server *server =
            sesdomain_dns_reply_server(reply);
        const char *host = sesdomain_dns_server_host(server);

        if (!reply)
            continue;
        printf("  %s %s: %s from %s%s%s", name, type,
               sesdomain_dns_outcome_name(sesdomain_dns_reply_outcome(reply)),
               host ? host : "", host ? " " : "",
               sesdomain_dns_server_address(server));
        text_extended_error(reply);
        putchar('\n');
    }
}

static void text_questions(const struct check *c)
{
    const char *name;
    uint32_t type;

    for (size_t k = 0; k < sesdomain_plan_question_count(c->plan); k++) {
        const size_t i = check_question(c, k, &name, &type);
        const char *reason = sesdomain_dns_question_reason(c->dns, i);
        const char *word = sesdomain_type_name(type);

        word = word ? word : "?";
        if (reason)
            printf("  %s %s could not be determined: %s\n", name, word,
                   reason);
        if (sesdomain_dns_question_validation(c->dns, i) ==
            SESDOMAIN_DNS_VALIDATION_BOGUS) {
            printf("  %s %s is bogus (DNSSEC): receivers do not see it", name,
                   word);
            text_extended_error(
                sesdomain_dns_question_validator_reply(c->dns, i));
            putchar('\n');
        }
        text_question(c, i, name, word);
    }
}

void check_print_text(const struct check *c)
{
    printf("%s: %s\n", sesdomain_plan_domain(c->plan),
           check_verdict_word(c->verdict));
    text_servers(c);
    for (size_t i = 0; i < sesdomain_plan_instance_count(c->plan); i++)
        text_instance(c, i);
    printf("  records\n");
    for (size_t i = 0; i < sesdomain_plan_recordset_count(c->plan); i++)
        text_recordset(c, sesdomain_plan_recordset(c->plan, i));
    text_questions(c);
    text_findings(c);
    if (sesdomain_dns_end(c->dns) != SESDOMAIN_DNS_END_COMPLETE)
        printf("  The lookup is not complete: %s.\n",
               sesdomain_dns_end_name(sesdomain_dns_end(c->dns)));
    if (c->wait)
        printf("  Resolvers may repeat earlier answers for up to %" PRIu32
               " s.\n",
               c->wait);
}

/* ---- Nagios ------------------------------------------------------------- */

void check_print_nagios(const struct check *checks, size_t count)
{
    static const char *const states[] = { "OK", "WARNING", "UNKNOWN",
                                          "CRITICAL", "CRITICAL" };
    enum verdict worst = VERDICT_READY;

    for (size_t i = 0; i < count; i++)
        if (checks[i].verdict > worst)
            worst = checks[i].verdict;
    printf("SESDOMAIN %s", states[worst]);
    for (size_t i = 0; i < count; i++)
        printf("%s%s %s", i ? ", " : " - ",
               sesdomain_plan_domain(checks[i].plan),
               check_verdict_word(checks[i].verdict));
    putchar('\n');
}
