/* SPDX-License-Identifier: MIT */
/*
 * The resources of four Terraform providers, and the IDs by which they are
 * imported. Takes a record set or a value, produces the body of a resource, as
 * the page of each describes it: https://registry.terraform.io/providers/.
 */
#include "format.h"

/* ---- all providers ---- */

void sesd_terraform_variable(struct terraform *d)
{
    const struct text domain = d->plan->domain;

    sesd_out_str(d->h.o, "ses_zone_");
    for (size_t i = 0; i < domain.n; i++)
        sesd_out_char(d->h.o, domain.s[i] == '.' ? '_' : domain.s[i]);
}

void sesd_terraform_zone_inside(struct terraform *d)
{
    if (d->zone.n) {
        sesd_hcl_inside(&d->h, d->zone);
        return;
    }
    sesd_out_str(d->h.o, "${var.");
    sesd_terraform_variable(d);
    sesd_out_char(d->h.o, '}');
}

static void provider_write_zone(struct terraform *d)
{
    if (!d->zone.n && !d->h.json) {
        sesd_out_str(d->h.o, "var.");
        sesd_terraform_variable(d);
        return;
    }
    sesd_out_char(d->h.o, '"');
    sesd_terraform_zone_inside(d);
    sesd_out_char(d->h.o, '"');
}

static void provider_write_ttl(struct terraform *d)
{
    sesd_hcl_key(&d->h, "ttl");
    sesd_out_uint(d->h.o, d->set->ttl);
}

/* Write the desired values, in brackets. */
static void provider_write_list(struct terraform *d,
                                void (*write)(struct terraform *,
                                              struct value *))
{
    const char *comma = d->h.json ? "\n       " : "\n    ";

    sesd_out_char(d->h.o, '[');
    for (size_t j = 0; j < d->set->value_count; j++) {
        if (!sesd_is_desired(&d->set->values[j]))
            continue;
        sesd_out_str(d->h.o, comma);
        write(d, &d->set->values[j]);
        comma = d->h.json ? ",\n       " : ",\n    ";
    }
    sesd_out_str(d->h.o, d->h.json ? "]" : ",\n  ]");
}

bool sesd_terraform_is_the_one(struct terraform *d)
{
    return d->set->single && d->value->purpose != SESDOMAIN_PURPOSE_NONE;
}

const struct value *sesd_terraform_was(struct terraform *d)
{
    if (d->value->op == SESDOMAIN_VALUE_OP_KEEP)
        return d->value;
    for (size_t j = 0; j < d->set->value_count && sesd_terraform_is_the_one(d);
         j++)
        if (d->set->values[j].op == SESDOMAIN_VALUE_OP_REMOVE)
            return &d->set->values[j];
    return NULL;
}

/* ---- aws: aws_route53_record, of hashicorp/aws ---- */

/* Write a TXT value. The provider quotes it; two quotation marks separate its
 * strings. The text has no others. */
static void aws_write_value(struct terraform *d, struct value *v)
{
    struct text rest = v->rdata;

    if (d->set->type != SESDOMAIN_TYPE_TXT) {
        sesd_hcl_quoted(&d->h, v->text);
        return;
    }
    sesd_out_char(d->h.o, '"');
    while (rest.n) {
        const char *end = memchr(rest.s + 1, '"', rest.n - 1);
        const size_t n = (size_t)(end - rest.s) + 1;

        sesd_hcl_inside(&d->h, (struct text){ rest.s + 1, n - 2 });
        rest.s += n, rest.n -= n;
        if (!rest.n)
            break;
        rest.s++, rest.n--; /* the space */
        sesd_out_str(d->h.o, "\\\"\\\"");
    }
    sesd_out_char(d->h.o, '"');
}

static void aws_write_body(struct terraform *d)
{
    sesd_hcl_first(&d->h, "zone_id");
    provider_write_zone(d);
    sesd_hcl_string(&d->h, "name", d->set->name);
    sesd_hcl_string(&d->h, "type", d->set->type_name);
    provider_write_ttl(d);
    sesd_hcl_key(&d->h, "records");
    provider_write_list(d, aws_write_value);
}

static void aws_write_id(struct terraform *d)
{
    sesd_out_char(d->h.o, '_');
    sesd_out_text(d->h.o, d->set->name);
    sesd_out_char(d->h.o, '_');
    sesd_out_text(d->h.o, d->set->type_name);
}

/* ---- cloudflare: cloudflare_dns_record, of cloudflare/cloudflare 5 ---- */

static void cloudflare_write_body(struct terraform *d)
{
    const uint32_t type = d->set->type;
    struct text priority, content = d->value->text;

    if (type == SESDOMAIN_TYPE_TXT)
        content = d->value->rdata;
    if (type == SESDOMAIN_TYPE_MX)
        content = sesd_mx_host(content, &priority);
    sesd_hcl_first(&d->h, "zone_id");
    provider_write_zone(d);
    sesd_hcl_string(&d->h, "name", d->set->name);
    sesd_hcl_string(&d->h, "type", d->set->type_name);
    provider_write_ttl(d);
    sesd_hcl_string(&d->h, "content", content);
    if (type == SESDOMAIN_TYPE_MX) {
        sesd_hcl_key(&d->h, "priority");
        sesd_out_text(d->h.o, priority);
    }
    if (type == SESDOMAIN_TYPE_CNAME) {
        sesd_hcl_key(&d->h, "proxied");
        sesd_out_str(d->h.o, "false");
    }
}

