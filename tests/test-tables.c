/* SPDX-License-Identifier: MIT */
/* The tables of regions, providers, types and rules: complete and consistent,
 * with a source in each row. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "ses/ses.h"
#include "settings/settings.h"
#include "support.h"

/* ---- providers ---- */

#define PROVIDERS (int)sesdomain_provider_count()

static const struct provider *provider(int i)
{
    return sesd_provider(sesdomain_provider_name((size_t)i));
}

START_TEST(provider_is_whole)
{
    const struct provider *p = provider(_i);

    ck_assert_ptr_nonnull(p);
    ck_assert(*p->name && *p->title);
    for (const char *c = p->name; *c; c++)
        ck_assert((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'));
    ck_assert_msg(strncmp(p->docs, "http", 4) == 0, "%s", p->name);
    ck_assert_msg(strstr(p->source, "https://"), "%s", p->name);
    ck_assert_msg(p->words.host && p->words.value, "%s", p->name);
    if (_i > 0)
        ck_assert_str_lt(provider(_i - 1)->name, p->name);
}
END_TEST

/* A preset is a valid value of its option, and can be overridden. */
START_TEST(provider_presets)
{
    const char *const *quirks = provider(_i)->quirks;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_provider(sd, provider(_i)->name), 0);
    for (size_t k = 0; quirks && quirks[k]; k += 2) {
        const char *name = quirks[k];

        ck_assert_msg(!sesdomain_set_option(sd, name, quirks[k + 1]), "%s",
                      sesdomain_error(sd));
        ck_assert_int_eq(sesdomain_set_option(sd, name, NULL), 0);
        ck_assert_str_eq(sesdomain_option(sd, name), quirks[k + 1]);
        for (size_t i = 0; i < sesdomain_option_count(); i++)
            if (strcmp(sesdomain_option_name(i), name) == 0)
                ck_assert_int_eq(sesdomain_set_option(
                                     sd, name, sesdomain_option_default(i)),
                                 0);
        ck_assert_str_ne(sesdomain_option(sd, name), quirks[k + 1]);
    }
    sesdomain_free(sd);
}
END_TEST

START_TEST(enough_providers)
{
    ck_assert_int_ge(PROVIDERS, 20);
    ck_assert_ptr_null(sesdomain_provider_name((size_t)PROVIDERS));
    ck_assert_ptr_null(sesd_provider("nobody"));
}
END_TEST

/* ---- regions ---- */

/* As many as AWS lists: botocore 1.44.8, and general/latest/gr/ses.html */
START_TEST(regions)
{
    size_t own_zone = 0, ask = 0, feedback = 0, receiving = 0, tracking = 0;

    for (size_t i = 0; i < sesdomain_region_count(); i++) {
        const struct text name = sesd_text(sesdomain_region_name(i));
        const struct region *region = sesd_region(name);

        ck_assert_ptr_nonnull(region);
        ck_assert_str_eq(region->name, name.s);
        ck_assert(sesd_region_is_well_formed(name));
        own_zone += region->dkim_zone == DKIM_ZONE_OWN;
        ask += region->dkim_zone == DKIM_ZONE_ASK;
        feedback += region->feedback;
        receiving += region->receiving;
        tracking += region->tracking;
    }
    ck_assert_uint_eq(sesdomain_region_count(), 36);
    ck_assert_uint_eq(own_zone, 11);
    ck_assert_uint_eq(ask, 7);
    ck_assert_uint_eq(feedback, 35); /* not eusc-de-east-1 */
    ck_assert_uint_eq(receiving, 22);
    ck_assert_uint_eq(tracking, 29);
    ck_assert_ptr_null(sesd_region(sesd_text("xx-moon-1")));
}
END_TEST

static const struct {
    const char *name, *near;
} misspelt[] = {
    { "us-esat-1", "us-east-1" },
    { "US-Esat-1", "us-east-1" },
    { "us-eat-1", "us-east-1" },
    { "eu-wets-1", "eu-west-1" },
    { "us-gov-wst-1", "us-gov-west-1" },
    { "mx-centrall-1", "mx-central-1" },
    { "ap-southest-2", "ap-southeast-2" },
    { "cn-north-1", NULL },
    { "cn-northwest-1", NULL },
    { "ap-east-1", NULL },
    { "xx-moon-1", NULL },
    { "us-iso-east-1", NULL },
    { "", NULL },
    { "aa-aaaaaaaaaaaaaaaaaaaaaaaaaaaa-1", NULL },
};

START_TEST(region_near)
{
    const struct text near = sesd_region_near(sesd_text(misspelt[_i].name));

    if (misspelt[_i].near)
        ck_assert_str_eq(near.s ? near.s : "none", misspelt[_i].near);
    else
        ck_assert_ptr_null(near.s);
}
END_TEST

static const struct {
    const char *name;
    bool formed;
} forms[] = {
    { "us-east-1", true },   { "us-gov-west-1", true }, { "xx-moon-12", true },
    { "", false },           { "us-east", false },      { "us-east-", false },
    { "-east-1", false },    { "us--1", false },        { "US-EAST-1", false },
    { "us-east-1 ", false }, { "us-east-1a", false },   { "us.east.1", false },
    { "us", false },         { "us-1", false },
};

START_TEST(region_form)
{
    ck_assert_msg(sesd_region_is_well_formed(sesd_text(forms[_i].name)) ==
                      forms[_i].formed,
                  "%s", forms[_i].name);
}
END_TEST

/* ---- types ---- */

static const struct {
    const char *name;
    uint32_t number; /* 0: not a type */
} types[] = {
    { "TXT", 16 },          { "txt", 16 },
    { "TYPE16", 16 },       { "type65280", 65280 },
    { "TYPE65535", 65535 }, { "TYPE65536", 0 },
    { "TYPE99999", 0 },     { "TYPE100000", 0 },
    { "TYPE000016", 0 },    { "TYPE", 0 },
    { "TYPE1x", 0 },        { "TYPE-1", 0 },
    { "TYP16", 0 },         { "", 0 },
    { "CAA", 257 },         { "CAAA", 0 },
};

START_TEST(type)
{
    uint32_t number = 4711;
    const enum sesdomain_status status =
        sesdomain_type_number(types[_i].name, &number);

    ck_assert_msg(number == types[_i].number, "%s", types[_i].name);
    ck_assert_int_eq(status, number ? SESDOMAIN_OK : SESDOMAIN_E_VALUE);
}
END_TEST

/* ---- rules ---- */

START_TEST(rules)
{
    const struct rule *rule = sesd_rules;

    for (enum need need = 0; need < NEED_COUNT; need++) {
        const struct rule *first = rule;
        size_t alike = 0;

        ck_assert_ptr_eq(sesd_first_rule(need), rule);
        for (; rule->need == need; rule++) {
            ck_assert_msg(strncmp(rule->source, "https://", 8) == 0, "%s",
                          rule->source);
            ck_assert(rule->purpose != SESDOMAIN_PURPOSE_NONE);
            ck_assert_ptr_nonnull(sesdomain_type_name(rule->type));
            ck_assert_int_eq(rule->name.own, first->name.own);
            ck_assert(sesd_text_equal(rule->name.label, first->name.label));
            ck_assert_int_eq(rule->name.above, first->name.above);
            ck_assert_int_ne(rule->name.above, FIELD_NONE);
            alike += !rule->value.front && !rule->value.back;
        }
        ck_assert_uint_le(alike, 1); /* a need has at most one such value */
    }
    ck_assert_int_eq(rule->need, NEED_COUNT); /* sorted by need */
}
END_TEST

int main(void)
{
    Suite *s = suite_create("tables");
    TCase *t = tcase_create("tables");

    tcase_add_loop_test(t, provider_is_whole, 0, PROVIDERS);
    tcase_add_loop_test(t, provider_presets, 0, PROVIDERS);
    tcase_add_test(t, enough_providers);
    tcase_add_test(t, regions);
    tcase_add_loop_test(t, region_near, 0,
                        (int)(sizeof(misspelt) / sizeof(*misspelt)));
    tcase_add_loop_test(t, region_form, 0,
                        (int)(sizeof(forms) / sizeof(*forms)));
    tcase_add_loop_test(t, type, 0, (int)(sizeof(types) / sizeof(*types)));
    tcase_add_test(t, rules);
    suite_add_tcase(s, t);
    return run_suite(s);
}
