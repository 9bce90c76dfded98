/* SPDX-License-Identifier: MIT */
/*
 * The setup document (doc/setup.schema.json, doc/formats.md). Takes its JSON
 * and calls the setter of each key. A key is a row; rows are taken in the
 * order of the tables, whatever the order of the document.
 */
#include "read.h"

/* ---- an instance ---- */

static enum sesdomain_status take_account(struct reader *r,
                                          const struct json *value)
{
    r->account = value->string;
    r->label = none;
    return sesd_check_account(r->sd, value->string);
}

static enum sesdomain_status take_label(struct reader *r,
                                        const struct json *value)
{
    r->label = value->string;
    return sesd_check_label(r->sd, value->string);
}

/* The last key that an instance needs to be added. */
static enum sesdomain_status take_region(struct reader *r,
                                         const struct json *value)
{
    return sesd_add_instance(r->sd, r->account, value->string, r->label,
                             &r->inst);
}

static enum sesdomain_status take_state(struct reader *r,
                                        const struct json *value)
{
    enum sesdomain_instance_state state;

    if (sesdomain_instance_state_from_name(value->string.s, &state) || !state)
        return sesd_wrong(r, value->string,
                          "active, draining or retired was expected");
    return sesdomain_instance_set_state(r->inst, state);
}

static enum sesdomain_status take_aws(struct reader *r,
                                      const struct json *value)
{
    r->domain = sesd_string_text(&r->sd->domain);
    return sesd_take_array(
        r, value, JSON_KIND_OBJECT | JSON_KIND_ARRAY | JSON_KIND_STRING,
        sesd_take_aws);
}

enum sesdomain_status sesd_take_on_mx_failure(struct reader *r,
                                              const struct json *value)
{
    enum sesdomain_mx_failure failure;
    char buf[32];

    if (sesdomain_mx_failure_from_name(
            sesd_word_of_aws(value->string.s, buf, sizeof(buf)), &failure))
        return sesd_wrong(
            r, value->string,
            "unknown, use-default-value or reject-message was expected");
    return sesdomain_instance_set_on_mx_failure(r->inst, failure);
}

/* ---- DKIM ---- */

enum sesdomain_status sesd_take_selector(struct reader *r,
                                         const struct json *value)
{
    r->selector = value->string.s;
    return sesdomain_instance_add_dkim_key(r->inst, r->selector, NULL);
}

enum sesdomain_status sesd_take_public_key(struct reader *r,
                                           const struct json *value)
{
    return sesdomain_instance_add_dkim_key(r->inst, r->selector,
                                           value->string.s);
}

static const struct key key_keys[] = {
    { "selector", JSON_KIND_STRING, .take = sesd_take_selector,
      .required = true },
    { "public_key", JSON_KIND_STRING, .take = sesd_take_public_key },
};

static enum sesdomain_status take_dkim_key(struct reader *r,
                                           const struct json *value)
{
    return sesd_take_object(r, value, key_keys, COUNT(key_keys), true, NULL);
}

/* The key of the selector that "aws" brought is added. */
static enum sesdomain_status take_dkim_keys(struct reader *r,
                                            const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_dkim_key);
}

/* ---- receiving and tracking: a name, or a name and a host ---- */

static enum sesdomain_status take_place_name(struct reader *r,
                                             const struct json *value)
{
    r->name = value->string.s;
    return r->set_place(r->inst, r->name, NULL);
}

static enum sesdomain_status take_place_host(struct reader *r,
                                             const struct json *value)
{
    return r->set_place(r->inst, r->name, value->string.s);
}

static const struct key place_keys[] = {
    { "name", JSON_KIND_STRING, .take = take_place_name, .required = true },
    { "host", JSON_KIND_STRING, .take = take_place_host },
};

static enum sesdomain_status
take_place(struct reader *r, const struct json *value, sesd_set_place *set)
{
    r->set_place = set;
    if (value->kind == JSON_KIND_STRING)
        return take_place_name(r, value);
    return sesd_take_object(r, value, place_keys, COUNT(place_keys), true,
                            NULL);
}

