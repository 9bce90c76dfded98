//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * SPF records (RFC 7208). Takes the text of a record, parses its terms by the
 * grammar of section 12, decides whether it authorises a domain, and inserts
 * an include if it does not. Performs no lookups and knows nothing of SES.
 */
#include "record_record.h"

static const char spf_bad_term[] = "a term that SPF does not have";
static const char spf_bad_domain[] = "a domain is malformed";
static const char spf_bad_macro[] = "a macro is malformed";
static const char spf_bad_network[] = "an address is malformed";
static const char spf_bad_length[] = "a prefix length is malformed";

/* ---- characters ---- */

static bool spf_is_alphanum(char c)
{
    return sesd_is_letter(c) || sesd_is_digit(c);
}

static bool spf_is(struct text t, const char *word)
{
    return sesd_text_equal_nocase(t, sesd_text(word));
}

static struct text spf_front(struct text t, size_t n)
{
    return (struct text){ t.s, n };
}

/* ---- macro-string, domain-spec ---- */

/* Return the length of a macro-expand at the front; 0 if it is malformed.
 */
static size_t spf_macro_expand(struct text t)
{
    size_t i = 3, parts = 0;
    bool digits = false;

    if (t.n >= 2 && sesd_is_one_of(t.s[1], "%_-"))
        return 2;
    /* c, r and t are for explanations only (section 7.2) */
    if (t.n < 4 || t.s[1] != '{' ||
        !sesd_is_one_of(sesd_lower(t.s[2]), "slodiphv"))
        return 0;
    for (; i < t.n && sesd_is_digit(t.s[i]); i++) {
        digits = true;
        parts += t.s[i] != '0';
    }
    if (digits && !parts)
        return 0;
    if (i < t.n && sesd_lower(t.s[i]) == 'r')
        i++;
    while (i < t.n && sesd_is_one_of(t.s[i], ".-+,/_="))
        i++;
    return i < t.n && t.s[i] == '}' ? i + 1 : 0;
}

/* *end: the end of the last macro-expand; 0: there is none. */
static const char *spf_macro_string(struct text t, size_t *end)
{
    size_t i = 0, n;

    *end = 0;
    while (i < t.n) {
        if (t.s[i] != '%') {
            if (t.s[i] < 0x21 || t.s[i] > 0x7e)
                return spf_bad_domain;
            i++;
            continue;
        }
        n = spf_macro_expand(sesd_text_after(t, i));
        if (!n)
            return spf_bad_macro;
        *end = i += n;
    }
    return NULL;
}

static bool spf_is_toplabel(struct text t)
{
    bool alpha = false, hyphen = false;

    for (size_t i = 0; i < t.n; i++) {
        alpha = alpha || sesd_is_letter(t.s[i]);
        hyphen = hyphen || t.s[i] == '-';
        if (!spf_is_alphanum(t.s[i]) && t.s[i] != '-')
            return false;
    }
    return t.n && spf_is_alphanum(t.s[0]) && spf_is_alphanum(t.s[t.n - 1]) &&
           (alpha || hyphen);
}

/* The last part is a macro, or a dot and a toplabel. */
static const char *spf_domain_spec(struct text t)
{
    size_t end, dot;
    const char *wrong = spf_macro_string(t, &end);

    if (wrong || !t.n)
        return wrong ? wrong : spf_bad_domain;
    if (end == t.n)
        return NULL;
    if (t.s[t.n - 1] == '.')
        t.n--;
    for (dot = t.n; dot > end && t.s[dot - 1] != '.'; dot--)
        ;
    return dot > end && dot > 0 && spf_is_toplabel(sesd_text_after(t, dot))
               ? NULL
               : spf_bad_domain;
}

/* ---- networks ---- */

/* Return the length of a number without leading zeros, up to most; 0 if there
 * is none. */
static size_t spf_number(struct text t, unsigned most)
{
    unsigned value = 0;
    size_t i = 0;

    while (i < t.n && sesd_is_digit(t.s[i]) && value <= most)
        value = 10 * value + (unsigned)(t.s[i++] - '0');
    return i && value <= most && (i == 1 || t.s[0] != '0') ? i : 0;
}

bool sesd_is_ipv4(struct text t)
{
    for (int part = 0; part < 4; part++) {
        size_t n = spf_number(t, 255);

        if (!n || (part < 3 && (n == t.n || t.s[n] != '.')))
            return false;
        t = sesd_text_after(t, part < 3 ? n + 1 : n);
    }
    return t.n == 0;
}

/* RFC 4291 section 2.2: eight groups; "::" may replace a run of them, and an
 * IPv4 address the last two. */
