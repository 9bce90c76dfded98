//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The existing records of a setup document (doc/setup.schema.json). Takes each
 * object of "existing" and calls the setter of what it states: a record, or
 * that there is none, or that its lookup failed.
 */
#include "read_read.h"

static enum sesdomain_status existing_take_name(struct reader *r,
                                                const struct json *value)
{
    r->name = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status existing_take_type(struct reader *r,
                                                const struct json *value)
{
    if (sesdomain_type_number(value->string.s, &r->type) == SESDOMAIN_OK)
        return SESDOMAIN_OK;
    return sesd_wrong(r, value->string,
                      "a record type, such as TXT, was expected");
}

static enum sesdomain_status existing_take_ttl(struct reader *r,
                                               const struct json *value)
{
    if (value->integer < -1 || value->integer > INT32_MAX)
        return sesd_wrong(r, none, "seconds were expected, or -1");
    r->ttl = (int32_t)value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status existing_take_rdata(struct reader *r,
                                                 const struct json *value)
{
    r->rdata = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status existing_take_id(struct reader *r,
                                              const struct json *value)
{
    r->id = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status existing_take_absent(struct reader *r,
                                                  const struct json *value)
{
    r->absent = value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status
existing_take_nonexistent(struct reader *r, const struct json *value)
{
    r->nonexistent = value->integer;
    return SESDOMAIN_OK;
}

/* As Cloudflare's API has it. */
static enum sesdomain_status existing_take_proxied(struct reader *r,
                                                   const struct json *value)
{
    r->special = value->integer ? SPECIAL_PROXIED : SPECIAL_NONE;
    return SESDOMAIN_OK;
}

static enum sesdomain_status existing_take_failed(struct reader *r,
                                                  const struct json *value)
{
    r->failed = value->string.s;
    return SESDOMAIN_OK;
}

static const struct key existing_keys[] = {
    { "name", JSON_KIND_STRING, .take = existing_take_name, .required = true },
    { "type", JSON_KIND_STRING, .take = existing_take_type },
    { "ttl", JSON_KIND_INTEGER, .take = existing_take_ttl },
    { "rdata", JSON_KIND_STRING, .take = existing_take_rdata },
    { "id", JSON_KIND_STRING, .take = existing_take_id },
    { "proxied", JSON_KIND_BOOLEAN, .take = existing_take_proxied },
    { "absent", JSON_KIND_BOOLEAN, .take = existing_take_absent },
    { "nonexistent", JSON_KIND_BOOLEAN, .take = existing_take_nonexistent },
    { "failed", JSON_KIND_STRING, .take = existing_take_failed },
};

/* One of: rdata, absent, nonexistent, failed; all but nonexistent need a
 * type. */
static enum sesdomain_status existing_add(struct reader *r)
{
    if ((r->rdata != NULL) + r->absent + r->nonexistent + (r->failed != NULL) >
        1)
        return sesd_fail(r->sd, SESDOMAIN_E_DOCUMENT, "name", none,
                         "one of rdata, absent, nonexistent and failed was "
                         "expected");
    if (r->nonexistent && r->type)
        return sesd_fail(r->sd, SESDOMAIN_E_DOCUMENT, "type", none,
                         "a name that does not exist has no types");
    if (r->nonexistent)
        return sesdomain_add_nonexistent(r->sd, r->name);
    if (!r->type)
        return sesd_fail(r->sd, SESDOMAIN_E_MISSING, "type", none,
                         "it is required");
    if (r->absent)
        return sesdomain_add_absent(r->sd, r->name, r->type);
    if (r->failed)
        return sesdomain_add_failed(r->sd, r->name, r->type, r->failed);
    return sesd_add_special(r->sd, r->name, r->type, r->ttl, r->rdata, r->id,
                            r->special);
}

static enum sesdomain_status existing_take_record(struct reader *r,
                                                  const struct json *value)
{
    struct path path = *r->sd->at;
    const struct path *at;
    enum sesdomain_status status;

    r->type = 0;
    r->ttl = -1;
    r->rdata = r->id = r->failed = NULL;
    r->absent = r->nonexistent = false;
    r->special = SPECIAL_NONE;
    status = sesd_take_object(r, value, existing_keys, COUNT(existing_keys),
                              true, NULL);
    if (status != SESDOMAIN_OK)
        return status;
    path.open = true;
    at = r->sd->at;
    r->sd->at = &path;
    status = existing_add(r);
    r->sd->at = at;
    return status;
}

enum sesdomain_status sesd_take_existing(struct reader *r,
                                         const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, existing_take_record);
}

enum sesdomain_status sesd_take_complete(struct reader *r,
                                         const struct json *value)
{
    sesdomain_set_complete(r->sd, value->integer);
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_take_authoritative(struct reader *r,
                                              const struct json *value)
{
    sesdomain_set_authoritative(r->sd, value->integer);
    return SESDOMAIN_OK;
}
