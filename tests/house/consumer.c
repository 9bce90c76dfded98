/* SPDX-License-Identifier: MIT */
/* A program that uses the library as others do: it makes a plan and prints
 * the zone text, which test_consumers.py compares. */
#include <sesdomain.h>

#ifdef WITH_DNS
#include <sesdomain-dns.h>
#endif
#include <stdio.h>
#include <string.h>

static int fail(const char *what, enum sesdomain_status status)
{
    fprintf(stderr, "%s: %s\n", what, sesdomain_strerror(status));
    return 1;
}

/* Every build reads JSON. */
static int check_json(void)
{
    static const char json[] = "{\"domain\": \"anycompany.com\"}";
    enum sesdomain_status status;
    struct sesdomain *sd;

    status = sesdomain_new(&sd);
    if (status == SESDOMAIN_OK)
        status = sesdomain_load_setup(sd, json, strlen(json));
    sesdomain_free(sd);
    return status == SESDOMAIN_OK ? 0 : fail("load_setup", status);
}

/* Only builds with libidn2 read U-labels. */
static int check_idn(void)
{
    const enum sesdomain_status want =
        sesdomain_has_feature("idn") ? SESDOMAIN_OK : SESDOMAIN_E_UNSUPPORTED;
    enum sesdomain_status status;
    struct sesdomain *sd;

    status = sesdomain_new(&sd);
    if (status == SESDOMAIN_OK)
        status = sesdomain_set_domain(sd, "b\xc3\xbc"
                                          "cher.example");
    if (status != want)
        return fail("set_domain", status);
    sesdomain_free(sd);
    return 0;
}

static enum sesdomain_status fill(struct sesdomain *sd)
{
    struct sesdomain_instance *inst;
    enum sesdomain_status status = sesdomain_set_domain(sd, "anycompany.com");

    if (status == SESDOMAIN_OK)
        status = sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst);
    if (status == SESDOMAIN_OK)
        status = sesdomain_instance_add_dkim_token(inst, "abc");
    return status;
}

#ifdef WITH_DNS
/* The companion adds records to settings of the core. */
static enum sesdomain_status feed(struct sesdomain *sd, const char *path)
{
    struct sesdomain_dns *dns;
    enum sesdomain_status status = sesdomain_dns_new(&dns);
    FILE *file = fopen(path, "rb");
    char text[4096];
    size_t length = file ? fread(text, 1, sizeof(text), file) : 0;

    if (file)
        fclose(file);
    if (status == SESDOMAIN_OK)
        status = sesdomain_dns_load_recording(dns, text, length);
    if (status == SESDOMAIN_OK)
        status = sesdomain_dns_lookup(dns, sd, 0);
    sesdomain_dns_free(dns);
    return status;
}
#endif

int main(int argc, char **argv)
{
    struct sesdomain_plan *plan;
    enum sesdomain_status status;
    struct sesdomain *sd;
    char text[1000];

    if (check_json() || check_idn())
        return 1;
    status = sesdomain_new(&sd);
    if (status == SESDOMAIN_OK)
        status = fill(sd);
#ifdef WITH_DNS
    if (status == SESDOMAIN_OK && argc > 1)
        status = feed(sd, argv[1]);
#endif
    if (status == SESDOMAIN_OK)
        status = sesdomain_plan_new(sd, &plan);
    sesdomain_free(sd);
    if (status != SESDOMAIN_OK)
        return fail("plan", status);
    status = sesdomain_plan_write(plan, argc > 1 ? "diff" : "zone", 0, text,
                                  sizeof(text), NULL);
    sesdomain_plan_free(plan);
    if (status != SESDOMAIN_OK)
        return fail("write", status);
    fputs(text, stdout);
    (void)argv;
    return 0;
}
