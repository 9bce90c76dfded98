//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * SES records of no instance in the settings. Takes the existing records of
 * the domain, and reports tokens, DKIM CNAMEs and feedback MX that no instance
 * needs, with their most likely identity and the command that shows it: SES v2
 * prints no verification token
 * (https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html),
 * and records may be of another identity of the zone.
 */
#include "derive_derive.h"

#define COMPARED                                                              \
    100 /* values with each record, so that the cost is linear                \
         */

/* Whether an instance needs a record, or a similar one. */
static bool stranger_is_ours(struct derivation *d, const struct owner *owner,
                             const struct record *r)
{
    const struct want *w = owner ? sesd_first_want(owner) : NULL;

    if (!owner)
        return false;
    if (owner->conflict || sesd_want_for(d, owner, r))
        return true;
    for (size_t n = 0; w && n < COMPARED; w = sesd_next_want(w), n++)
        if (!w->there &&
            sesd_text_equal_nocase(w->text, sesd_bare_token(r->text)))
            return true;
    return false;
}

/* Return the owner that a name was meant for: without an additional
 * underscore, or without a repeated domain or zone. */
static const struct owner *stranger_meant(struct derivation *d,
                                          struct text name)
{
    const struct text ends[] = { d->zone, d->domain };
    const struct owner *owner = NULL;

    if (name.n > 1 && *name.s == '_')
        owner = sesd_owner(d, (struct text){ name.s + 1, name.n - 1 });
    for (size_t i = 0; i < COUNT(ends) && !owner; i++)
        if (name.n >= ends[i].n + 2 && sesd_name_within(name, ends[i]))
            owner =
                sesd_owner(d, (struct text){ name.s, name.n - ends[i].n - 1 });
    return owner;
}

/* Whether a value is one that an instance needs at another name: misplaced.c
 * reports it. */
static bool stranger_is_misplaced(struct derivation *d, const struct record *r)
{
    struct text rest = r->text;
    const struct text label = sesd_text_cut(&rest, '.');
    const struct owner *owner = sesd_owner(
        d, r->type == SESDOMAIN_TYPE_CNAME
               ? sesd_name_join(&d->scratch, label,
                                sesd_text("." LABEL_DKIM "."), d->domain)
               : sesd_below(d, LABEL_TOKEN, d->domain));

    return owner && sesd_want_for(d, owner, r);
}

/* Whether a DKIM name has a token of an instance, whose records are left out
 * because the zone of its keys is not known. */
static bool stranger_has_token(const struct derivation *d, struct text name)
{
    const struct text label = sesd_text_cut(&name, '.');

    for (size_t i = 0; i < d->sd->instance_count && i < COMPARED; i++)
        for (int slot = SLOT_DKIM_1; slot < SLOT_DKIM_1 + DKIM_TOKENS; slot++)
            if (sesd_text_equal(
                    sesd_string_text(&d->sd->instances[i]->text[slot]), label))
                return true;
    return false;
}

/* Whether it is the MX that a MAIL FROM domain lacks: misplaced.c reports it,
 * at the domain or above. */
static bool stranger_is_misplaced_mx(struct derivation *d, struct text name,
                                     const struct record *r)
{
    for (size_t i = 0; i < d->want.count && i < COMPARED; i++) {
        const struct want *w =
            sesd_live_want(d->want.sorted[i], SESDOMAIN_TYPE_MX);

        if (w && w->held == HELD_MISSING &&
            sesd_text_equal(sesd_mx_host(w->text, NULL),
                            sesd_mx_host(r->text, NULL)))
            return sesd_name_within(d->domain, name);
    }
    return false;
}

/* ---- kinds of records ---- */

enum stranger { STRANGER_NONE, STRANGER_TOKEN, STRANGER_KEY, STRANGER_MX };

static enum stranger stranger_kind(const struct known *known,
                                   const struct record *r)
{
    switch (r->type) {
    case SESDOMAIN_TYPE_TXT:
        return sesd_text_starts(known->name, sesd_text(LABEL_TOKEN ".")) &&
                       sesd_is_ses_token(r->text)
                   ? STRANGER_TOKEN
                   : STRANGER_NONE;
    case SESDOMAIN_TYPE_CNAME:
        return sesd_text_ends(r->text, sesd_text("." SES_DOMAIN))
                   ? STRANGER_KEY
                   : STRANGER_NONE;
    case SESDOMAIN_TYPE_MX:
        return sesd_is_region_host(sesd_mx_host(r->text, NULL), HOST_FEEDBACK)
                   ? STRANGER_MX
                   : STRANGER_NONE;
    default:
        return STRANGER_NONE;
    }
}

/* Return the identity that a token or a DKIM name belongs to: the name below
 * the underscore label. */
static struct text stranger_identity(struct text name)
{
    while (name.n && !sesd_text_starts(name, sesd_text(LABEL_TOKEN ".")) &&
           !sesd_text_starts(name, sesd_text(LABEL_DKIM ".")))
        name = sesd_name_parent(name);
    return name.n ? sesd_name_parent(name) : name;
}

/* ---- other identities below the domain ---- */

struct strangers {
    struct index identities; /* below the domain, by name */
};

static bool stranger_knows(const struct strangers *s, struct text name)
{
    return sesd_name_find(&s->identities, name) != NULL;
}

static void stranger_add_identity(struct derivation *d, struct strangers *s,
                                  struct text name)
{
    char key[SESD_KEY_MAX];
    const size_t n = sesd_name_key(name, key, sizeof(key));
    const struct text kept = sesd_keep(&d->scratch, (struct text){ key, n });
    struct entry *e = sesd_alloc(&d->scratch, sizeof(*e));

