/* SPDX-License-Identifier: MIT */
/* From settings to a plan, a file a stage, called in order from derive.c.
 * Private to this folder. */
#ifndef SESD_DERIVE_H
#define SESD_DERIVE_H

#include "../plan/plan.h"

#define NO_INSTANCE UINT32_MAX /* no instance: a record of the domain */

/* ---- what is built on the way, in an arena that ends with the call ---- */

/* Instances in ascending order, in the plan. */
struct claims {
    uint32_t *of;
    size_t count, room;
};

/* What DNS holds of a want. */
enum held { HELD_UNKNOWN, HELD_MISSING, HELD_PUBLISHED, HELD_CONFLICT };

/* Claims of many on their way into one: each part is of twice as many as the
 * one before it, or of none, so that no claim is copied often. */
struct gathering {
    struct claims parts[32];
};

/* A value of a type, and who needs it. */
struct want {
    struct entry entry; /* key: two octets of type, the rdata */
    struct want *next;  /* at the owner, in order, once all are known */
    const struct rule *rule;
    struct text text, rdata;
    size_t active, draining; /* how many of those who need it are */
    bool dropped;            /* another stands for it, or it stays away */
    enum held held;
    enum sesdomain_value_op op;    /* once that is decided */
    const struct record *there;    /* what satisfies it */
    const struct record *replaces; /* what is to go for it */
    struct claims claims;
};

/* An owner name and all that is wanted there. They are in a tree by their
 * labels, with names where nothing is wanted. */
struct owner {
    struct entry entry; /* key: its label, which has no odd octets */
    struct owner *above;
    struct index below;
    struct owner *next; /* in order, once all are known */
    struct owner *next_asked;
    struct want *first; /* of several, once all are known */
    struct text name;
    struct index wants;
    const struct known *known; /* what is there, as far as somebody told */
    bool absent;               /* what was answered came from a wildcard */
    bool in_zone;
    bool elsewhere; /* outside of that, and no active need */
    bool conflict;
    unsigned asked; /* what for, a bit for each type */
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
    struct entry entry; /* key: the id of the region */
    struct pair *next;
    uint32_t ids[2];
    const char *account, *region;
    size_t active, living; /* living: not retired */
    bool leaves;           /* somebody is the one to leave it */
    const struct sesdomain_instance *best; /* the one that replicas go by */
};

/* The hosts of a region. */
enum host { HOST_DKIM_ZONE, HOST_FEEDBACK, HOST_INBOUND, HOST_COUNTER, HOSTS };

/* The values that an aspect of an instance needs, by what DNS holds. */
struct evidence {
    uint32_t held[HELD_CONFLICT + 1];
};

/* The options that rules look at. */
struct quirks {
    bool no_underscores, one_txt, prefix, remove_always, dkim_targets;
    uint32_t ttl_min, ttl_max, txt_max;
    struct text txt_refuses;
};

/* What the uses of a need have in common, from the first one on. */
struct site {
    const struct rule *rule;  /* the first */
    struct owner *at;         /* their name, or what is above it for all */
    const struct want *alike; /* one whose value all have */
};

/* A name to be asked for. */
struct pending {
    struct pending *next;
    struct text name;
};

struct derivation {
    const struct sesdomain *sd;
    struct sesdomain_plan *plan;
    struct arena scratch;
    struct index found;
    struct owner root, *at_domain;
    struct owner *first;       /* of the owners, in canonical order at last */
    struct owner *first_asked; /* of the places that are asked for something */
    size_t asked_count;
    struct index told_names; /* others that are, as somebody told them */
    struct text domain, zone;
    struct site sites[NEED_COUNT];
    struct quirks quirks;
    uint32_t ttl;                  /* of new record sets */
    struct pair *pairs, **pair_of; /* all, that of each instance */
    struct index *pairs_of;        /* each account */
    uint32_t *everyone;            /* all instances, in the plan */
    struct text (*hosts)[HOSTS];   /* of each region, once asked for */
    bool told;                     /* something of what DNS holds */
    bool leaving;                  /* somebody is not active */
    bool may_remove;
    struct evidence (*evidence)[ASPECTS]; /* of each instance */
    enum held dmarc;                      /* what there is of the policy */
    bool dmarc_used;
    struct text dmarc_read;  /* the record that was read last */
    struct dmarc dmarc_tags; /* what it says */
    bool *unaligned;         /* instances whose mail passes DMARC by no path */
    bool removal_waits;
    struct pending *report_names; /* that outside hosts are to have */
    struct owner *policy;         /* where our DMARC record is to be */
    bool places_planned;
    struct text for_usual, for_domain; /* tokens, where a name takes one */
};

