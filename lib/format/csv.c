/* SPDX-License-Identifier: MIT */
#include "format.h"

/* RFC 4180: a row for each value. A value that begins with '"' is in
 * presentation form, as a zone file has it. */

/* A spreadsheet takes a field that begins so for a formula. */
static bool is_formula(struct text t)
{
    return t.n && sesd_is_one_of(*t.s, "=+-@\t\r");
}

struct table {
    const struct sesdomain_plan *plan;
    struct out *o;
    bool safe, first;
};

static void comma(struct table *t)
{
    if (!t->first)
        sesd_out_char(t->o, ',');
    t->first = false;
}

/* Between quotation marks, which are doubled. */
static void inner(struct table *t, struct text text)
{
    sesd_out_replaced(t->o, text, '"', "\"\"");
}

static void quoted(struct table *t, struct text text)
{
    sesd_out_char(t->o, '"');
    if (t->safe && is_formula(text))
        sesd_out_char(t->o, '\'');
    inner(t, text);
    sesd_out_char(t->o, '"');
}

static bool needs_quotes(const struct table *t, struct text text)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr(",\"\r\n", text.s[i]))
            return true;
    return text.n && (text.s[0] == ' ' || text.s[text.n - 1] == ' ' ||
                      (t->safe && is_formula(text)));
}

static void field(struct table *t, struct text text)
{
    comma(t);
    if (needs_quotes(t, text))
        quoted(t, text);
    else
        sesd_out_text(t->o, text);
}

static void word(struct table *t, const char *s)
{
    field(t, sesd_text(s));
}

static void end(struct table *t)
{
    sesd_out_str(t->o, "\r\n");
    t->first = true;
}

/* A field as the provider calls it; its title if value is NULL. */
static void view(struct table *t, const struct sesdomain_recordset *set,
                 const struct value *value, enum box_kind kind)
{
    struct box f;

    if (sesd_box(t->plan, set, value, kind, &f))
        field(t, f.text);
    else
        word(t, "");
}

/* The labels of the instances, ", " between them. */
static void instances(struct table *t, const struct value *value)
{
    const struct plan_instance *all = t->plan->instances;

    comma(t);
    if (!value->instance_count)
        return;
    sesd_out_char(t->o, '"');
    for (size_t k = 0; k < value->instance_count; k++) {
        struct text label = all[value->instances[k]].label;

        if (k)
            sesd_out_str(t->o, ", ");
        else if (t->safe && is_formula(label))
            sesd_out_char(t->o, '\'');
        inner(t, label);
    }
    sesd_out_char(t->o, '"');
}

static void row(struct table *t, const struct sesdomain_recordset *set,
                const struct value *value)
{
    field(t, set->name);
    view(t, set, value, BOX_HOST);
    view(t, set, value, BOX_TYPE);
    view(t, set, value, BOX_TTL);
    view(t, set, value, BOX_PRIORITY);
    view(t, set, value, BOX_VALUE);
    word(t, sesdomain_value_op_name(value->op));
    if (!sesd_for_customer(t->plan)) {
        word(t, value->purpose ? sesdomain_purpose_name(value->purpose) : "");
        instances(t, value);
    }
    end(t);
}

/* The provider's words are those of a TXT: one column holds all types. */
static void heads(struct table *t)
{
    static const char *const ours[] = {
        "host",  "type", "ttl",     "priority",
        "value", "op",   "purpose", "instances"
    };
    static const enum box_kind kinds[] = { BOX_HOST, BOX_TYPE, BOX_TTL,
                                           BOX_PRIORITY, BOX_VALUE };
    const struct sesdomain_recordset txt = { .name = t->plan->zone,
                                             .type = SESDOMAIN_TYPE_TXT };
    const struct value empty = { .text = { "", 0 } };
    const bool customer = sesd_for_customer(t->plan);

    word(t, "name");
    for (size_t i = 0; i < COUNT(ours) - (customer ? 2 : 0); i++) {
        struct box f = { .title = ours[i] };

        if (customer && i < COUNT(kinds))
            sesd_box(t->plan, &txt, &empty, kinds[i], &f);
        word(t, f.title);
    }
    end(t);
}

static void csv_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct table t = {
        plan, o,
        strcmp(sesd_plan_option(plan, "csv.formula-safe"), "yes") == 0, true
    };

    heads(&t);
    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++)
            row(&t, &plan->sets[i], &plan->sets[i].values[j]);
}

const struct format sesd_format_csv = {
    .name = "csv",
    .description = "a table for spreadsheets (RFC 4180), a row for each value",
    .media_type = "text/csv",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = csv_write,
};
