/* SPDX-License-Identifier: MIT */
#include "format.h"

/* POST /zones/ZONE/dns_records/batch: https://developers.cloudflare.com/api/
 * resources/dns/subresources/records/methods/batch/. Each record has an id,
 * and a batch is one transaction, deletes first, then patches, then posts: a
 * record that has gone, a second CNAME at a name and a record that is there
 * already make it fail as a whole. Two MX, or two TXT, it takes. */
#define ID_CHARACTERS 32    /* Identifier, maxLength */
#define TXT_CHARACTERS 2048 /* DNS record types, "TXT" */
#define TTL_AUTOMATIC 1     /* Time to Live */
#define TTL_LEAST 30        /* in Enterprise zones, 60 in others */
#define TTL_MOST 86400

/* ---- what becomes of the records of a set ---- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Where one value may be, the new one takes the record of the old one. */
static size_t patches(const struct sesdomain_recordset *set)
{
    return set->single ? least(sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD),
                               sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE))
                       : 0;
}

/* The k-th of those with that op; there are so many. */
static const struct value *nth(const struct sesdomain_recordset *set,
                               enum sesdomain_value_op op, size_t k)
{
    const struct value *value = set->values;

    for (;; value++)
        if (value->op == op && k-- == 0)
            return value;
}

static size_t changes(const struct sesdomain_recordset *set)
{
    return sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD) +
           sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE) - patches(set);
}

/* ---- records ---- */

static void member(struct out *o, const char *name, struct text value)
{
    sesd_out_str(o, name);
    sesd_out_json(o, value);
}

static void content(const struct sesdomain_recordset *set,
                    const struct value *value, struct out *o)
{
    struct text preference;

    switch (set->type) {
    case SESDOMAIN_TYPE_MX:
        member(o, ", \"content\": ", sesd_mx_host(value->text, &preference));
        sesd_out_str(o, ", \"priority\": ");
        sesd_out_text(o, preference);
        break;
    case SESDOMAIN_TYPE_CNAME:
        member(o, ", \"content\": ", value->text);
        sesd_out_str(o, ", \"proxied\": false");
        break;
    default:
        member(o, ", \"content\": ", value->rdata);
    }
}

/* A patch is told by its id, and has all that a post has. */
static void record(const struct sesdomain_recordset *set,
                   const struct value *value, const struct value *old,
                   const char **comma, struct out *o)
{
    sesd_out_str(o, *comma);
    *comma = ",\n";
    sesd_out_str(o, "  {");
    if (old) {
        member(o, "\"id\": ", old->id);
        sesd_out_str(o, ", ");
    }
    member(o, "\"type\": ", set->type_name);
    member(o, ", \"name\": ", set->name);
    content(set, value, o);
    sesd_out_str(o, ", \"ttl\": ");
    sesd_out_uint(o, set->ttl);
    sesd_out_char(o, '}');
}

/* ---- the three lists ---- */

static void write_deletes(const struct sesdomain_recordset *set,
                          const char **comma, struct out *o)
{
    size_t patched = patches(set);

    for (size_t j = 0; j < set->value_count; j++) {
        if (set->values[j].op != SESDOMAIN_VALUE_OP_REMOVE ||
            (patched && patched--))
            continue;
        sesd_out_str(o, *comma);
        member(o, "  {\"id\": ", set->values[j].id);
        sesd_out_char(o, '}');
        *comma = ",\n";
    }
}

static void write_patches(const struct sesdomain_recordset *set,
                          const char **comma, struct out *o)
{
    for (size_t k = 0; k < patches(set); k++)
        record(set, nth(set, SESDOMAIN_VALUE_OP_ADD, k),
               nth(set, SESDOMAIN_VALUE_OP_REMOVE, k), comma, o);
}

static void write_posts(const struct sesdomain_recordset *set,
                        const char **comma, struct out *o)
{
    size_t patched = patches(set);

    for (size_t j = 0; j < set->value_count; j++)
        if (set->values[j].op == SESDOMAIN_VALUE_OP_ADD &&
            !(patched && patched--))
            record(set, &set->values[j], NULL, comma, o);
}

static const struct {
    const char *name;
    void (*write)(const struct sesdomain_recordset *, const char **,
                  struct out *);
} lists[] = {
    { "deletes", write_deletes },
    { "patches", write_patches },
    { "posts", write_posts },
};

/* ---- batches ---- */

/* https://developers.cloudflare.com/dns/manage-dns-records/how-to/
 * batch-record-changes/ */
