/* SPDX-License-Identifier: MIT */
#include "format.h"

/* The language of nsupdate and knsupdate (RFC 2136). Each document is one
 * update: its prerequisites hold for all of it, or nothing happens. */

#define MESSAGE_OCTETS 50000 /* of 65535, with room for a signature */
#define LINE_OCTETS 131072   /* MAXCMD of BIND's nsupdate */

static void line(const char *words, const struct sesdomain_recordset *set,
                 const char *type, struct text rdata, struct out *o)
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

/* A server passes over a CNAME that is added beside other data, and other
 * data that is added beside a CNAME (RFC 2136 section 3.4.2.2), silently. */
static void guard(const struct sesdomain_recordset *set, struct out *o)
{
    const struct text none = { NULL, 0 };

    if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        for (size_t j = 0; j < set->value_count; j++)
            if (set->values[j].op != SESDOMAIN_VALUE_OP_ADD)
                line("prereq yxrrset", set, set->type_name.s,
                     set->values[j].rdata, o);
        return;
    }
    if (sesd_todo(set) == TODO_DELETE)
        return; /* what is not there cannot be lost */
    if (set->type == SESDOMAIN_TYPE_CNAME) {
        line("prereq nxdomain", set, NULL, none, o);
        return;
    }
    if (!sesd_is_believed(set))
        line("prereq nxrrset", set, set->type_name.s, none, o);
    line("prereq nxrrset", set, "CNAME", none, o);
}

static void update(const struct sesdomain_recordset *set, struct out *o)
{
    for (size_t j = 0; j < set->value_count; j++)
        if (set->values[j].op == SESDOMAIN_VALUE_OP_REMOVE)
            line("update delete", set, set->type_name.s, set->values[j].rdata,
                 o);
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

/* More than the octets of a message that the sets of one name take. */
static size_t weigh(const struct sesdomain_plan *plan, size_t first,
                    size_t *octets)
{
    size_t i = first;

    *octets = 0;
    for (; i < plan->set_count &&
           sesd_text_equal(plan->sets[i].name, plan->sets[first].name);
         i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (!sesd_changes(set))
            continue;
        *octets += 2 * (set->name.n + 20);
        for (size_t j = 0; j < set->value_count; j++)
            *octets += 2 * (set->name.n + set->values[j].text.n +
                            set->values[j].text.n / 255 + 20);
    }
    return i;
}

static void server(const struct sesdomain_plan *plan, struct out *o)
{
    const char *s = sesd_plan_option(plan, "nsupdate.server");

    if (!*s)
        return;
    sesd_out_str(o, "server ");
    for (; *s; s++)
        sesd_out_char(o, *s == '#' ? ' ' : *s);
    sesd_out_char(o, '\n');
}

static size_t write_nsupdate(const struct sesdomain_plan *plan, size_t from,
                             struct out *o)
{
    size_t first = sesd_next_change(plan, from), sum = 0, octets, end = first;

    if (first == plan->set_count)
        return 0;
    server(plan, o);
    sesd_out_str(o, "zone ");
    sesd_out_text(o, plan->zone);
    sesd_out_str(o, ".\n");
    for (;;) {
        size_t after = weigh(plan, end, &octets);

        if (end > first && sum + octets > MESSAGE_OCTETS)
            break;
        sum += octets;
        end = sesd_next_change(plan, after);
        if (end == plan->set_count)
            break;
    }
    for (size_t i = first; i < end; i++)
        if (sesd_changes(&plan->sets[i]))
            guard(&plan->sets[i], o);
    for (size_t i = first; i < end; i++)
        if (sesd_changes(&plan->sets[i]))
            update(&plan->sets[i], o);
    sesd_out_str(o, "send\n");
    return end < plan->set_count ? end : 0;
}

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    const struct sesdomain_recordset *set = &plan->sets[r->set];
    size_t octets;

    r->reason = "it is not known what is there, and only one value may be";
    if (set->single && sesd_is_believed(set) && sesd_todo(set) != TODO_DELETE)
        return SESDOMAIN_E_PRIOR_UNKNOWN;
    r->reason = "the change does not fit a DNS message";
    weigh(plan, r->set, &octets);
    if (octets > MESSAGE_OCTETS)
        return SESDOMAIN_E_VALUE;
    r->reason = "with its escapes it is longer than a line may be";
    for (r->value = 0; r->value < set->value_count; r->value++)
        if (set->values[r->value].rdata.n > LINE_OCTETS - 512)
            return SESDOMAIN_E_VALUE;
    r->value = 0;
    return SESDOMAIN_OK;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    return sesd_refuse_changes(plan, r, refuse_set);
}

const struct format sesd_format_nsupdate = {
    .name = "nsupdate",
    .description = "dynamic updates for nsupdate and knsupdate (RFC 2136)",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = write_nsupdate,
    .refuse = refuse,
};
