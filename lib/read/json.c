/* SPDX-License-Identifier: MIT */
#include "read.h"

const struct json *sesd_json_member(const struct json *object, const char *key)
{
    for (const struct json *m = object->first; m; m = m->next)
        if (object->kind == JSON_KIND_OBJECT && strcmp(m->key, key) == 0)
            return m->kind == JSON_KIND_NULL ? NULL : m;
    return NULL;
}

#ifdef SESDOMAIN_JSON

#include <jansson.h>

/* ---- from the parser's tree to ours ---- */

static struct json *convert(struct arena *a, json_t *from, const char *key);

static struct json *convert_array(struct arena *a, json_t *from)
{
    struct json *first = NULL, **last = &first;
    const size_t count = json_array_size(from);

    for (size_t i = 0; i < count; i++) {
        *last = convert(a, json_array_get(from, i), NULL);
        if (!*last)
            break;
        last = &(*last)->next;
    }
    return first;
}

static struct json *convert_object(struct arena *a, json_t *from)
{
    struct json *first = NULL, **last = &first;

    for (void *member = json_object_iter(from); member;
         member = json_object_iter_next(from, member)) {
        *last = convert(a, json_object_iter_value(member),
                        json_object_iter_key(member));
        if (!*last)
            break;
        last = &(*last)->next;
    }
    return first;
}

/* As deep as the parser went, which is limited. */
static struct json *convert(struct arena *a, json_t *from, const char *key)
{
    struct json *to = sesd_alloc(a, sizeof(*to));

    if (!to)
        return NULL;
    *to = (struct json){ .key = key };
    switch (json_typeof(from)) {
    case JSON_NULL:
        to->kind = JSON_KIND_NULL;
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = JSON_KIND_BOOLEAN;
        to->integer = json_is_true(from);
        break;
    case JSON_INTEGER:
        to->kind = JSON_KIND_INTEGER;
        to->integer = json_integer_value(from);
        break;
    case JSON_REAL:
        to->kind = JSON_KIND_FRACTION;
        break;
    case JSON_STRING:
        to->kind = JSON_KIND_STRING;
        to->string.s = json_string_value(from);
        to->string.n = json_string_length(from);
        break;
    case JSON_ARRAY:
        to->kind = JSON_KIND_ARRAY;
        to->first = convert_array(a, from);
        break;
    case JSON_OBJECT:
        to->kind = JSON_KIND_OBJECT;
        to->first = convert_object(a, from);
        break;
    }
    return to;
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
                                       size_t flags, struct document *doc,
                                       size_t *taken)
{
    json_error_t error = { 0 };
    json_t *parsed =
        json_loadb(in.s ? in.s : "", in.n,
                   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | flags, &error);

    if (!parsed)
        return fail_at(sd, in, &error);
    *taken = (size_t)error.position;
    *doc = (struct document){ .arena.mem = sd->arena.mem, .parsed = parsed };
    doc->top = convert(&doc->arena, parsed, NULL);
    if (!doc->arena.failed)
        return SESDOMAIN_OK;
    sesd_json_free(doc);
    return sesd_fail_memory(sd);
}

enum sesdomain_status sesd_json_read(struct sesdomain *sd, struct text in,
                                     struct document *doc)
{
    size_t taken;

    return read_text(sd, in, 0, doc, &taken);
}

enum sesdomain_status sesd_json_read_some(struct sesdomain *sd, struct text in,
                                          struct document *doc, size_t *taken)
{
    return read_text(sd, in, JSON_DISABLE_EOF_CHECK, doc, taken);
}

void sesd_json_free(struct document *doc)
{
    sesd_arena_free(&doc->arena);
    json_decref(doc->parsed);
}

#else

enum sesdomain_status sesd_json_read_some(struct sesdomain *sd, struct text in,
                                          struct document *doc, size_t *taken)
{
    const struct text none = { 0 };

    (void)in;
    (void)doc;
    *taken = 0;
    return sesd_fail(sd, SESDOMAIN_E_UNSUPPORTED, "document", none,
                     "this library was built without jansson, which reads "
                     "JSON");
}

enum sesdomain_status sesd_json_read(struct sesdomain *sd, struct text in,
                                     struct document *doc)
{
    size_t taken;

    return sesd_json_read_some(sd, in, doc, &taken);
}

void sesd_json_free(struct document *doc)
{
    (void)doc;
}

#endif
