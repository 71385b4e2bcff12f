/* cache.c - a table of answers, a ring to forget them by, and one lock.
 *
 * What is held under the lock takes less than a microsecond; making an answer
 * and copying it happen outside. An answer that is being sent is not forgotten,
 * so the bytes that are counted are all that there are.
 *
 * Room is made by the CLOCK algorithm: a hand goes round the ring, and what was
 * not asked for since it last came by has to go. In a full cache only an answer
 * that is asked for a second time gets in, so reading a whole site once leaves
 * what is popular where it is.
 *
 *     making --fill--> ready --evicted, expired, a new snapshot--> detached
 *        '----give up-----------------------------------------------'
 *
 * An entry that is detached is in no table; the last thread that makes it,
 * waits for it or sends it frees it. */
#include "http/cache.h"

#include "base/map.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS         16384 /* a power of two */
#define SEEN            4096  /* likewise */
#define UNKEPT          1024  /* likewise */
#define LARGEST_PART    16    /* no answer takes more than such a part */
#define MAX_EVICT_LOOPS 2     /* of the hand, to make room for one answer */

struct cache_entry {
    struct cached cached;                /* first; see cache_release() */
    char *block;                         /* of its bytes; NULL: not ready */
    struct cache_entry *below;           /* in its bucket */
    struct cache_entry *previous, *next; /* in the ring */
    uint64_t hash;
    struct slice key; /* its bytes follow the entry */
    size_t bytes;     /* of memory, once it is ready */
    unsigned holders; /* threads that make it, wait for it or send it */
    bool is_making;
    bool is_detached;
    bool was_seen;     /* asked for before */
    bool is_asked_for; /* since the hand came by */
};

struct unkept {
    uint64_t hash;
    int64_t until_ms;
};

struct cache {
    pthread_mutex_t lock; /* guards everything here and all entries */
    pthread_cond_t made;
    size_t max_bytes;
    unsigned max_waiting, waiting; /* threads */
    uint64_t serial;               /* of the snapshot that all answers are of */
    uint64_t seed; /* so that nobody can choose keys for one bucket */
    struct cache_entry *buckets[BUCKETS];
    struct cache_entry *hand;     /* in the ring; NULL: it is empty */
    uint32_t seen[SEEN];          /* hashes of keys that were asked for */
    struct unkept unkept[UNKEPT]; /* keys whose answers could not be kept */
    struct cache_stats stats;
};

struct cache *cache_new(size_t max_bytes, unsigned max_waiting)
{
    struct cache *cache = mem_alloc(1, sizeof *cache);
    pthread_mutex_init(&cache->lock, NULL);
    pthread_cond_init(&cache->made, NULL);
    cache->max_bytes = max_bytes;
    cache->max_waiting = max_waiting;
    cache->seed = hash_random_seed();
    return cache;
}

static struct cache_entry **bucket_of(struct cache *cache, uint64_t hash)
{
    return &cache->buckets[hash % BUCKETS];
}

static struct cache_entry *find(struct cache *cache, uint64_t hash,
                                struct slice key)
{
    struct cache_entry *entry = *bucket_of(cache, hash);
    while (entry != NULL &&
           (entry->hash != hash || !slice_equal(entry->key, key)))
        entry = entry->below;
    return entry;
}

/* Frees an entry that nothing refers to any more. */
static void tidy(struct cache *cache, struct cache_entry *entry)
{
    if (!entry->is_detached || entry->holders > 0)
        return;
    cache->stats.bytes -= entry->bytes;
    free(entry->block);
    free(entry);
}

static void detach(struct cache *cache, struct cache_entry *entry)
{
    if (!entry->is_detached) {
        struct cache_entry **at = bucket_of(cache, entry->hash);
        while (*at != entry)
            at = &(*at)->below;
        *at = entry->below;
        entry->previous->next = entry->next;
        entry->next->previous = entry->previous;
        if (cache->hand == entry)
            cache->hand = entry->next != entry ? entry->next : NULL;
        entry->is_detached = true;
        cache->stats.entries--;
    }
    tidy(cache, entry);
}

