/* SPDX-License-Identifier: MIT */
/**
 * @file sesdomain.h
 * One email domain, many Amazon SES instances, one correct DNS zone.
 *
 * An instance is one AWS account in one region. Fill settings with what each
 * instance was issued, compute a plan, read it or write it in a format.
 *
 * Said once, and true of every function below:
 * - Strings are UTF-8 and end with NUL. What goes in is copied; a string
 *   setter takes NULL to clear. What comes out is borrowed from the object
 *   asked, or static where the comment says so; nobody frees it.
 * - Names are absolute, lower case, A-labels, without the final dot. On the
 *   way in, upper case is folded, a final dot is dropped and U-labels are
 *   converted (if built with libidn2, else SESDOMAIN_E_UNSUPPORTED).
 * - A handle that is NULL is the caller's mistake, except in ..._free(). An
 *   index out of range answers 0 or NULL. Expect enum values and types newer
 *   than this header.
 * - A call that fails changes nothing. Any call that answers a status can
 *   answer SESDOMAIN_E_MEMORY, any that takes a text SESDOMAIN_E_SECRET: it
 *   holds a private key. sesdomain_error() then says more.
 * - No call reads the clock, the locale, the environment, a file or the
 *   network. The same settings give the same bytes on every machine.
 */
#ifndef SESDOMAIN_H
#define SESDOMAIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SESDOMAIN_API __attribute__((visibility("default")))
#else
#define SESDOMAIN_API
#endif

#define SESDOMAIN_VERSION_MAJOR 0
#define SESDOMAIN_VERSION_MINOR 1
#define SESDOMAIN_VERSION_PATCH 0

/* ---- objects ------------------------------------------------------------ */

/** The settings of one domain. For one thread at a time. */
struct sesdomain;

/** One SES instance; belongs to its settings and ends with them. */
struct sesdomain_instance;

/** What a domain needs. Never changes; any number of threads at once. */
struct sesdomain_plan;

/** One record set of a plan; lives as long as the plan. */
struct sesdomain_recordset;

/** One finding of a plan; lives as long as the plan. */
struct sesdomain_finding;

/* ---- enumerations: 0 is none or unknown --------------------------------- */

/** What a call answers. Zero is success, every failure is negative. */
enum sesdomain_status {
    SESDOMAIN_OK = 0,
    SESDOMAIN_E_MEMORY = -1,       /**< out of memory */
    SESDOMAIN_E_NAME = -2,         /**< not a valid domain name */
    SESDOMAIN_E_VALUE = -3,        /**< a malformed value */
    SESDOMAIN_E_LIMIT = -4,        /**< more than is allowed */
    SESDOMAIN_E_MISSING = -5,      /**< something required is absent */
    SESDOMAIN_E_SPACE = -6,        /**< it does not fit into the buffer */
    SESDOMAIN_E_FORMAT = -7,       /**< no format of that name */
    SESDOMAIN_E_OPTION = -8,       /**< no option of that name */
    SESDOMAIN_E_DUPLICATE = -9,    /**< taken: it has to be unique */
    SESDOMAIN_E_STATE = -10,       /**< the call came at the wrong time */
    SESDOMAIN_E_SYNTAX = -11,      /**< the text is not JSON */
    SESDOMAIN_E_DOCUMENT = -12,    /**< JSON, but not the document expected */
    SESDOMAIN_E_UNSUPPORTED = -13, /**< the library was built without it */
    SESDOMAIN_E_SECRET = -14,      /**< a private key where none belongs; any
                                        call that takes a text may say so */
    SESDOMAIN_E_CONFLICT = -15,    /**< what is wanted contradicts itself or
                                        what exists */
    SESDOMAIN_E_PRIOR_UNKNOWN = -16, /**< needs to know what exists */
    SESDOMAIN_E_FILE = -17,          /**< a file cannot be read */
    SESDOMAIN_E_INEXPRESSIBLE = -18, /**< a valid value that the format cannot
                                          express */
};

/** Types of records, by IANA's numbers; any other number is fine too. */
enum sesdomain_type {
    SESDOMAIN_TYPE_A = 1,
    SESDOMAIN_TYPE_NS = 2,
    SESDOMAIN_TYPE_CNAME = 5,
    SESDOMAIN_TYPE_SOA = 6,
    SESDOMAIN_TYPE_MX = 15,
    SESDOMAIN_TYPE_TXT = 16,
    SESDOMAIN_TYPE_AAAA = 28,
    SESDOMAIN_TYPE_DNAME = 39,
};

