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

void sesd_out_labels(struct out *o, const struct sesdomain_plan *plan,
                     const uint32_t *instances, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            sesd_out_str(o, ", ");
        sesd_out_text(o, plan->instances[instances[i]].label);
    }
}

bool sesd_wanted(const struct value *value)
{
    return value->op != SESDOMAIN_OP_REMOVE;
}

size_t sesd_count_op(const struct sesdomain_recordset *set,
                     enum sesdomain_op op)
{
    size_t count = 0;

    for (size_t i = 0; i < set->value_count; i++)
        count += set->values[i].op == op;
    return count;
}

void sesd_out_count(struct out *o, size_t n, const char *one, const char *many)
{
    sesd_out_uint(o, n);
    sesd_out_char(o, ' ');
    sesd_out_str(o, n == 1 ? one : many);
}
