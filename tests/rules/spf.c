/* SPDX-License-Identifier: MIT */
/* SPF at a custom MAIL FROM domain that already has a record (RFC 7208). The
 * MX exists. */
#include "rules.h"

#define M "m." D
#define WITH(spf)                                                             \
    SETUP_WITH(                                                               \
        ZONE_IS(RECORD(                                                       \
            M, "MX",                                                          \
            "10 feedback-smtp.us-east-1.amazonses.com.") "," TXT(M, spf)),    \
        "{" A "," TOKEN(TA) "," MAIL(M) "}")
#define MERGED(before, after)                                                 \
    "+ _amazonses TXT " TA " [a]\n" DMARC_SET                                 \
    "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"                   \
    "+ m TXT " after " [a]\n- m TXT " before "\n"
#define KEPT(spf)                                                             \
    "+ _amazonses TXT " TA " [a]\n" DMARC_SET                                 \
    "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"                   \
    "= m TXT " spf " [a]\n"
#define STOPPED "+ _amazonses TXT " TA " [a]\n" DMARC_SET
#define RFC "RFC 7208 section "

/* A TXT of 250 octets or more beside what SES requires. */
#define X16 "xxxxxxxxxxxxxxxx"
#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X156 X50 X50 X50 "xxxxxx"
#define BESIDE(text)                                                          \
    WITH("v=spf1 include:amazonses.com ~all\\\"'},{'name':'" M                \
         "','type':'TXT','rdata':'\\\"" X50 X50 X50 X50 X50 "\\\" \\\"" text)

