/* SPDX-License-Identifier: MIT */
/*
 * SPF and DMARC records that are none. Takes the TXT records at and around the
 * names where policies are looked up, and reports those that are almost one:
 * receivers compare the version exactly (RFC 7208 section 4.5, RFC 9989
 * section 4.7), and use no other name and no other type. Also null MX at From
 * domains (RFC 7505 section 4.2).
 */
#include "slip.h"

#define TYPE_SPF 99 /* RFC 7208 section 3.1: obsolete */

static const struct text none = { NULL, 0 };

/* ---- versions that are almost right ---- */

static bool mistyped_starts(struct text t, struct text with)
{
    return t.n >= with.n &&
           sesd_text_equal_nocase((struct text){ t.s, with.n }, with);
}

/* What is wrong with a text that is to begin with a version; NULL: nothing, or
 * it is something else. */
static const char *mistyped_version(struct text txt, struct text version)
{
    const char *words = sesd_slip_strip(&txt);
    const struct text number = sesd_text_after(version, 2); /* after "v=" */
    struct text front = { txt.s, txt.n < version.n ? txt.n : version.n };
    struct text rest = sesd_text_after(txt, version.n);

    if (sesd_text_equal(front, version)) {
        if (rest.n && *rest.s == ',')
            return "a comma stands in the place of a semicolon";
        if (rest.n && *rest.s == ':')
            return "a colon follows the version";
        if (rest.n && !words && sesd_is_letter(*rest.s))
            return "strings were joined without a blank: quotation marks are "
                   "missing, in the file or in DNS";
        return words;
    }
    if (sesd_text_equal_nocase(front, version) || mistyped_starts(txt, number))
        return "the version is not spelt as it has to be";
    if (txt.n > 2 && sesd_lower(txt.s[0]) == 'v' &&
        (txt.s[1] == ':' || txt.s[1] == ' ') &&
        mistyped_starts(sesd_text_after(txt, 2), number))
        return "the version is not spelt as it has to be";
    return NULL;
}

/* ---- DMARC ---- */

static const struct text dmarc1 = TEXT("v=DMARC1");

/* Whether a TXT is a tag of a policy that stands alone. */
static bool mistyped_is_tag(struct text txt)
{
    static const char *const tags[] = {
        "p=", "sp=", "np=", "rua=", "ruf=", "pct=", "fo=", "adkim=", "aspf="
    };

    for (size_t i = 0; i < COUNT(tags); i++)
        if (sesd_text_starts(txt, sesd_text(tags[i])))
            return true;
    return false;
}

static bool mistyped_dmarc_at(struct derivation *d, struct text name)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    bool found = false, policy = false;

    for (const struct record *p = r; p; p = sesd_next_record(p))
        policy = policy || sesd_dmarc_is(p->text);
    for (; r; r = sesd_next_record(r)) {
        const char *words =
            sesd_dmarc_is(r->text) ? NULL : mistyped_version(r->text, dmarc1);

        if (policy && mistyped_is_tag(r->text))
            sesd_report(d, FINDING_DMARC_IN_PIECES, name, r->text, none);
        else if (words)
            sesd_report(d, FINDING_DMARC_MISTYPED, name, r->text,
                        sesd_text(words));
        else
            continue;
        found = true;
    }
    return found;
}

static bool mistyped_dmarc_beside(struct derivation *d, struct text name,
                                  struct text right)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);

    while (r && !sesd_dmarc_is(r->text))
        r = sesd_next_record(r);
    if (r)
        sesd_report(d, FINDING_DMARC_MISPLACED, name, r->text, right);
    return r != NULL;
}

bool sesd_check_mistyped_dmarc(struct derivation *d)
{
    const struct text right = sesd_below(d, LABEL_DMARC, d->domain);
    const bool at = mistyped_dmarc_at(d, right);
    const bool apex = mistyped_dmarc_beside(d, d->domain, right);
    const bool label = mistyped_dmarc_beside(
        d, sesd_below(d, &LABEL_DMARC[1], d->domain), right);

    return at || apex || label;
}

/* ---- SPF ---- */

static const struct text spf1 = TEXT("v=spf1");

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

bool sesd_check_mistyped_spf(struct derivation *d, struct owner *owner)
{
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_TXT);
    bool record = false;

    for (const struct record *p = r; p; p = sesd_next_record(p))
        record = record || sesd_spf_is(p->text);
    for (; r; r = sesd_next_record(r)) {
        const char *words =
            sesd_spf_is(r->text) ? NULL : mistyped_version(r->text, spf1);

        if (words)
            sesd_report(d, FINDING_SPF_MISTYPED, owner->name, r->text,
                        sesd_text(words));
        else if (record && mistyped_is_terms(r->text))
            sesd_conflict(d, owner, FINDING_SPF_IN_PIECES, r->text, none);
    }
    r = sesd_owner_records(owner, TYPE_SPF);
    if (r)
        sesd_report(d, FINDING_SPF_TYPE_99, owner->name, r->text, none);
    return !owner->conflict;
}

/* The record of the domain itself is told of, and never touched. */
static void mistyped_check_domain(struct derivation *d)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, d->domain), SESDOMAIN_TYPE_TXT);
    size_t count = 0;

    for (; r; r = sesd_next_record(r)) {
        const char *wrong = sesd_spf_is(r->text)
                                ? sesd_spf_wrong(r->text)
                                : mistyped_version(r->text, spf1);

        count += sesd_spf_is(r->text);
        if (wrong)
            sesd_report(d, FINDING_SPF_OF_DOMAIN_MALFORMED, d->domain, r->text,
                        sesd_text(wrong));
    }
    if (count > 1)
        sesd_report(d, FINDING_SPF_OF_DOMAIN_MALFORMED, d->domain,
                    sesd_number(d, count),
                    sesd_text("it has more than one SPF record"));
}

/* ---- From domains that accept no mail ---- */

static void mistyped_check_from(struct derivation *d, struct text name)
{
    const struct owner *owner = sesd_owner(d, name);
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_MX);

    if (owner && sesd_live_want(owner, SESDOMAIN_TYPE_MX))
        return; /* it conflicts with that MX */
    for (; r; r = sesd_next_record(r))
        if (sesd_text_equal(sesd_mx_host(r->text, NULL), sesd_text(".")))
            sesd_report(d, FINDING_NULL_MX_OF_FROM_DOMAIN, name, none, none);
}

void sesd_derive_mistyped(struct derivation *d)
{
    mistyped_check_domain(d);
    if (!d->sd->from_domains.count)
        mistyped_check_from(d, d->domain);
    for (const struct entry *e = sesd_index_first(&d->sd->from_domains); e;
         e = sesd_index_next(e))
        mistyped_check_from(d, (struct text){ e->key, e->length });
}
