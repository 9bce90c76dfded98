//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* DNS text and its meaning. No policy: the requirements of SES are
 * elsewhere. */
#ifndef SESD_RECORD_H
#define SESD_RECORD_H

#include "base_base.h"

/* ---- name.c: names are lower case, without the final dot, the root "."; as
 * in a zone file, special octets are escaped (RFC 1035 section 5.1) ---- */

#define SESD_NAME_MAX 1020 /* 254 octets, each written as four */
#define SESD_KEY_MAX 512   /* 250 octets as two, and the ends of labels */
#define SESD_LABEL_MAX 63  /* RFC 1035 section 2.3.4 */

enum name_class {
    NAME_MAIL,  /* two labels or more of letters, digits, inner hyphens */
    NAME_HOST,  /* one label or more, underscores too */
    NAME_OWNER, /* any name of DNS, in presentation format */
    NAME_GIVEN, /* like NAME_OWNER, but U-labels are converted */
};

struct name {
    char s[SESD_NAME_MAX];
    size_t n;
};

/* Convert to lower case and check. On failure, *why is the reason. */
enum sesdomain_status sesd_name_parse(struct text in, enum name_class class,
                                      struct name *out, const char **why);

/* Convert an LDH label to lower case. Return it unchanged if it is lower case
 * already, else a copy in buf; a NULL text if it is not an LDH label. */
struct text sesd_fold_label(struct text in, char *buf, size_t size);

/* Whether a name is within the limits of DNS: labels of 1 to 63 octets, and at
 * most 255 octets in a message (RFC 1035 section 2.3.4). An escape is one
 * octet. */
bool sesd_name_fits(struct text name);

/* Join three parts to a name, terminated; a NULL text if it exceeds the limits
 * of DNS, or if there is no memory (then the arena has failed). Every name
 * that is made from parts is checked here. */
struct text sesd_name_join(struct arena *a, struct text front,
                           struct text middle, struct text back);

/* Write the name as octets that memcmp() puts into canonical order (RFC 4034
 * section 6.1), every name before those below it, and return their number. The
 * key of a name is that of any name above it, and then that of the rest. The
 * key of a name that fits is shorter than SESD_KEY_MAX; any other is cut at
 * size, and is the key of no name that fits. */
size_t sesd_name_key(struct text name, char *buf, size_t size);

/* Return the entry of a name in an index with such keys; NULL if there is
 * none. */
struct entry *sesd_name_find(const struct index *index, struct text name);

/* Whether name is apex or below it. */
bool sesd_name_within(struct text name, struct text apex);

/* Return the name without its first label; an empty text above the last
 * one. */
struct text sesd_name_parent(struct text name);

size_t sesd_name_labels(struct text name);

/* Return the length of a name in a message, uncompressed. */
size_t sesd_name_wire_length(struct text name);

/* ---- type.c ---- */

/* Return the name of a type; a NULL text if it is not in the table. */
struct text sesd_type(uint32_t type);

/* Return the number of a type, "txt" or "TYPE16"; 0 if it has none. */
uint32_t sesd_type_number(struct text name);

/* ---- idn.c ---- */

/* Convert U-labels to A-labels (UTS 46, non-transitional). */
enum sesdomain_status sesd_idn_to_ascii(struct text in, struct name *out,
                                        const char **why);

/* ---- rdata.c: values as text, and in presentation format ---- */

#define SESD_STRING_MAX 255 /* RFC 1035 section 3.3 */

/* Write a character-string in quotation marks. */
void sesd_rdata_print_string(struct out *o, struct text t);

/* Remove one octet, escaped or not, from the front; -1 if it is malformed. */
int sesd_rdata_take_octet(struct text *t);

/* Write text as RDATA in presentation format; TXT is cut at 255 octets. */
void sesd_rdata_print(struct out *o, uint32_t type, struct text text);

/* Return the host of an MX as text; *preference, unless NULL, is what is
 * before it. */
struct text sesd_mx_host(struct text mx, struct text *preference);

/* Return the number of octets of the RDATA in a message. */
size_t sesd_rdata_length(uint32_t type, struct text text);

/* Whether a type is A or AAAA. */
bool sesd_is_address(uint32_t type);

extern const char sesd_rdata_no_memory[];

/* Read RDATA in presentation format. For TXT, text gets the joined octets, and
 * rdata the strings with their boundaries; for CNAME, MX and the like, both
 * get the name in lower case; for any other type, both get it unchanged. Each
 * needs at most 4 * in.n + 8 octets. Return NULL, or what is wrong:
 * sesd_rdata_no_memory if libidn2 has no memory. */
const char *sesd_rdata_parse(uint32_t type, struct text in, struct out *text,
                             struct out *rdata);

/* ---- spf.c: RFC 7208 ---- */

#define SPF_LOOKUPS_MAX 10 /* section 4.6.4 */
#define SPF_VOID_MAX 2

enum spf_kind {
    SPF_ALL,
    SPF_INCLUDE,
    SPF_A,
    SPF_MX,
    SPF_PTR,
    SPF_IP4,
    SPF_IP6,
    SPF_EXISTS,
    SPF_REDIRECT,
    SPF_EXP,
    SPF_OTHER, /* an unknown modifier */
};

struct spf_term {
    enum spf_kind kind;
    char qualifier;     /* '+', '-', '?' or '~'; NUL: a modifier */
    struct text whole;  /* unchanged */
    struct text domain; /* a domain-spec, or the address of ip4 and ip6 */
};

/* Whether a text is an address: four numbers without leading zeros, or what
 * RFC 4291 section 2.2 allows. */
