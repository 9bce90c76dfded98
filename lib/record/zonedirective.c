/* SPDX-License-Identifier: MIT */
/*
 * Directives of master files: $ORIGIN (RFC 1035 section 5.1), $TTL (RFC 2308
 * section 4) and BIND's $GENERATE. Takes a line after its first word, and
 * changes the state of the reader. $INCLUDE and all other directives are
 * errors, since the file does not contain the whole zone then.
 */
#include "zonetext.h"

/* Octets of a record besides its data: about what one that is kept takes. */
#define GENERATED_RECORD 256

static bool zone_directive_fail(struct zonetext *z, struct text found,
                                const char *what)
{
    return sesd_zone_fail(&z->scan, z->scan.first_line, found, what);
}

static bool zone_directive_end(struct zonetext *z)
{
    struct text word;
    const enum zone_token token = sesd_zone_scan_next(&z->scan, &word);

    return token == ZONE_END ||
           sesd_zone_expected(&z->scan, token, word, "the end of the line");
}

static bool zone_directive_origin(struct zonetext *z)
{
    struct text word;
    const enum zone_token token = sesd_zone_scan_next(&z->scan, &word);
    const struct zone_origin before = { .name = { z->origin.s, z->origin.n } };
    const char *wrong;
    struct name name;

    if (token != ZONE_WORD)
        return sesd_zone_expected(&z->scan, token, word, "a name");
    wrong = sesd_zone_name(word, &before, &name);
    if (wrong)
        return zone_directive_fail(z, word, wrong);
    z->origin = name;
    z->has_origin = true;
    return zone_directive_end(z);
}

static bool zone_directive_ttl(struct zonetext *z)
{
    struct text word;
    const enum zone_token token = sesd_zone_scan_next(&z->scan, &word);
    uint64_t ttl;

    if (token != ZONE_WORD || !sesd_zone_ttl(word, &ttl) ||
        ttl > SESD_ZONE_TTL_MAX)
        return sesd_zone_expected(&z->scan, token, word,
                                  "a TTL up to 2147483647");
    z->has_default_ttl = true;
    z->default_ttl = (uint32_t)ttl;
    return zone_directive_end(z);
}

bool sesd_zone_generate_count(struct zonetext *z, struct text found,
                              uint64_t octets)
{
    z->generated_octets += octets;
    z->error.is_limit = z->generated_octets > z->limit;
    return !z->error.is_limit ||
           sesd_zone_fail(&z->scan, z->scan.first_line, found,
                          "$GENERATE makes more than the option read.limit "
                          "allows");
}

/* $GENERATE RANGE OWNER [TTL] [class] type RDATA */
static bool zone_directive_generate(struct zonetext *z)
{
    struct zone_generate *g = &z->generate;
    struct zone_record *record = &z->generated;
    struct zone_head head;
    struct text word;
    enum zone_token token = sesd_zone_scan_next(&z->scan, &word);

    if (token != ZONE_WORD || !sesd_zone_generate_range(word, g))
        return sesd_zone_expected(&z->scan, token, word,
                                  "a range such as 1-10 or 1-10/2");
    if (!sesd_zone_generate_count(
            z, word, GENERATED_RECORD * ((g->stop - g->next) / g->step + 1)))
        return false;
    token = sesd_zone_scan_next(&z->scan, &g->owner);
    if (token != ZONE_WORD)
        return sesd_zone_expected(&z->scan, token, g->owner, "an owner name");
    token = sesd_zone_scan_next(&z->scan, &word);
    *record = (struct zone_record){ .line = z->scan.first_line,
                                    .section = z->section };
    if (!sesd_zone_head(&z->scan, &head, token, word, record) ||
        !sesd_zone_record_ttl(z, &head, record))
        return false;
    token = sesd_zone_scan_next(&z->scan, &g->rdata);
    if (token != ZONE_WORD && token != ZONE_QUOTED)
        return sesd_zone_expected(&z->scan, token, g->rdata, "data");
    g->quoted = token == ZONE_QUOTED;
    if (z->scan.depth) /* BIND refuses it too */
        return zone_directive_fail(z, none, "$GENERATE has no parentheses");
    return zone_directive_end(z);
}

bool sesd_zone_directive(struct zonetext *z, struct text word)
{
    if (sesd_text_equal_nocase(word, sesd_text("$ORIGIN")))
        return zone_directive_origin(z);
    if (sesd_text_equal_nocase(word, sesd_text("$TTL")))
        return zone_directive_ttl(z);
    if (sesd_text_equal_nocase(word, sesd_text("$GENERATE")))
        return zone_directive_generate(z);
    if (sesd_text_equal_nocase(word, sesd_text("$INCLUDE")))
        return zone_directive_fail(
            z, word,
            "other files are not read: make one file of all "
            "with 'named-compilezone -o OUTPUT ZONE FILE'");
    return zone_directive_fail(z, word,
                               "$ORIGIN, $TTL or $GENERATE was expected");
}
