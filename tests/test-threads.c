/* SPDX-License-Identifier: MIT */
/* Threads: eight with settings of their own, and eight that write one plan in
 * every format. Built with ThreadSanitizer, if available, which reports races
 * and makes the program fail. */
#include <check.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define THREADS 8
#define ROUNDS 5
#define ROOM 262144

struct work {
    const char *setup, *zone;
    const struct sesdomain_plan *plan; /* NULL: each makes its own */
    char *text;                        /* of all formats, one after another */
    size_t length;
};

/* Write all documents of all formats. */
static void write_all(struct work *w, const struct sesdomain_plan *plan)
{
    size_t length;

    w->length = 0;
    for (size_t i = 0; i < sesdomain_format_count(); i++) {
        const char *format = sesdomain_format_name(i);
        const size_t count = sesdomain_plan_document_count(plan, format);

        for (size_t k = 0; k < count; k++) {
            if (sesdomain_plan_write(plan, format, k, w->text + w->length,
                                     ROOM - w->length,
                                     &length) != SESDOMAIN_OK)
                abort();
            w->length += length;
        }
    }
}

static void *work_run(void *user)
{
    struct work *w = user;
    struct sesdomain *sd;
    struct sesdomain_plan *plan;

    for (int i = 0; i < ROUNDS; i++) {
        if (w->plan) {
            write_all(w, w->plan);
            continue;
        }
        if (sesdomain_new(&sd) ||
            sesdomain_load_setup(sd, w->setup, strlen(w->setup)) ||
            sesdomain_load_existing(sd, NULL, w->zone, strlen(w->zone)) ||
            sesdomain_plan_new(sd, &plan))
            abort();
        write_all(w, plan);
        sesdomain_plan_free(plan);
        sesdomain_free(sd);
    }
    return NULL;
}

static const char setup[] =
    "{\"domain\": \"anycompany.com\", \"dmarc\": \"v=DMARC1; p=none\","
    " \"instances\": [{\"account\": \"111122223333\","
    " \"region\": \"us-east-1\", \"mail_from\": \"mail.anycompany.com\","
    " \"dkim_tokens\": [\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]},"
    " {\"account\": \"444455556666\", \"region\": \"eu-west-1\","
    " \"verification_token\":"
    " \"pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc=\"}]}";
static const char zone[] = "$ORIGIN anycompany.com.\n"
                           "@ 60 IN SOA ns h 1 2 3 4 5\n"
                           "www 60 IN A 192.0.2.1\n";

/* Run all threads, and compare their output with that of a single thread. */
static void run_threads(const struct sesdomain_plan *plan)
{
    pthread_t threads[THREADS];
    struct work works[THREADS + 1];

    for (size_t i = 0; i <= THREADS; i++) {
        works[i] = (struct work){ setup, zone, plan, malloc(ROOM), 0 };
        ck_assert_ptr_nonnull(works[i].text);
    }
    for (size_t i = 0; i < THREADS; i++)
        ck_assert_int_eq(
            pthread_create(&threads[i], NULL, work_run, &works[i]), 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    work_run(&works[THREADS]);
    for (size_t i = 0; i < THREADS; i++) {
        ck_assert_uint_gt(works[i].length, 10000);
        ck_assert_uint_eq(works[i].length, works[THREADS].length);
        ck_assert(
            memcmp(works[i].text, works[THREADS].text, works[i].length) == 0);
        free(works[i].text);
    }
    free(works[THREADS].text);
}

START_TEST(settings_of_their_own)
{
    run_threads(NULL);
}
END_TEST

START_TEST(one_plan)
{
    struct sesdomain_plan *plan = plan_of(setup);

    run_threads(plan);
    sesdomain_plan_free(plan);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("threads");
    TCase *t = tcase_create("threads");

    tcase_set_timeout(t, 120);
    tcase_add_test(t, settings_of_their_own);
    tcase_add_test(t, one_plan);
    suite_add_tcase(s, t);
    return run_suite(s);
}