static const struct rule_case cases[] = {
    { "the record that SES requires authorises",
      WITH("v=spf1 include:amazonses.com ~all"),
      KEPT("v=spf1 include:amazonses.com ~all"), "", DG "mail-from.html" },
    { "with -all, too", WITH("v=spf1 include:amazonses.com -all"),
      KEPT("v=spf1 include:amazonses.com -all"), "", RFC "4.6.2" },
    { "with a plus", WITH("v=spf1 +include:amazonses.com -all"),
      KEPT("v=spf1 +include:amazonses.com -all"), "", RFC "4.6.2" },
    { "in upper case", WITH("V=SPF1 INCLUDE:AMAZONSES.COM ~ALL"),
      KEPT("V=SPF1 INCLUDE:AMAZONSES.COM ~ALL"), "", RFC "4.6.1" },
    { "with a final dot", WITH("v=spf1 include:amazonses.com. ~all"),
      KEPT("v=spf1 include:amazonses.com. ~all"), "", RFC "7.1" },
    { "after other terms that pass",
      WITH("v=spf1 ip4:192.0.2.0/24 a include:amazonses.com ~all"),
      KEPT("v=spf1 ip4:192.0.2.0/24 a include:amazonses.com ~all"), "",
      RFC "4.6.2" },
    { "after a modifier",
      WITH("v=spf1 exp=why." D " include:amazonses.com ~all"),
      KEPT("v=spf1 exp=why." D " include:amazonses.com ~all"), "", RFC "6" },

    { "inserted before ~all", WITH("v=spf1 ip4:192.0.2.1 ~all"),
      MERGED("v=spf1 ip4:192.0.2.1 ~all",
             "v=spf1 ip4:192.0.2.1 include:amazonses.com ~all"),
      "spf-merged(a)", RFC "5.1" },
    { "inserted before -all", WITH("v=spf1 mx -all"),
      MERGED("v=spf1 mx -all", "v=spf1 mx include:amazonses.com -all"),
      "spf-merged(a)", RFC "5.1" },
    { "inserted before all", WITH("v=spf1 mx all"),
      MERGED("v=spf1 mx all", "v=spf1 mx include:amazonses.com all"),
      "spf-merged(a)", RFC "5.1" },
    { "inserted before redirect", WITH("v=spf1 mx redirect=example.org"),
      MERGED("v=spf1 mx redirect=example.org",
             "v=spf1 mx include:amazonses.com redirect=example.org"),
      "spf-merged(a)", RFC "6.1" },
    { "inserted at the end", WITH("v=spf1 mx exp=why.example.org"),
      MERGED("v=spf1 mx exp=why.example.org",
             "v=spf1 mx exp=why.example.org include:amazonses.com"),
      "spf-merged(a) spf-no-all", RFC "4.7" },
    { "inserted into an empty record", WITH("v=spf1"),
      MERGED("v=spf1", "v=spf1 include:amazonses.com"),
      "spf-merged(a) spf-no-all", RFC "4.7" },
    { "inserted before the first term with another result",
      WITH("v=spf1 a ?ip4:192.0.2.1 mx ~all"),
      MERGED("v=spf1 a ?ip4:192.0.2.1 mx ~all",
             "v=spf1 a include:amazonses.com ?ip4:192.0.2.1 mx ~all"),
      "spf-merged(a)", RFC "4.6.2" },
    { "an include after such a term does not count",
      WITH("v=spf1 -ip4:192.0.2.1 include:amazonses.com ~all"),
      MERGED("v=spf1 -ip4:192.0.2.1 include:amazonses.com ~all",
             "v=spf1 include:amazonses.com -ip4:192.0.2.1 "
             "include:amazonses.com ~all"),
      "spf-merged(a)", RFC "4.6.2" },
    { "a neutral include does not count",
      WITH("v=spf1 ?include:amazonses.com ~all"),
      MERGED("v=spf1 ?include:amazonses.com ~all",
             "v=spf1 include:amazonses.com ?include:amazonses.com ~all"),
      "spf-merged(a)", RFC "4.6.2" },
    { "an include after all does not count",
      WITH("v=spf1 ~all include:amazonses.com"),
      MERGED("v=spf1 ~all include:amazonses.com",
             "v=spf1 include:amazonses.com ~all include:amazonses.com"),
      "spf-merged(a) spf-terms-after-all", RFC "5.1" },
    { "a similar include does not count",
      WITH("v=spf1 include:amazonses.com.example.net ~all"),
      MERGED("v=spf1 include:amazonses.com.example.net ~all",
             "v=spf1 include:amazonses.com "
             "include:amazonses.com.example.net ~all"),
      "spf-lookalike spf-merged(a)", RFC "5.2" },
    { "a misspelt include does not count, and may cause a permerror",
      WITH("v=spf1 include:amazonse.com ~all"),
      MERGED("v=spf1 include:amazonse.com ~all",
             "v=spf1 include:amazonses.com include:amazonse.com ~all"),
      "spf-lookalike spf-merged(a)", RFC "5.2" },
    { "an include of another service is kept before ours",
      WITH("v=spf1 include:_spf.example.org ~all"),
      MERGED("v=spf1 include:_spf.example.org ~all",
             "v=spf1 include:_spf.example.org include:amazonses.com ~all"),
      "spf-merged(a)", RFC "5.2" },
    { "macros, networks and unknown modifiers are kept",
      WITH("v=spf1 exists:%{ir}.%{v}._spf.%{d2} ip6:2001:db8::/32 "
           "a:x.example.org/24//64 ptr foo=bar ~all"),
      MERGED("v=spf1 exists:%{ir}.%{v}._spf.%{d2} ip6:2001:db8::/32 "
             "a:x.example.org/24//64 ptr foo=bar ~all",
             "v=spf1 exists:%{ir}.%{v}._spf.%{d2} ip6:2001:db8::/32 "
             "a:x.example.org/24//64 ptr foo=bar include:amazonses.com ~all"),
      "spf-merged(a)", RFC "12" },

    { "SES is denied", WITH("v=spf1 -include:amazonses.com ~all"), STOPPED,
      "spf-denies(a)", RFC "4.6.2" },
    { "another is denied",
      WITH("v=spf1 include:amazonses.com "
           "-include:example.org ~all"),
      KEPT("v=spf1 include:amazonses.com -include:example.org ~all"), "",
      RFC "4.6.2" },
    { "two records",
      WITH("v=spf1 -all\\\"'},{'name':'" M
           "','type':'TXT','rdata':'\\\"v=spf1 ~all"),
      STOPPED, "spf-multiple-records(a)", RFC "4.5" },
    { "v=spf10 is not an SPF record", WITH("v=spf10 -all"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET
      "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
      "+ m TXT v=spf1 include:amazonses.com ~all [a]\n"
      "= m TXT v=spf10 -all\n",
      "spf-mistyped", RFC "4.5" },
    { "a malformed record", WITH("v=spf1 includ:example.org ~all"), STOPPED,
      "spf-malformed(a)", RFC "4.6" },
    { "a domain without a dot", WITH("v=spf1 include:localhost ~all"), STOPPED,
      "spf-malformed(a)", RFC "7.1" },
    { "a duplicate redirect",
      WITH("v=spf1 redirect=a.example.org redirect=b.example.org"), STOPPED,
      "spf-malformed(a)", RFC "6" },

    { "nine lookups, and ours is the tenth",
      WITH("v=spf1 a:a.ex.org a:b.ex.org a:c.ex.org a:d.ex.org a:e.ex.org "
           "a:f.ex.org a:g.ex.org a:h.ex.org a:i.ex.org ~all"),
      NULL, "spf-merged(a)", RFC "4.6.4" },
    { "ten lookups, and ours exceeds the limit",
      WITH("v=spf1 a:a.ex.org a:b.ex.org a:c.ex.org a:d.ex.org a:e.ex.org "
           "a:f.ex.org a:g.ex.org a:h.ex.org a:i.ex.org a:j.ex.org ~all"),
      STOPPED, "spf-too-many-lookups(a) spf-merged(a)", RFC "4.6.4" },
    { "redirect does not count beside all",
      WITH("v=spf1 a:a.ex.org a:b.ex.org a:c.ex.org a:d.ex.org a:e.ex.org "
           "a:f.ex.org a:g.ex.org a:h.ex.org a:i.ex.org redirect=ex.org ~all"),
      NULL, "spf-merged(a)", RFC "6.1" },
    { "nor do terms after all",
      SETUP_WITH(
          ZONE_HAS(TXT(
              M,
              "v=spf1 include:amazonses.com -all "
              "include:x.example.org") "," TXT("x.example.org",
                                               "v=spf1 a:1.ex.org a:2.ex.org "
                                               "a:3.ex.org a:4.ex.org a:5.ex.org a:6.ex.org "
                                               "a:7.ex.org a:8.ex.org a:9.ex.org -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "spf-terms-after-all", RFC "5.1" },
    { "lookups of known included records count",
      SETUP_WITH(
          ZONE_HAS(TXT(M, "v=spf1 include:x.example.org ~all") "," TXT(
              "x.example.org", "v=spf1 a:1.ex.org a:2.ex.org "
                               "a:3.ex.org a:4.ex.org a:5.ex.org a:6.ex.org "
                               "a:7.ex.org a:8.ex.org a:9.ex.org -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      STOPPED, "spf-too-many-lookups(a) spf-merged(a)", RFC "4.6.4" },
    { "lookups of nested includes count",
      SETUP_WITH(
          ZONE_HAS(TXT(M, "v=spf1 include:x.example.org ~all") "," TXT(
              "x.example.org",
              "v=spf1 include:y.example.org "
              "redirect=z.example.org") "," TXT("y.example.org",
                                                "v=spf1 a:1.ex.org a:2.ex.org "
                                                "a:3.ex.org -all") "," TXT("z.example.org",
                                                                           "v=spf1 mx:4.ex.org a:5.ex.org "
                                                                           "exists:6.ex.org ptr -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      STOPPED, "spf-too-many-lookups(a) spf-merged(a)", RFC "4.6.4" },
    { "ten of them are within the limit",
      SETUP_WITH(
          ZONE_HAS(TXT(M, "v=spf1 include:x.example.org ~all") "," TXT(
              "x.example.org",
              "v=spf1 include:y.example.org "
              "redirect=z.example.org") "," TXT("y.example.org",
                                                "v=spf1 a:1.ex.org a:2.ex.org "
                                                "a:3.ex.org -all") "," TXT("z.example.org",
                                                                           "v=spf1 mx:4.ex.org a:5.ex.org "
                                                                           "exists:6.ex.org ip4:192.0.2.1 -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "spf-merged(a)", RFC "4.6.4" },
    { "a record that includes itself",
      SETUP_WITH(ZONE_HAS(TXT(M, "v=spf1 include:" M " ~all")),
                 "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      STOPPED, "spf-too-many-lookups(a) spf-merged(a)", RFC "4.6.4" },
    { "three void lookups",
      WITH("v=spf1 a:x1." D " mx:x2." D " exists:x3." D
           " include:amazonses.com ~all"),
      NULL, "spf-void-lookups", RFC "4.6.4" },
    { "a wildcard answers the lookups",
      SETUP_WITH(
          ZONE_IS(TXT(M,
                      "v=spf1 a:x1." D " a:x2." D " a:x3." D
                      " include:amazonses.com ~all") "," RECORD("*." D, "A",
                                                                "192.0.2.1")),
          "{" A "," TOKEN(TA) ",'mail_from':'" M "'}"),
      NULL, "wildcard-shadowed", RFC "4.6.4" },
    { "a CNAME is followed",
      SETUP_WITH(
          ZONE_IS(TXT(M, "v=spf1 a:x1." D " a:x2." D " a:x3." D " include:amazonses.com ~all") "," RECORD(
              "x1." D, "CNAME",
              "a.example.net.") "," RECORD("x2." D, "CNAME",
                                           "a.example.net.") "," RECORD("x3." D,
                                                                        "CNAME",
                                                                        "x1." D
                                                                        ".")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "", RFC "4.6.4" },
    { "two void lookups",
      WITH("v=spf1 a:x1." D " mx:x2." D " include:amazonses.com ~all"), NULL,
      "", RFC "4.6.4" },

    { "an AAAA record is void for an IPv4 client",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 a:x1." D " a:x2." D " a:x3." D " include:amazonses.com ~all") "," RECORD(
                  "x1." D, "AAAA",
                  "2001:db8::1") "," RECORD("x2." D, "AAAA",
                                            "2001:db8::2") "," RECORD("x3." D,
                                                                      "AAAA",
                                                                      "2001:db8::3")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "spf-void-lookups", RFC "5.3" },

    { "the included name does not exist",
      WITH("v=spf1 include:x1." D " include:amazonses.com ~all"), NULL,
      "spf-target-without-record", RFC "5.2" },
    { "the included name is in another zone",
      WITH("v=spf1 include:x1.example.org include:amazonses.com ~all"), NULL,
      "", RFC "5.2" },
    { "the included name has no SPF record",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 include:x1." D
                     " include:amazonses.com ~all") "," TXT("x1." D,
                                                            "something else")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "spf-target-without-record", RFC "5.2" },
    { "the included name has one SPF record",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 include:x1." D " include:amazonses.com ~all") "," TXT(
                  "x1." D, "something else") "," TXT("x1." D, "v=spf1 -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "", RFC "5.2" },
    { "the included name has two SPF records",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 include:x1." D " include:amazonses.com ~all") "," TXT(
                  "x1." D, "v=spf1 a -all") "," TXT("x1." D, "v=spf1 -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "spf-target-without-record", RFC "4.5" },
    { "a record that both include has the faulty term",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 include:x1." D " include:amazonses.com ~all") "," TXT(
                  "n." D,
                  "v=spf1 include:x1." D
                  " include:amazonses.com ~all") "," TXT("x1." D,
                                                         "v=spf1 include:x2." D
                                                         " -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "},{" B
                                          "," TOKEN(TB) "," MAIL("n." D) "}"),
      NULL, "spf-target-without-record", RFC "5.2" },
    { "through a CNAME it has one SPF record",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 include:x2." D " include:amazonses.com ~all") "," RECORD(
                  "x2." D, "CNAME", "x1." D ".") "," TXT("x1." D,
                                                         "v=spf1 -all")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "", RFC "5.2" },
    { "the record of a redirect is malformed",
      SETUP_WITH(
          ZONE_IS(
              TXT(M, "v=spf1 include:amazonses.com redirect=x1." D) "," TXT(
                  "x1." D, "v=spf1 what")),
          "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "spf-target-without-record", RFC "6.1" },
    { "a redirect beside all is ignored",
      SETUP_WITH(ZONE_IS(TXT(M, "v=spf1 include:amazonses.com redirect=x1." D
                                " ~all")),
                 "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      NULL, "", RFC "6.1" },

    { "just under 450 octets, including other TXT records", BESIDE(X156), NULL,
      "", RFC "3.4" },
    { "just over 450 octets", BESIDE(X156 "x"), NULL, "spf-large", RFC "3.4" },
    { "an answer of 512 octets", BESIDE(X156 "x" X16), NULL, "spf-large",
      RFC "3.4" },
    { "one more octet", BESIDE(X156 "xx" X16), NULL, "spf-over-512",
      RFC "3.4" },
    { "over 450 octets",
      WITH(
          "v=spf1 include:amazonses.com "
          "ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4 ip4:192.0.2.5 "
          "ip4:192.0.2.6 ip4:192.0.2.7 ip4:192.0.2.8 ip4:192.0.2.9 ip4:192.0.2.10"
          "\\\" \\\" ip4:192.0.2.11 ip4:192.0.2.12 ip4:192.0.2.13 ip4:192.0.2.14 "
          "ip4:192.0.2.15 ip4:192.0.2.16 ip4:192.0.2.17 ip4:192.0.2.18 "
          "ip4:192.0.2.19\\\" \\\" ip4:192.0.2.20 ip4:192.0.2.21 ip4:192.0.2.22 "
          "ip4:192.0.2.23 ip4:192.0.2.24 ip4:192.0.2.25 ip4:192.0.2.26 "
          "ip4:192.0.2.27 ip4:192.0.2.28 ip4:192.0.2.29 ip4:192.0.2.30 ~all"),
      NULL, "spf-over-512", RFC "3.4" },
    { "under 450 octets",
      WITH("v=spf1 include:amazonses.com "
           "ip4:192.0.2.1 ip4:192.0.2.2 ip4:192.0.2.3 ip4:192.0.2.4 ~all"),
      NULL, "", RFC "3.4" },
    { "several strings are one text",
      WITH("v=spf1 include:amazon\\\" \\\"ses.com ~all"),
      KEPT("v=spf1 include:amazonses.com ~all"), "", RFC "3.3" },
    { "the SPF of the domain itself is not touched",
      SETUP_WITH(ZONE_IS(TXT(D, "v=spf1 -all")),
                 "{" A "," TOKEN(TA) "," MAIL(M) "}"),
      "+ _amazonses TXT " TA
      " [a]\n" DMARC_SET MAIL_SETS("m", "us-east-1", "[a]"),
      "", DG "mail-from.html" },
};

TABLE(spf, cases);
