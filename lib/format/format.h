/* SPDX-License-Identifier: MIT */
/* Output: each format is a file and a row. */
#ifndef SESD_FORMAT_H
#define SESD_FORMAT_H

#include "../plan/plan.h"

/* Why a format refuses a plan. */
struct refusal {
    size_t set, value;  /* SESDOMAIN_NONE: there is none */
    const char *reason; /* static */
};

/* The set or value that a format is asked about. */
struct subject {
    const struct sesdomain_plan *plan;
    const struct sesdomain_recordset *set;
    const struct value *value; /* NULL: the set as a whole */
};

/* The size of a document in the units that a consumer limits; the format
 * defines each number. */
struct weight {
    size_t of[3];
};

/* The sets of one document: those from first up to end, but not end. */
struct batch {
    size_t first, end;
};

/* A format whose consumer limits the size of a document. */
struct batches {
    struct weight limits; /* or what the function returns, if there is one */
    struct weight (*limits_of)(const struct sesdomain_plan *plan);

    const char *too_large; /* the reason if a name does not fit a document */

    /* Add the size of a set's changes. */
    void (*weigh)(const struct sesdomain_recordset *set, struct weight *w);

    void (*write)(const struct sesdomain_plan *plan, struct batch batch,
                  struct out *o);
};

struct format {
    const char *name, *description, *media_type;
    enum sesdomain_format_kind kind;

    /* Write the plan as one document; cannot fail. NULL: there are batches. */
    void (*write)(const struct sesdomain_plan *plan, struct out *o);
    const struct batches *batches;

    /* Return the reason if the existing records are not known well enough, or
     * if the format cannot express a set or a value; else NULL. A change is
     * asked about the sets that change, a state about the sets and values that
     * are desired. NULL: there is no such case. */
    const char *(*unknown)(const struct subject *s);
    const char *(*inexpressible)(const struct subject *s);

    /* The consumer of a state refuses to overwrite a set that exists. */
    bool careful;
};

extern const struct format sesd_format_text;
extern const struct format sesd_format_markdown;
extern const struct format sesd_format_html;
extern const struct format sesd_format_json;
extern const struct format sesd_format_csv;
extern const struct format sesd_format_diff;
extern const struct format sesd_format_dig;
extern const struct format sesd_format_steps;
extern const struct format sesd_format_zone;
extern const struct format sesd_format_route53;
extern const struct format sesd_format_nsupdate;
extern const struct format sesd_format_knotc;
extern const struct format sesd_format_powerdns;
extern const struct format sesd_format_cloudflare;
extern const struct format sesd_format_azure;
extern const struct format sesd_format_gcloud;
extern const struct format sesd_format_terraform;
extern const struct format sesd_format_cloudformation;
extern const struct format sesd_format_octodns;
extern const struct format sesd_format_dnscontrol;
extern const struct format sesd_format_external_dns;

/* ---- batch.c ---- */

size_t sesd_batch_count(const struct sesdomain_plan *plan,
                        const struct batches *batches);

/* Find the sets of a document; false if there are fewer documents. */
bool sesd_batch_find(const struct sesdomain_plan *plan,
                     const struct batches *batches, size_t document,
                     struct batch *batch);

struct weight sesd_batch_limits(const struct sesdomain_plan *plan,
                                const struct batches *batches);

/* Add the size of the changes at the name of set first, from that set on.
 * Return the index after the last set of the name. */
size_t sesd_batch_weigh_name(const struct sesdomain_plan *plan,
                             const struct batches *batches, size_t first,
                             struct weight *w);

bool sesd_weight_is_within(const struct weight *w,
                           const struct weight *limits);

/* ---- refusal.c ---- */

/* Return SESDOMAIN_OK, or the status of the first refusal of one of the sets.
 */
enum sesdomain_status sesd_refuse(const struct sesdomain_plan *plan,
                                  const struct format *format,
                                  struct batch batch, struct refusal *refusal);

/* Reasons of several formats: a change has to repeat or compare a set exactly,
 * but the set is not known exactly; Route 53 has limits. */
