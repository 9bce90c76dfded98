/* SPDX-License-Identifier: MIT */
/*
 * The output of sesdomain-bulk for a plan: a line of JSON with the verdict,
 * the findings and the documents of the formats, and the report of its page.
 */
#include "bulk.h"

#include <string.h>

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[VERDICTS] = { "ready", "waiting", "wrong",
                                                 "invalid" };

    return names[verdict];
}

static void plan_add_bool(struct buffer *b, const char *key, bool value)
{
    buffer_str(b, ", \"");
    buffer_str(b, key);
    buffer_str(b, value ? "\": true" : "\": false");
}

/* Return the verdict, and count each code of a finding once. */
static enum verdict plan_judge(const struct sesdomain_plan *plan,
                               struct tally *tally)
{
    enum verdict verdict =
        sesdomain_plan_ready(plan) ? VERDICT_READY : VERDICT_WAITING;
    const char *last = "";

    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);
        const char *code = sesdomain_finding_code(f);

        if (sesdomain_finding_severity(f) == SESDOMAIN_SEVERITY_ERROR)
            verdict = VERDICT_WRONG;
        if (strcmp(last, code) != 0) /* the findings are sorted */
            tally_count(tally, code);
        last = code;
    }
    tally->verdicts[verdict]++;
    return verdict;
}

static void plan_add_finding(struct buffer *b,
                             const struct sesdomain_plan *plan,
                             const struct sesdomain_finding *f)
{
    const char *code = sesdomain_finding_code(f);

    buffer_str(b, "{\"code\": ");
    buffer_json(b, code, strlen(code));
    buffer_member(b, "severity",
                  sesdomain_severity_name(sesdomain_finding_severity(f)));
    buffer_member(b, "fix",
                  sesdomain_finding_fix_name(sesdomain_finding_fix(f)));
    buffer_member(b, "name", sesdomain_finding_name(f));
    buffer_str(b, ", \"instances\": [");
    for (size_t k = 0; k < sesdomain_finding_instance_count(f); k++) {
        const char *label = sesdomain_plan_instance_label(
            plan, sesdomain_finding_instance(f, k));

        buffer_str(b, k ? ", " : "");
        buffer_json(b, label, strlen(label));
    }
    buffer_str(b, "]");
    buffer_member(b, "message", sesdomain_finding_message(f));
    buffer_member(b, "hint", sesdomain_finding_hint(f));
    buffer_str(b, "}");
}

/* ---- documents ---------------------------------------------------------- */

/* Append a document to a buffer; it exists, and the format does not refuse
 * it. */
static void plan_write(struct buffer *b, const struct sesdomain_plan *plan,
                       const char *format, size_t document)
{
    size_t length = 0;

    if (!buffer_reserve(b, 1))
        return;
    if (sesdomain_plan_write(plan, format, document, b->s + b->n,
                             b->size - b->n, &length) == SESDOMAIN_E_SPACE &&
        buffer_reserve(b, length + 1))
        sesdomain_plan_write(plan, format, document, b->s + b->n,
                             b->size - b->n, NULL);
    b->n += b->failed ? 0 : length;
}

static bool plan_is_json(const char *format)
{
    size_t i = 0;

    while (strcmp(sesdomain_format_name(i), format) != 0)
        i++;
    return !strcmp(sesdomain_format_media_type(i), "application/json");
}

/* Add a JSON document unchanged: its line breaks are between tokens. */
static void plan_add_json(struct buffer *b, const struct sesdomain_plan *plan,
                          const char *format, size_t document)
{
    const size_t from = b->n;
    char *s;

    plan_write(b, plan, format, document);
    if (b->failed)
        return;
    for (s = b->s + from; (s = memchr(s, '\n', b->n - (size_t)(s - b->s)));)
        *s++ = ' ';
}

static void plan_add_documents(struct job *job,
                               const struct sesdomain_plan *plan,
                               const char *format, size_t count)
{
    const bool json = plan_is_json(format);

    buffer_str(&job->out, "[");
    for (size_t i = 0; i < count; i++) {
        buffer_str(&job->out, i ? ", " : "");
        if (json) {
            plan_add_json(&job->out, plan, format, i);
            continue;
        }
        job->scratch.n = 0;
        plan_write(&job->scratch, plan, format, i);
        buffer_json(&job->out, job->scratch.s, job->scratch.n);
    }
    buffer_str(&job->out, "]");
}

/* Add the reason why a format refuses a plan. */
static void plan_add_refusal(struct buffer *b,
                             const struct sesdomain_plan *plan,
                             const char *format)
{
    const struct sesdomain_recordset *rs;
    const char *reason;
    size_t i;
    enum sesdomain_status status =
        sesdomain_plan_refusal(plan, format, &i, NULL, &reason);

    rs = sesdomain_plan_recordset(plan, i);
    buffer_str(b, b->n ? ", " : "");
    buffer_json(b, format, strlen(format));
    buffer_str(b, ": {\"status\": ");
    buffer_json(b, sesdomain_status_name(status),
                strlen(sesdomain_status_name(status)));
    buffer_member(b, "name", sesdomain_recordset_name(rs));
    buffer_member(b, "type",
                  sesdomain_type_name(sesdomain_recordset_type(rs)));
    buffer_member(b, "reason", reason);
    buffer_str(b, "}");
}

static void plan_add_formats(struct job *job,
                             const struct sesdomain_plan *plan)
{
    job->refused.n = 0;
    buffer_str(&job->out, ", \"documents\": {");
    for (size_t i = 0; i < job->a->format_count; i++) {
        const char *format = job->a->formats[i];
        const size_t count = sesdomain_plan_document_count(plan, format);

        buffer_str(&job->out, i ? ", " : "");
        buffer_json(&job->out, format, strlen(format));
        buffer_str(&job->out, ": ");
        plan_add_documents(job, plan, format, count);
        if (!count)
            plan_add_refusal(&job->refused, plan, format);
    }
    buffer_str(&job->out, "}, \"refused\": {");
    buffer_add(&job->out, job->refused.s, job->refused.n);
    buffer_str(&job->out, "}");
}

/* ---- the line ----------------------------------------------------------- */

void plan_add(struct job *job, size_t number,
              const struct sesdomain_plan *plan)
{
    struct buffer *out = &job->out;
    const enum verdict verdict = plan_judge(plan, &job->tally);

    buffer_str(out, "{\"line\": ");
    buffer_uint(out, number);
    buffer_member(out, "verdict", verdict_name(verdict));
    buffer_member(out, "domain", sesdomain_plan_domain(plan));
    buffer_member(out, "zone", sesdomain_plan_zone(plan));
    buffer_member(out, "reference", sesdomain_plan_reference(plan));
    plan_add_bool(out, "ready", sesdomain_plan_ready(plan));
    plan_add_bool(out, "has_changes", sesdomain_plan_has_changes(plan));
    buffer_str(out, ", \"findings\": [");
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        buffer_str(out, i ? ", " : "");
        plan_add_finding(out, plan, sesdomain_plan_finding(plan, i));
    }
    buffer_str(out, "]");
    plan_add_formats(job, plan);
    buffer_str(out, "}\n");

    if (!job->a->directory)
        return;
    job->scratch.n = 0;
    plan_write(&job->scratch, plan, "html", 0);
    page_row(&job->rows, number, verdict, plan, NULL);
    if (!page_report(job->a->directory, number, job->scratch.s,
                     job->scratch.n))
        job->failed = "a report cannot be written";
}
