/* SPDX-License-Identifier: MIT */
#include "derive.h"

#define LABELS_MAX 8 /* of a tree walk, RFC 9989 section 4.10 */

static const struct text none = { NULL, 0 };

/* The DMARC record that applies to a name, or is to. */
struct policy {
    struct text domain, record; /* NULL: there is none, as far as is known */
    struct dmarc tags;
    size_t count; /* of those that exist */
};

static struct text dmarc_name(struct derivation *b, struct text domain)
{
    return sesd_below(b, "_dmarc", domain);
}

/* ---- what is at _dmarc ---- */

/* The first of the DMARC records among the TXTs of a name, or of where its
 * CNAMEs lead; *count of them. */
static const struct record *records_at(struct derivation *b, struct text name,
                                       size_t *count)
{
    const struct record *first = NULL, *r;

    *count = 0;
    r = sesd_records(sesd_known(b->sd, sesd_answering(b, name)),
                     SESDOMAIN_TYPE_TXT);
    for (; r; r = sesd_next_record(r))
        if (sesd_dmarc_is(r->text)) {
            first = first ? first : r;
            ++*count;
        }
    return first;
}

void sesd_exist_dmarc(struct derivation *b, struct owner *owner,
                      struct want *w)
{
    const struct record *cname, *r;
    size_t count;

    cname = sesd_records(owner->known, SESDOMAIN_TYPE_CNAME);
    r = records_at(b, owner->name, &count);
    if (cname)
        sesd_find(b, FINDING_DMARC_IS_CNAME, owner->name, cname->text, none);
    else if (count == 1 && w->there != r)
        sesd_find(b, FINDING_DMARC_KEPT, owner->name, r->text, none);
    b->policy = owner;
    w->dropped = cname || count > 1 || (count == 1 && w->there != r);
}

/* Ours, if it is to be published; NULL if not. */
static struct want *wanted(struct derivation *b)
{
    return b->policy && !b->policy->conflict ? sesd_first_want(b->policy)
                                             : NULL;
}

/* The one record of a domain. */
static bool find_policy(struct derivation *b, struct text domain,
                        struct policy *policy)
{
    const struct record *r = NULL;
    const struct want *ours;

    *policy = (struct policy){ .domain = domain };
    if (b->told)
        r = records_at(b, dmarc_name(b, domain), &policy->count);
    if (policy->count == 1) {
        policy->record = r->text;
        if (b->dmarc_read.s != r->text.s) { /* most of the time, the same */
            sesd_dmarc_parse(r->text, &b->dmarc_tags);
            b->dmarc_read = r->text;
        }
        policy->tags = b->dmarc_tags;
    } else if (!policy->count && sesd_text_equal(domain, b->domain)) {
        ours = wanted(b);
        if (ours) {
            policy->record = ours->text;
            policy->tags = b->sd->policy;
        }
    }
    return policy->record.s != NULL;
}

/* ---- the tree walk (RFC 9989 section 4.10) ---- */

struct walk {
    struct policy found[LABELS_MAX + 1]; /* from the longest name on */
    struct text below[LABELS_MAX + 1];   /* the name walked before each */
    size_t count;
};

static void walk(struct derivation *b, struct text name, struct walk *w)
{
    struct text last = none;

    w->count = 0;
    for (int step = 0; name.n && step <= LABELS_MAX; step++) {
        struct policy *p = &w->found[w->count];

        if (find_policy(b, name, p)) {
            w->below[w->count++] = last;
            if (p->tags.psd != 'u')
                return;
        }
        last = name;
        name = sesd_name_parent(name);
        while (step == 0 && sesd_name_labels(name) >= LABELS_MAX)
            name = sesd_name_parent(name);
    }
}

/* RFC 9989 section 4.10.2. NULL if no record is known. */
static struct text organization(struct derivation *b, struct text name)
{
    struct walk w;

    walk(b, name, &w);
    for (size_t i = 0; i < w.count; i++) {
        if (w.found[i].tags.psd == 'n')
            return w.found[i].domain;
        if (w.found[i].tags.psd == 'y' && w.below[i].s)
            return w.below[i];
    }
    return w.count ? w.found[w.count - 1].domain : none;
}

/* The record that applies to mail from a name (section 4.10.1). */
static struct policy applied(struct derivation *b, struct text from)
{
    struct policy policy;
    struct walk w;
    struct text org;

    if (find_policy(b, from, &policy))
        return policy;
    org = organization(b, from);
    walk(b, from, &w);
    for (size_t i = 0; i < w.count; i++)
        if (sesd_text_equal(w.found[i].domain, org) ||
            w.found[i].tags.psd == 'y')
            return w.found[i];
    return policy;
}

/* Relaxed alignment with a From domain of that organization. Where no record
 * is known, receivers ask lists of public suffixes, and the domain and what is
 * below it are of one organization. */
static bool is_aligned(struct derivation *b, struct text name,
                       struct text from, struct text organization_of_from)
{
    struct text one;

