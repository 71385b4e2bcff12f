/* write_test.c - what is written is JSON, and says what was meant. */
#include "test.h"

#include "base/arena.h"
#include "document/data.h"
#include "represent/write.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *read_back(const struct str *out)
{
    json_error_t error;
    json_t *read = json_loadb(
        out->data, out->size,
        JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (read == NULL)
        print_error("%s: %s\n", error.text, out->data);
    assert_non_null(read);
    return read;
}

static void a_string_of_every_byte_that_text_can_hold_comes_back(void **state)
{
    (void)state;
    char bytes[0x80];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    /* at every offset: escapes are looked for eight bytes at a time */
    for (size_t start = 0; start < sizeof bytes; start++) {
        struct str out = {0};
        struct slice text = {bytes + start, sizeof bytes - start};
        write_string(&out, text);
        json_t *read = read_back(&out);
        assert_int_equal(json_string_length(read), text.size);
        assert_memory_equal(json_string_value(read), text.data, text.size);
        json_decref(read);
        str_release(&out);
    }
}

static void one_byte_that_needs_it_is_escaped_wherever_it_stands(void **state)
{
    (void)state;
    static const char special[] = {'"', '\\', '\n', '\0', '\x1f', '\x7f'};
    for (size_t size = 1; size < 20; size++) {
        for (size_t at = 0; at < size; at++) {
            for (size_t k = 0; k < sizeof special; k++) {
                char text[20];
                struct str out = {0};
                memset(text, 0xC3, sizeof text); /* not one bit to spare */
                for (size_t i = 0; i < size; i++)
                    text[i] = 'a';
                text[at] = special[k];
                write_string(&out, (struct slice){text, size});
                json_t *read = read_back(&out);
                assert_int_equal(json_string_length(read), size);
                assert_memory_equal(json_string_value(read), text, size);
                json_decref(read);
                str_release(&out);
            }
        }
    }
}

static void the_short_escapes_are_used(void **state)
{
    (void)state;
    struct str out = {0};
    write_string(&out, SLICE("\"\\/\b\f\n\r\t\x01\xC3\xA9\x7f"));
    assert_slice_is(str_slice(&out),
                    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\xC3\xA9\x7f\"");
    str_clear(&out);
    write_string_or_null(&out, SLICE_NONE);
    write_string_or_null(&out, SLICE(""));
    assert_slice_is(str_slice(&out), "null\"\"");
    str_release(&out);
}

static void numbers_keep_their_kind_and_their_value(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } reals[] = {
        {0.1, "0.1"},
        {75.0, "75.0"},
        {-0.0, "-0.0"},
        {1e22, "1e+22"},
        {1e-7, "1e-07"},
        {123456789.125, "123456789.125"},
        {1.0 / 3, "0.3333333333333333"},
        {5e-324, "4.94065645841247e-324"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(reals); i++) {
        struct str out = {0};
        struct value value = {.kind = VALUE_FLOAT, .as.real = reals[i].number};
        write_value(&out, &value);
        assert_slice_is(str_slice(&out), reals[i].text);
        json_t *read = read_back(&out);
        assert_true(json_is_real(read));
        assert_true(json_real_value(read) == reals[i].number);
        json_decref(read);
        str_release(&out);
    }
    static const int64_t integers[] = {0, -1, 75, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < ARRAY_COUNT(integers); i++) {
        struct str out = {0};
        write_integer(&out, integers[i]);
        json_t *read = read_back(&out);
        assert_true(json_is_integer(read));
        assert_true(json_integer_value(read) == integers[i]);
        json_decref(read);
        str_release(&out);
    }
}

/* Texts made by chance, the same in every run. */
static uint32_t chance(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

static json_t *random_text(uint32_t *seed)
{
    static const char *const parts[] = {
        "a",
        "\"",
        "\\",
        "\n",
        "\t",
        "\x01",
        "/",
        "\xC3\xA9",
        "\xE2\x80\xA8",
        "\xF0\x9F\x98\x80",
        " ",
        "{",
        "]",
        ",",
        ":",
        "plain words",
    };
    char text[512] = "";
    size_t count = chance(seed) % 20;
    for (size_t i = 0; i < count; i++)
        strcat(text, parts[chance(seed) % ARRAY_COUNT(parts)]);
    return json_string(text);
}

static json_t *random_value(uint32_t *seed, unsigned depth)
{
    json_t *made;
    switch (chance(seed) % (depth > 0 ? 8 : 6)) {
    case 0:
        return json_null();
    case 1:
        return json_boolean(chance(seed) % 2);
    case 2:
        return json_integer((json_int_t)chance(seed) - 30000);
    case 3:
        return json_real((chance(seed) - 30000.0) / (chance(seed) + 1.0));
    case 6:
        made = json_array();
        for (uint32_t i = chance(seed) % 5; i > 0; i--)
            json_array_append_new(made, random_value(seed, depth - 1));
        return made;
    case 7:
        made = json_object();
        for (uint32_t i = chance(seed) % 5; i > 0; i--) {
            json_t *key = random_text(seed);
            json_object_set_new(made, json_string_value(key),
                                random_value(seed, depth - 1));
            json_decref(key);
        }
        return made;
    default:
        return random_text(seed);
    }
}

static void any_value_comes_back_as_it_was(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int i = 0; i < 3000; i++) {
        struct arena arena = {0};
        struct diagnostics diagnostics = {.arena = &arena};
        struct str out = {0}, pretty = {0};
        struct value value;
        json_t *wanted = random_value(&seed, 6);
        char *text = json_dumps(wanted, JSON_ENCODE_ANY);

        assert_true(data_parse(slice_of(text), &arena, &diagnostics, &value));
        write_value(&out, &value);
        json_t *read = read_back(&out);
        assert_true(json_equal(read, wanted));
        write_indented(&pretty, str_slice(&out));
        json_t *indented = read_back(&pretty);
        assert_true(json_equal(indented, wanted));

        json_decref(indented);
        json_decref(read);
        json_decref(wanted);
        free(text);
        str_release(&pretty);
        str_release(&out);
        arena_release(&arena);
    }
}

static void keys_have_a_comma_in_front_but_for_the_first(void **state)
{
    (void)state;
    struct str out = {0};
    str_append_char(&out, '{');
    write_key(&out, SLICE("a{"));
    write_integer(&out, 1);
    write_key(&out, SLICE("b"));
    str_append_char(&out, '{');
    write_key(&out, SLICE("c"));
    write_string(&out, SLICE("{"));
    str_append_text(&out, "}}");
    assert_slice_is(str_slice(&out), "{\"a{\":1,\"b\":{\"c\":\"{\"}}");
    str_release(&out);
}

static void what_is_indented_reads_like_a_page(void **state)
{
    (void)state;
    struct str out = {0};
    write_indented(
        &out, SLICE("{\"a\":[],\"b\":{},\"c\":[1,{\"d\":\"x,y:{[\\\"\"}]}"));
    assert_slice_is(str_slice(&out), "{\n"
                                     "  \"a\": [],\n"
                                     "  \"b\": {},\n"
                                     "  \"c\": [\n"
                                     "    1,\n"
                                     "    {\n"
                                     "      \"d\": \"x,y:{[\\\"\"\n"
                                     "    }\n"
                                     "  ]\n"
                                     "}\n");
    str_release(&out);
}

static void deep_levels_are_indented_no_further(void **state)
{
    (void)state;
    struct str deep = {0}, out = {0};
    str_append_repeat(&deep, '[', 1000);
    str_append_char(&deep, '1');
    str_append_repeat(&deep, ']', 1000);
    write_indented(&out, str_slice(&deep));
    size_t at = slice_find_char(str_slice(&out), 0, '1');
    assert_slice_is(slice_sub(str_slice(&out), at - 66, at - 63), "[\n ");
    assert_in_range(out.size, 1000, 2000 * 66 + 100);
    str_release(&out);
    str_release(&deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_of_every_byte_that_text_can_hold_comes_back),
        cmocka_unit_test(one_byte_that_needs_it_is_escaped_wherever_it_stands),
        cmocka_unit_test(the_short_escapes_are_used),
        cmocka_unit_test(numbers_keep_their_kind_and_their_value),
        cmocka_unit_test(any_value_comes_back_as_it_was),
        cmocka_unit_test(keys_have_a_comma_in_front_but_for_the_first),
        cmocka_unit_test(what_is_indented_reads_like_a_page),
        cmocka_unit_test(deep_levels_are_indented_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
