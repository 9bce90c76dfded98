/* SPDX-License-Identifier: MIT */
/* Calls every accessor of a plan, also with indices out of range. */
#include "plan-dump.h"

#include <inttypes.h>

static void dump_text(FILE *f, const char *text)
{
    fprintf(f, "%s\n", text ? text : "-");
}

static void dump_number(FILE *f, uint64_t n)
{
    fprintf(f, "%" PRIu64 "\n", n);
}

static void dump_instance(const struct sesdomain_plan *plan, size_t i, FILE *f)
{
    uint32_t serial;

    dump_text(f, sesdomain_plan_instance_label(plan, i));
    dump_text(f, sesdomain_plan_instance_account(plan, i));
    dump_text(f, sesdomain_plan_instance_region(plan, i));
    dump_text(f, sesdomain_instance_state_name(
                     sesdomain_plan_instance_state(plan, i)));
    dump_number(f, sesdomain_plan_instance_ready(plan, i));
    dump_number(f, sesdomain_plan_instance_ses_checked(plan, i));
    dump_number(f, sesdomain_plan_instance_ses_succeeded(plan, i));
    sesdomain_plan_instance_ses_serial(plan, i, &serial);
    dump_number(f, serial);
    for (int a = 0; a <= SESDOMAIN_ASPECT_DMARC + 1; a++) {
        const enum sesdomain_aspect aspect = (enum sesdomain_aspect)a;

        dump_text(f, sesdomain_readiness_name(
                         sesdomain_plan_readiness(plan, i, aspect)));
        dump_text(f, sesdomain_publication_name(
                         sesdomain_plan_readiness_dns(plan, i, aspect)));
        dump_text(f, sesdomain_ses_status_name(
                         sesdomain_plan_readiness_ses(plan, i, aspect)));
    }
}

static void dump_value(const struct sesdomain_recordset *rs, size_t j, FILE *f)
{
    size_t length = 7;
    const char *text = sesdomain_recordset_value_text(rs, j, &length);

    dump_number(f, length);
    if (text) {
        fwrite(text, 1, length, f);
        dump_number(f, (unsigned char)text[length]); /* it is terminated */
    }
    dump_text(f, sesdomain_recordset_value_rdata(rs, j));
    dump_text(f, sesdomain_value_op_name(sesdomain_recordset_value_op(rs, j)));
    dump_text(f, sesdomain_recordset_value_id(rs, j));
    dump_text(
        f, sesdomain_purpose_name(sesdomain_recordset_value_purpose(rs, j)));
    for (size_t k = 0; k <= sesdomain_recordset_value_instance_count(rs, j);
         k++)
        dump_number(f, sesdomain_recordset_value_instance(rs, j, k));
}

static void dump_recordset(const struct sesdomain_recordset *rs, FILE *f)
{
    dump_text(f, sesdomain_recordset_name(rs));
    dump_text(f, sesdomain_type_name(sesdomain_recordset_type(rs)));
    dump_number(f, sesdomain_recordset_ttl(rs));
    dump_text(f,
              sesdomain_recordset_prior_name(sesdomain_recordset_prior(rs)));
    dump_text(f, sesdomain_recordset_todo_name(sesdomain_recordset_todo(rs)));
    for (size_t j = 0; j <= sesdomain_recordset_value_count(rs); j++)
        dump_value(rs, j, f);
}

static void dump_finding(const struct sesdomain_finding *finding, FILE *f)
{
    dump_text(f, sesdomain_finding_code(finding));
    dump_text(f, sesdomain_severity_name(sesdomain_finding_severity(finding)));
    dump_text(f, sesdomain_finding_fix_name(sesdomain_finding_fix(finding)));
    dump_text(f, sesdomain_finding_name(finding));
    dump_text(f, sesdomain_finding_message(finding));
    dump_text(f, sesdomain_finding_hint(finding));
    dump_text(f, sesdomain_finding_source(finding));
    for (size_t k = 0; k <= sesdomain_finding_instance_count(finding); k++)
        dump_number(f, sesdomain_finding_instance(finding, k));
}

static void dump_question(const struct sesdomain_plan *plan, size_t i, FILE *f)
{
    enum sesdomain_question_scope scope;
    const char *name;
    uint32_t type;

    dump_number(f, sesdomain_plan_question(plan, i, &name, &type, &scope));
    dump_text(f, name);
    dump_number(f, type);
    dump_text(f, sesdomain_question_scope_name(scope));
}

void plan_dump(const struct sesdomain_plan *plan, FILE *f)
{
    dump_text(f, sesdomain_plan_domain(plan));
    dump_text(f, sesdomain_plan_zone(plan));
    dump_text(f, sesdomain_scenario_name(sesdomain_plan_scenario(plan)));
    dump_number(f, sesdomain_plan_ready(plan));
    for (size_t i = 0; i <= sesdomain_plan_instance_count(plan); i++)
        dump_instance(plan, i, f);
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        dump_recordset(sesdomain_plan_recordset(plan, i), f);
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++)
        dump_finding(sesdomain_plan_finding(plan, i), f);
    for (size_t i = 0; i <= sesdomain_plan_question_count(plan); i++)
        dump_question(plan, i, f);
    for (size_t i = 0; i <= sesdomain_plan_withheld_count(plan); i++) {
        dump_text(f, sesdomain_plan_withheld_name(plan, i));
        dump_number(f, sesdomain_plan_withheld_type(plan, i));
        dump_number(f, sesdomain_plan_withheld_finding(plan, i));
    }
    dump_text(f, sesdomain_plan_reference(plan));
    dump_number(f, sesdomain_plan_has_changes(plan));
    dump_number(f, sesdomain_plan_recordset(
                       plan, sesdomain_plan_recordset_count(plan)) == NULL);
    dump_number(f, sesdomain_plan_finding(
                       plan, sesdomain_plan_finding_count(plan)) == NULL);
}
