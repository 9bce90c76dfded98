//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The runbook. Takes a plan, produces numbered steps in the order that never
 * rejects mail: a custom MAIL FROM domain is set in SES only once its records
 * exist, and rejection only once it is verified (API_MailFromAttributes); a
 * policy that rejects follows, and removals are last.
 */
#include "format_format.h"

void sesd_say(struct book *b, const char *words)
{
    sesd_out_str(b->o, "   ");
    sesd_out_str(b->o, words);
    sesd_out_char(b->o, '\n');
}

void sesd_step(struct book *b, const char *title)
{
    sesd_out_char(b->o, '\n');
    sesd_out_uint(b->o, ++b->step);
    sesd_out_str(b->o, ". ");
    sesd_out_str(b->o, title);
    sesd_out_char(b->o, '\n');
}

/* ---- DNS ---- */

static void steps_write_value(struct book *b,
                              const struct sesdomain_recordset *set,
                              const struct value *v)
{
    if (b->next)
        sesd_step(b, b->next);
    b->next = NULL;
    sesd_out_str(b->o, "     ");
    sesd_out_str(b->o,
                 v->op == SESDOMAIN_VALUE_OP_ADD ? "add     " : "remove  ");
    sesd_out_text(b->o, set->name);
    sesd_out_str(b->o, ". ");
    sesd_out_uint(b->o, set->ttl);
    sesd_out_str(b->o, " IN ");
    sesd_out_text(b->o, set->type_name);
    sesd_out_char(b->o, ' ');
    sesd_out_text(b->o, v->rdata);
    sesd_out_char(b->o, '\n');
}

/* Whether a new value replaces an old one, since only one is allowed. */
static bool steps_set_replaces(const struct sesdomain_recordset *set)
{
    return set->single && sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD) &&
           sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE);
}

/* Write the added values of one purpose, and the values that they replace,
 * which are removed in the same change. */
static void steps_publish(struct book *b, enum sesdomain_purpose purpose)
{
    const struct sesdomain_plan *plan = b->plan;

    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *v = &set->values[j];

            if (v->purpose == purpose && v->op != SESDOMAIN_VALUE_OP_KEEP &&
                (v->op == SESDOMAIN_VALUE_OP_ADD || steps_set_replaces(set)))
                steps_write_value(b, set, v);
        }
    }
}

static bool steps_policy_is_strong(struct text policy)
{
    struct dmarc d;

    sesd_dmarc_parse(policy, &d);
    return d.p == DMARC_REJECT || d.sp == DMARC_REJECT ||
           d.np == DMARC_REJECT ||
           (d.t != 'y' &&
            (d.p == DMARC_QUARANTINE || d.sp == DMARC_QUARANTINE ||
             d.np == DMARC_QUARANTINE));
}

/* Whether the plan adds a DMARC policy record that asks receivers to
 * quarantine or reject mail. */
static bool steps_policy_waits(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            const struct value *v = &plan->sets[i].values[j];

            if (v->purpose == SESDOMAIN_PURPOSE_DMARC &&
                v->op == SESDOMAIN_VALUE_OP_ADD &&
                steps_policy_is_strong(v->text))
                return true;
        }
    return false;
}

/* Write all additions: SPF precedes its MX, and DKIM the verification
 * token. */
static void steps_publish_all(struct book *b)
{
    static const enum sesdomain_purpose order[] = {
        SESDOMAIN_PURPOSE_DKIM,     SESDOMAIN_PURPOSE_DMARC,
        SESDOMAIN_PURPOSE_SPF,      SESDOMAIN_PURPOSE_MAIL_FROM,
        SESDOMAIN_PURPOSE_TRACKING, SESDOMAIN_PURPOSE_VERIFICATION,
    };
    const bool later = steps_policy_waits(b->plan);

    b->next = "Publish in DNS, in this order or at once";
    for (size_t i = 0; i < COUNT(order); i++)
        if (!later || order[i] != SESDOMAIN_PURPOSE_DMARC)
            steps_publish(b, order[i]);
    if (!b->next)
        sesd_say(b, "Keep every other existing value.");
    b->next = NULL;
}

static void steps_remove_all(struct book *b)
{
    const struct sesdomain_plan *plan = b->plan;

    b->next =
        "Remove from DNS, " DRAIN " after retired instances last sent, the "
        "records that only they needed";
    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        for (size_t j = 0; j < set->value_count && !steps_set_replaces(set);
             j++)
            if (set->values[j].op == SESDOMAIN_VALUE_OP_REMOVE)
                steps_write_value(b, set, &set->values[j]);
    }
    if (!b->next)
        sesd_say(b, SES_RETRIES ", others for days.");
    b->next = NULL;
}

/* Write a check of the whole zone, which follows all changes. */
static void steps_check(struct book *b)
{
    if (!b->plan->set_count)
        return;
    sesd_step(b, "Check every record");
    sesd_say(b,
             "The format \"dig\" prints a command and the expected answer for "
             "each.");
}

/* Write the changes that may cause mail to be rejected: only once SES reports
 * SUCCESS. */
static void steps_tighten(struct book *b)
{
    const bool later = steps_policy_waits(b->plan);

    if (later) {
        b->next = "Only then publish the DMARC policy";
        steps_publish(b, SESDOMAIN_PURPOSE_DMARC);
        sesd_say(
            b,
            "Until reports show that all mail is aligned, p=none is safer.");
    }
    sesd_steps_reject(b);
}

/* What attracts mail follows what lets it in. */
static void steps_receive(struct book *b)
{
    b->next = "Publish the MX that receives, once SES reports SUCCESS and a "
              "receipt rule set is active";
    steps_publish(b, SESDOMAIN_PURPOSE_RECEIVING);
    if (!b->next)
        sesd_say(b, "Activate it first: aws ses set-active-receipt-rule-set; "
                    "without it SES rejects the mail.");
    b->next = NULL;
}

/* Errors that applying the plan does not remove come first: steps that depend
 * on them wait. */
static void steps_resolve(struct book *b)
{
    b->next = "Resolve these errors first; what depends on them waits";
    for (size_t i = 0; i < b->plan->finding_count; i++) {
        const struct sesdomain_finding *f = &b->plan->findings[i];

        if (f->row->severity != SESDOMAIN_SEVERITY_ERROR ||
            f->row->fix == SESDOMAIN_FINDING_FIX_PLAN)
            continue;
        if (b->next)
            sesd_step(b, b->next);
        b->next = NULL;
        sesd_out_str(b->o, "   - ");
        sesd_out_str(b->o, f->message);
        sesd_out_str(b->o, "\n     ");
        sesd_out_str(b->o, f->hint);
        sesd_out_char(b->o, '\n');
    }
    b->next = NULL;
}

static void steps_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct book b = { .plan = plan, .o = o };

    sesd_out_text(o, plan->domain);
    sesd_out_str(o, ": ");
    sesd_out_summary(o, plan);
    sesd_out_char(o, '\n');
    steps_resolve(&b);
    sesd_steps_create(&b);
    steps_publish_all(&b);
    sesd_steps_set(&b);
    sesd_steps_wait(&b);
    steps_receive(&b);
    steps_tighten(&b);
    sesd_steps_drain(&b);
    steps_remove_all(&b);
    steps_check(&b);
    sesd_steps_delete(&b);
}

const struct format sesd_format_steps = {
    .name = "steps",
    .description = "the runbook: the steps in SES and in DNS, in order",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_REPORT,
    .write = steps_write,
};