/* ---- instances.c: who is there ---- */
void sesd_plan_instances(struct derivation *b);

/* NULL if nobody is there. */
struct pair *sesd_pair(const struct derivation *b, uint32_t account,
                       uint32_t region);

/* A host as AWS's table lists it for a region, which may be NULL: not known.
 * A NULL text if none is. */
struct text sesd_listed_host(struct derivation *b, const struct region *known,
                             struct text region, enum host which);

/* The same, made once for a region in use. */
struct text sesd_region_host(struct derivation *b,
                             const struct region_use *use, enum host which);

/* ---- need.c, token.c, dkim.c: what each instance needs, by the rules ---- */

/* What the templates name, for one use of a rule. */
struct fields {
    struct text of[FIELD_COUNT];
};

/* An instance whose turn it is. */
struct subject {
    const struct sesdomain_instance *inst;
    uint32_t number;
    bool active;
    struct text region;
};

void sesd_plan_needs(struct derivation *b);

void sesd_need_token(struct derivation *b, const struct subject *subject,
                     struct fields *fields);

/* A token without the prefix that may stand before it; with it, where the
 * options ask for that. */
struct text sesd_bare_token(struct text t);
struct text sesd_write_token(struct derivation *b, struct text token);

/* Answers whether the instance uses DKIM at all. */
bool sesd_need_dkim(struct derivation *b, const struct subject *subject,
                    struct fields *fields);

/* Report something of an instance, if it is active. */
void sesd_tell(struct derivation *b, const struct subject *subject,
               enum finding finding, struct text name, struct text value,
               struct text other);

/* ---- want.c: from rules to wants at owner names ---- */

/* The place of a name that lives on, below another or the root; NULL if there
 * is no memory. */
struct owner *sesd_make_owner(struct derivation *b, struct owner *top,
                              struct text name);

/* The place of a label below another; NULL if there is no memory. */
struct owner *sesd_owner_below(struct derivation *b, struct owner *above,
                               struct text label);

/* The place of all uses of a need, or what is above them; NULL if they have
 * none in common. */
struct owner *sesd_site(struct derivation *b, enum need need);

/* NULL if there is none. */
struct owner *sesd_owner(struct derivation *b, struct text name);

/* Use every rule that hangs on the need. */
void sesd_apply(struct derivation *b, enum need need,
                const struct fields *fields, uint32_t instance);

/* Put the places of the tree in order, and the wants of each: nothing is added
 * then. */
void sesd_plan_order(struct derivation *b);

/* The wants of an owner that are not dropped, by type, then rdata. */
static inline struct want *sesd_undropped(struct want *w)
{
    while (w && w->dropped)
        w = w->next;
    return w;
}

static inline struct want *sesd_first_want(const struct owner *owner)
{
    return sesd_undropped(owner->first);
}

static inline struct want *sesd_next_want(const struct want *w)
{
    return sesd_undropped(w->next);
}

/* w, or the first after it that an active instance needs. */
static inline struct want *sesd_live_want(struct want *w)
{
    while (w && !w->active)
        w = sesd_next_want(w);
    return w;
}

/* ---- merge.c: what contradicts itself ---- */
void sesd_plan_merge(struct derivation *b);

/* Report for all that is wanted at the name, and leave the name alone. */
void sesd_clash(struct derivation *b, struct owner *owner,
                enum finding finding, struct text value, struct text other);

/* ---- exist.c: what exists, and what it is in the way of ---- */
void sesd_plan_exist(struct derivation *b);

