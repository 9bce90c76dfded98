/* SPDX-License-Identifier: MIT */
/* Readiness. Takes the evidence of DNS and the statuses of SES, produces
 * the readiness of each aspect of each instance, and reports contradictions
 * between the two
 * (https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html).
 */
#include "slip.h"

/* ---- the readiness of an aspect ---- */

static bool readiness_is_missing(enum sesdomain_publication dns)
{
    return dns == SESDOMAIN_PUBLICATION_MISSING ||
           dns == SESDOMAIN_PUBLICATION_PARTIAL;
}

/* Return the first state that applies. */
static enum sesdomain_readiness readiness_state(bool used,
                                                enum sesdomain_publication dns,
                                                enum sesdomain_ses_status ses)
{
    if (!used)
        return SESDOMAIN_READINESS_NOT_USED;
    if (dns == SESDOMAIN_PUBLICATION_CONFLICT)
        return SESDOMAIN_READINESS_CONFLICT;
    if (ses == SESDOMAIN_SES_FAILED)
        return SESDOMAIN_READINESS_FAILED;
    if (ses == SESDOMAIN_SES_TEMPORARY_FAILURE ||
        (ses == SESDOMAIN_SES_SUCCESS && readiness_is_missing(dns)))
        return SESDOMAIN_READINESS_AT_RISK;
    if (readiness_is_missing(dns))
        return SESDOMAIN_READINESS_MISSING;
    if (ses == SESDOMAIN_SES_SUCCESS)
        return SESDOMAIN_READINESS_VERIFIED;
    if (dns == SESDOMAIN_PUBLICATION_PUBLISHED)
        return SESDOMAIN_READINESS_PUBLISHED;
    return SESDOMAIN_READINESS_UNKNOWN;
}

static struct readiness readiness_of(bool used, enum sesdomain_publication dns,
                                     enum sesdomain_ses_status ses)
{
    return (struct readiness){ readiness_state(used, dns, ses), dns, ses };
}

/* Whether an aspect has no desired value. */
static bool readiness_is_empty(const struct evidence *evidence)
{
    static const struct evidence nothing;

    return memcmp(evidence, &nothing, sizeof(nothing)) == 0;
}

/* Return the readiness of an aspect. Without desired values, a used aspect is
 * in conflict: they are withheld. */
static struct readiness readiness_aspect(bool used,
                                         const struct evidence *evidence,
                                         enum sesdomain_ses_status ses)
{
    enum sesdomain_publication dns = SESDOMAIN_PUBLICATION_UNKNOWN;

    if (used && ses != SESDOMAIN_SES_SUCCESS && readiness_is_empty(evidence))
        dns = SESDOMAIN_PUBLICATION_CONFLICT;
    else if (used)
        dns = sesd_publication(evidence, ses);
    return readiness_of(used, dns, ses);
}

/* Without a token in DNS, DKIM verifies the identity, or a token that SES v2
 * does not print: one from before DKIM. */
static struct readiness
readiness_verification(const struct derivation *d,
                       const struct sesdomain_instance *inst,
                       const struct evidence *evidence)
{
    const enum sesdomain_ses_status ses = inst->ses.verification;
    const bool token = inst->text[SLOT_TOKEN].set;
    const bool success = ses == SESDOMAIN_SES_SUCCESS;
    enum sesdomain_publication dns =
        sesd_publication(&evidence[token ? SESDOMAIN_ASPECT_VERIFICATION
                                         : SESDOMAIN_ASPECT_DKIM],
                         inst->ses.dkim);

    if (success && token && readiness_is_missing(dns) &&
        inst->ses.dkim == SESDOMAIN_SES_SUCCESS)
        dns =
            sesd_publication(&evidence[SESDOMAIN_ASPECT_DKIM], inst->ses.dkim);
    if (success && !token && inst->ses.dkim != SESDOMAIN_SES_SUCCESS)
        dns = d->evidence.token ? SESDOMAIN_PUBLICATION_PUBLISHED
                                : SESDOMAIN_PUBLICATION_UNKNOWN;
    return readiness_of(token || sesd_uses_dkim(inst) || success, dns, ses);
}

