/* cache.h - answers that were given, ready to be given again.
 *
 *     key --> entry --> [ fields | fields of the 304 | body ]
 *
 * All of them are of one snapshot; a newer one empties the cache. While one
 * thread makes an answer, some others that need it wait for it. Any thread may
 * call these functions. */
#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

#include "api/response.h"

#include <stdint.h>

struct cache;       /* opaque, see cache.c */
struct cache_entry; /* one that is being made */

/* One answer; nobody changes it. */
struct cached {
    enum route_template template;
    enum coding coding;
    struct slice etag;
    struct slice fields;              /* as response.rendered_fields */
    struct slice fields_not_modified; /* of its 304 */
    struct slice body;                /* coded as the fields say */
    int64_t valid_until_ms;           /* since the epoch */
};

struct cache_stats {
    uint64_t hits, misses; /* since the start */
    uint64_t waits;        /* for another thread to make it */
    uint64_t evictions;    /* for lack of room */
    size_t entries, bytes; /* now */
};

/* At most `max_waiting` threads wait for others; the rest bypass the cache, so
 * that one slow answer does not take all threads. */
struct cache *cache_new(size_t max_bytes, unsigned max_waiting);
void cache_free(struct cache *cache); /* no answer may be held */

enum cache_verdict {
    CACHE_HIT,   /* the answer is there */
    CACHE_MAKE,  /* it has to be made, and others may be waiting for it */
    CACHE_BYPASS /* it cannot be shared, or too many wait for others */
};

/* Looks for the answer to that key from the snapshot with that serial. May
 * block until another thread has made it.
 *
 * CACHE_HIT: *ret_cached is ended with cache_release(). CACHE_MAKE: the caller
 * makes the answer and ends *ret_entry with cache_fill() or cache_give_up(). */
enum cache_verdict cache_find(struct cache *cache, uint64_t serial,
                              struct slice key, int64_t now_ms,
                              const struct cached **ret_cached,
                              struct cache_entry **ret_entry);

/* Whether an answer of so many bytes may be kept at all. */
bool cache_fits(const struct cache *cache, size_t bytes);

/* Whether one of so many bytes that fits is worth keeping. One that nobody has
 * asked for before displaces no other. */
bool cache_wants(struct cache *cache, const struct cache_entry *entry,
                 size_t bytes);

/* Keeps a copy of the answer, if there is room for it. */
void cache_fill(struct cache *cache, struct cache_entry *entry,
                const struct cached *answer);

/* Those who wait go on by themselves, and so does everybody who asks for the
 * same until then: what cannot be kept is not worth waiting for. */
void cache_give_up(struct cache *cache, struct cache_entry *entry,
                   int64_t until_ms);

void cache_release(struct cache *cache, const struct cached *cached);

struct cache_stats cache_stats(struct cache *cache);

#endif
