//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The lists of the settings: From domains, other identities that the zone
 * serves, and values that are not reported. Each is an index, so that a
 * duplicate is ignored and a search is short.
 */
#include "settings_settings.h"

#define IGNORED_MAX 1024

static enum sesdomain_status list_require(struct sesdomain *sd,
                                          const char *place, const char *text)
{
    return text ? SESDOMAIN_OK
                : sesd_fail(sd, SESDOMAIN_E_MISSING, place, none,
                            "it is required");
}

/* Add a key to an index, unless it is there. */
static enum sesdomain_status list_add(struct sesdomain *sd,
                                      struct index *index, struct text key)
{
    struct entry *entry;

    if (sesd_index_find(index, key.s, key.n))
        return SESDOMAIN_OK;
    key = sesd_keep(&sd->arena, key);
    entry = sesd_alloc(&sd->arena, sizeof(*entry));
    if (!entry || sd->arena.failed)
        return sesd_fail_memory(sd);
    *entry = (struct entry){ .key = key.s, .length = key.n };
    return sesd_index_add(index, &sd->arena, entry) ? SESDOMAIN_OK
                                                    : sesd_fail_memory(sd);
}

static enum sesdomain_status list_add_name(struct sesdomain *sd,
                                           struct index *index,
                                           const char *place, const char *name)
{
    struct string kept = { 0 };
    enum sesdomain_status status;

    sesd_begin(sd);
    status = list_require(sd, place, name);
    if (status == SESDOMAIN_OK)
        status = sesd_set_name(sd, &kept, place, name, NAME_MAIL);
    if (status != SESDOMAIN_OK)
        return status;
    return list_add(sd, index, sesd_string_text(&kept));
}

/* ---- From domains ---- */

enum sesdomain_status sesdomain_add_from_domain(struct sesdomain *sd,
                                                const char *domain)
{
    return list_add_name(sd, &sd->from_domains, "from_domains", domain);
}

void sesdomain_clear_from_domains(struct sesdomain *sd)
{
    sesd_begin(sd);
    sd->from_domains = (struct index){ 0 };
}

/* ---- other identities ---- */

enum sesdomain_status sesdomain_add_identity(struct sesdomain *sd,
                                             const char *name)
{
    return list_add_name(sd, &sd->identities, "identities", name);
}

struct names {
    struct names *next;
    struct entry entry;
    void *room;
};

bool sesd_prepare_identities(struct sesdomain *sd,
                             const struct sesdomain *from, struct names **out)
{
    const struct entry *e = sesd_index_first(&from->identities);

    for (*out = NULL; e; e = sesd_index_next(e)) {
        const struct text name =
            sesd_keep(&sd->arena, (struct text){ e->key, e->length });
        struct names *added = sesd_alloc(&sd->arena, sizeof(*added));
        void *room = sesd_index_room(&sd->arena);

        if (!added || !room || sd->arena.failed)
            return false;
        *added = (struct names){ *out, { name.s, name.n, NULL }, room };
        *out = added;
    }
    return true;
}

void sesd_link_identities(struct sesdomain *sd, struct names *names)
{
    for (; names; names = names->next)
        sesd_index_link(&sd->identities, names->room, &names->entry);
}

/* Whether the nearest identity above a name is another one; one above the
 * domain is not nearer than the domain. */
bool sesd_is_of_other_identity(const struct sesdomain *sd, struct text name)
{
    const struct text domain = sesd_string_text(&sd->domain);

    if (!sd->identities.count)
        return false;
    for (; name.n && !sesd_text_equal(name, domain);
         name = sesd_name_parent(name))
        if (sesd_index_find(&sd->identities, name.s, name.n))
            return true;
    return false;
}

/* ---- values that are known to their owner ---- */

/* Return a value in lower case, without a final dot, in room; or a NULL text
 * if it is longer than one that may be ignored. */
static struct text list_fold(struct text value, char *room, size_t size)
{
    if (value.n > size)
        return none;
    for (size_t i = 0; i < value.n; i++)
        room[i] = sesd_lower(value.s[i]);
    if (value.n > 1 && room[value.n - 1] == '.')
        value.n--;
    return (struct text){ room, value.n };
}

enum sesdomain_status sesdomain_add_ignored(struct sesdomain *sd,
                                            const char *text)
{
    struct string ignored = { 0 };
    char room[4 * IGNORED_MAX]; /* octets of a character in UTF-8 */
    enum sesdomain_status status;

    sesd_begin(sd);
    status = list_require(sd, "ignored", text);
    if (status == SESDOMAIN_OK && !*text)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "ignored", none,
                         "a value was expected");
    if (status == SESDOMAIN_OK)
        status =
            sesd_set_printable(sd, &ignored, "ignored", text, IGNORED_MAX);
    if (status != SESDOMAIN_OK)
        return status;
    return list_add(sd, &sd->ignored,
                    list_fold(sesd_string_text(&ignored), room, sizeof(room)));
}

bool sesd_is_ignored(const struct sesdomain *sd, struct text value)
{
    char room[4 * IGNORED_MAX];
    struct text folded;

    if (!sd->ignored.count)
        return false;
    folded = list_fold(value, room, sizeof(room));
    return folded.s && sesd_index_find(&sd->ignored, folded.s, folded.n);
}
