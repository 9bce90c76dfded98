/* SPDX-License-Identifier: MIT */
/* Existing records: what is presumed, unknown, delegated or synthesised from
 * a wildcard (RFC 4592). */
#include "rules.h"

#define IA "{" A "," TOKEN(TA) "}"
#define IK "{" A "," DKIM(KA) "}"
#define RFC4592 "RFC 4592 section 2.2.1"
#define T "+ _amazonses TXT " TA " [a]\n"
#define NS(name) RECORD(name, "NS", "ns.example.")
#define CNAME_OF(token)                                                       \
    RECORD(token "._domainkey." D, "CNAME", token ".dkim.amazonses.com.")
#define EXACT ",'existing_authoritative':true"
#define CNAMES_OF_KA CNAME_OF(KA1) "," CNAME_OF(KA2) "," CNAME_OF(KA3)
#define FAILED_OF(token)                                                      \
    "{'name':'" token "._domainkey." D "','type':'CNAME','failed':'SERVFAIL'}"
#define STAR(type, rdata) RECORD("*." D, type, rdata)

#define LISTED(sets)                                                          \
    "@@{'ResourceRecordSets':[{'Name':'" D ".','Type':'SOA','TTL':900,"       \
    "'ResourceRecords':[{'Value':'ns.example. h.example. 1 2 3 4 5'}]}," sets \
    "],'IsTruncated':false}"
#define R53A                                                                  \
    "https://docs.aws.amazon.com/Route53/latest/APIReference/"                \
    "API_ResourceRecordSet.html"

#define OF_SUB(more)                                                          \
    "{'domain':'s." D "','dmarc':'v=DMARC1; p=none'," more ","                \
    "'instances':[" IA "]}"

