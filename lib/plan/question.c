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

/* What a name is to be asked for. */
struct asked {
    struct entry entry; /* key: sesd_name_key() */
    const char *name;   /* in the plan */
    unsigned types;
};

struct list {
    struct builder *b;
    struct index names;
    size_t count; /* of questions */
};

static const struct spot nowhere = { { "", 0 }, { "", 0 } };

/* The spot above; its name is empty above the last label. */
static struct spot parent(struct spot spot)
{
    const size_t n = spot.name.n;

    spot.name = sesd_name_parent(spot.name);
    if (n)
        do
            spot.key.n--;
        while (spot.key.n && spot.key.s[spot.key.n - 1]);
    return spot;
}

/* FRONT.ABOVE, or the one that is not empty, in the plan. */
static const char *join(struct arena *a, struct text front, struct text above)
{
    struct out o;

    if (!sesd_arena_reserve(a, front.n + 1 + above.n + 1))
        return "";
    o = sesd_out(a->next, front.n + 1 + above.n + 1);
    sesd_out_text(&o, front);
    if (front.n && above.n)
        sesd_out_char(&o, '.');
    sesd_out_text(&o, above);
    a->next += o.length + 1;
    return o.buf;
}

/* Ask for such a name; answers whether some of it is new. */
static bool ask(struct list *list, struct text front, struct spot above,
                unsigned what)
{
    struct arena *a = &list->b->scratch;
    struct asked *asked = sesd_alloc(a, sizeof(*asked)), *there;
    size_t n = above.key.n;
    char *key;

    if (!asked || !sesd_arena_reserve(a, 2 * SESD_KEY_MAX))
        return false;
    key = a->next;
    memcpy(key, above.key.s, n);
    if (front.n)
        n += sesd_name_key(front, key + n);
    a->next += n;
    *asked = (struct asked){ .entry = { key, n, NULL } };
    there = sesd_index_add(&list->names, a, &asked->entry);
    if (there == asked)
        asked->name = join(&list->b->plan->arena, front, above.name);
    else
        sesd_arena_rewind(a, (char *)asked);
    if (!there || (there->types | what) == there->types)
        return false;
    for (unsigned new = what & ~there->types; new; new &= new - 1)
        list->count++;
    there->types |= what;
    return true;
}

/* Zone cuts, DNAMEs and wildcards at a spot and above. */
static void ask_above(struct list *list, struct spot spot)
{
    const struct text zone = list->b->zone;

    while (sesd_name_within(spot.name, zone)) {
        const bool below = spot.name.n > zone.n;

        if (!ask(list, none, spot, below ? NS | DNAME : DNAME))
            return; /* those above it as well */
        ask(list, sesd_text("*"), spot, A | CNAME | MX | TXT | AAAA);
        if (!below)
            return;
        spot = parent(spot);
    }
}

/* The names above ours are few, and most follow each other. */
static void ask_owners(struct list *list)
{
    struct builder *b = list->b;
    struct sesdomain_plan *plan = b->plan;
    const struct owner *last = NULL;
    size_t n = 0;

    plan->names =
        sesd_alloc(&plan->arena, b->owner_count * sizeof(*plan->names));
    if (!plan->names)
        return;
    for (struct owner *o = b->first; o; o = o->next) {
        plan->names[n++] = o->name.s;
        if (o->above != last)
            ask_above(list, sesd_spot(b, o->above->name));
        last = o->above;
    }
    plan->name_count = n;
}

static void ask_policies(struct list *list, struct spot spot)
{
    for (; spot.name.n; spot = parent(spot)) {
        struct text at, end;

        ask(list, sesd_text("_dmarc"), spot, TXT);
        if (!list->b->told)
            continue;
        at = sesd_join(list->b, "_dmarc", ".", spot.name);
        end = sesd_answering(list->b, at);
        if (!sesd_text_equal(at, end)) /* somebody else's policy */
            ask(list, end, nowhere, TXT);
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
        target = (struct text){ name.s, name.n };
        if (ask(list, target, nowhere, TXT) && depth < SPF_LOOKUPS_MAX)
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
            ask(list, w->text, nowhere, TXT);
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

        for (size_t i = 0; asked->types >> i; i++)
            if (asked->types & 1u << i)
                *q++ = (struct question){ asked->name, types[i],
                                          i ? SESDOMAIN_SCOPE_NAME
                                            : SESDOMAIN_SCOPE_BELOW };
    }
}

void sesd_plan_questions(struct builder *b)
{
    struct list list = { .b = b };
    const struct spot domain = sesd_spot(b, b->domain);
    struct spot zone = domain;

    while (zone.name.n > b->zone.n)
        zone = parent(zone);
    ask_owners(&list);
    ask_policies(&list, domain);
    for (size_t i = 0; i < b->sd->from_count; i++)
        ask_policies(&list, sesd_spot(b, sesd_string_text(&b->sd->froms[i])));
    for (const struct pending *p = b->report_names; p; p = p->next)
        ask(&list, p->name, nowhere, TXT);
    ask(&list, none, domain, TXT);
    ask(&list, none, zone, SOA);
    ask(&list, sesd_text("_amazonses"), domain, TXT); /* tokens of others */
    ask(&list, sesd_text("_domainkey"), domain, BELOW);
    ask(&list, b->domain, zone, BELOW);
    if (b->told)
        ask_spf(&list);
    if (b->quirks.dkim_targets)
        ask_targets(&list);
    keep(&list);
}
