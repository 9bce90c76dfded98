/* SPDX-License-Identifier: MIT */
/*
 * RDATA. Takes values as text and produces their presentation format
 * (RFC 1035 section 5.1); takes presentation format and produces both.
 */
#include "record.h"

static const char rdata_bad_escape[] =
    "'\\' needs a character or three digits after it";
static const char rdata_unquoted[] = "the text has to be in quotation marks";

/* Write one octet between quotation marks. */
static void rdata_print_escaped(struct out *o, unsigned char c)
{
    const char escape[] = { '\\', (char)('0' + c / 100),
                            (char)('0' + c / 10 % 10), (char)('0' + c % 10) };

    if (c != '"' && c != '\\') {
        sesd_out_mem(o, escape, sizeof(escape));
        return;
    }
    sesd_out_char(o, '\\');
    sesd_out_char(o, (char)c);
}

void sesd_rdata_print_string(struct out *o, struct text t)
{
    sesd_out_char(o, '"');
    for (;;) {
        const size_t n = sesd_text_span(t, sesd_is_plain);

        sesd_out_mem(o, t.s, n);
        if (n == t.n)
            break;
        rdata_print_escaped(o, (unsigned char)t.s[n]);
        t = sesd_text_after(t, n + 1);
    }
    sesd_out_char(o, '"');
}

bool sesd_is_address(uint32_t type)
{
    return type == SESDOMAIN_TYPE_A || type == SESDOMAIN_TYPE_AAAA;
}

/* Whether the name is the root, which is a dot; other names have no final
 * dot. */
static bool rdata_is_root(struct text t)
{
    return t.n && t.s[t.n - 1] == '.' && (t.n == 1 || t.s[t.n - 2] == ' ');
}

/* Write text in strings of 255 octets; one empty string if it is empty. */
static void rdata_print_strings(struct out *o, struct text text)
{
    for (; text.n > SESD_STRING_MAX;
         text.s += SESD_STRING_MAX, text.n -= SESD_STRING_MAX) {
        sesd_rdata_print_string(o, (struct text){ text.s, SESD_STRING_MAX });
        sesd_out_char(o, ' ');
    }
    sesd_rdata_print_string(o, text);
}

void sesd_rdata_print(struct out *o, uint32_t type, struct text text)
{
    if (type == SESDOMAIN_TYPE_TXT) {
        rdata_print_strings(o, text);
        return;
    }
    sesd_out_mem(o, text.s, text.n);
    if (!sesd_is_address(type) && !rdata_is_root(text))
        sesd_out_char(o, '.');
}

size_t sesd_rdata_length(uint32_t type, struct text text)
{
    if (type == SESDOMAIN_TYPE_TXT)
        return text.n + (text.n ? (text.n - 1) / SESD_STRING_MAX : 0) + 1;
    if (sesd_is_address(type))
        return type == SESDOMAIN_TYPE_A ? 4 : 16;
    if (type != SESDOMAIN_TYPE_MX)
        return sesd_name_wire_length(text);
    sesd_text_cut(&text, ' ');
    return 2 + sesd_name_wire_length(text);
}

/* ---- reading presentation format ---- */

static void rdata_skip_blanks(struct text *t)
{
    *t = sesd_text_after(*t, sesd_text_span(*t, sesd_is_blank));
}

/* Whether a text ends with a backslash that escapes the next character. */
static bool rdata_ends_in_escape(struct text t)
{
    size_t slashes = 0;

    while (slashes < t.n && t.s[t.n - 1 - slashes] == '\\')
        slashes++;
    return slashes % 2;
}

/* Remove the blanks at the end, but not an escaped one. */
static void rdata_drop_blanks(struct text *t)
{
    while (t->n && sesd_is_blank(t->s[t->n - 1]) &&
           !rdata_ends_in_escape((struct text){ t->s, t->n - 1 }))
        t->n--;
}

int sesd_rdata_take_octet(struct text *t)
{
    int octet = (unsigned char)*t->s;

    t->s++, t->n--;
    if (octet != '\\')
        return octet;
    if (!t->n)
        return -1;
    octet = (unsigned char)*t->s;
    if (!sesd_is_digit((char)octet)) {
        t->s++, t->n--;
        return octet;
    }
    if (t->n < 3 || !sesd_text_all((struct text){ t->s, 3 }, sesd_is_digit))
        return -1;
    octet = 100 * (t->s[0] - '0') + 10 * (t->s[1] - '0') + t->s[2] - '0';
    t->s += 3, t->n -= 3;
    return octet <= 255 ? octet : -1;
}

