/* file.h - opens a file of the index, and says which bytes are in it.
 *
 *     index --media_open--> descriptor, size, stamp --media_hash--> its ETag
 *
 * The only place that reads the content of media. Any thread may call it. */
#ifndef MEDIA_FILE_H
#define MEDIA_FILE_H

#include "base/err.h"
#include "media/media.h"

#include <stdint.h>

/* What stat() says of an open file, by which its hash is remembered. */
struct media_stamp {
    uint64_t device, inode;
    int64_t size, modified_ns, changed_ns;
};

struct media_opened {
    int fd; /* the caller closes it */
    struct media_stamp stamp;
};

/* Opens the file, following no symbolic link on the way. False if it is gone,
 * no file any more, or cannot be read. */
bool media_open(const struct media *media, const struct media_file *file,
                struct media_opened *ret_opened) MUST_USE;

/* The same for many files: `folders` are those of media_tree_at(), each opened
 * by beneath_open_folder(). */
bool media_open_in(const struct media *media, const int *folders,
                   const struct media_file *file,
                   struct media_opened *ret_opened) MUST_USE;

/* Whether another write to the file would show in its stamp: only then may what
 * was read of it be kept. */
bool media_is_settled(const struct media_stamp *stamp);

/* Whether nobody has written to the file since it was opened. */
bool media_is_unchanged(const struct media_opened *opened);

/* A hash of all bytes: the same wherever the file has the same content. It is
 * made when it is first asked for, by one thread while others wait, and kept
 * for the stamp. False if the file changes meanwhile, or cannot be read. */
bool media_hash(const struct media_opened *opened, uint64_t *ret_hash) MUST_USE;

/* The same if it is known already. */
bool media_known_hash(const struct media_opened *opened, uint64_t *ret_hash);

/* Reads the whole file into the buffer; false if it is not of that size any
 * more. */
bool media_read(const struct media_opened *opened, struct str *out) MUST_USE;

#endif
