//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* From settings to a plan: each stage is a file, which alone writes the fields
 * of its struct. derive.c calls them in order. Private to this folder. */
#ifndef SESD_DERIVE_H
#define SESD_DERIVE_H

#include "plan_plan.h"
#include "settings_settings.h"

struct derivation;

/* ---- instances.c: the senders ---- */

#define NO_INSTANCE UINT32_MAX /* no instance: a record of the domain */

/* A set of instances in ascending order; its array is in the plan. */
struct claims {
    uint32_t *of;
    size_t count, capacity;
};

/* An identity: SES has one of the domain in each account and region. */
struct identity {
    struct entry entry;           /* key: the ids of account and region */
    const char *account, *region; /* in the plan */
    uint32_t ids[2];
    size_t active, not_retired; /* numbers of its instances */
    bool exists;                /* something of it is known: SES has it */
    bool has_replicas;          /* that are not retired */
    bool signs_with_old_key;    /* a draining instance has a key of BYODKIM */
    bool deleted;               /* an instance that deletes it is known */
    const struct sesdomain_instance *best; /* the one that replicas follow */
};

struct instances_stage {
    struct index identities;
    struct identity **identity_of; /* each instance has one */
    bool has_inactive;             /* an instance is draining or retired */
};

/* The current instance. */
struct subject {
    const struct sesdomain_instance *inst;
    uint32_t number;
    bool active;
    struct text region;
};

void sesd_derive_instances(struct derivation *d);

/* Return the identity in an account and region, by their ids; or NULL. */
struct identity *sesd_identity(const struct derivation *d, uint32_t account,
                               uint32_t region);

/* Whether an instance signs with DKIM. */
bool sesd_uses_dkim(const struct sesdomain_instance *inst);

/* Add an instance to a set that has no later instances. */
void sesd_claim(struct derivation *d, struct claims *claims,
                uint32_t instance);

/* Return the union of sets. */
struct claims sesd_claims_union(struct derivation *d,
                                const struct claims *sets, size_t count);

/* ---- finding.c: reports ---- */

/* The names that one cause concerns, in the order of reporting. */
struct names {
    struct text *of;
    size_t count, capacity;
};

/* A finding and the instances it concerns. */
struct found {
    struct entry entry; /* key: in the order of findings */
    const struct finding_row *row;
    struct text name, value, other;
    struct names names;
    struct claims claims; /* complete once the finding is in the plan */
    struct claims *sets;  /* of instances that it concerns besides */
    size_t set_count, set_capacity;
    size_t position; /* in the plan, once it is there */
};

struct finding_stage {
    struct index found;
};

/* Return the finding of that kind, name and texts, new or not; or NULL. */
struct found *sesd_report(struct derivation *d, enum finding finding,
                          struct text name, struct text value,
                          struct text other);

/* The same, but once for each cause, with the texts that came first. */
struct found *sesd_report_cause(struct derivation *d, enum finding finding,
                                struct text cause, struct text name,
                                struct text value, struct text other);

/* The finding concerns an owner name, which its texts may list. */
void sesd_add_name(struct derivation *d, struct found *found,
                   struct text name);

/* Add an instance to those that a finding concerns, in ascending order. */
void sesd_concern(struct derivation *d, struct found *found,
                  uint32_t instance);

void sesd_concern_all(struct derivation *d, struct found *found,
                      const struct claims *claims);

/* Report about an instance, if it is active. */
void sesd_report_instance(struct derivation *d, const struct subject *subject,
                          enum finding finding, struct text name,
                          struct text value, struct text other);

/* Return a number in digits. */
struct text sesd_number(struct derivation *d, size_t n);
/* Return the name of a type, "TXT" or "TYPE65280". */
struct text sesd_type_text(struct derivation *d, uint32_t type);

/* Write a text of the table with its marks replaced; {names} and {instances}
 * list at most five, or else two and the number of the others. */
void sesd_finding_write(struct out *o, const struct sesdomain_plan *plan,
                        const char *pattern, const struct found *found);

/* Copy the findings to the plan. */
void sesd_derive_findings(struct derivation *d);

/* ---- want.c: from rules to desired values at owner names ---- */

/* Whether DNS has a desired value. */
enum held { HELD_UNKNOWN, HELD_MISSING, HELD_PUBLISHED, HELD_CONFLICT };

