#include "git/tree_files.h"

#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ID "0123456789012345678901234567890123456789"

static void a_commit_is_named_in_full(void **state)
{
    (void)state;
    assert_true(git_is_commit(SLICE(ID)));
    assert_true(git_is_commit(SLICE("0123456789abcdef0123456789abcdef"
                                    "0123456789abcdef0123456789abcdef")));
    assert_false(git_is_commit(SLICE("")));
    assert_false(git_is_commit(slice_sub(SLICE(ID), 0, 39)));
    assert_false(
        git_is_commit(SLICE("../456789012345678901234567890123456789")));
    assert_false(
        git_is_commit(SLICE("ABCDEF6789012345678901234567890123456789")));
}

static void a_listing_is_measured(void **state)
{
    (void)state;
    static const char listing[] = "100644 blob " ID "     12\ta.md\0"
                                  "100755 blob " ID " 1000000\tb c\td.sh\0"
                                  "120000 blob " ID "      3\tlink\0"
                                  "160000 commit " ID "       -\ttheme\0";
    uint64_t bytes;
    uint32_t submodules;
    measure_listing((struct slice){listing, sizeof listing - 1}, &bytes,
                    &submodules);
    assert_int_equal(bytes, 1000015);
    assert_int_equal(submodules, 1);
    measure_listing(SLICE(""), &bytes, &submodules);
    assert_int_equal(bytes, 0);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    struct str path = {0};
    str_appendf(&path, "%s/%s", folder, name);
    FILE *file = fopen(path.data, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    str_release(&path);
}

static void pointers_are_found_and_folders_removed(void **state)
{
    (void)state;
    char folder[] = "/tmp/headmatter-tree-XXXXXX";
    static const char listing[] = "100644 blob " ID "     70\ta.png\0"
                                  "100644 blob " ID "     70\tb.md\0"
                                  "120000 blob " ID "     70\tlink.png\0"
                                  "100644 blob " ID "   5000\tlarge.png\0"
                                  "100644 blob " ID "     70\tgone.png\0";
    static const char pointer[] =
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    struct keeper_tree tree = {0};
    struct err err;
    assert_non_null(mkdtemp(folder));
    write_file(folder, "a.png", pointer);
    write_file(folder, "large.png", pointer);
    write_file(folder, "b.md", "version https://git-lfs.github.com/spec/v2\n");
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(symlink("a.png", "link.png"), 0);
    assert_int_equal(mkdir("deep", 0700), 0);
    assert_int_equal(mkdir("deep/er", 0700), 0);

    find_pointers((struct slice){listing, sizeof listing - 1}, folder, &tree);
    assert_int_equal(tree.pointers, 1);
    assert_string_equal(tree.pointer, "a.png");

    const struct slice kept[] = {SLICE("b.md"), SLICE("")};
    remove_others(folder, kept, 2);
    assert_int_equal(access("b.md", F_OK), 0);
    assert_int_not_equal(access("deep", F_OK), 0);
    assert_int_not_equal(access("a.png", F_OK), 0);
    assert_int_equal(chdir("/"), 0);
    assert_true(remove_all(folder, &err));
    assert_true(remove_all(folder, &err)); /* it need not be there */
    assert_int_not_equal(access(folder, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_commit_is_named_in_full),
        cmocka_unit_test(a_listing_is_measured),
        cmocka_unit_test(pointers_are_found_and_folders_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
