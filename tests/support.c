/* SPDX-License-Identifier: MIT */
/* Functions that several test programs share. */
#include "support.h"

#include <check.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

char *read_file(const char *path, size_t *length)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (!f)
        return NULL;
    ck_assert(fseek(f, 0, SEEK_END) == 0);
    size = ftell(f);
    rewind(f);
    text = malloc((size_t)size + 1);
    ck_assert(text != NULL);
    ck_assert_uint_eq(fread(text, 1, (size_t)size, f), (size_t)size);
    text[size] = '\0';
    fclose(f);
    if (length)
        *length = (size_t)size;
    return text;
}

const char *source_path(const char *format, ...)
{
    static char paths[4][1000];
    static unsigned next;
    char *path = paths[next++ % 4];
    int n = snprintf(path, sizeof(paths[0]), "%s/", SOURCE);
    va_list ap;

    va_start(ap, format);
    vsnprintf(path + n, sizeof(paths[0]) - (size_t)n, format, ap);
    va_end(ap);
    return path;
}

struct sesdomain *settings_of(const char *json)
{
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
    ck_assert_msg(sesdomain_load_setup(sd, json, strlen(json)) == 0, "%s",
                  sesdomain_error(sd));
    return sd;
}

struct sesdomain_plan *plan_of(const char *json)
{
    struct sesdomain *sd = settings_of(json);
    struct sesdomain_plan *plan;

    ck_assert_msg(sesdomain_plan_new(sd, &plan) == 0, "%s",
                  sesdomain_error(sd));
    sesdomain_free(sd);
    return plan;
}

char *document(const struct sesdomain_plan *plan, const char *format, size_t i)
{
    size_t length = 0, again = 0;
    char *text;

    ck_assert_int_eq(sesdomain_plan_write(plan, format, i, NULL, 0, &length),
                     SESDOMAIN_E_SPACE);
    text = malloc(length + 1);
    ck_assert(text != NULL);
    ck_assert_int_eq(
        sesdomain_plan_write(plan, format, i, text, length + 1, &again),
        SESDOMAIN_OK);
    ck_assert_uint_eq(length, again);
    ck_assert_uint_eq(strlen(text), length);
    return text;
}

/* The size precedes each block, to check the sizes that the library passes.
 */
union head {
    size_t size;
    long double aligned;
};

void *budget_alloc(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct budget *budget = user;
    union head *head = ptr ? (union head *)ptr - 1 : NULL;

    ck_assert_uint_eq(head ? head->size : 0, old_size);
    if (new_size == 0) {
        budget->held -= old_size;
        free(head);
        return NULL;
    }
    if (budget->left == 0)
        return NULL;
    if (budget->left > 0)
        budget->left--;
    head = realloc(head, sizeof(*head) + new_size);
    ck_assert(head != NULL);
    head->size = new_size;
    budget->held += new_size - old_size;
    budget->calls++;
    if (budget->held > budget->peak)
        budget->peak = budget->held;
    memset(head + 1, 0xa5, old_size ? 0 : new_size);
    return head + 1;
}

uint32_t sparse(void)
{
    const char *number = getenv("SPARSE");
    const unsigned long n = number ? strtoul(number, NULL, 10) : 1;

    return n > 0 && n < 100 ? (uint32_t)n : 1;
}

int run_suite(struct Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
