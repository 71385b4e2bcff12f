/* json_scan_test.c - values found in JSON by their brackets. */
#include "test.h"

#include "represent/json_scan.h"

static void gather(void *context, struct slice value)
{
    struct str *out = context;
    if (out->size > 0)
        str_append_char(out, '|');
    str_append(out, value);
}

static void check_at(const char *json, const char *path, const char *wanted,
                     bool is_list)
{
    struct str found = {0};
    bool has_several =
        json_each_at(slice_of(json), slice_of(path), gather, &found);
    assert_string_equal(found.size > 0 ? found.data : "", wanted);
    assert_int_equal(has_several, is_list);
    str_release(&found);
}

static void a_path_leads_through_objects_and_arrays(void **state)
{
    (void)state;
    check_at("{\"a\":1,\"b\":{\"c\":\"x\"}}", "b.c", "\"x\"", false);
    check_at("{\"a\":[{\"b\":1},{\"c\":2},{\"b\":3}]}", "a.b", "1|3", true);
    check_at("{\"a\":[{\"b\":1},{\"b\":3}]}", "a.1.b", "3", false);
    check_at("{\"a\":[[{\"b\":1}],[{\"b\":2}]]}", "a.b", "1|2", true);
    check_at("{\"a\":[1,2]}", "a", "[1,2]", false);
    check_at("{\"a\":[1,2]}", "a.7", "", false);
    check_at("{\"a\":{}}", "a.b", "", false);
    check_at("{\"a\":[]}", "a.b", "", true);
    check_at("{\"a\":null}", "a.b", "", false);
    check_at("{}", "a", "", false);
}

static void brackets_in_strings_are_none(void **state)
{
    (void)state;
    check_at("{\"a\":\"}]\\\"{\",\"b\":\"\\\\\",\"c\":[\"]\"]}", "c", "[\"]\"]",
             false);
    check_at("{\"a}\":{\"x\":\",\"},\"b\":2}", "b", "2", false);
}

static void a_key_with_dots_is_found_by_a_path(void **state)
{
    (void)state;
    check_at("{\"a\":{\"b\":1},\"a.b\":2}", "a.b", "2", false);
    check_at("{\"a.b\":{\"c\":3}}", "a.b.c", "3", false);
    check_at("{\"ab\":1}", "a.b", "", false);
}

static void members_and_elements_come_one_by_one(void **state)
{
    (void)state;
    struct slice rest = json_inside(SLICE("[1,[2,3],{\"a\":4}]")), value;
    assert_true(json_next_element(&rest, &value));
    assert_true(slice_is(value, "1"));
    assert_true(json_next_element(&rest, &value));
    assert_true(slice_is(value, "[2,3]"));
    assert_true(json_next_element(&rest, &value));
    assert_true(slice_is(value, "{\"a\":4}"));
    assert_false(json_next_element(&rest, &value));
    assert_null(json_find(SLICE("{\"a\":1}"), SLICE("b")).data);
    assert_true(
        slice_is(json_find(SLICE("{\"a\":1,\"b\":2}"), SLICE("b")), "2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_through_objects_and_arrays),
        cmocka_unit_test(brackets_in_strings_are_none),
        cmocka_unit_test(a_key_with_dots_is_found_by_a_path),
        cmocka_unit_test(members_and_elements_come_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
