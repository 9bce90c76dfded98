/* SPDX-License-Identifier: MIT */
#include "read.h"

/* The setup document: doc/setup.schema.json, doc/formats.md. A key is a row;
 * rows are taken in the order they stand here, whatever the document's. */

/* ---- words ---- */

static enum sesdomain_status
take_status(struct reader *r, const struct json *value,
            enum sesdomain_status (*setter)(struct sesdomain_instance *,
                                            enum sesdomain_ses_status))
{
    enum sesdomain_ses_status status;

    if (!sesd_ses_status(value->string.s, &status))
        return sesd_wrong(r, value->string,
                          "PENDING, SUCCESS, FAILED, TEMPORARY_FAILURE or "
                          "NOT_STARTED was expected");
    return setter(r->inst, status);
}

static enum sesdomain_tristate to_switch(const struct json *value)
{
    return value->integer ? SESDOMAIN_TRISTATE_YES : SESDOMAIN_TRISTATE_NO;
}

/* ---- "dkim" and "mail_from" ---- */

static enum sesdomain_status take_token(struct reader *r,
                                        const struct json *value)
{
    return sesdomain_instance_add_dkim_token(r->inst, value->string.s);
}

static enum sesdomain_status take_tokens(struct reader *r,
                                         const struct json *value)
{
    sesdomain_instance_clear_dkim_tokens(r->inst);
    return sesd_take_array(r, value, JSON_KIND_STRING, take_token);
}

/* The key comes with its selector, or without. */
static enum sesdomain_status take_selector(struct reader *r,
                                           const struct json *value)
{
    r->selector = value->string.s;
    return sesdomain_instance_add_dkim_key(r->inst, r->selector, NULL);
}

static enum sesdomain_status take_public_key(struct reader *r,
                                             const struct json *value)
{
    return sesdomain_instance_add_dkim_key(r->inst, r->selector,
                                           value->string.s);
}

static enum sesdomain_status take_dkim_status(struct reader *r,
                                              const struct json *value)
{
    return take_status(r, value, sesdomain_instance_set_dkim_status);
}

static enum sesdomain_status take_signing(struct reader *r,
                                          const struct json *value)
{
    return sesdomain_instance_set_dkim_signing(r->inst, to_switch(value));
}

static const struct key dkim_keys[] = {
    { "tokens", JSON_KIND_ARRAY, .take = take_tokens },
    { "hosted_zone", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_dkim_hosted_zone },
    { "status", JSON_KIND_STRING, .take = take_dkim_status },
    { "signing", JSON_KIND_BOOLEAN, .take = take_signing },
    { "origin", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_dkim_origin },
    { "selector", JSON_KIND_STRING, .take = take_selector },
    { "public_key", JSON_KIND_STRING, .take = take_public_key },
};

static enum sesdomain_status take_mx_failure(struct reader *r,
                                             const struct json *value)
{
    static const struct {
        const char *word;
        enum sesdomain_mx_failure failure;
    } words[] = {
        { "USE_DEFAULT_VALUE", SESDOMAIN_MX_FAILURE_USE_DEFAULT_VALUE },
        { "REJECT_MESSAGE", SESDOMAIN_MX_FAILURE_REJECT_MESSAGE },
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(value->string.s, words[i].word) == 0)
            return sesdomain_instance_set_on_mx_failure(r->inst,
                                                        words[i].failure);
    return sesd_wrong(r, value->string,
                      "USE_DEFAULT_VALUE or REJECT_MESSAGE was expected");
}

static enum sesdomain_status take_mail_from_status(struct reader *r,
                                                   const struct json *value)
{
    return take_status(r, value, sesdomain_instance_set_mail_from_status);
}

static const struct key mail_from_keys[] = {
    { "domain", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_mail_from },
    { "on_mx_failure", JSON_KIND_STRING, .take = take_mx_failure },
    { "status", JSON_KIND_STRING, .take = take_mail_from_status },
};

static enum sesdomain_status take_dkim(struct reader *r,
                                       const struct json *value)
{
    return sesd_take_object(r, value, dkim_keys, COUNT(dkim_keys), true, NULL);
}

static enum sesdomain_status take_mail_from(struct reader *r,
                                            const struct json *value)
{
    return sesd_take_object(r, value, mail_from_keys, COUNT(mail_from_keys),
                            true, NULL);
}

/* ---- an instance ---- */

