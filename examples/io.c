/* SPDX-License-Identifier: MIT */
/* Input and output of the example programs: reads files, prints documents, and
 * reports errors in one line with the reason of the system. */
#define _POSIX_C_SOURCE 200809L
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <io.h> /* of the system: this directory must not be searched */
#define IS_TERMINAL _isatty
#else
#include <unistd.h>
#define IS_TERMINAL isatty
#endif

void io_start(void)
{
#ifdef _WIN32
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    _set_fmode(_O_BINARY);
#else
    /* in the wrong direction: to use them still fails */
    static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            open("/dev/null", modes[fd]); /* the lowest number is free */
#endif
}

/* Print a text with all but printable ASCII escaped: a file name may have any
 * octet, also of characters that change how the rest of the line is shown. */
static void show(const char *s)
{
    if (!*s)
        fputs("''", stderr);
    for (; *s; s++)
        if (*s < ' ' || *s > '~')
            fprintf(stderr, "\\x%02x", (unsigned char)*s);
        else
            putc(*s, stderr);
}

int io_fail(const char *place, const char *what)
{
    show(place);
    fprintf(stderr, ": %s\n", what);
    return 2;
}

/* Report an error of the system, in errno. */
static int fail_system(const char *place, const char *action)
{
    char text[256];

    snprintf(text, sizeof(text), "%s: %s", action, strerror(errno));
    return io_fail(place, text);
}

/* fflush() reports the rest of the buffer, ferror() what came before. */
int io_finish(const char *place)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    return fail_system(place, "cannot write");
}

int io_list(void)
{
    puts("formats (-f):");
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        printf("%-14s %s\n", sesdomain_format_name(i),
               sesdomain_format_description(i));
    puts("readers (-x):");
    for (size_t i = 0; i < sesdomain_reader_count(); i++)
        printf("%-14s %s\n", sesdomain_reader_name(i),
               sesdomain_reader_description(i));
    return io_finish("-l");
}

enum sesdomain_format_kind io_kind(const char *format)
{
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        if (strcmp(sesdomain_format_name(i), format) == 0)
            return sesdomain_format_kind(i);
    return SESDOMAIN_FORMAT_KIND_NONE;
}

int io_unknown_format(const char *format)
{
    show(format);
    fputs(": there is no such format; there are", stderr);
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        fprintf(stderr, "%s %s", i ? "," : "", sesdomain_format_name(i));
    fputc('\n', stderr);
    return 2;
}

char *io_read(const char *path, size_t *length)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *text = NULL, *more;
    size_t size = 0;
    int error;

    *length = 0;
    while (f && !feof(f) && !ferror(f)) {
        if (*length == size) {
            more = realloc(text, size = 2 * size + 65536);
            if (!more)
                break;
            text = more;
        }
        *length += fread(text + *length, 1, size - *length, f);
    }
    error = errno;
    if (!f || ferror(f) || !feof(f)) {
        free(text);
        text = NULL;
    }
    if (f && f != stdin)
        fclose(f);
    errno = error;
    return text;
}

int io_load(struct sesdomain *sd, const char *path,
            enum sesdomain_status (*load)(struct sesdomain *, const char *,
                                          size_t))
{
    size_t length;
    char *text = io_read(path, &length);
    int failed;

    if (!text)
        return fail_system(path, "cannot read");
    failed = load(sd, text, length);
    free(text);
    return failed ? io_fail(path, sesdomain_error(sd)) : 0;
}

int io_number(const char *text, size_t least, size_t most, size_t *out)
{
    unsigned long long number;
    char *end, what[80];

    errno = 0;
    number = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || number < least ||
        number > most) {
        snprintf(what, sizeof(what), "a number from %zu to %zu was expected",
                 least, most);
        return io_fail(text, what);
    }
    *out = (size_t)number;
    return 0;
}

/* Return the reader that is named before a "=", or NULL. */
static const char *reader_of(const char *path)
{
    const size_t n = strcspn(path, "=");

    for (size_t i = 0; i < sesdomain_reader_count() && path[n]; i++) {
        const char *name = sesdomain_reader_name(i);

        if (strlen(name) == n && strncmp(name, path, n) == 0)
            return name;
    }
    return NULL;
}

/* Whether nothing is in a text, as when the command that wrote it failed. */
static bool is_blank(const char *text, size_t length)
{
    while (length && strchr(" \t\r\n", text[length - 1]) && text[length - 1])
        length--;
    return !length;
}

int io_once(const struct option *options, const int *many, int c,
            bool given[IO_OPTIONS_MAX])
{
    char name[64];
    size_t i = 0;

    while (options[i].name && options[i].val != c)
        i++;
    while (*many && *many != c)
        many++;
    if (!options[i].name || options[i].has_arg == no_argument || *many)
        return 1;
    if (!given[i]) {
        given[i] = true;
        return 1;
    }
    snprintf(name, sizeof(name), "--%s", options[i].name);
    io_fail(name, "it takes one value, and was given twice");
    return 0;
}

static int set_option(struct sesdomain *sd, const char *option)
{
    const char *equals = strchr(option, '=');
    const size_t n = (size_t)(equals - option);
    char name[64];

    if (n >= sizeof(name))
        return io_fail(option, sesdomain_strerror(SESDOMAIN_E_OPTION));
    memcpy(name, option, n);
    name[n] = '\0';
    if (sesdomain_set_option(sd, name, equals + 1) != SESDOMAIN_OK)
        return io_fail("-o", sesdomain_error(sd));
    return 0;
}