/* Read a quoted string whose first quotation mark is removed already. */
static const char *rdata_take_quoted(struct text *in, struct out *text)
{
    while (in->n && *in->s != '"') {
        int octet = sesd_rdata_take_octet(in);

        if (octet < 0)
            return rdata_bad_escape;
        sesd_out_char(text, (char)octet);
    }
    if (!in->n)
        return "a quotation mark is missing";
    in->s++, in->n--;
    return NULL;
}

/* Read a string without quotation marks. Only one is allowed: unquoted text of
 * several words would lose its blanks. */
static const char *rdata_take_bare(struct text *in, struct out *text)
{
    while (in->n && !sesd_is_blank(*in->s)) {
        int octet;

        if (strchr("\"();", *in->s))
            return rdata_unquoted;
        octet = sesd_rdata_take_octet(in);
        if (octet < 0)
            return rdata_bad_escape;
        sesd_out_char(text, (char)octet);
    }
    rdata_skip_blanks(in);
    return in->n ? rdata_unquoted : NULL;
}

static const char *rdata_parse_txt(struct text in, struct out *text,
                                   struct out *rdata)
{
    if (!in.n)
        return "at least one string was expected";
    while (in.n) {
        size_t start = text->length;
        const char *wrong;

        if (*in.s == '"') {
            in.s++, in.n--;
            wrong = rdata_take_quoted(&in, text);
        } else {
            wrong = start ? rdata_unquoted : rdata_take_bare(&in, text);
        }
        if (wrong)
            return wrong;
        if (text->length - start > SESD_STRING_MAX)
            return "a string has more than 255 octets";
        if (rdata->length)
            sesd_out_char(rdata, ' ');
        sesd_rdata_print_string(
            rdata, (struct text){ text->buf + start, text->length - start });
        rdata_skip_blanks(&in);
    }
    return NULL;
}

const char sesd_rdata_no_memory[] = "out of memory";

static const char *rdata_parse_name(struct text in, struct out *text)
{
    enum sesdomain_status status;
    struct name name;
    const char *why;

    status = sesd_name_parse(in, NAME_GIVEN, &name, &why);
    if (status != SESDOMAIN_OK)
        return status == SESDOMAIN_E_MEMORY ? sesd_rdata_no_memory : why;
    if (text->size - text->length <= name.n)
        return "its A-labels are too long";
    sesd_out_mem(text, name.s, name.n);
    return NULL;
}

static const char *rdata_parse_mx(struct text in, struct out *text)
{
    uint32_t preference = 0;
    size_t digits = 0;

    while (digits < in.n && sesd_is_digit(in.s[digits]) && preference <= 65535)
        preference = 10 * preference + (uint32_t)(in.s[digits++] - '0');
    if (!digits || preference > 65535 || digits == in.n ||
        !sesd_is_blank(in.s[digits]))
        return "a preference up to 65535 and a host were expected";
    in.s += digits, in.n -= digits;
    rdata_skip_blanks(&in);
    sesd_out_uint(text, preference);
    sesd_out_char(text, ' ');
    return rdata_parse_name(in, text);
}

static const char *rdata_parse_other(struct text in, struct out *text)
{
    if (!in.n)
        return "there is no data";
    if (!sesd_text_all(in, sesd_is_ascii))
        return "one line of printable ASCII was expected";
    if (rdata_ends_in_escape(in))
        return rdata_bad_escape;
    sesd_out_mem(text, in.s, in.n);
    return NULL;
}

#define TYPE_PTR 12

const char *sesd_rdata_parse(uint32_t type, struct text in, struct out *text,
                             struct out *rdata)
{
    const char *wrong = NULL;

    rdata_skip_blanks(&in);
    rdata_drop_blanks(&in);
    switch (type) {
    case SESDOMAIN_TYPE_TXT:
        return rdata_parse_txt(in, text, rdata);
    case SESDOMAIN_TYPE_MX:
        wrong = rdata_parse_mx(in, text);
        break;
    case SESDOMAIN_TYPE_CNAME:
    case SESDOMAIN_TYPE_NS:
    case SESDOMAIN_TYPE_DNAME:
    case TYPE_PTR:
        wrong = rdata_parse_name(in, text);
        break;
    default:
        wrong = rdata_parse_other(in, text);
        if (!wrong)
            sesd_out_mem(rdata, text->buf, text->length);
        return wrong;
    }
    if (!wrong)
        sesd_rdata_print(rdata, type,
                         (struct text){ text->buf, text->length });
    return wrong;
}

struct text sesd_mx_host(struct text mx, struct text *preference)
{
    struct text before = sesd_text_cut(&mx, ' ');

    if (preference)
        *preference = before;
    return mx;
}
