/* SPDX-License-Identifier: MIT */
/*
 * The records of a listing, from any reader. Takes them one by one, keeps
 * those that a plan can need (settings/listed.c), and adds all of them to the
 * settings at the end, or none. The targets of kept CNAMEs (RFC 1034 section
 * 3.6.2) and of SPF includes (RFC 7208 section 5) are known only then: if they
 * are in the zone, the text is read once more.
 */
#include "read.h"

#include "../record/zonetext.h"

#define PASSES_MAX 10 /* as CNAMEs in a chain, and SPF lookups */

struct found {
    struct found *next;
    struct text owner;
    struct known *known;
    struct record record, *kept;
};

struct apex {
    struct entry entry; /* must be first; the key is the name */
    struct apex *next;
    struct text name;
};

/* ---- one record ---- */

/* Whether all records of an owner are kept. Most records have the owner of the
 * record before. */
static bool collect_keeps_name(struct listing *l, struct text owner)
{
    if (l->last_owner.n == owner.n &&
        memcmp(l->last_owner.s, owner.s, owner.n) == 0)
        return l->keeps_last;
    memcpy(l->last_owner.s, owner.s, owner.n);
    l->last_owner.n = owner.n;
    l->keeps_last = sesd_keeps_name(&l->looked, owner);
    return l->keeps_last;
}

enum sesdomain_status sesd_collect_zone(struct listing *l, struct text apex)
{
    struct apex *zone;

    if (sesd_index_find(&l->zones, apex.s, apex.n))
        return SESDOMAIN_OK;
    /* A page that continues another does not begin another zone. */
    l->gap |= l->continues && l->apexes;
    zone = sesd_alloc(&l->arena, sizeof(*zone));
    if (!zone)
        return sesd_fail_memory(l->r.sd);
    *zone =
        (struct apex){ .next = l->apexes, .name = sesd_keep(&l->arena, apex) };
    zone->entry = (struct entry){ zone->name.s, zone->name.n, NULL };
    if (l->arena.failed || !sesd_index_add(&l->zones, &l->arena, &zone->entry))
        return sesd_fail_memory(l->r.sd);
    l->apexes = zone;
    return SESDOMAIN_OK;
}

static enum sesdomain_status collect_link(struct listing *l, struct text owner,
                                          const struct record *record)
{
    struct found *found = sesd_alloc(&l->arena, sizeof(*found));

    if (!found)
        return sesd_fail_memory(l->r.sd);
    *found = (struct found){ .owner = l->last && sesd_text_equal(
                                                     l->last->owner, owner)
                                          ? l->last->owner
                                          : sesd_keep(&l->arena, owner),
                             .record = *record };
    if (l->last)
        l->last->next = found;
    else
        l->first = found;
    l->last = found;
    return l->arena.failed ? sesd_fail_memory(l->r.sd) : SESDOMAIN_OK;
}

/* Whether the data of a type can make a record relevant. */
static bool collect_can_matter(uint32_t type)
{
    return type == SESDOMAIN_TYPE_TXT || type == SESDOMAIN_TYPE_CNAME ||
           type == SESDOMAIN_TYPE_MX || sesd_keeps_value(type, none);
}

enum sesdomain_status sesd_collect_record(struct listing *l, struct text owner,
                                          const struct record *in)
{
    const bool keeps = collect_keeps_name(l, owner);
    char *const mark = l->arena.next;
    struct record record = *in;
    enum sesdomain_status status = SESDOMAIN_OK;

    l->count++;
    if (l->r.sd->known.count && sesd_said_absent(l->r.sd, owner, in->type))
        return sesd_fail(l->r.sd, SESDOMAIN_E_STATE, "", owner,
                         "the name was said to have no such record");
    if (!keeps && !collect_can_matter(in->type)) {
        sesd_mark_below(&l->looked, owner);
        return SESDOMAIN_OK;
    }
    record.text = record.rdata = (struct text){ "", 0 };
    if (in->rdata.s && in->special != SPECIAL_ALIAS &&
        sesd_zone_rdata_is_parsed(in->type))
        status = sesd_read_rdata(l->r.sd, &l->arena, in->rdata, &record);
    if (status != SESDOMAIN_OK)
        return status;
    if (!keeps && !sesd_keeps_value(record.type, record.text)) {
        sesd_mark_below(&l->looked, owner);
        if (mark)
            sesd_arena_rewind(&l->arena, mark);
        return SESDOMAIN_OK;
    }
    record.listed = sesd_keep(&l->arena, in->listed);
    record.id = sesd_keep(&l->arena, in->id);
    return collect_link(l, owner, &record);
}

