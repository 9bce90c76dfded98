//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The requirements of SES, in tables. Each row has its source. */
#ifndef SESD_SES_H
#define SESD_SES_H

#include "record_record.h"
#include "ses_names.h"

/* ---- region.c ---- */

/* Where the targets of DKIM CNAMEs are, unless SES says so. */
enum dkim_zone {
    DKIM_ZONE_ASK,    /* not documented */
    DKIM_ZONE_SHARED, /* in the zone that most regions share */
    DKIM_ZONE_OWN,    /* in a zone of the region */
};

struct region {
    const char *name;
    enum dkim_zone dkim_zone;
    bool feedback;  /* the host that takes bounces is documented */
    bool receiving; /* and so are the inbound */
    bool tracking;  /* and the tracking host */
};

/* Return the row of a region; NULL if it is not in the table. */
const struct region *sesd_region(struct text name);

/* Return the region that a name which is not in the table resembles; a NULL
 * text if there is none, or if AWS has a region of that name. */
struct text sesd_region_near(struct text name);

/* Whether a string has the form of an AWS region name. */
bool sesd_region_is_well_formed(struct text name);

/* The SES host names of a region. */
enum host { HOST_DKIM_ZONE, HOST_FEEDBACK, HOST_INBOUND, HOST_TRACKING };

/* Return a host of a region, which may be NULL; a NULL text if SES has none
 * there, or none is documented. */
struct text sesd_region_host(struct arena *a, const struct region *region,
                             enum host host);

/* Whether a name has the form of such a host, whatever the region. */
bool sesd_is_region_host(struct text name, enum host host);

/* ---- what SES reports ---- */

/* The state of an identity, as SES reports it. */
struct ses_facts {
    enum sesdomain_ses_status verification, dkim, mail_from;
    enum sesdomain_tristate signing, sandbox, sending_enabled;
    enum sesdomain_mx_failure mx_failure;
    bool mail_from_reported; /* whether a custom MAIL FROM domain is set */
    bool short_key;          /* SES signs with 1024 bits */
    bool serial_reported;
    uint32_t serial;             /* of the SOA that SES saw */
    uint64_t checked, succeeded; /* in seconds since 1970; 0: not reported */
};

/* ---- provider.c ---- */

/* The terms of a DNS provider's control panel, and its limits. */
struct provider {
    const char *name, *title;
    const char *docs; /* the URL of its page on adding records */
    struct {
        const char *host, *type, *value, *target, *mail_server, *priority;
    } words;
    const char *ttl; /* the word for the TTL; NULL: "TTL" */
    struct {
        const char *word, *off; /* a switch for CNAMEs that is on unless it is
                                 * set to off; NULL: there is none */
    } proxy;
    const char *ttl_auto; /* the word for a TTL of 1; NULL: a second */
    bool zone_form;       /* presentation format: "10 host", quoted TXT */
    bool dot_after_name;  /* an absolute owner name has its final dot */
    const char *apex;     /* the host name of the zone apex; NULL: in full */
    const char *const *quirks; /* options: name, value, ...; NULL at the end */
    const char *source;        /* of the words and the options */
};

/* Return the provider of a name; NULL if there is none. */
const struct provider *sesd_provider(const char *name);

/* The limits of Route 53: https://docs.aws.amazon.com/Route53/latest/
 * DeveloperGuide/DNSLimitations.html. Characters are those of values in
 * presentation format. */
#define ROUTE53_SET_RECORDS 400
#define ROUTE53_VALUE_CHARACTERS 4000
#define ROUTE53_BATCH_RECORDS 1000
#define ROUTE53_BATCH_CHARACTERS 32000

/* ---- findings.c ---- */

