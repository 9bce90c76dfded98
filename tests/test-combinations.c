/* SPDX-License-Identifier: MIT */
/* Invariants of plans for every combination of one to three instances (see
 * combinations.h): no name has records that DNS or SES forbids, every need is
 * met or reported, the order of the instances has no effect, and a plan for a
 * zone to which it was applied has no changes. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "combinations/combinations.h"
#include "support.h"

/* After fewer plans than this, a plan has no changes. */
#define ROUNDS 4

/* One triple in STRIDE is applied to zones, with every option. */
#define STRIDE 389

static struct sesdomain_plan *plan_for(struct sesdomain *sd)
{
    struct sesdomain_plan *plan;

    HOLDS(sesdomain_plan_new(sd, &plan) == SESDOMAIN_OK, sesdomain_error(sd));
    return plan;
}

/* ---- a plan and its zone ---- */

struct record {
    const char *name, *rdata;
    uint32_t type;
};

struct zone {
    struct record records[64];
    size_t count;
};

static struct record record_of(const struct sesdomain_recordset *rs, size_t j)
{
    return (struct record){ sesdomain_recordset_name(rs),
                            sesdomain_recordset_value_rdata(rs, j),
                            sesdomain_recordset_type(rs) };
}

static size_t find(const struct zone *zone, const struct record *r)
{
    size_t i = 0;

    while (i < zone->count && (zone->records[i].type != r->type ||
                               strcmp(zone->records[i].name, r->name) != 0 ||
                               strcmp(zone->records[i].rdata, r->rdata) != 0))
        i++;
    return i;
}

static void put(struct zone *zone, struct record r)
{
    HOLDS(zone->count < 64, r.name);
    zone->records[zone->count++] = r;
}

/* Foreign records, which must be kept. */
static const struct record strangers[] = {
    { "_amazonses." D, "\"WorkMail\"", SESDOMAIN_TYPE_TXT },
    { "m." D, "\"note\"", SESDOMAIN_TYPE_TXT },
    { D, "\"v=spf1 -all\"", SESDOMAIN_TYPE_TXT },
};

/* Apply the plan. Return whether it had changes. */
static bool apply(const struct sesdomain_plan *plan, struct zone *zone)
{
    bool changed = false;

    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
            const enum sesdomain_value_op op =
                sesdomain_recordset_value_op(rs, j);
            const struct record r = record_of(rs, j);
            const size_t at = find(zone, &r);

            HOLDS((at == zone->count) == (op == SESDOMAIN_VALUE_OP_ADD),
                  r.name);
            changed |= op != SESDOMAIN_VALUE_OP_KEEP;
            if (op == SESDOMAIN_VALUE_OP_ADD)
                put(zone, r);
            if (op == SESDOMAIN_VALUE_OP_REMOVE)
                zone->records[at] = zone->records[--zone->count];
        }
    }
    return changed;
}

static const size_t orders[][COMBINED_MAX] = { { 0, 1, 2 }, { 1, 0, 2 },
                                               { 2, 1, 0 }, { 0, 2, 1 },
                                               { 1, 2, 0 }, { 2, 0, 1 } };

/* The number of orders of one, two and three instances. */
static const size_t order_count[] = { 0, 1, 2, 6 };

static struct sesdomain_plan *plan_zone(const struct zone *zone,
                                        const size_t *order)
{
    struct sesdomain *sd = settings_for(now, order);

    for (size_t i = 0; i < zone->count; i++) {
        const struct record *r = &zone->records[i];

        HOLDS(sesdomain_add_record(sd, r->name, r->type, 300, r->rdata,
                                   NULL) == SESDOMAIN_OK,
              sesdomain_error(sd));
    }
    sesdomain_set_complete(sd, true);
    return plan_for(sd);
}

/* Apply plans to a zone that begins with every part-th desired value. */
static void check_zone(const struct sesdomain_plan *first, size_t part)
{
    struct zone zone = { .count = 0 };
    size_t n = 0, round = 0;
    struct sesdomain_plan *plan;

    for (size_t i = 0; i < sizeof(strangers) / sizeof(*strangers); i++)
        put(&zone, strangers[i]);
    for (size_t i = 0; i < sesdomain_plan_recordset_count(first); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(first, i);

        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++)
            if (n++ % part == 0)
                put(&zone, record_of(rs, j));
    }
    do {
        uint64_t hash;

        HOLDS(++round < ROUNDS, "the zone does not come to rest");
        plan = plan_zone(&zone, orders[0]);
        check_plan(plan);
        hash = digest(plan, orders[0]);
        for (size_t p = 1; p < order_count[now->count]; p++)
            HOLDS(digest(plan_zone(&zone, orders[p]), orders[p]) == hash,
                  "in another order");
    } while (apply(plan, &zone));
    for (size_t i = 0; i < sizeof(strangers) / sizeof(*strangers); i++)
        HOLDS(find(&zone, &strangers[i]) < zone.count, strangers[i].name);
}

/* ---- all combinations ---- */

static size_t visited, step;

static struct sesdomain_plan *check_orders(const struct combination *c)
{
    struct sesdomain_plan *first;
    uint64_t hash;

    begin_turn();
    now = c;
    first = plan_for(settings_for(c, orders[0]));
    check_plan(first);
    hash = digest(first, orders[0]);
    for (size_t p = 1; p < order_count[c->count]; p++)
        HOLDS(digest(plan_for(settings_for(c, orders[p])), orders[p]) == hash,
              "in another order");
    return first;
}

static void visit(const struct combination *c)
{
    struct combination with = *c;

    if (visited++ % step != 0)
        return;
    check_orders(c);
    if (c->count == COMBINED_MAX && visited / step % STRIDE != 0)
        return;
    for (unsigned options = 0; options < 4; options++) {
        with.sharing = options & 1;
        with.remove = options & 2;
        for (size_t part = 1; part <= 3; part++)
            check_zone(check_orders(&with), part);
    }
}

START_TEST(combinations)
{
    /* for slow tools: one pair or triple in COMBINATIONS_STEP */
    const char *sparse = getenv("COMBINATIONS_STEP");

    visited = 0;
    step = _i > 1 && sparse ? strtoul(sparse, NULL, 10) : 1;
    each_combination((size_t)_i, visit);
    if (_i == COMBINED_MAX)
        ck_assert_uint_gt(visited, 1900000);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("combinations");
    TCase *t = tcase_create("combinations");

    tcase_set_timeout(t, 0); /* meson has a limit */
    tcase_add_loop_test(t, combinations, 1, COMBINED_MAX + 1);
    suite_add_tcase(s, t);
    return run_suite(s);
}