/* A desired value, and the instances that need it. */
struct want {
    struct entry entry; /* key: the type in two octets, the rdata */
    const struct rule *rule;
    struct text text, rdata;
    size_t active, draining; /* numbers of its instances */
    struct claims claims;
    bool dropped;   /* replaced by another value, or withheld */
    bool rejected;  /* dropped, because an instance has another value there */
    enum held held; /* set by existing.c, and on conflict */
    const struct record *there;    /* satisfies the value: existing.c */
    const struct record *replaces; /* is merged with it: spf.c */
    enum sesdomain_value_op op;    /* set by change.c */
};

/* The first live values of an owner that exclude others; NULL: none does. */
struct rivals {
    const struct want *any;      /* excludes a CNAME */
    const struct want *cname;    /* excludes all others */
    const struct want *mx, *key; /* exclude others of their type */
};

/* An owner name and all desired values at it; at least one. */
struct owner {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;   /* in the plan */
    struct index wants;
    struct rivals rivals;      /* set by existing.c */
    const struct known *known; /* existing records; NULL: none were given */
    const struct record *accepted; /* in the place of a desired value */
    struct want *accepted_for;     /* set by accept.c */
    bool has_texts; /* has values that are compared by meaning */
    bool in_zone;
    bool synthesised; /* the records given come from a wildcard (RFC 4592) */
    bool elsewhere;   /* outside the zone, and no active instance needs it */
    bool conflict;    /* all RRsets are withheld: set by sesd_withhold() */
    const struct found *reason; /* of the conflict */
};

struct want_stage {
    struct index owners;
    struct owner **sorted; /* all of them, in canonical order */
    size_t count;
};

/* The fields of the templates, for one use of a rule. */
struct fields {
    struct text of[FIELD_COUNT];
};

/* Apply every rule of a need. */
void sesd_apply(struct derivation *d, enum need need,
                const struct fields *fields, uint32_t instance);

/* Return a text as rdata, terminated; a NULL text without memory. */
struct text sesd_make_rdata(struct arena *a, uint32_t type, struct text text);

/* Return the desired value of a type and rdata, dropped or not; or NULL. */
struct want *sesd_find_want(struct derivation *d, const struct owner *owner,
                            uint32_t type, struct text rdata);

/* Return the owner of a name; NULL if nothing is desired there. */
struct owner *sesd_owner(const struct derivation *d, struct text name);

/* Sort the owners, once all are known. */
void sesd_derive_order(struct derivation *d);

/* Return the first or next value of an owner that is not dropped, by type,
 * then rdata. */
struct want *sesd_first_want(const struct owner *owner);
struct want *sesd_next_want(const struct want *w);

/* The same, for values that an active instance or the domain needs. */
struct want *sesd_first_live_want(const struct owner *owner);
struct want *sesd_next_live_want(const struct want *w);

/* Return the first live value of a type; 0: of any type. */
struct want *sesd_live_want(const struct owner *owner, uint32_t type);

/* Return the address record of a type that is wanted at a name, or NULL. */
struct want *sesd_wanted_address(const struct owner *owner, uint32_t type);

/* ---- conflict.c: values that cannot coexist ---- */

/* Report a conflict at an owner name and withhold all its RRsets. */
void sesd_conflict(struct derivation *d, struct owner *owner,
                   enum finding finding, struct text value, struct text other);

/* The same, for a reason that other names may have, too. */
void sesd_conflict_for(struct derivation *d, struct owner *owner,
                       struct found *found);

/* Withhold all RRsets of a name, for a reason that was reported. */
void sesd_withhold(struct owner *owner, const struct found *reason);

void sesd_derive_conflicts(struct derivation *d);

/* List the withheld RRsets, once the findings are in the plan. */
void sesd_derive_withheld(struct derivation *d);

/* ---- sharing.c: one MAIL FROM domain for several regions ---- */
void sesd_derive_sharing(struct derivation *d);

/* ---- address.c: addresses of custom MAIL FROM domains ---- */
void sesd_derive_addresses(struct derivation *d);

/* ---- lookup.c: searches in the existing records ---- */

/* Return the value that a record at its name satisfies, or NULL. */
struct want *sesd_want_for(struct derivation *d, const struct owner *owner,
                           const struct record *r);

/* Return a token without its optional prefix, unless an option requires it. */
struct text sesd_bare_token(struct text t);
struct text sesd_write_token(struct derivation *d, struct text token);

/* Return LABEL.ABOVE; a NULL text if it is too long, or without memory. */
struct text sesd_below(struct derivation *d, const char *label,
                       struct text above);

/* Return the records of the wildcard right below a name, or NULL. */
const struct known *sesd_wildcard(struct derivation *d, struct text above);

