/* SPDX-License-Identifier: MIT */
/* DMARC records. Random records of the tags of RFC 9989 section 4.7 are parsed
 * with the same meaning. In random zones, a plan never adds a second SPF or
 * DMARC record, removes none, and has no changes after it was applied. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "record/record.h"
#include "support.h"

#define ROUNDS 5000
#define TEXT_MAX 1000

/* ---- records ---- */

static const char *const policies[] = { "none", "quarantine", "reject" };
static const char *const lists[] = {
    "mailto:a@example.org",
    "mailto:a@example.org,mailto:b@example.net",
    "mailto:a@example.org!10m , mailto:b%2cc@example.net",
    "https://example.org/r?x=1",
};

/* The content of a record; the index of a policy is -1 if it is absent. */
struct said {
    int p, sp, np;
    char adkim, aspf, psd, t;
    const char *rua, *ruf;
    bool p_second, removed, unknown;
};

enum { P, SP, NP, ADKIM, ASPF, PSD, T, RUA, RUF, FO, PCT, OTHER, TAGS };

static char *blank(char *to)
{
    static const char *const blanks[] = { "", "", "", " ", "  ", "\t" };

    strcpy(to, blanks[random_below(6)]);
    return to + strlen(to);
}

static char *word(char *to, const char *s, bool fold)
{
    const bool upper = fold && random_below(4) == 0;

    for (; *s; s++)
        *to++ = upper && *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s;
    *to = '\0';
    return to;
}

static char *tag(char *to, const char *name, const char *value, bool fold)
{
    to = word(blank(to), ";", false);
    to = word(blank(to), name, true);
    to = word(blank(to), "=", false);
    return word(blank(to), value, fold);
}

static char letter(const char *letters, char text[2])
{
    text[0] = letters[random_below(strlen(letters))];
    text[1] = '\0';
    return text[0];
}

static char *put_tag(char *to, int which, struct said *said)
{
    char c[2];
    int i = (int)random_below(3);

    switch (which) {
    case P:
        said->p = i;
        return tag(to, "p", policies[i], true);
    case SP:
        said->sp = i;
        return tag(to, "sp", policies[i], true);
    case NP:
        said->np = i;
        return tag(to, "np", policies[i], true);
    case ADKIM:
        said->adkim = letter("rs", c);
        return tag(to, "adkim", c, true);
    case ASPF:
        said->aspf = letter("rs", c);
        return tag(to, "aspf", c, true);
    case PSD:
        said->psd = letter("ynu", c);
        return tag(to, "psd", c, true);
    case T:
        said->t = letter("yn", c);
        return tag(to, "t", c, true);
    case RUA:
        said->rua = lists[random_below(4)];
        return tag(to, "rua", said->rua, false);
    case RUF:
        said->ruf = lists[random_below(4)];
        return tag(to, "ruf", said->ruf, false);
    case FO:
        return tag(to, "fo", random_below(2) ? "1:d:s" : "0", true);
    case PCT:
        said->removed = true;
        return tag(to, "pct", "50", true);
    default:
        said->unknown = true;
        return tag(to, "x", "what ever", false);
    }
}

/* Write tags in random order after the version. */
static void make(char *to, struct said *said)
{
    int order[TAGS];
    const size_t count = random_below(TAGS + 1);

    *said = (struct said){ -1,  -1,   -1,   'r',   'r',   'u',
                           'n', NULL, NULL, false, false, false };
    for (int i = 0; i < TAGS; i++) {
        const size_t at = random_below((size_t)i + 1);

        order[i] = order[at];
        order[at] = i;
    }
    to = word(to, "v", true);
    to = word(blank(to), "=", false);
    to = word(blank(to), "DMARC1", false);
    for (size_t i = 0; i < count; i++)
        to = put_tag(to, order[i], said);
    said->p_second = count && order[0] == P;
    if (random_below(2))
        word(blank(to), ";", false);
}

