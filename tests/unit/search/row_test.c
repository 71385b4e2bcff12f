/* row_test.c - what is searched of a document, and what makes it another one.
 */
#include "test.h"

#include "content.h"
#include "search/row.h"

static const char post[] =
    "---\ntitle: A title\ndate: 2024-01-01\ntags: [one, two words]\n"
    "category: Kitchen\nauthor: Ada Lovelace\nsummary: Told in short.\n"
    "note: Said by hand\nlink: https://a.example/some thing\nword: single\n"
    "deep: {list: [Three more words, 12, true]}\n---\n"
    "First text.\n\n## A heading\n\nSecond text.\n\n### Below\n";

static struct snapshot *site_of(const char *text)
{
    const struct file files[] = {{"posts/a.md", text}};
    return SITE(files);
}

static void a_row_has_the_parts_of_a_document(void **state)
{
    (void)state;
    struct snapshot *snapshot = site_of(post);
    struct arena arena = {0};
    struct row_text text;
    row_read(entry_at(snapshot, "posts/a.md"), 7, SLICE("en"), &arena, &text);
    assert_int_equal(text.key, 7);
    assert_slice_is(text.lang, "en");
    assert_slice_is(text.parts[0], "A title");
    assert_slice_is(text.parts[1], "A heading\nBelow");
    assert_slice_is(text.parts[2], "one\ntwo words\nKitchen\nAda Lovelace");
    assert_slice_is(text.parts[3], "Told in short.");
    assert_slice_is(text.parts[5], "Said by hand\nThree more words");
    assert_true(slice_find(text.parts[4], 0, SLICE("First text.")) <
                text.parts[4].size);
    assert_true(slice_find(text.parts[4], 0, SLICE("Second text.")) <
                text.parts[4].size);
    arena_release(&arena);
    snapshot_unref(snapshot);
}

static uint64_t key_of(const char *text, const char *lang)
{
    struct snapshot *snapshot = site_of(text);
    uint64_t key = row_key(entry_at(snapshot, "posts/a.md"), slice_of(lang));
    snapshot_unref(snapshot);
    return key;
}

static void the_key_is_that_of_all_words(void **state)
{
    (void)state;
    static const char *const others[] = {
        "---\ntitle: B\ndate: 2024-01-01\n---\nText\n",
        "---\ntitle: A\ndate: 2024-01-01\n---\nText!\n",
        "---\ntitle: A\ndate: 2024-01-01\ntags: [x]\n---\nText\n",
        "---\ntitle: A\ndate: 2024-01-01\nauthor: X\n---\nText\n",
        "---\ntitle: A\ndate: 2024-01-01\nnote: two words\n---\nText\n",
    };
    static const char plain[] = "---\ntitle: A\ndate: 2024-01-01\n---\nText\n";
    uint64_t key = key_of(plain, "");
    assert_true(key == key_of(plain, ""));
    assert_true(key != key_of(plain, "de"));
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        assert_true(key != key_of(others[i], ""));
}

/* The name of a tag comes from a file of its own. */
static void what_other_files_say_of_it_is_in_the_key(void **state)
{
    (void)state;
    static const struct file one[] = {
        {"authors/ada.md", "---\nname: Ada\n---\n"},
        {"posts/a.md", "---\ntitle: A\nauthor: ada\n---\nText\n"}};
    static const struct file two[] = {
        {"authors/ada.md", "---\nname: Ada Lovelace\n---\n"},
        {"posts/a.md", "---\ntitle: A\nauthor: ada\n---\nText\n"}};
    struct snapshot *first = SITE(one), *second = SITE(two);
    assert_true(row_key(entry_at(first, "posts/a.md"), SLICE("")) !=
                row_key(entry_at(second, "posts/a.md"), SLICE("")));
    snapshot_unref(first);
    snapshot_unref(second);
}

/* No text without end is kept. */
static void prose_has_limits(void **state)
{
    (void)state;
    struct str text = {0};
    str_append_text(&text, "{\"notes\": [\"one two\"");
    for (int i = 0; i < 500; i++) {
        str_append_text(&text, ", \"Note ");
        str_append_repeat(&text, 'x', 1000);
        str_append_char(&text, '"');
    }
    str_append_text(&text, "]}");
    const struct file files[] = {{"data/a.json", text.data}};
    struct snapshot *snapshot = SITE(files);
    struct arena arena = {0};
    struct row_text row;
    row_read(entry_at(snapshot, "data/a.json"), 1, SLICE(""), &arena, &row);
    assert_true(row.parts[5].size > 200 * 1024);
    assert_true(row.parts[5].size < 300 * 1024);
    arena_release(&arena);
    snapshot_unref(snapshot);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_has_the_parts_of_a_document),
        cmocka_unit_test(the_key_is_that_of_all_words),
        cmocka_unit_test(what_other_files_say_of_it_is_in_the_key),
        cmocka_unit_test(prose_has_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
