/* SPDX-License-Identifier: MIT */
/* The JSON reader compared with jansson: the documents of examples/, random
 * documents, and both with changed octets. Both readers return the same
 * values, or both refuse the text in the same line. */
#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "read/read.h"
#include "support.h"

#define ROUNDS 40000
#define TEXT_MAX 8192

static char text[TEXT_MAX];
static size_t length;

/* ---- the same values ---- */

static size_t count(const struct json *in)
{
    struct json m = { 0 };
    size_t n = 0;

    while (sesd_json_next(in, &m))
        n++;
    return n;
}

static bool same(const struct json *mine, const json_t *theirs);

static bool same_members(const struct json *mine, const json_t *theirs)
{
    struct json m = { 0 };

    while (sesd_json_next(mine, &m)) {
        const json_t *its = json_object_get(theirs, m.key);

        if (!its || !same(&m, its))
            return false;
    }
    return count(mine) == json_object_size(theirs);
}

static bool same_elements(const struct json *mine, const json_t *theirs)
{
    struct json m = { 0 };
    size_t i = 0;

    while (sesd_json_next(mine, &m)) {
        const json_t *its = json_array_get(theirs, i++);

        if (!its || !same(&m, its))
            return false;
    }
    return i == json_array_size(theirs);
}

static bool same(const struct json *mine, const json_t *theirs)
{
    switch (mine->kind) {
    case JSON_KIND_NULL:
        return json_is_null(theirs);
    case JSON_KIND_BOOLEAN:
        return json_is_boolean(theirs) &&
               mine->integer == json_is_true(theirs);
    case JSON_KIND_INTEGER:
        return json_is_integer(theirs) &&
               mine->integer == json_integer_value(theirs);
    case JSON_KIND_FRACTION:
        return json_is_real(theirs);
    case JSON_KIND_STRING:
        return json_is_string(theirs) &&
               mine->string.n == json_string_length(theirs) &&
               memcmp(mine->string.s, json_string_value(theirs),
                      mine->string.n + 1) == 0;
    case JSON_KIND_ARRAY:
        return json_is_array(theirs) && same_elements(mine, theirs);
    case JSON_KIND_OBJECT:
        return json_is_object(theirs) && same_members(mine, theirs);
    }
    return false;
}

/* ---- accepted or refused by both ---- */

/* jansson refuses fractions that no double can represent; the library refuses
 * less deeply nested documents than jansson. */
static bool may_differ(const char *mine, const json_error_t *theirs)
{
    return strstr(mine, "nested") || strstr(theirs->text, "real number over");
}

/* Whether both errors are in the same line. The library finds a duplicate key
 * at the end of its object, after other errors in it; jansson counts an
 * invalid line feed. */
static bool same_line(const char *mine, const json_error_t *theirs)
{
    const long line = strtol(mine + strlen("line "), NULL, 10);

    return line == theirs->line ||
           (theirs->column == 0 && line == theirs->line - 1) ||
           json_error_code(theirs) == json_error_duplicate_key;
}

static int accepts, refusals;

