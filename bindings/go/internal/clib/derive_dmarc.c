//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* DMARC. Takes the policy in the settings and those that exist, finds the one
 * that applies to each From domain (RFC 9989 section 4.10), and checks its
 * tags and report addresses (RFC 9990). */
#include "derive_policy.h"

static struct text dmarc_name(struct derivation *d, struct text domain)
{
    return sesd_below(d, LABEL_DMARC, domain);
}

/* ---- the records at _dmarc ---- */

/* The DMARC records at a name. Many From domains ask for the same name, or for
 * names whose CNAMEs end at the same name. */
struct published {
    struct entry entry;         /* key: the name */
    const struct record *first; /* NULL: there is none */
    struct dmarc tags;          /* of the first */
    size_t count;
};

/* Read the TXTs of a name. The name is kept. */
static struct published *dmarc_read(struct derivation *d, struct text name)
{
    struct published *at = sesd_alloc(&d->scratch, sizeof(*at));
    const struct record *r;

    if (!at)
        return NULL;
    *at = (struct published){ .entry = { name.s, name.n, NULL } };
    r = sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    for (; r; r = sesd_next_record(r))
        if (sesd_dmarc_is(r->text) && !at->count++)
            at->first = r;
    if (at->first)
        sesd_dmarc_parse(at->first->text, &at->tags);
    return sesd_index_add(&d->dmarc.published, &d->scratch, &at->entry);
}

/* Return the records of a name, or of the name that its CNAMEs point to. */
static struct published dmarc_published(struct derivation *d, struct text name)
{
    const struct text end = sesd_follow_cnames(d, name);
    const struct published *at = (const struct published *)sesd_index_find(
        &d->dmarc.published, end.s ? end.s : "", end.n);

    if (!at && end.n) /* or it is too long */
        at = dmarc_read(d, end);
    return at ? *at : (struct published){ .count = 0 };
}

/* Report where another name or zone sets the policy; false: here. */
static bool dmarc_report_elsewhere(struct derivation *d, struct text name)
{
    const struct known *known = sesd_known(d->sd, name);
    const struct record *cname = sesd_records(known, SESDOMAIN_TYPE_CNAME);
    const struct record *ns = sesd_records(known, SESDOMAIN_TYPE_NS);

    if (cname)
        sesd_report(d, FINDING_DMARC_IS_CNAME, name, cname->text, none);
    else if (ns && sesd_name_within(name, d->zone))
        sesd_report(d, FINDING_DMARC_IS_DELEGATED, name, ns->text, none);
    else
        return false;
    return true;
}

void sesd_check_dmarc(struct derivation *d, struct owner *owner,
                      struct want *w)
{
    const bool elsewhere = dmarc_report_elsewhere(d, owner->name);
    const struct published at = dmarc_published(d, owner->name);
    const struct record *r = at.first;
    const size_t count = at.count;

    d->dmarc.owner = owner;
    if (!elsewhere && count == 1 && w->there != r &&
        sesd_replace_policy(d, owner, w, r))
        return;
    if (!elsewhere && count == 1 && w->there != r)
        sesd_report(d, FINDING_DMARC_KEPT, owner->name, r->text, none);
    w->dropped = elsewhere || count > 1 || (count == 1 && w->there != r);
}

/* Return our record, if it would be published; or NULL. */
static struct want *dmarc_desired(struct derivation *d)
{
    const struct owner *owner = d->dmarc.owner;

    return owner && !owner->conflict ? sesd_first_want(owner) : NULL;
}

/* Return the tags of our record, which many From domains ask for. */
static const struct dmarc *dmarc_tags_of(struct derivation *d,
                                         struct text record)
{
    if (d->dmarc.ours.s != record.s) {
        d->dmarc.ours = record;
        sesd_dmarc_parse(record, &d->dmarc.ours_tags);
    }
    return &d->dmarc.ours_tags;
}

/* Find the one record of a domain. */
static bool dmarc_find_policy(struct derivation *d, struct text domain,
                              struct policy *policy)
{
    struct published at = { .count = 0 };
    const struct want *ours =
        sesd_text_equal(domain, d->domain) ? dmarc_desired(d) : NULL;

