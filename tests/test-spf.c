/* SPDX-License-Identifier: MIT */
/* SPF records: parsing and merging. Random records of the grammar of RFC 7208
 * section 12 are parsed with the same meaning. A merge authorises SES, changes
 * the result for no other sender, and a second merge changes nothing. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "record/record.h"
#include "support.h"

#define TERMS_MAX 12
#define ROUNDS 5000
#define SES "amazonses.com"

/* ---- records ---- */

struct term {
    enum spf_kind kind;
    char qualifier;  /* '\0' for a modifier */
    char domain[80]; /* or the address */
    char whole[120];
};

struct record {
    struct term terms[TERMS_MAX];
    size_t count;
    char text[2000];
};

static const char *const domains[] = {
    SES,
    "Example.org",
    "a.b-c.example",
    "_spf.example.com.",
    "%{i}._spf.%{d2}",
    "%{ir}.%{v}.arpa.%{o1r+-,/_=}",
    "%%%_%-.example",
    "amazonses.com.example",
    "x1.com",
    "%{D}",
    "%{s}.x--y",
};

static const char *const addresses[][2] = {
    { "192.0.2.1", "2001:db8::1" },
    { "0.0.0.0", "::" },
    { "255.255.255.255", "1:2:3:4:5:6:7:8" },
    { "10.0.0.10", "::ffff:192.0.2.1" },
};

static const struct {
    const char *name;
    enum spf_kind kind;
} mechanisms[] = {
    { "all", SPF_ALL }, { "include", SPF_INCLUDE }, { "a", SPF_A },
    { "mx", SPF_MX },   { "ptr", SPF_PTR },         { "ip4", SPF_IP4 },
    { "ip6", SPF_IP6 }, { "exists", SPF_EXISTS },
};

static void put(char *to, const char *s)
{
    memmove(to + strlen(to), s, strlen(s) + 1);
}

/* Write a word in random letter case. */
static void put_word(char *to, const char *word)
{
    const bool upper = random_below(4) == 0;

    to += strlen(to);
    for (; *word; word++)
        *to++ = upper && *word >= 'a' && *word <= 'z'
                    ? (char)(*word - 'a' + 'A')
                    : *word;
    *to = '\0';
}

static void put_number(char *to, unsigned n)
{
    sprintf(to + strlen(to), "/%u", n);
}

static void make_mechanism(struct term *t)
{
    const size_t m = random_below(8);
    const bool six = mechanisms[m].kind == SPF_IP6;
    const char qualifier[] = { "\0+-?~"[random_below(5)], '\0' };

    t->kind = mechanisms[m].kind;
    t->qualifier = *qualifier ? *qualifier : '+';
    put(t->whole, qualifier);
    put_word(t->whole, mechanisms[m].name);
    if (t->kind == SPF_IP4 || six)
        strcpy(t->domain, addresses[random_below(4)][six]);
    else if (t->kind == SPF_INCLUDE || t->kind == SPF_EXISTS ||
             (t->kind != SPF_ALL && random_below(2)))
        strcpy(t->domain, domains[random_below(11)]);
    if (*t->domain) {
        put(t->whole, ":");
        put(t->whole, t->domain);
    }
    if ((t->kind == SPF_A || t->kind == SPF_MX || t->kind == SPF_IP4) &&
        random_below(3) == 0)
        put_number(t->whole, (unsigned)random_below(33));
    if (six && random_below(3) == 0)
        put_number(t->whole, (unsigned)random_below(129));
    if ((t->kind == SPF_A || t->kind == SPF_MX) && random_below(3) == 0) {
        put(t->whole, "/");
        put_number(t->whole, (unsigned)random_below(129));
    }
}

