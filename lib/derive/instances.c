/* SPDX-License-Identifier: MIT */
/* Instances. Takes the instances of the settings, copies them to the plan,
 * finds their identities (SES has one of the domain in each account and
 * region) and their distribution. Also has the sets of instances. */
#include "derive.h"

/* ---- sets ---- */

/* Growing abandons the old array in the arena. */
static bool claims_grow(struct derivation *d, struct claims *claims)
{
    const size_t capacity = claims->capacity ? 2 * claims->capacity : 1;
    uint32_t *of =
        sesd_alloc_array(&d->plan->arena, capacity, sizeof(*claims->of));

    if (!of)
        return false;
    if (claims->count)
        memcpy(of, claims->of, claims->count * sizeof(*of));
    claims->of = of;
    claims->capacity = capacity;
    return true;
}

void sesd_claim(struct derivation *d, struct claims *claims, uint32_t instance)
{
    if (claims->count && claims->of[claims->count - 1] == instance)
        return;
    if (claims->count == claims->capacity && !claims_grow(d, claims))
        return;
    claims->of[claims->count++] = instance;
}

static struct claims claims_merge(struct derivation *d, const struct claims *a,
                                  const struct claims *b)
{
    struct claims both = { 0 };
    size_t i = 0, k = 0;

    while (i < a->count || k < b->count)
        if (k == b->count || (i < a->count && a->of[i] < b->of[k]))
            sesd_claim(d, &both, a->of[i++]);
        else
            sesd_claim(d, &both, b->of[k++]);
    return both;
}

struct claims sesd_claims_union(struct derivation *d,
                                const struct claims *sets, size_t count)
{
    struct claims front, back;

    if (count == 0)
        return (struct claims){ 0 };
    if (count == 1) /* growing the set copies it */
        return (struct claims){ sets->of, sets->count, sets->count };
    front = sesd_claims_union(d, sets, count / 2);
    back = sesd_claims_union(d, sets + count / 2, count - count / 2);
    if (!front.count || !back.count)
        return front.count ? front : back;
    return claims_merge(d, &front, &back);
}

/* ---- properties of an instance ---- */

bool sesd_uses_dkim(const struct sesdomain_instance *inst)
{
    return inst->text[SLOT_DKIM_1].set || sesd_first_key(inst) ||
           inst->text[SLOT_ORIGIN].set;
}

/* Whether SES has the custom MAIL FROM domain: it reported the domain, or its
 * status. */
static bool instance_mail_from_is_set(const struct sesdomain_instance *inst)
{
    const struct text name = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    const struct text ses = sesd_string_text(&inst->text[SLOT_SES_MAIL_FROM]);

    if (!name.s || !inst->ses.mail_from_reported)
        return name.s && inst->ses.mail_from > SESDOMAIN_SES_NOT_STARTED;
    return ses.s && sesd_text_equal(ses, name);
}

/* ---- identities ---- */

static const char *identity_copy_key(struct derivation *d,
                                     const struct entry *e)
{
    return sesd_copy(&d->plan->arena, (struct text){ e->key, e->length });
}

struct identity *sesd_identity(const struct derivation *d, uint32_t account,
                               uint32_t region)
{
    const uint32_t ids[2] = { account, region };

    return (struct identity *)sesd_index_find(&d->instances.identities,
                                              (const char *)ids, sizeof(ids));
}

static struct identity *identity_make(struct derivation *d,
                                      const struct sesdomain_instance *inst)
{
    struct identity *identity =
        sesd_identity(d, inst->account->id, inst->region->id);

    if (identity)
        return identity;
    identity = sesd_alloc(&d->scratch, sizeof(*identity));
    if (!identity)
        return NULL;
    *identity = (struct identity){
        .ids = { inst->account->id, inst->region->id },
        .account = identity_copy_key(d, &inst->account->entry),
        .region = identity_copy_key(d, &inst->region->entry),
        .best = inst,
    };
    identity->entry.key = (const char *)identity->ids;
    identity->entry.length = sizeof(identity->ids);
    return sesd_index_add(&d->instances.identities, &d->scratch,
                          &identity->entry);
}

/* Which of two instances of an identity a replica follows: the one that is
 * earlier in its lifecycle; then by their tokens and other DKIM settings, so
 * that the result does not depend on the order of the instances. */
