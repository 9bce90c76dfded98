/* SPDX-License-Identifier: MIT */
/* Wrong uses of the API: each is an error that does no harm. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define D "d.example"
#define LABEL63                                                               \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static struct sesdomain *sd;
static struct sesdomain_instance *inst;

static void set_up(void)
{
    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, D), 0);
    ck_assert_int_eq(
        sesdomain_add_instance(sd, "1", "us-east-1", "one", &inst), 0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, "a"), 0);
    ck_assert_int_eq(sesdomain_add_record(sd, "x." D, SESDOMAIN_TYPE_A, 60,
                                          "192.0.2.1", "id-1"),
                     0);
    ck_assert_int_eq(sesdomain_add_absent(sd, "y." D, SESDOMAIN_TYPE_A), 0);
    ck_assert_int_eq(sesdomain_add_nonexistent(sd, "no." D), 0);
}

static void tear_down(void)
{
    sesdomain_free(sd);
}

static struct sesdomain_plan *plan(void)
{
    struct sesdomain_plan *made;

    ck_assert_msg(sesdomain_plan_new(sd, &made) == 0, "%s",
                  sesdomain_error(sd));
    return made;
}

/* Return all that a plan of the settings contains, as text. */
static char *outcome(void)
{
    struct sesdomain_plan *made = plan();
    char *text = document(made, "json", 0);

    sesdomain_plan_free(made);
    return text;
}

/* ---- wrong uses ---- */

static enum sesdomain_status absent_of_no_type(void)
{
    return sesdomain_add_absent(sd, "z." D, 0);
}

/* A misspelt type word has the number 0, which once declared a whole subtree
 * nonexistent. */
static enum sesdomain_status absent_of_a_misspelt_type(void)
{
    uint32_t type = 7;

    ck_assert_int_eq(sesdomain_type_number("TXXT", &type), SESDOMAIN_E_VALUE);
    return sesdomain_add_absent(sd, D, type);
}

static enum sesdomain_status absent_of_a_large_type(void)
{
    return sesdomain_add_absent(sd, "z." D, 65536);
}

static enum sesdomain_status record_of_no_type(void)
{
    return sesdomain_add_record(sd, "z." D, 0, 60, "x", NULL);
}

static enum sesdomain_status failed_of_no_type(void)
{
    return sesdomain_add_failed(sd, "z." D, 0, "SERVFAIL");
}

static enum sesdomain_status failed_without_reason(void)
{
    return sesdomain_add_failed(sd, "z." D, SESDOMAIN_TYPE_A, NULL);
}

static enum sesdomain_status failed_of_what_is_known(void)
{
    return sesdomain_add_failed(sd, "x." D, SESDOMAIN_TYPE_A, "SERVFAIL");
}

static enum sesdomain_status failed_of_what_is_absent(void)
{
    return sesdomain_add_failed(sd, "b.no." D, SESDOMAIN_TYPE_A, "SERVFAIL");
}

static enum sesdomain_status record_without_name(void)
{
    return sesdomain_add_record(sd, NULL, SESDOMAIN_TYPE_A, 60, "192.0.2.1",
                                NULL);
}

static enum sesdomain_status record_without_rdata(void)
{
    return sesdomain_add_record(sd, "z." D, SESDOMAIN_TYPE_A, 60, NULL, NULL);
}

static enum sesdomain_status record_of_a_bad_value(void)
{
    return sesdomain_add_record(sd, "z." D, SESDOMAIN_TYPE_MX, 60, "m.", NULL);
}

static enum sesdomain_status record_of_a_bad_ttl(void)
{
    return sesdomain_add_record(sd, "z." D, SESDOMAIN_TYPE_A, -2, "192.0.2.1",
                                NULL);
}

static enum sesdomain_status record_that_is_absent(void)
{
    return sesdomain_add_record(sd, "y." D, SESDOMAIN_TYPE_A, 60, "192.0.2.1",
                                NULL);
}

static enum sesdomain_status record_below_nothing(void)
{
    return sesdomain_add_record(sd, "a.b.no." D, SESDOMAIN_TYPE_A, 60,
                                "192.0.2.1", NULL);
}

static enum sesdomain_status nothing_above_a_record(void)
{
    return sesdomain_add_nonexistent(sd, D);
}

