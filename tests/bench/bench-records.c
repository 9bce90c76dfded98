/* SPDX-License-Identifier: MIT */
/* The time for many existing records that a plan of two instances does not
 * depend on.
 *
 * Usage: bench-records feed|plan COUNT
 *
 * Adds the records to settings, or plans, in a function that a profiler can
 * select. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "measure.h"

struct bench {
    struct input in;
    struct sesdomain *sd;
    size_t count;
};

static void feed(void *user)
{
    struct bench *b = user;
    char name[64];

    for (size_t i = 0; i < b->count; i++) {
        snprintf(name, sizeof(name), "host-%zu.%s", i, DOMAIN);
        require(!sesdomain_add_record(b->sd, name, SESDOMAIN_TYPE_A, 300,
                                      "192.0.2.1", NULL),
                sesdomain_error(b->sd));
    }
}

static void plan(void *user)
{
    struct bench *b = user;
    struct sesdomain_plan *plan;

    require(!sesdomain_plan_new(b->sd, &plan), sesdomain_error(b->sd));
    sesdomain_plan_free(plan);
}

int main(int argc, char **argv)
{
    struct bench b = { .count = argc == 3 ? strtoul(argv[2], NULL, 10) : 0 };

    require(b.count > 0, "usage: bench-records feed|plan COUNT");
    input_make(&b.in, 2);
    require(!sesdomain_new(&b.sd), "out of memory");
    input_set(b.sd, &b.in);
    if (strcmp(argv[1], "feed") == 0)
        measured(feed, &b);
    else
        feed(&b);
    plan(&b); /* not measured: the costs of the first run */
    if (strcmp(argv[1], "plan") == 0)
        measured(plan, &b);
    printf("kilobytes %ld\n", peak_kilobytes());
    sesdomain_free(b.sd);
    input_free(&b.in);
    return 0;
}
