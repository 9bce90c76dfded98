/* SPDX-License-Identifier: MIT */
/* The records and findings that SES and the RFCs require for a setup: one row
 * for each, in tests/rules/. */
#define _POSIX_C_SOURCE 200809L
#include <check.h>
#include <sesdomain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ses/ses.h"
#undef TOKEN /* of templates; rows have another */
#include "rules/rules.h"

static const struct rule_table *const tables[] = {
    &rules_verification, &rules_dkim,     &rules_own_key, &rules_replica,
    &rules_mail_from,    &rules_spf,      &rules_dmarc,   &rules_alignment,
    &rules_receiving,    &rules_regions,  &rules_status,  &rules_provider,
    &rules_names,        &rules_existing, &rules_life,    &rules_sizes,
    &rules_evidence,     &rules_slips,
};
#define TABLES (sizeof(tables) / sizeof(*tables))

static size_t all_rows(void)
{
    size_t count = 0;

    for (size_t i = 0; i < TABLES; i++)
        count += tables[i]->count;
    return count;
}

static const struct rule_case *row(size_t i, const char **table)
{
    size_t t = 0;

    while (i >= tables[t]->count)
        i -= tables[t++]->count;
    if (table)
        *table = tables[t]->name;
    return &tables[t]->cases[i];
}

/* ---- texts ---- */

static char text[2000000];
static size_t length;

static void put(const char *s)
{
    size_t n = strlen(s);

    ck_assert(length + n < sizeof(text));
    memcpy(text + length, s, n + 1);
    length += n;
}

/* Rows are written with ' for "; a list of Route 53 may follow after "@@". */
static char *to_json(const char *setup)
{
    char *json = strdup(setup);

    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    return json;
}

static struct sesdomain_plan *plan_of(const char *setup, const char *audience)
{
    struct sesdomain_plan *plan = NULL;
    struct sesdomain *sd;
    char *json = to_json(setup), *listing = strstr(json, "@@");

    if (listing) {
        *listing = '\0';
        listing += 2;
    }
    ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
    ck_assert_msg(!sesdomain_load_setup(sd, json, strlen(json)), "%s",
                  sesdomain_error(sd));
    ck_assert_msg(!listing || !sesdomain_load_existing(sd, NULL, listing,
                                                       strlen(listing)),
                  "%s", sesdomain_error(sd));
    ck_assert_int_eq(sesdomain_set_option(sd, "audience", audience), 0);
    ck_assert_msg(!sesdomain_plan_new(sd, &plan), "%s", sesdomain_error(sd));
    sesdomain_free(sd);
    free(json);
    return plan;
}

static void put_relative(const char *name)
{
    size_t n = strlen(name), d = strlen(D);

    if (strcmp(name, D) == 0) {
        put("@");
    } else if (n > d && strcmp(name + n - d, D) == 0 &&
               name[n - d - 1] == '.') {
        put(name);
        length -= d + 1;
        text[length] = '\0';
    } else {
        put(name);
        put(".");
    }
}

static void put_value(const struct sesdomain_plan *plan,
                      const struct sesdomain_recordset *rs, size_t j)
{
    static const char *const ops[] = { "?", "=", "+", "-" };
    size_t count = sesdomain_recordset_value_instance_count(rs, j);

    put(ops[sesdomain_recordset_value_op(rs, j)]);
    put(" ");
    put_relative(sesdomain_recordset_name(rs));
    put(" ");
    put(sesdomain_type_name(sesdomain_recordset_type(rs)));
    put(" ");
    put(sesdomain_recordset_value_text(rs, j, NULL));
    for (size_t k = 0; k < count; k++) {
        put(k ? " " : " [");
        put(sesdomain_plan_instance_label(
            plan, sesdomain_recordset_value_instance(rs, j, k)));
    }
    put(count ? "]\n" : "\n");
}

static void put_sets(const struct sesdomain_plan *plan)
{
    length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++)
            put_value(plan, rs, j);
    }
}

/* ---- findings ---- */

/* Findings of most rows, which most rows do not mention. */
static const char *const background[] = {
    "no-mail-from",        "no-dkim",          "no-aligned-identifier",
    "one-aligned-planned", "not-aligned",      "one-aligned-identifier",
    "dkim-key-short",      "dmarc-no-reports", "nothing-known",
    "zone-assumed",
};

static int mentions(const char *list, const char *code, char sign)
{
    const size_t n = strlen(code);

    for (const char *at = list; (at = strstr(at, code)); at += n)
        if ((at == list || at[-1] == ' ' || at[-1] == '-') &&
            (at[n] == '\0' || at[n] == ' ' || at[n] == '(') &&
            (sign == '-') == (at > list && at[-1] == '-'))
            return 1;
    return 0;
}

