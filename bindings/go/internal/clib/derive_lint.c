//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Suspicious records in the zone. Takes the existing records, and reports
 * those in the wrong place or in the wrong letter case, SES records of no
 * instance in the settings, and wildcards that will answer for fewer names
 * (RFC 4592 section 2.2.1). */
#include "derive_derive.h"

#define RECORDS_COMPARED 1000 /* with each missing token */

static const struct text none = { NULL, 0 };

static void lint_report(struct derivation *d, enum finding finding,
                        const struct want *w, struct text name,
                        struct text value, struct text other)
{
    sesd_concern_all(d, sesd_report(d, finding, name, value, other),
                     &w->claims);
}

/* ---- tokens that are almost right ---- */

static bool lint_is_edge(char c)
{
    return c == ' ' || c == '\t' || c == '"' || c == '\'';
}

/* A record that satisfies another value is not a slip of this one. */
static void lint_compare_token(struct derivation *d, const struct owner *owner,
                               const struct want *w, const struct record *r)
{
    const struct text token = sesd_bare_token(w->text);
    const struct text bare =
        sesd_bare_token(sesd_text_trim(r->text, lint_is_edge));

    if (sesd_text_equal_nocase(bare, token) && !sesd_want_for(d, owner, r))
        lint_report(d,
                    sesd_text_equal(bare, token)
                        ? FINDING_TOKEN_STRAY_CHARACTERS
                        : FINDING_TOKEN_CASE,
                    w, owner->name, r->text, none);
}

/* Where a live token is missing, compare it with the records of the name. They
 * are limited, so that many records do not meet many tokens. */
static void lint_compare_tokens(struct derivation *d,
                                const struct owner *owner,
                                const struct want *w)
{
    const struct record *r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);

    for (size_t n = 0; r && n < RECORDS_COMPARED; r = sesd_next_record(r), n++)
        lint_compare_token(d, owner, w, r);
}

/* ---- names that are almost right ---- */

static void lint_find_doubled(struct derivation *d, const struct owner *owner,
                              const struct want *w)
{
    const struct text ends[] = { d->zone, d->domain };

    for (size_t i = 0; i < COUNT(ends); i++) {
        const struct text name = sesd_below(d, owner->name.s, ends[i]);
        const struct known *known = sesd_known(d->sd, name);

        if (!known || !known->records.count)
            continue;
        lint_report(d, FINDING_NAME_SUFFIX_DOUBLED, w, owner->name, name,
                    none);
        return;
    }
}

static void lint_find_underscore(struct derivation *d,
                                 const struct owner *owner,
                                 const struct want *w)
{
    const struct text name =
        sesd_name_join(&d->scratch, sesd_text("_"), none, owner->name);
    const struct known *known = sesd_known(d->sd, name);

    if (known && known->records.count)
        lint_report(d, FINDING_EXTRA_UNDERSCORE, w, owner->name, name, none);
}

/* ---- wildcards that a new name hides from (RFC 4592 section 2.2.1) ---- */

/* Whether there are records at or below a name; not known where they may be
 * synthesised from a wildcard themselves. */
static bool lint_has_any(struct derivation *d, struct text name)
{
    return (d->sd->exact || sesd_complete(d->sd, d->zone)) &&
           (sesd_has_records_within(d->sd, name) ||
            sesd_has_below(d->sd, name, d->zone));
}

/* The wildcard that answers for names below another; NULL: none does. A name
 * that exists, be it an empty non-terminal, keeps those further up away. */
static struct text lint_wildcard_over(struct derivation *d, struct text above)
{
    for (; above.n >= d->zone.n && sesd_name_within(above, d->zone);
         above = sesd_name_parent(above)) {
        const struct known *known = sesd_wildcard(d, above);

        if (known && known->records.count)
            return known->name;
        known = sesd_known(d->sd, above);
        if ((known && known->records.count) || lint_has_any(d, above))
            break;
    }
    return none;
}

/* Reported once for each wildcard, with the first name. */
static void lint_find_wildcard(struct derivation *d, const struct owner *owner)
{
    const struct text wildcard =
        lint_wildcard_over(d, sesd_name_parent(owner->name));

    if (wildcard.s && !lint_has_any(d, owner->name))
        sesd_report_once(d, FINDING_WILDCARD_SHADOWED, wildcard, owner->name);
}

static bool lint_exists(const struct owner *owner)
{
    return owner->known && owner->known->records.count && !owner->synthesised;
}

static void lint_check_owner(struct derivation *d, const struct owner *owner)
{
    for (struct want *w = sesd_first_live_want(owner); w;
         w = sesd_next_live_want(w)) {
        if (w->rule->need == NEED_EASY_DKIM &&
            sesd_prior(d->sd, w->text, SESDOMAIN_TYPE_TXT, d->zone) ==
                SESDOMAIN_RECORDSET_PRIOR_ABSENT)
            lint_report(d, FINDING_DKIM_TARGET_WITHOUT_KEY, w, owner->name,
                        w->text, none);
        if (w->there)
            continue;
        if (w->rule->match == MATCH_TOKEN)
            lint_compare_tokens(d, owner, w);
        if (w->rule->purpose == SESDOMAIN_PURPOSE_DKIM)
            lint_find_underscore(d, owner, w);
        lint_find_doubled(d, owner, w);
    }
    if (!lint_exists(owner) && !owner->conflict && sesd_first_want(owner))
        lint_find_wildcard(d, owner);
}

