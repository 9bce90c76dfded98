/* SPDX-License-Identifier: MIT */
/* Print the plan of a setup document and an existing zone in any format. */
#include "io.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 64
#define LISTINGS_MAX 1024

static const char usage[] =
    "usage: sesdomain-plan [OPTION]... SETUP.json|-\n"
    "       sesdomain-plan --list\n"
    "\n"
    "  -f, --format=FORMAT          text by default\n"
    "  -p, --part=NUMBER            the document, if the format has several\n"
    "  -o, --option=NAME=VALUE      an option of the library, such as\n"
    "                               dig.server=192.0.2.1\n"
    "  -x, --existing=[READER=]FILE\n"
    "                               the existing zone: a zone file or a\n"
    "                               provider's listing, several if it has\n"
    "                               pages; one of the readers recognises it\n"
    "  -z, --zone=FILE              --existing=zone=FILE\n"
    "  -r, --route53=FILE           --existing=route53=FILE\n"
    "  -k, --keep-going             print the format even if the plan has\n"
    "                               errors\n"
    "  -e, --exit-code              exit with 3 if the plan has changes\n"
    "  -l, --list                   list the formats and the readers\n"
    "  -h, --help\n"
    "  -V, --version\n"
    "\n"
    "Exit status: 0 done, 1 the plan has errors, 2 usage or input, 3 see\n"
    "--exit-code.\n";

static const struct option options[] = {
    { "format", required_argument, NULL, 'f' },
    { "part", required_argument, NULL, 'p' },
    { "option", required_argument, NULL, 'o' },
    { "existing", required_argument, NULL, 'x' },
    { "zone", required_argument, NULL, 'z' },
    { "route53", required_argument, NULL, 'r' },
    { "keep-going", no_argument, NULL, 'k' },
    { "exit-code", no_argument, NULL, 'e' },
    { "list", no_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { 0 },
};

struct arguments {
    const char *format, *path;
    /* reader NULL: READER= may be in the path */
    const char *readers[LISTINGS_MAX], *listings[LISTINGS_MAX];
    int listing_count;
    const char *options[OPTIONS_MAX];
    int list, keep, drift, told;
    unsigned long option_count, part;
};

/* Report a wrong argument. Return 0. */
static int wrong(const char *argument, const char *what)
{
    return io_fail(argument, what) == 0;
}

static int store_listing(struct arguments *a, const char *reader,
                         const char *path)
{
    a->readers[a->listing_count] = reader;
    a->listings[a->listing_count] = path;
    return ++a->listing_count < LISTINGS_MAX ||
           wrong("-x", "there are too many files");
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
        return (a->part && !value[strspn(value, "0123456789")]) ||
               wrong(value, "-p: a number from 1 on was expected");
    case 'o':
        a->options[a->option_count++] = value;
        return (strchr(value, '=') ||
                wrong(value, "-o: NAME=VALUE was expected")) &&
               (a->option_count < OPTIONS_MAX ||
                wrong("-o", "there are too many of them"));
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
    case 'h':
        fputs(usage, stdout);
        return a->told = 1;
    case 'V':
        printf("sesdomain-plan %s\n", sesdomain_version());
        return a->told = 1;
    default:
        return 0;
    }
}

static int parse(int argc, char **argv, struct arguments *a)
{
    static const int many[] = { 'o', 'x', 'z', 'r', 0 };
    bool given[IO_OPTIONS_MAX] = { false };
    int c;

    *a = (struct arguments){ .format = "text" };
    while ((c = getopt_long(argc, argv, "f:p:o:x:z:r:kelhV", options, NULL)) !=
           -1) {
        if (!io_once(options, many, c, given) || !store(c, optarg, a))
            return 0;
        if (a->told)
            return 1;
    }
    a->path = argv[optind];
    if (a->list)
        return optind == argc ||
               wrong(a->path, "--list takes no setup document");
    if (optind == argc)
        return wrong("arguments", "a setup document was expected, or - for "
                                  "standard input");
    return optind + 1 == argc ||
           wrong(argv[optind + 1], "only one setup document was expected");
}

static int load(struct sesdomain *sd, const struct arguments *a)
{
    int result = io_load(sd, a->path, sesdomain_load_setup);

    if (!result && io_is_coloured(1)) {
        sesdomain_set_option(sd, "text.colour", "yes");
        sesdomain_set_option(sd, "diff.colour", "yes");
    }
    result = result ? result : io_set_options(sd, a->options, a->option_count);
    for (int i = 0; i < a->listing_count && !result; i++)
        result = io_load_existing(sd, a->readers[i], a->listings[i]);
    return result;
}

static int run(struct sesdomain *sd, const struct arguments *a)
{
    struct sesdomain_plan *plan;
    int report, errors, changes, result = load(sd, a);

    if (result)
        return result;
    if (sesdomain_plan_new(sd, &plan))
        return io_fail(a->path, sesdomain_error(sd));
    report = io_kind(a->format) == SESDOMAIN_FORMAT_KIND_REPORT;
    errors = io_report(plan) && (report || a->keep || io_withholds(plan));
    changes = sesdomain_plan_has_changes(plan);
    if (!errors || a->keep || report)
        result = io_print(plan, a->format, a->part);
    else
        io_withheld(a->format);
    sesdomain_plan_free(plan);
    return result ? result : errors ? 1 : a->drift && changes ? 3 : 0;
}

int main(int argc, char **argv)
{
    struct arguments a;
    struct sesdomain *sd;
    int result;

    io_start();
    if (!parse(argc, argv, &a))
        return fputs("usage: sesdomain-plan [OPTION]... SETUP.json|- (see "
                     "--help)\n",
                     stderr),
               2;
    if (a.told)
        return io_finish("standard output");
    if (a.list)
        return io_list();
    if (!io_kind(a.format))
        return io_unknown_format(a.format);
    if (sesdomain_new(&sd))
        return io_fail("memory", sesdomain_strerror(SESDOMAIN_E_MEMORY));
    result = run(sd, &a);
    sesdomain_free(sd);
    return result;
}
