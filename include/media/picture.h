/* picture.h - what the head of a picture says of it: its kind and its size.
 *
 *     bytes --picture_parse--> jpeg, 640 x 480 as it is shown, not animated
 *
 * Nothing is decoded, so a picture costs the same whatever size it claims to
 * have. Heads are read in small pieces from where they are: a JPEG's size comes
 * after profiles and thumbnails that are skipped, an AVIF's may be at the end.
 *
 *     | format | what is read of it                                     |
 *     |--------|--------------------------------------------------------|
 *     | PNG    | names of chunks up to the first IDAT                   |
 *     | JPEG   | marker segments up to the first scan                   |
 *     | GIF    | up to the second frame, whose data are walked over     |
 *     | WebP   | the first chunk; the names of all where it has EXIF    |
 *     | AVIF   | boxes of the file, and the properties in `meta`        |
 *     | SVG    | text up to the end of the first tag                    |
 *
 * Pure functions; any thread may call them. */
#ifndef MEDIA_PICTURE_H
#define MEDIA_PICTURE_H

#include "base/str.h"

#include <stdint.h>

/* What one picture costs at most: 1 MB, of which only GIFs of large frames use
 * more than a few pieces. */
#define PICTURE_PIECE_BYTES 4096
#define PICTURE_MAX_PIECES  256

enum picture_format {
    PICTURE_NONE,
    PICTURE_PNG,
    PICTURE_JPEG,
    PICTURE_GIF,
    PICTURE_WEBP,
    PICTURE_AVIF,
    PICTURE_HEIF, /* the same container with another codec: HEIC */
    PICTURE_SVG,
    PICTURE_FORMATS
};

struct picture {
    enum picture_format format;
    /* As it is shown, in CSS pixels: a JPEG that its EXIF turns by 90 degrees
     * has the two exchanged. Never 0. */
    uint32_t width, height;
    uint8_t orientation; /* EXIF's, 1 to 8, which the size already follows; 1
                            where it has none, or the format turns by itself */
    bool is_animated;
    /* Browsers lay it out with this size. False where it is only a proportion
     * (an SVG with a viewBox and no width), or where they disagree. */
    bool is_certain;
};

/* Where the bytes come from. `read` is like pread(): it returns how many bytes
 * it has put into `buffer`, fewer than `size` at the end or on an error. */
struct picture_source {
    size_t (*read)(void *context, uint64_t offset, void *buffer, size_t size);
    void *context;
};

/* Returns false if it is none of these formats, if its head is cut or broken,
 * or if its size is not in the first PICTURE_MAX_PIECES pieces. */
bool picture_parse(const struct picture_source *source,
                   struct picture *ret_picture);

/* The same of bytes in memory, and of an open file. */
bool picture_parse_bytes(struct slice bytes, struct picture *ret_picture);
bool picture_parse_file(int fd, struct picture *ret_picture);

/* "jpeg", and "image/jpeg". NULL for PICTURE_NONE. */
const char *picture_format_name(enum picture_format format);
const char *picture_format_type(enum picture_format format);

#endif
