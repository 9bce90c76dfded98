/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target with all files of the given directories. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static void play(const char *path)
{
    static uint8_t data[1 << 20];
    FILE *f = fopen(path, "rb");
    size_t size;

    REQUIRE(f != NULL);
    fprintf(stderr, "%s\n", path); /* the last file is the one that fails */
    size = fread(data, 1, sizeof(data), f);
    fclose(f);
    LLVMFuzzerTestOneInput(data, size);
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
