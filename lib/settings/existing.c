/* SPDX-License-Identifier: MIT */
#include "settings.h"

#define TYPE_MAX 65535

/* What exists in DNS, as far as somebody told. Names are kept in canonical
 * order, so that what is below a name follows it. */

static struct known *find(const struct sesdomain *sd, struct text name)
{
    char key[SESD_KEY_MAX];

    return (struct known *)sesd_index_find(&sd->known, key,
                                           sesd_name_key(name, key));
}

struct known *sesd_make_known(struct sesdomain *sd, struct text name)
{
    struct arena *a = &sd->arena;
    struct known *known;
    char *key;
    size_t n;

    if (!sesd_arena_reserve(a, SESD_KEY_MAX))
        return NULL;
    key = a->next;
    n = sesd_name_key(name, key);
    known = (struct known *)sesd_index_find(&sd->known, key, n);
    if (known)
        return known;
    a->next += n;
    known = sesd_alloc_zero(a, sizeof(*known));
    if (!known)
        return NULL;
    known->name = sesd_keep(a, name);
    known->entry = (struct entry){ key, n, NULL };
    if (a->failed)
        return NULL;
    return sesd_index_add(&sd->known, a, &known->entry);
}

static struct absent *find_absent(const struct known *known, uint32_t type)
{
    struct absent *a = known->absent;

    while (a && a->type != type)
        a = a->next;
    return a;
}

const struct record *sesd_records(const struct known *known, uint32_t type)
{
    const struct record *r = known ? known->records : NULL;

    while (r && r->type != type)
        r = r->next;
    return r;
}

const struct record *sesd_next_record(const struct record *r)
{
    const uint32_t type = r->type;

    do
        r = r->next;
    while (r && r->type != type);
    return r;
}

/* ---- setters ---- */

static enum sesdomain_status parse_name(struct sesdomain *sd, const char *name,
                                        struct name *out)
{
    const char *why;

    if (!name)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "name", (struct text){ 0 },
                         "it is required");
    if (sesd_name_parse(sesd_text(name), NAME_OWNER, out, &why))
        return sesd_fail(sd, SESDOMAIN_E_NAME, "name", sesd_text(name), why);
    return SESDOMAIN_OK;
}

static enum sesdomain_status no_type(struct sesdomain *sd)
{
    return sesd_fail(sd, SESDOMAIN_E_VALUE, "type", (struct text){ 0 },
                     "the number of a type was expected");
}

enum sesdomain_status sesd_zone_rdata(struct sesdomain *sd, struct text in,
                                      struct record *record)
{
    struct arena *a = &sd->arena;
    const size_t most = 4 * in.n + 8;
    struct out text, print;
    const char *wrong;

    if (!sesd_arena_reserve(a, 2 * most))
        return sesd_fail_memory(sd);
    text = sesd_out(a->next, most);
    print = sesd_out(a->next + most, most);
    wrong = sesd_rdata_parse(record->type, in, &text, &print);
    if (wrong)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "rdata", in, wrong);

    /* the two follow each other, without the gap */
    memmove(a->next + text.length + 1, print.buf, print.length + 1);
    record->text = (struct text){ text.buf, text.length };
    record->rdata = (struct text){ a->next + text.length + 1, print.length };
    a->next += text.length + 1 + print.length + 1;
    return SESDOMAIN_OK;
}

bool sesd_said_absent(const struct known *known, uint32_t type)
{
    return known->nothing || find_absent(known, type);
}

void sesd_link_record(struct known *known, struct record *record)
{
    struct record **last = &known->records;

    for (; *last; last = &(*last)->next)
        if ((*last)->type == record->type &&
            (*last)->special == record->special &&
            sesd_text_equal((*last)->rdata, record->rdata))
            return;
    record->next = NULL;
    *last = record;
}

