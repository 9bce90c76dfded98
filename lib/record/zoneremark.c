/* SPDX-License-Identifier: MIT */
/*
 * Comments of programs that write master files. Takes a line that begins with
 * a comment, and records which program wrote the file, and whether a transfer
 * was complete: "; Transfer failed." must not look like an empty zone.
 */
#include "zonetext.h"

enum zone_remark {
    REMARK_AZURE,
    REMARK_CLOUDFLARE,
    REMARK_DIG,
    REMARK_SECTION,
    REMARK_TRANSFER,
    REMARK_TRANSFER_ENDED,
    REMARK_TRANSFER_FAILED,
};

static const struct {
    const char *start; /* after the first semicolon */
    enum zone_remark remark;
    enum zone_section section;
} zone_remarks[] = {
    /* az network dns zone export (azure-cli 2.91.0) */
    { " Exported zone file from Azure DNS", REMARK_AZURE, ZONE_NO_SECTION },
    /* "Export DNS records" of Cloudflare */
    { "; Domain:", REMARK_CLOUDFLARE, ZONE_NO_SECTION },
    /* dig (BIND 9.18) */
    { " <<>> DiG ", REMARK_DIG, ZONE_NO_SECTION },
    { "; ->>HEADER<<- ", REMARK_SECTION, ZONE_NO_SECTION },
    { "; ANSWER SECTION:", REMARK_SECTION, ZONE_ANSWER },
    { "; AUTHORITY SECTION:", REMARK_SECTION, ZONE_AUTHORITY },
    { "; ADDITIONAL SECTION:", REMARK_SECTION, ZONE_ADDITIONAL },
    { " Transfer failed.", REMARK_TRANSFER_FAILED, ZONE_NO_SECTION },
    { "; XFR size: ", REMARK_TRANSFER_ENDED, ZONE_NO_SECTION },
    /* kdig (Knot DNS 3.2) */
    { "; AXFR for ", REMARK_TRANSFER, ZONE_NO_SECTION },
    { "; Received ", REMARK_TRANSFER_ENDED, ZONE_NO_SECTION },
};

static bool zone_remark_fail(struct zonetext *z, const char *what)
{
    return sesd_zone_fail(&z->scan, z->scan.first_line, none, what);
}

/* Whether a command line has an argument, or one that begins with the word. */
static bool zone_remark_has(struct text line, const char *word)
{
    const size_t n = strlen(word);

    for (; line.n > n; line.s++, line.n--)
        if (*line.s == ' ' &&
            sesd_text_equal_nocase((struct text){ line.s + 1, n },
                                   sesd_text(word)))
            return true;
    return false;
}

bool sesd_zone_remark_end(struct zonetext *z)
{
    if (!z->is_transfer || z->transfer_ended ||
        (z->soas > z->transfer_soas + 1 && z->ends_with_soa))
        return true;
    return zone_remark_fail(z, "the transfer of the zone is not complete: it "
                               "does not end with the SOA");
}

static bool zone_remark_begin(struct zonetext *z, bool transfer)
{
    if (!sesd_zone_remark_end(z))
        return false;
    z->section = ZONE_NO_SECTION;
    z->is_transfer = transfer;
    z->transfer_ended = false;
    z->transfer_soas = z->soas;
    return true;
}

/* Take the name of the zone, which follows a word; ignore what is none. */
static void zone_remark_zone(struct zonetext *z, struct text t)
{
    const char *why;

    sesd_text_cut(&t, ':');
    t = sesd_text_trim(t, sesd_is_space);
    if (!t.n || sesd_name_parse(t, NAME_OWNER, &z->commented, &why))
        z->commented.n = 0;
}

static bool zone_remark_note(struct zonetext *z, size_t row, struct text t)
{
    switch (zone_remarks[row].remark) {
    case REMARK_AZURE:
        z->dialect = ZONE_AZURE;
        break;
    case REMARK_CLOUDFLARE:
        zone_remark_zone(z, t);
        break;
    case REMARK_DIG:
        if (zone_remark_has(t, "ixfr"))
            return zone_remark_fail(z, "an incremental transfer also has "
                                       "records that were deleted: use 'dig "
                                       "ZONE AXFR'");
        return zone_remark_begin(z, zone_remark_has(t, "axfr"));
    case REMARK_SECTION:
        z->section = zone_remarks[row].section;
        break;
    case REMARK_TRANSFER:
        return zone_remark_begin(z, true);
    case REMARK_TRANSFER_ENDED:
        z->transfer_ended = true;
        break;
    case REMARK_TRANSFER_FAILED:
        return zone_remark_fail(z, "the transfer of the zone failed; the "
                                   "server may refuse it to this client");
    }
    return true;
}

bool sesd_zone_remark(struct zonetext *z, struct text comment)
{
    for (size_t i = 0; i < COUNT(zone_remarks); i++)
        if (sesd_text_starts(comment, sesd_text(zone_remarks[i].start)))
            return zone_remark_note(z, i, comment);
    return true;
}
