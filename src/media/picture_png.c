/* picture_png.c - PNG, also animated (https://www.w3.org/TR/png-3/).
 *
 *     signature | IHDR width height | acTL | eXIf | ... | IDAT
 *
 * Animation control comes before the first IDAT (11.3.6.1). eXIf may come after
 * the last one, too, but browsers lay a picture out when they have met its
 * first pixels, and do not turn it any more. */
#include "media/picture_head.h"

#define SIGNATURE_BYTES 8
#define CHUNK_BYTES     12 /* length, name and checksum around its data */
#define MAX_SIZE        0x7FFFFFFF /* of lengths, widths and heights (7.1) */

bool png_parse(struct picture_head *head, struct picture *picture)
{
    uint64_t at = SIGNATURE_BYTES;
    const uint8_t *header = head_at(head, at, 16);

    if (header == NULL || !head_has(head, at + 4, SLICE("IHDR")))
        return false;
    picture->width = big32(header + 8);
    picture->height = big32(header + 12);
    if (picture->width > MAX_SIZE || picture->height > MAX_SIZE)
        return false;
    while ((header = head_at(head, at, 8)) != NULL) {
        uint32_t size = big32(header);
        if (size > MAX_SIZE)
            return false;
        if (head_has(head, at + 4, SLICE("IDAT")))
            return true;
        if (head_has(head, at + 4, SLICE("acTL")) &&
            (header = head_at(head, at, 12)) != NULL)
            picture->is_animated = big32(header + 8) > 1;
        if (head_has(head, at + 4, SLICE("eXIf")))
            picture->orientation = exif_orientation(head, at + 8, size);
        at += size + CHUNK_BYTES;
    }
    return false;
}
