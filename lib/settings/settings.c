/* SPDX-License-Identifier: MIT */
/*
 * The settings of a domain: creating and freeing them, their errors, and the
 * setters of the domain itself. Takes texts, checks them and keeps copies.
 */
#include "settings.h"

#define QUOTED_MAX 100 /* octets of a value that a message repeats */
#define REFERENCE_MAX 128
#define TTL_MAX 2147483647u

/* ---- failures ---- */

static void put_path(struct out *o, const struct path *at)
{
    if (at->up)
        put_path(o, at->up);
    if (at->key) {
        if (at->up)
            sesd_out_char(o, '.');
        if (!*at->key)
            sesd_out_str(o, "\"\"");
        else if (sesd_secret(sesd_text(at->key)))
            sesd_out_str(o, "(a secret)");
        else
            sesd_out_visible(o, sesd_text(at->key), QUOTED_MAX);
    } else {
        sesd_out_char(o, '[');
        sesd_out_uint(o, at->index);
        sesd_out_char(o, ']');
    }
}

void sesd_begin(struct sesdomain *sd)
{
    sd->failure.message[0] = '\0';
    sd->failure.path[0] = '\0';
    sd->failure.line = sd->failure.column = 0;
}

/* Store the line and the column, in characters, after a number of octets. */
static void locate(struct sesdomain *sd, size_t octets)
{
    struct failure *f = &sd->failure;

    f->line = f->column = 1;
    for (size_t i = 0; i < octets && i < sd->source.n; i++) {
        const unsigned char c = (unsigned char)sd->source.s[i];

        if (c == '\n') {
            f->line++;
            f->column = 1;
        } else if ((c & 0xc0) != 0x80) {
            f->column++;
        }
    }
}

/* Write the rest of a message, after the place. */
static enum sesdomain_status explain(struct out *o,
                                     enum sesdomain_status status,
                                     struct text value, const char *what)
{
    const char *secret = value.s ? sesd_secret(value) : NULL;

    if (o->length)
        sesd_out_str(o, ": ");
    if (value.s && !secret) {
        sesd_out_char(o, '\'');
        sesd_out_visible(o, value, QUOTED_MAX);
        sesd_out_str(o, "': ");
    }
    sesd_out_str(o, secret ? "this is " : what);
    sesd_out_str(o, secret ? secret : "");
    return secret ? SESDOMAIN_E_SECRET : status;
}

enum sesdomain_status sesd_fail(struct sesdomain *sd,
                                enum sesdomain_status status,
                                const char *place, struct text value,
                                const char *what)
{
    struct failure *f = &sd->failure;
    struct out path = sesd_out(f->path, sizeof(f->path));
    struct out o = sesd_out(f->message, sizeof(f->message));

    if (sd->at)
        put_path(&path, sd->at);
    if (sd->at && sd->at->open)
        sesd_out_char(&path, '.');
    if (!sd->at || sd->at->open)
        sesd_out_str(&path, place);
    if (sd->at)
        locate(sd, sd->at->octets);
    sesd_out_str(&o, f->path);
    return explain(&o, status, value, what);
}

enum sesdomain_status sesd_fail_syntax(struct sesdomain *sd, size_t octets,
                                       struct text value, const char *what)
{
    struct failure *f = &sd->failure;
    struct out o = sesd_out(f->message, sizeof(f->message));

    locate(sd, octets);
    sesd_out_str(&o, "line ");
    sesd_out_uint(&o, f->line);
    sesd_out_str(&o, ", column ");
    sesd_out_uint(&o, f->column);
    return explain(&o, SESDOMAIN_E_SYNTAX, value, what);
}

enum sesdomain_status sesd_fail_memory(struct sesdomain *sd)
{
    struct out o = sesd_out(sd->failure.message, sizeof(sd->failure.message));

