/* SPDX-License-Identifier: MIT */
/* What is derived. Data flows one way: needs, merge, change, readiness. */
#ifndef SESD_PLAN_H
#define SESD_PLAN_H

#include "../settings/settings.h"

/* ---- the result, all of it in one arena ---- */

struct value {
    struct text text, rdata;
    enum sesdomain_op op;
    enum sesdomain_purpose purpose;
    const uint32_t *instances;
    size_t instance_count;
};

struct sesdomain_recordset {
    struct text name, type_name;
    uint32_t type, ttl;
    enum sesdomain_prior prior;
    struct value *values;
    size_t value_count;
};

struct sesdomain_finding {
    const struct finding_row *row;
    const char *name, *message, *hint;
    const uint32_t *instances;
    size_t instance_count;
};

struct readiness {
    enum sesdomain_readiness state;
    enum sesdomain_dns_fact dns;
    enum sesdomain_ses_status ses;
};

#define NOBODY UINT32_MAX /* not an instance: the domain itself */

#define PURPOSES (SESDOMAIN_PURPOSE_TRACKING + 1)
#define ASPECTS (SESDOMAIN_ASPECT_DMARC + 1)

struct plan_instance {
    struct text label;
    const char *account, *region;
    enum sesdomain_state state;
    struct readiness aspects[ASPECTS];
    uint32_t values[PURPOSES]; /* that it needs, of each purpose */
    bool ready;
};

/* What is wanted of a purpose, all instances together. */
struct tally {
    size_t sets, values, regions;
    size_t conflicts; /* sets that cannot be */
};

struct sesdomain_plan {
    struct arena arena;
    struct text id, domain, zone;
    struct string *options;
    enum sesdomain_scenario scenario;
    bool ready;
    struct plan_instance *instances;
    size_t instance_count;
    struct sesdomain_recordset *sets;
    size_t set_count;
    size_t conflict_count; /* sets that are wanted and not there */
    struct tally tallies[PURPOSES];
    struct sesdomain_finding *findings;
    size_t finding_count;
};

/* ---- what is built on the way, in an arena that ends with the call ---- */

struct claim {
    struct claim *next;
    uint32_t instance;
};

/* Instances in the order they came. */
struct claims {
    struct claim *first, *last;
    size_t count;
};

/* A value of a type, and who needs it. */
struct want {
    struct entry entry; /* key: two octets of type, the rdata */
    const struct rule *rule;
    struct text text, rdata;
    size_t active, draining; /* how many of those who need it are */
    bool dropped;            /* another stands for it */
    struct claims claims;
};

/* An owner name and all that is wanted there. */
struct owner {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;
    struct index wants;
    bool conflict;
};

/* A finding and whom it concerns. */
struct found {
    struct entry entry; /* key: in the order of findings */
    const struct finding_row *row;
    struct text name, value, other;
    struct claims claims;
};

/* An account in a region. */
struct pair {
    struct entry entry;
    uint32_t ids[2];
    const char *account, *region;
    size_t active;
    uint32_t labels; /* made for it so far */
};

/* The key of a name above others. */
struct known_key {
    struct text name;
    char key[SESD_KEY_MAX];
    size_t length;
};

struct builder {
    const struct sesdomain *sd;
    struct sesdomain_plan *plan;
    struct arena scratch;
    struct index owners, found, pairs;
    struct text domain, zone;
    size_t longest; /* that a template can become */
    struct known_key known_keys[2];
    size_t next_key;             /* to be given up for another */
    const struct pair **pair_of; /* each instance */
};

/* ---- instances.c: who is there ---- */
void sesd_plan_instances(struct builder *b);

/* ---- need.c: each rule that applies ---- */
void sesd_plan_needs(struct builder *b);

/* ---- merge.c: what contradicts itself ---- */
void sesd_plan_merge(struct builder *b);

/* The wants of an owner that are not dropped, by type, then rdata. */
struct want *sesd_first_want(const struct owner *owner);
struct want *sesd_next_want(const struct want *w);

/* The owners, in canonical order. */
struct owner *sesd_first_owner(const struct builder *b);
struct owner *sesd_next_owner(const struct owner *owner);

/* ---- change.c: record sets, and what is to happen to them ---- */
void sesd_plan_change(struct builder *b);

/* ---- tally.c: what reports count ---- */
void sesd_plan_tallies(struct builder *b);

/* ---- readiness.c ---- */
void sesd_plan_readiness(struct builder *b);

/* ---- finding.c ---- */

/* The finding of that sort, name and texts; new, or the one there is. NULL if
 * there is no memory, which sesd_concern() takes. */
struct found *sesd_find(struct builder *b, enum finding finding,
                        struct text name, struct text value,
                        struct text other);

/* Say that it concerns an instance, all of them in ascending order. */
void sesd_concern(struct builder *b, struct found *found, uint32_t instance);

void sesd_concern_all(struct builder *b, struct found *found,
                      const struct claims *claims);

/* Put them into the plan. */
void sesd_plan_findings(struct builder *b);

/* ---- claims.c ---- */

/* Add an instance that is not there; they come in ascending order. */
void sesd_claim(struct builder *b, struct claims *claims, uint32_t instance);

/* Put what is in other between what is in claims. */
void sesd_claims_merge(struct builder *b, struct claims *claims,
                       const struct claims *other);

/* As the plan keeps them. */
const uint32_t *sesd_claims_array(struct builder *b,
                                  const struct claims *claims);

/* ---- option values ---- */
const char *sesd_plan_option(const struct sesdomain_plan *plan,
                             const char *name);

#endif
