/* SPDX-License-Identifier: MIT */
#include "format.h"

/* RFC 8259 section 7; and the line separators of JavaScript, for those who
 * paste JSON into it. Octets that are not UTF-8 become U+FFFD: a caller who
 * cannot have that looks first. */
void sesd_out_json(struct out *o, struct text t)
{
    static const char hex[] = "0123456789abcdef";

    sesd_out_char(o, '"');
    while (t.n) {
        struct text one = t;
        int32_t point = sesd_utf8_next(&t);
        char escape[] = "\\u0000";

        one.n -= t.n;
        if (point == '"' || point == '\\') {
            sesd_out_char(o, '\\');
            sesd_out_text(o, one);
        } else if (point < 0) {
            sesd_out_str(o, "\\ufffd");
        } else if (point < ' ' || point == 0x7f || point == 0x2028 ||
                   point == 0x2029) {
            for (int i = 5; i > 1; i--, point >>= 4)
                escape[i] = hex[point & 15];
            sesd_out_str(o, escape);
        } else {
            sesd_out_text(o, one);
        }
    }
    sesd_out_char(o, '"');
}

/* Plain words as they are, everything else in single quotes (POSIX, Shell
 * Command Language, 2.2.2). */
void sesd_out_shell(struct out *o, struct text t)
{
    bool plain = t.n > 0;

    for (size_t i = 0; i < t.n && plain; i++) {
        char c = sesd_lower(t.s[i]);

        plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                (c && strchr("._-/:@%+,", c));
    }
    if (plain) {
        sesd_out_text(o, t);
        return;
    }
    sesd_out_char(o, '\'');
    for (size_t i = 0; i < t.n; i++)
        if (t.s[i] == '\'')
            sesd_out_str(o, "'\\''");
        else
            sesd_out_char(o, t.s[i]);
    sesd_out_char(o, '\'');
}

/* YAML 1.2.2, section 7.3.2. */
void sesd_out_yaml(struct out *o, struct text t)
{
    sesd_out_char(o, '\'');
    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] == '\'')
            sesd_out_char(o, '\'');
        sesd_out_char(o, t.s[i]);
    }
    sesd_out_char(o, '\'');
}

void sesd_out_subject(struct out *o, const struct sesdomain_plan *plan)
{
    sesd_out_str(o, "Amazon SES records of ");
    sesd_out_text(o, plan->domain);
    if (plan->id.n) {
        sesd_out_str(o, " (");
        sesd_out_text(o, plan->id);
        sesd_out_char(o, ')');
    }
}

void sesd_out_labels(struct out *o, const struct sesdomain_plan *plan,
                     const uint32_t *instances, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        sesd_out_text(o, plan->instances[instances[i]].label);
    }
}

bool sesd_is_there(const struct value *value)
{
    return value->op == SESDOMAIN_VALUE_OP_KEEP ||
           value->op == SESDOMAIN_VALUE_OP_REMOVE;
}

size_t sesd_count_op(const struct sesdomain_recordset *set,
                     enum sesdomain_value_op op)
{
    size_t count = 0;

    for (size_t i = 0; i < set->value_count; i++)
        count += set->values[i].op == op;
    return count;
}

bool sesd_changes(const struct sesdomain_recordset *set)
{
    return sesd_count_op(set, SESDOMAIN_VALUE_OP_KEEP) < set->value_count;
}

bool sesd_is_believed(const struct sesdomain_recordset *set)
{
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN &&
           sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD) < set->value_count;
}

size_t sesd_next_change(const struct sesdomain_plan *plan, size_t i)
{
    while (i < plan->set_count && !sesd_changes(&plan->sets[i]))
        i++;
    return i < plan->set_count ? i : plan->set_count;
}

