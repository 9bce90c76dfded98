/* SPDX-License-Identifier: MIT */
/* Needs. Takes each instance of the settings, and applies the rules for what
 * it uses: verification, DKIM, MAIL FROM, receiving and tracking
 * (ses/rules.c). Reports unusual settings. */
#include "derive.h"

static struct text need_slot(const struct subject *subject, enum slot which)
{
    return sesd_string_text(&subject->inst->text[which]);
}

/* Return the host in the settings, else that of AWS's table; or NULL. */
static struct text need_host(struct derivation *d,
                             const struct subject *subject, enum slot which,
                             enum host host)
{
    const struct text given = need_slot(subject, which);

    return given.s ? given
                   : sesd_region_host(&d->scratch,
                                      subject->inst->region->known, host);
}

/* Report that no host is known. An unknown region is reported itself. */
static void need_report_no_host(struct derivation *d,
                                const struct subject *subject,
                                enum finding finding, struct text name)
{
    if (subject->inst->region->known)
        sesd_report_instance(d, subject, finding, name, subject->region, none);
}

static bool need_is_verified(const struct subject *subject,
                             enum sesdomain_aspect aspect)
{
    return sesd_reported(subject->inst, aspect) == SESDOMAIN_SES_SUCCESS;
}

/* ---- MAIL FROM ---- */

/* Return the feedback host; where AWS documents none, that of the MX that SES
 * has verified; or NULL. */
static struct text need_feedback_host(struct derivation *d,
                                      const struct subject *subject)
{
    const struct text suffix = TEXT(SES_DOMAIN);
    const struct record *mx;
    struct text host =
        need_host(d, subject, SLOT_FEEDBACK_HOST, HOST_FEEDBACK);

    if (host.s || !need_is_verified(subject, SESDOMAIN_ASPECT_MAIL_FROM))
        return host;
    mx = sesd_records(sesd_known(d->sd, need_slot(subject, SLOT_MAIL_FROM)),
                      SESDOMAIN_TYPE_MX);
    host = mx ? sesd_mx_host(mx->text, NULL) : none;
    return host.s && sesd_name_within(host, suffix) ? host : none;
}

/* Whether a name below the domain repeats the domain. */
static bool need_is_doubled(struct text name, struct text domain)
{
    name.n -= domain.n + 1;
    return sesd_name_within(name, domain);
}

static bool need_is_from(struct derivation *d, struct text name)
{
    return sesd_index_find(&d->sd->from_domains, name.s, name.n) != NULL;
}

static void need_check_mail_from(struct derivation *d,
                                 const struct subject *subject, struct text m)
{
    const struct ses_facts *ses = &subject->inst->ses;
    const struct text reported = need_slot(subject, SLOT_SES_MAIL_FROM);

    const bool set = !ses->mail_from_reported || reported.s;

    if (ses->mail_from_reported && set && !sesd_text_equal(reported, m))
        sesd_report_instance(d, subject, FINDING_MAIL_FROM_DIFFERS, m,
                             reported, none);
    if (set && ses->mx_failure == SESDOMAIN_MX_FAILURE_REJECT_MESSAGE &&
        ses->mail_from != SESDOMAIN_SES_SUCCESS)
        sesd_report_instance(d, subject,
                             ses->mail_from ? FINDING_REJECT_BEFORE_VERIFIED
                                            : FINDING_REJECT_STATUS_UNKNOWN,
                             m, none, none);
    if (need_is_from(d, m))
        sesd_report_instance(d, subject, FINDING_MAIL_FROM_IS_FROM_DOMAIN, m,
                             none, none);
    if (need_is_doubled(m, d->domain))
        sesd_report_instance(d, subject, FINDING_NAME_SUFFIX_DOUBLED, m, none,
                             none);
}

/* The SPF record is the same in all regions: a MAIL FROM domain that SES uses
 * needs it, whether or not the host of the MX is known. */
static void need_mail_from_records(struct derivation *d,
                                   const struct subject *subject,
                                   struct text m, struct fields *fields)
{
    const struct text host = need_feedback_host(d, subject);
    const bool verified =
        need_is_verified(subject, SESDOMAIN_ASPECT_MAIL_FROM);

    fields->of[FIELD_MAIL_FROM] = m;
    fields->of[FIELD_FEEDBACK] = host;
    if (host.s)
        sesd_apply(d, NEED_MAIL_FROM, fields, subject->number);
    else if (verified)
        sesd_report_instance(d, subject, FINDING_VERIFIED_NOT_PLANNED, m,
                             sesd_text("the MAIL FROM domain"),
                             sesd_text("the MX"));
    else
        need_report_no_host(d, subject, FINDING_FEEDBACK_HOST_UNKNOWN, m);
    if (host.s || verified)
        sesd_apply(d, NEED_SPF, fields, subject->number);
}

