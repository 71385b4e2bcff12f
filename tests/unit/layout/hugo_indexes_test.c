/* hugo_indexes_test.c - indexes that cannot be read, and those in JSON. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

static const struct tree hugo = {.folder_name = {"site", 4},
                                 .content_root = {"content", 7},
                                 .generator = &hugo_generator};

#define HUGO(files) build_tree(hugo, files, COUNT(files))

static size_t reported_unread(const struct snapshot *snapshot, const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < snapshot->diagnostics.count; i++) {
        const struct diagnostic *found = &snapshot->diagnostics.items[i];
        count += found->code == DIAGNOSTIC_SETTINGS_UNREAD &&
                 slice_is(found->path, path);
    }
    return count;
}

static void what_is_in_a_broken_section_is_kept_back(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/a/_index.md", "+++\ncascade = {draft = true\n+++\n"},
        {"content/a/1.md", "x"},
        {"content/a/deep/2.md", "x"},
        {"content/a/good/_index.md", "---\ntitle: Good\n---\n"},
        {"content/a/good/3.md", "x"},
        {"content/b/_index.html", "---\ncascade: {draft: true\n---\n"},
        {"content/b/4.md", "x"},
        {"content/c/_index.html", "{\"cascade\": {\"draft\": true}"},
        {"content/c/5.md", "x"},
        {"content/d/index.md", "---\ndraft: [\n---\n"},
        {"content/d/6.md", "x"},
        {"content/e/_index.md", "---\ntitle: E\n---\n"},
        {"content/e/7.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_int_equal(snapshot->everything.count, 2);
    assert_non_null(entry_at(snapshot, "content/e/7.md"));
    assert_int_equal(reported_unread(snapshot, "content/a/_index.md"), 1);
    assert_int_equal(reported_unread(snapshot, "content/b/_index.html"), 1);
    assert_int_equal(reported_unread(snapshot, "content/c/_index.html"), 1);
    assert_int_equal(reported_unread(snapshot, "content/e/_index.md"), 0);
    snapshot_unref(snapshot);
}

/* Otherwise a typo would take a whole site away. */
static void a_broken_home_page_keeps_nothing_back(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/_index.md", "---\ncascade: {draft: true\n---\n"},
        {"content/1.md", "x"},
        {"content/a/2.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_int_equal(snapshot->everything.count, 2);
    assert_int_equal(reported_unread(snapshot, "content/_index.md"), 1);
    snapshot_unref(snapshot);
}

static void an_index_may_have_front_matter_in_json(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/a/_index.md", "{\"cascade\": {\"draft\": true}}\nText\n"},
        {"content/a/1.md", "x"},
        {"content/b/_index.html", " \n{ \"draft\": true }<p>"},
        {"content/b/2.md", "x"},
        {"content/c/index.html", "{\"draft\": true, \"a\": \"}\\\"\"}"},
        {"content/c/3.md", "x"},
        {"content/d/_index.md", "{\"title\": \"D\", \"m\": {}}\n\nText\n"},
        {"content/d/4.md", "x"},
        {"content/e/index.html", "{{ x }}"},
        {"content/f/5.md", "{\"title\": \"A\"}\n"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_int_equal(snapshot->everything.count, 2);
    const struct entry *section = entry_at(snapshot, "content/d/_index.md");
    assert_slice_is(section->meta->title, "D");
    assert_slice_is(section->meta->source->markdown, "Text\n");
    assert_non_null(entry_at(snapshot, "content/d/4.md"));
    assert_int_equal(snapshot->left_out.broken, 1);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_in_a_broken_section_is_kept_back),
        cmocka_unit_test(a_broken_home_page_keeps_nothing_back),
        cmocka_unit_test(an_index_may_have_front_matter_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
