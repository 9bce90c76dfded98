/* SPDX-License-Identifier: MIT */
/* JSON texts (RFC 8259) that are accepted, with their values, or refused, with
 * the place. Every code point, every prefix, large documents, and their
 * memory. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "json-dump.h"
#include "support.h"

#define BOM "\xef\xbb\xbf"

/* ---- reading ---- */

struct reading {
    struct budget budget;
    struct sesdomain *sd;
    struct arena arena;
    struct json top;
    char *copy; /* not terminated, so that ASan sees an overrun */
};

static enum sesdomain_status read_text(struct reading *r, struct text in,
                                       long budget)
{
    *r = (struct reading){ .budget.left = budget };
    r->arena.mem.fn = budget_alloc;
    r->arena.mem.user = &r->budget;
    r->copy = malloc(in.n ? in.n : 1);
    ck_assert(r->copy != NULL);
    if (in.n)
        memcpy(r->copy, in.s, in.n);
    ck_assert_int_eq(sesdomain_new(&r->sd), SESDOMAIN_OK);
    return sesd_json_read(r->sd, &r->arena, (struct text){ r->copy, in.n },
                          &r->top);
}

static void end(struct reading *r)
{
    sesd_arena_free(&r->arena);
    ck_assert_uint_eq(r->budget.held, 0);
    sesdomain_free(r->sd);
    free(r->copy);
}

/* ---- accepted ---- */

static const struct {
    struct text in;
    const char *out; /* as json_dump() prints it */
} accepted[] = {
    /* ---- section 2: white space, any value ---- */
    { TEXT("null"), "null" },
    { TEXT("true"), "true" },
    { TEXT("false"), "false" },
    { TEXT("\"\""), "\"\"" },
    { TEXT(" \t\r\n42 \t\r\n"), "42" },
    { TEXT(" [ 1 , 2 ] "), "[1,2]" },
    { TEXT("{ \"a\" : 1 , \"b\" : 2 }"), "{\"a\":1,\"b\":2}" },
    { TEXT("[\r\n1\r\n]"), "[1]" },

    /* ---- sections 4 and 5: objects and arrays ---- */
    { TEXT("{}"), "{}" },
    { TEXT("[]"), "[]" },
    { TEXT("[[],{},[[]]]"), "[[],{},[[]]]" },
    { TEXT("[null,true,false,1,\"x\"]"), "[null,true,false,1,\"x\"]" },
    { TEXT("{\"a\":{\"a\":{\"a\":[]}}}"), "{\"a\":{\"a\":{\"a\":[]}}}" },
    { TEXT("{\"\":0}"), "{\"\":0}" },
    { TEXT("{\"a\":1,\"A\":2,\"a \":3}"), "{\"a\":1,\"A\":2,\"a \":3}" },
    { TEXT("{\"b\":1,\"a\":2}"), "{\"b\":1,\"a\":2}" }, /* order is kept */
    { TEXT("[{\"a\":1},{\"a\":2}]"), "[{\"a\":1},{\"a\":2}]" },
    { TEXT("{\"\\u0061b\":1}"), "{\"ab\":1}" },

    /* ---- section 6: numbers ---- */
    { TEXT("0"), "0" },
    { TEXT("-0"), "0" },
    { TEXT("-1"), "-1" },
    { TEXT("10"), "10" },
    { TEXT("1234567890"), "1234567890" },
    { TEXT("9223372036854775807"), "9223372036854775807" },
    { TEXT("-9223372036854775808"), "-9223372036854775808" },
    { TEXT("[0,-0]"), "[0,0]" },
    { TEXT("0.0"), "0.5" },
    { TEXT("-0.0"), "0.5" },
    { TEXT("1.25"), "0.5" },
    { TEXT("0e1"), "0.5" },
    { TEXT("0E+1"), "0.5" },
    { TEXT("1e-02"), "0.5" },
    { TEXT("1.5e3"), "0.5" },
    { TEXT("-1.5E-3"), "0.5" },
    { TEXT("1e400"), "0.5" }, /* no fraction is too large: none is kept */
    { TEXT("-123456789012345678901234567890.5"), "0.5" },

    /* ---- section 7: strings ---- */
    { TEXT("\"a b\""), "\"a b\"" },
    { TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
      "\"\\u0022\\u005c/\\u0008\\u000c\\u000a\\u000d\\u0009\"" },
    { TEXT("\"\\u0041\\u00e9\\u20AC\\u20ac\""), "\"A\\u00e9\\u20ac\\u20ac\"" },
    { TEXT("\"\\u0001\\u001f\\u007f\""), "\"\\u0001\\u001f\\u007f\"" },
    { TEXT("\"\x7f\""), "\"\\u007f\"" }, /* DEL needs no escape */
    { TEXT("\"\\ud83d\\ude00\""), "\"\\ud83d\\ude00\"" },
    { TEXT("\"\\uD800\\uDC00\\uDBFF\\uDFFF\""),
      "\"\\ud800\\udc00\\udbff\\udfff\"" },
    { TEXT("\"\\ufffe\\uFFFF\\ufdd0\""), "\"\\ufffe\\uffff\\ufdd0\"" },
    { TEXT("\"\\\\u0000\""), "\"\\u005cu0000\"" },
    { TEXT("\"\\u005C\\u0022\""), "\"\\u005c\\u0022\"" },
    { TEXT("\"/*no comment*/ ,:{}[]\""), "\"/*no comment*/ ,:{}[]\"" },
    { TEXT("\"\\u2028\xe2\x80\xa8\""), "\"\\u2028\\u2028\"" },

    /* ---- RFC 3629: the ends of each length ---- */
    { TEXT("\"\xc2\x80\xdf\xbf\""), "\"\\u0080\\u07ff\"" },
    { TEXT("\"\xe0\xa0\x80\xef\xbf\xbf\""), "\"\\u0800\\uffff\"" },
    { TEXT("\"\xed\x9f\xbf\xee\x80\x80\""), "\"\\ud7ff\\ue000\"" },
    { TEXT("\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\""),
      "\"\\ud800\\udc00\\udbff\\udfff\"" },

    /* ---- section 8.1: the byte order mark ---- */
    { TEXT(BOM "{}"), "{}" },
    { TEXT(BOM " 1"), "1" },
    { TEXT("\"" BOM "\""), "\"\\ufeff\"" },
};

