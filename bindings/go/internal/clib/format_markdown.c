//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A report for tickets and pages (CommonMark 0.31, with the tables of GFM).
 * Takes a plan, produces one document.
 */
#include "format_format.h"

/* Text without markup (CommonMark 2.4): some characters are escaped
 * everywhere, some only at the beginning. */
static void markdown_text(struct out *o, struct text t)
{
    size_t digits = 0;

    while (t.n && *t.s == ' ') /* leading spaces may be markup */
        t.s++, t.n--;
    while (digits < t.n && t.s[digits] >= '0' && t.s[digits] <= '9')
        digits++;
    for (size_t i = 0; i < t.n; i++) {
        char c = t.s[i];

        if (strchr("\\`*_[]<>|~&", c) || (i == 0 && strchr("#+-=", c)) ||
            (i == digits && strchr(".)", c)))
            sesd_out_char(o, '\\');
        sesd_out_char(o, c);
    }
}

static void markdown_string(struct out *o, const char *s)
{
    markdown_text(o, sesd_text(s));
}

/* Text to copy, in a code span: its fence is longer than any run of backticks
 * in it. In a table, "|" has to be escaped even there. */
static void markdown_code(struct out *o, struct text t)
{
    size_t fence = 1, run = 0;

    for (size_t i = 0; i < t.n; i++) {
        run = t.s[i] == '`' ? run + 1 : 0;
        fence = run >= fence ? run + 1 : fence;
    }
    sesd_out_fill(o, '`', fence);
    if (fence > 1)
        sesd_out_char(o, ' ');
    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] == '|')
            sesd_out_char(o, '\\');
        sesd_out_char(o, t.s[i]);
    }
    if (fence > 1)
        sesd_out_char(o, ' ');
    sesd_out_fill(o, '`', fence);
}

static void markdown_write_labels(struct out *o,
                                  const struct sesdomain_plan *plan,
                                  const uint32_t *instances, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        markdown_text(o, plan->instances[instances[i]].label);
    }
}

static void markdown_write_matrix(const struct sesdomain_plan *plan,
                                  struct out *o)
{
    size_t columns = sesd_has_columns(plan) ? plan->instance_count : 0,
           from = 0;
    const struct matrix_row *row;

    sesd_out_str(o, "| |");
    for (size_t i = 0; i < columns; i++) {
        const struct plan_instance *inst = &plan->instances[i];

        sesd_out_char(o, ' ');
        markdown_text(o, inst->label);
        sesd_out_str(o, "<br>");
        markdown_string(o, inst->account);
        sesd_out_str(o, "<br>");
        markdown_string(o, inst->region);
        sesd_out_str(o, " |");
    }
    sesd_out_str(o, " together |\n|---|");
    for (size_t i = 0; i <= columns; i++)
        sesd_out_str(o, "---|");
    sesd_out_char(o, '\n');
    while ((row = sesd_matrix_row(plan, &from))) {
        sesd_out_str(o, "| ");
        sesd_out_str(o, row->title);
        if (row->type) {
            sesd_out_char(o, ' ');
            sesd_out_str(o, row->type);
        }
        sesd_out_str(o, " | ");
        for (size_t i = 0; i < columns; i++) {
            sesd_out_cell(o, plan, row, i);
            sesd_out_str(o, " | ");
        }
        sesd_out_together(o, plan, row);
        sesd_out_str(o, " |\n");
    }
}

static void markdown_write_readiness(const struct sesdomain_plan *plan,
                                     struct out *o)
{
    sesd_out_str(o, "\n## Readiness\n\n"
                    "| | state | verification | DKIM | MAIL FROM | SPF | "
                    "DMARC |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < plan->instance_count; i++) {
        const struct plan_instance *inst = &plan->instances[i];

        sesd_out_str(o, "| ");
        markdown_text(o, inst->label);
        sesd_out_str(o, " | ");
        sesd_out_str(o, sesdomain_instance_state_name(inst->state));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
            sesd_out_str(o, " | ");
            sesd_out_str(o, sesdomain_readiness_name(inst->aspects[a].state));
        }
        sesd_out_str(o, " |\n");
    }
}

static void markdown_write_value(const struct sesdomain_plan *plan,
                                 const struct value *v, struct out *o)
{
    sesd_out_str(o, "| ");
    sesd_out_str(o, sesdomain_value_op_name(v->op));
    sesd_out_str(o, " | ");
    markdown_code(o, sesd_pasted(v));
    sesd_out_str(o, " | ");
    sesd_out_str(o,
                 v->purpose ? sesdomain_purpose_name(v->purpose) : "foreign");
    if (v->instance_count) {
        sesd_out_str(o, ": ");
        markdown_write_labels(o, plan, v->instances, v->instance_count);
    }
    sesd_out_str(o, " |\n");
}

