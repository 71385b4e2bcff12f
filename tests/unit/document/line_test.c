/* line_test.c - the rough reading of a line, and its corrected form. */
#include "test.h"

#include "document/line.h"

static void assert_reads(const char *text, const char *name, const char *value)
{
    struct line line = line_at(slice_of(text), 0);
    assert_slice_is(line.name, name);
    assert_slice_is(line.value, value);
}

static void a_line_is_split_at_its_first_real_colon(void **state)
{
    (void)state;
    assert_reads("title: Foo: bar", "title", "Foo: bar");
    assert_reads("  - name: x  ", "name", "x");
    assert_reads("url: http://x: y", "url", "http://x: y");
    assert_reads("\"a: b\": c", "\"a: b\"", "c");
    assert_reads("key:", "key", "");
    assert_reads("a: b # why", "a", "b");
    assert_reads("a: b#c", "a", "b#c");
    assert_reads("a: \"b # c\"", "a", "\"b # c\"");
    assert_reads("- @jane", "the item", "@jane");
    assert_reads("just words", "the line", "just words");
    assert_reads("http://x", "the line", "http://x");
    assert_reads("", "the line", "");
}

static void lines_are_found_by_bytes_and_counted_in_characters(void **state)
{
    (void)state;
    struct slice text = SLICE("a: b\r\nß: ü\n\nend");
    struct line line = line_at(text, 10);
    assert_int_equal(line.number, 1);
    assert_int_equal(line.start, 6);
    assert_slice_is(line.text, "ß: ü");
    assert_int_equal(line_column(&line, 6), 1);
    assert_int_equal(line_column(&line, line_value_at(&line)), 4);

    line = line_at(text, text.size);
    assert_slice_is(line.text, "end");
    assert_true(line_before(text, &line, &line));
    assert_slice_is(line.text, "");
    assert_int_equal(line.number, 2);
    assert_true(line_before(text, &line, &line));
    assert_true(line_before(text, &line, &line));
    assert_slice_is(line.text, "a: b");
    assert_int_equal(line.number, 0);
    assert_false(line_before(text, &line, &line));
}

static void a_quote_ends_at_its_own_kind(void **state)
{
    (void)state;
    assert_int_equal(quote_end(SLICE("'a''b' c"), 0), 6);
    assert_int_equal(quote_end(SLICE("\"a\\\"b\" c"), 0), 6);
    assert_int_equal(quote_end(SLICE("x 'a\"b'"), 2), 7);
    assert_int_equal(quote_end(SLICE("\"never"), 0), 6);
    assert_int_equal(quote_end(SLICE("\"a\\"), 0), 3);
    assert_int_equal(quote_end(SLICE("'a''"), 0), 4);
}

static void assert_quoted(const char *text, const char *expected)
{
    struct arena arena = {0};
    struct line line = line_at(slice_of(text), 0);
    assert_slice_is(line_quoted(&line, line.value, &arena), expected);
    arena_release(&arena);
}

static void a_value_gets_the_quotes_that_it_needs(void **state)
{
    (void)state;
    assert_quoted("a: b: c", "a: \"b: c\"");
    assert_quoted("a: it's: c", "a: \"it's: c\"");
    assert_quoted("a: x \"b\"", "a: 'x \"b\"'");
    assert_quoted("a: it's \"b\"", "a: 'it''s \"b\"'");
    assert_quoted("a: C:\\d: x", "a: 'C:\\d: x'");
    assert_quoted("  - @x", "- \"@x\"");
    assert_quoted("@x", "\"@x\"");
}

static void a_long_value_is_cut_between_characters(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str text = {0};
    str_append_text(&text, "a: x");
    for (int i = 0; i < 100; i++)
        str_append_text(&text, "ü");
    struct line line = line_at(str_slice(&text), 0);
    struct slice quoted = line_quoted(&line, line.value, &arena);
    assert_true(slice_ends(quoted, "ü...\""));
    assert_true(quoted.size < 70);
    str_release(&text);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_split_at_its_first_real_colon),
        cmocka_unit_test(lines_are_found_by_bytes_and_counted_in_characters),
        cmocka_unit_test(a_quote_ends_at_its_own_kind),
        cmocka_unit_test(a_value_gets_the_quotes_that_it_needs),
        cmocka_unit_test(a_long_value_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
