/* SPDX-License-Identifier: MIT */
/* The option plan.mail-from. Takes an instance that sends without a custom
 * MAIL FROM domain, and proposes a name for its region: that of another
 * instance there, or one at which nothing exists. SES requires one MX, of one
 * region, at the name (https://docs.aws.amazon.com/ses/latest/dg/
 * mail-from.html). */
#include "derive.h"

/* Whether an instance's MAIL FROM domain may serve others of its region. */
static bool propose_is_shared(const struct sesdomain_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
           inst->text[SLOT_MAIL_FROM].set;
}

/* Keep the first name of a region in order, so that the order of instances
 * does not show. */
static void propose_share(struct derivation *d,
                          const struct sesdomain_instance *inst)
{
    struct text *shared = &d->propose.of_region[inst->region->id];
    const struct text name = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);

    if (!shared->s || sesd_text_compare(name, *shared) < 0)
        *shared = name;
}

/* The settings use a name for another purpose. */
static void propose_use(struct derivation *d, const struct string *name)
{
    struct entry *e = name->set ? sesd_alloc(&d->scratch, sizeof(*e)) : NULL;

    if (!e)
        return;
    *e = (struct entry){ name->s, name->n, NULL };
    sesd_index_add(&d->propose.used, &d->scratch, e);
}

void sesd_derive_proposals(struct derivation *d)
{
    static const enum slot slots[] = { SLOT_MAIL_FROM, SLOT_RECEIVING,
                                       SLOT_TRACKING };
    const struct sesdomain *sd = d->sd;

    d->propose.of_region =
        sesd_alloc_array(&d->scratch, sd->regions.count, sizeof(struct text));
    for (size_t i = 0; d->propose.of_region && i < sd->instance_count; i++) {
        const struct sesdomain_instance *inst = sd->instances[i];

        if (propose_is_shared(inst))
            propose_share(d, inst);
        for (size_t k = 0; k < COUNT(slots); k++)
            propose_use(d, &inst->text[slots[k]]);
    }
}

static bool propose_is_used(const struct derivation *d, struct text name)
{
    return sesd_index_find(&d->propose.used, name.s, name.n) ||
           sesd_index_find(&d->sd->from_domains, name.s, name.n) ||
           sesd_has_records_within(d->sd, name);
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
    struct text *proposed;

    if (given.s || !d->quirks.propose_mail_from ||
        inst->state != SESDOMAIN_INSTANCE_STATE_ACTIVE ||
        !sesd_is_sending(inst))
        return given;
    proposed = &d->propose.of_region[inst->region->id];
    if (!proposed->s)
        *proposed = propose_free(d, inst);
    return *proposed;
}
