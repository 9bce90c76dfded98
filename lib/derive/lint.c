/* SPDX-License-Identifier: MIT */
#include "derive.h"

/* What is odd in the zone: records in the wrong place or with the wrong
 * letters, SES's records of nobody here, wildcards that will answer less. */

static const struct text none = { NULL, 0 };

static void tell_want(struct derivation *b, enum finding finding,
                      const struct want *w, struct text name,
                      struct text value, struct text other)
{
    sesd_concern_all(b, sesd_find(b, finding, name, value, other), &w->claims);
}

/* ---- tokens that are almost right ---- */

static bool is_edge(char c)
{
    return c == ' ' || c == '\t' || c == '"' || c == '\'';
}

static struct text trim(struct text t)
{
    while (t.n && is_edge(*t.s))
        t.s++, t.n--;
    while (t.n && is_edge(t.s[t.n - 1]))
        t.n--;
    return t;
}

/* What is like it and serves another is that one's. */
static void compare_token(struct derivation *b, const struct owner *owner,
                          const struct want *w, const struct record *r)
{
    const struct text token = sesd_bare_token(w->text);
    const struct text bare = sesd_bare_token(trim(r->text));

    if (sesd_text_equal_nocase(bare, token) && !sesd_want_for(b, owner, r))
        tell_want(b,
                  sesd_text_equal(bare, token) ? FINDING_TOKEN_STRAY_CHARACTERS
                                               : FINDING_TOKEN_CASE,
                  w, owner->name, r->text, none);
}

/* Where a live token is missing, look at what is there instead. Sets are
 * limited so that many records do not meet many tokens. */
static void compare_tokens(struct derivation *b, const struct owner *owner,
                           const struct want *w)
{
    const struct record *r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);

    for (size_t n = 0; r && n < 1000; r = sesd_next_record(r), n++)
        compare_token(b, owner, w, r);
}

/* ---- names that are almost right ---- */

static void find_doubled(struct derivation *b, const struct owner *owner,
                         const struct want *w)
{
    const struct text ends[] = { b->zone, b->domain };

    for (size_t i = 0; i < COUNT(ends); i++) {
        const struct text name = sesd_below(b, owner->name.s, ends[i]);
        const struct known *known = sesd_known(b->sd, name);

        if (!known || !known->records)
            continue;
        tell_want(b, FINDING_NAME_SUFFIX_DOUBLED, w, owner->name, name, none);
        return;
    }
}

static void find_underscore(struct derivation *b, const struct owner *owner,
                            const struct want *w)
{
    const struct text name =
        sesd_name_join(&b->scratch, sesd_text("_"), none, owner->name);
    const struct known *known = sesd_known(b->sd, name);

    if (known && known->records)
        tell_want(b, FINDING_EXTRA_UNDERSCORE, w, owner->name, name, none);
}

/* ---- what a new name takes from a wildcard (RFC 4592 section 2.2.1) ---- */

/* Whether there are records at or below a name; not known where what was
 * answered may come from a wildcard itself. */
static bool has_any(struct derivation *b, struct text name)
{
    char key[SESD_KEY_MAX];
    const size_t n = sesd_name_key(name, key, sizeof(key));
    const struct entry *e;

    if (!b->sd->exact && !sesd_complete(b->sd, b->zone))
        return false;
    for (e = sesd_index_prefix(&b->sd->known, key, n);
         e && e->length >= n && memcmp(e->key, key, n) == 0;
         e = sesd_index_next(e))
        if (((const struct known *)e)->records)
            return true;
    return false;
}

/* The wildcard that answers for names below another; NULL: none does. A name
 * that exists, be it an empty non-terminal, keeps those further up away. */
static struct text wildcard_over(struct derivation *b, struct text above)
{
    for (; above.n >= b->zone.n && sesd_name_within(above, b->zone);
         above = sesd_name_parent(above)) {
        const struct known *known = sesd_wildcard(b, above);

        if (known && known->records)
            return known->name;
        known = sesd_known(b->sd, above);
        if ((known && known->records) || has_any(b, above))
            break;
    }
    return none;
}

/* Most owners follow others below the same name. */
struct above {
    struct text name, star;
};

/* Once for each wildcard, with the first name. */
static void find_wildcard(struct derivation *b, const struct owner *owner,
                          struct above *above)
{
    const struct text name = owner->above->name;
    struct found *found;

    if (!above->name.s || !sesd_text_equal(above->name, name))
        *above = (struct above){ name, wildcard_over(b, name) };
    if (!above->star.s || has_any(b, owner->name))
        return;
    found = sesd_find(b, FINDING_WILDCARD_SHADOWED, above->star, none, none);
    if (found && !found->value.n)
        found->value = owner->name;
}

static bool exists(const struct owner *owner)
{
    return owner->known && owner->known->records && !owner->absent;
}

