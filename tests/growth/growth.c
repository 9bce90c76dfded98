/* SPDX-License-Identifier: MIT */
/* Does each dimension of the input, alone or with another, cost the same for
 * each element however many there are? Counts the steps and octets of memory
 * for each of FEW and of MANY elements, in each dimension by itself and in
 * each pair of what settings and existing records may have.
 *
 * growth [DIMENSION [DIMENSION]] prints them for one case. */
#include <sesdomain.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

#define FEW 250
#define MANY 1000
#define ALLOWED 1.25 /* times as much for each element of MANY as of FEW */

#define D "a.example"
#define KEY_BEFORE                                                            \
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg" \
    "1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT94"  \
    "7qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMm"
#define KEY_AFTER "UYckcQ2QIDAQAB"

/* Settings, and the number of what is added. */
struct job {
    struct sesdomain *sd;
    unsigned i;
    bool first; /* of the two dimensions: their instances differ */
};

static char text[3][400];

/* Octets that the library holds, and the most that it ever did. */
static size_t held, peak;

static void *count(void *user, void *ptr, size_t old_size, size_t new_size)
{
    (void)user;
    held += new_size - old_size;
    if (held > peak)
        peak = held;
    if (new_size)
        return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

static struct sesdomain_instance *instance(const struct job *job)
{
    struct sesdomain_instance *inst;

    snprintf(text[0], sizeof(text[0]), "%c%u", job->first ? 'a' : 'b', job->i);
    if (sesdomain_add_instance(job->sd, text[0], "us-east-1", NULL, &inst))
        exit(2);
    return inst;
}

static void record(const struct job *job, const char *name, uint32_t type,
                   const char *rdata)
{
    if (sesdomain_add_record(job->sd, name, type, 300, rdata, NULL)) {
        fprintf(stderr, "%s\n", sesdomain_error(job->sd));
        exit(2);
    }
}

/* As SES's tokens: 43 characters of Base64, and "=". */
static const char *token(unsigned i, char front)
{
    snprintf(text[1], sizeof(text[1]),
             "%c%08xMhHns1GkupJy6hJUZ14TtcpgMBBjlmEaD=", front,
             i * 2654435761u);
    return text[1];
}

static const char *key(unsigned i)
{
    snprintf(text[1], sizeof(text[1]), KEY_BEFORE "%08X" KEY_AFTER,
             i * 2654435761u);
    return text[1];
}

static const char *name(const char *pattern, unsigned i)
{
    snprintf(text[2], sizeof(text[2]), pattern, i);
    return text[2];
}

static const char *quoted(const char *s)
{
    snprintf(text[0], sizeof(text[0]), "\"%.300s\"", s);
    return text[0];
}

/* ---- dimensions ---- */

static void add_token(const struct job *job)
{
    sesdomain_instance_set_verification_token(instance(job),
                                              token(job->i, 'a'));
}

static void add_dkim(const struct job *job)
{
    struct sesdomain_instance *inst = instance(job);

    for (unsigned k = 0; k < 3; k++)
        sesdomain_instance_add_dkim_token(
            inst, name("t%08x", (3 * job->i + k) * 2654435761u));
}

static void add_key(const struct job *job)
{
    sesdomain_instance_add_dkim_key(instance(job), "s", key(job->i));
}

static void add_verified(const struct job *job)
{
    struct sesdomain_instance *inst = instance(job);

    sesdomain_instance_set_verification_token(inst, token(job->i, 'a'));
    sesdomain_instance_set_verification_status(inst, SESDOMAIN_SES_SUCCESS);
    sesdomain_instance_set_mail_from(inst, name("m%u." D, job->i));
    sesdomain_instance_set_mail_from_status(inst, SESDOMAIN_SES_SUCCESS);
}

static void add_verified_key(const struct job *job)
{
    struct sesdomain_instance *inst = instance(job);

    sesdomain_instance_add_dkim_key(inst, "s", key(job->i));
    sesdomain_instance_set_dkim_status(inst, SESDOMAIN_SES_SUCCESS);
}

static void add_mail_from(const struct job *job)
{
    sesdomain_instance_set_mail_from(instance(job), name("m%u." D, job->i));
}

static void add_mail_from_deep(const struct job *job)
{
    sesdomain_instance_set_mail_from(
        instance(job),
        name("%u.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a." D, job->i));
}

static void add_mail_from_shared(const struct job *job)
{
    sesdomain_instance_set_mail_from(instance(job), "m." D);
}

/* Each with another host for the MX of one name. */
static void add_feedback(const struct job *job)
{
    struct sesdomain_instance *inst = instance(job);

    sesdomain_instance_set_mail_from(inst, "b." D);
    sesdomain_instance_set_feedback_host(inst, name("f%u.other.test", job->i));
}

/* A MAIL FROM domain is proposed for each region. */
static void add_proposed(const struct job *job)
{
    struct sesdomain_instance *inst;

    sesdomain_set_option(job->sd, "plan.mail-from", "propose");
    snprintf(text[0], sizeof(text[0]), "%c%u", job->first ? 'a' : 'b', job->i);
    snprintf(text[1], sizeof(text[1]), "xx-moon-%u", job->i / 2 + 1);
    sesdomain_add_instance(job->sd, text[0], text[1], NULL, &inst);
}

/* A name below a delegation that has ever more servers. */
static void add_cut(const struct job *job)
{
    sesdomain_instance_set_mail_from(instance(job), name("m%u.s." D, job->i));
    record(job, "s." D, SESDOMAIN_TYPE_NS, name("n%u.other.test.", job->i));
}

/* From domains whose policies are at one name. */
static void add_from_alias(const struct job *job)
{
    sesdomain_add_from_domain(job->sd, name("a%u." D, job->i));
    record(job, name("_dmarc.a%u." D, job->i), SESDOMAIN_TYPE_CNAME,
           "p." D ".");
    record(job, "p." D, SESDOMAIN_TYPE_TXT, name("\"x%u\"", job->i));
}

static void add_retired(const struct job *job)
{
    struct sesdomain_instance *inst = instance(job);

    sesdomain_instance_set_verification_token(inst, token(job->i, 'r'));
    sesdomain_instance_set_mail_from(inst, "m." D);
    sesdomain_instance_set_state(
        inst, job->i % 2 ? SESDOMAIN_INSTANCE_STATE_RETIRED
                         : SESDOMAIN_INSTANCE_STATE_DRAINING);
}

static void add_receiving(const struct job *job)
{
    sesdomain_instance_set_receiving(instance(job), name("r%u." D, job->i % 7),
                                     NULL);
}

static void add_tracking(const struct job *job)
{
    sesdomain_instance_set_tracking(instance(job), name("c%u." D, job->i % 7),
                                    NULL);
}

static void add_region(const struct job *job)
{
    struct sesdomain_instance *inst;

    snprintf(text[0], sizeof(text[0]), "xx-moon-%u", job->i + 1);
    sesdomain_add_instance(job->sd, job->first ? "a" : "b", text[0], NULL,
                           &inst);
    sesdomain_instance_set_mail_from(inst, "m." D);
}

static void add_from(const struct job *job)
{
    sesdomain_add_from_domain(job->sd, name("f%u." D, job->i));
}

static void add_stranger(const struct job *job)
{
    record(job, "_amazonses." D, SESDOMAIN_TYPE_TXT,
           quoted(token(job->i, 'x')));
}

/* In the other letter case than the tokens of the instances. */
static void add_wrong_case(const struct job *job)
{
    record(job, "_amazonses." D, SESDOMAIN_TYPE_TXT,
           quoted(token(job->i, 'A')));
}

static void add_value(const struct job *job)
{
    record(job, "_amazonses." D, SESDOMAIN_TYPE_TXT, name("\"v%u\"", job->i));
}

static void add_apex_txt(const struct job *job)
{
    record(job, D, SESDOMAIN_TYPE_TXT, name("\"v%u\"", job->i));
}

static void add_key_txt(const struct job *job)
{
    snprintf(text[0], sizeof(text[0]), "\"p=%.300s\"", key(job->i + 1000000));
    record(job, "s._domainkey." D, SESDOMAIN_TYPE_TXT, text[0]);
}

static void add_selector(const struct job *job)
{
    record(job, name("x%u._domainkey." D, job->i), SESDOMAIN_TYPE_CNAME,
           "x.dkim.amazonses.com.");
}

static void add_mx(const struct job *job)
{
    snprintf(text[0], sizeof(text[0]), "10 h%u.other.test.", job->i);
    record(job, "m." D, SESDOMAIN_TYPE_MX, text[0]);
}

static void add_type(const struct job *job)
{
    record(job, "m." D, 1000 + job->i % 60000, "\\# 1 00");
}

static void add_policy(const struct job *job)
{
    record(job, "_dmarc." D, SESDOMAIN_TYPE_TXT,
           name("\"v=DMARC1; p=none; rua=mailto:a@h%u.test\"", job->i));
}

static void add_spf(const struct job *job)
{
    record(job, name("m%u." D, job->i), SESDOMAIN_TYPE_TXT,
           "\"v=spf1 include:i." D " include:i." D " include:i." D
           " include:i." D " ~all\"");
}

static void add_spf_at_name(const struct job *job)
{
    record(job, "m." D, SESDOMAIN_TYPE_TXT,
           name("\"v=spf1 ip4:192.0.2.%u ~all\"", job->i));
}

static void add_included(const struct job *job)
{
    record(job, "i." D, SESDOMAIN_TYPE_TXT, name("\"x%u\"", job->i));
}

static void add_name(const struct job *job)
{
    record(job, name("h%u." D, job->i), SESDOMAIN_TYPE_A, "192.0.2.1");
}

static void add_deep(const struct job *job)
{
    record(job, name("%u.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a." D, job->i),
           SESDOMAIN_TYPE_A, "192.0.2.1");
}

static void add_wildcard(const struct job *job)
{
    record(job, name("*.m%u." D, job->i), SESDOMAIN_TYPE_TXT, "\"x\"");
}

static void add_wildcard_mx(const struct job *job)
{
    snprintf(text[0], sizeof(text[0]), "10 h%u.other.test.", job->i);
    record(job, "*." D, SESDOMAIN_TYPE_MX, text[0]);
}

static void add_wildcard_type(const struct job *job)
{
    record(job, "*." D, 1000 + job->i % 60000, "\\# 1 00");
}

static void add_delegation(const struct job *job)
{
    record(job, name("m%u." D, job->i), SESDOMAIN_TYPE_NS, "ns.other.test.");
}

static void add_cname(const struct job *job)
{
    snprintf(text[0], sizeof(text[0]), "c%u." D ".", job->i + 1);
    record(job, name("c%u." D, job->i), SESDOMAIN_TYPE_CNAME, text[0]);
}

static void add_absent(const struct job *job)
{
    sesdomain_add_absent(job->sd, "m." D, 1000 + job->i % 60000);
}

static void add_nonexistent(const struct job *job)
{
    sesdomain_add_nonexistent(job->sd, name("n%u." D, job->i));
}

static void add_failed(const struct job *job)
{
    sesdomain_add_failed(job->sd, name("m%u." D, job->i), SESDOMAIN_TYPE_TXT,
                         "timeout");
}

static void add_failed_type(const struct job *job)
{
    sesdomain_add_failed(job->sd, "m." D, 1000 + job->i % 60000, "timeout");
}

static void add_identity(const struct job *job)
{
    sesdomain_add_identity(job->sd, name("m%u." D, job->i));
}

static void add_ignored(const struct job *job)
{
    sesdomain_add_ignored(job->sd, token(job->i, 'x'));
}

/* Of the settings, and from "stranger" on of the existing records. */
static const struct dimension {
    const char *name;
    void (*add)(const struct job *job);
} dimensions[] = {
    { "token", add_token },
    { "dkim", add_dkim },
    { "key", add_key },
    { "verified", add_verified },
    { "verified-key", add_verified_key },
    { "mail-from", add_mail_from },
    { "mail-from-deep", add_mail_from_deep },
    { "mail-from-shared", add_mail_from_shared },
    { "feedback", add_feedback },
    { "proposed", add_proposed },
    { "cut", add_cut },
    { "from-alias", add_from_alias },
    { "retired", add_retired },
    { "receiving", add_receiving },
    { "tracking", add_tracking },
    { "region", add_region },
    { "from", add_from },
    { "stranger", add_stranger },
    { "wrong-case", add_wrong_case },
    { "value", add_value },
    { "apex-txt", add_apex_txt },
    { "key-txt", add_key_txt },
    { "selector", add_selector },
    { "mx", add_mx },
    { "type", add_type },
    { "policy", add_policy },
    { "spf", add_spf },
    { "spf-at-name", add_spf_at_name },
    { "included", add_included },
    { "name", add_name },
    { "deep", add_deep },
    { "wildcard", add_wildcard },
    { "wildcard-mx", add_wildcard_mx },
    { "wildcard-type", add_wildcard_type },
    { "delegation", add_delegation },
    { "cname", add_cname },
    { "absent", add_absent },
    { "nonexistent", add_nonexistent },
    { "failed", add_failed },
    { "failed-type", add_failed_type },
    { "identity", add_identity },
    { "ignored", add_ignored },
};
#define DIMENSIONS (sizeof(dimensions) / sizeof(*dimensions))

/* ---- the job ---- */

static void write(const struct sesdomain_plan *plan, const char *format)
{
    size_t length = 0;
    char *buf;

    sesdomain_plan_write(plan, format, 0, NULL, 0, &length);
    buf = malloc(length + 1);
    if (buf)
        sesdomain_plan_write(plan, format, 0, buf, length + 1, NULL);
    free(buf);
}

/* What each element costs. */
struct cost {
    double steps, octets;
};

static struct cost measure(const struct dimension *one,
                           const struct dimension *two, unsigned elements)
{
    const size_t before = steps;
    struct job job = { 0 };
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;

    peak = 0;
    if (sesdomain_new_alloc(&job.sd, count, NULL) ||
        sesdomain_set_domain(job.sd, D) ||
        sesdomain_set_option(job.sd, "audience", "customer") ||
        sesdomain_add_instance(job.sd, "1", "us-east-1", NULL, &inst) ||
        sesdomain_instance_set_mail_from(inst, "m." D))
        exit(2);
    for (job.i = 0; job.i < elements; job.i++) {
        job.first = true;
        one->add(&job);
        job.first = false;
        if (two)
            two->add(&job);
    }
    if (sesdomain_plan_new(job.sd, &plan))
        exit(2);
    write(plan, "json");
    write(plan, "steps");
    write(plan, "text");
    write(plan, "html");
    write(plan, "octodns");
    write(plan, "nsupdate");
    sesdomain_plan_free(plan);
    sesdomain_free(job.sd);
    return (struct cost){ (double)(steps - before) / elements,
                          (double)peak / elements };
}

/* Whether a case is linear; otherwise, or if asked for, print its costs. */
static bool check(const struct dimension *one, const struct dimension *two,
                  bool print)
{
    const struct cost few = measure(one, two, FEW);
    const struct cost many = measure(one, two, MANY);
    const bool linear = many.steps <= ALLOWED * few.steps &&
                        many.octets <= ALLOWED * few.octets;

    if (print || !linear)
        printf("%s %s: %.0f steps, then %.0f; %.0f octets, then %.0f%s\n",
               one->name, two ? two->name : "", few.steps, many.steps,
               few.octets, many.octets, linear ? "" : " FAILED");
    return linear;
}

static const struct dimension *find(const char *name)
{
    for (size_t d = 0; name && d < DIMENSIONS; d++)
        if (strcmp(dimensions[d].name, name) == 0)
            return &dimensions[d];
    return NULL;
}

int main(int argc, char **argv)
{
    const struct dimension *existing = find("stranger");
    bool linear = true;

    if (argc > 1)
        return !check(find(argv[1]), find(argv[2]), true);
    for (size_t d = 0; d < DIMENSIONS; d++)
        linear &= check(&dimensions[d], NULL, false);
    for (const struct dimension *one = dimensions; one < existing; one++)
        for (size_t d = (size_t)(existing - dimensions); d < DIMENSIONS; d++)
            linear &= check(one, &dimensions[d], false);
    return !linear;
}