/** The life of an instance. */
enum sesdomain_instance_state {
    SESDOMAIN_INSTANCE_STATE_ACTIVE = 1, /**< sends */
    SESDOMAIN_INSTANCE_STATE_DRAINING =
        2, /**< sends no more; what it has stays */
    SESDOMAIN_INSTANCE_STATE_RETIRED = 3, /**< what only it needs goes */
};

/** What SES says of one thing it verifies. */
enum sesdomain_ses_status {
    SESDOMAIN_SES_UNKNOWN = 0,
    SESDOMAIN_SES_NOT_STARTED = 1,
    SESDOMAIN_SES_PENDING = 2,
    SESDOMAIN_SES_SUCCESS = 3,           /**< SES: SUCCESS */
    SESDOMAIN_SES_TEMPORARY_FAILURE = 4, /**< SES: TEMPORARY_FAILURE */
    SESDOMAIN_SES_FAILED = 5,
};

/** A switch in SES that may not be known. */
enum sesdomain_tristate {
    SESDOMAIN_TRISTATE_UNKNOWN = 0,
    SESDOMAIN_TRISTATE_NO = 1,
    SESDOMAIN_TRISTATE_YES = 2,
};

/** What SES does with mail while the MX of its MAIL FROM is not there. */
enum sesdomain_mx_failure {
    SESDOMAIN_MX_FAILURE_UNKNOWN = 0,
    SESDOMAIN_MX_FAILURE_USE_DEFAULT_VALUE = 1, /**< sends as amazonses.com */
    SESDOMAIN_MX_FAILURE_REJECT_MESSAGE = 2,    /**< refuses the mail */
};

/** How the active instances lie over accounts and regions. */
enum sesdomain_scenario {
    SESDOMAIN_SCENARIO_NONE = 0,         /**< no active instance */
    SESDOMAIN_SCENARIO_SINGLE = 1,       /**< one account in one region */
    SESDOMAIN_SCENARIO_SAME_REGION = 2,  /**< several accounts, one region */
    SESDOMAIN_SCENARIO_ONE_ACCOUNT = 3,  /**< one account, several regions */
    SESDOMAIN_SCENARIO_CROSS_REGION = 4, /**< several accounts, each in a
                                              region of its own */
    SESDOMAIN_SCENARIO_MIXED = 5,        /**< anything else */
};

/** What is to happen to a value. Wanted = keep + add. Believed to be in DNS
 *  now = keep + remove. */
enum sesdomain_value_op {
    SESDOMAIN_VALUE_OP_NONE = 0,
    SESDOMAIN_VALUE_OP_KEEP = 1,
    SESDOMAIN_VALUE_OP_ADD = 2,
    SESDOMAIN_VALUE_OP_REMOVE = 3,
};

/** What is known of a record set before the plan. */
enum sesdomain_recordset_prior {
    SESDOMAIN_RECORDSET_PRIOR_UNKNOWN = 0,
    SESDOMAIN_RECORDSET_PRIOR_ABSENT = 1,
    SESDOMAIN_RECORDSET_PRIOR_PRESENT = 2,
};

/** What a value is for; none for a value that is not ours. */
enum sesdomain_purpose {
    SESDOMAIN_PURPOSE_NONE = 0,
    SESDOMAIN_PURPOSE_VERIFICATION = 1,
    SESDOMAIN_PURPOSE_DKIM = 2,
    SESDOMAIN_PURPOSE_MAIL_FROM = 3,
    SESDOMAIN_PURPOSE_SPF = 4,
    SESDOMAIN_PURPOSE_DMARC = 5,
    SESDOMAIN_PURPOSE_RECEIVING = 6,
    SESDOMAIN_PURPOSE_TRACKING = 7,
};

/** What readiness is told of. */
enum sesdomain_aspect {
    SESDOMAIN_ASPECT_VERIFICATION = 1,
    SESDOMAIN_ASPECT_DKIM = 2,
    SESDOMAIN_ASPECT_MAIL_FROM = 3,
    SESDOMAIN_ASPECT_SPF = 4,
    SESDOMAIN_ASPECT_DMARC = 5,
};

/** How far an aspect is: the first of these that holds, from not-used on;
 *  unknown if none does. */
enum sesdomain_readiness {
    SESDOMAIN_READINESS_UNKNOWN = 0,
    SESDOMAIN_READINESS_NOT_USED = 1,
    SESDOMAIN_READINESS_CONFLICT = 2,
    SESDOMAIN_READINESS_FAILED = 3,
    SESDOMAIN_READINESS_AT_RISK = 4, /**< SES says verified, DNS no longer
                                          has it; or SES is unsteady */
    SESDOMAIN_READINESS_MISSING = 5,
    SESDOMAIN_READINESS_VERIFIED = 6,
    SESDOMAIN_READINESS_PUBLISHED = 7,
};

