//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Questions. Takes owner names and existing records, and produces the DNS
 * lookups whose answers would complete the plan, by name (RFC 4034 section
 * 6.1) and type: records that could conflict with ours, zone cuts, DNAMEs and
 * wildcards above them, policies (RFC 9989 section 4.10), and the names that
 * existing records mention. */
#include "derive_derive.h"

#define BELOW 0 /* no type: whether anything exists below the name */

/* The types of all questions. */
static const uint32_t question_types[] = {
    BELOW,
    SESDOMAIN_TYPE_A,
    SESDOMAIN_TYPE_NS,
    SESDOMAIN_TYPE_CNAME,
    SESDOMAIN_TYPE_SOA,
    SESDOMAIN_TYPE_MX,
    SESDOMAIN_TYPE_TXT,
    SESDOMAIN_TYPE_AAAA,
    SESDOMAIN_TYPE_DNAME,
};

/* The types that could conflict with a record of ours. */
static const uint32_t conflicting[] = {
    SESDOMAIN_TYPE_A,   SESDOMAIN_TYPE_CNAME, SESDOMAIN_TYPE_MX,
    SESDOMAIN_TYPE_TXT, SESDOMAIN_TYPE_AAAA,
};

/* A name and the types of its questions. */
struct asked {
    struct entry entry; /* key: sesd_name_key() */
    const char *name;   /* in the plan */
    bool types[COUNT(question_types)];
    bool followed; /* the names that its SPF record includes are questions, too
                    */
};

/* Return the entry of a name that is in the plan; NULL if the name is invalid,
 * or there is no memory. */
static struct asked *asked_at(struct derivation *d, struct text name)
{
    struct arena *a = &d->scratch;
    struct asked *asked;
    char *key;
    size_t n;

    if (!name.n || !sesd_arena_reserve(a, SESD_KEY_MAX))
        return NULL;
    key = a->next;
    n = sesd_name_key(name, key, SESD_KEY_MAX);
    asked = (struct asked *)sesd_index_find(&d->question.asked, key, n);
    if (asked)
        return asked;
    a->next += n;
    asked = sesd_alloc_zero(a, sizeof(*asked));
    if (!asked)
        return NULL;
    asked->entry = (struct entry){ key, n, NULL };
    asked->name = name.s;
    return sesd_index_add(&d->question.asked, a, &asked->entry);
}

/* Add a question. Return whether it is new. */
static bool asked_add(struct derivation *d, struct asked *asked, uint32_t type)
{
    size_t i = 0;

    while (i < COUNT(question_types) && question_types[i] != type)
        i++;
    if (!asked || i == COUNT(question_types) || asked->types[i])
        return false;
    asked->types[i] = true;
    d->question.count++;
    return true;
}

void sesd_ask(struct derivation *d, struct text name, uint32_t type)
{
    asked_add(d, asked_at(d, name), type);
}

/* Add the questions for all types that could conflict with a record of
 * ours. */
static struct asked *question_ask_conflicting(struct derivation *d,
                                              struct text name)
{
    struct asked *asked = asked_at(d, name);

    for (size_t i = 0; i < COUNT(conflicting); i++)
        asked_add(d, asked, conflicting[i]);
    return asked;
}

/* Return LABEL.ABOVE, in the plan. */
static struct text question_below(struct derivation *d, const char *label,
                                  struct text above)
{
    return sesd_name_join(&d->plan->arena, sesd_text(label), sesd_text("."),
                          above);
}

/* ---- our own names ---- */

/* Add the questions for zone cuts, DNAMEs and wildcards at a name and above. A
 * name with a question for a DNAME was handled before. */
static void question_ask_above(struct derivation *d, struct text name)
{
    for (; sesd_name_within(name, d->zone); name = sesd_name_parent(name)) {
        struct asked *asked = asked_at(d, name);

        if (!asked_add(d, asked, SESDOMAIN_TYPE_DNAME))
            return;
        if (name.n != d->zone.n)
            asked_add(d, asked, SESDOMAIN_TYPE_NS);
        question_ask_conflicting(d, question_below(d, "*", name));
    }
}

/* Add the question for the TXT of a name that is not in the plan. */
static struct asked *question_ask_mentioned(struct derivation *d,
                                            struct text name)
{
    struct asked *asked = asked_at(d, sesd_keep(&d->plan->arena, name));

    asked_add(d, asked, SESDOMAIN_TYPE_TXT);
    return asked;
}

/* Add the questions for the policies of a name and of those above it that a
 * tree walk finds. */
