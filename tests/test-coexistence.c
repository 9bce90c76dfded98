/* SPDX-License-Identifier: MIT */
/* Names that three instances share, in every state and for every purpose, with
 * existing records that are right, wrong or unknown: no conflicting records
 * are published. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "rules/keys.h"
#include "support.h"

#define D "d.example"
#define MAIL "m." D
#define SELECTOR "s._domainkey." D
#define INSTANCES 3
#define STATES 3
#define KNOWLEDGE 8 /* existing records for each combination */

/* ---- the uses of a name by an instance ---- */

enum purpose { TRACKING, MAIL_FROM, RECEIVING, OWN_KEY, EASY_DKIM };

struct use {
    const char *name;
    enum purpose purpose;
    unsigned which; /* one of two regions, keys or zones */
};

static const struct use mail_uses[] = {
    { MAIL, TRACKING, 0 },  { MAIL, TRACKING, 1 },  { MAIL, MAIL_FROM, 0 },
    { MAIL, MAIL_FROM, 1 }, { MAIL, RECEIVING, 0 }, { MAIL, RECEIVING, 1 },
};

static const struct use key_uses[] = {
    { SELECTOR, OWN_KEY, 0 },
    { SELECTOR, OWN_KEY, 1 },
    { SELECTOR, EASY_DKIM, 0 },
    { SELECTOR, EASY_DKIM, 1 },
};

static const char *const regions[] = { "us-east-1", "eu-west-1" };
static const char *const keys[] = { RSA_1024, RSA_1024_OTHER };
static const char *const zones[] = { "dkim.amazonses.com", "dkim.eu.example" };

static enum sesdomain_status use(struct sesdomain_instance *inst,
                                 const struct use *u)
{
    switch (u->purpose) {
    case TRACKING:
        return sesdomain_instance_set_tracking(inst, u->name, NULL);
    case MAIL_FROM:
        return sesdomain_instance_set_mail_from(inst, u->name);
    case RECEIVING:
        return sesdomain_instance_set_receiving(inst, u->name, NULL);
    case OWN_KEY:
        return sesdomain_instance_add_dkim_key(inst, "s", keys[u->which]);
    default:
        return sesdomain_instance_add_dkim_token(inst, "s") +
               sesdomain_instance_set_dkim_hosted_zone(inst, zones[u->which]);
    }
}

/* ---- the existing records of the name ---- */

static const struct {
    uint32_t type;
    const char *rdata;
} records[] = {
    { SESDOMAIN_TYPE_CNAME, "r.us-east-1.awstrack.me." },
    { SESDOMAIN_TYPE_CNAME, "s.dkim.amazonses.com." },
    { SESDOMAIN_TYPE_CNAME, "other.example." },
    { SESDOMAIN_TYPE_MX, "10 feedback-smtp.us-east-1.amazonses.com." },
    { SESDOMAIN_TYPE_MX, "10 feedback-smtp.eu-west-1.amazonses.com." },
    { SESDOMAIN_TYPE_MX, "10 inbound-smtp.us-east-1.amazonaws.com." },
    { SESDOMAIN_TYPE_MX, "5 mx.example." },
    { SESDOMAIN_TYPE_TXT, "\"v=spf1 include:amazonses.com ~all\"" },
    { SESDOMAIN_TYPE_TXT, "\"v=spf1 mx -all\"" },
    { SESDOMAIN_TYPE_TXT, "\"p=" RSA_1024 "\"" },
    { SESDOMAIN_TYPE_TXT, "\"something else\"" },
    { SESDOMAIN_TYPE_A, "192.0.2.1" },
};
#define RECORDS (sizeof(records) / sizeof(*records))

struct knowledge {
    bool there[RECORDS];
    bool valid; /* a name server would load it */
};

static void make_knowledge(struct knowledge *k)
{
    size_t cnames = 0, all = 0;

    for (size_t i = 0; i < RECORDS; i++) {
        k->there[i] = random_below(4) == 0;
        all += k->there[i];
        cnames += k->there[i] && records[i].type == SESDOMAIN_TYPE_CNAME;
    }
    k->valid = cnames == 0 || all == 1;
}

static void give_knowledge(struct sesdomain *sd, const char *name,
                           const struct knowledge *k)
{
    static const uint32_t types[] = { SESDOMAIN_TYPE_CNAME, SESDOMAIN_TYPE_MX,
                                      SESDOMAIN_TYPE_TXT };

    for (size_t i = 0; i < RECORDS; i++)
        if (k->there[i])
            ck_assert_int_eq(sesdomain_add_record(sd, name, records[i].type,
                                                  300, records[i].rdata, NULL),
                             0);
    for (size_t i = 0; i < 3; i++)
        if (random_below(4) == 0)
            sesdomain_add_absent(sd, name, types[i]);
    sesdomain_set_complete(sd, random_below(3) == 0);
}

/* ---- the values of a plan for it ---- */

/* The number of values of each kind that a name will have. */
struct held {
    size_t cname, other, mx, spf;
    bool our_spf;
};

static void count_value(struct held *h, uint32_t type, const char *text,
                        bool ours)
{
    h->cname += type == SESDOMAIN_TYPE_CNAME;
    h->other += type != SESDOMAIN_TYPE_CNAME;
    h->mx += type == SESDOMAIN_TYPE_MX && ours;
    h->spf += type == SESDOMAIN_TYPE_TXT && !strncmp(text, "v=spf1 ", 7);
}

