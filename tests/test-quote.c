/* SPDX-License-Identifier: MIT */
/* Quoting of texts in YAML, JSON, HCL and the shell: no unprintable character
 * is written. Also the output buffer and the classes of characters. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "format/format.h"
#include "support.h"

enum language { YAML, JSON, SHELL, HCL };

static const struct {
    enum language language;
    const char *in, *out;
} rows[] = {
    /* YAML 1.2.2, 7.3.2: a quotation mark is doubled */
    { YAML, "", "''" },
    { YAML, "a", "'a'" },
    { YAML, "'", "''''" },
    { YAML, "a'b''c", "'a''b''''c'" },
    { YAML, "\\ \" # : {", "'\\ \" # : {'" },
    { YAML, "\xc3\xa9", "'\xc3\xa9'" },
    /* 7.3.1: unprintable characters are escaped, in double quotes */
    { YAML, "\x7f", "\"\\x7f\"" },
    { YAML, "a\nb", "\"a\\x0ab\"" },
    { YAML, "\xc2\x85", "\"\\x85\"" }, /* U+0085 is a line break in YAML 1.1 */
    { YAML, "\xe2\x80\xa8'", "\"\\u2028'\"" },
    { YAML, "\"\\\t", "\"\\x22\\x5c\\x09\"" },
    { YAML, "\xf3\xa0\x80\x81", "\"\\U000e0001\"" },
    { YAML, "\xff", "\"\\ufffd\"" },

    { JSON, "", "\"\"" },
    { JSON, "a b/c", "\"a b/c\"" },
    { JSON, "\"\\", "\"\\\"\\\\\"" },
    { JSON, "a\n\x7f", "\"a\\u000a\\u007f\"" },
    { JSON, "\xe2\x80\xa8\xe2\x80\xa9", "\"\\u2028\\u2029\"" },
    { JSON, "\xc3\xa9!", "\"\xc3\xa9!\"" },
    { JSON, "a\xffz", "\"a\\ufffdz\"" },
    /* U+0085, U+202E, U+00AD; U+E0001 as a surrogate pair */
    { JSON, "\xc2\x85\xe2\x80\xae\xc2\xad", "\"\\u0085\\u202e\\u00ad\"" },
    { JSON, "\xf3\xa0\x80\x81", "\"\\udb40\\udc01\"" },

    { SHELL, "", "''" },
    { SHELL, "a-Z_0.9/:@%+,", "a-Z_0.9/:@%+," },
    { SHELL, "a b", "'a b'" },
    { SHELL, "a'b", "'a'\\''b'" },
    { SHELL, "'", "''\\'''" },
    { SHELL, "$x`y`\\", "'$x`y`\\'" },
    { SHELL, "a=b", "'a=b'" },

    { HCL, "a${b}", "a$${b}" },
    { HCL, "%{", "%%{" },
    { HCL, "$ % { ${", "$ % { $${" },
    { HCL, "$", "$" },
    { HCL, "%", "%" },
    { HCL, "\"\\", "\\\"\\\\" },
};

static void write(enum language language, struct out *o, struct text t)
{
    struct hcl h = { .o = o };

    switch (language) {
    case YAML:
        sesd_out_yaml(o, t);
        break;
    case JSON:
        sesd_out_json(o, t);
        break;
    case SHELL:
        sesd_out_shell(o, t);
        break;
    case HCL:
        sesd_hcl_inside(&h, t);
        break;
    }
}

START_TEST(row)
{
    char buf[100];
    struct out o = sesd_out(buf, sizeof(buf));

    write(rows[_i].language, &o, sesd_text(rows[_i].in));
    ck_assert_str_eq(buf, rows[_i].out);
    ck_assert_uint_eq(o.length, strlen(rows[_i].out));
}
END_TEST

/* No octet, alone or after another, is written to YAML as a control
 * character. */
START_TEST(every_octet)
{
    for (int c = 0; c < 256; c++) {
        const char in[] = { 'x', (char)c, 'y', (char)c };
        char buf[100];
        struct out o = sesd_out(buf, sizeof(buf));

        sesd_out_yaml(&o, (struct text){ in, sizeof(in) });
        for (size_t i = 0; i < o.length; i++)
            ck_assert_msg(sesd_is_ascii(buf[i]), "%d", c);
        ck_assert(buf[0] == buf[o.length - 1]);
    }
}
END_TEST

/* ---- what can be seen ---- */

static const struct {
    const char *text;
    bool printable;
} seen[] = {
    { "a\xcc\x81", true },                            /* U+0301 */
    { "\xe0\xb8\x81\xe0\xb8\xb9\xe0\xb9\x89", true }, /* Thai */
    { "\xf0\x9f\x93\xa7", true },                     /* U+1F4E7 */
    { "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84", true },
    { "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85", false },
    { "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84 \xcc\x85", true },
    { "\x7f", false },
    { "\xc2\x9b", false },         /* U+009B, CSI */
    { "\xc2\xad", false },         /* U+00AD, soft hyphen */
    { "\xcd\x8f", false },         /* U+034F, grapheme joiner */
    { "\xe1\x85\x9f", false },     /* U+115F, Hangul filler */
    { "\xe3\x85\xa4", false },     /* U+3164, Hangul filler */
    { "\xe2\x80\xae", false },     /* U+202E, right to left */
    { "\xe2\x81\xa6", false },     /* U+2066, isolate */
    { "\xef\xb8\x8f", false },     /* U+FE0F, variation selector */
    { "\xf3\xa0\x84\x80", false }, /* U+E0100, variation selector */
    { "\xef\xb7\x90", false },     /* U+FDD0, no character */
    { "\xed\xa0\x80", false },     /* half a surrogate pair */
};

