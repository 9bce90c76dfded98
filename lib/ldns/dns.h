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

#include <sesdomain.h>

struct sesdns_file {
    char error[300];
};

enum sesdomain_status sesdns_file_new(struct sesdns_file **out);
void sesdns_file_free(struct sesdns_file *dns);
const char *sesdns_file_error(const struct sesdns_file *dns);
enum sesdomain_status sesdns_file_load(struct sesdns_file *dns,
                                       struct sesdomain *sd, const char *path);

/* Keep what went wrong, of a file and perhaps a line of it. */
enum sesdomain_status sesdns_fail(struct sesdns_file *dns,
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
