/* SPDX-License-Identifier: MIT */
/* Suspicious records in the zone. Takes the existing records, and reports
 * those in the wrong place or in the wrong letter case, and those that the
 * plan does not know. */
#include "slip.h"

#define COMPARED 100 /* records with a missing token, or tokens with one */

static void lint_report(struct derivation *d, enum finding finding,
                        const struct want *w, struct text name,
                        struct text value, struct text other)
{
    sesd_concern_all(d, sesd_report(d, finding, name, value, other),
                     &w->claims);
}

/* Report a name that stands for another; once for all such names. */
static void lint_report_name(struct derivation *d, enum finding finding,
                             const struct want *w, struct text cause,
                             struct text name, struct text right)
{
    struct found *found =
        sesd_report_cause(d, finding, cause, name, right, none);

    sesd_add_name(d, found, name);
    sesd_concern_all(d, found, &w->claims);
}

/* ---- misspelt tokens ---- */

#define PIECE_MIN 8  /* characters of a token */
#define NEAR_MAX 512 /* octets of a record that may be a token */

/* The records of a name that may be tokens, read once. */
struct near {
    const struct record *of[COMPARED];
    struct text cleaned[COMPARED];
    size_t count;
    bool read;
};

static void lint_read_near(struct derivation *d, const struct owner *owner,
                           struct near *near)
{
    const struct record *r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);

    for (; !near->read && r && near->count < COMPARED;
         r = sesd_next_record(r)) {
        if (r->text.n > NEAR_MAX)
            continue;
        near->of[near->count] = r;
        near->cleaned[near->count++] =
            sesd_is_ses_token(r->text)
                ? r->text
                : sesd_clean(&d->scratch, r->text, false, false).text;
    }
    near->read = true;
}

/* Whether a record completes a token of which another is the front. */
static bool lint_has_rest(const struct near *near, struct text token,
                          struct text front)
{
    for (size_t i = 0; i < near->count; i++)
        if (near->of[i]->text.n >= PIECE_MIN &&
            front.n + near->of[i]->text.n == token.n &&
            sesd_text_ends(token, near->of[i]->text))
            return true;
    return false;
}

/* Return what is wrong with a record that is almost a token; a NULL text if it
 * is something else. */
static struct text lint_token_words(struct derivation *d,
                                    const struct near *near, size_t i,
                                    struct text token)
{
    const struct text text = near->of[i]->text;

    if (text.n >= PIECE_MIN && text.n < token.n &&
        sesd_text_starts(token, text)) {
        if (text.n == token.n - 1)
            return sesd_text("its '=' at the end is missing");
        return lint_has_rest(near, token, text)
                   ? sesd_text("it was cut into two records")
                   : none;
    }
    return sesd_text_contains(near->cleaned[i], token)
               ? sesd_slip_around(d, text, false, token)
               : none;
}

/* Report records that are almost a token that is missing. The number of
 * records is limited, so that the work remains linear. */
static void lint_compare_tokens(struct derivation *d,
                                const struct owner *owner,
                                const struct want *w, struct near *near)
{
    const struct text token = sesd_bare_token(w->text);

    lint_read_near(d, owner, near);
    for (size_t i = 0; i < near->count; i++) {
        const struct text text = near->of[i]->text;
        const bool same = sesd_text_equal_nocase(sesd_bare_token(text), token);
        const struct text words =
            same ? none : lint_token_words(d, near, i, token);

        if ((same || words.s) && !sesd_want_for(d, owner, near->of[i]))
            lint_report(d, same ? FINDING_TOKEN_CASE : FINDING_TOKEN_MISTYPED,
                        w, owner->name, text, words);
    }
}

/* ---- an MX as TXT ---- */

static void lint_find_mx_as_txt(struct derivation *d,
                                const struct owner *owner,
                                const struct want *w)
{
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_TXT);

    for (size_t n = 0; r && n < COMPARED; r = sesd_next_record(r), n++)
        if (r->text.n <= NEAR_MAX && !sesd_spf_is(r->text) &&
            sesd_slip(d, owner, w, r).s)
            lint_report(d, FINDING_VALUE_OF_OTHER_TYPE, w, owner->name,
                        r->text, sesd_type_text(d, w->rule->type));
}

