/* picture_gif.c - GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
 *
 *     "GIF89a" width height | extension ... | image | extension ... | image
 *                                             `- its data, in blocks of 255
 *
 * It is animated if it has a second image (24). The blocks in between say how
 * long they are, one by one, so they have to be walked over; where the first
 * image is too large for that, an extension that asks for a loop decides.
 *
 * The size is that of the logical screen (18). Some files have one that is
 * smaller than their first image, often 0: browsers enlarge it to hold that. */
#include "media/picture_head.h"

#define HEADER_BYTES     13
#define DESCRIPTOR_BYTES 10
#define HAS_TABLE        0x80

enum { EXTENSION = 0x21, APPLICATION = 0xFF, IMAGE = 0x2C };

/* Of the table of colours that a byte of flags tells. */
static uint64_t table_bytes(unsigned flags)
{
    return flags & HAS_TABLE ? UINT64_C(3) << ((flags & 7) + 1) : 0;
}

/* Moves *at past data in blocks; false where they do not end. */
static bool skip_blocks(struct picture_head *head, uint64_t *at)
{
    const uint8_t *size;
    while ((size = head_at(head, *at, 1)) != NULL) {
        *at += 1 + (uint64_t)*size;
        if (*size == 0)
            return true;
    }
    return false;
}

/* At the start of the next image; false where there is none. */
static bool find_image(struct picture_head *head, uint64_t *at, bool *is_looped)
{
    const uint8_t *bytes;
    while ((bytes = head_at(head, *at, 2)) != NULL && bytes[0] == EXTENSION) {
        bool is_application = bytes[1] == APPLICATION;
        *at += 2;
        if (is_application && (head_has(head, *at, SLICE("\x0BNETSCAPE2.0")) ||
                               head_has(head, *at,
                                        SLICE("\x0B"
                                              "ANIMEXTS1.0"))))
            *is_looped = true;
        if (!skip_blocks(head, at))
            return false;
    }
    return bytes != NULL && bytes[0] == IMAGE;
}

static void hold(uint32_t *size, uint32_t offset, uint32_t needed)
{
    if (*size < offset + needed)
        *size = offset + needed;
}

bool gif_parse(struct picture_head *head, struct picture *picture)
{
    const uint8_t *bytes = head_at(head, 0, HEADER_BYTES);
    bool is_looped = false;
    if (bytes == NULL || (bytes[4] != '7' && bytes[4] != '9') ||
        bytes[5] != 'a')
        return false;
    picture->width = little16(bytes + 6);
    picture->height = little16(bytes + 8);
    uint64_t at = HEADER_BYTES + table_bytes(bytes[10]);
    if (!find_image(head, &at, &is_looped) ||
        (bytes = head_at(head, at, DESCRIPTOR_BYTES)) == NULL)
        return false;
    hold(&picture->width, little16(bytes + 1), little16(bytes + 5));
    hold(&picture->height, little16(bytes + 3), little16(bytes + 7));
    /* One byte more: the size of the codes. */
    at += DESCRIPTOR_BYTES + table_bytes(bytes[9]) + 1;
    picture->is_animated =
        skip_blocks(head, &at)
            ? find_image(head, &at, &is_looped)
            : is_looped && head->pieces == PICTURE_MAX_PIECES;
    return true;
}