static struct readiness readiness_dmarc(const struct derivation *d,
                                        const struct sesdomain_instance *inst)
{
    static const enum sesdomain_publication facts[] = {
        [HELD_UNKNOWN] = SESDOMAIN_PUBLICATION_UNKNOWN,
        [HELD_MISSING] = SESDOMAIN_PUBLICATION_MISSING,
        [HELD_PUBLISHED] = SESDOMAIN_PUBLICATION_PUBLISHED,
        [HELD_CONFLICT] = SESDOMAIN_PUBLICATION_CONFLICT,
    };

    return readiness_of(d->dmarc.used && sesd_is_sending(inst),
                        facts[d->dmarc.held], SESDOMAIN_SES_UNKNOWN);
}

static bool readiness_is_ready(const struct plan_instance *inst)
{
    for (int a = SESDOMAIN_ASPECT_VERIFICATION; a < ASPECTS; a++) {
        const enum sesdomain_readiness needed =
            a < SESDOMAIN_ASPECT_SPF ? SESDOMAIN_READINESS_VERIFIED
                                     : SESDOMAIN_READINESS_PUBLISHED;

        if (inst->aspects[a].state != needed &&
            (inst->aspects[a].state != SESDOMAIN_READINESS_NOT_USED ||
             a == SESDOMAIN_ASPECT_VERIFICATION))
            return false;
    }
    return true;
}

/* Whether records that an instance needs are in conflict, or not known. */
static bool readiness_lacks_records(const struct plan_instance *inst,
                                    const struct evidence *evidence)
{
    static const enum sesdomain_aspect aspects[] = {
        SESDOMAIN_ASPECT_DKIM,
        SESDOMAIN_ASPECT_MAIL_FROM,
    };

    for (size_t i = 0; i < COUNT(aspects); i++) {
        const struct readiness *r = &inst->aspects[aspects[i]];

        if (r->dns == SESDOMAIN_PUBLICATION_CONFLICT ||
            (r->state != SESDOMAIN_READINESS_NOT_USED &&
             readiness_is_empty(&evidence[aspects[i]])))
            return true;
    }
    return false;
}

static void readiness_set(const struct derivation *d, uint32_t i)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct evidence *evidence = d->evidence.of[i];
    struct plan_instance *to = &d->plan->instances[i];
    const bool mail_from = inst->text[SLOT_MAIL_FROM].set;

    to->aspects[SESDOMAIN_ASPECT_VERIFICATION] =
        readiness_verification(d, inst, evidence);
    to->aspects[SESDOMAIN_ASPECT_DKIM] =
        readiness_aspect(sesd_uses_dkim(inst),
                         &evidence[SESDOMAIN_ASPECT_DKIM], inst->ses.dkim);
    to->aspects[SESDOMAIN_ASPECT_MAIL_FROM] =
        readiness_aspect(mail_from, &evidence[SESDOMAIN_ASPECT_MAIL_FROM],
                         sesd_reported(inst, SESDOMAIN_ASPECT_MAIL_FROM));
    to->aspects[SESDOMAIN_ASPECT_SPF] = readiness_aspect(
        mail_from, &evidence[SESDOMAIN_ASPECT_SPF], SESDOMAIN_SES_UNKNOWN);
    to->lacks_records = readiness_lacks_records(to, evidence);
    to->aspects[SESDOMAIN_ASPECT_DMARC] = readiness_dmarc(d, inst);
    to->ready = !d->dmarc.unaligned[i] && readiness_is_ready(to) &&
                (inst->ses.sending_enabled != SESDOMAIN_TRISTATE_NO ||
                 !sesd_is_sending(inst));
}

/* ---- contradictions between SES and DNS ---- */

/* The aspects that SES verifies, in SES's terms. */
static const struct {
    enum sesdomain_aspect aspect;
    struct text words;
    const char *meanwhile; /* while SES cannot determine the status */
} verified[] = {
    { SESDOMAIN_ASPECT_VERIFICATION, TEXT("the verification"),
      "mail may be refused" },
    { SESDOMAIN_ASPECT_DKIM, TEXT("DKIM"), "mail may be unsigned" },
    { SESDOMAIN_ASPECT_MAIL_FROM, TEXT("the MAIL FROM domain"),
      "mail has another MAIL FROM domain, or is rejected," },
};

static void readiness_report(struct derivation *d, uint32_t i,
                             enum finding finding, struct text value,
                             struct text other)
{
    sesd_concern(d, sesd_report(d, finding, d->domain, value, other), i);
}

