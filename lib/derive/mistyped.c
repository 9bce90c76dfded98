/* SPDX-License-Identifier: MIT */
/*
 * SPF and DMARC records that are none. Takes the TXT records at and around the
 * names where policies are looked up, and reports those that are almost one:
 * receivers compare the version exactly (RFC 7208 section 4.5, RFC 9989
 * section 4.7), and use no other name and no other type. Also null MX at From
 * domains (RFC 7505 section 4.2).
 */
#include "policy.h"

#define TYPE_SPF 99 /* RFC 7208 section 3.1: obsolete */

/* ---- versions that are almost right ---- */

/* The words of a policy: what its records begin with, and what only they
 * have. */
struct grammar {
    struct text version, word;
    bool (*is)(struct text txt);
    const char *parts[6];
};

static const struct grammar spf = {
    TEXT("v=spf1"),
    TEXT("spf"),
    sesd_spf_is,
    { "include:", "ip4:", "ip6:", "redirect=", "~all", "-all" },
};

static const struct grammar dmarc = {
    TEXT("v=DMARC1"),
    TEXT("dmarc"),
    sesd_dmarc_is,
    { "p=none", "p=quarantine", "p=reject", "rua=mailto:", "p:reject",
      "p:quarantine" },
};

/* Whether a text has a part that only such a policy has, in any letter case
 * and with blanks anywhere. */
static bool mistyped_has_part(struct derivation *d, struct text t,
                              const struct grammar *g)
{
    const struct text dense = sesd_clean(&d->scratch, t, false, false).text;

    for (size_t i = 0; i < COUNT(g->parts); i++)
        if (sesd_text_contains_nocase(dense, sesd_text(g->parts[i])))
            return true;
    return false;
}

/* Whether a text begins with something like the version: "v=", "v:", or its
 * word without them. */
static bool mistyped_is_versioned(struct text t, const struct grammar *g)
{
    const struct text front = { t.s, t.n < 16 ? t.n : 16 };

    return sesd_text_contains_nocase(front, g->word) ||
           (t.n > 2 && sesd_lower(t.s[0]) == 'v' &&
            (t.s[1] == '=' || t.s[1] == ':'));
}

/* What is wrong with a text that is almost a policy; a NULL text: nothing, or
 * it is something else. */
static struct text mistyped_words(struct derivation *d, struct text txt,
                                  const struct grammar *g)
{
    const struct cleaned c = sesd_clean(&d->scratch, txt, false, true);
    const struct text front = { txt.s,
                                txt.n < g->version.n ? txt.n : g->version.n };
    const struct text rest = sesd_text_after(txt, g->version.n);

    if (g->is(txt))
        return none;
    if (g->is(c.text) && c.words.s)
        return c.words;
    if (!mistyped_is_versioned(c.text, g) ||
        (!sesd_text_equal_nocase(front, g->version) &&
         !mistyped_has_part(d, txt, g)))
        return none;
    if (!sesd_text_equal(front, g->version))
        return sesd_text("the version is not spelt as it has to be");
    if (rest.n && *rest.s == ',')
        return sesd_text("a comma follows the version");
    if (rest.n && *rest.s == ':')
        return sesd_text("a colon follows the version");
    if (rest.n && sesd_is_letter(*rest.s))
        return sesd_text("strings were joined without a blank: quotation "
                         "marks are missing, in the file or in DNS");
    return sesd_text("the version is not followed by what has to follow it");
}

/* ---- values that one record was cut into ---- */

/* Return a list of texts in quotation marks, with one more. */
static struct text mistyped_quote(struct derivation *d, struct text list,
                                  struct text more)
{
    const struct text quoted =
        sesd_concat(&d->scratch, sesd_text("'"), more, sesd_text("'"));

    return list.s ? sesd_concat(&d->scratch, list, sesd_text(", "), quoted)
                  : quoted;
}

static const struct record *mistyped_first(const struct record *r,
                                           const struct grammar *g)
{
    while (r && !g->is(r->text))
        r = sesd_next_record(r);
    return r;
}

/* ---- DMARC ---- */

/* Whether a TXT begins with a tag of a policy, without the version. */
static bool mistyped_is_tags(struct text txt)
{
    static const char *const tags[] = {
        "p=", "sp=", "np=", "rua=", "ruf=", "pct=", "fo=", "adkim=", "aspf="
    };

    while (txt.n && sesd_is_space(*txt.s))
        txt = sesd_text_after(txt, 1);
    for (size_t i = 0; i < COUNT(tags); i++)
        if (sesd_text_starts(txt, sesd_text(tags[i])))
            return true;
    return false;
}

