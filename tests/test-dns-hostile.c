/* SPDX-License-Identifier: MIT */
/* Does the companion survive a name server that damages its answers, and
 * ignore what others send? One server, in a thread, forges and mutates 100,000
 * of them; and a server that is 200 ms away is asked everything at once. */
#include <arpa/inet.h>
#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <sesdomain-dns.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "random.h"
#include "support.h"

#define ANSWERS 100000
#define LATENCY 200 /* milliseconds: long, beside what a busy machine adds */
#define DEADLINE 2000
#define PATIENCE 20000 /* milliseconds that a busy machine may add */

enum { HEADER = 12, QUERY_MAX = 512 };

/* SOA of d.test, in the authority section: what the server is right with. */
static const uint8_t soa[] = "\1d\4test\0\0\6\0\1\0\0\1\54\0\42"
                             "\2ns\1d\4test\0\1h\0\0\0\0\7\0\0\0\1\0\0\0\1"
                             "\0\0\0\1\0\0\0\74";
/* TXT of the name of the question, for a forged answer. */
static const uint8_t evil[] = "\xc0\x0c\0\20\0\1\0\0\1\54\0\5\4evil";

static struct {
    pthread_t thread;
    int fd, elsewhere;
    uint32_t port;
    atomic_bool stops;
    bool mutates;
    atomic_size_t answers;
} server;

static long milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

/* Return the length of the header and the question of a query. */
static size_t question_end(const uint8_t *query, size_t n)
{
    size_t i = HEADER;

    while (i < n && query[i])
        i += query[i] + 1u;
    return i + 5 <= n ? i + 5 : 0;
}

/* Write an answer: NXDOMAIN with an SOA, or the forged record. */
static size_t answer(const uint8_t *query, size_t end, bool forged,
                     uint8_t *out)
{
    const uint8_t *record = forged ? evil : soa;
    const size_t n = (forged ? sizeof(evil) : sizeof(soa)) - 1;

    memcpy(out, query, end);
    out[2] = 0x84;
    out[3] = forged ? 0 : 3;
    memset(out + 6, 0, 6);
    out[forged ? 7 : 9] = 1;
    memcpy(out + end, record, n);
    return end + n;
}

static void deliver(int fd, const uint8_t *wire, size_t n,
                    const struct sockaddr_in *to)
{
    if (sendto(fd, wire, n, 0, (const struct sockaddr *)to, sizeof(*to)) >= 0)
        server.answers++;
}

/* Send what is not to be believed: another id, another question, another
 * port; then a damaged answer, and the right one. */
static void deliver_hostile(const uint8_t *query, size_t end,
                            const struct sockaddr_in *to)
{
    uint8_t wire[2 * QUERY_MAX];
    size_t n = answer(query, end, true, wire);

    deliver(server.elsewhere, wire, n, to);
    wire[0] ^= 1;
    deliver(server.fd, wire, n, to);
    wire[0] ^= 1;
    wire[HEADER + 1] ^= 1;
    deliver(server.fd, wire, n, to);
    n = answer(query, end, false, wire);
    for (size_t k = random_below(5); k; k--)
        wire[2 + random_below(n - 2)] = (uint8_t)random_below(256);
    deliver(server.fd, wire, HEADER + random_below(n - HEADER) + 1, to);
    n = answer(query, end, false, wire);
    deliver(server.fd, wire, n, to);
}

/* What waits until it is due. */
struct late {
    uint8_t wire[2 * QUERY_MAX];
    size_t n;
    struct sockaddr_in to;
    long due;
};

static void *serve(void *unused)
{
    static struct late queue[1024];
    size_t first = 0, last = 0;

    while (!server.stops) {
        struct pollfd polled = { .fd = server.fd, .events = POLLIN };
        struct sockaddr_in from;
        socklen_t size = sizeof(from);
        uint8_t query[QUERY_MAX];
        size_t end = 0;
        ssize_t n = -1;

        if (poll(&polled, 1, 1) > 0)
            n = recvfrom(server.fd, query, sizeof(query), 0,
                         (struct sockaddr *)&from, &size);
        if (n > HEADER)
            end = question_end(query, (size_t)n);
        if (end && server.mutates) {
            deliver_hostile(query, end, &from);
        } else if (end) {
            struct late *late = &queue[last++ % 1024];

            late->n = answer(query, end, false, late->wire);
            late->to = from;
            late->due = milliseconds() + LATENCY;
        }
        for (; first < last && queue[first % 1024].due <= milliseconds();
             first++) {
            const struct late *late = &queue[first % 1024];

            deliver(server.fd, late->wire, late->n, &late->to);
        }
    }
    return unused;
}

