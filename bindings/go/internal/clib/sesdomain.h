//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/**
 * @file sesdomain.h
 * One email domain, many Amazon SES instances, one correct DNS zone.
 *
 * An instance is one AWS account in one region. Fill settings with what each
 * instance was issued, compute a plan, read it or write it in a format.
 *
 * What is true of every function below is stated here once:
 * - Strings are UTF-8 and end with NUL. Arguments are copied. A returned
 *   string is borrowed from the object it was asked of and lives as long as
 *   that object, or is static where the comment says so; never free it.
 * - Names are absolute, lower case, in A-labels, without the final dot. In
 *   arguments, upper case is folded, a final dot is dropped, and U-labels are
 *   converted (SESDOMAIN_E_UNSUPPORTED if built without libidn2).
 * - set_ replaces a setting, and NULL clears it. add_ appends an item, and
 *   NULL is SESDOMAIN_E_MISSING. clear_ removes all items.
 * - An accessor given NULL, or an index out of range, returns 0, false, NULL
 *   or SESDOMAIN_NONE. A free function accepts NULL. Elsewhere a handle must
 *   not be NULL.
 * - A call that fails changes nothing. Every call that returns a status may
 *   return SESDOMAIN_E_MEMORY; every call that takes a text may return
 *   SESDOMAIN_E_SECRET. sesdomain_error() then describes the failure.
 * - Callers must expect enumerators and record types newer than this header.
 * - No call reads the clock, the locale, the environment, a file or the
 *   network, and there are no globals. Equal settings give equal bytes on
 *   every machine.
 * - Threads: different settings are independent; one settings object is for
 *   one thread at a time; any number of threads may read one plan.
 * - A function without @since has been there since version 0.9.
 *
 * In C++, write "enum" before the name of an enumeration: a function may have
 * the same name, such as sesdomain_format_kind().
 */
#ifndef SESDOMAIN_H
#define SESDOMAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Marks the functions that the library exports. */
#if defined(__GNUC__)
#define SESDOMAIN_API __attribute__((visibility("default")))
#else
#define SESDOMAIN_API
#endif

#define SESDOMAIN_VERSION_MAJOR 0 /**< the major version of this header */
#define SESDOMAIN_VERSION_MINOR 9 /**< the minor version of this header */
#define SESDOMAIN_VERSION_PATCH 0 /**< the patch version of this header */

/** The index that is no index: what a search returns if it finds nothing. */
#define SESDOMAIN_NONE ((size_t)-1)

/* ---- objects ------------------------------------------------------------ */

/** The settings of one domain. For one thread at a time. */
struct sesdomain;

/** One SES instance. It belongs to its settings and keeps its address until
 *  it is removed or the settings are freed. */
struct sesdomain_instance;

/** The records a domain needs. A plan is immutable, so any number of threads
 *  may read it at once; it does not depend on the settings it came from. */
struct sesdomain_plan;

/** One RRset of a plan; lives as long as the plan. */
struct sesdomain_recordset;

/** One finding of a plan; lives as long as the plan. */
struct sesdomain_finding;

/* ---- enumerations: 0 is none or unknown --------------------------------- */

/** The result of a call. Zero is success, every failure is negative. */
enum sesdomain_status {
    SESDOMAIN_OK = 0,
    SESDOMAIN_E_MEMORY = -1,         /**< out of memory */
    SESDOMAIN_E_NAME = -2,           /**< not a valid domain name */
    SESDOMAIN_E_VALUE = -3,          /**< a malformed value */
    SESDOMAIN_E_LIMIT = -4,          /**< more than is allowed */
    SESDOMAIN_E_MISSING = -5,        /**< something required is missing */
    SESDOMAIN_E_SPACE = -6,          /**< the buffer is too small */
    SESDOMAIN_E_FORMAT = -7,         /**< no format or reader of that name */
    SESDOMAIN_E_OPTION = -8,         /**< no option of that name */
    SESDOMAIN_E_DUPLICATE = -9,      /**< already in use; it must be unique */
    SESDOMAIN_E_STATE = -10,         /**< the object does not allow this call
                                          in its current state */
    SESDOMAIN_E_SYNTAX = -11,        /**< the text is not in the syntax of its
                                          reader */
    SESDOMAIN_E_DOCUMENT = -12,      /**< well-formed, but not the document
                                          that was expected */
    SESDOMAIN_E_UNSUPPORTED = -13,   /**< the library was built without it */
    SESDOMAIN_E_SECRET = -14,        /**< a private key or a credential of AWS
                                          where none belongs */
    SESDOMAIN_E_CONFLICT = -15,      /**< the desired records contradict each
                                          other or existing records */
    SESDOMAIN_E_PRIOR_UNKNOWN = -16, /**< the existing records that it depends
                                          on are not known */
    SESDOMAIN_E_INEXPRESSIBLE = -17, /**< a valid value that the format cannot
                                          express */
};

/** Resource record types (IANA). Any other number is accepted too. */
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

/** The lifecycle state of an instance. */
enum sesdomain_instance_state {
    SESDOMAIN_INSTANCE_STATE_NONE = 0,
    SESDOMAIN_INSTANCE_STATE_ACTIVE = 1,   /**< sends or receives */
    SESDOMAIN_INSTANCE_STATE_DRAINING = 2, /**< no longer sends; its records
                                                are kept */
    SESDOMAIN_INSTANCE_STATE_RETIRED = 3,  /**< records that only it needs are
                                                removed */
};

/** A verification status, as SES reports it. */
enum sesdomain_ses_status {
    SESDOMAIN_SES_UNKNOWN = 0,
    SESDOMAIN_SES_NOT_STARTED = 1,
    SESDOMAIN_SES_PENDING = 2,
    SESDOMAIN_SES_SUCCESS = 3,
    SESDOMAIN_SES_TEMPORARY_FAILURE = 4,
    SESDOMAIN_SES_FAILED = 5,
};

/** A boolean that may be unknown. */
enum sesdomain_tristate {
    SESDOMAIN_TRISTATE_UNKNOWN = 0,
    SESDOMAIN_TRISTATE_NO = 1,
    SESDOMAIN_TRISTATE_YES = 2,
};

/** What SES does with mail if the MX of the custom MAIL FROM domain is
 *  missing (SES: BehaviorOnMxFailure). */
enum sesdomain_mx_failure {
    SESDOMAIN_MX_FAILURE_UNKNOWN = 0,
    SESDOMAIN_MX_FAILURE_USE_DEFAULT_VALUE = 1, /**< sends as amazonses.com */
    SESDOMAIN_MX_FAILURE_REJECT_MESSAGE = 2,    /**< refuses the mail */
};

