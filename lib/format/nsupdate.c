/* SPDX-License-Identifier: MIT */
/*
 * The language of nsupdate and knsupdate (RFC 2136). Takes the record sets
 * that change, produces updates: all prerequisites of a document must hold, or
 * nothing is changed.
 */
#include "format.h"

#define MESSAGE_OCTETS 50000 /* of 65535: the rest is for a signature */
#define LINE_OCTETS 131072   /* MAXCMD of BIND's nsupdate */

static void nsupdate_write_line(const char *words,
                                const struct sesdomain_recordset *set,
                                const char *type, struct text rdata,
                                struct out *o)
{
    sesd_out_str(o, words);
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->name);
    sesd_out_char(o, '.');
    if (type) {
        sesd_out_char(o, ' ');
        sesd_out_str(o, type);
    }
    if (rdata.s) {
        sesd_out_char(o, ' ');
        sesd_out_text(o, rdata);
    }
    sesd_out_char(o, '\n');
}

/* Write the prerequisites of a set. A server silently ignores a CNAME that is
 * added beside other data, and other data beside a CNAME (RFC 2136 section
 * 3.4.2.2), so both are prerequisites. */
static void nsupdate_write_guard(const struct sesdomain_recordset *set,
                                 struct out *o)
{
    if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        for (size_t j = 0; j < set->value_count; j++)
            if (set->values[j].op != SESDOMAIN_VALUE_OP_ADD)
                nsupdate_write_line("prereq yxrrset", set, set->type_name.s,
                                    set->values[j].rdata, o);
        return;
    }
    if (sesdomain_recordset_todo(set) == SESDOMAIN_RECORDSET_TODO_DELETE)
        return; /* a set that does not exist needs no guard */
    if (set->type == SESDOMAIN_TYPE_CNAME) {
        nsupdate_write_line("prereq nxdomain", set, NULL, none, o);
        return;
    }
    if (!sesd_is_presumed(set))
        nsupdate_write_line("prereq nxrrset", set, set->type_name.s, none, o);
    nsupdate_write_line("prereq nxrrset", set, "CNAME", none, o);
}

static void nsupdate_write_update(const struct sesdomain_recordset *set,
                                  struct out *o)
{
    for (size_t j = 0; j < set->value_count; j++)
        if (set->values[j].op == SESDOMAIN_VALUE_OP_REMOVE)
            nsupdate_write_line("update delete", set, set->type_name.s,
                                set->values[j].rdata, o);
    for (size_t j = 0; j < set->value_count; j++) {
        if (set->values[j].op != SESDOMAIN_VALUE_OP_ADD)
            continue;
        sesd_out_str(o, "update add ");
        sesd_out_text(o, set->name);
        sesd_out_str(o, ". ");
        sesd_out_uint(o, set->ttl);
        sesd_out_char(o, ' ');
        sesd_out_text(o, set->type_name);
        sesd_out_char(o, ' ');
        sesd_out_text(o, set->values[j].rdata);
        sesd_out_char(o, '\n');
    }
}

static void nsupdate_write_server(const struct sesdomain_plan *plan,
                                  struct out *o)
{
    const char *s = sesd_plan_option(plan, "nsupdate.server");

    if (!*s)
        return;
    sesd_out_str(o, "server ");
    for (; *s; s++)
        sesd_out_char(o, *s == '#' ? ' ' : *s);
    sesd_out_char(o, '\n');
}

/* ---- batches ---- */

/* Add an upper bound of the octets in a message. */
static void nsupdate_weigh(const struct sesdomain_recordset *set,
                           struct weight *w)
{
    w->of[0] += 2 * (set->name.n + 20);
    for (size_t j = 0; j < set->value_count; j++)
        w->of[0] += 2 * (set->name.n + set->values[j].text.n +
                         set->values[j].text.n / 255 + 20);
}

static void nsupdate_write(const struct sesdomain_plan *plan,
                           struct batch batch, struct out *o)
{
    size_t i;

    nsupdate_write_server(plan, o);
    sesd_out_str(o, "zone ");
    sesd_out_text(o, plan->zone);
    sesd_out_str(o, ".\n");
    for (i = batch.first; i < batch.end; i = sesd_next_change(plan, i + 1))
        nsupdate_write_guard(&plan->sets[i], o);
    for (i = batch.first; i < batch.end; i = sesd_next_change(plan, i + 1))
        nsupdate_write_update(&plan->sets[i], o);
    sesd_out_str(o, "send\n");
}

static const struct batches nsupdate_batches = {
    .limits = { { MESSAGE_OCTETS } },
    .too_large = "the changes at this name do not fit a DNS message",
    .weigh = nsupdate_weigh,
    .write = nsupdate_write,
};

/* ---- refusals ---- */

static const char *nsupdate_unknown(const struct subject *s)
{
    return s->set->single && sesd_is_presumed(s->set) &&
                   sesdomain_recordset_todo(s->set) !=
                       SESDOMAIN_RECORDSET_TODO_DELETE
               ? "the existing values are not known, and only one value is "
                 "allowed"
               : NULL;
}

static const char *nsupdate_inexpressible(const struct subject *s)
{
    return s->value && s->value->rdata.n > LINE_OCTETS - 512
               ? "with its escapes, the value exceeds the length of a line of "
                 "nsupdate"
               : NULL;
}

const struct format sesd_format_nsupdate = {
    .name = "nsupdate",
    .description = "dynamic updates for nsupdate and knsupdate (RFC 2136)",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .batches = &nsupdate_batches,
    .unknown = nsupdate_unknown,
    .inexpressible = nsupdate_inexpressible,
};
