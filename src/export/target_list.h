/* target_list.h - which answers are made: each once. Private to this room. */
#ifndef EXPORT_TARGET_LIST_H
#define EXPORT_TARGET_LIST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"

#define TARGETS_MAX_FILE_BYTES (64 * 1024 * 1024)

/* Type and policy of a file, as one rule of a server gives them. */
struct file_kind {
    struct slice type;     /* Content-Type */
    struct slice security; /* Content-Security-Policy, or SLICE_NONE */
};

struct export_target {
    struct slice asked; /* "/posts?page=2" */
    unsigned line;      /* of the file that names it; 0: none does */
    struct slice name;  /* of the file that was made, or SLICE_NONE */
    const struct file_kind *kind;
    struct slice location; /* where it leads to, or SLICE_NONE */
};

/* `struct target_list l = {0}` is empty. */
struct target_list {
    struct arena arena;
    struct map known;
    struct export_target **items;
    size_t count, capacity;
};

void target_list_release(struct target_list *list);

/* Nothing happens if it is there already, but that it gets the line. */
void target_list_add(struct target_list *list, struct slice asked,
                     unsigned line);

/* Adds those of a file, one a line; empty lines and those that begin with "#"
 * are left out. */
bool target_list_read(struct target_list *list, const char *path,
                      struct err *err) MUST_USE;

#endif
