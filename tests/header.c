/* SPDX-License-Identifier: MIT */
/* The public headers compile as strict C11 if nothing is included before them,
 * and every enum has 32 bits. */
#include <sesdomain.h>

#ifdef WITH_DNS
#include <sesdomain-dns.h>
#endif

/* Bindings rely on 32 bits, which -fshort-enums would change. */
#define IS_32_BITS(name)                                                      \
    _Static_assert(sizeof(enum name) == 4, #name " has 32 bits")

IS_32_BITS(sesdomain_status);
IS_32_BITS(sesdomain_type);
IS_32_BITS(sesdomain_instance_state);
IS_32_BITS(sesdomain_ses_status);
IS_32_BITS(sesdomain_tristate);
IS_32_BITS(sesdomain_mx_failure);
IS_32_BITS(sesdomain_scenario);
IS_32_BITS(sesdomain_value_op);
IS_32_BITS(sesdomain_recordset_prior);
IS_32_BITS(sesdomain_recordset_todo);
IS_32_BITS(sesdomain_purpose);
IS_32_BITS(sesdomain_aspect);
IS_32_BITS(sesdomain_readiness);
IS_32_BITS(sesdomain_publication);
IS_32_BITS(sesdomain_severity);
IS_32_BITS(sesdomain_finding_fix);
IS_32_BITS(sesdomain_question_scope);
IS_32_BITS(sesdomain_format_kind);

#ifdef WITH_DNS
IS_32_BITS(sesdomain_dns_event);
IS_32_BITS(sesdomain_dns_end);
IS_32_BITS(sesdomain_dns_outcome);
IS_32_BITS(sesdomain_dns_conclusion);
IS_32_BITS(sesdomain_dns_validation);
IS_32_BITS(sesdomain_dns_ds);
#endif

/* Check that the library has the version of the header. */
int main(void)
{
    return sesdomain_version_number() != SESDOMAIN_VERSION_MAJOR * 65536 +
                                             SESDOMAIN_VERSION_MINOR * 256 +
                                             SESDOMAIN_VERSION_PATCH;
}
