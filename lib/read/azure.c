/* SPDX-License-Identifier: MIT */
/*
 * Azure DNS. Takes what "az network dns record-set list" prints, or answers of
 * the REST API, and adds its records to a listing. Tools and versions differ
 * in the case of keys, and in whether they are in "properties". A set may be
 * empty, or an alias of a resource:
 * https://learn.microsoft.com/rest/api/dns/record-sets/list-by-dns-zone
 */
#include "read.h"

#define RDATA_FIELDS 7

/* ---- keys, in any letter case ---- */

static struct json azure_member(const struct json *object, const char *key)
{
    struct json m = { 0 };

    while (sesd_json_next(object, &m))
        if (m.kind != JSON_KIND_NULL &&
            sesd_text_equal_nocase(sesd_text(m.key), sesd_text(key)))
            return m;
    return (struct json){ 0 };
}

/* Return a member of a set, or of its properties. */
static struct json azure_property(const struct json *set, const char *key)
{
    const struct json properties = azure_member(set, "properties");

    return properties.kind == JSON_KIND_OBJECT ? azure_member(&properties, key)
                                               : azure_member(set, key);
}

/* ---- records ---- */

/* The form in which records of a type are listed; their fields are in the
 * order of the RDATA. */
static const struct azure_type {
    uint32_t type;
    const char *records, *fields[RDATA_FIELDS];
} azure_types[] = {
    { SESDOMAIN_TYPE_A, "ARecords", { "ipv4Address" } },
    { SESDOMAIN_TYPE_AAAA, "AAAARecords", { "ipv6Address" } },
    { SESDOMAIN_TYPE_CNAME, "CNAMERecord", { "cname" } },
    { SESDOMAIN_TYPE_MX, "MXRecords", { "preference", "exchange" } },
    { SESDOMAIN_TYPE_NS, "NSRecords", { "nsdname" } },
    { SESDOMAIN_TYPE_SOA,
      "SOARecord",
      { "host", "email", "serialNumber", "refreshTime", "retryTime",
        "expireTime", "minimumTTL" } },
    { SESDOMAIN_TYPE_TXT, "TXTRecords", { "value" } },
};

static const struct azure_type *azure_find_type(uint32_t type)
{
    for (size_t i = 0; i < COUNT(azure_types); i++)
        if (azure_types[i].type == type)
            return &azure_types[i];
    return NULL;
}

static enum sesdomain_status azure_wrong_field(struct listing *l,
                                               const char *field)
{
    return sesd_wrong(&l->r, sesd_text(field),
                      "a record without this key, or with another kind of "
                      "value");
}

/* Take the strings of a TXT, which are not quoted. */
static enum sesdomain_status azure_take_txt(struct listing *l,
                                            const struct json *record)
{
    const struct json value = azure_member(record, "value");
    struct json string = { 0 };
    struct text rdata = { "", 0 }, space = { " ", 1 };

    if (value.kind != JSON_KIND_ARRAY)
        return azure_wrong_field(l, "value");
    while (sesd_json_next(&value, &string)) {
        if (string.kind != JSON_KIND_STRING)
            return azure_wrong_field(l, "value");
        rdata = sesd_concat(&l->arena, rdata,
                            rdata.n ? space : (struct text){ "", 0 },
                            sesd_quoted(l, string.string));
    }
    return sesd_take_rdata(l, rdata);
}

static enum sesdomain_status azure_take_fields(struct listing *l,
                                               const struct azure_type *type,
                                               const struct json *record)
{
    char rdata[3 * SESD_NAME_MAX];
    struct out o = sesd_out(rdata, sizeof(rdata));

    for (size_t i = 0; i < RDATA_FIELDS && type->fields[i]; i++) {
        const struct json field = azure_member(record, type->fields[i]);

        if (i)
            sesd_out_char(&o, ' ');
        if (field.kind == JSON_KIND_STRING)
            sesd_out_text(&o, field.string);
        else if (field.kind == JSON_KIND_INTEGER && field.integer >= 0)
            sesd_out_uint(&o, (uint64_t)field.integer);
        else
            return azure_wrong_field(l, type->fields[i]);
    }
    if (o.length >= o.size)
        return sesd_wrong(&l->r, none, "a name is too long");
    return sesd_take_rdata(l, (struct text){ o.buf, o.length });
}

static enum sesdomain_status azure_take_record(struct reader *r,
                                               const struct json *record)
{
    struct listing *l = (struct listing *)r;

    return r->type == SESDOMAIN_TYPE_TXT
               ? azure_take_txt(l, record)
               : azure_take_fields(l, azure_find_type(r->type), record);
}

/* ---- sets ---- */

/* Take the records of a set: none, if it is empty or an alias. */
static enum sesdomain_status azure_take_records(struct listing *l,
                                                const struct json *set)
{
    const struct azure_type *type = azure_find_type(l->r.type);
    const struct json target = azure_property(set, "targetResource");
    const struct json alias = azure_member(&target, "id");
    struct json records;

    if (alias.kind == JSON_KIND_STRING) {
        l->r.special = SPECIAL_ALIAS;
        return sesd_take_rdata(l, none);
    }
    if (!type) /* its records are irrelevant */
        return sesd_take_rdata(l, none);
    records = azure_property(set, type->records);
    if (records.kind == JSON_KIND_ARRAY)
        return sesd_take_array(&l->r, &records, JSON_KIND_OBJECT,
                               azure_take_record);
    return records.kind == JSON_KIND_OBJECT
               ? azure_take_record(&l->r, &records)
               : SESDOMAIN_OK;
}

