//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Documents whose size a consumer limits. Takes a plan and the limits of a
 * format, produces the record sets of each document: all changes of a name
 * are in one document, and each document takes as many names as fit.
 */
#include "format_format.h"

bool sesd_weight_is_within(const struct weight *w, const struct weight *limits)
{
    for (size_t k = 0; k < COUNT(w->of); k++)
        if (w->of[k] > limits->of[k])
            return false;
    return true;
}

struct weight sesd_batch_limits(const struct sesdomain_plan *plan,
                                const struct batches *batches)
{
    return batches->limits_of ? batches->limits_of(plan) : batches->limits;
}

size_t sesd_batch_weigh_name(const struct sesdomain_plan *plan,
                             const struct batches *batches, size_t first,
                             struct weight *w)
{
    size_t i = first;

    for (; i < plan->set_count &&
           sesd_text_equal(plan->sets[i].name, plan->sets[first].name);
         i++)
        if (sesd_changes(&plan->sets[i]))
            batches->weigh(&plan->sets[i], w);
    return i;
}

/* Return the index after the last set of the document that begins with
 * first. */
static size_t batch_end(const struct sesdomain_plan *plan,
                        const struct batches *batches,
                        const struct weight *limits, size_t first)
{
    struct weight w = { 0 };
    size_t end = first;

    while (end < plan->set_count) {
        const size_t after = sesd_batch_weigh_name(plan, batches, end, &w);

        if (end > first && !sesd_weight_is_within(&w, limits))
            break;
        end = sesd_next_change(plan, after);
    }
    return end;
}

size_t sesd_batch_count(const struct sesdomain_plan *plan,
                        const struct batches *batches)
{
    const struct weight limits = sesd_batch_limits(plan, batches);
    size_t count = 0;

    for (size_t i = sesd_next_change(plan, 0); i < plan->set_count; count++)
        i = batch_end(plan, batches, &limits, i);
    return count;
}

bool sesd_batch_find(const struct sesdomain_plan *plan,
                     const struct batches *batches, size_t document,
                     struct batch *batch)
{
    const struct weight limits = sesd_batch_limits(plan, batches);
    size_t i = sesd_next_change(plan, 0);

    for (; i < plan->set_count; document--) {
        *batch = (struct batch){ i, batch_end(plan, batches, &limits, i) };
        if (!document)
            return true;
        i = batch->end;
    }
    return false;
}
