//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * JavaScript for DNSControl (https://docs.dnscontrol.org/). Takes the desired
 * record sets, produces a D_EXTEND(), or a whole D() with NO_PURGE: a D()
 * deletes the records that it does not contain. DNSControl quotes and splits
 * text itself.
 */
#include "format_format.h"

static void dnscontrol_write_head(const struct sesdomain_plan *plan,
                                  struct out *o)
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

static void dnscontrol_write_record(const struct sesdomain_plan *plan,
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

static void dnscontrol_write(const struct sesdomain_plan *plan, struct out *o)
{
    const char *comma = "";
    size_t i = sesd_next_stated(plan, 0);

    if (i == plan->set_count)
        return;
    dnscontrol_write_head(plan, o);
    for (; i < plan->set_count; i = sesd_next_stated(plan, i + 1))
        for (size_t j = 0; j < plan->sets[i].value_count; j++) {
            if (!sesd_is_desired(&plan->sets[i].values[j]))
                continue;
            sesd_out_str(o, comma);
            dnscontrol_write_record(plan, &plan->sets[i],
                                    &plan->sets[i].values[j], o);
            comma = ",\n";
        }
    sesd_out_str(o, "\n);\n");
}

static const char *dnscontrol_inexpressible(const struct subject *s)
{
    return s->value && s->set->type == SESDOMAIN_TYPE_TXT &&
                   !sesd_text_all(s->value->text, sesd_is_ascii)
               ? "DNSControl accepts printable ASCII alone"
               : NULL;
}

const struct format sesd_format_dnscontrol = {
    .name = "dnscontrol",
    .description = "JavaScript for DNSControl",
    .media_type = "text/javascript",
    .kind = SESDOMAIN_FORMAT_KIND_STATE,
    .write = dnscontrol_write,
    .inexpressible = dnscontrol_inexpressible,
};
