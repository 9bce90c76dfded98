//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Output. Takes texts and numbers, and writes them to a caller's buffer as
 * snprintf() does: the length includes what did not fit.
 */
#include "base_base.h"

struct out sesd_out(char *buf, size_t size)
{
    if (size)
        buf[0] = '\0';
    return (struct out){ .buf = buf, .size = size };
}

void sesd_out_mem(struct out *o, const char *s, size_t n)
{
    if (n && o->length < o->size) {
        const size_t space = o->size - o->length - 1; /* without the NUL */
        size_t fits = n < space ? n : space;

        while (fits && fits < n && ((unsigned char)s[fits] & 0xc0) == 0x80)
            fits--; /* do not split a character */
        memcpy(o->buf + o->length, s, fits);
        o->buf[o->length + fits] = '\0';
    }
    o->length += n;
}

void sesd_out_str(struct out *o, const char *s)
{
    sesd_out_mem(o, s, strlen(s));
}

void sesd_out_char(struct out *o, char c)
{
    if (o->length + 1 < o->size) {
        o->buf[o->length] = c;
        o->buf[o->length + 1] = '\0';
    }
    o->length++;
}

void sesd_out_text(struct out *o, struct text t)
{
    sesd_out_mem(o, t.s, t.n);
}

void sesd_out_uint(struct out *o, uint64_t number)
{
    char digits[20];
    size_t n = sizeof(digits);

    do {
        digits[--n] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    sesd_out_mem(o, digits + n, sizeof(digits) - n);
}

void sesd_out_fill(struct out *o, char c, size_t n)
{
    while (n--)
        sesd_out_char(o, c);
}

void sesd_out_replaced(struct out *o, struct text t, char c, const char *with)
{
    for (;;) {
        const size_t left = t.n;
        const struct text before = sesd_text_cut(&t, c);

        sesd_out_text(o, before);
        if (before.n == left)
            return;
        sesd_out_str(o, with);
    }
}

void sesd_out_visible(struct out *o, struct text t, size_t most)
{
    static const char hex[] = "0123456789abcdef";
    size_t marks = 0;

    while (t.n) {
        struct text one = { t.s, t.n };
        const int32_t point = sesd_utf8_next(&t);

        one.n -= t.n;
        marks = one.n > 1 && sesd_is_mark(point) ? marks + 1 : 0;
        if (one.n > most) {
            sesd_out_str(o, "...");
            return;
        }
        most -= one.n;
        if (marks <= SESD_MARKS_MAX && sesd_printable(one, NULL)) {
            sesd_out_text(o, one);
            continue;
        }
        marks = 0; /* the escapes are characters themselves */
        for (size_t i = 0; i < one.n; i++) {
            const unsigned char c = (unsigned char)one.s[i];
            const char escape[] = { '\\', 'x', hex[c >> 4], hex[c & 15] };

            sesd_out_mem(o, escape, sizeof(escape));
        }
    }
}
