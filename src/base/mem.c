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

void mem_trim(void)
{
    (void)malloc_trim(0);
}
