/* value_test.c - looking into values that were built by hand. */
#include "test.h"

#include "document/value.h"

static const struct member members[] = {
    {{"title", 5}, {.kind = VALUE_STRING, .as.text = "Hello", .size = 5}},
    {{"title2", 6}, {.kind = VALUE_INTEGER, .as.integer = 7}},
    {{"", 0}, {.kind = VALUE_NULL}},
};

static const struct value object = {
    .kind = VALUE_OBJECT, .as.members = members, .size = 3};

static void a_member_is_found_by_its_whole_name(void **state)
{
    (void)state;
    assert_ptr_equal(value_find(&object, "title"), &members[0].value);
    assert_ptr_equal(value_find(&object, "title2"), &members[1].value);
    assert_ptr_equal(value_find(&object, ""), &members[2].value);
    assert_null(value_find(&object, "titl"));
    assert_null(value_find(&object, "Title"));
    assert_ptr_equal(value_find_slice(&object, (struct slice){"title2x", 6}),
                     &members[1].value);
}

static void nothing_is_found_in_what_is_no_object(void **state)
{
    (void)state;
    struct value text = value_of_text(SLICE("title"));
    assert_null(value_find(NULL, "title"));
    assert_null(value_find(&text, "title"));
    assert_null(value_find(&value_null, "title"));
}

static void only_strings_have_a_text(void **state)
{
    (void)state;
    assert_slice_is(value_text(&members[0].value), "Hello");
    assert_null(value_text(&members[1].value).data);
    assert_null(value_text(NULL).data);
}

static void kinds_are_told_apart_and_null_pointers_are_none(void **state)
{
    (void)state;
    struct value array = {.kind = VALUE_ARRAY};
    assert_true(value_is_object(&object));
    assert_false(value_is_object(&array));
    assert_false(value_is_object(NULL));
    assert_true(value_is_array(&array));
    assert_false(value_is_array(NULL));
    assert_true(value_is_string(&members[0].value));
    assert_false(value_is_string(NULL));
}

static void every_kind_has_a_name_for_messages(void **state)
{
    (void)state;
    for (int kind = VALUE_NULL; kind <= VALUE_OBJECT; kind++) {
        struct value value = {.kind = (uint8_t)kind};
        assert_non_null(value_kind_name(&value));
        for (int other = VALUE_NULL; other < kind; other++) {
            struct value before = {.kind = (uint8_t)other};
            assert_string_not_equal(value_kind_name(&value),
                                    value_kind_name(&before));
        }
    }
    assert_string_equal(value_kind_name(NULL), "nothing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_is_found_by_its_whole_name),
        cmocka_unit_test(nothing_is_found_in_what_is_no_object),
        cmocka_unit_test(only_strings_have_a_text),
        cmocka_unit_test(kinds_are_told_apart_and_null_pointers_are_none),
        cmocka_unit_test(every_kind_has_a_name_for_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