/* ---- names that the records point to ---- */

/* Whether a name is in a zone that is listed. */
static bool collect_is_in_zone(const struct listing *l, struct text name)
{
    for (; name.n; name = sesd_name_parent(name))
        if (sesd_index_find(&l->zones, name.s, name.n))
            return true;
    return sesd_index_find(&l->zones, ".", 1);
}

/* Look for a name in the next pass; *more: it is new. */
static bool collect_follow(struct listing *l, struct text in, bool *more)
{
    struct name name;
    struct text target;
    const char *why;

    if (sesd_name_parse(in, NAME_OWNER, &name, &why))
        return true;
    target = (struct text){ name.s, name.n };
    if (!collect_is_in_zone(l, target) || sesd_keeps_name(&l->looked, target))
        return true;
    *more = true;
    return sesd_look_for(&l->looked, &l->r.sd->arena, target);
}

static bool collect_follow_spf(struct listing *l, struct text record,
                               bool *more)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;

    while (sesd_spf_next(&rest, &term, &wrong))
        if (term.domain.n && !memchr(term.domain.s, '%', term.domain.n) &&
            !collect_follow(l, term.domain, more))
            return false;
    return true;
}

static enum sesdomain_status collect_follow_all(struct listing *l, bool *more)
{
    bool well = true;

    *more = false;
    for (const struct found *f = l->first; f && well; f = f->next) {
        const struct record *r = &f->record;

        if (!sesd_keeps_name(&l->looked, f->owner))
            continue;
        if (r->type == SESDOMAIN_TYPE_CNAME && !r->special)
            well = collect_follow(l, r->text, more);
        if (r->type == SESDOMAIN_TYPE_TXT && sesd_spf_is(r->text))
            well = collect_follow_spf(l, r->text, more);
    }
    return well ? SESDOMAIN_OK : sesd_fail_memory(l->r.sd);
}

/* ---- adding to the settings ---- */

/* Copy the records that were kept, without linking them. */
static bool collect_copy(struct listing *l)
{
    struct arena *a = &l->r.sd->arena;

    for (struct found *f = l->first; f && !a->failed; f = f->next) {
        f->kept = sesd_alloc(a, sizeof(*f->kept));
        if (!f->kept)
            return false;
        *f->kept = f->record;
        f->kept->text = sesd_keep(a, f->record.text);
        f->kept->rdata = sesd_keep(a, f->record.rdata);
        f->kept->listed = sesd_keep(a, f->record.listed);
        f->kept->id = sesd_keep(a, f->record.id);
        if (a->failed || !sesd_prepare_record(l->r.sd, f->kept))
            return false;
    }
    for (struct found *f = l->first; f; f = f->next) {
        f->known = sesd_make_known(l->r.sd, f->owner);
        if (!f->known)
            return false;
    }
    return !a->failed;
}

static struct text collect_next(const struct listing *l)
{
    return sesd_keep(&l->r.sd->arena,
                     (struct text){ l->next.n ? l->next.s : NULL, l->next.n });
}

/* Create a listing; NULL if there is no memory. */
static struct listed *collect_listed(const struct listing *l,
                                     struct listed *next, struct text apex)
{
    struct arena *a = &l->r.sd->arena;
    struct listed *listed = sesd_alloc(a, sizeof(*listed));

    if (listed)
        *listed = (struct listed){
            .next = next,
            .reader = l->reader,
            .apex = sesd_keep(a, apex),
            .misplaced = sesd_keep(
                a, (struct text){ l->misplaced.n ? l->misplaced.s : NULL,
                                  l->misplaced.n }),
            .looked = l->looked,
            .assumed = l->assumed,
            .empty = !l->count,
            .whole = apex.s && !l->more && !l->gap,
            .more = l->more,
            .gap = l->gap,
            .next_page = collect_next(l),
            .page = l->page,
        };
    return a->failed ? NULL : listed;
}

