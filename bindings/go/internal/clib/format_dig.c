//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Commands that look every record set up. Takes a plan, produces calls of dig
 * at each name server that the existing records name, with the values to
 * expect once the change is made.
 */
#include "format_format.h"

/* Write HOST or HOST#PORT; the option was checked when it was set. */
static void dig_write_option(struct text t, struct out *o)
{
    const char *port = t.n ? memchr(t.s, '#', t.n) : NULL;
    struct text host = t;

    if (!t.n)
        return;
    if (port)
        host.n = (size_t)(port - t.s);
    sesd_out_str(o, " @");
    sesd_out_shell(o, host);
    if (port) {
        sesd_out_str(o, " -p ");
        sesd_out_shell(o, sesd_text(port + 1));
    }
}

/* A command, without its header of counts: the status shows whether an empty
 * answer is NXDOMAIN, NODATA or SERVFAIL. At an authoritative server the
 * answer does not come from a cache. */
static void dig_write_command(struct text server, bool is_option,
                              const char *type, struct text name,
                              struct out *o)
{
    sesd_out_str(o, "dig +noall +comments +answer");
    if (is_option) {
        dig_write_option(server, o);
    } else {
        sesd_out_str(o, " +norecurse @");
        sesd_out_shell(o, server);
        sesd_out_char(o, '.');
    }
    sesd_out_char(o, ' ');
    sesd_out_str(o, type);
    sesd_out_char(o, ' ');
    sesd_out_shell(o, name);
    sesd_out_str(o, ".\n");
}

/* The same question at every name server that is known, unless the option
 * names one. */
static void dig_write_commands(const struct sesdomain_plan *plan,
                               const char *type, struct text name,
                               struct out *o)
{
    const struct text option = sesd_text(sesd_plan_option(plan, "dig.server"));

    for (size_t i = 0; i < plan->server_count && !option.n; i++)
        dig_write_command(plan->servers[i], false, type, name, o);
    if (option.n || !plan->server_count)
        dig_write_command(option, true, type, name, o);
}

static void dig_write_list(const struct sesdomain_recordset *set, bool wanted,
                           const char *title, struct out *o)
{
    bool first = true;

    for (size_t j = 0; j < set->value_count; j++) {
        if (sesd_is_desired(&set->values[j]) != wanted)
            continue;
        sesd_out_str(o, first ? title : "");
        first = false;
        sesd_out_str(o, "#   ");
        /* an interactive zsh has no comments, and expands this line */
        sesd_out_shell(o, sesd_shown_rdata(&set->values[j]));
        sesd_out_char(o, '\n');
    }
}

/* Whether the answer is known completely: the existing values are known, or
 * only one value is allowed. After a deletion it is not known: a wildcard may
 * answer for the name. */
static bool dig_is_exact(const struct sesdomain_recordset *set)
{
    return sesd_is_stated(set) &&
           (set->prior != SESDOMAIN_RECORDSET_PRIOR_UNKNOWN || set->single);
}

/* Whether a set is a DKIM CNAME, which has to lead to a key. */
static bool dig_is_dkim(const struct sesdomain_recordset *set)
{
    return set->type == SESDOMAIN_TYPE_CNAME && sesd_is_stated(set) &&
           set->values->purpose == SESDOMAIN_PURPOSE_DKIM;
}

/* SES and receivers ask for the TXT record, through the CNAME
 * (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-dkim.html). Only a
 * resolver follows it into another zone. */
static void dig_write_key(const struct sesdomain_plan *plan,
                          const struct sesdomain_recordset *set, struct out *o)
{
    sesd_out_str(o, "# as receivers look the key up, with a resolver:\n");
    dig_write_command(sesd_text(sesd_plan_option(plan, "dig.server")), true,
                      "TXT", set->name, o);
    sesd_out_str(o, "# expect a TXT record with \"p=\" and a key, once SES "
                    "has published it\n");
}

static void dig_write_recordset(const struct sesdomain_plan *plan,
                                const struct sesdomain_recordset *set,
                                struct out *o)
{
    const bool exact = dig_is_exact(set);

    sesd_out_char(o, '\n');
    dig_write_commands(plan, set->type_name.s, set->name, o);
    dig_write_list(set, true,
                   exact ? "# expect, in any order:\n"
                         : "# expect at least, in any order:\n",
                   o);
    if (!exact)
        dig_write_list(set, false, "# expect none of:\n", o);
    if (dig_is_dkim(set))
        dig_write_key(plan, set, o);
}

static void dig_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "# ");
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, ": commands for each record set, with the answer to "
                    "expect after the change\n"
                    "# status: NOERROR, or NXDOMAIN if the name does not "
                    "exist, or SERVFAIL for a fault of the server\n");
    for (size_t i = 0; i < plan->set_count; i++)
        dig_write_recordset(plan, &plan->sets[i], o);
}

const struct format sesd_format_dig = {
    .name = "dig",
    .description =
        "commands that look every record up, with the answers to expect",
    .media_type = "application/x-sh",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = dig_write,
};
