//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The options of plans, providers and formats. Takes a name and a value,
 * checks the value against the table, and keeps it. */
#include "settings_settings.h"

#define TEXT_MAX 256

/* The values that an option accepts. */
enum shape {
    TEXT,      /* at most 256 printable characters */
    CHOICE,    /* one of the words; the first is the default */
    NUMBER,    /* at most 2147483647, or empty */
    SERVER,    /* HOST or HOST#PORT, as BIND's tools write it */
    ASCII,     /* printable ASCII characters */
    GROUP,     /* the name of an Azure resource group, in ASCII */
    WORD,      /* an identifier of a provider */
    ADDRESSES, /* of IPv4, of IPv6, or one of each, separated by a space */
};

static const struct option {
    const char *name;
    enum shape shape;
    const char *words; /* of a choice, separated by "|" */
    const char *preset, *description;
} options[] = {
    { "audience", CHOICE, "operator|customer", "operator",
      "who reads text, markdown, html and csv: operator is you, customer is "
      "the DNS operator" },
    { "azure.resource-group", GROUP, NULL, "",
      "the resource group of the zone; if empty, the script reads it from the "
      "environment variable RESOURCE_GROUP" },
    { "cloudflare.plan", CHOICE, "free|paid", "free",
      "the Cloudflare plan of the zone, which limits the changes of a batch" },
    { "cloudformation.zone", WORD, NULL, "",
      "the ID of the hosted zone; if empty, its name is written" },
    { "csv.formula-safe", CHOICE, "no|yes", "yes",
      "write \"'\" before fields that a spreadsheet would read as formulas" },
    { "diff.colour", CHOICE, "no|yes", "no",
      "colour added lines green and removed lines red" },
    { "dig.server", SERVER, NULL, "",
      "the name server that the commands query, HOST or HOST#PORT; if empty, "
      "the resolver of the system" },
    { "dns.final-dot", CHOICE, "no|yes", "no",
      "write targets with a final dot, in reports" },
    { "dns.names", CHOICE, "relative|absolute", "relative",
      "write owner names relative to the zone, or absolute, in reports" },
    { "dns.token-prefix", CHOICE, "no|yes", "no",
      "write \"amazonses:\" before verification tokens" },
    { "dns.ttl-max", NUMBER, NULL, "",
      "the longest TTL that the provider accepts, in seconds" },
    { "dns.ttl-min", NUMBER, NULL, "",
      "the shortest TTL that the provider accepts, in seconds" },
    { "dns.txt-forbidden", ASCII, NULL, "",
      "the characters that the provider does not allow in a TXT value" },
    { "dns.txt-length", NUMBER, NULL, "",
      "the longest TXT value that the provider accepts, in characters" },
    { "dns.txt-values", CHOICE, "many|one", "many",
      "how many TXT values the provider allows at a name" },
    { "dns.underscore", CHOICE, "yes|no", "yes",
      "whether the provider allows underscores in names" },
    { "dnscontrol.provider", WORD, NULL, "",
      "the entry of creds.json, for a complete D() with NO_PURGE; if empty, a "
      "D_EXTEND() is written" },
    { "external-dns.provider", CHOICE, "aws|azure|cloudflare|google|pdns",
      "aws", "the provider that external-dns writes to" },
    { "nsupdate.server", SERVER, NULL, "",
      "the name server to update, HOST or HOST#PORT; if empty, the primary "
      "server in the SOA record of the zone" },
    { "octodns.semicolons", CHOICE, "escaped|plain", "escaped",
      "how the YamlProvider reads semicolons: escaped_semicolons is true, or "
      "false" },
    { "plan.dkim-targets", CHOICE, "no|yes", "no",
      "also ask for the TXT records that the DKIM CNAMEs point to" },
    { "plan.dmarc", CHOICE, "keep|replace|merge-rua", "keep",
      "what to do with an existing DMARC record that differs from the one in "
      "the settings: keep it, replace it, or add the addresses for aggregate "
      "reports to it" },
    { "plan.mail-from", CHOICE, "given|propose", "given",
      "propose a custom MAIL FROM domain for instances without one, one for "
      "each region" },
    { "plan.mail-from-address", ADDRESSES, NULL, "",
      "an IPv4 address, an IPv6 address, or both separated by a space, that "
      "custom MAIL FROM domains get if they have none" },
    { "plan.removal", CHOICE, "verified|always", "verified",
      "when to remove the records of retired instances: once all active ones "
      "can replace them, or always" },
    { "plan.suggest-byodkim", CHOICE, "no|yes", "no",
      "note if one key of the domain's own would replace the CNAMEs of Easy "
      "DKIM of several instances" },
    { "powerdns.value-ops", CHOICE, "no|yes", "no",
      "whether the server supports EXTEND and PRUNE (4.9.12, 5.0.2 and "
      "later)" },
    { "read.limit", NUMBER, NULL, "67108864",
      "the longest listing of existing records that is read, in octets" },
    { "route53.comment", TEXT, NULL, "",
      "the comment of the change batches; if empty, the reference" },
    { "steps.reject", CHOICE, "no|yes", "no",
      "let the runbook end with REJECT_MESSAGE: mail is rejected while the MX "
      "of the custom MAIL FROM domain is missing" },
    { "terraform.provider", CHOICE, "aws|azurerm|cloudflare|google", "aws",
      "the provider whose resources are written" },
    { "terraform.syntax", CHOICE, "hcl|json", "hcl",
      "the syntax of the document: hcl for .tf files, json for .tf.json "
      "files" },
    { "terraform.zone", WORD, NULL, "",
      "the zone as the import of the provider names it (azurerm: its resource "
      "ID); if empty, a variable" },
    { "text.colour", CHOICE, "no|yes", "no",
      "colour the severities of findings" },
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
        const char c = host.s[i];

        if (!sesd_is_ldh(c) && !strchr(".:_%", c))
            return false;
    }
    if (mark && (!port.n || port.n > 5 || !sesd_text_all(port, sesd_is_digit)))
        return false;
    return !t.n || (host.n && *host.s != '-');
}

