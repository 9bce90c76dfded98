/* SPDX-License-Identifier: MIT */
/*
 * The runbook. Takes the changes, the findings and the statuses of a plan, and
 * produces the steps in SES and in DNS, in an order in which no mail that
 * passes DMARC begins to fail it: records are published before SES is told to
 * use them, one way to pass is changed while the other works, what attracts
 * mail and what rejects mail follow SUCCESS, and removals are last
 * (https://docs.aws.amazon.com/ses/latest/dg/mail-from.html,
 * send-email-authentication-dkim-bring-your-own.html).
 */
#include "policy.h"
#include "step.h"

#define IN(kind) (UINT32_C(1) << (kind))

/* After that, servers that follow RFC 5321 section 4.5.4.1 have given up. */
#define DRAIN_SECONDS (7 * 24 * UINT32_C(3600))

/* A TTL that a record gets before it is replaced. */
#define TTL_LOWERED 300

/* ---- the steps that a finding is about ---- */

static const struct {
    enum finding finding;
    enum step_kind kind;
} subjects[] = {
    { FINDING_DKIM_CHANGE_REJECTED, STEP_ADD_MAIL_FROM },
    { FINDING_DKIM_SIGNING_DISABLED, STEP_ENABLE_SIGNING },
    { FINDING_ENDPOINT_REGION_MISSING, STEP_ADD_INSTANCE },
    { FINDING_MAIL_FROM_DIFFERS, STEP_SET_MAIL_FROM },
    { FINDING_MAIL_FROM_DIFFERS, STEP_MOVE_MAIL_FROM },
    { FINDING_MAIL_FROM_MISSING, STEP_PUBLISH },
    { FINDING_MAIL_FROM_MISSING_REJECTS, STEP_PUBLISH },
    { FINDING_MAIL_FROM_SHARED_REJECTS, STEP_FALL_BACK },
    { FINDING_MAIL_LOST, STEP_HOLD },
    { FINDING_NO_ALIGNED_IDENTIFIER, STEP_ISSUE_TOKENS },
    { FINDING_NO_IDENTITY, STEP_CREATE },
    { FINDING_NO_TOKENS, STEP_ISSUE_TOKENS },
    { FINDING_ONLY_DRAINING_SENDS, STEP_SEND },
    { FINDING_REJECT_BEFORE_VERIFIED, STEP_FALL_BACK },
    { FINDING_REMOVAL_DEFERRED, STEP_PLAN_AGAIN },
    { FINDING_SES_FAILED, STEP_RESTART },
    { FINDING_SES_FAILED_BUT_PUBLISHED, STEP_RESTART },
    { FINDING_TOKEN_MISSING, STEP_PUBLISH },
    { FINDING_UNSIGNED_MAIL_LOST, STEP_ENABLE_SIGNING },
    { FINDING_VERIFIED_BUT_MISSING, STEP_PUBLISH },
    { FINDING_WILDCARD_LOST, STEP_PUBLISH_LOST },
    { FINDING_WILDCARD_LOST_BY_DOMAIN, STEP_PUBLISH_LOST },
};

/* Return the steps that a finding is about: bit 1 << kind. */
static uint32_t steps_about(const struct sesdomain_finding *f)
{
    uint32_t about = 0;

    for (size_t i = 0; i < COUNT(subjects); i++)
        if (subjects[i].finding == f->row->finding)
            about |= IN(subjects[i].kind);
    return about;
}

/* These steps are for the instances of their findings. */
#define BY_FINDING (IN(STEP_HOLD) | IN(STEP_ADD_INSTANCE) | IN(STEP_SEND))

/* ---- a runbook while it is written ---- */

struct runbook {
    struct derivation *d;
    struct step steps[STEP_KINDS];
    uint32_t *of;    /* for each instance, its steps */
    uint32_t *about; /* for each finding, the steps it is about */
    bool strong;     /* the policy that is added is enforced at once */
    uint32_t ttl_replaced, ttl_longest; /* in seconds */
};

static void steps_mark(struct runbook *b)
{
    const struct sesdomain_plan *plan = b->d->plan;

    for (uint32_t i = 0; i < plan->instance_count; i++)
        b->of[i] = sesd_steps_of(b->d, i);
    for (size_t i = 0; i < plan->finding_count; i++) {
        const struct sesdomain_finding *f = &plan->findings[i];

        b->about[i] = steps_about(f);
        for (size_t k = 0; k < f->instance_count; k++)
            b->of[f->instances[k]] |= b->about[i] & BY_FINDING;
    }
}

/* ---- instances ---- */

/* Whether an instance uses the keys of another region: its identity is created
 * after that of its parent, and deleted before it. */
