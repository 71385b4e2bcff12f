/* picture_fuzz.c - any bytes as a picture.
 *
 * Whatever they make of it, the reader looks at no more pieces than it may, and
 * finds the same twice. What it finds has a size and a name. */
#include "media/picture.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct input {
    const uint8_t *bytes;
    size_t size;
    unsigned reads;
};

static size_t read_input(void *context, uint64_t offset, void *buffer,
                         size_t size)
{
    struct input *input = context;
    if (++input->reads > PICTURE_MAX_PIECES || size > PICTURE_PIECE_BYTES)
        abort();
    if (offset >= input->size)
        return 0;
    size_t left = input->size - (size_t)offset;
    size = size < left ? size : left;
    memcpy(buffer, input->bytes + offset, size);
    return size;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct input input = {bytes, size, 0};
    const struct picture_source source = {read_input, &input};
    struct picture picture, again;

    bool is_picture = picture_parse(&source, &picture);
    input.reads = 0;
    if (picture_parse(&source, &again) != is_picture)
        abort();
    if (!is_picture)
        return 0;
    if (picture.width == 0 || picture.height == 0 ||
        picture.width != again.width || picture.height != again.height ||
        picture.is_animated != again.is_animated || picture.orientation < 1 ||
        picture.orientation > 8 || picture_format_name(picture.format) == NULL)
        abort();
    return 0;
}
