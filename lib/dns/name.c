/* SPDX-License-Identifier: MIT */
/*
 * Domain names as text (RFC 1035 section 5.1): lower case, without the final
 * dot, "" for the root. Takes names of plans and of messages, produces their
 * labels, their order (RFC 4034 section 6.1) and copies.
 */
#include <stdlib.h>
#include <string.h>

#include "dns.h"

#define LABELS_MAX 128

/* Return the end of the first label; an escaped dot is part of it. */
static const char *name_label_end(const char *name)
{
    while (*name && *name != '.') {
        if (*name == '\\' && name[1])
            name++;
        name++;
    }
    return name;
}

const char *sesd_dns_name_parent(const char *name)
{
    const char *end = name_label_end(name);

    if (!*name)
        return NULL;
    return *end ? end + 1 : end;
}

size_t sesd_dns_name_labels(const char *name)
{
    size_t labels = 0;

    for (; name && *name; name = sesd_dns_name_parent(name))
        labels++;
    return labels;
}

const char *sesd_dns_name_suffix(const char *name, size_t labels)
{
    for (size_t n = sesd_dns_name_labels(name); n > labels; n--)
        name = sesd_dns_name_parent(name);
    return name;
}

bool sesd_dns_name_is_within(const char *name, const char *zone)
{
    const size_t labels = sesd_dns_name_labels(zone);

    return sesd_dns_name_labels(name) >= labels &&
           strcmp(sesd_dns_name_suffix(name, labels), zone) == 0;
}

static size_t name_split(const char *name, const char **labels)
{
    size_t count = 0;

    for (; name && *name && count < LABELS_MAX;
         name = sesd_dns_name_parent(name))
        labels[count++] = name;
    return count;
}

static int name_compare_labels(const char *a, const char *b)
{
    const size_t n = (size_t)(name_label_end(a) - a);
    const size_t m = (size_t)(name_label_end(b) - b);
    const int order = memcmp(a, b, n < m ? n : m);

    return order ? order : (n > m) - (n < m);
}

int sesd_dns_name_compare(const char *a, const char *b)
{
    const char *as[LABELS_MAX], *bs[LABELS_MAX];
    size_t n = name_split(a, as), m = name_split(b, bs);

    while (n && m) {
        const int order = name_compare_labels(as[--n], bs[--m]);

        if (order)
            return order;
    }
    return (n > 0) - (m > 0);
}

char *sesd_dns_name_keep(struct pool *pool, const ldns_rdf *name)
{
    char *text = ldns_rdf2str(name), *copy;
    size_t n = text ? strlen(text) : 0;

    if (!text) {
        pool->failed = true;
        return NULL;
    }
    if (n && text[n - 1] == '.')
        n--;
    copy = sesd_dns_keep(pool, text, n);
    free(text);
    for (char *s = copy; s && *s; s++)
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
    return copy;
}

char *sesd_dns_host_keep(struct pool *pool, const ldns_rdf *name)
{
    char *text = sesd_dns_name_keep(pool, name);

    if (!text || !*text ||
        text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_.")])
        return NULL;
    return text;
}
