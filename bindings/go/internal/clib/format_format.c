//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * The table of formats. Takes a plan and the name of a format, and writes one
 * of its documents to the caller's buffer, or reports why it cannot.
 */
#include "format_format.h"

/* clang-format off */
static const struct format *const formats[] = {
    &sesd_format_text,
    &sesd_format_markdown,
    &sesd_format_html,
    &sesd_format_json,
    &sesd_format_csv,
    &sesd_format_diff,
    &sesd_format_dig,
    &sesd_format_steps,
    &sesd_format_zone,
    &sesd_format_route53,
    &sesd_format_nsupdate,
    &sesd_format_knotc,
    &sesd_format_powerdns,
    &sesd_format_cloudflare,
    &sesd_format_azure,
    &sesd_format_gcloud,
    &sesd_format_terraform,
    &sesd_format_cloudformation,
    &sesd_format_octodns,
    &sesd_format_dnscontrol,
    &sesd_format_external_dns,
};
/* clang-format on */

size_t sesdomain_format_count(void)
{
    return COUNT(formats);
}

const char *sesdomain_format_name(size_t i)
{
    return i < COUNT(formats) ? formats[i]->name : NULL;
}

const char *sesdomain_format_description(size_t i)
{
    return i < COUNT(formats) ? formats[i]->description : NULL;
}

enum sesdomain_format_kind sesdomain_format_kind(size_t i)
{
    return i < COUNT(formats) ? formats[i]->kind : SESDOMAIN_FORMAT_KIND_NONE;
}

const char *sesdomain_format_media_type(size_t i)
{
    return i < COUNT(formats) ? formats[i]->media_type : NULL;
}

static const struct format *format_find(const char *name)
{
    for (size_t i = 0; name && i < COUNT(formats); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

enum sesdomain_status sesdomain_plan_refusal(const struct sesdomain_plan *plan,
                                             const char *format,
                                             size_t *recordset, size_t *value,
                                             const char **reason)
{
    const struct format *f = format_find(format);
    struct refusal refusal = { SESDOMAIN_NONE, SESDOMAIN_NONE, NULL };
    enum sesdomain_status status =
        f ? sesd_refuse(plan, f, (struct batch){ 0, plan->set_count },
                        &refusal)
          : SESDOMAIN_E_FORMAT;

    if (recordset)
        *recordset = refusal.set;
    if (value)
        *value = refusal.value;
    if (reason)
        *reason = refusal.reason;
    return status;
}

size_t sesdomain_plan_document_count(const struct sesdomain_plan *plan,
                                     const char *format)
{
    const struct format *f = format_find(format);
    size_t count = 1;

    if (!plan || !f || sesdomain_plan_refusal(plan, format, NULL, NULL, NULL))
        return 0;
    if (f->batches)
        count = sesd_batch_count(plan, f->batches);
    return count ? count : 1; /* without changes, one that is empty */
}

/* Write a document. The whole plan is checked before the first document,
 * and for each other one only the sets before it: writing all documents
 * takes linear time, and no document has something that the format cannot
 * express. */
static enum sesdomain_status format_write(const struct sesdomain_plan *plan,
                                          const struct format *f,
                                          size_t document, struct out *o)
{
    struct batch batch = { 0, plan->set_count };
    struct refusal refusal;
    enum sesdomain_status status;

    if (document &&
        (!f->batches || !sesd_batch_find(plan, f->batches, document, &batch)))
        return SESDOMAIN_E_MISSING;
    status = sesd_refuse(plan, f, batch, &refusal);
    if (status != SESDOMAIN_OK)
        return status;
    if (!f->batches)
        f->write(plan, o);
    else if (document || sesd_batch_find(plan, f->batches, 0, &batch))
        f->batches->write(plan, batch, o);
    return SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_plan_write(const struct sesdomain_plan *plan,
                                           const char *format, size_t document,
                                           char *buf, size_t size,
                                           size_t *length)
{
    const struct format *f = format_find(format);
    struct out o;
    enum sesdomain_status status;

    if (!buf)
        size = 0;
    o = sesd_out(buf, size);
    status = f ? format_write(plan, f, document, &o) : SESDOMAIN_E_FORMAT;
    if (length)
        *length = o.length;
    if (status == SESDOMAIN_OK && o.length >= size) {
        if (size)
            buf[0] = '\0';
        status = SESDOMAIN_E_SPACE;
    }
    return status;
}
