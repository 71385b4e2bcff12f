/* read_picture.c - reads the parameters that say which picture is made of one.
 *
 *     w=640&h=360&fit=cover&format=webp&q=60
 *
 * Which widths there are is the operator's choice, and not known here. */
#include "query/parameters.h"

#define MAX_DIGITS 5

/* 0 if it is no number from 1 to 99999. */
static uint32_t read_pixels(struct slice text)
{
    uint32_t number = 0;
    if (!slice_is_digits(text) || text.size > MAX_DIGITS)
        return 0;
    for (size_t i = 0; i < text.size; i++)
        number = number * 10 + (uint32_t)(text.data[i] - '0');
    return number;
}

static void read_side(struct parser *p, struct slice name, struct slice value,
                      uint32_t *ret_side)
{
    *ret_side = read_pixels(value);
    p->query->wants_picture = true;
    if (*ret_side == 0)
        parser_error(p, name, "invalid-value",
                     arena_printf(p->arena,
                                  "Use a number of pixels, such as %.*s=640.",
                                  SLICE_FMT(name)));
}

void parameter_read_width(struct parser *p, struct slice name,
                          struct slice value)
{
    read_side(p, name, value, &p->query->picture.width);
}

void parameter_read_height(struct parser *p, struct slice name,
                           struct slice value)
{
    read_side(p, name, value, &p->query->picture.height);
}

void parameter_read_fit(struct parser *p, struct slice name, struct slice value)
{
    p->query->wants_picture = p->query->has_fit = true;
    if (!picture_fit_find(value, &p->query->picture.fit))
        parser_error(p, name, "invalid-value",
                     arena_printf(p->arena,
                                  "Use inside, cover or contain, not '%.*s'.",
                                  SLICE_FMT(value)));
}

void parameter_read_format(struct parser *p, struct slice name,
                           struct slice value)
{
    p->query->wants_picture = true;
    for (int i = PICTURE_NONE + 1; i < PICTURE_FORMATS; i++) {
        enum picture_format format = (enum picture_format)i;
        if (picture_is_made_in(format) &&
            slice_is(value, picture_format_name(format))) {
            p->query->picture.format = format;
            return;
        }
    }
    struct parameter_error *error = parser_error(
        p, name, "invalid-value",
        arena_printf(p->arena, "Use webp, avif, jpeg or png, not '%.*s'.",
                     SLICE_FMT(value)));
    if (slice_is(value, "jpg"))
        error->suggestion = SLICE("jpeg");
}

/* In steps: a picture is made for each. */
void parameter_read_quality(struct parser *p, struct slice name,
                            struct slice value)
{
    uint32_t quality = read_pixels(value);
    p->query->wants_picture = true;
    if (quality < PICTURE_MIN_QUALITY || quality > PICTURE_MAX_QUALITY ||
        quality % PICTURE_QUALITY_STEP != 0)
        parser_error(p, name, "invalid-value",
                     arena_printf(p->arena,
                                  "Use a number from %d to %d in steps of %d, "
                                  "not '%.*s'.",
                                  PICTURE_MIN_QUALITY, PICTURE_MAX_QUALITY,
                                  PICTURE_QUALITY_STEP, SLICE_FMT(value)));
    p->query->picture.quality = quality;
}
