/* SPDX-License-Identifier: MIT */
#include "format.h"

/* One page, whole in itself: it loads nothing, runs the one script whose hash
 * it names (CSP Level 3) and reads the same without it. Whoever changes
 * style or script changes the hash; a test compares them. */

/* clang-format off */
static const char style[] =
    "\n"
    ":root{color-scheme:light dark;--line:#8888;--soft:#8882;--good:#176b2c;"
    "--bad:#b3131b;--warn:#8a4b00}\n"
    "@media (prefers-color-scheme:dark){:root{--good:#7ddc94;--bad:#ff9c9c;"
    "--warn:#ffc27a}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:70rem;padding:1rem;font:1rem/1.5 system-ui,"
    "sans-serif;overflow-wrap:anywhere}\n"
    "table{border-collapse:collapse}\n"
    "th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}\n"
    "thead th{background:var(--soft)}\n"
    ".wide{overflow-x:auto;overflow-wrap:normal}\n"
    "article{border:1px solid var(--line);border-radius:.4rem;padding:.2rem "
    "1rem;margin:1rem 0;break-inside:avoid}\n"
    "h3{font-size:1rem}\n"
    "code{font-family:ui-monospace,monospace}\n"
    "ul,dl{padding:0;margin:.5rem 0}\n"
    "li{list-style:none;margin:.6rem 0}\n"
    "dt{font-weight:bold}\n"
    "dd{margin:0 0 .4rem}\n"
    ".op{font-weight:bold}\n"
    ".error,.failed,.conflict{color:var(--bad)}\n"
    ".warning,.at-risk,.missing{color:var(--warn)}\n"
    ".verified,.published{color:var(--good)}\n"
    "button{font:inherit;padding:.1rem .6rem;margin-left:.5rem}\n"
    ":focus-visible{outline:3px solid;outline-offset:2px}\n"
    "@media print{body{max-width:none;padding:0}button{display:none}"
    "a::after{content:\" <\" attr(href) \">\"}}\n";

static const char script[] =
    "\n"
    "for(const button of document.querySelectorAll(\"button\")){\n"
    "button.hidden=false;\n"
    "button.addEventListener(\"click\",async()=>{\n"
    "const code=document.getElementById(button.dataset.of),"
    "said=document.getElementById(\"said\");\n"
    "let done=true;\n"
    "try{await navigator.clipboard.writeText(code.textContent)}catch(e){\n"
    "getSelection().selectAllChildren(code);done=document.execCommand(\"copy\""
    ")}\n"
    "said.textContent=done?\"Copied \"+code.textContent:\"Not copied: select "
    "it and copy by hand\";\n"
    "button.textContent=done?\"Copied\":\"Select it\";\n"
    "setTimeout(()=>{button.textContent=\"Copy\"},2000)})}\n";

static const char policy[] =
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
    "'sha256-zYUORyq+wGy/UBtwCVdjyxUvRtC2R3xkWG0WFLlHzLo='; script-src "
    "'sha256-edfF4wbr+71ZeTopNX/vA9E+BShm7YyrXZRgPsgcpKo='";
/* clang-format on */

struct page {
    const struct sesdomain_plan *plan;
    struct out *o;
    size_t codes; /* so far: each has an id */
    bool customer;
};

/* Text, also within quotation marks (HTML, 13.1.2.3 and 13.1.4). */
static void text(struct page *p, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        switch (t.s[i]) {
        case '&':
            sesd_out_str(p->o, "&amp;");
            break;
        case '<':
            sesd_out_str(p->o, "&lt;");
            break;
        case '>':
            sesd_out_str(p->o, "&gt;");
            break;
        case '"':
            sesd_out_str(p->o, "&quot;");
            break;
        case '\'':
            sesd_out_str(p->o, "&#39;");
            break;
        default:
            sesd_out_char(p->o, t.s[i]);
        }
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
    size_t id = ++p->codes;

    markup(p, "<code id=\"c");
    sesd_out_uint(p->o, id);
    markup(p, "\">");
    text(p, t);
    markup(p, "</code><button type=\"button\" hidden data-of=\"c");
    sesd_out_uint(p->o, id);
    markup(p, "\" aria-describedby=\"c");
    sesd_out_uint(p->o, id);
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

/* A word with a colour of its own. */
static void word(struct page *p, const char *element, const char *s)
{
    markup(p, "<");
    markup(p, element);
    markup(p, " class=\"");
    markup(p, s);
    markup(p, "\">");
    markup(p, s);
    markup(p, "</");
    markup(p, element);
    markup(p, ">");
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
        word(p, "td", sesdomain_state_name(inst->state));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++)
            word(p, "td", sesdomain_readiness_name(inst->aspects[a].state));
        markup(p, "</tr>\n");
    }
    end_table(p);
}

/* ---- record sets: what to do ---- */

