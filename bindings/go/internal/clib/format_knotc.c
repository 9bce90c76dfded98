//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * A script for Knot DNS's knotc (https://www.knot-dns.cz/docs/latest/html/
 * man_knotc.html). Takes the record sets that change, produces a transaction:
 * it compares the zone with the expected records, and is aborted if they
 * differ.
 */
#include "format_format.h"

static const char head[] =
    "#!/bin/sh\n"
    "# Exit status: 0 changed, 1 knotc failed, 3 the zone has changed.\n"
    "# KNOTC may name another knotc, with options: KNOTC='knotc -s /x.sock'.\n"
    "set -u\n"
    "knotc=${KNOTC:-knotc}\n"
    "\n"
    "give_up() {\n"
    "  printf '%s: %s; nothing was changed\\n' \"$zone\" \"$1\" >&2\n"
    "  $knotc zone-abort \"$zone\" >/dev/null 2>&1\n"
    "  exit \"$2\"\n"
    "}\n"
    "\n"
    "# look OWNER [TYPE]: the existing records, one per line.\n"
    "look() {\n"
    "  there=$($knotc zone-get \"$zone\" \"$@\" 2>&1) && return\n"
    "  case $there in\n"
    "  *\"(no such node in zone\"*) there= ;;\n"
    "  *) give_up \"$there\" 1 ;;\n"
    "  esac\n"
    "}\n"
    "\n"
    "# is OWNER TYPE RDATA...: these records exist, and no others of the\n"
    "# type; without RDATA there are none.\n"
    "is() {\n"
    "  owner=$1 type=$2\n"
    "  shift 2\n"
    "  look \"$owner\" \"$type\"\n"
    "  there=$(printf '%s\\n' \"$there\" |\n"
    "    sed -n \"s/^\\\\[[^ ]* [^ ]* [0-9]* $type //p\" | LC_ALL=C sort)\n"
    "  if [ $# -eq 0 ]; then want=; else\n"
    "    want=$(printf '%s\\n' \"$@\" | LC_ALL=C sort)\n"
    "  fi\n"
    "  [ \"$there\" = \"$want\" ] || give_up \"$owner $type has changed\" 3\n"
    "}\n"
    "\n"
    "# free OWNER: the name has no records.\n"
    "free() {\n"
    "  look \"$1\"\n"
    "  [ -z \"$there\" ] || give_up \"$1 has records\" 3\n"
    "}\n"
    "\n"
    "run() {\n"
    "  $knotc \"$@\" >/dev/null || give_up \"knotc $1 failed\" 1\n"
    "}\n"
    "\n";

static void knotc_write_owner(const struct sesdomain_recordset *set,
                              struct out *o)
{
    sesd_out_char(o, ' ');
    sesd_out_shell(o, set->name);
    sesd_out_char(o, '.');
}

static void knotc_write_rdata(struct text t, struct out *o)
{
    sesd_out_char(o, ' ');
    sesd_out_shell(o, t);
}

static void knotc_write_guard(const struct sesdomain_recordset *set,
                              struct out *o)
{
    if (set->type == SESDOMAIN_TYPE_CNAME &&
        set->prior != SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        sesd_out_str(o, "free");
        knotc_write_owner(set, o);
        sesd_out_char(o, '\n');
        return;
    }
    sesd_out_str(o, "is");
    knotc_write_owner(set, o);
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->type_name);
    for (size_t j = 0; j < set->value_count; j++)
        if (set->values[j].op != SESDOMAIN_VALUE_OP_ADD)
            knotc_write_rdata(set->values[j].rdata, o);
    sesd_out_char(o, '\n');
    if (set->type != SESDOMAIN_TYPE_CNAME) {
        sesd_out_str(o, "is");
        knotc_write_owner(set, o);
        sesd_out_str(o, " CNAME\n");
    }
}

static void knotc_write_change(const struct sesdomain_recordset *set,
                               const struct value *value, struct out *o)
{
    const bool add = value->op == SESDOMAIN_VALUE_OP_ADD;

    sesd_out_str(o,
                 add ? "run zone-set \"$zone\"" : "run zone-unset \"$zone\"");
    knotc_write_owner(set, o);
    if (add) {
        sesd_out_char(o, ' ');
        sesd_out_uint(o, set->ttl);
    }
    sesd_out_char(o, ' ');
    sesd_out_text(o, set->type_name);
    knotc_write_rdata(value->rdata, o);
    sesd_out_char(o, '\n');
}

static void knotc_write_changes(const struct sesdomain_recordset *set,
                                enum sesdomain_value_op op, struct out *o)
{
    for (size_t j = 0; j < set->value_count; j++)
        if (set->values[j].op == op)
            knotc_write_change(set, &set->values[j], o);
}

static void knotc_write(const struct sesdomain_plan *plan, struct out *o)
{
    size_t first = sesd_next_change(plan, 0), i;

    if (first == plan->set_count)
        return;
    sesd_out_str(o, head);
    sesd_out_str(o, "zone=");
    sesd_out_shell(o, plan->zone);
    sesd_out_str(o, ".\n$knotc zone-begin \"$zone\" >/dev/null || exit 1\n"
                    "trap 'give_up interrupted 1' HUP INT TERM\n");
    for (i = first; i < plan->set_count; i = sesd_next_change(plan, i + 1))
        knotc_write_guard(&plan->sets[i], o);
    for (i = first; i < plan->set_count; i = sesd_next_change(plan, i + 1)) {
        knotc_write_changes(&plan->sets[i], SESDOMAIN_VALUE_OP_REMOVE, o);
        knotc_write_changes(&plan->sets[i], SESDOMAIN_VALUE_OP_ADD, o);
    }
    sesd_out_str(o, "run zone-commit \"$zone\"\n");
}

const struct format sesd_format_knotc = {
    .name = "knotc",
    .description = "a POSIX script for Knot DNS's knotc",
    .media_type = "application/x-sh",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = knotc_write,
    .unknown = sesd_is_not_comparable,
};
