/* SPDX-License-Identifier: MIT */
/* What the example programs share: files in, documents out. */
#ifndef EXAMPLES_IO_H
#define EXAMPLES_IO_H

#include <sesdomain.h>

/* Say what went wrong, in one line; answers 2, the exit status for it. */
int io_fail(const char *place, const char *what);

/* All of a file, "-" for standard input; NULL if it cannot be read. */
char *io_read(const char *path, size_t *length);

/* Print the document of that number, or the only one if it is 0. Answers the
 * exit status; nothing is printed unless that is 0. */
int io_print(const struct sesdomain_plan *plan, const char *format,
             unsigned long part);

#endif
