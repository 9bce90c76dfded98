/* SPDX-License-Identifier: MIT */
/* The companion without a network: options, recordings, the step functions,
 * and the outcomes of lookups. tests/real queries real servers. */
#include <arpa/inet.h>
#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <sesdomain-dns.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "support.h"

#define D "d.test"

static struct sesdomain *sd;
static struct sesdomain_dns *dns;
static int silent = -1; /* a socket that never answers */
static uint32_t silent_port;

static struct sesdomain *make_settings(void)
{
    struct sesdomain_instance *inst;
    struct sesdomain *made;

    ck_assert_int_eq(sesdomain_new(&made), SESDOMAIN_OK);
    sesdomain_set_domain(made, D);
    sesdomain_set_dmarc(made, "v=DMARC1; p=none");
    sesdomain_add_instance(made, "111122223333", "us-east-1", NULL, &inst);
    sesdomain_instance_add_dkim_token(inst, "abc");
    sesdomain_instance_set_mail_from(inst, "mail." D);
    return made;
}

static void setup(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(address);

    sd = make_settings();
    ck_assert_int_eq(sesdomain_dns_new(&dns), SESDOMAIN_OK);
    silent = socket(AF_INET, SOCK_DGRAM, 0);
    ck_assert_int_eq(bind(silent, (struct sockaddr *)&address, size), 0);
    ck_assert_int_eq(getsockname(silent, (struct sockaddr *)&address, &size),
                     0);
    silent_port = ntohs(address.sin_port);
}

static void teardown(void)
{
    sesdomain_dns_free(dns);
    sesdomain_free(sd);
    close(silent);
}

static void replay(const char *name)
{
    size_t length;
    char *text = read_file(source_path("tests/fuzz/corpus/recording/%s", name),
                           &length);

    ck_assert_ptr_nonnull(text);
    ck_assert_int_eq(sesdomain_dns_load_recording(dns, text, length),
                     SESDOMAIN_OK);
    free(text);
}

static size_t find_question(const char *name, uint32_t type)
{
    const char *other;
    uint32_t number;

    for (size_t i = 0; sesdomain_dns_question(dns, i, &other, &number); i++)
        if (number == type && strcmp(other, name) == 0)
            return i;
    ck_abort_msg("%s %u was not asked", name, (unsigned)type);
    return 0;
}

static long milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

/* ---- options ------------------------------------------------------------ */

typedef enum sesdomain_status add_fn(struct sesdomain_dns *, const char *,
                                     uint32_t);

static const struct {
    const char *address;
    uint32_t port;
    enum sesdomain_status status;
} addresses[] = {
    { "192.0.2.1", 53, SESDOMAIN_OK },
    { "2001:db8::1", 65535, SESDOMAIN_OK },
    { NULL, 53, SESDOMAIN_E_MISSING },
    { "", 53, SESDOMAIN_E_VALUE },
    { "ns1.d.test", 53, SESDOMAIN_E_VALUE },
    { "192.0.2.1.", 53, SESDOMAIN_E_VALUE },
    { "192.0.2", 53, SESDOMAIN_E_VALUE },
    { "fe80::1%lo", 53, SESDOMAIN_E_VALUE },
    { "192.0.2.1", 0, SESDOMAIN_E_VALUE },
    { "192.0.2.1", 65536, SESDOMAIN_E_VALUE },
};

START_TEST(adds_addresses)
{
    add_fn *const adders[] = { sesdomain_dns_add_resolver,
                               sesdomain_dns_add_validator,
                               sesdomain_dns_add_root,
                               sesdomain_dns_add_server };
    const enum sesdomain_status status = addresses[_i].status;

    for (size_t k = 0; k < 4; k++) {
        ck_assert_int_eq(
            adders[k](dns, addresses[_i].address, addresses[_i].port), status);
        ck_assert_int_eq(*sesdomain_dns_error(dns) == '\0',
                         status == SESDOMAIN_OK);
    }
}
END_TEST

START_TEST(limits_addresses)
{
    for (int i = 0; i < 16; i++)
        ck_assert_int_eq(sesdomain_dns_add_server(dns, "192.0.2.1", 53),
                         SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_add_server(dns, "192.0.2.1", 53),
                     SESDOMAIN_E_LIMIT);
    sesdomain_dns_clear_servers(dns);
    ck_assert_int_eq(sesdomain_dns_add_server(dns, "192.0.2.1", 53),
                     SESDOMAIN_OK);
}
END_TEST

