/* hugo_permalinks_test.c - what the words of Hugo's patterns stand for. */
#include "test.h"

#include "layout/permalink.h"

struct example {
    const char *pattern, *wanted;
};

static void check(const char *path, const char *head, const char *sections,
                  const struct example *examples, size_t count)
{
    struct source *source = source_parse(slice_of(path), slice_of(head), NULL);
    struct meta *meta = meta_read(source, NULL, NULL);
    source_unref(source);
    const struct place place = {.collection = SLICE("posts")};
    const struct permalink permalink = {
        .meta = meta, .place = &place, .sections = slice_of(sections)};
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        assert_slice_is(
            hugo_permalink(slice_of(examples[i].pattern), &permalink, &arena),
            examples[i].wanted);
        arena_release(&arena);
    }
    meta_unref(meta);
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void each_word_stands_for_what_hugo_means(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"/:year/:month/:day", "/2024/03/05"},
        {"/:monthname-:weekdayname", "/March-Tuesday"},
        {"/:weekday/:yearday", "/2/65"},
        {"/:title/", "/caf\xC3\xA9-co.-its-x-y/"},
        {"/:slug", "/caf\xC3\xA9-co.-its-x-y"},
        {"/:contentbasename/:filename", "/2024-01-01-a-b/2024-01-01-a-b"},
        {"/:slugorcontentbasename", "/2024-01-01-a-b"},
        {"/:slugorfilename", "/2024-01-01-a-b"},
        {"/:section/x", "/docs/x"},
        {"/:sections/x", "/docs/api/v2/x"},
        {"/:nothing", "/:nothing"},
    };
    check("content/docs/2024-01-01-A b.md",
          "---\ntitle: \"Caf\xC3\xA9 & Co. it's  x - y?\"\n"
          "date: 2024-03-05\n---\n",
          "docs/api/v2", examples, COUNT(examples));
}

static void a_slug_comes_before_title_and_name(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"/:slug", "/my-slug"},
        {"/:slugorcontentbasename", "/my-slug"},
        {"/:title", "/t"},
        {"/:contentbasename", "/trip"},
    };
    check("content/posts/trip/index.md", "---\nslug: My Slug\ntitle: T\n---\n",
          "posts", examples, COUNT(examples));
}

static void sections_are_cut_as_their_range_says(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"/:sections[1:]", "/b/c"},   {"/:sections[:last]", "/a/b"},
        {"/:sections[last]", "/c"},   {"/:sections[0]", "/a"},
        {"/:sections[1:2]", "/b"},    {"/:sections[7]", "/"},
        {"/:sections[7:9]", "/"},     {"/:sections[x]", "/a"},
        {"/:sections[:]", "/a/b/c"},  {"/:sections[]", "/a/b/c[]"},
        {"/:sections[1", "/a/b/c[1"}, {"/:title[1:]", "/t[1:]"},
    };
    static const struct example none[] = {
        {"/:sections[last]/x", "/x"},
        {"/:sections[1:]/x", "/x"},
        {"/:section/x", "/x"},
    };
    check("content/a.md", "---\ntitle: T\n---\n", "a/b/c", examples,
          COUNT(examples));
    check("content/a.md", "---\ntitle: T\n---\n", "", none, COUNT(none));
}

static void words_without_a_value_leave_no_trace(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"/:year/:monthname/:weekday/:weekdayname/:yearday/:title", "/t"},
        {"/:sections/:filename", "/docs/"},
    };
    check("content/docs/_index.md", "---\ntitle: T\n---\n", "docs", examples,
          COUNT(examples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_stands_for_what_hugo_means),
        cmocka_unit_test(a_slug_comes_before_title_and_name),
        cmocka_unit_test(sections_are_cut_as_their_range_says),
        cmocka_unit_test(words_without_a_value_leave_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
