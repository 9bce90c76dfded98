/* SPDX-License-Identifier: MIT */
#include "record.h"

/* The grammar is that of RFC 7208 section 12, rule by rule. */

static const char bad_term[] = "a term that SPF does not have";
static const char bad_domain[] = "a domain is malformed";
static const char bad_macro[] = "a macro is malformed";
static const char bad_network[] = "an address is malformed";
static const char bad_length[] = "a prefix length is malformed";

/* ---- characters ---- */

static bool is_alpha(char c)
{
    return (sesd_class[(unsigned char)sesd_lower(c)] & CLASS_LOWER) != 0;
}

static bool is_digit(char c)
{
    return (sesd_class[(unsigned char)c] & CLASS_DIGIT) != 0;
}

static bool is_alphanum(char c)
{
    return is_alpha(c) || is_digit(c);
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool same(struct text t, const char *word)
{
    return sesd_text_same(t, sesd_text(word));
}

static struct text front(struct text t, size_t n)
{
    return (struct text){ t.s, n };
}

static struct text after(struct text t, size_t n)
{
    return (struct text){ t.s + n, t.n - n };
}

/* ---- macro-string, domain-spec ---- */

/* The length of a macro-expand at the front; 0 if it is malformed. */
static size_t macro_expand(struct text t)
{
    size_t i = 3, parts = 0;
    bool digits = false;

    if (t.n >= 2 && is_one_of(t.s[1], "%_-"))
        return 2;
    /* c, r and t stand in explanations only (section 7.2) */
    if (t.n < 4 || t.s[1] != '{' || !is_one_of(sesd_lower(t.s[2]), "slodiphv"))
        return 0;
    for (; i < t.n && is_digit(t.s[i]); i++) {
        digits = true;
        parts += t.s[i] != '0';
    }
    if (digits && !parts)
        return 0;
    if (i < t.n && sesd_lower(t.s[i]) == 'r')
        i++;
    while (i < t.n && is_one_of(t.s[i], ".-+,/_="))
        i++;
    return i < t.n && t.s[i] == '}' ? i + 1 : 0;
}

/* *end: where the last macro-expand ends, 0 if there is none. */
static const char *macro_string(struct text t, size_t *end)
{
    size_t i = 0, n;

    *end = 0;
    while (i < t.n) {
        if (t.s[i] != '%') {
            if (t.s[i] < 0x21 || t.s[i] > 0x7e)
                return bad_domain;
            i++;
            continue;
        }
        n = macro_expand(after(t, i));
        if (!n)
            return bad_macro;
        *end = i += n;
    }
    return NULL;
}

static bool toplabel(struct text t)
{
    bool alpha = false, hyphen = false;

    for (size_t i = 0; i < t.n; i++) {
        alpha = alpha || is_alpha(t.s[i]);
        hyphen = hyphen || t.s[i] == '-';
        if (!is_alphanum(t.s[i]) && t.s[i] != '-')
            return false;
    }
    return t.n && is_alphanum(t.s[0]) && is_alphanum(t.s[t.n - 1]) &&
           (alpha || hyphen);
}

/* It ends with a macro, or with a dot and a label that can be the last. */
static const char *domain_spec(struct text t)
{
    size_t end, dot;
    const char *wrong = macro_string(t, &end);

    if (wrong || !t.n)
        return wrong ? wrong : bad_domain;
    if (end == t.n)
        return NULL;
    if (t.s[t.n - 1] == '.')
        t.n--;
    for (dot = t.n; dot > end && t.s[dot - 1] != '.'; dot--)
        ;
    return dot > end && dot > 0 && toplabel(after(t, dot)) ? NULL : bad_domain;
}

/* ---- networks ---- */

/* A number without leading zeros, up to most; answers its length. */
static size_t number(struct text t, unsigned most)
{
    unsigned value = 0;
    size_t i = 0;

    while (i < t.n && is_digit(t.s[i]) && value <= most)
        value = 10 * value + (unsigned)(t.s[i++] - '0');
    return i && value <= most && (i == 1 || t.s[0] != '0') ? i : 0;
}

static bool is_ip4(struct text t)
{
    for (int part = 0; part < 4; part++) {
        size_t n = number(t, 255);

        if (!n || (part < 3 && (n == t.n || t.s[n] != '.')))
            return false;
        t = after(t, part < 3 ? n + 1 : n);
    }
    return t.n == 0;
}

static bool is_hex(char c)
{
    return is_digit(c) || (sesd_lower(c) >= 'a' && sesd_lower(c) <= 'f');
}

/* RFC 4291 section 2.2: eight groups, one row of them may be "::", the last
 * two may be an IPv4 address. */
static bool is_ip6(struct text t)
{
    size_t groups = 0;
    bool gap = false;

    if (t.n >= 2 && t.s[0] == ':' && t.s[1] == ':') {
        gap = true;
        t = after(t, 2);
    }
    while (t.n) {
        size_t n = 0;

        if (is_ip4(t))
            return gap ? groups <= 5 : groups == 6;
        while (n < t.n && n < 4 && is_hex(t.s[n]))
            n++;
        if (!n || ++groups > 8)
            return false;
        t = after(t, n);
        if (!t.n)
            break;
        if (t.s[0] != ':' || t.n == 1)
            return false;
        t = after(t, 1);
        if (t.s[0] == ':') {
            if (gap)
                return false;
            gap = true;
            t = after(t, 1);
        }
    }
    return gap ? groups <= 7 : groups == 8;
}

/* Take "/NUMBER" with so many slashes before it off the end, if it is there;
 * false if it is malformed. */
static bool take_length(struct text *t, size_t slashes, unsigned most)
{
    size_t digits = 0;

    while (digits < t->n && is_digit(t->s[t->n - 1 - digits]))
        digits++;
    if (digits + slashes > t->n)
        return true;
    for (size_t i = 1; i <= slashes; i++)
        if (t->s[t->n - digits - i] != '/')
            return true;
    if (number(after(*t, t->n - digits), most) != digits || !digits)
        return false;
    t->n -= digits + slashes;
    return true;
}

/* ---- terms ---- */

/* What may follow a name. */
enum shape {
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
    enum shape shape;
} mechanisms[] = {
    { "all", SPF_ALL, NOTHING },      { "include", SPF_INCLUDE, DOMAIN_SPEC },
    { "a", SPF_A, DOMAIN_CIDR },      { "mx", SPF_MX, DOMAIN_CIDR },
    { "ptr", SPF_PTR, MAYBE_DOMAIN }, { "ip4", SPF_IP4, NETWORK4 },
    { "ip6", SPF_IP6, NETWORK6 },     { "exists", SPF_EXISTS, DOMAIN_SPEC },
};

static const char *network(struct text t, enum shape shape,
                           struct spf_term *term)
{
    bool four = shape == NETWORK4;

    if (t.n < 1 || t.s[0] != ':')
        return bad_network;
    t = after(t, 1);
    if (!take_length(&t, 1, four ? 32 : 128))
        return bad_length;
    term->domain = t;
    return (four ? is_ip4(t) : is_ip6(t)) ? NULL : bad_network;
}

/* What stands behind the name of a mechanism. */
static const char *argument(struct text t, enum shape shape,
                            struct spf_term *term)
{
    if (shape == NETWORK4 || shape == NETWORK6)
        return network(t, shape, term);
    if (shape == DOMAIN_CIDR &&
        (!take_length(&t, 2, 128) || !take_length(&t, 1, 32)))
        return bad_length;
    if (!t.n)
        return shape == DOMAIN_SPEC ? bad_domain : NULL;
    if (t.s[0] != ':' || shape == NOTHING)
        return bad_term;
    term->domain = after(t, 1);
    return domain_spec(term->domain);
}

static const char *modifier(struct text name, struct text value,
                            struct spf_term *term)
{
    size_t end;

    term->qualifier = '\0';
    term->domain = value;
    term->kind = same(name, "redirect") ? SPF_REDIRECT
                 : same(name, "exp")    ? SPF_EXP
                                        : SPF_OTHER;
    return term->kind == SPF_OTHER ? macro_string(value, &end)
                                   : domain_spec(value);
}

static const char *parse_term(struct text t, struct spf_term *term)
{
    size_t n = 0;

    *term = (struct spf_term){ .qualifier = '+', .whole = t };
    if (is_alpha(t.s[0])) {
        while (n < t.n && (is_alphanum(t.s[n]) || is_one_of(t.s[n], "-_.")))
            n++;
        if (n < t.n && t.s[n] == '=')
            return modifier(front(t, n), after(t, n + 1), term);
    }
    if (is_one_of(t.s[0], "+-?~")) {
        term->qualifier = t.s[0];
        t = after(t, 1);
    }
    for (n = 0; n < t.n && is_alphanum(t.s[n]); n++)
        ;
    for (size_t i = 0; i < COUNT(mechanisms); i++)
        if (same(front(t, n), mechanisms[i].name)) {
            term->kind = mechanisms[i].kind;
            return argument(after(t, n), mechanisms[i].shape, term);
        }
    return bad_term;
}

/* ---- records ---- */

#define VERSION_LENGTH 6 /* "v=spf1" */

bool sesd_spf_is(struct text txt)
{
    return txt.n >= VERSION_LENGTH &&
           same(front(txt, VERSION_LENGTH), "v=spf1") &&
           (txt.n == VERSION_LENGTH || txt.s[VERSION_LENGTH] == ' ');
}

struct text sesd_spf_terms(struct text record)
{
    return after(record, VERSION_LENGTH);
}

bool sesd_spf_next(struct text *rest, struct spf_term *term,
                   const char **wrong)
{
    size_t n = 0;

    *wrong = NULL;
    while (rest->n && *rest->s == ' ')
        *rest = after(*rest, 1);
    if (!rest->n)
        return false;
    while (n < rest->n && rest->s[n] != ' ')
        n++;
    *wrong = parse_term(front(*rest, n), term);
    *rest = after(*rest, n);
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
        return "redirect and exp may each be there once";
    return wrong;
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
    return term->kind == SPF_INCLUDE && sesd_text_same(named, domain);
}

bool sesd_spf_authorises(struct text record, struct text domain)
{
    struct text rest = sesd_spf_terms(record);
    struct spf_term term;
    const char *wrong;

    while (sesd_spf_next(&rest, &term, &wrong)) {
        if (term.qualifier == '+' && sesd_spf_includes(&term, domain))
            return true;
        if (term.qualifier && (term.qualifier != '+' || term.kind == SPF_ALL))
            return false;
    }
    return false;
}

/* Whether what authorises has to stand before this term. */
static bool stops(const struct spf_term *term)
{
    return (term->qualifier && term->qualifier != '+') ||
           term->kind == SPF_ALL || term->kind == SPF_REDIRECT;
}

void sesd_spf_authorise(struct out *o, struct text record, struct text domain)
{
    struct text rest = sesd_spf_terms(record);
    bool there = sesd_spf_authorises(record, domain);
    struct spf_term term;
    const char *wrong;

    sesd_out_str(o, "v=spf1");
    while (sesd_spf_next(&rest, &term, &wrong)) {
        if (!there && stops(&term)) {
            sesd_out_str(o, " include:");
            sesd_out_text(o, domain);
            there = true;
        }
        sesd_out_char(o, ' ');
        sesd_out_text(o, term.whole);
    }
    if (!there) {
        sesd_out_str(o, " include:");
        sesd_out_text(o, domain);
    }
}
