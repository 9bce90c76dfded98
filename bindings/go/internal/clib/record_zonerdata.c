//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * RDATA in a master file (RFC 1035 section 5.1). Takes the tokens of a record
 * after its type, and produces the RDATA in the form that sesd_rdata_parse()
 * prints: names absolute, in lower case and with their final dot, strings in
 * quotation marks, numbers in decimal. Only for the types that the library
 * compares.
 */
#include "record_zonetext.h"

#define TYPE_SPF 99

void sesd_zone_rdata_advance(struct zone_rdata *r)
{
    r->token = sesd_zone_scan_next(r->scan, &r->word);
}

static bool zone_rdata_expected(struct zone_rdata *r, const char *what)
{
    return sesd_zone_expected(r->scan, r->token, r->word, what);
}

static bool zone_rdata_wrong(struct zone_rdata *r, const char *what)
{
    return sesd_zone_fail(r->scan, r->scan->first_line, r->word, what);
}

/* Separate a field from the one before it. */
static void zone_rdata_separate(struct zone_rdata *r)
{
    if (r->out.length)
        sesd_out_char(&r->out, ' ');
}

/* ---- fields ---- */

static bool zone_rdata_name(struct zone_rdata *r)
{
    struct name name;
    const char *wrong;

    if (r->token != ZONE_WORD)
        return zone_rdata_expected(r, "a name");
    wrong = sesd_zone_name(r->word, &r->origin, &name);
    if (wrong)
        return zone_rdata_wrong(r, wrong);
    zone_rdata_separate(r);
    sesd_rdata_print(&r->out, SESDOMAIN_TYPE_CNAME,
                     (struct text){ name.s, name.n });
    sesd_zone_rdata_advance(r);
    return true;
}

static bool zone_rdata_number(struct zone_rdata *r, uint64_t most,
                              const char *what)
{
    uint64_t number = 0;

    if (r->token != ZONE_WORD)
        return zone_rdata_expected(r, what);
    for (size_t i = 0; i < r->word.n; i++) {
        if (!sesd_is_digit(r->word.s[i]))
            return zone_rdata_expected(r, what);
        number = 10 * number + (uint64_t)(r->word.s[i] - '0');
        if (number > most)
            return zone_rdata_expected(r, what);
    }
    zone_rdata_separate(r);
    sesd_out_uint(&r->out, number);
    sesd_zone_rdata_advance(r);
    return true;
}

static bool zone_rdata_period(struct zone_rdata *r, uint64_t *period)
{
    static const char what[] = "a number of seconds";

    if (r->token != ZONE_WORD || !sesd_zone_ttl(r->word, period) ||
        *period > UINT32_MAX)
        return zone_rdata_expected(r, what);
    zone_rdata_separate(r);
    sesd_out_uint(&r->out, *period);
    sesd_zone_rdata_advance(r);
    return true;
}

/* Return the seconds of a unit; 0 if it is none. */
static uint32_t zone_rdata_unit(char c)
{
    switch (sesd_lower(c)) {
    case 'w':
        return 604800;
    case 'd':
        return 86400;
    case 'h':
        return 3600;
    case 'm':
        return 60;
    case 's':
        return 1;
    default:
        return 0;
    }
}

/* Read a TTL as BIND does: 1w2d, in any order; a number without a unit
 * alone. */
bool sesd_zone_ttl(struct text word, uint64_t *ttl)
{
    size_t i = 0;

    if (word.n > 63) /* a sum of such numbers cannot overflow */
        return false;
    for (*ttl = 0; i < word.n || i == 0; i++) {
        const size_t start = i;
        uint64_t number = 0;

        for (; i < word.n && sesd_is_digit(word.s[i]); i++) {
            number = 10 * number + (uint64_t)(word.s[i] - '0');
            if (number > UINT32_MAX)
                return false;
        }
        if (i == start || (i == word.n && *ttl))
            return false;
        if (i == word.n) {
            *ttl = number;
        } else {
            if (!zone_rdata_unit(word.s[i]))
                return false;
            *ttl += number * zone_rdata_unit(word.s[i]);
        }
    }
    return true;
}

/* ---- strings ---- */

bool sesd_zone_rdata_string(struct zone_rdata *r, struct text octets)
{
    do {
        const size_t n =
            octets.n < SESD_STRING_MAX ? octets.n : SESD_STRING_MAX;

        if (n < octets.n && !r->can_split)
            return zone_rdata_wrong(r, "a string has more than 255 octets");
        r->split |= n < octets.n;
        r->length += 1 + n;
        if (r->length > UINT16_MAX)
            return sesd_zone_fail(r->scan, r->scan->first_line, none,
                                  "the data of a record has more than 65535 "
                                  "octets");
        zone_rdata_separate(r);
        sesd_rdata_print_string(&r->out, (struct text){ octets.s, n });
        octets.s += n;
        octets.n -= n;
    } while (octets.n);
    return true;
}

