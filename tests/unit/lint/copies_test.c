/* copies_test.c - names that programs give to copies. */
#include "test.h"

#include "content.h"

static void a_copy_beside_its_original_is_a_warning(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool is_copy;
    } cases[] = {
        {"posts/x.sync-conflict-20250101-120000-ABCDEFG.md", true},
        {"posts/x (1).md", true},
        {"posts/x (Ana's conflicted copy 2025-01-01).md", true},
        {"posts/x (conflicted copy).md", true},
        {"posts/x_LOCAL_1.md", true},
        {"posts/x_BACKUP_4711.md", true},
        {"posts/x.orig.md", true},
        {"posts/Copy of x.md", true},
        {"posts/x copy.md", true},
        {"posts/x copy 2.md", true},
        {"posts/x - Copy.md", true},
        {"posts/x - Copy (2).md", true},
        {"posts/y (1).md", false},
        {"pages/x (1).md", false},
        {"posts/x (a).md", false},
        {"posts/x copywriting.md", false},
        {"posts/x_LOCAL_.md", false},
        {"posts/x.2.md", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct file files[] = {{"posts/x.md", "x"}, {cases[i].path, "x"}};
        struct snapshot *snapshot = SITE(files);
        size_t count = diagnostics_of(snapshot, DIAGNOSTIC_FILE_COPY,
                                      cases[i].path, "posts/x.md");
        if (count != (cases[i].is_copy ? 1 : 0))
            fail_msg("%s", cases[i].path);
        snapshot_unref(snapshot);
    }
}

static void an_unpublished_original_is_not_named(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/x.md", "---\ndraft: true\n---\n"},
        {"posts/x (1).md", "x"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FILE_COPY, NULL, NULL),
                     0);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_beside_its_original_is_a_warning),
        cmocka_unit_test(an_unpublished_original_is_not_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
