/* SPDX-License-Identifier: MIT */
#include "derive.h"

#define SPF_SIZE 450   /* RFC 7208 section 3.4: names and texts */
#define SPF_ANSWER 512 /* of a whole answer, without EDNS */
#define DEPTH_MAX 10   /* includes within includes: each is a look-up */
#define LOOKUPS_CAP 99

static const struct text none = { NULL, 0 };

/* ---- look-ups (RFC 7208 section 4.6.4) ---- */

struct lookups {
    size_t all, voids;
};

/* A domain-spec without macros, as a name; false if it is none. */
static bool named(const struct spf_term *term, struct text self,
                  struct name *name)
{
    const char *why;
    struct text t = term->domain.n ? term->domain : self;

    return !memchr(t.s, '%', t.n) &&
           sesd_name_parse(t, NAME_OWNER, name, &why) == SESDOMAIN_OK;
}

/* Whether a wildcard or a DNAME may answer for a name that is not there. */
static bool is_synthesised(struct derivation *b, struct text name)
{
    struct text above = sesd_name_parent(name);

    if (sesd_zone_dname(b->sd, name, b->zone).s)
        return true;
    for (; above.n; above = sesd_name_parent(above))
        if (sesd_wildcard(b, above))
            return true;
    return false;
}

/* Whether a name is known to answer nothing, followed already. */
static bool is_absent(struct derivation *b, struct text name, uint32_t type)
{
    return sesd_prior(b->sd, name, type, b->zone) ==
               SESDOMAIN_RECORDSET_PRIOR_ABSENT &&
           (sesd_known(b->sd, name) || !is_synthesised(b, name));
}

/* Whether a term asks for what is known not to be there. A client that comes
 * by IPv4, as SES does, has "a" ask for A alone (section 5.3). */
static bool is_void(struct derivation *b, const struct spf_term *term,
                    struct text name)
{
    switch (term->kind) {
    case SPF_A:
    case SPF_EXISTS:
        return is_absent(b, name, SESDOMAIN_TYPE_A);
    case SPF_MX:
        return is_absent(b, name, SESDOMAIN_TYPE_MX);
    case SPF_INCLUDE:
    case SPF_REDIRECT:
        return is_absent(b, name, SESDOMAIN_TYPE_TXT);
    default:
        return false;
    }
}

/* The one valid SPF record of a name; NULL if there is none, or if that is
 * not known. Where one has to be, its lack is an error (sections 5.2, 6.1). */
static struct text nested(struct derivation *b, const struct owner *owner,
                          const struct spf_term *term, struct text name)
{
    const struct record *r =
        sesd_records(sesd_known(b->sd, name), SESDOMAIN_TYPE_TXT);
    const bool told = r || is_absent(b, name, SESDOMAIN_TYPE_TXT);
    struct text one = none;
    size_t count = 0;

    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text)) {
            one = r->text;
            count++;
        }
    if (count == 1 && !sesd_spf_wrong(one))
        return one;
    if (told)
        sesd_find(b, FINDING_SPF_TARGET_WITHOUT_RECORD, owner->name,
                  term->whole, none);
    return none;
}

static bool has_all(struct text record)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;

    while (sesd_spf_next(&rest, &term, &wrong))
        if (term.kind == SPF_ALL)
            return true;
    return false;
}

static void count(struct derivation *b, const struct owner *owner,
                  struct text self, struct text record, int depth,
                  struct lookups *sum)
{
    const bool all = has_all(record);
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    struct name name;
    const char *wrong;

    while (sum->all < LOOKUPS_CAP && sesd_spf_next(&rest, &term, &wrong)) {
        struct text target, inner;

        if (term.kind == SPF_ALL) /* what follows is not tested: 5.1 */
            break;
        if (!sesd_spf_asks(&term) || (term.kind == SPF_REDIRECT && all))
            continue;
        sum->all++;
        if (!named(&term, self, &name))
            continue;
        target = sesd_answering(b, (struct text){ name.s, name.n });
        sum->voids += is_void(b, &term, target);
        if (term.kind != SPF_INCLUDE && term.kind != SPF_REDIRECT)
            continue;
        inner = nested(b, owner, &term, target);
        if (inner.s && depth < DEPTH_MAX)
            count(b, owner, target, inner, depth + 1, sum);
    }
}

/* ---- what is there ---- */

static bool check_lookups(struct derivation *b, struct owner *owner,
                          struct text record)
{
    struct lookups sum = { 0, 0 };

