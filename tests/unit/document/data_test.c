/* data_test.c - JSON files: what the cases in files cannot show. */
#include "test.h"

#include "fixture.h"

#include "document/data.h"
#include "document/frontmatter.h"

static bool parse(struct fixture *fixture, struct slice text)
{
    return data_parse(text, &fixture->arena, &fixture->list, &fixture->value);
}

static void integers_reach_from_end_to_end(void **state)
{
    struct fixture *fixture = *state;
    assert_true(
        parse(fixture, SLICE("[9223372036854775807, -9223372036854775808]")));
    assert_true(fixture->value.as.items[0].as.integer == INT64_MAX);
    assert_true(fixture->value.as.items[1].as.integer == INT64_MIN);
    assert_false(parse(fixture, SLICE("-9223372036854775809")));
}

static void values_outlive_the_text(void **state)
{
    struct fixture *fixture = *state;
    char text[] = "{\"key\": \"text\"}";
    assert_true(parse(fixture, slice_of(text)));
    memset(text, 'x', sizeof text);
    const struct value *value = value_find(&fixture->value, "key");
    assert_slice_is(value_text(value), "text");
}

static void values_are_where_they_are_written(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("{\"a\": {\"\\\"],\": [ 1,\r\n true]},\n"
                                     "\t\"\xC3\xA9\":\"x\\\\\",\"c\":[]}")));
    const struct value *root = &fixture->value;
    const struct value *a = value_find(root, "a");
    const struct value *list = value_find(a, "\"],");
    const struct value *at[] = {root,
                                a,
                                list,
                                &list->as.items[0],
                                &list->as.items[1],
                                value_find(root, "\xC3\xA9"),
                                value_find(root, "c")};
    static const uint32_t wanted[][2] = {{1, 1}, {1, 7}, {1, 16}, {1, 18},
                                         {2, 2}, {3, 6}, {3, 16}};
    for (size_t i = 0; i < ARRAY_COUNT(wanted); i++) {
        assert_int_equal(at[i]->line, wanted[i][0]);
        assert_int_equal(at[i]->column, wanted[i][1]);
    }
}

/* The tree then has another order than the text. */
static void where_a_key_is_set_twice_no_place_is_named(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("{\"a\": 1, \"b\": 2,\n\"a\": 3}")));
    assert_int_equal(value_find(&fixture->value, "a")->line, 0);
    assert_int_equal(value_find(&fixture->value, "b")->line, 0);
    assert_int_equal(fixture->list.count, 1);
    assert_int_equal(fixture->list.items[0].line, 2);
}

/* Of a name, that is: "3.10" is no 3.1. */
static void a_number_keeps_its_spelling(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("{\"tags\": [3.10,1e3 , 7, \"3.10\"]}")));
    const struct value *tags = value_find(&fixture->value, "tags");
    const char *const spellings[] = {"3.10", "1e3", "7", "3.10"};
    for (size_t i = 0; i < 4; i++)
        assert_slice_is(value_spelling(&tags->as.items[i], &fixture->arena),
                        spellings[i]);
    assert_true(tags->as.items[0].as.real == 3.1);
    uint64_t hash = value_hash(&tags->as.items[0], 0);
    assert_true(parse(fixture, SLICE("3.1")));
    assert_true(value_hash(&fixture->value, 0) != hash);
    assert_true(parse(fixture, SLICE(" 3.10")));
    assert_true(value_hash(&fixture->value, 0) == hash);
}

static void a_string_may_hold_nul_and_a_key_may_not(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, SLICE("\"x\\u0000y\"")));
    assert_int_equal(fixture->value.size, 3);
    assert_memory_equal(fixture->value.as.text, "x\0y", 4);
    assert_false(parse(fixture, SLICE("{\"x\\u0000y\": 1}")));
    assert_int_equal(fixture->list.error_count, 1);
}

static void brackets_inside_strings_have_no_depth(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_text(&text, "\"\\\"");
    str_append_repeat(&text, '[', FRONTMATTER_MAX_DEPTH + 1);
    str_append_text(&text, "\"");
    assert_true(parse(fixture, str_slice(&text)));
    str_release(&text);
}

static void depth_is_read_up_to_the_limit(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_repeat(&text, '[', FRONTMATTER_MAX_DEPTH);
    str_append_repeat(&text, ']', FRONTMATTER_MAX_DEPTH);
    assert_true(parse(fixture, str_slice(&text)));
    assert_int_equal(fixture->value.size, 1);
    str_release(&text);
}

static void a_hundred_thousand_brackets_are_refused_at_the_limit(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_repeat(&text, '[', 100000);
    assert_false(parse(fixture, str_slice(&text)));
    assert_int_equal(fixture->list.items[0].code,
                     DIAGNOSTIC_FRONT_MATTER_TOO_DEEP);
    assert_int_equal(fixture->list.items[0].column, FRONTMATTER_MAX_DEPTH + 1);
    str_release(&text);
}

static void nodes_are_read_up_to_the_limit(void **state)
{
    struct fixture *fixture = *state;
    struct str text = {0};
    str_append_char(&text, '[');
    for (size_t i = 0; i < FRONTMATTER_MAX_NODES - 2; i++)
        str_append_text(&text, "1,");
    str_append_text(&text, "1]");
    assert_true(parse(fixture, str_slice(&text)));
    assert_int_equal(fixture->value.size, FRONTMATTER_MAX_NODES - 1);

    text.data[text.size - 1] = ',';
    str_append_text(&text, "1]");
    assert_false(parse(fixture, str_slice(&text)));
    assert_int_equal(fixture->list.items[0].code,
                     DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES);
    str_release(&text);
}

static void no_text_is_an_error_and_leaves_the_result_alone(void **state)
{
    struct fixture *fixture = *state;
    fixture->value.line = 77;
    assert_false(parse(fixture, SLICE_NONE));
    assert_false(parse(fixture, SLICE("\xEF\xBB\xBF \n")));
    assert_int_equal(fixture->list.error_count, 2);
    assert_slice_is(fixture->list.items[1].message, "the file is empty");
    assert_int_equal(fixture->value.line, 77);
}

#define TEST(function)                                                         \
    cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(integers_reach_from_end_to_end),
        TEST(values_outlive_the_text),
        TEST(values_are_where_they_are_written),
        TEST(where_a_key_is_set_twice_no_place_is_named),
        TEST(a_number_keeps_its_spelling),
        TEST(a_string_may_hold_nul_and_a_key_may_not),
        TEST(brackets_inside_strings_have_no_depth),
        TEST(depth_is_read_up_to_the_limit),
        TEST(a_hundred_thousand_brackets_are_refused_at_the_limit),
        TEST(nodes_are_read_up_to_the_limit),
        TEST(no_text_is_an_error_and_leaves_the_result_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
