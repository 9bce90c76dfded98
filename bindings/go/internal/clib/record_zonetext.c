//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Master files, record by record. Takes the text of a whole file and produces
 * owner, type, TTL and RDATA of each record. Follows RFC 1035 section 5.1, RFC
 * 2308 section 4 ($TTL), RFC 3597 section 5 (TYPEnnn, CLASSnnn, \#) and RFC
 * 4343 section 2.1 (escapes); where they are silent or BIND 9.18 differs, it
 * follows BIND, the usual server of such files. The exceptions are listed
 * beside the test, tests/real/test_zonetext.py.
 *
 * One pass, in linear time, and no allocation: struct zonetext has space for
 * the largest record of DNS. RDATA is parsed for the types that the library
 * compares. That of other types is passed over, whether IANA has the type or
 * not: it is enough to know that the name has data.
 */
#include "record_zonetext.h"

#define TYPE_APL 42

#define GENERATE_RDATA_MAX 4096

static const struct text nothing = { NULL, 0 };

/* Whether an owner name lacks its final dot as that of the SOA does. */
static bool zonetext_is_undotted(const struct zonetext *z, struct text owner)
{
    return !z->has_origin && sesd_zone_name_is_undotted(owner, z->undotted);
}

/* Return what completes the names of a record. Where the owner lacks its
 * final dot, so do the names in its data; but those of one label are
 * relative. */
static struct zone_origin zonetext_origin(const struct zonetext *z,
                                          bool owner_is_undotted)
{
    return (struct zone_origin){
        .name = { z->origin.s, z->origin.n },
        .undotted = z->has_origin ? nothing : z->undotted,
        .several_labels = owner_is_undotted && !z->has_origin,
    };
}

static bool zonetext_fail(struct zonetext *z, struct text found,
                          const char *what)
{
    return sesd_zone_fail(&z->scan, z->scan.first_line, found, what);
}

/* ---- RDATA ---- */

/* Skip the RDATA of a type that is not parsed. */
static bool zonetext_pass(struct zone_rdata *r, struct zonetext *z,
                          struct zone_record *record)
{
    if (r->token == ZONE_END && record->type != TYPE_APL)
        return zonetext_fail(z, record->type_name, "the record has no data");
    if (!record->type && r->token == ZONE_WORD &&
        sesd_zone_hides_type(record->type_name, r->word, *r->scan))
        return zonetext_fail(z, record->type_name,
                             "a TTL, a class or a type was expected");
    if (r->token == ZONE_WORD && sesd_text_equal(r->word, sesd_text("\\#"))) {
        sesd_zone_rdata_advance(r);
        return sesd_zone_generic_parse(r, record->type);
    }
    if (record->type && !sesd_type(record->type).s)
        return zonetext_fail(z, record->type_name,
                             "data of an unknown type begins with \\#");
    while (r->token == ZONE_WORD || r->token == ZONE_QUOTED)
        sesd_zone_rdata_advance(r);
    return r->token == ZONE_END;
}

/* Join words: DigitalOcean's export has TXT without quotation marks. */
static bool zonetext_join(struct zonetext *z, struct zone_rdata *r,
                          struct zone_record *record)
{
    struct text t;

    if (z->dialect != ZONE_DIGITALOCEAN ||
        record->type != SESDOMAIN_TYPE_TXT || z->scan.depth)
        return false;
    t = sesd_zone_scan_rest(&z->scan);
    z->scan.at = t.s;
    if (!t.n || memchr("\"(;\\", *t.s, 4))
        return false;
    z->scan.at = t.s + t.n;
    r->can_split = true;
    if (!sesd_zone_rdata_string(r, t))
        return true;
    record->joined = memchr(t.s, ' ', t.n) || memchr(t.s, ';', t.n);
    sesd_zone_rdata_advance(r);
    return true;
}

static bool zonetext_rdata(struct zonetext *z, struct zone_scan *scan,
                           bool owner_is_undotted, struct zone_record *record)
{
    struct zone_rdata r = {
        .scan = scan,
        .origin = zonetext_origin(z, owner_is_undotted),
        .can_split = z->dialect == ZONE_AZURE,
        .out = { z->rdata, sizeof(z->rdata), 0 },
    };

    if (scan == &z->scan && zonetext_join(z, &r, record)) {
        if (z->error.failed)
            return false;
    } else {
        sesd_zone_rdata_advance(&r);
        record->empty = z->dialect == ZONE_AZURE && r.token == ZONE_END;
        if (record->empty)
            return true;
        if (!sesd_zone_rdata_is_parsed(record->type))
            return zonetext_pass(&r, z, record);
        if (!sesd_zone_rdata_parse(&r, record->type))
            return false;
    }
    record->rdata = (struct text){ z->rdata, r.out.length };
    record->split = r.split;
    record->ttl = r.minimum;
    return true;
}

/* ---- records ---- */

/* Read the owner name of a record. */
static const char *zonetext_name(const struct zonetext *z, struct text word,
                                 bool is_undotted, struct name *owner,
                                 struct zone_record *record)
{
    const struct zone_origin origin = zonetext_origin(z, is_undotted);

    record->relative = !sesd_zone_name_is_absolute(word) && !is_undotted;
    return sesd_zone_name(word, &origin, owner);
}

static bool zonetext_generate_next(struct zonetext *z,
                                   struct zone_record *record)
{
    char owner[SESD_NAME_MAX], rdata[GENERATE_RDATA_MAX];
    struct out o = sesd_out(owner, sizeof(owner));
    struct out data = sesd_out(rdata, sizeof(rdata));
    struct zone_generate *g = &z->generate;
    struct zone_scan scan = { .line = z->generated.line, .error = &z->error };
    const char *wrong =
        sesd_zone_generate_expand(&o, g->owner, false, (int64_t)g->next);
    bool is_undotted = false;

    *record = z->generated;
    if (!wrong)
        wrong = sesd_zone_generate_expand(&data, g->rdata, g->quoted,
                                          (int64_t)g->next);
    if (!wrong) {
        const struct text word = { owner, o.length };

        is_undotted = zonetext_is_undotted(z, word);
        wrong =
            zonetext_name(z, word, is_undotted, &z->generated_owner, record);
    }
    scan.at = rdata;
    scan.end = rdata + (wrong ? 0 : data.length);
    sesd_zone_scan_begin(&scan);
    if (wrong)
        return sesd_zone_fail(&scan, scan.line, sesd_text("$GENERATE"), wrong);
    if (!sesd_zone_generate_count(z, g->rdata, data.length) ||
        !zonetext_rdata(z, &scan, is_undotted, record))
        return false;
    g->next += g->step;
    record->owner =
        (struct text){ z->generated_owner.s, z->generated_owner.n };
    record->ttl = z->generated.ttl;
    return true;
}

/* Step over the zone's name before a record, as knotc zone-read prints it. */
static void zonetext_unbracket(struct zonetext *z, struct text *word)
{
    struct zone_scan ahead = z->scan;
    struct text owner;

    if (sesd_zone_name_is_bracketed(*word) &&
        sesd_zone_scan_next(&ahead, &owner) == ZONE_WORD &&
        sesd_zone_name_is_absolute(owner)) {
        z->scan = ahead;
        *word = owner;
    }
}

/* Whether the names of an SOA are complete without their final dots, as
 * Cloudflare's export has them: the owner has several labels, and there is no
 * $ORIGIN to which it could be relative. */
static bool zonetext_lacks_dot(const struct zonetext *z, struct text owner,
                               const struct zone_record *record)
{
    return record->type == SESDOMAIN_TYPE_SOA && !z->has_origin && owner.s &&
           !sesd_zone_name_is_absolute(owner) && memchr(owner.s, '.', owner.n);
}

/* Take the owner name of a record, which begins its line. Older exports of
 * Cloudflare have the SOA at the root, and name the zone in a comment. */
static bool zonetext_owner(struct zonetext *z, struct text word,
                           struct zone_record *record)
{
    const bool is_undotted = zonetext_is_undotted(z, word);
    const char *wrong = zonetext_name(z, word, is_undotted, &z->owner, record);

    if (wrong)
        return zonetext_fail(z, word, wrong);
    if (record->type == SESDOMAIN_TYPE_SOA && z->commented.n &&
        z->owner.n == 1 && *z->owner.s == '.')
        z->owner = z->commented;
    z->has_owner = true;
    z->owner_is_undotted = is_undotted;
    return true;
}

/* Read a record, of which token is the first. */
static bool zonetext_record(struct zonetext *z, enum zone_token token,
                            struct text word, bool blank,
                            struct zone_record *record)
{
    const struct text owner = blank ? nothing : word;
    struct zone_head head;

    if (!blank)
        token = sesd_zone_scan_next(&z->scan, &word);
    else if (!z->has_owner)
        return zonetext_fail(z, word,
                             "the line begins with a blank, and no record "
                             "before it has an owner name");
    if (!sesd_zone_head(&z->scan, &head, token, word, record))
        return false;
    if (zonetext_lacks_dot(z, owner, record))
        z->undotted = owner;
    if (!blank && !zonetext_owner(z, owner, record))
        return false;
    if (!zonetext_rdata(z, &z->scan, z->owner_is_undotted, record) ||
        !sesd_zone_record_ttl(z, &head, record))
        return false;
    record->owner = (struct text){ z->owner.s, z->owner.n };
    record->comment = z->scan.comment;
    return true;
}

/* Read a line, or several that parentheses join; false at an error. *found: it
 * is a record. */
static bool zonetext_line(struct zonetext *z, struct zone_record *record,
                          bool *found)
{
    const bool blank = *z->scan.at == ' ' || *z->scan.at == '\t';
    const bool remark = *z->scan.at == ';';
    struct text word;
    enum zone_token token;

    *found = false;
    sesd_zone_scan_begin(&z->scan);
    token = sesd_zone_scan_next(&z->scan, &word);
    if (token == ZONE_ERROR)
        return false;
    if (token == ZONE_END)
        return !remark || sesd_zone_remark(z, z->scan.comment);
    if (!blank && word.n && *word.s == '$')
        return sesd_zone_directive(z, word);
    *record = (struct zone_record){ .line = z->scan.first_line,
                                    .section = z->section };
    *found = true;
    if (!blank)
        zonetext_unbracket(z, &word);
    return zonetext_record(z, token, word, blank, record);
}

/* Record what a record shows about the file. */
static void zonetext_note(struct zonetext *z, const struct zone_record *record)
{
    z->ends_with_soa = record->type == SESDOMAIN_TYPE_SOA;
    z->soas += z->ends_with_soa;
    if (z->ends_with_soa &&
        sesd_text_starts(record->rdata, sesd_text("ns1.digitalocean.com. ")))
        z->dialect = ZONE_DIGITALOCEAN;
}

bool sesd_zonetext_next(struct zonetext *z, struct zone_record *record)
{
    bool found = false;

    while (!z->error.failed && !found) {
        if (z->generate.next <= z->generate.stop) {
            found = zonetext_generate_next(z, record);
        } else if (z->scan.at == z->scan.end) {
            sesd_zone_scan_begin(&z->scan);
            sesd_zone_remark_end(z);
            return false;
        } else if (!zonetext_line(z, record, &found)) {
            return false;
        }
    }
    if (z->error.failed)
        return false;
    zonetext_note(z, record);
    return true;
}

/* ---- the text as a whole ---- */

static bool zonetext_check(struct zonetext *z, struct text text)
{
    const char *nul = memchr(text.s, '\0', text.n);

    if (sesd_text_starts(text, sesd_text("\xff\xfe")) ||
        sesd_text_starts(text, sesd_text("\xfe\xff")))
        return zonetext_fail(z, nothing,
                             "the file is in UTF-16: save it in UTF-8");
    if (!nul)
        return true;
    for (const char *c = text.s; c < nul; c++)
        z->scan.first_line += *c == '\n';
    return zonetext_fail(
        z, nothing, "the file has a NUL octet, so it is no text in UTF-8");
}

void sesd_zonetext_start(struct zonetext *z, struct text text,
                         struct text origin, uint64_t limit)
{
    static const struct text mark = TEXT("\xef\xbb\xbf"); /* RFC 3629 sec. 6 */

    memset(z, 0, offsetof(struct zonetext, rdata));
    if (!origin.n)
        origin = sesd_text(".");
    memcpy(z->origin.s, origin.s, origin.n);
    z->origin.n = origin.n;
    if (sesd_text_starts(text, mark)) {
        text.s += mark.n;
        text.n -= mark.n;
    }
    while (text.n && text.s[text.n - 1] == '\0')
        text.n--;
    z->generate.next = 1; /* there is none */
    z->limit = limit;
    z->scan = (struct zone_scan){ .at = text.s,
                                  .end = text.s + text.n,
                                  .line = 1,
                                  .first_line = 1,
                                  .error = &z->error };
    if (text.n)
        zonetext_check(z, text);
}
