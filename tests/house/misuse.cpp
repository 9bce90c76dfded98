// SPDX-License-Identifier: MIT
// Misuse by a C++ program: each wrong call is an error and does no harm. Also
// calls functions that have the name of an enumeration.
#include <sesdomain.h>

#include <cstdio>
#include <cstring>

static int failures;

static void expect(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    failures++;
}
#define EXPECT(condition) expect(condition, #condition)

static void tables()
{
    size_t i = 0;

    for (enum sesdomain_format_kind kind; i < sesdomain_format_count(); i++) {
        kind = sesdomain_format_kind(i);
        EXPECT(kind != SESDOMAIN_FORMAT_KIND_NONE);
        EXPECT(sesdomain_format_kind_name(kind) != nullptr);
    }
    EXPECT(sesdomain_format_kind(i) == SESDOMAIN_FORMAT_KIND_NONE);
    EXPECT(sesdomain_format_name(SESDOMAIN_NONE) == nullptr);

    enum sesdomain_tristate tristate = SESDOMAIN_TRISTATE_YES;
    EXPECT(sesdomain_tristate_from_name("maybe", &tristate) ==
           SESDOMAIN_E_VALUE);
    EXPECT(tristate == SESDOMAIN_TRISTATE_UNKNOWN);
}

static void settings(sesdomain *sd)
{
    sesdomain_instance *one = nullptr, *two = nullptr;
    uint32_t type = 7;

    EXPECT(sesdomain_set_domain(sd, "d.example") == SESDOMAIN_OK);
    EXPECT(sesdomain_add_instance(sd, "1", "us-east-1", nullptr, &one) ==
           SESDOMAIN_OK);
    EXPECT(sesdomain_add_instance(sd, "2", "eu-west-1", "1/us-east-1", &two) ==
           SESDOMAIN_E_DUPLICATE);
    EXPECT(two == nullptr && sesdomain_instance_count(sd) == 1);

    EXPECT(sesdomain_type_number("TXXT", &type) == SESDOMAIN_E_VALUE);
    EXPECT(sesdomain_add_absent(sd, "d.example", type) == SESDOMAIN_E_VALUE);
    EXPECT(std::strcmp(sesdomain_error_path(sd), "type") == 0);
    EXPECT(sesdomain_add_from_domain(sd, nullptr) == SESDOMAIN_E_MISSING);
    EXPECT(sesdomain_instance_add_dkim_token(one, nullptr) ==
           SESDOMAIN_E_MISSING);
    EXPECT(sesdomain_instance_set_state(
               one, static_cast<enum sesdomain_instance_state>(99)) ==
           SESDOMAIN_E_VALUE);
    EXPECT(*sesdomain_error(sd) != '\0');
    EXPECT(sesdomain_instance_set_sending(one, SESDOMAIN_TRISTATE_NO) ==
           SESDOMAIN_OK);
    EXPECT(*sesdomain_error(sd) == '\0');
}

static void plan(sesdomain *sd)
{
    sesdomain_plan *made = nullptr;
    size_t i = 0, j = 0, length = 7;
    char text[4] = "abc";

    EXPECT(sesdomain_plan_new(sd, &made) == SESDOMAIN_OK);
    EXPECT(sesdomain_plan_recordset(made, SESDOMAIN_NONE) == nullptr);
    EXPECT(sesdomain_recordset_prior(nullptr) ==
           SESDOMAIN_RECORDSET_PRIOR_UNKNOWN);
    EXPECT(sesdomain_recordset_todo(nullptr) == SESDOMAIN_RECORDSET_TODO_NONE);
    EXPECT(sesdomain_finding_fix(nullptr) == SESDOMAIN_FINDING_FIX_NONE);
    EXPECT(sesdomain_finding_instance(sesdomain_plan_finding(made, 0),
                                      SESDOMAIN_NONE) == SESDOMAIN_NONE);
    EXPECT(sesdomain_plan_write(made, "zones", 0, text, sizeof(text),
                                &length) == SESDOMAIN_E_FORMAT);
    EXPECT(length == 0 && *text == '\0');
    EXPECT(sesdomain_plan_write(made, "text", 1, text, sizeof(text),
                                &length) == SESDOMAIN_E_MISSING);
    EXPECT(sesdomain_plan_refusal(made, "text", &i, &j, nullptr) ==
           SESDOMAIN_OK);
    EXPECT(i == SESDOMAIN_NONE && j == SESDOMAIN_NONE);
    sesdomain_plan_free(made);
    sesdomain_plan_free(nullptr);
}

int main()
{
    sesdomain *sd = nullptr;

    EXPECT(sesdomain_new(&sd) == SESDOMAIN_OK);
    tables();
    settings(sd);
    plan(sd);
    sesdomain_free(sd);
    sesdomain_free(nullptr);
    return failures != 0;
}
