/* SPDX-License-Identifier: MIT */
#include "ses.h"

/* clang-format off */
const struct rule sesd_rules[] = {
    { NEED_TOKEN, SESDOMAIN_PURPOSE_VERIFICATION,
      SESDOMAIN_ASPECT_VERIFICATION, SESDOMAIN_TYPE_TXT,
      "_amazonses." DOMAIN, TOKEN,
      .many = true,
      .source = "https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainIdentity.html" },

    { NEED_EASY_DKIM, SESDOMAIN_PURPOSE_DKIM,
      SESDOMAIN_ASPECT_DKIM, SESDOMAIN_TYPE_CNAME,
      TOKEN "._domainkey." DOMAIN, TOKEN "." ZONE,
      .clash = FINDING_DKIM_TARGETS_DIFFER,
      .source = "https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html" },

    { NEED_MAIL_FROM, SESDOMAIN_PURPOSE_MAIL_FROM,
      SESDOMAIN_ASPECT_MAIL_FROM, SESDOMAIN_TYPE_MX,
      MAIL_FROM, "10 " FEEDBACK,
      .clash = FINDING_MAIL_FROM_ACROSS_REGIONS,
      .source = "https://docs.aws.amazon.com/ses/latest/dg/mail-from.html" },

    { NEED_MAIL_FROM, SESDOMAIN_PURPOSE_SPF,
      SESDOMAIN_ASPECT_SPF, SESDOMAIN_TYPE_TXT,
      MAIL_FROM, "v=spf1 include:amazonses.com ~all",
      .clash = FINDING_NAMES_CLASH,
      .source = "https://docs.aws.amazon.com/ses/latest/dg/mail-from.html" },

    { NEED_DMARC, SESDOMAIN_PURPOSE_DMARC,
      SESDOMAIN_ASPECT_DMARC, SESDOMAIN_TYPE_TXT,
      "_dmarc." DOMAIN, POLICY,
      .clash = FINDING_NAMES_CLASH,
      .source = "https://www.rfc-editor.org/rfc/rfc9989.html" },

    { NEED_RECEIVING, SESDOMAIN_PURPOSE_RECEIVING,
      0, SESDOMAIN_TYPE_MX,
      RECEIVING, "10 " INBOUND,
      .clash = FINDING_RECEIVING_ACROSS_REGIONS,
      .source = "https://docs.aws.amazon.com/ses/latest/dg/receiving-email-mx-record.html" },

    { NEED_TRACKING, SESDOMAIN_PURPOSE_TRACKING,
      0, SESDOMAIN_TYPE_CNAME,
      TRACKING, COUNTER,
      .clash = FINDING_TRACKING_ACROSS_REGIONS,
      .source = "https://docs.aws.amazon.com/ses/latest/dg/configure-custom-open-click-domains.html" },
};
/* clang-format on */

const size_t sesd_rule_count = COUNT(sesd_rules);