START_TEST(is_accepted)
{
    struct reading r;
    char *out = NULL;
    size_t size;
    FILE *f = open_memstream(&out, &size);

    ck_assert_msg(read_text(&r, accepted[_i].in, -1) == SESDOMAIN_OK, "%s: %s",
                  accepted[_i].in.s, sesdomain_error(r.sd));
    json_dump(f, &r.top);
    fclose(f);
    ck_assert_str_eq(out, accepted[_i].out);
    free(out);
    end(&r);
}
END_TEST

/* ---- refused ---- */

#define EARLY "the JSON text ends too early"
#define VALUE "a value was expected"
#define DIGIT "a digit was expected"
#define KEY "a key in quotation marks was expected"
#define COLON "':' was expected"
#define IN_ARRAY "',' or ']' was expected"
#define IN_OBJECT "',' or '}' was expected"
#define ZERO "a number may not begin with 0"
#define LARGE "this number is too large"
#define ESCAPE "there is no such escape"
#define CONTROL "a control character has to be escaped"
#define NUL "a string contains NUL"
#define HALF "half of a surrogate pair is missing"
#define UTF8 "this is not UTF-8"
#define UTF16 "this is UTF-16; UTF-8 was expected"
#define UTF32 "this is UTF-32; UTF-8 was expected"
#define MORE "one JSON document was expected, and more follows"
#define TWICE "this key is there twice"

