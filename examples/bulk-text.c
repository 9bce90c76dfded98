/* SPDX-License-Identifier: MIT */
/*
 * Text and JSON (RFC 8259) of sesdomain-bulk. Only the outermost object of a
 * line is parsed here: the library reads its members, and refuses invalid
 * ones.
 */
#include "bulk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- buffers ------------------------------------------------------------ */

bool buffer_reserve(struct buffer *b, size_t n)
{
    size_t size = b->size ? b->size : 4096;
    char *s;

    if (b->failed)
        return false;
    if (b->s && n <= b->size - b->n)
        return true;
    while (size - b->n < n && size <= SIZE_MAX / 2)
        size *= 2;
    s = size - b->n < n ? NULL : realloc(b->s, size);
    if (!s) {
        b->failed = true;
        return false;
    }
    b->s = s;
    b->size = size;
    return true;
}

void buffer_add(struct buffer *b, const char *s, size_t n)
{
    if (!n || !buffer_reserve(b, n))
        return;
    memcpy(b->s + b->n, s, n);
    b->n += n;
}

void buffer_str(struct buffer *b, const char *s)
{
    buffer_add(b, s, strlen(s));
}

void buffer_uint(struct buffer *b, size_t number)
{
    char text[32];

    buffer_add(b, text, (size_t)snprintf(text, sizeof(text), "%zu", number));
}

