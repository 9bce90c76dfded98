/* SPDX-License-Identifier: MIT */
#include "record.h"

#define BITS_MIN                                                              \
    1024              /* what SES takes: ".../dg/send-email-authentication-   \
                       */
#define BITS_MAX 2048 /* dkim-bring-your-own.html" */
#define SECRET_MIN 40 /* characters; the shortest key in use has 64 */
#define DER_MAX 4000  /* octets; a key of 16384 bits has 2094 */

/* ---- Base64 (RFC 4648 section 4), with blanks anywhere ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int digit(char c)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

/* Answers the number of octets, or -1. */
static int decode(struct text in, unsigned char *out, size_t room)
{
    uint32_t bits = 0;
    size_t n = 0, count = 0, padding = 0;

    for (size_t i = 0; i < in.n; i++) {
        int value = digit(in.s[i]);

        if (is_blank(in.s[i]))
            continue;
        if (in.s[i] == '=')
            padding++;
        else if (value < 0 || padding)
            return -1;
        bits = bits << 6 | (uint32_t)(value < 0 ? 0 : value);
        if (++count % 4)
            continue;
        if (padding > 2 || n + 3 > room)
            return -1;
        out[n++] = (unsigned char)(bits >> 16);
        out[n++] = (unsigned char)(bits >> 8);
        out[n++] = (unsigned char)bits;
        n -= padding;
    }
    return count % 4 ? -1 : (int)n;
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

/* How private keys begin, whole or cut off: PKCS#1, PKCS#8 and SEC 1 with a
 * version, an encrypted PKCS#8 with an algorithm of PKCS#5, OpenSSH's with
 * its name. */
static bool begins_private(const unsigned char *p, size_t n)
{
    static const unsigned char pkcs5[] = { 0x06, 0x09, 0x2a, 0x86, 0x48,
                                           0x86, 0xf7, 0x0d, 0x01, 0x05 };
    static const char openssh[] = "openssh-key-v1";
    size_t at = 0;

    if (n >= sizeof(openssh) && memcmp(p, openssh, sizeof(openssh)) == 0)
        return true;
    for (int depth = 0; depth < 2; depth++) {
        if (at + 2 > n || p[at] != SEQUENCE)
            return false;
        at += 2 + (p[at + 1] >= 0x80 ? p[at + 1] & 0x7fu : 0);
        if (depth == 0 && at + 3 <= n && p[at] == INTEGER)
            return p[at + 1] == 1 && p[at + 2] <= 1;
    }
    return at + sizeof(pkcs5) <= n &&
           memcmp(p + at, pkcs5, sizeof(pkcs5)) == 0;
}

/* ---- how people have keys ---- */

static bool contains(struct text t, const char *words)
{
    const size_t n = strlen(words);

    for (size_t i = 0; i + n <= t.n; i++)
        if (memcmp(t.s + i, words, n) == 0)
            return true;
    return false;
}

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

bool sesd_key_is_secret(struct text in)
{
    const struct text base64 = key_of(in);
    unsigned char octets[48];
    char front[64];
    size_t n = 0;
    int length;

    if (in.n < SECRET_MIN)
        return false;
    if (contains(in, "PRIVATE KEY"))
        return true;
    for (size_t i = 0; i < base64.n && n < sizeof(front); i++)
        if (!is_blank(base64.s[i]))
            front[n++] = base64.s[i];
    length = decode((struct text){ front, n - n % 4 }, octets, sizeof(octets));
    return length > 0 && begins_private(octets, (size_t)length);
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

    n = decode(base64, octets, sizeof(octets));
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
