/* SPDX-License-Identifier: MIT */
/* Failed allocations in every call: the call reports the failure and changes
 * nothing, the same call succeeds with more memory, and nothing is leaked at
 * the end. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "oom-texts.h"
#include "plan-dump.h"
#include "support.h"

struct story {
    struct budget budget;
    struct sesdomain *sd, *loaded;
    struct sesdomain_instance *inst; /* the instance that was added last */
    struct sesdomain_plan *plan;
};

typedef enum sesdomain_status play_fn(struct story *s);

/* ---- steps with more than one text ---- */

static enum sesdomain_status add_first(struct story *s)
{
    return sesdomain_add_instance(s->sd, "111122223333", "us-east-1",
                                  "number one", &s->inst);
}

static enum sesdomain_status add_second(struct story *s)
{
    return sesdomain_add_instance(s->sd, "444455556666", "eu-west-1", NULL,
                                  &s->inst);
}

static enum sesdomain_status add_retired(struct story *s)
{
    enum sesdomain_status status = sesdomain_add_instance(
        s->sd, "111122223333", "ap-south-1", NULL, &s->inst);

    return status ? status
                  : sesdomain_instance_set_state(
                        s->inst, SESDOMAIN_INSTANCE_STATE_RETIRED);
}

/* With these, five instances have one state, so that the list of instances
 * grows. */
static enum sesdomain_status add_third(struct story *s)
{
    return sesdomain_add_instance(s->sd, "777788889999", "xx-nowhere-1", NULL,
                                  &s->inst);
}

static enum sesdomain_status add_fourth(struct story *s)
{
    return sesdomain_add_instance(s->sd, "777788889999", "us-west-2", NULL,
                                  &s->inst);
}

static enum sesdomain_status set_key(struct story *s)
{
    static const char key[] = /* examples of RFC 6376, Appendix C */
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkM"
        "oGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/R"
        "tdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToI"
        "MmPSPDdQPNUYckcQ2QIDAQAB";

    return sesdomain_instance_add_dkim_key(s->inst, "Own-Key", key);
}

static enum sesdomain_status add_other_key(struct story *s)
{
    return sesdomain_instance_add_dkim_key(s->inst, "next", NULL);
}

static enum sesdomain_status failed_lookup(struct story *s)
{
    return sesdomain_add_failed(s->sd, "f.d.example", SESDOMAIN_TYPE_TXT,
                                "SERVFAIL");
}

static enum sesdomain_status set_receiving(struct story *s)
{
    return sesdomain_instance_set_receiving(s->inst, "d.example", NULL);
}

static enum sesdomain_status set_tracking(struct story *s)
{
    return sesdomain_instance_set_tracking(s->inst, "click.d.example",
                                           "cdn.example");
}

static enum sesdomain_status set_statuses(struct story *s)
{
    sesdomain_instance_set_verification_status(s->inst, SESDOMAIN_SES_SUCCESS);
    sesdomain_instance_set_dkim_status(s->inst,
                                       SESDOMAIN_SES_TEMPORARY_FAILURE);
    sesdomain_instance_set_dkim_signing(s->inst, SESDOMAIN_TRISTATE_YES);
    sesdomain_instance_set_mail_from_status(s->inst, SESDOMAIN_SES_FAILED);
    sesdomain_instance_set_on_mx_failure(s->inst,
                                         SESDOMAIN_MX_FAILURE_REJECT_MESSAGE);
    sesdomain_instance_set_sandbox(s->inst, SESDOMAIN_TRISTATE_YES);
    return sesdomain_set_ttl(s->sd, 600);
}

static enum sesdomain_status set_comment(struct story *s)
{
    return sesdomain_set_option(s->sd, "route53.comment", "a \"comment\"");
}

static enum sesdomain_status set_server(struct story *s)
{
    return sesdomain_set_option(s->sd, "dig.server", "192.0.2.1");
}

static enum sesdomain_status option_default(struct story *s)
{
    return sesdomain_set_option(s->sd, "route53.comment", NULL);
}

/* ---- existing records ---- */

