/* SPDX-License-Identifier: MIT */
/* Public keys: a key that was read is read again as the same key, and a
 * private key never is. */
#include <stdlib.h>

#include "fuzz.h"

static void check_read(struct text in)
{
    struct out key = sesd_out(malloc(in.n + 1), in.n + 1);
    struct out again = sesd_out(malloc(in.n + 1), in.n + 1);
    size_t bits = 0, same = 0;
    const char *why = NULL;
    enum sesdomain_status status = sesd_key_read(in, &key, &bits, &why);

    if (status != SESDOMAIN_OK) {
        REQUIRE(why && *why);
        REQUIRE(sesd_printable(sesd_text(why), NULL));
    } else {
        struct text t = { key.buf, key.length };

        REQUIRE(!sesd_key_is_secret(in));
        REQUIRE(key.length > 0 && key.length <= in.n && bits > 0);
        REQUIRE(!sesd_key_read(t, &again, &same, &why) && bits == same);
        REQUIRE(sesd_text_equal(t, (struct text){ again.buf, again.length }));
    }
    free(key.buf);
    free(again.buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = copy_of(data, size);
    const struct text in = { copy, size };
    struct key_record record;

    check_read(in);
    if (sesd_key_record(in, &record)) {
        REQUIRE(record.p.s >= in.s && record.p.s + record.p.n <= in.s + in.n);
        REQUIRE(sesd_key_same(record.p, record.p));
    }
    free(copy);
    return 0;
}
