/* SPDX-License-Identifier: MIT */
/* Accessors, tables and enumerator names: NULL and any index are allowed, and
 * each name has its number. */
#include <check.h>
#include <stdbool.h>
#include <string.h>

#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct sesdomain_plan *plan(void)
{
    return plan_of("{\"domain\":\"d.example\",\"instances\":[{\"account\":"
                   "\"1\",\"region\":\"us-east-1\",\"dkim_tokens\":"
                   "[\"a\"]}]}");
}

START_TEST(catalogue)
{
    const size_t count = sesdomain_catalogue_count();

    for (size_t i = 0; i < count; i++) {
        ck_assert(*sesdomain_catalogue_code(i) &&
                  *sesdomain_catalogue_message(i) &&
                  *sesdomain_catalogue_hint(i));
        ck_assert(strncmp(sesdomain_catalogue_source(i), "https://", 8) == 0);
        ck_assert_int_ne(sesdomain_catalogue_severity(i),
                         SESDOMAIN_SEVERITY_NONE);
        ck_assert_ptr_nonnull(
            sesdomain_finding_fix_name(sesdomain_catalogue_fix(i)));
        if (i)
            ck_assert_str_lt(sesdomain_catalogue_code(i - 1),
                             sesdomain_catalogue_code(i));
    }
    ck_assert_int_eq(sesdomain_catalogue_severity(count),
                     SESDOMAIN_SEVERITY_NONE);
    ck_assert_int_eq(sesdomain_catalogue_fix(SIZE_MAX),
                     SESDOMAIN_FINDING_FIX_NONE);
}
END_TEST

/* ---- NULL, and indices out of range ---- */

typedef const char *text_fn(size_t i);
typedef size_t count_fn(void);

static const struct {
    count_fn *count;
    text_fn *text;
    bool may_be_null;
} tables[] = {
    { sesdomain_option_count, sesdomain_option_name, false },
    { sesdomain_option_count, sesdomain_option_description, false },
    { sesdomain_option_count, sesdomain_option_default, false },
    { sesdomain_reader_count, sesdomain_reader_name, false },
    { sesdomain_reader_count, sesdomain_reader_description, false },
    { sesdomain_catalogue_count, sesdomain_catalogue_code, false },
    { sesdomain_catalogue_count, sesdomain_catalogue_message, false },
    { sesdomain_catalogue_count, sesdomain_catalogue_hint, false },
    { sesdomain_catalogue_count, sesdomain_catalogue_source, false },
    { sesdomain_format_count, sesdomain_format_name, false },
    { sesdomain_format_count, sesdomain_format_description, false },
    { sesdomain_format_count, sesdomain_format_media_type, false },
    { sesdomain_region_count, sesdomain_region_name, false },
    { sesdomain_provider_count, sesdomain_provider_name, false },
    { sesdomain_provider_count, sesdomain_provider_title, false },
    { sesdomain_provider_count, sesdomain_provider_documentation, true },
};

START_TEST(static_tables)
{
    const size_t count = tables[_i].count();

    ck_assert_uint_gt(count, 0);
    for (size_t i = 0; i < count; i++)
        ck_assert(tables[_i].may_be_null || tables[_i].text(i));
    ck_assert_ptr_null(tables[_i].text(count));
    ck_assert_ptr_null(tables[_i].text(SIZE_MAX));
}
END_TEST

START_TEST(settings_of_null)
{
    ck_assert_ptr_null(sesdomain_error(NULL));
    ck_assert_ptr_null(sesdomain_error_path(NULL));
    ck_assert_uint_eq(sesdomain_error_line(NULL), 0);
    ck_assert_uint_eq(sesdomain_error_column(NULL), 0);
    ck_assert_uint_eq(sesdomain_instance_count(NULL), 0);
    ck_assert_ptr_null(sesdomain_instance_at(NULL, 0));
    ck_assert_ptr_null(sesdomain_find_instance(NULL, "one"));
    ck_assert_ptr_null(sesdomain_instance_label(NULL));
    ck_assert_ptr_null(sesdomain_instance_account(NULL));
    ck_assert_ptr_null(sesdomain_instance_region(NULL));
    ck_assert(!sesdomain_has_feature(NULL));
    sesdomain_free(NULL);
    sesdomain_plan_free(NULL);
}
END_TEST

