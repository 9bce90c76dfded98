/* SPDX-License-Identifier: MIT */
/**
 * @file sesdomain-dns.h
 * The companion of sesdomain.h: reads zone files, with NLnet Labs' ldns.
 *
 * It feeds settings with what exists, through their public functions. What
 * sesdomain.h says of strings, handles and threads holds here, too; files are
 * opened here and nowhere else. Where memory runs out within ldns, ldns may
 * end the process.
 */
#ifndef SESDOMAIN_DNS_H
#define SESDOMAIN_DNS_H

#include "sesdomain.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A reader of DNS data. For one thread at a time. */
struct sesdomain_dns;

/**
 * Make a reader.
 *
 * @param out  receives it, NULL on failure; end with sesdomain_dns_free()
 * @return SESDOMAIN_OK or SESDOMAIN_E_MEMORY
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_new(struct sesdomain_dns **out);

/** End a reader; takes NULL. @since 0.1 */
SESDOMAIN_API void sesdomain_dns_free(struct sesdomain_dns *dns);

/**
 * Tell what the last failed call on dns found.
 *
 * @return one line of printable text, empty if none has failed; valid until
 *         the next call on dns
 * @since 0.1
 */
SESDOMAIN_API const char *sesdomain_dns_error(const struct sesdomain_dns *dns);

/**
 * Feed settings from a zone file (RFC 1035 section 5): the answers to what
 * their plan asks for, and that the rest of it is absent if the file has the
 * zone's SOA. Give the settings their domain, zone and instances before; what
 * is added to them afterwards has not been looked for.
 *
 * @param dns   the reader
 * @param sd    the settings; if the call fails with SESDOMAIN_E_STATE or
 *              SESDOMAIN_E_MEMORY, part of the answers may be there
 * @param path  a file with one zone; $ORIGIN and $TTL are understood,
 *              $INCLUDE is refused
 * @return SESDOMAIN_OK, SESDOMAIN_E_DOCUMENT (the file cannot be read),
 *         SESDOMAIN_E_SYNTAX (names the line), SESDOMAIN_E_STATE (the settings
 *         were told otherwise), or what sesdomain_plan_new() returns
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_dns_load_zone(struct sesdomain_dns *dns, struct sesdomain *sd,
                        const char *path);

#ifdef __cplusplus
}
#endif

#endif
