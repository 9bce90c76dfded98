//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Refusals. Takes a plan and a format, and finds the first record set or value
 * that the format cannot express. Reasons of several formats are here, once.
 */
#include "format_format.h"

const char *sesd_is_inexact(const struct subject *s)
{
    if (sesd_is_presumed(s->set))
        return "the existing values are not known, and a change has to repeat "
               "them exactly";
    if (s->set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT &&
        !s->set->ttl_known)
        return "the TTL of the existing set is not known, and a change has to "
               "repeat it exactly";
    return NULL;
}

const char *sesd_is_not_comparable(const struct subject *s)
{
    return sesd_is_presumed(s->set)
               ? "the existing values are not known, and the script has to "
                 "compare them"
               : NULL;
}

const char *sesd_over_route53(const struct subject *s)
{
    const struct sesdomain_recordset *set = s->set;

    if (!s->value &&
        set->value_count - sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE) >
            ROUTE53_SET_RECORDS)
        return "Route 53 allows " DIGITS(
            ROUTE53_SET_RECORDS) " records in a set";
    if (s->value && sesd_route53_length(s->value) > ROUTE53_VALUE_CHARACTERS)
        return "Route 53 allows " DIGITS(
            ROUTE53_VALUE_CHARACTERS) " characters in a value";
    return NULL;
}

/* ---- states: their consumer deletes or overwrites what they omit ---- */

static bool refusal_is_lacking(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
           inst->lacks_records;
}

static bool refusal_is_incomplete(const struct sesdomain_plan *plan)
{
    size_t i = 0;

    while (i < plan->instance_count &&
           !refusal_is_lacking(&plan->instances[i]))
        i++;
    return plan->withheld_count || i < plan->instance_count;
}

/* Whether a document would replace a set whose content is unknown. */
static bool refusal_is_blind(const struct format *f,
                             const struct sesdomain_recordset *set)
{
    return f->kind == SESDOMAIN_FORMAT_KIND_STATE &&
           set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN &&
           !(f->careful && set->single);
}

/* ---- the search ---- */

/* Whether a document of a format contains a part of a set. */
static bool refusal_concerns(const struct format *f,
                             const struct sesdomain_recordset *set)
{
    return f->kind == SESDOMAIN_FORMAT_KIND_STATE    ? sesd_is_stated(set)
           : f->kind == SESDOMAIN_FORMAT_KIND_CHANGE ? sesd_changes(set)
                                                     : false;
}

/* Ask a format about a set, or about a value. */
static enum sesdomain_status refusal_ask(const struct format *f,
                                         const struct subject *s,
                                         const char **reason)
{
    *reason = f->unknown ? f->unknown(s) : NULL;
    if (*reason)
        return SESDOMAIN_E_PRIOR_UNKNOWN;
    *reason = f->inexpressible ? f->inexpressible(s) : NULL;
    return *reason ? SESDOMAIN_E_INEXPRESSIBLE : SESDOMAIN_OK;
}

static enum sesdomain_status
refusal_of_set(const struct format *f, struct subject s, struct refusal *r)
{
    enum sesdomain_status status;

    r->reason =
        "the existing values are not known, and the document would delete "
        "them";
    if (refusal_is_blind(f, s.set))
        return SESDOMAIN_E_PRIOR_UNKNOWN;
    status = refusal_ask(f, &s, &r->reason);
    for (size_t j = 0; j < s.set->value_count && !status; j++) {
        s.value = &s.set->values[j];
        r->value = j;
        if (f->kind != SESDOMAIN_FORMAT_KIND_STATE || sesd_is_desired(s.value))
            status = refusal_ask(f, &s, &r->reason);
    }
    if (status == SESDOMAIN_OK)
        r->value = SESDOMAIN_NONE;
    return status;
}

/* Ask about each set that a document contains, and weigh each name once. */
static enum sesdomain_status refusal_find(const struct sesdomain_plan *plan,
                                          const struct format *f,
                                          struct batch batch,
                                          struct refusal *r)
{
    const struct batches *batches = f->batches;
    const struct weight limits =
        batches ? sesd_batch_limits(plan, batches) : (struct weight){ { 0 } };
    enum sesdomain_status status = SESDOMAIN_OK;
    size_t weighed = 0; /* number of sets that are weighed */

    for (size_t i = batch.first; i < batch.end && !status; i++) {
        struct weight w = { { 0 } };

        if (!refusal_concerns(f, &plan->sets[i]))
            continue;
        *r = (struct refusal){ i, SESDOMAIN_NONE, NULL };
        status = refusal_of_set(
            f, (struct subject){ plan, &plan->sets[i], NULL }, r);
        if (status || !batches || i < weighed)
            continue;
        weighed = sesd_batch_weigh_name(plan, batches, i, &w);
        r->reason = batches->too_large;
        if (!sesd_weight_is_within(&w, &limits))
            return SESDOMAIN_E_INEXPRESSIBLE;
    }
    return status;
}

enum sesdomain_status sesd_refuse(const struct sesdomain_plan *plan,
                                  const struct format *f, struct batch batch,
                                  struct refusal *r)
{
    const struct refusal nothing = { SESDOMAIN_NONE, SESDOMAIN_NONE, NULL };
    enum sesdomain_status status;

    *r = nothing;
    if (f->kind == SESDOMAIN_FORMAT_KIND_STATE &&
        refusal_is_incomplete(plan)) {
        r->reason = "some desired records cannot be written, and a document "
                    "without them would delete them";
        return SESDOMAIN_E_CONFLICT;
    }
    status = refusal_find(plan, f, batch, r);
    if (status == SESDOMAIN_OK)
        *r = nothing;
    return status;
}
