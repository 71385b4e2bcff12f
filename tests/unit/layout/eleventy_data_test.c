/* eleventy_data_test.c - data files that cannot be read. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

static const struct tree eleventy = {.folder_name = {"site", 4},
                                     .content_root = {"", 0},
                                     .generator = &eleventy_generator};

static size_t reported(const struct snapshot *snapshot, const char *path,
                       uint32_t line)
{
    size_t count = 0;
    for (size_t i = 0; i < snapshot->diagnostics.count; i++) {
        const struct diagnostic *found = &snapshot->diagnostics.items[i];
        count += found->code == DIAGNOSTIC_SETTINGS_UNREAD &&
                         slice_is(found->path, path) && found->line == line
                     ? 1
                     : 0;
    }
    return count;
}

static void documents_with_broken_data_are_kept_back(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"notes/notes.11tydata.json", "{\n\"permalink\": false,\n}"},
        {"notes/deep/deep.json", "{\"title\": \"Deep\"}"},
        {"posts/a.json", "{'draft': true}"},
        {"posts/b.json", ""},
        {"posts/c.json", "[1]"},
        {"notes/a.md", "---\ntitle: A\ndraft: false\n---\n"},
        {"notes/deep/a.md", "---\ntitle: A\n---\n"},
        {"posts/a.md", "---\ntitle: A\n---\n"},
        {"posts/b.md", "---\ntitle: B\n---\n"},
        {"posts/c.md", "---\ntitle: C\n---\n"},
    };
    struct snapshot *snapshot = build_tree(eleventy, files, COUNT(files));
    assert_null(entry_at(snapshot, "notes/a.md"));
    assert_null(entry_at(snapshot, "notes/deep/a.md"));
    assert_null(entry_at(snapshot, "posts/a.md"));
    assert_non_null(entry_at(snapshot, "posts/b.md"));
    assert_non_null(entry_at(snapshot, "posts/c.md"));
    assert_int_equal(reported(snapshot, "notes/notes.11tydata.json", 2), 1);
    assert_int_equal(reported(snapshot, "posts/a.json", 1), 1);
    assert_int_equal(reported(snapshot, "posts/b.json", 1), 0);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_with_broken_data_are_kept_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
