/* SPDX-License-Identifier: MIT */
/* The time to read a zone file and to plan two instances with it.
 *
 * Usage: bench-zone FILE
 *
 * Prints the processor time in nanoseconds, and the peak memory of the
 * settings' allocator in kilobytes, which does not include the file itself. */
#include <fcntl.h>
#include <sesdomain.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "input.h"
#include "measure.h"

struct file {
    const char *text;
    size_t length;
};

static size_t held, most;

static void *allocate(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    held += new_size - old_size;
    most = held > most ? held : most;
    if (new_size)
        return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

static void plan_against(void *data)
{
    const struct file *file = data;
    struct sesdomain_plan *plan;
    struct sesdomain *sd;
    struct input in;

    input_make(&in, 2);
    require(!sesdomain_new_alloc(&sd, allocate, NULL), "out of memory");
    input_set(sd, &in);
    require(!sesdomain_load_existing(sd, "zone", file->text, file->length),
            sesdomain_error(sd));
    require(!sesdomain_plan_new(sd, &plan), sesdomain_error(sd));
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
    input_free(&in);
}

int main(int argc, char **argv)
{
    struct file file = { 0 };
    struct stat status;
    uint64_t start;
    void *text;
    int fd;

    require(argc == 2, "usage: bench-zone FILE");
    fd = open(argv[1], O_RDONLY);
    require(fd >= 0 && fstat(fd, &status) == 0, "the file cannot be read");
    start = processor_time();
    text = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    require(text != MAP_FAILED, "the file cannot be read");
    file.text = text;
    file.length = (size_t)status.st_size;
    measured(plan_against, &file);
    printf("nanoseconds %ju\nkilobytes %zu\n",
           (uintmax_t)(processor_time() - start), most / 1024);
    return 0;
}
