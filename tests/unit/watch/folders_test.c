/* folders_test.c - which folder a watch descriptor stands for. */
#include "test.h"

#include "watch/folders.h"

static void a_folder_is_found_by_its_descriptor(void **state)
{
    (void)state;
    struct folders folders = {0};
    static const int order[] = {7, 3, 9, 1, 8, 2};
    char name[16];
    for (size_t i = 0; i < ARRAY_COUNT(order); i++) {
        (void)snprintf(name, sizeof name, "f%d", order[i]);
        folders_put(&folders, order[i], slice_of(name));
    }
    assert_slice_is(folders_find(&folders, 9)->path, "f9");
    assert_slice_is(folders_find(&folders, 1)->path, "f1");
    assert_null(folders_find(&folders, 4));
    folders_put(&folders, 9, SLICE("moved"));
    assert_slice_is(folders_find(&folders, 9)->path, "moved");
    assert_int_equal(folders.count, 6);
    folders_remove(&folders, 9);
    folders_remove(&folders, 9);
    assert_null(folders_find(&folders, 9));
    assert_slice_is(folders_find(&folders, 8)->path, "f8");
    folders_release(&folders);
}

static void add_descriptor(void *context, int descriptor)
{
    int *sum = context;
    *sum = *sum * 10 + descriptor;
}

static void what_a_look_has_not_met_is_forgotten(void **state)
{
    (void)state;
    struct folders folders = {0};
    int forgotten = 0;
    for (int i = 1; i <= 5; i++)
        folders_put(&folders, i, SLICE(""));
    folders.look++;
    folders_put(&folders, 2, SLICE("two"));
    folders_put(&folders, 6, SLICE("six"));
    folders_sweep(&folders, add_descriptor, &forgotten);
    assert_int_equal(forgotten, 1345);
    assert_int_equal(folders.count, 2);
    assert_slice_is(folders_find(&folders, 2)->path, "two");
    assert_slice_is(folders_find(&folders, 6)->path, "six");
    folders_release(&folders);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_found_by_its_descriptor),
        cmocka_unit_test(what_a_look_has_not_met_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
