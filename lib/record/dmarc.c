/* SPDX-License-Identifier: MIT */
/*
 * DMARC policy records (RFC 9989 section 4). Takes the text of a record,
 * produces its tags and their errors, and checks the addresses of reports (RFC
 * 3986, RFC 6068). Knows nothing of SES.
 */
#include "record.h"

/* Whether a text is a word in lower case, ignoring ASCII case. */
static bool dmarc_is(struct text t, const char *word)
{
    return sesd_text_equal_nocase(t, sesd_text(word));
}

bool sesd_dmarc_is(struct text txt)
{
    const char *start = txt.s;
    struct tag tag;

    return sesd_tag_next(&txt, sesd_is_blank, &tag) && tag.name.s == start &&
           dmarc_is(tag.name, "v") &&
           sesd_text_equal(tag.value, sesd_text("DMARC1"));
}

/* ---- the values of tags: false if one is not valid ---- */

static bool dmarc_read_policy(struct text value, enum dmarc_policy *policy)
{
    static const char *const words[] = { "none", "quarantine", "reject" };

    for (size_t i = 0; i < COUNT(words); i++)
        if (dmarc_is(value, words[i])) {
            *policy = (enum dmarc_policy)(DMARC_NONE + i);
            return true;
        }
    *policy = DMARC_INVALID;
    return false;
}

static bool dmarc_read_letter(struct text value, const char *letters,
                              char *letter)
{
    char c = value.n == 1 ? sesd_lower(*value.s) : '\0';

    if (!c || !strchr(letters, c))
        return false;
    *letter = c;
    return true;
}

static bool dmarc_read_list(struct text value, struct text *list)
{
    struct text uri, host, rest = value;

    *list = value;
    while (sesd_dmarc_uri(&rest, &uri))
        if (!sesd_dmarc_uri_valid(uri, &host))
            return false;
    return !sesd_text_ends(value, sesd_text(",")) && value.n > 0;
}

/* "0" or "1", "d" and "s", each at most once. */
static bool dmarc_read_fo(struct text value)
{
    bool level = false, d = false, s = false;

    if (sesd_text_ends(value, sesd_text(":")))
        return false;
    while (value.n) {
        char letter = '\0';
        bool *seen;

        if (!dmarc_read_letter(sesd_text_cut(&value, ':'), "01ds", &letter))
            return false;
        seen = letter == 'd' ? &d : letter == 's' ? &s : &level;
        if (*seen)
            return false;
        *seen = true;
    }
    return level || d || s;
}

/* Any list of these options, as RFC 7489 section 6.3 allows. */
static bool dmarc_is_old_fo(struct text value)
{
    char letter;

    if (!value.n || sesd_text_ends(value, sesd_text(":")))
        return false;
    while (value.n)
        if (!dmarc_read_letter(sesd_text_cut(&value, ':'), "01ds", &letter))
            return false;
    return true;
}

static bool dmarc_read_number(struct text value)
{
    return value.n > 0 && sesd_text_all(value, sesd_is_digit);
}

enum tag_id { V, P, SP, NP, ADKIM, ASPF, FO, RUA, RUF, PSD, T, PCT, RF, RI };

#define FIRST_OBSOLETE PCT /* obsolete since RFC 9989 */

static const char *const dmarc_tags[] = {
    [V] = "v",         [P] = "p",       [SP] = "sp", [NP] = "np",
    [ADKIM] = "adkim", [ASPF] = "aspf", [FO] = "fo", [RUA] = "rua",
    [RUF] = "ruf",     [PSD] = "psd",   [T] = "t",   [PCT] = "pct",
    [RF] = "rf",       [RI] = "ri",
};

/* Return the tag of a name in any case; COUNT(dmarc_tags) if it is unknown. */
static size_t dmarc_find_tag(struct text name)
{
    size_t i = 0;

    while (i < COUNT(dmarc_tags) && !dmarc_is(name, dmarc_tags[i]))
        i++;
    return i;
}

static bool dmarc_read_value(struct dmarc *d, enum tag_id tag,
                             struct text value)
{
    switch (tag) {
    case V: /* precedes all others */
        return false;
    case P:
        return dmarc_read_policy(value, &d->p);
    case SP:
        return dmarc_read_policy(value, &d->sp);
    case NP:
        return dmarc_read_policy(value, &d->np);
    case ADKIM:
        return dmarc_read_letter(value, "rs", &d->adkim);
    case ASPF:
        return dmarc_read_letter(value, "rs", &d->aspf);
    case FO:
        return dmarc_read_fo(value);
    case RUA:
        return dmarc_read_list(value, &d->rua);
    case RUF:
        return dmarc_read_list(value, &d->ruf);
    case PSD:
        return dmarc_read_letter(value, "ynu", &d->psd);
    case T:
        return dmarc_read_letter(value, "yn", &d->t);
    case PCT:
        d->pct_is_100 = sesd_text_equal(value, sesd_text("100"));
        d->pct = dmarc_read_number(value) && (value.n < 3 || d->pct_is_100);
        return d->pct;
    case RI:
        d->ri = true;
        return dmarc_read_number(value);
    case RF:
        d->rf = true;
        return value.n > 0;
    }
    return false;
}

