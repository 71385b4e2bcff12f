/* slot_position_test.c - where in the text the destination of a link stands. */
#include "test.h"

#include "html.h"

static void check(const char *body, size_t index, unsigned line,
                  unsigned column)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown markdown;
    uint32_t found_line, found_column;

    assert_true(markdown_render(
        slice_of(body), 10, &(struct markdown_options){.keeps_comments = true},
        &arena, &diagnostics, &markdown));
    keep_links(&markdown);
    assert_true(index < markdown.slot_count);
    slot_find(&markdown, index, slice_of(body), &found_line, &found_column);
    assert_int_equal(found_line, line);
    assert_int_equal(found_column, column);
    arena_release(&arena);
}

static void a_link_is_found_in_its_paragraph(void **state)
{
    (void)state;
    check("[a](b.md)", 0, 10, 5);
    check("![a](b.png \"c\")", 0, 10, 6);
    check("a\n\nb\nc [d](e.md)", 0, 13, 7);
    check("a\r\n\r\nb\r\nc [d](e.md)\r\n", 0, 13, 7);
    check("> - [a](<b c.md>)", 0, 10, 10);
    check("\xC3\xA4\xE6\x97\xA5 [a](b.md)", 0, 10, 8);
    check("[a][b.md](b.md)", 0, 10, 11);
    check("a b.md [c](b.md)", 0, 10, 12);
    check("[a](b.mdx) [a](b.md)", 1, 10, 16);
    check("# [a](b.md)\n\ntext", 0, 10, 7);
}

static void equal_ones_are_told_apart(void **state)
{
    (void)state;
    check("[a](b.md) [c](b.md) ![d](e.png) [f](b.md)", 0, 10, 5);
    check("[a](b.md) [c](b.md) ![d](e.png) [f](b.md)", 1, 10, 15);
    check("[a](b.md) [c](b.md) ![d](e.png) [f](b.md)", 3, 10, 37);
    check("[a](b.md)\n\n[c](b.md)", 1, 12, 5);
}

static void a_link_by_reference_is_where_its_definition_is(void **state)
{
    (void)state;
    check("[a][c]\n\n[c]: b.md", 0, 12, 6);
    check("[a]\n\n[a]:   <b.md>", 0, 12, 9);
    check("[c]: b.md\n\nd\n\n[a][c]", 0, 10, 6);
    check("[a][c]\n\nd: b.md\n\n[c]: b.md", 0, 14, 6);
}

static void without_a_trace_there_is_at_least_a_line(void **state)
{
    (void)state;
    check("a\n\n[a](b&auml;.md)", 0, 12, 0);
    check("[a](b\\_c.md)", 0, 10, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_is_found_in_its_paragraph),
        cmocka_unit_test(equal_ones_are_told_apart),
        cmocka_unit_test(a_link_by_reference_is_where_its_definition_is),
        cmocka_unit_test(without_a_trace_there_is_at_least_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
