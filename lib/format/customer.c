/* SPDX-License-Identifier: MIT */
/*
 * The terms of a DNS provider's control panel. Takes a value, produces what
 * the DNS operator enters: no accounts and no labels (audience=customer).
 */
#include "format.h"

bool sesd_for_customer(const struct sesdomain_plan *plan)
{
    return strcmp(sesd_plan_option(plan, "audience"), "customer") == 0;
}

static const char *customer_word(const char *word, const char *usual)
{
    return word ? word : usual;
}

/* A name with its final dot, in the box. */
static struct text customer_dotted(struct text t, struct box *box)
{
    if (t.n + 2 > sizeof(box->buf))
        return t;
    memcpy(box->buf, t.s, t.n);
    box->buf[t.n] = '.';
    return (struct text){ box->buf, t.n + 1 };
}

static struct text customer_host(const struct sesdomain_plan *plan,
                                 struct text name, struct box *box)
{
    const struct provider *p = plan->provider;
    const char *apex = p ? p->apex : "@";

    if (strcmp(sesd_plan_option(plan, "dns.names"), "absolute") != 0)
        return sesd_host(plan, name, apex ? apex : name.s);
    return p && p->dot_after_name && sesd_for_customer(plan)
               ? customer_dotted(name, box)
               : name;
}

/* Return a target, with a final dot if the provider requires one. */
static struct text customer_target(const struct sesdomain_plan *plan,
                                   struct text t, struct box *box)
{
    return strcmp(sesd_plan_option(plan, "dns.final-dot"), "yes") == 0
               ? customer_dotted(t, box)
               : t;
}

static bool customer_wants_zone_form(const struct sesdomain_plan *plan)
{
    return plan->provider && plan->provider->zone_form &&
           sesd_for_customer(plan);
}

const char *sesd_value_word(const struct provider *p, uint32_t type)
{
    switch (type) {
    case SESDOMAIN_TYPE_CNAME:
        return customer_word(p ? p->words.target : NULL, "Target");
    case SESDOMAIN_TYPE_MX:
        return customer_word(p ? p->words.mail_server : NULL, "Mail server");
    default:
        return customer_word(p ? p->words.value : NULL, "Value");
    }
}

/* The TTL, or the word for one that the provider chooses. */
static void customer_ttl(const struct provider *p, uint32_t ttl,
                         struct box *box)
{
    struct out o = sesd_out(box->buf, sizeof(box->buf));

    if (p && p->ttl_auto && ttl == 1)
        sesd_out_str(&o, p->ttl_auto);
    else
        sesd_out_uint(&o, ttl);
    box->text = (struct text){ box->buf, o.length };
}

static struct text customer_value(const struct sesdomain_plan *plan,
                                  const struct sesdomain_recordset *set,
                                  const struct value *v, struct box *box)
{
    struct text preference;

    if (set->type == SESDOMAIN_TYPE_TXT)
        return customer_wants_zone_form(plan) ? sesd_shown_rdata(v)
                                              : sesd_pasted(v);
    if (set->type == SESDOMAIN_TYPE_MX && !customer_wants_zone_form(plan))
        return customer_target(plan, sesd_mx_host(v->text, &preference), box);
    return customer_target(plan, v->text, box);
}

bool sesd_box(const struct sesdomain_plan *plan,
              const struct sesdomain_recordset *set, const struct value *v,
              enum box_kind kind, struct box *box)
{
    const struct provider *p = plan->provider;

    switch (kind) {
    case BOX_HOST:
        box->title = p ? customer_word(p->words.host, "Name") : "Name";
        box->text = customer_host(plan, set->name, box);
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
        box->title = sesd_value_word(p, set->type);
        box->text = customer_value(plan, set, v, box);
        return true;
    case BOX_TTL:
        box->title = customer_word(p ? p->ttl : NULL, "TTL");
        customer_ttl(p, set->ttl, box);
        return true;
    case BOX_PROXY:
        if (!p || !p->proxy.word ||
            (set->type != SESDOMAIN_TYPE_CNAME && !sesd_is_address(set->type)))
            return false;
        box->title = p->proxy.word;
        box->text = sesd_text(p->proxy.off);
        return true;
    case BOXES:
        break;
    }
    return false;
}

