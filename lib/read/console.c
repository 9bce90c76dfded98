/* SPDX-License-Identifier: MIT */
/*
 * The CSV files that the SES console offers ("Download .csv record set" for
 * DKIM, MAIL FROM and the legacy TXT record: developer guide,
 * "creating-identities"). Takes a table (RFC 4180) with a record in each row,
 * and sets the issued values on the instance. The header is not documented:
 * columns are found by its words, in any order.
 */
#include "read.h"

#define CELLS_MAX 16 /* of a row */

enum column { COLUMN_TYPE, COLUMN_NAME, COLUMN_VALUE, COLUMN_COUNT };

struct console {
    struct reader *r;
    struct path path; /* of the current row */
    struct text rest; /* what has not been read */
    char separator;   /* spreadsheets write ';' in some locales */
    char *room;       /* for the cells of a row */
    struct text cells[CELLS_MAX];
    size_t count;            /* of the cells */
    size_t of[COLUMN_COUNT]; /* the cell of a column */
    bool has_names;          /* a DKIM record was taken */
};

/* ---- rows ---- */

/* Copy a quoted text, in which "" is a quotation mark. Return false if it is
 * not closed. */
static bool console_copy_quoted(struct text *rest, char **to)
{
    for (; rest->n; *rest = sesd_text_after(*rest, 1)) {
        if (*rest->s == '"') {
            *rest = sesd_text_after(*rest, 1);
            if (!rest->n || *rest->s != '"')
                return true;
        }
        *(*to)++ = *rest->s;
    }
    return false;
}

/* Take a cell; what ends it is next. Return what is wrong, or NULL. */
static const char *console_take_cell(struct console *c, char **to)
{
    char *const start = *to;
    struct text *rest = &c->rest, cell;
    const bool quoted = rest->n && *rest->s == '"';

    if (quoted) {
        *rest = sesd_text_after(*rest, 1);
        if (!console_copy_quoted(rest, to))
            return "the quotation mark is not closed";
    }
    for (; rest->n && *rest->s != c->separator && *rest->s != '\n';
         *rest = sesd_text_after(*rest, 1)) {
        if (quoted && *rest->s != '\r')
            return "a separator was expected after the quotation mark";
        *(*to)++ = *rest->s;
    }
    cell = sesd_text_trim((struct text){ start, (size_t)(*to - start) },
                          sesd_is_space);
    start[cell.s - start + (ptrdiff_t)cell.n] = '\0';
    ++*to;
    c->cells[c->count++] = cell;
    return NULL;
}

/* Take the cells of a row that is not empty. */
static enum sesdomain_status console_take_row(struct console *c)
{
    char *to = c->room;
    const char *wrong = NULL;
    bool more = true;

    c->path.octets = c->r->sd->source.n - c->rest.n;
    c->path.index++;
    c->count = 0;
    while (more && !wrong) {
        if (c->count == CELLS_MAX)
            return sesd_wrong(c->r, none, "the row has too many cells");
        wrong = console_take_cell(c, &to);
        more = c->rest.n && *c->rest.s == c->separator;
        if (c->rest.n)
            c->rest = sesd_text_after(c->rest, 1);
    }
    return wrong ? sesd_wrong(c->r, none, wrong) : SESDOMAIN_OK;
}

/* Return a cell of the row, terminated if the row has it. */
static struct text console_cell(const struct console *c, enum column column)
{
    return c->of[column] < c->count ? c->cells[c->of[column]]
                                    : (struct text){ "", 0 };
}

/* ---- the header ---- */

static const char *const console_words[COLUMN_COUNT] = {
    [COLUMN_TYPE] = "type",
    [COLUMN_NAME] = "name",
    [COLUMN_VALUE] = "value",
};

/* Return a text without its byte order mark. */
static struct text console_after_mark(struct text in)
{
    static const struct text mark = TEXT("\xef\xbb\xbf");

    return sesd_text_starts(in, mark) ? sesd_text_after(in, mark.n) : in;
}

bool sesd_is_console(struct text in)
{
    struct text line;

    in = console_after_mark(in);
    line = sesd_text_cut(&in, '\n');
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (!sesd_text_contains_nocase(line, sesd_text(console_words[i])))
            return false;
    return *line.s != '{' && *line.s != '[';
}

static enum sesdomain_status console_take_header(struct console *c)
{
    const struct text in = c->rest;
    const size_t n = sesd_text_cut(&(struct text){ in.s, in.n }, '\n').n;
    enum sesdomain_status status;