    count(b, owner, owner->name, record, 0, &sum);
    if (sum.voids > SPF_VOID_MAX)
        sesd_find(b, FINDING_SPF_VOID_LOOKUPS, owner->name,
                  sesd_number(b, sum.voids), none);
    if (sum.all <= SPF_LOOKUPS_MAX)
        return true;
    sesd_clash(b, owner, FINDING_SPF_TOO_MANY_LOOKUPS, sesd_number(b, sum.all),
               none);
    return false;
}

/* Whether nothing denies SES; what looks odd is told. */
static bool check_terms(struct derivation *b, struct owner *owner,
                        struct text record)
{
    const struct text ses = sesd_text(SES_SPF_DOMAIN);
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;
    bool all = false, redirect = false;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        if (term.qualifier == '-' && sesd_spf_includes(&term, ses)) {
            sesd_clash(b, owner, FINDING_SPF_DENIES, term.whole, none);
            return false;
        }
        if (term.kind == SPF_INCLUDE && sesd_text_starts(term.domain, ses) &&
            !sesd_spf_includes(&term, ses))
            sesd_find(b, FINDING_SPF_LOOKALIKE, owner->name, term.whole, none);
        if (all && term.qualifier)
            sesd_find(b, FINDING_SPF_TERMS_AFTER_ALL, owner->name, term.whole,
                      none);
        all = all || term.kind == SPF_ALL;
        redirect = redirect || term.kind == SPF_REDIRECT;
    }
    if (!all && !redirect)
        sesd_find(b, FINDING_SPF_NO_ALL, owner->name, none, none);
    return true;
}

/* All TXT of the name count, and the name itself; in a whole answer also
 * header, question, and the head of each record with its name compressed. */
static void check_size(struct derivation *b, const struct owner *owner,
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
        sesd_find(b, FINDING_SPF_OVER_512, owner->name, sesd_number(b, answer),
                  none);
    else if (size > SPF_SIZE)
        sesd_find(b, FINDING_SPF_LARGE, owner->name, sesd_number(b, size),
                  none);
}

/* Let the want be the record that is there, with the include in its place. */
static bool merge(struct derivation *b, struct want *w,
                  const struct record *old)
{
    const struct text ses = sesd_text(SES_SPF_DOMAIN);
    struct arena *a = &b->plan->arena;
    const size_t most = old->text.n + ses.n + 32;
    struct out text, rdata;

    if (!sesd_arena_reserve(a, 5 * most + 16))
        return false;
    text = sesd_out(a->next, most);
    sesd_spf_authorise(&text, old->text, ses);
    a->next += text.length + 1;
    rdata = sesd_out(a->next, 4 * most + 16);
    w->text = (struct text){ text.buf, text.length };
    sesd_rdata_print(&rdata, SESDOMAIN_TYPE_TXT, w->text);
    a->next += rdata.length + 1;
    w->rdata = (struct text){ rdata.buf, rdata.length };
    w->replaces = old;
    return true;
}

/* The only SPF record among the TXTs; NULL if there is none or more. */
static const struct record *only_spf(const struct owner *owner, size_t *number)
{
    const struct record *one = NULL, *r = NULL;

    *number = 0;
    if (!owner->absent)
        r = sesd_records(owner->known, SESDOMAIN_TYPE_TXT);
    for (; r; r = sesd_next_record(r))
        if (sesd_spf_is(r->text)) {
            one = r;
            ++*number;
        }
    return *number == 1 ? one : NULL;
}

bool sesd_exist_spf(struct derivation *b, struct owner *owner, struct want *w)
{
    size_t number;
    const struct record *r = only_spf(owner, &number);
    const char *wrong = r ? sesd_spf_wrong(r->text) : NULL;

    if (number > 1)
        sesd_clash(b, owner, FINDING_SPF_MULTIPLE_RECORDS, none, none);
    if (wrong)
        sesd_clash(b, owner, FINDING_SPF_MALFORMED, r->text, sesd_text(wrong));
    if (number > 1 || wrong)
        return false;
    if (r) {
        if (!check_terms(b, owner, r->text))
            return false;
        if (w->there != r) {
            if (!merge(b, w, r))
                return false;
            sesd_concern_all(
                b,
                sesd_find(b, FINDING_SPF_MERGED, owner->name, w->text, none),
                &w->claims);
        }
        if (!check_lookups(b, owner, w->there == r ? r->text : w->text))
            return false;
    }
    check_size(b, owner, w, r);
    return true;
}
