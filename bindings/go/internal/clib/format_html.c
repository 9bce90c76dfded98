//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A page for a browser, a phone or paper (HTML Living Standard). Takes a plan,
 * produces one file that loads nothing, with style and script from page.c.
 */
#include "format_format.h"

static bool html_is_plain(char c)
{
    return c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* Write text, also within quotation marks (HTML, 13.1.2.3 and 13.1.4). */
void sesd_html_text(struct page *p, struct text t)
{
    while (t.n) {
        const size_t n = sesd_text_span(t, html_is_plain);

        sesd_out_mem(p->o, t.s, n);
        if (n == t.n)
            return;
        sesd_out_str(p->o, t.s[n] == '&'   ? "&amp;"
                           : t.s[n] == '<' ? "&lt;"
                           : t.s[n] == '>' ? "&gt;"
                           : t.s[n] == '"' ? "&quot;"
                                           : "&#39;");
        t = sesd_text_after(t, n + 1);
    }
}

void sesd_html_string(struct page *p, const char *s)
{
    sesd_html_text(p, sesd_text(s));
}

void sesd_html_markup(struct page *p, const char *s)
{
    sesd_out_str(p->o, s);
}

/* Write a text to copy, and its button, which the script makes visible. */
void sesd_html_code(struct page *p, struct text t)
{
    sesd_html_markup(p, "<code id=\"c");
    sesd_out_uint(p->o, ++p->codes);
    sesd_html_markup(p, "\">");
    sesd_html_text(p, t);
    sesd_html_markup(p, "</code>");
}

void sesd_html_button(struct page *p, const char *what)
{
    sesd_html_markup(p, "<button type=\"button\" hidden data-of=\"c");
    sesd_out_uint(p->o, p->codes);
    sesd_html_markup(p, "\" aria-label=\"Copy ");
    sesd_html_string(p, what);
    sesd_html_markup(p, "\" aria-describedby=\"c");
    sesd_out_uint(p->o, p->codes);
    sesd_html_markup(p, "\">Copy</button>");
}

static void html_write_labels(struct page *p, const uint32_t *instances,
                              size_t count)
{
    for (size_t k = 0; k < count; k++) {
        sesd_html_markup(p, k ? ", <bdi>" : "<bdi>");
        sesd_html_text(p, p->plan->instances[instances[k]].label);
        sesd_html_markup(p, "</bdi>");
    }
}

/* Write words in the colour of their meaning. */
void sesd_html_tag(struct page *p, const char *class, const char *words)
{
    sesd_html_markup(p, "<span class=\"tag ");
    sesd_html_markup(p, class);
    sesd_html_markup(p, "\">");
    sesd_html_markup(p, words);
    sesd_html_markup(p, "</span>");
}

static void html_write_cell(struct page *p, const char *word)
{
    sesd_html_markup(p, "<td class=\"");
    sesd_html_markup(p, word);
    sesd_html_markup(p, "\">");
    sesd_html_markup(p, word);
    sesd_html_markup(p, "</td>");
}

/* ---- tables ---- */

/* Begin a table that scrolls on a small screen, also by keyboard. */
static void html_begin_table(struct page *p, const char *name)
{
    sesd_html_markup(p, "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                        "aria-label=\"");
    sesd_html_markup(p, name);
    sesd_html_markup(p, "\">\n<table>\n<thead><tr><td></td>");
}

static void html_end_table(struct page *p)
{
    sesd_html_markup(p, "</tbody>\n</table>\n</div>\n");
}

/* Write the head of a column or a row: an instance, with account and
 * region. */
static void html_write_instance(struct page *p,
                                const struct plan_instance *inst,
                                const char *scope)
{
    sesd_html_markup(p, "<th scope=\"");
    sesd_html_markup(p, scope);
    sesd_html_markup(p, "\"><bdi>");
    sesd_html_text(p, inst->label);
    sesd_html_markup(p, "</bdi><br><bdi>");
    sesd_html_string(p, inst->account);
    sesd_html_markup(p, "</bdi><br>");
    sesd_html_string(p, inst->region);
    sesd_html_markup(p, "</th>");
}

static void html_write_kind(struct page *p, const struct matrix_row *row)
{
    sesd_html_markup(p, row->title);
    sesd_html_markup(p, row->type ? " " : "");
    sesd_html_markup(p, row->type ? row->type : "");
}

static void html_write_title(struct page *p, const struct matrix_row *row,
                             const char *scope)
{
    sesd_html_markup(p, "<th scope=\"");
    sesd_html_markup(p, scope);
    sesd_html_markup(p, "\">");
    html_write_kind(p, row);
    sesd_html_markup(p, "</th>");
}

static void html_write_count(struct page *p, const struct matrix_row *row,
                             size_t instance)
{
    sesd_html_markup(p, "<td>");
    sesd_out_cell(p->o, p->plan, row, instance);
    sesd_html_markup(p, "</td>");
}

/* Write the matrix with a column for each instance. */
static void html_write_matrix(struct page *p)
{
    const struct sesdomain_plan *plan = p->plan;
    const struct matrix_row *row;
    size_t from = 0;

    html_begin_table(p, "Records by instance");
    for (size_t i = 0; i < plan->instance_count; i++)
        html_write_instance(p, &plan->instances[i], "col");
    sesd_html_markup(
        p, "<th scope=\"col\">together</th></tr></thead>\n<tbody>\n");
    while ((row = sesd_matrix_row(plan, &from))) {
        sesd_html_markup(p, "<tr>");
        html_write_title(p, row, "row");
        for (size_t i = 0; i < plan->instance_count; i++)
            html_write_count(p, row, i);
        sesd_html_markup(p, "<td>");
        sesd_out_together(p->o, plan, row);
        sesd_html_markup(p, "</td></tr>\n");
    }
    html_end_table(p);
}

/* Write the matrix with a row for each instance. */
static void html_write_turned(struct page *p)
{
    const struct sesdomain_plan *plan = p->plan;
    const struct matrix_row *row;
    size_t from = 0;

    html_begin_table(p, "Records by instance");
    while ((row = sesd_matrix_row(plan, &from)))
        html_write_title(p, row, "col");
    sesd_html_markup(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < plan->instance_count; i++) {
        sesd_html_markup(p, "<tr>");
        html_write_instance(p, &plan->instances[i], "row");
        for (from = 0; (row = sesd_matrix_row(plan, &from));)
            html_write_count(p, row, i);
        sesd_html_markup(p, "</tr>\n");
    }
    html_end_table(p);
    sesd_html_markup(p, "<p>Together:</p>\n<dl>\n");
    for (from = 0; (row = sesd_matrix_row(plan, &from));) {
        sesd_html_markup(p, "<dt>");
        html_write_kind(p, row);
        sesd_html_markup(p, "</dt><dd>");
        sesd_out_together(p->o, plan, row);
        sesd_html_markup(p, "</dd>\n");
    }
    sesd_html_markup(p, "</dl>\n");
}

static void html_write_readiness(struct page *p)
{
    static const char *const titles[] = {
        "state", "verification", "DKIM", "MAIL FROM", "SPF", "DMARC"
    };

    sesd_html_markup(p, "<h2>Readiness</h2>\n");
    html_begin_table(p, "Readiness by instance");
    for (size_t i = 0; i < COUNT(titles); i++) {
        sesd_html_markup(p, "<th scope=\"col\">");
        sesd_html_markup(p, titles[i]);
        sesd_html_markup(p, "</th>");
    }
    sesd_html_markup(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->plan->instance_count; i++) {
        const struct plan_instance *inst = &p->plan->instances[i];

        sesd_html_markup(p, "<tr>");
        html_write_instance(p, inst, "row");
        html_write_cell(p, sesdomain_instance_state_name(inst->state));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++)
            html_write_cell(p,
                            sesdomain_readiness_name(inst->aspects[a].state));
        sesd_html_markup(p, "</tr>\n");
    }
    html_end_table(p);
}

