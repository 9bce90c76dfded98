/* SPDX-License-Identifier: MIT */
/* U-labels become A-labels, and A-labels stay as they are. */
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = copy_of(data, size);
    const struct text in = { copy, size };
    struct name one, other;
    const char *why;

    if (sesd_idn_to_ascii(in, &one, &why) == SESDOMAIN_OK) {
        for (size_t i = 0; i < one.n; i++)
            REQUIRE((unsigned char)one.s[i] < 128);
        if (!sesd_name_parse(in, NAME_HOST, &one, &why)) {
            struct text t = { one.s, one.n };

            REQUIRE(!sesd_name_parse(t, NAME_HOST, &other, &why));
            REQUIRE(sesd_text_equal(t, (struct text){ other.s, other.n }));
        }
    } else {
        REQUIRE(why && *why);
    }
    free(copy);
    return 0;
}
