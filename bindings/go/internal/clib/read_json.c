//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * JSON (RFC 8259). Takes a text in UTF-8, checks all of it, and produces a
 * tree of values in an arena. Where the RFC leaves a choice, the parser is
 * strict: no duplicate keys, no NUL, no unpaired surrogates, whole numbers of
 * 64 bits, and at most DEPTH_MAX arrays and objects inside each other.
 */
#include "read_read.h"

#define DEPTH_MAX 128 /* bounds the recursion here and in walk.c */
#define FEW 16        /* members that are compared in pairs */

struct parser {
    struct sesdomain *sd; /* receives the error */
    struct arena *arena;
    const char *first, *end; /* the text, without a byte order mark */
    const char *next;        /* the first octet that has not been read */
    unsigned depth;          /* how many arrays and objects are open */
};

/* ---- errors ---- */

/* Report an error at a place in the text. The key may be NULL; nothing else of
 * the text is repeated, since it may be a secret. */
static enum sesdomain_status json_fail_key(struct parser *p, const char *at,
                                           struct text key, const char *what)
{
    return sesd_fail_syntax(p->sd, (size_t)(at - p->first), key,
                            at < p->end ? what
                                        : "the JSON text ends too early");
}

static enum sesdomain_status json_fail(struct parser *p, const char *at,
                                       const char *what)
{
    return json_fail_key(p, at, none, what);
}

/* ---- section 2: white space and structure ---- */

