/* diagnostic_test.c - the list of what is wrong. */
#include "test.h"

#include "base/unicode.h"
#include "document/diagnostic.h"

static void errors_are_counted_and_warnings_are_not(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena, .path = SLICE("a.md")};
    assert_false(
        diagnostics_add(&list, DIAGNOSTIC_YAML_NUMBER, 1, 2, NULL, "one"));
    assert_false(
        diagnostics_add(&list, DIAGNOSTIC_YAML_SYNTAX, 3, 4, NULL, "two"));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.error_count, 1);
    arena_release(&arena);
}

static void texts_are_copied_and_carry_the_path_of_their_time(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena, .path = SLICE("a.md")};
    char hint[] = "do this";
    (void)diagnostics_add(&list, DIAGNOSTIC_YAML_KEY, 7, 3, hint, "%s is %d",
                          "x", 5);
    hint[0] = 'X';
    list.path = SLICE("b.md");
    (void)diagnostics_add(&list, DIAGNOSTIC_YAML_KEY, 0, 0, NULL, "y");

    assert_slice_is(list.items[0].message, "x is 5");
    assert_slice_is(list.items[0].hint, "do this");
    assert_slice_is(list.items[0].path, "a.md");
    assert_int_equal(list.items[0].line, 7);
    assert_int_equal(list.items[0].column, 3);
    assert_slice_is(list.items[1].path, "b.md");
    assert_null(list.items[1].hint.data);
    arena_release(&arena);
}

static void a_list_grows_past_any_first_size(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    for (uint32_t i = 0; i < 1000; i++)
        (void)diagnostics_add(&list, DIAGNOSTIC_YAML_KEY, i, 0, NULL, "%u", i);
    assert_int_equal(list.count, 1000);
    assert_slice_is(list.items[0].message, "0");
    assert_slice_is(list.items[999].message, "999");
    assert_int_equal(list.items[500].line, 500);
    arena_release(&arena);
}

static void an_overlong_message_is_cut(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    (void)diagnostics_add(&list, DIAGNOSTIC_YAML_KEY, 1, 1, NULL, "%5000d", 1);
    assert_true(list.items[0].message.size < 5000);
    assert_true(list.items[0].message.size > 500);
    arena_release(&arena);
}

static void a_message_is_cut_between_letters(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    struct str letters = {0};
    for (int i = 0; i < 600; i++)
        str_append_text(&letters, "\xE6\x97\xA5");
    for (int i = 0; i < 4; i++) {
        (void)diagnostics_add(&list, DIAGNOSTIC_YAML_KEY, 1, 1, NULL, "%*s%s",
                              i, "", letters.data);
        struct slice message = list.items[i].message;
        assert_true(message.size > 1000 && message.size < 1024);
        assert_int_equal(utf8_find_invalid(message), message.size);
    }
    str_release(&letters);
    arena_release(&arena);
}

static void codes_have_names_and_severities(void **state)
{
    (void)state;
    assert_string_equal(diagnostic_code_name(DIAGNOSTIC_YAML_SYNTAX),
                        "yaml-syntax");
    assert_int_equal(diagnostic_severity(DIAGNOSTIC_YAML_SYNTAX),
                     SEVERITY_ERROR);
    assert_string_equal(diagnostic_code_name(DIAGNOSTIC_URL_TAKEN),
                        "url-taken");
    assert_int_equal(diagnostic_severity(DIAGNOSTIC_URL_TAKEN),
                     SEVERITY_WARNING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_counted_and_warnings_are_not),
        cmocka_unit_test(texts_are_copied_and_carry_the_path_of_their_time),
        cmocka_unit_test(a_list_grows_past_any_first_size),
        cmocka_unit_test(an_overlong_message_is_cut),
        cmocka_unit_test(a_message_is_cut_between_letters),
        cmocka_unit_test(codes_have_names_and_severities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
