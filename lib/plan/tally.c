/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* Whether this is the first value of the purpose seen in that region. */
static bool is_new(bool *seen, size_t regions, enum sesdomain_purpose purpose,
                   uint32_t region)
{
    bool *mark = &seen[purpose * regions + region];
    bool is = !*mark;

    *mark = true;
    return is;
}

static void count_value(struct builder *b, const struct value *value,
                        bool *seen)
{
    struct sesdomain_plan *plan = b->plan;
    struct tally *tally = &plan->tallies[value->purpose];

    tally->values++;
    for (size_t k = 0; k < value->instance_count; k++) {
        uint32_t i = value->instances[k];

        plan->instances[i].values[value->purpose]++;
        tally->regions += is_new(seen, b->sd->regions.count, value->purpose,
                                 b->sd->instances[i]->region->id);
    }
}

void sesd_plan_tallies(struct builder *b)
{
    struct sesdomain_plan *plan = b->plan;
    bool *seen = sesd_alloc_zero(&b->scratch, PURPOSES * b->sd->regions.count);

    for (size_t i = 0; seen && i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];
        enum sesdomain_purpose last = SESDOMAIN_PURPOSE_NONE;

        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *value = &set->values[j];

            if (!value->purpose || value->op == SESDOMAIN_OP_REMOVE)
                continue;
            plan->tallies[value->purpose].sets += value->purpose != last;
            last = value->purpose;
            count_value(b, value, seen);
        }
    }
}
