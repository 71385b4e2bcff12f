/* status_test.c - data that is a part of a document. */
#include "test.h"

#include "content.h"

static void data_is_not_published_before_its_document(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.json", "{}"},
        {"posts/a.md", "---\ndraft: true\n---\n"},
        {"posts/b.json", "{}"},
        {"posts/b.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/c.yaml", "a: 1"},
        {"posts/c.md", "---\ndate: 2099-01-01\n---\n"},
        {"posts/d.json", "{}"},
        {"posts/d.md", "---\na: [\n---\n"},
        {"posts/trip/data.json", "{}"},
        {"posts/trip/index.md", "---\ndraft: true\n---\n"},
        {"posts/walk/data.json", "{}"},
        {"posts/walk/index.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/walk/other.md", "---\ndraft: true\n---\n"},
        {"posts/index.md", "---\ndraft: true\n---\n"},
        {"posts/lists.json", "{}"},
        {"closed/routes.json", "{}"},
        {"closed/x.md", "---\ndraft: true\n---\n"},
        {"closed/y.md", "---\ndate: 2099-01-01\n---\n"},
        {"open/routes.json", "{}"},
        {"open/x.md", "---\ndraft: true\n---\n"},
        {"open/y.md", "y"},
        {"data/x.json", "{}"},
        {"data/y.md", "---\ndraft: true\n---\n"},
    };
    static const char *const public[] = {
        "posts/b.json",     "posts/walk/data.json", "posts/lists.json",
        "open/routes.json", "data/x.json",
    };
    static const char *const kept_back[] = {
        "posts/a.json",         "posts/c.yaml",       "posts/d.json",
        "posts/trip/data.json", "closed/routes.json",
    };
    struct snapshot *snapshot = SITE(files);
    for (size_t i = 0; i < sizeof public / sizeof public[0]; i++) {
        if (entry_at(snapshot, public[i]) == NULL)
            fail_msg("%s is kept back", public[i]);
    }
    for (size_t i = 0; i < sizeof kept_back / sizeof kept_back[0]; i++) {
        if (entry_at(snapshot, kept_back[i]) != NULL)
            fail_msg("%s is public", kept_back[i]);
    }
    snapshot_unref(snapshot);

    snapshot = build_shown(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        files, sizeof files / sizeof files[0], true);
    assert_int_equal(entry_at(snapshot, "posts/a.json")->status, STATUS_DRAFT);
    assert_int_equal(entry_at(snapshot, "posts/c.yaml")->status,
                     STATUS_SCHEDULED);
    assert_int_equal(entry_at(snapshot, "posts/b.json")->status,
                     STATUS_PUBLISHED);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_is_not_published_before_its_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
