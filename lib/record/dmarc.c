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

/* The letters of a tag go to name, what is behind "=" to value; false if it
 * is not formed like that. */
static bool split(struct text tag, struct text *name, struct text *value)
{
    size_t i = 0;

    while (i < tag.n &&
           sesd_class[(unsigned char)sesd_lower(tag.s[i])] & CLASS_LOWER)
        i++;
    *name = (struct text){ tag.s, i };
    while (i < tag.n && is_blank(tag.s[i]))
        i++;
    if (i == tag.n || tag.s[i] != '=')
        return false;
    *value = trim((struct text){ tag.s + i + 1, tag.n - i - 1 });
    return name->n > 0;
}

/* Whether all characters are printable; ";" cannot be among them. */
static bool is_value(struct text t)
{
    size_t i = sesd_plain_length(t); /* most of the time, all */

    while (i < t.n && t.s[i] >= 0x20 && t.s[i] <= 0x7e)
        i++;
    return i > 0 && i == t.n;
}

bool sesd_dmarc_is(struct text txt)
{
    struct text name, value;

    return split(cut(&txt, ';'), &name, &value) && is(name, "v") &&
           sesd_text_equal(value, sesd_text("DMARC1"));
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

enum tag { V, P, SP, NP, ADKIM, ASPF, FO, RUA, RUF, PSD, T, PCT, RF, RI };

#define FIRST_REMOVED PCT /* by RFC 9989 */

/* Each filled up with zeros. */
static const char tags[][8] = {
    [V] = "v",         [P] = "p",       [SP] = "sp", [NP] = "np",
    [ADKIM] = "adkim", [ASPF] = "aspf", [FO] = "fo", [RUA] = "rua",
    [RUF] = "ruf",     [PSD] = "psd",   [T] = "t",   [PCT] = "pct",
    [RF] = "rf",       [RI] = "ri",
};

/* Whatever the case of its letters; COUNT(tags) if there is none. */
static size_t find_tag(struct text name)
{
    char lower[sizeof(*tags)] = { 0 };
    size_t i;

    if (name.n > sizeof(lower))
        return COUNT(tags);
    for (i = 0; i < name.n; i++)
        lower[i] = sesd_lower(name.s[i]);
    for (i = 0; i < COUNT(tags); i++)
        if (memcmp(tags[i], lower, sizeof(lower)) == 0)
            break;
    return i;
}

static bool read_value(struct dmarc *d, enum tag tag, struct text value)
{
    switch (tag) {
    case V: /* is seen before all others */
        return false;
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
    uint32_t seen = 1u << V;

    *dmarc = (struct dmarc){ .adkim = 'r', .aspf = 'r', .psd = 'u', .t = 'n' };
    cut(&txt, ';');
    txt = trim(txt);
    for (size_t position = 1; txt.n; position++) {
        const struct text whole = trim(cut(&txt, ';'));
        struct text name, value;
        size_t tag;

        if (!split(whole, &name, &value) || !is_value(value)) {
            note(&dmarc->malformed, whole);
            continue;
        }
        tag = find_tag(name);
        if (tag == COUNT(tags)) {
            note(&dmarc->unknown, name);
            continue;
        }
        if (seen & 1u << tag) {
            note(&dmarc->twice, name);
            continue;
        }
        seen |= 1u << tag;
        if (tag >= FIRST_REMOVED)
            note(&dmarc->removed, name);
        if (tag == P)
            dmarc->p_second = position == 1;
        if (!read_value(dmarc, (enum tag)tag, value))
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
    const char lower = sesd_lower(c);

    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
}

/* RFC 3986 section 2.1 */
static bool is_escape(const char *s, size_t n)
{
    return n >= 3 && s[0] == '%' && is_hex(s[1]) && is_hex(s[2]);
}

/* Take characters of a class, and those that are escaped, off the front. */
static struct text take(struct text *rest, unsigned class)
{
    const char *s = rest->s, *end = s + rest->n;
    struct text first = *rest;

    while (s < end && (sesd_class[(unsigned char)*s] & class ||
                       is_escape(s, (size_t)(end - s))))
        s++;
    *rest = (struct text){ s, (size_t)(end - s) };
    first.n -= rest->n;
    return first;
}

/* An address, and maybe a query (RFC 6068 section 2). */
static bool take_mailbox(struct text *rest, struct text *domain)
{
    const struct text local = take(rest, CLASS_LOCAL);

    if (!local.n || !rest->n || *rest->s != '@')
        return false;
    rest->s++, rest->n--;
    *domain = take(rest, CLASS_DOMAIN);
    if (rest->n && *rest->s == '?')
        take(rest, CLASS_URI);
    return domain->n > 0;
}

/* "!" 1*DIGIT [k/m/g/t] */
static bool is_size(struct text t)
{
    if (*t.s != '!')
        return false;
    t.s++, t.n--;
    if (t.n > 1 && memchr("kmgt", sesd_lower(t.s[t.n - 1]), 4))
        t.n--;
    return read_number(t);
}

/* Letters and the like of RFC 3986 appendix A; "!" and "," are to be encoded
 * (RFC 9989 section 4.8), ";" ends the tag. */
bool sesd_dmarc_uri_valid(struct text uri, struct text *host)
{
    struct text rest = uri;
    const struct text scheme = cut(&rest, ':');

    *host = (struct text){ 0 };
    if (!scheme.n || scheme.n == uri.n)
        return false;
    if (is(scheme, "mailto")) {
        if (!take_mailbox(&rest, host))
            return false;
    } else {
        if (!scheme_valid(scheme))
            return false;
        take(&rest, CLASS_URI);
    }
    return !rest.n || is_size(rest);
}
