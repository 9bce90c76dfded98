/* SPDX-License-Identifier: MIT */
/* What DNS providers do not support: underscores, several TXT values, TTLs. */
#include "keys.h"
#include "rules.h"

#define PAGE DG21 "dns-txt-records.md"
#define OPTIONS(list) "'options':{" list "}"
#define NO_UNDERSCORE OPTIONS("'dns.underscore':'no'")
#define ONE OPTIONS("'dns.txt-values':'one'")
#define ONE_NO_UNDERSCORE                                                     \
    OPTIONS("'dns.txt-values':'one','dns.underscore':'no'")
#define PLAIN(more, instances)                                                \
    "{'domain':'" D "'," more ",'instances':[" instances "]}"
#define T(x) "{" x "," TOKEN(T##x) "}"
#define IA "{" A "," TOKEN(TA) "}"
#define IB "{" B "," TOKEN(TB) "}"
#define IC "{" C "," TOKEN(TC) "}"

static const struct rule_case cases[] = {
    { "no underscores: the token moves to the domain",
      PLAIN(NO_UNDERSCORE, IA), "+ @ TXT " TA " [a]\n", "-no-dmarc", PAGE },
    { "no underscores: DKIM is impossible",
      PLAIN(NO_UNDERSCORE, "{" A "," DKIM(KA) "}"), "",
      "underscore-not-allowed(a) -no-dmarc", DG "creating-identities.html" },
    { "no underscores: DMARC is impossible", SETUP_WITH(NO_UNDERSCORE, IA),
      "+ @ TXT " TA " [a]\n", "underscore-not-allowed -no-dmarc", PAGE },
    { "underscores are allowed by default",
      SETUP_WITH(OPTIONS("'dns.underscore':'yes'"), "{" A "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", PAGE },

    { "one value per name: the first token at its usual name",
      SETUP_WITH(ONE, IA), "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      DG21 "troubleshoot-verification.md" },
    { "the second at the domain, which has no TXT",
      SETUP_WITH(ONE "," ZONE_HAS(ABSENT(D, "TXT")), IA "," IB),
      "+ @ TXT " TB " [b]\n+ _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      DG21 "troubleshoot-verification.md" },
    { "the first instance of the settings has the first place",
      SETUP_WITH(ONE "," ZONE_HAS(ABSENT(D, "TXT")), IB "," IA),
      "+ @ TXT " TA " [a]\n+ _amazonses TXT " TB " [b]\n" DMARC_SET, "",
      DG21 "troubleshoot-verification.md" },
    { "not if its TXT records are unknown", SETUP_WITH(ONE, IA "," IB),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "one-txt-value-unknown(b)",
      DG21 "troubleshoot-verification.md" },
    { "nor if there is a TXT",
      SETUP_WITH(ONE "," ZONE_IS(TXT(D, "v=spf1 -all")), IA "," IB),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "one-txt-value(b)",
      DG21 "troubleshoot-verification.md" },
    { "there is no third name",
      SETUP_WITH(ONE "," ZONE_HAS(ABSENT(D, "TXT")), IA "," IB "," IC),
      "+ @ TXT " TB " [b]\n+ _amazonses TXT " TA " [a]\n" DMARC_SET,
      "one-txt-value(c)", DG21 "troubleshoot-verification.md" },
    { "an existing token keeps its name",
      SETUP_WITH(ONE
                 "," ZONE_HAS(TXT("_amazonses." D, TB) "," ABSENT(D, "TXT")),
                 IA "," IB),
      "+ @ TXT " TA " [a]\n= _amazonses TXT " TB " [b]\n" DMARC_SET, "",
      DG21 "troubleshoot-verification.md" },

    { "without underscores there is only one name",
      SETUP_WITH(ONE_NO_UNDERSCORE "," ZONE_HAS(ABSENT(D, "TXT")), IA "," IB),
      "+ @ TXT " TA " [a]\n",
      "one-txt-value(b) underscore-not-allowed -no-dmarc",
      DG21 "troubleshoot-verification.md" },

    { "a prefix before tokens",
      SETUP_WITH(OPTIONS("'dns.token-prefix':'yes'"), IA),
      "+ _amazonses TXT amazonses:" TA " [a]\n" DMARC_SET, "", PAGE },
    { "a token without the prefix is equal",
      SETUP_WITH(OPTIONS("'dns.token-prefix':'yes'") "," ZONE_IS(
                     TXT("_amazonses." D, TA)),
                 IA),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "", PAGE },

    { "a TTL above the maximum",
      SETUP_WITH(OPTIONS("'dns.ttl-min':'3600'"), IA), NULL,
      "ttl-out-of-range", "RFC 2181 section 8" },
    { "a TTL below the minimum",
      SETUP_WITH(OPTIONS("'dns.ttl-max':'600'"), IA), NULL, "ttl-out-of-range",
      "RFC 2181 section 8" },
    { "a TTL within the limits",
      SETUP_WITH(OPTIONS("'dns.ttl-min':'60','dns.ttl-max':'86400'"), IA),
      NULL, "", "RFC 2181 section 8" },

    { "a TXT that is too long",
      SETUP_WITH(OPTIONS("'dns.txt-length':'40'"), IA), DMARC_SET,
      "txt-too-long(a)", "DNSControl/dnscontrol auditrecords.go" },
    { "a TXT of the maximum length",
      SETUP_WITH(OPTIONS("'dns.txt-length':'44'"), IA),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      "DNSControl/dnscontrol auditrecords.go" },
    { "a forbidden character",
      SETUP_WITH(OPTIONS("'dns.txt-forbidden':';'"), IA),
      "+ _amazonses TXT " TA " [a]\n", "txt-character-not-allowed no-dmarc",
      "DNSControl/dnscontrol auditrecords.go" },
    { "a forbidden character that does not occur",
      SETUP_WITH(OPTIONS("'dns.txt-forbidden':'!'"), IA),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      "DNSControl/dnscontrol auditrecords.go" },

    { "the shortest TTL of a provider", SETUP_WITH("'provider':'desec'", IA),
      NULL, "ttl-out-of-range", "https://desec.readthedocs.io/" },
    { "an option has precedence over the provider",
      SETUP_WITH("'provider':'desec'," OPTIONS("'dns.ttl-min':''"), IA), NULL,
      "", "https://desec.readthedocs.io/" },
    { "a provider with short TXT values, and a long key",
      SETUP_WITH("'provider':'dnsmadeeasy'",
                 "{" A ",'dkim_keys':[{'selector':'s1',"
                 "'public_key':'" RSA_2048 "'}]}"),
      DMARC_SET, "txt-too-long(a)", "DNSControl/dnscontrol auditrecords.go" },
    { "another provider, and the same key",
      SETUP_WITH("'provider':'cloudflare'",
                 "{" A ",'dkim_keys':[{'selector':'s1',"
                 "'public_key':'" RSA_2048 "'}]}"),
      NULL, "", "DNSControl/dnscontrol auditrecords.go" },
    { "a provider without limits", SETUP_WITH("'provider':'route53'", IA),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/" },
};

TABLE(provider, cases);
