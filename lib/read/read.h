/* SPDX-License-Identifier: MIT */
/* Readers of JSON documents, and their common functions. */
#ifndef SESD_READ_H
#define SESD_READ_H

#include "../settings/settings.h"

enum json_kind {
    JSON_KIND_NULL = 1,
    JSON_KIND_BOOLEAN = 2,
    JSON_KIND_INTEGER = 4,
    JSON_KIND_FRACTION = 8,
    JSON_KIND_STRING = 16,
    JSON_KIND_ARRAY = 32,
    JSON_KIND_OBJECT = 64,
};

/* A value of a document. Its memory is that of the document. */
struct json {
    enum json_kind kind; /* 0: no value */
    size_t at;           /* where it begins, or its key: octets of the text
                          * before it, not counting a byte order mark */
    const char *key;     /* of a member of an object, otherwise NULL */
    union {
        struct text string; /* terminated by NUL */
        int64_t integer;    /* or 1 for true */
        struct json *first; /* member or element; NULL: none */
    };
    struct json *next; /* of the same object or array; NULL at the end */
};

/* ---- json.c ---- */

/* Read strict JSON: one document, no duplicate keys, no NUL. All of it is kept
 * in the arena, which the caller frees, also after a failure: at most
 * sizeof(struct json) octets for each value, and the strings; while keys are
 * checked, ten pointers more for each member of one object. */
enum sesdomain_status sesd_json_read(struct sesdomain *sd, struct arena *arena,
                                     struct text in, struct json *top);

/* Read one of several consecutive documents. *taken octets of the text have
 * been read before, and after it with the white space that follows. */
enum sesdomain_status sesd_json_read_some(struct sesdomain *sd,
                                          struct arena *arena, struct text in,
                                          size_t *taken, struct json *top);

/* Step to the next of the members of an object or the elements of an array,
 * from { 0 } to the first; false behind the last. Others have none. */
bool sesd_json_next(const struct json *in, struct json *at);

/* Return the member with a name; of no kind if there is none, or it is null.
 * Compares all members before it. */
struct json sesd_json_member(const struct json *object, const char *key);

/* Return the string of an enumeration as PowerShell prints it, { "Value":
 * "SUCCESS" } (ConvertTo-Json of a ConstantClass); other values as they are.
 */
struct json sesd_json_unwrap(const struct json *value);

/* ---- json-string.c ---- */

/* Check a string that begins after its opening quotation mark. Return what is
 * wrong at the beginning of *t; NULL: it is the closing quotation mark. */
const char *sesd_json_check_string(struct text *t, bool *escaped);

/* Write a string that was checked, which becomes no longer; return the end. */
char *sesd_json_put_string(char *to, struct text raw);

/* ---- walk.c: through a document by tables, keeping track of where ---- */

typedef enum sesdomain_status sesd_set_place(struct sesdomain_instance *inst,
                                             const char *name,
                                             const char *host);

struct reader {
    struct sesdomain *sd; /* receives the error */
    struct sesdomain_instance *inst;
    struct text domain;
    struct text account, label; /* of the instance to be added */
    const char *selector;
    sesd_set_place *set_place;

    /* an existing record; the name is that of receiving or tracking, too */
    const char *name, *rdata, *id, *failed;
    uint32_t type;
    int32_t ttl;
    bool absent, nonexistent;
    enum special special;
};

typedef enum sesdomain_status sesd_take(struct reader *r,
                                        const struct json *value);

/* A key of an object: of which kind its value may be, and who takes it. */
struct key {
    const char *name;
    unsigned kinds;
    sesd_take *take;
    enum sesdomain_status (*set)(struct sesdomain *sd, const char *text);
    enum sesdomain_status (*set_instance)(struct sesdomain_instance *inst,
                                          const char *text);
    enum sesdomain_status (*set_status)(struct sesdomain_instance *inst,
                                        enum sesdomain_ses_status status);
    enum sesdomain_status (*set_tristate)(struct sesdomain_instance *inst,
                                          enum sesdomain_tristate value);
    bool required;
};

#define KEYS_MAX 24 /* of a table */