static enum sesdomain_status nothing_at_a_record(void)
{
    return sesdomain_add_nonexistent(sd, "x." D);
}

static enum sesdomain_status nothing_without_name(void)
{
    return sesdomain_add_nonexistent(sd, NULL);
}

static enum sesdomain_status absent_of_a_record(void)
{
    return sesdomain_add_absent(sd, "x." D, SESDOMAIN_TYPE_A);
}

static enum sesdomain_status no_from_domain(void)
{
    return sesdomain_add_from_domain(sd, NULL);
}

static enum sesdomain_status no_identity(void)
{
    return sesdomain_add_identity(sd, NULL);
}

static enum sesdomain_status no_ignored(void)
{
    return sesdomain_add_ignored(sd, NULL);
}

static enum sesdomain_status no_dkim_token(void)
{
    return sesdomain_instance_add_dkim_token(inst, NULL);
}

static enum sesdomain_status no_selector(void)
{
    return sesdomain_instance_add_dkim_key(inst, NULL, NULL);
}

static enum sesdomain_status bad_key(void)
{
    return sesdomain_instance_add_dkim_key(inst, "s1", "x");
}

static enum sesdomain_status private_key(void)
{
    return sesdomain_instance_add_dkim_key(
        inst, "s1",
        "MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

static enum sesdomain_status no_option(void)
{
    return sesdomain_set_option(sd, NULL, "yes");
}

static enum sesdomain_status unknown_option(void)
{
    return sesdomain_set_option(sd, "no.such", "yes");
}

static enum sesdomain_status bad_option(void)
{
    return sesdomain_set_option(sd, "dns.underscore", "maybe");
}

static enum sesdomain_status no_account(void)
{
    return sesdomain_add_instance(sd, NULL, "us-east-1", NULL, NULL);
}

static enum sesdomain_status no_region(void)
{
    return sesdomain_add_instance(sd, "1", NULL, NULL, NULL);
}

static enum sesdomain_status same_label(void)
{
    struct sesdomain_instance *other = inst;
    enum sesdomain_status status =
        sesdomain_add_instance(sd, "2", "eu-west-1", "one", &other);

    ck_assert_ptr_null(other);
    return status;
}

static enum sesdomain_status empty_label(void)
{
    return sesdomain_add_instance(sd, "2", "eu-west-1", "", NULL);
}

static enum sesdomain_status no_state(void)
{
    return sesdomain_instance_set_state(inst, SESDOMAIN_INSTANCE_STATE_NONE);
}

static enum sesdomain_status bad_state(void)
{
    return sesdomain_instance_set_state(inst,
                                        (enum sesdomain_instance_state)99);
}

static enum sesdomain_status bad_status(void)
{
    return sesdomain_instance_set_dkim_status(inst,
                                              (enum sesdomain_ses_status) - 1);
}

static enum sesdomain_status bad_tristate(void)
{
    return sesdomain_instance_set_sending(inst, (enum sesdomain_tristate)3);
}

static enum sesdomain_status bad_mx_failure(void)
{
    return sesdomain_instance_set_on_mx_failure(inst,
                                                (enum sesdomain_mx_failure)3);
}

static enum sesdomain_status host_without_name(void)
{
    return sesdomain_instance_set_tracking(inst, NULL, "cdn.example");
}

static enum sesdomain_status bad_host(void)
{
    return sesdomain_instance_set_receiving(inst, "in." D, "mx..example");
}

static enum sesdomain_status a_second_setup(void)
{
    return sesdomain_load_setup(sd, "{\"domain\":\"e.example\"}", 22);
}

static enum sesdomain_status no_aws_text(void)
{
    return sesdomain_instance_load_aws(inst, NULL, 0);
}

static enum sesdomain_status no_listing(void)
{
    return sesdomain_load_existing(sd, NULL, NULL, 0);
}

static enum sesdomain_status no_such_reader(void)
{
    return sesdomain_load_existing(sd, "nobody", "{}", 2);
}

static enum sesdomain_status no_reader_recognises(void)
{
    return sesdomain_load_existing(sd, NULL, "{\"a\":1}", 7);
}

static enum sesdomain_status a_listing_that_contradicts(void)
{
    static const char listing[] =
        "{\"ResourceRecordSets\":[{\"Name\":\"new." D ".\",\"Type\":\"A\","
        "\"TTL\":1,\"ResourceRecords\":[{\"Value\":\"192.0.2.1\"}]},"
        "{\"Name\":\"a.no." D ".\",\"Type\":\"A\",\"TTL\":1,"
        "\"ResourceRecords\":[{\"Value\":\"192.0.2.1\"}]}]}";

    return sesdomain_load_existing(sd, NULL, listing, strlen(listing));
}

static enum sesdomain_status an_aws_document_of_another(void)
{
    static const char text[] =
        "{\"DkimTokens\":[\"b\"],\"VerificationAttributes\":{\"other.example\""
        ":{\"VerificationStatus\":\"Success\"}}}";

    return sesdomain_instance_load_aws(inst, text, strlen(text));
}

static enum sesdomain_status an_apex_that_holds_another(void)
{
    struct sesdomain_plan *none = NULL;
    enum sesdomain_status status;

    ck_assert_int_eq(sesdomain_set_zone(sd, "other.example"), 0);
    status = sesdomain_plan_new(sd, &none);
    ck_assert_ptr_null(none);
    ck_assert_str_eq(sesdomain_error_path(sd), "zone");
    ck_assert_int_eq(sesdomain_set_zone(sd, NULL), 0);
    ck_assert_str_eq(sesdomain_error(sd), "");
    return status;
}

static const struct {
    enum sesdomain_status (*use)(void);
    enum sesdomain_status status;
    const char *path;
} wrong[] = {
    { absent_of_no_type, SESDOMAIN_E_VALUE, "type" },
    { absent_of_a_misspelt_type, SESDOMAIN_E_VALUE, "type" },
    { absent_of_a_large_type, SESDOMAIN_E_VALUE, "type" },
    { record_of_no_type, SESDOMAIN_E_VALUE, "type" },
    { failed_of_no_type, SESDOMAIN_E_VALUE, "type" },
    { failed_without_reason, SESDOMAIN_E_MISSING, "reason" },
    { failed_of_what_is_known, SESDOMAIN_E_STATE, "name" },
    { failed_of_what_is_absent, SESDOMAIN_E_STATE, "name" },
    { record_without_name, SESDOMAIN_E_MISSING, "name" },
    { record_without_rdata, SESDOMAIN_E_MISSING, "rdata" },
    { record_of_a_bad_value, SESDOMAIN_E_VALUE, "rdata" },
    { record_of_a_bad_ttl, SESDOMAIN_E_VALUE, "ttl" },
    { record_that_is_absent, SESDOMAIN_E_STATE, "name" },
    { record_below_nothing, SESDOMAIN_E_STATE, "name" },
    { nothing_above_a_record, SESDOMAIN_E_STATE, "name" },
    { nothing_at_a_record, SESDOMAIN_E_STATE, "name" },
    { nothing_without_name, SESDOMAIN_E_MISSING, "name" },
    { absent_of_a_record, SESDOMAIN_E_STATE, "name" },
    { no_from_domain, SESDOMAIN_E_MISSING, "from_domains" },
    { no_identity, SESDOMAIN_E_MISSING, "identities" },
    { no_ignored, SESDOMAIN_E_MISSING, "ignored" },
    { no_dkim_token, SESDOMAIN_E_MISSING, "dkim_tokens" },
    { no_selector, SESDOMAIN_E_MISSING, "dkim_keys" },
    { bad_key, SESDOMAIN_E_VALUE, "dkim_keys" },
    { private_key, SESDOMAIN_E_SECRET, "dkim_keys" },
    { no_option, SESDOMAIN_E_MISSING, "options" },
    { unknown_option, SESDOMAIN_E_OPTION, "options" },
    { bad_option, SESDOMAIN_E_VALUE, "dns.underscore" },
    { no_account, SESDOMAIN_E_MISSING, "account" },
    { no_region, SESDOMAIN_E_MISSING, "region" },
    { same_label, SESDOMAIN_E_DUPLICATE, "label" },
    { empty_label, SESDOMAIN_E_VALUE, "label" },
    { no_state, SESDOMAIN_E_VALUE, "state" },
    { bad_state, SESDOMAIN_E_VALUE, "state" },
    { bad_status, SESDOMAIN_E_VALUE, "dkim_status" },
    { bad_tristate, SESDOMAIN_E_VALUE, "sending" },
    { bad_mx_failure, SESDOMAIN_E_VALUE, "on_mx_failure" },
    { host_without_name, SESDOMAIN_E_MISSING, "tracking" },
    { bad_host, SESDOMAIN_E_NAME, "receiving" },
    { a_second_setup, SESDOMAIN_E_STATE, "document" },
    { no_aws_text, SESDOMAIN_E_MISSING, "text" },
    { no_listing, SESDOMAIN_E_MISSING, "text" },
    { no_such_reader, SESDOMAIN_E_FORMAT, "reader" },
    { no_reader_recognises, SESDOMAIN_E_FORMAT, "reader" },
    { a_listing_that_contradicts, SESDOMAIN_E_STATE, NULL },
    { an_aws_document_of_another, SESDOMAIN_E_DOCUMENT, NULL },
    { an_apex_that_holds_another, SESDOMAIN_E_VALUE, "" },
};

START_TEST(wrong_use)
{
    char *before = outcome(), *after;
    const size_t instances = sesdomain_instance_count(sd);

    ck_assert_str_eq(sesdomain_error(sd), "");
    ck_assert_int_eq(wrong[_i].use(), wrong[_i].status);
    if (!wrong[_i].path || *wrong[_i].path)
        ck_assert_str_ne(sesdomain_error(sd), "");
    if (wrong[_i].path)
        ck_assert_str_eq(sesdomain_error_path(sd), wrong[_i].path);
    ck_assert_uint_eq(sesdomain_instance_count(sd), instances);
    after = outcome();
    ck_assert_str_eq(before, after);
    ck_assert_str_eq(sesdomain_error(sd), "");
    ck_assert_str_eq(sesdomain_error_path(sd), "");
    ck_assert_uint_eq(sesdomain_error_line(sd), 0);
    free(before);
    free(after);
}
END_TEST

/* ---- limits ---- */

START_TEST(limits)
{
    static const char *const tokens[] = { "b", "c", "d" };
    char selector[] = "s0";

    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, tokens[i]),
                         0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, "B"), 0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, tokens[2]),
                     SESDOMAIN_E_LIMIT);
    for (; selector[1] < '8'; selector[1]++)
        ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, selector, NULL),
                         0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, "S7", NULL), 0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, "s8", NULL),
                     SESDOMAIN_E_LIMIT);
    sesdomain_instance_clear_dkim_tokens(inst);
    sesdomain_instance_clear_dkim_keys(inst);
    ck_assert_str_eq(sesdomain_error(sd), "");
    ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, tokens[2]), 0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, LABEL63, NULL), 0);
    ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, LABEL63 "a", NULL),
                     SESDOMAIN_E_VALUE);
}
END_TEST

