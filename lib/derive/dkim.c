/* SPDX-License-Identifier: MIT */
/* DKIM. Takes the tokens and keys of each instance, and applies the rules for
 * Easy DKIM, BYODKIM and Deterministic Easy DKIM
 * (https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim.html).
 * Checks the key record that exists at a selector (RFC 6376 section 3.6.1). */
#include "accept.h"
#include "slip.h"

#define BITS_ADVISED 2048 /* RFC 8301 section 3.2 */
#define BITS_SHORT "1024" /* the shortest key that SES signs with */

static size_t dkim_token_count(const struct sesdomain_instance *inst)
{
    size_t count = 0;

    while (count < DKIM_TOKENS && inst->text[SLOT_DKIM_1 + count].set)
        count++;
    return count;
}

static struct text dkim_slot(const struct sesdomain_instance *inst,
                             enum slot which)
{
    return sesd_string_text(&inst->text[which]);
}

/* Whether an instance uses the keys of an identity in another region. */
static bool dkim_is_replica(const struct sesdomain_instance *inst)
{
    const struct text origin = dkim_slot(inst, SLOT_ORIGIN);

    return origin.s && !sesd_text_equal(origin, sesd_text("EXTERNAL"));
}

/* ---- Deterministic Easy DKIM: a replica has its parent's records ---- */

/* Return the instance of the same account in the region of origin. */
static const struct sesdomain_instance *
dkim_parent(struct derivation *d, const struct sesdomain_instance *replica)
{
    const struct text region = dkim_slot(replica, SLOT_ORIGIN);
    const struct region_use *use = (const struct region_use *)sesd_index_find(
        &d->sd->regions, region.s, region.n);
    const struct identity *parent;

    if (!use)
        return NULL;
    parent = sesd_identity(d, replica->account->id, use->id);
    return parent && parent->best != replica ? parent->best : NULL;
}

