/* SPDX-License-Identifier: MIT */
/* Master files, read by lib/record/zonetext.c: the records of a file, written
 * in full, are read again as the same, and RDATA is printed as its parser
 * prints it. The first octet selects the origin. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "record/zonetext.h"

#define RECORDS_MAX 2000 /* $GENERATE makes many records from a few octets */

static struct text text_of(const struct out *o)
{
    return (struct text){ o->buf, o->length };
}

/* Print a record in full, on a line. RDATA of types that are not parsed is
 * omitted. */
static void print(struct out *o, const struct zone_record *r)
{
    sesd_out_text(o, r->owner);
    if (r->owner.n != 1 || *r->owner.s != '.')
        sesd_out_char(o, '.');
    sesd_out_char(o, ' ');
    sesd_out_uint(o, r->ttl);
    sesd_out_str(o, " IN TYPE");
    sesd_out_uint(o, r->type);
    sesd_out_char(o, ' ');
    if (r->rdata.s)
        sesd_out_text(o, r->rdata);
    else
        sesd_out_str(o, "\\# 0");
    sesd_out_char(o, '\n');
}

static void check_rdata(const struct zone_record *r)
{
    const size_t most = 4 * r->rdata.n + 8;
    struct out text = sesd_out(malloc(most), most);
    struct out rdata = sesd_out(malloc(most), most);

    REQUIRE(text.buf && rdata.buf);
    REQUIRE(!sesd_rdata_parse(r->type, r->rdata, &text, &rdata));
    REQUIRE(sesd_text_equal(r->rdata, text_of(&rdata)));
    free(text.buf);
    free(rdata.buf);
}

static void check_record(const struct zone_record *r)
{
    const char *why;
    struct name name;

    REQUIRE(sesd_name_parse(r->owner, NAME_OWNER, &name, &why) ==
            SESDOMAIN_OK);
    REQUIRE(sesd_text_equal(r->owner, (struct text){ name.s, name.n }));
    REQUIRE(sesd_name_wire_length(r->owner) <= 255);
    REQUIRE(r->ttl <= SESD_ZONE_TTL_MAX);
    REQUIRE(r->type || r->type_name.n);
    REQUIRE(r->line > 0);
    REQUIRE(!r->rdata.s || r->rdata.n < SESD_ZONE_RDATA_MAX);
    if (r->rdata.s)
        check_rdata(r);
}

/* Read a text and write its records; return whether it has no error. */
static bool copy(struct text in, struct text origin, struct out *o)
{
    struct zonetext *z = malloc(sizeof(*z));
    struct zone_record record;
    bool whole;

    REQUIRE(z != NULL);
    sesd_zonetext_start(z, in, origin, UINT64_MAX);
    for (size_t i = 0; i < RECORDS_MAX && sesd_zonetext_next(z, &record);
         i++) {
        check_record(&record);
        if (record.type && !record.empty)
            print(o, &record);
    }
    whole = !z->error.failed;
    if (!whole) {
        REQUIRE(z->error.line > 0 && *z->error.message);
        REQUIRE(sesd_printable(sesd_text(z->error.message), NULL));
        REQUIRE(!sesd_zonetext_next(z, &record));
    }
    free(z);
    return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char room[2][1 << 20];
    char *in = copy_of(data + (size > 0), size - (size > 0));
    struct out once = sesd_out(room[0], sizeof(room[0]));
    struct out twice = sesd_out(room[1], sizeof(room[1]));

    copy((struct text){ in, size - (size > 0) },
         sesd_text(size && data[0] % 2 ? "d.example" : ""), &once);
    if (once.length < once.size) {
        REQUIRE(copy(text_of(&once), sesd_text(""), &twice));
        REQUIRE(sesd_text_equal(text_of(&once), text_of(&twice)));
    }
    free(in);
    return 0;
}
