//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The SPF record of a MAIL FROM domain (RFC 7208). Takes the existing record,
 * checks it, counts its known DNS lookups (section 4.6.4), and merges ours
 * into it. */
#include "derive_derive.h"

#define SPF_SIZE 450   /* RFC 7208 section 3.4: names and texts */
#define SPF_ANSWER 512 /* of an entire answer, without EDNS */
#define DEPTH_MAX 10   /* includes within includes: each is a lookup */
#define LOOKUPS_CAP 99
#define MISSPELT_MAX 2 /* letters of the name of SES */

/* ---- lookups (RFC 7208 section 4.6.4) ---- */

struct lookups {
    size_t all, voids;
};

/* Parse a domain-spec without macros as a name; false if it is not a name. */
static bool spf_target(const struct spf_term *term, struct text self,
                       struct name *name)
{
    const char *why;
    struct text t = term->domain.n ? term->domain : self;

    return !memchr(t.s, '%', t.n) &&
           sesd_name_parse(t, NAME_OWNER, name, &why) == SESDOMAIN_OK;
}

/* Whether records of a name that does not exist may be synthesised, from a
 * wildcard or a DNAME. */
static bool spf_may_be_synthesised(struct derivation *d, struct text name)
{
    struct text above = sesd_name_parent(name);

    if (sesd_zone_dname(d->sd, name, d->zone).s)
        return true;
    for (; above.n; above = sesd_name_parent(above))
        if (sesd_wildcard(d, above))
            return true;
    return false;
}

/* Whether a name, its CNAMEs followed, is known to have no such records. */
static bool spf_is_absent(struct derivation *d, struct text name,
                          uint32_t type)
{
    return sesd_prior(d->sd, name, type, d->zone) ==
               SESDOMAIN_RECORDSET_PRIOR_ABSENT &&
           (sesd_known(d->sd, name) || !spf_may_be_synthesised(d, name));
}

/* Whether the lookup of a term is known to be void (section 4.6.4). For a
 * client with an IPv4 address, as SES has, "a" looks up A alone (section
 * 5.3). */
static bool spf_is_void(struct derivation *d, const struct spf_term *term,
                        struct text name)
{
    switch (term->kind) {
    case SPF_A:
    case SPF_EXISTS:
        return spf_is_absent(d, name, SESDOMAIN_TYPE_A);
    case SPF_MX:
        return spf_is_absent(d, name, SESDOMAIN_TYPE_MX);
    case SPF_INCLUDE:
    case SPF_REDIRECT:
        return spf_is_absent(d, name, SESDOMAIN_TYPE_TXT);
    default:
        return false;
    }
}

/* ---- records: each is parsed and followed once, however many include it */

/* A term that causes a lookup, and what is known of its target. */
struct spf_step {
    struct spf_term term;
    bool followed, is_void;
    struct spf_parsed *inner; /* the record of the target; or NULL */
};

/* The SPF record of a name: its terms that cause lookups. */
struct spf_parsed {
    struct entry entry; /* key: sesd_name_key() */
    struct text name;
    bool valid; /* it is the only one of its name, and valid */
    struct spf_step *steps;
    size_t count;
};

/* Take the next term that causes a lookup; what follows "all" is not tested
 * (section 5.1), and with it there is no redirect (section 6.1). */
static bool spf_next_asking(struct text *rest, bool all, struct spf_term *term)
{
    const char *wrong;

    while (sesd_spf_next(rest, term, &wrong)) {
        if (term->kind == SPF_ALL)
            return false;
        if (sesd_spf_asks(term) && !(term->kind == SPF_REDIRECT && all))
            return true;
    }
    return false;
}

static bool spf_has_all(struct text record)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;

    while (sesd_spf_next(&rest, &term, &wrong))
        if (term.kind == SPF_ALL)
            return true;
    return false;
}

static void spf_parse(struct derivation *d, struct text record,
                      struct spf_parsed *parsed)
{
    const bool all = spf_has_all(record);
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    size_t count = 0;

    while (count < LOOKUPS_CAP && spf_next_asking(&rest, all, &term))
        count++;
    parsed->valid = true;
    parsed->steps =
        sesd_alloc_array(&d->scratch, count, sizeof(*parsed->steps));
    rest = sesd_spf_terms(record);
    while (parsed->steps && parsed->count < count &&
           spf_next_asking(&rest, all, &term))
        parsed->steps[parsed->count++] = (struct spf_step){ .term = term };
}

