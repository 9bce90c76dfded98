//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * PowerDNS. Takes the zone object of its API, and adds its records to a
 * listing. A disabled record is not served, so it does not exist in DNS:
 * https://doc.powerdns.com/authoritative/http-api/zone.html
 */
#include "read_read.h"

static enum sesdomain_status powerdns_take_content(struct reader *r,
                                                   const struct json *value)
{
    r->rdata = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status powerdns_take_disabled(struct reader *r,
                                                    const struct json *value)
{
    r->absent = value->integer;
    return SESDOMAIN_OK;
}

static const struct key powerdns_record_keys[] = {
    { "content", JSON_KIND_STRING, .take = powerdns_take_content,
      .required = true },
    { "disabled", JSON_KIND_BOOLEAN, .take = powerdns_take_disabled },
};

static enum sesdomain_status powerdns_take_record(struct reader *r,
                                                  const struct json *value)
{
    enum sesdomain_status status;

    r->absent = false;
    status = sesd_take_object(r, value, powerdns_record_keys,
                              COUNT(powerdns_record_keys), false, NULL);
    if (status != SESDOMAIN_OK || r->absent)
        return status;
    return sesd_take_rdata((struct listing *)r, sesd_text(r->rdata));
}

static enum sesdomain_status powerdns_take_records(struct reader *r,
                                                   const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, powerdns_take_record);
}

static const struct key powerdns_set_keys[] = {
    { "name", JSON_KIND_STRING, .take = sesd_take_owner, .required = true },
    { "type", JSON_KIND_STRING, .take = sesd_take_type, .required = true },
    { "ttl", JSON_KIND_INTEGER, .take = sesd_take_ttl },
    { "records", JSON_KIND_ARRAY, .take = powerdns_take_records,
      .required = true },
};

static enum sesdomain_status powerdns_take_set(struct reader *r,
                                               const struct json *value)
{
    r->ttl = -1;
    return sesd_take_object(r, value, powerdns_set_keys,
                            COUNT(powerdns_set_keys), false, NULL);
}

static enum sesdomain_status powerdns_take_sets(struct reader *r,
                                                const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, powerdns_take_set);
}

static const struct key powerdns_zone_keys[] = {
    { "rrsets", JSON_KIND_ARRAY, .take = powerdns_take_sets,
      .required = true },
};

static enum sesdomain_status powerdns_take(struct reader *r,
                                           const struct json *value)
{
    if (value->kind == JSON_KIND_ARRAY)
        return sesd_take_array(r, value, JSON_KIND_OBJECT, powerdns_take);
    return sesd_take_object(r, value, powerdns_zone_keys,
                            COUNT(powerdns_zone_keys), false, NULL);
}

static enum sesdomain_status powerdns_read(struct listing *l, struct text in)
{
    return sesd_take_pages(l, in, powerdns_take);
}

static bool powerdns_recognises(struct text in)
{
    return sesd_text_contains(in, sesd_text("\"rrsets\""));
}

const struct existing_reader sesd_reader_powerdns = {
    .name = "powerdns",
    .description = "the zone object of PowerDNS's API, 'GET "
                   "/api/v1/servers/localhost/zones/ZONE'",
    .recognises = powerdns_recognises,
    .read = powerdns_read,
};