/** What DNS holds of an aspect. */
enum sesdomain_publication {
    SESDOMAIN_PUBLICATION_UNKNOWN = 0,
    SESDOMAIN_PUBLICATION_MISSING = 1,
    SESDOMAIN_PUBLICATION_PARTIAL = 2,
    SESDOMAIN_PUBLICATION_CONFLICT = 3,
    SESDOMAIN_PUBLICATION_PUBLISHED = 4,
};

/** How bad a finding is. */
enum sesdomain_severity {
    SESDOMAIN_SEVERITY_NONE = 0,
    SESDOMAIN_SEVERITY_ERROR = 1,   /**< mail or verification will break */
    SESDOMAIN_SEVERITY_WARNING = 2, /**< it may */
    SESDOMAIN_SEVERITY_NOTE = 3,    /**< good to know */
};

/** How far a question reaches. */
enum sesdomain_question_scope {
    SESDOMAIN_QUESTION_SCOPE_NONE = 0,
    SESDOMAIN_QUESTION_SCOPE_NAME = 1,  /**< the name itself */
    SESDOMAIN_QUESTION_SCOPE_BELOW = 2, /**< all names below it: zone readers
                                    answer, resolvers cannot */
};

/** What a format promises. */
enum sesdomain_format_kind {
    SESDOMAIN_FORMAT_KIND_NONE = 0,
    SESDOMAIN_FORMAT_KIND_REPORT = 1,   /**< for people; always written */
    SESDOMAIN_FORMAT_KIND_FRAGMENT = 2, /**< all our values, no foreign ones */
    SESDOMAIN_FORMAT_KIND_CHANGE = 3,   /**< only what changes, guarded */
    SESDOMAIN_FORMAT_KIND_STATE =
        4, /**< whole sets; omission means deletion */
};

/**
 * Give, resize or take back memory, as Lua's allocators do.
 *
 * @param ptr       what was given before, NULL for something new
 * @param old_size  its size in octets, 0 for something new
 * @param new_size  the size wanted; 0 takes ptr back and answers NULL
 * @return memory aligned for any object, or NULL if there is none; ptr then
 *         stays as it is
 */
typedef void *sesdomain_alloc_fn(void *user, void *ptr, size_t old_size,
                                 size_t new_size);

/* ---- settings ----------------------------------------------------------- */

/**
 * Make empty settings.
 *
 * @param out  receives the settings, NULL on failure; end with
 *             sesdomain_free()
 * @return SESDOMAIN_OK or SESDOMAIN_E_MEMORY
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_new(struct sesdomain **out);

/**
 * Make empty settings that take all memory, their plans' too, from fn.
 *
 * @param out   as in sesdomain_new()
 * @param fn    the allocator; fn and user must outlive settings and plans
 * @param user  handed to fn; may be NULL
 * @return SESDOMAIN_OK or SESDOMAIN_E_MEMORY
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_new_alloc(struct sesdomain **out,
                                                        sesdomain_alloc_fn *fn,
                                                        void *user);

/**
 * End settings and their instances. Plans made from them live on.
 *
 * @param sd  may be NULL
 * @since 0.1
 */
SESDOMAIN_API void sesdomain_free(struct sesdomain *sd);

/**
 * Tell what the last failed call on sd, or on one of its instances, found.
 *
 * @return one line of printable text, empty if none has failed; never quotes
 *         a secret; valid until the next call on sd or its instances
 * @since 0.1
 */
SESDOMAIN_API const char *sesdomain_error(const struct sesdomain *sd);