static void value(struct page *p, const struct value *v)
{
    markup(p, "<li><span class=\"op\">");
    markup(p, sesdomain_op_name(v->op));
    markup(p, "</span> ");
    code(p, sesd_pasted(v));
    markup(p, "<br>");
    markup(p, v->purpose ? sesdomain_purpose_name(v->purpose) : "not ours");
    markup(p, v->instance_count ? ": " : "");
    labels(p, v->instances, v->instance_count);
    markup(p, "</li>\n");
}

/* A value with the words of the panel it is typed into. */
static void fields(struct page *p, const struct sesdomain_recordset *set,
                   const struct value *v)
{
    struct box f;

    markup(p, "<li><span class=\"op\">");
    markup(p, sesdomain_op_name(v->op));
    markup(p, "</span>\n<dl>\n");
    for (enum box_kind kind = 0; kind < BOXES; kind++) {
        if (!sesd_box(p->plan, set, v, kind, &f))
            continue;
        markup(p, "<dt>");
        string(p, f.title);
        markup(p, "</dt><dd>");
        code(p, f.text);
        markup(p, "</dd>\n");
    }
    markup(p, "</dl></li>\n");
}

static void recordset(struct page *p, const struct sesdomain_recordset *set)
{
    markup(p, "<article>\n<h3>");
    code(p, set->name);
    markup(p, " ");
    text(p, set->type_name);
    markup(p, "</h3>\n<p>");
    markup(p, sesd_todo_word(sesd_todo(set)));
    markup(p, sesd_todo(set) == TODO_EDIT ? ": " : "");
    sesd_out_todo(p->o, set);
    markup(p, "; TTL ");
    sesd_out_uint(p->o, set->ttl);
    markup(p, "</p>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++)
        if (p->customer)
            fields(p, set, &set->values[j]);
        else
            value(p, &set->values[j]);
    markup(p, "</ul>\n</article>\n");
}

/* ---- findings ---- */

static void finding(struct page *p, const struct sesdomain_finding *f)
{
    if (!sesd_tells(p->plan, f))
        return;
    markup(p, "<li>");
    word(p, "strong", sesdomain_severity_name(f->row->severity));
    markup(p, " ");
    markup(p, f->row->code);
    if (f->instance_count && !p->customer) {
        markup(p, ": ");
        labels(p, f->instances, f->instance_count);
    }
    markup(p, "<br>");
    string(p, f->message);
    markup(p, "<br>");
    string(p, f->hint);
    markup(p, "<br>");
    markup(p, "<a rel=\"noreferrer\" href=\"");
    string(p, f->row->source);
    markup(p, "\">");
    string(p, f->row->source);
    markup(p, "</a></li>\n");
}

/* ---- the page ---- */

static void head(struct page *p)
{
    markup(p, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
              "<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    markup(p, policy);
    markup(p, "\">\n<meta name=\"viewport\" "
              "content=\"width=device-width, initial-scale=1\">\n<title>");
    text(p, p->plan->domain);
    markup(p, ": DNS records for Amazon SES</title>\n<style>");
    markup(p, style);
    markup(p, "</style>\n</head>\n<body>\n<main>\n<h1>");
    text(p, p->plan->domain);
    markup(p, "</h1>\n");
    if (p->plan->id.n) {
        markup(p, "<p>");
        text(p, p->plan->id);
        markup(p, "</p>\n");
    }
}

static void ours(struct page *p)
{
    matrix(p);
    markup(p, "<p>Scenario: ");
    markup(p, sesdomain_scenario_name(p->plan->scenario));
    markup(p, p->plan->ready ? ", ready. " : ", not ready. ");
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
    markup(p, ".</p>\n");
    if (!provider)
        return;
    markup(p, "<p><a rel=\"noreferrer\" href=\"");
    string(p, provider->docs);
    markup(p, "\">");
    string(p, provider->title);
    markup(p, "</a></p>\n");
}

static size_t write_html(const struct sesdomain_plan *plan, size_t from,
                         struct out *o)
{
    struct page page = { plan, o, 0, sesd_for_customer(plan) }, *p = &page;

    (void)from;
    head(p);
    if (p->customer)
        letter(p);
    else
        ours(p);
    if (sesd_told(plan))
        markup(p, "<h2>Findings</h2>\n<ul>\n");
    for (size_t i = 0; i < plan->finding_count; i++)
        finding(p, &plan->findings[i]);
    markup(p, sesd_told(plan) ? "</ul>\n" : "");
    markup(p, "<h2>Records</h2>\n");
    for (size_t i = 0; i < plan->set_count; i++)
        recordset(p, &plan->sets[i]);
    markup(p, "<p id=\"said\" role=\"status\"></p>\n</main>\n<script>");
    markup(p, script);
    markup(p, "</script>\n</body>\n</html>\n");
    return 0;
}

const struct format sesd_format_html = {
    .name = "html",
    .description = "one page for a browser, a phone or paper",
    .kind = SESDOMAIN_KIND_REPORT,
    .write = write_html,
};
