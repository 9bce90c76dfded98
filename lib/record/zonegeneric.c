/* SPDX-License-Identifier: MIT */
/*
 * Generic RDATA, \# LENGTH HEX (RFC 3597 section 5). Takes the tokens after \#
 * and produces the RDATA in presentation format for the types that are parsed;
 * of other types it checks the length. The digits may be divided into words
 * anywhere, as BIND allows.
 */
#include "zonetext.h"

#define NAME_MAX_OCTETS 255 /* RFC 1035 section 2.3.4 */

struct zone_generic {
    struct zone_rdata *r; /* whose current token has the next digits */
    size_t left;          /* number of octets that are still to come */
};

static bool zone_generic_wrong(struct zone_generic *g, const char *what)
{
    return sesd_zone_fail(g->r->scan, g->r->scan->first_line, none, what);
}

/* Return the next digit, or -1. */
static int zone_generic_digit(struct zone_generic *g)
{
    struct zone_rdata *r = g->r;
    char c;

    if (r->token == ZONE_WORD && r->word.n == 0)
        sesd_zone_rdata_advance(r);
    c = r->token == ZONE_WORD ? sesd_lower(*r->word.s) : '\0';
    if (!sesd_is_hex(c)) {
        sesd_zone_expected(r->scan, r->token, r->word, "a hexadecimal digit");
        return -1;
    }
    r->word.s++;
    r->word.n--;
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Return the next octet, or -1. */
static int zone_generic_octet(struct zone_generic *g)
{
    int high, low;

    if (!g->left) {
        zone_generic_wrong(g, "the generic data is too short for its type");
        return -1;
    }
    g->left--;
    high = zone_generic_digit(g);
    low = high < 0 ? -1 : zone_generic_digit(g);
    return low < 0 ? -1 : 16 * high + low;
}

static bool zone_generic_take(struct zone_generic *g, char *octets, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int octet = zone_generic_octet(g);

        if (octet < 0)
            return false;
        octets[i] = (char)octet;
    }
    return true;
}

static bool zone_generic_number(struct zone_generic *g, size_t octets)
{
    uint64_t number = 0;

    while (octets--) {
        const int octet = zone_generic_octet(g);

        if (octet < 0)
            return false;
        number = number << 8 | (unsigned)octet;
    }
    if (g->r->out.length)
        sesd_out_char(&g->r->out, ' ');
    sesd_out_uint(&g->r->out, number);
    g->r->minimum = (uint32_t)number; /* the last number of an SOA */
    return true;
}

/* Write a label as text, each octet escaped: the parser of names removes the
 * escapes. */
static void zone_generic_label(struct out *o, const char *octets, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)octets[i];

        sesd_out_char(o, '\\');
        sesd_out_char(o, (char)('0' + c / 100));
        sesd_out_char(o, (char)('0' + c / 10 % 10));
        sesd_out_char(o, (char)('0' + c % 10));
    }
    sesd_out_char(o, '.');
}

/* Uncompressed, as RFC 3597 section 4 requires. */
static bool zone_generic_name(struct zone_generic *g)
{
    char text[4 * NAME_MAX_OCTETS + 1], label[SESD_LABEL_MAX];
    struct out o = sesd_out(text, sizeof(text));
    struct name name;
    const char *wrong = NULL;
    int n;

    while ((n = zone_generic_octet(g)) > 0) {
        if (n > SESD_LABEL_MAX || o.length + 4 * (size_t)n + 1 >= o.size)
            return zone_generic_wrong(g, "the generic data has no valid name");
        if (!zone_generic_take(g, label, (size_t)n))
            return false;
        zone_generic_label(&o, label, (size_t)n);
    }
    if (n < 0)
        return false;
    if (!o.length)
        sesd_out_char(&o, '.');
    if (sesd_name_parse((struct text){ text, o.length }, NAME_OWNER, &name,
                        &wrong) != SESDOMAIN_OK)
        return zone_generic_wrong(g, "the generic data has no valid name");
    if (g->r->out.length)
        sesd_out_char(&g->r->out, ' ');
    sesd_rdata_print(&g->r->out, SESDOMAIN_TYPE_CNAME,
                     (struct text){ name.s, name.n });
    return true;
}

