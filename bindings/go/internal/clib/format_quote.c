//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Texts in the languages of several formats. Takes any text, produces a JSON
 * string (RFC 8259 section 7) or a word of the POSIX shell (Shell Command
 * Language, section 2.2.2).
 */
#include "format_format.h"

static void quote_write_json_unit(struct out *o, int32_t unit)
{
    static const char hex[] = "0123456789abcdef";

    sesd_out_str(o, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        sesd_out_char(o, hex[unit >> shift & 15]);
}

/* Write one character that a JSON string cannot hold as it is, or that is not
 * seen in it. Octets that are not UTF-8 become U+FFFD. */
static void quote_write_json_char(struct out *o, struct text *t)
{
    struct text one = *t;
    const int32_t point = sesd_utf8_next(t);

    one.n -= t->n;
    if (point == '"' || point == '\\') {
        sesd_out_char(o, '\\');
        sesd_out_text(o, one);
    } else if (point < 0) {
        sesd_out_str(o, "\\ufffd");
    } else if (sesd_printable(one, NULL)) {
        sesd_out_text(o, one);
    } else if (point < 0x10000) {
        quote_write_json_unit(o, point);
    } else { /* a surrogate pair */
        quote_write_json_unit(o, 0xd800 + ((point - 0x10000) >> 10));
        quote_write_json_unit(o, 0xdc00 + (point & 0x3ff));
    }
}

/* As sesd_is_plain(), without a call for each octet: most of the time that a
 * format in JSON takes. */
static inline bool quote_is_plain(char c)
{
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

void sesd_out_json(struct out *o, struct text t)
{
    sesd_out_char(o, '"');
    while (t.n) {
        size_t plain = 0;

        while (plain < t.n && quote_is_plain(t.s[plain]))
            plain++;
        sesd_out_mem(o, t.s, plain);
        t = sesd_text_after(t, plain);
        if (t.n)
            quote_write_json_char(o, &t);
    }
    sesd_out_char(o, '"');
}

static bool quote_is_word_char(char c)
{
    return sesd_is_ldh(c) || sesd_is_one_of(c, "._/:@%+,");
}

void sesd_out_shell(struct out *o, struct text t)
{
    if (t.n && sesd_text_all(t, quote_is_word_char)) {
        sesd_out_text(o, t);
        return;
    }
    sesd_out_char(o, '\'');
    sesd_out_replaced(o, t, '\'', "'\\''");
    sesd_out_char(o, '\'');
}
