/* SPDX-License-Identifier: MIT */
/* The rows of test-rules.c: a setup, the expected records and findings, and
 * the source that requires them. */
#ifndef RULES_H
#define RULES_H

#include <stddef.h>

struct rule_case {
    const char *title;

    /* A setup document, with ' for ". */
    const char *setup;

    /* All values, one per line: op (+ = -), name, type, text, [labels];
     * names are relative to the domain, "@" is the domain itself. NULL: not
     * checked. */
    const char *sets;

    /* The codes of the findings, in order, with the (labels) of the instances
     * concerned. Findings of the background only count if they are named;
     * "-code" requires that a finding is absent. */
    const char *findings;

    const char *source;
};

struct rule_table {
    const char *name;
    const struct rule_case *cases;
    size_t count;
};

extern const struct rule_table rules_verification, rules_dkim, rules_own_key,
    rules_replica, rules_mail_from, rules_spf, rules_dmarc, rules_alignment,
    rules_receiving, rules_regions, rules_status, rules_provider, rules_names,
    rules_existing, rules_life, rules_sizes, rules_evidence, rules_slips;

/* ---- parts of rows ---- */

#define D "d.example"
#define TABLE(name, cases)                                                    \
    const struct rule_table rules_##name = { #name, cases,                    \
                                             sizeof(cases) / sizeof(*cases) }

/* Three instances: two accounts and regions, and a third. */
#define A "'label':'a','account':'1','region':'us-east-1'"
#define B "'label':'b','account':'2','region':'eu-west-1'"
#define C "'label':'c','account':'3','region':'us-east-1'"

#define SETUP(instances)                                                      \
    "{'domain':'" D "','dmarc':'v=DMARC1; p=none','instances':[" instances "]}"
#define SETUP_WITH(more, instances)                                           \
    "{'domain':'" D "','dmarc':'v=DMARC1; p=none'," more ","                  \
    "'instances':[" instances "]}"
#define ZONE_IS(records) "'existing':[" records "],'existing_complete':true"
#define ZONE_HAS(records) "'existing':[" records "]"
#define RECORD(name, type, rdata)                                             \
    "{'name':'" name "','type':'" type "','ttl':300,'rdata':'" rdata "'}"
#define TXT(name, text) RECORD(name, "TXT", "\\\"" text "\\\"")
#define ABSENT(name, type)                                                    \
    "{'name':'" name "','type':'" type "','absent':true}"

#define TA "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="
#define TB "BBBBw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="
#define TC "CCCCw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="
#define TOKEN(t) "'verification_token':'" t "'"

#define KA1 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2"
#define KA2 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa3"
#define KA3 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa4"
#define KB1 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb2"
#define KB2 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb3"
#define KB3 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb4"
#define TOKENS(x) "'dkim_tokens':['" x##1 "','" x##2 "','" x##3 "']"
#define DKIM(x) TOKENS(x)
#define DKIM_WITH(x, more) TOKENS(x) "," more
#define MAIL(name) "'mail_from':'" name "'"
#define MAIL_WITH(name, more) "'mail_from':'" name "'," more

/* Records of every plan. */
#define DMARC_SET "+ _dmarc TXT v=DMARC1; p=none\n"
/* clang-format off */
#define DKIM_SET(token, labels) \
    "+ " token "._domainkey CNAME " token ".dkim.amazonses.com " labels "\n"
#define DKIM_SETS(x, labels) \
    DKIM_SET(x##1, labels) DKIM_SET(x##2, labels) DKIM_SET(x##3, labels)
/* clang-format on */
#define MAIL_SETS(name, region, labels)                                       \
    "+ " name " MX 10 feedback-smtp." region ".amazonses.com " labels "\n"    \
    "+ " name " TXT v=spf1 include:amazonses.com ~all " labels "\n"

#define DG "https://docs.aws.amazon.com/ses/latest/dg/"
#define DG21 "awsdocs/amazon-ses-developer-guide doc-source/"
#define V1 "https://docs.aws.amazon.com/ses/latest/APIReference/"
#define V2 "https://docs.aws.amazon.com/ses/latest/APIReference-V2/"
#define GR "https://docs.aws.amazon.com/general/latest/gr/ses.html"
#define BLOG                                                                  \
    "https://aws.amazon.com/blogs/messaging-and-targeting/"                   \
    "how-to-use-domain-with-amazon-ses-in-multiple-accounts-or-regions/"

#endif
