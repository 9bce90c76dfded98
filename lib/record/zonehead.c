/* SPDX-License-Identifier: MIT */
/*
 * The fields between the owner name and the RDATA of a record (RFC 1035
 * section 5.1): [TTL] [class] type, or [class] [TTL] type, in any case.
 */
#include "zonetext.h"

#define TYPE_OPT 41
#define TYPE_META_FIRST 128 /* RFC 6895 section 3.1: not in zones */
#define TYPE_META_LAST 255

/* Types that exist only in files: of PowerDNS, DNSimple, Windows, gdnsd,
 * cPanel and Namecheap. */
static const struct text pseudo_types[] = {
    TEXT("ALIAS"), TEXT("ANAME"),  TEXT("LUA"),   TEXT("WINS"),
    TEXT("WINSR"), TEXT("WINS-R"), TEXT("DYNA"),  TEXT("DYNC"),
    TEXT("URL"),   TEXT("URLFWD"), TEXT("FRAME"), TEXT("REDIRECT"),
};

/* Types of questions only (RFC 6895 section 3.1). */
static const struct text meta_types[] = {
    TEXT("OPT"),  TEXT("NXNAME"), TEXT("TKEY"),  TEXT("TSIG"), TEXT("IXFR"),
    TEXT("AXFR"), TEXT("MAILB"),  TEXT("MAILA"), TEXT("*"),
};

static const struct text other_classes[] = {
    TEXT("CH"),  TEXT("CHAOS"), TEXT("HS"),        TEXT("HESIOD"),
    TEXT("ANY"), TEXT("NONE"),  TEXT("RESERVED0"),
};

static const struct text in_class = TEXT("IN"), any_class = TEXT("CLASS");
static const struct text aws_class = TEXT("AWS"), azure_class = TEXT("AZURE");
static const struct text alias_type = TEXT("ALIAS"), any_type = TEXT("TYPE");
static const struct text age = TEXT("[AGE:");

static bool zone_head_is(struct text t, struct text word)
{
    return t.n == word.n && sesd_text_equal_nocase(t, word);
}

static bool zone_head_is_one_of(struct text t, const struct text *words,
                                size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (zone_head_is(t, words[i]))
            return true;
    return false;
}

static bool zone_head_begins(struct text t, struct text word)
{
    return t.n >= word.n && zone_head_is((struct text){ t.s, word.n }, word);
}

static bool zone_head_fail(struct zone_scan *s, struct text word,
                           const char *what)
{
    return sesd_zone_fail(s, s->first_line, word, what);
}

/* ---- class and TTL ---- */

/* CLASSnnn (RFC 3597 section 5). */
static bool zone_head_is_class_number(struct text t)
{
    return zone_head_begins(t, any_class) && t.n > 5 && t.n <= 10 &&
           sesd_text_all(sesd_text_after(t, 5), sesd_is_digit);
}

static bool zone_head_is_in(struct text t)
{
    if (zone_head_is(t, in_class))
        return true;
    if (!zone_head_is_class_number(t) || t.s[t.n - 1] != '1')
        return false;
    for (size_t i = 5; i + 1 < t.n; i++)
        if (t.s[i] != '0')
            return false;
    return true;
}

/* Whether a word is the class; an error if it is a class other than IN. */
static bool zone_head_class(struct zone_scan *s, struct zone_head *head,
                            struct text word)
{
    const bool in = zone_head_is_in(word);
    const bool alias = zone_head_is(word, aws_class) || /* of cli53 */
                       zone_head_is(word, azure_class);

    if (!head->has_class && (in || alias)) {
        head->has_class = true;
        head->is_alias = alias;
        return true;
    }
    if (!in &&
        (zone_head_is_one_of(word, other_classes, COUNT(other_classes)) ||
         zone_head_is_class_number(word)))
        zone_head_fail(s, word, "the class IN was expected");
    return false;
}

static bool zone_head_ttl(struct zone_scan *s, struct zone_head *head,
                          struct text word)
{
    uint64_t ttl;

