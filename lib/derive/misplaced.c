/* SPDX-License-Identifier: MIT */
/*
 * Values of ours at other names. Takes the existing records of the zone, and
 * reports tokens, DKIM CNAMEs and their targets that are missing where they
 * belong and were published elsewhere: below another name, without a label, or
 * as TXT. All records are looked at once, by an index of what is missing.
 */
#include "derive.h"

/* A missing value, by what records of it say. */
struct missing {
    struct entry entry; /* key: a token, a key, or the label of a DKIM name */
    const struct owner *owner;
    const struct want *want;
};

static void misplaced_add(struct derivation *d, struct index *missing,
                          const struct owner *owner, const struct want *w)
{
    struct text key = sesd_bare_token(w->text);
    struct key_record record;
    struct missing *m;

    if (w->rule->need == NEED_EASY_DKIM)
        key = sesd_text_cut(&key, '.');
    else if (w->rule->match == MATCH_KEY && sesd_key_record(key, &record))
        key = record.p;
    else if (w->rule->purpose == SESDOMAIN_PURPOSE_MAIL_FROM)
        key = sesd_mx_host(key, NULL);
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

/* Whether a text may have something around it that was pasted along, or be
 * encoded: the others are compared as they are. */
static bool misplaced_is_dirty(struct text t)
{
    static const char plain[] = "+/=.;-_";

    if (!t.n)
        return false;
    return memchr(t.s, '%', t.n) || memchr(t.s, '&', t.n) ||
           !(sesd_is_letter(*t.s) || sesd_is_digit(*t.s)) ||
           !(sesd_is_letter(t.s[t.n - 1]) || sesd_is_digit(t.s[t.n - 1]) ||
             strchr(plain, t.s[t.n - 1]));
}

/* The missing token or key that a TXT is, or is meant to be; or NULL. */
static const struct missing *misplaced_match_txt(const struct index *missing,
                                                 struct text *text)
{
    const struct missing *m = misplaced_find(missing, sesd_bare_token(*text));
    struct key_record record;

    if (!m && sesd_text_contains(*text, sesd_text("p=")) &&
        sesd_key_record(*text, &record))
        m = misplaced_find(missing, record.p);
    return m;
}

/* The missing value that a record is, or is meant to be; or NULL. */
static const struct missing *misplaced_match(struct derivation *d,
                                             const struct index *missing,
                                             struct text name,
                                             const struct record *r)
{
    struct text text = r->text;
    const struct missing *m = NULL;

    if (r->type == SESDOMAIN_TYPE_MX) /* elsewhere it may be another's */
        return sesd_name_within(d->domain, name)
                   ? misplaced_find(missing, sesd_mx_host(text, NULL))
                   : NULL;
    if (r->type == SESDOMAIN_TYPE_TXT) {
        if (misplaced_is_dirty(text))
            text = sesd_clean(&d->scratch, text, false, false).text;
        m = misplaced_match_txt(missing, &text);
    }
    if (m ||
        (r->type != SESDOMAIN_TYPE_TXT && r->type != SESDOMAIN_TYPE_CNAME))
        return m;
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

/* Whether a record is in its place, or lint.c reports what is wrong with its
 * name: it goes on after the right one, or has an underscore before it. */
static bool misplaced_is_reported(struct derivation *d, struct text name,
                                  struct text right, const struct record *r)
{
    const struct owner *owner = sesd_owner(d, name);

    if (owner && sesd_want_for(d, owner, r))
        return true;
    return sesd_text_starts(name, right) ||
           (*name.s == '_' &&
            sesd_text_equal(sesd_text_after(name, 1), right));
}

void sesd_derive_misplaced(struct derivation *d)
{
    struct index missing = { 0 };

    if (!d->sd->known.count)
        return;
    misplaced_collect(d, &missing);
    for (struct entry *e = sesd_index_first(&d->sd->known); e && missing.count;
         e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;

        for (const struct record *r = sesd_first_record(known); r;
             r = sesd_following_record(r)) {
            const struct missing *m =
                misplaced_match(d, &missing, known->name, r);

            if (m && !misplaced_is_reported(d, known->name, m->owner->name, r))
                misplaced_report(d, known, m);
        }
    }
}