/* Parse the only SPF record among the TXTs of a name. */
static void spf_parse_name(struct derivation *d, const struct record *r,
                           struct spf_parsed *parsed)
{
    struct text one = none;
    size_t count = 0;

    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text)) {
            one = r->text;
            count++;
        }
    if (count == 1 && !sesd_spf_wrong(one))
        spf_parse(d, one, parsed);
}

/* Return the parsed record of a name; NULL if there is no memory. */
static struct spf_parsed *spf_at(struct derivation *d, struct text name,
                                 const struct record *r)
{
    char key[SESD_KEY_MAX];
    const size_t n = sesd_name_key(name, key, sizeof(key));
    struct spf_parsed *parsed =
        (struct spf_parsed *)sesd_index_find(&d->spf.parsed, key, n);
    struct text kept;

    if (parsed)
        return parsed;
    kept = sesd_keep(&d->scratch, (struct text){ key, n });
    parsed = sesd_alloc_zero(&d->scratch, sizeof(*parsed));
    if (!parsed || d->scratch.failed)
        return NULL;
    parsed->entry = (struct entry){ kept.s, n, NULL };
    parsed->name = sesd_keep(&d->scratch, name);
    spf_parse_name(d, r, parsed);
    return sesd_index_add(&d->spf.parsed, &d->scratch, &parsed->entry);
}

/* Return the only valid SPF record of a name; NULL if there is none, or if
 * that is unknown. Reports a required record that is missing (sections 5.2,
 * 6.1). */
static struct spf_parsed *spf_nested(struct derivation *d, struct text self,
                                     const struct spf_term *term,
                                     struct text name)
{
    const struct record *r =
        sesd_records(sesd_known(d->sd, name), SESDOMAIN_TYPE_TXT);
    struct spf_parsed *parsed = r ? spf_at(d, name, r) : NULL;

    if (parsed && parsed->valid)
        return parsed;
    if (r || spf_is_absent(d, name, SESDOMAIN_TYPE_TXT))
        sesd_report(d, FINDING_SPF_TARGET_WITHOUT_RECORD, self, term->whole,
                    none);
    return NULL;
}

static void spf_follow(struct derivation *d, struct text self,
                       struct spf_step *step)
{
    const struct spf_term *term = &step->term;
    struct name name;
    struct text target;

    step->followed = true;
    if (!spf_target(term, self, &name))
        return;
    target = sesd_follow_cnames(d, (struct text){ name.s, name.n });
    step->is_void = spf_is_void(d, term, target);
    if (term->kind == SPF_INCLUDE || term->kind == SPF_REDIRECT)
        step->inner = spf_nested(d, self, term, target);
}

static void spf_count_lookups(struct derivation *d,
                              const struct spf_parsed *record, int depth,
                              struct lookups *sum)
{
    for (size_t i = 0; i < record->count && sum->all < LOOKUPS_CAP; i++) {
        struct spf_step *step = &record->steps[i];

        if (!step->followed)
            spf_follow(d, record->name, step);
        sum->all++;
        sum->voids += step->is_void;
        if (step->inner && depth < DEPTH_MAX)
            spf_count_lookups(d, step->inner, depth + 1, sum);
    }
}

/* ---- the existing record ---- */

static bool spf_check_lookups(struct derivation *d, struct owner *owner,
                              struct text record)
{
    struct lookups sum = { 0, 0 };
    struct spf_parsed parsed = { .name = owner->name };

    spf_parse(d, record, &parsed);
    spf_count_lookups(d, &parsed, 0, &sum);
    if (sum.voids > SPF_VOID_MAX)
        sesd_report(d, FINDING_SPF_VOID_LOOKUPS, owner->name,
                    sesd_number(d, sum.voids), none);
    if (sum.all <= SPF_LOOKUPS_MAX)
        return true;
    sesd_conflict(d, owner, FINDING_SPF_TOO_MANY_LOOKUPS,
                  sesd_number(d, sum.all), none);
    return false;
}

/* Whether a term has a name like the one of SES, or is a modifier, which
 * receivers ignore (section 6), instead of our mechanism. */
static bool spf_resembles_ours(const struct spf_term *term)
{
    const struct text name =
        term->kind == SPF_OTHER ? term->whole : term->domain;

    return sesd_text_contains_nocase(name, sesd_text("amazonses")) ||
           (term->kind != SPF_OTHER &&
            (sesd_text_contains_nocase(name, sesd_text(AWS_DOMAIN)) ||
             sesd_text_edits(name, sesd_text(SES_DOMAIN)) <= MISSPELT_MAX));
}

