//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Master files (RFC 1035 section 5), record by record. zonetext.c has the
 * iterator, which is all that other folders use; the rest is shared by the
 * files that it is made of. */
#ifndef SESD_ZONETEXT_H
#define SESD_ZONETEXT_H

#include "record_record.h"

/* Text of 65,535 octets, each of them written as four characters. */
#define SESD_ZONE_RDATA_MAX (4 * 65535 + 1)

#define SESD_ZONE_MESSAGE_MAX 256
#define SESD_ZONE_TTL_MAX 2147483647U /* RFC 2181 section 8 */

/* The first error of a file. */
struct zone_error {
    bool failed;
    bool is_limit; /* more than the library reads */
    size_t line;   /* where the record, parenthesis or quotation begins */
    char message[SESD_ZONE_MESSAGE_MAX]; /* one printable line */
};

/* ---- zonescan.c: characters to tokens ---- */

enum zone_token {
    ZONE_WORD,
    ZONE_QUOTED, /* without its quotation marks */
    ZONE_END,    /* of the record: a line end outside parentheses */
    ZONE_ERROR,
};

struct zone_scan {
    const char *at, *end;
    size_t line;         /* of at, from 1 */
    size_t first_line;   /* of the record */
    size_t depth;        /* number of parentheses that are open */
    size_t opened;       /* line of the outermost of them */
    bool ended;          /* the record has had its ZONE_END */
    struct text comment; /* the last one of the record; NULL if none */
    struct zone_error *error;
};

/* Begin a record. */
void sesd_zone_scan_begin(struct zone_scan *s);

/* Read a token. Its text keeps its escapes, which are well-formed. */
enum zone_token sesd_zone_scan_next(struct zone_scan *s, struct text *text);

/* Take the rest of the line as it is, without the blanks around it. */
struct text sesd_zone_scan_rest(struct zone_scan *s);

/* Fail with "'found': what"; with what alone if found is NULL. */
bool sesd_zone_fail(struct zone_scan *s, size_t line, struct text found,
                    const char *what);

/* Fail because a token is something else: "a name" was expected. */
bool sesd_zone_expected(struct zone_scan *s, enum zone_token token,
                        struct text text, const char *what);

/* ---- zonename.c ---- */

/* Whether a name is complete as it is written: it has its final dot. */
bool sesd_zone_name_is_absolute(struct text name);

/* Whether a word is "[example.com.]", with which each line of knotc's
 * zone-read begins. */
bool sesd_zone_name_is_bracketed(struct text word);

/* What completes a relative name. */
struct zone_origin {
    struct text name;
    struct text undotted; /* the zone, where names lack their final dots as
                           * the owner of the SOA does; otherwise NULL */
    bool several_labels;  /* a name of several labels is complete */
};

/* Whether a name lacks its final dot as that of the zone does: it is at or
 * below the zone as the owner of the SOA names it. */
bool sesd_zone_name_is_undotted(struct text name, struct text zone);

/* Read a name: "@" is the origin, which also completes a relative name.
 * Return NULL, or what is wrong. */
const char *sesd_zone_name(struct text in, const struct zone_origin *origin,
                           struct name *out);

/* ---- zonerdata.c: tokens to RDATA ---- */

struct zone_rdata {
    struct zone_scan *scan;
    struct zone_origin origin;
    bool can_split; /* a string of more than 255 octets is split */
    enum zone_token token;
    struct text word;
    struct out out;   /* RDATA in presentation format */
    size_t length;    /* number of octets in a message, of TXT */
    uint32_t minimum; /* of an SOA */
    bool split;       /* a string was split */
};

/* Read the next token. */
void sesd_zone_rdata_advance(struct zone_rdata *r);

/* Whether the RDATA of a type is parsed; that of all others is passed over. */
bool sesd_zone_rdata_is_parsed(uint32_t type);

/* Read the RDATA of such a type, from its first token on. */
bool sesd_zone_rdata_parse(struct zone_rdata *r, uint32_t type);

/* Append octets as one character-string, or as several. */
bool sesd_zone_rdata_string(struct zone_rdata *r, struct text octets);

/* Read a TTL, with BIND's units or without; false if it is none. */
bool sesd_zone_ttl(struct text word, uint64_t *ttl);

/* ---- zonegeneric.c: \# LENGTH HEX (RFC 3597 section 5) ---- */

/* Read what follows \#: its length is the current token. It is decoded for
 * a type that is parsed, and checked for any other. */
bool sesd_zone_generic_parse(struct zone_rdata *r, uint32_t type);

/* ---- zonegenerate.c: $GENERATE of BIND ---- */

struct zone_generate {
    struct text owner, rdata; /* with "$" in them */
    bool quoted;              /* rdata was */
    uint64_t next, stop, step;
};

/* Read START-STOP[/STEP]. */
bool sesd_zone_generate_range(struct text word, struct zone_generate *g);

