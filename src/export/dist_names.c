/* dist_names.c - the list is written beside the old one and renamed, so that
 * there always is a whole one. */
#include "export/dist_names.h"

#include "base/map.h"
#include "base/mem.h"
#include "export/dist.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME  DIST_OWN "/files"
#define FRESH_NAME DIST_OWN "/files.new"

void names_release(struct names_list *names)
{
    free(names->items);
    *names = (struct names_list){0};
}

static void add_hash(struct names_list *names, uint64_t hash)
{
    if (names->count == names->capacity) {
        names->capacity = names->capacity > 0 ? names->capacity * 2 : 256;
        names->items =
            mem_grow(names->items, names->capacity, sizeof *names->items);
    }
    names->items[names->count++] = hash;
}

void names_add(struct names_list *names, struct slice name)
{
    add_hash(names, hash_bytes(name, 0));
}

static int compare(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

void names_sort(struct names_list *names)
{
    if (names->count > 1)
        qsort(names->items, names->count, sizeof *names->items, compare);
}

bool names_has(const struct names_list *names, struct slice name)
{
    uint64_t hash = hash_bytes(name, 0);
    return names->count > 0 && bsearch(&hash, names->items, names->count,
                                       sizeof *names->items, compare) != NULL;
}

void names_join(struct names_list *ret_names, const struct names_list *a,
                const struct names_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        add_hash(ret_names, a->items[i]);
    for (size_t i = 0; i < b->count; i++)
        add_hash(ret_names, b->items[i]);
    names_sort(ret_names);
}

bool names_read(struct names_list *ret_names, int dist)
{
    int fd = openat(dist, FILE_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    FILE *file = fd >= 0 ? fdopen(fd, "r") : NULL;
    uint64_t hash;
    if (file == NULL)
        return false;
    while (fread(&hash, sizeof hash, 1, file) == 1)
        add_hash(ret_names, hash);
    bool ok = ferror(file) == 0;
    (void)fclose(file);
    names_sort(ret_names);
    return ok;
}

bool names_write(const struct names_list *names, int dist)
{
    int fd =
        openat(dist, FRESH_NAME,
               O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file == NULL)
        return false;
    bool ok = names->count == 0 || fwrite(names->items, sizeof *names->items,
                                          names->count, file) == names->count;
    ok = fclose(file) == 0 && ok;
    return ok && renameat(dist, FRESH_NAME, dist, FILE_NAME) == 0;
}
