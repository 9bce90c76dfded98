/* SPDX-License-Identifier: MIT */
#include "format.h"

/* The runbook: in the order that never rejects mail. SES is told of a MAIL
 * FROM name only once its records are there, and to reject only once it is
 * verified (API_MailFromAttributes); what goes, goes last. */

#define SES_RETRIES "SES alone retries mail for up to 14 hours"
#define DRAIN "7 days and the longest TTL"

struct book {
    const struct sesdomain_plan *plan;
    struct out *o;
    unsigned step;
};

typedef bool applies(const struct plan_instance *inst);

/* ---- lines ---- */

static void say(struct book *b, const char *words)
{
    sesd_out_str(b->o, "   ");
    sesd_out_str(b->o, words);
    sesd_out_char(b->o, '\n');
}

static void step(struct book *b, const char *title)
{
    sesd_out_char(b->o, '\n');
    sesd_out_uint(b->o, ++b->step);
    sesd_out_str(b->o, ". ");
    sesd_out_str(b->o, title);
    sesd_out_char(b->o, '\n');
}

static void word(struct book *b, const char *flag, struct text t)
{
    sesd_out_char(b->o, ' ');
    sesd_out_str(b->o, flag);
    sesd_out_char(b->o, '=');
    sesd_out_shell(b->o, t);
}

/* aws sesv2 VERB --email-identity=DOMAIN --region=R --profile=LABEL */
static void aws(struct book *b, const struct plan_instance *inst,
                const char *verb)
{
    sesd_out_str(b->o, "     aws sesv2 ");
    sesd_out_str(b->o, verb);
    word(b, "--email-identity", b->plan->domain);
    word(b, "--region", sesd_text(inst->region));
    word(b, "--profile", inst->label);
}

static void aws_line(struct book *b, const struct plan_instance *inst,
                     const char *verb)
{
    aws(b, inst, verb);
    sesd_out_char(b->o, '\n');
}

static bool any(const struct book *b, applies *is)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(&b->plan->instances[i]))
            return true;
    return false;
}

static void for_each(struct book *b, applies *is, const char *verb)
{
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is(&b->plan->instances[i]))
            aws_line(b, &b->plan->instances[i], verb);
}

/* ---- who is where ---- */

static bool is_active(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_STATE_ACTIVE;
}

static bool is_draining(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_STATE_DRAINING;
}

static bool is_retired(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_STATE_RETIRED;
}

static bool is_new(const struct plan_instance *inst)
{
    return is_active(inst) && !inst->uses_token && !inst->uses_dkim;
}

static bool signs_not(const struct plan_instance *inst)
{
    return is_active(inst) && inst->ses.signing == SESDOMAIN_SWITCH_OFF;
}

/* SES has to be told of the MAIL FROM name, or told again. */
static bool needs_mail_from(const struct plan_instance *inst)
{
    return is_active(inst) && inst->mail_from.s &&
           (!inst->mail_from_set ||
            inst->ses.mail_from == SESDOMAIN_SES_FAILED);
}

static bool has_failed(const struct plan_instance *inst)
{
    return is_active(inst) && inst->uses_dkim &&
           inst->ses.dkim == SESDOMAIN_SES_FAILED;
}

static bool is_waiting(const struct plan_instance *inst)
{
    return is_active(inst) &&
           (inst->uses_dkim
                ? inst->ses.dkim != SESDOMAIN_SES_VERIFIED
                : inst->ses.verification != SESDOMAIN_SES_VERIFIED);
}

static bool mail_from_waits(const struct plan_instance *inst)
{
    return is_active(inst) && inst->mail_from.s &&
           inst->ses.mail_from != SESDOMAIN_SES_VERIFIED;
}

static bool may_reject(const struct plan_instance *inst)
{
    return is_active(inst) && inst->mail_from.s &&
           inst->ses.mx_failure != SESDOMAIN_MX_FAILURE_REJECT;
}

/* ---- DNS ---- */

static void value(struct book *b, const struct sesdomain_recordset *set,
                  const struct value *v)
{
    sesd_out_str(b->o, "     ");
    sesd_out_str(b->o, v->op == SESDOMAIN_OP_ADD ? "add     " : "remove  ");
    sesd_out_text(b->o, set->name);
    sesd_out_str(b->o, ". ");
    sesd_out_uint(b->o, set->ttl);
    sesd_out_str(b->o, " IN ");
    sesd_out_text(b->o, set->type_name);
    sesd_out_char(b->o, ' ');
    sesd_out_text(b->o, v->rdata);
    sesd_out_char(b->o, '\n');
}

static bool replaces(const struct sesdomain_recordset *set)
{
    return sesd_count_op(set, SESDOMAIN_OP_ADD) &&
           sesd_count_op(set, SESDOMAIN_OP_REMOVE);
}

/* The values of one purpose that come; what they take the place of goes in
 * the same change. */
static size_t publish(struct book *b, enum sesdomain_purpose purpose)
{
    const struct sesdomain_plan *plan = b->plan;
    size_t count = 0;

    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *v = &set->values[j];

            if (v->purpose != purpose || v->op == SESDOMAIN_OP_KEEP ||
                (v->op == SESDOMAIN_OP_REMOVE && !replaces(set)))
                continue;
            value(b, set, v);
            count++;
        }
    }
    return count;
}

static bool has_work(const struct sesdomain_plan *plan, enum sesdomain_op op)
{
    for (size_t i = 0; i < plan->set_count; i++)
        if (sesd_count_op(&plan->sets[i], op) &&
            (op == SESDOMAIN_OP_ADD || !replaces(&plan->sets[i])))
            return true;
    return false;
}