static void need_mail_from(struct derivation *d, const struct subject *subject,
                           struct fields *fields)
{
    const struct text given = need_slot(subject, SLOT_MAIL_FROM);
    const struct text m = sesd_mail_from(d, subject->inst);

    if (!m.s && sesd_is_sending(subject->inst))
        sesd_report_instance(d, subject, FINDING_NO_MAIL_FROM, d->domain, none,
                             none);
    if (!m.s)
        return;
    if (!sesd_name_within(m, d->domain) || m.n == d->domain.n) {
        sesd_report_instance(d, subject, FINDING_MAIL_FROM_NOT_SUBDOMAIN, m,
                             d->domain, none);
        return;
    }
    if (given.s)
        need_check_mail_from(d, subject, m);
    else
        sesd_report_instance(d, subject, FINDING_MAIL_FROM_PROPOSED, m, none,
                             none);
    need_mail_from_records(d, subject, m, fields);
}

/* ---- receiving and tracking ---- */

static void need_receiving(struct derivation *d, const struct subject *subject,
                           struct fields *fields)
{
    const struct text name = need_slot(subject, SLOT_RECEIVING);
    struct text host;

    if (!name.s)
        return;
    host = need_host(d, subject, SLOT_RECEIVING_HOST, HOST_INBOUND);
    if (!host.s) {
        need_report_no_host(d, subject, FINDING_RECEIVING_NOT_SUPPORTED, name);
        return;
    }
    if (!sesd_name_within(name, d->domain)) {
        sesd_report_instance(d, subject, FINDING_RECEIVING_OUTSIDE_DOMAIN,
                             name, none, none);
        return;
    }
    fields->of[FIELD_RECEIVING] = name;
    fields->of[FIELD_INBOUND] = host;
    sesd_apply(d, NEED_RECEIVING, fields, subject->number);
}

static void need_tracking(struct derivation *d, const struct subject *subject,
                          struct fields *fields)
{
    const struct text name = need_slot(subject, SLOT_TRACKING);
    struct text host;

    if (!name.s)
        return;
    host = need_host(d, subject, SLOT_TRACKING_HOST, HOST_TRACKING);
    if (!host.s) {
        need_report_no_host(d, subject, FINDING_TRACKING_HOST_UNKNOWN, name);
        return;
    }
    if (sesd_text_equal(name, d->domain) || sesd_text_equal(name, d->zone)) {
        sesd_report_instance(d, subject, FINDING_TRACKING_NOT_DEDICATED, name,
                             none, none);
        return;
    }
    fields->of[FIELD_TRACKING] = name;
    fields->of[FIELD_TRACKING_HOST] = host;
    sesd_apply(d, NEED_TRACKING, fields, subject->number);
}

/* ---- the region ---- */

/* Whether the settings have a name, and not the host that it needs. */
static bool need_lacks(const struct subject *subject, enum slot name,
                       enum slot host)
{
    return need_slot(subject, name).s && !need_slot(subject, host).s;
}

/* Whether the settings have each host that depends on the region, or SES has
 * verified what is published. */
static bool need_has_hosts(const struct subject *subject)
{
    return (!need_lacks(subject, SLOT_DKIM_1, SLOT_DKIM_ZONE) ||
            need_is_verified(subject, SESDOMAIN_ASPECT_DKIM)) &&
           (!need_lacks(subject, SLOT_MAIL_FROM, SLOT_FEEDBACK_HOST) ||
            need_is_verified(subject, SESDOMAIN_ASPECT_MAIL_FROM)) &&
           !need_lacks(subject, SLOT_RECEIVING, SLOT_RECEIVING_HOST) &&
           !need_lacks(subject, SLOT_TRACKING, SLOT_TRACKING_HOST);
}

static void need_check_region(struct derivation *d,
                              const struct subject *subject)
{
    struct text near;

    if (subject->inst->region->known)
        return;
    near = sesd_region_near(subject->region);
    sesd_report_instance(d, subject,
                         need_has_hosts(subject) ? FINDING_REGION_NOT_LISTED
                                                 : FINDING_UNKNOWN_REGION,
                         d->domain, subject->region,
                         near.s ? sesd_concat(&d->plan->arena, sesd_text(" ("),
                                              near, sesd_text(" is one)"))
                                : none);
}

/* ---- all needs ---- */

/* Report the other region of a multi-region endpoint. Mail is always divided
 * between the regions (developer guide, "global-endpoints"): each needs an
 * identity. */
static void need_check_endpoint(struct derivation *d,
                                const struct subject *subject)
{
    const struct text region = need_slot(subject, SLOT_ENDPOINT);
    const struct region_use *use;
    const struct identity *other = NULL;

    if (!region.s)
        return;
    use = (const struct region_use *)sesd_index_find(&d->sd->regions, region.s,
                                                     region.n);
    if (use)
        other = sesd_identity(d, subject->inst->account->id, use->id);
    if (!other || !other->active)
        sesd_report_instance(d, subject, FINDING_ENDPOINT_REGION_MISSING,
                             d->domain, region, none);
}

