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
#define OURS false
#define OWNER true

/* clang-format off */
static const struct finding_row rows[FINDING_COUNT] = {
    { FINDING_ADDRESS_UNSIGNED, NOTE, OURS, "address-unsigned",
      "{value} is an SES identity of its own with DKIM switched off: mail from it is not signed as {name}.",
      "Delete the identity of the address, or switch DKIM on for it.",
      DG "troubleshoot-dkim.html" },

    { FINDING_ALIAS_IN_THE_WAY, ERROR, OWNER, "alias-in-the-way",
      "{name} is a Route 53 alias ({value}), which no plain record set may replace.",
      "Use another name, or take the alias away by hand.",
      "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html" },

    { FINDING_ANSWER_TOO_LARGE, ERROR, OURS, "answer-too-large",
      "The {value} set at {name} would make an answer of {other} octets; a DNS message holds 65535.",
      "Let instances that SES verified by DKIM go without their token, so that the set becomes smaller.",
      RFC "1035.html#section-4.2.2" },

    { FINDING_BELOW_DELEGATION, ERROR, OWNER, "below-delegation",
      "{name} is at or below {value}, which is delegated: records written here would not be seen.",
      "Publish them in the zone that {value} is delegated to.",
      RFC "1034.html#section-4.2.1" },

    { FINDING_BELOW_DNAME, ERROR, OWNER, "below-dname",
      "{name} is below {value}, which has a DNAME: records written here would not be seen.",
      "Take the DNAME away, or use names that are not below it.",
      RFC "6672.html#section-2.4" },

    { FINDING_CNAME_BESIDE_OTHERS, ERROR, OURS, "cname-beside-others",
      "{name} is to be a CNAME and to hold other records too ('{value}', '{other}'); DNS allows no data beside a CNAME.",
      "Give each use a name of its own.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_CNAME_DIFFERS, ERROR, OWNER, "cname-differs",
      "{name} is a CNAME to {value}, and {other} is what belongs there.",
      "If nothing needs the target that is there, put the right one in its place.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_CNAME_IN_THE_WAY, ERROR, OWNER, "cname-in-the-way",
      "{name} is a CNAME to {value}; nothing else can stand there.",
      "If it is a mistake or no longer needed, take it away; otherwise use another name.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_DATA_IN_THE_WAY, ERROR, OWNER, "data-in-the-way",
      "{name} holds {value} records, and the CNAME that belongs there allows no other data.",
      "Take them away, if nothing needs them.",
      RFC "1034.html#section-3.6.2" },

    { FINDING_DKIM_KEY_SHORT, NOTE, OURS, "dkim-key-short",
      "SES signs with a key of {value} bits; 2048 are advised.",
      "Set the next signing key length to RSA_2048_BIT, which changes no DNS record; or give SES a longer key of your own.",
      RFC "8301.html#section-3.2" },

    { FINDING_DKIM_KEYS_DIFFER, ERROR, OURS, "dkim-keys-differ",
      "Two keys are to be published at {name}; a selector has one.",
      "Give each key a selector of its own.",
      RFC "6376.html#section-3.6.2.2" },

    { FINDING_DKIM_PROXIED, ERROR, OWNER, "dkim-proxied",
      "{name} answers with {value} records where the DKIM CNAME belongs: a proxy or a flattened CNAME.",
      "Publish it as a plain CNAME, with the proxy switched off (DNS only).",
      "https://developers.cloudflare.com/dns/proxy-status/" },

    { FINDING_DKIM_SIGNING_OFF, ERROR, OURS, "dkim-signing-off",
      "DKIM signing is switched off in SES, so the mail of this instance is not signed.",
      "Switch it on: aws sesv2 put-email-identity-dkim-attributes --signing-enabled.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_DKIM_SWITCH, NOTE, OURS, "dkim-switch",
      "There are Easy DKIM tokens and a key of your own; SES signs with one of them, and mail may go unsigned while it changes over.",
      "Keep both in DNS until SES says SUCCESS, then leave the other out.",
      DG "send-email-authentication-dkim-easy.html" },

    { FINDING_DKIM_TARGET_EMPTY, WARNING, OURS, "dkim-target-empty",
      "{value}, where {name} leads, has no key.",
      "Compare the token and the zone with what SES shows; the identity may have been deleted.",
      DG "troubleshoot-dkim.html" },

    { FINDING_DKIM_TARGETS_DIFFER, ERROR, OURS, "dkim-targets-differ",
      "{name} is to lead to {value} and to {other}; a name has one CNAME.",
      "Read the DKIM tokens and the hosted zone of each instance again: two identities do not share a token.",
      DG "creating-identities.html" },

    { FINDING_DKIM_TOKEN_SHAPE, WARNING, OURS, "dkim-token-shape",
      "The DKIM token '{value}' does not look like those SES issues: 32 letters a to z and digits 2 to 7.",
      "Compare it with what SES shows; a letter may be missing or mistaken.",
      API "API_VerifyDomainDkim.html" },

    { FINDING_DKIM_ZONE_DIFFERS, NOTE, OURS, "dkim-zone-differs",
      "SES says the keys are in {value}; AWS's table of regions says {other}.",
      "Nothing: the zone from the API is used, since it varies by region and cell.",
      DG "creating-identities.html" },

    { FINDING_DKIM_ZONE_UNKNOWN, ERROR, OURS, "dkim-zone-unknown",
      "It is not known in which zone {value} keeps its DKIM keys, so the DKIM records of its instances are left out.",
      "Give the SigningHostedZone that 'aws sesv2 get-email-identity' prints.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_DMARC_EXTERNAL_REPORTS, WARNING, OURS, "dmarc-external-reports",
      "Reports go to {value}, which says at {other} that it does not take them.",
      "Ask the owner of {value} to publish \"v=DMARC1\" there, or use an address of your own.",
      RFC "9990.html" },

    { FINDING_DMARC_EXTERNAL_UNKNOWN, NOTE, OURS, "dmarc-external-unknown",
      "Reports go to {value}, another organization; it has to publish \"v=DMARC1\" at {other} to take them.",
      "Ask the owner of {value}, unless it is there already.",
      RFC "9990.html" },

    { FINDING_DMARC_FIRST_STRONG, WARNING, OURS, "dmarc-first-strong",
      "The first DMARC policy of {name} is to be {value}: mail that does not align would be affected at once.",
      "Begin with p=none, read the reports, then go on.",
      RFC "9989.html" },

    { FINDING_DMARC_INHERITED, NOTE, OURS, "dmarc-inherited",
      "{name} has no DMARC record of its own; the one at {value} applies to it: {other}.",
      "Nothing, if that is what you want.",
      RFC "9989.html" },

    { FINDING_DMARC_IS_CNAME, NOTE, OURS, "dmarc-is-cname",
      "{name} is a CNAME to {value}: whoever owns that sets the DMARC policy, and none is published here.",
      "Nothing, if that is what you want.",
      RFC "9989.html" },

    { FINDING_DMARC_KEPT, NOTE, OURS, "dmarc-kept",
      "{name} has a DMARC record, which stays: {value}",
      "If the one from the settings is to replace it, do so by hand.",
      RFC "9989.html" },

    { FINDING_DMARC_MALFORMED, ERROR, OWNER, "dmarc-malformed",
      "The DMARC record at {name} has no valid policy, and no address for reports: receivers ignore it.",
      "Correct its policy tags: p, sp and np.",
      RFC "9989.html" },

    { FINDING_DMARC_NO_P, NOTE, OURS, "dmarc-no-p",
      "The DMARC record of {name} has no p tag: it counts as none, and older receivers ignore the record.",
      "Write the policy out, right after the version.",
      RFC "9989.html" },

    { FINDING_DMARC_OVERRIDES, WARNING, OURS, "dmarc-overrides",
      "The DMARC record to be published at {name} takes the place of the policy at {value}, which applied until now: {other}.",
      "See that it is not weaker than what the organization wants.",
      RFC "9989.html" },

    { FINDING_DMARC_P_LATE, NOTE, OURS, "dmarc-p-late",
      "The p tag of the DMARC record of {name} does not come second, as receivers that follow RFC 7489 want.",
      "Write p right after the version.",
      RFC "7489.html#section-6.4" },

    { FINDING_DMARC_SEVERAL, ERROR, OWNER, "dmarc-several",
      "{name} has more than one DMARC record; receivers ignore them all.",
      "Take all but one away.",
      RFC "9989.html" },

    { FINDING_DMARC_STRICT_DKIM, WARNING, OURS, "dmarc-strict-dkim",
      "DMARC asks for strict DKIM alignment, and SES signs as {name}: mail from {value} does not align.",
      "Use adkim=r, or an SES identity for {value}.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_DMARC_STRICT_SPF, WARNING, OURS, "dmarc-strict-spf",
      "DMARC asks for strict SPF alignment, which mail of SES never has: its MAIL FROM is a subdomain.",
      "Use aspf=r.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_DMARC_TAG_INVALID, WARNING, OURS, "dmarc-tag-invalid",
      "The tag '{value}' of the DMARC record of {name} has a value that is not valid; receivers use the default.",
      "Correct it.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_REMOVED, NOTE, OURS, "dmarc-tag-removed",
      "The tag '{value}' of the DMARC record of {name} has gone with RFC 9989; only older receivers heed it.",
      "Do without it.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_TWICE, WARNING, OURS, "dmarc-tag-twice",
      "The tag '{value}' is twice in the DMARC record of {name}.",
      "Take one away: which one counts is not defined.",
      RFC "9989.html" },

    { FINDING_DMARC_TAG_UNKNOWN, NOTE, OURS, "dmarc-tag-unknown",
      "Receivers ignore the tag '{value}' of the DMARC record of {name}.",
      "See that it is no misspelling.",
      RFC "9989.html" },

    { FINDING_DOUBLED_SUFFIX, ERROR, OWNER, "doubled-suffix",
      "There is a record at {value}: the domain is there twice, so nobody asks for it.",
      "The panel adds the domain itself: enter the host without it.",
      DG "troubleshoot-verification.html" },

    { FINDING_EXTRA_UNDERSCORE, WARNING, OWNER, "extra-underscore",
      "There is a record at {value}, with an underscore too many; only _domainkey has one.",
      "Publish it at {name}.",
      DG "creating-identities.html" },

    { FINDING_FEW_DKIM_TOKENS, WARNING, OURS, "few-dkim-tokens",
      "There are fewer than three DKIM tokens; Easy DKIM uses three.",
      "Read the tokens again: 'aws sesv2 get-email-identity' prints all three.",
      API "API_VerifyDomainDkim.html" },

    { FINDING_FOREIGN_MX, ERROR, OWNER, "foreign-mx",
      "{name} has the MX '{value}'; SES wants its own and no other there ('{other}').",
      "If nothing needs that MX, take it away; otherwise use another name.",
      DG "mail-from.html" },

    { FINDING_FROM_NOT_COVERED, ERROR, OURS, "from-not-covered",
      "Mail from {value} is not covered by the identity {name}: SES refuses it.",
      "Verify {value} as an identity of its own.",
      DG "creating-identities.html" },

    { FINDING_KEY_TESTING, NOTE, OWNER, "key-testing",
      "The key record at {name} says it is a test (t=y); verifiers may treat such mail as unsigned.",
      "Take the t tag away once signing works.",
      RFC "6376.html#section-3.6.1" },

    { FINDING_KEY_UNUSABLE, ERROR, OWNER, "key-unusable",
      "The key record at {name} has tags that keep it from verifying the mail of SES.",
      "Publish it as \"p=\" and the key.",
      RFC "6376.html#section-3.6.1" },

    { FINDING_LARGE_ANSWER, NOTE, OURS, "large-answer",
      "The answer with the {value} set at {name} has {other} octets; over 1232, resolvers ask again over TCP.",
      "See that the name servers can be reached over TCP.",
      RFC "9715.html" },

    { FINDING_LARGE_SET, WARNING, OURS, "large-set",
      "The {value} set at {name} has {other} records; BIND refuses a zone with more than 100 in one set, and its checker does not say so.",
      "Raise max-records-per-type in BIND, or let instances that SES verified by DKIM go without their token.",
      "https://bind9.readthedocs.io/en/stable/reference.html#namedconf-statement-max-records-per-type" },

    { FINDING_MAIL_FROM_ACROSS_REGIONS, ERROR, OURS, "mail-from-across-regions",
      "The MAIL FROM name {name} is used in more than one region; it would need '{value}' and '{other}', and SES wants exactly one MX.",
      "Use a MAIL FROM name for each region, or name the region whose MX is to serve them all (mail_from_sharing).",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_DIFFERS, ERROR, OURS, "mail-from-differs",
      "SES uses the MAIL FROM name {value}; the records are for {name}.",
      "Set one of them right: aws sesv2 put-email-identity-mail-from-attributes.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_IS_FROM, ERROR, OURS, "mail-from-is-from",
      "The MAIL FROM name {name} is also a From domain; it may serve nothing but bounces.",
      "Give MAIL FROM a name of its own.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_NOT_BELOW, ERROR, OURS, "mail-from-not-below",
      "The MAIL FROM name {name} is not below {value}, so its records are left out.",
      "Use a subdomain of the domain that is used for nothing else.",
      APIv2 "API_PutEmailIdentityMailFromAttributes.html" },

    { FINDING_MAIL_FROM_NOT_SET, WARNING, OURS, "mail-from-not-set",
      "SES has not been told of the MAIL FROM name {name}, so its records do nothing.",
      "Once they are published: aws sesv2 put-email-identity-mail-from-attributes.",
      DG "mail-from.html" },

    { FINDING_MAIL_FROM_SHARED, WARNING, OURS, "mail-from-shared",
      "{name} serves several regions with the MX of {value}, as asked; whether SES calls it verified in the others is not documented any more.",
      "Watch the MAIL FROM status of every instance, and prefer a name for each region.",
      DG "regions.html" },

    { FINDING_MAIL_FROM_SHARED_REJECTS, ERROR, OURS, "mail-from-shared-rejects",
      "{name} has the MX '{value}', which is not that of this instance's region, and the instance rejects mail when SES does not find its own MX.",
      "Set the behaviour on MX failure to USE_DEFAULT_VALUE, or use a MAIL FROM name for each region.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_MAIL_FROM_USED_OTHERWISE, ERROR, OURS, "mail-from-used-otherwise",
      "The MAIL FROM name {name} is used for something else as well; it may serve nothing but bounces.",
      "Give MAIL FROM a name of its own.",
      DG "mail-from.html" },

    { FINDING_MX_WRONG_SUFFIX, ERROR, OWNER, "mx-wrong-suffix",
      "{name} has the MX '{value}': bounces go to amazonses.com, amazonaws.com is for receiving.",
      "Take it away, and publish the right one.",
      DG "mail-from.html" },

    { FINDING_NAME_TOO_LONG, ERROR, OURS, "name-too-long",
      "A record is left out, for its name would have over 253 octets: {value}",
      "Use a shorter domain as the identity.",
      RFC "1035.html#section-2.3.4" },

    { FINDING_NO_ALIGNED_PATH, ERROR, OURS, "no-aligned-path",
      "Mail of this instance from {value} passes DMARC by neither SPF nor DKIM.",
      "Switch DKIM on, or set a MAIL FROM name and relaxed SPF alignment.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_NO_DKIM, WARNING, OURS, "no-dkim",
      "No DKIM is given for this instance: its mail is not signed as {name}.",
      "Set up Easy DKIM, and give its three tokens.",
      DG "send-email-authentication-dkim.html" },

    { FINDING_NO_DMARC, WARNING, OURS, "no-dmarc",
      "No DMARC record is to be published for {name}, and none is known to be there.",
      "Publish one at _dmarc.{name}; 'v=DMARC1; p=none; rua=mailto:...' changes nothing and shows who sends as the domain.",
      RFC "9989.html" },

    { FINDING_NO_MAIL_FROM, NOTE, OURS, "no-mail-from",
      "Without a MAIL FROM name the envelope is amazonses.com: SPF passes, and does not align with {name}.",
      "Set a MAIL FROM name if DMARC is to have two legs.",
      DG "mail-from.html" },

    { FINDING_NO_UNDERSCORES, ERROR, OWNER, "no-underscores",
      "The provider takes no underscore in names, so {value} cannot be published.",
      "Move the zone to a provider that does; DKIM and DMARC need it.",
      DG "creating-identities.html" },

    { FINDING_NOTHING_VERIFIES, ERROR, OURS, "nothing-verifies",
      "Nothing is given that verifies {name}: neither DKIM nor a verification token.",
      "Create the identity, and give the tokens that 'aws sesv2 get-email-identity' prints.",
      DG "creating-identities.html" },

    { FINDING_NULL_MX, ERROR, OWNER, "null-mx",
      "{name} has a null MX, which says that it takes no mail; no other MX may stand beside it.",
      "Take it away, or use another name.",
      RFC "7505.html#section-3" },

    { FINDING_ONE_ALIGNED_PATH, NOTE, OURS, "one-aligned-path",
      "Mail of this instance from {value} passes DMARC by {other} alone.",
      "A second path keeps mail passing when one breaks, as after forwarding.",
      DG "send-email-authentication-dmarc.html" },

    { FINDING_ONE_TXT_VALUE, ERROR, OURS, "one-txt-value",
      "The provider takes one TXT value at a name, and both places for tokens are taken: '{value}' is left out.",
      "Let SES verify the instance by DKIM.",
      DG "troubleshoot-verification.html" },

    { FINDING_OTHER_DNS, WARNING, OURS, "other-dns",
      "SES saw {name} at the name server {value}; the records given come from {other}.",
      "See which of the two the domain is delegated to, and publish there.",
      APIv2 "API_VerificationInfo.html" },

    { FINDING_OUTSIDE_ZONE, ERROR, OURS, "outside-zone",
      "{name} is not within the zone {value}, so its records are left out.",
      "Publish them in the zone that holds the name.",
      RFC "1034.html#section-4.2" },

    { FINDING_OWN_KEY_IN_THE_WAY, ERROR, OWNER, "own-key-in-the-way",
      "{name} has another key than the one given.",
      "If it is no longer used, take it away; otherwise use another selector.",
      RFC "6376.html#section-3.6.2.2" },

    { FINDING_OWN_KEY_REVOKED, ERROR, OWNER, "own-key-revoked",
      "The key at {name} has been revoked (its p tag is empty).",
      "Use another selector.",
      RFC "6376.html#section-3.6.1" },

    { FINDING_OWN_KEY_UNKNOWN, ERROR, OURS, "own-key-unknown",
      "SES signs with a key of your own, and no API gives the public key, so its record is left out.",
      "Give the selector and the public key.",
      APIv2 "API_DkimAttributes.html" },

    { FINDING_PARENT_LEAVES_FIRST, ERROR, OURS, "parent-leaves-first",
      "This instance uses the DKIM keys of {value}, whose identity is to go first; SES refuses that while there are replicas.",
      "Retire the replicas first, or give them keys of their own.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_RECEIVING_ACROSS_REGIONS, ERROR, OURS, "receiving-across-regions",
      "{name} is to receive at '{value}' and at '{other}'; AWS does not say what mail does then.",
      "Receive in one region, or at a name for each.",
      DG "receiving-email-mx-record.html" },

    { FINDING_RECEIVING_NOT_OFFERED, ERROR, OURS, "receiving-not-offered",
      "SES is not known to receive mail in {value}, so the MX at {name} is left out.",
      "Receive in a region that offers it.",
      ENDPOINTS },

    { FINDING_RECEIVING_OUTSIDE, ERROR, OURS, "receiving-outside",
      "{name} is neither the domain nor below it, so its MX is left out.",
      "Receive at the domain or at a subdomain.",
      DG "receiving-email-mx-record.html" },

    { FINDING_REJECT_BEFORE_VERIFIED, ERROR, OURS, "reject-before-verified",
      "SES rejects mail while the MX of {name} is not found, and has not verified it yet.",
      "Use USE_DEFAULT_VALUE until the MAIL FROM status is SUCCESS.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_REJECT_UNVERIFIED, WARNING, OURS, "reject-unverified",
      "SES rejects mail while the MX of {name} is not found, and whether it has verified it is not known.",
      "Use USE_DEFAULT_VALUE until the MAIL FROM status is SUCCESS.",
      APIv2 "API_MailFromAttributes.html" },

    { FINDING_REMOVAL_WAITS, NOTE, OURS, "removal-waits",
      "What retired instances leave is not removed yet: this active instance is not verified.",
      "Go on once SES says SUCCESS for it, or set the option plan.removal to always.",
      DG "troubleshoot-dkim.html" },

    { FINDING_REPLICA_OF_OWN_KEY, ERROR, OURS, "replica-of-own-key",
      "This instance is a replica of the identity in {value}, which signs with a key of its own; only Easy DKIM can be replicated.",
      "Set up Easy DKIM in {value}, or here.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICA_OF_REPLICA, ERROR, OURS, "replica-of-replica",
      "This instance is a replica of the identity in {value}, which is a replica itself.",
      "Replicate the first one.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICA_WITHOUT_PARENT, ERROR, OURS, "replica-without-parent",
      "This instance signs with the keys of {value}, and neither its tokens nor that instance are given.",
      "Give the tokens that 'aws sesv2 get-email-identity' prints.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_REPLICATION_FAILED, ERROR, OURS, "replication-failed",
      "SES cannot copy the DKIM keys of the identity this one is a replica of: {value}.",
      "See that the parent is there, has Easy DKIM and is no replica, and that this account may use ses:ReplicateEmailIdentityDKIMSigningKey on it.",
      DG "send-email-authentication-dkim-deed.html" },

    { FINDING_ROUTED_IN_THE_WAY, ERROR, OWNER, "routed-in-the-way",
      "{name} has {value} records by a routing policy of Route 53, which no plain record set may replace.",
      "Use another name, or take them away by hand.",
      "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html" },

    { FINDING_SAME_ACCOUNT_AND_REGION, ERROR, OURS, "same-account-and-region",
      "{value} in {other} is there more than once, and active; SES has one identity of {name} there.",
      "Set the one that holds what was issued before to draining or retired.",
      DG "creating-identities.html" },

    { FINDING_SANDBOX, WARNING, OURS, "sandbox",
      "The account is in the SES sandbox of its region: it sends to verified addresses only.",
      "Ask AWS for production access.",
      DG "request-production-access.html" },

    { FINDING_SECRET_PUBLISHED, ERROR, OWNER, "secret-published",
      "{name} publishes a private key: whoever looks it up can sign mail as the domain.",
      "Take it away at once, make a new pair of keys, and use another selector.",
      RFC "6376.html#section-8" },

    { FINDING_SES_ERROR, NOTE, OURS, "ses-error",
      "SES says {value} of its last look at {name}.",
      "Compare the records with what SES issued, and see that the zone is delegated.",
      APIv2 "API_VerificationInfo.html" },

    { FINDING_SES_FAILED, WARNING, OURS, "ses-failed",
      "SES has given up on {value} of {name}: it looks for 72 hours.",
      "Publish the records, then start again in SES.",
      DG "troubleshoot-verification.html" },

    { FINDING_SES_FAILED_BUT_RIGHT, WARNING, OURS, "ses-failed-but-right",
      "SES has given up on {value} of {name}, and DNS is right now: it does not look again by itself.",
      "Start it again in SES.",
      DG "troubleshoot-verification.html" },

    { FINDING_SES_UNSTEADY, WARNING, OURS, "ses-unsteady",
      "SES finds {value} of {name} at times only.",
      "See that all name servers of the zone give the same answers.",
      DG "troubleshoot-dkim.html" },

    { FINDING_SET_OVER_ROUTE53, WARNING, OURS, "set-over-route53",
      "The {value} set at {name} has {other} records; Route 53 takes 400.",
      "Let instances that SES verified by DKIM go without their token.",
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html" },

    { FINDING_SPF_AFTER_ALL, NOTE, OURS, "spf-after-all",
      "The SPF record of {name} has terms after all, which nobody evaluates: {value}",
      "Move them to the front of all, or take them away.",
      RFC "7208.html#section-5.1" },

    { FINDING_SPF_DENIES, ERROR, OWNER, "spf-denies",
      "The SPF record of {name} denies amazonses.com: {value}",
      "Take that term away, if it is not meant.",
      RFC "7208.html#section-4.6.2" },

    { FINDING_SPF_LARGE, WARNING, OURS, "spf-large",
      "The TXT records of {name} have {value} octets together; over 450, the answer may not fit a UDP message.",
      "Move what SES does not need to another name.",
      RFC "7208.html#section-3.4" },

    { FINDING_SPF_LEADS_NOWHERE, ERROR, OWNER, "spf-leads-nowhere",
      "'{value}' in the SPF record of {name} leads to a name without one valid SPF record; receivers take that as an error.",
      "Take the term away, or see to the record there.",
      RFC "7208.html#section-5.2" },

    { FINDING_SPF_LOOKALIKE, WARNING, OURS, "spf-lookalike",
      "The SPF record of {name} has {value}, which looks like amazonses.com and is not.",
      "Correct it, if it was meant for SES.",
      RFC "7208.html#section-5.2" },

    { FINDING_SPF_MALFORMED, ERROR, OWNER, "spf-malformed",
      "The SPF record of {name} is not valid ({other}), which receivers take as an error: {value}",
      "Correct it.",
      RFC "7208.html#section-4.6" },

    { FINDING_SPF_MERGED, NOTE, OURS, "spf-merged",
      "The SPF record of {name} does not authorise SES; include:amazonses.com is put in: {value}",
      "Nothing: all other terms stay as they are.",
      RFC "7208.html#section-4.6.2" },

    { FINDING_SPF_NO_ALL, NOTE, OURS, "spf-no-all",
      "The SPF record of {name} ends without all or redirect, so it says nothing of hosts that it does not list.",
      "Put ~all at its end; SES's own advice on SPF looks for it.",
      DG "vdm-advisor.html" },

    { FINDING_SPF_OVER_512, WARNING, OURS, "spf-over-512",
      "The answer with the TXT records of {name} has {value} octets; over 512, a plain UDP message does not hold it.",
      "Move what SES does not need to another name.",
      RFC "7208.html#section-3.4" },

    { FINDING_SPF_SEVERAL, ERROR, OWNER, "spf-several",
      "{name} has more than one SPF record; receivers take that as an error.",
      "Merge them by hand into one.",
      RFC "7208.html#section-4.5" },

    { FINDING_SPF_TOO_MANY_LOOKUPS, ERROR, OWNER, "spf-too-many-lookups",
      "The SPF record of {name} asks DNS {value} times or more; over 10 is an error.",
      "Take terms away that are no longer needed.",
      RFC "7208.html#section-4.6.4" },

    { FINDING_SPF_VOIDS, WARNING, OURS, "spf-voids",
      "The SPF record of {name} asks {value} times for what is not there; over 2 is an error to some receivers.",
      "Take those terms away.",
      RFC "7208.html#section-4.6.4" },

    { FINDING_STAYS_BEHIND, NOTE, OURS, "stays-behind",
      "{name} {value} was used by retired instances only, and stays: other uses of it cannot be seen.",
      "Take it away by hand, if nothing needs it.",
      DG "mail-from.html" },

    { FINDING_TARGET_DOUBLED, ERROR, OWNER, "target-doubled",
      "{name} leads to {value}: the zone was added to the target.",
      "End the target with a dot, or enter it the way the panel wants it.",
      DG "troubleshoot-dkim.html" },

    { FINDING_TARGET_STRAY, ERROR, OWNER, "target-stray",
      "{name} leads to {value}: blanks or quotation marks were pasted along with the target.",
      "Enter the target without them.",
      DG "troubleshoot-dkim.html" },

    { FINDING_TARGET_WRONG_SUFFIX, ERROR, OWNER, "target-wrong-suffix",
      "{name} is a CNAME to {value}: SES has its keys at amazonses.com, not at amazonaws.com.",
      "Correct the target.",
      DG "troubleshoot-dkim.html" },

    { FINDING_TOKEN_BLANKS, ERROR, OWNER, "token-blanks",
      "{name} has the token '{value}' with blanks or quotation marks around it; SES compares exactly.",
      "Correct the value.",
      DG "troubleshoot-verification.html" },

    { FINDING_TOKEN_CASE, ERROR, OWNER, "token-case",
      "{name} has the token '{value}' in other letters, upper and lower case; SES compares exactly.",
      "If the provider changes the case, let SES verify the domain by DKIM.",
      DG "troubleshoot-verification.html" },

    { FINDING_TOKEN_SHAPE, WARNING, OURS, "token-shape",
      "The verification token '{value}' does not look like those SES issues: 44 characters of Base64.",
      "Compare it with what SES shows; a letter may be missing or mistaken.",
      API "API_IdentityVerificationAttributes.html" },

    { FINDING_TRACKING_ACROSS_REGIONS, ERROR, OURS, "tracking-across-regions",
      "{name} is to track for '{value}' and for '{other}'; a name has one CNAME.",
      "Use a tracking name for each region.",
      DG "configure-custom-open-click-domains.html" },

    { FINDING_TRACKING_NOT_DEDICATED, ERROR, OURS, "tracking-not-dedicated",
      "{name} is to be a CNAME for tracking, and it is the domain or the zone itself, which has other records.",
      "Use a subdomain that is used for nothing else.",
      DG "configure-custom-open-click-domains.html" },

    { FINDING_TRACKING_NOT_KNOWN, ERROR, OURS, "tracking-not-known",
      "The tracking host of {value} is not documented, so the CNAME at {name} is left out.",
      "Ask AWS for the host, and publish it by hand.",
      ENDPOINTS },

    { FINDING_TTL_CHANGED, NOTE, OURS, "ttl-changed",
      "The provider takes TTLs from {value} to {other} seconds, and new records get the nearest.",
      "Nothing.",
      RFC "2181.html#section-8" },

    { FINDING_TTLS_DIFFER, NOTE, OWNER, "ttls-differ",
      "The records of the {value} set at {name} have different TTLs, which one set should not have; the lowest is used.",
      "Give all records of the set one TTL.",
      RFC "2181.html#section-5.2" },

    { FINDING_TXT_BESIDE_KEY, ERROR, OWNER, "txt-beside-key",
      "{name} has a TXT beside the key, or instead of it: '{value}'. A selector has one TXT, the key.",
      "Take it away.",
      RFC "6376.html#section-3.6.2.2" },

    { FINDING_TXT_REFUSED, ERROR, OWNER, "txt-refused",
      "The provider does not take this value at {name}, for a character in it: '{value}'",
      "Publish it in another way, or at another provider.",
      RFC "1035.html#section-3.3.14" },

    { FINDING_TXT_TOO_LONG, ERROR, OWNER, "txt-too-long",
      "The provider takes TXT values of {other} characters, and one at {name} has {value}.",
      "Use a shorter value (for a key: 1024 bits), or another provider.",
      RFC "1035.html#section-3.3.14" },

    { FINDING_UNKNOWN_REGION, WARNING, OURS, "unknown-region",
      "{value} is not among the SES regions this version knows; its hosts are named by AWS's pattern.",
      "See that the region is spelt right, and that SES is offered there.",
      ENDPOINTS },

    { FINDING_UNKNOWN_SES_RECORDS, WARNING, OURS, "unknown-ses-records",
      "There are SES records of no instance in the settings ({other}), such as {value} at {name}: whoever has that account can send as the domain.",
      "Add the instance they belong to, or take them away by hand.",
      DG "creating-identities.html" },

    { FINDING_VERIFIED_BUT_MISSING, ERROR, OURS, "verified-but-missing",
      "SES says {value} of {name} is verified, and DNS no longer has its records; SES revokes it, after 72 hours at the latest for a token.",
      "Publish them again at once.",
      DG "troubleshoot-dkim.html" },

    { FINDING_WAITS_FOR_DRAINING, WARNING, OURS, "waits-for-draining",
      "{name} still serves an instance that is draining ('{other}'), so '{value}' waits: there can be only one.",
      "Go on once it is retired, or use another name.",
      DG "mail-from.html" },

    { FINDING_WILDCARD_STOPS, NOTE, OWNER, "wildcard-stops",
      "{name} answers for {value} today; once records are there, it answers no more for that name or any below it.",
      "If something there relies on it, publish that too.",
      RFC "4592.html#section-2.2.1" },

    { FINDING_WWW_IDENTITY, WARNING, OURS, "www-identity",
      "The identity is {name}; mail is seldom sent from www, and it does not cover {value}.",
      "Verify {value} instead.",
      DG "creating-identities.html" },
};
/* clang-format on */

/* The rows stand in the order of the enumeration; a test sees to that. */
const struct finding_row *sesd_finding_row(enum finding finding)
{
    return &rows[finding];
}
