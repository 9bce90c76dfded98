/* SPDX-License-Identifier: MIT */
/* Names: which are valid, their canonical form, their order, and joining. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"
#include "support.h"

#define L10 "abcdefghij"
#define L63 "123456789012345678901234567890123456789012345678901234567890abc"

/* ---- parsing ---- */

static const struct {
    enum name_class class;
    const char *in;
    const char *out; /* NULL: refused */
} parsed[] = {
    { NAME_MAIL, "anycompany.com", "anycompany.com" },
    { NAME_MAIL, "AnyCompany.COM.", "anycompany.com" },
    { NAME_MAIL, "a.b", "a.b" },
    { NAME_MAIL, "1.a", "1.a" },
    { NAME_MAIL, "xn--bcher-kva.example", "xn--bcher-kva.example" },
    { NAME_MAIL, L63 ".com", L63 ".com" },
    { NAME_MAIL,
      L63 "." L63 "." L63 "."
          "1234567890123456789012345678901"
          "23456789012345678901234567890z",
      L63 "." L63 "." L63 "."
          "1234567890123456789012345678901"
          "23456789012345678901234567890z" }, /* 253 octets */
    { NAME_MAIL, "com", NULL },
    { NAME_MAIL, "", NULL },
    { NAME_MAIL, ".", NULL },
    { NAME_MAIL, "..", NULL },
    { NAME_MAIL, ".a.b", NULL },
    { NAME_MAIL, "a..b", NULL },
    { NAME_MAIL, "a.b..", NULL },
    { NAME_MAIL, "-a.b", NULL },
    { NAME_MAIL, "a-.b", NULL },
    { NAME_MAIL, "a_b.c", NULL },
    { NAME_MAIL, "a b.c", NULL },
    { NAME_MAIL, "a.b\n", NULL },
    { NAME_MAIL, "a;b.c", NULL },
    { NAME_MAIL, "a\\.b", NULL },
    { NAME_MAIL, "$(id).c", NULL },
    { NAME_MAIL, "192.0.2.1", NULL },
    { NAME_MAIL, L63 "d.com", NULL },
    { NAME_MAIL,
      L63 "." L63 "." L63 "."
          "1234567890123456789012345678901"
          "234567890123456789012345678901z",
      NULL },
    { NAME_HOST, "com", "com" },
    { NAME_HOST, "_amazonses.anycompany.com", "_amazonses.anycompany.com" },
    { NAME_HOST, "-a.b", NULL },
    { NAME_HOST, "*.b", NULL },
    { NAME_OWNER, ".", "." },
    { NAME_OWNER, "..", NULL },
    { NAME_OWNER, "*.A.b.", "*.a.b" },
    { NAME_OWNER, "a\\.b.c", "a\\.b.c" },
    { NAME_OWNER, "a\\046b.c", "a\\.b.c" },
    { NAME_OWNER, "\\065.c", "a.c" }, /* DNS folds octets, RFC 4343 */
    { NAME_OWNER, "a\\000b.c", "a\\000b.c" },
    { NAME_OWNER, "a\\255b.c", "a\\255b.c" },
    { NAME_OWNER, "a b.c", "a\\032b.c" },
    { NAME_OWNER, "a\\\"b.c", "a\\\"b.c" },
    { NAME_OWNER, "a;b.c", "a\\;b.c" },
    { NAME_OWNER, "a@b.c", "a\\@b.c" },
    { NAME_OWNER, "a\\256.c", NULL },
    { NAME_OWNER, "a\\25", NULL },
    { NAME_GIVEN, "*._a\\.b.\\200.c.", "*._a\\.b.\\200.c" },
    { NAME_GIVEN, "\303(.b", NULL }, /* not UTF-8 */
    { NAME_GIVEN, "\303\274\\046.b", NULL },
    { NAME_GIVEN, "\357\274\274200.b", NULL }, /* a wide "\\" */
#ifdef SESDOMAIN_IDN
    { NAME_GIVEN, "_dmarc.B\303\234cher.example",
      "_dmarc.xn--bcher-kva.example" },
    { NAME_GIVEN, "*.a\\.b.b\303\274cher.example.",
      "*.a\\.b.xn--bcher-kva.example" },
    { NAME_GIVEN, "b\303\274cher\343\200\202example",
      "xn--bcher-kva.example" }, /* U+3002 is a dot */
#else
    { NAME_GIVEN, "_dmarc.b\303\274cher.example", NULL },
#endif
    { NAME_OWNER, "a\\", NULL },
    { NAME_OWNER, "a.b\\.", "a.b\\." },
    { NAME_OWNER, "a..b", NULL },
    { NAME_OWNER, L63 "d", NULL },
};

