//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Common functions of the formats. Takes a plan, its record sets and values,
 * and produces the ones that change or that a state contains, and parts of
 * lines.
 */
#include "format_format.h"

void sesd_out_subject(struct out *o, const struct sesdomain_plan *plan)
{
    sesd_out_str(o, "Amazon SES records of ");
    sesd_out_text(o, plan->domain);
    if (plan->reference.n) {
        sesd_out_str(o, " (");
        sesd_out_text(o, plan->reference);
        sesd_out_char(o, ')');
    }
}

void sesd_out_labels(struct out *o, const struct sesdomain_plan *plan,
                     const uint32_t *instances, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        sesd_out_text(o, plan->instances[instances[i]].label);
    }
}

bool sesd_is_desired(const struct value *value)
{
    return value->op == SESDOMAIN_VALUE_OP_KEEP ||
           value->op == SESDOMAIN_VALUE_OP_ADD;
}

bool sesd_is_present(const struct value *value)
{
    return value->op == SESDOMAIN_VALUE_OP_KEEP ||
           value->op == SESDOMAIN_VALUE_OP_REMOVE;
}

size_t sesd_count_op(const struct sesdomain_recordset *set,
                     enum sesdomain_value_op op)
{
    size_t count = 0;

    for (size_t i = 0; i < set->value_count; i++)
        count += set->values[i].op == op;
    return count;
}

bool sesd_changes(const struct sesdomain_recordset *set)
{
    return sesd_count_op(set, SESDOMAIN_VALUE_OP_KEEP) < set->value_count;
}

bool sesd_is_presumed(const struct sesdomain_recordset *set)
{
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN &&
           sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD) < set->value_count;
}

size_t sesd_next_change(const struct sesdomain_plan *plan, size_t i)
{
    while (i < plan->set_count && !sesd_changes(&plan->sets[i]))
        i++;
    return i;
}

bool sesd_is_stated(const struct sesdomain_recordset *set)
{
    return sesdomain_recordset_todo(set) != SESDOMAIN_RECORDSET_TODO_DELETE;
}

size_t sesd_next_stated(const struct sesdomain_plan *plan, size_t i)
{
    while (i < plan->set_count && !sesd_is_stated(&plan->sets[i]))
        i++;
    return i;
}

struct text sesd_host(const struct sesdomain_plan *plan, struct text name,
                      const char *apex)
{
    if (sesd_text_equal(name, plan->zone))
        return sesd_text(apex);
    if (sesd_name_within(name, plan->zone))
        name.n -= plan->zone.n + 1;
    return name;
}

void sesd_out_count(struct out *o, size_t n, const char *one, const char *many)
{
    sesd_out_uint(o, n);
    sesd_out_char(o, ' ');
    sesd_out_str(o, n == 1 ? one : many);
}