static const struct {
    struct text in;
    unsigned line, column;
    const char *what;
} refused[] = {
    /* ---- texts that end too early ---- */
    { TEXT(""), 1, 1, EARLY },
    { TEXT(" "), 1, 2, EARLY },
    { TEXT("\n\n"), 3, 1, EARLY },
    { TEXT("\r\n "), 2, 2, EARLY },
    { TEXT(BOM), 1, 1, EARLY },
    { TEXT("["), 1, 2, EARLY },
    { TEXT("[1"), 1, 3, EARLY },
    { TEXT("[1,"), 1, 4, EARLY },
    { TEXT("[[]"), 1, 4, EARLY },
    { TEXT("{"), 1, 2, EARLY },
    { TEXT("{\n\"a\""), 2, 4, EARLY },
    { TEXT("{\"a\":"), 1, 6, EARLY },
    { TEXT("{\"a\":1"), 1, 7, EARLY },
    { TEXT("{\"a\":1,"), 1, 8, EARLY },
    { TEXT("\""), 1, 2, EARLY },
    { TEXT("\"\xe2\x82\xac"), 1, 3, EARLY }, /* columns are characters */
    { TEXT("-"), 1, 2, EARLY },
    { TEXT("1."), 1, 3, EARLY },
    { TEXT("1e"), 1, 3, EARLY },
    { TEXT("1e+"), 1, 4, EARLY },

    /* ---- texts that are too long ---- */
    { TEXT("1 2"), 1, 3, MORE },
    { TEXT("{}\n{}"), 2, 1, MORE },
    { TEXT("[]]"), 1, 3, MORE },
    { TEXT("{}}"), 1, 3, MORE },
    { TEXT("\"a\"b"), 1, 4, MORE },
    { TEXT("{} // x"), 1, 4, MORE },
    { TEXT("[1]\0"), 1, 4, MORE },
    { TEXT("1,"), 1, 2, MORE },
    { TEXT("truefalse"), 1, 5, MORE },
    { TEXT("{}" BOM), 1, 3, MORE },

    /* ---- section 2: structure ---- */
    { TEXT("domain: x"), 1, 1, VALUE },
    { TEXT("<json/>"), 1, 1, VALUE },
    { TEXT("/**/1"), 1, 1, VALUE },
    { TEXT("'x'"), 1, 1, VALUE },
    { TEXT("]"), 1, 1, VALUE },
    { TEXT(","), 1, 1, VALUE },
    { TEXT("\f1"), 1, 1, VALUE },
    { TEXT("\v1"), 1, 1, VALUE },
    { TEXT("\xc2\xa0"
           "1"),
      1, 1, VALUE },
    { TEXT("\xe2\x81\xa0"
           "1"),
      1, 1, VALUE },
    { TEXT(BOM BOM "1"), 1, 1, VALUE },
    { TEXT("\xef\xbb"
           "1"),
      1, 1, VALUE },

    /* ---- section 3: literal names ---- */
    { TEXT("True"), 1, 1, VALUE },
    { TEXT("NULL"), 1, 1, VALUE },
    { TEXT("nul"), 1, 1, VALUE },
    { TEXT("[tru]"), 1, 2, VALUE },
    { TEXT("[fals"), 1, 2, VALUE },
    { TEXT("undefined"), 1, 1, VALUE },
    { TEXT("[nullx]"), 1, 6, IN_ARRAY },

    /* ---- section 4: objects ---- */
    { TEXT("{a:1}"), 1, 2, KEY },
    { TEXT("{'a':1}"), 1, 2, KEY },
    { TEXT("{1:1}"), 1, 2, KEY },
    { TEXT("{null:1}"), 1, 2, KEY },
    { TEXT("{,}"), 1, 2, KEY },
    { TEXT("{\"a\":1,}"), 1, 8, KEY },
    { TEXT("{\"a\":1,,\"b\":2}"), 1, 8, KEY },
    { TEXT("{\"a\" 1}"), 1, 6, COLON },
    { TEXT("{\"a\",1}"), 1, 5, COLON },
    { TEXT("{\"a\"}"), 1, 5, COLON },
    { TEXT("{\"a\"::1}"), 1, 6, VALUE },
    { TEXT("{\"a\":}"), 1, 6, VALUE },
    { TEXT("{\"a\":1 \"b\":2}"), 1, 8, IN_OBJECT },
    { TEXT("{\"a\":1]"), 1, 7, IN_OBJECT },
    { TEXT("{\"a\":1:2}"), 1, 7, IN_OBJECT },
    { TEXT("{\"a\":/**/1}"), 1, 6, VALUE },

    /* ---- duplicate keys ---- */
    { TEXT("{\"a\":1,\"a\":2}"), 1, 8, "'a': " TWICE },
    { TEXT("{\"a\":1,\n \"\\u0061\":1}"), 2, 2, "'a': " TWICE },
    { TEXT("{\"\":1,\"\":1}"), 1, 7, "'': " TWICE },
    { TEXT("[{\"x\":{\"b\":0,\"c\":0,\"b\":0}}]"), 1, 20, "'b': " TWICE },
    { TEXT("{\"a\":1,\"b\":1,\"b\":1,\"a\":1}"), 1, 14, "'b': " TWICE },
    { TEXT("{\"\\u001b\":1,\"\\u001b\":1}"), 1, 13, "'\\x1b': " TWICE },

    /* ---- section 5: arrays ---- */
    { TEXT("[,1]"), 1, 2, VALUE },
    { TEXT("[1,]"), 1, 4, VALUE },
    { TEXT("[1,,2]"), 1, 4, VALUE },
    { TEXT("[1 2]"), 1, 4, IN_ARRAY },
    { TEXT("[1}"), 1, 3, IN_ARRAY },
    { TEXT("[\"a\":1]"), 1, 5, IN_ARRAY },
    { TEXT("[\"a\" \"b\"]"), 1, 6, IN_ARRAY },
    { TEXT("[1;2]"), 1, 3, IN_ARRAY },
    { TEXT("[1\f]"), 1, 3, IN_ARRAY },
    { TEXT("[1\0]"), 1, 3, IN_ARRAY },

    /* ---- section 6: numbers ---- */
    { TEXT("+1"), 1, 1, VALUE },
    { TEXT(".5"), 1, 1, VALUE },
    { TEXT("NaN"), 1, 1, VALUE },
    { TEXT("Infinity"), 1, 1, VALUE },
    { TEXT("-Infinity"), 1, 2, DIGIT },
    { TEXT("--1"), 1, 2, DIGIT },
    { TEXT("- 1"), 1, 2, DIGIT },
    { TEXT("-.5"), 1, 2, DIGIT },
    { TEXT("[-]"), 1, 3, DIGIT },
    { TEXT("[1.]"), 1, 4, DIGIT },
    { TEXT("1.e5"), 1, 3, DIGIT },
    { TEXT("[1e]"), 1, 4, DIGIT },
    { TEXT("[1e+-2]"), 1, 5, DIGIT },
    { TEXT("1ee2"), 1, 3, DIGIT },
    { TEXT("01"), 1, 1, ZERO },
    { TEXT("[-012]"), 1, 2, ZERO },
    { TEXT("00.5"), 1, 1, ZERO },
    { TEXT("0x1F"), 1, 2, MORE },
    { TEXT("1_000"), 1, 2, MORE },
    { TEXT("1.5.5"), 1, 4, MORE },
    { TEXT("1e1e1"), 1, 4, MORE },
    { TEXT("1f"), 1, 2, MORE },
    { TEXT("[\xef\xbc\x91]"), 1, 2, VALUE },
    { TEXT("9223372036854775808"), 1, 1, LARGE },
    { TEXT("[-9223372036854775809]"), 1, 2, LARGE },
    { TEXT("18446744073709551617"), 1, 1, LARGE },
    { TEXT("100000000000000000000000000000"), 1, 1, LARGE },

    /* ---- section 7: strings ---- */
    { TEXT("\"\n\""), 1, 2, CONTROL },
    { TEXT("{\"a\": \"b\n\"c\":1}"), 1, 9, CONTROL },
    { TEXT("\"a\tb\""), 1, 3, CONTROL },
    { TEXT("\"\x1f\""), 1, 2, CONTROL },
    { TEXT("\"\0\""), 1, 2, NUL },
    { TEXT("\"a\\u0000\""), 1, 3, NUL },
    { TEXT("{\"a\\u0000\":1}"), 1, 4, NUL },
    { TEXT("\"\\a\""), 1, 2, ESCAPE },
    { TEXT("\"\\'\""), 1, 2, ESCAPE },
    { TEXT("\"\\0\""), 1, 2, ESCAPE },
    { TEXT("\"\\x41\""), 1, 2, ESCAPE },
    { TEXT("\"\\U0041\""), 1, 2, ESCAPE },
    { TEXT("\"\\\n\""), 1, 2, ESCAPE },
    { TEXT("\"\\u\""), 1, 2, ESCAPE },
    { TEXT("\"\\u004\""), 1, 2, ESCAPE },
    { TEXT("\"\\u00g1\""), 1, 2, ESCAPE },
    { TEXT("\"\\u+041\""), 1, 2, ESCAPE },
    { TEXT("\"\\u 041\""), 1, 2, ESCAPE },
    { TEXT("\"\\u\xef\xbc\x90"
           "041\""),
      1, 2, ESCAPE },
    { TEXT("\"\\"), 1, 2, ESCAPE },
    { TEXT("\"\\u004"), 1, 2, ESCAPE },
    { TEXT("\"\\\""), 1, 4, EARLY },
    { TEXT("\"\\ud800\""), 1, 2, HALF },
    { TEXT("\"\\udc00\""), 1, 2, HALF },
    { TEXT("\"x\\udbffx\""), 1, 3, HALF },
    { TEXT("\"\\ud800\\u0041\""), 1, 2, HALF },
    { TEXT("\"\\ud800\\ud800\\udc00\""), 1, 2, HALF },
    { TEXT("\"\\udc00\\ud800\""), 1, 2, HALF },
    { TEXT("\"\\ud800\\n\""), 1, 2, HALF },
    { TEXT("\"\\ud800\\udc0\""), 1, 2, HALF },

    /* ---- RFC 3629 ---- */
    { TEXT("\"\x80\""), 1, 2, UTF8 },
    { TEXT("\"a\xbf\""), 1, 3, UTF8 },
    { TEXT("\"\xc0\x80\""), 1, 2, UTF8 }, /* overlong */
    { TEXT("\"\xc1\xbf\""), 1, 2, UTF8 },
    { TEXT("\"\xe0\x9f\xbf\""), 1, 2, UTF8 },
    { TEXT("\"\xf0\x8f\xbf\xbf\""), 1, 2, UTF8 },
    { TEXT("\"\xed\xa0\x80\""), 1, 2, UTF8 }, /* a surrogate */
    { TEXT("\"\xed\xbf\xbf\""), 1, 2, UTF8 },
    { TEXT("\"\xf4\x90\x80\x80\""), 1, 2, UTF8 }, /* over U+10FFFF */
    { TEXT("\"\xf5\x80\x80\x80\""), 1, 2, UTF8 },
    { TEXT("\"\xf8\x88\x80\x80\x80\""), 1, 2, UTF8 },
    { TEXT("\"\xfe\xff\""), 1, 2, UTF8 },
    { TEXT("\"\xe9\""), 1, 2, UTF8 }, /* ISO 8859-1 */
    { TEXT("\"\xe2\x82\""), 1, 2, UTF8 },
    { TEXT("\"\xf0\x9f\x98\""), 1, 2, UTF8 },
    { TEXT("\"\xe2\x82"), 1, 2, UTF8 },
    { TEXT("{\"\xff\":1}"), 1, 3, UTF8 },
    { TEXT("[\n\"\xc3\xa9\xff\"]"), 2, 3, UTF8 },

    /* ---- section 8.1: other encodings ---- */
    { TEXT("\xff\xfe{\0}\0"), 1, 1, UTF16 },
    { TEXT("\xfe\xff\0{\0}"), 1, 1, UTF16 },
    { TEXT("\xff\xfe"), 1, 1, UTF16 },
    { TEXT("{\0}\0"), 1, 1, UTF16 },
    { TEXT("\0{\0}"), 1, 1, UTF16 },
    { TEXT("\xff\xfe\0\0{\0\0\0"), 1, 1, UTF32 },
    { TEXT("\0\0\xfe\xff\0\0\0{"), 1, 1, UTF32 },
    { TEXT("{\0\0\0}\0\0\0"), 1, 1, UTF32 },
    { TEXT("\0\0\0{\0\0\0}"), 1, 1, UTF32 },
    { TEXT("\0"), 1, 1, VALUE },
};

