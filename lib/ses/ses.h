/* SPDX-License-Identifier: MIT */
/* What SES requires, in tables. Each row says where it comes from. */
#ifndef SESD_SES_H
#define SESD_SES_H

#include "../record/record.h"

/* ---- region.c ---- */

struct region {
    const char *name;
    bool own_dkim_zone; /* dkim.REGION.amazonses.com */
    bool receiving;
    bool tracking;
};

/* NULL if the region is not in the table. */
const struct region *sesd_region(struct text name);

/* Whether a text is formed as AWS names regions. */
bool sesd_region_formed(struct text name);

/* ---- findings.c ---- */

enum finding {
    FINDING_ANSWER_TOO_LARGE,
    FINDING_CNAME_BESIDE_OTHERS,
    FINDING_DKIM_TARGETS_DIFFER,
    FINDING_DKIM_TOKEN_SHAPE,
    FINDING_DKIM_ZONE_DIFFERS,
    FINDING_DKIM_ZONE_UNKNOWN,
    FINDING_FEW_DKIM_TOKENS,
    FINDING_LARGE_ANSWER,
    FINDING_LARGE_SET,
    FINDING_MAIL_FROM_ACROSS_REGIONS,
    FINDING_MAIL_FROM_NOT_BELOW,
    FINDING_MAIL_FROM_SHARED,
    FINDING_MAIL_FROM_SHARED_REJECTS,
    FINDING_MAIL_FROM_USED_OTHERWISE,
    FINDING_NAMES_CLASH,
    FINDING_NAME_TOO_LONG,
    FINDING_NO_DMARC,
    FINDING_NO_MAIL_FROM,
    FINDING_NOTHING_VERIFIES,
    FINDING_RECEIVING_ACROSS_REGIONS,
    FINDING_RECEIVING_NOT_OFFERED,
    FINDING_RECEIVING_OUTSIDE,
    FINDING_SAME_ACCOUNT_AND_REGION,
    FINDING_SET_OVER_ROUTE53,
    FINDING_TOKEN_SHAPE,
    FINDING_TRACKING_ACROSS_REGIONS,
    FINDING_TRACKING_NOT_KNOWN,
    FINDING_UNKNOWN_REGION,
    FINDING_COUNT,
};

/* The texts may name {name}, {value} and {other}. */
struct finding_row {
    enum finding finding;
    enum sesdomain_severity severity;
    const char *code;
    const char *message;
    const char *hint;
    const char *source;
};

const struct finding_row *sesd_finding_row(enum finding finding);

/* ---- rules.c ---- */

/* What a rule hangs on, and so how often it is used. */
enum need {
    NEED_TOKEN,
    NEED_EASY_DKIM, /* once a token */
    NEED_MAIL_FROM,
    NEED_DMARC, /* once a domain */
    NEED_RECEIVING,
    NEED_TRACKING,
};

/* What a template names: a character that stands for a text. */
enum field {
    FIELD_DOMAIN = 1,
    FIELD_TOKEN,
    FIELD_ZONE,
    FIELD_MAIL_FROM,
    FIELD_FEEDBACK,
    FIELD_POLICY,
    FIELD_RECEIVING,
    FIELD_INBOUND,
    FIELD_TRACKING,
    FIELD_COUNTER,
    FIELD_COUNT,
};

#define DOMAIN "\x01"    /* the identity */
#define TOKEN "\x02"     /* any token */
#define ZONE "\x03"      /* where the DKIM keys are */
#define MAIL_FROM "\x04" /* the MAIL FROM name */
#define FEEDBACK "\x05"  /* the host that takes bounces */
#define POLICY "\x06"    /* the DMARC record */
#define RECEIVING "\x07" /* the name that receives */
#define INBOUND "\x08"   /* the host that receives */
#define TRACKING "\x09"  /* the name that is tracked */
#define COUNTER "\x0a"   /* the host that counts */

/* One sort of record. */
struct rule {
    enum need need;
    enum sesdomain_purpose purpose;
    enum sesdomain_aspect aspect; /* 0 if readiness does not tell of it */
    uint32_t type;
    const char *name, *value; /* templates */
    bool many;                /* values stand side by side */
    enum finding clash;       /* what two values are where one may be */
    const char *source;
};

extern const struct rule sesd_rules[];
extern const size_t sesd_rule_count;

#endif
