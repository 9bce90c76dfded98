/* SPDX-License-Identifier: MIT */
#include "derive.h"

#define BITS_ADVISED 2048

static size_t token_count(const struct sesdomain_instance *inst)
{
    size_t count = 0;

    while (count < DKIM_TOKENS && inst->text[SLOT_DKIM_1 + count].set)
        count++;
    return count;
}

static struct text slot(const struct sesdomain_instance *inst, enum slot which)
{
    return sesd_string_text(&inst->text[which]);
}

/* Whether the keys are those of another region's identity. */
static bool is_replica(const struct sesdomain_instance *inst)
{
    const struct text origin = slot(inst, SLOT_ORIGIN);

    return origin.s && !sesd_text_equal(origin, sesd_text("EXTERNAL"));
}

/* ---- Deterministic Easy DKIM: a replica has its parent's records ---- */

/* The instance of the same account in the region of origin. */
static const struct sesdomain_instance *
parent_of(struct derivation *b, const struct sesdomain_instance *replica)
{
    const struct text region = slot(replica, SLOT_ORIGIN);
    const struct region_use *use = (const struct region_use *)sesd_index_find(
        &b->sd->regions, region.s, region.n);
    const struct pair *pair;

    if (!use)
        return NULL;
    pair = sesd_pair(b, replica->account->id, use->id);
    return pair && pair->best != replica ? pair->best : NULL;
}

