/* SPDX-License-Identifier: MIT */
/* Common declarations of sesdomain-bulk: lines of JSON in, lines of JSON out,
 * in the same order, in constant memory. */
#ifndef EXAMPLES_BULK_H
#define EXAMPLES_BULK_H

#include <sesdomain.h>
#include <stdio.h>

#define BULK_LIST_MAX 64

enum verdict {
    VERDICT_READY,   /* every active instance is ready */
    VERDICT_WAITING, /* no error, but an instance is not ready */
    VERDICT_WRONG,   /* the plan has an error */
    VERDICT_INVALID, /* there is no plan: the line is invalid */
    VERDICTS,
};

const char *verdict_name(enum verdict verdict);

/* Text that grows. Without memory, the flag is set, and nothing more is
 * added. */
struct buffer {
    char *s;
    size_t n, size;
    bool failed;
};

/* A part of a line. */
struct slice {
    char *s;
    size_t n;
};

struct arguments {
    const char *input, *output, *directory; /* output NULL: standard output */
    const char *formats[BULK_LIST_MAX];
    char *options[BULK_LIST_MAX]; /* a name, NUL, and a value */
    size_t format_count, option_count;
    size_t jobs, from, limit;
    bool strict, resumes, shows_progress, quiet;
};

/* ---- bulk-arguments.c --------------------------------------------------- */

/* Parse the arguments. Return the exit status if the program ends, else -1. */
int arguments_parse(struct arguments *a, int argc, char **argv);

/* ---- bulk-text.c: text and JSON ----------------------------------------- */

/* Reserve space for n more octets. */
bool buffer_reserve(struct buffer *b, size_t n);

void buffer_add(struct buffer *b, const char *s, size_t n);
void buffer_str(struct buffer *b, const char *s);
void buffer_uint(struct buffer *b, size_t number);

/* Add a JSON string (RFC 8259 section 7). */
void buffer_json(struct buffer *b, const char *s, size_t n);

/* Add ", ", a key, and a string, or null for NULL. */
void buffer_member(struct buffer *b, const char *key, const char *value);

/* Add a text in HTML, as content or as an attribute. */
void buffer_html(struct buffer *b, const char *s);

/* Whether a text is UTF-8 (RFC 3629). */
bool text_is_utf8(const char *s, size_t n);

/* The members of an object, one at a time. */
struct members {
    struct slice rest;       /* what follows */
    struct slice key, value; /* of the member; the key without its quotes */
    size_t count;
    bool malformed;
};

/* Whether a text begins an object, whose members json_next() then returns:
 * false after the last, and if the object is malformed. */
bool json_open(struct members *m, struct slice text);
bool json_next(struct members *m);

/* Replace a quoted JSON string by its text. Return false if it is
 * malformed. */
bool json_unquote(struct slice *string);

/* ---- bulk-input.c ------------------------------------------------------- */

/* The lines of a file. */
struct input {
    int fd;
    size_t limit;       /* octets of a line */
    size_t lines;       /* number of those returned */
    struct buffer rest; /* read, but not yet returned */
    size_t searched;    /* number of its octets without a line break */
    bool at_end;
};

/* Some whole lines. */
struct batch {
    struct buffer text;
    size_t first;  /* the number of the first line */
    bool too_long; /* a single line that exceeds the limit and is not kept */
};

enum input_result {
    INPUT_LINES,
    INPUT_END,
    INPUT_FAILED,  /* the reason is in errno */
    INPUT_ENDLESS, /* a line has more than INPUT_ENDLESS_TIMES the limit */
};

#define INPUT_ENDLESS_TIMES 64

/* Return the next lines. */
enum input_result input_next(struct input *in, struct batch *batch);

/* Skip the rest of a line that is too long. */
enum input_result input_skip_line(struct input *in);

/* ---- bulk-line.c -------------------------------------------------------- */

/* The numbers of domains with each verdict, and with each finding. */
struct tally {
    size_t verdicts[VERDICTS];
    size_t *findings;
};

/* The work of one thread: a batch and its output. */
struct job {
    const struct arguments *a;
    struct batch batch;
    struct buffer out;      /* lines */
    struct buffer messages; /* for people */
    struct buffer rows;     /* of the page */
    struct buffer scratch, refused;
    struct tally tally;
    const char *failed; /* why the run cannot continue; NULL if it can */
    bool stopped;       /* the run ends at an invalid line */
};

/* Write the output for the lines of the batch. */
void job_run(struct job *job);

/* ---- bulk-plan.c -------------------------------------------------------- */

/* Add the line of a plan, and count it. */
void plan_add(struct job *job, size_t number,
              const struct sesdomain_plan *plan);

/* ---- bulk-run.c --------------------------------------------------------- */

/* Write the output for all lines. Return the exit status. */
int run_all(struct arguments *a);

/* ---- bulk-system.c: what differs between POSIX and Windows -------------- */

/* Prepare the process: octets are read and written as they are, and a write to
 * a closed pipe fails. Call it first. */
void system_start(void);

long system_processors(void);

/* Whether two descriptors are of one regular file. An output that is the input
 * would overwrite it, or grow while it is read. */
bool system_is_one_file(int one, int other);

/* These return false, and set errno on POSIX, if they fail. */
bool system_make_directory(const char *path);
bool system_replace(const char *from, const char *to);

/* ---- bulk-output.c ------------------------------------------------------ */

/* Open the output, which must not be the input, or resume it; *from is the
 * number of the first line that it lacks. Return the exit status. */
int output_open(const struct arguments *a, int in, int *fd, size_t *from);

/* Write a whole text. Return the number of octets written: after a failure it
 * is less, and the reason is in errno. */
size_t output_write(int fd, const char *s, size_t n);

/* Return the number of the last input line in a text of whole output lines; 0
 * if there is none. */
size_t output_last_line(const char *s, size_t n);

/* ---- bulk-summary.c ----------------------------------------------------- */

bool tally_init(struct tally *tally);
void tally_add(struct tally *to, const struct tally *from);
void tally_clear(struct tally *tally);
size_t tally_total(const struct tally *tally);

/* Count a finding by its code. */
void tally_count(struct tally *tally, const char *code);

/* Print the summary. */
void summary_print(const struct tally *tally, FILE *f);

/* When it began, and when progress was last printed, in milliseconds. */
struct progress {
    long long began, printed;
};

/* Print how far it is, if it is time, or in any case at the end. */
void progress_print(struct progress *p, const struct tally *tally,
                    bool at_end);

/* ---- bulk-page.c -------------------------------------------------------- */

/* Whether a file is one of the pages in the directory, and would be
 * overwritten. */
bool page_overwrites(const char *directory, int fd);

/* Create the directory and its page. Return NULL and errno if that fails. */
FILE *page_open(const char *directory);

/* Add the row of a domain, whose plan has a verdict; the row of a line without
 * a plan has a message instead. */
void page_row(struct buffer *b, size_t line, enum verdict verdict,
              const struct sesdomain_plan *plan, const char *message);

/* Write the report of a domain. Print why that fails, and return false. */
bool page_report(const char *directory, size_t line, const char *s, size_t n);

/* Finish the page, and give it its name. Return false and errno if that
 * fails. */
bool page_close(FILE *f, const char *directory, const struct tally *tally);

#endif
