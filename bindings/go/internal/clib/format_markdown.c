//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A report for tickets and pages (CommonMark 0.31, with the tables of GFM).
 * Takes a plan, produces one document.
 */
#include "format_format.h"

/* Characters that are no markup anywhere, and backslashes and references that
 * cmark-gfm, marked, markdown-it and Python-Markdown read alike: the last
 * knows fewer escapes than CommonMark 2.4, and takes a "<" after a backslash
 * for HTML; in a table, they disagree on backslashes before "|". */
static void markdown_char(struct out *o, char c, bool first)
{
    if (sesd_is_one_of(c, "*_[]")) {
        sesd_out_char(o, '\\');
        sesd_out_char(o, c);
    } else if (sesd_is_one_of(c, first ? "\\`<>|~&#+-=" : "\\`<>|~&")) {
        sesd_out_str(o, "&#");
        sesd_out_uint(o, (unsigned char)c);
        sesd_out_char(o, ';');
    } else {
        sesd_out_char(o, c);
    }
}

/* Return the length of what makes a link of what is around it: in GFM, also
 * if it is escaped (6.9, "autolinks (extension)"). */
static size_t markdown_link_mark(struct text t)
{
    if (sesd_text_starts(t, sesd_text("@")))
        return 1;
    if (sesd_text_starts(t, sesd_text("://")))
        return 3;
    return t.n >= 4 && sesd_text_equal_nocase((struct text){ t.s, 4 },
                                              sesd_text("www."))
               ? 4
               : 0;
}

/* Text without markup; what would make a link is a code span. */
static void markdown_text(struct out *o, struct text t)
{
    size_t digits, mark;
    bool first = true;

    while (t.n && *t.s == ' ') /* leading spaces may be markup */
        t = sesd_text_after(t, 1);
    digits = sesd_text_span(t, sesd_is_digit);
    sesd_out_mem(o, t.s, digits);
    t = sesd_text_after(t, digits);
    if (digits && t.n && sesd_is_one_of(*t.s, ".)")) { /* 5.2: a list */
        sesd_out_char(o, '\\');
        sesd_out_char(o, *t.s);
        t = sesd_text_after(t, 1);
    }
    for (; t.n; t = sesd_text_after(t, mark + !mark), first = false) {
        mark = markdown_link_mark(t);
        sesd_out_str(o, mark ? "`" : "");
        if (mark)
            sesd_out_mem(o, t.s, mark);
        else
            markdown_char(o, *t.s, first && !digits);
        sesd_out_str(o, mark ? "`" : "");
    }
}

static void markdown_string(struct out *o, const char *s)
{
    markdown_text(o, sesd_text(s));
}

static bool markdown_is_code_char(char c)
{
    return !sesd_is_one_of(c, "`|\\");
}

/* Text to copy, in a code span if all renderers find its end. */
static void markdown_code(struct out *o, struct text t)
{
    const bool code = t.n && sesd_text_all(t, markdown_is_code_char);

    sesd_out_str(o, code ? "`" : "");
    if (code)
        sesd_out_text(o, t);
    else
        markdown_text(o, t);
    sesd_out_str(o, code ? "`" : "");
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
        sesd_out_str(o, ", ");
        markdown_string(o, inst->account);
        sesd_out_str(o, ", ");
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
    if (plan->reference.n) {
        markdown_text(o, plan->reference);
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
