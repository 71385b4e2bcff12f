/* place_test.c - where the file of an index is. */
#include "test.h"

#include "folder.h"
#include "search/place.h"
#include "search/search.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int set_up(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/place-XXXXXX");
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_remove(folder);
}

static struct file_place find(const char *site)
{
    struct file_place place = {0};
    struct err err = {0};
    if (!place_find(slice_of(folder), slice_of(site), &place, &err))
        fail_msg("%s", err.text);
    return place;
}

static void a_site_has_a_file_of_its_own(void **state)
{
    (void)state;
    struct file_place one = find("/srv/one"), other = find("/srv/other");
    assert_string_not_equal(one.path, other.path);
    assert_true(slice_ends(slice_of(one.path), ".db"));
    char path[128];
    (void)snprintf(path, sizeof path, "%s", one.path);
    place_release(&one);
    one = find("/srv/one");
    assert_string_equal(one.path, path);
    place_release(&one);
    place_release(&other);
}

static void each_process_has_a_file_up_to_a_limit(void **state)
{
    (void)state;
    struct file_place places[8];
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        places[i] = find("/srv/site");
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(places[k].path, places[i].path);
    }
    struct file_place place = {0};
    struct err err = {0};
    assert_false(
        place_find(slice_of(folder), SLICE("/srv/site"), &place, &err));
    assert_non_null(strstr(err.text, "too many processes serve the site"));
    place_release(&places[3]); /* and its file is used again */
    place = find("/srv/site");
    place_release(&place);
    for (size_t i = 0; i < ARRAY_COUNT(places); i++)
        place_release(&places[i]);
}

static void nobody_else_can_read_it(void **state)
{
    (void)state;
    struct stat status;
    struct file_place place = find("/srv/site");
    assert_int_equal(stat(place.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    place_release(&place);
}

static void a_place_that_was_removed_is_not_held(void **state)
{
    (void)state;
    struct file_place place = find("/srv/site");
    assert_true(place_is_held(&place));
    assert_int_equal(unlink(place.lock_path), 0);
    assert_false(place_is_held(&place));
    struct file_place other = find("/srv/site"); /* takes the name */
    assert_string_equal(other.path, place.path);
    assert_false(place_is_held(&place));
    assert_true(place_is_held(&other));
    place_release(&place);
    place_release(&other);
}

static void a_link_in_place_of_the_lock_is_not_followed(void **state)
{
    (void)state;
    struct file_place place = find("/srv/site");
    char lock[160], target[128];
    struct err err = {0};
    (void)snprintf(lock, sizeof lock, "%s", place.lock_path);
    (void)snprintf(target, sizeof target, "%s/target", folder);
    place_release(&place);
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(symlink(target, lock), 0);
    assert_false(
        place_find(slice_of(folder), SLICE("/srv/site"), &place, &err));
    assert_int_equal(access(target, F_OK), -1);
}

static void folders_are_made(void **state)
{
    (void)state;
    char path[128];
    struct err err = {0};
    struct stat status;
    (void)snprintf(path, sizeof path, "%s/a/b/c/", folder);
    assert_true(search_make_cache(slice_of(path), &err));
    assert_true(search_make_cache(slice_of(path), &err));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    (void)snprintf(path, sizeof path, "%s/file", folder);
    int file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    (void)close(file);
    (void)snprintf(path, sizeof path, "%s/file/below", folder);
    assert_false(search_make_cache(slice_of(path), &err));
    assert_non_null(strstr(err.text, strerror(ENOTDIR)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_site_has_a_file_of_its_own, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_process_has_a_file_up_to_a_limit,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_else_can_read_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_place_that_was_removed_is_not_held,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_link_in_place_of_the_lock_is_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_made, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
