/* SPDX-License-Identifier: MIT */
/*
 * One line of sesdomain-bulk: a setup document, alone or with the existing
 * records. Produces the line of output that doc/many.md describes.
 */
#include "bulk.h"

#include <string.h>

/* The members of a line; s is NULL if the member is missing. */
struct document {
    struct slice setup, existing, reader;
};

/* The place and the reason of an error in a line. */
struct invalid {
    const char *part; /* of the line: "line", "setup", "existing" */
    enum sesdomain_status status;
    const char *path, *message;
    size_t line, column; /* within the part */
};

/* ---- the parts of a line ------------------------------------------------ */

static struct slice *line_part(struct document *d, struct slice key)
{
    const struct {
        const char *name;
        struct slice *part;
    } parts[] = { { "setup", &d->setup },
                  { "existing", &d->existing },
                  { "reader", &d->reader } };

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (strlen(parts[i].name) == key.n &&
            memcmp(parts[i].name, key.s, key.n) == 0)
            return parts[i].part;
    return NULL;
}

/* Find the parts of a line. A line without a member "setup" is a setup
 * document. Return what is wrong, or NULL. */
static const char *line_divide(struct slice line, struct document *d)
{
    const char *wrong = NULL;
    struct members m = { 0 };

    *d = (struct document){ 0 };
    if (json_open(&m, line))
        while (json_next(&m)) {
            struct slice *part = line_part(d, m.key);

            if (!part)
                wrong = "a member other than setup, existing and reader";
            else if (part->s)
                wrong = "a duplicate member";
            else
                *part = m.value;
        }
    if (!d->setup.s || m.malformed) {
        *d = (struct document){ .setup = line };
        return NULL; /* the library reports what is wrong */
    }
    return wrong;
}

/* ---- from a line to a plan ---------------------------------------------- */

/* Report a failed call of the library. */
static bool line_refuse(struct invalid *why, const char *part,
                        const struct sesdomain *sd,
                        enum sesdomain_status status)
{
    *why = (struct invalid){ part,
                             status,
                             sesdomain_error_path(sd),
                             sesdomain_error(sd),
                             sesdomain_error_line(sd),
                             sesdomain_error_column(sd) };
    return false;
}

/* Report an error that is detected before the library is called. */
static bool line_reject(struct invalid *why, const char *part,
                        const char *message)
{
    *why = (struct invalid){ part, SESDOMAIN_E_DOCUMENT, "", message, 0, 0 };
    return false;
}

/* Load the existing records: a listing in JSON, or any text as a string. */
static bool line_load_existing(struct sesdomain *sd, struct document *d,
                               struct invalid *why)
{
    const char *reader = NULL;
    char name[32];
    enum sesdomain_status status;

    if (d->reader.s &&
        !(d->reader.n == 4 && !memcmp(d->reader.s, "null", 4))) {
        if (!json_unquote(&d->reader) || d->reader.n >= sizeof(name) ||
            memchr(d->reader.s, 0, d->reader.n))
            return line_reject(why, "reader",
                               "the name of a reader was "
                               "expected");
        memcpy(name, d->reader.s, d->reader.n);
        name[d->reader.n] = '\0';
        reader = name;
    }
    if (!d->existing.s ||
        (d->existing.n == 4 && !memcmp(d->existing.s, "null", 4)))
        return reader ? line_reject(why, "reader",
                                    "there are no existing "
                                    "records to read")
                      : true;
    if (*d->existing.s == '"' && !json_unquote(&d->existing))
        return line_reject(why, "existing",
                           "it is not a string of JSON in "
                           "UTF-8");
    status = sesdomain_load_existing(sd, reader, d->existing.s, d->existing.n);
    return status ? line_refuse(why, "existing", sd, status) : true;
}

static bool line_load(const struct arguments *a, struct sesdomain *sd,
                      struct slice line, struct invalid *why)
{
    struct document d;
    const char *wrong = line_divide(line, &d);
    const char *part = d.setup.s == line.s ? "line" : "setup";
    enum sesdomain_status status;

