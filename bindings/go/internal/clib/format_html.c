//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A page for a browser, a phone or paper (HTML Living Standard). Takes a plan,
 * produces one file that loads nothing, with style and script from page.c.
 */
#include "format_format.h"

struct page {
    const struct sesdomain_plan *plan;
    struct out *o;
    size_t codes; /* the number so far: each has an id */
    bool customer;
};

static bool html_is_plain(char c)
{
    return c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* Text, also within quotation marks (HTML, 13.1.2.3 and 13.1.4). */
static void html_text(struct page *p, struct text t)
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

static void html_string(struct page *p, const char *s)
{
    html_text(p, sesd_text(s));
}

static void html_markup(struct page *p, const char *s)
{
    sesd_out_str(p->o, s);
}

/* A text to copy, and its button, which the script makes visible. */
static void html_write_code(struct page *p, struct text t)
{
    html_markup(p, "<code id=\"c");
    sesd_out_uint(p->o, ++p->codes);
    html_markup(p, "\">");
    html_text(p, t);
    html_markup(p, "</code>");
}

static void html_write_button(struct page *p, const char *what)
{
    html_markup(p, "<button type=\"button\" hidden data-of=\"c");
    sesd_out_uint(p->o, p->codes);
    html_markup(p, "\" aria-label=\"Copy ");
    html_string(p, what);
    html_markup(p, "\" aria-describedby=\"c");
    sesd_out_uint(p->o, p->codes);
    html_markup(p, "\">Copy</button>");
}

static void html_write_labels(struct page *p, const uint32_t *instances,
                              size_t count)
{
    for (size_t k = 0; k < count; k++) {
        html_markup(p, k ? ", <bdi>" : "<bdi>");
        html_text(p, p->plan->instances[instances[k]].label);
        html_markup(p, "</bdi>");
    }
}

/* Words in a colour of the same meaning. */
static void html_write_tag(struct page *p, const char *class,
                           const char *words)
{
    html_markup(p, "<span class=\"tag ");
    html_markup(p, class);
    html_markup(p, "\">");
    html_markup(p, words);
    html_markup(p, "</span>");
}

static void html_write_cell(struct page *p, const char *word)
{
    html_markup(p, "<td class=\"");
    html_markup(p, word);
    html_markup(p, "\">");
    html_markup(p, word);
    html_markup(p, "</td>");
}

/* ---- tables ---- */

/* A table scrolls on a small screen, also by keyboard. */
static void html_begin_table(struct page *p, const char *name)
{
    html_markup(p, "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                   "aria-label=\"");
    html_markup(p, name);
    html_markup(p, "\">\n<table>\n<thead><tr><td></td>");
}

static void html_end_table(struct page *p)
{
    html_markup(p, "</tbody>\n</table>\n</div>\n");
}

static void html_write_matrix(struct page *p)
{
    const struct sesdomain_plan *plan = p->plan;
    size_t columns = sesd_has_columns(plan) ? plan->instance_count : 0;
    const struct matrix_row *row;
    size_t from = 0;

    html_begin_table(p, "Records by instance");
    for (size_t i = 0; i < columns; i++) {
        html_markup(p, "<th scope=\"col\"><bdi>");
        html_text(p, plan->instances[i].label);
        html_markup(p, "</bdi><br><bdi>");
        html_string(p, plan->instances[i].account);
        html_markup(p, "</bdi><br>");
        html_string(p, plan->instances[i].region);
        html_markup(p, "</th>");
    }
    html_markup(p, "<th scope=\"col\">together</th></tr></thead>\n<tbody>\n");
    while ((row = sesd_matrix_row(plan, &from))) {
        html_markup(p, "<tr><th scope=\"row\">");
        html_markup(p, row->title);
        html_markup(p, row->type ? " " : "");
        html_markup(p, row->type ? row->type : "");
        html_markup(p, "</th>");
        for (size_t i = 0; i < columns; i++) {
            html_markup(p, "<td>");
            sesd_out_cell(p->o, plan, row, i);
            html_markup(p, "</td>");
        }
        html_markup(p, "<td>");
        sesd_out_together(p->o, plan, row);
        html_markup(p, "</td></tr>\n");
    }
    html_end_table(p);
}

static void html_write_readiness(struct page *p)
{
    static const char *const titles[] = {
        "state", "verification", "DKIM", "MAIL FROM", "SPF", "DMARC"
    };

    html_markup(p, "<h2>Readiness</h2>\n");
    html_begin_table(p, "Readiness by instance");
    for (size_t i = 0; i < COUNT(titles); i++) {
        html_markup(p, "<th scope=\"col\">");
        html_markup(p, titles[i]);
        html_markup(p, "</th>");
    }
    html_markup(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->plan->instance_count; i++) {
        const struct plan_instance *inst = &p->plan->instances[i];

        html_markup(p, "<tr><th scope=\"row\"><bdi>");
        html_text(p, inst->label);
        html_markup(p, "</bdi></th>");
        html_write_cell(p, sesdomain_instance_state_name(inst->state));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++)
            html_write_cell(p,
                            sesdomain_readiness_name(inst->aspects[a].state));
        html_markup(p, "</tr>\n");
    }
    html_end_table(p);
}

