/* SPDX-License-Identifier: MIT */
#include "record.h"

#define BITS_MIN                                                              \
    1024              /* what SES takes: ".../dg/send-email-authentication-   \
                       */
#define BITS_MAX 2048 /* dkim-bring-your-own.html" */
#define DER_MAX 4000  /* octets; a key of 16384 bits has 2094 */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ---- DER (X.690) ---- */

enum {
    INTEGER = 0x02,
    BITS = 0x03,
    OCTETS = 0x04,
    NULL_VALUE = 0x05,
    OID = 0x06,
    SEQUENCE = 0x30
};

struct der {
    const unsigned char *p;
    size_t n;
};

/* Take an element of that tag off the front; its content goes to *content. */
static bool take(struct der *from, unsigned tag, struct der *content)
{
    size_t length, head = 2;

    if (from->n < 2 || from->p[0] != tag)
        return false;
    length = from->p[1];
    if (length >= 0x80) {
        size_t octets = length & 0x7f;

        if (octets < 1 || octets > 2 || from->n < 2 + octets)
            return false;
        length = from->p[2];
        if (octets == 2)
            length = length << 8 | from->p[3];
        if (length < 0x80 || (octets == 2 && length < 0x100))
            return false; /* it would have a shorter form */
        head += octets;
    }
    if (length > from->n - head)
        return false;
    *content = (struct der){ from->p + head, length };
    from->p += head + length;
    from->n -= head + length;
    return true;
}

static const unsigned char rsa_encryption[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7,
                                                0x0d, 0x01, 0x01, 0x01 };

/* RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 A.1.1) */
static bool is_rsa_key(struct der in, size_t *bits)
{
    struct der key, modulus, exponent;

    if (!take(&in, SEQUENCE, &key) || in.n || !take(&key, INTEGER, &modulus) ||
        !take(&key, INTEGER, &exponent) || key.n || !exponent.n)
        return false;
    while (modulus.n && modulus.p[0] == 0)
        modulus.p++, modulus.n--;
    if (!modulus.n)
        return false;
    *bits = 8 * modulus.n;
    for (unsigned top = modulus.p[0]; top < 0x80; top <<= 1)
        --*bits;
    return true;
}

/* SubjectPublicKeyInfo (RFC 5280 section 4.1, RFC 3279 section 2.3.1) */
static const char *check_info(struct der in, size_t *bits)
{
    struct der info, algorithm, oid, none, key;

    if (!take(&in, SEQUENCE, &info) || in.n ||
        !take(&info, SEQUENCE, &algorithm) || !take(&algorithm, OID, &oid))
        return "this is not a SubjectPublicKeyInfo";
    if (oid.n != sizeof(rsa_encryption) ||
        memcmp(oid.p, rsa_encryption, oid.n) != 0)
        return "an RSA key was expected; SES signs with no other";
    if (!take(&algorithm, NULL_VALUE, &none) || none.n || algorithm.n ||
        !take(&info, BITS, &key) || info.n || key.n < 1 || key.p[0] != 0)
        return "this is not a SubjectPublicKeyInfo";
    key.p++, key.n--;
    if (!is_rsa_key(key, bits))
        return "this is not a SubjectPublicKeyInfo of an RSA key";
    if (*bits < BITS_MIN || *bits > BITS_MAX)
        return "a key of 1024 to 2048 bits was expected";
    return NULL;
}

/* ---- how people have keys ---- */

/* Cut the armour of PEM off (RFC 7468), if it is there. */
static struct text unarmour(struct text t)
{
    const struct text begin = sesd_text("-----BEGIN ");
    const struct text end = sesd_text("-----END ");
    size_t i;

    while (t.n && is_blank(*t.s))
        t.s++, t.n--;
    if (!sesd_text_starts(t, begin))
        return t;
    for (i = begin.n; i + 5 <= t.n && memcmp(t.s + i, "-----", 5) != 0; i++)
        ;
    if (i + 5 > t.n)
        return t;
    t.s += i + 5, t.n -= i + 5;
    for (i = 0; i + end.n <= t.n && memcmp(t.s + i, end.s, end.n) != 0; i++)
        ;
    if (i + end.n <= t.n)
        t.n = i;
    return t;
}

