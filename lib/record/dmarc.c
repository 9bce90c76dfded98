/* SPDX-License-Identifier: MIT */
#include "record.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct text trim(struct text t)
{
    while (t.n && is_blank(*t.s))
        t.s++, t.n--;
    while (t.n && is_blank(t.s[t.n - 1]))
        t.n--;
    return t;
}

/* Take what is before the mark off the front, and the mark. */
static struct text cut(struct text *rest, char mark)
{
    const char *at = rest->n ? memchr(rest->s, mark, rest->n) : NULL;
    struct text first = { rest->s, at ? (size_t)(at - rest->s) : rest->n };
    size_t taken = first.n + (at != NULL);

    rest->s += taken;
    rest->n -= taken;
    return first;
}

/* Whether it is a word in lower case, but for the case of its letters. */
static bool is(struct text t, const char *word)
{
    size_t i = 0;

    while (i < t.n && word[i] && sesd_lower(t.s[i]) == word[i])
        i++;
    return i == t.n && !word[i];
}

static bool is_alpha(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!(sesd_class[(unsigned char)sesd_lower(t.s[i])] & CLASS_LOWER))
            return false;
    return true;
}

/* Whether all characters are printable; ";" cannot be among them. */
static bool is_value(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.s[i] < 0x20 || t.s[i] > 0x7e)
            return false;
    return t.n > 0;
}

bool sesd_dmarc_is(struct text txt)
{
    struct text value = cut(&txt, ';'), name = cut(&value, '=');

    return name.n && !is_blank(*name.s) && is(trim(name), "v") &&
           sesd_text_equal(trim(value), sesd_text("DMARC1"));
}

/* ---- the values of tags; false if one is not valid ---- */

static bool read_policy(struct text value, enum dmarc_policy *policy)
{
    static const char *const words[] = { "none", "quarantine", "reject" };

    for (size_t i = 0; i < COUNT(words); i++)
        if (is(value, words[i])) {
            *policy = (enum dmarc_policy)(DMARC_NONE + i);
            return true;
        }
    *policy = DMARC_INVALID;
    return false;
}

static bool read_letter(struct text value, const char *letters, char *letter)
{
    char c = value.n == 1 ? sesd_lower(*value.s) : '\0';

    if (!c || !strchr(letters, c))
        return false;
    *letter = c;
    return true;
}

static bool ends_with(struct text t, char c)
{
    return t.n && t.s[t.n - 1] == c;
}

static bool read_list(struct text value, struct text *list)
{
    struct text uri, host, rest = value;

    *list = value;
    while (sesd_dmarc_uri(&rest, &uri))
        if (!sesd_dmarc_uri_valid(uri, &host))
            return false;
    return value.n > 0 && !ends_with(value, ',');
}

/* "0" or "1", "d" and "s", each once at the most. */
static bool read_fo(struct text value)
{
    bool level = false, d = false, s = false;

    if (ends_with(value, ':'))
        return false;
    while (value.n) {
        char letter = '\0';
        bool *seen;

        if (!read_letter(cut(&value, ':'), "01ds", &letter))
            return false;
        seen = letter == 'd' ? &d : letter == 's' ? &s : &level;
        if (*seen)
            return false;
        *seen = true;
    }
    return level || d || s;
}

static bool read_number(struct text value)
{
    return value.n > 0 && sesd_classes(value) & CLASS_DIGIT;
}

enum tag { P, SP, NP, ADKIM, ASPF, FO, RUA, RUF, PSD, T, PCT, RF, RI };

static const struct {
    const char *name;
    enum tag tag;
    bool removed; /* by RFC 9989 */
} tags[] = {
    { "p", P, false },         { "sp", SP, false },     { "np", NP, false },
    { "adkim", ADKIM, false }, { "aspf", ASPF, false }, { "fo", FO, false },
    { "rua", RUA, false },     { "ruf", RUF, false },   { "psd", PSD, false },
    { "t", T, false },         { "pct", PCT, true },    { "rf", RF, true },
    { "ri", RI, true },
};

