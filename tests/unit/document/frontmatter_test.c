/* frontmatter_test.c - what the cases in files cannot show: places of nodes,
 * sizes at the limit, sharing, and what is left alone after an error. */
#include "test.h"

#include "fixture.h"

#include "document/frontmatter.h"

static bool parse(struct fixture *fixture, struct slice text, uint32_t line)
{
    return frontmatter_parse(text, line, &fixture->arena, &fixture->list,
                             &fixture->value);
}

/* "<start><middle * count><end>", freed by the caller. */
static struct str repeated(const char *start, char middle, size_t count,
                           const char *end)
{
    struct str text = {0};
    str_append_text(&text, start);
    str_append_repeat(&text, middle, count);
    str_append_text(&text, end);
    return text;
}

static void nodes_know_their_line_and_column(void **state)
{
    struct fixture *fixture = *state;
    assert_true(
        parse(fixture, SLICE("äöü: x\nlist:\n  - 'y'\n  - {a: 1}\n"), 10));
    const struct value *root = &fixture->value;
    assert_int_equal(root->line, 10);
    assert_int_equal(root->column, 1);
    assert_int_equal(value_find(root, "äöü")->column, 6);
    const struct value *list = value_find(root, "list");
    assert_int_equal(list->line, 11); /* that of its key */
    assert_int_equal(list->column, 1);
    assert_int_equal(list->as.items[0].line, 12);
    assert_int_equal(list->as.items[0].column, 5);
    assert_int_equal(list->as.items[1].line, 13);
    assert_int_equal(value_find(&list->as.items[1], "a")->column, 9);
}

static void a_column_too_large_for_a_node_is_the_largest(void **state)
{
    struct fixture *fixture = *state;
    struct str text = repeated("a: [", ' ', 70000, "x]");
    assert_true(parse(fixture, str_slice(&text), 1));
    assert_int_equal(value_find(&fixture->value, "a")->as.items[0].column,
                     UINT16_MAX);
    str_release(&text);
}

static void an_alias_shares_memory_and_has_its_own_place(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("a: &x [1, 2]\nb: *x\n"), 1));
    const struct value *a = value_find(&fixture->value, "a");
    const struct value *b = value_find(&fixture->value, "b");
    assert_ptr_equal(a->as.items, b->as.items);
    assert_int_equal(b->line, 2);
    assert_int_equal(b->column, 4);
}

static void strings_end_with_a_nul_and_may_hold_one(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("a: \"x\\0y\"\n"), 1));
    const struct value *a = value_find(&fixture->value, "a");
    assert_int_equal(a->size, 3);
    assert_memory_equal(a->as.text, "x\0y", 4);
}

static void no_text_at_all_is_null(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE_NONE, 1));
    assert_int_equal(fixture->value.kind, VALUE_NULL);
    assert_true(parse(fixture, SLICE("# only a comment"), 1));
    assert_int_equal(fixture->value.kind, VALUE_NULL);
}

static void an_error_leaves_the_result_alone(void **state)
{
    struct fixture *fixture = *state;
    struct frontmatter parts = {.head_line = 77};
    fixture->value.line = 77;
    assert_false(parse(fixture, SLICE("a: 1\nb: c: d\n"), 1));
    assert_int_equal(fixture->value.line, 77);
    assert_false(
        frontmatter_split(SLICE("---\na: 1\n"), &fixture->list, &parts));
    assert_int_equal(parts.head_line, 77);
    assert_int_equal(fixture->list.error_count, 2);
}

static void warnings_before_an_error_are_kept(void **state)
{
    struct fixture *fixture = *state;
    assert_false(parse(fixture, SLICE("a: .inf\nb: c: d\n"), 1));
    assert_int_equal(fixture->list.count, 2);
    assert_int_equal(fixture->list.items[0].code, DIAGNOSTIC_YAML_NUMBER);
    assert_int_equal(fixture->list.items[1].code, DIAGNOSTIC_YAML_SYNTAX);
}

