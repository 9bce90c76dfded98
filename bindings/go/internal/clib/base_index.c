//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * An ordered index: a crit-bit tree (D. J. Bernstein,
 * https://cr.yp.to/critbit.html). Takes entries with their keys, which it
 * links in place, and returns them by key, by prefix and in order.
 */
#include "base_base.h"

/*
 * An inner node: the first octet and bit in which the keys below it differ.
 * The leaves are entries, here "mx", "my" and "n". Octets past the end of a
 * key are less than any other: an octet counts as nine bits, of which the
 * first is set if the octet exists.
 *
 *              octet 0, bit 0x02
 *              0 /          \ 1
 *     octet 1, bit 0x01     "n"
 *        0 /       \ 1
 *       "mx"       "my"
 */
struct branch {
    struct entry self; /* no key; its length is the number of equal octets */
    unsigned bit;
    struct entry *child[2];
};

static const struct branch *index_branch(const struct entry *e)
{
    return (const struct branch *)(const void *)e;
}

static unsigned index_symbol(const char *key, size_t length, size_t octet)
{
    return octet < length ? 0x100u | (unsigned char)key[octet] : 0;
}

static int index_side(const struct branch *b, const char *key, size_t length)
{
    return (index_symbol(key, length, b->self.length) & b->bit) != 0;
}

/* Return the entry that agrees with key at every branch on the way down. */
static struct entry *index_nearest(struct entry *e, const char *key,
                                   size_t length)
{
    while (!e->key)
        e = index_branch(e)->child[index_side(index_branch(e), key, length)];
    return e;
}

static struct entry *index_leftmost(struct entry *e)
{
    while (e && !e->key)
        e = index_branch(e)->child[0];
    return e;
}

struct entry *sesd_index_find(const struct index *index, const char *key,
                              size_t length)
{
    struct entry *e;

    if (!index->top)
        return NULL;
    e = index_nearest(index->top, key, length);
    return e->length == length && memcmp(e->key, key, length) == 0 ? e : NULL;
}

/* Return the number of equal octets at the front, up to n. */
static size_t index_equal_octets(const char *a, const char *b, size_t n)
{
    size_t i = 0;

    while (i < n && a[i] == b[i])
        i++;
    return i;
}

static unsigned index_highest_bit(unsigned bits)
{
    while (bits & (bits - 1))
        bits &= bits - 1;
    return bits;
}

/* Whether a is closer to the root than b. */
static bool index_is_above(const struct branch *a, const struct branch *b)
{
    return a->self.length < b->self.length ||
           (a->self.length == b->self.length && a->bit > b->bit);
}

/* Insert b on the way to near, and the entry below it, on side at. Searches
 * upwards, since most new keys have a long prefix in common with near. */
static void index_insert_branch(struct index *index, struct branch *b,
                                struct entry *entry, int at,
                                const struct entry *near)
{
    struct branch *up = near->up;
    struct entry **link = &index->top;

    while (up && !index_is_above(up, b))
        up = up->self.up;
    if (up)
        link = &up->child[index_side(up, entry->key, entry->length)];
    b->child[at] = entry;
    b->child[!at] = *link;
    b->self.up = up;
    entry->up = (*link)->up = b;
    *link = &b->self;
}

/* Return the entry of the same key. NULL: there is none, and an entry can be
 * added at b, on that side, on the way to near. */
static struct entry *index_place(struct entry *near, const struct entry *entry,
                                 struct branch *b, int *side)
{
    const char *key = entry->key;
    const size_t n = entry->length;
    unsigned mine, its;
    size_t octet;

    octet = index_equal_octets(near->key, key,
                               near->length < n ? near->length : n);
    mine = index_symbol(key, n, octet);
    its = index_symbol(near->key, near->length, octet);
    if (mine == its) /* both have ended */
        return near;
    b->self = (struct entry){ .length = octet };
    b->bit = index_highest_bit(mine ^ its);
    *side = (mine & b->bit) != 0;
    return NULL;
}

void *sesd_index_room(struct arena *a)
{
    return sesd_alloc(a, sizeof(struct branch));
}

/* Insert a branch, in room or else in memory of the arena. */
static void *index_insert(struct index *index, struct branch *room,
                          struct arena *a, struct entry *entry)
{
    struct entry *near = index->top, *there;
    struct branch place;
    int side;

    if (!near) {
        index->count = 1;
        entry->up = NULL;
        return index->top = entry;
    }
    near = index_nearest(near, entry->key, entry->length);
    there = index_place(near, entry, &place, &side);
    if (there)
        return there;
    room = room ? room : sesd_index_room(a);
    if (!room)
        return NULL;
    *room = place;
    index_insert_branch(index, room, entry, side, near);
    index->count++;
    return entry;
}

void *sesd_index_add(struct index *index, struct arena *a, struct entry *entry)
{
    return index_insert(index, NULL, a, entry);
}

void *sesd_index_link(struct index *index, void *room, struct entry *entry)
{
    return index_insert(index, room, NULL, entry);
}

struct entry *sesd_index_first(const struct index *index)
{
    return index_leftmost(index->top);
}

struct entry *sesd_index_next(const struct entry *entry)
{
    const struct branch *b = entry->up;

    for (; b && b->child[1] == entry; b = entry->up)
        entry = &b->self;
    return b ? index_leftmost(b->child[1]) : NULL;
}

struct entry *sesd_index_prefix(const struct index *index, const char *prefix,
                                size_t length)
{
    struct entry *e = index->top;

    while (e && !e->key && e->length < length)
        e = index_branch(e)
                ->child[index_side(index_branch(e), prefix, length)];
    e = index_leftmost(e);
    return e && e->length >= length && memcmp(e->key, prefix, length) == 0
               ? e
               : NULL;
}
