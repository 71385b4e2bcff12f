/* thumbhash_test.c - hashes that the encoder of npm's thumbhash 0.1.1 makes of
 * the same pixels, and colours. */
#include "pictures/thumbhash.h"

#include "base/base64.h"
#include "base/mem.h"
#include "test.h"

#include <stdlib.h>

static uint8_t *paint(uint32_t width, uint32_t height, bool has_alpha)
{
    uint8_t *bytes = mem_alloc((size_t)width * height, 4);
    for (uint32_t i = 0; i < width * height; i++) {
        uint32_t x = i % width, y = i / width;
        bytes[i * 4] = (uint8_t)(x * x * 255 / (width * width));
        bytes[i * 4 + 1] = (uint8_t)((x * y + 3 * y) % 251);
        bytes[i * 4 + 2] = (uint8_t)(x < y ? 200 : 30 + x / 2);
        bytes[i * 4 + 3] = has_alpha && x * 3 < width + y ? 0 : 255;
    }
    return bytes;
}

static void assert_hash(uint32_t width, uint32_t height, bool has_alpha,
                        const char *expected)
{
    uint8_t hash[THUMBHASH_MAX_BYTES];
    struct str text = {0};
    uint8_t *bytes = paint(width, height, has_alpha);
    const struct pixels pixels = {bytes, width, height};
    size_t size = thumbhash_make(&pixels, hash);
    base64_append(&text, (struct slice){(const char *)hash, size});
    assert_string_equal(text.data, expected);
    str_release(&text);
    free(bytes);
}

static void a_hash_is_that_of_the_reference(void **state)
{
    (void)state;
    assert_hash(100, 75, false, "mrcFbZjQlodQmYdWhWl3d3CaB4qI");
    assert_hash(31, 100, false, "n7UJShigkjeIdXZ2kGwLiog=");
    assert_hash(100, 60, true, "2xmGE4xY83R2iYf0hkZ/h2CZiHeHiIg=");
    assert_hash(7, 5, false, "zWYGdZTUlnhAmHhnZXh3eHCaCJqH");
}

static void the_colour_is_that_of_most(void **state)
{
    static const uint8_t bytes[] = {250, 10, 20,  255, 252, 12, 22, 255,
                                    0,   0,  255, 255, 9,   9,  9,  0};
    static const uint8_t nothing[] = {250, 10, 20, 0};
    const struct pixels pixels = {bytes, 2, 2}, none = {nothing, 1, 1};
    uint32_t color;
    (void)state;
    assert_true(dominant_color(&pixels, &color));
    assert_int_equal(color, 0xfb0b15);
    assert_false(dominant_color(&none, &color));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_is_that_of_the_reference),
        cmocka_unit_test(the_colour_is_that_of_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