    if (sesd_text_equal(name, from))
        return true;
    one = organization(b, name);
    return (!one.s && !organization_of_from.s) ||
           sesd_text_equal(one, organization_of_from);
}

/* ---- the record itself ---- */

/* Whether a policy affects mail; with t=y, what is asked for is one level
 * lower (RFC 9989 section 4.7). */
static bool is_strong(const struct dmarc *tags, enum dmarc_policy policy)
{
    return policy == DMARC_REJECT ||
           (policy == DMARC_QUARANTINE && tags->t != 'y');
}

static struct text policy_word(enum dmarc_policy policy)
{
    return sesd_text(policy == DMARC_REJECT ? "reject" : "quarantine");
}

static void tell_tag(struct derivation *b, enum finding finding,
                     struct text tag)
{
    if (tag.s)
        sesd_find(b, finding, b->domain, tag, none);
}

static bool reports_somewhere(struct text list)
{
    struct text uri, host;

    while (sesd_dmarc_uri(&list, &uri))
        if (sesd_dmarc_uri_valid(uri, &host))
            return true;
    return false;
}

static void check_tags(struct derivation *b, const struct policy *policy)
{
    const struct dmarc *tags = &policy->tags;
    const bool bad = tags->p == DMARC_INVALID || tags->sp == DMARC_INVALID ||
                     tags->np == DMARC_INVALID;

    if (bad && !reports_somewhere(tags->rua))
        sesd_find(b, FINDING_DMARC_MALFORMED, policy->domain, none, none);
    else
        tell_tag(b, FINDING_DMARC_TAG_INVALID, tags->invalid);
    tell_tag(b, FINDING_DMARC_TAG_INVALID,
             tags->malformed.s && !tags->malformed.n ? sesd_text("(empty)")
                                                     : tags->malformed);
    tell_tag(b, FINDING_DMARC_TAG_DUPLICATE, tags->duplicate);
    tell_tag(b, FINDING_DMARC_TAG_UNKNOWN, tags->unknown);
    tell_tag(b, FINDING_DMARC_TAG_OBSOLETE,
             sesd_text(tags->pct ? "pct" : NULL));
    tell_tag(b, FINDING_DMARC_TAG_OBSOLETE, sesd_text(tags->rf ? "rf" : NULL));
    tell_tag(b, FINDING_DMARC_TAG_OBSOLETE, sesd_text(tags->ri ? "ri" : NULL));
    if (tags->p == DMARC_ABSENT)
        sesd_find(b, FINDING_DMARC_NO_P, b->domain, none, none);
    else if (!tags->p_second)
        sesd_find(b, FINDING_DMARC_P_NOT_SECOND, b->domain, none, none);
    if (tags->aspf == 's')
        sesd_find(b, FINDING_DMARC_STRICT_SPF, b->domain, none, none);
}

/* The host of a mailto: address. */
static bool host_of(struct text uri, struct name *name)
{
    struct text host;
    const char *why;

    return sesd_dmarc_uri_valid(uri, &host) && host.s &&
           sesd_name_parse(host, NAME_HOST, name, &why) == SESDOMAIN_OK;
}

static void remember(struct derivation *b, struct text name)
{
    struct pending *p = sesd_alloc(&b->scratch, sizeof(*p));

    if (!p)
        return;
    *p = (struct pending){ b->report_names, name };
    b->report_names = p;
}

/* A host of another organization has to say that it takes the reports
 * (RFC 9990, as RFC 7489 section 7.1 before it). */
static void check_reports(struct derivation *b, struct text list)
{
    struct text uri;
    struct name host;

    while (sesd_dmarc_uri(&list, &uri)) {
        struct text name, report_name;
        enum sesdomain_recordset_prior prior;
        size_t count;

        if (!host_of(uri, &host))
            continue;
        name = (struct text){ host.s, host.n };
        if (sesd_name_within(name, b->domain) ||
            sesd_name_within(b->domain, name))
            continue;
        report_name = sesd_name_join(&b->scratch, b->domain,
                                     sesd_text("._report._dmarc."), name);
        if (!report_name.s) {
            sesd_find(b, FINDING_DMARC_REPORT_NAME_TOO_LONG, b->domain, name,
                      none);
            continue;
        }
        remember(b, report_name);
        prior = sesd_prior(b->sd, report_name, SESDOMAIN_TYPE_TXT, b->zone);
        if (prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT &&
            records_at(b, report_name, &count))
            continue;
        sesd_find(b,
                  prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN
                      ? FINDING_DMARC_EXTERNAL_UNKNOWN
                      : FINDING_DMARC_EXTERNAL_NOT_ACCEPTED,
                  b->domain, name, report_name);
    }
}

/* The nearest policy above the domain, which a record of its own overrides. */
static struct policy inherited(struct derivation *b)
{
    struct policy none_found = { .record = none };
    struct text above;

    if (!b->told)
        return none_found;
    above = sesd_name_parent(b->domain);
    return above.n ? applied(b, above) : none_found;
}

