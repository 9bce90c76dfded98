//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Commands that look every record set up. Takes a plan, produces calls of dig
 * with the values to expect once the change is made.
 */
#include "format_format.h"

/* HOST or HOST#PORT: the option is checked. */
static void dig_write_server(const struct sesdomain_plan *plan, struct out *o)
{
    const struct text t = sesd_text(sesd_plan_option(plan, "dig.server"));
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
        sesd_out_shell(o, set->values[j].rdata);
        sesd_out_char(o, '\n');
    }
}

/* Whether the answer is known completely: the existing values are known, or
 * only one value is allowed. Of a deleted set it is not known: a wildcard may
 * answer for the name, or the record of another. */
static bool dig_is_exact(const struct sesdomain_recordset *set)
{
    return sesd_is_stated(set) &&
           (set->prior != SESDOMAIN_RECORDSET_PRIOR_UNKNOWN || set->single);
}

static void dig_write_recordset(const struct sesdomain_plan *plan,
                                const struct sesdomain_recordset *set,
                                struct out *o)
{
    const bool exact = dig_is_exact(set);

    sesd_out_str(o, "\ndig +short");
    dig_write_server(plan, o);
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, ' ');
    sesd_out_shell(o, set->name);
    sesd_out_str(o, ".\n");
    dig_write_list(set, true,
                   exact ? "# expect, in any order:\n"
                         : "# expect at least, in any order:\n",
                   o);
    if (!exact)
        dig_write_list(set, false, "# expect none of:\n", o);
}

static void dig_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "# ");
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, ": one command for each record set, with the answer "
                    "to expect after the change\n");
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