static enum sesdomain_status exists(struct story *s, const char *name,
                                    uint32_t type, const char *rdata)
{
    return sesdomain_add_record(s->sd, name, type, 300, rdata, "id");
}

static enum sesdomain_status foreign_token(struct story *s)
{
    return exists(s, "_amazonses.d.example", SESDOMAIN_TYPE_TXT,
                  "\"back\\\\slash \\\"quote\\\"\" \"\\255 second\"");
}

static enum sesdomain_status other_spf(struct story *s)
{
    return exists(s, "mail.d.example", SESDOMAIN_TYPE_TXT,
                  "\"v=spf1 include:other.example -all\"");
}

static enum sesdomain_status retired_cname(struct story *s)
{
    return exists(s, T3 "._domainkey.d.example", SESDOMAIN_TYPE_CNAME,
                  T3 ".dkim.amazonses.com.");
}

static enum sesdomain_status odd_dmarc(struct story *s)
{
    return exists(s, "_dmarc.d.example", SESDOMAIN_TYPE_TXT,
                  "\"v=DMARC1; p=none; pct=50; x=y\"");
}

static enum sesdomain_status wildcard(struct story *s)
{
    return exists(s, "*.d.example", SESDOMAIN_TYPE_CNAME, "w.example.");
}

static enum sesdomain_status no_type(struct story *s)
{
    return sesdomain_add_absent(s->sd, "mail.d.example", SESDOMAIN_TYPE_CNAME);
}

static enum sesdomain_status no_name(struct story *s)
{
    return sesdomain_add_nonexistent(s->sd, "no.d.example");
}

static enum sesdomain_status all_told(struct story *s)
{
    sesdomain_set_authoritative(s->sd, true);
    sesdomain_set_complete(s->sd, true);
    return SESDOMAIN_OK;
}

/* ---- readers ---- */

static enum sesdomain_status load_setup(struct story *s)
{
    static char *json;
    size_t length;
    enum sesdomain_status status = SESDOMAIN_OK;

    if (!json)
        json = read_file(
            source_path("examples/data/cross-region/setup-from-aws.json"),
            &length);
    ck_assert(json != NULL);
    if (!s->loaded)
        status = sesdomain_new_alloc(&s->loaded, budget_alloc, &s->budget);
    return status ? status
                  : sesdomain_load_setup(s->loaded, json, strlen(json));
}

static enum sesdomain_status load_aws(struct story *s)
{
    return sesdomain_instance_load_aws(s->inst, aws, strlen(aws));
}

static enum sesdomain_status load_wide_aws(struct story *s)
{
    static const char text[] = "{\"VerificationStatus\":\"FAILED\","
                               "\"DkimTokens\":[\"" T1 "\",\"" T2 "\"]}";
    char wide[2 * sizeof(text)];

    return sesdomain_instance_load_aws(s->inst, wide, widen(text, wide));
}

static enum sesdomain_status load_wide_zone(struct story *s)
{
    static const char text[] = "u1._domainkey.d.example. 60 TXT \"p=\"\n";
    char wide[2 * sizeof(text)];

    return sesdomain_load_existing(s->sd, NULL, wide, widen(text, wide));
}

static enum sesdomain_status plan_loaded(struct story *s)
{
    struct sesdomain_plan *plan;
    enum sesdomain_status status = sesdomain_plan_new(s->loaded, &plan);

    ck_assert((plan == NULL) == (status != SESDOMAIN_OK));
    sesdomain_plan_free(plan);
    return status;
}

static enum sesdomain_status plan(struct story *s)
{
    return sesdomain_plan_new(s->sd, &s->plan);
}

/* ---- the steps ---- */

