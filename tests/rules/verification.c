/* SPDX-License-Identifier: MIT */
/* Verification tokens (TXT, SES v1): one record set for all instances. */
#include "rules.h"

static const struct rule_case cases[] = {
    { "one token, one TXT", SETUP("{" A "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "no-dkim(a)",
      V1 "API_VerifyDomainIdentity.html" },

    { "a token and DKIM: mail is signed",
      SETUP("{" A "," TOKEN(TA) "," DKIM(KA) "}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET DKIM_SETS(KA, "[a]"),
      "-no-dkim", V1 "API_VerifyDomainDkim.html" },

    { "two instances: one set with two values",
      SETUP("{" A "," TOKEN(TA) "},{" B "," TOKEN(TB) "}"),
      "+ _amazonses TXT " TA " [a]\n+ _amazonses TXT " TB " [b]\n" DMARC_SET,
      "", BLOG },

    { "three, in another order: the same set",
      SETUP("{" C "," TOKEN(TC) "},{" A "," TOKEN(TA) "},{" B
                                                      "," TOKEN(TB) "}"),
      "+ _amazonses TXT " TA " [a]\n+ _amazonses TXT " TB
      " [b]\n+ _amazonses TXT " TC " [c]\n" DMARC_SET,
      "", BLOG },

    { "a duplicate token is one value",
      SETUP("{" A "," TOKEN(TA) "},{" B "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA " [a b]\n" DMARC_SET, "", BLOG },

    { "a prefix in the settings is dropped",
      SETUP("{" A "," TOKEN("amazonses:" TA) "}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      DG21 "dns-txt-records.md" },

    { "a malformed token is reported, and published",
      SETUP("{" A "," TOKEN("short") "}"),
      "+ _amazonses TXT short [a]\n" DMARC_SET, "token-malformed(a)",
      V1 "API_IdentityVerificationAttributes.html" },

    { "44 characters without padding are well-formed",
      SETUP("{" A
            "," TOKEN("QTKknzFg2J4ygwa+XvHAxUl1hyHoY0gVfZdfjIedHZ0t") "}"),
      NULL, "", V1 "API_VerifyDomainIdentity.html" },

    { "v2: without a token, DKIM verifies", SETUP("{" A "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", V2 "API_GetEmailIdentity.html" },

    { "neither token nor DKIM: nothing verifies", SETUP("{" A "}"), DMARC_SET,
      "no-identity(a)", DG "creating-identities.html" },

    { "one instance with a token, one without: only the latter",
      SETUP("{" A "," TOKEN(TA) "},{" B "}"), NULL, "no-identity(b)",
      DG "creating-identities.html" },

    { "no instances", SETUP(""), DMARC_SET, "", BLOG },

    /* existing records */
    { "an existing token is kept",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, TA)), "{" A "," TOKEN(TA) "}"),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      DG21 "troubleshoot-verification.md" },

    { "a foreign value is kept beside a new one",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, "WorkMail")),
                 "{" A "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA " [a]\n= _amazonses TXT WorkMail\n" DMARC_SET, "",
      "hashicorp/terraform-provider-aws#12322" },

    { "a token with the prefix is equal",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, "amazonses:" TA)),
                 "{" A "," TOKEN(TA) "}"),
      "= _amazonses TXT amazonses:" TA " [a]\n" DMARC_SET, "",
      DG21 "dns-txt-records.md" },

    { "a token at the domain satisfies its instance",
      SETUP_WITH(ZONE_IS(TXT(D, TA) "," TXT(D, "v=spf1 -all")),
                 "{" A "," TOKEN(TA) "}"),
      "= @ TXT " TA " [a]\n= @ TXT v=spf1 -all\n" DMARC_SET, "",
      DG21 "dns-txt-records.md" },

    { "published with the prefix, too",
      SETUP_WITH(ZONE_IS(TXT(D, "amazonses:" TA)), "{" A "," TOKEN(TA) "}"),
      "= @ TXT amazonses:" TA " [a]\n" DMARC_SET, "",
      DG21 "dns-txt-records.md" },

    { "at both names: the usual one counts",
      SETUP_WITH(ZONE_IS(TXT(D, TA) "," TXT("_amazonses." D, TA)),
                 "{" A "," TOKEN(TA) "}"),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      DG21 "dns-txt-records.md" },

    { "another letter case is another value, and reported",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D,
                             "aaaaw+yayhb3h3ivjhuxmjxqeu1q1/wwmvjuexample=")),
                 "{" A "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA " [a]\n= _amazonses TXT "
      "aaaaw+yayhb3h3ivjhuxmjxqeu1q1/wwmvjuexample=\n" DMARC_SET,
      "token-case(a)", DG "troubleshoot-verification.html" },

    { "additional blanks are another value, and reported",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, " " TA " ")),
                 "{" A "," TOKEN(TA) "}"),
      "= _amazonses TXT  " TA " \n+ _amazonses TXT " TA " [a]\n" DMARC_SET,
      "token-mistyped(a)", DG "troubleshoot-verification.html" },

    { "an entirely different value is not reported",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, "else")),
                 "{" A "," TOKEN(TA) "}"),
      NULL, "", DG "troubleshoot-verification.html" },

    { "tokens of unknown instances are reported once",
      SETUP_WITH(
          ZONE_IS(TXT("_amazonses." D, TB) "," TXT("_amazonses." D, TC)),
          "{" A "," TOKEN(TA) "}"),
      "+ _amazonses TXT " TA " [a]\n= _amazonses TXT " TB
      "\n= _amazonses TXT " TC "\n" DMARC_SET,
      "unknown-token", DG "creating-identities.html" },

    { "two active instances of one account and region",
      SETUP("{" A "," TOKEN(TA) "},{'label':'b','account':'1','region':"
                                "'us-east-1'," TOKEN(TB) "}"),
      "+ _amazonses TXT " TA " [a]\n+ _amazonses TXT " TB " [b]\n" DMARC_SET,
      "same-account-and-region(a,b)", DG "creating-identities.html" },

    { "one of them may be draining",
      SETUP("{" A
            "," TOKEN(TA) "},{'label':'b','account':'1','region':"
                          "'us-east-1','state':'draining'," TOKEN(TB) "}"),
      "+ _amazonses TXT " TA " [a]\n= _amazonses TXT " TB " [b]\n" DMARC_SET,
      "", DG "creating-identities.html" },
};

TABLE(verification, cases);
