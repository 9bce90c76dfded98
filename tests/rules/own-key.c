/* SPDX-License-Identifier: MIT */
/* BYODKIM: a TXT with a public key of the sender (RFC 6376 section 3.6.1). */
#include "keys.h"
#include "rules.h"

#define OWN(selector, key)                                                    \
    "'dkim_keys':[{'selector':'" selector "','public_key':'" key "'}]"
#define BYO DG "send-email-authentication-dkim-bring-your-own.html"
#define RFC6376 "RFC 6376 section 3.6.1"

#define SUGGEST "'options':{'plan.suggest-byodkim':'yes'}"

static const struct rule_case cases[] = {
    { "one TXT with the key", SETUP("{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a]\n",
      "dkim-key-short(a)", BYO },

    { "a key of 2048 bits", SETUP("{" A "," OWN("s1", RSA_2048) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_2048 " [a]\n", "-dkim-key-short",
      BYO },

    { "a key record is accepted as the key",
      SETUP("{" A "," OWN("s1", "v=DKIM1; k=rsa; p=" RSA_1024) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a]\n", "", BYO },

    { "two instances with one key have one record",
      SETUP("{" A "," OWN("s1", RSA_1024) "},{" B "," OWN("s1", RSA_1024) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a b]\n", "", BYO },

    { "two keys on one selector",
      SETUP("{" A "," OWN("s1", RSA_1024) "},{" B
                                          "," OWN("s1", RSA_1024_OTHER) "}"),
      DMARC_SET, "dkim-keys-differ(a,b)", "RFC 6376 section 3.6.2.2" },

    { "two keys on two selectors",
      SETUP("{" A "," OWN("s1", RSA_1024) "},{" B
                                          "," OWN("s2", RSA_1024_OTHER) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a]\n"
                "+ s2._domainkey TXT p=" RSA_1024_OTHER " [b]\n",
      "", BYO },

    { "SES signs with a key that the settings lack",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'SigningAttributesOrigin':"
            "'EXTERNAL','Tokens':[]}}]}"),
      DMARC_SET, "byodkim-key-unknown(a)", V2 "API_DkimAttributes.html" },

    { "the selector alone is not a key",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'SigningAttributesOrigin':"
            "'EXTERNAL','Tokens':['s1']}}]}"),
      DMARC_SET, "byodkim-key-unknown(a)", V2 "API_DkimAttributes.html" },

    { "SES has the selector, the settings the key",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'SigningAttributesOrigin':"
            "'EXTERNAL','Tokens':['s1']}}]," OWN("s1", RSA_1024) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a]\n", "", BYO },

    { "two selectors, as when a key is rotated",
      SETUP("{" A ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
            "'},{'selector':'s2','public_key':'" RSA_1024_OTHER "'}]}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024
                " [a]\n+ s2._domainkey TXT p=" RSA_1024_OTHER " [a]\n",
      "", BYO },

    { "one of two keys is unknown",
      SETUP("{" A ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
            "'},{'selector':'s2'}]}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a]\n",
      "byodkim-key-unknown(a)", BYO },

    { "SES signs with a selector that the settings lack",
      SETUP("{" A ",'aws':[{'DkimAttributes':{'SigningAttributesOrigin':"
            "'EXTERNAL','Tokens':['s2']}}]," OWN("s1", RSA_1024) "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [a]\n",
      "byodkim-key-unknown(a)", V2 "API_DkimAttributes.html" },

    { "both tokens and a key",
      SETUP("{" A "," TOKENS(
          KA) ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024 "'}]}"),
      DMARC_SET DKIM_SETS(KA, "[a]") "+ s1._domainkey TXT p=" RSA_1024
                                     " [a]\n",
      "easy-dkim-and-byodkim(a)",
      DG "send-email-authentication-dkim-easy.html" },

    /* existing records */
    { "an equal record is kept",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET "= s1._domainkey TXT p=" RSA_1024 " [a]\n", "", RFC6376 },

    { "other tags do not change the key",
      SETUP_WITH(
          ZONE_IS(TXT("s1._domainkey." D,
                      "v=DKIM1; k=rsa; h=sha256; s=email; p=" RSA_1024)),
          "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET
      "= s1._domainkey TXT v=DKIM1; k=rsa; h=sha256; s=email; p=" RSA_1024
      " [a]\n",
      "", RFC6376 },

    { "another key conflicts",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024_OTHER)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "byodkim-key-conflict(a)", "RFC 6376 section 3.6.2.2" },

    { "a revoked key",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "v=DKIM1; p=")),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "byodkim-key-revoked(a)", RFC6376 },

    { "the private key instead of the public one",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D,
                             "v=DKIM1; p=MIICdwIBADANBg"
                             "kqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANP4uXof")),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "private-key-published(a)", "RFC 6376 section 8" },

    { "a TXT that is not a key",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024) "," TXT(
                     "s1._domainkey." D, "note")),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-and-other-txt(a)", "RFC 6376 section 3.6.2.2" },

    { "a duplicate key",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024) "," TXT(
                     "s1._domainkey." D, "v=DKIM1; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-and-other-txt(a)", "RFC 6376 section 3.6.2.2" },

    { "a key of another kind",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "k=ed25519; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-unusable(a)", RFC6376 },

    { "a key of another version",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "v=DKIM2; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-unusable(a)", RFC6376 },

    { "the version must be first",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "p=" RSA_1024 "; v=DKIM1")),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-unusable(a)", RFC6376 },

    { "a key in several strings, with blanks",
      SETUP_WITH(
          ZONE_IS(TXT("s1._domainkey." D,
                      "v=DKIM1; n=note; p= "
                      "MIGfMA0GCSqGSIb3DQEBAQUAA4GN\\\" \\\"ADCBiQKBgQC0"
                      "XhDw1fztz6aX3OEXAPmV T34za4Jw4clzifyrYnJBvg13"
                      "YaZ/gwDR2Nmd5MV1xKlWn6Q8sR9A/TpTPF3I OA3O3W3u"
                      "eMo/4MelCCfWJZldLqMjm0Qif9oGIV+2Oa6IOwZWYiYol"
                      "5tWVXbt T9qCf1+Dk8OSxRDxxibU2crlE7PNQwIDAQAB")),
          "{" A "," OWN("s1", RSA_1024) "}"),
      NULL, "", RFC6376 },

    { "a key in testing mode",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "t=y; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET "= s1._domainkey TXT t=y; p=" RSA_1024 " [a]\n",
      "dkim-key-testing", RFC6376 },

    { "a key for SHA-1 only",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "h=sha1; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-unusable(a)", RFC6376 },

    { "a key that must not sign for subdomains",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "t=s; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET "= s1._domainkey TXT t=s; p=" RSA_1024 " [a]\n", "", RFC6376 },

    { "a key for a service other than mail",
      SETUP_WITH(ZONE_IS(TXT("s1._domainkey." D, "s=tlsrpt; p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-key-unusable(a)", RFC6376 },

    { "a CNAME at the selector",
      SETUP_WITH(ZONE_IS(RECORD("s1._domainkey." D, "CNAME", "k.example.")),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-chain(a)", "RFC 1034 section 3.6.2" },

    { "a CNAME to the key",
      SETUP_WITH(ZONE_IS(RECORD("s1._domainkey." D, "CNAME",
                                "k." D) ", " TXT("k." D, "p=" RSA_1024)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "-dkim-chain -record-conflict", "RFC 1034 section 3.6.2" },
    { "a CNAME to another key",
      SETUP_WITH(ZONE_IS(RECORD("s1._domainkey." D, "CNAME",
                                "k." D) ", " TXT("k." D, "p=" RSA_1024_OTHER)),
                 "{" A "," OWN("s1", RSA_1024) "}"),
      DMARC_SET, "dkim-chain(a)", "RFC 1034 section 3.6.2" },

    { "one key for all is suggested on request",
      SETUP_WITH(SUGGEST, "{" A "," DKIM(KA) "},{" B "," DKIM(
                              KB) "},{" C "," TOKEN(TC) "}"),
      NULL, "byodkim-suggested(a,b)", BYO },
    { "not by default", SETUP("{" A "," DKIM(KA) "},{" B "," DKIM(KB) "}"),
      NULL, "-byodkim-suggested", BYO },
    { "nor for one instance alone",
      SETUP_WITH(SUGGEST, "{" A "," DKIM(KA) "}"), NULL, "-byodkim-suggested",
      BYO },
};

TABLE(own_key, cases);
