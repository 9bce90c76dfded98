/* SPDX-License-Identifier: MIT */
/* The numbers of domains of sesdomain-bulk by verdict and by finding. */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PROGRESS_EVERY 500 /* milliseconds */

bool tally_init(struct tally *tally)
{
    *tally = (struct tally){
        .findings = calloc(sesdomain_catalogue_count(), sizeof(size_t)),
    };
    return tally->findings != NULL;
}

void tally_clear(struct tally *tally)
{
    memset(tally->verdicts, 0, sizeof(tally->verdicts));
    memset(tally->findings, 0, sesdomain_catalogue_count() * sizeof(size_t));
}

void tally_add(struct tally *to, const struct tally *from)
{
    for (size_t i = 0; i < VERDICTS; i++)
        to->verdicts[i] += from->verdicts[i];
    for (size_t i = 0; i < sesdomain_catalogue_count(); i++)
        to->findings[i] += from->findings[i];
}

/* The catalogue is sorted by code. */
void tally_count(struct tally *tally, const char *code)
{
    size_t low = 0, high = sesdomain_catalogue_count();

    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = strcmp(code, sesdomain_catalogue_code(middle));

        if (order == 0) {
            tally->findings[middle]++;
            return;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
}

size_t tally_total(const struct tally *tally)
{
    size_t total = 0;

    for (size_t i = 0; i < VERDICTS; i++)
        total += tally->verdicts[i];
    return total;
}

void summary_print(const struct tally *tally, FILE *f)
{
    fprintf(f, "%zu lines", tally_total(tally));
    for (size_t i = 0; i < VERDICTS; i++)
        fprintf(f, ", %zu %s", tally->verdicts[i],
                verdict_name((enum verdict)i));
    putc('\n', f);
    for (int severity = SESDOMAIN_SEVERITY_ERROR;
         severity <= SESDOMAIN_SEVERITY_NOTE; severity++)
        for (size_t i = 0; i < sesdomain_catalogue_count(); i++)
            if (tally->findings[i] &&
                (int)sesdomain_catalogue_severity(i) == severity)
                fprintf(
                    f, "%10zu  %-7s  %s\n", tally->findings[i],
                    sesdomain_severity_name((enum sesdomain_severity)severity),
                    sesdomain_catalogue_code(i));
}

void progress_print(struct progress *p, const struct tally *tally, bool at_end)
{
    struct timespec now;
    long long time;

    clock_gettime(CLOCK_MONOTONIC, &now);
    time = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    if (!p->began)
        p->began = p->printed = time;
    if (!at_end && time - p->printed < PROGRESS_EVERY)
        return;
    p->printed = time;
    fprintf(stderr, "\r%zu lines, %lld a second\033[K%s", tally_total(tally),
            (long long)tally_total(tally) * 1000 /
                (time > p->began ? time - p->began : 1),
            at_end ? "\n" : "");
}