bool sesd_is_ipv6(struct text t)
{
    size_t groups = 0;
    bool gap = false;

    if (t.n >= 2 && t.s[0] == ':' && t.s[1] == ':') {
        gap = true;
        t = sesd_text_after(t, 2);
    }
    while (t.n) {
        size_t n = 0;

        if (sesd_is_ipv4(t))
            return gap ? groups <= 5 : groups == 6;
        while (n < t.n && n < 4 && sesd_is_hex(t.s[n]))
            n++;
        if (!n || ++groups > 8)
            return false;
        t = sesd_text_after(t, n);
        if (!t.n)
            break;
        if (t.s[0] != ':' || t.n == 1)
            return false;
        t = sesd_text_after(t, 1);
        if (t.s[0] == ':') {
            if (gap)
                return false;
            gap = true;
            t = sesd_text_after(t, 1);
        }
    }
    return gap ? groups <= 7 : groups == 8;
}

/* Remove "/NUMBER", with this number of slashes, from the end if it is there;
 * false if it is malformed. */
static bool spf_take_length(struct text *t, size_t slashes, unsigned most)
{
    size_t digits = 0;

    while (digits < t->n && sesd_is_digit(t->s[t->n - 1 - digits]))
        digits++;
    if (digits + slashes > t->n)
        return true;
    for (size_t i = 1; i <= slashes; i++)
        if (t->s[t->n - digits - i] != '/')
            return true;
    if (spf_number(sesd_text_after(*t, t->n - digits), most) != digits ||
        !digits)
        return false;
    t->n -= digits + slashes;
    return true;
}

/* ---- terms ---- */

/* What may follow the name of a mechanism. */
enum spf_shape {
    NOTHING,
    DOMAIN_SPEC,
    MAYBE_DOMAIN,
    DOMAIN_CIDR,
    NETWORK4,
    NETWORK6
};

static const struct {
    const char *name;
    enum spf_kind kind;
    enum spf_shape shape;
} spf_mechanisms[] = {
    { "all", SPF_ALL, NOTHING },      { "include", SPF_INCLUDE, DOMAIN_SPEC },
    { "a", SPF_A, DOMAIN_CIDR },      { "mx", SPF_MX, DOMAIN_CIDR },
    { "ptr", SPF_PTR, MAYBE_DOMAIN }, { "ip4", SPF_IP4, NETWORK4 },
    { "ip6", SPF_IP6, NETWORK6 },     { "exists", SPF_EXISTS, DOMAIN_SPEC },
};

static const char *spf_network(struct text t, enum spf_shape shape,
                               struct spf_term *term)
{
    bool four = shape == NETWORK4;

    if (t.n < 1 || t.s[0] != ':')
        return spf_bad_network;
    t = sesd_text_after(t, 1);
    if (!spf_take_length(&t, 1, four ? 32 : 128))
        return spf_bad_length;
    term->domain = t;
    return (four ? sesd_is_ipv4(t) : sesd_is_ipv6(t)) ? NULL : spf_bad_network;
}

/* Parse what follows the name of a mechanism. */
static const char *spf_argument(struct text t, enum spf_shape shape,
                                struct spf_term *term)
{
    if (shape == NETWORK4 || shape == NETWORK6)
        return spf_network(t, shape, term);
    if (shape == DOMAIN_CIDR &&
        (!spf_take_length(&t, 2, 128) || !spf_take_length(&t, 1, 32)))
        return spf_bad_length;
    if (!t.n)
        return shape == DOMAIN_SPEC ? spf_bad_domain : NULL;
    if (t.s[0] != ':' || shape == NOTHING)
        return spf_bad_term;
    term->domain = sesd_text_after(t, 1);
    return spf_domain_spec(term->domain);
}

static const char *spf_modifier(struct text name, struct text value,
                                struct spf_term *term)
{
    size_t end;

    term->qualifier = '\0';
    term->domain = value;
    term->kind = spf_is(name, "redirect") ? SPF_REDIRECT
                 : spf_is(name, "exp")    ? SPF_EXP
                                          : SPF_OTHER;
    return term->kind == SPF_OTHER ? spf_macro_string(value, &end)
                                   : spf_domain_spec(value);
}

static const char *spf_parse_term(struct text t, struct spf_term *term)
{
    size_t n = 0;

    *term = (struct spf_term){ .qualifier = '+', .whole = t };
    if (sesd_is_letter(t.s[0])) {
        while (n < t.n &&
               (spf_is_alphanum(t.s[n]) || sesd_is_one_of(t.s[n], "-_.")))
            n++;
        if (n < t.n && t.s[n] == '=')
            return spf_modifier(spf_front(t, n), sesd_text_after(t, n + 1),
                                term);
    }
    if (sesd_is_one_of(t.s[0], "+-?~")) {
        term->qualifier = t.s[0];
        t = sesd_text_after(t, 1);
    }
    for (n = 0; n < t.n && spf_is_alphanum(t.s[n]); n++)
        ;
    for (size_t i = 0; i < COUNT(spf_mechanisms); i++)
        if (spf_is(spf_front(t, n), spf_mechanisms[i].name)) {
            term->kind = spf_mechanisms[i].kind;
            return spf_argument(sesd_text_after(t, n), spf_mechanisms[i].shape,
                                term);
        }
    return spf_bad_term;
}