/** How the active instances are distributed over accounts and regions. */
enum sesdomain_scenario {
    SESDOMAIN_SCENARIO_NONE = 0,         /**< no active instance */
    SESDOMAIN_SCENARIO_SINGLE = 1,       /**< one account in one region */
    SESDOMAIN_SCENARIO_SAME_REGION = 2,  /**< several accounts, one region */
    SESDOMAIN_SCENARIO_ONE_ACCOUNT = 3,  /**< one account, several regions */
    SESDOMAIN_SCENARIO_CROSS_REGION = 4, /**< several accounts, each in a
                                              region of its own */
    SESDOMAIN_SCENARIO_MIXED = 5,        /**< anything else */
};

/** The operation on a value. Desired values are keep + add; values presumed
 *  present in DNS are keep + remove. */
enum sesdomain_value_op {
    SESDOMAIN_VALUE_OP_NONE = 0,
    SESDOMAIN_VALUE_OP_KEEP = 1,
    SESDOMAIN_VALUE_OP_ADD = 2,
    SESDOMAIN_VALUE_OP_REMOVE = 3,
};

/** Whether an RRset exists in DNS before the change. */
enum sesdomain_recordset_prior {
    SESDOMAIN_RECORDSET_PRIOR_UNKNOWN = 0,
    SESDOMAIN_RECORDSET_PRIOR_ABSENT = 1,
    SESDOMAIN_RECORDSET_PRIOR_PRESENT = 2,
};

/** What has to be done to an RRset. */
enum sesdomain_recordset_todo {
    SESDOMAIN_RECORDSET_TODO_NONE = 0,    /**< it is as it should be */
    SESDOMAIN_RECORDSET_TODO_CREATE = 1,  /**< it does not exist */
    SESDOMAIN_RECORDSET_TODO_EDIT = 2,    /**< some values are kept */
    SESDOMAIN_RECORDSET_TODO_REPLACE = 3, /**< no value is kept */
    SESDOMAIN_RECORDSET_TODO_DELETE = 4,  /**< no value is desired */
    SESDOMAIN_RECORDSET_TODO_ADD = 5,     /**< values are added; whether it
                                               exists is not known */
};

/** The purpose of a value; none for a foreign value, which no rule of the
 *  library produced. */
enum sesdomain_purpose {
    SESDOMAIN_PURPOSE_NONE = 0,
    SESDOMAIN_PURPOSE_VERIFICATION = 1,
    SESDOMAIN_PURPOSE_DKIM = 2,
    SESDOMAIN_PURPOSE_MAIL_FROM = 3,
    SESDOMAIN_PURPOSE_SPF = 4,
    SESDOMAIN_PURPOSE_DMARC = 5,
    SESDOMAIN_PURPOSE_RECEIVING = 6,
    SESDOMAIN_PURPOSE_TRACKING = 7,
    SESDOMAIN_PURPOSE_ADDRESS = 8, /**< of a custom MAIL FROM domain */
};

/** The aspects of an instance that have a readiness. */
enum sesdomain_aspect {
    SESDOMAIN_ASPECT_NONE = 0,
    SESDOMAIN_ASPECT_VERIFICATION = 1,
    SESDOMAIN_ASPECT_DKIM = 2,
    SESDOMAIN_ASPECT_MAIL_FROM = 3,
    SESDOMAIN_ASPECT_SPF = 4,
    SESDOMAIN_ASPECT_DMARC = 5,
};

/** The readiness of an aspect; doc/guide.md states the order of
 *  precedence. */
enum sesdomain_readiness {
    SESDOMAIN_READINESS_UNKNOWN = 0,
    SESDOMAIN_READINESS_NOT_USED = 1,
    SESDOMAIN_READINESS_CONFLICT = 2,
    SESDOMAIN_READINESS_FAILED = 3,
    SESDOMAIN_READINESS_AT_RISK = 4, /**< SES reported SUCCESS, but DNS no
                                          longer has the records; or SES
                                          reports TEMPORARY_FAILURE */
    SESDOMAIN_READINESS_MISSING = 5,
    SESDOMAIN_READINESS_VERIFIED = 6,
    SESDOMAIN_READINESS_PUBLISHED = 7,
};

/** What DNS holds of the records that an aspect needs. */
enum sesdomain_publication {
    SESDOMAIN_PUBLICATION_UNKNOWN = 0,
    SESDOMAIN_PUBLICATION_MISSING = 1,
    SESDOMAIN_PUBLICATION_PARTIAL = 2,
    SESDOMAIN_PUBLICATION_CONFLICT = 3,
    SESDOMAIN_PUBLICATION_PUBLISHED = 4,
};

/** The severity of a finding. */
enum sesdomain_severity {
    SESDOMAIN_SEVERITY_NONE = 0,
    SESDOMAIN_SEVERITY_ERROR = 1,   /**< mail or verification breaks, or
                                         would by what is planned */
    SESDOMAIN_SEVERITY_WARNING = 2, /**< mail or verification may break */
    SESDOMAIN_SEVERITY_NOTE = 3,    /**< informational */
};

/** Where the cause of a finding can be removed. */
enum sesdomain_finding_fix {
    SESDOMAIN_FINDING_FIX_NONE = 0,     /**< no action is needed */
    SESDOMAIN_FINDING_FIX_PLAN = 1,     /**< applying the plan removes it */
    SESDOMAIN_FINDING_FIX_DNS = 2,      /**< existing records have to be
                                             changed by hand */
    SESDOMAIN_FINDING_FIX_SES = 3,      /**< an action in AWS is needed */
    SESDOMAIN_FINDING_FIX_SETTINGS = 4, /**< the settings are wrong or
                                             incomplete */
};

/** The names that a question covers. */
enum sesdomain_question_scope {
    SESDOMAIN_QUESTION_SCOPE_NONE = 0,
    SESDOMAIN_QUESTION_SCOPE_NAME = 1,  /**< the name itself */
    SESDOMAIN_QUESTION_SCOPE_BELOW = 2, /**< all names below it: a listing of
                                             the zone answers it, a resolver
                                             cannot */
};

/** What a format promises. */
enum sesdomain_format_kind {
    SESDOMAIN_FORMAT_KIND_NONE = 0,
    SESDOMAIN_FORMAT_KIND_REPORT = 1,   /**< for people; never refused */
    SESDOMAIN_FORMAT_KIND_FRAGMENT = 2, /**< all our values, no foreign
                                             ones */
    SESDOMAIN_FORMAT_KIND_CHANGE = 3,   /**< only what changes, guarded */
    SESDOMAIN_FORMAT_KIND_STATE = 4,    /**< whole RRsets; what is omitted is
                                             deleted */
};

/**
 * Allocate, resize or free memory. The contract is that of lua_Alloc.
 *
 * @param ptr       what an earlier call returned; NULL for a new block
 * @param old_size  the size of ptr in octets; 0 for a new block
 * @param new_size  the size wanted; 0 frees ptr and returns NULL
 * @return memory aligned for any object, or NULL if there is none; ptr then
 *         remains valid
 */
