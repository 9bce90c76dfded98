//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The words of the enumerations in sesdomain.h. Takes a number and returns its
 * word or its sentence, or takes a word and returns its number. A table an
 * enumeration; the numbers have no holes.
 */
#include "base_base.h"

/* ---- statuses, whose numbers are negative ---- */

static const struct {
    enum sesdomain_status status;
    const char *word, *sentence;
} statuses[] = {
    { SESDOMAIN_OK, "ok", "success" },
    { SESDOMAIN_E_MEMORY, "memory", "out of memory" },
    { SESDOMAIN_E_NAME, "name", "not a valid domain name" },
    { SESDOMAIN_E_VALUE, "value", "a malformed value" },
    { SESDOMAIN_E_LIMIT, "limit", "more than is allowed" },
    { SESDOMAIN_E_MISSING, "missing", "something required is missing" },
    { SESDOMAIN_E_SPACE, "space", "the buffer is too small" },
    { SESDOMAIN_E_FORMAT, "format", "no format or reader of that name" },
    { SESDOMAIN_E_OPTION, "option", "no option of that name" },
    { SESDOMAIN_E_DUPLICATE, "duplicate",
      "already in use; it must be unique" },
    { SESDOMAIN_E_STATE, "state",
      "the object does not allow this call in its current state" },
    { SESDOMAIN_E_SYNTAX, "syntax",
      "the text is not in the syntax of its reader" },
    { SESDOMAIN_E_DOCUMENT, "document",
      "well-formed, but not the document that was expected" },
    { SESDOMAIN_E_UNSUPPORTED, "unsupported",
      "the library was built without it" },
    { SESDOMAIN_E_SECRET, "secret",
      "a private key or another secret where none belongs" },
    { SESDOMAIN_E_CONFLICT, "conflict",
      "the desired records contradict each other or existing records" },
    { SESDOMAIN_E_PRIOR_UNKNOWN, "prior-unknown",
      "the existing records that it depends on are not known" },
    { SESDOMAIN_E_INEXPRESSIBLE, "inexpressible",
      "a valid value that the format cannot express" },
};

const char *sesdomain_strerror(enum sesdomain_status status)
{
    for (size_t i = 0; i < COUNT(statuses); i++)
        if (statuses[i].status == status)
            return statuses[i].sentence;
    return "a status that this version does not know";
}

const char *sesdomain_status_name(enum sesdomain_status status)
{
    for (size_t i = 0; i < COUNT(statuses); i++)
        if (statuses[i].status == status)
            return statuses[i].word;
    return NULL;
}

enum sesdomain_status sesdomain_status_from_name(const char *name,
                                                 enum sesdomain_status *status)
{
    *status = SESDOMAIN_OK;
    if (!name)
        return SESDOMAIN_E_MISSING;
    for (size_t i = 0; i < COUNT(statuses); i++) {
        if (strcmp(statuses[i].word, name) != 0)
            continue;
        *status = statuses[i].status;
        return SESDOMAIN_OK;
    }
    return SESDOMAIN_E_VALUE;
}

/* ---- the other enumerations, whose numbers are indices ---- */

/* Return the word of a number, or NULL. A negative number is a large one. */
static const char *word_of(const char *const *words, size_t count,
                           unsigned number)
{
    return number < count ? words[number] : NULL;
}

/* Find the number of a word, 0 if it is none of them. */
static enum sesdomain_status word_find(const char *const *words, size_t count,
                                       const char *word, unsigned *number)
{
    *number = 0;
    if (!word)
        return SESDOMAIN_E_MISSING;
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(words[i], word) != 0)
            continue;
        *number = i;
        return SESDOMAIN_OK;
    }
    return SESDOMAIN_E_VALUE;
}

static const char *const instance_states[] = { "none", "active", "draining",
                                               "retired" };

const char *sesdomain_instance_state_name(enum sesdomain_instance_state value)
{
    return word_of(instance_states, COUNT(instance_states), value);
}

