/* looks.c - made when they are first asked for, and kept three times.
 *
 *     by what stat() says of a file --> nothing is opened
 *     by the hash of its bytes      --> it is opened and hashed
 *     in a file, a line each        --> so it is after a restart
 *
 * To make them while the site is loaded would delay its first answer by minutes
 * for thousands of pictures, and to make them in the background would give one
 * replica other answers than the next for as long. So they are made for whoever
 * asks first, within a budget: what did not fit in is null in that answer,
 * which is then not to be kept, and is there in one of the next.
 *
 * The file is appended to, one write for a line, so several servers can share
 * it; a line that is not whole or wrong is passed over. */
#include "pictures/looks.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/recent.h"
#include "pictures/studio.h"
#include "pictures/thumbhash.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SETS           4096 /* of 32,768 pictures in each table */
#define FILE_NAME      "looks-1"
#define MAX_FILE_BYTES (8 * 1024 * 1024)
#define NOTHING        "-"

struct identity {
    uint64_t device, inode;
    int64_t size, modified_ns;
};

struct known_file {
    struct recent_item item;
    struct identity file;
    struct picture_looks looks;
};

struct known_bytes {
    struct recent_item item;
    uint64_t hash;
    struct picture_looks looks;
};

static struct known_file files[SETS * RECENT_PLACES];
static struct known_bytes bytes[SETS * RECENT_PLACES];

static struct {
    pthread_mutex_t lock;
    struct recent by_file, by_bytes;
    int folder, file; /* -1: none */
    bool is_read;
} known = {.lock = PTHREAD_MUTEX_INITIALIZER,
           .by_file = {.items = files,
                       .set_count = SETS,
                       .item_size = sizeof *files,
                       .key_size = sizeof files->file},
           .by_bytes = {.items = bytes,
                        .set_count = SETS,
                        .item_size = sizeof *bytes,
                        .key_size = sizeof bytes->hash},
           .folder = -1,
           .file = -1};

void looks_open(struct slice cache)
{
    struct str path = {0};
    str_append(&path, cache);
    if (cache.size > 0)
        known.folder = open(path.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    str_release(&path);
}

void looks_close(void)
{
    if (known.file >= 0)
        (void)close(known.file);
    if (known.folder >= 0)
        (void)close(known.folder);
    known.file = known.folder = -1;
    known.is_read = false;
}

static bool is_color(const char *text)
{
    return strlen(text) == 7 && text[0] == '#' &&
           strspn(text + 1, "0123456789abcdef") == 6;
}

static bool is_base64(const char *text)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    return strspn(text, letters) == strlen(text) && strlen(text) % 4 == 0;
}

/* "9f86d081884c7d65 #4a6b2f 3OcRJYB4d3h/iIeHeEh3eIhw+j2w", or "-" for none. */
static bool read_line(const char *line, struct picture_looks *ret_looks)
{
    struct picture_looks looks = {0};
    struct slice rest = slice_trim(slice_of(line)), hash, color;
    char *end;
    if (!slice_cut(&rest, ' ', &hash) || !slice_cut(&rest, ' ', &color))
        return false;
    looks.hash = strtoull(line, &end, 16);
    if (hash.size != 16 || end != line + hash.size)
        return false;
    if (!slice_is(color, NOTHING)) {
        if (color.size >= sizeof looks.color ||
            rest.size >= sizeof looks.thumbhash)
            return false;
        memcpy(looks.color, color.data, color.size);
        memcpy(looks.thumbhash, rest.data, rest.size);
        if (!is_color(looks.color) || !is_base64(looks.thumbhash))
            return false;
    }
    *ret_looks = looks;
    return true;
}

/* Called with the lock. */
static void keep_bytes(const struct picture_looks *looks)
{
    struct known_bytes *item = recent_take(&known.by_bytes, &looks->hash);
    item->looks = *looks;
}

/* A file that has grown beyond its bounds has become useless: it is made anew.
 */
static void read_file(void)
{
    static const int flags =
        O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC;
    struct stat status;
    struct picture_looks looks;
    char line[128];
    known.is_read = true;
    known.file =
        known.folder >= 0 ? openat(known.folder, FILE_NAME, flags, 0600) : -1;
    if (known.file < 0)
        return;
    if (fstat(known.file, &status) == 0 && status.st_size > MAX_FILE_BYTES &&
        ftruncate(known.file, 0) != 0)
        return;
    int again = fcntl(known.file, F_DUPFD_CLOEXEC, 0);
    FILE *stream = again >= 0 ? fdopen(again, "r") : NULL;
    if (stream == NULL) {
        if (again >= 0)
            (void)close(again);
        return;
    }
    while (fgets(line, sizeof line, stream) != NULL) {
        if (read_line(line, &looks))
            keep_bytes(&looks);
    }
    (void)fclose(stream);
}