static const struct rule_case cases[] = {
    { "a delegation at the name", SETUP_WITH(ZONE_IS(NS("_amazonses." D)), IA),
      DMARC_SET, "below-delegation(a)", "RFC 1034 section 4.2.1" },
    { "a delegation above the names",
      SETUP_WITH(ZONE_HAS(NS("_domainkey." D)), IK), DMARC_SET,
      "below-delegation(a)", "postalserver/postal#3434" },
    { "answers of the zone below a delegation",
      SETUP_WITH(ZONE_HAS(NS("_domainkey." D) "," CNAMES_OF_KA), IK),
      DMARC_SET, "", "RFC 1034 section 4.2.1" },
    { "the zone below a delegation lacks one",
      SETUP_WITH(ZONE_HAS(NS("_domainkey." D) "," CNAME_OF(KA1)), IK),
      DMARC_SET, "below-delegation(a)", "RFC 1034 section 4.2.1" },
    { "the zone below a delegation does not answer",
      SETUP_WITH(ZONE_HAS(NS("_domainkey." D) "," FAILED_OF(KA1) "," FAILED_OF(
                     KA2) "," FAILED_OF(KA3)),
                 IK),
      DMARC_SET, "lookup-failed lookup-failed lookup-failed",
      "RFC 2308 section 7" },
    { "data of a zone below its delegation is not served",
      SETUP_WITH(ZONE_IS(NS("_domainkey." D) "," CNAMES_OF_KA), IK), DMARC_SET,
      "below-delegation(a)", "RFC 1034 section 4.2.1" },
    { "nor is authoritative data of a zone",
      SETUP_WITH(ZONE_HAS(NS("_domainkey." D) "," CNAMES_OF_KA) EXACT, IK),
      DMARC_SET, "below-delegation(a)", "RFC 1034 section 4.2.1" },
    { "the NS of the zone itself is not a delegation",
      SETUP_WITH(ZONE_IS(NS(D)), IA), T DMARC_SET, "",
      "RFC 1034 section 4.2.1" },
    { "a DNAME above",
      SETUP_WITH(ZONE_HAS(RECORD("_domainkey." D, "DNAME", "k.example.")), IK),
      DMARC_SET, "below-dname(a)", "RFC 6672 section 2.4" },
    { "a DNAME at the apex",
      SETUP_WITH(ZONE_HAS(RECORD(D, "DNAME", "k.example.")), IA), "",
      "below-dname(a) no-dmarc", "RFC 6672 section 2.4" },
    { "a DNAME elsewhere",
      SETUP_WITH(ZONE_HAS(RECORD("x." D, "DNAME", "k.example.")), IA),
      T DMARC_SET, "", "RFC 6672 section 2.4" },

    { "a wildcard answers: the name does not exist",
      SETUP_WITH(ZONE_HAS(TXT("_amazonses." D,
                              "star") "," STAR("TXT", "\\\"star\\\"")),
                 IA),
      T DMARC_SET, "wildcard-shadowed", RFC4592 },
    { "a record that differs from the wildcard exists",
      SETUP_WITH(ZONE_HAS(TXT("_amazonses." D,
                              "own") "," STAR("TXT", "\\\"star\\\"")),
                 IA),
      T "= _amazonses TXT own\n" DMARC_SET, "wildcard-shadowed", RFC4592 },
    { "a wildcard address answers for a DKIM name",
      SETUP_WITH(ZONE_HAS(RECORD(KA1 "._domainkey." D, "A",
                                 "192.0.2.9") "," STAR("A", "192.0.2.9")),
                 IK),
      DMARC_SET DKIM_SETS(KA, "[a]"), "wildcard-shadowed", RFC4592 },
    { "new names below a wildcard",
      SETUP_WITH(ZONE_IS(STAR("A", "192.0.2.9")), IA), T DMARC_SET,
      "wildcard-shadowed", RFC4592 },
    { "a wildcard does not answer below an empty non-terminal",
      SETUP_WITH(ZONE_IS(STAR("A", "192.0.2.9") "," TXT(
                     "_dmarc." D,
                     "v=DMARC1; p=none") "," TXT("x._domainkey." D, "p=x")),
                 IK),
      "= _dmarc TXT v=DMARC1; p=none\n" DKIM_SETS(KA, "[a]"), "",
      "RFC 4592 section 2.2.2" },
    { "it does if the empty non-terminal is new",
      SETUP_WITH(ZONE_IS(STAR("A", "192.0.2.9") "," TXT("_dmarc." D,
                                                        "v=DMARC1; p=none")),
                 IK),
      "= _dmarc TXT v=DMARC1; p=none\n" DKIM_SETS(KA, "[a]"),
      "wildcard-shadowed", "RFC 4592 section 2.2.2" },
    { "an empty non-terminal has no records of a wildcard",
      SETUP_WITH(ZONE_IS(STAR("A", "192.0.2.9") "," TXT(
                     "_dmarc." D,
                     "v=DMARC1; p=none") "," TXT("x._amazonses." D, "x")),
                 IA),
      T "= _dmarc TXT v=DMARC1; p=none\n", "", "RFC 4592 section 2.2.2" },
    { "no wildcard", SETUP_WITH(ZONE_IS(RECORD("x." D, "A", "192.0.2.9")), IA),
      T DMARC_SET, "", RFC4592 },
    { "an existing name hides no wildcard",
      SETUP_WITH(
          ZONE_IS(STAR("A", "192.0.2.9") "," TXT("_amazonses." D, TA) "," TXT(
              "_dmarc." D, "v=DMARC1; p=none")),
          IA),
      "= _amazonses TXT " TA " [a]\n= _dmarc TXT v=DMARC1; p=none\n", "",
      RFC4592 },
    { "a DMARC record of a wildcard applies",
      SETUP_WITH(ZONE_HAS(TXT("_dmarc." D, "v=DMARC1; p=reject") "," STAR(
                     "TXT", "\\\"v=DMARC1; p=reject\\\"")),
                 ""),
      "", "dmarc-kept", "RFC 9989 section 4.10" },

    { "names are case-insensitive",
      SETUP_WITH(ZONE_IS(TXT("_AmazonSES.D.Example", TA)), IA),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "", "RFC 1034 section 3.1" },
    { "texts are case-sensitive",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, "Else")), IA),
      T "= _amazonses TXT Else\n" DMARC_SET, "", "RFC 1035 section 3.3.14" },
    { "the strings of a text are joined for comparison",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D,
                             "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/\\\" \\\""
                             "wwmvjuEXAMPLE=")),
                 IA),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      "RFC 1035 section 3.3.14" },
    { "different TTLs in a set",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D,
                             "one") ",{'name':'_amazonses." D
                                    "','type':'TXT','ttl':60,'rdata':'two'}"),
                 IA),
      T "= _amazonses TXT one\n= _amazonses TXT two\n" DMARC_SET,
      "ttls-differ", "RFC 2181 section 5.2" },
    { "an unknown TTL is no difference",
      SETUP_WITH(
          ZONE_IS(TXT("_amazonses." D, "one") ",{'name':'_amazonses." D
                                              "','type':'TXT','rdata':'two'}"),
          IA),
      T "= _amazonses TXT one\n= _amazonses TXT two\n" DMARC_SET, "",
      "RFC 2181 section 5.2" },
    { "existing sets keep their TTL, and other sets are not changed",
      SETUP_WITH(ZONE_IS(TXT("_amazonses." D, TB) "," RECORD("www." D, "A",
                                                             "192.0.2.1")),
                 IA),
      T "= _amazonses TXT " TB "\n" DMARC_SET, "unknown-token",
      "RFC 2181 section 5.2" },

    { "a feedback MX of an unknown instance",
      SETUP_WITH(ZONE_IS(RECORD("old." D, "MX",
                                "10 feedback-smtp.eu-west-1.amazonses.com.")),
                 IA),
      T DMARC_SET, "unknown-feedback-mx", DG "creating-identities.html" },
    { "an ignored token",
      SETUP_WITH("'ignored':['" TB "']," ZONE_IS(TXT("_amazonses." D, TB)),
                 IA),
      T "= _amazonses TXT " TB "\n" DMARC_SET, "-unknown-ses-records",
      DG "creating-identities.html" },
    { "one with its prefix, at the domain",
      SETUP_WITH("'ignored':['" TB "']," ZONE_IS(TXT(D, "amazonses:" TB)),
                 "{" A ",'verification_status':'success'}"),
      NULL, "-token-likely-own", DG "creating-identities.html" },
    { "another token there",
      SETUP_WITH("'ignored':['" TA "']," ZONE_IS(TXT(D, "amazonses:" TB)),
                 "{" A ",'verification_status':'success'}"),
      NULL, "token-likely-own(a)", DG "creating-identities.html" },
    { "an ignored target, with a final dot",
      SETUP_WITH("'ignored':['X.dkim.amazonses.com.']," ZONE_IS(RECORD(
                     "x._domainkey." D, "CNAME", "x.dkim.amazonses.com.")),
                 IA),
      T DMARC_SET, "-unknown-ses-records", DG "creating-identities.html" },
    { "records of another identity of the zone",
      SETUP_WITH(
          "'identities':['news." D "']," ZONE_IS(RECORD(
              "x._domainkey.news." D, "CNAME",
              "x.dkim.amazonses.com.") "," TXT("_amazonses.news." D, TB)),
          IA),
      T DMARC_SET, "-unknown-ses-records", DG "creating-identities.html" },
    { "an identity above the domain has no effect",
      "{'domain':'a." D "','identities':['" D "'],'dmarc':'v=DMARC1; p=none',"
      "'instances':[{" A
      "," TOKEN(TA) "}]," ZONE_IS(TXT("_amazonses.a." D, TB)) "}",
      NULL, "unknown-token", DG "creating-identities.html" },

    { "a failed lookup",
      SETUP_WITH("'existing':[{'name':'_amazonses." D
                 "','type':'TXT','failed':'SERVFAIL'}]",
                 IA),
      T DMARC_SET, "lookup-failed", "RFC 2308 section 7" },
    { "in a complete zone, too, the record is unknown",
      SETUP_WITH("'existing':[{'name':'_amazonses." D
                 "','type':'TXT','failed':'SERVFAIL'}],"
                 "'existing_complete':true",
                 IA),
      T DMARC_SET, "lookup-failed", "RFC 2308 section 7" },
    { "a failed lookup with a later answer",
      SETUP_WITH(
          "'existing':[{'name':'_amazonses." D
          "','type':'TXT','failed':'SERVFAIL'}," TXT("_amazonses." D, TA) "]",
          IA),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "-lookup-failed",
      "RFC 2308 section 7" },

    { "an inbound MX of an unknown instance is not reported",
      SETUP_WITH(ZONE_IS(RECORD("old." D, "MX",
                                "10 inbound-smtp.eu-west-1.amazonaws.com.")),
                 IA),
      T DMARC_SET, "", DG "creating-identities.html" },
    /* lists of Route 53 */
    { "a listed set is kept",
      SETUP(IA) LISTED("{'Name':'_amazonses." D ".','Type':'TXT','TTL':60,"
                       "'ResourceRecords':[{'Value':'\\\"" TA "\\\"'}]}"),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "", R53A },
    { "escapes are octal, and strings need no space between them",
      SETUP(IA) LISTED("{'Name':'\\\\137amazonses." D ".','Type':'TXT',"
                       "'TTL':60,'ResourceRecords':[{'Value':"
                       "'\\\"AAAA\\\\167\\\"\\\"+YaYhb3h3iVJHuXMJXqeu1q1/"
                       "wwmvjuEXAMPLE=\\\"'}]}"),
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "", R53A },
    { "an alias that conflicts",
      SETUP(IK) LISTED("{'Name':'" KA1 "._domainkey." D ".','Type':'A',"
                       "'AliasTarget':{'HostedZoneId':'Z2','DNSName':"
                       "'x.example.','EvaluateTargetHealth':false}}"),
      NULL, "alias-conflict(a)", R53A },
    { "an alias at another name",
      SETUP(IK) LISTED("{'Name':'" D ".','Type':'A','AliasTarget':"
                       "{'HostedZoneId':'Z2','DNSName':'x.example.',"
                       "'EvaluateTargetHealth':false}}"),
      DMARC_SET DKIM_SETS(KA, "[a]"), "", R53A },
    { "a set with a routing policy that conflicts",
      SETUP(IA) LISTED("{'Name':'_amazonses." D ".','Type':'TXT','TTL':60,"
                       "'SetIdentifier':'one','Weight':1,"
                       "'ResourceRecords':[{'Value':'\\\"" TA "\\\"'}]}"),
      DMARC_SET, "routing-policy-conflict(a)", R53A },
    { "a set with a routing policy, of another type",
      SETUP(IA) LISTED("{'Name':'_amazonses." D ".','Type':'A','TTL':60,"
                       "'SetIdentifier':'one','Weight':1,"
                       "'ResourceRecords':[{'Value':'192.0.2.1'}]}"),
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "", R53A },
    { "a listing of another zone has no effect",
      SETUP(
          IA) "@@{'ResourceRecordSets':[{'Name':'other.example.','Type':"
              "'SOA','TTL':900,'ResourceRecords':[{'Value':'a. b. 1 2 3 4 5'}]}]}",
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "listing-of-other-zone",
      R53A },
    { "a listing without an SOA is incomplete",
      SETUP(IA) "@@{'ResourceRecordSets':[{'Name':'www." D "','Type':'A',"
                "'TTL':900,'ResourceRecords':[{'Value':'192.0.2.1'}]}]}",
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "listing-incomplete", R53A },
    { "a listing with more pages is incomplete",
      SETUP(IA) "@@{'ResourceRecordSets':[{'Name':'" D "','Type':"
                "'SOA','TTL':900,'ResourceRecords':[{'Value':'a. b. 1 2 3 4 "
                "5'}]}],'IsTruncated':true}",
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "listing-incomplete", R53A },

    /* zone files */
    { "a file that does not state its origin, and may be of the zone above",
      SETUP(IA) "@@$TTL 60\n@ SOA a. b. 1 2 3 4 5\n"
                "_amazonses.d TXT '" TA "'\n",
      NULL, "origin-assumed value-misplaced(a)", "RFC 1035 section 5.1" },
    { "a file that states its origin",
      SETUP(IA) "@@$ORIGIN " D ".\n$TTL 60\n@ SOA a. b. 1 2 3 4 5\n"
                "_amazonses.d TXT '" TA "'\n",
      NULL, "value-misplaced(a)", "RFC 1035 section 5.1" },
    { "the file of the zone above",
      SETUP(IA) "@@$ORIGIN example.\n$TTL 60\n@ SOA a. b. 1 2 3 4 5\n"
                "_amazonses.d TXT '" TA "'\n",
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      "RFC 1034 section 4.2.1" },
    { "the file of the zone above, which delegates the domain",
      SETUP(IA) "@@$ORIGIN example.\n$TTL 60\n@ SOA a. b. 1 2 3 4 5\n"
                "d NS ns.x.example.\n",
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET, "listing-of-other-zone",
      "RFC 1034 section 4.2.1" },
    { "two zones in a file: the nearer one",
      SETUP(IA) "@@$TTL 60\nd.example. SOA a. b. 1 2 3 4 5\n"
                "example. SOA a. b. 1 2 3 4 5\n"
                "_amazonses.d.example. TXT '" TA "'\n",
      "= _amazonses TXT " TA " [a]\n" DMARC_SET, "",
      "RFC 1034 section 4.2.1" },

    { "nothing is known of the zone", SETUP(IA), NULL, "nothing-known",
      "RFC 1034 section 3.6" },
    { "a name without records is something",
      SETUP_WITH(ZONE_HAS(ABSENT("x." D, "TXT")), IA), NULL, "-nothing-known",
      "RFC 1034 section 3.6" },
    { "a listing that is empty is something", SETUP(IA) "@@; nothing\n", NULL,
      "listing-incomplete -nothing-known", "RFC 1034 section 3.6" },
    { "which zone is a subdomain in?", OF_SUB("'ttl':300"), NULL,
      "zone-assumed", "RFC 1034 section 4.2" },
    { "the setting says so", OF_SUB("'zone':'" D "'"), NULL, "-zone-assumed",
      "RFC 1034 section 4.2" },
    { "the SOA above says so",
      OF_SUB(ZONE_HAS(RECORD(D, "SOA", "a. b. 1 2 3 4 5"))), NULL,
      "-zone-assumed -nothing-known", "RFC 2181 section 6.1" },
    { "its own SOA says so",
      OF_SUB(ZONE_HAS(RECORD("s." D, "SOA", "a. b. 1 2 3 4 5"))), NULL,
      "-zone-assumed", "RFC 2181 section 6.1" },
    { "it has no SOA", OF_SUB(ZONE_HAS(ABSENT("s." D, "SOA"))), NULL,
      "zone-assumed", "RFC 2181 section 6.1" },
    { "a domain of two labels", SETUP(IA), NULL, "-zone-assumed",
      "RFC 1034 section 4.2" },

    { "one warning for each group",
      SETUP_WITH(
          ZONE_IS(
              TXT("_amazonses." D, TB) "," TXT("_amazonses." D, TC) "," RECORD(
                  "x._domainkey." D, "CNAME",
                  "x.dkim.amazonses.com.") "," RECORD("y._domainkey." D,
                                                      "CNAME",
                                                      "y.dkim.amazonses.com.")),
          IA),
      NULL, "unknown-dkim unknown-token", DG "creating-identities.html" },
};

TABLE(existing, cases);
