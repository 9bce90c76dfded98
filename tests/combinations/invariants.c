/* SPDX-License-Identifier: MIT */
/* Invariants of every plan: the order of the instances has no effect, no name
 * has records that DNS or SES forbids, every need is met or reported, and no
 * foreign value is lost. */
#include <check.h>
#include <string.h>

#include "combinations.h"

const struct combination *now;

/* ---- the same plan for every order ---- */

static void mix(uint64_t *hash, const void *octets, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *hash = (*hash ^ ((const unsigned char *)octets)[i]) * 0x100000001b3u;
}

static void mix_text(uint64_t *hash, const char *s)
{
    mix(hash, s ? s : "\xff", s ? strlen(s) + 1 : 1);
}

static void mix_number(uint64_t *hash, uint32_t n)
{
    mix(hash, &n, sizeof(n));
}

static void mix_set(uint64_t *hash, const struct sesdomain_recordset *rs,
                    const size_t *order)
{
    mix_text(hash, sesdomain_recordset_name(rs));
    mix_number(hash, sesdomain_recordset_type(rs));
    mix_number(hash, sesdomain_recordset_ttl(rs));
    mix_number(hash, sesdomain_recordset_prior(rs));
    for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
        size_t n = sesdomain_recordset_value_instance_count(rs, j);
        uint32_t instances = 0;

        for (size_t k = 0; k < n; k++)
            instances |=
                1u << order[sesdomain_recordset_value_instance(rs, j, k)];
        mix_number(hash, sesdomain_recordset_value_op(rs, j));
        mix_number(hash, sesdomain_recordset_value_purpose(rs, j));
        mix_text(hash, sesdomain_recordset_value_rdata(rs, j));
        mix_number(hash, instances);
    }
}

static void mix_finding(uint64_t *hash, const struct sesdomain_finding *f,
                        const size_t *order)
{
    uint32_t instances = 0;

    for (size_t k = 0; k < sesdomain_finding_instance_count(f); k++)
        instances |= 1u << order[sesdomain_finding_instance(f, k)];
    mix_text(hash, sesdomain_finding_code(f));
    mix_text(hash, sesdomain_finding_name(f));
    mix_text(hash, sesdomain_finding_message(f));
    mix_number(hash, instances);
}

/* Return a hash of a plan, whose instances have the numbers of the
 * combination. */
uint64_t digest(const struct sesdomain_plan *plan, const size_t *order)
{
    uint64_t hash = 0xcbf29ce484222325u, of[COMBINED_MAX];

    mix_number(&hash, sesdomain_plan_scenario(plan));
    mix_number(&hash, sesdomain_plan_ready(plan));
    for (size_t k = 0; k < now->count; k++) {
        uint64_t *h = &of[order[k]];

        *h = 1;
        mix_text(h, sesdomain_plan_instance_label(plan, k));
        mix_number(h, sesdomain_plan_instance_ready(plan, k));
        for (int a = SESDOMAIN_ASPECT_VERIFICATION;
             a <= SESDOMAIN_ASPECT_DMARC; a++)
            mix_number(h, sesdomain_plan_readiness(plan, k, a));
    }
    mix(&hash, of, now->count * sizeof(*of));
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        mix_set(&hash, sesdomain_plan_recordset(plan, i), order);
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++)
        mix_finding(&hash, sesdomain_plan_finding(plan, i), order);
    return hash;
}

/* ---- the values that a name may have ---- */

/* The desired values at a name. */
struct held {
    const char *name;
    unsigned values, cname, mx, spf, dmarc, key;
};

static void hold(struct held *held, const struct sesdomain_recordset *rs)
{
    for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
        const char *text = sesdomain_recordset_value_text(rs, j, NULL);

        HOLDS(sesdomain_recordset_value_op(rs, j) != SESDOMAIN_VALUE_OP_NONE,
              sesdomain_recordset_name(rs));
        if (sesdomain_recordset_value_op(rs, j) == SESDOMAIN_VALUE_OP_REMOVE)
            continue;
        held->values++;
        held->cname += sesdomain_recordset_type(rs) == SESDOMAIN_TYPE_CNAME;
        held->mx += sesdomain_recordset_type(rs) == SESDOMAIN_TYPE_MX;
        held->spf += strncmp(text, "v=spf1", 6) == 0;
        held->dmarc += strncmp(text, "v=DMARC1", 8) == 0;
        held->key += strncmp(text, "p=", 2) == 0;
    }
}

static void check_name(const struct held *held)
{
    HOLDS(held->mx <= 1, held->name);
    HOLDS(held->spf <= 1 && held->dmarc <= 1, held->name);
    HOLDS(!held->cname || held->values == 1, held->name);
    HOLDS(!held->key || held->values == 1, held->name);
}

