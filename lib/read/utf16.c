/* SPDX-License-Identifier: MIT */
/*
 * UTF-16 (RFC 2781), as PowerShell 5 writes with ">". Takes a text that begins
 * with a byte order mark of UTF-16 and produces UTF-8; any other text is
 * returned unchanged.
 */
#include "read.h"

/* Return the unit at an offset. */
static int32_t utf16_unit(struct text in, size_t at, bool big)
{
    const int32_t first = (unsigned char)in.s[at];
    const int32_t second = (unsigned char)in.s[at + 1];

    return big ? first << 8 | second : second << 8 | first;
}

/* Remove a character from the front (section 2.2); -1 if a surrogate is
 * unpaired. */
static int32_t utf16_next(struct text *t, bool big)
{
    int32_t high, low;

    if (t->n < 2)
        return -1;
    high = utf16_unit(*t, 0, big);
    *t = sesd_text_after(*t, 2);
    if (high < 0xd800 || high > 0xdfff)
        return high;
    if (high > 0xdbff || t->n < 2)
        return -1;
    low = utf16_unit(*t, 0, big);
    if (low < 0xdc00 || low > 0xdfff)
        return -1;
    *t = sesd_text_after(*t, 2);
    return 0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff));
}

enum sesdomain_status sesd_to_utf8(struct sesdomain *sd, struct arena *arena,
                                   struct text *text)
{
    static const struct text little = TEXT("\xff\xfe"), big = TEXT("\xfe\xff");
    static const struct text little32 = TEXT("\xff\xfe\0\0");
    const bool is_big = sesd_text_starts(*text, big);
    struct text rest = *text;
    char *to;

    if (!text->s)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "text", none,
                         "it is required");
    if (!is_big &&
        (!sesd_text_starts(rest, little) || sesd_text_starts(rest, little32)))
        return SESDOMAIN_OK;
    if (!sesd_arena_reserve(arena, rest.n / 2 * 3 + 1))
        return sesd_fail_memory(sd);
    text->s = to = arena->next;
    for (rest = sesd_text_after(rest, 2); rest.n;) {
        const int32_t point = utf16_next(&rest, is_big);

        if (point < 0) {
            sd->source = (struct text){ text->s, (size_t)(to - text->s) };
            return sesd_fail_syntax(sd, sd->source.n, none,
                                    "half a character of UTF-16");
        }
        to = sesd_utf8_put(to, point);
    }
    text->n = (size_t)(to - text->s);
    arena->next = to;
    return SESDOMAIN_OK;
}
