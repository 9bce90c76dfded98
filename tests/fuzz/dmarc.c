/* SPDX-License-Identifier: MIT */
/* DMARC records: all texts returned for a record lie within it, and a record
 * that may be set is published unchanged. */
#include <stdlib.h>

#include "fuzz.h"

static void within(struct text part, struct text whole)
{
    REQUIRE(!part.s ||
            (part.s >= whole.s && part.s + part.n <= whole.s + whole.n));
}

static void check_addresses(struct text list, struct text whole)
{
    struct text uri, host;
    size_t count = 0;

    while (sesd_dmarc_uri(&list, &uri)) {
        within(uri, whole);
        sesd_dmarc_uri_valid(uri, &host);
        within(host, whole);
        REQUIRE(++count <= whole.n + 1);
    }
}

static void check(struct text txt)
{
    struct dmarc d;

    sesd_dmarc_parse(txt, &d);
    within(d.rua, txt);
    within(d.ruf, txt);
    within(d.invalid, txt);
    within(d.duplicate, txt);
    within(d.unknown, txt);
    within(d.obsolete, txt);
    within(d.malformed, txt);
    REQUIRE(d.adkim == 'r' || d.adkim == 's');
    REQUIRE(d.aspf == 'r' || d.aspf == 's');
    check_addresses(d.rua, txt);
    check_addresses(d.ruf, txt);
}

static void check_setting(const char *record)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    REQUIRE(!sesdomain_new(&sd));
    REQUIRE(!sesdomain_set_domain(sd, "d.example"));
    if (sesdomain_set_dmarc(sd, record)) {
        check_error(sd);
    } else {
        REQUIRE(sesd_dmarc_is(sesd_text(record)));
        REQUIRE(!sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst));
        REQUIRE(!sesdomain_instance_add_dkim_token(inst, "abc"));
        check_plan(sd);
    }
    sesdomain_free(sd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *record = string_of(data, size);
    char *copy = copy_of(data, size);
    const struct text txt = { copy, size };

    if (sesd_dmarc_is(txt))
        check(txt);
    check_setting(record);
    free(copy);
    free(record);
    return 0;
}
