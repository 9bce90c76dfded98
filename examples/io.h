/* SPDX-License-Identifier: MIT */
/* What the example programs share: files in, documents out. */
#ifndef EXAMPLES_IO_H
#define EXAMPLES_IO_H

#include <sesdomain.h>

/* Say what went wrong, in one line; answers 2, the exit status for it. */
int io_fail(const char *place, const char *what);

/* List the formats; answers 0. */
int io_list(void);

/* What a format promises; none if there is no such format. */
enum sesdomain_format_kind io_kind(const char *format);

/* Load all of a file, "-" for standard input; answers the exit status. */
int io_load(struct sesdomain *sd, const char *path,
            enum sesdomain_status (*load)(struct sesdomain *, const char *,
                                          size_t));

/* Load a zone file, with libsesdomain-dns where that was built. */
int io_load_zone(struct sesdomain *sd, const char *path);

/* Tell what was found, on standard error; answers whether there are errors. */
int io_tell(const struct sesdomain_plan *plan);

/* Print the document of that number, or the only one if it is 0. Answers the
 * exit status; nothing is printed unless that is 0. */
int io_print(const struct sesdomain_plan *plan, const char *format,
             unsigned long part);

#endif
