/* SPDX-License-Identifier: MIT */
#include "format.h"

/* https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 * and API_ChangeResourceRecordSets; an UPSERT would count twice, and would
 * put away what others have at the name: there is none. */
#define BATCH_RECORDS 1000
#define BATCH_CHARACTERS 32000
#define SET_RECORDS 400
#define VALUE_CHARACTERS 4000

/* A TXT as Route 53 writes it: octets as octal escapes
 * (ResourceRecordTypes, "TXT record type"). */
static void octal(struct out *o, struct text t)
{
    do {
        size_t n = t.n < 255 ? t.n : 255;

        sesd_out_char(o, '"');
        for (size_t i = 0; i < n; i++) {
            const unsigned char c = (unsigned char)t.s[i];
            const char escape[] = { '\\', (char)('0' + (c >> 6)),
                                    (char)('0' + (c >> 3 & 7)),
                                    (char)('0' + (c & 7)) };

            if (sesd_class[c] & CLASS_PLAIN)
                sesd_out_char(o, (char)c);
            else if (c == '"')
                sesd_out_str(o, "\\\"");
            else
                sesd_out_mem(o, escape, sizeof(escape));
        }
        sesd_out_char(o, '"');
        t.s += n;
        t.n -= n;
        if (t.n)
            sesd_out_char(o, ' ');
    } while (t.n);
}

static size_t value_length(const struct sesdomain_recordset *set,
                           const struct value *value)
{
    struct out o = sesd_out(NULL, 0);

    if (set->type != SESDOMAIN_TYPE_TXT)
        return value->rdata.n;
    octal(&o, value->text);
    return o.length;
}

static void put_value(const struct sesdomain_recordset *set,
                      const struct value *value, struct out *o)
{
    char buf[VALUE_CHARACTERS + 1];
    struct out v = sesd_out(buf, sizeof(buf));

    if (set->type == SESDOMAIN_TYPE_TXT)
        octal(&v, value->text);
    else
        sesd_out_text(&v, value->rdata);
    sesd_out_str(o, "{\"Value\": ");
    sesd_out_json(o, (struct text){ buf, v.length });
    sesd_out_char(o, '}');
}

static void change(const char *action, const struct sesdomain_recordset *set,
                   struct out *o)
{
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
        if (!sesd_wanted(&set->values[j]))
            continue;
        sesd_out_str(o, comma);
        put_value(set, &set->values[j], o);
        comma = ",\n        ";
    }
    sesd_out_str(o, "]}}");
}

/* What the sets of one name, from first on, put into a batch. */
static size_t weigh(const struct sesdomain_plan *plan, size_t first,
                    size_t *records, size_t *characters)
{
    size_t i = first;

    *records = *characters = 0;
    for (; i < plan->set_count &&
           sesd_text_equal(plan->sets[i].name, plan->sets[first].name);
         i++)
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            ++*records;
            *characters +=
                value_length(&plan->sets[i], &plan->sets[i].values[j]);
        }
    return i;
}

static size_t write_route53(const struct sesdomain_plan *plan, size_t from,
                            struct out *o)
{
    const struct text comment =
        sesd_text(sesd_plan_option(plan, "route53.comment"));
    size_t records = 0, characters = 0, i = from, end;

    if (from >= plan->set_count)
        return 0;
    sesd_out_char(o, '{');
    if (comment.n || plan->id.n) {
        sesd_out_str(o, "\"Comment\": ");
        sesd_out_json(o, comment.n ? comment : plan->id);
        sesd_out_str(o, ",\n ");
    }
    sesd_out_str(o, "\"Changes\": [\n");
    for (; i < plan->set_count; i = end) {
        size_t more_records, more_characters;

        end = weigh(plan, i, &more_records, &more_characters);
        records += more_records;
        characters += more_characters;
        if (records > BATCH_RECORDS || characters > BATCH_CHARACTERS)
            break;
        for (size_t k = i; k < end; k++) {
            if (k > from)
                sesd_out_str(o, ",\n");
            change("CREATE", &plan->sets[k], o);
        }
    }
    sesd_out_str(o, "]}\n");
    return i < plan->set_count ? i : 0;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    for (r->set = 0; r->set < plan->set_count; r->set++) {
        const struct sesdomain_recordset *set = &plan->sets[r->set];

        r->value = 0;
        if (sesd_count_op(set, SESDOMAIN_OP_ADD) < set->value_count) {
            r->reason = "it is not known what is there, and CREATE would "
                        "fail where something is";
            return SESDOMAIN_E_UNKNOWN;
        }
        if (set->value_count > SET_RECORDS) {
            r->reason = "Route 53 takes 400 records in a set";
            return SESDOMAIN_E_VALUE;
        }
        for (; r->value < set->value_count; r->value++)
            if (value_length(set, &set->values[r->value]) > VALUE_CHARACTERS) {
                r->reason = "Route 53 takes 4000 characters in a value";
                return SESDOMAIN_E_VALUE;
            }
    }
    *r = (struct refusal){ 0 };
    return SESDOMAIN_OK;
}

const struct format sesd_format_route53 = {
    .name = "route53",
    .description =
        "change batches for Amazon Route 53, as the AWS CLI takes them",
    .kind = SESDOMAIN_KIND_CHANGE,
    .write = write_route53,
    .refuse = refuse,
};
