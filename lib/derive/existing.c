/* SPDX-License-Identifier: MIT */
#include "derive.h"

#define DOUBT_MAX 100 /* wants at a name: more are tokens */
#define CNAMES_MAX 10 /* one after the other; they may form a ring */

static const struct text none = { NULL, 0 };

/* ---- a record and the want it satisfies ---- */

static struct want *find_want(struct derivation *b, const struct owner *owner,
                              uint32_t type, struct text rdata)
{
    char *key;

    if (!sesd_arena_reserve(&b->scratch, rdata.n + 2))
        return NULL;
    key = b->scratch.next;
    key[0] = (char)(type >> 8);
    key[1] = (char)type;
    memcpy(key + 2, rdata.s, rdata.n);
    return (struct want *)sesd_index_find(&owner->wants, key, rdata.n + 2);
}

/* The same token, written the way ours are. */
static struct want *find_token(struct derivation *b, const struct owner *owner,
                               const struct record *r)
{
    struct text token = sesd_write_token(b, sesd_bare_token(r->text));
    const size_t most = 4 * token.n + token.n / 64 + 8;
    char *s = sesd_alloc(&b->scratch, most);
    struct out o;

    if (!s)
        return NULL;
    o = sesd_out(s, most);
    sesd_rdata_print(&o, r->type, token);
    return find_want(b, owner, r->type, (struct text){ o.buf, o.length });
}

/* Whether a TXT is the key that is wanted, by its tags. */
static bool is_key(const struct want *w, const struct record *r)
{
    struct key_record wanted, there;

    return w->rule->manner == MANNER_KEY &&
           sesd_key_record(w->text, &wanted) &&
           sesd_key_record(r->text, &there) &&
           sesd_key_same(wanted.p, there.p);
}

static bool authorises(const struct want *w, const struct record *r)
{
    return w->rule->manner == MANNER_SPF && (w->active || w->draining) &&
           sesd_spf_is(r->text) && !sesd_spf_wrong(r->text) &&
           sesd_spf_authorises(r->text, sesd_text(SES_SPF_DOMAIN));
}

struct want *sesd_want_for(struct derivation *b, const struct owner *owner,
                           const struct record *r)
{
    struct want *w = find_want(b, owner, r->type, r->rdata);

    if (w || r->type != SESDOMAIN_TYPE_TXT)
        return w;
    w = find_token(b, owner, r);
    if (w && w->rule->manner == MANNER_TOKEN)
        return w;
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (w->rule->type == r->type && (is_key(w, r) || authorises(w, r)))
            return w;
    return NULL;
}

/* ---- names that a wildcard answers for (RFC 4592) ---- */

const struct known *sesd_wildcard(struct derivation *b, struct text above)
{
    return sesd_known(b->sd, sesd_below(b, "*", above));
}

static bool has(const struct known *known, const struct record *record)
{
    const struct record *r = sesd_records(known, record->type);

    while (r && !sesd_text_equal(r->rdata, record->rdata))
        r = sesd_next_record(r);
    return r != NULL;
}

/* Whether all that was answered for a name is what a wildcard above has. */
static bool synthesised(struct derivation *b, const struct owner *owner)
{
    const struct known *star = NULL;
    struct text above = owner->name;

    if (b->sd->exact || sesd_complete(b->sd, b->zone) || !owner->known ||
        !owner->known->records)
        return false;
    while (!star && above.n > b->zone.n) {
        above = sesd_name_parent(above);
        star = sesd_wildcard(b, above);
    }
    for (const struct record *r = owner->known->records; r; r = r->next)
        if (!has(star, r))
            return false;
    return true;
}

enum sesdomain_recordset_prior sesd_owner_prior(const struct derivation *b,
                                                const struct owner *owner,
                                                uint32_t type)
{
    if (owner->absent)
        return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    if (!b->told)
        return SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
    return sesd_prior(b->sd, owner->name, type, b->zone);
}

struct text sesd_answering(const struct derivation *b, struct text name)
{
    const struct record *cname;

    for (int hops = 0; hops < CNAMES_MAX; hops++) {
        cname = sesd_records(sesd_known(b->sd, name), SESDOMAIN_TYPE_CNAME);
        if (!cname)
            break;
        name = cname->text;
    }
    return name;
}

/* ---- what is in the way ---- */

static const struct record *first_of(const struct owner *owner, uint32_t type)
{
    return owner->absent ? NULL : sesd_records(owner->known, type);
}

/* The first live want of a type; 0: of any. */
static struct want *live_of(const struct owner *owner, uint32_t type)
{
    struct want *w = sesd_live_want(sesd_first_want(owner));

    while (w && type && w->rule->type != type)
        w = sesd_live_want(sesd_next_want(w));
    return w;
}

/* Whether the zone holds the name at all. What only draining or retired
 * instances have elsewhere is for others to keep, or to take away. */
