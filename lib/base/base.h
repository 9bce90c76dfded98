/* SPDX-License-Identifier: MIT */
/* Mechanics: memory, text, output, an ordered index. Knows nothing of DNS. */
#ifndef SESD_BASE_H
#define SESD_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "sesdomain.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- memory.c ---- */

struct mem {
    sesdomain_alloc_fn *fn;
    void *user;
};

void *sesd_default_alloc(void *user, void *ptr, size_t old_size,
                         size_t new_size);

/* Memory that is given piece by piece and taken back all at once. Remembers
 * that it failed, so that a builder looks once, at its end. */
struct arena {
    struct mem mem;
    struct block *blocks;
    char *next, *end;
    bool failed;
};

/* Take a new block of memory, for size octets at least. */
bool sesd_arena_grow(struct arena *a, size_t size);

/* Make sure that the next size octets come in one piece. */
static inline bool sesd_arena_reserve(struct arena *a, size_t size)
{
    return (a->next && size <= (size_t)(a->end - a->next)) ||
           sesd_arena_grow(a, size);
}

/* NULL if there is none; aligned for any object of ours. */
static inline void *sesd_alloc(struct arena *a, size_t size)
{
    const size_t align = sizeof(void *);
    size_t gap = (0 - (uintptr_t)a->next) % align;
    char *object;

    if (size > SIZE_MAX - align || !sesd_arena_reserve(a, gap + size))
        return NULL;
    gap = (0 - (uintptr_t)a->next) % align;
    object = a->next + gap;
    a->next = object + size;
    return object;
}

/* Take a block for so much at once, of an arena that has none. */
void sesd_arena_expect(struct arena *a, size_t size);

void *sesd_alloc_zero(struct arena *a, size_t size);

/* Give back what was taken since next was mark, where that is one piece. */
void sesd_arena_rewind(struct arena *a, char *mark);

void sesd_arena_free(struct arena *a);

/* ---- text.c ---- */

/* Octets of somebody else's. */
struct text {
    const char *s;
    size_t n;
};

/* That of a literal, where tables begin with it. */
#define TEXT(literal)                                                         \
    {                                                                         \
        literal, sizeof(literal) - 1                                          \
    }

static inline struct text sesd_text(const char *s)
{
    return (struct text){ s, s ? strlen(s) : 0 };
}