/* A value in the words of the control panel. */
static void markdown_write_boxes(const struct sesdomain_plan *plan,
                                 const struct sesdomain_recordset *set,
                                 const struct value *v, struct out *o)
{
    struct box f;

    sesd_out_str(o, "\n| ");
    sesd_out_str(o, sesdomain_value_op_name(v->op));
    sesd_out_str(o, " | |\n|---|---|\n");
    for (enum box_kind kind = 0; kind < BOXES; kind++) {
        if (!sesd_box(plan, set, v, kind, &f))
            continue;
        sesd_out_str(o, "| ");
        sesd_out_str(o, f.title);
        sesd_out_str(o, " | ");
        markdown_code(o, f.text);
        sesd_out_str(o, " |\n");
    }
}

static void markdown_write_recordset(const struct sesdomain_plan *plan,
                                     const struct sesdomain_recordset *set,
                                     struct out *o)
{
    sesd_out_str(o, "\n### ");
    markdown_code(o, set->name);
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\n\n");
    sesd_out_str(o, sesd_todo_word(sesdomain_recordset_todo(set)));
    if (sesdomain_recordset_todo(set) == SESDOMAIN_RECORDSET_TODO_EDIT)
        sesd_out_str(o, ": ");
    sesd_out_todo(o, set);
    if (sesd_for_customer(plan)) {
        sesd_out_char(o, '\n');
        for (size_t j = 0; j < set->value_count; j++)
            markdown_write_boxes(plan, set, &set->values[j], o);
        return;
    }
    sesd_out_str(o, "; TTL ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\n\n| | value, without the quotation marks of a zone "
                    "file | for |\n|---|---|---|\n");
    for (size_t j = 0; j < set->value_count; j++)
        markdown_write_value(plan, &set->values[j], o);
}

static void markdown_write_finding(const struct sesdomain_plan *plan,
                                   const struct sesdomain_finding *f,
                                   struct out *o)
{
    if (!sesd_is_shown(plan, f))
        return;
    sesd_out_str(o, "- **");
    sesd_out_str(o, sesdomain_severity_name(f->row->severity));
    sesd_out_str(o, "** ");
    markdown_code(o, sesd_text(f->row->code));
    if (f->instance_count && !sesd_for_customer(plan)) {
        sesd_out_str(o, " (");
        markdown_write_labels(o, plan, f->instances, f->instance_count);
        sesd_out_char(o, ')');
    }
    sesd_out_str(o, "  \n  ");
    markdown_string(o, f->message);
    sesd_out_str(o, "  \n  ");
    markdown_string(o, f->hint);
    sesd_out_str(o, "  \n  <");
    sesd_out_str(o, f->row->source);
    sesd_out_str(o, ">\n");
}

static void markdown_write_overview(const struct sesdomain_plan *plan,
                                    struct out *o)
{
    markdown_write_matrix(plan, o);
    sesd_out_str(o, "\nScenario: ");
    sesd_out_str(o, sesdomain_scenario_name(plan->scenario));
    sesd_out_str(o, plan->ready ? ", ready. " : ", not ready. ");
    sesd_out_summary(o, plan);
    sesd_out_str(o, ".\n");
    markdown_write_readiness(plan, o);
}

/* The introduction for the DNS operator. */
static void markdown_write_letter(const struct sesdomain_plan *plan,
                                  struct out *o)
{
    sesd_out_str(o, "DNS records for Amazon SES: ");
    sesd_out_summary(o, plan);
    sesd_out_str(o, ".\n");
    if (!plan->provider)
        return;
    sesd_out_str(o, "\n[");
    markdown_string(o, plan->provider->title);
    sesd_out_str(o, "](<");
    sesd_out_str(o, plan->provider->docs);
    sesd_out_str(o, ">)\n");
}

static void markdown_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "# ");
    markdown_text(o, plan->domain);
    sesd_out_str(o, "\n\n");
    if (plan->id.n) {
        markdown_text(o, plan->id);
        sesd_out_str(o, "\n\n");
    }
    if (sesd_for_customer(plan))
        markdown_write_letter(plan, o);
    else
        markdown_write_overview(plan, o);
    if (sesd_shown_count(plan))
        sesd_out_str(o, "\n## Findings\n\n");
    for (size_t i = 0; i < plan->finding_count; i++)
        markdown_write_finding(plan, &plan->findings[i], o);
    sesd_out_str(o, "\n## Records\n");
    for (size_t i = 0; i < plan->set_count; i++)
        markdown_write_recordset(plan, &plan->sets[i], o);
}

const struct format sesd_format_markdown = {
    .name = "markdown",
    .description = "a report for tickets and pages (CommonMark with tables)",
    .media_type = "text/markdown",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = markdown_write,
};