/* ---- misspelt names ---- */

static void lint_find_doubled(struct derivation *d, const struct owner *owner,
                              const struct want *w)
{
    const struct text ends[] = { d->zone, d->domain };

    for (size_t i = 0; i < COUNT(ends); i++) {
        const struct text name = sesd_below(d, owner->name.s, ends[i]);
        const struct known *known = sesd_known(d->sd, name);

        if (!known || !known->records.count)
            continue;
        lint_report_name(d, FINDING_NAME_SUFFIX_DOUBLED, w, ends[i], name,
                         owner->name);
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
        lint_report_name(d, FINDING_EXTRA_UNDERSCORE, w, none, name,
                         owner->name);
}

/* ---- an MX where there was none ---- */

/* Report that SES begins to receive at the domain, or where mail is delivered
 * to an address without an MX (RFC 5321 section 5.1). */
static void lint_check_receiving(struct derivation *d,
                                 const struct owner *owner)
{
    const struct want *w = sesd_live_want(owner, SESDOMAIN_TYPE_MX);
    const bool address = sesd_owner_records(owner, SESDOMAIN_TYPE_A) ||
                         sesd_owner_records(owner, SESDOMAIN_TYPE_AAAA);

    if (owner->conflict || !w || w->op != SESDOMAIN_VALUE_OP_ADD ||
        w->rule->purpose != SESDOMAIN_PURPOSE_RECEIVING ||
        (!address && !sesd_text_equal(owner->name, d->domain)))
        return;
    lint_report(d, FINDING_RECEIVING_BEGINS, w, owner->name, none, none);
}

static void lint_check_owner(struct derivation *d, const struct owner *owner)
{
    struct near near; /* 2 KB, which are not cleared for each owner */

    near.count = 0;
    near.read = false;
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
            lint_compare_tokens(d, owner, w, &near);
        if (w->rule->type == SESDOMAIN_TYPE_MX && !owner->conflict)
            lint_find_mx_as_txt(d, owner, w);
        if (w->rule->purpose == SESDOMAIN_PURPOSE_DKIM)
            lint_find_underscore(d, owner, w);
        lint_find_doubled(d, owner, w);
    }
}

/* ---- private keys ---- */

static void lint_find_private_keys(struct derivation *d)
{
    struct entry *e = sesd_index_first(&d->sd->known);

    for (; e; e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;
        const struct record *r = sesd_records(known, SESDOMAIN_TYPE_TXT);

        while (r && !sesd_key_is_secret(r->text))
            r = sesd_next_record(r);
        if (r)
            sesd_report(d, FINDING_PRIVATE_KEY_PUBLISHED, known->name, none,
                        none);
    }
}

/* ---- failed lookups ---- */

/* Report the failed lookups of RRsets that are still unknown. */
static void lint_report_failures(struct derivation *d)
{
    struct entry *e = sesd_index_first(&d->sd->known);

    for (; d->sd->failed_lookups && e; e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;

        for (const struct lookup *l =
                 (const struct lookup *)sesd_index_first(&known->lookups);
             l; l = (const struct lookup *)sesd_index_next(&l->entry))
            if (l->result == LOOKUP_FAILED &&
                sesd_prior(d->sd, known->name, l->type, d->zone) ==
                    SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
                sesd_report(d, FINDING_LOOKUP_FAILED, known->name,
                            sesd_type_text(d, l->type), l->reason);
    }
}

/* ---- records outside the zone ---- */

/* Report records that no question concerns, such as those of a name without
 * its zone: they would be ignored, and their RRsets taken for absent. */
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
    for (size_t i = 0; i < d->want.count; i++)
        lint_check_receiving(d, d->want.sorted[i]);
    if (!d->sd->known.count)
        return;
    for (size_t i = 0; i < d->want.count; i++)
        lint_check_owner(d, d->want.sorted[i]);
    lint_find_private_keys(d);
}
