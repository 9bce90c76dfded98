/* SPDX-License-Identifier: MIT */
/*
 * Private keys and credentials of AWS, which belong in no setting, no record
 * and no message. Takes a text and decides whether it contains one: keys
 * (RFC 5208, RFC 5915, RFC 5958, RFC 7292, RFC 7468, RFC 7518, RFC 8017,
 * RFC 9580) by how they begin, so that half of one is recognised too.
 */
#include "record.h"

#define SECRET_MIN 40 /* characters; the shortest key in use has 64 */
#define FRONT 64      /* characters of Base64 that suffice to recognise one */

/* ---- Base64 (RFC 4648 section 4), with spaces anywhere ---- */

static int secret_base64_value(char c)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

int sesd_base64(struct text in, unsigned char *out, size_t size)
{
    uint32_t bits = 0;
    size_t n = 0, count = 0, padding = 0;

    for (size_t i = 0; i < in.n; i++) {
        int value = secret_base64_value(in.s[i]);

        if (sesd_is_space(in.s[i]))
            continue;
        if (in.s[i] == '=')
            padding++;
        else if (value < 0 || padding)
            return -1;
        bits = bits << 6 | (uint32_t)(value < 0 ? 0 : value);
        if (++count % 4)
            continue;
        if (padding > 2 || n + 3 > size)
            return -1;
        out[n++] = (unsigned char)(bits >> 16);
        out[n++] = (unsigned char)(bits >> 8);
        out[n++] = (unsigned char)bits;
        n -= padding;
    }
    return count % 4 ? -1 : (int)n;
}

/* ---- keys in DER, in Base64 that begins anywhere ---- */

enum { INTEGER = 0x02, SEQUENCE = 0x30 };

static bool secret_begins(const unsigned char *p, size_t n, const void *with,
                          size_t length)
{
    return n >= length && memcmp(p, with, length) == 0;
}

/* PKCS#1, PKCS#8, PKCS#12 and SEC 1 with a version, an encrypted PKCS#8 with
 * an algorithm of PKCS#5 or PKCS#12 (RFC 8018, RFC 7292), OpenSSH's with its
 * name. */
static bool secret_begins_private(const unsigned char *p, size_t n)
{
    static const unsigned char pkcs5[] = { 0x06, 0x09, 0x2a, 0x86, 0x48,
                                           0x86, 0xf7, 0x0d, 0x01, 0x05 };
    static const unsigned char pkcs12[] = { 0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86,
                                            0xf7, 0x0d, 0x01, 0x0c, 0x01 };
    static const char openssh[] = "openssh-key-v1";
    size_t at = 0;

    if (secret_begins(p, n, openssh, sizeof(openssh)))
        return true;
    for (int depth = 0; depth < 2; depth++) {
        if (at + 2 > n || p[at] != SEQUENCE)
            return false;
        at += 2 + (p[at + 1] >= 0x80 ? p[at + 1] & 0x7fu : 0);
        if (depth == 0 && at + 3 <= n && p[at] == INTEGER)
            return p[at + 1] == 1 && p[at + 2] <= 3;
    }
    return at <= n && (secret_begins(p + at, n - at, pkcs5, sizeof(pkcs5)) ||
                       secret_begins(p + at, n - at, pkcs12, sizeof(pkcs12)));
}

/* Return the length of a space, or of a line break escaped as in JSON, at the
 * front. */
static size_t secret_space(struct text t)
{
    if (sesd_is_space(*t.s))
        return 1;
    return t.n > 1 && t.s[0] == '\\' && (t.s[1] == 'n' || t.s[1] == 'r') ? 2
                                                                         : 0;
}

/* Whether the Base64 that begins here is a private key. */
static bool secret_is_front(struct text t)
{
    unsigned char octets[FRONT];
    char front[FRONT];
    size_t n = 0;
    int length;

    while (t.n && n < sizeof(front)) {
        size_t skip = secret_space(t);

        if (!skip && !sesd_is_base64(*t.s))
            break;
        if (!skip)
            front[n++] = *t.s;
        skip += !skip;
        t.s += skip, t.n -= skip;
    }
    length =
        sesd_base64((struct text){ front, n - n % 4 }, octets, sizeof(octets));
    return length > 0 && secret_begins_private(octets, (size_t)length);
}

