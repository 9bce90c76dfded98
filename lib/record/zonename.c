/* SPDX-License-Identifier: MIT */
/*
 * Names in a master file (RFC 1035 section 5.1). Takes a name as written, and
 * the origin, and produces the complete name. In some files, complete names
 * lack their final dots.
 */
#include "zonetext.h"

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

bool sesd_zone_name_is_undotted(struct text name, struct text zone)
{
    const char *end;

    if (!zone.s || name.n < zone.n)
        return false;
    end = name.s + name.n - zone.n;
    return sesd_text_equal_nocase((struct text){ end, zone.n }, zone) &&
           (end == name.s ||
            (end > name.s + 1 && end[-1] == '.' && end[-2] != '\\'));
}

/* Whether a name, which is not "@", is complete. */
static bool zone_name_is_complete(struct text in, struct text name,
                                  const struct zone_origin *origin)
{
    return sesd_zone_name_is_absolute(in) ||
           sesd_zone_name_is_undotted(in, origin->undotted) ||
           (origin->several_labels && sesd_name_parent(name).n) ||
           sesd_text_equal(origin->name, sesd_text("."));
}

const char *sesd_zone_name(struct text in, const struct zone_origin *origin,
                           struct name *out)
{
    const struct text name = origin->name;
    const char *wrong;

    if (in.n == 1 && *in.s == '@') {
        memcpy(out->s, name.s, name.n);
        out->n = name.n;
        return NULL;
    }
    if (sesd_name_parse(in, NAME_OWNER, out, &wrong) != SESDOMAIN_OK)
        return wrong;
    if (zone_name_is_complete(in, (struct text){ out->s, out->n }, origin))
        return NULL;
    if (sesd_name_wire_length((struct text){ out->s, out->n }) +
            sesd_name_wire_length(name) - 1 >
        WIRE_MAX)
        return "with its origin, the name is over 253 octets long";
    out->s[out->n++] = '.';
    memcpy(out->s + out->n, name.s, name.n);
    out->n += name.n;
    return NULL;
}
