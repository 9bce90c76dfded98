/* SPDX-License-Identifier: MIT */
/* JSON: a text is read, printed and read again as the same value, or refused
 * with its position. A document read as one of several has the same value. */
#include <stdlib.h>

#include "../json-dump.h"
#include "fuzz.h"

static char *print(const struct json *top)
{
    char *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);

    REQUIRE(f != NULL);
    json_dump(f, top);
    fclose(f);
    return out;
}

static void check_again(struct sesdomain *sd, const char *printed)
{
    struct arena arena = { .mem = { sesd_default_alloc, NULL } };
    struct json top;
    char *again;

    REQUIRE(!sesd_json_read(sd, &arena, sesd_text(printed), &top));
    again = print(&top);
    REQUIRE(strcmp(printed, again) == 0);
    free(again);
    sesd_arena_free(&arena);
}

static void check_some(struct sesdomain *sd, struct text in,
                       const char *printed)
{
    struct arena arena = { .mem = { sesd_default_alloc, NULL } };
    struct json top;
    size_t taken = 0;
    char *some;

    if (sesd_json_read_some(sd, &arena, in, &taken, &top)) {
        REQUIRE(!printed);
    } else {
        REQUIRE(taken <= in.n && !printed == (taken < in.n));
        some = print(&top);
        REQUIRE(!printed || strcmp(printed, some) == 0);
        free(some);
    }
    sesd_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = { .mem = { sesd_default_alloc, NULL } };
    char *text = copy_of(data, size), *printed = NULL;
    const struct text in = { text, size };
    struct sesdomain *sd;
    struct json top;

    REQUIRE(!sesdomain_new(&sd));
    if (sesd_json_read(sd, &arena, in, &top)) {
        check_error(sd);
        REQUIRE(strncmp(sesdomain_error(sd), "line ", 5) == 0);
    } else {
        printed = print(&top);
        check_again(sd, printed);
    }
    check_some(sd, in, printed);
    free(printed);
    sesd_arena_free(&arena);
    sesdomain_free(sd);
    free(text);
    return 0;
}
