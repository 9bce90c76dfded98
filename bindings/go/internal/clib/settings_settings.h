//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The settings, as the caller gave them: checked and copied. */
#ifndef SESD_SETTINGS_H
#define SESD_SETTINGS_H

#include "ses_ses.h"

#define DKIM_TOKENS 3 /* of Easy DKIM: API_VerifyDomainDkim */
#define DKIM_KEYS 8   /* of BYODKIM: one in use, others for rotation */
#define DEFAULT_TTL 1800

/* Where a reader is in its document, for messages. */
struct path {
    const struct path *up;
    const char *key; /* NULL in an array */
    size_t index;
    size_t octets; /* of the text before it */
    bool open;     /* the failing setter appends its own place to the path */
};

/* What the last call found wrong; the texts are empty after success. */
struct failure {
    char message[400], path[200];
    size_t line, column; /* from 1; 0: none */
};

/* Numbered in the order in which they were first used. */
struct account {
    struct entry entry;
    uint32_t id;
};

struct region_use {
    struct entry entry;
    uint32_t id;
    const struct region *known; /* NULL if not in the table */
};

struct label {
    struct entry entry;
    struct sesdomain_instance *owner; /* NULL if the label is free again */
    uint32_t suffix; /* the last that was tried after it: "LABEL #2" */
};

/* ---- existing records ---- */

enum special {
    SPECIAL_NONE,
    SPECIAL_ALIAS,   /* of Route 53: it has no data of its own */
    SPECIAL_ROUTED,  /* one of several by a routing policy */
    SPECIAL_PROXIED, /* of Cloudflare: answered with addresses */
};

struct record {
    struct entry entry; /* key: type, length of the text, text, special, rdata:
                         * no order of adding shows */
    void *room;         /* in the index */
    uint32_t type;
    int32_t ttl; /* -1: not known */
    enum special special;
    struct text text;   /* joined octets, or a folded name */
    struct text rdata;  /* in presentation format, strings as they were cut */
    struct text listed; /* as Route 53 listed it; may be NULL */
    struct text id;     /* of the provider; may be NULL */
};

/* A type that the name is known not to have (NODATA). */
struct absent {
    struct absent *next;
    uint32_t type;
};

/* A type whose lookup failed. */
struct failed {
    struct failed *next;
    uint32_t type;
    struct text reason;
};

struct known {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;
    struct index records; /* struct record */
    struct absent *absent;
    struct failed *failed;
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
    const void *reader; /* which one read it */
    struct text apex;   /* NULL: the SOA is not there */
    struct text
        misplaced;       /* a name in which the domain's first label is there
                          * twice, with an origin that was assumed; or NULL */
    struct index looked; /* struct looked */
    bool whole;          /* it was read to its end */
    bool more;           /* it has pages after those that were read */
    int64_t page;        /* of Cloudflare: the last that was read */
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
    SLOT_RECEIVING,
    SLOT_RECEIVING_HOST, /* if it is not that of the region */
    SLOT_TRACKING,
    SLOT_TRACKING_HOST,
    SLOT_SES_MAIL_FROM, /* the MAIL FROM domain that SES has */
    SLOT_ERROR_TYPE,    /* of SES's last check */
    SLOT_SOA,           /* the primary name server that SES saw */
    SLOT_UNSIGNED,      /* an address whose own identity does not sign */
    SLOT_ENDPOINT,      /* the other region of a multi-region endpoint */
    SLOT_COUNT,
};

/* A DKIM key of the domain's own (BYODKIM). */
struct dkim_key {
    struct dkim_key *next;
    struct string selector; /* not set: the entry is free */
    struct string key;      /* Base64; not set: it is not known */
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
    const struct path *at; /* NULL: no document is read */
    struct text source;    /* the text of that document */
    struct string domain, reference, zone, dmarc, sharing;
    struct dmarc policy; /* the tags of dmarc */
    uint32_t ttl;
    bool ttl_set;
    struct string *options; /* one a row of the table; NULL: none is set */
    struct sesdomain_instance **instances;
    size_t instance_count, instance_room;
    struct index accounts, regions, labels;
    struct index from_domains; /* by name; none: the domain itself */
    const struct provider *provider;
    struct index known;      /* the existing records, by name */
    size_t known_facts;      /* records and absences in it */
    size_t failed_lookups;   /* in it, of what is not known */
    size_t nonexistent;      /* names in it that do not exist */
    bool complete;           /* all of the zone is known */
    bool exact;              /* the records are authoritative data */
    struct listed *listings; /* of zones, the newest first */
    struct index identities; /* others that the zone serves, by name */
    struct index ignored;    /* values that are known to their owner */
};

/* ---- settings.c ---- */

/* Begin a call: what the one before it found wrong is forgotten. */
void sesd_begin(struct sesdomain *sd);

/* Keep what is wrong: "PLACE: 'value': what", and return the status. The value
 * may be NULL; in a document the path stands for the place. A value that is a
 * private key is not repeated, and SESDOMAIN_E_SECRET is returned. */
enum sesdomain_status sesd_fail(struct sesdomain *sd,
                                enum sesdomain_status status,
                                const char *place, struct text value,
                                const char *what);

