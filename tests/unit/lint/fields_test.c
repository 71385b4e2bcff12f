/* fields_test.c - the odd one out is told, and what is meant to vary is not. */
#include "test.h"

#include "content.h"

#define POST(name, line)                                                       \
    {                                                                          \
        "posts/" name ".md", "---\n" line "\n---\n"                            \
    }

static size_t mixed(const struct snapshot *snapshot, const char *path,
                    const char *says)
{
    return diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPES_MIXED, path, says);
}

static size_t misspelt(const struct snapshot *snapshot, const char *path,
                       const char *says)
{
    return diagnostics_of(snapshot, DIAGNOSTIC_KEY_MISSPELT, path, says);
}

static void one_text_among_numbers_is_told_with_an_example_of_each(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "rating: 1"),   POST("b", "rating: 2.5"),
        POST("c", "rating: 3"),   POST("d", "rating: 4"),
        POST("e", "rating: '5'"), POST("f", "rating:"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(mixed(snapshot, NULL, NULL), 1);
    assert_int_equal(mixed(snapshot, "posts/e.md",
                           "'rating' is a string here, but a number in 4 other "
                           "documents of posts, such as posts/a.md:2"),
                     1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 1);
    assert_int_equal(lint_findings(snapshot)->shown_counts[SEVERITY_WARNING],
                     1);
    snapshot_unref(snapshot);
}

static void several_odd_ones_are_one_warning(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "rating: 1"),   POST("b", "rating: 2"),
        POST("c", "rating: 3"),   POST("d", "rating: 4"),
        POST("e", "rating: 5"),   POST("f", "rating: 6"),
        POST("g", "rating: 7"),   POST("h", "rating: 8"),
        POST("i", "rating: '5'"), POST("j", "rating: [1]"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(mixed(snapshot, NULL, NULL), 1);
    assert_int_equal(
        mixed(snapshot, "posts/i.md", "is a string here (1 more differs), but"),
        1);
    snapshot_unref(snapshot);
}

