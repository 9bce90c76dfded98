/* SPDX-License-Identifier: MIT */
/*
 * Memory of the companion: all answers are in one pool, which is freed as a
 * whole. Takes sizes and texts, produces blocks of malloc() and arrays of
 * pointers within them.
 */
#include <stdlib.h>
#include <string.h>

#include "dns.h"

#define CHUNK_SIZE 16384

struct chunk {
    struct chunk *next;
    size_t used, size;
    max_align_t data[];
};

static size_t memory_round(size_t size)
{
    const size_t align = sizeof(max_align_t);

    return (size + align - 1) / align * align;
}

void *sesd_dns_take(struct pool *pool, size_t size)
{
    struct chunk *chunk = pool->chunks;
    char *data;

    if (size > SIZE_MAX / 2) {
        pool->failed = true;
        return NULL;
    }
    size = memory_round(size ? size : 1);
    if (!chunk || chunk->size - chunk->used < size) {
        const size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;

        chunk = calloc(1, sizeof(*chunk) + room);
        if (!chunk) {
            pool->failed = true;
            return NULL;
        }
        chunk->size = room;
        chunk->next = pool->chunks;
        pool->chunks = chunk;
    }
    data = (char *)chunk->data + chunk->used;
    chunk->used += size;
    return data;
}

char *sesd_dns_keep(struct pool *pool, const char *s, size_t n)
{
    char *copy = sesd_dns_take(pool, n + 1);

    if (copy)
        memcpy(copy, s, n);
    return copy;
}

bool sesd_dns_append(struct pool *pool, struct list *list, void *item)
{
    if (!item)
        return false;
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity ? 2 * list->capacity : 8;
        void **items = sesd_dns_take(pool, capacity * sizeof(*items));

        if (!items)
            return false;
        if (list->count)
            memcpy(items, list->items, list->count * sizeof(*items));
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = item;
    return true;
}

void sesd_dns_pool_free(struct pool *pool)
{
    while (pool->chunks) {
        struct chunk *next = pool->chunks->next;

        free(pool->chunks);
        pool->chunks = next;
    }
    pool->failed = false;
}
