/* SPDX-License-Identifier: MIT */
/* The custom MAIL FROM domain: its MX and SPF, alone and shared. */
#include "rules.h"

#define MF DG "mail-from.html"
#define M "m." D
#define N "n." D
#define SHARING(region) "'shared_mail_from_region':'" region "'"
#define REJECT "'on_mx_failure':'reject-message'"
#define MX(host) RECORD(M, "MX", "10 " host ".")
#define US "feedback-smtp.us-east-1.amazonses.com"
#define EU "feedback-smtp.eu-west-1.amazonses.com"
#define AWS_MAIL(attributes)                                                  \
    "'aws':[{'MailFromAttributes':{" attributes                               \
    "'BehaviorOnMxFailure':'USE_DEFAULT_VALUE'}}]"

#define ADDRESSES                                                             \
    "https://news.lavx.hu/article/"                                           \
    "why-aws-ses-emails-get-rejected-by-corporate-gateways"
#define ADDRESS(text) "'options':{'plan.mail-from-address':'" text "'}"
#define PROPOSE "'options':{'plan.mail-from':'propose'}"

static const struct rule_case cases[] = {
    { "one MX and one SPF", SETUP("{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") MAIL_SETS("m", "us-east-1", "[a]"),
      "-no-mail-from -one-aligned-planned", MF },

    { "without a MAIL FROM domain: a note, and only DKIM is aligned",
      SETUP("{" A "," DKIM(KA) "}"), NULL,
      "no-mail-from(a) one-aligned-planned(a)", MF },

    { "two accounts in one region share one MX and one SPF",
      SETUP("{" A "," MAIL(M) "," TOKEN(TA) "},{" C
                                            "," MAIL(M) "," TOKEN(TC) "}"),
      "+ _amazonses TXT " TA " [a]\n+ _amazonses TXT " TC
      " [c]\n" DMARC_SET MAIL_SETS("m", "us-east-1", "[a c]"),
      "", BLOG },

    { "two regions, two names: two of each",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) "},{" B
                                           "," DKIM(KB) "," MAIL(N) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(KB, "[b]") MAIL_SETS(
          "m", "us-east-1", "[a]") MAIL_SETS("n", "eu-west-1", "[b]"),
      "", BLOG },

    { "two regions on one name: never two MX",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) "},{" B
                                           "," DKIM(KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(KB, "[b]"),
      "mail-from-across-regions(a,b)", MF },

    { "unless one region's MX is shared",
      SETUP_WITH(SHARING("us-east-1"),
                 "{" A "," DKIM(KA) "," MAIL(M) "},{" B
                                                "," DKIM(KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(KB, "[b]")
          MAIL_SETS("m", "us-east-1", "[a b]"),
      "mail-from-shared(a,b)", DG21 "regions.md" },

    { "the region of the shared MX must be one of them",
      SETUP_WITH(SHARING("us-west-2"),
                 "{" A "," MAIL(M) "," TOKEN(TA) "},{" B "," MAIL(M) "," TOKEN(
                     TB) "}"),
      NULL, "mail-from-across-regions(a,b)", MF },

    { "one region alone keeps its own MX",
      SETUP_WITH(SHARING("us-east-1"), "{" B "," DKIM(KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KB, "[b]") MAIL_SETS("m", "eu-west-1", "[b]"), "",
      MF },

    { "an instance of another region that rejects",
      SETUP_WITH(SHARING("us-east-1"),
                 "{" A
                 "," DKIM(KA) "," MAIL(M) "},{" B "," DKIM(KB) "," MAIL_WITH(
                     M, REJECT ",'mail_from_status':'success'") "}"),
      NULL, "mail-from-shared-rejects(b) mail-from-shared(a,b)", MF },

    { "an instance of the same region that rejects",
      SETUP_WITH(
          SHARING("us-east-1"),
          "{" A "," DKIM(KA) "," MAIL_WITH(
              M, REJECT
              ",'mail_from_status':'success'") "},{" B
                                               "," DKIM(KB) "," MAIL(M) "}"),
      NULL, "mail-from-shared(a,b)", MF },

    { "rejecting before it is verified",
      SETUP("{" A "," DKIM(KA) "," MAIL_WITH(
          M, REJECT ",'mail_from_status':'pending'") "}"),
      NULL, "reject-before-verified(a)", V2 "API_MailFromAttributes.html" },

    { "rejecting, and the status is unknown",
      SETUP("{" A "," DKIM(KA) "," MAIL_WITH(M, REJECT) "}"), NULL,
      "reject-status-unknown(a)", V2 "API_MailFromAttributes.html" },

    { "rejecting once it is verified",
      SETUP("{" A "," DKIM(KA) "," MAIL_WITH(
          M, REJECT ",'mail_from_status':'success'") "}"),
      NULL, "", V2 "API_MailFromAttributes.html" },

    { "the domain itself is not a MAIL FROM domain",
      SETUP("{" A "," DKIM(KA) "," MAIL(D) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "mail-from-not-subdomain(a)", MF },

    { "nor is a name outside the domain",
      SETUP("{" A "," DKIM(KA) "," MAIL("m.other.example") "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "mail-from-not-subdomain(a)", MF },

    { "nor a name that only has the same suffix",
      SETUP("{" A "," DKIM(KA) "," MAIL("m.bad-" D) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "mail-from-not-subdomain(a)", MF },

    { "several labels below are allowed",
      SETUP("{" A "," DKIM(KA) "," MAIL("x.y.z." D) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") MAIL_SETS("x.y.z", "us-east-1", "[a]"),
      "", MF },

    { "a repeated domain",
      SETUP("{" A "," DKIM(KA) "," MAIL("m." D "." D) "}"), NULL,
      "name-suffix-doubled(a)", DG "troubleshoot-verification.html" },

    { "also used for receiving",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) ",'receiving':'" M "'}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "mail-from-not-dedicated(a)", MF },

    { "also used for tracking",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) ",'tracking':'" M "'}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "cname-and-other-data(a)", MF },

    { "another instance receives there",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) "},{" B "," DKIM(
          KB) ",'receiving':'" M "'}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(KB, "[b]"),
      "mail-from-not-dedicated(a,b)", MF },

    { "another instance of the region receives there",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) "},{" C "," TOKEN(
          TC) ",'receiving':'" M "'}"),
      "+ _amazonses TXT " TC " [c]\n" DMARC_SET DKIM_SETS(KA, "[a]"),
      "mail-from-not-dedicated(a,c)", MF },

    { "another instance tracks there",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) "},{" B "," DKIM(
          KB) ",'tracking':'" M "'}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(KB, "[b]"),
      "cname-and-other-data(a,b)", MF },

    { "a name below is another name",
      SETUP("{" A "," DKIM(KA) "," MAIL(M) ",'tracking':'t." M "'}"),
      DMARC_SET DKIM_SETS(KA, "[a]") MAIL_SETS(
          "m", "us-east-1", "[a]") "+ t.m CNAME r.us-east-1.awstrack.me [a]\n",
      "", MF },

    { "also a From domain",
      SETUP_WITH("'from_domains':['" M "']",
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "mail-from-is-from-domain(a)", MF },

    { "another From domain",
      SETUP_WITH("'from_domains':['" D "']",
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "", MF },

    /* the settings in SES */
    { "SES has no MAIL FROM domain",
      SETUP("{" A "," DKIM(KA) "," AWS_MAIL("") "," MAIL(M) "}"), NULL,
      "mail-from-not-set(a)", "namuh-eng/opensend#650" },

    { "SES has none, and the name is another's",
      SETUP_WITH(ZONE_IS(RECORD(M, "MX", "10 mx.example.")),
                 "{" A "," DKIM(KA) "," AWS_MAIL("") "," MAIL(M) "}"),
      NULL, "mx-conflict(a) -mail-from-not-set", MF },

    { "SES has none, and would reject mail without it",
      SETUP("{" A "," DKIM(
          KA) ",'aws':[{'MailFromAttributes':{"
              "'BehaviorOnMxFailure':'REJECT_MESSAGE'}}]," MAIL(M) "}"),
      NULL, "mail-from-not-set(a) -reject-status-unknown", MF },

    { "SES has the MAIL FROM domain",
      SETUP("{" A "," DKIM(KA) "," AWS_MAIL("'MailFromDomain':'" M "',") "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") MAIL_SETS("m", "us-east-1", "[a]"), "",
      MF },

    { "SES has another MAIL FROM domain",
      SETUP("{" A "," DKIM(KA) "," AWS_MAIL("'MailFromDomain':'" N
                                            "',") "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") MAIL_SETS("m", "us-east-1", "[a]"),
      "mail-from-differs(a)", MF },

    { "the settings repeat the MAIL FROM domain of SES",
      SETUP("{" A "," DKIM(KA) "," AWS_MAIL("'MailFromDomain':'" M
                                            "',") "," MAIL(M) "}"),
      NULL, "", MF },

    /* existing records */
    { "our MX and SPF are kept",
      SETUP_WITH(
          ZONE_IS(MX(US) "," TXT(M, "v=spf1 include:amazonses.com ~all")),
          "{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(
          KA, "[a]") "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
                     "= m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "", MF },

    { "another MX conflicts, and withholds the SPF, too",
      SETUP_WITH(ZONE_IS(MX("mail.example")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "mx-conflict(a)", MF },

    { "our host with another preference is ours, and kept",
      SETUP_WITH(ZONE_IS(RECORD(M, "MX", "20 " US ".")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(
          KA, "[a]") "= m MX 20 " US " [a]\n"
                     "+ m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "", "RFC 5321 section 5.1" },

    { "an MX of another region, of an unknown instance",
      SETUP_WITH(ZONE_IS(MX(EU)), "{" A "," DKIM(KA) "," MAIL(M) "}"), NULL,
      "mx-of-other-region(a)", MF },

    { "a null MX",
      SETUP_WITH(ZONE_IS(RECORD(M, "MX", "0 .")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "null-mx(a)", "RFC 7505 section 3" },

    { "an MX with the suffix amazonaws.com",
      SETUP_WITH(ZONE_IS(MX("feedback-smtp.us-east-1.amazonaws.com")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "value-mistyped(a)", "oblien/openship#886" },

    { "an MX with the zone added to its host",
      SETUP_WITH(ZONE_IS(MX("feedback-smtp.us-east-1.amazonses.com." D)),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      NULL, "value-mistyped(a)", MF },

    { "an address record at the name is no conflict",
      SETUP_WITH(ZONE_IS(RECORD(M, "A", "192.0.2.1")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") MAIL_SETS("m", "us-east-1", "[a]"), "",
      MF },

    { "a CNAME at the name is a conflict",
      SETUP_WITH(ZONE_IS(RECORD(M, "CNAME", "x.example.")),
                 "{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "cname-conflict(a)",
      "RFC 1034 section 3.6.2" },

    { "other TXT records at the name are kept",
      SETUP_WITH(ZONE_IS(TXT(M, "note")), "{" A "," DKIM(KA) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(
          KA,
          "[a]") "+ m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
                 "= m TXT note\n+ m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "", MF },

    { "a shared name with the MX of the other region: it is replaced",
      SETUP_WITH("'shared_mail_from_region':'us-east-1'," ZONE_IS(
                     MX("feedback-smtp.eu-west-1.amazonses.com") "," TXT(
                         M, "v=spf1 include:amazonses.com ~all")),
                 "{" A "," DKIM(KA) "," MAIL(M) "},{" B
                                                "," DKIM(KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(
          KB, "[b]") "+ m MX 10 feedback-smtp.us-east-1.amazonses.com [a b]\n"
                     "- m MX 10 feedback-smtp.eu-west-1.amazonses.com [b]\n"
                     "= m TXT v=spf1 include:amazonses.com ~all [a b]\n",
      "mail-from-shared(a,b)", MF },

    { "draining values below a delegation are not handled",
      SETUP_WITH(ZONE_IS(RECORD(M, "NS", "ns.example.")),
                 "{" A ",'state':'draining'," MAIL(M) "}"),
      DMARC_SET, "", "RFC 1034 section 4.2.1" },

    { "nor are retired values below a delegation",
      SETUP_WITH(ZONE_IS(RECORD(M, "NS", "ns.example.")),
                 "{" A ",'state':'retired'," MAIL(M) "}"),
      DMARC_SET, "", "RFC 1034 section 4.2.1" },

    { "a name is proposed for each region",
      SETUP_WITH(PROPOSE, "{" A "," DKIM(KA) "},{" B "," DKIM(
                              KB) "},{" C "," TOKEN(TC) "}"),
      "+ _amazonses TXT " TC " [c]\n" DMARC_SET DKIM_SETS(KA, "[a]")
          DKIM_SETS(KB, "[b]") MAIL_SETS("mail-eu-west-1", "eu-west-1", "[b]")
              MAIL_SETS("mail-us-east-1", "us-east-1", "[a c]"),
      "mail-from-proposed(b) mail-from-proposed(a,c) -no-mail-from", MF },
    { "none is proposed by default", SETUP("{" A "," DKIM(KA) "}"), NULL,
      "no-mail-from(a) -mail-from-proposed", MF },
    { "the name of the region is proposed",
      SETUP_WITH(PROPOSE,
                 "{" A "," DKIM(KA) "," MAIL(M) "},{" C "," TOKEN(TC) "}"),
      NULL, "mail-from-proposed(c)", MF },
    { "another name, where something exists",
      SETUP_WITH(PROPOSE
                 "," ZONE_IS(RECORD("mail-us-east-1." D, "A", "192.0.2.1")),
                 "{" A "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA
      " [a]\n" DMARC_SET MAIL_SETS("mail-us-east-1-2", "us-east-1", "[a]"),
      "mail-from-proposed(a)", MF },
    { "an address on request, once for each name",
      SETUP_WITH(ADDRESS("2001:db8::1 192.0.2.1"),
                 "{" A "," TOKEN(TA) "," MAIL(M) "},{" C "," TOKEN(
                     TC) "," MAIL(M) "}"),
      "+ _amazonses TXT " TA " [a]\n+ _amazonses TXT " TC " [c]\n" DMARC_SET
      "+ m A 192.0.2.1 [a c]\n" MAIL_SETS(
          "m", "us-east-1", "[a c]") "+ m AAAA 2001:db8::1 [a c]\n",
      "-cname-conflict", ADDRESSES },
    { "an address that is there is kept, and none of its type is added",
      SETUP_WITH(ADDRESS("2001:db8::1 192.0.2.1") "," ZONE_IS(
                     RECORD("m." D, "A", "198.51.100.7") "," RECORD(
                         "m." D, "A", "198.51.100.8")),
                 "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET
      "= m A 198.51.100.7 [a]\n= m A 198.51.100.8 [a]\n" MAIL_SETS(
          "m", "us-east-1", "[a]") "+ m AAAA 2001:db8::1 [a]\n",
      "-cname-conflict", ADDRESSES },
    { "no address beside a CNAME",
      SETUP_WITH(ADDRESS("192.0.2.1") "," ZONE_IS(
                     RECORD("m." D, "CNAME", "cdn.example.net.")),
                 "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "cname-conflict(a)",
      ADDRESSES },
    { "none is added for a retired instance, and none is removed",
      SETUP_WITH(ADDRESS("2001:db8::1 192.0.2.1") "," ZONE_IS(
                     RECORD("m." D, "A", "192.0.2.1")),
                 "{" A ",'state':'retired'," MAIL(M) "}"),
      DMARC_SET "= m A 192.0.2.1 [a]\n", "retired-record-kept(a)", ADDRESSES },
    { "none is presumed for a draining one",
      SETUP_WITH(ADDRESS("192.0.2.1"),
                 "{" A ",'state':'draining'," MAIL(M) "}"),
      DMARC_SET
      "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n= m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "-cname-conflict", ADDRESSES },
    { "nothing for an instance that only receives",
      SETUP_WITH(PROPOSE, "{" A "," TOKEN(TA) ",'receiving':'" D "'}"), NULL,
      "receiving-begins(a) -mail-from-proposed", MF },
};

TABLE(mail_from, cases);
