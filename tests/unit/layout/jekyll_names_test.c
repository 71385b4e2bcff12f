/* jekyll_names_test.c - texts that are words, folders that are categories. */
#include "test.h"

#include "content.h"

#include "layout/generator.h"

static const struct tree jekyll = {.folder_name = {"site", 4},
                                   .content_root = {"", 0},
                                   .generator = &jekyll_generator};

#define JEKYLL(files)                                                          \
    build_tree(jekyll, files, sizeof(files) / sizeof(files)[0])

static void check_terms(const struct list *terms, const char *wanted)
{
    char text[128];
    assert_string_equal(slugs_of(terms, text, sizeof text), wanted);
}

static void jekyll_takes_a_text_apart_at_its_blanks(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_posts/2024-01-01-a.md",
         "---\ncategories: jekyll update\ntags: [machine learning, x]\n---\n"},
        {"food/hot/_posts/2024-01-02-b.md",
         "---\ncategory: food Soup\ntags: one two  one\n---\n"},
        {"food/_posts/2024-01-03-c.md",
         "---\ncategories: [Hot Pot]\ntags: a b, c\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    const struct entry *a = entry_at(snapshot, files[0].path);
    const struct entry *b = entry_at(snapshot, files[1].path);
    const struct entry *c = entry_at(snapshot, files[2].path);
    check_terms(&a->categories, "jekyll update");
    check_terms(&a->tags, "machine-learning x");
    check_terms(&b->categories, "food hot food-soup");
    check_terms(&b->tags, "one two");
    check_terms(&c->categories, "food hot-pot");
    check_terms(&c->tags, "a-b c");
    assert_slice_is(b->url, "/food/hot/food%20soup/2024/01/02/b.html");
    snapshot_unref(snapshot);

    snapshot = SITE(files); /* nobody else does */
    check_terms(&entry_at(snapshot, files[0].path)->categories,
                "jekyll-update");
    snapshot_unref(snapshot);
}

/* As Jekyll 4.3 reads them. */
static void a_singular_key_is_one_name(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_posts/2024-01-01-a.md",
         "---\ncategory: Big News\ntag: machine learning\ntags: a b\n"
         "categories: x y\n---\n"},
        {"_posts/2024-01-02-b.md", "---\ncategory: [One Two, three]\n---\n"},
        {"_posts/2024-01-03-c.md",
         "---\ncategories: [a b]\ncategory: c d\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    const struct entry *a = entry_at(snapshot, files[0].path);
    check_terms(&a->categories, "x y big-news");
    check_terms(&a->tags, "machine-learning");
    check_terms(&entry_at(snapshot, files[1].path)->categories,
                "one-two three");
    check_terms(&entry_at(snapshot, files[2].path)->categories, "a-b c-d");
    snapshot_unref(snapshot);
}

/* It is told once, by who reads the file or by who takes the text apart. */
static void words_are_as_many_as_names_may_be(void **state)
{
    (void)state;
    static const char *const between[] = {" ", ", "};
    for (size_t b = 0; b < 2; b++) {
        struct str text = {0};
        str_append_text(&text, "---\ntags: ");
        for (int i = 0; i < NAMES_MAX_COUNT + 50; i++)
            str_appendf(&text, "w%d%s", i, between[b]);
        str_append_text(&text, "\n---\n");
        const struct file files[] = {{"_posts/2024-01-01-a.md", text.data}};
        struct snapshot *snapshot = JEKYLL(files);
        assert_int_equal(entry_at(snapshot, files[0].path)->tags.count,
                         NAMES_MAX_COUNT);
        assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_TOO_MANY_NAMES,
                                        files[0].path, "1000"),
                         1);
        snapshot_unref(snapshot);
        str_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jekyll_takes_a_text_apart_at_its_blanks),
        cmocka_unit_test(a_singular_key_is_one_name),
        cmocka_unit_test(words_are_as_many_as_names_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