static bool check_place(struct derivation *b, struct owner *owner)
{
    struct text cut = { 0 }, dname = { 0 };

    if (b->told && owner->in_zone) {
        cut = sesd_zone_cut(b->sd, owner->name, b->zone);
        dname = sesd_zone_dname(b->sd, owner->name, b->zone);
    }
    if (owner->in_zone && !cut.s && !dname.s)
        return true;
    if (!live_of(owner, 0))
        owner->elsewhere = true;
    else if (!owner->in_zone)
        sesd_clash(b, owner, FINDING_OUTSIDE_ZONE, b->zone, none);
    else if (cut.s)
        sesd_clash(b, owner, FINDING_BELOW_DELEGATION, cut, none);
    else
        sesd_clash(b, owner, FINDING_BELOW_DNAME, dname, none);
    return false;
}

static struct text type_text(struct derivation *b, uint32_t type)
{
    const struct text name = sesd_type(type);
    struct text number = { NULL, 0 };
    char *s;

    if (name.s)
        return name;
    number = sesd_number(b, type);
    s = sesd_alloc(&b->scratch, number.n + 4);
    if (!s)
        return number;
    memcpy(s, "TYPE", 4);
    memcpy(s + 4, number.s, number.n);
    return (struct text){ s, number.n + 4 };
}

/* What only Route 53 can hold, no record set of ours can replace. */
static bool check_special(struct derivation *b, struct owner *owner)
{
    const bool cname = live_of(owner, SESDOMAIN_TYPE_CNAME) != NULL;

    for (const struct record *r = owner->known->records; r; r = r->next) {
        if (!r->special || (!cname && r->type != SESDOMAIN_TYPE_CNAME &&
                            !live_of(owner, r->type)))
            continue;
        sesd_clash(b, owner,
                   r->special == SPECIAL_ALIAS
                       ? FINDING_ALIAS_CONFLICT
                       : FINDING_ROUTING_POLICY_CONFLICT,
                   type_text(b, r->type), none);
        return false;
    }
    return true;
}

/* Whether a target is the wanted one with a zone added by mistake. */
static bool is_doubled(struct derivation *b, const struct want *w,
                       struct text target)
{
    const struct text ends[] = { b->domain, b->zone };

    for (size_t i = 0; i < COUNT(ends); i++)
        if (sesd_text_starts(target, w->text) &&
            target.n == w->text.n + 1 + ends[i].n &&
            sesd_text_ends(target, ends[i]))
            return true;
    return false;
}

/* Take a blank or a quotation mark off one end of a name. */
static bool drop_stray(struct text *t)
{
    static const char *const strays[] = { "\\032", "\\009", "\\\"" };

    for (size_t i = 0; i < COUNT(strays); i++) {
        const struct text stray = sesd_text(strays[i]);
        const bool front = sesd_text_starts(*t, stray);

        if (!front && !sesd_text_ends(*t, stray))
            continue;
        t->s += front ? stray.n : 0;
        t->n -= stray.n;
        return true;
    }
    return false;
}

/* Whether a target is the wanted one with something pasted along. */
static bool is_stray(const struct want *w, struct text target)
{
    bool stray = false;

    while (drop_stray(&target))
        stray = true;
    return stray && sesd_text_equal(target, w->text);
}

/* What is wanted, but at amazonaws.com. */
static bool has_wrong_suffix(const struct want *w, struct text t)
{
    const struct text right = sesd_text(".amazonses.com");
    const struct text wrong = sesd_text(".amazonaws.com");

    return t.n == w->text.n && sesd_text_ends(t, wrong) &&
           sesd_text_ends(w->text, right) &&
           memcmp(t.s, w->text.s, t.n - wrong.n) == 0;
}

/* DNSSEC's records may stand beside a CNAME (RFC 4035 section 2.5). */
static bool is_data(uint32_t type)
{
    return type != SESDOMAIN_TYPE_CNAME && type != 46 && type != 47;
}

/* What is wrong with a CNAME; w: the one that is wanted there, if one is. */
static enum finding wrong_cname(struct derivation *b, const struct want *w,
                                struct text target)
{
    if (!w)
        return FINDING_CNAME_CONFLICT;
    if (is_doubled(b, w, target))
        return FINDING_TARGET_SUFFIX_DOUBLED;
    if (is_stray(w, target))
        return FINDING_TARGET_STRAY_CHARACTERS;
    return has_wrong_suffix(w, target) ? FINDING_TARGET_WRONG_SUFFIX
                                       : FINDING_CNAME_DIFFERS;
}

static bool check_cname(struct derivation *b, struct owner *owner)
{
    const struct want *w = live_of(owner, SESDOMAIN_TYPE_CNAME);
    const struct record *r = first_of(owner, SESDOMAIN_TYPE_CNAME);

    /* one that we put there, or are to put away, is not in the way */
    if (r && !(w && sesd_want_for(b, owner, r))) {
        sesd_clash(b, owner, wrong_cname(b, w, r->text), r->text,
                   w ? w->text : none);
        return false;
    }
    for (r = w ? owner->known->records : NULL; r; r = r->next) {
        bool address =
            r->type == SESDOMAIN_TYPE_A || r->type == SESDOMAIN_TYPE_AAAA;

        if (!is_data(r->type))
            continue;
        sesd_clash(b, owner,
                   address && w->rule->purpose == SESDOMAIN_PURPOSE_DKIM
                       ? FINDING_DKIM_PROXIED
                       : FINDING_DATA_CONFLICT,
                   type_text(b, r->type), none);
        return false;
    }
    return true;
}

