//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * YAML scalars (YAML 1.2.2, sections 7.3.1 and 7.3.2; the same in 1.1). Takes
 * any text, produces a quoted scalar on one line.
 */
#include "format_format.h"

void sesd_yaml_inside(struct out *o, struct text t)
{
    sesd_out_replaced(o, t, '\'', "\'\'");
}

/* Write a character between double quotes, as the shortest of "\x", "\u",
 * "\U". */
static void yaml_write_escape(struct out *o, int32_t point)
{
    static const char hex[] = "0123456789abcdef";
    const int digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;

    sesd_out_char(o, '\\');
    sesd_out_char(o, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    for (int k = digits - 1; k >= 0; k--)
        sesd_out_char(o, hex[point >> 4 * k & 15]);
}

static void yaml_write_double_quoted(struct out *o, struct text t)
{
    sesd_out_char(o, '"');
    while (t.n) {
        struct text one = t;
        const int32_t point = sesd_utf8_next(&t);

        one.n -= t.n;
        if (point < 0)
            yaml_write_escape(o, 0xfffd); /* YAML has no octets */
        else if (point == '"' || point == '\\' || !sesd_printable(one, NULL))
            yaml_write_escape(o, point);
        else
            sesd_out_text(o, one);
    }
    sesd_out_char(o, '"');
}

void sesd_out_yaml(struct out *o, struct text t)
{
    if (!sesd_printable(t, NULL)) {
        yaml_write_double_quoted(o, t);
        return;
    }
    sesd_out_char(o, '\'');
    sesd_yaml_inside(o, t);
    sesd_out_char(o, '\'');
}

void sesd_out_yaml_name(struct out *o, struct text name)
{
    sesd_out_char(o, '\'');
    sesd_yaml_inside(o, name);
    sesd_out_str(o, ".'");
}
