/* SPDX-License-Identifier: MIT */
/*
 * AWS regions. Takes a name, produces what SES offers there:
 * https://docs.aws.amazon.com/general/latest/gr/ses.html, sections "Service
 * endpoints", "DKIM domains", "Email receiving endpoints" and "Tracking
 * domains". Every region has a feedback host,
 * feedback-smtp.REGION.amazonses.com; an inbound host is
 * inbound-smtp.REGION.amazonaws.com, a tracking host r.REGION.awstrack.me.
 * eu-west-3 has no row in the last of these tables.
 */
#include "ses.h"

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
    char whole[sizeof(regions->name)] = { 0 };

    if (name.n >= sizeof(whole))
        return NULL;
    memcpy(whole, name.s, name.n);
    for (size_t i = 0; i < COUNT(regions); i++)
        if (memcmp(regions[i].name, whole, sizeof(whole)) == 0)
            return &regions[i];
    return NULL;
}

/* Two to four letters, words of letters, and a number: "us-gov-east-1". */
bool sesd_region_formed(struct text name)
{
    size_t words = 0, i = 0;

    if (name.n > 32)
        return false;
    for (;;) {
        size_t start = i;

        while (i < name.n && name.s[i] >= 'a' && name.s[i] <= 'z')
            i++;
        if (i == start)
            break;
        if (words++ == 0 && (i < 2 || i > 4))
            return false;
        if (i == name.n || name.s[i] != '-')
            return false;
        i++;
    }
    for (size_t k = i; k < name.n; k++)
        if (name.s[k] < '0' || name.s[k] > '9')
            return false;
    return words >= 2 && i < name.n;
}
