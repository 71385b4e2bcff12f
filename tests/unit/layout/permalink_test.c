/* permalink_test.c - what the words of Jekyll's patterns stand for. */
#include "test.h"

#include "layout/permalink.h"

struct example {
    const char *pattern, *wanted;
};

#define DATED   "a/_posts/2024-03-05-Caf\xC3\xA9 & co_.md"
#define UNDATED "a/_posts/Caf\xC3\xA9 & co_.md"

static struct meta *post(const char *path)
{
    struct source *source = source_parse(slice_of(path), SLICE("x"), NULL);
    struct meta *meta = meta_read(source, NULL, NULL);
    source_unref(source);
    return meta;
}

static void check(const char *path, const struct example *examples,
                  size_t count)
{
    struct meta *meta = post(path);
    const struct place place = {.collection = SLICE("posts")};
    struct slice category = SLICE("a");
    const struct permalink permalink = {.meta = meta,
                                        .place = &place,
                                        .categories = {&category, 1},
                                        .path = SLICE("b/c")};
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        assert_slice_is(
            jekyll_permalink(slice_of(examples[i].pattern), &permalink, &arena),
            examples[i].wanted);
        arena_release(&arena);
    }
    meta_unref(meta);
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void each_word_stands_for_what_jekyll_means(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"/:year/:month/:day", "/2024/03/05"},
        {"/:short_year/:i_month/:i_day", "/24/3/5"},
        {"/:y_day", "/065"},
        {"/:hour:minute:second", "/000000"},
        {"/:year_:month", "/2024_03"},
        {"/:title", "/Caf\xC3\xA9-&-co_"},
        {"/:slug:output_ext", "/caf\xC3\xA9-co.html"},
        {"/:w_year-W:week-:w_day", "/2024-W10-2"},
        {"/:short_month-:long_month", "/Mar-March"},
        {"/:short_day-:long_day", "/Tue-Tuesday"},
        {"/x-:slugified_categories", "/x-a"},
        {"/:collection/:path", "/posts/b/c"},
        {"/:categories/x", "/a/x"},
        {"x//y/", "/x/y/"},
        {"/x/index.html", "/x/"},
        {"/index.html", "/"},
        {"/:nothing/:", "/:nothing/:"},
        {"/", "/"},
    };
    check(DATED, examples, COUNT(examples));
}

static void words_without_a_value_leave_no_trace(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"/:year/:month/:title/", "/Caf\xC3\xA9-&-co_/"},
        {"/:i_day/:y_day/x", "/x"},
    };
    check(UNDATED, examples, COUNT(examples));
}

static void a_style_is_a_pattern_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *style, *pattern, *suffix;
    } styles[] = {
        {NULL, "/:categories/:year/:month/:day/:title:output_ext", ".html"},
        {"date", "/:categories/:year/:month/:day/:title:output_ext", ".html"},
        {"pretty", "/:categories/:year/:month/:day/:title/", "/"},
        {"ordinal", "/:categories/:year/:y_day/:title:output_ext", ".html"},
        {"weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext",
         ""},
        {"none", "/:categories/:title:output_ext", ".html"},
        {"/:title/", "/:title/", "/"},
        {"/:title:output_ext", "/:title:output_ext", ".html"},
    };
    for (size_t i = 0; i < COUNT(styles); i++) {
        struct slice style = slice_of(styles[i].style);
        assert_slice_is(jekyll_pattern(style), styles[i].pattern);
        assert_slice_is(jekyll_suffix(style), styles[i].suffix);
    }
}

static void a_pattern_that_is_too_long_is_none(void **state)
{
    (void)state;
    static char text[PERMALINK_MAX_BYTES + 1];
    struct meta *meta = post(DATED);
    const struct permalink permalink = {.meta = meta};
    struct arena arena = {0};
    memset(text, 'x', sizeof text);
    struct slice whole = {text, sizeof text};
    assert_null(jekyll_permalink(whole, &permalink, &arena).data);
    assert_int_equal(
        jekyll_permalink(slice_from(whole, 1), &permalink, &arena).size,
        PERMALINK_MAX_BYTES + 1);
    arena_release(&arena);
    meta_unref(meta);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_stands_for_what_jekyll_means),
        cmocka_unit_test(words_without_a_value_leave_no_trace),
        cmocka_unit_test(a_style_is_a_pattern_by_name),
        cmocka_unit_test(a_pattern_that_is_too_long_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