/* What is known of the wildcard right below a name; NULL: nothing. */
const struct known *sesd_wildcard(struct derivation *b, struct text above);

/* The want that a record at its name satisfies, dropped or not; or NULL. */
struct want *sesd_want_for(struct derivation *b, const struct owner *owner,
                           const struct record *r);

enum sesdomain_recordset_prior sesd_owner_prior(const struct derivation *b,
                                                const struct owner *owner,
                                                uint32_t type);

/* Where a name has its answers: at the end of the CNAMEs that are known. */
struct text sesd_answering(const struct derivation *b, struct text name);

/* ---- spf.c: the SPF record of a MAIL FROM name ---- */

/* Look at what is there. False where it is in conflict, which has been
 * reported. A record to be put in its place becomes the want's. */
bool sesd_exist_spf(struct derivation *b, struct owner *owner, struct want *w);

/* ---- key.c: the key record of a selector ---- */

/* Look at what is there. False where it is in conflict, which has been
 * reported. */
bool sesd_exist_key(struct derivation *b, struct owner *owner);

/* ---- change.c: record sets, and what is to happen to them ---- */
void sesd_plan_change(struct derivation *b);

/* ---- lint.c: what is odd in the zone ---- */
void sesd_plan_lint(struct derivation *b);

/* ---- question.c ---- */

/* Ask at places in the tree of names. */
void sesd_plan_places(struct derivation *b);

/* Ask for what somebody told, and put all questions into the plan. */
void sesd_plan_questions(struct derivation *b);

/* ---- tally.c: what reports count ---- */
void sesd_plan_tallies(struct derivation *b);

/* ---- dmarc.c: policy and alignment ---- */

/* Look at what is at _dmarc, and drop the want if something is. */
void sesd_exist_dmarc(struct derivation *b, struct owner *owner,
                      struct want *w);

void sesd_plan_dmarc(struct derivation *b);

/* ---- readiness.c, status.c: how far each instance is ---- */
bool sesd_uses_dkim(const struct sesdomain_instance *inst);

/* Whether SES has verified what the instance uses. */
bool sesd_verified(const struct sesdomain_instance *inst);

void sesd_plan_evidence(struct derivation *b);

/* Whether all that an aspect needs can be published. */
bool sesd_usable(const struct evidence *evidence);

void sesd_plan_readiness(struct derivation *b);
void sesd_plan_statuses(struct derivation *b);

/* ---- finding.c ---- */

/* The finding of that sort, name and texts; new, or the one there is. NULL if
 * there is no memory, which sesd_concern() takes. */
struct found *sesd_find(struct derivation *b, enum finding finding,
                        struct text name, struct text value,
                        struct text other);

/* Say that it concerns an instance, all of them in ascending order. */
void sesd_concern(struct derivation *b, struct found *found,
                  uint32_t instance);

void sesd_concern_all(struct derivation *b, struct found *found,
                      const struct claims *claims);

/* A number as a finding tells it. */
struct text sesd_number(struct derivation *b, size_t n);

/* LABEL.ABOVE; a NULL text if DNS cannot hold it, or there is no memory. */
struct text sesd_below(struct derivation *b, const char *label,
                       struct text above);

/* Write a text of the table, its marks replaced: {name}, {value}, {other}, and
 * {instances}, the labels of at most five or else of two and how many more. */
void sesd_finding_write(struct out *o, const struct sesdomain_plan *plan,
                        const char *pattern, const struct found *found);

/* Put them into the plan. */
void sesd_plan_findings(struct derivation *b);

/* ---- claims.c ---- */

/* Add an instance that is not there; they come in ascending order. */
void sesd_claim(struct derivation *b, struct claims *claims,
                uint32_t instance);

/* Put what is in other between what is in claims. */
void sesd_claims_merge(struct derivation *b, struct claims *claims,
                       const struct claims *other);

void sesd_gather(struct derivation *b, struct gathering *g,
                 const struct claims *claims);
struct claims sesd_gathered(struct derivation *b, const struct gathering *g);

/* ---- derive.c ---- */

bool sesd_plan_failed(const struct derivation *b);

#endif
