/* SPDX-License-Identifier: MIT */
/* Owner names: spelling, U-labels, and the limits of DNS. */
#include "rules.h"

#define IDENT DG "creating-identities.html"
#define OF(domain, more)                                                      \
    "{'domain':'" domain "','dmarc':'v=DMARC1; p=none'" more                  \
    ",'instances':[{" A "," TOKEN(TA) "}]}"
#define LONG63                                                                \
    "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabc"
#define LONG209(ninth)                                                        \
    LONG63 "." LONG63 "." LONG63 ".abcdefgh" ninth ".example"

static const struct rule_case cases[] = {
    { "upper case is folded, a final dot dropped", OF("D.Example.", ""),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "", IDENT },
#ifdef SESDOMAIN_IDN
    { "U-labels become A-labels", OF("b\303\274cher.example", ""),
      "+ _amazonses.xn--bcher-kva.example. TXT " TA " [a]\n"
      "+ _dmarc.xn--bcher-kva.example. TXT v=DMARC1; p=none\n",
      "", "UTS 46" },
    { "non-transitional: sharp s is kept", OF("fa\303\237.example", ""),
      "+ _amazonses.xn--fa-hia.example. TXT " TA " [a]\n"
      "+ _dmarc.xn--fa-hia.example. TXT v=DMARC1; p=none\n",
      "", "UTS 46" },
    { "U-labels of existing records, too",
      "{'domain':'b\303\274cher.example','dmarc':'v=DMARC1; p=none',"
      "'existing_complete':true,'existing':[" TXT("_dmarc.b\303\274cher.example", "v=DMARC1; p=reject") "," RECORD(
          "m.b\303\274cher.example", "MX",
          "10 mx.b\303\274cher.example.") "],'instances':[{" A
                                          "," TOKEN(TA) "," MAIL(
                                              "m.b\303\274cher.example") "}]}",
      "+ _amazonses.xn--bcher-kva.example. TXT " TA " [a]\n",
      "mx-conflict(a) dmarc-kept", "UTS 46" },
#endif
    { "a www name is unusual", OF("www." D, ""), NULL, "www-identity", IDENT },
    { "www.example is an ordinary domain", OF("www.example", ""), NULL, "",
      IDENT },
    { "an identity in the zone of a name above", OF("a." D, ",'zone':'" D "'"),
      "+ _amazonses.a TXT " TA " [a]\n+ _dmarc.a TXT v=DMARC1; p=none\n", "",
      "aws/aws-cdk#21306" },
    { "a name outside the zone",
      "{'domain':'" D "','dmarc':'v=DMARC1; p=none','instances':[{" A
      "," TOKEN(TA) ",'tracking':'t.other.example'}]}",
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "outside-zone(a)",
      "RFC 1034 section 4.2" },
    { "a record outside a complete zone",
      SETUP_WITH(ZONE_IS(TXT("_dmarc", "v=DMARC1; p=reject")),
                 "{" A "," TOKEN(TA) "}"),
      NULL, "records-outside-zone", "RFC 1034 section 4.2" },
    { "an outside record that answers a question",
      SETUP_WITH(ZONE_IS(TXT("_dmarc.example", "v=DMARC1; p=reject")),
                 "{" A "," TOKEN(TA) "}"),
      NULL, "-records-outside-zone dmarc-overrides", "RFC 1034 section 4.2" },
    { "a record outside an incomplete zone",
      SETUP_WITH(ZONE_HAS(TXT("_dmarc", "v=DMARC1; p=reject")),
                 "{" A "," TOKEN(TA) "}"),
      NULL, "-records-outside-zone", "RFC 1034 section 4.2" },
    { "a name inside the zone",
      "{'domain':'a." D "','zone':'" D "','dmarc':'v=DMARC1; p=none',"
      "'instances':[{" A "," TOKEN(TA) ",'tracking':'t." D "'}]}",
      "+ _amazonses.a TXT " TA " [a]\n+ _dmarc.a TXT v=DMARC1; p=none\n"
      "+ t CNAME r.us-east-1.awstrack.me [a]\n",
      "", "RFC 1034 section 4.2" },
    { "the longest domain with valid DKIM names",
      "{'domain':'" LONG209("i") "','instances':[{" A "," DKIM(KA) "}]}", NULL,
      "no-dmarc", "RFC 1035 section 2.3.4" },
    { "one more letter",
      "{'domain':'" LONG209("ij") "','instances':[{" A "," DKIM(KA) "}]}",
      NULL, "name-too-long(a) name-too-long(a) name-too-long(a) no-dmarc",
      "RFC 1035 section 2.3.4" },
    { "a target that is too long",
      "{'domain':'" D "','dmarc':'v=DMARC1; p=none','instances':[{" A
      "," DKIM_WITH(KA, "'dkim_hosted_zone':'" LONG63 "." LONG63 "." LONG63
                        ".abcdefghijabcdefghijabcdefghij'") "}]}",
      DMARC_SET,
      "name-too-long(a) name-too-long(a) name-too-long(a) "
      "dkim-zone-differs(a)",
      "RFC 1035 section 2.3.4" },
};

TABLE(names, cases);