static bool is_given(const struct knowledge *k, uint32_t type,
                     const char *rdata)
{
    for (size_t i = 0; i < RECORDS; i++)
        if (k->there[i] && records[i].type == type &&
            !strcmp(records[i].rdata, rdata))
            return true;
    return false;
}

static void count_plan(const struct sesdomain_plan *plan, const char *name,
                       const struct knowledge *k, struct held *h,
                       struct held *after)
{
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);
        const uint32_t type = sesdomain_recordset_type(rs);

        if (strcmp(sesdomain_recordset_name(rs), name) != 0)
            continue;
        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
            const char *text = sesdomain_recordset_value_text(rs, j, NULL);
            const char *rdata = sesdomain_recordset_value_rdata(rs, j);
            const enum sesdomain_value_op op =
                sesdomain_recordset_value_op(rs, j);
            const bool ours = sesdomain_recordset_value_purpose(rs, j) !=
                              SESDOMAIN_PURPOSE_NONE;

            if (op == SESDOMAIN_VALUE_OP_REMOVE) {
                if (is_given(k, type, rdata)) {
                    after->cname -= type == SESDOMAIN_TYPE_CNAME;
                    after->other -= type != SESDOMAIN_TYPE_CNAME;
                }
                continue;
            }
            count_value(h, type, text, ours);
            h->our_spf = h->our_spf || sesdomain_recordset_value_purpose(
                                           rs, j) == SESDOMAIN_PURPOSE_SPF;
            if (!is_given(k, type, rdata))
                count_value(after, type, text, ours);
        }
    }
}

static void check(struct sesdomain *sd, const char *name,
                  const struct knowledge *k)
{
    struct held h = { 0 }, after = { 0 };
    struct sesdomain_plan *plan;

    for (size_t i = 0; i < RECORDS; i++)
        if (k->there[i])
            count_value(&after, records[i].type, records[i].rdata, false);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    count_plan(plan, name, k, &h, &after);
    if (h.cname > 1 || (h.cname && h.other) || h.mx > 1 ||
        (h.our_spf && h.spf > 1))
        ck_abort_msg("%zu CNAME, %zu others, %zu MX of ours, %zu SPF", h.cname,
                     h.other, h.mx, h.spf);
    if (k->valid && after.cname && after.cname + after.other > 1)
        ck_abort_msg("applied, %zu CNAME and %zu others", after.cname,
                     after.other);
    sesdomain_plan_free(plan);
}

/* ---- all combinations ---- */

/* Check an array of uses, of which each is a state and a purpose, or none. */
static void check_combination(const struct use *uses, size_t count,
                              size_t combination)
{
    for (int round = 0; round < KNOWLEDGE; round++) {
        struct sesdomain *sd;
        size_t rest = combination;
        struct knowledge k;

        ck_assert_int_eq(sesdomain_new(&sd), 0);
        ck_assert_int_eq(sesdomain_set_domain(sd, D), 0);
        for (int i = 0; i < INSTANCES; i++) {
            const size_t choice = rest % (STATES * count + 1);
            const struct use *u = &uses[choice % count];
            const char account[] = { (char)('1' + i), '\0' };
            struct sesdomain_instance *inst;

            rest /= STATES * count + 1;
            if (choice == STATES * count)
                continue;
            ck_assert_int_eq(sesdomain_add_instance(
                                 sd, account, regions[u->which], NULL, &inst),
                             0);
            ck_assert_int_eq(use(inst, u), 0);
            sesdomain_instance_set_state(
                inst, (enum sesdomain_instance_state)(1 + choice / count));
        }
        memset(&k, 0, sizeof(k));
        k.valid = true;
        if (round)
            make_knowledge(&k);
        if (round)
            give_knowledge(sd, uses->name, &k);
        if (random_below(2))
            sesdomain_set_option(sd, "plan.removal", "always");
        if (random_below(3) == 0)
            sesdomain_set_shared_mail_from_region(sd, regions[0]);
        check(sd, uses->name, &k);
        sesdomain_free(sd);
    }
}

static void check_all(const struct use *uses, size_t count)
{
    size_t all = 1;

    for (int i = 0; i < INSTANCES; i++)
        all *= STATES * count + 1;
    for (size_t i = 0; i < all; i += sparse())
        check_combination(uses, count, i);
}

START_TEST(mail_names)
{
    check_all(mail_uses, sizeof(mail_uses) / sizeof(*mail_uses));
}
END_TEST

START_TEST(selectors)
{
    check_all(key_uses, sizeof(key_uses) / sizeof(*key_uses));
}
END_TEST

/* A hundred values are compared like a few. */
START_TEST(many_draining)
{
    struct held h = { 0 }, after = { 0 };
    struct knowledge k = { .valid = true };
    struct sesdomain_plan *plan;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, D), 0);
    for (int i = 0; i < 150; i++) {
        struct sesdomain_instance *inst;
        char host[20];

        snprintf(host, sizeof(host), "t%d.cdn.example", i);
        sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst);
        sesdomain_instance_set_state(inst, SESDOMAIN_INSTANCE_STATE_DRAINING);
        ck_assert_int_eq(sesdomain_instance_set_tracking(inst, MAIL, host), 0);
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    count_plan(plan, MAIL, &k, &h, &after);
    ck_assert_uint_le(h.cname, 1);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coexistence");
    TCase *tc = tcase_create("names");

    tcase_set_timeout(tc, 250);
    tcase_add_test(tc, mail_names);
    tcase_add_test(tc, selectors);
    tcase_add_test(tc, many_draining);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
