/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* Equal values became one want when they were added. What is left to see is
 * whether the wants at one owner name can stand there together. Draining and
 * retired instances take no part in that. */

static const struct text none = { NULL, 0 };

void sesd_clash(struct builder *b, struct owner *owner, enum finding finding,
                struct text value, struct text other)
{
    struct found *found = sesd_find(b, finding, owner->name, value, other);
    struct want *w = sesd_live_want(sesd_first_want(owner));

    owner->conflict = true;
    for (; w; w = sesd_live_want(sesd_next_want(w)))
        sesd_concern_active(b, found, &w->claims);
}

/* ---- one MAIL FROM name for several regions ---- */

static bool is_host_of(const struct want *w, struct text region)
{
    const struct text before = sesd_text("10 feedback-smtp.");
    const struct text after = sesd_text(".amazonses.com");

    return region.s && w->text.n == before.n + region.n + after.n &&
           memcmp(w->text.s + before.n, region.s, region.n) == 0;
}

/* Let the one MX stand for another region's, which is not wanted then. */
static void give_way(struct builder *b, const struct owner *owner,
                     struct want *one, struct want *other)
{
    struct claims rejecting = { 0 };

    for (size_t k = 0; k < other->claims.count; k++) {
        const uint32_t i = other->claims.of[k];
        const struct sesdomain_instance *inst = b->sd->instances[i];

        b->plan->instances[i].mx_elsewhere = true;
        if (inst->state == SESDOMAIN_STATE_ACTIVE &&
            inst->ses.mx_failure == SESDOMAIN_MX_FAILURE_REJECT)
            sesd_claim(b, &rejecting, i);
    }
    if (rejecting.count)
        sesd_concern_all(b,
                         sesd_find(b, FINDING_MAIL_FROM_SHARED_REJECTS,
                                   owner->name, one->text, none),
                         &rejecting);
    sesd_claims_merge(b, &one->claims, &other->claims);
    one->active += other->active;
    one->draining += other->draining;
    other->dropped = true;
}

static void share_mail_from(struct builder *b, struct owner *owner)
{
    const struct text region = sesd_string_text(&b->sd->sharing);
    struct want *one = NULL, *w;
    bool shared = false;

    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM &&
            is_host_of(w, region) && (w->active || w->draining))
            one = w;
    if (!one)
        return;
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        if (w == one || !w->active ||
            w->rule->purpose != SESDOMAIN_PURPOSE_MAIL_FROM)
            continue;
        give_way(b, owner, one, w);
        shared = true;
    }
    if (shared)
        sesd_concern_all(b,
                         sesd_find(b, FINDING_MAIL_FROM_SHARED, owner->name,
                                   region, one->text),
                         &one->claims);
}

/* ---- one owner name ---- */

static bool is_mail_from(const struct want *w)
{
    return w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM ||
           w->rule->purpose == SESDOMAIN_PURPOSE_SPF;
}

static void judge(struct builder *b, struct owner *owner)
{
    struct want *one = sesd_live_want(sesd_first_want(owner)), *two;

    for (; one; one = two) {
        const struct rule *rule = one->rule;

        two = sesd_live_want(sesd_next_want(one));
        if (!two)
            return;
        /* types come in order, CNAME before the others */
        if (rule->type == SESDOMAIN_TYPE_CNAME &&
            two->rule->type != rule->type)
            sesd_clash(b, owner, FINDING_CNAME_BESIDE_OTHERS, one->text,
                       two->text);
        else if (is_mail_from(one) != is_mail_from(two))
            sesd_clash(b, owner, FINDING_MAIL_FROM_USED_OTHERWISE, none, none);
        else if (two->rule->type == rule->type && rule->manner != MANNER_TOKEN)
            sesd_clash(b, owner, rule->clash, one->text, two->text);
        if (owner->conflict)
            return; /* one cause is enough */
    }
}

void sesd_plan_merge(struct builder *b)
{
    for (struct owner *o = b->first; o; o = o->next) {
        if (o->wants.count < 2)
            continue;
        if (b->sd->sharing.set)
            share_mail_from(b, o);
        judge(b, o);
    }
}