const char *sesd_is_inexact(const struct subject *s);
const char *sesd_is_not_comparable(const struct subject *s);
const char *sesd_over_route53(const struct subject *s);

/* ---- quote.c, yaml.c ---- */

/* Write a JSON string, quoted. */
void sesd_out_json(struct out *o, struct text t);

/* Write a word of the POSIX shell. */
void sesd_out_shell(struct out *o, struct text t);

/* Write a quoted YAML scalar; unprintable characters are escaped. */
void sesd_out_yaml(struct out *o, struct text t);

/* Write a name with its final dot, as a quoted scalar. */
void sesd_out_yaml_name(struct out *o, struct text name);

/* Write the inside of a scalar in single quotes, for a printable text. */
void sesd_yaml_inside(struct out *o, struct text t);

/* ---- common.c ---- */

/* Write the labels of instances, with ", " between them. */
void sesd_out_labels(struct out *o, const struct sesdomain_plan *plan,
                     const uint32_t *instances, size_t count);

/* Whether a value is kept or added; whether it is kept or removed. */
bool sesd_is_desired(const struct value *value);
bool sesd_is_present(const struct value *value);

/* Return the number of values with an operation. */
size_t sesd_count_op(const struct sesdomain_recordset *set,
                     enum sesdomain_value_op op);

/* Whether a value of a set is added or removed. */
bool sesd_changes(const struct sesdomain_recordset *set);

/* Whether a value is presumed present although the caller did not give the
 * RRset. */
bool sesd_is_presumed(const struct sesdomain_recordset *set);

/* Return the first set from i on that changes; the number of sets if there is
 * none. */
size_t sesd_next_change(const struct sesdomain_plan *plan, size_t i);

/* Whether a state contains a set: one of its values is desired. */
bool sesd_is_stated(const struct sesdomain_recordset *set);

/* Return the first set from i on that a state contains; the number of sets if
 * there is none. */
size_t sesd_next_stated(const struct sesdomain_plan *plan, size_t i);

/* Return a name relative to the zone; apex for the zone apex itself. */
struct text sesd_host(const struct sesdomain_plan *plan, struct text name,
                      const char *apex);

/* Write the subject of a document, for its first comment: the domain, and the
 * reference of the settings. */
void sesd_out_subject(struct out *o, const struct sesdomain_plan *plan);

/* Write a number, and "one" for 1, else "many". */
void sesd_out_count(struct out *o, size_t n, const char *one,
                    const char *many);

/* ---- route53.c ---- */

/* Write a value as Route 53 represents it: unchanged if Route 53 listed it,
 * else in presentation format with octal escapes. */
void sesd_out_route53(struct out *o, const struct value *value);

/* Return the number of characters of that. */
size_t sesd_route53_length(const struct value *value);

/* ---- hcl.c ---- */

struct hcl {
    struct out *o;
    bool json;
    size_t width; /* of the longest attribute of a body */
};

/* Write the inside of a string, or a string: '"' and '\\' are escaped, and the
 * beginning of a template is doubled
 * (https://developer.hashicorp.com/terraform/language/expressions/strings).
 * The text is printable. */
void sesd_hcl_inside(struct hcl *h, struct text t);
void sesd_hcl_quoted(struct hcl *h, struct text t);

/* Whether a text has "$${" or "%%{", which parsers read differently. */
bool sesd_hcl_is_ambiguous(struct text t);

/* Write the name of an attribute; the first follows the brace of its body. */
void sesd_hcl_first(struct hcl *h, const char *name);
void sesd_hcl_key(struct hcl *h, const char *name);
void sesd_hcl_string(struct hcl *h, const char *name, struct text t);

/* ---- terraform-provider.c ---- */

/* The state of writing a document. */
struct terraform {
    struct hcl h;
    const struct sesdomain_plan *plan;
    const struct terraform_provider *provider;
    struct text zone; /* empty: a variable */

    /* the current set, and value if resources are by value */
    const struct sesdomain_recordset *set;
    const struct value *value;
};