enum sesdomain_status
sesdomain_instance_state_from_name(const char *name,
                                   enum sesdomain_instance_state *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(instance_states, COUNT(instance_states), name, &number);

    *value = (enum sesdomain_instance_state)number;
    return status;
}

static const char *const ses_statuses[] = { "unknown",           "not-started",
                                            "pending",           "success",
                                            "temporary-failure", "failed" };

const char *sesdomain_ses_status_name(enum sesdomain_ses_status value)
{
    return word_of(ses_statuses, COUNT(ses_statuses), value);
}

enum sesdomain_status
sesdomain_ses_status_from_name(const char *name,
                               enum sesdomain_ses_status *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(ses_statuses, COUNT(ses_statuses), name, &number);

    *value = (enum sesdomain_ses_status)number;
    return status;
}

static const char *const tristates[] = { "unknown", "no", "yes" };

const char *sesdomain_tristate_name(enum sesdomain_tristate value)
{
    return word_of(tristates, COUNT(tristates), value);
}

enum sesdomain_status
sesdomain_tristate_from_name(const char *name, enum sesdomain_tristate *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(tristates, COUNT(tristates), name, &number);

    *value = (enum sesdomain_tristate)number;
    return status;
}

static const char *const mx_failures[] = { "unknown", "use-default-value",
                                           "reject-message" };

const char *sesdomain_mx_failure_name(enum sesdomain_mx_failure value)
{
    return word_of(mx_failures, COUNT(mx_failures), value);
}

enum sesdomain_status
sesdomain_mx_failure_from_name(const char *name,
                               enum sesdomain_mx_failure *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(mx_failures, COUNT(mx_failures), name, &number);

    *value = (enum sesdomain_mx_failure)number;
    return status;
}

static const char *const scenarios[] = { "none",         "single",
                                         "same-region",  "one-account",
                                         "cross-region", "mixed" };

const char *sesdomain_scenario_name(enum sesdomain_scenario value)
{
    return word_of(scenarios, COUNT(scenarios), value);
}

enum sesdomain_status
sesdomain_scenario_from_name(const char *name, enum sesdomain_scenario *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(scenarios, COUNT(scenarios), name, &number);

    *value = (enum sesdomain_scenario)number;
    return status;
}

static const char *const value_ops[] = { "none", "keep", "add", "remove" };

const char *sesdomain_value_op_name(enum sesdomain_value_op value)
{
    return word_of(value_ops, COUNT(value_ops), value);
}

enum sesdomain_status
sesdomain_value_op_from_name(const char *name, enum sesdomain_value_op *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(value_ops, COUNT(value_ops), name, &number);

    *value = (enum sesdomain_value_op)number;
    return status;
}

static const char *const recordset_priors[] = { "unknown", "absent",
                                                "present" };

const char *
sesdomain_recordset_prior_name(enum sesdomain_recordset_prior value)
{
    return word_of(recordset_priors, COUNT(recordset_priors), value);
}

enum sesdomain_status
sesdomain_recordset_prior_from_name(const char *name,
                                    enum sesdomain_recordset_prior *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(recordset_priors, COUNT(recordset_priors), name, &number);

    *value = (enum sesdomain_recordset_prior)number;
    return status;
}

static const char *const recordset_todos[] = { "none", "create", "edit",
                                               "replace", "delete" };

const char *sesdomain_recordset_todo_name(enum sesdomain_recordset_todo value)
{
    return word_of(recordset_todos, COUNT(recordset_todos), value);
}

enum sesdomain_status
sesdomain_recordset_todo_from_name(const char *name,
                                   enum sesdomain_recordset_todo *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(recordset_todos, COUNT(recordset_todos), name, &number);

    *value = (enum sesdomain_recordset_todo)number;
    return status;
}