/**
 * Set the domain that sends: the SES identity. Required.
 *
 * @param domain  two labels or more, letters, digits and hyphens
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_domain(struct sesdomain *sd,
                                                         const char *domain);

/**
 * Set a text that outputs echo, such as a ticket's number.
 *
 * @param id  at most 128 printable characters
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_reference(struct sesdomain *sd, const char *id);

/**
 * Set the apex of the zone to be written, if it is not the domain.
 *
 * @param zone  the domain or a name above it; held against the domain by
 *              sesdomain_plan_new()
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_zone(struct sesdomain *sd,
                                                       const char *zone);

/**
 * Set the TTL of new record sets; 1800 unless set, as AWS advises.
 *
 * @param ttl  seconds, 0 to 2147483647 (RFC 2181 section 8)
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_ttl(struct sesdomain *sd,
                                                      uint32_t ttl);

/**
 * Set the DMARC record to publish where there is none. None is made up.
 *
 * @param dmarc  a whole record, "v=DMARC1; p=none" (RFC 9989)
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_dmarc(struct sesdomain *sd,
                                                        const char *dmarc);

/**
 * Add a From domain that mail is sent from; the domain alone unless added.
 *
 * @param domain  the domain or one below it; one that is there already is
 *                not added again; NULL clears all
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_from_domain(struct sesdomain *sd, const char *domain);

/**
 * Set the DNS provider: a preset of the options dns.*, which options that
 * are set override.
 *
 * @param provider  a name that sesdomain_provider_name() gives
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_provider(struct sesdomain *sd, const char *provider);

/**
 * Let instances of several regions share one MAIL FROM name, with the MX of
 * one region.
 *
 * @param region  the region whose host is the one MX
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_shared_mail_from_region(struct sesdomain *sd,
                                      const char *region);

/**
 * Set an option by its name.
 *
 * @param name   one that sesdomain_option_name() gives
 * @param value  NULL for the default
 * @return SESDOMAIN_OK, SESDOMAIN_E_OPTION or SESDOMAIN_E_VALUE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_option(struct sesdomain *sd,
                                                         const char *name,
                                                         const char *value);

/** Count the options. @since 0.1 */
SESDOMAIN_API size_t sesdomain_option_count(void);

/** Name option i; static. @since 0.1 */
SESDOMAIN_API const char *sesdomain_option_name(size_t i);

/** Describe option i in a sentence; static. @since 0.1 */
SESDOMAIN_API const char *sesdomain_option_description(size_t i);

/** Tell what option i is unless set, may be empty; static. @since 0.1 */
SESDOMAIN_API const char *sesdomain_option_default(size_t i);

/* ---- instances ---------------------------------------------------------- */

/**
 * Add an SES instance.
 *
 * @param account  the AWS account, or what you call it: 1 to 64 printable
 *                 characters
 * @param region   such as "us-east-1"; one that the library does not know is
 *                 accepted and reported by the plan
 * @param out      receives the instance, NULL on failure; belongs to sd and
 *                 keeps its address; may be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE, SESDOMAIN_E_LIMIT or
 *         SESDOMAIN_E_MISSING (account or region is NULL)
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_instance(struct sesdomain *sd, const char *account,
                       const char *region, struct sesdomain_instance **out);

/**
 * Name an instance; ACCOUNT/REGION unless set ("#2" and so on when taken).
 *
 * @param label  1 to 64 printable characters, not another instance's label
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE, SESDOMAIN_E_LIMIT or
 *         SESDOMAIN_E_DUPLICATE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_label(struct sesdomain_instance *inst,
                             const char *label);

/** Set where an instance is in its life; active unless set.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_state(struct sesdomain_instance *inst,
                             enum sesdomain_instance_state state);

/**
 * Set the token of SES's TXT verification. Instances made by SES v2 have
 * none and need none.
 *
 * @param token  Base64 characters, with or without "amazonses:" before them
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_verification_token(struct sesdomain_instance *inst,
                                          const char *token);

/** Set what SES says of the identity's verification.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_verification_status(struct sesdomain_instance *inst,
                                           enum sesdomain_ses_status status);

/**
 * Add one of the three tokens of Easy DKIM. One that is there already is
 * not added again.
 *
 * @param token  one label of letters, digits and hyphens; NULL clears all
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT (a fourth)
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_add_dkim_token(struct sesdomain_instance *inst,
                                  const char *token);

/**
 * Set the zone the DKIM CNAMEs lead to: SES v2's SigningHostedZone. Unless
 * set, AWS's table of regions says it.
 *
 * @param zone  such as "dkim.amazonses.com"
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_hosted_zone(struct sesdomain_instance *inst,
                                        const char *zone);

/**
 * Set a DKIM key of your own (BYODKIM), the public half.
 *
 * @param selector    one label of letters, digits and hyphens
 * @param public_key  an RSA key of 1024 to 2048 bits: PEM or Base64 of its
 *                    SubjectPublicKeyInfo, or a whole key record; NULL if it
 *                    is not known. Never the private key
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE, SESDOMAIN_E_MISSING (a key without
 *         selector) or SESDOMAIN_E_SECRET (a private key)
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_key(struct sesdomain_instance *inst,
                                const char *selector, const char *public_key);

/**
 * Set where the DKIM keys come from: SES v2's SigningAttributesOrigin. With
 * AWS_SES_REGION the instance is a replica (Deterministic Easy DKIM) and has
 * the records of the same account's identity in that region.
 *
 * @param origin  "AWS_SES" (as unless set), "EXTERNAL", "AWS_SES_US_EAST_1"
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_origin(struct sesdomain_instance *inst,
                                   const char *origin);

/** Set what SES says of DKIM.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_status(struct sesdomain_instance *inst,
                                   enum sesdomain_ses_status status);

/** Set whether SES signs the domain's mail.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_signing(struct sesdomain_instance *inst,
                                    enum sesdomain_tristate signing);

/**
 * Set the custom MAIL FROM domain.
 *
 * @param name  a proper subdomain of the domain, used for nothing else; held
 *              against the domain by the plan
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_mail_from(struct sesdomain_instance *inst,
                                 const char *name);

/** Set what SES says of the MAIL FROM domain.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_mail_from_status(struct sesdomain_instance *inst,
                                        enum sesdomain_ses_status status);

/** Set what SES does while the MX of the MAIL FROM domain is not there.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_on_mx_failure(struct sesdomain_instance *inst,
                                     enum sesdomain_mx_failure failure);

/**
 * Let SES receive mail at a name: one MX, if the region offers it.
 *
 * @param name  the domain or a name below it
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_receiving(struct sesdomain_instance *inst,
                                 const char *name);

/**
 * Let links and opens be tracked under a name: one CNAME, over HTTP.
 *
 * @param name  a name used for nothing else
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_tracking(struct sesdomain_instance *inst,
                                const char *name);

/** Set whether the account is in the SES sandbox of its region.
 *  @return SESDOMAIN_OK or SESDOMAIN_E_VALUE @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_sandbox(struct sesdomain_instance *inst,
                               enum sesdomain_tristate sandbox);

/* ---- existing records --------------------------------------------------- */

