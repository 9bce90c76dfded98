/* SPDX-License-Identifier: MIT */
/*
 * Record types. Takes a number or a name, produces the other
 * (https://www.iana.org/assignments/dns-parameters: the types found in zones;
 * RFC 3597 section 5: "TYPE65280").
 */
#include "record.h"

static const struct text type_names[] = {
    [1] = TEXT("A"),           [2] = TEXT("NS"),
    [5] = TEXT("CNAME"),       [6] = TEXT("SOA"),
    [12] = TEXT("PTR"),        [13] = TEXT("HINFO"),
    [15] = TEXT("MX"),         [16] = TEXT("TXT"),
    [17] = TEXT("RP"),         [18] = TEXT("AFSDB"),
    [28] = TEXT("AAAA"),       [29] = TEXT("LOC"),
    [33] = TEXT("SRV"),        [35] = TEXT("NAPTR"),
    [37] = TEXT("CERT"),       [39] = TEXT("DNAME"),
    [43] = TEXT("DS"),         [44] = TEXT("SSHFP"),
    [46] = TEXT("RRSIG"),      [47] = TEXT("NSEC"),
    [48] = TEXT("DNSKEY"),     [50] = TEXT("NSEC3"),
    [51] = TEXT("NSEC3PARAM"), [52] = TEXT("TLSA"),
    [53] = TEXT("SMIMEA"),     [59] = TEXT("CDS"),
    [60] = TEXT("CDNSKEY"),    [61] = TEXT("OPENPGPKEY"),
    [62] = TEXT("CSYNC"),      [63] = TEXT("ZONEMD"),
    [64] = TEXT("SVCB"),       [65] = TEXT("HTTPS"),
    [99] = TEXT("SPF"),        [256] = TEXT("URI"),
    [257] = TEXT("CAA"),
};

struct text sesd_type(uint32_t type)
{
    return type < COUNT(type_names) ? type_names[type]
                                    : (struct text){ NULL, 0 };
}

const char *sesdomain_type_name(uint32_t type)
{
    return sesd_type(type).s;
}

/* Return the number of "TYPE16" (RFC 3597 section 5), or 0. */
static uint32_t type_of_generic(struct text name)
{
    uint32_t number = 0;

    if (name.n < 5 || name.n > 9 ||
        !sesd_text_equal_nocase((struct text){ name.s, 4 }, sesd_text("TYPE")))
        return 0;
    for (size_t i = 4; i < name.n; i++) {
        if (!sesd_is_digit(name.s[i]))
            return 0;
        number = 10 * number + (uint32_t)(name.s[i] - '0');
    }
    return number <= 65535 ? number : 0;
}

enum sesdomain_status sesdomain_type_number(const char *name, uint32_t *type)
{
    const struct text text = sesd_text(name);

    *type = 0;
    if (!name)
        return SESDOMAIN_E_MISSING;
    for (uint32_t i = 0; i < COUNT(type_names) && !*type; i++)
        if (type_names[i].s && sesd_text_equal_nocase(text, type_names[i]))
            *type = i;
    if (!*type)
        *type = type_of_generic(text);
    return *type ? SESDOMAIN_OK : SESDOMAIN_E_VALUE;
}
