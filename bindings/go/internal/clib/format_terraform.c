//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Resources for Terraform and OpenTofu. Takes the desired record sets,
 * produces HCL or JSON
 * (https://developer.hashicorp.com/terraform/language/syntax/json). Existing
 * records are imported: otherwise aws and azurerm refuse to create them,
 * google overwrites them, and cloudflare creates others beside them.
 */
#include "format_format.h"

/* ---- resources and imports ---- */

static void terraform_write_lower_type(struct terraform *d)
{
    for (size_t i = 0; i < d->set->type_name.n; i++)
        sesd_out_char(d->h.o, sesd_lower(d->set->type_name.s[i]));
}

static void terraform_write_type(struct terraform *d)
{
    if (d->provider->type) {
        sesd_out_str(d->h.o, d->provider->type);
        return;
    }
    sesd_out_str(d->h.o, "azurerm_dns_");
    terraform_write_lower_type(d);
    sesd_out_str(d->h.o, "_record");
}

/* FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
static uint32_t terraform_hash(uint32_t h, struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        h = (h ^ (unsigned char)t.s[i]) * 16777619u;
    return (h ^ '\n') * 16777619u;
}

/* Write a name that is the same as long as the record exists, whatever else
 * changes. */
static void terraform_write_label(struct terraform *d)
{
    static const char hex[] = "0123456789abcdef";
    const struct text host = sesd_host(d->plan, d->set->name, "apex");
    uint32_t h = terraform_hash(terraform_hash(2166136261u, d->set->name),
                                d->set->type_name);

    if (d->provider->by_value && !sesd_terraform_is_the_one(d))
        h = terraform_hash(h, d->value->rdata);
    sesd_out_str(d->h.o, "ses_");
    for (size_t i = 0; i < host.n; i++) {
        const bool fits = sesd_is_ldh(host.s[i]);

        sesd_out_char(d->h.o, fits ? host.s[i] : '_');
    }
    sesd_out_char(d->h.o, '_');
    terraform_write_lower_type(d);
    sesd_out_char(d->h.o, '_');
    for (int shift = 28; shift >= 0; shift -= 4)
        sesd_out_char(d->h.o, hex[h >> shift & 15]);
}

static void terraform_write_resource(struct terraform *d)
{
    sesd_out_str(d->h.o, d->h.json ? "{\"" : "\nresource \"");
    terraform_write_type(d);
    sesd_out_str(d->h.o, d->h.json ? "\": {\"" : "\" \"");
    terraform_write_label(d);
    sesd_out_str(d->h.o, d->h.json ? "\":\n    {" : "\" {");
    d->provider->body(d);
    sesd_out_str(d->h.o, d->h.json ? "}}}" : "\n}\n");
}

static void terraform_write_import(struct terraform *d)
{
    sesd_out_str(d->h.o, d->h.json ? "{\"to\": \"" : "\nimport {\n  to = ");
    terraform_write_type(d);
    sesd_out_char(d->h.o, '.');
    terraform_write_label(d);
    sesd_out_str(d->h.o, d->h.json ? "\",\n   \"id\": \"" : "\n  id = \"");
    sesd_terraform_zone_inside(d);
    d->provider->import_id(d);
    sesd_out_str(d->h.o, d->h.json ? "\"}" : "\"\n}\n");
}

static bool terraform_exists(struct terraform *d)
{
    return d->provider->by_value
               ? sesd_terraform_was(d) != NULL
               : d->set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT;
}

/* ---- the document ---- */

static const struct terraform_provider *
terraform_provider(const struct sesdomain_plan *plan)
{
    return sesd_terraform_provider(
        sesd_plan_option(plan, "terraform.provider"));
}

static struct terraform terraform_new(const struct sesdomain_plan *plan,
                                      struct out *o)
{
    const char *syntax = sesd_plan_option(plan, "terraform.syntax");
    struct terraform d = {
        .h = { o, .json = strcmp(syntax, "json") == 0 },
        .plan = plan,
        .provider = terraform_provider(plan),
        .zone = sesd_text(sesd_plan_option(plan, "terraform.zone")),
    };

    d.h.width = d.provider->width;
    return d;
}

static void terraform_write_head(struct terraform *d)
{
    if (d->h.json) {
        sesd_out_str(d->h.o, "{\"//\": \"Amazon SES records of ");
        sesd_out_text(d->h.o, d->plan->domain);
        if (d->plan->reference.n) {
            sesd_out_str(d->h.o, " (");
            sesd_hcl_inside(&d->h, d->plan->reference);
            sesd_out_char(d->h.o, ')');
        }
        sesd_out_char(d->h.o, '"');
    } else {
        sesd_out_str(d->h.o, "# ");
        sesd_out_subject(d->h.o, d->plan);
        sesd_out_char(d->h.o, '\n');
    }
    if (d->zone.n)
        return;
    sesd_out_str(d->h.o,
                 d->h.json ? ",\n \"variable\": {\"" : "\nvariable \"");
    sesd_terraform_variable(d);
    sesd_out_str(d->h.o, d->h.json
                             ? "\": {\"type\": \"string\", \"description\": \""
                             : "\" {\n  type        = string\n"
                               "  description = \"");
    sesd_out_str(d->h.o, d->provider->zone);
    sesd_out_text(d->h.o, d->plan->zone);
    sesd_out_str(d->h.o, d->h.json ? "\"}}" : "\"\n}\n");
}

/* Write a block for each set, or for each value; block begins the list in
 * JSON. */
static void terraform_each(struct terraform *d, const char *block,
                           bool (*takes)(struct terraform *),
                           void (*write)(struct terraform *))
{
    const char *before = block;

    for (size_t i = sesd_next_stated(d->plan, 0); i < d->plan->set_count;
         i = sesd_next_stated(d->plan, i + 1)) {
        d->set = &d->plan->sets[i];
        for (size_t j = 0; j < d->set->value_count; j++) {
            d->value = &d->set->values[j];
            if (!sesd_is_desired(d->value) || (takes && !takes(d)))
                continue;
            if (d->h.json)
                sesd_out_str(d->h.o, before);
            before = ",\n  ";
            write(d);
            if (!d->provider->by_value)
                break;
        }
    }
    if (before != block && d->h.json)
        sesd_out_char(d->h.o, ']');
}

static void terraform_write(const struct sesdomain_plan *plan, struct out *o)
{
    struct terraform d = terraform_new(plan, o);

    if (sesd_next_stated(plan, 0) == plan->set_count)
        return;
    terraform_write_head(&d);
    terraform_each(&d, ",\n \"resource\": [\n  ", NULL,
                   terraform_write_resource);
    terraform_each(&d, ",\n \"import\": [\n  ", terraform_exists,
                   terraform_write_import);
    if (d.h.json)
        sesd_out_str(o, "}\n");
}

/* ---- refusals ---- */

/* Return the record that would become the value; NULL if none has to be
 * imported by its id. */
static const struct value *terraform_imported(const struct subject *s)
{
    struct terraform d;

    if (!s->value || !terraform_provider(s->plan)->by_value)
        return NULL;
    d = terraform_new(s->plan, NULL);
    d.set = s->set;
    d.value = s->value;
    return sesd_terraform_was(&d);
}

static const char *terraform_unknown(const struct subject *s)
{
    const struct value *was = terraform_imported(s);

    if (terraform_provider(s->plan)->overwrites &&
        s->set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
        return "the existing values are not known, and the provider would "
               "overwrite them or create others beside them";
    if (was && !was->id.n)
        return "the id of the record is not known, and Terraform needs it to "
               "import the record";
    return NULL;
}

static const char *
terraform_txt_inexpressible(const struct terraform_provider *provider,
                            const struct value *value)
{
    const struct text t = value->text;

    if (sesd_hcl_is_ambiguous(value->rdata))
        return "parsers disagree on how to read \"$${\" and \"%%{\"";
    if (provider->raw && !sesd_text_all(t, sesd_is_plain))
        return "the provider does not write non-ASCII characters, '\"' or "
               "'\\' unchanged";
    if (provider->longest && (!t.n || t.n > provider->longest))
        return "the provider allows 1 to 4096 characters in a TXT value";
    return NULL;
}

static const char *terraform_inexpressible(const struct subject *s)
{
    const struct terraform_provider *provider = terraform_provider(s->plan);
    const struct value *was = terraform_imported(s);

    if (provider->by_value && s->set->ttl == 1)
        return "Cloudflare reads a TTL of 1 as \"automatic\"";
    if (was && (!sesd_text_all(was->id, sesd_is_plain) ||
                memchr(was->id.s, '{', was->id.n)))
        return "the id of the record has a non-ASCII character, '\"', '\\' or "
               "'{'";
    return s->value && s->set->type == SESDOMAIN_TYPE_TXT
               ? terraform_txt_inexpressible(provider, s->value)
               : NULL;
}

const struct format sesd_format_terraform = {
    .name = "terraform",
    .description = "resources for Terraform and OpenTofu",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = terraform_write,
    .unknown = terraform_unknown,
    .inexpressible = terraform_inexpressible,
    .careful = true,
};