/* Whether the records of an owner were synthesised from a wildcard. */
bool sesd_is_synthesised(struct derivation *d, const struct owner *owner);

enum sesdomain_recordset_prior sesd_owner_prior(const struct derivation *d,
                                                const struct owner *owner,
                                                uint32_t type);

/* Return the first record of a type that an owner itself has, or NULL. */
const struct record *sesd_owner_records(const struct owner *owner,
                                        uint32_t type);

/* Follow the known CNAMEs from a name. */
struct text sesd_follow_cnames(const struct derivation *d, struct text name);

/* ---- question.c: DNS lookups that would resolve what is unknown ---- */

struct question_stage {
    struct index asked;
    size_t count; /* of questions; a name may have several */
};

/* Add a question for a type at a name of the plan, unless it is NULL. */
void sesd_ask(struct derivation *d, struct text name, uint32_t type);

void sesd_derive_questions(struct derivation *d);

/* ---- token.c: verification tokens ---- */

struct token_stage {
    bool assigned;                   /* the tokens below are set */
    struct text at_label, at_domain; /* the token that may be there */
};

void sesd_need_token(struct derivation *d, const struct subject *subject,
                     struct fields *fields);

/* ---- dkim.c: tokens and keys of DKIM ---- */

/* Apply the rules of DKIM. Return whether the instance uses DKIM. */
bool sesd_need_dkim(struct derivation *d, const struct subject *subject,
                    struct fields *fields);

/* Check the key record of a selector. Return false after a conflict. */
bool sesd_check_key(struct derivation *d, struct owner *owner);

/* ---- need.c: the needs of each instance, and of the domain ---- */
void sesd_derive_needs(struct derivation *d);

/* ---- spf.c: the SPF record of a MAIL FROM domain ---- */

struct spf_stage {
    struct index parsed; /* the records that others include, by name */
};

/* Check the existing SPF record, and merge w with it; false: a conflict. */
bool sesd_check_spf(struct derivation *d, struct owner *owner, struct want *w);

/* ---- evidence.c: the state of each need in DNS ---- */

/* How many values of an aspect of an instance DNS has. */
struct evidence {
    uint32_t held[HELD_CONFLICT + 1];
    uint32_t easy[HELD_CONFLICT + 1]; /* those of Easy DKIM */
    bool has_key;                     /* a key of BYODKIM is published */
};

struct evidence_stage {
    struct evidence (*of)[ASPECTS]; /* for each instance */
    const struct record *token;     /* one of no instance; NULL: none */
    struct text token_at;
};

void sesd_derive_evidence(struct derivation *d);

/* Return what SES reports of an aspect; SESDOMAIN_SES_UNKNOWN: nothing. */
enum sesdomain_ses_status sesd_reported(const struct sesdomain_instance *inst,
                                        enum sesdomain_aspect aspect);

/* Whether SES reports SUCCESS for a value: a record in its place works. */
bool sesd_is_vouched(const struct derivation *d, const struct want *w);

/* Whether DNS is known to have no record of Easy DKIM that is wanted. */
bool sesd_easy_is_missing(const struct evidence *evidence);

/* Whether a TXT has the form of a verification token. */
bool sesd_is_ses_token(struct text t);
enum sesdomain_publication sesd_publication(const struct evidence *evidence,
                                            enum sesdomain_ses_status ses);

/* How mail passes DMARC: by DKIM, or by SPF with a custom MAIL FROM domain. */
enum mail_path {
    PATH_NONE,    /* it is not used */
    PATH_BROKEN,  /* a finding says why */
    PATH_WAITING, /* for records, or for SES */
    PATH_UNKNOWN, /* SES's status is not known */
    PATH_WORKING, /* SES reports SUCCESS, and DNS does not contradict it */
};

enum mail_path sesd_path(const struct derivation *d, uint32_t instance,
                         enum sesdomain_aspect aspect);

/* ---- dmarc.c: policy and alignment; see also policy.h ---- */

struct dmarc_stage {
    struct index published;    /* at each name that was looked at */
    const struct owner *owner; /* of our record; NULL: there is none */
    struct text ours;          /* our record, of which these are the tags */
    struct dmarc ours_tags;
    bool used;           /* a policy applies, or is in the settings */
    enum held held;      /* of the policy of the domain */
    bool in_pieces;      /* its tags are values of their own */
    bool *unaligned;     /* for each instance: by neither SPF nor DKIM */
    bool *unsigned_lost; /* for each instance: a finding says so */
    bool enforced; /* receivers quarantine or reject unaligned mail now */
};