    if (d->has_existing)
        at = dmarc_published(d, dmarc_name(d, domain));
    *policy = (struct policy){ .domain = domain, .count = at.count };
    if (policy->count == 1 && !(ours && ours->replaces)) {
        policy->record = at.first->text;
        policy->tags = at.tags;
    } else if (policy->count <= 1 && ours) {
        policy->record = ours->text;
        policy->tags = *dmarc_tags_of(d, ours->text);
    }
    return policy->record.s != NULL;
}

/* ---- the tree walk (RFC 9989 section 4.10) ---- */

struct walk {
    struct policy found[DMARC_LABELS_MAX + 1]; /* from the longest name on */
    struct text below[DMARC_LABELS_MAX + 1]; /* the name walked before each */
    size_t count;
};

static void dmarc_walk(struct derivation *d, struct text name, struct walk *w)
{
    struct text last = none;

    w->count = 0;
    for (int step = 0; name.n && step <= DMARC_LABELS_MAX; step++) {
        struct policy *p = &w->found[w->count];

        if (dmarc_find_policy(d, name, p)) {
            w->below[w->count++] = last;
            if (p->tags.psd != 'u')
                return;
        }
        last = name;
        name = sesd_dmarc_walk_up(name, step == 0);
    }
}

struct text sesd_organization(struct derivation *d, struct text name)
{
    struct walk w;

    dmarc_walk(d, name, &w);
    for (size_t i = 0; i < w.count; i++) {
        if (w.found[i].tags.psd == 'n')
            return w.found[i].domain;
        if (w.found[i].tags.psd == 'y' && w.below[i].s)
            return w.below[i];
    }
    return w.count ? w.found[w.count - 1].domain : none;
}

/* Return the record that applies to mail from a name (section 4.10.1). */
struct policy sesd_policy_applied(struct derivation *d, struct text from)
{
    struct policy policy;
    struct walk w;
    struct text org;

    if (dmarc_find_policy(d, from, &policy))
        return policy;
    org = sesd_organization(d, from);
    dmarc_walk(d, from, &w);
    for (size_t i = 0; i < w.count; i++)
        if (sesd_text_equal(w.found[i].domain, org) ||
            w.found[i].tags.psd == 'y')
            return w.found[i];
    return policy;
}

/* ---- the record itself ---- */

bool sesd_policy_is_strong(const struct dmarc *tags, enum dmarc_policy policy)
{
    return policy == DMARC_REJECT ||
           (policy == DMARC_QUARANTINE && tags->t != 'y');
}

struct text sesd_policy_word(enum dmarc_policy policy)
{
    return sesd_text(policy == DMARC_REJECT ? "reject" : "quarantine");
}

static void dmarc_report_tag(struct derivation *d, enum finding finding,
                             struct text tag)
{
    if (tag.s)
        sesd_report(d, finding, d->domain, tag, none);
}

/* Report a tag that is not valid, and what is probably meant. */
static void dmarc_report_invalid(struct derivation *d, enum finding finding,
                                 struct text tag)
{
    const struct text name = dmarc_name(d, d->domain);
    const struct text slip = sesd_text(tag.n ? sesd_dmarc_slip(tag) : NULL);

    if (tag.s)
        sesd_report(d, finding, name, tag.n ? tag : sesd_text("(empty)"),
                    slip.s ? sesd_concat(&d->scratch, sesd_text(" ("), slip,
                                         sesd_text(")"))
                           : none);
}

static bool dmarc_has_reports(struct text list)
{
    struct text uri, host;

    while (sesd_dmarc_uri(&list, &uri))
        if (sesd_dmarc_uri_valid(uri, &host))
            return true;
    return false;
}

static bool dmarc_enforces(enum dmarc_policy policy)
{
    return policy == DMARC_QUARANTINE || policy == DMARC_REJECT;
}

/* Whether a policy is given, and is weaker than another. */
static bool dmarc_is_weaker(enum dmarc_policy one, enum dmarc_policy other)
{
    return one != DMARC_ABSENT && one != DMARC_INVALID && one < other;
}

