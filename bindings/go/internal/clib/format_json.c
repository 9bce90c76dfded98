//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The whole plan in JSON (RFC 8259), as doc/formats.md describes it. Takes a
 * plan, produces one object.
 */
#include "format_format.h"

static void json_write_bool(struct out *o, const char *before,
                            const char *name, bool value)
{
    sesd_json_key(o, before, name);
    sesd_out_str(o, value ? "true" : "false");
}

/* A number, or null if it is not known. */
static void json_write_number(struct out *o, const char *name, bool known,
                              uint64_t number)
{
    sesd_json_key(o, ", ", name);
    if (known)
        sesd_out_uint(o, number);
    else
        sesd_out_str(o, "null");
}

/* A type, also one that the library does not name (RFC 3597 section 5). */
static void json_write_type(struct out *o, uint32_t type)
{
    const char *name = sesdomain_type_name(type);

    sesd_out_char(o, '"');
    sesd_out_str(o, name ? name : "TYPE");
    if (!name)
        sesd_out_uint(o, type);
    sesd_out_char(o, '"');
}

static void json_write_labels(const struct sesdomain_plan *plan,
                              const uint32_t *instances, size_t count,
                              struct out *o)
{
    sesd_json_key(o, ", ", "instances");
    sesd_out_char(o, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        sesd_out_json(o, plan->instances[instances[i]].label);
    }
    sesd_out_char(o, ']');
}

/* Whether a text is UTF-8 without control characters. */
static bool json_can_show(struct text t)
{
    while (t.n) {
        int32_t point = sesd_utf8_next(&t);

        if (point < 0x20 || (point >= 0x7f && point < 0xa0))
            return false;
    }
    return true;
}

static void json_write_instance(const struct plan_instance *inst,
                                struct out *o)
{
    sesd_json_string(o, "    {", "label", inst->label.s);
    sesd_json_string(o, ", ", "account", inst->account);
    sesd_json_string(o, ", ", "region", inst->region);
    sesd_json_string(o, ", ", "state",
                     sesdomain_instance_state_name(inst->state));
    json_write_bool(o, ", ", "ready", inst->ready);
    json_write_number(o, "ses_checked", inst->ses.checked, inst->ses.checked);
    json_write_number(o, "ses_succeeded", inst->ses.succeeded,
                      inst->ses.succeeded);
    json_write_number(o, "ses_serial", inst->ses.serial_reported,
                      inst->ses.serial);
    sesd_json_key(o, ",\n     ", "readiness");
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
        const struct readiness *r = &inst->aspects[a];

        sesd_json_key(o,
                      a == SESDOMAIN_ASPECT_VERIFICATION ? "{" : ",\n       ",
                      sesdomain_aspect_name((enum sesdomain_aspect)a));
        sesd_json_string(o, "{", "state", sesdomain_readiness_name(r->state));
        sesd_json_string(o, ", ", "dns", sesdomain_publication_name(r->dns));
        sesd_json_string(o, ", ", "ses", sesdomain_ses_status_name(r->ses));
        sesd_out_char(o, '}');
    }
    sesd_out_str(o, "}}");
}

static void json_write_recordset(const struct sesdomain_plan *plan,
                                 const struct sesdomain_recordset *set,
                                 struct out *o)
{
    sesd_json_string(o, "    {", "name", set->name.s);
    sesd_json_string(o, ", ", "type", set->type_name.s);
    sesd_json_key(o, ", ", "ttl");
    sesd_out_uint(o, set->ttl);
    sesd_json_string(o, ", ", "prior",
                     sesdomain_recordset_prior_name(set->prior));
    sesd_json_string(
        o, ", ", "todo",
        sesdomain_recordset_todo_name(sesdomain_recordset_todo(set)));
    sesd_json_key(o, ",\n     ", "records");
    sesd_out_char(o, '[');
    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *value = &set->values[j];

        sesd_json_string(o, j ? ",\n       {" : "\n       {", "op",
                         sesdomain_value_op_name(value->op));
        sesd_json_string(
            o, ", ", "purpose",
            value->purpose ? sesdomain_purpose_name(value->purpose) : NULL);
        if (json_can_show(value->text)) {
            sesd_json_key(o, ", ", "text");
            sesd_out_json(o, value->text);
        }
        sesd_json_string(o, ", ", "rdata", value->rdata.s);
        sesd_json_string(o, ", ", "id", value->id.s);
        json_write_labels(plan, value->instances, value->instance_count, o);
        sesd_out_char(o, '}');
    }
    sesd_out_str(o, "]}");
}

