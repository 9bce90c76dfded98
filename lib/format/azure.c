/* SPDX-License-Identifier: MIT */
/*
 * A script for the Azure CLI. Takes the record sets that change, produces
 * calls of "az rest"
 * (https://learn.microsoft.com/en-us/rest/api/dns/record-sets).
 *
 * "az network dns record-set TYPE add-record" is not safe: it reads the set,
 * treats any failure to read as a set that does not exist, and writes the
 * whole set without a condition; it chooses the TTL of a new TXT set, and
 * reads a value that begins with "@" from a file. Here every write has a
 * condition: If-None-Match for a new set; If-Match, with the ETag of the set
 * that was compared, for an existing one, and for one without records, which
 * serves nothing but exists. Azure refuses a CNAME beside other sets, and
 * other sets beside a CNAME.
 */
#include "format.h"

#define TXT_CHARACTERS 4096 /* dns-zones-records.md, "TXT records" */

/* clang-format off */
static const char head[] =
    "base=/subscriptions/{subscriptionId}/resourceGroups/$group\n"
    "base=$base/providers/Microsoft.Network/dnsZones/$zone\n"
    "\n"
    "# request METHOD TYPE NAME ARGUMENT...\n"
    "request() {\n"
    "  method=$1 url=\"$base/$2/$3?api-version=2018-05-01\"\n"
    "  shift 3\n"
    "  az rest --method \"$method\" --url \"$url\" \"$@\"\n"
    "}\n"
    "\n"
    "changed() {\n"
    "  echo \"$zone: $1; nothing was changed\" >&2\n"
    "  exit 3\n"
    "}\n"
    "\n"
    "failed() {\n"
    "  echo \"$zone: az failed at $1; $2\" >&2\n"
    "  exit 1\n"
    "}\n"
    "\n"
    "# is TYPE NAME VALUES: the set has these values, sorted, and no others. Then\n"
    "# etag, ttl and metadata are those of the set.\n"
    "is() {\n"
    "  case $1 in\n"
    "  TXT) values=\"sort(properties.TXTRecords[].join('', value))\" ;;\n"
    "  MX) values=\"sort(properties.MXRecords[].\"\n"
    "    values=\"${values}join(' ', [to_string(preference), exchange]))\" ;;\n"
    "  CNAME) values='[properties.CNAMERecord.cname]' ;;\n"
    "  esac\n"
    "  query='[etag, properties.TTL, to_string(properties.metadata || `{}`)'\n"
    "  there=$(request get \"$1\" \"$2\" --output tsv \\\n"
    "    --query \"$query, to_string($values)]\") ||\n"
    "    failed \"$2 $1\" 'nothing was changed'\n"
    "  {\n"
    "    IFS= read -r etag\n"
    "    IFS= read -r ttl\n"
    "    IFS= read -r metadata\n"
    "    IFS= read -r values\n"
    "  } <<EOF\n"
    "$there\n"
    "EOF\n"
    "  # a host is the same in capitals, and with a final dot\n"
    "  [ \"$1\" = TXT ] || values=$(printf '%s\\n' \"$values\" |\n"
    "    LC_ALL=C tr '[:upper:]' '[:lower:]' | sed 's/\\.\"/\"/g')\n"
    "  [ \"$values\" = \"$3\" ] || changed \"$2 $1 has changed\"\n"
    "}\n"
    "\n"
    "# free TYPE NAME: no such set can be read, or it is empty, as the portal can\n"
    "# make it. Then condition and metadata are those of what is put there.\n"
    "free() {\n"
    "  query='[etag, to_string(properties.metadata || `{}`), to_string(['\n"
    "  query=\"${query}properties.TXTRecords || \\`[]\\`, \"\n"
    "  query=\"${query}properties.MXRecords || \\`[]\\`, \"\n"
    "  query=\"${query}properties.CNAMERecord || \\`{}\\`, \"\n"
    "  query=\"${query}properties.ARecords || \\`[]\\`, \"\n"
    "  query=\"${query}properties.AAAARecords || \\`[]\\`, \"\n"
    "  query=\"${query}properties.targetResource.id || \\`[]\\`])]\"\n"
    "  condition='If-None-Match=*' metadata='{}'\n"
    "  there=$(request get \"$1\" \"$2\" --output tsv --query \"$query\" \\\n"
    "    2>/dev/null) || return 0\n"
    "  {\n"
    "    IFS= read -r etag\n"
    "    IFS= read -r metadata\n"
    "    IFS= read -r values\n"
    "  } <<EOF\n"
    "$there\n"
    "EOF\n"
    "  [ \"$values\" = '[[],[],{},[],[],[]]' ] || changed \"$2 $1 exists\"\n"
    "  condition=If-Match=$etag\n"
    "}\n"
    "\n"
    "# put TYPE NAME CONDITION BODY\n"
    "put() {\n"
    "  request put \"$1\" \"$2\" --headers \"$3\" --body \"$4\" --output none ||\n"
    "    failed \"$2 $1\" 'the sets before it are changed, the others are not'\n"
    "}\n"
    "\n"
    "# remove TYPE NAME CONDITION\n"
    "remove() {\n"
    "  request delete \"$1\" \"$2\" --headers \"$3\" --output none ||\n"
    "    failed \"$2 $1\" 'the sets before it are changed, the others are not'\n"
    "}\n"
    "\n";
