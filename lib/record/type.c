/* SPDX-License-Identifier: MIT */
#include "record.h"

/* https://www.iana.org/assignments/dns-parameters, those met in zones. */
static const char *const types[] = {
    [1] = "A",       [2] = "NS",      [5] = "CNAME",       [6] = "SOA",
    [12] = "PTR",    [13] = "HINFO",  [15] = "MX",         [16] = "TXT",
    [17] = "RP",     [18] = "AFSDB",  [28] = "AAAA",       [29] = "LOC",
    [33] = "SRV",    [35] = "NAPTR",  [37] = "CERT",       [39] = "DNAME",
    [43] = "DS",     [44] = "SSHFP",  [46] = "RRSIG",      [47] = "NSEC",
    [48] = "DNSKEY", [50] = "NSEC3",  [51] = "NSEC3PARAM", [52] = "TLSA",
    [53] = "SMIMEA", [59] = "CDS",    [60] = "CDNSKEY",    [61] = "OPENPGPKEY",
    [62] = "CSYNC",  [63] = "ZONEMD", [64] = "SVCB",       [65] = "HTTPS",
    [99] = "SPF",    [256] = "URI",   [257] = "CAA",
};

const char *sesdomain_type_name(uint32_t type)
{
    return type < COUNT(types) ? types[type] : NULL;
}

uint32_t sesdomain_type_number(const char *name)
{
    const struct text text = sesd_text(name);
    uint32_t number = 0;

    for (uint32_t i = 0; i < COUNT(types); i++)
        if (types[i] && sesd_text_same(text, sesd_text(types[i])))
            return i;

    if (text.n < 5 || text.n > 9 ||
        !sesd_text_same((struct text){ name, 4 }, sesd_text("TYPE")))
        return 0;
    for (size_t i = 4; i < text.n; i++) {
        if (name[i] < '0' || name[i] > '9')
            return 0;
        number = 10 * number + (uint32_t)(name[i] - '0');
    }
    return number <= 65535 ? number : 0;
}
