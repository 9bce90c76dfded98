//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The changes. Takes the record sets that change, produces lines of a zone
 * file (RFC 1035 section 5.1): "-" before a value that is removed, "+" before
 * one that is added, and a space before one that is kept.
 */
#include "format_format.h"

static const char *const green = "\033[32m", *const red = "\033[31m",
                         *const plain = "\033[0m";

static void diff_write_line(const struct sesdomain_recordset *set,
                            const struct value *value, bool colour,
                            struct out *o)
{
    const bool goes = value->op == SESDOMAIN_VALUE_OP_REMOVE;
    const bool comes = value->op == SESDOMAIN_VALUE_OP_ADD;

    colour = colour && (goes || comes);
    if (colour)
        sesd_out_str(o, goes ? red : green);
    sesd_out_char(o, goes ? '-' : comes ? '+' : ' ');
    sesd_out_text(o, set->name);
    sesd_out_str(o, ".\t");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\tIN\t");
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, '\t');
    sesd_out_text(o, sesd_shown_rdata(value));
    if (colour)
        sesd_out_str(o, plain);
    sesd_out_char(o, '\n');
}

static void diff_write(const struct sesdomain_plan *plan, struct out *o)
{
    const bool colour =
        strcmp(sesd_plan_option(plan, "diff.colour"), "yes") == 0;

    for (size_t i = sesd_next_change(plan, 0); i < plan->set_count;
         i = sesd_next_change(plan, i + 1))
        for (size_t j = 0; j < plan->sets[i].value_count; j++)
            diff_write_line(&plan->sets[i], &plan->sets[i].values[j], colour,
                            o);
}

const struct format sesd_format_diff = {
    .name = "diff",
    .description = "the changes, line by line",
    .media_type = "text/x-diff",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = diff_write,
};
