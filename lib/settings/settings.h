/* SPDX-License-Identifier: MIT */
/* What goes in: checked, copied, and only ever added to or replaced. */
#ifndef SESD_SETTINGS_H
#define SESD_SETTINGS_H

#include "../ses/ses.h"

#define DKIM_TOKENS 3 /* of Easy DKIM: API_VerifyDomainDkim */
#define DEFAULT_TTL 1800

/* Where a reader is in its document, for messages. */
struct path {
    const struct path *up;
    const char *key; /* NULL in an array */
    size_t index;
    bool open; /* what fails says itself what it is of that */
};

/* Numbered in the order they came. */
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
    struct sesdomain_instance *owner; /* NULL if it was given up */
};

/* ---- what exists ---- */

enum special {
    SPECIAL_NONE,
    SPECIAL_ALIAS,  /* of Route 53: it has no data of its own */
    SPECIAL_ROUTED, /* of Route 53: one of several by a routing policy */
};

struct record {
    struct record *next; /* at the same name, in the order they came */
    uint32_t type;
    int32_t ttl; /* -1: not known */
    enum special special;
    struct text text;   /* joined octets, or a folded name */
    struct text rdata;  /* in presentation form, in its own cut */
    struct text listed; /* as Route 53 listed it; may be NULL */
    struct text id;     /* of the provider; may be NULL */
};

/* A type that is known not to be there. */
struct absent {
    struct absent *next;
    uint32_t type;
};

struct known {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;
    struct record *records;
    struct absent *absent;
    bool nothing; /* there is no such name, nor any below */
};

/* The texts of an instance. */
enum slot {
    SLOT_LABEL,
    SLOT_TOKEN,
    SLOT_DKIM_1,
    SLOT_DKIM_2,
    SLOT_DKIM_3,
    SLOT_DKIM_ZONE,
    SLOT_SELECTOR,
    SLOT_KEY,
    SLOT_ORIGIN,
    SLOT_MAIL_FROM,
    SLOT_RECEIVING,
    SLOT_TRACKING,
    SLOT_SES_MAIL_FROM, /* the MAIL FROM domain that SES has */
    SLOT_ERROR_TYPE,    /* of SES's last check */
    SLOT_SOA,           /* the primary name server that SES saw */
    SLOT_UNSIGNED,      /* an address whose own identity does not sign */
    SLOT_COUNT,
};

/* What SES says of an instance. */
struct ses_facts {
    enum sesdomain_ses_status verification, dkim, mail_from;
    enum sesdomain_tristate signing, sandbox;
    enum sesdomain_mx_failure mx_failure;
    bool mail_from_told;     /* whether SES has a MAIL FROM domain is known */
    bool short_key;          /* SES signs with 1024 bits */
    bool usual[DKIM_TOKENS]; /* tokens of the shape that all had that were
                              * seen: 32 characters of Base32, lower case */
};

struct sesdomain_instance {
    struct sesdomain *sd;
    const struct account *account;
    const struct region_use *region;
    enum sesdomain_instance_state state;
    struct ses_facts ses;
    struct string text[SLOT_COUNT];
};

struct sesdomain {
    struct arena arena;
    const struct path *at;
    struct string domain, id, zone, dmarc, sharing;
    struct dmarc policy; /* what the record dmarc says */
    uint32_t ttl;
    bool ttl_set;
    struct string *options; /* one a row of the table; NULL: none is set */
    struct sesdomain_instance **instances;
    size_t instance_count, instance_room;
    struct index accounts, regions, labels;
    struct string *froms; /* the From domains; none: the domain itself */
    size_t from_count;
    const struct provider *provider;
    struct index known; /* what exists */
    bool complete;      /* all of the zone is known */
    bool exact;         /* what is known did not come from a wildcard */
    struct text listed; /* the apex of a zone that was listed whole */
    char error[400];
};

/* ---- settings.c ---- */

/* Keep what went wrong: "PLACE: 'value': what". The value may be NULL; where a
 * reader is in a document stands for place. Answers status; a value that is a
 * private key is not repeated, and then the answer is SESDOMAIN_E_SECRET. */
enum sesdomain_status sesd_fail(struct sesdomain *sd,
                                enum sesdomain_status status,
                                const char *place, struct text value,
                                const char *what);

enum sesdomain_status sesd_fail_memory(struct sesdomain *sd);

/* Whether nothing has been set yet. */
bool sesd_fresh(const struct sesdomain *sd);

/* Back to that; what went wrong stays. */
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

/* ---- instance.c ---- */

/* 1 to 64 printable characters. */
enum sesdomain_status sesd_check_label(struct sesdomain *sd, const char *place,
                                       struct text t);

/* Add an instance, whose account was checked as a label. */
enum sesdomain_status sesd_add_instance(struct sesdomain *sd,
                                        struct text account,
                                        struct text region,
                                        struct sesdomain_instance **out);

/* ---- zone.c ---- */

/* The entry of a name, made if there is none; NULL if there is no memory. */
struct known *sesd_make_known(struct sesdomain *sd, struct text name);

/* Read rdata in presentation form into a record that has its type. */
enum sesdomain_status sesd_zone_rdata(struct sesdomain *sd, struct text in,
                                      struct record *record);

bool sesd_said_absent(const struct known *known, uint32_t type);

/* Add a record to its name, unless there is one like it. */
void sesd_link_record(struct known *known, struct record *record);

/* What is known of a name; NULL: nothing. */
const struct known *sesd_known(const struct sesdomain *sd, struct text name);

/* The first record of a type, and the one after. */
const struct record *sesd_records(const struct known *known, uint32_t type);
const struct record *sesd_next_record(const struct record *r);

/* Whether all of the zone with that apex is known. */
bool sesd_complete(const struct sesdomain *sd, struct text apex);

/* Whether there are records of a type at a name of the zone. */
enum sesdomain_recordset_prior sesd_prior(const struct sesdomain *sd,
                                          struct text name, uint32_t type,
                                          struct text apex);

/* The topmost delegation at or above a name, below the apex; or NULL. */
struct text sesd_zone_cut(const struct sesdomain *sd, struct text name,
                          struct text apex);

/* The nearest DNAME above a name, up to the apex; or NULL. */
struct text sesd_zone_dname(const struct sesdomain *sd, struct text name,
                            struct text apex);

/* ---- option.c ---- */

/* What an option is: set, or of the provider, or its default. */
const char *sesd_option(const struct string *options,
                        const struct provider *provider, const char *name);

size_t sesd_option_count(void);

#endif
