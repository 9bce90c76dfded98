//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The strings of JSON (RFC 8259 section 7). Checks what is between the
 * quotation marks: escapes, controls, and UTF-8 (RFC 3629); refuses NUL and
 * unpaired surrogates, whose meaning section 8.2 leaves open. Writes the
 * string in UTF-8.
 */
#include "read_read.h"

static bool string_is_surrogate(int32_t point, int32_t first)
{
    return point >= first && point < first + 0x400;
}

/* Remove "\uXXXX" from the front, and return its number, or -1 if it is
 * malformed. */
static int32_t string_take_hex(struct text *t)
{
    static const char digits[] = "0123456789abcdef";
    int32_t number = 0;

    if (t->n < 6 || t->s[0] != '\\' || t->s[1] != 'u')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        const char *digit = memchr(digits, sesd_lower(t->s[i]), 16);

        if (!digit)
            return -1;
        number = 16 * number + (int32_t)(digit - digits);
    }
    t->s += 6;
    t->n -= 6;
    return number;
}

/* Remove an escape from the front, and return its code point, which is a
 * surrogate if the other half of the pair is missing; -1 if it is
 * malformed. */
static int32_t string_take_escape(struct text *t)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const int32_t point = string_take_hex(t);
    struct text rest = *t;
    const char *letter;
    int32_t low = -1;

    if (string_is_surrogate(point, 0xd800))
        low = string_take_hex(&rest);
    if (string_is_surrogate(low, 0xdc00)) {
        *t = rest;
        return 0x10000 + (point - 0xd800) * 0x400 + (low - 0xdc00);
    }
    if (point >= 0 || t->n < 2)
        return point;
    letter = memchr(letters, t->s[1], sizeof(letters) - 1);
    if (!letter)
        return -1;
    t->s += 2;
    t->n -= 2;
    return meanings[letter - letters];
}

/* Skip an escape; return what is wrong with it, or NULL. */
static const char *string_skip_escape(struct text *t)
{
    const int32_t point = string_take_escape(t);

    if (point < 0)
        return "there is no such escape";
    if (point == 0)
        return "a string contains NUL";
    if (point >= 0xd800 && point <= 0xdfff)
        return "half of a surrogate pair is missing";
    return NULL;
}

/* The octets of most strings: printable ASCII that needs no escape. A table,
 * since every octet of a document in a string is looked up: it saves a third
 * of the time that reading takes. */
#define TEN 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
static const bool string_is_plain[256] = {
    [' '] = 1,   1,                                       /* before '"' */
    ['#'] = TEN, TEN, TEN, TEN, TEN, 1, 1, 1, 1, 1, 1, 1, /* before '\\' */
    [']'] = TEN, TEN, TEN, 1,   1,   1, 1,                /* up to '~' */
};
#undef TEN

static struct text string_after_plain(struct text t)
{
    size_t n = 0;

    while (n < t.n && string_is_plain[(unsigned char)t.s[n]])
        n++;
    return (struct text){ t.s + n, t.n - n };
}

/* Skip octets that are not plain; return what is wrong with them, or NULL. */
static const char *string_skip_odd(struct text *t)
{
    const unsigned char c = (unsigned char)*t->s;

    if (c == '\\')
        return string_skip_escape(t);
    if (c == '\0')
        return "a string contains NUL";
    if (c < ' ')
        return "a control character has to be escaped";
    return sesd_utf8_next(t) < 0 ? "this is not UTF-8" : NULL;
}

const char *sesd_json_check_string(struct text *t, bool *escaped)
{
    const char *wrong;

    *escaped = false;
    for (;;) {
        struct text odd = string_after_plain(*t);

        *t = odd;
        if (odd.n == 0)
            return "a quotation mark was expected";
        if (*odd.s == '"')
            return NULL;
        *escaped |= *odd.s == '\\';
        wrong = string_skip_odd(&odd);
        if (wrong)
            return wrong;
        *t = odd;
    }
}

char *sesd_json_put_string(char *to, struct text raw)
{
    while (raw.n) {
        const char *escape = memchr(raw.s, '\\', raw.n);
        const size_t n = escape ? (size_t)(escape - raw.s) : raw.n;

        memcpy(to, raw.s, n);
        to += n;
        raw = sesd_text_after(raw, n);
        if (escape)
            to = sesd_utf8_put(to, string_take_escape(&raw));
    }
    return to;
}
