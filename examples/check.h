/* SPDX-License-Identifier: MIT */
/* Common declarations of sesdomain-check: one domain and its state in DNS. */
#ifndef EXAMPLES_CHECK_H
#define EXAMPLES_CHECK_H

#include <sesdomain-dns.h>

/* Whether a domain, an instance or an aspect is ready; the worst counts. */
enum verdict {
    VERDICT_READY,
    VERDICT_WAITING, /* right at the source, but not everywhere yet */
    VERDICT_UNKNOWN, /* could not be determined */
    VERDICT_MISSING, /* records are missing: the plan adds them */
    VERDICT_WRONG,   /* waiting will not help */
};

/* The places of the records of an aspect. */
enum place {
    PLACE_UNUSED,
    PLACE_EVERYWHERE,
    PLACE_SOME, /* on some servers */
    PLACE_PART, /* some of the records, on all servers */
    PLACE_NOWHERE,
    PLACE_CONFLICT,
    PLACE_UNKNOWN,
};

/* The serial of the zone when SES looked, beside that of the servers. */
enum seen {
    SEEN_UNKNOWN,
    SEEN_BEFORE,  /* older: SES has not seen what is served now */
    SEEN_PRESENT, /* the same */
    SEEN_OTHER,   /* newer */
};

/* A server of the domain's zones, and the plan if all answered as it does. */
struct view {
    const char *zone;
    const struct sesdomain_dns_server *server;
    struct sesdomain_plan *plan;
    bool behind; /* its serial is older than that of another server */
};

struct check {
    const char *path;
    struct sesdomain_dns *dns;
    struct sesdomain_plan *plan;
    struct view *views;
    size_t view_count;
    enum verdict verdict;
    uint32_t wait; /* seconds until the next check makes sense */
};

#define CHECK_LIST_MAX 64

struct arguments {
    struct sesdomain_dns *dns;
    char *library_options[CHECK_LIST_MAX + 1];
    size_t option_count;
    const char *record, *replay;
    size_t deadline, rate, budget, interval;
    bool has_resolver, waits, json, nagios;
};

/* The setup documents and their common options. */
struct setup {
    const char *path;
    char *text;
    size_t length;
    char *const *options; /* NAME=VALUE, NULL at the end */
};

/* ---- check-arguments.c -------------------------------------------------- */

/* Parse the arguments, and set the client that they are for. Return the exit
 * status if the program ends, else -1. */
int arguments_parse(struct arguments *a, int argc, char **argv);

/* Read the setup documents. Return the exit status. */
int arguments_load(const struct arguments *a, struct setup *setups,
                   char **paths, size_t count);

/* Read the setup documents again, since they may have a new answer of SES. One
 * that cannot be read now, or is half written, is kept as it was. */
void arguments_reload(struct setup *setups, size_t count);

/* Load or write the recording. Return the exit status. */
int arguments_replay(const struct arguments *a);
int arguments_record(const struct arguments *a);

/* Report an error of the system, in errno. Return the exit status. */
int arguments_fail(const char *path);

/* ---- check.c ------------------------------------------------------------ */

/* Fill settings. Return the exit status. */
int check_load(const struct setup *setup, struct sesdomain *sd);

/* Look up a domain. Return the exit status, 0 or 2; free the check. */
int check_run(struct check *c, const struct setup *setup,
              struct sesdomain_dns *dns, uint32_t deadline);
void check_free(struct check *c);

/* Compare the serial that SES saw with the newest of the domain's zone;
 * *served is 0 if there is none. */
enum seen check_seen(const struct check *c, size_t i, uint32_t *served);

/* Write a point in time (RFC 3339). */
const char *check_time(uint64_t seconds, char *buf, size_t size);

/* Whether a server has answered for its zone. */
bool check_is_alive(const struct sesdomain_dns_server *server);

/* Whether a zone, or none, has names of the domain's zone. */
bool check_is_ours(const struct check *c,
                   const struct sesdomain_dns_zone *zone);

/* ---- check-verdict.c ---------------------------------------------------- */

/* Return where the records of an aspect of instance i are. */
enum place check_place(const struct check *c, size_t i,
                       enum sesdomain_aspect aspect);
enum verdict check_aspect(const struct check *c, size_t i,
                          enum sesdomain_aspect aspect);
enum verdict check_instance(const struct check *c, size_t i);
enum verdict check_domain(const struct check *c);

/* Whether all that an instance needs is at all servers. */
bool check_is_published(const struct check *c, size_t i);

/* Return the seconds for which a resolver may report that records are missing,
 * or are as they were before. */
uint32_t check_wait(const struct check *c);

/* Whether a server has all desired values of an RRset. */
bool check_has(const struct view *view, const struct sesdomain_recordset *rs);

/* Whether an RRset is of the zone of a server. */
bool check_serves(const struct check *c, const struct view *view,
                  const struct sesdomain_recordset *rs);

/* Return what the validating resolver still answers for an RRset, if that is
 * not what the servers have; else NULL. */
const struct sesdomain_dns_reply *
check_stale(const struct check *c, const struct sesdomain_recordset *rs);

/* Return the index in the client of question k of the plan, or SESDOMAIN_NONE
 * if it was not looked up. */
size_t check_question(const struct check *c, size_t k, const char **name,
                      uint32_t *type);

/* Return reply j to question i if it is inconclusive although its server has
 * the zone; else NULL. */
const struct sesdomain_dns_reply *check_failure(const struct check *c,
                                                size_t i, size_t j);

/* ---- check-print.c ------------------------------------------------------ */

const char *check_verdict_word(enum verdict verdict);
const char *check_place_word(enum place place);
int check_exit(enum verdict verdict);

void check_print_text(const struct check *c);
void check_print_json(const struct check *checks, size_t count);
void check_print_nagios(const struct check *checks, size_t count);

#endif
