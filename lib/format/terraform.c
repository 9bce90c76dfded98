/* SPDX-License-Identifier: MIT */
#include "format.h"

/* Resources for Terraform and OpenTofu, in HCL or in JSON:
 * https://developer.hashicorp.com/terraform/language/syntax/json. What exists
 * is imported: without that, aws and azurerm refuse to create it, google
 * overwrites it, and cloudflare puts records beside it. */

/* ---- resources and imports ---- */

static void type_in_lower_case(struct terraform *d)
{
    for (size_t i = 0; i < d->set->type_name.n; i++)
        sesd_out_char(d->h.o, sesd_lower(d->set->type_name.s[i]));
}

static void resource_type(struct terraform *d)
{
    if (d->provider->type) {
        sesd_out_str(d->h.o, d->provider->type);
        return;
    }
    sesd_out_str(d->h.o, "azurerm_dns_");
    type_in_lower_case(d);
    sesd_out_str(d->h.o, "_record");
}

/* FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
static uint32_t hash(uint32_t h, struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        h = (h ^ (unsigned char)t.s[i]) * 16777619u;
    return (h ^ '\n') * 16777619u;
}

/* The same for as long as the record is, whatever comes and goes. */
static void label(struct terraform *d)
{
    static const char hex[] = "0123456789abcdef";
    const struct text host = sesd_host(d->plan, d->set->name, "apex");
    uint32_t h = hash(hash(2166136261u, d->set->name), d->set->type_name);

    if (d->provider->by_value && !sesd_terraform_is_the_one(d))
        h = hash(h, d->value->rdata);
    sesd_out_str(d->h.o, "ses_");
    for (size_t i = 0; i < host.n; i++) {
        const bool fits = sesd_is_ldh(host.s[i]);

        sesd_out_char(d->h.o, fits ? host.s[i] : '_');
    }
    sesd_out_char(d->h.o, '_');
    type_in_lower_case(d);
    sesd_out_char(d->h.o, '_');
    for (int shift = 28; shift >= 0; shift -= 4)
        sesd_out_char(d->h.o, hex[h >> shift & 15]);
}

static void resource(struct terraform *d)
{
    sesd_out_str(d->h.o, d->h.json ? "{\"" : "\nresource \"");
    resource_type(d);
    sesd_out_str(d->h.o, d->h.json ? "\": {\"" : "\" \"");
    label(d);
    sesd_out_str(d->h.o, d->h.json ? "\":\n    {" : "\" {");
    d->provider->body(d);
    sesd_out_str(d->h.o, d->h.json ? "}}}" : "\n}\n");
}

static void import(struct terraform *d)
{
    sesd_out_str(d->h.o, d->h.json ? "{\"to\": \"" : "\nimport {\n  to = ");
    resource_type(d);
    sesd_out_char(d->h.o, '.');
    label(d);
    sesd_out_str(d->h.o, d->h.json ? "\",\n   \"id\": \"" : "\n  id = \"");
    sesd_terraform_zone_inside(d);
    d->provider->import_id(d);
    sesd_out_str(d->h.o, d->h.json ? "\"}" : "\"\n}\n");
}

static bool exists(struct terraform *d)
{
    return d->provider->by_value
               ? sesd_terraform_was(d) != NULL
               : d->set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT;
}

/* ---- the document ---- */

static struct terraform doc(const struct sesdomain_plan *plan, struct out *o)
{
    const char *syntax = sesd_plan_option(plan, "terraform.syntax");
    struct terraform d = {
        .h = { o, .json = strcmp(syntax, "json") == 0 },
        .plan = plan,
        .provider = sesd_terraform_provider(
            sesd_plan_option(plan, "terraform.provider")),
        .zone = sesd_text(sesd_plan_option(plan, "terraform.zone")),
    };

    d.h.width = d.provider->width;
    return d;
}

