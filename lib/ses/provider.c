/* SPDX-License-Identifier: MIT */
#include "ses.h"

static const struct provider providers[] = {
    { .name = "route53",
      .title = "Amazon Route 53",
      .docs = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
              "resource-record-sets-creating.html",
      .words = { "Record name", "Record type", "Value", "Value", "Value",
                 "Value" },
      .apex = "" },
};

size_t sesdomain_provider_count(void)
{
    return COUNT(providers);
}

const char *sesdomain_provider_name(size_t i)
{
    return i < COUNT(providers) ? providers[i].name : NULL;
}

const struct provider *sesd_provider(const char *name)
{
    for (size_t i = 0; i < COUNT(providers); i++)
        if (strcmp(providers[i].name, name) == 0)
            return &providers[i];
    return NULL;
}
