/* SPDX-License-Identifier: MIT */
/*
 * Text. Takes borrowed strings with their lengths; compares, cuts and copies
 * them, classifies ASCII characters, and reads UTF-8 (RFC 3629).
 */
#include "base.h"

struct text sesd_text(const char *s)
{
    return (struct text){ s, s ? strlen(s) : 0 };
}

/* ---- kinds of characters ---- */

char sesd_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool sesd_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool sesd_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool sesd_is_letter(char c)
{
    return sesd_is_lower(sesd_lower(c));
}

bool sesd_is_hex(char c)
{
    return sesd_is_digit(c) || (sesd_lower(c) >= 'a' && sesd_lower(c) <= 'f');
}

bool sesd_is_ldh(char c)
{
    return sesd_is_letter(c) || sesd_is_digit(c) || c == '-';
}

bool sesd_is_base32(char c)
{
    return sesd_is_lower(c) || (c >= '2' && c <= '7');
}

bool sesd_is_base64(char c)
{
    return sesd_is_letter(c) || sesd_is_digit(c) || c == '+' || c == '/';
}

bool sesd_is_token(char c)
{
    return sesd_is_base64(c) || c == '=' || c == '-' || c == '_';
}

bool sesd_is_ascii(char c)
{
    return c >= ' ' && c <= '~';
}

bool sesd_is_plain(char c)
{
    return sesd_is_ascii(c) && c != '"' && c != '\\';
}

bool sesd_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool sesd_is_space(char c)
{
    return sesd_is_blank(c) || c == '\r' || c == '\n';
}

bool sesd_is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* ---- parts of a text ---- */

size_t sesd_text_span(struct text t, bool (*is)(char))
{
    size_t n = 0;

    while (n < t.n && is(t.s[n]))
        n++;
    return n;
}

bool sesd_text_all(struct text t, bool (*is)(char))
{
    return sesd_text_span(t, is) == t.n;
}

struct text sesd_text_after(struct text t, size_t n)
{
    if (n > t.n)
        n = t.n;
    return n ? (struct text){ t.s + n, t.n - n } : t; /* t.s may be NULL */
}

struct text sesd_text_trim(struct text t, bool (*is)(char))
{
    t = sesd_text_after(t, sesd_text_span(t, is));
    while (t.n && is(t.s[t.n - 1]))
        t.n--;
    return t;
}

struct text sesd_text_cut(struct text *rest, char mark)
{
    const char *at = rest->n ? memchr(rest->s, mark, rest->n) : NULL;
    const struct text first = { rest->s,
                                at ? (size_t)(at - rest->s) : rest->n };

    *rest = sesd_text_after(*rest, first.n + (at != NULL));
    return first;
}

/* ---- comparison ---- */

bool sesd_text_equal(struct text a, struct text b)
{
    return a.n == b.n && sesd_text_starts(a, b);
}

bool sesd_text_equal_nocase(struct text a, struct text b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (sesd_lower(a.s[i]) != sesd_lower(b.s[i]))
            return false;
    return true;
}