START_TEST(checks_numbers)
{
    ck_assert_int_eq(sesdomain_dns_set_port(dns, 0), SESDOMAIN_E_VALUE);
    ck_assert_int_eq(sesdomain_dns_set_port(dns, 65536), SESDOMAIN_E_VALUE);
    ck_assert_int_eq(sesdomain_dns_set_port(dns, 5353), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 9), SESDOMAIN_E_VALUE);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 60001), SESDOMAIN_E_VALUE);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 10), SESDOMAIN_OK);
}
END_TEST

START_TEST(needs_someone_to_ask)
{
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_E_MISSING);
    sesdomain_dns_add_validator(dns, "127.0.0.1", 53);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_E_MISSING);
    ck_assert_int_eq(sesdomain_dns_process(dns, NULL, NULL, 0),
                     SESDOMAIN_E_MISSING);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_NONE);
}
END_TEST

START_TEST(needs_a_domain)
{
    struct sesdomain *empty;

    ck_assert_int_eq(sesdomain_new(&empty), SESDOMAIN_OK);
    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, empty, 0), SESDOMAIN_E_MISSING);
    ck_assert_str_ne(sesdomain_dns_error(dns), "");
    ck_assert(sesdomain_dns_done(dns));
    sesdomain_free(empty);
}
END_TEST

/* ---- recordings --------------------------------------------------------- */

START_TEST(replays_given_servers)
{
    size_t i;

    replay("given");
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_COMPLETE);
    i = find_question("mail." D, SESDOMAIN_TYPE_MX);
    ck_assert_int_eq(sesdomain_dns_question_conclusion(dns, i),
                     SESDOMAIN_DNS_CONCLUSION_PRESENT);
    ck_assert_str_eq(
        sesdomain_dns_reply_value(sesdomain_dns_reply_at(dns, i, 0), 0),
        "10 feedback-smtp.us-east-1.amazonses.com.");
    ck_assert_str_eq(
        sesdomain_dns_zone_name(sesdomain_dns_question_zone(dns, i)), D);
    i = find_question("*." D, SESDOMAIN_TYPE_MX);
    ck_assert_int_eq(sesdomain_dns_question_conclusion(dns, i),
                     SESDOMAIN_DNS_CONCLUSION_NONEXISTENT);
}
END_TEST

START_TEST(replays_a_delegation)
{
    const struct sesdomain_dns_zone *zone = NULL;
    const struct sesdomain_dns_server *server;
    uint32_t serial;

    replay("delegated");
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    for (size_t i = 0; i < sesdomain_dns_zone_count(dns); i++)
        if (strcmp(sesdomain_dns_zone_name(sesdomain_dns_zone_at(dns, i)),
                   D) == 0)
            zone = sesdomain_dns_zone_at(dns, i);
    ck_assert(sesdomain_dns_zone_compared(zone));
    ck_assert(!sesdomain_dns_zone_limited(zone));
    server = sesdomain_dns_zone_server(zone, 0);
    ck_assert_str_eq(sesdomain_dns_server_host(server), "ns1." D);
    ck_assert_str_eq(sesdomain_dns_server_address(server), "45.1.0.1");
    ck_assert_int_eq(sesdomain_dns_server_in_parent(server),
                     SESDOMAIN_TRISTATE_YES);
    ck_assert(sesdomain_dns_server_serial(server, &serial));
    ck_assert_uint_eq(serial, 7);
}
END_TEST

static char *write_recording(void)
{
    size_t length;
    char *text;

    ck_assert_int_eq(sesdomain_dns_write_recording(dns, NULL, 0, &length),
                     SESDOMAIN_E_SPACE);
    text = malloc(length + 1);
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', length + 1);
    ck_assert_int_eq(sesdomain_dns_write_recording(dns, text, length, NULL),
                     SESDOMAIN_E_SPACE);
    ck_assert_str_eq(text, "");
    ck_assert_int_eq(
        sesdomain_dns_write_recording(dns, text, length + 1, NULL),
        SESDOMAIN_OK);
    ck_assert_uint_eq(strlen(text), length);
    return text;
}

