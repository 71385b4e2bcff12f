/* picture_jpeg.c - JPEG (ITU-T T.81, annex B) and its EXIF (CIPA
 * DC-008, 4.7.2).
 *
 *     SOI | APP1 "Exif" ... | APP2 profile ... | SOFn height width | SOS
 *
 * A segment says how long it is, so thumbnails and profiles are skipped,
 * however many there are. All of them up to the first scan are looked at: EXIF
 * may come after the frame header. A height of 0 means that a segment after the
 * scan tells it (B.2.5), which nobody writes and browsers do not show. */
#include "media/picture_head.h"

enum {
    MARKER_TEM = 0x01,
    MARKER_SOF0 = 0xC0,
    MARKER_DHT = 0xC4, /* among the SOFn, and none of them */
    MARKER_JPG = 0xC8,
    MARKER_DAC = 0xCC,
    MARKER_SOF15 = 0xCF,
    MARKER_RST0 = 0xD0,
    MARKER_SOI = 0xD8,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    MARKER_APP1 = 0xE1
};

static bool is_frame(unsigned marker)
{
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 &&
           marker != MARKER_DHT && marker != MARKER_JPG && marker != MARKER_DAC;
}

/* Markers without a length after them. */
static bool is_alone(unsigned marker)
{
    return marker == MARKER_TEM ||
           (marker >= MARKER_RST0 && marker <= MARKER_SOI);
}

/* The segment at `at`, of `size` bytes, length included. */
static bool read_segment(struct picture_head *head, unsigned marker,
                         uint64_t at, uint32_t size, struct picture *picture)
{
    const uint8_t *frame;
    static const struct slice exif = {"Exif\0", 6};
    if (is_frame(marker) && picture->width == 0) {
        frame = head_at(head, at, 7);
        if (frame == NULL || size < 8)
            return false;
        picture->height = big16(frame + 3);
        picture->width = big16(frame + 5);
    } else if (marker == MARKER_APP1 && picture->orientation == 1 &&
               size > 2 + exif.size && head_has(head, at + 2, exif)) {
        picture->orientation =
            exif_orientation(head, at + 2 + exif.size, size - 2 - exif.size);
    }
    return true;
}

bool jpeg_parse(struct picture_head *head, struct picture *picture)
{
    const uint8_t *bytes;
    uint64_t at = 2; /* after SOI */

    while ((bytes = head_at(head, at, 2)) != NULL) {
        unsigned marker = bytes[1];
        if (bytes[0] != 0xFF || marker == 0 || marker == MARKER_EOI)
            return false;
        if (marker == MARKER_SOS)
            return picture->width > 0;
        if (marker == 0xFF) { /* any number of these may fill (B.1.1.2) */
            at += 1;
            continue;
        }
        at += 2;
        if (is_alone(marker))
            continue;
        bytes = head_at(head, at, 2);
        if (bytes == NULL || big16(bytes) < 2)
            return false;
        uint32_t size = big16(bytes);
        if (!read_segment(head, marker, at, size, picture))
            return false;
        at += size;
    }
    return false;
}
