/* SPDX-License-Identifier: MIT */
/* Print the plan of a setup document in any format. Reads the setup document
 * and, optionally, the existing zone. */
#define _POSIX_C_SOURCE 200809L
#include "io.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OPTIONS_MAX 64

static const char usage[] =
    "usage: sesdomain-plan [-f FORMAT] [-p PART] [-o NAME=VALUE]...\n"
    "                      [-z ZONEFILE | -r ROUTE53.json] [-k] [-e]\n"
    "                      SETUP.json|-\n"
    "       sesdomain-plan -l\n"
    "-f  the format; text by default; -l lists all formats\n"
    "-p  the number of the document, if the format has several\n"
    "-o  an option of the library, such as dig.server=192.0.2.1\n"
    "-z  the existing zone, a zone file; -r  a Route 53 listing\n"
    "-k  print the format even if the plan has errors\n"
    "-e  exit with 3 if the plan has changes\n";

struct arguments {
    const char *format, *path, *zone, *route53;
    char *options[OPTIONS_MAX];
    int option_count, list, keep, drift;
    unsigned long part;
};

/* Store one option. Return whether it is valid. */
static int store(int c, char *value, struct arguments *a)
{
    switch (c) {
    case 'f':
        a->format = value;
        return 1;
    case 'p':
        a->part = strtoul(value, NULL, 10);
        return a->part && !value[strspn(value, "0123456789")];
    case 'o':
        a->options[a->option_count++] = value;
        return strchr(value, '=') && a->option_count < OPTIONS_MAX;
    case 'z':
        a->zone = value;
        return 1;
    case 'r':
        a->route53 = value;
        return 1;
    case 'k':
        return a->keep = 1;
    case 'e':
        return a->drift = 1;
    case 'l':
        return a->list = 1;
    default:
        return 0;
    }
}

static int parse(int argc, char **argv, struct arguments *a)
{
    int c;

    *a = (struct arguments){ .format = "text" };
    while ((c = getopt(argc, argv, "f:p:o:z:r:kel")) != -1)
        if (!store(c, optarg, a))
            return 0;
    a->path = argv[optind];
    return argc - optind == !a->list && !(a->zone && a->route53);
}

static enum sesdomain_status load_route53(struct sesdomain *sd,
                                          const char *text, size_t length)
{
    return sesdomain_load_existing(sd, "route53", text, length);
}

static int load(struct sesdomain *sd, const struct arguments *a)
{
    int result = io_load(sd, a->path, sesdomain_load_setup);

    for (int i = 0; i < a->option_count && !result; i++) {
        char *value = strchr(a->options[i], '=');

        *value = '\0';
        if (sesdomain_set_option(sd, a->options[i], value + 1))
            result = io_fail("-o", sesdomain_error(sd));
    }
    if (!result && a->route53)
        result = io_load(sd, a->route53, load_route53);
    if (!result && a->zone)
        result = io_load_zone(sd, a->zone);
    return result;
}

static int has_changes(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++)
            if (sesdomain_recordset_value_op(rs, j) != SESDOMAIN_VALUE_OP_KEEP)
                return 1;
    }
    return 0;
}

static int run(struct sesdomain *sd, const struct arguments *a)
{
    struct sesdomain_plan *plan;
    int errors, changes, result = load(sd, a);

    if (result)
        return result;
    if (sesdomain_plan_new(sd, &plan))
        return io_fail(a->path, sesdomain_error(sd));
    errors = io_report(plan);
    changes = has_changes(plan);
    if (!errors || a->keep ||
        io_kind(a->format) == SESDOMAIN_FORMAT_KIND_REPORT)
        result = io_print(plan, a->format, a->part);
    sesdomain_plan_free(plan);
    return result ? result : errors ? 1 : a->drift && changes ? 3 : 0;
}

int main(int argc, char **argv)
{
    struct arguments a;
    struct sesdomain *sd;
    int result;

    if (!parse(argc, argv, &a))
        return fputs(usage, stderr), 2;
    if (a.list)
        return io_list();
    if (!io_kind(a.format))
        return io_fail(a.format, sesdomain_strerror(SESDOMAIN_E_FORMAT));
    if (sesdomain_new(&sd))
        return io_fail("memory", sesdomain_strerror(SESDOMAIN_E_MEMORY));
    result = run(sd, &a);
    sesdomain_free(sd);
    return result;
}
