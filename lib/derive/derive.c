/* SPDX-License-Identifier: MIT */
/* From settings to a plan. Takes checked settings, calls the stages in order,
 * each in its file, and produces the immutable result. Intermediate objects
 * are freed at the end of the call. */
#include "policy.h"

#define ALIGNMENTS_MAX 1000000 /* From domains times instances */
#define LABELS_FREE 10         /* of a name, and in all of all names: */
#define LABELS_MAX 50000       /* each is a name to look up */

/* Return how many labels the names of an instance have over LABELS_FREE. */
static size_t derive_labels(const struct sesdomain_instance *inst)
{
    static const enum slot slots[] = { SLOT_MAIL_FROM, SLOT_RECEIVING,
                                       SLOT_TRACKING };
    size_t labels = 0;

    for (size_t i = 0; i < COUNT(slots); i++) {
        const struct string *s = &inst->text[slots[i]];
        const size_t n = s->set ? sesd_name_labels(sesd_string_text(s)) : 0;

        labels += n > LABELS_FREE ? n - LABELS_FREE : 0;
    }
    return labels;
}

static enum sesdomain_status derive_check(struct sesdomain *sd)
{
    const struct text zone = sesd_string_text(&sd->zone);
    const struct text domain = sesd_string_text(&sd->domain);
    size_t labels = 0;

    if (!domain.s)
        return sesd_fail(sd, SESDOMAIN_E_MISSING, "domain", none,
                         "it is required");
    if (zone.s && !sesd_name_within(domain, zone))
        return sesd_fail(sd, SESDOMAIN_E_VALUE, "zone", zone,
                         "the domain or a name above it was expected");
    if (sd->instance_count &&
        sd->from_domains.count > ALIGNMENTS_MAX / sd->instance_count)
        return sesd_fail(sd, SESDOMAIN_E_LIMIT, "from_domains", none,
                         "From domains times instances are over 1000000");
    for (size_t i = 0; i < sd->instance_count; i++) {
        labels += derive_labels(sd->instances[i]);
        if (labels > LABELS_MAX)
            return sesd_fail(sd, SESDOMAIN_E_LIMIT, "instances", none,
                             "their names have over 50000 labels, not "
                             "counting the first ten of each");
    }
    return SESDOMAIN_OK;
}

/* ---- options ---- */

/* Set the options: a value that is set explicitly, else the provider's preset,
 * else the default. */
static void derive_options(struct derivation *d)
{
    const struct sesdomain *sd = d->sd;
    struct sesdomain_plan *plan = d->plan;
    const size_t count = sesd_option_count();

    plan->options =
        sesd_alloc_array(&plan->arena, count, sizeof(*plan->options));
    for (size_t i = 0; plan->options && i < count; i++) {
        const char *name = sesdomain_option_name(i);
        const char *value = sesd_option(sd, i);

        if (sd->options && sd->options[i].set)
            value = sesd_copy(&plan->arena, sesd_text(value));
        plan->options[plan->option_count++] =
            (struct option_value){ name, value };
    }
}

static bool derive_option_is(const struct sesdomain_plan *plan,
                             const char *option, const char *word)
{
    return strcmp(sesd_plan_option(plan, option), word) == 0;
}

/* Return a number that was checked when it was set; 0 if it is empty. */
static uint32_t derive_option_number(const struct sesdomain_plan *plan,
                                     const char *option)
{
    uint32_t n = 0;

    for (const char *c = sesd_plan_option(plan, option); *c; c++)
        n = 10 * n + (uint32_t)(*c - '0');
    return n;
}

static void derive_quirks(struct derivation *d)
{
    const struct sesdomain_plan *plan = d->plan;

    d->quirks = (struct quirks){
        .no_underscores = derive_option_is(plan, "dns.underscore", "no"),
        .one_txt = derive_option_is(plan, "dns.txt-values", "one"),
        .prefix = derive_option_is(plan, "dns.token-prefix", "yes"),
        .remove_always = derive_option_is(plan, "plan.removal", "always"),
        .dmarc = derive_option_is(plan, "plan.dmarc", "replace")
                     ? DMARC_REPLACE
                 : derive_option_is(plan, "plan.dmarc", "merge-rua")
                     ? DMARC_MERGE_RUA
                     : DMARC_KEEP,
        .propose_mail_from =
            derive_option_is(plan, "plan.mail-from", "propose"),
        .suggest_byodkim =
            derive_option_is(plan, "plan.suggest-byodkim", "yes"),
        .dkim_targets = derive_option_is(plan, "plan.dkim-targets", "yes"),
        .ttl_min = derive_option_number(plan, "dns.ttl-min"),
        .ttl_max = derive_option_number(plan, "dns.ttl-max"),
        .txt_max = derive_option_number(plan, "dns.txt-length"),
        .txt_refuses = sesd_text(sesd_plan_option(plan, "dns.txt-forbidden")),
        .mail_from_address =
            sesd_text(sesd_plan_option(plan, "plan.mail-from-address")),
    };
}