/* ---- SES records of no instance in the settings ---- */

/* A group is reported once, with the first of it and how many there are. */
struct group {
    const struct record *first;
    struct text name;
    size_t count;
};

enum { TOKENS, KEYS, BOUNCES, GROUPS };

static bool lint_is_ses_token(struct text t)
{
    t = sesd_bare_token(t);
    return t.n == 44 && t.s[43] == '=' &&
           sesd_text_all((struct text){ t.s, 43 }, sesd_is_base64);
}

/* Which group a record belongs to; GROUPS: none. */
static int lint_group(const struct known *known, const struct record *r)
{
    const char *space;
    struct text host = r->text;

    switch (r->type) {
    case SESDOMAIN_TYPE_TXT:
        return sesd_text_starts(known->name, sesd_text(LABEL_TOKEN ".")) &&
                       lint_is_ses_token(r->text)
                   ? TOKENS
                   : GROUPS;
    case SESDOMAIN_TYPE_CNAME:
        return sesd_text_ends(host, sesd_text("." SES_DOMAIN)) ? KEYS : GROUPS;
    case SESDOMAIN_TYPE_MX:
        space = memchr(host.s, ' ', host.n);
        if (!space)
            return GROUPS;
        host.n -= (size_t)(space + 1 - host.s);
        host.s = space + 1;
        return sesd_is_region_host(host, HOST_FEEDBACK) ? BOUNCES : GROUPS;
    default:
        return GROUPS;
    }
}

/* Whether an instance needs a record, or something like it. */
static bool lint_is_ours(struct derivation *d, const struct owner *owner,
                         const struct record *r)
{
    if (!owner)
        return false;
    if (owner->conflict || sesd_want_for(d, owner, r))
        return true;
    for (const struct want *w = sesd_first_want(owner); w;
         w = sesd_next_want(w))
        if (!w->there &&
            sesd_text_equal_nocase(w->text, sesd_bare_token(r->text)))
            return true;
    return false;
}

/* The owner that a name was meant for: without an underscore too many, or the
 * domain or the zone once too often. */
static const struct owner *lint_meant(struct derivation *d, struct text name)
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

static void lint_count_groups(struct derivation *d, const struct known *known,
                              struct group *groups)
{
    for (const struct record *r = sesd_first_record(known); r;
         r = sesd_following_record(r)) {
        const int which = lint_group(known, r);
        const struct owner *owner;

        if (which == GROUPS || sesd_is_ignored(d->sd, r->text) ||
            sesd_is_ignored(d->sd, sesd_bare_token(r->text)) ||
            sesd_is_of_other_identity(d->sd, known->name))
            continue;
        owner = sesd_owner(d, known->name);
        if (lint_is_ours(d, owner ? owner : lint_meant(d, known->name), r))
            continue;
        if (!groups[which].count++) {
            groups[which].first = r;
            groups[which].name = known->name;
        }
    }
}

static void lint_find_strangers(struct derivation *d)
{
    struct group groups[GROUPS] = { { 0 } };
    char prefix[SESD_KEY_MAX];
    const size_t n = sesd_name_key(d->domain, prefix, sizeof(prefix));
    struct entry *e = sesd_index_prefix(&d->sd->known, prefix, n);

    for (; e && e->length >= n && memcmp(e->key, prefix, n) == 0;
         e = sesd_index_next(e))
        lint_count_groups(d, (const struct known *)e, groups);
    for (int i = 0; i < GROUPS; i++)
        if (groups[i].count)
            sesd_report(d, FINDING_UNKNOWN_SES_RECORDS, groups[i].name,
                        groups[i].first->text,
                        sesd_number(d, groups[i].count));
}

/* ---- failed lookups ---- */

/* Report those whose RRset nothing else has made known. */
static void lint_report_failures(struct derivation *d)
{
    struct entry *e = sesd_index_first(&d->sd->known);

    for (; d->sd->failed_lookups && e; e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;

        for (const struct failed *f = known->failed; f; f = f->next)
            if (sesd_prior(d->sd, known->name, f->type, d->zone) ==
                SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
                sesd_report(d, FINDING_LOOKUP_FAILED, known->name,
                            sesd_type_text(d, f->type), f->reason);
    }
}

/* ---- records outside the zone ---- */

/* Records that no question is about, as of a name without its zone, would be
 * lost in silence, and what they hold taken for absent. */
void sesd_derive_outside(struct derivation *d)
{
    const struct known *first = NULL;
    size_t count = 0;

    if (!d->sd->complete)
        return;
    for (const struct entry *e = sesd_index_first(&d->sd->known); e;
         e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;

        if (!known->records.count || sesd_name_within(known->name, d->zone) ||
            sesd_index_find(&d->question.asked, e->key, e->length))
            continue;
        first = first ? first : known;
        count++;
    }
    if (first)
        sesd_report(d, FINDING_RECORDS_OUTSIDE_ZONE, first->name, d->zone,
                    sesd_number(d, count));
}

void sesd_derive_lint(struct derivation *d)
{
    lint_report_failures(d);
    if (!d->has_existing)
        return;
    for (size_t i = 0; i < d->want.count; i++)
        lint_check_owner(d, d->want.sorted[i]);
    lint_find_strangers(d);
}
