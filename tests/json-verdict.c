/* SPDX-License-Identifier: MIT */
/* Runs the JSON reader on texts, for test_json.py. Each text on standard input
 * is preceded by a line with its number of octets. Prints one line for each:
 * the document as json_dump() prints it, or "!" and the error. */
#include <stdlib.h>

#include "json-dump.h"

static void answer(struct sesdomain *sd, struct text in)
{
    struct arena arena = { .mem = { sesd_default_alloc, NULL } };
    struct json top;

    if (sesd_json_read(sd, &arena, in, &top) == SESDOMAIN_OK)
        json_dump(stdout, &top);
    else
        printf("!%s", sesdomain_error(sd));
    putchar('\n');
    sesd_arena_free(&arena);
}

int main(void)
{
    struct sesdomain *sd;
    char line[32];

    if (sesdomain_new(&sd))
        return 1;
    while (fgets(line, sizeof(line), stdin)) {
        const size_t n = strtoul(line, NULL, 10);
        char *text = malloc(n + 1);

        if (!text || fread(text, 1, n, stdin) != n)
            return 1;
        answer(sd, (struct text){ text, n });
        free(text);
    }
    sesdomain_free(sd);
    return 0;
}
