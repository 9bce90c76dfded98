/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* seen: a mark for each region where such a value was counted. */
static void count_value(struct derivation *b, const struct value *value,
                        bool *seen)
{
    struct sesdomain_plan *plan = b->plan;
    struct tally *tally = &plan->tallies[value->purpose];

    tally->values++;
    for (size_t k = 0; k < value->instance_count; k++) {
        const uint32_t i = value->instances[k];
        bool *mark = &seen[b->sd->instances[i]->region->id];

        plan->instances[i].values[value->purpose]++;
        tally->regions += !*mark;
        *mark = true;
    }
}

void sesd_plan_tallies(struct derivation *b)
{
    struct sesdomain_plan *plan = b->plan;
    const size_t regions = b->sd->regions.count;
    bool *seen = sesd_alloc_zero(&b->scratch, PURPOSES * regions);

    for (size_t i = 0; seen && i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];
        enum sesdomain_purpose last = SESDOMAIN_PURPOSE_NONE;

        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *value = &set->values[j];

            if (!value->purpose || value->op == SESDOMAIN_VALUE_OP_REMOVE)
                continue;
            plan->tallies[value->purpose].sets += value->purpose != last;
            last = value->purpose;
            count_value(b, value, seen + value->purpose * regions);
        }
    }
}
