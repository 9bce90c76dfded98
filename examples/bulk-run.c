/* SPDX-License-Identifier: MIT */
/*
 * The threads of sesdomain-bulk. Each takes some lines, plans them, and waits
 * for its turn to write: the output is in the order of the input, and the
 * number of lines in memory depends on the number of threads only.
 */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RUN_MESSAGES 65536 /* octets of messages about invalid lines */

struct run {
    const struct arguments *a;

    pthread_mutex_t reading; /* guards the two below */
    struct input in;
    size_t taken; /* batches */

    pthread_mutex_t writing; /* guards all below */
    pthread_cond_t turn;
    size_t written; /* batches */
    bool ended;     /* no more lines are written */
    int fd, result;
    size_t last; /* the last line that was written */
    size_t messages;
    FILE *page;
    struct tally tally;
    struct progress progress;
};

struct worker {
    struct run *run;
    struct job job;
    size_t number; /* of the batch */
    const char *failed;
    pthread_t thread;
};

/* ---- taking ------------------------------------------------------------- */

/* Take a batch. Return false at the end, and after a failure. */
static bool run_take(struct run *run, struct worker *w)
{
    struct batch *batch = &w->job.batch;
    enum input_result result;

    pthread_mutex_lock(&run->reading);
    w->number = run->taken++;
    result = input_next(&run->in, batch);
    if (result == INPUT_LINES && batch->too_long && !run->a->strict) {
        if (batch->first >= run->a->from)
            fprintf(stderr,
                    "%s: line %zu: it exceeds %zu octets; skipping "
                    "to its end\n",
                    run->a->input, batch->first, run->a->limit);
        result = input_skip_line(&run->in);
    }
    if (result == INPUT_FAILED)
        w->failed = strerror(errno);
    else if (result == INPUT_ENDLESS)
        w->failed = "a line does not end";
    pthread_mutex_unlock(&run->reading);
    return result == INPUT_LINES;
}

/* ---- writing ------------------------------------------------------------ */

static void run_fail(struct run *run, const char *place, const char *what)
{
    run->ended = true;
    run->result = io_fail(place, what);
}

/* Report how much was written before a failure. */
static void run_fail_output(struct run *run)
{
    char text[256];

    snprintf(text, sizeof(text),
             "cannot write: %s; complete up to line %zu, go on with "
             "--from-line=%zu",
             strerror(errno), run->last, run->last + 1);
    run_fail(run, run->a->output ? run->a->output : "standard output", text);
}

static void run_write_messages(struct run *run, const struct buffer *messages)
{
    const char *s = messages->s;
    const char *const end = s ? s + messages->n : NULL;

    while (s < end && run->messages <= RUN_MESSAGES) {
        const char *line = memchr(s, '\n', (size_t)(end - s));

        fprintf(stderr, "%s: %.*s\n", run->a->input, (int)(line - s), s);
        run->messages += (size_t)(line + 1 - s);
        s = line + 1;
        if (run->messages > RUN_MESSAGES)
            fprintf(stderr,
                    "%s: more invalid lines are only in the "
                    "output\n",
                    run->a->input);
    }
}

static void run_write(struct run *run, const struct job *job)
{
    const size_t n = output_write(run->fd, job->out.s, job->out.n);
    const size_t last = n ? output_last_line(job->out.s, n) : 0;

    run->last = last ? last : run->last;
    if (n < job->out.n) {
        run_fail_output(run);
        return;
    }
    run_write_messages(run, &job->messages);
    tally_add(&run->tally, &job->tally);
    if (run->page && job->rows.n)
        fwrite(job->rows.s, 1, job->rows.n, run->page);
    if (run->a->shows_progress)
        progress_print(&run->progress, &run->tally, false);
    if (job->stopped)
        run_fail(run, run->a->input, "stopped at an invalid line");
}

/* Write a batch, or report its failure, when its turn has come. Return whether
 * the thread continues. */