/* ---- records ---- */

#define VERSION_LENGTH 6 /* "v=spf1" */

bool sesd_spf_is(struct text txt)
{
    return txt.n >= VERSION_LENGTH &&
           spf_is(spf_front(txt, VERSION_LENGTH), "v=spf1") &&
           (txt.n == VERSION_LENGTH || txt.s[VERSION_LENGTH] == ' ');
}

struct text sesd_spf_terms(struct text record)
{
    return sesd_text_after(record, VERSION_LENGTH);
}

bool sesd_spf_next(struct text *rest, struct spf_term *term,
                   const char **wrong)
{
    size_t n = 0;

    *wrong = NULL;
    while (rest->n && *rest->s == ' ')
        *rest = sesd_text_after(*rest, 1);
    if (!rest->n)
        return false;
    while (n < rest->n && rest->s[n] != ' ')
        n++;
    *wrong = spf_parse_term(spf_front(*rest, n), term);
    *rest = sesd_text_after(*rest, n);
    return !*wrong;
}

const char *sesd_spf_wrong(struct text record)
{
    struct text rest = sesd_spf_terms(record);
    size_t redirects = 0, explanations = 0;
    struct spf_term term;
    const char *wrong;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        redirects += term.kind == SPF_REDIRECT;
        explanations += term.kind == SPF_EXP;
    }
    if (redirects > 1 || explanations > 1) /* section 6 */
        return "redirect and exp may each appear once";
    return wrong;
}

struct text sesd_spf_fault(struct arena *a, struct text record)
{
    struct text rest = sesd_spf_terms(record), where;
    struct spf_term term;
    const char *wrong;

    while (sesd_spf_next(&rest, &term, &wrong))
        ;
    if (!wrong)
        return sesd_text(sesd_spf_wrong(record));
    where = sesd_concat(a, sesd_text("'"), term.whole, sesd_text("': "));
    return sesd_concat(a, where, sesd_text(wrong), none);
}

bool sesd_spf_asks(const struct spf_term *term)
{
    switch (term->kind) {
    case SPF_INCLUDE:
    case SPF_A:
    case SPF_MX:
    case SPF_PTR:
    case SPF_EXISTS:
    case SPF_REDIRECT:
        return true;
    case SPF_ALL:
    case SPF_IP4:
    case SPF_IP6:
    case SPF_EXP:
    case SPF_OTHER:
        break;
    }
    return false;
}

bool sesd_spf_includes(const struct spf_term *term, struct text domain)
{
    struct text named = term->domain;

    if (named.n && named.s[named.n - 1] == '.')
        named.n--;
    return term->kind == SPF_INCLUDE && sesd_text_equal_nocase(named, domain);
}

bool sesd_spf_authorises(struct text record, struct text domain)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;

    /* 4.6.2: mechanisms are evaluated from left to right; a match decides. */
    while (sesd_spf_next(&rest, &term, &wrong)) {
        if (term.qualifier == '+' && sesd_spf_includes(&term, domain))
            return true;
        /* 4.6.2: this mechanism may match first, with another result. */
        if (term.qualifier && term.qualifier != '+')
            return false;
        /* 5.1: "all" always matches. */
        if (term.kind == SPF_ALL)
            return false;
    }
    return false; /* 6.1: a redirect is not followed here */
}

/* Whether the include has to precede this term. A doubtful include may be of a
 * name without a record, which is a permerror (section 5.2). */
static bool
spf_must_follow_include(const struct spf_term *term,
                        bool (*is_doubtful)(const struct spf_term *))
{
    return (term->qualifier && term->qualifier != '+') ||
           term->kind == SPF_ALL || term->kind == SPF_REDIRECT ||
           (term->kind == SPF_INCLUDE && is_doubtful(term));
}

void sesd_spf_authorise(struct out *o, struct text record, struct text domain,
                        bool (*is_doubtful)(const struct spf_term *))
{
    struct text rest = sesd_spf_terms(record);
    bool authorised = sesd_spf_authorises(record, domain);
    struct spf_term term;
    const char *wrong;

    sesd_out_str(o, "v=spf1");
    while (sesd_spf_next(&rest, &term, &wrong)) {
        if (!authorised && spf_must_follow_include(&term, is_doubtful)) {
            sesd_out_str(o, " include:");
            sesd_out_text(o, domain);
            authorised = true;
        }
        sesd_out_char(o, ' ');
        sesd_out_text(o, term.whole);
    }
    if (!authorised) {
        sesd_out_str(o, " include:");
        sesd_out_text(o, domain);
    }
}
