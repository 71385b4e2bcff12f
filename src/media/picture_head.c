/* picture_head.c - a picture is read where it is asked for.
 *
 * One piece is in hand. Most sizes are in the first, so most pictures cost one
 * read; a file that leads a parser to and fro only spends what it may. */
#include "media/picture_head.h"

#include <string.h>

const uint8_t *head_at(struct picture_head *head, uint64_t offset, size_t count)
{
    if (offset >= head->start && offset - head->start <= head->size &&
        head->size - (size_t)(offset - head->start) >= count)
        return head->bytes + (offset - head->start);
    if (head->pieces == PICTURE_MAX_PIECES || count > sizeof head->bytes)
        return NULL;
    head->pieces++;
    head->start = offset;
    head->size = head->source->read(head->source->context, offset, head->bytes,
                                    sizeof head->bytes);
    return head->size >= count ? head->bytes : NULL;
}

bool head_has(struct picture_head *head, uint64_t offset, struct slice bytes)
{
    const uint8_t *there = head_at(head, offset, bytes.size);
    return there != NULL && memcmp(there, bytes.data, bytes.size) == 0;
}
