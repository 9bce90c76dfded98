/* SPDX-License-Identifier: MIT */
/*
 * Check whether the records of a setup document are in DNS, at all name
 * servers, and whether SES has found them. Waits for that on request.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "io.h"

#define INTERVAL_MOST 300 /* seconds between two checks */

/* ---- looking ------------------------------------------------------------ */

static int look(const struct arguments *a, const struct setup *setups,
                struct check *checks, size_t count, enum verdict *worst)
{
    int result = 0;

    *worst = VERDICT_READY;
    for (size_t i = 0; i < count && !result; i++) {
        result = check_run(&checks[i], &setups[i], a->dns,
                           (uint32_t)(a->deadline * 1000));
        if (!result && checks[i].verdict > *worst)
            *worst = checks[i].verdict;
    }
    return result;
}

static void forget(const struct arguments *a, struct check *checks,
                   size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_free(&checks[i]);
    sesdomain_dns_clear(a->dns);
}

/* Return the milliseconds of a pause: up to a quarter less than the interval,
 * at random, so that processes started together do not query together. The
 * nanoseconds of the clock are random enough. */
static size_t choose_pause(size_t seconds)
{
    const size_t most = seconds * 1000;
    struct timespec now = { 0 };

    clock_gettime(CLOCK_REALTIME, &now);
    return most - (size_t)now.tv_nsec / 1000 % (most / 4 + 1);
}

static void show_progress(const struct check *checks, size_t count,
                          size_t next)
{
    const bool terminal = isatty(STDERR_FILENO);
    size_t ready = 0;

    for (size_t i = 0; i < count; i++)
        ready += checks[i].verdict == VERDICT_READY;
    fprintf(stderr, "%s%zu of %zu ready; next look in %zu s%s",
            terminal ? "\r" : "", ready, count, next,
            terminal ? "\033[K" : "\n");
}

static void pause_for(size_t milliseconds)
{
    struct timespec left = { .tv_sec = (time_t)(milliseconds / 1000),
                             .tv_nsec =
                                 (long)(milliseconds % 1000) * 1000000 };

    while (nanosleep(&left, &left) && errno == EINTR)
        continue;
}

/* Check again as long as that may help: at increasing intervals, and with at
 * most one query per second. */
static int look_until_ready(const struct arguments *a, struct setup *setups,
                            struct check *checks, size_t count,
                            enum verdict *worst)
{
    size_t interval = a->interval;
    const time_t end = time(NULL) + (time_t)a->budget;
    int result = look(a, setups, checks, count, worst);

    while (!result && a->waits && *worst != VERDICT_READY &&
           *worst != VERDICT_WRONG && time(NULL) + (time_t)interval <= end) {
        const size_t pause = choose_pause(interval);

        show_progress(checks, count, (pause + 999) / 1000);
        pause_for(pause);
        interval = 2 * interval > INTERVAL_MOST ? INTERVAL_MOST : 2 * interval;
        forget(a, checks, count);
        arguments_reload(setups, count);
        sesdomain_dns_set_rate(a->dns, a->rate ? (uint32_t)a->rate : 1);
        result = look(a, setups, checks, count, worst);
    }
    if (a->waits && isatty(STDERR_FILENO))
        fputc('\n', stderr);
    return result;
}

static int print(const struct arguments *a, const struct check *checks,
                 size_t count, enum verdict worst)
{
    static const int nagios[] = { 0, 1, 3, 2, 2 };

    if (a->json)
        check_print_json(checks, count);
    else if (a->nagios)
        check_print_nagios(checks, count);
    else
        for (size_t i = 0; i < count; i++)
            check_print_text(&checks[i]);
    if (fflush(stdout) || ferror(stdout))
        return arguments_fail("standard output");
    return a->nagios ? nagios[worst] : check_exit(worst);
}

static int run(struct arguments *a, char **paths, size_t count)
{
    struct setup *setups = calloc(count, sizeof(*setups));
    struct check *checks = calloc(count, sizeof(*checks));
    enum verdict worst;
    int result = 2;

    if (setups && checks)
        result = arguments_load(a, setups, paths, count);
    if (!result && a->replay)
        result = arguments_replay(a);
    if (!result && !a->has_resolver && !a->replay &&
        sesdomain_dns_add_system_resolvers(a->dns) == SESDOMAIN_E_MEMORY)
        result = io_fail("resolver", sesdomain_dns_error(a->dns));
    if (!result)
        result = look_until_ready(a, setups, checks, count, &worst);
    if (!result && a->record)
        result = arguments_record(a);
    if (!result)
        result = print(a, checks, count, worst);
    for (size_t i = 0; setups && checks && i < count; i++) {
        check_free(&checks[i]);
        free(setups[i].text);
    }
    free(setups);
    free(checks);
    return result;
}

int main(int argc, char **argv)
{
    struct arguments a = { 0 };
    int result;

    io_start();
    if (sesdomain_dns_new(&a.dns) != SESDOMAIN_OK)
        return io_fail("memory", sesdomain_strerror(SESDOMAIN_E_MEMORY));
    result = arguments_parse(&a, argc, argv);
    if (a.rate)
        sesdomain_dns_set_rate(a.dns, (uint32_t)a.rate);
    if (result < 0)
        result = run(&a, argv + optind, (size_t)(argc - optind));
    sesdomain_dns_free(a.dns);
    return result;
}
