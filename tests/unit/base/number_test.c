/* number_test.c - whole numbers of 64 bits beside doubles. */
#include "test.h"

#include "base/number.h"

static void order_and_digits_are_exact(void **state)
{
    (void)state;
    static const struct {
        bool is_integer;
        int64_t integer;
        double real;
        const char *text;
    } in_order[] = {
        {true, INT64_MIN, 0, "-9223372036854775808"},
        {true, -9007199254740993, 0, "-9007199254740993"},
        {false, 0, -1.5, "-1.5"},
        {false, 0, -0.0, "0"},
        {false, 0, 0.5, "0.5"},
        {true, 7, 0, "7"},
        {true, 9007199254740991, 0, "9007199254740991"},
        {true, 9007199254740993, 0, "9007199254740993"},
        {true, 9007199254740994, 0, NULL},
        {true, 9007199254740995, 0, "9007199254740995"},
        {true, INT64_MAX - 1, 0, "9223372036854775806"},
        {true, INT64_MAX, 0, "9223372036854775807"},
    };
    enum { COUNT = sizeof in_order / sizeof in_order[0] };
    struct number numbers[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        struct str text = {0};
        numbers[i] = in_order[i].is_integer
                         ? number_from_integer(in_order[i].integer)
                         : number_from_real(in_order[i].real);
        number_append(&text, numbers[i]);
        if (in_order[i].text != NULL)
            assert_slice_is(str_slice(&text), in_order[i].text);
        str_release(&text);
    }
    for (int i = 0; i < COUNT; i++) {
        for (int k = 0; k < COUNT; k++)
            assert_int_equal(number_compare(numbers[i], numbers[k]),
                             (i > k) - (i < k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_digits_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
