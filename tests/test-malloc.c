/* SPDX-License-Identifier: MIT */
/* Like test-oom.c, for memory that the caller's allocator does not provide:
 * that of libidn2 and of the companion. Here malloc() itself fails, which
 * needs glibc. The allocations of ldns never fail, because ldns would abort
 * the process (an assertion in ldns_rdf_set_type(), 1.8.3). */
#include <check.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef WITH_DNS
#include <sesdomain-dns.h>
#endif

#include "support.h"

/* ---- malloc(), calloc() and realloc(), which call those of glibc ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void __libc_free(void *ptr);

static long left = -1, held;
static const char *whose; /* the library whose calls fail; NULL: all */

static int concerns(const void *caller)
{
    Dl_info info;

    return !whose ||
           (dladdr(caller, &info) && strstr(info.dli_fname, whose) != NULL);
}

static int give(const void *caller)
{
    if (left == -1 || !concerns(caller))
        return 1;
    if (left == 0) {
        errno = ENOMEM;
        return 0;
    }
    left--;
    return 1;
}

void *malloc(size_t size)
{
    void *ptr = give(__builtin_return_address(0)) ? __libc_malloc(size) : NULL;

    held += ptr != NULL;
    return ptr;
}

void *calloc(size_t count, size_t size)
{
    void *ptr =
        give(__builtin_return_address(0)) ? __libc_calloc(count, size) : NULL;

    held += ptr != NULL;
    return ptr;
}

void *realloc(void *old, size_t size)
{
    void *ptr =
        give(__builtin_return_address(0)) ? __libc_realloc(old, size) : NULL;

    held += ptr != NULL && old == NULL;
    return ptr;
}

void free(void *ptr)
{
    held -= ptr != NULL;
    __libc_free(ptr);
}

/* ---- the tests ---- */

typedef enum sesdomain_status play_fn(struct sesdomain *sd);

/* Run a function again and again, each time with one more allocation, until it
 * succeeds. (check itself allocates, so there are no assertions meanwhile.) */
static void starve(play_fn *play, const char *library, int least)
{
    enum sesdomain_status status = SESDOMAIN_E_MEMORY;
    long n, before;

    for (n = 0; status; n++) {
        struct sesdomain *sd;

        before = held;
        ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
        whose = library;
        left = n;
        status = play(sd);
        left = -1;
        ck_assert_msg(status == SESDOMAIN_OK || status == SESDOMAIN_E_MEMORY,
                      "allocation %ld: %s: %s", n, sesdomain_strerror(status),
                      sesdomain_error(sd));
        sesdomain_free(sd);
        ck_assert_int_eq(held, before);
    }
    ck_assert_int_gt(n, least);
}

#ifdef SESDOMAIN_IDN

static enum sesdomain_status name(struct sesdomain *sd)
{
    return sesdomain_set_domain(sd, "bücher.example");
}

static enum sesdomain_status rdata(struct sesdomain *sd)
{
    return sesdomain_add_record(sd, "a.example", SESDOMAIN_TYPE_MX, 300,
                                "10 bücher.example.", NULL);
}

START_TEST(libidn2_may_run_out)
{
    starve(name, NULL, 3);
    starve(rdata, NULL, 3);
}
END_TEST

#endif

#ifdef WITH_DNS

/* Look up with a recording: no server is needed. */
static enum sesdomain_status look_up(struct sesdomain *sd)
{
    static char text[65536];
    static size_t length;
    struct sesdomain_instance *inst;
    struct sesdomain_dns *dns;
    enum sesdomain_status status = sesdomain_dns_new(&dns);

    if (status != SESDOMAIN_OK)
        return status;
    if (!length) {
        FILE *f =
            fopen(source_path("tests/fuzz/corpus/recording/given"), "rb");

        length = f ? fread(text, 1, sizeof(text), f) : 0;
        if (f)
            fclose(f);
    }
    status = sesdomain_set_domain(sd, "d.test");
    if (status == SESDOMAIN_OK)
        status = sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst);
    if (status == SESDOMAIN_OK)
        status = sesdomain_instance_set_mail_from(inst, "mail.d.test");
    if (status == SESDOMAIN_OK)
        status = sesdomain_instance_add_dkim_token(inst, "abc");
    if (status == SESDOMAIN_OK)
        status = sesdomain_dns_load_recording(dns, text, length);
    if (status == SESDOMAIN_OK)
        status = sesdomain_dns_lookup(dns, sd, 0);
    sesdomain_dns_free(dns);
    return status;
}

START_TEST(companion_may_run_out)
{
    starve(look_up, "libsesdomain", 10);
}
END_TEST

#endif

int main(void)
{
    Suite *s = suite_create("malloc");
    TCase *t = tcase_create("malloc");

    tcase_set_timeout(t, 120);
#ifdef SESDOMAIN_IDN
    tcase_add_test(t, libidn2_may_run_out);
#endif
#ifdef WITH_DNS
    tcase_add_test(t, companion_may_run_out);
#endif
    suite_add_tcase(s, t);
    return run_suite(s);
}
