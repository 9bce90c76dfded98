/* SPDX-License-Identifier: MIT */
/* Regions: whose hosts are documented, which are asked for, and which names
 * are no region of SES. */
#include "rules.h"

#define BOTO "boto/botocore botocore/data/endpoints.json"
#define MF DG "mail-from.html"
#define M "m." D

#define AT(region, more)                                                      \
    SETUP("{'label':'a','account':'1','region':'" region                      \
          "'," TOKEN(TA) "," MAIL(M) more "}")
#define FIRST "+ _amazonses TXT " TA " [a]\n" DMARC_SET
#define SPF "+ m TXT v=spf1 include:amazonses.com ~all [a]\n"
#define HOST ",'feedback_host':'bounce.example.net'"
#define LATELY(region)                                                        \
    {                                                                         \
        "opened lately: " region, AT(region, ""),                             \
            FIRST MAIL_SETS("m", region, "[a]"), "", BOTO                     \
    }

static const struct rule_case cases[] = {
    LATELY("ap-east-2"),
    LATELY("ap-southeast-4"),
    LATELY("ap-southeast-6"),
    LATELY("ap-southeast-7"),
    LATELY("eu-south-2"),
    LATELY("mx-central-1"),

    { "opened lately: the DKIM zone is what SES reports",
      SETUP(
          "{'label':'a','account':'1','region':'mx-central-1'," DKIM(KA) "}"),
      DMARC_SET, "dkim-zone-unknown(a)", V2 "API_DkimAttributes.html" },
    { "opened lately: no tracking host is documented",
      SETUP("{'label':'a','account':'1','region':'mx-central-1'," TOKEN(
          TA) ",'tracking':'t." D "'}"),
      FIRST, "tracking-host-unknown(a)", GR },

    { "another partition: its host is asked for", AT("eusc-de-east-1", ""),
      FIRST, "feedback-host-unknown(a)", BOTO },
    { "another partition, and its host", AT("eusc-de-east-1", HOST),
      FIRST "+ m MX 10 bounce.example.net [a]\n" SPF, "", MF },
    { "another partition without MAIL FROM",
      SETUP("{'label':'a','account':'1','region':'eusc-de-east-1'," TOKEN(
          TA) "}"),
      FIRST, "", BOTO },
    { "another host in a region that is documented", AT("us-east-1", HOST),
      FIRST "+ m MX 10 bounce.example.net [a]\n" SPF, "", MF },

    { "misspelt", AT("us-esat-1", ""), FIRST, "unknown-region(a)", BOTO },
    { "misspelt, without MAIL FROM",
      SETUP("{'label':'a','account':'1','region':'us-esat-1'," TOKEN(TA) "}"),
      FIRST, "region-not-listed(a)", BOTO },
    { "no region of SES", AT("cn-north-1", ""), FIRST, "unknown-region(a)",
      BOTO },
    { "one that opens after this version, with its host",
      AT("xx-moon-1", HOST), FIRST "+ m MX 10 bounce.example.net [a]\n" SPF,
      "region-not-listed(a)", BOTO },

    { "one MX for all, of a region whose host is given",
      SETUP_WITH("'shared_mail_from_region':'eusc-de-east-1'",
                 "{" A "," TOKEN(TA) "," MAIL(
                     M) "},{'label':'b','account':'1','region':"
                        "'eusc-de-east-1'," TOKEN(TB) "," MAIL(M) HOST "}"),
      "+ _amazonses TXT " TA " [a]\n+ _amazonses TXT " TB " [b]\n" DMARC_SET
      "+ m MX 10 bounce.example.net [a b]\n"
      "+ m TXT v=spf1 include:amazonses.com ~all [a b]\n",
      "mail-from-shared(a,b)", MF },
};

TABLE(regions, cases);