/* Write a text with a number for each "$"; NULL, or what is wrong. */
const char *sesd_zone_generate_expand(struct out *o, struct text text,
                                      bool quoted, int64_t number);

/* ---- what is read ---- */

/* Who wrote a file, where that changes how it is read. */
enum zone_dialect {
    ZONE_STANDARD,
    ZONE_AZURE,        /* strings of any length, record sets without data */
    ZONE_DIGITALOCEAN, /* TXT without quotation marks */
};

/* The section of the output of dig that a record is in. */
enum zone_section {
    ZONE_NO_SECTION,
    ZONE_ANSWER,
    ZONE_AUTHORITY,
    ZONE_ADDITIONAL,
};

/* A record. Its texts live until the next one is read. */
struct zone_record {
    struct text owner;     /* absolute, folded, without the final dot */
    bool relative;         /* the owner was completed with the origin */
    uint32_t type;         /* 0 if type_name is not a type of DNS: ALIAS */
    struct text type_name; /* as the file has it */
    uint32_t ttl;
    struct text rdata;   /* presentation format, absolute names; NULL if the
                          * RDATA of this type is passed over */
    bool empty;          /* a record set of Azure that has no records */
    bool split;          /* a string of more than 255 octets was split */
    bool joined;         /* unquoted words were read as one text */
    struct text comment; /* the last one in the record; NULL if none */
    enum zone_section section;
    size_t line; /* where the record begins */
};

/* A file that is being read: about 260 KiB, so allocate it. */
struct zonetext {
    struct zone_error error;
    bool has_origin; /* an $ORIGIN has been read */
    enum zone_dialect dialect;
    enum zone_section section;
    bool is_transfer, transfer_ended; /* output of dig NAME AXFR */
    size_t transfer_soas;             /* number of SOA records before it */
    size_t soas;                      /* number of SOA records so far */
    bool ends_with_soa;

    struct zone_scan scan;
    struct name origin, owner;
    struct text undotted;  /* owner of the SOA, which lacks its final dot;
                            * NULL: it has one */
    struct name commented; /* the zone, as a comment of Cloudflare names it; n
                            * 0: none does */
    bool has_owner;
    bool owner_is_undotted;
    bool has_default_ttl, has_last_ttl;
    uint32_t default_ttl, last_ttl; /* of $TTL, or of the last record */
    struct zone_generate generate;
    struct zone_record generated; /* what its records have in common */
    struct name generated_owner;
    uint64_t generated_octets; /* of the text that $GENERATE stands for */
    uint64_t limit;            /* of generated_octets */

    char rdata[SESD_ZONE_RDATA_MAX];
};

/* ---- zonehead.c: [TTL] [class] type ---- */

struct zone_head {
    bool has_ttl, has_class, has_age;
    bool is_alias; /* the class is AWS or AZURE, the type ALIAS */
    uint32_t ttl;
};

/* Read up to the type, from a token on. Sets type and type_name. */
bool sesd_zone_head(struct zone_scan *s, struct zone_head *head,
                    enum zone_token token, struct text word,
                    struct zone_record *record);

/* Whether the type of a record is hidden in its RDATA, which begins with
 * word: then what stands for a type was meant to be a class, or the owner
 * name has a blank in it. Known pseudo types are let pass. */
bool sesd_zone_hides_type(struct text type_name, struct text word,
                          struct zone_scan scan);

/* Set the TTL of a record, which is the minimum of an SOA before, or 0. */
bool sesd_zone_record_ttl(struct zonetext *z, const struct zone_head *head,
                          struct zone_record *record);

/* ---- zonedirective.c ---- */

/* Read a directive, of which word is the name. */
bool sesd_zone_directive(struct zonetext *z, struct text word);

/* Count octets that $GENERATE makes; an error if they are more than the
 * limit: a short file must not cost more than the longest one. */
bool sesd_zone_generate_count(struct zonetext *z, struct text found,
                              uint64_t octets);

/* ---- zoneremark.c ---- */

/* Look at a line that begins with a comment; false if it is an error. */
bool sesd_zone_remark(struct zonetext *z, struct text comment);

/* Whether the file may end here; an error if a transfer is not complete: an
 * SOA begins it and ends it (RFC 5936 section 2.2). */
bool sesd_zone_remark_end(struct zonetext *z);

/* ---- zonetext.c ---- */

/* Begin to read a text, which must outlive z. The origin completes relative
 * names until the first $ORIGIN; "" stands for the root. The limit is that of
 * the octets that $GENERATE makes. */
void sesd_zonetext_start(struct zonetext *z, struct text text,
                         struct text origin, uint64_t limit);

/* Read the next record. False at the end, or if error.failed is set: then
 * nothing that was read may count as the whole of a zone. */
bool sesd_zonetext_next(struct zonetext *z, struct zone_record *record);

#endif
