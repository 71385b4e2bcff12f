/* picture.c - which format it is, by its first bytes and never by its name.
 *
 * Browsers go by the same bytes (https://mimesniff.spec.whatwg.org/, 6.1), so a
 * PNG called a.jpg is shown, and has the size of a PNG. SVG has no such bytes:
 * it is what is left, if it is XML whose root element is <svg>. */
#include "media/picture.h"

#include "base/array.h"
#include "media/picture_head.h"

#include <string.h>
#include <unistd.h>

struct known_format {
    const char *name, *type;
    struct slice start; /* the bytes that it begins with; or SLICE_NONE */
    bool (*parse)(struct picture_head *head, struct picture *picture);
};

static const struct known_format formats[PICTURE_FORMATS] = {
    [PICTURE_PNG] = {"png", "image/png", {"\x89PNG\r\n\x1A\n", 8}, png_parse},
    [PICTURE_JPEG] = {"jpeg", "image/jpeg", {"\xFF\xD8\xFF", 3}, jpeg_parse},
    [PICTURE_GIF] = {"gif", "image/gif", {"GIF8", 4}, gif_parse},
    [PICTURE_WEBP] = {"webp", "image/webp", {"RIFF", 4}, webp_parse},
    [PICTURE_AVIF] = {"avif", "image/avif", {NULL, 0}, heif_parse},
    [PICTURE_HEIF] = {"heif", "image/heif", {NULL, 0}, heif_parse},
    [PICTURE_SVG] = {"svg", "image/svg+xml", {NULL, 0}, svg_parse},
};

const char *picture_format_name(enum picture_format format)
{
    return formats[format].name;
}

const char *picture_format_type(enum picture_format format)
{
    return formats[format].type;
}

static enum picture_format find_format(struct picture_head *head)
{
    for (size_t i = 0; i < ARRAY_COUNT(formats); i++) {
        if (formats[i].start.data != NULL &&
            head_has(head, 0, formats[i].start))
            return (enum picture_format)i;
    }
    enum picture_format boxed = heif_format(head);
    return boxed != PICTURE_NONE ? boxed : PICTURE_SVG;
}

/* EXIF's 5 to 8 turn by 90 degrees (Exif 2.32, 4.6.4, tag 274). */
static void turn(struct picture *picture)
{
    uint32_t width = picture->width;
    if (picture->orientation < 5)
        return;
    picture->width = picture->height;
    picture->height = width;
}

bool picture_parse(const struct picture_source *source,
                   struct picture *ret_picture)
{
    struct picture_head head = {.source = source};
    struct picture found = {.orientation = 1, .is_certain = true};

    found.format = find_format(&head);
    if (!formats[found.format].parse(&head, &found) || found.width == 0 ||
        found.height == 0)
        return false;
    turn(&found);
    *ret_picture = found;
    return true;
}

static size_t read_bytes(void *context, uint64_t offset, void *buffer,
                         size_t size)
{
    const struct slice *bytes = context;
    if (offset >= bytes->size)
        return 0;
    size_t left = bytes->size - (size_t)offset;
    size = size < left ? size : left;
    memcpy(buffer, bytes->data + offset, size);
    return size;
}

bool picture_parse_bytes(struct slice bytes, struct picture *ret_picture)
{
    const struct picture_source source = {read_bytes, &bytes};
    return picture_parse(&source, ret_picture);
}

static size_t read_file(void *context, uint64_t offset, void *buffer,
                        size_t size)
{
    const int *fd = context;
    if (offset > INT64_MAX)
        return 0;
    ssize_t count = pread(*fd, buffer, size, (off_t)offset);
    return count > 0 ? (size_t)count : 0;
}

bool picture_parse_file(int fd, struct picture *ret_picture)
{
    const struct picture_source source = {read_file, &fd};
    return picture_parse(&source, ret_picture);
}
