/* SPDX-License-Identifier: MIT */
/* Makes the settings of the benchmarks: one domain with a given number of
 * instances, each with random tokens. */
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random.h"
#include "measure.h"

/* Write n random letters of an alphabet. */
static void scatter(const char *alphabet, char *s, size_t n)
{
    const size_t letters = strlen(alphabet);

    for (size_t i = 0; i < n; i++)
        s[i] = alphabet[random_below(letters)];
    s[n] = '\0';
}

static void issue(struct issued *issued, size_t i, int many)
{
    static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char *const regions[] = {
        "us-east-1", "eu-west-1",      "ap-southeast-2", "us-west-2",
        "sa-east-1", "ap-northeast-1", "eu-central-1",   "ca-central-1",
    };
    const char *region = regions[i % (sizeof(regions) / sizeof(*regions))];

    snprintf(issued->account, sizeof(issued->account), "%zu",
             (size_t)111122223333 + i);
    snprintf(issued->region, sizeof(issued->region), "%s", region);
    for (size_t k = 0; k < DKIM_TOKENS; k++)
        scatter(base32, issued->dkim[k], 32);
    if (many) {
        snprintf(issued->mail_from, sizeof(issued->mail_from), "bounce-%zu.%s",
                 i, DOMAIN);
        return;
    }
    scatter(base64, issued->token, 43);
    strcat(issued->token, "=");
    snprintf(issued->mail_from, sizeof(issued->mail_from), "bounce-%s.%s",
             region, DOMAIN);
}

static void print_instance(FILE *f, const struct issued *issued)
{
    fprintf(f, "{\"account\":\"%s\",\"region\":\"%s\",", issued->account,
            issued->region);
    if (*issued->token)
        fprintf(f, "\"verification_token\":\"%s\",", issued->token);
    fprintf(f, "\"dkim_tokens\":[\"%s\",\"%s\",\"%s\"],", issued->dkim[0],
            issued->dkim[1], issued->dkim[2]);
    fprintf(f, "\"mail_from\":\"%s\"}", issued->mail_from);
}

static void print_setup(struct input *in)
{
    FILE *f = open_memstream(&in->json, &in->json_length);

    require(f != NULL, "out of memory");
    fprintf(f, "{\"version\":1,\"domain\":\"%s\",\"dmarc\":\"%s\",", DOMAIN,
            POLICY);
    fprintf(f, "\"instances\":[");
    for (size_t i = 0; i < in->count; i++) {
        if (i)
            putc(',', f);
        print_instance(f, &in->issued[i]);
    }
    fprintf(f, "]}");
    require(fclose(f) == 0, "out of memory");
}

void input_make(struct input *in, size_t count)
{
    random_seed(1);
    *in = (struct input){ .count = count };
    in->issued = calloc(count, sizeof(*in->issued));
    require(in->issued != NULL, "out of memory");
    for (size_t i = 0; i < count; i++)
        issue(&in->issued[i], i, count >= MANY);
    print_setup(in);
}

void input_read(struct input *in, const char *path)
{
    FILE *from = fopen(path, "r"), *to;
    int c;

    *in = (struct input){ 0 };
    to = open_memstream(&in->json, &in->json_length);
    require(from && to, path);
    while ((c = getc(from)) != EOF)
        putc(c, to);
    require(!ferror(from) && fclose(to) == 0, path);
    fclose(from);
}

void input_free(struct input *in)
{
    free(in->issued);
    free(in->json);
}

static void well(struct sesdomain *sd, enum sesdomain_status status)
{
    require(status == SESDOMAIN_OK, sesdomain_error(sd));
}

static void add(struct sesdomain *sd, const struct issued *issued)
{
    struct sesdomain_instance *inst;

    well(sd, sesdomain_add_instance(sd, issued->account, issued->region, NULL,
                                    &inst));
    if (*issued->token)
        well(sd,
             sesdomain_instance_set_verification_token(inst, issued->token));
    for (size_t i = 0; i < DKIM_TOKENS; i++)
        well(sd, sesdomain_instance_add_dkim_token(inst, issued->dkim[i]));
    well(sd, sesdomain_instance_set_mail_from(inst, issued->mail_from));
}

void input_set(struct sesdomain *sd, const struct input *in)
{
    well(sd, sesdomain_set_domain(sd, DOMAIN));
    well(sd, sesdomain_set_dmarc(sd, POLICY));
    for (size_t i = 0; i < in->count; i++)
        add(sd, &in->issued[i]);
}