static size_t limit(const struct sesdomain_plan *plan)
{
    return strcmp(sesd_plan_option(plan, "cloudflare.plan"), "paid") == 0
               ? 3500
               : 200;
}

/* What the sets of one name, from first on, put into a batch. Answers the
 * index after the last of them. */
static size_t weigh(const struct sesdomain_plan *plan, size_t first,
                    size_t *records)
{
    size_t i = first;

    *records = 0;
    for (; i < plan->set_count &&
           sesd_text_equal(plan->sets[i].name, plan->sets[first].name);
         i++)
        *records += changes(&plan->sets[i]);
    return i;
}

/* The set that the batch which begins with first ends before. */
static size_t batch_end(const struct sesdomain_plan *plan, size_t first)
{
    const size_t most = limit(plan);
    size_t sum = 0, end = first, records;

    while (end < plan->set_count) {
        size_t after = weigh(plan, end, &records);

        if (end > first && sum + records > most)
            break;
        sum += records;
        end = sesd_next_change(plan, after);
    }
    return end;
}

static size_t write_cloudflare(const struct sesdomain_plan *plan, size_t from,
                               struct out *o)
{
    const size_t first = sesd_next_change(plan, from);
    const size_t end = batch_end(plan, first);

    if (first == plan->set_count)
        return 0;
    for (size_t k = 0; k < COUNT(lists); k++) {
        const char *comma = "\n";

        sesd_out_str(o, k ? ",\n \"" : "{\"");
        sesd_out_str(o, lists[k].name);
        sesd_out_str(o, "\": [");
        for (size_t i = first; i < end; i++)
            lists[k].write(&plan->sets[i], &comma, o);
        sesd_out_char(o, ']');
    }
    sesd_out_str(o, "}\n");
    return end < plan->set_count ? end : 0;
}

/* ---- refusals ---- */

static enum sesdomain_status refuse_value(const struct value *value,
                                          struct refusal *r)
{
    if (value->op == SESDOMAIN_VALUE_OP_REMOVE) {
        r->reason = "the id of the record that is there is not known";
        if (!value->id.n)
            return SESDOMAIN_E_PRIOR_UNKNOWN;
        r->reason = "the ids of Cloudflare have 32 characters at the most";
        return value->id.n > ID_CHARACTERS ? SESDOMAIN_E_VALUE : SESDOMAIN_OK;
    }
    r->reason = "Cloudflare takes 2048 characters in a TXT record";
    return value->op == SESDOMAIN_VALUE_OP_ADD &&
                   value->text.n > TXT_CHARACTERS
               ? SESDOMAIN_E_VALUE
               : SESDOMAIN_OK;
}

static bool takes_ttl(const struct sesdomain_recordset *set)
{
    if (!sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD))
        return true;
    if (set->ttl == TTL_AUTOMATIC)
        return set->ttl_known;
    return set->ttl >= TTL_LEAST && set->ttl <= TTL_MOST;
}

/* A second CNAME is refused by Cloudflare itself (Records with same name). */
static bool may_be_second(const struct sesdomain_recordset *set)
{
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN && set->single &&
           set->type != SESDOMAIN_TYPE_CNAME &&
           sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD);
}

static bool fits(const struct sesdomain_plan *plan, size_t i)
{
    size_t records;

    while (i > 0 &&
           sesd_text_equal(plan->sets[i - 1].name, plan->sets[i].name))
        i--;
    weigh(plan, i, &records);
    return records <= limit(plan);
}

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    const struct sesdomain_recordset *set = &plan->sets[r->set];

    r->reason = "it is not known what is there, only one value may be, and "
                "Cloudflare takes another";
    if (may_be_second(set))
        return SESDOMAIN_E_PRIOR_UNKNOWN;
    for (r->value = 0; r->value < set->value_count; r->value++) {
        enum sesdomain_status status = refuse_value(&set->values[r->value], r);

        if (status != SESDOMAIN_OK)
            return status;
    }
    r->value = 0;
    r->reason = "Cloudflare takes a TTL from 60 (in Enterprise zones 30) to "
                "86400 seconds";
    if (!takes_ttl(set))
        return SESDOMAIN_E_VALUE;
    r->reason = "the change of this name does not fit a batch";
    return fits(plan, r->set) ? SESDOMAIN_OK : SESDOMAIN_E_VALUE;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    return sesd_refuse_changes(plan, r, refuse_set);
}

const struct format sesd_format_cloudflare = {
    .name = "cloudflare",
    .description = "batches of record changes for the Cloudflare API",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = write_cloudflare,
    .refuse = refuse,
};
