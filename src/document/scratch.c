/* scratch.c - a parser's allocations, without an allocator.
 *
 *     chunk [ size | bytes ][ size | bytes ] ... free
 *
 * cmark makes a small block for every word and frees them all at the end: a
 * fifth of the time of a load went there, and the holes that were left among
 * long-lived memory were a fifth of its size. Here an allocation moves a
 * pointer, and the end frees one or two chunks. Each has its size in front,
 * because realloc() has to know it; the newest one can grow in place, which
 * is what a growing HTML buffer does.
 *
 * cmark's hooks have no argument for us, so the current scratch is known by
 * its thread. Each thread keeps its first chunk for the next document: giving
 * a quarter of a megabyte back to the system and faulting it in again would
 * cost as much as parsing does. */
#include "document/scratch.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT   16
#define CHUNK_BYTES (256 * 1024)

struct scratch_chunk {
    struct scratch_chunk *before;
    size_t capacity;
    _Alignas(ALIGNMENT) char bytes[];
};

/* Stands in front of every allocation. */
struct header {
    _Alignas(ALIGNMENT) size_t size;
};

static _Thread_local struct scratch *current;

static pthread_key_t spare_key; /* the chunk that a thread keeps */
static pthread_once_t spare_once = PTHREAD_ONCE_INIT;

static void make_spare_key(void)
{
    pthread_key_create(&spare_key, free);
}

/* The thread's spare chunk if it is large enough, else NULL. */
static struct scratch_chunk *take_spare(size_t bytes)
{
    pthread_once(&spare_once, make_spare_key);
    struct scratch_chunk *spare = pthread_getspecific(spare_key);
    if (spare == NULL || spare->capacity < bytes)
        return NULL;
    pthread_setspecific(spare_key, NULL);
    return spare;
}

static void keep_spare(struct scratch_chunk *chunk)
{
    free(pthread_getspecific(spare_key));
    pthread_setspecific(spare_key, chunk);
}

static void add_chunk(struct scratch *scratch, struct scratch_chunk *chunk,
                      size_t bytes)
{
    if (chunk == NULL) {
        chunk = mem_grow(NULL, 1, sizeof *chunk + bytes);
        chunk->capacity = bytes;
    }
    chunk->before = scratch->last;
    scratch->last = chunk;
    scratch->next = chunk->bytes;
    scratch->end = chunk->bytes + chunk->capacity;
}

void scratch_begin(struct scratch *scratch, size_t expected_bytes)
{
    assert(current == NULL);
    *scratch = (struct scratch){0};
    add_chunk(scratch, take_spare(expected_bytes), expected_bytes);
    current = scratch;
}

void scratch_end(struct scratch *scratch)
{
    assert(current == scratch);
    while (scratch->last->before != NULL) {
        struct scratch_chunk *before = scratch->last->before;
        free(scratch->last);
        scratch->last = before;
    }
    keep_spare(scratch->last);
    current = NULL;
}

static size_t rounded(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void *take(size_t size)
{
    size_t needed = sizeof(struct header) + rounded(size);
    if ((size_t)(current->end - current->next) < needed)
        add_chunk(current, NULL, needed > CHUNK_BYTES ? needed : CHUNK_BYTES);
    struct header *header = (struct header *)(void *)current->next;
    header->size = size;
    current->next += needed;
    return header + 1;
}

void *scratch_calloc(size_t count, size_t size)
{
    void *memory = take(count * size);
    memset(memory, 0, count * size);
    return memory;
}

/* Whether the allocation is the newest, and has room to become `size`. */
static bool can_grow(const struct header *header, size_t size)
{
    const char *bytes = (const char *)(header + 1);
    return bytes + rounded(header->size) == current->next &&
           size <= (size_t)(current->end - bytes) &&
           rounded(size) <= (size_t)(current->end - bytes);
}

void *scratch_realloc(void *memory, size_t size)
{
    if (memory == NULL)
        return take(size);
    struct header *header = (struct header *)memory - 1;
    if (size <= header->size)
        return memory;
    if (can_grow(header, size)) {
        header->size = size;
        current->next = (char *)memory + rounded(size);
        return memory;
    }
    void *grown = take(size);
    memcpy(grown, memory, header->size);
    return grown;
}

void scratch_free(void *memory)
{
    (void)memory; /* scratch_end() frees it */
}

struct slice scratch_copy(struct slice text)
{
    char *bytes = scratch_calloc(text.size + 1, 1);
    if (text.size > 0)
        memcpy(bytes, text.data, text.size);
    return (struct slice){bytes, text.size};
}
