/* SPDX-License-Identifier: MIT */
/* Zone files, read by the companion: each is loaded and planned, or refused
 * without a change to the settings. */
#include <ldns/dns.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

static void check(struct sesdomain *sd, const char *path)
{
    struct sesdns_file *dns;
    enum sesdomain_status status;

    REQUIRE(!sesdns_file_new(&dns));
    status = sesdns_file_load(dns, sd, path);
    if (status == SESDOMAIN_OK) {
        REQUIRE(!*sesdns_file_error(dns));
    } else {
        REQUIRE(*sesdns_file_error(dns));
        REQUIRE(sesd_printable(sesd_text(sesdns_file_error(dns)), NULL));
    }
    check_plan(sd);
    sesdns_file_free(dns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("zone", 0);
    struct sesdomain_instance *inst;
    struct sesdomain *sd;
    char path[64];

    REQUIRE(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    REQUIRE(!sesdomain_new(&sd));
    REQUIRE(!sesdomain_set_domain(sd, "d.example"));
    REQUIRE(!sesdomain_set_dmarc(sd, "v=DMARC1; p=none"));
    REQUIRE(!sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst));
    REQUIRE(!sesdomain_instance_set_verification_token(inst, "Abc="));
    REQUIRE(!sesdomain_instance_add_dkim_token(inst, "abc"));
    REQUIRE(!sesdomain_instance_set_mail_from(inst, "mail.d.example"));
    check(sd, path);
    sesdomain_free(sd);
    close(fd);
    return 0;
}