static void empty(struct cache *cache)
{
    while (cache->hand != NULL)
        detach(cache, cache->hand);
}

void cache_free(struct cache *cache)
{
    if (cache == NULL)
        return;
    empty(cache);
    pthread_cond_destroy(&cache->made);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

/* Whether the key was asked for before, as far as is remembered. */
static bool was_seen(struct cache *cache, uint64_t hash)
{
    uint32_t *seen = &cache->seen[hash % SEEN];
    uint32_t mark = (uint32_t)(hash >> 32);
    bool is_known = *seen == mark;
    *seen = mark;
    return is_known;
}

static bool is_unkept(const struct cache *cache, uint64_t hash, int64_t now_ms)
{
    const struct unkept *unkept = &cache->unkept[hash % UNKEPT];
    return unkept->hash == hash && now_ms < unkept->until_ms;
}

/* Behind the hand: the last to be looked at. */
static void attach(struct cache *cache, struct cache_entry *entry)
{
    struct cache_entry **bucket = bucket_of(cache, entry->hash);
    entry->below = *bucket;
    *bucket = entry;
    if (cache->hand == NULL) {
        cache->hand = entry->next = entry->previous = entry;
    } else {
        entry->next = cache->hand;
        entry->previous = cache->hand->previous;
        entry->previous->next = entry;
        entry->next->previous = entry;
    }
    cache->stats.entries++;
}

static struct cache_entry *begin(struct cache *cache, uint64_t hash,
                                 struct slice key)
{
    struct cache_entry *entry = mem_alloc(1, sizeof *entry + key.size);
    char *own = (char *)(entry + 1);
    memcpy(own, key.data, key.size);
    entry->key = (struct slice){own, key.size};
    entry->hash = hash;
    entry->holders = 1;
    entry->is_making = true;
    entry->was_seen = was_seen(cache, hash);
    attach(cache, entry);
    cache->stats.misses++;
    return entry;
}

/* Holds the entry once it is ready; false if it never will be, or only until
 * now, or if too many threads are waiting already. */
static bool await(struct cache *cache, struct cache_entry *entry,
                  int64_t now_ms)
{
    if (entry->is_making && cache->waiting >= cache->max_waiting)
        return false;
    cache->stats.waits += entry->is_making ? 1 : 0;
    entry->holders++;
    cache->waiting++;
    while (entry->is_making)
        pthread_cond_wait(&cache->made, &cache->lock);
    cache->waiting--;
    if (entry->block == NULL || entry->cached.valid_until_ms <= now_ms) {
        entry->holders--;
        tidy(cache, entry);
        return false;
    }
    entry->is_asked_for = true;
    cache->stats.hits++;
    return true;
}

enum cache_verdict cache_find(struct cache *cache, uint64_t serial,
                              struct slice key, int64_t now_ms,
                              const struct cached **ret_cached,
                              struct cache_entry **ret_entry)
{
    uint64_t hash = hash_bytes(key, cache->seed);
    enum cache_verdict verdict = CACHE_BYPASS;

    pthread_mutex_lock(&cache->lock);
    if (serial > cache->serial) {
        empty(cache);
        cache->serial = serial;
    }
    if (serial == cache->serial) {
        struct cache_entry *entry = find(cache, hash, key);
        if (entry != NULL && entry->block != NULL &&
            entry->cached.valid_until_ms <= now_ms) {
            detach(cache, entry);
            entry = NULL;
        }
        if (entry == NULL && is_unkept(cache, hash, now_ms)) {
            cache->stats.misses++;
        } else if (entry == NULL) {
            *ret_entry = begin(cache, hash, key);
            verdict = CACHE_MAKE;
        } else if (await(cache, entry, now_ms)) {
            *ret_cached = &entry->cached;
            verdict = CACHE_HIT;
        }
    }
    pthread_mutex_unlock(&cache->lock);
    return verdict;
}

static bool has_room(const struct cache *cache, size_t bytes)
{
    return cache->stats.bytes + bytes <= cache->max_bytes;
}

/* The entry that it is for is in the ring, so the ring is never empty. */
static bool make_room(struct cache *cache, size_t bytes)
{
    size_t steps = cache->stats.entries * MAX_EVICT_LOOPS;
    for (; steps > 0 && !has_room(cache, bytes); steps--) {
        struct cache_entry *entry = cache->hand;
        cache->hand = entry->next;
        if (entry->holders > 0)
            continue;
        if (!entry->is_asked_for) {
            detach(cache, entry);
            cache->stats.evictions++;
        } else {
            entry->is_asked_for = false;
        }
    }
    return has_room(cache, bytes);
}

/* Nobody can find an answer of an old snapshot any more: only those who have
 * waited for it need it, and nothing newer has to go for it. */
static bool find_room(struct cache *cache, const struct cache_entry *entry,
                      size_t bytes)
{
    return entry->is_detached ? entry->holders > 1 && has_room(cache, bytes)
                              : make_room(cache, bytes);
}

bool cache_fits(const struct cache *cache, size_t bytes)
{
    return bytes <= cache->max_bytes / LARGEST_PART;
}

bool cache_wants(struct cache *cache, const struct cache_entry *entry,
                 size_t bytes)
{
    if (mem_is_short())
        return false;
    pthread_mutex_lock(&cache->lock);
    bool is_wanted =
        entry->was_seen || entry->holders > 1 || has_room(cache, bytes);
    pthread_mutex_unlock(&cache->lock);
    return is_wanted;
}

static struct slice take(char **at, struct slice bytes)
{
    struct slice copy = {*at, bytes.size};
    if (bytes.size > 0)
        memcpy(*at, bytes.data, bytes.size);
    *at += bytes.size;
    return copy;
}

/* The same answer with all its bytes in one block, which is freed with
 * free(). */
static char *copy(const struct cached *answer, struct cached *ret_copy,
                  size_t *ret_size)
{
    *ret_size = answer->etag.size + answer->fields.size +
                answer->fields_not_modified.size + answer->body.size;
    char *block = mem_grow(NULL, *ret_size, 1), *at = block;
    *ret_copy = (struct cached){
        .template = answer->template,
        .coding = answer->coding,
        .etag = take(&at, answer->etag),
        .fields = take(&at, answer->fields),
        .fields_not_modified = take(&at, answer->fields_not_modified),
        .body = take(&at, answer->body),
        .valid_until_ms = answer->valid_until_ms,
    };
    return block;
}

/* The caller has made the entry; all who wait for it go on. */
static void end(struct cache *cache, struct cache_entry *entry)
{
    entry->is_making = false;
    entry->holders--;
    if (entry->holders > 0)
        pthread_cond_broadcast(&cache->made);
    if (entry->block == NULL)
        detach(cache, entry);
    else
        tidy(cache, entry);
}

void cache_fill(struct cache *cache, struct cache_entry *entry,
                const struct cached *answer)
{
    struct cached own;
    size_t size;
    char *block = copy(answer, &own, &size);
    size_t bytes = size + sizeof *entry + entry->key.size;

    pthread_mutex_lock(&cache->lock);
    if (find_room(cache, entry, bytes)) {
        cache->stats.bytes += bytes;
        entry->cached = own;
        entry->block = block;
        entry->bytes = bytes;
        block = NULL;
    }
    end(cache, entry);
    pthread_mutex_unlock(&cache->lock);
    free(block);
}

void cache_give_up(struct cache *cache, struct cache_entry *entry,
                   int64_t until_ms)
{
    pthread_mutex_lock(&cache->lock);
    cache->unkept[entry->hash % UNKEPT] =
        (struct unkept){.hash = entry->hash, .until_ms = until_ms};
    end(cache, entry);
    pthread_mutex_unlock(&cache->lock);
}

void cache_release(struct cache *cache, const struct cached *cached)
{
    struct cache_entry *entry = (struct cache_entry *)cached;
    if (cached == NULL)
        return;
    pthread_mutex_lock(&cache->lock);
    entry->holders--;
    tidy(cache, entry);
    pthread_mutex_unlock(&cache->lock);
}

struct cache_stats cache_stats(struct cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    struct cache_stats stats = cache->stats;
    pthread_mutex_unlock(&cache->lock);
    return stats;
}
