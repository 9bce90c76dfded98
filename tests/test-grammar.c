/* SPDX-License-Identifier: MIT */
/* The grammar of SPF (RFC 7208 section 12): one record on each side of every
 * rule. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"
#include "support.h"

static const char *const right[] = {
    "v=spf1",
    "v=spf1 ",
    "V=SpF1   -ALL  ",
    /* all */
    "v=spf1 all",
    "v=spf1 +all",
    "v=spf1 ?all",
    /* include, exists, redirect, exp: a domain */
    "v=spf1 include:a.example",
    "v=spf1 include:a.example.",
    "v=spf1 include:_a.b-c.x1",
    "v=spf1 include:a.1-2",
    "v=spf1 include:a/b.example",
    "v=spf1 exists:%{i}",
    "v=spf1 exists:a.%{d}",
    "v=spf1 redirect=a.example exp=b.example",
    "v=spf1 exp=%{d} REDIRECT=%{o}",
    /* a, mx: a domain or none, prefix lengths */
    "v=spf1 a mx ptr",
    "v=spf1 a/0 a/32 a//0 a//128 a/24//64",
    "v=spf1 mx:a.example/9 mx:a.example//10 mx:a.example/1//1",
    "v=spf1 a:%{d}/24",
    "v=spf1 ptr:a.example",
    /* ip4, ip6 */
    "v=spf1 ip4:0.0.0.0 ip4:255.255.255.255/0 ip4:192.0.2.1/32",
    "v=spf1 ip6::: ip6:::1/128 ip6:1::/0",
    "v=spf1 ip6:1:2:3:4:5:6:7:8 ip6:1:2:3:4:5:6:192.0.2.1",
    "v=spf1 ip6:1:2:3:4:5:6:7:: ip6:::2:3:4:5:6:7:8 ip6:1::8",
    "v=spf1 ip6:::192.0.2.1 ip6:2001:DB8::AbCd",
    /* unknown modifiers */
    "v=spf1 a=",
    "v=spf1 x-1_2.3=anything!goes",
    "v=spf1 all=%{s}",
    "v=spf1 unknown=%%%_%-",
    /* macros */
    "v=spf1 exists:%{s}.%{l}.%{o}.%{d}.%{i}.%{p}.%{h}.%{v}.x",
    "v=spf1 exists:%{D2R.-+,/_=}.x",
    "v=spf1 exists:%{d10}.x",
    "v=spf1 exists:%{d007}.x",
    "v=spf1 exists:%%%_.%-.x",
    /* unusual, but valid */
    "v=spf1 include:.example.",
    "v=spf1 include=a.example:b",
    "v=spf1 exists:a.%% exists:a.example%_",
};

static const char *const wrong[] = {
    "v=spf1 al",
    "v=spf1 all:a.example",
    "v=spf1 all/24",
    "v=spf1 -",
    "v=spf1 --all",
    "v=spf1 - all",
    "v=spf1 all,",
    "v=spf1 all\ta",
    "v=spf1 a\x01",
    "v=spf1 include:\xc3\xbc.example",
    "v=spf1 include",
    "v=spf1 include:",
    "v=spf1 include:example",
    "v=spf1 include:.",
    "v=spf1 include:a.1",
    "v=spf1 include:a.-b",
    "v=spf1 include:a.b-",
    "v=spf1 include:a.example..",
    "v=spf1 include:a.b_c",
    "v=spf1 include.a:b.example",
    "v=spf1 exists",
    "v=spf1 redirect=",
    "v=spf1 redirect=a",
    "v=spf1 +redirect=a.example",
    "v=spf1 redirect:a.example",
    "v=spf1 exp=a.example EXP=b.example",
    "v=spf1 exp=",
    "v=spf1 a:",
    "v=spf1 a/",
    "v=spf1 a//",
    "v=spf1 a/33",
    "v=spf1 a/024",
    "v=spf1 a/+4",
    "v=spf1 a//129",
    "v=spf1 a//64/24",
    "v=spf1 a/24/64",
    "v=spf1 a///64",
    "v=spf1 a:/24",
    "v=spf1 ptr/24",
    "v=spf1 ptr:",
    "v=spf1 ip4",
    "v=spf1 ip4:",
    "v=spf1 ip4/24",
    "v=spf1 ip4:192.0.2",
    "v=spf1 ip4:192.0.2.1.",
    "v=spf1 ip4:192.0.2.256",
    "v=spf1 ip4:192.0.02.1",
    "v=spf1 ip4:192.0.2.1/33",
    "v=spf1 ip4:192.0.2.1//32",
    "v=spf1 ip4:192.0.2.1/",
    "v=spf1 ip4:2001:db8::1",
    "v=spf1 ip4:%{i}",
    "v=spf1 ip6:192.0.2.1",
    "v=spf1 ip6:1::2::3",
    "v=spf1 ip6:1:2:3:4:5:6:7:8:9",
    "v=spf1 ip6:1:2:3:4:5:6:7",
    "v=spf1 ip6:::2:3:4:5:6:7:8:9",
    "v=spf1 ip6::1",
    "v=spf1 ip6:12345::",
    "v=spf1 ip6:g::",
    "v=spf1 ip6:1:2:3:4:5:6:7:192.0.2.1",
    "v=spf1 ip6:::1/129",
    "v=spf1 1x=a",
    "v=spf1 -x=a",
    "v=spf1 x=\x7f",
    "v=spf1 x=%",
    "v=spf1 exists:%{c}.x", /* in explanations only: section 7.2 */
    "v=spf1 exists:%{r}.x",
    "v=spf1 exists:%{t}.x",
    "v=spf1 exists:%{x}.x",
    "v=spf1 exists:%{}.x",
    "v=spf1 exists:%{d0}.x",
    "v=spf1 exists:%{dr2}.x",
    "v=spf1 exists:%{d2rr}.x",
    "v=spf1 exists:%{d:}.x",
    "v=spf1 exists:%{d.x",
    "v=spf1 exists:%d.x",
};

static const char *const other[] = {
    "",        "v=spf",   "v=spf10",  "v=spf1-all", "v=spf1\tall",
    "v=spf1;", " v=spf1", "v = spf1", "v=spf2",     "spf2.0/mfrom",
};

START_TEST(is_right)
{
    const struct text t = sesd_text(right[_i]);

    ck_assert_msg(sesd_spf_is(t) && !sesd_spf_wrong(t), "'%s': %s", right[_i],
                  sesd_spf_wrong(t));
}
END_TEST

START_TEST(is_wrong)
{
    const struct text t = sesd_text(wrong[_i]);

    ck_assert_msg(sesd_spf_is(t) && sesd_spf_wrong(t), "'%s'", wrong[_i]);
}
END_TEST

START_TEST(is_other)
{
    ck_assert_msg(!sesd_spf_is(sesd_text(other[_i])), "'%s'", other[_i]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("grammar");
    TCase *t = tcase_create("grammar");

    tcase_add_loop_test(t, is_right, 0, (int)(sizeof(right) / sizeof(*right)));
    tcase_add_loop_test(t, is_wrong, 0, (int)(sizeof(wrong) / sizeof(*wrong)));
    tcase_add_loop_test(t, is_other, 0, (int)(sizeof(other) / sizeof(*other)));
    suite_add_tcase(s, t);
    return run_suite(s);
}
