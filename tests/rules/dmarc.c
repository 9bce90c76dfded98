/* SPDX-License-Identifier: MIT */
/* The DMARC policy record (RFC 9989), and reports to other domains. */
#include "rules.h"

#define N "_dmarc." D
#define RFC "RFC 9989 section "
#define NO_DMARC(more) "{'domain':'" D "'" more ",'instances':[]}"
#define SET(dmarc, more)                                                      \
    "{'domain':'" D "','dmarc':'" dmarc "'" more ",'instances':[]}"
#define KEPT(text) "= _dmarc TXT " text "\n"

/* Labels with their dots. "d.example._report._dmarc." has 25 characters. */
#define L32 "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh."
#define L62 "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh."

#define PLAN_DMARC(word) "'options':{'plan.dmarc':'" word "'}"

static const struct rule_case cases[] = {
    { "published if the zone is unknown", SET("v=DMARC1; p=none", ""),
      DMARC_SET, "", RFC "4.10.1" },
    { "published in an empty zone",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(D, "x"))), DMARC_SET, "",
      RFC "4.10.1" },
    { "never invented", NO_DMARC(""), "", "no-dmarc", RFC "4.10.1" },
    { "an existing record suffices",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=reject"))), "", "",
      RFC "4.10.1" },
    { "an equal record is kept",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(N, "v=DMARC1; p=none"))),
      KEPT("v=DMARC1; p=none"), "", RFC "4.10.1" },
    { "a different record is kept, too",
      SET("v=DMARC1; p=reject", "," ZONE_IS(TXT(N, "v=DMARC1; p=none"))), "",
      "dmarc-kept", RFC "4.10.1" },
    { "other TXT records do not conflict",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(N, "spam"))),
      "= _dmarc TXT spam\n" DMARC_SET, "", RFC "4.10" },
    { "another version is not a DMARC record",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(N, "v=DMARC2; p=reject"))),
      DMARC_SET "= _dmarc TXT v=DMARC2; p=reject\n", "dmarc-mistyped",
      RFC "4.7" },
    { "the version is case-sensitive",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(N, "v=dmarc1; p=reject"))),
      DMARC_SET "= _dmarc TXT v=dmarc1; p=reject\n", "dmarc-mistyped",
      RFC "4.7" },
    { "blanks around the version are allowed",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(N, "v = DMARC1 ; p=reject"))),
      "", "dmarc-kept", RFC "4.8" },
    { "a CNAME is a foreign policy",
      SET("v=DMARC1; p=none",
          "," ZONE_IS(RECORD(N, "CNAME", "d.example.net."))),
      "", "dmarc-is-cname", RFC "4.10" },
    { "the target of the CNAME is read",
      SET("v=DMARC1; p=none",
          "," ZONE_HAS(RECORD(N, "CNAME", "d.example.net.") "," TXT(
              "d.example.net", "v=DMARC1; p=reject; aspf=s"))),
      "", "dmarc-strict-spf dmarc-is-cname", RFC "4.10" },
    { "a CNAME loop has no policy",
      SET("v=DMARC1; p=none",
          "," ZONE_HAS(RECORD(N, "CNAME", "d.example.net.") "," RECORD(
              "d.example.net", "CNAME", N "."))),
      "", "dmarc-is-cname", RFC "4.10" },
    { "two records",
      SET("v=DMARC1; p=none", "," ZONE_IS(TXT(N, "v=DMARC1; p=none") "," TXT(
                                  N, "v=DMARC1; p=reject"))),
      "", "dmarc-multiple-records", RFC "4.10" },
    { "one record and another text",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none") "," TXT(N, "x"))), "",
      "", RFC "4.10" },

    /* the first one */
    { "the first policy quarantines", SET("v=DMARC1; p=quarantine", ""), NULL,
      "dmarc-initial-enforcement", RFC "5.1" },
    { "the first policy rejects", SET("v=DMARC1; p=reject", ""), NULL,
      "dmarc-initial-enforcement", RFC "5.1" },
    { "quarantine with t=y means none", SET("v=DMARC1; p=quarantine; t=y", ""),
      NULL, "", RFC "4.7" },
    { "the first policy rejects for subdomains",
      SET("v=DMARC1; p=none; sp=reject", ""), NULL,
      "dmarc-initial-enforcement", RFC "4.7" },
    { "for subdomains with t=y",
      SET("v=DMARC1; p=none; sp=quarantine; t=y", ""), NULL, "", RFC "4.7" },
    { "reject with t=y means quarantine", SET("v=DMARC1; p=reject; t=y", ""),
      NULL, "dmarc-initial-enforcement", RFC "4.7" },

    /* above */
    { "a policy above applies",
      "{'domain':'a." D "'," ZONE_HAS(TXT(N, "v=DMARC1; p=reject")) "}", NULL,
      "dmarc-inherited", RFC "4.10.1" },
    { "a policy above would be overridden",
      "{'domain':'a." D "','dmarc':'v=DMARC1; p=none'," ZONE_HAS(
          TXT(N, "v=DMARC1; p=reject")) "}",
      NULL, "dmarc-overrides", RFC "4.10.1" },
    { "no policy above",
      "{'domain':'a." D
      "','dmarc':'v=DMARC1; p=none'," ZONE_HAS(TXT(N, "nothing")) "}",
      NULL, "", RFC "4.10.1" },
    { "of several policies above, that of the organization applies",
      "{'domain':'a.b." D "'," ZONE_HAS(TXT(N, "v=DMARC1; p=reject") "," TXT(
          "_dmarc.b." D, "v=DMARC1; p=none")) "}",
      NULL, "dmarc-inherited", RFC "4.10.2" },

    /* tags */
    { "an invalid policy without reports",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=nothing"))), NULL,
      "dmarc-malformed", RFC "4.10.1" },
    { "an invalid policy with reports means none",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=nothing; rua=mailto:r@" D))),
      NULL, "dmarc-tag-invalid", RFC "4.10.1" },
    { "a missing policy means none",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; rua=mailto:r@" D))), NULL,
      "dmarc-no-p", RFC "4.7" },
    { "the p tag is not the second",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; rua=mailto:r@" D "; p=none"))),
      NULL, "dmarc-p-not-second", "RFC 7489 section 6.4" },
    { "an obsolete tag",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; ri=9"))), NULL,
      "dmarc-tag-obsolete", RFC "A.6" },
    { "pct below 100 without a policy changes nothing",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; pct=50"))), NULL,
      "-dmarc-tag-obsolete -dmarc-pct", RFC "A.6" },
    { "pct below 100 with a policy for subdomains",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; sp=reject; pct=50"))),
      NULL, "dmarc-pct", RFC "A.6" },
    { "the label of the domain before _dmarc",
      "{'domain':'a." D "','zone':'" D
      "'," ZONE_IS(TXT("a._dmarc." D, "v=DMARC1; p=none")) ",'instances':[]}",
      NULL, "dmarc-misplaced -no-dmarc", RFC "4.10" },
    { "that of another domain",
      "{'domain':'a." D "','zone':'" D
      "'," ZONE_IS(TXT("b._dmarc." D, "v=DMARC1; p=none")) ",'instances':[]}",
      NULL, "no-dmarc -dmarc-misplaced", RFC "4.10" },
    { "pct above 100",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=reject; pct=150"))), NULL,
      "dmarc-tag-invalid", "RFC 7489 section 6.3" },
    { "a list of options of RFC 7489",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; fo=0:1:d:s"))), NULL,
      "-dmarc-tag-invalid", "RFC 7489 section 6.3" },
    { "all obsolete tags",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; ri=9; rf=afrf; pct=1"))),
      NULL, "dmarc-tag-obsolete dmarc-tag-obsolete -dmarc-pct", RFC "A.6" },
    { "a new tag",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; np=reject"))), NULL, "",
      RFC "4.7" },
    { "an unknown tag",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; pp=none"))), NULL,
      "dmarc-tag-unknown", RFC "4.7" },
    { "a duplicate tag",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; sp=none; sp=reject"))),
      NULL, "dmarc-tag-duplicate", RFC "4.8" },
    { "a tag with an invalid value",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; adkim=x"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "a text that is not a tag",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; what"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "an empty tag", NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1;; p=none"))), NULL,
      "dmarc-tag-invalid dmarc-p-not-second", RFC "4.8" },
    { "a size after an address is accepted",
      NO_DMARC(
          "," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=mailto:r@" D "!10m"))),
      NULL, "", RFC "4.8" },
    { "two semicolons at the end",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none;;"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "a semicolon and a blank at the end",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; "))), NULL, "",
      RFC "4.8" },
    { "a duplicate version",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; v=DMARC1"))), NULL,
      "dmarc-tag-duplicate", RFC "4.8" },
    { "a name with a digit is not a tag",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; x1=y"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "a tag with an unprintable character",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; rf=af\\\\009rf"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "a list of options with an empty element",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; fo=1:"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "blanks in a list of options",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; fo=1 : d"))), NULL,
      "dmarc-tag-invalid", RFC "4.8" },
    { "all the options",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; fo=d:1:s"))), NULL, "",
      RFC "4.8" },
    { "a list of addresses with an empty element",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=mailto:r@" D ","))),
      NULL, "dmarc-tag-invalid", RFC "4.8" },
    { "a malformed escape",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=https://" D "/%2"))),
      NULL, "dmarc-tag-invalid", "RFC 3986 section 2.1" },
    { "a valid escape",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=https://" D "/%2f"))),
      NULL, "", "RFC 3986 section 2.1" },
    { "a colon in an address",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=mailto:a:b@" D))),
      NULL, "dmarc-tag-invalid", "RFC 6068 section 2" },
    { "two hosts",
      NO_DMARC(
          "," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=mailto:r@a." D "@" D))),
      NULL, "dmarc-tag-invalid", "RFC 6068 section 2" },
    { "a subject",
      NO_DMARC("," ZONE_IS(
          TXT(N, "v=DMARC1; p=none; rua=mailto:r@" D "?subject=a@b"))),
      NULL, "", "RFC 6068 section 2" },
    { "only a scheme",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; rua=ftp:"))), NULL, "",
      "RFC 3986 section 3" },
    { "strict SPF alignment",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; aspf=s"))), NULL,
      "dmarc-strict-spf", DG "send-email-authentication-dmarc.html" },
    { "relaxed SPF alignment",
      NO_DMARC("," ZONE_IS(TXT(N, "v=DMARC1; p=none; aspf=r"))), NULL, "",
      DG "send-email-authentication-dmarc.html" },

    /* reports to others */
    { "reports to another organization",
      SET("v=DMARC1; p=none; rua=mailto:x@reports.example.net", ""), NULL,
      "dmarc-external-unknown", "RFC 9990" },
    { "reports to an organization that does not accept them",
      SET("v=DMARC1; p=none; rua=mailto:x@reports.example.net",
          "," ZONE_HAS(
              ABSENT(D "._report._dmarc.reports.example.net", "TXT"))),
      NULL, "dmarc-external-not-accepted", "RFC 9990" },
    { "reports to an organization that accepts them",
      SET("v=DMARC1; p=none; rua=mailto:x@reports.example.net",
          "," ZONE_HAS(
              TXT(D "._report._dmarc.reports.example.net", "v=DMARC1"))),
      NULL, "", "RFC 9990" },
    { "reports to an organization whose record would exceed the limit",
      SET("v=DMARC1; p=none; rua=mailto:x@" L62 L62 L62 L32 "example.net", ""),
      NULL, "dmarc-report-name-too-long", "RFC 1035 section 2.3.4" },
    { "reports to an organization whose record has the longest name",
      SET("v=DMARC1; p=none; rua=mailto:x@" L62 L62 L62 L32 "xample.net", ""),
      NULL, "dmarc-external-unknown", "RFC 1035 section 2.3.4" },
    { "reports to a subdomain",
      SET("v=DMARC1; p=none; rua=mailto:x@reports." D, ""), NULL, "",
      "RFC 9990" },
    { "failure reports are checked in the same way",
      SET("v=DMARC1; p=none; ruf=mailto:x@reports.example.net", ""), NULL,
      "dmarc-external-unknown", "RFC 9990" },

    { "an existing policy is kept by default",
      SETUP_WITH(ZONE_IS(TXT("_dmarc." D, "v=DMARC1; p=reject")),
                 "{" A "," DKIM(KA) "," MAIL("m." D) "}"),
      NULL, "dmarc-kept -dmarc-replaced", "RFC 9989 section 4.7" },
    { "it is replaced on request",
      SETUP_WITH(ZONE_IS(TXT("_dmarc." D, "v=DMARC1; p=reject") "," TXT(
                     "_dmarc." D, "other")) "," PLAN_DMARC("replace"),
                 "{" A "," TOKEN(TA) "," MAIL("m." D) "}"),
      "+ _amazonses TXT " TA " [a]\n= _dmarc TXT other\n" DMARC_SET
      "- _dmarc TXT v=DMARC1; p=reject\n" MAIL_SETS("m", "us-east-1", "[a]"),
      "dmarc-replaced", "RFC 9989 section 4.7" },
    { "addresses for reports are added to it",
      "{'domain':'" D "','dmarc':'v=DMARC1; p=none; "
      "rua=mailto:a@" D ",mailto:b@" D "'," ZONE_IS(
          TXT("_dmarc." D, "v=DMARC1; p=reject; rua=mailto:B@" D
                           "; adkim=r")) "," PLAN_DMARC("merge-rua") "}",
      "+ _dmarc TXT v=DMARC1; p=reject; rua=mailto:B@" D ",mailto:a@" D
      "; adkim=r\n- _dmarc TXT v=DMARC1; p=reject; rua=mailto:B@" D
      "; adkim=r\n",
      "dmarc-replaced", "RFC 9989 section 4.7" },
    { "addresses for reports, where it has none",
      "{'domain':'" D "','dmarc':'v=DMARC1; p=none; "
      "rua=mailto:a@" D "'," ZONE_IS(TXT(
          "_dmarc." D, "v=DMARC1; p=reject;")) "," PLAN_DMARC("merge-rua") "}",
      "+ _dmarc TXT v=DMARC1; p=reject; rua=mailto:a@" D
      "\n- _dmarc TXT v=DMARC1; p=reject;\n",
      "dmarc-replaced", "RFC 9989 section 4.7" },
    { "addresses that it has already",
      "{'domain':'" D "','dmarc':'v=DMARC1; p=none; "
      "rua=mailto:a@" D "'," ZONE_IS(TXT(
          "_dmarc." D,
          "v=DMARC1; p=reject; rua=mailto:a@" D)) "," PLAN_DMARC("merge-rua") "}",
      "", "-dmarc-kept -dmarc-replaced", "RFC 9989 section 4.7" },
    { "no address to add",
      SETUP_WITH(
          ZONE_IS(TXT("_dmarc." D, "v=DMARC1; p=reject")) "," PLAN_DMARC(
              "merge-rua"),
          ""),
      NULL, "dmarc-kept", "RFC 9989 section 4.7" },
    { "what is a CNAME is not replaced",
      SETUP_WITH(ZONE_IS(RECORD("_dmarc." D, "CNAME",
                                "p.example.net.")) "," PLAN_DMARC("replace"),
                 ""),
      NULL, "dmarc-is-cname", "RFC 9989 section 4.7" },
};

TABLE(dmarc, cases);
