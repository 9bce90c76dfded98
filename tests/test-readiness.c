/* SPDX-License-Identifier: MIT */
/* The readiness of each aspect, for every state of DNS and every status of
 * SES, and the reasons why an instance is not ready. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define D "d.example"
#define TOKEN "AAAAw+YaYhb3h3iVJHuXMJXqeu1q1/wwmvjuEXAMPLE="
#define K1 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2"
#define K2 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa3"
#define K3 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa4"
#define DKIM(token)                                                           \
    token "._domainkey." D, SESDOMAIN_TYPE_CNAME, token ".dkim.amazonses.com."
#define MX "m." D, SESDOMAIN_TYPE_MX
#define BOUNCES "10 feedback-smtp.us-east-1.amazonses.com."
#define SPF "m." D, SESDOMAIN_TYPE_TXT, "\"v=spf1 include:amazonses.com ~all\""
#define DMARC "_dmarc." D, SESDOMAIN_TYPE_TXT, "\"v=DMARC1; p=none\""

#define VERIFICATION SESDOMAIN_ASPECT_VERIFICATION
#define DKIM_ASPECT SESDOMAIN_ASPECT_DKIM
#define MAIL_FROM SESDOMAIN_ASPECT_MAIL_FROM

struct record {
    const char *name;
    uint32_t type;
    const char *rdata;
};

static void add(struct sesdomain *sd, struct record r)
{
    ck_assert_msg(
        !sesdomain_add_record(sd, r.name, r.type, 300, r.rdata, NULL), "%s",
        sesdomain_error(sd));
}

/* ---- one aspect ---- */

#define S(x) SESDOMAIN_READINESS_##x

/* The first readiness that applies, in the order of the documentation. The
 * columns are the statuses of SES: unknown, not started, pending, success,
 * temporary failure, failed. */
static const enum sesdomain_readiness states[][6] = {
    [SESDOMAIN_PUBLICATION_UNKNOWN] = { S(UNKNOWN), S(UNKNOWN), S(UNKNOWN),
                                        S(VERIFIED), S(AT_RISK), S(FAILED) },
    [SESDOMAIN_PUBLICATION_MISSING] = { S(MISSING), S(MISSING), S(MISSING),
                                        S(AT_RISK), S(AT_RISK), S(FAILED) },
    [SESDOMAIN_PUBLICATION_PARTIAL] = { S(MISSING), S(MISSING), S(MISSING),
                                        S(AT_RISK), S(AT_RISK), S(FAILED) },
    [SESDOMAIN_PUBLICATION_CONFLICT] = { S(CONFLICT), S(CONFLICT), S(CONFLICT),
                                         S(CONFLICT), S(CONFLICT),
                                         S(CONFLICT) },
    [SESDOMAIN_PUBLICATION_PUBLISHED] = { S(PUBLISHED), S(PUBLISHED),
                                          S(PUBLISHED), S(VERIFIED),
                                          S(AT_RISK), S(FAILED) },
};

static const struct {
    enum sesdomain_aspect aspect;
    enum sesdomain_publication dns;
    bool told;
    struct record zone[3];
} facts[] = {
    { VERIFICATION, SESDOMAIN_PUBLICATION_UNKNOWN, false, { { 0 } } },
    { VERIFICATION, SESDOMAIN_PUBLICATION_MISSING, true, { { 0 } } },
    { VERIFICATION,
      SESDOMAIN_PUBLICATION_CONFLICT,
      true,
      { { "_amazonses." D, SESDOMAIN_TYPE_CNAME, "x.example." } } },
    { VERIFICATION,
      SESDOMAIN_PUBLICATION_PUBLISHED,
      true,
      { { "_amazonses." D, SESDOMAIN_TYPE_TXT, TOKEN } } },
    { DKIM_ASPECT, SESDOMAIN_PUBLICATION_UNKNOWN, false, { { 0 } } },
    { DKIM_ASPECT, SESDOMAIN_PUBLICATION_MISSING, true, { { 0 } } },
    { DKIM_ASPECT, SESDOMAIN_PUBLICATION_PARTIAL, true, { { DKIM(K1) } } },
    { DKIM_ASPECT,
      SESDOMAIN_PUBLICATION_PARTIAL,
      true,
      { { DKIM(K1) }, { DKIM(K3) } } },
    { DKIM_ASPECT,
      SESDOMAIN_PUBLICATION_CONFLICT,
      true,
      { { DKIM(K1) },
        { DKIM(K2) },
        { K3 "._domainkey." D, SESDOMAIN_TYPE_A, "192.0.2.1" } } },
    { DKIM_ASPECT,
      SESDOMAIN_PUBLICATION_PUBLISHED,
      true,
      { { DKIM(K1) }, { DKIM(K2) }, { DKIM(K3) } } },
    { MAIL_FROM, SESDOMAIN_PUBLICATION_UNKNOWN, false, { { 0 } } },
    { MAIL_FROM, SESDOMAIN_PUBLICATION_MISSING, true, { { SPF } } },
    { MAIL_FROM,
      SESDOMAIN_PUBLICATION_CONFLICT,
      true,
      { { MX, "10 mail.example." } } },
    { MAIL_FROM, SESDOMAIN_PUBLICATION_PUBLISHED, true, { { MX, BOUNCES } } },
};
#define FACTS (sizeof(facts) / sizeof(*facts))

