/* SPDX-License-Identifier: MIT */
#include "base.h"

/* Where keys part: at this octet, in this bit. Octets past the end of a key
 * count as less than any octet: nine bits an octet, the first says it is. */
struct branch {
    struct branch *up;
    size_t octet;
    unsigned bit;
    struct link child[2];
};

static unsigned symbol(const char *key, size_t length, size_t octet)
{
    return octet < length ? 0x100u | (unsigned char)key[octet] : 0;
}

static int side(const struct branch *b, const char *key, size_t length)
{
    return (symbol(key, length, b->octet) & b->bit) != 0;
}

/* The entry that agrees with key at every branch on the way down. */
static struct entry *nearest(struct link link, const char *key, size_t length)
{
    while (link.branch)
        link = link.branch->child[side(link.branch, key, length)];
    return link.entry;
}

static struct entry *leftmost(struct link link)
{
    while (link.branch)
        link = link.branch->child[0];
    return link.entry;
}

static bool entry_is(const struct entry *e, const char *key, size_t length)
{
    return e && e->length == length && memcmp(e->key, key, length) == 0;
}

struct entry *sesd_index_find(const struct index *index, const char *key,
                              size_t length)
{
    struct entry *e = nearest(index->top, key, length);

    return entry_is(e, key, length) ? e : NULL;
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

/* Whether a comes before where octet and bit are, from the front. */
static bool before(const struct branch *a, size_t octet, unsigned bit)
{
    return a->octet < octet || (a->octet == octet && a->bit > bit);
}

/* Put b and the entry on the way to near, from which it parts there. Most
 * part from it far down, so the place is looked for from below. */
static void hang(struct index *index, struct branch *b, struct entry *entry,
                 int at, const struct entry *near)
{
    struct branch *up = near->up;
    struct link *link = &index->top;

    while (up && !before(up, b->octet, b->bit))
        up = up->up;
    if (up)
        link = &up->child[side(up, entry->key, entry->length)];
    b->up = up;
    b->child[at] = (struct link){ .entry = entry };
    b->child[!at] = *link;
    if (link->branch)
        link->branch->up = b;
    else
        link->entry->up = b;
    entry->up = b;
    *link = (struct link){ .branch = b };
}

static unsigned highest_bit(unsigned bits)
{
    while (bits & (bits - 1))
        bits &= bits - 1;
    return bits;
}

/* The first entry of all has no branch. */
static void *plant(struct index *index, struct entry *entry)
{
    entry->up = NULL;
    index->top.entry = entry;
    index->count = 1;
    return entry;
}

void *sesd_index_add(struct index *index, struct arena *a, struct entry *entry)
{
    const char *key = entry->key;
    const size_t n = entry->length;
    struct entry *near;
    unsigned mine, its;
    struct branch *b;
    size_t octet;

    if (!index->count)
        return plant(index, entry);
    near = nearest(index->top, key, n);
    octet = common(near->key, key, near->length < n ? near->length : n);
    mine = symbol(key, n, octet);
    its = symbol(near->key, near->length, octet);
    if (mine == its) /* both have ended */
        return near;
    b = sesd_alloc(a, sizeof(*b));
    if (!b)
        return NULL;
    b->octet = octet;
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

    if (!b)
        return NULL;
    if (b->child[0].entry == entry)
        return leftmost(b->child[1]);
    while (b->up && b->up->child[1].branch == b)
        b = b->up;
    return b->up ? leftmost(b->up->child[1]) : NULL;
}

struct entry *sesd_index_prefix(const struct index *index, const char *prefix,
                                size_t length)
{
    struct link link = index->top;
    struct entry *e;

    while (link.branch && link.branch->octet < length)
        link = link.branch->child[side(link.branch, prefix, length)];
    e = leftmost(link);
    return e && e->length >= length && memcmp(e->key, prefix, length) == 0
               ? e
               : NULL;
}
