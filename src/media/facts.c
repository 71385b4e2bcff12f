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

#include "base/mem.h"
#include "base/parallel.h"
#include "base/recent.h"
#include "document/beneath.h"
#include "media/file.h"

#include <pthread.h>
#include <stdlib.h>
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

static struct identity identity_of(const struct media_file *file)
{
    return (struct identity){file->device, file->inode, file->size,
                             file->modified_ns};
}

/* Of PICTURE_NONE if there is another file by now; else it is kept, if it may
 * be. Closes the file. */
static struct picture take_picture(const struct media_file *file,
                                   const struct media_opened *opened)
{
    const struct media_stamp *stamp = &opened->stamp;
    const struct identity found = {stamp->device, stamp->inode, stamp->size,
                                   stamp->modified_ns};
    const struct identity expected = identity_of(file);
    const struct picture none = {.format = PICTURE_NONE};
    struct picture picture;
    if (!picture_parse_file(opened->fd, &picture) || !is_shown(file, &picture))
        picture = none;
    (void)close(opened->fd);
    if (!is_same(&found, &expected))
        return none;
    if (media_is_settled(stamp))
        keep(&expected, &picture);
    return picture;
}

static bool may_be_picture(const struct media_file *file)
{
    return file != NULL && file->is_served && file->kind != NULL &&
           (file->kind->traits & MEDIA_PICTURE) != 0;
}

bool media_picture(const struct media *media, const struct media_file *file,
                   struct picture *ret_picture)
{
    const struct identity identity = identity_of(file);
    struct media_opened opened;
    struct picture picture = {.format = PICTURE_NONE};
    if (!may_be_picture(file))
        return false;
    if (!find(&identity, &picture) && media_open(media, file, &opened))
        picture = take_picture(file, &opened);
    if (picture.format == PICTURE_NONE)
        return false;
    *ret_picture = picture;
    return true;
}

/* Those of many pictures of which nothing is known. */
struct reading {
    const struct media *media;
    const struct media_file *const *files;
    struct picture *pictures;
    size_t *unknown; /* which of these */
    size_t count;
    int *folders; /* of the media; -1 if it could not be opened */
};

static void read_unknown(void *context, size_t index)
{
    const struct reading *reading = context;
    size_t i = reading->unknown[index];
    struct media_opened opened;
    if (media_open_in(reading->media, reading->folders, reading->files[i],
                      &opened))
        reading->pictures[i] = take_picture(reading->files[i], &opened);
}

static int *open_folders(const struct media *media)
{
    size_t count = media_tree_count(media);
    int *folders = mem_alloc(count, sizeof *folders);
    for (size_t i = 0; i < count; i++)
        folders[i] = beneath_open_folder(media_tree_at(media, i)->folder.data);
    return folders;
}

static void close_folders(const struct media *media, int *folders)
{
    for (size_t i = 0; i < media_tree_count(media); i++) {
        if (folders[i] >= 0)
            (void)close(folders[i]);
    }
    free(folders);
}

/* What takes time is the calls of the system, so they are made on all cores,
 * and each folder is opened once for all files. */
void media_pictures(const struct media *media,
                    const struct media_file *const *files, size_t count,
                    unsigned threads, struct picture *ret_pictures)
{
    struct reading reading = {
        .media = media,
        .files = files,
        .pictures = ret_pictures,
        .unknown = mem_alloc(count + 1, sizeof *reading.unknown)};
    for (size_t i = 0; i < count; i++) {
        ret_pictures[i] = (struct picture){.format = PICTURE_NONE};
        if (!may_be_picture(files[i]))
            continue;
        const struct identity identity = identity_of(files[i]);
        if (!find(&identity, &ret_pictures[i]))
            reading.unknown[reading.count++] = i;
    }
    if (reading.count > 0) {
        reading.folders = open_folders(media);
        parallel_for(reading.count, threads, read_unknown, &reading);
        close_folders(media, reading.folders);
    }
    free(reading.unknown);
}
