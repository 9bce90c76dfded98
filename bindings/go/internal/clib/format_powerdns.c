//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A PATCH of the PowerDNS API. Takes the record sets that change, produces the
 * body for /api/v1/servers/localhost/zones/ZONE:
 * https://doc.powerdns.com/authoritative/http-api/zone.html. REPLACE replaces
 * a whole set, even if it has changed since; EXTEND and PRUNE (of 4.9.12 and
 * 5.0.2) change one value, and keep the foreign values of the set.
 */
#include "format_format.h"

static bool powerdns_has_value_ops(const struct sesdomain_plan *plan)
{
    return strcmp(sesd_plan_option(plan, "powerdns.value-ops"), "yes") == 0;
}

static void powerdns_begin(const struct sesdomain_recordset *set,
                           const char *change, const char **comma,
                           struct out *o)
{
    sesd_out_str(o, *comma);
    *comma = ",\n";
    sesd_out_str(o, "  {\"name\": \"");
    sesd_out_text(o, set->name);
    sesd_out_str(o, ".\", \"type\": \"");
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\", \"changetype\": \"");
    sesd_out_str(o, change);
    sesd_out_char(o, '"');
}

static void powerdns_write_ttl(const struct sesdomain_recordset *set,
                               struct out *o)
{
    sesd_out_str(o, ", \"ttl\": ");
    sesd_out_uint(o, set->ttl);
}

static void powerdns_write_record(const struct value *value, struct out *o)
{
    sesd_out_str(o, "{\"content\": ");
    sesd_out_json(o, value->rdata);
    sesd_out_str(o, ", \"disabled\": false}");
}

static void powerdns_write_set(const struct sesdomain_recordset *set,
                               const char **comma, struct out *o)
{
    const char *between = "\n     ";

    powerdns_begin(set, "REPLACE", comma, o);
    powerdns_write_ttl(set, o);
    sesd_out_str(o, ", \"records\": [");
    for (size_t j = 0; j < set->value_count; j++) {
        if (!sesd_is_desired(&set->values[j]))
            continue;
        sesd_out_str(o, between);
        powerdns_write_record(&set->values[j], o);
        between = ",\n     ";
    }
    sesd_out_str(o, "]}");
}

/* Write the values. The server requires a TTL even with a removal. */
static void powerdns_write_values(const struct sesdomain_recordset *set,
                                  enum sesdomain_value_op op,
                                  const char **comma, struct out *o)
{
    for (size_t j = 0; j < set->value_count; j++) {
        if (set->values[j].op != op)
            continue;
        powerdns_begin(set, op == SESDOMAIN_VALUE_OP_ADD ? "EXTEND" : "PRUNE",
                       comma, o);
        powerdns_write_ttl(set, o);
        sesd_out_str(o, ", \"records\": [");
        powerdns_write_record(&set->values[j], o);
        sesd_out_str(o, "]}");
    }
}

static void powerdns_write(const struct sesdomain_plan *plan, struct out *o)
{
    const bool values = powerdns_has_value_ops(plan);
    const char *comma = "";
    size_t i = sesd_next_change(plan, 0);

    if (i == plan->set_count)
        return;
    sesd_out_str(o, "{\"rrsets\": [\n");
    for (; i < plan->set_count; i = sesd_next_change(plan, i + 1)) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (values) {
            powerdns_write_values(set, SESDOMAIN_VALUE_OP_REMOVE, &comma, o);
            powerdns_write_values(set, SESDOMAIN_VALUE_OP_ADD, &comma, o);
        } else if (sesdomain_recordset_todo(set) ==
                   SESDOMAIN_RECORDSET_TODO_DELETE) {
            powerdns_begin(set, "DELETE", &comma, o);
            sesd_out_char(o, '}');
        } else {
            powerdns_write_set(set, &comma, o);
        }
    }
    sesd_out_str(o, "]}\n");
}

static const char *powerdns_unknown(const struct subject *s)
{
    const bool by_value =
        powerdns_has_value_ops(s->plan) &&
        (!s->set->single ||
         sesdomain_recordset_todo(s->set) == SESDOMAIN_RECORDSET_TODO_DELETE);

    return s->set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN && !by_value
               ? "the existing values are not known, and REPLACE would remove "
                 "them"
               : NULL;
}

const struct format sesd_format_powerdns = {
    .name = "powerdns",
    .description = "a PATCH of the PowerDNS API",
    .media_type = "application/json",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = powerdns_write,
    .unknown = powerdns_unknown,
};