/* Report what is wrong with the document; the value may be NULL. */
enum sesdomain_status sesd_wrong(struct reader *r, struct text value,
                                 const char *what);

/* Check that the value is of one of the kinds; else report what was
 * expected. */
enum sesdomain_status sesd_expect(struct reader *r, const struct json *value,
                                  unsigned kinds);

/* Take an object in the order of the table. Strict: all its keys are in the
 * table, those required are there, null is no value. Otherwise other keys are
 * passed over, and so is null. *taken, if not NULL, counts what was taken. */
enum sesdomain_status sesd_take_object(struct reader *r,
                                       const struct json *object,
                                       const struct key *keys, size_t count,
                                       bool strict, size_t *taken);

enum sesdomain_status sesd_take_array(struct reader *r,
                                      const struct json *array, unsigned kinds,
                                      sesd_take *take);

/* Whether a private key is somewhere in what is passed over: a document with
 * one is not to be kept, sent around or taken as right. The recursion is as
 * deep as the document, which json.c limits. */
bool sesd_holds_secret(const struct json *value);

/* ---- nested.c: setup documents of the first edition ---- */

/* Return the name that a key has now. */
const char *sesd_key_renamed(const char *key);

/* Return a word of AWS, such as TEMPORARY_FAILURE, as enumerations have it;
 * the word itself if the buffer is too small. */
const char *sesd_word_of_aws(const char *word, char *buf, size_t size);

sesd_take sesd_take_nested_dkim, sesd_take_mail_from;

/* ---- setup.c ---- */
sesd_take sesd_take_on_mx_failure;

/* Take the selector of a key of BYODKIM, which is not known yet, and its
 * key. */
sesd_take sesd_take_selector, sesd_take_public_key;

/* ---- setup-existing.c: the existing records of a setup document ---- */
sesd_take sesd_take_existing, sesd_take_complete, sesd_take_authoritative;

/* ---- collect.c: the records of a listing ---- */

struct existing_reader;

/* A text while it is read. All it has is in its own arena, except the names
 * that are looked for. */
struct listing {
    struct reader r;
    const struct existing_reader *reader;
    struct arena arena;
    struct found *first, *last; /* the records that are kept */
    struct apex *apexes;        /* of the zones that are listed */
    struct index zones;         /* struct apex, by name */
    struct index looked;        /* struct looked */
    struct listed *page_of;     /* the listing that this continues, or NULL */
    struct name owner;          /* of the record that is being read */
    struct name last_owner;     /* for which keeps_last was computed */
    bool keeps_last;
    struct name misplaced;    /* indicates a wrong origin; n 0: none */
    size_t count;             /* records that were read */
    bool more;                /* there are pages after this */
    bool continues;           /* there was one before it that stated so */
    bool gap;                 /* pages or records are missing between them */
    bool assumed;             /* the apex is what all names have in common */
    int64_t page;             /* of Cloudflare: the last that was read */
    struct name next;         /* of Route 53: the first of the next page; n 0:
                               * unknown */
    size_t objects;           /* of Cloudflare: records of the page */
    struct name zone, common; /* of Cloudflare: what it says, what all names
                               * have in common; n 0: nothing */
    uint32_t preference;      /* of an MX of Cloudflare */
};

/* Note that the text lists the zone of that apex. */
enum sesdomain_status sesd_collect_zone(struct listing *l, struct text apex);

/* Add a record: type, TTL and special; rdata in presentation format, NULL for
 * none; what was listed, and its id, if any. Its owner is folded. */
enum sesdomain_status sesd_collect_record(struct listing *l, struct text owner,
                                          const struct record *record);

/* Read a text, and add what is kept of it to the settings, or nothing. */
enum sesdomain_status sesd_collect(struct sesdomain *sd,
                                   const struct existing_reader *reader,
                                   struct text in);

/* ---- listing.c: readers of existing records, a row and a file each ---- */

/* Return the option read.limit, in octets. */
uint64_t sesd_read_limit(const struct sesdomain *sd);

struct existing_reader {
    const char *name, *description;

    /* Whether a text looks like one of this reader. */
    bool (*recognises)(struct text in);

