/* thumbhash.c - ThumbHash, as its author describes and publishes it
 * (https://evanw.github.io/thumbhash/).
 *
 *     byte  0..2  lightness, two differences of colour: averages; scale; alpha?
 *           3..4  how many waves across; scales; landscape?
 *           5     of alpha: average and scale, if there is any
 *           then  four bits for each wave: lightness, the differences, alpha
 *
 * A picture is described by the waves of a cosine transform, of which only the
 * lowest are kept: seven across the longer side for lightness, three for
 * colours. It was chosen over a WebP of 16 pixels in a data URL, which shows
 * without a script, but takes 150 to 250 bytes for each picture of a list. */
#include "pictures/thumbhash.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIGHT_WAVES       7
#define LIGHT_WAVES_ALPHA 5 /* where there is a fourth channel */
#define COLOR_WAVES       3
#define ALPHA_WAVES       5
#define MAX_WAVES         (LIGHT_WAVES * LIGHT_WAVES)
#define MAX_PIXELS        (THUMBHASH_MAX_SIDE * THUMBHASH_MAX_SIDE)
#define BOXES             (16 * 16 * 16)
#define PI                3.14159265358979323846

enum channel { LIGHT, YELLOW_BLUE, RED_GREEN, ALPHA, CHANNELS };

struct waves {
    double average, scale;
    double others[MAX_WAVES]; /* from 0 to 1: 0.5 is none */
    size_t count;
};

struct planes {
    size_t count;
    bool has_alpha;
    double values[CHANNELS][MAX_PIXELS];
};

/* What can be seen of it, on its own average. */
static void split(const struct pixels *pixels, struct planes *planes)
{
    double sum[3] = {0}, alpha_sum = 0;
    size_t count = (size_t)pixels->width * pixels->height;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *p = &pixels->bytes[i * 4];
        double alpha = p[3] / 255.0;
        for (size_t c = 0; c < 3; c++)
            sum[c] += alpha / 255 * p[c];
        alpha_sum += alpha;
    }
    for (size_t c = 0; c < 3; c++)
        sum[c] = alpha_sum > 0 ? sum[c] / alpha_sum : 0;
    planes->count = count;
    planes->has_alpha = alpha_sum < (double)count;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *p = &pixels->bytes[i * 4];
        double alpha = p[3] / 255.0, rgb[3];
        for (size_t c = 0; c < 3; c++)
            rgb[c] = sum[c] * (1 - alpha) + alpha / 255 * p[c];
        planes->values[LIGHT][i] = ((rgb[0] + rgb[1] + rgb[2]) / 3);
        planes->values[YELLOW_BLUE][i] = ((rgb[0] + rgb[1]) / 2 - rgb[2]);
        planes->values[RED_GREEN][i] = (rgb[0] - rgb[1]);
        planes->values[ALPHA][i] = alpha;
    }
}

static double wave(const struct pixels *pixels, const double *values,
                   unsigned across, unsigned down)
{
    double cosines[THUMBHASH_MAX_SIDE], sum = 0;
    for (uint32_t x = 0; x < pixels->width; x++)
        cosines[x] = cos(PI / pixels->width * across * (x + 0.5));
    for (uint32_t y = 0; y < pixels->height; y++) {
        double row = cos(PI / pixels->height * down * (y + 0.5));
        for (uint32_t x = 0; x < pixels->width; x++)
            sum += values[(size_t)y * pixels->width + x] * cosines[x] * row;
    }
    return sum / ((double)pixels->width * pixels->height);
}

/* The triangle of the lowest ones. */
static void transform(const struct pixels *pixels, const double *values,
                      unsigned across, unsigned down, struct waves *ret)
{
    *ret = (struct waves){0};
    for (unsigned y = 0; y < down; y++) {
        for (unsigned x = 0; x * down < across * (down - y); x++) {
            double strength = wave(pixels, values, x, y);
            if (x == 0 && y == 0) {
                ret->average = strength;
                continue;
            }
            ret->others[ret->count++] = strength;
            ret->scale = fmax(ret->scale, fabs(strength));
        }
    }
    for (size_t i = 0; ret->scale > 0 && i < ret->count; i++)
        ret->others[i] = 0.5 + 0.5 / ret->scale * ret->others[i];
}

static uint32_t rounded(double number)
{
    return (uint32_t)floor(number + 0.5);
}