/* https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/
 * resource-name-rules */
static bool is_group(struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        const char c = t.s[i];

        if (!sesd_is_ldh(c) && !strchr("_.()", c))
            return false;
    }
    return t.n <= 90 && (!t.n || t.s[t.n - 1] != '.');
}

static bool is_word(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!sesd_is_ldh(t.s[i]) && !strchr("_./()", t.s[i]))
            return false;
    return true;
}

static bool is_addresses(struct text t)
{
    struct text first;

    if (!t.n || sesd_is_ipv4(t) || sesd_is_ipv6(t))
        return true;
    first = sesd_text_cut(&t, ' ');
    return (sesd_is_ipv4(first) && sesd_is_ipv6(t)) ||
           (sesd_is_ipv6(first) && sesd_is_ipv4(t));
}

/* Write "'a', 'b' or 'c' was expected" from "a|b|c" to a buffer, and return
 * it. */
static const char *expected_words(const char *words, struct out *o)
{
    while (*words) {
        const size_t n = strcspn(words, "|");

        sesd_out_char(o, '\'');
        sesd_out_mem(o, words, n);
        sesd_out_char(o, '\'');
        words += n + (words[n] == '|');
        if (*words)
            sesd_out_str(o, strchr(words, '|') ? ", " : " or ");
    }
    sesd_out_str(o, " was expected");
    return o->buf;
}

/* Whether a value has more characters than any option accepts. */
static bool is_too_long(const struct option *option, struct text t)
{
    size_t length = t.n;

    return option->shape == TEXT
               ? sesd_printable(t, &length) && length > TEXT_MAX
               : length > TEXT_MAX;
}

/* Return NULL, or what was expected: static, or in the buffer. */
static const char *option_wrong(const struct option *option, struct text t,
                                struct out *buffer)
{
    switch (option->shape) {
    case TEXT:
        return sesd_printable(t, NULL)
                   ? NULL
                   : "at most 256 printable characters were expected";
    case CHOICE:
        return is_choice(option->words, t)
                   ? NULL
                   : expected_words(option->words, buffer);
    case NUMBER:
        if (t.n <= 10 && sesd_text_all(t, sesd_is_digit) &&
            (t.n < 10 || memcmp(t.s, "2147483647", 10) <= 0))
            return NULL;
        return "a number up to 2147483647 was expected";
    case SERVER:
        return is_server(t) ? NULL
                            : "a host name or an address, optionally with "
                              "#PORT, was expected";
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
    case ADDRESSES:
        return is_addresses(t) ? NULL
                               : "an IPv4 address, an IPv6 address, or one of "
                                 "each with a space between them, was "
                                 "expected";
    }
    return NULL;
}

size_t sesd_option_count(void)
{
    return COUNT(options);
}

static size_t option_find(const char *name)
{
    size_t i = 0;

    while (i < COUNT(options) && (options[i].name[0] != name[0] ||
                                  strcmp(options[i].name, name) != 0))
        i++;
    return i;
}

const char *sesd_option(const struct sesdomain *sd, size_t i)
{
    const struct provider *provider = sd->provider;

    if (sd->options && sd->options[i].set)
        return sd->options[i].s;
    for (size_t k = 0; provider && provider->quirks && provider->quirks[k];
         k += 2)
        if (strcmp(provider->quirks[k], options[i].name) == 0)
            return provider->quirks[k + 1];
    return options[i].preset;
}

const char *sesdomain_option(const struct sesdomain *sd, const char *name)
{
    const size_t i = name ? option_find(name) : COUNT(options);

    return sd && i < COUNT(options) ? sesd_option(sd, i) : NULL;
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
    const struct text t = sesd_text(value);
    char text[TEXT_MAX];
    struct out buffer = sesd_out(text, sizeof(text));
    struct string *values;
    const char *what;
    size_t i;

    sesd_begin(sd);
    if (!name)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "options", none,
                         "a name is required");
    i = option_find(name);
    if (i == COUNT(options))
        return sesd_fail(sd, SESDOMAIN_E_OPTION, "options", sesd_text(name),
                         sesdomain_strerror(SESDOMAIN_E_OPTION));
    if (value && is_too_long(&options[i], t))
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, options[i].name, t,
                         "at most 256 characters were expected");
    what = value ? option_wrong(&options[i], t, &buffer) : NULL;
    if (what || (value && sesd_secret(t)))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, options[i].name, t, what);

    values = sd->options;
    if (!values)
        values = sesd_alloc_array(&sd->arena, COUNT(options), sizeof(*values));
    if (!values || !sesd_string_set(&sd->arena, &values[i], t))
        return sesd_fail_memory(sd);
    sd->options = values;
    return SESDOMAIN_OK;
}
