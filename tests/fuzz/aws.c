/* SPDX-License-Identifier: MIT */
/* AWS documents: each is loaded and planned, or refused without a change to
 * the settings. */
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = copy_of(data, size), *before, *after;
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    REQUIRE(!sesdomain_new(&sd));
    REQUIRE(!sesdomain_set_domain(sd, "example.com"));
    REQUIRE(!sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst));
    REQUIRE(!sesdomain_instance_add_dkim_token(inst, "abc"));
    before = json_of(sd);
    if (sesdomain_instance_load_aws(inst, text, size)) {
        check_error(sd);
        after = json_of(sd);
    } else {
        check_plan(sd);
        after = json_of(sd);
        free(before);
        /* loading it again changes nothing */
        REQUIRE(!sesdomain_instance_load_aws(inst, text, size));
        before = json_of(sd);
    }
    REQUIRE(strcmp(before, after) == 0);
    free(before);
    free(after);
    sesdomain_free(sd);
    free(text);
    return 0;
}
