/* SPDX-License-Identifier: MIT */
/* The catalogue of findings: severity, fix, code, message, hint and source of
 * each. Message and hint are templates, which derive/finding.c fills in; the
 * source is the page or the section that documents the rule. */
#include "ses.h"

#define DG "https://docs.aws.amazon.com/ses/latest/dg/"
#define API "https://docs.aws.amazon.com/ses/latest/APIReference/"
#define APIv2 "https://docs.aws.amazon.com/ses/latest/APIReference-V2/"
#define ENDPOINTS "https://docs.aws.amazon.com/general/latest/gr/ses.html"
#define BOTO "https://github.com/boto/botocore/tree/develop/botocore/data"
#define RFC "https://www.rfc-editor.org/rfc/rfc"

#define ERROR SESDOMAIN_SEVERITY_ERROR
#define WARNING SESDOMAIN_SEVERITY_WARNING
#define NOTE SESDOMAIN_SEVERITY_NOTE
#define NOWHERE SESDOMAIN_FINDING_FIX_NONE
#define PLAN SESDOMAIN_FINDING_FIX_PLAN
#define DNS SESDOMAIN_FINDING_FIX_DNS
#define SES SESDOMAIN_FINDING_FIX_SES
#define SETTINGS SESDOMAIN_FINDING_FIX_SETTINGS
#define OPERATOR false
#define CUSTOMER true

