/* SPDX-License-Identifier: MIT */
#include "read.h"

/* What "aws route53 list-resource-record-sets" prints, whole or in pages:
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 */

#define PRIVATE_TYPE 65280 /* RFC 6895: for a type that is not known here */

/* A record that was read, until all of them were. */
struct read {
    struct read *next;
    struct known *known;
    struct record record;
};

struct listing {
    struct reader r;
    struct read *first, **last;
    struct text apex; /* where the SOA is */
    bool more;
};

static enum sesdomain_status wrong(struct listing *l, struct text value,
                                   const char *what)
{
    return sesd_wrong(&l->r, value, what);
}

/* ---- Route 53's escapes are octal, ours decimal ---- */

static bool is_octal(const char *s)
{
    return s[0] >= '0' && s[0] <= '3' && s[1] >= '0' && s[1] <= '7' &&
           s[2] >= '0' && s[2] <= '7';
}

static struct text to_decimal(struct arena *a, struct text in)
{
    char *s;

    if (!memchr(in.s, '\\', in.n) || !sesd_arena_reserve(a, in.n + 1))
        return in;
    s = a->next;
    memcpy(s, in.s, in.n + 1);
    for (size_t i = 0; i + 3 < in.n; i++) {
        unsigned octet;

        if (s[i] != '\\')
            continue;
        if (!is_octal(s + i + 1)) {
            i++; /* the character that is escaped */
            continue;
        }
        octet = (unsigned)(s[i + 1] - '0') << 6 |
                (unsigned)(s[i + 2] - '0') << 3 | (unsigned)(s[i + 3] - '0');
        s[i + 1] = (char)('0' + octet / 100);
        s[i + 2] = (char)('0' + octet / 10 % 10);
        s[i + 3] = (char)('0' + octet % 10);
        i += 3;
    }
    a->next += in.n + 1;
    return (struct text){ s, in.n };
}

/* ---- one record set ---- */

