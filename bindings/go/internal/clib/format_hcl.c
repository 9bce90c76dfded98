//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * HCL. Takes texts and names, produces parts of its native syntax or of its
 * JSON syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 * and json/spec.md.
 */
#include "format_format.h"

static bool hcl_is_plain(char c)
{
    return c != '"' && c != '\\' && c != '$' && c != '%';
}

void sesd_hcl_inside(struct hcl *h, struct text t)
{
    for (;;) {
        const size_t n = sesd_text_span(t, hcl_is_plain);
        char c;

        sesd_out_mem(h->o, t.s, n);
        if (n == t.n)
            return;
        c = t.s[n];
        if (c == '"' || c == '\\')
            sesd_out_char(h->o, '\\');
        else if (n + 1 < t.n && t.s[n + 1] == '{')
            sesd_out_char(h->o, c);
        sesd_out_char(h->o, c);
        t = sesd_text_after(t, n + 1);
    }
}

void sesd_hcl_quoted(struct hcl *h, struct text t)
{
    sesd_out_char(h->o, '"');
    sesd_hcl_inside(h, t);
    sesd_out_char(h->o, '"');
}

bool sesd_hcl_is_ambiguous(struct text t)
{
    for (size_t i = 2; i < t.n; i++)
        if (t.s[i] == '{' && (t.s[i - 1] == '$' || t.s[i - 1] == '%') &&
            t.s[i - 2] == t.s[i - 1])
            return true;
    return false;
}

void sesd_hcl_first(struct hcl *h, const char *name)
{
    const size_t n = strlen(name);

    if (h->json) {
        sesd_out_char(h->o, '"');
        sesd_out_str(h->o, name);
        sesd_out_str(h->o, "\": ");
        return;
    }
    sesd_out_str(h->o, "\n  ");
    sesd_out_str(h->o, name);
    sesd_out_fill(h->o, ' ', n < h->width ? h->width - n : 0);
    sesd_out_str(h->o, " = ");
}

void sesd_hcl_key(struct hcl *h, const char *name)
{
    if (h->json)
        sesd_out_str(h->o, ",\n     ");
    sesd_hcl_first(h, name);
}

void sesd_hcl_string(struct hcl *h, const char *name, struct text t)
{
    sesd_hcl_key(h, name);
    sesd_hcl_quoted(h, t);
}