/* ---- record sets ---- */

static void html_write_op(struct page *p, const struct value *v)
{
    const char *word = sesdomain_value_op_name(v->op);

    html_write_tag(p, word, word);
    html_markup(p, " ");
}

static void html_write_value(struct page *p, const struct value *v)
{
    html_markup(p, "<li>\n<div class=\"row\">");
    html_write_op(p, v);
    html_write_code(p, sesd_pasted(v));
    html_write_button(p, "value");
    html_markup(p, "</div>\n<small>");
    html_markup(p,
                v->purpose ? sesdomain_purpose_name(v->purpose) : "foreign");
    html_markup(p, v->instance_count ? ": " : "");
    html_write_labels(p, v->instances, v->instance_count);
    html_markup(p, "</small></li>\n");
}

/* A field of the control panel. */
static void html_write_box(struct page *p,
                           const struct sesdomain_recordset *set,
                           const struct value *v, enum box_kind kind)
{
    struct box f;

    if (!sesd_box(p->plan, set, v, kind, &f))
        return;
    html_markup(p, "<dt>");
    html_string(p, f.title);
    html_markup(p, "</dt><dd>");
    html_write_code(p, f.text);
    if (kind != BOX_TYPE)
        html_write_button(p, f.title);
    html_markup(p, "</dd>\n");
}

/* The fields that all values of a set share, then those of each value. */
static void html_write_boxes(struct page *p,
                             const struct sesdomain_recordset *set)
{
    html_markup(p, "<dl>\n");
    html_write_box(p, set, set->values, BOX_HOST);
    html_write_box(p, set, set->values, BOX_TYPE);
    html_write_box(p, set, set->values, BOX_TTL);
    html_markup(p, "</dl>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++) {
        html_markup(p, "<li>");
        html_write_op(p, &set->values[j]);
        html_markup(p, "\n<dl>\n");
        html_write_box(p, set, &set->values[j], BOX_PRIORITY);
        html_write_box(p, set, &set->values[j], BOX_VALUE);
        html_markup(p, "</dl></li>\n");
    }
    html_markup(p, "</ul>\n");
}