START_TEST(is_refused)
{
    char message[200];
    struct reading r;

    snprintf(message, sizeof(message), "line %u, column %u: %s",
             refused[_i].line, refused[_i].column, refused[_i].what);
    ck_assert_msg(read_text(&r, refused[_i].in, -1) == SESDOMAIN_E_SYNTAX,
                  "%s", refused[_i].in.s);
    ck_assert_str_eq(sesdomain_error(r.sd), message);
    end(&r);
}
END_TEST

#define SECRET                                                                \
    "\"-----BEGIN PGP PRIVATE KEY BLOCK-----\\n\\n"                           \
    "lQOYBGV4YW1wbGUBCADEXAMPLE=\""

START_TEST(a_secret_is_not_repeated)
{
    struct reading r;

    ck_assert_int_eq(
        read_text(&r, sesd_text("{" SECRET ":1,\n " SECRET ":2}"), -1),
        SESDOMAIN_E_SECRET);
    ck_assert_str_eq(sesdomain_error(r.sd),
                     "line 2, column 2: this is a private key");
    end(&r);
}
END_TEST

/* ---- every row ---- */

static enum sesdomain_status read_string(const char *text, size_t n,
                                         char *string, size_t *length)
{
    struct reading r;
    const enum sesdomain_status status =
        read_text(&r, (struct text){ text, n }, -1);

    if (status == SESDOMAIN_OK) {
        *length = r.top.string.n;
        memcpy(string, r.top.string.s, *length + 1);
    }
    end(&r);
    return status;
}

