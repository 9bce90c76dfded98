/* SPDX-License-Identifier: MIT */
/* Counts steps: basic blocks that run in files compiled with
 * -fsanitize-coverage=trace-pc, and what the C library reads for them. Unlike
 * time, steps are the same in every run. */
#include "counter.h"

#include <string.h>

#define OCTETS 16 /* that are read in one step */

size_t steps;

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    steps++;
}

/* ld --wrap: calls of NAME are calls of __wrap_NAME. */
void *__real_memcpy(void *to, const void *from, size_t n);
void *__wrap_memcpy(void *to, const void *from, size_t n);
void *__real_memmove(void *to, const void *from, size_t n);
void *__wrap_memmove(void *to, const void *from, size_t n);
void *__real_memset(void *to, int c, size_t n);
void *__wrap_memset(void *to, int c, size_t n);
int __real_memcmp(const void *a, const void *b, size_t n);
int __wrap_memcmp(const void *a, const void *b, size_t n);
void *__real_memchr(const void *s, int c, size_t n);
void *__wrap_memchr(const void *s, int c, size_t n);
size_t __real_strlen(const char *s);
size_t __wrap_strlen(const char *s);

void *__wrap_memcpy(void *to, const void *from, size_t n)
{
    steps += n / OCTETS;
    return __real_memcpy(to, from, n);
}

void *__wrap_memmove(void *to, const void *from, size_t n)
{
    steps += n / OCTETS;
    return __real_memmove(to, from, n);
}

void *__wrap_memset(void *to, int c, size_t n)
{
    steps += n / OCTETS;
    return __real_memset(to, c, n);
}

int __wrap_memcmp(const void *a, const void *b, size_t n)
{
    size_t same = 0;

    while (same < n && ((const char *)a)[same] == ((const char *)b)[same])
        same++;
    steps += same / OCTETS;
    return __real_memcmp(a, b, n);
}

void *__wrap_memchr(const void *s, int c, size_t n)
{
    void *found = __real_memchr(s, c, n);

    steps += (found ? (size_t)((char *)found - (const char *)s) : n) / OCTETS;
    return found;
}

size_t __wrap_strlen(const char *s)
{
    const size_t n = __real_strlen(s);

    steps += n / OCTETS;
    return n;
}
