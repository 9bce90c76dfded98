/* SPDX-License-Identifier: MIT */
/*
 * Slips: values of ours that were entered wrongly. Takes a desired value and a
 * record at its name, and returns what is wrong with the record: what was
 * pasted along, the wrong host, another type, a value cut into several.
 */
#include "slip.h"

#define COMPARED 100 /* records at a name */
#define NEAR_MAX 512 /* octets of a record that may be a token */
#define TOKEN_EDITS_MAX 2
#define PIECES 4     /* records that one value was cut into */
#define PIECE_MIN 16 /* characters of a key: no other begins so by chance */

/* ---- what is before or after a value ---- */

/* Find a part of a text, in any letter case. */
static bool slip_find_part(struct text t, struct text part,
                           struct text *before, struct text *after)
{
    for (size_t i = 0; part.n && i + part.n <= t.n; i++)
        if (sesd_text_equal_nocase((struct text){ t.s + i, part.n }, part)) {
            *before = (struct text){ t.s, i };
            *after = sesd_text_after(t, i + part.n);
            return true;
        }
    return false;
}

static bool slip_is_preference(char c)
{
    return sesd_is_digit(c) || c == '.';
}

/* What is wrong with a text that has the right one in it. */
static struct text slip_words(struct derivation *d, const struct cleaned *c,
                              struct text before, struct text after)
{
    struct text rest = after;

    if (!before.n && !after.n)
        return c->words;
    if (!before.n && sesd_text_cut(&rest, '.').n == 0 &&
        sesd_name_within(rest, d->zone))
        return sesd_text("the name of the zone was appended, since the final "
                         "dot is missing");
    if (before.n && sesd_text_all(before, slip_is_preference))
        return sesd_text("the preference was pasted along with the host");
    return sesd_concat(&d->scratch, sesd_text("'"), before.n ? before : after,
                       sesd_text(before.n ? "' precedes it" : "' follows it"));
}

struct text sesd_slip_around(struct derivation *d, struct text t, bool name,
                             struct text right)
{
    const struct cleaned c = sesd_clean(&d->scratch, t, name, false);
    struct text before, after;

    return slip_find_part(c.text, right, &before, &after)
               ? slip_words(d, &c, before, after)
               : none;
}

bool sesd_slip_is_near(struct derivation *d, struct text name,
                       struct text right)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    struct text before, after;

    for (size_t n = 0; r && n < COMPARED; r = sesd_next_record(r), n++)
        if (r->text.n <= NEAR_MAX &&
            slip_find_part(r->text, right, &before, &after))
            return true;
    return false;
}

/* ---- hosts ---- */

/* Whether two hosts are equal but for the suffix of endpoints. */
static bool slip_is_wrong_suffix(struct text host, struct text right)
{
    const struct text ses = TEXT("." SES_DOMAIN), aws = TEXT("." AWS_DOMAIN);

    return host.n == right.n &&
           ((sesd_text_ends(host, aws) && sesd_text_ends(right, ses)) ||
            (sesd_text_ends(host, ses) && sesd_text_ends(right, aws))) &&
           memcmp(host.s, right.s, host.n - ses.n) == 0;
}

/* What is wrong with a host of the right kind: its region. */
static struct text slip_region(struct derivation *d, struct text region)
{
    const struct text near = sesd_region_near(region);
    const char *words = "' is no region, and there is no such host";

    if (sesd_region(region))
        return none;
    if (!region.n || sesd_text_starts(region, sesd_text("amazon")))
        return sesd_text("the region is missing, and there is no such host");
    if (!near.s && sesd_region_is_well_formed(region))
        words = "' is not known as a region of SES";
    return sesd_concat(&d->scratch, sesd_text("'"), region, sesd_text(words));
}

/* What is wrong with a host of SES that is not ours. */
static struct text slip_ses_host(struct derivation *d, struct text host,
                                 struct text right)
{
    struct text rest = host, kind = right;
    const struct text first = sesd_text_cut(&rest, '.');
    const bool ours = sesd_text_equal(first, sesd_text_cut(&kind, '.'));
    const bool known = sesd_is_region_host(host, HOST_INBOUND) ||
                       sesd_is_region_host(host, HOST_FEEDBACK);
    const struct text words =
        ours ? slip_region(d, sesd_text_cut(&rest, '.')) : none;

