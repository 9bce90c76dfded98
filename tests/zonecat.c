/* SPDX-License-Identifier: MIT */
/* Prints the records that lib/record/zonetext.c reads: zonecat ORIGIN FILE...
 * Prints for each file a line "file", a line for each record (owner, type,
 * TTL, RDATA or "-", notes, line, separated by tabs), and "end", or "error",
 * line and message. With "-q" as ORIGIN, prints only the number of records. */
#include <stdio.h>
#include <stdlib.h>

#include "record/zonetext.h"

#define LIMIT 67108864 /* of the option read.limit */

static char *zonecat_read(const char *path, size_t *length)
{
    size_t size = 0, n;
    char *text = NULL;
    FILE *file = fopen(path, "rb");

    for (*length = 0; file; *length += n) {
        if (*length == size) {
            size = size ? 2 * size : 1 << 16;
            text = realloc(text, size);
            if (!text)
                exit(2);
        }
        n = fread(text + *length, 1, size - *length, file);
        if (!n)
            break;
    }
    if (!file || ferror(file))
        exit(2);
    fclose(file);
    return text;
}

static void zonecat_text(struct text t)
{
    fwrite(t.s, 1, t.n, stdout);
}

static void zonecat_print(const struct zone_record *r)
{
    zonecat_text(r->owner);
    putchar('\t');
    if (r->type)
        printf("TYPE%u", (unsigned)r->type);
    else
        zonecat_text(r->type_name);
    printf("\t%u\t", (unsigned)r->ttl);
    if (r->rdata.s)
        zonecat_text(r->rdata);
    else
        putchar('-');
    printf("\t%s%s%s%s\t%zu\n", r->relative ? "r" : "", r->empty ? "e" : "",
           r->split ? "s" : "", r->joined ? "j" : "", r->line);
}

int main(int argc, char **argv)
{
    const bool quiet = argc > 1 && strcmp(argv[1], "-q") == 0;
    struct zonetext *z = malloc(sizeof(*z));
    struct zone_record record;

    for (int i = 2; z && i < argc; i++) {
        size_t length, count = 0;
        char *text = zonecat_read(argv[i], &length);

        puts("file");
        sesd_zonetext_start(z, (struct text){ text, length },
                            sesd_text(quiet ? "" : argv[1]), LIMIT);
        for (; sesd_zonetext_next(z, &record); count++)
            if (!quiet)
                zonecat_print(&record);
        if (z->error.failed)
            printf("error\t%zu\t%s\n", z->error.line, z->error.message);
        else
            printf("end\t%zu\n", count);
        free(text);
    }
    free(z);
    return ferror(stdout) || fflush(stdout) != 0;
}
