/* hashes.h - what was found out about the bytes of files. Private to this
 * room. */
#ifndef MEDIA_HASHES_H
#define MEDIA_HASHES_H

#include "media/file.h"

/* Whether the hash for this stamp is kept. */
bool hashes_find(const struct media_stamp *stamp, uint64_t *ret_hash);

/* The same, or waits until another thread has made it, or makes the caller the
 * one who does: false, and it ends that with hashes_end(). */
bool hashes_begin(const struct media_stamp *stamp, uint64_t *ret_hash);

/* `is_made` with the hash, which is kept if `is_settled`. */
void hashes_end(const struct media_stamp *stamp, bool is_made, bool is_settled,
                uint64_t hash);

#endif
