//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Batches of the Cloudflare API. Takes the record sets that change, produces
 * bodies of POST /zones/ZONE/dns_records/batch:
 * https://developers.cloudflare.com/api/resources/dns/subresources/records/
 * methods/batch/
 *
 * Each record has an id. A batch is one transaction: deletes first, then
 * patches, then posts. It fails as a whole if a record is missing, if a name
 * would have two CNAMEs, and if a record exists already. It accepts two MX,
 * and two TXT.
 */
#include "format_format.h"

#define ID_CHARACTERS 32    /* Identifier, maxLength */
#define TXT_CHARACTERS 2048 /* DNS record types, "TXT" */
#define TTL_AUTOMATIC 1     /* Time to Live */
#define TTL_LEAST 30        /* in Enterprise zones, 60 in others */
#define TTL_MOST 86400

/* ---- the records of a set ---- */

/* Return the number of records that get another value: if a set has one value
 * of a kind, the new one overwrites the old one. */
static size_t cloudflare_count_patches(const struct sesdomain_recordset *set)
{
    const size_t added = sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD);
    const size_t removed = sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE);

    if (!set->single)
        return 0;
    return added < removed ? added : removed;
}

/* Return the k-th value with an operation; there are more than k. */
static const struct value *
cloudflare_nth(const struct sesdomain_recordset *set,
               enum sesdomain_value_op op, size_t k)
{
    const struct value *value = set->values;

    for (;; value++)
        if (value->op == op && k-- == 0)
            return value;
}

/* ---- records ---- */

static void cloudflare_write_member(struct out *o, const char *name,
                                    struct text value)
{
    sesd_out_str(o, name);
    sesd_out_json(o, value);
}

static void cloudflare_write_content(const struct sesdomain_recordset *set,
                                     const struct value *value, struct out *o)
{
    struct text preference;

    switch (set->type) {
    case SESDOMAIN_TYPE_MX:
        cloudflare_write_member(
            o, ", \"content\": ", sesd_mx_host(value->text, &preference));
        sesd_out_str(o, ", \"priority\": ");
        sesd_out_text(o, preference);
        break;
    case SESDOMAIN_TYPE_CNAME:
        cloudflare_write_member(o, ", \"content\": ", value->text);
        sesd_out_str(o, ", \"proxied\": false");
        break;
    default:
        cloudflare_write_member(o, ", \"content\": ", value->rdata);
    }
}

/* Write a post, or a patch, which also has the id of the old record. */
static void cloudflare_write_record(const struct sesdomain_recordset *set,
                                    const struct value *value,
                                    const struct value *old,
                                    const char **comma, struct out *o)
{
    sesd_out_str(o, *comma);
    *comma = ",\n";
    sesd_out_str(o, "  {");
    if (old) {
        cloudflare_write_member(o, "\"id\": ", old->id);
        sesd_out_str(o, ", ");
    }
    cloudflare_write_member(o, "\"type\": ", set->type_name);
    cloudflare_write_member(o, ", \"name\": ", set->name);
    cloudflare_write_content(set, value, o);
    sesd_out_str(o, ", \"ttl\": ");
    sesd_out_uint(o, set->ttl);
    sesd_out_char(o, '}');
}

/* ---- the three lists ---- */

static void cloudflare_write_deletes(const struct sesdomain_recordset *set,
                                     const char **comma, struct out *o)
{
    size_t patched = cloudflare_count_patches(set);

    for (size_t j = 0; j < set->value_count; j++) {
        if (set->values[j].op != SESDOMAIN_VALUE_OP_REMOVE ||
            (patched && patched--))
            continue;
        sesd_out_str(o, *comma);
        cloudflare_write_member(o, "  {\"id\": ", set->values[j].id);
        sesd_out_char(o, '}');
        *comma = ",\n";
    }
}

static void cloudflare_write_patches(const struct sesdomain_recordset *set,
                                     const char **comma, struct out *o)
{
    for (size_t k = 0; k < cloudflare_count_patches(set); k++)
        cloudflare_write_record(
            set, cloudflare_nth(set, SESDOMAIN_VALUE_OP_ADD, k),
            cloudflare_nth(set, SESDOMAIN_VALUE_OP_REMOVE, k), comma, o);
}