static void make_modifier(struct term *t, enum spf_kind kind)
{
    static const char *const others[] = { "foo", "x-y_z.9", "v", "allow" };

    t->kind = kind;
    put_word(t->whole, kind == SPF_REDIRECT ? "redirect"
                       : kind == SPF_EXP    ? "exp"
                                            : others[random_below(4)]);
    put(t->whole, "=");
    if (kind != SPF_OTHER || random_below(2))
        strcpy(t->domain, domains[random_below(11)]);
    put(t->whole, t->domain);
}

static void print(struct record *r)
{
    strcpy(r->text, "");
    put_word(r->text, "v=spf1");
    for (size_t i = 0; i < r->count; i++) {
        put(r->text, random_below(8) ? " " : "   ");
        put(r->text, r->terms[i].whole);
    }
    put(r->text, random_below(8) ? "" : "  ");
}

static void make(struct record *r)
{
    bool redirect = false, explained = false;

    *r = (struct record){ .count = random_below(TERMS_MAX) };
    for (size_t i = 0; i < r->count; i++) {
        const size_t n = random_below(12);

        if (n == 0 && !redirect)
            make_modifier(&r->terms[i], SPF_REDIRECT);
        else if (n == 1 && !explained)
            make_modifier(&r->terms[i], SPF_EXP);
        else if (n == 2)
            make_modifier(&r->terms[i], SPF_OTHER);
        else
            make_mechanism(&r->terms[i]);
        redirect |= r->terms[i].kind == SPF_REDIRECT;
        explained |= r->terms[i].kind == SPF_EXP;
    }
    print(r);
}

static bool equal(struct text t, const char *s)
{
    return sesd_text_equal(t, sesd_text(s));
}

START_TEST(means_the_same)
{
    struct record r;

    for (int n = 0; n < ROUNDS; n++) {
        struct spf_term term;
        const char *wrong;
        struct text rest;
        size_t i = 0;

        make(&r);
        ck_assert_msg(sesd_spf_is(sesd_text(r.text)), "%s", r.text);
        wrong = sesd_spf_wrong(sesd_text(r.text));
        ck_assert_msg(!wrong, "%s: %s", r.text, wrong);
        rest = sesd_spf_terms(sesd_text(r.text));
        for (; sesd_spf_next(&rest, &term, &wrong); i++)
            if (i >= r.count || term.kind != r.terms[i].kind ||
                term.qualifier != r.terms[i].qualifier ||
                !equal(term.whole, r.terms[i].whole) ||
                !equal(term.domain, r.terms[i].domain))
                ck_abort_msg("%s: term %zu: %.*s", r.text, i,
                             (int)term.whole.n, term.whole.s);
        ck_assert_uint_eq(i, r.count);
    }
}
END_TEST

/* Return the result of check_host(): the qualifier of the first mechanism that
 * matches; 'r' for redirect; else '?'. Bit i states whether term i matches;
 * include:amazonses.com matches if ses is set. */

/* Return the result of check_host(): the qualifier of the first mechanism that
 * matches; 'r' for redirect; else '?'. Bit i states whether term i matches;
 * include:amazonses.com matches if ses is set. */
static char evaluate(struct text record, uint32_t matches, bool ses)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;
    char end = '?';
    unsigned i = 0;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        const bool is_ses = sesd_spf_includes(&term, sesd_text(SES));
        bool match = term.kind == SPF_ALL || (matches >> i & 1);

        if (is_ses)
            match = ses;
        if (term.qualifier && match)
            return term.qualifier;
        if (term.kind == SPF_REDIRECT)
            end = 'r';
        i += !is_ses; /* the other terms keep their numbers */
    }
    return end;
}

static bool is_doubtful(const struct spf_term *term)
{
    return sesd_text_contains(term->domain, sesd_text("amazonses"));
}

static struct text merge(struct text record, char *buf, size_t size)
{
    struct out out = sesd_out(buf, size);

    sesd_spf_authorise(&out, record, sesd_text(SES), is_doubtful);
    ck_assert_uint_lt(out.length, size);
    return (struct text){ buf, out.length };
}

