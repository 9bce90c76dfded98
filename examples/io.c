/* SPDX-License-Identifier: MIT */
#include "io.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int io_fail(const char *place, const char *what)
{
    fprintf(stderr, "%s: %s\n", place, what);
    return 2;
}

char *io_read(const char *path, size_t *length)
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

/* Why the format does not take this plan. */
static int refused(const struct sesdomain_plan *plan, const char *format,
                   enum sesdomain_status status)
{
    const struct sesdomain_recordset *rs;
    const char *reason = NULL;
    size_t i = 0;

    sesdomain_plan_refusal(plan, format, &i, NULL, &reason);
    rs = sesdomain_plan_recordset(plan, i);
    if (!reason || !rs)
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
    if (fflush(stdout) == 0)
        return 0;
    return io_fail(format, "it could not be written");
}
