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

/* What other names may be asked for, in the order of their numbers; first,
 * whether there is anything below. */
static const uint32_t types[] = {
    0,
    SESDOMAIN_TYPE_A,
    SESDOMAIN_TYPE_NS,
    SESDOMAIN_TYPE_CNAME,
    SESDOMAIN_TYPE_SOA,
    SESDOMAIN_TYPE_MX,
    SESDOMAIN_TYPE_TXT,
    SESDOMAIN_TYPE_AAAA,
    SESDOMAIN_TYPE_DNAME,
};

enum { /* a bit for each of them */
       BELOW = 1,
       A = 2,
       NS = 4,
       CNAME = 8,
       SOA = 16,
       MX = 32,
       TXT = 64,
       AAAA = 128,
       DNAME = 256,
};

/* A name, and what it is to be asked for. */
struct asked {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;
    unsigned types;
};

struct list {
    struct builder *b;
    struct index names;
    size_t count; /* of questions */
};

/* Answers whether some of it is new. */
static bool ask(struct list *list, struct text name, unsigned what)
{
    struct arena *a = &list->b->scratch;
    struct asked *asked = sesd_alloc(a, sizeof(*asked));
    char *key;

    if (!asked || !sesd_arena_reserve(a, SESD_KEY_MAX))
        return false;
    key = a->next;
    *asked = (struct asked){ .name = name };
    asked->entry =
        (struct entry){ key, sesd_plan_key(list->b, name, key), NULL };
    a->next += asked->entry.length;
    asked = sesd_index_add(&list->names, a, &asked->entry);
    if (!asked || (asked->types | what) == asked->types)
        return false;
    for (unsigned new = what & ~asked->types; new; new &= new - 1)
        list->count++;
    asked->types |= what;
    return true;
}

/* A name with a label before it. */
static void ask_label(struct list *list, const char *label, struct text name,
                      unsigned what)
{
    ask(list, sesd_join(list->b, label, ".", name), what);
}

/* Zone cuts, DNAMEs and wildcards above a name. */
static void ask_above(struct list *list, struct text name)
{
    const struct text zone = list->b->zone;

    while (sesd_name_within(name, zone)) {
        const bool below = name.n > zone.n;

        if (!ask(list, name, below ? NS | DNAME : DNAME))
            return; /* those above it as well */
        ask_label(list, "*", name, A | CNAME | MX | TXT | AAAA);
        if (!below)
            return;
        name = sesd_name_parent(name);
    }
}

/* The names above ours are few, and most follow each other. */
static void ask_owners(struct list *list)
{
    struct builder *b = list->b;
    struct sesdomain_plan *plan = b->plan;
    struct text last = none;
    size_t n = 0;

    plan->names =
        sesd_alloc(&plan->arena, b->owners.count * sizeof(*plan->names));
    if (!plan->names)
        return;
    for (struct owner *o = b->first; o; o = o->next) {
        const struct text above = sesd_name_parent(o->name);

        plan->names[n++] = o->name.s;
        if (last.s && sesd_text_equal(above, last))
            continue;
        last = above;
        if (above.n)
            ask_above(list, above);
    }
    plan->name_count = n;
}

static void ask_policies(struct list *list, struct text name)
{
    for (; name.n; name = sesd_name_parent(name)) {
        const struct text at = sesd_join(list->b, "_dmarc", ".", name);
        const struct text end = sesd_answering(list->b, at);

        ask(list, at, TXT);
        if (!sesd_text_equal(at, end)) /* somebody else's policy */
            ask(list, end, TXT);
    }
}

static void ask_spf_of(struct list *list, const struct known *known,
                       int depth);

/* What an SPF record that is there includes, and what that includes. */
static void ask_includes(struct list *list, struct text record, int depth)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong, *why;
    struct text target;
    struct name name;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        if ((term.kind != SPF_INCLUDE && term.kind != SPF_REDIRECT) ||
            memchr(term.domain.s, '%', term.domain.n) ||
            sesd_name_parse(term.domain, NAME_OWNER, &name, &why))
            continue;
        target = sesd_join(list->b, "", "", (struct text){ name.s, name.n });
        if (ask(list, target, TXT) && depth < SPF_LOOKUPS_MAX)
            ask_spf_of(list, sesd_known(list->b->sd, target), depth + 1);
    }
}

static void ask_spf_of(struct list *list, const struct known *known, int depth)
{
    const struct record *r = sesd_records(known, SESDOMAIN_TYPE_TXT);

    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text))
            ask_includes(list, r->text, depth);
}

static void ask_spf(struct list *list)
{
    for (struct owner *o = list->b->first; o; o = o->next)
        ask_spf_of(list, o->known, 0);
}

/* Whether SES publishes the keys that our names lead to, on request. */
static void ask_targets(struct list *list)
{
    for (struct owner *o = list->b->first; o; o = o->next) {
        const struct want *w = sesd_first_want(o);

        if (w && w->rule->need == NEED_EASY_DKIM)
            ask(list, w->text, TXT);
    }
}

/* Write the list into the plan, in order. */
static void keep(struct list *list)
{
    struct sesdomain_plan *plan = list->b->plan;
    struct entry *e = sesd_index_first(&list->names);
    struct question *q;

    q = sesd_alloc(&plan->arena, list->count * sizeof(*q));
    if (!q)
        return;
    plan->questions = q;
    plan->question_count = list->count;
    for (; e; e = sesd_index_next(e)) {
        const struct asked *asked = (const struct asked *)e;
        const struct text name = { sesd_copy(&plan->arena, asked->name),
                                   asked->name.n };

        for (size_t i = 0; i < COUNT(types); i++)
            if (asked->types & 1u << i)
                *q++ = (struct question){ name, types[i],
                                          i ? SESDOMAIN_SCOPE_NAME
                                            : SESDOMAIN_SCOPE_BELOW };
    }
}

void sesd_plan_questions(struct builder *b)
{
    struct list list = { .b = b };

    ask_owners(&list);
    ask_policies(&list, b->domain);
    for (size_t i = 0; i < b->sd->from_count; i++)
        ask_policies(&list, sesd_string_text(&b->sd->froms[i]));
    for (const struct pending *p = b->report_names; p; p = p->next)
        ask(&list, p->name, TXT);
    ask(&list, b->domain, TXT);
    ask(&list, b->zone, SOA);
    ask_label(&list, "_amazonses", b->domain, TXT); /* tokens of others */
    ask_label(&list, "_domainkey", b->domain, BELOW);
    ask_label(&list, b->domain.s, b->zone, BELOW);
    if (b->told)
        ask_spf(&list);
    if (b->quirks.dkim_targets)
        ask_targets(&list);
    keep(&list);
}
