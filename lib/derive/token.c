/* SPDX-License-Identifier: MIT */
#include "derive.h"

static const struct text none = { NULL, 0 };
static const struct text prefix = { "amazonses:", 10 };

/* All that were seen have 44 characters: 32 octets in Base64. */
static bool usual(struct text t)
{
    const size_t n = t.n;

    while (t.n && t.s[t.n - 1] == '=')
        t.n--;
    return n == 44 && t.n >= 42 && sesd_text_all(t, sesd_is_base64);
}

struct text sesd_bare_token(struct text t)
{
    if (sesd_text_starts(t, prefix))
        t.s += prefix.n, t.n -= prefix.n;
    return t;
}

struct text sesd_write_token(struct derivation *b, struct text token)
{
    char *s;

    if (!b->quirks.prefix)
        return token;
    s = sesd_alloc(&b->scratch, prefix.n + token.n);
    if (!s)
        return token;
    memcpy(s, prefix.s, prefix.n);
    memcpy(s + prefix.n, token.s, token.n);
    return (struct text){ s, prefix.n + token.n };
}

/* Whether a token is at a name, with or without the prefix. */
static bool has(struct derivation *b, struct text name, struct text token)
{
    const struct known *known = sesd_known(b->sd, name);
    const struct record *r = sesd_records(known, SESDOMAIN_TYPE_TXT);

    for (; r; r = sesd_next_record(r))
        if (sesd_text_equal(sesd_bare_token(r->text), token))
            return true;
    return false;
}

static struct text usual_name(struct derivation *b)
{
    const struct text label = { "_amazonses.", 11 };
    char *s = sesd_alloc(&b->scratch, label.n + b->domain.n);

    if (!s)
        return none;
    memcpy(s, label.s, label.n);
    memcpy(s + label.n, b->domain.s, b->domain.n);
    return (struct text){ s, label.n + b->domain.n };
}

/* ---- providers with one TXT value at a name: two places, and no more
 * (developer guide of 2021, "troubleshoot-verification") ---- */

/* The place stays free for the first token in order, so that it does not
 * depend on the order of the instances. */
static void plan_places(struct derivation *b, struct text usual_place)
{
    struct index tokens = { 0 };
    struct entry *e;

    for (size_t i = 0; i < b->sd->instance_count; i++) {
        const struct sesdomain_instance *inst = b->sd->instances[i];
        struct text t = sesd_string_text(&inst->text[SLOT_TOKEN]);

        if (!t.s || inst->state != SESDOMAIN_INSTANCE_STATE_ACTIVE ||
            has(b, usual_place, t) || has(b, b->domain, t))
            continue;
        e = sesd_alloc(&b->scratch, sizeof(*e));
        if (!e)
            return;
        *e = (struct entry){ t.s, t.n, NULL };
        sesd_index_add(&tokens, &b->scratch, e);
    }
    e = sesd_index_first(&tokens);
    if (e && !b->quirks.no_underscores &&
        sesd_prior(b->sd, usual_place, SESDOMAIN_TYPE_TXT, b->zone) !=
            SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        b->for_usual = (struct text){ e->key, e->length };
        e = sesd_index_next(e);
    }
    if (e && sesd_prior(b->sd, b->domain, SESDOMAIN_TYPE_TXT, b->zone) ==
                 SESDOMAIN_RECORDSET_PRIOR_ABSENT)
        b->for_domain = (struct text){ e->key, e->length };
}

/* False if there is no place for it. */
static bool place(struct derivation *b, const struct subject *subject,
                  struct text token, struct text usual_place, bool *at_domain)
{
    if (!subject->active || has(b, usual_place, token) || *at_domain)
        return true;
    if (!b->places_planned)
        plan_places(b, usual_place);
    b->places_planned = true;
    *at_domain = b->for_domain.s && sesd_text_equal(token, b->for_domain);
    if (*at_domain || (b->for_usual.s && sesd_text_equal(token, b->for_usual)))
        return true;
    sesd_tell(b, subject, FINDING_ONE_TXT_VALUE, b->domain, token, none);
    return false;
}

void sesd_need_token(struct derivation *b, const struct subject *subject,
                     struct fields *fields)
{
    const struct text token =
        sesd_string_text(&subject->inst->text[SLOT_TOKEN]);
    bool at_domain = false;

    if (!usual(token))
        sesd_tell(b, subject, FINDING_TOKEN_MALFORMED, b->domain, token, none);
    if (b->sd->known.count || b->quirks.one_txt) {
        const struct text usual_place = usual_name(b);

        if (!usual_place.s)
            return; /* no memory: there will be no plan */
        at_domain = !has(b, usual_place, token) && has(b, b->domain, token);
        if (b->quirks.one_txt &&
            !place(b, subject, token, usual_place, &at_domain))
            return;
    }
    if (b->quirks.no_underscores)
        at_domain = true;
    fields->of[FIELD_TOKEN] = sesd_write_token(b, token);
    sesd_apply(b, at_domain ? NEED_TOKEN_AT_DOMAIN : NEED_TOKEN, fields,
               subject->number);
}