static void check_new(struct derivation *b, const struct policy *policy)
{
    const struct policy above = inherited(b);
    const struct dmarc *tags = &policy->tags;

    if (above.record.s)
        sesd_find(b, FINDING_DMARC_OVERRIDES, b->domain, above.domain,
                  above.record);
    else if (is_strong(tags, tags->p))
        sesd_find(b, FINDING_DMARC_INITIAL_ENFORCEMENT, b->domain,
                  policy_word(tags->p), none);
    else if (is_strong(tags, tags->sp))
        sesd_find(b, FINDING_DMARC_INITIAL_ENFORCEMENT, b->domain,
                  sesd_concat(&b->scratch,
                              sesd_text("none, and for its subdomains "),
                              policy_word(tags->sp), none),
                  none);
}

static void check_record(struct derivation *b)
{
    struct policy policy, above;
    const bool found = find_policy(b, b->domain, &policy);
    const struct want *ours;

    b->dmarc_used = policy.count || b->sd->dmarc.set;
    if (policy.count > 1) {
        b->dmarc = HELD_CONFLICT;
        sesd_find(b, FINDING_DMARC_MULTIPLE_RECORDS, dmarc_name(b, b->domain),
                  none, none);
        return;
    }
    if (found) {
        ours = wanted(b);
        b->dmarc = policy.count || !ours ? HELD_PUBLISHED : ours->held;
        check_tags(b, &policy);
        check_reports(b, policy.tags.rua);
        check_reports(b, policy.tags.ruf);
        if (!policy.count && ours)
            check_new(b, &policy);
        return;
    }
    if (sesd_records(sesd_known(b->sd, dmarc_name(b, b->domain)),
                     SESDOMAIN_TYPE_CNAME))
        return;
    above = inherited(b);
    if (above.record.s) {
        b->dmarc = HELD_PUBLISHED;
        b->dmarc_used = true;
        sesd_find(b, FINDING_DMARC_INHERITED, b->domain, above.domain,
                  above.record);
    } else {
        sesd_find(b, FINDING_NO_DMARC, b->domain, none, none);
    }
}

/* ---- alignment: of each instance, for each From domain ---- */

static void tell_paths(struct derivation *b, uint32_t i, struct text from,
                       bool dkim, bool spf)
{
    if (dkim && spf)
        return;
    if (!dkim && !spf) {
        b->unaligned[i] = true;
        sesd_concern(
            b,
            sesd_find(b, FINDING_NO_ALIGNED_IDENTIFIER, b->domain, from, none),
            i);
        return;
    }
    sesd_concern(b,
                 sesd_find(b, FINDING_ONE_ALIGNED_IDENTIFIER, b->domain, from,
                           sesd_text(dkim ? "DKIM" : "SPF")),
                 i);
}

static void align(struct derivation *b, struct text from)
{
    const struct policy policy = applied(b, from);
    const bool strict_dkim = policy.record.s && policy.tags.adkim == 's';
    const bool strict_spf = policy.record.s && policy.tags.aspf == 's';
    const bool same = sesd_text_equal(from, b->domain);
    const bool quiet = !b->sd->known.count;
    const struct text org = quiet && same ? none : organization(b, from);
    const bool dkim =
        same || (!strict_dkim && is_aligned(b, b->domain, from, org));

    if (strict_dkim && !same)
        sesd_find(b, FINDING_DMARC_STRICT_DKIM, b->domain, from, none);
    for (uint32_t i = 0; i < b->plan->instance_count; i++) {
        const struct sesdomain_instance *inst = b->sd->instances[i];
        const struct evidence *seen = b->evidence[i];
        bool spf = sesd_usable(&seen[SESDOMAIN_ASPECT_MAIL_FROM]);

        if (inst->state != SESDOMAIN_INSTANCE_STATE_ACTIVE)
            continue;
        if (spf && !quiet) /* without records, all is of one organization */
            spf = is_aligned(b, sesd_string_text(&inst->text[SLOT_MAIL_FROM]),
                             from, org);
        tell_paths(b, i, from,
                   dkim && sesd_usable(&seen[SESDOMAIN_ASPECT_DKIM]) &&
                       inst->ses.signing != SESDOMAIN_TRISTATE_NO,
                   spf && !strict_spf);
    }
}

void sesd_plan_dmarc(struct derivation *b)
{
    const struct sesdomain *sd = b->sd;

    b->unaligned = sesd_alloc_zero(&b->scratch, b->plan->instance_count);
    if (!b->unaligned)
        return;
    check_record(b);
    if (!sd->from_domains.count)
        align(b, b->domain);
    for (const struct entry *e = sesd_index_first(&sd->from_domains); e;
         e = sesd_index_next(e)) {
        const struct text from = { e->key, e->length };

        if (sesd_name_within(from, b->domain))
            align(b, from);
        else
            sesd_find(b, FINDING_FROM_NOT_COVERED, b->domain, from, none);
    }
}