static bool text_is_plain(char c)
{
    return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

void buffer_json(struct buffer *b, const char *s, size_t n)
{
    const char *const end = s + n;
    char escape[8];

    buffer_str(b, "\"");
    while (s < end) {
        const char *run = s;

        while (s < end && text_is_plain(*s))
            s++;
        buffer_add(b, run, (size_t)(s - run));
        if (s == end)
            break;
        if (*s == '\n')
            buffer_str(b, "\\n");
        else if (*s == '\t')
            buffer_str(b, "\\t");
        else if (*s == '"' || *s == '\\')
            buffer_add(b, (char[]){ '\\', *s }, 2);
        else
            buffer_add(b, escape,
                       (size_t)snprintf(escape, sizeof(escape), "\\u%04x",
                                        (unsigned)(unsigned char)*s));
        s++;
    }
    buffer_str(b, "\"");
}

void buffer_member(struct buffer *b, const char *key, const char *value)
{
    buffer_str(b, ", \"");
    buffer_str(b, key);
    buffer_str(b, "\": ");
    if (value)
        buffer_json(b, value, strlen(value));
    else
        buffer_str(b, "null");
}

void buffer_html(struct buffer *b, const char *s)
{
    for (;;) {
        const size_t n = strcspn(s, "&<>\"'");

        buffer_add(b, s, n);
        s += n;
        if (!*s)
            return;
        buffer_str(b, "&#");
        buffer_uint(b, (unsigned char)*s++);
        buffer_str(b, ";");
    }
}

/* ---- UTF-8 -------------------------------------------------------------- */

/* Return the number of octets of the character at the front, 0 if it is
 * malformed (RFC 3629 section 4). */
static size_t text_utf8_length(const unsigned char *s, size_t n)
{
    static const struct row {
        unsigned char first, last; /* of the first octet */
        unsigned char low, high;   /* of the second one */
        size_t length;
    } rows[] = {
        { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
        { 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 },
        { 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
        { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
    };

    if (*s < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct row *r = &rows[i];

        if (*s < r->first || *s > r->last)
            continue;
        if (n < r->length || s[1] < r->low || s[1] > r->high)
            return 0;
        for (size_t k = 2; k < r->length; k++)
            if ((s[k] & 0xc0) != 0x80)
                return 0;
        return r->length;
    }
    return 0;
}

bool text_is_utf8(const char *s, size_t n)
{
    while (n) {
        const size_t length = text_utf8_length((const unsigned char *)s, n);

        if (!length)
            return false;
        s += length;
        n -= length;
    }
    return true;
}

/* ---- the members of an object ------------------------------------------- */

static void json_skip(struct slice *t, size_t n)
{
    t->s += n;
    t->n -= n;
}

static void json_skip_blanks(struct slice *t)
{
    while (t->n && memchr(" \t\r\n", *t->s, 4))
        json_skip(t, 1);
}

static bool json_skip_char(struct slice *t, char c)
{
    json_skip_blanks(t);
    if (!t->n || *t->s != c)
        return false;
    json_skip(t, 1);
    return true;
}

/* Skip a string, which begins with its quote. */
static bool json_skip_string(struct slice *t)
{
    json_skip(t, 1);
    while (t->n && *t->s != '"')
        json_skip(t, *t->s == '\\' && t->n > 1 ? 2 : 1);
    if (!t->n)
        return false;
    json_skip(t, 1);
    return true;
}

/* Skip a value. Its reader finds errors within it. */
static bool json_skip_value(struct slice *t)
{
    size_t depth = 0;

    json_skip_blanks(t);
    do {
        if (!t->n)
            return false;
        if (*t->s == '"') {
            if (!json_skip_string(t))
                return false;
        } else if (*t->s == '{' || *t->s == '[') {
            depth++;
            json_skip(t, 1);
        } else if (*t->s == '}' || *t->s == ']') {
            if (!depth)
                return false;
            depth--;
            json_skip(t, 1);
        } else if (depth) {
            json_skip(t, 1);
        } else {
            const char *from = t->s;

            while (t->n && !memchr(" \t\r\n,}]", *t->s, 7))
                json_skip(t, 1);
            return t->s > from;
        }
    } while (depth);
    return true;
}

bool json_open(struct members *m, struct slice text)
{
    *m = (struct members){ .rest = text };
    if (text.n >= 3 && memcmp(text.s, "\xef\xbb\xbf", 3) == 0)
        json_skip(&m->rest, 3); /* a byte order mark */
    return json_skip_char(&m->rest, '{');
}

/* Remove a member from the front. Return false if it is malformed. */
static bool json_read_member(struct members *m)
{
    struct slice *rest = &m->rest;
    char *from;

    json_skip_blanks(rest);
    from = rest->s;
    if (!rest->n || *from != '"' || !json_skip_string(rest))
        return false;
    m->key = (struct slice){ from + 1, (size_t)(rest->s - from) - 2 };
    if (!json_skip_char(rest, ':'))
        return false;
    json_skip_blanks(rest);
    from = rest->s;
    if (!json_skip_value(rest))
        return false;
    m->value = (struct slice){ from, (size_t)(rest->s - from) };
    return true;
}

bool json_next(struct members *m)
{
    if (json_skip_char(&m->rest, '}')) {
        json_skip_blanks(&m->rest);
        m->malformed = m->rest.n > 0;
        return false;
    }
    m->malformed =
        (m->count++ && !json_skip_char(&m->rest, ',')) || !json_read_member(m);
    return !m->malformed;
}

/* ---- strings ------------------------------------------------------------ */

static bool json_hex(const char *s, size_t n, unsigned long *out)
{
    char digits[5] = "";

    if (n < 4)
        return false;
    memcpy(digits, s, 4);
    *out = strtoul(digits, NULL, 16);
    return strspn(digits, "0123456789abcdefABCDEF") == 4;
}

static char *json_put_utf8(char *to, unsigned long point)
{
    if (point < 0x80) {
        *to++ = (char)point;
    } else if (point < 0x800) {
        *to++ = (char)(0xc0 | point >> 6);
        *to++ = (char)(0x80 | (point & 63));
    } else {
        if (point < 0x10000) {
            *to++ = (char)(0xe0 | point >> 12);
        } else {
            *to++ = (char)(0xf0 | point >> 18);
            *to++ = (char)(0x80 | (point >> 12 & 63));
        }
        *to++ = (char)(0x80 | (point >> 6 & 63));
        *to++ = (char)(0x80 | (point & 63));
    }
    return to;
}

/* Replace the escape at the front, after its backslash. */
static bool json_unescape(struct slice *from, char **to)
{
    static const char names[] = "\"\\/bfnrt", octets[] = "\"\\/\b\f\n\r\t";
    const char *name = from->n && *from->s ? strchr(names, *from->s) : NULL;
    unsigned long point, low;

    if (name) {
        *(*to)++ = octets[name - names];
        json_skip(from, 1);
        return true;
    }
    if (!from->n || *from->s != 'u' ||
        !json_hex(from->s + 1, from->n - 1, &point))
        return false;
    json_skip(from, 5);
    if (point >= 0xd800 && point < 0xe000) {
        if (point >= 0xdc00 || from->n < 6 || memcmp(from->s, "\\u", 2) ||
            !json_hex(from->s + 2, from->n - 2, &low) || low < 0xdc00 ||
            low >= 0xe000)
            return false;
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        json_skip(from, 6);
    }
    *to = json_put_utf8(*to, point);
    return true;
}

bool json_unquote(struct slice *string)
{
    struct slice from = *string;
    char *to = string->s;

    if (from.n < 2 || *from.s != '"' || from.s[from.n - 1] != '"' ||
        !text_is_utf8(from.s, from.n))
        return false;
    json_skip(&from, 1);
    from.n--;
    while (from.n) {
        if ((unsigned char)*from.s < ' ' || *from.s == '"')
            return false;
        if (*from.s != '\\') {
            *to++ = *from.s;
            json_skip(&from, 1);
            continue;
        }
        json_skip(&from, 1);
        if (!json_unescape(&from, &to))
            return false;
    }
    string->n = (size_t)(to - string->s);
    return true;
}
