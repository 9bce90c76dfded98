//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * YAML for the YamlProvider of octoDNS. Takes the desired record sets,
 * produces a zone file:
 * https://github.com/octodns/octodns/blob/v1.22.0/octodns/provider/ yaml.py.
 * Keys are in natural order (enforce_order); values are text, which octoDNS
 * quotes and splits; semicolons are escaped for escaped_semicolons, the
 * default of 1.x.
 */
#include "format_format.h"

/* ---- natural order ---- */

static bool octodns_is_no_digit(char c)
{
    return !sesd_is_digit(c);
}

static bool octodns_is_zero(char c)
{
    return c == '0';
}

static int octodns_compare_numbers(struct text a, struct text b)
{
    a = sesd_text_after(a, sesd_text_span(a, octodns_is_zero));
    b = sesd_text_after(b, sesd_text_span(b, octodns_is_zero));
    return a.n == b.n ? sesd_text_compare(a, b) : (a.n > b.n) - (a.n < b.n);
}

/* Compare two texts in the order of natsort: as texts and numbers in turn,
 * beginning with a text. */
static int octodns_compare(struct text a, struct text b)
{
    int order = 0;

    for (bool digits = false; !order && a.n && b.n; digits = !digits) {
        bool (*const is)(char) = digits ? sesd_is_digit : octodns_is_no_digit;
        const struct text ra = { a.s, sesd_text_span(a, is) };
        const struct text rb = { b.s, sesd_text_span(b, is) };

        order = digits ? octodns_compare_numbers(ra, rb)
                       : sesd_text_compare(ra, rb);
        a = sesd_text_after(a, ra.n);
        b = sesd_text_after(b, rb.n);
    }
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* ---- names: each is represented by its first set ---- */

#define NONE SIZE_MAX

/* The number of names that are sorted at a time: nothing is allocated. The
 * record sets are passed once for so many; 1,000 instances have 5,000. */
#define BATCH 8192

static bool octodns_has_same_name(const struct sesdomain_plan *plan, size_t i,
                                  size_t k)
{
    return sesd_text_equal(plan->sets[i].name, plan->sets[k].name);
}

static bool octodns_precedes(const struct sesdomain_plan *plan, size_t i,
                             size_t k)
{
    const int order = octodns_compare(sesd_host(plan, plan->sets[i].name, ""),
                                      sesd_host(plan, plan->sets[k].name, ""));

    return order ? order < 0 : i < k;
}

static void octodns_insert(const struct sesdomain_plan *plan, size_t i,
                           uint32_t *batch, size_t *count)
{
    size_t low = 0, high = *count;

    while (low < high) {
        const size_t middle = (low + high) / 2;

        if (octodns_precedes(plan, i, batch[middle]))
            high = middle;
        else
            low = middle + 1;
    }
    if (low == BATCH)
        return;
    *count += *count < BATCH;
    memmove(batch + low + 1, batch + low, (*count - low - 1) * sizeof(*batch));
    batch[low] = (uint32_t)i;
}

/* Return the number of names that follow one, sorted, at most BATCH. */
static size_t octodns_next_names(const struct sesdomain_plan *plan,
                                 size_t after, uint32_t *batch)
{
    size_t count = 0, last = NONE;

    for (size_t i = sesd_next_stated(plan, 0); i < plan->set_count;
         i = sesd_next_stated(plan, i + 1)) {
        if ((last == NONE || !octodns_has_same_name(plan, i, last)) &&
            (after == NONE || octodns_precedes(plan, after, i)))
            octodns_insert(plan, i, batch, &count);
        last = i;
    }
    return count;
}

/* ---- records ---- */

/* A text that is plain, as octodns_inexpressible() requires. */
static void octodns_write_text(struct text t, bool escaped, struct out *o)
{
    sesd_out_char(o, '\'');
    while (escaped && memchr(t.s, ';', t.n)) {
        sesd_yaml_inside(o, sesd_text_cut(&t, ';'));
        sesd_out_str(o, "\\;");
    }
    sesd_yaml_inside(o, t);
    sesd_out_char(o, '\'');
}

static void octodns_write_value(const struct sesdomain_recordset *set,
                                const struct value *v, bool escaped,
                                const char *indent, struct out *o)
{
    struct text preference;
    const struct text host = sesd_mx_host(v->rdata, &preference);

    sesd_out_str(o, indent);
    if (set->type == SESDOMAIN_TYPE_MX) {
        sesd_out_str(o, "  - exchange: ");
        sesd_out_yaml(o, host);
        sesd_out_char(o, '\n');
        sesd_out_str(o, indent);
        sesd_out_str(o, "    preference: ");
        sesd_out_text(o, preference);
    } else {
        sesd_out_str(o, "  - ");
        octodns_write_text(v->text, escaped, o);
    }
    sesd_out_char(o, '\n');
}

static void octodns_write_record(const struct sesdomain_recordset *set,
                                 bool escaped, const char *first,
                                 const char *indent, struct out *o)
{
    sesd_out_str(o, first);
    sesd_out_str(o, "ttl: ");
    sesd_out_uint(o, set->ttl);
    sesd_out_char(o, '\n');
    sesd_out_str(o, indent);
    sesd_out_str(o, "type: ");
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, '\n');
    sesd_out_str(o, indent);
    if (set->type != SESDOMAIN_TYPE_CNAME)
        sesd_out_str(o, "values:\n");
    for (size_t j = 0; j < set->value_count; j++) {
        if (!sesd_is_desired(&set->values[j]))
            continue;
        if (set->type != SESDOMAIN_TYPE_CNAME) {
            octodns_write_value(set, &set->values[j], escaped, indent, o);
            continue;
        }
        sesd_out_str(o, "value: ");
        sesd_out_yaml(o, set->values[j].rdata);
        sesd_out_char(o, '\n');
    }
}

