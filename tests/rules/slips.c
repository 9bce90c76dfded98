/* SPDX-License-Identifier: MIT */
/* Values of ours that were entered wrongly: each with its cause, and beside it
 * a neighbour that is not touched. Also records that are almost a policy. */
#include "keys.h"
#include "rules.h"

#define PLAIN(zone, instances)                                                \
    "{'domain':'" D "'," ZONE_IS(zone) ",'instances':[" instances "]}"
#define POLICY TXT("_dmarc." D, "v=DMARC1; p=none; rua=mailto:r@" D)
#define M "m." D
#define MX(host) RECORD(M, "MX", host)
#define IN(host) RECORD("in." D, "MX", host)
#define SENDER "{" A "," DKIM(KA) "," MAIL(M) "}"
#define RECEIVER "{" A "," TOKEN(TA) ",'receiving':'in." D "'}"
#define EASY "{" A "," DKIM(KA) "}"
#define OWN                                                                   \
    "{" A ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024 "'}]}"
#define KEY(text) TXT("s1._domainkey." D, text)
#define QUOTED(name, text)                                                    \
    RECORD(name, "TXT", "\\\"\\\\\\\"" text "\\\\\\\"\\\"")
#define THREAD DG "troubleshoot-verification.html"
#define AT "_domainkey." D

