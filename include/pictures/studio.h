/* studio.h - has pictures made, once each, and keeps them.
 *
 *     picture + plan --find--> a file that was made before
 *                    --make--> headmatter-pictures makes it, others wait
 *     picture --looks--> its colour and ThumbHash, made once as well
 *
 * There is one for the process: a picture of the same bytes is the same in all
 * snapshots. Any thread may call these functions, but for opening and closing
 * it. Where it is not open, nothing is made. */
#ifndef PICTURES_STUDIO_H
#define PICTURES_STUDIO_H

#include "media/file.h"
#include "pictures/plan.h"

struct studio_options {
    struct slice program; /* headmatter-pictures: an absolute path */
    struct slice cache; /* a folder that exists; SLICE_NONE: nothing is kept */
    uint64_t max_bytes; /* in it */
    bool starts_late;   /* with the first picture: programs may be started */
};

/* The path of the program, beside this one or in ../lib/headmatter, in the
 * arena; SLICE_NONE if it is not installed. */
struct slice studio_find_program(struct arena *arena);

/* Copies the options. False if the system cannot start a process. */
bool studio_open(const struct studio_options *options);
void studio_close(void);
bool studio_is_open(void);

/* A picture in a file of its own. */
struct studio_picture {
    int fd; /* the caller closes it */
    int64_t size;
    uint64_t hash; /* of its bytes: the same plan may give others elsewhere */
};

enum studio_outcome {
    STUDIO_MADE,
    STUDIO_UNREADABLE, /* the picture is broken */
    STUDIO_UNWRITABLE, /* this library does not write that format */
    STUDIO_COSTLY,     /* it took too much time or memory */
    STUDIO_CHANGING,   /* it was written to meanwhile */
    STUDIO_CLOSED,     /* there is nobody to make it */
};

/* Whether it was made before. `hash` is that of the picture's bytes. */
bool studio_find(uint64_t hash, const struct picture *picture,
                 const struct picture_plan *plan,
                 struct studio_picture *ret_picture);

/* The same, or makes it: seconds at worst. As many are made at once as there
 * are cores. What could not be made is not tried again for a minute. */
enum studio_outcome studio_make(const struct media_opened *opened,
                                uint64_t hash, const struct picture *picture,
                                const struct picture_plan *plan,
                                struct studio_picture *ret_picture);

/* Four bytes for each pixel: red, green, blue, alpha; at most `side` of them
 * each way. The caller frees them. */
enum studio_outcome studio_pixels(const struct media_opened *opened,
                                  const struct picture *picture, uint32_t side,
                                  uint32_t *ret_width, uint32_t *ret_height,
                                  uint8_t **ret_pixels);

struct studio_stats {
    uint64_t made, failed, files, bytes, max_bytes;
};
struct studio_stats studio_stats(void);

#endif
