/* SPDX-License-Identifier: MIT */
#include "format.h"

struct page {
    const struct sesdomain_plan *plan;
    struct out *o;
    size_t codes; /* so far: each has an id */
    bool customer;
};

static bool is_plain(char c)
{
    return !sesd_is_one_of(c, "&<>\"'");
}

/* Text, also within quotation marks (HTML, 13.1.2.3 and 13.1.4). */
static void text(struct page *p, struct text t)
{
    while (t.n) {
        const size_t n = sesd_text_span(t, is_plain);

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

static void string(struct page *p, const char *s)
{
    text(p, sesd_text(s));
}

static void markup(struct page *p, const char *s)
{
    sesd_out_str(p->o, s);
}

/* What to paste, and the button that copies it; the script shows it. */
static void code(struct page *p, struct text t)
{
    markup(p, "<code id=\"c");
    sesd_out_uint(p->o, ++p->codes);
    markup(p, "\">");
    text(p, t);
    markup(p, "</code>");
}

static void button(struct page *p, const char *what)
{
    markup(p, "<button type=\"button\" hidden data-of=\"c");
    sesd_out_uint(p->o, p->codes);
    markup(p, "\" aria-label=\"Copy ");
    string(p, what);
    markup(p, "\" aria-describedby=\"c");
    sesd_out_uint(p->o, p->codes);
    markup(p, "\">Copy</button>");
}

static void labels(struct page *p, const uint32_t *instances, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        markup(p, k ? ", <bdi>" : "<bdi>");
        text(p, p->plan->instances[instances[k]].label);
        markup(p, "</bdi>");
    }
}

/* Words in a colour that says the same. */
static void tag(struct page *p, const char *class, const char *words)
{
    markup(p, "<span class=\"tag ");
    markup(p, class);
    markup(p, "\">");
    markup(p, words);
    markup(p, "</span>");
}

static void cell(struct page *p, const char *word)
{
    markup(p, "<td class=\"");
    markup(p, word);
    markup(p, "\">");
    markup(p, word);
    markup(p, "</td>");
}

/* ---- tables: what there is, how it stands ---- */

/* It scrolls by itself on a small screen, also by keyboard. */
static void begin_table(struct page *p, const char *name)
{
    markup(p, "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
              "aria-label=\"");
    markup(p, name);
    markup(p, "\">\n<table>\n<thead><tr><td></td>");
}

static void end_table(struct page *p)
{
    markup(p, "</tbody>\n</table>\n</div>\n");
}

static void matrix(struct page *p)
{
    const struct sesdomain_plan *plan = p->plan;
    size_t columns = sesd_has_columns(plan) ? plan->instance_count : 0;
    const struct matrix_row *row;
    size_t from = 0;

    begin_table(p, "Records by instance");
    for (size_t i = 0; i < columns; i++) {
        markup(p, "<th scope=\"col\"><bdi>");
        text(p, plan->instances[i].label);
        markup(p, "</bdi><br><bdi>");
        string(p, plan->instances[i].account);
        markup(p, "</bdi><br>");
        string(p, plan->instances[i].region);
        markup(p, "</th>");
    }
    markup(p, "<th scope=\"col\">together</th></tr></thead>\n<tbody>\n");
    while ((row = sesd_matrix_row(plan, &from))) {
        markup(p, "<tr><th scope=\"row\">");
        markup(p, row->title);
        markup(p, row->type ? " " : "");
        markup(p, row->type ? row->type : "");
        markup(p, "</th>");
        for (size_t i = 0; i < columns; i++) {
            markup(p, "<td>");
            sesd_out_cell(p->o, plan, row, i);
            markup(p, "</td>");
        }
        markup(p, "<td>");
        sesd_out_together(p->o, plan, row);
        markup(p, "</td></tr>\n");
    }
    end_table(p);
}

static void readiness(struct page *p)
{
    static const char *const titles[] = {
        "state", "verification", "DKIM", "MAIL FROM", "SPF", "DMARC"
    };

    markup(p, "<h2>Readiness</h2>\n");
    begin_table(p, "Readiness by instance");
    for (size_t i = 0; i < COUNT(titles); i++) {
        markup(p, "<th scope=\"col\">");
        markup(p, titles[i]);
        markup(p, "</th>");
    }
    markup(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->plan->instance_count; i++) {
        const struct plan_instance *inst = &p->plan->instances[i];

        markup(p, "<tr><th scope=\"row\"><bdi>");
        text(p, inst->label);
        markup(p, "</bdi></th>");
        cell(p, sesdomain_instance_state_name(inst->state));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++)
            cell(p, sesdomain_readiness_name(inst->aspects[a].state));
        markup(p, "</tr>\n");
    }
    end_table(p);
}

/* ---- record sets: what to do ---- */

static void op(struct page *p, const struct value *v)
{
    const char *word = sesdomain_value_op_name(v->op);

    tag(p, word, word);
    markup(p, " ");
}

static void value(struct page *p, const struct value *v)
{
    markup(p, "<li>\n<div class=\"row\">");
    op(p, v);
    code(p, sesd_pasted(v));
    button(p, "value");
    markup(p, "</div>\n<small>");
    markup(p, v->purpose ? sesdomain_purpose_name(v->purpose) : "not ours");
    markup(p, v->instance_count ? ": " : "");
    labels(p, v->instances, v->instance_count);
    markup(p, "</small></li>\n");
}

/* A box of the panel that the values are typed into. */
static void box(struct page *p, const struct sesdomain_recordset *set,
                const struct value *v, enum box_kind kind)
{
    struct box f;

    if (!sesd_box(p->plan, set, v, kind, &f))
        return;
    markup(p, "<dt>");
    string(p, f.title);
    markup(p, "</dt><dd>");
    code(p, f.text);
    if (kind != BOX_TYPE)
        button(p, f.title);
    markup(p, "</dd>\n");
}

