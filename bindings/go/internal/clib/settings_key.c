//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The BYODKIM keys of an instance. Takes a selector and a public key in
 * several forms, and keeps both; an entry without a selector is free.
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-bring-your-own.html
 */
#include "settings_settings.h"

/* ---- the list ---- */

const struct dkim_key *sesd_first_key(const struct sesdomain_instance *inst)
{
    const struct dkim_key *key = inst->keys;

    while (key && !key->selector.set)
        key = key->next;
    return key;
}

const struct dkim_key *sesd_next_key(const struct dkim_key *key)
{
    do
        key = key->next;
    while (key && !key->selector.set);
    return key;
}

static size_t key_count(const struct sesdomain_instance *inst)
{
    size_t count = 0;

    for (const struct dkim_key *k = sesd_first_key(inst); k;
         k = sesd_next_key(k))
        count++;
    return count;
}

static struct dkim_key *key_find(const struct sesdomain_instance *inst,
                                 struct text selector)
{
    struct dkim_key *key = inst->keys;

    while (key &&
           !(key->selector.set &&
             sesd_text_equal(sesd_string_text(&key->selector), selector)))
        key = key->next;
    return key;
}

const struct dkim_key *sesd_find_key(const struct sesdomain_instance *inst,
                                     struct text selector)
{
    return key_find(inst, selector);
}

/* Return an entry for another key, at the end of the list: the first free one
 * there, or a new one. NULL if there is no memory. */
static struct dkim_key *key_make(struct sesdomain_instance *inst)
{
    struct dkim_key **end = &inst->keys;

    for (struct dkim_key **k = end; *k; k = &(*k)->next)
        if ((*k)->selector.set)
            end = &(*k)->next;
    if (!*end)
        *end = sesd_alloc_zero(&inst->sd->arena, sizeof(**end));
    return *end;
}

/* Set an entry; takes over the string of the key. */
static enum sesdomain_status key_set(struct sesdomain_instance *inst,
                                     struct dkim_key *entry,
                                     struct text selector, struct string key)
{
    if (!entry ||
        !sesd_string_set(&inst->sd->arena, &entry->selector, selector))
        return sesd_fail_memory(inst->sd);
    entry->key = key;
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_copy_keys(struct sesdomain_instance *to,
                                     const struct sesdomain_instance *from)
{
    struct sesdomain_instance copy = { .sd = to->sd };

    for (const struct dkim_key *k = sesd_first_key(from); k;
         k = sesd_next_key(k)) {
        struct string key = { 0 };
        enum sesdomain_status status;

        if (!sesd_string_set(&to->sd->arena, &key, sesd_string_text(&k->key)))
            return sesd_fail_memory(to->sd);
        status = key_set(&copy, key_make(&copy),
                         sesd_string_text(&k->selector), key);
        if (status != SESDOMAIN_OK)
            return status;
    }
    to->keys = copy.keys;
    return SESDOMAIN_OK;
}

void sesd_drop_unknown_keys(struct sesdomain_instance *inst)
{
    for (struct dkim_key *k = inst->keys; k; k = k->next)
        k->selector.set = k->selector.set && k->key.set;
}

/* ---- setters ---- */

/* Read a public key in any form into a string of its own. */
static enum sesdomain_status key_read(struct sesdomain *sd, struct text in,
                                      struct string *string)
{
    enum sesdomain_status status;
    const char *why;
    struct out key;
    size_t bits;

    if (!sesd_string_reserve(&sd->arena, string, in.n))
        return sesd_fail_memory(sd);
    key = sesd_out(string->s, string->size);
    status = sesd_key_read(in, &key, &bits, &why);
    if (status != SESDOMAIN_OK)
        return sesd_fail(sd, status, "dkim_keys", none, why);
    string->n = key.length;
    string->set = true;
    return SESDOMAIN_OK;
}

/* API_DkimSigningAttributes: letters, digits and inner hyphens. */
enum sesdomain_status
sesdomain_instance_add_dkim_key(struct sesdomain_instance *inst,
                                const char *selector, const char *public_key)
{
    struct sesdomain *sd = inst->sd;
    const struct text in = sesd_text(public_key);
    char room[SESD_LABEL_MAX];
    struct string key = { 0 };
    struct dkim_key *entry;
    struct text t;

    sesd_begin(sd);
    if (!selector)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "dkim_keys", none,
                         "a selector is required");
    t = sesd_fold_label(sesd_text(selector), room, sizeof(room));
    if (!t.s)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "dkim_keys",
                         sesd_text(selector),
                         "1 to 63 letters, digits and inner hyphens were "
                         "expected");
    if (sesd_secret(sesd_text(selector)))
        return sesd_fail(sd, SESDOMAIN_E_SECRET, "dkim_keys",
                         sesd_text(selector), "");
    if (public_key) {
        enum sesdomain_status status = key_read(sd, in, &key);

        if (status != SESDOMAIN_OK)
            return status;
    }
    entry = key_find(inst, t);
    if (!entry && key_count(inst) == DKIM_KEYS)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, "dkim_keys", t,
                         "at most 8 selectors were expected");
    return key_set(inst, entry ? entry : key_make(inst), t, key);
}

void sesdomain_instance_clear_dkim_keys(struct sesdomain_instance *inst)
{
    sesd_begin(inst->sd);
    for (struct dkim_key *k = inst->keys; k; k = k->next)
        k->selector.set = false;
}
