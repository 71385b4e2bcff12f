/* facts.c - the facts of pictures, kept by what stat() says of their files.
 *
 * Every snapshot asks for all pictures in its bodies, and an edit of a document
 * makes a new snapshot: so that costs no system call for a picture that is
 * known. Where a site has more pictures than the table, heads are read again.
 * One table for the process: a file means the same in all snapshots.
 *
 * An edit of a file is another file here. Times of file systems are coarse, so
 * what was written a moment ago is looked at again the next time. */
#include "media/facts.h"

#include "media/file.h"
#include "media/recent.h"

#include <pthread.h>
#include <unistd.h>

#define SETS 8192 /* of 65,536 pictures, 4 MB once all are used */

struct identity {
    uint64_t device, inode;
    int64_t size, modified_ns;
};

struct known_picture {
    struct recent_item item;
    struct identity file;
    struct picture picture; /* of PICTURE_NONE: it is none */
};

static struct known_picture items[SETS * RECENT_PLACES];

static struct {
    pthread_mutex_t lock;
    struct recent known;
} table = {.lock = PTHREAD_MUTEX_INITIALIZER,
           .known = {.items = items,
                     .set_count = SETS,
                     .item_size = sizeof *items,
                     .key_size = sizeof items->file}};

static bool is_same(const struct identity *a, const struct identity *b)
{
    return a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->modified_ns == b->modified_ns;
}

static bool find(const struct identity *file, struct picture *ret_picture)
{
    pthread_mutex_lock(&table.lock);
    const struct known_picture *known = recent_find(&table.known, file);
    if (known != NULL)
        *ret_picture = known->picture;
    pthread_mutex_unlock(&table.lock);
    return known != NULL;
}

static void keep(const struct identity *file, const struct picture *picture)
{
    pthread_mutex_lock(&table.lock);
    struct known_picture *known = recent_take(&table.known, file);
    known->picture = *picture;
    pthread_mutex_unlock(&table.lock);
}

/* Browsers go by the bytes, but an SVG has to be called one. */
static bool is_shown(const struct media_file *file,
                     const struct picture *picture)
{
    return (picture->format == PICTURE_SVG) ==
           slice_is(slice_of(file->kind->type), "image/svg+xml");
}

/* False if there is another file by now; else it is kept, if it may be. */
static bool read_picture(const struct media *media,
                         const struct media_file *file,
                         const struct identity *expected,
                         struct picture *ret_picture)
{
    struct media_opened opened;
    *ret_picture = (struct picture){.format = PICTURE_NONE};
    if (!media_open(media, file, &opened))
        return false;
    const struct identity found = {opened.stamp.device, opened.stamp.inode,
                                   opened.stamp.size, opened.stamp.modified_ns};
    if (!picture_parse_file(opened.fd, ret_picture) ||
        !is_shown(file, ret_picture))
        *ret_picture = (struct picture){.format = PICTURE_NONE};
    (void)close(opened.fd);
    if (!is_same(&found, expected))
        return false;
    if (media_is_settled(&opened.stamp))
        keep(expected, ret_picture);
    return true;
}

bool media_picture(const struct media *media, const struct media_file *file,
                   struct picture *ret_picture)
{
    struct picture picture;
    const struct identity identity = {file->device, file->inode, file->size,
                                      file->modified_ns};
    if (!file->is_served || file->kind == NULL ||
        (file->kind->traits & MEDIA_PICTURE) == 0)
        return false;
    if (!find(&identity, &picture) &&
        !read_picture(media, file, &identity, &picture))
        return false;
    if (picture.format == PICTURE_NONE)
        return false;
    *ret_picture = picture;
    return true;
}