    sesd_out_str(&o, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    sd->failure.path[0] = '\0';
    sd->failure.line = sd->failure.column = 0;
    sd->arena.failed = false; /* the next call may succeed */
    return SESDOMAIN_E_MEMORY;
}

const char *sesdomain_error(const struct sesdomain *sd)
{
    return sd ? sd->failure.message : NULL;
}

const char *sesdomain_error_path(const struct sesdomain *sd)
{
    return sd ? sd->failure.path : NULL;
}

size_t sesdomain_error_line(const struct sesdomain *sd)
{
    return sd ? sd->failure.line : 0;
}

size_t sesdomain_error_column(const struct sesdomain *sd)
{
    return sd ? sd->failure.column : 0;
}

/* ---- beginning and end ---- */

enum sesdomain_status sesdomain_new_alloc(struct sesdomain **out,
                                          sesdomain_alloc_fn *fn, void *user)
{
    struct sesdomain *sd = fn(user, NULL, 0, sizeof(*sd));

    *out = sd;
    if (!sd)
        return SESDOMAIN_E_MEMORY;
    *sd = (struct sesdomain){ .arena.mem = { fn, user }, .ttl = DEFAULT_TTL };
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_new(struct sesdomain **out)
{
    return sesdomain_new_alloc(out, sesd_default_alloc, NULL);
}

void sesdomain_free(struct sesdomain *sd)
{
    struct mem mem;

    if (!sd)
        return;
    mem = sd->arena.mem;
    sesd_arena_free(&sd->arena);
    mem.fn(mem.user, sd, sizeof(*sd), 0);
}

bool sesd_fresh(const struct sesdomain *sd)
{
    return !sd->domain.set && !sd->reference.set && !sd->contact.set &&
           !sd->due.set && !sd->zone.set && !sd->dmarc.set &&
           !sd->sharing.set && !sd->ttl_set && !sd->options && !sd->provider &&
           !sd->from_domains.count && !sd->instance_count &&
           !sd->known_facts && !sd->failed_lookups && !sd->complete &&
           !sd->exact && !sd->listings && !sd->identities.count &&
           !sd->ignored.count;
}

void sesd_reset(struct sesdomain *sd)
{
    const struct failure failure = sd->failure;

    sesd_arena_free(&sd->arena);
    *sd = (struct sesdomain){ .arena.mem = sd->arena.mem,
                              .ttl = DEFAULT_TTL,
                              .failure = failure };
}

/* ---- texts ---- */

static enum sesdomain_status
settings_set_text(struct sesdomain *sd, struct string *string, struct text t)
{
    return sesd_string_set(&sd->arena, string, t) ? SESDOMAIN_OK
                                                  : sesd_fail_memory(sd);
}

enum sesdomain_status sesd_set_name(struct sesdomain *sd,
                                    struct string *string, const char *place,
                                    const char *name, enum name_class class)
{
    enum sesdomain_status status;
    struct name parsed;
    const char *why;

    if (!name)
        return settings_set_text(sd, string, none);
    status = sesd_name_parse(sesd_text(name), class, &parsed, &why);
    if (status == SESDOMAIN_E_MEMORY)
        return sesd_fail_memory(sd);
    if (status != SESDOMAIN_OK)
        return sesd_fail(sd, status, place, sesd_text(name), why);
    if (sesd_secret(sesd_text(name)))
        return sesd_fail(sd, SESDOMAIN_E_SECRET, place, sesd_text(name), "");
    return settings_set_text(sd, string, (struct text){ parsed.s, parsed.n });
}

enum sesdomain_status sesd_set_printable(struct sesdomain *sd,
                                         struct string *string,
                                         const char *place, const char *text,
                                         size_t most)
{
    const struct text t = sesd_text(text);
    size_t length;

    if (text && sesd_secret(t))
        return sesd_fail(sd, SESDOMAIN_E_SECRET, place, t, "");
    if (text && !sesd_printable(t, &length))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, place, t,
                         "printable UTF-8 was expected");
    if (text && length > most)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, place, t,
                         "it has too many characters");
    return settings_set_text(sd, string, t);
}

/* ---- setters ---- */

enum sesdomain_status sesdomain_set_domain(struct sesdomain *sd,
                                           const char *domain)
{
    sesd_begin(sd);
    return sesd_set_name(sd, &sd->domain, "domain", domain, NAME_MAIL);
}

enum sesdomain_status sesdomain_set_reference(struct sesdomain *sd,
                                              const char *reference)
{
    sesd_begin(sd);
    return sesd_set_printable(sd, &sd->reference, "reference", reference,
                              REFERENCE_MAX);
}

