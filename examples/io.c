/* SPDX-License-Identifier: MIT */
#include "io.h"

#ifdef WITH_DNS
#include <sesdomain-dns.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The name of a file may hold anything: what a terminal obeys is escaped. */
static void show(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
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

/* fflush answers for what was still to be written, ferror for the rest. */
static const char unwritten[] = "it could not be written";

static int written(void)
{
    return fflush(stdout) == 0 && !ferror(stdout);
}

int io_list(void)
{
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        printf("%-14s %s\n", sesdomain_format_name(i),
               sesdomain_format_description(i));
    return written() ? 0 : io_fail("-l", unwritten);
}

enum sesdomain_format_kind io_kind(const char *format)
{
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        if (strcmp(sesdomain_format_name(i), format) == 0)
            return sesdomain_format_kind(i);
    return SESDOMAIN_FORMAT_KIND_NONE;
}

/* All of a file; NULL if it cannot be read. */
static char *slurp(const char *path, size_t *length)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *text = NULL, *more;
    size_t room = 0;

    *length = 0;
    while (f && !feof(f) && !ferror(f)) {
        if (*length == room) {
            more = realloc(text, room = 2 * room + 65536);
            if (!more)
                break;
            text = more;
        }
        *length += fread(text + *length, 1, room - *length, f);
    }
    if (!f || ferror(f) || !feof(f)) {
        free(text);
        text = NULL;
    }
    if (f && f != stdin)
        fclose(f);
    return text;
}

int io_load(struct sesdomain *sd, const char *path,
            enum sesdomain_status (*load)(struct sesdomain *, const char *,
                                          size_t))
{
    size_t length;
    char *text = slurp(path, &length);
    int failed;

    if (!text)
        return io_fail(path, "it cannot be read");
    failed = load(sd, text, length);
    free(text);
    return failed ? io_fail(path, sesdomain_error(sd)) : 0;
}

int io_load_zone(struct sesdomain *sd, const char *path)
{
#ifdef WITH_DNS
    struct sesdomain_dns *dns;
    int failed;

    if (sesdomain_dns_new(&dns))
        return io_fail(path, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    failed = sesdomain_dns_load_zone(dns, sd, path);
    if (failed)
        fprintf(stderr, "%s\n", sesdomain_dns_error(dns));
    sesdomain_dns_free(dns);
    return failed ? 2 : 0;
#else
    (void)sd;
    return io_fail(path, "this program was built without libsesdomain-dns");
#endif
}

int io_tell(const struct sesdomain_plan *plan)
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

/* Why the format does not take this plan. */
static int refused(const struct sesdomain_plan *plan, const char *format,
                   enum sesdomain_status status)
{
    const struct sesdomain_recordset *rs;
    const char *reason = NULL;
    size_t i = 0;

    sesdomain_plan_refusal(plan, format, &i, NULL, &reason);
    rs = sesdomain_plan_recordset(plan, i);
    if (!reason || !rs || status == SESDOMAIN_E_CONFLICT) /* of no set */
        return io_fail(format, reason ? reason : sesdomain_strerror(status));
    fprintf(stderr, "%s: %s %s: %s\n", format, sesdomain_recordset_name(rs),
            sesdomain_type_name(sesdomain_recordset_type(rs)), reason);
    return 2;
}

int io_print(const struct sesdomain_plan *plan, const char *format,
             unsigned long part)
{
    size_t from = 0, next = 0, length;
    enum sesdomain_status status;
    char *text;

    for (unsigned long k = 1;; k++, from = next) {
        status =
            sesdomain_plan_write(plan, format, from, &next, NULL, 0, &length);
        if (status != SESDOMAIN_E_SPACE)
            return refused(plan, format, status);
        if (part == 0 && next)
            return io_fail(format, "there are several documents: choose one");
        if (k >= part)
            break;
        if (!next)
            return io_fail(format, "there are not so many documents");
    }
    text = malloc(length + 1);
    if (!text)
        return io_fail(format, sesdomain_strerror(SESDOMAIN_E_MEMORY));
    sesdomain_plan_write(plan, format, from, NULL, text, length + 1, NULL);
    fwrite(text, 1, length, stdout);
    free(text);
    return written() ? 0 : io_fail(format, unwritten);
}
