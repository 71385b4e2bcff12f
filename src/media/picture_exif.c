/* picture_exif.c - how a camera was held, in the EXIF of a picture.
 *
 *     "II" 42 offset --> count | tag type count value | ... |
 *                              | 0x0112  3   1     6  |
 *
 * That is a file of TIFF 6.0 (section 2) in a segment or chunk. Only its first
 * directory is read: what describes the picture itself is there. */
#include "media/picture_head.h"

#define TIFF_HEADER_BYTES 8
#define TIFF_ENTRY_BYTES  12
#define MAX_ENTRIES       1000
#define TAG_ORIENTATION   0x0112
#define TYPE_SHORT        3

struct tiff {
    struct picture_head *head;
    uint64_t start, size;
    uint32_t (*read16)(const uint8_t *bytes);
    uint32_t (*read32)(const uint8_t *bytes);
};

/* Both are static inline functions elsewhere, and have addresses here. */
static uint32_t read_big16(const uint8_t *bytes)
{
    return big16(bytes);
}

static uint32_t read_big32(const uint8_t *bytes)
{
    return big32(bytes);
}

static uint32_t read_little16(const uint8_t *bytes)
{
    return little16(bytes);
}

static uint32_t read_little32(const uint8_t *bytes)
{
    return little32(bytes);
}

static bool open_tiff(struct tiff *tiff)
{
    if (tiff->size < TIFF_HEADER_BYTES)
        return false;
    if (head_has(tiff->head, tiff->start, (struct slice){"II*\0", 4})) {
        tiff->read16 = read_little16;
        tiff->read32 = read_little32;
        return true;
    }
    tiff->read16 = read_big16;
    tiff->read32 = read_big32;
    return head_has(tiff->head, tiff->start, (struct slice){"MM\0*", 4});
}

/* The bytes at an offset in the TIFF, or NULL. */
static const uint8_t *tiff_at(const struct tiff *tiff, uint64_t offset,
                              size_t count)
{
    return offset <= tiff->size && tiff->size - offset >= count
               ? head_at(tiff->head, tiff->start + offset, count)
               : NULL;
}

uint8_t exif_orientation(struct picture_head *head, uint64_t offset,
                         uint64_t size)
{
    struct tiff tiff = {.head = head, .start = offset, .size = size};
    const uint8_t *bytes;
    if (!open_tiff(&tiff) || (bytes = tiff_at(&tiff, 4, 4)) == NULL)
        return 1;
    uint64_t at = tiff.read32(bytes);
    if ((bytes = tiff_at(&tiff, at, 2)) == NULL)
        return 1;
    uint32_t count = tiff.read16(bytes);
    at += 2;
    for (uint32_t i = 0; i < count && i < MAX_ENTRIES; i++) {
        bytes = tiff_at(&tiff, at + i * TIFF_ENTRY_BYTES, TIFF_ENTRY_BYTES);
        if (bytes == NULL)
            return 1;
        if (tiff.read16(bytes) != TAG_ORIENTATION)
            continue;
        uint32_t value = tiff.read16(bytes + 8);
        return tiff.read16(bytes + 2) == TYPE_SHORT && value >= 1 && value <= 8
                   ? (uint8_t)value
                   : 1;
    }
    return 1;
}
