//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Limits. Takes an RRset of ours, and reports where name servers cannot serve
 * it (RFC 1035 section 4.2.2), or the DNS provider does not accept it. */
#include "derive_derive.h"

/* Limits of name servers and DNS providers. */
#define BIND_SET 100     /* max-records-per-type, BIND 9.18.28 and later */
#define UDP_ANSWER 1232  /* what servers send over UDP since 2020 */
#define ANSWER_MAX 65535 /* RFC 1035 section 4.2.2 */
#define SMALL_ANSWER 900 /* not worth counting exactly */

/* Return the length of an answer with this set: header, question, OPT (RFC
 * 6891 section 6.1.2), and the records with compressed owner names. */
static size_t limits_answer_length(const struct sesdomain_recordset *set)
{
    size_t length = 12 + sesd_name_wire_length(set->name) + 4 + 11;

    for (size_t i = 0; i < set->value_count; i++)
        if (set->values[i].op != SESDOMAIN_VALUE_OP_REMOVE)
            length += 12 + sesd_rdata_length(set->type, set->values[i].text);
    return length;
}

static struct found *limits_report_size(struct derivation *d,
                                        enum finding finding,
                                        const struct sesdomain_recordset *set,
                                        size_t n)
{
    return sesd_report(d, finding, set->name, set->type_name,
                       sesd_number(d, n));
}

/* Return why a set cannot be served at all, or NULL. */
static const struct found *
limits_check_size(struct derivation *d, const struct sesdomain_recordset *set)
{
    size_t answer, count = 0, octets = set->name.n;

    for (size_t i = 0; i < set->value_count; i++) {
        octets += set->values[i].rdata.n + 16;
        count += set->values[i].op != SESDOMAIN_VALUE_OP_REMOVE;
    }
    if (octets < SMALL_ANSWER)
        return NULL;
    if (count > BIND_SET)
        limits_report_size(d, FINDING_RRSET_OVER_BIND_LIMIT, set, count);
    if (count > ROUTE53_SET_RECORDS)
        limits_report_size(d, FINDING_RRSET_OVER_ROUTE53_LIMIT, set, count);
    answer = limits_answer_length(set);
    if (answer > ANSWER_MAX)
        return limits_report_size(d, FINDING_RESPONSE_TOO_LARGE, set, answer);
    if (answer > UDP_ANSWER)
        limits_report_size(d, FINDING_RESPONSE_LARGE, set, answer);
    return NULL;
}

static bool limits_has_any(struct text t, struct text of)
{
    for (size_t i = 0; i < of.n; i++)
        if (memchr(t.s, of.s[i], t.n))
            return true;
    return false;
}

/* Return why the provider does not accept a TXT value, or NULL. */
static struct found *limits_check_value(struct derivation *d,
                                        const struct sesdomain_recordset *set,
                                        const struct value *value)
{
    const struct quirks *q = &d->quirks;
    struct found *found = NULL;

    if (q->txt_max && value->text.n > q->txt_max)
        found = sesd_report(d, FINDING_TXT_TOO_LONG, set->name,
                            sesd_number(d, value->text.n),
                            sesd_number(d, q->txt_max));
    else if (limits_has_any(value->text, q->txt_refuses))
        found = sesd_report(d, FINDING_TXT_CHARACTER_NOT_ALLOWED, set->name,
                            value->text, none);
    for (size_t k = 0; found && k < value->instance_count; k++)
        sesd_concern(d, found, value->instances[k]);
    return found;
}

const struct found *sesd_check_limits(struct derivation *d,
                                      const struct sesdomain_recordset *set)
{
    const struct found *reason = limits_check_size(d, set);

    if (reason || set->type != SESDOMAIN_TYPE_TXT)
        return reason;
    for (size_t i = 0; i < set->value_count; i++) {
        const struct found *found = NULL;

        if (set->values[i].op == SESDOMAIN_VALUE_OP_ADD)
            found = limits_check_value(d, set, &set->values[i]);
        reason = reason ? reason : found;
    }
    return reason;
}
