/* glob_test.c - patterns of paths. */
#include "test.h"

#include "base/glob.h"

static const struct {
    const char *pattern, *path;
    bool matches;
} cases[] = {
    {"", "", true},
    {"", "a", false},
    {"a", "", false},
    {"README.md", "README.md", true},
    {"README.md", "docs/README.md", false},
    {"README.md", "readme.md", false},
    {"*.md", "a.md", true},
    {"*.md", ".md", true},
    {"*.md", "a/b.md", false},
    {"posts/*.md", "posts/a.md", true},
    {"posts/*.md", "posts/x/a.md", false},
    {"posts/*", "posts/", true},
    {"posts/*", "posts", false},
    {"*/b", "a/b", true},
    {"*/*x", "ab/cxdx", true},
    {"*a*b*c", "xaybzc", true},
    {"*a*b*c", "xaybz", false},
    {"drafts/**", "drafts/a", true},
    {"drafts/**", "drafts/a/b/c.md", true},
    {"drafts/**", "drafts", false},
    {"**", "", true},
    {"**", "a/b", true},
    {"**/README.md", "README.md", true},
    {"**/README.md", "a/b/README.md", true},
    {"**/README.md", "a/b/NOREADME.md", false},
    {"a/**/z", "a/z", true},
    {"a/**/z", "a/b/c/z", true},
    {"a/**/z", "a/bz", false},
    {"a/**/*.md", "a/b/c.md", true},
    {"a/**/*.md", "a/c.md", true},
    {"a/**/b*/c", "a/x/by/b/c", true},
    {"a/**/b*/c", "a/x/by/d/c", false},
    {"**/a/**/b", "x/a/y/z/b", true},
    {"a**z", "a/b/z", true},
    {"x**/y", "xa/b/y", true},
    {"chapter-?.md", "chapter-1.md", true},
    {"chapter-?.md", "chapter-12.md", false},
    {"chapter-?.md", "chapter-\xC3\xBC.md", true},
    {"a?b", "a/b", false},
    {"a?", "a", false},
    {"[a].md", "a.md", false},
    {"[a].md", "[a].md", true},
};

static void paths_are_matched_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        if (glob_matches(slice_of(cases[i].pattern), slice_of(cases[i].path)) !=
            cases[i].matches)
            fail_msg("'%s' and '%s'", cases[i].pattern, cases[i].path);
    }
}

static void a_path_can_be_within_a_match(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"docs", "docs", true},
        {"docs", "docs/a.md", true},
        {"docs", "docs2/a.md", false},
        {"doc", "docs", false},
        {"docs/v*", "docs/v1/a.md", true},
        {"docs/v*", "docs/w1/a.md", false},
        {"docs/*/x", "docs/v1/x/y/a.md", true},
        {"docs/*/x", "docs/v1/v2/x/a.md", false},
        {"d?cs",
         "d\xC3\xB6"
         "cs/a.md",
         true},
        {"**", "a", true},
        {"a/**", "a/b/c.md", true},
        {"a/**", "b/a/c.md", false},
        {"**/b/*.md", "a/b/b/c.md", true},
        {"**/b/*.txt", "a/b/b/c.md", false},
        {"posts/**.md", "posts/a.md", true},
        {"posts/**.md", "posts/x/a.md", false},
        {"a**z", "a/b/z", false},
        {"a**z", "abz/c", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (glob_matches_within(slice_of(rows[i].pattern),
                                slice_of(rows[i].path)) != rows[i].matches)
            fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].path);
    }
}

/* Tried one by one, these would take longer than there is time. */
static void a_pattern_full_of_stars_ends(void **state)
{
    (void)state;
    static char pattern[GLOB_MAX_BYTES + 1], path[4097];
    for (size_t i = 0; i + 3 < GLOB_MAX_BYTES; i += 3)
        memcpy(pattern + i, i % 2 == 0 ? "*a*" : "**a", 4);
    memset(path, 'a', sizeof path - 1);
    assert_true(glob_matches(slice_of("*a*a*a*a*a"), slice_of(path)));
    strcat(pattern, "b");
    assert_false(glob_matches(slice_of(pattern), slice_of(path)));
    assert_false(glob_matches_within(slice_of(pattern), slice_of(path)));
}

static void a_choice_is_any_of_several(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool matches;
    } choices[] = {
        {"{a,b}/*.md", "b/x.md", true},
        {"{a,b}/*.md", "c/x.md", false},
        {"x{,s}.{md,mdx}", "xs.mdx", true},
        {"x{a", "x{a", true},
        {"{a,a,a,a,a}{a,a,a,a,a}{a,a,a,a,a}", "aab", false},
    };
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        assert_int_equal(glob_matches_choices(slice_of(choices[i].pattern),
                                              slice_of(choices[i].path)),
                         choices[i].matches);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_matched_whole),
        cmocka_unit_test(a_path_can_be_within_a_match),
        cmocka_unit_test(a_pattern_full_of_stars_ends),
        cmocka_unit_test(a_choice_is_any_of_several),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