/* Return what follows the last mark. */
static struct text azure_after(struct text t, char mark)
{
    const char *end = t.s + t.n;

    while (t.n && t.s[t.n - 1] != mark)
        t.n--;
    return sesd_text_after((struct text){ t.s, (size_t)(end - t.s) }, t.n);
}

/* Return the zone in the id of a set: ".../dnszones/example.com/TXT/...". */
static struct text azure_zone(struct text id)
{
    static const struct text mark = TEXT("/dnszones/");

    for (; id.n > mark.n; id = sesd_text_after(id, 1))
        if (sesd_text_equal_nocase((struct text){ id.s, mark.n }, mark)) {
            id = sesd_text_after(id, mark.n);
            return sesd_text_cut(&id, '/');
        }
    return (struct text){ "", 0 };
}

/* Take the name of a set, which is relative to the zone; "@" is the apex. */
static enum sesdomain_status azure_take_name(struct listing *l,
                                             const struct json *set)
{
    const struct json fqdn = azure_property(set, "fqdn");
    const struct json name = azure_member(set, "name");
    const struct json id = azure_member(set, "id");
    struct json absolute = { .kind = JSON_KIND_STRING };
    struct text zone = { "", 0 };

    if (fqdn.kind == JSON_KIND_STRING)
        return sesd_take_owner(&l->r, &fqdn);
    if (id.kind == JSON_KIND_STRING)
        zone = azure_zone(id.string);
    if (name.kind != JSON_KIND_STRING || !zone.n)
        return sesd_wrong(&l->r, none,
                          "a record set has no fqdn, and no name with an id");
    absolute.string = zone;
    if (!sesd_text_equal(name.string, sesd_text("@")))
        absolute.string =
            sesd_concat(&l->arena, name.string, (struct text){ ".", 1 }, zone);
    return sesd_take_owner(&l->r, &absolute);
}

/* Whether a private key is in a key that is passed over, such as metadata;
 * what is published is taken. */
static bool azure_holds_secret(const struct json *set)
{
    struct json m = { 0 };

    while (sesd_json_next(set, &m)) {
        const struct text key = sesd_text(m.key);
        size_t i = 0;

        if (sesd_text_equal_nocase(key, sesd_text("properties"))) {
            if (azure_holds_secret(&m))
                return true;
            continue;
        }
        while (i < COUNT(azure_types) &&
               !sesd_text_equal_nocase(key, sesd_text(azure_types[i].records)))
            i++;
        if (i == COUNT(azure_types) && sesd_holds_secret(&m))
            return true;
    }
    return false;
}

static enum sesdomain_status azure_take_set(struct reader *r,
                                            const struct json *set)
{
    struct listing *l = (struct listing *)r;
    const struct json type = azure_member(set, "type");
    const struct json ttl = azure_property(set, "TTL");
    struct json word = type;
    enum sesdomain_status status;

    if (set->kind == JSON_KIND_OBJECT && azure_holds_secret(set))
        return sesd_fail(r->sd, SESDOMAIN_E_SECRET, "document", none,
                         "there is a private key");
    if (type.kind != JSON_KIND_STRING)
        return sesd_wrong(r, none, "a record set has no type");
    word.string = azure_after(type.string, '/');
    r->ttl = -1;
    r->special = SPECIAL_NONE;
    status = azure_take_name(l, set);
    if (status == SESDOMAIN_OK)
        status = sesd_take_type(r, &word);
    if (status == SESDOMAIN_OK && ttl.kind == JSON_KIND_INTEGER)
        status = sesd_take_ttl(r, &ttl);
    return status == SESDOMAIN_OK ? azure_take_records(l, set) : status;
}

/* ---- pages ---- */

/* Take an array of sets or of pages, or a page; the last states whether there
 * is another. */
static enum sesdomain_status azure_take(struct reader *r,
                                        const struct json *value)
{
    const struct json sets = azure_member(value, "value");
    const struct json next = azure_member(value, "nextLink");
    struct listing *l = (struct listing *)r;

    if (value->kind == JSON_KIND_ARRAY)
        return sesd_take_array(r, value, JSON_KIND_OBJECT, azure_take);
    if (sets.kind != JSON_KIND_ARRAY)
        return azure_take_set(r, value);
    sesd_begin_page(l);
    l->more = next.kind == JSON_KIND_STRING && next.string.n;
    return sesd_take_array(r, &sets, JSON_KIND_OBJECT, azure_take_set);
}

static enum sesdomain_status azure_read(struct listing *l, struct text in)
{
    return sesd_take_pages(l, in, azure_take);
}

static bool azure_recognises(struct text in)
{
    return sesd_text_contains(in, sesd_text("Microsoft.Network/dns")) ||
           sesd_text_contains(in, sesd_text("/dnszones/")) ||
           sesd_text_contains(in, sesd_text("/dnsZones/"));
}

const struct existing_reader sesd_reader_azure = {
    .name = "azure",
    .description = "what 'az network dns record-set list' prints, or pages of "
                   "its REST API",
    .recognises = azure_recognises,
    .read = azure_read,
};
