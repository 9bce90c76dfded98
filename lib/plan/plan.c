/* SPDX-License-Identifier: MIT */
#include "plan.h"

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
    return sesd_option(plan->options, plan->provider, name);
}
