//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A DNSEndpoint of external-dns. Takes the desired record sets, produces YAML:
 * https://github.com/kubernetes-sigs/external-dns/blob/v0.22.0/docs/sources/
 * crd.md. external-dns passes the targets of a TXT set to the API of each
 * provider unchanged, so the provider decides how they are quoted.
 */
#include "format_format.h"

enum quoting { AS_ROUTE_53, AS_RDATA, AS_PLAIN_RDATA, AS_TEXT };

static const struct {
    const char *name;
    enum quoting quoting;
} providers[] = {
    { "aws", AS_ROUTE_53 },
    { "azure", AS_TEXT },
    { "cloudflare", AS_PLAIN_RDATA },
    { "google", AS_RDATA },
    { "pdns", AS_RDATA },
};

#define AZURE_CHARACTERS 255 /* one string, which is not cut */

static enum quoting external_dns_quoting(const struct sesdomain_plan *plan)
{
    const char *name = sesd_plan_option(plan, "external-dns.provider");
    size_t i = 0;

    while (i + 1 < COUNT(providers) && strcmp(providers[i].name, name) != 0)
        i++;
    return providers[i].quoting;
}

static void external_dns_write_target(const struct sesdomain_recordset *set,
                                      const struct value *value,
                                      enum quoting quoting, struct out *o)
{
    char buf[ROUTE53_VALUE_CHARACTERS + 1];
    struct out v = sesd_out(buf, sizeof(buf));

    sesd_out_str(o, "        - ");
    if (set->type != SESDOMAIN_TYPE_TXT || quoting == AS_TEXT) {
        sesd_out_yaml(o, value->text);
    } else if (quoting == AS_ROUTE_53) {
        sesd_out_route53(&v, value);
        sesd_out_yaml(o, (struct text){ buf, v.length });
    } else {
        sesd_out_yaml(o, value->rdata);
    }
    sesd_out_char(o, '\n');
}

static void external_dns_write(const struct sesdomain_plan *plan,
                               struct out *o)
{
    const enum quoting quoting = external_dns_quoting(plan);
    size_t i = sesd_next_stated(plan, 0);

    if (i == plan->set_count)
        return;
    sesd_out_str(o, "# ");
    sesd_out_subject(o, plan);
    sesd_out_str(
        o, "\n# for external-dns 0.22.0 or later: others may expect "
           "an MX with a final dot\n# external-dns needs --source=crd and "
           "--managed-record-types=CNAME, and the latter\n"
           "# once more for MX and for TXT");
    if (plan->tallies[SESDOMAIN_PURPOSE_ADDRESS].sets)
        sesd_out_str(o, ", for A and for AAAA");
    sesd_out_str(o, ".\n"
                    "apiVersion: externaldns.k8s.io/v1alpha1\n"
                    "kind: DNSEndpoint\n"
                    "metadata:\n"
                    "  name: ");
    sesd_out_yaml(o, plan->domain);
    sesd_out_str(o, "\nspec:\n  endpoints:\n");
    for (; i < plan->set_count; i = sesd_next_stated(plan, i + 1)) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        sesd_out_str(o, "    - dnsName: ");
        sesd_out_yaml(o, set->name);
        sesd_out_str(o, "\n      recordTTL: ");
        sesd_out_uint(o, set->ttl);
        sesd_out_str(o, "\n      recordType: ");
        sesd_out_text(o, set->type_name);
        sesd_out_str(o, "\n      targets:\n");
        for (size_t j = 0; j < set->value_count; j++)
            if (sesd_is_desired(&set->values[j]))
                external_dns_write_target(set, &set->values[j], quoting, o);
    }
}

/* ---- refusals ---- */

static const char *external_dns_over_azure(const struct subject *s)
{
    const struct text t = s->value->text;

    for (const struct value *v = s->set->values; v < s->value; v++)
        if (sesd_is_desired(v))
            return "external-dns writes only the first TXT value to Azure";
    if (!t.n || t.n > AZURE_CHARACTERS)
        return "external-dns writes one string of 1 to 255 characters to "
               "Azure";
    if (!sesd_text_all(t, sesd_is_plain))
        return "external-dns does not reliably write non-ASCII characters, "
               "'\"' or '\\' to Azure";
    return NULL;
}

static const char *external_dns_inexpressible(const struct subject *s)
{
    if (!s->set->ttl)
        return "external-dns treats a TTL of 0 as unset";
    if (!s->value || s->set->type != SESDOMAIN_TYPE_TXT)
        return NULL;
    switch (external_dns_quoting(s->plan)) {
    case AS_ROUTE_53:
        return sesd_over_route53(s);
    case AS_PLAIN_RDATA:
        return sesd_text_all(s->value->text, sesd_is_plain)
                   ? NULL
                   : "external-dns does not reliably write non-ASCII "
                     "characters, '\"' or '\\' to Cloudflare";
    case AS_TEXT:
        return external_dns_over_azure(s);
    case AS_RDATA:
        break;
    }
    return NULL;
}

const struct format sesd_format_external_dns = {
    .name = "external-dns",
    .description = "a DNSEndpoint for external-dns in Kubernetes",
    .media_type = "application/yaml",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = external_dns_write,
    .inexpressible = external_dns_inexpressible,
};