static bool run_give(struct run *run, struct worker *w, bool taken)
{
    bool goes_on;

    pthread_mutex_lock(&run->writing);
    while (run->written != w->number)
        pthread_cond_wait(&run->turn, &run->writing);
    if (taken && !run->ended)
        run_write(run, &w->job);
    if (!w->failed)
        w->failed = w->job.failed;
    if (w->failed && !run->ended)
        run_fail(run, run->a->input, w->failed);
    goes_on = taken && !run->ended;
    run->ended |= !taken;
    run->written++;
    pthread_cond_broadcast(&run->turn);
    pthread_mutex_unlock(&run->writing);
    return goes_on;
}

static void *run_thread(void *user)
{
    struct worker *w = user;
    bool taken;

    do {
        taken = run_take(w->run, w);
        if (taken)
            job_run(&w->job);
    } while (run_give(w->run, w, taken));
    return NULL;
}

/* ---- the whole run ------------------------------------------------------ */

static void worker_free(struct worker *w)
{
    struct buffer *buffers[] = { &w->job.batch.text, &w->job.out,
                                 &w->job.messages,   &w->job.rows,
                                 &w->job.scratch,    &w->job.refused };

    for (size_t i = 0; i < sizeof(buffers) / sizeof(*buffers); i++)
        free(buffers[i]->s);
    free(w->job.tally.findings);
}

/* Run the threads until all lines are written. */
static void run_threads(struct run *run, struct worker *workers, size_t count)
{
    size_t started = 0;

    for (size_t i = 0; i < count; i++) {
        workers[i].run = run;
        workers[i].job.a = run->a;
        if (!tally_init(&workers[i].job.tally) ||
            pthread_create(&workers[i].thread, NULL, run_thread, &workers[i]))
            break;
        started++;
    }
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < count; i++)
        worker_free(&workers[i]);
    if (!started)
        run_fail(run, "threads", "none can be created");
}

static void run_finish(struct run *run)
{
    if (run->a->shows_progress)
        progress_print(&run->progress, &run->tally, true);
    if (!run->result && run->a->from > run->in.lines + 1)
        run_fail(run, run->a->input, "it has fewer lines than --from-line");
    if (run->page && !page_close(run->page, run->a->directory, &run->tally) &&
        !run->result)
        run_fail(run, run->a->directory, strerror(errno));
    if (run->fd != STDOUT_FILENO && close(run->fd) && !run->result)
        run_fail_output(run);
    if (!run->a->quiet)
        summary_print(&run->tally, stderr);
    if (!run->result && (run->tally.verdicts[VERDICT_WRONG] ||
                         run->tally.verdicts[VERDICT_INVALID]))
        run->result = 1;
}

static int run_open(struct run *run, struct arguments *a)
{
    if (strcmp(a->input, "-") != 0)
        run->in.fd = open(a->input, O_RDONLY);
    if (run->in.fd < 0)
        return io_fail(a->input, strerror(errno));
    if (output_open(a, run->in.fd, &run->fd, &a->from))
        return 2;
    run->last = a->from - 1;
    if (a->directory && (page_overwrites(a->directory, run->in.fd) ||
                         page_overwrites(a->directory, run->fd)))
        return io_fail(a->directory, "the pages would overwrite the input or "
                                     "output; choose another directory");
    run->page = a->directory ? page_open(a->directory) : NULL;
    if (a->directory && !run->page)
        return io_fail(a->directory, strerror(errno));
    return 0;
}

int run_all(struct arguments *a)
{
    struct worker *workers = calloc(a->jobs, sizeof(*workers));
    struct run run = { .a = a, .in = { .fd = STDIN_FILENO } };

    run.in.limit = a->limit;
    pthread_mutex_init(&run.reading, NULL);
    pthread_mutex_init(&run.writing, NULL);
    pthread_cond_init(&run.turn, NULL);
    if (!workers || !tally_init(&run.tally))
        run.result = io_fail("memory", strerror(ENOMEM));
    else
        run.result = run_open(&run, a);
    if (!run.result) {
        run_threads(&run, workers, a->jobs);
        run_finish(&run);
    }
    free(run.in.rest.s);
    free(run.tally.findings);
    free(workers);
    return run.result;
}
