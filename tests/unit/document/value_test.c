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

static const struct value list = {
    .kind = VALUE_ARRAY,
    .line = 4,
    .column = 2,
    .as.items =
        (const struct value[]){
            {.kind = VALUE_STRING, .as.text = "one", .size = 3},
            {.kind = VALUE_FLOAT, .as.real = 1.5},
            {.kind = VALUE_OBJECT, .as.members = members, .size = 3},
        },
    .size = 3,
};

static void a_copy_shares_nothing_and_has_no_place(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct value copy = value_copy(&list, &arena);
    assert_int_equal(copy.line, 0);
    assert_int_equal(copy.column, 0);
    assert_int_equal(value_hash(&copy, 7), value_hash(&list, 7));
    assert_slice_is(value_text(&copy.as.items[0]), "one");
    assert_ptr_not_equal(copy.as.items[0].as.text, list.as.items[0].as.text);
    const struct member *member = &copy.as.items[2].as.members[0];
    assert_slice_is(member->key, "title");
    assert_ptr_not_equal(member->key.data, members[0].key.data);
    assert_slice_is(value_text(&member->value), "Hello");
    arena_release(&arena);
}

static void values_that_differ_have_other_hashes(void **state)
{
    (void)state;
    const struct value differing[] = {
        {.kind = VALUE_NULL},
        {.kind = VALUE_BOOLEAN, .as.boolean = false},
        {.kind = VALUE_BOOLEAN, .as.boolean = true},
        {.kind = VALUE_INTEGER, .as.integer = 0},
        {.kind = VALUE_INTEGER, .as.integer = 1},
        {.kind = VALUE_FLOAT, .as.real = 1},
        value_of_text(SLICE("")),
        value_of_text(SLICE("1")),
        {.kind = VALUE_ARRAY},
        {.kind = VALUE_OBJECT},
        {.kind = VALUE_ARRAY, .as.items = &object, .size = 1},
        {.kind = VALUE_OBJECT, .as.members = members, .size = 1},
        {.kind = VALUE_OBJECT, .as.members = members, .size = 2},
        {.kind = VALUE_OBJECT, .as.members = members + 1, .size = 1},
        object,
        list,
    };
    const size_t count = ARRAY_COUNT(differing);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++)
            assert_int_equal(value_hash(&differing[i], 0) ==
                                 value_hash(&differing[k], 0),
                             i == k);
        assert_int_not_equal(value_hash(&differing[i], 0),
                             value_hash(&differing[i], 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_is_found_by_its_whole_name),
        cmocka_unit_test(nothing_is_found_in_what_is_no_object),
        cmocka_unit_test(only_strings_have_a_text),
        cmocka_unit_test(kinds_are_told_apart_and_null_pointers_are_none),
        cmocka_unit_test(every_kind_has_a_name_for_messages),
        cmocka_unit_test(a_copy_shares_nothing_and_has_no_place),
        cmocka_unit_test(values_that_differ_have_other_hashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