/* The same for a string with escapes, which the scanner has checked. */
static bool zone_rdata_escaped(struct zone_rdata *r, struct text word)
{
    char octets[SESD_STRING_MAX];
    size_t n = 0;

    while (word.n) {
        if (n == sizeof(octets) && !r->can_split)
            return zone_rdata_wrong(r, "a string has more than 255 octets");
        if (n == sizeof(octets)) {
            if (!sesd_zone_rdata_string(r, (struct text){ octets, n }))
                return false;
            r->split = true;
            n = 0;
        }
        octets[n++] = (char)sesd_rdata_take_octet(&word);
    }
    return sesd_zone_rdata_string(r, (struct text){ octets, n });
}

static bool zone_rdata_strings(struct zone_rdata *r)
{
    if (r->token == ZONE_END)
        return zone_rdata_expected(r, "a string");
    while (r->token == ZONE_WORD || r->token == ZONE_QUOTED) {
        const bool escaped = memchr(r->word.s, '\\', r->word.n) != NULL;

        if (!(escaped ? zone_rdata_escaped(r, r->word)
                      : sesd_zone_rdata_string(r, r->word)))
            return false;
        sesd_zone_rdata_advance(r);
    }
    return r->token == ZONE_END;
}

/* ---- types ---- */

static bool zone_rdata_address(struct zone_rdata *r, uint32_t type)
{
    const bool four = type == SESDOMAIN_TYPE_A;

    if (r->token != ZONE_WORD ||
        !(four ? sesd_is_ipv4(r->word) : sesd_is_ipv6(r->word)))
        return zone_rdata_expected(r, four ? "an IPv4 address"
                                           : "an IPv6 address");
    sesd_out_text(&r->out, r->word);
    sesd_zone_rdata_advance(r);
    return true;
}

/* RFC 1035 section 3.3.13. */
static bool zone_rdata_soa(struct zone_rdata *r)
{
    uint64_t period = 0;

    if (!zone_rdata_name(r) || !zone_rdata_name(r) ||
        !zone_rdata_number(r, UINT32_MAX, "a serial up to 4294967295"))
        return false;
    for (int i = 0; i < 4; i++) /* refresh, retry, expire, minimum */
        if (!zone_rdata_period(r, &period))
            return false;
    r->minimum = (uint32_t)period;
    return true;
}

static bool zone_rdata_fields(struct zone_rdata *r, uint32_t type)
{
    switch (type) {
    case SESDOMAIN_TYPE_A:
    case SESDOMAIN_TYPE_AAAA:
        return zone_rdata_address(r, type);
    case SESDOMAIN_TYPE_SOA:
        return zone_rdata_soa(r);
    case SESDOMAIN_TYPE_MX:
        return zone_rdata_number(r, UINT16_MAX, "a preference up to 65535") &&
               zone_rdata_name(r);
    case SESDOMAIN_TYPE_TXT:
    case TYPE_SPF:
        return zone_rdata_strings(r);
    default:
        return zone_rdata_name(r);
    }
}

/* \# begins generic RDATA; in TXT it is a text unless a length follows. */
static bool zone_rdata_is_generic(struct zone_rdata *r, uint32_t type)
{
    static const struct text mark = TEXT("\\#");
    struct zone_scan ahead = *r->scan;
    struct text next;

    if (r->token != ZONE_WORD || !sesd_text_equal(r->word, mark))
        return false;
    if (type != SESDOMAIN_TYPE_TXT)
        return true;
    return sesd_zone_scan_next(&ahead, &next) == ZONE_WORD && next.n &&
           sesd_text_all(next, sesd_is_digit);
}

bool sesd_zone_rdata_is_parsed(uint32_t type)
{
    switch (type) {
    case SESDOMAIN_TYPE_A:
    case SESDOMAIN_TYPE_NS:
    case SESDOMAIN_TYPE_CNAME:
    case SESDOMAIN_TYPE_SOA:
    case SESDOMAIN_TYPE_MX:
    case SESDOMAIN_TYPE_TXT:
    case SESDOMAIN_TYPE_AAAA:
    case SESDOMAIN_TYPE_DNAME:
    case TYPE_SPF:
        return true;
    default:
        return false;
    }
}

bool sesd_zone_rdata_parse(struct zone_rdata *r, uint32_t type)
{
    if (zone_rdata_is_generic(r, type)) {
        sesd_zone_rdata_advance(r);
        return sesd_zone_generic_parse(r, type);
    }
    if (!zone_rdata_fields(r, type))
        return false;
    return r->token == ZONE_END ||
           zone_rdata_expected(r, "the end of the record");
}