/* Return the status of a refused name: without libidn2, U-labels are
 * unsupported. */
static enum sesdomain_status refused_status(const char *in,
                                            enum name_class class)
{
    bool is_ascii = true;

    for (; *in; in++)
        is_ascii = is_ascii && (unsigned char)*in < 0x80;
    if (sesdomain_has_feature("idn") || is_ascii || class != NAME_GIVEN)
        return SESDOMAIN_E_NAME;
    return SESDOMAIN_E_UNSUPPORTED;
}

START_TEST(parse)
{
    struct name name = { .n = 0 };
    const char *why = NULL;
    enum sesdomain_status status = sesd_name_parse(
        sesd_text(parsed[_i].in), parsed[_i].class, &name, &why);

    if (!parsed[_i].out) {
        ck_assert_int_eq(status,
                         refused_status(parsed[_i].in, parsed[_i].class));
        ck_assert_ptr_nonnull(why);
        return;
    }
    ck_assert_msg(status == SESDOMAIN_OK, "%s: %s", parsed[_i].in, why);
    ck_assert_str_eq(name.s, parsed[_i].out);
    ck_assert_uint_eq(name.n, strlen(parsed[_i].out));
}
END_TEST

/* A canonical name is parsed unchanged. */
START_TEST(parse_again)
{
    struct name once, twice;
    const char *why;

    if (!parsed[_i].out)
        return;
    ck_assert_int_eq(sesd_name_parse(sesd_text(parsed[_i].in),
                                     parsed[_i].class, &once, &why),
                     0);
    ck_assert_int_eq(sesd_name_parse((struct text){ once.s, once.n },
                                     parsed[_i].class, &twice, &why),
                     0);
    ck_assert_str_eq(once.s, twice.s);
}
END_TEST

/* ---- U-labels (UTS 46) ---- */

static const struct {
    const char *in, *out;
} idns[] = {
    { "b\xc3\xbc"
      "cher.example",
      "xn--bcher-kva.example" },
    { "B\xc3\x9c"
      "CHER.example",
      "xn--bcher-kva.example" },
    { "fa\xc3\x9f.de", "xn--fa-hia.de" }, /* not transitional */
    { "\xe4\xbe\x8b\xe3\x81\x88.jp", "xn--r8jz45g.jp" },
    { "\xff.de", NULL },
    { "a\xe2\x80\xae.de", NULL }, /* reverses the direction of writing */
    { "\xcc\x88"
      "a.de",
      NULL }, /* begins with a mark */
    { "\xce\xb2\xcf\x8c\xce\xbb\xce\xbf\xcf\x82"
      ".com",
      "xn--nxasmm1c.com" }, /* a final sigma is kept */
    { "\xd9\x86\xd8\xa7\xd9\x85\xd9\x87\xe2\x80\x8c\xd8\xa7\xdb\x8c"
      ".com",
      "xn--mgba3gch31f060k.com" }, /* and so is a joiner */
    { "\xef\xbc\xa1\xef\xbc\xa2\xef\xbc\xa3"
      ".example",
      "abc.example" }, /* full width */
    { "\xe4\xbe\x8b\xe3\x81\x88\xe3\x80\x82"
      "jp",
      "xn--r8jz45g.jp" }, /* an ideographic full stop */
    { "bu\xcc\x88"
      "cher.example",
      "xn--bcher-kva.example" }, /* composed */
    { "B\xc3\x9c"
      "CHER.EXAMPLE.",
      "xn--bcher-kva.example" },
    { "\xc3\xbc"
      ".\xe4\xbe\x8b\xe3\x81\x88"
      ".jp",
      "xn--tda.xn--r8jz45g.jp" },
    { "\xc3\xbc"
      "..jp",
      NULL }, /* an empty label */
    { "\xc3\xbc"
      "_.jp",
      NULL }, /* no mail domain */
    { "\xc3\xbc"
      " .jp",
      NULL },
    { "-\xc3\xbc"
      ".jp",
      NULL },
};

