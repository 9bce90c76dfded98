//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Setup documents of the first edition. Takes the objects "dkim" and
 * "mail_from" of an instance and the names of keys that were renamed, and
 * calls the same setters as setup.c, so that documents in use stay valid.
 */
#include "read_read.h"

const char *sesd_key_renamed(const char *key)
{
    static const struct {
        const char *before, *now;
    } renamed[] = {
        { "id", "reference" },
        { "from", "from_domains" },
        { "mail_from_sharing", "shared_mail_from_region" },
    };

    for (size_t i = 0; i < COUNT(renamed); i++)
        if (strcmp(renamed[i].before, key) == 0)
            return renamed[i].now;
    return key;
}

const char *sesd_word_of_aws(const char *word, char *buf, size_t size)
{
    size_t n = 0;

    for (; word[n]; n++) {
        const bool is_upper = word[n] >= 'A' && word[n] <= 'Z';

        if (n + 1 >= size || (!is_upper && word[n] != '_'))
            return word;
        buf[n] = is_upper ? sesd_lower(word[n]) : '-';
    }
    buf[n] = '\0';
    return buf;
}

static const struct key dkim_keys[] = {
    { "tokens", JSON_KIND_ARRAY, .take = sesd_take_dkim_tokens },
    { "hosted_zone", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_dkim_hosted_zone },
    { "status", JSON_KIND_STRING,
      .set_status = sesdomain_instance_set_dkim_status },
    { "signing", JSON_KIND_BOOLEAN,
      .set_tristate = sesdomain_instance_set_dkim_signing },
    { "origin", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_dkim_origin },
    { "selector", JSON_KIND_STRING, .take = sesd_take_selector },
    { "public_key", JSON_KIND_STRING, .take = sesd_take_public_key },
};

enum sesdomain_status sesd_take_nested_dkim(struct reader *r,
                                            const struct json *value)
{
    r->selector = NULL;
    return sesd_take_object(r, value, dkim_keys, COUNT(dkim_keys), true, NULL);
}

static const struct key mail_from_keys[] = {
    { "domain", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_mail_from, .required = true },
    { "on_mx_failure", JSON_KIND_STRING, .take = sesd_take_on_mx_failure },
    { "status", JSON_KIND_STRING,
      .set_status = sesdomain_instance_set_mail_from_status },
};

enum sesdomain_status sesd_take_mail_from(struct reader *r,
                                          const struct json *value)
{
    if (value->kind == JSON_KIND_STRING)
        return sesdomain_instance_set_mail_from(r->inst, value->string.s);
    return sesd_take_object(r, value, mail_from_keys, COUNT(mail_from_keys),
                            true, NULL);
}
