/* SPDX-License-Identifier: MIT */
/* Setup documents: each is loaded and planned, or refused without a change to
 * the settings. */
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = copy_of(data, size);
    enum sesdomain_status status;
    struct sesdomain *sd;

    REQUIRE(!sesdomain_new(&sd));
    status = sesdomain_load_setup(sd, text, size);
    if (status == SESDOMAIN_OK) {
        check_plan(sd);
        REQUIRE(sesdomain_load_setup(sd, text, size) == SESDOMAIN_E_STATE);
    } else {
        check_error(sd);
        REQUIRE(sesdomain_load_setup(sd, text, size) == status);
        REQUIRE(!sesdomain_set_domain(sd, "d.example"));
    }
    sesdomain_free(sd);
    free(text);
    return 0;
}
