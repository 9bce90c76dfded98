/* SPDX-License-Identifier: MIT */
/* Verification tokens. Takes the token of each instance and decides where it
 * is published: below the domain, or at the domain where it is already, where
 * names have no underscores, or where a name holds one TXT value only
 * (developer guide of 2021, "dns-txt-records" and
 * "troubleshoot-verification"). */
#include "derive.h"

/* Whether a token has the form of all known tokens: 44 characters, which are
 * 32 octets in Base64. */
static bool token_is_well_formed(struct text t)
{
    const size_t n = t.n;

    while (t.n && t.s[t.n - 1] == '=')
        t.n--;
    return n == 44 && t.n >= 42 && sesd_text_all(t, sesd_is_base64);
}

/* Whether a token is at a name, with or without the prefix. */
static bool token_is_at(struct derivation *d, struct text name,
                        struct text token)
{
    const struct known *known = sesd_known(d->sd, name);
    struct text with;

    if (sesd_find_record(known, &d->scratch, SESDOMAIN_TYPE_TXT, token))
        return true;
    with = sesd_concat(&d->scratch, sesd_text(TOKEN_PREFIX), token, none);
    return sesd_find_record(known, &d->scratch, SESDOMAIN_TYPE_TXT, with) !=
           NULL;
}

/* ---- providers with one TXT value at a name: two places, and no more ---- */

/* The token after that of instance *i, of an active instance, that is nowhere
 * yet; a NULL text: there is none. */
static struct text token_next_new(struct derivation *d, struct text label,
                                  size_t *i)
{
    while (*i < d->sd->instance_count) {
        const struct sesdomain_instance *inst = d->sd->instances[(*i)++];
        const struct text t = sesd_string_text(&inst->text[SLOT_TOKEN]);

        if (t.s && inst->state == SESDOMAIN_INSTANCE_STATE_ACTIVE &&
            !token_is_at(d, label, t) && !token_is_at(d, d->domain, t) &&
            !(d->token.at_label.s && sesd_text_equal(t, d->token.at_label)))
            return t;
    }
    return none;
}

/* A place is free for the first instance of the settings. */
static void token_assign_places(struct derivation *d, struct text label)
{
    size_t i = 0;
    struct text t = token_next_new(d, label, &i);

    d->token.assigned = true;
    if (t.s && !d->quirks.no_underscores &&
        sesd_prior(d->sd, label, SESDOMAIN_TYPE_TXT, d->zone) !=
            SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        d->token.at_label = t;
        t = token_next_new(d, label, &i);
    }
    if (t.s && sesd_prior(d->sd, d->domain, SESDOMAIN_TYPE_TXT, d->zone) ==
                   SESDOMAIN_RECORDSET_PRIOR_ABSENT)
        d->token.at_domain = t;
}

/* Find the place of a token. Return false if there is none, which is
 * reported. */
static bool token_find_place(struct derivation *d,
                             const struct subject *subject, struct text token,
                             struct text label, bool *at_domain)
{
    const struct token_stage *places = &d->token;

    if (!subject->active || token_is_at(d, label, token) || *at_domain)
        return true;
    if (!places->assigned)
        token_assign_places(d, label);
    *at_domain =
        places->at_domain.s && sesd_text_equal(token, places->at_domain);
    if (*at_domain ||
        (places->at_label.s && sesd_text_equal(token, places->at_label)))
        return true;
    sesd_report_instance(
        d, subject,
        sesd_prior(d->sd, d->domain, SESDOMAIN_TYPE_TXT, d->zone) ==
                SESDOMAIN_RECORDSET_PRIOR_UNKNOWN
            ? FINDING_ONE_TXT_VALUE_UNKNOWN
            : FINDING_ONE_TXT_VALUE,
        d->domain, token, none);
    return false;
}

/* Whether SES has verified the domain by a token at the old name, which it
 * accepts of identities that have it ("dns-txt-records"). */
static bool token_is_at_old_name(struct derivation *d,
                                 const struct sesdomain_instance *inst,
                                 struct text token)
{
    return inst->ses.verification == SESDOMAIN_SES_SUCCESS &&
           token_is_at(d, sesd_below(d, LABEL_OLD_TOKEN, d->domain), token);
}

void sesd_need_token(struct derivation *d, const struct subject *subject,
                     struct fields *fields)
{
    const struct text token =
        sesd_string_text(&subject->inst->text[SLOT_TOKEN]);
    const struct text label = sesd_below(d, LABEL_TOKEN, d->domain);
    bool at_domain =
        !token_is_at(d, label, token) && token_is_at(d, d->domain, token);

    if (!token_is_well_formed(token))
        sesd_report_instance(d, subject, FINDING_TOKEN_MALFORMED, d->domain,
                             token, none);
    if (!at_domain && !token_is_at(d, label, token) &&
        token_is_at_old_name(d, subject->inst, token))
        return;
    if (d->quirks.one_txt &&
        !token_find_place(d, subject, token, label, &at_domain))
        return;
    if (d->quirks.no_underscores)
        at_domain = true;
    fields->of[FIELD_TOKEN] = sesd_write_token(d, token);
    sesd_apply(d, at_domain ? NEED_TOKEN_AT_DOMAIN : NEED_TOKEN, fields,
               subject->number);
}
