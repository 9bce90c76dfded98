/* SPDX-License-Identifier: MIT */
/* Readers and formats use only the given memory, as the header promises: no
 * file, clock, entropy or locale. They run in a process that the kernel ends
 * at any system call but read(), write() and exit (prctl(2),
 * SECCOMP_MODE_STRICT), with memory that was allocated before. */
#include <check.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

/* ---- preallocated memory ---- */

#define POOL_SIZE ((size_t)8 << 20)

static union {
    long double aligned;
    char octets[POOL_SIZE];
} pool;
static size_t used;

static void *pool_alloc(void *user, void *ptr, size_t old_size,
                        size_t new_size)
{
    char *new = pool.octets + used;
    const size_t rounded = (new_size + 15) / 16 * 16;

    (void)user;
    if (new_size == 0 || rounded > POOL_SIZE - used)
        return NULL;
    used += rounded;
    if (ptr)
        memcpy(new, ptr, old_size < new_size ? old_size : new_size);
    return new;
}

/* ---- functions under test ---- */

static char *document_text, *aws_text;
static size_t document_length, aws_length;
static char out[100000];

/* A listing for each reader, of the corpora of its fuzz target. */
#define CORPUS "tests/fuzz/corpus/"
static struct {
    const char *reader, *path;
    char *text;
    size_t length;
} listings[] = {
    { "azure", CORPUS "azure/rest", NULL, 0 },
    { "cloudflare", CORPUS "cloudflare/pages", NULL, 0 },
    { "gcloud", CORPUS "gcloud/routed", NULL, 0 },
    { "powerdns", CORPUS "powerdns/whole", NULL, 0 },
    { "route53", CORPUS "route53/two", NULL, 0 },
    { "zone", CORPUS "zone/export", NULL, 0 },
};
#define LISTINGS (sizeof(listings) / sizeof(*listings))

static int read_listing(size_t i)
{
    struct sesdomain_plan *plan;
    struct sesdomain *sd;

    if (sesdomain_new_alloc(&sd, pool_alloc, NULL) ||
        sesdomain_load_setup(sd, document_text, document_length) ||
        sesdomain_load_existing(sd, listings[i].reader, listings[i].text,
                                listings[i].length) ||
        sesdomain_plan_new(sd, &plan))
        return 1;
    for (size_t f = 0; f < sesdomain_format_count(); f++) {
        const enum sesdomain_status status = sesdomain_plan_write(
            plan, sesdomain_format_name(f), 0, out, sizeof(out), NULL);

        if (status &&
            status != sesdomain_plan_refusal(plan, sesdomain_format_name(f),
                                             NULL, NULL, NULL))
            return 1;
    }
    return 0;
}

static int read_listings(void)
{
    for (size_t i = 0; i < LISTINGS; i++)
        if (read_listing(i))
            return 1;
    return 0;
}

static int read_aws(void)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    return sesdomain_new_alloc(&sd, pool_alloc, NULL) ||
           sesdomain_set_domain(sd, "anycompany.com") ||
           sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst) ||
           sesdomain_instance_load_aws(inst, aws_text, aws_length);
}

static int refuse(void)
{
    struct sesdomain *sd;

    return sesdomain_new_alloc(&sd, pool_alloc, NULL) ||
           sesdomain_load_setup(sd, "{\"ttl\": 1e5, ", 13) !=
               SESDOMAIN_E_SYNTAX;
}

static int open_file(void)
{
    return open("/dev/urandom", O_RDONLY) < 0;
}

static const struct {
    int (*run)(void); /* 0: success */
    int ends_well;
} jobs[] = {
    { read_listings, 1 },
    { read_aws, 1 },
    { refuse, 1 },
    { open_file, 0 }, /* shows that the kernel enforces it */
};

START_TEST(nothing_is_asked_of_the_kernel)
{
    int status;
    pid_t child;

    document_text =
        read_file(source_path("examples/data/same-region/setup-from-aws.json"),
                  &document_length);
    aws_text = read_file(source_path("examples/data/same-region/SES1/"
                                     "get-email-identity.json"),
                         &aws_length);
    ck_assert(document_text != NULL && aws_text != NULL);
    ck_assert_uint_eq(sesdomain_reader_count(), LISTINGS);
    for (size_t i = 0; i < LISTINGS; i++) {
        ck_assert_str_eq(sesdomain_reader_name(i), listings[i].reader);
        listings[i].text =
            read_file(source_path(listings[i].path), &listings[i].length);
        ck_assert_ptr_nonnull(listings[i].text);
    }
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
        syscall(SYS_exit, jobs[_i].run());
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (jobs[_i].ends_well)
        ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    else
        ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    for (size_t i = 0; i < LISTINGS; i++)
        free(listings[i].text);
    free(document_text);
    free(aws_text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("sandbox");
    TCase *t = tcase_create("sandbox");

    tcase_add_loop_test(t, nothing_is_asked_of_the_kernel, 0,
                        (int)(sizeof(jobs) / sizeof(*jobs)));
    suite_add_tcase(s, t);
    return run_suite(s);
}
