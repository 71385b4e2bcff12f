/* looks.h - what a page can show before a picture comes: its colour, and what
 * it looks like from far away.
 *
 *     public/images/a.jpg --first look--> #4a6b2f,
 * "3OcRJYB4d3h/iIeHeEh3eIhw+j2w"
 *
 * They are a function of the picture's bytes, made once and kept by their hash,
 * also in the cache folder. Any thread may call these functions, but for
 * opening and closing. */
#ifndef PICTURES_LOOKS_H
#define PICTURES_LOOKS_H

#include "media/facts.h"

#define LOOKS_MAX_HASH 40 /* base64 of a ThumbHash, with a NUL */

struct picture_looks {
    uint64_t hash;                  /* of the picture's bytes */
    char color[8];                  /* "#4a6b2f"; "" for none */
    char thumbhash[LOOKS_MAX_HASH]; /* in base64; "" for none */
};

/* How long may be spent on the looks of pictures that are not known yet. */
struct looks_budget {
    int64_t until_us; /* by clock_monotonic_us() */
    bool is_exceeded; /* some were left out */
};

/* `cache` is a folder that exists, or SLICE_NONE. */
void looks_open(struct slice cache);
void looks_close(void);

/* The looks of a file that media_picture() says is this picture. False if they
 * are not known and there is no time left, or if the file is another one by
 * now. `budget` may be NULL: there is always time. */
bool picture_looks_find(const struct media *media,
                        const struct media_file *file,
                        const struct picture *picture,
                        struct looks_budget *budget,
                        struct picture_looks *ret_looks);

#endif