    if (words.s || (ours && known))
        return words;
    if (sesd_text_equal(first, sesd_text("email-smtp")))
        return sesd_text("that host takes mail that is submitted for sending, "
                         "and no mail from the internet");
    if (sesd_is_region_host(host, HOST_INBOUND))
        return sesd_text("that host receives mail for SES, and takes no "
                         "bounces for a MAIL FROM domain");
    if (sesd_is_region_host(host, HOST_FEEDBACK))
        return sesd_text("that host takes the bounces of a MAIL FROM domain, "
                         "and receives no other mail");
    if (sesd_text_contains(host, sesd_text("amazonses")) ||
        sesd_text_equal(first, sesd_text("email")) || ours)
        return sesd_text("SES has no such host for mail");
    return none;
}

static struct text slip_host(struct derivation *d, struct text host,
                             struct text right)
{
    const struct text words = sesd_slip_around(d, host, true, right);

    if (words.s)
        return words;
    if (slip_is_wrong_suffix(host, right))
        return sesd_text("it has the wrong one of the suffixes "
                         "amazonses.com and amazonaws.com");
    return sesd_text_contains(host, sesd_text("amazon"))
               ? slip_ses_host(d, host, right)
               : none;
}

/* ---- keys ---- */

/* The part of a text that may be of a key: without its tags. */
static struct text slip_base64(struct text t)
{
    size_t n = t.n;

    while (n && sesd_is_base64(t.s[n - 1]))
        n--;
    return sesd_text_after(t, n);
}

/* Whether the TXT records of a name are pieces of a key. */
static bool slip_is_in_pieces(struct derivation *d, struct text key,
                              const struct record *r)
{
    struct text before, after;
    size_t count = 0, length = 0;

    for (; r && count <= PIECES; r = sesd_next_record(r), count++) {
        const struct text piece =
            slip_base64(sesd_clean(&d->scratch, r->text, false, false).text);

        if (!piece.n || !slip_find_part(key, piece, &before, &after) ||
            memcmp(key.s + before.n, piece.s, piece.n) != 0)
            return false;
        length += piece.n;
    }
    return count > 1 && !r && length == key.n;
}

/* What is wrong with a text that has the right key in it. */
static struct text slip_key_around(struct derivation *d, struct text t,
                                   struct text key)
{
    const struct cleaned c = sesd_clean(&d->scratch, t, false, false);
    struct text before, after;
    struct key_record record;

    if (!slip_find_part(c.text, key, &before, &after))
        return none;
    if (memcmp(c.text.s + before.n, key.s, key.n) != 0)
        return sesd_text("the letter case was changed, which a key depends "
                         "on");
    if (sesd_text_contains(before, sesd_text("-----")))
        return sesd_text("the lines BEGIN and END of PEM were pasted along");
    if (!before.n)
        return sesd_text("'p=' is missing before the key");
    if (c.words.s && sesd_key_record(c.text, &record) &&
        sesd_key_same(record.p, key))
        return c.words;
    return sesd_concat(&d->scratch, sesd_text("'"), before,
                       sesd_text("' precedes the key instead of 'p='"));
}

static struct text slip_key(struct derivation *d, const struct owner *owner,
                            const struct want *w, const struct record *r)
{
    struct key_record desired, here;
    struct text words;

    if (!sesd_key_record(w->text, &desired))
        return none;
    if (slip_is_in_pieces(d, desired.p, sesd_records(owner->known, r->type)))
        return sesd_text("the key was cut into several values; it has to be "
                         "one value, of several strings");
    words = slip_key_around(d, r->text, desired.p);
    if (words.s || !sesd_key_record(r->text, &here))
        return words;
    if (here.p.n >= PIECE_MIN && sesd_text_starts(desired.p, here.p))
        return sesd_text("the end of the key is missing");
    if (sesd_text_equal(here.p, sesd_text("customerProvidedPublicKey")))
        return sesd_text("it has the placeholder of the SES console instead "
                         "of the key");
    return none;
}

/* ---- targets ---- */

/* Whether a target is that of another DKIM name of ours. */
static bool slip_is_of_other(struct derivation *d, struct text target)
{
    struct text rest = target;
    const struct text label = sesd_text_cut(&rest, '.');
    const struct owner *owner = sesd_owner(
        d, sesd_name_join(&d->scratch, label, sesd_text("." LABEL_DKIM "."),
                          d->domain));
    const struct want *w =
        owner ? sesd_live_want(owner, SESDOMAIN_TYPE_CNAME) : NULL;

    return w && sesd_text_equal(w->text, target);
}

