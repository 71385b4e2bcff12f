/* ascii_test.c - each class holds what it says, and no byte beyond ASCII. */
#include "test.h"

#include "base/ascii.h"

#include <string.h>

static void check_class(bool (*is_in)(char c), const char *members)
{
    for (int c = 1; c < 256; c++)
        assert_int_equal(is_in((char)c), strchr(members, (char)c) != NULL);
    assert_false(is_in('\0'));
}

static void classes_hold_ascii_alone(void **state)
{
    (void)state;
    check_class(ascii_is_digit, "0123456789");
    check_class(ascii_is_space, " \t\r\n");
    check_class(ascii_is_letter, "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    check_class(ascii_is_letter_or_digit, "abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789");
}

static void case_changes_for_letters_alone(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        bool is_lower = c >= 'a' && c <= 'z', is_upper = c >= 'A' && c <= 'Z';
        assert_int_equal((unsigned char)ascii_to_lower((char)c),
                         is_upper ? c + 32 : c);
        assert_int_equal((unsigned char)ascii_to_upper((char)c),
                         is_lower ? c - 32 : c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_hold_ascii_alone),
        cmocka_unit_test(case_changes_for_letters_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
