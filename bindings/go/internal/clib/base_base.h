//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Common functions: memory, text, output, an ordered index. No DNS. */
#ifndef SESD_BASE_H
#define SESD_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "sesdomain.h"

/* A number as a string literal. */
#define DIGITS_OF(number) #number
#define DIGITS(number) DIGITS_OF(number)

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- memory.c ---- */

struct mem {
    sesdomain_alloc_fn *fn;
    void *user;
};

void *sesd_default_alloc(void *user, void *ptr, size_t old_size,
                         size_t new_size);

/* An arena: allocations are freed together. A failed allocation is
 * remembered, so that a builder checks once, at the end. */
struct arena {
    struct mem mem;
    struct block *blocks; /* the current one first */
    char *next, *end;     /* the unallocated rest of the current block */
    bool failed;
};

/* Ensure that the current block has at least size octets after next. */
bool sesd_arena_reserve(struct arena *a, size_t size);

/* Allocate an object, aligned for any object of ours; NULL if there is no
 * memory. */
void *sesd_alloc(struct arena *a, size_t size);
void *sesd_alloc_zero(struct arena *a, size_t size);

/* Allocate an array, all zero; NULL if there is no memory, or if count times
 * size is more than a size_t holds. */
void *sesd_alloc_array(struct arena *a, size_t count, size_t size);

/* Undo the allocations since mark, if they are in the current block. */
void sesd_arena_rewind(struct arena *a, char *mark);

void sesd_arena_free(struct arena *a);

/* ---- text.c ---- */

/* A borrowed string with its length; not necessarily terminated. */
struct text {
    const char *s;
    size_t n;
};

/* A NULL text: an optional text that is not given. */
static const struct text none = { NULL, 0 };

/* Initialiser from a string literal, for static tables. */
#define TEXT(literal)                                                         \
    {                                                                         \
        literal, sizeof(literal) - 1                                          \
    }

/* Return a terminated string as a text; a NULL text for NULL. */
struct text sesd_text(const char *s);

/* ASCII only, independent of the locale. */
char sesd_lower(char c);
bool sesd_is_digit(char c);
bool sesd_is_hex(char c);    /* in either case */
bool sesd_is_lower(char c);  /* a to z */
bool sesd_is_letter(char c); /* in either case */
bool sesd_is_ldh(char c);    /* a letter, a digit or '-' (RFC 5890) */
bool sesd_is_base32(char c); /* a to z, 2 to 7 */
bool sesd_is_base64(char c); /* without '=' */
bool sesd_is_token(char c);  /* Base64, '=', '-' and '_' */
bool sesd_is_ascii(char c);  /* printable, the space included */
bool sesd_is_plain(char c);  /* printable, except '"' and '\\' */
bool sesd_is_blank(char c);  /* a space or a tab */
bool sesd_is_space(char c);  /* a blank, or a part of a line break */

/* Whether a character is in a set; NUL is in none. */
bool sesd_is_one_of(char c, const char *set);

/* Whether all octets of a text are of a kind; true for an empty text. */
bool sesd_text_all(struct text t, bool (*is)(char));

/* Return the number of octets at the front that are of a kind. */
size_t sesd_text_span(struct text t, bool (*is)(char));

/* Return the text without the octets of a kind at both of its ends. */
struct text sesd_text_trim(struct text t, bool (*is)(char));

/* Whether a text contains another one. */
bool sesd_text_contains(struct text t, struct text part);

/* The same, ignoring ASCII case. */
bool sesd_text_contains_nocase(struct text t, struct text part);

/* Octets of a text that is compared: a DKIM token has 32. */
#define SESD_EDITED_MAX 40

/* Return how many characters have to be inserted, removed, replaced or swapped
 * with the next, to make one text of the other (optimal string alignment);
 * ignoring ASCII case; SIZE_MAX: one is longer. */
size_t sesd_text_edits(struct text a, struct text b);

/* Remove what precedes the mark, and the mark, from the front of rest, and
 * return it: all of rest if the mark is not there. */
struct text sesd_text_cut(struct text *rest, char mark);

/* Return the text without its first n octets: nothing if it is shorter. */
struct text sesd_text_after(struct text t, size_t n);

bool sesd_text_equal(struct text a, struct text b);