/**
 * Add a record that exists. That makes the set of its name and type known:
 * all its values must be given. Names outside the zone inform the plan and
 * are never changed.
 *
 * @param name   in presentation form (RFC 1035 section 5.1)
 * @param type   IANA's number
 * @param ttl    seconds, or -1 if it is not known
 * @param rdata  in presentation form; TXT strings quoted
 * @param id     the provider's id of the record; may be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME, SESDOMAIN_E_VALUE,
 *         SESDOMAIN_E_MISSING or SESDOMAIN_E_STATE (said to be absent)
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_record(struct sesdomain *sd, const char *name, uint32_t type,
                     int32_t ttl, const char *rdata, const char *id);

/**
 * Say that there are no records of a type at a name.
 *
 * @param type  IANA's number, or 0: there is no such name, nor any below it
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME, SESDOMAIN_E_VALUE,
 *         SESDOMAIN_E_MISSING or SESDOMAIN_E_STATE (some were added)
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_absent(struct sesdomain *sd, const char *name, uint32_t type);

/** Say that all records at or below the zone were given, but for what lies
 *  below a delegation: what was not given is absent.
 *  @return SESDOMAIN_OK @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_complete(struct sesdomain *sd);

/** Say that what was added is the zone's own data, not what a resolver
 *  answered: none of it came from a wildcard (RFC 4592).
 *  @return SESDOMAIN_OK @since 0.1 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_authoritative(struct sesdomain *sd);

/* ---- readers ------------------------------------------------------------ */

/*
 * JSON is read as RFC 8259 defines it, in UTF-8 with or without a byte order
 * mark. Duplicate keys, NUL, unpaired surrogates, whole numbers of more than
 * 64 bits, and more than 128 arrays and objects inside each other are refused.
 * While a reader runs, it holds three to four times the length of usual
 * documents, and at most 25 times the length and 2 MB; all of it comes from
 * the allocator of the settings. It opens no file and heeds no locale.
 */

/**
 * Load a setup document (JSON, doc/setup.schema.json), all or nothing.
 *
 * @param sd      settings on which no setter has been called
 * @param text    need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_STATE (sd is not fresh),
 *         SESDOMAIN_E_SYNTAX, SESDOMAIN_E_DOCUMENT or what the setters answer;
 *         sesdomain_error() names line and column, or the key's path
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_load_setup(struct sesdomain *sd, const char *text, size_t length);

/**
 * Load what an AWS command or SDK printed about the domain's identity, or
 * about the account (doc/formats.md lists the commands). Each aspect the
 * document carries is replaced; unknown keys are ignored. The settings need
 * their domain before.
 *
 * @param text    JSON; need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (no domain yet),
 *         SESDOMAIN_E_SYNTAX, SESDOMAIN_E_DOCUMENT or what the setters answer
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_load_aws(struct sesdomain_instance *inst, const char *text,
                            size_t length);

/**
 * Load what "aws route53 list-resource-record-sets" printed, whole or page
 * after page, all or nothing. The zone is complete with it if its SOA is
 * there and the last page is not truncated.
 *
 * @param text    JSON; need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_SYNTAX, SESDOMAIN_E_DOCUMENT,
 *         SESDOMAIN_E_MISSING, SESDOMAIN_E_NAME, SESDOMAIN_E_VALUE,
 *         SESDOMAIN_E_STATE or SESDOMAIN_E_UNSUPPORTED
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_load_route53(struct sesdomain *sd, const char *text, size_t length);

/* ---- the plan ----------------------------------------------------------- */

