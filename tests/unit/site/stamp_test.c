/* stamp_test.c - when a file must be read again. */
#include "test.h"

#include "site/stamp.h"

#define NOW_MS INT64_C(1700000000000)

static struct stat status_at(int64_t ms)
{
    struct stat status = {.st_dev = 1, .st_ino = 2, .st_size = 3};
    status.st_mtim.tv_sec = status.st_ctim.tv_sec = (time_t)(ms / 1000);
    status.st_mtim.tv_nsec = status.st_ctim.tv_nsec =
        (long)(ms % 1000) * 1000000;
    return status;
}

static void an_old_file_with_the_same_stamp_is_the_same(void **state)
{
    (void)state;
    struct stat status = status_at(NOW_MS - STAMP_SETTLE_MS);
    struct stamp before = stamp_of(&status, NOW_MS);
    struct stamp now = stamp_of(&status, NOW_MS + 1);
    assert_false(stamp_differs(&before, &now));
}

static void any_difference_counts(void **state)
{
    (void)state;
    const struct stat old = status_at(NOW_MS - 10000);
    struct stamp before = stamp_of(&old, NOW_MS);
    struct stat changed[6];
    for (size_t i = 0; i < 6; i++)
        changed[i] = old;
    changed[0].st_size++;
    changed[1].st_ino++;
    changed[2].st_dev++;
    changed[3].st_mtim.tv_nsec++;
    changed[4].st_ctim.tv_nsec++;
    changed[5].st_mtim.tv_sec -= 100;
    for (size_t i = 0; i < 6; i++) {
        struct stamp now = stamp_of(&changed[i], NOW_MS);
        assert_true(stamp_differs(&before, &now));
    }
}

static void a_file_that_was_just_written_is_not_believed(void **state)
{
    (void)state;
    struct stat status = status_at(NOW_MS - STAMP_SETTLE_MS + 1);
    struct stamp before = stamp_of(&status, NOW_MS);
    struct stamp now = stamp_of(&status, NOW_MS + 1000000);
    assert_true(stamp_differs(&before, &now));
    assert_false(stamp_differs(&now, &now));
}

static void a_file_that_is_being_written_is_young(void **state)
{
    (void)state;
    struct stat status = status_at(NOW_MS);
    assert_true(stamp_of(&status, NOW_MS).is_young);
    assert_true(stamp_of(&status, NOW_MS - 1).is_young); /* its clock is off */
    assert_false(stamp_of(&status, NOW_MS + STAMP_YOUNG_MS).is_young);
    assert_false(stamp_of(&status, NOW_MS - 3600000).is_young);
    status.st_mtim.tv_sec -= 100000; /* as a copy may have it */
    assert_true(stamp_of(&status, NOW_MS).is_young);
}

/* A file system of 64 bits keeps any year, and touch(1) writes it. */
static void any_year_is_a_time(void **state)
{
    (void)state;
    static const time_t seconds[] = {253402300800, -62135596800, INT64_MAX,
                                     INT64_MIN};
    for (size_t i = 0; i < ARRAY_COUNT(seconds); i++) {
        struct stat status = {.st_size = 3};
        status.st_mtim.tv_sec = status.st_ctim.tv_sec = seconds[i];
        struct stamp stamp = stamp_of(&status, NOW_MS);
        assert_true(stamp_is_same(&stamp, &stamp));
        assert_false(stamp.is_young);
        assert_int_equal(stamp.is_settled, seconds[i] < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_old_file_with_the_same_stamp_is_the_same),
        cmocka_unit_test(any_difference_counts),
        cmocka_unit_test(a_file_that_is_being_written_is_young),
        cmocka_unit_test(any_year_is_a_time),
        cmocka_unit_test(a_file_that_was_just_written_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