typedef void *sesdomain_alloc_fn(void *user, void *ptr, size_t old_size,
                                 size_t new_size);

/* ---- settings ----------------------------------------------------------- */

/**
 * Create empty settings.
 *
 * @param out  receives the settings, NULL on failure; free them with
 *             sesdomain_free()
 * @return SESDOMAIN_OK or SESDOMAIN_E_MEMORY
 */
SESDOMAIN_API enum sesdomain_status sesdomain_new(struct sesdomain **out);

/**
 * Create empty settings that take all their memory, and that of their plans,
 * from fn.
 *
 * @param out   as in sesdomain_new()
 * @param fn    the allocator; fn and user must outlive settings and plans
 * @param user  passed to fn; may be NULL
 * @return SESDOMAIN_OK or SESDOMAIN_E_MEMORY
 */
SESDOMAIN_API enum sesdomain_status sesdomain_new_alloc(struct sesdomain **out,
                                                        sesdomain_alloc_fn *fn,
                                                        void *user);

/** Free settings and their instances. Plans made from them remain valid. */
SESDOMAIN_API void sesdomain_free(struct sesdomain *sd);

/**
 * Return the message of the last call on sd or on one of its instances, if
 * that call failed; a call that succeeds clears it.
 *
 * @return one line of printable text, empty after success; never quotes a
 *         secret; valid until the next call on sd or its instances
 */
SESDOMAIN_API const char *sesdomain_error(const struct sesdomain *sd);

/**
 * Return the setting that the last failure concerns, by the key that it has in
 * a setup document ("ttl"), or in a document the path of a key
 * ("instances[1].region").
 *
 * @return empty if there is none; valid as sesdomain_error()
 */
SESDOMAIN_API const char *sesdomain_error_path(const struct sesdomain *sd);

/** Return the line of the text in which the last failure was found, from 1;
 *  0 if there is none. */
SESDOMAIN_API size_t sesdomain_error_line(const struct sesdomain *sd);

/** Return the column of that line in characters, from 1; 0 if there is
 *  none. */
SESDOMAIN_API size_t sesdomain_error_column(const struct sesdomain *sd);

/**
 * Set the domain that sends: the SES identity. Required for a plan.
 *
 * @param domain  two labels or more, of letters, digits and hyphens
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_domain(struct sesdomain *sd,
                                                         const char *domain);

/**
 * Set a reference, such as a ticket number, that outputs repeat.
 *
 * @param reference  at most 128 printable characters
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_reference(struct sesdomain *sd, const char *reference);

/**
 * Set who asks for the changes: a name, an address or a number that the DNS
 * operator can reply to. Reports with audience=customer show it.
 *
 * @param contact  at most 128 printable characters
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_contact(struct sesdomain *sd,
                                                          const char *contact);

/**
 * Set by when the DNS operator is asked to make the changes, such as
 * "2027-01-15". Reports with audience=customer show it.
 *
 * @param due  at most 128 printable characters
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_due(struct sesdomain *sd,
                                                      const char *due);

/**
 * Set the apex of the zone that holds the records. By default it is the apex
 * of the listing that sesdomain_load_existing() read, if the domain is in
 * it, and otherwise the domain itself.
 *
 * @param zone  the domain or a name above it; checked against the domain by
 *              sesdomain_plan_new()
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_zone(struct sesdomain *sd,
                                                       const char *zone);

/**
 * Set the TTL of new RRsets; 1800 by default, as AWS recommends.
 *
 * @param ttl  seconds, 0 to 2147483647 (RFC 2181 section 8)
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_ttl(struct sesdomain *sd,
                                                      uint32_t ttl);

/**
 * Set the DMARC record to publish if none exists. The library never invents
 * one.
 *
 * @param dmarc  a whole record, such as "v=DMARC1; p=none" (RFC 9989)
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_dmarc(struct sesdomain *sd,
                                                        const char *dmarc);

/**
 * Add a From domain (RFC 5322). By default the domain itself is the only one.
 *
 * @param domain  the domain or a name below it: the plan reports any other; a
 *                duplicate is ignored
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL), SESDOMAIN_E_NAME or
 *         SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_from_domain(struct sesdomain *sd, const char *domain);

/** Remove all From domains, so that the default applies again. */
SESDOMAIN_API void sesdomain_clear_from_domains(struct sesdomain *sd);

/**
 * Set the DNS provider, which presets the options dns.*. An option that is
 * set explicitly takes precedence.
 *
 * @param provider  one of sesdomain_provider_name()
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_provider(struct sesdomain *sd, const char *provider);

/**
 * Let instances of several regions share one custom MAIL FROM domain, with
 * the MX of one region.
 *
 * @param region  the region whose feedback host is the one MX
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_set_shared_mail_from_region(struct sesdomain *sd,
                                      const char *region);

/**
 * Set an option.
 *
 * @param name   one of sesdomain_option_name()
 * @param value  NULL restores the default
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (name is NULL),
 *         SESDOMAIN_E_OPTION, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT (more
 *         than 256 characters)
 */
SESDOMAIN_API enum sesdomain_status sesdomain_set_option(struct sesdomain *sd,
                                                         const char *name,
                                                         const char *value);

/**
 * Return the value of an option: as set explicitly, else as the provider
 * presets it, else its default.
 *
 * @return NULL if there is no option of that name; valid until the option or
 *         the provider is set
 */
SESDOMAIN_API const char *sesdomain_option(const struct sesdomain *sd,
                                           const char *name);

/** Return the number of options. */
SESDOMAIN_API size_t sesdomain_option_count(void);

/** Return the name of option i; static. */
SESDOMAIN_API const char *sesdomain_option_name(size_t i);

/** Return the description of option i, one sentence; static. */
SESDOMAIN_API const char *sesdomain_option_description(size_t i);

/** Return the default of option i, which may be empty; static. */
SESDOMAIN_API const char *sesdomain_option_default(size_t i);

/* ---- instances ---------------------------------------------------------- */

/**
 * Add an SES instance.
 *
 * @param account  the AWS account, or a name for it: 1 to 64 printable
 *                 characters
 * @param region   such as "us-east-1"; a region that the library does not
 *                 know is accepted, and the plan reports it
 * @param label    the name of the instance in outputs: 1 to 64 printable
 *                 characters, unique; NULL for ACCOUNT/REGION, with " #2" and
 *                 so on if that is in use
 * @param out      receives the instance, NULL on failure; may be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (account or region is NULL),
 *         SESDOMAIN_E_VALUE, SESDOMAIN_E_LIMIT or SESDOMAIN_E_DUPLICATE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_instance(struct sesdomain *sd, const char *account,
                       const char *region, const char *label,
                       struct sesdomain_instance **out);

/** Return the number of instances, including those a document brought. */
SESDOMAIN_API size_t sesdomain_instance_count(const struct sesdomain *sd);

