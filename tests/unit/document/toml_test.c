/* toml_test.c - TOML: what the cases in files cannot show. */
#include "test.h"

#include "fixture.h"

#include "document/frontmatter.h"
#include "document/toml.h"

static bool parse(struct fixture *fixture, struct slice text)
{
    return toml_parse(text, 1, &fixture->arena, &fixture->list,
                      &fixture->value);
}

static const struct value *find(const struct fixture *fixture, const char *key)
{
    const struct value *value = value_find(&fixture->value, key);
    assert_non_null(value);
    return value;
}

static void integers_reach_from_end_to_end(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("a = 9223372036854775807\n"
                                     "b = -9223372036854775808")));
    assert_true(find(fixture, "a")->as.integer == INT64_MAX);
    assert_true(find(fixture, "b")->as.integer == INT64_MIN);
    assert_false(parse(fixture, SLICE("a = -9223372036854775809")));
}

static void values_outlive_the_text(void **state)
{
    struct fixture *fixture = *state;
    char text[] = "key = 'text'\nday = 2024-05-01\nnumber = 1.10";
    assert_true(parse(fixture, slice_of(text)));
    memset(text, 'x', sizeof text);
    assert_slice_is(value_text(find(fixture, "key")), "text");
    assert_slice_is(value_text(find(fixture, "day")), "2024-05-01");
    assert_string_equal(find(fixture, "number")->spelling, "1.10");
}

static void check_place(const struct value *value, uint32_t line,
                        uint16_t column)
{
    assert_int_equal(value->line, line);
    assert_int_equal(value->column, column);
}

static void values_are_where_they_are_written(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("\"\xC3\xA9\" = {\"\xC3\xA9\xC3\xA9\" = "
                                     "1.50, b = [ 1,\r\n true]}\r\n"
                                     "[t]\r\n"
                                     "x.y = 2024-05-01T10:00:00Z\r\n"
                                     "[[list]]\n"
                                     "z = 'a'\n"
                                     "[[list]]\n")));
    const struct value *inner = find(fixture, "\xC3\xA9");
    check_place(inner, 1, 7);
    check_place(&inner->as.members[0].value, 1, 15);
    assert_string_equal(inner->as.members[0].value.spelling, "1.50");
    const struct value *b = value_find(inner, "b");
    check_place(b, 1, 25);
    check_place(&b->as.items[0], 1, 27);
    check_place(&b->as.items[1], 2, 2);
    const struct value *x = value_find(find(fixture, "t"), "x");
    check_place(find(fixture, "t"), 3, 1);
    check_place(x, 4, 1);
    check_place(value_find(x, "y"), 4, 7);
    const struct value *list = find(fixture, "list");
    check_place(&list->as.items[0], 5, 1);
    check_place(value_find(&list->as.items[0], "z"), 6, 5);
    check_place(&list->as.items[1], 7, 1);
}

/* A long line is not walked from its start for each value. */
static void places_are_right_far_into_a_line(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_text(&text, "a = [");
    for (int i = 0; i < 500; i++)
        str_appendf(&text, "'\xC3\xA9', %d, ", i);
    str_append_text(&text, "]");
    assert_true(parse(fixture, str_slice(&text)));
    const struct value *a = find(fixture, "a");
    uint16_t column = 6;
    for (size_t i = 0; i < a->size; i += 2) {
        check_place(&a->as.items[i], 1, column);
        column = (uint16_t)(column + 5);
        check_place(&a->as.items[i + 1], 1, column);
        char spelling[8];
        int size = snprintf(spelling, sizeof spelling, "%d", (int)(i / 2));
        assert_string_equal(a->as.items[i + 1].spelling, spelling);
        column = (uint16_t)(column + size + 2);
    }
    str_release(&text);
}

static void lines_are_those_of_the_file(void **state)
{
    struct fixture *fixture = *state;
    assert_true(toml_parse(SLICE("\na = 1"), 3, &fixture->arena, &fixture->list,
                           &fixture->value));
    check_place(find(fixture, "a"), 4, 5);
    assert_false(toml_parse(SLICE("\na = b"), 3, &fixture->arena,
                            &fixture->list, &fixture->value));
    assert_int_equal(fixture->list.items[0].line, 4);
    assert_int_equal(fixture->list.items[0].column, 5);
}

static void check_limit(struct fixture *fixture, const char *start,
                        const char *part, size_t count,
                        enum diagnostic_code code)
{
    struct str text = {0};
    str_append_text(&text, start);
    for (size_t i = 0; i < count; i++)
        str_append_text(&text, part);
    assert_false(parse(fixture, str_slice(&text)));
    assert_int_equal(fixture->list.items[fixture->list.count - 1].code, code);
    str_release(&text);
}

/* What would overflow the library's stack, or take it hours. */
static void limits_hold_before_the_library_reads(void **state)
{
    static const struct {
        const char *start, *part;
    } deep[] = {
        {"a = ", "["},
        {"a = ", "{a = "},
        {"", "a."},
        {"[", "a."},
        {"[[", "'a' . "},
        {"a = {", "b."},
        {"a = [\n", "[ # ]\n"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++)
        check_limit(fixture, deep[i].start, deep[i].part, 200000,
                    DIAGNOSTIC_FRONT_MATTER_TOO_DEEP);
    check_limit(fixture, "a = [", "1,", 1000000,
                DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES);
    check_limit(fixture, "", "[[a]]\n", FRONTMATTER_MAX_NODES,
                DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES);
}

static void what_is_in_strings_and_comments_does_not_count(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_text(&text, "a = \"");
    str_append_repeat(&text, '[', 1000);
    str_append_text(&text, "\\\"[\" # ");
    str_append_repeat(&text, '[', 1000);
    str_append_text(&text, "\nb = '''''[\n");
    str_append_repeat(&text, '.', 1000);
    str_append_text(&text,
                    "'''''\nc = '\\' # [\nd = \"\"\"\\\"\"\"\"\"\"\ne.f = "
                    "\"\"\n");
    assert_true(parse(fixture, str_slice(&text)));
    assert_int_equal(find(fixture, "a")->size, 1002);
    assert_slice_is(value_text(find(fixture, "d")), "\"\"\"");
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(integers_reach_from_end_to_end, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(values_outlive_the_text, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(values_are_where_they_are_written,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(places_are_right_far_into_a_line,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_those_of_the_file, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(limits_hold_before_the_library_reads,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_in_strings_and_comments_does_not_count, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