enum finding {
    FINDING_ADDRESS_NOT_SIGNED,
    FINDING_ALIAS_CONFLICT,
    FINDING_BELOW_DELEGATION,
    FINDING_BELOW_DNAME,
    FINDING_BYODKIM_KEY_CONFLICT,
    FINDING_BYODKIM_KEY_FROM_DNS,
    FINDING_BYODKIM_KEY_NOT_GIVEN,
    FINDING_BYODKIM_KEY_REVOKED,
    FINDING_BYODKIM_KEY_UNKNOWN,
    FINDING_BYODKIM_SUGGESTED,
    FINDING_CNAME_AND_OTHER_DATA,
    FINDING_CNAME_CONFLICT,
    FINDING_CNAME_DIFFERS,
    FINDING_DATA_CONFLICT,
    FINDING_DKIM_CHAIN,
    FINDING_DKIM_CHANGE_REJECTED,
    FINDING_DKIM_KEY_AND_OTHER_TXT,
    FINDING_DKIM_KEY_SHORT,
    FINDING_DKIM_KEY_TESTING,
    FINDING_DKIM_KEY_UNUSABLE,
    FINDING_DKIM_KEYS_DIFFER,
    FINDING_DKIM_PROXIED,
    FINDING_DKIM_SIGNING_DISABLED,
    FINDING_DKIM_TARGET_WITHOUT_KEY,
    FINDING_DKIM_TARGETS_DIFFER,
    FINDING_DKIM_TOKEN_MALFORMED,
    FINDING_DKIM_TOKENS_INCOMPLETE,
    FINDING_DKIM_ZONE_ASSUMED,
    FINDING_DKIM_ZONE_DIFFERS,
    FINDING_DKIM_ZONE_UNKNOWN,
    FINDING_DMARC_EXTERNAL_NOT_ACCEPTED,
    FINDING_DMARC_EXTERNAL_UNKNOWN,
    FINDING_DMARC_IN_PIECES,
    FINDING_DMARC_INHERITED,
    FINDING_DMARC_INITIAL_ENFORCEMENT,
    FINDING_DMARC_IS_CNAME,
    FINDING_DMARC_IS_DELEGATED,
    FINDING_DMARC_KEPT,
    FINDING_DMARC_MALFORMED,
    FINDING_DMARC_MISPLACED,
    FINDING_DMARC_MISTYPED,
    FINDING_DMARC_MULTIPLE_RECORDS,
    FINDING_DMARC_NO_P,
    FINDING_DMARC_NO_REPORTS,
    FINDING_DMARC_OVERRIDES,
    FINDING_DMARC_P_NOT_SECOND,
    FINDING_DMARC_PCT,
    FINDING_DMARC_REPLACED,
    FINDING_DMARC_REPORT_NAME_TOO_LONG,
    FINDING_DMARC_STRICT_DKIM,
    FINDING_DMARC_STRICT_SPF,
    FINDING_DMARC_SUBDOMAINS_WEAKER,
    FINDING_DMARC_TAG_DUPLICATE,
    FINDING_DMARC_TAG_INVALID,
    FINDING_DMARC_TAG_OBSOLETE,
    FINDING_DMARC_TAG_UNKNOWN,
    FINDING_DRAINING_CONFLICT,
    FINDING_EASY_DKIM_AND_BYODKIM,
    FINDING_ENDPOINT_REGION_MISSING,
    FINDING_EXTRA_UNDERSCORE,
    FINDING_FEEDBACK_HOST_UNKNOWN,
    FINDING_FROM_NOT_COVERED,
    FINDING_LISTING_INCOMPLETE,
    FINDING_LISTING_OF_OTHER_ZONE,
    FINDING_LOOKUP_FAILED,
    FINDING_MAIL_FROM_ACROSS_REGIONS,
    FINDING_MAIL_FROM_DIFFERS,
    FINDING_MAIL_FROM_IS_FROM_DOMAIN,
    FINDING_MAIL_FROM_MISSING,
    FINDING_MAIL_FROM_MISSING_REJECTS,
    FINDING_MAIL_FROM_NOT_DEDICATED,
    FINDING_MAIL_FROM_NOT_SET,
    FINDING_MAIL_FROM_NOT_SUBDOMAIN,
    FINDING_MAIL_FROM_PROPOSED,
    FINDING_MAIL_FROM_SHARED,
    FINDING_MAIL_FROM_SHARED_FAILED,
    FINDING_MAIL_FROM_SHARED_REJECTS,
    FINDING_MAIL_LOST,
    FINDING_MX_CONFLICT,
    FINDING_MX_OF_OTHER_HOST,
    FINDING_MX_OF_OTHER_REGION,
    FINDING_NAME_IN_USE,
    FINDING_NAME_SUFFIX_DOUBLED,
    FINDING_NAME_TOO_LONG,
    FINDING_NO_ALIGNED_IDENTIFIER,
    FINDING_NO_DKIM,
    FINDING_NO_DMARC,
    FINDING_NO_IDENTITY,
    FINDING_NO_MAIL_FROM,
    FINDING_NO_TOKENS,
    FINDING_NOT_ALIGNED,
    FINDING_NOTHING_KNOWN,
    FINDING_NULL_MX,
    FINDING_NULL_MX_OF_FROM_DOMAIN,
    FINDING_ONE_ALIGNED_IDENTIFIER,
    FINDING_ONE_ALIGNED_PLANNED,
    FINDING_ONE_TXT_VALUE,
    FINDING_ONE_TXT_VALUE_UNKNOWN,
    FINDING_ONLY_DRAINING_SENDS,
    FINDING_ORIGIN_ASSUMED,
    FINDING_OTHER_IDENTITY,
    FINDING_OUTSIDE_ZONE,
    FINDING_PRIVATE_KEY_PUBLISHED,
    FINDING_RECEIVING_ACROSS_REGIONS,
    FINDING_RECEIVING_BEGINS,
    FINDING_RECEIVING_NOT_SUPPORTED,
    FINDING_RECEIVING_OUTSIDE_DOMAIN,
    FINDING_RECORD_PROXIED,
    FINDING_RECORDS_OUTSIDE_ZONE,
    FINDING_REGION_NOT_LISTED,
    FINDING_REJECT_BEFORE_VERIFIED,
    FINDING_REJECT_STATUS_UNKNOWN,
    FINDING_REMOVAL_DEFERRED,
    FINDING_REPLICA_OF_BYODKIM,
    FINDING_REPLICA_OF_REPLICA,
    FINDING_REPLICA_PARENT_NOT_ACTIVE,
    FINDING_REPLICA_WITHOUT_PARENT,
    FINDING_REPLICATION_FAILED,
    FINDING_RESPONSE_LARGE,
    FINDING_RESPONSE_TOO_LARGE,
    FINDING_RETIRED_RECORD_KEPT,
    FINDING_ROUTING_POLICY_CONFLICT,
    FINDING_RRSET_OVER_BIND_LIMIT,
    FINDING_RRSET_OVER_ROUTE53_LIMIT,
    FINDING_SAME_ACCOUNT_AND_REGION,
    FINDING_SANDBOX,
    FINDING_SENDING_DISABLED,
    FINDING_SES_ERROR,
    FINDING_SES_FAILED,
    FINDING_SES_FAILED_BUT_PUBLISHED,
    FINDING_SES_TEMPORARY_FAILURE,
    FINDING_SOA_DIFFERS,
    FINDING_SPF_DENIES,
    FINDING_SPF_IN_PIECES,
    FINDING_SPF_LARGE,
    FINDING_SPF_LOOKALIKE,
    FINDING_SPF_MALFORMED,
    FINDING_SPF_MERGED,
    FINDING_SPF_MISPLACED,
    FINDING_SPF_MISSING,
    FINDING_SPF_MISTYPED,
    FINDING_SPF_MULTIPLE_RECORDS,
    FINDING_SPF_NO_ALL,
    FINDING_SPF_OF_DOMAIN_MALFORMED,
    FINDING_SPF_OVER_512,
    FINDING_SPF_TARGET_WITHOUT_RECORD,
    FINDING_SPF_TERMS_AFTER_ALL,
    FINDING_SPF_TOO_MANY_LOOKUPS,
    FINDING_SPF_TYPE_99,
    FINDING_SPF_VOID_LOOKUPS,
    FINDING_TOKEN_BEFORE_DKIM,
    FINDING_TOKEN_CASE,
    FINDING_TOKEN_LIKELY_OWN,
    FINDING_TOKEN_MALFORMED,
    FINDING_TOKEN_MISSING,
    FINDING_TOKEN_MISTYPED,
    FINDING_TRACKING_ACROSS_REGIONS,
    FINDING_TRACKING_BEHIND_CDN,
    FINDING_TRACKING_HOST_UNKNOWN,
    FINDING_TRACKING_NOT_DEDICATED,
    FINDING_TTL_OUT_OF_RANGE,
    FINDING_TTLS_DIFFER,
    FINDING_TXT_CHARACTER_NOT_ALLOWED,
    FINDING_TXT_TOO_LONG,
    FINDING_UNDERSCORE_NOT_ALLOWED,
    FINDING_UNKNOWN_DKIM,
    FINDING_UNKNOWN_FEEDBACK_MX,
    FINDING_UNKNOWN_REGION,
    FINDING_UNKNOWN_TOKEN,
    FINDING_UNSIGNED_MAIL_LOST,
    FINDING_VALUE_MISPLACED,
    FINDING_VALUE_MISTYPED,
    FINDING_VALUE_OF_OTHER_TYPE,
    FINDING_VERIFIED_BUT_DIFFERENT,
    FINDING_VERIFIED_BUT_MISSING,
    FINDING_VERIFIED_NOT_PLANNED,
    FINDING_WILDCARD_CNAME_LOST,
    FINDING_WILDCARD_LOST,
    FINDING_WILDCARD_LOST_BY_DOMAIN,
    FINDING_WILDCARD_MX_REPLACED,
    FINDING_WILDCARD_SHADOWED,
    FINDING_WWW_IDENTITY,
    FINDING_ZONE_ASSUMED,
    FINDING_COUNT,
};

