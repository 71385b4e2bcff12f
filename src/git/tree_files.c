/* tree_files.c - what the keeper does with files itself. */
#include "git/tree_files.h"

#include "base/ascii.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_OPEN_FOLDERS 16
#define MODE_SUBMODULE   "160000 "
#define MODE_FILE        "100" /* 644 or 755 */
/* A pointer begins with this line, and is shorter than 1024 bytes (git-lfs,
 * docs/spec.md, "The Pointer"). */
#define POINTER           "version https://git-lfs.github.com/spec/v1\n"
#define POINTER_MAX_BYTES 1024

bool git_is_commit(struct slice name)
{
    for (size_t i = 0; i < name.size; i++) {
        if (!ascii_is_digit(name.data[i]) &&
            (name.data[i] < 'a' || name.data[i] > 'f'))
            return false;
    }
    return name.size == 40 || name.size == 64;
}

static int remove_one(const char *path, const struct stat *status, int kind,
                      struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

bool remove_all(const char *path, struct err *err)
{
    struct stat status;
    if (lstat(path, &status) != 0 && errno == ENOENT)
        return true;
    return nftw(path, remove_one, MAX_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) ==
               0 ||
           err_set(err, ERR_IO, "cannot remove %s: %s", path, strerror(errno));
}

void remove_quietly(const char *path)
{
    struct err err;
    if (!remove_all(path, &err))
        return; /* it is in nobody's way, and tried again later */
}

void remove_others(const char *folder, const struct slice *kept, size_t count)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        struct slice name = slice_of(entry->d_name);
        struct str path = {0};
        if (slice_is(name, ".") || slice_is(name, "..") ||
            slice_is_among(name, kept, count))
            continue;
        str_appendf(&path, "%s/%s", folder, entry->d_name);
        remove_quietly(path.data);
        str_release(&path);
    }
    if (entries != NULL)
        (void)closedir(entries);
}

/* A line of a listing: "100644 blob ID   SIZE\tPATH". */
struct listed {
    struct slice mode, path;
    uint64_t bytes;
};

static bool next_listed(struct slice *listing, struct listed *ret_listed)
{
    struct slice line;
    if (!slice_cut(listing, '\0', &line) || line.size == 0)
        return false;
    size_t tab = slice_find_char(line, 0, '\t');
    struct slice head = slice_sub(line, 0, tab);
    size_t space = head.size;
    while (space > 0 && head.data[space - 1] != ' ')
        space--;
    *ret_listed = (struct listed){
        .mode = slice_sub(head, 0, slice_find_char(head, 0, ' ') + 1),
        .path = slice_from(line, tab + 1),
        .bytes = strtoull(head.data + space, NULL, 10),
    };
    return true;
}

void measure_listing(struct slice listing, uint64_t *ret_bytes,
                     uint32_t *ret_submodules)
{
    struct listed listed;
    *ret_bytes = 0;
    *ret_submodules = 0;
    while (next_listed(&listing, &listed)) {
        *ret_bytes += listed.bytes;
        *ret_submodules += slice_is(listed.mode, MODE_SUBMODULE) ? 1 : 0;
    }
}

static bool is_pointer(const char *file)
{
    char bytes[sizeof POINTER - 1];
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t size = fd >= 0 ? read(fd, bytes, sizeof bytes) : -1;
    if (fd >= 0)
        (void)close(fd);
    return size == (ssize_t)sizeof bytes &&
           memcmp(bytes, POINTER, sizeof bytes) == 0;
}

void find_pointers(struct slice listing, const char *folder,
                   struct keeper_tree *tree)
{
    struct listed listed;
    struct str path = {0};
    tree->pointers = 0;
    tree->pointer[0] = '\0';
    while (next_listed(&listing, &listed)) {
        if (!slice_starts(listed.mode, MODE_FILE) ||
            listed.bytes >= POINTER_MAX_BYTES ||
            listed.bytes < sizeof POINTER - 1)
            continue;
        str_clear(&path);
        str_appendf(&path, "%s/%.*s", folder, SLICE_FMT(listed.path));
        if (is_pointer(path.data) && tree->pointers++ == 0)
            (void)snprintf(tree->pointer, sizeof tree->pointer, "%.*s",
                           SLICE_FMT(listed.path));
    }
    str_release(&path);
}
