/* SPDX-License-Identifier: MIT */
#include "derive.h"

static const char *copy_key(struct derivation *b, const struct entry *e)
{
    return sesd_copy(&b->plan->arena, (struct text){ e->key, e->length });
}

/* The name of a region that is in the table lives on. */
static const char *region_name(struct derivation *b,
                               const struct region_use *use)
{
    return use->known ? use->known->name : copy_key(b, &use->entry);
}

struct pair *sesd_pair(const struct derivation *b, uint32_t account,
                       uint32_t region)
{
    return (struct pair *)sesd_index_find(
        &b->pairs_of[account], (const char *)&region, sizeof(region));
}

static struct pair *pair_of(struct derivation *b,
                            const struct sesdomain_instance *inst)
{
    char *mark = b->scratch.next;
    struct pair *pair = sesd_alloc(&b->scratch, sizeof(*pair)), *found;

    if (!pair)
        return NULL;
    *pair = (struct pair){ .ids = { inst->account->id, inst->region->id },
                           .best = inst };
    pair->entry.key = (const char *)&pair->ids[1];
    pair->entry.length = sizeof(pair->ids[1]);
    found = sesd_index_add(&b->pairs_of[inst->account->id], &b->scratch,
                           &pair->entry);
    if (found != pair) {
        sesd_arena_rewind(&b->scratch, mark);
        return found;
    }
    pair->account = copy_key(b, &inst->account->entry);
    pair->region = region_name(b, inst->region);
    pair->next = b->pairs;
    return b->pairs = pair;
}

/* Which of two instances of a pair a replica goes by: the one less retired;
 * then by their tokens and whatever else is told of their DKIM, so that it
 * does not depend on who came first. */
static bool is_better(const struct sesdomain_instance *a,
                      const struct sesdomain_instance *b)
{
    if (a->state != b->state)
        return a->state < b->state;
    for (int i = SLOT_DKIM_1; i <= SLOT_ORIGIN; i++) {
        const struct string *s = &a->text[i], *t = &b->text[i];
        int order = s->set && t->set ? strcmp(s->s, t->s) : t->set - s->set;

        if (order)
            return order < 0;
    }
    return sesd_first_key(a) && !sesd_first_key(b);
}

/* How the pairs that are active lie over accounts and regions. */
static enum sesdomain_scenario scenario(struct derivation *b)
{
    bool *account_seen = sesd_alloc_zero(&b->scratch, b->sd->accounts.count);
    bool *region_seen = sesd_alloc_zero(&b->scratch, b->sd->regions.count);
    size_t pairs = 0, accounts = 0, regions = 0;

    if (!account_seen || !region_seen)
        return SESDOMAIN_SCENARIO_NONE;
    for (const struct pair *pair = b->pairs; pair; pair = pair->next) {
        if (!pair->active)
            continue;
        pairs++;
        accounts += !account_seen[pair->ids[0]];
        regions += !region_seen[pair->ids[1]];
        account_seen[pair->ids[0]] = region_seen[pair->ids[1]] = true;
    }
    if (pairs <= 1)
        return pairs ? SESDOMAIN_SCENARIO_SINGLE : SESDOMAIN_SCENARIO_NONE;
    if (regions == 1)
        return SESDOMAIN_SCENARIO_SAME_REGION;
    if (accounts == 1)
        return SESDOMAIN_SCENARIO_ONE_ACCOUNT;
    return regions == pairs ? SESDOMAIN_SCENARIO_CROSS_REGION
                            : SESDOMAIN_SCENARIO_MIXED;
}

/* ---- the hosts of each region, by AWS's patterns ---- */

static const struct {
    struct text before, after;
} patterns[HOSTS] = {
    [HOST_DKIM_ZONE] = { TEXT("dkim."), TEXT(".amazonses.com") },
    [HOST_FEEDBACK] = { TEXT("feedback-smtp."), TEXT(".amazonses.com") },
    [HOST_INBOUND] = { TEXT("inbound-smtp."), TEXT(".amazonaws.com") },
    [HOST_COUNTER] = { TEXT("r."), TEXT(".awstrack.me") },
};

struct text sesd_listed_host(struct derivation *b, const struct region *known,
                             struct text region, enum host which)
{
    if (which != HOST_FEEDBACK && !known)
        return (struct text){ 0 };
    if (which == HOST_DKIM_ZONE && !known->own_dkim_zone)
        return sesd_text("dkim.amazonses.com");
    if ((which == HOST_INBOUND && !known->receiving) ||
        (which == HOST_COUNTER && !known->tracking))
        return (struct text){ 0 };
    return sesd_concat(&b->scratch, patterns[which].before, region,
                       patterns[which].after);
}

