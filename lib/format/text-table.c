/* SPDX-License-Identifier: MIT */
/*
 * The tables of text: the needs and the readiness of each instance. Takes a
 * plan, produces lines of at most 60 columns: instances are columns, or blocks
 * if they do not fit.
 */
#include "format.h"

#define WIDTH 60
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

void sesd_text_pad(struct out *o, struct text t, size_t to)
{
    size_t n = text_width(t);

    sesd_out_text(o, t);
    sesd_out_fill(o, ' ', n < to ? to - n : 0);
}

static void text_write_cell(struct out *o, const struct cell *cell, size_t to)
{
    sesd_text_pad(o, sesd_text(cell->s), to);
}

/* ---- needs and readiness of each instance ---- */

/* Write the cell of a row and an instance; for the instance NO_INSTANCE, the
 * title of the row. */
typedef void text_row(struct out *o, const struct sesdomain_plan *plan,
                      size_t row, size_t instance);

#define NO_INSTANCE SIZE_MAX

static void text_title(struct out *o, const struct matrix_row *row)
{
    sesd_out_str(o, row->title);
    sesd_out_char(o, ' ');
    sesd_out_str(o, row->type ? row->type : "records");
}

static void text_needs(struct out *o, const struct sesdomain_plan *plan,
                       size_t row, size_t instance)
{
    const struct matrix_row *r = NULL;
    size_t from = 0;

    for (size_t i = 0; i <= row; i++)
        r = sesd_matrix_row(plan, &from);
    if (!r)
        return;
    if (instance == NO_INSTANCE)
        text_title(o, r);
    else
        sesd_out_cell(o, plan, r, instance);
}

static void text_readiness(struct out *o, const struct sesdomain_plan *plan,
                           size_t row, size_t instance)
{
    static const char *const titles[] = {
        "state", "verification", "DKIM", "MAIL FROM", "SPF", "DMARC"
    };
    const struct plan_instance *inst;

    if (instance == NO_INSTANCE) {
        sesd_out_str(o, titles[row]);
        return;
    }
    inst = &plan->instances[instance];
    sesd_out_str(o, row ? sesdomain_readiness_name(inst->aspects[row].state)
                        : sesdomain_instance_state_name(inst->state));
}

/* ---- instances as columns ---- */

static struct text text_head(const struct plan_instance *inst, int line)
{
    if (line == 0)
        return inst->label;
    return sesd_text(line == 1 ? inst->account : inst->region);
}

/* Return the width of the column of an instance, with the space before it. */
static size_t text_column_width(const struct sesdomain_plan *plan, size_t i)
{
    size_t most = strlen("00 records");

    for (int line = 0; line < 3; line++) {
        size_t n = text_width(text_head(&plan->instances[i], line));

        most = n > most ? n : most;
    }
    return most + 2;
}

static bool text_fits(const struct sesdomain_plan *plan)
{
    size_t width = TITLE_WIDTH;

    for (size_t i = 0; i < plan->instance_count && width <= WIDTH; i++)
        width += text_column_width(plan, i);
    return width <= WIDTH;
}

/* Write a cell; the last of a line has no space after it. */
static void text_write_column(const struct sesdomain_plan *plan, size_t i,
                              struct text t, struct out *o)
{
    sesd_out_str(o, "  ");
    sesd_text_pad(o, t,
                  i + 1 < plan->instance_count ? text_column_width(plan, i) - 2
                                               : 0);
}

static void text_write_heads(const struct sesdomain_plan *plan, struct out *o)
{
    for (int line = 0; line < 3; line++) {
        sesd_out_fill(o, ' ', TITLE_WIDTH - 2);
        for (size_t i = 0; i < plan->instance_count; i++)
            text_write_column(plan, i, text_head(&plan->instances[i], line),
                              o);
        sesd_out_char(o, '\n');
    }
}

static void text_write_columns(const struct sesdomain_plan *plan,
                               text_row *row, size_t count, struct out *o)
{
    struct cell cell;

    for (size_t r = 0; r < count; r++) {
        row(text_begin_cell(&cell), plan, r, NO_INSTANCE);
        text_write_cell(o, &cell, TITLE_WIDTH - 2);
        for (size_t i = 0; i < plan->instance_count; i++) {
            row(text_begin_cell(&cell), plan, r, i);
            text_write_column(plan, i, sesd_text(cell.s), o);
        }
        sesd_out_char(o, '\n');
    }
}

/* ---- instances as blocks ---- */

static void text_write_instance(const struct plan_instance *inst,
                                struct out *o)
{
    size_t used = 0;

    for (int line = 0; line < 3; line++) {
        const struct text t = text_head(inst, line);
        const size_t n = text_width(t);

        if (line)
            sesd_out_str(o, used + n + 2 > WIDTH ? "\n  " : "  ");
        used = used + n + 2 > WIDTH ? n + 2 : used + n + 2;
        sesd_out_text(o, t);
    }
    sesd_out_char(o, '\n');
}

/* Write a list, "  DKIM records 3, MAIL FROM MX 1", on as many lines as
 * needed. */
static void text_write_list(const struct sesdomain_plan *plan, text_row *row,
                            size_t count, size_t instance, struct out *o)
{
    struct cell cell;
    size_t used = 0;

    for (size_t r = 0; r < count; r++) {
        size_t n;

        row(text_begin_cell(&cell), plan, r, NO_INSTANCE);
        sesd_out_str(&cell.o, ": ");
        row(&cell.o, plan, r, instance);
        sesd_out_str(&cell.o, r + 1 < count ? "," : "");
        n = text_width(sesd_text(cell.s));
        sesd_out_str(o, !r ? "  " : used + 1 + n > WIDTH ? "\n  " : " ");
        used = !r || used + 1 + n > WIDTH ? n + 2 : used + 1 + n;
        sesd_out_str(o, cell.s);
    }
    sesd_out_char(o, '\n');
}

static void text_write_tables(const struct sesdomain_plan *plan, struct out *o)
{
    size_t rows = 0, from = 0;

    while (sesd_matrix_row(plan, &from))
        rows++;
    if (text_fits(plan)) {
        text_write_heads(plan, o);
        text_write_columns(plan, text_needs, rows, o);
        sesd_out_str(o, "\nreadiness\n");
        text_write_columns(plan, text_readiness, ASPECTS, o);
        return;
    }
    for (size_t i = 0; i < plan->instance_count; i++) {
        text_write_instance(&plan->instances[i], o);
        text_write_list(plan, text_needs, rows, i, o);
        text_write_list(plan, text_readiness, ASPECTS, i, o);
    }
}

static void text_write_together(const struct sesdomain_plan *plan,
                                struct out *o)
{
    const struct matrix_row *row;
    struct cell cell;
    size_t from = 0;

    sesd_out_str(o, "\ntogether\n");
    while ((row = sesd_matrix_row(plan, &from))) {
        text_title(text_begin_cell(&cell), row);
        text_write_cell(o, &cell, TITLE_WIDTH);
        sesd_out_together(o, plan, row);
        sesd_out_char(o, '\n');
    }
}

void sesd_text_tables(const struct sesdomain_plan *plan, struct out *o)
{
    if (plan->instance_count)
        text_write_tables(plan, o);
    text_write_together(plan, o);
}