static bool steps_is_replica(const struct plan_instance *inst)
{
    return inst->origin.s &&
           !sesd_text_equal(inst->origin, sesd_text("EXTERNAL"));
}

static void steps_take_instances(struct runbook *b, enum step_kind kind)
{
    const struct sesdomain_plan *plan = b->d->plan;
    struct step *step = &b->steps[kind];
    const bool replicas_first = kind == STEP_DELETE;
    size_t count = 0;

    for (size_t i = 0; i < plan->instance_count; i++)
        count += (b->of[i] & IN(kind)) != 0;
    step->instances =
        sesd_alloc_array(&b->d->plan->arena, count, sizeof(*step->instances));
    if (!step->instances)
        return;
    for (int pass = 0; pass < 2 && count; pass++)
        for (uint32_t i = 0; i < plan->instance_count; i++)
            if ((b->of[i] & IN(kind)) &&
                (steps_is_replica(&plan->instances[i]) == replicas_first) ==
                    (pass == 0))
                step->instances[step->instance_count++] = i;
}

/* ---- changes ---- */

/* Whether a new value replaces an old one, since only one is allowed. */
static bool steps_set_replaces(const struct sesdomain_recordset *set)
{
    bool adds = false, removes = false;

    for (size_t j = 0; j < set->value_count && set->single; j++) {
        adds = adds || set->values[j].op == SESDOMAIN_VALUE_OP_ADD;
        removes = removes || set->values[j].op == SESDOMAIN_VALUE_OP_REMOVE;
    }
    return adds && removes;
}

/* Whether the CNAME belongs only to instances that leave Easy DKIM. */
static bool steps_is_left(const struct runbook *b, const struct value *v)
{
    for (size_t k = 0; k < v->instance_count; k++)
        if (!(b->of[v->instances[k]] & IN(STEP_REMOVE_EASY)))
            return false;
    return v->instance_count && v->purpose == SESDOMAIN_PURPOSE_DKIM;
}

/* Return the step in which a value is added or removed; STEP_KINDS: none. */
static enum step_kind steps_of_value(const struct runbook *b,
                                     const struct sesdomain_recordset *set,
                                     const struct value *v)
{
    if (v->op == SESDOMAIN_VALUE_OP_KEEP)
        return set->type == SESDOMAIN_TYPE_CNAME && steps_is_left(b, v)
                   ? STEP_REMOVE_EASY
                   : STEP_KINDS;
    if (v->op == SESDOMAIN_VALUE_OP_REMOVE && !steps_set_replaces(set))
        return STEP_REMOVE;
    if (v->purpose == SESDOMAIN_PURPOSE_RECEIVING)
        return STEP_PUBLISH_RECEIVING;
    if (v->purpose == SESDOMAIN_PURPOSE_DMARC && b->strong)
        return STEP_PUBLISH_POLICY;
    return STEP_PUBLISH;
}

static void steps_change(struct step *step, enum sesdomain_value_op op,
                         const struct sesdomain_recordset *set,
                         const struct value *v, uint32_t ttl)
{
    step->changes[step->change_count++] = (struct step_change){
        op, set->name, set->type_name, v->rdata, ttl,
    };
}

/* Whether a policy that is added affects mail at once. */
static bool steps_has_strong_policy(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            const struct value *v = &plan->sets[i].values[j];
            struct dmarc tags;

            if (v->purpose != SESDOMAIN_PURPOSE_DMARC ||
                v->op != SESDOMAIN_VALUE_OP_ADD)
                continue;
            sesd_dmarc_parse(v->text, &tags);
            if (sesd_policy_is_strong(&tags, tags.p) ||
                sesd_policy_is_strong(&tags, tags.sp) ||
                sesd_policy_is_strong(&tags, tags.np))
                return true;
        }
    return false;
}

static bool steps_is_lowered(const struct sesdomain_recordset *set)
{
    return set->ttl_known && set->ttl > TTL_LOWERED && steps_set_replaces(set);
}

/* Count the changes of each step, and allocate them. */
static bool steps_make_changes(struct runbook *b)
{
    const struct sesdomain_plan *plan = b->d->plan;
    size_t counts[STEP_KINDS + 1] = { 0 };

    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (set->ttl > b->ttl_longest)
            b->ttl_longest = set->ttl;
        if (steps_is_lowered(set)) {
            counts[STEP_LOWER_TTL] += set->value_count;
            if (set->ttl > b->ttl_replaced)
                b->ttl_replaced = set->ttl;
        }
        for (size_t j = 0; j < set->value_count; j++)
            counts[steps_of_value(b, set, &set->values[j])]++;
    }
    counts[STEP_PUBLISH_LOST] = b->d->wildcard.count;
    for (size_t kind = 0; kind < STEP_KINDS; kind++) {
        b->steps[kind].changes = sesd_alloc_array(
            &b->d->plan->arena, counts[kind], sizeof(struct step_change));
        if (!b->steps[kind].changes)
            return false;
    }
    return true;
}