/**
 * Work out all the domain needs.
 *
 * @param sd   settings; the plan does not need them afterwards
 * @param out  receives the plan, NULL on failure; end with
 *             sesdomain_plan_free()
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (no domain) or SESDOMAIN_E_VALUE
 *         (the domain is not within the zone)
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_plan_new(struct sesdomain *sd, struct sesdomain_plan **out);

/** End a plan and all borrowed from it; takes NULL. @since 0.1 */
SESDOMAIN_API void sesdomain_plan_free(struct sesdomain_plan *plan);

/** Tell the domain. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_plan_domain(const struct sesdomain_plan *plan);

/** Tell the apex of the zone. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_plan_zone(const struct sesdomain_plan *plan);

/** Tell how the active instances lie. @since 0.1 */
SESDOMAIN_API enum sesdomain_scenario
sesdomain_plan_scenario(const struct sesdomain_plan *plan);

/** Tell whether every active instance is ready: 1 or 0. @since 0.1 */
SESDOMAIN_API uint32_t sesdomain_plan_ready(const struct sesdomain_plan *plan);

/** Count the instances; instance i is the i-th added. @since 0.1 */
SESDOMAIN_API size_t
sesdomain_plan_instance_count(const struct sesdomain_plan *plan);

/** Tell the label of instance i. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_plan_instance_label(const struct sesdomain_plan *plan, size_t i);

/** Tell the account of instance i. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_plan_instance_account(const struct sesdomain_plan *plan, size_t i);

/** Tell the region of instance i. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_plan_instance_region(const struct sesdomain_plan *plan, size_t i);

/** Tell the state of instance i. @since 0.1 */
SESDOMAIN_API enum sesdomain_instance_state
sesdomain_plan_instance_state(const struct sesdomain_plan *plan, size_t i);

/** Tell whether all that instance i uses is verified, SPF and DMARC are
 *  published, and its mail can pass DMARC: 1 or 0. @since 0.1 */
SESDOMAIN_API uint32_t
sesdomain_plan_instance_ready(const struct sesdomain_plan *plan, size_t i);

/** Tell how far an aspect of instance i is. @since 0.1 */
SESDOMAIN_API enum sesdomain_readiness
sesdomain_plan_readiness(const struct sesdomain_plan *plan, size_t i,
                         enum sesdomain_aspect aspect);

/** Tell what DNS holds of an aspect of instance i. @since 0.1 */
SESDOMAIN_API enum sesdomain_publication
sesdomain_plan_readiness_dns(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect);

/** Tell what SES says of an aspect of instance i. @since 0.1 */
SESDOMAIN_API enum sesdomain_ses_status
sesdomain_plan_readiness_ses(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect);

/* ---- record sets -------------------------------------------------------- */

/** Count the record sets. In order: by owner name (RFC 4034 section 6.1),
 *  then type. A set in conflict is not among them: a finding names it.
 *  @since 0.1 */
SESDOMAIN_API size_t
sesdomain_plan_recordset_count(const struct sesdomain_plan *plan);

/** Give record set i. @since 0.1 */
SESDOMAIN_API const struct sesdomain_recordset *
sesdomain_plan_recordset(const struct sesdomain_plan *plan, size_t i);

/** Tell the owner name. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_recordset_name(const struct sesdomain_recordset *rs);

/** Tell the type, IANA's number. @since 0.1 */
SESDOMAIN_API uint32_t
sesdomain_recordset_type(const struct sesdomain_recordset *rs);

/** Tell the TTL in seconds. @since 0.1 */
SESDOMAIN_API uint32_t
sesdomain_recordset_ttl(const struct sesdomain_recordset *rs);

/** Tell what is known of the set before the plan. @since 0.1 */
SESDOMAIN_API enum sesdomain_recordset_prior
sesdomain_recordset_prior(const struct sesdomain_recordset *rs);

/** Count the values. In order: wanted before removed, then by rdata.
 *  @since 0.1 */
SESDOMAIN_API size_t
sesdomain_recordset_value_count(const struct sesdomain_recordset *rs);

/** Tell what is to happen to value j. @since 0.1 */
SESDOMAIN_API enum sesdomain_value_op
sesdomain_recordset_value_op(const struct sesdomain_recordset *rs, size_t j);