START_TEST(writes_what_it_replays)
{
    size_t length;
    char *before =
        read_file(source_path("tests/fuzz/corpus/recording/given"), &length);
    char *after;

    replay("given");
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    after = write_recording();
    ck_assert_str_eq(after, before);
    free(after);
    free(before);
}
END_TEST

static const char *const wrong_recordings[] = {
    "",
    "sesdomain-dns 2\n",
    "sesdomain-dns 1",
    "sesdomain-dns 1\nx\n",
    "sesdomain-dns 1\n! what 1\n",
    "sesdomain-dns 1\n! server 192.0.2.1 0\n",
    "sesdomain-dns 1\n! sibling a.b\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. 1 udp 00\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. 1 udp 0000000000000000000g\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. x timed-out -\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. 1 what -\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. 1 timed-out 00\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. 1 timed-out - -\n",
    "sesdomain-dns 1\n192.0.2.1 53 - 16 d.test. 1 timed-out -",
};

START_TEST(refuses_other_texts)
{
    const char *text = wrong_recordings[_i];

    ck_assert_int_eq(sesdomain_dns_load_recording(dns, text, strlen(text)),
                     SESDOMAIN_E_SYNTAX);
    ck_assert_int_eq(sesdomain_dns_load_recording(dns, NULL, 0),
                     SESDOMAIN_E_MISSING);
}
END_TEST

START_TEST(loads_before_the_first_lookup)
{
    static const char text[] = "sesdomain-dns 1\n";

    replay("given");
    ck_assert_int_eq(sesdomain_dns_load_recording(dns, text, sizeof(text) - 1),
                     SESDOMAIN_E_STATE);
}
END_TEST

/* Each client asks for a name of its own in the place of a wildcard's. */
START_TEST(siblings_differ)
{
    static const char key[] = "\n! sibling ";
    char *texts[2];

    for (int i = 0; i < 2; i++) {
        struct sesdomain *each = make_settings();

        sesdomain_dns_free(dns);
        ck_assert_int_eq(sesdomain_dns_new(&dns), SESDOMAIN_OK);
        sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
        ck_assert_int_eq(sesdomain_dns_lookup(dns, each, 100), SESDOMAIN_OK);
        texts[i] = write_recording();
        ck_assert_ptr_nonnull(strstr(texts[i], key));
        ck_assert_uint_eq(
            strcspn(strstr(texts[i], key) + sizeof(key) - 1, "\n"), 16);
        sesdomain_free(each);
    }
    ck_assert_str_ne(strstr(texts[0], key), strstr(texts[1], key));
    free(texts[0]);
    free(texts[1]);
}
END_TEST

/* ---- settings ----------------------------------------------------------- */

START_TEST(contradiction)
{
    replay("given");
    sesdomain_add_absent(sd, "mail." D, SESDOMAIN_TYPE_MX);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_E_STATE);
    ck_assert_str_ne(sesdomain_dns_error(dns), "");
    ck_assert(sesdomain_dns_done(dns));
}
END_TEST

START_TEST(lookups_share_answers)
{
    struct sesdomain *other = make_settings();
    struct sesdomain_plan *first, *second;
    size_t queries;

    replay("given");
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    queries = sesdomain_dns_queries(dns);
    ck_assert_uint_gt(queries, 0);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, other, 0), SESDOMAIN_OK);
    ck_assert_uint_eq(sesdomain_dns_queries(dns), queries);
    ck_assert_int_eq(sesdomain_plan_new(sd, &first), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_plan_new(other, &second), SESDOMAIN_OK);
    ck_assert_uint_eq(sesdomain_plan_recordset_count(first),
                      sesdomain_plan_recordset_count(second));
    ck_assert(!sesdomain_plan_has_changes(second));
    sesdomain_plan_free(first);
    sesdomain_plan_free(second);
    sesdomain_free(other);
    sesdomain_dns_clear(dns);
    ck_assert_uint_eq(sesdomain_dns_question_count(dns), 0);
    ck_assert_uint_eq(sesdomain_dns_queries(dns), 0);
}
END_TEST

/* ---- how it ends -------------------------------------------------------- */