static void a_head_at_the_limit_is_read_and_one_more_byte_is_not(void **state)
{
    struct fixture *fixture = *state;
    struct frontmatter parts;
    struct str text =
        repeated("---\na: ", 'x', FRONTMATTER_MAX_BYTES - 4, "\n---\n");
    assert_true(frontmatter_split(str_slice(&text), &fixture->list, &parts));
    assert_int_equal(parts.head.size, FRONTMATTER_MAX_BYTES);
    str_release(&text);

    text = repeated("---\na: ", 'x', FRONTMATTER_MAX_BYTES - 3, "\n---\n");
    assert_false(frontmatter_split(str_slice(&text), &fixture->list, &parts));
    assert_int_equal(fixture->list.items[0].code,
                     DIAGNOSTIC_FRONT_MATTER_TOO_LARGE);
    str_release(&text);
}

static void the_last_node_of_the_limit_is_read(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    for (size_t i = 0; i < FRONTMATTER_MAX_NODES - 1; i++)
        str_append_text(&text, "- 1\n");
    assert_true(parse(fixture, str_slice(&text), 1));
    assert_int_equal(fixture->value.size, FRONTMATTER_MAX_NODES - 1);

    str_append_text(&text, "- 1\n");
    assert_false(parse(fixture, str_slice(&text), 1));
    assert_int_equal(fixture->list.items[0].code,
                     DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES);
    assert_int_equal(fixture->list.items[0].line, FRONTMATTER_MAX_NODES);
    str_release(&text);
}

static void a_body_is_the_bytes_of_the_file(void **state)
{
    struct fixture *fixture = *state;
    static const char file[] = "\xEF\xBB\xBF---\r\na: 1\r\n---\r\n\r\nBody";
    struct frontmatter parts;
    assert_true(frontmatter_split((struct slice){file, sizeof file - 1},
                                  &fixture->list, &parts));
    assert_true(parts.is_present);
    assert_ptr_equal(parts.head.data, file + 8);
    assert_slice_is(parts.head, "a: 1\r\n");
    assert_int_equal(parts.head_line, 2);
    assert_ptr_equal(parts.body.data, file + sizeof file - 5);
    assert_int_equal(parts.body_line, 5);
}

static void an_empty_file_has_an_empty_body(void **state)
{
    struct fixture *fixture = *state;
    struct frontmatter parts;
    assert_true(frontmatter_split(SLICE(""), &fixture->list, &parts));
    assert_false(parts.is_present);
    assert_int_equal(parts.body.size, 0);
    assert_int_equal(parts.body_line, 1);
}

static void many_lines_of_an_open_quote_are_explained_at_once(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_text(&text, "a: \"x\n");
    for (size_t i = 0; i < 50000; i++)
        str_append_text(&text, "x: y\n");
    assert_false(parse(fixture, str_slice(&text), 1));
    assert_int_equal(fixture->list.items[0].line, 1);
    assert_slice_is(fixture->list.items[0].message,
                    "a has a quote that is never closed");
    str_release(&text);
}

#define TEST(function)                                                         \
    cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nodes_know_their_line_and_column),
        TEST(a_column_too_large_for_a_node_is_the_largest),
        TEST(an_alias_shares_memory_and_has_its_own_place),
        TEST(strings_end_with_a_nul_and_may_hold_one),
        TEST(no_text_at_all_is_null),
        TEST(an_error_leaves_the_result_alone),
        TEST(warnings_before_an_error_are_kept),
        TEST(a_head_at_the_limit_is_read_and_one_more_byte_is_not),
        TEST(the_last_node_of_the_limit_is_read),
        TEST(a_body_is_the_bytes_of_the_file),
        TEST(an_empty_file_has_an_empty_body),
        TEST(many_lines_of_an_open_quote_are_explained_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