static void dmarc_note(struct text *first, struct text what)
{
    if (!first->s)
        *first = what;
}

static bool dmarc_is_well_formed(const struct tag *tag)
{
    return tag->name.n > 0 && sesd_text_all(tag->name, sesd_is_letter) &&
           tag->value.n > 0 && sesd_text_all(tag->value, sesd_is_ascii);
}

void sesd_dmarc_parse(struct text txt, struct dmarc *dmarc)
{
    uint32_t seen = 1u << V;
    struct tag tag;

    *dmarc = (struct dmarc){ .adkim = 'r', .aspf = 'r', .psd = 'u', .t = 'n' };
    sesd_text_cut(&txt, ';');
    txt = sesd_text_trim(txt, sesd_is_blank);
    for (size_t position = 1; sesd_tag_next(&txt, sesd_is_blank, &tag);
         position++) {
        const size_t i = dmarc_find_tag(tag.name);

        if (!dmarc_is_well_formed(&tag)) {
            dmarc_note(&dmarc->malformed, tag.whole);
            continue;
        }
        if (i == COUNT(dmarc_tags)) {
            dmarc_note(&dmarc->unknown, tag.name);
            continue;
        }
        if (seen & 1u << i) {
            dmarc_note(&dmarc->duplicate, tag.name);
            continue;
        }
        seen |= 1u << i;
        if (i >= FIRST_OBSOLETE)
            dmarc_note(&dmarc->obsolete, tag.name);
        if (i == P)
            dmarc->p_second = position == 1;
        if (dmarc_read_value(dmarc, (enum tag_id)i, tag.value))
            continue;
        if (i == P || i == SP || i == NP)
            dmarc_note(&dmarc->bad_policy, tag.whole);
        if (i == FO && dmarc_is_old_fo(tag.value))
            dmarc_note(&dmarc->old_fo, tag.whole);
        else
            dmarc_note(&dmarc->invalid, tag.whole);
    }
}

/* ---- what is probably meant ---- */

static bool dmarc_is_separator(char c)
{
    return sesd_is_blank(c) || sesd_is_one_of(c, ",:|/&");
}

/* Whether a text begins with the name of a tag and '='. */
static bool dmarc_begins_tag(struct text t)
{
    const struct text name = { t.s, sesd_text_span(t, sesd_is_letter) };
    const struct text rest = sesd_text_after(t, name.n);
    const struct text value =
        sesd_text_after(rest, sesd_text_span(rest, sesd_is_blank));

    return dmarc_find_tag(name) < COUNT(dmarc_tags) && value.n &&
           *value.s == '=';
}

/* Return the characters between a tag and another one that it runs into; or
 * NULL. */
static struct text dmarc_run_on(struct text tag)
{
    for (size_t i = 1; i < tag.n; i++) {
        const struct text rest = sesd_text_after(tag, i);
        const size_t n = sesd_text_span(rest, dmarc_is_separator);

        if (n && dmarc_begins_tag(sesd_text_after(rest, n)))
            return (struct text){ rest.s, n };
        i += n;
    }
    return none;
}

static const char *dmarc_near_policy(struct text value)
{
    static const struct {
        const char *word, *words;
    } policies[] = {
        { "none", "did you mean 'none'?" },
        { "quarantine", "did you mean 'quarantine'?" },
        { "reject", "did you mean 'reject'?" },
    };

    for (size_t i = 0; i < COUNT(policies); i++)
        if (sesd_text_edits(value, sesd_text(policies[i].word)) <= 2)
            return policies[i].words;
    return NULL;
}

static const char *dmarc_near_list(struct text list)
{
    struct text uri;

    while (sesd_dmarc_uri(&list, &uri)) {
        if (!memchr(uri.s, ':', uri.n))
            return "an address begins with 'mailto:'";
        if (memchr(uri.s, ' ', uri.n))
            return "there is a blank in an address";
    }
    return NULL;
}

