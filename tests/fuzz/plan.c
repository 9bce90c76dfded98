/* SPDX-License-Identifier: MIT */
/* What is true of every plan, and of two plans of one domain. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

/* ---- one plan ---- */

/* The values of a name that are desired. */
struct held {
    size_t values, cnames, mx, spf, dmarc, added;
};

static void hold(struct held *h, const struct sesdomain_recordset *rs,
                 size_t value)
{
    const uint32_t type = sesdomain_recordset_type(rs);
    const bool ours = sesdomain_recordset_value_purpose(rs, value);
    const char *text = sesdomain_recordset_value_text(rs, value, NULL);
    const enum sesdomain_value_op op = sesdomain_recordset_value_op(rs, value);

    REQUIRE(op != SESDOMAIN_VALUE_OP_NONE);
    if (op == SESDOMAIN_VALUE_OP_REMOVE)
        return;
    h->values++;
    h->cnames += type == SESDOMAIN_TYPE_CNAME;
    h->mx += type == SESDOMAIN_TYPE_MX && ours;
    if (type == SESDOMAIN_TYPE_TXT && text) {
        h->spf += strncmp(text, "v=spf1 ", 7) == 0;
        h->dmarc += strncmp(text, "v=DMARC1;", 9) == 0;
    }
    h->added += op == SESDOMAIN_VALUE_OP_ADD;
}

void check_invariants(const struct sesdomain_plan *plan)
{
    const char *name = "";
    struct held h = { 0 };

    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        if (strcmp(sesdomain_recordset_name(rs), name) != 0)
            h = (struct held){ 0 };
        name = sesdomain_recordset_name(rs);
        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++)
            hold(&h, rs, j);
        REQUIRE(!h.cnames || h.values == 1);
        REQUIRE(h.mx <= 1);
        REQUIRE(!h.added || (h.spf <= 1 && h.dmarc <= 1));
    }
}

/* ---- two plans ---- */

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void print_recordset(FILE *f, const struct sesdomain_recordset *rs)
{
    fprintf(f, "%s %u %u %d %d\n", sesdomain_recordset_name(rs),
            sesdomain_recordset_type(rs), sesdomain_recordset_ttl(rs),
            sesdomain_recordset_prior(rs), sesdomain_recordset_todo(rs));
    for (size_t i = 0; i < sesdomain_recordset_value_count(rs); i++)
        fprintf(f, "%d %d %s %zu\n", sesdomain_recordset_value_op(rs, i),
                sesdomain_recordset_value_purpose(rs, i),
                sesdomain_recordset_value_rdata(rs, i),
                sesdomain_recordset_value_instance_count(rs, i));
}

static void print_findings(FILE *f, const struct sesdomain_plan *plan)
{
    const size_t count = sesdomain_plan_finding_count(plan);
    char **lines = calloc(count + 1, sizeof(*lines));

    REQUIRE(lines != NULL);
    for (size_t i = 0; i < count; i++) {
        const struct sesdomain_finding *found =
            sesdomain_plan_finding(plan, i);

        REQUIRE(asprintf(&lines[i], "%s %s %zu", sesdomain_finding_code(found),
                         sesdomain_finding_name(found),
                         sesdomain_finding_instance_count(found)) >= 0);
    }
    qsort(lines, count, sizeof(*lines), compare);
    for (size_t i = 0; i < count; i++) {
        fprintf(f, "%s\n", lines[i]);
        free(lines[i]);
    }
    free(lines);
}

/* Return what a plan says without the order of instances; the caller frees
 * it. */
static char *outline(struct sesdomain *sd)
{
    struct sesdomain_plan *plan;
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    const enum sesdomain_status status = sesdomain_plan_new(sd, &plan);

    REQUIRE(f != NULL);
    fprintf(f, "%d %d\n", status, sesdomain_plan_scenario(plan));
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        print_recordset(f, sesdomain_plan_recordset(plan, i));
    print_findings(f, plan);
    sesdomain_plan_free(plan);
    fclose(f);
    return text;
}

void require_same(const char *a, const char *b)
{
    if (strcmp(a, b) != 0)
        fprintf(stderr, "%s\n---- differs from\n\n%s\n", a, b);
    REQUIRE(strcmp(a, b) == 0);
}

void check_same(struct sesdomain *one, struct sesdomain *two)
{
    char *a = outline(one), *b = outline(two);

    require_same(a, b);
    free(a);
    free(b);
}

/* ---- a plan that was applied ---- */

/* Whether the values of a plan can be added to its settings. */
static bool is_addition(const struct sesdomain_plan *plan)
{
    if (sesdomain_plan_withheld_count(plan))
        return false;
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const enum sesdomain_recordset_todo todo =
            sesdomain_recordset_todo(sesdomain_plan_recordset(plan, i));

        if (todo == SESDOMAIN_RECORDSET_TODO_REPLACE ||
            todo == SESDOMAIN_RECORDSET_TODO_DELETE)
            return false;
    }
    return true;
}

static bool add_values(struct sesdomain *sd,
                       const struct sesdomain_recordset *rs)
{
    for (size_t i = 0; i < sesdomain_recordset_value_count(rs); i++) {
        const enum sesdomain_value_op op = sesdomain_recordset_value_op(rs, i);

        if (op == SESDOMAIN_VALUE_OP_REMOVE)
            return false;
        if (op == SESDOMAIN_VALUE_OP_ADD &&
            sesdomain_add_record(sd, sesdomain_recordset_name(rs),
                                 sesdomain_recordset_type(rs),
                                 (int32_t)sesdomain_recordset_ttl(rs),
                                 sesdomain_recordset_value_rdata(rs, i), NULL))
            return false; /* it was said to be absent */
    }
    return true;
}

void check_applied(struct sesdomain *sd, const struct sesdomain_plan *plan)
{
    struct sesdomain_plan *again;

    if (!is_addition(plan))
        return;
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        if (!add_values(sd, sesdomain_plan_recordset(plan, i)))
            return;
    /* What was added exists; without this, a value that a wildcard has too
     * may be the wildcard's. */
    sesdomain_set_authoritative(sd, true);
    REQUIRE(!sesdomain_plan_new(sd, &again));
    if (sesdomain_plan_has_changes(again)) {
        fputs("after the plan was applied:\n", stderr);
        for (size_t i = 0; i < sesdomain_plan_recordset_count(again); i++)
            print_recordset(stderr, sesdomain_plan_recordset(again, i));
    }
    REQUIRE(!sesdomain_plan_has_changes(again));
    sesdomain_plan_free(again);
}
