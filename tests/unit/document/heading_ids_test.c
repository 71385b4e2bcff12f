/* heading_ids_test.c - the ids that generators make of the same headings.
 *
 * Those of Hugo are of its source (markup/goldmark/autoid.go, render.TextPlain)
 * and of version 0.111, which reads marks as well; all others were made by the
 * generators. Where one makes none, or the same twice, ours stays unique. */
#include "test.h"

#include "document/markdown.h"

static void check(const char *body, enum heading_ids form,
                  enum markdown_smart smart, const char *const *ids)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown_options options = {
        .extensions = MARKDOWN_GFM, .ids = form, .smart = smart};
    struct markdown markdown;
    assert_true(markdown_render(slice_of(body), 1, &options, &arena,
                                &diagnostics, &markdown));
    for (size_t i = 0; i < markdown.heading_count; i++)
        assert_slice_is(markdown.headings[i].id, ids[i]);
    assert_null(ids[markdown.heading_count]);
    arena_release(&arena);
}

static const char *id_of(const char *heading, enum heading_ids form,
                         enum markdown_smart smart)
{
    static char id[128];
    char body[128];
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown_options options = {
        .extensions = MARKDOWN_GFM, .ids = form, .smart = smart};
    struct markdown markdown;
    (void)snprintf(body, sizeof body, "## %s", heading);
    assert_true(markdown_render(slice_of(body), 1, &options, &arena,
                                &diagnostics, &markdown));
    assert_int_equal(markdown.heading_count, 1);
    (void)snprintf(id, sizeof id, "%.*s", SLICE_FMT(markdown.headings[0].id));
    arena_release(&arena);
    return id;
}

/* "section" and "heading" are what stands for nothing. */
static void each_generator_makes_its_own_ids(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *github, *slugger, *astro, *nuxt, *hugo, *kramdown;
    } cases[] = {
        {"What's new in v1.2?", "whats-new-in-v12", "whats-new-in-v12",
         "whats-new-in-v12", "whats-new-in-v12", "whats-new-in-v12",
         "whats-new-in-v12"},
        {"this & that", "this--that", "this--that", "this--that", "this-that",
         "this--that", "this--that"},
        {"a  b", "a-b", "a--b", "a--b", "a-b", "a--b", "a--b"},
        {"1. First", "1-first", "1-first", "1-first", "_1-first", "1-first",
         "1-first"},
        {"2.0 -- 3.0", "20----30", "20----30", "20--30", "_20-30", "20--30",
         "20--30"},
        {"a---b `c--d`", "a---b-c--d", "a---b-c--d", "a---b-c--d", "a-b-c-d",
         "ab-c--d", "ab-c--d"},
        {"- dash -", "--dash--", "--dash--", "--dash-", "dash", "--dash--",
         "--dash--"},
        {"🎉 Party", "-party", "-party", "-party", "party", "-party", "-party"},
        {"中文 标题", "中文-标题", "中文-标题", "中文-标题", "中文-标题",
         "中文-标题", "中文-标题"},
        {"हिंदी", "हिंदी", "हिंदी", "हिंदी", "हिंदी", "हद", "हिंदी"},
        {"ΟΔΟΣ ΑΣ.", "οδος-ας", "οδος-ας", "οδος-ας", "οδος-ας", "οδοσ-ασ",
         "οδοσ-ασ"},
        {"İstanbul", "i̇stanbul", "i̇stanbul", "i̇stanbul", "i̇stanbul", "istanbul",
         "i̇stanbul"},
        {"x² ½ Ⅷ ⓐ", "x--ⅷ-ⓐ", "x--ⅷ-ⓐ", "x--ⅷ-ⓐ", "x-ⅷ-ⓐ", "x---", "x--ⅷ-ⓐ"},
        {"`code()` *and* [a](b.md)", "code-and-a", "code-and-a", "code-and-a",
         "code-and-a", "code-and-a", "code-and-a"},
        {"![alt](x.png) Title", "alt-title", "-title", "-title", "title",
         "alt-title", "-title"},
        {"<em>Html</em> &amp; &lt;", "html--", "html--", "html-", "html",
         "html--", "html--"},
        {"tab\there", "tab-here", "tabhere", "tabhere", "tabhere", "tabhere",
         "tab-here"},
        {"?!", "section", "section", "section", "section", "heading",
         "section"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *h = cases[i].heading;
        assert_string_equal(id_of(h, HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART),
                            cases[i].github);
        assert_string_equal(id_of(h, HEADING_IDS_SLUGGER, MARKDOWN_NOT_SMART),
                            cases[i].slugger);
        assert_string_equal(id_of(h, HEADING_IDS_ASTRO, MARKDOWN_SMARTYPANTS),
                            cases[i].astro);
        assert_string_equal(id_of(h, HEADING_IDS_NUXT, MARKDOWN_NOT_SMART),
                            cases[i].nuxt);
        assert_string_equal(id_of(h, HEADING_IDS_HUGO, MARKDOWN_SMART_GOLDMARK),
                            cases[i].hugo);
        assert_string_equal(
            id_of(h, HEADING_IDS_KRAMDOWN_GFM, MARKDOWN_SMART_KRAMDOWN),
            cases[i].kramdown);
    }
}