static void octodns_write_name(const struct sesdomain_plan *plan, size_t i,
                               bool escaped, struct out *o)
{
    const size_t next = sesd_next_stated(plan, i + 1);
    const bool several =
        next < plan->set_count && octodns_has_same_name(plan, i, next);

    sesd_out_yaml(o, sesd_host(plan, plan->sets[i].name, ""));
    sesd_out_str(o, ":\n");
    for (size_t k = i;
         k < plan->set_count && octodns_has_same_name(plan, i, k);
         k = sesd_next_stated(plan, k + 1))
        octodns_write_record(&plan->sets[k], escaped, several ? "  - " : "  ",
                             several ? "    " : "  ", o);
}

static void octodns_write(const struct sesdomain_plan *plan, struct out *o)
{
    const bool escaped =
        strcmp(sesd_plan_option(plan, "octodns.semicolons"), "escaped") == 0;
    uint32_t batch[BATCH];
    size_t count, after = NONE;

    if (sesd_next_stated(plan, 0) == plan->set_count)
        return;
    sesd_out_str(o,
                 "# One source of a zone, never the only one: octoDNS deletes "
                 "records that no source has.\n# ");
    sesd_out_subject(o, plan);
    sesd_out_str(o, "\n# For a YamlProvider with escaped_semicolons: ");
    sesd_out_str(o, escaped ? "true\n---\n" : "false\n---\n");
    do {
        count = octodns_next_names(plan, after, batch);
        for (size_t i = 0; i < count; i++)
            octodns_write_name(plan, batch[i], escaped, o);
        after = count ? batch[count - 1] : NONE;
    } while (count == BATCH);
}

/* ---- refusals ---- */

static const char *octodns_inexpressible(const struct subject *s)
{
    if (!s->value || s->set->type != SESDOMAIN_TYPE_TXT)
        return NULL;
    if (!s->value->text.n)
        return "octoDNS does not accept an empty TXT value";
    if (!sesd_text_all(s->value->text, sesd_is_plain))
        return "octoDNS accepts printable ASCII, and does not read '\"' and "
               "'\\' consistently";
    return NULL;
}

const struct format sesd_format_octodns = {
    .name = "octodns",
    .description = "YAML for octoDNS",
    .media_type = "application/yaml",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = octodns_write,
    .inexpressible = octodns_inexpressible,
};
