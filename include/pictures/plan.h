/* plan.h - from what a request wants of a picture to what is made of it.
 *
 *     wanted   w=640&h=360&fit=cover&format=webp
 *     picture  3000 x 2000, jpeg
 *     plan     scale to 640 x 427, cut 640 x 360 from the middle, webp
 *
 * A picture is never enlarged: where it is smaller than what is wanted, the
 * plan is smaller. Pure functions; any thread may call them. */
#ifndef PICTURES_PLAN_H
#define PICTURES_PLAN_H

#include "media/picture.h"

enum picture_fit {
    FIT_INSIDE,  /* all of it, within the box */
    FIT_COVER,   /* it fills the box, and what stands out is cut off */
    FIT_CONTAIN, /* all of it, with a margin to the box */
    FIT_COUNT
};

/* Of the quality of JPEG, WebP and AVIF. PNG has none. */
#define PICTURE_MIN_QUALITY     30
#define PICTURE_MAX_QUALITY     95
#define PICTURE_QUALITY_STEP    5
#define PICTURE_DEFAULT_QUALITY 75

/* What is decoded at most, and what any side of the result has. */
#define PICTURE_MAX_PIXELS 100000000
#define PICTURE_MAX_SIDE   16383 /* of WebP */

struct picture_wish {
    uint32_t width, height; /* of the box; 0: any */
    enum picture_fit fit;
    enum picture_format format; /* PICTURE_NONE: that of the picture */
    unsigned quality;
};

struct picture_plan {
    uint32_t width, height;         /* of the picture, scaled as it is shown */
    uint32_t box_width, box_height; /* of the result: cut, or with a margin */
    enum picture_format format;
    unsigned quality;
};

/* Whether the format is one that pictures are made in. */
bool picture_is_made_in(enum picture_format format);

/* Whether pictures are made of such a picture at all: else it is shown as it
 * is, since it moves, or is drawn at any size. */
bool picture_is_changed(const struct picture *picture);

/* What is made of this picture; it is one of picture_is_changed(). */
struct picture_plan picture_plan_of(const struct picture *picture,
                                    const struct picture_wish *wish);

/* "cover"; and the one of that name, or false. */
const char *picture_fit_name(enum picture_fit fit);
bool picture_fit_find(struct slice name, enum picture_fit *ret_fit);

#endif
