/* SPDX-License-Identifier: MIT */
/* Master files (RFC 1035 section 5.1) as people and providers write them. One
 * row for each text, with a listing of the records. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/zonetext.h"
#include "support.h"
#include "zonetext-rows.h"

#define APEX "example.com"
#define LISTING_MAX 8192

/* ---- a listing of the records ---- */

static void list_text(struct out *o, struct text t)
{
    sesd_out_visible(o, t, LISTING_MAX);
}

static void list_record(struct out *o, const struct zone_record *r)
{
    static const char *const sections[] = { "", " answer", " authority",
                                            " additional" };

    list_text(o, r->owner);
    sesd_out_char(o, ' ');
    list_text(o, r->type && sesd_type(r->type).s ? sesd_type(r->type)
                                                 : r->type_name);
    sesd_out_char(o, ' ');
    sesd_out_uint(o, r->ttl);
    sesd_out_char(o, ' ');
    list_text(o, r->rdata.s ? r->rdata : sesd_text("-"));
    sesd_out_str(o, r->relative ? " relative" : "");
    sesd_out_str(o, r->empty ? " empty" : "");
    sesd_out_str(o, r->split ? " split" : "");
    sesd_out_str(o, r->joined ? " joined" : "");
    sesd_out_str(o, sections[r->section]);
    sesd_out_char(o, '\n');
}

#define LIMIT 1300 /* of the octets that $GENERATE makes */

static void list(struct out *o, const char *text, size_t length)
{
    struct zonetext *z = malloc(sizeof(*z));
    char *copy = malloc(length ? length : 1); /* not terminated */
    struct zone_record record;

    ck_assert(z && copy);
    memcpy(copy, text, length);
    sesd_zonetext_start(z, (struct text){ copy, length }, sesd_text(APEX),
                        LIMIT);
    while (sesd_zonetext_next(z, &record))
        list_record(o, &record);
    ck_assert(!sesd_zonetext_next(z, &record));
    if (z->error.failed) {
        sesd_out_str(o, "line ");
        sesd_out_uint(o, z->error.line);
        sesd_out_str(o, ": ");
        sesd_out_str(o, z->error.message);
        sesd_out_char(o, '\n');
    }
    free(copy);
    free(z);
}

#undef FILE

START_TEST(test_file)
{
    char listing[LISTING_MAX];
    struct out o = sesd_out(listing, sizeof(listing));

    list(&o, files[_i].text, files[_i].length);
    ck_assert_msg(strcmp(listing, files[_i].listing) == 0,
                  "%s:\n%s\nwas expected:\n%s", files[_i].title, listing,
                  files[_i].listing);
}
END_TEST

/* Every prefix of a file is read to its end, and not beyond: list() copies the
 * text without a terminator. */
START_TEST(test_every_beginning)
{
    char listing[LISTING_MAX];

    for (size_t n = 0; n < files[_i].length; n++) {
        struct out o = sesd_out(listing, sizeof(listing));

        list(&o, files[_i].text, n);
    }
}
END_TEST

/* ---- lengths ---- */

/* Return a text with one TXT record of strings, each of n octets \001. */
static struct out long_txt(const char *head, size_t strings, size_t n)
{
    const size_t size = 200 + strings * (4 * n + 4);
    struct out o = sesd_out(malloc(size), size);

    ck_assert_ptr_nonnull(o.buf);
    sesd_out_str(&o, head);
    sesd_out_str(&o, "a 5 TXT (");
    for (size_t i = 0; i < strings; i++) {
        sesd_out_str(&o, "\n \"");
        for (size_t k = 0; k < n; k++)
            sesd_out_str(&o, "\\001");
        sesd_out_char(&o, '"');
    }
    sesd_out_str(&o, ")\n");
    ck_assert(o.length < o.size);
    return o;
}

/* Read one record. Return the length of its RDATA, or 0 and the message. */
static size_t read_one(struct out text, const char **message)
{
    static struct zonetext z;
    struct zone_record record;
    bool found;

    sesd_zonetext_start(&z, (struct text){ text.buf, text.length },
                        sesd_text(APEX), LIMIT);
    found = sesd_zonetext_next(&z, &record);
    free(text.buf);
    *message = z.error.message;
    return found ? record.rdata.n : 0;
}

START_TEST(test_long_txt)
{
    const char *message;

    /* 100 strings of 255: 25,600 octets in a message */
    ck_assert_uint_eq(read_one(long_txt("", 100, 255), &message),
                      100 * (4 * 255 + 3) - 1);
    /* 255 strings of 255 octets are 65,280, and one of 254 makes 65,535 */
    ck_assert_uint_eq(read_one(long_txt("", 255, 255), &message),
                      255 * (4 * 255 + 3) - 1);
    ck_assert_uint_eq(read_one(long_txt("", 256, 255), &message), 0);
    ck_assert_str_eq(message,
                     "the data of a record has more than 65535 octets");
    ck_assert_uint_eq(read_one(long_txt("", 1, 256), &message), 0);
    ck_assert_ptr_nonnull(strstr(message, "more than 255 octets"));
    ck_assert_uint_eq(
        read_one(long_txt("; Exported zone file from Azure DNS\n", 1, 400),
                 &message),
        4 * 400 + 5);
}
END_TEST

