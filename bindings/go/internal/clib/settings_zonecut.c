//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Zone cuts and DNAMEs among the existing records: which of them a name is
 * below (RFC 9499; RFC 6672 section 2.3).
 */
#include "settings_settings.h"

/* Step to the name above, unless it is above the apex. */
static bool zonecut_step_up(struct text *name, struct text apex)
{
    if (sesd_text_equal(*name, apex) || !sesd_name_within(*name, apex))
        return false;
    *name = sesd_name_parent(*name);
    return true;
}

struct text sesd_zone_cut(const struct sesdomain *sd, struct text name,
                          struct text apex)
{
    struct text cut = { 0 };

    for (; sesd_name_within(name, apex) && name.n != apex.n;
         name = sesd_name_parent(name))
        if (sesd_records(sesd_known(sd, name), SESDOMAIN_TYPE_NS))
            cut = name;
    return cut;
}

struct text sesd_zone_dname(const struct sesdomain *sd, struct text name,
                            struct text apex)
{
    while (zonecut_step_up(&name, apex))
        if (sesd_records(sesd_known(sd, name), SESDOMAIN_TYPE_DNAME))
            return name;
    return (struct text){ 0 };
}
