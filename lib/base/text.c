/* SPDX-License-Identifier: MIT */
#include "base.h"

/* clang-format off */
#define P CLASS_PLAIN
#define U (P | CLASS_URI)
#define A (U | CLASS_LOCAL | CLASS_DOMAIN)
#define S (A | CLASS_TOKEN | CLASS_BASE64)         /* '+' and '/' */
#define Z (S | CLASS_LDH)                          /* capital letters */
#define L (Z | CLASS_FOLDED | CLASS_BASE32 | CLASS_LOWER)
#define D (Z | CLASS_FOLDED | CLASS_DIGIT)
#define B (D | CLASS_BASE32)                       /* 2 to 7 */

const uint16_t sesd_class[256] = {
    [' '] = P, ['!'] = P, ['"'] = 0, ['#'] = A, ['$'] = A, ['%'] = P,
    ['&'] = A, ['\''] = A, ['('] = U, [')'] = U, ['*'] = A, ['+'] = S,
    [','] = P, ['-'] = A | CLASS_TOKEN | CLASS_LDH | CLASS_FOLDED,
    ['.'] = A, ['/'] = S,
    ['0'] = D, D, B, B, B, B, B, B, D, D,
    [':'] = U, [';'] = P, ['<'] = P, ['='] = A | CLASS_TOKEN, ['>'] = P,
    ['?'] = U | CLASS_LOCAL, ['@'] = U,
    ['A'] = Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z,
            Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z, Z,
    ['['] = U | CLASS_DOMAIN, ['\\'] = 0, [']'] = U | CLASS_DOMAIN,
    ['^'] = P, ['_'] = A | CLASS_TOKEN, ['`'] = P,
    ['a'] = L, L, L, L, L, L, L, L, L, L, L, L, L,
            L, L, L, L, L, L, L, L, L, L, L, L, L,
    ['{'] = P, ['|'] = P, ['}'] = P, ['~'] = A,
};
/* clang-format on */

unsigned sesd_classes(struct text t)
{
    const unsigned char *s = (const unsigned char *)t.s;
    unsigned classes = 0xffff;
    size_t i = 0;

    for (; i + 4 <= t.n; i += 4)
        classes &= sesd_class[s[i]] & sesd_class[s[i + 1]] &
                   sesd_class[s[i + 2]] & sesd_class[s[i + 3]];
    for (; i < t.n; i++)
        classes &= sesd_class[s[i]];
    return classes;
}

/* Whether one of eight octets is not printable ASCII, or is '"' or '\\'. An
 * octet below n has its high bit set by subtracting n, as one that had it
 * before; borrows only ever add to that. */
static bool is_odd(uint64_t eight)
{
    const uint64_t ones = UINT64_MAX / 255, high = ones << 7;
    const uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';

    return ((eight | (eight + ones) | (eight - ones * ' ') | (quote - ones) |
             (slash - ones)) &
            high) != 0;
}

size_t sesd_plain_length(struct text t)
{
    size_t i = 0;

    for (uint64_t eight; i + sizeof(eight) <= t.n; i += sizeof(eight)) {
        memcpy(&eight, t.s + i, sizeof(eight));
        if (is_odd(eight))
            break;
    }
    while (i < t.n && sesd_class[(unsigned char)t.s[i]] & CLASS_PLAIN)
        i++;
    return i;
}

bool sesd_text_same(struct text a, struct text b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (sesd_lower(a.s[i]) != sesd_lower(b.s[i]))
            return false;
    return true;
}

const char *sesd_copy(struct arena *a, struct text t)
{
    char *copy;

    if (!sesd_arena_reserve(a, t.n + 1))
        return "";
    copy = a->next;
    if (t.n)
        memcpy(copy, t.s, t.n);
    copy[t.n] = '\0';
    a->next += t.n + 1;
    return copy;
}

/* ---- UTF-8 (RFC 3629) ---- */

static const struct {
    unsigned char low, high; /* of the first octet */
    unsigned char more;      /* octets to follow */
    int32_t least;           /* shorter forms are invalid */
} utf8[] = {
    { 0x00, 0x7f, 0, 0x0 },
    { 0xc2, 0xdf, 1, 0x80 },
    { 0xe0, 0xef, 2, 0x800 },
    { 0xf0, 0xf4, 3, 0x10000 },
};

int32_t sesd_utf8_next(struct text *t)
{
    unsigned char first = (unsigned char)*t->s++;
    int32_t point = -1;

    t->n--;
    for (size_t i = 0; i < COUNT(utf8); i++) {
        if (first < utf8[i].low || first > utf8[i].high)
            continue;
        if (utf8[i].more > t->n)
            return -1;
        point = utf8[i].more ? first & (0x3f >> utf8[i].more) : first;
        for (size_t k = 0; k < utf8[i].more; k++) {
            if (((unsigned char)t->s[k] & 0xc0) != 0x80)
                return -1;
            point = point << 6 | ((unsigned char)t->s[k] & 0x3f);
        }
        if (point < utf8[i].least || point > 0x10ffff ||
            (point >= 0xd800 && point <= 0xdfff))
            return -1;
        t->s += utf8[i].more;
        t->n -= utf8[i].more;
    }
    return point;
}

static const struct {
    int32_t low, high;
} unseen[] = {
    { 0x0000, 0x001f }, { 0x007f, 0x009f },   /* controls */
    { 0x061c, 0x061c }, { 0x200b, 0x200f },   /* marks of direction, nothing */
    { 0x2028, 0x202e }, { 0x2060, 0x206f },   /* separators, direction */
    { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },   /* order, annotation */
    { 0xfffe, 0xffff }, { 0xe0000, 0xe0fff }, /* no characters, tags */
};

bool sesd_printable(struct text t, size_t *length)
{
    size_t count = sesd_plain_length(t); /* most of the time, all */

    for (t.s += count, t.n -= count; t.n; count++) {
        int32_t point = *t.s;

        if (point >= ' ' && point <= '~') { /* most of the time */
            t.s++, t.n--;
            continue;
        }
        point = sesd_utf8_next(&t);
        if (point < 0)
            return false;
        for (size_t i = 0; i < COUNT(unseen) && unseen[i].low <= point; i++)
            if (point <= unseen[i].high)
                return false;
    }
    if (length)
        *length = count;
    return true;
}

/* ---- texts that can be replaced ---- */

/* A new place for n octets and the terminator, without what was there. */
static bool move(struct arena *a, struct string *string, size_t n)
{
    size_t room = n + 1;

    if (room < 2 * string->room)
        room = 2 * string->room;
    if (!sesd_arena_reserve(a, room))
        return false;
    string->s = a->next;
    string->room = room;
    a->next += room;
    return true;
}

bool sesd_string_reserve(struct arena *a, struct string *string, size_t n)
{
    const char *old = string->s;

    if (n < string->room)
        return true;
    if (!move(a, string, n))
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
    if (t.n >= string->room && !move(a, string, t.n))
        return false;
    memmove(string->s, t.s, t.n);
    string->s[t.n] = '\0';
    string->n = t.n;
    string->set = true;
    return true;
}