/* clang-format on */

static void azure_write_head(const struct sesdomain_plan *plan, struct out *o)
{
    const struct text group =
        sesd_text(sesd_plan_option(plan, "azure.resource-group"));

    sesd_out_str(o, "#!/bin/sh\n"
                    "# Exit status: 0 changed, 1 az failed, 3 the zone has "
                    "changed.\n"
                    "# RESOURCE_GROUP may name the resource group; the "
                    "subscription is that of\n"
                    "# \"az account show\".\n"
                    "set -u\n"
                    "group=");
    if (group.n) {
        sesd_out_shell(o, group);
        sesd_out_str(o, "\ngroup=${RESOURCE_GROUP:-$group}\n");
    } else {
        sesd_out_str(o, "${RESOURCE_GROUP:?names the resource group}\n");
    }
    sesd_out_str(o, "zone=");
    sesd_out_shell(o, plan->zone);
    sesd_out_char(o, '\n');
    sesd_out_str(o, head);
}

/* ---- JSON within single quotes; all of it is printable ASCII ---- */

static void azure_write_char(struct out *o, char c)
{
    if (c == '\'')
        sesd_out_str(o, "'\\''");
    else
        sesd_out_char(o, c);
}

static bool azure_is_plain(char c)
{
    return sesd_is_plain(c) && c != '\'';
}

static void azure_write_string(struct out *o, struct text t)
{
    sesd_out_char(o, '"');
    while (t.n) {
        const size_t n = sesd_text_span(t, azure_is_plain);

        sesd_out_mem(o, t.s, n);
        if (n == t.n)
            break;
        if (t.s[n] != '\'')
            sesd_out_char(o, '\\');
        azure_write_char(o, t.s[n]);
        t = sesd_text_after(t, n + 1);
    }
    sesd_out_char(o, '"');
}

/* Write the strings of a TXT: RDATA has the escapes of JSON, but spaces
 * between the strings. */
static void azure_write_strings(struct out *o, struct text rdata)
{
    bool inside = false;

    for (size_t i = 0; i < rdata.n; i++) {
        const char c = rdata.s[i];

        if (c == '\\') {
            sesd_out_char(o, c);
            azure_write_char(o, rdata.s[++i]);
            continue;
        }
        inside = inside != (c == '"');
        azure_write_char(o, c == ' ' && !inside ? ',' : c);
    }
}

static void azure_write_record(struct out *o,
                               const struct sesdomain_recordset *set,
                               const struct value *value)
{
    struct text preference, host;

    switch (set->type) {
    case SESDOMAIN_TYPE_TXT:
        sesd_out_str(o, "{\"value\":[");
        azure_write_strings(o, value->rdata);
        sesd_out_str(o, "]}");
        break;
    case SESDOMAIN_TYPE_MX:
        host = sesd_mx_host(value->text, &preference);
        sesd_out_str(o, "{\"preference\":");
        sesd_out_text(o, preference);
        sesd_out_str(o, ",\"exchange\":");
        azure_write_string(o, host);
        sesd_out_char(o, '}');
        break;
    case SESDOMAIN_TYPE_A:
    case SESDOMAIN_TYPE_AAAA:
        sesd_out_str(o, set->type == SESDOMAIN_TYPE_A ? "{\"ipv4Address\":"
                                                      : "{\"ipv6Address\":");
        azure_write_string(o, value->text);
        sesd_out_char(o, '}');
        break;
    default:
        sesd_out_str(o, "{\"cname\":");
        azure_write_string(o, value->text);
        sesd_out_char(o, '}');
    }
}

static void azure_write_records(struct out *o,
                                const struct sesdomain_recordset *set)
{
    const bool list = set->type != SESDOMAIN_TYPE_CNAME;
    const char *comma = "";

    sesd_out_char(o, '"');
    sesd_out_text(o, set->type_name);
    sesd_out_str(o, list ? "Records\":[" : "Record\":");
    for (size_t j = 0; j < set->value_count; j++) {
        if (!sesd_is_desired(&set->values[j]))
            continue;
        sesd_out_str(o, comma);
        azure_write_record(o, set, &set->values[j]);
        comma = ",";
    }
    sesd_out_str(o, list ? "]}}'\n" : "}}'\n");
}

/* ---- existing values ---- */

