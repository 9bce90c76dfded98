/* SPDX-License-Identifier: MIT */
#include "read.h"

#ifdef SESDOMAIN_JSON

#include <jansson.h>

/* ---- a value as the parser has it ---- */

static void look(json_t *parsed, struct json *at)
{
    at->parsed = parsed;
    at->string = (struct text){ 0 };
    at->integer = 0;
    switch (json_typeof(parsed)) {
    case JSON_NULL:
        at->kind = JSON_KIND_NULL;
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        at->kind = JSON_KIND_BOOLEAN;
        at->integer = json_is_true(parsed);
        break;
    case JSON_INTEGER:
        at->kind = JSON_KIND_INTEGER;
        at->integer = json_integer_value(parsed);
        break;
    case JSON_REAL:
        at->kind = JSON_KIND_FRACTION;
        break;
    case JSON_STRING:
        at->kind = JSON_KIND_STRING;
        at->string.s = json_string_value(parsed);
        at->string.n = json_string_length(parsed);
        break;
    case JSON_ARRAY:
        at->kind = JSON_KIND_ARRAY;
        break;
    case JSON_OBJECT:
        at->kind = JSON_KIND_OBJECT;
        break;
    }
}

static bool next_element(json_t *array, struct json *at)
{
    json_t *element = json_array_get(array, at->index);

    if (!element)
        return false;
    at->index++;
    look(element, at);
    return true;
}

static bool next_member(json_t *object, struct json *at)
{
    at->member = at->member ? json_object_iter_next(object, at->member)
                            : json_object_iter(object);
    if (!at->member)
        return false;
    at->key = json_object_iter_key(at->member);
    look(json_object_iter_value(at->member), at);
    return true;
}

bool sesd_json_next(const struct json *in, struct json *at)
{
    return in->kind == JSON_KIND_ARRAY ? next_element(in->parsed, at)
                                       : next_member(in->parsed, at);
}

struct json sesd_json_member(const struct json *object, const char *key)
{
    struct json member = { .key = key };
    json_t *parsed = json_object_get(object->parsed, key);

    if (parsed && !json_is_null(parsed))
        look(parsed, &member);
    return member;
}

/* ---- what was wrong ---- */

/* The parser's own texts repeat input, which may be a secret: these do not. */
static const char *explain(enum json_error_code code)
{
    switch (code) {
    case json_error_stack_overflow:
        return "it is nested too deeply";
    case json_error_premature_end_of_input:
        return "the JSON text ends too early";
    case json_error_end_of_input_expected:
        return "one JSON document was expected, and more follows";
    case json_error_invalid_utf8:
        return "this is not UTF-8";
    case json_error_duplicate_key:
        return "this key is there twice";
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "a string contains NUL";
    case json_error_numeric_overflow:
        return "this number is too large";
    default:
        return "this is not JSON";
    }
}

/* The key that ends before end, a quotation mark behind it. */
static struct text last_key(struct text in, size_t end)
{
    size_t start;

    while (end > 0 && in.s[end - 1] != '"')
        end--;
    if (end < 2)
        return (struct text){ 0 };
    start = --end;
    while (start > 0 &&
           (in.s[start - 1] != '"' || (start > 1 && in.s[start - 2] == '\\')))
        start--;
    return (struct text){ in.s + start, end - start };
}

/* jansson seldom says so: it gives up without a word, or finds no token, or no
 * string for a key, where it has no memory for a string read to its end. */
static bool out_of_memory(struct text in, const json_error_t *error)
{
    const enum json_error_code code = json_error_code(error);
    const struct text text = sesd_text(error->text);
    const size_t end = error->position > 0 ? (size_t)error->position : 0;

    if (code != json_error_invalid_syntax)
        return code == json_error_unknown || code == json_error_out_of_memory;
    return end > 0 && end <= in.n && in.s[end - 1] == '"' &&
           (sesd_text_starts(text, sesd_text("invalid token")) ||
            sesd_text_starts(text, sesd_text("string or '}' expected")));
}

static enum sesdomain_status fail_at(struct sesdomain *sd, struct text in,
                                     const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    struct text key = { 0 };
    char place[64];
    struct out o = sesd_out(place, sizeof(place));

    if (out_of_memory(in, error))
        return sesd_fail_memory(sd);
    if (code == json_error_duplicate_key && error->position > 0 &&
        (size_t)error->position <= in.n)
        key = last_key(in, (size_t)error->position);
    sesd_out_str(&o, "line ");
    sesd_out_uint(&o, error->line > 0 ? (uint64_t)error->line : 1);
    sesd_out_str(&o, ", column ");
    sesd_out_uint(&o, error->column > 0 ? (uint64_t)error->column : 1);
    return sesd_fail(sd, SESDOMAIN_E_SYNTAX, place, key, explain(code));
}

static enum sesdomain_status read_text(struct sesdomain *sd, struct text in,
                                       size_t flags, struct json *top,
                                       size_t *taken)
{
    json_error_t error = { 0 };
    json_t *parsed =
        json_loadb(in.s ? in.s : "", in.n,
                   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | flags, &error);

    if (!parsed)
        return fail_at(sd, in, &error);
    *taken = (size_t)error.position;
    *top = (struct json){ 0 };
    look(parsed, top);
    return SESDOMAIN_OK;
}

enum sesdomain_status sesd_json_read(struct sesdomain *sd, struct text in,
                                     struct json *top)
{
    size_t taken;

    return read_text(sd, in, 0, top, &taken);
}

enum sesdomain_status sesd_json_read_some(struct sesdomain *sd, struct text in,
                                          struct json *top, size_t *taken)
{
    return read_text(sd, in, JSON_DISABLE_EOF_CHECK, top, taken);
}

void sesd_json_free(const struct json *top)
{
    json_decref(top->parsed);
}

#else

enum sesdomain_status sesd_json_read_some(struct sesdomain *sd, struct text in,
                                          struct json *top, size_t *taken)
{
    const struct text none = { 0 };

    (void)in;
    (void)top;
    *taken = 0;
    return sesd_fail(sd, SESDOMAIN_E_UNSUPPORTED, "document", none,
                     "this library was built without jansson, which reads "
                     "JSON");
}

enum sesdomain_status sesd_json_read(struct sesdomain *sd, struct text in,
                                     struct json *top)
{
    size_t taken;

    return sesd_json_read_some(sd, in, top, &taken);
}

void sesd_json_free(const struct json *top)
{
    (void)top;
}

bool sesd_json_next(const struct json *in, struct json *at)
{
    (void)in;
    (void)at;
    return false;
}

struct json sesd_json_member(const struct json *object, const char *key)
{
    (void)object;
    return (struct json){ .key = key };
}

#endif
