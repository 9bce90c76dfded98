//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The page for the DNS operator (audience=customer). Takes a plan, produces
 * the letter, a numbered card for each record set that changes, and a list of
 * the unchanged ones.
 */
#include "format_format.h"

/* Write a field of the control panel. */
static void html_write_box(struct page *p,
                           const struct sesdomain_recordset *set,
                           const struct value *v, enum box_kind kind)
{
    struct box f;

    if (!sesd_box(p->plan, set, v, kind, &f))
        return;
    sesd_html_markup(p, "<dt>");
    sesd_html_string(p, f.title);
    sesd_html_markup(p, "</dt><dd>");
    sesd_html_code(p, f.text);
    if (kind != BOX_TYPE && kind != BOX_PROXY)
        sesd_html_button(p, f.title);
    sesd_html_markup(p, "</dd>\n");
}

/* Write the fields that all values of a set share, then those of each
 * value. */
static void html_write_boxes(struct page *p,
                             const struct sesdomain_recordset *set)
{
    const bool is_mixed = sesd_is_mixed(set);

    sesd_html_markup(p, "<dl>\n");
    html_write_box(p, set, set->values, BOX_HOST);
    html_write_box(p, set, set->values, BOX_TYPE);
    html_write_box(p, set, set->values, BOX_PROXY);
    html_write_box(p, set, set->values, BOX_TTL);
    sesd_html_markup(p, "</dl>\n<ul>\n");
    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *v = &set->values[j];

        sesd_html_markup(p, "<li>");
        if (is_mixed)
            sesd_html_tag(p, sesdomain_value_op_name(v->op), sesd_op_word(v));
        sesd_html_markup(p, "\n<dl>\n");
        html_write_box(p, set, v, BOX_PRIORITY);
        html_write_box(p, set, v, BOX_VALUE);
        sesd_html_markup(p, "</dl></li>\n");
    }
    sesd_html_markup(p, "</ul>\n");
}

static void html_write_card(struct page *p,
                            const struct sesdomain_recordset *set,
                            size_t number, size_t count)
{
    char buf[SENTENCE_MAX];
    struct out check = sesd_out(buf, sizeof(buf));

    sesd_html_markup(p, "<article class=\"");
    sesd_html_markup(
        p, sesdomain_recordset_todo_name(sesdomain_recordset_todo(set)));
    sesd_html_markup(p, "\">\n<h3><label><input type=\"checkbox\"> ");
    sesd_out_uint(p->o, number);
    sesd_html_markup(p, " of ");
    sesd_out_uint(p->o, count);
    sesd_html_markup(p, ": ");
    sesd_html_markup(p, sesd_card_word(set));
    sesd_html_markup(p, "</label></h3>\n");
    html_write_boxes(p, set);
    sesd_html_markup(p, "<div class=\"row\"><small>check with</small> ");
    sesd_out_check(&check, set);
    sesd_html_code(p, sesd_text(buf));
    sesd_html_button(p, "command");
    sesd_html_markup(p, "</div>\n</article>\n");
}

static void html_write_sentences(struct page *p, enum sentence from,
                                 enum sentence to)
{
    char buf[SENTENCE_MAX];

    for (enum sentence s = from; s <= to; s++) {
        struct out sentence = sesd_out(buf, sizeof(buf));

        if (!sesd_out_sentence(&sentence, p->plan, s))
            continue;
        sesd_html_markup(p, "<p>");
        sesd_html_string(p, buf);
        sesd_html_markup(p, "</p>\n");
    }
}

static void html_write_right(struct page *p)
{
    if (sesd_change_count(p->plan) == p->plan->set_count)
        return;
    sesd_html_markup(
        p, "<h2>Already right</h2>\n<p>Leave these as they are:</p>\n"
           "<ul>\n");
    for (size_t i = 0; i < p->plan->set_count; i++) {
        if (sesd_changes(&p->plan->sets[i]))
            continue;
        sesd_html_markup(p, "<li>");
        sesd_html_code(p, p->plan->sets[i].name);
        sesd_html_markup(p, " ");
        sesd_html_text(p, p->plan->sets[i].type_name);
        sesd_html_markup(p, "</li>\n");
    }
    sesd_html_markup(p, "</ul>\n");
}

/* Write the other faults that the DNS operator can correct, in two sentences
 * each. */
static void html_write_more(struct page *p)
{
    if (!sesd_shown_count(p->plan))
        return;
    sesd_html_markup(p, "<h2>Please also correct this</h2>\n<ul>\n");
    for (size_t i = 0; i < p->plan->finding_count; i++) {
        const struct sesdomain_finding *f = &p->plan->findings[i];

        if (!sesd_is_shown(p->plan, f))
            continue;
        sesd_html_markup(p, "<li>");
        sesd_html_string(p, f->message);
        sesd_html_markup(p, "<br>\n");
        sesd_html_string(p, f->hint);
        sesd_html_markup(p, "</li>\n");
    }
    sesd_html_markup(p, "</ul>\n");
}

static void html_write_letter(struct page *p)
{
    const struct provider *provider = p->plan->provider;

    html_write_sentences(p, SENTENCE_WHY, SENTENCE_DUE);
    if (sesd_change_count(p->plan))
        html_write_sentences(p, SENTENCE_HOW, SENTENCE_HOW);
    if (!provider)
        return;
    sesd_html_markup(p, "<p>How to enter records: <a class=\"named\" "
                        "rel=\"noreferrer\" href=\"");
    sesd_html_string(p, provider->docs);
    sesd_html_markup(p, "\">");
    sesd_html_string(p, provider->title);
    sesd_html_markup(p, "</a></p>\n");
}

void sesd_html_cards(struct page *p)
{
    const size_t count = sesd_change_count(p->plan);
    size_t number = 0;

    html_write_letter(p);
    if (count)
        sesd_html_markup(p, "<h2>Changes</h2>\n");
    for (size_t i = 0; i < p->plan->set_count; i++)
        if (sesd_changes(&p->plan->sets[i]))
            html_write_card(p, &p->plan->sets[i], ++number, count);
    if (number)
        html_write_sentences(p, SENTENCE_WAIT, SENTENCE_DONE);
    html_write_more(p);
    html_write_right(p);
}
