/* SPDX-License-Identifier: MIT */
/* Plan many domains, one per line. */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"

#include <signal.h>

int main(int argc, char **argv)
{
    struct arguments a;
    int result = arguments_parse(&a, argc, argv);

    if (result >= 0)
        return result;
    signal(SIGPIPE, SIG_IGN); /* a write that fails is reported */
    return run_all(&a);
}
