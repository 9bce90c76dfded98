//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Maps by identity in responses of the SES v1 API. Takes a map of several
 * identities, finds the entry of the domain, and records which addresses of
 * the domain have an identity that does not sign.
 */
#include "read_read.h"

/* Whether an identity is an address at the domain. */
static bool v1_is_address(const struct reader *r, const char *identity)
{
    const char *at = strrchr(identity, '@');
    struct name name;
    const char *why;

    return at && at > identity && sesd_printable(sesd_text(identity), NULL) &&
           sesd_name_parse(sesd_text(at + 1), NAME_MAIL, &name, &why) ==
               SESDOMAIN_OK &&
           sesd_text_equal((struct text){ name.s, name.n }, r->domain);
}

bool sesd_v1_is_domain(const struct reader *r, const char *identity)
{
    struct name name;
    const char *why;

    return sesd_name_parse(sesd_text(identity), NAME_MAIL, &name, &why) ==
               SESDOMAIN_OK &&
           sesd_text_equal((struct text){ name.s, name.n }, r->domain);
}

/* Find the entry of the domain; of no kind if there is none. A map has only
 * the identities of the request, so a map without the domain and its addresses
 * is an error. */
static enum sesdomain_status v1_pick(struct reader *r, const struct json *map,
                                     struct json *entry)
{
    const char *other = NULL;
    bool has_address = false;

    *entry = (struct json){ 0 };
    while (sesd_json_next(map, entry)) {
        if (sesd_v1_is_domain(r, entry->key))
            return SESDOMAIN_OK;
        has_address = has_address || v1_is_address(r, entry->key);
        other = other ? other : entry->key;
    }
    *entry = (struct json){ 0 };
    if (!other || has_address)
        return SESDOMAIN_OK;
    return sesd_wrong(
        r, sesd_text(other),
        "this is another identity; the domain is not in this map");
}

enum sesdomain_status
sesd_take_v1_entry(struct reader *r, const struct json *map, sesd_take *take)
{
    struct json entry;
    enum sesdomain_status status = v1_pick(r, map, &entry);
    struct path path = { .up = r->sd->at,
                         .key = entry.key,
                         .octets = entry.at };

    if (status != SESDOMAIN_OK || !entry.kind)
        return status;
    r->sd->at = &path;
    status = sesd_expect(r, &entry, JSON_KIND_OBJECT);
    if (status == SESDOMAIN_OK)
        status = take(r, &entry);
    r->sd->at = path.up;
    return status;
}

static bool v1_is_off(const struct json *attributes)
{
    const struct json enabled = sesd_json_member(attributes, "DkimEnabled");

    return enabled.kind == JSON_KIND_BOOLEAN && !enabled.integer;
}

/* An address identity overrides that of the domain, and may not sign
 * (developer guide, "troubleshoot-dkim"). The first in order is kept, since
 * the order of the document has no meaning. */
enum sesdomain_status sesd_take_v1_addresses(struct reader *r,
                                             const struct json *map)
{
    struct string *slot = &r->inst->text[SLOT_UNSIGNED];
    struct json m = { 0 };

    slot->set = false;
    while (sesd_json_next(map, &m)) {
        if (!v1_is_address(r, m.key) || !v1_is_off(&m) ||
            (slot->set && strcmp(slot->s, m.key) <= 0))
            continue;
        if (!sesd_string_set(&r->sd->arena, slot, sesd_text(m.key)))
            return sesd_fail_memory(r->sd);
    }
    return SESDOMAIN_OK;
}