START_TEST(printable)
{
    const struct text text = sesd_text(seen[_i].text);
    char buf[64];
    struct out o = sesd_out(buf, sizeof(buf));

    ck_assert_int_eq(sesd_printable(text, NULL), seen[_i].printable);
    sesd_out_visible(&o, text, SIZE_MAX);
    ck_assert(sesd_printable(sesd_text(buf), NULL));
    ck_assert_int_eq(strcmp(buf, text.s) == 0, seen[_i].printable);
}
END_TEST

/* ---- output ---- */

START_TEST(every_size)
{
    const char whole[] = "a\xc3\xa9"
                         "b\xe2\x82\xac"
                         "c";
    char buf[sizeof(whole) + 1];

    for (size_t size = 0; size <= sizeof(whole); size++) {
        struct out o;

        memset(buf, 'x', sizeof(buf));
        o = sesd_out(buf, size);
        sesd_out_str(&o, whole);
        sesd_out_char(&o, '!'); /* not written: the text did not fit */
        ck_assert_uint_eq(o.length, sizeof(whole));
        ck_assert_int_eq(buf[size], 'x');
        if (!size)
            continue;
        ck_assert_uint_lt(strlen(buf), size);
        ck_assert(sesd_printable(sesd_text(buf), NULL));
        ck_assert_int_eq(strncmp(buf, whole, strlen(buf)),
                         size > sizeof(whole) ? '!' : 0);
    }
}
END_TEST

START_TEST(replaced)
{
    static const char *const cases[][2] = {
        { "", "" },       { "x", "<>" },    { "ax", "a<>" },
        { "xa", "<>a" },  { "xx", "<><>" }, { "axbxc", "a<>b<>c" },
        { "abc", "abc" },
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        char buf[40];
        struct out o = sesd_out(buf, sizeof(buf));

        sesd_out_replaced(&o, sesd_text(cases[i][0]), 'x', "<>");
        ck_assert_str_eq(buf, cases[i][1]);
    }
}
END_TEST

/* ---- characters ---- */

/* Each class of characters, in full. */
static const struct {
    bool (*is)(char);
    const char *members;
} kinds[] = {
    { sesd_is_digit, "0123456789" },
    { sesd_is_hex, "0123456789abcdefABCDEF" },
    { sesd_is_lower, "abcdefghijklmnopqrstuvwxyz" },
    { sesd_is_base32, "abcdefghijklmnopqrstuvwxyz234567" },
    { sesd_is_ldh, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                   "0123456789-" },
    { sesd_is_base64, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                      "0123456789+/" },
    { sesd_is_token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                     "0123456789+/=-_" },
    { sesd_is_blank, " \t" },
    { sesd_is_space, " \t\r\n" },
};

START_TEST(kind)
{
    for (int c = 0; c < 256; c++)
        ck_assert_msg(kinds[_i].is((char)c) ==
                          (c && strchr(kinds[_i].members, c) != NULL),
                      "%d: %d", _i, c);
}
END_TEST

START_TEST(printable_ascii)
{
    for (int c = 0; c < 256; c++) {
        ck_assert_int_eq(sesd_is_ascii((char)c), c >= 0x20 && c <= 0x7e);
        ck_assert_int_eq(sesd_is_plain((char)c),
                         c >= 0x20 && c <= 0x7e && c != '"' && c != '\\');
    }
}
END_TEST

/* ---- arrays ---- */

/* A product that overflows size_t fails, and the arena remembers it. */
START_TEST(array)
{
    struct arena a = { .mem = { sesd_default_alloc, NULL } };

    ck_assert_ptr_nonnull(sesd_alloc_array(&a, 10, 8));
    ck_assert_ptr_nonnull(sesd_alloc_array(&a, 0, 8));
    ck_assert(!a.failed);
    ck_assert_ptr_null(sesd_alloc_array(&a, SIZE_MAX / 8 + 1, 8));
    ck_assert(a.failed);
    sesd_arena_free(&a);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("quote");
    TCase *t = tcase_create("quote");

    tcase_add_loop_test(t, row, 0, (int)COUNT(rows));
    tcase_add_test(t, every_octet);
    tcase_add_test(t, every_size);
    tcase_add_test(t, replaced);
    tcase_add_loop_test(t, kind, 0, (int)COUNT(kinds));
    tcase_add_loop_test(t, printable, 0, (int)COUNT(seen));
    tcase_add_test(t, printable_ascii);
    tcase_add_test(t, array);
    suite_add_tcase(s, t);
    return run_suite(s);
}
