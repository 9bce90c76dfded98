/* SPDX-License-Identifier: MIT */
/* DMARC alignment (RFC 9989): which domains does SPF or DKIM align with? */
#include "rules.h"

#define AUTH DG "send-email-authentication-dmarc.html"
#define M "m." D
#define BOTH "{" A "," DKIM(KA) "," MAIL(M) "}"
#define POLICY(tags) ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none" tags))
#define FROM(name) "'from_domains':['" name "']"
#define LEGACY(more) "{" A ",'verification_status':'success'," more "}"
#define PLAIN(more, instances)                                                \
    "{'domain':'" D "'," more ",'instances':[" instances "]}"

static const struct rule_case cases[] = {
    { "two paths", PLAIN(POLICY(""), BOTH), NULL,
      "-one-aligned-planned -not-aligned", AUTH },
    { "DKIM alone", PLAIN(POLICY(""), "{" A "," DKIM(KA) "}"), NULL,
      "one-aligned-planned(a)", AUTH },
    { "SPF alone", PLAIN(POLICY(""), "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "no-dkim(a) one-aligned-planned(a)", AUTH },
    { "neither", PLAIN(POLICY(""), "{" A "," TOKEN(TA) "}"), NULL,
      "not-aligned(a)", AUTH },
    { "strict SPF leaves DKIM", PLAIN(POLICY("; aspf=s"), BOTH), NULL,
      "dmarc-strict-spf one-aligned-planned(a)", AUTH },
    { "strict SPF without DKIM leaves nothing",
      PLAIN(POLICY("; aspf=s"), "{" A "," TOKEN(TA) "," MAIL(M) "}"), NULL,
      "dmarc-strict-spf not-aligned(a)", AUTH },
    { "strict DKIM, from the domain itself", PLAIN(POLICY("; adkim=s"), BOTH),
      NULL, "-one-aligned-planned", AUTH },
    { "strict DKIM, from below",
      PLAIN(POLICY("; adkim=s") "," FROM("news." D), BOTH), NULL,
      "dmarc-strict-dkim one-aligned-planned(a)", AUTH },
    { "relaxed DKIM, from below", PLAIN(POLICY("") "," FROM("news." D), BOTH),
      NULL, "-one-aligned-planned", AUTH },
    { "a subdomain whose policy has psd=n",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("news." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10.2" },
    { "a subdomain with its own policy, in the same organization",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D, "v=DMARC1; p=none")) "," FROM("news." D),
            BOTH),
      NULL, "-not-aligned -one-aligned-planned", "RFC 9989 section 4.10.2" },
    { "strict, by the policy of the From domain",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D,
                "v=DMARC1; p=none; adkim=s; aspf=s")) "," FROM("news." D),
            BOTH),
      NULL, "dmarc-strict-dkim not-aligned(a)", "RFC 9989 section 4.10.1" },
    { "the MAIL FROM domain has psd=n",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc." M, "v=DMARC1; p=none; psd=n")),
            BOTH),
      NULL, "one-aligned-planned(a)", "RFC 9989 section 4.10.2" },
    { "the domain is a public suffix: its subdomains are organizations",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none; psd=y")) "," FROM(
                "news." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10.2" },
    { "a name above is a public suffix: no effect",
      PLAIN(ZONE_HAS(TXT("_dmarc.example",
                         "v=DMARC1; p=none; psd=y")) "," FROM("news." D),
            BOTH),
      NULL, "dmarc-inherited -not-aligned", "RFC 9989 section 4.10.2" },
    /* from nine labels the tree walk skips to seven, RFC 9989 section 4.10 */
    { "the tree walk skips a policy at eight labels",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.b.c.d.e.f.g." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("a.b.c.d.e.f.g." D),
            BOTH),
      NULL, "-not-aligned -one-aligned-planned", "RFC 9989 section 4.10" },
    { "a policy at seven labels is found",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.c.d.e.f.g." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("a.b.c.d.e.f.g." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10" },
    { "from eight labels, too",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.c.d.e.f.g." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("b.c.d.e.f.g." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10" },
    { "the record of the From domain itself is found, at any length",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.z.a.b.c.d.e.f.g." D,
                "v=DMARC1; p=none; "
                "psd=n")) "," FROM("z.a.b.c.d.e.f.g." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10" },

    { "a From domain in another organization",
      PLAIN(POLICY("") "," FROM("other.example"), BOTH), NULL,
      "from-not-covered", DG "creating-identities.html" },
    { "a From domain above", PLAIN(POLICY("") "," FROM("example.net"), BOTH),
      NULL, "from-not-covered", DG "creating-identities.html" },
    { "several From domains are all checked",
      PLAIN(POLICY("; adkim=s") ",'from_domains':['" D "','news." D "']",
            "{" A "," DKIM(KA) "}"),
      NULL, "dmarc-strict-dkim not-aligned(a) one-aligned-planned(a)", AUTH },
    { "DKIM in conflict is not aligned",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," RECORD(
                KA1 "._domainkey." D, "CNAME", "x.amazonses.com.")),
            BOTH),
      NULL, "cname-differs(a) one-aligned-planned(a)", AUTH },
    { "MAIL FROM in conflict is not aligned",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," RECORD(
                M, "MX", "10 x.example.")),
            BOTH),
      NULL, "mx-conflict(a) one-aligned-planned(a)", AUTH },

    /* SES does not sign */
    { "no DKIM, and the MAIL FROM domain is pending",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=reject")),
            LEGACY(
                "'dkim_signing':false,'mail_from_status':'pending'," MAIL(M))),
      NULL, "mail-lost(a) one-aligned-planned(a) -dkim-signing-disabled",
      AUTH },
    { "DKIM is not aligned, and the MAIL FROM domain is pending",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=reject; adkim=s")) "," FROM(
                "news." D),
            LEGACY("'dkim_signing':false,'dkim_status':'success',"
                   "'mail_from_status':'pending'," DKIM(KA) "," MAIL(M))),
      NULL,
      "mail-lost(a) dkim-signing-disabled(a) dmarc-strict-dkim "
      "one-aligned-planned(a) -unsigned-mail-lost",
      AUTH },
    { "one of two From domains has p=reject",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D, "v=DMARC1; p=reject")) ",'from_domains':['" D
                                                         "','news." D "']",
            LEGACY("'dkim_signing':false,'dkim_status':'success'," DKIM(KA))),
      NULL, "unsigned-mail-lost(a) -dkim-signing-disabled", AUTH },
    { "the From domain is outside the domain",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none")) "," FROM(
                "other.example"),
            LEGACY("'dkim_signing':false,'dkim_status':'success'," DKIM(KA))),
      NULL, "from-not-covered dkim-signing-disabled(a)", AUTH },
    { "SES does not let it send",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=reject")),
            "{" A
            ",'dkim_signing':false,'verification_status':'pending'," DKIM(
                KA) "}"),
      NULL, "dkim-signing-disabled(a) -unsigned-mail-lost", AUTH },
};

TABLE(alignment, cases);