static int open_socket(uint32_t *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(address);
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);

    ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, size), 0);
    ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    *port = ntohs(address.sin_port);
    return fd;
}

static void start(bool mutates)
{
    uint32_t other;

    server.fd = open_socket(&server.port);
    server.elsewhere = open_socket(&other);
    server.stops = false;
    server.mutates = mutates;
    server.answers = 0;
    ck_assert_int_eq(pthread_create(&server.thread, NULL, serve, NULL), 0);
}

static void stop(void)
{
    server.stops = true;
    pthread_join(server.thread, NULL);
    close(server.fd);
    close(server.elsewhere);
}

static struct sesdomain *make_settings(void)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), SESDOMAIN_OK);
    sesdomain_set_domain(sd, "d.test");
    sesdomain_add_instance(sd, "111122223333", "us-east-1", NULL, &inst);
    sesdomain_instance_add_dkim_token(inst, "abc");
    sesdomain_instance_set_mail_from(inst, "mail.d.test");
    return sd;
}

/* No reply may have the forged record. */
static size_t check_replies(const struct sesdomain_dns *dns)
{
    size_t replies = 0;

    for (size_t i = 0; i < sesdomain_dns_question_count(dns); i++)
        for (size_t j = 0; j < sesdomain_dns_reply_count(dns, i); j++) {
            const struct sesdomain_dns_reply *reply =
                sesdomain_dns_reply_at(dns, i, j);

            replies++;
            for (size_t k = 0; k < sesdomain_dns_reply_value_count(reply); k++)
                ck_assert_str_ne(sesdomain_dns_reply_value(reply, k),
                                 "\"evil\"");
        }
    return replies;
}

static struct sesdomain_dns *make_client(uint32_t timeout)
{
    struct sesdomain_dns *dns;

    ck_assert_int_eq(sesdomain_dns_new(&dns), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_set_timeout(dns, timeout), SESDOMAIN_OK);
    ck_assert_int_eq(sesdomain_dns_add_server(dns, "127.0.0.1", server.port),
                     SESDOMAIN_OK);
    return dns;
}

START_TEST(damaged_and_forged_answers)
{
    const char *number = getenv("HOSTILE_ANSWERS");
    const size_t wanted = number ? strtoul(number, NULL, 10) : ANSWERS;
    struct sesdomain_dns *dns;

    start(true);
    dns = make_client(500);
    while (server.answers < wanted) {
        struct sesdomain *sd = make_settings();
        const long from = milliseconds();

        ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, DEADLINE),
                         SESDOMAIN_OK);
        ck_assert_int_lt(milliseconds() - from,
                         DEADLINE + PATIENCE * sparse());
        ck_assert_uint_gt(check_replies(dns), 0);
        sesdomain_dns_clear(dns);
        sesdomain_free(sd);
    }
    sesdomain_dns_free(dns);
    stop();
}
END_TEST

/* Some 30 questions take a few round trips, not 30. */
START_TEST(questions_are_asked_at_once)
{
    struct sesdomain_dns *dns;
    struct sesdomain *sd = make_settings();
    long took;
    size_t replies;

    start(false);
    dns = make_client(PATIENCE);
    took = milliseconds();
    ck_assert_int_eq(sesdomain_dns_lookup(dns, sd, 60000), SESDOMAIN_OK);
    took = milliseconds() - took;
    ck_assert_int_eq(sesdomain_dns_end(dns), SESDOMAIN_DNS_END_COMPLETE);
    replies = check_replies(dns);
    ck_assert_uint_gt(replies, 20);
    ck_assert_int_ge(took, 2 * LATENCY);
    ck_assert_int_lt(took, (long)replies * LATENCY / 3 * sparse());
    sesdomain_dns_free(dns);
    sesdomain_free(sd);
    stop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dns-hostile");
    TCase *tests = tcase_create("dns-hostile");

    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, damaged_and_forged_answers);
    tcase_add_test(tests, questions_are_asked_at_once);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
