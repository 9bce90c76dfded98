//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Listings of a zone. Takes a text and the name of a reader, or finds the
 * reader that recognises the text, and adds the records to the settings.
 */
#include "read_read.h"

/* clang-format off */
static const struct existing_reader *const readers[] = {
    &sesd_reader_azure,
    &sesd_reader_cloudflare,
    &sesd_reader_gcloud,
    &sesd_reader_powerdns,
    &sesd_reader_route53,
    &sesd_reader_zone, /* recognises every text that is not JSON */
};
/* clang-format on */

size_t sesdomain_reader_count(void)
{
    return COUNT(readers);
}

const char *sesdomain_reader_name(size_t i)
{
    return i < COUNT(readers) ? readers[i]->name : NULL;
}

const char *sesdomain_reader_description(size_t i)
{
    return i < COUNT(readers) ? readers[i]->description : NULL;
}

/* Return the reader with a name, or without a name the first that recognises
 * the text; NULL if there is none. */
static const struct existing_reader *listing_reader(const char *name,
                                                    struct text in)
{
    for (size_t i = 0; i < COUNT(readers); i++)
        if (name ? strcmp(readers[i]->name, name) == 0
                 : readers[i]->recognises(in))
            return readers[i];
    return NULL;
}

/* The option was checked when it was set; if it is empty, there is no limit.
 */
uint64_t sesd_read_limit(const struct sesdomain *sd)
{
    const char *digits = sesdomain_option(sd, "read.limit");
    uint64_t limit = 0;

    for (const char *c = digits; *c; c++)
        limit = 10 * limit + (uint64_t)(*c - '0');
    return *digits ? limit : UINT64_MAX;
}

enum sesdomain_status sesdomain_load_existing(struct sesdomain *sd,
                                              const char *reader,
                                              const char *text, size_t length)
{
    struct arena memory = { .mem = sd->arena.mem };
    const struct existing_reader *found;
    struct text in = { text, length };
    enum sesdomain_status status;

    sesd_begin(sd);
    if (!sd->domain.set)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "domain", none,
                         "it is required before existing records are loaded");
    if (length > sesd_read_limit(sd))
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, "text", none,
                         "it is longer than the option read.limit allows");
    status = sesd_to_utf8(sd, &memory, &in);
    found = status == SESDOMAIN_OK ? listing_reader(reader, in) : NULL;
    if (found)
        status = sesd_collect(sd, found, in);
    else if (status == SESDOMAIN_OK)
        status = sesd_fail(sd, SESDOMAIN_E_FORMAT, "reader",
                           reader ? sesd_text(reader) : none,
                           reader ? "no reader of that name"
                                  : "no reader recognises the text");
    sd->source = none;
    sesd_arena_free(&memory);
    return status;
}
