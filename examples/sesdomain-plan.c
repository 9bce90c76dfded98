/* SPDX-License-Identifier: MIT */
/* From a setup document to a plan, in any format. */
#define _POSIX_C_SOURCE 200809L
#include "io.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OPTIONS_MAX 64

static const char usage[] =
    "usage: sesdomain-plan [-f FORMAT] [-p PART] [-o NAME=VALUE]... [-k]\n"
    "                      SETUP.json|-\n"
    "       sesdomain-plan -l\n"
    "-f  the format, text unless said; -l lists them all\n"
    "-p  the number of the document, where a format has several\n"
    "-o  an option of the library, such as dig.server=192.0.2.1\n"
    "-k  print the format even if the plan has errors\n";

struct arguments {
    const char *format, *path;
    char *options[OPTIONS_MAX];
    int option_count, list, keep;
    unsigned long part;
};

/* Answers whether they are right. */
static int parse(int argc, char **argv, struct arguments *a)
{
    char *end = NULL;
    int c;

    *a = (struct arguments){ .format = "text" };
    while ((c = getopt(argc, argv, "f:p:o:kl")) != -1) {
        switch (c) {
        case 'f':
            a->format = optarg;
            break;
        case 'p':
            a->part = strtoul(optarg, &end, 10);
            if (!a->part || *end)
                return 0;
            break;
        case 'o':
            if (!strchr(optarg, '=') || a->option_count == OPTIONS_MAX)
                return 0;
            a->options[a->option_count++] = optarg;
            break;
        case 'k':
            a->keep = 1;
            break;
        case 'l':
            a->list = 1;
            break;
        default:
            return 0;
        }
    }
    a->path = argv[optind];
    return argc - optind == !a->list;
}

static int list(void)
{
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        printf("%-14s %s\n", sesdomain_format_name(i),
               sesdomain_format_description(i));
    return 0;
}

static enum sesdomain_kind kind_of(const char *format)
{
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        if (strcmp(sesdomain_format_name(i), format) == 0)
            return sesdomain_format_kind(i);
    return SESDOMAIN_KIND_NONE;
}

/* Tell what was found; answers whether there are errors. */
static int tell(const struct sesdomain_plan *plan)
{
    int errors = 0;

    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);
        enum sesdomain_severity severity = sesdomain_finding_severity(f);

        errors |= severity == SESDOMAIN_SEVERITY_ERROR;
        fprintf(stderr, "%s: %s: %s\n", sesdomain_severity_name(severity),
                sesdomain_finding_code(f), sesdomain_finding_message(f));
    }
    return errors;
}

static int load(struct sesdomain *sd, const struct arguments *a)
{
    size_t length;
    char *text = io_read(a->path, &length);
    int failed;

    if (!text)
        return io_fail(a->path, "it cannot be read");
    failed = sesdomain_load_setup(sd, text, length);
    free(text);
    for (int i = 0; i < a->option_count && !failed; i++) {
        char *value = strchr(a->options[i], '=');

        *value = '\0';
        failed = sesdomain_set_option(sd, a->options[i], value + 1);
    }
    return failed ? io_fail(a->path, sesdomain_error(sd)) : 0;
}

static int run(struct sesdomain *sd, const struct arguments *a)
{
    struct sesdomain_plan *plan;
    int errors, result = load(sd, a);

    if (result)
        return result;
    if (sesdomain_plan_new(sd, &plan))
        return io_fail(a->path, sesdomain_error(sd));
    errors = tell(plan);
    if (!errors || a->keep || kind_of(a->format) == SESDOMAIN_KIND_REPORT)
        result = io_print(plan, a->format, a->part);
    sesdomain_plan_free(plan);
    return result ? result : errors;
}

int main(int argc, char **argv)
{
    struct arguments a;
    struct sesdomain *sd;
    int result;

    if (!parse(argc, argv, &a)) {
        fputs(usage, stderr);
        return 2;
    }
    if (a.list)
        return list();
    if (!kind_of(a.format))
        return io_fail(a.format, sesdomain_strerror(SESDOMAIN_E_FORMAT));
    if (sesdomain_new(&sd))
        return io_fail("memory", sesdomain_strerror(SESDOMAIN_E_MEMORY));
    result = run(sd, &a);
    sesdomain_free(sd);
    return result;
}
