/* SPDX-License-Identifier: MIT */
/*
 * The characters of a master file (RFC 1035 section 5.1). Takes text and
 * produces words, quoted strings and the ends of records; knows parentheses,
 * comments and escapes, and counts lines. Ends of lines are LF, CR LF or CR.
 *
 * A word ends as in BIND: at a blank, a line end, or one of ; ( ) ", so
 * TXT("a") is two tokens. A quotation ends on its line, and a backslash is
 * followed by a character, or by three digits that are an octet.
 */
#include "zonetext.h"

/* The classes of characters; those from QUOTE on also apply inside quotation
 * marks. */
enum { PLAIN, BLANK, COMMENT, OPEN, CLOSE, QUOTE, ESCAPE, LINE };

static const unsigned char zone_scan_class[256] = {
    [' '] = BLANK,   ['\t'] = BLANK, [';'] = COMMENT,
    ['('] = OPEN,    [')'] = CLOSE,  ['"'] = QUOTE,
    ['\\'] = ESCAPE, ['\n'] = LINE,  ['\r'] = LINE,
};

#define FOUND_MAX 60 /* octets of the file that a message quotes */

static unsigned zone_scan_class_of(char c)
{
    return zone_scan_class[(unsigned char)c];
}

bool sesd_zone_fail(struct zone_scan *s, size_t line, struct text found,
                    const char *what)
{
    struct out o = sesd_out(s->error->message, sizeof(s->error->message));

    if (found.s) {
        sesd_out_char(&o, '\'');
        sesd_out_visible(&o, found, FOUND_MAX);
        sesd_out_str(&o, "': ");
    }
    sesd_out_str(&o, what);
    s->error->failed = true;
    s->error->line = line;
    return false;
}

bool sesd_zone_expected(struct zone_scan *s, enum zone_token token,
                        struct text text, const char *what)
{
    struct out o;

    if (token == ZONE_ERROR)
        return false;
    o = sesd_out(s->error->message, sizeof(s->error->message));
    if (token == ZONE_END) {
        sesd_out_str(&o, "end of the record: ");
    } else {
        sesd_out_char(&o, token == ZONE_QUOTED ? '"' : '\'');
        sesd_out_visible(&o, text, FOUND_MAX);
        sesd_out_str(&o, token == ZONE_QUOTED ? "\": " : "': ");
    }
    sesd_out_str(&o, what);
    if (token == ZONE_QUOTED)
        sesd_out_str(&o, " without quotation marks");
    sesd_out_str(&o, " was expected");
    s->error->failed = true;
    s->error->line = s->first_line;
    return false;
}

void sesd_zone_scan_begin(struct zone_scan *s)
{
    s->first_line = s->line;
    s->ended = false;
    s->comment = none;
}

static void zone_scan_end_line(struct zone_scan *s)
{
    if (*s->at == '\r' && s->end - s->at > 1 && s->at[1] == '\n')
        s->at++;
    s->at++;
    s->line++;
}

/* In BIND, a comment ends with LF alone. Text after a CR in it could be meant
 * as a record, so a CR is an error. */
static bool zone_scan_comment(struct zone_scan *s)
{
    const char *start = s->at + 1;
    const char *end = memchr(start, '\n', (size_t)(s->end - start));
    struct text t = { start, (size_t)((end ? end : s->end) - start) };

    s->at = start + t.n;
    while (t.n && t.s[t.n - 1] == '\r')
        t.n--;
    if (memchr(t.s, '\r', t.n))
        return sesd_zone_fail(s, s->line, none,
                              "a comment has a carriage return in it");
    s->comment = t;
    return true;
}

