/* SPDX-License-Identifier: MIT */
/* DMARC alignment (RFC 9989): which domains does SPF or DKIM align with? */
#include "rules.h"

#define AUTH DG "send-email-authentication-dmarc.html"
#define M "m." D
#define BOTH "{" A "," DKIM(KA) "," MAIL(M) "}"
#define POLICY(tags) ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none" tags))
#define FROM(name) "'from_domains':['" name "']"
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
    { "below with a policy that says it is on its own",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("news." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10.2" },
    { "below with a policy of its own and one organization",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D, "v=DMARC1; p=none")) "," FROM("news." D),
            BOTH),
      NULL, "-not-aligned -one-aligned-planned", "RFC 9989 section 4.10.2" },
    { "strict, as the policy of the From domain says",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.news." D,
                "v=DMARC1; p=none; adkim=s; aspf=s")) "," FROM("news." D),
            BOTH),
      NULL, "dmarc-strict-dkim not-aligned(a)", "RFC 9989 section 4.10.1" },
    { "the MAIL FROM name says it is on its own",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc." M, "v=DMARC1; p=none; psd=n")),
            BOTH),
      NULL, "one-aligned-planned(a)", "RFC 9989 section 4.10.2" },
    { "the domain is a public suffix: what is below is on its own",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none; psd=y")) "," FROM(
                "news." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10.2" },
    { "a name above is a public suffix: no difference",
      PLAIN(ZONE_HAS(TXT("_dmarc.example",
                         "v=DMARC1; p=none; psd=y")) "," FROM("news." D),
            BOTH),
      NULL, "dmarc-inherited -not-aligned", "RFC 9989 section 4.10.2" },
    /* from nine labels the tree walk skips to seven, RFC 9989 section 4.10 */
    { "a policy eight labels long is walked past",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.b.c.d.e.f.g." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("a.b.c.d.e.f.g." D),
            BOTH),
      NULL, "-not-aligned -one-aligned-planned", "RFC 9989 section 4.10" },
    { "one of seven labels is found",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.c.d.e.f.g." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("a.b.c.d.e.f.g." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10" },
    { "from eight labels as well",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.c.d.e.f.g." D,
                "v=DMARC1; p=none; psd=n")) "," FROM("b.c.d.e.f.g." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10" },
    { "the record of the From domain itself is found, however long",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," TXT(
                "_dmarc.z.a.b.c.d.e.f.g." D,
                "v=DMARC1; p=none; "
                "psd=n")) "," FROM("z.a.b.c.d.e.f.g." D),
            BOTH),
      NULL, "not-aligned(a)", "RFC 9989 section 4.10" },

    { "a From domain elsewhere",
      PLAIN(POLICY("") "," FROM("other.example"), BOTH), NULL,
      "from-not-covered", DG "creating-identities.html" },
    { "a From domain above", PLAIN(POLICY("") "," FROM("example.net"), BOTH),
      NULL, "from-not-covered", DG "creating-identities.html" },
    { "several From domains, each looked at",
      PLAIN(POLICY("; adkim=s") ",'from_domains':['" D "','news." D "']",
            "{" A "," DKIM(KA) "}"),
      NULL, "dmarc-strict-dkim not-aligned(a) one-aligned-planned(a)", AUTH },
    { "DKIM in conflict is no path",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," RECORD(
                KA1 "._domainkey." D, "CNAME", "x.amazonses.com.")),
            BOTH),
      NULL, "cname-differs(a) one-aligned-planned(a)", AUTH },
    { "MAIL FROM in conflict is no path",
      PLAIN(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=none") "," RECORD(
                M, "MX", "10 x.example.")),
            BOTH),
      NULL, "mx-conflict(a) one-aligned-planned(a)", AUTH },
};

TABLE(alignment, cases);