/* Limits of items that are compared with each other, or searched as text. */
START_TEST(limits_of_cost)
{
    static char rdata[65537];
    char name[32], refused[258] = "";
    struct sesdomain_plan *p;

    memset(refused, '!', 257);
    ck_assert_int_eq(sesdomain_set_option(sd, "dns.txt-forbidden", refused),
                     SESDOMAIN_E_LIMIT);
    ck_assert_int_eq(
        sesdomain_set_option(sd, "dns.txt-forbidden", refused + 1), 0);
    for (int i = 0; i < 1001; i++) {
        snprintf(name, sizeof(name), "f%d." D, i);
        ck_assert_int_eq(sesdomain_add_from_domain(sd, name), 0);
        if (i)
            ck_assert_int_eq(
                sesdomain_add_instance(sd, "1", "us-east-1", NULL, NULL), 0);
    }
    memset(rdata, 'x', 65536);
    ck_assert_int_eq(sesdomain_add_record(sd, "x." D, 65280, 60, rdata, NULL),
                     SESDOMAIN_E_LIMIT);
    ck_assert_int_eq(
        sesdomain_add_record(sd, "x." D, 65280, 60, rdata + 1, NULL), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &p), SESDOMAIN_E_LIMIT);
    ck_assert_str_eq(sesdomain_error_path(sd), "from_domains");
    ck_assert_ptr_null(p);
}
END_TEST

