//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Record types: numbers to names and back (RFC 3597 section 5 for types
 * without a name).
 */
#include "record_record.h"

/* https://www.iana.org/assignments/dns-parameters, of 2026-08, except types
 * that no zone has: OPT, and the meta types from 128 to 255. */
static const struct {
    uint32_t number;
    struct text name;
} type_names[] = {
    { 1, TEXT("A") },           { 2, TEXT("NS") },
    { 3, TEXT("MD") },          { 4, TEXT("MF") },
    { 5, TEXT("CNAME") },       { 6, TEXT("SOA") },
    { 7, TEXT("MB") },          { 8, TEXT("MG") },
    { 9, TEXT("MR") },          { 10, TEXT("NULL") },
    { 11, TEXT("WKS") },        { 12, TEXT("PTR") },
    { 13, TEXT("HINFO") },      { 14, TEXT("MINFO") },
    { 15, TEXT("MX") },         { 16, TEXT("TXT") },
    { 17, TEXT("RP") },         { 18, TEXT("AFSDB") },
    { 19, TEXT("X25") },        { 20, TEXT("ISDN") },
    { 21, TEXT("RT") },         { 22, TEXT("NSAP") },
    { 23, TEXT("NSAP-PTR") },   { 24, TEXT("SIG") },
    { 25, TEXT("KEY") },        { 26, TEXT("PX") },
    { 27, TEXT("GPOS") },       { 28, TEXT("AAAA") },
    { 29, TEXT("LOC") },        { 30, TEXT("NXT") },
    { 31, TEXT("EID") },        { 32, TEXT("NIMLOC") },
    { 33, TEXT("SRV") },        { 34, TEXT("ATMA") },
    { 35, TEXT("NAPTR") },      { 36, TEXT("KX") },
    { 37, TEXT("CERT") },       { 38, TEXT("A6") },
    { 39, TEXT("DNAME") },      { 40, TEXT("SINK") },
    { 42, TEXT("APL") },        { 43, TEXT("DS") },
    { 44, TEXT("SSHFP") },      { 45, TEXT("IPSECKEY") },
    { 46, TEXT("RRSIG") },      { 47, TEXT("NSEC") },
    { 48, TEXT("DNSKEY") },     { 49, TEXT("DHCID") },
    { 50, TEXT("NSEC3") },      { 51, TEXT("NSEC3PARAM") },
    { 52, TEXT("TLSA") },       { 53, TEXT("SMIMEA") },
    { 55, TEXT("HIP") },        { 56, TEXT("NINFO") },
    { 57, TEXT("RKEY") },       { 58, TEXT("TALINK") },
    { 59, TEXT("CDS") },        { 60, TEXT("CDNSKEY") },
    { 61, TEXT("OPENPGPKEY") }, { 62, TEXT("CSYNC") },
    { 63, TEXT("ZONEMD") },     { 64, TEXT("SVCB") },
    { 65, TEXT("HTTPS") },      { 66, TEXT("DSYNC") },
    { 67, TEXT("HHIT") },       { 68, TEXT("BRID") },
    { 99, TEXT("SPF") },        { 100, TEXT("UINFO") },
    { 101, TEXT("UID") },       { 102, TEXT("GID") },
    { 103, TEXT("UNSPEC") },    { 104, TEXT("NID") },
    { 105, TEXT("L32") },       { 106, TEXT("L64") },
    { 107, TEXT("LP") },        { 108, TEXT("EUI48") },
    { 109, TEXT("EUI64") },     { 256, TEXT("URI") },
    { 257, TEXT("CAA") },       { 258, TEXT("AVC") },
    { 259, TEXT("DOA") },       { 260, TEXT("AMTRELAY") },
    { 261, TEXT("RESINFO") },   { 262, TEXT("WALLET") },
    { 263, TEXT("CLA") },       { 264, TEXT("IPN") },
    { 32768, TEXT("TA") },      { 32769, TEXT("DLV") },
};

struct text sesd_type(uint32_t type)
{
    for (size_t i = 0; i < COUNT(type_names); i++)
        if (type_names[i].number == type)
            return type_names[i].name;
    return none;
}

const char *sesdomain_type_name(uint32_t type)
{
    return sesd_type(type).s;
}

uint32_t sesd_type_number(struct text name)
{
    uint32_t number = 0;

    for (size_t i = 0; i < COUNT(type_names); i++)
        if (sesd_text_equal_nocase(name, type_names[i].name))
            return type_names[i].number;

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
    *type = name ? sesd_type_number(sesd_text(name)) : 0;
    if (!name)
        return SESDOMAIN_E_MISSING;
    return *type ? SESDOMAIN_OK : SESDOMAIN_E_VALUE;
}