static bool collect_is_page_of(const struct listing *l, struct text apex)
{
    return l->page_of && l->page_of->apex.s &&
           sesd_text_equal(l->page_of->apex, apex);
}

static enum sesdomain_status collect_commit(struct listing *l)
{
    struct sesdomain *sd = l->r.sd;
    struct listed *listings = sd->listings;
    const struct text next = collect_next(l);

    for (const struct apex *apex = l->apexes; apex; apex = apex->next)
        if (!collect_is_page_of(l, apex->name))
            listings = collect_listed(l, listings, apex->name);
    if (!l->apexes && !l->page_of)
        listings = collect_listed(l, listings, none);
    if (!collect_copy(l))
        return sesd_fail_memory(sd);
    sd->listings = listings;
    if (l->page_of) {
        l->page_of->whole = l->page_of->apex.s && !l->more && !l->gap;
        l->page_of->more = l->more;
        l->page_of->gap = l->gap;
        l->page_of->next_page = next;
        l->page_of->page = l->page;
    }
    for (struct found *f = l->first; f; f = f->next)
        sesd_link_record(sd, f->known, f->kept);
    return SESDOMAIN_OK;
}

/* ---- a text ---- */

/* Return the listing that this text continues: the last one, if it has more
 * pages. */
static struct listed *collect_page_of(const struct sesdomain *sd,
                                      const void *reader)
{
    struct listed *l = sd->listings;

    return l && l->more && l->reader == reader ? l : NULL;
}

/* Whether a text can be pages of the listing before it: it begins no other
 * zone. */
static bool collect_continues(const struct listing *l)
{
    for (const struct apex *apex = l->apexes; apex; apex = apex->next)
        if (l->page_of->apex.s && !collect_is_page_of(l, apex->name))
            return false;
    return true;
}

/* Begin a listing of its own. */
static enum sesdomain_status collect_begin(struct listing *l)
{
    struct sesdomain *sd = l->r.sd;

    l->page_of = NULL;
    l->looked = (struct index){ NULL, 0 };
    return sesd_look_for_all(sd, &l->looked, &sd->arena)
               ? SESDOMAIN_OK
               : sesd_fail_memory(sd);
}

static enum sesdomain_status collect_pass(struct listing *l,
                                          const struct existing_reader *reader,
                                          struct text in)
{
    sesd_arena_free(&l->arena);
    l->arena = (struct arena){ .mem = l->r.sd->arena.mem };
    l->first = l->last = NULL;
    l->apexes = NULL;
    l->zones = (struct index){ NULL, 0 };
    l->last_owner.n = l->misplaced.n = l->count = 0;
    l->more = l->page_of != NULL;
    l->continues = false;
    l->gap = l->page_of && l->page_of->gap;
    l->next.n = l->page_of ? l->page_of->next_page.n : 0;
    if (l->next.n)
        memcpy(l->next.s, l->page_of->next_page.s, l->next.n);
    return reader->read(l, in);
}

enum sesdomain_status sesd_collect(struct sesdomain *sd,
                                   const struct existing_reader *reader,
                                   struct text in)
{
    struct listing l = { .r.sd = sd, .reader = reader };
    enum sesdomain_status status = SESDOMAIN_OK;
    bool more = true;

    l.page_of = collect_page_of(sd, reader);
    if (l.page_of)
        l.looked = l.page_of->looked;
    else
        status = collect_begin(&l);
    for (int pass = 0; more && status == SESDOMAIN_OK; pass++) {
        status = collect_pass(&l, reader, in);
        more = l.page_of && !collect_continues(&l);
        if (status == SESDOMAIN_OK && more)
            status = collect_begin(&l);
        else if (status == SESDOMAIN_OK && !l.page_of && pass + 1 < PASSES_MAX)
            status = collect_follow_all(&l, &more);
    }
    sd->source = none;
    if (status == SESDOMAIN_OK)
        status = collect_commit(&l);
    sesd_arena_free(&l.arena);
    return status;
}