/* A Terraform provider. */
struct terraform_provider {
    const char *name, *type; /* of resources; NULL: it depends on the set */
    const char *zone;        /* what identifies a zone */
    void (*body)(struct terraform *d);
    void (*import_id)(struct terraform *d);
    size_t width;    /* of the longest attribute */
    bool by_value;   /* a resource is a value, not a set */
    bool overwrites; /* an existing set, or creates another beside it */
    bool raw;        /* a TXT value is text, not presentation format */
    size_t longest;  /* TXT value, in octets; 0: no limit */
};

const struct terraform_provider *sesd_terraform_provider(const char *name);

/* Write the name of the variable of the zone; the zone, or that variable, as
 * the inside of a string. */
void sesd_terraform_variable(struct terraform *d);
void sesd_terraform_zone_inside(struct terraform *d);

/* Whether a set has only one value of this kind, so that another value would
 * replace it. */
bool sesd_terraform_is_the_one(struct terraform *d);

/* Return the existing record that becomes the value: itself, or the one that
 * it replaces; NULL if it is new. */
const struct value *sesd_terraform_was(struct terraform *d);

/* ---- report.c: reports for people ---- */

enum counted {
    COUNT_VALUES,  /* one record with several values */
    COUNT_RECORDS, /* several for each instance */
    COUNT_REGIONS, /* one for each region */
    COUNT_ONE,     /* one for the domain */
};

struct matrix_row {
    const char *title;
    const char *type; /* NULL: any */
    enum sesdomain_purpose purpose;
    enum counted counted;
};

/* Whether a table has instances as its columns; otherwise they are rows. */
bool sesd_has_columns(const struct sesdomain_plan *plan);

/* Whether message and hint of a finding have the labels of all instances that
 * it concerns, or there is none. */
bool sesd_names_instances(const struct sesdomain_finding *f);

/* What a report begins with if the caller gave no existing records. */
extern const char sesd_zone_unknown[];

/* Return the next row that the plan has records for; NULL at the end. */
const struct matrix_row *sesd_matrix_row(const struct sesdomain_plan *plan,
                                         size_t *from);

/* Write the records that an instance needs, or all instances together. */
void sesd_out_cell(struct out *o, const struct sesdomain_plan *plan,
                   const struct matrix_row *row, size_t instance);
void sesd_out_together(struct out *o, const struct sesdomain_plan *plan,
                       const struct matrix_row *row);

/* Return the word of a report, and write the changes to the values. */
const char *sesd_todo_word(const struct sesdomain_recordset *set);
void sesd_out_todo(struct out *o, const struct sesdomain_recordset *set);

/* Write a summary: "12 record sets: 12 to create" */
void sesd_out_summary(struct out *o, const struct sesdomain_plan *plan);

/* Return the text that a person would enter: the text of the value, or its
 * presentation format, which begins with '"', if the text is empty, not
 * printable, or begins so itself. */
struct text sesd_pasted(const struct value *value);

/* Return the data for a report: presentation format, unless it is a private
 * key that was published. */
struct text sesd_shown_rdata(const struct value *value);

/* ---- text-table.c ---- */

/* Write a text, and blanks up to a width in characters. */
void sesd_text_pad(struct out *o, struct text t, size_t to);

/* Write what each instance needs, its readiness, and what all need. */
void sesd_text_tables(const struct sesdomain_plan *plan, struct out *o);

/* ---- customer.c: for the DNS operator ---- */

bool sesd_for_customer(const struct sesdomain_plan *plan);

/* What to do with a set, and with a value of it: "add", "change", "delete". */
const char *sesd_card_word(const struct sesdomain_recordset *set);
const char *sesd_op_word(const struct value *v);

/* Whether the word for the set does not hold for each of its values. */
bool sesd_is_mixed(const struct sesdomain_recordset *set);

/* Return the number of sets that change. */
size_t sesd_change_count(const struct sesdomain_plan *plan);

