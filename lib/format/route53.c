/* SPDX-License-Identifier: MIT */
#include "format.h"

/* https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 * and API_ChangeResourceRecordSets. A set that is not there is CREATEd, which
 * fails where there is one; a set that is there is DELETEd exactly as it is,
 * which fails where it has changed, and CREATEd anew, in one batch. There is
 * no UPSERT: it would put away what others have at the name. */
#define BATCH_RECORDS 1000
#define BATCH_CHARACTERS 32000
#define SET_RECORDS 400
#define VALUE_CHARACTERS 4000

/* ---- values ---- */

/* RDATA in presentation form, with octal escapes for the decimal ones
 * (ResourceRecordTypes, "TXT record type"). */
static void octal(struct out *o, struct text rdata)
{
    for (size_t i = 0; i < rdata.n; i++) {
        const char *s = rdata.s + i;
        unsigned octet;

        sesd_out_char(o, *s);
        if (*s != '\\' || i + 1 == rdata.n)
            continue;
        if (s[1] < '0' || s[1] > '9') {
            sesd_out_char(o, s[1]);
            i++;
            continue;
        }
        octet =
            (unsigned)(100 * (s[1] - '0') + 10 * (s[2] - '0') + (s[3] - '0'));
        sesd_out_char(o, (char)('0' + (octet >> 6)));
        sesd_out_char(o, (char)('0' + (octet >> 3 & 7)));
        sesd_out_char(o, (char)('0' + (octet & 7)));
        i += 3;
    }
}

/* What Route 53 listed is repeated as it was. */
void sesd_out_route53(struct out *o, const struct value *value)
{
    if (value->listed.s)
        sesd_out_text(o, value->listed);
    else
        octal(o, value->rdata);
}

static size_t value_length(const struct value *value)
{
    char nothing[1];
    struct out o = sesd_out(nothing, 0);

    sesd_out_route53(&o, value);
    return o.length;
}

/* ---- changes ---- */

static void change(const char *action, const struct sesdomain_recordset *set,
                   bool (*takes)(const struct value *), struct out *o)
{
    char buf[VALUE_CHARACTERS + 1];
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

        if (!takes(&set->values[j]))
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

static void change_set(const struct sesdomain_recordset *set,
                       const char **comma, struct out *o)
{
    const bool there = set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT;

    if (there) {
        sesd_out_str(o, *comma);
        change("DELETE", set, sesd_is_there, o);
        *comma = ",\n";
    }
    if (sesd_todo(set) != TODO_DELETE) {
        sesd_out_str(o, *comma);
        change("CREATE", set, sesd_wanted, o);
        *comma = ",\n";
    }
}

/* What the sets of one name, from first on, put into a batch. Answers the
 * index after the last of them. */
static size_t weigh(const struct sesdomain_plan *plan, size_t first,
                    size_t *records, size_t *characters)
{
    size_t i = first;

    *records = *characters = 0;
    for (; i < plan->set_count &&
           sesd_text_equal(plan->sets[i].name, plan->sets[first].name);
         i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        for (size_t j = 0; j < set->value_count && sesd_changes(set); j++) {
            const struct value *value = &set->values[j];
            size_t times = sesd_is_there(value) + sesd_wanted(value);

            *records += times;
            *characters += times * value_length(value);
        }
    }
    return i;
}

static size_t write_route53(const struct sesdomain_plan *plan, size_t from,
                            struct out *o)
{
    const struct text comment =
        sesd_text(sesd_plan_option(plan, "route53.comment"));
    size_t records = 0, characters = 0, i = sesd_next_change(plan, from), end;
    const char *comma = "";

    if (i == plan->set_count)
        return 0;
    sesd_out_char(o, '{');
    if (comment.n || plan->id.n) {
        sesd_out_str(o, "\"Comment\": ");
        sesd_out_json(o, comment.n ? comment : plan->id);
        sesd_out_str(o, ",\n ");
    }
    sesd_out_str(o, "\"Changes\": [\n");
    for (; i < plan->set_count; i = sesd_next_change(plan, end)) {
        size_t more_records, more_characters;

        end = weigh(plan, i, &more_records, &more_characters);
        records += more_records;
        characters += more_characters;
        if (records > BATCH_RECORDS || characters > BATCH_CHARACTERS)
            break;
        for (size_t k = i; k < end; k++)
            if (sesd_changes(&plan->sets[k]))
                change_set(&plan->sets[k], &comma, o);
    }
    sesd_out_str(o, "]}\n");
    return i < plan->set_count ? i : 0;
}

/* ---- refusals ---- */

static const char *too_much(const struct sesdomain_plan *plan, size_t i)
{
    const struct sesdomain_recordset *set = &plan->sets[i];
    size_t records, characters, wanted = 0;

    for (size_t j = 0; j < set->value_count; j++)
        wanted += sesd_wanted(&set->values[j]);
    if (wanted > SET_RECORDS)
        return "Route 53 takes 400 records in a set";
    while (i > 0 &&
           sesd_text_equal(plan->sets[i - 1].name, plan->sets[i].name))
        i--;
    weigh(plan, i, &records, &characters);
    if (records > BATCH_RECORDS || characters > BATCH_CHARACTERS)
        return "the change of this name does not fit a batch of 1000 records "
               "and 32000 characters";
    return NULL;
}

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    const struct sesdomain_recordset *set = &plan->sets[r->set];
    enum sesdomain_status status = sesd_refuse_inexact(set, r);

    if (status != SESDOMAIN_OK)
        return status;
    r->reason = too_much(plan, r->set);
    if (r->reason)
        return SESDOMAIN_E_VALUE;
    for (r->value = 0; r->value < set->value_count; r->value++)
        if (value_length(&set->values[r->value]) > VALUE_CHARACTERS) {
            r->reason = "Route 53 takes 4000 characters in a value";
            return SESDOMAIN_E_VALUE;
        }
    r->value = 0;
    return SESDOMAIN_OK;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    return sesd_refuse_changes(plan, r, refuse_set);
}

const struct format sesd_format_route53 = {
    .name = "route53",
    .description = "change batches for Amazon Route 53, as the AWS CLI takes "
                   "them",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = write_route53,
    .refuse = refuse,
};
