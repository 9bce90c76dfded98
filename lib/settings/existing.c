/* SPDX-License-Identifier: MIT */
/*
 * The existing records, as given by the caller. Takes names and rdata in
 * presentation format (RFC 1035 section 5.1), keeps them by name in canonical
 * order (RFC 4034 section 6.1), so that the names below a name follow it, and
 * reports whether an RRset is known.
 */
#include "settings.h"

#define TYPE_MAX 65535
#define REASON_MAX 128
#define RDATA_MAX 65535                /* RFC 1035 section 3.2.1 */
#define RDATA_TEXT_MAX (8 * RDATA_MAX) /* escaped, in short strings */

static const char too_long[] = "at most 65535 octets were expected";

/* Write a number in four octets that sort as the numbers do. */
static void put_number(struct out *o, size_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        sesd_out_char(o, (char)(number >> shift));
}

/* Write the key of a type, and return its length. */
static size_t put_type(char *key, uint32_t type)
{
    struct out o = sesd_out(key, TYPE_KEY);

    put_number(&o, type);
    return o.length;
}

static struct known *existing_find(const struct sesdomain *sd,
                                   struct text name)
{
    return (struct known *)sesd_name_find(&sd->known, name);
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
    n = sesd_name_key(name, key, SESD_KEY_MAX);
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

/* Return what a lookup of a type gave; NULL if there was none. */
static struct lookup *find_lookup(const struct known *known, uint32_t type)
{
    char key[TYPE_KEY];

    return known ? (struct lookup *)sesd_index_find(&known->lookups, key,
                                                    put_type(key, type))
                 : NULL;
}

static bool is_absent(const struct known *known, uint32_t type)
{
    const struct lookup *l = find_lookup(known, type);

    return l && l->result == LOOKUP_ABSENT;
}

/* Return the lookup of a type, new or not; NULL if there is no memory. */
static struct lookup *make_lookup(struct sesdomain *sd, struct text name,
                                  uint32_t type)
{
    struct known *known = sesd_make_known(sd, name);
    struct lookup *l = find_lookup(known, type);

    if (!known || l)
        return l;
    l = sesd_alloc_zero(&sd->arena, sizeof(*l));
    if (!l)
        return NULL;
    l->type = type;
    l->entry = (struct entry){ l->key, put_type(l->key, type), NULL };
    return sesd_index_add(&known->lookups, &sd->arena, &l->entry);
}

static void set_result(struct sesdomain *sd, struct lookup *l,
                       enum lookup_result result)
{
    if (!l)
        return;
    sd->failed_lookups -= l->result == LOOKUP_FAILED;
    sd->failed_lookups += result == LOOKUP_FAILED;
    l->result = result;
}

struct text sesd_lookup_failure(const struct known *known, uint32_t type)
{
    const struct lookup *l = find_lookup(known, type);

    return l && l->result == LOOKUP_FAILED ? l->reason : none;
}

/* Whether neither a name nor any name below it exists. */
static bool is_nonexistent(const struct sesdomain *sd, struct text name)
{
    if (!sd->nonexistent)
        return false;
    for (; name.n; name = sesd_name_parent(name)) {
        const struct known *known = existing_find(sd, name);

        if (known && known->nothing)
            return true;
    }
    return false;
}

/* ---- the records of a name ---- */

#define RECORD_KEY_FIXED 9 /* type, length of the text, special */

bool sesd_prepare_record(struct sesdomain *sd, struct record *record)
{
    const size_t n = RECORD_KEY_FIXED + record->text.n + record->rdata.n;
    char *key = sesd_alloc(&sd->arena, n + 1);
    struct out o;

    record->room = sesd_index_room(&sd->arena);
    if (!key || !record->room)
        return false;
    o = sesd_out(key, n + 1);
    put_number(&o, record->type);
    put_number(&o, record->text.n);
    sesd_out_text(&o, record->text);
    sesd_out_char(&o, (char)record->special);
    sesd_out_text(&o, record->rdata);
    record->entry = (struct entry){ key, n, NULL };
    return true;
}

const struct record *sesd_first_record(const struct known *known)
{
    return known ? (const struct record *)sesd_index_first(&known->records)
                 : NULL;
}

const struct record *sesd_following_record(const struct record *r)
{
    return (const struct record *)sesd_index_next(&r->entry);
}

const struct record *sesd_records(const struct known *known, uint32_t type)
{
    char key[TYPE_KEY];

    return known ? (const struct record *)sesd_index_prefix(
                       &known->records, key, put_type(key, type))
                 : NULL;
}

const struct record *sesd_next_record(const struct record *r)
{
    const struct record *next = sesd_following_record(r);

    return next && next->type == r->type ? next : NULL;
}

const struct record *sesd_find_record(const struct known *known,
                                      struct arena *a, uint32_t type,
                                      struct text text)
{
    const size_t n = 8 + text.n;
    char *key = known ? sesd_alloc(a, n + 1) : NULL;
    struct out o = sesd_out(key, key ? n + 1 : 0);