    if (wrong)
        return line_reject(why, "line", wrong);
    status = sesdomain_load_setup(sd, d.setup.s, d.setup.n);
    for (size_t i = 0; i < a->option_count && !status; i++) {
        const char *name = a->options[i];

        status = sesdomain_set_option(sd, name, name + strlen(name) + 1);
    }
    if (status)
        return line_refuse(why, part, sd, status);
    return line_load_existing(sd, &d, why);
}

/* ---- lines without a plan ----------------------------------------------- */

static void line_add_invalid(struct job *job, size_t number,
                             const struct invalid *why)
{
    struct buffer *out = &job->out, *messages = &job->messages;

    buffer_str(out, "{\"line\": ");
    buffer_uint(out, number);
    buffer_member(out, "verdict", verdict_name(VERDICT_INVALID));
    buffer_str(out, ", \"error\": {\"part\": ");
    buffer_json(out, why->part, strlen(why->part));
    buffer_member(out, "status", sesdomain_status_name(why->status));
    buffer_member(out, "path", why->path);
    buffer_str(out, ", \"line\": ");
    buffer_uint(out, why->line);
    buffer_str(out, ", \"column\": ");
    buffer_uint(out, why->column);
    buffer_member(out, "message", why->message);
    buffer_str(out, "}}\n");

    buffer_str(messages, "line ");
    buffer_uint(messages, number);
    buffer_str(messages, ": ");
    if (strcmp(why->part, "line") != 0) {
        buffer_str(messages, why->part);
        buffer_str(messages, ": ");
    }
    buffer_str(messages, why->message);
    buffer_str(messages, "\n");

    if (job->a->directory)
        page_row(&job->rows, number, VERDICT_INVALID, NULL, why->message);
    job->tally.verdicts[VERDICT_INVALID]++;
    job->stopped = job->a->strict;
}

/* Plan a line. Return whether there was enough memory. */
static bool line_plan(struct job *job, struct slice line, size_t number)
{
    struct sesdomain *sd;
    struct sesdomain_plan *plan = NULL;
    struct invalid why;
    enum sesdomain_status status = sesdomain_new(&sd);
    bool valid;

    if (status != SESDOMAIN_OK)
        return false;
    valid = line_load(job->a, sd, line, &why);
    if (valid) {
        status = sesdomain_plan_new(sd, &plan);
        valid = !status || line_refuse(&why, "line", sd, status);
    }
    if (valid)
        plan_add(job, number, plan);
    else if (why.status != SESDOMAIN_E_MEMORY)
        line_add_invalid(job, number, &why);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
    return valid || why.status != SESDOMAIN_E_MEMORY;
}

/* ---- lines -------------------------------------------------------------- */

static bool line_is_blank(struct slice line)
{
    while (line.n && memchr(" \t\r\n", line.s[line.n - 1], 4))
        line.n--;
    return line.n == 0;
}

static void line_run(struct job *job, struct slice line, size_t number)
{
    struct invalid too_long = { "line", SESDOMAIN_E_LIMIT,
                                "",     "it exceeds the limit of --line-limit",
                                0,      0 };

    if (number < job->a->from)
        return;
    if (job->batch.too_long || line.n > job->a->limit)
        line_add_invalid(job, number, &too_long);
    else if (!line_is_blank(line) && !line_plan(job, line, number))
        job->failed = "out of memory";
    if (job->out.failed || job->rows.failed || job->messages.failed ||
        job->scratch.failed || job->refused.failed)
        job->failed = "out of memory";
}

void job_run(struct job *job)
{
    struct slice rest = { job->batch.text.s, job->batch.text.n };
    size_t number = job->batch.first;

    job->out.n = job->rows.n = job->messages.n = 0;
    tally_clear(&job->tally);
    if (job->batch.too_long)
        line_run(job, rest, number);
    while (rest.n && !job->failed && !job->stopped) {
        char *end = memchr(rest.s, '\n', rest.n);
        struct slice line = { rest.s, end ? (size_t)(end - rest.s) : rest.n };

        line_run(job, line, number++);
        rest.n -= line.n + (end != NULL);
        rest.s += line.n + (end != NULL);
    }
}