/* Return the next existing value in the order of octets; NULL at the end. */
static const struct value *
azure_next_value(const struct sesdomain_recordset *set,
                 const struct value *last)
{
    const struct value *next = NULL;

    for (size_t j = 0; j < set->value_count; j++) {
        const struct value *v = &set->values[j];

        if (sesd_is_present(v) &&
            (!last || sesd_text_compare(v->text, last->text) > 0) &&
            (!next || sesd_text_compare(v->text, next->text) < 0))
            next = v;
    }
    return next;
}

static void azure_write_expected(struct out *o,
                                 const struct sesdomain_recordset *set)
{
    const char *between = "'[";

    for (const struct value *v = azure_next_value(set, NULL); v;
         v = azure_next_value(set, v)) {
        sesd_out_str(o, between);
        azure_write_string(o, v->text);
        between = ",";
    }
    sesd_out_str(o, "]'\n");
}

/* ---- the script ---- */

/* Write a variable for a set: "$etag3" */
static void azure_write_variable(struct out *o, const char *name, size_t i)
{
    sesd_out_str(o, name);
    sesd_out_uint(o, i);
}

static void azure_write_call(struct out *o, const char *function,
                             const struct sesdomain_plan *plan,
                             const struct sesdomain_recordset *set)
{
    sesd_out_str(o, function);
    sesd_out_text(o, set->type_name);
    sesd_out_char(o, ' ');
    sesd_out_shell(o, sesd_host(plan, set->name, "@"));
}

static void azure_write_guard(const struct sesdomain_plan *plan, size_t i,
                              struct out *o)
{
    const struct sesdomain_recordset *set = &plan->sets[i];

    if (set->prior != SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        azure_write_call(o, "free ", plan, set);
        azure_write_variable(o, "\ncondition", i);
        azure_write_variable(o, "=$condition metadata", i);
        sesd_out_str(o, "=$metadata\n");
        return;
    }
    azure_write_call(o, "is ", plan, set);
    sesd_out_char(o, ' ');
    azure_write_expected(o, set);
    azure_write_variable(o, "etag", i);
    azure_write_variable(o, "=$etag ttl", i);
    azure_write_variable(o, "=$ttl metadata", i);
    sesd_out_str(o, "=$metadata\n");
}

static void azure_write_change(const struct sesdomain_plan *plan, size_t i,
                               struct out *o)
{
    const struct sesdomain_recordset *set = &plan->sets[i];
    const bool removed =
        sesdomain_recordset_todo(set) == SESDOMAIN_RECORDSET_TODO_DELETE;

    azure_write_call(o, removed ? "remove " : "put ", plan, set);
    if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        azure_write_variable(o, " \"If-Match=$etag", i);
    } else {
        azure_write_variable(o, " \"$condition", i);
    }
    sesd_out_char(o, '"');
    if (removed) {
        sesd_out_char(o, '\n');
        return;
    }
    sesd_out_str(o, " \\\n  '{\"properties\":{\"TTL\":");
    if (set->prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT) {
        azure_write_variable(o, "'\"$ttl", i);
        sesd_out_str(o, "\"'");
    } else {
        sesd_out_uint(o, set->ttl);
    }
    azure_write_variable(o, ",\"metadata\":'\"$metadata", i);
    sesd_out_str(o, "\"',");
    azure_write_records(o, set);
}

static void azure_write(const struct sesdomain_plan *plan, struct out *o)
{
    const size_t first = sesd_next_change(plan, 0);
    size_t i;

    if (first == plan->set_count)
        return;
    azure_write_head(plan, o);
    for (i = first; i < plan->set_count; i = sesd_next_change(plan, i + 1))
        azure_write_guard(plan, i, o);
    for (i = first; i < plan->set_count; i = sesd_next_change(plan, i + 1))
        azure_write_change(plan, i, o);
}

/* ---- refusals ---- */

static const char *azure_inexpressible(const struct subject *s)
{
    if (!s->value)
        return s->set->prior != SESDOMAIN_RECORDSET_PRIOR_PRESENT &&
                       s->set->ttl == 0
                   ? "Azure DNS does not allow a TTL of 0"
                   : NULL;
    if (!s->value->text.n || s->value->text.n > TXT_CHARACTERS)
        return "Azure DNS allows 1 to 4096 characters in a TXT record";
    if (!sesd_text_all(s->value->text, sesd_is_ascii))
        return "it is not documented how Azure DNS handles octets that are "
               "not printable ASCII";
    return NULL;
}

const struct format sesd_format_azure = {
    .name = "azure",
    .description = "a POSIX script for the Azure CLI",
    .media_type = "application/x-sh",
    .kind = SESDOMAIN_FORMAT_KIND_CHANGE,
    .write = azure_write,
    .unknown = sesd_is_not_comparable,
    .inexpressible = azure_inexpressible,
};
