/* follow_test.c - the thread of the index meets disks that are full, files that
 * are no good, and folders that go. */
#include "test.h"

#include "folder.h"
#include "searched.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define POST(title, body)                                                      \
    "---\ntitle: " title "\ndate: 2024-01-01\n---\n" body "\n"

static const struct file files[] = {
    {"posts/a.md", POST("Apples", "They are red.")},
    {"posts/b.md", POST("Bananas", "They are yellow.")},
    {"posts/c.md", POST("Cherries", "They are small.")},
};

static char folder[64];

static int set_up(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/follow-XXXXXX");
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_remove(folder);
}

static struct searched open_site(void)
{
    return searched_open(files, ARRAY_COUNT(files), folder);
}

/* The path of the file of the index; false if there is none. */
static bool find_file(const char *ending, char ret_path[512])
{
    bool is_there = false;
    DIR *list = opendir(folder);
    if (list == NULL)
        return false;
    for (struct dirent *item = readdir(list); item != NULL && !is_there;
         item = readdir(list)) {
        is_there = slice_ends(slice_of(item->d_name), ending);
        (void)snprintf(ret_path, 512, "%s/%s", folder, item->d_name);
    }
    (void)closedir(list);
    return is_there;
}

static void edit(struct searched *site, int number)
{
    char text[128];
    (void)snprintf(text, sizeof text, POST("Edited", "It is number%d now."),
                   number);
    edited_save(&site->files, "posts/e.md", text);
    searched_show(site);
}

static void assert_whole(struct searched *site)
{
    assert_found(site, "apples", "posts/a");
    assert_true(searched_settles(site, false));
    assert_found(site, "apples", "posts/a");
    assert_found(site, "yellow", "posts/b");
    assert_found(site, "small", "posts/c");
    assert_found(site, "apples small", "-");
}

static void a_start_indexes_only_what_changed(void **state)
{
    (void)state;
    struct searched site = open_site();
    searched_close(&site);
    site = searched_start(files, ARRAY_COUNT(files), folder);
    assert_whole(&site);
    assert_int_equal(searched_look(&site, true).rows, 3);
    assert_string_equal(searched_reports, "");
    searched_close(&site);
}

static void put(const char *path, const char *text, int flags)
{
    int file = open(path, O_WRONLY | flags, 0600);
    assert_true(file >= 0);
    assert_true(write(file, text, strlen(text)) > 0);
    (void)close(file);
}

static void a_file_that_is_no_good_is_made_anew_with_a_message(void **state)
{
    (void)state;
    char path[512];
    struct stat status;
    struct searched site = open_site();
    searched_close(&site);
    assert_true(find_file(".db", path));
    put(path,
        "something else that is longer than the head of a file: it was "
        "put here by mistake, or by a disk that is ill. ",
        O_TRUNC);
    site = searched_start(files, ARRAY_COUNT(files), folder);
    assert_whole(&site);
    assert_true(searched_has_reported(".db is made anew: "));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    searched_close(&site);
}

/* Rows have other numbers in the new file, since edits came in between. */
static void damage_is_met_while_it_is_used(void **state)
{
    (void)state;
    char path[512], zeros[4096] = {0};
    struct searched site = open_site();
    for (int i = 0; i < 5; i++) {
        edited_save(&site.files, "posts/a.md", NULL);
        searched_publish(&site);
        edited_save(&site.files, "posts/a.md", files[0].text);
        searched_publish(&site);
    }
    assert_whole(&site);
    assert_true(find_file(".db", path));
    int file = open(path, O_RDWR);
    struct stat status;
    assert_true(file >= 0 && fstat(file, &status) == 0);
    for (off_t at = 0; at < status.st_size; at += (off_t)sizeof zeros)
        assert_true(pwrite(file, zeros, sizeof zeros, at) > 0);
    (void)close(file);
    assert_true(find_file("-wal", path));
    assert_int_equal(truncate(path, 0), 0);
    const struct ask_options options = {0};
    for (int i = 0; i < 5; i++) { /* may fail, and then heals */
        struct search_found found;
        struct arena arena = {0};
        (void)search_find(site.snapshot, SLICE("apples"), &options, true,
                          &arena, &found);
        arena_release(&arena);
    }
    edit(&site, 1);
    assert_whole(&site);
    assert_found(&site, "number1", "posts/e");
    searched_close(&site);
}

/* While nothing can be written the last index is asked; publications, of which
 * there are more than are kept, do not stop for it. */