/* ---- record sets ---- */

static void html_write_op(struct page *p, const struct value *v)
{
    const char *word = sesdomain_value_op_name(v->op);

    sesd_html_tag(p, word, word);
    sesd_html_markup(p, " ");
}

static void html_write_value(struct page *p, const struct value *v)
{
    sesd_html_markup(p, "<li>\n<div class=\"row\">");
    html_write_op(p, v);
    sesd_html_code(p, sesd_pasted(v));
    sesd_html_button(p, "value");
    sesd_html_markup(p, "</div>\n<small>");
    sesd_html_markup(p, v->purpose ? sesdomain_purpose_name(v->purpose)
                                   : "foreign");
    sesd_html_markup(p, v->instance_count ? ": " : "");
    html_write_labels(p, v->instances, v->instance_count);
    sesd_html_markup(p, "</small></li>\n");
}

static void html_write_values(struct page *p,
                              const struct sesdomain_recordset *set)
{
    sesd_html_markup(p, "<p class=\"dim\">TTL ");
    sesd_out_uint(p->o, set->ttl);
    sesd_html_markup(p, "</p>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++)
        html_write_value(p, &set->values[j]);
    sesd_html_markup(p, "</ul>\n");
}

static void html_write_recordset(struct page *p,
                                 const struct sesdomain_recordset *set)
{
    const enum sesdomain_recordset_todo todo = sesdomain_recordset_todo(set);
    const char *class = todo == SESDOMAIN_RECORDSET_TODO_NONE
                            ? "right"
                            : sesdomain_recordset_todo_name(todo);

    sesd_html_markup(p, "<article class=\"");
    sesd_html_markup(p, class);
    sesd_html_markup(p, "\">\n<div class=\"row\">");
    sesd_html_tag(p, class, sesd_todo_word(set));
    sesd_html_markup(p, "<h3>");
    sesd_html_code(p, set->name);
    sesd_html_markup(p, " ");
    sesd_html_text(p, set->type_name);
    sesd_html_markup(p, "</h3>");
    sesd_html_button(p, "name");
    sesd_html_markup(p, "</div>\n");
    if (todo == SESDOMAIN_RECORDSET_TODO_EDIT) {
        sesd_html_markup(p, "<p>");
        sesd_out_todo(p->o, set);
        sesd_html_markup(p, "</p>\n");
    }
    html_write_values(p, set);
    sesd_html_markup(p, "</article>\n");
}

static void html_write_records(struct page *p)
{
    sesd_html_markup(p, "<h2>Records</h2>\n");
    for (size_t i = 0; i < p->plan->set_count; i++)
        html_write_recordset(p, &p->plan->sets[i]);
}

/* ---- findings ---- */

static void html_write_finding(struct page *p,
                               const struct sesdomain_finding *f)
{
    const char *severity = sesdomain_severity_name(f->row->severity);

    sesd_html_markup(p, "<li>");
    sesd_html_tag(p, severity, severity);
    sesd_html_markup(p, " ");
    sesd_html_string(p, f->message);
    sesd_html_markup(p, "<br>\n");
    sesd_html_string(p, f->hint);
    sesd_html_markup(p, "<br>\n<small>");
    sesd_html_markup(p, f->row->code);
    if (f->instance_count && !sesd_names_instances(f)) {
        sesd_html_markup(p, ": ");
        html_write_labels(p, f->instances, f->instance_count);
    }
    sesd_html_markup(p, "</small><br>\n<a rel=\"noreferrer\" href=\"");
    sesd_html_string(p, f->row->source);
    sesd_html_markup(p, "\">");
    sesd_html_string(p, f->row->source);
    sesd_html_markup(p, "</a></li>\n");
}

static void html_write_findings(struct page *p)
{
    if (!p->plan->finding_count)
        return;
    sesd_html_markup(p, "<h2>Findings</h2>\n<ul>\n");
    for (size_t i = 0; i < p->plan->finding_count; i++)
        html_write_finding(p, &p->plan->findings[i]);
    sesd_html_markup(p, "</ul>\n");
}

/* ---- the page ---- */

static void html_write_head(struct page *p)
{
    sesd_html_markup(
        p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    sesd_html_markup(p, sesd_page_policy);
    sesd_html_markup(
        p, "\">\n<meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\">\n<title>");
    sesd_html_text(p, p->plan->domain);
    sesd_html_markup(p, ": DNS records for Amazon SES</title>\n<style>");
    sesd_html_markup(p, sesd_page_style);
    sesd_html_markup(p, "</style>\n</head>\n<body>\n<main>\n<h1>");
    sesd_html_text(p, p->plan->domain);
    sesd_html_markup(p, "</h1>\n");
    if (p->plan->reference.n) {
        sesd_html_markup(p, "<p class=\"dim\">");
        sesd_html_text(p, p->plan->reference);
        sesd_html_markup(p, "</p>\n");
    }
}

static void html_write_report(struct page *p)
{
    if (!p->plan->has_existing) {
        sesd_html_markup(p, "<p class=\"warning\">");
        sesd_html_markup(p, sesd_zone_unknown);
        sesd_html_markup(p, "</p>\n");
    }
    if (sesd_has_columns(p->plan))
        html_write_matrix(p);
    else
        html_write_turned(p);
    sesd_html_markup(p, "<p>");
    sesd_html_tag(p, p->plan->ready ? "verified" : "missing",
                  p->plan->ready ? "ready" : "not ready");
    sesd_html_markup(p, " Scenario: ");
    sesd_html_markup(p, sesdomain_scenario_name(p->plan->scenario));
    sesd_html_markup(p, ". ");
    sesd_out_summary(p->o, p->plan);
    sesd_html_markup(p, ".</p>\n");
    html_write_readiness(p);
    html_write_findings(p);
    html_write_records(p);
}

static void html_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct page page = { plan, o, 0 }, *p = &page;

    html_write_head(p);
    if (sesd_for_customer(plan))
        sesd_html_cards(p);
    else
        html_write_report(p);
    sesd_html_markup(p,
                     "<p id=\"said\" role=\"status\"></p>\n</main>\n<script>");
    sesd_html_markup(p, sesd_page_script);
    sesd_html_markup(p, "</script>\n</body>\n</html>\n");
}

const struct format sesd_format_html = {
    .name = "html",
    .description = "one page for a browser, a phone or paper",
    .media_type = "text/html",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = html_write,
};
