/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dns.h"

/* Of planning and reading, until nothing new is asked. */
#define ROUNDS_MAX 4

/* Octets of TXT records that are kept although nobody asked: what an SPF
 * record includes is asked for once that record is known, and the file need
 * not be read again then. */
#define OTHERS_MAX ((size_t)16 << 20)

enum sesdomain_status sesdns_fail(struct sesdns_file *dns,
                                  enum sesdomain_status status,
                                  const char *path, int line, const char *what)
{
    size_t n = 0;

    for (; *path && n < 150; path++)
        dns->error[n++] = (char)(*path < ' ' || *path > '~' ? '?' : *path);
    if (line)
        snprintf(dns->error + n, sizeof(dns->error) - n, ": line %d: %s", line,
                 what);
    else
        snprintf(dns->error + n, sizeof(dns->error) - n, ": %s", what);
    return status;
}

enum sesdomain_status sesdns_file_new(struct sesdns_file **out)
{
    *out = calloc(1, sizeof(**out));
    return *out ? SESDOMAIN_OK : SESDOMAIN_E_MEMORY;
}

void sesdns_file_free(struct sesdns_file *dns)
{
    free(dns);
}

const char *sesdns_file_error(const struct sesdns_file *dns)
{
    return dns->error;
}

/* ---- a file, record by record ---- */

struct reader {
    struct sesdns_file *dns;
    const char *path;
    FILE *file;
    ldns_rdf *origin, *last, *apex;
    uint32_t ttl;
    int line;
    ldns_rr_list *answers;
    ldns_buffer *others; /* TXT records, as in a message; NULL: too many */
    ldns_buffer *other;  /* one of them, since ldns counts to 65535 in it */
    struct sesdns_asked *before; /* what the file was read for */
    bool whole;                  /* the zone's SOA was there */
};

/* Some systems open a directory, and ldns then reads for ever. */
static bool is_readable(FILE *file)
{
    int c = getc(file);

    return c == EOF ? !ferror(file) : ungetc(c, file) != EOF;
}

static enum sesdomain_status no_memory(struct reader *r)
{
    return sesdns_fail(r->dns, SESDOMAIN_E_MEMORY, r->path, 0,
                       "out of memory");
}

static enum sesdomain_status open_file(struct reader *r)
{
    r->file = fopen(r->path, "r");
    if (!r->file || !is_readable(r->file))
        return sesdns_fail(r->dns, SESDOMAIN_E_DOCUMENT, r->path, 0,
                           "it cannot be read");
    r->origin = ldns_rdf_clone(r->apex);
    r->ttl = LDNS_DEFAULT_TTL;
    r->line = 0;
    return r->origin ? SESDOMAIN_OK : no_memory(r);
}

static void close_file(struct reader *r)
{
    if (r->file)
        fclose(r->file);
    ldns_rdf_deep_free(r->origin);
    ldns_rdf_deep_free(r->last);
    r->file = NULL;
    r->origin = r->last = NULL;
}

static bool add_other(struct reader *r, const ldns_rr *rr)
{
    size_t n;

    ldns_buffer_clear(r->other);
    if (ldns_rr2buffer_wire(r->other, rr, LDNS_SECTION_ANSWER))
        return false;
    n = ldns_buffer_position(r->other);
    if (n + ldns_buffer_position(r->others) > OTHERS_MAX ||
        !ldns_buffer_reserve(r->others, n))
        return false;
    ldns_buffer_write(r->others, ldns_buffer_begin(r->other), n);
    return true;
}

/* Keep a TXT record that may be asked for later. */
static void keep_other(struct reader *r, const ldns_rr *rr)
{
    if (r->before || !r->others || ldns_rr_get_type(rr) != LDNS_RR_TYPE_TXT ||
        add_other(r, rr))
        return;
    ldns_buffer_free(r->others);
    r->others = NULL;
}

