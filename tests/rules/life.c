/* SPDX-License-Identifier: MIT */
/* Active, draining and retired instances: which records are kept or removed,
 * and which removals are deferred. */
#include "keys.h"
#include "rules.h"

#define M "m." D
#define STATE(s) "'state':'" s "'"
#define MXOF(region)                                                          \
    RECORD(M, "MX", "10 feedback-smtp." region ".amazonses.com.")
#define SPF_IS TXT(M, "v=spf1 include:amazonses.com ~all")
#define CNAME_IS(t)                                                           \
    RECORD(t "._domainkey." D, "CNAME", t ".dkim.amazonses.com.")
#define CNAMES_ARE(x) CNAME_IS(x##1) "," CNAME_IS(x##2) "," CNAME_IS(x##3)
#define OLD(op, x, labels)                                                                                                                    \
    op " " x##1 "._domainkey CNAME " x##1 ".dkim.amazonses.com " labels                                                                       \
                                          "\n" op                                                                                             \
                                          " " x##2 "._domainkey CNAME " x##2 ".dkim.amazonses.com " labels                                    \
                                                                             "\n" op                                                          \
                                                                             " " x##3 "._domainkey CNAME " x##3 ".dkim.amazonses.com " labels \
                                                                                                                "\n"
#define VERIFIED(x) DKIM_WITH(x, "'dkim_status':'success'")
#define RULE DG "troubleshoot-dkim.html"
/* b does not sign, and has a verified MAIL FROM domain. */
#define UNSIGNED_FROM(more, records)                                          \
    SETUP_WITH(more ZONE_IS(CNAMES_ARE(KA) "," CNAMES_ARE(KB) "," MXOF(       \
                   "eu-west-1") "," SPF_IS records),                          \
               "{" A "," STATE("retired") "," DKIM(                           \
                   KA) "},{" B                                                \
                       "," VERIFIED(KB) ",'dkim_signing':false," MAIL_WITH(   \
                           M, "'mail_from_status':'success'") "}")
#define UNSIGNED(records) UNSIGNED_FROM("", records)
#define BEA "{" B "," VERIFIED(KB) "}"

