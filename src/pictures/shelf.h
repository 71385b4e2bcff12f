/* shelf.h - pictures that were made, in a folder, up to so many bytes. Private
 * to this room.
 *
 *     9f86d081884c7d65-0000000a1b2c3d4e-c5f3a0b1d2e4f607-48211.webp
 *     '-- source ----' '-- plan ------' '-- bytes ------' size
 *
 * All that is known of a file is in its name, so a restart opens none of them.
 * What was not asked for the longest goes first, by the time of access, which
 * is set here and not left to the system. Several servers may share a folder:
 * each keeps to the budget by what it knows, and what another one has removed
 * is made again. Any thread may call these functions. */
#ifndef PICTURES_SHELF_H
#define PICTURES_SHELF_H

#include "base/str.h"
#include "media/picture.h"

#include <stdint.h>

#define SHELF_MAX_FILES 200000

struct shelf_key {
    uint64_t source; /* a hash of the picture's bytes */
    uint64_t plan;   /* of what is made of it, the format included */
    enum picture_format format;
};

struct shelf_file {
    int fd; /* the caller closes it */
    int64_t size;
    uint64_t hash; /* of its bytes */
};

struct shelf; /* opaque, see shelf.c */

/* A folder that exists; nothing in it is looked at before the first find. */
struct shelf *shelf_new(struct slice folder, uint64_t max_bytes);
void shelf_free(struct shelf *shelf); /* NULL is accepted */

bool shelf_find(struct shelf *shelf, const struct shelf_key *key,
                struct shelf_file *ret_file);

/* Keeps a copy of the file's bytes, and removes others where there are too
 * many. A disk that is full keeps nothing. */
void shelf_add(struct shelf *shelf, const struct shelf_key *key,
               const struct shelf_file *file);

struct shelf_stats {
    uint64_t files, bytes, max_bytes;
};
struct shelf_stats shelf_stats(struct shelf *shelf);

#endif
