/* SPDX-License-Identifier: MIT */
/* The version of the library, and what was built into it. */
#include "base.h"

const char *sesdomain_version(void)
{
    return "0.9.0";
}

uint32_t sesdomain_version_number(void)
{
    return SESDOMAIN_VERSION_MAJOR << 16 | SESDOMAIN_VERSION_MINOR << 8 |
           SESDOMAIN_VERSION_PATCH;
}

bool sesdomain_has_feature(const char *feature)
{
    static const char *const features[] = {
#ifdef SESDOMAIN_IDN
        "idn",
#endif
        NULL,
    };

    for (size_t i = 0; feature && features[i]; i++)
        if (strcmp(feature, features[i]) == 0)
            return true;
    return false;
}
