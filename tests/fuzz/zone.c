/* SPDX-License-Identifier: MIT */
/* Zone files, by the companion. */
#include <sesdomain-dns.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

static void check(struct sesdomain *sd, const char *path)
{
    struct sesdomain_dns *dns;
    enum sesdomain_status status;

    REQUIRE(!sesdomain_dns_new(&dns));
    status = sesdomain_dns_load_zone(dns, sd, path);
    if (status == SESDOMAIN_OK) {
        REQUIRE(!*sesdomain_dns_error(dns));
    } else {
        REQUIRE(*sesdomain_dns_error(dns));
        REQUIRE(sesd_printable(sesd_text(sesdomain_dns_error(dns)), NULL));
    }
    check_plan(sd);
    sesdomain_dns_free(dns);
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