/* Write a name of a wire length, with labels of 63 octets. */
static size_t put_name(struct out *o, size_t octets)
{
    size_t n = 0;

    for (size_t left = octets - 1; left > 1; n++) {
        const size_t label = left - 1 < 63 ? left - 1 : 63;

        if (n)
            sesd_out_char(o, '.');
        sesd_out_fill(o, 'x', label);
        left -= label + 1;
    }
    return n;
}

/* Relative names that exceed the limit with the origin, and names that do not:
 * example.com takes 13 octets (RFC 1035 section 2.3.4). */
START_TEST(test_long_names)
{
    static const size_t lengths[] = { 240, 241, 242, 243, 244 };
    const char *message;

    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct out o = sesd_out(malloc(2000), 2000);
        const size_t all = lengths[i] + 12; /* without a second root */

        put_name(&o, lengths[i]);
        sesd_out_str(&o, " 5 CNAME a.\n");
        ck_assert_uint_eq(read_one(o, &message) != 0, all <= 255);
        o = sesd_out(malloc(2000), 2000);
        sesd_out_str(&o, "a 5 CNAME ");
        put_name(&o, lengths[i]);
        sesd_out_char(&o, '\n');
        ck_assert_uint_eq(read_one(o, &message) != 0, all <= 255);
    }
}
END_TEST

/* ---- the rest of a record ---- */

/* The SOA of a Cloudflare export repeats a name that leaves no room for the
 * origin, and so may the names in its data. */
START_TEST(test_long_apex)
{
    struct out o = sesd_out(malloc(2000), 2000);
    const char *message;

    put_name(&o, 250);
    sesd_out_str(&o, ".a 5 SOA ");
    put_name(&o, 250);
    sesd_out_str(&o, ".b c.d 1 2 3 4 5\n");
    ck_assert_uint_ne(read_one(o, &message), 0);
}
END_TEST

START_TEST(test_comment)
{
    static const char text[] =
        "@ 5 SOA a. b. 1 2 3 4 5\n"
        " 5 TXT a ; user's comment cf_tags=cf-proxied:true\r\n"
        "$ORIGIN b.\n";
    static struct zonetext z;
    struct zone_record r;

    sesd_zonetext_start(&z, sesd_text(text), sesd_text(APEX), LIMIT);
    ck_assert(sesd_zonetext_next(&z, &r));
    ck_assert(r.relative && !r.comment.s && r.line == 1);
    ck_assert(sesd_zonetext_next(&z, &r));
    ck_assert(!z.has_origin && r.line == 2);
    ck_assert(sesd_text_equal(
        r.comment, sesd_text(" user's comment cf_tags=cf-proxied:true")));
    ck_assert(!sesd_zonetext_next(&z, &r) && !z.error.failed);
    ck_assert(z.has_origin && z.soas == 1 && !z.ends_with_soa);
}
END_TEST

/* The printed RDATA equals the result of sesd_rdata_parse(). */
START_TEST(test_rdata_is_normal)
{
    static const char text[] = "@ 5 TXT a \"b\\099\" \"\\\"\\200\"\n"
                               "@ MX 010 A.\\098\n@ CNAME @\n@ NS .\n";
    static struct zonetext z;
    char room[2][1000];
    struct zone_record r;

    sesd_zonetext_start(&z, sesd_text(text), sesd_text(APEX), LIMIT);
    for (int i = 0; i < 4; i++) {
        struct out plain = sesd_out(room[0], sizeof(room[0]));
        struct out rdata = sesd_out(room[1], sizeof(room[1]));

        ck_assert(sesd_zonetext_next(&z, &r));
        ck_assert_ptr_null(sesd_rdata_parse(r.type, r.rdata, &plain, &rdata));
        ck_assert(
            sesd_text_equal(r.rdata, (struct text){ room[1], rdata.length }));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("zonetext");
    TCase *files_case = tcase_create("files");
    TCase *rest = tcase_create("lengths");

    tcase_add_loop_test(files_case, test_file, 0, COUNT(files));
    tcase_add_loop_test(files_case, test_every_beginning, 0, COUNT(files));
    tcase_add_test(rest, test_long_txt);
    tcase_add_test(rest, test_long_names);
    tcase_add_test(rest, test_long_apex);
    tcase_add_test(rest, test_comment);
    tcase_add_test(rest, test_rdata_is_normal);
    suite_add_tcase(suite, files_case);
    suite_add_tcase(suite, rest);
    return run_suite(suite);
}