/* Remove what precedes a character; false if the text does not have it. */
static bool secret_seek(struct text *t, char c)
{
    const char *at = t->n ? memchr(t->s, c, t->n) : NULL;

    if (!at)
        return false;
    t->n -= (size_t)(at - t->s);
    t->s = at;
    return true;
}

/* Whether a run of Base64 characters starts at this position. */
static bool secret_is_run_start(struct text in, size_t at)
{
    return at == 0 || !sesd_is_base64(in.s[at - 1]) ||
           (at >= 2 && secret_space((struct text){ in.s + at - 2, 2 }) == 2);
}

/* Whether a run that begins with a character is a private key. */
static bool secret_has_front(struct text in, char first)
{
    for (struct text t = in; secret_seek(&t, first); t.s++, t.n--)
        if (secret_is_run_start(in, in.n - t.n) && secret_is_front(t))
            return true;
    return false;
}

/* ---- keys with words around them ---- */

static bool secret_begins_with(struct text t, const char *word)
{
    return sesd_text_starts(t, sesd_text(word));
}

static bool secret_contains(struct text t, const char *word)
{
    for (; secret_seek(&t, *word); t.s++, t.n--)
        if (secret_begins_with(t, word))
            return true;
    return false;
}

/* PEM (RFC 7468), OpenPGP (RFC 9580); PuTTY; BIND's dnssec-keygen. */
static bool secret_has_title(struct text t)
{
    for (; secret_seek(&t, 'P'); t.s++, t.n--)
        if (secret_begins_with(t, "PRIVATE KEY") ||
            secret_begins_with(t, "PuTTY-User-Key-File") ||
            secret_begins_with(t, "Private-key-format"))
            return true;
    return false;
}

/* A JSON Web Key (RFC 7518); XML, of .NET. */
static bool secret_has_members(struct text t)
{
    return (secret_contains(t, "\"kty\"") && secret_contains(t, "\"d\"")) ||
           (secret_contains(t, "<Modulus>") && secret_contains(t, "<D>"));
}

bool sesd_key_is_secret(struct text in)
{
    return in.n >= SECRET_MIN &&
           (secret_has_front(in, 'M') || /* of a SEQUENCE */
            secret_has_front(in, 'b') || /* of "openssh" */
            ((secret_has_title(in) || secret_has_members(in)) &&
             !(sesd_text_all(in, sesd_is_token))));
}

/* ---- credentials of AWS ---- */

/* The ID of an access key, or of a temporary one, as a word of 20 characters:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
static bool secret_has_key_id(struct text in)
{
    for (struct text t = in; secret_seek(&t, 'A'); t.s++, t.n--) {
        size_t n = 0;

        if ((t.n < in.n && sesd_is_ldh(t.s[-1])) ||
            !(secret_begins_with(t, "AKIA") || secret_begins_with(t, "ASIA")))
            continue;
        while (n < t.n && (sesd_is_digit(t.s[n]) ||
                           (sesd_is_letter(t.s[n]) && !sesd_is_lower(t.s[n]))))
            n++;
        if (n == 20 && (n == t.n || !sesd_is_ldh(t.s[n])))
            return true;
    }
    return false;
}

/* The beginnings of the session tokens that STS has issued. AWS documents
 * their use, not their form. */
static bool secret_has_session(struct text in)
{
    return secret_contains(in, "IQoJb3JpZ2luX2Vj") || /* "origin_ec" */
           secret_contains(in, "FwoGZXIvYXdz") ||     /* "er/aws" */
           secret_contains(in, "FQoGZXIvYXdz");
}

/* A secret access key has 40 characters of Base64 (the same page). A digest of
 * SHA-1 in hexadecimal has 40 as well, of one letter case. */
static bool secret_is_access_key(struct text t)
{
    bool upper = false, lower = false;

    if (t.n != 40)
        return false;
    for (size_t i = 0; i < t.n; i++) {
        lower = lower || sesd_is_lower(t.s[i]);
        upper = upper || (sesd_is_letter(t.s[i]) && !sesd_is_lower(t.s[i]));
    }
    return upper && lower && sesd_text_all(t, sesd_is_base64);
}

const char *sesd_secret(struct text in)
{
    if (sesd_key_is_secret(in))
        return "a private key";
    if (secret_is_access_key(in) || secret_has_key_id(in) ||
        secret_has_session(in))
        return "a credential of AWS";
    return NULL;
}