static const struct rule_case cases[] = {
    /* MX */
    { "the preference pasted into the host",
      PLAIN(POLICY
            "," MX("10 10\\\\032feedback-smtp.us-east-1.amazonses.com."),
            SENDER),
      NULL, "value-mistyped(a)", THREAD },
    { "another preference is no slip",
      PLAIN(POLICY "," MX("0 feedback-smtp.us-east-1.amazonses.com."), SENDER),
      NULL, "", "RFC 5321 section 5.1" },
    { "quotation marks around the host",
      PLAIN(POLICY "," MX("10 \\\\\\\"feedback-smtp.us-east-1.amazonses.com"
                          "\\\\\\\"."),
            SENDER),
      NULL, "value-mistyped(a)", THREAD },
    { "no region in the host",
      PLAIN(POLICY "," MX("10 feedback-smtp.undefined.amazonses.com."),
            SENDER),
      NULL, "value-mistyped(a)", THREAD },
    { "another region's host",
      PLAIN(POLICY "," MX("10 feedback-smtp.eu-west-1.amazonses.com."),
            SENDER),
      NULL, "mx-of-other-region(a)", DG "regions.html" },
    { "the endpoint one sends through",
      PLAIN(POLICY "," MX("10 email-smtp.us-east-1.amazonaws.com."), SENDER),
      NULL, "value-mistyped(a)", THREAD },
    { "the suffix of receiving for bounces",
      PLAIN(POLICY "," MX("10 feedback-smtp.us-east-1.amazonaws.com."),
            SENDER),
      NULL, "value-mistyped(a)", THREAD },
    { "the host as TXT",
      PLAIN(POLICY "," TXT(M, "10 feedback-smtp.us-east-1.amazonses.com"),
            SENDER),
      NULL, "value-of-other-type(a)", DG "mail-from.html" },
    { "another TXT beside it",
      PLAIN(POLICY "," TXT(M, "10 mx.example"), SENDER), NULL,
      "-value-of-other-type", DG "mail-from.html" },
    { "another's MX", PLAIN(POLICY "," MX("10 mx.example."), SENDER), NULL,
      "mx-conflict(a)", DG "mail-from.html" },
    { "the suffix of bounces for receiving",
      PLAIN(POLICY "," IN("10 inbound-smtp.us-east-1.amazonses.com."),
            RECEIVER),
      NULL, "value-mistyped(a)", THREAD },
    { "receiving at the endpoint one sends through",
      PLAIN(POLICY "," IN("10 email-smtp.us-east-1.amazonaws.com."), RECEIVER),
      NULL, "value-mistyped(a)", THREAD },
    { "receiving in another region",
      PLAIN(POLICY "," IN("10 inbound-smtp.eu-west-1.amazonaws.com."),
            RECEIVER),
      NULL, "mx-of-other-region(a)", DG "regions.html" },
    { "receiving at another's host",
      PLAIN(POLICY "," IN("10 mx.example."), RECEIVER), NULL,
      "mx-of-other-host(a)", DG "receiving-email-mx-record.html" },
    { "receiving as it has to be",
      PLAIN(POLICY "," IN("5 inbound-smtp.us-east-1.amazonaws.com."),
            RECEIVER),
      NULL, "", DG "receiving-email-mx-record.html" },

    /* DKIM */
    { "the targets as TXT: one finding",
      PLAIN(POLICY "," TXT(KA1 "." AT, KA1 ".dkim.amazonses.com") "," TXT(
                KA2 "." AT,
                KA2 ".dkim.amazonses.com.") "," TXT(KA3 "." AT,
                                                    KA3 ".DKIM.amazonses.com"),
            EASY),
      NULL, "value-mistyped(a)", THREAD },
    { "a letter too many in the token of a target",
      PLAIN(POLICY "," RECORD(
                KA1 "." AT, "CNAME",
                "aaaaaaaaaaaaaaaxaaaaaaaaaaaaaaaa2.dkim.amazonses.com."),
            EASY),
      NULL, "value-mistyped(a)", THREAD },
    { "three letters too many",
      PLAIN(POLICY "," RECORD(
                KA1 "." AT, "CNAME",
                "aaaaaaaaaaaaaaaxyzaaaaaaaaaaaaaaaa2.dkim.amazonses.com."),
            EASY),
      NULL, "cname-differs(a)", DG "creating-identities.html" },
    { "another TXT", PLAIN(POLICY "," TXT(KA1 "." AT, "x"), EASY), NULL,
      "data-conflict(a)", "RFC 1034 section 3.6.2" },
    { "without _domainkey, and one label too low: each its cause",
      PLAIN(POLICY "," RECORD(
                KA1 "." D, "CNAME",
                KA1 ".dkim.amazonses.com.") "," RECORD(KA2 "._domainkey.x." D,
                                                       "CNAME",
                                                       KA2
                                                       ".dkim.amazonses.com."),
            EASY),
      NULL, "value-misplaced(a) value-misplaced(a)", THREAD },
    { "as TXT at another name",
      PLAIN(POLICY "," TXT("k." D, KA1 ".dkim.amazonses.com."), EASY), NULL,
      "value-misplaced(a)", THREAD },
    { "another's token at another name",
      PLAIN(POLICY "," TXT("k." D, KB1 ".dkim.amazonses.com."), EASY), NULL,
      "", THREAD },
    { "records of a subdomain in the zone above: one finding",
      "{'domain':'a." D "','zone':'" D
      "'," ZONE_IS(POLICY "," TXT("_amazonses." D, TA) "," RECORD(
          KA1 "." AT, "CNAME",
          KA1
          ".dkim.amazonses.com.") "," RECORD(KA2 "." AT, "CNAME",
                                             KA2
                                             ".dkim.amazonses.com.")) ",'instances':[{" A
                                                                      "," TOKEN(TA) "," DKIM(
                                                                          KA) "}]}",
      NULL, "value-misplaced(a) dmarc-inherited", THREAD },

    /* keys of BYODKIM */
    { "a key in quotation marks",
      PLAIN(POLICY "," QUOTED("s1." AT, "p=" RSA_1024), OWN), NULL,
      "value-mistyped(a)", THREAD },
    { "another key", PLAIN(POLICY "," KEY("p=" RSA_1024_OTHER), OWN), NULL,
      "byodkim-key-conflict(a)", "RFC 6376 section 3.6.2.2" },

    /* tokens */
    { "a token below another name",
      PLAIN(POLICY "," TXT("_amazonses.x." D, TA), "{" A "," TOKEN(TA) "}"),
      NULL, "value-misplaced(a)", THREAD },
    { "another's token below another name",
      PLAIN(POLICY "," TXT("_amazonses.x." D, TB), "{" A "," TOKEN(TA) "}"),
      NULL, "other-identity", THREAD },

    /* SPF */
    { "a colon for the equals sign",
      PLAIN(POLICY "," TXT(M, "v:spf1 include:amazonses.com -all"), SENDER),
      NULL, "spf-mistyped", "RFC 7208 section 4.5" },
    { "without quotation marks in the file",
      PLAIN(POLICY "," TXT(M, "v=spf1include:amazonses.com~all"), SENDER),
      NULL, "spf-mistyped", "RFC 7208 section 4.5" },
    { "in quotation marks",
      PLAIN(POLICY "," QUOTED(M, "v=spf1 include:amazonses.com ~all"), SENDER),
      NULL, "spf-mistyped", "RFC 7208 section 4.5" },
    { "another text", PLAIN(POLICY "," TXT(M, "spf check"), SENDER), NULL, "",
      "RFC 7208 section 4.5" },
    { "cut into two values",
      PLAIN(POLICY
            "," TXT(M, "v=spf1") "," TXT(M, "include:amazonses.com ~all"),
            SENDER),
      NULL, "spf-in-pieces(a)", "RFC 7208 section 4.5" },
    { "terms that include SES, without a version",
      PLAIN(POLICY "," TXT(M, "include:amazonses.com ~all"), SENDER), NULL,
      "spf-mistyped", "RFC 7208 section 4.5" },
    { "other terms without a version",
      PLAIN(POLICY "," TXT(M, "include:x.example ~all"), SENDER), NULL, "",
      "RFC 7208 section 4.5" },
    { "at the domain, and missing at the MAIL FROM domain",
      PLAIN(POLICY "," TXT(D, "v=spf1 include:amazonses.com -all"), SENDER),
      NULL, "spf-misplaced", DG "mail-from.html" },
    { "at the domain, and at the MAIL FROM domain",
      PLAIN(POLICY "," TXT(D, "v=spf1 include:amazonses.com -all") "," TXT(
                M, "v=spf1 include:amazonses.com -all"),
            SENDER),
      NULL, "-spf-misplaced", DG "mail-from.html" },
    { "an include of the endpoint: ours precedes it",
      PLAIN(POLICY "," TXT(
                M, "v=spf1 include:email-smtp.us-east-1.amazonaws.com ~all"),
            SENDER),
      DKIM_SETS(KA, "[a]") "+ m MX 10 feedback-smtp.us-east-1.amazonses.com "
                           "[a]\n+ m TXT v=spf1 include:amazonses.com "
                           "include:email-smtp.us-east-1.amazonaws.com ~all "
                           "[a]\n- m TXT v=spf1 "
                           "include:email-smtp.us-east-1.amazonaws.com "
                           "~all\n",
      "spf-lookalike spf-merged(a)", "RFC 7208 section 5.2" },
    { "of the type SPF",
      PLAIN(POLICY "," RECORD(M, "SPF", "\\\"v=spf1 -all\\\""), SENDER), NULL,
      "spf-type-99", "RFC 7208 section 3.1" },
    { "the domain's own, with an error",
      PLAIN(POLICY "," TXT(D, "v=spf1 includ:x.example -all"), SENDER), NULL,
      "spf-of-domain-malformed", "RFC 7208 section 4.6" },
    { "the domain's own", PLAIN(POLICY "," TXT(D, "v=spf1 mx -all"), SENDER),
      NULL, "", "RFC 7208 section 4.6" },

    /* DMARC */
    { "a version in lower case",
      PLAIN(TXT("_dmarc." D, "v=dmarc1; p=quarantine"), EASY), NULL,
      "dmarc-mistyped", "RFC 9989 section 4.7" },
    { "a comma for the semicolon",
      PLAIN(TXT("_dmarc." D, "v=DMARC1, p=quarantine"), EASY), NULL,
      "dmarc-mistyped", "RFC 9989 section 4.7" },
    { "in quotation marks",
      PLAIN(QUOTED("_dmarc." D, "v=DMARC1; p=reject"), EASY), NULL,
      "dmarc-mistyped", "RFC 9989 section 4.7" },
    { "another text there", PLAIN(TXT("_dmarc." D, "hello"), EASY), NULL,
      "no-dmarc", "RFC 9989 section 4.7" },
    { "at the domain", PLAIN(TXT(D, "v=DMARC1; p=reject"), EASY), NULL,
      "dmarc-misplaced", "RFC 9989 section 4.10" },
    { "without the underscore",
      PLAIN(TXT("dmarc." D, "v=DMARC1; p=reject"), EASY), NULL,
      "dmarc-misplaced", "RFC 9989 section 4.10" },
    { "cut at its semicolon",
      PLAIN(TXT("_dmarc." D, "v=DMARC1") "," TXT("_dmarc." D, "p=reject"),
            EASY),
      NULL, "dmarc-in-pieces -dmarc-no-p", "RFC 9989 section 4.7" },
    { "pct below 100, with p=reject",
      PLAIN(TXT("_dmarc." D, "v=DMARC1; p=reject; pct=10"), EASY), NULL,
      "dmarc-pct", "RFC 9989 appendix A.6" },
    { "pct=100", PLAIN(TXT("_dmarc." D, "v=DMARC1; p=reject; pct=100"), EASY),
      NULL, "", "RFC 9989 appendix A.6" },
    { "subdomains weaker than the domain",
      PLAIN(TXT("_dmarc." D, "v=DMARC1; p=reject; sp=none"), EASY), NULL,
      "dmarc-subdomains-weaker", "RFC 9989 section 4.7" },
    { "subdomains as strong",
      PLAIN(TXT("_dmarc." D, "v=DMARC1; p=reject; np=reject"), EASY), NULL, "",
      "RFC 9989 section 4.7" },
    { "p=none that reports to nobody",
      PLAIN(TXT("_dmarc." D, "v=DMARC1; p=none"), EASY), NULL,
      "dmarc-no-reports", "RFC 9989 section 4.7" },
    { "p=none that reports", PLAIN(POLICY, EASY), NULL, "-dmarc-no-reports",
      "RFC 9989 section 4.7" },

    /* a From domain that accepts no mail */
    { "a null MX at the From domain",
      PLAIN(POLICY "," RECORD(D, "MX", "0 ."), EASY), NULL,
      "null-mx-of-from-domain", "RFC 7505 section 4.2" },
    { "an MX at the From domain",
      PLAIN(POLICY "," RECORD(D, "MX", "0 mx.example."), EASY), NULL, "",
      "RFC 7505 section 4.2" },
};

TABLE(slips, cases);