static bool is(struct text t, const char *s)
{
    return s ? t.s && t.n == strlen(s) && memcmp(t.s, s, t.n) == 0 : !t.s;
}

static bool means(enum dmarc_policy policy, int said)
{
    return policy ==
           (said < 0 ? DMARC_ABSENT : (enum dmarc_policy)(DMARC_NONE + said));
}

START_TEST(means_the_same)
{
    for (int n = 0; n < ROUNDS; n++) {
        char text[TEXT_MAX];
        struct said said;
        struct dmarc d;

        make(text, &said);
        ck_assert_msg(sesd_dmarc_is(sesd_text(text)), "%s", text);
        sesd_dmarc_parse(sesd_text(text), &d);
        if (!means(d.p, said.p) || !means(d.sp, said.sp) ||
            !means(d.np, said.np) || d.adkim != said.adkim ||
            d.aspf != said.aspf || d.psd != said.psd || d.t != said.t ||
            !is(d.rua, said.rua) || !is(d.ruf, said.ruf))
            ck_abort_msg("%s", text);
        ck_assert_msg(said.p < 0 || d.p_second == said.p_second, "%s", text);
        ck_assert_msg(!d.invalid.s && !d.duplicate.s && !d.malformed.s, "%s",
                      text);
        ck_assert_msg(!d.obsolete.s == !said.removed, "%s", text);
        ck_assert_msg(!d.unknown.s == !said.unknown, "%s", text);
    }
}
END_TEST

/* ---- zones ---- */

#define D "d.example"
#define RECORDS_MAX 10

struct record {
    const char *name;
    char rdata[TEXT_MAX + 2]; /* in quotes */
};

struct zone {
    struct record records[RECORDS_MAX];
    size_t count;
};

static const char *const spfs[] = {
    "v=spf1 -all",
    "v=spf1 include:amazonses.com ~all",
    "v=spf1 mx ?include:amazonses.com redirect=x.example.org",
    "v=spf1 -ip4:192.0.2.1 a -all",
    "v=spf1 -include:amazonses.com ~all",
    "v=spf1 includ:x.example",
    "v=spf1 ip4:192.0.2.0/24",
};

static void put(struct zone *zone, const char *name, const char *text)
{
    struct record *r = &zone->records[zone->count++];

    r->name = name;
    snprintf(r->rdata, sizeof(r->rdata), "\"%s\"", text);
}

static void make_zone(struct zone *zone)
{
    zone->count = 0;
    for (size_t n = random_below(3); n; n--)
        put(zone, "m." D, random_below(4) ? spfs[random_below(7)] : "note");
    for (size_t n = random_below(3); n; n--) {
        char text[TEXT_MAX];
        struct said said;

        do
            make(text, &said);
        while (strchr(text, '\t') || strlen(text) > 250);
        put(zone, "_dmarc." D, random_below(4) ? text : "v=DMARC2; p=none");
    }
}

static struct sesdomain_plan *plan_zone(const struct zone *zone)
{
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, D), 0);
    ck_assert_int_eq(sesdomain_set_dmarc(sd, "v=DMARC1; p=none"), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    ck_assert_int_eq(sesdomain_instance_set_mail_from(inst, "m." D), 0);
    for (size_t i = 0; i < zone->count; i++)
        ck_assert_msg(!sesdomain_add_record(sd, zone->records[i].name,
                                            SESDOMAIN_TYPE_TXT, 300,
                                            zone->records[i].rdata, NULL),
                      "%s", sesdomain_error(sd));
    sesdomain_set_complete(sd, true);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    sesdomain_free(sd);
    return plan;
}

static size_t of_kind(const struct zone *zone, const char *name,
                      const char *version)
{
    size_t count = 0;

    for (size_t i = 0; i < zone->count; i++)
        count += strcmp(zone->records[i].name, name) == 0 &&
                 strstr(zone->records[i].rdata, version) != NULL;
    return count;
}