/* Each code point, escaped or not, is the same string. */
START_TEST(every_code_point)
{
    for (int32_t point = 1; point <= 0x10ffff;
         point += point < 0x11000 ? 1 : 97) {
        const bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
        char escape[20], raw[10] = "\"", a[20], b[20];
        size_t n, an = 0, bn = 0;
        struct text t;

        if (point < 0x10000)
            n = (size_t)sprintf(escape, "\"\\u%04x\"", (unsigned)point);
        else
            n = (size_t)sprintf(escape, "\"\\u%04X\\u%04X\"",
                                0xd800 + ((unsigned)point - 0x10000) / 0x400,
                                0xdc00 + ((unsigned)point - 0x10000) % 0x400);
        ck_assert_int_eq(read_string(escape, n, a, &an),
                         is_surrogate ? SESDOMAIN_E_SYNTAX : SESDOMAIN_OK);
        if (is_surrogate)
            continue;
        t = (struct text){ a, an };
        ck_assert_int_eq(sesd_utf8_next(&t), point);
        ck_assert_uint_eq(t.n, 0);
        if (point < ' ' || point == '"' || point == '\\')
            continue;
        memcpy(raw + 1, a, an);
        raw[an + 1] = '"';
        ck_assert_int_eq(read_string(raw, an + 2, b, &bn), SESDOMAIN_OK);
        ck_assert(an == bn && memcmp(a, b, an + 1) == 0);
    }
}
END_TEST

