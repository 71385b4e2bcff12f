/* arena.c - a row of blocks, the last of which is being filled.
 *
 * Documents are made of hundreds of small pieces that all die together;
 * malloc() would keep a header for each and free() would visit every one. A
 * block doubles the one before it up to 64 kB, so that a small document wastes
 * little and a large one takes few blocks. */
#include "base/arena.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK_BYTES  2048
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

static void add_block(struct arena *arena, size_t at_least)
{
    size_t capacity = FIRST_BLOCK_BYTES;
    if (arena->last != NULL)
        capacity = arena->last->capacity * 2;
    if (capacity > LARGEST_STEP_BYTES)
        capacity = LARGEST_STEP_BYTES;
    if (capacity < at_least)
        capacity = at_least;

    struct arena_block *block =
        mem_grow(NULL, 1, sizeof(struct arena_block) + capacity);
    block->before = arena->last;
    block->capacity = capacity;
    arena->last = block;
    arena->used = 0;
    arena->reserved_bytes += capacity;
}

static char *take(struct arena *arena, size_t size, size_t alignment)
{
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (arena->last == NULL || start + size > arena->last->capacity) {
        add_block(arena, size);
        start = 0;
    }
    arena->used = start + size;
    return arena->last->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    char *memory = take(arena, count * size, ALIGNMENT);
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