/* ---- instances ---- */

static const char *label_of(size_t i)
{
    return sesdomain_instance_label(sesdomain_instance_at(sd, i));
}

START_TEST(labels)
{
    struct sesdomain_instance *second, *third, *fourth;

    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, NULL),
                     0);
    ck_assert_int_eq(
        sesdomain_add_instance(sd, "1", "us-east-1", NULL, &second), 0);
    ck_assert_int_eq(
        sesdomain_add_instance(sd, "1", "us-east-1", NULL, &third), 0);
    ck_assert_str_eq(label_of(1), "1/us-east-1");
    ck_assert_str_eq(label_of(2), "1/us-east-1 #2");
    ck_assert_str_eq(label_of(3), "1/us-east-1 #3");
    ck_assert_ptr_eq(sesdomain_find_instance(sd, "1/us-east-1 #2"), second);
    ck_assert_int_eq(
        sesdomain_add_instance(sd, "2", "eu-west-1", "1/us-east-1 #2", NULL),
        SESDOMAIN_E_DUPLICATE);

    sesdomain_remove_instance(second);
    ck_assert_uint_eq(sesdomain_instance_count(sd), 3);
    ck_assert_ptr_null(sesdomain_find_instance(sd, "1/us-east-1 #2"));
    ck_assert_ptr_eq(sesdomain_instance_at(sd, 2), third);
    ck_assert_int_eq(
        sesdomain_add_instance(sd, "1", "us-east-1", NULL, &fourth), 0);
    ck_assert_str_eq(sesdomain_instance_label(fourth), "1/us-east-1 #2");
    ck_assert_ptr_eq(sesdomain_instance_at(sd, 3), fourth);
    ck_assert_str_eq(sesdomain_instance_account(fourth), "1");
    ck_assert_str_eq(sesdomain_instance_region(fourth), "us-east-1");
}
END_TEST

