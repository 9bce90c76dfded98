/* SPDX-License-Identifier: MIT */
/*
 * Memory. Takes blocks from the caller's allocator, produces the pieces of an
 * arena, and returns all blocks at once.
 */
#include "base.h"

#include <stdlib.h>

/* Tests define SESD_PIECES: each piece is then a block, so that each can fail,
 * and tools that check blocks check pieces. */
#ifdef SESD_PIECES
#define FIRST_BLOCK 1
#define LAST_BLOCK 1
#else
#define FIRST_BLOCK 4000
#define LAST_BLOCK ((size_t)1 << 20)
#endif

/* What objects of ours contain. Its alignment is also that of a new block, so
 * that no gap is needed there: four octets on i386. */
union memory_object {
    void *pointer;
    uint64_t integer;
};

struct block {
    struct block *older;
    size_t size;
    union memory_object objects[];
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

/* Return the size of the next block: each is twice as large as the last. */
static size_t memory_block_size(const struct arena *a, size_t least)
{
    size_t size = a->blocks ? 2 * a->blocks->size : FIRST_BLOCK;

    if (size > LAST_BLOCK && a->blocks)
        size = LAST_BLOCK;
    return size < least ? least : size;
}

static bool memory_add_block(struct arena *a, size_t least)
{
    struct block *block = NULL;
    size_t size;

    if (!a->failed && least <= SIZE_MAX / 4) {
        size = memory_block_size(a, least);
        block = a->mem.fn(a->mem.user, NULL, 0, sizeof(*block) + size);
    }
    if (!block) {
        a->failed = true;
        return false;
    }
    *block = (struct block){ .older = a->blocks, .size = size };
    a->blocks = block;
    a->next = (char *)block->objects;
    a->end = a->next + size;
    return true;
}

bool sesd_arena_reserve(struct arena *a, size_t size)
{
    return (a->next && size <= (size_t)(a->end - a->next)) ||
           memory_add_block(a, size);
}

void *sesd_alloc(struct arena *a, size_t size)
{
    const size_t align = _Alignof(union memory_object);
    size_t gap = (0 - (uintptr_t)a->next) % align;
    char *object;

    if (size > SIZE_MAX - align) {
        a->failed = true;
        return NULL;
    }
    if (!sesd_arena_reserve(a, gap + size))
        return NULL;
    gap = (0 - (uintptr_t)a->next) % align; /* none in a new block */
    object = a->next + gap;
    a->next = object + size;
    return object;
}

void *sesd_alloc_zero(struct arena *a, size_t size)
{
    void *object = sesd_alloc(a, size);

    return object ? memset(object, 0, size) : NULL;
}

void *sesd_alloc_array(struct arena *a, size_t count, size_t size)
{
    return sesd_alloc_zero(a, size && count > SIZE_MAX / size ? SIZE_MAX
                                                              : count * size);
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