/* What SES has verified, and DNS no longer has. Without a token, the identity
 * is verified by DKIM, which is reported once. */
static void readiness_report_missing(struct derivation *d, uint32_t i,
                                     enum sesdomain_aspect aspect)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct text m = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);
    const bool rejects =
        inst->ses.mx_failure == SESDOMAIN_MX_FAILURE_REJECT_MESSAGE;

    switch (aspect) {
    case SESDOMAIN_ASPECT_VERIFICATION:
        if (inst->text[SLOT_TOKEN].set &&
            inst->ses.dkim != SESDOMAIN_SES_SUCCESS &&
            !sesd_slip_is_near(d, sesd_below(d, LABEL_TOKEN, d->domain),
                               sesd_string_text(&inst->text[SLOT_TOKEN])))
            readiness_report(d, i, FINDING_TOKEN_MISSING, none, none);
        break;
    case SESDOMAIN_ASPECT_MAIL_FROM:
        readiness_report(d, i,
                         rejects ? FINDING_MAIL_FROM_MISSING_REJECTS
                                 : FINDING_MAIL_FROM_MISSING,
                         m, none);
        break;
    default:
        readiness_report(d, i, FINDING_VERIFIED_BUT_MISSING, none, none);
        break;
    }
}

/* Whether SES cannot replicate the keys of the parent identity, which is
 * reported with its cause (API_VerificationInfo). */
static bool readiness_is_not_replicated(const struct sesdomain_instance *inst)
{
    return inst->ses.verification != SESDOMAIN_SES_SUCCESS &&
           sesd_text_starts(sesd_string_text(&inst->text[SLOT_ERROR_TYPE]),
                            sesd_text("REPLICATION_"));
}

/* What SES did not find in time. What is in conflict was reported. */
static void readiness_report_failed(struct derivation *d, uint32_t i,
                                    enum sesdomain_aspect aspect,
                                    struct text words)
{
    const struct plan_instance *inst = &d->plan->instances[i];
    const enum sesdomain_publication dns = inst->aspects[aspect].dns;
    const struct text m =
        sesd_string_text(&d->sd->instances[i]->text[SLOT_MAIL_FROM]);
    const struct owner *owner = sesd_owner(d, m);
    const struct want *mx =
        owner ? sesd_live_want(owner, SESDOMAIN_TYPE_MX) : NULL;

    if (aspect == SESDOMAIN_ASPECT_MAIL_FROM && inst->mx_elsewhere && mx)
        sesd_concern(
            d,
            sesd_report(d, FINDING_MAIL_FROM_SHARED_FAILED, m, mx->text, none),
            i);
    else if (dns != SESDOMAIN_PUBLICATION_CONFLICT &&
             !readiness_is_not_replicated(d->sd->instances[i]))
        readiness_report(d, i,
                         dns == SESDOMAIN_PUBLICATION_PUBLISHED
                             ? FINDING_SES_FAILED_BUT_PUBLISHED
                             : FINDING_SES_FAILED,
                         words, none);
}

/* Whether DKIM has the status of the verification, and verifies the identity:
 * it is reported once. */
static bool readiness_is_by_dkim(const struct sesdomain_instance *inst)
{
    return !inst->text[SLOT_TOKEN].set &&
           inst->ses.dkim == inst->ses.verification &&
           inst->ses.dkim != SESDOMAIN_SES_SUCCESS;
}

/* Report a contradiction between a status and DNS. */
static void readiness_compare(struct derivation *d, uint32_t i, size_t row)
{
    const enum sesdomain_aspect aspect = verified[row].aspect;
    const struct text words = verified[row].words;
    const struct readiness *r = &d->plan->instances[i].aspects[aspect];
    const struct sesdomain_instance *inst = d->sd->instances[i];

    if (r->state == SESDOMAIN_READINESS_NOT_USED ||
        (aspect == SESDOMAIN_ASPECT_VERIFICATION &&
         readiness_is_by_dkim(inst)))
        return;
    switch (r->ses) {
    case SESDOMAIN_SES_SUCCESS:
        if (readiness_is_missing(r->dns))
            readiness_report_missing(d, i, aspect);
        break;
    case SESDOMAIN_SES_FAILED:
        readiness_report_failed(d, i, aspect, words);
        break;
    case SESDOMAIN_SES_TEMPORARY_FAILURE:
        readiness_report(d, i, FINDING_SES_TEMPORARY_FAILURE, words,
                         sesd_text(verified[row].meanwhile));
        break;
    case SESDOMAIN_SES_UNKNOWN:
    case SESDOMAIN_SES_NOT_STARTED:
    case SESDOMAIN_SES_PENDING:
        break;
    }
}