static const char whole[] =
    "{\"a\": [1, -2.5e+3, \"b\\n\\ud83d\\ude00\xe2\x82\xac\", true, false], "
    "\"c\": {\"d\": null}}";

START_TEST(no_prefix_is_enough)
{
    struct reading r;

    for (size_t n = 0; n < sizeof(whole) - 1; n++) {
        ck_assert_int_eq(read_text(&r, (struct text){ whole, n }, -1),
                         SESDOMAIN_E_SYNTAX);
        end(&r);
    }
    ck_assert_int_eq(read_text(&r, sesd_text(whole), -1), SESDOMAIN_OK);
    end(&r);
}
END_TEST

/* ---- members ---- */

START_TEST(members_are_found)
{
    struct reading r;
    struct json m;

    read_text(&r, sesd_text("{\"a\":1,\"b\":null,\"c\":\"x\"}"), -1);
    m = sesd_json_member(&r.top, "a");
    ck_assert(m.kind == JSON_KIND_INTEGER && m.integer == 1 && m.at == 1);
    m = sesd_json_member(&r.top, "c");
    ck_assert(m.kind == JSON_KIND_STRING && strcmp(m.string.s, "x") == 0);
    ck_assert(sesd_json_member(&m, "a").kind == 0);
    ck_assert(!sesd_json_next(&m, &(struct json){ 0 }));
    ck_assert(sesd_json_member(&r.top, "b").kind == 0);
    m = sesd_json_member(&r.top, "d");
    ck_assert(m.kind == 0 && strcmp(m.key, "d") == 0);
    ck_assert(sesd_json_member(&m, "a").kind == 0);
    end(&r);
}
END_TEST