/* ---- propose.c: the option plan.mail-from ---- */

struct propose_stage {
    struct index used;      /* names that instances use */
    struct text *of_region; /* the name to propose, by the id of the region */
};

void sesd_derive_proposals(struct derivation *d);

/* The custom MAIL FROM domain of an instance, given or proposed; or NULL. */
struct text sesd_mail_from(struct derivation *d,
                           const struct sesdomain_instance *inst);

/* ---- tracking.c: a tracking domain over HTTPS ---- */

/* Whether a CDN serves a tracking domain: the desired value is dropped. */
bool sesd_accept_cdn(struct derivation *d, struct owner *owner);

/* ---- existing.c: desired values among existing records ---- */
/* Return a live value that cannot coexist with one that is not, or NULL. */
const struct want *sesd_rival(const struct owner *owner, const struct want *w);

/* Whether a record that satisfies a DKIM CNAME is proxied: it is replaced. */
bool sesd_is_hidden(const struct want *w, const struct record *r);

/* ---- limits.c: RRsets that name servers and providers cannot serve ---- */
/* Report why an RRset cannot be served; return the finding, or NULL. */
const struct found *sesd_check_limits(struct derivation *d,
                                      const struct sesdomain_recordset *set);

/* ---- change.c: RRsets, and the operation on each value ---- */

struct change_stage {
    bool may_remove;    /* records that are no longer needed */
    bool removal_waits; /* for active instances that are not finished */
};
void sesd_derive_change(struct derivation *d);

/* ---- lint.c: suspicious records in the zone ---- */
/* Report records outside the zone that no question concerns. */
void sesd_derive_outside(struct derivation *d);

/* ---- mistyped.c: records that are almost SPF or DMARC ---- */
/* Report what is almost an SPF record; false after a conflict. */
bool sesd_check_mistyped_spf(struct derivation *d, struct owner *owner);

/* ---- a stage and a file each ---- */
void sesd_derive_existing(struct derivation *d);  /* existing.c */
void sesd_derive_alignment(struct derivation *d); /* alignment.c */

/* Whether mail from every From domain passes DMARC by the MAIL FROM domain of
 * an instance, if SES has verified it. */
bool sesd_is_aligned_by_spf(struct derivation *d,
                            const struct sesdomain_instance *inst);

void sesd_derive_readiness(struct derivation *d); /* readiness.c */
void sesd_derive_lint(struct derivation *d);      /* lint.c */
void sesd_derive_misplaced(struct derivation *d); /* misplaced.c */
void sesd_derive_mistyped(struct derivation *d);  /* mistyped.c */
void sesd_derive_strangers(struct derivation *d); /* strangers.c */

/* ---- wildcard.c ---- */

/* A record that a name loses, because a wildcard no longer answers for it. */
struct lost {
    struct lost *next;
    struct text name;
    const struct record *record;
};

struct wildcard_stage {
    struct index types;        /* of each wildcard that stops answering */
    struct index names;        /* for which one stops answering */
    struct lost *first, **end; /* for the runbook, not more than LOST_MAX */
    size_t count;
};

void sesd_derive_wildcards(struct derivation *d);

void sesd_derive_steps(struct derivation *d); /* steps.c */

/* ---- listing.c: the zones of listings ---- */
void sesd_derive_listing(struct derivation *d);

/* The option plan.dmarc. */
enum dmarc_option { DMARC_KEEP, DMARC_REPLACE, DMARC_MERGE_RUA };

/* The options that rules depend on. */
struct quirks {
    enum dmarc_option dmarc;
    bool propose_mail_from, suggest_byodkim;
    bool no_underscores, one_txt, prefix, remove_always, dkim_targets;
    uint32_t ttl_min, ttl_max, txt_max; /* seconds, characters; 0: none */
    struct text txt_refuses;            /* characters */
    struct text mail_from_address;      /* of IPv4, IPv6, or both */
};

struct derivation {
    const struct sesdomain *sd;
    struct sesdomain_plan *plan;
    struct arena scratch;     /* freed at the end of the call */
    struct text domain, zone; /* in the plan */
    struct quirks quirks;
    uint32_t ttl;      /* of new RRsets */
    bool has_existing; /* the caller gave existing records */

    struct propose_stage propose;
    struct instances_stage instances;
    struct finding_stage finding;
    struct want_stage want;
    struct question_stage question;
    struct token_stage token;
    struct evidence_stage evidence;
    struct dmarc_stage dmarc;
    struct spf_stage spf;
    struct change_stage change;
    struct wildcard_stage wildcard;
};

#endif
