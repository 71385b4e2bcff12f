/* watch_test.c - real files, real events. No time is measured: each test waits
 * until it knows what it is waiting for. */
#include "test.h"

#include "folder.h"

#include "base/clock.h"
#include "watch/watch.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];
static struct watch *watch;
static unsigned reported;

static void count_report(const char *text)
{
    assert_true(strlen(text) > 0);
    reported++;
}

static const char *below(const char *path)
{
    static char whole[4][4096];
    static unsigned turn;
    char *text = whole[turn++ % 4];
    (void)snprintf(text, sizeof whole[0], "%s%s%s", root,
                   path[0] != '\0' ? "/" : "", path);
    return text;
}

static void look_at(const char *const *folders)
{
    watch_start_look(watch);
    for (; *folders != NULL; folders++)
        watch_folder(watch, below(*folders), slice_of(*folders));
    watch_end_look(watch);
}

static int start(enum watch_mode mode)
{
    struct watch_options options = {.folder = root,
                                    .mode = mode,
                                    .except = SLICE("sub/access.log"),
                                    .report = count_report};
    struct err err;
    reported = 0;
    (void)snprintf(root, sizeof root, P_tmpdir "/watch_test_XXXXXX");
    return mkdtemp(root) != NULL && mkdir(below("sub"), 0700) == 0 &&
                   watch_open(&options, &watch, &err)
               ? 0
               : -1;
}

static int start_inotify(void **state)
{
    (void)state;
    return start(WATCH_INOTIFY);
}

static int start_poll(void **state)
{
    (void)state;
    return start(WATCH_POLL);
}

static int start_off(void **state)
{
    (void)state;
    return start(WATCH_OFF);
}