static void check_names(const struct sesdomain_plan *plan)
{
    struct held held = { .name = "" };

    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);
        const char *name = sesdomain_recordset_name(rs);

        if (strcmp(name, held.name) != 0) {
            check_name(&held);
            held = (struct held){ .name = name };
        }
        hold(&held, rs);
    }
    check_name(&held);
}

/* ---- every need is met or reported ---- */

static bool lists(const struct sesdomain_recordset *rs, size_t j, size_t i)
{
    for (size_t k = 0; k < sesdomain_recordset_value_instance_count(rs, j);
         k++)
        if (sesdomain_recordset_value_instance(rs, j, k) == i)
            return true;
    return false;
}

/* Return the number of desired values of a purpose and type that an instance
 * has; *text is the last. */
static unsigned has(const struct sesdomain_plan *plan, size_t i,
                    enum sesdomain_purpose purpose, uint32_t type,
                    const char **text)
{
    unsigned count = 0;

    for (size_t s = 0; s < sesdomain_plan_recordset_count(plan); s++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, s);

        if (sesdomain_recordset_type(rs) != type)
            continue;
        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
            if (sesdomain_recordset_value_purpose(rs, j) != purpose ||
                sesdomain_recordset_value_op(rs, j) ==
                    SESDOMAIN_VALUE_OP_REMOVE ||
                !lists(rs, j, i))
                continue;
            *text = sesdomain_recordset_value_text(rs, j, NULL);
            count++;
        }
    }
    return count;
}

/* Whether the plan has a finding about an instance and a name with one of the
 * codes, which have "|" before and after each. */
static bool is_named(const struct sesdomain_plan *plan, size_t i,
                     const char *name, const char *codes)
{
    for (size_t f = 0; f < sesdomain_plan_finding_count(plan); f++) {
        const struct sesdomain_finding *finding =
            sesdomain_plan_finding(plan, f);
        const char *code = sesdomain_finding_code(finding);
        const char *at = strstr(codes, code);

        if (!at || at[-1] != '|' || at[strlen(code)] != '|' ||
            strcmp(sesdomain_finding_name(finding), name) != 0)
            continue;
        for (size_t k = 0; k < sesdomain_finding_instance_count(finding); k++)
            if (sesdomain_finding_instance(finding, k) == i)
                return true;
    }
    return false;
}

#define SELECTOR "s1._domainkey." D
#define REPLICAS                                                              \
    "|replica-without-parent|replica-of-replica|replica-of-byodkim|"

static void check_dkim(const struct sesdomain_plan *plan, size_t i)
{
    const struct combined *in = &now->of[i];
    const char *text = "";
    unsigned cnames =
        has(plan, i, SESDOMAIN_PURPOSE_DKIM, SESDOMAIN_TYPE_CNAME, &text);
    unsigned keys =
        has(plan, i, SESDOMAIN_PURPOSE_DKIM, SESDOMAIN_TYPE_TXT, &text);

    switch (in->dkim) {
    case DKIM_NONE:
        HOLDS(cnames + keys == 0, "no DKIM");
        HOLDS(is_named(plan, i, D,
                       in->token ? "|no-dkim|" : "|no-identity|no-tokens|"),
              "no DKIM");
        break;
    case DKIM_EASY:
        HOLDS(cnames == 3 && keys == 0, "Easy DKIM");
        break;
    case DKIM_OWN_KEY:
        HOLDS(cnames == 0 && keys <= 1, "own key");
        HOLDS(is_named(plan, i, SELECTOR,
                       "|dkim-keys-differ|draining-conflict|") == !keys,
              SELECTOR);
        HOLDS(!keys || strcmp(text + 2, key_of(in)) == 0, text);
        break;
    default:
        HOLDS(keys == 0, "replica");
        HOLDS(cnames == 3 || is_named(plan, i, D, REPLICAS), "replica");
        break;
    }
}

static void check_mail_from(const struct sesdomain_plan *plan, size_t i)
{
    const struct combined *in = &now->of[i];
    const char *mx = "", *spf = "", *name = mail_from_of(in, i);
    unsigned mxs =
        has(plan, i, SESDOMAIN_PURPOSE_MAIL_FROM, SESDOMAIN_TYPE_MX, &mx);
    unsigned spfs =
        has(plan, i, SESDOMAIN_PURPOSE_SPF, SESDOMAIN_TYPE_TXT, &spf);

    HOLDS(mxs == spfs, "MX and SPF stand or fall together");
    if (!name) {
        HOLDS(mxs == 0 && is_named(plan, i, D, "|no-mail-from|"), D);
        return;
    }
    HOLDS(in->mail_from == MAIL_SHARED || mxs == 1, name);
    HOLDS(is_named(plan, i, name,
                   "|mail-from-across-regions|draining-conflict|") == !mxs,
          name);
    HOLDS(!mxs || strstr(mx, region_of(in)) ||
              is_named(plan, i, name, "|mail-from-shared|"),
          mx);
    HOLDS(!mxs || strcmp(spf, "v=spf1 include:amazonses.com ~all") == 0, spf);
}