static int counts(const char *wanted, const char *code)
{
    for (size_t i = 0; i < sizeof(background) / sizeof(*background); i++)
        if (strcmp(background[i], code) == 0)
            return mentions(wanted, code, '+') || mentions(wanted, code, '-');
    return 1;
}

/* Every placeholder of a sentence was replaced. */
static void check_words(const char *words)
{
    static const char *const never[] = { "{name}",      "{value}", "{other}",
                                         "{instances}", "''",      "()",
                                         "( ",          " )",      "of  ",
                                         "of ," };

    for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
        ck_assert_msg(!strstr(words, never[i]), "%s", words);
    ck_assert_msg(*words && *words != ' ', "%s", words);
}

static void put_findings(const struct sesdomain_plan *plan, const char *wanted)
{
    length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);
        size_t count = sesdomain_finding_instance_count(f);

        check_words(sesdomain_finding_message(f));
        check_words(sesdomain_finding_hint(f));
        if (!counts(wanted, sesdomain_finding_code(f)))
            continue;
        if (length)
            put(" ");
        put(sesdomain_finding_code(f));
        for (size_t k = 0; k < count; k++) {
            put(k ? "," : "(");
            put(sesdomain_plan_instance_label(
                plan, sesdomain_finding_instance(f, k)));
        }
        put(count ? ")" : "");
    }
}

/* Return the list without the codes that must be absent. */
static char *positive(const char *wanted)
{
    char *list = calloc(1, strlen(wanted) + 1), *to = list;

    while (*wanted) {
        size_t n = strcspn(wanted, " ");

        if (*wanted != '-') {
            if (to > list)
                *to++ = ' ';
            memcpy(to, wanted, n);
            to += n;
        }
        wanted += n + (wanted[n] == ' ');
    }
    return list;
}

/* ---- tests ---- */

/* A page, a section of an RFC, or a repository and what of it. */
static int is_source(const char *s)
{
    const char *slash = strchr(s, '/');

    if (strncmp(s, "https://", 8) == 0)
        return strlen(s) > 20;
    if (strncmp(s, "RFC ", 4) == 0)
        return s[4] >= '1' && s[4] <= '9';
    return strcmp(s, "UTS 46") == 0 ||
           (slash && slash > s && strpbrk(slash, " #") != NULL);
}

START_TEST(rule)
{
    const char *table;
    const struct rule_case *r = row((size_t)_i, &table);
    struct sesdomain_plan *plan = plan_of(r->setup, NULL);
    char *wanted = positive(r->findings);

    put_sets(plan);
    if (r->sets)
        ck_assert_msg(strcmp(text, r->sets) == 0,
                      "%s: %s\nwanted:\n%sgot:\n%s", table, r->title, r->sets,
                      text);
    put_findings(plan, r->findings);
    ck_assert_msg(strcmp(text, wanted) == 0, "%s: %s\nwanted: %s\ngot:    %s",
                  table, r->title, wanted, text);
    ck_assert_msg(is_source(r->source), "%s: %s: '%s' is no source", table,
                  r->title, r->source);
    free(wanted);
    sesdomain_plan_free(plan);
}
END_TEST

START_TEST(enough_rows)
{
    ck_assert_uint_ge(all_rows(), 200);
}
END_TEST

/* ---- each row as the DNS operator reads it ---- */

#define MARK "SECRET"

/* Return a setup with a mark in each account and label. */
static char *marked(const char *setup)
{
    static const char *const keys[] = { "'account':'", "'label':'" };
    char *copy = calloc(2, strlen(setup) + 1), *to = copy;

    while (*setup) {
        for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
            if (strncmp(setup, keys[i], strlen(keys[i])) == 0) {
                to = stpcpy(stpcpy(to, keys[i]), MARK);
                setup += strlen(keys[i]);
            }
        *to++ = *setup++;
    }
    return copy;
}

static int reads_mark(const struct sesdomain_plan *plan, const char *format)
{
    ck_assert_int_eq(
        sesdomain_plan_write(plan, format, 0, text, sizeof(text), NULL), 0);
    return strstr(text, MARK) != NULL;
}

/* Findings that are also for customers mention no account and no label. */
START_TEST(customers_read_no_accounts)
{
    static const char *const formats[] = { "text", "markdown", "html", "csv" };
    const char *table;
    const struct rule_case *r = row((size_t)_i, &table);
    char *setup = marked(r->setup);
    struct sesdomain_plan *ours = plan_of(setup, NULL);
    struct sesdomain_plan *theirs = plan_of(setup, "customer");

    if (sesdomain_plan_instance_count(ours))
        ck_assert(reads_mark(ours, "text") && reads_mark(ours, "html"));
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
        ck_assert_msg(!reads_mark(theirs, formats[i]), "%s: %s: %s", table,
                      r->title, formats[i]);
    free(setup);
    sesdomain_plan_free(ours);
    sesdomain_plan_free(theirs);
}
END_TEST

/* ---- each row in each format ---- */

