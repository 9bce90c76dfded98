/* SPDX-License-Identifier: MIT */
/*
 * Outputs of tools that create an identity. Takes what CloudFormation, CDK and
 * Terraform print, finds the outputs whose names end in a word of the table,
 * and sets them on the instance; all other outputs are skipped. A word that
 * two outputs have, and tokens that are not understood, are refused: nothing
 * is taken in half. Shapes: attributes
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
 * stacks
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Output.html
 * cdk deploy --outputs-file
 * https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html terraform
 * output -json https://developer.hashicorp.com/terraform/cli/commands/output
 */
#include "read.h"

#define OUTPUT_NAME_MAX 255 /* API_Output: OutputKey */

/* ---- the values of outputs ---- */

/* TOKEN, LABEL_DKIM, DOMAIN */
static enum sesdomain_status outputs_take_name(struct reader *r,
                                               const struct json *value)
{
    return sesd_take_dkim_name(r, value->string);
}

/* TOKEN.ZONE */
static enum sesdomain_status outputs_take_target(struct reader *r,
                                                 const struct json *value)
{
    return sesd_take_dkim_target(r, value->string);
}

/* Add the first label of a name as a token. */
static enum sesdomain_status outputs_add_token(struct reader *r,
                                               struct text name)
{
    const struct text first = sesd_text_cut(&name, '.');
    char token[SESD_NAME_MAX];

    memcpy(token, first.s, first.n);
    token[first.n] = '\0';
    return sesdomain_instance_add_dkim_token(r->inst, token);
}

/* Set the zone of a target, and add its token where nothing else has it. */
static enum sesdomain_status
outputs_set_target(struct reader *r, struct text string, bool adds_token)
{
    enum sesdomain_status status;
    struct text target;
    struct name name;
    const char *why;

    if (sesd_name_parse(string, NAME_HOST, &name, &why) != SESDOMAIN_OK)
        return sesd_wrong(r, string, why);
    target = (struct text){ name.s, name.n };
    status = sesdomain_instance_set_dkim_hosted_zone(
        r->inst, sesd_name_parent(target).s);
    return status == SESDOMAIN_OK && adds_token ? outputs_add_token(r, target)
                                                : status;
}

/* A word in lower case, without '_' and '-'. CloudFormation spells
 * DkimDNSTokenName1, CDK DkimDnsTokenName1, Terraform dkim_tokens, Pulumi
 * dkimTokens. */
static const struct output {
    struct text word;
    bool may_continue; /* a number follows, and CDK adds a hash */
    enum json_kind kind;
    sesd_take *take;
} output_words[] = {
    { TEXT("dkimdnstokenname"), true, JSON_KIND_STRING, outputs_take_name },
    { TEXT("dkimdnstokenvalue"), true, JSON_KIND_STRING, outputs_take_target },
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

struct outputs {
    struct reader *r;
    size_t *taken;
    bool nested;  /* stacks, and values of Terraform, have members */
    bool targets; /* the second pass, over the targets of DKIM records */
    bool has_names, has_tokens;
    bool from_targets;  /* tokens are taken from targets: nothing has them */
    const char *other;  /* an output of another domain */
    struct text record; /* its value, the name of a DKIM record */
    const char *unread; /* an output that may have tokens */
    struct json seen[COUNT(output_words)];
};

static enum sesdomain_status outputs_fail(struct outputs *o, const char *name,
                                          struct text value, const char *what)
{
    struct path path = { .up = o->r->sd->at, .key = name };
    enum sesdomain_status status;

    o->r->sd->at = &path;
    status = sesd_wrong(o->r, value, what);
    o->r->sd->at = path.up;
    return status;
}

/* Whether a text is the name of a DKIM record of another domain. */
static bool outputs_is_other(const struct reader *r, struct text string)
{
    const struct text label = sesd_text(LABEL_DKIM ".");
    struct name name;
    struct text above;
    const char *why;

    if (sesd_name_parse(string, NAME_HOST, &name, &why) != SESDOMAIN_OK)
        return false;
    above = sesd_name_parent((struct text){ name.s, name.n });
    return sesd_text_starts(above, label) &&
           !sesd_text_equal(sesd_text_after(above, label.n), r->domain);
}

/* Whether a target is that of a token of the instance. */
static bool outputs_is_own(const struct reader *r, struct text target)
{
    const struct text token = sesd_text_cut(&target, '.');

    for (size_t i = 0; i < DKIM_TOKENS; i++) {
        const struct string *s = &r->inst->text[SLOT_DKIM_1 + i];

        if (s->set && sesd_text_equal_nocase(sesd_string_text(s), token))
            return true;
    }
    return false;
}

/* Whether an output is left for later, or is of another domain. */
static bool outputs_skip(struct outputs *o, const struct output *row,
                         const char *name, const struct json *value)
{
    const bool is_string = value->kind == JSON_KIND_STRING;

    if ((row->take == outputs_take_target) != o->targets)
        return true;
    if (row->take == outputs_take_name && is_string &&
        outputs_is_other(o->r, value->string)) {
        o->other = name;
        o->record = value->string;
        return true;
    }
    return o->targets && o->other && is_string &&
           !outputs_is_own(o->r, value->string);
}

/* Record which outputs have been read. */
static enum sesdomain_status outputs_note(struct outputs *o, const char *name,
                                          const struct output *row,
                                          const struct json *value)
{
    struct json *seen = &o->seen[row - output_words];

    ++*o->taken;
    if (row->take == outputs_take_name && !o->has_names) {
        sesdomain_instance_clear_dkim_tokens(o->r->inst);
        o->has_names = true;
    }
    if (row->take == outputs_take_target && !o->other &&
        !o->r->inst->text[SLOT_DKIM_1].set)
        o->from_targets = true;
    o->has_tokens = o->has_tokens || row->kind == JSON_KIND_ARRAY;
    if (!row->may_continue && seen->kind &&
        (seen->kind != JSON_KIND_STRING ||
         !sesd_text_equal(seen->string, value->string)))
        return outputs_fail(o, name, none,
                            "there are two such outputs: remove those of "
                            "other domains");
    *seen = *value;
    return SESDOMAIN_OK;
}

static enum sesdomain_status outputs_take(struct outputs *o, const char *name,
                                          const struct output *row,
                                          const struct json *value)
{
    struct path path = { .up = o->r->sd->at,
                         .key = name,
                         .octets = value->at };
    enum sesdomain_status status;

    if (outputs_skip(o, row, name, value))
        return SESDOMAIN_OK;
    o->r->sd->at = &path;
    status = sesd_expect(o->r, value, row->kind);
    o->r->sd->at = path.up;
    if (status == SESDOMAIN_OK)
        status = outputs_note(o, name, row, value);
    o->r->sd->at = &path;
    if (status == SESDOMAIN_OK)
        status = o->from_targets
                     ? outputs_set_target(o->r, value->string, true)
                     : row->take(o->r, value);
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
        const struct output *row =
            key.kind == JSON_KIND_STRING ? outputs_row(key.string.s) : NULL;

        path.octets = e.at;
        if (row && value.kind)
            status = outputs_take(o, key.string.s, row, &value);
        path.index++;
    }
    o->r->sd->at = path.up;
    return status;
}

