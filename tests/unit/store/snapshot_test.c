/* snapshot_test.c - looking things up, and the life of a snapshot. */
#include "test.h"

#include "base/percent.h"
#include "content.h"

static const struct file files[] = {
    {"content/pages/a.md", "---\ntype: PageLayout\n---\n"},
    {"content/data/team/x.json", "{\"type\":\"Person\",\"name\":\"X\"}"},
};

static void a_path_is_found_however_the_content_folder_is_named(void **state)
{
    (void)state;
    struct snapshot *snapshot = CONTENT_SITE(files);
    const struct entry *x = entry_at(snapshot, "content/data/team/x.json");
    assert_ptr_equal(
        snapshot_find_path(snapshot, SLICE("content/data/team/x.json")), x);
    assert_ptr_equal(
        snapshot_find_path(snapshot, SLICE("/content/data/team/x.json")), x);
    assert_ptr_equal(
        snapshot_find_path(snapshot, SLICE("./content/data/team/x.json")), x);
    assert_ptr_equal(
        snapshot_find_path(snapshot, SLICE("site/content/data/team/x.json")),
        x);
    assert_null(snapshot_find_path(snapshot, SLICE("")));
    assert_null(snapshot_find_path(snapshot, SLICE("/")));
    assert_null(snapshot_find_path(snapshot, SLICE("content/data/team")));
    snapshot_unref(snapshot);
}

static void a_content_folder_served_by_itself_knows_its_own_name(void **state)
{
    (void)state;
    static const struct file inside[] = {{"data/x.json", "{}"}};
    struct snapshot *content =
        build_tree((struct tree){.folder_name = SLICE("content"),
                                 .content_root = SLICE("")},
                   inside, 1);
    assert_non_null(snapshot_find_path(content, SLICE("content/data/x.json")));
    assert_non_null(snapshot_find_path(content, SLICE("data/x.json")));
    snapshot_unref(content);
}

static void a_path_is_encoded_byte_by_byte(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_is(percent_encode(SLICE("/a-Z_0.9~/b"), &arena),
                    "/a-Z_0.9~/b");
    assert_slice_is(percent_encode(SLICE("a b?#%&\"<\xC3\xA9"), &arena),
                    "a%20b%3F%23%25%26%22%3C%C3%A9");
    assert_slice_is(percent_encode(SLICE(""), &arena), "");
    arena_release(&arena);
}

static void a_snapshot_lives_until_its_last_reference(void **state)
{
    (void)state;
    struct snapshot *snapshot = CONTENT_SITE(files);
    struct snapshot *same = snapshot_ref(snapshot);
    assert_ptr_equal(same, snapshot);
    snapshot_unref(snapshot);
    assert_int_equal(same->everything.count, 2);
    snapshot_unref(same);
    snapshot_unref(NULL);
}

static void note_line(void *context, const struct diagnostic *found)
{
    char *text = context;
    size_t used = strlen(text);
    (void)snprintf(text + used, 256 - used, "%.*s:%u ", SLICE_FMT(found->path),
                   found->line);
}

static void diagnostics_come_by_path_and_line(void **state)
{
    (void)state;
    static const struct file faulty[] = {
        {"posts/b.md", "---\na: 1\ndate: TBD\na: 2\n---\n"},
        {"posts/a.md", "---\nauthor: [[x]]\ndate: TBD\n---\n"},
    };
    struct snapshot *snapshot = SITE(faulty);
    char text[256] = "";
    lint_each_diagnostic(snapshot, note_line, text);
    assert_string_equal(text,
                        "posts/a.md:2 posts/a.md:3 posts/b.md:3 posts/b.md:4 ");
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 4);
    snapshot_unref(snapshot);
}

static void kinds_of_entries_are_told_apart(void **state)
{
    (void)state;
    static const struct file mixed[] = {
        {"posts/a.md", "---\ntags: t\nauthor: Ana\n---\n"},
        {"authors/bo.md", "x"},
        {"data/d.json", "{}"},
    };
    struct snapshot *snapshot = SITE(mixed);
    assert_true(entry_is_document(entry_of(snapshot, "posts", "a")));
    assert_true(entry_is_document(entry_of(snapshot, "authors", "bo")));
    assert_true(entry_is_person(entry_of(snapshot, "authors", "bo")));
    assert_true(entry_is_person(entry_of(snapshot, "authors", "ana")));
    assert_false(entry_is_document(entry_of(snapshot, "authors", "ana")));
    assert_false(entry_is_document(entry_of(snapshot, "data", "d")));
    assert_true(entry_is_term(entry_of(snapshot, "tags", "t")));
    assert_false(entry_is_term(entry_of(snapshot, "posts", "a")));
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_found_however_the_content_folder_is_named),
        cmocka_unit_test(a_content_folder_served_by_itself_knows_its_own_name),
        cmocka_unit_test(a_path_is_encoded_byte_by_byte),
        cmocka_unit_test(a_snapshot_lives_until_its_last_reference),
        cmocka_unit_test(diagnostics_come_by_path_and_line),
        cmocka_unit_test(kinds_of_entries_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