static void check_parent(struct derivation *b, const struct subject *subject,
                         const struct sesdomain_instance *parent)
{
    const struct text none = { 0 };
    const struct text origin = slot(subject->inst, SLOT_ORIGIN);

    if (!parent) {
        if (token_count(subject->inst) == 0)
            sesd_tell(b, subject, FINDING_REPLICA_WITHOUT_PARENT, b->domain,
                      origin, none);
        return;
    }
    if (is_replica(parent))
        sesd_tell(b, subject, FINDING_REPLICA_OF_REPLICA, b->domain, origin,
                  none);
    else if (slot(parent, SLOT_ORIGIN).s || sesd_first_key(parent))
        sesd_tell(b, subject, FINDING_REPLICA_OF_BYODKIM, b->domain, origin,
                  none);
    else if (token_count(subject->inst) == 0 && token_count(parent) == 0)
        sesd_tell(b, subject, FINDING_REPLICA_WITHOUT_PARENT, b->domain,
                  origin, none);
    if (parent->state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
        sesd_tell(b, subject, FINDING_REPLICA_PARENT_NOT_ACTIVE, b->domain,
                  origin, none);
}

/* ---- the zone of the keys ---- */

/* What SES says, or the parent's, or what AWS's table says; never a guess. */
static struct text zone_of(struct derivation *b, const struct subject *subject,
                           const struct sesdomain_instance *parent)
{
    struct text said = slot(subject->inst, SLOT_DKIM_ZONE);
    struct text region = subject->region, listed;

    if (is_replica(subject->inst))
        region = slot(subject->inst, SLOT_ORIGIN);
    if (!said.s && parent)
        said = slot(parent, SLOT_DKIM_ZONE);
    listed =
        region.s == subject->region.s
            ? sesd_region_host(b, subject->inst->region, HOST_DKIM_ZONE)
            : sesd_listed_host(b, sesd_region(region), region, HOST_DKIM_ZONE);
    if (said.s && listed.s && !sesd_text_equal(said, listed))
        sesd_tell(b, subject, FINDING_DKIM_ZONE_DIFFERS, b->domain, said,
                  listed);
    if (!said.s && !listed.s)
        sesd_tell(b, subject, FINDING_DKIM_ZONE_UNKNOWN, b->domain, region,
                  listed);
    return said.s ? said : listed;
}

/* ---- needs ---- */

static void need_easy(struct derivation *b, const struct subject *subject,
                      struct fields *fields)
{
    const struct text none = { 0 };
    const struct sesdomain_instance *parent = NULL, *holder = subject->inst;
    size_t count;

    if (is_replica(subject->inst)) {
        parent = parent_of(b, subject->inst);
        check_parent(b, subject, parent);
        if (token_count(holder) == 0 && parent)
            holder = parent;
    }
    count = token_count(holder);
    if (!count)
        return;
    if (count < DKIM_TOKENS)
        sesd_tell(b, subject, FINDING_DKIM_TOKENS_INCOMPLETE, b->domain, none,
                  none);

    fields->of[FIELD_ZONE] = zone_of(b, subject, parent);
    for (size_t i = 0; i < count && fields->of[FIELD_ZONE].s; i++) {
        struct text token = slot(holder, SLOT_DKIM_1 + (enum slot)i);

        if (!holder->ses.usual[i])
            sesd_tell(b, subject, FINDING_DKIM_TOKEN_MALFORMED, b->domain,
                      token, none);
        fields->of[FIELD_TOKEN] = token;
        sesd_apply(b, NEED_EASY_DKIM, fields, subject->number);
    }
}

/* RFC 8301 section 3.2 advises 2048 bits. */
static void tell_length(struct derivation *b, const struct subject *subject,
                        struct text key)
{
    const struct text none = { 0 };
    struct out nowhere = sesd_out(NULL, 0);
    const char *why;
    size_t bits;

    if (sesd_key_read(key, &nowhere, &bits, &why) == SESDOMAIN_OK &&
        bits < BITS_ADVISED)
        sesd_tell(b, subject, FINDING_DKIM_KEY_SHORT, b->domain,
                  sesd_number(b, bits), none);
}

static void need_own_key(struct derivation *b, const struct subject *subject,
                         struct fields *fields, const struct dkim_key *own)
{
    const struct text key = sesd_string_text(&own->key);

    if (!key.s) {
        sesd_tell(b, subject, FINDING_BYODKIM_KEY_UNKNOWN, b->domain,
                  (struct text){ 0 }, (struct text){ 0 });
        return;
    }
    tell_length(b, subject, key);
    fields->of[FIELD_TOKEN] = sesd_string_text(&own->selector);
    fields->of[FIELD_KEY] = key;
    sesd_apply(b, NEED_OWN_KEY, fields, subject->number);
}

static void need_own_keys(struct derivation *b, const struct subject *subject,
                          struct fields *fields)
{
    const struct dkim_key *own = sesd_first_key(subject->inst);

    if (!own)
        sesd_tell(b, subject, FINDING_BYODKIM_KEY_UNKNOWN, b->domain,
                  (struct text){ 0 }, (struct text){ 0 });
    for (; own; own = sesd_next_key(own))
        need_own_key(b, subject, fields, own);
}

static void tell_facts(struct derivation *b, const struct subject *subject)
{
    const struct text none = { 0 };

    if (subject->inst->ses.signing == SESDOMAIN_TRISTATE_NO)
        sesd_tell(b, subject, FINDING_DKIM_SIGNING_DISABLED, b->domain, none,
                  none);
    if (subject->inst->ses.short_key)
        sesd_tell(b, subject, FINDING_DKIM_KEY_SHORT, b->domain,
                  sesd_text("1024"), none);
}

bool sesd_need_dkim(struct derivation *b, const struct subject *subject,
                    struct fields *fields)
{
    const struct text none = { 0 };
    const struct text origin = slot(subject->inst, SLOT_ORIGIN);
    const bool own = sesd_first_key(subject->inst) ||
                     sesd_text_equal(origin, sesd_text("EXTERNAL"));
    const bool easy = token_count(subject->inst) || is_replica(subject->inst);

    if (!own && !easy)
        return false;
    if (b->quirks.no_underscores) {
        sesd_tell(b, subject, FINDING_UNDERSCORE_NOT_ALLOWED, b->domain,
                  sesd_text("_domainkey"), none);
        return true;
    }
    if (own && easy)
        sesd_tell(b, subject, FINDING_EASY_DKIM_AND_BYODKIM, b->domain, none,
                  none);
    if (easy)
        need_easy(b, subject, fields);
    if (own)
        need_own_keys(b, subject, fields);
    tell_facts(b, subject);
    return true;
}
