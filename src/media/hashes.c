/* hashes.c - the hashes of files, kept by their stamps.
 *
 * The key is what stat() says of the file, so an edit of it simply is another
 * file here, and so is one that is put in its place. Replacing content, size
 * and both times by equal ones is possible, but only on purpose.
 *
 * One table for the process: a stamp means the same in all its snapshots. */
#include "media/hashes.h"

#include "base/recent.h"

#include <pthread.h>

#define SETS     4096 /* of 32,768 files, 2 MB once all are used */
#define MAX_BUSY 32   /* files being hashed, of which others are waited for */

struct kept_hash {
    struct recent_item item;
    struct media_stamp stamp;
    uint64_t hash;
};

static struct kept_hash items[SETS * RECENT_PLACES];

static struct {
    pthread_mutex_t lock;
    pthread_cond_t is_done;
    struct recent kept;
    struct media_stamp busy[MAX_BUSY];
    bool is_busy[MAX_BUSY];
} table = {.lock = PTHREAD_MUTEX_INITIALIZER,
           .is_done = PTHREAD_COND_INITIALIZER,
           .kept = {.items = items,
                    .set_count = SETS,
                    .item_size = sizeof *items,
                    .key_size = sizeof items->stamp}};

static bool is_same(const struct media_stamp *a, const struct media_stamp *b)
{
    return a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->modified_ns == b->modified_ns &&
           a->changed_ns == b->changed_ns;
}

/* With the lock held, as the next one. */
static const struct kept_hash *find(const struct media_stamp *stamp)
{
    return recent_find(&table.kept, stamp);
}

/* MAX_BUSY for none. */
static size_t find_busy(const struct media_stamp *stamp)
{
    size_t i = 0;
    while (i < MAX_BUSY &&
           !(table.is_busy[i] && is_same(&table.busy[i], stamp)))
        i++;
    return i;
}

bool hashes_find(const struct media_stamp *stamp, uint64_t *ret_hash)
{
    pthread_mutex_lock(&table.lock);
    const struct kept_hash *found = find(stamp);
    if (found != NULL)
        *ret_hash = found->hash;
    pthread_mutex_unlock(&table.lock);
    return found != NULL;
}

/* Where all places for busy files are taken, the file is hashed by whoever
 * asks, perhaps twice. */
static void mark_busy(const struct media_stamp *stamp)
{
    for (size_t i = 0; i < MAX_BUSY; i++) {
        if (!table.is_busy[i]) {
            table.is_busy[i] = true;
            table.busy[i] = *stamp;
            return;
        }
    }
}

bool hashes_begin(const struct media_stamp *stamp, uint64_t *ret_hash)
{
    pthread_mutex_lock(&table.lock);
    const struct kept_hash *found = find(stamp);
    while (found == NULL && find_busy(stamp) < MAX_BUSY) {
        pthread_cond_wait(&table.is_done, &table.lock);
        found = find(stamp);
    }
    if (found != NULL)
        *ret_hash = found->hash;
    else
        mark_busy(stamp);
    pthread_mutex_unlock(&table.lock);
    return found != NULL;
}

void hashes_end(const struct media_stamp *stamp, bool is_made, bool is_settled,
                uint64_t hash)
{
    pthread_mutex_lock(&table.lock);
    size_t busy = find_busy(stamp);
    if (busy < MAX_BUSY)
        table.is_busy[busy] = false;
    if (is_made && is_settled) {
        struct kept_hash *kept = recent_take(&table.kept, stamp);
        kept->hash = hash;
    }
    pthread_cond_broadcast(&table.is_done);
    pthread_mutex_unlock(&table.lock);
}