START_TEST(idn)
{
    struct name name;
    const char *why;
    enum sesdomain_status status =
        sesd_name_parse(sesd_text(idns[_i].in), NAME_MAIL, &name, &why);

    if (!sesdomain_has_feature("idn")) {
        ck_assert_int_eq(status, SESDOMAIN_E_UNSUPPORTED);
    } else if (idns[_i].out) {
        ck_assert_msg(status == SESDOMAIN_OK, "%s", why);
        ck_assert_str_eq(name.s, idns[_i].out);
    } else {
        ck_assert_int_eq(status, SESDOMAIN_E_NAME);
    }
}
END_TEST

/* ---- order ---- */

/* RFC 4034 section 6.1, and unusual names. */
static const char *const ordered[] = {
    ".",
    "b.com",
    "b-.com",
    "b0.com",
    "ba.com",
    "example",
    "a.example",
    "yljkjljk.a.example",
    "z.a.example",
    "z\\032.a.example",
    "zabc.a.example",
    "z.example",
    "\\000.z.example",
    "\\001.z.example",
    "\\002.z.example",
    "*.z.example",
    "\\200.z.example",
    "\\255.z.example",
    "\\255\\255.z.example",
};

START_TEST(in_order)
{
    char a[SESD_KEY_MAX], b[SESD_KEY_MAX];
    size_t n = sesd_name_key(sesd_text(ordered[_i]), a, sizeof(a));
    size_t m = sesd_name_key(sesd_text(ordered[_i + 1]), b, sizeof(b));
    int order = memcmp(a, b, n < m ? n : m);

    ck_assert_msg(order < 0 || (order == 0 && n < m), "%s, %s", ordered[_i],
                  ordered[_i + 1]);
}
END_TEST

/* The key of a name begins with that of every name above it. */
START_TEST(key_of_parent)
{
    char key[SESD_KEY_MAX], above[SESD_KEY_MAX];
    const struct text name = sesd_text(ordered[_i]);
    const struct text parent = sesd_name_parent(name);
    size_t n = sesd_name_key(name, key, sizeof(key)), m;

    if (name.n == 1 || !parent.n)
        return;
    m = sesd_name_key(parent, above, sizeof(above));
    ck_assert_uint_lt(m, n);
    ck_assert_mem_eq(key, above, m);
}
END_TEST

/* ---- pieces ---- */

static const struct {
    const char *name, *parent;
    size_t labels, wire;
} pieces[] = {
    { ".", "", 0, 1 },
    { "com", "", 1, 5 },
    { "a.com", "com", 2, 7 },
    { "a\\.b.com", "com", 2, 9 },
    { "a\\\\.com", "com", 2, 8 },
    { "\\000\\001.com", "com", 2, 8 },
    { "_dmarc.a.com", "a.com", 3, 14 },
};

START_TEST(piece)
{
    const struct text name = sesd_text(pieces[_i].name);

    ck_assert_uint_eq(sesd_name_labels(name), pieces[_i].labels);
    ck_assert_uint_eq(sesd_name_wire_length(name), pieces[_i].wire);
    if (pieces[_i].labels)
        ck_assert_str_eq(sesd_name_parent(name).s, pieces[_i].parent);
}
END_TEST

