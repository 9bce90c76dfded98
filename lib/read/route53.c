/* SPDX-License-Identifier: MIT */
/*
 * Route 53. Takes what "aws route53 list-resource-record-sets" prints, whole
 * or in pages, and adds its records to a listing:
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 */
#include "read.h"

static enum sesdomain_status route53_wrong(struct listing *l,
                                           struct text value, const char *what)
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

static enum sesdomain_status add(struct listing *l, struct text listed)
{
    const struct record record = {
        .type = l->r.type,
        .ttl = l->r.ttl,
        .special = l->r.special,
        .rdata = listed.s ? to_decimal(&l->arena, listed) : listed,
        .listed = listed,
    };

    return sesd_collect_record(l, (struct text){ l->owner.s, l->owner.n },
                               &record);
}

static enum sesdomain_status take_value(struct reader *r,
                                        const struct json *value)
{
    struct listing *l = (struct listing *)r;
    const struct json text = sesd_json_member(value, "Value");

    if (text.kind != JSON_KIND_STRING)
        return route53_wrong(l, none, "a Value was expected");
    return add(l, text.string);
}

/* Take an alias, which has no data, but exists at its name. */
static enum sesdomain_status take_alias(struct listing *l)
{
    l->r.ttl = -1;
    l->r.special = SPECIAL_ALIAS;
    return add(l, none);
}

/* Read a name; a reason, if it is none. */
static const char *route53_parse_name(struct listing *l, struct text in,
                                      struct name *name)
{
    const char *why;

    return sesd_name_parse(to_decimal(&l->arena, in), NAME_GIVEN, name, &why)
               ? why
               : NULL;
}

static enum sesdomain_status take_name(struct reader *r,
                                       const struct json *value)
{
    struct listing *l = (struct listing *)r;
    const char *why = route53_parse_name(l, value->string, &l->owner);

    return why ? sesd_fail(r->sd, SESDOMAIN_E_NAME, "Name", value->string, why)
               : SESDOMAIN_OK;
}

static enum sesdomain_status route53_take_type(struct reader *r,
                                               const struct json *value)
{
    const struct json word = sesd_json_unwrap(value);
    const enum sesdomain_status status =
        sesd_expect(r, &word, JSON_KIND_STRING);

    return status ? status : sesd_take_type(r, &word);
}

static enum sesdomain_status take_identifier(struct reader *r,
                                             const struct json *value)
{
    if (value->string.n) /* Go and .NET print "" where nothing is set */
        r->special = SPECIAL_ROUTED;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_values(struct reader *r,
                                         const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_value);
}

/* Rows are taken in this order, whatever the order of the document. */
static const struct key set_keys[] = {
    { "Name", JSON_KIND_STRING, .take = take_name, .required = true },
    { "Type", JSON_KIND_STRING | JSON_KIND_OBJECT, .take = route53_take_type,
      .required = true },
    { "TTL", JSON_KIND_INTEGER, .take = sesd_take_ttl },
    { "SetIdentifier", JSON_KIND_STRING, .take = take_identifier },
    { "ResourceRecords", JSON_KIND_ARRAY, .take = take_values },
};

static enum sesdomain_status take_set(struct reader *r,
                                      const struct json *value)
{
    struct listing *l = (struct listing *)r;
    const size_t count = l->count;
    enum sesdomain_status status;

    r->ttl = -1;
    r->special = SPECIAL_NONE;
    status =
        sesd_take_object(r, value, set_keys, COUNT(set_keys), false, NULL);
    if (status == SESDOMAIN_OK && l->count == count)
        status = take_alias(l);
    if (status == SESDOMAIN_OK && r->type == SESDOMAIN_TYPE_SOA)
        status = sesd_collect_zone(l, (struct text){ l->owner.s, l->owner.n });
    return status;
}

/* ---- pages ---- */

/* Whether a page does not begin where the one before it ended: one is missing,
 * or records were added between them. */
static bool route53_has_gap(struct listing *l, const struct json *sets)
{
    const struct json name =
        sets->first ? sesd_json_member(sets->first, "Name") : *sets;
    struct name first;

    return l->continues && l->next.n && name.kind == JSON_KIND_STRING &&
           (route53_parse_name(l, name.string, &first) ||
            !sesd_text_equal((struct text){ first.s, first.n },
                             (struct text){ l->next.s, l->next.n }));
}

static enum sesdomain_status take_sets(struct reader *r,
                                       const struct json *value)
{
    struct listing *l = (struct listing *)r;

    l->gap |= route53_has_gap(l, value);
    l->next.n = 0;
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_set);
}

static enum sesdomain_status take_truncated(struct reader *r,
                                            const struct json *value)
{
    ((struct listing *)r)->more = value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status route53_take_next(struct reader *r,
                                               const struct json *value)
{
    struct listing *l = (struct listing *)r;

    if (value->string.n && route53_parse_name(l, value->string, &l->next))
        l->next.n = 0;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_token(struct reader *r,
                                        const struct json *value)
{
    if (value->string.n)
        ((struct listing *)r)->more = true;
    return SESDOMAIN_OK;
}

static const struct key page_keys[] = {
    { "ResourceRecordSets", JSON_KIND_ARRAY, .take = take_sets,
      .required = true },
    { "IsTruncated", JSON_KIND_BOOLEAN, .take = take_truncated },
    { "NextToken", JSON_KIND_STRING, .take = take_token },
    { "NextRecordName", JSON_KIND_STRING, .take = route53_take_next },
};

/* Take a page. The last states whether there is another. */
static enum sesdomain_status take_page(struct reader *r,
                                       const struct json *value)
{
    sesd_begin_page((struct listing *)r);
    return sesd_take_object(r, value, page_keys, COUNT(page_keys), false,
                            NULL);
}

/* Take a page, or a set that --query ResourceRecordSets has cut out of one:
 * then nothing says whether there were others. */
static enum sesdomain_status take_element(struct reader *r,
                                          const struct json *value)
{
    if (sesd_json_member(value, "ResourceRecordSets").kind)
        return take_page(r, value);
    ((struct listing *)r)->more = true;
    return take_set(r, value);
}

static enum sesdomain_status take_document(struct reader *r,
                                           const struct json *top)
{
    return top->kind == JSON_KIND_ARRAY
               ? sesd_take_array(r, top, JSON_KIND_OBJECT, take_element)
               : take_page(r, top);
}

static enum sesdomain_status route53_read(struct listing *l, struct text in)
{
    return sesd_take_pages(l, in, take_document);
}

static bool route53_recognises(struct text in)
{
    return sesd_text_contains(in, sesd_text("\"ResourceRecordSets\"")) ||
           sesd_text_contains(in, sesd_text("\"ResourceRecords\""));
}

const struct existing_reader sesd_reader_route53 = {
    .name = "route53",
    .description =
        "what 'aws route53 list-resource-record-sets' prints, in pages or "
        "whole",
    .recognises = route53_recognises,
    .read = route53_read,
};
