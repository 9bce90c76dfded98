/* SPDX-License-Identifier: MIT */
/* The settings, as the caller gave them: checked and copied. */
#ifndef SESD_SETTINGS_H
#define SESD_SETTINGS_H

#include "../ses/ses.h"

#define DKIM_TOKENS 3 /* of Easy DKIM: API_VerifyDomainDkim */
#define DKIM_KEYS 8   /* of BYODKIM: one in use, others for rotation */
#define DEFAULT_TTL 1800

/* The position of a reader in its document, for messages. */
struct path {
    const struct path *up;
    const char *key; /* NULL in an array */
    size_t index;
    size_t octets; /* of the text before it */
    bool open;     /* the failing setter appends its own place to the path */
};

/* The error of the last call; the texts are empty after success. */
struct failure {
    char message[400], path[200];
    size_t line, column; /* from 1; 0: none */
};

/* An account, numbered in the order of first use. */
struct account {
    struct entry entry;
    uint32_t id;
};

struct region_use {
    struct entry entry;
    uint32_t id;
    const struct region *known; /* NULL: not in the table */
};

struct label {
    struct entry entry;
    struct sesdomain_instance *owner; /* NULL if the label is free again */
    uint32_t suffix; /* the last suffix that was tried: "LABEL #2" */
};

/* ---- existing records ---- */

enum special {
    SPECIAL_NONE,
    SPECIAL_ALIAS,     /* of Route 53: it has no data */
    SPECIAL_ROUTED,    /* one of several of a routing policy */
    SPECIAL_PROXIED,   /* of Cloudflare: answered with addresses */
    SPECIAL_FLATTENED, /* the same, by a setting of its own */
};

struct record {
    struct entry entry; /* key: type, length of the text, text, special, rdata:
                         * so the order of adding has no effect */
    void *room;         /* space in the index */
    uint32_t type;
    int32_t ttl; /* -1: not known */
    enum special special;
    struct text text;   /* joined octets, or a folded name */
    struct text rdata;  /* in presentation format, as strings */
    struct text listed; /* as Route 53 listed it; may be NULL */
    struct text id;     /* of the provider; may be NULL */
};

#define TYPE_KEY 5 /* the type in four octets, and NUL */

enum lookup_result {
    LOOKUP_PRESENT, /* records were added later */
    LOOKUP_ABSENT,  /* NODATA: the name has none of this type */
    LOOKUP_FAILED,
};

/* What a lookup gave that was no record. */
struct lookup {
    struct entry entry; /* key: the type */
    char key[TYPE_KEY];
    enum lookup_result result;
    uint32_t type;
    struct text reason; /* of a failure */
};

struct known {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;
    struct index records; /* struct record */
    struct index lookups; /* struct lookup */
    bool nothing; /* NXDOMAIN: neither this name nor any name below it exists
                   * (RFC 8020) */
};

/* A name of which a listing keeps all records. */
struct looked {
    struct entry entry; /* key: sesd_name_key() */
    bool below;         /* records of names below it were not kept */
};

/* A listing of a zone. */
struct listed {
    struct listed *next;
    const void *reader; /* the reader that read it */
    struct text apex;   /* NULL: there was no SOA */
    struct text
        misplaced;         /* a name in which the domain's first label is there
                            * twice, with an origin that was assumed; or NULL */
    struct index looked;   /* struct looked */
    bool assumed;          /* the apex is what all names have in common */
    bool empty;            /* the text had no records */
    bool whole;            /* it was read completely */
    bool more;             /* it has pages after those that were read */
    bool gap;              /* between them, pages or records are missing */
    struct text next_page; /* the name with which it begins; or NULL */
    int64_t page;          /* of Cloudflare: the last that was read */
};

/* The texts of an instance. */
enum slot {
    SLOT_TOKEN,
    SLOT_DKIM_1,
    SLOT_DKIM_2,
    SLOT_DKIM_3,
    SLOT_DKIM_ZONE,
    SLOT_ORIGIN,
    SLOT_MAIL_FROM,
    SLOT_FEEDBACK_HOST, /* if it is not that of the region */
    SLOT_RECEIVING,
    SLOT_RECEIVING_HOST, /* if it is not the host of the region */
    SLOT_TRACKING,
    SLOT_TRACKING_HOST,
    SLOT_SES_MAIL_FROM, /* the MAIL FROM domain that SES has */
    SLOT_SES_SELECTOR,  /* the selector of BYODKIM that SES has */
    SLOT_ERROR_TYPE,    /* of SES's last check */
    SLOT_SOA,           /* the primary name server that SES saw */
    SLOT_UNSIGNED,      /* an address whose identity does not sign */
    SLOT_ENDPOINT,      /* the other region of a multi-region endpoint */
    SLOT_COUNT,
};

/* A BYODKIM key. */
struct dkim_key {
    struct dkim_key *next;
    struct string selector; /* not set: the entry is free */
    struct string key;      /* Base64; not set: unknown */
};