/* Report settings that only matter to an instance that sends. */
static void need_check_sending(struct derivation *d,
                               const struct subject *subject, bool dkim)
{
    const struct ses_facts *ses = &subject->inst->ses;
    const struct text unsigned_address = need_slot(subject, SLOT_UNSIGNED);

    if (need_slot(subject, SLOT_TOKEN).s && !dkim)
        sesd_report_instance(d, subject, FINDING_NO_DKIM, d->domain, none,
                             none);
    if (unsigned_address.s)
        sesd_report_instance(d, subject, FINDING_ADDRESS_NOT_SIGNED, d->domain,
                             unsigned_address, none);
    need_check_endpoint(d, subject);
    if (ses->sandbox == SESDOMAIN_TRISTATE_YES)
        sesd_report_instance(d, subject, FINDING_SANDBOX, d->domain, none,
                             none);
    if (ses->sending_enabled == SESDOMAIN_TRISTATE_NO)
        sesd_report_instance(d, subject, FINDING_SENDING_DISABLED, d->domain,
                             none, none);
}

/* Whether SES reported anything about the identity. */
static bool need_is_created(const struct subject *subject)
{
    const struct ses_facts *ses = &subject->inst->ses;

    return ses->verification || ses->dkim || ses->signing ||
           ses->mail_from_reported;
}

static void need_check_instance(struct derivation *d,
                                const struct subject *subject, bool dkim)
{
    const struct identity *identity =
        d->instances.identity_of[subject->number];

    if (!need_slot(subject, SLOT_TOKEN).s && !dkim &&
        subject->inst->ses.verification != SESDOMAIN_SES_SUCCESS)
        sesd_report_instance(d, subject,
                             need_is_created(subject) ? FINDING_NO_TOKENS
                                                      : FINDING_NO_IDENTITY,
                             d->domain, none, none);
    if (sesd_is_sending(subject->inst))
        need_check_sending(d, subject, dkim);
    need_check_region(d, subject);
    if (identity->active > 1)
        sesd_report_instance(d, subject, FINDING_SAME_ACCOUNT_AND_REGION,
                             d->domain, sesd_text(identity->account),
                             subject->region);
}

static void need_instance(struct derivation *d, const struct subject *subject,
                          struct fields *fields)
{
    const bool token = need_slot(subject, SLOT_TOKEN).s != NULL;
    const bool dkim = sesd_need_dkim(d, subject, fields);

    if (token)
        sesd_need_token(d, subject, fields);
    need_mail_from(d, subject, fields);
    need_receiving(d, subject, fields);
    need_tracking(d, subject, fields);
    need_check_instance(d, subject, dkim);
}

static bool need_has_easy_dkim(const struct sesdomain_instance *inst)
{
    return inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
           inst->text[SLOT_DKIM_1].set && !inst->text[SLOT_ORIGIN].set;
}

/* Suggest BYODKIM for several instances with Easy DKIM, which one key could
 * serve. */
static void need_suggest_byodkim(struct derivation *d)
{
    struct found *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < d->sd->instance_count; i++)
        count += need_has_easy_dkim(d->sd->instances[i]);
    if (!d->quirks.suggest_byodkim || count < 2)
        return;
    found = sesd_report(d, FINDING_BYODKIM_SUGGESTED, d->domain,
                        sesd_number(d, DKIM_TOKENS * count), none);
    for (size_t i = 0; i < d->sd->instance_count; i++)
        if (need_has_easy_dkim(d->sd->instances[i]))
            sesd_concern(d, found, (uint32_t)i);
}

static void need_domain(struct derivation *d, struct fields *fields)
{
    if (sesd_text_starts(d->domain, sesd_text("www.")) &&
        sesd_name_labels(d->domain) > 2)
        sesd_report(d, FINDING_WWW_IDENTITY, d->domain,
                    sesd_name_parent(d->domain), none);
    if (!d->sd->dmarc.set)
        return;
    if (d->quirks.no_underscores) {
        sesd_report(d, FINDING_UNDERSCORE_NOT_ALLOWED, d->domain,
                    sesd_text(LABEL_DMARC), none);
        return;
    }
    fields->of[FIELD_POLICY] = sesd_string_text(&d->sd->dmarc);
    sesd_apply(d, NEED_DMARC, fields, NO_INSTANCE);
}

void sesd_derive_needs(struct derivation *d)
{
    struct fields fields = { 0 };

    fields.of[FIELD_DOMAIN] = d->domain;
    for (size_t i = 0; i < d->sd->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];
        const struct subject subject = {
            .inst = inst,
            .number = (uint32_t)i,
            .active = inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE,
            .region = { inst->region->entry.key, inst->region->entry.length },
        };

        need_instance(d, &subject, &fields);
    }
    need_suggest_byodkim(d);
    need_domain(d, &fields);
}
