/* SPDX-License-Identifier: MIT */
/* Common functions of the example programs: input of files, output of
 * documents. */
#ifndef EXAMPLES_IO_H
#define EXAMPLES_IO_H

#include <sesdomain.h>

/* Read and write octets as they are, on Windows too: a script with CRLF does
 * not run on Unix. Occupy the numbers of standard streams that are closed: a
 * file that got one would get the messages, too. Called first. */
void io_start(void);

/* Report an error in one line, and return its exit status, 2. */
int io_fail(const char *place, const char *what);

/* Finish standard output. Return the exit status. */
int io_finish(const char *place);

/* List the formats and the readers. Return the exit status. */
int io_list(void);

/* Return the kind of a format, none if there is no such format. */
enum sesdomain_format_kind io_kind(const char *format);

/* Report that there is no such format, and which there are. Return 2. */
int io_unknown_format(const char *format);

/* Whether a descriptor is a terminal that shows colours (NO_COLOR). */
int io_is_coloured(int descriptor);

/* Return all of a file, "-" for standard input, or NULL and errno. Free it. */
char *io_read(const char *path, size_t *length);

/* Load a file, "-" for standard input. Return the exit status. */
int io_load(struct sesdomain *sd, const char *path,
            enum sesdomain_status (*load)(struct sesdomain *, const char *,
                                          size_t));

struct option;

#define IO_OPTIONS_MAX 32 /* rows of a table for getopt_long() */

/* Whether an option of the table may be given: it has no value, is one of
 * many, which ends with 0, or was not given before. Otherwise report it. */
int io_once(const struct option *options, const int *many, int c,
            bool given[IO_OPTIONS_MAX]);

/* Parse a number from least to most. Return the exit status. */
int io_number(const char *text, size_t least, size_t most, size_t *out);

/* Set options of the library, each "NAME=VALUE", each name once. Return the
 * exit status. */
int io_set_options(struct sesdomain *sd, const char *const *options,
                   size_t count);

/* Load the existing records of a file, "-" for standard input, with a reader.
 * If it is NULL, the path may begin with "READER=", or else the text is
 * recognised. Return the exit status. */
int io_load_existing(struct sesdomain *sd, const char *reader,
                     const char *path);

/* Report the findings on standard error, each with what to do and its source,
 * in colour on a terminal. Return whether there are errors. */
int io_report(const struct sesdomain_plan *plan);

/* Whether an error withholds the changes: applying them does not remove it. */
int io_withholds(const struct sesdomain_plan *plan);

/* Report that a format is withheld because the plan has errors. */
void io_withheld(const char *format);

/* Print the document of that number, or the only one if it is 0. Return the
 * exit status; if it is not 0, nothing is printed. */
int io_print(const struct sesdomain_plan *plan, const char *format,
             unsigned long part);

#endif
