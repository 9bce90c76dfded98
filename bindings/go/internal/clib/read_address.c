//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
#include "read_read.h"

/* Whether an identity is an address at the domain. */
static bool is_address(const struct reader *r, const char *identity)
{
    const char *at = strrchr(identity, '@');
    struct name name;
    const char *why;

    return at && at > identity && sesd_printable(sesd_text(identity), NULL) &&
           sesd_name_parse(sesd_text(at + 1), NAME_MAIL, &name, &why) ==
               SESDOMAIN_OK &&
           sesd_text_equal((struct text){ name.s, name.n }, r->domain);
}

static bool is_off(const struct json *attributes)
{
    const struct json enabled = sesd_json_member(attributes, "DkimEnabled");

    return enabled.kind == JSON_KIND_BOOLEAN && !enabled.integer;
}

/* An identity of its own overrides the domain's, and may not sign (developer
 * guide, "troubleshoot-dkim"). The first in order is kept, since the order of
 * the document says nothing. */
enum sesdomain_status sesd_take_addresses(struct reader *r,
                                          const struct json *map)
{
    struct string *slot = &r->inst->text[SLOT_UNSIGNED];
    struct json m = { 0 };

    slot->set = false;
    while (sesd_json_next(map, &m)) {
        if (!is_address(r, m.key) || !is_off(&m) ||
            (slot->set && strcmp(slot->s, m.key) <= 0))
            continue;
        if (!sesd_string_set(&r->sd->arena, slot, sesd_text(m.key)))
            return sesd_fail_memory(r->sd);
    }
    return SESDOMAIN_OK;
}