START_TEST(removed_is_as_if_never_added)
{
    char *before = outcome(), *after;
    struct sesdomain_instance *other;

    ck_assert_int_eq(
        sesdomain_add_instance(sd, "2", "eu-west-1", NULL, &other), 0);
    ck_assert_int_eq(sesdomain_instance_set_mail_from(other, "m." D), 0);
    after = outcome();
    ck_assert_str_ne(before, after);
    free(after);
    sesdomain_remove_instance(other);
    sesdomain_remove_instance(NULL);
    after = outcome();
    ck_assert_str_eq(before, after);
    free(before);
    free(after);
}
END_TEST

START_TEST(no_such_instance)
{
    ck_assert_ptr_null(sesdomain_instance_at(sd, 1));
    ck_assert_ptr_null(sesdomain_instance_at(sd, SIZE_MAX));
    ck_assert_ptr_null(sesdomain_find_instance(sd, "two"));
    ck_assert_ptr_null(sesdomain_find_instance(sd, NULL));
}
END_TEST

START_TEST(reached_after_a_document)
{
    static const char setup[] =
        "{\"domain\":\"" D "\",\"instances\":[{\"account\":\"1\",\"region\":"
        "\"us-east-1\"},{\"account\":\"2\",\"region\":\"eu-west-1\","
        "\"label\":\"x\"}]}";
    struct sesdomain *loaded;

    ck_assert_int_eq(sesdomain_new(&loaded), 0);
    ck_assert_int_eq(sesdomain_load_setup(loaded, setup, strlen(setup)), 0);
    ck_assert_uint_eq(sesdomain_instance_count(loaded), 2);
    ck_assert_ptr_eq(sesdomain_find_instance(loaded, "x"),
                     sesdomain_instance_at(loaded, 1));
    ck_assert_int_eq(
        sesdomain_instance_set_mail_from(
            sesdomain_find_instance(loaded, "1/us-east-1"), "m." D),
        0);
    sesdomain_free(loaded);
}
END_TEST

/* ---- options ---- */

