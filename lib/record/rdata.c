/* SPDX-License-Identifier: MIT */
#include "record.h"

#define STRING_MAX 255 /* RFC 1035 section 3.3 */

/* One character-string, quoted; octets as decimal escapes (RFC 1035 5.1). */
static void print_string(struct out *o, struct text t)
{
    size_t plain = 0;

    sesd_out_char(o, '"');
    for (size_t i = 0; i < t.n; i++) {
        const unsigned char c = (unsigned char)t.s[i];
        char escape[4] = { '\\', (char)c };
        size_t n = 2;

        if (sesd_class[c] & CLASS_PLAIN)
            continue;
        if (c != '"' && c != '\\') {
            escape[1] = (char)('0' + c / 100);
            escape[2] = (char)('0' + c / 10 % 10);
            escape[3] = (char)('0' + c % 10);
            n = 4;
        }
        sesd_out_mem(o, t.s + plain, i - plain);
        sesd_out_mem(o, escape, n);
        plain = i + 1;
    }
    sesd_out_mem(o, t.s + plain, t.n - plain);
    sesd_out_char(o, '"');
}

void sesd_rdata_print(struct out *o, uint32_t type, struct text text)
{
    if (type != SESDOMAIN_TYPE_TXT) {
        sesd_out_mem(o, text.s, text.n);
        if (text.n && text.s[text.n - 1] != '.')
            sesd_out_char(o, '.');
        return;
    }
    for (;;) {
        size_t n = text.n < STRING_MAX ? text.n : STRING_MAX;

        print_string(o, (struct text){ text.s, n });
        text.s += n;
        text.n -= n;
        if (!text.n)
            return;
        sesd_out_char(o, ' ');
    }
}

size_t sesd_rdata_length(uint32_t type, struct text text)
{
    if (type == SESDOMAIN_TYPE_TXT)
        return text.n + (text.n ? (text.n - 1) / STRING_MAX : 0) + 1;
    if (type == SESDOMAIN_TYPE_MX)
        while (text.n && *text.s != ' ')
            text.s++, text.n--;
    /* the space of an MX stands for one octet of its preference */
    return sesd_name_wire_length(text) + (type == SESDOMAIN_TYPE_MX);
}
