/* scalar_test.c - the core schema, word by word. */
#include "test.h"

#include "document/scalar.h"

static struct value read(const char *text)
{
    struct value value;
    assert_int_equal(scalar_read(slice_of(text), &value), SCALAR_FITS);
    return value;
}

static void words_of_the_schema_are_not_texts(void **state)
{
    (void)state;
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    static const char *const yes[] = {"true", "True", "TRUE"};
    static const char *const no[] = {"false", "False", "FALSE"};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(read(nulls[i]).kind, VALUE_NULL);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(read(yes[i]).kind, VALUE_BOOLEAN);
        assert_true(read(yes[i]).as.boolean);
        assert_int_equal(read(no[i]).kind, VALUE_BOOLEAN);
        assert_false(read(no[i]).as.boolean);
    }
}

static void everything_else_is_a_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "yes",  "no",    "on",    "off",    "y",     "n",   "tRue",
        "nil",  "nan",   "inf",   "-",      "+",     ".",   "-.",
        "1e",   "1e+",   "e1",    ".e1",    "0x",    "0xg", "0o8",
        "-0x1", "1_000", "1:30",  "1.2.3",  "1 ",    " 1",  "2024-01-02",
        "1f",   "0b1",   ".info", "+.nan",  "--1",   "1.e", "true ",
        "~~",   "01x",   "+-1",   "falsey", "nullx", "0o",  "infinity",
    };
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        struct value value = read(texts[i]);
        assert_int_equal(value.kind, VALUE_STRING);
        assert_ptr_equal(value.as.text, texts[i]);
    }
}

static void integers_are_exact_in_every_base(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t number;
    } cases[] = {
        {"0", 0},
        {"-0", 0},
        {"+12", 12},
        {"007", 7},
        {"0o17", 15},
        {"0xfF", 255},
        {"-42", -42},
        {"000000000000000000000001", 1},
        {"9223372036854775807", INT64_MAX},
        {"0x7fffffffffffffff", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct value value = read(cases[i].text);
        assert_int_equal(value.kind, VALUE_INTEGER);
        assert_true(value.as.integer == cases[i].number);
    }
}

static void floats_are_the_nearest_double(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } cases[] = {
        {"0.1", 0.1},
        {"1.", 1.0},
        {".5", 0.5},
        {"-.5e1", -5.0},
        {"1e3", 1000},
        {"1.5E-2", 0.015},
        {"+1.0", 1.0},
        {"1e+2", 100},
        {"0e0", 0.0},
        {"1e-400", 0.0},
        {"1.7976931348623157e308", 1.7976931348623157e308},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct value value = read(cases[i].text);
        assert_int_equal(value.kind, VALUE_FLOAT);
        assert_true(value.as.real == cases[i].number);
    }
}

static void numbers_that_json_cannot_hold_stay_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "9223372036854775808",
        "-9223372036854775809",
        "0x8000000000000000",
        "0o1000000000000000000000",
        "1e309",
        "-1e309",
        ".inf",
        "-.Inf",
        "+.INF",
        ".nan",
        ".NaN",
        ".NAN",
    };
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        struct value value;
        assert_int_equal(scalar_read(slice_of(texts[i]), &value),
                         SCALAR_TOO_LARGE);
        assert_int_equal(value.kind, VALUE_STRING);
        assert_slice_is(value_text(&value), texts[i]);
    }
}

static void a_tag_wants_its_own_kind(void **state)
{
    (void)state;
    struct value value;
    assert_int_equal(scalar_read_as(VALUE_FLOAT, SLICE("1"), &value),
                     SCALAR_FITS);
    assert_int_equal(value.kind, VALUE_FLOAT);
    assert_int_equal(scalar_read_as(VALUE_INTEGER, SLICE("1.5"), &value),
                     SCALAR_MISFIT);
    assert_slice_is(value_text(&value), "1.5");
    assert_int_equal(scalar_read_as(VALUE_BOOLEAN, SLICE("yes"), &value),
                     SCALAR_MISFIT);
    assert_int_equal(scalar_read_as(VALUE_FLOAT, SLICE(".inf"), &value),
                     SCALAR_TOO_LARGE);
    assert_int_equal(scalar_read_as(VALUE_NULL, SLICE(""), &value),
                     SCALAR_FITS);
    assert_int_equal(scalar_read_as(VALUE_FLOAT, SLICE("0x10"), &value),
                     SCALAR_FITS);
    assert_true(value.as.real == 16.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_the_schema_are_not_texts),
        cmocka_unit_test(everything_else_is_a_text),
        cmocka_unit_test(integers_are_exact_in_every_base),
        cmocka_unit_test(floats_are_the_nearest_double),
        cmocka_unit_test(numbers_that_json_cannot_hold_stay_texts),
        cmocka_unit_test(a_tag_wants_its_own_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
