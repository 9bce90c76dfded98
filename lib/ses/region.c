/* SPDX-License-Identifier: MIT */
/*
 * AWS regions. Takes a name, produces what AWS documents of SES there. A host
 * that is documented for no region like it is never made up: it is asked for.
 *
 * Regions: those with an "email" endpoint in botocore 1.44.8,
 * data/endpoints.json. Hosts: https://docs.aws.amazon.com/general/latest/gr/
 * ses.html, sections "Service endpoints", "DKIM domains", "Email receiving
 * endpoints" and "Tracking domains". The last of these has no row for
 * eu-west-3, whose host is in use: unrelated public repositories contain links
 * to ID.r.eu-west-3.awstrack.me. Six regions and eusc-de-east-1 have no row in
 * any of them: their DKIM zone is what SES reports, and their feedback host is
 * feedback-smtp.REGION.amazonses.com in the partition "aws", as
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html writes it for every
 * region. The suffix in the partition "aws-eusc" is not documented.
 */
#include "ses.h"

#include "names.h"

/* clang-format off */
static const struct region regions[] = {
    /* name, DKIM zone, feedback host, receiving, tracking */
    { "af-south-1", DKIM_ZONE_OWN, true, true, true },
    { "ap-east-2", DKIM_ZONE_ASK, true, false, false },
    { "ap-northeast-1", DKIM_ZONE_SHARED, true, true, true },
    { "ap-northeast-2", DKIM_ZONE_SHARED, true, true, true },
    { "ap-northeast-3", DKIM_ZONE_OWN, true, true, true },
    { "ap-south-1", DKIM_ZONE_SHARED, true, true, true },
    { "ap-south-2", DKIM_ZONE_OWN, true, false, true },
    { "ap-southeast-1", DKIM_ZONE_SHARED, true, true, true },
    { "ap-southeast-2", DKIM_ZONE_SHARED, true, true, true },
    { "ap-southeast-3", DKIM_ZONE_OWN, true, true, true },
    { "ap-southeast-4", DKIM_ZONE_ASK, true, false, false },
    { "ap-southeast-5", DKIM_ZONE_OWN, true, false, true },
    { "ap-southeast-6", DKIM_ZONE_ASK, true, false, false },
    { "ap-southeast-7", DKIM_ZONE_ASK, true, false, false },
    { "ca-central-1", DKIM_ZONE_SHARED, true, true, true },
    { "ca-west-1", DKIM_ZONE_OWN, true, false, true },
    { "eu-central-1", DKIM_ZONE_SHARED, true, true, true },
    { "eu-central-2", DKIM_ZONE_OWN, true, false, true },
    { "eu-north-1", DKIM_ZONE_SHARED, true, true, true },
    { "eu-south-1", DKIM_ZONE_OWN, true, true, true },
    { "eu-south-2", DKIM_ZONE_ASK, true, false, false },
    { "eu-west-1", DKIM_ZONE_SHARED, true, true, true },
    { "eu-west-2", DKIM_ZONE_SHARED, true, true, true },
    { "eu-west-3", DKIM_ZONE_SHARED, true, true, true },
    { "eusc-de-east-1", DKIM_ZONE_ASK, false, false, false },
    { "il-central-1", DKIM_ZONE_OWN, true, true, true },
    { "me-central-1", DKIM_ZONE_OWN, true, false, true },
    { "me-south-1", DKIM_ZONE_SHARED, true, true, true },
    { "mx-central-1", DKIM_ZONE_ASK, true, false, false },
    { "sa-east-1", DKIM_ZONE_SHARED, true, true, true },
    { "us-east-1", DKIM_ZONE_SHARED, true, true, true },
    { "us-east-2", DKIM_ZONE_SHARED, true, true, true },
    { "us-gov-east-1", DKIM_ZONE_OWN, true, false, true },
    { "us-gov-west-1", DKIM_ZONE_SHARED, true, false, true },
    { "us-west-1", DKIM_ZONE_SHARED, true, true, true },
    { "us-west-2", DKIM_ZONE_SHARED, true, true, true },
};
/* clang-format on */

/* AWS regions without SES: botocore 1.44.8, data/endpoints.json. */
static const char *const without_ses[] = { "ap-east-1", "cn-north-1",
                                           "cn-northwest-1", "me-west-1",
                                           "sa-west-1" };

size_t sesdomain_region_count(void)
{
    return COUNT(regions);
}

const char *sesdomain_region_name(size_t i)
{
    return i < COUNT(regions) ? regions[i].name : NULL;
}

const struct region *sesd_region(struct text name)
{
    for (size_t i = 0; i < COUNT(regions); i++)
        if (sesd_text_equal(sesd_text(regions[i].name), name))
            return &regions[i];
    return NULL;
}

/* The parts of a host before and after the name of the region. */
static const struct {
    struct text before, after;
} patterns[] = {
    [HOST_DKIM_ZONE] = { TEXT("dkim."), TEXT("." SES_DOMAIN) },
    [HOST_FEEDBACK] = { TEXT("feedback-smtp."), TEXT("." SES_DOMAIN) },
    [HOST_INBOUND] = { TEXT("inbound-smtp."), TEXT("." AWS_DOMAIN) },
    [HOST_TRACKING] = { TEXT("r."), TEXT("." TRACKING_DOMAIN) },
};

static bool region_has(const struct region *region, enum host host)
{
    switch (host) {
    case HOST_DKIM_ZONE:
        return region->dkim_zone != DKIM_ZONE_ASK;
    case HOST_FEEDBACK:
        return region->feedback;
    case HOST_INBOUND:
        return region->receiving;
    case HOST_TRACKING:
        return region->tracking;
    }
    return false;
}

struct text sesd_region_host(struct arena *a, const struct region *region,
                             enum host host)
{
    if (!region || !region_has(region, host))
        return none;
    if (host == HOST_DKIM_ZONE && region->dkim_zone == DKIM_ZONE_SHARED)
        return sesd_text("dkim." SES_DOMAIN);
    return sesd_concat(a, patterns[host].before, sesd_text(region->name),
                       patterns[host].after);
}

bool sesd_is_region_host(struct text name, enum host host)
{
    return sesd_text_starts(name, patterns[host].before) &&
           sesd_text_ends(name, patterns[host].after);
}

/* Two to four letters, words of letters, and a number: "us-gov-east-1". */
bool sesd_region_is_well_formed(struct text name)
{
    const bool numbered =
        name.n && name.n <= 32 && sesd_is_digit(name.s[name.n - 1]);
    struct text word = sesd_text_cut(&name, '-');
    size_t words = 0;

    if (word.n < 2 || word.n > 4)
        return false;
    while (word.n && sesd_text_all(word, sesd_is_lower)) {
        words++;
        word = sesd_text_cut(&name, '-');
    }
    return numbered && words >= 2 && !name.n && word.n &&
           sesd_text_all(word, sesd_is_digit);
}

/* ---- misspelt names ---- */

#define EDITS_MAX 2

struct text sesd_region_near(struct text name)
{
    struct text near = { 0 };
    size_t least = EDITS_MAX + 1;

    for (size_t i = 0; i < COUNT(without_ses); i++)
        if (sesd_text_equal(sesd_text(without_ses[i]), name))
            return near;
    for (size_t i = 0; i < COUNT(regions); i++) {
        const struct text known = sesd_text(regions[i].name);
        const size_t edits = sesd_text_edits(name, known);

        if (edits < least) {
            least = edits;
            near = known;
        }
    }
    return near;
}
