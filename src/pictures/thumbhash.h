/* thumbhash.h - a picture in about 25 bytes, and its colour. Private to this
 * room. Pure functions of its pixels: red, green, blue and alpha, a byte each.
 */
#ifndef PICTURES_THUMBHASH_H
#define PICTURES_THUMBHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define THUMBHASH_MAX_SIDE  100 /* of the picture that it is made of */
#define THUMBHASH_MAX_BYTES 25

struct pixels {
    const uint8_t *bytes;
    uint32_t width, height; /* at most THUMBHASH_MAX_SIDE each */
};

/* Returns how many bytes it is. */
size_t thumbhash_make(const struct pixels *pixels,
                      uint8_t ret_hash[THUMBHASH_MAX_BYTES]);

/* The colour that most of the picture has, more or less: 0xrrggbb. False if
 * nothing of it can be seen. */
bool dominant_color(const struct pixels *pixels, uint32_t *ret_color);

#endif
