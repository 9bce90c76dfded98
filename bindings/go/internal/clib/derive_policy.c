//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* The option plan.dmarc. Takes the existing DMARC record and that of the
 * settings, and replaces the former, or merges the addresses for aggregate
 * reports into it (RFC 9989 section 4.7, "rua"). */
#include "derive_policy.h"

/* Whether a list of addresses has one; schemes and hosts are
 * case-insensitive. */
static bool policy_has(struct text list, struct text uri)
{
    struct text one;

    while (sesd_dmarc_uri(&list, &one))
        if (sesd_text_equal_nocase(one, uri))
            return true;
    return false;
}

/* Write the addresses of a list that another list does not have. */
static void policy_write_new(struct out *o, struct text from, struct text has,
                             const char *before)
{
    struct text uri;

    while (sesd_dmarc_uri(&from, &uri)) {
        if (policy_has(has, uri))
            continue;
        sesd_out_str(o, before);
        sesd_out_text(o, uri);
        before = ",";
    }
}

/* Write a record with additional addresses after its own. */
static void policy_write_merged(struct out *o, struct text record,
                                struct text more)
{
    struct dmarc tags;
    struct text end = record;

    sesd_dmarc_parse(record, &tags);
    if (tags.rua.s) {
        const size_t n = (size_t)(tags.rua.s + tags.rua.n - record.s);

        sesd_out_mem(o, record.s, n);
        policy_write_new(o, more, tags.rua, ",");
        sesd_out_text(o, sesd_text_after(record, n));
        return;
    }
    while (end.n && (end.s[end.n - 1] == ' ' || end.s[end.n - 1] == ';'))
        end.n--;
    sesd_out_text(o, end);
    policy_write_new(o, more, none, "; rua=");
}

static bool policy_merge(struct derivation *d, struct want *w,
                         const struct record *r)
{
    const size_t size = r->text.n + d->sd->policy.rua.n + sizeof("; rua=,");
    char *s = sesd_alloc(&d->plan->arena, size);
    struct out o;

    if (!s)
        return false;
    o = sesd_out(s, size);
    policy_write_merged(&o, r->text, d->sd->policy.rua);
    w->text = (struct text){ s, o.length };
    w->rdata = sesd_make_rdata(&d->plan->arena, SESDOMAIN_TYPE_TXT, w->text);
    return w->rdata.s != NULL;
}

bool sesd_replace_policy(struct derivation *d, const struct owner *owner,
                         struct want *w, const struct record *r)
{
    const bool merges = d->quirks.dmarc == DMARC_MERGE_RUA;

    if (d->quirks.dmarc == DMARC_KEEP ||
        (merges && (!d->sd->policy.rua.s || !policy_merge(d, w, r))))
        return false;
    if (merges && sesd_text_equal(w->text, r->text)) {
        w->dropped = true; /* the record has all addresses */
        return true;
    }
    w->replaces = r;
    sesd_report(d, FINDING_DMARC_REPLACED, owner->name, r->text, w->text);
    return true;
}
