/* mem.c - the one place that handles a lack of memory.
 *
 * Linux promises memory that it does not have, so malloc() rarely fails, and if
 * it does, because of a limit that the operator has set. Checks in every caller
 * would add hundreds of branches that no test reaches. */
#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LARGE_BYTES (256 * 1024)

static void out_of_memory(size_t count, size_t size)
{
    (void)fprintf(stderr,
                  "headmatter: out of memory (%zu times %zu bytes asked for); "
                  "raise the memory limit or serve a smaller folder\n",
                  count, size);
    abort();
}

void *mem_alloc(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL && count > 0 && size > 0)
        out_of_memory(count, size);
    return memory;
}

void *mem_grow(void *old, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        out_of_memory(count, size);
    size_t bytes = count * size;
    void *memory = realloc(old, bytes > 0 ? bytes : 1);
    if (memory == NULL)
        out_of_memory(count, size);
    return memory;
}

/* By default malloc() raises the limit above which it takes a block from the
 * system as soon as one is freed, up to 32 MB; what is freed below the limit
 * stays with the thread that had it. */
void mem_return_large(void)
{
    (void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, 2 * LARGE_BYTES);
}

void mem_trim(void)
{
    (void)malloc_trim(0);
}
