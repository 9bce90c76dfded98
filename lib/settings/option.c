/* SPDX-License-Identifier: MIT */
#include "settings.h"

#define TEXT_MAX 256

/* What a value has to be. */
enum shape {
    TEXT,   /* printable characters, 256 at the most */
    CHOICE, /* one of the words, the preset first */
    NUMBER, /* up to 2147483647, or nothing */
    SERVER, /* HOST or HOST#PORT, as BIND's tools write it */
    ASCII,  /* characters that a value may not have */
    GROUP,  /* as Azure names resource groups, in ASCII */
    WORD,   /* what a provider calls something of its own */
};

static const struct option {
    const char *name;
    enum shape shape;
    const char *words; /* of a choice, with "|" between them */
    const char *preset, *description;
} options[] = {
    { "audience", CHOICE, "operator|customer", "operator",
      "who reads text, markdown, html and csv: you, or whoever owns the DNS" },
    { "azure.resource-group", GROUP, NULL, "",
      "the resource group of the zone; nothing: the environment says it" },
    { "cloudflare.plan", CHOICE, "free|paid", "free",
      "the plan of the zone, which says how many changes a batch may have" },
    { "cloudformation.zone", WORD, NULL, "",
      "the id of the hosted zone; nothing: it is found by its name" },
    { "csv.formula-safe", CHOICE, "no|yes", "no",
      "whether \"'\" is put before fields that a spreadsheet takes for "
      "formulas" },
    { "diff.colour", CHOICE, "no|yes", "no",
      "whether lines that come are green and lines that go red" },
    { "dig.server", SERVER, NULL, "",
      "the name server that the commands ask, HOST or HOST#PORT; "
      "nothing: the system's resolver" },
    { "dns.final-dot", CHOICE, "no|yes", "no",
      "whether targets are written with a final dot for people" },
    { "dns.names", CHOICE, "relative|absolute", "relative",
      "whether names are written for people as hosts within the zone, or "
      "whole" },
    { "dns.token-prefix", CHOICE, "no|yes", "no",
      "whether \"amazonses:\" is written before verification tokens" },
    { "dns.ttl-max", NUMBER, NULL, "",
      "the longest TTL that the provider takes, in seconds" },
    { "dns.ttl-min", NUMBER, NULL, "",
      "the shortest TTL that the provider takes, in seconds" },
    { "dns.txt-length", NUMBER, NULL, "",
      "how many characters of a TXT value the provider takes" },
    { "dns.txt-refuses", ASCII, NULL, "",
      "characters that the provider does not take in a TXT value" },
    { "dns.txt-values", CHOICE, "many|one", "many",
      "how many TXT values the provider takes at a name" },
    { "dns.underscore", CHOICE, "yes|no", "yes",
      "whether the provider takes underscores in names" },
    { "dnscontrol.provider", WORD, NULL, "",
      "the entry of creds.json for a whole D() that purges nothing; nothing: "
      "a D_EXTEND() of yours" },
    { "external-dns.provider", CHOICE, "aws|azure|cloudflare|google|pdns",
      "aws", "the provider that external-dns writes to" },
    { "nsupdate.server", SERVER, NULL, "",
      "the name server to update, HOST or HOST#PORT; nothing: as the zone's "
      "SOA says" },
    { "octodns.semicolons", CHOICE, "escaped|plain", "escaped",
      "how the YamlProvider reads them: escaped_semicolons true or false" },
    { "plan.dkim-targets", CHOICE, "no|yes", "no",
      "whether the questions ask if SES publishes the DKIM keys" },
    { "plan.removal", CHOICE, "verified|always", "verified",
      "when the records of retired instances go: once all active ones are "
      "verified, or at once" },
    { "powerdns.value-ops", CHOICE, "0|1", "0",
      "whether the server has EXTEND and PRUNE (4.9.12, 5.0.2 and later)" },
    { "route53.comment", TEXT, NULL, "", "the comment of the change batches" },
    { "terraform.provider", CHOICE, "aws|azurerm|cloudflare|google", "aws",
      "the provider whose resources are written" },
    { "terraform.syntax", CHOICE, "hcl|json", "hcl",
      "whether the document is for a .tf or for a .tf.json file" },
    { "terraform.zone", WORD, NULL, "",
      "the zone as the provider's import knows it (azurerm: its resource ID); "
      "nothing: a variable" },
};

