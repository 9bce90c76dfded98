/* SPDX-License-Identifier: MIT */
#include "visit.h"

#include <inttypes.h>

static void put(FILE *f, const char *text)
{
    fprintf(f, "%s\n", text ? text : "-");
}

static void number(FILE *f, uint64_t n)
{
    fprintf(f, "%" PRIu64 "\n", n);
}

static void visit_instance(const struct sesdomain_plan *plan, size_t i,
                           FILE *f)
{
    put(f, sesdomain_plan_instance_label(plan, i));
    put(f, sesdomain_plan_instance_account(plan, i));
    put(f, sesdomain_plan_instance_region(plan, i));
    put(f,
        sesdomain_instance_state_name(sesdomain_plan_instance_state(plan, i)));
    number(f, sesdomain_plan_instance_ready(plan, i));
    for (int a = 0; a <= SESDOMAIN_ASPECT_DMARC + 1; a++) {
        const enum sesdomain_aspect aspect = (enum sesdomain_aspect)a;

        put(f, sesdomain_readiness_name(
                   sesdomain_plan_readiness(plan, i, aspect)));
        put(f, sesdomain_publication_name(
                   sesdomain_plan_readiness_dns(plan, i, aspect)));
        put(f, sesdomain_ses_status_name(
                   sesdomain_plan_readiness_ses(plan, i, aspect)));
    }
}

static void visit_value(const struct sesdomain_recordset *rs, size_t j,
                        FILE *f)
{
    size_t length = 7;
    const char *text = sesdomain_recordset_value_text(rs, j, &length);

    number(f, length);
    if (text) {
        fwrite(text, 1, length, f);
        number(f, (unsigned char)text[length]); /* it is terminated */
    }
    put(f, sesdomain_recordset_value_rdata(rs, j));
    put(f, sesdomain_value_op_name(sesdomain_recordset_value_op(rs, j)));
    put(f, sesdomain_recordset_value_id(rs, j));
    put(f, sesdomain_purpose_name(sesdomain_recordset_value_purpose(rs, j)));
    for (size_t k = 0; k <= sesdomain_recordset_value_instance_count(rs, j);
         k++)
        number(f, sesdomain_recordset_value_instance(rs, j, k));
}

static void visit_recordset(const struct sesdomain_recordset *rs, FILE *f)
{
    put(f, sesdomain_recordset_name(rs));
    put(f, sesdomain_type_name(sesdomain_recordset_type(rs)));
    number(f, sesdomain_recordset_ttl(rs));
    put(f, sesdomain_recordset_prior_name(sesdomain_recordset_prior(rs)));
    put(f, sesdomain_recordset_todo_name(sesdomain_recordset_todo(rs)));
    for (size_t j = 0; j <= sesdomain_recordset_value_count(rs); j++)
        visit_value(rs, j, f);
}

static void visit_finding(const struct sesdomain_finding *finding, FILE *f)
{
    put(f, sesdomain_finding_code(finding));
    put(f, sesdomain_severity_name(sesdomain_finding_severity(finding)));
    put(f, sesdomain_finding_fix_name(sesdomain_finding_fix(finding)));
    put(f, sesdomain_finding_name(finding));
    put(f, sesdomain_finding_message(finding));
    put(f, sesdomain_finding_hint(finding));
    put(f, sesdomain_finding_source(finding));
    for (size_t k = 0; k <= sesdomain_finding_instance_count(finding); k++)
        number(f, sesdomain_finding_instance(finding, k));
}

static void visit_question(const struct sesdomain_plan *plan, size_t i,
                           FILE *f)
{
    enum sesdomain_question_scope scope;
    const char *name;
    uint32_t type;

    number(f, sesdomain_plan_question(plan, i, &name, &type, &scope));
    put(f, name);
    number(f, type);
    put(f, sesdomain_question_scope_name(scope));
}

void visit(const struct sesdomain_plan *plan, FILE *f)
{
    put(f, sesdomain_plan_domain(plan));
    put(f, sesdomain_plan_zone(plan));
    put(f, sesdomain_scenario_name(sesdomain_plan_scenario(plan)));
    number(f, sesdomain_plan_ready(plan));
    for (size_t i = 0; i <= sesdomain_plan_instance_count(plan); i++)
        visit_instance(plan, i, f);
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        visit_recordset(sesdomain_plan_recordset(plan, i), f);
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++)
        visit_finding(sesdomain_plan_finding(plan, i), f);
    for (size_t i = 0; i <= sesdomain_plan_question_count(plan); i++)
        visit_question(plan, i, f);
    for (size_t i = 0; i <= sesdomain_plan_withheld_count(plan); i++) {
        put(f, sesdomain_plan_withheld_name(plan, i));
        number(f, sesdomain_plan_withheld_type(plan, i));
        number(f, sesdomain_plan_withheld_finding(plan, i));
    }
    put(f, sesdomain_plan_reference(plan));
    number(f, sesdomain_plan_has_changes(plan));
    number(f, sesdomain_plan_recordset(
                  plan, sesdomain_plan_recordset_count(plan)) == NULL);
    number(f, sesdomain_plan_finding(
                  plan, sesdomain_plan_finding_count(plan)) == NULL);
}