/* SPF precedes its MX, and DKIM the verification token. */
static const enum sesdomain_purpose order[] = {
    SESDOMAIN_PURPOSE_DKIM,         SESDOMAIN_PURPOSE_DMARC,
    SESDOMAIN_PURPOSE_ADDRESS,      SESDOMAIN_PURPOSE_SPF,
    SESDOMAIN_PURPOSE_MAIL_FROM,    SESDOMAIN_PURPOSE_TRACKING,
    SESDOMAIN_PURPOSE_VERIFICATION, SESDOMAIN_PURPOSE_RECEIVING,
    SESDOMAIN_PURPOSE_NONE,
};

static void steps_take_values(struct runbook *b,
                              enum sesdomain_purpose purpose)
{
    const struct sesdomain_plan *plan = b->d->plan;

    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            const struct sesdomain_recordset *set = &plan->sets[i];
            const struct value *v = &set->values[j];
            enum step_kind kind;

            if (v->purpose != purpose)
                continue;
            kind = steps_of_value(b, set, v);
            if (kind < STEP_KINDS)
                steps_change(&b->steps[kind],
                             kind == STEP_REMOVE_EASY
                                 ? SESDOMAIN_VALUE_OP_REMOVE
                                 : v->op,
                             set, v, set->ttl);
        }
}

static void steps_take_lowered(struct runbook *b)
{
    const struct sesdomain_plan *plan = b->d->plan;

    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++)
            if (steps_is_lowered(&plan->sets[i]) &&
                plan->sets[i].values[j].op != SESDOMAIN_VALUE_OP_ADD)
                steps_change(&b->steps[STEP_LOWER_TTL],
                             SESDOMAIN_VALUE_OP_KEEP, &plan->sets[i],
                             &plan->sets[i].values[j], TTL_LOWERED);
}

/* What a wildcard answers today is published where it no longer will. */
static void steps_take_lost(struct runbook *b)
{
    struct step *step = &b->steps[STEP_PUBLISH_LOST];
    struct arena *arena = &b->d->plan->arena;

    for (const struct lost *l = b->d->wildcard.first; l; l = l->next)
        step->changes[step->change_count++] = (struct step_change){
            .op = SESDOMAIN_VALUE_OP_ADD,
            .name = sesd_keep(arena, l->name),
            .type_name =
                sesd_keep(arena, sesd_type_text(b->d, l->record->type)),
            .rdata = sesd_keep(arena, l->record->rdata),
            .ttl = l->record->ttl < 0 ? b->d->ttl : (uint32_t)l->record->ttl,
        };
}

static void steps_take_changes(struct runbook *b)
{
    if (!steps_make_changes(b))
        return;
    for (size_t i = 0; i < COUNT(order); i++)
        steps_take_values(b, order[i]);
    steps_take_lowered(b);
    steps_take_lost(b);
}

/* Rule sets are activated where SES's own hosts receive. */
static void steps_mark_receiving(struct runbook *b)
{
    const struct sesdomain_plan *plan = b->d->plan;

    for (size_t i = 0; i < plan->set_count; i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            const struct value *v = &plan->sets[i].values[j];

            if (v->purpose != SESDOMAIN_PURPOSE_RECEIVING ||
                v->op != SESDOMAIN_VALUE_OP_ADD)
                continue;
            for (size_t k = 0; k < v->instance_count; k++)
                if (plan->instances[v->instances[k]].state ==
                        SESDOMAIN_INSTANCE_STATE_ACTIVE &&
                    !b->d->sd->instances[v->instances[k]]
                         ->text[SLOT_RECEIVING_HOST]
                         .set)
                    b->of[v->instances[k]] |= IN(STEP_ACTIVATE_RULES);
        }
}

/* ---- findings ---- */

/* Whether the user has to decide: an error that no other step is about, and
 * that applying the plan does not remove. */
static bool steps_is_unresolved(const struct runbook *b, size_t i,
                                uint32_t present)
{
    const struct finding_row *row = b->d->plan->findings[i].row;

    return row->severity == SESDOMAIN_SEVERITY_ERROR &&
           row->fix != SESDOMAIN_FINDING_FIX_PLAN && !(b->about[i] & present);
}