/* Report a MAIL FROM domain that is not set in SES, and may be: what is in
 * conflict was reported, and so was a From domain. */
static void readiness_check_not_set(struct derivation *d, uint32_t i)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct readiness *r =
        &d->plan->instances[i].aspects[SESDOMAIN_ASPECT_MAIL_FROM];
    const struct text m = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);

    if (m.s && inst->ses.mail_from_reported &&
        !inst->text[SLOT_SES_MAIL_FROM].set &&
        r->dns != SESDOMAIN_PUBLICATION_CONFLICT &&
        !sesd_index_find(&d->sd->from_domains, m.s, m.n))
        sesd_concern(
            d, sesd_report(d, FINDING_MAIL_FROM_NOT_SET, m, none, none), i);
}

/* Whether an SPF record of a name may authorise SES by other terms than
 * ours. */
static bool readiness_may_authorise(const struct derivation *d,
                                    struct text name)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    struct spf_term term;
    const char *wrong;

    for (; r; r = sesd_next_record(r)) {
        struct text rest =
            sesd_spf_is(r->text) ? sesd_spf_terms(r->text) : none;

        while (rest.n && sesd_spf_next(&rest, &term, &wrong))
            if (term.kind != SPF_ALL || !strchr("-~?", term.qualifier))
                return true;
    }
    return false;
}

/* Report mail that SES sends from a MAIL FROM domain without an SPF record
 * that authorises it: one that is mistyped was reported. */
static void readiness_check_spf(struct derivation *d, uint32_t i)
{
    const struct readiness *aspects = d->plan->instances[i].aspects;
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct text m = sesd_string_text(&inst->text[SLOT_MAIL_FROM]);

    if (sesd_reported(inst, SESDOMAIN_ASPECT_MAIL_FROM) ==
            SESDOMAIN_SES_SUCCESS &&
        readiness_is_missing(aspects[SESDOMAIN_ASPECT_SPF].dns) &&
        !readiness_is_missing(aspects[SESDOMAIN_ASPECT_MAIL_FROM].dns) &&
        !sesd_slip_is_near(d, m, sesd_text(SES_DOMAIN)) &&
        !readiness_may_authorise(d, m))
        readiness_report(d, i, FINDING_SPF_MISSING, m, none);
}

/* Return the primary name server of the zone's SOA, in lower case; or NULL. */
static struct text readiness_primary(struct derivation *d, struct name *name)
{
    const struct record *soa =
        sesd_records(sesd_known(d->sd, d->zone), SESDOMAIN_TYPE_SOA);
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

/* Report the error of SES's last check, unless the status is SUCCESS: then it
 * is an old one. */
static void readiness_check_last_look(struct derivation *d, uint32_t i)
{
    const struct sesdomain_instance *inst = d->sd->instances[i];
    const struct text error = sesd_string_text(&inst->text[SLOT_ERROR_TYPE]);
    const struct text seen = sesd_string_text(&inst->text[SLOT_SOA]);
    struct name name;
    struct text here;

    if (error.s && inst->ses.verification != SESDOMAIN_SES_SUCCESS)
        readiness_report(d, i,
                         readiness_is_not_replicated(inst)
                             ? FINDING_REPLICATION_FAILED
                             : FINDING_SES_ERROR,
                         error, none);
    if (!seen.s)
        return;
    here = readiness_primary(d, &name);
    if (here.s && !sesd_text_equal(here, seen))
        readiness_report(d, i, FINDING_SOA_DIFFERS, seen, here);
}

void sesd_derive_readiness(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;

    plan->ready = plan->scenario != SESDOMAIN_SCENARIO_NONE;
    for (uint32_t i = 0; i < plan->instance_count; i++) {
        readiness_set(d, i);
        if (plan->instances[i].state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
            continue;
        if (!plan->instances[i].ready)
            plan->ready = false;
        for (size_t a = 0; a < COUNT(verified); a++)
            readiness_compare(d, i, a);
        readiness_check_not_set(d, i);
        readiness_check_spf(d, i);
        readiness_check_last_look(d, i);
    }
}
