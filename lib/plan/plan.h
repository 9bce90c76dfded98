/* SPDX-License-Identifier: MIT */
/* The plan: the immutable result of a computation, in one arena. */
#ifndef SESD_PLAN_H
#define SESD_PLAN_H

#include "../ses/ses.h"

/* ---- the result, all of it in one arena ---- */

struct value {
    struct text text, rdata;
    struct text listed, id; /* as the zone has it; may be NULL */
    enum sesdomain_value_op op;
    enum sesdomain_purpose purpose;
    const uint32_t *instances;
    size_t instance_count;
};

struct sesdomain_recordset {
    struct text name, type_name;
    uint32_t type, ttl;
    enum sesdomain_recordset_prior prior;
    struct value *values;
    size_t value_count;
    bool single;    /* no other value of its kind may coexist with ours */
    bool ttl_known; /* the TTL is that of the existing set */
};

struct sesdomain_finding {
    const struct finding_row *row;
    const char *name, *message, *hint;
    const uint32_t *instances;
    size_t instance_count;
};

/* An RRset that is desired and withheld because of a conflict. */
struct withheld {
    const char *name;
    uint32_t type;
    size_t finding; /* that explains it; SESDOMAIN_NONE: none */
};

struct question {
    const char *name;
    uint32_t type;
    enum sesdomain_question_scope scope;
};

struct readiness {
    enum sesdomain_readiness state;
    enum sesdomain_publication dns;
    enum sesdomain_ses_status ses;
};

#define PURPOSES (SESDOMAIN_PURPOSE_ADDRESS + 1)
#define ASPECTS (SESDOMAIN_ASPECT_DMARC + 1)

struct plan_instance {
    struct text label;
    const char *account, *region;
    enum sesdomain_instance_state state;
    struct readiness aspects[ASPECTS];
    uint32_t values[PURPOSES]; /* number of those it needs, by purpose */
    bool ready;
    struct ses_facts ses;
    struct text mail_from; /* NULL: none */
    struct text selector;  /* of the key that SES is to sign with; NULL: SES
                            * issues the keys */
    struct text origin;    /* of the keys of a replica; NULL: not a replica */
    bool mail_from_set;    /* in SES, to that name */
    bool mx_elsewhere;     /* the MX is that of another region */
    bool uses_token, uses_dkim;
    bool lacks_records;    /* of DKIM or MAIL FROM: they are in conflict, or
                            * not known */
    bool has_tokens;       /* of DKIM, so that the identity exists */
    uint32_t awaited;      /* the aspects whose SUCCESS the runbook waits for:
                            * bit 1 << aspect */
    bool deletes_identity; /* the first retired instance of an account and
                            * region that has no other instances */
};

/* ---- the runbook ---- */

/* The steps, in their order; a plan has those that apply. */
enum step_kind {
    STEP_RESOLVE,
    STEP_HOLD,
    STEP_FALL_BACK,
    STEP_ADD_MAIL_FROM,
    STEP_ADD_INSTANCE,
    STEP_ISSUE_TOKENS,
    STEP_CREATE,
    STEP_LOWER_TTL,
    STEP_PUBLISH_LOST,
    STEP_PUBLISH,
    STEP_CHECK_SERVERS,
    STEP_SET_MAIL_FROM,
    STEP_WAIT_MAIL_FROM,
    STEP_SWITCH_KEY,
    STEP_SWITCH_EASY,
    STEP_RESTART,
    STEP_ENABLE_SIGNING,
    STEP_WAIT,
    STEP_MOVE_MAIL_FROM,
    STEP_ACTIVATE_RULES,
    STEP_PUBLISH_RECEIVING,
    STEP_REJECT,
    STEP_SEND,
    STEP_DRAIN,
    STEP_RETIRE_KEY,
    STEP_REMOVE_EASY,
    STEP_REMOVE,
    STEP_PUBLISH_POLICY,
    STEP_CHECK,
    STEP_PLAN_AGAIN,
    STEP_DELETE,
    STEP_KINDS,
};

/* A change to a record; keep: it gets the TTL. */
struct step_change {
    enum sesdomain_value_op op;
    struct text name, type_name, rdata;
    uint32_t ttl;
};

struct step {
    enum step_kind kind;
    uint32_t seconds; /* to let pass before it */
    uint32_t *instances;
    size_t instance_count;
    struct step_change *changes;
    size_t change_count;
    size_t *findings; /* that the step is about, by their index */
    size_t finding_count;
};

/* Totals of one purpose over all instances. */
struct tally {
    size_t sets, values, regions;
    size_t conflicts; /* RRsets that are withheld */
};

/* An option as it applies to the plan. */
struct option_value {
    const char *name, *value;
};

struct sesdomain_plan {
    struct arena arena;
    struct text reference, domain, zone;
    struct text contact, due; /* for the DNS operator; may be NULL */
    struct text *servers;     /* of the zone, as its NS records name them */
    size_t server_count;
    bool has_existing; /* the caller gave existing records */
    struct option_value *options;
    size_t option_count;
    const struct provider *provider;
    enum sesdomain_scenario scenario;
    bool ready;
    struct plan_instance *instances;
    size_t instance_count;
    struct sesdomain_recordset *sets;
    size_t set_count;
    struct withheld *withheld; /* in the order of sets */
    size_t withheld_count;
    struct tally tallies[PURPOSES];
    struct sesdomain_finding *findings;
    size_t finding_count;
    struct step *steps;
    size_t step_count;
    struct question *questions; /* by name (RFC 4034 section 6.1), type */
    size_t question_count;
};

/* ---- plan.c ---- */

/* Return the value of an option: as set explicitly, else as the provider
 * presets it, else its default. */
const char *sesd_plan_option(const struct sesdomain_plan *plan,
                             const char *name);

#endif
