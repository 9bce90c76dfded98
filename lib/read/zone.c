/* SPDX-License-Identifier: MIT */
/*
 * Zone files. Takes a master file (RFC 1035 section 5.1), an export of a
 * provider, or what dig or knotc prints, and adds its records to a listing.
 * The zone is that of the SOA.
 */
#include "read.h"

#include "../record/zonetext.h"

#define TYPE_PRIVATE 65280 /* RFC 6895: for words that are no type */

struct zone_file {
    struct listing *l;
    struct zonetext *text;
};

static enum sesdomain_status zone_fail(struct zone_file *z)
{
    const struct zone_error *error = &z->text->error;
    struct sesdomain *sd = z->l->r.sd;
    char message[SESD_ZONE_MESSAGE_MAX + 32];
    struct out o = sesd_out(message, sizeof(message));
    enum sesdomain_status status;

    sesd_out_str(&o, "line ");
    sesd_out_uint(&o, error->line);
    sesd_out_str(&o, ": ");
    sesd_out_str(&o, error->message);
    status =
        sesd_fail(sd, error->is_limit ? SESDOMAIN_E_LIMIT : SESDOMAIN_E_SYNTAX,
                  "", none, message);
    sd->failure.line = error->line;
    return status;
}

/* ---- whose zone ---- */

/* Keep the first relative name that repeats the first label of the domain: the
 * file may be of the zone above. */
static void zone_check_origin(struct zone_file *z,
                              const struct zone_record *record)
{
    const struct text domain = sesd_string_text(&z->l->r.sd->domain);
    const size_t label = domain.n - sesd_name_parent(domain).n; /* with dot */
    struct text name = record->owner;

    if (z->l->misplaced.n || !record->relative || z->text->has_origin ||
        z->l->r.sd->zone.set || !sesd_name_within(name, domain) ||
        name.n == domain.n)
        return;
    name.n -= domain.n + 1;
    if (!sesd_name_within(name, (struct text){ domain.s, label - 1 }))
        return;
    memcpy(z->l->misplaced.s, record->owner.s, record->owner.n);
    z->l->misplaced.n = record->owner.n;
}

/* ---- records ---- */

/* Whether Cloudflare answers with addresses instead: its export has the
 * comment "cf_tags=cf-proxied:true". */
static bool zone_is_proxied(struct text comment)
{
    return comment.s &&
           (sesd_text_contains(comment, sesd_text("cf-proxied:true")) ||
            sesd_text_contains(comment, sesd_text("cf-flatten-cname:true")));
}

static enum sesdomain_status zone_take(struct zone_file *z,
                                       const struct zone_record *record)
{
    const struct record kept = {
        .type = record->type ? record->type : TYPE_PRIVATE,
        .ttl = (int32_t)record->ttl,
        .special =
            zone_is_proxied(record->comment) ? SPECIAL_PROXIED : SPECIAL_NONE,
        .rdata = record->rdata,
    };
    enum sesdomain_status status = SESDOMAIN_OK;

    if (record->type == SESDOMAIN_TYPE_SOA &&
        record->section == ZONE_NO_SECTION) /* else an answer, no listing */
        status = sesd_collect_zone(z->l, record->owner);
    zone_check_origin(z, record);
    if (status != SESDOMAIN_OK || record->empty)
        return status;
    return sesd_collect_record(z->l, record->owner, &kept);
}

static enum sesdomain_status zone_read(struct listing *l, struct text in)
{
    const struct sesdomain *sd = l->r.sd;
    struct zone_file z = { .l = l };
    enum sesdomain_status status = SESDOMAIN_OK;
    struct zone_record record;

    z.text = sesd_alloc(&l->arena, sizeof(*z.text));
    if (!z.text)
        return sesd_fail_memory(l->r.sd);
    sesd_zonetext_start(z.text, in, sesd_zone(sd), sesd_read_limit(sd));
    while (status == SESDOMAIN_OK && sesd_zonetext_next(z.text, &record))
        status = zone_take(&z, &record);
    if (status == SESDOMAIN_OK && z.text->error.failed)
        status = zone_fail(&z);
    return status;
}

/* Any text that is not JSON may be a zone file: no array begins with a name
 * in brackets. */
static bool zone_recognises(struct text in)
{
    static const struct text mark = TEXT("\xef\xbb\xbf");
    const char *blank;

    if (sesd_text_starts(in, mark))
        in = sesd_text_after(in, mark.n);
    in = sesd_text_after(in, sesd_text_span(in, sesd_is_space));
    if (!in.n || (*in.s != '{' && *in.s != '['))
        return true;
    blank = memchr(in.s, ' ', in.n);
    return blank && sesd_zone_name_is_bracketed(
                        (struct text){ in.s, (size_t)(blank - in.s) });
}

const struct existing_reader sesd_reader_zone = {
    .name = "zone",
    .description = "a zone file (RFC 1035 section 5), such as a provider "
                   "exports it, or what dig or knotc prints",
    .recognises = zone_recognises,
    .read = zone_read,
};
