//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Public keys of DKIM. Takes an RSA key in any usual form (PEM, Base64, or a
 * key record) and produces its Base64; reads key records (RFC 6376 section
 * 3.6.1). The lengths are those that SES accepts:
 * https://docs.aws.amazon.com/ses/latest/dg/
 * send-email-authentication-dkim-bring-your-own.html
 */
#include "record_record.h"

#define BITS_MIN 1024
#define BITS_MAX 2048
#define DER_MAX 4000 /* octets; a key of 16384 bits has 2094 */

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

/* Remove an element with a tag from the front; *content is its content. */
static bool dkim_take(struct der *from, unsigned tag, struct der *content)
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

static const unsigned char dkim_rsa_encryption[] = { 0x2a, 0x86, 0x48,
                                                     0x86, 0xf7, 0x0d,
                                                     0x01, 0x01, 0x01 };

/* RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 A.1.1) */
static bool dkim_is_rsa_key(struct der in, size_t *bits)
{
    struct der key, modulus, exponent;

    if (!dkim_take(&in, SEQUENCE, &key) || in.n ||
        !dkim_take(&key, INTEGER, &modulus) ||
        !dkim_take(&key, INTEGER, &exponent) || key.n || !exponent.n)
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
static const char *dkim_check_info(struct der in, size_t *bits)
{
    struct der info, algorithm, oid, nothing, key;

    if (!dkim_take(&in, SEQUENCE, &info) || in.n ||
        !dkim_take(&info, SEQUENCE, &algorithm) ||
        !dkim_take(&algorithm, OID, &oid))
        return "the SubjectPublicKeyInfo of an RSA key was expected; SES "
               "signs with no other";
    if (oid.n != sizeof(dkim_rsa_encryption) ||
        memcmp(oid.p, dkim_rsa_encryption, oid.n) != 0)
        return "an RSA key was expected; SES signs with no other";
    if (!dkim_take(&algorithm, NULL_VALUE, &nothing) || nothing.n ||
        algorithm.n || !dkim_take(&info, BITS, &key) || info.n || key.n < 1 ||
        key.p[0] != 0)
        return "this is not a SubjectPublicKeyInfo";
    key.p++, key.n--;
    if (!dkim_is_rsa_key(key, bits))
        return "this is not a SubjectPublicKeyInfo of an RSA key";
    if (*bits < BITS_MIN || *bits > BITS_MAX)
        return "a key of 1024 to 2048 bits was expected";
    return NULL;
}

/* ---- keys in their usual forms ---- */

/* Return the text between the two lines of PEM (RFC 7468); all of it if there
 * are no such lines. */
static struct text dkim_without_armour(struct text in)
{
    const struct text begin = sesd_text("-----BEGIN ");
    const struct text end = sesd_text("-----END ");
    const struct text dashes = sesd_text("-----");
    struct text t = sesd_text_trim(in, sesd_is_space), inner;

    if (!sesd_text_starts(t, begin))
        return t;
    for (inner = sesd_text_after(t, begin.n); inner.n;
         inner = sesd_text_after(inner, 1))
        if (sesd_text_starts(inner, dashes))
            break;
    if (!inner.n)
        return t;
    inner = sesd_text_after(inner, dashes.n);
    for (t = inner; t.n; t = sesd_text_after(t, 1))
        if (sesd_text_starts(t, end))
            break;
    inner.n -= t.n;
    return inner;
}

/* Return the Base64 of a key record, of PEM, or of the key alone. */
static struct text dkim_base64_of(struct text in)
{
    struct key_record record;

    if (sesd_key_record(in, &record) && record.p.s)
        return record.p;
    return dkim_without_armour(in);
}

enum sesdomain_status sesd_key_read(struct text in, struct out *out,
                                    size_t *bits, const char **why)
{
    const struct text base64 = dkim_base64_of(in);
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
    if (dkim_is_rsa_key(der, bits)) {
        *why = "this is PKCS#1; convert it: openssl rsa -RSAPublicKey_in -in "
               "key.pem -pubout";
        return SESDOMAIN_E_VALUE;
    }
    *why = dkim_check_info(der, bits);
    if (*why)
        return SESDOMAIN_E_VALUE;
    for (size_t i = 0; i < base64.n; i++)
        if (!sesd_is_space(base64.s[i]))
            sesd_out_char(out, base64.s[i]);
    return SESDOMAIN_OK;
}

/* ---- key records ---- */

/* Whether a list with ":" between its words has a word. */
static bool dkim_lists(struct text list, const char *word)
{
    while (list.n)
        if (sesd_text_equal(
                sesd_text_trim(sesd_text_cut(&list, ':'), sesd_is_space),
                sesd_text(word)))
            return true;
    return false;
}

static void dkim_read_tag(const struct tag *tag, struct key_record *record)
{
    const struct text value = tag->value;

    switch (tag->name.n == 1 ? *tag->name.s : '\0') {
    case 'p':
        record->p = value;
        break;
    case 'k':
        record->rsa = sesd_text_equal(value, sesd_text("rsa"));
        break;
    case 'h':
        record->sha256 = dkim_lists(value, "sha256");
        break;
    case 's':
        record->mail = dkim_lists(value, "email") || dkim_lists(value, "*");
        break;
    case 't':
        record->testing = dkim_lists(value, "y");
        break;
    default:
        break;
    }
}

bool sesd_key_record(struct text txt, struct key_record *record)
{
    struct tag tag;

    *record = (struct key_record){
        .dkim1 = true, .rsa = true, .sha256 = true, .mail = true
    };
    for (bool first = true; sesd_tag_next(&txt, sesd_is_space, &tag);
         first = false) {
        if (!tag.whole.n)
            continue;
        if (tag.name.n < 1 || tag.name.n > 20 ||
            !sesd_text_all(tag.name, sesd_is_lower))
            return false;
        if (sesd_text_equal(tag.name, sesd_text("v")))
            record->dkim1 =
                first && sesd_text_equal(tag.value, sesd_text("DKIM1"));
        dkim_read_tag(&tag, record);
    }
    return record->p.s != NULL;
}

bool sesd_key_same(struct text a, struct text b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a.n && sesd_is_space(a.s[i]))
            i++;
        while (k < b.n && sesd_is_space(b.s[k]))
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        if (a.s[i++] != b.s[k++])
            return false;
    }
}