const char *sesd_dmarc_slip(struct text text)
{
    const struct text run_on = dmarc_run_on(text);
    const struct text front = { text.s, sesd_text_span(text, sesd_is_letter) };
    struct text rest = text;
    struct tag tag = { 0 };

    sesd_tag_next(&rest, sesd_is_blank, &tag);
    if (run_on.s && memchr(run_on.s, ',', run_on.n))
        return "there is a comma instead of a semicolon";
    if (run_on.s)
        return "a semicolon is missing between two tags";
    if (dmarc_find_tag(front) < COUNT(dmarc_tags) && front.n < text.n &&
        text.s[front.n] == ':')
        return "there is a ':' instead of '='";
    switch (dmarc_find_tag(tag.name)) {
    case P:
    case SP:
    case NP:
        return dmarc_near_policy(tag.value);
    case RUA:
    case RUF:
        return dmarc_near_list(tag.value);
    default:
        return sesd_text_starts(text, sesd_text("mailto:"))
                   ? "addresses have ',' between them"
                   : NULL;
    }
}

bool sesd_dmarc_uri(struct text *list, struct text *uri)
{
    if (!list->n)
        return false;
    *uri = sesd_text_trim(sesd_text_cut(list, ','), sesd_is_blank);
    return true;
}

/* ---- addresses of reports ---- */

/* The characters of RFC 3986 appendix A, but "!" and ",", which have to be
 * encoded (RFC 9989 section 4), and ";", which ends the tag. */
static bool dmarc_is_uri_char(char c)
{
    return sesd_is_letter(c) || sesd_is_digit(c) ||
           sesd_is_one_of(c, "-._~:/?#[]@$&'()*+=");
}

/* Before and after the "@" of an address (RFC 6068 section 2). */
static bool dmarc_is_local_char(char c)
{
    return dmarc_is_uri_char(c) && !sesd_is_one_of(c, ":[]@()");
}

static bool dmarc_is_domain_char(char c)
{
    return dmarc_is_uri_char(c) && !sesd_is_one_of(c, ":?@()");
}

static bool dmarc_is_scheme_char(char c)
{
    return sesd_is_letter(c) || sesd_is_digit(c) || sesd_is_one_of(c, "+-.");
}

static bool dmarc_is_scheme(struct text t)
{
    return t.n > 0 && sesd_is_letter(*t.s) &&
           sesd_text_all(t, dmarc_is_scheme_char);
}

/* Remove characters of a kind, and those that are escaped (RFC 3986 section
 * 2.1), from the front, and return them. */
static struct text dmarc_take(struct text *rest, bool (*is)(char))
{
    size_t n = 0;

    for (;;) {
        n += sesd_text_span(sesd_text_after(*rest, n), is);
        if (rest->n - n < 3 || rest->s[n] != '%' ||
            !sesd_is_hex(rest->s[n + 1]) || !sesd_is_hex(rest->s[n + 2]))
            break;
        n += 3;
    }
    *rest = sesd_text_after(*rest, n);
    return (struct text){ rest->s - n, n };
}

/* Remove an address, and a query if there is one, from the front (RFC 6068
 * section 2). */
static bool dmarc_take_mailbox(struct text *rest, struct text *domain)
{
    const struct text local = dmarc_take(rest, dmarc_is_local_char);

    if (!local.n || !rest->n || *rest->s != '@')
        return false;
    rest->s++, rest->n--;
    *domain = dmarc_take(rest, dmarc_is_domain_char);
    if (rest->n && *rest->s == '?')
        dmarc_take(rest, dmarc_is_uri_char);
    return domain->n > 0;
}

/* "!" 1*DIGIT [k/m/g/t] */
static bool dmarc_is_size(struct text t)
{
    if (*t.s != '!')
        return false;
    t.s++, t.n--;
    if (t.n > 1 && memchr("kmgt", sesd_lower(t.s[t.n - 1]), 4))
        t.n--;
    return dmarc_read_number(t);
}

bool sesd_dmarc_uri_valid(struct text uri, struct text *host)
{
    struct text rest = uri;
    const struct text scheme = sesd_text_cut(&rest, ':');

    *host = none;
    if (scheme.n == uri.n)
        return false;
    if (dmarc_is(scheme, "mailto")) {
        if (!dmarc_take_mailbox(&rest, host))
            return false;
    } else {
        if (!dmarc_is_scheme(scheme))
            return false;
        dmarc_take(&rest, dmarc_is_uri_char);
    }
    return !rest.n || dmarc_is_size(rest);
}

/* ---- the names of policies ---- */

struct text sesd_dmarc_walk_up(struct text name, bool first)
{
    size_t labels;

    name = sesd_name_parent(name);
    labels = first ? sesd_name_labels(name) : 0;
    for (; labels >= DMARC_LABELS_MAX; labels--)
        name = sesd_name_parent(name);
    return name;
}
