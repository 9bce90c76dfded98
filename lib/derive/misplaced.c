/* SPDX-License-Identifier: MIT */
/*
 * Values of ours at other names. Takes the existing records of the zone, and
 * reports tokens, DKIM CNAMEs and their targets that are missing where they
 * belong and were published elsewhere: below another name, without a label, or
 * as TXT. All records are looked at once, by an index of what is missing.
 */
#include "slip.h"

static const struct text none = { NULL, 0 };

/* A missing value, by what records of it say. */
struct missing {
    struct entry entry; /* key: a token or the label of a DKIM name */
    const struct owner *owner;
    const struct want *want;
};

static void misplaced_add(struct derivation *d, struct index *missing,
                          const struct owner *owner, const struct want *w)
{
    struct text key = sesd_bare_token(w->text);
    struct missing *m;

    if (w->rule->need == NEED_EASY_DKIM)
        key = sesd_text_cut(&key, '.');
    else if (w->rule->match != MATCH_TOKEN)
        return;
    m = sesd_alloc(&d->scratch, sizeof(*m));
    if (!m || sesd_index_find(missing, key.s, key.n))
        return;
    *m = (struct missing){ { key.s, key.n, NULL }, owner, w };
    sesd_index_add(missing, &d->scratch, &m->entry);
}

static void misplaced_collect(struct derivation *d, struct index *missing)
{
    for (size_t i = 0; i < d->want.count; i++)
        for (const struct want *w = sesd_first_live_want(d->want.sorted[i]); w;
             w = sesd_next_live_want(w))
            if (w->held == HELD_MISSING && !d->want.sorted[i]->conflict)
                misplaced_add(d, missing, d->want.sorted[i], w);
}

static const struct missing *misplaced_find(const struct index *missing,
                                            struct text key)
{
    return key.n
               ? (const struct missing *)sesd_index_find(missing, key.s, key.n)
               : NULL;
}

/* The missing value that a record is, or is meant to be; or NULL. */
static const struct missing *misplaced_match(const struct index *missing,
                                             const struct record *r)
{
    struct text text = r->text;

    if (r->type == SESDOMAIN_TYPE_TXT) {
        sesd_slip_strip(&text);
        if (misplaced_find(missing, sesd_bare_token(text)))
            return misplaced_find(missing, sesd_bare_token(text));
    }
    if (r->type != SESDOMAIN_TYPE_TXT && r->type != SESDOMAIN_TYPE_CNAME)
        return NULL;
    return sesd_text_contains(text, sesd_text("amazonses"))
               ? misplaced_find(missing, sesd_text_cut(&text, '.'))
               : NULL;
}

/* What differs between two names: the labels that both begin with are left
 * out, so that records that one slip has moved have one cause. */
static struct text misplaced_cause(struct text found, struct text right)
{
    while (found.n && right.n) {
        struct text rest = found, other = right;

        if (!sesd_text_equal(sesd_text_cut(&rest, '.'),
                             sesd_text_cut(&other, '.')))
            break;
        found = rest;
        right = other;
    }
    return found;
}

/* The same for records of one sort whose first labels differ: _amazonses and
 * tokens that are all below another name. */
static struct text misplaced_suffix(struct text cause, struct text domain)
{
    return cause.n > domain.n ? none : cause;
}

static void misplaced_report(struct derivation *d, const struct known *known,
                             const struct missing *m)
{
    const struct text cause = misplaced_suffix(
        misplaced_cause(known->name, m->owner->name), d->domain);
    struct found *found =
        sesd_report_cause(d, FINDING_VALUE_MISPLACED, cause, known->name,
                          known->name, m->owner->name);

    sesd_add_name(d, found, known->name);
    sesd_concern_all(d, found, &m->want->claims);
}

/* Whether a name is the right one, or lint.c reports what is wrong with it: it
 * goes on after the right one, or has an underscore before it. */
static bool misplaced_is_reported(struct text name, struct text right)
{
    return sesd_text_starts(name, right) ||
           (*name.s == '_' &&
            sesd_text_equal(sesd_text_after(name, 1), right));
}

void sesd_derive_misplaced(struct derivation *d)
{
    struct index missing = { 0 };

    if (!d->has_existing)
        return;
    misplaced_collect(d, &missing);
    for (struct entry *e = sesd_index_first(&d->sd->known); e && missing.count;
         e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;

        for (const struct record *r = sesd_first_record(known); r;
             r = sesd_following_record(r)) {
            const struct missing *m = misplaced_match(&missing, r);

            if (m && !misplaced_is_reported(known->name, m->owner->name))
                misplaced_report(d, known, m);
        }
    }
}
