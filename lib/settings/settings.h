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

/* The texts of an instance. */
enum slot {
    SLOT_LABEL,
    SLOT_TOKEN,
    SLOT_DKIM_1,
    SLOT_DKIM_2,
    SLOT_DKIM_3,
    SLOT_DKIM_ZONE,
    SLOT_MAIL_FROM,
    SLOT_RECEIVING,
    SLOT_TRACKING,
    SLOT_COUNT,
};

/* What SES says of an instance. */
struct ses_facts {
    enum sesdomain_ses_status verification, dkim, mail_from;
    enum sesdomain_switch signing, sandbox;
    enum sesdomain_mx_failure mx_failure;
};

struct sesdomain_instance {
    struct sesdomain *sd;
    const struct account *account;
    const struct region_use *region;
    enum sesdomain_state state;
    struct ses_facts ses;
    struct string text[SLOT_COUNT];
};

struct sesdomain {
    struct arena arena;
    const struct path *at;
    struct string domain, id, zone, dmarc, sharing;
    uint32_t ttl;
    bool ttl_set;
    struct string *options; /* one a row of the table; NULL: none is set */
    struct sesdomain_instance **instances;
    size_t instance_count, instance_room;
    struct index accounts, regions, labels;
    char error[400];
};

/* ---- settings.c ---- */

/* Keep what went wrong: "PLACE: 'value': what". The value may be NULL; where a
 * reader is in a document stands for place. Answers status. */
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

/* ---- option.c ---- */

/* What an option is, given the values that are set. */
const char *sesd_option(const struct string *options, const char *name);

size_t sesd_option_count(void);

#endif
