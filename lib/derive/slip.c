/* SPDX-License-Identifier: MIT */
/*
 * Slips: values of ours that were entered wrongly. Takes a desired value and a
 * record that stands in its place, and says what is wrong with the record, by
 * one table of what people paste: quotation marks, blanks, the preference, the
 * wrong host, another type, a value cut into two.
 */
#include "slip.h"

static const struct text none = { NULL, 0 };

/* ---- what is pasted along ---- */

/* Octets of a text, and their escapes in a name (RFC 1035 section 5.1). */
static const struct {
    const char *octets, *words;
} strays[] = {
    { "\\\"", "quotation marks were pasted along" },
    { "\"", "quotation marks were pasted along" },
    { "'", "quotation marks were pasted along" },
    { "\xe2\x80\x9c", "typographic quotation marks were pasted along" },
    { "\xe2\x80\x9d", "typographic quotation marks were pasted along" },
    { "\xe2\x80\x9e", "typographic quotation marks were pasted along" },
    { "\xc2\xab", "typographic quotation marks were pasted along" },
    { "\xc2\xbb", "typographic quotation marks were pasted along" },
    { " ", "blanks were pasted along" },
    { "\t", "blanks were pasted along" },
    { "\n", "line breaks were pasted along" },
    { "\r", "blanks were pasted along" },
    { "\\032", "blanks were pasted along" },
    { "\\009", "blanks were pasted along" },
    { "\xc2\xa0", "no-break spaces were pasted along" },
};

/* Remove what was pasted along at both ends. Return what it was; NULL:
 * nothing.
 */
const char *sesd_slip_strip(struct text *t)
{
    const char *words = NULL;
    bool found = true;

    while (found) {
        found = false;
        for (size_t i = 0; i < COUNT(strays) && !found; i++) {
            const struct text stray = sesd_text(strays[i].octets);
            const bool front = sesd_text_starts(*t, stray);

            found = front || sesd_text_ends(*t, stray);
            if (!found)
                continue;
            t->s += front ? stray.n : 0;
            t->n -= stray.n;
            words = words ? words : strays[i].words;
        }
    }
    return words;
}

/* ---- hosts ---- */

/* The preference at the front of a host: "10\032host" or "10 host". */
static bool slip_drop_preference(struct text *host)
{
    const struct text digits = { host->s,
                                 sesd_text_span(*host, sesd_is_digit) };
    struct text rest = sesd_text_after(*host, digits.n);

    if (!digits.n || !sesd_slip_strip(&rest))
        return false;
    *host = rest;
    return true;
}

/* Whether two hosts are equal but for the suffix of endpoints. */
static bool slip_is_wrong_suffix(struct text host, struct text right)
{
    const struct text ses = TEXT("." SES_DOMAIN), aws = TEXT("." AWS_DOMAIN);

    return host.n == right.n &&
           ((sesd_text_ends(host, aws) && sesd_text_ends(right, ses)) ||
            (sesd_text_ends(host, ses) && sesd_text_ends(right, aws))) &&
           memcmp(host.s, right.s, host.n - ses.n) == 0;
}

/* The region, or what stands for it, in a host like the right one. */
static bool slip_region(struct text host, struct text right,
                        struct text *region)
{
    const struct text front = sesd_text_cut(&right, '.');
    struct text here = sesd_text_cut(&host, '.');

    *region = sesd_text_cut(&host, '.');
    return sesd_text_equal(front, here) &&
           (sesd_name_within(host, sesd_text(SES_DOMAIN)) ||
            sesd_name_within(host, sesd_text(AWS_DOMAIN)) ||
            sesd_name_within(*region, sesd_text("amazonses")));
}

static struct text slip_host(struct derivation *d, struct text host,
                             struct text right)
{
    struct text region;
    const char *words;

