/* SPDX-License-Identifier: MIT */
/* A zone file read by ldns alone, or by the companion, with a plan after.
 *
 * Usage: bench-zone read|plan FILE
 *
 * Prints nanoseconds of processor time, and the kilobytes that the process
 * had at most. "read" makes each record, as ldns-read-zone does, and throws
 * it away; "plan" plans two instances against the file. */
#include <ldns/dns.h>
#include <ldns/ldns.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "input.h"
#include "measure.h"

static void read_alone(void *path)
{
    FILE *file = fopen(path, "r");
    ldns_rdf *origin = NULL, *last = NULL;
    ldns_status status;
    uint32_t ttl = 0;
    ldns_rr *rr;
    int line = 0;

    require(file != NULL, "the file cannot be read");
    while (!feof(file)) {
        status = ldns_rr_new_frm_fp_l(&rr, file, &ttl, &origin, &last, &line);
        if (status == LDNS_STATUS_OK)
            ldns_rr_free(rr);
        else
            require(status == LDNS_STATUS_SYNTAX_EMPTY ||
                        status == LDNS_STATUS_SYNTAX_TTL ||
                        status == LDNS_STATUS_SYNTAX_ORIGIN,
                    ldns_get_errorstr_by_id(status));
    }
    ldns_rdf_deep_free(origin);
    ldns_rdf_deep_free(last);
    fclose(file);
}

static void plan_against(void *path)
{
    struct sesdomain_plan *plan;
    struct sesdns_file *dns;
    struct sesdomain *sd;
    struct input in;

    input_make(&in, 2);
    require(!sesdomain_new(&sd) && !sesdns_file_new(&dns), "out of memory");
    input_set(sd, &in);
    require(!sesdns_file_load(dns, sd, path), sesdns_file_error(dns));
    require(!sesdomain_plan_new(sd, &plan), sesdomain_error(sd));
    sesdomain_plan_free(plan);
    sesdns_file_free(dns);
    sesdomain_free(sd);
    input_free(&in);
}

int main(int argc, char **argv)
{
    uint64_t start;

    require(argc == 3, "usage: bench-zone read|plan FILE");
    start = processor_time();
    if (strcmp(argv[1], "read") == 0)
        measured(read_alone, argv[2]);
    else
        measured(plan_against, argv[2]);
    printf("nanoseconds %ju\nkilobytes %ld\n",
           (uintmax_t)(processor_time() - start), peak_kilobytes());
    return 0;
}
