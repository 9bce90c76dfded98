/* SPDX-License-Identifier: MIT */
/* DNS text to meaning and back. No policy: what SES wants is elsewhere. */
#ifndef SESD_RECORD_H
#define SESD_RECORD_H

#include "../base/base.h"

/* ---- name.c: names are lower case, without the final dot, the root "."; as
 * in a zone file, odd octets are escaped (RFC 1035 section 5.1) ---- */

#define SESD_NAME_MAX 1020 /* 254 octets, each written as four */
#define SESD_KEY_MAX 512   /* 255 octets, some of them as two */

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

/* The name as octets that memcmp() puts into canonical order (RFC 4034
 * section 6.1), every name before those below it. Answers how many. */
size_t sesd_name_key(struct text name, char key[SESD_KEY_MAX]);

/* What a label adds to the key of the name above it. */
size_t sesd_label_key(struct text label, char *key);

/* Whether name is apex or below it. */
bool sesd_name_within(struct text name, struct text apex);

/* The name without its first label; an empty text above the last one. */
struct text sesd_name_parent(struct text name);

size_t sesd_name_labels(struct text name);

/* Its length in a message, uncompressed. */
size_t sesd_name_wire_length(struct text name);

/* ---- idn.c ---- */

/* U-labels to A-labels (UTS 46, non-transitional). */
enum sesdomain_status sesd_idn_to_ascii(struct text in, struct name *out,
                                        const char **why);

/* ---- rdata.c: values as text, the way a person pastes them ---- */

/* Write text as the RDATA of a zone file; TXT is cut at 255 octets. */
void sesd_rdata_print(struct out *o, uint32_t type, struct text text);

/* How many octets of a message the RDATA takes. */
size_t sesd_rdata_length(uint32_t type, struct text text);

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
};

/* Whether a TXT is a DMARC record: it begins with the version. */
bool sesd_dmarc_is(struct text txt);

/* Read a record that is one. What is not valid counts as not given. */
void sesd_dmarc_parse(struct text txt, struct dmarc *dmarc);

/* Take the next address off the front of rua or ruf. */
bool sesd_dmarc_uri(struct text *list, struct text *uri);

/* Whether an address is a URI as DMARC wants it; a size after "!" is let
 * pass (RFC 7489). */
bool sesd_dmarc_uri_valid(struct text uri);

#endif