static void json_write_finding(const struct sesdomain_plan *plan,
                               const struct sesdomain_finding *f,
                               struct out *o)
{
    sesd_json_string(o, "    {", "code", f->row->code);
    sesd_json_string(o, ", ", "severity",
                     sesdomain_severity_name(f->row->severity));
    sesd_json_string(o, ", ", "fix", sesdomain_finding_fix_name(f->row->fix));
    sesd_json_string(o, ", ", "name", f->name);
    json_write_labels(plan, f->instances, f->instance_count, o);
    sesd_json_string(o, ",\n     ", "message", f->message);
    sesd_json_string(o, ",\n     ", "hint", f->hint);
    sesd_json_string(o, ",\n     ", "source", f->row->source);
    sesd_out_char(o, '}');
}

static void json_write_withheld(const struct withheld *withheld, struct out *o)
{
    sesd_json_string(o, "    {", "name", withheld->name);
    sesd_json_key(o, ", ", "type");
    json_write_type(o, withheld->type);
    json_write_number(o, "finding", withheld->finding != SESDOMAIN_NONE,
                      withheld->finding);
    sesd_out_char(o, '}');
}

/* The questions of one name and scope, from question i; returns the next. */
static size_t json_write_questions(const struct sesdomain_plan *plan, size_t i,
                                   struct out *o)
{
    const struct question *first = &plan->questions[i];

    sesd_json_string(o, "    {", "name", first->name);
    sesd_json_string(o, ", ", "scope",
                     sesdomain_question_scope_name(first->scope));
    sesd_json_key(o, ", ", "types");
    if (!first->type) {
        sesd_out_str(o, "null}");
        return i + 1;
    }
    do {
        sesd_out_str(o, &plan->questions[i] == first ? "[" : ", ");
        json_write_type(o, plan->questions[i++].type);
    } while (i < plan->question_count &&
             plan->questions[i].scope == first->scope &&
             strcmp(plan->questions[i].name, first->name) == 0);
    sesd_out_str(o, "]}");
    return i;
}

static void json_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_str(o, "{\"version\": 1");
    sesd_json_string(o, ", ", "reference", plan->reference.s);
    sesd_json_string(o, ", ", "domain", plan->domain.s);
    sesd_json_string(o, ", ", "zone", plan->zone.s);
    sesd_json_string(o, ",\n  ", "scenario",
                     sesdomain_scenario_name(plan->scenario));
    json_write_bool(o, ", ", "ready", plan->ready);
    json_write_bool(o, ", ", "has_changes", sesdomain_plan_has_changes(plan));

    sesd_json_open(o, ",\n  ", "instances");
    for (size_t i = 0; i < plan->instance_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        json_write_instance(&plan->instances[i], o);
    }
    sesd_out_char(o, ']');
    sesd_json_open(o, ",\n  ", "recordsets");
    for (size_t i = 0; i < plan->set_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        json_write_recordset(plan, &plan->sets[i], o);
    }
    sesd_out_char(o, ']');
    sesd_json_open(o, ",\n  ", "withheld");
    for (size_t i = 0; i < plan->withheld_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        json_write_withheld(&plan->withheld[i], o);
    }
    sesd_out_char(o, ']');
    sesd_json_open(o, ",\n  ", "findings");
    for (size_t i = 0; i < plan->finding_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        json_write_finding(plan, &plan->findings[i], o);
    }
    sesd_out_char(o, ']');
    sesd_json_open(o, ",\n  ", "questions");
    for (size_t i = 0; i < plan->question_count;) {
        sesd_out_str(o, i ? ",\n" : "\n");
        i = json_write_questions(plan, i, o);
    }
    sesd_out_char(o, ']');
    sesd_json_steps(plan, o);
    sesd_out_str(o, "}\n");
}

const struct format sesd_format_json = {
    .name = "json",
    .description = "the whole plan for programs (doc/formats.md describes it)",
    .media_type = "application/json",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = json_write,
};
