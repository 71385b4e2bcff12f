/* scratch.h - memory for one parse, in the form that cmark asks for it.
 * Private to this room.
 *
 * Between scratch_begin() and scratch_end() the three functions below serve
 * the calling thread; what they gave out ends with scratch_end(). */
#ifndef DOCUMENT_SCRATCH_H
#define DOCUMENT_SCRATCH_H

#include "base/str.h"

struct scratch_chunk;

struct scratch {
    struct scratch_chunk *last;
    char *next, *end; /* what is free of it */
};

/* `expected_bytes` is a guess at all that will be asked for. */
void scratch_begin(struct scratch *scratch, size_t expected_bytes);
void scratch_end(struct scratch *scratch);

void *scratch_calloc(size_t count, size_t size);
void *scratch_realloc(void *memory, size_t size);
void scratch_free(void *memory);

/* A copy of the bytes. */
struct slice scratch_copy(struct slice text);

#endif
