//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Change batches of Amazon Route 53. Takes the record sets that change,
 * produces documents for "aws route53 change-resource-record-sets":
 * https://docs.aws.amazon.com/Route53/latest/APIReference/
 * API_ChangeResourceRecordSets.html
 *
 * A new set is CREATEd, which fails if it exists. An existing set is DELETEd
 * with its exact content, which fails if it has changed, and CREATEd again in
 * the same batch. There is no UPSERT: it would overwrite foreign values of the
 * set.
 */
#include "format_format.h"

/* ---- values ---- */

/* Write RDATA with octal escapes in place of the decimal ones
 * (ResourceRecordTypes, "TXT record type"). */
static void route53_write_octal(struct out *o, struct text rdata)
{
    for (;;) {
        const size_t left = rdata.n;
        const struct text before = sesd_text_cut(&rdata, '\\');
        unsigned octet;

        sesd_out_text(o, before);
        if (before.n == left)
            return;
        sesd_out_char(o, '\\');
        if (!rdata.n || !sesd_is_digit(*rdata.s)) {
            sesd_out_mem(o, rdata.s, rdata.n != 0);
            rdata = sesd_text_after(rdata, rdata.n != 0);
            continue;
        }
        octet = (unsigned)(100 * (rdata.s[0] - '0') + 10 * (rdata.s[1] - '0') +
                           (rdata.s[2] - '0'));
        for (int shift = 6; shift >= 0; shift -= 3)
            sesd_out_char(o, (char)('0' + (octet >> shift & 7)));
        rdata = sesd_text_after(rdata, 3);
    }
}

void sesd_out_route53(struct out *o, const struct value *value)
{
    if (value->listed.s)
        sesd_out_text(o, value->listed);
    else
        route53_write_octal(o, value->rdata);
}

/* An octal escape is as long as a decimal one. */
size_t sesd_route53_length(const struct value *value)
{
    return value->listed.s ? value->listed.n : value->rdata.n;
}

/* ---- changes ---- */

static void route53_write_change(const char *action,
                                 const struct sesdomain_recordset *set,
                                 bool (*has)(const struct value *),
                                 struct out *o)
{
    char buf[ROUTE53_VALUE_CHARACTERS + 1];
    const char *comma = "";

    sesd_out_str(o, "    {\"Action\": \"");
    sesd_out_str(o, action);
    sesd_out_str(o, "\", \"ResourceRecordSet\": {\"Name\": \"");
    sesd_out_text(o, set->name);
    sesd_out_str(o, ".\", \"Type\": \"");
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\", \"TTL\": ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, ",\n      \"ResourceRecords\": [");
    for (size_t j = 0; j < set->value_count; j++) {
        struct out v = sesd_out(buf, sizeof(buf));

        if (!has(&set->values[j]))
            continue;
        sesd_out_route53(&v, &set->values[j]);
        sesd_out_str(o, comma);
        sesd_out_str(o, "{\"Value\": ");
        sesd_out_json(o, (struct text){ buf, v.length });
        sesd_out_char(o, '}');
        comma = ",\n        ";
    }
    sesd_out_str(o, "]}}");
}

static void route53_write_set(const struct sesdomain_recordset *set,
                              const char **comma, struct out *o)
{
    const bool there = set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT;

    if (there) {
        sesd_out_str(o, *comma);
        route53_write_change("DELETE", set, sesd_is_present, o);
        *comma = ",\n";
    }
    if (sesdomain_recordset_todo(set) != SESDOMAIN_RECORDSET_TODO_DELETE) {
        sesd_out_str(o, *comma);
        route53_write_change("CREATE", set, sesd_is_desired, o);
        *comma = ",\n";
    }
}

/* ---- batches ---- */

enum { ROUTE53_RECORDS, ROUTE53_CHARACTERS };

static void route53_weigh(const struct sesdomain_recordset *set,
                          struct weight *w)
{
    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *value = &set->values[j];
        const size_t times = sesd_is_present(value) + sesd_is_desired(value);

        w->of[ROUTE53_RECORDS] += times;
        w->of[ROUTE53_CHARACTERS] += times * sesd_route53_length(value);
    }
}

static void route53_write(const struct sesdomain_plan *plan,
                          struct batch batch, struct out *o)
{
    const struct text comment =
        sesd_text(sesd_plan_option(plan, "route53.comment"));
    const char *comma = "";

    sesd_out_char(o, '{');
    if (comment.n || plan->reference.n) {
        sesd_out_str(o, "\"Comment\": ");
        sesd_out_json(o, comment.n ? comment : plan->reference);
        sesd_out_str(o, ",\n ");
    }
    sesd_out_str(o, "\"Changes\": [\n");
    for (size_t i = batch.first; i < batch.end;
         i = sesd_next_change(plan, i + 1))
        route53_write_set(&plan->sets[i], &comma, o);
    sesd_out_str(o, "]}\n");
}

/* clang-format off */
static const struct batches route53_batches = {
    .limits = { { [ROUTE53_RECORDS] = ROUTE53_BATCH_RECORDS,
                  [ROUTE53_CHARACTERS] = ROUTE53_BATCH_CHARACTERS } },
    .too_large = "the changes at this name do not fit a batch of "
                 DIGITS(ROUTE53_BATCH_RECORDS) " records and "
                 DIGITS(ROUTE53_BATCH_CHARACTERS) " characters",
    .weigh = route53_weigh,
    .write = route53_write,
};
/* clang-format on */

const struct format sesd_format_route53 = {
    .name = "route53",
    .description = "change batches for Amazon Route 53, as the AWS CLI "
                   "accepts them",
    .media_type = "application/json",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .batches = &route53_batches,
    .unknown = sesd_is_inexact,
    .inexpressible = sesd_over_route53,
};