static void check_needs(const struct sesdomain_plan *plan)
{
    for (size_t i = 0; i < now->count; i++) {
        const char *text = "";
        unsigned tokens = has(plan, i, SESDOMAIN_PURPOSE_VERIFICATION,
                              SESDOMAIN_TYPE_TXT, &text);

        if (now->of[i].state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
            continue;
        HOLDS(tokens == now->of[i].token, "token");
        HOLDS(!tokens || strcmp(text, token_of(i)) == 0, text);
        check_dkim(plan, i);
        check_mail_from(plan, i);
    }
}

/* ---- foreign values are kept, retired instances add none ---- */

static void check_value(const struct sesdomain_recordset *rs, size_t j)
{
    const enum sesdomain_value_op op = sesdomain_recordset_value_op(rs, j);
    bool active = false, draining = false;

    for (size_t k = 0; k < sesdomain_recordset_value_instance_count(rs, j);
         k++) {
        const uint32_t i = sesdomain_recordset_value_instance(rs, j, k);

        active |= now->of[i].state == SESDOMAIN_INSTANCE_STATE_ACTIVE;
        draining |= now->of[i].state == SESDOMAIN_INSTANCE_STATE_DRAINING;
    }
    if (op == SESDOMAIN_VALUE_OP_ADD &&
        sesdomain_recordset_value_purpose(rs, j) != SESDOMAIN_PURPOSE_DMARC)
        HOLDS(active, sesdomain_recordset_name(rs));
    if (op == SESDOMAIN_VALUE_OP_REMOVE)
        HOLDS(!active && !draining, sesdomain_recordset_name(rs));
    if (sesdomain_recordset_value_purpose(rs, j) == SESDOMAIN_PURPOSE_NONE)
        HOLDS(op == SESDOMAIN_VALUE_OP_KEEP, sesdomain_recordset_name(rs));
}

/* ---- counts and order ---- */

static void check_scenario(const struct sesdomain_plan *plan)
{
    unsigned pairs = 0, accounts = 0, regions = 0;
    bool pair[9] = { false }, account[3] = { false }, region[3] = { false };
    enum sesdomain_scenario wanted;

    for (size_t i = 0; i < now->count; i++) {
        const unsigned a = now->of[i].account, r = now->of[i].region;

        if (now->of[i].state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
            continue;
        pairs += !pair[3 * a + r];
        accounts += !account[a];
        regions += !region[r];
        pair[3 * a + r] = account[a] = region[r] = true;
    }
    wanted = pairs == 0         ? SESDOMAIN_SCENARIO_NONE
             : pairs == 1       ? SESDOMAIN_SCENARIO_SINGLE
             : regions == 1     ? SESDOMAIN_SCENARIO_SAME_REGION
             : accounts == 1    ? SESDOMAIN_SCENARIO_ONE_ACCOUNT
             : regions == pairs ? SESDOMAIN_SCENARIO_CROSS_REGION
                                : SESDOMAIN_SCENARIO_MIXED;
    HOLDS(sesdomain_plan_scenario(plan) == wanted, "scenario");
}

/* Check the order of values: desired before removed, then by RDATA, and of
 * instances: ascending. */
static void check_order(const struct sesdomain_recordset *rs)
{
    for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
        bool gone =
            sesdomain_recordset_value_op(rs, j) == SESDOMAIN_VALUE_OP_REMOVE;
        bool before = j > 0 && sesdomain_recordset_value_op(rs, j - 1) ==
                                   SESDOMAIN_VALUE_OP_REMOVE;

        HOLDS(j == 0 || before < gone ||
                  (before == gone &&
                   strcmp(sesdomain_recordset_value_rdata(rs, j - 1),
                          sesdomain_recordset_value_rdata(rs, j)) < 0),
              sesdomain_recordset_name(rs));
        for (size_t k = 1; k < sesdomain_recordset_value_instance_count(rs, j);
             k++)
            HOLDS(sesdomain_recordset_value_instance(rs, j, k - 1) <
                      sesdomain_recordset_value_instance(rs, j, k),
                  sesdomain_recordset_name(rs));
    }
}

void check_plan(const struct sesdomain_plan *plan)
{
    check_scenario(plan);
    check_names(plan);
    check_needs(plan);
    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        check_order(rs);
        for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++)
            check_value(rs, j);
    }
}
