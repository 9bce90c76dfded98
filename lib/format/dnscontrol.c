/* SPDX-License-Identifier: MIT */
#include "format.h"

/* JavaScript for DNSControl: https://docs.dnscontrol.org/. It wants raw text
 * and quotes and cuts by itself. Records that a D() does not hold are deleted,
 * so these extend one that holds the others; a whole D() purges nothing. */

static void head(const struct sesdomain_plan *plan, struct out *o)
{
    const char *provider = sesd_plan_option(plan, "dnscontrol.provider");

    sesd_out_str(o, "// ");
    sesd_out_subject(o, plan);
    sesd_out_char(o, '\n');
    if (!*provider) {
        sesd_out_str(o, "D_EXTEND(\"");
        sesd_out_text(o, plan->zone);
        sesd_out_str(o, "\",\n");
        return;
    }
    sesd_out_str(o, "D(\"");
    sesd_out_text(o, plan->zone);
    sesd_out_str(o, "\", NewRegistrar(\"none\"),\n"
                    "  DnsProvider(NewDnsProvider(");
    sesd_out_json(o, sesd_text(provider));
    sesd_out_str(o, ")), NO_PURGE,\n");
}

static void record(const struct sesdomain_plan *plan,
                   const struct sesdomain_recordset *set,
                   const struct value *value, struct out *o)
{
    struct text preference;

    sesd_out_str(o, "  ");
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, '(');
    sesd_out_json(o, sesd_host(plan, set->name, "@"));
    sesd_out_str(o, ", ");
    if (set->type == SESDOMAIN_TYPE_TXT) {
        sesd_out_json(o, value->text);
    } else if (set->type == SESDOMAIN_TYPE_MX) {
        const struct text host = sesd_mx_host(value->rdata, &preference);

        sesd_out_text(o, preference);
        sesd_out_str(o, ", ");
        sesd_out_json(o, host);
    } else {
        sesd_out_json(o, value->rdata);
    }
    sesd_out_str(o, ", TTL(");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "))");
}

static size_t write_dnscontrol(const struct sesdomain_plan *plan, size_t from,
                               struct out *o)
{
    const char *comma = "";
    size_t i = sesd_next_stated(plan, from);

    if (i == plan->set_count)
        return 0;
    head(plan, o);
    for (; i < plan->set_count; i = sesd_next_stated(plan, i + 1))
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            if (!sesd_wanted(&plan->sets[i].values[j]))
                continue;
            sesd_out_str(o, comma);
            record(plan, &plan->sets[i], &plan->sets[i].values[j], o);
            comma = ",\n";
        }
    sesd_out_str(o, "\n);\n");
    return 0;
}

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    const struct sesdomain_recordset *set = &plan->sets[r->set];

    if (set->type != SESDOMAIN_TYPE_TXT)
        return SESDOMAIN_OK;
    r->reason = "DNSControl takes text, and this is not printable ASCII";
    for (r->value = 0; r->value < set->value_count; r->value++) {
        const struct text t = set->values[r->value].text;

        for (size_t i = 0; i < t.n && sesd_wanted(&set->values[r->value]); i++)
            if (t.s[i] < ' ' || t.s[i] > '~')
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

const struct format sesd_format_dnscontrol = {
    .name = "dnscontrol",
    .description = "JavaScript for DNSControl",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = write_dnscontrol,
    .refuse = refuse,
};
