//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A report for a terminal. Takes a plan, produces aligned text (UTF-8).
 */
#include "format_format.h"

#define TITLE_WIDTH 18

/* ---- record sets ---- */

static void text_write_value(const struct sesdomain_plan *plan,
                             const struct value *v, struct out *o)
{
    sesd_out_str(o, "  ");
    sesd_text_pad(o, sesd_text(sesdomain_value_op_name(v->op)), 8);
    sesd_out_text(o, sesd_pasted(v));
    sesd_out_str(o, "\n          ");
    sesd_out_str(o,
                 v->purpose ? sesdomain_purpose_name(v->purpose) : "foreign");
    if (v->instance_count) {
        sesd_out_str(o, ": ");
        sesd_out_labels(o, plan, v->instances, v->instance_count);
    }
    sesd_out_char(o, '\n');
}

static void text_write_recordset(const struct sesdomain_plan *plan,
                                 const struct sesdomain_recordset *set,
                                 struct out *o)
{
    sesd_out_char(o, '\n');
    sesd_out_text(o, set->name);
    sesd_out_str(o, "  ");
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "  TTL ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "  ");
    sesd_out_str(o, sesd_todo_word(set));
    if (sesdomain_recordset_todo(set) == SESDOMAIN_RECORDSET_TODO_EDIT)
        sesd_out_str(o, ": ");
    sesd_out_todo(o, set);
    sesd_out_char(o, '\n');
    for (size_t j = 0; j < set->value_count; j++)
        text_write_value(plan, &set->values[j], o);
}

/* ---- cards for the DNS operator ---- */

static void text_write_box(const struct sesdomain_plan *plan,
                           const struct sesdomain_recordset *set,
                           const struct value *v, enum box_kind kind,
                           struct out *o)
{
    struct box f;

    if (!sesd_box(plan, set, v, kind, &f))
        return;
    sesd_out_str(o, "    ");
    sesd_text_pad(o, sesd_text(f.title), TITLE_WIDTH);
    sesd_out_text(o, f.text);
    sesd_out_char(o, '\n');
}

static void text_write_card(const struct sesdomain_plan *plan,
                            const struct sesdomain_recordset *set,
                            size_t number, size_t count, struct out *o)
{
    const struct value *first = set->values;
    const bool is_mixed = sesd_is_mixed(set);

    sesd_out_str(o, "\n[ ] ");
    sesd_out_uint(o, number);
    sesd_out_str(o, " of ");
    sesd_out_uint(o, count);
    sesd_out_str(o, ": ");
    sesd_out_str(o, sesd_card_word(set));
    sesd_out_char(o, '\n');
    text_write_box(plan, set, first, BOX_HOST, o);
    text_write_box(plan, set, first, BOX_TYPE, o);
    text_write_box(plan, set, first, BOX_PROXY, o);
    text_write_box(plan, set, first, BOX_TTL, o);
    for (size_t j = 0; j < set->value_count; j++) {
        if (is_mixed) {
            sesd_out_str(o, "  ");
            sesd_out_str(o, sesd_op_word(&set->values[j]));
            sesd_out_char(o, '\n');
        }
        text_write_box(plan, set, &set->values[j], BOX_PRIORITY, o);
        text_write_box(plan, set, &set->values[j], BOX_VALUE, o);
    }
    sesd_out_str(o, "  check with\n    ");
    sesd_out_check(o, set);
    sesd_out_char(o, '\n');
}

static void text_write_right(const struct sesdomain_plan *plan, struct out *o)
{
    if (sesd_change_count(plan) == plan->set_count)
        return;
    sesd_out_str(o, "\nAlready right, to be left as it is:\n");
    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (sesd_changes(set))
            continue;
        sesd_out_str(o, "  ");
        sesd_out_text(o, set->name);
        sesd_out_str(o, "  ");
        sesd_out_text(o, set->type_name);
        sesd_out_char(o, '\n');
    }
}

static void text_write_sentences(const struct sesdomain_plan *plan,
                                 enum sentence from, enum sentence to,
                                 struct out *o)
{
    for (enum sentence s = from; s <= to; s++)
        if (sesd_out_sentence(o, plan, s))
            sesd_out_char(o, '\n');
}

/* Write the other faults that the DNS operator can correct, in two sentences
 * each. */
static void text_write_more(const struct sesdomain_plan *plan, struct out *o)
{
    if (sesd_shown_count(plan))
        sesd_out_str(o, "\nPlease also correct this:\n");
    for (size_t i = 0; i < plan->finding_count; i++) {
        const struct sesdomain_finding *f = &plan->findings[i];

        if (!sesd_is_shown(plan, f))
            continue;
        sesd_out_str(o, "- ");
        sesd_out_str(o, f->message);
        sesd_out_str(o, "\n  ");
        sesd_out_str(o, f->hint);
        sesd_out_char(o, '\n');
    }
}