/* Keep a record that was asked for. */
static bool take(struct reader *r, struct sesdns_asked *asked, ldns_rr *rr)
{
    if (ldns_rr_get_class(rr) != LDNS_RR_CLASS_IN) {
        ldns_rr_free(rr);
        return true;
    }
    ldns_dname2canonical(ldns_rr_owner(rr));
    if (ldns_rr_get_type(rr) == LDNS_RR_TYPE_SOA &&
        ldns_dname_compare(ldns_rr_owner(rr), r->apex) == 0)
        r->whole = true;
    keep_other(r, rr);
    if (sesdns_asked_for(asked, rr))
        return ldns_rr_list_push_rr(r->answers, rr);
    ldns_rr_free(rr);
    return true;
}

/* Whether this is the last line, and its end is missing: ldns counts ends. */
static bool ends_early(FILE *file)
{
    return feof(file) && fseek(file, -1, SEEK_END) == 0 && getc(file) != '\n';
}

static enum sesdomain_status read_record(struct reader *r,
                                         struct sesdns_asked *asked)
{
    ldns_rr *rr = NULL;
    ldns_status status = ldns_rr_new_frm_fp_l(&rr, r->file, &r->ttl,
                                              &r->origin, &r->last, &r->line);

    switch (status) {
    case LDNS_STATUS_OK:
        if (!ldns_rr_get_type(rr)) { /* "$GENERATE x", "$include x" */
            ldns_rr_free(rr);
            return sesdns_fail(r->dns, SESDOMAIN_E_SYNTAX, r->path,
                               r->line + ends_early(r->file),
                               "no such type or directive is known");
        }
        if (take(r, asked, rr))
            return SESDOMAIN_OK;
        ldns_rr_free(rr);
        return no_memory(r);
    case LDNS_STATUS_SYNTAX_EMPTY:
    case LDNS_STATUS_SYNTAX_TTL:
    case LDNS_STATUS_SYNTAX_ORIGIN:
        return SESDOMAIN_OK;
    case LDNS_STATUS_SYNTAX_INCLUDE:
        return sesdns_fail(r->dns, SESDOMAIN_E_SYNTAX, r->path, r->line,
                           "$INCLUDE is not followed; give one whole file");
    default:
        return sesdns_fail(r->dns, SESDOMAIN_E_SYNTAX, r->path,
                           r->line + ends_early(r->file),
                           ldns_get_errorstr_by_id(status));
    }
}

static enum sesdomain_status read_file(struct reader *r,
                                       struct sesdns_asked *asked)
{
    enum sesdomain_status status = open_file(r);

    while (status == SESDOMAIN_OK && !feof(r->file))
        status = read_record(r, asked);
    if (status == SESDOMAIN_OK && ferror(r->file))
        status = sesdns_fail(r->dns, SESDOMAIN_E_DOCUMENT, r->path, 0,
                             "it cannot be read");
    close_file(r);
    return status;
}

/* Take what is asked for from the records that were kept. */
static enum sesdomain_status read_others(struct reader *r,
                                         struct sesdns_asked *asked)
{
    const size_t end = ldns_buffer_position(r->others);
    ldns_rr *rr;

    for (size_t at = 0; at < end;) {
        if (ldns_wire2rr(&rr, ldns_buffer_begin(r->others), end, &at,
                         LDNS_SECTION_ANSWER))
            return no_memory(r); /* we wrote them */
        if (!take(r, asked, rr)) {
            ldns_rr_free(rr);
            return no_memory(r);
        }
    }
    return SESDOMAIN_OK;
}

/* ---- answers to settings ---- */

/* The data of a record as a zone file has it. */
static char *rdata_text(const ldns_rr *rr)
{
    ldns_buffer *buffer = ldns_buffer_new(LDNS_MIN_BUFLEN);
    char *text = NULL;

    for (size_t i = 0; buffer && i < ldns_rr_rd_count(rr); i++) {
        if (i)
            ldns_buffer_printf(buffer, " ");
        ldns_rdf2buffer_str(buffer, ldns_rr_rdf(rr, i));
    }
    if (buffer && ldns_buffer_status_ok(buffer))
        text = ldns_buffer_export2str(buffer);
    ldns_buffer_free(buffer);
    return text;
}

