/* SPDX-License-Identifier: MIT */
#include "derive.h"

static const struct text none = { NULL, 0 };

/* The aspects that SES verifies, in its own words. */
static const struct {
    enum sesdomain_aspect aspect;
    struct text words;
} aspects[] = {
    { SESDOMAIN_ASPECT_VERIFICATION, TEXT("the verification") },
    { SESDOMAIN_ASPECT_DKIM, TEXT("DKIM") },
    { SESDOMAIN_ASPECT_MAIL_FROM, TEXT("the MAIL FROM domain") },
};

static void tell(struct derivation *b, uint32_t i, enum finding finding,
                 struct text value, struct text other)
{
    sesd_concern(b, sesd_find(b, finding, b->domain, value, other), i);
}

/* The status and what DNS holds do not go together. */
static void compare(struct derivation *b, uint32_t i,
                    enum sesdomain_aspect aspect, struct text words)
{
    const struct readiness *r = &b->plan->instances[i].aspects[aspect];
    const bool gone = r->dns == SESDOMAIN_PUBLICATION_MISSING ||
                      r->dns == SESDOMAIN_PUBLICATION_PARTIAL;

    if (r->state == SESDOMAIN_READINESS_NOT_USED)
        return;
    switch (r->ses) {
    case SESDOMAIN_SES_SUCCESS:
        if (gone)
            tell(b, i, FINDING_VERIFIED_BUT_MISSING, words, none);
        break;
    case SESDOMAIN_SES_FAILED:
        tell(b, i,
             r->dns == SESDOMAIN_PUBLICATION_PUBLISHED
                 ? FINDING_SES_FAILED_BUT_PUBLISHED
                 : FINDING_SES_FAILED,
             words, none);
        break;
    case SESDOMAIN_SES_TEMPORARY_FAILURE:
        tell(b, i, FINDING_SES_TEMPORARY_FAILURE, words, none);
        break;
    case SESDOMAIN_SES_UNKNOWN:
    case SESDOMAIN_SES_NOT_STARTED:
    case SESDOMAIN_SES_PENDING:
        break;
    }
}

/* The first word of an SOA's data, folded; NULL if none is known. */
static struct text primary(struct derivation *b, struct name *name)
{
    const struct record *soa =
        sesd_records(sesd_known(b->sd, b->zone), SESDOMAIN_TYPE_SOA);
    const char *why, *end;
    struct text t;

    if (!soa)
        return none;
    t = soa->text;
    end = memchr(t.s, ' ', t.n);
    if (end)
        t.n = (size_t)(end - t.s);
    if (sesd_name_parse(t, NAME_OWNER, name, &why) != SESDOMAIN_OK)
        return none;
    return (struct text){ name->s, name->n };
}

/* SES reports what it saw last; with SUCCESS, an error is an old one. */
static void last_look(struct derivation *b, uint32_t i)
{
    const struct sesdomain_instance *inst = b->sd->instances[i];
    const struct text error = sesd_string_text(&inst->text[SLOT_ERROR_TYPE]);
    const struct text saw = sesd_string_text(&inst->text[SLOT_SOA]);
    const struct text replication = sesd_text("REPLICATION_");
    struct name name;
    struct text here;

    if (error.s && inst->ses.verification != SESDOMAIN_SES_SUCCESS)
        tell(b, i,
             sesd_text_starts(error, replication) ? FINDING_REPLICATION_FAILED
                                                  : FINDING_SES_ERROR,
             error, none);
    if (!saw.s)
        return;
    here = primary(b, &name);
    if (here.s && !sesd_text_equal(here, saw))
        tell(b, i, FINDING_SOA_DIFFERS, saw, here);
}

void sesd_plan_statuses(struct derivation *b)
{
    for (uint32_t i = 0; i < b->plan->instance_count; i++) {
        if (b->sd->instances[i]->state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
            continue;
        for (size_t a = 0; a < COUNT(aspects); a++)
            compare(b, i, aspects[a].aspect, aspects[a].words);
        last_look(b, i);
    }
}