/** Return instance i, in the order in which they were added. */
SESDOMAIN_API struct sesdomain_instance *
sesdomain_instance_at(const struct sesdomain *sd, size_t i);

/** Return the instance with a label, or NULL. */
SESDOMAIN_API struct sesdomain_instance *
sesdomain_find_instance(const struct sesdomain *sd, const char *label);

/**
 * Remove an instance from its settings. The instances after it move up by
 * one index. To have its records removed from DNS, keep it and set its state
 * to SESDOMAIN_INSTANCE_STATE_RETIRED.
 *
 * @param inst  may be NULL; must not be used afterwards
 */
SESDOMAIN_API void sesdomain_remove_instance(struct sesdomain_instance *inst);

/** Return the label of an instance. */
SESDOMAIN_API const char *
sesdomain_instance_label(const struct sesdomain_instance *inst);

/** Return the account of an instance. */
SESDOMAIN_API const char *
sesdomain_instance_account(const struct sesdomain_instance *inst);

/** Return the region of an instance. */
SESDOMAIN_API const char *
sesdomain_instance_region(const struct sesdomain_instance *inst);

/**
 * Set the lifecycle state of an instance; active by default.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_state(struct sesdomain_instance *inst,
                             enum sesdomain_instance_state state);

/**
 * Set the token of the TXT verification (SES v1). Identities created through
 * SES v2 have none and need none.
 *
 * @param token  1 to 255 characters of Base64, with or without "amazonses:"
 *               before them
 * @return SESDOMAIN_OK, SESDOMAIN_E_VALUE or SESDOMAIN_E_LIMIT
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_verification_token(struct sesdomain_instance *inst,
                                          const char *token);

/**
 * Set the verification status of the identity, as SES reports it.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_verification_status(struct sesdomain_instance *inst,
                                           enum sesdomain_ses_status status);

/**
 * Add one of the three tokens of Easy DKIM. A duplicate is ignored.
 *
 * @param token  one label: 1 to 63 letters, digits and inner hyphens
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL), SESDOMAIN_E_VALUE or
 *         SESDOMAIN_E_LIMIT (a fourth token)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_add_dkim_token(struct sesdomain_instance *inst,
                                  const char *token);

/** Remove all tokens of Easy DKIM. */
SESDOMAIN_API void
sesdomain_instance_clear_dkim_tokens(struct sesdomain_instance *inst);

/**
 * Set the hosted zone that the DKIM CNAMEs point into (SES v2:
 * SigningHostedZone). By default it is the one that AWS documents for the
 * region.
 *
 * @param zone  such as "dkim.amazonses.com"
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_hosted_zone(struct sesdomain_instance *inst,
                                        const char *zone);

/**
 * Add a DKIM key of the domain's own (BYODKIM). Several selectors may be
 * published at once, as when a key is rotated; SES signs with one of them.
 *
 * @param selector    one label: 1 to 63 letters, digits and inner hyphens; the
 *                    key of a selector that was added before is replaced
 * @param public_key  an RSA key of 1024 to 2048 bits: PEM or Base64 of its
 *                    SubjectPublicKeyInfo, or a whole key record; NULL if it
 *                    is not known. Never the private key
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (selector is NULL),
 *         SESDOMAIN_E_VALUE, SESDOMAIN_E_LIMIT (a ninth selector) or
 *         SESDOMAIN_E_SECRET (a private key)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_add_dkim_key(struct sesdomain_instance *inst,
                                const char *selector, const char *public_key);

/** Remove all DKIM keys of the domain's own. */
SESDOMAIN_API void
sesdomain_instance_clear_dkim_keys(struct sesdomain_instance *inst);

/**
 * Set the origin of the DKIM keys (SES v2: SigningAttributesOrigin). With
 * AWS_SES_<REGION> the identity is a replica (Deterministic Easy DKIM) and
 * uses the records of the same account's identity in that parent region.
 *
 * @param origin  "AWS_SES" (the default), "EXTERNAL", "AWS_SES_US_EAST_1"
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_origin(struct sesdomain_instance *inst,
                                   const char *origin);

/**
 * Set the status of DKIM, as SES reports it.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_status(struct sesdomain_instance *inst,
                                   enum sesdomain_ses_status status);

/**
 * Set whether SES signs the domain's mail (SES: SigningEnabled).
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_dkim_signing(struct sesdomain_instance *inst,
                                    enum sesdomain_tristate signing);

/**
 * Set the custom MAIL FROM domain.
 *
 * @param name  a proper subdomain of the domain, used for nothing else;
 *              checked against the domain by the plan
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_mail_from(struct sesdomain_instance *inst,
                                 const char *name);

/**
 * Set the host of the MX of the custom MAIL FROM domain. By default it is the
 * one that AWS documents for the region; for some regions there is none.
 *
 * @param host  such as "feedback-smtp.us-east-1.amazonses.com"
 * @return SESDOMAIN_OK, SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_feedback_host(struct sesdomain_instance *inst,
                                     const char *host);

/**
 * Set the status of the custom MAIL FROM domain, as SES reports it.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_mail_from_status(struct sesdomain_instance *inst,
                                        enum sesdomain_ses_status status);

/**
 * Set what SES does with mail if the MX of the custom MAIL FROM domain is
 * missing.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_on_mx_failure(struct sesdomain_instance *inst,
                                     enum sesdomain_mx_failure failure);

/**
 * Let SES receive mail at a name: one MX.
 *
 * @param name  the domain or a name below it: the plan reports any other; NULL
 *              clears name and host
 * @param host  the host of the MX; NULL for the inbound endpoint that AWS
 *              documents for the region
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (a host without a name),
 *         SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_receiving(struct sesdomain_instance *inst,
                                 const char *name, const char *host);

/**
 * Set a custom domain for open and click tracking: one CNAME.
 *
 * @param name  a name used for nothing else; NULL clears name and host
 * @param host  the target, such as the CDN that serves the name over HTTPS;
 *              NULL for the tracking host that AWS documents for the region
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (a host without a name),
 *         SESDOMAIN_E_NAME or SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_tracking(struct sesdomain_instance *inst,
                                const char *name, const char *host);

/**
 * Set whether the instance sends mail. If it is not known, an instance sends
 * unless it receives and has neither DKIM nor a custom MAIL FROM domain.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_sending(struct sesdomain_instance *inst,
                               enum sesdomain_tristate sending);

/**
 * Set whether SES lets the account send in its region (SES v2:
 * SendingEnabled).
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_sending_enabled(struct sesdomain_instance *inst,
                                       enum sesdomain_tristate enabled);

/**
 * Set whether the account is in the SES sandbox in its region.
 *
 * @return SESDOMAIN_OK or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_set_sandbox(struct sesdomain_instance *inst,
                               enum sesdomain_tristate sandbox);

/* ---- existing records --------------------------------------------------- */