    if (!key)
        return NULL;
    put_number(&o, type);
    put_number(&o, text.n);
    sesd_out_text(&o, text);
    return (const struct record *)sesd_index_prefix(&known->records, key, n);
}

/* ---- setters ---- */

static enum sesdomain_status
existing_parse_name(struct sesdomain *sd, const char *name, struct name *out)
{
    enum sesdomain_status status;
    const char *why;

    if (!name)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "name", none,
                         "it is required");
    status = sesd_name_parse(sesd_text(name), NAME_GIVEN, out, &why);
    if (status == SESDOMAIN_E_MEMORY)
        return sesd_fail_memory(sd);
    if (status != SESDOMAIN_OK)
        return sesd_fail(sd, status, "name", sesd_text(name), why);
    return SESDOMAIN_OK;
}

static enum sesdomain_status check_type(struct sesdomain *sd, uint32_t type)
{
    if (type >= 1 && type <= TYPE_MAX)
        return SESDOMAIN_OK;
    return sesd_fail(sd, SESDOMAIN_E_VALUE, "type", none,
                     "the number of a record type was expected, 1 to 65535");
}

static enum sesdomain_status contradicts(struct sesdomain *sd,
                                         struct text name, const char *what)
{
    return sesd_fail(sd, SESDOMAIN_E_STATE, "name", name, what);
}

enum sesdomain_status sesd_read_rdata(struct sesdomain *sd, struct arena *a,
                                      struct text in, struct record *record)
{
    const size_t most = 4 * in.n + 8;
    struct out text, print;
    const char *wrong;

    if (in.n > RDATA_TEXT_MAX)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, "rdata", none, too_long);
    if (!sesd_arena_reserve(a, 2 * most))
        return sesd_fail_memory(sd);
    text = sesd_out(a->next, most);
    print = sesd_out(a->next + most, most);
    wrong = sesd_rdata_parse(record->type, in, &text, &print);
    if (wrong == sesd_rdata_no_memory)
        return sesd_fail_memory(sd);
    if (wrong)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "rdata", in, wrong);
    if (text.length > RDATA_MAX)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, "rdata", none, too_long);

    /* move the second behind the first */
    memmove(a->next + text.length + 1, print.buf, print.length + 1);
    record->text = (struct text){ text.buf, text.length };
    record->rdata = (struct text){ a->next + text.length + 1, print.length };
    a->next += text.length + 1 + print.length + 1;
    return SESDOMAIN_OK;
}

bool sesd_said_absent(const struct sesdomain *sd, struct text name,
                      uint32_t type)
{
    return is_absent(sesd_known(sd, name), type) || is_nonexistent(sd, name);
}

void sesd_link_record(struct sesdomain *sd, struct known *known,
                      struct record *record)
{
    struct record *there =
        sesd_index_link(&known->records, record->room, &record->entry);

    if (there != record) { /* the order of adding has no effect */
        if (there->ttl < 0 || (record->ttl >= 0 && record->ttl < there->ttl))
            there->ttl = record->ttl;
        if (record->id.s &&
            (!there->id.s || sesd_text_compare(record->id, there->id) < 0))
            there->id = record->id;
        return;
    }
    sd->known_facts++;
    set_result(sd, find_lookup(known, record->type), LOOKUP_PRESENT);
}

static enum sesdomain_status check_record(struct sesdomain *sd, uint32_t type,
                                          int32_t ttl, const char *rdata,
                                          const char *id)
{
    enum sesdomain_status status = check_type(sd, type);

    if (status != SESDOMAIN_OK)
        return status;
    if (ttl < -1)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "ttl", none,
                         "seconds were expected, or -1");
    if (!rdata)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "rdata", none,
                         "it is required");
    if (id &&
        (!sesd_printable(sesd_text(id), NULL) || sesd_secret(sesd_text(id))))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "id", sesd_text(id),
                         "printable UTF-8 was expected");
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_add_special(struct sesdomain *sd, const char *name,
                                       uint32_t type, int32_t ttl,
                                       const char *rdata, const char *id,
                                       enum special special)
{
    struct record *record;
    enum sesdomain_status status;
    struct known *known;
    struct name parsed;
    struct text owner;

    sesd_begin(sd);
    status = existing_parse_name(sd, name, &parsed);
    if (status == SESDOMAIN_OK)
        status = check_record(sd, type, ttl, rdata, id);
    if (status != SESDOMAIN_OK)
        return status;
    owner = (struct text){ parsed.s, parsed.n };
    if (sesd_said_absent(sd, owner, type))
        return contradicts(sd, owner,
                           "the name was said to have no such record");

