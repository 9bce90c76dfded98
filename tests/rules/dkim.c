/* SPDX-License-Identifier: MIT */
/* Easy DKIM: three CNAMEs for each identity. */
#include "rules.h"

#define CNAMES(x, zone, labels)                                                                                            \
    "+ " x##1 "._domainkey CNAME " x##1 "." zone " " labels "\n"                                                           \
                                        "+ " x##2 "._domainkey CNAME " x##2 "." zone                                       \
                                                                            " " labels                                     \
                                                                            "\n"                                           \
                                                                            "+ " x##3 "._domainkey CNAME " x##3 "." zone   \
                                                                                                                " " labels \
                                                                                                                "\n"
#define IN(region) "'label':'a','account':'1','region':'" region "'"
#define NAME1 KA1 "._domainkey." D

static const struct rule_case cases[] = {
    { "three CNAMEs", SETUP("{" A "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", V1 "API_VerifyDomainDkim.html" },

    { "two instances: six", SETUP("{" A "," DKIM(KA) "},{" B "," DKIM(KB) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]") DKIM_SETS(KB, "[b]"), "", BLOG },

    { "a duplicate token does not count",
      SETUP("{" A ",'dkim_tokens':['" KA1 "','" KA2 "','" KA2 "']}"),
      DMARC_SET "+ " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n"
                "+ " KA2 "._domainkey CNAME " KA2 ".dkim.amazonses.com [a]\n",
      "dkim-tokens-incomplete(a)", V1 "API_VerifyDomainDkim.html" },

    { "upper case is folded",
      SETUP("{" A ",'dkim_tokens':['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2','" KA2
            "','" KA3 "']}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", DG "creating-identities.html" },

    { "a malformed token is reported, and published",
      SETUP("{" A ",'dkim_tokens':['odd','" KA2 "','" KA3 "']}"), NULL,
      "dkim-token-malformed(a)", V1 "API_VerifyDomainDkim.html" },

    /* the zone of the keys */
    { "a region with the shared zone",
      SETUP("{" IN("me-south-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.amazonses.com", "[a]"), "", GR },
    { "a region with a zone of its own: af-south-1",
      SETUP("{" IN("af-south-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.af-south-1.amazonses.com", "[a]"), "", GR },
    { "ap-northeast-3", SETUP("{" IN("ap-northeast-3") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.ap-northeast-3.amazonses.com", "[a]"), "",
      GR },
    { "ap-south-2", SETUP("{" IN("ap-south-2") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.ap-south-2.amazonses.com", "[a]"), "", GR },
    { "ap-southeast-3", SETUP("{" IN("ap-southeast-3") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.ap-southeast-3.amazonses.com", "[a]"), "",
      GR },
    { "ap-southeast-5", SETUP("{" IN("ap-southeast-5") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.ap-southeast-5.amazonses.com", "[a]"), "",
      GR },
    { "ca-west-1", SETUP("{" IN("ca-west-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.ca-west-1.amazonses.com", "[a]"), "", GR },
    { "eu-central-2", SETUP("{" IN("eu-central-2") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.eu-central-2.amazonses.com", "[a]"), "", GR },
    { "eu-south-1", SETUP("{" IN("eu-south-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.eu-south-1.amazonses.com", "[a]"), "", GR },
    { "il-central-1", SETUP("{" IN("il-central-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.il-central-1.amazonses.com", "[a]"), "", GR },
    { "me-central-1", SETUP("{" IN("me-central-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.me-central-1.amazonses.com", "[a]"), "", GR },
    { "us-gov-east-1", SETUP("{" IN("us-gov-east-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.us-gov-east-1.amazonses.com", "[a]"), "",
      GR },
    { "us-gov-west-1 has the shared zone",
      SETUP("{" IN("us-gov-west-1") "," DKIM(KA) "}"),
      DMARC_SET CNAMES(KA, "dkim.amazonses.com", "[a]"), "", GR },

    { "the zone that SES reports has precedence over the table",
      SETUP("{" IN("us-west-2") "," DKIM_WITH(
          KA, "'dkim_hosted_zone':'a31d.dkim.us-west-2.amazonses.com'") "}"),
      DMARC_SET CNAMES(KA, "a31d.dkim.us-west-2.amazonses.com", "[a]"),
      "dkim-zone-differs(a)", DG "creating-identities.html" },

    { "SES reports the zone of the table: no finding",
      SETUP("{" A
            "," DKIM_WITH(KA, "'dkim_hosted_zone':'dkim.amazonses.com'") "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", V2 "API_DkimAttributes.html" },

    { "an unknown region whose zone SES reports",
      SETUP("{" IN("xx-moon-1") "," DKIM_WITH(
          KA, "'dkim_hosted_zone':'dkim.xx-moon-1.amazonses.com'") "}"),
      DMARC_SET CNAMES(KA, "dkim.xx-moon-1.amazonses.com", "[a]"),
      "region-not-listed(a)", V2 "API_DkimAttributes.html" },

    { "an unknown region without a zone: no guess",
      SETUP("{" IN("xx-moon-1") "," DKIM(KA) "}"), DMARC_SET,
      "unknown-region(a)", V2 "API_DkimAttributes.html" },

    { "one name with two targets",
      SETUP("{" A "," DKIM(KA) "},{" B "," DKIM_WITH(
          KA, "'dkim_hosted_zone':'dkim.eu-west-1.amazonses.com'") "}"),
      DMARC_SET,
      "dkim-targets-differ(a,b) dkim-targets-differ(a,b) "
      "dkim-targets-differ(a,b) dkim-zone-differs(b)",
      DG "creating-identities.html" },

    { "one name with one target in two instances is one record",
      SETUP("{" A "," DKIM(KA) "},{" B "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a b]"), "", DG "creating-identities.html" },

    { "signing switched off",
      SETUP("{" A "," DKIM_WITH(KA, "'dkim_signing':false") "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "dkim-signing-disabled(a)",
      V2 "API_DkimAttributes.html" },

    { "signing switched on",
      SETUP("{" A "," DKIM_WITH(KA, "'dkim_signing':true") "}"), NULL,
      "-not-aligned", V2 "API_DkimAttributes.html" },

    { "SES signs with a short key",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'Tokens':['" KA1 "','" KA2
            "','" KA3 "'],'CurrentSigningKeyLength':'RSA_1024_BIT'}}]}"),
      NULL, "dkim-key-short(a)", DG "vdm-advisor.html" },

    { "SES signs with a long key",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'Tokens':['" KA1 "','" KA2
            "','" KA3 "'],'CurrentSigningKeyLength':'RSA_2048_BIT'}}]}"),
      NULL, "-dkim-key-short", DG "vdm-advisor.html" },

    { "an address identity that does not sign",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'" D "':{'DkimEnabled':true,"
            "'DkimTokens':['" KA1 "','" KA2 "','" KA3 "']},'z@D.Example':"
            "{'DkimEnabled':false},'news@" D "':{'DkimEnabled':false}}}]}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "address-not-signed(a)",
      DG "troubleshoot-dkim.html" },

    { "an address identity that signs, and one of another domain",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'" D "':{'DkimEnabled':true,"
            "'DkimTokens':['" KA1 "','" KA2 "','" KA3 "']},'a@" D "':"
            "{'DkimEnabled':true},'a@x." D "':{'DkimEnabled':false}}}]}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", DG "troubleshoot-dkim.html" },

    /* existing records */
    { "the existing CNAME is kept",
      SETUP_WITH(ZONE_IS(RECORD(NAME1, "CNAME", KA1 ".dkim.amazonses.com.")),
                 "{" A "," DKIM(KA) "}"),
      DMARC_SET "= " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n"
                "+ " KA2 "._domainkey CNAME " KA2 ".dkim.amazonses.com [a]\n"
                "+ " KA3 "._domainkey CNAME " KA3 ".dkim.amazonses.com [a]\n",
      "", DG "creating-identities.html" },

    { "a name in other letter case is equal",
      SETUP_WITH(
          ZONE_IS(RECORD("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2._DomainKey." D,
                         "CNAME", KA1 ".DKIM.amazonses.com.")),
          "{" A "," DKIM(KA) "}"),
      DMARC_SET "= " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n"
                "+ " KA2 "._domainkey CNAME " KA2 ".dkim.amazonses.com [a]\n"
                "+ " KA3 "._domainkey CNAME " KA3 ".dkim.amazonses.com [a]\n",
      "", "RFC 1034 section 3.1" },

    { "another target conflicts, at that name only",
      SETUP_WITH(ZONE_IS(RECORD(NAME1, "CNAME", "x.dkim.amazonses.com.")),
                 "{" A "," DKIM(KA) "}"),
      DMARC_SET "+ " KA2 "._domainkey CNAME " KA2 ".dkim.amazonses.com [a]\n"
                "+ " KA3 "._domainkey CNAME " KA3 ".dkim.amazonses.com [a]\n",
      "cname-differs(a)", "RFC 1034 section 3.6.2" },

    { "a target with the zone added",
      SETUP_WITH(
          ZONE_IS(RECORD(NAME1, "CNAME", KA1 ".dkim.amazonses.com." D ".")),
          "{" A "," DKIM(KA) "}"),
      NULL, "value-mistyped(a)", DG "troubleshoot-dkim.html" },

    { "a target with a blank before it",
      SETUP_WITH(ZONE_IS(RECORD(NAME1, "CNAME",
                                "\\\\032" KA1 ".dkim.amazonses.com.")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "value-mistyped(a)", DG "troubleshoot-dkim.html" },

    { "a target in quotation marks, with a blank behind",
      SETUP_WITH(ZONE_IS(RECORD(NAME1, "CNAME",
                                "\\\\\\\"" KA1
                                ".dkim.amazonses.com\\\\\\\"\\\\032.")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "value-mistyped(a)", DG "troubleshoot-dkim.html" },

    { "a target with an additional letter",
      SETUP_WITH(
          ZONE_IS(RECORD(NAME1, "CNAME", "x" KA1 ".dkim.amazonses.com.")),
          "{" A "," DKIM(KA) "}"),
      NULL, "value-mistyped(a)", DG "troubleshoot-dkim.html" },

    { "a target at amazonaws.com",
      SETUP_WITH(ZONE_IS(RECORD(NAME1, "CNAME", KA1 ".dkim.amazonaws.com.")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "value-mistyped(a)", DG "troubleshoot-dkim.html" },

    { "the CNAME is proxied: it is replaced",
      SETUP_WITH(ZONE_HAS("{'name':'" KA1 "._domainkey." D
                          "','type':'CNAME','rdata':'" KA1
                          ".dkim.amazonses.com.','proxied':true}"),
                 "{" A ",'dkim_tokens':['" KA1 "']}"),
      DMARC_SET "+ " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n"
                "- " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n",
      "dkim-tokens-incomplete(a) record-proxied(a)",
      "cloudflare/cloudflare-docs#18123" },
    { "the CNAME is not proxied",
      SETUP_WITH(ZONE_HAS("{'name':'" KA1 "._domainkey." D
                          "','type':'CNAME','rdata':'" KA1
                          ".dkim.amazonses.com.','proxied':false}"),
                 "{" A ",'dkim_tokens':['" KA1 "']}"),
      DMARC_SET "= " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n",
      "dkim-tokens-incomplete(a) -record-proxied",
      "cloudflare/cloudflare-docs#18123" },
    { "a proxied record of an instance that is retired",
      SETUP_WITH(ZONE_HAS("{'name':'" KA1 "._domainkey." D
                          "','type':'CNAME','rdata':'" KA1
                          ".dkim.amazonses.com.','proxied':true}"),
                 "{" A ",'state':'draining','dkim_tokens':['" KA1 "']}"),
      DMARC_SET "= " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [a]\n",
      "", "cloudflare/cloudflare-docs#18123" },
    { "an A record instead of the CNAME: proxied",
      SETUP_WITH(ZONE_HAS(RECORD(NAME1, "A", "192.0.2.1")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "dkim-proxied(a)", "cloudflare/cloudflare-docs#18123" },

    { "an AAAA record, too",
      SETUP_WITH(ZONE_HAS(RECORD(NAME1, "AAAA", "2001:db8::1")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "dkim-proxied(a)", "cloudflare/cloudflare-docs#18123" },

    { "other data instead of the CNAME",
      SETUP_WITH(ZONE_IS(TXT(NAME1, "note")), "{" A "," DKIM(KA) "}"), NULL,
      "data-conflict(a)", "RFC 1034 section 3.6.2" },

    { "DNSSEC records do not conflict",
      SETUP_WITH(ZONE_IS(RECORD(NAME1, "NSEC", "x." D ". CNAME")),
                 "{" A "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", "RFC 4035 section 2.5" },

    { "an additional underscore",
      SETUP_WITH(ZONE_IS(RECORD("_" NAME1, "CNAME", "x.example.")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "extra-underscore(a)", DG "creating-identities.html" },

    { "a repeated suffix",
      SETUP_WITH(
          ZONE_HAS(RECORD(NAME1 "." D, "CNAME", KA1 ".dkim.amazonses.com.")),
          "{" A "," DKIM(KA) "}"),
      NULL, "name-suffix-doubled(a)", DG "troubleshoot-verification.html" },

    { "a repeated suffix, of an unknown instance",
      SETUP_WITH(ZONE_HAS(RECORD("old._domainkey." D "." D, "CNAME",
                                 "old.dkim.amazonses.com.")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "other-identity", DG "troubleshoot-verification.html" },

    { "our CNAME in the wrong place is not an unknown record",
      SETUP_WITH(
          ZONE_IS(RECORD("_" NAME1, "CNAME", KA1 ".dkim.amazonses.com.")),
          "{" A "," DKIM(KA) "}"),
      NULL, "extra-underscore(a)", DG "creating-identities.html" },

    { "an unknown CNAME in the wrong place is one",
      SETUP_WITH(
          ZONE_IS(RECORD("_" NAME1, "CNAME", KB1 ".dkim.amazonses.com.")),
          "{" A "," DKIM(KA) "}"),
      NULL, "extra-underscore(a) unknown-dkim",
      DG "creating-identities.html" },

    { "a record of an unknown instance",
      SETUP_WITH(ZONE_IS(RECORD("old._domainkey." D, "CNAME",
                                "old.dkim.amazonses.com.")),
                 "{" A "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "unknown-dkim",
      DG "creating-identities.html" },

    { "another selector is not one of SES",
      SETUP_WITH(
          ZONE_IS(RECORD("k1._domainkey." D, "CNAME", "dkim.mcsv.net.")),
          "{" A "," DKIM(KA) "}"),
      NULL, "", DG "creating-identities.html" },

    { "the target has no key",
      SETUP_WITH(ZONE_HAS(ABSENT(KA1 ".dkim.amazonses.com", "TXT")),
                 "{" A "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "dkim-target-without-key(a)",
      DG "troubleshoot-dkim.html" },

    { "the target has a key",
      SETUP_WITH(ZONE_HAS(TXT(KA1 ".dkim.amazonses.com", "p=MIIB")),
                 "{" A "," DKIM(KA) "}"),
      NULL, "", DG "troubleshoot-dkim.html" },
};

TABLE(dkim, cases);