/**
 * Add an existing record. Its RRset then counts as known, so all its values
 * must be added. Records outside the zone inform the plan and are never
 * changed. Of a record that is added again, the lower TTL and the lesser id
 * are kept, whatever the order.
 *
 * @param name   in presentation format (RFC 1035 section 5.1)
 * @param type   IANA's number, not 0
 * @param ttl    seconds, or -1 if it is not known
 * @param rdata  in presentation format; TXT strings quoted
 * @param id     the provider's id of the record, printable; may be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (name or rdata is NULL),
 *         SESDOMAIN_E_NAME, SESDOMAIN_E_UNSUPPORTED, SESDOMAIN_E_VALUE,
 *         SESDOMAIN_E_LIMIT (more than 65535 octets) or SESDOMAIN_E_STATE
 *         (the RRset was said to be absent)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_record(struct sesdomain *sd, const char *name, uint32_t type,
                     int32_t ttl, const char *rdata, const char *id);

/**
 * Add that a name has no records of a type (NODATA, RFC 9499).
 *
 * @param type  IANA's number, not 0
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (name is NULL), SESDOMAIN_E_NAME,
 *         SESDOMAIN_E_UNSUPPORTED, SESDOMAIN_E_VALUE or SESDOMAIN_E_STATE
 *         (records were added)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_absent(struct sesdomain *sd, const char *name, uint32_t type);

/**
 * Add that neither a name nor any name below it exists (NXDOMAIN, RFC 8020).
 *
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (name is NULL), SESDOMAIN_E_NAME,
 *         SESDOMAIN_E_UNSUPPORTED or SESDOMAIN_E_STATE (records were added
 *         there or below)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_nonexistent(struct sesdomain *sd, const char *name);

/**
 * Add that a lookup failed, so that the RRset is neither present nor absent.
 * The plan reports it.
 *
 * @param type    IANA's number, not 0
 * @param reason  such as "SERVFAIL" or "timed out": 1 to 128 printable
 *                characters
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (name or reason is NULL),
 *         SESDOMAIN_E_NAME, SESDOMAIN_E_UNSUPPORTED, SESDOMAIN_E_VALUE,
 *         SESDOMAIN_E_LIMIT or SESDOMAIN_E_STATE (the RRset is known)
 */
SESDOMAIN_API enum sesdomain_status sesdomain_add_failed(struct sesdomain *sd,
                                                         const char *name,
                                                         uint32_t type,
                                                         const char *reason);

/** Set whether all records at or below the zone apex were given, except those
 *  below a delegation; what was not given is then absent. False by default. */
SESDOMAIN_API void sesdomain_set_complete(struct sesdomain *sd, bool complete);

/** Set whether the existing records are the zone's authoritative data rather
 *  than a resolver's answers, so that none was synthesised from a wildcard
 *  (RFC 4592). False by default. */
SESDOMAIN_API void sesdomain_set_authoritative(struct sesdomain *sd,
                                               bool authoritative);

/**
 * Load a listing of the zone, or one page of it; all or nothing. The zone is
 * complete if the listing holds its SOA and the last page was loaded. Load it
 * after the instances: of names that do not concern the settings, only what
 * looks like a value of SES or a policy is kept, and what was not kept never
 * counts as absent. While it runs, a reader of zone files holds 0.3 MB and
 * what is kept, and a reader of JSON what the section on documents states. The
 * option read.limit limits the length.
 *
 * @param reader  one of sesdomain_reader_name(); NULL recognises it
 * @param text    the listing; need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (no domain yet, or no text),
 *         SESDOMAIN_E_FORMAT (no such reader, or none recognises the text),
 *         SESDOMAIN_E_SYNTAX, SESDOMAIN_E_DOCUMENT, SESDOMAIN_E_LIMIT,
 *         SESDOMAIN_E_STATE (it contradicts what was added before) or what
 *         sesdomain_add_record() returns
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_load_existing(struct sesdomain *sd, const char *reader,
                        const char *text, size_t length);

/** Return the number of readers of existing records. */
SESDOMAIN_API size_t sesdomain_reader_count(void);

/** Return the name of reader i: "route53"; static. */
SESDOMAIN_API const char *sesdomain_reader_name(size_t i);

/** Return the description of reader i, one sentence; static. */
SESDOMAIN_API const char *sesdomain_reader_description(size_t i);

/**
 * Add another SES identity that the zone serves, such as a subdomain with an
 * identity of its own. Its SES records are then not reported as unknown.
 *
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL), SESDOMAIN_E_NAME or
 *         SESDOMAIN_E_UNSUPPORTED
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_add_identity(struct sesdomain *sd, const char *name);

/**
 * Add an existing value that is known to its owner, such as the verification
 * token of an instance that is not in the settings. It is then not reported
 * as unknown.
 *
 * @param text  the value of a TXT, or the target of a CNAME: 1 to 1024
 *              printable characters
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL), SESDOMAIN_E_VALUE or
 *         SESDOMAIN_E_LIMIT
 */
SESDOMAIN_API enum sesdomain_status sesdomain_add_ignored(struct sesdomain *sd,
                                                          const char *text);

/* ---- documents ---------------------------------------------------------- */

/*
 * JSON is read as RFC 8259 defines it, in UTF-8 with or without a byte order
 * mark. Duplicate keys, NUL, unpaired surrogates, whole numbers of more than
 * 64 bits, and more than 128 nested arrays and objects are refused. While a
 * reader runs, it holds two to five times the length of usual documents, and
 * at most 25 times the length and 2 MB, besides what is kept; all of it comes
 * from the allocator of the settings.
 */

/**
 * Load a setup document (JSON, doc/setup.schema.json); all or nothing. The
 * instances it brings are reached by sesdomain_instance_at().
 *
 * @param sd      settings on which nothing has been set
 * @param text    need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_STATE (something has been set),
 *         SESDOMAIN_E_MISSING (no text, or a required key is missing),
 *         SESDOMAIN_E_SYNTAX, SESDOMAIN_E_DOCUMENT, SESDOMAIN_E_LIMIT or what
 *         the setters return
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_load_setup(struct sesdomain *sd, const char *text, size_t length);

/**
 * Load what an AWS command or SDK printed about the domain's identity, or
 * about the account (doc/formats.md lists the commands); all or nothing. Each
 * aspect that the document carries is replaced; unknown keys are ignored. The
 * settings need their domain first.
 *
 * @param text    JSON; need not end with NUL
 * @param length  in octets
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (no domain yet, or no text),
 *         SESDOMAIN_E_SYNTAX, SESDOMAIN_E_DOCUMENT, SESDOMAIN_E_LIMIT or what
 *         the setters return
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_load_aws(struct sesdomain_instance *inst, const char *text,
                            size_t length);

/* ---- the plan ----------------------------------------------------------- */

