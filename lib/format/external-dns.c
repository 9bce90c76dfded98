/* SPDX-License-Identifier: MIT */
#include "format.h"

/* A DNSEndpoint of external-dns: https://github.com/kubernetes-sigs/
 * external-dns/blob/v0.22.0/docs/sources/crd.md. It hands the targets of a TXT
 * set to each provider's API as they are, so how they are quoted depends on
 * the provider. */
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

#define AZURE_CHARACTERS 255 /* it gets one string, and cuts none */

static enum quoting quoting_of(const struct sesdomain_plan *plan)
{
    const char *name = sesd_plan_option(plan, "external-dns.provider");
    size_t i = 0;

    while (i + 1 < COUNT(providers) && strcmp(providers[i].name, name) != 0)
        i++;
    return providers[i].quoting;
}

/* A value of Route 53 takes less room than this, or is refused. */
#define VALUE_CHARACTERS 4000

static void target(const struct sesdomain_recordset *set,
                   const struct value *value, enum quoting quoting,
                   struct out *o)
{
    char buf[VALUE_CHARACTERS + 1];
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

static size_t write_external_dns(const struct sesdomain_plan *plan,
                                 size_t from, struct out *o)
{
    const enum quoting quoting = quoting_of(plan);
    size_t i = sesd_next_stated(plan, from);

    if (i == plan->set_count)
        return 0;
    sesd_out_str(o, "# ");
    sesd_out_subject(o, plan);
    sesd_out_str(o, "\n# external-dns needs --source=crd and "
                    "--managed-record-types=CNAME, and the latter\n"
                    "# once more for MX and for TXT.\n"
                    "apiVersion: externaldns.k8s.io/v1alpha1\n"
                    "kind: DNSEndpoint\n"
                    "metadata:\n"
                    "  name: '");
    sesd_out_text(o, plan->domain);
    sesd_out_str(o, "'\nspec:\n  endpoints:\n");
    for (; i < plan->set_count; i = sesd_next_stated(plan, i + 1)) {
        const struct sesdomain_recordset *set = &plan->sets[i];

        sesd_out_str(o, "    - dnsName: '");
        sesd_out_text(o, set->name);
        sesd_out_str(o, "'\n      recordTTL: ");
        sesd_out_uint(o, set->ttl);
        sesd_out_str(o, "\n      recordType: ");
        sesd_out_text(o, set->type_name);
        sesd_out_str(o, "\n      targets:\n");
        for (size_t j = 0; j < set->value_count; j++)
            if (sesd_wanted(&set->values[j]))
                target(set, &set->values[j], quoting, o);
    }
    return 0;
}

/* ---- refusals ---- */

/* NULL, or why the value cannot be said. */
static const char *wrong(const struct value *v, enum quoting quoting)
{
    struct out o = sesd_out(NULL, 0);

    switch (quoting) {
    case AS_ROUTE_53:
        sesd_out_route53(&o, v);
        return o.length <= VALUE_CHARACTERS
                   ? NULL
                   : "Route 53 takes 4000 characters in a value";
    case AS_RDATA:
        return NULL;
    case AS_PLAIN_RDATA:
        return sesd_text_all(v->text, sesd_is_plain)
                   ? NULL
                   : "what is not printable ASCII, '\"' and '\\' are not "
                     "written to Cloudflare for sure";
    case AS_TEXT:
        if (!v->text.n || v->text.n > AZURE_CHARACTERS)
            return "external-dns gives Azure one string, of 1 to 255 "
                   "characters";
        return sesd_text_all(v->text, sesd_is_plain)
                   ? NULL
                   : "what is not printable ASCII, '\"' and '\\' are not "
                     "written to Azure for sure";
    }
    return NULL;
}

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    const struct sesdomain_recordset *set = &plan->sets[r->set];
    const enum quoting quoting = quoting_of(plan);
    size_t wanted = 0;

    r->reason = "external-dns takes a TTL of 0 for one that is not said";
    if (!set->ttl)
        return SESDOMAIN_E_VALUE;
    for (r->value = 0; r->value < set->value_count; r->value++) {
        const struct value *v = &set->values[r->value];

        if (!sesd_wanted(v) || set->type != SESDOMAIN_TYPE_TXT)
            continue;
        r->reason = "external-dns writes no TXT value but the first to Azure";
        if (wanted++ && quoting == AS_TEXT)
            return SESDOMAIN_E_VALUE;
        r->reason = wrong(v, quoting);
        if (r->reason)
            return SESDOMAIN_E_VALUE;
    }
    r->value = 0;
    return SESDOMAIN_OK;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    return sesd_refuse_state(plan, r, false, refuse_set);
}

const struct format sesd_format_external_dns = {
    .name = "external-dns",
    .description = "a DNSEndpoint for external-dns in Kubernetes",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = write_external_dns,
    .refuse = refuse,
};