static enum sesdomain_status take_state(struct reader *r,
                                        const struct json *value)
{
    for (int state = SESDOMAIN_INSTANCE_STATE_ACTIVE;
         state <= SESDOMAIN_INSTANCE_STATE_RETIRED; state++)
        if (strcmp(value->string.s,
                   sesdomain_instance_state_name(
                       (enum sesdomain_instance_state)state)) == 0)
            return sesdomain_instance_set_state(
                r->inst, (enum sesdomain_instance_state)state);
    return sesd_wrong(r, value->string,
                      "active, draining or retired was expected");
}

static enum sesdomain_status take_aws(struct reader *r,
                                      const struct json *value)
{
    r->domain = sesd_string_text(&r->sd->domain);
    return sesd_take_array(r, value, JSON_KIND_OBJECT | JSON_KIND_ARRAY,
                           sesd_take_aws);
}

static enum sesdomain_status take_verification_status(struct reader *r,
                                                      const struct json *value)
{
    return take_status(r, value, sesdomain_instance_set_verification_status);
}

/* A name, or true for the domain. */
static enum sesdomain_status take_receiving(struct reader *r,
                                            const struct json *value)
{
    const char *name = value->string.s;

    if (value->kind == JSON_KIND_BOOLEAN)
        name = value->integer ? r->sd->domain.s : NULL;
    return sesdomain_instance_set_receiving(r->inst, name, NULL);
}

static enum sesdomain_status take_sandbox(struct reader *r,
                                          const struct json *value)
{
    return sesdomain_instance_set_sandbox(r->inst, to_switch(value));
}

static enum sesdomain_status take_tracking(struct reader *r,
                                           const struct json *value)
{
    return sesdomain_instance_set_tracking(r->inst, value->string.s, NULL);
}

static enum sesdomain_status take_account(struct reader *r,
                                          const struct json *value)
{
    r->account = value->string;
    r->label = (struct text){ 0 };
    r->selector = NULL;
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

static const struct key instance_keys[] = {
    { "account", JSON_KIND_STRING, .take = take_account, .required = true },
    { "label", JSON_KIND_STRING, .take = take_label },
    { "region", JSON_KIND_STRING, .take = take_region, .required = true },
    { "state", JSON_KIND_STRING, .take = take_state },
    { "aws", JSON_KIND_ARRAY, .take = take_aws },
    { "verification_token", JSON_KIND_STRING,
      .set_instance = sesdomain_instance_set_verification_token },
    { "verification_status", JSON_KIND_STRING,
      .take = take_verification_status },
    { "dkim", JSON_KIND_OBJECT, .take = take_dkim },
    { "mail_from", JSON_KIND_OBJECT, .take = take_mail_from },
    { "receiving", JSON_KIND_STRING | JSON_KIND_BOOLEAN,
      .take = take_receiving },
    { "tracking", JSON_KIND_STRING, .take = take_tracking },
    { "sandbox", JSON_KIND_BOOLEAN, .take = take_sandbox },
};

static enum sesdomain_status take_instance(struct reader *r,
                                           const struct json *value)
{
    return sesd_take_object(r, value, instance_keys, COUNT(instance_keys),
                            true, NULL);
}

/* ---- the document ---- */

static enum sesdomain_status take_version(struct reader *r,
                                          const struct json *value)
{
    if (value->integer == 1)
        return SESDOMAIN_OK;
    return sesd_wrong(r, (struct text){ 0 }, "this library reads version 1");
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
        status = sesd_expect(r, &m, JSON_KIND_STRING);
        if (!status)
            status = sesdomain_set_option(r->sd, m.key, m.string.s);
    }
    r->sd->at = path.up;
    return status;
}

static enum sesdomain_status take_from(struct reader *r,
                                       const struct json *value)
{
    return sesdomain_add_from_domain(r->sd, value->string.s);
}

static enum sesdomain_status take_froms(struct reader *r,
                                        const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_STRING, take_from);
}

/* ---- "existing" ---- */