#define LISTED_MAX 5 /* names or instances that a text lists all */

/* Message and hint may have the marks {name}, {value}, {other} and, unless
 * for_customer, {instances}: the DNS operator sees no labels; {names} are all
 * names that the cause concerns, {count} of them. */
struct finding_row {
    enum finding finding;
    enum sesdomain_severity severity;
    enum sesdomain_finding_fix fix;
    bool for_customer; /* also shown to the DNS operator */
    const char *code;
    const char *message;
    const char *hint;
    const char *source;
};

const struct finding_row *sesd_finding_row(enum finding finding);

/* ---- vendor.c ---- */

/* Return the service that a MX host belongs to; NULL: not known. */
const char *sesd_vendor(struct text host);

/* ---- rules.c ---- */

/* What makes a rule apply, and so how many times it applies. */
enum need {
    NEED_TOKEN,
    NEED_TOKEN_AT_DOMAIN, /* where names have no underscores, or it is there */
    NEED_EASY_DKIM,       /* for each token */
    NEED_OWN_KEY,
    NEED_MAIL_FROM,
    NEED_SPF,
    NEED_DMARC, /* for each domain */
    NEED_RECEIVING,
    NEED_TRACKING,
    NEED_IPV4, /* of a custom MAIL FROM domain */
    NEED_IPV6,
    NEED_COUNT,
};