/* The same of the source, after so many octets of it: "line 1, column 1: ". */
enum sesdomain_status sesd_fail_syntax(struct sesdomain *sd, size_t octets,
                                       struct text value, const char *what);

enum sesdomain_status sesd_fail_memory(struct sesdomain *sd);

/* Whether nothing has been set yet. */
bool sesd_fresh(const struct sesdomain *sd);

/* Reset to fresh settings; the failure is kept. */
void sesd_reset(struct sesdomain *sd);

/* Check a name and put it into a text; NULL clears it. */
enum sesdomain_status sesd_set_name(struct sesdomain *sd,
                                    struct string *string, const char *place,
                                    const char *name, enum name_class class);

/* Check what a person will read, and put it into a text. */
enum sesdomain_status sesd_set_printable(struct sesdomain *sd,
                                         struct string *string,
                                         const char *place, const char *text,
                                         size_t most);

/* ---- instances.c ---- */

/* Check that an account is 1 to 64 printable characters. */
enum sesdomain_status sesd_check_account(struct sesdomain *sd,
                                         struct text account);

/* Check the same of a label, and that no instance has it. */
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

/* Whether the text of a record is known to its owner. */
bool sesd_is_ignored(const struct sesdomain *sd, struct text value);

/* ---- instance.c ---- */

/* Whether the instance sends mail, or may do so. */
bool sesd_is_sending(const struct sesdomain_instance *inst);

/* ---- key.c ---- */

/* The first of an instance's DKIM keys, and the one after; NULL: none. */
const struct dkim_key *sesd_first_key(const struct sesdomain_instance *inst);
const struct dkim_key *sesd_next_key(const struct dkim_key *key);

/* Make the keys of one instance those of another, or change nothing. */
enum sesdomain_status sesd_copy_keys(struct sesdomain_instance *to,
                                     const struct sesdomain_instance *from);

/* The key of a selector, or NULL. */
const struct dkim_key *sesd_find_key(const struct sesdomain_instance *inst,
                                     struct text selector);

/* Remove the keys of which only the selector is known. */
void sesd_drop_unknown_keys(struct sesdomain_instance *inst);

/* ---- existing.c ---- */

/* The entry of a name, made if there is none; NULL if there is no memory. */
struct known *sesd_make_known(struct sesdomain *sd, struct text name);

/* Whether records of a type at a name would contradict what was given. */
bool sesd_said_absent(const struct sesdomain *sd, struct text name,
                      uint32_t type);

/* Make a record ready, so that adding it cannot fail. */
bool sesd_prepare_record(struct sesdomain *sd, struct record *record);

/* Add a prepared record to its name, unless there is one like it. */
void sesd_link_record(struct sesdomain *sd, struct known *known,
                      struct record *record);

/* What is known of a name, which may be a NULL text; NULL: nothing. */
const struct known *sesd_known(const struct sesdomain *sd, struct text name);

/* The records of a name, by type and text; NULL at the end. */
const struct record *sesd_first_record(const struct known *known);
const struct record *sesd_following_record(const struct record *r);

/* The first record of a type and text; NULL: there is none, or no memory for
 * its key. */
const struct record *sesd_find_record(const struct known *known,
                                      struct arena *a, uint32_t type,
                                      struct text text);

/* The first record of a type, and the one after. */
const struct record *sesd_records(const struct known *known, uint32_t type);
const struct record *sesd_next_record(const struct record *r);

/* Whether records were given at or below a name. */
bool sesd_has_records_within(const struct sesdomain *sd, struct text name);

/* The reason why the lookup of a type at a name failed; a NULL text: it did
 * not, or it was answered since. */
struct text sesd_lookup_failure(const struct known *known, uint32_t type);

/* Whether there are records of a type at a name of the zone. */
enum sesdomain_recordset_prior sesd_prior(const struct sesdomain *sd,
                                          struct text name, uint32_t type,
                                          struct text apex);

/* The topmost delegation at or above a name, below the apex; or NULL. */
struct text sesd_zone_cut(const struct sesdomain *sd, struct text name,
                          struct text apex);

/* The owner of the closest DNAME above a name, at or below the apex; a NULL
 * text if there is none. */
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

/* Whether it keeps a record of any other name, by what the record says. */
bool sesd_keeps_value(uint32_t type, struct text text);

/* Note that records of a name are not kept: the names above it exist. */
void sesd_mark_below(const struct index *looked, struct text name);

/* The newest listing of the zone with that apex; NULL: none. */
const struct listed *sesd_listed(const struct sesdomain *sd, struct text apex);

/* The apex of the domain's zone: set, or listed, or the domain itself. */
struct text sesd_zone(const struct sesdomain *sd);

/* Whether all of the zone with that apex was read. */
bool sesd_complete(const struct sesdomain *sd, struct text apex);

/* Whether so much of a name of that zone was kept that what is not known to be
 * there is absent. */
bool sesd_enumerated(const struct sesdomain *sd, struct text name,
                     struct text apex);

/* Whether a listing had names below a name that it did not keep. */
bool sesd_has_below(const struct sesdomain *sd, struct text name,
                    struct text apex);

/* ---- option.c ---- */

/* What an option is: set, or of the provider, or its default. */
const char *sesd_option(const struct string *options,
                        const struct provider *provider, const char *name);

size_t sesd_option_count(void);

#endif