struct sesdomain_instance {
    struct sesdomain *sd;
    const struct account *account;
    const struct region_use *region;
    struct label *label;
    enum sesdomain_instance_state state;
    enum sesdomain_tristate sending;
    struct ses_facts ses;
    struct string text[SLOT_COUNT];
    struct dkim_key *keys; /* in the order of adding */
};

struct sesdomain {
    struct arena arena;
    struct failure failure;
    const struct path *at; /* NULL: no document is being read */
    struct text source;    /* the text of that document */
    struct string domain, reference, zone, dmarc, sharing;
    struct string contact, due; /* for the DNS operator */
    struct dmarc policy;        /* the tags of dmarc */
    uint32_t ttl;
    bool ttl_set;
    struct string *options; /* one per row of the table; NULL: none is set */
    struct sesdomain_instance **instances;
    size_t instance_count, instance_room;
    struct index accounts, regions, labels;
    struct index from_domains; /* by name; empty: the domain itself */
    const struct provider *provider;
    struct index known;      /* the existing records, by name */
    size_t known_facts;      /* number of its records and absences */
    size_t failed_lookups;   /* of RRsets that are still unknown */
    size_t nonexistent;      /* number of its names that do not exist */
    bool complete;           /* all of the zone is given */
    bool exact;              /* the records are authoritative data */
    struct listed *listings; /* of zones, the newest first */
    struct index identities; /* others that the zone serves, by name */
    struct index ignored;    /* values that are not reported */
};

/* ---- settings.c ---- */

/* Begin a call: clear the error of the previous one. */
void sesd_begin(struct sesdomain *sd);

/* Store an error: "PLACE: 'value': what", and return the status. The value may
 * be NULL; in a document the path is the place. A value that is a private key
 * is not repeated: the status is SESDOMAIN_E_SECRET then. */
enum sesdomain_status sesd_fail(struct sesdomain *sd,
                                enum sesdomain_status status,
                                const char *place, struct text value,
                                const char *what);

/* The same for an error in the source, after a number of octets: "line 1,
 * column 1: ". */
enum sesdomain_status sesd_fail_syntax(struct sesdomain *sd, size_t octets,
                                       struct text value, const char *what);

enum sesdomain_status sesd_fail_memory(struct sesdomain *sd);

/* Whether the settings are still unchanged. */
bool sesd_fresh(const struct sesdomain *sd);

/* Reset to fresh settings; the error is kept. */
void sesd_reset(struct sesdomain *sd);

/* Check a name and set a text to it; NULL clears the text. */
enum sesdomain_status sesd_set_name(struct sesdomain *sd,
                                    struct string *string, const char *place,
                                    const char *name, enum name_class class);

/* Check a printable text and set a text to it. */
enum sesdomain_status sesd_set_printable(struct sesdomain *sd,
                                         struct string *string,
                                         const char *place, const char *text,
                                         size_t most);

/* ---- instances.c ---- */

/* Check that an account is 1 to 64 printable characters. */
enum sesdomain_status sesd_check_account(struct sesdomain *sd,
                                         struct text account);

/* Check a label in the same way, and that no instance has it. */
enum sesdomain_status sesd_check_label(struct sesdomain *sd,
                                       struct text label);

/* Add an instance, whose account and label were checked; the label may be
 * NULL. */
enum sesdomain_status sesd_add_instance(struct sesdomain *sd,
                                        struct text account,
                                        struct text region, struct text label,
                                        struct sesdomain_instance **out);

/* ---- lists.c ---- */

struct names;

/* Prepare adding the identities of other settings, so that it cannot fail. */
bool sesd_prepare_identities(struct sesdomain *sd,
                             const struct sesdomain *from, struct names **out);

void sesd_link_identities(struct sesdomain *sd, struct names *names);

/* Whether a name is at or below another identity that the zone serves. */
bool sesd_is_of_other_identity(const struct sesdomain *sd, struct text name);

/* Whether the text of a record is one that is not reported. */
bool sesd_is_ignored(const struct sesdomain *sd, struct text value);

/* ---- instance.c ---- */

/* Write the n-th name, from 0, that may be proposed as the custom MAIL FROM
 * domain of a region, "mail-REGION.DOMAIN"; false if DNS cannot hold it. */
#define CANDIDATES 3
bool sesd_mail_from_candidate(const struct sesdomain_instance *inst, size_t n,
                              struct out *o);

/* Whether the instance sends mail, or may do so. */
bool sesd_is_sending(const struct sesdomain_instance *inst);

/* ---- key.c ---- */

/* Return the first DKIM key of an instance, or the next one; NULL: none. */
const struct dkim_key *sesd_first_key(const struct sesdomain_instance *inst);
const struct dkim_key *sesd_next_key(const struct dkim_key *key);

/* Copy the keys of one instance to another, or change nothing. */
enum sesdomain_status sesd_copy_keys(struct sesdomain_instance *to,
                                     const struct sesdomain_instance *from);

