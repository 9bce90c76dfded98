/* SPDX-License-Identifier: MIT */
#include "ses.h"

#define DG "https://docs.aws.amazon.com/ses/latest/dg/"
#define API "https://docs.aws.amazon.com/ses/latest/APIReference/"
#define APIv2 "https://docs.aws.amazon.com/ses/latest/APIReference-V2/"
#define ENDPOINTS "https://docs.aws.amazon.com/general/latest/gr/ses.html"
#define RFC "https://www.rfc-editor.org/rfc/rfc"

#define ERROR SESDOMAIN_SEVERITY_ERROR
#define WARNING SESDOMAIN_SEVERITY_WARNING
#define NOTE SESDOMAIN_SEVERITY_NOTE

/* clang-format off */
static const struct finding_row rows[] = {
    { FINDING_ANSWER_TOO_LARGE, ERROR, "answer-too-large",
      "The {value} set at {name} would make an answer of {other} octets; a DNS message holds 65535.",
      "Let instances that SES verified by DKIM go without their token, so that the set becomes smaller.",
      RFC "1035.html#section-4.2.2" },

    { FINDING_CNAME_BESIDE_OTHERS, ERROR, "cname-beside-others",
      "{name} is to be a CNAME to {value} and to hold other records too; DNS allows no data beside a CNAME.",
      "Give each use a name of its own.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_DKIM_TARGETS_DIFFER, ERROR, "dkim-targets-differ",
      "{name} is to lead to {value} and to {other}; a name has one CNAME.",
      "Read the DKIM tokens and the hosted zone of each instance again: two identities do not share a token.",
      DG "creating-identities.html" },

    { FINDING_DKIM_TOKEN_SHAPE, WARNING, "dkim-token-shape",
      "The DKIM token '{value}' does not look like those SES issues: 32 letters a to z and digits 2 to 7.",
      "Compare it with what SES shows; a letter may be missing or mistaken.",
      API "API_VerifyDomainDkim.html" },

    { FINDING_DKIM_ZONE_DIFFERS, NOTE, "dkim-zone-differs",
      "SES says the keys are in {value}; AWS's table of regions says {other}.",
      "Nothing: the zone from the API is used, since it varies by region and cell.",
      DG "creating-identities.html" },

    { FINDING_DKIM_ZONE_UNKNOWN, ERROR, "dkim-zone-unknown",
      "It is not known in which zone {value} keeps its DKIM keys, so the DKIM records of its instances are left out.",
      "Give the SigningHostedZone that 'aws sesv2 get-email-identity' prints.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_FEW_DKIM_TOKENS, WARNING, "few-dkim-tokens",
      "There are fewer than three DKIM tokens; Easy DKIM uses three.",
      "Read the tokens again: 'aws sesv2 get-email-identity' prints all three.",
      API "API_VerifyDomainDkim.html" },

    { FINDING_LARGE_ANSWER, NOTE, "large-answer",
      "The answer with the {value} set at {name} has {other} octets; over 1232, resolvers ask again over TCP.",
      "See that the name servers can be reached over TCP.",
      RFC "9715.html" },

    { FINDING_LARGE_SET, WARNING, "large-set",
      "The {value} set at {name} has {other} records; BIND refuses a zone with more than 100 in one set, and its checker does not say so.",
      "Raise max-records-per-type in BIND, or let instances that SES verified by DKIM go without their token.",
      "https://bind9.readthedocs.io/en/stable/reference.html#namedconf-statement-max-records-per-type" },

    { FINDING_MAIL_FROM_ACROSS_REGIONS, ERROR, "mail-from-across-regions",
      "The MAIL FROM name {name} is used in more than one region; it would need '{value}' and '{other}', and SES wants exactly one MX.",
      "Use a MAIL FROM name for each region, or name the region whose MX is to serve them all (mail_from_sharing).",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_NOT_BELOW, ERROR, "mail-from-not-below",
      "The MAIL FROM name {name} is not below {value}, so its records are left out.",
      "Use a subdomain of the domain that is used for nothing else.",
      APIv2 "API_PutEmailIdentityMailFromAttributes.html" },

    { FINDING_MAIL_FROM_SHARED, WARNING, "mail-from-shared",
      "{name} serves several regions with the MX of {value}, as asked; whether SES calls it verified in the others is not documented any more.",
      "Watch the MAIL FROM status of every instance, and prefer a name for each region.",
      DG "regions.html" },

    { FINDING_MAIL_FROM_SHARED_REJECTS, ERROR, "mail-from-shared-rejects",
      "{name} has the MX '{value}', which is not that of this instance's region, and the instance rejects mail when SES does not find its own MX.",
      "Set the behaviour on MX failure to USE_DEFAULT_VALUE, or use a MAIL FROM name for each region.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_MAIL_FROM_USED_OTHERWISE, ERROR, "mail-from-used-otherwise",
      "The MAIL FROM name {name} is used for something else as well; it may serve nothing but bounces.",
      "Give MAIL FROM a name of its own.",
      DG "mail-from.html" },

    { FINDING_NAMES_CLASH, ERROR, "values-clash",
      "{name} is to hold '{value}' and '{other}', and only one can be there.",
      "Give each use a name of its own.",
      DG "mail-from.html" },

    { FINDING_NAME_TOO_LONG, ERROR, "name-too-long",
      "A record is left out, for its name would have over 253 octets: {value}",
      "Use a shorter domain as the identity.",
      RFC "1035.html#section-2.3.4" },

    { FINDING_NO_DMARC, WARNING, "no-dmarc",
      "No DMARC record is to be published for {name}, and whether there is one is not known.",
      "Publish one at _dmarc.{name}; 'v=DMARC1; p=none; rua=mailto:...' changes nothing and shows who sends as the domain.",
      RFC "9989.html" },

    { FINDING_NO_MAIL_FROM, NOTE, "no-mail-from",
      "Without a MAIL FROM name the envelope is amazonses.com: SPF passes, and does not align with {name}.",
      "Set a MAIL FROM name if DMARC is to have two legs.",
      DG "mail-from.html" },

    { FINDING_NOTHING_VERIFIES, ERROR, "nothing-verifies",
      "Nothing is given that verifies {name}: neither DKIM nor a verification token.",
      "Create the identity, and give the tokens that 'aws sesv2 get-email-identity' prints.",
      DG "creating-identities.html" },

    { FINDING_RECEIVING_ACROSS_REGIONS, ERROR, "receiving-across-regions",
      "{name} is to receive at '{value}' and at '{other}'; AWS does not say what mail does then.",
      "Receive in one region, or at a name for each.",
      DG "receiving-email-mx-record.html" },

    { FINDING_RECEIVING_NOT_OFFERED, ERROR, "receiving-not-offered",
      "SES is not known to receive mail in {value}, so the MX at {name} is left out.",
      "Receive in a region that offers it.",
      ENDPOINTS },

    { FINDING_RECEIVING_OUTSIDE, ERROR, "receiving-outside",
      "{name} is neither the domain nor below it, so its MX is left out.",
      "Receive at the domain or at a subdomain.",
      DG "receiving-email-mx-record.html" },

    { FINDING_SAME_ACCOUNT_AND_REGION, ERROR, "same-account-and-region",
      "{value} in {other} is there more than once, and active; SES has one identity of {name} there.",
      "Set the one that holds what was issued before to draining or retired.",
      DG "creating-identities.html" },

    { FINDING_SET_OVER_ROUTE53, WARNING, "set-over-route53",
      "The {value} set at {name} has {other} records; Route 53 takes 400.",
      "Let instances that SES verified by DKIM go without their token.",
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html" },

    { FINDING_TOKEN_SHAPE, WARNING, "token-shape",
      "The verification token '{value}' does not look like those SES issues: 44 characters of Base64.",
      "Compare it with what SES shows; a letter may be missing or mistaken.",
      API "API_IdentityVerificationAttributes.html" },

    { FINDING_TRACKING_ACROSS_REGIONS, ERROR, "tracking-across-regions",
      "{name} is to track for '{value}' and for '{other}'; a name has one CNAME.",
      "Use a tracking name for each region.",
      DG "configure-custom-open-click-domains.html" },

    { FINDING_TRACKING_NOT_KNOWN, ERROR, "tracking-not-known",
      "The tracking host of {value} is not documented, so the CNAME at {name} is left out.",
      "Ask AWS for the host, and publish it by hand.",
      ENDPOINTS },

    { FINDING_UNKNOWN_REGION, WARNING, "unknown-region",
      "{value} is not among the SES regions this version knows; its hosts are named by AWS's pattern.",
      "See that the region is spelt right, and that SES is offered there.",
      ENDPOINTS },
};
/* clang-format on */

const struct finding_row *sesd_finding_row(enum finding finding)
{
    size_t i = 0;

    while (rows[i].finding != finding)
        i++;
    return &rows[i];
}