/* The Base64 of a key record, or of what is no key record. */
static struct text key_of(struct text in)
{
    struct key_record record;

    if (sesd_key_record(in, &record) && record.p.s)
        return record.p;
    return unarmour(in);
}

enum sesdomain_status sesd_key_read(struct text in, struct out *out,
                                    size_t *bits, const char **why)
{
    const struct text base64 = key_of(in);
    unsigned char octets[DER_MAX];
    struct der der = { octets, 0 };
    int n;

    *why = "this is a private key, and belongs in no DNS record; give the "
           "public key: openssl pkey -in private.pem -pubout";
    if (sesd_key_is_secret(in))
        return SESDOMAIN_E_SECRET;

    n = sesd_base64(base64, octets, sizeof(octets));
    *why = "Base64 of a public key was expected";
    if (n <= 0)
        return SESDOMAIN_E_VALUE;
    der.n = (size_t)n;
    if (is_rsa_key(der, bits)) {
        *why = "this is PKCS#1; convert it: openssl rsa -RSAPublicKey_in "
               "-in key.pem -pubout";
        return SESDOMAIN_E_VALUE;
    }
    *why = check_info(der, bits);
    if (*why)
        return SESDOMAIN_E_VALUE;
    for (size_t i = 0; i < base64.n; i++)
        if (!is_blank(base64.s[i]))
            sesd_out_char(out, base64.s[i]);
    return SESDOMAIN_OK;
}

/* ---- key records ---- */

static struct text trim(struct text t)
{
    while (t.n && is_blank(*t.s))
        t.s++, t.n--;
    while (t.n && is_blank(t.s[t.n - 1]))
        t.n--;
    return t;
}

/* Whether a list with ":" between its words has one of two. */
static bool lists(struct text list, const char *one, const char *other)
{
    while (list.n) {
        const char *colon = memchr(list.s, ':', list.n);
        struct text word = list;

        if (colon)
            word.n = (size_t)(colon - list.s);
        list.s += word.n + (colon != NULL);
        list.n -= word.n + (colon != NULL);
        word = trim(word);
        if (sesd_text_equal(word, sesd_text(one)) ||
            sesd_text_equal(word, sesd_text(other)))
            return true;
    }
    return false;
}

static void read_tag(struct text name, struct text value,
                     struct key_record *record)
{
    const struct text rsa = { "rsa", 3 };

    if (name.n != 1)
        return;
    switch (*name.s) {
    case 'p':
        record->p = value;
        break;
    case 'k':
        record->rsa = sesd_text_equal(value, rsa);
        break;
    case 'h':
        record->sha256 = lists(value, "sha256", "sha256");
        break;
    case 's':
        record->mail = lists(value, "email", "*");
        break;
    case 't':
        record->testing = lists(value, "y", "y");
        break;
    default:
        break;
    }
}

bool sesd_key_record(struct text txt, struct key_record *record)
{
    bool first = true;

    *record = (struct key_record){
        .dkim1 = true, .rsa = true, .sha256 = true, .mail = true
    };
    for (; txt.n; first = false) {
        const char *end = memchr(txt.s, ';', txt.n), *equals;
        struct text tag = txt, name, value;

        if (end)
            tag.n = (size_t)(end - txt.s);
        txt.s += tag.n + (end != NULL);
        txt.n -= tag.n + (end != NULL);
        tag = trim(tag);
        equals = tag.n ? memchr(tag.s, '=', tag.n) : NULL;
        if (!equals && !tag.n)
            continue;
        if (!equals)
            return false;
        name = trim((struct text){ tag.s, (size_t)(equals - tag.s) });
        value = trim(
            (struct text){ equals + 1, tag.n - (size_t)(equals + 1 - tag.s) });
        if (name.n < 1 || name.n > 20 || !(sesd_classes(name) & CLASS_LOWER))
            return false;
        if (sesd_text_equal(name, sesd_text("v")))
            record->dkim1 =
                first && sesd_text_equal(value, sesd_text("DKIM1"));
        read_tag(name, value, record);
    }
    return record->p.s != NULL;
}

bool sesd_key_same(struct text a, struct text b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a.n && is_blank(a.s[i]))
            i++;
        while (k < b.n && is_blank(b.s[k]))
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        if (a.s[i++] != b.s[k++])
            return false;
    }
}
