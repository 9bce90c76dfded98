/* SPDX-License-Identifier: MIT */
/*
 * The cancellation of a lookup by another thread: a flag, and a pipe that
 * wakes a thread that waits for descriptors. Raising it is safe in a signal
 * handler.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "dns.h"

struct wake {
    atomic_bool raised;
    int in, out;
};

static bool wake_configure(int fd)
{
    return fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
           fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

struct wake *sesd_dns_wake_new(void)
{
    struct wake *wake = calloc(1, sizeof(*wake));
    int fds[2];

    if (!wake)
        return NULL;
    if (pipe(fds)) {
        free(wake);
        return NULL;
    }
    wake->out = fds[0];
    wake->in = fds[1];
    if (wake_configure(fds[0]) && wake_configure(fds[1]))
        return wake;
    sesd_dns_wake_free(wake);
    return NULL;
}

void sesd_dns_wake_free(struct wake *wake)
{
    if (!wake)
        return;
    close(wake->in);
    close(wake->out);
    free(wake);
}

void sesd_dns_wake_raise(struct wake *wake)
{
    const int saved = errno;

    /* if the pipe is full, it is readable already */
    if (!atomic_exchange(&wake->raised, true))
        while (write(wake->in, "", 1) < 0 && errno == EINTR)
            continue;
    errno = saved;
}

bool sesd_dns_wake_take(struct wake *wake)
{
    char drained[8];

    if (!atomic_load(&wake->raised))
        return false;
    while (read(wake->out, drained, sizeof(drained)) > 0)
        continue;
    atomic_store(&wake->raised, false);
    return true;
}

int sesd_dns_wake_fd(const struct wake *wake)
{
    return wake->out;
}