static size_t find(const struct zone *zone, const char *name,
                   const char *rdata)
{
    size_t i = 0;

    while (i < zone->count && (strcmp(zone->records[i].name, name) != 0 ||
                               strcmp(zone->records[i].rdata, rdata) != 0))
        i++;
    return i;
}

/* Apply the plan to a TXT RRset. Return the number of changes. */
static size_t apply(const struct sesdomain_recordset *rs, struct zone *zone)
{
    const char *name = sesdomain_recordset_name(rs);
    const char *names[] = { "m." D, "_dmarc." D };
    size_t done = 0;

    for (size_t j = 0; j < sesdomain_recordset_value_count(rs); j++) {
        const char *rdata = sesdomain_recordset_value_rdata(rs, j);
        const size_t at = find(zone, name, rdata);
        struct record *r = &zone->records[at];

        switch (sesdomain_recordset_value_op(rs, j)) {
        case SESDOMAIN_VALUE_OP_ADD:
            ck_assert_uint_lt(zone->count, RECORDS_MAX);
            zone->count++;
            *r = (struct record){ names[strcmp(name, *names) != 0], "" };
            strcpy(r->rdata, rdata);
            done++;
            break;
        case SESDOMAIN_VALUE_OP_REMOVE:
            ck_assert_uint_lt(at, zone->count);
            *r = zone->records[--zone->count];
            done++;
            break;
        default:
            ck_assert_uint_lt(at, zone->count);
            break;
        }
    }
    return done;
}

static size_t apply_all(const struct sesdomain_plan *plan, struct zone *zone)
{
    size_t done = 0;

    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++) {
        const struct sesdomain_recordset *rs =
            sesdomain_plan_recordset(plan, i);

        if (sesdomain_recordset_type(rs) == SESDOMAIN_TYPE_TXT)
            done += apply(rs, zone);
    }
    return done;
}

START_TEST(never_a_second)
{
    for (int n = 0; n < ROUNDS; n++) {
        struct zone before, after;
        struct sesdomain_plan *plan;
        size_t spf, dmarc, kept = 0;

        make_zone(&before);
        after = before;
        spf = of_kind(&before, "m." D, "\"v=spf1");
        dmarc = of_kind(&before, "_dmarc." D, "DMARC1");
        plan = plan_zone(&before);
        apply_all(plan, &after);
        sesdomain_plan_free(plan);

        ck_assert_uint_eq(of_kind(&after, "m." D, "\"v=spf1"), spf ? spf : 1);
        ck_assert_uint_eq(of_kind(&after, "_dmarc." D, "DMARC1"),
                          dmarc ? dmarc : 1);
        for (size_t i = 0; i < before.count; i++)
            kept += find(&after, before.records[i].name,
                         before.records[i].rdata) < after.count;
        /* all but the one SPF record that was merged */
        ck_assert_uint_ge(kept + (spf == 1), before.count);

        plan = plan_zone(&after);
        ck_assert_uint_eq(apply_all(plan, &after), 0);
        sesdomain_plan_free(plan);
    }
}
END_TEST

/* ---- addresses of reports (RFC 3986, RFC 6068, RFC 7489 section 6.2) ---- */