/* ---- cards ---- */

const char *sesd_card_word(const struct sesdomain_recordset *set)
{
    switch (sesdomain_recordset_todo(set)) {
    case SESDOMAIN_RECORDSET_TODO_CREATE:
    case SESDOMAIN_RECORDSET_TODO_ADD:
        return "add";
    case SESDOMAIN_RECORDSET_TODO_EDIT:
    case SESDOMAIN_RECORDSET_TODO_REPLACE:
        return "change";
    case SESDOMAIN_RECORDSET_TODO_DELETE:
        return "delete";
    case SESDOMAIN_RECORDSET_TODO_NONE:
        break;
    }
    return "leave";
}

const char *sesd_op_word(const struct value *v)
{
    if (v->op == SESDOMAIN_VALUE_OP_ADD)
        return "add";
    return v->op == SESDOMAIN_VALUE_OP_REMOVE ? "delete" : "leave";
}

bool sesd_is_mixed(const struct sesdomain_recordset *set)
{
    return sesd_count_op(set, set->values->op) < set->value_count;
}

size_t sesd_change_count(const struct sesdomain_plan *plan)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->set_count; i++)
        n += sesd_changes(&plan->sets[i]);
    return n;
}

/* Old answers, and answers that there is no record, are cached: the latter as
 * long as the SOA record says, which is an hour or less as a rule (RFC 2308
 * section 5). */
static uint32_t customer_minutes(const struct sesdomain_plan *plan)
{
    uint32_t longest = 3600;

    for (size_t i = 0; i < plan->set_count; i++)
        if (sesd_changes(&plan->sets[i]) && plan->sets[i].ttl > longest)
            longest = plan->sets[i].ttl;
    return (longest + 59) / 60;
}

static void customer_out_wait(struct out *o, const struct sesdomain_plan *plan)
{
    sesd_out_str(o, "To see that it worked, run the command of each card: it "
                    "prints the new value after at most ");
    sesd_out_uint(o, customer_minutes(plan));
    sesd_out_str(o, " minutes.");
}

bool sesd_out_sentence(struct out *o, const struct sesdomain_plan *plan,
                       enum sentence sentence)
{
    if (((sentence == SENTENCE_WHO || sentence == SENTENCE_DONE) &&
         !plan->contact.n) ||
        (sentence == SENTENCE_DUE && !plan->due.n))
        return false;
    switch (sentence) {
    case SENTENCE_WHY:
        sesd_out_str(o, "Amazon SES is to send mail as ");
        sesd_out_text(o, plan->domain);
        sesd_out_str(o, ". Mailbox providers accept that mail only if the "
                        "domain has the DNS records below.");
        return true;
    case SENTENCE_WHO:
        sesd_out_str(o, "Requested by ");
        sesd_out_text(o, plan->contact);
        sesd_out_char(o, '.');
        return true;
    case SENTENCE_DUE:
        sesd_out_str(o, "Please make the changes by ");
        sesd_out_text(o, plan->due);
        sesd_out_char(o, '.');
        return true;
    case SENTENCE_HOW:
        sesd_out_str(o, "Make the changes on the cards, and tick each card "
                        "when it is done. Leave all other records as they "
                        "are.");
        return true;
    case SENTENCE_WAIT:
        customer_out_wait(o, plan);
        return true;
    case SENTENCE_DONE:
        sesd_out_str(o, "Then reply to ");
        sesd_out_text(o, plan->contact);
        sesd_out_str(o, " that the changes are made.");
        return true;
    case SENTENCES:
        break;
    }
    return false;
}

void sesd_out_check(struct out *o, const struct sesdomain_recordset *set)
{
    sesd_out_str(o, "nslookup -type=");
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, ' ');
    sesd_out_shell(o, set->name);
}

/* ---- findings ---- */

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
