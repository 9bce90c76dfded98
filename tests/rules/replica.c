/* SPDX-License-Identifier: MIT */
/* Deterministic Easy DKIM: replica identities use the keys of their parent. */
#include "keys.h"
#include "rules.h"

#define DEED DG "send-email-authentication-dkim-deed.html"
#define PARENT "'label':'p','account':'1','region':'us-east-1'"
#define SOUTH "'label':'p','account':'1','region':'eu-south-1'"
#define REPLICA "'label':'r','account':'1','region':'eu-west-1'"
#define OTHER "'label':'r','account':'2','region':'eu-west-1'"
#define ORIGIN(o) "'dkim_origin':'AWS_SES_" o "'"
#define CNAMES(x, zone, labels)                                                                                            \
    "+ " x##1 "._domainkey CNAME " x##1 "." zone " " labels "\n"                                                           \
                                        "+ " x##2 "._domainkey CNAME " x##2 "." zone                                       \
                                                                            " " labels                                     \
                                                                            "\n"                                           \
                                                                            "+ " x##3 "._domainkey CNAME " x##3 "." zone   \
                                                                                                                " " labels \
                                                                                                                "\n"

static const struct rule_case cases[] = {
    { "only the three CNAMEs of the parent",
      SETUP("{" PARENT "," DKIM(KA) "},{" REPLICA "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]"), "", DEED },

    { "in any order",
      SETUP("{" REPLICA "," ORIGIN("US_EAST_1") "},{" PARENT "," DKIM(KA) "}"),
      DMARC_SET DKIM_SETS(KA, "[r p]"), "", DEED },

    { "in the parent's zone, not in the region's",
      SETUP("{" SOUTH "," DKIM(KA) "},{" REPLICA "," ORIGIN("EU_SOUTH_1") "}"),
      DMARC_SET CNAMES(KA, "dkim.eu-south-1.amazonses.com", "[p r]"), "",
      DEED },

    { "with its own tokens and the same zone",
      SETUP("{" PARENT "," DKIM(KA) "},{" REPLICA "," DKIM_WITH(
          KA, "'dkim_origin':'AWS_SES_US_EAST_1'") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]"), "", DEED },

    { "a parent that is not in the settings, with its own tokens",
      SETUP("{" REPLICA
            "," DKIM_WITH(KA, "'dkim_origin':'AWS_SES_EU_SOUTH_1'") "}"),
      DMARC_SET CNAMES(KA, "dkim.eu-south-1.amazonses.com", "[r]"), "", DEED },

    { "a parent that is not in the settings, without tokens",
      SETUP("{" REPLICA "," ORIGIN("US_EAST_1") "}"), DMARC_SET,
      "replica-without-parent(r)", DEED },

    { "a replica with tokens, and a parent without tokens",
      SETUP("{" PARENT "," TOKEN(TA) "},{" REPLICA "," DKIM_WITH(
          KA, "'dkim_origin':'AWS_SES_US_EAST_1'") "}"),
      NULL, "", DEED },

    { "the parent's zone as SES reports it",
      SETUP("{" PARENT "," DKIM_WITH(
          KA,
          "'dkim_hosted_zone':"
          "'a1.dkim.us-east-1.amazonses.com'") "},{" REPLICA
                                               "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET CNAMES(KA, "a1.dkim.us-east-1.amazonses.com", "[p r]"),
      "dkim-zone-differs(p,r)", DEED },

    { "an identity of another account is not a parent",
      SETUP("{" PARENT "," DKIM(KA) "},{" OTHER "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p]"), "replica-without-parent(r)", DEED },

    { "a replica of a replica",
      SETUP("{" PARENT "," DKIM_WITH(
          KA,
          "'dkim_origin':'AWS_SES_US_WEST_2'") "},{" REPLICA
                                               "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]"), "replica-of-replica(r)", DEED },

    { "a replica of an identity with BYODKIM",
      SETUP("{" PARENT ",'dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
            "'}]},{" REPLICA "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET "+ s1._domainkey TXT p=" RSA_1024 " [p]\n",
      "replica-of-byodkim(r)", DEED },

    { "of two parents the one with tokens",
      SETUP("{" PARENT "," DKIM(
          KA) "},{'label':'q','account':'1','region':"
              "'us-east-1','dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
              "'}]},{" REPLICA "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]") "+ s1._domainkey TXT p=" RSA_1024
                                       " [q]\n",
      "same-account-and-region(p,q)", DEED },

    { "of two parents without tokens the one with a key",
      SETUP("{" PARENT "," TOKEN(
          TA) "},{'label':'q','account':'1','region':"
              "'us-east-1','dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
              "'}]},{" REPLICA "," ORIGIN("US_EAST_1") "}"),
      NULL, "replica-of-byodkim(r) same-account-and-region(p,q)", DEED },

    { "in any order of adding",
      SETUP(
          "{'label':'q','account':'1','region':'us-east-1','dkim_keys':[{'selector':'s1','public_key':'" RSA_1024
          "'}]},{" PARENT "," TOKEN(TA) "},{" REPLICA
                                        "," ORIGIN("US_EAST_1") "}"),
      NULL, "replica-of-byodkim(r) same-account-and-region(q,p)", DEED },

    { "the parent drains first",
      SETUP("{" PARENT ",'state':'draining'," DKIM(
          KA) "},{" REPLICA "," ORIGIN("US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]"), "replica-parent-not-active(r)", DEED },

    { "the parent is retired first",
      SETUP("{" PARENT ",'state':'retired'," DKIM(KA) "},{" REPLICA "," ORIGIN(
          "US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]"), "replica-parent-not-active(r)", DEED },

    { "the replica is retired first",
      SETUP("{" PARENT "," DKIM(
          KA) "},{" REPLICA ",'state':'draining'," ORIGIN("US_EAST_1") "}"),
      DMARC_SET DKIM_SETS(KA, "[p r]"), "", DEED },

    { "a retired replica does not remove the parent's records",
      SETUP_WITH(
          "'options':{'plan.removal':'always'}," ZONE_IS(RECORD(
              KA1 "._domainkey." D, "CNAME", KA1 ".dkim.amazonses.com.")),
          "{" PARENT "," DKIM(KA) "},{" REPLICA ",'state':'retired'," ORIGIN(
              "US_EAST_1") "}"),
      DMARC_SET "= " KA1 "._domainkey CNAME " KA1 ".dkim.amazonses.com [p r]\n"
                "+ " KA2 "._domainkey CNAME " KA2 ".dkim.amazonses.com [p r]\n"
                "+ " KA3 "._domainkey CNAME " KA3
                ".dkim.amazonses.com [p r]\n",
      "", DEED },
};

TABLE(replica, cases);