static const struct rule_case cases[] = {
    { "draining: existing records are kept",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, TA)),
                 "{" A "," STATE("draining") "," TOKEN(TA) "}"),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "", RULE },
    { "draining: missing records are not added",
      SETUP_WITH(ZONE_IS(TXT(D, "x")),
                 "{" A "," STATE("draining") "," TOKEN(TA) "," DKIM(KA) "}"),
      DMARC_SET, "", RULE },
    { "draining in an unknown zone: presumed present",
      SETUP("{" A "," STATE("draining") "," TOKEN(TA) "}"),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "", RULE },
    { "retired: its token is removed, others are kept",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, TA) "," TXT(
                     "_amazonses." D, TB) "," CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," TOKEN(TA) "},{" B "," TOKEN(
                     TB) "," VERIFIED(KB) "}"),
      "= _amazonses TXT " TB " [b]\n- _amazonses TXT " TA
      " [a]\n" DMARC_SET OLD("=", KB, "[b]"),
      "", RULE },
    { "retired: its CNAMEs are removed",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA) "," CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KA) "}," BEA),
      DMARC_SET OLD("-", KA, "[a]") OLD("=", KB, "[b]"), "", RULE },
    { "retired: records that an active instance needs are kept",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KB) "}," BEA),
      DMARC_SET OLD("=", KB, "[a b]"), "", RULE },
    { "retired: records that a draining instance needs are kept",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KB) "},{" B "," STATE(
                     "draining") "," DKIM(KB) "}"),
      DMARC_SET OLD("=", KB, "[a b]"), "", RULE },
    { "removals wait until the active instances are verified",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA) "," CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KA) "},{" B
                                                         "," DKIM(KB) "}"),
      DMARC_SET OLD("=", KA, "[a]") OLD("=", KB, "[b]"), "removal-deferred(b)",
      RULE },
    { "removals wait until their MAIL FROM domains are verified",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA) "," CNAMES_ARE(KB) "," MXOF(
                     "eu-west-1") "," SPF_IS),
                 "{" A "," STATE("retired") "," DKIM(KA) "},{" B "," VERIFIED(
                     KB) "," MAIL(M) "}"),
      NULL, "removal-deferred(b)", RULE },
    { "removals wait until the account may send",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA) "," CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KA) "},{" B "," VERIFIED(
                     KB) ",'sending_enabled':false}"),
      DMARC_SET OLD("=", KA, "[a]") OLD("=", KB, "[b]"),
      "sending-disabled(b) removal-deferred(b)", RULE },
    { "removals wait until SES signs",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA) "," CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KA) "},{" B "," VERIFIED(
                     KB) ",'dkim_signing':false}"),
      NULL, "dkim-signing-disabled(b) removal-deferred(b)", RULE },
    { "unless its mail passes DMARC by SPF", UNSIGNED(""), NULL,
      "dkim-signing-disabled(b)", RULE },
    { "which needs relaxed alignment",
      UNSIGNED("," TXT("_dmarc." D, "v=DMARC1; p=none; aspf=s")), NULL,
      "dkim-signing-disabled(b) dmarc-strict-spf dmarc-kept "
      "removal-deferred(b)",
      RULE },
    { "and From domains of the same organization",
      UNSIGNED_FROM("'from_domains':['" D "','example.net'],", ""), NULL,
      "from-not-covered dkim-signing-disabled(b) removal-deferred(b)", RULE },
    { "plan.removal=always removes at once",
      SETUP_WITH("'options':{'plan.removal':'always'}," ZONE_IS(
                     CNAMES_ARE(KA) "," CNAMES_ARE(KB)),
                 "{" A "," STATE("retired") "," DKIM(KA) "},{" B
                                                         "," DKIM(KB) "}"),
      DMARC_SET OLD("-", KA, "[a]") OLD("=", KB, "[b]"), "", RULE },
    { "without active instances, removals do not wait",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA)),
                 "{" A "," STATE("retired") "," DKIM(KA) "}"),
      DMARC_SET OLD("-", KA, "[a]"), "", RULE },
    { "retired in an unknown zone: presumed present",
      SETUP("{" A "," STATE("retired") "," DKIM(KA) "}"),
      DMARC_SET OLD("-", KA, "[a]"), "", RULE },
    { "absent records need no removal",
      SETUP_WITH(ZONE_IS(TXT(D, "x")),
                 "{" A "," STATE("retired") "," DKIM(KA) "," TOKEN(TA) "}"),
      DMARC_SET, "", RULE },

    /* MAIL FROM */
    { "retired: MX and SPF are removed together",
      SETUP_WITH(ZONE_IS(MXOF("us-east-1") "," SPF_IS),
                 "{" A "," STATE("retired") "," MAIL(M) "}"),
      DMARC_SET "- m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
                "- m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "", RULE },
    { "an SPF record with other terms is kept",
      SETUP_WITH(ZONE_IS(MXOF("us-east-1") "," TXT(
                     M, "v=spf1 mx include:amazonses.com ~all")),
                 "{" A "," STATE("retired") "," MAIL(M) "}"),
      DMARC_SET "- m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n", "",
      RULE },
    { "an SPF record with another MX is kept",
      SETUP_WITH(ZONE_IS(RECORD(M, "MX", "10 mail.example.") "," SPF_IS),
                 "{" A "," STATE("retired") "," MAIL(M) "}"),
      DMARC_SET "= m TXT v=spf1 include:amazonses.com ~all [a]\n",
      "retired-record-kept(a)", RULE },
    { "another account of the region needs both",
      SETUP_WITH(
          ZONE_IS(MXOF("us-east-1") "," SPF_IS),
          "{" A "," STATE("retired") "," MAIL(
              M) "},{" C
                 "," TOKEN(TC) ",'verification_status':'success'," MAIL_WITH(
                     M, "'mail_from_status':'success'") "}"),
      "+ _amazonses TXT " TC " [c]\n" DMARC_SET
      "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a c]\n"
      "= m TXT v=spf1 include:amazonses.com ~all [a c]\n",
      "token-missing(c)", RULE },
    { "a MAIL FROM domain moves to another region in one step",
      SETUP_WITH(ZONE_IS(MXOF("us-east-1") "," SPF_IS),
                 "{" A "," STATE("retired") "," MAIL(M) "},{" B "," DKIM(
                     KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(
          KB, "[b]") "+ m MX 10 feedback-smtp.eu-west-1.amazonses.com [b]\n"
                     "- m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
                     "= m TXT v=spf1 include:amazonses.com ~all [a b]\n",
      "", RULE },
    { "not while the other instance is draining",
      SETUP_WITH(ZONE_IS(MXOF("us-east-1") "," SPF_IS),
                 "{" A "," STATE("draining") "," MAIL(M) "},{" B "," DKIM(
                     KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(
          KB, "[b]") "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
                     "= m TXT v=spf1 include:amazonses.com ~all [a b]\n",
      "name-in-use(b)", RULE },
    { "a CNAME is not added beside a draining value",
      SETUP("{" A "," TOKEN(TA) ",'tracking':'x." D "'},{" C "," STATE(
          "draining") ",'receiving':'x." D "'}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "draining-conflict(a)",
      RULE },
    { "nor a MAIL FROM domain that is still used for tracking",
      SETUP("{" A "," TOKEN(TA) "," MAIL(M) "},{" C "," STATE(
          "draining") ",'tracking':'" M "'}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "draining-conflict(a)",
      RULE },
    { "two draining values that exclude each other: neither is presumed",
      SETUP("{" A "," STATE("draining") ",'tracking':'t." D "'},{" B "," STATE(
          "draining") ",'tracking':'t." D "'}"),
      DMARC_SET, "", RULE },
    { "two equal draining values are presumed",
      SETUP("{" A "," STATE("draining") ",'tracking':'t." D "'},{" C "," STATE(
          "draining") ",'tracking':'t." D "'}"),
      DMARC_SET "= t CNAME r.us-east-1.awstrack.me [a c]\n", "", RULE },
    { "a draining instance without an MX does not conflict",
      SETUP_WITH(ZONE_IS(TXT(D, "x")),
                 "{" A "," STATE("draining") "," MAIL(M) "},{" B "," DKIM(
                     KB) "," MAIL(M) "}"),
      DMARC_SET DKIM_SETS(
          KB, "[b]") "+ m MX 10 feedback-smtp.eu-west-1.amazonses.com [b]\n"
                     "+ m TXT v=spf1 include:amazonses.com ~all [a b]\n",
      "", RULE },
    { "two draining instances do not conflict",
      SETUP_WITH(ZONE_IS(MXOF("us-east-1") "," SPF_IS),
                 "{" A "," STATE("draining") "," MAIL(M) "},{" B "," STATE(
                     "draining") "," MAIL(M) "}"),
      DMARC_SET "= m MX 10 feedback-smtp.us-east-1.amazonses.com [a]\n"
                "= m TXT v=spf1 include:amazonses.com ~all [a b]\n",
      "", RULE },
    { "MAIL FROM is renamed: the new name is added, the old one is kept",
      SETUP_WITH(
          ZONE_IS(
              RECORD("old." D, "MX", "10 feedback-smtp.us-east-1.amazonses.com.") "," TXT(
                  "old." D, "v=spf1 include:amazonses.com ~all")),
          "{'label':'o','account':'1','region':'us-east-1'," STATE(
              "draining") "," MAIL("old." D) "},{" A
                                             "," TOKEN(TA) "," MAIL(M) "}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET MAIL_SETS(
          "m", "us-east-1",
          "[a]") "= old MX 10 feedback-smtp.us-east-1.amazonses.com [o]\n"
                 "= old TXT v=spf1 include:amazonses.com ~all [o]\n",
      "", RULE },

    /* kept records */
    { "a BYODKIM key is kept",
      SETUP_WITH(
          ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024)),
          "{" A "," STATE(
              "retired") ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
                         "'}]}"),
      DMARC_SET "= s1._domainkey TXT p=" RSA_1024 " [a]\n",
      "retired-record-kept(a)", RULE },
    { "a selector is rotated: both exist",
      SETUP_WITH(
          ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024)),
          "{'label':'o','account':'1','region':'us-east-1'," STATE(
              "draining") ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
                          "'}]},{" A
                          ",'dkim_keys':[{'selector':'s2','public_key':'" RSA_1024_OTHER
                          "'}]}"),
      DMARC_SET "= s1._domainkey TXT p=" RSA_1024 " [o]\n"
                "+ s2._domainkey TXT p=" RSA_1024_OTHER " [a]\n",
      "", RULE },
    { "a retired key at the same selector is replaced",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024) "," TXT(
                     "s1._domainkey." D, "p=" RSA_1024_OTHER)),
                 "{" A "," STATE(
                     "retired") ",'dkim_keys':[{'selector':'s1',"
                                "'public_key':'" RSA_1024 "'}]},{" B
                                ",'dkim_keys':[{'selector':"
                                "'s1','public_key':'" RSA_1024_OTHER "'}]}"),
      DMARC_SET "= s1._domainkey TXT p=" RSA_1024_OTHER " [b]\n"
                "- s1._domainkey TXT p=" RSA_1024 " [a]\n",
      "", RULE },
    { "the inbound MX is kept",
      SETUP_WITH(
          ZONE_IS(RECORD(D, "MX", "10 inbound-smtp.us-east-1.amazonaws.com.")),
          "{" A "," STATE("retired") ",'receiving':'" D "'}"),
      "= @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a]\n" DMARC_SET,
      "retired-record-kept(a)", RULE },
    { "the tracking CNAME is kept",
      SETUP_WITH(ZONE_IS(RECORD("t." D, "CNAME", "r.us-east-1.awstrack.me.")),
                 "{" A "," STATE("retired") ",'tracking':'t." D "'}"),
      DMARC_SET "= t CNAME r.us-east-1.awstrack.me [a]\n",
      "retired-record-kept(a)", RULE },
    { "a recreated identity: new tokens beside old ones",
      SETUP_WITH(ZONE_IS(CNAMES_ARE(KA)),
                 "{'label':'o','account':'2','region':'eu-west-1'," STATE(
                     "draining") "," DKIM(KA) "},{" B "," DKIM(KB) "}"),
      DMARC_SET OLD("=", KA, "[o]") DKIM_SETS(KB, "[b]"), "", RULE },
    { "draining instances cause no conflict",
      SETUP_WITH(ZONE_IS(RECORD(M, "MX", "10 mail.example.")),
                 "{" A "," STATE("draining") "," MAIL(M) "}"),
      DMARC_SET, "", RULE },
};

TABLE(life, cases);