/* clang-format off */
static const struct finding_row rows[FINDING_COUNT] = {
    { FINDING_ADDRESS_NOT_SIGNED, NOTE, SES, OPERATOR, "address-not-signed",
      "{value} is an SES identity of its own ({instances}), with DKIM disabled: mail from it is not signed as {name}.",
      "Delete the identity of the address, or enable DKIM for it.",
      DG "troubleshoot-dkim.html" },

    { FINDING_ALIAS_CONFLICT, ERROR, DNS, CUSTOMER, "alias-conflict",
      "{name} is a Route 53 alias record ({value}), which an ordinary record set cannot replace.",
      "Use another name, or delete the alias record manually.",
      "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html" },

    { FINDING_BELOW_DELEGATION, ERROR, DNS, CUSTOMER, "below-delegation",
      "{name} is delegated to {value}: records at or below it in this zone are not served ({count}: {names}).",
      "Publish the records in the zone {name}, at its name servers.",
      RFC "1034.html#section-4.2.1" },

    { FINDING_BELOW_DNAME, ERROR, DNS, CUSTOMER, "below-dname",
      "{name} has a DNAME record to {value}: records below it are not served ({count}: {names}).",
      "Remove the DNAME, or use names that are not below it.",
      RFC "6672.html#section-2.4" },

    { FINDING_BYODKIM_KEY_CONFLICT, ERROR, DNS, CUSTOMER, "byodkim-key-conflict",
      "{name} publishes another key than the one in the settings.",
      "If that key is no longer used, delete it; otherwise use another selector.",
      RFC "6376.html#section-3.6.2.2" },

    { FINDING_BYODKIM_KEY_FROM_DNS, NOTE, NOWHERE, OPERATOR, "byodkim-key-from-dns",
      "The settings contain no public key for {instances}; the plan assumes the key that {name} publishes.",
      "No action is needed.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_BYODKIM_KEY_NOT_GIVEN, NOTE, SETTINGS, OPERATOR, "byodkim-key-not-given",
      "SES signs mail of {instances} with BYODKIM and reports SUCCESS; the public key is neither in the settings nor in the records given, so the plan has no record for it.",
      "No action is needed, unless a format refuses the plan for it: then set the selector and the public key, or give the zone.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_BYODKIM_KEY_REVOKED, ERROR, SETTINGS, OPERATOR, "byodkim-key-revoked",
      "The key at {name} is revoked: its p tag is empty.",
      "Use another selector.",
      RFC "6376.html#section-3.6.1" },

    { FINDING_BYODKIM_KEY_UNKNOWN, ERROR, SETTINGS, OPERATOR, "byodkim-key-unknown",
      "SES signs mail of {instances} with BYODKIM, and the settings contain no public key, which no API returns: its record is left out.",
      "Set the selector and the public key.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_BYODKIM_SUGGESTED, NOTE, SETTINGS, OPERATOR, "byodkim-suggested",
      "{value} CNAMEs of Easy DKIM serve {name} ({instances}); one TXT record with a key of the domain's own (BYODKIM) can serve all of them.",
      "To use one, generate an RSA key of 2048 bits, publish it, and set it in SES for each of them once DNS has it.",
      DG "send-email-authentication-dkim-bring-your-own.html" },

    { FINDING_CNAME_AND_OTHER_DATA, ERROR, SETTINGS, OPERATOR, "cname-and-other-data",
      "{name} would be a CNAME and also hold other records ('{value}', '{other}'); DNS allows no other data at a CNAME.",
      "Use a separate name for each purpose.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_CNAME_CONFLICT, ERROR, DNS, CUSTOMER, "cname-conflict",
      "{name} is a CNAME to {value}, so no other record can exist at that name.",
      "If the CNAME is a mistake or no longer needed, delete it; otherwise use another name.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_CNAME_DIFFERS, ERROR, DNS, CUSTOMER, "cname-differs",
      "{names}: the CNAME points to {value} instead of {other}.",
      "If nothing needs the existing target, replace it with {other}.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_DATA_CONFLICT, ERROR, DNS, CUSTOMER, "data-conflict",
      "{names}: there are {value} records, so the CNAME that SES requires cannot be added; DNS allows no other data at a CNAME.",
      "Delete the {value} records, if nothing needs them.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_DKIM_CHAIN, WARNING, DNS, OPERATOR, "dkim-chain",
      "{names} is a CNAME to {value}. A chain of CNAMEs may be intended, and has to end at {other}; it is not known whether it does.",
      "Look up the TXT record at {name}: at the end of the chain there has to be the key. Replace the target only if it is not there; 'aws sesv2 get-email-identity' prints whether SES finds it.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_DKIM_CHANGE_REJECTED, WARNING, SETTINGS, OPERATOR, "dkim-change-rejected",
      "The settings contain Easy DKIM tokens and a BYODKIM key for {instances}. While SES changes from one to the other, mail may be unsigned, and receivers then quarantine or reject it because of the DMARC policy: no custom MAIL FROM domain is verified.",
      "First set a custom MAIL FROM domain and wait for SUCCESS; then change, and keep both in DNS until SES reports SUCCESS.",
      DG "send-email-authentication-dkim-easy.html" },

    { FINDING_DKIM_KEY_AND_OTHER_TXT, ERROR, DNS, CUSTOMER, "dkim-key-and-other-txt",
      "{name} has a TXT record other than its key: '{value}'. A selector has one TXT record, the key.",
      "Delete that record.",
      RFC "6376.html#section-3.6.2.2" },

    { FINDING_DKIM_KEY_SHORT, NOTE, SES, OPERATOR, "dkim-key-short",
      "SES signs mail of {instances} with a key of {value} bits; 2048 bits are recommended.",
      "Set the next signing key length to RSA_2048_BIT; then read the tokens again, which may have changed, and plan again. For BYODKIM, use a longer key.",
      RFC "8301.html#section-3.2" },

    { FINDING_DKIM_KEY_TESTING, NOTE, DNS, CUSTOMER, "dkim-key-testing",
      "The key record at {name} has the testing flag (t=y): verifiers may treat mail that it signs as unsigned.",
      "Remove the flag once signing works.",
      RFC "6376.html#section-3.6.1" },

    { FINDING_DKIM_KEY_UNUSABLE, ERROR, DNS, CUSTOMER, "dkim-key-unusable",
      "The key record at {name} has tags that prevent the verification of mail from SES.",
      "Publish it as \"p=\" followed by the key.",
      RFC "6376.html#section-3.6.1" },

    { FINDING_DKIM_KEYS_DIFFER, ERROR, SETTINGS, OPERATOR, "dkim-keys-differ",
      "The settings contain two keys for {name}; a selector has one key.",
      "Use a separate selector for each key.",
      RFC "6376.html#section-3.6.2.2" },

    { FINDING_DKIM_PROXIED, ERROR, DNS, CUSTOMER, "dkim-proxied",
      "{names}: DNS has {value} records instead of the DKIM CNAME, which is proxied or flattened.",
      "Publish a plain CNAME with proxying disabled (DNS only).",
      "https://developers.cloudflare.com/dns/proxy-status/" },

    { FINDING_DKIM_SIGNING_DISABLED, WARNING, SES, OPERATOR, "dkim-signing-disabled",
      "DKIM signing is disabled in SES: mail of {instances} is not signed.",
      "Enable it: aws sesv2 put-email-identity-dkim-attributes --signing-enabled.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_DKIM_TARGET_WITHOUT_KEY, WARNING, DNS, OPERATOR, "dkim-target-without-key",
      "{name} points to {value}, which publishes no key.",
      "Compare the token and the zone with what SES reports; the identity may have been deleted.",
      DG "troubleshoot-dkim.html" },

    { FINDING_DKIM_TARGETS_DIFFER, ERROR, SETTINGS, OPERATOR, "dkim-targets-differ",
      "{name} would point to {value} and to {other}; a name has one CNAME.",
      "Read the DKIM tokens and the hosted zone of each instance again: two identities do not share a token.",
      DG "creating-identities.html" },

    { FINDING_DKIM_TOKEN_MALFORMED, WARNING, SETTINGS, OPERATOR, "dkim-token-malformed",
      "The DKIM token '{value}' of {instances} does not have the form of SES tokens: 32 characters, a to z and 2 to 7.",
      "Compare the token with the one that SES reports.",
      API "API_VerifyDomainDkim.html" },

    { FINDING_DKIM_TOKENS_INCOMPLETE, WARNING, SETTINGS, OPERATOR, "dkim-tokens-incomplete",
      "The settings contain fewer than three DKIM tokens for {instances}; Easy DKIM uses three.",
      "Read the tokens again: 'aws sesv2 get-email-identity' prints all three.",
      API "API_VerifyDomainDkim.html" },

    { FINDING_DKIM_ZONE_ASSUMED, NOTE, SETTINGS, OPERATOR, "dkim-zone-assumed",
      "The settings do not say in which zone SES publishes the DKIM keys of {instances}. The CNAME at {names} points to {value}, where AWS's table has {other}; the record is kept.",
      "No action is needed; 'aws sesv2 get-email-identity' prints the zone (SigningHostedZone).",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_DKIM_ZONE_DIFFERS, NOTE, NOWHERE, OPERATOR, "dkim-zone-differs",
      "SES reports that the DKIM keys of {instances} are in {value}; the AWS documentation lists {other}.",
      "No action is needed.",
      DG "creating-identities.html" },

    { FINDING_DKIM_ZONE_UNKNOWN, ERROR, SETTINGS, OPERATOR, "dkim-zone-unknown",
      "The zone of the DKIM keys in {value} is not known, so the DKIM records of {instances} are left out.",
      "Set the SigningHostedZone that 'aws sesv2 get-email-identity' prints.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_DMARC_EXTERNAL_NOT_ACCEPTED, WARNING, DNS, OPERATOR, "dmarc-external-not-accepted",
      "{value} does not accept DMARC reports about {name}: there is no record at {other}.",
      "Ask the operator of {value} to publish \"v=DMARC1\" there, or use an address at your own domain.",
      RFC "9990.html" },

    { FINDING_DMARC_EXTERNAL_UNKNOWN, NOTE, DNS, OPERATOR, "dmarc-external-unknown",
      "DMARC reports about {name} go to another organization, {value}, which accepts them only if it publishes \"v=DMARC1\" at {other}.",
      "Check that the record exists; otherwise ask the operator of {value} to publish it.",
      RFC "9990.html" },

    { FINDING_DMARC_IN_PIECES, WARNING, DNS, CUSTOMER, "dmarc-in-pieces",
      "The DMARC record of {name} was cut into several values: what has a value of its own is not in force ({value}).",
      "Publish one value that has all of the tags.",
      RFC "9989.html" },

    { FINDING_DMARC_INHERITED, NOTE, NOWHERE, OPERATOR, "dmarc-inherited",
      "{name} has no DMARC record; the one of {value} applies: {other}",
      "No action is needed, if that policy is intended.",
      RFC "9989.html" },

    { FINDING_DMARC_INITIAL_ENFORCEMENT, WARNING, SETTINGS, OPERATOR, "dmarc-initial-enforcement",
      "The first DMARC policy of {name} would be {value}: receivers would immediately apply it to mail that is not aligned.",
      "Begin with p=none, read the reports, and then enforce the policy.",
      RFC "9989.html" },

    { FINDING_DMARC_IS_CNAME, NOTE, DNS, OPERATOR, "dmarc-is-cname",
      "{name} is a CNAME to {value}, where the DMARC policy is set; no record is added here.",
      "No action is needed, if that policy is intended.",
      RFC "9989.html" },

    { FINDING_DMARC_IS_DELEGATED, NOTE, NOWHERE, OPERATOR, "dmarc-is-delegated",
      "{name} is delegated to other name servers ({value}), where the DMARC policy is set; no record is added here.",
      "No action is needed, if that policy is intended.",
      RFC "9989.html" },

    { FINDING_DMARC_KEPT, NOTE, DNS, OPERATOR, "dmarc-kept",
      "{name} has a DMARC record, which is kept: {value}",
      "No action is needed; to publish the record from the settings instead, replace it manually.",
      RFC "9989.html" },

    { FINDING_DMARC_MALFORMED, WARNING, DNS, CUSTOMER, "dmarc-malformed",
      "The DMARC record at {name} has an invalid policy, '{value}'{other}, and no valid address for reports: receivers ignore it.",
      "Correct its policy tags p, sp and np.",
      RFC "9989.html" },

    { FINDING_DMARC_MISPLACED, WARNING, DNS, CUSTOMER, "dmarc-misplaced",
      "A DMARC record is at {name}, where no receiver looks; it belongs at {other}: {value}",
      "Publish the record at {other}, and remove it from {name}.",
      RFC "9989.html" },

    { FINDING_DMARC_MISTYPED, WARNING, DNS, CUSTOMER, "dmarc-mistyped",
      "{name} has a record that is almost a DMARC policy, and receivers ignore it: {other}. It has to begin with 'v=DMARC1;', and is now: {value}",
      "Correct the record.",
      RFC "9989.html" },

    { FINDING_DMARC_MULTIPLE_RECORDS, WARNING, DNS, CUSTOMER, "dmarc-multiple-records",
      "{name} has more than one DMARC record: receivers ignore all of them.",
      "Delete all but one.",
      RFC "9989.html" },

    { FINDING_DMARC_NO_P, NOTE, DNS, OPERATOR, "dmarc-no-p",
      "The DMARC record of {name} has no p tag: RFC 9989 reads it as p=none, and older receivers ignore the record.",
      "Insert the p tag directly after the version.",
      RFC "9989.html" },

    { FINDING_DMARC_NO_REPORTS, NOTE, DNS, OPERATOR, "dmarc-no-reports",
      "The DMARC record of {name} has p=none and no address for reports (rua): it changes nothing and shows nothing. Gmail, Yahoo and Microsoft accept it from bulk senders.",
      "Add rua=mailto: and an address, to see who sends as the domain.",
      "https://support.google.com/a/answer/81126" },

    { FINDING_DMARC_OVERRIDES, WARNING, SETTINGS, OPERATOR, "dmarc-overrides",
      "A DMARC record of {name} would override the policy of {value}, which applies today: {other}",
      "Check that the new policy is not weaker than the organization intends.",
      RFC "9989.html" },

    { FINDING_DMARC_P_NOT_SECOND, NOTE, DNS, OPERATOR, "dmarc-p-not-second",
      "The p tag is not the second tag of the DMARC record of {name}, as RFC 7489 requires.",
      "Move the p tag directly after the version.",
      RFC "7489.html#section-6.4" },

    { FINDING_DMARC_PCT, WARNING, DNS, OPERATOR, "dmarc-pct",
      "The DMARC record of {name} has a policy and 'pct' below 100: receivers that follow RFC 9989 ignore the tag and apply {value} to all mail that it is for, and other receivers do so as soon as the tag is gone.",
      "If the policy is not meant for all mail, use {other}.",
      RFC "9989.html" },

    { FINDING_DMARC_REPLACED, NOTE, PLAN, OPERATOR, "dmarc-replaced",
      "The DMARC record of {name} becomes '{other}', as plan.dmarc requests; it is '{value}'.",
      "Check that the new record has what the old one is for.",
      RFC "9989.html#section-4.7" },

    { FINDING_DMARC_REPORT_NAME_TOO_LONG, WARNING, DNS, OPERATOR, "dmarc-report-name-too-long",
      "{value} cannot accept DMARC reports about {name}: the record that would permit them has a name of more than 255 octets.",
      "Use a report address whose host name is shorter.",
      RFC "9990.html" },

    { FINDING_DMARC_STRICT_DKIM, WARNING, SES, OPERATOR, "dmarc-strict-dkim",
      "DMARC requires strict DKIM alignment, and SES signs as {name}: mail from {value} is not aligned.",
      "Use adkim=r, or create an SES identity for {value}.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_DMARC_STRICT_SPF, WARNING, DNS, OPERATOR, "dmarc-strict-spf",
      "The DMARC record of {name} requires strict SPF alignment, which mail from SES never has: its MAIL FROM domain is a subdomain.",
      "Use aspf=r.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_DMARC_SUBDOMAINS_WEAKER, NOTE, DNS, OPERATOR, "dmarc-subdomains-weaker",
      "The DMARC record of {name} has a weaker policy for subdomains (sp or np) than for the domain itself.",
      "No action is needed, if that is intended.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_DUPLICATE, WARNING, DNS, OPERATOR, "dmarc-tag-duplicate",
      "The DMARC record of {name} has a duplicate tag '{value}'.",
      "Remove one of them: RFC 9989 does not define which one applies.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_INVALID, WARNING, DNS, OPERATOR, "dmarc-tag-invalid",
      "The tag '{value}' of the DMARC record at {name} is invalid{other}: receivers use the default.",
      "Correct the tag.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_OBSOLETE, NOTE, DNS, OPERATOR, "dmarc-tag-obsolete",
      "The tag '{value}' of the DMARC record of {name} was removed by RFC 9989; only older receivers honour it.",
      "Remove the tag.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_UNKNOWN, NOTE, DNS, OPERATOR, "dmarc-tag-unknown",
      "The DMARC record of {name} has an unknown tag '{value}', which receivers ignore.",
      "Check its spelling.",
      RFC "9989.html" },

    { FINDING_DRAINING_CONFLICT, WARNING, NOWHERE, OPERATOR, "draining-conflict",
      "{name} serves a draining instance with '{other}' and cannot also hold '{value}'.",
      "Wait until that instance is retired, or use another name.",
      DG "mail-from.html" },

    { FINDING_EASY_DKIM_AND_BYODKIM, NOTE, SETTINGS, OPERATOR, "easy-dkim-and-byodkim",
      "The settings contain Easy DKIM tokens and a BYODKIM key for {instances}; SES signs with one of them, and mail may be unsigned while SES changes from one to the other.",
      "Keep both in DNS until SES reports SUCCESS, then remove the unused one from the settings.",
      DG "send-email-authentication-dkim-easy.html" },

    { FINDING_ENDPOINT_REGION_MISSING, WARNING, SETTINGS, OPERATOR, "endpoint-region-missing",
      "A multi-region endpoint sends mail of {instances} as {name} through {value} as well, and the settings have no active instance of that account there: that mail may have neither an identity nor an aligned MAIL FROM domain.",
      "Add an instance for {value}, with a custom MAIL FROM domain of its own.",
      DG "global-endpoints.html" },

    { FINDING_EXTRA_UNDERSCORE, WARNING, DNS, CUSTOMER, "extra-underscore",
      "There is a record at {names}: the name begins with an extra underscore; of a DKIM name, only the label _domainkey begins with one.",
      "The plan adds what is missing without it, as at {value}; then delete what was found.",
      DG "creating-identities.html" },

    { FINDING_FEEDBACK_HOST_UNKNOWN, ERROR, SETTINGS, OPERATOR, "feedback-host-unknown",
      "AWS documents no host for bounces in {value}, so the MX and the SPF record of {name} are left out ({instances}).",
      "Set feedback_host to the host of the MX that the SES console shows for the MAIL FROM domain in {value}.",
      DG "mail-from.html" },

    { FINDING_FROM_NOT_COVERED, ERROR, SES, OPERATOR, "from-not-covered",
      "The identity {name} does not cover mail from {value}: SES rejects it.",
      "Verify {value} as an identity of its own.",
      DG "creating-identities.html" },

    { FINDING_LISTING_INCOMPLETE, NOTE, SETTINGS, OPERATOR, "listing-incomplete",
      "The listing of the zone of {name} is incomplete: {value}. A record that it does not contain does not count as absent.",
      "Give the whole zone, with its SOA and all of its pages.",
      RFC "1034.html#section-4.2.1" },

    { FINDING_LISTING_OF_OTHER_ZONE, WARNING, SETTINGS, OPERATOR, "listing-of-other-zone",
      "The listing is of the zone {value}. It has no SOA of {other}, the zone of {name}, of which nothing counts as absent.",
      "Give the listing of {other}; if {name} is in another zone, set zone to its apex.",
      RFC "1034.html#section-4.2.1" },

    { FINDING_LOOKUP_FAILED, NOTE, SETTINGS, OPERATOR, "lookup-failed",
      "The lookup of {value} at {name} failed ({other}): it is not known whether the record set exists.",
      "Look it up again, and add the answer to the settings.",
      RFC "2308.html#section-7" },

    { FINDING_MAIL_FROM_ACROSS_REGIONS, ERROR, SETTINGS, OPERATOR, "mail-from-across-regions",
      "The MAIL FROM domain {name} is used in more than one region and would need '{value}' and '{other}'; SES requires exactly one MX.",
      "Use a separate MAIL FROM domain in each region, or set the region whose MX serves all of them (shared_mail_from_region).",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_DIFFERS, ERROR, SES, OPERATOR, "mail-from-differs",
      "The MAIL FROM domain of {instances} is {value} in SES and {name} in the settings.",
      "Correct one of them: aws sesv2 put-email-identity-mail-from-attributes.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_IS_FROM_DOMAIN, ERROR, SETTINGS, OPERATOR, "mail-from-is-from-domain",
      "The MAIL FROM domain {name} of {instances} is also a From domain; AWS requires a subdomain that is used for nothing else.",
      "Use a dedicated MAIL FROM domain.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_MISSING, WARNING, PLAN, OPERATOR, "mail-from-missing",
      "SES reports SUCCESS for the MAIL FROM domain {value} of {instances}, but DNS no longer has its MX: once SES notices, mail is sent from amazonses.com, and SPF is no longer aligned.",
      "Publish the MX again at once.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_MISSING_REJECTS, ERROR, PLAN, OPERATOR, "mail-from-missing-rejects",
      "SES reports SUCCESS for the MAIL FROM domain {value} of {instances}, but DNS no longer has its MX: once SES notices, it refuses mail of {instances} (REJECT_MESSAGE).",
      "Publish the MX again at once, or use USE_DEFAULT_VALUE: aws sesv2 put-email-identity-mail-from-attributes --behavior-on-mx-failure USE_DEFAULT_VALUE.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_MAIL_FROM_NOT_DEDICATED, ERROR, SETTINGS, OPERATOR, "mail-from-not-dedicated",
      "The MAIL FROM domain {name} is also used for another purpose; AWS requires a subdomain that is used for nothing else.",
      "Use a dedicated MAIL FROM domain.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_NOT_SET, WARNING, SES, OPERATOR, "mail-from-not-set",
      "The MAIL FROM domain {name} of {instances} is not set in SES, so its records have no effect.",
      "Once they are published, set it: aws sesv2 put-email-identity-mail-from-attributes.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_NOT_SUBDOMAIN, ERROR, SETTINGS, OPERATOR, "mail-from-not-subdomain",
      "The MAIL FROM domain {name} of {instances} is not a subdomain of {value}, so its records are left out.",
      "Use a subdomain of {value} that is used for nothing else.",
      APIv2 "API_PutEmailIdentityMailFromAttributes.html" },

    { FINDING_MAIL_FROM_PROPOSED, NOTE, SES, OPERATOR, "mail-from-proposed",
      "{name} is proposed as the custom MAIL FROM domain of {instances}.",
      "To use it, set it as mail_from in the settings, and in SES once its records are published.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_SHARED, WARNING, NOWHERE, OPERATOR, "mail-from-shared",
      "{name} serves several regions with the MX of {value}, as configured; AWS no longer documents whether the other regions then report it as verified.",
      "Watch the MAIL FROM status of every instance, and prefer a separate MAIL FROM domain in each region.",
      DG "regions.html" },

    { FINDING_MAIL_FROM_SHARED_FAILED, WARNING, SETTINGS, OPERATOR, "mail-from-shared-failed",
      "SES does not take the shared MX '{value}' of {name} for {instances}, in another region: it reports FAILED.",
      "Use a MAIL FROM domain of its own for {instances}.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_SHARED_REJECTS, ERROR, SES, OPERATOR, "mail-from-shared-rejects",
      "SES rejects mail of {instances} unless {name} has the MX of the same region, and it has '{value}'.",
      "Set the behaviour on MX failure to USE_DEFAULT_VALUE, or use a separate MAIL FROM domain in each region.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_MAIL_LOST, ERROR, SES, OPERATOR, "mail-lost",
      "{instances} can send, and no identifier that is aligned with {value} is verified now: mail from {value} fails DMARC, and receivers apply the policy {other} to it.",
      "Do not send through {instances} until SES reports SUCCESS for DKIM, or for a custom MAIL FROM domain that is aligned.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_MX_CONFLICT, ERROR, DNS, CUSTOMER, "mx-conflict",
      "{name} has the MX {value}, where SES requires '{other}' and no other MX.",
      "If nothing needs the existing MX, delete it; otherwise use another name.",
      DG "mail-from.html" },

    { FINDING_MX_OF_OTHER_HOST, ERROR, DNS, CUSTOMER, "mx-of-other-host",
      "{name} receives mail at {value}, and would receive it at '{other}': mail of {name} that is delivered there today would go to SES.",
      "If that is the instance's own Mail Manager endpoint, set it as the host that receives. Otherwise receive at another name, or replace the MX once SES is ready to receive there.",
      DG "receiving-email-mx-record.html" },

    { FINDING_MX_OF_OTHER_REGION, ERROR, SETTINGS, CUSTOMER, "mx-of-other-region",
      "{name} has the MX '{value}', which is SES's host in {other}: it is of an instance that was moved, or that is not in the settings.",
      "Add that instance to the settings; if it was moved and nothing uses that host any more, replace the MX.",
      DG "regions.html" },

    { FINDING_NAME_IN_USE, ERROR, SETTINGS, OPERATOR, "name-in-use",
      "{name} has '{value}', which another instance uses, and cannot also have '{other}' for {instances}. The existing record is kept.",
      "Use another name for {instances}.",
      DG "mail-from.html" },

    { FINDING_NAME_SUFFIX_DOUBLED, WARNING, DNS, CUSTOMER, "name-suffix-doubled",
      "There is a record at {names}, a name that contains the domain twice, so no one looks it up.",
      "Enter the host without the domain: the control panel appends it.",
      DG "troubleshoot-verification.html" },

    { FINDING_NAME_TOO_LONG, ERROR, SETTINGS, OPERATOR, "name-too-long",
      "A record is left out because its name would exceed 253 characters: {value}",
      "Use a shorter domain as the identity.",
      RFC "1035.html#section-2.3.4" },

    { FINDING_NO_ALIGNED_IDENTIFIER, ERROR, SES, OPERATOR, "no-aligned-identifier",
      "Mail of {instances} from {value} passes DMARC through neither SPF nor DKIM, and the policy is {other}.",
      "Set up DKIM, or a custom MAIL FROM domain, and allow relaxed alignment of it (adkim=r, aspf=r), before sending.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_NO_DKIM, WARNING, SES, OPERATOR, "no-dkim",
      "The settings contain no DKIM tokens and no key for {instances}: mail is not signed as {name}.",
      "Set up Easy DKIM, and add its three tokens to the settings.",
      DG "send-email-authentication-dkim.html" },

    { FINDING_NO_DMARC, WARNING, SETTINGS, OPERATOR, "no-dmarc",
      "The settings contain no DMARC record for {name}, and none is known to exist.",
      "Set one to publish at _dmarc.{name}; 'v=DMARC1; p=none; rua=mailto:...' affects no mail and shows who sends as the domain.",
      RFC "9989.html" },

    { FINDING_NO_IDENTITY, WARNING, SES, OPERATOR, "no-identity",
      "Nothing is known of the identity {name} of {instances}: it has yet to be created, or its tokens are not in the settings.",
      "Create it with 'aws sesv2 create-email-identity', unless 'aws sesv2 get-email-identity' finds it, and add the output to the settings.",
      DG "creating-identities.html" },

    { FINDING_NO_MAIL_FROM, NOTE, SETTINGS, OPERATOR, "no-mail-from",
      "Without a custom MAIL FROM domain, the MAIL FROM address of {instances} is at amazonses.com: SPF passes, but is not aligned with {name}.",
      "Set a custom MAIL FROM domain, so that mail passes DMARC through SPF as well.",
      DG "mail-from.html" },

    { FINDING_NO_TOKENS, WARNING, SES, OPERATOR, "no-tokens",
      "SES has the identity {name} of {instances}, has not verified it, and has issued no DKIM tokens: there is nothing to publish for it yet.",
      "Request DKIM tokens, and add the output to the settings: aws sesv2 put-email-identity-dkim-signing-attributes --signing-attributes-origin AWS_SES, or aws ses verify-domain-dkim.",
      APIv2 "API_PutEmailIdentityDkimSigningAttributes.html" },

    { FINDING_NOT_ALIGNED, WARNING, SES, OPERATOR, "not-aligned",
      "Mail of {instances} from {value} passes DMARC through neither SPF nor DKIM; no policy asks receivers to quarantine or reject it.",
      "Set up DKIM, or a custom MAIL FROM domain, and allow relaxed alignment of it (adkim=r, aspf=r), before the policy is enforced.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_NOTHING_KNOWN, NOTE, SETTINGS, OPERATOR, "nothing-known",
      "Nothing is known of the records in the zone {name}: the plan cannot tell what exists there, or what conflicts.",
      "Load a listing of the zone (sesdomain-plan -x), or add existing records, and plan again.",
      RFC "1034.html#section-3.6" },

    { FINDING_NULL_MX, ERROR, DNS, CUSTOMER, "null-mx",
      "{name} has a null MX, which states that it accepts no mail and allows no other MX.",
      "Delete the null MX, or use another name.",
      RFC "7505.html#section-3" },

    { FINDING_NULL_MX_OF_FROM_DOMAIN, WARNING, DNS, CUSTOMER, "null-mx-of-from-domain",
      "The From domain {name} has a null MX, which states that it accepts no mail: receivers may refuse mail from it.",
      "Publish an MX that accepts replies, or use a From domain that has one.",
      RFC "7505.html#section-4.2" },

    { FINDING_ONE_ALIGNED_IDENTIFIER, NOTE, NOWHERE, OPERATOR, "one-aligned-identifier",
      "Mail of {instances} from {value} passes DMARC through {other} alone.",
      "Set up both DKIM and a custom MAIL FROM domain: mail then still passes if one of them fails, as SPF does after forwarding.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_ONE_ALIGNED_PLANNED, NOTE, NOWHERE, OPERATOR, "one-aligned-planned",
      "Once SES reports SUCCESS for it, mail of {instances} from {value} passes DMARC through {other} alone.",
      "Set up both DKIM and a custom MAIL FROM domain: mail then still passes if one of them fails, as SPF does after forwarding.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_ONE_TXT_VALUE, ERROR, SETTINGS, OPERATOR, "one-txt-value",
      "The provider allows one TXT value at a name, and neither name for tokens is free: the token '{value}' of {instances} is left out.",
      "Let SES verify the domain through DKIM.",
      DG "troubleshoot-verification.html" },

    { FINDING_ONE_TXT_VALUE_UNKNOWN, ERROR, SETTINGS, OPERATOR, "one-txt-value-unknown",
      "The provider allows one TXT value at a name, and it is not known whether {name} has one: the token '{value}' of {instances} is left out.",
      "Give the existing records ('existing' in the setup document, or -z, -r or -x), or let SES verify the domain through DKIM.",
      DG "troubleshoot-verification.html" },

    { FINDING_ONLY_DRAINING_SENDS, WARNING, SES, OPERATOR, "only-draining-sends",
      "SES has not verified {instances}: {value}, which is draining, is the only instance that can send as {name}.",
      "Keep sending through {value} until SES reports SUCCESS for {instances}; then send through {instances}, and let {value} drain.",
      DG "verify-addresses-and-domains.html" },

    { FINDING_ORIGIN_ASSUMED, WARNING, SETTINGS, OPERATOR, "origin-assumed",
      "The zone file does not state its origin and was read as that of {value}. The name {other}, with the first label of {name} twice, suggests that the file is of a zone above.",
      "Set zone to the apex of the zone, or begin the file with $ORIGIN.",
      RFC "1035.html#section-5.1" },

    { FINDING_OTHER_IDENTITY, NOTE, SETTINGS, OPERATOR, "other-identity",
      "The zone also has SES records that seem to belong to another identity, {name}: {names}.",
      "No action is needed; to hide this, add {name} to 'identities'.",
      DG "creating-identities.html" },

    { FINDING_OUTSIDE_ZONE, ERROR, SETTINGS, OPERATOR, "outside-zone",
      "{name} is outside the zone {value}, so its records are left out.",
      "Publish them in the zone that contains {name}.",
      RFC "1034.html#section-4.2" },

    { FINDING_PRIVATE_KEY_PUBLISHED, ERROR, DNS, CUSTOMER, "private-key-published",
      "{name} publishes a private key: anyone can look it up and use it, to sign mail as the domain if it is a DKIM key.",
      "Delete it at once, and replace the key pair wherever it is used; for DKIM, use another selector.",
      RFC "6376.html#section-8" },

    { FINDING_RECEIVING_ACROSS_REGIONS, ERROR, SETTINGS, OPERATOR, "receiving-across-regions",
      "{name} would receive mail at '{value}' and at '{other}'; AWS does not document where mail is delivered then.",
      "Receive in one region, or at a separate name in each.",
      DG "receiving-email-mx-record.html" },

    { FINDING_RECEIVING_BEGINS, WARNING, DNS, OPERATOR, "receiving-begins",
      "Once {name} has the planned MX, all mail to addresses at {name} goes to SES ({instances}).",
      "Publish the MX only once SES reports SUCCESS for {name} and an active receipt rule set accepts the mail.",
      DG "receiving-email-mx-record.html" },

    { FINDING_RECEIVING_NOT_SUPPORTED, ERROR, SETTINGS, OPERATOR, "receiving-not-supported",
      "SES is not known to support receiving in {value}, so the MX at {name} is left out.",
      "Receive in a region that supports it.",
      ENDPOINTS },

    { FINDING_RECEIVING_OUTSIDE_DOMAIN, ERROR, SETTINGS, OPERATOR, "receiving-outside-domain",
      "{name}, at which {instances} would receive, is neither the domain nor below it, so its MX is left out.",
      "Receive at the domain or at a subdomain.",
      DG "receiving-email-mx-record.html" },

    { FINDING_RECORD_PROXIED, WARNING, PLAN, CUSTOMER, "record-proxied",
      "The DKIM CNAME is proxied at {names}, so DNS answers with addresses instead: SES and receivers find no key there.",
      "Set the proxy status of the record to DNS only.",
      "https://developers.cloudflare.com/dns/proxy-status/" },

    { FINDING_RECORDS_OUTSIDE_ZONE, WARNING, SETTINGS, OPERATOR, "records-outside-zone",
      "Existing records at {name} are outside the zone {value}, which is said to be complete, and answer no question (names of that kind: {other}): the plan does not know them.",
      "Give names in full, with the zone; leave out records of other zones.",
      RFC "1034.html#section-4.2" },

    { FINDING_REGION_NOT_LISTED, WARNING, SETTINGS, OPERATOR, "region-not-listed",
      "{value} is not a region in which AWS is known to offer SES{other} ({instances}).",
      "Check the spelling of the region.",
      BOTO },

    { FINDING_REJECT_BEFORE_VERIFIED, ERROR, SES, OPERATOR, "reject-before-verified",
      "SES has not verified the MAIL FROM domain {name} of {instances}, and rejects mail until it has (REJECT_MESSAGE).",
      "Use USE_DEFAULT_VALUE until the MAIL FROM status is SUCCESS.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_REJECT_STATUS_UNKNOWN, WARNING, SES, OPERATOR, "reject-status-unknown",
      "SES rejects mail of {instances} if it has not verified the MAIL FROM domain {name} (REJECT_MESSAGE), and the status is not known.",
      "Use USE_DEFAULT_VALUE until the MAIL FROM status is SUCCESS.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_REMOVAL_DEFERRED, NOTE, NOWHERE, OPERATOR, "removal-deferred",
      "The records that only retired instances need are kept until {instances} can replace them: an instance can if SES has verified what it uses and lets it send, its mail is signed or passes DMARC through SPF, and DNS has its records.",
      "Plan again once that is so, or set the option plan.removal to always.",
      DG "troubleshoot-dkim.html" },

    { FINDING_REPLICA_OF_BYODKIM, ERROR, SES, OPERATOR, "replica-of-byodkim",
      "The parent identity of {instances}, in {value}, uses BYODKIM; SES replicates Easy DKIM only.",
      "Set up Easy DKIM in {value}, or use it instead of the replica.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICA_OF_REPLICA, ERROR, SES, OPERATOR, "replica-of-replica",
      "The parent identity of {instances}, in {value}, is itself a replica.",
      "Replicate the parent identity of that replica.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICA_PARENT_NOT_ACTIVE, WARNING, SES, OPERATOR, "replica-parent-not-active",
      "The parent identity of {instances}, in {value}, is draining or retired; SES refuses to delete a parent identity that has replicas.",
      "Retire the replicas first, or give them DKIM keys of their own.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICA_WITHOUT_PARENT, ERROR, SETTINGS, OPERATOR, "replica-without-parent",
      "Mail of {instances} is signed with the DKIM keys of the parent identity in {value}, but the settings contain neither the tokens nor that instance.",
      "Set the tokens that 'aws sesv2 get-email-identity' prints.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICATION_FAILED, ERROR, SES, OPERATOR, "replication-failed",
      "SES cannot replicate the DKIM keys of the parent identity for {instances}: {value}.",
      "Check that the parent identity exists, uses Easy DKIM and is not a replica, and that the account has the permission ses:ReplicateEmailIdentityDKIMSigningKey for it.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_RESPONSE_LARGE, NOTE, NOWHERE, OPERATOR, "response-large",
      "The response with the {value} record set at {name} has {other} octets; above 1232 octets, resolvers repeat the query over TCP.",
      "Check that the name servers are reachable over TCP.",
      RFC "9715.html" },

    { FINDING_RESPONSE_TOO_LARGE, ERROR, DNS, OPERATOR, "response-too-large",
      "The response with the {value} record set at {name} would have {other} octets; a DNS message has at most 65535.",
      "Remove the tokens of instances that SES has verified through DKIM.",
      RFC "1035.html#section-4.2.2" },

    { FINDING_RETIRED_RECORD_KEPT, NOTE, DNS, OPERATOR, "retired-record-kept",
      "The {value} record at {name} was used by retired instances only ({instances}), and is kept, since other uses of it cannot be ruled out.",
      "Delete it manually, if nothing needs it.",
      DG "mail-from.html" },

    { FINDING_ROUTING_POLICY_CONFLICT, ERROR, DNS, CUSTOMER, "routing-policy-conflict",
      "{name} has {value} records with a Route 53 routing policy, which an ordinary record set cannot replace.",
      "Use another name, or delete the records manually.",
      "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html" },

    { FINDING_RRSET_OVER_BIND_LIMIT, WARNING, DNS, OPERATOR, "rrset-over-bind-limit",
      "The {value} record set at {name} has {other} records; BIND rejects a zone with more than 100 in one set, and named-checkzone does not report it.",
      "Raise max-records-per-type in BIND, or remove the tokens of instances that SES has verified through DKIM.",
      "https://bind9.readthedocs.io/en/stable/reference.html#namedconf-statement-max-records-per-type" },

    { FINDING_RRSET_OVER_ROUTE53_LIMIT, WARNING, DNS, OPERATOR, "rrset-over-route53-limit",
      "The {value} record set at {name} has {other} records; Route 53 accepts at most 400.",
      "Remove the tokens of instances that SES has verified through DKIM.",
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html" },

    { FINDING_SAME_ACCOUNT_AND_REGION, ERROR, SETTINGS, OPERATOR, "same-account-and-region",
      "Account {value} has more than one active instance in {other} ({instances}); SES has one identity {name} per account and region.",
      "Set the instance with the earlier tokens to draining or retired.",
      DG "creating-identities.html" },

    { FINDING_SANDBOX, WARNING, SES, OPERATOR, "sandbox",
      "SES has not granted production access to {instances}: the sandbox sends to verified addresses only.",
      "Request production access.",
      DG "request-production-access.html" },

    { FINDING_SENDING_DISABLED, WARNING, SES, OPERATOR, "sending-disabled",
      "SES does not let the account of {instances} send in its region (SendingEnabled is false, or EnforcementStatus is SHUTDOWN): mail as {name} is refused.",
      "Enable sending: aws sesv2 put-account-sending-attributes --sending-enabled. If SES has paused the account, ask AWS first.",
      APIv2 "API_GetAccount.html" },

    { FINDING_SES_ERROR, NOTE, SES, OPERATOR, "ses-error",
      "SES reported {value} for {instances} when it last checked {name}.",
      "Compare the records with those that SES issued, and check that the zone is delegated.",
      APIv2 "API_VerificationInfo.html" },

    { FINDING_SES_FAILED, WARNING, SES, OPERATOR, "ses-failed",
      "SES reports FAILED for {value} of {name} ({instances}): it did not find the records within 72 hours.",
      "Publish the records, and then restart the verification in SES.",
      DG "troubleshoot-verification.html" },

    { FINDING_SES_FAILED_BUT_PUBLISHED, WARNING, SES, OPERATOR, "ses-failed-but-published",
      "SES reports FAILED for {value} of {name} ({instances}), although the records are published now; it does not check again by itself.",
      "Restart the verification in SES.",
      DG "troubleshoot-verification.html" },

    { FINDING_SES_TEMPORARY_FAILURE, WARNING, DNS, OPERATOR, "ses-temporary-failure",
      "SES reports TEMPORARY_FAILURE for {value} of {name} ({instances}): it cannot determine the status at present, and {other} until it can.",
      "Check that all name servers of the zone return the same answers.",
      DG "troubleshoot-dkim.html" },

    { FINDING_SOA_DIFFERS, WARNING, DNS, OPERATOR, "soa-differs",
      "SES found the primary name server {value} in the SOA record of {name}; the existing records have {other}.",
      "Check which of the two the domain is delegated to, and publish the records there.",
      APIv2 "API_VerificationInfo.html" },

    { FINDING_SPF_DENIES, ERROR, DNS, CUSTOMER, "spf-denies",
      "The SPF record of {name} denies amazonses.com: {value}",
      "Remove the term, if it is not intended.",
      RFC "7208.html#section-4.6.2" },

    { FINDING_SPF_IN_PIECES, ERROR, DNS, CUSTOMER, "spf-in-pieces",
      "The SPF record of {name} was cut into several values: what has a value of its own is not evaluated ({value}).",
      "Join the values to one record that begins with 'v=spf1 '.",
      RFC "7208.html#section-4.5" },

    { FINDING_SPF_LARGE, WARNING, DNS, OPERATOR, "spf-large",
      "The TXT records of {name} have {value} octets in total; above 450, the response may not fit into a UDP message.",
      "Move values that SES does not need to another name.",
      RFC "7208.html#section-3.4" },

    { FINDING_SPF_LOOKALIKE, WARNING, DNS, OPERATOR, "spf-lookalike",
      "The SPF record of {name} has {value}; AWS documents include:amazonses.com, and no other. {other}.",
      "Correct the term, if it was meant for SES.",
      RFC "7208.html#section-5.2" },

    { FINDING_SPF_MALFORMED, ERROR, DNS, CUSTOMER, "spf-malformed",
      "The SPF record of {name} is invalid ({other}), which causes a permerror: {value}",
      "Correct the record.",
      RFC "7208.html#section-4.6" },

    { FINDING_SPF_MERGED, NOTE, PLAN, OPERATOR, "spf-merged",
      "The SPF record of {name} does not authorise SES; include:amazonses.com is inserted: {value}",
      "No action is needed.",
      RFC "7208.html#section-4.6.2" },

    { FINDING_SPF_MISPLACED, NOTE, NOWHERE, OPERATOR, "spf-misplaced",
      "An SPF record at {names} authorises SES; receivers look for that of mail from SES at the MAIL FROM domain {other}, and nowhere else.",
      "No action is needed: the plan adds the record at {other}.",
      DG "mail-from.html" },

    { FINDING_SPF_MISSING, WARNING, PLAN, OPERATOR, "spf-missing",
      "SES sends mail of {instances} from {value}, which has no SPF record that authorises SES: SPF does not pass for that mail, and receivers may reject it.",
      "Publish the SPF record of the plan at once.",
      DG "mail-from.html" },

    { FINDING_SPF_MISTYPED, WARNING, DNS, CUSTOMER, "spf-mistyped",
      "{name} has a record that is almost an SPF record, and receivers ignore it: {other}. It has to begin with 'v=spf1 ', and is now: {value}",
      "Remove it, once the record of the plan has all that it was meant to authorise.",
      RFC "7208.html#section-4.5" },

    { FINDING_SPF_MULTIPLE_RECORDS, ERROR, DNS, CUSTOMER, "spf-multiple-records",
      "{name} has more than one SPF record, which causes a permerror.",
      "Merge them manually into one record.",
      RFC "7208.html#section-4.5" },

    { FINDING_SPF_NO_ALL, NOTE, DNS, OPERATOR, "spf-no-all",
      "The SPF record of {name} ends without all or redirect: the result for hosts that it does not list is neutral.",
      "Append ~all, which the SES recommendations on SPF check for.",
      DG "vdm-advisor.html" },

    { FINDING_SPF_OF_DOMAIN_MALFORMED, NOTE, DNS, CUSTOMER, "spf-of-domain-malformed",
      "The SPF record of {name} itself is invalid ({other}): {value}. Mail of SES does not depend on it, and the plan does not change it.",
      "Correct it, if the domain sends by other ways.",
      RFC "7208.html#section-4.6" },

    { FINDING_SPF_OVER_512, WARNING, DNS, OPERATOR, "spf-over-512",
      "The response with the TXT records of {name} has {value} octets; a UDP message without EDNS has at most 512.",
      "Move values that SES does not need to another name.",
      RFC "7208.html#section-3.4" },

    { FINDING_SPF_TARGET_WITHOUT_RECORD, ERROR, DNS, CUSTOMER, "spf-target-without-record",
      "'{value}' in the SPF record of {name} points to a name that does not have exactly one valid SPF record, which causes a permerror.",
      "Remove the term, or correct the record at its target.",
      RFC "7208.html#section-5.2" },

    { FINDING_SPF_TERMS_AFTER_ALL, NOTE, DNS, OPERATOR, "spf-terms-after-all",
      "The SPF record of {name} has a term after all, which is never evaluated: {value}",
      "Move the term in front of all, or remove it.",
      RFC "7208.html#section-5.1" },

    { FINDING_SPF_TOO_MANY_LOOKUPS, ERROR, DNS, CUSTOMER, "spf-too-many-lookups",
      "The SPF record of {name} needs {value} or more DNS lookups; more than 10 cause a permerror.",
      "Remove terms that are no longer needed.",
      RFC "7208.html#section-4.6.4" },

    { FINDING_SPF_TYPE_99, NOTE, DNS, CUSTOMER, "spf-type-99",
      "{name} has an SPF record of the type SPF (99), which receivers no longer look up: {value}",
      "It may be removed; the TXT record counts.",
      RFC "7208.html#section-3.1" },

    { FINDING_SPF_VOID_LOOKUPS, WARNING, DNS, OPERATOR, "spf-void-lookups",
      "The SPF record of {name} causes {value} void lookups; some receivers return permerror for more than 2.",
      "Remove the terms that cause them.",
      RFC "7208.html#section-4.6.4" },

    { FINDING_TOKEN_BEFORE_DKIM, NOTE, SETTINGS, OPERATOR, "token-before-dkim",
      "The token at {name}, {value}, may belong to {instances}, from before DKIM was used: SES v2 does not print tokens.",
      "Run 'aws ses get-identity-verification-attributes --identities' with the domain, in each account and region, to find its identity. An identity that SES has verified through DKIM no longer needs its token.",
      API "API_GetIdentityVerificationAttributes.html" },

    { FINDING_TOKEN_CASE, WARNING, DNS, CUSTOMER, "token-case",
      "{name} has the token '{value}' in different letter case; SES compares exactly.",
      "The plan adds the right value. If the provider changes the case, let SES verify the domain through DKIM.",
      DG "troubleshoot-verification.html" },

    { FINDING_TOKEN_LIKELY_OWN, NOTE, SETTINGS, OPERATOR, "token-likely-own",
      "The token at {name}, {value}, most likely belongs to {instances}, which SES has verified: SES v2 does not print tokens.",
      "Keep it: the verification may depend on it. 'aws ses get-identity-verification-attributes --identities' with the domain prints the token of each account and region; add it to the settings.",
      API "API_GetIdentityVerificationAttributes.html" },

    { FINDING_TOKEN_MALFORMED, WARNING, SETTINGS, OPERATOR, "token-malformed",
      "The verification token '{value}' of {instances} does not have the form of SES tokens: 44 characters of Base64.",
      "Compare the token with the one that SES reports.",
      API "API_IdentityVerificationAttributes.html" },

    { FINDING_TOKEN_MISSING, ERROR, PLAN, OPERATOR, "token-missing",
      "SES has verified {name} for {instances} by its token, which DNS no longer has: SES revokes the verification within 72 hours.",
      "Publish the token again at once.",
      DG "troubleshoot-verification.html" },

    { FINDING_TOKEN_MISTYPED, WARNING, DNS, CUSTOMER, "token-mistyped",
      "{name} has the token '{value}', which was entered wrongly ({other}); SES compares exactly.",
      "The plan adds the right value; then delete the wrong one.",
      DG "troubleshoot-verification.html" },

    { FINDING_TRACKING_ACROSS_REGIONS, ERROR, SETTINGS, OPERATOR, "tracking-across-regions",
      "{name} would point to the tracking hosts '{value}' and '{other}'; a name has one CNAME.",
      "Use a separate custom tracking domain in each region.",
      DG "configure-custom-open-click-domains.html" },

    { FINDING_TRACKING_BEHIND_CDN, NOTE, NOWHERE, OPERATOR, "tracking-behind-cdn",
      "{name} has {value}, as for click tracking over HTTPS through a CDN: it is kept ({instances}).",
      "Check that the origin behind it is {other}.",
      DG "configure-custom-open-click-domains.html" },

    { FINDING_TRACKING_HOST_UNKNOWN, ERROR, DNS, OPERATOR, "tracking-host-unknown",
      "The tracking host of {value} is not documented, so the CNAME at {name} is left out.",
      "Ask AWS for the host, and publish the CNAME manually.",
      ENDPOINTS },

    { FINDING_TRACKING_NOT_DEDICATED, ERROR, SETTINGS, OPERATOR, "tracking-not-dedicated",
      "{name} cannot be a CNAME for tracking: it is the domain or the zone apex, which has other records.",
      "Use a subdomain that is used for nothing else.",
      DG "configure-custom-open-click-domains.html" },

    { FINDING_TTL_OUT_OF_RANGE, NOTE, NOWHERE, OPERATOR, "ttl-out-of-range",
      "The provider accepts TTLs of {value} to {other} seconds; new record sets get the nearest.",
      "No action is needed.",
      RFC "2181.html#section-8" },

    { FINDING_TTLS_DIFFER, NOTE, DNS, CUSTOMER, "ttls-differ",
      "The records of the {value} record set at {name} have different TTLs, which RFC 2181 deprecates; the lowest is used.",
      "Give all records of the set the same TTL.",
      RFC "2181.html#section-5.2" },

    { FINDING_TXT_CHARACTER_NOT_ALLOWED, ERROR, SETTINGS, OPERATOR, "txt-character-not-allowed",
      "The provider does not allow a character of the value at {name}: '{value}'",
      "Publish the value in another way, or use another provider.",
      RFC "1035.html#section-3.3.14" },

    { FINDING_TXT_TOO_LONG, ERROR, SETTINGS, OPERATOR, "txt-too-long",
      "The provider accepts TXT values of at most {other} characters; a value at {name} has {value}.",
      "Use a shorter value (for a key: 1024 bits), or another provider.",
      RFC "1035.html#section-3.3.14" },

    { FINDING_UNDERSCORE_NOT_ALLOWED, ERROR, SETTINGS, OPERATOR, "underscore-not-allowed",
      "The provider does not allow underscores in names, so {value} cannot be published.",
      "Move the zone to a provider that allows them: DKIM and DMARC need them.",
      DG "creating-identities.html" },

    { FINDING_UNKNOWN_DKIM, WARNING, SETTINGS, OPERATOR, "unknown-dkim",
      "The DKIM CNAMEs at {names} belong to no instance in the settings. They may belong to a deleted identity, or to another account or region.",
      "Run 'aws sesv2 get-email-identity' in each account and region that sends, to find their identity, and add the instance. Delete them only if no identity uses them.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_UNKNOWN_FEEDBACK_MX, NOTE, SETTINGS, OPERATOR, "unknown-feedback-mx",
      "{names} has the MX of SES's feedback host in {value}: it is the MAIL FROM domain of an instance that is not in the settings, or of a service built on SES.",
      "No action is needed if that is intended; if it is an instance of yours, add it to the settings.",
      DG "mail-from.html" },

    { FINDING_UNKNOWN_REGION, ERROR, SETTINGS, OPERATOR, "unknown-region",
      "{value} is not a region in which AWS is known to offer SES{other}: records of {instances} that need a host of the region are left out.",
      "Correct the region; or, if SES is available there, set the hosts that SES shows: dkim_hosted_zone, feedback_host, and the host of receiving and of tracking.",
      BOTO },

    { FINDING_UNKNOWN_TOKEN, WARNING, SETTINGS, OPERATOR, "unknown-token",
      "{name} has a verification token that belongs to no instance in the settings: {value}. It may belong to another account or region, or to Amazon WorkMail.",
      "Run 'aws ses get-identity-verification-attributes --identities' with the domain, in each account and region, to find its identity; add the instance, or the token to 'ignored'. Delete it only if no account uses it.",
      API "API_GetIdentityVerificationAttributes.html" },

    { FINDING_UNSIGNED_MAIL_LOST, ERROR, SES, OPERATOR, "unsigned-mail-lost",
      "DKIM signing is disabled in SES, and mail of {instances} from {value} does not pass DMARC through SPF: receivers apply the policy {other} to it.",
      "Enable signing: aws sesv2 put-email-identity-dkim-attributes --signing-enabled.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_VALUE_MISPLACED, WARNING, DNS, CUSTOMER, "value-misplaced",
      "Records that are meant for SES are missing where SES looks for them, and were found at {names}. What is at {value} belongs at {other}.",
      "The plan adds them in the right place; delete those that were found only if no other identity uses them.",
      DG "troubleshoot-verification.html" },

    { FINDING_VALUE_MISTYPED, ERROR, DNS, CUSTOMER, "value-mistyped",
      "{names}: a value that is meant for SES was entered wrongly ({other}). It is now: {value}",
      "Correct the value; or delete it, if nothing else needs it, and let the plan add the right one.",
      DG "troubleshoot-verification.html" },

    { FINDING_VALUE_OF_OTHER_TYPE, WARNING, DNS, CUSTOMER, "value-of-other-type",
      "{name} has a TXT record that is meant for SES ('{value}'); it has to be a record of the type {other}.",
      "The plan adds the right record; then delete the TXT record.",
      DG "mail-from.html" },

    { FINDING_VERIFIED_BUT_DIFFERENT, NOTE, DNS, OPERATOR, "verified-but-different",
      "SES reports SUCCESS for {instances}, although the record at {names} is '{value}' and not '{other}': it is kept.",
      "No action is needed. If the record was changed within the last 72 hours, SES may not have noticed yet: 'aws sesv2 get-email-identity' prints the status.",
      DG "verify-addresses-and-domains.html" },

    { FINDING_VERIFIED_BUT_MISSING, ERROR, PLAN, OPERATOR, "verified-but-missing",
      "SES has verified {name} for {instances} by DKIM, but DNS no longer has all of the records: receivers cannot check its signatures, and SES stops signing once it notices.",
      "Publish the records again at once.",
      DG "troubleshoot-dkim.html" },

    { FINDING_VERIFIED_NOT_PLANNED, WARNING, SETTINGS, OPERATOR, "verified-not-planned",
      "SES has verified {value} {name} ({instances}), but no host is known for {other}, which the plan leaves out.",
      "Set dkim_hosted_zone or feedback_host to the host that SES shows.",
      DG "verify-addresses-and-domains.html" },

    { FINDING_WILDCARD_CNAME_LOST, WARNING, DNS, CUSTOMER, "wildcard-cname-lost",
      "{name} no longer points to {value} once the planned records exist: the wildcard {other}, a CNAME, answers for it today, and no CNAME can be at a name with other records.",
      "Use a name that nothing else uses; or first publish the addresses of {value} at {name}, and at every name below it that needs them.",
      RFC "4592.html#section-2.2.2" },

    { FINDING_WILDCARD_LOST, WARNING, DNS, CUSTOMER, "wildcard-lost",
      "{names} will lose {value} records: the wildcard {other} answers there today, and no longer does once the planned records exist there or below.",
      "First publish the {value} records of {other} at {names}, and at every name below that needs them.",
      RFC "4592.html#section-2.2.2" },

    { FINDING_WILDCARD_LOST_BY_DOMAIN, ERROR, DNS, CUSTOMER, "wildcard-lost-by-domain",
      "{name}, the domain itself, loses its {value} records: the wildcard {other} answers for it today, and no longer does once the planned records below {name} exist.",
      "First publish the {value} records of {other} at {name} itself, and at every name below it that needs them.",
      RFC "4592.html#section-2.2.2" },

    { FINDING_WILDCARD_MX_REPLACED, WARNING, DNS, CUSTOMER, "wildcard-mx-replaced",
      "Mail to addresses at {name} is delivered to {value} today, through the wildcard {other}; once {name} has the planned MX, it goes to SES.",
      "Use another name, if anyone receives mail at {name}.",
      RFC "4592.html#section-2.2.1" },

    { FINDING_WILDCARD_SHADOWED, NOTE, DNS, CUSTOMER, "wildcard-shadowed",
      "{names}: the wildcard {name} answers there today. Once the planned records exist, it no longer answers for these names or for names below them.",
      "No action is needed, unless something relies on the wildcard there.",
      RFC "4592.html#section-2.2.1" },

    { FINDING_WWW_IDENTITY, WARNING, SES, OPERATOR, "www-identity",
      "The identity is {name}, which does not cover {value}; mail is rarely sent from a www name.",
      "Verify {value} instead.",
      DG "creating-identities.html" },

    { FINDING_ZONE_ASSUMED, NOTE, SETTINGS, OPERATOR, "zone-assumed",
      "Neither the settings nor a listing says which zone {name} is in: {value} is assumed, and host names are relative to it.",
      "Set zone to the apex of the zone, load a listing that holds its SOA, or look up the SOA of {name} and of the names above it.",
      RFC "1034.html#section-4.2" },
};
/* clang-format on */

/* The rows are in the order of the enumeration; a test checks this. */
const struct finding_row *sesd_finding_row(enum finding finding)
{
    return &rows[finding];
}
