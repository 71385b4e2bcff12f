/* arguments_test.c - a query string, split and decoded. */
#include "test.h"

#include "query/arguments.h"

static struct arena arena;

static struct arguments split(const char *text)
{
    arena_release(&arena);
    arena = (struct arena){0};
    return arguments_split(slice_of(text), &arena);
}

static void check_one(const char *text, const char *name, const char *value)
{
    struct arguments arguments = split(text);
    assert_int_equal(arguments.count, 1);
    assert_false(arguments.items[0].is_malformed);
    assert_slice_is(arguments.items[0].name, name);
    assert_slice_is(arguments.items[0].value, value);
}

static void names_and_values_are_split_at_the_first_equals_sign(void **state)
{
    (void)state;
    check_one("a=b", "a", "b");
    check_one("a=b=c", "a", "b=c");
    check_one("a", "a", "");
    check_one("a=", "a", "");
    check_one("=b", "", "b");
}

static void they_are_decoded_after_that(void **state)
{
    (void)state;
    check_one("a%3Db=c", "a=b", "c");
    check_one("a=b%26c%3Dd", "a", "b&c=d");
    check_one("a+b=c+d%2Be", "a b", "c d+e");
}

static void only_names_are_trimmed(void **state)
{
    (void)state;
    check_one("%20a+=+b%20", "a", " b ");
}

static void arguments_keep_their_order_and_empty_ones_are_dropped(void **state)
{
    (void)state;
    struct arguments arguments = split("&b=1&&a=2&b=3&");
    assert_int_equal(arguments.count, 3);
    assert_slice_is(arguments.items[0].name, "b");
    assert_slice_is(arguments.items[1].name, "a");
    assert_slice_is(arguments.items[2].name, "b");
    assert_int_equal(split("").count, 0);
    assert_int_equal(split(NULL).count, 0);
    assert_int_equal(split("&&").count, 0);
}

static void a_malformed_argument_keeps_its_name_as_sent(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"a=%", "a"},         {"%ZZ=1", "%ZZ"},           {"a=%FF", "a"},
        {"a%20=%00", "a%20"}, {"\xFF=1", "\xEF\xBF\xBD"}, /* U+FFFD */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arguments arguments = split(cases[i].text);
        assert_int_equal(arguments.count, 1);
        assert_true(arguments.items[0].is_malformed);
        assert_slice_is(arguments.items[0].name, cases[i].name);
    }
}

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_values_are_split_at_the_first_equals_sign),
        cmocka_unit_test(they_are_decoded_after_that),
        cmocka_unit_test(only_names_are_trimmed),
        cmocka_unit_test(arguments_keep_their_order_and_empty_ones_are_dropped),
        cmocka_unit_test(a_malformed_argument_keeps_its_name_as_sent),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
