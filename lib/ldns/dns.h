/* SPDX-License-Identifier: MIT */
/* The companion. Uses public headers only; its own prefix is sesdns_. */
#ifndef SESDNS_DNS_H
#define SESDNS_DNS_H

/* What ldns has inline would call assert(), which ends the process. */
#ifndef NDEBUG
#define NDEBUG
#endif
#include <ldns/ldns.h>
#include <stdbool.h>

#include "sesdomain-dns.h"

struct sesdomain_dns {
    char error[300];
};

/* Keep what went wrong, of a file and perhaps a line of it. */
enum sesdomain_status sesdns_fail(struct sesdomain_dns *dns,
                                  enum sesdomain_status status,
                                  const char *path, int line,
                                  const char *what);

/* ---- asked.c: what a plan asks for, by names on the wire ---- */

struct sesdns_asked;

/* NULL if there is no memory. */
struct sesdns_asked *sesdns_asked_new(const struct sesdomain_plan *plan);
void sesdns_asked_free(struct sesdns_asked *asked);

/* How many questions are about names of the zone. */
size_t sesdns_asked_within(const struct sesdns_asked *asked,
                           const ldns_rdf *apex);

/* Whether a record answers a question, which is noted. */
bool sesdns_asked_for(struct sesdns_asked *asked, const ldns_rr *rr);

/* Take over what was told for an earlier plan. */
void sesdns_asked_before(struct sesdns_asked *asked,
                         const struct sesdns_asked *before);

/* Whether all that was not told before is of one type, within the zone. */
bool sesdns_asked_only(const struct sesdns_asked *asked, const ldns_rdf *apex,
                       uint32_t type);

/* Tell settings of what was asked for within the zone and has no answer. */
enum sesdomain_status sesdns_feed_absent(const struct sesdns_asked *asked,
                                         const ldns_rdf *apex,
                                         struct sesdomain *sd);

#endif
