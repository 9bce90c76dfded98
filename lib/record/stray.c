/* SPDX-License-Identifier: MIT */
/*
 * Characters that people paste along with a value, or instead of others. Takes
 * a text, and returns it as it was meant: decoded, without quotation marks,
 * blanks and characters that are not seen, and with ASCII for characters that
 * look like it; and returns what it found. The classes are those of Unicode:
 * General Punctuation, and the confusables of UTS 39.
 */
#include "record.h"

#define OTHER 128 /* the first code point that is not ASCII */

enum stray { STRAY_NONE, STRAY_QUOTE, STRAY_BLANK, STRAY_LINE, STRAY_UNSEEN };

static const struct {
    int32_t first, last;
    enum stray kind;
} strays[] = {
    { '\t', '\t', STRAY_BLANK },
    { '\n', '\r', STRAY_LINE },
    { ' ', ' ', STRAY_BLANK },
    { '"', '"', STRAY_QUOTE },
    { '\'', '\'', STRAY_QUOTE },
    { '\\', '\\', STRAY_QUOTE }, /* it escapes a quotation mark */
    { '`', '`', STRAY_QUOTE },
    { 0xa0, 0xa0, STRAY_BLANK },
    { 0xab, 0xab, STRAY_QUOTE },
    { 0xad, 0xad, STRAY_UNSEEN },
    { 0xb4, 0xb4, STRAY_QUOTE },
    { 0xbb, 0xbb, STRAY_QUOTE },
    { 0x2000, 0x200a, STRAY_BLANK },
    { 0x200b, 0x200f, STRAY_UNSEEN },
    { 0x2018, 0x201f, STRAY_QUOTE },
    { 0x2028, 0x2029, STRAY_LINE },
    { 0x202a, 0x202e, STRAY_UNSEEN },
    { 0x202f, 0x202f, STRAY_BLANK },
    { 0x2032, 0x2036, STRAY_QUOTE },
    { 0x2039, 0x203a, STRAY_QUOTE },
    { 0x2060, 0x2064, STRAY_UNSEEN },
    { 0x3000, 0x3000, STRAY_BLANK },
    { 0x300c, 0x300f, STRAY_QUOTE },
    { 0xfeff, 0xfeff, STRAY_UNSEEN },
    { 0xff02, 0xff02, STRAY_QUOTE },
    { 0xff07, 0xff07, STRAY_QUOTE },
};

/* Characters that look like ASCII; those of the fullwidth forms are computed.
 */
