/* SPDX-License-Identifier: MIT */
/* The time to write a plan in each format.
 *
 * Usage: bench-format time COUNT
 *        bench-format once COUNT FORMAT
 *
 * time  for "plan", from a setup document to a plan, and for each format the
 *       median of the processor time, in nanoseconds, and the octets
 * once  do one of them, in a function that a profiler can select */
#include <sesdomain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "measure.h"

#define SAMPLES 11
#define ROUNDS 200
#define ROOM 65536 /* of text per instance, and for the domain */

struct bench {
    struct input in;
    struct sesdomain_plan *plan;
    const char *format; /* NULL: make a plan */
    char *buf;
    size_t size, length;
};

static void job(void *user)
{
    struct bench *b = user;
    struct sesdomain *sd;
    struct sesdomain_plan *plan;

    if (b->format) {
        require(sesdomain_plan_write(b->plan, b->format, 0, b->buf, b->size,
                                     &b->length) != SESDOMAIN_E_SPACE,
                "there is too little room");
        return;
    }
    require(!sesdomain_new(&sd), "out of memory");
    require(!sesdomain_load_setup(sd, b->in.json, b->in.json_length) &&
                !sesdomain_plan_new(sd, &plan),
            "there is no plan");
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static void print_time(struct bench *b, const char *format)
{
    uint64_t took[SAMPLES];

    b->format = format;
    b->length = 0;
    for (size_t i = 0; i < SAMPLES; i++) {
        const uint64_t start = processor_time();

        for (size_t k = 0; k < ROUNDS; k++)
            job(b);
        took[i] = (processor_time() - start) / ROUNDS;
    }
    qsort(took, SAMPLES, sizeof(took[0]), compare);
    printf("%s %ju %zu\n", format ? format : "plan",
           (uintmax_t)took[SAMPLES / 2], b->length);
}

int main(int argc, char **argv)
{
    const size_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    struct sesdomain *sd;
    struct bench b = { .size = ROOM * (count + 1) };

    require(count > 0, "usage: bench-format time|once COUNT [FORMAT]");
    input_make(&b.in, count);
    b.buf = malloc(b.size);
    require(b.buf && !sesdomain_new(&sd), "out of memory");
    input_set(sd, &b.in);
    sesdomain_set_complete(sd, true); /* so that no format refuses the plan */
    require(!sesdomain_plan_new(sd, &b.plan), "there is no plan");
    if (strcmp(argv[1], "once") == 0 && argc > 3) {
        b.format = strcmp(argv[3], "plan") ? argv[3] : NULL;
        job(&b);
        measured(job, &b);
    } else {
        print_time(&b, NULL);
        for (size_t i = 0; i < sesdomain_format_count(); i++)
            print_time(&b, sesdomain_format_name(i));
    }
    sesdomain_plan_free(b.plan);
    sesdomain_free(sd);
    free(b.buf);
    input_free(&b.in);
    return 0;
}
