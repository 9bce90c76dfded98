/* SPDX-License-Identifier: MIT */
/* Record sets that exceed a limit of DNS, Route 53 or a resolver. */
#include "rules.h"

/* Instances with the accounts 0 to 9, and tens of them. */
#define T1(x)                                                                 \
    ",{'account':'" x "','region':'us-east-1','verification_token':'" x       \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='}"
#define T10(x)                                                                \
    T1(x "0")                                                                 \
    T1(x "1")                                                                 \
    T1(x "2")                                                                 \
    T1(x "3") T1(x "4") T1(x "5") T1(x "6") T1(x "7") T1(x "8") T1(x "9")
#define T99(x)                                                                \
    T10(x "0")                                                                \
    T10(x "1")                                                                \
    T10(x "2")                                                                \
    T10(x "3")                                                                \
    T10(x "4")                                                                \
    T10(x "5")                                                                \
    T10(x "6") T10(x "7") T10(x "8") T1(x "90") T1(x "91") T1(x "92")         \
        T1(x "93") T1(x "94") T1(x "95") T1(x "96") T1(x "97") T1(x "98")
#define T100(x)                                                               \
    T10(x "0")                                                                \
    T10(x "1")                                                                \
    T10(x "2")                                                                \
    T10(x "3")                                                                \
    T10(x "4") T10(x "5") T10(x "6") T10(x "7") T10(x "8") T10(x "9")
#define FIRST                                                                 \
    "{'account':'000','region':'us-east-1','verification_token':'000AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='}"
#define LIMITS                                                                \
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html"

static const struct rule_case cases[] = {
    { "ten values fit anywhere", SETUP(FIRST T10("01")), NULL, "",
      "RFC 9715" },
    { "thirty make a long answer", SETUP(FIRST T10("01") T10("02") T10("03")),
      NULL, "response-large", "RFC 9715" },
    { "a hundred are not too many", SETUP(FIRST T99("1")), NULL,
      "response-large",
      "https://bind9.readthedocs.io/en/stable/reference.html" },
    { "a hundred and one are too many for BIND", SETUP(FIRST T100("1")), NULL,
      "rrset-over-bind-limit response-large",
      "https://bind9.readthedocs.io/en/stable/reference.html" },
    { "Route 53 takes four hundred",
      SETUP(FIRST T100("1") T100("2") T100("3") T99("4")), NULL,
      "rrset-over-bind-limit response-large", LIMITS },
    { "four hundred and one are too many for Route 53",
      SETUP(FIRST T100("1") T100("2") T100("3") T100("4")), NULL,
      "rrset-over-bind-limit rrset-over-route53-limit response-large",
      LIMITS },
    { "thirteen hundred do not fit a DNS message",
      SETUP(FIRST T100("1") T100("2") T100("3") T100("4") T100("5") T100("6")
                T100("7") T100("8") T100("9") T100("a") T100("b") T100("c")
                    T100("d")),
      DMARC_SET,
      "response-too-large rrset-over-bind-limit rrset-over-route53-limit",
      "RFC 1035 section 4.2.2" },
};

TABLE(sizes, cases);
