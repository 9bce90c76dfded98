/* SPDX-License-Identifier: MIT */
/* Domain names. Takes names in presentation format (RFC 1035 section 5.1),
 * converts them to lower case and checks them, joins them within the limits of
 * DNS (section 2.3.4), and makes keys in canonical order (RFC 4034 section
 * 6.1). */
#include "record.h"

#define WIRE_MAX 255

static const char empty[] = "a name without labels";
static const char empty_label[] = "a label is empty";
static const char long_label[] = "a label is over 63 octets long";
static const char long_name[] = "it is over 253 octets long";
static const char bad_letter[] =
    "only letters, digits, '-' and '.' were expected";
static const char bad_address[] =
    "a domain was expected, without what is before '@'";
static const char bad_url[] = "a domain was expected, not a URL or a path";
static const char bad_hyphen[] = "a label begins or ends with '-'";
static const char one_label[] = "at least two labels were expected";
static const char address[] = "an address is not a name";
static const char bad_u_label[] = "a label is neither ASCII nor a U-label";
static const char bad_escape[] =
    "'\\' needs a character or three digits after it";

/* The lower case of a letter, digit or hyphen (RFC 952, RFC 1123 section 2.1);
 * 0 for everything else, the dot too. */
/* clang-format off */
static const char folded[256] = {
    ['-'] = '-',
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
            'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
            'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};
/* clang-format on */

/* Fold the letters, digits and hyphens at the front, and return their
 * number. */
static size_t fold(struct text in, char *out)
{
    size_t i = 0;

    while (i < in.n && (out[i] = folded[(unsigned char)in.s[i]]))
        i++;
    return i;
}

static const char *check_label(const char *label, size_t n)
{
    if (n == 0)
        return empty_label;
    if (n > SESD_LABEL_MAX)
        return long_label;
    if (label[0] == '-' || label[n - 1] == '-')
        return bad_hyphen;
    return NULL;
}

struct text sesd_fold_label(struct text in, char *buf, size_t size)
{
    struct text folded_label = { buf, in.n };

    if (in.n > size || check_label(in.s, in.n) || fold(in, buf) < in.n)
        return none;
    return sesd_text_equal(in, folded_label) ? in : folded_label;
}

/* Return what is wrong with the last label of a name for mail, or NULL. */
static const char *check_last(const struct name *name, size_t start)
{
    if (start == 0)
        return one_label;
    for (const char *c = name->s + start; *c; c++)
        if (*c < '0' || *c > '9')
            return NULL;
    return address;
}

static const char *explain_letter(char c)
{
    if (c == '@')
        return bad_address;
    return c == '/' || c == ':' ? bad_url : bad_letter;
}

static const char *parse_host(struct text in, enum name_class class,
                              struct name *out)
{
    const char *wrong;
    size_t start = 0;

    if (in.n > WIRE_MAX - 2)
        return long_name;
    for (size_t i = 0;; i++) {
        i += fold((struct text){ in.s + i, in.n - i }, out->s + i);
        if (i < in.n && in.s[i] != '.') {
            if (in.s[i] != '_' || class != NAME_HOST)
                return explain_letter(in.s[i]);
            out->s[i] = '_';
            continue;
        }
        wrong = check_label(out->s + start, i - start);
        if (wrong)
            return wrong;
        if (i == in.n)
            break;
        out->s[i] = '.';
        start = i + 1;
    }
    out->n = in.n;
    out->s[in.n] = '\0';
    return class == NAME_MAIL ? check_last(out, start) : NULL;
}

/* Take the next octet of a label, or -1 at a dot; -2 where it is malformed. */
static int next_octet(struct text *in)
{
    unsigned char c = (unsigned char)*in->s;
    int octet = 0;

    if (c == '.')
        return -1;
    if (c != '\\') {
        in->s++, in->n--;
        return c;
    }
    if (in->n >= 2 && (in->s[1] < '0' || in->s[1] > '9')) {
        octet = (unsigned char)in->s[1];
        in->s += 2, in->n -= 2;
        return octet;
    }
    if (in->n < 4)
        return -2;
    for (int i = 1; i <= 3; i++) {
        if (in->s[i] < '0' || in->s[i] > '9')
            return -2;
        octet = 10 * octet + in->s[i] - '0';
    }
    in->s += 4, in->n -= 4;
    return octet <= 255 ? octet : -2;
}

/* Write an octet in presentation format: special characters are escaped. */
static size_t put_octet(char *s, int octet)
{
    const char c = sesd_lower((char)octet);

    if (folded[octet]) { /* most of the time */
        s[0] = folded[octet];
        return 1;
    }
    if (octet <= ' ' || octet > '~') {
        s[0] = '\\';
        s[1] = (char)('0' + octet / 100);
        s[2] = (char)('0' + octet / 10 % 10);
        s[3] = (char)('0' + octet % 10);
        return 4;
    }
    if (strchr("\"().;@\\$", c)) {
        s[0] = '\\';
        s[1] = c;
        return 2;
    }
    s[0] = c;
    return 1;
}

/* Fold the letters, digits and hyphens at the front that fit the label and the
 * name: nearly all of a name. */
static size_t parse_run(struct text in, size_t wire, size_t label, char *out)
{
    const size_t most = SESD_LABEL_MAX - label;
    const size_t used = wire + label + 1;
    const size_t room = used < WIRE_MAX ? WIRE_MAX - used : 0;

    if (in.n > most)
        in.n = most;
    if (in.n > room)
        in.n = room;
    return fold(in, out);
}

static const char *parse_owner(struct text in, struct name *out)
{
    size_t wire = 1, label = 0;

    if (in.n == 1 && *in.s == '.') {
        *out = (struct name){ .s = ".", .n = 1 };
        return NULL;
    }
    out->n = 0;
    while (in.n) {
        const size_t run = parse_run(in, wire, label, out->s + out->n);
        int octet;

        in = sesd_text_after(in, run);
        out->n += run;
        label += run;
        if (!in.n)
            break;
        octet = next_octet(&in);
        if (octet == -2)
            return bad_escape;
        if (octet == -1) {
            in.s++, in.n--;
            if (!label)
                return empty_label;
            out->s[out->n++] = '.';
            wire += label + 1;
            label = 0;
            continue;
        }
        if (++label > SESD_LABEL_MAX)
            return long_label;
        if (wire + label + 1 > WIRE_MAX)
            return long_name;
        out->n += put_octet(out->s + out->n, octet);
    }
    if (!label)
        return empty_label;
    out->s[out->n] = '\0';
    return NULL;
}

/* Whether an odd number of '\\' stands before s[at]. */
static bool is_escaped(const char *s, size_t at)
{
    size_t slashes = 0;

    while (slashes < at && s[at - 1 - slashes] == '\\')
        slashes++;
    return slashes % 2 == 1;
}

static bool is_dot(const char *s, size_t at)
{
    return s[at] == '.' && !is_escaped(s, at);
}

static bool is_ascii(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.s[i] >= 0x80)
            return false;
    return true;
}

