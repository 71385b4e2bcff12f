/* arena.h - memory with one lifetime, freed in one go.
 *
 *     [ block 4k ] -> [ block 8k ] -> [ block 16k ] ...
 *                                        ^ next free byte
 *
 * Pointers into an arena stay valid until arena_release(). One thread at a
 * time writes to an arena; any number may read what is in it. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena_block;

/* `struct arena a = {0}` is a valid empty arena. */
struct arena {
    struct arena_block *last;
    size_t used;           /* bytes used of the last block */
    size_t reserved_bytes; /* all blocks together */
    size_t filled_bytes;   /* those for more than one piece */
};

void arena_release(struct arena *arena);

/* Zeroed memory, aligned for any object, for `count` objects of `size`. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* The same, uninitialised: saves a pass over the memory if every object is
 * written as a whole later. */
void *arena_objects(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy. SLICE_NONE stays SLICE_NONE. */
struct slice arena_copy(struct arena *arena, struct slice text);
struct slice arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Uninitialised bytes without alignment, to build text in. */
char *arena_bytes(struct arena *arena, size_t size);

/* Makes room for one more element in an array in the arena: returns `items`, or
 * a larger copy of it if *capacity is reached. */
void *arena_grow(struct arena *arena, void *items, size_t count,
                 size_t *capacity, size_t size);

#endif