static void cloudflare_write_posts(const struct sesdomain_recordset *set,
                                   const char **comma, struct out *o)
{
    size_t patched = cloudflare_count_patches(set);

    for (size_t j = 0; j < set->value_count; j++)
        if (set->values[j].op == SESDOMAIN_VALUE_OP_ADD &&
            !(patched && patched--))
            cloudflare_write_record(set, &set->values[j], NULL, comma, o);
}

static const struct {
    const char *name;
    void (*write)(const struct sesdomain_recordset *, const char **,
                  struct out *);
} cloudflare_lists[] = {
    { "deletes", cloudflare_write_deletes },
    { "patches", cloudflare_write_patches },
    { "posts", cloudflare_write_posts },
};

/* ---- batches ---- */

/* https://developers.cloudflare.com/dns/manage-dns-records/how-to/
 * batch-record-changes/ */
static struct weight cloudflare_limits(const struct sesdomain_plan *plan)
{
    const bool paid =
        strcmp(sesd_plan_option(plan, "cloudflare.plan"), "paid") == 0;

    return (struct weight){ { paid ? 3500 : 200, 0, 0 } };
}

static void cloudflare_weigh(const struct sesdomain_recordset *set,
                             struct weight *w)
{
    w->of[0] += sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD) +
                sesd_count_op(set, SESDOMAIN_VALUE_OP_REMOVE) -
                cloudflare_count_patches(set);
}

static void cloudflare_write(const struct sesdomain_plan *plan,
                             struct batch batch, struct out *o)
{
    for (size_t k = 0; k < COUNT(cloudflare_lists); k++) {
        const char *comma = "\n";

        sesd_out_str(o, k ? ",\n \"" : "{\"");
        sesd_out_str(o, cloudflare_lists[k].name);
        sesd_out_str(o, "\": [");
        for (size_t i = batch.first; i < batch.end; i++)
            cloudflare_lists[k].write(&plan->sets[i], &comma, o);
        sesd_out_char(o, ']');
    }
    sesd_out_str(o, "}\n");
}

static const struct batches cloudflare_batches = {
    .limits_of = cloudflare_limits,
    .too_large = "the changes at this name do not fit one batch",
    .weigh = cloudflare_weigh,
    .write = cloudflare_write,
};

/* ---- refusals ---- */

static bool cloudflare_allows_ttl(const struct sesdomain_recordset *set)
{
    if (!sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD))
        return true;
    if (set->ttl == TTL_AUTOMATIC)
        return set->ttl_known;
    return set->ttl >= TTL_LEAST && set->ttl <= TTL_MOST;
}

/* Cloudflare itself refuses a second CNAME (Records with same name). */
static bool cloudflare_may_be_second(const struct sesdomain_recordset *set)
{
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN && set->single &&
           set->type != SESDOMAIN_TYPE_CNAME &&
           sesd_count_op(set, SESDOMAIN_VALUE_OP_ADD);
}

static const char *cloudflare_unknown(const struct subject *s)
{
    if (!s->value)
        return cloudflare_may_be_second(s->set)
                   ? "the existing values are not known, only one value is "
                     "allowed, and Cloudflare would accept a second"
                   : NULL;
    return s->value->op == SESDOMAIN_VALUE_OP_REMOVE && !s->value->id.n
               ? "the id of the existing record is not known"
               : NULL;
}

static const char *cloudflare_inexpressible(const struct subject *s)
{
    const struct value *value = s->value;

    if (!value && !cloudflare_allows_ttl(s->set))
        return "Cloudflare accepts TTLs of 60 (in Enterprise zones 30) to "
               "86400 seconds";
    if (value && value->op == SESDOMAIN_VALUE_OP_REMOVE &&
        value->id.n > ID_CHARACTERS)
        return "an id of Cloudflare has at most 32 characters";
    if (value && value->op == SESDOMAIN_VALUE_OP_ADD &&
        value->text.n > TXT_CHARACTERS)
        return "Cloudflare allows 2048 characters in a TXT record";
    return NULL;
}

const struct format sesd_format_cloudflare = {
    .name = "cloudflare",
    .description = "batches of record changes for the Cloudflare API",
    .media_type = "application/json",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .batches = &cloudflare_batches,
    .unknown = cloudflare_unknown,
    .inexpressible = cloudflare_inexpressible,
};