/* The sentences of the letter to the DNS operator, and the size of a buffer
 * that holds any: a name of 253 octets, or a contact of 128 characters. */
#define SENTENCE_MAX 800
enum sentence {
    SENTENCE_WHY,
    SENTENCE_WHO,
    SENTENCE_DUE,
    SENTENCE_HOW,
    SENTENCE_WAIT,
    SENTENCE_DONE,
    SENTENCES,
};

/* Write a sentence; return false if it does not apply. The texts of the
 * settings in it are printable. */
bool sesd_out_sentence(struct out *o, const struct sesdomain_plan *plan,
                       enum sentence sentence);

/* Write the command that shows what DNS answers for a set. */
void sesd_out_check(struct out *o, const struct sesdomain_recordset *set);

/* Whether a finding is shown to this audience; the number of those. */
bool sesd_is_shown(const struct sesdomain_plan *plan,
                   const struct sesdomain_finding *f);
size_t sesd_shown_count(const struct sesdomain_plan *plan);

/* A field of the provider's control panel, in the provider's terms. */
enum box_kind {
    BOX_HOST,
    BOX_TYPE,
    BOX_PRIORITY,
    BOX_VALUE,
    BOX_PROXY,
    BOX_TTL,
    BOXES,
};

struct box {
    const char *title;
    struct text text;
    char buf[300];
};

/* Return the word for a value of a type; a neutral one if none is known. */
const char *sesd_value_word(const struct provider *p, uint32_t type);

/* Set the title, and the text, which may be in buf; false if that type has no
 * such field. */
bool sesd_box(const struct sesdomain_plan *plan,
              const struct sesdomain_recordset *set, const struct value *v,
              enum box_kind kind, struct box *box);

/* ---- html.c ---- */

struct page {
    const struct sesdomain_plan *plan;
    struct out *o;
    size_t codes; /* the number so far: each has an id */
};

/* Text, also within quotation marks; markup as it is. */
void sesd_html_text(struct page *p, struct text t);
void sesd_html_string(struct page *p, const char *s);
void sesd_html_markup(struct page *p, const char *s);

/* Write a text to copy, and its button, which the script makes visible. */
void sesd_html_code(struct page *p, struct text t);
void sesd_html_button(struct page *p, const char *what);

/* Write words in the colour of their meaning. */
void sesd_html_tag(struct page *p, const char *class, const char *words);

/* ---- html-card.c ---- */

void sesd_html_cards(struct page *p);

/* ---- page.c ---- */

extern const char sesd_page_style[], sesd_page_script[], sesd_page_policy[];

/* ---- json-member.c ---- */

/* Write a key after what separates it from the member before; the same and a
 * string, or null; the same and the beginning of an array. */
void sesd_json_key(struct out *o, const char *before, const char *name);
void sesd_json_string(struct out *o, const char *before, const char *name,
                      const char *value);
void sesd_json_open(struct out *o, const char *before, const char *name);

/* ---- step.c: the words and the calls of the runbook ---- */

struct step_row {
    enum step_kind kind;
    const char *word;
    bool again; /* what it changes in the settings needs a new plan */
    const char *title, *reason;
    const char *when, *note; /* NULL: none */
    const char *source;
};

const struct step_row *sesd_step_row(enum step_kind kind);

/* Write the command of a step for an instance; false: it has none. No command
 * is longer than its room: a domain, a MAIL FROM domain and a label, quoted,
 * and some of them twice. */
#define COMMAND_MAX 16384
bool sesd_step_command(struct out *o, const struct sesdomain_plan *plan,
                       enum step_kind kind, const struct plan_instance *inst);

/* Whether that command reads the private key of the selector from a file. */
bool sesd_step_has_key_file(enum step_kind kind,
                            const struct plan_instance *inst);

/* Return the aspects of which a step waits for SUCCESS: bit 1 << aspect. */
uint32_t sesd_step_awaits(enum step_kind kind,
                          const struct plan_instance *inst);

/* ---- steps-json.c ---- */
void sesd_json_steps(const struct sesdomain_plan *plan, struct out *o);

#endif