static bool find_file(const struct identity *file,
                      struct picture_looks *ret_looks)
{
    pthread_mutex_lock(&known.lock);
    const struct known_file *item = recent_find(&known.by_file, file);
    if (item != NULL)
        *ret_looks = item->looks;
    pthread_mutex_unlock(&known.lock);
    return item != NULL;
}

static void keep_file(const struct identity *file,
                      const struct picture_looks *looks)
{
    pthread_mutex_lock(&known.lock);
    struct known_file *item = recent_take(&known.by_file, file);
    item->looks = *looks;
    pthread_mutex_unlock(&known.lock);
}

static bool find_bytes(uint64_t hash, struct picture_looks *ret_looks)
{
    pthread_mutex_lock(&known.lock);
    if (!known.is_read)
        read_file();
    const struct known_bytes *item = recent_find(&known.by_bytes, &hash);
    if (item != NULL)
        *ret_looks = item->looks;
    pthread_mutex_unlock(&known.lock);
    return item != NULL;
}

/* A disk that is full costs no more than the next start. */
static void keep_made(const struct picture_looks *looks, bool is_for_ever)
{
    struct str line = {0};
    str_appendf(&line, "%016" PRIx64 " %s %s\n", looks->hash,
                looks->color[0] != '\0' ? looks->color : NOTHING,
                looks->thumbhash[0] != '\0' ? looks->thumbhash : NOTHING);
    pthread_mutex_lock(&known.lock);
    keep_bytes(looks);
    if (is_for_ever && known.file >= 0 &&
        write(known.file, line.data, line.size) < 0)
        known.is_read = true;
    pthread_mutex_unlock(&known.lock);
    str_release(&line);
}

static void describe(const struct pixels *pixels, struct picture_looks *looks)
{
    uint8_t hash[THUMBHASH_MAX_BYTES];
    struct str text = {0};
    uint32_t color;
    if (!dominant_color(pixels, &color))
        return;
    (void)snprintf(looks->color, sizeof looks->color, "#%06" PRIx32,
                   color & 0xFFFFFF);
    size_t size = thumbhash_make(pixels, hash);
    base64_append(&text, (struct slice){(const char *)hash, size});
    if (text.size < sizeof looks->thumbhash)
        memcpy(looks->thumbhash, text.data, text.size + 1);
    str_release(&text);
}

/* False if it could be made another time. A picture that is too large or broken
 * has no looks. */
static bool make(const struct media_opened *opened,
                 const struct picture *picture, struct picture_looks *looks)
{
    struct pixels pixels;
    uint8_t *colors = NULL;
    if (picture->format == PICTURE_SVG ||
        (uint64_t)picture->width * picture->height > PICTURE_MAX_PIXELS)
        return true;
    enum studio_outcome outcome =
        studio_pixels(opened, picture, THUMBHASH_MAX_SIDE, &pixels.width,
                      &pixels.height, &colors);
    if (outcome == STUDIO_MADE) {
        pixels.bytes = colors;
        describe(&pixels, looks);
        free(colors);
    }
    if (outcome != STUDIO_CLOSED && outcome != STUDIO_CHANGING)
        keep_made(looks, outcome != STUDIO_COSTLY);
    return outcome != STUDIO_CLOSED && outcome != STUDIO_CHANGING;
}

static bool is_in_time(struct looks_budget *budget)
{
    bool is_over = budget != NULL && clock_monotonic_us() >= budget->until_us;
    if (is_over)
        budget->is_exceeded = true;
    return !is_over;
}

static bool look_at(const struct media_opened *opened,
                    const struct picture *picture, struct looks_budget *budget,
                    struct picture_looks *ret_looks)
{
    struct picture_looks looks = {0};
    if (!media_known_hash(opened, &looks.hash) &&
        (!is_in_time(budget) || !media_hash(opened, &looks.hash)))
        return false;
    if (!find_bytes(looks.hash, &looks) &&
        (!is_in_time(budget) || !make(opened, picture, &looks))) {
        if (budget != NULL)
            budget->is_exceeded = true;
        return false;
    }
    *ret_looks = looks;
    return true;
}

bool picture_looks_find(const struct media *media,
                        const struct media_file *file,
                        const struct picture *picture,
                        struct looks_budget *budget,
                        struct picture_looks *ret_looks)
{
    const struct identity identity = {file->device, file->inode, file->size,
                                      file->modified_ns};
    struct media_opened opened;
    if (find_file(&identity, ret_looks))
        return true;
    if (!studio_is_open() || !media_open(media, file, &opened))
        return false;
    bool is_same = opened.stamp.inode == identity.inode &&
                   opened.stamp.device == identity.device &&
                   opened.stamp.size == identity.size &&
                   opened.stamp.modified_ns == identity.modified_ns;
    bool ok = is_same && look_at(&opened, picture, budget, ret_looks);
    (void)close(opened.fd);
    if (ok && media_is_settled(&opened.stamp))
        keep_file(&identity, ret_looks);
    return ok;
}
