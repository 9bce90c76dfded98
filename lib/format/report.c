/* SPDX-License-Identifier: MIT */
/*
 * Common parts of the reports for people. Takes a plan, produces the rows of
 * the matrix, and the terms for the changes to a record set.
 */
#include "format.h"

static const struct matrix_row rows[] = {
    { "verification", "TXT", SESDOMAIN_PURPOSE_VERIFICATION, COUNT_VALUES },
    { "DKIM", NULL, SESDOMAIN_PURPOSE_DKIM, COUNT_RECORDS },
    { "MAIL FROM", "MX", SESDOMAIN_PURPOSE_MAIL_FROM, COUNT_REGIONS },
    { "SPF", "TXT", SESDOMAIN_PURPOSE_SPF, COUNT_REGIONS },
    { "DMARC", "TXT", SESDOMAIN_PURPOSE_DMARC, COUNT_ONE },
    { "receiving", "MX", SESDOMAIN_PURPOSE_RECEIVING, COUNT_REGIONS },
    { "tracking", "CNAME", SESDOMAIN_PURPOSE_TRACKING, COUNT_REGIONS },
    { "address", NULL, SESDOMAIN_PURPOSE_ADDRESS, COUNT_RECORDS },
};

bool sesd_has_columns(const struct sesdomain_plan *plan)
{
    return plan->instance_count <= 3;
}

bool sesd_names_instances(const struct sesdomain_finding *f)
{
    return f->instance_count <= LISTED_MAX &&
           (strstr(f->row->message, "{instances}") ||
            strstr(f->row->hint, "{instances}"));
}

const char sesd_zone_unknown[] =
    "The existing records of the zone are not known: whether a record "
    "conflicts with one of them is not checked.";

const struct matrix_row *sesd_matrix_row(const struct sesdomain_plan *plan,
                                         size_t *from)
{
    while (*from < COUNT(rows)) {
        const struct matrix_row *row = &rows[(*from)++];
        const struct tally *tally = &plan->tallies[row->purpose];

        if (tally->sets || tally->conflicts)
            return row;
    }
    return NULL;
}

void sesd_out_cell(struct out *o, const struct sesdomain_plan *plan,
                   const struct matrix_row *row, size_t instance)
{
    size_t n = plan->instances[instance].values[row->purpose];

    if (n == 0)
        sesd_out_char(o, '-');
    else if (row->counted == COUNT_VALUES)
        sesd_out_count(o, n, "value", "values");
    else
        sesd_out_count(o, n, "record", "records");
}

/* Write the counts: "2 records, one for each region" */
static void report_write_regions(struct out *o, const struct tally *tally)
{
    if (tally->regions <= 1) {
        sesd_out_str(o, " for the region");
    } else if (tally->regions == tally->sets) {
        sesd_out_str(o, ", one for each region");
    } else {
        sesd_out_str(o, " for ");
        sesd_out_count(o, tally->regions, "region", "regions");
    }
}

void sesd_out_together(struct out *o, const struct sesdomain_plan *plan,
                       const struct matrix_row *row)
{
    const struct tally *tally = &plan->tallies[row->purpose];

    if (tally->sets)
        sesd_out_count(o, tally->sets, "record", "records");
    switch (tally->sets ? row->counted : COUNT_RECORDS) {
    case COUNT_VALUES:
        if (tally->values > tally->sets) {
            sesd_out_str(o, " with ");
            sesd_out_count(o, tally->values, "value", "values");
        }
        break;
    case COUNT_REGIONS:
        report_write_regions(o, tally);
        break;
    case COUNT_ONE:
        sesd_out_str(o, ", not related to instance or region");
        break;
    case COUNT_RECORDS:
        break;
    }
    if (tally->conflicts) {
        sesd_out_str(o, tally->sets ? "; " : "");
        sesd_out_uint(o, tally->conflicts);
        sesd_out_str(o, " in conflict");
    }
}

/* Who reads a report need not repeat a foreign private key to keep it. */
static bool report_hides(const struct value *value)
{
    return !value->purpose && sesd_key_is_secret(value->text);
}

struct text sesd_shown_rdata(const struct value *value)
{
    return report_hides(value) ? sesd_text("(a private key)") : value->rdata;
}

struct text sesd_pasted(const struct value *value)
{
    bool plain = value->text.n && *value->text.s != '"' &&
                 sesd_printable(value->text, NULL);

    return plain && !report_hides(value) ? value->text
                                         : sesd_shown_rdata(value);
}

static const char *report_word(enum sesdomain_recordset_todo todo)
{
    return todo ? sesdomain_recordset_todo_name(todo) : "unchanged";
}

const char *sesd_todo_word(const struct sesdomain_recordset *set)
{
    return report_word(sesdomain_recordset_todo(set));
}

/* Write the changes: "add this value, keep the other 2" */
void sesd_out_todo(struct out *o, const struct sesdomain_recordset *set)
{
    size_t keep = sesd_count_op(set, SESDOMAIN_VALUE_OP_KEEP);
    size_t add = sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD);
    size_t gone = set->value_count - keep - add;
    const char *comma = "";

    if (sesdomain_recordset_todo(set) != SESDOMAIN_RECORDSET_TODO_EDIT)
        return;
    if (add) {
        sesd_out_str(o, add == 1 ? "add this value" : "add these values");
        comma = ", ";
    }
    if (gone) {
        sesd_out_str(o, comma);
        sesd_out_str(o,
                     gone == 1 ? "remove this value" : "remove these values");
        comma = ", ";
    }
    sesd_out_str(o, comma);
    sesd_out_str(o, "keep the other");
    if (keep > 1) {
        sesd_out_char(o, ' ');
        sesd_out_uint(o, keep);
    }
}

void sesd_out_summary(struct out *o, const struct sesdomain_plan *plan)
{
    static const enum sesdomain_recordset_todo todos[] = {
        SESDOMAIN_RECORDSET_TODO_ADD,    SESDOMAIN_RECORDSET_TODO_CREATE,
        SESDOMAIN_RECORDSET_TODO_EDIT,   SESDOMAIN_RECORDSET_TODO_REPLACE,
        SESDOMAIN_RECORDSET_TODO_DELETE, SESDOMAIN_RECORDSET_TODO_NONE
    };
    const char *comma = ": ";

    sesd_out_count(o, plan->set_count, "record set", "record sets");
    for (size_t t = 0; t < COUNT(todos); t++) {
        size_t n = 0;

        for (size_t i = 0; i < plan->set_count; i++)
            n += sesdomain_recordset_todo(&plan->sets[i]) == todos[t];
        if (!n)
            continue;
        sesd_out_str(o, comma);
        sesd_out_uint(o, n);
        sesd_out_str(o,
                     todos[t] == SESDOMAIN_RECORDSET_TODO_NONE ? " " : " to ");
        sesd_out_str(o, report_word(todos[t]));
        if (todos[t] == SESDOMAIN_RECORDSET_TODO_ADD)
            sesd_out_str(o, ", existing records not known");
        comma = ", ";
    }
    if (plan->withheld_count) {
        sesd_out_str(o, "; ");
        sesd_out_uint(o, plan->withheld_count);
        sesd_out_str(o, " in conflict, which are not changed");
    }
}