static const char *parse(struct text in, enum name_class class,
                         struct name *out)
{
    if (in.n > 1 && is_dot(in.s, in.n - 1) && --in.n == 1 && *in.s == '.')
        return empty_label;
    if (in.n == 0)
        return empty;
    if (class == NAME_OWNER || class == NAME_GIVEN)
        return parse_owner(in, out);
    return parse_host(in, class, out);
}

/* ---- U-labels ---- */

static struct text name_take_label(struct text *rest)
{
    struct text label = *rest;

    for (label.n = 0; label.n < rest->n && !is_dot(rest->s, label.n);)
        label.n++;
    rest->s += label.n, rest->n -= label.n;
    return label;
}

/* Whether a text is a name that needs no conversion: it has no escapes. */
static bool is_plain_name(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!folded[(unsigned char)t.s[i]] && t.s[i] != '.' && t.s[i] != '_')
            return false;
    return true;
}

/* Convert the U-labels of an owner name one by one, since other labels, such
 * as "*", are not valid in IDNA. */
static enum sesdomain_status convert_labels(struct text in, struct name *out,
                                            const char **why)
{
    struct out o = sesd_out(out->s, sizeof(out->s));

    while (in.n) {
        struct text label = name_take_label(&in);
        struct name ascii;
        enum sesdomain_status status;

        if (!is_ascii(label)) {
            status = sesd_idn_to_ascii(label, &ascii, why);
            if (status != SESDOMAIN_OK)
                return status;
            label = (struct text){ ascii.s, ascii.n };
            if (!is_plain_name(label))
                return *why = bad_u_label, SESDOMAIN_E_NAME;
        }
        sesd_out_text(&o, label);
        if (in.n)
            sesd_out_char(&o, '.'), in.s++, in.n--;
    }
    out->n = o.length;
    *why = long_name;
    return o.length < o.size ? SESDOMAIN_OK : SESDOMAIN_E_NAME;
}

enum sesdomain_status sesd_name_parse(struct text in, enum name_class class,
                                      struct name *out, const char **why)
{
    const bool given = class == NAME_GIVEN && !is_ascii(in);
    enum sesdomain_status status;
    struct name ascii;

