/* SPDX-License-Identifier: MIT */
#include "format.h"

/* The resources of Terraform's providers, and what their imports take; from
 * the provider's page of each, https://registry.terraform.io/providers/. */

/* ---- what they have in common ---- */

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

static void zone(struct terraform *d)
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

static void ttl(struct terraform *d)
{
    sesd_hcl_key(&d->h, "ttl");
    sesd_out_uint(d->h.o, d->set->ttl);
}

/* The values that are wanted, between brackets, each as write has it. */
static void list(struct terraform *d,
                 void (*write)(struct terraform *, struct value *))
{
    const char *comma = d->h.json ? "\n       " : "\n    ";

    sesd_out_char(d->h.o, '[');
    for (size_t j = 0; j < d->set->value_count; j++) {
        if (!sesd_wanted(&d->set->values[j]))
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

/* The provider puts quotes around a TXT value; where it is cut stand two of
 * them. It has no others. */
static void aws_value(struct terraform *d, struct value *v)
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

static void aws(struct terraform *d)
{
    sesd_hcl_first(&d->h, "zone_id");
    zone(d);
    sesd_hcl_string(&d->h, "name", d->set->name);
    sesd_hcl_string(&d->h, "type", d->set->type_name);
    ttl(d);
    sesd_hcl_key(&d->h, "records");
    list(d, aws_value);
}

static void aws_import_id(struct terraform *d)
{
    sesd_out_char(d->h.o, '_');
    sesd_out_text(d->h.o, d->set->name);
    sesd_out_char(d->h.o, '_');
    sesd_out_text(d->h.o, d->set->type_name);
}

/* ---- cloudflare: cloudflare_dns_record, of cloudflare/cloudflare 5 ---- */

static void cloudflare(struct terraform *d)
{
    const uint32_t type = d->set->type;
    struct text priority, content = d->value->text;

    if (type == SESDOMAIN_TYPE_TXT)
        content = d->value->rdata;
    if (type == SESDOMAIN_TYPE_MX)
        content = sesd_mx_host(content, &priority);
    sesd_hcl_first(&d->h, "zone_id");
    zone(d);
    sesd_hcl_string(&d->h, "name", d->set->name);
    sesd_hcl_string(&d->h, "type", d->set->type_name);
    ttl(d);
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

static void cloudflare_import_id(struct terraform *d)
{
    const struct value *there = sesd_terraform_was(d);

    sesd_out_char(d->h.o, '/');
    if (there) /* what is imported is */
        sesd_hcl_inside(&d->h, there->id);
}

/* ---- google: google_dns_record_set, of hashicorp/google ---- */

static void google_value(struct terraform *d, struct value *v)
{
    sesd_hcl_quoted(&d->h, v->rdata);
}

static void google(struct terraform *d)
{
    sesd_hcl_first(&d->h, "managed_zone");
    zone(d);
    sesd_hcl_key(&d->h, "name");
    sesd_out_char(d->h.o, '"');
    sesd_out_text(d->h.o, d->set->name);
    sesd_out_str(d->h.o, ".\"");
    sesd_hcl_string(&d->h, "type", d->set->type_name);
    ttl(d);
    sesd_hcl_key(&d->h, "rrdatas");
    list(d, google_value);
}

static void google_import_id(struct terraform *d)
{
    sesd_out_char(d->h.o, '/');
    sesd_out_text(d->h.o, d->set->name);
    sesd_out_str(d->h.o, "./");
    sesd_out_text(d->h.o, d->set->type_name);
}

/* ---- azurerm: azurerm_dns_..._record, of hashicorp/azurerm ---- */

/* That of /subscriptions/ID/resourceGroups/GROUP/... */
static void resource_group(struct terraform *d)
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

/* A record block, without its braces in HCL. */
static void azurerm_value(struct terraform *d, struct value *v)
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

static void azurerm(struct terraform *d)
{
    sesd_hcl_first(&d->h, "resource_group_name");
    resource_group(d);
    sesd_hcl_string(&d->h, "zone_name", d->plan->zone);
    sesd_hcl_string(&d->h, "name", sesd_host(d->plan, d->set->name, "@"));
    ttl(d);
    if (d->set->type == SESDOMAIN_TYPE_CNAME) {
        sesd_hcl_string(&d->h, "record", d->value->text);
        return;
    }
    if (d->h.json) {
        sesd_hcl_key(&d->h, "record");
        list(d, azurerm_value);
        return;
    }
    for (size_t j = 0; j < d->set->value_count; j++) {
        if (!sesd_wanted(&d->set->values[j]))
            continue;
        sesd_out_str(d->h.o, "\n\n  record {\n    ");
        azurerm_value(d, &d->set->values[j]);
        sesd_out_str(d->h.o, "\n  }");
    }
}

static void azurerm_import_id(struct terraform *d)
{
    sesd_out_char(d->h.o, '/');
    sesd_out_text(d->h.o, d->set->type_name);
    sesd_out_char(d->h.o, '/');
    sesd_out_text(d->h.o, sesd_host(d->plan, d->set->name, "@"));
}

/* ---- which is whose ---- */

static const struct terraform_provider providers[] = {
    { "aws", "aws_route53_record", "the ID of the hosted zone ", aws,
      aws_import_id, 7, .raw = true },
    { "azurerm", NULL, "the resource ID of the DNS zone ", azurerm,
      azurerm_import_id, 19, .raw = true, .longest = 4096 },
    { "cloudflare", "cloudflare_dns_record", "the ID of the zone ", cloudflare,
      cloudflare_import_id, 8, .by_value = true, .overwrites = true,
      .raw = true },
    { "google", "google_dns_record_set", "the name of the managed zone ",
      google, google_import_id, 12, .overwrites = true },
};

const struct terraform_provider *sesd_terraform_provider(const char *name)
{
    size_t i = 0;

    while (i + 1 < COUNT(providers) && strcmp(providers[i].name, name) != 0)
        i++;
    return &providers[i];
}
