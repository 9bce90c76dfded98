/* SPDX-License-Identifier: MIT */
#include "plan.h"

static struct text keep(struct sesdomain_plan *plan, struct text t)
{
    return t.s ? (struct text){ sesd_copy(&plan->arena, t), t.n } : t;
}

static void keep_options(struct sesdomain_plan *plan,
                         const struct sesdomain *sd)
{
    const size_t count = sesd_option_count();

    if (!sd->options)
        return;
    plan->options =
        sesd_alloc_zero(&plan->arena, count * sizeof(*plan->options));
    for (size_t i = 0; plan->options && i < count; i++)
        sesd_string_set(&plan->arena, &plan->options[i],
                        sesd_string_text(&sd->options[i]));
}

static enum sesdomain_status check(struct sesdomain *sd)
{
    const struct text none = { 0 }, zone = sesd_string_text(&sd->zone);
    const struct text domain = sesd_string_text(&sd->domain);

    if (!domain.s)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "domain", none,
                         "it is required");
    if (zone.s && !sesd_name_within(domain, zone))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "zone", zone,
                         "the domain or a name above it was expected");
    return SESDOMAIN_OK;
}

static void build(struct builder *b)
{
    struct sesdomain_plan *plan = b->plan;

    plan->id = keep(plan, sesd_string_text(&b->sd->id));
    plan->domain = keep(plan, sesd_string_text(&b->sd->domain));
    plan->zone = b->sd->zone.set ? keep(plan, sesd_string_text(&b->sd->zone))
                                 : plan->domain;
    keep_options(plan, b->sd);
    b->domain = plan->domain;
    b->zone = plan->zone;

    sesd_plan_instances(b);
    if (b->scratch.failed || plan->arena.failed)
        return;
    sesd_plan_needs(b);
    if (b->scratch.failed || plan->arena.failed)
        return;
    sesd_plan_merge(b);
    sesd_plan_change(b);
    if (b->scratch.failed || plan->arena.failed)
        return;
    sesd_plan_tallies(b);
    sesd_plan_readiness(b);
    sesd_plan_findings(b);
}

/* Enough for most plans of so many instances. */
static size_t first_block(const struct sesdomain *sd)
{
    size_t size = 3000 + 2000 * sd->instance_count;

    return size < 1000000 ? size : 1000000;
}

enum sesdomain_status sesdomain_plan_new(struct sesdomain *sd,
                                         struct sesdomain_plan **out)
{
    struct builder b = { .sd = sd, .scratch.mem = sd->arena.mem };
    struct arena arena = { .mem = sd->arena.mem };
    enum sesdomain_status status = check(sd);

    *out = NULL;
    if (status != SESDOMAIN_OK)
        return status;
    sesd_arena_reserve(&arena, first_block(sd));
    sesd_arena_reserve(&b.scratch, first_block(sd));
    b.plan = sesd_alloc(&arena, sizeof(*b.plan));
    if (!b.plan)
        return sesd_fail_memory(sd);
    *b.plan = (struct sesdomain_plan){ .arena = arena };

    build(&b);
    if (b.scratch.failed || b.plan->arena.failed)
        status = sesd_fail_memory(sd);
    else
        *out = b.plan;
    sesd_arena_free(&b.scratch);
    if (status != SESDOMAIN_OK)
        sesdomain_plan_free(b.plan);
    return status;
}

void sesdomain_plan_free(struct sesdomain_plan *plan)
{
    struct arena arena;

    if (!plan)
        return;
    arena = plan->arena; /* the plan lives in it */
    sesd_arena_free(&arena);
}

const char *sesd_plan_option(const struct sesdomain_plan *plan,
                             const char *name)
{
    return sesd_option(plan->options, name);
}