/* The boxes that all values of the set share, then those of each value. */
static void boxes(struct page *p, const struct sesdomain_recordset *set)
{
    markup(p, "<dl>\n");
    box(p, set, set->values, BOX_HOST);
    box(p, set, set->values, BOX_TYPE);
    box(p, set, set->values, BOX_TTL);
    markup(p, "</dl>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++) {
        markup(p, "<li>");
        op(p, &set->values[j]);
        markup(p, "\n<dl>\n");
        box(p, set, &set->values[j], BOX_PRIORITY);
        box(p, set, &set->values[j], BOX_VALUE);
        markup(p, "</dl></li>\n");
    }
    markup(p, "</ul>\n");
}

static void values(struct page *p, const struct sesdomain_recordset *set)
{
    markup(p, "<p class=\"dim\">TTL ");
    sesd_out_uint(p->o, set->ttl);
    markup(p, "</p>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++)
        value(p, &set->values[j]);
    markup(p, "</ul>\n");
}

static void recordset(struct page *p, const struct sesdomain_recordset *set)
{
    const enum todo todo = sesd_todo(set);
    const char *class = todo == TODO_NOTHING ? "right" : sesd_todo_word(todo);

    markup(p, "<article class=\"");
    markup(p, class);
    markup(p, "\">\n<div class=\"row\">");
    tag(p, class, sesd_todo_word(todo));
    markup(p, "<h3>");
    code(p, set->name);
    markup(p, " ");
    text(p, set->type_name);
    markup(p, "</h3>");
    if (!p->customer)
        button(p, "name");
    markup(p, "</div>\n");
    if (todo == TODO_EDIT) {
        markup(p, "<p>");
        sesd_out_todo(p->o, set);
        markup(p, "</p>\n");
    }
    if (p->customer)
        boxes(p, set);
    else
        values(p, set);
    markup(p, "</article>\n");
}

static void records(struct page *p)
{
    markup(p, "<h2>Records</h2>\n");
    for (size_t i = 0; i < p->plan->set_count; i++)
        recordset(p, &p->plan->sets[i]);
}

/* ---- findings ---- */

static void finding(struct page *p, const struct sesdomain_finding *f)
{
    const char *severity = sesdomain_severity_name(f->row->severity);

    markup(p, "<li>");
    tag(p, severity, severity);
    markup(p, " ");
    string(p, f->message);
    markup(p, "<br>\n");
    string(p, f->hint);
    markup(p, "<br>\n<small>");
    markup(p, f->row->code);
    if (f->instance_count && !p->customer) {
        markup(p, ": ");
        labels(p, f->instances, f->instance_count);
    }
    markup(p, "</small><br>\n<a rel=\"noreferrer\" href=\"");
    string(p, f->row->source);
    markup(p, "\">");
    string(p, f->row->source);
    markup(p, "</a></li>\n");
}

static void findings(struct page *p)
{
    if (!sesd_told(p->plan))
        return;
    markup(p, "<h2>Findings</h2>\n<ul>\n");
    for (size_t i = 0; i < p->plan->finding_count; i++)
        if (sesd_tells(p->plan, &p->plan->findings[i]))
            finding(p, &p->plan->findings[i]);
    markup(p, "</ul>\n");
}

/* ---- the page ---- */

static void head(struct page *p)
{
    markup(p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
              "<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    markup(p, sesd_page_policy);
    markup(p, "\">\n<meta name=\"viewport\" "
              "content=\"width=device-width, initial-scale=1\">\n<title>");
    text(p, p->plan->domain);
    markup(p, ": DNS records for Amazon SES</title>\n<style>");
    markup(p, sesd_page_style);
    markup(p, "</style>\n</head>\n<body>\n<main>\n<h1>");
    text(p, p->plan->domain);
    markup(p, "</h1>\n");
    if (p->plan->id.n) {
        markup(p, "<p class=\"dim\">");
        text(p, p->plan->id);
        markup(p, "</p>\n");
    }
}

static void ours(struct page *p)
{
    matrix(p);
    markup(p, "<p>");
    tag(p, p->plan->ready ? "verified" : "missing",
        p->plan->ready ? "ready" : "not ready");
    markup(p, " Scenario: ");
    markup(p, sesdomain_scenario_name(p->plan->scenario));
    markup(p, ". ");
    sesd_out_summary(p->o, p->plan);
    markup(p, ".</p>\n");
    readiness(p);
}

/* For whoever owns the DNS: what to type, and where. */
static void letter(struct page *p)
{
    const struct provider *provider = p->plan->provider;

    markup(p, "<p>DNS records for Amazon SES: ");
    sesd_out_summary(p->o, p->plan);
    markup(p, ".</p>\n<p>What says add is to be entered, what says remove is "
              "to go, and what says keep is there and has to stay.</p>\n");
    if (!provider)
        return;
    markup(p, "<p>How to enter records: <a class=\"named\" "
              "rel=\"noreferrer\" href=\"");
    string(p, provider->docs);
    markup(p, "\">");
    string(p, provider->title);
    markup(p, "</a></p>\n");
}

static void html_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct page page = { plan, o, 0, sesd_for_customer(plan) }, *p = &page;

    head(p);
    if (p->customer)
        letter(p);
    else
        ours(p);
    findings(p);
    records(p);
    markup(p, "<p id=\"said\" role=\"status\"></p>\n</main>\n<script>");
    markup(p, sesd_page_script);
    markup(p, "</script>\n</body>\n</html>\n");
}

const struct format sesd_format_html = {
    .name = "html",
    .description = "one page for a browser, a phone or paper",
    .media_type = "text/html",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = html_write,
};