/* As hexo-renderer-marked 7 makes them. */
static void hexo_keeps_case_and_what_is_not_ascii(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"What's new in v1.2?", "What’s-new-in-v1-2"},
        {"2.0 -- 3.0", "2-0-–-3-0"},
        {"this & that", "this-that"},
        {"\"a\" `b c` **d**", "“a”-b-c-d"},
        {"Über Größe", "Uber-Grose"},
        {"中文 标题", "中文-标题"},
    };
    static const char *const ids[] = {"a", "a-1", "a-2", NULL};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(
            id_of(cases[i][0], HEADING_IDS_HEXO, MARKDOWN_SMART_KRAMDOWN),
            cases[i][1]);
    assert_string_equal(
        id_of("This & That", HEADING_IDS_HEXO_LOWER, MARKDOWN_NOT_SMART),
        "this-that");
    check("## a\n## a\n## a\n", HEADING_IDS_HEXO, MARKDOWN_NOT_SMART, ids);
}

/* docs/content/documentation/content/linking.md of Zola. */
static void zola_writes_ids_in_ascii(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"Something exciting!", "something-exciting", "Something_exciting!"},
        {"What's new in v1.2?", "what-s-new-in-v1-2", "What's_new_in_v1.2?"},
        {"Über Größe", "uber-grosse", "Über_Größe"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(
            id_of(cases[i][0], HEADING_IDS_ZOLA, MARKDOWN_NOT_SMART),
            cases[i][1]);
        assert_string_equal(
            id_of(cases[i][0], HEADING_IDS_ZOLA_SAFE, MARKDOWN_NOT_SMART),
            cases[i][2]);
    }
}

static void settings_choose_other_forms(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *ascii, *blackfriday, *kramdown;
    } cases[] = {
        {"Über Café/Bar", "uber-cafebar", "über-café-bar", "ber-cafbar"},
        {"1. A_b  c", "1-a_b--c", "1-a-b-c", "ab--c"},
        {"中文", "heading", "中文", "section"},
        {"C++!", "c", "c", "c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *h = cases[i].heading;
        assert_string_equal(
            id_of(h, HEADING_IDS_HUGO_ASCII, MARKDOWN_SMART_GOLDMARK),
            cases[i].ascii);
        assert_string_equal(
            id_of(h, HEADING_IDS_BLACKFRIDAY, MARKDOWN_SMART_GOLDMARK),
            cases[i].blackfriday);
        assert_string_equal(
            id_of(h, HEADING_IDS_KRAMDOWN, MARKDOWN_SMART_KRAMDOWN),
            cases[i].kramdown);
    }
}

/* As VitePress 1.6 makes them. */
static void vitepress_decomposes_letters(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *id;
    } cases[] = {
        {"Über Café/Bar", "uber-cafe-bar"},
        {"1. A_b  c", "_1-a-b-c"},
        {"中文 标题", "中文-标题"},
        {"What's **new** -- [2.0](a.md)!", "what-s-new-2-0"},
        {"“Quoted” — dash…", "quoted-—-dash"},
        {"`code` & <b>x</b>", "code-x"},
        {"a -", "a"},
        {"Ünïcödé ﬁ ½", "unicode-fi-1⁄2"},
        {"🎉 Party", "🎉-party"},
        {"İstanbul Σας", "istanbul-σας"},
        {"한", "\u1112\u1161\u11ab"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(
            id_of(cases[i].heading, HEADING_IDS_VITEPRESS, MARKDOWN_NOT_SMART),
            cases[i].id);
}

static void dashes_are_none_where_text_is_not_smart(void **state)
{
    (void)state;
    assert_string_equal(id_of("a -- b", HEADING_IDS_HUGO, MARKDOWN_NOT_SMART),
                        "a----b");
    assert_string_equal(
        id_of("a----b", HEADING_IDS_HUGO, MARKDOWN_SMART_GOLDMARK), "a-b");
    assert_string_equal(
        id_of("a----b", HEADING_IDS_ASTRO, MARKDOWN_SMARTYPANTS), "a----b");
}

static void a_heading_of_two_lines_has_one_id(void **state)
{
    (void)state;
    static const char body[] = "one\ntwo\n---\n";
    check(body, HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART,
          (const char *[]){"one-two", NULL});
    check(body, HEADING_IDS_ASTRO, MARKDOWN_SMARTYPANTS,
          (const char *[]){"onetwo", NULL});
    check(body, HEADING_IDS_HUGO, MARKDOWN_SMART_GOLDMARK,
          (const char *[]){"two", NULL});
}

static void equal_ids_are_numbered_in_each_form(void **state)
{
    (void)state;
    static const char body[] = "# A\n# A\n# A-1\n# ?\n# !\n";
    check(body, HEADING_IDS_KRAMDOWN_GFM, MARKDOWN_SMART_KRAMDOWN,
          (const char *[]){"a", "a-1", "a-1-1", "section", "section-1", NULL});
    check(body, HEADING_IDS_HUGO, MARKDOWN_SMART_GOLDMARK,
          (const char *[]){"a", "a-1", "a-1-1", "heading", "heading-1", NULL});
    check("# 1\n# 1\n# a -\n# a\n", HEADING_IDS_NUXT, MARKDOWN_NOT_SMART,
          (const char *[]){"_1", "_1-1", "a", "a-1", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_generator_makes_its_own_ids),
        cmocka_unit_test(hexo_keeps_case_and_what_is_not_ascii),
        cmocka_unit_test(zola_writes_ids_in_ascii),
        cmocka_unit_test(settings_choose_other_forms),
        cmocka_unit_test(vitepress_decomposes_letters),
        cmocka_unit_test(dashes_are_none_where_text_is_not_smart),
        cmocka_unit_test(a_heading_of_two_lines_has_one_id),
        cmocka_unit_test(equal_ids_are_numbered_in_each_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