static enum sesdomain_status feed_record(struct sesdomain *sd,
                                         const ldns_rr *rr)
{
    char *name = ldns_rdf2str(ldns_rr_owner(rr));
    char *rdata = rdata_text(rr);
    uint32_t ttl = ldns_rr_ttl(rr);
    enum sesdomain_status status = SESDOMAIN_E_MEMORY;

    if (name && rdata)
        status = sesdomain_add_record(sd, name, (uint32_t)ldns_rr_get_type(rr),
                                      ttl <= INT32_MAX ? (int32_t)ttl : 0,
                                      rdata, NULL);
    free(name);
    free(rdata);
    return status;
}

static enum sesdomain_status
feed(struct reader *r, const struct sesdns_asked *asked, struct sesdomain *sd)
{
    enum sesdomain_status status = SESDOMAIN_OK;

    sesdomain_set_authoritative(sd, true);
    for (size_t i = 0; i < ldns_rr_list_rr_count(r->answers) && !status; i++)
        status = feed_record(sd, ldns_rr_list_rr(r->answers, i));
    if (status == SESDOMAIN_OK && r->whole)
        status = sesdns_feed_absent(asked, r->apex, sd);
    if (status != SESDOMAIN_OK)
        sesdns_fail(r->dns, status, r->path, 0, sesdomain_error(sd));
    return status;
}

static enum sesdomain_status read_answers(struct reader *r,
                                          struct sesdns_asked *asked,
                                          struct sesdomain *sd)
{
    enum sesdomain_status status;

    r->answers = ldns_rr_list_new();
    if (!r->answers)
        return no_memory(r);
    if (r->before)
        sesdns_asked_before(asked, r->before);
    if (r->before && r->others &&
        sesdns_asked_only(asked, r->apex, SESDOMAIN_TYPE_TXT))
        status = read_others(r, asked);
    else
        status = read_file(r, asked);
    if (status == SESDOMAIN_OK)
        status = feed(r, asked, sd);
    ldns_rr_list_deep_free(r->answers);
    return status;
}

/* Plan, read, feed. *more: answers may have raised questions that are new.
 * Those about other zones are no reason to read this one again. */
static enum sesdomain_status play_round(struct reader *r, struct sesdomain *sd,
                                        size_t *questions, bool *more)
{
    struct sesdomain_plan *plan;
    struct sesdns_asked *asked;
    enum sesdomain_status status = sesdomain_plan_new(sd, &plan);
    size_t count = 0;

    if (status != SESDOMAIN_OK)
        return sesdns_fail(r->dns, status, r->path, 0, sesdomain_error(sd));
    ldns_rdf_deep_free(r->apex);
    r->apex = ldns_dname_new_frm_str(sesdomain_plan_zone(plan));
    asked = sesdns_asked_new(plan);
    if (r->apex && asked) {
        ldns_dname2canonical(r->apex);
        count = sesdns_asked_within(asked, r->apex);
        *more = count > *questions;
        *questions = count;
        if (*more)
            status = read_answers(r, asked, sd);
    } else {
        status = no_memory(r);
    }
    sesdns_asked_free(r->before);
    r->before = asked;
    sesdomain_plan_free(plan);
    return status;
}

/* For each record ldns takes more memory than glibc keeps for later: it gives
 * that back to the system, and asks for it again, unless a block as large as
 * this was freed before (mallopt(3), M_MMAP_THRESHOLD). That takes ten times
 * as long as reading. Other systems lose nothing by it. */
static void keep_memory(void)
{
    void *volatile block = malloc((size_t)1 << 18);

    free(block);
}

enum sesdomain_status sesdns_file_load(struct sesdns_file *dns,
                                       struct sesdomain *sd, const char *path)
{
    struct reader r = { .dns = dns, .path = path };
    enum sesdomain_status status = SESDOMAIN_OK;
    size_t questions = 0;
    bool more = true;

    keep_memory();
    r.other = ldns_buffer_new(LDNS_MIN_BUFLEN);
    if (r.other)
        r.others = ldns_buffer_new(LDNS_MIN_BUFLEN);
    for (int round = 0; round < ROUNDS_MAX && more && !status; round++)
        status = play_round(&r, sd, &questions, &more);
    ldns_rdf_deep_free(r.apex);
    ldns_buffer_free(r.others);
    ldns_buffer_free(r.other);
    sesdns_asked_free(r.before);
    return status;
}