/**
 * Compute the records that the domain needs.
 *
 * @param sd   the settings, which the plan does not need afterwards
 * @param out  receives the plan, NULL on failure; free it with
 *             sesdomain_plan_free()
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (no domain), SESDOMAIN_E_VALUE
 *         (the domain is not in the zone) or SESDOMAIN_E_LIMIT (From domains
 *         times instances are over 1000000, or the custom MAIL FROM
 *         domains, receiving and tracking names have over 50000 labels,
 *         not counting the first ten of each)
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_plan_new(struct sesdomain *sd, struct sesdomain_plan **out);

/** Free a plan and everything borrowed from it. */
SESDOMAIN_API void sesdomain_plan_free(struct sesdomain_plan *plan);

/** Return the domain. */
SESDOMAIN_API const char *
sesdomain_plan_domain(const struct sesdomain_plan *plan);

/** Return the apex of the zone. */
SESDOMAIN_API const char *
sesdomain_plan_zone(const struct sesdomain_plan *plan);

/** Return the reference of the settings, or NULL. */
SESDOMAIN_API const char *
sesdomain_plan_reference(const struct sesdomain_plan *plan);

/** Return how the active instances are distributed. */
SESDOMAIN_API enum sesdomain_scenario
sesdomain_plan_scenario(const struct sesdomain_plan *plan);

/** Return whether every active instance is ready, and there is one. */
SESDOMAIN_API bool sesdomain_plan_ready(const struct sesdomain_plan *plan);

/** Return whether an RRset has a value to add or remove. */
SESDOMAIN_API bool
sesdomain_plan_has_changes(const struct sesdomain_plan *plan);

/** Return the number of instances, in the order in which they were added. */
SESDOMAIN_API size_t
sesdomain_plan_instance_count(const struct sesdomain_plan *plan);

/** Return the label of instance i. */
SESDOMAIN_API const char *
sesdomain_plan_instance_label(const struct sesdomain_plan *plan, size_t i);

/** Return the account of instance i. */
SESDOMAIN_API const char *
sesdomain_plan_instance_account(const struct sesdomain_plan *plan, size_t i);

/** Return the region of instance i. */
SESDOMAIN_API const char *
sesdomain_plan_instance_region(const struct sesdomain_plan *plan, size_t i);

/** Return the lifecycle state of instance i. */
SESDOMAIN_API enum sesdomain_instance_state
sesdomain_plan_instance_state(const struct sesdomain_plan *plan, size_t i);

/** Return whether SES has verified all that instance i uses and lets it send,
 *  SPF and DMARC are published, and its mail can pass DMARC. */
SESDOMAIN_API bool
sesdomain_plan_instance_ready(const struct sesdomain_plan *plan, size_t i);

/** Return when SES last looked at DNS for instance i, in seconds since 1970; 0
 *  if no output of AWS reports it. */
SESDOMAIN_API uint64_t sesdomain_plan_instance_ses_checked(
    const struct sesdomain_plan *plan, size_t i);

/** Return when SES last found the records of instance i, as above. */
SESDOMAIN_API uint64_t sesdomain_plan_instance_ses_succeeded(
    const struct sesdomain_plan *plan, size_t i);

/**
 * Get the serial of the SOA record that SES saw when it last looked.
 *
 * @param serial  receives the serial, 0 if it is not reported; may be NULL
 * @return whether an output of AWS reports it
 */
SESDOMAIN_API bool
sesdomain_plan_instance_ses_serial(const struct sesdomain_plan *plan, size_t i,
                                   uint32_t *serial);

/** Return the readiness of an aspect of instance i. */
SESDOMAIN_API enum sesdomain_readiness
sesdomain_plan_readiness(const struct sesdomain_plan *plan, size_t i,
                         enum sesdomain_aspect aspect);

/** Return what DNS holds of the records of an aspect of instance i. */
SESDOMAIN_API enum sesdomain_publication
sesdomain_plan_readiness_dns(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect);

/** Return the status of an aspect of instance i, as SES reports it. */
SESDOMAIN_API enum sesdomain_ses_status
sesdomain_plan_readiness_ses(const struct sesdomain_plan *plan, size_t i,
                             enum sesdomain_aspect aspect);

/* ---- RRsets ------------------------------------------------------------- */

/** Return the number of RRsets, in canonical order of their owner names (RFC
 *  4034 section 6.1), then by type. */
SESDOMAIN_API size_t
sesdomain_plan_recordset_count(const struct sesdomain_plan *plan);

/** Return RRset i. */
SESDOMAIN_API const struct sesdomain_recordset *
sesdomain_plan_recordset(const struct sesdomain_plan *plan, size_t i);

/** Return the owner name of an RRset. */
SESDOMAIN_API const char *
sesdomain_recordset_name(const struct sesdomain_recordset *rs);

/** Return the type of an RRset, IANA's number. */
SESDOMAIN_API uint32_t
sesdomain_recordset_type(const struct sesdomain_recordset *rs);

/** Return the TTL of an RRset in seconds. */
SESDOMAIN_API uint32_t
sesdomain_recordset_ttl(const struct sesdomain_recordset *rs);

/** Return whether an RRset exists in DNS before the change. */
SESDOMAIN_API enum sesdomain_recordset_prior
sesdomain_recordset_prior(const struct sesdomain_recordset *rs);

/** Return what has to be done to an RRset. */
SESDOMAIN_API enum sesdomain_recordset_todo
sesdomain_recordset_todo(const struct sesdomain_recordset *rs);

/** Return the number of values of an RRset: desired values first, then those
 *  to be removed, each by rdata. */
SESDOMAIN_API size_t
sesdomain_recordset_value_count(const struct sesdomain_recordset *rs);

/** Return the operation on value j. */
SESDOMAIN_API enum sesdomain_value_op
sesdomain_recordset_value_op(const struct sesdomain_recordset *rs, size_t j);

/** Return the purpose of value j. */
SESDOMAIN_API enum sesdomain_purpose
sesdomain_recordset_value_purpose(const struct sesdomain_recordset *rs,
                                  size_t j);

/**
 * Return value j as a person pastes it: the octets of a TXT, a host without
 * the final dot, "10 host".
 *
 * @param length  receives the length, as a TXT may contain NUL; may be NULL
 */
SESDOMAIN_API const char *
sesdomain_recordset_value_text(const struct sesdomain_recordset *rs, size_t j,
                               size_t *length);

/** Return value j in presentation format: quoted strings, decimal escapes,
 *  names with the final dot (RFC 1035 section 5.1). */
SESDOMAIN_API const char *
sesdomain_recordset_value_rdata(const struct sesdomain_recordset *rs,
                                size_t j);