static void head(struct terraform *d)
{
    if (d->h.json) {
        sesd_out_str(d->h.o, "{\"//\": \"Amazon SES records of ");
        sesd_out_text(d->h.o, d->plan->domain);
        if (d->plan->id.n) {
            sesd_out_str(d->h.o, " (");
            sesd_hcl_inside(&d->h, d->plan->id);
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

/* Write something of each set, or of each value; block begins it in JSON. */
static void each(struct terraform *d, const char *block,
                 bool (*takes)(struct terraform *),
                 void (*write)(struct terraform *))
{
    const char *before = block;

    for (size_t i = sesd_next_stated(d->plan, 0); i < d->plan->set_count;
         i = sesd_next_stated(d->plan, i + 1)) {
        d->set = &d->plan->sets[i];
        for (size_t j = 0; j < d->set->value_count; j++) {
            d->value = &d->set->values[j];
            if (!sesd_wanted(d->value) || (takes && !takes(d)))
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
    struct terraform d = doc(plan, o);

    if (sesd_next_stated(plan, 0) == plan->set_count)
        return;
    head(&d);
    each(&d, ",\n \"resource\": [\n  ", NULL, resource);
    each(&d, ",\n \"import\": [\n  ", exists, import);
    if (d.h.json)
        sesd_out_str(o, "}\n");
}

/* ---- refusals ---- */

static const struct reason *
terraform_refuse_set(const struct sesdomain_plan *plan,
                     const struct sesdomain_recordset *set)
{
    static const struct reason unknown = {
        SESDOMAIN_E_PRIOR_UNKNOWN,
        "it is not known what is there, and the provider would overwrite it "
        "or put another beside it",
    };
    static const struct reason ttl = {
        SESDOMAIN_E_INEXPRESSIBLE,
        "a TTL of 1 means one of their choice to Cloudflare",
    };
    const struct terraform d = doc(plan, NULL);

    if (d.provider->overwrites &&
        set->prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN)
        return &unknown;
    return d.provider->by_value && set->ttl == 1 ? &ttl : NULL;
}

/* The record that would become a value has to have an id to import it by. */
static const struct reason *refuse_id(struct terraform *d)
{
    static const struct reason unknown = {
        SESDOMAIN_E_PRIOR_UNKNOWN,
        "the id of the record is not known, and without it Terraform cannot "
        "take it over",
    };
    static const struct reason plain = {
        SESDOMAIN_E_INEXPRESSIBLE,
        "the id of the record is not printable ASCII, or has '\"' or '\\' or "
        "'{' in it",
    };
    const struct value *was = sesd_terraform_was(d);

    if (!d->provider->by_value || !was)
        return NULL;
    if (!was->id.n)
        return &unknown;
    return sesd_text_all(was->id, sesd_is_plain) &&
                   !memchr(was->id.s, '{', was->id.n)
               ? NULL
               : &plain;
}

static const struct reason *refuse_txt(const struct terraform *d)
{
    static const struct reason ambiguous = {
        SESDOMAIN_E_INEXPRESSIBLE,
        "'$' or '%' stands twice before '{', which is not read in one way "
        "only",
    };
    static const struct reason plain = {
        SESDOMAIN_E_INEXPRESSIBLE,
        "it has characters that are not printable ASCII, or '\"' or '\\', "
        "which the provider does not write as they are",
    };
    static const struct reason length = {
        SESDOMAIN_E_INEXPRESSIBLE,
        "the provider takes 1 to 4096 characters in a TXT value",
    };
    const struct text t = d->value->text;

    if (sesd_hcl_is_ambiguous(d->value->rdata))
        return &ambiguous;
    if (d->provider->raw && !sesd_text_all(t, sesd_is_plain))
        return &plain;
    if (d->provider->longest && (!t.n || t.n > d->provider->longest))
        return &length;
    return NULL;
}

static const struct reason *
terraform_refuse_value(const struct sesdomain_plan *plan,
                       const struct sesdomain_recordset *set,
                       const struct value *value)
{
    struct terraform d = doc(plan, NULL);
    const struct reason *reason;

    d.set = set;
    d.value = value;
    reason = refuse_id(&d);
    if (!reason && set->type == SESDOMAIN_TYPE_TXT)
        reason = refuse_txt(&d);
    return reason;
}

const struct format sesd_format_terraform = {
    .name = "terraform",
    .description = "resources for Terraform and OpenTofu",
    .media_type = "text/plain",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = terraform_write,
    .refuse_set = terraform_refuse_set,
    .refuse_value = terraform_refuse_value,
    .careful = true,
};
