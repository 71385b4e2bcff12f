/* media.c - which images exist.
 *
 * None of them is read or served: their names serve to warn of documents that
 * show an image that does not exist. That is only possible while all names are
 * known, so anything that is not looked into (a symbolic link, a folder that is
 * too deep or unreadable, more files than anybody has) makes the list
 * partial. */
#include "site/media.h"

#include "document/beneath.h"
#include "document/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

void media_list_add(struct media_list *media, struct slice path)
{
    if (!path_is_media(path))
        return;
    if (media->count == MEDIA_MAX_FILES) {
        media->is_partial = true;
        return;
    }
    media->items = arena_grow(media->arena, media->items, media->count,
                              &media->capacity, sizeof(struct slice));
    media->items[media->count++] = path;
}

static unsigned char type_of(const char *root, struct slice path,
                             const struct dirent *child)
{
    struct str full = {0};
    struct stat status;
    unsigned char type = child->d_type;
    if (type != DT_UNKNOWN)
        return type;
    str_appendf(&full, "%s/%.*s", root, SLICE_FMT(path));
    if (lstat(full.data, &status) == 0)
        type = (unsigned char)IFTODT(status.st_mode);
    str_release(&full);
    return type;
}

static void read_level(struct media_list *media, const char *root,
                       struct slice folder, unsigned depth);

static void visit(struct media_list *media, const char *root,
                  struct slice folder, const struct dirent *child,
                  unsigned depth)
{
    struct slice path =
        arena_printf(media->arena, "%.*s/%s", SLICE_FMT(folder), child->d_name);
    unsigned char type = type_of(root, path, child);
    bool is_media = path_is_media(path);
    if (type == DT_DIR)
        read_level(media, root, path, depth + 1);
    else if (type == DT_REG || (type == DT_LNK && is_media))
        media_list_add(media, path);
    else
        media->is_partial = true;
}

static void read_level(struct media_list *media, const char *root,
                       struct slice folder, unsigned depth)
{
    int fd = depth <= MEDIA_MAX_DEPTH
                 ? beneath_open(root, SLICE(""), folder, O_RDONLY | O_DIRECTORY)
                 : -1;
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *child;

    if (directory == NULL) {
        media->is_partial |= depth > 1 || (errno != ENOENT && errno != ENOTDIR);
        return;
    }
    while (!media->is_partial && (child = readdir(directory)) != NULL) {
        if (child->d_name[0] != '.')
            visit(media, root, folder, child, depth);
    }
    closedir(directory);
}

void media_list_read(struct media_list *media, const char *root,
                     struct slice folder)
{
    struct str full = {0};
    struct stat status;
    str_appendf(&full, "%s/%.*s", root, SLICE_FMT(folder));
    if (lstat(full.data, &status) == 0 && S_ISLNK(status.st_mode))
        media->is_partial = true; /* it may lead anywhere */
    str_release(&full);
    if (!media->is_partial)
        read_level(media, root, folder, 1);
}
