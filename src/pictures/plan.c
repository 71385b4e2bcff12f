/* plan.c - sizes, and nothing else: what they come to can be told from the head
 * of a picture, before a pixel of it is decoded. */
#include "pictures/plan.h"

#include "base/array.h"

#include <assert.h>

static const char *const fit_names[FIT_COUNT] = {
    [FIT_INSIDE] = "inside", [FIT_COVER] = "cover", [FIT_CONTAIN] = "contain"};

const char *picture_fit_name(enum picture_fit fit)
{
    return fit_names[fit];
}

bool picture_fit_find(struct slice name, enum picture_fit *ret_fit)
{
    for (size_t i = 0; i < ARRAY_COUNT(fit_names); i++) {
        if (slice_is(name, fit_names[i])) {
            *ret_fit = (enum picture_fit)i;
            return true;
        }
    }
    return false;
}

bool picture_is_made_in(enum picture_format format)
{
    return format == PICTURE_JPEG || format == PICTURE_PNG ||
           format == PICTURE_WEBP || format == PICTURE_AVIF;
}

bool picture_is_changed(const struct picture *picture)
{
    return picture->format != PICTURE_NONE && picture->format != PICTURE_SVG &&
           !picture->is_animated;
}

/* A format that browsers do not show, or that has but 256 colours, becomes the
 * nearest one. */
static enum picture_format format_of(const struct picture *picture)
{
    if (picture->format == PICTURE_GIF)
        return PICTURE_PNG;
    return picture_is_made_in(picture->format) ? picture->format : PICTURE_JPEG;
}

/* a * b / c, rounded, and at least 1. The sizes are below 2^32, and at most
 * PICTURE_MAX_PIXELS is made of anything. */
static uint32_t scale(uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t scaled = ((uint64_t)a * b + c / 2) / c;
    return scaled > 0 ? (uint32_t)scaled : 1;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* All of it, within the box. */
static void fit_inside(const struct picture *picture, uint32_t width,
                       uint32_t height, struct picture_plan *plan)
{
    plan->width = smaller(picture->width, width);
    plan->height = scale(picture->height, plan->width, picture->width);
    if (plan->height > height) {
        plan->height = height;
        plan->width =
            smaller(width, scale(picture->width, height, picture->height));
    }
    plan->box_width = plan->width;
    plan->box_height = plan->height;
}

/* Where the picture cannot fill the box, it fills a smaller one of the same
 * proportion. */
static void fit_cover(const struct picture *picture, uint32_t width,
                      uint32_t height, struct picture_plan *plan)
{
    uint32_t box_width = smaller(width, picture->width), box_height;
    box_height = scale(height, box_width, width);
    if (box_height > picture->height) {
        box_height = picture->height;
        box_width = smaller(box_width, scale(width, box_height, height));
    }
    plan->width = box_width;
    plan->height = scale(picture->height, box_width, picture->width);
    if (plan->height < box_height) {
        plan->height = box_height;
        plan->width = scale(picture->width, box_height, picture->height);
    }
    plan->box_width = smaller(box_width, plan->width);
    plan->box_height = box_height;
}

struct picture_plan picture_plan_of(const struct picture *picture,
                                    const struct picture_wish *wish)
{
    uint32_t width = wish->width > 0 ? wish->width : picture->width;
    uint32_t height = wish->height > 0 ? wish->height : picture->height;
    assert(width > 0 && height > 0);
    bool has_box = wish->width > 0 && wish->height > 0;
    struct picture_plan plan = {
        .format =
            wish->format != PICTURE_NONE ? wish->format : format_of(picture),
        .quality = wish->quality,
    };
    width = smaller(width, PICTURE_MAX_SIDE);
    height = smaller(height, PICTURE_MAX_SIDE);
    if (has_box && wish->fit == FIT_COVER) {
        fit_cover(picture, width, height, &plan);
        return plan;
    }
    fit_inside(picture, width, height, &plan);
    if (has_box && wish->fit == FIT_CONTAIN) {
        plan.box_width = width;
        plan.box_height = height;
    }
    return plan;
}