    /* Read a text from its beginning. It may be read several times. */
    enum sesdomain_status (*read)(struct listing *l, struct text in);
};

extern const struct existing_reader sesd_reader_azure;
extern const struct existing_reader sesd_reader_cloudflare;
extern const struct existing_reader sesd_reader_gcloud;
extern const struct existing_reader sesd_reader_powerdns;
extern const struct existing_reader sesd_reader_route53;
extern const struct existing_reader sesd_reader_zone;

/* ---- pages.c: what listings in JSON have in common ---- */

/* Read the documents of a text, objects or arrays. */
enum sesdomain_status sesd_take_pages(struct listing *l, struct text in,
                                      sesd_take *take);

/* Begin a page, which states itself whether there is another. */
void sesd_begin_page(struct listing *l);

/* Take an absolute name, a type and a TTL, which are kept in the listing's
 * reader. A word that is no type of DNS becomes a private type. */
sesd_take sesd_take_owner, sesd_take_type, sesd_take_ttl;

/* Add a record with them, its special and its id; rdata NULL: no data. */
enum sesdomain_status sesd_take_rdata(struct listing *l, struct text rdata);
sesd_take sesd_take_rdata_text;

/* Return a text as strings in quotation marks; empty if there is no memory. */
struct text sesd_quoted(struct listing *l, struct text text);

/* ---- utf16.c ---- */

/* Convert the text of a call with a byte order mark of UTF-16 to UTF-8, in the
 * arena; any other is kept as it is, and a NULL text refused. */
enum sesdomain_status sesd_to_utf8(struct sesdomain *sd, struct arena *arena,
                                   struct text *text);

/* ---- identity.c: what SES reports of one identity ---- */

sesd_take sesd_take_verification_status, sesd_take_verification_token;
sesd_take sesd_take_verified, sesd_take_verification_info;
sesd_take sesd_take_dkim_status, sesd_take_dkim_tokens, sesd_take_dkim_zone;
sesd_take sesd_take_dkim_attributes, sesd_take_v1_dkim_attributes;
sesd_take sesd_take_mail_from_name, sesd_take_mail_from_attributes;

/* From here on it is known whether SES has a MAIL FROM domain. */
void sesd_begin_mail_from(struct reader *r);

/* ---- v1.c: maps by identity ---- */

/* Whether an identity is the domain. */
bool sesd_v1_is_domain(const struct reader *r, const char *identity);

/* Take the entry of the domain, if the map has one. */
enum sesdomain_status
sesd_take_v1_entry(struct reader *r, const struct json *map, sesd_take *take);

/* Find addresses of the domain in a map of DKIM attributes that have
 * identities of their own, and no signatures. */
enum sesdomain_status sesd_take_v1_addresses(struct reader *r,
                                             const struct json *map);

/* ---- outputs.c: CloudFormation, CDK and Terraform ---- */

/* Take outputs of a stack or of stacks, or attributes of a resource. *taken
 * counts them. */
enum sesdomain_status sesd_take_outputs(struct reader *r,
                                        const struct json *top, size_t *taken);

/* Take the name of a DKIM record, and its target. */
enum sesdomain_status sesd_take_dkim_name(struct reader *r,
                                          struct text string);
enum sesdomain_status sesd_take_dkim_target(struct reader *r,
                                            struct text string);

/* ---- console.c ---- */

/* Whether a text looks like a CSV file of the SES console. */
bool sesd_is_console(struct text in);

enum sesdomain_status sesd_take_console(struct reader *r, struct text in);

/* ---- time.c ---- */

/* Return a point in time in seconds since 1970; 0 for one that is not valid.
 */
uint64_t sesd_read_time(const struct json *value);

/* ---- aws.c ---- */

/* Whether a value is an array of Easy DKIM tokens, as SES issues them. */
bool sesd_is_tokens(const struct json *value);

/* What is wrong with a text that is neither JSON nor a CSV file. */
extern const char sesd_aws_expected[];

/* Take a document of AWS about the domain, or a string that holds a CSV file
 * of the console; what fails is taken in part. */
enum sesdomain_status sesd_take_aws(struct reader *r, const struct json *top);

#endif