    record = sesd_alloc(&sd->arena, sizeof(*record));
    if (!record)
        return sesd_fail_memory(sd);
    *record = (struct record){ .type = type, .ttl = ttl, .special = special };
    status = sesd_read_rdata(sd, &sd->arena, sesd_text(rdata), record);
    if (status != SESDOMAIN_OK)
        return status;
    record->id = sesd_keep(&sd->arena, sesd_text(id));
    known =
        sesd_prepare_record(sd, record) ? sesd_make_known(sd, owner) : NULL;
    if (!known || sd->arena.failed)
        return sesd_fail_memory(sd);
    sesd_link_record(sd, known, record);
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_add_record(struct sesdomain *sd,
                                           const char *name, uint32_t type,
                                           int32_t ttl, const char *rdata,
                                           const char *id)
{
    return sesd_add_special(sd, name, type, ttl, rdata, id, SPECIAL_NONE);
}

enum sesdomain_status sesdomain_add_absent(struct sesdomain *sd,
                                           const char *name, uint32_t type)
{
    enum sesdomain_status status;
    struct lookup *lookup;
    struct name parsed;
    struct text owner;

    sesd_begin(sd);
    status = existing_parse_name(sd, name, &parsed);
    if (status == SESDOMAIN_OK)
        status = check_type(sd, type);
    if (status != SESDOMAIN_OK)
        return status;
    owner = (struct text){ parsed.s, parsed.n };
    if (sesd_records(existing_find(sd, owner), type))
        return contradicts(sd, owner, "records of this type were given");
    lookup = make_lookup(sd, owner, type);
    if (!lookup)
        return sesd_fail_memory(sd);
    sd->known_facts += lookup->result != LOOKUP_ABSENT;
    set_result(sd, lookup, LOOKUP_ABSENT);
    return SESDOMAIN_OK;
}

bool sesd_has_records_within(const struct sesdomain *sd, struct text name)
{
    char key[SESD_KEY_MAX];
    const size_t n = sesd_name_key(name, key, sizeof(key));

    for (const struct entry *e = sesd_index_prefix(&sd->known, key, n);
         e && e->length >= n && memcmp(e->key, key, n) == 0;
         e = sesd_index_next(e))
        if (((const struct known *)e)->records.count)
            return true;
    return false;
}

enum sesdomain_status sesdomain_add_nonexistent(struct sesdomain *sd,
                                                const char *name)
{
    enum sesdomain_status status;
    struct known *known;
    struct name parsed;
    struct text owner;

    sesd_begin(sd);
    status = existing_parse_name(sd, name, &parsed);
    if (status != SESDOMAIN_OK)
        return status;
    owner = (struct text){ parsed.s, parsed.n };
    known = existing_find(sd, owner);
    if (known && known->nothing)
        return SESDOMAIN_OK;
    if (sesd_has_records_within(sd, owner))
        return contradicts(sd, owner,
                           "records of this name, or of one below it, were "
                           "given");
    known = sesd_make_known(sd, owner);
    if (!known)
        return sesd_fail_memory(sd);
    known->nothing = true;
    sd->known_facts++;
    sd->nonexistent++;
    return SESDOMAIN_OK;
}

static enum sesdomain_status check_reason(struct sesdomain *sd,
                                          const char *reason)
{
    const struct text t = sesd_text(reason);
    size_t length;

    if (!reason)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "reason", none,
                         "it is required");
    if (!sesd_printable(t, &length) || length == 0 || sesd_key_is_secret(t))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "reason", t,
                         "1 to 128 printable characters were expected");
    if (length > REASON_MAX)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, "reason", t,
                         "1 to 128 printable characters were expected");
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_add_failed(struct sesdomain *sd,
                                           const char *name, uint32_t type,
                                           const char *reason)
{
    enum sesdomain_status status;
    struct lookup *lookup;
    struct name parsed;
    struct text owner, kept;

    sesd_begin(sd);
    status = existing_parse_name(sd, name, &parsed);
    if (status == SESDOMAIN_OK)
        status = check_type(sd, type);
    if (status == SESDOMAIN_OK)
        status = check_reason(sd, reason);
    if (status != SESDOMAIN_OK)
        return status;
    owner = (struct text){ parsed.s, parsed.n };
    if (sesd_records(existing_find(sd, owner), type) ||
        sesd_said_absent(sd, owner, type))
        return contradicts(sd, owner, "records of this type are known");
    kept = sesd_keep(&sd->arena, sesd_text(reason));
    lookup = sd->arena.failed ? NULL : make_lookup(sd, owner, type);
    if (!lookup)
        return sesd_fail_memory(sd);
    lookup->reason = kept;
    set_result(sd, lookup, LOOKUP_FAILED);
    return SESDOMAIN_OK;
}

void sesdomain_set_complete(struct sesdomain *sd, bool complete)
{
    sesd_begin(sd);
    sd->complete = complete;
}

void sesdomain_set_authoritative(struct sesdomain *sd, bool authoritative)
{
    sesd_begin(sd);
    sd->exact = authoritative;
}

const struct known *sesd_known(const struct sesdomain *sd, struct text name)
{
    const struct known *known =
        sd->known.count && name.n ? existing_find(sd, name) : NULL;

    /* a failed call may have left an entry without records */
    return known && (known->records.count || known->lookups.count ||
                     known->nothing)
               ? known
               : NULL;
}
