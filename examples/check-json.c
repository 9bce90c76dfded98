/* SPDX-License-Identifier: MIT */
/*
 * What sesdomain-check prints for programs: JSON.
 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"

static void json_string(const char *s)
{
    if (!s) {
        printf("null");
        return;
    }
    putchar('"');
    for (; *s; s++)
        if (*s == '"' || *s == '\\')
            printf("\\%c", *s);
        else if ((unsigned char)*s < ' ')
            printf("\\u%04x", (unsigned char)*s);
        else
            putchar(*s);
    putchar('"');
}

/* Print the key of a member, with a comma before all but the first. */
static void json_key(const char *key, bool first)
{
    printf("%s\"%s\": ", first ? "" : ", ", key);
}

static void json_text(const char *key, const char *value, bool first)
{
    json_key(key, first);
    json_string(value);
}

static void json_server(const struct view *view)
{
    const struct sesdomain_dns_server *server = view->server;
    uint32_t serial;

    printf("{");
    json_text("host", sesdomain_dns_server_host(server), true);
    json_text("address", sesdomain_dns_server_address(server), false);
    printf(", \"port\": %" PRIu32, sesdomain_dns_server_port(server));
    json_text("outcome",
              sesdomain_dns_outcome_name(sesdomain_dns_server_outcome(server)),
              false);
    if (sesdomain_dns_server_serial(server, &serial))
        printf(", \"serial\": %" PRIu32, serial);
    printf(", \"behind\": %s, \"skipped\": %s",
           view->behind ? "true" : "false",
           sesdomain_dns_server_skipped(server) ? "true" : "false");
    json_text("in_parent",
              sesdomain_tristate_name(sesdomain_dns_server_in_parent(server)),
              false);
    json_text("in_child",
              sesdomain_tristate_name(sesdomain_dns_server_in_child(server)),
              false);
    json_text("in_glue",
              sesdomain_tristate_name(sesdomain_dns_server_in_glue(server)),
              false);
    json_text("resolved",
              sesdomain_tristate_name(sesdomain_dns_server_resolved(server)),
              false);
    printf("}");
}

/* When SES looked, beside what is served. */
static void json_look(const struct check *c, size_t i)
{
    static const char *const words[] = {
        [SEEN_UNKNOWN] = "unknown",
        [SEEN_BEFORE] = "before",
        [SEEN_PRESENT] = "present",
        [SEEN_OTHER] = "other",
    };
    const uint64_t checked = sesdomain_plan_instance_ses_checked(c->plan, i);
    const uint64_t succeeded =
        sesdomain_plan_instance_ses_succeeded(c->plan, i);
    uint32_t serial, served;
    const enum seen seen = check_seen(c, i, &served);

    json_key("ses", false);
    printf("{");
    json_text("seen", words[seen], true);
    if (checked)
        printf(", \"checked\": %" PRIu64, checked);
    if (succeeded)
        printf(", \"succeeded\": %" PRIu64, succeeded);
    if (sesdomain_plan_instance_ses_serial(c->plan, i, &serial))
        printf(", \"serial\": %" PRIu32, serial);
    if (served)
        printf(", \"served\": %" PRIu32, served);
    printf("}");
}

static void json_instance(const struct check *c, size_t i)
{
    printf("{");
    json_text("label", sesdomain_plan_instance_label(c->plan, i), true);
    json_text("verdict", check_verdict_word(check_instance(c, i)), false);
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a <= SESDOMAIN_ASPECT_DMARC;
         a++) {
        const enum sesdomain_aspect aspect = (enum sesdomain_aspect)a;

        json_key(sesdomain_aspect_name(aspect), false);
        printf("{");
        json_text("verdict", check_verdict_word(check_aspect(c, i, aspect)),
                  true);
        json_text("dns", check_place_word(check_place(c, i, aspect)), false);
        json_text("ses",
                  sesdomain_ses_status_name(
                      sesdomain_plan_readiness_ses(c->plan, i, aspect)),
                  false);
        printf("}");
    }
    json_look(c, i);
    printf("}");
}

static void json_reply(const struct sesdomain_dns_reply *reply)
{
    const struct sesdomain_dns_server *server =
        sesdomain_dns_reply_server(reply);
    uint32_t code;

    printf("{");
    json_text("address", sesdomain_dns_server_address(server), true);
    json_text("outcome",
              sesdomain_dns_outcome_name(sesdomain_dns_reply_outcome(reply)),
              false);
    printf(", \"rcode\": %" PRIu32 ", \"authoritative\": %s, \"tcp\": %s, "
           "\"ttl\": %" PRIu32 ", \"time\": %" PRIu64,
           sesdomain_dns_reply_rcode(reply),
           sesdomain_dns_reply_authoritative(reply) ? "true" : "false",
           sesdomain_dns_reply_tcp(reply) ? "true" : "false",
           sesdomain_dns_reply_ttl(reply), sesdomain_dns_reply_time(reply));
    if (sesdomain_dns_reply_extended_error(reply, &code)) {
        printf(", \"extended_error\": %" PRIu32, code);
        json_text("extended_text", sesdomain_dns_reply_extended_text(reply),
                  false);
    }
    json_text("type", sesdomain_type_name(sesdomain_dns_reply_type(reply)),
              false);
    printf(", \"records\": [");
    for (size_t k = 0; k < sesdomain_dns_reply_value_count(reply); k++) {
        printf("%s", k ? ", " : "");
        json_string(sesdomain_dns_reply_value(reply, k));
    }
    printf("]}");
}

