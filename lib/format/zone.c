/* SPDX-License-Identifier: MIT */
#include "format.h"

/* The end of a comment. NSD 4.12 takes the newline after a backslash as
   escaped, and the next line as part of the comment. */
static struct text comment_end(struct text last)
{
    static const struct text plain = TEXT("\n"), after_backslash = TEXT(" \n");

    return last.n && last.s[last.n - 1] == '\\' ? after_backslash : plain;
}

/* What the values of a set are for, and for whom. */
static void comment(const struct sesdomain_plan *plan,
                    const struct value *value, struct out *o)
{
    static const struct text start = TEXT("; "), first = TEXT(": "),
                             next = TEXT(", ");
    const struct text purpose =
        sesd_text(sesdomain_purpose_name(value->purpose));
    struct text last = purpose, end;
    size_t length = start.n + purpose.n;
    char *to;

    for (size_t k = 0; k < value->instance_count; k++) {
        last = plan->instances[value->instances[k]].label;
        length += first.n + last.n;
    }
    end = comment_end(last);
    to = sesd_out_take(o, length + end.n);
    if (!to)
        return;
    to = sesd_put(sesd_put(to, start), purpose);
    for (size_t k = 0; k < value->instance_count; k++) {
        to = sesd_put(to, k ? next : first); /* as long as each other */
        to = sesd_put(to, plan->instances[value->instances[k]].label);
    }
    sesd_put(to, end);
}

static bool same_comment(const struct value *a, const struct value *b)
{
    return a && a->purpose == b->purpose &&
           a->instance_count == b->instance_count &&
           (a->instance_count == 0 ||
            memcmp(a->instances, b->instances,
                   a->instance_count * sizeof(*a->instances)) == 0);
}

/* A record; middle is what comes after the name of each. */
static void line(const struct sesdomain_recordset *set, struct text middle,
                 struct text rdata, struct out *o)
{
    char *to = sesd_out_take(o, set->name.n + middle.n + set->type_name.n + 1 +
                                    rdata.n + 1);

    if (!to)
        return;
    to = sesd_put(to, set->name);
    to = sesd_put(to, middle);
    to = sesd_put(to, set->type_name);
    *to++ = '\t';
    to = sesd_put(to, rdata);
    *to = '\n';
}

static size_t write_zone(const struct sesdomain_plan *plan, size_t from,
                         struct out *o)
{
    const struct value *last = NULL;
    char buf[20];
    struct out middle;

    (void)from;
    for (size_t i = 0; i < plan->set_count; i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        if (i == 0 || set->ttl != set[-1].ttl) { /* most have the same */
            middle = sesd_out(buf, sizeof(buf));
            sesd_out_str(&middle, ".\t");
            sesd_out_uint(&middle, set->ttl);
            sesd_out_str(&middle, "\tIN\t");
        }
        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *value = &set->values[j];

            if (!sesd_wanted(value) || !value->purpose)
                continue;
            if (!same_comment(last, value))
                comment(plan, value, o);
            last = value;
            line(set, (struct text){ buf, middle.length }, value->rdata, o);
        }
    }
    return 0;
}

const struct format sesd_format_zone = {
    .name = "zone",
    .description =
        "a fragment of a zone file (RFC 1035), to be included anywhere",
    .kind = SESDOMAIN_FORMAT_KIND_FRAGMENT,
    .write = write_zone,
};
