//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A table for spreadsheets (RFC 4180). Takes a plan, produces a row for each
 * value. A value that begins with '"' is in presentation format.
 */
#include "format_format.h"

/* Whether a spreadsheet would read a field as a formula: "@" alone is a host.
 */
static bool csv_is_formula(struct text t)
{
    return t.n > 1 && sesd_is_one_of(*t.s, "=+-@\t\r");
}

struct table {
    const struct sesdomain_plan *plan;
    struct out *o;
    bool safe, first;
};

static void csv_write_comma(struct table *t)
{
    if (!t->first)
        sesd_out_char(t->o, ',');
    t->first = false;
}

/* Write a text between quotation marks, which are doubled. */
static void csv_write_inner(struct table *t, struct text text)
{
    sesd_out_replaced(t->o, text, '"', "\"\"");
}

static void csv_write_quoted(struct table *t, struct text text)
{
    sesd_out_char(t->o, '"');
    if (t->safe && csv_is_formula(text))
        sesd_out_char(t->o, '\'');
    csv_write_inner(t, text);
    sesd_out_char(t->o, '"');
}

/* ";" separates fields where "," is the decimal mark. */
static bool csv_is_plain(char c)
{
    return c && c != ',' && c != ';' && c != '"' && c != '\r' && c != '\n';
}

static bool csv_needs_quotes(const struct table *t, struct text text)
{
    if (!sesd_text_all(text, csv_is_plain))
        return true;
    return text.n && (text.s[0] == ' ' || text.s[text.n - 1] == ' ' ||
                      (t->safe && csv_is_formula(text)));
}

static void csv_write_field(struct table *t, struct text text)
{
    csv_write_comma(t);
    if (csv_needs_quotes(t, text))
        csv_write_quoted(t, text);
    else
        sesd_out_text(t->o, text);
}

static void csv_write_word(struct table *t, const char *s)
{
    csv_write_field(t, sesd_text(s));
}

static void csv_end_row(struct table *t)
{
    sesd_out_str(t->o, "\r\n");
    t->first = true;
}

/* Write a field in the terms of the provider. */
static void csv_write_box(struct table *t,
                          const struct sesdomain_recordset *set,
                          const struct value *value, enum box_kind kind)
{
    struct box f;

    if (sesd_box(t->plan, set, value, kind, &f))
        csv_write_field(t, f.text);
    else
        csv_write_word(t, "");
}

/* Write the labels of the instances, in one field. */
static void csv_write_instances(struct table *t, const struct value *value)
{
    const struct plan_instance *all = t->plan->instances;

    csv_write_comma(t);
    if (!value->instance_count)
        return;
    sesd_out_char(t->o, '"');
    for (size_t k = 0; k < value->instance_count; k++) {
        struct text label = all[value->instances[k]].label;

        if (k)
            sesd_out_str(t->o, ", ");
        else if (t->safe && csv_is_formula(label))
            sesd_out_char(t->o, '\'');
        csv_write_inner(t, label);
    }
    sesd_out_char(t->o, '"');
}

/* Whether the DNS operator's panel has such a switch. */
static bool csv_has_proxy(const struct table *t)
{
    return sesd_for_customer(t->plan) && t->plan->provider &&
           t->plan->provider->proxy.word;
}

static void csv_write_row(struct table *t,
                          const struct sesdomain_recordset *set,
                          const struct value *value)
{
    csv_write_field(t, set->name);
    csv_write_box(t, set, value, BOX_HOST);
    csv_write_box(t, set, value, BOX_TYPE);
    csv_write_box(t, set, value, BOX_TTL);
    csv_write_box(t, set, value, BOX_PRIORITY);
    csv_write_box(t, set, value, BOX_VALUE);
    if (csv_has_proxy(t))
        csv_write_box(t, set, value, BOX_PROXY);
    csv_write_word(t, sesd_for_customer(t->plan)
                          ? sesd_op_word(value)
                          : sesdomain_value_op_name(value->op));
    if (!sesd_for_customer(t->plan)) {
        csv_write_word(
            t, value->purpose ? sesdomain_purpose_name(value->purpose) : "");
        csv_write_instances(t, value);
    }
    csv_end_row(t);
}

/* The word for all values; neutral if that depends on the type. */
static const char *csv_value_word(const struct provider *p)
{
    const char *word = sesd_value_word(p, SESDOMAIN_TYPE_TXT);

    return strcmp(word, sesd_value_word(p, SESDOMAIN_TYPE_CNAME)) == 0 &&
                   strcmp(word, sesd_value_word(p, SESDOMAIN_TYPE_MX)) == 0
               ? word
               : "Value";
}

/* The words of the provider for the fields that an MX has. */
static void csv_write_words(struct table *t)
{
    static const enum box_kind kinds[] = { BOX_HOST, BOX_TYPE, BOX_TTL,
                                           BOX_PRIORITY };
    const struct sesdomain_recordset mx = { .name = t->plan->zone,
                                            .type = SESDOMAIN_TYPE_MX };
    const struct value some = { .text = TEXT("10 a") };

    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct box f = { .title = "Priority" };

        sesd_box(t->plan, &mx, &some, kinds[i], &f);
        csv_write_word(t, f.title);
    }
    csv_write_word(t, csv_value_word(t->plan->provider));
    if (csv_has_proxy(t))
        csv_write_word(t, t->plan->provider->proxy.word);
    csv_write_word(t, "op");
}

static void csv_write_heads(struct table *t)
{
    static const char *const ours[] = {
        "host",  "type", "ttl",     "priority",
        "value", "op",   "purpose", "instances"
    };

    csv_write_word(t, "name");
    if (sesd_for_customer(t->plan))
        csv_write_words(t);
    else
        for (size_t i = 0; i < COUNT(ours); i++)
            csv_write_word(t, ours[i]);
    csv_end_row(t);
}

static void csv_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct table t = {
        plan, o,
        strcmp(sesd_plan_option(plan, "csv.formula-safe"), "yes") == 0, true
    };

    csv_write_heads(&t);
    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++)
            csv_write_row(&t, &plan->sets[i], &plan->sets[i].values[j]);
}

const struct format sesd_format_csv = {
    .name = "csv",
    .description = "a table for spreadsheets (RFC 4180), a row for each value",
    .media_type = "text/csv",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = csv_write,
};