static const struct {
    const char *uri;
    const char *host; /* NULL: invalid; "": no mailto: */
} uris[] = {
    { "mailto:a@b.test", "b.test" },
    { "MAILTO:a@b.test", "b.test" },
    { "mailto:a@b.test!10m", "b.test" },
    { "mailto:a@b.test!1", "b.test" },
    { "mailto:a%2cb@b.test?subject=x", "b.test" },
    { "https://b.test/x?y#z", "" },
    { "https://b.test/%41", "" },
    { "a+-.1:", "" },
    { "a@b.test", NULL }, /* without a scheme */
    { "b.test", NULL },
    { ":a@b.test", NULL },
    { "", NULL },
    { "1a:x", NULL },
    { "a_b:x", NULL },
    { "mailto:", NULL },
    { "mailto:a", NULL },
    { "mailto:@b.test", NULL },
    { "mailto:a:b.test", NULL }, /* no "@" */
    { "mailto:a@", NULL },
    { "mailto:a@b@c.test", NULL },
    { "mailto:a%2@b.test", NULL },
    { "mailto:a%zz@b.test", NULL },
    { "mailto:a@b.test!", NULL },
    { "mailto:a@b.test!k", NULL },
    { "mailto:a@b.test!10x", NULL },
    { "mailto:a b@b.test", NULL },
    { "https://b.test/a b", NULL },
};

START_TEST(report_uri)
{
    struct text host;
    const bool valid = sesd_dmarc_uri_valid(sesd_text(uris[_i].uri), &host);

    ck_assert_msg(valid == (uris[_i].host != NULL), "%s", uris[_i].uri);
    if (valid)
        ck_assert_msg(sesd_text_equal(host, sesd_text(uris[_i].host)), "%s",
                      uris[_i].uri);
}
END_TEST

/* ---- faults of a record: the first tag of each kind ---- */

static const struct {
    const char *record;
    const char *malformed, *unknown, *duplicate, *obsolete, *invalid;
} wrongs[] = {
    { "v=DMARC1; p=none;", NULL, NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; =x", "=x", NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; sp=", "sp=", NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; ; sp", "", NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; x1=y", "x1=y", NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; xy=z; z=", "z=", "xy", NULL, NULL, NULL },
    { "v=DMARC1; p=none; P=none", NULL, NULL, "P", NULL, NULL },
    { "v=DMARC1; p=none; v=DMARC1", NULL, NULL, "v", NULL, NULL },
    { "v=DMARC1; p=none; pct=10; ri=x", NULL, NULL, NULL, "pct", "ri=x" },
    { "v=DMARC1; p=nothing; adkim=rs", NULL, NULL, NULL, NULL, "p=nothing" },
    { "v=DMARC1; p=none; fo=0:0", NULL, NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; fo=1:", NULL, NULL, NULL, NULL, "fo=1:" },
    { "v=DMARC1; p=none; fo=1:d:s", NULL, NULL, NULL, NULL, NULL },
    { "v=DMARC1; p=none; rua=mailto:a@b.test,", NULL, NULL, NULL, NULL,
      "rua=mailto:a@b.test," },
    { "v=DMARC1; p=none; rua=a@b.test", NULL, NULL, NULL, NULL,
      "rua=a@b.test" },
};

static void check_wrong(struct text got, const char *want, const char *record)
{
    ck_assert_msg(want ? got.s && sesd_text_equal(got, sesd_text(want))
                       : !got.s,
                  "%s: not '%s'", record, want ? want : "none");
}

START_TEST(what_is_wrong)
{
    const char *record = wrongs[_i].record;
    struct dmarc d;

    sesd_dmarc_parse(sesd_text(record), &d);
    check_wrong(d.malformed, wrongs[_i].malformed, record);
    check_wrong(d.unknown, wrongs[_i].unknown, record);
    check_wrong(d.duplicate, wrongs[_i].duplicate, record);
    check_wrong(d.obsolete, wrongs[_i].obsolete, record);
    check_wrong(d.invalid, wrongs[_i].invalid, record);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("dmarc");
    TCase *t = tcase_create("dmarc");

    tcase_set_timeout(t, 60);
    tcase_add_test(t, means_the_same);
    tcase_add_test(t, never_a_second);
    tcase_add_loop_test(t, report_uri, 0, (int)(sizeof(uris) / sizeof(*uris)));
    tcase_add_loop_test(t, what_is_wrong, 0,
                        (int)(sizeof(wrongs) / sizeof(*wrongs)));
    suite_add_tcase(s, t);
    return run_suite(s);
}
