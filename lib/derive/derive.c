/* SPDX-License-Identifier: MIT */
#include "derive.h"

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

static bool is(const struct sesdomain_plan *plan, const char *option,
               const char *word)
{
    return strcmp(sesd_plan_option(plan, option), word) == 0;
}

/* A number that was checked when it was set; empty is 0. */
static uint32_t number(const struct sesdomain_plan *plan, const char *option)
{
    uint32_t n = 0;

    for (const char *c = sesd_plan_option(plan, option); *c; c++)
        n = 10 * n + (uint32_t)(*c - '0');
    return n;
}

static void read_quirks(struct derivation *b)
{
    const struct sesdomain_plan *plan = b->plan;

    if (!plan->options && !plan->provider)
        return; /* all of them are off */
    b->quirks = (struct quirks){
        .no_underscores = is(plan, "dns.underscore", "no"),
        .one_txt = is(plan, "dns.txt-values", "one"),
        .prefix = is(plan, "dns.token-prefix", "yes"),
        .remove_always = is(plan, "plan.removal", "always"),
        .dkim_targets = is(plan, "plan.dkim-targets", "yes"),
        .ttl_min = number(plan, "dns.ttl-min"),
        .ttl_max = number(plan, "dns.ttl-max"),
        .txt_max = number(plan, "dns.txt-length"),
        .txt_refuses = sesd_text(sesd_plan_option(plan, "dns.txt-forbidden")),
    };
}

/* The TTL of new sets, within what the provider takes. */
static void choose_ttl(struct derivation *b)
{
    const struct quirks *q = &b->quirks;

    b->ttl = b->sd->ttl;
    if (b->ttl < q->ttl_min)
        b->ttl = q->ttl_min;
    if (q->ttl_max && b->ttl > q->ttl_max)
        b->ttl = q->ttl_max;
    if (b->ttl != b->sd->ttl)
        sesd_find(
            b, FINDING_TTL_OUT_OF_RANGE, b->domain, sesd_number(b, q->ttl_min),
            q->ttl_max ? sesd_number(b, q->ttl_max) : sesd_text("2147483647"));
}

static void begin(struct derivation *b)
{
    struct sesdomain_plan *plan = b->plan;
    const struct sesdomain *sd = b->sd;

    plan->id = sesd_keep(&plan->arena, sesd_string_text(&sd->reference));
    plan->domain = sesd_keep(&plan->arena, sesd_string_text(&sd->domain));
    plan->zone = sesd_keep(&plan->arena, sesd_string_text(&sd->zone));
    if (!plan->zone.s)
        plan->zone = plan->domain;
    plan->provider = sd->provider;
    keep_options(plan, sd);
    b->domain = plan->domain;
    b->zone = plan->zone;
    b->at_domain = sesd_make_owner(b, &b->root, b->domain);
    b->told = sd->known_facts || sd->complete || sd->listed.s;
    read_quirks(b);
    choose_ttl(b);
}

bool sesd_plan_failed(const struct derivation *b)
{
    return b->scratch.failed || b->plan->arena.failed;
}

/* Each step takes what those before it made. */
static void build(struct derivation *b)
{
    static void (*const steps[])(struct derivation *) = {
        begin,
        sesd_plan_instances,
        sesd_plan_needs,
        sesd_plan_places,
        sesd_plan_order,
        sesd_plan_merge,
        sesd_plan_exist,
        sesd_plan_change,
        sesd_plan_tallies,
        sesd_plan_evidence,
        sesd_plan_dmarc,
        sesd_plan_readiness,
        sesd_plan_statuses,
        sesd_plan_lint,
        sesd_plan_questions,
        sesd_plan_findings,
    };

    for (size_t i = 0; i < COUNT(steps) && !sesd_plan_failed(b); i++)
        steps[i](b);
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
    struct derivation b = { .sd = sd, .scratch.mem = sd->arena.mem };
    struct arena arena = { .mem = sd->arena.mem };
    enum sesdomain_status status;

    *out = NULL;
    sesd_begin(sd);
    status = check(sd);
    if (status != SESDOMAIN_OK)
        return status;
    sesd_arena_expect(&arena, first_block(sd));
    sesd_arena_expect(&b.scratch, first_block(sd));
    b.plan = sesd_alloc(&arena, sizeof(*b.plan));
    if (!b.plan) {
        sesd_arena_free(&b.scratch);
        sesd_arena_free(&arena);
        return sesd_fail_memory(sd);
    }
    *b.plan = (struct sesdomain_plan){ .arena = arena };

    build(&b);
    if (sesd_plan_failed(&b))
        status = sesd_fail_memory(sd);
    else
        *out = b.plan;
    sesd_arena_free(&b.scratch);
    if (status != SESDOMAIN_OK)
        sesdomain_plan_free(b.plan);
    return status;
}
