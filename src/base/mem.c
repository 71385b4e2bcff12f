/* mem.c - the one place that handles a lack of memory.
 *
 * Linux promises memory that it does not have, so malloc() rarely fails, and if
 * it does, because of a limit that the operator has set. Checks in every caller
 * would add hundreds of branches that no test reaches. */
#include "base/mem.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define LARGE_BYTES   (256 * 1024)
#define ARENA_SHARE   (512ULL * 1024 * 1024) /* of an address space, for one */
#define MUCH_SPACE    (16 * ARENA_SHARE)
#define RESERVE_BYTES (64 * 1024 * 1024) /* address space, no memory */

static atomic_bool keeps_reserve; /* or would, if it were not used up */
static _Atomic(void *) reserve;   /* or NULL */

static void take_reserve(void)
{
    void *space = mmap(NULL, RESERVE_BYTES, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space != MAP_FAILED)
        atomic_store(&reserve, space);
}

static void give_up_reserve(void)
{
    void *space = atomic_exchange(&reserve, NULL);
    if (space != NULL)
        (void)munmap(space, RESERVE_BYTES);
}

void mem_keep_reserve(void)
{
    take_reserve();
    atomic_store(&keeps_reserve, true);
}

void mem_make_room(void)
{
    if (atomic_load(&reserve) == NULL) {
        (void)fputs(
            "headmatter: out of memory; raise the memory limit or serve "
            "a smaller folder\n",
            stderr);
        abort();
    }
    give_up_reserve();
}

bool mem_is_short(void)
{
    return atomic_load(&keeps_reserve) && atomic_load(&reserve) == NULL;
}

void mem_restore_reserve(void)
{
    if (!mem_is_short())
        return;
    take_reserve();
    if (mem_is_short()) /* for good: to refuse for ever would be no better */
        atomic_store(&keeps_reserve, false);
}

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
    if (memory == NULL && count > 0 && size > 0) {
        give_up_reserve();
        memory = calloc(count, size);
    }
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
    if (memory == NULL) {
        give_up_reserve();
        memory = realloc(old, bytes > 0 ? bytes : 1);
    }
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

void mem_fit_address_space(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur > MUCH_SPACE)
        return;
    (void)mallopt(M_ARENA_MAX, 1 + (int)(limit.rlim_cur / ARENA_SHARE));
}

void mem_trim(void)
{
    (void)malloc_trim(0);
}
