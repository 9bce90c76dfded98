//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The option plan.mail-from. Takes an instance that sends without a custom
 * MAIL FROM domain, and proposes a name for its region: that of another
 * instance there, or one at which nothing exists. SES requires one MX, of one
 * region, at the name (https://docs.aws.amazon.com/ses/latest/dg/
 * mail-from.html). */
#include "derive_derive.h"

static const struct text none = { NULL, 0 };

/* Whether the settings use a name for another purpose. */
static bool propose_is_used(const struct derivation *d, struct text name)
{
    static const enum slot slots[] = { SLOT_MAIL_FROM, SLOT_RECEIVING,
                                       SLOT_TRACKING };

    for (size_t i = 0; i < d->sd->instance_count; i++)
        for (size_t k = 0; k < COUNT(slots); k++)
            if (sesd_text_equal(
                    sesd_string_text(&d->sd->instances[i]->text[slots[k]]),
                    name))
                return true;
    return sesd_index_find(&d->sd->from_domains, name.s, name.n) ||
           sesd_has_records_within(d->sd, name);
}

/* Return the MAIL FROM domain of an active instance in the region. */
static struct text propose_shared(const struct derivation *d,
                                  const struct sesdomain_instance *inst)
{
    for (size_t i = 0; i < d->sd->instance_count; i++) {
        const struct sesdomain_instance *other = d->sd->instances[i];

        if (other->region == inst->region &&
            other->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            other->text[SLOT_MAIL_FROM].set)
            return sesd_string_text(&other->text[SLOT_MAIL_FROM]);
    }
    return none;
}

static struct text propose_free(struct derivation *d,
                                const struct sesdomain_instance *inst)
{
    for (size_t n = 0; n < CANDIDATES; n++) {
        char buf[SESD_NAME_MAX + 64];
        struct out o = sesd_out(buf, sizeof(buf));
        struct text name;

        if (!sesd_mail_from_candidate(inst, n, &o))
            break;
        name = (struct text){ buf, o.length };
        if (!propose_is_used(d, name))
            return sesd_keep(&d->plan->arena, name);
    }
    return none;
}

struct text sesd_mail_from(struct derivation *d,
                           const struct sesdomain_instance *inst)
{
    const struct text given = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    struct text name;

    if (given.s || !d->quirks.propose_mail_from ||
        inst->state != SESDOMAIN_INSTANCE_STATE_ACTIVE ||
        !sesd_is_sending(inst))
        return given;
    name = propose_shared(d, inst);
    return name.s ? name : propose_free(d, inst);
}
