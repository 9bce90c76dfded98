/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* Equal values became one want when they were added. What is left to see is
 * whether the wants at one owner name can stand there together. Draining and
 * retired instances take no part in that. */

static const struct text none = { NULL, 0 };

static struct claims active_of(struct derivation *b,
                               const struct claims *claims)
{
    struct claims active = { 0 };

    for (size_t i = 0; i < claims->count; i++)
        if (b->sd->instances[claims->of[i]]->state ==
            SESDOMAIN_INSTANCE_STATE_ACTIVE)
            sesd_claim(b, &active, claims->of[i]);
    return active;
}

void sesd_clash(struct derivation *b, struct owner *owner,
                enum finding finding, struct text value, struct text other)
{
    struct found *found = sesd_find(b, finding, owner->name, value, other);
    struct want *w = sesd_live_want(sesd_first_want(owner));
    struct gathering g = { 0 };
    struct claims claims;

    owner->conflict = true;
    for (; w; w = sesd_live_want(sesd_next_want(w))) {
        claims = active_of(b, &w->claims);
        sesd_gather(b, &g, &claims);
    }
    claims = sesd_gathered(b, &g);
    sesd_concern_all(b, found, &claims);
}

/* ---- one MAIL FROM name for several regions ---- */

static bool is_host_of(const struct want *w, struct text region)
{
    const struct text before = sesd_text("10 feedback-smtp.");
    const struct text after = sesd_text(".amazonses.com");

    return region.s && w->text.n == before.n + region.n + after.n &&
           memcmp(w->text.s + before.n, region.s, region.n) == 0;
}

/* The MX of a name that stands for those of other regions. */
struct share {
    struct want *one;
    struct gathering all, rejecting; /* whom it is for, who of them rejects */
};

/* Let the one MX stand for another, which is not wanted then. */
static void give_way(struct derivation *b, struct share *share,
                     struct want *other)
{
    struct claims rejecting = { 0 };

    for (size_t k = 0; k < other->claims.count; k++) {
        const uint32_t i = other->claims.of[k];
        const struct sesdomain_instance *inst = b->sd->instances[i];

        b->plan->instances[i].mx_elsewhere = true;
        if (inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            inst->ses.mx_failure == SESDOMAIN_MX_FAILURE_REJECT_MESSAGE)
            sesd_claim(b, &rejecting, i);
    }
    sesd_gather(b, &share->rejecting, &rejecting);
    sesd_gather(b, &share->all, &other->claims);
    share->one->active += other->active;
    share->one->draining += other->draining;
    other->dropped = true;
}

static void tell_share(struct derivation *b, const struct owner *owner,
                       const struct share *share)
{
    const struct claims rejecting = sesd_gathered(b, &share->rejecting);
    const struct text region = sesd_string_text(&b->sd->sharing);
    const struct text host = share->one->text;

    sesd_concern_all(
        b, sesd_find(b, FINDING_MAIL_FROM_SHARED, owner->name, region, host),
        &share->one->claims);
    if (rejecting.count)
        sesd_concern_all(b,
                         sesd_find(b, FINDING_MAIL_FROM_SHARED_REJECTS,
                                   owner->name, host, none),
                         &rejecting);
}

static void share_mail_from(struct derivation *b, struct owner *owner)
{
    const struct text region = sesd_string_text(&b->sd->sharing);
    struct share share = { 0 };
    bool shared = false;
    struct want *w;

    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM &&
            is_host_of(w, region) && (w->active || w->draining))
            share.one = w;
    if (!share.one)
        return;
    sesd_gather(b, &share.all, &share.one->claims);
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        if (w == share.one || !w->active ||
            w->rule->purpose != SESDOMAIN_PURPOSE_MAIL_FROM)
            continue;
        give_way(b, &share, w);
        shared = true;
    }
    if (!shared)
        return;
    share.one->claims = sesd_gathered(b, &share.all);
    tell_share(b, owner, &share);
}

/* ---- one owner name ---- */

static bool is_mail_from(const struct want *w)
{
    return w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM ||
           w->rule->purpose == SESDOMAIN_PURPOSE_SPF;
}

static void judge(struct derivation *b, struct owner *owner)
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
            sesd_clash(b, owner, FINDING_CNAME_AND_OTHER_DATA, one->text,
                       two->text);
        else if (is_mail_from(one) != is_mail_from(two))
            sesd_clash(b, owner, FINDING_MAIL_FROM_NOT_DEDICATED, none, none);
        else if (two->rule->type == rule->type && rule->manner != MANNER_TOKEN)
            sesd_clash(b, owner, rule->clash, one->text, two->text);
        if (owner->conflict)
            return; /* one cause is enough */
    }
}

void sesd_plan_merge(struct derivation *b)
{
    for (struct owner *o = b->first; o; o = o->next) {
        if (o->wants.count < 2)
            continue;
        if (b->sd->sharing.set)
            share_mail_from(b, o);
        judge(b, o);
    }
}