static enum sesdomain_status add(struct listing *l, struct known *known,
                                 const struct record *record)
{
    struct read *read = sesd_alloc(&l->r.sd->arena, sizeof(*read));

    if (!read)
        return sesd_fail_memory(l->r.sd);
    if (sesd_said_absent(l->r.sd, known->name, record->type))
        return sesd_fail(l->r.sd, SESDOMAIN_E_STATE, "document", known->name,
                         "the name was said to have no such record");
    *read = (struct read){ NULL, known, *record };
    if (!sesd_prepare_record(l->r.sd, &read->record))
        return sesd_fail_memory(l->r.sd);
    *l->last = read;
    l->last = &read->next;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_value(struct reader *r,
                                        const struct json *value)
{
    struct listing *l = (struct listing *)r;
    const struct json text = sesd_json_member(value, "Value");
    struct record record = { .type = r->type,
                             .ttl = r->ttl,
                             .special = r->special };
    enum sesdomain_status status;

    if (text.kind != JSON_KIND_STRING)
        return wrong(l, (struct text){ 0 }, "a Value was expected");
    status = sesd_zone_rdata(r->sd, to_decimal(&r->sd->arena, text.string),
                             &record);
    if (status != SESDOMAIN_OK)
        return status;
    record.listed = sesd_keep(&r->sd->arena, text.string);
    return r->sd->arena.failed ? sesd_fail_memory(r->sd)
                               : add(l, r->known, &record);
}

/* It has no data, but stands at its name. */
static enum sesdomain_status take_alias(struct listing *l)
{
    const struct record record = { .type = l->r.type,
                                   .ttl = -1,
                                   .special = SPECIAL_ALIAS,
                                   .text = { "", 0 },
                                   .rdata = { "", 0 } };

    return add(l, l->r.known, &record);
}

static enum sesdomain_status take_name(struct reader *r,
                                       const struct json *value)
{
    const struct text in = to_decimal(&r->sd->arena, value->string);
    struct name name;
    enum sesdomain_status status;
    const char *why;

    status = sesd_name_parse(in, NAME_GIVEN, &name, &why);
    if (status == SESDOMAIN_E_MEMORY)
        return sesd_fail_memory(r->sd);
    if (status != SESDOMAIN_OK)
        return sesd_fail(r->sd, status, "Name", value->string, why);
    r->known = sesd_make_known(r->sd, (struct text){ name.s, name.n });
    return r->known ? SESDOMAIN_OK : sesd_fail_memory(r->sd);
}

static enum sesdomain_status take_type(struct reader *r,
                                       const struct json *value)
{
    if (sesdomain_type_number(value->string.s, &r->type) != SESDOMAIN_OK)
        r->type = PRIVATE_TYPE;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_ttl(struct reader *r,
                                      const struct json *value)
{
    if (value->integer < 0 || value->integer > INT32_MAX)
        return sesd_wrong(r, (struct text){ 0 }, "seconds were expected");
    r->ttl = (int32_t)value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_identifier(struct reader *r,
                                             const struct json *value)
{
    (void)value;
    r->special = SPECIAL_ROUTED;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_values(struct reader *r,
                                         const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_value);
}

/* Rows are taken in this order, whatever the document's. */
static const struct key set_keys[] = {
    { "Name", JSON_KIND_STRING, .take = take_name, .required = true },
    { "Type", JSON_KIND_STRING, .take = take_type, .required = true },
    { "TTL", JSON_KIND_INTEGER, .take = take_ttl },
    { "SetIdentifier", JSON_KIND_STRING, .take = take_identifier },
    { "ResourceRecords", JSON_KIND_ARRAY, .take = take_values },
};

static enum sesdomain_status take_set(struct reader *r,
                                      const struct json *value)
{
    struct listing *l = (struct listing *)r;
    struct read *const *const last = l->last;
    enum sesdomain_status status;

    r->ttl = -1;
    r->special = SPECIAL_NONE;
    status =
        sesd_take_object(r, value, set_keys, COUNT(set_keys), false, NULL);
    if (status == SESDOMAIN_OK && l->last == last)
        status = take_alias(l);
    if (status == SESDOMAIN_OK && r->type == SESDOMAIN_TYPE_SOA)
        l->apex = r->known->name;
    return status;
}

/* ---- pages ---- */

static enum sesdomain_status take_sets(struct reader *r,
                                       const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_set);
}

static enum sesdomain_status take_truncated(struct reader *r,
                                            const struct json *value)
{
    ((struct listing *)r)->more = value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_token(struct reader *r,
                                        const struct json *value)
{
    (void)value;
    ((struct listing *)r)->more = true;
    return SESDOMAIN_OK;
}

static const struct key page_keys[] = {
    { "ResourceRecordSets", JSON_KIND_ARRAY, .take = take_sets,
      .required = true },
    { "IsTruncated", JSON_KIND_BOOLEAN, .take = take_truncated },
    { "NextToken", JSON_KIND_STRING, .take = take_token },
};

/* Whether there is more, the last page says. */
static enum sesdomain_status take_page(struct reader *r,
                                       const struct json *value)
{
    ((struct listing *)r)->more = false;
    return sesd_take_object(r, value, page_keys, COUNT(page_keys), false,
                            NULL);
}

static enum sesdomain_status take_document(struct listing *l,
                                           const struct json *top)
{
    enum sesdomain_status status =
        sesd_expect(&l->r, top, JSON_KIND_OBJECT | JSON_KIND_ARRAY);

    if (status != SESDOMAIN_OK)
        return status;
    return top->kind == JSON_KIND_ARRAY
               ? sesd_take_array(&l->r, top, JSON_KIND_OBJECT, take_page)
               : take_page(&l->r, top);
}

/* Pages may follow each other in one text. */
static enum sesdomain_status take_pages(struct listing *l, struct text in)
{
    struct arena memory = { .mem = l->r.sd->arena.mem };
    enum sesdomain_status status;
    struct json top;
    size_t taken = 0;

    do {
        status = sesd_json_read_some(l->r.sd, &memory, in, &taken, &top);
        if (status == SESDOMAIN_OK)
            status = take_document(l, &top);
        sesd_arena_free(&memory);
    } while (status == SESDOMAIN_OK && taken < in.n);
    l->r.sd->source = (struct text){ 0 };
    return status;
}

/* What was read is linked in at the end, which cannot fail. */
static enum sesdomain_status route53_load(struct sesdomain *sd, struct text in)
{
    struct listing l = { .r.sd = sd };
    enum sesdomain_status status;

    l.last = &l.first;
    status = take_pages(&l, in);
    if (status != SESDOMAIN_OK)
        return status;
    for (struct read *read = l.first; read; read = read->next)
        sesd_link_record(sd, read->known, &read->record);
    if (l.apex.s)
        sd->apex = l.apex;
    if (!l.more && sd->apex.s)
        sd->listed = sd->apex;
    return SESDOMAIN_OK;
}

static bool route53_recognises(struct text in)
{
    return sesd_text_contains(in, sesd_text("\"ResourceRecordSets\""));
}

const struct existing_reader sesd_reader_route53 = {
    .name = "route53",
    .description =
        "what 'aws route53 list-resource-record-sets' prints, in pages or "
        "whole",
    .recognises = route53_recognises,
    .load = route53_load,
};