static enum sesdomain_status take_name(struct reader *r,
                                       const struct json *value)
{
    r->name = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_type(struct reader *r,
                                       const struct json *value)
{
    if (sesdomain_type_number(value->string.s, &r->type) == SESDOMAIN_OK)
        return SESDOMAIN_OK;
    return sesd_wrong(r, value->string,
                      "a type of records, such as TXT, was expected");
}

static enum sesdomain_status take_record_ttl(struct reader *r,
                                             const struct json *value)
{
    if (value->integer < -1 || value->integer > INT32_MAX)
        return sesd_wrong(r, (struct text){ 0 },
                          "seconds were expected, or -1");
    r->ttl = (int32_t)value->integer;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_id(struct reader *r,
                                     const struct json *value)
{
    r->id = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_rdata(struct reader *r,
                                        const struct json *value)
{
    r->rdata = value->string.s;
    return SESDOMAIN_OK;
}

static enum sesdomain_status take_absent(struct reader *r,
                                         const struct json *value)
{
    r->absent = value->integer;
    return SESDOMAIN_OK;
}

static const struct key record_keys[] = {
    { "name", JSON_KIND_STRING, .take = take_name, .required = true },
    { "type", JSON_KIND_STRING, .take = take_type },
    { "ttl", JSON_KIND_INTEGER, .take = take_record_ttl },
    { "rdata", JSON_KIND_STRING, .take = take_rdata },
    { "id", JSON_KIND_STRING, .take = take_id },
    { "absent", JSON_KIND_BOOLEAN, .take = take_absent },
};

/* A record, or with "absent" that there is none; without a type no name. */
static enum sesdomain_status add_record(struct reader *r)
{
    const struct text none = { 0 };

    if (r->absent && r->rdata)
        return sesd_fail(r->sd, SESDOMAIN_E_DOCUMENT, "rdata", none,
                         "what is absent has none");
    if (r->absent && !r->type)
        return sesdomain_add_nonexistent(r->sd, r->name);
    if (r->absent)
        return sesdomain_add_absent(r->sd, r->name, r->type);
    if (!r->type || !r->rdata)
        return sesd_fail(r->sd, SESDOMAIN_E_MISSING,
                         r->type ? "rdata" : "type", none, "it is required");
    return sesdomain_add_record(r->sd, r->name, r->type, r->ttl, r->rdata,
                                r->id);
}

static enum sesdomain_status take_record(struct reader *r,
                                         const struct json *value)
{
    struct path path = *r->sd->at;
    const struct path *at;
    enum sesdomain_status status;

    r->type = 0;
    r->ttl = -1;
    r->rdata = r->id = NULL;
    r->absent = false;
    status = sesd_take_object(r, value, record_keys, COUNT(record_keys), true,
                              NULL);
    if (status != SESDOMAIN_OK)
        return status;
    path.open = true;
    at = r->sd->at;
    r->sd->at = &path;
    status = add_record(r);
    r->sd->at = at;
    return status;
}

static enum sesdomain_status take_existing(struct reader *r,
                                           const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_record);
}

static enum sesdomain_status take_complete(struct reader *r,
                                           const struct json *value)
{
    sesdomain_set_complete(r->sd, value->integer);
    return SESDOMAIN_OK;
}

/* ---- all of it ---- */

static enum sesdomain_status take_instances(struct reader *r,
                                            const struct json *value)
{
    return sesd_take_array(r, value, JSON_KIND_OBJECT, take_instance);
}

static const struct key top_keys[] = {
    { "version", JSON_KIND_INTEGER, .take = take_version },
    { "id", JSON_KIND_STRING, .set = sesdomain_set_reference },
    { "domain", JSON_KIND_STRING, .set = sesdomain_set_domain,
      .required = true },
    { "zone", JSON_KIND_STRING, .set = sesdomain_set_zone },
    { "ttl", JSON_KIND_INTEGER, .take = take_ttl },
    { "dmarc", JSON_KIND_STRING, .set = sesdomain_set_dmarc },
    { "provider", JSON_KIND_STRING, .set = sesdomain_set_provider },
    { "from", JSON_KIND_ARRAY, .take = take_froms },
    { "mail_from_sharing", JSON_KIND_STRING,
      .set = sesdomain_set_shared_mail_from_region },
    { "options", JSON_KIND_OBJECT, .take = take_options },
    { "instances", JSON_KIND_ARRAY, .take = take_instances },
    { "existing", JSON_KIND_ARRAY, .take = take_existing },
    { "existing_complete", JSON_KIND_BOOLEAN, .take = take_complete },
};

enum sesdomain_status sesdomain_load_setup(struct sesdomain *sd,
                                           const char *text, size_t length)
{
    const struct text none = { 0 };
    struct arena memory = { .mem = sd->arena.mem };
    struct reader r = { .sd = sd };
    struct json top;
    enum sesdomain_status status;

    sesd_begin(sd);
    if (!sesd_fresh(sd))
        return sesd_fail(sd, SESDOMAIN_E_STATE, "document", none,
                         "a setup is loaded into fresh settings only");
    status = sesd_json_read(sd, &memory, (struct text){ text, length }, &top);
    if (status == SESDOMAIN_OK)
        status = sesd_expect(&r, &top, JSON_KIND_OBJECT);
    if (status == SESDOMAIN_OK)
        status =
            sesd_take_object(&r, &top, top_keys, COUNT(top_keys), true, NULL);
    sesd_arena_free(&memory);
    sd->at = NULL;
    if (status != SESDOMAIN_OK)
        sesd_reset(sd);
    return status;
}
