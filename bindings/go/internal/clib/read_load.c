//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Loading outputs of AWS. Takes a text, JSON or a CSV file of the console,
 * reads it into a copy of the instance, and replaces the instance by the copy
 * if all of it is valid.
 */
#include "read_read.h"

/* Copy the facts of one instance to another, or change nothing. */
static enum sesdomain_status load_commit(struct sesdomain_instance *to,
                                         const struct sesdomain_instance *from)
{
    struct arena *a = &to->sd->arena;
    enum sesdomain_status status;

    for (size_t i = 0; i < SLOT_COUNT; i++)
        if (from->text[i].set &&
            !sesd_string_reserve(a, &to->text[i], from->text[i].n))
            return sesd_fail_memory(to->sd);
    status = sesd_copy_keys(to, from);
    if (status != SESDOMAIN_OK)
        return status;
    for (size_t i = 0; i < SLOT_COUNT; i++)
        sesd_string_set(a, &to->text[i], sesd_string_text(&from->text[i]));
    to->ses = from->ses;
    return SESDOMAIN_OK;
}

/* The document is read into a copy, because errors are known only at the
 * end. */
static enum sesdomain_status load_document(struct sesdomain_instance *inst,
                                           const struct json *top)
{
    struct sesdomain *sd = inst->sd;
    struct sesdomain aside = { .arena.mem = sd->arena.mem,
                               .source = sd->source };
    struct sesdomain_instance copy = { .sd = &aside, .region = inst->region };
    struct names *identities = NULL;
    struct reader r = { .sd = &aside,
                        .inst = &copy,
                        .domain = sesd_string_text(&sd->domain) };
    enum sesdomain_status status = load_commit(&copy, inst);

    if (status == SESDOMAIN_OK)
        status = sesd_take_aws(&r, top);
    if (status != SESDOMAIN_OK)
        sd->failure = aside.failure;
    else if (!sesd_prepare_identities(sd, &aside, &identities))
        status = sesd_fail_memory(sd);
    else
        status = load_commit(inst, &copy);
    if (status == SESDOMAIN_OK)
        sesd_link_identities(sd, identities);
    sesd_arena_free(&aside.arena);
    return status;
}

static enum sesdomain_status load_json(struct sesdomain *sd,
                                       struct arena *memory, struct text in,
                                       struct json *top)
{
    struct reader r = { .sd = sd };
    const struct text start =
        sesd_text_after(in, sesd_text_span(in, sesd_is_space));
    enum sesdomain_status status;

    if (start.n && (sesd_is_letter(*start.s) || *start.s == '-'))
        return sesd_fail(sd, SESDOMAIN_E_SYNTAX, "", none,
                         sesd_aws_expected); /* YAML, text or a table */
    status = sesd_json_read(sd, memory, in, top);
    return status == SESDOMAIN_OK
               ? sesd_expect(&r, top, JSON_KIND_OBJECT | JSON_KIND_ARRAY)
               : status;
}

enum sesdomain_status
sesdomain_instance_load_aws(struct sesdomain_instance *inst, const char *text,
                            size_t length)
{
    struct sesdomain *sd = inst->sd;
    struct arena memory = { .mem = sd->arena.mem };
    struct text in = { text, length };
    struct json top = { .kind = JSON_KIND_STRING };
    enum sesdomain_status status;

    sesd_begin(sd);
    if (!sd->domain.set)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "domain", none,
                         "it is required before AWS documents are loaded");
    status = sesd_to_utf8(sd, &memory, &in);
    if (status == SESDOMAIN_OK && sesd_is_console(in))
        top.string = in;
    else if (status == SESDOMAIN_OK)
        status = load_json(sd, &memory, in, &top);
    if (status == SESDOMAIN_OK)
        status = load_document(inst, &top);
    sd->source = none;
    sesd_arena_free(&memory);
    return status;
}
