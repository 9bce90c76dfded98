//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The records that SES requires, a row each, with the page it follows. Takes
 * nothing; derive/ puts the fields of instances into the templates. */
#include "ses_ses.h"

#define DG "https://docs.aws.amazon.com/ses/latest/dg/"
#define API "https://docs.aws.amazon.com/ses/latest/APIReference/"

/* clang-format off */
const struct rule sesd_rules[] = {
    { NEED_TOKEN, SESDOMAIN_PURPOSE_VERIFICATION,
      SESDOMAIN_ASPECT_VERIFICATION, SESDOMAIN_TYPE_TXT,
      { .label = TEXT(LABEL_TOKEN), .above = FIELD_DOMAIN },
      { .front = FIELD_TOKEN },
      MATCH_TOKEN, .removable = true,
      .source = API "API_VerifyDomainIdentity.html" },

    /* the developer guide of 2021, "dns-txt-records": without the label */
    { NEED_TOKEN_AT_DOMAIN, SESDOMAIN_PURPOSE_VERIFICATION,
      SESDOMAIN_ASPECT_VERIFICATION, SESDOMAIN_TYPE_TXT,
      { .above = FIELD_DOMAIN },
      { .front = FIELD_TOKEN },
      MATCH_TOKEN, .removable = true,
      .source = "https://github.com/awsdocs/amazon-ses-developer-guide/blob/master/doc-source/dns-txt-records.md" },

    { NEED_EASY_DKIM, SESDOMAIN_PURPOSE_DKIM,
      SESDOMAIN_ASPECT_DKIM, SESDOMAIN_TYPE_CNAME,
      { FIELD_TOKEN, TEXT(LABEL_DKIM), FIELD_DOMAIN },
      { FIELD_TOKEN, TEXT("."), FIELD_ZONE },
      MATCH_HOST, .removable = true,
      .conflict = FINDING_DKIM_TARGETS_DIFFER,
      .source = DG "creating-identities.html" },

    { NEED_OWN_KEY, SESDOMAIN_PURPOSE_DKIM,
      SESDOMAIN_ASPECT_DKIM, SESDOMAIN_TYPE_TXT,
      { FIELD_TOKEN, TEXT(LABEL_DKIM), FIELD_DOMAIN },
      { .middle = TEXT("p="), .back = FIELD_KEY },
      MATCH_KEY,
      .conflict = FINDING_DKIM_KEYS_DIFFER,
      .source = DG "send-email-authentication-dkim-bring-your-own.html" },

    { NEED_MAIL_FROM, SESDOMAIN_PURPOSE_MAIL_FROM,
      SESDOMAIN_ASPECT_MAIL_FROM, SESDOMAIN_TYPE_MX,
      { .above = FIELD_MAIL_FROM },
      { .middle = TEXT("10 "), .back = FIELD_FEEDBACK },
      MATCH_HOST, .removable = true,
      .conflict = FINDING_MAIL_FROM_ACROSS_REGIONS,
      .source = DG "mail-from.html" },

    { NEED_SPF, SESDOMAIN_PURPOSE_SPF,
      SESDOMAIN_ASPECT_SPF, SESDOMAIN_TYPE_TXT,
      { .above = FIELD_MAIL_FROM },
      { .middle = TEXT(SES_SPF) },
      MATCH_SPF, .removable = true,
      .source = DG "mail-from.html" },

    { NEED_DMARC, SESDOMAIN_PURPOSE_DMARC,
      SESDOMAIN_ASPECT_DMARC, SESDOMAIN_TYPE_TXT,
      { .label = TEXT(LABEL_DMARC), .above = FIELD_DOMAIN },
      { .front = FIELD_POLICY },
      MATCH_POLICY,
      .source = "https://www.rfc-editor.org/rfc/rfc9989.html" },

    { NEED_RECEIVING, SESDOMAIN_PURPOSE_RECEIVING,
      0, SESDOMAIN_TYPE_MX,
      { .above = FIELD_RECEIVING },
      { .middle = TEXT("10 "), .back = FIELD_INBOUND },
      MATCH_HOST,
      .conflict = FINDING_RECEIVING_ACROSS_REGIONS,
      .source = DG "receiving-email-mx-record.html" },

    { NEED_TRACKING, SESDOMAIN_PURPOSE_TRACKING,
      0, SESDOMAIN_TYPE_CNAME,
      { .above = FIELD_TRACKING },
      { .front = FIELD_TRACKING_HOST },
      MATCH_HOST,
      .conflict = FINDING_TRACKING_ACROSS_REGIONS,
      .source = DG "configure-custom-open-click-domains.html" },

    { NEED_IPV4, SESDOMAIN_PURPOSE_ADDRESS,
      0, SESDOMAIN_TYPE_A,
      { .above = FIELD_MAIL_FROM },
      { .front = FIELD_ADDRESS },
      MATCH_TYPE,
      .source = "https://news.lavx.hu/article/why-aws-ses-emails-get-rejected-by-corporate-gateways" },

    { NEED_IPV6, SESDOMAIN_PURPOSE_ADDRESS,
      0, SESDOMAIN_TYPE_AAAA,
      { .above = FIELD_MAIL_FROM },
      { .front = FIELD_ADDRESS },
      MATCH_TYPE,
      .source = "https://news.lavx.hu/article/why-aws-ses-emails-get-rejected-by-corporate-gateways" },

    { .need = NEED_COUNT },
};
/* clang-format on */

const struct rule *sesd_first_rule(enum need need)
{
    const struct rule *rule = sesd_rules;

    while (rule->need != need)
        rule++;
    return rule;
}
