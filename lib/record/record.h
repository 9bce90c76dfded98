/* SPDX-License-Identifier: MIT */
/* DNS text to meaning and back. No policy: what SES wants is elsewhere. */
#ifndef SESD_RECORD_H
#define SESD_RECORD_H

#include "../base/base.h"

/* ---- name.c: names are lower case, without the final dot, the root "."; as
 * in a zone file, odd octets are escaped (RFC 1035 section 5.1) ---- */

#define SESD_NAME_MAX 1020 /* 254 octets, each written as four */
#define SESD_KEY_MAX 512   /* 255 octets, some of them as two */
#define SESD_LABEL_MAX 63  /* RFC 1035 section 2.3.4 */

enum name_class {
    NAME_MAIL,  /* two labels or more of letters, digits, inner hyphens */
    NAME_HOST,  /* one label or more, underscores too */
    NAME_OWNER, /* whatever DNS can hold, in presentation form */
};

struct name {
    char s[SESD_NAME_MAX];
    size_t n;
};

/* Fold and check. Where it fails, *why says what is wrong. */
enum sesdomain_status sesd_name_parse(struct text in, enum name_class class,
                                      struct name *out, const char **why);

/* Fold a label of letters, digits and inner hyphens: into room, or as it is if
 * it is folded; a NULL text if it is none. *classes: of what it answers. */
struct text sesd_fold_label(struct text in, char room[SESD_LABEL_MAX],
                            unsigned *classes);

/* The name as octets that memcmp() puts into canonical order (RFC 4034
 * section 6.1), every name before those below it. Answers how many. The key
 * of a name is that of any name above it, and then that of the rest. */
size_t sesd_name_key(struct text name, char key[SESD_KEY_MAX]);

/* The same for one label. */
size_t sesd_label_key(struct text label, char *key);

/* Whether name is apex or below it. */
bool sesd_name_within(struct text name, struct text apex);

/* The name without its first label; an empty text above the last one. */
struct text sesd_name_parent(struct text name);

size_t sesd_name_labels(struct text name);

/* Its length in a message, uncompressed. */
size_t sesd_name_wire_length(struct text name);

/* ---- type.c ---- */

/* The name of a type; a NULL text if it is not in the table. */
struct text sesd_type(uint32_t type);

/* ---- idn.c ---- */

/* U-labels to A-labels (UTS 46, non-transitional). */
enum sesdomain_status sesd_idn_to_ascii(struct text in, struct name *out,
                                        const char **why);

/* ---- rdata.c: values as text, the way a person pastes them ---- */

/* Write text as the RDATA of a zone file; TXT is cut at 255 octets. */
void sesd_rdata_print(struct out *o, uint32_t type, struct text text);

/* How many octets of a message the RDATA takes. */
size_t sesd_rdata_length(uint32_t type, struct text text);

/* Read RDATA in presentation form: of TXT the joined octets go to text, and
 * the strings, in their own cut, to rdata; of CNAME, MX and the like the
 * folded name; of any other type it is kept as it is. Both outputs take
 * 4 * in.n + 8 octets at the most. NULL, or what is wrong. */
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
    SPF_OTHER, /* a modifier that is not known */
};

struct spf_term {
    enum spf_kind kind;
    char qualifier;     /* of a mechanism: '+', '-', '?' or '~' */
    struct text whole;  /* as it is written */
    struct text domain; /* a domain-spec, or the address of ip4 and ip6 */
};

/* Whether a TXT is an SPF record: it begins with the version. */
bool sesd_spf_is(struct text txt);

/* Take the next term of what follows the version off the front; false at the
 * end, or with *wrong set where the record has an error. */
bool sesd_spf_next(struct text *rest, struct spf_term *term,
                   const char **wrong);

/* What is wrong with a record as a whole; NULL if nothing is. */
const char *sesd_spf_wrong(struct text record);

/* What follows the version. */
struct text sesd_spf_terms(struct text record);

/* Whether evaluating a term asks DNS, and counts as one of ten. */
bool sesd_spf_asks(const struct spf_term *term);

/* Whether a term is include:DOMAIN, whatever its qualifier. */
bool sesd_spf_includes(const struct spf_term *term, struct text domain);

/* Whether the record says pass to all that include:DOMAIN does: nothing that
 * could match with another result comes before it. */
bool sesd_spf_authorises(struct text record, struct text domain);

/* Write a valid record with include:DOMAIN where it authorises; all else
 * stays, in its order. */
void sesd_spf_authorise(struct out *o, struct text record, struct text domain);

/* ---- secret.c ---- */

/* Whether a text is, or holds, a private key, or the beginning of one. */
bool sesd_key_is_secret(struct text in);

/* The same, of a text that is all CLASS_TOKEN. */
bool sesd_token_is_secret(struct text in);

/* Read Base64 with blanks anywhere; answers the number of octets, or -1. */
int sesd_base64(struct text in, unsigned char *out, size_t room);

/* ---- key.c: public keys, and DKIM's records of them (RFC 6376 3.6.1) ---- */

/* Read an RSA public key however people have it: PEM or Base64 of a
 * SubjectPublicKeyInfo, or a whole key record. The Base64 goes to out, which
 * takes in.n octets; *bits is the length of its modulus. *why says what is
 * wrong; SESDOMAIN_E_SECRET if it is a private key. */
enum sesdomain_status sesd_key_read(struct text in, struct out *out,
                                    size_t *bits, const char **why);

struct key_record {
    struct text p; /* with its blanks; NULL: there is none */
    bool dkim1, rsa, sha256, mail, testing; /* what the other tags allow */
};

/* Read a TXT at a selector; false if it is no key record. */
bool sesd_key_record(struct text txt, struct key_record *record);

/* Whether two keys are the same but for blanks. */
bool sesd_key_same(struct text a, struct text b);

/* ---- dmarc.c: RFC 9989 section 4 ---- */

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
    bool p_second; /* as RFC 7489 wanted */
    /* The first tag of each sort of trouble; NULL if there is none. */
    struct text invalid, twice, unknown, removed, malformed;
    bool pct, rf, ri; /* which of those that were removed are there */
};

/* Whether a TXT is a DMARC record: it begins with the version. */
bool sesd_dmarc_is(struct text txt);

/* Read a record that is one. What is not valid counts as not given. */
void sesd_dmarc_parse(struct text txt, struct dmarc *dmarc);

/* Take the next address off the front of rua or ruf. */
bool sesd_dmarc_uri(struct text *list, struct text *uri);

/* Whether an address is a URI as DMARC wants it; a size after "!" is let
 * pass (RFC 7489). *host is that of mailto:, NULL of other schemes. */
bool sesd_dmarc_uri_valid(struct text uri, struct text *host);

#endif