/* SPF before its MX, DKIM before the token. */
static void publish_all(struct book *b)
{
    static const enum sesdomain_purpose order[] = {
        SESDOMAIN_PURPOSE_DKIM,         SESDOMAIN_PURPOSE_DMARC,
        SESDOMAIN_PURPOSE_SPF,          SESDOMAIN_PURPOSE_MAIL_FROM,
        SESDOMAIN_PURPOSE_RECEIVING,    SESDOMAIN_PURPOSE_TRACKING,
        SESDOMAIN_PURPOSE_VERIFICATION,
    };

    if (!has_work(b->plan, SESDOMAIN_OP_ADD))
        return;
    step(b, "Publish in DNS, in this order or at once");
    for (size_t i = 0; i < COUNT(order); i++)
        publish(b, order[i]);
    say(b, "Keep every other value that is there.");
}

static void remove_all(struct book *b)
{
    const struct sesdomain_plan *plan = b->plan;

    if (!has_work(plan, SESDOMAIN_OP_REMOVE))
        return;
    step(b, "Remove from DNS what only retired instances needed");
    say(b, SES_RETRIES ", others for days:");
    say(b, "do this " DRAIN " after they sent last.");
    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        for (size_t j = 0; j < set->value_count && !replaces(set); j++)
            if (set->values[j].op == SESDOMAIN_OP_REMOVE)
                value(b, set, &set->values[j]);
    }
}

/* ---- SES ---- */

static void create(struct book *b)
{
    if (!any(b, is_new))
        return;
    step(b, "Create the identity, and give its tokens to the settings");
    for_each(b, is_new, "create-email-identity");
    say(b, "What it prints goes into \"aws\" of the instance; then run this "
           "again.");
}

static void mail_from(struct book *b, applies *is, const char *behaviour)
{
    for (size_t i = 0; i < b->plan->instance_count; i++) {
        const struct plan_instance *inst = &b->plan->instances[i];

        if (!is(inst))
            continue;
        aws(b, inst, "put-email-identity-mail-from-attributes");
        word(b, "--mail-from-domain", inst->mail_from);
        word(b, "--behavior-on-mx-failure", sesd_text(behaviour));
        sesd_out_char(b->o, '\n');
    }
}

static void tell_ses(struct book *b)
{
    if (any(b, signs_not)) {
        step(b, "Switch DKIM signing on");
        for_each(b, signs_not,
                 "put-email-identity-dkim-attributes --signing-enabled");
    }
    if (any(b, has_failed)) {
        step(b, "Let SES look for DKIM again, once the records are there");
        for_each(b, has_failed,
                 "put-email-identity-dkim-attributes --signing-enabled");
    }
    if (any(b, needs_mail_from)) {
        step(b, "Tell SES of the MAIL FROM name, once its MX is there");
        mail_from(b, needs_mail_from, "USE_DEFAULT_VALUE");
        say(b, "Until it is verified, SES sends as amazonses.com, and rejects "
               "nothing.");
    }
}

static void wait_for_ses(struct book *b)
{
    if (!any(b, is_waiting) && !any(b, mail_from_waits))
        return;
    step(b, "Wait until SES says SUCCESS; it looks for up to 72 hours");
    for (size_t i = 0; i < b->plan->instance_count; i++) {
        const struct plan_instance *inst = &b->plan->instances[i];

        if (is_waiting(inst) || mail_from_waits(inst))
            aws_line(b, inst, "get-email-identity");
    }
}

static void check(struct book *b)
{
    if (!b->plan->set_count)
        return;
    step(b, "Check that every record answers");
    say(b, "The format \"dig\" prints a command for each, with its answer.");
}

static void tighten(struct book *b)
{
    if (!any(b, may_reject))
        return;
    step(b,
         "Only then, if you want it: reject mail whose MAIL FROM is broken");
    mail_from(b, may_reject, "REJECT_MESSAGE");
    say(b, "A stronger DMARC policy comes last, when the reports show that "
           "all mail aligns.");
}

/* ---- those who go ---- */

static void drain(struct book *b)
{
    if (!any(b, is_draining))
        return;
    step(b, "Let those that are draining run dry");
    for (size_t i = 0; i < b->plan->instance_count; i++)
        if (is_draining(&b->plan->instances[i])) {
            sesd_out_str(b->o, "     ");
            sesd_out_text(b->o, b->plan->instances[i].label);
            sesd_out_char(b->o, '\n');
        }
    say(b, "See that nothing sends through them. " SES_RETRIES ",");
    say(b, "others for days: after " DRAIN " set them to retired.");
}

static void delete_identities(struct book *b)
{
    if (!any(b, is_retired))
        return;
    step(b, "Last, delete the identities that are retired");
    for_each(b, is_retired, "delete-email-identity");
    say(b, "Not before their records are gone, and not while a replica uses "
           "their keys.");
}

static size_t write_steps(const struct sesdomain_plan *plan, size_t from,
                          struct out *o)
{
    struct book b = { plan, o, 0 };

    (void)from;
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, ": ");
    sesd_out_summary(o, plan);
    sesd_out_char(o, '\n');
    create(&b);
    publish_all(&b);
    tell_ses(&b);
    wait_for_ses(&b);
    check(&b);
    tighten(&b);
    drain(&b);
    remove_all(&b);
    delete_identities(&b);
    return 0;
}

const struct format sesd_format_steps = {
    .name = "steps",
    .description = "the runbook: what to do in SES and in DNS, in which order",
    .kind = SESDOMAIN_KIND_REPORT,
    .write = write_steps,
};