static void dkim_check_parent(struct derivation *d,
                              const struct subject *subject,
                              const struct sesdomain_instance *parent)
{
    const struct text origin = dkim_slot(subject->inst, SLOT_ORIGIN);

    if (!parent) {
        if (dkim_token_count(subject->inst) == 0)
            sesd_report_instance(d, subject, FINDING_REPLICA_WITHOUT_PARENT,
                                 d->domain, origin, none);
        return;
    }
    if (dkim_is_replica(parent))
        sesd_report_instance(d, subject, FINDING_REPLICA_OF_REPLICA, d->domain,
                             origin, none);
    else if (dkim_slot(parent, SLOT_ORIGIN).s || sesd_first_key(parent))
        sesd_report_instance(d, subject, FINDING_REPLICA_OF_BYODKIM, d->domain,
                             origin, none);
    else if (dkim_token_count(subject->inst) == 0 &&
             dkim_token_count(parent) == 0)
        sesd_report_instance(d, subject, FINDING_REPLICA_WITHOUT_PARENT,
                             d->domain, origin, none);
    if (parent->state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
        sesd_report_instance(d, subject, FINDING_REPLICA_PARENT_NOT_ACTIVE,
                             d->domain, origin, none);
}

/* ---- the zone of the DKIM keys ---- */

/* Report that the zone is not known. An unknown region is reported itself,
 * unless SES has verified what is published. */
static void dkim_report_no_zone(struct derivation *d,
                                const struct subject *subject,
                                struct text region)
{
    if (subject->inst->ses.dkim == SESDOMAIN_SES_SUCCESS)
        sesd_report_instance(d, subject, FINDING_VERIFIED_NOT_PLANNED,
                             d->domain, sesd_text("DKIM of"),
                             sesd_text("the CNAMEs"));
    else if (subject->inst->region->known || dkim_is_replica(subject->inst))
        sesd_report_instance(d, subject, FINDING_DKIM_ZONE_UNKNOWN, d->domain,
                             region, none);
}

/* Return the zone that SES reported, else the parent's, else that of AWS's
 * table; never a guess. */
static struct text dkim_zone(struct derivation *d,
                             const struct subject *subject,
                             const struct sesdomain_instance *parent)
{
    struct text reported = dkim_slot(subject->inst, SLOT_DKIM_ZONE);
    struct text region = subject->region, listed;

    if (dkim_is_replica(subject->inst))
        region = dkim_slot(subject->inst, SLOT_ORIGIN);
    if (!reported.s && parent)
        reported = dkim_slot(parent, SLOT_DKIM_ZONE);
    listed =
        sesd_region_host(&d->scratch, sesd_region(region), HOST_DKIM_ZONE);
    if (reported.s && listed.s && !sesd_text_equal(reported, listed))
        sesd_report_instance(d, subject, FINDING_DKIM_ZONE_DIFFERS, d->domain,
                             reported, listed);
    if (!reported.s && !listed.s)
        dkim_report_no_zone(d, subject, region);
    return reported.s ? reported : listed;
}

/* Whether a token has the form of all known tokens: 32 characters of Base32,
 * in lower case. */
static bool dkim_token_is_well_formed(struct text token)
{
    return token.n == 32 && sesd_text_all(token, sesd_is_base32);
}

/* ---- needs ---- */

static void dkim_need_easy(struct derivation *d, const struct subject *subject,
                           struct fields *fields)
{
    const struct sesdomain_instance *parent = NULL, *holder = subject->inst;
    size_t count;

    if (dkim_is_replica(subject->inst)) {
        parent = dkim_parent(d, subject->inst);
        dkim_check_parent(d, subject, parent);
        if (dkim_token_count(holder) == 0 && parent)
            holder = parent;
    }
    count = dkim_token_count(holder);
    if (!count)
        return;
    if (count < DKIM_TOKENS)
        sesd_report_instance(d, subject, FINDING_DKIM_TOKENS_INCOMPLETE,
                             d->domain, none, none);

    fields->of[FIELD_ZONE] = dkim_zone(d, subject, parent);
    for (size_t i = 0; i < count && fields->of[FIELD_ZONE].s; i++) {
        struct text token = dkim_slot(holder, SLOT_DKIM_1 + (enum slot)i);

        if (!dkim_token_is_well_formed(token))
            sesd_report_instance(d, subject, FINDING_DKIM_TOKEN_MALFORMED,
                                 d->domain, token, none);
        fields->of[FIELD_TOKEN] = token;
        sesd_apply(d, NEED_EASY_DKIM, fields, subject->number);
    }
}

static void dkim_check_length(struct derivation *d,
                              const struct subject *subject, struct text key)
{
    struct out nowhere = sesd_out(NULL, 0);
    const char *why;
    size_t bits;

    if (sesd_key_read(key, &nowhere, &bits, &why) == SESDOMAIN_OK &&
        bits < BITS_ADVISED)
        sesd_report_instance(d, subject, FINDING_DKIM_KEY_SHORT, d->domain,
                             sesd_number(d, bits), none);
}

/* No API returns the key: with SUCCESS, nothing depends on it. */
static void dkim_report_unknown_key(struct derivation *d,
                                    const struct subject *subject)
{
    sesd_report_instance(d, subject,
                         subject->inst->ses.dkim == SESDOMAIN_SES_SUCCESS
                             ? FINDING_BYODKIM_KEY_NOT_GIVEN
                             : FINDING_BYODKIM_KEY_UNKNOWN,
                         d->domain, none, none);
}

/* The key that is published at a selector, if there is one and no other TXT.
 */
static struct text dkim_published_key(struct derivation *d,
                                      const struct subject *subject,
                                      struct text selector)
{
    const struct text name = sesd_name_join(
        &d->scratch, selector, sesd_text("." LABEL_DKIM "."), d->domain);
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    struct key_record key;

    if (!r || sesd_next_record(r) || !sesd_key_record(r->text, &key))
        return none;
    sesd_report_instance(d, subject,
                         key.p.n ? FINDING_BYODKIM_KEY_FROM_DNS
                                 : FINDING_BYODKIM_KEY_REVOKED,
                         name, none, none);
    return key.p;
}

static void dkim_need_own_key(struct derivation *d,
                              const struct subject *subject,
                              struct fields *fields,
                              const struct dkim_key *own)
{
    struct text key = sesd_string_text(&own->key);

    if (!key.s)
        key = dkim_published_key(d, subject, sesd_string_text(&own->selector));
    if (!key.s)
        dkim_report_unknown_key(d, subject);
    if (!key.n)
        return;
    dkim_check_length(d, subject, key);
    fields->of[FIELD_TOKEN] = sesd_string_text(&own->selector);
    fields->of[FIELD_KEY] = key;
    sesd_apply(d, NEED_OWN_KEY, fields, subject->number);
}

static void dkim_need_own_keys(struct derivation *d,
                               const struct subject *subject,
                               struct fields *fields)
{
    const struct dkim_key *own = sesd_first_key(subject->inst);

    if (!own)
        dkim_report_unknown_key(d, subject);
    for (; own; own = sesd_next_key(own))
        dkim_need_own_key(d, subject, fields, own);
}

static void dkim_check_facts(struct derivation *d,
                             const struct subject *subject)
{
    if (subject->inst->ses.short_key)
        sesd_report_instance(d, subject, FINDING_DKIM_KEY_SHORT, d->domain,
                             sesd_text(BITS_SHORT), none);
}

bool sesd_need_dkim(struct derivation *d, const struct subject *subject,
                    struct fields *fields)
{
    const struct text origin = dkim_slot(subject->inst, SLOT_ORIGIN);
    const bool own = sesd_first_key(subject->inst) ||
                     sesd_text_equal(origin, sesd_text("EXTERNAL"));
    const bool easy =
        dkim_token_count(subject->inst) || dkim_is_replica(subject->inst);

    if (!own && !easy)
        return false;
    if (d->quirks.no_underscores) {
        sesd_report_instance(d, subject, FINDING_UNDERSCORE_NOT_ALLOWED,
                             d->domain, sesd_text(LABEL_DKIM), none);
        return true;
    }
    if (easy)
        dkim_need_easy(d, subject, fields);
    if (own)
        dkim_need_own_keys(d, subject, fields);
    dkim_check_facts(d, subject);
    return true;
}

/* ---- the existing key record ---- */

/* Check whether the tags of a key record let SES's signatures pass. */
static void dkim_check_tags(struct derivation *d, struct owner *owner,
                            const struct key_record *key)
{
    if (!key->dkim1 || !key->rsa || !key->sha256 || !key->mail)
        sesd_conflict(d, owner, FINDING_DKIM_KEY_UNUSABLE, none, none);
    else if (key->testing)
        sesd_report(d, FINDING_DKIM_KEY_TESTING, owner->name, none, none);
}

bool sesd_check_key(struct derivation *d, struct owner *owner)
{
    const struct want *w = sesd_first_live_want(owner);
    const struct record *r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);
    bool seen = false;

    if (!w || w->rule->match != MATCH_KEY)
        return true;
    for (; r && !owner->conflict; r = sesd_next_record(r)) {
        const struct want *ours = sesd_want_for(d, owner, r);
        struct key_record key;

        if (sesd_key_is_secret(r->text))
            sesd_conflict(d, owner, FINDING_PRIVATE_KEY_PUBLISHED, none, none);
        else if (sesd_is_vouched(d, w) && ours != w)
            sesd_accept_beside(d, owner, w, r);
        else if (ours != w && sesd_slip_conflict(d, owner, w, r))
            break;
        else if (sesd_is_vouched(d, w))
            continue;
        else if (!sesd_key_record(r->text, &key) || (ours == w && seen))
            sesd_conflict(d, owner, FINDING_DKIM_KEY_AND_OTHER_TXT, r->rdata,
                          none);
        else if (ours == w)
            dkim_check_tags(d, owner, &key);
        else if (ours) /* of a retired instance: removed, or kept until later
                        */
            continue;
        else if (key.p.n)
            sesd_conflict(d, owner, FINDING_BYODKIM_KEY_CONFLICT, none, none);
        else
            sesd_conflict(d, owner, FINDING_BYODKIM_KEY_REVOKED, none, none);
        seen = seen || ours == w;
    }
    return !owner->conflict;
}
