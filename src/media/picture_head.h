/* picture_head.h - the bytes of a picture, a piece at a time. Private to this
 * room.
 *
 *     head_at(head, 70000, 4)  -->  four bytes of the file, or NULL
 *
 * Each look that leaves the piece in hand reads another one, and after
 * PICTURE_MAX_PIECES there are no more: whatever a file makes a parser do, it
 * costs a bounded time. */
#ifndef MEDIA_PICTURE_HEAD_H
#define MEDIA_PICTURE_HEAD_H

#include "media/picture.h"

struct picture_head {
    const struct picture_source *source;
    uint64_t start; /* where the piece in hand begins */
    size_t size;
    unsigned pieces; /* read so far */
    uint8_t bytes[PICTURE_PIECE_BYTES];
};

/* The bytes from `offset`, at least `count` of them (at most
 * PICTURE_PIECE_BYTES), valid until the next call. NULL where the file ends
 * before, or too much has been read. */
const uint8_t *head_at(struct picture_head *head, uint64_t offset,
                       size_t count);

/* Whether these bytes are there. */
bool head_has(struct picture_head *head, uint64_t offset, struct slice bytes);

static inline uint32_t big16(const uint8_t *b)
{
    return (uint32_t)(b[0] << 8 | b[1]);
}

static inline uint32_t big32(const uint8_t *b)
{
    return big16(b) << 16 | big16(b + 2);
}

static inline uint64_t big64(const uint8_t *b)
{
    return (uint64_t)big32(b) << 32 | big32(b + 4);
}

static inline uint32_t little16(const uint8_t *b)
{
    return (uint32_t)(b[0] | b[1] << 8);
}

static inline uint32_t little24(const uint8_t *b)
{
    return little16(b) | (uint32_t)b[2] << 16;
}

static inline uint32_t little32(const uint8_t *b)
{
    return little16(b) | little16(b + 2) << 16;
}

/* The orientation in a block of EXIF at `offset`, which begins with the header
 * of TIFF; 1 if it has none. */
uint8_t exif_orientation(struct picture_head *head, uint64_t offset,
                         uint64_t size);

/* One for each format. They set the size as it is stored, and everything else
 * but `format`; they are called for files that begin as theirs do. */
bool png_parse(struct picture_head *head, struct picture *picture);
bool jpeg_parse(struct picture_head *head, struct picture *picture);
bool gif_parse(struct picture_head *head, struct picture *picture);
bool webp_parse(struct picture_head *head, struct picture *picture);
bool heif_parse(struct picture_head *head, struct picture *picture);
bool svg_parse(struct picture_head *head, struct picture *picture);

/* PICTURE_AVIF, PICTURE_HEIF or PICTURE_NONE, by the brands of the file. */
enum picture_format heif_format(struct picture_head *head);

#endif