static enum sesdomain_status check_record(struct sesdomain *sd, uint32_t type,
                                          int32_t ttl, const char *rdata,
                                          const char *id)
{
    const struct text none = { 0 };

    if (type == 0 || type > TYPE_MAX)
        return no_type(sd);
    if (ttl < -1)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "ttl", none,
                         "seconds were expected, or -1");
    if (!rdata)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "rdata", none,
                         "it is required");
    if (id && (!sesd_printable(sesd_text(id), NULL) ||
               sesd_key_is_secret(sesd_text(id))))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "id", sesd_text(id),
                         "printable UTF-8 was expected");
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_add_record(struct sesdomain *sd,
                                           const char *name, uint32_t type,
                                           int32_t ttl, const char *rdata,
                                           const char *id)
{
    const bool fresh = sesd_fresh(sd);
    struct record *record;
    enum sesdomain_status status;
    struct known *known;
    struct name owner;

    status = parse_name(sd, name, &owner);
    if (status == SESDOMAIN_OK)
        status = check_record(sd, type, ttl, rdata, id);
    if (status != SESDOMAIN_OK)
        return status;

    record = sesd_alloc(&sd->arena, sizeof(*record));
    if (!record)
        return sesd_fail_memory(sd);
    *record = (struct record){ .type = type, .ttl = ttl };
    status = sesd_zone_rdata(sd, sesd_text(rdata), record);
    if (status != SESDOMAIN_OK && fresh)
        sesd_reset(sd); /* to what they were: without memory */
    if (status != SESDOMAIN_OK)
        return status;
    record->id = sesd_keep(&sd->arena, sesd_text(id));
    known = sesd_make_known(sd, (struct text){ owner.s, owner.n });
    if (!known || sd->arena.failed)
        return sesd_fail_memory(sd);
    if (sesd_said_absent(known, type))
        return sesd_fail(sd, SESDOMAIN_E_STATE, "name", known->name,
                         "it was said to have no such record");
    sesd_link_record(known, record);
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_add_absent(struct sesdomain *sd,
                                           const char *name, uint32_t type)
{
    enum sesdomain_status status;
    struct known *known;
    struct absent *absent;
    struct name owner;

    status = parse_name(sd, name, &owner);
    if (status != SESDOMAIN_OK)
        return status;
    if (type > TYPE_MAX)
        return no_type(sd);
    known = sesd_make_known(sd, (struct text){ owner.s, owner.n });
    if (!known)
        return sesd_fail_memory(sd);
    if (type ? sesd_records(known, type) != NULL : known->records != NULL)
        return sesd_fail(sd, SESDOMAIN_E_STATE, "name", known->name,
                         "records of it were given");
    if (!type) {
        known->nothing = true;
        return SESDOMAIN_OK;
    }
    if (find_absent(known, type))
        return SESDOMAIN_OK;
    absent = sesd_alloc(&sd->arena, sizeof(*absent));
    if (!absent)
        return sesd_fail_memory(sd);
    *absent = (struct absent){ known->absent, type };
    known->absent = absent;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_set_complete(struct sesdomain *sd)
{
    sd->complete = true;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_set_authoritative(struct sesdomain *sd)
{
    sd->exact = true;
    return SESDOMAIN_OK;
}

/* ---- what is known ---- */

const struct known *sesd_known(const struct sesdomain *sd, struct text name)
{
    return sd->known.count ? find(sd, name) : NULL;
}

/* The nearest name above that is below the apex, or is the apex. */
static bool step_up(struct text *name, struct text apex)
{
    if (sesd_text_equal(*name, apex) || !sesd_name_within(*name, apex))
        return false;
    *name = sesd_name_parent(*name);
    return true;
}

struct text sesd_zone_cut(const struct sesdomain *sd, struct text name,
                          struct text apex)
{
    struct text cut = { 0 };

    for (; sesd_name_within(name, apex) && name.n != apex.n;
         name = sesd_name_parent(name))
        if (sesd_records(sesd_known(sd, name), SESDOMAIN_TYPE_NS))
            cut = name;
    return cut;
}

struct text sesd_zone_dname(const struct sesdomain *sd, struct text name,
                            struct text apex)
{
    while (step_up(&name, apex))
        if (sesd_records(sesd_known(sd, name), SESDOMAIN_TYPE_DNAME))
            return name;
    return (struct text){ 0 };
}

bool sesd_complete(const struct sesdomain *sd, struct text apex)
{
    return sd->complete || (sd->listed.s && sesd_text_equal(sd->listed, apex));
}

enum sesdomain_recordset_prior sesd_prior(const struct sesdomain *sd,
                                          struct text name, uint32_t type,
                                          struct text apex)
{
    const struct known *known = sesd_known(sd, name);
    struct text above = name;

    if (sesd_records(known, type))
        return SESDOMAIN_RECORDSET_PRIOR_PRESENT;
    if (known && find_absent(known, type))
        return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    for (; above.n; above = sesd_name_parent(above)) {
        const struct known *k = sesd_known(sd, above);

        if (k && k->nothing)
            return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    }
    if (sesd_complete(sd, apex) && sesd_name_within(name, apex) &&
        !sesd_zone_cut(sd, name, apex).s)
        return SESDOMAIN_RECORDSET_PRIOR_ABSENT;
    return SESDOMAIN_RECORDSET_PRIOR_UNKNOWN;
}