static const struct step {
    play_fn *play;
    enum sesdomain_status (*set)(struct sesdomain *sd, const char *text);
    enum sesdomain_status (*set_instance)(struct sesdomain_instance *inst,
                                          const char *text);
    const char *text;
    const char *reader; /* of existing records, or "aws" */
    bool other;         /* settings, whose error is not that of the first */
} steps[] = {
    { .set = sesdomain_set_domain, .text = "D.example." },
    { .play = add_first },
    { .set_instance = sesdomain_instance_set_verification_token,
      .text = "amazonses:EXAMPLE3VYb9EDI2nTOQRi/Tf6MI/6bD6THIGiP1MVY=" },

    { .set = sesdomain_set_reference, .text = "an id" },
    { .set = sesdomain_set_contact, .text = "a name" },
    { .set = sesdomain_set_due, .text = "a day" },
    { .set = sesdomain_set_reference,
      .text = "an id that is longer than the first" },
    { .set = sesdomain_set_zone, .text = "d.example" },
    { .set = sesdomain_set_dmarc, .text = "v=DMARC1; p=reject" },
    { .set = sesdomain_add_from_domain, .text = "d.example" },
    { .set = sesdomain_add_from_domain, .text = "sub.d.example" },
    { .set = sesdomain_set_provider, .text = "route53" },
    { .set = sesdomain_set_shared_mail_from_region, .text = "us-east-1" },
    { .play = set_comment },
    { .play = set_server },
    { .play = option_default },

    { .set_instance = sesdomain_instance_add_dkim_token, .text = T1 },
    { .set_instance = sesdomain_instance_add_dkim_token, .text = T2 },
    { .set_instance = sesdomain_instance_set_dkim_hosted_zone,
      .text = "dkim.amazonses.com" },
    { .set_instance = sesdomain_instance_set_mail_from,
      .text = "mail.d.example" },
    { .set_instance = sesdomain_instance_set_feedback_host,
      .text = "feedback-smtp.us-east-1.amazonses.com" },
    { .play = set_receiving },
    { .play = set_tracking },
    { .play = set_statuses },

    { .play = add_second },
    { .play = set_key },
    { .play = add_other_key },
    { .set_instance = sesdomain_instance_set_mail_from,
      .text = "mail.d.example" },
    { .play = add_retired },
    { .set_instance = sesdomain_instance_add_dkim_token, .text = T3 },
    { .play = add_third },
    { .play = load_wide_aws },
    { .play = load_aws },
    { .reader = "aws",
      .text = "Type,Name,Value\n\"CNAME\",c1._domainkey."
              "d.example,c1.dkim.amazonses.com\n" },
    { .reader = "aws",
      .text = "{\"EmailIdentities\":[{\"IdentityName\":"
              "\"a.d.example\"},{\"IdentityName\":"
              "\"b.d.example\"}],\"Routes\":[{\"Region\":"
              "\"us-east-1\"}]}" },
    { .reader = "aws",
      .text = "{\"IdentityType\":\"EMAIL_ADDRESS\","
              "\"DkimAttributes\":{\"SigningEnabled\":false}"
              "}" },
    { .play = add_fourth },
    { .set_instance = sesdomain_instance_set_dkim_origin,
      .text = "AWS_SES_US_EAST_1" },

    { .play = foreign_token },
    { .play = other_spf },
    { .play = retired_cname },
    { .play = odd_dmarc },
    { .play = wildcard },
    { .play = no_type },
    { .play = no_name },
    { .play = failed_lookup },
    { .set = sesdomain_add_identity, .text = "other.d.example" },
    { .set = sesdomain_add_ignored, .text = "a token" },
    { .reader = "route53", .text = ROUTE53 },
    { .reader = "azure", .text = AZURE },
    { .reader = "cloudflare", .text = CLOUDFLARE },
    { .reader = "gcloud", .text = GCLOUD },
    { .reader = "powerdns", .text = POWERDNS },
    { .reader = "zone", .text = ZONE },
    { .play = load_wide_zone },
    { .play = all_told },

    { .play = load_setup, .other = true },
    { .play = plan_loaded, .other = true },
    { .play = plan },
};
#define STEPS (sizeof(steps) / sizeof(*steps))

static enum sesdomain_status play(struct story *s, const struct step *step)
{
    if (step->play)
        return step->play(s);
    if (step->reader && strcmp(step->reader, "aws") == 0)
        return sesdomain_instance_load_aws(s->inst, step->text,
                                           strlen(step->text));
    if (step->reader)
        return sesdomain_load_existing(s->sd, step->reader, step->text,
                                       strlen(step->text));
    return step->set ? step->set(s->sd, step->text)
                     : step->set_instance(s->inst, step->text);
}

