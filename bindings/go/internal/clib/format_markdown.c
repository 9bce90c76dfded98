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

/* Return the length of a character that makes a link of its context: in GFM,
 * even if it is escaped (6.9, "autolinks (extension)"). */
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

/* Write text without markup; text that would become a link is a code span. */
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

static void markdown_write_instance(const struct plan_instance *inst,
                                    struct out *o)
{
    sesd_out_char(o, ' ');
    markdown_text(o, inst->label);
    sesd_out_str(o, ", ");
    markdown_string(o, inst->account);
    sesd_out_str(o, ", ");
    markdown_string(o, inst->region);
    sesd_out_str(o, " |");
}

static void markdown_write_title(const struct matrix_row *row, struct out *o)
{
    sesd_out_char(o, ' ');
    sesd_out_str(o, row->title);
    sesd_out_char(o, ' ');
    sesd_out_str(o, row->type ? row->type : "records");
    sesd_out_str(o, " |");
}

static void markdown_write_rule(size_t columns, struct out *o)
{
    sesd_out_str(o, "\n|");
    for (size_t i = 0; i < columns; i++)
        sesd_out_str(o, "---|");
    sesd_out_char(o, '\n');
}

/* A column for each instance. */
static void markdown_write_matrix(const struct sesdomain_plan *plan,
                                  struct out *o)
{
    const struct matrix_row *row;
    size_t from = 0;

    sesd_out_str(o, "| |");
    for (size_t i = 0; i < plan->instance_count; i++)
        markdown_write_instance(&plan->instances[i], o);
    sesd_out_str(o, " together |");
    markdown_write_rule(plan->instance_count + 2, o);
    while ((row = sesd_matrix_row(plan, &from))) {
        sesd_out_char(o, '|');
        markdown_write_title(row, o);
        for (size_t i = 0; i < plan->instance_count; i++) {
            sesd_out_char(o, ' ');
            sesd_out_cell(o, plan, row, i);
            sesd_out_str(o, " |");
        }
        sesd_out_char(o, ' ');
        sesd_out_together(o, plan, row);
        sesd_out_str(o, " |\n");
    }
}

/* A row for each instance. */
static void markdown_write_turned(const struct sesdomain_plan *plan,
                                  struct out *o)
{
    const struct matrix_row *row;
    size_t columns = 1, from = 0;

    sesd_out_str(o, "| |");
    for (; (row = sesd_matrix_row(plan, &from)); columns++)
        markdown_write_title(row, o);
    markdown_write_rule(columns, o);
    for (size_t i = 0; i < plan->instance_count; i++) {
        sesd_out_char(o, '|');
        markdown_write_instance(&plan->instances[i], o);
        for (from = 0; (row = sesd_matrix_row(plan, &from));) {
            sesd_out_char(o, ' ');
            sesd_out_cell(o, plan, row, i);
            sesd_out_str(o, " |");
        }
        sesd_out_char(o, '\n');
    }
    sesd_out_str(o, "| together |");
    for (from = 0; (row = sesd_matrix_row(plan, &from));) {
        sesd_out_char(o, ' ');
        sesd_out_together(o, plan, row);
        sesd_out_str(o, " |");
    }
    sesd_out_char(o, '\n');
}