static void html_write_values(struct page *p,
                              const struct sesdomain_recordset *set)
{
    html_markup(p, "<p class=\"dim\">TTL ");
    sesd_out_uint(p->o, set->ttl);
    html_markup(p, "</p>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++)
        html_write_value(p, &set->values[j]);
    html_markup(p, "</ul>\n");
}

static void html_write_recordset(struct page *p,
                                 const struct sesdomain_recordset *set)
{
    const enum sesdomain_recordset_todo todo = sesdomain_recordset_todo(set);
    const char *class =
        todo == SESDOMAIN_RECORDSET_TODO_NONE ? "right" : sesd_todo_word(todo);

    html_markup(p, "<article class=\"");
    html_markup(p, class);
    html_markup(p, "\">\n<div class=\"row\">");
    html_write_tag(p, class, sesd_todo_word(todo));
    html_markup(p, "<h3>");
    html_write_code(p, set->name);
    html_markup(p, " ");
    html_text(p, set->type_name);
    html_markup(p, "</h3>");
    if (!p->customer)
        html_write_button(p, "name");
    html_markup(p, "</div>\n");
    if (todo == SESDOMAIN_RECORDSET_TODO_EDIT) {
        html_markup(p, "<p>");
        sesd_out_todo(p->o, set);
        html_markup(p, "</p>\n");
    }
    if (p->customer)
        html_write_boxes(p, set);
    else
        html_write_values(p, set);
    html_markup(p, "</article>\n");
}

static void html_write_records(struct page *p)
{
    html_markup(p, "<h2>Records</h2>\n");
    for (size_t i = 0; i < p->plan->set_count; i++)
        html_write_recordset(p, &p->plan->sets[i]);
}

/* ---- findings ---- */

static void html_write_finding(struct page *p,
                               const struct sesdomain_finding *f)
{
    const char *severity = sesdomain_severity_name(f->row->severity);

    html_markup(p, "<li>");
    html_write_tag(p, severity, severity);
    html_markup(p, " ");
    html_string(p, f->message);
    html_markup(p, "<br>\n");
    html_string(p, f->hint);
    html_markup(p, "<br>\n<small>");
    html_markup(p, f->row->code);
    if (f->instance_count && !p->customer) {
        html_markup(p, ": ");
        html_write_labels(p, f->instances, f->instance_count);
    }
    html_markup(p, "</small><br>\n<a rel=\"noreferrer\" href=\"");
    html_string(p, f->row->source);
    html_markup(p, "\">");
    html_string(p, f->row->source);
    html_markup(p, "</a></li>\n");
}

static void html_write_findings(struct page *p)
{
    if (!sesd_shown_count(p->plan))
        return;
    html_markup(p, "<h2>Findings</h2>\n<ul>\n");
    for (size_t i = 0; i < p->plan->finding_count; i++)
        if (sesd_is_shown(p->plan, &p->plan->findings[i]))
            html_write_finding(p, &p->plan->findings[i]);
    html_markup(p, "</ul>\n");
}

/* ---- the page ---- */

static void html_write_head(struct page *p)
{
    html_markup(p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                   "<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html_markup(p, sesd_page_policy);
    html_markup(p,
                "\">\n<meta name=\"viewport\" "
                "content=\"width=device-width, initial-scale=1\">\n<title>");
    html_text(p, p->plan->domain);
    html_markup(p, ": DNS records for Amazon SES</title>\n<style>");
    html_markup(p, sesd_page_style);
    html_markup(p, "</style>\n</head>\n<body>\n<main>\n<h1>");
    html_text(p, p->plan->domain);
    html_markup(p, "</h1>\n");
    if (p->plan->reference.n) {
        html_markup(p, "<p class=\"dim\">");
        html_text(p, p->plan->reference);
        html_markup(p, "</p>\n");
    }
}

static void html_write_overview(struct page *p)
{
    html_write_matrix(p);
    html_markup(p, "<p>");
    html_write_tag(p, p->plan->ready ? "verified" : "missing",
                   p->plan->ready ? "ready" : "not ready");
    html_markup(p, " Scenario: ");
    html_markup(p, sesdomain_scenario_name(p->plan->scenario));
    html_markup(p, ". ");
    sesd_out_summary(p->o, p->plan);
    html_markup(p, ".</p>\n");
    html_write_readiness(p);
}

/* The introduction for the DNS operator. */
static void html_write_letter(struct page *p)
{
    const struct provider *provider = p->plan->provider;

    html_markup(p, "<p>DNS records for Amazon SES: ");
    sesd_out_summary(p->o, p->plan);
    html_markup(
        p,
        ".</p>\n<p>Enter the records marked add, delete those marked remove, "
        "and leave those marked keep.</p>\n");
    if (!provider)
        return;
    html_markup(p, "<p>How to enter records: <a class=\"named\" "
                   "rel=\"noreferrer\" href=\"");
    html_string(p, provider->docs);
    html_markup(p, "\">");
    html_string(p, provider->title);
    html_markup(p, "</a></p>\n");
}

static void html_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct page page = { plan, o, 0, sesd_for_customer(plan) }, *p = &page;

    html_write_head(p);
    if (p->customer)
        html_write_letter(p);
    else
        html_write_overview(p);
    html_write_findings(p);
    html_write_records(p);
    html_markup(p, "<p id=\"said\" role=\"status\"></p>\n</main>\n<script>");
    html_markup(p, sesd_page_script);
    html_markup(p, "</script>\n</body>\n</html>\n");
}

const struct format sesd_format_html = {
    .name = "html",
    .description = "one page for a browser, a phone or paper",
    .media_type = "text/html",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = html_write,
};