    if (!e || !kept.s)
        return;
    *e = (struct entry){ kept.s, n, NULL };
    sesd_index_add(&s->identities, &d->scratch, e);
}

static void stranger_report(struct derivation *d, enum finding finding,
                            struct text cause, struct text name,
                            const struct known *known, struct text value)
{
    sesd_add_name(d, sesd_report_cause(d, finding, cause, name, value, none),
                  known->name);
}

/* ---- records of the domain itself ---- */

/* Report a token. It is most likely that of an identity which SES has verified
 * although the settings have no token for it. */
static void stranger_report_token(struct derivation *d, struct text name,
                                  const struct record *r)
{
    struct claims verified = { 0 };
    bool dkim = true;
    struct found *found;

    for (uint32_t i = 0; i < d->plan->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];

        if (inst->text[SLOT_TOKEN].set ||
            inst->ses.verification != SESDOMAIN_SES_SUCCESS)
            continue;
        sesd_claim(d, &verified, i);
        dkim = dkim && inst->ses.dkim == SESDOMAIN_SES_SUCCESS;
    }
    found = sesd_report_cause(d,
                              !verified.count ? FINDING_UNKNOWN_TOKEN
                              : dkim          ? FINDING_TOKEN_BEFORE_DKIM
                                              : FINDING_TOKEN_LIKELY_OWN,
                              name, name, r->text, none);
    sesd_add_name(d, found, name);
    sesd_concern_all(d, found, &verified);
}

/* Whether the settings ignore a record, or the token in it. */
static bool stranger_is_ignored(const struct derivation *d,
                                const struct record *r)
{
    return sesd_is_ignored(d->sd, r->text) ||
           sesd_is_ignored(d->sd, sesd_bare_token(r->text));
}

/* Report a token at one of the two other names where it may be, if an identity
 * depends on one. */
static void stranger_check_other_names(struct derivation *d)
{
    const struct record *r = d->evidence.token;
    bool depends = false;

    for (uint32_t i = 0; i < d->plan->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];

        depends =
            depends || (!inst->text[SLOT_TOKEN].set &&
                        inst->ses.verification == SESDOMAIN_SES_SUCCESS &&
                        inst->ses.dkim != SESDOMAIN_SES_SUCCESS);
    }
    if (r && depends && !stranger_is_ignored(d, r) &&
        !sesd_text_starts(d->evidence.token_at, sesd_text(LABEL_TOKEN ".")))
        stranger_report_token(d, d->evidence.token_at, r);
}

/* Return the region in the name of a feedback host. */
static struct text stranger_region(struct text host)
{
    struct text region = sesd_name_parent(host);

    return sesd_text_cut(&region, '.');
}

static void stranger_check(struct derivation *d, struct strangers *s,
                           const struct known *known, const struct record *r,
                           enum stranger kind)
{
    const struct text identity =
        kind == STRANGER_MX ? none : stranger_identity(known->name);
    struct text above = known->name;

    if (kind == STRANGER_MX) {
        while (above.n > d->domain.n && !stranger_knows(s, above))
            above = sesd_name_parent(above);
        if (above.n > d->domain.n)
            stranger_report(d, FINDING_OTHER_IDENTITY, above, above, known,
                            none);
        else
            stranger_report(d, FINDING_UNKNOWN_FEEDBACK_MX, r->text,
                            known->name, known,
                            stranger_region(sesd_mx_host(r->text, NULL)));
    } else if (identity.n > d->domain.n) {
        stranger_add_identity(d, s, identity);
        stranger_report(d, FINDING_OTHER_IDENTITY, identity, identity, known,
                        none);
    } else if (kind == STRANGER_TOKEN) {
        stranger_report_token(d, known->name, r);
    } else {
        stranger_report(d, FINDING_UNKNOWN_DKIM, none, known->name, known,
                        r->text);
    }
}

static void stranger_check_name(struct derivation *d, struct strangers *s,
                                const struct known *known, bool mx)
{
    for (const struct record *r = sesd_first_record(known); r;
         r = sesd_following_record(r)) {
        const enum stranger kind = stranger_kind(known, r);
        const struct owner *owner;

        if (!kind || (kind == STRANGER_MX) != mx ||
            stranger_is_ignored(d, r) ||
            sesd_is_of_other_identity(d->sd, known->name))
            continue;
        owner = sesd_owner(d, known->name);
        if (!stranger_is_misplaced(d, r) &&
            !(kind == STRANGER_KEY && stranger_has_token(d, known->name)) &&
            !(mx && stranger_is_misplaced_mx(d, known->name, r)) &&
            !stranger_is_ours(
                d, owner ? owner : stranger_meant(d, known->name), r))
            stranger_check(d, s, known, r, kind);
    }
}

/* The MX is last: it may belong to an identity that the others show. */
void sesd_derive_strangers(struct derivation *d)
{
    struct strangers s = { 0 };
    char prefix[SESD_KEY_MAX];
    const size_t n = sesd_name_key(d->domain, prefix, sizeof(prefix));

    for (int mx = 0; mx <= 1 && d->has_existing; mx++) {
        struct entry *e = sesd_index_prefix(&d->sd->known, prefix, n);

        for (; e && e->length >= n && memcmp(e->key, prefix, n) == 0;
             e = sesd_index_next(e))
            stranger_check_name(d, &s, (const struct known *)e, mx);
    }
    stranger_check_other_names(d);
}
