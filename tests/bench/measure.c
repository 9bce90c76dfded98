/* SPDX-License-Identifier: MIT */
/* Processor time and peak memory of this process, from clock_gettime(3) and
 * proc_pid_status(5). */
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void require(int well, const char *what)
{
    if (well)
        return;
    fprintf(stderr, "%s\n", what);
    exit(2);
}

uint64_t processor_time(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* getrusage() would include the process before execve(); see
 * proc_pid_status(5). */
long peak_kilobytes(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[200];
    long peak = 0;

    while (file && !peak && fgets(line, sizeof(line), file))
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtol(line + 6, NULL, 10);
    if (file)
        fclose(file);
    return peak;
}

void measured(void (*job)(void *user), void *user)
{
    job(user);
}