static void question_ask_policies(struct derivation *d, struct text name)
{
    for (bool first = true; name.n;
         name = sesd_dmarc_walk_up(name, first), first = false) {
        const struct text policy = question_below(d, LABEL_DMARC, name);

        sesd_ask(d, policy, SESDOMAIN_TYPE_TXT);
        if (policy.n && d->has_existing) /* it may be a CNAME */
            question_ask_mentioned(d, sesd_follow_cnames(d, policy));
    }
}

/* The SOA of the zone; if it is a guess, of the names above as well. */
static void question_ask_apex(struct derivation *d)
{
    struct text name = d->zone;

    sesd_ask(d, name, SESDOMAIN_TYPE_SOA);
    if (!sesd_zone_is_assumed(d->sd))
        return;
    for (name = sesd_name_parent(name); sesd_name_parent(name).n;
         name = sesd_name_parent(name))
        sesd_ask(d, name, SESDOMAIN_TYPE_SOA);
}

static void question_ask_names(struct derivation *d)
{
    for (size_t i = 0; i < d->want.count; i++) {
        struct owner *o = d->want.sorted[i];
        asked_add(d, question_ask_conflicting(d, o->name), SESDOMAIN_TYPE_NS);
        question_ask_above(d, sesd_name_parent(o->name));
    }
    question_ask_policies(d, d->domain);
    for (const struct entry *e = sesd_index_first(&d->sd->from_domains); e;
         e = sesd_index_next(e))
        question_ask_policies(d, (struct text){ e->key, e->length });
    sesd_ask(d, d->domain, SESDOMAIN_TYPE_TXT);
    question_ask_apex(d);
    /* records of other instances, and a repeated domain */
    sesd_ask(d, question_below(d, LABEL_TOKEN, d->domain), SESDOMAIN_TYPE_TXT);
    sesd_ask(d, question_below(d, LABEL_DKIM, d->domain), BELOW);
    sesd_ask(d, question_below(d, d->domain.s, d->zone), BELOW);
}

/* ---- names that existing records mention ---- */

static void question_follow_spf(struct derivation *d,
                                const struct known *known, int depth);

/* Add the questions for the names that an SPF record includes, and for those
 * that their records include. */
static void question_follow_includes(struct derivation *d, struct text record,
                                     int depth)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong, *why;
    struct name name;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        struct asked *asked;

        if ((term.kind != SPF_INCLUDE && term.kind != SPF_REDIRECT) ||
            memchr(term.domain.s, '%', term.domain.n) ||
            sesd_name_parse(term.domain, NAME_OWNER, &name, &why))
            continue;
        asked = question_ask_mentioned(d, (struct text){ name.s, name.n });
        if (!asked || asked->followed)
            continue;
        asked->followed = true;
        if (depth < SPF_LOOKUPS_MAX)
            question_follow_spf(
                d, sesd_known(d->sd, (struct text){ name.s, name.n }),
                depth + 1);
    }
}

static void question_follow_spf(struct derivation *d,
                                const struct known *known, int depth)
{
    const struct record *r = sesd_records(known, SESDOMAIN_TYPE_TXT);

    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text))
            question_follow_includes(d, r->text, depth);
}

static void question_ask_includes(struct derivation *d)
{
    for (size_t i = 0; i < d->want.count; i++)
        question_follow_spf(d, d->want.sorted[i]->known, 0);
}

/* Add the questions whether SES publishes the keys that our names point to, on
 * request. */
static void question_ask_targets(struct derivation *d)
{
    for (size_t i = 0; i < d->want.count; i++) {
        struct owner *o = d->want.sorted[i];
        const struct want *w = sesd_first_want(o);

        if (w && w->rule->need == NEED_EASY_DKIM)
            sesd_ask(d, w->text, SESDOMAIN_TYPE_TXT);
    }
}

/* ---- into the plan ---- */

static void question_list(struct sesdomain_plan *plan,
                          const struct asked *asked)
{
    for (size_t i = 0; i < COUNT(question_types); i++)
        if (asked->types[i])
            plan->questions[plan->question_count++] = (struct question){
                .name = asked->name,
                .type = question_types[i],
                .scope = question_types[i] == BELOW
                             ? SESDOMAIN_QUESTION_SCOPE_BELOW
                             : SESDOMAIN_QUESTION_SCOPE_NAME,
            };
}

void sesd_derive_questions(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    struct entry *e;

    question_ask_names(d);
    if (d->has_existing)
        question_ask_includes(d);
    if (d->quirks.dkim_targets)
        question_ask_targets(d);

    plan->questions = sesd_alloc_array(&plan->arena, d->question.count,
                                       sizeof(*plan->questions));
    if (d->scratch.failed || !plan->questions)
        return;
    for (e = sesd_index_first(&d->question.asked); e; e = sesd_index_next(e))
        question_list(plan, (const struct asked *)e);
}