/* How a desired value is recognised among existing records, and what may
 * coexist with it. */
enum match {
    MATCH_TOKEN,  /* a TXT among others, a prefix is allowed */
    MATCH_HOST,   /* the only record of its type */
    MATCH_KEY,    /* the only TXT, compared by its tags */
    MATCH_SPF,    /* the only SPF among TXTs, merged */
    MATCH_POLICY, /* the only DMARC among TXTs, never replaced */
    MATCH_TYPE,   /* any record of its type */
};

/* The field of a template. */
enum field {
    FIELD_NONE,
    FIELD_DOMAIN,        /* the identity */
    FIELD_TOKEN,         /* any token, or a selector */
    FIELD_ZONE,          /* where the DKIM keys are */
    FIELD_KEY,           /* a public key */
    FIELD_MAIL_FROM,     /* the custom MAIL FROM domain */
    FIELD_FEEDBACK,      /* the host that receives bounces */
    FIELD_POLICY,        /* the DMARC record */
    FIELD_RECEIVING,     /* the name that receives */
    FIELD_INBOUND,       /* the host that receives */
    FIELD_TRACKING,      /* the custom domain for open and click tracking */
    FIELD_TRACKING_HOST, /* the tracking host of the region */
    FIELD_ADDRESS,       /* of a custom MAIL FROM domain */
    FIELD_COUNT,
};

/* An owner name: labels joined by dots; all but the last may be empty. */
struct name_template {
    enum field own;    /* a label for each use */
    struct text label; /* a label that is the same for all */
    enum field above;
};

/* A value; each of its parts may be empty. */
struct value_template {
    enum field front;
    struct text middle;
    enum field back;
};

/* One kind of record. The rules of a need are consecutive, and have one
 * name. */
struct rule {
    enum need need;
    enum sesdomain_purpose purpose;
    enum sesdomain_aspect aspect; /* 0: none has a readiness */
    uint32_t type;
    struct name_template name;
    struct value_template value;
    enum match match;
    bool removable;        /* if only retired instances need it */
    enum finding conflict; /* to report if there are two values and only one is
                            * allowed */
    const char *source;
};

/* The table ends with a row whose need is NEED_COUNT. */
extern const struct rule sesd_rules[];

const struct rule *sesd_first_rule(enum need need);

#endif
