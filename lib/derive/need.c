/* SPDX-License-Identifier: MIT */
#include "derive.h"

static const struct text none = { NULL, 0 };

void sesd_tell(struct derivation *b, const struct subject *subject,
               enum finding finding, struct text name, struct text value,
               struct text other)
{
    if (subject->active)
        sesd_concern(b, sesd_find(b, finding, name, value, other),
                     subject->number);
}

static struct text slot(const struct subject *subject, enum slot which)
{
    return sesd_string_text(&subject->inst->text[which]);
}

/* ---- MAIL FROM ---- */

/* Whether a name below the domain ends with that twice over. */
static bool is_doubled(struct text name, struct text domain)
{
    name.n -= domain.n + 1;
    return sesd_name_within(name, domain);
}

static bool is_from(struct derivation *b, struct text name)
{
    return sesd_index_find(&b->sd->from_domains, name.s, name.n) != NULL;
}

static void tell_mail_from(struct derivation *b, const struct subject *subject,
                           struct text m)
{
    const struct ses_facts *ses = &subject->inst->ses;
    const struct text told = slot(subject, SLOT_SES_MAIL_FROM);

    if (ses->mail_from_told && !told.s)
        sesd_tell(b, subject, FINDING_MAIL_FROM_NOT_SET, m, none, none);
    if (ses->mail_from_told && told.s && !sesd_text_equal(told, m))
        sesd_tell(b, subject, FINDING_MAIL_FROM_DIFFERS, m, told, none);
    if (ses->mx_failure == SESDOMAIN_MX_FAILURE_REJECT_MESSAGE &&
        ses->mail_from != SESDOMAIN_SES_SUCCESS)
        sesd_tell(b, subject,
                  ses->mail_from ? FINDING_REJECT_BEFORE_VERIFIED
                                 : FINDING_REJECT_STATUS_UNKNOWN,
                  m, none, none);
    if (is_from(b, m))
        sesd_tell(b, subject, FINDING_MAIL_FROM_IS_FROM_DOMAIN, m, none, none);
    if (is_doubled(m, b->domain))
        sesd_tell(b, subject, FINDING_NAME_SUFFIX_DOUBLED, b->domain, m, none);
}

static void need_mail_from(struct derivation *b, const struct subject *subject,
                           struct fields *fields)
{
    struct text m = slot(subject, SLOT_MAIL_FROM);

    if (!m.s) {
        sesd_tell(b, subject, FINDING_NO_MAIL_FROM, b->domain, none, none);
        return;
    }
    if (!sesd_name_within(m, b->domain) || m.n == b->domain.n) {
        sesd_tell(b, subject, FINDING_MAIL_FROM_NOT_SUBDOMAIN, m, b->domain,
                  none);
        return;
    }
    tell_mail_from(b, subject, m);
    fields->of[FIELD_MAIL_FROM] = m;
    fields->of[FIELD_FEEDBACK] =
        sesd_region_host(b, subject->inst->region, HOST_FEEDBACK);
    sesd_apply(b, NEED_MAIL_FROM, fields, subject->number);
}

/* ---- receiving and tracking ---- */

static void need_receiving(struct derivation *b, const struct subject *subject,
                           struct fields *fields)
{
    struct text r = slot(subject, SLOT_RECEIVING), host;

    if (!r.s)
        return;
    host = slot(subject, SLOT_RECEIVING_HOST);
    if (!host.s)
        host = sesd_region_host(b, subject->inst->region, HOST_INBOUND);
    if (!host.s) {
        sesd_tell(b, subject, FINDING_RECEIVING_NOT_SUPPORTED, r,
                  subject->region, none);
        return;
    }
    if (!sesd_name_within(r, b->domain)) {
        sesd_tell(b, subject, FINDING_RECEIVING_OUTSIDE_DOMAIN, r, none, none);
        return;
    }
    fields->of[FIELD_RECEIVING] = r;
    fields->of[FIELD_INBOUND] = host;
    sesd_apply(b, NEED_RECEIVING, fields, subject->number);
}

static void need_tracking(struct derivation *b, const struct subject *subject,
                          struct fields *fields)
{
    struct text name = slot(subject, SLOT_TRACKING), host;

    if (!name.s)
        return;
    host = slot(subject, SLOT_TRACKING_HOST);
    if (!host.s)
        host = sesd_region_host(b, subject->inst->region, HOST_COUNTER);
    if (!host.s) {
        sesd_tell(b, subject, FINDING_TRACKING_HOST_UNKNOWN, name,
                  subject->region, none);
        return;
    }
    if (sesd_text_equal(name, b->domain) || sesd_text_equal(name, b->zone)) {
        sesd_tell(b, subject, FINDING_TRACKING_NOT_DEDICATED, name, none,
                  none);
        return;
    }
    fields->of[FIELD_TRACKING] = name;
    fields->of[FIELD_COUNTER] = host;
    sesd_apply(b, NEED_TRACKING, fields, subject->number);
}

/* ---- all of it ---- */

static void need_instance(struct derivation *b, const struct subject *subject,
                          struct fields *fields)
{
    bool token = slot(subject, SLOT_TOKEN).s != NULL;
    bool dkim = sesd_need_dkim(b, subject, fields);

    if (token)
        sesd_need_token(b, subject, fields);
    need_mail_from(b, subject, fields);
    need_receiving(b, subject, fields);
    need_tracking(b, subject, fields);

    if (!token && !dkim)
        sesd_tell(b, subject, FINDING_NO_VERIFICATION, b->domain, none, none);
    if (token && !dkim)
        sesd_tell(b, subject, FINDING_NO_DKIM, b->domain, none, none);
    if (!subject->inst->region->known)
        sesd_tell(b, subject, FINDING_UNKNOWN_REGION, b->domain,
                  subject->region, none);
    if (slot(subject, SLOT_UNSIGNED).s)
        sesd_tell(b, subject, FINDING_ADDRESS_NOT_SIGNED, b->domain,
                  slot(subject, SLOT_UNSIGNED), none);
    if (subject->inst->ses.sandbox == SESDOMAIN_TRISTATE_YES)
        sesd_tell(b, subject, FINDING_SANDBOX, b->domain, none, none);
}

static void need_domain(struct derivation *b, struct fields *fields)
{
    const struct text www = { "www.", 4 };

    if (sesd_text_starts(b->domain, www) && sesd_name_labels(b->domain) > 2)
        sesd_find(b, FINDING_WWW_IDENTITY, b->domain,
                  sesd_name_parent(b->domain), none);
    if (!b->sd->dmarc.set)
        return;
    if (b->quirks.no_underscores) {
        sesd_find(b, FINDING_UNDERSCORE_NOT_ALLOWED, b->domain,
                  sesd_text("_dmarc"), none);
        return;
    }
    fields->of[FIELD_POLICY] = sesd_string_text(&b->sd->dmarc);
    sesd_apply(b, NEED_DMARC, fields, NO_INSTANCE);
}

void sesd_plan_needs(struct derivation *b)
{
    struct fields fields = { 0 };

    fields.of[FIELD_DOMAIN] = b->domain;
    for (size_t i = 0; i < b->sd->instance_count; i++) {
        const struct sesdomain_instance *inst = b->sd->instances[i];
        const struct subject subject = {
            inst,
            (uint32_t)i,
            inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE,
            { inst->region->entry.key, inst->region->entry.length },
        };

        need_instance(b, &subject, &fields);
    }
    need_domain(b, &fields);
}
