/* SPDX-License-Identifier: MIT */
/*
 * Cloudflare. Takes the answers of "GET /zones/ZONE/dns_records", one object
 * for each value, and adds their records, with ids, to a listing. The SOA and
 * the NS records of the apex are not listed: the zone is zone_name, or the
 * setting, or the common suffix of all names.
 * https://developers.cloudflare.com/api/resources/dns/subresources/records/
 */
#include "read.h"

/* ---- one record ---- */

static enum sesdomain_status cloudflare_take_id(struct reader *r,
                                                const struct json *value)
{
    r->id = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status cloudflare_take_content(struct reader *r,
                                                     const struct json *value)
{
    r->rdata = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status cloudflare_take_proxied(struct reader *r,
                                                     const struct json *value)
{
    if (value->integer && r->special != SPECIAL_FLATTENED)
        r->special = SPECIAL_PROXIED;
    return SESDOMAIN_OK;
}

/* Take the settings: a CNAME that is flattened is answered with addresses. */
static enum sesdomain_status cloudflare_take_settings(struct reader *r,
                                                      const struct json *value)
{
    const struct json flatten = sesd_json_member(value, "flatten_cname");

    if (flatten.kind == JSON_KIND_BOOLEAN && flatten.integer)
        r->special = SPECIAL_FLATTENED;
    return SESDOMAIN_OK;
}

/* Take the metadata: records below a delegation are not served. */
static enum sesdomain_status cloudflare_take_meta(struct reader *r,
                                                  const struct json *value)
{
    const struct json by = sesd_json_member(value, "shadowed_by");

    r->absent = by.kind == JSON_KIND_ARRAY && by.first;
    return SESDOMAIN_OK;
}

static enum sesdomain_status cloudflare_take_priority(struct reader *r,
                                                      const struct json *value)
{
    if (value->integer < 0 || value->integer > UINT16_MAX)
        return sesd_wrong(r, none, "a preference up to 65535 was expected");
    ((struct listing *)r)->preference = (uint32_t)value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status cloudflare_take_data(struct reader *r,
                                                  const struct json *value)
{
    const struct json priority = sesd_json_member(value, "priority");

    return priority.kind == JSON_KIND_INTEGER
               ? cloudflare_take_priority(r, &priority)
               : SESDOMAIN_OK;
}

static enum sesdomain_status cloudflare_take_zone(struct reader *r,
                                                  const struct json *value)
{
    struct listing *l = (struct listing *)r;
    const char *why;

    if (sesd_name_parse(value->string, NAME_OWNER, &l->zone, &why))
        return sesd_fail(r->sd, SESDOMAIN_E_NAME, "zone_name", value->string,
                         why);
    return SESDOMAIN_OK;
}

static const struct key cloudflare_record_keys[] = {
    { "name", JSON_KIND_STRING, .take = sesd_take_owner, .required = true },
    { "type", JSON_KIND_STRING, .take = sesd_take_type, .required = true },
    { "content", JSON_KIND_STRING, .take = cloudflare_take_content },
    { "ttl", JSON_KIND_INTEGER, .take = sesd_take_ttl },
    { "id", JSON_KIND_STRING, .take = cloudflare_take_id },
    { "proxied", JSON_KIND_BOOLEAN, .take = cloudflare_take_proxied },
    { "settings", JSON_KIND_OBJECT, .take = cloudflare_take_settings },
    { "meta", JSON_KIND_OBJECT, .take = cloudflare_take_meta },
    { "data", JSON_KIND_OBJECT, .take = cloudflare_take_data },
    { "priority", JSON_KIND_INTEGER, .take = cloudflare_take_priority },
    { "zone_name", JSON_KIND_STRING, .take = cloudflare_take_zone },
};

/* Shorten the common suffix to what the name of the record also has. */
static void cloudflare_compare(struct listing *l)
{
    const struct text owner = { l->owner.s, l->owner.n };
    struct text common = { l->common.s, l->common.n };

    if (!common.n && l->count <= 1)
        common = owner;
    while (common.n && !sesd_name_within(owner, common))
        common = sesd_name_parent(common);
    memmove(l->common.s, common.s, common.n);
    l->common.n = common.n;
}

/* Return the data in presentation format. */
static struct text cloudflare_rdata(struct listing *l)
{
    const struct text content = sesd_text(l->r.rdata);
    char *s;
    struct out o;

    if (l->r.type == SESDOMAIN_TYPE_TXT && content.n && *content.s != '"')
        return sesd_quoted(l, content);
    if (l->r.type != SESDOMAIN_TYPE_MX)
        return content;
    s = sesd_alloc(&l->arena, content.n + 16);
    if (!s)
        return content;
    o = sesd_out(s, content.n + 16);
    sesd_out_uint(&o, l->preference);
    sesd_out_char(&o, ' ');
    sesd_out_text(&o, content);
    return (struct text){ o.buf, o.length };
}

static enum sesdomain_status cloudflare_take_record(struct reader *r,
                                                    const struct json *value)
{
    struct listing *l = (struct listing *)r;
    enum sesdomain_status status;

    r->ttl = -1;
    r->special = SPECIAL_NONE;
    r->absent = false;
    r->id = r->rdata = NULL;
    l->preference = 0;
    status = sesd_take_object(r, value, cloudflare_record_keys,
                              COUNT(cloudflare_record_keys), false, NULL);
    if (status != SESDOMAIN_OK || r->absent)
        return status;
    status = sesd_take_rdata(l, cloudflare_rdata(l));
    cloudflare_compare(l);
    return status;
}

/* ---- pages ---- */

static enum sesdomain_status cloudflare_take_result(struct reader *r,
                                                    const struct json *value)
{
    struct listing *l = (struct listing *)r;
    struct json e = { 0 };

    for (l->objects = 0; sesd_json_next(value, &e);)
        l->objects++;
    return sesd_take_array(r, value, JSON_KIND_OBJECT, cloudflare_take_record);
}

/* Take the number of a page. Pages have to follow each other, beginning with
 * the first: their numbers prove an error of the caller. A page that lacks
 * records is read, and the zone is not whole: jq may have removed them. */
static enum sesdomain_status cloudflare_take_info(struct reader *r,
                                                  const struct json *value)
{
    struct listing *l = (struct listing *)r;
    const struct json page = sesd_json_member(value, "page");
    const struct json pages = sesd_json_member(value, "total_pages");
    const struct json count = sesd_json_member(value, "count");

    l->gap |= count.kind == JSON_KIND_INTEGER &&
              count.integer != (int64_t)l->objects;
    if (page.kind != JSON_KIND_INTEGER || pages.kind != JSON_KIND_INTEGER)
        return SESDOMAIN_OK;
    if (page.integer != l->page + 1)
        return sesd_wrong(r, none,
                          "the pages do not follow each other from 1 on");
    l->page = page.integer;
    l->more = page.integer < pages.integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status cloudflare_take_success(struct reader *r,
                                                     const struct json *value)
{
    if (value->integer)
        return SESDOMAIN_OK;
    return sesd_wrong(r, none, "this is an error message of Cloudflare");
}

static const struct key cloudflare_page_keys[] = {
    { "success", JSON_KIND_BOOLEAN, .take = cloudflare_take_success },
    { "result", JSON_KIND_ARRAY, .take = cloudflare_take_result,
      .required = true },
    { "result_info", JSON_KIND_OBJECT, .take = cloudflare_take_info },
};

/* Take a page, an array of pages, or an array of records: it is unknown
 * whether those are all. */
static enum sesdomain_status cloudflare_take(struct reader *r,
                                             const struct json *value)
{
    struct listing *l = (struct listing *)r;

    if (value->kind == JSON_KIND_ARRAY)
        return sesd_take_array(r, value, JSON_KIND_OBJECT, cloudflare_take);
    l->more = true;
    if (sesd_json_member(value, "content").kind)
        return cloudflare_take_record(r, value);
    return sesd_take_object(r, value, cloudflare_page_keys,
                            COUNT(cloudflare_page_keys), false, NULL);
}

/* Return the apex of the zone; a NULL text if it is unknown. */
static struct text cloudflare_apex(const struct listing *l)
{
    const struct text domain = sesd_string_text(&l->r.sd->domain);
    const struct text set = sesd_string_text(&l->r.sd->zone);
    const struct text common = { l->common.s, l->common.n };

    if (l->zone.n)
        return (struct text){ l->zone.s, l->zone.n };
    if (set.s && (!common.n || sesd_name_within(common, set)))
        return set;
    if (!common.n || sesd_name_within(common, domain))
        return domain;
    if (sesd_name_labels(common) < 2)
        return none;
    return common;
}

static enum sesdomain_status cloudflare_read(struct listing *l, struct text in)
{
    enum sesdomain_status status;

    l->common.n = l->zone.n = 0;
    l->page = l->page_of ? l->page_of->page : 0;
    status = sesd_take_pages(l, in, cloudflare_take);
    l->assumed = !l->zone.n && !l->r.sd->zone.set;
    if (status != SESDOMAIN_OK || !cloudflare_apex(l).s)
        return status;
    return sesd_collect_zone(l, cloudflare_apex(l));
}

static bool cloudflare_recognises(struct text in)
{
    return (sesd_text_contains(in, sesd_text("\"result\"")) &&
            sesd_text_contains(in, sesd_text("\"success\""))) ||
           (sesd_text_contains(in, sesd_text("\"proxied\"")) &&
            sesd_text_contains(in, sesd_text("\"content\"")));
}

const struct existing_reader sesd_reader_cloudflare = {
    .name = "cloudflare",
    .description = "answers of Cloudflare's API, 'GET "
                   "/zones/ZONE/dns_records', all pages",
    .recognises = cloudflare_recognises,
    .read = cloudflare_read,
};
