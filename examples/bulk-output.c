/* SPDX-License-Identifier: MIT */
/*
 * The output of sesdomain-bulk. Each line begins with the number of its input
 * line, so that an output file shows where to resume.
 */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUTPUT_HEAD "{\"line\": "
#define OUTPUT_BLOCK 65536

size_t output_write(int fd, const char *s, size_t n)
{
    size_t written = 0;

    while (written < n) {
        const ssize_t more = write(fd, s + written, n - written);

        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            break;
        written += (size_t)more;
    }
    return written;
}

/* Return the number at the beginning of an output line, 0 if there is none. */
static size_t output_line(const char *s, size_t n)
{
    const size_t head = strlen(OUTPUT_HEAD);
    char text[64] = "";

    memcpy(text, s, n < sizeof(text) - 1 ? n : sizeof(text) - 1);
    return strncmp(text, OUTPUT_HEAD, head) == 0
               ? strtoul(text + head, NULL, 10)
               : 0;
}

size_t output_last_line(const char *s, size_t n)
{
    size_t from;

    while (n && s[n - 1] != '\n')
        n--;
    if (!n)
        return 0;
    from = n - 1;
    while (from && s[from - 1] != '\n')
        from--;
    return output_line(s + from, n - from);
}

/* Read at an offset, as pread() does, which Windows does not have. */
static ssize_t output_read(int fd, char *s, size_t n, off_t at)
{
    return lseek(fd, at, SEEK_SET) < 0 ? -1 : read(fd, s, n);
}

/* Find the last line break before end. Return the offset after it, 0 if there
 * is none, -1 if the file cannot be read. */
static off_t output_find_break(int fd, off_t end)
{
    char block[OUTPUT_BLOCK];

    while (end > 0) {
        const off_t from = end > OUTPUT_BLOCK ? end - OUTPUT_BLOCK : 0;
        const ssize_t n = output_read(fd, block, (size_t)(end - from), from);

        if (n != end - from)
            return -1;
        for (ssize_t i = n; i > 0; i--)
            if (block[i - 1] == '\n')
                return from + i;
        end = from;
    }
    return 0;
}

static int output_fail(const char *path)
{
    return io_fail(path, strerror(errno));
}

/* Remove an incomplete last line, and find the last complete one. */
static int output_resume(const char *path, int fd, size_t *from)
{
    char text[64];
    const off_t size = lseek(fd, 0, SEEK_END);
    const off_t end = size < 0 ? -1 : output_find_break(fd, size);
    const off_t start = end > 0 ? output_find_break(fd, end - 1) : end;
    ssize_t n;

    if (start < 0 || (n = output_read(fd, text, sizeof(text), start)) < 0)
        return output_fail(path);
    if (strncmp(text, OUTPUT_HEAD,
                (size_t)n < sizeof(OUTPUT_HEAD) - 1 ? (size_t)n
                                                    : sizeof(OUTPUT_HEAD) - 1))
        return io_fail(path, "this is not output of sesdomain-bulk");
    *from = end ? output_line(text, (size_t)n) + 1 : 1;
    if (end && *from <= 1) /* 0: it is too large */
        return io_fail(path, "its last line has no number of a line");
    if (ftruncate(fd, end) || lseek(fd, end, SEEK_SET) < 0)
        return output_fail(path);
    return 0;
}

int output_open(const struct arguments *a, int in, int *fd, size_t *from)
{
    *from = a->from;
    *fd = a->output ? open(a->output, O_RDWR | O_CREAT, 0666) : STDOUT_FILENO;
    if (*fd < 0)
        return output_fail(a->output);
    if (system_is_one_file(in, *fd))
        return io_fail(a->output ? a->output : "standard output",
                       "the output is the input; choose another file");
    if (!a->output)
        return 0;
    if (a->resumes)
        return output_resume(a->output, *fd, from);
    return ftruncate(*fd, 0) && errno != EINVAL ? output_fail(a->output) : 0;
}
