//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Services whose hosts accept the mail of a domain: each row a suffix of their
 * MX hosts, with the page that documents it. */
#include "ses_ses.h"

static const struct {
    struct text suffix;
    const char *name, *source;
} vendors[] = {
    { TEXT("google.com"), "Google",
      "https://support.google.com/a/answer/174125" },
    { TEXT("googlemail.com"), "Google",
      "https://support.google.com/a/answer/174125" },
    { TEXT("mail.protection.outlook.com"), "Microsoft 365",
      "https://learn.microsoft.com/microsoft-365/admin/get-help-with-domains/"
      "create-dns-records-at-any-dns-hosting-provider" },
    { TEXT("mailgun.org"), "Mailgun",
      "https://documentation.mailgun.com/docs/mailgun/user-manual/domains/"
      "domains-verify" },
    { TEXT("sendgrid.net"), "SendGrid",
      "https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/"
      "setting-up-the-inbound-parse-webhook" },
    { TEXT("mtasv.net"), "Postmark",
      "https://postmarkapp.com/support/article/"
      "978-how-does-postmark-use-return-path" },
    { TEXT("mail-manager-smtp.amazonaws.com"), "SES Mail Manager",
      "https://docs.aws.amazon.com/ses/latest/dg/eb-ingress.html" },
    { TEXT("messagingengine.com"), "Fastmail",
      "https://www.fastmail.help/hc/en-us/articles/360060591153" },
    { TEXT("mx.cloudflare.net"), "Cloudflare Email Routing",
      "https://developers.cloudflare.com/email-routing/" },
    { TEXT("zoho.com"), "Zoho",
      "https://www.zoho.com/mail/help/adminconsole/"
      "configure-email-delivery.html" },
};

const char *sesd_vendor(struct text host)
{
    for (size_t i = 0; i < COUNT(vendors); i++)
        if (sesd_name_within(host, vendors[i].suffix))
            return vendors[i].name;
    return NULL;
}
