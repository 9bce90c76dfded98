/* SPDX-License-Identifier: MIT */
#include "format.h"

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

static const struct format *find(const char *name)
{
    for (size_t i = 0; name && i < COUNT(formats); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}

static enum sesdomain_status refuse(const struct sesdomain_plan *plan,
                                    const struct format *format,
                                    struct refusal *refusal)
{
    *refusal = (struct refusal){ 0 };
    if (!format)
        return SESDOMAIN_E_FORMAT;
    return format->refuse ? format->refuse(plan, refusal) : SESDOMAIN_OK;
}

enum sesdomain_status sesdomain_plan_refusal(const struct sesdomain_plan *plan,
                                             const char *format,
                                             size_t *recordset, size_t *value,
                                             const char **reason)
{
    struct refusal refusal;
    enum sesdomain_status status = refuse(plan, find(format), &refusal);

    if (recordset)
        *recordset = refusal.set;
    if (value)
        *value = refusal.value;
    if (reason)
        *reason = refusal.reason;
    return status;
}

enum sesdomain_status sesdomain_plan_write(const struct sesdomain_plan *plan,
                                           const char *format, size_t from,
                                           size_t *next, char *buf,
                                           size_t size, size_t *length)
{
    const struct format *f = find(format);
    struct out o = sesd_out(buf, size);
    struct refusal refusal;
    enum sesdomain_status status = refuse(plan, f, &refusal);
    size_t then = 0;

    if (status == SESDOMAIN_OK)
        then = f->write(plan, from, &o);
    if (next)
        *next = then;
    if (length)
        *length = o.length;
    if (status == SESDOMAIN_OK && o.length >= size) {
        if (size)
            buf[0] = '\0';
        status = SESDOMAIN_E_SPACE;
    }
    return status;
}
