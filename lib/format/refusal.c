/* SPDX-License-Identifier: MIT */
/*
 * Refusals. Takes a plan and a format, and finds the first record set or value
 * that the format cannot express. The reasons that several formats give are
 * here, each once.
 */
#include "format.h"

/* A change has to repeat, compare or replace what exists. */
const struct reason sesd_reason_repeat = {
    SESDOMAIN_E_PRIOR_UNKNOWN,
    "it is not known what is there, and a change would have to repeat it "
    "exactly",
};
const struct reason sesd_reason_compare = {
    SESDOMAIN_E_PRIOR_UNKNOWN,
    "it is not known what is there, and the script would have to compare it",
};
static const struct reason reason_ttl = {
    SESDOMAIN_E_PRIOR_UNKNOWN,
    "the TTL of the set that is there is not known, and a change would have "
    "to repeat it exactly",
};

/* A state document deletes or overwrites what it does not contain. */
static const struct reason reason_conflict = {
    SESDOMAIN_E_CONFLICT,
    "some of what is wanted cannot be written, and a document without it "
    "would have it deleted",
};
static const struct reason reason_state = {
    SESDOMAIN_E_PRIOR_UNKNOWN,
    "it is not known what is there, and the document would have it deleted",
};

static const struct reason reason_route53_set = {
    SESDOMAIN_E_INEXPRESSIBLE,
    "Route 53 takes " DIGITS(ROUTE53_SET_RECORDS) " records in a set",
};
static const struct reason reason_route53_value = {
    SESDOMAIN_E_INEXPRESSIBLE,
    "Route 53 takes " DIGITS(ROUTE53_VALUE_CHARACTERS) " characters in a "
                                                       "value",
};

const struct reason *sesd_refuse_inexact(const struct sesdomain_recordset *set)
{
    if (sesd_is_believed(set))
        return &sesd_reason_repeat;
    if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT && !set->ttl_known)
        return &reason_ttl;
    return NULL;
}

const struct reason *
sesd_refuse_route53_set(const struct sesdomain_recordset *set)
{
    return set->value_count - sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE) >
                   ROUTE53_SET_RECORDS
               ? &reason_route53_set
               : NULL;
}

const struct reason *sesd_refuse_route53_value(const struct value *value)
{
    return sesd_route53_length(value) > ROUTE53_VALUE_CHARACTERS
               ? &reason_route53_value
               : NULL;
}

/* ---- the search ---- */

/* Whether an instance that sends lacks records it needs: they are in conflict,
 * or nobody knows what they are. */
static bool refusal_is_lacking(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
           (inst->aspects[SESDOMAIN_ASPECT_DKIM].dns ==
                SESDOMAIN_PUBLICATION_CONFLICT ||
            inst->aspects[SESDOMAIN_ASPECT_MAIL_FROM].dns ==
                SESDOMAIN_PUBLICATION_CONFLICT);
}

static bool refusal_is_incomplete(const struct sesdomain_plan *plan)
{
    size_t i = 0;

    while (i < plan->instance_count &&
           !refusal_is_lacking(&plan->instances[i]))
        i++;
    return plan->conflict_count || i < plan->instance_count;
}

static const struct reason *
refusal_of_value(const struct sesdomain_plan *plan, const struct format *f,
                 const struct sesdomain_recordset *set, size_t *value)
{
    for (size_t j = 0; f->refuse_value && j < set->value_count; j++) {
        const struct value *v = &set->values[j];
        const struct reason *reason = NULL;

        if (f->kind != SESDOMAIN_FORMAT_KIND_STATE || sesd_wanted(v))
            reason = f->refuse_value(plan, set, v);
        if (!reason)
            continue;
        *value = j;
        return reason;
    }
    return NULL;
}

static const struct reason *
refusal_of_set(const struct sesdomain_plan *plan, const struct format *f,
               const struct sesdomain_recordset *set, size_t *value)
{
    const struct reason *reason = NULL;

    if (f->kind == SESDOMAIN_FORMAT_KIND_STATE &&
        set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN &&
        !(f->careful && set->single))
        return &reason_state;
    if (f->refuse_set)
        reason = f->refuse_set(plan, set);
    return reason ? reason : refusal_of_value(plan, f, set, value);
}

/* Whether a document of a format contains something of a set. */
static bool refusal_concerns(const struct format *f,
                             const struct sesdomain_recordset *set)
{
    switch (f->kind) {
    case SESDOMAIN_FORMAT_KIND_CHANGE:
        return sesd_changes(set);
    case SESDOMAIN_FORMAT_KIND_STATE:
        return sesd_is_stated(set);
    case SESDOMAIN_FORMAT_KIND_FRAGMENT:
    case SESDOMAIN_FORMAT_KIND_REPORT:
    case SESDOMAIN_FORMAT_KIND_NONE:
        break;
    }
    return false;
}

const struct reason *sesd_refuse(const struct sesdomain_plan *plan,
                                 const struct format *f, size_t *set,
                                 size_t *value)
{
    *set = *value = 0;
    if (f->kind == SESDOMAIN_FORMAT_KIND_STATE && refusal_is_incomplete(plan))
        return &reason_conflict;
    for (size_t i = 0; i < plan->set_count; i++) {
        const struct reason *reason = NULL;

        if (refusal_concerns(f, &plan->sets[i]))
            reason = refusal_of_set(plan, f, &plan->sets[i], value);
        if (!reason)
            continue;
        *set = i;
        return reason;
    }
    return NULL;
}
