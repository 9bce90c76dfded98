//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Names in a master file (RFC 1035 section 5.1). Takes a name as written, and
 * the origin, and produces the complete name.
 */
#include "record_zonetext.h"

#define WIRE_MAX 255 /* RFC 1035 section 2.3.4 */

bool sesd_zone_name_is_absolute(struct text name)
{
    size_t slashes = 0;

    if (!name.n || name.s[name.n - 1] != '.')
        return false;
    while (slashes + 1 < name.n && name.s[name.n - 2 - slashes] == '\\')
        slashes++;
    return slashes % 2 == 0; /* else the dot is escaped */
}

bool sesd_zone_name_is_bracketed(struct text word)
{
    return word.n > 2 && *word.s == '[' && word.s[word.n - 1] == ']' &&
           !memchr(word.s, '"', word.n) &&
           sesd_zone_name_is_absolute((struct text){ word.s + 1, word.n - 2 });
}

const char *sesd_zone_name(struct text in, struct text origin,
                           struct name *out)
{
    const char *wrong;

    if (in.n == 1 && *in.s == '@') {
        memcpy(out->s, origin.s, origin.n);
        out->n = origin.n;
        return NULL;
    }
    if (sesd_name_parse(in, NAME_OWNER, out, &wrong) != SESDOMAIN_OK)
        return wrong;
    if (sesd_zone_name_is_absolute(in) || (origin.n == 1 && *origin.s == '.'))
        return NULL;
    if (sesd_name_wire_length((struct text){ out->s, out->n }) +
            sesd_name_wire_length(origin) - 1 >
        WIRE_MAX)
        return "with its origin, the name is over 253 octets long";
    out->s[out->n++] = '.';
    memcpy(out->s + out->n, origin.s, origin.n);
    out->n += origin.n;
    return NULL;
}