int io_set_options(struct sesdomain *sd, const char *const *options,
                   size_t count)
{
    int result = 0;

    for (size_t i = 0; i < count && !result; i++) {
        const size_t n = strcspn(options[i], "=") + 1;

        for (size_t k = 0; k < i; k++)
            if (strncmp(options[k], options[i], n) == 0)
                return io_fail(options[i], "-o: the option was given twice");
        result = set_option(sd, options[i]);
    }
    return result;
}

int io_load_existing(struct sesdomain *sd, const char *reader,
                     const char *path)
{
    size_t length;
    char *text;
    int failed;

    if (!reader) {
        reader = reader_of(path);
        path += reader ? strlen(reader) + 1 : 0;
    }
    text = io_read(path, &length);
    if (!text)
        return fail_system(path, "cannot read");
    if (is_blank(text, length)) {
        free(text);
        return io_fail(path, "it is empty; a zone has an SOA record");
    }
    failed = sesdomain_load_existing(sd, reader, text, length);
    free(text);
    return failed ? io_fail(path, sesdomain_error(sd)) : 0;
}

int io_is_coloured(int descriptor)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    return IS_TERMINAL(descriptor) && (!no || !*no) &&
           !(term && strcmp(term, "dumb") == 0);
}

/* Print the labels that the message does not have, in parentheses. */
static void report_labels(const struct sesdomain_plan *plan,
                          const struct sesdomain_finding *f)
{
    const char *before = " (";

    for (size_t i = 0; i < sesdomain_finding_instance_count(f); i++) {
        const char *label = sesdomain_plan_instance_label(
            plan, sesdomain_finding_instance(f, i));

        if (strstr(sesdomain_finding_message(f), label))
            continue;
        fprintf(stderr, "%s%s", before, label);
        before = ", ";
    }
    fputs(*before == ',' ? ")\n" : "\n", stderr);
}

int io_report(const struct sesdomain_plan *plan)
{
    static const char *const colours[] = { "", "1;31", "33", "36" };
    const int coloured = io_is_coloured(2);
    int errors = 0;

    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);
        enum sesdomain_severity severity = sesdomain_finding_severity(f);
        const char *word = sesdomain_severity_name(severity);

        errors |= severity == SESDOMAIN_SEVERITY_ERROR;
        if (coloured)
            fprintf(stderr, "\033[%sm%s\033[0m", colours[severity & 3], word);
        else
            fputs(word, stderr);
        fprintf(stderr, ": %s: %s", sesdomain_finding_code(f),
                sesdomain_finding_message(f));
        report_labels(plan, f);
        fprintf(stderr, "  %s\n  %s\n", sesdomain_finding_hint(f),
                sesdomain_finding_source(f));
    }
    return errors;
}

/* Errors that the plan removes, or SES has to, do not withhold it: the records
 * do no harm, and may be the cure. */
int io_withholds(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);
        const enum sesdomain_finding_fix fix = sesdomain_finding_fix(f);

        if (sesdomain_finding_severity(f) == SESDOMAIN_SEVERITY_ERROR &&
            fix != SESDOMAIN_FINDING_FIX_PLAN &&
            fix != SESDOMAIN_FINDING_FIX_SES)
            return 1;
    }
    return 0;
}

void io_withheld(const char *format)
{
    fprintf(stderr,
            "%s: nothing is printed, because the plan has errors; -k prints "
            "it nevertheless\n",
            format);
}

/* Report why the format cannot express the plan. */
static int refused(const struct sesdomain_plan *plan, const char *format,
                   enum sesdomain_status status)
{
    const struct sesdomain_recordset *rs;
    const char *reason = NULL;
    size_t i = 0;

    sesdomain_plan_refusal(plan, format, &i, NULL, &reason);
    rs = sesdomain_plan_recordset(plan, i);
    if (!reason || !rs || status == SESDOMAIN_E_CONFLICT) /* no record set */
        return io_fail(format, reason ? reason : sesdomain_strerror(status));
    fprintf(stderr, "%s: %s %s: %s%s\n", format, sesdomain_recordset_name(rs),
            sesdomain_type_name(sesdomain_recordset_type(rs)), reason,
            status == SESDOMAIN_E_PRIOR_UNKNOWN
                ? "; give the existing records with -z, -r, -x or 'existing'"
                : "");
    return 2;
}

static int too_few(const char *format, unsigned long count)
{
    char text[64];

    snprintf(text, sizeof(text), "this format has only %lu document%s", count,
             count == 1 ? "" : "s");
    return io_fail(format, text);
}

int io_print(const struct sesdomain_plan *plan, const char *format,
             unsigned long part)
{
    const size_t count = sesdomain_plan_document_count(plan, format);
    const size_t i = part ? part - 1 : 0;
    enum sesdomain_status status;
    size_t length;
    char *text;

    if (!part && count > 1)
        return io_fail(format, "several documents: choose one with -p");
    status = sesdomain_plan_write(plan, format, i, NULL, 0, &length);
    if (status == SESDOMAIN_E_MISSING)
        return too_few(format, (unsigned long)count);
    if (status != SESDOMAIN_E_SPACE)
        return refused(plan, format, status);
    text = malloc(length + 1);
    if (!text)
        return io_fail(format, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    sesdomain_plan_write(plan, format, i, text, length + 1, NULL);
    fwrite(text, 1, length, stdout);
    free(text);
    return io_finish(format);
}
