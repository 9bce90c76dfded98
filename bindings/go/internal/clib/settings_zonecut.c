//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Zone cuts and DNAMEs among the existing records: which of them a name is
 * below (RFC 9499; RFC 6672 section 2.3), and whether the name has an RRset.
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
    return none;
}

enum sesdomain_recordset_prior sesd_prior(const struct sesdomain *sd,
                                          struct text name, uint32_t type,
                                          struct text apex)
{
    const struct known *known = sesd_known(sd, name);

    if (sesd_records(known, type))
        return SESDOMAIN_RECORDSET_PRIOR_PRESENT;
    if (sesd_said_absent(sd, name, type))
        return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    if (sesd_lookup_failure(known, type).s)
        return SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
    if (sesd_enumerated(sd, name, apex) && sesd_name_within(name, apex) &&
        !sesd_zone_cut(sd, name, apex).s)
        return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    return SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
}
