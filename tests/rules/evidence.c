/* SPDX-License-Identifier: MIT */
/* What SES reports against what DNS holds, and against what tables expect. */
#include "keys.h"
#include "rules.h"

#define CNAMES(x, zone)                                                       \
    RECORD(x##1 "._domainkey." D, "CNAME", x##1 "." zone ".")                 \
    "," RECORD(x##2 "._domainkey." D, "CNAME", x##2 "." zone ".") "," RECORD( \
        x##3 "._domainkey." D, "CNAME", x##3 "." zone ".")
#define USUAL "dkim.amazonses.com"
#define CELL "a31d.dkim.us-east-1.amazonses.com"
#define POLICY(p) TXT("_dmarc." D, "v=DMARC1; p=" p)
#define OK(x)                                                                 \
    "{" A "," DKIM_WITH(x, "'verification_status':'success',"                 \
                           "'dkim_status':'success'") "}"
#define PENDING(state, more)                                                  \
    "{" A                                                                     \
    "," DKIM_WITH(KA, "'verification_status':'success','dkim_status':'" state \
                      "'" more) "}"
#define PLAIN(zone, instances)                                                \
    "{'domain':'" D "'," ZONE_IS(zone) ",'instances':[" instances "]}"
#define FEEDBACK(region) "10 feedback-smtp." region ".amazonses.com."
#define M "m." D
#define MX(host) RECORD(M, "MX", host)
#define SPF TXT(M, "v=spf1 include:amazonses.com ~all")
#define MAIL_OK MAIL_WITH(M, "'mail_from_status':'success'")
#define OWN "'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024 "'}]"
#define EXTERNAL(status)                                                      \
    "{" A ",'aws':[{'DkimAttributes':{'SigningAttributesOrigin':'EXTERNAL',"  \
    "'Status':'" status "','SigningEnabled':true,'Tokens':['s1']}}]}"
#define LEGACY "{" A ",'verification_status':'success'}"
#define DKIM_API V2 "API_DkimAttributes.html"
#define LISTS V1 "API_GetIdentityVerificationAttributes.html"
#define CHECKS DG "verify-addresses-and-domains.html"

static const struct rule_case cases[] = {
    /* the zone of the DKIM keys */
    { "a cell, and SES did not say the zone",
      PLAIN(CNAMES(KA, CELL) "," POLICY("none"), OK(KA)), NULL,
      "dkim-zone-assumed(a) one-aligned-identifier(a)", DKIM_API },
    { "a cell, and SES's status is not known",
      PLAIN(CNAMES(KA, CELL) "," POLICY("none"), "{" A "," DKIM(KA) "}"), NULL,
      "dkim-zone-assumed(a)", DKIM_API },
    { "the usual zone", PLAIN(CNAMES(KA, USUAL) "," POLICY("none"), OK(KA)),
      NULL, "-dkim-zone-assumed one-aligned-identifier(a)", DKIM_API },
    { "the zone is known, and DNS has another",
      PLAIN(CNAMES(KA, CELL) "," POLICY("none"),
            "{" A ",'dkim_hosted_zone':'" USUAL "'," DKIM(KA) "}"),
      NULL, "cname-differs(a)", DKIM_API },
    { "the same, and SES has verified it",
      PLAIN(CNAMES(KA, CELL) "," POLICY("none"),
            "{" A ",'dkim_hosted_zone':'" USUAL
            "'," DKIM_WITH(KA, "'dkim_status':'success'") "}"),
      NULL, "verified-but-different(a) -no-aligned-identifier", CHECKS },
    { "a chain, and SES has verified it",
      PLAIN(CNAMES(KA, "vendor.example") "," POLICY("reject"), OK(KA)), NULL,
      "verified-but-different(a) -mail-lost", CHECKS },
    { "a chain, and SES's status is not known",
      PLAIN(CNAMES(KA, "vendor.example") "," POLICY("none"),
            "{" A "," DKIM(KA) "}"),
      NULL, "dkim-chain(a)", "RFC 1034 section 3.6.2" },
    { "a CNAME at a MAIL FROM domain that SES has verified, where a retired "
      "instance has its tracking name",
      PLAIN(RECORD("m." D, "CNAME", "vendor.example.") "," POLICY("none"),
            "{" A "," MAIL("m." D) ",'mail_from_status':'success'},{" C
                                   ",'state':'retired','tracking':'m." D "'}"),
      "= m CNAME vendor.example [a]\n",
      "no-identity(a) verified-but-different(a)", CHECKS },
    { "a chain into the zone, where it ends",
      PLAIN(CNAMES(KA, "x." D) "," POLICY("none"), "{" A "," DKIM(KA) "}"),
      NULL, "cname-differs(a)", "RFC 1034 section 3.6.2" },
    { "addresses, and SES has verified DKIM",
      PLAIN(RECORD(KA1 "._domainkey." D, "A", "192.0.2.1") "," RECORD(
                KA2 "._domainkey." D, "A",
                "192.0.2.1") "," RECORD(KA3 "._domainkey." D, "A",
                                        "192.0.2.1") "," POLICY("none"),
            OK(KA)),
      NULL, "verified-but-different(a)", CHECKS },
    { "a delegation, and SES has verified DKIM",
      PLAIN(RECORD("_domainkey." D, "NS", "ns.example.") "," POLICY("none"),
            OK(KA)),
      NULL, "-below-delegation one-aligned-identifier(a)", CHECKS },

    /* BYODKIM */
    { "the key is in DNS only",
      PLAIN(TXT("s1._domainkey." D, "p=" RSA_1024) "," POLICY("none"),
            EXTERNAL("SUCCESS")),
      NULL, "byodkim-key-from-dns(a) one-aligned-identifier(a)", DKIM_API },
    { "the key is nowhere, and SES has verified it",
      SETUP(EXTERNAL("SUCCESS")), NULL,
      "byodkim-key-not-given(a) one-aligned-identifier(a)", DKIM_API },
    { "the key is nowhere, and SES has not verified it",
      SETUP(EXTERNAL("PENDING")), NULL,
      "byodkim-key-unknown(a) -one-aligned-identifier", DKIM_API },
    { "another key than the one given, and SES has verified it",
      PLAIN(TXT("s1._domainkey." D, "p=" RSA_1024_OTHER) "," POLICY("none"),
            "{" A "," OWN ",'dkim_status':'success'}"),
      NULL, "verified-but-different(a)", CHECKS },
    { "an own key is planned beside Easy DKIM, with p=reject",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject"),
            "{" A "," OWN "," DKIM_WITH(KA, "'dkim_status':'success'") "}"),
      NULL, "dkim-change-rejected(a) -verified-but-missing",
      DG "send-email-authentication-dkim-easy.html" },
    { "the same with p=none",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"),
            "{" A "," OWN "," DKIM_WITH(KA, "'dkim_status':'success'") "}"),
      NULL, "easy-dkim-and-byodkim(a) -verified-but-missing",
      DG "send-email-authentication-dkim-easy.html" },

    /* the MAIL FROM domain */
    { "another MX, and SES has verified it",
      PLAIN(CNAMES(KA, USUAL) "," MX("0 bounce.example.") "," SPF
                                                          "," POLICY("none"),
            "{" A "," DKIM(KA) "," MAIL_OK "}"),
      NULL, "verified-but-different(a)", CHECKS },
    { "a CNAME, and SES has verified it",
      PLAIN(CNAMES(KA, USUAL) "," RECORD(M, "CNAME",
                                         "x.example.") "," POLICY("none"),
            "{" A "," DKIM(KA) "," MAIL_OK "}"),
      NULL, "verified-but-different(a)", CHECKS },
    { "its MX is gone",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"),
            "{" A "," DKIM(KA) "," MAIL_OK "}"),
      NULL, "mail-from-missing(a)", DG "mail-from.html" },
    { "its MX is gone, and SES rejects mail",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"),
            "{" A "," DKIM(KA) ",'on_mx_failure':'reject-message'," MAIL_OK
                               "}"),
      NULL, "mail-from-missing-rejects(a)", V2 "API_MailFromAttributes.html" },
    { "its MX is there, and SES rejects mail",
      PLAIN(CNAMES(KA, USUAL) "," MX(FEEDBACK("us-east-1")) "," SPF
                                                            "," POLICY("none"),
            "{" A "," DKIM(KA) ",'on_mx_failure':'reject-message'," MAIL_OK
                               "}"),
      NULL, "", V2 "API_MailFromAttributes.html" },
    { "a second region takes its name: the second is in conflict",
      PLAIN(MX(FEEDBACK("us-east-1")) "," SPF "," POLICY("none"),
            "{" A "," DKIM(KA) "," MAIL_OK "},{" B
                               "," DKIM(KB) "," MAIL(M) "}"),
      DKIM_SETS(KA, "[a]")
          DKIM_SETS(KB, "[b]") "= m MX 10 feedback-smtp.us-east-1."
                               "amazonses.com [a]\n"
                               "= m TXT v=spf1 include:amazonses.com ~all "
                               "[a b]\n",
      "name-in-use(b)", DG "mail-from.html" },
    { "neither is there, nor verified",
      PLAIN(POLICY("none"), "{" A "," DKIM(KA) "," MAIL(M) "},{" B "," DKIM(
                                KB) "," MAIL(M) "}"),
      NULL, "mail-from-across-regions(a,b)", DG "mail-from.html" },
    { "nothing is known of DNS, and SES has verified one",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) "},{" B "," DKIM(KB) "," MAIL_OK
                                                                "}"),
      NULL, "name-in-use(a)", DG "mail-from.html" },

    /* mail that is lost now */
    { "pending, with p=reject",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject"), PENDING("pending", "")),
      NULL, "mail-lost(a)", DG "send-email-authentication-dmarc.html" },
    { "failed, with p=quarantine",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("quarantine"), PENDING("failed", "")),
      NULL, "mail-lost(a) ses-failed-but-published(a)", CHECKS },
    { "TEMPORARY_FAILURE, with p=reject",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject"),
            PENDING("temporary-failure", "")),
      NULL, "mail-lost(a) ses-temporary-failure(a)", CHECKS },
    { "pending, with p=reject and a MAIL FROM domain that works",
      PLAIN(CNAMES(KA, USUAL) "," MX(FEEDBACK("us-east-1")) "," SPF "," POLICY(
                "reject"),
            PENDING("pending", "," MAIL_OK)),
      NULL, "", CHECKS },
    { "pending, with p=none",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"), PENDING("pending", "")),
      NULL, "", CHECKS },
    { "pending, and SES does not let it send",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject"),
            "{" A "," DKIM_WITH(KA, "'dkim_status':'pending'") "}"),
      NULL, "", CHECKS },
    { "neither path, and p=reject",
      PLAIN(TXT("_amazonses." D, TA) "," POLICY("reject"),
            "{" A "," TOKEN(TA) "}"),
      NULL, "no-aligned-identifier(a) -not-aligned",
      DG "send-email-authentication-dmarc.html" },
    { "neither path, and p=none",
      PLAIN(TXT("_amazonses." D, TA) "," POLICY("none"),
            "{" A "," TOKEN(TA) "}"),
      NULL, "not-aligned(a) -no-aligned-identifier",
      DG "send-email-authentication-dmarc.html" },
    { "the only one that SES has verified is draining",
      PLAIN(
          CNAMES(KA, USUAL) "," CNAMES(KB, USUAL) "," POLICY("none"),
          "{" A ",'state':'draining'," DKIM_WITH(
              KA,
              "'verification_status':'success',"
              "'dkim_status':'success'") "},{" B
                                         "," DKIM_WITH(
                                             KB,
                                             "'verification_status':'pending',"
                                             "'dkim_status':'pending'") "}"),
      NULL, "only-draining-sends(b)", CHECKS },
    { "another is verified, too",
      PLAIN(
          CNAMES(KA, USUAL) "," CNAMES(KB, USUAL) "," POLICY("none"),
          "{" A ",'state':'draining'," DKIM_WITH(
              KA,
              "'verification_status':'success',"
              "'dkim_status':'success'") "},{" B
                                         "," DKIM_WITH(
                                             KB,
                                             "'verification_status':'success',"
                                             "'dkim_status':'success'") "}"),
      NULL, "", CHECKS },

    /* verified by a token that SES v2 does not print */
    { "a token of its own, most likely",
      PLAIN(TXT("_amazonses." D, TA) "," POLICY("none"), LEGACY), NULL,
      "token-likely-own(a)", LISTS },
    { "the same with DKIM that is pending",
      PLAIN(TXT("_amazonses." D, TA) "," CNAMES(KA, USUAL) "," POLICY("none"),
            PENDING("pending", "")),
      NULL, "token-likely-own(a)", LISTS },
    { "a token from before DKIM",
      PLAIN(TXT("_amazonses." D, TA) "," CNAMES(KA, USUAL) "," POLICY("none"),
            OK(KA)),
      NULL, "token-before-dkim(a)", LISTS },
    { "its token is in the settings",
      PLAIN(TXT("_amazonses." D, TA) "," POLICY("none"),
            "{" A "," TOKEN(TA) ",'verification_status':'success'}"),
      NULL, "", LISTS },
    { "SES has the identity, and issued nothing",
      SETUP("{" A ",'verification_status':'pending',"
            "'dkim_status':'not-started'}"),
      NULL, "no-tokens(a)", V2 "API_PutEmailIdentityDkimSigningAttributes" },
    { "nothing is known of the identity", SETUP("{" A "}"), NULL,
      "no-identity(a) -not-aligned", DG "creating-identities.html" },

    /* removals wait for DNS, too */
    { "the new one is verified, and not in DNS",
      PLAIN(TXT("_amazonses." D, TA) "," POLICY("none"),
            "{" A ",'state':'retired'," TOKEN(TA) "},{" B "," DKIM_WITH(
                KB, "'dkim_status':'success'") "}"),
      "= _amazonses TXT " TA " [a]\n" DKIM_SETS(KB, "[b]"),
      "verified-but-missing(b) removal-deferred(b)",
      DG "troubleshoot-dkim.html" },
    { "the new one is verified, and in DNS",
      PLAIN(TXT("_amazonses." D, TA) "," CNAMES(KB, USUAL) "," POLICY("none"),
            "{" A ",'state':'retired'," TOKEN(TA) "},{" B "," DKIM_WITH(
                KB, "'dkim_status':'success'") "}"),
      NULL, "", DG "troubleshoot-dkim.html" },

    /* a policy that is set elsewhere */
    { "the policy is delegated",
      PLAIN(RECORD("_dmarc." D, "NS", "ns.example."), OK(KA)), NULL,
      "verified-but-missing(a) dmarc-is-delegated", "RFC 9989 section 4.10" },
    { "the policy is delegated, and the settings have one",
      SETUP_WITH(ZONE_IS(RECORD("_dmarc." D, "NS", "ns.example.")),
                 "{" A "," DKIM(KA) "}"),
      DKIM_SETS(KA, "[a]"), "dmarc-is-delegated", "RFC 9989 section 4.10" },
    { "the policy is a CNAME, and the settings have none",
      PLAIN(RECORD("_dmarc." D, "CNAME", "x.example."), OK(KA)), NULL,
      "verified-but-missing(a) dmarc-is-cname", "RFC 9989 section 4.10" },

    /* wildcards */
    { "a host that a wildcard answers for",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "A", "192.0.2.1") "," RECORD(
                     "*." D, "AAAA", "2001:db8::1")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "wildcard-lost wildcard-shadowed", "RFC 4592 section 2.2.2" },
    { "a host between the domain and the name",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "MX", "10 x.example.")),
                 "{" A "," DKIM(KA) "," MAIL("m.a." D) "}"),
      NULL, "wildcard-lost wildcard-mx-replaced(a) wildcard-shadowed",
      "RFC 4592 section 2.2.2" },
    { "a name that is to receive, and receives by a wildcard",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "MX", "10 x.example.")),
                 "{" A "," DKIM(KA) ",'receiving':'in." D "'}"),
      NULL, "wildcard-mx-replaced(a) wildcard-shadowed",
      "RFC 4592 section 2.2.1" },
    { "a name that receives through SES by a wildcard",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "MX",
                                "20 inbound-smtp.us-east-1.amazonaws.com.")),
                 "{" A ",'receiving':'in." D "'}"),
      NULL, "no-identity(a) wildcard-shadowed -wildcard-mx-replaced",
      "RFC 4592 section 2.2.1" },
    { "mail is replaced: no other finding says that nothing is lost",
      PLAIN(RECORD("*." D, "MX", "10 x.example.") "," POLICY("none"),
            "{" A ",'receiving':'in." D "'}"),
      NULL, "no-identity(a) wildcard-mx-replaced(a) -wildcard-shadowed",
      "RFC 4592 section 2.2.1" },
    { "a wildcard that accepts no mail",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "MX", "0 .")),
                 "{" A "," DKIM(KA) ",'receiving':'in." D "'}"),
      NULL, "wildcard-shadowed -wildcard-mx-replaced", "RFC 7505 section 3" },
    { "that host exists", /* and m.a was not answered for */
      SETUP_WITH(ZONE_IS(RECORD("*." D, "MX", "10 x.example.") "," RECORD(
                     "a." D, "A", "192.0.2.1")),
                 "{" A "," DKIM(KA) "," MAIL("m.a." D) "}"),
      NULL, "wildcard-shadowed", "RFC 4592 section 2.2.2" },
    { "the wildcard has what is planned, and nothing else",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "TXT", "\\\"v=spf1 -all\\\"")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "wildcard-shadowed", "RFC 4592 section 2.2.1" },
    { "the wildcard is a CNAME, which cannot be beside the MX",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "CNAME", "web.example.")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "wildcard-cname-lost wildcard-shadowed",
      "RFC 1034 section 3.6.2" },
    { "the wildcard is a CNAME, which can be at a host above",
      SETUP_WITH(ZONE_IS(RECORD("*." D, "CNAME", "web.example.")),
                 "{" A "," DKIM(KA) "," MAIL("m.a." D) "}"),
      NULL, "wildcard-cname-lost wildcard-lost wildcard-shadowed",
      "RFC 4592 section 2.2.2" },
    { "name servers answer with keys instead of CNAMEs, and SES has verified it",
      PLAIN(TXT(KA1 "._domainkey." D,
                "p=x") "," TXT(KA2 "._domainkey." D,
                               "p=x") "," TXT(KA3 "._domainkey." D,
                                              "p=x") "," POLICY("reject"),
            OK(KA)),
      NULL, "verified-but-different(a) -data-conflict", CHECKS },
    { "both kinds of addresses instead of CNAMEs, and SES has verified it",
      PLAIN(RECORD(KA1 "._domainkey." D, "A",
                   "192.0.2.1") "," RECORD(KA1 "._domainkey." D, "AAAA",
                                           "2001:db8::1") "," POLICY("reject"),
            OK(KA)),
      NULL, "verified-but-missing(a) verified-but-different(a)", CHECKS },
    { "the SPF record is malformed: MAIL FROM is verified",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none") "," MX(FEEDBACK(
                "us-east-1")) "," TXT(M, "v=spf1 includ:x.example -all"),
            "{" A "," DKIM_WITH(KA, "'dkim_status':'success'") "," MAIL_OK
                                                               "}"),
      NULL, "spf-malformed(a)", CHECKS },
    { "the SPF record is missing, DKIM is pending: mail is lost",
      PLAIN(
          CNAMES(KA, USUAL) "," POLICY("reject") "," MX(FEEDBACK("us-east-1")),
          PENDING("pending", "," MAIL_OK)),
      NULL, "mail-lost(a) spf-missing(a)",
      DG "send-email-authentication-dmarc.html" },
    { "the SPF record is missing, and SES sends from the name",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none") "," MX(FEEDBACK("us-east-1")),
            "{" A "," DKIM_WITH(KA, "'dkim_status':'success'") "," MAIL_OK
                                                               "}"),
      NULL, "spf-missing(a) -mail-lost", DG "mail-from.html" },
    { "the SPF record authorises nobody",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none") "," TXT(
                M, "v=spf1 -all") "," MX(FEEDBACK("us-east-1")),
            "{" A "," DKIM_WITH(KA, "'dkim_status':'success'") "," MAIL_OK
                                                               "}"),
      NULL, "spf-missing(a) spf-merged(a)", "RFC 7208 section 5.1" },
    { "the SPF record may authorise SES in another way",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none") "," TXT(
                M,
                "v=spf1 ip4:54.240.0.0/18 -all") "," MX(FEEDBACK("us-east-1")),
            "{" A "," DKIM_WITH(KA, "'dkim_status':'success'") "," MAIL_OK
                                                               "}"),
      NULL, "spf-merged(a) -spf-missing", "RFC 7208 section 5.6" },
    { "other data beside a DKIM CNAME that SES has verified is kept",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none") "," TXT(KA1 "._domainkey." D,
                                                         "x"),
            OK(KA)),
      NULL, "verified-but-different(a) -data-conflict", CHECKS },
    { "the SPF record is there, DKIM is pending",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject") "," SPF "," MX(
                FEEDBACK("us-east-1")),
            PENDING("pending", "," MAIL_OK)),
      NULL, "-mail-lost", DG "send-email-authentication-dmarc.html" },
    { "the token that SES has verified has another letter case now",
      PLAIN(POLICY("none") "," TXT("_amazonses." D,
                                   "aaaaw+yayhb3h3ivjhuxmjxqeu1q1/"
                                   "wwmvjuexample="),
            "{" A ",'verification_status':'success'," TOKEN(TA) "}"),
      NULL, "no-dkim(a) not-aligned(a) token-case(a) -token-missing", CHECKS },
    { "the region is unknown: its CNAMEs are not a stranger's",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"),
            "{'label':'a','account':'1','region':'us-esat-1'," DKIM(KA) "}"),
      NULL, "unknown-region(a) -unknown-dkim", DKIM_API },
    { "DKIM failed, and with it the verification: one finding",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"),
            "{" A "," DKIM_WITH(KA, "'verification_status':'failed',"
                                    "'dkim_status':'failed'") "}"),
      NULL, "ses-failed-but-published(a)", CHECKS },
    { "the domain itself",
      "{'domain':'a." D "','zone':'" D "','dmarc':'v=DMARC1; p=none'," ZONE_IS(
          RECORD("*." D, "MX", "10 x.example.")) ",'instances':[{" A
                                                 "," DKIM(KA) "}]}",
      NULL, "wildcard-lost-by-domain -wildcard-shadowed",
      "RFC 4592 section 2.2.2" },
    { "the domain itself exists",
      "{'domain':'a." D "','zone':'" D "','dmarc':'v=DMARC1; p=none'," ZONE_IS(
          RECORD("*." D, "MX", "10 x.example.") "," RECORD(
              "a." D, "A", "192.0.2.1")) ",'instances':[{" A
                                         "," DKIM(KA) "}]}",
      NULL, "", "RFC 4592 section 2.2.1" },

    { "a key that was revoked since",
      PLAIN(TXT("s1._domainkey." D, "p=") "," POLICY("none"),
            EXTERNAL("SUCCESS")),
      NULL, "byodkim-key-revoked(a) -byodkim-key-not-given",
      "RFC 6376 section 3.6.1" },

    /* SES does not sign */
    { "unsigned mail is rejected",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject"),
            PENDING("success", ",'dkim_signing':false")),
      NULL, "unsigned-mail-lost(a)", DKIM_API },
    { "unsigned mail has an aligned MAIL FROM domain",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("reject") "," MX(
                FEEDBACK("us-east-1")) "," SPF,
            PENDING("success", ",'dkim_signing':false," MAIL_OK)),
      NULL, "dkim-signing-disabled(a) -unsigned-mail-lost", DKIM_API },
    { "unsigned mail under p=none",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none"),
            PENDING("success", ",'dkim_signing':false")),
      NULL, "dkim-signing-disabled(a) -unsigned-mail-lost", DKIM_API },

    /* hosts that AWS does not document, and SES has verified */
    { "the MX of a region that is not in the table",
      PLAIN(POLICY("none") "," MX(FEEDBACK("xx-moon-1")) "," SPF,
            "{'label':'a','account':'1','region':'xx-moon-1'," MAIL_OK
            ",'verification_status':'success'}"),
      "= m MX 10 feedback-smtp.xx-moon-1.amazonses.com [a]\n"
      "= m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "region-not-listed(a) -unknown-region", CHECKS },
    { "one that SES has not verified",
      PLAIN(POLICY("none") "," MX(FEEDBACK("xx-moon-1")) "," SPF,
            "{'label':'a','account':'1','region':'xx-moon-1'," MAIL(
                M) ",'verification_status':'success'}"),
      NULL, "unknown-region(a) unknown-feedback-mx", CHECKS },
    { "an MX of another partition: its SPF record is missing",
      PLAIN(POLICY("none") "," MX("10 feedback-smtp.eusc-de-east-1.x.eu."),
            "{'label':'a','account':'1','region':'eusc-de-east-1'," MAIL_OK
            ",'verification_status':'success'}"),
      "+ m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "spf-missing(a) verified-not-planned(a) -feedback-host-unknown",
      CHECKS },
    { "the same with an SPF record",
      PLAIN(POLICY("none") "," MX(
                "10 feedback-smtp.eusc-de-east-1.x.eu.") "," SPF,
            "{'label':'a','account':'1','region':'eusc-de-east-1'," MAIL_OK
            ",'verification_status':'success'}"),
      "= m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "verified-not-planned(a) -spf-missing", CHECKS },
    { "CNAMEs of a region that is not in the table",
      PLAIN(POLICY("none") "," CNAMES(KA, USUAL),
            "{'label':'a','account':'1','region':'xx-moon-1'," DKIM_WITH(
                KA, "'dkim_status':'success'") "}"),
      "", "region-not-listed(a) verified-not-planned(a) -unknown-region",
      DKIM_API },
    { "CNAMEs of a region whose zone is not documented",
      PLAIN(POLICY("none") "," CNAMES(KA, USUAL),
            "{'label':'a','account':'1','region':'mx-central-1'," DKIM_WITH(
                KA, "'dkim_status':'success'") "}"),
      "", "verified-not-planned(a) -dkim-zone-unknown", DKIM_API },

    /* where a token may be */
    { "a token at its old name, which SES has verified",
      PLAIN(POLICY("none") "," TXT("amazonses." D, TA),
            "{" A "," TOKEN(TA) ",'verification_status':'success'}"),
      "", "-token-missing -value-misplaced", DG21 "dns-txt-records.md" },
    { "one that SES has not verified",
      PLAIN(POLICY("none") "," TXT("amazonses." D, TA),
            "{" A "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA " [a]\n", "value-misplaced(a)",
      DG21 "dns-txt-records.md" },
    { "the token of SES v1 at the domain",
      PLAIN(POLICY("none") "," TXT(D, TA), LEGACY), NULL,
      "token-likely-own(a)", LISTS },
    { "at its old name",
      PLAIN(POLICY("none") "," TXT("amazonses." D, TA), LEGACY), NULL,
      "token-likely-own(a)", LISTS },
    { "at its old name, and another instance has it",
      PLAIN(POLICY("none") "," TXT("amazonses." D, TA),
            "{" A "," TOKEN(TA) ",'verification_status':'success'},{" B
                                ",'verification_status':'success'}"),
      "", "no-dkim(a) not-aligned(a,b) -token-likely-own", LISTS },
    { "beside that of another instance",
      PLAIN(POLICY("none") "," TXT("amazonses." D, TA) "," TXT("amazonses." D,
                                                               TB),
            "{" A "," TOKEN(TA) ",'verification_status':'success'},{" B
                                ",'verification_status':'success'}"),
      NULL, "token-likely-own(b)", LISTS },
    { "at the domain, and DKIM verifies the identity",
      PLAIN(CNAMES(KA, USUAL) "," POLICY("none") "," TXT(D, TA), OK(KA)), NULL,
      "-token-likely-own", LISTS },
};

TABLE(evidence, cases);
