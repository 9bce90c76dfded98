/* SPDX-License-Identifier: MIT */
#include "format.h"

/* Text that Markdown and the HTML it may hold leave alone (CommonMark 2.4):
 * some characters mean something everywhere, some only in front. */
static void plain(struct out *o, struct text t)
{
    size_t digits = 0;

    while (t.n && *t.s == ' ') /* blanks in front mean something, unseen */
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

static void plain_str(struct out *o, const char *s)
{
    plain(o, sesd_text(s));
}

/* Text as it is, to be copied: a fence longer than any row of back-ticks in
 * it; in a table, "|" is still to be escaped. */
static void code(struct out *o, struct text t)
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

static void labels(struct out *o, const struct sesdomain_plan *plan,
                   const uint32_t *instances, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        plain(o, plan->instances[instances[i]].label);
    }
}

static void matrix(const struct sesdomain_plan *plan, struct out *o)
{
    size_t columns = sesd_has_columns(plan) ? plan->instance_count : 0,
           from = 0;
    const struct matrix_row *row;

    sesd_out_str(o, "| |");
    for (size_t i = 0; i < columns; i++) {
        const struct plan_instance *inst = &plan->instances[i];

        sesd_out_char(o, ' ');
        plain(o, inst->label);
        sesd_out_str(o, "<br>");
        plain_str(o, inst->account);
        sesd_out_str(o, "<br>");
        plain_str(o, inst->region);
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

static void readiness(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "\n## Readiness\n\n"
                    "| | state | verification | DKIM | MAIL FROM | SPF | "
                    "DMARC |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < plan->instance_count; i++) {
        const struct plan_instance *inst = &plan->instances[i];

        sesd_out_str(o, "| ");
        plain(o, inst->label);
        sesd_out_str(o, " | ");
        sesd_out_str(o, sesdomain_instance_state_name(inst->state));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
            sesd_out_str(o, " | ");
            sesd_out_str(o, sesdomain_readiness_name(inst->aspects[a].state));
        }
        sesd_out_str(o, " |\n");
    }
}

static void value(const struct sesdomain_plan *plan, const struct value *v,
                  struct out *o)
{
    sesd_out_str(o, "| ");
    sesd_out_str(o, sesdomain_value_op_name(v->op));
    sesd_out_str(o, " | ");
    code(o, sesd_pasted(v));
    sesd_out_str(o, " | ");
    sesd_out_str(o,
                 v->purpose ? sesdomain_purpose_name(v->purpose) : "not ours");
    if (v->instance_count) {
        sesd_out_str(o, ": ");
        labels(o, plan, v->instances, v->instance_count);
    }
    sesd_out_str(o, " |\n");
}

/* A value with the words of the panel it is typed into. */
static void fields(const struct sesdomain_plan *plan,
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
        code(o, f.text);
        sesd_out_str(o, " |\n");
    }
}

static void recordset(const struct sesdomain_plan *plan,
                      const struct sesdomain_recordset *set, struct out *o)
{
    sesd_out_str(o, "\n### ");
    code(o, set->name);
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\n\n");
    sesd_out_str(o, sesd_todo_word(sesd_todo(set)));
    if (sesd_todo(set) == TODO_EDIT)
        sesd_out_str(o, ": ");
    sesd_out_todo(o, set);
    if (sesd_for_customer(plan)) {
        sesd_out_char(o, '\n');
        for (size_t j = 0; j < set->value_count; j++)
            fields(plan, set, &set->values[j], o);
        return;
    }
    sesd_out_str(o, "; TTL ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\n\n| | value, without the quotation marks of a zone "
                    "file | for |\n|---|---|---|\n");
    for (size_t j = 0; j < set->value_count; j++)
        value(plan, &set->values[j], o);
}

static void finding(const struct sesdomain_plan *plan,
                    const struct sesdomain_finding *f, struct out *o)
{
    if (!sesd_tells(plan, f))
        return;
    sesd_out_str(o, "- **");
    sesd_out_str(o, sesdomain_severity_name(f->row->severity));
    sesd_out_str(o, "** ");
    code(o, sesd_text(f->row->code));
    if (f->instance_count && !sesd_for_customer(plan)) {
        sesd_out_str(o, " (");
        labels(o, plan, f->instances, f->instance_count);
        sesd_out_char(o, ')');
    }
    sesd_out_str(o, "  \n  ");
    plain_str(o, f->message);
    sesd_out_str(o, "  \n  ");
    plain_str(o, f->hint);
    sesd_out_str(o, "  \n  <");
    sesd_out_str(o, f->row->source);
    sesd_out_str(o, ">\n");
}

static void ours(const struct sesdomain_plan *plan, struct out *o)
{
    matrix(plan, o);
    sesd_out_str(o, "\nScenario: ");
    sesd_out_str(o, sesdomain_scenario_name(plan->scenario));
    sesd_out_str(o, plan->ready ? ", ready. " : ", not ready. ");
    sesd_out_summary(o, plan);
    sesd_out_str(o, ".\n");
    readiness(plan, o);
}

/* For whoever owns the DNS: what to type, and where. */
static void letter(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "DNS records for Amazon SES: ");
    sesd_out_summary(o, plan);
    sesd_out_str(o, ".\n");
    if (!plan->provider)
        return;
    sesd_out_str(o, "\n[");
    plain_str(o, plan->provider->title);
    sesd_out_str(o, "](<");
    sesd_out_str(o, plan->provider->docs);
    sesd_out_str(o, ">)\n");
}

static void markdown_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "# ");
    plain(o, plan->domain);
    sesd_out_str(o, "\n\n");
    if (plan->id.n) {
        plain(o, plan->id);
        sesd_out_str(o, "\n\n");
    }
    if (sesd_for_customer(plan))
        letter(plan, o);
    else
        ours(plan, o);
    if (sesd_told(plan))
        sesd_out_str(o, "\n## Findings\n\n");
    for (size_t i = 0; i < plan->finding_count; i++)
        finding(plan, &plan->findings[i], o);
    sesd_out_str(o, "\n## Records\n");
    for (size_t i = 0; i < plan->set_count; i++)
        recordset(plan, &plan->sets[i], o);
}

const struct format sesd_format_markdown = {
    .name = "markdown",
    .description = "a report for tickets and pages (CommonMark with tables)",
    .media_type = "text/markdown",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = markdown_write,
};
