/* mem.h - heap memory that never runs out: the program aborts instead.
 *
 * A server that carries on without memory gives wrong answers; this one prints
 * a message and aborts, once its reserve is used up. Every room allocates
 * through here or through an arena, so none checks for NULL. Any thread may
 * call these functions. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed memory for `count` objects of `size` bytes; free() ends it. */
void *mem_alloc(size_t count, size_t size);

/* As realloc(), for `count` objects of `size` bytes; new bytes are not
 * zeroed. */
void *mem_grow(void *old, size_t count, size_t size);

/* From now on the memory of large blocks goes back to the system when they are
 * freed. For a program that runs for long; call it before the first thread. */
void mem_return_large(void);

/* Where the address space is limited (RLIMIT_AS), bounds what of it malloc()
 * sets aside: 128 MB for each thread at first, up to eight for each core. Call
 * it before the first thread. */
void mem_fit_address_space(void);

/* Sets address space aside that is given up when memory runs out, so that what
 * is being made can be finished. */
void mem_keep_reserve(void);
/* Gives it up, or aborts if there is none: for the allocator of a library that
 * calls it when it lacks memory and tries again. */
void mem_make_room(void);
/* Whether it was given up: then nothing large should be begun. */
bool mem_is_short(void);
/* Sets it aside again, if it was given up. Where there is no room for it any
 * more, memory counts as not short until it runs out again, which is the end.
 */
void mem_restore_reserve(void);

/* Returns free memory to the system, after much of it was freed at once. Takes
 * milliseconds, and threads that allocate may have to wait for as long. */
void mem_trim(void);

#endif