enum sesdomain_status sesdomain_set_contact(struct sesdomain *sd,
                                            const char *contact)
{
    sesd_begin(sd);
    return sesd_set_printable(sd, &sd->contact, "contact", contact,
                              REFERENCE_MAX);
}

enum sesdomain_status sesdomain_set_due(struct sesdomain *sd, const char *due)
{
    sesd_begin(sd);
    return sesd_set_printable(sd, &sd->due, "due", due, REFERENCE_MAX);
}

enum sesdomain_status sesdomain_set_zone(struct sesdomain *sd,
                                         const char *zone)
{
    sesd_begin(sd);
    return sesd_set_name(sd, &sd->zone, "zone", zone, NAME_HOST);
}

enum sesdomain_status sesdomain_set_ttl(struct sesdomain *sd, uint32_t ttl)
{
    sesd_begin(sd);
    if (ttl > TTL_MAX)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "ttl", none,
                         "0 to 2147483647 seconds were expected");
    sd->ttl = ttl;
    sd->ttl_set = true;
    return SESDOMAIN_OK;
}

enum sesdomain_status
sesdomain_set_shared_mail_from_region(struct sesdomain *sd, const char *region)
{
    const struct text t = sesd_text(region);

    sesd_begin(sd);
    if (region && !sesd_region_is_well_formed(t))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "shared_mail_from_region", t,
                         "a region such as 'us-east-1' was expected");
    return settings_set_text(sd, &sd->sharing, t);
}

/* What is published has to be right throughout, unlike what is read. The tag
 * that is not is returned in *tag. */
static const char *dmarc_wrong(struct text t, struct dmarc *policy,
                               struct text *tag)
{
    *tag = t;
    if (!sesd_text_all(t, sesd_is_plain))
        return "a character that no DMARC tag has";
    if (!sesd_dmarc_is(t))
        return "it has to begin with \"v=DMARC1\"";
    sesd_dmarc_parse(t, policy);
    *tag = policy->malformed;
    if (tag->s && sesd_dmarc_slip(*tag))
        return sesd_dmarc_slip(*tag);
    if (tag->s)
        return "every tag has the form name=value, with ';' between them";
    *tag = policy->duplicate;
    if (tag->s)
        return "a tag is there twice";
    *tag = policy->unknown;
    if (tag->s)
        return "a tag that RFC 9989 does not know";
    *tag = policy->invalid.s ? policy->invalid : policy->old_fo;
    if (tag->s && sesd_dmarc_slip(*tag))
        return sesd_dmarc_slip(*tag);
    return tag->s ? "a tag has a value that RFC 9989 does not allow" : NULL;
}

/* Return the same part of a copy of the text. */
static struct text moved(struct text part, struct text from, const char *to)
{
    if (part.s)
        part.s = to + (part.s - from.s);
    return part;
}

enum sesdomain_status sesdomain_set_dmarc(struct sesdomain *sd,
                                          const char *dmarc)
{
    const struct text t = sesd_text(dmarc);
    struct text tag = t;
    struct dmarc policy = { 0 };
    const char *wrong = dmarc ? dmarc_wrong(t, &policy, &tag) : NULL;

    sesd_begin(sd);
    if (wrong || (dmarc && sesd_secret(t)))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "dmarc",
                         wrong && !sesd_secret(t) ? tag : t, wrong);
    if (!sesd_string_set(&sd->arena, &sd->dmarc, t))
        return sesd_fail_memory(sd);
    policy.rua = moved(policy.rua, t, sd->dmarc.s);
    policy.ruf = moved(policy.ruf, t, sd->dmarc.s);
    policy.obsolete = moved(policy.obsolete, t, sd->dmarc.s);
    sd->policy = policy;
    return SESDOMAIN_OK;
}

/* ---- the provider ---- */

enum sesdomain_status sesdomain_set_provider(struct sesdomain *sd,
                                             const char *provider)
{
    const struct provider *row = provider ? sesd_provider(provider) : NULL;

    sesd_begin(sd);
    if (provider && !row)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "provider",
                         sesd_text(provider), "no provider of that name");
    sd->provider = row;
    return SESDOMAIN_OK;
}