enum sesdomain_status
sesd_refuse_changes(const struct sesdomain_plan *plan, struct refusal *r,
                    enum sesdomain_status (*ask)(const struct sesdomain_plan *,
                                                 struct refusal *))
{
    for (r->set = sesd_next_change(plan, 0); r->set < plan->set_count;
         r->set = sesd_next_change(plan, r->set + 1)) {
        enum sesdomain_status status = ask(plan, r);

        if (status != SESDOMAIN_OK)
            return status;
    }
    *r = (struct refusal){ 0 };
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesd_refuse_inexact(const struct sesdomain_recordset *set, struct refusal *r)
{
    r->reason = "it is not known what is there, and a change would have to "
                "repeat it exactly";
    if (sesd_is_believed(set))
        return SESDOMAIN_E_PRIOR_UNKNOWN;
    r->reason = "the TTL of the set that is there is not known, and a change "
                "would have to repeat it exactly";
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT && !set->ttl_known
               ? SESDOMAIN_E_PRIOR_UNKNOWN
               : SESDOMAIN_OK;
}

bool sesd_is_stated(const struct sesdomain_recordset *set)
{
    return sesd_todo(set) != TODO_DELETE;
}

size_t sesd_next_stated(const struct sesdomain_plan *plan, size_t i)
{
    while (i < plan->set_count && !sesd_is_stated(&plan->sets[i]))
        i++;
    return i < plan->set_count ? i : plan->set_count;
}

/* Whether an instance that sends lacks records it needs: they are in conflict,
 * or nobody knows what they are. */
static bool is_lacking(const struct plan_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
           (inst->aspects[SESDOMAIN_ASPECT_DKIM].dns ==
                SESDOMAIN_PUBLICATION_CONFLICT ||
            inst->aspects[SESDOMAIN_ASPECT_MAIL_FROM].dns ==
                SESDOMAIN_PUBLICATION_CONFLICT);
}

static bool is_incomplete(const struct sesdomain_plan *plan)
{
    size_t i = 0;

    while (i < plan->instance_count && !is_lacking(&plan->instances[i]))
        i++;
    return plan->conflict_count || i < plan->instance_count;
}

enum sesdomain_status
sesd_refuse_state(const struct sesdomain_plan *plan, struct refusal *r,
                  bool careful,
                  enum sesdomain_status (*ask)(const struct sesdomain_plan *,
                                               struct refusal *))
{
    if (is_incomplete(plan)) {
        r->reason = "some of what is wanted cannot be written, and a document "
                    "without it would have it deleted";
        return SESDOMAIN_E_CONFLICT;
    }
    for (r->set = 0; r->set < plan->set_count; r->set++) {
        const struct sesdomain_recordset *set = &plan->sets[r->set];
        enum sesdomain_status status = SESDOMAIN_OK;

        if (!sesd_is_stated(set))
            continue;
        r->reason = "it is not known what is there, and the document would "
                    "have it deleted";
        if (set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN &&
            !(careful && set->single))
            return SESDOMAIN_E_PRIOR_UNKNOWN;
        if (ask)
            status = ask(plan, r);
        if (status != SESDOMAIN_OK)
            return status;
    }
    *r = (struct refusal){ 0 };
    return SESDOMAIN_OK;
}

struct text sesd_host(const struct sesdomain_plan *plan, struct text name,
                      const char *apex)
{
    if (sesd_text_equal(name, plan->zone))
        return sesd_text(apex);
    if (sesd_name_within(name, plan->zone))
        name.n -= plan->zone.n + 1;
    return name;
}

struct text sesd_mx_host(struct text t, struct text *preference)
{
    const char *space = memchr(t.s, ' ', t.n);
    const size_t n = space ? (size_t)(space - t.s) : 0;

    *preference = (struct text){ t.s, n };
    return (struct text){ t.s + n + 1, t.n - n - 1 };
}

void sesd_out_count(struct out *o, size_t n, const char *one, const char *many)
{
    sesd_out_uint(o, n);
    sesd_out_char(o, ' ');
    sesd_out_str(o, n == 1 ? one : many);
}