/* Check the accessors of a plan with NULL and with indices out of range. */
static void check_plan(const struct sesdomain_plan *p, size_t i)
{
    enum sesdomain_question_scope scope = SESDOMAIN_QUESTION_SCOPE_BELOW;
    const char *name = "left";
    uint32_t type = 7;

    ck_assert_ptr_null(sesdomain_plan_instance_label(p, i));
    ck_assert_ptr_null(sesdomain_plan_instance_account(p, i));
    ck_assert_ptr_null(sesdomain_plan_instance_region(p, i));
    ck_assert_int_eq(sesdomain_plan_instance_state(p, i), 0);
    ck_assert(!sesdomain_plan_instance_ready(p, i));
    ck_assert_uint_eq(sesdomain_plan_instance_ses_checked(p, i), 0);
    ck_assert_uint_eq(sesdomain_plan_instance_ses_succeeded(p, i), 0);
    ck_assert(!sesdomain_plan_instance_ses_serial(p, i, NULL));
    ck_assert_int_eq(sesdomain_plan_readiness(p, i, SESDOMAIN_ASPECT_DKIM), 0);
    ck_assert_int_eq(sesdomain_plan_readiness_dns(p, i, SESDOMAIN_ASPECT_DKIM),
                     0);
    ck_assert_int_eq(sesdomain_plan_readiness_ses(p, i, SESDOMAIN_ASPECT_DKIM),
                     0);
    ck_assert_ptr_null(sesdomain_plan_recordset(p, i));
    ck_assert_ptr_null(sesdomain_plan_finding(p, i));
    ck_assert_ptr_null(sesdomain_plan_withheld_name(p, i));
    ck_assert_uint_eq(sesdomain_plan_withheld_type(p, i), 0);
    ck_assert_uint_eq(sesdomain_plan_withheld_finding(p, i), SESDOMAIN_NONE);
    ck_assert(!sesdomain_plan_question(p, i, &name, &type, &scope));
    ck_assert(!sesdomain_plan_question(p, i, NULL, NULL, NULL));
    ck_assert_ptr_null(name);
    ck_assert_uint_eq(type, 0);
    ck_assert_int_eq(scope, SESDOMAIN_QUESTION_SCOPE_NONE);
}

static void check_recordset(const struct sesdomain_recordset *rs, size_t j)
{
    size_t length = 7;

    ck_assert_int_eq(sesdomain_recordset_value_op(rs, j), 0);
    ck_assert_int_eq(sesdomain_recordset_value_purpose(rs, j), 0);
    ck_assert_ptr_null(sesdomain_recordset_value_text(rs, j, &length));
    ck_assert_uint_eq(length, 0);
    ck_assert_ptr_null(sesdomain_recordset_value_text(rs, j, NULL));
    ck_assert_ptr_null(sesdomain_recordset_value_rdata(rs, j));
    ck_assert_ptr_null(sesdomain_recordset_value_id(rs, j));
    ck_assert_uint_eq(sesdomain_recordset_value_instance_count(rs, j), 0);
    ck_assert_uint_eq(sesdomain_recordset_value_instance(rs, j, 0),
                      SESDOMAIN_NONE);
}

