/* picture_webp.c - WebP (RFC 9649).
 *
 *     RIFF size WEBP | VP8  frame         width and height of 14 bits (2.5)
 *                    | VP8L image         the same, less one (3.4)
 *                    | VP8X flags canvas | ... | EXIF       24 bits, less one
 *
 * EXIF comes last (2.7), so the chunks before it are skipped. Its orientation
 * is applied as libvips and sharp do; of the browsers not all do, so the size
 * is not certain then. */
#include "media/picture_head.h"

#define FIRST_CHUNK   12
#define CHUNK_BYTES   8
#define MAX_CHUNKS    1000
#define HAS_ANIMATION 0x02
#define HAS_EXIF      0x08

/* RFC 6386, 9.1: a key frame begins with these after its tag. */
static bool parse_lossy(const uint8_t *frame, struct picture *picture)
{
    if ((frame[0] & 1) != 0 || frame[3] != 0x9D || frame[4] != 0x01 ||
        frame[5] != 0x2A)
        return false;
    picture->width = little16(frame + 6) & 0x3FFF;
    picture->height = little16(frame + 8) & 0x3FFF;
    return true;
}

static bool parse_lossless(const uint8_t *image, struct picture *picture)
{
    if (image[0] != 0x2F)
        return false;
    uint32_t bits = little32(image + 1);
    picture->width = (bits & 0x3FFF) + 1;
    picture->height = (bits >> 14 & 0x3FFF) + 1;
    return bits >> 29 == 0; /* the version */
}

static void find_orientation(struct picture_head *head, struct picture *picture)
{
    uint64_t at = FIRST_CHUNK;
    static const struct slice prefix = {"Exif\0", 6}; /* some add it */
    for (unsigned i = 0; i < MAX_CHUNKS; i++) {
        const uint8_t *chunk = head_at(head, at, CHUNK_BYTES);
        if (chunk == NULL)
            return;
        uint64_t size = little32(chunk + 4);
        uint64_t data = at + CHUNK_BYTES;
        if (head_has(head, at, SLICE("EXIF"))) {
            if (size > prefix.size && head_has(head, data, prefix)) {
                data += prefix.size;
                size -= prefix.size;
            }
            picture->orientation = exif_orientation(head, data, size);
            return;
        }
        at = data + size + (size & 1);
    }
}

static bool parse_extended(struct picture_head *head, const uint8_t *data,
                           struct picture *picture)
{
    unsigned flags = data[0];
    picture->width = little24(data + 4) + 1;
    picture->height = little24(data + 7) + 1;
    picture->is_animated = (flags & HAS_ANIMATION) != 0;
    if (flags & HAS_EXIF)
        find_orientation(head, picture);
    picture->is_certain = picture->orientation < 5;
    return true;
}

bool webp_parse(struct picture_head *head, struct picture *picture)
{
    const uint8_t *data;
    if (!head_has(head, 8, SLICE("WEBP")) ||
        (data = head_at(head, FIRST_CHUNK, CHUNK_BYTES + 10)) == NULL)
        return false;
    data += CHUNK_BYTES;
    if (head_has(head, FIRST_CHUNK, SLICE("VP8 ")))
        return parse_lossy(data, picture);
    if (head_has(head, FIRST_CHUNK, SLICE("VP8L")))
        return parse_lossless(data, picture);
    return head_has(head, FIRST_CHUNK, SLICE("VP8X")) &&
           parse_extended(head, data, picture);
}