/* Return the key with a selector, or NULL. */
const struct dkim_key *sesd_find_key(const struct sesdomain_instance *inst,
                                     struct text selector);

/* Remove the keys of which only the selector is known. */
void sesd_drop_unknown_keys(struct sesdomain_instance *inst);

/* ---- existing.c ---- */

/* sesdomain_add_record(), of a record that only some providers have. */
enum sesdomain_status sesd_add_special(struct sesdomain *sd, const char *name,
                                       uint32_t type, int32_t ttl,
                                       const char *rdata, const char *id,
                                       enum special special);

/* Return the entry of a name, which is created if there is none; NULL if there
 * is no memory. */
struct known *sesd_make_known(struct sesdomain *sd, struct text name);

/* Whether records of a type at a name would contradict what was given. */
bool sesd_said_absent(const struct sesdomain *sd, struct text name,
                      uint32_t type);

/* Read data in presentation format into an arena, and set the record's text
 * and rdata; its type is set. */
enum sesdomain_status sesd_read_rdata(struct sesdomain *sd, struct arena *a,
                                      struct text in, struct record *record);

/* Prepare a record, so that adding it cannot fail. */
bool sesd_prepare_record(struct sesdomain *sd, struct record *record);

/* Add a prepared record to its name, unless it has an equal one. */
void sesd_link_record(struct sesdomain *sd, struct known *known,
                      struct record *record);

/* Return the entry of a name, which may be a NULL text; NULL: none. */
const struct known *sesd_known(const struct sesdomain *sd, struct text name);

/* Return the first record of a name, or the next one, by type and text; NULL
 * at the end. */
const struct record *sesd_first_record(const struct known *known);
const struct record *sesd_following_record(const struct record *r);

/* Return the first record of a type and text; NULL: none, or no memory for its
 * key. */
const struct record *sesd_find_record(const struct known *known,
                                      struct arena *a, uint32_t type,
                                      struct text text);

/* Return the first record of a type, or the next one. */
const struct record *sesd_records(const struct known *known, uint32_t type);
const struct record *sesd_next_record(const struct record *r);

/* Whether records were given at or below a name. */
bool sesd_has_records_within(const struct sesdomain *sd, struct text name);

/* Return the reason why the lookup of a type at a name failed; a NULL text if
 * it did not fail, or has an answer since. */
struct text sesd_lookup_failure(const struct known *known, uint32_t type);

/* Whether there are records of a type at a name of the zone. */
enum sesdomain_recordset_prior sesd_prior(const struct sesdomain *sd,
                                          struct text name, uint32_t type,
                                          struct text apex);

/* Return the topmost delegation at or above a name, below the apex; or
 * NULL. */
struct text sesd_zone_cut(const struct sesdomain *sd, struct text name,
                          struct text apex);

/* Return the owner of the closest DNAME above a name, at or below the apex; a
 * NULL text if there is none. */
struct text sesd_zone_dname(const struct sesdomain *sd, struct text name,
                            struct text apex);

/* ---- listed.c ---- */

/* Look for a name, and the names above it, in a listing. Return its entry;
 * NULL if there is no memory. */
struct looked *sesd_look_for(struct index *looked, struct arena *a,
                             struct text name);

/* Look for all names that the settings have; false if there is no memory. */
bool sesd_look_for_all(const struct sesdomain *sd, struct index *looked,
                       struct arena *a);

/* Whether a listing keeps all records of a name. */
bool sesd_keeps_name(const struct index *looked, struct text name);

/* Whether a listing keeps a record of any other name, because of its data. */
bool sesd_keeps_value(uint32_t type, struct text text);

/* Note that records of a name are not kept, and that the names above it
 * exist. */
void sesd_mark_below(const struct index *looked, struct text name);

/* Return the newest listing of the zone with an apex; NULL: none. */
const struct listed *sesd_listed(const struct sesdomain *sd, struct text apex);

/* Return the apex of the domain's zone: set, or listed, or the domain
 * itself. */
struct text sesd_zone(const struct sesdomain *sd);

/* Whether nothing says that this is the domain's zone, and it may be the one
 * above. */
bool sesd_zone_is_assumed(const struct sesdomain *sd);

/* Whether the zone with an apex was read completely. */
bool sesd_complete(const struct sesdomain *sd, struct text apex);

/* Whether enough records of a name were kept that a record which was not given
 * is absent. */
bool sesd_enumerated(const struct sesdomain *sd, struct text name,
                     struct text apex);

/* Whether a listing had names below a name that it did not keep. */
bool sesd_has_below(const struct sesdomain *sd, struct text name,
                    struct text apex);

/* ---- option.c ---- */

/* Return the value of option i: set explicitly, else the provider's preset,
 * else the default. */
const char *sesd_option(const struct sesdomain *sd, size_t i);

size_t sesd_option_count(void);

#endif