/* Check that a format writes a document, or refuses with a place and a reason
 * and writes nothing. */
static void check_format(const struct sesdomain_plan *plan, size_t f)
{
    const char *name = sesdomain_format_name(f), *reason = "";
    const enum sesdomain_format_kind kind = sesdomain_format_kind(f);
    size_t i = SIZE_MAX, j = SIZE_MAX, n;
    const enum sesdomain_status refusal =
        sesdomain_plan_refusal(plan, name, &i, &j, &reason);

    strcpy(text, "left");
    ck_assert_int_eq(
        sesdomain_plan_write(plan, name, 0, text, sizeof(text), &n), refusal);
    ck_assert_uint_eq(n, strlen(text));
    ck_assert_msg(kind != SESDOMAIN_FORMAT_KIND_STATE ||
                      !sesdomain_plan_withheld_count(plan) ||
                      refusal == SESDOMAIN_E_CONFLICT,
                  "%s would have something deleted", name);
    if (refusal == SESDOMAIN_OK) {
        ck_assert_ptr_null(reason);
        return;
    }
    ck_assert_msg(kind == SESDOMAIN_FORMAT_KIND_CHANGE ||
                      kind == SESDOMAIN_FORMAT_KIND_STATE,
                  "%s refuses: %s", name, reason);
    ck_assert(n == 0 && *reason);
    if (refusal == SESDOMAIN_E_CONFLICT)
        ck_assert(i == SESDOMAIN_NONE && j == SESDOMAIN_NONE);
    else
        ck_assert(j == SESDOMAIN_NONE ||
                  j < sesdomain_recordset_value_count(
                          sesdomain_plan_recordset(plan, i)));
}

START_TEST(written_or_refused)
{
    struct sesdomain_plan *plan = plan_of(row((size_t)_i, NULL)->setup, NULL);

    for (size_t f = 0; f < sesdomain_format_count(); f++)
        check_format(plan, f);
    sesdomain_plan_free(plan);
}
END_TEST

/* ---- each finding of the library's table ---- */

/* Whether a row requires that a finding is absent. Rows list all their
 * findings, but a finding of the background only counts if it is named, with
 * "-" if absent. */
static int denies(const struct rule_case *r, const char *code)
{
    return !mentions(r->findings, code, '+') &&
           (counts("", code) || mentions(r->findings, code, '-'));
}

/* Whether one row raises a finding, and a neighbouring row does not. */
static int is_shown(const char *code)
{
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < tables[t]->count; i++) {
            const struct rule_case *r = &tables[t]->cases[i];

            if (mentions(r->findings, code, '+') &&
                ((i > 0 && denies(r - 1, code)) ||
                 (i + 1 < tables[t]->count && denies(r + 1, code))))
                return 1;
        }
    return 0;
}

START_TEST(finding)
{
    const struct finding_row *row = sesd_finding_row((enum finding)_i);

    ck_assert_int_eq(row->finding, _i);
    ck_assert_msg(is_shown(row->code), "no row and neighbour for %s",
                  row->code);
}
END_TEST

/* The message and the hint are sentences, and the source is a page. */
START_TEST(finding_reads_well)
{
    const struct finding_row *row = sesd_finding_row((enum finding)_i);
    const char *m = row->message, *h = row->hint;
    const char end = m[strlen(m) - 1];

    ck_assert_msg(end == '.' || strstr(m, ": {") || strstr(m, ": '{"), "%s",
                  m);
    ck_assert_msg((*m >= 'A' && *m <= 'Z') || *m == '{' || *m == '\'', "%s",
                  m);
    ck_assert_msg(h[strlen(h) - 1] == '.' && *h >= 'A' && *h <= 'Z', "%s", h);
    ck_assert_msg(!row->for_customer ||
                      (!strstr(m, "{instances}") && !strstr(h, "{instances}")),
                  "%s shows labels to customers", row->code);
    ck_assert_msg(!strstr(m, "this instance") && !strstr(h, "this instance"),
                  "%s does not stand alone", row->code);
    ck_assert_msg(strncmp(row->source, "https://", 8) == 0, "%s", row->source);
    if (_i) /* sorted, as the enumeration is */
        ck_assert_str_lt(sesd_finding_row((enum finding)(_i - 1))->code,
                         row->code);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("rules");
    TCase *t = tcase_create("rules");
    SRunner *sr = srunner_create(s);
    int failed;

    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, rule, 0, (int)all_rows());
    tcase_add_loop_test(t, customers_read_no_accounts, 0, (int)all_rows());
    tcase_add_loop_test(t, written_or_refused, 0, (int)all_rows());
    tcase_add_test(t, enough_rows);
    tcase_add_loop_test(t, finding, 0, FINDING_COUNT);
    tcase_add_loop_test(t, finding_reads_well, 0, FINDING_COUNT);
    suite_add_tcase(s, t);
    srunner_run_all(sr, CK_ENV);
    failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
