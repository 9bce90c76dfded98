//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * $GENERATE, an extension of BIND (Administrator Reference Manual, "BIND
 * Primary File Extension: the $GENERATE Directive"). Takes its range, and a
 * text with "$" in it, and produces the text for one number. Where the manual
 * is silent, this follows named-compilezone 9.18.
 */
#include "record_zonetext.h"

#define NUMBER_MAX 2147483647 /* of an int, as in BIND */
#define WIDTH_MAX 127         /* BIND's buffer has this many characters */

struct zone_format {
    int64_t offset;
    uint64_t width;
    char base; /* d, o, x, X, n or N */
};

/* Remove a number from the front; false if there is none, or it is too
 * large. */
static bool zone_generate_number(struct text *t, uint64_t *number)
{
    const size_t before = t->n;

    for (*number = 0; t->n && sesd_is_digit(*t->s); t->s++, t->n--) {
        *number = 10 * *number + (uint64_t)(*t->s - '0');
        if (*number > NUMBER_MAX)
            return false;
    }
    return t->n < before;
}

/* Remove a character from the front if it is this one. */
static bool zone_generate_char(struct text *t, char c)
{
    if (!t->n || *t->s != c)
        return false;
    t->s++;
    t->n--;
    return true;
}

bool sesd_zone_generate_range(struct text word, struct zone_generate *g)
{
    g->step = 1;
    if (!zone_generate_number(&word, &g->next) ||
        !zone_generate_char(&word, '-') ||
        !zone_generate_number(&word, &g->stop))
        return false;
    if (zone_generate_char(&word, '/') &&
        !zone_generate_number(&word, &g->step))
        return false;
    return word.n == 0 && g->step > 0 && g->next <= g->stop;
}

/* Read {OFFSET[,WIDTH[,BASE]]} after its brace. */
static bool zone_generate_format(struct text *t, struct zone_format *f)
{
    const bool minus = zone_generate_char(t, '-');
    uint64_t number;

    if (!minus)
        zone_generate_char(t, '+');
    if (!zone_generate_number(t, &number))
        return false;
    f->offset = minus ? -(int64_t)number : (int64_t)number;
    if (zone_generate_char(t, '}'))
        return true;
    if (!zone_generate_char(t, ',') || !zone_generate_number(t, &f->width) ||
        f->width > WIDTH_MAX)
        return false;
    if (zone_generate_char(t, '}'))
        return true;
    if (!zone_generate_char(t, ',') || !t->n || !memchr("doxXnN", *t->s, 6))
        return false;
    f->base = *t->s;
    t->s++;
    t->n--;
    return zone_generate_char(t, '}');
}

/* Write the hexadecimal digits in reverse, as labels; the width counts their
 * dots too. */
static void zone_generate_nibbles(struct out *o, uint64_t number,
                                  const struct zone_format *f)
{
    const char *digits =
        f->base == 'n' ? "0123456789abcdef" : "0123456789ABCDEF";
    uint64_t width = f->width;

    for (;;) {
        sesd_out_char(o, digits[number & 15]);
        number >>= 4;
        width -= width > 0;
        if (!number && !width)
            break;
        sesd_out_char(o, '.');
        width -= width > 0;
        if (!number && !width)
            break;
    }
}

static void zone_generate_digits(struct out *o, int64_t number,
                                 const struct zone_format *f)
{
    const char *digits =
        f->base == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    const unsigned base = f->base == 'd' ? 10 : f->base == 'o' ? 8 : 16;
    uint64_t rest = number < 0 ? (uint64_t)-number : (uint64_t)number;
    char text[WIDTH_MAX + 1];
    size_t n = sizeof(text);

    do
        text[--n] = digits[rest % base];
    while (rest /= base);
    while (sizeof(text) - n + (number < 0) < f->width)
        text[--n] = '0';
    if (number < 0)
        sesd_out_char(o, '-');
    sesd_out_mem(o, text + n, sizeof(text) - n);
}

static const char *zone_generate_print(struct out *o, int64_t number,
                                       const struct zone_format *f)
{
    if (number > NUMBER_MAX || number < -NUMBER_MAX)
        return "a number plus its offset exceeds 2147483647";
    if (f->base == 'n' || f->base == 'N') {
        if (number < 0)
            return "a number plus its offset is negative";
        zone_generate_nibbles(o, (uint64_t)number, f);
        return NULL;
    }
    if (number < 0 && f->base != 'd') /* an int, converted to unsigned */
        number += (int64_t)1 << 32;
    zone_generate_digits(o, number, f);
    return NULL;
}

/* As in BIND, an offset remains in force for every later "$" of the text. */
const char *sesd_zone_generate_expand(struct out *o, struct text text,
                                      bool quoted, int64_t number)
{
    int64_t offset = 0;

    while (text.n) {
        struct zone_format f = { offset, 0, 'd' };
        const char *wrong;

        if (zone_generate_char(&text, '\\')) { /* the scanner checked it */
            if (!quoted || *text.s != '"')
                sesd_out_char(o, '\\');
        } else if (zone_generate_char(&text, '$')) {
            if (text.n && *text.s == '$') {
                sesd_out_char(o, *text.s++);
                text.n--;
                continue;
            }
            if (zone_generate_char(&text, '{') &&
                !zone_generate_format(&text, &f))
                return "${OFFSET,WIDTH,BASE} was expected, with a base of d, "
                       "o, x, X, n or N";
            offset = f.offset;
            wrong = zone_generate_print(o, number + offset, &f);
            if (wrong)
                return wrong;
            continue;
        }
        sesd_out_char(o, *text.s++);
        text.n--;
    }
    return o->length < o->size ? NULL : "a generated text is too long";
}