/* Return the length of the escape at the start of t; 0 if it is malformed. */
static size_t zone_scan_escape(struct zone_scan *s, struct text t)
{
    size_t digits = 0;
    unsigned octet = 0;

    if (t.n < 2 || zone_scan_class_of(t.s[1]) == LINE) {
        sesd_zone_fail(s, s->first_line, none, "a line ends with a backslash");
        return 0;
    }
    while (digits < 3 && 1 + digits < t.n && sesd_is_digit(t.s[1 + digits]))
        octet = 10 * octet + (unsigned)(t.s[1 + digits++] - '0');
    if (!digits)
        return 2;
    if (digits == 3 && octet <= 255)
        return 4;
    sesd_zone_fail(s, s->first_line, (struct text){ t.s, 1 + digits },
                   "three digits from 000 to 255 were expected");
    return 0;
}

static enum zone_token zone_scan_word(struct zone_scan *s, struct text *text)
{
    const char *at = s->at;

    for (;;) {
        size_t n;

        while (at < s->end && zone_scan_class_of(*at) == PLAIN)
            at++;
        if (at == s->end || *at != '\\')
            break;
        n = zone_scan_escape(s, (struct text){ at, (size_t)(s->end - at) });
        if (!n)
            return ZONE_ERROR;
        at += n;
    }
    *text = (struct text){ s->at, (size_t)(at - s->at) };
    s->at = at;
    return ZONE_WORD;
}

static enum zone_token zone_scan_quoted(struct zone_scan *s, struct text *text)
{
    const char *start = s->at + 1, *at = start;

    for (;;) {
        size_t n;

        while (at < s->end && zone_scan_class_of(*at) < QUOTE)
            at++;
        if (at == s->end || zone_scan_class_of(*at) == LINE) {
            sesd_zone_fail(s, s->line,
                           (struct text){ s->at, (size_t)(at - s->at) },
                           "the quotation mark is not closed on its line");
            return ZONE_ERROR;
        }
        if (*at == '"')
            break;
        n = zone_scan_escape(s, (struct text){ at, (size_t)(s->end - at) });
        if (!n)
            return ZONE_ERROR;
        at += n;
    }
    *text = (struct text){ start, (size_t)(at - start) };
    s->at = at + 1;
    return ZONE_QUOTED;
}

/* Handle a character between tokens; false at an error. */
static bool zone_scan_between(struct zone_scan *s, unsigned class)
{
    switch (class) {
    case COMMENT:
        return zone_scan_comment(s);
    case LINE:
        zone_scan_end_line(s);
        s->ended = s->depth == 0;
        return true;
    case OPEN:
        if (s->depth++ == 0)
            s->opened = s->line;
        break;
    case CLOSE:
        if (s->depth == 0)
            return sesd_zone_fail(s, s->line, (struct text){ ")", 1 },
                                  "no parenthesis is open");
        s->depth--;
        break;
    }
    s->at++;
    return true;
}

enum zone_token sesd_zone_scan_next(struct zone_scan *s, struct text *text)
{
    *text = none;
    while (!s->ended && s->at < s->end) {
        const unsigned class = zone_scan_class_of(*s->at);

        if (class == PLAIN || class == ESCAPE)
            return zone_scan_word(s, text);
        if (class == QUOTE)
            return zone_scan_quoted(s, text);
        if (!zone_scan_between(s, class))
            return ZONE_ERROR;
    }
    if (!s->ended && s->depth) {
        sesd_zone_fail(s, s->opened, (struct text){ "(", 1 },
                       "the parenthesis is never closed");
        return ZONE_ERROR;
    }
    s->ended = true;
    return ZONE_END;
}

struct text sesd_zone_scan_rest(struct zone_scan *s)
{
    struct text t;

    while (s->at < s->end && zone_scan_class_of(*s->at) == BLANK)
        s->at++;
    t.s = s->at;
    while (s->at < s->end && zone_scan_class_of(*s->at) != LINE)
        s->at++;
    t.n = (size_t)(s->at - t.s);
    while (t.n && zone_scan_class_of(t.s[t.n - 1]) == BLANK)
        t.n--;
    return t;
}
