/* SPDX-License-Identifier: MIT */
/* Receiving mail (an MX), and custom domains for open and click tracking. */
#include "rules.h"

#define MX_PAGE DG "receiving-email-mx-record.html"
#define TRACK DG "configure-custom-open-click-domains.html"
#define IN(region) "'label':'a','account':'1','region':'" region "'"
#define RECEIVES(region, name)                                                \
    SETUP("{" IN(region) "," TOKEN(TA) ",'receiving':" name "}")
#define TRACKS(region, name)                                                  \
    SETUP("{" IN(region) "," TOKEN(TA) ",'tracking':'" name "'}")
#define FIRST "+ _amazonses TXT " TA " [a]\n" DMARC_SET

static const struct rule_case cases[] = {
    { "at the domain", RECEIVES("us-east-1", "'" D "'"),
      "+ @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a]\n" FIRST,
      "receiving-begins(a)", MX_PAGE },
    { "at a subdomain", RECEIVES("eu-west-1", "'in." D "'"),
      FIRST "+ in MX 10 inbound-smtp.eu-west-1.amazonaws.com [a]\n", "",
      MX_PAGE },
    { "not at all", SETUP("{" A "," TOKEN(TA) "}"), FIRST, "", MX_PAGE },
    { "outside of the domain", RECEIVES("us-east-1", "'in.example.net'"),
      FIRST, "receiving-outside-domain(a)", MX_PAGE },
    { "a region that does not receive: ca-west-1",
      RECEIVES("ca-west-1", "'" D "'"), FIRST, "receiving-not-supported(a)",
      GR },
    { "a region that receives but has no SMTP endpoint: af-south-1",
      RECEIVES("af-south-1", "'" D "'"),
      "+ @ MX 10 inbound-smtp.af-south-1.amazonaws.com [a]\n" FIRST,
      "receiving-begins(a)", GR },
    { "ap-south-2", RECEIVES("ap-south-2", "'" D "'"), FIRST,
      "receiving-not-supported(a)", GR },
    { "ap-southeast-5", RECEIVES("ap-southeast-5", "'" D "'"), FIRST,
      "receiving-not-supported(a)", GR },
    { "eu-central-2", RECEIVES("eu-central-2", "'" D "'"), FIRST,
      "receiving-not-supported(a)", GR },
    { "me-central-1", RECEIVES("me-central-1", "'" D "'"), FIRST,
      "receiving-not-supported(a)", GR },
    { "us-gov-east-1", RECEIVES("us-gov-east-1", "'" D "'"), FIRST,
      "receiving-not-supported(a)", GR },
    { "us-gov-west-1", RECEIVES("us-gov-west-1", "'" D "'"), FIRST,
      "receiving-not-supported(a)", GR },
    { "an unknown region", RECEIVES("xx-moon-1", "'" D "'"), FIRST,
      "unknown-region(a)", GR },
    { "two accounts in one region share one MX",
      SETUP("{" A "," TOKEN(TA) ",'receiving':'" D "'},{" C
                                "," TOKEN(TA) ",'receiving':'" D "'}"),
      "+ @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a c]\n"
      "+ _amazonses TXT " TA " [a c]\n" DMARC_SET,
      "receiving-begins(a,c)", MX_PAGE },
    { "two regions at one name",
      SETUP("{" A "," TOKEN(TA) ",'receiving':'" D "'},{" B
                                "," TOKEN(TA) ",'receiving':'" D "'}"),
      "+ _amazonses TXT " TA " [a b]\n" DMARC_SET,
      "receiving-across-regions(a,b)", MX_PAGE },
    { "another MX at the name",
      SETUP_WITH(ZONE_IS(RECORD(D, "MX", "5 mail.example.")),
                 "{" A "," TOKEN(TA) ",'receiving':'" D "'}"),
      FIRST, "mx-of-other-host(a)", MX_PAGE },
    { "a null MX at the name",
      SETUP_WITH(ZONE_IS(RECORD(D, "MX", "0 .")),
                 "{" A "," TOKEN(TA) ",'receiving':'" D "'}"),
      FIRST, "null-mx(a)", "RFC 7505 section 3" },
    { "the existing MX is kept",
      SETUP_WITH(
          ZONE_IS(RECORD(D, "MX", "10 inbound-smtp.us-east-1.amazonaws.com.")),
          "{" A "," TOKEN(TA) ",'receiving':'" D "'}"),
      "= @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a]\n" FIRST, "",
      MX_PAGE },

    { "a host of the caller's, in a region that does not receive",
      SETUP("{" IN("ca-west-1") "," TOKEN(TA) ",'receiving':{'name':'" D
                                              "','host':'mx.example'}}"),
      "+ @ MX 10 mx.example [a]\n" FIRST, "receiving-begins(a)", MX_PAGE },
    { "two regions, one host of the caller's",
      SETUP("{" A "," TOKEN(TA) ",'receiving':{'name':'" D
                                "','host':'mx.example'}},{" B
                                "," TOKEN(TA) ",'receiving':{'name':'" D
                                              "','host':'mx.example'}}"),
      "+ @ MX 10 mx.example [a b]\n+ _amazonses TXT " TA " [a b]\n" DMARC_SET,
      "receiving-begins(a,b)", MX_PAGE },

    { "a name for tracking", TRACKS("us-east-1", "t." D),
      FIRST "+ t CNAME r.us-east-1.awstrack.me [a]\n", "", TRACK },
    { "the domain itself is not a tracking name", TRACKS("us-east-1", D),
      FIRST, "tracking-not-dedicated(a)", TRACK },
    { "nor is the zone apex",
      "{'domain':'a." D "','zone':'" D "','dmarc':'v=DMARC1; p=none',"
      "'instances':[{" A "," TOKEN(TA) ",'tracking':'" D "'}]}",
      "+ _amazonses.a TXT " TA " [a]\n+ _dmarc.a TXT v=DMARC1; p=none\n",
      "tracking-not-dedicated(a)", TRACK },
    { "a host in use that AWS's table leaves out: eu-west-3",
      TRACKS("eu-west-3", "t." D),
      FIRST "+ t CNAME r.eu-west-3.awstrack.me [a]\n", "", GR },
    { "a region without a documented host: eu-south-2",
      TRACKS("eu-south-2", "t." D), FIRST, "tracking-host-unknown(a)", GR },
    { "an unknown region", TRACKS("xx-moon-1", "t." D), FIRST,
      "unknown-region(a)", GR },
    { "two regions at one name",
      SETUP("{" A "," TOKEN(TA) ",'tracking':'t." D "'},{" B
                                "," TOKEN(TA) ",'tracking':'t." D "'}"),
      "+ _amazonses TXT " TA " [a b]\n" DMARC_SET,
      "tracking-across-regions(a,b)", TRACK },
    { "two regions at two names",
      SETUP("{" A "," TOKEN(TA) ",'tracking':'t." D "'},{" B
                                "," TOKEN(TA) ",'tracking':'u." D "'}"),
      NULL, "", TRACK },
    { "tracking at the name of receiving",
      SETUP("{" A "," TOKEN(TA) ",'receiving':'t." D "','tracking':'t." D
                                "'}"),
      FIRST, "cname-and-other-data(a)", "RFC 1034 section 3.6.2" },
    { "tracking over HTTPS: the CNAME to a CDN is kept",
      SETUP_WITH(ZONE_IS(RECORD("t." D, "CNAME", "cdn.example.net.")),
                 "{" A "," TOKEN(TA) ",'tracking':{'name':'t." D
                                     "','host':'cdn.example.net'}}"),
      FIRST "= t CNAME cdn.example.net [a]\n", "-cname-differs", TRACK },
    { "a host of the caller's, where none is documented",
      SETUP("{" IN("eu-south-2") "," TOKEN(TA) ",'tracking':{'name':'t." D
                                               "','host':'cdn.example'}}"),
      FIRST "+ t CNAME cdn.example [a]\n", "", TRACK },
    { "tracking at a name with other data",
      SETUP_WITH(ZONE_IS(TXT("t." D, "text")),
                 "{" A "," TOKEN(TA) ",'tracking':'t." D "'}"),
      FIRST, "data-conflict(a)", "RFC 1034 section 3.6.2" },
    { "tracking over HTTPS: a CNAME to a CDN",
      SETUP_WITH(ZONE_IS(RECORD("t." D, "CNAME", "cdn.example.net.")),
                 "{" A "," TOKEN(TA) ",'tracking':'t." D "'}"),
      FIRST, "tracking-behind-cdn(a)", TRACK },
    { "tracking over HTTPS: the addresses of a proxy",
      SETUP_WITH(ZONE_IS(RECORD("t." D, "A", "192.0.2.1") "," RECORD(
                     "t." D, "AAAA", "2001:db8::1")),
                 "{" A "," TOKEN(TA) ",'tracking':'t." D "'}"),
      FIRST, "tracking-behind-cdn(a)", TRACK },
    { "the tracking host of another region is no CDN",
      SETUP_WITH(ZONE_IS(RECORD("t." D, "CNAME", "r.eu-west-1.awstrack.me.")),
                 "{" A "," TOKEN(TA) ",'tracking':'t." D "'}"),
      FIRST, "cname-differs(a)", TRACK },
    { "a CDN that the settings name",
      SETUP_WITH(ZONE_IS(RECORD("t." D, "CNAME", "cdn.example.net.")),
                 "{" A "," TOKEN(TA) ",'tracking':{'name':'t." D
                                     "','host':'cdn.example.net'}}"),
      FIRST "= t CNAME cdn.example.net [a]\n", "-tracking-behind-cdn", TRACK },

    { "an instance that only receives",
      SETUP("{" A "," TOKEN(TA) ",'receiving':'" D "'}"),
      "+ @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a]\n" FIRST,
      "receiving-begins(a) -no-mail-from -no-dkim "
      "-no-aligned-identifier",
      MX_PAGE },
    { "one that is said to send",
      SETUP("{" A "," TOKEN(TA) ",'sending':true,'receiving':'" D "'}"),
      "+ @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a]\n" FIRST,
      "no-dkim(a) receiving-begins(a) no-mail-from(a)", MX_PAGE },
    { "one that receives and has DKIM sends",
      SETUP("{" A "," DKIM(KA) ",'receiving':'" D "'}"), NULL,
      "receiving-begins(a) no-mail-from(a)", MX_PAGE },
    { "it already receives at the domain",
      SETUP_WITH(
          ZONE_IS(RECORD(D, "MX", "5 inbound-smtp.us-east-1.amazonaws.com.")),
          "{" A "," TOKEN(TA) ",'receiving':'" D "'}"),
      NULL, "-receiving-begins", MX_PAGE },
    { "at a name with an address, where mail is delivered to it",
      SETUP_WITH(ZONE_IS(RECORD("in." D, "A", "192.0.2.1")),
                 "{" A "," TOKEN(TA) ",'receiving':'in." D "'}"),
      NULL, "receiving-begins(a)", "RFC 5321 section 5.1" },
};

TABLE(receiving, cases);
