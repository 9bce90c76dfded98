/* SPDX-License-Identifier: MIT */
/*
 * Common functions of listings in JSON. Takes a text of one document or of
 * several consecutive ones, such as pages, and passes each to the reader;
 * reads the keys that all providers have, and adds records to the listing.
 */
#include "read.h"

#define TYPE_PRIVATE 65280 /* RFC 6895: for words that are no type */

enum sesdomain_status sesd_take_pages(struct listing *l, struct text in,
                                      sesd_take *take)
{
    struct arena memory = { .mem = l->r.sd->arena.mem };
    enum sesdomain_status status;
    struct json top;
    size_t taken = 0;

    do {
        status = sesd_json_read_some(l->r.sd, &memory, in, &taken, &top);
        if (status == SESDOMAIN_OK)
            status =
                sesd_expect(&l->r, &top, JSON_KIND_OBJECT | JSON_KIND_ARRAY);
        if (status == SESDOMAIN_OK)
            status = take(&l->r, &top);
        sesd_arena_free(&memory);
    } while (status == SESDOMAIN_OK && taken < in.n);
    return status;
}

void sesd_begin_page(struct listing *l)
{
    l->continues = l->more;
    l->more = false;
}

enum sesdomain_status sesd_take_owner(struct reader *r,
                                      const struct json *value)
{
    struct listing *l = (struct listing *)r;
    enum sesdomain_status status;
    const char *why;

    status = sesd_name_parse(value->string, NAME_GIVEN, &l->owner, &why);
    if (status == SESDOMAIN_E_MEMORY)
        return sesd_fail_memory(r->sd);
    return status == SESDOMAIN_OK
               ? SESDOMAIN_OK
               : sesd_fail(r->sd, status, "name", value->string, why);
}

enum sesdomain_status sesd_take_type(struct reader *r,
                                     const struct json *value)
{
    if (sesdomain_type_number(value->string.s, &r->type) != SESDOMAIN_OK)
        r->type = TYPE_PRIVATE;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_take_ttl(struct reader *r, const struct json *value)
{
    if (value->integer < 0 || value->integer > INT32_MAX)
        return sesd_wrong(r, none, "seconds were expected");
    r->ttl = (int32_t)value->integer;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_take_rdata(struct listing *l, struct text rdata)
{
    const struct text owner = { l->owner.s, l->owner.n };
    const struct record record = { .type = l->r.type,
                                   .ttl = l->r.ttl,
                                   .special = l->r.special,
                                   .rdata = rdata,
                                   .id = sesd_text(l->r.id) };
    enum sesdomain_status status = SESDOMAIN_OK;

    if (record.type == SESDOMAIN_TYPE_SOA)
        status = sesd_collect_zone(l, owner);
    return status == SESDOMAIN_OK ? sesd_collect_record(l, owner, &record)
                                  : status;
}

enum sesdomain_status sesd_take_rdata_text(struct reader *r,
                                           const struct json *value)
{
    return sesd_take_rdata((struct listing *)r, value->string);
}

struct text sesd_quoted(struct listing *l, struct text text)
{
    const size_t most = 4 * text.n + text.n / 64 + 8;
    struct out o;
    char *s = sesd_alloc(&l->arena, most);

    if (!s)
        return (struct text){ "", 0 };
    o = sesd_out(s, most);
    sesd_rdata_print(&o, SESDOMAIN_TYPE_TXT, text);
    return (struct text){ o.buf, o.length };
}
