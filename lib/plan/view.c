/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* ---- the plan and its instances ---- */

const char *sesdomain_plan_domain(const struct sesdomain_plan *plan)
{
    return plan->domain.s;
}

const char *sesdomain_plan_zone(const struct sesdomain_plan *plan)
{
    return plan->zone.s;
}

enum sesdomain_scenario
sesdomain_plan_scenario(const struct sesdomain_plan *plan)
{
    return plan->scenario;
}

uint32_t sesdomain_plan_ready(const struct sesdomain_plan *plan)
{
    return plan->ready;
}

size_t sesdomain_plan_instance_count(const struct sesdomain_plan *plan)
{
    return plan->instance_count;
}

const char *sesdomain_plan_instance_label(const struct sesdomain_plan *plan,
                                          size_t i)
{
    return i < plan->instance_count ? plan->instances[i].label.s : NULL;
}

const char *sesdomain_plan_instance_account(const struct sesdomain_plan *plan,
                                            size_t i)
{
    return i < plan->instance_count ? plan->instances[i].account : NULL;
}

const char *sesdomain_plan_instance_region(const struct sesdomain_plan *plan,
                                           size_t i)
{
    return i < plan->instance_count ? plan->instances[i].region : NULL;
}

enum sesdomain_instance_state
sesdomain_plan_instance_state(const struct sesdomain_plan *plan, size_t i)
{
    return i < plan->instance_count ? plan->instances[i].state : 0;
}

uint32_t sesdomain_plan_instance_ready(const struct sesdomain_plan *plan,
                                       size_t i)
{
    return i < plan->instance_count && plan->instances[i].ready;
}

static struct readiness readiness(const struct sesdomain_plan *plan, size_t i,
                                  enum sesdomain_aspect aspect)
{
    if (i < plan->instance_count && (unsigned)aspect < ASPECTS)
        return plan->instances[i].aspects[aspect];
    return (struct readiness){ 0 };
}

enum sesdomain_readiness
sesdomain_plan_readiness(const struct sesdomain_plan *plan, size_t i,
                         enum sesdomain_aspect aspect)
{
    return readiness(plan, i, aspect).state;
}

enum sesdomain_publication
sesdomain_plan_readiness_dns(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect)
{
    return readiness(plan, i, aspect).dns;
}

enum sesdomain_ses_status
sesdomain_plan_readiness_ses(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect)
{
    return readiness(plan, i, aspect).ses;
}

/* ---- record sets ---- */

size_t sesdomain_plan_recordset_count(const struct sesdomain_plan *plan)
{
    return plan->set_count;
}

const struct sesdomain_recordset *
sesdomain_plan_recordset(const struct sesdomain_plan *plan, size_t i)
{
    return i < plan->set_count ? &plan->sets[i] : NULL;
}

const char *sesdomain_recordset_name(const struct sesdomain_recordset *rs)
{
    return rs->name.s;
}

uint32_t sesdomain_recordset_type(const struct sesdomain_recordset *rs)
{
    return rs->type;
}

uint32_t sesdomain_recordset_ttl(const struct sesdomain_recordset *rs)
{
    return rs->ttl;
}

enum sesdomain_recordset_prior
sesdomain_recordset_prior(const struct sesdomain_recordset *rs)
{
    return rs->prior;
}

size_t sesdomain_recordset_value_count(const struct sesdomain_recordset *rs)
{
    return rs->value_count;
}

enum sesdomain_value_op
sesdomain_recordset_value_op(const struct sesdomain_recordset *rs, size_t j)
{
    return j < rs->value_count ? rs->values[j].op : SESDOMAIN_VALUE_OP_NONE;
}

enum sesdomain_purpose
sesdomain_recordset_value_purpose(const struct sesdomain_recordset *rs,
                                  size_t j)
{
    return j < rs->value_count ? rs->values[j].purpose
                               : SESDOMAIN_PURPOSE_NONE;
}

const char *
sesdomain_recordset_value_text(const struct sesdomain_recordset *rs, size_t j,
                               size_t *length)
{
    struct text text = { 0 };

    if (j < rs->value_count)
        text = rs->values[j].text;
    if (length)
        *length = text.n;
    return text.s;
}

const char *
sesdomain_recordset_value_rdata(const struct sesdomain_recordset *rs, size_t j)
{
    return j < rs->value_count ? rs->values[j].rdata.s : NULL;
}

size_t
sesdomain_recordset_value_instance_count(const struct sesdomain_recordset *rs,
                                         size_t j)
{
    return j < rs->value_count ? rs->values[j].instance_count : 0;
}

size_t sesdomain_recordset_value_instance(const struct sesdomain_recordset *rs,
                                          size_t j, size_t k)
{
    if (j >= rs->value_count || k >= rs->values[j].instance_count)
        return 0;
    return rs->values[j].instances[k];
}

/* ---- findings ---- */

size_t sesdomain_plan_finding_count(const struct sesdomain_plan *plan)
{
    return plan->finding_count;
}

const struct sesdomain_finding *
sesdomain_plan_finding(const struct sesdomain_plan *plan, size_t i)
{
    return i < plan->finding_count ? &plan->findings[i] : NULL;
}

const char *sesdomain_finding_code(const struct sesdomain_finding *f)
{
    return f->row->code;
}

enum sesdomain_severity
sesdomain_finding_severity(const struct sesdomain_finding *f)
{
    return f->row->severity;
}

const char *sesdomain_finding_name(const struct sesdomain_finding *f)
{
    return f->name;
}

size_t sesdomain_finding_instance_count(const struct sesdomain_finding *f)
{
    return f->instance_count;
}

size_t sesdomain_finding_instance(const struct sesdomain_finding *f, size_t k)
{
    return k < f->instance_count ? f->instances[k] : 0;
}

const char *sesdomain_finding_message(const struct sesdomain_finding *f)
{
    return f->message;
}

const char *sesdomain_finding_hint(const struct sesdomain_finding *f)
{
    return f->hint;
}

const char *sesdomain_finding_source(const struct sesdomain_finding *f)
{
    return f->row->source;
}

/* ---- questions ---- */

size_t sesdomain_plan_question_count(const struct sesdomain_plan *plan)
{
    return plan->question_count;
}

const char *sesdomain_plan_question_name(const struct sesdomain_plan *plan,
                                         size_t i)
{
    return i < plan->question_count ? plan->questions[i].name : NULL;
}

uint32_t sesdomain_plan_question_type(const struct sesdomain_plan *plan,
                                      size_t i)
{
    return i < plan->question_count ? plan->questions[i].type : 0;
}

enum sesdomain_question_scope
sesdomain_plan_question_scope(const struct sesdomain_plan *plan, size_t i)
{
    return i < plan->question_count ? plan->questions[i].scope
                                    : SESDOMAIN_QUESTION_SCOPE_NONE;
}
