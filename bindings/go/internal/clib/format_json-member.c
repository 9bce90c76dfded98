//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Members of JSON objects (RFC 8259). Take a key, a plain word, what separates
 * it from the member before, and a value.
 */
#include "format_format.h"

void sesd_json_key(struct out *o, const char *before, const char *name)
{
    sesd_out_str(o, before);
    sesd_out_char(o, '"');
    sesd_out_str(o, name);
    sesd_out_str(o, "\": ");
}

void sesd_json_string(struct out *o, const char *before, const char *name,
                      const char *value)
{
    sesd_json_key(o, before, name);
    if (value)
        sesd_out_json(o, sesd_text(value));
    else
        sesd_out_str(o, "null");
}

void sesd_json_open(struct out *o, const char *before, const char *name)
{
    sesd_json_key(o, before, name);
    sesd_out_char(o, '[');
}