/* ---- several documents in one text ---- */

START_TEST(one_of_several)
{
    static const struct text in = TEXT(BOM "{} \n [1]\r\n" BOM "2\n\n  x");
    static const size_t ends[] = { 8, 13, 21 };
    struct reading r;
    size_t taken = 0;

    read_text(&r, in, -1);
    for (size_t i = 0; i < COUNT(ends); i++) {
        ck_assert_int_eq(
            sesd_json_read_some(r.sd, &r.arena, in, &taken, &r.top),
            SESDOMAIN_OK);
        ck_assert_uint_eq(taken, ends[i]);
    }
    ck_assert_int_eq(r.top.integer, 2);
    ck_assert_int_eq(sesd_json_read_some(r.sd, &r.arena, in, &taken, &r.top),
                     SESDOMAIN_E_SYNTAX);
    ck_assert_str_eq(sesdomain_error(r.sd), "line 5, column 3: " VALUE);
    end(&r);
}
END_TEST

/* ---- large documents ---- */

/* Repeat a piece, with a number in place of '#'. */
static char *many(const char *before, const char *piece, size_t times,
                  const char *after)
{
    char *text = NULL;
    size_t n;
    FILE *f = open_memstream(&text, &n);

    fputs(before, f);
    for (size_t i = 0; i < times; i++)
        for (const char *s = piece; *s; s++)
            if (*s == '#')
                fprintf(f, "%zu", i);
            else
                fputc(*s, f);
    fputs(after, f);
    fclose(f);
    return text;
}

/* Fewer with SESD_PIECES, which needs more memory and time. */
#ifdef SESD_PIECES
#define TIMES 3000
#define MEMBERS 20
#define PEAK(octets) SIZE_MAX
#define CALLS(octets) SIZE_MAX
#define REWINDS 0
#else
#define TIMES 300000
#define MEMBERS 2000
#define PEAK(octets) (25 * (octets) + 2000000) /* documented limit */
#define CALLS(octets) (13 + (octets) / 40000)
#define REWINDS 1
#endif

#define LONG_KEY "a-key-that-is-like-the-others-and-for-a-long-way-like-them-"