/* Whether a name says that its value is about DKIM. */
static bool outputs_is_dkim(const char *name)
{
    return sesd_text_contains_nocase(sesd_text(name), sesd_text("dkim"));
}

/* Members by name: values, Terraform's { "sensitive", "type", "value" }, or
 * CDK's stacks with members of their own. An array of tokens is known by its
 * shape, too, unless it is beside other values of SES. */
static enum sesdomain_status outputs_take_members(struct outputs *o,
                                                  const struct json *object,
                                                  bool nested, bool is_dkim)
{
    struct json m = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    while (!status && sesd_json_next(object, &m)) {
        const bool about_dkim = is_dkim || outputs_is_dkim(m.key);
        const struct output *row = outputs_row(m.key);
        struct json value = sesd_json_member(&m, "value");

        if (!value.kind)
            value = m;
        if (!row && nested && sesd_is_tokens(&value))
            row = outputs_row("dkim_tokens");
        if (row && !(value.kind & (JSON_KIND_NULL | JSON_KIND_OBJECT)))
            status = outputs_take(o, m.key, row, &value);
        else if (!row && nested && value.kind == JSON_KIND_OBJECT)
            status = outputs_take_members(o, &value, false, about_dkim);
        else if (about_dkim && value.kind == JSON_KIND_ARRAY)
            o->unread = m.key;
    }
    return status;
}

static enum sesdomain_status outputs_take_stack(struct outputs *o,
                                                const struct json *stack)
{
    const struct json outputs = sesd_json_member(stack, "Outputs");

    return outputs.kind ? outputs_take_array(o, &outputs)
                        : outputs_take_members(o, stack, o->nested, false);
}

static enum sesdomain_status outputs_take_all(struct outputs *o,
                                              const struct json *top)
{
    const struct json stacks = sesd_json_member(top, "Stacks");
    enum sesdomain_status status = SESDOMAIN_OK;
    struct json stack = { 0 };

    if (top->kind == JSON_KIND_ARRAY)
        return outputs_take_array(o, top);
    if (!stacks.kind)
        return outputs_take_stack(o, top);
    while (!status && sesd_json_next(&stacks, &stack))
        status = outputs_take_stack(o, &stack);
    return status;
}

enum sesdomain_status sesd_take_outputs(struct reader *r,
                                        const struct json *top, size_t *taken)
{
    struct outputs o = { .r = r, .taken = taken, .nested = *taken == 0 };
    enum sesdomain_status status = outputs_take_all(&o, top);

    o.targets = true;
    if (status == SESDOMAIN_OK)
        status = outputs_take_all(&o, top);
    if (status != SESDOMAIN_OK)
        return status;
    if (o.other && !o.has_names)
        return outputs_fail(&o, o.other, o.record,
                            "the name of a DKIM record of the domain was "
                            "expected");
    if (o.unread && o.nested && *taken && !o.has_names && !o.has_tokens)
        return outputs_fail(&o, o.unread, none,
                            "the DKIM tokens in it are not understood: an "
                            "array of three strings was expected");
    return SESDOMAIN_OK;
}

/* ---- names and targets of DKIM records ---- */

enum sesdomain_status sesd_take_dkim_name(struct reader *r, struct text string)
{
    const struct text label = sesd_text(LABEL_DKIM ".");
    struct text first, above;
    struct name name;
    const char *why;

    if (sesd_name_parse(string, NAME_HOST, &name, &why) != SESDOMAIN_OK)
        return sesd_wrong(r, string, why);
    first = (struct text){ name.s, name.n };
    above = sesd_name_parent(first);
    if (!sesd_text_starts(above, label) ||
        !sesd_text_equal(sesd_text_after(above, label.n), r->domain))
        return sesd_wrong(
            r, string, "the name of a DKIM record of the domain was expected");
    return outputs_add_token(r, first);
}

enum sesdomain_status sesd_take_dkim_target(struct reader *r,
                                            struct text string)
{
    return outputs_set_target(r, string, false);
}
