/* SPDX-License-Identifier: MIT */
#include "format.h"

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 * aws-resource-route53-recordsetgroup.html. A stack creates its sets, which
 * fails where there is one, and deletes those that its template no longer
 * holds. */
#define VALUE_CHARACTERS 4000
#define SET_RECORDS 400

static void head(const struct sesdomain_plan *plan, struct out *o)
{
    const char *zone = sesd_plan_option(plan, "cloudformation.zone");
    bool there = false;

    for (size_t i = 0; i < plan->set_count; i++)
        there |= sesd_is_stated(&plan->sets[i]) &&
                 plan->sets[i].prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT;
    sesd_out_str(o, "# ");
    sesd_out_subject(o, plan);
    sesd_out_char(o, '\n');
    if (there)
        sesd_out_str(o, "# CloudFormation takes no set over: one that exists "
                        "makes it fail, unless this\n"
                        "# stack has made it.\n");
    sesd_out_str(o, "AWSTemplateFormatVersion: '2010-09-09'\n"
                    "Resources:\n"
                    "  SesRecords:\n"
                    "    Type: AWS::Route53::RecordSetGroup\n"
                    "    Properties:\n");
    if (*zone) {
        sesd_out_str(o, "      HostedZoneId: ");
        sesd_out_yaml(o, sesd_text(zone));
    } else {
        sesd_out_str(o, "      HostedZoneName: '");
        sesd_out_text(o, plan->zone);
        sesd_out_str(o, ".'");
    }
    sesd_out_str(o, "\n      RecordSets:\n");
}

static void value(const struct value *value, struct out *o)
{
    char buf[VALUE_CHARACTERS + 1];
    struct out v = sesd_out(buf, sizeof(buf));

    sesd_out_route53(&v, value);
    sesd_out_str(o, "            - ");
    sesd_out_yaml(o, (struct text){ buf, v.length });
    sesd_out_char(o, '\n');
}

static size_t write_cloudformation(const struct sesdomain_plan *plan,
                                   size_t from, struct out *o)
{
    size_t i = sesd_next_stated(plan, from);

    if (i == plan->set_count)
        return 0;
    head(plan, o);
    for (; i < plan->set_count; i = sesd_next_stated(plan, i + 1)) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT)
            sesd_out_str(o, "        # exists\n");
        sesd_out_str(o, "        - Name: '");
        sesd_out_text(o, set->name);
        sesd_out_str(o, ".'\n          Type: ");
        sesd_out_text(o, set->type_name);
        sesd_out_str(o, "\n          TTL: '");
        sesd_out_uint(o, set->ttl);
        sesd_out_str(o, "'\n          ResourceRecords:\n");
        for (size_t j = 0; j < set->value_count; j++)
            if (sesd_wanted(&set->values[j]))
                value(&set->values[j], o);
    }
    return 0;
}

/* ---- refusals ---- */

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/
 * dynamic-references.html: wherever it stands, it is looked up. */
static bool is_reference(struct text t)
{
    const struct text mark = sesd_text("{{resolve:");

    for (; t.n >= mark.n; t.s++, t.n--)
        if (sesd_text_starts(t, mark))
            return true;
    return false;
}

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    const struct sesdomain_recordset *set = &plan->sets[r->set];

    r->reason = "Route 53 takes 400 records in a set";
    if (set->value_count - sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE) >
        SET_RECORDS)
        return SESDOMAIN_E_VALUE;
    for (r->value = 0; r->value < set->value_count; r->value++) {
        const struct value *v = &set->values[r->value];
        struct out o = sesd_out(NULL, 0);

        sesd_out_route53(&o, v);
        if (!sesd_wanted(v))
            continue;
        r->reason = "Route 53 takes 4000 characters in a value";
        if (o.length > VALUE_CHARACTERS)
            return SESDOMAIN_E_VALUE;
        r->reason = "CloudFormation would look up what \"{{resolve:\" names";
        if (is_reference(v->text) || is_reference(v->rdata))
            return SESDOMAIN_E_VALUE;
    }
    r->value = 0;
    return SESDOMAIN_OK;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    return sesd_refuse_state(plan, r, true, refuse_set);
}

const struct format sesd_format_cloudformation = {
    .name = "cloudformation",
    .description =
        "a CloudFormation template, an AWS::Route53::RecordSetGroup",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = write_cloudformation,
    .refuse = refuse,
};