/* Skip white space. Return the next octet, or -1 at the end of the text. */
static int json_peek(struct parser *p)
{
    const char *s = p->next;

    while (s < p->end && (unsigned char)*s <= ' ' &&
           (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t'))
        s++;
    p->next = s;
    return s < p->end ? (unsigned char)*s : -1;
}

/* Skip an octet if it is the next one. */
static bool json_accept(struct parser *p, char c)
{
    const bool is_next = p->next < p->end && *p->next == c;

    p->next += is_next;
    return is_next;
}

/* ---- section 3: literal names ---- */

static enum sesdomain_status json_take_name(struct parser *p, struct text name,
                                            enum json_kind kind,
                                            struct json *value)
{
    const struct text rest = { p->next, (size_t)(p->end - p->next) };

    if (!sesd_text_starts(rest, name))
        return json_fail(p, p->next, "a value was expected");
    value->kind = kind;
    value->integer = *name.s == 't';
    p->next += name.n;
    return SESDOMAIN_OK;
}

/* ---- section 6: numbers ---- */

static struct text json_take_digits(struct parser *p)
{
    struct text digits = { p->next, 0 };

    while (p->next < p->end && *p->next >= '0' && *p->next <= '9')
        p->next++;
    digits.n = (size_t)(p->next - digits.s);
    return digits;
}

/* Whether digits are a number of 64 bits with a sign. */
static bool json_to_integer(struct text digits, bool negative, int64_t *number)
{
    const uint64_t most = (uint64_t)INT64_MAX + negative;
    uint64_t sum = 0;

    if (digits.n > 19) /* 19 nines are less than 2^64 */
        return false;
    for (size_t i = 0; i < digits.n; i++)
        sum = 10 * sum + (uint64_t)(digits.s[i] - '0');
    *number = negative && sum ? -1 - (int64_t)(sum - 1) : (int64_t)sum;
    return sum <= most;
}

/* "frac" and "exp"; *any: there is one of them. */
static enum sesdomain_status json_take_fraction(struct parser *p, bool *any)
{
    *any = false;
    if (json_accept(p, '.')) {
        *any = true;
        if (json_take_digits(p).n == 0)
            return json_fail(p, p->next, "a digit was expected");
    }
    if (json_accept(p, 'e') || json_accept(p, 'E')) {
        *any = true;
        if (!json_accept(p, '+'))
            json_accept(p, '-');
        if (json_take_digits(p).n == 0)
            return json_fail(p, p->next, "a digit was expected");
    }
    return SESDOMAIN_OK;
}

/* Take a number. The value of a fraction is not kept: no reader needs one. */
static enum sesdomain_status json_take_number(struct parser *p,
                                              struct json *value)
{
    const char *start = p->next;
    const bool negative = json_accept(p, '-');
    const struct text digits = json_take_digits(p);
    enum sesdomain_status status;
    bool is_fraction;

    if (digits.n == 0)
        return json_fail(p, p->next,
                         negative ? "a digit was expected"
                                  : "a value was expected");
    if (digits.n > 1 && *digits.s == '0')
        return json_fail(p, start, "a number may not begin with 0");
    status = json_take_fraction(p, &is_fraction);
    if (status != SESDOMAIN_OK)
        return status;
    value->kind = is_fraction ? JSON_KIND_FRACTION : JSON_KIND_INTEGER;
    value->integer = 0;
    if (!is_fraction && !json_to_integer(digits, negative, &value->integer))
        return json_fail(p, start, "this number is too large");
    return SESDOMAIN_OK;
}

/* ---- section 7: strings ---- */

/* Keep a string, whose opening quotation mark is next. */
static enum sesdomain_status json_take_string(struct parser *p,
                                              struct text *string)
{
    struct text rest = { p->next + 1, (size_t)(p->end - p->next) - 1 }, raw;
    bool escaped;
    const char *wrong = sesd_json_check_string(&rest, &escaped);
    char *to;

    if (wrong)
        return json_fail(p, rest.s, wrong);
    raw = (struct text){ p->next + 1, (size_t)(rest.s - p->next) - 1 };
    if (!sesd_arena_reserve(p->arena, raw.n + 1))
        return sesd_fail_memory(p->sd);
    string->s = p->arena->next;
    to = p->arena->next;
    if (escaped)
        to = sesd_json_put_string(to, raw);
    else
        to = (char *)memcpy(to, raw.s, raw.n) + raw.n;
    string->n = (size_t)(to - string->s);
    *to = '\0';
    p->arena->next = to + 1;
    p->next = rest.s + 1;
    return SESDOMAIN_OK;
}

/* ---- sections 4 and 5: objects and arrays ---- */

static enum sesdomain_status json_fail_twice(struct parser *p,
                                             const struct json *member)
{
    return json_fail_key(p, p->first + member->at, sesd_text(member->key),
                         "this key is there twice");
}

/* Refuse the first duplicate key. The memory of the index is freed for the
 * next value. */
static enum sesdomain_status json_check_many(struct parser *p,
                                             const struct json *object)
{
    char *const mark = p->arena->next;
    struct index keys = { 0 };

    for (const struct json *m = object->first; m; m = m->next) {
        struct entry *entry = sesd_alloc(p->arena, sizeof(*entry)), *there;

        if (!entry)
            return sesd_fail_memory(p->sd);
        *entry = (struct entry){ .key = m->key, .length = strlen(m->key) };
        there = sesd_index_add(&keys, p->arena, entry);
        if (!there)
            return sesd_fail_memory(p->sd);
        if (there != entry)
            return json_fail_twice(p, m);
    }
    sesd_arena_rewind(p->arena, mark);
    return SESDOMAIN_OK;
}

/* The same for few members, which most objects have: AWS documents are read in
 * a fifth less time. */
static enum sesdomain_status json_check_few(struct parser *p,
                                            const struct json *object)
{
    for (const struct json *m = object->first; m; m = m->next)
        for (const struct json *o = object->first; o != m; o = o->next)
            if (*o->key == *m->key && strcmp(o->key, m->key) == 0)
                return json_fail_twice(p, m);
    return SESDOMAIN_OK;
}

static enum sesdomain_status json_take_key(struct parser *p,
                                           struct json *member)
{
    struct text key;
    enum sesdomain_status status;

    if (p->next == p->end || *p->next != '"')
        return json_fail(p, p->next, "a key in quotation marks was expected");
    status = json_take_string(p, &key);
    if (status != SESDOMAIN_OK)
        return status;
    member->key = key.s;
    json_peek(p);
    return json_accept(p, ':') ? SESDOMAIN_OK
                               : json_fail(p, p->next, "':' was expected");
}

static enum sesdomain_status json_take_value(struct parser *p,
                                             struct json *value);

/* Take a member of an object, or an element of an array. */
static enum sesdomain_status
json_take_item(struct parser *p, enum json_kind in, struct json **item)
{
    enum sesdomain_status status = SESDOMAIN_OK;

    *item = sesd_alloc(p->arena, sizeof(**item));
    if (!*item)
        return sesd_fail_memory(p->sd);
    **item = (struct json){ 0 };
    json_peek(p);
    (*item)->at = (size_t)(p->next - p->first);
    if (in == JSON_KIND_OBJECT)
        status = json_take_key(p, *item);
    return status == SESDOMAIN_OK ? json_take_value(p, *item) : status;
}

/* Take an object or an array, whose kind is set. */
static enum sesdomain_status json_take_items(struct parser *p, struct json *in)
{
    const bool is_object = in->kind == JSON_KIND_OBJECT;
    const char close = is_object ? '}' : ']';
    struct json **item = &in->first;
    size_t count = 0;

    if (++p->depth > DEPTH_MAX)
        return json_fail(p, p->next, "it is nested too deeply");
    p->next++;
    if (json_peek(p) != close) {
        do {
            const enum sesdomain_status status =
                json_take_item(p, in->kind, item);

            if (status != SESDOMAIN_OK)
                return status;
            item = &(*item)->next;
            count++;
            json_peek(p);
        } while (json_accept(p, ','));
    }
    if (!json_accept(p, close))
        return json_fail(p, p->next,
                         is_object ? "',' or '}' was expected"
                                   : "',' or ']' was expected");
    p->depth--;
    if (!is_object)
        return SESDOMAIN_OK;
    return count <= FEW ? json_check_few(p, in) : json_check_many(p, in);
}

static enum sesdomain_status json_take_value(struct parser *p,
                                             struct json *value)
{
    switch (json_peek(p)) {
    case '{':
        value->kind = JSON_KIND_OBJECT;
        return json_take_items(p, value);
    case '[':
        value->kind = JSON_KIND_ARRAY;
        return json_take_items(p, value);
    case '"':
        value->kind = JSON_KIND_STRING;
        return json_take_string(p, &value->string);
    case 't':
        return json_take_name(p, sesd_text("true"), JSON_KIND_BOOLEAN, value);
    case 'f':
        return json_take_name(p, sesd_text("false"), JSON_KIND_BOOLEAN, value);
    case 'n':
        return json_take_name(p, sesd_text("null"), JSON_KIND_NULL, value);
    default:
        return json_take_number(p, value);
    }
}

/* ---- section 8.1: the encoding ---- */

/* Return what is wrong with the encoding, or NULL. UTF-16, which PowerShell
 * writes, and UTF-32 have a byte order mark, or begin with ASCII characters
 * and therefore with a pattern of zeros (RFC 4627 section 3). */
static const char *json_other_encoding(struct text in)
{
    static const struct text le32 = TEXT("\xff\xfe\0\0");
    static const struct text be32 = TEXT("\0\0\xfe\xff");
    static const struct text le16 = TEXT("\xff\xfe");
    static const struct text be16 = TEXT("\xfe\xff");
    unsigned zeros = 0; /* bit i: octet i is zero */

    for (size_t i = 0; i < 4 && i < in.n; i++)
        zeros |= (unsigned)(in.s[i] == '\0') << i;
    if (sesd_text_starts(in, le32) || sesd_text_starts(in, be32) ||
        zeros == 0xe || zeros == 0x7)
        return "this is UTF-32; UTF-8 was expected";
    if (sesd_text_starts(in, le16) || sesd_text_starts(in, be16) ||
        zeros == 0xa || zeros == 0x5)
        return "this is UTF-16; UTF-8 was expected";
    return NULL;
}

static const char *json_after_mark(const char *s, size_t n)
{
    static const struct text mark = TEXT("\xef\xbb\xbf");

    return sesd_text_starts((struct text){ s, n }, mark) ? s + mark.n : s;
}

/* ---- read.h ---- */

static enum sesdomain_status json_take_document(struct parser *p,
                                                struct json *top)
{
    const struct text rest = { p->next, (size_t)(p->end - p->next) };
    const char *other = json_other_encoding(rest);
    enum sesdomain_status status;

    if (other)
        return json_fail(p, p->next, other);
    p->next = json_after_mark(rest.s, rest.n);
    *top = (struct json){ 0 };
    status = json_take_value(p, top);
    json_peek(p);
    return status;
}

static struct parser json_begin(struct sesdomain *sd, struct arena *arena,
                                struct text in, size_t taken)
{
    const char *text = in.s ? in.s : "";
    const char *first = json_after_mark(text, in.n), *end = text + in.n;

    sd->source = (struct text){ first, (size_t)(end - first) };
    return (struct parser){ .sd = sd,
                            .arena = arena,
                            .first = first,
                            .end = end,
                            .next = text + taken };
}

enum sesdomain_status sesd_json_read(struct sesdomain *sd, struct arena *arena,
                                     struct text in, struct json *top)
{
    struct parser p = json_begin(sd, arena, in, 0);
    const enum sesdomain_status status = json_take_document(&p, top);

    if (status == SESDOMAIN_OK && p.next < p.end)
        return json_fail(&p, p.next,
                         "one JSON document was expected, and more follows");
    return status;
}

enum sesdomain_status sesd_json_read_some(struct sesdomain *sd,
                                          struct arena *arena, struct text in,
                                          size_t *taken, struct json *top)
{
    struct parser p = json_begin(sd, arena, in, *taken);
    const char *start = p.next;
    const enum sesdomain_status status = json_take_document(&p, top);

    *taken += (size_t)(p.next - start);
    return status;
}

bool sesd_json_next(const struct json *in, struct json *at)
{
    const struct json *next = at->next;

    if (!at->kind)
        next =
            in->kind & (JSON_KIND_ARRAY | JSON_KIND_OBJECT) ? in->first : NULL;
    if (next)
        *at = *next;
    return next != NULL;
}

struct json sesd_json_member(const struct json *object, const char *key)
{
    struct json m = { 0 };

    while (object->kind == JSON_KIND_OBJECT && sesd_json_next(object, &m))
        if (m.kind != JSON_KIND_NULL && strcmp(m.key, key) == 0)
            return m;
    return (struct json){ .key = key };
}

struct json sesd_json_unwrap(const struct json *value)
{
    const struct json *m =
        value->kind == JSON_KIND_OBJECT ? value->first : NULL;
    struct json word = *value;

    if (m && !m->next && m->kind == JSON_KIND_STRING &&
        strcmp(m->key, "Value") == 0) {
        word.kind = JSON_KIND_STRING;
        word.string = m->string;
    }
    return word;
}
