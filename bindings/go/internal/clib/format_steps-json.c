//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The runbook in JSON, for programs that follow it: a member of the format
 * json. Takes the steps of a plan, produces an array of objects.
 */
#include "format_format.h"

static void json_steps_changes(const struct step *step, struct out *o)
{
    sesd_json_open(o, ",\n     ", "changes");
    for (size_t i = 0; i < step->change_count; i++) {
        const struct step_change *c = &step->changes[i];

        sesd_json_string(o, i ? ",\n       {" : "\n       {", "op",
                         sesdomain_value_op_name(c->op));
        sesd_json_string(o, ", ", "name", c->name.s);
        sesd_json_string(o, ", ", "type", c->type_name.s);
        sesd_json_key(o, ", ", "ttl");
        sesd_out_uint(o, c->ttl);
        sesd_json_string(o, ", ", "rdata", c->rdata.s);
        sesd_out_char(o, '}');
    }
    sesd_out_char(o, ']');
}

static void json_steps_command(const struct sesdomain_plan *plan,
                               const struct step *step,
                               const struct plan_instance *inst, struct out *o)
{
    char room[COMMAND_MAX];
    struct out command = sesd_out(room, sizeof(room));

    sesd_json_key(o, ", ", "command");
    if (sesd_step_command(&command, plan, step->kind, inst))
        sesd_out_json(o, (struct text){ room, command.length });
    else
        sesd_out_str(o, "null");
    sesd_json_string(
        o, ", ", "selector",
        sesd_step_has_key_file(step->kind, inst) ? inst->selector.s : NULL);
}

static void json_steps_until(const struct step *step,
                             const struct plan_instance *inst, struct out *o)
{
    const uint32_t awaits = sesd_step_awaits(step->kind, inst);
    bool first = true;

    sesd_json_open(o, ", ", "until");
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
        if (!(awaits & (UINT32_C(1) << a)))
            continue;
        sesd_out_str(o, first ? "\"" : ", \"");
        sesd_out_str(o, sesdomain_aspect_name((enum sesdomain_aspect)a));
        sesd_out_char(o, '"');
        first = false;
    }
    sesd_out_char(o, ']');
}

static void json_steps_instances(const struct sesdomain_plan *plan,
                                 const struct step *step, struct out *o)
{
    sesd_json_open(o, ",\n     ", "instances");
    for (size_t i = 0; i < step->instance_count; i++) {
        const struct plan_instance *inst =
            &plan->instances[step->instances[i]];

        sesd_json_string(o, i ? ",\n       {" : "\n       {", "label",
                         inst->label.s);
        json_steps_command(plan, step, inst, o);
        json_steps_until(step, inst, o);
        sesd_out_char(o, '}');
    }
    sesd_out_char(o, ']');
}

static void json_steps_findings(const struct step *step, struct out *o)
{
    sesd_json_open(o, ",\n     ", "findings");
    for (size_t i = 0; i < step->finding_count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        sesd_out_uint(o, step->findings[i]);
    }
    sesd_out_char(o, ']');
}

static void json_steps_write_step(const struct sesdomain_plan *plan,
                                  const struct step *step, struct out *o)
{
    const struct step_row *row = sesd_step_row(step->kind);

    sesd_json_string(o, "    {", "kind", row->word);
    sesd_json_string(o, ", ", "title", row->title);
    sesd_json_string(o, ",\n     ", "reason", row->reason);
    sesd_json_string(o, ",\n     ", "when", row->when);
    sesd_json_string(o, ", ", "note", row->note);
    sesd_json_string(o, ", ", "source", row->source);
    sesd_json_key(o, ",\n     ", "seconds");
    sesd_out_uint(o, step->seconds);
    sesd_json_key(o, ", ", "plan_again");
    sesd_out_str(o, row->again ? "true" : "false");
    json_steps_instances(plan, step, o);
    json_steps_changes(step, o);
    json_steps_findings(step, o);
    sesd_out_char(o, '}');
}

void sesd_json_steps(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_json_open(o, ",\n  ", "steps");
    for (size_t i = 0; i < plan->step_count; i++) {
        sesd_out_str(o, i ? ",\n" : "\n");
        json_steps_write_step(plan, &plan->steps[i], o);
    }
    sesd_out_char(o, ']');
}