/* Whether a text has a label, in any place. */
static bool slip_has_label(struct text name, struct text label)
{
    while (name.n)
        if (sesd_text_equal(sesd_text_cut(&name, '.'), label))
            return true;
    return false;
}

/* What is wrong with a target that does not begin with the token. */
static struct text slip_token(struct text target, struct text token)
{
    struct text rest = target;
    const struct text first = sesd_text_cut(&rest, '.');

    if (!sesd_text_contains(rest, sesd_text("amazonses")))
        return none;
    if (slip_has_label(rest, token))
        return sesd_text("its labels are in another order");
    return sesd_text_edits(first, token) <= TOKEN_EDITS_MAX
               ? sesd_text("the token is misspelt in it")
               : none;
}

/* What is wrong with a target that has the token, and something else after
 * it. */
static struct text slip_after_token(struct derivation *d, struct text after)
{
    const struct text ses = TEXT(SES_DOMAIN);

    if (!after.n || sesd_text_equal(after, d->zone) ||
        sesd_text_equal(after, d->domain))
        return sesd_text("the target has only the token");
    if (sesd_text_equal(after, sesd_text(LABEL_DKIM)) ||
        sesd_text_equal(after, sesd_below(d, LABEL_DKIM, d->domain)))
        return sesd_text("the target is the name itself");
    if (!sesd_text_contains(after, sesd_text("amazon")))
        return none;
    if (!sesd_name_within(after, ses))
        return sesd_text("SES publishes its keys at amazonses.com, and at no "
                         "other name");
    return slip_has_label(after, sesd_text("dkim"))
               ? none
               : sesd_text("the label 'dkim' is missing in it");
}

static struct text slip_target(struct derivation *d, const struct want *w,
                               struct text target)
{
    struct text words = sesd_slip_around(d, target, true, w->text);
    struct text rest = w->text;
    const struct text token = sesd_text_cut(&rest, '.');
    struct text after = target;

    if (words.s || w->rule->purpose != SESDOMAIN_PURPOSE_DKIM)
        return words;
    if (sesd_text_equal(target, rest))
        return sesd_text("the token is missing in the target");
    if (slip_is_of_other(d, target))
        return sesd_text("the target is that of another name");
    return sesd_text_equal(sesd_text_cut(&after, '.'), token)
               ? slip_after_token(d, after)
               : slip_token(target, token);
}

/* What is wrong with a record of another type that has our value. */
static struct text slip_type(struct derivation *d, const struct want *w,
                             const struct record *r)
{
    const bool name = r->type != SESDOMAIN_TYPE_TXT;
    const struct cleaned c = sesd_clean(&d->scratch, r->text, name, false);
    struct text right = w->text, rest = w->text, before, after;

    if (w->rule->type == SESDOMAIN_TYPE_MX)
        right = rest = sesd_mx_host(w->text, NULL);
    if (!slip_find_part(c.text, right, &before, &after) &&
        !sesd_text_equal(c.text, sesd_text_cut(&rest, '.')))
        return none;
    return sesd_concat(&d->scratch, sesd_text("it was entered as "),
                       sesd_type_text(d, r->type),
                       sesd_concat(&d->scratch, sesd_text(" instead of "),
                                   sesd_type_text(d, w->rule->type), none));
}

/* ---- the search ---- */

struct text sesd_slip(struct derivation *d, const struct owner *owner,
                      const struct want *w, const struct record *r)
{
    if (w->rule->match == MATCH_KEY && r->type == w->rule->type)
        return slip_key(d, owner, w, r);
    if (w->rule->match != MATCH_HOST)
        return none;
    if (r->type != w->rule->type)
        return slip_type(d, w, r);
    return r->type == SESDOMAIN_TYPE_MX
               ? slip_host(d, sesd_mx_host(r->text, NULL),
                           sesd_mx_host(w->text, NULL))
               : slip_target(d, w, r->text);
}

bool sesd_slip_conflict(struct derivation *d, struct owner *owner,
                        const struct want *w, const struct record *r)
{
    const struct text words = sesd_slip(d, owner, w, r);
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