static void end(struct story *s)
{
    sesdomain_free(s->sd);
    sesdomain_free(s->loaded);
    sesdomain_plan_free(s->plan);
    ck_assert_uint_eq(s->budget.held, 0);
}

/* ---- the contents of settings ---- */

static char *see(const struct sesdomain_plan *plan, const char *format)
{
    return sesdomain_plan_refusal(plan, format, NULL, NULL, NULL)
               ? NULL
               : document(plan, format, 0);
}

/* Return the plan of the settings as text, or NULL if there is none. */
static char *outcome(struct story *s)
{
    struct sesdomain_plan *plan;
    char *text;

    if (sesdomain_plan_new(s->sd, &plan))
        return NULL;
    text = see(plan, "json");
    sesdomain_plan_free(plan);
    return text;
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Return the results of all accessors and formats, which must not allocate. */
static char *everything(struct story *s)
{
    const size_t calls = s->budget.calls;
    size_t length;
    char *all = NULL;
    FILE *f = open_memstream(&all, &length);

    s->budget.left = 0;
    plan_dump(s->plan, f);
    for (size_t i = 0; i < sesdomain_format_count(); i++) {
        char *text = see(s->plan, sesdomain_format_name(i));

        fputs(text ? text : "refused", f);
        free(text);
    }
    ck_assert_uint_eq(s->budget.calls, calls);
    s->budget.left = -1;
    fclose(f);
    return all;
}

/* ---- the tests ---- */

static char *after[STEPS], *written; /* when no allocation fails */

static void begin(struct story *s, long left)
{
    *s = (struct story){ .budget.left = left };
    while (sesdomain_new_alloc(&s->sd, budget_alloc, &s->budget)) {
        ck_assert(s->sd == NULL);
        ck_assert_uint_eq(s->budget.held, 0);
        s->budget.left = -1;
    }
}

static void play_well(void)
{
    struct story s;

    begin(&s, -1);
    for (size_t i = 0; i < STEPS; i++) {
        ck_assert_msg(play(&s, &steps[i]) == 0, "step %zu: %s", i,
                      sesdomain_error(s.sd));
        after[i] = outcome(&s);
    }
    written = everything(&s);
    ck_assert(strlen(written) > 10000);
    end(&s);
}

static void forget(void)
{
    for (size_t i = 0; i < STEPS; i++)
        free(after[i]);
    free(written);
}

/* Check that step i, which ran out of memory, reported it and changed
 * nothing. */
static void check_failure(struct story *s, size_t i,
                          enum sesdomain_status status)
{
    char *now;

    ck_assert_msg(status == SESDOMAIN_E_MEMORY, "step %zu: %s", i,
                  sesdomain_strerror(status));
    if (!steps[i].other)
        ck_assert_str_eq(sesdomain_error(s->sd),
                         sesdomain_strerror(SESDOMAIN_E_MEMORY));
    s->budget.left = -1;
    now = outcome(s);
    ck_assert_msg(same(now, i ? after[i - 1] : NULL), "step %zu", i);
    free(now);
}

START_TEST(every_allocation_may_fail)
{
    bool failed = true;

    play_well();
    for (long n = 0; failed; n++) {
        struct story s;
        char *text;

        begin(&s, n);
        failed = s.budget.left < 0;
        for (size_t i = 0; i < STEPS; i++) {
            enum sesdomain_status status = play(&s, &steps[i]);

            if (status == SESDOMAIN_OK)
                continue;
            ck_assert(!failed);
            failed = true;
            check_failure(&s, i, status);
            ck_assert_int_eq(play(&s, &steps[i]), SESDOMAIN_OK);
        }
        text = everything(&s);
        ck_assert_str_eq(text, written);
        free(text);
        end(&s);
        ck_assert_msg(failed || n >= LEAST, "only %ld allocations", n);
    }
    forget();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("oom");
    TCase *t = tcase_create("oom");

    tcase_set_timeout(t, 120);
    tcase_add_test(t, every_allocation_may_fail);
    suite_add_tcase(s, t);
    return run_suite(s);
}
