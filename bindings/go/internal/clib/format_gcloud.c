//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Transaction files of Google's Cloud DNS. Takes the record sets that change,
 * produces what "gcloud dns record-sets transaction execute" reads: a change,
 * which is made as a whole or not at all
 * (https://cloud.google.com/dns/docs/reference/rest/v1/changes). A set that is
 * added must not exist; a deleted one must exist with exactly the same
 * content.
 *
 * "transaction start" would put the current SOA into the file, which the
 * library cannot know. It may be left out, since Cloud DNS counts the serial
 * itself: see
 * --skip-soa-update of "gcloud beta dns record-sets transaction start". A
 * script of "transaction add" and "remove" would be no better guarded:
 * "remove" compares before the change is sent, and takes the same records in
 * another order for different ones.
 */
#include "format_format.h"

/* https://cloud.google.com/dns/quotas */
#define CHANGE_SETS 1000 /* of additions, and of deletions */
#define CHANGE_OCTETS 100000

static bool gcloud_is_deleted(const struct sesdomain_recordset *set)
{
    return set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT &&
           sesd_changes(set);
}

static bool gcloud_is_added(const struct sesdomain_recordset *set)
{
    return sesd_changes(set) &&
           sesdomain_recordset_todo(set) != SESDOMAIN_RECORDSET_TODO_DELETE;
}

/* ---- record sets ---- */

static void gcloud_write_set(const struct sesdomain_recordset *set,
                             bool (*has_value)(const struct value *),
                             struct out *o)
{
    sesd_out_str(o, "- kind: dns#resourceRecordSet\n  name: ");
    sesd_out_text(o, set->name);
    sesd_out_str(o, ".\n  type: ");
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, "\n  ttl: ");
    sesd_out_uint(o, set->ttl);
    sesd_out_str(o, "\n  rrdatas:\n");
    for (size_t j = 0; j < set->value_count; j++) {
        if (!has_value(&set->values[j]))
            continue;
        sesd_out_str(o, "  - ");
        sesd_out_yaml(o, set->values[j].rdata);
        sesd_out_char(o, '\n');
    }
}

/* Both lists are required, even if they are empty. */
static void
gcloud_write_list(const struct sesdomain_plan *plan, struct batch batch,
                  const char *name,
                  bool (*has_set)(const struct sesdomain_recordset *),
                  bool (*has_value)(const struct value *), struct out *o)
{
    const char *colon = ":\n";
    bool any = false;

    sesd_out_str(o, name);
    for (size_t i = batch.first; i < batch.end; i++) {
        if (!has_set(&plan->sets[i]))
            continue;
        sesd_out_str(o, any ? "" : colon);
        any = true;
        gcloud_write_set(&plan->sets[i], has_value, o);
    }
    sesd_out_str(o, any ? "" : ": []\n");
}

/* ---- batches ---- */

enum { GCLOUD_ADDITIONS, GCLOUD_DELETIONS, GCLOUD_OCTETS };

static void gcloud_weigh(const struct sesdomain_recordset *set,
                         struct weight *w)
{
    const bool added = gcloud_is_added(set), deleted = gcloud_is_deleted(set);

    w->of[GCLOUD_ADDITIONS] += added;
    w->of[GCLOUD_DELETIONS] += deleted;
    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *v = &set->values[j];
        const size_t times = (size_t)(added && sesd_is_desired(v)) +
                             (size_t)(deleted && sesd_is_present(v));

        w->of[GCLOUD_OCTETS] += times * v->rdata.n;
    }
}

static void gcloud_write(const struct sesdomain_plan *plan, struct batch batch,
                         struct out *o)
{
    sesd_out_str(o, "# gcloud dns record-sets transaction execute --zone=ZONE "
                    "\\\n"
                    "#   --transaction-file=FILE\n");
    gcloud_write_list(plan, batch, "additions", gcloud_is_added,
                      sesd_is_desired, o);
    gcloud_write_list(plan, batch, "deletions", gcloud_is_deleted,
                      sesd_is_present, o);
}

static const struct batches gcloud_batches = {
    .limits = { { [GCLOUD_ADDITIONS] = CHANGE_SETS,
                  [GCLOUD_DELETIONS] = CHANGE_SETS,
                  [GCLOUD_OCTETS] = CHANGE_OCTETS } },
    .too_large = "the changes at this name exceed the " DIGITS(
        CHANGE_OCTETS) " octets that Cloud DNS allows",
    .weigh = gcloud_weigh,
    .write = gcloud_write,
};

const struct format sesd_format_gcloud = {
    .name = "gcloud",
    .description = "transaction files for Google's Cloud DNS",
    .media_type = "application/yaml",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .batches = &gcloud_batches,
    .unknown = sesd_is_inexact,
};
