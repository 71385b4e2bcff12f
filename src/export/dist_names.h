/* dist_names.h - a set of names, as hashes of 64 bits. Private to this room.
 *
 * Two names with the same hash would only have a file kept that is gone, or one
 * of somebody else removed that has the hash of a former one: with a million
 * names the odds are one to forty million. */
#ifndef EXPORT_DIST_NAMES_H
#define EXPORT_DIST_NAMES_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

/* `struct names_list n = {0}` is empty. */
struct names_list {
    uint64_t *items;
    size_t count, capacity;
};

void names_release(struct names_list *names);
void names_add(struct names_list *names, struct slice name);
void names_sort(struct names_list *names); /* before names_has() */
bool names_has(const struct names_list *names, struct slice name);
void names_join(struct names_list *ret_names, const struct names_list *a,
                const struct names_list *b);

/* The list of the folder DIST, sorted; errno says why not. */
bool names_read(struct names_list *ret_names, int dist) MUST_USE;
bool names_write(const struct names_list *names, int dist) MUST_USE;

#endif
