//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The records of a listing that are kept. Takes the settings and each record,
 * and returns whether a plan can need it: a zone of a million records must use
 * no more memory than the records that concern the domain. All readers use
 * this, so that the same zone gives the same plan in every input format.
 *
 * Names that carry what SES, DKIM (RFC 6376) or DMARC (RFC 9989) need are kept
 * whole, and so are wildcards (RFC 4592) and the names that are looked for:
 * those of the settings, the names above them, and where kept records lead. Of
 * all other names there is only what delimits the zone, and what looks like a
 * value of SES or a policy. Whether they have more is not known.
 */
#include "settings_settings.h"

#include "ses_names.h"

/* ---- the names that are looked for ---- */

struct looked *sesd_look_for(struct index *looked, struct arena *a,
                             struct text name)
{
    struct looked *first = NULL;

    for (; name.n && *name.s != '.'; name = sesd_name_parent(name)) {
        struct looked *l = sesd_alloc_zero(a, sizeof(*l));
        struct looked *found;
        size_t n;

        if (!l || !sesd_arena_reserve(a, SESD_KEY_MAX))
            return NULL;
        n = sesd_name_key(name, a->next, SESD_KEY_MAX);
        l->entry = (struct entry){ a->next, n, NULL };
        a->next += n;
        found = sesd_index_add(looked, a, &l->entry);
        if (!first)
            first = found;
        if (found != l) /* the names above it exist, too */
            return found ? first : NULL;
    }
    return first;
}

/* One of them may be proposed. */
static bool listed_look_for_candidates(const struct sesdomain_instance *inst,
                                       struct index *looked, struct arena *a)
{
    char buf[SESD_NAME_MAX + 64];

    for (size_t n = 0; n < CANDIDATES && !inst->text[SLOT_MAIL_FROM].set;
         n++) {
        struct out o = sesd_out(buf, sizeof(buf));

        if (sesd_mail_from_candidate(inst, n, &o) &&
            !sesd_look_for(looked, a, (struct text){ buf, o.length }))
            return false;
    }
    return true;
}

static bool listed_look_for_names(const struct sesdomain *sd,
                                  struct index *looked, struct arena *a)
{
    static const enum slot slots[] = { SLOT_MAIL_FROM, SLOT_RECEIVING,
                                       SLOT_TRACKING };

    for (size_t i = 0; i < sd->instance_count; i++)
        for (size_t k = 0; k < COUNT(slots); k++) {
            const struct string *s = &sd->instances[i]->text[slots[k]];

            if (s->set && !sesd_look_for(looked, a, sesd_string_text(s)))
                return false;
        }
    for (size_t i = 0; i < sd->instance_count; i++)
        if (!listed_look_for_candidates(sd->instances[i], looked, a))
            return false;
    return true;
}

bool sesd_look_for_all(const struct sesdomain *sd, struct index *looked,
                       struct arena *a)
{
    const struct entry *e = sesd_index_first(&sd->from_domains);

    /* the keys of From domains are names */
    for (; e; e = sesd_index_next(e))
        if (!sesd_look_for(looked, a, (struct text){ e->key, e->length }))
            return false;
    if (sd->zone.set && !sesd_look_for(looked, a, sesd_string_text(&sd->zone)))
        return false;
    return sesd_look_for(looked, a, sesd_string_text(&sd->domain)) &&
           listed_look_for_names(sd, looked, a);
}

/* ---- names ---- */

bool sesd_keeps_name(const struct index *looked, struct text name)
{
    static const struct text labels[] = {
        TEXT(LABEL_TOKEN),
        TEXT(LABEL_DKIM),
        TEXT(LABEL_DMARC),
    };

    if (sesd_text_starts(name, sesd_text("*.")))
        return true;
    for (size_t i = 0; i < COUNT(labels) && memchr(name.s, '_', name.n); i++)
        if (sesd_text_contains(name, labels[i]))
            return true;
    return sesd_name_find(looked, name);
}

void sesd_mark_below(const struct index *looked, struct text name)
{
    char key[SESD_KEY_MAX];
    size_t n = sesd_name_key(name, key, sizeof(key));
    struct looked *l = NULL;

    while (n && !l) {
        n--; /* the end of the label */
        while (n && key[n - 1])
            n--;
        l = (struct looked *)sesd_index_find(looked, key, n);
    }
    if (l)
        l->below = true;
}

