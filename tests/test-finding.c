/* SPDX-License-Identifier: MIT */
/* Placeholders in the texts of findings: how they are replaced, how often, and
 * up to which length. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "derive/derive.h"
#include "support.h"

#define LABELS 9

static struct plan_instance instances[LABELS];
static uint32_t all[LABELS];
static const struct sesdomain_plan plan = { .instances = instances };

static void name_instances(void)
{
    static const char *const labels[LABELS] = { "c", "b", "a", "e",  "d",
                                                "f", "h", "g", "i\n" };

    for (uint32_t i = 0; i < LABELS; i++) {
        instances[i].label = sesd_text(labels[i]);
        all[i] = i;
    }
}

static const struct {
    const char *title, *pattern;
    size_t first, count; /* range of the instances concerned */
    const char *text;
} cases[] = {
    { "no mark", "Nothing.", 0, 1, "Nothing." },
    { "each mark", "{name} {value} {other} {instances}.", 0, 1,
      "n.example v o\\x0a c." },
    { "a mark three times", "{value}, {value}, {value}; {name}{name}{name}", 0,
      1, "v, v, v; n.examplen.examplen.example" },
    { "labels three times", "{instances} {instances} {instances}", 0, 2,
      "b and c b and c b and c" },
    { "two instances", "of {instances}", 0, 2, "of b and c" },
    { "three instances", "of {instances}", 0, 3, "of a, b and c" },
    { "five instances", "of {instances}", 0, 5, "of a, b, c, d and e" },
    { "six instances", "of {instances}", 0, 6, "of a, b and 4 others" },
    { "nine instances", "of {instances}", 0, 9, "of a, b and 7 others" },
    { "not the first", "of {instances}", 6, 2, "of g and h" },
    { "a label with a control", "of {instances}", 8, 1, "of i\\x0a" },
};

static void write(struct out *o, int i)
{
    const struct found found = {
        .name = sesd_text("n.example"),
        .value = sesd_text("v"),
        .other = sesd_text("o\n"),
        .claims = { .of = all + cases[i].first, .count = cases[i].count },
    };

    sesd_finding_write(o, &plan, cases[i].pattern, &found);
}

START_TEST(marks)
{
    char text[200];
    struct out o = sesd_out(text, sizeof(text)), counted = sesd_out(NULL, 0);

    name_instances();
    write(&o, _i);
    ck_assert_msg(strcmp(text, cases[_i].text) == 0, "%s: %s", cases[_i].title,
                  text);
    write(&counted, _i);
    ck_assert_uint_eq(counted.length, strlen(text));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("finding");
    TCase *t = tcase_create("marks");

    tcase_add_loop_test(t, marks, 0, (int)(sizeof(cases) / sizeof(*cases)));
    suite_add_tcase(s, t);
    return run_suite(s);
}