static enum sesdomain_status take_receiving(struct reader *r,
                                            const struct json *value)
{
    /* as the first edition wrote it: at the domain, or nowhere */
    if (value->kind == JSON_KIND_BOOLEAN)
        return sesdomain_instance_set_receiving(
            r->inst, value->integer ? r->sd->domain.s : NULL, NULL);
    return take_place(r, value, sesdomain_instance_set_receiving);
}

static enum sesdomain_status take_tracking(struct reader *r,
                                           const struct json *value)
{
    return take_place(r, value, sesdomain_instance_set_tracking);
}

static const struct key instance_keys[] = {
    { "account", JSON_KIND_STRING, .take = take_account, .required = true },
    { "label", JSON_KIND_STRING, .take = take_label },
    { "region", JSON_KIND_STRING, .take = take_region, .required = true },
    { "state", JSON_KIND_STRING, .take = take_state },
    { "aws", JSON_KIND_ARRAY, .take = take_aws },
    { "verification_token", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_verification_token },
    { "verification_status", JSON_KIND_STRING,
      .set_status = sesdomain_instance_set_verification_status },
    { "dkim_tokens", JSON_KIND_ARRAY, .take = sesd_take_dkim_tokens },
    { "dkim_hosted_zone", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_dkim_hosted_zone },
    { "dkim_keys", JSON_KIND_ARRAY, .take = take_dkim_keys },
    { "dkim_origin", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_dkim_origin },
    { "dkim_status", JSON_KIND_STRING,
      .set_status = sesdomain_instance_set_dkim_status },
    { "dkim_signing", JSON_KIND_BOOLEAN,
      .set_tristate = sesdomain_instance_set_dkim_signing },
    { "mail_from", JSON_KIND_STRING | JSON_KIND_OBJECT,
      .take = sesd_take_mail_from },
    { "feedback_host", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_feedback_host },
    { "mail_from_status", JSON_KIND_STRING,
      .set_status = sesdomain_instance_set_mail_from_status },
    { "on_mx_failure", JSON_KIND_STRING, .take = sesd_take_on_mx_failure },
    { "receiving", JSON_KIND_STRING | JSON_KIND_OBJECT | JSON_KIND_BOOLEAN,
      .take = take_receiving },
    { "tracking", JSON_KIND_STRING | JSON_KIND_OBJECT, .take = take_tracking },
    { .name = "dkim",
      .kinds = JSON_KIND_OBJECT,
      .take = sesd_take_nested_dkim },
    { "sending", JSON_KIND_BOOLEAN,
      .set_tristate = sesdomain_instance_set_sending },
    { "sending_enabled", JSON_KIND_BOOLEAN,
      .set_tristate = sesdomain_instance_set_sending_enabled },
    { "sandbox", JSON_KIND_BOOLEAN,
      .set_tristate = sesdomain_instance_set_sandbox },
};

static enum sesdomain_status take_instance(struct reader *r,
                                           const struct json *value)
{
    return sesd_take_object(r, value, instance_keys, COUNT(instance_keys),
                            true, NULL);
}

static enum sesdomain_status take_instances(struct reader *r,
                                            const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_instance);
}

/* ---- the document ---- */

static enum sesdomain_status take_version(struct reader *r,
                                          const struct json *value)
{
    if (value->integer == 1)
        return SESDOMAIN_OK;
    return sesd_wrong(r, none, "this library reads version 1");
}

static enum sesdomain_status take_ttl(struct reader *r,
                                      const struct json *value)
{
    if (value->integer < 0 || value->integer > UINT32_MAX)
        return sesdomain_set_ttl(r->sd, UINT32_MAX);
    return sesdomain_set_ttl(r->sd, (uint32_t)value->integer);
}

