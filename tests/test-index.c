/* SPDX-License-Identifier: MIT */
/* The ordered index has the same keys, in the same order, as a sorted
 * array. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "random.h"
#include "support.h"

#define KEYS 300
#define KEY_MAX 12

struct item {
    struct entry entry;
    char key[KEY_MAX];
};

static struct arena arena;
static struct item items[KEYS];

static void begin(void)
{
    arena = (struct arena){ .mem = { sesd_default_alloc, NULL } };
}

static void end(void)
{
    sesd_arena_free(&arena);
}

/* Compare two keys: a prefix of a key precedes it. */
static int compare(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    const size_t n = x->entry.length, m = y->entry.length;
    const int order = memcmp(x->key, y->key, n < m ? n : m);

    return order ? order : (n > m) - (n < m);
}

/* Make keys of few different octets, including NUL and 0xff, so that many are
 * equal to others, or their prefixes. */
static void make_keys(unsigned seed)
{
    static const char octets[] = { 0, 1, 'a', 'b', (char)0x7f, (char)0xff };

    random_seed(seed);
    for (size_t i = 0; i < KEYS; i++) {
        struct item *item = &items[i];

        *item = (struct item){ .entry.length = random_below(KEY_MAX) };
        for (size_t k = 0; k < item->entry.length; k++)
            item->key[k] = octets[random_below(2 + seed % 5)];
        item->entry.key = item->key;
    }
}

/* Add all items and move the new ones to the front. Return their number. */
static size_t add_all(struct index *index)
{
    size_t count = 0;

    for (size_t i = 0; i < KEYS; i++) {
        const struct entry *there =
            sesd_index_find(index, items[i].key, items[i].entry.length);
        struct item *copy = sesd_alloc(&arena, sizeof(*copy));
        void *added;

        *copy = items[i];
        copy->entry.key = copy->key;
        added = sesd_index_add(index, &arena, &copy->entry);
        ck_assert(added == (there ? (const void *)there : copy));
        ck_assert(sesd_index_find(index, items[i].key,
                                  items[i].entry.length) == added);
        if (!there)
            items[count++] = items[i];
    }
    return count;
}

START_TEST(in_order)
{
    struct index index = { 0 };
    struct entry *e;
    size_t count;

    make_keys((unsigned)_i);
    count = add_all(&index);
    ck_assert_uint_eq(index.count, count);
    qsort(items, count, sizeof(*items), compare);
    e = sesd_index_first(&index);
    for (size_t i = 0; i < count; i++, e = sesd_index_next(e)) {
        ck_assert(e != NULL);
        ck_assert_uint_eq(e->length, items[i].entry.length);
        ck_assert(memcmp(e->key, items[i].key, e->length) == 0);
    }
    ck_assert(e == NULL);
}
END_TEST

static bool begins(const struct item *item, const char *prefix, size_t n)
{
    return item->entry.length >= n && memcmp(item->key, prefix, n) == 0;
}

START_TEST(by_prefix)
{
    const char prefix[] = { 'a', 1 };
    struct index index = { 0 };
    size_t count, first = 0;
    struct entry *e;

    make_keys((unsigned)_i);
    count = add_all(&index);
    qsort(items, count, sizeof(*items), compare);
    while (first < count && !begins(&items[first], prefix, sizeof(prefix)))
        first++;
    e = sesd_index_prefix(&index, prefix, sizeof(prefix));
    ck_assert((e == NULL) == (first == count));
    for (; first < count && begins(&items[first], prefix, sizeof(prefix));
         first++, e = sesd_index_next(e)) {
        ck_assert_uint_eq(e->length, items[first].entry.length);
        ck_assert(memcmp(e->key, items[first].key, e->length) == 0);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("index");
    TCase *t = tcase_create("index");

    tcase_add_checked_fixture(t, begin, end);
    tcase_add_loop_test(t, in_order, 0, 50);
    tcase_add_loop_test(t, by_prefix, 0, 50);
    suite_add_tcase(s, t);
    return run_suite(s);
}