static bool mistyped_dmarc_at(struct derivation *d, struct text name)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    const bool policy = mistyped_first(r, &dmarc) != NULL;
    struct text pieces = none;
    bool found = false;

    for (; r; r = sesd_next_record(r)) {
        const bool tags = mistyped_is_tags(r->text);
        struct text words = none;

        if (policy && tags)
            pieces = mistyped_quote(d, pieces, r->text);
        else
            words = mistyped_words(d, r->text, &dmarc);
        if (tags && !policy && !words.s)
            words = sesd_text("the version is missing");
        if (words.s)
            sesd_report(d, FINDING_DMARC_MISTYPED, name, r->text, words);
        found = found || words.s;
    }
    d->dmarc.in_pieces = pieces.s != NULL;
    if (pieces.s)
        sesd_report(d, FINDING_DMARC_IN_PIECES, name, pieces, none);
    return found || pieces.s;
}

/* Whether a name is not that of the policy of any domain, and looks like
 * it. */
static bool mistyped_is_misplaced(struct derivation *d, struct text name)
{
    const struct text front = TEXT("dmarc"), label = TEXT(LABEL_DMARC);
    const struct text above = sesd_name_parent(name);
    struct text rest = above;

    if (sesd_text_equal(name, d->domain))
        return true;
    if (!sesd_text_starts(name, front) && !sesd_text_starts(name, label))
        return false;
    rest.n -= rest.n > d->domain.n ? d->domain.n + 1 : rest.n;
    return !sesd_text_starts(name, sesd_text(LABEL_DMARC ".")) ||
           *above.s == '_' || sesd_name_within(rest, d->domain);
}

static bool mistyped_dmarc_elsewhere(struct derivation *d, struct text right)
{
    char prefix[SESD_KEY_MAX];
    const size_t n = sesd_name_key(d->domain, prefix, sizeof(prefix));
    struct entry *e = sesd_index_prefix(&d->sd->known, prefix, n);
    bool found = false;

    for (; e && e->length >= n && memcmp(e->key, prefix, n) == 0;
         e = sesd_index_next(e)) {
        const struct known *known = (const struct known *)e;
        const struct record *r = NULL;

        if (mistyped_is_misplaced(d, known->name))
            r = mistyped_first(sesd_records(known, SESDOMAIN_TYPE_TXT),
                               &dmarc);
        if (r)
            sesd_report(d, FINDING_DMARC_MISPLACED, known->name, r->text,
                        right);
        found = found || r;
    }
    return found;
}

/* The first label of the domain, and _dmarc, in the wrong order. */
static bool mistyped_dmarc_swapped(struct derivation *d, struct text right)
{
    struct text above = d->domain;
    const struct text label = sesd_text_cut(&above, '.');
    const struct text name = sesd_name_join(
        &d->scratch, label, sesd_text("." LABEL_DMARC "."), above);
    const struct record *r = mistyped_first(
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT), &dmarc);

    if (r)
        sesd_report(d, FINDING_DMARC_MISPLACED, name, r->text, right);
    return r != NULL;
}

bool sesd_check_mistyped_dmarc(struct derivation *d)
{
    const struct text right = sesd_below(d, LABEL_DMARC, d->domain);
    const bool at = mistyped_dmarc_at(d, right);
    const bool swapped = mistyped_dmarc_swapped(d, right);

    return mistyped_dmarc_elsewhere(d, right) || at || swapped;
}

/* ---- SPF ---- */

/* Whether a TXT is what follows the version of an SPF record. */
static bool mistyped_is_terms(struct text txt)
{
    struct text rest = txt;
    struct spf_term term;
    const char *wrong = NULL;
    bool known = false;

    while (sesd_spf_next(&rest, &term, &wrong))
        known = known || term.kind == SPF_INCLUDE || term.kind == SPF_ALL ||
                term.kind == SPF_IP4 || term.kind == SPF_IP6;
    return known && !wrong && !sesd_spf_is(txt);
}

/* Whether a TXT names SES as an SPF record does. */
static bool mistyped_includes_ses(struct text txt)
{
    return sesd_text_contains(txt, sesd_text("include:" SES_DOMAIN));
}

