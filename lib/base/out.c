/* SPDX-License-Identifier: MIT */
#include "base.h"

void sesd_out_rest(struct out *o, const char *s, size_t n)
{
    if (o->length < o->size) {
        size_t room = o->size - o->length - 1; /* keep one for the NUL */

        while (room && ((unsigned char)s[room] & 0xc0) == 0x80)
            room--; /* no half of a character */
        memcpy(o->buf + o->length, s, room);
        o->buf[o->length + room] = '\0';
    }
    o->length += n;
}

void sesd_out_uint(struct out *o, uint64_t number)
{
    char digits[20];
    size_t n = sizeof(digits);

    do
        digits[--n] = (char)('0' + number % 10);
    while (number /= 10);
    sesd_out_mem(o, digits + n, sizeof(digits) - n);
}

void sesd_out_fill(struct out *o, char c, size_t n)
{
    while (n--)
        sesd_out_char(o, c);
}

void sesd_out_visible(struct out *o, struct text t, size_t most)
{
    static const char hex[] = "0123456789abcdef";

    while (t.n) {
        struct text one = { t.s, t.n };

        sesd_utf8_next(&t);
        one.n -= t.n;
        if (one.n > most) {
            sesd_out_str(o, "...");
            return;
        }
        most -= one.n;
        if (sesd_printable(one, NULL)) {
            sesd_out_text(o, one);
            continue;
        }
        for (size_t i = 0; i < one.n; i++) {
            const unsigned char c = (unsigned char)one.s[i];
            const char escape[] = { '\\', 'x', hex[c >> 4], hex[c & 15] };

            sesd_out_mem(o, escape, sizeof(escape));
        }
    }
}
