/* pattern_test.c - patterns of ECMAScript, and those that take too long. */
#include "test.h"

#include "base/clock.h"
#include "validate/pattern.h"

static void patterns_are_those_of_ecmascript(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"^a$", "a\n", false},
        {"^[^]$", "\n", true},
        {"^.$", "\xE2\x80\xA8", false}, /* U+2028 */
        {"^.$", "\xF0\x9F\x98\x80", true},
        {"^\\s$", "\xC2\xA0", true},
        {"^[\\s]$", "\xE3\x80\x80", true},
        {"^\\S$", "\xC2\xA0", false},
        {"^[\\S]+$", "\xC2\xA0", false},
        {"^[\\S]+$", "\xE3\x80\x80", false},
        {"^[\\S]+$", "a\xC3\xA9\xE2\x80\x8B\xF0\x9F\x98\x80", true},
        {"^[\\S ]+$", "a b", true},
        {"^[^\\S]+$", " \t\xC2\xA0\xEF\xBB\xBF\xE2\x80\xA9", true},
        {"^[^\\S]$", "a", false},
        {"^\\d$", "\xD9\xA3", false},
        {"^\\p{Letter}+$", "\xC3\xA9t\xC3\xA9", true},
        {"^\\p{gc=Lu}$", "\xC3\x89", true},
        {"^\\p{Script=Greek}$", "\xCE\xB1", true},
        {"^\\P{L}$", "1", true},
        {"^\\u{1F600}$", "\xF0\x9F\x98\x80", true},
        {"^\\uD83D\\uDE00$", "\xF0\x9F\x98\x80", true},
        {"^[\\ud83d\\ude00-\\ud83d\\ude4f]$", "\xF0\x9F\x98\x81", true},
        {"^[\\uD83D\\uDE00]$", "\xF0\x9F\x98\x81", false},
        {"^\\u00e9$", "\xC3\xA9", true},
        {"^\\xe9$", "\xC3\xA9", true},
        {"^[[]$", "[", true},
        {"^[[:alpha:]]$", ":]", true},
        {"^(?<y>\\d)-\\k<y>$", "1-1", true},
        {"^(?!b)(?=a).(?<=a)$", "a", true},
        {"^\\cJ$", "\n", true},
        {"^\\/$", "/", true},
        {"^\\0$", "", false},
        {"^(?:a|b){2,3}?$", "ab", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct pattern *pattern;
        struct err err;
        if (!pattern_new(slice_of(cases[i].pattern), &pattern, &err))
            fail_msg("%s: %s", cases[i].pattern, err.text);
        size_t steps = 100;
        enum pattern_result result =
            pattern_match(pattern, slice_of(cases[i].text), &steps);
        assert_in_range(steps, 0, 100);
        if ((result == PATTERN_MATCHES) != cases[i].matches)
            fail_msg("%s on %s", cases[i].pattern, cases[i].text);
        pattern_free(pattern);
    }
}

static void what_only_others_know_is_refused(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "\\uD83D",
        "\\uDE00\\uD83D",
        "\\uD83D\\u0061",
        "\\a",
        "\\Z",
        "\\A",
        "\\Kx",
        "\\Q.\\E",
        "\\R",
        "(?R)",
        "(?1)",
        "(?>a)",
        "(*UTF8)a",
        "(?i)a",
        "(?P<n>a)",
        "(?|a|b)",
        "a++",
        "a*+",
        "\\k'n'",
        "\\u12",
        "\\x1",
        "\\p{Nix}",
        "\\p",
        "\\c1",
        "(?C1)a",
        "(",
        "[",
        "\\",
        "\\u{1F",
        "(?",
        "(?<a>)(?<a>)",
        "a{2}+",
        "*",
    };
    for (size_t i = 0; i < ARRAY_COUNT(patterns); i++) {
        if (pattern_is_valid(slice_of(patterns[i])))
            fail_msg("%s is accepted", patterns[i]);
    }
}

/* Each letter more would double the time. */
static void a_pattern_gives_up(void **state)
{
    (void)state;
    struct pattern *pattern;
    struct err err;
    size_t steps = PATTERN_MAX_STEPS;
    int64_t since = clock_monotonic_us();
    assert_true(pattern_new(SLICE("^(a|a)*$"), &pattern, &err));
    assert_int_equal(
        pattern_match(pattern, SLICE("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
                      &steps),
        PATTERN_GIVES_UP);
    assert_int_equal(steps, PATTERN_MAX_STEPS);
    pattern_free(pattern);
    assert_true(clock_monotonic_us() - since < 2 * 1000 * 1000);
}

/* Not for each place where the match may begin, nor for each character that a
 * repetition passes. */
static void the_steps_are_those_of_the_whole_text(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t size, max_steps, least, most;
        enum pattern_result result;
    } cases[] = {
        {"^a$", 1, 1000, 1, 10, PATTERN_MATCHES},
        {"^[^b]+$", 60000, 100000, 60000 / 16, 20000, PATTERN_MATCHES},
        {"(a|aa){1,8}[cd]", 60000, 200000, 200000, 200000, PATTERN_GIVES_UP},
        {"a*[bc]", 60000, 500000, 500000, 500000, PATTERN_GIVES_UP},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct str text = {0};
        struct pattern *pattern;
        struct err err;
        size_t steps = cases[i].max_steps;
        str_append_repeat(&text, 'a', cases[i].size);
        assert_true(pattern_new(slice_of(cases[i].pattern), &pattern, &err));
        assert_int_equal(pattern_match(pattern, str_slice(&text), &steps),
                         cases[i].result);
        assert_in_range(steps, cases[i].least, cases[i].most);
        pattern_free(pattern);
        str_release(&text);
    }
}

static void long_ones_are_refused(void **state)
{
    (void)state;
    struct str text = {0};
    struct pattern *pattern;
    struct err err;
    size_t steps = PATTERN_MAX_STEPS;
    str_append_repeat(&text, 'a', PATTERN_MAX_BYTES + 1);
    assert_false(pattern_new(str_slice(&text), &pattern, &err));
    assert_string_equal(err.text, "it has more than 4096 bytes");
    str_clear(&text);
    str_append_repeat(&text, '(', PATTERN_MAX_GROUPS + 1);
    str_append_repeat(&text, ')', PATTERN_MAX_GROUPS + 1);
    assert_false(pattern_new(str_slice(&text), &pattern, &err));
    str_clear(&text);
    str_append_repeat(&text, 'a', PATTERN_MAX_TEXT_BYTES + 1);
    assert_true(pattern_new(SLICE("a"), &pattern, &err));
    assert_int_equal(pattern_match(pattern, str_slice(&text), &steps),
                     PATTERN_GIVES_UP);
    assert_int_equal(steps, 0);
    pattern_free(pattern);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_are_those_of_ecmascript),
        cmocka_unit_test(what_only_others_know_is_refused),
        cmocka_unit_test(a_pattern_gives_up),
        cmocka_unit_test(the_steps_are_those_of_the_whole_text),
        cmocka_unit_test(long_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