/* Set the TTL of new RRsets, within the limits of the provider. */
static void derive_ttl(struct derivation *d)
{
    const struct quirks *q = &d->quirks;

    d->ttl = d->sd->ttl;
    if (d->ttl < q->ttl_min)
        d->ttl = q->ttl_min;
    if (q->ttl_max && d->ttl > q->ttl_max)
        d->ttl = q->ttl_max;
    if (d->ttl != d->sd->ttl)
        sesd_report(
            d, FINDING_TTL_OUT_OF_RANGE, d->domain, sesd_number(d, q->ttl_min),
            q->ttl_max ? sesd_number(d, q->ttl_max) : sesd_text("2147483647"));
}

/* ---- the stages ---- */

/* The name servers of the zone, if its NS records are known. */
static void derive_servers(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    const struct record *first =
        sesd_records(sesd_known(d->sd, d->zone), SESDOMAIN_TYPE_NS);
    size_t count = 0;

    for (const struct record *r = first; r; r = sesd_next_record(r))
        count++;
    plan->servers =
        sesd_alloc_array(&plan->arena, count, sizeof(*plan->servers));
    for (const struct record *r = first; r && plan->servers;
         r = sesd_next_record(r))
        plan->servers[plan->server_count++] = sesd_keep(&plan->arena, r->text);
}

static void derive_begin(struct derivation *d)
{
    struct sesdomain_plan *plan = d->plan;
    const struct sesdomain *sd = d->sd;

    plan->reference =
        sesd_keep(&plan->arena, sesd_string_text(&sd->reference));
    plan->contact = sesd_keep(&plan->arena, sesd_string_text(&sd->contact));
    plan->due = sesd_keep(&plan->arena, sesd_string_text(&sd->due));
    plan->domain = sesd_keep(&plan->arena, sesd_string_text(&sd->domain));
    plan->zone = sesd_keep(&plan->arena, sesd_zone(sd));
    plan->provider = sd->provider;
    d->domain = plan->domain;
    d->zone = plan->zone;
    d->has_existing = sd->known_facts || sd->complete || sd->listings;
    plan->has_existing = d->has_existing;
    derive_servers(d);
    derive_options(d);
    derive_quirks(d);
    derive_ttl(d);
}

static bool derive_failed(const struct derivation *d)
{
    return d->scratch.failed || d->plan->arena.failed;
}

static void derive_records(struct derivation *d)
{
    sesd_derive_needs(d);
    if (derive_failed(d))
        return;
    sesd_derive_order(d);
    if (derive_failed(d))
        return;
    sesd_derive_sharing(d);
    if (derive_failed(d))
        return;
    sesd_derive_conflicts(d);
    if (derive_failed(d))
        return;
    sesd_derive_existing(d);
    if (derive_failed(d))
        return;
    sesd_derive_addresses(d);
    if (derive_failed(d))
        return;
    sesd_derive_change(d);
}

static void derive_judgement(struct derivation *d)
{
    sesd_derive_evidence(d);
    if (derive_failed(d))
        return;
    sesd_derive_dmarc(d);
    if (derive_failed(d))
        return;
    sesd_derive_alignment(d);
    if (derive_failed(d))
        return;
    sesd_derive_readiness(d);
    if (derive_failed(d))
        return;
    sesd_derive_lint(d);
    if (derive_failed(d))
        return;
    sesd_derive_strangers(d);
    if (derive_failed(d))
        return;
    sesd_derive_wildcards(d);
    if (derive_failed(d))
        return;
    sesd_derive_misplaced(d);
    if (derive_failed(d))
        return;
    sesd_derive_mistyped(d);
    if (derive_failed(d))
        return;
    sesd_derive_listing(d);
    if (derive_failed(d))
        return;
    sesd_derive_questions(d);
    if (derive_failed(d))
        return;
    sesd_derive_outside(d);
    if (derive_failed(d))
        return;
    sesd_derive_findings(d);
    if (derive_failed(d))
        return;
    sesd_derive_withheld(d);
    if (derive_failed(d))
        return;
    sesd_derive_steps(d);
}

static void derive_plan(struct derivation *d)
{
    derive_begin(d);
    if (derive_failed(d))
        return;
    sesd_derive_proposals(d);
    if (derive_failed(d))
        return;
    sesd_derive_instances(d);
    if (derive_failed(d))
        return;
    derive_records(d);
    if (derive_failed(d))
        return;
    derive_judgement(d);
}

enum sesdomain_status sesdomain_plan_new(struct sesdomain *sd,
                                         struct sesdomain_plan **out)
{
    struct derivation d = { .sd = sd, .scratch.mem = sd->arena.mem };
    struct arena arena = { .mem = sd->arena.mem };
    enum sesdomain_status status;

    *out = NULL;
    sesd_begin(sd);
    status = derive_check(sd);
    if (status != SESDOMAIN_OK)
        return status;
    d.plan = sesd_alloc(&arena, sizeof(*d.plan));
    if (!d.plan) {
        sesd_arena_free(&arena);
        return sesd_fail_memory(sd);
    }
    *d.plan = (struct sesdomain_plan){ .arena = arena };

    derive_plan(&d);
    if (derive_failed(&d))
        status = sesd_fail_memory(sd);
    else
        *out = d.plan;
    sesd_arena_free(&d.scratch);
    if (status != SESDOMAIN_OK)
        sesdomain_plan_free(d.plan);
    return status;
}