static bool identity_is_better(const struct sesdomain_instance *a,
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

/* ---- all instances ---- */

/* Return how the active identities are distributed over accounts and
 * regions. */
static enum sesdomain_scenario instances_scenario(struct derivation *d)
{
    const struct sesdomain *sd = d->sd;
    bool *account_seen =
        sesd_alloc_array(&d->scratch, sd->accounts.count, sizeof(bool));
    bool *region_seen =
        sesd_alloc_array(&d->scratch, sd->regions.count, sizeof(bool));
    size_t identities = 0, accounts = 0, regions = 0;

    if (!account_seen || !region_seen)
        return SESDOMAIN_SCENARIO_NONE;
    for (struct entry *e = sesd_index_first(&d->instances.identities); e;
         e = sesd_index_next(e)) {
        const struct identity *identity = (const struct identity *)e;

        if (!identity->active)
            continue;
        identities++;
        accounts += !account_seen[identity->ids[0]];
        regions += !region_seen[identity->ids[1]];
        account_seen[identity->ids[0]] = region_seen[identity->ids[1]] = true;
    }
    if (identities <= 1)
        return identities ? SESDOMAIN_SCENARIO_SINGLE
                          : SESDOMAIN_SCENARIO_NONE;
    if (regions == 1)
        return SESDOMAIN_SCENARIO_SAME_REGION;
    if (accounts == 1)
        return SESDOMAIN_SCENARIO_ONE_ACCOUNT;
    return regions == identities ? SESDOMAIN_SCENARIO_CROSS_REGION
                                 : SESDOMAIN_SCENARIO_MIXED;
}

static struct text instances_keep(struct derivation *d,
                                  const struct sesdomain_instance *inst,
                                  enum slot slot)
{
    return sesd_keep(&d->plan->arena, sesd_string_text(&inst->text[slot]));
}

/* Return the selector of the key that SES is to sign with: the last of those
 * given, or else of those that SES reported; a NULL text: there is none. */
static struct text
instances_keep_selector(struct derivation *d,
                        const struct sesdomain_instance *inst)
{
    const struct dkim_key *last = NULL;

    for (const struct dkim_key *key = sesd_first_key(inst); key;
         key = sesd_next_key(key))
        if (!last || key->key.set || !last->key.set)
            last = key;
    return last ? sesd_keep(&d->plan->arena, sesd_string_text(&last->selector))
                : none;
}

static bool instances_add(struct derivation *d, size_t i)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    struct identity *identity = identity_make(d, inst);

    if (!identity)
        return false;
    if (inst != identity->best && identity_is_better(inst, identity->best))
        identity->best = inst;
    if (inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE)
        identity->active++;
    else
        d->instances.has_inactive = true;
    identity->not_retired += inst->state != SESDOMAIN_INSTANCE_STATE_RETIRED;
    d->instances.identity_of[i] = identity;
    d->plan->instances[i] = (struct plan_instance){
        .state = inst->state,
        .label = sesd_keep(&d->plan->arena,
                           (struct text){ inst->label->entry.key,
                                          inst->label->entry.length }),
        .account = identity->account,
        .region = identity->region,
        .ses = inst->ses,
        .uses_token = inst->text[SLOT_TOKEN].set,
        .uses_dkim = sesd_uses_dkim(inst),
        .has_tokens = inst->text[SLOT_DKIM_1].set,
        .selector = instances_keep_selector(d, inst),
        .origin = instances_keep(d, inst, SLOT_ORIGIN),
        .mail_from = sesd_keep(&d->plan->arena, sesd_mail_from(d, inst)),
        .mail_from_set = instance_mail_from_is_set(inst),
    };
    return true;
}

/* Mark the instances that delete identities: the first of those whose
 * instances are all retired. */
static void instances_mark_identities_to_delete(struct derivation *d)
{
    for (size_t i = 0; i < d->plan->instance_count; i++) {
        struct identity *identity = d->instances.identity_of[i];

        if (identity->not_retired || identity->deleted)
            continue;
        d->plan->instances[i].deletes_identity = true;
        identity->deleted = true;
    }
}

void sesd_derive_instances(struct derivation *d)
{
    const size_t count = d->sd->instance_count;
    struct sesdomain_plan *plan = d->plan;

    plan->instances =
        sesd_alloc_array(&plan->arena, count, sizeof(*plan->instances));
    d->instances.identity_of =
        sesd_alloc_array(&d->scratch, count, sizeof(struct identity *));
    if (!plan->instances || !d->instances.identity_of)
        return;
    plan->instance_count = count;
    for (size_t i = 0; i < count; i++)
        if (!instances_add(d, i))
            return;
    instances_mark_identities_to_delete(d);
    plan->scenario = instances_scenario(d);
}