static enum sesdomain_status take_options(struct reader *r,
                                          const struct json *value)
{
    struct path path = { .up = r->sd->at };
    struct json m = { 0 };
    enum sesdomain_status status = SESDOMAIN_OK;

    r->sd->at = &path;
    while (!status && sesd_json_next(value, &m)) {
        path.key = m.key;
        path.octets = m.at;
        status = sesd_expect(r, &m, JSON_KIND_STRING);
        if (!status)
            status = sesdomain_set_option(r->sd, m.key, m.string.s);
    }
    r->sd->at = path.up;
    return status;
}

static enum sesdomain_status take_from_domain(struct reader *r,
                                              const struct json *value)
{
    return sesdomain_add_from_domain(r->sd, value->string.s);
}

static enum sesdomain_status take_from_domains(struct reader *r,
                                               const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_STRING, take_from_domain);
}

static enum sesdomain_status take_identity(struct reader *r,
                                           const struct json *value)
{
    return sesdomain_add_identity(r->sd, value->string.s);
}

static enum sesdomain_status take_identities(struct reader *r,
                                             const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_STRING, take_identity);
}

static enum sesdomain_status take_one_ignored(struct reader *r,
                                              const struct json *value)
{
    return sesdomain_add_ignored(r->sd, value->string.s);
}

static enum sesdomain_status take_ignored(struct reader *r,
                                          const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_STRING, take_one_ignored);
}

static const struct key top_keys[] = {
    { "version", JSON_KIND_INTEGER, .take = take_version },
    { "reference", JSON_KIND_STRING, .set = sesdomain_set_reference },
    { "contact", JSON_KIND_STRING, .set = sesdomain_set_contact },
    { "due", JSON_KIND_STRING, .set = sesdomain_set_due },
    { "domain", JSON_KIND_STRING, .set = sesdomain_set_domain,
      .required = true },
    { "zone", JSON_KIND_STRING, .set = sesdomain_set_zone },
    { "ttl", JSON_KIND_INTEGER, .take = take_ttl },
    { "dmarc", JSON_KIND_STRING, .set = sesdomain_set_dmarc },
    { "from_domains", JSON_KIND_ARRAY, .take = take_from_domains },
    { "provider", JSON_KIND_STRING, .set = sesdomain_set_provider },
    { "shared_mail_from_region", JSON_KIND_STRING,
      .set = sesdomain_set_shared_mail_from_region },
    { "options", JSON_KIND_OBJECT, .take = take_options },
    { "instances", JSON_KIND_ARRAY, .take = take_instances },
    { "existing", JSON_KIND_ARRAY, .take = sesd_take_existing },
    { "existing_complete", JSON_KIND_BOOLEAN, .take = sesd_take_complete },
    { "existing_authoritative", JSON_KIND_BOOLEAN,
      .take = sesd_take_authoritative },
    { "identities", JSON_KIND_ARRAY, .take = take_identities },
    { "ignored", JSON_KIND_ARRAY, .take = take_ignored },
};

enum sesdomain_status sesdomain_load_setup(struct sesdomain *sd,
                                           const char *text, size_t length)
{
    struct arena memory = { .mem = sd->arena.mem };
    struct reader r = { .sd = sd };
    struct text in = { text, length };
    struct json top;
    enum sesdomain_status status;

    sesd_begin(sd);
    if (!sesd_fresh(sd))
        return sesd_fail(sd, SESDOMAIN_E_STATE, "document", none,
                         "a setup is loaded only into settings on which "
                         "nothing has been set");
    status = sesd_to_utf8(sd, &memory, &in);
    if (status == SESDOMAIN_OK)
        status = sesd_json_read(sd, &memory, in, &top);
    if (status == SESDOMAIN_OK)
        status = sesd_expect(&r, &top, JSON_KIND_OBJECT);
    if (status == SESDOMAIN_OK)
        status =
            sesd_take_object(&r, &top, top_keys, COUNT(top_keys), true, NULL);
    sesd_arena_free(&memory);
    sd->at = NULL;
    sd->source = none;
    if (status != SESDOMAIN_OK)
        sesd_reset(sd);
    return status;
}