static void look(struct derivation *b, const struct owner *owner,
                 struct above *above)
{
    for (struct want *w = sesd_live_want(sesd_first_want(owner)); w;
         w = sesd_live_want(sesd_next_want(w))) {
        if (w->rule->need == NEED_EASY_DKIM &&
            sesd_prior(b->sd, w->text, SESDOMAIN_TYPE_TXT, b->zone) ==
                SESDOMAIN_RECORDSET_PRIOR_ABSENT)
            tell_want(b, FINDING_DKIM_TARGET_WITHOUT_KEY, w, owner->name,
                      w->text, none);
        if (w->there)
            continue;
        if (w->rule->manner == MANNER_TOKEN)
            compare_tokens(b, owner, w);
        if (w->rule->purpose == SESDOMAIN_PURPOSE_DKIM)
            find_underscore(b, owner, w);
        find_doubled(b, owner, w);
    }
    if (!exists(owner) && !owner->conflict && sesd_first_want(owner))
        find_wildcard(b, owner, above);
}

/* ---- SES's records of nobody here ---- */

/* A group is told of once, with the first of it and how many there are. */
struct group {
    const struct record *first;
    struct text name;
    size_t count;
};

enum { TOKENS, KEYS, BOUNCES, GROUPS };

static bool is_ses_token(struct text t)
{
    t = sesd_bare_token(t);
    return t.n == 44 && t.s[43] == '=' &&
           sesd_text_all((struct text){ t.s, 43 }, sesd_is_base64);
}

/* Which group a record belongs to; GROUPS: none. */
static int group_of(const struct known *known, const struct record *r)
{
    const struct text ses = sesd_text(".amazonses.com");
    const struct text bounces = sesd_text("feedback-smtp.");
    const struct text label = sesd_text("_amazonses.");
    const char *space;

    switch (r->type) {
    case SESDOMAIN_TYPE_TXT:
        return sesd_text_starts(known->name, label) && is_ses_token(r->text)
                   ? TOKENS
                   : GROUPS;
    case SESDOMAIN_TYPE_CNAME:
        return sesd_text_ends(r->text, ses) ? KEYS : GROUPS;
    case SESDOMAIN_TYPE_MX:
        space = memchr(r->text.s, ' ', r->text.n);
        return sesd_text_ends(r->text, ses) && space &&
                       strncmp(space + 1, bounces.s, bounces.n) == 0
                   ? BOUNCES
                   : GROUPS;
    default:
        return GROUPS;
    }
}

/* Whether somebody here needs it, or something like it. */
static bool is_ours(struct derivation *b, const struct owner *owner,
                    const struct record *r)
{
    if (!owner)
        return false;
    if (owner->conflict || sesd_want_for(b, owner, r))
        return true;
    for (const struct want *w = sesd_first_want(owner); w;
         w = sesd_next_want(w))
        if (!w->there &&
            sesd_text_equal_nocase(w->text, sesd_bare_token(r->text)))
            return true;
    return false;
}

/* NULL if nothing is wanted there. */
static const struct owner *owner_at(struct derivation *b, struct text name)
{
    const struct owner *owner = sesd_owner(b, name);

    return owner && owner->wants.count ? owner : NULL;
}

/* Whose a name is that has the domain, or the zone, once too often, or an
 * underscore too many. */
static const struct owner *meant(struct derivation *b, struct text name)
{
    const struct text ends[] = { b->zone, b->domain };
    const struct owner *owner = NULL;

    if (name.n > 1 && *name.s == '_')
        owner = owner_at(b, (struct text){ name.s + 1, name.n - 1 });
    for (size_t i = 0; i < COUNT(ends) && !owner; i++)
        if (name.n >= ends[i].n + 2 && sesd_name_within(name, ends[i]))
            owner =
                owner_at(b, (struct text){ name.s, name.n - ends[i].n - 1 });
    return owner;
}

/* Most names have nothing of SES, and are not looked for. */
static void sort_records(struct derivation *b, const struct known *known,
                         struct group *groups)
{
    const struct owner *owner = NULL;
    bool looked = false;

    for (const struct record *r = known->records; r; r = r->next) {
        const int which = group_of(known, r);

        if (which == GROUPS)
            continue;
        if (!looked)
            owner = owner_at(b, known->name);
        looked = true;
        if (is_ours(b, owner ? owner : meant(b, known->name), r))
            continue;
        if (!groups[which].count++) {
            groups[which].first = r;
            groups[which].name = known->name;
        }
    }
}

static void find_strangers(struct derivation *b)
{
    struct group groups[GROUPS] = { { 0 } };
    char prefix[SESD_KEY_MAX];
    const size_t n = sesd_name_key(b->domain, prefix, sizeof(prefix));
    struct entry *e = sesd_index_prefix(&b->sd->known, prefix, n);

    for (; e && e->length >= n && memcmp(e->key, prefix, n) == 0;
         e = sesd_index_next(e))
        sort_records(b, (const struct known *)e, groups);
    for (int i = 0; i < GROUPS; i++)
        if (groups[i].count)
            sesd_find(b, FINDING_UNKNOWN_SES_RECORDS, groups[i].name,
                      groups[i].first->text, sesd_number(b, groups[i].count));
}

void sesd_plan_lint(struct derivation *b)
{
    struct above above = { none, none };

    if (!b->told)
        return;
    for (struct owner *o = b->first; o; o = o->next)
        look(b, o, &above);
    find_strangers(b);
}