/* Whether a record has the terms of another, and at most one more: an include
 * of SES. */
static bool keeps_terms(struct text before, struct text after, size_t *more)
{
    struct text x = sesd_spf_terms(before), y = sesd_spf_terms(after);
    struct spf_term a, b;
    const char *wrong;
    bool left = sesd_spf_next(&x, &a, &wrong);

    *more = 0;
    while (sesd_spf_next(&y, &b, &wrong)) {
        if (left && a.whole.n == b.whole.n &&
            memcmp(a.whole.s, b.whole.s, a.whole.n) == 0) {
            left = sesd_spf_next(&x, &a, &wrong);
            continue;
        }
        if (!equal(b.whole, "include:" SES))
            return false;
        ++*more;
    }
    return !left && *more <= 1;
}

START_TEST(merges)
{
    struct record r;

    for (int n = 0; n < ROUNDS; n++) {
        char once_buf[3000], twice_buf[3000];
        struct text text, once, twice;
        size_t more;

        make(&r);
        text = sesd_text(r.text);
        once = merge(text, once_buf, sizeof(once_buf));
        twice = merge(once, twice_buf, sizeof(twice_buf));
        ck_assert_msg(!sesd_spf_wrong(once), "%s", once.s);
        ck_assert_msg(sesd_spf_authorises(once, sesd_text(SES)), "%s: %s",
                      text.s, once.s);
        ck_assert_str_eq(once.s, twice.s);
        ck_assert_msg(keeps_terms(text, once, &more), "%s: %s", text.s,
                      once.s);
        ck_assert_msg((more == 0) == sesd_spf_authorises(text, sesd_text(SES)),
                      "%s: %s", text.s, once.s);
        for (int k = 0; k < 20; k++) {
            const uint32_t matches = (uint32_t)random_below(1u << TERMS_MAX);

            ck_assert_msg(evaluate(once, matches, true) == '+',
                          "%s: %s does not pass", text.s, once.s);
            ck_assert_msg(evaluate(once, matches, false) ==
                              evaluate(text, matches, false),
                          "%s: %s says something else of others", text.s,
                          once.s);
        }
    }
}
END_TEST

/* A record that already authorises SES is not merged. */
START_TEST(merges_only_where_needed)
{
    struct record r;

    for (int n = 0; n < ROUNDS; n++) {
        bool passes = true;

        make(&r);
        for (uint32_t m = 0; m < 1u << r.count; m++)
            passes &= evaluate(sesd_text(r.text), m, true) == '+';
        if (passes && strstr(r.text, "all") == NULL &&
            strstr(r.text, "ALL") == NULL)
            ck_assert_msg(
                sesd_spf_authorises(sesd_text(r.text), sesd_text(SES)), "%s",
                r.text);
    }
}
END_TEST

/* ---- records with changed octets ---- */

START_TEST(every_octet)
{
    struct record r;

    for (int n = 0; n < ROUNDS; n++) {
        char buf[3000];
        const char *wrong;
        struct text text;
        size_t at;

        make(&r);
        text = sesd_text(r.text);
        at = random_below(text.n);
        r.text[at] = (char)(random_below(2) ? 0x21 + random_below(94)
                                            : random_below(256));
        if (!sesd_spf_is(text))
            continue;
        wrong = sesd_spf_wrong(text);
        for (size_t i = 0; i < text.n; i++)
            if (r.text[i] < ' ' || r.text[i] > '~')
                ck_assert_msg(wrong != NULL, "%s", r.text);
        if (!wrong)
            ck_assert(!sesd_spf_wrong(merge(text, buf, sizeof(buf))));
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("spf");
    TCase *t = tcase_create("spf");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, means_the_same);
    tcase_add_test(t, merges);
    tcase_add_test(t, merges_only_where_needed);
    tcase_add_test(t, every_octet);
    suite_add_tcase(s, t);
    return run_suite(s);
}