START_TEST(plans_of_null)
{
    struct sesdomain_plan *p = plan();
    const struct sesdomain_recordset *rs = sesdomain_plan_recordset(p, 0);
    const size_t indices[] = { 1000, SIZE_MAX };

    for (size_t k = 0; k < COUNT(indices); k++) {
        check_plan(p, indices[k]);
        check_recordset(rs, indices[k]);
    }
    check_plan(NULL, 0);
    check_recordset(NULL, 0);
    ck_assert_int_eq(sesdomain_plan_readiness(p, 0, (enum sesdomain_aspect)99),
                     0);
    ck_assert_int_eq(
        sesdomain_plan_readiness_ses(p, 0, (enum sesdomain_aspect) - 1), 0);
    sesdomain_plan_free(p);

    ck_assert_ptr_null(sesdomain_plan_domain(NULL));
    ck_assert_ptr_null(sesdomain_plan_zone(NULL));
    ck_assert_ptr_null(sesdomain_plan_reference(NULL));
    ck_assert_int_eq(sesdomain_plan_scenario(NULL), 0);
    ck_assert(!sesdomain_plan_ready(NULL));
    ck_assert(!sesdomain_plan_has_changes(NULL));
    ck_assert_uint_eq(sesdomain_plan_instance_count(NULL), 0);
    ck_assert_uint_eq(sesdomain_plan_recordset_count(NULL), 0);
    ck_assert_uint_eq(sesdomain_plan_withheld_count(NULL), 0);
    ck_assert_uint_eq(sesdomain_plan_finding_count(NULL), 0);
    ck_assert_uint_eq(sesdomain_plan_question_count(NULL), 0);
    ck_assert_uint_eq(sesdomain_plan_document_count(NULL, "zone"), 0);
}
END_TEST

START_TEST(parts_of_null)
{
    ck_assert_ptr_null(sesdomain_recordset_name(NULL));
    ck_assert_uint_eq(sesdomain_recordset_type(NULL), 0);
    ck_assert_uint_eq(sesdomain_recordset_ttl(NULL), 0);
    ck_assert_int_eq(sesdomain_recordset_prior(NULL), 0);
    ck_assert_int_eq(sesdomain_recordset_todo(NULL), 0);
    ck_assert_uint_eq(sesdomain_recordset_value_count(NULL), 0);
    ck_assert_ptr_null(sesdomain_finding_code(NULL));
    ck_assert_int_eq(sesdomain_finding_severity(NULL), 0);
    ck_assert_int_eq(sesdomain_finding_fix(NULL), 0);
    ck_assert_ptr_null(sesdomain_finding_name(NULL));
    ck_assert_ptr_null(sesdomain_finding_message(NULL));
    ck_assert_ptr_null(sesdomain_finding_hint(NULL));
    ck_assert_ptr_null(sesdomain_finding_source(NULL));
    ck_assert_uint_eq(sesdomain_finding_instance_count(NULL), 0);
    ck_assert_uint_eq(sesdomain_finding_instance(NULL, 0), SESDOMAIN_NONE);
}
END_TEST

/* ---- names of enumerators ---- */