static void markdown_write_readiness(const struct sesdomain_plan *plan,
                                     struct out *o)
{
    sesd_out_str(o, "\n## Readiness\n\n"
                    "| | state | verification | DKIM | MAIL FROM | SPF | "
                    "DMARC |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < plan->instance_count; i++) {
        const struct plan_instance *inst = &plan->instances[i];

        sesd_out_char(o, '|');
        markdown_write_instance(inst, o);
        sesd_out_char(o, ' ');
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

static void markdown_write_recordset(const struct sesdomain_plan *plan,
                                     const struct sesdomain_recordset *set,
                                     struct out *o)
{
    sesd_out_str(o, "\n### ");
    markdown_code(o, set->name);
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\n\n");
    sesd_out_str(o, sesd_todo_word(set));
    if (sesdomain_recordset_todo(set) == SESDOMAIN_RECORDSET_TODO_EDIT)
        sesd_out_str(o, ": ");
    sesd_out_todo(o, set);
    sesd_out_str(o, "; TTL ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\n\n| | value, without the quotation marks of a zone "
                    "file | for |\n|---|---|---|\n");
    for (size_t j = 0; j < set->value_count; j++)
        markdown_write_value(plan, &set->values[j], o);
}

/* ---- cards for the DNS operator ---- */

static void markdown_write_box(const struct sesdomain_plan *plan,
                               const struct sesdomain_recordset *set,
                               const struct value *v, enum box_kind kind,
                               struct out *o)
{
    struct box f;

    if (!sesd_box(plan, set, v, kind, &f))
        return;
    sesd_out_str(o, "| ");
    sesd_out_str(o, f.title);
    sesd_out_str(o, " | ");
    markdown_code(o, f.text);
    sesd_out_str(o, " |\n");
}

static void markdown_write_card(const struct sesdomain_plan *plan,
                                const struct sesdomain_recordset *set,
                                size_t number, size_t count, struct out *o)
{
    const bool is_mixed = sesd_is_mixed(set);

    sesd_out_str(o, "\n### ");
    sesd_out_uint(o, number);
    sesd_out_str(o, " of ");
    sesd_out_uint(o, count);
    sesd_out_str(o, ": ");
    sesd_out_str(o, sesd_card_word(set));
    sesd_out_str(o, "\n\n- [ ] done\n\n| | |\n|---|---|\n");
    markdown_write_box(plan, set, set->values, BOX_HOST, o);
    markdown_write_box(plan, set, set->values, BOX_TYPE, o);
    markdown_write_box(plan, set, set->values, BOX_PROXY, o);
    markdown_write_box(plan, set, set->values, BOX_TTL, o);
    for (size_t j = 0; j < set->value_count; j++) {
        if (is_mixed) {
            sesd_out_str(o, "| **");
            sesd_out_str(o, sesd_op_word(&set->values[j]));
            sesd_out_str(o, "** | |\n");
        }
        markdown_write_box(plan, set, &set->values[j], BOX_PRIORITY, o);
        markdown_write_box(plan, set, &set->values[j], BOX_VALUE, o);
    }
    sesd_out_str(o, "\nCheck with:\n\n    ");
    sesd_out_check(o, set);
    sesd_out_char(o, '\n');
}

/* The texts of the settings in a sentence may have markup. */
static void markdown_write_sentences(const struct sesdomain_plan *plan,
                                     enum sentence from, enum sentence to,
                                     struct out *o)
{
    char buf[SENTENCE_MAX];

    for (enum sentence s = from; s <= to; s++) {
        struct out sentence = sesd_out(buf, sizeof(buf));

        if (!sesd_out_sentence(&sentence, plan, s))
            continue;
        sesd_out_char(o, '\n');
        markdown_string(o, buf);
        sesd_out_char(o, '\n');
    }
}

static void markdown_write_right(const struct sesdomain_plan *plan,
                                 struct out *o)
{
    if (sesd_change_count(plan) == plan->set_count)
        return;
    sesd_out_str(o, "\n## Already right\n\nLeave these as they are:\n\n");
    for (size_t i = 0; i < plan->set_count; i++) {
        if (sesd_changes(&plan->sets[i]))
            continue;
        sesd_out_str(o, "- ");
        markdown_code(o, plan->sets[i].name);
        sesd_out_char(o, ' ');
        sesd_out_text(o, plan->sets[i].type_name);
        sesd_out_char(o, '\n');
    }
}

static void markdown_write_more(const struct sesdomain_plan *plan,
                                struct out *o)
{
    if (sesd_shown_count(plan))
        sesd_out_str(o, "\n## Please also correct this\n\n");
    for (size_t i = 0; i < plan->finding_count; i++) {
        const struct sesdomain_finding *f = &plan->findings[i];

        if (!sesd_is_shown(plan, f))
            continue;
        sesd_out_str(o, "- ");
        markdown_string(o, f->message);
        sesd_out_str(o, "  \n  ");
        markdown_string(o, f->hint);
        sesd_out_char(o, '\n');
    }
}

static void markdown_write_cards(const struct sesdomain_plan *plan,
                                 struct out *o)
{
    const struct provider *provider = plan->provider;
    const size_t count = sesd_change_count(plan);
    size_t number = 0;

    sesd_out_str(o, "DNS records for Amazon SES.\n");
    markdown_write_sentences(plan, SENTENCE_WHY, SENTENCE_DUE, o);
    if (count)
        markdown_write_sentences(plan, SENTENCE_HOW, SENTENCE_HOW, o);
    if (provider) {
        sesd_out_str(o, "\n[");
        markdown_string(o, provider->title);
        sesd_out_str(o, "](<");
        sesd_out_str(o, provider->docs);
        sesd_out_str(o, ">)\n");
    }
    if (count)
        sesd_out_str(o, "\n## Changes\n");
    for (size_t i = 0; i < plan->set_count; i++)
        if (sesd_changes(&plan->sets[i]))
            markdown_write_card(plan, &plan->sets[i], ++number, count, o);
    if (number)
        markdown_write_sentences(plan, SENTENCE_WAIT, SENTENCE_DONE, o);
    markdown_write_more(plan, o);
    markdown_write_right(plan, o);
}

/* ---- the report ---- */

static void markdown_write_finding(const struct sesdomain_plan *plan,
                                   const struct sesdomain_finding *f,
                                   struct out *o)
{
    sesd_out_str(o, "- **");
    sesd_out_str(o, sesdomain_severity_name(f->row->severity));
    sesd_out_str(o, "** ");
    markdown_code(o, sesd_text(f->row->code));
    if (f->instance_count && !sesd_names_instances(f)) {
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

static void markdown_write_report(const struct sesdomain_plan *plan,
                                  struct out *o)
{
    if (sesd_has_columns(plan))
        markdown_write_matrix(plan, o);
    else
        markdown_write_turned(plan, o);
    sesd_out_str(o, "\nScenario: ");
    sesd_out_str(o, sesdomain_scenario_name(plan->scenario));
    sesd_out_str(o, plan->ready ? ", ready. " : ", not ready. ");
    sesd_out_summary(o, plan);
    sesd_out_str(o, ".\n");
    markdown_write_readiness(plan, o);
    if (plan->finding_count)
        sesd_out_str(o, "\n## Findings\n\n");
    for (size_t i = 0; i < plan->finding_count; i++)
        markdown_write_finding(plan, &plan->findings[i], o);
    sesd_out_str(o, "\n## Records\n");
    for (size_t i = 0; i < plan->set_count; i++)
        markdown_write_recordset(plan, &plan->sets[i], o);
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
    if (!plan->has_existing && !sesd_for_customer(plan)) {
        sesd_out_str(o, sesd_zone_unknown);
        sesd_out_str(o, "\n\n");
    }
    if (sesd_for_customer(plan))
        markdown_write_cards(plan, o);
    else
        markdown_write_report(plan, o);
}

const struct format sesd_format_markdown = {
    .name = "markdown",
    .description = "a report for tickets and pages (CommonMark with tables)",
    .media_type = "text/markdown",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = markdown_write,
};
