/* SPDX-License-Identifier: MIT */
/*
 * The words of the companion's enumerations, as in JSON outputs.
 */
#include <string.h>

#include "dns.h"

static const char *const end_words[] = {
    "none", "complete", "deadline", "cancelled", "limit",
};

static const char *const outcome_words[] = {
    "none",      "answer",    "nodata",    "nxdomain",    "referral",
    "lame",      "refused",   "servfail",  "rcode",       "no-soa",
    "malformed", "truncated", "timed-out", "unreachable",
};

static const char *const conclusion_words[] = {
    "none", "present", "absent", "nonexistent", "failed",
};

static const char *const validation_words[] = {
    "unknown",
    "insecure",
    "secure",
    "bogus",
};

static const char *const ds_words[] = {
    "unknown",
    "absent",
    "matched",
    "unmatched",
};

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

static const char *word_of(const char *const *words, size_t count, int value)
{
    return value >= 0 && (size_t)value < count ? words[value] : NULL;
}

static enum sesdomain_status word_find(const char *const *words, size_t count,
                                       const char *name, int *value)
{
    *value = 0;
    if (!name)
        return SESDOMAIN_E_MISSING;
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], name) == 0) {
            *value = (int)i;
            return SESDOMAIN_OK;
        }
    return SESDOMAIN_E_VALUE;
}

#define WORDS(enumeration)                                                    \
    const char *sesdomain_dns_##enumeration##_name(                           \
        enum sesdomain_dns_##enumeration value)                               \
    {                                                                         \
        return word_of(enumeration##_words, COUNT(enumeration##_words),       \
                       (int)value);                                           \
    }                                                                         \
                                                                              \
    enum sesdomain_status sesdomain_dns_##enumeration##_from_name(            \
        const char *name, enum sesdomain_dns_##enumeration *value)            \
    {                                                                         \
        int found;                                                            \
        const enum sesdomain_status status = word_find(                       \
            enumeration##_words, COUNT(enumeration##_words), name, &found);   \
                                                                              \
        *value = (enum sesdomain_dns_##enumeration)found;                     \
        return status;                                                        \
    }

WORDS(end)
WORDS(outcome)
WORDS(conclusion)
WORDS(validation)
WORDS(ds)