static bool read_value(struct dmarc *d, enum tag tag, struct text value)
{
    switch (tag) {
    case P:
        return read_policy(value, &d->p);
    case SP:
        return read_policy(value, &d->sp);
    case NP:
        return read_policy(value, &d->np);
    case ADKIM:
        return read_letter(value, "rs", &d->adkim);
    case ASPF:
        return read_letter(value, "rs", &d->aspf);
    case FO:
        return read_fo(value);
    case RUA:
        return read_list(value, &d->rua);
    case RUF:
        return read_list(value, &d->ruf);
    case PSD:
        return read_letter(value, "ynu", &d->psd);
    case T:
        return read_letter(value, "yn", &d->t);
    case PCT:
        d->pct = true;
        return read_number(value);
    case RI:
        d->ri = true;
        return read_number(value);
    case RF:
        d->rf = true;
        return value.n > 0;
    }
    return false;
}

static void note(struct text *first, struct text what)
{
    if (!first->s)
        *first = what;
}

void sesd_dmarc_parse(struct text txt, struct dmarc *dmarc)
{
    uint32_t seen = 0;

    *dmarc = (struct dmarc){ .adkim = 'r', .aspf = 'r', .psd = 'u', .t = 'n' };
    cut(&txt, ';');
    for (size_t position = 1; trim(txt).n; position++) {
        struct text value = trim(cut(&txt, ';')), whole = value, name;
        size_t i = 0;

        name = trim(cut(&value, '='));
        value = trim(value);
        if (!name.n || !is_alpha(name) || !is_value(value)) {
            note(&dmarc->malformed, whole);
            continue;
        }
        if (is(name, "v")) {
            note(&dmarc->twice, name);
            continue;
        }
        while (i < COUNT(tags) && !is(name, tags[i].name))
            i++;
        if (i == COUNT(tags)) {
            note(&dmarc->unknown, name);
            continue;
        }
        if (seen & 1u << i) {
            note(&dmarc->twice, name);
            continue;
        }
        seen |= 1u << i;
        if (tags[i].removed)
            note(&dmarc->removed, name);
        if (tags[i].tag == P)
            dmarc->p_second = position == 1;
        if (!read_value(dmarc, tags[i].tag, value))
            note(&dmarc->invalid, name);
    }
}

bool sesd_dmarc_uri(struct text *list, struct text *uri)
{
    if (!list->n)
        return false;
    *uri = trim(cut(list, ','));
    return true;
}

static bool scheme_valid(struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        char c = sesd_lower(t.s[i]);

        if ((c < 'a' || c > 'z') &&
            (i == 0 || !c || !strchr("0123456789+-.", c)))
            return false;
    }
    return true;
}

static bool is_hex(char c)
{
    return c && strchr("0123456789abcdef", sesd_lower(c));
}

/* Two digits follow each "%" (RFC 3986 section 2.1). */
static bool escapes_valid(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.s[i] == '%' &&
            (t.n - i < 3 || !is_hex(t.s[i + 1]) || !is_hex(t.s[i + 2])))
            return false;
    return true;
}

static bool has_any(struct text t, const char *set)
{
    for (; *set; set++)
        if (memchr(t.s, *set, t.n))
            return true;
    return false;
}

/* An address, and maybe a query (RFC 6068 section 2). Of what may not be in
 * an address, these may be in a URI. */
static bool mailbox_valid(struct text t, struct text *domain)
{
    const struct text local = cut(&t, '@');

    *domain = cut(&t, '?');
    return local.n > 0 && domain->n > 0 && !has_any(local, "()[]:") &&
           !has_any(*domain, "():@");
}

/* Letters and the like of RFC 3986 appendix A; "!" and "," are to be encoded
 * (RFC 9989 section 4.8), ";" ends the tag. */
bool sesd_dmarc_uri_valid(struct text uri, struct text *host)
{
    struct text rest = uri, address = cut(&rest, '!');
    struct text scheme;

    *host = (struct text){ 0 };
    if (rest.n) { /* 1*DIGIT [k/m/g/t] */
        if (rest.n > 1 && memchr("kmgt", sesd_lower(rest.s[rest.n - 1]), 4))
            rest.n--;
        if (!read_number(rest))
            return false;
    } else if (address.n != uri.n) {
        return false;
    }
    rest = address;
    scheme = cut(&rest, ':');
    if (!scheme.n || scheme.n == address.n || !escapes_valid(rest) ||
        !(sesd_classes(rest) & CLASS_URI))
        return false;
    return is(scheme, "mailto") ? mailbox_valid(rest, host)
                                : scheme_valid(scheme);
}