    if (slip_drop_preference(&host) && sesd_text_equal(host, right))
        return sesd_text("the preference was pasted along with the host");
    words = sesd_slip_strip(&host);
    if (words && sesd_text_equal(host, right))
        return sesd_text(words);
    if (slip_is_wrong_suffix(host, right))
        return sesd_text("the host has the wrong one of the suffixes "
                         "amazonses.com and amazonaws.com");
    if (sesd_text_starts(host, sesd_text("email-smtp.")))
        return sesd_text("that host takes mail that is submitted for sending, "
                         "and no mail from the internet");
    if (slip_region(host, right, &region) && !sesd_region(region))
        return sesd_concat(&d->scratch, sesd_text("'"), region,
                           sesd_text("' is no region, and that host serves "
                                     "nobody"));
    return none;
}

/* ---- keys ---- */

/* Whether the TXT records of a name are a key that was cut into two. */
static bool slip_is_in_two(struct derivation *d, const struct want *w,
                           const struct record *one)
{
    const struct record *two = sesd_next_record(one);
    struct key_record desired, joined;

    if (!two || sesd_next_record(two) || !sesd_key_record(w->text, &desired))
        return false;
    for (int turn = 0; turn < 2; turn++) {
        const struct text text =
            sesd_concat(&d->scratch, turn ? two->text : one->text,
                        turn ? one->text : two->text, none);

        if (sesd_key_record(text, &joined) &&
            sesd_key_same(desired.p, joined.p))
            return true;
    }
    return false;
}

/* A text without quotation marks: those of a key in several strings are also
 * between the strings. */
static struct text slip_without_quotes(struct derivation *d, struct text t)
{
    char *s = sesd_alloc(&d->scratch, t.n);
    size_t n = 0;

    for (size_t i = 0; s && i < t.n; i++)
        if (t.s[i] != '"')
            s[n++] = t.s[i];
    return s ? (struct text){ s, n } : none;
}

static struct text slip_key(struct derivation *d, const struct owner *owner,
                            const struct want *w, const struct record *r)
{
    const struct text text = slip_without_quotes(d, r->text);
    struct key_record desired, here;

    if (slip_is_in_two(d, w, sesd_records(owner->known, r->type)))
        return sesd_text("the key was cut into two values; it has to be two "
                         "strings of one value");
    if (text.n < r->text.n && sesd_key_record(w->text, &desired) &&
        sesd_key_record(text, &here) && sesd_key_same(desired.p, here.p))
        return sesd_text("quotation marks were pasted along");
    return none;
}

/* ---- the search ---- */

static struct text slip_find(struct derivation *d, const struct owner *owner,
                             const struct want *w, const struct record *r)
{
    struct text text = r->text;

    if (w->rule->type == SESDOMAIN_TYPE_MX && r->type == w->rule->type)
        return slip_host(d, sesd_mx_host(text, NULL),
                         sesd_mx_host(w->text, NULL));
    if (w->rule->match == MATCH_KEY && r->type == w->rule->type)
        return slip_key(d, owner, w, r);
    if (w->rule->type == SESDOMAIN_TYPE_CNAME &&
        r->type == SESDOMAIN_TYPE_TXT) {
        sesd_slip_strip(&text);
        if (text.n && text.s[text.n - 1] == '.')
            text.n--;
        if (sesd_text_equal_nocase(text, w->text))
            return sesd_text("the target was entered as TXT, and has to be a "
                             "CNAME");
    }
    return none;
}

bool sesd_slip_conflict(struct derivation *d, struct owner *owner,
                        const struct want *w, const struct record *r)
{
    const struct text words = slip_find(d, owner, w, r);
    const struct text cause =
        w->rule->type == SESDOMAIN_TYPE_CNAME ? words : owner->name;
    struct text right = w->text;

    if (!words.s)
        return false;
    if (w->rule->type == SESDOMAIN_TYPE_MX)
        right = sesd_mx_host(right, NULL);
    if (w->rule->match != MATCH_KEY)
        right = sesd_concat(&d->scratch, words, sesd_text(": it has to be "),
                            right);
    else
        right = words;
    sesd_conflict_for(d, owner,
                      sesd_report_cause(d, FINDING_VALUE_MISTYPED, cause,
                                        owner->name, r->text, right));
    return true;
}
