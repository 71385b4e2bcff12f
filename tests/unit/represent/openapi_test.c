/* openapi_test.c - one description, in two notations. */
#include "test.h"

#include "base/arena.h"
#include "document/frontmatter.h"
#include "represent/openapi.h"

#include <jansson.h>

static void expect_equal(const struct value *yaml, json_t *json);

static void expect_equal_objects(const struct value *yaml, json_t *json)
{
    assert_true(json_is_object(json));
    assert_int_equal(json_object_size(json), yaml->size);
    for (size_t i = 0; i < yaml->size; i++) {
        const struct member *member = &yaml->as.members[i];
        expect_equal(&member->value, json_object_getn(json, member->key.data,
                                                      member->key.size));
    }
}

static void expect_equal_arrays(const struct value *yaml, json_t *json)
{
    assert_true(json_is_array(json));
    assert_int_equal(json_array_size(json), yaml->size);
    for (size_t i = 0; i < yaml->size; i++)
        expect_equal(&yaml->as.items[i], json_array_get(json, i));
}

static void expect_equal(const struct value *yaml, json_t *json)
{
    assert_non_null(json);
    switch ((enum value_kind)yaml->kind) {
    case VALUE_NULL:
        assert_true(json_is_null(json));
        break;
    case VALUE_BOOLEAN:
        assert_true(json_is_boolean(json));
        assert_int_equal(json_is_true(json), yaml->as.boolean);
        break;
    case VALUE_INTEGER:
        assert_true(json_is_integer(json));
        assert_true(json_integer_value(json) == yaml->as.integer);
        break;
    case VALUE_FLOAT:
        assert_true(json_real_value(json) == yaml->as.real);
        break;
    case VALUE_STRING:
        assert_int_equal(json_string_length(json), yaml->size);
        assert_memory_equal(json_string_value(json), yaml->as.text, yaml->size);
        break;
    case VALUE_ARRAY:
        expect_equal_arrays(yaml, json);
        break;
    case VALUE_OBJECT:
        expect_equal_objects(yaml, json);
        break;
    }
}

static void the_json_says_what_the_yaml_says(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct value root;
    assert_true(
        frontmatter_parse(openapi_yaml(), 1, &arena, &diagnostics, &root));
    assert_int_equal(diagnostics.count, 0);
    struct slice text = openapi_json();
    json_t *json =
        json_loadb(text.data, text.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    expect_equal(&root, json);
    json_decref(json);
    arena_release(&arena);
}

static void it_is_made_once(void **state)
{
    (void)state;
    assert_ptr_equal(openapi_json().data, openapi_json().data);
    assert_true(slice_starts(openapi_yaml(), "openapi: 3.1.0\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_json_says_what_the_yaml_says),
        cmocka_unit_test(it_is_made_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
