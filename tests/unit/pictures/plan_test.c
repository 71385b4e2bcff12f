/* plan_test.c - what is made of a picture of some size. */
#include "pictures/plan.h"

#include "test.h"

static struct picture_plan plan(uint32_t width, uint32_t height,
                                uint32_t box_width, uint32_t box_height,
                                enum picture_fit fit)
{
    const struct picture picture = {
        .format = PICTURE_JPEG, .width = width, .height = height};
    const struct picture_wish wish = {
        .width = box_width, .height = box_height, .fit = fit};
    return picture_plan_of(&picture, &wish);
}

static void assert_plan(struct picture_plan plan, uint32_t width,
                        uint32_t height, uint32_t box_width,
                        uint32_t box_height)
{
    assert_int_equal(plan.width, width);
    assert_int_equal(plan.height, height);
    assert_int_equal(plan.box_width, box_width);
    assert_int_equal(plan.box_height, box_height);
}

static void a_width_or_a_height_keeps_the_proportion(void **state)
{
    (void)state;
    assert_plan(plan(3000, 2000, 640, 0, FIT_INSIDE), 640, 427, 640, 427);
    assert_plan(plan(3000, 2000, 0, 640, FIT_INSIDE), 960, 640, 960, 640);
    assert_plan(plan(3000, 2000, 0, 0, FIT_INSIDE), 3000, 2000, 3000, 2000);
    assert_plan(plan(10000, 1, 160, 0, FIT_INSIDE), 160, 1, 160, 1);
    assert_plan(plan(1, 10000, 160, 0, FIT_INSIDE), 1, 10000, 1, 10000);
}

static void a_box_is_kept_inside_filled_or_left_around(void **state)
{
    (void)state;
    assert_plan(plan(3000, 2000, 640, 360, FIT_INSIDE), 540, 360, 540, 360);
    assert_plan(plan(3000, 2000, 640, 360, FIT_COVER), 640, 427, 640, 360);
    assert_plan(plan(2000, 3000, 640, 360, FIT_COVER), 640, 960, 640, 360);
    assert_plan(plan(4000, 1000, 640, 360, FIT_COVER), 1440, 360, 640, 360);
    assert_plan(plan(3000, 2000, 640, 360, FIT_CONTAIN), 540, 360, 640, 360);
}

static void nothing_is_enlarged(void **state)
{
    (void)state;
    assert_plan(plan(300, 200, 640, 0, FIT_INSIDE), 300, 200, 300, 200);
    assert_plan(plan(300, 200, 640, 360, FIT_INSIDE), 300, 200, 300, 200);
    assert_plan(plan(300, 200, 640, 360, FIT_COVER), 300, 200, 300, 169);
    assert_plan(plan(300, 200, 640, 640, FIT_COVER), 300, 200, 200, 200);
    assert_plan(plan(300, 200, 640, 360, FIT_CONTAIN), 300, 200, 640, 360);
    assert_plan(plan(30000, 10, 640, 360, FIT_COVER), 30000, 10, 18, 10);
    assert_plan(plan(30000, 3000, 0, 0, FIT_INSIDE), 16383, 1638, 16383, 1638);
}

/* Whatever the sizes are, a plan is within the picture and not empty. */
static void a_plan_is_within_its_picture(void **state)
{
    static const uint32_t sides[] = {1, 2, 3, 7, 160, 999, 4096, 16383, 99999};
    (void)state;
    for (size_t i = 0; i < 9 * 9 * 9 * 9; i++) {
        uint32_t width = sides[i % 9], height = sides[i / 9 % 9];
        uint32_t box_width = sides[i / 81 % 9], box_height = sides[i / 729];
        for (int fit = 0; fit < FIT_COUNT; fit++) {
            struct picture_plan p = plan(width, height, box_width, box_height,
                                         (enum picture_fit)fit);
            assert_true(p.width >= 1 && p.width <= width);
            assert_true(p.height >= 1 && p.height <= height);
            assert_true(p.box_width >= 1 && p.box_width <= box_width);
            assert_true(p.box_height >= 1 && p.box_height <= box_height);
            if (fit != FIT_CONTAIN)
                assert_true(p.box_width <= p.width && p.box_height <= p.height);
        }
    }
}

static void a_format_that_is_not_made_becomes_another(void **state)
{
    const struct picture_wish any = {.width = 160};
    struct picture picture = {.format = PICTURE_GIF, .width = 9, .height = 9};
    (void)state;
    assert_int_equal(picture_plan_of(&picture, &any).format, PICTURE_PNG);
    picture.format = PICTURE_HEIF;
    assert_int_equal(picture_plan_of(&picture, &any).format, PICTURE_JPEG);
    picture.format = PICTURE_AVIF;
    assert_int_equal(picture_plan_of(&picture, &any).format, PICTURE_AVIF);
    picture.is_animated = true;
    assert_false(picture_is_changed(&picture));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_width_or_a_height_keeps_the_proportion),
        cmocka_unit_test(a_box_is_kept_inside_filled_or_left_around),
        cmocka_unit_test(nothing_is_enlarged),
        cmocka_unit_test(a_plan_is_within_its_picture),
        cmocka_unit_test(a_format_that_is_not_made_becomes_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