static bool check_mx(struct derivation *b, struct owner *owner)
{
    const struct want *w = live_of(owner, SESDOMAIN_TYPE_MX);
    const struct record *r = first_of(owner, SESDOMAIN_TYPE_MX);

    for (; w && r; r = sesd_next_record(r)) {
        if (sesd_want_for(b, owner, r))
            continue;
        if (r->text.n >= 2 && sesd_text_ends(r->text, sesd_text(" .")))
            sesd_clash(b, owner, FINDING_NULL_MX, none, none);
        else if (has_wrong_suffix(w, r->text))
            sesd_clash(b, owner, FINDING_MX_WRONG_SUFFIX, r->text, none);
        else if (is_doubled(b, w, r->text))
            sesd_clash(b, owner, FINDING_TARGET_SUFFIX_DOUBLED, r->text, none);
        else
            sesd_clash(b, owner, FINDING_MX_CONFLICT, r->text, w->text);
        return false;
    }
    return true;
}

/* ---- what an instance that is draining still has ---- */

static bool is_lone(const struct want *w)
{
    return w->rule->manner == MANNER_HOST || w->rule->manner == MANNER_KEY;
}

/* Whether two wants cannot stand at one name. */
static bool exclude(const struct want *a, const struct want *b)
{
    if (a->rule->type == b->rule->type)
        return is_lone(a) && is_lone(b);
    return a->rule->type == SESDOMAIN_TYPE_CNAME ||
           b->rule->type == SESDOMAIN_TYPE_CNAME;
}

/* A live want that a value which is still held keeps away. */
static bool check_draining(struct derivation *b, struct owner *owner)
{
    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w)) {
        const struct want *mine = live_of(owner, 0);

        if (w->active || !w->draining || w->held == HELD_MISSING)
            continue;
        while (mine && !exclude(w, mine))
            mine = sesd_live_want(sesd_next_want(mine));
        if (!mine)
            continue;
        sesd_clash(b, owner, FINDING_DRAINING_CONFLICT, mine->text, w->text);
        return false;
    }
    return true;
}

/* Only believed to be there. */
static bool is_doubtful(const struct want *w)
{
    return !w->active && w->held == HELD_UNKNOWN;
}

/* What is only believed to be there is not, if it cannot all be. */
static void doubt(const struct owner *owner)
{
    bool contradiction = false;

    for (struct want *w = sesd_first_want(owner); w; w = sesd_next_want(w))
        for (struct want *x = is_doubtful(w) ? sesd_next_want(w) : NULL; x;
             x = sesd_next_want(x))
            contradiction = contradiction || (is_doubtful(x) && exclude(w, x));
    for (struct want *w = sesd_first_want(owner); w && contradiction;
         w = sesd_next_want(w))
        if (is_doubtful(w))
            w->held = HELD_MISSING;
}

/* ---- one owner name ---- */

/* Find out which wants are there already. */
static void match(struct derivation *b, struct owner *owner)
{
    const struct record *r =
        owner->known && !owner->absent ? owner->known->records : NULL;
    struct want *w;

    for (; r; r = r->next) {
        w = r->special ? NULL : sesd_want_for(b, owner, r);
        if (w && !w->there) {
            w->there = r;
            w->held = HELD_PUBLISHED;
        }
    }
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (!w->there && sesd_owner_prior(b, owner, w->rule->type) !=
                             SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
            w->held = HELD_MISSING;
}

static void look(struct derivation *b, struct owner *owner)
{
    struct want *w;

    if (b->told) {
        owner->absent = synthesised(b, owner);
        match(b, owner);
    }
    if (b->leaving && owner->wants.count < DOUBT_MAX)
        doubt(owner);
    for (w = sesd_first_want(owner); w; w = sesd_next_want(w))
        if (w->rule->manner == MANNER_POLICY)
            sesd_exist_dmarc(b, owner, w);
    w = sesd_live_want(sesd_first_want(owner));
    if (owner->conflict || !check_place(b, owner) || !w)
        return;
    if (owner->known && !owner->absent &&
        (!check_special(b, owner) || !check_cname(b, owner) ||
         !check_mx(b, owner) || !sesd_exist_key(b, owner)))
        return;
    if (b->leaving && !check_draining(b, owner))
        return;
    /* alone, ours is right, and not too long */
    for (; w && owner->known; w = sesd_live_want(sesd_next_want(w)))
        if (w->rule->manner == MANNER_SPF && !sesd_exist_spf(b, owner, w))
            return;
}

void sesd_plan_exist(struct derivation *b)
{
    for (struct owner *o = b->first; o; o = o->next) {
        struct want *w;

        look(b, o);
        for (w = sesd_first_want(o); w && o->conflict; w = sesd_next_want(w))
            w->held = HELD_CONFLICT;
    }
}