static void json_question(const struct sesdomain_dns *dns, size_t i)
{
    const char *name;
    uint32_t type;

    sesdomain_dns_question(dns, i, &name, &type);
    printf("{");
    json_text("name", name, true);
    json_text("type", sesdomain_type_name(type), false);
    json_text("zone",
              sesdomain_dns_zone_name(sesdomain_dns_question_zone(dns, i)),
              false);
    json_text("conclusion",
              sesdomain_dns_conclusion_name(
                  sesdomain_dns_question_conclusion(dns, i)),
              false);
    json_text("reason", sesdomain_dns_question_reason(dns, i), false);
    printf(", \"differs\": %s",
           sesdomain_dns_question_differs(dns, i) ? "true" : "false");
    json_text("validation",
              sesdomain_dns_validation_name(
                  sesdomain_dns_question_validation(dns, i)),
              false);
    printf(", \"replies\": [");
    for (size_t j = 0; j < sesdomain_dns_reply_count(dns, i); j++) {
        printf("%s\n      ", j ? "," : "");
        json_reply(sesdomain_dns_reply_at(dns, i, j));
    }
    printf("]");
    if (sesdomain_dns_question_validator_reply(dns, i)) {
        json_key("validator", false);
        json_reply(sesdomain_dns_question_validator_reply(dns, i));
    }
    printf("}");
}

static void json_finding(const struct sesdomain_finding *f)
{
    printf("{");
    json_text("severity",
              sesdomain_severity_name(sesdomain_finding_severity(f)), true);
    json_text("code", sesdomain_finding_code(f), false);
    json_text("name", sesdomain_finding_name(f), false);
    json_text("message", sesdomain_finding_message(f), false);
    json_text("hint", sesdomain_finding_hint(f), false);
    printf("}");
}

static void json_begin_list(const char *key)
{
    printf(",\n  \"%s\": [", key);
}

static void json_zones(const struct check *c)
{
    bool first = true;

    json_begin_list("zones");
    for (size_t i = 0; i < sesdomain_dns_zone_count(c->dns); i++) {
        const struct sesdomain_dns_zone *zone =
            sesdomain_dns_zone_at(c->dns, i);

        if (!check_is_ours(c, zone))
            continue;
        printf("%s\n    {", first ? "" : ",");
        first = false;
        json_text("name", sesdomain_dns_zone_name(zone), true);
        json_text("ds", sesdomain_dns_ds_name(sesdomain_dns_zone_ds(zone)),
                  false);
        printf(", \"limited\": %s}",
               sesdomain_dns_zone_limited(zone) ? "true" : "false");
    }
    printf("]");
}

static void json_check(const struct check *c)
{
    printf("{");
    json_text("domain", sesdomain_plan_domain(c->plan), true);
    json_text("verdict", check_verdict_word(c->verdict), false);
    json_text("end", sesdomain_dns_end_name(sesdomain_dns_end(c->dns)), false);
    printf(", \"wait\": %" PRIu32, c->wait);
    json_zones(c);
    json_begin_list("servers");
    for (size_t k = 0; k < c->view_count; k++) {
        printf("%s\n    ", k ? "," : "");
        json_server(&c->views[k]);
    }
    printf("]");
    json_begin_list("instances");
    for (size_t i = 0; i < sesdomain_plan_instance_count(c->plan); i++) {
        printf("%s\n    ", i ? "," : "");
        json_instance(c, i);
    }
    printf("]");
    json_begin_list("findings");
    for (size_t i = 0; i < sesdomain_plan_finding_count(c->plan); i++) {
        printf("%s\n    ", i ? "," : "");
        json_finding(sesdomain_plan_finding(c->plan, i));
    }
    printf("]}");
}

void check_print_json(const struct check *checks, size_t count)
{
    const struct sesdomain_dns *dns = checks[0].dns;

    printf("{\"checks\": [");
    for (size_t i = 0; i < count; i++) {
        printf("%s", i ? ",\n" : "");
        json_check(&checks[i]);
    }
    printf("]");
    json_begin_list("questions");
    for (size_t i = 0; i < sesdomain_dns_question_count(dns); i++) {
        printf("%s\n    ", i ? "," : "");
        json_question(dns, i);
    }
    printf("]}\n");
}