bool sesd_check_mistyped_spf(struct derivation *d, struct owner *owner)
{
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_TXT);
    const bool record = mistyped_first(r, &spf) != NULL;
    struct text pieces = none;

    for (; r; r = sesd_next_record(r)) {
        const bool terms = mistyped_is_terms(r->text);
        struct text words = mistyped_words(d, r->text, &spf);

        if (record && terms)
            pieces = mistyped_quote(d, pieces, r->text);
        else if (terms && !words.s && mistyped_includes_ses(r->text))
            words = sesd_text("the version is missing");
        if (words.s)
            sesd_report(d, FINDING_SPF_MISTYPED, owner->name, r->text, words);
    }
    if (pieces.s)
        sesd_conflict(d, owner, FINDING_SPF_IN_PIECES, pieces, none);
    r = sesd_owner_records(owner, TYPE_SPF);
    if (r)
        sesd_report(d, FINDING_SPF_TYPE_99, owner->name, r->text, none);
    return !owner->conflict;
}

/* An SPF record of the domain itself is reported, and never changed. */
static void mistyped_check_domain(struct derivation *d)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, d->domain), SESDOMAIN_TYPE_TXT);
    size_t count = 0;

    for (; r; r = sesd_next_record(r)) {
        const bool is = sesd_spf_is(r->text);
        const struct text wrong = is ? sesd_spf_fault(&d->scratch, r->text)
                                     : mistyped_words(d, r->text, &spf);

        count += is;
        if (wrong.s)
            sesd_report(d, FINDING_SPF_OF_DOMAIN_MALFORMED, d->domain, r->text,
                        wrong);
    }
    if (count > 1)
        sesd_report(d, FINDING_SPF_OF_DOMAIN_MALFORMED, d->domain,
                    sesd_number(d, count),
                    sesd_text("it has more than one SPF record"));
}

/* ---- SPF records of other names ---- */

/* A MAIL FROM domain whose SPF record is missing; or NULL. */
static const struct owner *mistyped_without_spf(const struct derivation *d)
{
    for (size_t i = 0; i < d->want.count; i++)
        for (const struct want *w = sesd_first_live_want(d->want.sorted[i]); w;
             w = sesd_next_live_want(w))
            if (w->rule->match == MATCH_SPF && w->held == HELD_MISSING &&
                !w->replaces)
                return d->want.sorted[i];
    return NULL;
}

static void mistyped_find_spf(struct derivation *d, const struct owner *owner,
                              const struct known *known)
{
    const struct record *r = sesd_records(known, SESDOMAIN_TYPE_TXT);

    while (r && !(sesd_spf_is(r->text) && mistyped_includes_ses(r->text)))
        r = sesd_next_record(r);
    if (r && !sesd_owner(d, known->name) &&
        !sesd_text_starts(known->name, owner->name)) /* lint.c reports it */
        sesd_add_name(d,
                      sesd_report_cause(d, FINDING_SPF_MISPLACED, none,
                                        known->name, none, owner->name),
                      known->name);
}

/* Report records that authorise SES where receivers do not look for mail from
 * SES. */
static void mistyped_check_other_names(struct derivation *d)
{
    const struct owner *owner = mistyped_without_spf(d);

    for (struct entry *e = sesd_index_first(&d->sd->known); owner && e;
         e = sesd_index_next(e))
        mistyped_find_spf(d, owner, (const struct known *)e);
}

/* ---- From domains that accept no mail ---- */

static void mistyped_check_from(struct derivation *d, struct text name)
{
    const struct owner *owner = sesd_owner(d, name);
    const struct text end = sesd_follow_cnames(d, name);
    const struct record *r =
        sesd_records(sesd_known(d->sd, end), SESDOMAIN_TYPE_MX);

    if (owner && sesd_live_want(owner, SESDOMAIN_TYPE_MX))
        return; /* it conflicts with that MX */
    for (; r; r = sesd_next_record(r))
        if (sesd_text_equal(sesd_mx_host(r->text, NULL), sesd_text(".")))
            sesd_report(d, FINDING_NULL_MX_OF_FROM_DOMAIN, name, none, none);
}

void sesd_derive_mistyped(struct derivation *d)
{
    mistyped_check_domain(d);
    mistyped_check_other_names(d);
    if (!d->sd->from_domains.count)
        mistyped_check_from(d, d->domain);
    for (const struct entry *e = sesd_index_first(&d->sd->from_domains); e;
         e = sesd_index_next(e))
        mistyped_check_from(d, (struct text){ e->key, e->length });
}
