/* SPDX-License-Identifier: MIT */
#include "base.h"

#include <stdlib.h>

/* Tests define SESD_PIECES: every piece is then a block of its own, so that
 * each can fail, and what watches over blocks watches over pieces. */
#ifdef SESD_PIECES
#define FIRST_BLOCK 1
#define LAST_BLOCK 1
#else
#define FIRST_BLOCK 4000
#define LAST_BLOCK ((size_t)1 << 20)
#endif

union object {
    long double number;
    void *pointer;
    uint64_t integer;
};

struct block {
    struct block *older;
    size_t size;
    union object objects[];
};

void *sesd_default_alloc(void *user, void *ptr, size_t old_size,
                         size_t new_size)
{
    (void)user;
    (void)old_size;
    if (new_size)
        return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

bool sesd_arena_grow(struct arena *a, size_t size)
{
    size_t room = FIRST_BLOCK;
    struct block *block;

    if (a->failed || size > SIZE_MAX / 4)
        return !(a->failed = true);

    if (a->blocks && a->blocks->size < LAST_BLOCK)
        room = 2 * a->blocks->size;
    else if (a->blocks)
        room = LAST_BLOCK;
    if (room < size)
        room = size; /* a block begins aligned: there is no gap */

    block = a->mem.fn(a->mem.user, NULL, 0, sizeof(*block) + room);
    if (!block)
        return !(a->failed = true);
    *block = (struct block){ .older = a->blocks, .size = room };
    a->blocks = block;
    a->next = (char *)block->objects;
    a->end = a->next + room;
    return true;
}

void sesd_arena_expect(struct arena *a, size_t size)
{
    if (LAST_BLOCK > 1)
        sesd_arena_grow(a, size);
}

void *sesd_alloc_zero(struct arena *a, size_t size)
{
    void *object = sesd_alloc(a, size);

    return object ? memset(object, 0, size) : NULL;
}

void sesd_arena_rewind(struct arena *a, char *mark)
{
    char *start = a->blocks ? (char *)a->blocks->objects : NULL;

    if (start && mark >= start && mark <= a->next)
        a->next = mark;
}

void sesd_arena_free(struct arena *a)
{
    struct block *block = a->blocks;

    while (block) {
        struct block *older = block->older;

        a->mem.fn(a->mem.user, block, sizeof(*block) + block->size, 0);
        block = older;
    }
    *a = (struct arena){ .mem = a->mem };
}
