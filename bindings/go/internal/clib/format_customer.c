//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The words of a DNS provider's control panel. Takes a value, produces what
 * the DNS operator enters: no accounts and no labels (audience=customer).
 */
#include "format_format.h"

bool sesd_for_customer(const struct sesdomain_plan *plan)
{
    return strcmp(sesd_plan_option(plan, "audience"), "customer") == 0;
}

static const char *customer_word(const char *word, const char *usual)
{
    return word ? word : usual;
}

static struct text customer_host(const struct sesdomain_plan *plan,
                                 struct text name)
{
    const char *apex = plan->provider ? plan->provider->apex : "@";

    if (strcmp(sesd_plan_option(plan, "dns.names"), "absolute") == 0)
        return name;
    return sesd_host(plan, name, apex ? apex : name.s);
}

/* A target, with a final dot if the provider requires one. */
static struct text customer_target(const struct sesdomain_plan *plan,
                                   struct text t, struct box *box)
{
    if (strcmp(sesd_plan_option(plan, "dns.final-dot"), "yes") != 0 ||
        t.n + 2 > sizeof(box->buf))
        return t;
    memcpy(box->buf, t.s, t.n);
    box->buf[t.n] = '.';
    return (struct text){ box->buf, t.n + 1 };
}

static bool customer_wants_zone_form(const struct sesdomain_plan *plan)
{
    return plan->provider && plan->provider->zone_form &&
           sesd_for_customer(plan);
}

static const char *customer_value_word(const struct provider *p, uint32_t type)
{
    if (!p)
        return "Value";
    if (type == SESDOMAIN_TYPE_CNAME)
        return customer_word(p->words.target,
                             customer_word(p->words.value, "Target"));
    if (type == SESDOMAIN_TYPE_MX)
        return customer_word(p->words.mail_server,
                             customer_word(p->words.value, "Mail server"));
    return customer_word(p->words.value, "Value");
}

static struct text customer_value(const struct sesdomain_plan *plan,
                                  const struct sesdomain_recordset *set,
                                  const struct value *v, struct box *box)
{
    struct text preference;

    if (set->type == SESDOMAIN_TYPE_TXT)
        return customer_wants_zone_form(plan) ? v->rdata : sesd_pasted(v);
    if (set->type == SESDOMAIN_TYPE_MX && !customer_wants_zone_form(plan))
        return customer_target(plan, sesd_mx_host(v->text, &preference), box);
    return customer_target(plan, v->text, box);
}

bool sesd_box(const struct sesdomain_plan *plan,
              const struct sesdomain_recordset *set, const struct value *v,
              enum box_kind kind, struct box *box)
{
    const struct provider *p = plan->provider;
    struct out o;

    switch (kind) {
    case BOX_HOST:
        box->title = p ? customer_word(p->words.host, "Name") : "Name";
        box->text = customer_host(plan, set->name);
        return true;
    case BOX_TYPE:
        box->title = p ? customer_word(p->words.type, "Type") : "Type";
        box->text = set->type_name;
        return true;
    case BOX_PRIORITY:
        box->title =
            p ? customer_word(p->words.priority, "Priority") : "Priority";
        if (set->type != SESDOMAIN_TYPE_MX || customer_wants_zone_form(plan))
            return false;
        sesd_mx_host(v->text, &box->text);
        return true;
    case BOX_VALUE:
        box->title = customer_value_word(p, set->type);
        box->text = customer_value(plan, set, v, box);
        return true;
    case BOX_TTL:
        box->title = "TTL";
        o = sesd_out(box->buf, sizeof(box->buf));
        sesd_out_uint(&o, set->ttl);
        box->text = (struct text){ box->buf, o.length };
        return true;
    case BOXES:
        break;
    }
    return false;
}

bool sesd_is_shown(const struct sesdomain_plan *plan,
                   const struct sesdomain_finding *f)
{
    return f->row->for_customer || !sesd_for_customer(plan);
}

size_t sesd_shown_count(const struct sesdomain_plan *plan)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->finding_count; i++)
        n += sesd_is_shown(plan, &plan->findings[i]);
    return n;
}