    if (head->has_ttl || !sesd_zone_ttl(word, &ttl))
        return false;
    if (ttl > SESD_ZONE_TTL_MAX)
        return zone_head_fail(s, word, "a TTL up to 2147483647 was expected");
    head->has_ttl = true;
    head->ttl = (uint32_t)ttl;
    return true;
}

/* [AGE:n] of Windows: the hour of the last dynamic update. */
static bool zone_head_age(struct zone_head *head, struct text word)
{
    if (head->has_age || !zone_head_begins(word, age))
        return false;
    head->has_age = true;
    return true;
}

/* ---- type ---- */

/* Whether a word could become a type: letters, digits, hyphens. */
static bool zone_head_could_be_type(struct text word)
{
    return sesd_is_letter(*word.s) && sesd_text_all(word, sesd_is_ldh) &&
           !zone_head_begins(word, any_type);
}

static bool zone_head_type(struct zone_scan *s, const struct zone_head *head,
                           struct text word, struct zone_record *record)
{
    record->type = sesd_type_number(word);
    record->type_name = word;
    if ((record->type >= TYPE_META_FIRST && record->type <= TYPE_META_LAST) ||
        record->type == TYPE_OPT ||
        zone_head_is_one_of(word, meta_types, COUNT(meta_types)))
        return zone_head_fail(s, word, "no record in a zone has this type");
    if (head->is_alias && !zone_head_is(word, alias_type))
        return zone_head_fail(s, word, "ALIAS was expected");
    if (!record->type && !zone_head_could_be_type(word))
        return zone_head_fail(s, word,
                              "a TTL, a class or a type was expected");
    return true;
}

bool sesd_zone_head(struct zone_scan *s, struct zone_head *head,
                    enum zone_token token, struct text word,
                    struct zone_record *record)
{
    *head = (struct zone_head){ .has_ttl = false };
    while (token == ZONE_WORD &&
           (zone_head_class(s, head, word) || zone_head_ttl(s, head, word) ||
            zone_head_age(head, word)))
        token = sesd_zone_scan_next(s, &word);
    if (s->error->failed)
        return false;
    if (token != ZONE_WORD)
        return sesd_zone_expected(s, token, word, "a TTL, a class or a type");
    return zone_head_type(s, head, word, record);
}

bool sesd_zone_hides_type(struct text type_name, struct text word,
                          struct zone_scan scan)
{
    struct zone_head head = { .has_ttl = false };
    struct zone_error error;
    struct text next = word;

    if (zone_head_is_one_of(type_name, pseudo_types, COUNT(pseudo_types)))
        return false;
    scan.error = &error;
    while (zone_head_class(&scan, &head, next) ||
           zone_head_ttl(&scan, &head, next))
        if (sesd_zone_scan_next(&scan, &next) != ZONE_WORD)
            return false;
    return sesd_type_number(next) != 0;
}

/* RFC 2308 section 4: the TTL of $TTL, or else the last one stated. In BIND,
 * an SOA before either has its minimum as TTL, and so have all records after
 * it. record->ttl is the minimum of an SOA. */
bool sesd_zone_record_ttl(struct zonetext *z, const struct zone_head *head,
                          struct zone_record *record)
{
    if (head->has_ttl) {
        record->ttl = z->last_ttl = head->ttl;
        z->has_last_ttl = true;
        return true;
    }
    if (!z->has_default_ttl && !z->has_last_ttl) {
        if (record->type != SESDOMAIN_TYPE_SOA || record->empty)
            return zone_head_fail(
                &z->scan, record->type_name,
                "the record has no TTL, and neither $TTL nor "
                "a record before it states one");
        if (record->ttl > SESD_ZONE_TTL_MAX)
            return zone_head_fail(&z->scan, none,
                                  "the SOA's minimum is no TTL: it is over "
                                  "2147483647");
        z->has_default_ttl = true;
        z->default_ttl = record->ttl;
    }
    record->ttl = z->has_default_ttl ? z->default_ttl : z->last_ttl;
    return true;
}