START_TEST(options)
{
    ck_assert_str_eq(sesdomain_option(sd, "dns.txt-values"), "many");
    ck_assert_int_eq(sesdomain_set_provider(sd, "wix"), 0);
    for (size_t i = 0; i < sesdomain_option_count(); i++)
        ck_assert_ptr_nonnull(sesdomain_option(sd, sesdomain_option_name(i)));
    ck_assert_int_eq(sesdomain_set_option(sd, "dns.txt-values", "one"), 0);
    ck_assert_str_eq(sesdomain_option(sd, "dns.txt-values"), "one");
    ck_assert_int_eq(sesdomain_set_option(sd, "dns.txt-values", NULL), 0);
    ck_assert_str_eq(sesdomain_option(sd, "dns.txt-values"), "many");
    ck_assert_ptr_null(sesdomain_option(sd, "no.such"));
    ck_assert_ptr_null(sesdomain_option(sd, NULL));
    ck_assert_ptr_null(sesdomain_option(NULL, "dns.txt-values"));
}
END_TEST

/* ---- the place of an error in a document ---- */

static const struct {
    const char *text, *path;
    size_t line, column;
} places[] = {
    { "{\n \"domain\": \"a..b\"}", "domain", 2, 2 },
    { "{\"domain\":\"a.b\",\n\n\"ttl\":\n-5}", "ttl", 3, 1 },
    { "{\"domain\":\"a.b\",\"instances\":[\n {\"account\":\"1\"}]}",
      "instances[0].region", 2, 2 },
    { "{\"domain\":\"a.b\",\"instances\":[\n {\"account\":\"1\",\"region\":"
      "\"us-east-1\",\n\"dkim_tokens\":[\"a\",\n  \"b.c\"]}]}",
      "instances[0].dkim_tokens[1]", 4, 3 },
    { "{\"domain\":\"b\xc3\xbc.b\", \"x\":1}", "x", 1, 19 },
    { "{\"domain\":\"a.b\",\n}", "", 2, 1 },
    { "\xef\xbb\xbf{\"domain\":\"a.b\",}", "", 1, 17 },
    { "{\"domain\":\"a.b\",\n\"existing\":[{\"name\":\"x\"}]}",
      "existing[0].type", 2, 13 },
    { "{\"domain\":\"a.b\",\"instances\":[{\"account\":\"1\",\"region\":"
      "\"us-east-1\",\"aws\":[{\n\"DkimTokens\":[\n\"b.c\"]}]}]}",
      "instances[0].aws[0].DkimTokens[0]", 3, 1 },
};

START_TEST(place)
{
    struct sesdomain *bad;

    ck_assert_int_eq(sesdomain_new(&bad), 0);
    ck_assert(
        sesdomain_load_setup(bad, places[_i].text, strlen(places[_i].text)));
    ck_assert_str_eq(sesdomain_error_path(bad), places[_i].path);
    ck_assert_msg(sesdomain_error_line(bad) == places[_i].line &&
                      sesdomain_error_column(bad) == places[_i].column,
                  "%zu, %zu: %s", sesdomain_error_line(bad),
                  sesdomain_error_column(bad), sesdomain_error(bad));
    sesdomain_free(bad);
}
END_TEST

START_TEST(place_of_an_aws_document)
{
    static const char text[] = "{\"DkimTokens\":\n [\"a\", \"b.c\"]}";

    ck_assert(sesdomain_instance_load_aws(inst, text, strlen(text)));
    ck_assert_str_eq(sesdomain_error_path(sd), "DkimTokens[1]");
    ck_assert_uint_eq(sesdomain_error_line(sd), 2);
    ck_assert_uint_eq(sesdomain_error_column(sd), 8);
    ck_assert_int_eq(sesdomain_set_ttl(sd, 60), 0);
    ck_assert_uint_eq(sesdomain_error_line(sd), 0);
    ck_assert_uint_eq(sesdomain_error_column(sd), 0);
    ck_assert_int_eq(sesdomain_set_zone(sd, "-"), SESDOMAIN_E_NAME);
    ck_assert_uint_eq(sesdomain_error_line(sd), 0);
}
END_TEST

/* ---- plans ---- */

