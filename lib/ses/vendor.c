/* SPDX-License-Identifier: MIT */
/* Services whose hosts accept the mail of a domain: each row a suffix of their
 * MX hosts. They give a finding a name for a host, and decide nothing. */
#include "ses.h"

static const struct {
    struct text suffix;
    const char *name;
} vendors[] = {
    { TEXT("google.com"), "Google" },
    { TEXT("googlemail.com"), "Google" },
    { TEXT("mail.protection.outlook.com"), "Microsoft 365" },
    { TEXT("mailgun.org"), "Mailgun" },
    { TEXT("sendgrid.net"), "SendGrid" },
    { TEXT("mtasv.net"), "Postmark" },
    /* https://docs.aws.amazon.com/ses/latest/dg/eb-ingress.html */
    { TEXT("mail-manager-smtp.amazonaws.com"), "SES Mail Manager" },
    { TEXT("messagingengine.com"), "Fastmail" },
    { TEXT("mx.cloudflare.net"), "Cloudflare Email Routing" },
    { TEXT("zoho.com"), "Zoho" },
};

const char *sesd_vendor(struct text host)
{
    for (size_t i = 0; i < COUNT(vendors); i++)
        if (sesd_name_within(host, vendors[i].suffix))
            return vendors[i].name;
    return NULL;
}
