/* dialect_test.c - what the settings of generators make of Markdown. */
#include "test.h"

#include "document/source.h"
#include "layout/generator.h"

static struct markdown_dialect read_dialect(const struct generator *generator,
                                            const char *settings)
{
    struct tree tree = {.generator = generator};
    struct source *source =
        source_parse(SLICE("settings.yaml"), slice_of(settings), NULL);
    assert_false(source->is_broken);
    struct markdown_dialect dialect =
        tree_read_markdown(&tree, &source->front_matter);
    source_unref(source);
    return dialect;
}

static unsigned extensions_without(const struct generator *generator,
                                   const char *settings)
{
    return generator->markdown.extensions &
           ~read_dialect(generator, settings).extensions;
}

static enum heading_ids ids_of(const struct generator *generator,
                               const char *settings)
{
    return read_dialect(generator, settings).ids;
}

static void settings_of_hugo_switch_extensions_off(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        unsigned without;
    } cases[] = {
        {"title: x", 0},
        {"markup: {goldmark: {extensions: {table: false}}}", MARKDOWN_TABLES},
        {"Markup: {Goldmark: {Extensions: {Linkify: false, tasklist: false}}}",
         MARKDOWN_AUTOLINKS | MARKDOWN_TASKS},
        {"markup: {goldmark: {extensions: {footnote: {enable: false}}}}",
         MARKDOWN_FOOTNOTES},
        {"markup: {goldmark: {extensions: {footnote: false, strikethrough: "
         "no}}}",
         MARKDOWN_FOOTNOTES},
        {"markup: {goldmark: {parser: {attribute: {title: false}}}}",
         MARKDOWN_ATTRIBUTES},
        {"markup: goldmark", 0},
        {"markup: {goldmark: [extensions]}", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(extensions_without(&hugo_generator, cases[i].settings),
                         cases[i].without);
}

static bool is_smart(const struct generator *generator, const char *settings)
{
    return read_dialect(generator, settings).smart != MARKDOWN_NOT_SMART;
}

#define TYPOGRAPHER(value)                                                     \
    "markup: {goldmark: {extensions: {typographer: " value "}}}"

static void settings_keep_quotes_straight(void **state)
{
    (void)state;
    static const struct generator *const hugo = &hugo_generator;
    static const struct generator *const jekyll = &jekyll_generator;
    assert_true(is_smart(hugo, "title: x"));
    assert_false(is_smart(hugo, TYPOGRAPHER("false")));
    assert_false(is_smart(hugo, TYPOGRAPHER("{Disable: true}")));
    assert_true(is_smart(hugo, TYPOGRAPHER("{disable: false}")));
    assert_true(is_smart(hugo, TYPOGRAPHER("{enDash: x}")));
    assert_true(is_smart(jekyll, "kramdown: {gfm_quirks: paragraph_end}"));
    assert_false(
        is_smart(jekyll, "kramdown: {gfm_quirks: [x, no_auto_typographic]}"));
    assert_false(
        is_smart(jekyll, "kramdown: {gfm_quirks: no_auto_typographic}"));
    assert_false(is_smart(jekyll, "markdown: CommonMark"));
    assert_true(is_smart(&astro_generator, "title: x"));
    assert_false(is_smart(&plain_generator, "title: x"));
}

#define PARSER(key, type) "markup: {goldmark: {parser: {" key ": " type "}}}"

static void settings_of_hugo_give_blocks_attributes(void **state)
{
    (void)state;
    static const char on[] =
        "markup: {goldmark: {parser: {attribute: {block: true}}}}";
    assert_true(read_dialect(&hugo_generator, on).extensions &
                MARKDOWN_BLOCK_LISTS);
    assert_false(read_dialect(&hugo_generator, "title: x").extensions &
                 MARKDOWN_BLOCK_LISTS);
}

static void settings_of_hugo_choose_ids(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        enum heading_ids ids;
    } cases[] = {
        {"title: x", HEADING_IDS_HUGO},
        {PARSER("autoHeadingIDType", "github-ascii"), HEADING_IDS_HUGO_ASCII},
        {PARSER("autoheadingidtype", "blackfriday"), HEADING_IDS_BLACKFRIDAY},
        {PARSER("autoIDType", "github-ascii"), HEADING_IDS_HUGO_ASCII},
        {PARSER("autoIDType", "github"), HEADING_IDS_HUGO},
        {PARSER("autoIDType", "other"), HEADING_IDS_HUGO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(ids_of(&hugo_generator, cases[i].settings),
                         cases[i].ids);
}

static void settings_of_jekyll_choose_parser_and_engine(void **state)
{
    (void)state;
    static const struct generator *const jekyll = &jekyll_generator;
    assert_int_equal(ids_of(jekyll, "title: x"), HEADING_IDS_KRAMDOWN_GFM);
    assert_int_equal(ids_of(jekyll, "kramdown: {input: GFM}"),
                     HEADING_IDS_KRAMDOWN_GFM);
    assert_int_equal(ids_of(jekyll, "kramdown: {input: Kramdown}"),
                     HEADING_IDS_KRAMDOWN);
    assert_int_equal(extensions_without(jekyll, "kramdown: {input: kramdown}"),
                     MARKDOWN_STRIKETHROUGH);
    assert_int_equal(ids_of(jekyll, "markdown: CommonMark"),
                     HEADING_IDS_GITHUB);
    assert_int_equal(extensions_without(jekyll, "markdown: GFM"),
                     MARKDOWN_ATTRIBUTES | MARKDOWN_KRAMDOWN_LISTS |
                         MARKDOWN_SPAN_HTML);
    assert_int_equal(extensions_without(jekyll, "kramdown: x"), 0);
}

static void generators_without_such_settings_keep_theirs(void **state)
{
    (void)state;
    static const char settings[] =
        "markup: {goldmark: {parser: {autoIDType: blackfriday}}}\n"
        "kramdown: {input: kramdown}\n";
    assert_int_equal(ids_of(&astro_generator, settings), HEADING_IDS_ASTRO);
    assert_int_equal(ids_of(&nuxt_generator, settings), HEADING_IDS_NUXT);
    assert_int_equal(ids_of(&next_generator, settings), HEADING_IDS_SLUGGER);
    assert_int_equal(ids_of(&plain_generator, settings), HEADING_IDS_GITHUB);
    assert_int_equal(extensions_without(&eleventy_generator, settings), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_of_hugo_switch_extensions_off),
        cmocka_unit_test(settings_keep_quotes_straight),
        cmocka_unit_test(settings_of_hugo_give_blocks_attributes),
        cmocka_unit_test(settings_of_hugo_choose_ids),
        cmocka_unit_test(settings_of_jekyll_choose_parser_and_engine),
        cmocka_unit_test(generators_without_such_settings_keep_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
