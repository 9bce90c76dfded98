//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A fragment of a zone file (RFC 1035 section 5.1). Takes a plan, produces the
 * desired values of the library's rules, with a comment for each group of
 * values that has the same purpose and the same instances.
 */
#include "format_format.h"

static void zone_write_comment(const struct sesdomain_plan *plan,
                               const struct value *value, struct out *o)
{
    struct text last = { 0 };

    sesd_out_str(o, "; ");
    sesd_out_str(o, sesdomain_purpose_name(value->purpose));
    if (value->instance_count) {
        sesd_out_str(o, ": ");
        last =
            plan->instances[value->instances[value->instance_count - 1]].label;
    }
    sesd_out_labels(o, plan, value->instances, value->instance_count);
    /* NSD 4.12 reads a backslash before the newline as an escape, and the
     * next line as part of the comment. */
    if (last.n && last.s[last.n - 1] == '\\')
        sesd_out_char(o, ' ');
    sesd_out_char(o, '\n');
}

static bool zone_has_same_comment(const struct value *a, const struct value *b)
{
    return a && a->purpose == b->purpose &&
           a->instance_count == b->instance_count &&
           (a->instance_count == 0 ||
            memcmp(a->instances, b->instances,
                   a->instance_count * sizeof(*a->instances)) == 0);
}

static void zone_write_record(const struct sesdomain_recordset *set,
                              const struct value *value, struct out *o)
{
    sesd_out_text(o, set->name);
    sesd_out_str(o, ".\t");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\tIN\t");
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, '\t');
    sesd_out_text(o, value->rdata);
    sesd_out_char(o, '\n');
}

/* What a value takes the place of has to be removed from the file. */
static void zone_write_replaced(const struct sesdomain_recordset *set,
                                const struct value *value, struct out *o)
{
    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *old = &set->values[j];

        if (old->op != SESDOMAIN_VALUE_OP_REMOVE ||
            value->op != SESDOMAIN_VALUE_OP_ADD ||
            old->purpose != value->purpose)
            continue;
        sesd_out_str(o, "; takes the place of\n; ");
        zone_write_record(set, old, o);
    }
}

/* Receivers use neither of two SPF records (RFC 7208 section 4.5) or DMARC
 * records (RFC 9989 section 4.7), SES allows one MX at a custom MAIL FROM
 * domain, and a second address takes part of the connections to the first: a
 * value that may be the second says so. */
static void zone_write_alone(const struct sesdomain_recordset *set,
                             const struct value *value, struct out *o)
{
    if (!set->single || set->type == SESDOMAIN_TYPE_CNAME ||
        set->prior != SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
        return;
    sesd_out_str(o, "; not beside another ");
    if (set->type == SESDOMAIN_TYPE_TXT) {
        sesd_out_str(o, value->purpose == SESDOMAIN_PURPOSE_SPF     ? "SPF"
                        : value->purpose == SESDOMAIN_PURPOSE_DMARC ? "DMARC"
                                                                    : "DKIM");
        sesd_out_str(o, " record");
    } else {
        sesd_out_text(o, set->type_name);
    }
    sesd_out_str(o, " of this name: look first\n");
}

static void zone_write(const struct sesdomain_plan *plan, struct out *o)
{
    const struct value *last = NULL;

    if (!plan->has_existing && plan->set_count)
        sesd_out_str(o, "; The existing records are not known: add a record "
                        "only where the name has none\n; of its type, or "
                        "give the zone and plan again.\n");
    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            const struct value *value = &plan->sets[i].values[j];

            if (!sesd_is_desired(value) || !value->purpose)
                continue;
            if (!zone_has_same_comment(last, value))
                zone_write_comment(plan, value, o);
            last = value;
            zone_write_alone(&plan->sets[i], value, o);
            zone_write_replaced(&plan->sets[i], value, o);
            zone_write_record(&plan->sets[i], value, o);
        }
}

const struct format sesd_format_zone = {
    .name = "zone",
    .description =
        "a fragment of a zone file (RFC 1035), which can be included anywhere",
    .media_type = "text/dns",
    .kind = SESDOMAIN_FORMAT_KIND_FRAGMENT,
    .write = zone_write,
};
