/* pending_test.c - when changes are handed out, and as what. */
#include "test.h"

#include "watch/pending.h"

#define MS INT64_C(1000)

static void nothing_is_due_before_anything_has_happened(void **state)
{
    (void)state;
    struct pending pending = {0};
    assert_true(pending_due_us(&pending) == WATCH_NEVER);
    pending_release(&pending);
}

static void changes_are_due_once_it_is_quiet(void **state)
{
    (void)state;
    struct pending pending = {0};
    pending_note(&pending, SLICE("a.md"), false, 1000 * MS);
    assert_true(pending_due_us(&pending) == (1000 + WATCH_QUIET_MS) * MS);
    pending_note(&pending, SLICE("a.md"), false, 1030 * MS);
    assert_true(pending_due_us(&pending) == (1030 + WATCH_QUIET_MS) * MS);
    pending_release(&pending);
}

static void nobody_waits_for_ever(void **state)
{
    (void)state;
    struct pending pending = {0};
    for (int64_t ms = 0; ms < 3 * WATCH_MAX_MS; ms += 10)
        pending_note(&pending, SLICE("log.md"), false, ms * MS);
    assert_true(pending_due_us(&pending) == WATCH_MAX_MS * MS);
    pending_release(&pending);
}

static void a_file_that_is_being_written_is_not_quiet(void **state)
{
    (void)state;
    struct pending pending = {0};
    pending_note(&pending, SLICE("a.md"), true, 0);
    pending_note(&pending, SLICE("b.md"), false, 0);
    assert_true(pending_due_us(&pending) == WATCH_MAX_MS * MS);
    pending_note(&pending, SLICE("a.md"), true, 10 * MS);
    pending_note(&pending, SLICE("a.md"), false, 20 * MS);
    assert_true(pending_due_us(&pending) == (20 + WATCH_QUIET_MS) * MS);
    pending_release(&pending);
}

static void a_path_is_handed_out_once(void **state)
{
    (void)state;
    struct pending pending = {0};
    struct changes changes;
    pending_note(&pending, SLICE("b.md"), false, 0);
    pending_note(&pending, SLICE("a.md"), true, 0);
    pending_note(&pending, SLICE("b.md"), false, 0);
    pending_take(&pending, &changes);
    assert_int_equal(changes.count, 2);
    assert_slice_is(changes.paths[0], "b.md");
    assert_slice_is(changes.paths[1], "a.md");
    assert_false(changes.is_everything);
    changes_release(&changes);

    assert_true(pending_due_us(&pending) == WATCH_NEVER);
    pending_note(&pending, SLICE("b.md"), false, 0);
    pending_take(&pending, &changes);
    assert_int_equal(changes.count, 1);
    changes_release(&changes);
    pending_release(&pending);
}

static void too_many_paths_are_everything(void **state)
{
    (void)state;
    struct pending pending = {0};
    struct changes changes;
    char name[32];
    for (int i = 0; i < WATCH_MAX_PATHS + 5; i++) {
        (void)snprintf(name, sizeof name, "%d.md", i);
        pending_note(&pending, slice_of(name), false, 0);
    }
    pending_take(&pending, &changes);
    assert_true(changes.is_everything);
    assert_int_equal(changes.count, WATCH_MAX_PATHS);
    changes_release(&changes);
}

static void everything_waits_for_quiet_too(void **state)
{
    (void)state;
    struct pending pending = {0};
    struct changes changes;
    pending_note_everything(&pending, 5 * MS);
    assert_true(pending_due_us(&pending) == (5 + WATCH_QUIET_MS) * MS);
    pending_take(&pending, &changes);
    assert_true(changes.is_everything);
    changes_release(&changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_due_before_anything_has_happened),
        cmocka_unit_test(changes_are_due_once_it_is_quiet),
        cmocka_unit_test(nobody_waits_for_ever),
        cmocka_unit_test(a_file_that_is_being_written_is_not_quiet),
        cmocka_unit_test(a_path_is_handed_out_once),
        cmocka_unit_test(too_many_paths_are_everything),
        cmocka_unit_test(everything_waits_for_quiet_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