static const struct {
    int32_t point;
    char looks;
} lookalikes[] = {
    { 0x2dc, '~' },  { 0x37e, ';' },  { 0x391, 'A' },  { 0x392, 'B' },
    { 0x395, 'E' },  { 0x396, 'Z' },  { 0x397, 'H' },  { 0x399, 'I' },
    { 0x39a, 'K' },  { 0x39c, 'M' },  { 0x39d, 'N' },  { 0x39f, 'O' },
    { 0x3a1, 'P' },  { 0x3a4, 'T' },  { 0x3a5, 'Y' },  { 0x3a7, 'X' },
    { 0x3b1, 'a' },  { 0x3bd, 'v' },  { 0x3bf, 'o' },  { 0x3c1, 'p' },
    { 0x405, 'S' },  { 0x406, 'I' },  { 0x408, 'J' },  { 0x410, 'A' },
    { 0x412, 'B' },  { 0x415, 'E' },  { 0x41a, 'K' },  { 0x41c, 'M' },
    { 0x41d, 'H' },  { 0x41e, 'O' },  { 0x420, 'P' },  { 0x421, 'C' },
    { 0x422, 'T' },  { 0x425, 'X' },  { 0x430, 'a' },  { 0x435, 'e' },
    { 0x43e, 'o' },  { 0x440, 'p' },  { 0x441, 'c' },  { 0x443, 'y' },
    { 0x445, 'x' },  { 0x455, 's' },  { 0x456, 'i' },  { 0x458, 'j' },
    { 0x4bb, 'h' },  { 0x501, 'd' },  { 0x51b, 'q' },  { 0x51d, 'w' },
    { 0x2010, '-' }, { 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' },
    { 0x2014, '-' }, { 0x2015, '-' }, { 0x2212, '-' }, { 0x223c, '~' },
    { 0x3002, '.' }, { 0xff61, '.' },
};

static enum stray stray_kind(int32_t point)
{
    for (size_t i = 0; i < COUNT(strays); i++)
        if (point >= strays[i].first && point <= strays[i].last)
            return strays[i].kind;
    return STRAY_NONE;
}

/* The ASCII character that another one looks like; 0: none. */
static char stray_looks(int32_t point)
{
    if (point > 0xff00 && point < 0xff5f)
        return (char)(point - 0xfee0);
    for (size_t i = 0; i < COUNT(lookalikes); i++)
        if (lookalikes[i].point == point)
            return lookalikes[i].looks;
    return '\0';
}

static struct text stray_words(struct arena *a, int32_t point, enum stray kind)
{
    static const char hex[] = "0123456789ABCDEF";
    const char code[] = { 'U',
                          '+',
                          hex[point >> 12 & 15],
                          hex[point >> 8 & 15],
                          hex[point >> 4 & 15],
                          hex[point & 15] };
    const struct text end = { code, sizeof(code) };

    switch (kind) {
    case STRAY_QUOTE:
        if (point == '\\')
            return sesd_text("backslashes were pasted along");
        if (point < OTHER)
            return sesd_text("quotation marks were pasted along");
        return sesd_concat(
            a, sesd_text("typographic quotation marks were pasted along, "),
            end, none);
    case STRAY_LINE:
        return sesd_text("line breaks were pasted along");
    case STRAY_BLANK:
        if (point < OTHER)
            return sesd_text("blanks were pasted along");
        return sesd_concat(a,
                           sesd_text("no-break spaces or other special "
                                     "blanks were pasted along, "),
                           end, none);
    case STRAY_UNSEEN:
        return sesd_concat(
            a, sesd_text("a character that is not seen was pasted along, "),
            end, none);
    case STRAY_NONE:
        break;
    }
    return sesd_concat(
        a, sesd_text("it has a character that only looks like ASCII, "), end,
        none);
}

/* Read the escapes of a name (RFC 1035 section 5.1). */
static struct text stray_unescape(struct text t, char *to)
{
    const char *const begin = to;

    while (t.n) {
        if (*t.s == '\\' && t.n >= 4 && sesd_is_digit(t.s[1])) {
            *to++ = (char)((t.s[1] - '0') * 100 + (t.s[2] - '0') * 10 +
                           (t.s[3] - '0'));
            t = sesd_text_after(t, 4);
            continue;
        }
        if (*t.s == '\\' && t.n >= 2)
            t = sesd_text_after(t, 1);
        *to++ = *t.s;
        t = sesd_text_after(t, 1);
    }
    return (struct text){ begin, (size_t)(to - begin) };
}

/* ---- encodings: percent signs of URLs, entities of HTML ---- */

static const struct {
    const char *name;
    int32_t point;
} entities[] = {
    { "&quot;", '"' },   { "&apos;", '\'' }, { "&amp;", '&' },
    { "&lt;", '<' },     { "&gt;", '>' },    { "&nbsp;", ' ' },
    { "&equals;", '=' }, { "&semi;", ';' },  { "&colon;", ':' },
};

static int stray_digit(char c, bool hex)
{
    if (sesd_is_digit(c))
        return c - '0';
    c = sesd_lower(c);
    return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Read "&#34;" or "&#x22;". Return its length; 0: it is none, or not ASCII. */
static size_t stray_number(struct text t, char *octet)
{
    const bool hex = t.n > 2 && sesd_lower(t.s[2]) == 'x';
    size_t i = hex ? 3 : 2;
    int value = 0, digit;

    if (t.n < 4 || t.s[0] != '&' || t.s[1] != '#')
        return 0;
    for (; i < t.n && value < OTHER && (digit = stray_digit(t.s[i], hex)) >= 0;
         i++)
        value = value * (hex ? 16 : 10) + digit;
    *octet = (char)value;
    return i < t.n && t.s[i] == ';' && value && value < OTHER ? i + 1 : 0;
}

static size_t stray_entity(struct text t, char *octet)
{
    for (size_t i = 0; i < COUNT(entities); i++)
        if (sesd_text_starts(t, sesd_text(entities[i].name))) {
            *octet = (char)entities[i].point;
            return strlen(entities[i].name);
        }
    return stray_number(t, octet);
}

static size_t stray_percent(struct text t, char *octet)
{
    if (t.n < 3 || *t.s != '%' || stray_digit(t.s[1], true) < 0 ||
        stray_digit(t.s[2], true) < 0)
        return 0;
    *octet =
        (char)(stray_digit(t.s[1], true) * 16 + stray_digit(t.s[2], true));
    return 3;
}

/* Decode a text to a buffer, which may be its own. */
static struct text stray_decode(struct text t, char *to, const char **words)
{
    const char *const begin = to;

    while (t.n) {
        char octet = *t.s;
        size_t n = stray_entity(t, &octet);

        if (n)
            *words = "it is encoded as in HTML";
        else if ((n = stray_percent(t, &octet)) != 0)
            *words = "it is percent-encoded, as in a URL";
        *to++ = octet;
        t = sesd_text_after(t, n ? n : 1);
    }
    return (struct text){ begin, (size_t)(to - begin) };
}

static bool stray_is_end(char c)
{
    return c == ' ' || c == ',' || c == ';' || c == '/' || c == '.' ||
           c == '<' || c == '>' || c == '(' || c == ')';
}

struct cleaned sesd_clean(struct arena *a, struct text t, bool name,
                          bool keep_blanks)
{
    struct cleaned cleaned = { .text = t };
    char *buf = sesd_alloc(a, 2 * t.n), *to = buf;
    struct text rest = t, trimmed;
    const char *encoded = NULL;

    if (!buf)
        return cleaned;
    if (name)
        rest = stray_unescape(t, buf + t.n);
    if (memchr(t.s, '%', t.n) || memchr(t.s, '&', t.n))
        rest = stray_decode(rest, buf + t.n, &encoded);
    if (encoded)
        cleaned.words = sesd_text(encoded);
    while (rest.n) {
        const char *octet = rest.s;
        const int32_t point = sesd_utf8_next(&rest);
        const enum stray kind = stray_kind(point);
        const char looks = stray_looks(point);
        const bool inner = keep_blanks && kind == STRAY_BLANK;

        if ((kind && !(inner && point < OTHER)) || looks)
            cleaned.words =
                cleaned.words.s ? cleaned.words : stray_words(a, point, kind);
        if (inner || looks)
            *to++ = inner ? ' ' : looks;
        else if (!kind)
            for (; octet < rest.s; octet++)
                *to++ = *octet;
    }
    cleaned.text = (struct text){ buf, (size_t)(to - buf) };
    trimmed = sesd_text_trim(cleaned.text, stray_is_end);
    if (trimmed.n < cleaned.text.n && !cleaned.words.s)
        cleaned.words = buf[0] == ' ' || to[-1] == ' '
                            ? sesd_text("blanks were pasted along")
                            : sesd_text("punctuation was pasted along");
    cleaned.text = trimmed;
    return cleaned;
}
