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
        {"{a,b/*}/c", "b/x/c/d.md", true},
        {"{a,b/*}/c", "b/c/d.md", false},
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
        {"x\\{a,b}", "x{a,b}", true},
        {"{a,{b,c}d}.md", "cd.md", true},
        {"{a,{b,c}d}.md", "c.md", false},
        {"secre[t].md", "secret.md", true},
        {"{a,[b-d]}.md", "c.md", true},
        {"{a,a,a,a,a}{a,a,a,a,a}{a,a,a,a,a}", "aab", false},
    };
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        assert_int_equal(glob_matches_choices(slice_of(choices[i].pattern),
                                              slice_of(choices[i].path)),
                         choices[i].matches);
}

static void characters_can_be_of_a_class(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"secre[t].md", "secret.md", true},
        {"[st]ecret.md", "secret.md", true},
        {"[st]ecret.md", "xecret.md", false},
        {"[!x].md", "a.md", true},
        {"[!x].md", "x.md", false},
        {"[^x].md", "x.md", false},
        {"[a-c][0-9].md", "b7.md", true},
        {"[a-c][0-9].md", "d7.md", false},
        {"[]a].md", "].md", true},
        {"[!]a].md", "].md", false},
        {"[a-].md", "-.md", true},
        {"[\\]].md", "].md", true},
        {"[[:digit:]x].md", "1.md", true},
        {"[[:digit:]x].md", "x.md", true},
        {"[[:digit:]x].md", "y.md", false},
        {"[\xC3\xA0-\xC3\xBF].md", "\xC3\xBC.md", true},
        {"[a\xC3\xBC].md", "\xC3.md", false},
        {"[a.md", "[a.md", true},
        {"[", "[", true},
        {"\\[a].md", "[a].md", true},
        {"\\*.md", "a.md", false},
        {"*[b]", "aab", true},
        {"*[b]*c", "abbac", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct slice pattern = slice_of(rows[i].pattern),
                     path = slice_of(rows[i].path);
        if (glob_matches_choices(pattern, path) != rows[i].matches ||
            glob_may_match(pattern, path) != rows[i].matches ||
            glob_matches_flat(pattern, path) != rows[i].matches ||
            glob_matches_within(pattern, path) != rows[i].matches)
            fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].path);
    }
}

static void only_a_flat_pattern_crosses_folders(void **state)
{
    (void)state;
    static const char *const patterns[] = {"a[!x]b", "a?b", "*b", "a[/]b"};
    for (size_t i = 0; i < ARRAY_COUNT(patterns); i++) {
        assert_true(glob_matches_flat(slice_of(patterns[i]), SLICE("a/b")));
        assert_false(glob_matches_choices(slice_of(patterns[i]), SLICE("a/b")));
    }
}

/* More than GLOB_MAX_CHOICES, of which the last is "z". */
static void append_choices(struct str *out)
{
    str_append_text(out, "posts/{");
    for (size_t i = 0; i <= GLOB_MAX_CHOICES; i++)
        str_append_text(out, "y,");
    str_append_text(out, "z}.md");
}

static void what_hides_is_not_given_up(void **state)
{
    (void)state;
    struct str many = {0}, large = {0};
    append_choices(&many);
    assert_true(glob_may_match(str_slice(&many), SLICE("posts/z.md")));
    assert_false(glob_may_match(str_slice(&many), SLICE("notes/z.md")));
    assert_false(glob_matches_choices(str_slice(&many), SLICE("posts/z.md")));
    str_append_text(&large, "posts/*");
    for (size_t i = 0; i < GLOB_MAX_BYTES; i++)
        str_append_text(&large, "*");
    assert_true(glob_may_match(str_slice(&large), SLICE("posts/z.md")));
    assert_false(glob_may_match(str_slice(&large), SLICE("notes/z.md")));
    str_release(&many);
    str_release(&large);

    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"+(a|b).md", "ab.md", true},       {"x/!(a|(b)).md", "x/c.md", true},
        {"x/!(a|(b)).md", "y/c.md", false}, {"a(b).md", "a(b).md", true},
        {"a(b.md", "a(b.md", true},         {"a{1..3}.md", "a2.md", true},
        {"a{1..3}.md", "b2.md", false},     {"{a,b{1..3}}.md", "b2.md", true},
        {"{a,b{1..3}}.md", "c.md", false},  {"?(a).md", "a.md", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (glob_may_match(slice_of(rows[i].pattern), slice_of(rows[i].path)) !=
            rows[i].matches)
            fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_matched_whole),
        cmocka_unit_test(a_path_can_be_within_a_match),
        cmocka_unit_test(a_pattern_full_of_stars_ends),
        cmocka_unit_test(a_choice_is_any_of_several),
        cmocka_unit_test(characters_can_be_of_a_class),
        cmocka_unit_test(only_a_flat_pattern_crosses_folders),
        cmocka_unit_test(what_hides_is_not_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
