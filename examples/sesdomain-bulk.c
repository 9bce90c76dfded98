/* SPDX-License-Identifier: MIT */
/* Plan many domains, one per line. */
#include "bulk.h"

int main(int argc, char **argv)
{
    struct arguments a;
    int result = arguments_parse(&a, argc, argv);

    if (result >= 0)
        return result;
    system_start();
    return run_all(&a);
}