/* A question whose lookups failed is not absent. */
static void check_all_failed(void)
{
    const char *name;

    for (size_t i = 0; sesdomain_dns_question(dns, i, &name, NULL); i++) {
        if (sesdomain_dns_question_conclusion(dns, i) ==
            SESDOMAIN_DNS_CONCLUSION_NONE)
            continue; /* in another zone */
        ck_assert_int_eq(sesdomain_dns_question_conclusion(dns, i),
                         SESDOMAIN_DNS_CONCLUSION_FAILED);
        ck_assert_ptr_null(sesdomain_dns_question_reply(dns, i));
        ck_assert_str_ne(sesdomain_dns_question_reason(dns, i), "");
    }
}

START_TEST(deadline)
{
    const long start = milliseconds();

    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 60000), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 150), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_DEADLINE);
    ck_assert_int_ge(milliseconds() - start, 150);
    ck_assert_int_lt(milliseconds() - start, 20000);
    check_all_failed();
}
END_TEST

START_TEST(silence)
{
    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 20), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_COMPLETE);
    check_all_failed();
}
END_TEST

START_TEST(query_limit)
{
    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 20), SESDOMAIN_OK);
    sesdomain_dns_set_query_limit(dns, 2);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_LIMIT);
    ck_assert_uint_eq(sesdomain_dns_queries(dns), 2);
    check_all_failed();
}
END_TEST

/* Run an event loop. Return the number of rounds. */
static int run_loop(int most)
{
    int rounds = 0;

    while (!sesdomain_dns_done(dns) && rounds < most) {
        int fds[32];
        uint32_t events[32];
        struct pollfd polled[32];
        const size_t count = sesdomain_dns_fds(dns, fds, events, 32);
        size_t ready = 0;

        ck_assert_uint_ge(count, 1);
        ck_assert_uint_le(count, 32);
        ck_assert_uint_eq(sesdomain_dns_fds(dns, NULL, NULL, 0), count);
        for (size_t i = 0; i < count; i++)
            polled[i] =
                (struct pollfd){ .fd = fds[i],
                                 .events = events[i] & SESDOMAIN_DNS_EVENT_READ
                                               ? POLLIN
                                               : POLLOUT };
        poll(polled, count, (int)sesdomain_dns_timeout(dns));
        for (size_t i = 0; i < count; i++)
            if (polled[i].revents) {
                fds[ready] = polled[i].fd;
                events[ready++] = events[i];
            }
        ck_assert_int_eq(sesdomain_dns_process(dns, fds, events, ready),
                         SESDOMAIN_OK);
        rounds++;
    }
    return rounds;
}

START_TEST(steps)
{
    struct sesdomain *other = make_settings();

    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    sesdomain_dns_set_timeout(dns, 20);
    ck_assert(sesdomain_dns_done(dns));
    ck_assert_int_eq(sesdomain_dns_start(dns, sd, 0), SESDOMAIN_OK);
    ck_assert(!sesdomain_dns_done(dns));
    ck_assert_int_eq(sesdomain_dns_start(dns, other, 0), SESDOMAIN_E_STATE);
    ck_assert_int_eq(sesdomain_dns_add_server(dns, "192.0.2.1", 53),
                     SESDOMAIN_E_STATE);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 20), SESDOMAIN_E_STATE);
    sesdomain_dns_clear(dns);
    sesdomain_dns_clear_servers(dns);
    ck_assert_int_gt(run_loop(10000), 2);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_COMPLETE);
    ck_assert_uint_eq(sesdomain_dns_answered(dns),
                      sesdomain_dns_question_count(dns));
    check_all_failed();
    sesdomain_free(other);
}
END_TEST

START_TEST(free_in_progress)
{
    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    ck_assert_int_eq(sesdomain_dns_start(dns, sd, 0), SESDOMAIN_OK);
    run_loop(1);
    /* teardown frees it */
}
END_TEST

static void *cancel_later(void *delay)
{
    struct timespec t = { .tv_nsec = *(const long *)delay };

    nanosleep(&t, NULL);
    sesdomain_dns_cancel(dns);
    return NULL;
}

START_TEST(cancelled_by_a_thread)
{
    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, 60000), SESDOMAIN_OK);
    for (long i = 0; i < 20; i++) {
        struct sesdomain *fresh = make_settings();
        long delay = i * 500000;
        pthread_t thread;

        ck_assert_int_eq(pthread_create(&thread, NULL, cancel_later, &delay),
                         0);
        ck_assert_int_eq(sesdomain_dns_lookup(dns, fresh, 0), SESDOMAIN_OK);
        ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_CANCELLED);
        pthread_join(thread, NULL);
        sesdomain_dns_clear(dns);
        sesdomain_free(fresh);
    }
}
END_TEST

