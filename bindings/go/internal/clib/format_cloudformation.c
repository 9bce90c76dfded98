//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A CloudFormation template. Takes the desired record sets, produces an
 * AWS::Route53::RecordSetGroup: https://docs.aws.amazon.com/AWSCloudFormation/
 * latest/TemplateReference/aws-resource-route53-recordsetgroup.html. A stack
 * creates its sets, which fails if one exists, and deletes those that its
 * template no longer contains.
 */
#include "format_format.h"

static void cloudformation_write_head(const struct sesdomain_plan *plan,
                                      struct out *o)
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
        sesd_out_str(o, "# CloudFormation does not adopt a set: one that "
                        "exists makes it fail, unless\n"
                        "# this stack created it.\n");
    sesd_out_str(o, "AWSTemplateFormatVersion: '2010-09-09'\n"
                    "Resources:\n"
                    "  SesRecords:\n"
                    "    Type: AWS::Route53::RecordSetGroup\n"
                    "    Properties:\n");
    if (*zone) {
        sesd_out_str(o, "      HostedZoneId: ");
        sesd_out_yaml(o, sesd_text(zone));
    } else {
        sesd_out_str(o, "      HostedZoneName: ");
        sesd_out_yaml_name(o, plan->zone);
    }
    sesd_out_str(o, "\n      RecordSets:\n");
}

static void cloudformation_write_value(const struct value *value,
                                       struct out *o)
{
    char buf[ROUTE53_VALUE_CHARACTERS + 1];
    struct out v = sesd_out(buf, sizeof(buf));

    sesd_out_route53(&v, value);
    sesd_out_str(o, "            - ");
    sesd_out_yaml(o, (struct text){ buf, v.length });
    sesd_out_char(o, '\n');
}

static void cloudformation_write(const struct sesdomain_plan *plan,
                                 struct out *o)
{
    size_t i = sesd_next_stated(plan, 0);

    if (i == plan->set_count)
        return;
    cloudformation_write_head(plan, o);
    for (; i < plan->set_count; i = sesd_next_stated(plan, i + 1)) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT)
            sesd_out_str(o, "        # exists\n");
        sesd_out_str(o, "        - Name: ");
        sesd_out_yaml_name(o, set->name);
        sesd_out_str(o, "\n          Type: ");
        sesd_out_text(o, set->type_name);
        sesd_out_str(o, "\n          TTL: '");
        sesd_out_uint(o, set->ttl);
        sesd_out_str(o, "'\n          ResourceRecords:\n");
        for (size_t j = 0; j < set->value_count; j++)
            if (sesd_is_desired(&set->values[j]))
                cloudformation_write_value(&set->values[j], o);
    }
}

/* ---- refusals ---- */

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/
 * dynamic-references.html: one is resolved anywhere in a value. */
static bool cloudformation_has_reference(struct text t)
{
    const struct text mark = sesd_text("{{resolve:");

    for (; t.n >= mark.n; t.s++, t.n--)
        if (sesd_text_starts(t, mark))
            return true;
    return false;
}

static const char *cloudformation_inexpressible(const struct subject *s)
{
    const char *reason = sesd_over_route53(s);

    if (!reason && s->value &&
        (cloudformation_has_reference(s->value->text) ||
         cloudformation_has_reference(s->value->rdata)))
        reason = "CloudFormation would look up what \"{{resolve:\" names";
    return reason;
}

const struct format sesd_format_cloudformation = {
    .name = "cloudformation",
    .description =
        "a CloudFormation template, an AWS::Route53::RecordSetGroup",
    .media_type = "application/yaml",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = cloudformation_write,
    .inexpressible = cloudformation_inexpressible,
    .careful = true,
};