static const struct {
    const char *name, *apex;
    bool within;
} within[] = {
    { "a.com", "a.com", true },      { "b.a.com", "a.com", true },
    { "ba.com", "a.com", false },    { "com", "a.com", false },
    { "b\\.a.com", "a.com", false }, { "b\\\\.a.com", "a.com", true },
    { "a.com", ".", true },          { ".", ".", true },
    { ".", "a.com", false },         { "a.com.b", "a.com", false },
};

START_TEST(is_within)
{
    ck_assert(sesd_name_within(sesd_text(within[_i].name),
                               sesd_text(within[_i].apex)) ==
              within[_i].within);
}
END_TEST

/* ---- joining ---- */

#define L40 "1234567890123456789012345678901234567890"
#define L200 L40 "." L40 "." L40 "." L40 "." L36
#define L36 "123456789012345678901234567890123456"

static const struct {
    const char *front, *middle, *back;
    bool is_name;
} joined[] = {
    { "a", ".", "b.c", true },
    { "_", "", L63, false }, /* a label of 64 octets */
    { "_", "", "23" L40 ".a", true },
    { L200, ".", L40 "." L10 "a", true },     /* 253 characters, 255 octets */
    { L200, ".", L40 "." L10 "ab", false },   /* one more */
    { L200, ".", L40 "." L10 "\\000", true }, /* an escape is one octet */
    { L200, ".", L40 "." L10 "a\\000", false },
    { L200 "." L40 "." L10 "a", "._report._dmarc.", L200, false },
    { "a", ".", "", false },
    { "a.", ".", "b", false }, /* an empty label */
    { "", ".", "b", false },
    { "a", ".", "b.", false }, /* names have no final dot */
    { "a\\", ".", "b", true }, /* a dot that is escaped ends no label */
    { "a", "", "\\", false },
};

START_TEST(join)
{
    struct arena a = { .mem = { sesd_default_alloc, NULL } };
    const struct text name = sesd_name_join(&a, sesd_text(joined[_i].front),
                                            sesd_text(joined[_i].middle),
                                            sesd_text(joined[_i].back));
    char whole[1000];

    snprintf(whole, sizeof(whole), "%s%s%s", joined[_i].front,
             joined[_i].middle, joined[_i].back);
    ck_assert_int_eq(sesd_name_fits(sesd_text(whole)), joined[_i].is_name);
    ck_assert_int_eq(name.s != NULL, joined[_i].is_name);
    if (name.s)
        ck_assert_str_eq(name.s, whole);
    ck_assert(!a.failed);
    sesd_arena_free(&a);
}
END_TEST

/* Nothing is written behind the buffer, and a truncated key is not the key of
 * any name. */
static const char *const cut[] = {
    "a.b", L200 "." L200, L200 "." L200 "." L200, "a\\000.\\001", "\\",
};

START_TEST(key_is_cut)
{
    const struct text name = sesd_text(cut[_i]);
    char whole[1400], *part;

    for (size_t size = 0; size < 700; size++) {
        const size_t n = sesd_name_key(name, whole, sizeof(whole));
        const size_t least = n < size ? n : size;

        part = malloc(size ? size : 1);
        ck_assert_uint_eq(sesd_name_key(name, part, size), least);
        ck_assert(memcmp(part, whole, least) == 0);
        free(part);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("name");
    TCase *t = tcase_create("name");

    tcase_add_loop_test(t, parse, 0, (int)COUNT(parsed));
    tcase_add_loop_test(t, parse_again, 0, (int)COUNT(parsed));
    tcase_add_loop_test(t, idn, 0, (int)COUNT(idns));
    tcase_add_loop_test(t, in_order, 0, (int)COUNT(ordered) - 1);
    tcase_add_loop_test(t, key_of_parent, 0, (int)COUNT(ordered));
    tcase_add_loop_test(t, piece, 0, (int)COUNT(pieces));
    tcase_add_loop_test(t, is_within, 0, (int)COUNT(within));
    tcase_add_loop_test(t, join, 0, (int)COUNT(joined));
    tcase_add_loop_test(t, key_is_cut, 0, (int)COUNT(cut));
    suite_add_tcase(s, t);
    return run_suite(s);
}
