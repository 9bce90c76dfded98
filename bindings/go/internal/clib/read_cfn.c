//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
#include "read_read.h"

/* What CloudFormation tells of an AWS::SES::EmailIdentity: its attributes,
 * alone or among the outputs of stacks.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
 */

#define CFN_NAME "DkimDNSTokenName"
#define CFN_VALUE "DkimDNSTokenValue"

/* TOKEN, LABEL_DKIM, DOMAIN */
static enum sesdomain_status take_cfn_name(struct reader *r,
                                           struct text string)
{
    const struct text label = sesd_text(LABEL_DKIM ".");
    struct text first, above;
    struct name name;
    const char *why;
    char token[SESD_NAME_MAX];

    if (sesd_name_parse(string, NAME_HOST, &name, &why) != SESDOMAIN_OK)
        return sesd_wrong(r, string, why);
    first = (struct text){ name.s, name.n };
    above = sesd_name_parent(first);
    if (!sesd_text_starts(above, label) ||
        !sesd_text_equal((struct text){ above.s + label.n, above.n - label.n },
                         r->domain))
        return sesd_wrong(
            r, string, "the name of a DKIM record of the domain was expected");
    first.n -= above.n + 1;
    memcpy(token, first.s, first.n);
    token[first.n] = '\0';
    return sesdomain_instance_add_dkim_token(r->inst, token);
}

/* "token.ZONE" */
static enum sesdomain_status take_cfn_value(struct reader *r,
                                            struct text string)
{
    struct name name;
    const char *why;

    if (sesd_name_parse(string, NAME_HOST, &name, &why) != SESDOMAIN_OK)
        return sesd_wrong(r, string, why);
    return sesdomain_instance_set_dkim_hosted_zone(
        r->inst, sesd_name_parent((struct text){ name.s, name.n }).s);
}

/* One attribute or output, if it is of those; its name may have more before
 * and after. */
static enum sesdomain_status take_cfn(struct reader *r, const char *key,
                                      const struct json *value, size_t *taken)
{
    bool is_name = strstr(key, CFN_NAME) != NULL;
    struct path path = { .up = r->sd->at, .key = key, .octets = value->at };
    enum sesdomain_status status;

    if (!is_name && !strstr(key, CFN_VALUE))
        return SESDOMAIN_OK;
    if (!(*taken)++)
        sesdomain_instance_clear_dkim_tokens(r->inst);
    r->sd->at = &path;
    status = is_name ? take_cfn_name(r, value->string)
                     : take_cfn_value(r, value->string);
    r->sd->at = path.up;
    return status;
}

static enum sesdomain_status
take_outputs(struct reader *r, const struct json *array, size_t *taken)
{
    struct path path = { .up = r->sd->at };
    struct json e = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    r->sd->at = &path;
    while (!status && sesd_json_next(array, &e)) {
        const struct json key = sesd_json_member(&e, "OutputKey");
        const struct json value = sesd_json_member(&e, "OutputValue");

        path.octets = e.at;
        if (key.kind == JSON_KIND_STRING && value.kind == JSON_KIND_STRING)
            status = take_cfn(r, key.string.s, &value, taken);
        path.index++;
    }
    r->sd->at = path.up;
    return status;
}

enum sesdomain_status sesd_take_cfn(struct reader *r, const struct json *top,
                                    size_t *taken)
{
    struct json outputs, stacks, stack = { 0 }, m = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    if (top->kind == JSON_KIND_ARRAY)
        return take_outputs(r, top, taken);
    outputs = sesd_json_member(top, "Outputs");
    if (outputs.kind)
        return take_outputs(r, &outputs, taken);
    stacks = sesd_json_member(top, "Stacks");
    while (!status && sesd_json_next(&stacks, &stack))
        status = sesd_take_cfn(r, &stack, taken);
    while (!status && sesd_json_next(top, &m))
        if (m.kind == JSON_KIND_STRING)
            status = take_cfn(r, m.key, &m, taken);
    return status;
}