START_TEST(of_a_plan)
{
    static const char *const ids[] = { NULL, "r-2", "r-1" };
    const struct sesdomain_recordset *rs = NULL;
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_set_reference(sd, "ticket"), 0);
    for (size_t i = 0; i < 3; i++) /* the order of the ids has no effect */
        ck_assert_int_eq(sesdomain_add_record(sd, "a._domainkey." D,
                                              SESDOMAIN_TYPE_CNAME, 60,
                                              "a.dkim.amazonses.com.", ids[i]),
                         0);
    p = plan();
    ck_assert_str_eq(sesdomain_plan_reference(p), "ticket");
    ck_assert(!sesdomain_plan_has_changes(p));
    ck_assert_uint_eq(sesdomain_plan_recordset_count(p), 1);
    rs = sesdomain_plan_recordset(p, 0);
    ck_assert_int_eq(sesdomain_recordset_todo(rs),
                     SESDOMAIN_RECORDSET_TODO_NONE);
    ck_assert_str_eq(sesdomain_recordset_value_id(rs, 0), "r-1");
    ck_assert_uint_eq(sesdomain_recordset_value_instance(rs, 0, 0), 0);
    ck_assert_uint_eq(sesdomain_recordset_value_instance(rs, 0, 1),
                      SESDOMAIN_NONE);
    ck_assert_uint_eq(sesdomain_plan_withheld_count(p), 0);
    sesdomain_plan_free(p);

    ck_assert_int_eq(sesdomain_instance_add_dkim_token(inst, "b"), 0);
    p = plan();
    ck_assert(sesdomain_plan_has_changes(p));
    rs = sesdomain_plan_recordset(p, 1);
    ck_assert_int_eq(sesdomain_recordset_todo(rs),
                     SESDOMAIN_RECORDSET_TODO_ADD);
    ck_assert_ptr_null(sesdomain_recordset_value_id(rs, 0));
    sesdomain_plan_free(p);
}
END_TEST

START_TEST(withheld)
{
    const struct sesdomain_finding *f;
    struct sesdomain_plan *p;

    ck_assert_int_eq(sesdomain_add_record(sd, "a._domainkey." D,
                                          SESDOMAIN_TYPE_A, 60, "192.0.2.1",
                                          NULL),
                     0);
    p = plan();
    ck_assert_uint_eq(sesdomain_plan_withheld_count(p), 1);
    ck_assert_str_eq(sesdomain_plan_withheld_name(p, 0), "a._domainkey." D);
    ck_assert_uint_eq(sesdomain_plan_withheld_type(p, 0),
                      SESDOMAIN_TYPE_CNAME);
    f = sesdomain_plan_finding(p, sesdomain_plan_withheld_finding(p, 0));
    ck_assert_ptr_nonnull(f);
    ck_assert_str_eq(sesdomain_finding_name(f), "a._domainkey." D);
    ck_assert_int_eq(sesdomain_finding_severity(f), SESDOMAIN_SEVERITY_ERROR);
    sesdomain_plan_free(p);
}
END_TEST

/* The zone of a listing is the zone of the plan, if the domain is in it. */
START_TEST(zone_of_a_listing)
{
    static const char listing[] =
        "{\"ResourceRecordSets\":[{\"Name\":\"example.\",\"Type\":\"SOA\","
        "\"TTL\":1,\"ResourceRecords\":[{\"Value\":"
        "\"a. b. 1 2 3 4 5\"}]}],\"IsTruncated\":true}";
    struct sesdomain_plan *p;

    ck_assert_msg(
        sesdomain_load_existing(sd, NULL, listing, strlen(listing)) == 0, "%s",
        sesdomain_error(sd));
    p = plan();
    ck_assert_str_eq(sesdomain_plan_zone(p), "example");
    sesdomain_plan_free(p);
    ck_assert_int_eq(sesdomain_set_domain(sd, "d.test"), 0);
    p = plan();
    ck_assert_str_eq(sesdomain_plan_zone(p), "d.test");
    sesdomain_plan_free(p);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("api");
    TCase *t = tcase_create("api");

    tcase_add_checked_fixture(t, set_up, tear_down);
    tcase_add_loop_test(t, wrong_use, 0, COUNT(wrong));
    tcase_add_test(t, limits);
    tcase_add_test(t, limits_of_cost);
    tcase_add_test(t, labels);
    tcase_add_test(t, removed_is_as_if_never_added);
    tcase_add_test(t, no_such_instance);
    tcase_add_test(t, reached_after_a_document);
    tcase_add_test(t, options);
    tcase_add_loop_test(t, place, 0, COUNT(places));
    tcase_add_test(t, place_of_an_aws_document);
    tcase_add_test(t, of_a_plan);
    tcase_add_test(t, withheld);
    tcase_add_test(t, zone_of_a_listing);
    suite_add_tcase(s, t);
    return run_suite(s);
}
