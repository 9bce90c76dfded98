/* SPDX-License-Identifier: MIT */
#include "settings.h"

static const char *no_text_of_256(struct text t)
{
    size_t length;

    return sesd_printable(t, &length) && length <= 256
               ? NULL
               : "at most 256 printable characters were expected";
}

/* A name or an address, and "#port" as BIND's tools write it. */
static const char *no_server(struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        char c = sesd_lower(t.s[i]);

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
            !strchr(".:_-#%", c))
            return "a name or an address was expected, and perhaps #port";
    }
    if (t.n && (*t.s == '-' || *t.s == '#'))
        return "it may not begin with '-' or '#'";
    return NULL;
}

/* What an option may be: says what was expected if it is not. */
typedef const char *check(struct text value);

static const struct option {
    const char *name, *preset, *description;
    check *wrong;
} options[] = {
    { "dig.server", "",
      "the name server that the commands ask, HOST or HOST#PORT; "
      "empty: the system's resolver",
      no_server },
    { "route53.comment", "", "the comment of the change batch",
      no_text_of_256 },
};

size_t sesd_option_count(void)
{
    return COUNT(options);
}

static size_t find(const char *name)
{
    size_t i = 0;

    while (i < COUNT(options) && strcmp(options[i].name, name) != 0)
        i++;
    return i;
}

const char *sesd_option(const struct string *values, const char *name)
{
    size_t i = find(name);

    return values && values[i].set ? values[i].s : options[i].preset;
}

size_t sesdomain_option_count(void)
{
    return COUNT(options);
}

const char *sesdomain_option_name(size_t i)
{
    return i < COUNT(options) ? options[i].name : NULL;
}

const char *sesdomain_option_description(size_t i)
{
    return i < COUNT(options) ? options[i].description : NULL;
}

const char *sesdomain_option_default(size_t i)
{
    return i < COUNT(options) ? options[i].preset : NULL;
}

enum sesdomain_status sesdomain_set_option(struct sesdomain *sd,
                                           const char *name, const char *value)
{
    const struct text none = { 0 }, t = sesd_text(value);
    size_t i = name ? find(name) : COUNT(options);
    const char *wrong;

    if (i == COUNT(options))
        return sesd_fail(sd, SESDOMAIN_E_OPTION, "option",
                         name ? sesd_text(name) : none,
                         sesdomain_strerror(SESDOMAIN_E_OPTION));
    wrong = value ? options[i].wrong(t) : NULL;
    if (wrong)
        return sesd_fail(sd, SESDOMAIN_E_VALUE, options[i].name, t, wrong);

    if (!sd->options)
        sd->options =
            sesd_alloc_zero(&sd->arena, COUNT(options) * sizeof(*sd->options));
    if (!sd->options || !sesd_string_set(&sd->arena, &sd->options[i], t))
        return sesd_fail_memory(sd);
    return SESDOMAIN_OK;
}
