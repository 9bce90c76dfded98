/* SPDX-License-Identifier: MIT */
/* Recordings: refused, or looked up in to the end, with any answers of
 * servers. */
#include <sesdomain-dns.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void check_questions(const struct sesdomain_dns *dns)
{
    for (size_t i = 0; i < sesdomain_dns_question_count(dns); i++) {
        const struct sesdomain_dns_reply *reply =
            sesdomain_dns_question_reply(dns, i);

        switch (sesdomain_dns_question_conclusion(dns, i)) {
        case SESDOMAIN_DNS_CONCLUSION_PRESENT:
            REQUIRE(sesdomain_dns_reply_value_count(reply) > 0);
            break;
        case SESDOMAIN_DNS_CONCLUSION_ABSENT:
        case SESDOMAIN_DNS_CONCLUSION_NONEXISTENT:
            REQUIRE(reply != NULL);
            break;
        case SESDOMAIN_DNS_CONCLUSION_FAILED:
            REQUIRE(*sesdomain_dns_question_reason(dns, i));
            break;
        case SESDOMAIN_DNS_CONCLUSION_NONE:
            REQUIRE(reply == NULL);
            break;
        }
    }
}

static void look_up(struct sesdomain_dns *dns, struct sesdomain *sd)
{
    const enum sesdomain_status status = sesdomain_dns_lookup(dns, sd, 0);

    REQUIRE(sesdomain_dns_done(dns));
    if (status == SESDOMAIN_E_MISSING) {
        REQUIRE(*sesdomain_dns_error(dns));
        return;
    }
    REQUIRE(status == SESDOMAIN_OK);
    REQUIRE(sesdomain_dns_end(dns) == SESDOMAIN_DNS_END_COMPLETE ||
            sesdomain_dns_end(dns) == SESDOMAIN_DNS_END_LIMIT);
    check_questions(dns);
    check_plan(sd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = copy_of(data, size);
    struct sesdomain_instance *inst;
    struct sesdomain_dns *dns;
    struct sesdomain *sd;

    REQUIRE(!sesdomain_new(&sd));
    REQUIRE(!sesdomain_dns_new(&dns));
    REQUIRE(!sesdomain_set_domain(sd, "d.test"));
    REQUIRE(!sesdomain_set_dmarc(sd, "v=DMARC1; p=none"));
    REQUIRE(
        !sesdomain_add_instance(sd, "111122223333", "us-east-1", NULL, &inst));
    REQUIRE(!sesdomain_instance_add_dkim_token(inst, "abc"));
    REQUIRE(!sesdomain_instance_set_mail_from(inst, "mail.d.test"));
    if (sesdomain_dns_load_recording(dns, text, size) == SESDOMAIN_OK)
        look_up(dns, sd);
    else
        REQUIRE(*sesdomain_dns_error(dns));
    sesdomain_dns_free(dns);
    sesdomain_free(sd);
    free(text);
    return 0;
}