START_TEST(cancelled_before)
{
    sesdomain_dns_add_server(dns, "127.0.0.1", silent_port);
    sesdomain_dns_cancel(dns);
    sesdomain_dns_cancel(dns);
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 0), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_CANCELLED);
    for (size_t i = 0; i < sesdomain_dns_question_count(dns); i++)
        ck_assert_int_eq(sesdomain_dns_question_conclusion(dns, i),
                         SESDOMAIN_DNS_CONCLUSION_NONE);
}
END_TEST

/* ---- reading ------------------------------------------------------------ */

START_TEST(out_of_range)
{
    const char *name = "";
    uint32_t type = 1, code = 1, serial = 1;

    ck_assert(!sesdomain_dns_question(dns, 0, &name, &type));
    ck_assert_ptr_null(name);
    ck_assert_uint_eq(type, 0);
    ck_assert(!sesdomain_dns_question(NULL, 0, NULL, NULL));
    ck_assert_uint_eq(sesdomain_dns_question_count(NULL), 0);
    ck_assert_ptr_null(sesdomain_dns_question_zone(dns, 0));
    ck_assert_ptr_null(sesdomain_dns_question_reason(dns, 0));
    ck_assert_ptr_null(sesdomain_dns_question_reply(dns, 0));
    ck_assert(!sesdomain_dns_question_differs(dns, 0));
    ck_assert_int_eq(sesdomain_dns_question_conclusion(dns, 0), 0);
    ck_assert_int_eq(sesdomain_dns_question_validation(dns, 0), 0);
    ck_assert_ptr_null(sesdomain_dns_question_validator_reply(dns, 0));
    ck_assert_uint_eq(sesdomain_dns_reply_count(dns, 0), 0);
    ck_assert_ptr_null(sesdomain_dns_reply_at(dns, 0, 0));
    ck_assert_ptr_null(sesdomain_dns_reply_server(NULL));
    ck_assert_int_eq(sesdomain_dns_reply_outcome(NULL), 0);
    ck_assert_uint_eq(sesdomain_dns_reply_rcode(NULL), 0);
    ck_assert(!sesdomain_dns_reply_extended_error(NULL, &code));
    ck_assert_uint_eq(code, 0);
    ck_assert_ptr_null(sesdomain_dns_reply_extended_text(NULL));
    ck_assert(!sesdomain_dns_reply_authoritative(NULL));
    ck_assert(!sesdomain_dns_reply_tcp(NULL));
    ck_assert_uint_eq(sesdomain_dns_reply_ttl(NULL), 0);
    ck_assert_uint_eq(sesdomain_dns_reply_type(NULL), 0);
    ck_assert_uint_eq(sesdomain_dns_reply_value_count(NULL), 0);
    ck_assert_ptr_null(sesdomain_dns_reply_value(NULL, 0));
    ck_assert_uint_eq(sesdomain_dns_reply_time(NULL), 0);
    ck_assert_uint_eq(sesdomain_dns_zone_count(NULL), 0);
    ck_assert_ptr_null(sesdomain_dns_zone_at(dns, 0));
    ck_assert_ptr_null(sesdomain_dns_zone_name(NULL));
    ck_assert(!sesdomain_dns_zone_compared(NULL));
    ck_assert(!sesdomain_dns_zone_limited(NULL));
    ck_assert_int_eq(sesdomain_dns_zone_ds(NULL), 0);
    ck_assert_uint_eq(sesdomain_dns_zone_server_count(NULL), 0);
    ck_assert_ptr_null(sesdomain_dns_zone_server(NULL, 0));
    ck_assert_ptr_null(sesdomain_dns_server_host(NULL));
    ck_assert_ptr_null(sesdomain_dns_server_address(NULL));
    ck_assert_uint_eq(sesdomain_dns_server_port(NULL), 0);
    ck_assert_int_eq(sesdomain_dns_server_in_parent(NULL), 0);
    ck_assert_int_eq(sesdomain_dns_server_in_child(NULL), 0);
    ck_assert_int_eq(sesdomain_dns_server_in_glue(NULL), 0);
    ck_assert_int_eq(sesdomain_dns_server_resolved(NULL), 0);
    ck_assert(!sesdomain_dns_server_skipped(NULL));
    ck_assert_int_eq(sesdomain_dns_server_outcome(NULL), 0);
    ck_assert(!sesdomain_dns_server_serial(NULL, &serial));
    ck_assert_uint_eq(serial, 0);
    ck_assert_uint_eq(sesdomain_dns_answered(NULL), 0);
    ck_assert_uint_eq(sesdomain_dns_queries(NULL), 0);
    ck_assert(sesdomain_dns_done(NULL));
    ck_assert_int_eq(sesdomain_dns_end(NULL), 0);
    ck_assert_ptr_null(sesdomain_dns_error(NULL));
    ck_assert_uint_eq(sesdomain_dns_fds(dns, NULL, NULL, 0), 0);
    ck_assert_uint_eq(sesdomain_dns_timeout(dns), 0);
    sesdomain_dns_free(NULL);
}
END_TEST

