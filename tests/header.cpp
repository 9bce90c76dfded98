// SPDX-License-Identifier: MIT
// The public headers alone, as C++, with the functions of C.
#include <sesdomain.h>

int main()
{
    sesdomain *settings = nullptr;
    sesdomain_status status = sesdomain_new(&settings);

    if (status == SESDOMAIN_OK)
        status = sesdomain_set_domain(settings, "anycompany.com");
    sesdomain_free(settings);
    return status;
}
