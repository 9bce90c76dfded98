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
#define LISTINGS_MAX 1024

static const char usage[] =
    "usage: sesdomain-plan [-f FORMAT] [-p PART] [-o NAME=VALUE]...\n"
    "                      [-x [READER=]FILE]... [-k] [-e] SETUP.json|-\n"
    "       sesdomain-plan -l\n"
    "-f  the format; text by default; -l lists all formats\n"
    "-p  the number of the document, if the format has several\n"
    "-o  an option of the library, such as dig.server=192.0.2.1\n"
    "-x  the existing zone: a zone file or a provider's listing, several if\n"
    "    it has pages; -l lists the readers, one of which recognises it\n"
    "-z  short for -x zone=; -r  short for -x route53=\n"
    "-k  print the format even if the plan has errors\n"
    "-e  exit with 3 if the plan has changes\n";

struct listing {
    const char *reader, *path; /* reader NULL: READER= may be in the path */
};

struct arguments {
    const char *format, *path;
    struct listing listings[LISTINGS_MAX];
    int listing_count;
    char *options[OPTIONS_MAX];
    int option_count, list, keep, drift;
    unsigned long part;
};

static int store_listing(struct arguments *a, const char *reader,
                         const char *path)
{
    a->listings[a->listing_count++] = (struct listing){ reader, path };
    return a->listing_count < LISTINGS_MAX;
}

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
    case 'x':
        return store_listing(a, NULL, value);
    case 'z':
        return store_listing(a, "zone", value);
    case 'r':
        return store_listing(a, "route53", value);
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
    while ((c = getopt(argc, argv, "f:p:o:x:z:r:kel")) != -1)
        if (!store(c, optarg, a))
            return 0;
    a->path = argv[optind];
    return argc - optind == !a->list;
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
    for (int i = 0; i < a->listing_count && !result; i++)
        result =
            io_load_existing(sd, a->listings[i].reader, a->listings[i].path);
    return result;
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
    changes = sesdomain_plan_has_changes(plan);
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