static void a_full_disk_leaves_what_was_there(void **state)
{
    (void)state;
    struct rlimit before, none;
    struct searched site = open_site();
    edit(&site, 0);
    assert_whole(&site);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = before;
    none.rlim_cur = 0;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    for (int i = 1; i <= 10; i++) {
        edit(&site, i);
        (void)usleep(20000);
    }
    assert_found(&site, "apples", "posts/a");
    assert_found(&site, "number0", "-");
    assert_found(&site, "number10", "-");
    struct search_progress progress = searched_look(&site, false);
    assert_int_equal(progress.done + 1, progress.total);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_true(searched_has_reported("search: cannot write to /tmp/follow-"));
    edit(&site, 11);
    assert_whole(&site);
    assert_found(&site, "number11", "posts/e");
    searched_close(&site);
}

static void without_room_for_a_first_index_it_is_in_memory(void **state)
{
    (void)state;
    struct rlimit before, none;
    char path[512];
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = before;
    none.rlim_cur = 20000;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    struct searched site = open_site();
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_whole(&site);
    assert_true(searched_has_reported("it is kept in memory"));
    assert_false(find_file(".db", path));
    edit(&site, 1);
    assert_whole(&site);
    searched_close(&site);
}

static void without_a_folder_it_is_in_memory(void **state)
{
    (void)state;
    char path[512];
    (void)snprintf(path, sizeof path, "%s/file", folder);
    put(path, "x", O_CREAT);
    (void)snprintf(path, sizeof path, "%s/file/cache", folder);
    struct searched site = searched_open(files, ARRAY_COUNT(files), path);
    assert_whole(&site);
    assert_true(searched_has_reported("it is kept in memory"));
    assert_true(searched_has_reported("Not a directory"));
    searched_close(&site);
}

/* Something that SQLite cannot open is where the file should be. */
static void without_a_file_it_is_in_memory(void **state)
{
    (void)state;
    char path[512];
    struct searched site = open_site();
    searched_close(&site);
    assert_true(find_file(".db", path));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    site = searched_start(files, ARRAY_COUNT(files), folder);
    assert_whole(&site);
    assert_true(searched_has_reported("it is kept in memory"));
    searched_close(&site);
}

/* All readers are opened by then, or new ones find that the file has gone. */
static void a_folder_that_is_removed_is_made_anew(void **state)
{
    (void)state;
    struct searched site = open_site();
    for (int round = 0; round < 5; round++) {
        (void)folder_remove(folder); /* nobody may have missed it yet */
        for (int i = 0; i < 4; i++) {
            edit(&site, 10 * round + i);
            (void)usleep(10000);
        }
        assert_whole(&site);
    }
    searched_close(&site);
    (void)mkdir(folder, 0700);
}

static void two_use_files_of_their_own(void **state)
{
    (void)state;
    static const struct file others[] = {
        {"posts/x.md", POST("Xylophones", "They are loud.")},
        {"posts/y.md", POST("Yaks", "They are loud, too.")},
        {"posts/z.md", POST("Zebras", "They are not.")},
    };
    struct searched one = open_site();
    struct searched two = searched_open(others, ARRAY_COUNT(others), folder);
    assert_whole(&one);
    assert_found(&two, "xylophones", "posts/x");
    assert_found(&two, "apples", "-");

    /* The folder goes, and a third takes the place that the first one had. */
    assert_int_equal(folder_remove(folder), 0);
    struct searched three = searched_open(others, ARRAY_COUNT(others), folder);
    for (int i = 0; i < 3; i++) {
        edit(&one, i);
        edit(&three, i);
        assert_whole(&one);
        assert_found(&one, "loud", "-");
        assert_true(searched_settles(&three, false));
        assert_found(&three, "xylophones", "posts/x");
        assert_found(&three, "red", "-");
    }
    searched_close(&one);
    searched_close(&two);
    searched_close(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_start_indexes_only_what_changed),
        cmocka_unit_test(a_file_that_is_no_good_is_made_anew_with_a_message),
        cmocka_unit_test(damage_is_met_while_it_is_used),
        cmocka_unit_test(a_full_disk_leaves_what_was_there),
        cmocka_unit_test(without_room_for_a_first_index_it_is_in_memory),
        cmocka_unit_test(without_a_folder_it_is_in_memory),
        cmocka_unit_test(without_a_file_it_is_in_memory),
        cmocka_unit_test(a_folder_that_is_removed_is_made_anew),
        cmocka_unit_test(two_use_files_of_their_own),
    };
    struct CMUnitTest with_folder[ARRAY_COUNT(tests)];
    for (size_t i = 0; i < ARRAY_COUNT(tests); i++) {
        with_folder[i] = tests[i];
        with_folder[i].setup_func = set_up;
        with_folder[i].teardown_func = tear_down;
    }
    return cmocka_run_group_tests(with_folder, NULL, NULL);
}
