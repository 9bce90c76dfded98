/* SPDX-License-Identifier: MIT */
/* The time of a plan, from the tokens to the zone text, compared with a lower
 * bound.
 *
 * Usage: bench MODE COUNT [JOB]
 *        bench once FILE document
 *
 * COUNT instances, or a setup document.
 *
 * time    the median of the processor time of each job, in nanoseconds
 * memory  the allocations of each job, and its peak memory
 * once    do one job, in a function that a profiler can select
 * sizes   record sets, octets of the setup document and of the zone text;
 *         fails unless setters and document lead to the same text */
#include <sesdomain.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "measure.h"

#define SAMPLES 21 /* with few instances */
#define SAMPLES_OF_MANY 5
#define ROOM 1100           /* of zone text per instance, and for the domain */
#define INSTANCES_OF_FILE 8 /* at most */
#define SAMPLE_INSTANCES 2000 /* per sample, long enough to be timed */

struct bench {
    struct input in;
    sesdomain_alloc_fn *alloc; /* NULL: the library's own */
    char *zone, *copy;         /* buffers for the zone text */
    size_t size, length;       /* of a buffer; of the text */
};

static void well(struct sesdomain *sd, enum sesdomain_status status)
{
    require(status == SESDOMAIN_OK, sesdomain_error(sd));
}

/* ---- allocations ---- */

static struct {
    size_t calls, held, peak;
} memory;

static void count(size_t old_size, size_t new_size)
{
    memory.calls += new_size > 0;
    memory.held += new_size - old_size;
    if (memory.held > memory.peak)
        memory.peak = memory.held;
}

static void *counted_alloc(void *user, void *ptr, size_t old_size,
                           size_t new_size)
{
    (void)user;
    count(old_size, new_size);
    if (new_size)
        return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

/* ---- the jobs ---- */

static struct sesdomain *settings(const struct bench *b)
{
    struct sesdomain *sd;
    enum sesdomain_status status =
        b->alloc ? sesdomain_new_alloc(&sd, b->alloc, NULL)
                 : sesdomain_new(&sd);

    require(status == SESDOMAIN_OK, "out of memory");
    return sd;
}

static void write_zone(struct bench *b, struct sesdomain *sd)
{
    struct sesdomain_plan *plan;

    well(sd, sesdomain_plan_new(sd, &plan));
    require(
        !sesdomain_plan_write(plan, "zone", 0, b->zone, b->size, &b->length),
        "there is too little room");
    sesdomain_plan_free(plan);
}

static void setters(void *user)
{
    struct bench *b = user;
    struct sesdomain *sd = settings(b);

    input_set(sd, &b->in);
    write_zone(b, sd);
    sesdomain_free(sd);
}

static void document(void *user)
{
    struct bench *b = user;
    struct sesdomain *sd = settings(b);

    well(sd, sesdomain_load_setup(sd, b->in.json, b->in.json_length));
    write_zone(b, sd);
    sesdomain_free(sd);
}

/* A lower bound for writing the text: copy it. */
static void copy(void *user)
{
    struct bench *b = user;
    memcpy(b->copy, b->zone, b->length + 1);
}

static const struct job {
    const char *name;
    void (*run)(void *user); /* is called with a struct bench */
    bool of_file;            /* needs only the document */
} jobs[] = {
    { "setters", setters, false },
    { "document", document, true },
    { "copy", copy, false },
};
#define JOBS (sizeof(jobs) / sizeof(*jobs))

/* ---- the modes ---- */

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static uint64_t sample(struct bench *b, const struct job *job, size_t rounds)
{
    const uint64_t start = processor_time();

    for (size_t i = 0; i < rounds; i++)
        job->run(b);
    return (processor_time() - start) / rounds;
}

/* The jobs take turns, so that a change of load affects all of them. */
static void print_times(struct bench *b)
{
    const size_t n = b->in.count;
    const size_t rounds = n < SAMPLE_INSTANCES ? SAMPLE_INSTANCES / n : 1;
    const size_t samples = n < MANY ? SAMPLES : SAMPLES_OF_MANY;
    uint64_t took[JOBS][SAMPLES];

    setters(b); /* writes the text to copy */
    for (size_t i = 0; i < samples; i++)
        for (size_t j = 0; j < JOBS; j++)
            took[j][i] = sample(b, &jobs[j], rounds);
    for (size_t j = 0; j < JOBS; j++) {
        qsort(took[j], samples, sizeof(took[j][0]), compare);
        printf("%s %ju\n", jobs[j].name, (uintmax_t)took[j][samples / 2]);
    }
}

static void print_memory(struct bench *b)
{
    b->alloc = counted_alloc;
    for (size_t j = 0; j < JOBS; j++) {
        memset(&memory, 0, sizeof(memory));
        jobs[j].run(b);
        require(memory.held == 0, "memory is lost");
        printf("%s %zu %zu\n", jobs[j].name, memory.calls, memory.peak);
    }
}

static void print_sizes(struct bench *b)
{
    struct sesdomain *sd = settings(b);
    struct sesdomain_plan *plan;

    setters(b);
    copy(b);
    document(b);
    require(strcmp(b->zone, b->copy) == 0, "the texts differ");
    input_set(sd, &b->in);
    well(sd, sesdomain_plan_new(sd, &plan));
    printf("sets %zu\ndocument %zu\nzone %zu\n",
           sesdomain_plan_recordset_count(plan), b->in.json_length, b->length);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}

/* With many instances, the costs of the first run do not matter. */
static void once(struct bench *b, const char *name)
{
    for (size_t j = 0; j < JOBS; j++)
        if (strcmp(jobs[j].name, name) == 0) {
            require(b->in.count || jobs[j].of_file, "a file has no such job");
            if (jobs[j].run == copy)
                setters(b); /* writes the text to copy */
            if (b->in.count < MANY)
                jobs[j].run(b);
            measured(jobs[j].run, b);
            return;
        }
    require(0, "there is no such job");
}

static void begin(struct bench *b, const char *what)
{
    char *end;
    const size_t count = strtoul(what, &end, 10);

    *b = (struct bench){ .size = ROOM * (INSTANCES_OF_FILE + 1) };
    if (*end) {
        input_read(&b->in, what);
    } else {
        require(count > 0, "there are no instances");
        input_make(&b->in, count);
        b->size = ROOM * (count + 1);
    }
    b->zone = calloc(1, b->size);
    b->copy = calloc(1, b->size);
    require(b->zone && b->copy, "out of memory");
}

static void end(struct bench *b)
{
    free(b->zone);
    free(b->copy);
    input_free(&b->in);
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    struct bench b;

    require(argc > 2, "usage: bench time|memory|once|sizes COUNT|FILE [JOB]");
    begin(&b, argv[2]);
    if (strcmp(mode, "once") == 0)
        once(&b, argc > 3 ? argv[3] : "");
    else if (!b.in.count)
        require(0, "a file is for the mode once");
    else if (strcmp(mode, "time") == 0)
        print_times(&b);
    else if (strcmp(mode, "memory") == 0)
        print_memory(&b);
    else if (strcmp(mode, "sizes") == 0)
        print_sizes(&b);
    else
        require(0, "there is no such mode");
    end(&b);
    return 0;
}