static void
what_is_often_the_one_and_often_the_other_is_left_alone(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "image: a.png"), POST("b", "image: b.png"),
        POST("c", "image: c.png"), POST("d", "image: {url: d.png}"),
        POST("e", "few: 1"),       POST("f", "few: 2"),
        POST("g", "few: three"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(mixed(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

static void nothing_written_is_no_kind(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "image: {url: a}"), POST("b", "image: {url: a}"),
        POST("c", "image: {url: a}"), POST("d", "image: {url: a}"),
        POST("e", "image: ''"),       POST("f", "image: null"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(mixed(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

static void keys_that_are_brought_into_one_form_may_vary(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "tags: [x]\ntitle: A"),  POST("b", "tags: [x]\ntitle: B"),
        POST("c", "tags: [x]\ntitle: C"),  POST("d", "tags: [x]\ntitle: D"),
        POST("e", "tags: x\ntitle: 2024"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(mixed(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

static void collections_and_types_are_measured_each_by_itself(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "type: A\nsize: 1"),
        POST("b", "type: A\nsize: 1"),
        POST("c", "type: A\nsize: 1"),
        POST("d", "type: A\nsize: 1"),
        POST("e", "type: B\nsize: large"),
        {"shoes/a.md", "---\nsize: large\n---\n"},
        {"data/a.json", "{\"size\": 1}"},
        {"data/b.json", "{\"size\": 1}"},
        {"data/c.json", "{\"size\": 1}"},
        {"data/d.json", "{\"size\": 1}"},
        {"data/e.json", "{\"size\": \"large\"}"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(mixed(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

static void data_of_one_type_is_measured(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"team/a.json", "{\"type\": \"Person\", \"age\": 1}"},
        {"team/b.json", "{\"type\": \"Person\", \"age\": 1}"},
        {"team/c.json", "{\"type\": \"Person\", \"age\": 1}"},
        {"team/d.json", "{\"type\": \"Person\", \"age\": 1}"},
        {"team/e.json", "{\"type\": \"Person\", \"age\": \"old\"}"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(
        mixed(snapshot, "team/e.json", "of authors, such as team/a.json:1"), 1);
    snapshot_unref(snapshot);
}

/* Nobody makes one mistake in six files. */
static void what_several_documents_have_is_meant(void **state)
{
    (void)state;
    struct file files[46];
    char paths[46][32];
    for (size_t count = 5; count <= 6; count++) {
        for (size_t i = 0; i < 46; i++) {
            (void)snprintf(paths[i], sizeof paths[i], "posts/%zu.md", i + 10);
            files[i] =
                (struct file){paths[i], i < count ? "---\nend: soon\n---\n"
                                                  : "---\nend: true\n---\n"};
        }
        struct snapshot *snapshot = SITE(files);
        assert_int_equal(mixed(snapshot, NULL, NULL), count == 5 ? 1 : 0);
        snapshot_unref(snapshot);
    }
}

static void drafts_neither_count_nor_are_told_of(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "rating: 1"),
        POST("b", "rating: 1"),
        POST("c", "rating: 1"),
        POST("d", "rating: 1"),
        POST("e", "rating: x\ntittle: y\ndraft: true"),
        POST("f", "rating: x\ntittle: y\ndate: 2030-01-01"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void a_misspelt_key_is_told_where_the_right_one_is_missing(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "title: A"),
        POST("b", "date: 2024-01-01\ntittle: B"),
        POST("c", "title: C\ntittle: too"),
        {"data/a.json", "{\"tittle\": \"as it likes\"}"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(misspelt(snapshot, NULL, NULL), 1);
    assert_int_equal(misspelt(snapshot, "posts/b.md", "'tittle'"), 1);
    const struct diagnostic *told =
        diagnostic_of(snapshot, DIAGNOSTIC_KEY_MISSPELT, NULL, NULL);
    assert_int_equal(told->line, 3);
    assert_int_equal(told->column, 1);
    assert_slice_is(told->hint, "rename the key to 'title'");
    snapshot_unref(snapshot);
}

static void a_key_of_the_sites_own_is_measured_by_the_others(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "heroImage: x"), POST("b", "heroImage: x"),
        POST("c", "heroImage: x"), POST("d", "heroImage: x"),
        POST("e", "heroImage: x"), POST("f", "heroImage: x"),
        POST("g", "heroImge: x"),  POST("h", "hero_image: x\nheroImage: x"),
    };
    static const struct file more[] = {
        POST("a", "heroImage: x"),  POST("b", "heroImage: x"),
        POST("c", "heroImage: x"),  POST("d", "heroImage: x"),
        POST("e", "heroImage: x"),  POST("f", "heroImage: x"),
        POST("g", "hero_image: x"), POST("h", "heroImages: x"),
        POST("i", "herding: x"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(misspelt(snapshot, "posts/g.md", "mean 'heroImage'"), 1);
    assert_int_equal(misspelt(snapshot, NULL, NULL), 1);
    snapshot_unref(snapshot);
    snapshot = SITE(more);
    assert_int_equal(misspelt(snapshot, "posts/g.md", "mean 'heroImage'"), 1);
    assert_int_equal(misspelt(snapshot, NULL, NULL), 1);
    snapshot_unref(snapshot);
}

static void a_key_that_many_documents_have_is_meant(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "titel: A"),
        POST("b", "titel: B"),
        POST("c", "titel: C"),
        POST("d", "titel: D"),
        {"pages/e.md", "---\ntitel: E\n---\n"},
        {"pages/f.md", "---\ntitel: F\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(misspelt(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

static void a_site_of_a_hundred_types_is_no_trouble(void **state)
{
    (void)state;
    enum { MANY = 100 };
    static char paths[MANY][32], texts[MANY][64];
    static struct file files[MANY];
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "posts/%zu.md", i);
        (void)snprintf(texts[i], sizeof texts[i],
                       "---\ntype: T%zu\nk%zu: x\n---\n", i, i);
        files[i] = (struct file){paths[i], texts[i]};
    }
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(snapshot->everything.count, MANY);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

/* Nobody invents `hiden` for something else. */
static void what_was_to_keep_documents_out_of_lists_is_reported(void **state)
{
    (void)state;
    struct file files[12];
    char paths[12][32];
    for (size_t i = 0; i < 12; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "posts/%zu.md", i + 10);
        files[i] = (struct file){paths[i], "---\nhiden: true\n---\n"};
    }
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(misspelt(snapshot, NULL, NULL), 1);
    assert_int_equal(misspelt(snapshot, "posts/10.md",
                              "unknown key 'hiden' in 12 documents of posts, "
                              "which are listed; did you mean 'hidden'?"),
                     1);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            one_text_among_numbers_is_told_with_an_example_of_each),
        cmocka_unit_test(several_odd_ones_are_one_warning),
        cmocka_unit_test(
            what_is_often_the_one_and_often_the_other_is_left_alone),
        cmocka_unit_test(nothing_written_is_no_kind),
        cmocka_unit_test(keys_that_are_brought_into_one_form_may_vary),
        cmocka_unit_test(collections_and_types_are_measured_each_by_itself),
        cmocka_unit_test(data_of_one_type_is_measured),
        cmocka_unit_test(what_several_documents_have_is_meant),
        cmocka_unit_test(drafts_neither_count_nor_are_told_of),
        cmocka_unit_test(a_misspelt_key_is_told_where_the_right_one_is_missing),
        cmocka_unit_test(a_key_of_the_sites_own_is_measured_by_the_others),
        cmocka_unit_test(a_key_that_many_documents_have_is_meant),
        cmocka_unit_test(what_was_to_keep_documents_out_of_lists_is_reported),
        cmocka_unit_test(a_site_of_a_hundred_types_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
