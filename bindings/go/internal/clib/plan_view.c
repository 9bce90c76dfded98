//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The accessors of a plan. Take a plan, a record set or a finding, and return
 * one of its fields; only counts, and results that follow from the operations
 * of values, are computed.
 */
#include "plan_plan.h"

/* ---- the plan and its instances ---- */

const char *sesdomain_plan_domain(const struct sesdomain_plan *plan)
{
    return plan ? plan->domain.s : NULL;
}

const char *sesdomain_plan_zone(const struct sesdomain_plan *plan)
{
    return plan ? plan->zone.s : NULL;
}

const char *sesdomain_plan_reference(const struct sesdomain_plan *plan)
{
    return plan ? plan->reference.s : NULL;
}

enum sesdomain_scenario
sesdomain_plan_scenario(const struct sesdomain_plan *plan)
{
    return plan ? plan->scenario : SESDOMAIN_SCENARIO_NONE;
}

bool sesdomain_plan_ready(const struct sesdomain_plan *plan)
{
    return plan && plan->ready;
}

bool sesdomain_plan_has_changes(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; plan && i < plan->set_count; i++)
        if (sesdomain_recordset_todo(&plan->sets[i]) !=
            SESDOMAIN_RECORDSET_TODO_NONE)
            return true;
    return false;
}

static const struct plan_instance *
view_instance(const struct sesdomain_plan *plan, size_t i)
{
    return plan && i < plan->instance_count ? &plan->instances[i] : NULL;
}

size_t sesdomain_plan_instance_count(const struct sesdomain_plan *plan)
{
    return plan ? plan->instance_count : 0;
}

const char *sesdomain_plan_instance_label(const struct sesdomain_plan *plan,
                                          size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst ? inst->label.s : NULL;
}

const char *sesdomain_plan_instance_account(const struct sesdomain_plan *plan,
                                            size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst ? inst->account : NULL;
}

const char *sesdomain_plan_instance_region(const struct sesdomain_plan *plan,
                                           size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst ? inst->region : NULL;
}

enum sesdomain_instance_state
sesdomain_plan_instance_state(const struct sesdomain_plan *plan, size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst ? inst->state : SESDOMAIN_INSTANCE_STATE_NONE;
}

bool sesdomain_plan_instance_ready(const struct sesdomain_plan *plan, size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst && inst->ready;
}

uint64_t sesdomain_plan_instance_ses_checked(const struct sesdomain_plan *plan,
                                             size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst ? inst->ses.checked : 0;
}

uint64_t
sesdomain_plan_instance_ses_succeeded(const struct sesdomain_plan *plan,
                                      size_t i)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst ? inst->ses.succeeded : 0;
}

bool sesdomain_plan_instance_ses_serial(const struct sesdomain_plan *plan,
                                        size_t i, uint32_t *serial)
{
    const struct plan_instance *inst = view_instance(plan, i);

    if (serial)
        *serial = inst ? inst->ses.serial : 0;
    return inst && inst->ses.serial_reported;
}

static struct readiness view_readiness(const struct sesdomain_plan *plan,
                                       size_t i, enum sesdomain_aspect aspect)
{
    const struct plan_instance *inst = view_instance(plan, i);

    return inst && (unsigned)aspect < ASPECTS ? inst->aspects[aspect]
                                              : (struct readiness){ 0 };
}

enum sesdomain_readiness
sesdomain_plan_readiness(const struct sesdomain_plan *plan, size_t i,
                         enum sesdomain_aspect aspect)
{
    return view_readiness(plan, i, aspect).state;
}

enum sesdomain_publication
sesdomain_plan_readiness_dns(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect)
{
    return view_readiness(plan, i, aspect).dns;
}

enum sesdomain_ses_status
sesdomain_plan_readiness_ses(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect)
{
    return view_readiness(plan, i, aspect).ses;
}

/* ---- record sets ---- */

size_t sesdomain_plan_recordset_count(const struct sesdomain_plan *plan)
{
    return plan ? plan->set_count : 0;
}

const struct sesdomain_recordset *
sesdomain_plan_recordset(const struct sesdomain_plan *plan, size_t i)
{
    return plan && i < plan->set_count ? &plan->sets[i] : NULL;
}

const char *sesdomain_recordset_name(const struct sesdomain_recordset *rs)
{
    return rs ? rs->name.s : NULL;
}

uint32_t sesdomain_recordset_type(const struct sesdomain_recordset *rs)
{
    return rs ? rs->type : 0;
}

uint32_t sesdomain_recordset_ttl(const struct sesdomain_recordset *rs)
{
    return rs ? rs->ttl : 0;
}

enum sesdomain_recordset_prior
sesdomain_recordset_prior(const struct sesdomain_recordset *rs)
{
    return rs ? rs->prior : SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
}

enum sesdomain_recordset_todo
sesdomain_recordset_todo(const struct sesdomain_recordset *rs)
{
    size_t keep = 0, add = 0;

    for (size_t j = 0; rs && j < rs->value_count; j++) {
        keep += rs->values[j].op == SESDOMAIN_VALUE_OP_KEEP;
        add += rs->values[j].op == SESDOMAIN_VALUE_OP_ADD;
    }
    if (!rs || keep == rs->value_count)
        return SESDOMAIN_RECORDSET_TODO_NONE;
    if (keep + add == 0)
        return SESDOMAIN_RECORDSET_TODO_DELETE;
    if (add == rs->value_count)
        return rs->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN
                   ? SESDOMAIN_RECORDSET_TODO_ADD
                   : SESDOMAIN_RECORDSET_TODO_CREATE;
    return keep ? SESDOMAIN_RECORDSET_TODO_EDIT
                : SESDOMAIN_RECORDSET_TODO_REPLACE;
}

