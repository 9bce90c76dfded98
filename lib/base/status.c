/* SPDX-License-Identifier: MIT */
#include "base.h"

static const struct {
    enum sesdomain_status status;
    const char *sentence;
} sentences[] = {
    { SESDOMAIN_OK, "success" },
    { SESDOMAIN_E_MEMORY, "out of memory" },
    { SESDOMAIN_E_NAME, "not a valid domain name" },
    { SESDOMAIN_E_VALUE, "a value that is not allowed here" },
    { SESDOMAIN_E_LIMIT, "more than is allowed" },
    { SESDOMAIN_E_MISSING, "something required is absent" },
    { SESDOMAIN_E_SPACE, "it does not fit into the buffer" },
    { SESDOMAIN_E_FORMAT, "no format of that name" },
    { SESDOMAIN_E_OPTION, "no option of that name" },
    { SESDOMAIN_E_DUPLICATE, "taken: it has to be unique" },
    { SESDOMAIN_E_STATE, "the call came at the wrong time" },
    { SESDOMAIN_E_SYNTAX, "the text is not JSON" },
    { SESDOMAIN_E_DOCUMENT, "not a document of the kind expected" },
    { SESDOMAIN_E_UNSUPPORTED, "the library was built without this" },
    { SESDOMAIN_E_SECRET, "a private key where none belongs" },
    { SESDOMAIN_E_CONFLICT,
      "what is wanted contradicts itself or what exists" },
    { SESDOMAIN_E_PRIOR_UNKNOWN, "it needs to know what exists" },
    { SESDOMAIN_E_FILE, "a file cannot be read" },
    { SESDOMAIN_E_INEXPRESSIBLE,
      "a valid value that the format cannot express" },
};

const char *sesdomain_strerror(enum sesdomain_status status)
{
    for (size_t i = 0; i < COUNT(sentences); i++)
        if (sentences[i].status == status)
            return sentences[i].sentence;
    return "a status this version does not know";
}

const char *sesdomain_version(void)
{
    return "0.1.0";
}

uint32_t sesdomain_version_number(void)
{
    return SESDOMAIN_VERSION_MAJOR << 16 | SESDOMAIN_VERSION_MINOR << 8 |
           SESDOMAIN_VERSION_PATCH;
}

uint32_t sesdomain_has_feature(const char *feature)
{
    if (strcmp(feature, "json") == 0)
        return 1;
#ifdef SESDOMAIN_IDN
    if (strcmp(feature, "idn") == 0)
        return 1;
#endif
    return 0;
}

/* ---- the words of the enumerations, by number ---- */

static const char *const states[] = { NULL, "active", "draining", "retired" };

static const char *const scenarios[] = { "none",         "single",
                                         "same-region",  "one-account",
                                         "cross-region", "mixed" };

static const char *const ops[] = { NULL, "keep", "add", "remove" };

static const char *const priors[] = { "unknown", "absent", "present" };

static const char *const purposes[] = { NULL,        "verification", "dkim",
                                        "mail-from", "spf",          "dmarc",
                                        "receiving", "tracking" };

static const char *const aspects[] = { NULL,        "verification", "dkim",
                                       "mail_from", "spf",          "dmarc" };

static const char *const readinesses[] = { "unknown",  "not-used", "conflict",
                                           "failed",   "at-risk",  "missing",
                                           "verified", "published" };

static const char *const facts[] = { "unknown", "missing", "partial",
                                     "conflict", "published" };

static const char *const statuses[] = { "unknown",           "not-started",
                                        "pending",           "success",
                                        "temporary-failure", "failed" };

static const char *const severities[] = { NULL, "error", "warning", "note" };

static const char *const scopes[] = { NULL, "name", "below" };

static const char *const kinds[] = { NULL, "report", "fragment", "change",
                                     "state" };

/* A negative number is a large one. */
static const char *word(const char *const *words, size_t count,
                        unsigned number)
{
    return number < count ? words[number] : NULL;
}

const char *sesdomain_instance_state_name(enum sesdomain_instance_state state)
{
    return word(states, COUNT(states), state);
}

const char *sesdomain_scenario_name(enum sesdomain_scenario scenario)
{
    return word(scenarios, COUNT(scenarios), scenario);
}

const char *sesdomain_value_op_name(enum sesdomain_value_op op)
{
    return word(ops, COUNT(ops), op);
}

const char *
sesdomain_recordset_prior_name(enum sesdomain_recordset_prior prior)
{
    return word(priors, COUNT(priors), prior);
}

const char *sesdomain_purpose_name(enum sesdomain_purpose purpose)
{
    return word(purposes, COUNT(purposes), purpose);
}

const char *sesdomain_aspect_name(enum sesdomain_aspect aspect)
{
    return word(aspects, COUNT(aspects), aspect);
}

const char *sesdomain_readiness_name(enum sesdomain_readiness readiness)
{
    return word(readinesses, COUNT(readinesses), readiness);
}

const char *sesdomain_publication_name(enum sesdomain_publication fact)
{
    return word(facts, COUNT(facts), fact);
}

const char *sesdomain_ses_status_name(enum sesdomain_ses_status status)
{
    return word(statuses, COUNT(statuses), status);
}

const char *sesdomain_severity_name(enum sesdomain_severity severity)
{
    return word(severities, COUNT(severities), severity);
}

const char *sesdomain_question_scope_name(enum sesdomain_question_scope scope)
{
    return word(scopes, COUNT(scopes), scope);
}

const char *sesdomain_format_kind_name(enum sesdomain_format_kind kind)
{
    return word(kinds, COUNT(kinds), kind);
}