static void text_write_cards(const struct sesdomain_plan *plan, struct out *o)
{
    const size_t count = sesd_change_count(plan);
    size_t number = 0;

    for (size_t i = 0; i < plan->set_count; i++)
        if (sesd_changes(&plan->sets[i]))
            text_write_card(plan, &plan->sets[i], ++number, count, o);
    if (number) {
        sesd_out_char(o, '\n');
        text_write_sentences(plan, SENTENCE_WAIT, SENTENCE_DONE, o);
    }
    text_write_more(plan, o);
    text_write_right(plan, o);
}

/* ---- findings ---- */

static void text_write_severity(const struct sesdomain_plan *plan,
                                enum sesdomain_severity severity,
                                struct out *o)
{
    static const char *const colours[] = {
        [SESDOMAIN_SEVERITY_ERROR] = "\033[1;31m",
        [SESDOMAIN_SEVERITY_WARNING] = "\033[33m",
        [SESDOMAIN_SEVERITY_NOTE] = "\033[36m",
    };
    const bool coloured =
        strcmp(sesd_plan_option(plan, "text.colour"), "yes") == 0;

    sesd_out_str(o, coloured ? colours[severity] : "");
    sesd_out_str(o, sesdomain_severity_name(severity));
    sesd_out_str(o, coloured ? "\033[0m" : "");
}

static void text_write_finding(const struct sesdomain_plan *plan,
                               const struct sesdomain_finding *f,
                               struct out *o)
{
    sesd_out_char(o, '\n');
    text_write_severity(plan, f->row->severity, o);
    sesd_out_char(o, ' ');
    sesd_out_str(o, f->row->code);
    if (f->instance_count && !sesd_names_instances(f)) {
        sesd_out_str(o, ": ");
        sesd_out_labels(o, plan, f->instances, f->instance_count);
    }
    sesd_out_str(o, "\n  ");
    sesd_out_str(o, f->message);
    sesd_out_str(o, "\n  ");
    sesd_out_str(o, f->hint);
    sesd_out_str(o, "\n  ");
    sesd_out_str(o, f->row->source);
    sesd_out_char(o, '\n');
}

static void text_write_title(const struct sesdomain_plan *plan, struct out *o)
{
    if (!plan->has_existing) {
        sesd_out_str(o, sesd_zone_unknown);
        sesd_out_str(o, "\n\n");
    }
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, ": ");
    sesd_out_str(o, sesdomain_scenario_name(plan->scenario));
    sesd_out_str(o, ", ");
    sesd_out_count(o, plan->instance_count, "instance", "instances");
    sesd_out_str(o, plan->ready ? ", ready\n" : ", not ready\n");
    if (plan->reference.n) {
        sesd_out_text(o, plan->reference);
        sesd_out_char(o, '\n');
    }
    sesd_out_summary(o, plan);
    sesd_out_str(o, "\n\n");
}

/* Write the letter to the DNS operator. */
static void text_write_letter(const struct sesdomain_plan *plan, struct out *o)
{
    const struct provider *provider = plan->provider;

    sesd_out_str(o, "DNS records of ");
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, " for Amazon SES\n");
    sesd_out_text(o, plan->reference);
    sesd_out_str(o, plan->reference.n ? "\n\n" : "\n");
    text_write_sentences(plan, SENTENCE_WHY, SENTENCE_DUE, o);
    if (sesd_change_count(plan))
        text_write_sentences(plan, SENTENCE_HOW, SENTENCE_HOW, o);
    if (!provider)
        return;
    sesd_out_str(o, provider->title);
    sesd_out_str(o, ": ");
    sesd_out_str(o, provider->docs);
    sesd_out_char(o, '\n');
}

static void text_write_report(const struct sesdomain_plan *plan, struct out *o)
{
    text_write_title(plan, o);
    sesd_text_tables(plan, o);
    for (size_t i = 0; i < plan->set_count; i++)
        text_write_recordset(plan, &plan->sets[i], o);
}

static void text_write(const struct sesdomain_plan *plan, struct out *o)
{
    if (sesd_for_customer(plan)) {
        text_write_letter(plan, o);
        text_write_cards(plan, o);
    } else {
        text_write_report(plan, o);
    }
    for (size_t i = 0; i < plan->finding_count && !sesd_for_customer(plan);
         i++)
        text_write_finding(plan, &plan->findings[i], o);
}

const struct format sesd_format_text = {
    .name = "text",
    .description = "a report for people at a terminal",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = text_write,
};