/** Tell what value j is for. @since 0.1 */
SESDOMAIN_API enum sesdomain_purpose
sesdomain_recordset_value_purpose(const struct sesdomain_recordset *rs,
                                  size_t j);

/**
 * Tell value j as a person would paste it: a TXT's octets, a host without
 * the final dot, "10 host".
 *
 * @param length  receives the length: TXT octets may contain NUL; may be
 *                NULL
 * @since 0.1
 */
SESDOMAIN_API const char *
sesdomain_recordset_value_text(const struct sesdomain_recordset *rs, size_t j,
                               size_t *length);

/** Tell value j in presentation form: strings quoted, octets as decimal
 *  escapes, names with the final dot (RFC 1035 section 5.1). @since 0.1 */
SESDOMAIN_API const char *
sesdomain_recordset_value_rdata(const struct sesdomain_recordset *rs,
                                size_t j);

/** Count the instances that need value j, which may be none. @since 0.1 */
SESDOMAIN_API size_t sesdomain_recordset_value_instance_count(
    const struct sesdomain_recordset *rs, size_t j);

/** Give the k-th instance that needs value j, an index as of
 *  sesdomain_plan_instance_label(); ascending. @since 0.1 */
SESDOMAIN_API size_t sesdomain_recordset_value_instance(
    const struct sesdomain_recordset *rs, size_t j, size_t k);

/* ---- findings ----------------------------------------------------------- */

/** Count the findings. In order: by severity, code, name. @since 0.1 */
SESDOMAIN_API size_t
sesdomain_plan_finding_count(const struct sesdomain_plan *plan);

/** Give finding i. @since 0.1 */
SESDOMAIN_API const struct sesdomain_finding *
sesdomain_plan_finding(const struct sesdomain_plan *plan, size_t i);

/** Tell the code, a stable word such as "no-dmarc" (doc/findings.md);
 *  static. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_finding_code(const struct sesdomain_finding *f);

/** Tell the severity. @since 0.1 */
SESDOMAIN_API enum sesdomain_severity
sesdomain_finding_severity(const struct sesdomain_finding *f);

/** Tell the owner name it is about. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_finding_name(const struct sesdomain_finding *f);

/** Count the instances it concerns, which may be none. @since 0.1 */
SESDOMAIN_API size_t
sesdomain_finding_instance_count(const struct sesdomain_finding *f);

/** Give the k-th instance it concerns; ascending. @since 0.1 */
SESDOMAIN_API size_t
sesdomain_finding_instance(const struct sesdomain_finding *f, size_t k);

/** Say in one sentence what was found; one line, printable. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_finding_message(const struct sesdomain_finding *f);

/** Say what to do about it; one line, printable. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_finding_hint(const struct sesdomain_finding *f);

/** Give the address of the page the rule comes from; static. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_finding_source(const struct sesdomain_finding *f);

/* ---- questions: what DNS may be asked so that a plan becomes surer ------ */

/** Count the questions, each there once, in canonical order of the names
 *  (RFC 4034 section 6.1), then by type. Feed answers to the settings and plan
 *  again, until a round brings nothing new. @since 0.1 */
SESDOMAIN_API size_t
sesdomain_plan_question_count(const struct sesdomain_plan *plan);

/** Tell the name to ask for. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_plan_question_name(const struct sesdomain_plan *plan, size_t i);

/** Tell the type to ask for, IANA's number; 0: all types. @since 0.1 */
SESDOMAIN_API uint32_t
sesdomain_plan_question_type(const struct sesdomain_plan *plan, size_t i);

/** Tell how far question i reaches. @since 0.1 */
SESDOMAIN_API enum sesdomain_question_scope
sesdomain_plan_question_scope(const struct sesdomain_plan *plan, size_t i);

/* ---- output ------------------------------------------------------------- */

/**
 * Return the number of documents that a format makes of a plan: at least 1,
 * more if its consumer limits the size of a request; 0 if there is no such
 * format, or if it refuses the plan.
 * @since 0.1
 */
SESDOMAIN_API size_t sesdomain_plan_document_count(
    const struct sesdomain_plan *plan, const char *format);

