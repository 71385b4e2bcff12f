/* mem.h - heap memory that is there or the program is not.
 *
 * A server that limps on without memory gives wrong answers; ours says so in
 * one message and aborts. Every other room allocates through here or through
 * an arena, and therefore never checks for NULL. Any thread may call. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Zeroed memory for `count` objects of `size` bytes; free() ends it. */
void *mem_alloc(size_t count, size_t size);

/* As realloc(), for `count` objects of `size` bytes; new bytes are not
 * zeroed. */
void *mem_grow(void *old, size_t count, size_t size);

/* Gives free memory back to the system, after much of it was freed at once. It
 * takes milliseconds, and others that allocate may wait for as long. */
void mem_trim(void);

#endif
