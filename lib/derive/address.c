/* SPDX-License-Identifier: MIT */
/* Addresses of custom MAIL FROM domains. Takes the option
 * plan.mail-from-address, and adds an A or AAAA record to each MAIL FROM
 * domain that has none: some mail gateways refuse an envelope sender whose
 * domain has no address (ses/rules.c). SES does not need them. Addresses that
 * are there are kept, whatever they are, and none is removed. */
#include "derive.h"

static const struct {
    enum need need;
    uint32_t type;
    bool (*is)(struct text t);
} kinds[] = {
    { NEED_IPV4, SESDOMAIN_TYPE_A, sesd_is_ipv4 },
    { NEED_IPV6, SESDOMAIN_TYPE_AAAA, sesd_is_ipv6 },
};

/* The SPF record, which all instances with a MAIL FROM domain have in
 * common. */
static const struct want *address_mail_from(const struct owner *owner)
{
    const struct want *w = sesd_first_want(owner);

    while (w && w->rule->match != MATCH_SPF)
        w = sesd_next_want(w);
    return w;
}

/* Want an address record for the active instances that use a MAIL FROM domain,
 * and where one exists for the others, too. */
static void address_add(struct derivation *d, const struct owner *owner,
                        const struct want *mail_from, size_t kind,
                        struct text address)
{
    const uint32_t type = kinds[kind].type;
    const struct record *there = sesd_owner_records(owner, type);
    struct fields fields = { 0 };
    struct want *w;

    if (there && there->special)
        return;
    fields.of[FIELD_MAIL_FROM] = owner->name;
    fields.of[FIELD_ADDRESS] = address;
    for (size_t k = 0; k < mail_from->claims.count; k++) {
        const uint32_t i = mail_from->claims.of[k];

        if (there ||
            d->sd->instances[i]->state == SESDOMAIN_INSTANCE_STATE_ACTIVE)
            sesd_apply(d, kinds[kind].need, &fields, i);
    }
    w = sesd_wanted_address(owner, type);
    if (!w)
        return;
    w->there = there;
    if (there)
        w->held = HELD_PUBLISHED;
    else if (sesd_owner_prior(d, owner, type) !=
             SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
        w->held = HELD_MISSING;
}

static void address_add_all(struct derivation *d, const struct owner *owner,
                            const struct want *mail_from)
{
    struct text rest = d->quirks.mail_from_address;

    while (rest.n) {
        const struct text address = sesd_text_cut(&rest, ' ');

        for (size_t kind = 0; kind < COUNT(kinds); kind++)
            if (kinds[kind].is(address))
                address_add(d, owner, mail_from, kind, address);
    }
}

void sesd_derive_addresses(struct derivation *d)
{
    for (size_t i = 0; i < d->want.count && d->quirks.mail_from_address.n;
         i++) {
        const struct owner *owner = d->want.sorted[i];
        const struct want *mail_from = address_mail_from(owner);

        if (mail_from && !owner->conflict && !owner->elsewhere)
            address_add_all(d, owner, mail_from);
    }
}