static bool zone_generic_ipv4(struct zone_generic *g)
{
    char octets[4];

    if (!zone_generic_take(g, octets, sizeof(octets)))
        return false;
    for (size_t i = 0; i < sizeof(octets); i++) {
        if (i)
            sesd_out_char(&g->r->out, '.');
        sesd_out_uint(&g->r->out, (unsigned char)octets[i]);
    }
    return true;
}

static bool zone_generic_ipv6(struct zone_generic *g)
{
    static const char hex[] = "0123456789abcdef";
    char octets[16];

    if (!zone_generic_take(g, octets, sizeof(octets)))
        return false;
    for (size_t i = 0; i < sizeof(octets); i++) {
        const unsigned char c = (unsigned char)octets[i];

        if (i && i % 2 == 0)
            sesd_out_char(&g->r->out, ':');
        sesd_out_char(&g->r->out, hex[c >> 4]);
        sesd_out_char(&g->r->out, hex[c & 15]);
    }
    return true;
}

static bool zone_generic_strings(struct zone_generic *g)
{
    char octets[SESD_STRING_MAX];

    do {
        const int n = zone_generic_octet(g);

        if (n < 0 || !zone_generic_take(g, octets, (size_t)n) ||
            !sesd_zone_rdata_string(g->r, (struct text){ octets, (size_t)n }))
            return false;
    } while (g->left);
    return true;
}

static bool zone_generic_fields(struct zone_generic *g, uint32_t type)
{
    switch (type) {
    case SESDOMAIN_TYPE_A:
        return zone_generic_ipv4(g);
    case SESDOMAIN_TYPE_AAAA:
        return zone_generic_ipv6(g);
    case SESDOMAIN_TYPE_MX:
        return zone_generic_number(g, 2) && zone_generic_name(g);
    case SESDOMAIN_TYPE_SOA:
        return zone_generic_name(g) && zone_generic_name(g) &&
               zone_generic_number(g, 4) && zone_generic_number(g, 4) &&
               zone_generic_number(g, 4) && zone_generic_number(g, 4) &&
               zone_generic_number(g, 4);
    case SESDOMAIN_TYPE_NS:
    case SESDOMAIN_TYPE_CNAME:
    case SESDOMAIN_TYPE_DNAME:
        return zone_generic_name(g);
    default:
        return zone_generic_strings(g);
    }
}

static bool zone_generic_length(struct zone_rdata *r, size_t *length)
{
    static const char what[] = "a length up to 65535";

    *length = 0;
    if (r->token != ZONE_WORD)
        return sesd_zone_expected(r->scan, r->token, r->word, what);
    for (size_t i = 0; i < r->word.n; i++) {
        if (!sesd_is_digit(r->word.s[i]))
            return sesd_zone_expected(r->scan, r->token, r->word, what);
        *length = 10 * *length + (size_t)(r->word.s[i] - '0');
        if (*length > UINT16_MAX)
            return sesd_zone_expected(r->scan, r->token, r->word, what);
    }
    r->word.n = 0; /* the next digit is in the next token */
    return true;
}

bool sesd_zone_generic_parse(struct zone_rdata *r, uint32_t type)
{
    struct zone_generic g = { .r = r };

    if (!zone_generic_length(r, &g.left))
        return false;
    if (sesd_zone_rdata_is_parsed(type)) {
        if (!zone_generic_fields(&g, type))
            return false;
    } else {
        while (g.left)
            if (zone_generic_octet(&g) < 0)
                return false;
    }
    if (g.left)
        return zone_generic_wrong(&g,
                                  "the generic data is too long for its type");
    if (r->token == ZONE_WORD && r->word.n == 0)
        sesd_zone_rdata_advance(r);
    return r->token == ZONE_END ||
           sesd_zone_expected(r->scan, r->token, r->word,
                              "the end of the record");
}