/** Return the provider's id of value j, or NULL if none was given. */
SESDOMAIN_API const char *
sesdomain_recordset_value_id(const struct sesdomain_recordset *rs, size_t j);

/** Return the number of instances that need value j, which may be 0. */
SESDOMAIN_API size_t sesdomain_recordset_value_instance_count(
    const struct sesdomain_recordset *rs, size_t j);

/** Return the k-th instance that needs value j, as an index of
 *  sesdomain_plan_instance_label(), in ascending order; SESDOMAIN_NONE if
 *  there is none. */
SESDOMAIN_API size_t sesdomain_recordset_value_instance(
    const struct sesdomain_recordset *rs, size_t j, size_t k);

/** Return the number of RRsets that are desired and withheld because of a
 *  conflict, in the order of RRsets. */
SESDOMAIN_API size_t
sesdomain_plan_withheld_count(const struct sesdomain_plan *plan);

/** Return the owner name of withheld RRset i. */
SESDOMAIN_API const char *
sesdomain_plan_withheld_name(const struct sesdomain_plan *plan, size_t i);

/** Return the type of withheld RRset i, IANA's number. */
SESDOMAIN_API uint32_t
sesdomain_plan_withheld_type(const struct sesdomain_plan *plan, size_t i);

/** Return the index of the finding that explains why RRset i is withheld, or
 *  SESDOMAIN_NONE. */
SESDOMAIN_API size_t
sesdomain_plan_withheld_finding(const struct sesdomain_plan *plan, size_t i);

/* ---- findings ----------------------------------------------------------- */

/** Return the number of findings, by severity, code and name. */
SESDOMAIN_API size_t
sesdomain_plan_finding_count(const struct sesdomain_plan *plan);

/** Return finding i. */
SESDOMAIN_API const struct sesdomain_finding *
sesdomain_plan_finding(const struct sesdomain_plan *plan, size_t i);

/** Return the code of a finding, a stable word such as "no-dmarc"; static. */
SESDOMAIN_API const char *
sesdomain_finding_code(const struct sesdomain_finding *f);

/** Return the severity of a finding. */
SESDOMAIN_API enum sesdomain_severity
sesdomain_finding_severity(const struct sesdomain_finding *f);

/** Return where the cause of a finding can be removed. */
SESDOMAIN_API enum sesdomain_finding_fix
sesdomain_finding_fix(const struct sesdomain_finding *f);

/** Return the name that a finding is about. */
SESDOMAIN_API const char *
sesdomain_finding_name(const struct sesdomain_finding *f);

/** Return the number of instances that a finding concerns, which may be 0. */
SESDOMAIN_API size_t
sesdomain_finding_instance_count(const struct sesdomain_finding *f);

/** Return the k-th instance that a finding concerns, in ascending order;
 *  SESDOMAIN_NONE if there is none. */
SESDOMAIN_API size_t
sesdomain_finding_instance(const struct sesdomain_finding *f, size_t k);

/** Return the message of a finding: one sentence on one line, printable. */
SESDOMAIN_API const char *
sesdomain_finding_message(const struct sesdomain_finding *f);

/** Return what to do about a finding; one line, printable. */
SESDOMAIN_API const char *
sesdomain_finding_hint(const struct sesdomain_finding *f);

/** Return the URL of the page that the rule comes from; static. */
SESDOMAIN_API const char *
sesdomain_finding_source(const struct sesdomain_finding *f);

/* ---- the catalogue of findings: all that a plan can have ---------------- */

/** Return the number of findings in the catalogue, in the order of codes. */
SESDOMAIN_API size_t sesdomain_catalogue_count(void);

/** Return the code of entry i; static. */
SESDOMAIN_API const char *sesdomain_catalogue_code(size_t i);

/** Return the severity of entry i. */
SESDOMAIN_API enum sesdomain_severity sesdomain_catalogue_severity(size_t i);

/** Return where the cause of entry i can be removed. */
SESDOMAIN_API enum sesdomain_finding_fix sesdomain_catalogue_fix(size_t i);

/** Return the message of entry i, with marks such as {name}; static. */
SESDOMAIN_API const char *sesdomain_catalogue_message(size_t i);

/** Return the hint of entry i, with marks such as {name}; static. */
SESDOMAIN_API const char *sesdomain_catalogue_hint(size_t i);

/** Return the URL of the page that entry i comes from; static. */
SESDOMAIN_API const char *sesdomain_catalogue_source(size_t i);

/* ---- questions: lookups whose results would complete the plan ----------- */

/** Return the number of questions, each listed once, in canonical order of
 *  their names (RFC 4034 section 6.1), then by type. Add the answers to the
 *  settings and plan again, until no new question is asked. */
SESDOMAIN_API size_t
sesdomain_plan_question_count(const struct sesdomain_plan *plan);

/**
 * Get question i.
 *
 * @param name   receives the name to look up, NULL if there is no such
 *               question; may be NULL
 * @param type   receives the type to look up, IANA's number; 0 stands for all
 *               types, with SESDOMAIN_QUESTION_SCOPE_BELOW; may be NULL
 * @param scope  receives the names that the question covers; may be NULL
 * @return whether there is such a question
 */
SESDOMAIN_API bool
sesdomain_plan_question(const struct sesdomain_plan *plan, size_t i,
                        const char **name, uint32_t *type,
                        enum sesdomain_question_scope *scope);

/* ---- output ------------------------------------------------------------- */

/** Return the number of documents that a format divides a plan into: several
 *  if its consumer limits a request, 0 if the format is unknown or refuses
 *  the plan. */
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
 *         0), for a document after the first only if it concerns that
 *         document; never SESDOMAIN_E_MEMORY
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_plan_write(const struct sesdomain_plan *plan, const char *format,
                     size_t document, char *buf, size_t size, size_t *length);

/**
 * Report whether a format refuses a plan, and why.
 *
 * @param format     as in sesdomain_plan_write()
 * @param recordset  receives the index of the RRset that is the reason,
 *                   SESDOMAIN_NONE if there is none; may be NULL
 * @param value      receives the index of its value, SESDOMAIN_NONE if there
 *                   is none; may be NULL
 * @param reason     receives a static sentence, NULL with SESDOMAIN_OK; may
 *                   be NULL
 * @return SESDOMAIN_OK, SESDOMAIN_E_FORMAT, SESDOMAIN_E_INEXPRESSIBLE (the
 *         format cannot express a value), SESDOMAIN_E_CONFLICT (findings name
 *         what is in conflict) or SESDOMAIN_E_PRIOR_UNKNOWN
 */
SESDOMAIN_API enum sesdomain_status
sesdomain_plan_refusal(const struct sesdomain_plan *plan, const char *format,
                       size_t *recordset, size_t *value, const char **reason);

/** Return the number of formats. */
SESDOMAIN_API size_t sesdomain_format_count(void);

