//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
#include "read_read.h"

enum sesdomain_status sesd_wrong(struct reader *r, struct text value,
                                 const char *what)
{
    return sesd_fail(r->sd, SESDOMAIN_E_DOCUMENT, "document", value, what);
}

enum sesdomain_status sesd_expect(struct reader *r, const struct json *value,
                                  unsigned kinds)
{
    static const struct {
        enum json_kind kind;
        const char *words;
    } names[] = {
        { JSON_KIND_STRING, "a string" },
        { JSON_KIND_INTEGER, "a whole number" },
        { JSON_KIND_BOOLEAN, "true or false" },
        { JSON_KIND_ARRAY, "an array" },
        { JSON_KIND_OBJECT, "an object" },
    };
    char what[80];
    struct out o;

    if (value->kind & kinds)
        return SESDOMAIN_OK;
    o = sesd_out(what, sizeof(what));
    for (size_t i = 0; i < COUNT(names); i++) {
        if (!(names[i].kind & kinds))
            continue;
        if (o.length)
            sesd_out_str(&o, " or ");
        sesd_out_str(&o, names[i].words);
    }
    sesd_out_str(&o, " was expected");
    return sesd_wrong(r, none, what);
}

static enum sesdomain_status
take_status(struct reader *r, const struct json *value,
            enum sesdomain_status (*set)(struct sesdomain_instance *inst,
                                         enum sesdomain_ses_status status))
{
    enum sesdomain_ses_status status;
    char buf[32];

    if (sesdomain_ses_status_from_name(
            sesd_word_of_aws(value->string.s, buf, sizeof(buf)), &status))
        return sesd_wrong(r, value->string,
                          "unknown, not-started, pending, success, "
                          "temporary-failure or failed was expected");
    return set(r->inst, status);
}

static enum sesdomain_status take_key(struct reader *r, const struct key *key,
                                      const struct json *value)
{
    enum sesdomain_status status;

    if (!value->kind)
        return sesd_fail(r->sd, SESDOMAIN_E_MISSING, "document", none,
                         "it is required");
    status = sesd_expect(r, value, key->kinds);
    if (status != SESDOMAIN_OK)
        return status;
    if (key->set)
        return key->set(r->sd, value->string.s);
    if (key->set_instance)
        return key->set_instance(r->inst, value->string.s);
    if (key->set_status)
        return take_status(r, value, key->set_status);
    if (key->set_tristate)
        return key->set_tristate(r->inst, value->integer
                                              ? SESDOMAIN_TRISTATE_YES
                                              : SESDOMAIN_TRISTATE_NO);
    return key->take(r, value);
}

bool sesd_holds_secret(const struct json *value)
{
    struct json m = { 0 };

    if (value->kind == JSON_KIND_STRING)
        return sesd_key_is_secret(value->string);
    while (sesd_json_next(value, &m))
        if (sesd_holds_secret(&m))
            return true;
    return false;
}

/* Return the row of a key, count if there is none. */
static size_t find_key(const struct key *keys, size_t count, const char *name)
{
    size_t i = 0;

    while (i < count && strcmp(keys[i].name, name) != 0)
        i++;
    return i;
}

#define KEY_EDITS_MAX 2
#define BARE_SIZE (SESD_EDITED_MAX + 1) /* of a key that may be compared */

/* Return a key in lower case, without '_' and '-'. */
static struct text walk_bare_key(const char *name, char *buf, size_t size)
{
    size_t n = 0;

    for (; *name && n < size; name++)
        if (*name != '_' && *name != '-')
            buf[n++] = sesd_lower(*name);
    return (struct text){ buf, n };
}

/* Return the key that a name is a misspelling of; or NULL. */
static const char *walk_near_key(const struct key *keys, size_t count,
                                 const char *name)
{
    char buf[BARE_SIZE], other[BARE_SIZE];
    const struct text bare = walk_bare_key(name, buf, sizeof(buf));
    size_t least = KEY_EDITS_MAX + 1;
    const char *near = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct text known =
            walk_bare_key(keys[i].name, other, sizeof(other));
        const size_t edits = sesd_text_edits(bare, known);

        if (edits < least && edits < known.n / 2) {
            least = edits;
            near = keys[i].name;
        }
    }
    return near;
}

static enum sesdomain_status walk_fail_key(struct reader *r,
                                           const struct key *keys,
                                           size_t count, const char *name)
{
    const char *near = walk_near_key(keys, count, name);
    char what[128];
    struct out o = sesd_out(what, sizeof(what));

    sesd_out_str(&o, "there is no such key");
    if (near && strcmp(near, name) != 0) { /* else it is there twice */
        sesd_out_str(&o, "; did you mean '");
        sesd_out_str(&o, near);
        sesd_out_str(&o, "'?");
    }
    return sesd_wrong(r, none, what);
}

/* Sort the members of an object into the order of the table. */
static enum sesdomain_status sort_members(struct reader *r,
                                          const struct json *object,
                                          const struct key *keys, size_t count,
                                          bool strict, struct path *path,
                                          struct json *values)
{
    struct json m = { 0 };

    for (size_t i = 0; i < count; i++)
        values[i].kind = 0;
    while (sesd_json_next(object, &m)) {
        size_t i = find_key(keys, count, m.key);

        if (i == count && strict)
            i = find_key(keys, count, sesd_key_renamed(m.key));
        if (i < count && strict && values[i].kind)
            i = count; /* under both of its names */
        path->key = m.key;
        path->octets = m.at;
        if (i < count && (strict || m.kind != JSON_KIND_NULL))
            values[i] = m;
        else if (strict)
            return walk_fail_key(r, keys, count, m.key);
        else if (sesd_holds_secret(&m))
            return sesd_fail(r->sd, SESDOMAIN_E_SECRET, "document", none,
                             "there is a private key");
    }
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_take_object(struct reader *r,
                                       const struct json *object,
                                       const struct key *keys, size_t count,
                                       bool strict, size_t *taken)
{
    struct json values[KEYS_MAX];
    struct path path = { .up = r->sd->at };
    enum sesdomain_status status;

    r->sd->at = &path;
    status = sort_members(r, object, keys, count, strict, &path, values);
    for (size_t i = 0; i < count && !status; i++) {
        if (!values[i].kind && !keys[i].required)
            continue;
        path.key = keys[i].name;
        path.octets = values[i].kind ? values[i].at : object->at;
        status = take_key(r, &keys[i], &values[i]);
        if (taken)
            ++*taken;
    }
    r->sd->at = path.up;
    return status;
}

enum sesdomain_status sesd_take_array(struct reader *r,
                                      const struct json *array, unsigned kinds,
                                      sesd_take *take)
{
    struct path path = { .up = r->sd->at };
    struct json e = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    r->sd->at = &path;
    while (!status && sesd_json_next(array, &e)) {
        path.octets = e.at;
        status = sesd_expect(r, &e, kinds);
        if (!status)
            status = take(r, &e);
        path.index++;
    }
    r->sd->at = path.up;
    return status;
}