struct text sesd_region_host(struct derivation *b,
                             const struct region_use *use, enum host which)
{
    const struct text region = { use->entry.key, use->entry.length };
    struct text *host = &b->hosts[use->id][which];

    if (!host->s)
        *host = sesd_listed_host(b, use->known, region, which);
    return *host;
}

/* ---- all of them ---- */

/* Removals wait for the active ones; without any, nothing is to wait for. */
static bool may_remove(const struct sesdomain *sd)
{
    for (size_t i = 0; i < sd->instance_count; i++)
        if (sd->instances[i]->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            !sesd_verified(sd->instances[i]))
            return false;
    return true;
}

static struct text keep_text(struct derivation *b,
                             const struct sesdomain_instance *inst,
                             enum slot slot)
{
    return sesd_keep(&b->plan->arena, sesd_string_text(&inst->text[slot]));
}

/* The selector of the first key of its own; a NULL text: there is none. */
static struct text keep_selector(struct derivation *b,
                                 const struct sesdomain_instance *inst)
{
    const struct dkim_key *key = sesd_first_key(inst);

    return key ? sesd_keep(&b->plan->arena, sesd_string_text(&key->selector))
               : (struct text){ 0 };
}

/* SES has been told of the name if it says so, or knows its status. */
static bool is_set(const struct sesdomain_instance *inst)
{
    const struct text name = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    const struct text told = sesd_string_text(&inst->text[SLOT_SES_MAIL_FROM]);

    if (!name.s || !inst->ses.mail_from_told)
        return name.s && inst->ses.mail_from > SESDOMAIN_SES_NOT_STARTED;
    return told.s && sesd_text_equal(told, name);
}

static bool add_instance(struct derivation *b, size_t i)
{
    const struct sesdomain_instance *inst = b->sd->instances[i];
    struct pair *pair = pair_of(b, inst);

    if (!pair)
        return false;
    if (inst != pair->best && is_better(inst, pair->best))
        pair->best = inst;
    pair->active += inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE;
    pair->living += inst->state != SESDOMAIN_INSTANCE_STATE_RETIRED;
    b->leaving = b->leaving || inst->state != SESDOMAIN_INSTANCE_STATE_ACTIVE;
    b->pair_of[i] = pair;
    b->everyone[i] = (uint32_t)i;
    b->plan->instances[i] = (struct plan_instance){
        .state = inst->state,
        .label = sesd_keep(&b->plan->arena,
                           (struct text){ inst->label->entry.key,
                                          inst->label->entry.length }),
        .account = pair->account,
        .region = pair->region,
        .ses = inst->ses,
        .uses_token = inst->text[SLOT_TOKEN].set,
        .uses_dkim = sesd_uses_dkim(inst),
        .has_tokens = inst->text[SLOT_DKIM_1].set,
        .selector = keep_selector(b, inst),
        .origin = keep_text(b, inst, SLOT_ORIGIN),
        .mail_from = keep_text(b, inst, SLOT_MAIL_FROM),
        .mail_from_set = is_set(inst),
    };
    return true;
}

/* Of the retired in an account and region where nobody lives, the first one
 * leaves: there is one identity. */
static void say_who_leaves(struct derivation *b)
{
    for (size_t i = 0; i < b->plan->instance_count; i++) {
        struct pair *pair = b->pair_of[i];

        if (pair->living || pair->leaves)
            continue;
        b->plan->instances[i].leaves = true;
        pair->leaves = true;
    }
}

void sesd_plan_instances(struct derivation *b)
{
    const struct sesdomain *sd = b->sd;
    struct sesdomain_plan *plan = b->plan;
    size_t count = sd->instance_count;

    plan->instances =
        sesd_alloc(&plan->arena, count * sizeof(*plan->instances));
    b->everyone = sesd_alloc(&plan->arena, count * sizeof(*b->everyone));
    b->pair_of = sesd_alloc(&b->scratch, count * sizeof(struct pair *));
    b->pairs_of = sesd_alloc_zero(&b->scratch,
                                  sd->accounts.count * sizeof(*b->pairs_of));
    b->hosts =
        sesd_alloc_zero(&b->scratch, sd->regions.count * sizeof(*b->hosts));
    if (!plan->instances || !b->everyone || !b->pair_of || !b->pairs_of ||
        !b->hosts)
        return;
    plan->instance_count = count;
    for (size_t i = 0; i < count; i++)
        if (!add_instance(b, i))
            return;
    say_who_leaves(b);
    plan->scenario = scenario(b);
    b->may_remove = b->quirks.remove_always || may_remove(sd);

    for (size_t i = 0; i < count; i++)
        if (sd->instances[i]->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            b->pair_of[i]->active > 1)
            sesd_concern(b,
                         sesd_find(b, FINDING_SAME_ACCOUNT_AND_REGION,
                                   b->domain,
                                   sesd_text(plan->instances[i].account),
                                   sesd_text(plan->instances[i].region)),
                         (uint32_t)i);
}
