//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The options of a plan, and how it is freed. */
#include "plan_plan.h"

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
    size_t i = 0;

    while (i < plan->option_count &&
           (plan->options[i].name[0] != name[0] || /* saves most calls */
            strcmp(plan->options[i].name, name) != 0))
        i++;
    return i < plan->option_count ? plan->options[i].value : "";
}
