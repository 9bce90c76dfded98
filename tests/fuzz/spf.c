/* SPDX-License-Identifier: MIT */
/* SPF records: with an include inserted they are still valid, and no other
 * term has moved. */
#include <stdlib.h>

#include "fuzz.h"

static const struct text ses = { "amazonses.com", 13 };

static bool next(struct text *rest, struct spf_term *term)
{
    const char *wrong;
    const bool more = sesd_spf_next(rest, term, &wrong);

    REQUIRE(!wrong);
    return more;
}

static void check_terms(struct text before, struct text after)
{
    struct text old = sesd_spf_terms(before), new = sesd_spf_terms(after);
    struct spf_term a, b;
    bool added = sesd_spf_authorises(before, ses);

    while (next(&new, &b)) {
        struct text rest = old;

        if (next(&rest, &a) && sesd_text_equal(a.whole, b.whole)) {
            old = rest;
            continue;
        }
        REQUIRE(!added && b.qualifier == '+' && sesd_spf_includes(&b, ses));
        added = true;
    }
    REQUIRE(added && !next(&old, &a));
}

static bool is_doubtful(const struct spf_term *term)
{
    return sesd_text_contains(term->domain, sesd_text("amazon"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = copy_of(data, size);
    const struct text record = { copy, size };

    if (sesd_spf_is(record) && !sesd_spf_wrong(record)) {
        struct out o = sesd_out(malloc(size + 64), size + 64);
        struct text after;

        sesd_spf_authorise(&o, record, ses, is_doubtful);
        REQUIRE(o.length < o.size);
        after = (struct text){ o.buf, o.length };
        REQUIRE(sesd_spf_is(after) && !sesd_spf_wrong(after));
        REQUIRE(sesd_spf_authorises(after, ses));
        check_terms(record, after);
        free(o.buf);
    }
    free(copy);
    return 0;
}