/* Return whether no term denies SES; report unusual terms. */
static bool spf_check_terms(struct derivation *d, struct owner *owner,
                            struct text record)
{
    const struct text ses = sesd_text(SES_DOMAIN);
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;
    bool all = false, redirect = false;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        if (term.qualifier == '-' && sesd_spf_includes(&term, ses)) {
            sesd_conflict(d, owner, FINDING_SPF_DENIES, term.whole, none);
            return false;
        }
        if (!sesd_spf_includes(&term, ses) && spf_resembles_ours(&term))
            sesd_report(d, FINDING_SPF_LOOKALIKE, owner->name, term.whole,
                        sesd_text(term.kind == SPF_OTHER
                                      ? "Receivers ignore a modifier that "
                                        "they do not know"
                                      : "If that name has no SPF record, the "
                                        "term causes a permerror"));
        if (all && term.qualifier)
            sesd_report(d, FINDING_SPF_TERMS_AFTER_ALL, owner->name,
                        term.whole, none);
        all = all || term.kind == SPF_ALL;
        redirect = redirect || term.kind == SPF_REDIRECT;
    }
    if (!all && !redirect)
        sesd_report(d, FINDING_SPF_NO_ALL, owner->name, none, none);
    return true;
}

/* Check the size of the answer: all TXT of the name count, and the name
 * itself; in an entire answer also header, question, and the head of each
 * record with its name compressed. */
static void spf_check_size(struct derivation *d, const struct owner *owner,
                           const struct want *w, const struct record *old)
{
    const struct record *r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);
    const struct text spf = w->there ? w->there->text : w->text;
    size_t size = owner->name.n + spf.n;
    size_t answer = 12 + sesd_name_wire_length(owner->name) + 4 + 12 +
                    sesd_rdata_length(SESDOMAIN_TYPE_TXT, spf);

    for (; r; r = sesd_next_record(r)) {
        if (r == old)
            continue;
        size += r->text.n;
        answer += 12 + sesd_rdata_length(SESDOMAIN_TYPE_TXT, r->text);
    }
    if (answer > SPF_ANSWER)
        sesd_report(d, FINDING_SPF_OVER_512, owner->name,
                    sesd_number(d, answer), none);
    else if (size > SPF_SIZE)
        sesd_report(d, FINDING_SPF_LARGE, owner->name, sesd_number(d, size),
                    none);
}

/* Merge ours into the existing record: its text, with the include. */
static bool spf_merge(struct derivation *d, struct want *w,
                      const struct record *old)
{
    const struct text ses = sesd_text(SES_DOMAIN);
    struct out measure = sesd_out(NULL, 0), o;
    char *s;

    sesd_spf_authorise(&measure, old->text, ses, spf_resembles_ours);
    s = sesd_alloc(&d->plan->arena, measure.length + 1);
    if (!s)
        return false;
    o = sesd_out(s, measure.length + 1);
    sesd_spf_authorise(&o, old->text, ses, spf_resembles_ours);
    w->text = (struct text){ s, o.length };
    w->rdata = sesd_make_rdata(&d->plan->arena, SESDOMAIN_TYPE_TXT, w->text);
    w->replaces = old;
    return w->rdata.s != NULL;
}

/* Return the only SPF record among the TXTs; NULL if there is none or more
 * than one. */
static const struct record *spf_only(const struct owner *owner, size_t *number)
{
    const struct record *r = sesd_owner_records(owner, SESDOMAIN_TYPE_TXT);
    const struct record *one = NULL;

    *number = 0;
    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text)) {
            one = r;
            ++*number;
        }
    return *number == 1 ? one : NULL;
}

bool sesd_check_spf(struct derivation *d, struct owner *owner, struct want *w)
{
    size_t number;
    const struct record *r = spf_only(owner, &number);
    const struct text wrong = r ? sesd_spf_fault(&d->scratch, r->text) : none;

    if (!sesd_check_mistyped_spf(d, owner))
        return false;
    if (number > 1)
        sesd_conflict(d, owner, FINDING_SPF_MULTIPLE_RECORDS, none, none);
    if (wrong.s)
        sesd_conflict(d, owner, FINDING_SPF_MALFORMED, r->text, wrong);
    if (number > 1 || wrong.s)
        return false;
    if (r) {
        if (!spf_check_terms(d, owner, r->text))
            return false;
        if (w->there != r) {
            if (!spf_merge(d, w, r))
                return false;
            sesd_concern_all(
                d,
                sesd_report(d, FINDING_SPF_MERGED, owner->name, w->text, none),
                &w->claims);
        }
        if (!spf_check_lookups(d, owner, w->there == r ? r->text : w->text))
            return false;
    }
    spf_check_size(d, owner, w, r);
    return true;
}