/* Check the names of an enumeration: each has its number, and there are no
 * others. */
#define CHECK_WORDS(enumeration, count)                                       \
    do {                                                                      \
        enum sesdomain_dns_##enumeration value;                               \
                                                                              \
        for (int i = 0; i < (count); i++) {                                   \
            const char *word = sesdomain_dns_##enumeration##_name(            \
                (enum sesdomain_dns_##enumeration)i);                         \
                                                                              \
            ck_assert_ptr_nonnull(word);                                      \
            ck_assert_int_eq(                                                 \
                sesdomain_dns_##enumeration##_from_name(word, &value),        \
                SESDOMAIN_OK);                                                \
            ck_assert_int_eq((int)value, i);                                  \
        }                                                                     \
        ck_assert_ptr_null(sesdomain_dns_##enumeration##_name(                \
            (enum sesdomain_dns_##enumeration)(count)));                      \
        ck_assert_int_eq(                                                     \
            sesdomain_dns_##enumeration##_from_name("what", &value),          \
            SESDOMAIN_E_VALUE);                                               \
        ck_assert_int_eq((int)value, 0);                                      \
        ck_assert_int_eq(                                                     \
            sesdomain_dns_##enumeration##_from_name(NULL, &value),            \
            SESDOMAIN_E_MISSING);                                             \
    } while (0)

START_TEST(words)
{
    CHECK_WORDS(end, SESDOMAIN_DNS_END_LIMIT + 1);
    CHECK_WORDS(outcome, SESDOMAIN_DNS_OUTCOME_UNREACHABLE + 1);
    CHECK_WORDS(conclusion, SESDOMAIN_DNS_CONCLUSION_FAILED + 1);
    CHECK_WORDS(validation, SESDOMAIN_DNS_VALIDATION_BOGUS + 1);
    CHECK_WORDS(ds, SESDOMAIN_DNS_DS_UNMATCHED + 1);
}
END_TEST

#undef CHECK_WORDS
#define COUNT(table) ((int)(sizeof(table) / sizeof(*(table))))

int main(void)
{
    Suite *suite = suite_create("dns");
    TCase *tests = tcase_create("dns");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, adds_addresses, 0, COUNT(addresses));
    tcase_add_test(tests, limits_addresses);
    tcase_add_test(tests, checks_numbers);
    tcase_add_test(tests, needs_someone_to_ask);
    tcase_add_test(tests, needs_a_domain);
    tcase_add_test(tests, replays_given_servers);
    tcase_add_test(tests, replays_a_delegation);
    tcase_add_test(tests, writes_what_it_replays);
    tcase_add_loop_test(tests, refuses_other_texts, 0,
                        COUNT(wrong_recordings));
    tcase_add_test(tests, loads_before_the_first_lookup);
    tcase_add_test(tests, siblings_differ);
    tcase_add_test(tests, contradiction);
    tcase_add_test(tests, lookups_share_answers);
    tcase_add_test(tests, deadline);
    tcase_add_test(tests, silence);
    tcase_add_test(tests, query_limit);
    tcase_add_test(tests, steps);
    tcase_add_test(tests, free_in_progress);
    tcase_add_test(tests, cancelled_by_a_thread);
    tcase_add_test(tests, cancelled_before);
    tcase_add_test(tests, out_of_range);
    tcase_add_test(tests, words);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
