//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * Lists of tag=value pairs, with ";" between them (RFC 6376 section 3.2, RFC
 * 9989 section 4.7). Takes the text of a record, produces its tags one by one.
 * The caller checks the names and values.
 */
#include "record_record.h"

bool sesd_tag_next(struct text *list, bool (*is_blank)(char), struct tag *tag)
{
    struct text value;

    if (!list->n)
        return false;
    tag->whole = value = sesd_text_trim(sesd_text_cut(list, ';'), is_blank);
    tag->name = sesd_text_trim(sesd_text_cut(&value, '='), is_blank);
    tag->value = sesd_text_trim(value, is_blank);
    if (!memchr(tag->whole.s, '=', tag->whole.n))
        tag->name = none;
    return true;
}
