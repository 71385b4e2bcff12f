/* split_other_test.c - front matter in forms of single generators. */
#include "test.h"

#include "document/frontmatter.h"
#include "document/source.h"

static struct source *parse(const char *text, unsigned heads)
{
    const struct parse_options options = {.max_bytes = SOURCE_MAX_BYTES,
                                          .heads = heads};
    return source_parse(SLICE("a.md"), slice_of(text), &options);
}

static void check(const char *text, unsigned heads, const char *title,
                  const char *body)
{
    struct source *source = parse(text, heads);
    struct slice found = value_text(value_find(&source->front_matter, "title"));
    assert_false(source->is_broken);
    if (title != NULL)
        assert_slice_is(found, title);
    else
        assert_null(found.data);
    assert_slice_is(source->markdown, body);
    source_unref(source);
}

static void hexo_needs_no_opening(void **state)
{
    (void)state;
    check("title: A\n---\n\nText.\n", HEAD_HEXO, "A", "Text.\n");
    check("\xEF\xBB\xBFtitle: A\n---\nText.\n", HEAD_HEXO, "A", "Text.\n");
    check("-----\ntitle: A\n-----\nText.\n", HEAD_HEXO, "A", "Text.\n");
    check("---\ntitle: A\n---\nText.\n", HEAD_HEXO, "A", "Text.\n");
    check("\"title\": \"A\",\n\"b\": 1\n;;;\nText.\n", HEAD_HEXO, "A",
          "Text.\n");
    check(";;;\n\"title\": \"A\"\n;;;\nText.\n", HEAD_HEXO, "A", "Text.\n");
    check("Some text\n---\nText.\n", HEAD_HEXO, NULL,
          "Some text\n---\nText.\n");
    check("\"Quoted\" text.\n", HEAD_HEXO, NULL, "\"Quoted\" text.\n");
    check("Text.\n", HEAD_HEXO, NULL, "Text.\n");
    check("", HEAD_HEXO, NULL, "");
}

static void pelican_ends_lines_of_keys_at_a_blank_line(void **state)
{
    (void)state;
    check("Title: A\nDate: 2024-01-01\n\nText.\n", HEAD_PELICAN, "A",
          "Text.\n");
    check("TITLE:A: b\nText.\n", HEAD_PELICAN, "A: b", "Text.\n");
    check("  title:  A \n\n\nText.\n", HEAD_PELICAN, "A", "Text.\n");
    check("title: A\ntitle: B\n\n", HEAD_PELICAN, "A", "");
    check("Text: more text.\n", HEAD_PELICAN, NULL, "");
    check("Text.\nTitle: A\n", HEAD_PELICAN, NULL, "Text.\nTitle: A\n");
    check("---\ntitle: A\n---\nText.\n", HEAD_PELICAN, "A", "Text.\n");
    check("# Heading\n", HEAD_PELICAN, NULL, "# Heading\n");
}

static void pelican_makes_lists_of_lines(void **state)
{
    (void)state;
    struct source *source =
        parse("Summary: a\n    b\nTags: x\n    y\n\n", HEAD_PELICAN);
    const struct value *summary = value_find(&source->front_matter, "summary");
    assert_int_equal(summary->kind, VALUE_ARRAY);
    assert_slice_is(value_text(&summary->as.items[1]), "b");
    assert_int_equal(summary->as.items[1].line, 2);
    assert_int_equal(summary->as.items[1].column, 5);
    assert_slice_is(value_text(value_find(&source->front_matter, "tags")), "x");
    source_unref(source);
}

static void nikola_has_dots_before_keys(void **state)
{
    (void)state;
    check("<!--\n.. title: A\n.. slug: b\n-->\n\nText.\n", HEAD_NIKOLA, "A",
          "Text.\n");
    check(".. title: A\n.. slug: b\n\nText.\n", HEAD_NIKOLA, "A", "Text.\n");
    check("<!-- a comment -->\nText.\n", HEAD_NIKOLA, NULL, "\nText.\n");
    check("<!--\nwords\n-->\nText.\n", HEAD_NIKOLA, NULL, "\n\n\nText.\n");
}

static void bytes_that_are_no_text_are_an_error(void **state)
{
    (void)state;
    struct source *source =
        parse("Title: A\nTags: \xFF\n\nText.\n", HEAD_PELICAN);
    assert_true(source->is_broken);
    assert_int_equal(source->diagnostics.items[0].line, 2);
    source_unref(source);
}

static void only_their_trees_have_them(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "title: A\ndraft: true\n---\nText.\n",
        "\"title\": \"A\"\n;;;\nText.\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct source *source = parse(texts[i], 0);
        assert_true(source->is_broken);
        source_unref(source);
    }
}

/* Line and column are those in the file. */
static void check_place(const char *text, const char *key, uint32_t line,
                        uint32_t column)
{
    struct source *source = parse(text, HEAD_HEXO);
    const struct value *value = value_find(&source->front_matter, key);
    assert_non_null(value);
    assert_int_equal(value->line, line);
    assert_int_equal(value->column, column);
    source_unref(source);
}

static void values_know_their_places(void **state)
{
    (void)state;
    check_place("title: A\ndate: 1\n---\n", "date", 2, 7);
    check_place("\"title\": \"A\",\n\"date\": 1\n;;;\n", "title", 1, 10);
    check_place("\"title\": \"A\",\n\"date\": 1\n;;;\n", "date", 2, 9);
    check_place(";;;\n\"title\": \"A\"\n;;;\n", "title", 2, 10);
}

static void check_fault(const char *text, uint32_t line, uint32_t column)
{
    struct source *source = parse(text, HEAD_HEXO);
    assert_true(source->is_broken);
    assert_int_equal(source->diagnostics.items[0].line, line);
    assert_int_equal(source->diagnostics.items[0].column, column);
    source_unref(source);
}

static void faults_are_where_they_are_written(void **state)
{
    (void)state;
    check_fault("\"title\": A\n;;;\nText.\n", 1, 10);
    check_fault(";;;\n\"a\": 1,\n\"title\": A\n;;;\nText.\n", 3, 10);
    check_fault("title: A\ntags: [a\n---\nText.\n", 2, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hexo_needs_no_opening),
        cmocka_unit_test(pelican_ends_lines_of_keys_at_a_blank_line),
        cmocka_unit_test(pelican_makes_lists_of_lines),
        cmocka_unit_test(nikola_has_dots_before_keys),
        cmocka_unit_test(bytes_that_are_no_text_are_an_error),
        cmocka_unit_test(only_their_trees_have_them),
        cmocka_unit_test(values_know_their_places),
        cmocka_unit_test(faults_are_where_they_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