/* Whether two strings are equal, ignoring ASCII case. */
bool sesd_text_equal_nocase(struct text a, struct text b);

/* Return a negative number, 0 or a positive number: the order of octets. */
int sesd_text_compare(struct text a, struct text b);

bool sesd_text_starts(struct text t, struct text with);
bool sesd_text_ends(struct text t, struct text with);

/* Copy and terminate; "" if there is no memory. */
const char *sesd_copy(struct arena *a, struct text t);

/* Return three texts as one, terminated; an empty text if there is no
 * memory. */
struct text sesd_concat(struct arena *a, struct text x, struct text y,
                        struct text z);

/* Return a terminated copy; an empty text if there is no memory, and a NULL
 * text for a NULL text. */
struct text sesd_keep(struct arena *a, struct text t);

/* Remove one character from the front of UTF-8 text, and return its code
 * point; -1, and one octet removed, if the text is malformed there. */
int32_t sesd_utf8_next(struct text *t);

/* Write a code point in UTF-8, at most four octets. Return the end. */
char *sesd_utf8_put(char *to, int32_t point);

#define SESD_MARKS_MAX 4 /* on one character; languages need up to three */

/* Whether a code point is a mark that is drawn above or below the character
 * before it. */
bool sesd_is_mark(int32_t point);

/* Whether a string is valid UTF-8 without control characters, line
 * separators, characters that are not seen or change the direction of writing,
 * and more than four combining marks in a row. *length is the number of
 * characters; length may be NULL. */
bool sesd_printable(struct text t, size_t *length);

/* A string that owns its buffer and reuses it. */
struct string {
    char *s;
    size_t n, size; /* size: of the buffer */
    bool set;
};

/* Make the buffer large enough for n octets and the terminator; its content
 * is kept. */
bool sesd_string_reserve(struct arena *a, struct string *string, size_t n);

/* Set the string; a NULL text clears it. The text may point into the
 * unallocated rest of the arena. */
bool sesd_string_set(struct arena *a, struct string *string, struct text t);

/* Return the string; a NULL text if it is not set. */
struct text sesd_string_text(const struct string *string);

/* ---- out.c ---- */

/* Output: counts always, writes while there is space, and is terminated from
 * the start. */
struct out {
    char *buf;
    size_t size, length;
};

struct out sesd_out(char *buf, size_t size);
void sesd_out_mem(struct out *o, const char *s, size_t n);
void sesd_out_str(struct out *o, const char *s);
void sesd_out_char(struct out *o, char c);
void sesd_out_text(struct out *o, struct text t);
void sesd_out_uint(struct out *o, uint64_t number);
void sesd_out_fill(struct out *o, char c, size_t n);

/* Write a text with each c replaced. */
void sesd_out_replaced(struct out *o, struct text t, char c, const char *with);

/* Write a text for a person: an unprintable octet becomes \xNN, and "..."
 * replaces the rest after most octets. */
void sesd_out_visible(struct out *o, struct text t, size_t most);

/* ---- index.c ---- */

/* An ordered index of octet strings: a crit-bit tree (D. J. Bernstein,
 * https://cr.yp.to/critbit.html). A lookup takes time in proportion to the
 * length of its key only. */
struct entry {
    const char *key; /* not NULL, not even if it is empty */
    size_t length;
    struct branch *up;
};

struct index {
    struct entry *top;
    size_t count;
};

/* Return the entry of a key; NULL if there is none. */
struct entry *sesd_index_find(const struct index *index, const char *key,
                              size_t length);

/* Add an entry, whose key and length are set, if its key is new. Return the
 * entry of that key, old or new; NULL if there is no memory. */
void *sesd_index_add(struct index *index, struct arena *a,
                     struct entry *entry);

/* The same in two steps, of which the second allocates nothing: return space
 * for an entry, or NULL; and add an entry to the index. */
void *sesd_index_room(struct arena *a);
void *sesd_index_link(struct index *index, void *room, struct entry *entry);

/* Return the first entry in order, and the one after an entry; NULL at the
 * end. */
struct entry *sesd_index_first(const struct index *index);
struct entry *sesd_index_next(const struct entry *entry);

/* Return the first entry whose key begins with prefix; NULL if there is none.
 * Further ones follow it. */
struct entry *sesd_index_prefix(const struct index *index, const char *prefix,
                                size_t length);

#endif
