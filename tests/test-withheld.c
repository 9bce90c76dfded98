/* SPDX-License-Identifier: MIT */
/* Each desired RRset of a name in conflict is withheld, with a finding. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define D "d.example"
#define KEY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2"
#define TOKEN "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="

static const struct {
    const char *title, *instances, *existing;
    const char *expected; /* "NAME TYPE CODE", one per line */
} cases[] = {
    { "nothing", "\"mail_from\":\"m." D "\"", "", "" },
    { "every type of a name, in order", "\"mail_from\":\"m." D "\"",
      "{\"name\":\"m." D "\",\"type\":\"MX\",\"rdata\":\"10 mail." D ".\"}",
      "m." D " 15 mx-conflict\nm." D " 16 mx-conflict\n" },
    { "names in canonical order, each with its own reason",
      "\"dkim_tokens\":[\"" KEY "\"],"
      "\"mail_from\":\"m." D "\"",
      "{\"name\":\"m." D "\",\"type\":\"CNAME\",\"rdata\":\"a." D ".\"},"
      "{\"name\":\"" KEY "._domainkey." D "\",\"type\":\"CNAME\","
      "\"rdata\":\"a.amazonses.com.\"}",
      KEY "._domainkey." D " 5 cname-differs\n"
          "m." D " 15 cname-conflict\nm." D " 16 cname-conflict\n" },
    { "two that the rules want at one name",
      "\"tracking\":\"m." D "\",\"mail_from\":\"m." D "\"", "",
      "m." D " 5 cname-and-other-data\nm." D " 15 cname-and-other-data\n"
      "m." D " 16 cname-and-other-data\n" },
};
#define CASES ((int)(sizeof(cases) / sizeof(*cases)))

static void put_withheld(const struct sesdomain_plan *plan, FILE *f)
{
    for (size_t i = 0; i < sesdomain_plan_withheld_count(plan); i++) {
        const struct sesdomain_finding *why = sesdomain_plan_finding(
            plan, sesdomain_plan_withheld_finding(plan, i));

        fprintf(f, "%s %u %s\n", sesdomain_plan_withheld_name(plan, i),
                (unsigned)sesdomain_plan_withheld_type(plan, i),
                sesdomain_finding_code(why));
    }
}

static void check_withheld(const struct sesdomain_plan *plan,
                           const char *expected)
{
    char *found;
    size_t size;
    FILE *f = open_memstream(&found, &size);

    ck_assert_ptr_nonnull(f);
    put_withheld(plan, f);
    fclose(f);
    ck_assert_str_eq(found, expected);
    free(found);
}

START_TEST(withheld)
{
    char json[2000];
    struct sesdomain_plan *plan;

    snprintf(json, sizeof(json),
             "{\"domain\":\"" D "\",\"instances\":[{\"account\":\"1\","
             "\"region\":\"us-east-1\",%s}],\"existing\":[%s]}",
             cases[_i].instances, cases[_i].existing);
    plan = plan_of(json);
    check_withheld(plan, cases[_i].expected);
    sesdomain_plan_free(plan);
}
END_TEST

/* A limit of the provider is also a reason. */
START_TEST(too_long)
{
    struct sesdomain *sd = settings_of(
        "{\"domain\":\"" D "\",\"instances\":[{\"account\":\"1\","
        "\"region\":\"us-east-1\",\"verification_token\":\"" TOKEN "\"}]}");
    struct sesdomain_plan *plan;

    ck_assert_int_eq(sesdomain_set_option(sd, "dns.txt-length", "40"), 0);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    check_withheld(plan, "_amazonses." D " 16 txt-too-long\n");
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("withheld");
    TCase *t = tcase_create("withheld");

    tcase_add_loop_test(t, withheld, 0, CASES);
    tcase_add_test(t, too_long);
    suite_add_tcase(s, t);
    return run_suite(s);
}
