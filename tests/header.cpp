// SPDX-License-Identifier: MIT
// The public headers alone, as C++, with the functions of C.
#include <sesdomain.h>

#ifdef WITH_DNS
#include <sesdomain-dns.h>
#endif

int main()
{
    sesdomain *settings = nullptr;
    sesdomain_status status = sesdomain_new(&settings);

    if (status == SESDOMAIN_OK)
        status = sesdomain_set_domain(settings, "anycompany.com");
    sesdomain_free(settings);
#ifdef WITH_DNS
    sesdomain_dns *dns = nullptr;
    if (status == SESDOMAIN_OK)
        status = sesdomain_dns_new(&dns);
    sesdomain_dns_free(dns);
#endif
    return status;
}
