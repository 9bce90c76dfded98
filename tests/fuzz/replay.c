/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target with all files of the given directories, and with damaged
 * copies of each: the same in every run. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random.h"
#include "fuzz.h"

#define COPIES 20
#define LONGEST (1 << 20)

struct input {
    uint8_t octets[2 * LONGEST];
    size_t size;
};

/* Change an octet, or take out or repeat a run of octets. */
static void damage(struct input *in)
{
    const size_t at = random_below(in->size);
    const size_t run = 1 + random_below(in->size - at);
    uint8_t *place = in->octets + at;

    switch (random_below(4)) {
    case 0:
        *place = (uint8_t)random_below(256);
        return;
    case 1: /* one that means something here */
        *place = in->octets[random_below(in->size)];
        return;
    case 2:
        memmove(place, place + run, in->size - at - run);
        in->size -= run;
        return;
    default:
        if (in->size + run > sizeof(in->octets))
            return;
        memmove(place + run, place, in->size - at);
        in->size += run;
    }
}

static void play(const char *path)
{
    static struct input whole, damaged;
    FILE *f = fopen(path, "rb");

    REQUIRE(f != NULL);
    fprintf(stderr, "%s\n", path); /* the last file is the one that fails */
    whole.size = fread(whole.octets, 1, LONGEST, f);
    fclose(f);
    LLVMFuzzerTestOneInput(whole.octets, whole.size);
    for (uint32_t copy = 0; copy < COPIES; copy++) {
        fprintf(stderr, "copy %u\n", (unsigned)copy);
        random_seed(copy);
        memcpy(damaged.octets, whole.octets, whole.size);
        damaged.size = whole.size;
        for (size_t i = random_below(4) + 1; i && damaged.size; i--)
            damage(&damaged);
        LLVMFuzzerTestOneInput(damaged.octets, damaged.size);
    }
}

static int play_all(const char *directory)
{
    DIR *dir = opendir(directory);
    const struct dirent *entry;
    char path[4096];
    int count = 0;

    REQUIRE(dir != NULL);
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
        play(path);
        count++;
    }
    closedir(dir);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;

    for (int i = 1; i < argc; i++)
        count += play_all(argv[i]);
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    return count ? EXIT_SUCCESS : EXIT_FAILURE;
}