static void put_waves(const struct waves *waves, uint8_t *bytes, size_t *nibble)
{
    for (size_t i = 0; i < waves->count; i++, (*nibble)++)
        bytes[*nibble / 2] |=
            (uint8_t)(rounded(15 * waves->others[i]) << (*nibble % 2 * 4));
}

static unsigned waves_along(unsigned most, uint32_t side, uint32_t longest)
{
    uint32_t count = rounded((double)most * side / longest);
    return count > 1 ? count : 1;
}

static unsigned at_least(unsigned least, unsigned number)
{
    return number > least ? number : least;
}

size_t thumbhash_make(const struct pixels *pixels,
                      uint8_t ret_hash[THUMBHASH_MAX_BYTES])
{
    struct planes *planes = mem_alloc(1, sizeof *planes); /* stacks are small */
    struct waves of[CHANNELS];
    uint32_t width = pixels->width, height = pixels->height;
    bool is_landscape = width > height;
    uint32_t longest = is_landscape ? width : height;
    split(pixels, planes);
    bool has_alpha = planes->has_alpha;
    unsigned most = has_alpha ? LIGHT_WAVES_ALPHA : LIGHT_WAVES;
    unsigned across = waves_along(most, width, longest);
    unsigned down = waves_along(most, height, longest);
    transform(pixels, planes->values[LIGHT], at_least(3, across),
              at_least(3, down), &of[LIGHT]);
    transform(pixels, planes->values[YELLOW_BLUE], COLOR_WAVES, COLOR_WAVES,
              &of[YELLOW_BLUE]);
    transform(pixels, planes->values[RED_GREEN], COLOR_WAVES, COLOR_WAVES,
              &of[RED_GREEN]);
    if (has_alpha)
        transform(pixels, planes->values[ALPHA], ALPHA_WAVES, ALPHA_WAVES,
                  &of[ALPHA]);
    free(planes);

    uint32_t first = rounded(63 * of[LIGHT].average) |
                     rounded(31.5 + 31.5 * of[YELLOW_BLUE].average) << 6 |
                     rounded(31.5 + 31.5 * of[RED_GREEN].average) << 12 |
                     rounded(31 * of[LIGHT].scale) << 18 |
                     (has_alpha ? 1U << 23 : 0);
    uint32_t second = (is_landscape ? down : across) |
                      rounded(63 * of[YELLOW_BLUE].scale) << 3 |
                      rounded(63 * of[RED_GREEN].scale) << 9 |
                      (is_landscape ? 1U << 15 : 0);
    memset(ret_hash, 0, THUMBHASH_MAX_BYTES);
    for (size_t i = 0; i < 3; i++)
        ret_hash[i] = (uint8_t)(first >> (8 * i));
    ret_hash[3] = (uint8_t)second;
    ret_hash[4] = (uint8_t)(second >> 8);
    size_t nibble = 10;
    if (has_alpha) {
        ret_hash[5] = (uint8_t)(rounded(15 * of[ALPHA].average) |
                                rounded(15 * of[ALPHA].scale) << 4);
        nibble = 12;
    }
    for (size_t c = LIGHT; c <= (has_alpha ? ALPHA : RED_GREEN); c++)
        put_waves(&of[c], ret_hash, &nibble);
    return (nibble + 1) / 2;
}

/* Sixteen steps of each colour: the fullest box, and what is in it on average.
 */
bool dominant_color(const struct pixels *pixels, uint32_t *ret_color)
{
    uint32_t(*boxes)[4] = mem_alloc(BOXES, sizeof *boxes);
    size_t best = 0, count = (size_t)pixels->width * pixels->height;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *p = &pixels->bytes[i * 4];
        size_t box = (size_t)(p[0] >> 4) << 8 | (size_t)(p[1] >> 4) << 4 |
                     (size_t)(p[2] >> 4);
        for (size_t c = 0; c < 3; c++)
            boxes[box][c] += (uint32_t)p[c] * p[3];
        boxes[box][3] += p[3];
    }
    for (size_t box = 1; box < BOXES; box++)
        best = boxes[box][3] > boxes[best][3] ? box : best;
    bool is_seen = boxes[best][3] > 0;
    *ret_color = 0;
    for (size_t c = 0; is_seen && c < 3; c++)
        *ret_color = *ret_color << 8 |
                     (boxes[best][c] + boxes[best][3] / 2) / boxes[best][3];
    free(boxes);
    return is_seen;
}
