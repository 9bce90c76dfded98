/* SPDX-License-Identifier: MIT */
/* RDATA in presentation format, preceded by an octet for its type: RDATA that
 * was read can be printed, and is read again as the same. */
#include <stdlib.h>

#include "fuzz.h"

struct values {
    char *room;
    struct out text, rdata;
};

static const char *parse(uint32_t type, struct text in, struct values *v)
{
    const size_t most = 4 * in.n + 8;

    v->room = malloc(2 * most);
    REQUIRE(v->room != NULL);
    v->text = sesd_out(v->room, most);
    v->rdata = sesd_out(v->room + most, most);
    return sesd_rdata_parse(type, in, &v->text, &v->rdata);
}

static struct text of(const struct out *out)
{
    return (struct text){ out->buf, out->length };
}

/* Check that printed RDATA is read again as the same text and form. */
static void check_again(uint32_t type, struct text printed, struct text text,
                        const struct text *form)
{
    struct values again;

    REQUIRE(parse(type, printed, &again) == NULL);
    REQUIRE(sesd_text_equal(of(&again.text), text));
    if (form)
        REQUIRE(sesd_text_equal(of(&again.rdata), *form));
    free(again.room);
}

/* Check that a trailing blank is not part of the RDATA. */
static void check_blank(uint32_t type, struct text form, struct text text)
{
    char *room = malloc(form.n + 1);

    REQUIRE(room != NULL);
    memcpy(room, form.s, form.n);
    room[form.n] = ' ';
    check_again(type, (struct text){ room, form.n + 1 }, text, &form);
    free(room);
}

/* Whether RDATA is printed in our spelling: texts and names are, other RDATA
 * is kept. */
static bool is_ours(uint32_t type)
{
    return type == SESDOMAIN_TYPE_TXT || type == SESDOMAIN_TYPE_MX ||
           type == SESDOMAIN_TYPE_CNAME;
}

static void check_print(uint32_t type, struct text text)
{
    const size_t most = 4 * text.n + 4 * (text.n / 255 + 1) + 8;
    struct out printed = sesd_out(malloc(most), most);

    sesd_rdata_print(&printed, type, text);
    REQUIRE(printed.length < most);
    check_again(type, of(&printed), text, NULL);
    if (type == SESDOMAIN_TYPE_TXT)
        REQUIRE(sesd_rdata_length(type, text) ==
                text.n + text.n / 255 + (text.n % 255 || !text.n));
    free(printed.buf);
}

static void check(uint32_t type, struct text in)
{
    struct values v;
    const char *wrong = parse(type, in, &v);

    if (wrong) {
        REQUIRE(*wrong);
    } else {
        struct text text = of(&v.text), form = of(&v.rdata);

        REQUIRE(v.text.length < v.text.size);
        REQUIRE(v.rdata.length < v.rdata.size);
        REQUIRE(sesd_printable(form, NULL));
        check_again(type, form, text, &form);
        check_blank(type, form, text);
        if (is_ours(type))
            check_print(type, text);
    }
    free(v.room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0) {
        char *copy = copy_of(data + 1, size - 1);
        const struct text in = { copy, size - 1 };

        check(data[0], in);
        free(copy);
    }
    return 0;
}