/** Return the name of format i: "route53"; static. */
SESDOMAIN_API const char *sesdomain_format_name(size_t i);

/** Return the description of format i, one sentence; static. */
SESDOMAIN_API const char *sesdomain_format_description(size_t i);

/** Return what format i promises. */
SESDOMAIN_API enum sesdomain_format_kind sesdomain_format_kind(size_t i);

/** Return the media type of format i: "application/json"; static. */
SESDOMAIN_API const char *sesdomain_format_media_type(size_t i);

/* ---- tables ------------------------------------------------------------- */

/** Return a status as a sentence; static, never NULL. */
SESDOMAIN_API const char *sesdomain_strerror(enum sesdomain_status status);

/** Return the name of a record type: "TXT"; static; NULL for a type that the
 *  library does not name, which TYPE<number> denotes (RFC 3597). */
SESDOMAIN_API const char *sesdomain_type_name(uint32_t type);

/**
 * Find the number of a record type.
 *
 * @param name  such as "TXT" or "TYPE16" (RFC 3597), in any case
 * @param type  receives the number, 0 on failure
 * @return SESDOMAIN_OK, SESDOMAIN_E_MISSING (NULL) or SESDOMAIN_E_VALUE
 */
SESDOMAIN_API enum sesdomain_status sesdomain_type_number(const char *name,
                                                          uint32_t *type);

/** Return the number of regions that the library knows. */
SESDOMAIN_API size_t sesdomain_region_count(void);

/** Return the name of region i: "us-east-1"; static. */
SESDOMAIN_API const char *sesdomain_region_name(size_t i);

/** Return the number of DNS providers that the library knows. */
SESDOMAIN_API size_t sesdomain_provider_count(void);

/** Return the name of provider i: "cloudflare"; static. */
SESDOMAIN_API const char *sesdomain_provider_name(size_t i);

/** Return the title of provider i: "Cloudflare"; static. */
SESDOMAIN_API const char *sesdomain_provider_title(size_t i);

/** Return the URL of provider i's page on adding records, or NULL; static. */
SESDOMAIN_API const char *sesdomain_provider_documentation(size_t i);

/*
 * The words of the enumerations, as in JSON outputs: _name() returns the word
 * of a number, static, NULL if it has none; _from_name() finds the number of
 * a word, sets it to 0 on failure, and returns SESDOMAIN_OK,
 * SESDOMAIN_E_MISSING (NULL) or SESDOMAIN_E_VALUE.
 */

/** Return the word of a status: "prior-unknown". */
SESDOMAIN_API const char *sesdomain_status_name(enum sesdomain_status status);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_status_from_name(const char *name, enum sesdomain_status *status);

/** Return the word of a lifecycle state: "active". */
SESDOMAIN_API const char *
sesdomain_instance_state_name(enum sesdomain_instance_state value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_instance_state_from_name(const char *name,
                                   enum sesdomain_instance_state *value);

/** Return the word of a status of SES: "temporary-failure". */
SESDOMAIN_API const char *
sesdomain_ses_status_name(enum sesdomain_ses_status value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_ses_status_from_name(const char *name,
                               enum sesdomain_ses_status *value);

/** Return the word of a tristate: "yes". */
SESDOMAIN_API const char *
sesdomain_tristate_name(enum sesdomain_tristate value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_tristate_from_name(const char *name, enum sesdomain_tristate *value);

/** Return the word of a behaviour on MX failure: "use-default-value". */
SESDOMAIN_API const char *
sesdomain_mx_failure_name(enum sesdomain_mx_failure value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_mx_failure_from_name(const char *name,
                               enum sesdomain_mx_failure *value);

/** Return the word of a scenario: "cross-region". */
SESDOMAIN_API const char *
sesdomain_scenario_name(enum sesdomain_scenario value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_scenario_from_name(const char *name, enum sesdomain_scenario *value);

/** Return the word of an operation: "add". */
SESDOMAIN_API const char *
sesdomain_value_op_name(enum sesdomain_value_op value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_value_op_from_name(const char *name, enum sesdomain_value_op *value);

/** Return the word of a prior state: "absent". */
SESDOMAIN_API const char *
sesdomain_recordset_prior_name(enum sesdomain_recordset_prior value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_recordset_prior_from_name(const char *name,
                                    enum sesdomain_recordset_prior *value);

/** Return the word of a todo: "create". */
SESDOMAIN_API const char *
sesdomain_recordset_todo_name(enum sesdomain_recordset_todo value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_recordset_todo_from_name(const char *name,
                                   enum sesdomain_recordset_todo *value);

/** Return the word of a purpose: "mail-from". */
SESDOMAIN_API const char *sesdomain_purpose_name(enum sesdomain_purpose value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_purpose_from_name(const char *name, enum sesdomain_purpose *value);

/** Return the word of an aspect: "mail_from", a key of JSON outputs. */
SESDOMAIN_API const char *sesdomain_aspect_name(enum sesdomain_aspect value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_aspect_from_name(const char *name, enum sesdomain_aspect *value);

/** Return the word of a readiness: "at-risk". */
SESDOMAIN_API const char *
sesdomain_readiness_name(enum sesdomain_readiness value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_readiness_from_name(const char *name,
                              enum sesdomain_readiness *value);

/** Return the word of a publication: "partial". */
SESDOMAIN_API const char *
sesdomain_publication_name(enum sesdomain_publication value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_publication_from_name(const char *name,
                                enum sesdomain_publication *value);

/** Return the word of a severity: "warning". */
SESDOMAIN_API const char *
sesdomain_severity_name(enum sesdomain_severity value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_severity_from_name(const char *name, enum sesdomain_severity *value);

/** Return the word of a fix: "settings". */
SESDOMAIN_API const char *
sesdomain_finding_fix_name(enum sesdomain_finding_fix value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_finding_fix_from_name(const char *name,
                                enum sesdomain_finding_fix *value);

/** Return the word of a scope: "below". */
SESDOMAIN_API const char *
sesdomain_question_scope_name(enum sesdomain_question_scope value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_question_scope_from_name(const char *name,
                                   enum sesdomain_question_scope *value);

/** Return the word of a kind of formats: "report". */
SESDOMAIN_API const char *
sesdomain_format_kind_name(enum sesdomain_format_kind value);

/** Find the number of that word. */
SESDOMAIN_API enum sesdomain_status
sesdomain_format_kind_from_name(const char *name,
                                enum sesdomain_format_kind *value);

/** Return the version of the library in use: "0.9.0"; static. */
SESDOMAIN_API const char *sesdomain_version(void);

/** Return that version as major * 65536 + minor * 256 + patch. */
SESDOMAIN_API uint32_t sesdomain_version_number(void);

/** Return whether a feature is built in: "idn". */
SESDOMAIN_API bool sesdomain_has_feature(const char *feature);

#ifdef __cplusplus
}
#endif

#endif
