/* shelf_test.c - what is kept of pictures, and what goes. */
#include "pictures/shelf.h"

#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static struct shelf *shelf;

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/shelf.XXXXXX");
    return mkdtemp(folder) == NULL;
}

/* Removes the files whose names begin so; or has links to something else in
 * their place. */
static void spoil(const char *start, const char *link)
{
    struct dirent *entry;
    char path[400];
    DIR *list = opendir(folder);
    assert_non_null(list);
    while ((entry = readdir(list)) != NULL) {
        if (entry->d_name[0] == '.' ||
            strncmp(entry->d_name, start, strlen(start)) != 0)
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(unlink(path), 0);
        if (link != NULL)
            assert_int_equal(symlink(link, path), 0);
    }
    (void)closedir(list);
}

static int tear_down(void **state)
{
    (void)state;
    shelf_free(shelf);
    shelf = NULL;
    spoil("", NULL);
    return rmdir(folder);
}

static void open_shelf(uint64_t max_bytes)
{
    shelf_free(shelf);
    shelf = shelf_new(slice_of(folder), max_bytes);
}

static struct shelf_key key(uint64_t source)
{
    return (struct shelf_key){source, 7, PICTURE_WEBP};
}

static void add(uint64_t source, int64_t size)
{
    const struct shelf_key of = key(source);
    struct shelf_file file = {memfd_create("x", 0), size, source * 3};
    assert_int_equal(ftruncate(file.fd, size), 0);
    shelf_add(shelf, &of, &file);
    (void)close(file.fd);
}

static bool has(uint64_t source)
{
    const struct shelf_key of = key(source);
    struct shelf_file file;
    struct stat status;
    if (!shelf_find(shelf, &of, &file))
        return false;
    assert_int_equal(fstat(file.fd, &status), 0);
    assert_int_equal(status.st_size, file.size);
    assert_int_equal(file.hash, source * 3);
    (void)close(file.fd);
    return true;
}

static void what_was_used_last_stays(void **state)
{
    (void)state;
    open_shelf(300);
    add(1, 100);
    add(2, 100);
    add(3, 100);
    assert_true(has(1));
    add(4, 100);
    assert_false(has(2));
    assert_true(has(1) && has(3) && has(4));
    assert_int_equal(shelf_stats(shelf).bytes, 300);
    assert_int_equal(shelf_stats(shelf).files, 3);
    add(5, 301); /* larger than all of it */
    assert_false(has(5));
    assert_true(has(1));
}

static void another_format_or_plan_is_another_picture(void **state)
{
    struct shelf_key other = key(1);
    struct shelf_file file;
    (void)state;
    open_shelf(300);
    add(1, 100);
    other.format = PICTURE_AVIF;
    assert_false(shelf_find(shelf, &other, &file));
    other = key(1);
    other.plan = 8;
    assert_false(shelf_find(shelf, &other, &file));
}

static void it_is_there_after_a_restart(void **state)
{
    (void)state;
    open_shelf(300);
    add(1, 100);
    add(2, 150);
    open_shelf(300);
    assert_true(has(1) && has(2));
    assert_int_equal(shelf_stats(shelf).bytes, 250);
    open_shelf(120);
    assert_true(has(1) != has(2) || !has(1));
    assert_true(shelf_stats(shelf).bytes <= 120);
}

static void what_others_have_done_to_files_is_seen(void **state)
{
    (void)state;
    open_shelf(1000);
    add(1, 100);
    add(2, 100);
    spoil("0000000000000001-", NULL);
    assert_false(has(1));
    spoil("", "/etc/passwd");
    assert_false(has(2));
    assert_int_equal(shelf_stats(shelf).files, 0);
}

static void a_folder_that_is_not_there_keeps_nothing(void **state)
{
    (void)state;
    shelf = shelf_new(SLICE("/nowhere/at/all"), 100);
    add(1, 10);
    assert_false(has(1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_used_last_stays, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            another_format_or_plan_is_another_picture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_is_there_after_a_restart, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_others_have_done_to_files_is_seen,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_folder_that_is_not_there_keeps_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