    *why = given ? bad_u_label : parse(in, class, out);
    if (!*why)
        return SESDOMAIN_OK;
    if (class == NAME_OWNER || is_ascii(in))
        return SESDOMAIN_E_NAME;
    if (given)
        status = convert_labels(in, &ascii, why);
    else
        status = sesd_idn_to_ascii(in, &ascii, why);
    if (status != SESDOMAIN_OK)
        return status;
    *why = parse((struct text){ ascii.s, ascii.n }, class, out);
    return *why ? SESDOMAIN_E_NAME : SESDOMAIN_OK;
}

/* ---- the limits of DNS ---- */

/* Whether a name fits that consists of lower-case letters, digits, hyphens and
 * underscores, as nearly all do. */
static bool fits_plainly(struct text name)
{
    size_t label = 0;

    for (size_t i = 0; i < name.n; i++) {
        const char c = name.s[i];

        if (c == '.' && label)
            label = 0;
        else if ((folded[(unsigned char)c] != c && c != '_') || !c ||
                 ++label > SESD_LABEL_MAX)
            return false;
    }
    return label && name.n <= WIRE_MAX - 2;
}

bool sesd_name_fits(struct text name)
{
    struct name parsed;
    const char *why;

    if (fits_plainly(name))
        return true;
    return sesd_name_parse(name, NAME_OWNER, &parsed, &why) == SESDOMAIN_OK &&
           parsed.n == name.n;
}

struct text sesd_name_join(struct arena *a, struct text front,
                           struct text middle, struct text back)
{
    const size_t n = front.n + middle.n + back.n;
    struct text name;
    struct out o;

    if (!sesd_arena_reserve(a, n + 1))
        return none;
    o = sesd_out(a->next, n + 1);
    sesd_out_text(&o, front);
    sesd_out_text(&o, middle);
    sesd_out_text(&o, back);
    name = (struct text){ o.buf, o.length };
    if (!sesd_name_fits(name))
        return none;
    a->next += n + 1;
    return name;
}

/* ---- keys ---- */

/* Append an octet to a key, if it fits. */
static void key_put(struct out *key, char octet)
{
    if (key->length < key->size)
        key->buf[key->length++] = octet;
}

/* Append the octets of a label. An octet that could be mistaken for the end of
 * the label becomes two. */
static void key_put_label(struct out *key, struct text label)
{
    while (label.n) {
        const size_t room = key->size - key->length;
        const size_t most = label.n < room ? label.n : room;
        const size_t run =
            fold((struct text){ label.s, most }, key->buf + key->length);
        int octet;

        key->length += run;
        label = sesd_text_after(label, run);
        if (!label.n)
            break;
        octet = next_octet(&label);
        if (octet < 0)
            break; /* malformed: no valid name has it */
        if (octet <= 1) {
            key_put(key, 1);
            octet++;
        }
        key_put(key, sesd_lower((char)octet));
    }
    key_put(key, '\0');
}

size_t sesd_name_key(struct text name, char *buf, size_t size)
{
    struct out key = { .buf = buf, .size = size };

    if (name.n == 1 && *name.s == '.')
        return 0;
    for (size_t start = name.n; name.n; start--) {
        if (start && !is_dot(name.s, start - 1))
            continue;
        key_put_label(&key, (struct text){ name.s + start, name.n - start });
        name.n = start ? start - 1 : 0;
    }
    return key.length;
}

struct entry *sesd_name_find(const struct index *index, struct text name)
{
    char key[SESD_KEY_MAX];

    return sesd_index_find(index, key, sesd_name_key(name, key, sizeof(key)));
}

/* ---- parts ---- */

bool sesd_name_within(struct text name, struct text apex)
{
    if (apex.n == 1 && *apex.s == '.')
        return true;
    if (!sesd_text_ends(name, apex))
        return false;
    return name.n == apex.n || is_dot(name.s, name.n - apex.n - 1);
}

struct text sesd_name_parent(struct text name)
{
    const char *dot = memchr(name.s, '.', name.n);
    size_t n;

    while (dot && !is_dot(name.s, (size_t)(dot - name.s)))
        dot = memchr(dot + 1, '.', name.n - (size_t)(dot + 1 - name.s));
    if (!dot)
        return (struct text){ name.s + name.n, 0 };
    n = (size_t)(dot + 1 - name.s);
    return (struct text){ dot + 1, name.n - n };
}

size_t sesd_name_labels(struct text name)
{
    size_t labels = 0;

    if (name.n == 1 && *name.s == '.')
        return 0;
    for (; name.n; labels++)
        name = sesd_name_parent(name);
    return labels;
}

size_t sesd_name_wire_length(struct text name)
{
    size_t length = 1;

    if (name.n == 1 && *name.s == '.')
        return 1;
    if (!memchr(name.s, '\\', name.n))
        return name.n + 2;
    while (name.n) {
        if (next_octet(&name) < 0)
            name.s++, name.n--;
        length++;
    }
    return length + 1;
}