static void cloudflare_write_id(struct terraform *d)
{
    const struct value *there = sesd_terraform_was(d);

    sesd_out_char(d->h.o, '/');
    if (there) /* an import has one */
        sesd_hcl_inside(&d->h, there->id);
}

/* ---- google: google_dns_record_set, of hashicorp/google ---- */

static void google_write_value(struct terraform *d, struct value *v)
{
    sesd_hcl_quoted(&d->h, v->rdata);
}

static void google_write_body(struct terraform *d)
{
    sesd_hcl_first(&d->h, "managed_zone");
    provider_write_zone(d);
    sesd_hcl_key(&d->h, "name");
    sesd_out_char(d->h.o, '"');
    sesd_out_text(d->h.o, d->set->name);
    sesd_out_str(d->h.o, ".\"");
    sesd_hcl_string(&d->h, "type", d->set->type_name);
    provider_write_ttl(d);
    sesd_hcl_key(&d->h, "rrdatas");
    provider_write_list(d, google_write_value);
}

static void google_write_id(struct terraform *d)
{
    sesd_out_char(d->h.o, '/');
    sesd_out_text(d->h.o, d->set->name);
    sesd_out_str(d->h.o, "./");
    sesd_out_text(d->h.o, d->set->type_name);
}

/* ---- azurerm: azurerm_dns_..._record, of hashicorp/azurerm ---- */

/* Write the group in /subscriptions/ID/resourceGroups/GROUP/... */
static void azurerm_write_group(struct terraform *d)
{
    const char *quote = d->h.json ? "\\\"" : "\"";
    const char *around = d->zone.n ? quote : "";

    sesd_out_str(d->h.o, d->h.json ? "\"${split(" : "split(");
    sesd_out_str(d->h.o, quote);
    sesd_out_char(d->h.o, '/');
    sesd_out_str(d->h.o, quote);
    sesd_out_str(d->h.o, ", ");
    sesd_out_str(d->h.o, around);
    sesd_out_str(d->h.o, d->zone.n ? d->zone.s : "var.");
    if (!d->zone.n)
        sesd_terraform_variable(d);
    sesd_out_str(d->h.o, around);
    sesd_out_str(d->h.o, d->h.json ? ")[4]}\"" : ")[4]");
}

/* Write a record block, without its braces in HCL. */
static void azurerm_write_value(struct terraform *d, struct value *v)
{
    const bool json = d->h.json;
    struct text preference, host = v->text;

    if (d->set->type == SESDOMAIN_TYPE_MX) {
        host = sesd_mx_host(v->text, &preference);
        sesd_out_str(d->h.o, json ? "{\"preference\": " : "preference = ");
        sesd_hcl_quoted(&d->h, preference);
        sesd_out_str(d->h.o,
                     json ? ", \"exchange\": " : "\n    exchange   = ");
    } else {
        sesd_out_str(d->h.o, json ? "{\"value\": " : "value = ");
    }
    sesd_hcl_quoted(&d->h, host);
    if (json)
        sesd_out_char(d->h.o, '}');
}

static void azurerm_write_body(struct terraform *d)
{
    sesd_hcl_first(&d->h, "resource_group_name");
    azurerm_write_group(d);
    sesd_hcl_string(&d->h, "zone_name", d->plan->zone);
    sesd_hcl_string(&d->h, "name", sesd_host(d->plan, d->set->name, "@"));
    provider_write_ttl(d);
    if (d->set->type == SESDOMAIN_TYPE_CNAME) {
        sesd_hcl_string(&d->h, "record", d->value->text);
        return;
    }
    if (sesd_is_address(d->set->type)) {
        sesd_hcl_key(&d->h, "records");
        provider_write_list(d, google_write_value);
        return;
    }
    if (d->h.json) {
        sesd_hcl_key(&d->h, "record");
        provider_write_list(d, azurerm_write_value);
        return;
    }
    for (size_t j = 0; j < d->set->value_count; j++) {
        if (!sesd_is_desired(&d->set->values[j]))
            continue;
        sesd_out_str(d->h.o, "\n\n  record {\n    ");
        azurerm_write_value(d, &d->set->values[j]);
        sesd_out_str(d->h.o, "\n  }");
    }
}

static void azurerm_write_id(struct terraform *d)
{
    sesd_out_char(d->h.o, '/');
    sesd_out_text(d->h.o, d->set->type_name);
    sesd_out_char(d->h.o, '/');
    sesd_out_text(d->h.o, sesd_host(d->plan, d->set->name, "@"));
}

/* ---- the table ---- */

static const struct terraform_provider providers[] = {
    { "aws", "aws_route53_record", "the ID of the hosted zone ",
      aws_write_body, aws_write_id, 7, .raw = true },
    { "azurerm", NULL, "the resource ID of the DNS zone ", azurerm_write_body,
      azurerm_write_id, 19, .raw = true, .longest = 4096 },
    { "cloudflare", "cloudflare_dns_record", "the ID of the zone ",
      cloudflare_write_body, cloudflare_write_id, 8, .by_value = true,
      .overwrites = true, .raw = true },
    { "google", "google_dns_record_set", "the name of the managed zone ",
      google_write_body, google_write_id, 12, .overwrites = true },
};

const struct terraform_provider *sesd_terraform_provider(const char *name)
{
    size_t i = 0;

    while (i + 1 < COUNT(providers) && strcmp(providers[i].name, name) != 0)
        i++;
    return &providers[i];
}
