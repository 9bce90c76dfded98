//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Verification tokens. Takes the token of each instance and decides where it
 * is published: below the domain, or at the domain where it is already, where
 * names have no underscores, or where a name holds one TXT value only
 * (developer guide of 2021, "dns-txt-records" and
 * "troubleshoot-verification"). */
#include "derive_derive.h"

static const struct text none = { NULL, 0 };

/* All that were seen have 44 characters: 32 octets in Base64. */
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

/* The tokens of active instances that are nowhere yet, in order. */
static struct entry *token_first_new(struct derivation *d, struct text label,
                                     struct index *tokens)
{
    for (size_t i = 0; i < d->sd->instance_count; i++) {
        const struct sesdomain_instance *inst = d->sd->instances[i];
        const struct text t = sesd_string_text(&inst->text[SLOT_TOKEN]);
        struct entry *e;

        if (!t.s || inst->state != SESDOMAIN_INSTANCE_STATE_ACTIVE ||
            token_is_at(d, label, t) || token_is_at(d, d->domain, t))
            continue;
        e = sesd_alloc(&d->scratch, sizeof(*e));
        if (!e)
            return NULL;
        *e = (struct entry){ t.s, t.n, NULL };
        sesd_index_add(tokens, &d->scratch, e);
    }
    return sesd_index_first(tokens);
}

/* A place is free for the first token in order, so that it does not depend on
 * the order of the instances. */
static void token_assign_places(struct derivation *d, struct text label)
{
    struct index tokens = { 0 };
    struct entry *e = token_first_new(d, label, &tokens);

    d->token.assigned = true;
    if (e && !d->quirks.no_underscores &&
        sesd_prior(d->sd, label, SESDOMAIN_TYPE_TXT, d->zone) !=
            SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        d->token.at_label = (struct text){ e->key, e->length };
        e = sesd_index_next(e);
    }
    if (e && sesd_prior(d->sd, d->domain, SESDOMAIN_TYPE_TXT, d->zone) ==
                 SESDOMAIN_RECORDSET_PRIOR_ABSENT)
        d->token.at_domain = (struct text){ e->key, e->length };
}

/* Return false if there is no place for the token, which is reported. */
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
    sesd_report_instance(d, subject, FINDING_ONE_TXT_VALUE, d->domain, token,
                         none);
    return false;
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
    if (d->quirks.one_txt &&
        !token_find_place(d, subject, token, label, &at_domain))
        return;
    if (d->quirks.no_underscores)
        at_domain = true;
    fields->of[FIELD_TOKEN] = sesd_write_token(d, token);
    sesd_apply(d, at_domain ? NEED_TOKEN_AT_DOMAIN : NEED_TOKEN, fields,
               subject->number);
}
