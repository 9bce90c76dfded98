/* SPDX-License-Identifier: MIT */
/* Listings of a zone, for the reader that READER names: each is loaded and
 * planned, or refused without a change to the settings. */
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = copy_of(data, size), *before, *after;
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    REQUIRE(!sesdomain_new(&sd));
    REQUIRE(!sesdomain_set_domain(sd, "d.example"));
    REQUIRE(!sesdomain_set_dmarc(sd, "v=DMARC1; p=none"));
    REQUIRE(!sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst));
    REQUIRE(!sesdomain_instance_set_verification_token(inst, "Abc="));
    REQUIRE(!sesdomain_instance_add_dkim_token(inst, "abc"));
    REQUIRE(!sesdomain_instance_set_mail_from(inst, "mail.d.example"));
    before = json_of(sd);
    if (sesdomain_load_existing(sd, READER, text, size)) {
        check_error(sd);
        after = json_of(sd);
        REQUIRE(strcmp(before, after) == 0);
        free(after);
    } else {
        check_plan(sd);
    }
    free(before);
    sesdomain_free(sd);
    free(text);
    return 0;
}