static const char *const purposes[] = { "none",      "verification", "dkim",
                                        "mail-from", "spf",          "dmarc",
                                        "receiving", "tracking" };

const char *sesdomain_purpose_name(enum sesdomain_purpose value)
{
    return word_of(purposes, COUNT(purposes), value);
}

enum sesdomain_status
sesdomain_purpose_from_name(const char *name, enum sesdomain_purpose *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(purposes, COUNT(purposes), name, &number);

    *value = (enum sesdomain_purpose)number;
    return status;
}

static const char *const aspects[] = { "none",      "verification", "dkim",
                                       "mail_from", "spf",          "dmarc" };

const char *sesdomain_aspect_name(enum sesdomain_aspect value)
{
    return word_of(aspects, COUNT(aspects), value);
}

enum sesdomain_status sesdomain_aspect_from_name(const char *name,
                                                 enum sesdomain_aspect *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(aspects, COUNT(aspects), name, &number);

    *value = (enum sesdomain_aspect)number;
    return status;
}

static const char *const readinesses[] = { "unknown",  "not-used", "conflict",
                                           "failed",   "at-risk",  "missing",
                                           "verified", "published" };

const char *sesdomain_readiness_name(enum sesdomain_readiness value)
{
    return word_of(readinesses, COUNT(readinesses), value);
}

enum sesdomain_status
sesdomain_readiness_from_name(const char *name,
                              enum sesdomain_readiness *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(readinesses, COUNT(readinesses), name, &number);

    *value = (enum sesdomain_readiness)number;
    return status;
}

static const char *const publications[] = { "unknown", "missing", "partial",
                                            "conflict", "published" };

const char *sesdomain_publication_name(enum sesdomain_publication value)
{
    return word_of(publications, COUNT(publications), value);
}

enum sesdomain_status
sesdomain_publication_from_name(const char *name,
                                enum sesdomain_publication *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(publications, COUNT(publications), name, &number);

    *value = (enum sesdomain_publication)number;
    return status;
}

static const char *const severities[] = { "none", "error", "warning", "note" };

const char *sesdomain_severity_name(enum sesdomain_severity value)
{
    return word_of(severities, COUNT(severities), value);
}

enum sesdomain_status
sesdomain_severity_from_name(const char *name, enum sesdomain_severity *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(severities, COUNT(severities), name, &number);

    *value = (enum sesdomain_severity)number;
    return status;
}

static const char *const finding_fixes[] = { "none", "plan", "dns", "ses",
                                             "settings" };

const char *sesdomain_finding_fix_name(enum sesdomain_finding_fix value)
{
    return word_of(finding_fixes, COUNT(finding_fixes), value);
}

enum sesdomain_status
sesdomain_finding_fix_from_name(const char *name,
                                enum sesdomain_finding_fix *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(finding_fixes, COUNT(finding_fixes), name, &number);

    *value = (enum sesdomain_finding_fix)number;
    return status;
}

static const char *const question_scopes[] = { "none", "name", "below" };

const char *sesdomain_question_scope_name(enum sesdomain_question_scope value)
{
    return word_of(question_scopes, COUNT(question_scopes), value);
}

enum sesdomain_status
sesdomain_question_scope_from_name(const char *name,
                                   enum sesdomain_question_scope *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(question_scopes, COUNT(question_scopes), name, &number);

    *value = (enum sesdomain_question_scope)number;
    return status;
}

static const char *const format_kinds[] = { "none", "report", "fragment",
                                            "change", "state" };

const char *sesdomain_format_kind_name(enum sesdomain_format_kind value)
{
    return word_of(format_kinds, COUNT(format_kinds), value);
}

enum sesdomain_status
sesdomain_format_kind_from_name(const char *name,
                                enum sesdomain_format_kind *value)
{
    unsigned number;
    enum sesdomain_status status =
        word_find(format_kinds, COUNT(format_kinds), name, &number);

    *value = (enum sesdomain_format_kind)number;
    return status;
}