static void compare(void)
{
    json_error_t error = { 0 };
    json_t *theirs = json_loadb(
        text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    struct arena arena = { .mem = { sesd_default_alloc, NULL } };
    struct sesdomain *sd;
    struct json top;
    enum sesdomain_status status;
    const char *said;

    ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
    status = sesd_json_read(sd, &arena, (struct text){ text, length }, &top);
    said = sesdomain_error(sd);
    if (!may_differ(said, &error)) {
        ck_assert_msg((status == SESDOMAIN_OK) == (theirs != NULL),
                      "%.*s\nours: %s\ntheirs: %s", (int)length, text, said,
                      error.text);
        ck_assert_msg(!theirs || same(&top, theirs), "%.*s", (int)length,
                      text);
        ck_assert_msg(theirs || same_line(said, &error),
                      "%.*s\nours: %s\ntheirs: %d:%d %s", (int)length, text,
                      said, error.line, error.column, error.text);
    }
    accepts += status == SESDOMAIN_OK;
    refusals += status != SESDOMAIN_OK;
    sesd_arena_free(&arena);
    sesdomain_free(sd);
    json_decref(theirs);
}

/* ---- random documents ---- */

static void put(const char *s)
{
    const size_t n = strlen(s);

    if (length + n < TEXT_MAX) {
        memcpy(text + length, s, n);
        length += n;
    }
}

static const char *any(const char *const *words, size_t n)
{
    return words[random_below(n)];
}

static void put_blank(void)
{
    static const char *const blanks[] = { "", "", "", " ", "\n", "\r\n\t" };

    put(any(blanks, COUNT(blanks)));
}

static void put_string(void)
{
    static const char *const parts[] = {
        "a",
        "b",
        "key",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0061",
        "\\u00E9",
        "\xc3\xa9",
        "\\uD83D\\uDE00",
        "\xf0\x9f\x98\x80",
        "\xe2\x82\xac",
        "\x7f",
    };

    put("\"");
    for (size_t n = random_below(4); n > 0; n--)
        put(any(parts, COUNT(parts)));
    put("\"");
}

static void put_scalar(void)
{
    static const char *const words[] = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "12",
        "-345",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "0.5",
        "-1.25e3",
        "1E-2",
        "2e+5",
        "0e0",
    };

    if (random_below(2))
        put_string();
    else
        put(any(words, COUNT(words)));
}

static void put_value(size_t depth)
{
    const bool is_object = random_below(2);

    if (depth == 0 || random_below(3) == 0) {
        put_scalar();
        return;
    }
    put(is_object ? "{" : "[");
    for (size_t n = random_below(random_below(8) ? 5 : 40), i = 0; i < n;
         i++) {
        put(i ? "," : "");
        put_blank();
        if (is_object) {
            put_string();
            put_blank();
            put(":");
            put_blank();
        }
        put_value(depth - 1);
        put_blank();
    }
    put(is_object ? "}" : "]");
}

/* ---- changed documents ---- */

static void change(void)
{
    static const char *const pieces[] = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "0",
        "1",
        "-",
        "+",
        ".",
        "e",
        "E",
        "\n",
        " ",
        "\t",
        "\f",
        "\x01",
        "\x80",
        "\xc0",
        "\xe2",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xff",
        "\\u",
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "null",
        "tru",
        "'",
    };
    const char *piece = any(pieces, COUNT(pieces));
    const size_t at = random_below(length + 1), n = strlen(piece);
    size_t removed = random_below(3);

    if (removed > length - at)
        removed = length - at;
    if (random_below(3) == 0)
        piece = NULL; /* only removed */
    if (!piece || length - removed + n >= TEXT_MAX) {
        memmove(text + at, text + at + removed, length - at - removed);
        length -= removed;
        return;
    }
    memmove(text + at + n, text + at + removed, length - at - removed);
    memcpy(text + at, piece, n);
    length += n - removed;
}

static void start_with_file(void)
{
    static const char *const files[] = {
        "same-region/setup.json",
        "cross-region/setup-from-aws.json",
        "one-account/SES1/get-email-identity.json",
        "one-account/SES2/get-identity-dkim-attributes.json",
    };
    char *read = read_file(
        source_path("examples/data/%s", any(files, COUNT(files))), &length);

    ck_assert(read != NULL && length < TEXT_MAX);
    memcpy(text, read, length);
    free(read);
}

START_TEST(the_same_as_jansson)
{
    for (int i = 0; i < ROUNDS; i++) {
        length = 0;
        if (i % 8 == 0)
            start_with_file();
        else
            put_value(1 + random_below(5));
        compare();
        for (size_t n = 1 + random_below(3); n > 0; n--)
            change();
        compare();
    }
    /* both outcomes occur often */
    ck_assert_int_gt(accepts, ROUNDS / 2);
    ck_assert_int_gt(refusals, ROUNDS / 2);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("json-jansson");
    TCase *t = tcase_create("json-jansson");

    tcase_set_timeout(t, 240);
    tcase_add_test(t, the_same_as_jansson);
    suite_add_tcase(s, t);
    return run_suite(s);
}
