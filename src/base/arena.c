/* arena.c - a list of blocks, the last of which is being filled.
 *
 * A document consists of hundreds of small pieces that are freed together;
 * malloc() would keep a header for each, and free() would visit every one. A
 * new block has a quarter of the size of all before it: a site keeps ten
 * thousand of these arenas, so unused memory matters more than the number of
 * blocks of a large document. A piece larger than half a block gets one of its
 * own, inserted before the block that is being filled, and does not count:
 * large pieces do not mean that many small ones follow. */
#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK_BYTES  384
#define LARGEST_STEP_BYTES (64 * 1024)
#define ALIGNMENT          16

struct arena_block {
    struct arena_block *before;
    size_t capacity;
    _Alignas(ALIGNMENT) char bytes[];
};

void arena_release(struct arena *arena)
{
    struct arena_block *block = arena->last;
    while (block != NULL) {
        struct arena_block *before = block->before;
        free(block);
        block = before;
    }
    *arena = (struct arena){0};
}

static size_t next_block_bytes(const struct arena *arena)
{
    size_t bytes = arena->filled_bytes / 4;
    if (bytes < FIRST_BLOCK_BYTES)
        return FIRST_BLOCK_BYTES;
    return bytes < LARGEST_STEP_BYTES ? bytes : LARGEST_STEP_BYTES;
}

static struct arena_block *new_block(struct arena *arena, size_t capacity)
{
    struct arena_block *block =
        mem_grow(NULL, 1, sizeof(struct arena_block) + capacity);
    block->capacity = capacity;
    arena->reserved_bytes += capacity;
    return block;
}

/* A block of its own, so that the rest of the current one stays in use. */
static char *take_large(struct arena *arena, size_t size)
{
    struct arena_block *block = new_block(arena, size);
    block->before = arena->last->before;
    arena->last->before = block;
    return block->bytes;
}

static char *take(struct arena *arena, size_t size, size_t alignment)
{
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (arena->last != NULL && start + size <= arena->last->capacity) {
        arena->used = start + size;
        return arena->last->bytes + start;
    }
    size_t capacity = next_block_bytes(arena);
    if (arena->last != NULL && size > capacity / 2)
        return take_large(arena, size);

    struct arena_block *block =
        new_block(arena, size > capacity ? size : capacity);
    block->before = arena->last;
    arena->last = block;
    arena->used = size;
    arena->filled_bytes += block->capacity;
    return block->bytes;
}

void *arena_objects(struct arena *arena, size_t count, size_t size)
{
    assert(size == 0 || count <= SIZE_MAX / size);
    return take(arena, count * size, ALIGNMENT);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    void *memory = arena_objects(arena, count, size);
    memset(memory, 0, count * size);
    return memory;
}

char *arena_bytes(struct arena *arena, size_t size)
{
    return take(arena, size, 1);
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    if (text.data == NULL)
        return SLICE_NONE;
    char *copy = take(arena, text.size + 1, 1);
    if (text.size > 0)
        memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return (struct slice){copy, text.size};
}

struct slice arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = take(arena, (size_t)(size > 0 ? size : 0) + 1, 1);
    text[0] = '\0';
    if (size > 0)
        (void)vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return (struct slice){text, (size_t)(size > 0 ? size : 0)};
}

void *arena_grow(struct arena *arena, void *items, size_t count,
                 size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity < 4 ? 4 : *capacity * 2;
    void *grown = arena_alloc(arena, larger, size);
    if (count > 0)
        memcpy(grown, items, count * size);
    *capacity = larger;
    return grown;
}