/**
 * Write one document of a plan. To get any text, call with size 0, then with
 * a buffer of length + 1 octets.
 *
 * @param format    one of sesdomain_format_name()
 * @param document  0 for the first, below sesdomain_plan_document_count()
 * @param buf       receives the text, always terminated; may be NULL if size
 *                  is 0
 * @param size      the size of buf in octets
 * @param length    receives the length of the whole text without the
 *                  terminator, whether it fits or not; may be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_SPACE (buf is empty; length is what is
 *         needed), SESDOMAIN_E_FORMAT, SESDOMAIN_E_MISSING (no such document)
 *         or what sesdomain_plan_refusal() returns (buf is empty, length is
 *         0); never SESDOMAIN_E_MEMORY
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_plan_write(const struct sesdomain_plan *plan, const char *format,
                     size_t document, char *buf, size_t size, size_t *length);

/**
 * Report whether a format refuses a plan, and why.
 *
 * @param format     as in sesdomain_plan_write()
 * @param recordset  receives the index of the RRset that is the reason; may
 *                   be NULL
 * @param value      receives the index of its value; may be NULL
 * @param reason     receives a static sentence, NULL with SESDOMAIN_OK; may
 *                   be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_FORMAT, SESDOMAIN_E_INEXPRESSIBLE (the
 *         format cannot express a value), SESDOMAIN_E_CONFLICT (findings name
 *         what is in conflict; recordset and value are 0) or
 *         SESDOMAIN_E_PRIOR_UNKNOWN
 * @since 0.1
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_plan_refusal(const struct sesdomain_plan *plan, const char *format,
                       size_t *recordset, size_t *value, const char **reason);

/** Count the formats. @since 0.1 */
SESDOMAIN_API size_t sesdomain_format_count(void);

/** Name format i; static. @since 0.1 */
SESDOMAIN_API const char *sesdomain_format_name(size_t i);

/** Describe format i in a sentence; static. @since 0.1 */
SESDOMAIN_API const char *sesdomain_format_description(size_t i);

/** Tell what format i promises. @since 0.1 */
SESDOMAIN_API enum sesdomain_format_kind sesdomain_format_kind(size_t i);

/* ---- tables: static texts, NULL for a number without one ---------------- */

/** Say a status in a sentence; never NULL. @since 0.1 */
SESDOMAIN_API const char *sesdomain_strerror(enum sesdomain_status status);

/** Name a type of records: "TXT". @since 0.1 */
SESDOMAIN_API const char *sesdomain_type_name(uint32_t type);

/** Number a type of records, "txt" and "TYPE16" (RFC 3597) as well; 0 if
 *  there is none. @since 0.1 */
SESDOMAIN_API uint32_t sesdomain_type_number(const char *name);

/** Count the regions the library knows. @since 0.1 */
SESDOMAIN_API size_t sesdomain_region_count(void);

/** Name region i: "us-east-1". @since 0.1 */
SESDOMAIN_API const char *sesdomain_region_name(size_t i);

/** Count the DNS providers whose ways the library knows. @since 0.1 */
SESDOMAIN_API size_t sesdomain_provider_count(void);

/** Name provider i: "cloudflare". @since 0.1 */
SESDOMAIN_API const char *sesdomain_provider_name(size_t i);

/** Name a state: "active". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_instance_state_name(enum sesdomain_instance_state state);

/** Name a scenario: "cross-region". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_scenario_name(enum sesdomain_scenario scenario);

/** Name an op: "add". @since 0.1 */
SESDOMAIN_API const char *sesdomain_value_op_name(enum sesdomain_value_op op);

/** Name a prior state: "absent". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_recordset_prior_name(enum sesdomain_recordset_prior prior);

/** Name a purpose: "mail-from"; NULL for none. @since 0.1 */
SESDOMAIN_API const char *
sesdomain_purpose_name(enum sesdomain_purpose purpose);

/** Name an aspect: "mail_from", a key of the JSON output. @since 0.1 */
SESDOMAIN_API const char *sesdomain_aspect_name(enum sesdomain_aspect aspect);

/** Name a readiness: "at-risk". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_readiness_name(enum sesdomain_readiness readiness);

/** Name a DNS fact: "partial". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_publication_name(enum sesdomain_publication fact);

/** Name an SES status: "not-started". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_ses_status_name(enum sesdomain_ses_status status);

/** Name a severity: "warning". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_severity_name(enum sesdomain_severity severity);

/** Name a scope: "below". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_question_scope_name(enum sesdomain_question_scope scope);

/** Name a kind of formats: "report". @since 0.1 */
SESDOMAIN_API const char *
sesdomain_format_kind_name(enum sesdomain_format_kind kind);

/** Tell the version of the library in use: "0.1.0". @since 0.1 */
SESDOMAIN_API const char *sesdomain_version(void);

/** Tell the version as major * 65536 + minor * 256 + patch. @since 0.1 */
SESDOMAIN_API uint32_t sesdomain_version_number(void);

/** Tell whether a feature is built in, "json" or "idn": 1 or 0. @since 0.1 */
SESDOMAIN_API uint32_t sesdomain_has_feature(const char *feature);

#ifdef __cplusplus
}
#endif

#endif
