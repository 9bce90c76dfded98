/* SPDX-License-Identifier: MIT */
/* Checks after every input: errors are printable, plans answer every accessor,
 * and all formats write or refuse. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../plan-dump.h"

void require(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

char *copy_of(const uint8_t *data, size_t size)
{
    char *copy = malloc(size ? size : 1);

    REQUIRE(copy != NULL);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

char *string_of(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1);

    REQUIRE(copy != NULL);
    if (size)
        memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

void check_error(const struct sesdomain *sd)
{
    const struct text error = sesd_text(sesdomain_error(sd));

    REQUIRE(error.n > 0);
    REQUIRE(sesd_printable(error, NULL));
}

static bool is_line(const char *text)
{
    return text && *text && sesd_printable(sesd_text(text), NULL);
}

/* Two calls return a document: the first returns its length. */
static char *document(const struct sesdomain_plan *plan, const char *format,
                      size_t i)
{
    size_t length, again;
    enum sesdomain_status status =
        sesdomain_plan_write(plan, format, i, NULL, 0, &length);
    char *text = malloc(length + 1);

    REQUIRE(text != NULL);
    REQUIRE(status == SESDOMAIN_E_SPACE);
    REQUIRE(sesdomain_plan_write(plan, format, i, text, length + 1, &again) ==
            SESDOMAIN_OK);
    REQUIRE(again == length && strlen(text) == length);
    return text;
}

static void check_format(const struct sesdomain_plan *plan, size_t format)
{
    const char *name = sesdomain_format_name(format), *reason;
    const size_t count = sesdomain_plan_document_count(plan, name);
    size_t i, j;

    if (sesdomain_plan_refusal(plan, name, &i, &j, &reason)) {
        char buf[2] = "x";

        REQUIRE(sesdomain_format_kind(format) != SESDOMAIN_FORMAT_KIND_REPORT);
        REQUIRE(is_line(reason));
        REQUIRE(sesdomain_plan_write(plan, name, 0, buf, 2, NULL));
        REQUIRE(*buf == '\0' && count == 0);
        return;
    }
    REQUIRE(count > 0);
    for (i = 0; i < count; i++)
        free(document(plan, name, i));
    REQUIRE(sesdomain_plan_write(plan, name, count, NULL, 0, NULL) ==
            SESDOMAIN_E_MISSING);
}

/* Check that the settings accept a name that is looked up or published. */
static void check_name(const char *name)
{
    REQUIRE(sesd_name_fits(sesd_text(name)));
}

static void check_names(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        check_name(
            sesdomain_recordset_name(sesdomain_plan_recordset(plan, i)));
    for (size_t i = 0; i < sesdomain_plan_question_count(plan); i++) {
        const char *name;

        REQUIRE(sesdomain_plan_question(plan, i, &name, NULL, NULL));
        check_name(name);
    }
}

void check_plan(struct sesdomain *sd)
{
    static FILE *nowhere;
    struct sesdomain_plan *plan;

    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    REQUIRE(nowhere != NULL);
    if (sesdomain_plan_new(sd, &plan)) {
        REQUIRE(plan == NULL);
        check_error(sd);
        return;
    }
    plan_dump(plan, nowhere);
    check_names(plan);
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);

        REQUIRE(is_line(sesdomain_finding_message(f)));
        REQUIRE(is_line(sesdomain_finding_hint(f)));
    }
    for (size_t i = 0; i < sesdomain_format_count(); i++)
        check_format(plan, i);
    sesdomain_plan_free(plan);
}

char *json_of(struct sesdomain *sd)
{
    struct sesdomain_plan *plan;
    char *text;

    if (sesdomain_plan_new(sd, &plan))
        return NULL;
    text = document(plan, "json", 0);
    sesdomain_plan_free(plan);
    return text;
}
