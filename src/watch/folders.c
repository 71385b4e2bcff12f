/* folders.c - a sorted array of watch descriptors and their paths.
 *
 * The kernel counts descriptors upwards, so a new one nearly always goes to the
 * end; a binary search finds one. A folder that is moved keeps its descriptor
 * and gets its new path at the next look; one with two paths has the last path
 * by which it was met. */
#include "watch/folders.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static char *copy_of(struct slice path)
{
    char *copy = mem_alloc(path.size + 1, 1);
    if (path.size > 0)
        memcpy(copy, path.data, path.size);
    return copy;
}

static void folder_release(struct folder *folder)
{
    free((char *)folder->path.data);
}

void folders_release(struct folders *folders)
{
    for (size_t i = 0; i < folders->count; i++)
        folder_release(&folders->items[i]);
    free(folders->items);
    *folders = (struct folders){0};
}

/* The index of the descriptor, or where to insert it. */
static size_t index_of(const struct folders *folders, int descriptor)
{
    size_t low = 0, high = folders->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (folders->items[middle].descriptor < descriptor)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct folders *folders, size_t at, int descriptor)
{
    return at < folders->count && folders->items[at].descriptor == descriptor;
}

static void make_room(struct folders *folders, size_t at)
{
    if (folders->count == folders->capacity) {
        folders->capacity = folders->capacity > 0 ? folders->capacity * 2 : 16;
        folders->items =
            mem_grow(folders->items, folders->capacity, sizeof *folders->items);
    }
    memmove(&folders->items[at + 1], &folders->items[at],
            (folders->count - at) * sizeof *folders->items);
    folders->count++;
}

void folders_put(struct folders *folders, int descriptor, struct slice path)
{
    size_t at = index_of(folders, descriptor);
    char *copy = copy_of(path); /* first: `path` may be freed below */
    if (is_at(folders, at, descriptor))
        folder_release(&folders->items[at]);
    else
        make_room(folders, at);
    folders->items[at] =
        (struct folder){descriptor, folders->look, {copy, path.size}};
}

const struct folder *folders_find(const struct folders *folders, int descriptor)
{
    size_t at = index_of(folders, descriptor);
    return is_at(folders, at, descriptor) ? &folders->items[at] : NULL;
}

void folders_remove(struct folders *folders, int descriptor)
{
    size_t at = index_of(folders, descriptor);
    if (!is_at(folders, at, descriptor))
        return;
    folder_release(&folders->items[at]);
    folders->count--;
    memmove(&folders->items[at], &folders->items[at + 1],
            (folders->count - at) * sizeof *folders->items);
}

void folders_sweep(struct folders *folders,
                   void (*forget)(void *context, int descriptor), void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < folders->count; i++) {
        struct folder *folder = &folders->items[i];
        if (folder->look == folders->look) {
            folders->items[kept++] = *folder;
            continue;
        }
        forget(context, folder->descriptor);
        folder_release(folder);
    }
    folders->count = kept;
}
