/* SPDX-License-Identifier: MIT */
/* The speed of the JSON reader, compared with jansson on the same document.
 *
 * Usage: bench-json time FILE
 *        bench-json once FILE reader|jansson
 *
 * time  the median of the processor time of each, in nanoseconds; and the
 *       octets of the document and the peak memory of the reader
 * once  read the document, in a function that a profiler can select */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "measure.h"
#include "read/read.h"

#define SAMPLES 21
#define SAMPLE_OCTETS 2000000 /* per sample, long enough to be timed */

struct bench {
    struct input in;
    struct sesdomain *sd;
    size_t held, peak;
};

static void *counted_alloc(void *user, void *ptr, size_t old_size,
                           size_t new_size)
{
    struct bench *b = user;

    b->held += new_size - old_size;
    if (b->held > b->peak)
        b->peak = b->held;
    return sesd_default_alloc(NULL, ptr, old_size, new_size);
}

static void reader(void *user)
{
    struct bench *b = user;
    struct arena arena = { .mem = { counted_alloc, b } };
    struct json top;

    require(!sesd_json_read(b->sd, &arena,
                            (struct text){ b->in.json, b->in.json_length },
                            &top),
            sesdomain_error(b->sd));
    sesd_arena_free(&arena);
}

static void jansson(void *user)
{
    struct bench *b = user;
    json_t *json = json_loadb(b->in.json, b->in.json_length,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);

    require(json != NULL, "jansson does not read it");
    json_decref(json);
}

static const struct job {
    const char *name;
    void (*run)(void *user); /* is called with a struct bench */
} jobs[] = {
    { "reader", reader },
    { "jansson", jansson },
};

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static uint64_t sample(struct bench *b, const struct job *job)
{
    const size_t rounds = SAMPLE_OCTETS / b->in.json_length + 1;
    const uint64_t start = processor_time();

    for (size_t i = 0; i < rounds; i++)
        job->run(b);
    return (processor_time() - start) / rounds;
}

static void print_times(struct bench *b)
{
    uint64_t took[COUNT(jobs)][SAMPLES];

    for (size_t i = 0; i < SAMPLES; i++)
        for (size_t j = 0; j < COUNT(jobs); j++)
            took[j][i] = sample(b, &jobs[j]);
    for (size_t j = 0; j < COUNT(jobs); j++) {
        qsort(took[j], SAMPLES, sizeof(took[j][0]), compare);
        printf("%s %ju\n", jobs[j].name, (uintmax_t)took[j][SAMPLES / 2]);
    }
    printf("octets %zu\npeak %zu\n", b->in.json_length, b->peak);
}

static void once(struct bench *b, const char *name)
{
    for (size_t j = 0; j < COUNT(jobs); j++)
        if (strcmp(jobs[j].name, name) == 0) {
            jobs[j].run(b); /* not measured: the costs of the first run */
            measured(jobs[j].run, b);
            return;
        }
    require(0, "there is no such job");
}

int main(int argc, char **argv)
{
    struct bench b = { 0 };

    require(argc > 2, "usage: bench-json time|once FILE [JOB]");
    input_read(&b.in, argv[2]);
    require(!sesdomain_new(&b.sd), "out of memory");
    if (strcmp(argv[1], "time") == 0)
        print_times(&b);
    else
        once(&b, argc > 3 ? argv[3] : "");
    sesdomain_free(b.sd);
    input_free(&b.in);
    return 0;
}
