//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * AWS regions. Takes a name, produces what SES offers there:
 * https://docs.aws.amazon.com/general/latest/gr/ses.html, sections "Service
 * endpoints", "DKIM domains", "Email receiving endpoints" and "Tracking
 * domains". Every region has a feedback host; eu-west-3 has no row in the last
 * of these tables.
 */
#include "ses_ses.h"

#include "ses_names.h"

static const struct region regions[] = {
    /* name           own DKIM zone  receiving  tracking */
    { "af-south-1", true, true, true },
    { "ap-northeast-1", false, true, true },
    { "ap-northeast-2", false, true, true },
    { "ap-northeast-3", true, true, true },
    { "ap-south-1", false, true, true },
    { "ap-south-2", true, false, true },
    { "ap-southeast-1", false, true, true },
    { "ap-southeast-2", false, true, true },
    { "ap-southeast-3", true, true, true },
    { "ap-southeast-5", true, false, true },
    { "ca-central-1", false, true, true },
    { "ca-west-1", true, false, true },
    { "eu-central-1", false, true, true },
    { "eu-central-2", true, false, true },
    { "eu-north-1", false, true, true },
    { "eu-south-1", true, true, true },
    { "eu-west-1", false, true, true },
    { "eu-west-2", false, true, true },
    { "eu-west-3", false, true, false },
    { "il-central-1", true, true, true },
    { "me-central-1", true, false, true },
    { "me-south-1", false, true, true },
    { "sa-east-1", false, true, true },
    { "us-east-1", false, true, true },
    { "us-east-2", false, true, true },
    { "us-gov-east-1", true, false, true },
    { "us-gov-west-1", false, false, true },
    { "us-west-1", false, true, true },
    { "us-west-2", false, true, true },
};

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

/* What is before and after the name of the region. */
static const struct {
    struct text before, after;
} patterns[] = {
    [HOST_DKIM_ZONE] = { TEXT("dkim."), TEXT("." SES_DOMAIN) },
    [HOST_FEEDBACK] = { TEXT("feedback-smtp."), TEXT("." SES_DOMAIN) },
    [HOST_INBOUND] = { TEXT("inbound-smtp."), TEXT("." AWS_DOMAIN) },
    [HOST_TRACKING] = { TEXT("r."), TEXT("." TRACKING_DOMAIN) },
};

struct text sesd_region_host(struct arena *a, const struct region *known,
                             struct text region, enum host host)
{
    if (host != HOST_FEEDBACK && !known)
        return (struct text){ 0 };
    if (host == HOST_DKIM_ZONE && !known->own_dkim_zone)
        return sesd_text("dkim." SES_DOMAIN);
    if ((host == HOST_INBOUND && !known->receiving) ||
        (host == HOST_TRACKING && !known->tracking))
        return (struct text){ 0 };
    return sesd_concat(a, patterns[host].before, region, patterns[host].after);
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