static bool is_choice(const char *words, struct text t)
{
    while (*words) {
        size_t n = strcspn(words, "|");

        if (sesd_text_equal(t, (struct text){ words, n }))
            return true;
        words += n + (words[n] == '|');
    }
    return false;
}

static bool is_server(struct text t)
{
    const char *mark = memchr(t.s, '#', t.n);
    struct text host = { t.s, mark ? (size_t)(mark - t.s) : t.n };
    struct text port = { t.s + t.n, 0 };

    if (mark)
        port = (struct text){ mark + 1, t.n - host.n - 1 };
    for (size_t i = 0; i < host.n; i++) {
        const unsigned char c = (unsigned char)host.s[i];

        if (!(sesd_class[c] & CLASS_LDH) && !strchr(".:_%", c))
            return false;
    }
    if (mark && (!port.n || port.n > 5 || !(sesd_classes(port) & CLASS_DIGIT)))
        return false;
    return !t.n || (host.n && *host.s != '-');
}

/* https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/
 * resource-name-rules */
static bool is_group(struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        const unsigned char c = (unsigned char)t.s[i];

        if (!(sesd_class[c] & CLASS_LDH) && !strchr("_.()", c))
            return false;
    }
    return t.n <= 90 && (!t.n || t.s[t.n - 1] != '.');
}

static bool is_word(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!(sesd_class[(unsigned char)t.s[i]] & CLASS_LDH) &&
            !strchr("_./()", t.s[i]))
            return false;
    return t.n <= TEXT_MAX;
}

/* NULL, or what was expected. */
static const char *wrong(const struct option *option, struct text t)
{
    size_t length;

    switch (option->shape) {
    case TEXT:
        return sesd_printable(t, &length) && length <= TEXT_MAX
                   ? NULL
                   : "at most 256 printable characters were expected";
    case CHOICE:
        return is_choice(option->words, t) ? NULL : option->words;
    case NUMBER:
        if (t.n <= 10 && sesd_classes(t) & CLASS_DIGIT &&
            (t.n < 10 || memcmp(t.s, "2147483647", 10) <= 0))
            return NULL;
        return "a number up to 2147483647 was expected";
    case SERVER:
        return is_server(t) ? NULL
                            : "a name or an address was expected, and "
                              "perhaps #PORT";
    case ASCII:
        for (size_t i = 0; i < t.n; i++)
            if (t.s[i] < ' ' || t.s[i] > '~')
                return "printable ASCII was expected";
        return NULL;
    case GROUP:
        return is_group(t) ? NULL
                           : "the name of a resource group was expected";
    case WORD:
        return is_word(t) ? NULL
                          : "at most 256 letters, digits and \"-_./()\" "
                            "were expected";
    }
    return NULL;
}

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

/* A provider is a preset that what is set overrides. */
const char *sesd_option(const struct string *values,
                        const struct provider *provider, const char *name)
{
    size_t i = find(name);

    if (values && values[i].set)
        return values[i].s;
    for (size_t k = 0; provider && provider->quirks && provider->quirks[k];
         k += 2)
        if (strcmp(provider->quirks[k], name) == 0)
            return provider->quirks[k + 1];
    return options[i].preset;
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
    const char *what;

    if (i == COUNT(options))
        return sesd_fail(sd, SESDOMAIN_E_OPTION, "option",
                         name ? sesd_text(name) : none,
                         sesdomain_strerror(SESDOMAIN_E_OPTION));
    what = value ? wrong(&options[i], t) : NULL;
    if (what || (value && sesd_key_is_secret(t)))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, options[i].name, t, what);

    if (!sd->options)
        sd->options =
            sesd_alloc_zero(&sd->arena, COUNT(options) * sizeof(*sd->options));
    if (!sd->options || !sesd_string_set(&sd->arena, &sd->options[i], t))
        return sesd_fail_memory(sd);
    return SESDOMAIN_OK;
}
