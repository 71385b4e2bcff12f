/* beneath_test.c - links lead nowhere but into the folder. */
#include "test.h"

#include "folder.h"

#include "document/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];

static const char *below(const char *path)
{
    static char whole[2][256];
    static unsigned turn;
    char *text = whole[turn++ % 2];
    (void)snprintf(text, sizeof whole[0], "%s/%s", root, path);
    return text;
}

static void put(const char *path)
{
    FILE *file = fopen(below(path), "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

static int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/beneath_test_XXXXXX");
    assert_non_null(mkdtemp(root));
    assert_int_equal(mkdir(below("content"), 0700), 0);
    assert_int_equal(mkdir(below("content/posts"), 0700), 0);
    put("secret");
    put("content/posts/a.md");
    return 0;
}

static int remove_root(void **state)
{
    (void)state;
    return folder_remove(root);
}

/* 0, or why it could not be opened. */
static int open_at(const char *top, const char *path)
{
    int fd = beneath_open(root, slice_of(top), slice_of(path), O_RDONLY);
    int reason = errno;
    if (fd < 0)
        return reason;
    close(fd);
    return 0;
}

static void what_lies_in_the_folder_is_opened(void **state)
{
    (void)state;
    assert_int_equal(open_at("", "secret"), 0);
    assert_int_equal(open_at("", ""), 0);
    assert_int_equal(open_at("content", "content"), 0);
    assert_int_equal(open_at("content", "content/posts/a.md"), 0);
    assert_int_equal(open_at("content", "content/none"), ENOENT);
    assert_int_equal(open_at("none", "none/a"), ENOENT);
}

static void a_link_may_lead_about_in_it(void **state)
{
    (void)state;
    assert_int_equal(symlink("posts/a.md", below("content/relative")), 0);
    assert_int_equal(
        symlink(below("content/posts/a.md"), below("content/absolute")), 0);
    assert_int_equal(symlink(below("content/posts"), below("content/folder")),
                     0);
    assert_int_equal(open_at("content", "content/relative"), 0);
    assert_int_equal(open_at("content", "content/absolute"), 0);
    assert_int_equal(open_at("content", "content/folder/a.md"), 0);
}

static void no_link_leads_out(void **state)
{
    (void)state;
    char sibling[128];
    (void)snprintf(sibling, sizeof sibling, "%s/content-2", root);
    assert_int_equal(mkdir(sibling, 0700), 0);
    put("content-2/a.md");
    assert_int_equal(symlink("../secret", below("content/up")), 0);
    assert_int_equal(symlink(below("secret"), below("content/over")), 0);
    assert_int_equal(symlink(sibling, below("content/sibling")), 0);
    assert_int_equal(symlink("/etc", below("top")), 0);
    assert_int_equal(symlink("/proc/self/fd", below("content/magic")), 0);
    assert_int_equal(open_at("content", "content/up"), EXDEV);
    assert_int_equal(open_at("content", "content/over"), EXDEV);
    assert_int_equal(open_at("content", "content/sibling/a.md"), EXDEV);
    assert_int_equal(open_at("content", "content/../secret"), EXDEV);
    assert_int_equal(open_at("", "content/up"), 0);
    assert_int_equal(open_at("top", "top/passwd"), EXDEV);
    assert_int_equal(open_at("", ".."), EXDEV);
    assert_int_not_equal(open_at("content", "content/magic/0"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_lies_in_the_folder_is_opened,
                                        make_root, remove_root),
        cmocka_unit_test_setup_teardown(a_link_may_lead_about_in_it, make_root,
                                        remove_root),
        cmocka_unit_test_setup_teardown(no_link_leads_out, make_root,
                                        remove_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