static struct sesdomain *settings(struct sesdomain_instance **inst, bool token)
{
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, D), 0);
    ck_assert_int_eq(sesdomain_set_dmarc(sd, "v=DMARC1; p=none"), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, inst),
                     0);
    if (token)
        sesdomain_instance_set_verification_token(*inst, TOKEN);
    sesdomain_instance_add_dkim_token(*inst, K1);
    sesdomain_instance_add_dkim_token(*inst, K2);
    sesdomain_instance_add_dkim_token(*inst, K3);
    sesdomain_instance_set_mail_from(*inst, "m." D);
    return sd;
}

static void set_status(struct sesdomain_instance *inst,
                       enum sesdomain_aspect aspect,
                       enum sesdomain_ses_status status)
{
    if (aspect == VERIFICATION)
        sesdomain_instance_set_verification_status(inst, status);
    else if (aspect == DKIM_ASPECT)
        sesdomain_instance_set_dkim_status(inst, status);
    else
        sesdomain_instance_set_mail_from_status(inst, status);
}

static struct sesdomain_plan *plan_and_free(struct sesdomain *sd)
{
    struct sesdomain_plan *plan;

    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    sesdomain_free(sd);
    return plan;
}

START_TEST(one_aspect)
{
    const size_t f = (size_t)_i / 6;
    const enum sesdomain_aspect aspect = facts[f].aspect;
    const enum sesdomain_ses_status status =
        (enum sesdomain_ses_status)(_i % 6);
    /* what SES has verified works, whatever is there */
    const enum sesdomain_publication dns =
        status == SESDOMAIN_SES_SUCCESS &&
                facts[f].dns == SESDOMAIN_PUBLICATION_CONFLICT
            ? SESDOMAIN_PUBLICATION_PUBLISHED
            : facts[f].dns;
    struct sesdomain_instance *inst;
    struct sesdomain *sd = settings(&inst, true);
    struct sesdomain_plan *plan;

    for (size_t i = 0; i < 3 && facts[f].zone[i].name; i++)
        add(sd, facts[f].zone[i]);
    if (facts[f].told)
        sesdomain_set_complete(sd, true);
    set_status(inst, aspect, status);
    plan = plan_and_free(sd);

    ck_assert_int_eq(sesdomain_plan_readiness_dns(plan, 0, aspect), dns);
    ck_assert_int_eq(sesdomain_plan_readiness_ses(plan, 0, aspect), status);
    ck_assert_int_eq(sesdomain_plan_readiness(plan, 0, aspect),
                     states[dns][status]);
    sesdomain_plan_free(plan);
}
END_TEST

/* Without a token, the readiness of verification depends on the DKIM
 * records. */
START_TEST(without_token)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd = settings(&inst, false);
    struct sesdomain_plan *plan;

    add(sd, (struct record){ DKIM(K1) });
    sesdomain_set_complete(sd, true);
    sesdomain_instance_set_verification_status(inst, SESDOMAIN_SES_PENDING);
    sesdomain_instance_set_dkim_status(inst, SESDOMAIN_SES_FAILED);
    plan = plan_and_free(sd);
    ck_assert_int_eq(sesdomain_plan_readiness_dns(plan, 0, VERIFICATION),
                     SESDOMAIN_PUBLICATION_PARTIAL);
    ck_assert_int_eq(sesdomain_plan_readiness_ses(plan, 0, VERIFICATION),
                     SESDOMAIN_SES_PENDING);
    sesdomain_plan_free(plan);
}
END_TEST

/* ---- ready ---- */

/* Changes to a ready instance. */
enum change {
    NOTHING,
    NO_TOKEN,
    NO_MAIL_FROM,
    TOKEN_PENDING,
    DKIM_UNSTEADY,
    MAIL_FROM_PENDING,
    SPF_MISSING,
    DMARC_MISSING,
    TOKEN_MISSING,
    SIGNING_OFF,
    SIGNING_OFF_NO_MAIL_FROM,
    STRICT,
    STRICT_SIGNING_OFF,
    DRAINING_BESIDE,
    PENDING_BESIDE,
    DRAINING_ALONE,
};

