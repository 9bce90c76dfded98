/* SPDX-License-Identifier: MIT */
#include "record.h"

#define STRING_MAX 255 /* RFC 1035 section 3.3 */

/* An octet as a zone file has it between quotation marks (RFC 1035 5.1). */
static void print_escaped(struct out *o, unsigned char c)
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

/* One character-string, quoted. */
static void print_string(struct out *o, struct text t)
{
    sesd_out_char(o, '"');
    for (;;) {
        const size_t n = sesd_plain_length(t);

        sesd_out_mem(o, t.s, n);
        if (n == t.n)
            break;
        print_escaped(o, (unsigned char)t.s[n]);
        t.s += n + 1;
        t.n -= n + 1;
    }
    sesd_out_char(o, '"');
}

/* The root stands as "." in a text already; others lack the final dot. */
static bool is_root(struct text t)
{
    return t.n && t.s[t.n - 1] == '.' && (t.n == 1 || t.s[t.n - 2] == ' ');
}

/* Text in strings of 255 octets; an empty one if there is none. */
static void print_strings(struct out *o, struct text text)
{
    for (; text.n > STRING_MAX; text.s += STRING_MAX, text.n -= STRING_MAX) {
        print_string(o, (struct text){ text.s, STRING_MAX });
        sesd_out_char(o, ' ');
    }
    print_string(o, text);
}

void sesd_rdata_print(struct out *o, uint32_t type, struct text text)
{
    if (type == SESDOMAIN_TYPE_TXT) {
        print_strings(o, text);
        return;
    }
    sesd_out_mem(o, text.s, text.n);
    if (!is_root(text))
        sesd_out_char(o, '.');
}

size_t sesd_rdata_length(uint32_t type, struct text text)
{
    if (type == SESDOMAIN_TYPE_TXT)
        return text.n + (text.n ? (text.n - 1) / STRING_MAX : 0) + 1;
    if (type != SESDOMAIN_TYPE_MX)
        return sesd_name_wire_length(text);
    while (text.n && *text.s != ' ')
        text.s++, text.n--;
    if (text.n) /* the space */
        text.s++, text.n--;
    return 2 + sesd_name_wire_length(text);
}

/* ---- presentation form in ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void skip_blanks(struct text *t)
{
    while (t->n && is_blank(*t->s))
        t->s++, t->n--;
}

/* Whether a text ends with a backslash that escapes what comes after it. */
static bool is_open(struct text t)
{
    size_t slashes = 0;

    while (slashes < t.n && t.s[t.n - 1 - slashes] == '\\')
        slashes++;
    return slashes % 2;
}

/* Not one that is escaped. */
static void drop_blanks(struct text *t)
{
    while (t->n && is_blank(t->s[t->n - 1]) &&
           !is_open((struct text){ t->s, t->n - 1 }))
        t->n--;
}

/* One octet, escaped or not; -1 where it is malformed. */
static int take_octet(struct text *t)
{
    int octet = (unsigned char)*t->s;

    t->s++, t->n--;
    if (octet != '\\')
        return octet;
    if (!t->n)
        return -1;
    octet = (unsigned char)*t->s;
    if (octet < '0' || octet > '9') {
        t->s++, t->n--;
        return octet;
    }
    if (t->n < 3 || !(sesd_classes((struct text){ t->s, 3 }) & CLASS_DIGIT))
        return -1;
    octet = 100 * (t->s[0] - '0') + 10 * (t->s[1] - '0') + t->s[2] - '0';
    t->s += 3, t->n -= 3;
    return octet <= 255 ? octet : -1;
}

/* A quoted string, its first quotation mark taken already. */
static const char *take_quoted(struct text *in, struct out *text)
{
    while (in->n && *in->s != '"') {
        int octet = take_octet(in);

        if (octet < 0)
            return "'\\' needs a character or three digits after it";
        sesd_out_char(text, (char)octet);
    }
    if (!in->n)
        return "a quotation mark is missing";
    in->s++, in->n--;
    return NULL;
}

/* A string without quotation marks: only where it is the only one, since
 * text that somebody forgot to quote would lose its blanks. */
static const char *take_bare(struct text *in, struct out *text)
{
    while (in->n && !is_blank(*in->s)) {
        int octet;

        if (strchr("\"();", *in->s))
            return "the text has to be in quotation marks";
        octet = take_octet(in);
        if (octet < 0)
            return "'\\' needs a character or three digits after it";
        sesd_out_char(text, (char)octet);
    }
    skip_blanks(in);
    return in->n ? "the text has to be in quotation marks" : NULL;
}

static const char *parse_txt(struct text in, struct out *text,
                             struct out *rdata)
{
    if (!in.n)
        return "at least one string was expected";
    while (in.n) {
        size_t start = text->length;
        const char *wrong;

        if (*in.s == '"') {
            in.s++, in.n--;
            wrong = take_quoted(&in, text);
        } else {
            wrong = start ? "the text has to be in quotation marks"
                          : take_bare(&in, text);
        }
        if (wrong)
            return wrong;
        if (text->length - start > STRING_MAX)
            return "a string has over 255 octets";
        if (rdata->length)
            sesd_out_char(rdata, ' ');
        print_string(rdata,
                     (struct text){ text->buf + start, text->length - start });
        skip_blanks(&in);
    }
    return NULL;
}

static const char *parse_name(struct text in, struct out *text)
{
    struct name name;
    const char *why;

    if (sesd_name_parse(in, NAME_OWNER, &name, &why) != SESDOMAIN_OK)
        return why;
    sesd_out_mem(text, name.s, name.n);
    return NULL;
}

static const char *parse_mx(struct text in, struct out *text)
{
    uint32_t preference = 0;
    size_t digits = 0;

    while (digits < in.n && in.s[digits] >= '0' && in.s[digits] <= '9' &&
           preference <= 65535)
        preference = 10 * preference + (uint32_t)(in.s[digits++] - '0');
    if (!digits || preference > 65535 || digits == in.n ||
        !is_blank(in.s[digits]))
        return "a preference up to 65535 and a host were expected";
    in.s += digits, in.n -= digits;
    skip_blanks(&in);
    sesd_out_uint(text, preference);
    sesd_out_char(text, ' ');
    return parse_name(in, text);
}

static const char *parse_other(struct text in, struct out *text)
{
    if (!in.n)
        return "there is no data";
    for (size_t i = 0; i < in.n; i++)
        if (in.s[i] < ' ' || in.s[i] > '~')
            return "one line of printable ASCII was expected";
    if (is_open(in))
        return "'\\' needs a character or three digits after it";
    sesd_out_mem(text, in.s, in.n);
    return NULL;
}

#define TYPE_PTR 12

const char *sesd_rdata_parse(uint32_t type, struct text in, struct out *text,
                             struct out *rdata)
{
    const char *wrong = NULL;

    skip_blanks(&in);
    drop_blanks(&in);
    switch (type) {
    case SESDOMAIN_TYPE_TXT:
        return parse_txt(in, text, rdata);
    case SESDOMAIN_TYPE_MX:
        wrong = parse_mx(in, text);
        break;
    case SESDOMAIN_TYPE_CNAME:
    case SESDOMAIN_TYPE_NS:
    case SESDOMAIN_TYPE_DNAME:
    case TYPE_PTR:
        wrong = parse_name(in, text);
        break;
    default:
        wrong = parse_other(in, text);
        if (!wrong)
            sesd_out_mem(rdata, text->buf, text->length);
        return wrong;
    }
    if (!wrong)
        sesd_rdata_print(rdata, type,
                         (struct text){ text->buf, text->length });
    return wrong;
}