/* The words of an enumeration: each has its number, and no other has one. */
#define WORDS(name, count)                                                    \
    START_TEST(words_of_##name)                                               \
    {                                                                         \
        enum sesdomain_##name value = (enum sesdomain_##name)1;               \
                                                                              \
        for (int i = 0; i < (count); i++) {                                   \
            const char *word =                                                \
                sesdomain_##name##_name((enum sesdomain_##name)i);            \
                                                                              \
            ck_assert_ptr_nonnull(word);                                      \
            ck_assert_int_eq(sesdomain_##name##_from_name(word, &value), 0);  \
            ck_assert_int_eq((int)value, i);                                  \
        }                                                                     \
        ck_assert_ptr_null(                                                   \
            sesdomain_##name##_name((enum sesdomain_##name)(count)));         \
        ck_assert_ptr_null(                                                   \
            sesdomain_##name##_name((enum sesdomain_##name) - 99));           \
        ck_assert_int_eq(sesdomain_##name##_from_name("None", &value),        \
                         SESDOMAIN_E_VALUE);                                  \
        ck_assert_int_eq((int)value, 0);                                      \
        ck_assert_int_eq(sesdomain_##name##_from_name(NULL, &value),          \
                         SESDOMAIN_E_MISSING);                                \
    }                                                                         \
    END_TEST

WORDS(instance_state, SESDOMAIN_INSTANCE_STATE_RETIRED + 1)
WORDS(ses_status, SESDOMAIN_SES_FAILED + 1)
WORDS(tristate, SESDOMAIN_TRISTATE_YES + 1)
WORDS(mx_failure, SESDOMAIN_MX_FAILURE_REJECT_MESSAGE + 1)
WORDS(scenario, SESDOMAIN_SCENARIO_MIXED + 1)
WORDS(value_op, SESDOMAIN_VALUE_OP_REMOVE + 1)
WORDS(recordset_prior, SESDOMAIN_RECORDSET_PRIOR_PRESENT + 1)
WORDS(recordset_todo, SESDOMAIN_RECORDSET_TODO_ADD + 1)
WORDS(purpose, SESDOMAIN_PURPOSE_ADDRESS + 1)
WORDS(aspect, SESDOMAIN_ASPECT_DMARC + 1)
WORDS(readiness, SESDOMAIN_READINESS_PUBLISHED + 1)
WORDS(publication, SESDOMAIN_PUBLICATION_PUBLISHED + 1)
WORDS(severity, SESDOMAIN_SEVERITY_NOTE + 1)
WORDS(finding_fix, SESDOMAIN_FINDING_FIX_SETTINGS + 1)
WORDS(question_scope, SESDOMAIN_QUESTION_SCOPE_BELOW + 1)
WORDS(format_kind, SESDOMAIN_FORMAT_KIND_STATE + 1)

#undef WORDS

START_TEST(words_of_status)
{
    enum sesdomain_status value = SESDOMAIN_E_STATE;

    for (int i = 0; i >= SESDOMAIN_E_INEXPRESSIBLE; i--) {
        const enum sesdomain_status status = (enum sesdomain_status)i;

        ck_assert_int_eq(
            sesdomain_status_from_name(sesdomain_status_name(status), &value),
            0);
        ck_assert_int_eq(value, status);
        ck_assert_str_ne(sesdomain_strerror(status), "");
    }
    ck_assert_ptr_null(sesdomain_status_name(
        (enum sesdomain_status)(SESDOMAIN_E_INEXPRESSIBLE - 1)));
    ck_assert_ptr_nonnull(sesdomain_strerror((enum sesdomain_status)1));
    ck_assert_int_eq(sesdomain_status_from_name("E_STATE", &value),
                     SESDOMAIN_E_VALUE);
    ck_assert_int_eq(value, SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_status_from_name(NULL, &value),
                     SESDOMAIN_E_MISSING);
}
END_TEST

START_TEST(type_numbers)
{
    uint32_t type = 7;

    ck_assert_int_eq(sesdomain_type_number(NULL, &type), SESDOMAIN_E_MISSING);
    ck_assert_uint_eq(type, 0);
    ck_assert_int_eq(sesdomain_type_number("mx", &type), 0);
    ck_assert_uint_eq(type, SESDOMAIN_TYPE_MX);
    ck_assert_ptr_null(sesdomain_type_name(0));
    ck_assert_ptr_null(sesdomain_type_name(UINT32_MAX));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("accessors");
    TCase *t = tcase_create("accessors");

    tcase_add_test(t, catalogue);
    tcase_add_loop_test(t, static_tables, 0, COUNT(tables));
    tcase_add_test(t, settings_of_null);
    tcase_add_test(t, plans_of_null);
    tcase_add_test(t, parts_of_null);
    tcase_add_test(t, words_of_instance_state);
    tcase_add_test(t, words_of_ses_status);
    tcase_add_test(t, words_of_tristate);
    tcase_add_test(t, words_of_mx_failure);
    tcase_add_test(t, words_of_scenario);
    tcase_add_test(t, words_of_value_op);
    tcase_add_test(t, words_of_recordset_prior);
    tcase_add_test(t, words_of_recordset_todo);
    tcase_add_test(t, words_of_purpose);
    tcase_add_test(t, words_of_aspect);
    tcase_add_test(t, words_of_readiness);
    tcase_add_test(t, words_of_publication);
    tcase_add_test(t, words_of_severity);
    tcase_add_test(t, words_of_finding_fix);
    tcase_add_test(t, words_of_question_scope);
    tcase_add_test(t, words_of_format_kind);
    tcase_add_test(t, words_of_status);
    tcase_add_test(t, type_numbers);
    suite_add_tcase(s, t);
    return run_suite(s);
}