int sesd_text_compare(struct text a, struct text b)
{
    const size_t n = a.n < b.n ? a.n : b.n;
    const int order = n ? memcmp(a.s, b.s, n) : 0;

    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool sesd_text_starts(struct text t, struct text with)
{
    return t.n >= with.n && (with.n == 0 || memcmp(t.s, with.s, with.n) == 0);
}

bool sesd_text_ends(struct text t, struct text with)
{
    return t.n >= with.n &&
           sesd_text_starts(sesd_text_after(t, t.n - with.n), with);
}

/* ---- copies ---- */

struct text sesd_concat(struct arena *a, struct text x, struct text y,
                        struct text z)
{
    const size_t size = x.n + y.n + z.n + 1;
    struct out o;

    if (!sesd_arena_reserve(a, size))
        return (struct text){ "", 0 };
    o = sesd_out(a->next, size);
    sesd_out_text(&o, x);
    sesd_out_text(&o, y);
    sesd_out_text(&o, z);
    a->next += size;
    return (struct text){ o.buf, o.length };
}

const char *sesd_copy(struct arena *a, struct text t)
{
    return sesd_concat(a, t, none, none).s;
}

struct text sesd_keep(struct arena *a, struct text t)
{
    return t.s ? sesd_concat(a, t, none, none) : t;
}

/* ---- UTF-8 (RFC 3629) ---- */

static const struct {
    unsigned char low, high; /* of the first octet */
    unsigned char more;      /* octets to follow */
    int32_t least;           /* shorter forms are invalid */
} text_utf8[] = {
    { 0xc2, 0xdf, 1, 0x80 },
    { 0xe0, 0xef, 2, 0x800 },
    { 0xf0, 0xf4, 3, 0x10000 },
};

int32_t sesd_utf8_next(struct text *t)
{
    unsigned char first = (unsigned char)*t->s++;
    int32_t point = -1;

    t->n--;
    if (first < 0x80)
        return first;
    for (size_t i = 0; i < COUNT(text_utf8); i++) {
        if (first < text_utf8[i].low || first > text_utf8[i].high)
            continue;
        if (text_utf8[i].more > t->n)
            return -1;
        point = first & (0x3f >> text_utf8[i].more);
        for (size_t k = 0; k < text_utf8[i].more; k++) {
            if (((unsigned char)t->s[k] & 0xc0) != 0x80)
                return -1;
            point = point << 6 | ((unsigned char)t->s[k] & 0x3f);
        }
        if (point < text_utf8[i].least || point > 0x10ffff ||
            (point >= 0xd800 && point <= 0xdfff))
            return -1;
        t->s += text_utf8[i].more;
        t->n -= text_utf8[i].more;
    }
    return point;
}

char *sesd_utf8_put(char *to, int32_t point)
{
    static const unsigned char leads[] = { 0x00, 0xc0, 0xe0, 0xf0 };
    size_t more = COUNT(text_utf8);

    while (more && point < text_utf8[more - 1].least)
        more--;
    *to++ = (char)(leads[more] | point >> 6 * more);
    while (more-- > 0)
        *to++ = (char)(0x80 | (point >> 6 * more & 0x3f));
    return to;
}

struct range {
    int32_t low, high;
};

/* Unicode 15: controls, separators, noncharacters, the blank of Braille, and
 * Default_Ignorable_Code_Point (DerivedCoreProperties.txt). */
static const struct range text_unseen[] = {
    { 0x0000, 0x001f },   { 0x007f, 0x009f },   { 0x00ad, 0x00ad },
    { 0x034f, 0x034f },   { 0x061c, 0x061c },   { 0x115f, 0x1160 },
    { 0x17b4, 0x17b5 },   { 0x180b, 0x180f },   { 0x200b, 0x200f },
    { 0x2028, 0x202e },   { 0x2060, 0x206f },   { 0x2800, 0x2800 },
    { 0x3164, 0x3164 },   { 0xfdd0, 0xfdef },   { 0xfe00, 0xfe0f },
    { 0xfeff, 0xfeff },   { 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },
    { 0xfffe, 0xffff },   { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
    { 0xe0000, 0xe0fff },
};

/* Marks that are drawn above one another: General_Category Mn and Me of the
 * blocks of combining marks, and of Hebrew, Arabic, Thai, Lao and Tibetan. */
static const struct range text_marks[] = {
    { 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05c7 },
    { 0x0610, 0x061a }, { 0x064b, 0x065f }, { 0x06d6, 0x06ed },
    { 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e },
    { 0x0eb1, 0x0eb1 }, { 0x0eb4, 0x0ebc }, { 0x0ec8, 0x0ece },
    { 0x0f71, 0x0f84 }, { 0x1ab0, 0x1ace }, { 0x1dc0, 0x1dff },
    { 0x20d0, 0x20f0 }, { 0x302a, 0x302f }, { 0x3099, 0x309a },
    { 0xfe20, 0xfe2f },
};

static bool text_is_within(int32_t point, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (point >= ranges[i].low && point <= ranges[i].high)
            return true;
    return false;
}

bool sesd_is_mark(int32_t point)
{
    return text_is_within(point, text_marks, COUNT(text_marks));
}

bool sesd_printable(struct text t, size_t *length)
{
    size_t count = 0, marks = 0;

    for (; t.n; count++) {
        int32_t point;

        if (sesd_is_ascii(*t.s)) {
            t.s++, t.n--;
            marks = 0;
            continue;
        }
        point = sesd_utf8_next(&t);
        marks = sesd_is_mark(point) ? marks + 1 : 0;
        if (marks > SESD_MARKS_MAX || point < 0 ||
            text_is_within(point, text_unseen, COUNT(text_unseen)))
            return false;
    }
    if (length)
        *length = count;
    return true;
}

bool sesd_text_contains(struct text t, struct text part)
{
    for (; t.n >= part.n; t = sesd_text_after(t, 1))
        if (sesd_text_starts(t, part))
            return true;
    return false;
}

bool sesd_text_contains_nocase(struct text t, struct text part)
{
    for (; t.n >= part.n; t = sesd_text_after(t, 1))
        if (sesd_text_equal_nocase((struct text){ t.s, part.n }, part))
            return true;
    return false;
}

/* ---- strings that own their buffer ---- */

/* Allocate a new buffer for n octets and the terminator; the old
 * content is not copied. */
static bool text_new_buffer(struct arena *a, struct string *string, size_t n)
{
    size_t size = n + 1;

    if (size < 2 * string->size)
        size = 2 * string->size;
    if (!sesd_arena_reserve(a, size))
        return false;
    string->s = a->next;
    string->size = size;
    a->next += size;
    return true;
}

bool sesd_string_reserve(struct arena *a, struct string *string, size_t n)
{
    const char *old = string->s;

    if (n < string->size)
        return true;
    if (!text_new_buffer(a, string, n))
        return false;
    if (string->set)
        memcpy(string->s, old, string->n + 1);
    return true;
}

bool sesd_string_set(struct arena *a, struct string *string, struct text t)
{
    if (!t.s) {
        string->set = false;
        return true;
    }
    if (t.n >= string->size && !text_new_buffer(a, string, t.n))
        return false;
    memmove(string->s, t.s, t.n);
    string->s[t.n] = '\0';
    string->n = t.n;
    string->set = true;
    return true;
}

struct text sesd_string_text(const struct string *string)
{
    return string->set ? (struct text){ string->s, string->n } : none;
}

/* ---- typing errors ---- */

static bool text_differs(char a, char b)
{
    return sesd_lower(a) != sesd_lower(b);
}

static size_t text_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t sesd_text_edits(struct text a, struct text b)
{
    size_t rows[SESD_EDITED_MAX + 1][SESD_EDITED_MAX + 1];

    if (a.n > SESD_EDITED_MAX || b.n > SESD_EDITED_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i <= a.n; i++) {
        for (size_t j = 0; j <= b.n; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            rows[i][j] = text_least(
                rows[i - 1][j - 1] + text_differs(a.s[i - 1], b.s[j - 1]),
                text_least(rows[i - 1][j], rows[i][j - 1]) + 1);
            if (i > 1 && j > 1 && !text_differs(a.s[i - 1], b.s[j - 2]) &&
                !text_differs(a.s[i - 2], b.s[j - 1]))
                rows[i][j] = text_least(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    }
    return rows[a.n][b.n];
}