    c->separator = memchr(in.s, ',', n)   ? ','
                   : memchr(in.s, ';', n) ? ';'
                                          : '\t';
    status = console_take_row(c);
    for (size_t i = 0; i < COLUMN_COUNT && status == SESDOMAIN_OK; i++) {
        c->of[i] = 0;
        while (c->of[i] < c->count &&
               !sesd_text_contains_nocase(c->cells[c->of[i]],
                                          sesd_text(console_words[i])))
            c->of[i]++;
        if (c->of[i] == c->count)
            status = sesd_wrong(c->r, sesd_text(console_words[i]),
                                "a column of that name was expected");
    }
    return status;
}

/* ---- records ---- */

static enum sesdomain_status console_take_cname(struct console *c)
{
    enum sesdomain_status status;

    if (!c->has_names)
        sesdomain_instance_clear_dkim_tokens(c->r->inst);
    c->has_names = true;
    status = sesd_take_dkim_name(c->r, console_cell(c, COLUMN_NAME));
    return status == SESDOMAIN_OK
               ? sesd_take_dkim_target(c->r, console_cell(c, COLUMN_VALUE))
               : status;
}

/* The feedback host distinguishes the MX of a MAIL FROM domain from other
 * MX. */
static enum sesdomain_status console_take_mx(struct console *c)
{
    struct text host = console_cell(c, COLUMN_VALUE);
    const struct json name = { .kind = JSON_KIND_STRING,
                               .string = console_cell(c, COLUMN_NAME) };

    if (memchr(host.s, ' ', host.n))
        sesd_text_cut(&host, ' '); /* the preference */
    return sesd_is_region_host(host, HOST_FEEDBACK)
               ? sesd_take_mail_from_name(c->r, &name)
               : sesd_wrong(c->r, host,
                            "the MX of a MAIL FROM domain was "
                            "expected");
}

/* The token, or a policy, which SES does not issue. */
static enum sesdomain_status console_take_txt(struct console *c)
{
    struct text value = console_cell(c, COLUMN_VALUE);
    const struct text name = console_cell(c, COLUMN_NAME);
    const struct json token = { .kind = JSON_KIND_STRING, .string = value };

    if (value.n > 1 && *value.s == '"')
        value = sesd_text_after(value, 1);
    if (sesd_spf_is(value) || sesd_dmarc_is(value))
        return SESDOMAIN_OK;
    return sesd_text_contains_nocase(name, sesd_text(LABEL_TOKEN "."))
               ? sesd_take_verification_token(c->r, &token)
               : sesd_wrong(c->r, name, "a record of this name is not known");
}

static enum sesdomain_status console_take_record(struct console *c)
{
    static const struct {
        const char *type;
        enum sesdomain_status (*take)(struct console *c);
    } types[] = {
        { "CNAME", console_take_cname },
        { "MX", console_take_mx },
        { "TXT", console_take_txt },
    };
    const struct text type = console_cell(c, COLUMN_TYPE);
    size_t i = 0;

    if (c->count == 1 && !c->cells[0].n)
        return SESDOMAIN_OK; /* an empty line */
    while (i < COUNT(types) &&
           !sesd_text_equal_nocase(type, sesd_text(types[i].type)))
        i++;
    return i < COUNT(types)
               ? types[i].take(c)
               : sesd_wrong(c->r, type, "CNAME, MX or TXT was expected");
}

static enum sesdomain_status console_take(struct console *c)
{
    enum sesdomain_status status = console_take_header(c);

    while (status == SESDOMAIN_OK && c->rest.n) {
        status = console_take_row(c);
        if (status == SESDOMAIN_OK)
            status = console_take_record(c);
    }
    return status;
}

enum sesdomain_status sesd_take_console(struct reader *r, struct text in)
{
    struct arena memory = { .mem = r->sd->arena.mem };
    const struct text source = r->sd->source;
    struct console c = { .r = r,
                         .path.up = r->sd->at,
                         .rest = console_after_mark(in) };
    enum sesdomain_status status;

    c.room = sesd_alloc(&memory, c.rest.n + CELLS_MAX);
    if (!c.room)
        return sesd_fail_memory(r->sd);
    r->sd->source = c.rest;
    r->sd->at = &c.path;
    status = console_take(&c);
    r->sd->at = c.path.up;
    r->sd->source = source;
    sesd_arena_free(&memory);
    return status;
}