static void steps_take_findings(struct runbook *b, enum step_kind kind,
                                uint32_t present)
{
    const size_t count = b->d->plan->finding_count;
    struct step *step = &b->steps[kind];
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (kind == STEP_RESOLVE && steps_is_unresolved(b, i, present))
            b->about[i] |= IN(STEP_RESOLVE);
        n += (b->about[i] & IN(kind)) != 0;
    }
    step->findings =
        sesd_alloc_array(&b->d->plan->arena, n, sizeof(*step->findings));
    for (size_t i = 0; step->findings && i < count; i++)
        if (b->about[i] & IN(kind))
            step->findings[step->finding_count++] = i;
}

/* ---- which steps there are, and when ---- */

static bool steps_has(const struct runbook *b, enum step_kind kind)
{
    return b->steps[kind].instance_count || b->steps[kind].change_count;
}

/* Return how long resolvers remember that a record did not exist (RFC 2308
 * section 5); 0: not known. */
static uint32_t steps_negative_ttl(const struct derivation *d)
{
    const struct record *soa =
        sesd_records(sesd_known(d->sd, d->zone), SESDOMAIN_TYPE_SOA);
    uint64_t minimum = 0;
    size_t digits = 0;

    if (!soa)
        return 0;
    for (size_t i = 0; i < soa->text.n; i++) {
        const char c = soa->text.s[i];

        if (c == ' ')
            minimum = digits = 0;
        else if (sesd_is_digit(c) && ++digits < 11)
            minimum = 10 * minimum + (uint64_t)(c - '0');
    }
    if (soa->ttl >= 0 && (uint64_t)soa->ttl < minimum)
        minimum = (uint64_t)soa->ttl;
    return minimum > INT32_MAX ? INT32_MAX : (uint32_t)minimum;
}

static uint32_t steps_present(const struct runbook *b)
{
    const struct sesdomain_plan *plan = b->d->plan;
    uint32_t present = 0;

    for (int kind = 0; kind < STEP_KINDS; kind++)
        if (steps_has(b, (enum step_kind)kind))
            present |= IN(kind);
    if ((present & (IN(STEP_PUBLISH) | IN(STEP_PUBLISH_LOST))) &&
        (present &
         (IN(STEP_SET_MAIL_FROM) | IN(STEP_SWITCH_KEY) | IN(STEP_RESTART))))
        present |= IN(STEP_CHECK_SERVERS);
    if (plan->set_count)
        present |= IN(STEP_CHECK);
    if (b->d->change.removal_waits)
        present |= IN(STEP_PLAN_AGAIN);
    if (strcmp(sesd_plan_option(plan, "steps.reject"), "yes") != 0)
        present &= ~IN(STEP_REJECT);
    return present;
}

static void steps_set_times(struct runbook *b)
{
    const uint32_t drained = DRAIN_SECONDS + b->ttl_longest;

    b->steps[STEP_PUBLISH].seconds = b->ttl_replaced;
    b->steps[STEP_CHECK_SERVERS].seconds = steps_negative_ttl(b->d);
    b->steps[STEP_DRAIN].seconds = drained;
    b->steps[STEP_RETIRE_KEY].seconds = drained;
    b->steps[STEP_REMOVE_EASY].seconds = drained;
    b->steps[STEP_REMOVE].seconds = drained;
    b->steps[STEP_PUBLISH_POLICY].seconds = DRAIN_SECONDS;
}

static void steps_finish(struct runbook *b)
{
    struct sesdomain_plan *plan = b->d->plan;
    uint32_t present = steps_present(b);

    for (int kind = STEP_KINDS - 1; kind >= 0; kind--) /* STEP_RESOLVE last */
        if (kind == STEP_RESOLVE || (present & IN(kind)))
            steps_take_findings(b, (enum step_kind)kind, present);
    if (b->steps[STEP_RESOLVE].finding_count)
        present |= IN(STEP_RESOLVE);
    steps_set_times(b);
    plan->steps =
        sesd_alloc_array(&plan->arena, STEP_KINDS, sizeof(*plan->steps));
    for (int kind = 0; plan->steps && kind < STEP_KINDS; kind++) {
        b->steps[kind].kind = (enum step_kind)kind;
        if (present & IN(kind))
            plan->steps[plan->step_count++] = b->steps[kind];
    }
}

void sesd_derive_steps(struct derivation *d)
{
    struct runbook b = { .d = d };

    b.of =
        sesd_alloc_array(&d->scratch, d->plan->instance_count, sizeof(*b.of));
    b.about = sesd_alloc_array(&d->scratch, d->plan->finding_count,
                               sizeof(*b.about));
    if (!b.of || !b.about)
        return;
    sesd_find_identities(d);
    steps_mark(&b);
    steps_mark_receiving(&b);
    b.strong = steps_has_strong_policy(d->plan);
    steps_take_changes(&b);
    for (int kind = 0; kind < STEP_KINDS; kind++)
        steps_take_instances(&b, (enum step_kind)kind);
    steps_finish(&b);
}