static const struct {
    enum change change;
    bool inst, plan;
} changes[] = {
    { NOTHING, true, true },
    { NO_TOKEN, true, true },
    { NO_MAIL_FROM, true, true },
    { TOKEN_PENDING, false, false },
    { DKIM_UNSTEADY, false, false },
    { MAIL_FROM_PENDING, false, false },
    { SPF_MISSING, false, false },
    { DMARC_MISSING, false, false },
    { TOKEN_MISSING, true, true }, /* DKIM verifies the identity */
    { SIGNING_OFF, true, true },   /* SPF aligns */
    { SIGNING_OFF_NO_MAIL_FROM, false, false },
    { STRICT, true, true }, /* DKIM aligns */
    { STRICT_SIGNING_OFF, false, false },
    { DRAINING_BESIDE, true, true },
    { PENDING_BESIDE, true, false },
    { DRAINING_ALONE, true, false }, /* no instance has to be ready */
};

static void fill_zone(struct sesdomain *sd, enum change change)
{
    const bool strict = change == STRICT || change == STRICT_SIGNING_OFF;

    if (change != TOKEN_MISSING)
        add(sd, (struct record){ "_amazonses." D, SESDOMAIN_TYPE_TXT, TOKEN });
    add(sd, (struct record){ DKIM(K1) });
    add(sd, (struct record){ DKIM(K2) });
    add(sd, (struct record){ DKIM(K3) });
    add(sd, (struct record){ MX, BOUNCES });
    if (change != SPF_MISSING)
        add(sd, (struct record){ SPF });
    if (strict)
        add(sd, (struct record){ "_dmarc." D, SESDOMAIN_TYPE_TXT,
                                 "\"v=DMARC1; p=none; aspf=s\"" });
    else if (change != DMARC_MISSING)
        add(sd, (struct record){ DMARC });
    sesdomain_set_complete(sd, true);
}

START_TEST(ready)
{
    const enum change change = changes[_i].change;
    struct sesdomain_instance *inst, *other;
    struct sesdomain *sd = settings(&inst, change != NO_TOKEN);
    struct sesdomain_plan *plan;

    fill_zone(sd, change);
    for (int a = VERIFICATION; a <= MAIL_FROM; a++)
        set_status(inst, (enum sesdomain_aspect)a, SESDOMAIN_SES_SUCCESS);
    if (change == TOKEN_PENDING)
        set_status(inst, VERIFICATION, SESDOMAIN_SES_PENDING);
    if (change == DKIM_UNSTEADY)
        set_status(inst, DKIM_ASPECT, SESDOMAIN_SES_TEMPORARY_FAILURE);
    if (change == MAIL_FROM_PENDING)
        set_status(inst, MAIL_FROM, SESDOMAIN_SES_PENDING);
    if (change == SIGNING_OFF || change == SIGNING_OFF_NO_MAIL_FROM ||
        change == STRICT_SIGNING_OFF)
        sesdomain_instance_set_dkim_signing(inst, SESDOMAIN_TRISTATE_NO);
    if (change == NO_MAIL_FROM || change == SIGNING_OFF_NO_MAIL_FROM)
        sesdomain_instance_set_mail_from(inst, NULL);
    if (change == DRAINING_BESIDE || change == PENDING_BESIDE) {
        ck_assert_int_eq(
            sesdomain_add_instance(sd, "2", "eu-west-1", NULL, &other), 0);
        sesdomain_instance_set_verification_token(other, TOKEN);
        if (change == DRAINING_BESIDE)
            sesdomain_instance_set_state(other,
                                         SESDOMAIN_INSTANCE_STATE_DRAINING);
    }
    if (change == DRAINING_ALONE)
        sesdomain_instance_set_state(inst, SESDOMAIN_INSTANCE_STATE_DRAINING);
    plan = plan_and_free(sd);

    ck_assert_int_eq(sesdomain_plan_instance_ready(plan, 0), changes[_i].inst);
    ck_assert_int_eq(sesdomain_plan_ready(plan), changes[_i].plan);
    sesdomain_plan_free(plan);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("readiness");
    TCase *t = tcase_create("readiness");

    tcase_add_loop_test(t, one_aspect, 0, (int)FACTS * 6);
    tcase_add_test(t, without_token);
    tcase_add_loop_test(t, ready, 0,
                        (int)(sizeof(changes) / sizeof(*changes)));
    suite_add_tcase(s, t);
    return run_suite(s);
}
