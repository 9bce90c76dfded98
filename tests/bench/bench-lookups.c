/* SPDX-License-Identifier: MIT */
/* The time and the memory of looking up many domains, one after the other.
 *
 * Usage: bench-lookups PORT COUNT keep|clear
 *
 * A name server on loopback has the zones d0.test, d1.test and so on, with the
 * records of one instance. One client asks for all of them; it keeps all
 * answers, or forgets them after each domain. Prints how many domains have all
 * of their records, the queries, microseconds, and the peak kilobytes of the
 * process. */
#include <sesdomain-dns.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "measure.h"

#define DEADLINE 10000 /* milliseconds */

static const char *const tokens[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                      "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                                      "cccccccccccccccccccccccccccccccc" };

static struct sesdomain *settings(size_t number)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd;
    char name[64];

    require(!sesdomain_new(&sd), "out of memory");
    snprintf(name, sizeof(name), "d%zu.test", number);
    require(!sesdomain_set_domain(sd, name), "domain");
    require(!sesdomain_set_dmarc(sd, "v=DMARC1; p=none"), "dmarc");
    require(!sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
            "instance");
    for (size_t i = 0; i < 3; i++)
        require(!sesdomain_instance_add_dkim_token(inst, tokens[i]), "token");
    snprintf(name, sizeof(name), "mail.d%zu.test", number);
    require(!sesdomain_instance_set_mail_from(inst, name), "MAIL FROM");
    return sd;
}

/* Return whether the domain has all of its records. */
static int look_up(struct sesdomain_dns *dns, size_t number)
{
    struct sesdomain *sd = settings(number);
    struct sesdomain_plan *plan;
    int published;

    require(!sesdomain_dns_lookup(dns, sd, DEADLINE),
            sesdomain_dns_error(dns));
    require(!sesdomain_plan_new(sd, &plan), sesdomain_error(sd));
    published = !sesdomain_plan_has_changes(plan);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
    return published;
}

int main(int argc, char **argv)
{
    struct timespec begin, end;
    struct sesdomain_dns *dns;
    size_t count, published = 0, queries = 0, before = 0;
    struct rusage usage;

    require(argc == 4, "usage: bench-lookups PORT COUNT keep|clear");
    count = strtoul(argv[2], NULL, 10);
    require(!sesdomain_dns_new(&dns), "out of memory");
    require(!sesdomain_dns_add_server(dns, "127.0.0.1",
                                      (uint32_t)strtoul(argv[1], NULL, 10)),
            sesdomain_dns_error(dns));
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (size_t i = 0; i < count; i++) {
        published += (size_t)look_up(dns, i);
        queries += sesdomain_dns_queries(dns) - before;
        before = sesdomain_dns_queries(dns);
        if (strcmp(argv[3], "clear") == 0) {
            sesdomain_dns_clear(dns);
            before = sesdomain_dns_queries(dns);
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    sesdomain_dns_free(dns);
    getrusage(RUSAGE_SELF, &usage);
    printf("published %zu\nqueries %zu\nmicroseconds %lld\nkilobytes %ld\n",
           published, queries,
           (long long)(end.tv_sec - begin.tv_sec) * 1000000 +
               (end.tv_nsec - begin.tv_nsec) / 1000,
           usage.ru_maxrss);
    return published != count;
}
