/* SPDX-License-Identifier: MIT */
#include "plan.h"

/* What DNS may be asked so that the plan becomes surer. Each owner name of
 * ours is asked for the same types, so that part needs no list. */

static const struct text none = { NULL, 0 };

const uint32_t sesd_asked_types[] = {
    SESDOMAIN_TYPE_A,  SESDOMAIN_TYPE_NS,  SESDOMAIN_TYPE_CNAME,
    SESDOMAIN_TYPE_MX, SESDOMAIN_TYPE_TXT, SESDOMAIN_TYPE_AAAA,
};
const size_t sesd_asked_count = COUNT(sesd_asked_types);

/* The others, each once. */
struct asked {
    struct entry entry; /* key: of the name, the type, the scope */
    struct question question;
};

static void ask(struct builder *b, struct index *asked, struct text name,
                uint32_t type, enum sesdomain_scope scope)
{
    struct asked *new = sesd_alloc(&b->scratch, sizeof(*new));
    char *key;
    size_t n;

    if (!new || !sesd_arena_reserve(&b->scratch, SESD_KEY_MAX + 3))
        return;
    key = b->scratch.next;
    n = sesd_name_key(name, key);
    key[n++] = (char)(type >> 8);
    key[n++] = (char)type;
    key[n++] = (char)scope;
    b->scratch.next += n;
    *new = (struct asked){ { key, n, NULL }, { name, type, scope } };
    sesd_index_add(asked, &b->scratch, &new->entry);
}

static void ask_name(struct builder *b, struct index *asked, struct text name,
                     uint32_t type)
{
    ask(b, asked, name, type, SESDOMAIN_SCOPE_NAME);
}

/* Zone cuts, DNAMEs and wildcards above a name. */
static void ask_above(struct builder *b, struct index *asked, struct text name)
{
    for (; sesd_name_within(name, b->zone); name = sesd_name_parent(name)) {
        const struct text star = sesd_join(b, "*", ".", name);

        if (name.n > b->zone.n)
            ask_name(b, asked, name, SESDOMAIN_TYPE_NS);
        ask_name(b, asked, name, SESDOMAIN_TYPE_DNAME);
        for (size_t i = 0; i < sesd_asked_count; i++)
            if (sesd_asked_types[i] != SESDOMAIN_TYPE_NS)
                ask_name(b, asked, star, sesd_asked_types[i]);
        if (name.n == b->zone.n)
            return;
    }
}

/* The names above ours are few, and most follow each other. */
static void ask_owners(struct builder *b, struct index *asked)
{
    struct sesdomain_plan *plan = b->plan;
    struct text last = none;
    size_t n = 0;

    plan->names =
        sesd_alloc(&plan->arena, b->owners.count * sizeof(*plan->names));
    if (!plan->names)
        return;
    for (struct owner *o = sesd_first_owner(b); o; o = sesd_next_owner(o)) {
        const struct text above = sesd_name_parent(o->name);

        plan->names[n++] = o->name.s;
        if (last.s && sesd_text_equal(above, last))
            continue;
        last = above;
        if (above.n)
            ask_above(b, asked, above);
    }
    plan->name_count = n;
}

static void ask_policies(struct builder *b, struct index *asked,
                         struct text name)
{
    for (; name.n; name = sesd_name_parent(name))
        ask_name(b, asked, sesd_join(b, "_dmarc", ".", name),
                 SESDOMAIN_TYPE_TXT);
}

/* What an SPF record that is there includes. */
static void ask_includes(struct builder *b, struct index *asked,
                         struct text record)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong, *why;
    struct name name;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        if ((term.kind != SPF_INCLUDE && term.kind != SPF_REDIRECT) ||
            memchr(term.domain.s, '%', term.domain.n) ||
            sesd_name_parse(term.domain, NAME_OWNER, &name, &why))
            continue;
        ask_name(b, asked,
                 sesd_join(b, "", "", (struct text){ name.s, name.n }),
                 SESDOMAIN_TYPE_TXT);
    }
}

static void ask_spf(struct builder *b, struct index *asked)
{
    for (struct owner *o = sesd_first_owner(b); o; o = sesd_next_owner(o)) {
        const struct record *r = sesd_records(o->known, SESDOMAIN_TYPE_TXT);

        for (; r; r = sesd_next_record(r))
            if (sesd_spf_is(r->text))
                ask_includes(b, asked, r->text);
    }
}

/* Whether SES publishes the keys that our names lead to, on request. */
static void ask_targets(struct builder *b, struct index *asked)
{
    for (struct owner *o = sesd_first_owner(b); o; o = sesd_next_owner(o)) {
        const struct want *w = sesd_first_want(o);

        if (w && w->rule->need == NEED_EASY_DKIM)
            ask_name(b, asked, w->text, SESDOMAIN_TYPE_TXT);
    }
}

void sesd_plan_questions(struct builder *b)
{
    struct sesdomain_plan *plan = b->plan;
    struct index asked = { 0 };
    struct entry *e;
    size_t n = 0;

    ask_owners(b, &asked);
    ask_policies(b, &asked, b->domain);
    for (size_t i = 0; i < b->sd->from_count; i++)
        ask_policies(b, &asked, sesd_string_text(&b->sd->froms[i]));
    for (const struct pending *p = b->report_names; p; p = p->next)
        ask_name(b, &asked, p->name, SESDOMAIN_TYPE_TXT);
    ask_name(b, &asked, b->domain, SESDOMAIN_TYPE_TXT);
    ask_name(b, &asked, b->zone, SESDOMAIN_TYPE_SOA);
    ask(b, &asked, sesd_join(b, "_domainkey", ".", b->domain), 0,
        SESDOMAIN_SCOPE_BELOW);
    ask(b, &asked, sesd_join(b, b->domain.s, ".", b->zone), 0,
        SESDOMAIN_SCOPE_BELOW);
    if (b->sd->known.count)
        ask_spf(b, &asked);
    if (b->quirks.dkim_targets)
        ask_targets(b, &asked);

    plan->questions =
        sesd_alloc(&plan->arena, asked.count * sizeof(*plan->questions));
    if (!plan->questions)
        return;
    for (e = sesd_index_first(&asked); e; e = sesd_index_next(e)) {
        const struct question *q = &((struct asked *)e)->question;

        plan->questions[n++] = (struct question){
            { sesd_copy(&plan->arena, q->name), q->name.n }, q->type, q->scope
        };
    }
    plan->question_count = n;
}
