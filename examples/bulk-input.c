/* SPDX-License-Identifier: MIT */
/*
 * The input of sesdomain-bulk. Reads a file once, and returns the whole lines
 * of each read; keeps no more of the file than one line.
 */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define INPUT_READ 65536

/* Read once. Return whether there was no failure. */
static bool input_read(struct input *in)
{
    ssize_t n;

    if (!buffer_reserve(&in->rest, INPUT_READ)) {
        errno = ENOMEM;
        return false;
    }
    do {
        n = read(in->fd, in->rest.s + in->rest.n, INPUT_READ);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return false;
    in->rest.n += (size_t)n;
    in->at_end = n == 0;
    return true;
}

/* Return the length of the whole lines that have been read, and count the
 * lines. */
static size_t input_whole(struct input *in)
{
    const char *s = in->rest.s + in->searched;
    const char *const end = in->rest.s + in->rest.n;
    const char *last = NULL;

    while (s < end && (s = memchr(s, '\n', (size_t)(end - s)))) {
        last = s++;
        in->lines++;
    }
    in->searched = in->rest.n;
    return last ? (size_t)(last + 1 - in->rest.s) : 0;
}

static void input_drop(struct input *in, size_t n)
{
    in->rest.n -= n;
    if (in->rest.n)
        memmove(in->rest.s, in->rest.s + n, in->rest.n);
    in->searched = 0;
}

enum input_result input_skip_line(struct input *in)
{
    size_t skipped = 0;

    for (;;) {
        const char *at =
            in->rest.n ? memchr(in->rest.s, '\n', in->rest.n) : NULL;
        const size_t n = at ? (size_t)(at + 1 - in->rest.s) : in->rest.n;

        skipped += n;
        input_drop(in, n);
        if (at || in->at_end)
            return INPUT_LINES;
        if (skipped / INPUT_ENDLESS_TIMES > in->limit)
            return INPUT_ENDLESS;
        if (!input_read(in))
            return INPUT_FAILED;
    }
}

enum input_result input_next(struct input *in, struct batch *batch)
{
    size_t n;

    batch->first = in->lines + 1;
    batch->text.n = 0;
    batch->too_long = false;
    while (!(n = in->rest.n ? input_whole(in) : 0)) {
        if (in->at_end && !in->rest.n)
            return INPUT_END;
        if (in->rest.n > in->limit) {
            in->lines++;
            batch->too_long = true;
            return INPUT_LINES;
        }
        if (in->at_end) {
            in->lines++;
            n = in->rest.n;
            break;
        }
        if (!input_read(in))
            return INPUT_FAILED;
    }
    buffer_add(&batch->text, in->rest.s, n);
    input_drop(in, n);
    if (!batch->text.failed)
        return INPUT_LINES;
    errno = ENOMEM;
    return INPUT_FAILED;
}
