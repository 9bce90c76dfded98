//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Outputs of tools that create an identity. Takes what CloudFormation, CDK and
 * Terraform print, finds the outputs whose names end in a word of the table,
 * and sets them on the instance; all other outputs are skipped. Shapes:
 * attributes
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
 * stacks
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Output.html
 * cdk deploy --outputs-file
 * https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html terraform
 * output -json https://developer.hashicorp.com/terraform/cli/commands/output
 */
#include "read_read.h"

#define OUTPUT_NAME_MAX 255 /* API_Output: OutputKey */

struct outputs {
    struct reader *r;
    size_t *taken;
    bool has_names; /* names of DKIM records, which are consecutive */
};

/* ---- the values of outputs ---- */

/* TOKEN, LABEL_DKIM, DOMAIN */
static enum sesdomain_status outputs_take_name(struct reader *r,
                                               const struct json *value)
{
    return sesd_take_dkim_name(r, value->string);
}

/* "token.ZONE" */
static enum sesdomain_status outputs_take_value(struct reader *r,
                                                const struct json *value)
{
    return sesd_take_dkim_target(r, value->string);
}

/* A word in lower case, without '_' and '-'. CloudFormation spells
 * DkimDNSTokenName1, CDK DkimDnsTokenName1, Terraform dkim_tokens. */
static const struct output {
    struct text word;
    bool may_continue; /* a number follows, and CDK adds a hash */
    enum json_kind kind;
    sesd_take *take;
} output_words[] = {
    { TEXT("dkimdnstokenname"), true, JSON_KIND_STRING, outputs_take_name },
    { TEXT("dkimdnstokenvalue"), true, JSON_KIND_STRING, outputs_take_value },
    { TEXT("dkimtokens"), false, JSON_KIND_ARRAY, sesd_take_dkim_tokens },
    { TEXT("verificationtoken"), false, JSON_KIND_STRING,
      sesd_take_verification_token },
    { TEXT("mailfromdomain"), false, JSON_KIND_STRING,
      sesd_take_mail_from_name },
};

/* Return the row for an output's name, or NULL. */
static const struct output *outputs_row(const char *name)
{
    char folded[OUTPUT_NAME_MAX + 1];
    struct text t = { folded, 0 };

    for (; *name; name++) {
        if (*name == '_' || *name == '-')
            continue;
        if (t.n == OUTPUT_NAME_MAX)
            return NULL;
        folded[t.n++] = sesd_lower(*name);
    }
    for (size_t i = 0; i < COUNT(output_words); i++)
        if (output_words[i].may_continue
                ? sesd_text_contains(t, output_words[i].word)
                : sesd_text_ends(t, output_words[i].word))
            return &output_words[i];
    return NULL;
}

/* ---- one output, and several ---- */

static enum sesdomain_status outputs_take(struct outputs *o, const char *name,
                                          const struct json *value)
{
    const struct output *row = outputs_row(name);
    struct path path = { .up = o->r->sd->at,
                         .key = name,
                         .octets = value->at };
    enum sesdomain_status status;

    if (!row)
        return SESDOMAIN_OK;
    ++*o->taken;
    if (row->take == outputs_take_name && !o->has_names) {
        sesdomain_instance_clear_dkim_tokens(o->r->inst);
        o->has_names = true;
    }
    o->r->sd->at = &path;
    status = sesd_expect(o->r, value, row->kind);
    if (status == SESDOMAIN_OK)
        status = row->take(o->r, value);
    o->r->sd->at = path.up;
    return status;
}

/* An array of { OutputKey, OutputValue } */
static enum sesdomain_status outputs_take_array(struct outputs *o,
                                                const struct json *array)
{
    struct path path = { .up = o->r->sd->at };
    struct json e = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    o->r->sd->at = &path;
    while (!status && sesd_json_next(array, &e)) {
        const struct json key = sesd_json_member(&e, "OutputKey");
        const struct json value = sesd_json_member(&e, "OutputValue");

        path.octets = e.at;
        if (key.kind == JSON_KIND_STRING && value.kind)
            status = outputs_take(o, key.string.s, &value);
        path.index++;
    }
    o->r->sd->at = path.up;
    return status;
}

/* Members by name: values, Terraform's { "sensitive", "type", "value" }, or
 * CDK's stacks with members of their own. */
static enum sesdomain_status outputs_take_members(struct outputs *o,
                                                  const struct json *object,
                                                  bool in_stack)
{
    struct json m = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    while (!status && sesd_json_next(object, &m)) {
        const struct json value = sesd_json_member(&m, "value");

        if (m.kind == JSON_KIND_STRING)
            status = outputs_take(o, m.key, &m);
        else if (value.kind)
            status = outputs_take(o, m.key, &value);
        else if (m.kind == JSON_KIND_OBJECT && !in_stack)
            status = outputs_take_members(o, &m, true);
    }
    return status;
}

static enum sesdomain_status outputs_take_stack(struct outputs *o,
                                                const struct json *stack)
{
    const struct json outputs = sesd_json_member(stack, "Outputs");

    return outputs.kind ? outputs_take_array(o, &outputs)
                        : outputs_take_members(o, stack, false);
}

enum sesdomain_status sesd_take_outputs(struct reader *r,
                                        const struct json *top, size_t *taken)
{
    const struct json stacks = sesd_json_member(top, "Stacks");
    struct outputs o = { .r = r, .taken = taken };
    enum sesdomain_status status = SESDOMAIN_OK;
    struct json stack = { 0 };

    if (top->kind == JSON_KIND_ARRAY)
        return outputs_take_array(&o, top);
    if (!stacks.kind)
        return outputs_take_stack(&o, top);
    while (!status && sesd_json_next(&stacks, &stack))
        status = outputs_take_stack(&o, &stack);
    return status;
}

/* ---- names and targets of DKIM records ---- */

enum sesdomain_status sesd_take_dkim_name(struct reader *r, struct text string)
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
        !sesd_text_equal(sesd_text_after(above, label.n), r->domain))
        return sesd_wrong(
            r, string, "the name of a DKIM record of the domain was expected");
    first.n -= above.n + 1;
    memcpy(token, first.s, first.n);
    token[first.n] = '\0';
    return sesdomain_instance_add_dkim_token(r->inst, token);
}

enum sesdomain_status sesd_take_dkim_target(struct reader *r,
                                            struct text string)
{
    struct name name;
    const char *why;

    if (sesd_name_parse(string, NAME_HOST, &name, &why) != SESDOMAIN_OK)
        return sesd_wrong(r, string, why);
    return sesdomain_instance_set_dkim_hosted_zone(
        r->inst, sesd_name_parent((struct text){ name.s, name.n }).s);
}