static const struct {
    const char *before, *piece;
    size_t times;
    const char *after, *error; /* contents; NULL: none */
} large[] = {
    { "", "[", 128, "", "line 1, column 129: the JSON text ends" },
    { "", "[", 129, "", "line 1, column 129: it is nested too deeply" },
    { "", "[", TIMES, "", "line 1, column 129: it is nested too deeply" },
    { "", "{\"a\":", 129, "", "line 1, column 641: it is nested" },
    { "[", "[[],{}],", TIMES, "0]", NULL },
    { "[", "0,", TIMES, "0]", NULL },
    { "[", "\"\",", TIMES, "0]", NULL },
    { "[", "0.5,", TIMES, "0]", NULL },
    { "[", "{\"a\":1,\"b\":[]},", TIMES, "0]", NULL },
    { "{", "\"#\":0,", TIMES, "\"a\":0}", NULL },
    { "{", "\"" LONG_KEY "#\":0,", TIMES, "\"a\":0}", NULL },
    { "{", "\"" LONG_KEY "#\":0,\n", TIMES, "\"" LONG_KEY "0\":0}",
      ", column 1: '" LONG_KEY "0': " TWICE },
    { "{", "\"k#\":0,", 16, "\"k0\":0}", "line 1, column 120: 'k0': " TWICE },
    { "{", "\"k#\":0,", 15, "\"k0\":0}", "line 1, column 112: 'k0': " TWICE },
    { "\"", "x", TIMES, "\"", NULL },
    { "\"", "\\u00e9", TIMES, "\"", NULL },
    { "\"", "x", TIMES, "", EARLY },
    { "", " \n", TIMES, "0", NULL },
    { "", "1", TIMES, "", "line 1, column 1: " LARGE },
    { "1.", "1", TIMES, "", NULL },
    { "1e", "1", TIMES, "", NULL },
};

/* Memory and time grow linearly, as the header promises. */
START_TEST(large_documents)
{
    char *text = many(large[_i].before, large[_i].piece, large[_i].times,
                      large[_i].after);
    const struct text in = sesd_text(text);
    const char *error = large[_i].error ? large[_i].error : "";
    struct reading r;
    const enum sesdomain_status status = read_text(&r, in, -1);

    ck_assert_int_eq(status, *error ? SESDOMAIN_E_SYNTAX : SESDOMAIN_OK);
    ck_assert(strstr(sesdomain_error(r.sd), error) != NULL);
    ck_assert_uint_le(r.budget.peak, PEAK(in.n));
    ck_assert_uint_le(r.budget.calls, CALLS(in.n));
    end(&r);
    free(text);
}
END_TEST

/* Return the peak memory of many objects that have a number of members. */
static size_t peak_of_objects(int members)
{
    char object[20 * 10 + 4] = "{";
    struct reading r;
    size_t peak;
    char *text;

    for (int i = 0; i < members; i++)
        sprintf(object + strlen(object), "%s\"k%02d\":0", i ? "," : "", i);
    strcat(object, "},");
    text = many("[", object, MEMBERS, "0]");
    ck_assert_int_eq(read_text(&r, sesd_text(text), -1), SESDOMAIN_OK);
    peak = r.budget.peak;
    end(&r);
    free(text);
    return peak;
}

/* The library finds duplicate keys of objects with more than 16 members by an
 * index, and frees it: it would double the memory of the document. */
START_TEST(the_index_of_keys_is_not_kept)
{
    ck_assert(!REWINDS || 3 * peak_of_objects(17) < 4 * peak_of_objects(16));
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    char *text = many("{", "\"#\":[0,\"x\"],", MEMBERS, "\"a\":0}");
    const struct text in = sesd_text(text);
    enum sesdomain_status status = SESDOMAIN_E_MEMORY;
    struct reading r;
    long n;

    for (n = 0; status != SESDOMAIN_OK; n++) {
        status = read_text(&r, in, n);
        if (status != SESDOMAIN_OK) {
            ck_assert_int_eq(status, SESDOMAIN_E_MEMORY);
            ck_assert_str_eq(sesdomain_error(r.sd), "out of memory");
        }
        end(&r);
    }
    ck_assert_int_gt(n, 5);
    free(text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("json");
    TCase *t = tcase_create("json");

    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, is_accepted, 0, (int)COUNT(accepted));
    tcase_add_loop_test(t, is_refused, 0, (int)COUNT(refused));
    tcase_add_test(t, a_secret_is_not_repeated);
    tcase_add_test(t, every_code_point);
    tcase_add_test(t, no_prefix_is_enough);
    tcase_add_test(t, members_are_found);
    tcase_add_test(t, one_of_several);
    tcase_add_loop_test(t, large_documents, 0, (int)COUNT(large));
    tcase_add_test(t, the_index_of_keys_is_not_kept);
    tcase_add_test(t, every_allocation_may_fail);
    suite_add_tcase(s, t);
    return run_suite(s);
}
