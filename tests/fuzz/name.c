/* SPDX-License-Identifier: MIT */
/* Names, two of them separated by a line feed: a parsed name is parsed again
 * as the same, and keys are in canonical order (RFC 4034 section 6.1). */
#include <stdlib.h>

#include "fuzz.h"

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static int compare(struct text a, struct text b)
{
    char x[SESD_KEY_MAX], y[SESD_KEY_MAX];
    size_t n = sesd_name_key(a, x, sizeof(x)),
           m = sesd_name_key(b, y, sizeof(y));
    int order = memcmp(x, y, n < m ? n : m);

    REQUIRE(n < SESD_KEY_MAX && m < SESD_KEY_MAX);
    return order ? sign(order) : (n > m) - (n < m);
}

static bool parse(struct text in, enum name_class class, struct name *name)
{
    struct name again;
    const char *why;
    struct text t;

    if (sesd_name_parse(in, class, name, &why)) {
        REQUIRE(why && *why);
        return false;
    }
    t = (struct text){ name->s, name->n };
    REQUIRE(name->n > 0 && name->n < SESD_NAME_MAX && !name->s[name->n]);
    REQUIRE(sesd_printable(t, NULL));
    REQUIRE(sesd_name_wire_length(t) <= 255);
    REQUIRE(sesd_name_parse(t, class, &again, &why) == SESDOMAIN_OK);
    REQUIRE(sesd_text_equal((struct text){ again.s, again.n }, t));
    /* a name that a class allows is allowed by later ones */
    if (class != NAME_OWNER)
        REQUIRE(!sesd_name_parse(t, class + 1, &again, &why) &&
                sesd_text_equal((struct text){ again.s, again.n }, t));
    return true;
}

static void check_parents(struct text t)
{
    size_t labels = 0;

    for (struct text up = t; up.n && *up.s != '.'; labels++) {
        struct text next = sesd_name_parent(up);

        REQUIRE(sesd_name_within(t, up));
        REQUIRE(!next.n || compare(next, up) < 0);
        up = next;
    }
    REQUIRE(labels == sesd_name_labels(t));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = copy_of(data, size);
    const char *end = size ? memchr(copy, '\n', size) : NULL;
    struct text a = { copy, end ? (size_t)(end - copy) : size };
    struct text b = { end ? end + 1 : copy, end ? size - a.n - 1 : 0 };
    struct name one, other;

    for (int class = NAME_MAIL; class <= NAME_OWNER; class ++) {
        if (!parse(a, (enum name_class) class, &one))
            continue;
        a = (struct text){ one.s, one.n };
        check_parents(a);
        if (parse(b, NAME_OWNER, &other)) {
            b = (struct text){ other.s, other.n };
            REQUIRE(compare(a, b) == -compare(b, a));
            REQUIRE((compare(a, b) == 0) == sesd_text_equal(a, b));
        }
        break;
    }
    free(copy);
    return 0;
}
