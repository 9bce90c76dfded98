/* SPDX-License-Identifier: MIT */
#include "format.h"

/* A transaction file, as "gcloud dns record-sets transaction execute" takes
 * it: a change of Cloud DNS, which is made as a whole or not at all
 * (https://cloud.google.com/dns/docs/reference/rest/v1/changes). A set that
 * is added may not be there, one that is deleted has to be there exactly so.
 *
 * "transaction start" would put the SOA of that moment into the file, which
 * can be known to nobody else. It may be left out, since Cloud DNS counts the
 * serial itself: see --skip-soa-update of "gcloud beta dns record-sets
 * transaction start". A script of "transaction add" and "remove" would be no
 * better guarded: "remove" compares on its own, before the change is sent,
 * and takes the same records in another order for others.
 */

/* https://cloud.google.com/dns/quotas */
#define CHANGE_SETS 1000 /* of additions, and of deletions */
#define CHANGE_OCTETS 100000

struct weight {
    size_t additions, deletions, octets;
};

static bool is_deleted(const struct sesdomain_recordset *set)
{
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT &&
           sesd_changes(set);
}

static bool is_added(const struct sesdomain_recordset *set)
{
    return sesd_changes(set) && sesd_todo(set) != TODO_DELETE;
}

/* ---- record sets ---- */

/* A single-quoted scalar (YAML 1.1, 9.1.2). */
static void scalar(struct out *o, struct text t)
{
    sesd_out_char(o, '\'');
    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] == '\'')
            sesd_out_char(o, '\'');
        sesd_out_char(o, t.s[i]);
    }
    sesd_out_str(o, "'\n");
}

static void write_set(const struct sesdomain_recordset *set,
                      bool (*takes)(const struct value *), struct out *o)
{
    sesd_out_str(o, "- kind: dns#resourceRecordSet\n  name: ");
    sesd_out_text(o, set->name);
    sesd_out_str(o, ".\n  type: ");
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\n  ttl: ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\n  rrdatas:\n");
    for (size_t j = 0; j < set->value_count; j++) {
        if (!takes(&set->values[j]))
            continue;
        sesd_out_str(o, "  - ");
        scalar(o, set->values[j].rdata);
    }
}

/* Both lists have to be there, if only empty. */
static void write_list(const struct sesdomain_plan *plan, size_t first,
                       size_t end, const char *name,
                       bool (*has)(const struct sesdomain_recordset *),
                       bool (*takes)(const struct value *), struct out *o)
{
    const char *colon = ":\n";
    bool any = false;

    sesd_out_str(o, name);
    for (size_t i = first; i < end; i++) {
        if (!has(&plan->sets[i]))
            continue;
        sesd_out_str(o, any ? "" : colon);
        any = true;
        write_set(&plan->sets[i], takes, o);
    }
    sesd_out_str(o, any ? "" : ": []\n");
}

/* ---- changes ---- */

/* What the sets of one name, from first on, add to a change. Answers the
 * index after the last of them. */
static size_t weigh(const struct sesdomain_plan *plan, size_t first,
                    struct weight *w)
{
    size_t i = first;

    for (; i < plan->set_count &&
           sesd_text_equal(plan->sets[i].name, plan->sets[first].name);
         i++) {
        const struct sesdomain_recordset *set = &plan->sets[i];
        const bool added = is_added(set), deleted = is_deleted(set);

        w->additions += added;
        w->deletions += deleted;
        for (size_t j = 0; j < set->value_count; j++) {
            const struct value *v = &set->values[j];
            size_t times =
                (added && sesd_wanted(v)) + (deleted && sesd_is_there(v));

            w->octets += times * v->rdata.n;
        }
    }
    return i;
}

static bool fits(const struct weight *w)
{
    return w->additions <= CHANGE_SETS && w->deletions <= CHANGE_SETS &&
           w->octets <= CHANGE_OCTETS;
}

/* The set that the change which begins with first ends before. */
static size_t change_end(const struct sesdomain_plan *plan, size_t first)
{
    struct weight w = { 0 };
    size_t end = first;

    while (end < plan->set_count) {
        size_t after = weigh(plan, end, &w);

        if (end > first && !fits(&w))
            break;
        end = sesd_next_change(plan, after);
    }
    return end;
}

static size_t write_gcloud(const struct sesdomain_plan *plan, size_t from,
                           struct out *o)
{
    const size_t first = sesd_next_change(plan, from);
    const size_t end = change_end(plan, first);

    if (first == plan->set_count)
        return 0;
    sesd_out_str(o, "# gcloud dns record-sets transaction execute --zone=ZONE "
                    "\\\n"
                    "#   --transaction-file=FILE\n");
    write_list(plan, first, end, "additions", is_added, sesd_wanted, o);
    write_list(plan, first, end, "deletions", is_deleted, sesd_is_there, o);
    return end < plan->set_count ? end : 0;
}

/* ---- refusals ---- */

static enum sesdomain_status refuse_set(const struct sesdomain_plan *plan,
                                        struct refusal *r)
{
    enum sesdomain_status status = sesd_refuse_inexact(&plan->sets[r->set], r);
    struct weight w = { 0 };
    size_t i = r->set;

    if (status != SESDOMAIN_OK)
        return status;
    r->reason = "the change of this name has more than the 100000 octets that "
                "Cloud DNS takes";
    while (i > 0 &&
           sesd_text_equal(plan->sets[i - 1].name, plan->sets[i].name))
        i--;
    weigh(plan, i, &w);
    return fits(&w) ? SESDOMAIN_OK : SESDOMAIN_E_VALUE;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    struct refusal *r)
{
    return sesd_refuse_changes(plan, r, refuse_set);
}

const struct format sesd_format_gcloud = {
    .name = "gcloud",
    .description = "transaction files for Google's Cloud DNS",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = write_gcloud,
    .refuse = refuse,
};
