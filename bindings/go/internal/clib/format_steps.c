//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The runbook as text. Takes the steps of a plan, and writes them with their
 * reasons, their conditions, their records and their calls. Whatever is to be
 * entered is five columns in, and nothing else is.
 */
#include "format_format.h"

#define WIDTH 76

/* Write a sentence in lines. */
static void steps_say(struct out *o, const char *before, const char *words)
{
    struct text rest = sesd_text(words);
    size_t column = strlen(before);

    if (!words)
        return;
    sesd_out_str(o, before);
    while (rest.n) {
        const struct text word = sesd_text_cut(&rest, ' ');

        if (column + 1 + word.n > WIDTH) {
            sesd_out_str(o, "\n  ");
            column = 2;
        }
        sesd_out_char(o, ' ');
        sesd_out_text(o, word);
        column += 1 + word.n;
    }
    sesd_out_char(o, '\n');
}

/* Write a time in words: "7 days, 30 minutes". */
static void steps_write_time(struct out *o, uint32_t seconds)
{
    static const struct {
        uint32_t seconds;
        const char *one, *many;
    } units[] = {
        { 86400, "day", "days" },
        { 3600, "hour", "hours" },
        { 60, "minute", "minutes" },
        { 1, "second", "seconds" },
    };
    const char *before = "   Wait: ";

    for (size_t i = 0; i < COUNT(units); i++) {
        if (seconds < units[i].seconds)
            continue;
        sesd_out_str(o, before);
        sesd_out_count(o, seconds / units[i].seconds, units[i].one,
                       units[i].many);
        seconds %= units[i].seconds;
        before = ", ";
    }
    sesd_out_str(o, " first.\n");
}

static void steps_write_change(struct out *o, const struct step_change *c)
{
    static const char *const words[] = {
        [SESDOMAIN_VALUE_OP_KEEP] = "ttl     ",
        [SESDOMAIN_VALUE_OP_ADD] = "add     ",
        [SESDOMAIN_VALUE_OP_REMOVE] = "remove  ",
    };

    sesd_out_str(o, "     ");
    sesd_out_str(o, words[c->op]);
    sesd_out_text(o, c->name);
    sesd_out_str(o, ". ");
    sesd_out_uint(o, c->ttl);
    sesd_out_str(o, " IN ");
    sesd_out_text(o, c->type_name);
    sesd_out_char(o, ' ');
    sesd_out_text(o, c->rdata);
    sesd_out_char(o, '\n');
}

/* Write the calls for an instance, or its label. */
static void steps_write_instance(const struct sesdomain_plan *plan,
                                 const struct step *step,
                                 const struct plan_instance *inst,
                                 struct out *o)
{
    sesd_out_str(o, "     ");
    if (!sesd_step_command(o, plan, step->kind, inst)) {
        sesd_out_str(o, "instance ");
        sesd_out_text(o, inst->label);
    }
    sesd_out_char(o, '\n');
    if (!sesd_step_has_key_file(step->kind, inst))
        return;
    sesd_out_str(o, "     dkim.json contains the private key in Base64, "
                    "without PEM lines:\n"
                    "     {\"DomainSigningSelector\": ");
    sesd_out_json(o, inst->selector);
    sesd_out_str(o, ", \"DomainSigningPrivateKey\": \"...\"}\n");
}

static void steps_write_errors(const struct sesdomain_plan *plan,
                               const struct step *step, struct out *o)
{
    for (size_t i = 0; i < step->finding_count; i++) {
        const struct sesdomain_finding *f = &plan->findings[step->findings[i]];

        sesd_out_str(o, "   - ");
        sesd_out_str(o, f->message);
        sesd_out_str(o, "\n     ");
        sesd_out_str(o, f->hint);
        sesd_out_char(o, '\n');
    }
}

static void steps_write_step(const struct sesdomain_plan *plan, size_t i,
                             struct out *o)
{
    const struct step *step = &plan->steps[i];
    const struct step_row *row = sesd_step_row(step->kind);

    sesd_out_char(o, '\n');
    sesd_out_uint(o, i + 1);
    sesd_out_str(o, ". ");
    sesd_out_str(o, row->title);
    sesd_out_char(o, '\n');
    steps_say(o, "  ", row->reason);
    steps_say(o, "   When:", row->when);
    if (step->seconds)
        steps_write_time(o, step->seconds);
    if (step->kind == STEP_RESOLVE)
        steps_write_errors(plan, step, o);
    for (size_t k = 0; k < step->change_count; k++)
        steps_write_change(o, &step->changes[k]);
    for (size_t k = 0; k < step->instance_count; k++)
        steps_write_instance(plan, step, &plan->instances[step->instances[k]],
                             o);
    steps_say(o, "  ", row->note);
}

static void steps_write(const struct sesdomain_plan *plan, struct out *o)
{
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, ": ");
    sesd_out_summary(o, plan);
    sesd_out_char(o, '\n');
    for (size_t i = 0; i < plan->step_count; i++)
        steps_write_step(plan, i, o);
}

const struct format sesd_format_steps = {
    .name = "steps",
    .description = "the runbook: the steps in SES and in DNS, in order",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = steps_write,
};
