//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A report for a terminal. Takes a plan, produces aligned text (UTF-8).
 */
#include "format_format.h"

#define TITLE_WIDTH 18
#define CELL_MAX 320

/* A cell of a table while it is written. */
struct cell {
    char s[CELL_MAX];
    struct out o;
};

static struct out *text_begin_cell(struct cell *cell)
{
    cell->o = sesd_out(cell->s, sizeof(cell->s));
    return &cell->o;
}

static size_t text_width(struct text t)
{
    size_t n = 0;

    for (; t.n; n++)
        sesd_utf8_next(&t);
    return n;
}

static void text_pad(struct out *o, struct text t, size_t to)
{
    size_t n = text_width(t);

    sesd_out_text(o, t);
    sesd_out_fill(o, ' ', n < to ? to - n : 0);
}

static void text_write_cell(struct out *o, const struct cell *cell, size_t to)
{
    text_pad(o, sesd_text(cell->s), to);
}

/* ---- the matrix ---- */

static struct text text_head(const struct plan_instance *inst, int line)
{
    if (line == 0)
        return inst->label;
    return sesd_text(line == 1 ? inst->account : inst->region);
}

/* Return the width of the column of an instance, with the space after it. */
static size_t text_column_width(const struct sesdomain_plan *plan, size_t i)
{
    size_t most = strlen("00 records");

    for (int line = 0; line < 3; line++) {
        size_t n = text_width(text_head(&plan->instances[i], line));

        most = n > most ? n : most;
    }
    return most + 2;
}

static void text_write_heads(const struct sesdomain_plan *plan, struct out *o)
{
    for (int line = sesd_has_columns(plan) ? 0 : 2; line < 3; line++) {
        sesd_out_fill(o, ' ', TITLE_WIDTH);
        for (size_t i = 0; i < plan->instance_count && sesd_has_columns(plan);
             i++) {
            bool last = line < 2 && i + 1 == plan->instance_count;

            text_pad(o, text_head(&plan->instances[i], line),
                     last ? 0 : text_column_width(plan, i));
        }
        sesd_out_str(o, line == 2 ? "together\n" : "\n");
    }
}

static void text_write_matrix(const struct sesdomain_plan *plan, struct out *o)
{
    const struct matrix_row *row;
    struct cell cell;
    size_t from = 0;

    text_write_heads(plan, o);
    while ((row = sesd_matrix_row(plan, &from))) {
        sesd_out_str(text_begin_cell(&cell), row->title);
        if (row->type) {
            sesd_out_char(&cell.o, ' ');
            sesd_out_str(&cell.o, row->type);
        }
        text_write_cell(o, &cell, TITLE_WIDTH);
        for (size_t i = 0; i < plan->instance_count && sesd_has_columns(plan);
             i++) {
            sesd_out_cell(text_begin_cell(&cell), plan, row, i);
            text_write_cell(o, &cell, text_column_width(plan, i));
        }
        sesd_out_together(o, plan, row);
        sesd_out_char(o, '\n');
    }
}

/* ---- readiness ---- */

static void text_write_readiness(const struct sesdomain_plan *plan,
                                 struct out *o)
{
    size_t most = strlen("readiness");

    for (size_t i = 0; i < plan->instance_count; i++)
        if (text_width(plan->instances[i].label) > most)
            most = text_width(plan->instances[i].label);

    text_pad(o, sesd_text("readiness"), most + 2);
    sesd_out_str(o, "state     verification  DKIM       MAIL FROM  SPF        "
                    "DMARC\n");
    for (size_t i = 0; i < plan->instance_count; i++) {
        const struct plan_instance *inst = &plan->instances[i];

        text_pad(o, inst->label, most + 2);
        text_pad(o, sesd_text(sesdomain_instance_state_name(inst->state)), 10);
        for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++)
            text_pad(
                o, sesd_text(sesdomain_readiness_name(inst->aspects[a].state)),
                a == SESDOMAIN_ASPECT_DMARC          ? 0
                : a == SESDOMAIN_ASPECT_VERIFICATION ? 14
                                                     : 11);
        sesd_out_char(o, '\n');
    }
}

/* ---- record sets ---- */

static void text_write_value(const struct sesdomain_plan *plan,
                             const struct value *v, struct out *o)
{
    sesd_out_str(o, "  ");
    text_pad(o, sesd_text(sesdomain_value_op_name(v->op)), 8);
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

/* A value in the words of the control panel. */
static void text_write_boxes(const struct sesdomain_plan *plan,
                             const struct sesdomain_recordset *set,
                             const struct value *v, struct out *o)
{
    struct box f;

    sesd_out_str(o, "  ");
    sesd_out_str(o, sesdomain_value_op_name(v->op));
    sesd_out_char(o, '\n');
    for (enum box_kind kind = 0; kind < BOXES; kind++) {
        if (!sesd_box(plan, set, v, kind, &f))
            continue;
        sesd_out_str(o, "    ");
        text_pad(o, sesd_text(f.title), TITLE_WIDTH);
        sesd_out_text(o, f.text);
        sesd_out_char(o, '\n');
    }
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
    sesd_out_str(o, sesd_todo_word(sesdomain_recordset_todo(set)));
    if (sesdomain_recordset_todo(set) == SESDOMAIN_RECORDSET_TODO_EDIT)
        sesd_out_str(o, ": ");
    sesd_out_todo(o, set);
    sesd_out_char(o, '\n');
    for (size_t j = 0; j < set->value_count; j++)
        if (sesd_for_customer(plan))
            text_write_boxes(plan, set, &set->values[j], o);
        else
            text_write_value(plan, &set->values[j], o);
}

/* ---- findings ---- */

static void text_write_finding(const struct sesdomain_plan *plan,
                               const struct sesdomain_finding *f,
                               struct out *o)
{
    if (!sesd_is_shown(plan, f))
        return;
    sesd_out_char(o, '\n');
    sesd_out_str(o, sesdomain_severity_name(f->row->severity));
    sesd_out_char(o, ' ');
    sesd_out_str(o, f->row->code);
    if (f->instance_count && !sesd_for_customer(plan)) {
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

/* The introduction for the DNS operator. */
static void text_write_letter(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "DNS records of ");
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, " for Amazon SES\n");
    sesd_out_text(o, plan->reference);
    sesd_out_str(o, plan->reference.n ? "\n" : "");
    sesd_out_summary(o, plan);
    sesd_out_char(o, '\n');
    if (!plan->provider)
        return;
    sesd_out_str(o, plan->provider->title);
    sesd_out_str(o, ": ");
    sesd_out_str(o, plan->provider->docs);
    sesd_out_char(o, '\n');
}

static void text_write(const struct sesdomain_plan *plan, struct out *o)
{
    if (sesd_for_customer(plan)) {
        text_write_letter(plan, o);
    } else {
        text_write_title(plan, o);
        text_write_matrix(plan, o);
        sesd_out_char(o, '\n');
        text_write_readiness(plan, o);
    }
    for (size_t i = 0; i < plan->set_count; i++)
        text_write_recordset(plan, &plan->sets[i], o);
    for (size_t i = 0; i < plan->finding_count; i++)
        text_write_finding(plan, &plan->findings[i], o);
}

const struct format sesd_format_text = {
    .name = "text",
    .description = "a report for people at a terminal",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = text_write,
};
