/* SPDX-License-Identifier: MIT */
/*
 * Google Cloud DNS. Takes what "gcloud dns record-sets list --format=json"
 * prints, or answers of the API, and adds its records to a listing. A set with
 * a routing policy has no data of its own, and must not be replaced:
 * https://cloud.google.com/dns/docs/reference/rest/v1/resourceRecordSets
 */
#include "read.h"

static enum sesdomain_status gcloud_take_data(struct reader *r,
                                              const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_STRING, sesd_take_rdata_text);
}

static enum sesdomain_status gcloud_take_policy(struct reader *r,
                                                const struct json *value)
{
    (void)value;
    r->special = SPECIAL_ROUTED;
    return sesd_take_rdata((struct listing *)r, none);
}

static const struct key gcloud_set_keys[] = {
    { "name", JSON_KIND_STRING, .take = sesd_take_owner, .required = true },
    { "type", JSON_KIND_STRING, .take = sesd_take_type, .required = true },
    { "ttl", JSON_KIND_INTEGER, .take = sesd_take_ttl },
    { "rrdatas", JSON_KIND_ARRAY, .take = gcloud_take_data },
    { "routingPolicy", JSON_KIND_OBJECT, .take = gcloud_take_policy },
};

static enum sesdomain_status gcloud_take_set(struct reader *r,
                                             const struct json *value)
{
    r->ttl = -1;
    r->special = SPECIAL_NONE;
    return sesd_take_object(r, value, gcloud_set_keys, COUNT(gcloud_set_keys),
                            false, NULL);
}

static enum sesdomain_status gcloud_take_sets(struct reader *r,
                                              const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, gcloud_take_set);
}

static enum sesdomain_status gcloud_take_token(struct reader *r,
                                               const struct json *value)
{
    ((struct listing *)r)->more = value->string.n > 0;
    return SESDOMAIN_OK;
}

static const struct key gcloud_page_keys[] = {
    { "rrsets", JSON_KIND_ARRAY, .take = gcloud_take_sets, .required = true },
    { "nextPageToken", JSON_KIND_STRING, .take = gcloud_take_token },
};

/* Take an array of sets, as the tool prints it, or the pages of the API, of
 * which the last states whether there is another. */
static enum sesdomain_status gcloud_take(struct reader *r,
                                         const struct json *value)
{
    const struct json set = sesd_json_member(value, "name");

    if (value->kind == JSON_KIND_ARRAY)
        return sesd_take_array(r, value, JSON_KIND_OBJECT, gcloud_take);
    if (set.kind)
        return gcloud_take_set(r, value);
    sesd_begin_page((struct listing *)r);
    return sesd_take_object(r, value, gcloud_page_keys,
                            COUNT(gcloud_page_keys), false, NULL);
}

static enum sesdomain_status gcloud_read(struct listing *l, struct text in)
{
    return sesd_take_pages(l, in, gcloud_take);
}

static bool gcloud_recognises(struct text in)
{
    return sesd_text_contains(in, sesd_text("\"rrdatas\"")) ||
           sesd_text_contains(in, sesd_text("\"dns#resourceRecordSet"));
}

const struct existing_reader sesd_reader_gcloud = {
    .name = "gcloud",
    .description = "what 'gcloud dns record-sets list --format=json' prints, "
                   "or pages of its API",
    .recognises = gcloud_recognises,
    .read = gcloud_read,
};
