/* facts.c - the facts of pictures, kept by what stat() says of their files.
 *
 * Every snapshot asks for all pictures in its bodies, and an edit of a document
 * makes a new snapshot: so that costs no system call for a picture that is
 * known. The table is one of fixed size, in sets of a few places, as that of
 * the hashes is (hashes.c); where a site has more pictures than that, heads are
 * read again. One table for the process: a file means the same in all
 * snapshots.
 *
 * An edit of a file is another file here. Times of file systems are coarse, so
 * what was written a moment ago is looked at again the next time. */
#include "media/facts.h"

#include "base/clock.h"
#include "base/map.h"
#include "media/file.h"

#include <pthread.h>
#include <unistd.h>

#define SETS      8192
#define PLACES    8 /* of a set: 65,536 pictures, 4 MB once all are used */
#define SETTLE_NS INT64_C(2000000000)
#define NS_PER_MS 1000000

struct identity {
    uint64_t device, inode;
    int64_t size, modified_ns;
};

struct known_picture {
    struct identity file;
    struct picture picture; /* of PICTURE_NONE: it is none */
    uint64_t used;          /* when, in order; 0: it is empty */
};

static struct {
    pthread_mutex_t lock;
    uint64_t clock;
    struct known_picture sets[SETS][PLACES];
} table = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool is_same(const struct identity *a, const struct identity *b)
{
    return a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->modified_ns == b->modified_ns;
}

static struct known_picture *set_of(const struct identity *file)
{
    const struct slice key = {(const char *)file, sizeof *file};
    return table.sets[hash_bytes(key, 0) % SETS];
}

static bool find(const struct identity *file, struct picture *ret_picture)
{
    struct known_picture *set = set_of(file);
    bool is_found = false;
    pthread_mutex_lock(&table.lock);
    for (size_t i = 0; !is_found && i < PLACES; i++) {
        if (set[i].used == 0 || !is_same(&set[i].file, file))
            continue;
        set[i].used = ++table.clock;
        *ret_picture = set[i].picture;
        is_found = true;
    }
    pthread_mutex_unlock(&table.lock);
    return is_found;
}

/* In the place of nothing, or of what was not used for longest. */
static void keep(const struct identity *file, const struct picture *picture)
{
    struct known_picture *set = set_of(file), *chosen = set;
    pthread_mutex_lock(&table.lock);
    for (size_t i = 1; i < PLACES; i++)
        chosen = set[i].used < chosen->used ? &set[i] : chosen;
    *chosen = (struct known_picture){*file, *picture, ++table.clock};
    pthread_mutex_unlock(&table.lock);
}

/* Browsers go by the bytes, but an SVG has to be called one. */
static bool is_shown(const struct media_file *file,
                     const struct picture *picture)
{
    return (picture->format == PICTURE_SVG) ==
           slice_is(slice_of(file->kind->type), "image/svg+xml");
}

/* False if there is another file by now. */
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
    return is_same(&found, expected);
}

static bool is_settled(const struct identity *file)
{
    return file->modified_ns < clock_now_ms() * NS_PER_MS - SETTLE_NS;
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
    if (!find(&identity, &picture)) {
        if (!read_picture(media, file, &identity, &picture))
            return false;
        if (is_settled(&identity))
            keep(&identity, &picture);
    }
    if (picture.format == PICTURE_NONE)
        return false;
    *ret_picture = picture;
    return true;
}
