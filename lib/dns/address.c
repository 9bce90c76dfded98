/* SPDX-License-Identifier: MIT */
/*
 * Addresses of name servers. Takes text, produces its normal form, and
 * distinguishes public addresses from others by the special-purpose registries
 * (RFC 6890, IANA).
 */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <string.h>

#include "dns.h"

/* Blocks of addresses that no host on the Internet has. */
static const struct block {
    int bits;
    unsigned char prefix[4];
} blocks4[] = {
    { 8, { 0 } },             /* this network (RFC 791) */
    { 8, { 10 } },            /* private use (RFC 1918) */
    { 10, { 100, 64 } },      /* shared address space (RFC 6598) */
    { 8, { 127 } },           /* loopback (RFC 1122) */
    { 16, { 169, 254 } },     /* link-local (RFC 3927) */
    { 12, { 172, 16 } },      /* private use (RFC 1918) */
    { 24, { 192, 0, 0 } },    /* protocol assignments (RFC 6890) */
    { 24, { 192, 0, 2 } },    /* documentation (RFC 5737) */
    { 16, { 192, 168 } },     /* private use (RFC 1918) */
    { 15, { 198, 18 } },      /* benchmarking (RFC 2544) */
    { 24, { 198, 51, 100 } }, /* documentation (RFC 5737) */
    { 24, { 203, 0, 113 } },  /* documentation (RFC 5737) */
    { 3, { 224 } },           /* multicast and reserved (RFC 1112) */
};

/* Of IPv6, only 2000::/3 is allocated; these are exceptions in it. */
static const struct block blocks6[] = {
    { 23, { 0x20, 0x01, 0x00 } },       /* protocol assignments (RFC 2928) */
    { 32, { 0x20, 0x01, 0x0d, 0xb8 } }, /* documentation (RFC 3849) */
    { 16, { 0x20, 0x02 } },             /* 6to4 (RFC 3056) */
};

static bool address_is_in(const unsigned char *address,
                          const struct block *block)
{
    for (int bit = 0; bit < block->bits; bit++)
        if ((address[bit / 8] ^ block->prefix[bit / 8]) & (0x80 >> bit % 8))
            return false;
    return true;
}

bool sesd_dns_address_parse(const char *text, char *out, size_t size,
                            bool *ipv6)
{
    unsigned char octets[16];
    const int family = strchr(text, ':') ? AF_INET6 : AF_INET;

    *ipv6 = family == AF_INET6;
    return inet_pton(family, text, octets) == 1 &&
           inet_ntop(family, octets, out, (socklen_t)size);
}

bool sesd_dns_address_is_private(const char *address)
{
    unsigned char octets[16];

    if (inet_pton(AF_INET, address, octets) == 1) {
        for (size_t i = 0; i < sizeof(blocks4) / sizeof(*blocks4); i++)
            if (address_is_in(octets, &blocks4[i]))
                return true;
        return false;
    }
    if (inet_pton(AF_INET6, address, octets) != 1 || octets[0] >> 5 != 1)
        return true;
    for (size_t i = 0; i < sizeof(blocks6) / sizeof(*blocks6); i++)
        if (address_is_in(octets, &blocks6[i]))
            return true;
    return false;
}

/* IPv4 precedes IPv6; each is in numerical order. */
int sesd_dns_address_compare(const char *a, const char *b)
{
    unsigned char x[16] = { 0 }, y[16] = { 0 };
    const bool a6 = strchr(a, ':') != NULL, b6 = strchr(b, ':') != NULL;

    if (a6 != b6)
        return a6 ? 1 : -1;
    inet_pton(a6 ? AF_INET6 : AF_INET, a, x);
    inet_pton(b6 ? AF_INET6 : AF_INET, b, y);
    return memcmp(x, y, sizeof(x));
}
