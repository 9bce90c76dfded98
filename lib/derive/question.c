/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* What DNS may be asked so that the plan becomes surer. */

/* What a name may be asked for, in the order of their numbers; first, whether
 * there is anything below. */
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

       HERE = A | CNAME | MX | TXT | AAAA, /* what may be in the way of ours */
};

/* A name that somebody told. */
struct told {
    struct entry entry; /* key: sesd_name_key() */
    const char *name;   /* in the plan */
};

static const struct text star = TEXT("*"), dmarc = TEXT("_dmarc");

/* NULL stands for no memory. */
static void ask(struct owner *at, unsigned what)
{
    if (at)
        at->asked |= what;
}

/* Ask for the TXT of a name that somebody told, and answer whether it was told
 * for the first time. Such names are of all sorts, and may be many: they do
 * not go into the tree. */
static bool ask_told(struct derivation *b, struct text name)
{
    struct arena *a = &b->scratch;
    struct told *told = sesd_alloc(a, sizeof(*told));
    size_t n;

    if (!told || !sesd_name_fits(name) || !sesd_arena_reserve(a, SESD_KEY_MAX))
        return false;
    n = sesd_name_key(name, a->next, SESD_KEY_MAX);
    told->entry = (struct entry){ a->next, n, NULL };
    a->next += n;
    if (sesd_index_add(&b->told_names, a, &told->entry) != told) {
        sesd_arena_rewind(a, (char *)told);
        return false;
    }
    told->name = sesd_copy(&b->plan->arena, name);
    return true;
}

/* Zone cuts, DNAMEs and wildcards at a place and above; where DNAMEs have been
 * asked for, what is above has been, too. */
static void ask_above(struct derivation *b, struct owner *o)
{
    for (; o->in_zone && !(o->asked & DNAME); o = o->above) {
        ask(o, o->above->in_zone ? NS | DNAME : DNAME);
        ask(sesd_owner_below(b, o, star), HERE);
    }
}

static void ask_policies(struct derivation *b, struct owner *o)
{
    for (; o && o->above; o = o->above) {
        struct owner *at = sesd_owner_below(b, o, dmarc);

        ask(at, TXT);
        if (at && b->told) /* it may be somebody else's policy */
            ask_told(b, sesd_answering(b, at->name));
    }
}

void sesd_plan_places(struct derivation *b)
{
    struct owner *zone = b->at_domain;

    while (zone->above->in_zone)
        zone = zone->above;
    for (struct owner *o = b->first; o; o = o->next) {
        ask(o, HERE | NS);
        ask_above(b, o->above);
    }
    ask_policies(b, b->at_domain);
    for (const struct entry *e = sesd_index_first(&b->sd->from_domains); e;
         e = sesd_index_next(e))
        ask_policies(b, sesd_make_owner(b, &b->root,
                                        (struct text){ e->key, e->length }));
    ask(b->at_domain, TXT);
    ask(zone, SOA);
    ask(sesd_site(b, NEED_TOKEN), TXT); /* of others */
    ask(sesd_site(b, NEED_EASY_DKIM), BELOW);
    ask(sesd_make_owner(b, zone, b->domain), BELOW);
}

/* ---- what was told leads further ---- */

static void ask_spf_of(struct derivation *b, const struct known *known,
                       int depth);

/* What an SPF record that is there includes, and what that includes. */
static void ask_includes(struct derivation *b, struct text record, int depth)
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
        if (ask_told(b, target) && depth < SPF_LOOKUPS_MAX)
            ask_spf_of(b, sesd_known(b->sd, target), depth + 1);
    }
}

static void ask_spf_of(struct derivation *b, const struct known *known,
                       int depth)
{
    const struct record *r = sesd_records(known, SESDOMAIN_TYPE_TXT);

    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text))
            ask_includes(b, r->text, depth);
}

static void ask_spf(struct derivation *b)
{
    for (struct owner *o = b->first; o; o = o->next)
        ask_spf_of(b, o->known, 0);
}

/* Whether SES publishes the keys that our names lead to, on request. */
static void ask_targets(struct derivation *b)
{
    for (struct owner *o = b->first; o; o = o->next) {
        const struct want *w = sesd_first_want(o);

        if (w && w->rule->need == NEED_EASY_DKIM)
            ask_told(b, w->text);
    }
}

/* ---- into the plan ---- */

static void put(struct sesdomain_plan *plan, const char *name, unsigned what)
{
    for (size_t i = 0; i < COUNT(types); i++)
        if (what >> i & 1)
            plan->questions[plan->question_count++] = (struct question){
                name,
                types[i],
                i ? SESDOMAIN_QUESTION_SCOPE_NAME
                  : SESDOMAIN_QUESTION_SCOPE_BELOW,
            };
}

/* How a name that was told and a place are in order; all come before none. */
static int compare(const struct entry *told, const struct owner *o)
{
    char key[SESD_KEY_MAX];
    size_t n;
    int order;

    if (!o)
        return -1;
    n = sesd_name_key(o->name, key, sizeof(key));
    order = memcmp(told->key, key, told->length < n ? told->length : n);
    return order ? order : (told->length > n) - (told->length < n);
}

/* Put what was told and comes before a place, or before none; answer what
 * comes after. What is the place itself is asked for there. */
static struct entry *put_told(struct derivation *b, struct entry *e,
                              struct owner *o)
{
    int order = -1;

    for (; e && (order = compare(e, o)) < 0; e = sesd_index_next(e))
        put(b->plan, ((const struct told *)e)->name, TXT);
    if (order)
        return e;
    o->asked |= TXT;
    return sesd_index_next(e);
}

static size_t question_count(const struct derivation *b)
{
    size_t count = b->told_names.count;

    for (const struct owner *o = b->first_asked; o; o = o->next_asked)
        for (unsigned asked = o->asked; asked; asked &= asked - 1)
            count++;
    return count;
}

static void keep(struct derivation *b)
{
    struct sesdomain_plan *plan = b->plan;
    const size_t most = question_count(b);
    struct entry *e = sesd_index_first(&b->told_names);

    plan->questions =
        sesd_alloc(&plan->arena, most * sizeof(*plan->questions));
    if (!plan->questions)
        return;
    for (struct owner *o = b->first_asked; o; o = o->next_asked) {
        if (e)
            e = put_told(b, e, o);
        if (sesd_name_fits(o->name)) /* what cannot exist is not asked for */
            put(plan, o->name.s, o->asked);
    }
    put_told(b, e, NULL);
}

void sesd_plan_questions(struct derivation *b)
{
    for (const struct pending *p = b->report_names; p; p = p->next)
        ask_told(b, p->name);
    if (b->told)
        ask_spf(b);
    if (b->quirks.dkim_targets)
        ask_targets(b);
    keep(b);
}