/* ---- values ---- */

/* Whether a TXT looks like a token of SES, a key, or a policy. */
static bool listed_is_telling(struct text t)
{
    static const struct text parts[] = {
        TEXT("amazonses"), TEXT("dkim"), TEXT("dmarc"),
        TEXT("p="),        TEXT("spf"),
    };
    const struct text token = sesd_text_trim(t, sesd_is_space);

    if (token.n >= 40 && sesd_text_all(token, sesd_is_token))
        return true;
    for (; t.n; t = sesd_text_after(t, 1))
        for (size_t i = 0; i < COUNT(parts); i++)
            if (sesd_lower(*t.s) == *parts[i].s && t.n >= parts[i].n &&
                sesd_text_equal_nocase((struct text){ t.s, parts[i].n },
                                       parts[i]))
                return true;
    return false;
}

/* Whether a target is a host of AWS. */
static bool listed_is_host(struct text t)
{
    return sesd_text_contains(t, sesd_text(SES_DOMAIN)) ||
           sesd_text_contains(t, sesd_text(AWS_DOMAIN)) ||
           sesd_text_contains(t, sesd_text(TRACKING_DOMAIN));
}

bool sesd_keeps_value(uint32_t type, struct text text)
{
    switch (type) {
    case SESDOMAIN_TYPE_SOA:
    case SESDOMAIN_TYPE_NS:
    case SESDOMAIN_TYPE_DNAME:
        return true;
    case SESDOMAIN_TYPE_CNAME:
    case SESDOMAIN_TYPE_MX:
        return listed_is_host(text);
    case SESDOMAIN_TYPE_TXT:
        return listed_is_telling(text);
    default:
        return false;
    }
}

/* ---- zones ---- */

const struct listed *sesd_listed(const struct sesdomain *sd, struct text apex)
{
    const struct listed *l = sd->listings;

    while (l && !(l->apex.s && sesd_text_equal(l->apex, apex)))
        l = l->next;
    return l;
}

struct text sesd_zone(const struct sesdomain *sd)
{
    const struct text domain = sesd_string_text(&sd->domain);
    struct text above = domain;

    if (sd->zone.set)
        return sesd_string_text(&sd->zone);
    for (; above.n; above = sesd_name_parent(above)) {
        if (sesd_listed(sd, above))
            return sesd_listed(sd, above)->apex;
        if (sesd_records(sesd_known(sd, above), SESDOMAIN_TYPE_SOA))
            return above; /* RFC 2181 section 6.1 */
        if (sesd_records(sesd_known(sd, above), SESDOMAIN_TYPE_NS))
            break; /* another zone begins here (RFC 1034 section 4.2) */
    }
    return domain;
}

/* A name of two labels has no zone above it but that of a registry. */
bool sesd_zone_is_assumed(const struct sesdomain *sd)
{
    const struct text zone = sesd_zone(sd);
    const struct listed *l = sesd_listed(sd, zone);

    if (sd->zone.set || sd->complete || !sesd_name_parent(zone).n ||
        !sesd_name_parent(sesd_name_parent(zone)).n)
        return false;
    return l ? l->assumed
             : !sesd_records(sesd_known(sd, zone), SESDOMAIN_TYPE_SOA);
}

bool sesd_complete(const struct sesdomain *sd, struct text apex)
{
    const struct listed *l = sesd_listed(sd, apex);

    return sd->complete || (l && l->whole);
}

bool sesd_enumerated(const struct sesdomain *sd, struct text name,
                     struct text apex)
{
    const struct listed *l = sesd_listed(sd, apex);

    return sd->complete ||
           (l && l->whole && sesd_keeps_name(&l->looked, name));
}

bool sesd_has_below(const struct sesdomain *sd, struct text name,
                    struct text apex)
{
    const struct listed *l = sesd_listed(sd, apex);
    const struct looked *looked =
        l ? (const struct looked *)sesd_name_find(&l->looked, name) : NULL;

    return looked && looked->below;
}
