/* patterns_test.c - regular expressions in the way of Go. */
#include "test.h"

#include "base/array.h"
#include "base/patterns.h"

static const struct {
    const char *pattern, *text;
    bool matches;
} cases[] = {
    {"secret", "/content/secret.md", true},
    {"secret", "/content/Secret.md", false},
    {"(?i)secret", "/content/Secret.md", true},
    {"\\.wip\\.md$", "/a.wip.md", true},
    {"\\.wip\\.md$", "/awip.md", false},
    {"^content", "/content/a.md", false},
    {"/content\\/x", "/content/x.md", true},
    {"[0-9]{4}-old", "/2020-old.md", true},
    {"[0-9]{4}-old", "/20-old.md", false},
    {"\\d{2,}-", "/2020-old.md", true},
    {"\\D\\w\\s", "x-y z", true},
    {"(?:a|b)+?c", "xabc", true},
    {"a.*?c", "abbc", true},
    {"[^\\d/]x", "1x", false},
    {"[^\\d/]x", "ax", true},
    {"[\\]]", "]", true},
    {"[\\^]", "^", true},
    {"[\\^]", "a", false},
    {"[^\\^]", "^", false},
    {"[a\\-z]", "-", true},
    {"[a\\-z]", "b", false},
    {"[-a]", "-", true},
    {"[a.]b", "xb", false},
    {"{x}", "a{x}", true},
    {"\\bdraft\\b", "/drafts/a", false},
    {"\\bdraft\\b", "/draft/a", true},
    {"\\-a\\_b", "-a_b", true},
    {"^[Z-\\]]$", "Z", true},
    {"^[Z-\\]]$", "[", true},
    {"^[Z-\\]]$", "\\", true},
    {"^[Z-\\]]$", "]", true},
    {"^[Z-\\]]$", "-", false},
    {"^[Z-\\]]$", "^", false},
    {"^[*--]$", "+", true},
    {"^[*--]$", ".", false},
    {"^[\\^\\[-]$", "[", true},
    {"^[\\^\\[-]$", "-", true},
    {"^[^\\[.]$", "[", false},
    {"^[^\\[.]$", ".", false},
    {"(?i)\xC3\xA4rger", "/\xC3\x84rger.md", true},
    {"\xC3\xA4rger", "/\xC3\x84rger.md", false},
    {"^/.{2}$", "/\xC3\xA4\xC3\xB6", true},
    {"^/.{4}$", "/\xC3\xA4\xC3\xB6", false},
    {"^/[^a]rger", "/\xC3\xA4rger", true},
    {"^[\xD0\xB0-\xD0\xB2]$", "\xD0\xB1", true},
    {"^[\xD0\xB0-\xD0\xB2]$", "\xD0\xB3", false},
    {"^[\xC3\xA4x]$", "\xC3\xA4", true},
    {"^[\xC3\xA4x]$", "\xC3\xB6", false},
    {"\\bdraft\\b",
     "/\xC3\xA4"
     "draft",
     true},
    {"^\\W$", "\xC3\xA4", true},
    {"^\\w$", "\xC3\xA4", false},
};

static void patterns_match_as_in_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct pattern_list *list = patterns_new();
        struct err err;
        if (!patterns_add(list, slice_of(cases[i].pattern), &err))
            fail_msg("%s: %s", cases[i].pattern, err.text);
        if (patterns_match(list, slice_of(cases[i].text)) != cases[i].matches)
            fail_msg("%s on %s", cases[i].pattern, cases[i].text);
        patterns_free(list);
    }
}

static void what_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "",      "(",        "[a",      "a{1000}", "((a{50}){50}){50}",
        "\\pL",  "(?P<n>a)", "(?s)a",   "\\",      "[\\D]",
        "[[:x]", "\\1",      "(?<!a)b", "[z-a]",   "[\xD0\xB0-\xE4\xB8\x80]",
    };
    struct pattern_list *list = patterns_new();
    for (size_t i = 0; i < ARRAY_COUNT(patterns); i++) {
        struct err err;
        if (patterns_add(list, slice_of(patterns[i]), &err))
            fail_msg("%s is read", patterns[i]);
        assert_int_equal(err.code, ERR_INVALID);
    }
    assert_false(patterns_match(list, SLICE("a")));
    patterns_free(list);
}

static void there_is_a_limit(void **state)
{
    (void)state;
    struct pattern_list *list = patterns_new();
    struct err err;
    for (size_t i = 0; i < PATTERNS_MAX_COUNT; i++)
        assert_true(patterns_add(list, SLICE("a"), &err));
    assert_false(patterns_add(list, SLICE("a"), &err));
    assert_int_equal(err.code, ERR_LIMIT);
    patterns_free(list);
    patterns_free(NULL);
    assert_false(patterns_match(NULL, SLICE("a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_as_in_go),
        cmocka_unit_test(what_cannot_be_read_is_an_error),
        cmocka_unit_test(there_is_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
