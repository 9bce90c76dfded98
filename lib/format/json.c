/* SPDX-License-Identifier: MIT */
#include "format.h"

/* A member of an object: the comma before it, its key. */
static void key(struct out *o, const char *before, const char *name)
{
    sesd_out_str(o, before);
    sesd_out_json(o, sesd_text(name));
    sesd_out_str(o, ": ");
}

static void word(struct out *o, const char *before, const char *name,
                 const char *value)
{
    key(o, before, name);
    if (value)
        sesd_out_json(o, sesd_text(value));
    else
        sesd_out_str(o, "null");
}

static void truth(struct out *o, const char *before, const char *name,
                  bool value)
{
    key(o, before, name);
    sesd_out_str(o, value ? "true" : "false");
}

static void labels(const struct sesdomain_plan *plan,
                   const uint32_t *instances, size_t count, struct out *o)
{
    key(o, ", ", "instances");
    sesd_out_char(o, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        sesd_out_json(o, plan->instances[instances[i]].label);
    }
    sesd_out_char(o, ']');
}

/* UTF-8 without controls: JSON can carry what is shown as it is. */
static bool is_text(struct text t)
{
    while (t.n) {
        int32_t point = sesd_utf8_next(&t);

        if (point < 0x20 || (point >= 0x7f && point < 0xa0))
            return false;
    }
    return true;
}

static void instance(const struct plan_instance *inst, struct out *o)
{
    word(o, "    {", "label", inst->label.s);
    word(o, ", ", "account", inst->account);
    word(o, ", ", "region", inst->region);
    word(o, ", ", "state", sesdomain_instance_state_name(inst->state));
    truth(o, ", ", "ready", inst->ready);
    key(o, ",\n     ", "readiness");
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
        const struct readiness *r = &inst->aspects[a];

        key(o, a == SESDOMAIN_ASPECT_VERIFICATION ? "{" : ",\n       ",
            sesdomain_aspect_name((enum sesdomain_aspect)a));
        word(o, "{", "state", sesdomain_readiness_name(r->state));
        word(o, ", ", "dns", sesdomain_publication_name(r->dns));
        word(o, ", ", "ses", sesdomain_ses_status_name(r->ses));
        sesd_out_char(o, '}');
    }
    sesd_out_str(o, "}}");
}

static void recordset(const struct sesdomain_plan *plan,
                      const struct sesdomain_recordset *set, struct out *o)
{
    word(o, "    {", "name", set->name.s);
    word(o, ", ", "type", set->type_name.s);
    key(o, ", ", "ttl");
    sesd_out_uint(o, set->ttl);
    word(o, ", ", "prior", sesdomain_recordset_prior_name(set->prior));
    word(o, ", ", "todo", sesd_todo_word(sesd_todo(set)));
    key(o, ",\n     ", "values");
    sesd_out_char(o, '[');
    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *value = &set->values[j];

        word(o, j ? ",\n       {" : "\n       {", "op",
             sesdomain_value_op_name(value->op));
        word(o, ", ", "purpose", sesdomain_purpose_name(value->purpose));
        if (is_text(value->text)) {
            key(o, ", ", "text");
            sesd_out_json(o, value->text);
        }
        word(o, ", ", "rdata", value->rdata.s);
        labels(plan, value->instances, value->instance_count, o);
        sesd_out_char(o, '}');
    }
    sesd_out_str(o, "]}");
}

static void finding(const struct sesdomain_plan *plan,
                    const struct sesdomain_finding *f, struct out *o)
{
    word(o, "    {", "code", f->row->code);
    word(o, ", ", "severity", sesdomain_severity_name(f->row->severity));
    word(o, ", ", "name", f->name);
    labels(plan, f->instances, f->instance_count, o);
    word(o, ",\n     ", "message", f->message);
    word(o, ",\n     ", "hint", f->hint);
    word(o, ",\n     ", "source", f->row->source);
    sesd_out_char(o, '}');
}

static void open_list(struct out *o, const char *name)
{
    key(o, ",\n  ", name);
    sesd_out_char(o, '[');
}

static void json_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "{\"version\": 1");
    word(o, ", ", "id", plan->id.s);
    word(o, ", ", "domain", plan->domain.s);
    word(o, ", ", "zone", plan->zone.s);
    word(o, ",\n  ", "scenario", sesdomain_scenario_name(plan->scenario));
    truth(o, ", ", "ready", plan->ready);

    open_list(o, "instances");
    for (size_t i = 0; i < plan->instance_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        instance(&plan->instances[i], o);
    }
    sesd_out_char(o, ']');
    open_list(o, "recordsets");
    for (size_t i = 0; i < plan->set_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        recordset(plan, &plan->sets[i], o);
    }
    sesd_out_char(o, ']');
    open_list(o, "findings");
    for (size_t i = 0; i < plan->finding_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        finding(plan, &plan->findings[i], o);
    }
    sesd_out_str(o, "]}\n");
}

const struct format sesd_format_json = {
    .name = "json",
    .description = "the whole plan for programs (doc/formats.md describes it)",
    .media_type = "application/json",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = json_write,
};
