//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The words of the enumerations in sesdomain.h. Takes a number and returns its
 * word or its sentence, or takes a word and returns its number. Each
 * enumeration has a table; its numbers have no gaps.
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
      "a private key or a credential of AWS where none belongs" },
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

/* Define the two functions of an enumeration, whose words follow. */
#define WORDS(enumeration, ...)                                               \
    static const char *const enumeration##_words[] = { __VA_ARGS__ };         \
                                                                              \
    const char *sesdomain_##enumeration##_name(                               \
        enum sesdomain_##enumeration value)                                   \
    {                                                                         \
        return word_of(enumeration##_words, COUNT(enumeration##_words),       \
                       value);                                                \
    }                                                                         \
                                                                              \
    enum sesdomain_status sesdomain_##enumeration##_from_name(                \
        const char *name, enum sesdomain_##enumeration *value)                \
    {                                                                         \
        unsigned number;                                                      \
        const enum sesdomain_status status = word_find(                       \
            enumeration##_words, COUNT(enumeration##_words), name, &number);  \
                                                                              \
        *value = (enum sesdomain_##enumeration)number;                        \
        return status;                                                        \
    }

WORDS(instance_state, "none", "active", "draining", "retired")
WORDS(ses_status, "unknown", "not-started", "pending", "success",
      "temporary-failure", "failed")
WORDS(tristate, "unknown", "no", "yes")
WORDS(mx_failure, "unknown", "use-default-value", "reject-message")
WORDS(scenario, "none", "single", "same-region", "one-account", "cross-region",
      "mixed")
WORDS(value_op, "none", "keep", "add", "remove")
WORDS(recordset_prior, "unknown", "absent", "present")
WORDS(recordset_todo, "none", "create", "edit", "replace", "delete", "add")
WORDS(purpose, "none", "verification", "dkim", "mail-from", "spf", "dmarc",
      "receiving", "tracking", "address")
WORDS(aspect, "none", "verification", "dkim", "mail_from", "spf", "dmarc")
WORDS(readiness, "unknown", "not-used", "conflict", "failed", "at-risk",
      "missing", "verified", "published")
WORDS(publication, "unknown", "missing", "partial", "conflict", "published")
WORDS(severity, "none", "error", "warning", "note")
WORDS(finding_fix, "none", "plan", "dns", "ses", "settings")
WORDS(question_scope, "none", "name", "below")
WORDS(format_kind, "none", "report", "fragment", "change", "state")