size_t sesdomain_recordset_value_count(const struct sesdomain_recordset *rs)
{
    return rs ? rs->value_count : 0;
}

static const struct value *view_value(const struct sesdomain_recordset *rs,
                                      size_t j)
{
    return rs && j < rs->value_count ? &rs->values[j] : NULL;
}

enum sesdomain_value_op
sesdomain_recordset_value_op(const struct sesdomain_recordset *rs, size_t j)
{
    const struct value *value = view_value(rs, j);

    return value ? value->op : SESDOMAIN_VALUE_OP_NONE;
}

enum sesdomain_purpose
sesdomain_recordset_value_purpose(const struct sesdomain_recordset *rs,
                                  size_t j)
{
    const struct value *value = view_value(rs, j);

    return value ? value->purpose : SESDOMAIN_PURPOSE_NONE;
}

const char *
sesdomain_recordset_value_text(const struct sesdomain_recordset *rs, size_t j,
                               size_t *length)
{
    const struct value *value = view_value(rs, j);

    if (length)
        *length = value ? value->text.n : 0;
    return value ? value->text.s : NULL;
}

const char *
sesdomain_recordset_value_rdata(const struct sesdomain_recordset *rs, size_t j)
{
    const struct value *value = view_value(rs, j);

    return value ? value->rdata.s : NULL;
}

const char *sesdomain_recordset_value_id(const struct sesdomain_recordset *rs,
                                         size_t j)
{
    const struct value *value = view_value(rs, j);

    return value ? value->id.s : NULL;
}

size_t
sesdomain_recordset_value_instance_count(const struct sesdomain_recordset *rs,
                                         size_t j)
{
    const struct value *value = view_value(rs, j);

    return value ? value->instance_count : 0;
}

size_t sesdomain_recordset_value_instance(const struct sesdomain_recordset *rs,
                                          size_t j, size_t k)
{
    const struct value *value = view_value(rs, j);

    return value && k < value->instance_count ? value->instances[k]
                                              : SESDOMAIN_NONE;
}

/* ---- withheld record sets ---- */

static const struct withheld *view_withheld(const struct sesdomain_plan *plan,
                                            size_t i)
{
    return plan && i < plan->withheld_count ? &plan->withheld[i] : NULL;
}

size_t sesdomain_plan_withheld_count(const struct sesdomain_plan *plan)
{
    return plan ? plan->withheld_count : 0;
}

const char *sesdomain_plan_withheld_name(const struct sesdomain_plan *plan,
                                         size_t i)
{
    const struct withheld *withheld = view_withheld(plan, i);

    return withheld ? withheld->name : NULL;
}

uint32_t sesdomain_plan_withheld_type(const struct sesdomain_plan *plan,
                                      size_t i)
{
    const struct withheld *withheld = view_withheld(plan, i);

    return withheld ? withheld->type : 0;
}

size_t sesdomain_plan_withheld_finding(const struct sesdomain_plan *plan,
                                       size_t i)
{
    const struct withheld *withheld = view_withheld(plan, i);

    return withheld ? withheld->finding : SESDOMAIN_NONE;
}

/* ---- findings ---- */

size_t sesdomain_plan_finding_count(const struct sesdomain_plan *plan)
{
    return plan ? plan->finding_count : 0;
}

const struct sesdomain_finding *
sesdomain_plan_finding(const struct sesdomain_plan *plan, size_t i)
{
    return plan && i < plan->finding_count ? &plan->findings[i] : NULL;
}

const char *sesdomain_finding_code(const struct sesdomain_finding *f)
{
    return f ? f->row->code : NULL;
}

enum sesdomain_severity
sesdomain_finding_severity(const struct sesdomain_finding *f)
{
    return f ? f->row->severity : SESDOMAIN_SEVERITY_NONE;
}

enum sesdomain_finding_fix
sesdomain_finding_fix(const struct sesdomain_finding *f)
{
    return f ? f->row->fix : SESDOMAIN_FINDING_FIX_NONE;
}

const char *sesdomain_finding_name(const struct sesdomain_finding *f)
{
    return f ? f->name : NULL;
}

size_t sesdomain_finding_instance_count(const struct sesdomain_finding *f)
{
    return f ? f->instance_count : 0;
}

size_t sesdomain_finding_instance(const struct sesdomain_finding *f, size_t k)
{
    return f && k < f->instance_count ? f->instances[k] : SESDOMAIN_NONE;
}

const char *sesdomain_finding_message(const struct sesdomain_finding *f)
{
    return f ? f->message : NULL;
}

const char *sesdomain_finding_hint(const struct sesdomain_finding *f)
{
    return f ? f->hint : NULL;
}

const char *sesdomain_finding_source(const struct sesdomain_finding *f)
{
    return f ? f->row->source : NULL;
}

/* ---- questions ---- */

size_t sesdomain_plan_question_count(const struct sesdomain_plan *plan)
{
    return plan ? plan->question_count : 0;
}

bool sesdomain_plan_question(const struct sesdomain_plan *plan, size_t i,
                             const char **name, uint32_t *type,
                             enum sesdomain_question_scope *scope)
{
    const bool found = plan && i < plan->question_count;
    const struct question question =
        found ? plan->questions[i] : (struct question){ 0 };

    if (name)
        *name = question.name;
    if (type)
        *type = question.type;
    if (scope)
        *scope = question.scope;
    return found;
}
