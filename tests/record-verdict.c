/* SPDX-License-Identifier: MIT */
/* Runs the parsers of lib/record on SPF and DMARC records, for
 * test_spf_dmarc.py. Reads one record per line, "spf RECORD" or "dmarc
 * RECORD"; prints a line of JSON for each. The octets of a record are not
 * decoded, and only ASCII is printed. */
#include <stdio.h>

#include "record/record.h"

static void string(const char *name, struct text t)
{
    if (!t.s)
        return;
    printf(", \"%s\": \"", name);
    for (size_t i = 0; i < t.n; i++) {
        const unsigned char c = (unsigned char)t.s[i];

        if (c < 0x20 || c > 0x7e || c == '"' || c == '\\')
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void letter(const char *name, char c)
{
    string(name, (struct text){ &c, 1 });
}

static void policy(const char *name, enum dmarc_policy p)
{
    static const char *const words[] = { NULL, "none", "quarantine", "reject",
                                         "invalid" };

    string(name, sesd_text(words[p]));
}

static void spf(struct text record)
{
    const bool is = sesd_spf_is(record);

    printf("{\"is\": %s", is ? "true" : "false");
    if (is)
        string("wrong", sesd_text(sesd_spf_wrong(record)));
    puts("}");
}

static void dmarc(struct text record)
{
    const bool is = sesd_dmarc_is(record);
    struct dmarc d;

    printf("{\"is\": %s", is ? "true" : "false");
    if (is) {
        sesd_dmarc_parse(record, &d);
        policy("p", d.p);
        policy("sp", d.sp);
        policy("np", d.np);
        letter("adkim", d.adkim);
        letter("aspf", d.aspf);
        letter("psd", d.psd);
        letter("t", d.t);
        string("rua", d.rua);
        string("ruf", d.ruf);
        string("invalid", d.invalid.s ? d.invalid : d.old_fo); /* RFC 9989 */
        string("twice", d.duplicate);
        string("unknown", d.unknown);
        string("removed", d.obsolete);
        string("malformed", d.malformed);
    }
    puts("}");
}

int main(void)
{
    static char line[70000];

    while (fgets(line, sizeof(line), stdin)) {
        struct text t = sesd_text(line);

        if (t.n && t.s[t.n - 1] == '\n')
            t.n--;
        if (sesd_text_starts(t, sesd_text("spf ")))
            spf((struct text){ t.s + 4, t.n - 4 });
        else if (sesd_text_starts(t, sesd_text("dmarc ")))
            dmarc((struct text){ t.s + 6, t.n - 6 });
        else
            return 2;
    }
    return ferror(stdin) || fflush(stdout) != 0;
}
