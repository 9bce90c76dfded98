/* SPDX-License-Identifier: MIT */
#include "base.h"

/* Where keys part: at an octet, in this bit. Octets past the end of a key
 * count as less than any octet: nine bits an octet, the first says it is. */
struct branch {
    struct entry self; /* without a key; the length is that of what is equal */
    unsigned bit;
    struct entry *child[2];
};

static const struct branch *branch_of(const struct entry *e)
{
    return (const struct branch *)(const void *)e;
}

static unsigned symbol(const char *key, size_t length, size_t octet)
{
    return octet < length ? 0x100u | (unsigned char)key[octet] : 0;
}

static int side(const struct branch *b, const char *key, size_t length)
{
    return (symbol(key, length, b->self.length) & b->bit) != 0;
}

/* The entry that agrees with key at every branch on the way down. */
static struct entry *nearest(struct entry *e, const char *key, size_t length)
{
    while (!e->key)
        e = branch_of(e)->child[side(branch_of(e), key, length)];
    return e;
}

static struct entry *leftmost(struct entry *e)
{
    while (e && !e->key)
        e = branch_of(e)->child[0];
    return e;
}

struct entry *sesd_index_find(const struct index *index, const char *key,
                              size_t length)
{
    struct entry *e;

    if (!index->top)
        return NULL;
    e = nearest(index->top, key, length);
    return e->length == length && memcmp(e->key, key, length) == 0 ? e : NULL;
}

/* How many octets are the same at the front, up to n. */
static size_t common(const char *a, const char *b, size_t n)
{
    size_t i = 0;

    for (; i + 8 <= n && memcmp(a + i, b + i, 8) == 0; i += 8)
        ;
    while (i < n && a[i] == b[i])
        i++;
    return i;
}

static unsigned highest_bit(unsigned bits)
{
    while (bits & (bits - 1))
        bits &= bits - 1;
    return bits;
}

/* Whether a comes before b, from the front. */
static bool before(const struct branch *a, const struct branch *b)
{
    return a->self.length < b->self.length ||
           (a->self.length == b->self.length && a->bit > b->bit);
}

/* Put b and the entry on the way to near, from which it parts there. Most
 * part from it far down, so the place is looked for from below. */
static void hang(struct index *index, struct branch *b, struct entry *entry,
                 int at, const struct entry *near)
{
    struct branch *up = near->up;
    struct entry **link = &index->top;

    while (up && !before(up, b))
        up = up->self.up;
    if (up)
        link = &up->child[side(up, entry->key, entry->length)];
    b->child[at] = entry;
    b->child[!at] = *link;
    b->self.up = up;
    entry->up = (*link)->up = b;
    *link = &b->self;
}

void *sesd_index_add(struct index *index, struct arena *a, struct entry *entry)
{
    const char *key = entry->key;
    const size_t n = entry->length;
    struct entry *near = index->top;
    unsigned mine, its;
    struct branch *b;
    size_t octet;

    if (!near) {
        index->count = 1;
        entry->up = NULL;
        return index->top = entry;
    }
    near = nearest(near, key, n);
    octet = common(near->key, key, near->length < n ? near->length : n);
    mine = symbol(key, n, octet);
    its = symbol(near->key, near->length, octet);
    if (mine == its) /* both have ended */
        return near;
    b = sesd_alloc(a, sizeof(*b));
    if (!b)
        return NULL;
    b->self = (struct entry){ .length = octet };
    b->bit = highest_bit(mine ^ its);
    hang(index, b, entry, (mine & b->bit) != 0, near);
    index->count++;
    return entry;
}

struct entry *sesd_index_first(const struct index *index)
{
    return leftmost(index->top);
}

struct entry *sesd_index_next(const struct entry *entry)
{
    const struct branch *b = entry->up;

    for (; b && b->child[1] == entry; b = entry->up)
        entry = &b->self;
    return b ? leftmost(b->child[1]) : NULL;
}

struct entry *sesd_index_prefix(const struct index *index, const char *prefix,
                                size_t length)
{
    struct entry *e = index->top;

    while (e && !e->key && e->length < length)
        e = branch_of(e)->child[side(branch_of(e), prefix, length)];
    e = leftmost(e);
    return e && e->length >= length && memcmp(e->key, prefix, length) == 0
               ? e
               : NULL;
}