static inline char sesd_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool sesd_text_equal(struct text a, struct text b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static inline bool sesd_text_starts(struct text t, struct text with)
{
    return t.n >= with.n && memcmp(t.s, with.s, with.n) == 0;
}

static inline bool sesd_text_ends(struct text t, struct text with)
{
    return t.n >= with.n && memcmp(t.s + t.n - with.n, with.s, with.n) == 0;
}

/* What a character may be part of. */
enum {
    CLASS_PLAIN = 1,  /* printable ASCII but '"' and '\\' */
    CLASS_LDH = 2,    /* letters, digits, hyphen */
    CLASS_BASE32 = 4, /* lower case: a to z, 2 to 7 */
    CLASS_BASE64 = 8, /* letters, digits, '+', '/' */
    CLASS_TOKEN = 16, /* those, '=', '-', '_' */
    CLASS_URI = 32,   /* RFC 3986, but "!%,;" */
    CLASS_DIGIT = 64,
    CLASS_LOWER = 128,   /* a to z */
    CLASS_LOCAL = 256,   /* of CLASS_URI, before the "@" of an address */
    CLASS_DOMAIN = 512,  /* and after it (RFC 6068 section 2) */
    CLASS_FOLDED = 1024, /* of CLASS_LDH, but no capital letters */
};

extern const uint16_t sesd_class[256];

/* The classes that all characters have; all of them for an empty text. */
unsigned sesd_classes(struct text t);

/* How many octets from the front are CLASS_PLAIN. */
size_t sesd_plain_length(struct text t);

/* Equal but for the case of ASCII letters. */
bool sesd_text_same(struct text a, struct text b);

/* Copy and terminate; "" where there is no memory. */
const char *sesd_copy(struct arena *a, struct text t);

/* Write a text where there is room for it; answers its end. */
static inline char *sesd_put(char *to, struct text t)
{
    if (t.n)
        memcpy(to, t.s, t.n);
    return to + t.n;
}

/* Three texts as one, terminated; "" where there is no memory. */
static inline struct text sesd_concat(struct arena *a, struct text x,
                                      struct text y, struct text z)
{
    const size_t n = x.n + y.n + z.n;
    char *s;

    if (!sesd_arena_reserve(a, n + 1))
        return (struct text){ "", 0 };
    s = a->next;
    a->next += n + 1;
    *sesd_put(sesd_put(sesd_put(s, x), y), z) = '\0';
    return (struct text){ s, n };
}

/* A copy with its length, terminated; an empty text where there is no memory,
 * and NULL of NULL. */
static inline struct text sesd_keep(struct arena *a, struct text t)
{
    const struct text none = { 0 };

    return t.s ? sesd_concat(a, t, none, none) : t;
}

/* Take one character off the front of UTF-8 text: its code point, or -1 (and
 * one octet taken) where there is none. */
int32_t sesd_utf8_next(struct text *t);

/* Whether a person can see it: UTF-8 without controls, line separators or
 * marks that turn the direction of writing. *length counts the characters. */
bool sesd_printable(struct text t, size_t *length);

/* A text that can be replaced. What was there gives its room. */
struct string {
    char *s;
    size_t n, room;
    bool set;
};

/* Make room for n octets and the terminator; what is there stays. */
bool sesd_string_reserve(struct arena *a, struct string *string, size_t n);

/* A NULL text clears. The text may lie in what the arena has not given yet. */
bool sesd_string_set(struct arena *a, struct string *string, struct text t);

/* A NULL text if it is not set. */
static inline struct text sesd_string_text(const struct string *string)
{
    return string->set ? (struct text){ string->s, string->n }
                       : (struct text){ NULL, 0 };
}

/* ---- out.c ---- */

/* Text on its way out: counts always, writes while there is room, and is
 * terminated from the start. */
struct out {
    char *buf;
    size_t size, length;
};

static inline struct out sesd_out(char *buf, size_t size)
{
    if (size)
        buf[0] = '\0';
    return (struct out){ .buf = buf, .size = size };
}

/* What is left of s when there is not enough room. */
void sesd_out_rest(struct out *o, const char *s, size_t n);

static inline void sesd_out_mem(struct out *o, const char *s, size_t n)
{
    if (o->length + n < o->size) {
        memcpy(o->buf + o->length, s, n);
        o->buf[o->length += n] = '\0';
    } else {
        sesd_out_rest(o, s, n);
    }
}

/* Room for the next n octets, which the caller writes; they count. NULL where
 * there is not enough of it. */
static inline char *sesd_out_take(struct out *o, size_t n)
{
    char *next = o->length + n < o->size ? o->buf + o->length : NULL;

    o->length += n;
    if (next)
        next[n] = '\0';
    return next;
}

static inline void sesd_out_str(struct out *o, const char *s)
{
    sesd_out_mem(o, s, strlen(s));
}

static inline void sesd_out_char(struct out *o, char c)
{
    sesd_out_mem(o, &c, 1);
}

static inline void sesd_out_text(struct out *o, struct text t)
{
    if (t.s)
        sesd_out_mem(o, t.s, t.n);
}

void sesd_out_uint(struct out *o, uint64_t number);
void sesd_out_fill(struct out *o, char c, size_t n);

/* For a person: what cannot be seen becomes \xNN; cut after most octets. */
void sesd_out_visible(struct out *o, struct text t, size_t most);

/* ---- index.c ---- */

/* An ordered index of octet strings: a crit-bit tree (D. J. Bernstein,
 * https://cr.yp.to/critbit.html). No input makes it slower than its length. */
struct entry {
    const char *key; /* not NULL, not even if it is empty */
    size_t length;
    struct branch *up;
};

struct index {
    struct entry *top;
    size_t count;
};

/* NULL if there is none of that key. */
struct entry *sesd_index_find(const struct index *index, const char *key,
                              size_t length);

/* Put an entry, whose key and length are set, where none of its key is.
 * Answers the one of that key, there already or new; NULL if there is no
 * memory. */
void *sesd_index_add(struct index *index, struct arena *a,
                     struct entry *entry);

/* The first in order, and the one after; NULL at the end. */
struct entry *sesd_index_first(const struct index *index);
struct entry *sesd_index_next(const struct entry *entry);

/* The first whose key begins with prefix. Those that do follow each other. */
struct entry *sesd_index_prefix(const struct index *index, const char *prefix,
                                size_t length);

#endif
