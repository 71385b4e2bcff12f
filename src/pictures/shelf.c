/* shelf.c - a folder of files, and a table in memory of which there are.
 *
 *     buckets  [ ] [*] [ ] [*]          by source and plan
 *                   |       |
 *     newest  <--> item <--> item <-->  oldest
 *
 * A file gets its name only when it is whole and on the disk, so that no
 * failure of the power leaves half of one. */
#include "pictures/shelf.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUCKETS 65536
/* The time of access is written once in this time at most. */
#define TOUCH_S 60
/* What another process has begun is not its last attempt before that. */
#define ABANDONED_S 3600
#define MAX_NAME    96
#define UNFINISHED  ".new-"
#define PIECE_BYTES (1 << 20)
/* In names: what was made in another way is not found. */
#define HASH_VERSION 1

struct item {
    struct item *next;          /* in its bucket */
    struct item *newer, *older; /* by use */
    struct shelf_key key;
    uint64_t hash;
    int64_t size, used_s; /* used_s: as it is on the disk */
};

struct shelf {
    pthread_mutex_t lock;
    int folder; /* -1: it could not be opened */
    bool is_read;
    uint64_t max_bytes, bytes, count, serial;
    struct item *newest, *oldest;
    struct item *buckets[BUCKETS];
};

struct shelf *shelf_new(struct slice folder, uint64_t max_bytes)
{
    struct shelf *shelf = mem_alloc(1, sizeof *shelf);
    struct str path = {0};
    str_append(&path, folder);
    shelf->folder = open(path.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    shelf->max_bytes = max_bytes;
    pthread_mutex_init(&shelf->lock, NULL);
    str_release(&path);
    return shelf;
}

void shelf_free(struct shelf *shelf)
{
    if (shelf == NULL)
        return;
    while (shelf->newest != NULL) {
        struct item *next = shelf->newest->older;
        free(shelf->newest);
        shelf->newest = next;
    }
    if (shelf->folder >= 0)
        (void)close(shelf->folder);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

static struct item **bucket_of(struct shelf *shelf, const struct shelf_key *key)
{
    return &shelf->buckets[(key->source ^ key->plan) % BUCKETS];
}

static bool is_same(const struct shelf_key *a, const struct shelf_key *b)
{
    return a->source == b->source && a->plan == b->plan &&
           a->format == b->format;
}

static struct item *find(struct shelf *shelf, const struct shelf_key *key)
{
    struct item *item = *bucket_of(shelf, key);
    while (item != NULL && !is_same(&item->key, key))
        item = item->next;
    return item;
}

static void unlink_use(struct shelf *shelf, struct item *item)
{
    if (item->newer != NULL)
        item->newer->older = item->older;
    else
        shelf->newest = item->older;
    if (item->older != NULL)
        item->older->newer = item->newer;
    else
        shelf->oldest = item->newer;
    item->newer = item->older = NULL;
}

static void put_first(struct shelf *shelf, struct item *item)
{
    item->older = shelf->newest;
    if (shelf->newest != NULL)
        shelf->newest->newer = item;
    else
        shelf->oldest = item;
    shelf->newest = item;
}

static void name_of(const struct item *item, char *ret_name)
{
    (void)snprintf(ret_name, MAX_NAME,
                   "%016" PRIx64 "-%016" PRIx64 "-%016" PRIx64 "-%" PRId64
                   ".%s%d",
                   item->key.source, item->key.plan, item->hash, item->size,
                   picture_format_name(item->key.format), HASH_VERSION);
}

/* A number, and the character after it. */
static uint64_t read_number(const char **at, int base)
{
    char *end;
    uint64_t number = strtoull(*at, &end, base);
    *at = *end != '\0' ? end + 1 : end;
    return number;
}

/* The inverse of name_of(), and of nothing else. */
static bool read_name(const char *name, struct item *ret_item)
{
    char again[MAX_NAME];
    struct item item = {0};
    const char *at = name;
    item.key.source = read_number(&at, 16);
    item.key.plan = read_number(&at, 16);
    item.hash = read_number(&at, 16);
    item.size = (int64_t)read_number(&at, 10);
    for (int i = PICTURE_NONE + 1; i < PICTURE_FORMATS; i++) {
        item.key.format = (enum picture_format)i;
        name_of(&item, again);
        if (strcmp(name, again) == 0) {
            *ret_item = item;
            return true;
        }
    }
    return false;
}

static void add_item(struct shelf *shelf, const struct item *item)
{
    struct item *added = mem_alloc(1, sizeof *added);
    struct item **bucket = bucket_of(shelf, &item->key);
    *added = *item;
    added->newer = added->older = NULL;
    added->next = *bucket;
    *bucket = added;
    put_first(shelf, added);
    shelf->bytes += (uint64_t)item->size;
    shelf->count++;
}

static void remove_item(struct shelf *shelf, struct item *item)
{
    struct item **at = bucket_of(shelf, &item->key);
    char name[MAX_NAME];
    while (*at != item)
        at = &(*at)->next;
    *at = item->next;
    name_of(item, name);
    (void)unlinkat(shelf->folder, name, 0);
    unlink_use(shelf, item);
    shelf->bytes -= (uint64_t)item->size;
    shelf->count--;
    free(item);
}

static void keep_to_budget(struct shelf *shelf)
{
    struct item *item = shelf->oldest;
    while (item != NULL && (shelf->bytes > shelf->max_bytes ||
                            shelf->count > SHELF_MAX_FILES)) {
        struct item *next = item->newer;
        remove_item(shelf, item);
        item = next;
    }
}

static int by_use(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    return (x->used_s > y->used_s) - (x->used_s < y->used_s);
}

/* What is in the folder; files of others are left alone. */
static void read_file(struct shelf *shelf, const char *name,
                      struct item **items, size_t *count, size_t *capacity)
{
    struct stat status;
    struct item item;
    bool is_ours = read_name(name, &item);
    bool is_new = strncmp(name, UNFINISHED, strlen(UNFINISHED)) == 0;
    if ((!is_ours && !is_new) ||
        fstatat(shelf->folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode))
        return;
    if (is_new) {
        if (clock_now_ms() / 1000 - status.st_mtim.tv_sec > ABANDONED_S)
            (void)unlinkat(shelf->folder, name, 0);
        return;
    }
    if (status.st_size != item.size) {
        (void)unlinkat(shelf->folder, name, 0);
        return;
    }
    item.used_s = status.st_atim.tv_sec > status.st_mtim.tv_sec
                      ? status.st_atim.tv_sec
                      : status.st_mtim.tv_sec;
    if (*count == *capacity) {
        *capacity = *capacity * 2 + 256;
        *items = mem_grow(*items, *capacity, sizeof **items);
    }
    (*items)[(*count)++] = item;
}

static void read_folder(struct shelf *shelf)
{
    struct item *items = NULL;
    size_t count = 0, capacity = 0;
    struct dirent *entry;
    int again = openat(shelf->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = again >= 0 ? fdopendir(again) : NULL;
    shelf->is_read = true;
    if (folder == NULL) {
        if (again >= 0)
            (void)close(again);
        return;
    }
    while ((entry = readdir(folder)) != NULL)
        read_file(shelf, entry->d_name, &items, &count, &capacity);
    (void)closedir(folder);
    if (count > 0)
        qsort(items, count, sizeof *items, by_use);
    for (size_t i = 0; i < count; i++) {
        if (find(shelf, &items[i].key) == NULL)
            add_item(shelf, &items[i]);
    }
    free(items);
    keep_to_budget(shelf);
}

/* Another server that shares the folder, and the next one here, go by it. */
static void touch(struct item *item, int fd)
{
    const struct timespec times[] = {{.tv_nsec = UTIME_NOW},
                                     {.tv_nsec = UTIME_OMIT}};
    int64_t now_s = clock_now_ms() / 1000;
    if (now_s - item->used_s >= TOUCH_S || now_s < item->used_s) {
        item->used_s = now_s;
        (void)futimens(fd, times);
    }
}

/* One that is not as its name says was touched by others. */
static bool open_item(struct shelf *shelf, struct item *item, int *ret_fd)
{
    char name[MAX_NAME];
    struct stat status;
    name_of(item, name);
    int fd = openat(shelf->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size != item->size) {
        (void)close(fd);
        return false;
    }
    *ret_fd = fd;
    return true;
}

bool shelf_find(struct shelf *shelf, const struct shelf_key *key,
                struct shelf_file *ret_file)
{
    bool is_found = false;
    if (shelf == NULL || shelf->folder < 0)
        return false;
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->is_read)
        read_folder(shelf);
    struct item *item = find(shelf, key);
    struct shelf_file file = {.fd = -1};
    if (item != NULL && open_item(shelf, item, &file.fd)) {
        unlink_use(shelf, item);
        put_first(shelf, item);
        touch(item, file.fd);
        file.size = item->size;
        file.hash = item->hash;
        *ret_file = file;
        is_found = true;
    } else if (item != NULL && errno != EMFILE && errno != ENFILE) {
        remove_item(shelf, item);
    }
    pthread_mutex_unlock(&shelf->lock);
    return is_found;
}

static bool copy_all(int from, int to, int64_t size)
{
    off_t at = 0;
    while (at < size) {
        int64_t left = size - at;
        ssize_t sent = sendfile(
            to, from, &at, left < PIECE_BYTES ? (size_t)left : PIECE_BYTES);
        if (sent <= 0 && (sent == 0 || errno != EINTR))
            return false;
    }
    return fdatasync(to) == 0;
}

/* Under its own name once it is whole. */
static bool write_file(struct shelf *shelf, const struct item *item, int from,
                       uint64_t serial)
{
    char unfinished[MAX_NAME], name[MAX_NAME];
    (void)snprintf(unfinished, sizeof unfinished, UNFINISHED "%ld-%" PRIu64,
                   (long)getpid(), serial);
    name_of(item, name);
    int fd =
        openat(shelf->folder, unfinished,
               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool ok = copy_all(from, fd, item->size);
    ok = close(fd) == 0 && ok &&
         renameat(shelf->folder, unfinished, shelf->folder, name) == 0;
    if (!ok)
        (void)unlinkat(shelf->folder, unfinished, 0);
    return ok;
}

void shelf_add(struct shelf *shelf, const struct shelf_key *key,
               const struct shelf_file *file)
{
    const struct item item = {.key = *key,
                              .hash = file->hash,
                              .size = file->size,
                              .used_s = clock_now_ms() / 1000};
    if (shelf == NULL || shelf->folder < 0 ||
        (uint64_t)file->size > shelf->max_bytes)
        return;
    pthread_mutex_lock(&shelf->lock);
    uint64_t serial = shelf->serial++;
    pthread_mutex_unlock(&shelf->lock);
    if (!write_file(shelf, &item, file->fd, serial))
        return;
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->is_read)
        read_folder(shelf);
    struct item *old = find(shelf, key);
    if (old != NULL && (old->hash != item.hash || old->size != item.size)) {
        remove_item(shelf, old);
        old = NULL;
    }
    if (old == NULL)
        add_item(shelf, &item);
    keep_to_budget(shelf);
    pthread_mutex_unlock(&shelf->lock);
}

struct shelf_stats shelf_stats(struct shelf *shelf)
{
    struct shelf_stats stats = {0};
    if (shelf == NULL)
        return stats;
    pthread_mutex_lock(&shelf->lock);
    stats = (struct shelf_stats){shelf->count, shelf->bytes, shelf->max_bytes};
    pthread_mutex_unlock(&shelf->lock);
    return stats;
}