bool sesd_is_ipv4(struct text t);
bool sesd_is_ipv6(struct text t);

/* Whether a TXT is an SPF record: it begins with the version. */
bool sesd_spf_is(struct text txt);

/* Remove the next term from the front of what follows the version; false at
 * the end, and with *wrong set if the record has an error. */
bool sesd_spf_next(struct text *rest, struct spf_term *term,
                   const char **wrong);

/* Return what is wrong with a record as a whole; NULL if nothing is. */
const char *sesd_spf_wrong(struct text record);

/* Return the same with the term that is wrong before it; NULL text if nothing
 * is. */
struct text sesd_spf_fault(struct arena *a, struct text record);

/* Return what follows the version. */
struct text sesd_spf_terms(struct text record);

/* Whether a term causes a lookup, of which a record may have ten. */
bool sesd_spf_asks(const struct spf_term *term);

/* Whether a term is include:DOMAIN, whatever its qualifier. */
bool sesd_spf_includes(const struct spf_term *term, struct text domain);

/* Whether the record passes every sender that include:DOMAIN passes: no term
 * before it could match with another result. */
bool sesd_spf_authorises(struct text record, struct text domain);

/* Write a valid record with include:DOMAIN where it authorises, and before any
 * doubtful include; the other terms are kept, in their order. */
void sesd_spf_authorise(struct out *o, struct text record, struct text domain,
                        bool (*is_doubtful)(const struct spf_term *));

/* ---- secret.c ---- */

/* Whether a text is, or contains, a private key, or the beginning of one. */
bool sesd_key_is_secret(struct text in);

/* Return what a text is that must not be in settings, or contains: a private
 * key, or a credential of AWS; NULL: neither. */
const char *sesd_secret(struct text in);

/* Decode Base64 with spaces anywhere. Return the number of octets; -1 if it is
 * malformed, or if they do not fit. */
int sesd_base64(struct text in, unsigned char *out, size_t size);

/* ---- tags.c: tag=value lists (RFC 6376 section 3.2) ---- */

struct tag {
    struct text whole, name, value;
};

/* Remove the next tag from the front of a list; false at the end. It has a
 * NULL name if there is no "=". The three texts are without blanks around
 * them. */
bool sesd_tag_next(struct text *list, bool (*is_blank)(char), struct tag *tag);

/* ---- dkim.c: public keys, and key records (RFC 6376 section 3.6.1) ---- */

/* Read an RSA public key: PEM or Base64 of a SubjectPublicKeyInfo, or a whole
 * key record. Write its Base64 to out, at most in.n octets; *bits is the
 * length of its modulus. On failure, *why is the reason; SESDOMAIN_E_SECRET if
 * it is a private key. */
enum sesdomain_status sesd_key_read(struct text in, struct out *out,
                                    size_t *bits, const char **why);

struct key_record {
    struct text p; /* with its spaces; NULL: there is none */
    bool dkim1, rsa, sha256, mail, testing; /* what the other tags allow */
};

/* Read a TXT at a selector; false if it is not a key record. */
bool sesd_key_record(struct text txt, struct key_record *record);

/* Whether two keys are equal, ignoring spaces. */
bool sesd_key_same(struct text a, struct text b);

/* ---- stray.c: characters that were pasted along ---- */

/* A text as it was meant, and what is wrong with it; NULL: nothing. */
struct cleaned {
    struct text text, words;
};

/* Decode what is encoded as in a URL or in HTML; remove quotation marks,
 * characters that are not seen, and blanks, except for those between words if
 * they are to be kept; replace characters that look like ASCII. The escapes of
 * a name are read. */
struct cleaned sesd_clean(struct arena *a, struct text t, bool name,
                          bool keep_blanks);

/* ---- dmarc.c: RFC 9989 section 4 ---- */

#define DMARC_LABELS_MAX 8 /* of names in a tree walk after the first */

/* Return the name after another in a tree walk (section 4.10), which skips
 * names after the first if that is long. */
struct text sesd_dmarc_walk_up(struct text name, bool first);

enum dmarc_policy {
    DMARC_ABSENT,
    DMARC_NONE,
    DMARC_QUARANTINE,
    DMARC_REJECT,
    DMARC_INVALID,
};

struct dmarc {
    enum dmarc_policy p, sp, np;
    char adkim, aspf; /* 'r' or 's' */
    char psd;         /* 'y', 'n' or 'u' */
    char t;           /* 'y' or 'n' */
    struct text rua, ruf;
    bool p_second; /* as RFC 7489 requires */
    /* The first tag with each kind of error; NULL if there is none. */
    struct text invalid, duplicate, unknown, obsolete, malformed;
    struct text bad_policy; /* the first of p, sp and np that is not valid */
    struct text old_fo;     /* valid in RFC 7489 only */
    bool pct, rf, ri;       /* the obsolete tags that the record has */
    bool pct_is_100;        /* as without the tag */
};

/* Whether a TXT is a DMARC policy record: it begins with the version. */
bool sesd_dmarc_is(struct text txt);

/* Read a policy record. A tag that is not valid counts as not given. */
void sesd_dmarc_parse(struct text txt, struct dmarc *dmarc);

/* Return what is probably wrong with a tag that is not valid; NULL: it is not
 * known. */
const char *sesd_dmarc_slip(struct text tag);

/* Remove the next address from the front of rua or ruf; false at the end. */
bool sesd_dmarc_uri(struct text *list, struct text *uri);

/* Whether an address is a URI that DMARC allows; a size after "!" is accepted
 * (RFC 7489). *host is that of mailto:, and NULL for other schemes. */
bool sesd_dmarc_uri_valid(struct text uri, struct text *host);

#endif