/* Report the strongest policy: receivers that follow RFC 9989 apply it to all
 * mail, with t=y one step less (section 4.7). */
static void dmarc_check_pct(struct derivation *d, const struct dmarc *tags)
{
    const struct {
        const char *tag;
        enum dmarc_policy policy;
    } all[] = { { "p=", tags->p }, { "sp=", tags->sp }, { "np=", tags->np } };
    const bool lowered = tags->t == 'y';
    const char *applied = "";
    size_t most = COUNT(all);

    for (size_t i = 0; i < COUNT(all); i++)
        if (dmarc_enforces(all[i].policy) &&
            (most == COUNT(all) || all[i].policy > all[most].policy))
            most = i;
    if (most == COUNT(all))
        return;
    if (lowered)
        applied = all[most].policy == DMARC_REJECT
                      ? ", lowered to quarantine by t=y,"
                      : ", lowered to none by t=y,";
    sesd_report(
        d, FINDING_DMARC_PCT, d->domain,
        sesd_concat(&d->scratch, sesd_text(all[most].tag),
                    sesd_policy_word(all[most].policy), sesd_text(applied)),
        sesd_concat(&d->scratch, sesd_text(all[most].tag),
                    sesd_text(lowered ? "none" : "none or t=y"), none));
}

static void dmarc_check_tags(struct derivation *d, const struct policy *policy)
{
    const struct dmarc *tags = &policy->tags;

    if (tags->bad_policy.s)
        dmarc_report_invalid(d,
                             dmarc_has_reports(tags->rua)
                                 ? FINDING_DMARC_TAG_INVALID
                                 : FINDING_DMARC_MALFORMED,
                             tags->bad_policy);
    else
        dmarc_report_invalid(d, FINDING_DMARC_TAG_INVALID, tags->invalid);
    dmarc_report_invalid(d, FINDING_DMARC_TAG_INVALID, tags->malformed);
    dmarc_report_tag(d, FINDING_DMARC_TAG_DUPLICATE, tags->duplicate);
    dmarc_report_tag(d, FINDING_DMARC_TAG_UNKNOWN, tags->unknown);
    if (tags->pct && !tags->pct_is_100)
        dmarc_check_pct(d, tags);
    dmarc_report_tag(d, FINDING_DMARC_TAG_OBSOLETE,
                     sesd_text(tags->rf ? "rf" : NULL));
    dmarc_report_tag(d, FINDING_DMARC_TAG_OBSOLETE,
                     sesd_text(tags->ri ? "ri" : NULL));
    if (dmarc_enforces(tags->p) && (dmarc_is_weaker(tags->sp, tags->p) ||
                                    dmarc_is_weaker(tags->np, tags->p)))
        sesd_report(d, FINDING_DMARC_SUBDOMAINS_WEAKER, d->domain, none, none);
    if (tags->p == DMARC_NONE && !tags->rua.n)
        sesd_report(d, FINDING_DMARC_NO_REPORTS, d->domain, none, none);
    if (tags->p == DMARC_ABSENT && !d->dmarc.in_pieces && !tags->malformed.s)
        sesd_report(d, FINDING_DMARC_NO_P, d->domain, none, none);
    else if (tags->p != DMARC_ABSENT && !tags->p_second)
        sesd_report(d, FINDING_DMARC_P_NOT_SECOND, d->domain, none, none);
    if (tags->aspf == 's')
        sesd_report(d, FINDING_DMARC_STRICT_SPF, d->domain, none, none);
}

/* Return the host of a mailto: address. */
static bool dmarc_report_host(struct text uri, struct name *name)
{
    struct text host;
    const char *why;

    return sesd_dmarc_uri_valid(uri, &host) && host.s &&
           sesd_name_parse(host, NAME_HOST, name, &why) == SESDOMAIN_OK;
}

/* Check that the hosts of other organizations permit the reports (RFC 9990, as
 * RFC 7489 section 7.1 before it). */