static int end(void **state)
{
    (void)state;
    watch_close(watch);
    return folder_remove(root);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(below(path), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool names(const struct changes *changes, const char *path)
{
    for (size_t i = 0; i < changes->count; i++) {
        if (slice_is(changes->paths[i], path))
            return true;
    }
    return false;
}

/* Waits until there are changes; the caller releases them. */
static struct changes next_changes(void)
{
    struct changes changes;
    for (;;) {
        watch_wait(watch, WATCH_NEVER, &changes);
        if (changes.is_everything || changes.is_over || changes.count > 0)
            return changes;
        changes_release(&changes);
    }
}

static void await_path(const char *path)
{
    bool is_named = false;
    while (!is_named) {
        struct changes changes = next_changes();
        is_named = names(&changes, path);
        changes_release(&changes);
    }
}

static void await_everything(void)
{
    bool is_everything = false;
    while (!is_everything) {
        struct changes changes = next_changes();
        is_everything = changes.is_everything;
        changes_release(&changes);
    }
}

static const char *const both[] = {"", "sub", NULL};

static void a_written_file_is_named(void **state)
{
    (void)state;
    look_at(both);
    put("a.md", "x");
    await_path("a.md");
    put("sub/b.md", "x");
    await_path("sub/b.md");
    assert_int_equal(chmod(below("a.md"), 0), 0);
    await_path("a.md");
    assert_int_equal(unlink(below("sub/b.md")), 0);
    await_path("sub/b.md");
}

static void the_file_that_is_excepted_is_not_named(void **state)
{
    (void)state;
    look_at(both);
    put("sub/access.log", "x");
    put("access.log", "x");
    for (bool is_named = false; !is_named;) {
        struct changes changes = next_changes();
        is_named = names(&changes, "access.log");
        assert_false(names(&changes, "sub/access.log"));
        assert_false(changes.is_everything);
        changes_release(&changes);
    }
}

static void a_rename_names_both_ends(void **state)
{
    (void)state;
    put("a.md", "x");
    look_at(both);
    assert_int_equal(rename(below("a.md"), below("sub/b.md")), 0);
    struct changes changes = next_changes();
    assert_true(names(&changes, "a.md"));
    assert_true(names(&changes, "sub/b.md"));
    changes_release(&changes);
}

static void links_and_folders_are_named(void **state)
{
    (void)state;
    look_at(both);
    assert_int_equal(symlink("sub", below("..data")), 0);
    await_path("..data");
    assert_int_equal(mkdir(below("new"), 0700), 0);
    await_path("new/");
    assert_int_equal(rename(below("new"), below("newer")), 0);
    await_path("newer/");
    assert_int_equal(rmdir(below("newer")), 0);
    await_path("newer/");
}

static void what_happens_between_watch_and_look_is_not_lost(void **state)
{
    (void)state;
    watch_start_look(watch);
    watch_folder(watch, below(""), SLICE(""));
    put("a.md", "x"); /* the folder is not read yet */
    watch_end_look(watch);
    await_path("a.md");
}

static void a_folder_that_is_not_met_again_is_watched_no_more(void **state)
{
    (void)state;
    static const char *const top[] = {"", NULL};
    look_at(both);
    look_at(top);
    put("sub/unheard.md", "x");
    put("a.md", "x");
    struct changes changes = next_changes();
    assert_true(names(&changes, "a.md"));
    assert_false(names(&changes, "sub/unheard.md"));
    changes_release(&changes);
}

static void a_folder_keeps_its_watch_under_another_name(void **state)
{
    (void)state;
    static const char *const after[] = {"", "other", NULL};
    look_at(both);
    assert_int_equal(rename(below("sub"), below("other")), 0);
    look_at(after);
    put("other/a.md", "x");
    await_path("other/a.md");
}

static void a_root_that_goes_and_comes_is_everything(void **state)
{
    (void)state;
    char away[96];
    (void)snprintf(away, sizeof away, "%s-away", root);
    look_at(both);
    assert_int_equal(rename(root, away), 0);
    await_everything();
    watch_look_again(watch,
                     10); /* as one does where there is nothing to read */
    await_everything();
    look_at((const char *const[]){NULL});
    assert_int_equal(rename(away, root), 0);
    await_everything();
    look_at(both);
    put("a.md", "x");
    await_path("a.md");
}

static void more_events_than_the_kernel_keeps_are_everything(void **state)
{
    (void)state;
    FILE *file = fopen("/proc/sys/fs/inotify/max_queued_events", "r");
    char text[32] = "";
    if (file != NULL) {
        assert_non_null(fgets(text, sizeof text, file));
        (void)fclose(file);
    }
    long most = strtol(text, NULL, 10);
    if (most <= 0 || most > 100000)
        skip(); /* it would take too many files */
    look_at(both);
    put("a.md", "x");
    put("b.md", "x");
    /* Equal events in a row are made one, so they alternate. */
    for (long i = 0; i <= most; i++)
        assert_int_equal(chmod(below(i % 2 == 0 ? "a.md" : "b.md"), 0600), 0);
    await_everything();
}

static void polling_is_everything_again_and_again(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        look_at(both);
        await_everything();
    }
    assert_int_equal(reported, 0);
}

static void off_is_silent_until_it_is_poked(void **state)
{
    (void)state;
    struct changes changes;
    look_at(both);
    put("a.md", "x");
    watch_wait(watch, WATCH_NEVER, &changes);
    assert_false(changes.is_everything);
    assert_int_equal(changes.count, 0);
    changes_release(&changes);
    watch_poke(watch);
    await_everything();
}

static void a_wait_ends_at_the_time_that_it_is_given(void **state)
{
    (void)state;
    struct changes changes;
    look_at(both);
    int64_t until = clock_now_ms() + 30;
    while (clock_now_ms() < until) {
        watch_wait(watch, until, &changes);
        assert_false(changes.is_everything);
        changes_release(&changes);
    }
    watch_wait(watch, until - 1000000, &changes); /* past: at once */
    changes_release(&changes);
}

static void a_stop_ends_it(void **state)
{
    (void)state;
    struct changes changes;
    look_at(both);
    watch_stop(watch);
    changes = next_changes();
    assert_true(changes.is_over);
    changes_release(&changes);
}

int main(void)
{
#define WITH(mode, test)                                                       \
    cmocka_unit_test_setup_teardown(test, start_##mode, end)
    const struct CMUnitTest tests[] = {
        WITH(inotify, a_written_file_is_named),
        WITH(inotify, the_file_that_is_excepted_is_not_named),
        WITH(inotify, a_rename_names_both_ends),
        WITH(inotify, links_and_folders_are_named),
        WITH(inotify, what_happens_between_watch_and_look_is_not_lost),
        WITH(inotify, a_folder_that_is_not_met_again_is_watched_no_more),
        WITH(inotify, a_folder_keeps_its_watch_under_another_name),
        WITH(inotify, a_root_that_goes_and_comes_is_everything),
        WITH(inotify, more_events_than_the_kernel_keeps_are_everything),
        WITH(poll, polling_is_everything_again_and_again),
        WITH(off, off_is_silent_until_it_is_poked),
        WITH(off, a_wait_ends_at_the_time_that_it_is_given),
        WITH(inotify, a_stop_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