static void dmarc_check_reports(struct derivation *d, struct text list)
{
    struct text uri;
    struct name host;

    while (sesd_dmarc_uri(&list, &uri)) {
        struct text name, report_name;
        enum sesdomain_recordset_prior prior;

        if (!dmarc_report_host(uri, &host))
            continue;
        name = (struct text){ host.s, host.n };
        if (sesd_name_within(name, d->domain) ||
            sesd_name_within(d->domain, name))
            continue;
        report_name = sesd_name_join(
            &d->plan->arena, d->domain,
            sesd_text("." LABEL_REPORT "." LABEL_DMARC "."), name);
        if (!report_name.s) {
            sesd_report(d, FINDING_DMARC_REPORT_NAME_TOO_LONG, d->domain, name,
                        none);
            continue;
        }
        sesd_ask(d, report_name, SESDOMAIN_TYPE_TXT);
        prior = sesd_prior(d->sd, report_name, SESDOMAIN_TYPE_TXT, d->zone);
        if (prior == SESDOMAIN_RECORDSET_PRIOR_PRESENT &&
            dmarc_published(d, report_name).count)
            continue;
        sesd_report(d,
                    prior == SESDOMAIN_RECORDSET_PRIOR_UNKNOWN
                        ? FINDING_DMARC_EXTERNAL_UNKNOWN
                        : FINDING_DMARC_EXTERNAL_NOT_ACCEPTED,
                    d->domain, name, report_name);
    }
}

/* Return the nearest policy above the domain, which a record of the domain
 * overrides. */
static struct policy dmarc_inherited(struct derivation *d)
{
    struct policy none_found = { .record = none };
    struct text above;

    if (!d->has_existing)
        return none_found;
    above = sesd_name_parent(d->domain);
    return above.n ? sesd_policy_applied(d, above) : none_found;
}

static void dmarc_check_new(struct derivation *d, const struct policy *policy)
{
    const struct policy above = dmarc_inherited(d);
    const struct dmarc *tags = &policy->tags;

    if (above.record.s)
        sesd_report(d, FINDING_DMARC_OVERRIDES, d->domain, above.domain,
                    above.record);
    else if (sesd_policy_is_strong(tags, tags->p))
        sesd_report(d, FINDING_DMARC_INITIAL_ENFORCEMENT, d->domain,
                    sesd_policy_word(tags->p), none);
    else if (sesd_policy_is_strong(tags, tags->sp))
        sesd_report(d, FINDING_DMARC_INITIAL_ENFORCEMENT, d->domain,
                    sesd_concat(&d->scratch,
                                sesd_text("none, and for its subdomains "),
                                sesd_policy_word(tags->sp), none),
                    none);
}

static void dmarc_check_record(struct derivation *d)
{
    struct policy policy, above;
    const bool found = dmarc_find_policy(d, d->domain, &policy);
    const bool mistyped = d->has_existing && sesd_check_mistyped_dmarc(d);
    const struct want *ours;

    d->dmarc.used = policy.count || d->sd->dmarc.set;
    if (policy.count > 1) {
        d->dmarc.held = HELD_CONFLICT;
        sesd_report(d, FINDING_DMARC_MULTIPLE_RECORDS,
                    dmarc_name(d, d->domain), none, none);
        return;
    }
    if (found) {
        ours = dmarc_desired(d);
        d->dmarc.held = policy.count || !ours ? HELD_PUBLISHED : ours->held;
        dmarc_check_tags(d, &policy);
        dmarc_check_reports(d, policy.tags.rua);
        dmarc_check_reports(d, policy.tags.ruf);
        if (!policy.count && ours)
            dmarc_check_new(d, &policy);
        return;
    }
    if (dmarc_report_elsewhere(d, dmarc_name(d, d->domain)))
        return;
    above = dmarc_inherited(d);
    if (above.record.s) {
        d->dmarc.held = HELD_PUBLISHED;
        d->dmarc.used = true;
        sesd_report(d, FINDING_DMARC_INHERITED, d->domain, above.domain,
                    above.record);
    } else if (!mistyped && !d->quirks.no_underscores) {
        sesd_report(d, FINDING_NO_DMARC, d->domain, none, none);
    }
}

void sesd_derive_dmarc(struct derivation *d)
{
    dmarc_check_record(d);
}
